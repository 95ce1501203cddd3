//! Truth as control flow: conditions jump, they do not make values.

use pyish_parser::ast::*;

use super::emit::Label;
use super::operators::{compare_jump, compare_jump_immediate, small_int};
use super::{Compiler, Result, deep};
use crate::bytecode::opcode::Op;

impl<'a> Compiler<'a> {
    /// Jumps to `label` when the truth of `e` is `when`, else falls through.
    pub fn jump_if(&mut self, e: &'a Expr, when: bool, label: Label) -> Result {
        deep(|| self.jump_if_inner(e, when, label))
    }

    fn jump_if_inner(&mut self, e: &'a Expr, when: bool, label: Label) -> Result {
        match &e.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => return self.jump_if(operand, !when, label),
            ExprKind::BoolOp { op, values } => {
                return self.jump_if_bool_op(*op, values, when, label);
            }
            ExprKind::Compare { left, ops, comparators } => {
                self.check_compare(e.span, left, ops, comparators);
                return self.jump_if_compare(e.span, left, ops, comparators, when, label);
            }
            ExprKind::IfExp { test, body, orelse } => {
                let (other, end) = (self.unit.label(), self.unit.label());
                self.jump_if(test, false, other)?;
                self.jump_if(body, when, label)?;
                self.unit.jump(end);
                self.unit.bind(other);
                self.jump_if(orelse, when, label)?;
                self.unit.bind(end);
                return Ok(());
            }
            _ => {}
        }
        if let Some(constant) = self.constant(e) {
            self.unit.visit(e.span);
            if super::fold::truth(&constant) == when {
                self.unit.at(e.span);
                self.unit.jump(label);
            }
            return Ok(());
        }
        let mark = self.unit.top;
        let register = self.operand(e)?;
        self.unit.at(e.span);
        let op = if when { Op::JUMP_IF_TRUE } else { Op::JUMP_IF_FALSE };
        self.unit.emit_jump(op, register, 0, label);
        self.unit.top = mark;
        Ok(())
    }

    fn jump_if_bool_op(&mut self, op: BoolOp, values: &'a [Expr], when: bool, label: Label) -> Result {
        let Some((last, others)) = values.split_last() else {
            return Ok(());
        };
        // The outcome that one operand alone decides: False for `and`, True for `or`.
        let decides = op == BoolOp::Or;
        if decides == when {
            for value in others {
                self.jump_if(value, decides, label)?;
            }
            return self.jump_if(last, when, label);
        }
        let end = self.unit.label();
        for value in others {
            self.jump_if(value, decides, end)?;
        }
        self.jump_if(last, when, label)?;
        self.unit.bind(end);
        Ok(())
    }

    fn jump_if_compare(
        &mut self,
        span: Span,
        left: &'a Expr,
        ops: &[CmpOp],
        rights: &'a [Expr],
        when: bool,
        label: Label,
    ) -> Result {
        let mark = self.unit.top;
        if let ([op], [right]) = (ops, rights) {
            self.jump_if_pair(span, left, *op, right, when, label)?;
            self.unit.top = mark;
            return Ok(());
        }
        let end = self.unit.label();
        let mut l = self.fresh_operand(left, rights)?;
        for (index, (op, right)) in ops.iter().zip(rights).enumerate() {
            let last = index + 1 == ops.len();
            let (when, label) = match (last, when) {
                (true, _) => (when, label),
                (false, true) => (false, end),
                (false, false) => (false, label),
            };
            if last && let (Some(immediate), Some(jump)) = (small_int(right), compare_jump_immediate(*op, when)) {
                self.touch(right);
                self.unit.at(span);
                self.unit.emit_jump(jump, l, immediate as u16, label);
                break;
            }
            let r = if last { self.comparator(*op, right)? } else { self.fresh_operand(right, &rights[index + 1..])? };
            self.unit.at(span);
            self.unit.emit_jump(compare_jump(*op, when), l, r, label);
            l = r;
        }
        self.unit.bind(end);
        self.unit.top = mark;
        Ok(())
    }

    fn jump_if_pair(
        &mut self,
        span: Span,
        left: &'a Expr,
        op: CmpOp,
        right: &'a Expr,
        when: bool,
        label: Label,
    ) -> Result {
        let is_none = |e: &Expr| matches!(e.kind, ExprKind::Constant { value: Constant::None, .. });
        if matches!(op, CmpOp::Is | CmpOp::IsNot) && is_none(right) {
            let register = self.operand(left)?;
            self.unit.at(span);
            let jump = if (op == CmpOp::Is) == when { Op::JUMP_IF_NONE } else { Op::JUMP_IF_NOT_NONE };
            self.unit.emit_jump(jump, register, 0, label);
            return Ok(());
        }
        let scratch = self.unit.alloc();
        let l = self.operand_before(left, scratch, [right])?;
        if let (Some(immediate), Some(jump)) = (small_int(right), compare_jump_immediate(op, when)) {
            self.touch(right);
            self.unit.at(span);
            self.unit.emit_jump(jump, l, immediate as u16, label);
            return Ok(());
        }
        let r = self.comparator(op, right)?;
        self.unit.at(span);
        self.unit.emit_jump(compare_jump(op, when), l, r, label);
        Ok(())
    }
}
