//! Constants known before the program runs.
//!
//! Folds what CPython folds: arithmetic on numbers, concatenation and repetition within limits, tuples, slices, `not`,
//! `__debug__`. Integers beyond 127 bits stay as they are written. What would raise is left to run time.

use pyish_parser::ast::*;

use super::constants;
use super::{Compiler, deep};
use crate::bytecode::unit::Const;

/// Longest text and tuple that folding makes, as in CPython.
const MAX_TEXT: usize = 4096;
const MAX_ITEMS: usize = 256;

/// An integer constant in its canonical form.
pub(super) fn integer(value: i128) -> Const {
    match i64::try_from(value) {
        Ok(small) if (-(1 << 62)..1 << 62).contains(&small) => Const::Int(small),
        _ => Const::BigInt { digits: value.unsigned_abs().to_string().into(), radix: 10, negative: value < 0 },
    }
}

pub(super) fn literal(value: &Constant) -> Const {
    match value {
        Constant::None => Const::None,
        Constant::True => Const::True,
        Constant::False => Const::False,
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(IntLit::Small(value)) => integer(i128::from(*value)),
        Constant::Int(IntLit::Big { digits, radix }) => {
            Const::BigInt { digits: digits.clone(), radix: *radix, negative: false }
        }
        Constant::Float(value) => Const::Float(*value),
        Constant::Complex(imag) => Const::Complex(0.0, *imag),
        Constant::Str(text) => constants::wtf8(text.as_wtf8()),
        Constant::Bytes(bytes) => Const::Bytes(bytes.clone()),
    }
}

