//! UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError: what could not be converted, and where.

use super::base::{self, BaseException, WithFields, field};
use super::hierarchy::UNICODE_ERROR;
use crate::codecs::errors::backslash;
use crate::heap::Trace;
use crate::native::method;
use crate::object::{GetSetDef, Slots, TypeDef, getset, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

// Numbers of the fields; a translate error has no encoding.
const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

fn want_str(vm: &Vm, v: Value, number: usize) -> PyResult<Value> {
    if v.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "argument {number} must be str, not {}", vm.type_name(v));
    }
    Ok(v)
}
fn want_index(vm: &Vm, v: Value) -> PyResult<Value> {
    match vm.index_i64(v) {
        Ok(i) => Ok(vm.new_int(i)),
        Err(e) if e.matches(vm, super::exc::OVERFLOW_ERROR) => {
            throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C ssize_t")
        }
        Err(e) => Err(e),
    }
}

/// Sets `args` and checks their number; answers them.
fn take<const N: usize>(vm: &Vm, args: &[Value]) -> PyResult<[Value; N]> {
    base::this(args[0]).args.set(args[1]);
    let kwargs = args[2].to_dict().expect("bound by **kwargs");
    if !kwargs.is_empty() {
        throw!(vm, TYPE_ERROR, "{}() takes no keyword arguments", vm.type_name(args[0]));
    }
    let given = args[1].to_tuple().expect("bound by *args").items();
    match given.try_into() {
        Ok(values) => Ok(values),
        Err(_) => throw!(vm, TYPE_ERROR, "function takes exactly {N} arguments ({} given)", given.len()),
    }
}

fn set_fields(vm: &Vm, e: Value, object: Value, start: Value, end: Value, reason: Value, count: usize) -> PyResult<()> {
    let (start, end) = (want_index(vm, start)?, want_index(vm, end)?);
    let reason = want_str(vm, reason, count)?;
    for (i, v) in [(OBJECT, object), (START, start), (END, end), (REASON, reason)] {
        field(e, i).set(v);
    }
    Ok(())
}

fn encode_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [encoding, object, start, end, reason] = take(vm, args)?;
    field(args[0], ENCODING).set(want_str(vm, encoding, 1)?);
    want_str(vm, object, 2)?;
    set_fields(vm, args[0], object, start, end, reason, 5)?;
    Ok(Value::NONE)
}
fn decode_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [encoding, object, start, end, reason] = take(vm, args)?;
    field(args[0], ENCODING).set(want_str(vm, encoding, 1)?);
    let object = match object.to_bytes() {
        Some(_) => object,
        None => vm.with_buffer(object, <[u8]>::to_vec).map(|data| vm.new_bytes(&data).value())?,
    };
    set_fields(vm, args[0], object, start, end, reason, 5)?;
    Ok(Value::NONE)
}
fn translate_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [object, start, end, reason] = take(vm, args)?;
    want_str(vm, object, 1)?;
    set_fields(vm, args[0], object, start, end, reason, 4)?;
    Ok(Value::NONE)
}

fn number(v: Value, i: usize) -> i64 {
    field(v, i).get().to_int().unwrap_or(0)
}
fn text(vm: &Vm, v: Value, i: usize) -> PyResult<String> {
    match field(v, i).get() {
        x if x.is_unbound() => Ok("<NULL>".to_owned()),
        x => Ok(vm.str(x)?.to_string_lossy()),
    }
}

/// `character '\xNN' in position P`, or `characters in position P-Q`.
fn place_in_text(v: Value) -> String {
    let (start, end) = (number(v, START), number(v, END));
    if let Some(s) = field(v, OBJECT).get().to_str()
        && end == start + 1
        && (0..s.len() as i64).contains(&start)
    {
        return format!("character '{}' in position {start}", backslash(s.units().get(start as usize)));
    }
    format!("characters in position {start}-{}", end - 1)
}

fn check_object(vm: &Vm, ok: bool, what: &str) -> PyResult<()> {
    if !ok {
        throw!(vm, TYPE_ERROR, "UnicodeError 'object' attribute must be a {what}");
    }
    Ok(())
}

