//! `_codecs`: the registry and the conversions under `codecs`.

use pyish_vm::builtins::bytes_methods::argument;
use pyish_vm::builtins::module::Module;
use pyish_vm::builtins::str::{Str, StrBuilder};
use pyish_vm::codecs::errors::{Context, Surrogates, backslash, named};
use pyish_vm::codecs::utf16::{self, Order};
use pyish_vm::codecs::{self, Codec, Name, escape, name_argument, registry};
use pyish_vm::exceptions::{exc, unicode};
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

fn register(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    registry::register(vm, args[0])?;
    Ok(Value::NONE)
}
fn unregister(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    registry::unregister(vm, args[0])?;
    Ok(Value::NONE)
}
fn lookup(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    registry::lookup(vm, &name_argument(vm, args[0], "lookup() argument")?)
}
fn encode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    registry::convert(vm, args[0], &name_argument(vm, args[1], "encode() argument 'encoding'")?, args[2], 0)
}
fn decode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    registry::convert(vm, args[0], &name_argument(vm, args[1], "decode() argument 'encoding'")?, args[2], 1)
}
fn str_argument(vm: &Vm, v: Value, what: &str) -> PyResult<Ref<Str>> {
    match v.to_str() {
        Some(s) => Ok(s),
        None if v.is_none() => throw!(vm, TYPE_ERROR, "{what} must be str, not None"),
        None => throw!(vm, TYPE_ERROR, "{what} must be str, not {}", vm.type_name(v)),
    }
}
fn register_error(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    registry::register_error(vm, str_argument(vm, args[0], "register_error() argument 1")?, args[1])?;
    Ok(Value::NONE)
}
fn unregister_error(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = str_argument(vm, args[0], "_unregister_error() argument")?;
    if STANDARD.iter().any(|def| name.eq_str(def.name.trim_end_matches("_errors"))) {
        throw!(vm, VALUE_ERROR, "cannot un-register built-in error handler '{name}'");
    }
    Ok(Value::bool(registry::unregister_error(vm, name)?))
}
fn lookup_error(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    registry::lookup_error(vm, &name_argument(vm, args[0], "lookup_error() argument")?)
}
fn normalize_encoding(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = str_argument(vm, args[0], "_normalize_encoding() argument 'encoding'")?.to_string_lossy();
    let mut out = String::new();
    let mut gap = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '.' {
            if gap && !out.is_empty() {
                out.push('_');
            }
            gap = false;
            out.push(c);
        } else {
            gap = true;
        }
    }
    Ok(vm.new_str(&out).value())
}

/// The name of the error handler argument.
fn handler(vm: &Vm, v: Value, function: &str) -> PyResult<Name> {
    match v.is_none() {
        true => Ok(Name::Made("strict".to_owned())),
        false => name_argument(vm, v, format_args!("{function}() argument 2")),
    }
}
fn pair(vm: &Vm, made: Value, used: usize) -> PyResult<Value> {
    Ok(vm.new_tuple(&[made, Value::int(used as i64)]).value())
}

fn encode_as(vm: &Vm, args: &[Value], codec: Codec, name: &str) -> PyResult<Value> {
    let s = str_argument(vm, args[0], &format!("{name}() argument 1"))?;
    let made = codecs::encode_with(vm, s, codec, &handler(vm, args[1], name)?)?;
    pair(vm, made, s.len())
}
fn decode_as(vm: &Vm, args: &[Value], codec: Codec, name: &str, last: bool) -> PyResult<Value> {
    let data = match args[0].to_str() {
        // The escape codecs take text too.
        Some(s) if matches!(codec, Codec::UnicodeEscape | Codec::RawUnicodeEscape) => {
            let made = codecs::encode_with(vm, s, Codec::Utf8, "strict")?;
            argument(vm, made)?
        }
        _ => argument(vm, args[0])?,
    };
    let (made, used) = codecs::decode_with(vm, &data, codec, &handler(vm, args[1], name)?, last)?;
    pair(vm, made, used)
}

