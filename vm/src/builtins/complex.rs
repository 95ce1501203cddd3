//! `complex` numbers.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{MethodDef, classmethod, method};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slots, TypeDef, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of complex numbers.
#[repr(C)]
pub struct Complex {
    header: Header,
    re: f64,
    im: f64,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Complex {}

/// A complex number.
pub fn new_complex(vm: &Vm, re: f64, im: f64) -> Value {
    vm.alloc(shape::COMPLEX, Complex { header: Header::EMPTY, re, im }).value()
}

/// The parts, for a complex of any class.
pub fn parts(v: Value) -> Option<(f64, f64)> {
    if v.has_shape(shape::COMPLEX) || v.is_ptr() && v.shape().ty().is_subtype(shape::COMPLEX.ty()) {
        // SAFETY: instances of complex begin with this layout.
        let c: Ref<Complex> = unsafe { v.cast() };
        return Some((c.re, c.im));
    }
    None
}

/// An operand: complex or real.
#[derive(Clone, Copy)]
enum Operand {
    Complex(f64, f64),
    Real(f64),
}

fn operand(vm: &Vm, v: Value) -> PyResult<Option<Operand>> {
    if let Some((re, im)) = parts(v) {
        return Ok(Some(Operand::Complex(re, im)));
    }
    if v.to_float().is_some() || vm.is_integer(v) {
        return Ok(Some(Operand::Real(vm.to_f64(v)?)));
    }
    Ok(None)
}

type Pair = (f64, f64);

fn both(vm: &Vm, a: Value, b: Value) -> PyResult<Option<(Operand, Operand)>> {
    Ok(match (operand(vm, a)?, operand(vm, b)?) {
        (Some(x), Some(y)) => Some((x, y)),
        _ => None,
    })
}

fn full(o: Operand) -> Pair {
    match o {
        Operand::Complex(re, im) => (re, im),
        Operand::Real(x) => (x, 0.0),
    }
}

fn add(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    use Operand::*;
    Ok(match both(vm, a, b)? {
        Some((Complex(a, b), Complex(c, d))) => new_complex(vm, a + c, b + d),
        Some((Complex(a, b), Real(x))) => new_complex(vm, a + x, b),
        Some((Real(x), Complex(a, b))) => new_complex(vm, x + a, b),
        _ => Value::NOT_IMPLEMENTED,
    })
}

fn sub(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    use Operand::*;
    Ok(match both(vm, a, b)? {
        Some((Complex(a, b), Complex(c, d))) => new_complex(vm, a - c, b - d),
        Some((Complex(a, b), Real(x))) => new_complex(vm, a - x, b),
        Some((Real(x), Complex(a, b))) => new_complex(vm, x - a, -b),
        _ => Value::NOT_IMPLEMENTED,
    })
}

/// 1 for an infinite part and 0 for another, with the part's sign.
fn unit(x: f64) -> f64 {
    (if x.is_infinite() { 1.0f64 } else { 0.0 }).copysign(x)
}

fn known(x: f64) -> f64 {
    if x.is_nan() { 0.0f64.copysign(x) } else { x }
}

fn is_infinite((a, b): Pair) -> bool {
    a.is_infinite() || b.is_infinite()
}

fn is_finite((a, b): Pair) -> bool {
    a.is_finite() && b.is_finite()
}

fn product((a, b): Pair, (c, d): Pair) -> Pair {
    let r = (a * c - b * d, a * d + b * c);
    if r.0.is_nan() && r.1.is_nan() { infinite_product((a, b), (c, d)).unwrap_or(r) } else { r }
}

/// A product of which one factor is infinite, or whose parts overflow: C's Annex G.
#[cold]
fn infinite_product(mut x: Pair, mut y: Pair) -> Option<Pair> {
    let overflows = [x.0 * y.0, x.1 * y.1, x.0 * y.1, x.1 * y.0].iter().any(|p| p.is_infinite());
    let (left, right) = (is_infinite(x), is_infinite(y));
    if left {
        x = (unit(x.0), unit(x.1));
        y = (known(y.0), known(y.1));
    }
    if right {
        y = (unit(y.0), unit(y.1));
        x = (known(x.0), known(x.1));
    }
    if !left && !right {
        if !overflows {
            return None;
        }
        x = (known(x.0), known(x.1));
        y = (known(y.0), known(y.1));
    }
    Some((f64::INFINITY * (x.0 * y.0 - x.1 * y.1), f64::INFINITY * (x.0 * y.1 + x.1 * y.0)))
}

fn mul(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    use Operand::*;
    Ok(match both(vm, a, b)? {
        Some((Complex(a, b), Complex(c, d))) => {
            let (re, im) = product((a, b), (c, d));
            new_complex(vm, re, im)
        }
        Some((Complex(a, b), Real(x)) | (Real(x), Complex(a, b))) => new_complex(vm, a * x, b * x),
        _ => Value::NOT_IMPLEMENTED,
    })
}

/// Division by the larger part of the divisor (Smith's method).
fn quotient(x: Operand, (c, d): Pair) -> Option<Pair> {
    let (a, b) = full(x);
    let real = matches!(x, Operand::Real(_));
    let r = if c.abs() >= d.abs() {
        if c == 0.0 && d == 0.0 {
            return None;
        }
        let ratio = d / c;
        let den = c + d * ratio;
        if real { (a / den, (-a * ratio) / den) } else { ((a + b * ratio) / den, (b - a * ratio) / den) }
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let den = c * ratio + d;
        if real { ((a * ratio) / den, -a / den) } else { ((a * ratio + b) / den, (b * ratio - a) / den) }
    } else {
        (f64::NAN, f64::NAN)
    };
    if !(r.0.is_nan() && r.1.is_nan()) {
        return Some(r);
    }
    if !real && is_infinite((a, b)) && is_finite((c, d)) {
        let (a, b) = (unit(a), unit(b));
        return Some((f64::INFINITY * (a * c + b * d), f64::INFINITY * (b * c - a * d)));
    }
    if is_infinite((c, d)) && is_finite((a, b)) {
        let (c, d) = (unit(c), unit(d));
        return Some(if real {
            (0.0 * (a * c), 0.0 * (-a * d))
        } else {
            (0.0 * (a * c + b * d), 0.0 * (b * c - a * d))
        });
    }
    Some(r)
}

fn truediv(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = both(vm, a, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if let (Operand::Complex(re, im), Operand::Real(d)) = (x, y)
        && d != 0.0
    {
        return Ok(new_complex(vm, re / d, im / d));
    }
    match quotient(x, full(y)) {
        Some((re, im)) => Ok(new_complex(vm, re, im)),
        None => throw!(vm, ZERO_DIVISION_ERROR, "division by zero"),
    }
}

fn integer_power(base: Pair, n: i64) -> Option<Pair> {
    let (mut result, mut square, mut e) = ((1.0, 0.0), base, n.unsigned_abs());
    while e > 0 {
        if e & 1 == 1 {
            result = product(result, square);
        }
        square = product(square, square);
        e >>= 1;
    }
    if n < 0 { quotient(Operand::Complex(1.0, 0.0), result) } else { Some(result) }
}

fn general_power((a, b): Pair, (c, d): Pair) -> Option<Pair> {
    if c == 0.0 && d == 0.0 {
        return Some((1.0, 0.0));
    }
    if a == 0.0 && b == 0.0 {
        return if d != 0.0 || c < 0.0 { None } else { Some((0.0, 0.0)) };
    }
    let (modulus, angle) = (a.hypot(b), b.atan2(a));
    let mut length = modulus.powf(c);
    let mut phase = angle * c;
    if d != 0.0 {
        length *= (-angle * d).exp();
        phase += d * modulus.ln();
    }
    Some((length * phase.cos(), length * phase.sin()))
}

fn power(vm: &Vm, x: Pair, y: Pair) -> PyResult<Value> {
    let r = if y.1 == 0.0 && y.0.fract() == 0.0 && y.0.abs() <= 100.0 {
        integer_power(x, y.0 as i64)
    } else {
        general_power(x, y)
    };
    let Some((re, im)) = r else {
        throw!(vm, ZERO_DIVISION_ERROR, "zero to a negative or complex power");
    };
    if is_infinite((re, im)) {
        throw!(vm, OVERFLOW_ERROR, "complex exponentiation");
    }
    Ok(new_complex(vm, re, im))
}

/// A negative float to a fractional power.
pub(crate) fn pow_floats(vm: &Vm, x: f64, y: f64) -> PyResult<Value> {
    power(vm, (x, 0.0), (y, 0.0))
}

fn pow(vm: &Vm, a: Value, b: Value, modulus: Value) -> PyResult<Value> {
    let Some((x, y)) = both(vm, a, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if !modulus.is_none() {
        throw!(vm, VALUE_ERROR, "complex modulo");
    }
    power(vm, full(x), full(y))
}

fn get(v: Value) -> Pair {
    parts(v).expect("the door checks the receiver")
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (re, im) = get(a);
    let same = if let Some((c, d)) = parts(b) {
        re == c && im == d
    } else if b.to_float().is_some() || vm.is_integer(b) {
        im == 0.0 && vm.compare_bool(vm.new_float(re), b, CompareOp::Eq)?
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

fn hash(_: &Vm, v: Value) -> PyResult<i64> {
    let (re, im) = get(v);
    let h =
        super::float::hash_f64(re, v).wrapping_add(crate::hash::IMAGINARY.wrapping_mul(super::float::hash_f64(im, v)));
    Ok(if h == -1 { -2 } else { h })
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let (re, im) = get(v);
    Ok(vm.new_str(&crate::format::complex::complex_repr(re, im)).value())
}

fn abs(vm: &Vm, v: Value) -> PyResult<Value> {
    let (re, im) = get(v);
    let r = re.hypot(im);
    if r.is_infinite() && re.is_finite() && im.is_finite() {
        throw!(vm, OVERFLOW_ERROR, "absolute value too large");
    }
    Ok(vm.new_float(r))
}

fn format(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(spec) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "__format__() argument must be str, not {}", vm.type_name(args[1]));
    };
    if spec.is_empty() {
        return Ok(vm.str(args[0])?.value());
    }
    let (re, im) = get(args[0]);
    Ok(crate::format::format_complex(vm, re, im, spec)?.value())
}

/// Reads `1+2j`, `(3j)`, `nan-infj`.
fn parse(text: &str) -> Option<Pair> {
    let t = text.trim_matches(char::is_whitespace);
    let t = match t.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?.trim_matches(char::is_whitespace),
        None => t,
    };
    let number = crate::format::float::parse_float;
    let Some(body) = t.strip_suffix(['j', 'J']) else { return Some((number(t)?, 0.0)) };
    // The imaginary part begins at the last sign that is no exponent's.
    let bytes = body.as_bytes();
    let cut = (1..bytes.len()).rev().find(|i| matches!(bytes[*i], b'+' | b'-') && !matches!(bytes[i - 1], b'e' | b'E'));
    let imaginary = |s: &str| match s {
        "" | "+" => Some(1.0),
        "-" => Some(-1.0),
        _ => number(s).filter(|_| !s.contains(char::is_whitespace)),
    };
    match cut {
        Some(i) => {
            Some((number(&body[..i]).filter(|_| !body[..i].contains(char::is_whitespace))?, imaginary(&body[i..])?))
        }
        None => Some((0.0, imaginary(body)?)),
    }
}

/// A part given to the constructor.
fn argument(vm: &Vm, v: Value, name: &str) -> PyResult<Operand> {
    if let Some((re, im)) = parts(v) {
        return Ok(Operand::Complex(re, im));
    }
    let slots = vm.type_of(v).slots();
    if v.to_float().is_none() && slots.float.is_none() && slots.index.is_none() {
        throw!(vm, TYPE_ERROR, "complex() argument '{name}' must be a real number, not {}", vm.type_name(v));
    }
    Ok(Operand::Real(vm.to_f64(v)?))
}

fn by_method(vm: &Vm, v: Value) -> PyResult<Option<Pair>> {
    let Some(r) = vm.call_special(v, vm.names().__complex__, &[])? else { return Ok(None) };
    match parts(r) {
        Some(p) => {
            if !r.has_shape(shape::COMPLEX) {
                vm.warn_subclass(v, "__complex__", "a complex", "complex", r)?;
            }
            Ok(Some(p))
        }
        None => Err(vm.bad_result(v, "__complex__", "a complex", r)),
    }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (cls, real, imag) = (vm.class_arg(args[0]), args[1], args[2]);
    let (mut re, mut im) = (0.0, 0.0);
    if let Some(s) = real.to_str() {
        if !imag.is_unbound() {
            throw!(vm, TYPE_ERROR, "complex() argument 'real' must be a real number, not str");
        }
        match parse(&s.to_string_lossy()) {
            Some(p) => (re, im) = p,
            None => throw!(vm, VALUE_ERROR, "complex() arg is a malformed string"),
        }
    } else {
        if !real.is_unbound() {
            if imag.is_unbound()
                && parts(real).is_none()
                && vm.type_of(real).slots().float.is_none()
                && vm.type_of(real).slots().index.is_none()
            {
                match by_method(vm, real)? {
                    Some(p) => (re, im) = p,
                    None => throw!(
                        vm,
                        TYPE_ERROR,
                        "complex() argument must be a string or a number, not {}",
                        vm.type_name(real)
                    ),
                }
            } else {
                let given = match by_method(vm, real)? {
                    Some((a, b)) => Operand::Complex(a, b),
                    None => argument(vm, real, "real")?,
                };
                let slots = vm.type_of(real).slots();
                let is_real = slots.float.is_some() || slots.index.is_some();
                if matches!(given, Operand::Complex(..)) && !imag.is_unbound() && !is_real {
                    warn_of_complex(vm, "real", real)?;
                }
                (re, im) = full(given);
            }
        }
        if !imag.is_unbound() {
            match argument(vm, imag, "imag")? {
                Operand::Real(x) if im == 0.0 => im = x,
                Operand::Real(x) => im += x,
                Operand::Complex(a, b) => {
                    warn_of_complex(vm, "imag", imag)?;
                    re -= b;
                    im += a;
                }
            }
        }
    }
    if cls == shape::COMPLEX.ty() {
        return Ok(new_complex(vm, re, im));
    }
    Ok(vm.alloc_instance(cls, Complex { header: Header::EMPTY, re, im }).value())
}

/// A complex number as one of two parts is deprecated.
fn warn_of_complex(vm: &Vm, part: &str, v: Value) -> PyResult<()> {
    let text = format!("complex() argument '{part}' must be a real number, not {}", vm.type_name(v));
    vm.warn(crate::exceptions::exc::DEPRECATION_WARNING, &text, 1)
}

fn from_number(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[1];
    let (re, im) = match (parts(v), v.to_str().is_none()) {
        (Some(p), _) => p,
        (None, true) => match by_method(vm, v)? {
            Some(p) => p,
            None => (vm.to_f64(v)?, 0.0),
        },
        _ => throw!(vm, TYPE_ERROR, "must be real number, not {}", vm.type_name(v)),
    };
    let c = new_complex(vm, re, im);
    if args[0] == shape::COMPLEX.ty().value() { Ok(c) } else { vm.call(args[0], &[c]) }
}

impl Vm {
    pub fn new_complex(&self, re: f64, im: f64) -> Value {
        new_complex(self, re, im)
    }
    /// The parts of a number as a complex.
    pub fn to_complex(&self, v: Value) -> PyResult<(f64, f64)> {
        if let Some(p) = parts(v) {
            return Ok(p);
        }
        match by_method(self, v)? {
            Some(p) => Ok(p),
            None => Ok((self.to_f64(v)?, 0.0)),
        }
    }
}

static METHODS: &[MethodDef] = &[
    method(
        "conjugate",
        "()",
        |vm, a| Ok(new_complex(vm, get(a[0]).0, -get(a[0]).1)),
        "The number with the sign of its imaginary part changed.",
    ),
    method("__format__", "(format_spec, /)", format, "Format the number."),
    method(
        "__complex__",
        "()",
        |vm, a| Ok(new_complex(vm, get(a[0]).0, get(a[0]).1)),
        "The number as an exact complex.",
    ),
    method(
        "__getnewargs__",
        "()",
        |vm, a| Ok(vm.new_tuple(&[vm.new_float(get(a[0]).0), vm.new_float(get(a[0]).1)]).value()),
        "The arguments to make the number anew.",
    ),
    classmethod("from_number", "(number, /)", from_number, "The complex of a number."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "complex",
    doc: "Create a complex number from a string or numbers.",
    size: size_of::<Complex>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Leaf,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        add: Some(add),
        sub: Some(sub),
        mul: Some(mul),
        truediv: Some(truediv),
        pow: Some(pow),
        neg: Some(|vm, v| Ok(new_complex(vm, -get(v).0, -get(v).1))),
        pos: Some(|vm, v| Ok(new_complex(vm, get(v).0, get(v).1))),
        abs: Some(abs),
        bool: Some(|_, v| Ok(get(v) != (0.0, 0.0))),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(real=<unset>, imag=<unset>)", new, "")),
    methods: METHODS,
    getset: &[
        member("real", |vm, v| Ok(vm.new_float(get(v).0)), "The real part."),
        member("imag", |vm, v| Ok(vm.new_float(get(v).1)), "The imaginary part."),
    ],
    ..TypeDef::NEW
};
