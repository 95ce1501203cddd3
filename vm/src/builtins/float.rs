//! `float`: inline in the word for usual magnitudes, else an object.

use dashu_int::{IBig, Sign, UBig};

use crate::builtins::{int, shape};
use crate::exceptions::exc;
use crate::heap::Trace;
use crate::native::{MethodDef, classmethod, method};
use crate::object::{CompareOp, Header, HeapObject, Slots, TypeDef, getter, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of float objects.
#[repr(C)]
pub struct Float {
    header: Header,
    value: f64,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Float {}

impl Value {
    /// The number, for a float of any class.
    #[inline]
    pub fn to_float(self) -> Option<f64> {
        if self.is_inline_float() {
            return Some(self.as_inline_float());
        }
        if self.has_shape(shape::FLOAT) || self.is_ptr() && self.shape().ty().is_subtype(shape::FLOAT.ty()) {
            // SAFETY: instances of float begin with this layout.
            return Some(unsafe { self.cast::<Float>() }.value);
        }
        None
    }
}

impl Vm {
    #[inline]
    pub fn new_float(&self, x: f64) -> Value {
        match Value::inline_float(x) {
            Some(v) => v,
            None => self.alloc(shape::FLOAT, Float { header: Header::EMPTY, value: x }).value(),
        }
    }
    /// The number that an argument stands for, by `__float__` or `__index__`.
    pub fn to_f64(&self, v: Value) -> PyResult<f64> {
        if let Some(x) = v.to_float() {
            return Ok(x);
        }
        if v.is_int() {
            return Ok(v.as_int() as f64);
        }
        let slots = self.type_of(v).slots();
        if let Some(f) = slots.float {
            let r = f(self, v)?;
            return match r.to_float() {
                Some(x) => {
                    if !(r.is_inline_float() || r.has_shape(shape::FLOAT)) {
                        self.warn_subclass(v, "__float__", "a float", "float", r)?;
                    }
                    Ok(x)
                }
                None => Err(self.bad_result(v, "__float__", "a float", r)),
            };
        }
        if slots.index.is_some() {
            let i = self.index(v)?;
            return self.to_f64(i);
        }
        throw!(self, TYPE_ERROR, "must be real number, not {}", self.type_name(v))
    }
}

/// An operand of float arithmetic: a float, or an int converted.
fn operand(vm: &Vm, v: Value) -> PyResult<Option<f64>> {
    if let Some(x) = v.to_float() {
        return Ok(Some(x));
    }
    if v.is_int() {
        return Ok(Some(v.as_int() as f64));
    }
    if vm.is_integer(v) {
        let x = int::TYPE.slots.float.expect("int converts")(vm, v)?;
        return Ok(x.to_float());
    }
    Ok(None)
}

fn operands(vm: &Vm, a: Value, b: Value) -> PyResult<Option<(f64, f64)>> {
    match (operand(vm, a)?, operand(vm, b)?) {
        (Some(x), Some(y)) => Ok(Some((x, y))),
        _ => Ok(None),
    }
}

macro_rules! simple {
    ($name:ident, $op:tt) => {
        fn $name(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
            Ok(match operands(vm, a, b)? {
                Some((x, y)) => vm.new_float(x $op y),
                None => Value::NOT_IMPLEMENTED,
            })
        }
    };
}
simple!(add, +);
simple!(sub, -);
simple!(mul, *);

fn truediv(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = operands(vm, a, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if y == 0.0 {
        throw!(vm, ZERO_DIVISION_ERROR, "division by zero");
    }
    Ok(vm.new_float(x / y))
}

/// Floor division and modulo with the divisor's sign.
pub(crate) fn floor_divmod(x: f64, y: f64) -> (f64, f64) {
    let mut m = x % y;
    let mut d = (x - m) / y;
    if m != 0.0 {
        if (y < 0.0) != (m < 0.0) {
            m += y;
            d -= 1.0;
        }
    } else {
        m = 0f64.copysign(y);
    }
    let floor = if d != 0.0 {
        let f = d.floor();
        if d - f > 0.5 { f + 1.0 } else { f }
    } else {
        0f64.copysign(x / y)
    };
    (floor, m)
}

fn floordiv(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = operands(vm, a, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if y == 0.0 {
        throw!(vm, ZERO_DIVISION_ERROR, "division by zero");
    }
    Ok(vm.new_float(floor_divmod(x, y).0))
}
fn modulo(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = operands(vm, a, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if y == 0.0 {
        throw!(vm, ZERO_DIVISION_ERROR, "division by zero");
    }
    Ok(vm.new_float(floor_divmod(x, y).1))
}
fn divmod(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = operands(vm, a, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if y == 0.0 {
        throw!(vm, ZERO_DIVISION_ERROR, "division by zero");
    }
    let (q, r) = floor_divmod(x, y);
    Ok(vm.new_tuple(&[vm.new_float(q), vm.new_float(r)]).value())
}

pub(crate) fn pow(vm: &Vm, a: Value, b: Value, modulus: Value) -> PyResult<Value> {
    let Some((x, y)) = operands(vm, a, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if !modulus.is_none() {
        throw!(vm, TYPE_ERROR, "pow() 3rd argument not allowed unless all arguments are integers");
    }
    if x == 0.0 && y < 0.0 && y.is_finite() {
        throw!(vm, ZERO_DIVISION_ERROR, "zero to a negative power");
    }
    if x < 0.0 && x.is_finite() && y.is_finite() && y.fract() != 0.0 {
        return super::complex::pow_floats(vm, x, y);
    }
    let r = x.powf(y);
    if r.is_infinite() && x.is_finite() && y.is_finite() {
        let text = vm.intern("Numerical result out of range").value();
        return Err(vm.error_args(exc::OVERFLOW_ERROR, &[Value::int(34), text]));
    }
    Ok(vm.new_float(r))
}

/// Exact comparison of a float with an int of any size.
fn compare_with_int(x: f64, i: &IBig) -> std::cmp::Ordering {
    use std::cmp::Ordering::*;
    if x.is_infinite() {
        return if x > 0.0 { Greater } else { Less };
    }
    let whole = from_whole(x.trunc());
    whole.cmp(i).then_with(|| x.fract().partial_cmp(&0.0).unwrap_or(Equal))
}

/// The integer that a whole, finite float is.
pub(crate) fn from_whole(x: f64) -> IBig {
    let (mantissa, exponent) = decompose(x);
    let m = IBig::from(mantissa);
    let m = if exponent >= 0 { m << exponent as usize } else { m >> (-exponent) as usize };
    if x < 0.0 { -m } else { m }
}

/// `|x| = mantissa * 2^exponent`.
fn decompose(x: f64) -> (u64, i64) {
    let bits = x.to_bits();
    let e = (bits >> 52 & 0x7ff) as i64;
    let m = bits & ((1 << 52) - 1);
    if e == 0 { (m, -1074) } else { (m | 1 << 52, e - 1075) }
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    let x = a.to_float().expect("the slot belongs to floats");
    if let Some(y) = b.to_float() {
        return Ok(Value::bool(match op {
            CompareOp::Lt => x < y,
            CompareOp::Le => x <= y,
            CompareOp::Eq => x == y,
            CompareOp::Ne => x != y,
            CompareOp::Gt => x > y,
            CompareOp::Ge => x >= y,
        }));
    }
    match b.to_bigint(vm) {
        Some(_) if x.is_nan() => Ok(Value::bool(op == CompareOp::Ne)),
        Some(i) => Ok(Value::bool(op.holds(compare_with_int(x, &i)))),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// The hash of a float, equal to that of the int it equals.
pub(crate) fn hash_f64(x: f64, v: Value) -> i64 {
    if x.is_nan() {
        return super::object::identity_hash(v);
    }
    if x.is_infinite() {
        return if x > 0.0 { crate::hash::INFINITY } else { -crate::hash::INFINITY };
    }
    let modulus = crate::hash::MODULUS as u128;
    let (m, e) = decompose(x);
    // Multiplication by a power of two is a rotation of 61 bits.
    let shift = e.rem_euclid(61) as u32;
    let h = ((m as u128 % modulus) << shift) % modulus;
    let h = if x < 0.0 { -(h as i64) } else { h as i64 };
    if h == -1 { -2 } else { h }
}

fn hash(_: &Vm, v: Value) -> PyResult<i64> {
    Ok(hash_f64(v.to_float().expect("the slot belongs to floats"), v))
}

fn get(v: Value) -> f64 {
    v.to_float().expect("the door checks the receiver")
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_str(&crate::format::float::float_repr(get(v))).value())
}

fn to_int(vm: &Vm, v: Value) -> PyResult<Value> {
    let x = get(v);
    if x.is_nan() {
        throw!(vm, VALUE_ERROR, "cannot convert float NaN to integer");
    }
    if x.is_infinite() {
        throw!(vm, OVERFLOW_ERROR, "cannot convert float infinity to integer");
    }
    whole(vm, x.trunc())
}

/// A whole float as an int.
pub fn whole(vm: &Vm, x: f64) -> PyResult<Value> {
    if x.is_nan() {
        throw!(vm, VALUE_ERROR, "cannot convert float NaN to integer");
    }
    if x.is_infinite() {
        throw!(vm, OVERFLOW_ERROR, "cannot convert float infinity to integer");
    }
    if x.abs() < 4.0e18 { Ok(vm.new_int(x as i64)) } else { Ok(vm.new_bigint(&from_whole(x))) }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let x = if args[1].is_unbound() { 0.0 } else { convert(vm, args[1])? };
    if cls == shape::FLOAT.ty() {
        return Ok(vm.new_float(x));
    }
    Ok(vm.alloc_instance(cls, Float { header: Header::EMPTY, value: x }).value())
}

fn convert(vm: &Vm, v: Value) -> PyResult<f64> {
    let text = if let Some(s) = v.to_str() {
        Some(
            s.units()
                .iter()
                .map(|c| {
                    crate::unicode::decimal(c)
                        .filter(|_| c > 127)
                        .map_or(char::from_u32(c).unwrap_or('?'), |d| (b'0' + d as u8) as char)
                })
                .collect::<String>(),
        )
    } else if v.to_float().is_none() && vm.type_of(v).slots().float.is_none() && vm.has_buffer(v) {
        Some(vm.with_buffer(v, |b| b.iter().map(|c| if c.is_ascii() { *c as char } else { '?' }).collect())?)
    } else {
        None
    };
    if let Some(t) = text {
        return match crate::format::float::parse_float(&t) {
            Some(x) => Ok(x),
            None => throw!(vm, VALUE_ERROR, "could not convert string to float: {}", vm.repr(v)?),
        };
    }
    let slots = vm.type_of(v).slots();
    if v.to_float().is_some()
        && vm.type_of(v) != shape::FLOAT.ty()
        && let Some(f) = slots.float
    {
        let r = f(vm, v)?;
        let Some(x) = r.to_float() else { return Err(vm.bad_result(v, "__float__", "a float", r)) };
        if vm.type_of(r) != shape::FLOAT.ty() {
            vm.warn_subclass(v, "__float__", "a float", "float", r)?;
        }
        return Ok(x);
    }
    if v.to_float().is_none() && slots.float.is_none() && slots.index.is_none() {
        throw!(vm, TYPE_ERROR, "float() argument must be a string or a real number, not '{}'", vm.type_name(v));
    }
    vm.to_f64(v)
}

fn format(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(spec) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "__format__() argument must be str, not {}", vm.type_name(args[1]));
    };
    if spec.is_empty() {
        return Ok(vm.str(args[0])?.value());
    }
    Ok(crate::format::format_float(vm, get(args[0]), spec)?.value())
}

fn hex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_str(&crate::format::float::float_hex(get(args[0]))).value())
}

fn fromhex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(s) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "bad argument type for built-in operation");
    };
    let x = match crate::format::float::float_fromhex(&s.to_string_lossy()) {
        Ok(x) => x,
        Err(e) => {
            let text = e.text();
            let class = if text.contains("too large") { exc::OVERFLOW_ERROR } else { exc::VALUE_ERROR };
            return Err(vm.error(class, text));
        }
    };
    from_class(vm, args[0], x)
}

fn from_class(vm: &Vm, cls: Value, x: f64) -> PyResult<Value> {
    let v = vm.new_float(x);
    if cls == shape::FLOAT.ty().value() { Ok(v) } else { vm.call(cls, &[v]) }
}

fn from_number(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[1];
    if v.to_str().is_some() || v.to_bytes().is_some() {
        throw!(vm, TYPE_ERROR, "must be real number, not {}", vm.type_name(v));
    }
    let x = vm.to_f64(v)?;
    from_class(vm, args[0], x)
}

fn is_integer(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = get(args[0]);
    Ok(Value::bool(x.is_finite() && x.fract() == 0.0))
}

fn ratio(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = get(args[0]);
    if x.is_nan() {
        throw!(vm, VALUE_ERROR, "cannot convert NaN to integer ratio");
    }
    if x.is_infinite() {
        throw!(vm, OVERFLOW_ERROR, "cannot convert Infinity to integer ratio");
    }
    let (m, e) = decompose(x);
    let (mut num, mut den) = (UBig::from(m), UBig::ONE);
    if e >= 0 {
        num <<= e as usize;
    } else {
        let cut = num.trailing_zeros().unwrap_or(0).min((-e) as usize);
        num >>= cut;
        if num != UBig::ZERO {
            den <<= (-e) as usize - cut;
        }
    }
    let sign = if x < 0.0 { Sign::Negative } else { Sign::Positive };
    let pair = [vm.new_bigint(&IBig::from_parts(sign, num)), vm.new_bigint(&IBig::from(den))];
    Ok(vm.new_tuple(&pair).value())
}

fn round(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = get(args[0]);
    if args[1].is_unbound() || args[1].is_none() {
        return whole(vm, x.round_ties_even());
    }
    let n = vm.index_saturated(args[1])?;
    if !x.is_finite() || n > 350 {
        return Ok(vm.new_float(x));
    }
    if n < -350 {
        return Ok(vm.new_float(0f64.copysign(x)));
    }
    match crate::format::decimal::round(x, n) {
        Some(r) => Ok(vm.new_float(r)),
        None => throw!(vm, OVERFLOW_ERROR, "rounded value too large to represent"),
    }
}

fn exact(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_float(get(v)))
}
fn getformat(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match args[1].to_str() {
        Some(s) if s.eq_str("double") || s.eq_str("float") => Ok(vm.intern("IEEE, little-endian").value()),
        _ => throw!(vm, VALUE_ERROR, "__getformat__() argument 1 must be 'double' or 'float'"),
    }
}