macro_rules! conversions {
    ($($($encode:ident)? / $decode:ident $codec:expr;)*) => {
        $($(fn $encode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
            encode_as(vm, args, $codec, stringify!($encode))
        })?
        fn $decode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
            let last = match args.get(2) { Some(last) => vm.truthy(*last)?, None => true };
            decode_as(vm, args, $codec, stringify!($decode), last)
        })*
    };
}
conversions! {
    utf_8_encode / utf_8_decode Codec::Utf8;
    ascii_encode / ascii_decode Codec::Ascii;
    latin_1_encode / latin_1_decode Codec::Latin1;
    / utf_16_decode Codec::Utf16(Order::Marked);
    utf_16_le_encode / utf_16_le_decode Codec::Utf16(Order::Little);
    utf_16_be_encode / utf_16_be_decode Codec::Utf16(Order::Big);
    / utf_32_decode Codec::Utf32(Order::Marked);
    utf_32_le_encode / utf_32_le_decode Codec::Utf32(Order::Little);
    utf_32_be_encode / utf_32_be_decode Codec::Utf32(Order::Big);
    unicode_escape_encode / unicode_escape_decode Codec::UnicodeEscape;
    raw_unicode_escape_encode / raw_unicode_escape_decode Codec::RawUnicodeEscape;
}

/// The order that a number stands for: -1 little, 1 big, 0 by mark.
fn order_argument(vm: &Vm, v: Value) -> PyResult<Order> {
    Ok(match vm.index_i64(v)? {
        0 => Order::Marked,
        n if n < 0 => Order::Little,
        _ => Order::Big,
    })
}
fn any_encode(vm: &Vm, args: &[Value], name: &str, of: fn(Order) -> Codec) -> PyResult<Value> {
    encode_as(vm, args, of(order_argument(vm, args[2])?), name)
}
fn utf_16_encode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    any_encode(vm, args, "utf_16_encode", Codec::Utf16)
}
fn utf_32_encode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    any_encode(vm, args, "utf_32_encode", Codec::Utf32)
}
type DecodeOrdered = fn(&Vm, &[u8], &str, Order, bool, &mut StrBuilder) -> PyResult<(usize, Order)>;
fn decode_ordered(vm: &Vm, args: &[Value], name: &str, f: DecodeOrdered) -> PyResult<Value> {
    let data = argument(vm, args[0])?;
    let errors = handler(vm, args[1], name)?;
    let mut out = StrBuilder::new();
    let (used, order) = f(vm, &data, &errors, order_argument(vm, args[2])?, vm.truthy(args[3])?, &mut out)?;
    let number = match order {
        Order::Marked => 0,
        Order::Little => -1,
        Order::Big => 1,
    };
    Ok(vm.new_tuple(&[out.finish(vm).value(), Value::int(used as i64), Value::int(number)]).value())
}
fn utf_16_ex_decode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    decode_ordered(vm, args, "utf_16_ex_decode", utf16::decode16)
}
fn utf_32_ex_decode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    decode_ordered(vm, args, "utf_32_ex_decode", utf16::decode32)
}

fn escape_decode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = match args[0].to_str() {
        Some(s) => argument(vm, codecs::encode_with(vm, s, Codec::Utf8, "strict")?)?,
        None => argument(vm, args[0])?,
    };
    let made = escape::decode_bytes(vm, &data, &handler(vm, args[1], "escape_decode")?)?;
    pair(vm, vm.new_bytes(&made).value(), data.len())
}
fn escape_encode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(data) = args[0].to_bytes() else {
        throw!(vm, TYPE_ERROR, "escape_encode() argument 1 must be bytes, not {}", vm.type_name(args[0]));
    };
    pair(vm, vm.new_bytes(&escape::encode_bytes(data.as_slice())).value(), data.len())
}
fn readbuffer_encode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = match args[0].to_str() {
        Some(s) => argument(vm, codecs::encode_with(vm, s, Codec::Utf8, "strict")?)?,
        None => argument(vm, args[0])?,
    };
    pair(vm, vm.new_bytes(&data).value(), data.len())
}

// ---- character maps

fn charmap_build(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let map = str_argument(vm, args[0], "charmap_build() argument")?;
    let dict = vm.new_dict();
    for (i, c) in map.units().iter().enumerate() {
        dict.set(vm, Value::int(c as i64), Value::int(i as i64))?;
    }
    Ok(dict.value())
}

