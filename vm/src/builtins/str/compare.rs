//! Equality, order and hash of strings.

use std::cmp::Ordering;

use super::{Str, Units, this};
use crate::object::{CompareOp, Ref};
use crate::value::Value;
use crate::{PyResult, Vm};

/// The order of two texts by code points.
pub fn order(a: Ref<Str>, b: Ref<Str>) -> Ordering {
    match (a.units(), b.units()) {
        (Units::Ascii(a) | Units::Latin1(a), Units::Ascii(b) | Units::Latin1(b)) => a.cmp(b),
        (Units::Ucs2(a), Units::Ucs2(b)) => a.cmp(b),
        (Units::Ucs4(a), Units::Ucs4(b)) => a.cmp(b),
        (a, b) => a.iter().cmp(b.iter()),
    }
}

pub(super) fn compare(_: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    let (a, Some(b)) = (this(a), b.to_str()) else { return Ok(Value::NOT_IMPLEMENTED) };
    Ok(Value::bool(match op {
        CompareOp::Eq => a == b || a.same_text(&b),
        CompareOp::Ne => a != b && !a.same_text(&b),
        _ => op.holds(order(a, b)),
    }))
}

pub(super) fn hash(_: &Vm, v: Value) -> PyResult<i64> {
    Ok(this(v).hash() as i64)
}
