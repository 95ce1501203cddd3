//! `str` as Python sees it: construction, operators and the table of methods.

use super::{Form, Str, case, compare, concat, escape, iterator, pad, search, shape, split, this, trace, translate};
use crate::exceptions::exc;
use crate::heap::Trace;
use crate::native::{method, staticmethod};
use crate::object::{Header, Ref, Slot, Slots, Type, TypeDef, Word, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, codecs, format, throw};

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let text = text_of(vm, args)?;
    if cls.root_shape() == shape::STR {
        return Ok(text);
    }
    Ok(new_subclass(vm, cls, this(text))?.value())
}

/// The string that `str(…)` makes, whatever the class.
fn text_of(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (object, encoding, errors) = (args[1], args[2], args[3]);
    if encoding.is_unbound() && errors.is_unbound() {
        return if object.is_unbound() { Ok(vm.empty_str().value()) } else { Ok(vm.str(object)?.value()) };
    }
    let name = |v: Value, which: &str, default: &str| -> PyResult<codecs::Name> {
        if v.is_unbound() {
            return Ok(codecs::Name::Made(default.to_owned()));
        }
        codecs::name_argument(vm, v, format_args!("str() argument '{which}'"))
    };
    let (encoding, errors) = (name(encoding, "encoding", "utf-8")?, name(errors, "errors", "strict")?);
    if object.is_unbound() {
        return Ok(vm.empty_str().value());
    }
    if object.to_str().is_some() {
        throw!(vm, TYPE_ERROR, "decoding str is not supported");
    }
    match vm.buffer(object) {
        Ok(buffer) => {
            let text = codecs::decode(vm, buffer.bytes(), &encoding, &errors);
            buffer.release(vm);
            text
        }
        Err(e) if e.matches(vm, exc::TYPE_ERROR) => {
            throw!(vm, TYPE_ERROR, "decoding to str: need a bytes-like object, {} found", vm.type_name(object))
        }
        Err(e) => Err(e),
    }
}

/// An instance of a subclass: always with its data inline.
fn new_subclass(vm: &Vm, cls: Ref<Type>, s: Ref<Str>) -> PyResult<Ref<Str>> {
    let bytes = s.bytes();
    let meta = (s.len() as u64) << 3 | (s.meta & 3);
    let fixed = Str { header: Header::EMPTY, hash: Word::new(s.hash()), meta, data: Slot::unbound() };
    let r = vm.alloc_instance_extra(cls, fixed, bytes.len().saturating_sub(8))?;
    // SAFETY: the data begins at the last field and has room for all bytes; nobody else knows the object yet.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), (&raw mut (*r.as_ptr()).data).cast::<u8>(), bytes.len()) };
    Ok(r)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(escape::repr_of(vm, this(v)).value())
}
fn str(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.exact_str(this(v)).value())
}
fn len(_: &Vm, v: Value) -> PyResult<usize> {
    Ok(this(v).len())
}
fn concatenate(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    match b.to_str() {
        Some(b) => Ok(concat::concat(vm, this(a), b)?.value()),
        None => throw!(vm, TYPE_ERROR, "can only concatenate str (not \"{}\") to str", vm.type_name(b)),
    }
}
/// Repetition; the operands come in source order.
fn repeat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let (s, n) = match a.to_str() {
        Some(s) => (s, b),
        None => (this(b), a),
    };
    Ok(concat::repeat(vm, s, vm.index_size(n)?)?.value())
}
fn modulo(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    match a.to_str() {
        Some(s) => format::percent::format_str(vm, s, b),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn format_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    format::fields::format(vm, this(args[0]), args[1], args[2])
}
fn format_map(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    format::fields::format_map(vm, this(args[0]), args[1])
}
fn format_spec(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let spec = search::want_str(vm, args[1], "__format__() argument")?;
    if spec.is_empty() {
        return Ok(vm.str(args[0])?.value());
    }
    Ok(format::format_str(vm, this(args[0]), spec)?.value())
}
fn encode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let encoding = codecs::name_argument(vm, args[1], "encode() argument 'encoding'")?;
    let errors = codecs::name_argument(vm, args[2], "encode() argument 'errors'")?;
    codecs::encode(vm, this(args[0]), &encoding, &errors)
}
fn getnewargs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_tuple(&[vm.exact_str(this(args[0])).value()]).value())
}
fn sizeof(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    let fixed = if s.form() == Form::Ascii { 40 } else { 56 };
    Ok(Value::int((fixed + (s.len() + 1) * s.form().width()) as i64))
}