static METHODS: &[MethodDef] = &[
    method("__format__", "(format_spec, /)", format, "Format the number."),
    method("hex", "()", hex, "A hexadecimal representation."),
    classmethod("fromhex", "(string, /)", fromhex, "The number that a hexadecimal text represents."),
    classmethod("from_number", "(number, /)", from_number, "The float of a real number."),
    method("is_integer", "()", is_integer, "Whether the number is whole."),
    method("as_integer_ratio", "()", ratio, "Two integers whose quotient is the number."),
    method("conjugate", "()", |vm, a| exact(vm, a[0]), "The number itself."),
    method("__trunc__", "()", |vm, a| to_int(vm, a[0]), "The whole part."),
    method("__floor__", "()", |vm, a| whole(vm, get(a[0]).floor()), "The next whole number downwards."),
    method("__ceil__", "()", |vm, a| whole(vm, get(a[0]).ceil()), "The next whole number upwards."),
    method("__round__", "(ndigits=<unset>, /)", round, "Round to a number of digits, ties to even."),
    method(
        "__getnewargs__",
        "()",
        |vm, a| Ok(vm.new_tuple(&[exact(vm, a[0])?]).value()),
        "The arguments to make the number anew.",
    ),
    classmethod("__getformat__", "(typestr, /)", getformat, "How floats are stored."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "float",
    doc: "Convert a string or number to a floating-point number, if possible.",
    size: size_of::<Float>(),
    flags: type_flags::BASETYPE | type_flags::MATCH_SELF,
    trace: Trace::Leaf,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        add: Some(add),
        sub: Some(sub),
        mul: Some(mul),
        truediv: Some(truediv),
        floordiv: Some(floordiv),
        modulo: Some(modulo),
        divmod: Some(divmod),
        pow: Some(pow),
        neg: Some(|vm, v| Ok(vm.new_float(-get(v)))),
        pos: Some(exact),
        abs: Some(|vm, v| Ok(vm.new_float(get(v).abs()))),
        bool: Some(|_, v| Ok(get(v) != 0.0)),
        int: Some(to_int),
        float: Some(exact),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(x=<unset>, /)", new, "")),
    methods: METHODS,
    getset: &[
        getter("real", exact, "The real part."),
        getter("imag", |vm, _| Ok(vm.new_float(0.0)), "The imaginary part."),
    ],
    ..TypeDef::NEW
};