/// What a mapping says about a key; `None` for undefined.
fn mapped(vm: &Vm, mapping: Value, key: u32) -> PyResult<Option<Value>> {
    match vm.getitem(mapping, Value::int(key as i64)) {
        Ok(v) if v.is_none() => Ok(None),
        Ok(v) => Ok(Some(v)),
        Err(e) if e.matches(vm, exc::LOOKUP_ERROR) => Ok(None),
        Err(e) => Err(e),
    }
}
fn charmap_put(vm: &Vm, mapping: Value, c: u32, out: &mut Vec<u8>) -> PyResult<bool> {
    let Some(v) = mapped(vm, mapping, c)? else {
        return Ok(false);
    };
    if let Some(b) = v.to_bytes() {
        out.extend_from_slice(b.as_slice());
        return Ok(true);
    }
    match v.to_int() {
        Some(i @ 0..256) => out.push(i as u8),
        Some(_) => throw!(vm, TYPE_ERROR, "character mapping must be in range(256)"),
        None => throw!(vm, TYPE_ERROR, "character mapping must return integer, bytes or None, not {}", vm.type_name(v)),
    }
    Ok(true)
}
fn charmap_encode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[2].is_none() {
        return encode_as(vm, args, Codec::Latin1, "charmap_encode");
    }
    let s = str_argument(vm, args[0], "charmap_encode() argument 1")?;
    let errors = handler(vm, args[1], "charmap_encode")?;
    let cx = Context { vm, encoding: "charmap", handler: &errors, surrogates: Surrogates::None };
    let mut out = Vec::with_capacity(s.len());
    let mut i = 0;
    while i < s.len() {
        if charmap_put(vm, args[2], s.units().get(i), &mut out)? {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while end < s.len() && mapped(vm, args[2], s.units().get(end))?.is_none() {
            end += 1;
        }
        let put = |out: &mut Vec<u8>, c: u32| charmap_put(vm, args[2], c, out).unwrap_or(false);
        i = cx.encode_failure(s, (i, end), "character maps to <undefined>", &mut out, &put)?;
    }
    pair(vm, vm.new_bytes(&out).value(), s.len())
}
fn charmap_decode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = argument(vm, args[0])?;
    let errors = handler(vm, args[1], "charmap_decode")?;
    let mut out = StrBuilder::with_capacity(data.len());
    if args[2].is_none() {
        out.push_bytes(&data);
        return pair(vm, out.finish(vm).value(), data.len());
    }
    let cx = Context { vm, encoding: "charmap", handler: &errors, surrogates: Surrogates::None };
    let mut i = 0;
    while i < data.len() {
        let code = match args[2].to_str() {
            Some(table) => table.units().iter().nth(data[i] as usize).filter(|&c| c != 0xfffe),
            None => match mapped(vm, args[2], data[i] as u32)? {
                None => None,
                Some(v) => match (v.to_str(), v.to_int()) {
                    (Some(s), _) if s.len() == 1 && s.units().get(0) == 0xfffe => None,
                    (Some(s), _) => {
                        out.push_str(s);
                        i += 1;
                        continue;
                    }
                    (_, Some(c @ 0..0x110000)) => Some(c as u32).filter(|&c| c != 0xfffe),
                    (_, Some(_)) => throw!(vm, TYPE_ERROR, "character mapping must be in range(0x110000)"),
                    _ => throw!(vm, TYPE_ERROR, "character mapping must return integer, None or str"),
                },
            },
        };
        match code {
            Some(c) => {
                out.push(c);
                i += 1;
            }
            None => i = cx.decode_failure(&data, (i, i + 1), "character maps to <undefined>", &mut out)?,
        }
    }
    pair(vm, out.finish(vm).value(), data.len())
}

// ---- the standard error handlers as functions

