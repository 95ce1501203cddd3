//! Methods of `int`.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign, UBig};

use crate::native::{MethodDef, classmethod, method};
use crate::object::{GetSetDef, getter};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{Num, new_instance, number, ops, parse, to_exact};
use crate::builtins::shape;

pub(super) fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let v = if args[2].is_unbound() {
        if args[1].is_unbound() { Value::int(0) } else { convert(vm, args[1])? }
    } else {
        with_base(vm, args[1], args[2])?
    };
    if cls == shape::INT.ty() { to_exact(vm, v) } else { new_instance(vm, cls, v) }
}

/// The digits in a text or in bytes; with `any`, in whatever has the buffer protocol.
fn text_of(vm: &Vm, v: Value, any: bool) -> PyResult<Option<String>> {
    if let Some(s) = v.to_str() {
        return Ok(Some(s.to_string_lossy()));
    }
    if any && vm.has_buffer(v) || v.to_bytes().is_some() || v.to_bytearray().is_some() {
        return vm.with_buffer(v, |b| Some(b.iter().map(|c| if c.is_ascii() { *c as char } else { '?' }).collect()));
    }
    Ok(None)
}

fn with_base(vm: &Vm, v: Value, base: Value) -> PyResult<Value> {
    if v.is_unbound() {
        throw!(vm, TYPE_ERROR, "int() missing string argument");
    }
    let base = vm.index_saturated(base)?;
    if base != 0 && !(2..=36).contains(&base) {
        throw!(vm, VALUE_ERROR, "int() base must be >= 2 and <= 36, or 0");
    }
    match text_of(vm, v, false)? {
        Some(t) => parse::parse_text(vm, &t, base as u32, &vm.repr(v)?.to_string_lossy()),
        None => throw!(vm, TYPE_ERROR, "int() can't convert non-string with explicit base"),
    }
}

/// `int(x)` by `__int__`, `__index__`, or as text.
fn convert(vm: &Vm, v: Value) -> PyResult<Value> {
    if let Some(i) = v.to_exact_str().and_then(|s| s.as_ascii().and_then(parse::short_decimal)) {
        return Ok(Value::int(i));
    }
    if number(v).is_some() && (v.is_int() || v.is_bool() || v.has_shape(shape::INT)) {
        return to_exact(vm, v);
    }
    let slots = vm.type_of(v).slots();
    for (f, name) in [(slots.int, "__int__"), (slots.index, "__index__")] {
        if let Some(f) = f {
            let r = f(vm, v)?;
            if number(r).is_none() {
                return Err(vm.bad_result(v, name, "an int", r));
            }
            if name == "__int__" && !(r.is_int() || r.has_shape(shape::INT)) {
                vm.warn_subclass(v, name, "an int", "int", r)?;
            }
            return to_exact(vm, r);
        }
    }
    if let Some(t) = text_of(vm, v, true)? {
        return parse::parse_text(vm, &t, 10, &vm.repr(v)?.to_string_lossy());
    }
    throw!(
        vm,
        TYPE_ERROR,
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        vm.type_name(v)
    )
}

fn format(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(spec) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "__format__() argument must be str, not {}", vm.type_name(args[1]));
    };
    if spec.is_empty() {
        return Ok(vm.str(args[0])?.value());
    }
    let v = to_exact(vm, args[0])?;
    Ok(crate::format::format_int(vm, v, spec, &vm.type_name(args[0]))?.value())
}

fn bit_length(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(super::bit_length(args[0]) as i64))
}
fn bit_count(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = match number(args[0]).expect("an int") {
        Num::Small(i) => i.unsigned_abs().count_ones() as usize,
        Num::Big(b) => b.into_parts().1.as_words().iter().map(|w| w.count_ones() as usize).sum(),
    };
    Ok(vm.new_int(n as i64))
}

fn byteorder(vm: &Vm, name: &str, v: Value) -> PyResult<bool> {
    match v.to_str() {
        Some(s) if s.eq_str("little") => Ok(true),
        Some(s) if s.eq_str("big") => Ok(false),
        Some(_) => throw!(vm, VALUE_ERROR, "byteorder must be either 'little' or 'big'"),
        None => throw!(vm, TYPE_ERROR, "{name}() argument 'byteorder' must be str, not {}", vm.type_name(v)),
    }
}

fn to_bytes(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let length = vm.index_i64(args[1])?;
    let little = byteorder(vm, "to_bytes", args[2])?;
    let signed = vm.truthy(args[3])?;
    if length < 0 {
        throw!(vm, VALUE_ERROR, "length cannot be negative");
    }
    if length > 1 << 38 {
        throw!(vm, MEMORY_ERROR, "");
    }
    let length = length as usize;
    let i = args[0].to_bigint(vm).expect("an int");
    let (sign, magnitude) = i.clone().into_parts();
    let negative = sign == Sign::Negative;
    if negative && !signed {
        throw!(vm, OVERFLOW_ERROR, "can't convert negative int to unsigned");
    }
    let bits = length * 8;
    let fits = if negative {
        (&magnitude - UBig::ONE).bit_len() < bits
    } else {
        magnitude.bit_len() + signed as usize <= bits || magnitude == UBig::ZERO
    };
    if !fits {
        throw!(vm, OVERFLOW_ERROR, "int too big to convert");
    }
    let raw = if negative { (UBig::ONE << bits) - magnitude } else { magnitude };
    let mut bytes = raw.to_le_bytes().to_vec();
    bytes.resize(length, 0);
    if !little {
        bytes.reverse();
    }
    Ok(vm.new_bytes(&bytes).value())
}

