//! What bytes and bytearray have in common: their methods, written once over slices.
//!
//! A method reads its receiver through [`on`] (a bytearray is locked meanwhile) and makes its result through [`make`], which gives
//! bytes for bytes and a bytearray for a bytearray. Arguments are taken before, since they may be the receiver itself.

mod case;
mod hex;
mod pad;
mod search;
mod split;
mod text;

pub use case::is_space;
pub use hex::{fromhex_bytes, hex_of, separator as hex_separator};
pub use search::contains;
pub use text::{push_repr, repr_bytes};

use std::borrow::Cow;

use crate::native::{MethodDef, method, staticmethod};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// Calls `f` with the bytes of a bytes or bytearray object. `f` must not run Python.
pub fn on<R>(vm: &Vm, v: Value, f: impl FnOnce(&[u8]) -> R) -> R {
    match v.to_bytes() {
        Some(b) => f(b.as_slice()),
        None => v.to_bytearray().expect("a receiver is bytes or a bytearray").with_slice(vm, f),
    }
}

/// A new object of the receiver's kind.
pub fn make(vm: &Vm, receiver: Value, data: &[u8]) -> Value {
    match receiver.to_bytes() {
        Some(_) => vm.new_bytes(data).value(),
        None => vm.new_bytearray(data).value(),
    }
}

/// The receiver itself when it is exact bytes, a copy otherwise.
pub fn unchanged(vm: &Vm, receiver: Value) -> Value {
    if receiver.has_shape(crate::builtins::shape::BYTES) {
        return receiver;
    }
    let data = on(vm, receiver, <[u8]>::to_vec);
    make(vm, receiver, &data)
}

/// The bytes of an argument; TypeError unless it is bytes-like.
pub fn argument(vm: &Vm, v: Value) -> PyResult<Cow<'static, [u8]>> {
    match v.to_bytes() {
        Some(b) => Ok(Cow::Borrowed(b.as_slice())),
        None => Ok(Cow::Owned(vm.with_buffer(v, <[u8]>::to_vec)?)),
    }
}

/// An integer as a byte.
pub fn byte(vm: &Vm, v: Value) -> PyResult<u8> {
    match vm.index(v)?.to_int() {
        Some(i @ 0..256) => Ok(i as u8),
        _ => throw!(vm, VALUE_ERROR, "byte must be in range(0, 256)"),
    }
}

/// The methods that both types have.
pub const SHARED: [MethodDef; 42] = [
    method(
        "capitalize",
        "()",
        case::capitalize,
        "A copy with the first byte upper case and the others lower case, as ASCII.",
    ),
    method("center", "(width, fillchar=b' ', /)", pad::center, "The data in the middle of `width` bytes."),
    method(
        "count",
        "(sub, start=None, end=None, /)",
        search::count,
        "How often `sub` occurs without overlap within the slice.",
    ),
    method("decode", "(encoding='utf-8', errors='strict')", text::decode, "The text that the data encodes."),
    method(
        "endswith",
        "(suffix, start=None, end=None, /)",
        search::endswith,
        "Whether the slice ends with bytes, or with one of a tuple.",
    ),
    method(
        "expandtabs",
        "(tabsize=8)",
        pad::expandtabs,
        "A copy with tabs replaced by blanks up to the next tab stop.",
    ),
    method("find", "(sub, start=None, end=None, /)", search::find, "Where `sub` first occurs within the slice, or -1."),
    method(
        "hex",
        "(sep=<unset>, bytes_per_sep=1)",
        hex::hex,
        "The data in hexadecimal, with separators between groups of bytes.",
    ),
    method(
        "index",
        "(sub, start=None, end=None, /)",
        search::index,
        "Where `sub` first occurs within the slice; ValueError when it does not.",
    ),
    method("isalnum", "()", case::isalnum, "Whether all bytes are ASCII letters or digits, and there is one."),
    method("isalpha", "()", case::isalpha, "Whether all bytes are ASCII letters, and there is one."),
    method("isascii", "()", case::isascii, "Whether all bytes are ASCII."),
    method("isdigit", "()", case::isdigit, "Whether all bytes are ASCII digits, and there is one."),
    method("islower", "()", case::islower, "Whether there are ASCII letters and all of them are lower case."),
    method("isspace", "()", case::isspace, "Whether all bytes are ASCII blanks, and there is one."),
    method("istitle", "()", case::istitle, "Whether there are ASCII letters and each word is in title case."),
    method("isupper", "()", case::isupper, "Whether there are ASCII letters and all of them are upper case."),
    method(
        "join",
        "(iterable_of_bytes, /)",
        split::join,
        "The bytes-like objects of an iterable with this one between them.",
    ),
    method("ljust", "(width, fillchar=b' ', /)", pad::ljust, "The data at the left of `width` bytes."),
    method("lower", "()", case::lower, "A copy in lower case, as ASCII."),
    method("lstrip", "(bytes=None, /)", split::lstrip, "A copy without leading blanks, or bytes of the argument."),
    method(
        "partition",
        "(sep, /)",
        split::partition,
        "What is before the first separator, the separator, and what is behind it.",
    ),
    method("removeprefix", "(prefix, /)", search::removeprefix, "A copy without a prefix, if the data has it."),
    method("removesuffix", "(suffix, /)", search::removesuffix, "A copy without a suffix, if the data has it."),
    method(
        "replace",
        "(old, new, /, count=-1)",
        search::replace,
        "A copy with `old` replaced by `new`, at most `count` times when that is not negative.",
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
    method("rjust", "(width, fillchar=b' ', /)", pad::rjust, "The data at the right of `width` bytes."),
    method(
        "rpartition",
        "(sep, /)",
        split::rpartition,
        "What is before the last separator, the separator, and what is behind it.",
    ),
    method(
        "rsplit",
        "(sep=None, maxsplit=-1)",
        split::rsplit,
        "The parts between separators, or between runs of blanks, split from the right.",
    ),
    method("rstrip", "(bytes=None, /)", split::rstrip, "A copy without trailing blanks, or bytes of the argument."),
    method(
        "split",
        "(sep=None, maxsplit=-1)",
        split::split,
        "The parts between separators, or between runs of blanks, split from the left.",
    ),
    method("splitlines", "(keepends=False)", split::splitlines, "The lines, with their ends if `keepends`."),
    method(
        "startswith",
        "(prefix, start=None, end=None, /)",
        search::startswith,
        "Whether the slice begins with bytes, or with one of a tuple.",
    ),
    method(
        "strip",
        "(bytes=None, /)",
        split::strip,
        "A copy without leading and trailing blanks, or bytes of the argument.",
    ),
    method("swapcase", "()", case::swapcase, "A copy with lower and upper case exchanged, as ASCII."),
    method(
        "title",
        "()",
        case::title,
        "A copy with each word's first letter upper case and the others lower case, as ASCII.",
    ),
    method(
        "translate",
        "(table, /, delete=b'')",
        text::translate,
        "A copy with each byte mapped through a table of 256 bytes, those of `delete` dropped.",
    ),
    method("upper", "()", case::upper, "A copy in upper case, as ASCII."),
    method("zfill", "(width, /)", pad::zfill, "The data with zeros on the left, behind a sign, up to `width` bytes."),
    staticmethod(
        "maketrans",
        "(frm, to, /)",
        text::maketrans,
        "A table for `translate` that maps the bytes of one object to those of another.",
    ),
    method("__sizeof__", "()", text::sizeof, "Bytes that the object takes in memory."),
];