impl<'a> Compiler<'a> {
    /// The value of `e`, when it is constant.
    pub fn constant(&mut self, e: &Expr) -> Option<Const> {
        use ExprKind::*;
        match &e.kind {
            Constant { value, .. } => Some(literal(value)),
            Name { id, .. } if id == "__debug__" => {
                Some(if self.options.optimize == 0 { Const::True } else { Const::False })
            }
            UnaryOp { op, operand } => {
                let operand = deep(|| self.constant(operand))?;
                unary(*op, &operand)
            }
            BinOp { left, op, right } => self.binary_constant(e, left, *op, right),
            Tuple { elts, ctx: ExprContext::Load } => self.constants(elts).map(Const::Tuple),
            Subscript { value, slice, ctx: ExprContext::Load } => {
                // Only of literals: a long chain of subscripts must not be walked again at each of its levels.
                if !matches!(value.kind, Constant { .. } | Tuple { .. }) {
                    return None;
                }
                let index = self.constant(slice)?;
                let value = self.constant(value)?;
                subscript(&value, &index)
            }
            JoinedStr { values } => match values.as_slice() {
                [] => Some(constants::text("")),
                [Expr { kind: Constant { value, .. }, .. }] => Some(literal(value)),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn constants(&mut self, exprs: &[Expr]) -> Option<Vec<Const>> {
        let mut items = Vec::with_capacity(exprs.len());
        for e in exprs {
            items.push(self.constant(e)?);
        }
        Some(items)
    }

    fn binary_constant(&mut self, e: &Expr, left: &Expr, op: Operator, right: &Expr) -> Option<Const> {
        let right = self.constant(right)?;
        // A long chain asks the same question at each of its levels.
        let chain = matches!(left.kind, ExprKind::BinOp { .. });
        let key = std::ptr::from_ref(e).addr();
        if chain && self.not_constant.contains(&key) {
            return None;
        }
        let value = deep(|| self.constant(left)).and_then(|left| binary(op, &left, &right));
        if chain && value.is_none() {
            self.not_constant.insert(key);
        }
        value
    }
}

pub(super) fn truth(constant: &Const) -> bool {
    match constant {
        Const::None | Const::False => false,
        Const::True | Const::Ellipsis | Const::Code(_) | Const::Slice(_) => true,
        Const::Int(value) => *value != 0,
        Const::BigInt { .. } => true,
        Const::Float(value) => *value != 0.0,
        Const::Complex(real, imag) => *real != 0.0 || *imag != 0.0,
        Const::Str { wtf8, .. } => !wtf8.is_empty(),
        Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

fn boolean(value: bool) -> Const {
    if value { Const::True } else { Const::False }
}

fn as_int(constant: &Const) -> Option<i128> {
    match constant {
        Const::True => Some(1),
        Const::False => Some(0),
        Const::Int(value) => Some(i128::from(*value)),
        Const::BigInt { digits, radix, negative } => {
            let value = i128::from_str_radix(digits, *radix).ok()?;
            Some(if *negative { -value } else { value })
        }
        _ => None,
    }
}

fn unary(op: UnaryOp, operand: &Const) -> Option<Const> {
    match (op, operand) {
        (UnaryOp::Not, _) => Some(boolean(!truth(operand))),
        (UnaryOp::USub, Const::Float(value)) => Some(Const::Float(-value)),
        (UnaryOp::USub, Const::Complex(real, imag)) => Some(Const::Complex(-real, -imag)),
        (UnaryOp::UAdd, Const::Float(_) | Const::Complex(..)) => Some(operand.clone()),
        (UnaryOp::USub, Const::BigInt { digits, radix, negative }) if as_int(operand).is_none() => {
            Some(Const::BigInt { digits: digits.clone(), radix: *radix, negative: !negative })
        }
        (UnaryOp::UAdd, Const::BigInt { .. }) => Some(operand.clone()),
        // `~True` warns when it runs.
        (UnaryOp::Invert, Const::True | Const::False) => None,
        (UnaryOp::USub, _) => Some(integer(as_int(operand)?.checked_neg()?)),
        (UnaryOp::UAdd, _) => Some(integer(as_int(operand)?)),
        (UnaryOp::Invert, _) => Some(integer(!as_int(operand)?)),
    }
}

fn as_bool(c: &Const) -> Option<bool> {
    match c {
        Const::True => Some(true),
        Const::False => Some(false),
        _ => None,
    }
}

fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    if let (Some(x), Some(y)) = (as_bool(left), as_bool(right)) {
        match op {
            Operator::BitAnd => return Some(boolean(x & y)),
            Operator::BitOr => return Some(boolean(x | y)),
            Operator::BitXor => return Some(boolean(x ^ y)),
            _ => {}
        }
    }
    if let (Some(left), Some(right)) = (as_int(left), as_int(right)) {
        return integers(op, left, right);
    }
    if matches!(left, Const::Complex(..)) || matches!(right, Const::Complex(..)) {
        return complexes(op, left, right);
    }
    if let (Some(left), Some(right)) = (as_float(left), as_float(right)) {
        return floats(op, left, right).map(Const::Float);
    }
    match op {
        Operator::Add => concatenate(left, right),
        Operator::Mult => match (as_int(left), as_int(right)) {
            (None, Some(count)) => repeat(left, count),
            (Some(count), None) => repeat(right, count),
            _ => None,
        },
        _ => None,
    }
}

fn integers(op: Operator, left: i128, right: i128) -> Option<Const> {
    let value = match op {
        Operator::Add => left.checked_add(right)?,
        Operator::Sub => left.checked_sub(right)?,
        Operator::Mult => left.checked_mul(right)?,
        Operator::FloorDiv => floor_divide(left, right)?,
        Operator::Mod => left.checked_sub(floor_divide(left, right)?.checked_mul(right)?)?,
        Operator::Pow if right < 0 => {
            let value = floats(Operator::Pow, exact(left)?, exact(right)?)?;
            return Some(Const::Float(value));
        }
        Operator::Pow => left.checked_pow(u32::try_from(right).ok()?)?,
        Operator::LShift => {
            let shift = u32::try_from(right).ok().filter(|shift| *shift < 127)?;
            let value = left << shift;
            (value >> shift == left).then_some(value)?
        }
        Operator::RShift => left >> u32::try_from(right).ok()?.min(127),
        Operator::BitOr => left | right,
        Operator::BitXor => left ^ right,
        Operator::BitAnd => left & right,
        Operator::Div => {
            return floats(Operator::Div, exact(left)?, exact(right)?).map(Const::Float);
        }
        Operator::MatMult => return None,
    };
    Some(integer(value))
}

fn floor_divide(left: i128, right: i128) -> Option<i128> {
    let quotient = left.checked_div(right)?;
    let inexact = left % right != 0;
    Some(if inexact && (left < 0) != (right < 0) { quotient - 1 } else { quotient })
}

/// The float that equals the integer.
fn exact(value: i128) -> Option<f64> {
    (value.unsigned_abs() <= 1 << 53).then_some(value as f64)
}

fn as_float(constant: &Const) -> Option<f64> {
    match constant {
        Const::Float(value) => Some(*value),
        _ => as_int(constant).map(|value| value as f64),
    }
}

fn floats(op: Operator, left: f64, right: f64) -> Option<f64> {
    let value = match op {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mult => left * right,
        Operator::Div if right != 0.0 => left / right,
        Operator::FloorDiv if right != 0.0 => divmod(left, right).0,
        Operator::Mod if right != 0.0 => divmod(left, right).1,
        Operator::Pow => {
            let defined = (left > 0.0 || right == right.trunc()) && (left != 0.0 || right >= 0.0);
            let value = left.powf(right);
            return (defined && left.is_finite() && right.is_finite() && value.is_finite()).then_some(value);
        }
        _ => return None,
    };
    Some(value)
}

/// Floor division and remainder with Python's signs.
fn divmod(left: f64, right: f64) -> (f64, f64) {
    let mut remainder = left % right;
    let mut quotient = (left - remainder) / right;
    if remainder == 0.0 {
        remainder = 0.0_f64.copysign(right);
    } else if (right < 0.0) != (remainder < 0.0) {
        remainder += right;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0_f64.copysign(left / right), remainder);
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, remainder)
}

fn complexes(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    // A real operand has no imaginary part at all: adding it leaves the other's sign of zero alone.
    let value = match (op, left, right) {
        (Operator::Add, Const::Complex(a, b), Const::Complex(c, d)) => (a + c, b + d),
        (Operator::Sub, Const::Complex(a, b), Const::Complex(c, d)) => (a - c, b - d),
        (Operator::Mult, Const::Complex(a, b), Const::Complex(c, d)) => (a * c - b * d, a * d + b * c),
        (Operator::Add, Const::Complex(a, b), real) => (a + as_float(real)?, *b),
        (Operator::Add, real, Const::Complex(c, d)) => (as_float(real)? + c, *d),
        (Operator::Sub, Const::Complex(a, b), real) => (a - as_float(real)?, *b),
        (Operator::Sub, real, Const::Complex(c, d)) => (as_float(real)? - c, -d),
        (Operator::Mult, Const::Complex(a, b), real) | (Operator::Mult, real, Const::Complex(a, b)) => {
            let real = as_float(real)?;
            (a * real, b * real)
        }
        _ => return None,
    };
    (value.0.is_finite() && value.1.is_finite()).then_some(Const::Complex(value.0, value.1))
}

fn concatenate(left: &Const, right: &Const) -> Option<Const> {
    match (left, right) {
        (Const::Str { wtf8: l, .. }, Const::Str { wtf8: r, .. }) if l.len() + r.len() <= MAX_TEXT => {
            // Two halves of a surrogate pair would have to become one character.
            let split = l.len() >= 3 && l[l.len() - 3] == 0xED && r.first() == Some(&0xED);
            (!split).then(|| constants::wtf8(&[&l[..], &r[..]].concat()))
        }
        (Const::Bytes(l), Const::Bytes(r)) if l.len() + r.len() <= MAX_TEXT => {
            Some(Const::Bytes([&l[..], &r[..]].concat().into()))
        }
        (Const::Tuple(l), Const::Tuple(r)) if l.len() + r.len() <= MAX_ITEMS => {
            Some(Const::Tuple([&l[..], &r[..]].concat()))
        }
        _ => None,
    }
}

fn repeat(value: &Const, count: i128) -> Option<Const> {
    // A count beyond the index range is an error of its own, also a negative one.
    let count = usize::try_from(i64::try_from(count).ok()?.max(0)).ok()?;
    let fits = |len: usize, max: usize| len.checked_mul(count).is_some_and(|total| total <= max);
    match value {
        Const::Str { wtf8, .. } if fits(wtf8.len(), MAX_TEXT) => Some(constants::wtf8(&wtf8.repeat(count))),
        Const::Bytes(bytes) if fits(bytes.len(), MAX_TEXT) => Some(Const::Bytes(bytes.repeat(count).into())),
        Const::Tuple(items) if fits(items.len(), MAX_ITEMS) => {
            let items = std::iter::repeat_n(items, count).flatten().cloned();
            Some(Const::Tuple(items.collect()))
        }
        _ => None,
    }
}

fn subscript(value: &Const, index: &Const) -> Option<Const> {
    let index = as_int(index)?;
    let at = |len: usize| {
        let index = if index < 0 { index + len as i128 } else { index };
        usize::try_from(index).ok().filter(|index| *index < len)
    };
    match value {
        Const::Tuple(items) => Some(items[at(items.len())?].clone()),
        Const::Bytes(bytes) => Some(Const::Int(i64::from(bytes[at(bytes.len())?]))),
        Const::Str { wtf8, .. } if wtf8.is_ascii() => {
            let index = at(wtf8.len())?;
            Some(constants::wtf8(&wtf8[index..=index]))
        }
        _ => None,
    }
}