fn is(vm: &Vm, v: Value, kind: pyish_vm::object::ShapeId) -> bool {
    vm.isinstance(v, vm.type_obj(kind))
}
fn unknown(vm: &Vm, v: Value) -> Raised {
    vm.error(exc::TYPE_ERROR, format!("don't know how to handle {} in error callback", vm.type_name(v)))
}
/// The object of a Unicode error and its bounds.
fn parts(vm: &Vm, v: Value) -> PyResult<(Value, usize, usize)> {
    let unicode = [exc::UNICODE_ENCODE_ERROR, exc::UNICODE_DECODE_ERROR, exc::UNICODE_TRANSLATE_ERROR];
    if !unicode.into_iter().any(|kind| is(vm, v, kind)) {
        return Err(unknown(vm, v));
    }
    unicode::parts(v).ok_or_else(|| unknown(vm, v))
}
fn answer(vm: &Vm, text: &str, end: usize) -> PyResult<Value> {
    pair(vm, vm.new_str(text).value(), end)
}
fn strict_errors(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !is(vm, args[0], exc::BASE_EXCEPTION) {
        throw!(vm, TYPE_ERROR, "codec must pass exception instance");
    }
    Err(vm.raise_value(args[0]))
}
fn ignore_errors(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (_, _, end) = parts(vm, args[0])?;
    answer(vm, "", end)
}
fn replace_errors(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (_, start, end) = parts(vm, args[0])?;
    let text = if is(vm, args[0], exc::UNICODE_ENCODE_ERROR) {
        "?".repeat(end - start)
    } else if is(vm, args[0], exc::UNICODE_DECODE_ERROR) {
        "\u{fffd}".to_owned()
    } else {
        "\u{fffd}".repeat(end - start)
    };
    answer(vm, &text, end)
}
fn backslashreplace_errors(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (object, start, end) = parts(vm, args[0])?;
    let text: String = match (object.to_str(), object.to_bytes()) {
        (Some(s), _) => s.units().iter().skip(start).take(end - start).map(backslash).collect(),
        (_, Some(b)) => b.as_slice()[start..end].iter().map(|&b| backslash(b as u32)).collect(),
        _ => return Err(unknown(vm, args[0])),
    };
    answer(vm, &text, end)
}
/// Replaces each character of a text that cannot be encoded.
fn replace_each(vm: &Vm, args: &[Value], f: impl Fn(u32) -> String) -> PyResult<Value> {
    if !is(vm, args[0], exc::UNICODE_ENCODE_ERROR) {
        return Err(unknown(vm, args[0]));
    }
    let (object, start, end) = parts(vm, args[0])?;
    let Some(s) = object.to_str() else {
        return Err(unknown(vm, args[0]));
    };
    let text: String = s.units().iter().skip(start).take(end - start).map(f).collect();
    answer(vm, &text, end)
}
fn xmlcharrefreplace_errors(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    replace_each(vm, args, |c| format!("&#{c};"))
}
fn namereplace_errors(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    replace_each(vm, args, named)
}
/// Runs one of the handlers that know the encoding, as a codec of that encoding would.
fn by_encoding(vm: &Vm, v: Value, handler: &str) -> PyResult<Value> {
    let (object, start, end) = parts(vm, v)?;
    let encoding = vm.getattr(v, vm.intern("encoding"))?.to_str().map(|s| s.to_string_lossy()).unwrap_or_default();
    let surrogates = match codecs::find(&encoding) {
        Some(Codec::Utf8) => Surrogates::Utf8,
        Some(Codec::Utf16(order)) => Surrogates::Utf16 { big: order == Order::Big },
        Some(Codec::Utf32(order)) => Surrogates::Utf32 { big: order == Order::Big },
        _ => Surrogates::None,
    };
    let surrogates = if handler == "surrogateescape" { Surrogates::None } else { surrogates };
    let cx = Context { vm, encoding: "", handler, surrogates };
    if let Some(s) = object.to_str() {
        let mut out = Vec::new();
        return match cx.encode_failure(s, (start, end), "", &mut out, &|_, _| false) {
            Ok(at) => pair(vm, vm.new_bytes(&out).value(), at),
            Err(_) => Err(vm.raise_value(v)),
        };
    }
    let Some(b) = object.to_bytes() else {
        return Err(unknown(vm, v));
    };
    let mut out = StrBuilder::new();
    match cx.decode_failure(b.as_slice(), (start, end), "", &mut out) {
        Ok(at) => pair(vm, out.finish(vm).value(), at),
        Err(_) => Err(vm.raise_value(v)),
    }
}
fn surrogateescape(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    by_encoding(vm, args[0], "surrogateescape")
}
fn surrogatepass(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    by_encoding(vm, args[0], "surrogatepass")
}

static STANDARD: [MethodDef; 8] = [
    function("strict_errors", "(exception, /)", strict_errors, "Raises the exception."),
    function("ignore_errors", "(exception, /)", ignore_errors, "Leaves out what cannot be converted."),
    function("replace_errors", "(exception, /)", replace_errors, "Puts a question mark or U+FFFD in its place."),
    function(
        "xmlcharrefreplace_errors",
        "(exception, /)",
        xmlcharrefreplace_errors,
        "Puts XML character references in its place.",
    ),
    function("backslashreplace_errors", "(exception, /)", backslashreplace_errors, "Puts escapes in its place."),
    function("namereplace_errors", "(exception, /)", namereplace_errors, "Puts escapes with names in its place."),
    function("surrogatepass", "(exception, /)", surrogatepass, "Lets surrogates pass."),
    function("surrogateescape", "(exception, /)", surrogateescape, "Exchanges bytes and lone surrogates."),
];

fn init(vm: &Vm, _module: Ref<Module>) -> PyResult<()> {
    for def in &STANDARD {
        let name = vm.intern(def.name.trim_end_matches("_errors"));
        let handler = vm.new_native(def, Value::UNBOUND, None, None);
        registry::register_error(vm, name, handler)?;
    }
    Ok(())
}

