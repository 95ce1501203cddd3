//! Which opcode an operator becomes, and the integers that fit into instructions.

use pyish_parser::ast::{CmpOp, Constant, Expr, ExprKind, IntLit, Operator, UnaryOp};

use crate::bytecode::opcode::Op;

pub(super) fn binary(op: Operator) -> Op {
    match op {
        Operator::Add => Op::ADD,
        Operator::Sub => Op::SUB,
        Operator::Mult => Op::MUL,
        Operator::MatMult => Op::MATMUL,
        Operator::Div => Op::TRUEDIV,
        Operator::Mod => Op::MOD,
        Operator::Pow => Op::POW,
        Operator::LShift => Op::LSHIFT,
        Operator::RShift => Op::RSHIFT,
        Operator::BitOr => Op::OR,
        Operator::BitXor => Op::XOR,
        Operator::BitAnd => Op::AND,
        Operator::FloorDiv => Op::FLOORDIV,
    }
}

/// The form with a small integer on the right.
pub(super) fn binary_immediate(op: Operator) -> Option<Op> {
    Some(match op {
        Operator::Add => Op::ADDI,
        Operator::Sub => Op::SUBI,
        Operator::Mult => Op::MULI,
        Operator::FloorDiv => Op::FLOORDIVI,
        Operator::Mod => Op::MODI,
        Operator::BitAnd => Op::ANDI,
        Operator::LShift => Op::LSHIFTI,
        Operator::RShift => Op::RSHIFTI,
        _ => return None,
    })
}

pub(super) fn unary(op: UnaryOp) -> Op {
    match op {
        UnaryOp::Invert => Op::INVERT,
        UnaryOp::Not => Op::NOT,
        UnaryOp::UAdd => Op::POS,
        UnaryOp::USub => Op::NEG,
    }
}

pub(super) fn compare(op: CmpOp) -> Op {
    match op {
        CmpOp::Eq => Op::EQ,
        CmpOp::NotEq => Op::NE,
        CmpOp::Lt => Op::LT,
        CmpOp::LtE => Op::LE,
        CmpOp::Gt => Op::GT,
        CmpOp::GtE => Op::GE,
        CmpOp::Is => Op::IS,
        CmpOp::IsNot => Op::IS_NOT,
        CmpOp::In => Op::IN,
        CmpOp::NotIn => Op::NOT_IN,
    }
}

/// The jump that is taken when the comparison's truth is `when`.
pub(super) fn compare_jump(op: CmpOp, when: bool) -> Op {
    match (op, when) {
        (CmpOp::Eq, true) => Op::JEQ,
        (CmpOp::Eq, false) => Op::JNEQ,
        (CmpOp::NotEq, true) => Op::JNE,
        (CmpOp::NotEq, false) => Op::JNNE,
        (CmpOp::Lt, true) => Op::JLT,
        (CmpOp::Lt, false) => Op::JNLT,
        (CmpOp::LtE, true) => Op::JLE,
        (CmpOp::LtE, false) => Op::JNLE,
        (CmpOp::Gt, true) => Op::JGT,
        (CmpOp::Gt, false) => Op::JNGT,
        (CmpOp::GtE, true) => Op::JGE,
        (CmpOp::GtE, false) => Op::JNGE,
        (CmpOp::Is, true) | (CmpOp::IsNot, false) => Op::JIS,
        (CmpOp::Is, false) | (CmpOp::IsNot, true) => Op::JISNOT,
        (CmpOp::In, true) | (CmpOp::NotIn, false) => Op::JIN,
        (CmpOp::In, false) | (CmpOp::NotIn, true) => Op::JNOTIN,
    }
}

/// The same with a small integer on the right.
pub(super) fn compare_jump_immediate(op: CmpOp, when: bool) -> Option<Op> {
    Some(match (op, when) {
        (CmpOp::Eq, true) => Op::JEQI,
        (CmpOp::Eq, false) => Op::JNEQI,
        (CmpOp::NotEq, true) => Op::JNEI,
        (CmpOp::NotEq, false) => Op::JNNEI,
        (CmpOp::Lt, true) => Op::JLTI,
        (CmpOp::Lt, false) => Op::JNLTI,
        (CmpOp::LtE, true) => Op::JLEI,
        (CmpOp::LtE, false) => Op::JNLEI,
        (CmpOp::Gt, true) => Op::JGTI,
        (CmpOp::Gt, false) => Op::JNGTI,
        (CmpOp::GtE, true) => Op::JGEI,
        (CmpOp::GtE, false) => Op::JNGEI,
        _ => return None,
    })
}

/// The value of an integer literal, `-1` included, that fits the 16 bits of an operand.
pub(super) fn small_int(e: &Expr) -> Option<i16> {
    match &e.kind {
        ExprKind::Constant { value: Constant::Int(IntLit::Small(value)), .. } => i16::try_from(*value).ok(),
        ExprKind::UnaryOp { op: UnaryOp::USub, operand } => match &operand.kind {
            ExprKind::Constant { value: Constant::Int(IntLit::Small(value)), .. } => i16::try_from(-*value).ok(),
            _ => None,
        },
        _ => None,
    }
}
