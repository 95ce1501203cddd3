//! `sum`: fast for ints, compensated for floats.

use crate::builtins::shape::COMPLEX;
use crate::object::operators::BinaryOp;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// What has been added up so far.
enum Total {
    Int(i64),
    Float { sum: f64, lost: f64 },
    Complex { real: (f64, f64), imag: (f64, f64) },
    Any(Value),
}

impl Total {
    fn value(&self, vm: &Vm) -> Value {
        match *self {
            Total::Int(i) => vm.new_int(i),
            Total::Float { sum, lost } => vm.new_float(regained(sum, lost)),
            Total::Complex { real, imag } => {
                crate::builtins::complex::new_complex(vm, regained(real.0, real.1), regained(imag.0, imag.1))
            }
            Total::Any(v) => v,
        }
    }
    fn begin(vm: &Vm, v: Value) -> Total {
        if let Some(i) = v.to_int() {
            return Total::Int(i);
        }
        if v.has_shape(COMPLEX)
            && let Some((real, imag)) = crate::builtins::complex::parts(v)
        {
            return Total::Complex { real: (real, 0.0), imag: (imag, 0.0) };
        }
        match v.to_float() {
            Some(sum) if vm.type_of(v) == crate::builtins::shape::FLOAT.ty() => Total::Float { sum, lost: 0.0 },
            _ => Total::Any(v),
        }
    }
}

/// A sum and what rounding lost of it.
fn regained(sum: f64, lost: f64) -> f64 {
    if lost != 0.0 && lost.is_finite() { sum + lost } else { sum }
}

/// The parts of what a sum of complex numbers takes without asking the number how to add.
fn summand(vm: &Vm, v: Value) -> Option<(f64, f64)> {
    if v.has_shape(COMPLEX) {
        return crate::builtins::complex::parts(v);
    }
    if vm.is_integer(v) || vm.type_of(v) == crate::builtins::shape::FLOAT.ty() {
        return vm.to_f64(v).ok().map(|x| (x, 0.0));
    }
    None
}

/// One more float, with what rounding loses kept aside (Neumaier's variant of Kahan's summation).
fn add_float(sum: f64, lost: f64, x: f64) -> (f64, f64) {
    let t = sum + x;
    let slip = if sum.abs() >= x.abs() { (sum - t) + x } else { (x - t) + sum };
    (t, lost + slip)
}

pub fn sum(vm: &Vm, iterable: Value, start: Value) -> PyResult<Value> {
    if start.to_str().is_some() {
        throw!(vm, TYPE_ERROR, "sum() can't sum strings [use ''.join(seq) instead]");
    }
    if start.to_bytes().is_some() {
        throw!(vm, TYPE_ERROR, "sum() can't sum bytes [use b''.join(seq) instead]");
    }
    if start.has_shape(crate::builtins::shape::BYTEARRAY) {
        throw!(vm, TYPE_ERROR, "sum() can't sum bytearray [use b''.join(seq) instead]");
    }
    let mut total = Total::begin(vm, start);
    // Any value on the way lives in `root`, which lies on this stack.
    let mut root = start;
    vm.for_each(iterable, |v| {
        total = match (&total, v.to_int()) {
            (Total::Int(a), Some(b)) => match a.checked_add(b) {
                Some(c) => Total::Int(c),
                None => Total::Any(vm.binary(BinaryOp::Add, vm.new_int(*a), v)?),
            },
            (Total::Float { sum, lost }, Some(i)) if i.unsigned_abs() < 1 << 53 => {
                let (sum, lost) = add_float(*sum, *lost, i as f64);
                Total::Float { sum, lost }
            }
            (Total::Float { sum, lost }, None) if v.is_inline_float() => {
                let (sum, lost) = add_float(*sum, *lost, v.as_inline_float());
                Total::Float { sum, lost }
            }
            (&Total::Complex { real, imag }, _) if summand(vm, v).is_some() => {
                let (re, im) = summand(vm, v).expect("just seen");
                let imag = if im == 0.0 && !v.has_shape(COMPLEX) { imag } else { add_float(imag.0, imag.1, im) };
                Total::Complex { real: add_float(real.0, real.1, re), imag }
            }
            (other, _) => {
                let r = vm.binary(BinaryOp::Add, other.value(vm), v)?;
                match Total::begin(vm, r) {
                    begun @ (Total::Float { .. } | Total::Complex { .. }) => begun,
                    _ => Total::Any(r),
                }
            }
        };
        if let Total::Any(v) = total {
            root = v;
        }
        Ok(())
    })?;
    let _ = std::hint::black_box(root);
    Ok(total.value(vm))
}