const ENCODE: &str = "(str, errors=None, /)";
const DECODE: &str = "(data, errors=None, final=False, /)";
const DECODE_ALL: &str = "(data, errors=None, /)";
const DECODE_ORDERED: &str = "(data, errors=None, byteorder=0, final=False, /)";
const DOC_ENCODE: &str = "The bytes, and the number of characters they stand for.";
const DOC_DECODE: &str = "The text, and the number of bytes it was made of.";

pub static MODULE: NativeModule = NativeModule {
    name: "_codecs",
    doc: "The registry of encodings and the native conversions.",
    functions: &[
        function("register", "(search_function, /)", register, "Adds a search function for encodings."),
        function(
            "unregister",
            "(search_function, /)",
            unregister,
            "Removes a search function and forgets what was found.",
        ),
        function("lookup", "(encoding, /)", lookup, "The CodecInfo of an encoding."),
        function("encode", "(obj, encoding='utf-8', errors=<unset>)", encode, "Encodes an object by any codec."),
        function("decode", "(obj, encoding='utf-8', errors=<unset>)", decode, "Decodes an object by any codec."),
        function("register_error", "(errors, handler, /)", register_error, "Registers an error handler under a name."),
        function(
            "_unregister_error",
            "(errors, /)",
            unregister_error,
            "Removes an error handler; whether there was one.",
        ),
        function("lookup_error", "(name, /)", lookup_error, "The error handler of a name."),
        function(
            "_normalize_encoding",
            "(encoding)",
            normalize_encoding,
            "An encoding's name with separators made uniform.",
        ),
        function("utf_8_encode", ENCODE, utf_8_encode, DOC_ENCODE),
        function("utf_8_decode", DECODE, utf_8_decode, DOC_DECODE),
        function("ascii_encode", ENCODE, ascii_encode, DOC_ENCODE),
        function("ascii_decode", DECODE_ALL, ascii_decode, DOC_DECODE),
        function("latin_1_encode", ENCODE, latin_1_encode, DOC_ENCODE),
        function("latin_1_decode", DECODE_ALL, latin_1_decode, DOC_DECODE),
        function("utf_16_encode", "(str, errors=None, byteorder=0, /)", utf_16_encode, DOC_ENCODE),
        function("utf_16_decode", DECODE, utf_16_decode, DOC_DECODE),
        function("utf_16_le_encode", ENCODE, utf_16_le_encode, DOC_ENCODE),
        function("utf_16_le_decode", DECODE, utf_16_le_decode, DOC_DECODE),
        function("utf_16_be_encode", ENCODE, utf_16_be_encode, DOC_ENCODE),
        function("utf_16_be_decode", DECODE, utf_16_be_decode, DOC_DECODE),
        function("utf_16_ex_decode", DECODE_ORDERED, utf_16_ex_decode, DOC_DECODE),
        function("utf_32_encode", "(str, errors=None, byteorder=0, /)", utf_32_encode, DOC_ENCODE),
        function("utf_32_decode", DECODE, utf_32_decode, DOC_DECODE),
        function("utf_32_le_encode", ENCODE, utf_32_le_encode, DOC_ENCODE),
        function("utf_32_le_decode", DECODE, utf_32_le_decode, DOC_DECODE),
        function("utf_32_be_encode", ENCODE, utf_32_be_encode, DOC_ENCODE),
        function("utf_32_be_decode", DECODE, utf_32_be_decode, DOC_DECODE),
        function("utf_32_ex_decode", DECODE_ORDERED, utf_32_ex_decode, DOC_DECODE),
        function("unicode_escape_encode", ENCODE, unicode_escape_encode, DOC_ENCODE),
        function("unicode_escape_decode", "(data, errors=None, final=True, /)", unicode_escape_decode, DOC_DECODE),
        function("raw_unicode_escape_encode", ENCODE, raw_unicode_escape_encode, DOC_ENCODE),
        function(
            "raw_unicode_escape_decode",
            "(data, errors=None, final=True, /)",
            raw_unicode_escape_decode,
            DOC_DECODE,
        ),
        function("escape_encode", "(data, errors=None, /)", escape_encode, DOC_ENCODE),
        function("escape_decode", DECODE_ALL, escape_decode, DOC_DECODE),
        function("readbuffer_encode", "(data, errors=None, /)", readbuffer_encode, DOC_ENCODE),
        function("charmap_encode", "(str, errors=None, mapping=None, /)", charmap_encode, DOC_ENCODE),
        function("charmap_decode", "(data, errors=None, mapping=None, /)", charmap_decode, DOC_DECODE),
        function("charmap_build", "(map, /)", charmap_build, "A table for charmap_encode, of the characters in order."),
    ],
    types: &[],
    init: Some(init),
};
