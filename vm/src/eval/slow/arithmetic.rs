//! Operators and comparisons beyond small ints and inline floats.

use crate::builtins::shape;
use crate::object::CompareOp;
use crate::object::operators::{BinaryOp, UnaryOp};
use crate::value::Value;
use crate::{PyResult, Vm};

use super::{At, Done};

/// Both operands as floats, when each is a float or a small int and at least one is a float.
#[inline]
fn floats(a: Value, b: Value) -> Option<(f64, f64)> {
    let one = |v: Value| {
        if v.is_inline_float() {
            Some(v.as_inline_float())
        } else if v.is_int() && v.as_int().unsigned_abs() < 1 << 53 {
            Some(v.as_int() as f64)
        } else if v.has_shape(shape::FLOAT) {
            v.to_float()
        } else {
            None
        }
    };
    if a.is_int() && b.is_int() { None } else { Some((one(a)?, one(b)?)) }
}

fn binary(vm: &Vm, at: At, op: BinaryOp, a: Value, b: Value) -> Done {
    if let Some((x, y)) = floats(a, b) {
        let r = match op {
            BinaryOp::Add => Some(x + y),
            BinaryOp::Sub => Some(x - y),
            BinaryOp::Mul => Some(x * y),
            BinaryOp::TrueDiv if y != 0.0 => Some(x / y),
            _ => None,
        };
        if let Some(r) = r {
            at.set(vm.new_float(r));
            return Ok(());
        }
    }
    let r = if at.i.d() == 1 { vm.inplace(op, a, b)? } else { vm.binary(op, a, b)? };
    at.set(r);
    Ok(())
}

macro_rules! binary_ops {
    ($($name:ident $op:ident;)*) => {
        $(pub(super) fn $name(vm: &Vm, at: At) -> Done { binary(vm, at, BinaryOp::$op, at.rb(), at.rc()) })*
    };
}
binary_ops! {
    sub Sub; mul Mul; floordiv FloorDiv; modulo Mod; lshift LShift; rshift RShift; and And; or Or; xor Xor; matmul MatMul;
}

pub(super) fn add(vm: &Vm, at: At) -> Done {
    let (a, b) = (at.rb(), at.rc());
    if a.has_shape(shape::STR) && b.has_shape(shape::STR) {
        let f = shape::STR.ty().slots().concat.expect("strings concatenate");
        at.set(f(vm, a, b)?);
        return Ok(());
    }
    binary(vm, at, BinaryOp::Add, a, b)
}

pub(super) fn truediv(vm: &Vm, at: At) -> Done {
    let (a, b) = (at.rb(), at.rc());
    if Value::both_int(a, b) {
        let (x, y) = (a.as_int(), b.as_int());
        if y != 0 && x.unsigned_abs() < 1 << 53 && y.unsigned_abs() < 1 << 53 {
            at.set(vm.new_float(x as f64 / y as f64));
            return Ok(());
        }
    }
    binary(vm, at, BinaryOp::TrueDiv, a, b)
}

pub(super) fn pow(vm: &Vm, at: At) -> Done {
    let (a, b) = (at.rb(), at.rc());
    if let (true, Some(i)) = (a.is_int(), b.to_int())
        && (0..64).contains(&i)
        && let Some(r) = a.as_int().checked_pow(i as u32)
    {
        at.set(vm.new_int(r));
        return Ok(());
    }
    let r = if at.i.d() == 1 { vm.inplace_power(a, b)? } else { vm.power(a, b, Value::NONE)? };
    at.set(r);
    Ok(())
}

macro_rules! immediate_ops {
    ($($name:ident $op:ident;)*) => {
        $(pub(super) fn $name(vm: &Vm, at: At) -> Done { binary(vm, at, BinaryOp::$op, at.rb(), Value::int(at.i.c_signed())) })*
    };
}
immediate_ops! { addi Add; subi Sub; muli Mul; floordivi FloorDiv; modi Mod; andi And; lshifti LShift; rshifti RShift; }