fn encode_str(vm: &Vm, v: Value) -> PyResult<Value> {
    let object = field(v, OBJECT).get();
    if object.is_unbound() {
        return Ok(vm.new_str("").value());
    }
    check_object(vm, object.to_str().is_some(), "string")?;
    let message =
        format!("'{}' codec can't encode {}: {}", text(vm, v, ENCODING)?, place_in_text(v), text(vm, v, REASON)?);
    Ok(vm.new_str(&message).value())
}
fn decode_str(vm: &Vm, v: Value) -> PyResult<Value> {
    let object = field(v, OBJECT).get();
    if object.is_unbound() {
        return Ok(vm.new_str("").value());
    }
    check_object(vm, object.to_bytes().is_some(), "bytes")?;
    let (start, end) = (number(v, START), number(v, END));
    let byte = object.to_bytes().and_then(|b| b.as_slice().get(usize::try_from(start).ok()?).copied());
    let place = match byte {
        Some(b) if end == start + 1 => format!("byte 0x{b:02x} in position {start}"),
        _ => format!("bytes in position {start}-{}", end - 1),
    };
    let message = format!("'{}' codec can't decode {place}: {}", text(vm, v, ENCODING)?, text(vm, v, REASON)?);
    Ok(vm.new_str(&message).value())
}
fn translate_str(vm: &Vm, v: Value) -> PyResult<Value> {
    let object = field(v, OBJECT).get();
    if object.is_unbound() {
        return Ok(vm.new_str("").value());
    }
    check_object(vm, object.to_str().is_some(), "string")?;
    let message = format!("can't translate {}: {}", place_in_text(v), text(vm, v, REASON)?);
    Ok(vm.new_str(&message).value())
}

fn set_number(vm: &Vm, v: Value, i: usize, x: Value) -> PyResult<()> {
    if x.is_unbound() {
        throw!(vm, TYPE_ERROR, "can't delete numeric/char attribute");
    }
    if !vm.is_index(x) {
        throw!(vm, TYPE_ERROR, "an integer is required");
    }
    field(v, i).set(want_index(vm, x)?);
    Ok(())
}
fn set_any(v: Value, i: usize, x: Value) -> PyResult<()> {
    field(v, i).set(x);
    Ok(())
}
/// A part, None where there is none.
fn part(v: Value, i: usize) -> PyResult<Value> {
    Ok(field(v, i).bound().unwrap_or(Value::NONE))
}

static FIELDS: &[GetSetDef] = &[
    getset("encoding", |_, v| part(v, ENCODING), |_, v, x| set_any(v, ENCODING, x), "The encoding's name."),
    getset("object", |_, v| part(v, OBJECT), |_, v, x| set_any(v, OBJECT, x), "What was being converted."),
    getset(
        "start",
        |_, v| Ok(Value::int(number(v, START))),
        |vm, v, x| set_number(vm, v, START, x),
        "Where the trouble starts.",
    ),
    getset(
        "end",
        |_, v| Ok(Value::int(number(v, END))),
        |vm, v, x| set_number(vm, v, END, x),
        "Where the trouble ends.",
    ),
    getset("reason", |_, v| part(v, REASON), |_, v, x| set_any(v, REASON, x), "Why."),
];

macro_rules! unicode_errors {
    ($($id:ident $name:literal $init:ident $str:ident $getset:expr, $doc:literal;)*) => {
        $(pub static $id: TypeDef = TypeDef {
            name: $name,
            doc: $doc,
            base: Some(&UNICODE_ERROR),
            size: size_of::<WithFields<5>>(),
            flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
            trace: Trace::Fields(1),
            slots: Slots { str: Some($str), ..Slots::EMPTY },
            init: Some(method("__init__", "(*args, **kwargs)", $init, "")),
            getset: $getset,
            ..TypeDef::NEW
        };)*
    };
}

unicode_errors! {
    UNICODE_ENCODE_ERROR "UnicodeEncodeError" encode_init encode_str FIELDS, "Text cannot be encoded.";
    UNICODE_DECODE_ERROR "UnicodeDecodeError" decode_init decode_str FIELDS, "Bytes cannot be decoded.";
    UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" translate_init translate_str FIELDS.split_at(1).1, "Text cannot be translated.";
}

/// The parts of a Unicode error that handlers look at: object, start, end; the bounds are clipped to the object's length.
pub fn parts(v: Value) -> Option<(Value, usize, usize)> {
    let object = field(v, OBJECT).get();
    let len = match (object.to_str(), object.to_bytes()) {
        (Some(s), _) => s.len(),
        (_, Some(b)) => b.len(),
        _ => return None,
    };
    let start = number(v, START).clamp(0, len as i64) as usize;
    let end = number(v, END).clamp(start as i64, len as i64) as usize;
    Some((object, start, end))
}

const _: () = assert!(size_of::<WithFields<5>>() == size_of::<BaseException>() + 40);