const DOC: &str = "str(object='')\nstr(object, encoding='utf-8', errors='strict')\n--\n\n\
    Text: a sequence of Unicode code points.\n\n\
    Of any object, its text as its __str__ gives it; of bytes with an encoding or an error handler, the text they encode.";

pub static TYPE: TypeDef = TypeDef {
    name: "str",
    doc: DOC,
    size: size_of::<Str>(),
    flags: type_flags::BASETYPE | type_flags::STR_SUBCLASS | type_flags::MATCH_SELF,
    trace: Trace::Custom(trace),
    var_size: Some(|v| size_of::<Str>() + this(v).bytes().len().saturating_sub(8)),
    new: Some(method("__new__", "(object=<unset>, encoding=<unset>, errors=<unset>)", new, "Makes a string.")),
    slots: Slots {
        repr: Some(repr),
        str: Some(str),
        hash: Some(compare::hash),
        compare: Some(compare::compare),
        iter: Some(iterator::iter),
        len: Some(len),
        getitem: Some(concat::getitem),
        contains: Some(search::contains),
        concat: Some(concatenate),
        repeat: Some(repeat),
        modulo: Some(modulo),
        ..Slots::EMPTY
    },
    methods: &[
        method("encode", "(encoding='utf-8', errors='strict')", encode, "The text as bytes in an encoding."),
        method(
            "replace",
            "(old, new, /, count=-1)",
            search::replace,
            "The text with `old` replaced by `new`, at most `count` times when that is not negative.",
        ),
        method(
            "split",
            "(sep=None, maxsplit=-1)",
            split::split,
            "The parts between separators, or between runs of blanks, split from the left.",
        ),
        method(
            "rsplit",
            "(sep=None, maxsplit=-1)",
            split::rsplit,
            "The parts between separators, or between runs of blanks, split from the right.",
        ),
        method("join", "(iterable, /)", split::join_method, "The strings of an iterable with this one between them."),
        method(
            "capitalize",
            "()",
            case::capitalize,
            "The text with its first letter in title case and the others in lower case.",
        ),
        method("casefold", "()", case::casefold, "The text in the form for comparing without regard to case."),
        method(
            "title",
            "()",
            case::title,
            "The text with each word's first letter in title case and the others in lower case.",
        ),
        method("center", "(width, fillchar=' ', /)", pad::center, "The text in the middle of `width` characters."),
        method(
            "count",
            "(sub, start=None, end=None, /)",
            search::count,
            "How often `sub` occurs without overlap within the slice.",
        ),
        method(
            "expandtabs",
            "(tabsize=8)",
            pad::expandtabs,
            "The text with tabs replaced by blanks up to the next tab stop.",
        ),
        method(
            "find",
            "(sub, start=None, end=None, /)",
            search::find,
            "Where `sub` first occurs within the slice, or -1.",
        ),
        method(
            "partition",
            "(sep, /)",
            split::partition,
            "What is before the first separator, the separator, and what is behind it.",
        ),
        method(
            "index",
            "(sub, start=None, end=None, /)",
            search::index,
            "Where `sub` first occurs within the slice; ValueError when it does not.",
        ),
        method("ljust", "(width, fillchar=' ', /)", pad::ljust, "The text at the left of `width` characters."),
        method("lower", "()", case::lower, "The text in lower case."),
        method(
            "lstrip",
            "(chars=None, /)",
            split::lstrip,
            "The text without leading blanks, or characters of `chars`.",
        ),
        method(
            "rfind",
            "(sub, start=None, end=None, /)",
            search::rfind,
            "Where `sub` last occurs within the slice, or -1.",
        ),
        method(
            "rindex",
            "(sub, start=None, end=None, /)",
            search::rindex,
            "Where `sub` last occurs within the slice; ValueError when it does not.",
        ),
        method("rjust", "(width, fillchar=' ', /)", pad::rjust, "The text at the right of `width` characters."),
        method(
            "rstrip",
            "(chars=None, /)",
            split::rstrip,
            "The text without trailing blanks, or characters of `chars`.",
        ),
        method(
            "rpartition",
            "(sep, /)",
            split::rpartition,
            "What is before the last separator, the separator, and what is behind it.",
        ),
        method("splitlines", "(keepends=False)", split::splitlines, "The lines, with their ends if `keepends`."),
        method(
            "strip",
            "(chars=None, /)",
            split::strip,
            "The text without leading and trailing blanks, or characters of `chars`.",
        ),
        method("swapcase", "()", case::swapcase, "The text with lower and upper case exchanged."),
        method(
            "translate",
            "(table, /)",
            translate::translate,
            "The text with each code point mapped through a table of code points.",
        ),
        method("upper", "()", case::upper, "The text in upper case."),
        method(
            "startswith",
            "(prefix, start=None, end=None, /)",
            search::startswith,
            "Whether the slice begins with a string, or with one of a tuple.",
        ),
        method(
            "endswith",
            "(suffix, start=None, end=None, /)",
            search::endswith,
            "Whether the slice ends with a string, or with one of a tuple.",
        ),
        method("removeprefix", "(prefix, /)", search::removeprefix, "The text without a prefix, if it has it."),
        method("removesuffix", "(suffix, /)", search::removesuffix, "The text without a suffix, if it has it."),
        method("isascii", "()", case::isascii, "Whether all characters are ASCII."),
        method("islower", "()", case::islower, "Whether there are cased letters and all of them are lower case."),
        method("isupper", "()", case::isupper, "Whether there are cased letters and all of them are upper case."),
        method("istitle", "()", case::istitle, "Whether there are cased letters and each word is in title case."),
        method("isspace", "()", case::isspace, "Whether all characters are blanks, and there is one."),
        method("isdecimal", "()", case::isdecimal, "Whether all characters are decimal digits, and there is one."),
        method("isdigit", "()", case::isdigit, "Whether all characters are digits, and there is one."),
        method("isnumeric", "()", case::isnumeric, "Whether all characters have a numeric value, and there is one."),
        method("isalpha", "()", case::isalpha, "Whether all characters are letters, and there is one."),
        method("isalnum", "()", case::isalnum, "Whether all characters are letters or numeric, and there is one."),
        method("isidentifier", "()", case::isidentifier, "Whether the text is an identifier or a keyword."),
        method("isprintable", "()", case::isprintable, "Whether `repr` would escape none of the characters."),
        method(
            "zfill",
            "(width, /)",
            pad::zfill,
            "The text with zeros on the left, behind a sign, up to `width` characters.",
        ),
        method(
            "format",
            "(*args, **kwargs)",
            format_method,
            "The text with its fields in braces replaced by the arguments.",
        ),
        method("format_map", "(mapping, /)", format_map, "The text with its fields in braces looked up in a mapping."),
        method("__format__", "(format_spec, /)", format_spec, "The text formatted as the specification says."),
        staticmethod(
            "maketrans",
            "(x, y=<unset>, z=<unset>, /)",
            translate::maketrans,
            "A table for `translate`: of a dict, or of two strings of equal length and one of characters to delete.",
        ),
        method("__sizeof__", "()", sizeof, "Bytes that the text takes in memory."),
        method("__getnewargs__", "()", getnewargs, "What pickling needs."),
    ],
    ..TypeDef::NEW
};