fn from_bytes(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let little = byteorder(vm, "from_bytes", args[2])?;
    let signed = vm.truthy(args[3])?;
    let given = match vm.call_special(args[1], vm.names().__bytes__, &[])? {
        Some(b) if b.to_bytes().is_some() => b,
        Some(other) => return Err(vm.bad_result(args[1], "__bytes__", "a bytes", other)),
        None => args[1],
    };
    let source = if vm.type_of(given).slots().buffer.is_some() {
        vm.with_buffer(given, |b| b.to_vec())?
    } else if given.to_str().is_some() || !vm.is_iterable(given) {
        throw!(vm, TYPE_ERROR, "cannot convert '{}' object to bytes", vm.type_name(given));
    } else {
        let items = vm.collect(given)?;
        let b = vm.call(shape::BYTES.ty().value(), &[items.value()])?;
        vm.with_buffer(b, |b| b.to_vec())?
    };
    let mut bytes = source;
    if !little {
        bytes.reverse();
    }
    let mut i = IBig::from(UBig::from_le_bytes(&bytes));
    if signed && bytes.last().is_some_and(|b| b & 0x80 != 0) {
        i -= IBig::ONE << (bytes.len() * 8);
    }
    let v = vm.new_bigint(&i);
    let cls = vm.class_arg(args[0]);
    if cls == shape::INT.ty() { Ok(v) } else { vm.call(cls.value(), &[v]) }
}

fn ratio(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_tuple(&[to_exact(vm, args[0])?, Value::int(1)]).value())
}
fn same(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    to_exact(vm, args[0])
}

/// `round(i, n)`: to a power of ten, ties to even.
fn round(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = to_exact(vm, args[0])?;
    if args[1].is_unbound() || args[1].is_none() {
        return Ok(v);
    }
    let n = vm.index(args[1])?;
    let n = match vm.int_to_i64(n) {
        Some(n) if n >= 0 => return Ok(v),
        Some(n) => n.unsigned_abs() as usize,
        None if !super::is_negative(n) => return Ok(v),
        None => return Ok(Value::int(0)),
    };
    if n > super::bit_length(v) {
        return Ok(Value::int(0));
    }
    let unit = IBig::from(10).pow(n);
    let i = v.to_bigint(vm).expect("an int");
    let quotient = vm.new_bigint(&unit);
    let q = ops::floordiv(vm, v, quotient)?.to_bigint(vm).expect("an int");
    let r = &i - &q * &unit;
    let twice = r * IBig::from(2);
    let up = twice > unit || twice == unit && q.bit(0);
    Ok(vm.new_bigint(&((if up { q + IBig::ONE } else { q }) * unit)))
}

fn getnewargs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_tuple(&[to_exact(vm, args[0])?]).value())
}
fn sizeof(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(24 + 4 * super::bit_length(args[0]).div_ceil(30) as i64))
}
fn yes(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::TRUE)
}

pub(super) static METHODS: &[MethodDef] = &[
    method("__format__", "(format_spec, /)", format, "Format the number."),
    method("bit_length", "()", bit_length, "Number of bits without sign and leading zeros."),
    method("bit_count", "()", bit_count, "Number of ones in the binary representation of the absolute value."),
    method("to_bytes", "(length=1, byteorder='big', *, signed=False)", to_bytes, "The number as bytes."),
    classmethod(
        "from_bytes",
        "(bytes, byteorder='big', *, signed=False)",
        from_bytes,
        "The number that bytes represent.",
    ),
    method("as_integer_ratio", "()", ratio, "The number and one."),
    method("conjugate", "()", same, "The number itself."),
    method("is_integer", "()", yes, "True."),
    method("__trunc__", "()", same, "The number itself."),
    method("__floor__", "()", same, "The number itself."),
    method("__ceil__", "()", same, "The number itself."),
    method("__round__", "(ndigits=<unset>, /)", round, "Round to a power of ten."),
    method("__getnewargs__", "()", getnewargs, "The arguments to make the number anew."),
    method("__sizeof__", "()", sizeof, "Size in memory, in bytes."),
];

pub(super) static GETSET: &[GetSetDef] = &[
    getter("real", to_exact, "The real part."),
    getter("imag", |_, _| Ok(Value::int(0)), "The imaginary part."),
    getter("numerator", to_exact, "The numerator."),
    getter("denominator", |_, _| Ok(Value::int(1)), "The denominator."),
];