pub(super) fn neg(vm: &Vm, at: At) -> Done {
    let v = at.rb();
    let r = match v.to_int() {
        Some(i) => vm.new_int(-i),
        None if v.is_inline_float() => vm.new_float(-v.as_inline_float()),
        None => vm.unary(UnaryOp::Neg, v)?,
    };
    at.set(r);
    Ok(())
}
pub(super) fn pos(vm: &Vm, at: At) -> Done {
    at.set(vm.unary(UnaryOp::Pos, at.rb())?);
    Ok(())
}
pub(super) fn invert(vm: &Vm, at: At) -> Done {
    at.set(vm.unary(UnaryOp::Invert, at.rb())?);
    Ok(())
}
pub(super) fn not(vm: &Vm, at: At) -> Done {
    at.set(Value::bool(!vm.truthy(at.rb())?));
    Ok(())
}
pub(super) fn to_bool(vm: &Vm, at: At) -> Done {
    at.set(Value::bool(vm.truthy(at.rb())?));
    Ok(())
}

/// Comparison of floats and strings without the general protocol.
#[inline]
fn quick(a: Value, b: Value, op: CompareOp) -> Option<bool> {
    if let Some((x, y)) = floats(a, b) {
        return Some(match op {
            CompareOp::Lt => x < y,
            CompareOp::Le => x <= y,
            CompareOp::Eq => x == y,
            CompareOp::Ne => x != y,
            CompareOp::Gt => x > y,
            CompareOp::Ge => x >= y,
        });
    }
    if let (CompareOp::Eq | CompareOp::Ne, Some(x), Some(y)) = (op, a.to_exact_str(), b.to_exact_str()) {
        return Some((x == y || x.same_text(&y)) == (op == CompareOp::Eq));
    }
    None
}

fn compare(vm: &Vm, at: At, op: CompareOp) -> Done {
    let (a, b) = (at.rb(), at.rc());
    let r = match quick(a, b, op) {
        Some(r) => Value::bool(r),
        None => vm.compare(a, b, op)?,
    };
    at.set(r);
    Ok(())
}

macro_rules! compare_ops {
    ($($name:ident $op:ident;)*) => { $(pub(super) fn $name(vm: &Vm, at: At) -> Done { compare(vm, at, CompareOp::$op) })* };
}
compare_ops! { lt Lt; le Le; eq Eq; ne Ne; gt Gt; ge Ge; }

fn holds(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<bool> {
    match quick(a, b, op) {
        Some(r) => Ok(r),
        None => vm.compare_bool(a, b, op),
    }
}

macro_rules! compare_jumps {
    ($($name:ident $op:ident $when:literal;)*) => {
        $(pub(super) fn $name(vm: &Vm, at: At) -> PyResult<bool> { Ok(holds(vm, at.ra(), at.rb(), CompareOp::$op)? == $when) })*
    };
}
compare_jumps! {
    jlt Lt true; jle Le true; jgt Gt true; jge Ge true; jeq Eq true; jne Ne true;
    jnlt Lt false; jnle Le false; jngt Gt false; jnge Ge false; jneq Eq false; jnne Ne false;
}

macro_rules! compare_jumps_immediate {
    ($($name:ident $op:ident $when:literal;)*) => {
        $(pub(super) fn $name(vm: &Vm, at: At) -> PyResult<bool> {
            Ok(holds(vm, at.ra(), Value::int(at.i.b_signed()), CompareOp::$op)? == $when)
        })*
    };
}
compare_jumps_immediate! {
    jlti Lt true; jlei Le true; jgti Gt true; jgei Ge true; jeqi Eq true; jnei Ne true;
    jnlti Lt false; jnlei Le false; jngti Gt false; jngei Ge false; jneqi Eq false; jnnei Ne false;
}

fn is_in(vm: &Vm, x: Value, container: Value) -> PyResult<bool> {
    if container.has_shape(shape::DICT) {
        return container.to_dict().expect("the shape says so").contains(vm, x);
    }
    if container.has_shape(shape::SET) {
        return crate::builtins::set::contains(vm, container, x);
    }
    vm.contains(container, x)
}

pub(super) fn contains(vm: &Vm, at: At) -> Done {
    at.set(Value::bool(is_in(vm, at.rb(), at.rc())?));
    Ok(())
}
pub(super) fn not_contains(vm: &Vm, at: At) -> Done {
    at.set(Value::bool(!is_in(vm, at.rb(), at.rc())?));
    Ok(())
}
pub(super) fn jump_in(vm: &Vm, at: At) -> PyResult<bool> {
    is_in(vm, at.ra(), at.rb())
}
pub(super) fn jump_not_in(vm: &Vm, at: At) -> PyResult<bool> {
    Ok(!is_in(vm, at.ra(), at.rb())?)
}
