//! `_iocore`: what of streams must be fast.
//!
//! Each type here is a base of a class in `_io` or `_iobase`: it holds the stream's state and does the common case, under the stream's
//! lock. When that is not free or the case is another one, the class's method of the same name with `_any` appended does the work.
//!
//! Invariant: the lock of a stream is made with it and never replaced.

mod buffered;
mod bytes;
mod file;
mod string;
mod text;

use pyish_vm::builtins::str::{Str, Units};
use pyish_vm::native::NativeModule;
use pyish_vm::object::{HeapObject, Ref, Slot, TypeDef};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// A layout in this folder and the type that has it.
pub(super) trait Layout: HeapObject {
    const TYPE: &'static TypeDef;

    fn this(v: Value) -> Ref<Self>
    where
        Self: Sized,
    {
        // SAFETY: the door checks the receiver.
        unsafe { v.cast() }
    }
}

/// The object as one of a layout, if it has that.
#[inline]
fn as_layout<T: Layout>(v: Value) -> Option<Ref<T>> {
    (v.is_ptr() && std::ptr::eq(v.shape().ty().layout(), T::TYPE)).then(|| T::this(v))
}

/// The attribute of this name in a slot of a layout; unset ones are missing.
fn attribute(vm: &Vm, slot: &Slot, name: &str) -> PyResult<Value> {
    match slot.bound() {
        Some(v) => Ok(v),
        None => throw!(vm, ATTRIBUTE_ERROR, "stream has no attribute '{name}': it is not initialized"),
    }
}

/// A slot that Python code sees as an attribute.
macro_rules! field {
    ($layout:ty, $slot:ident, $name:literal, $doc:literal) => {
        pyish_vm::object::getset(
            $name,
            |vm, v| crate::native::io::attribute(vm, &<$layout>::this(v).$slot, $name),
            |_, v, x| {
                <$layout>::this(v).$slot.set(x);
                Ok(())
            },
            $doc,
        )
    };
}
use field;

/// A number in a slot that Python code may have set to anything.
#[inline]
fn number(slot: &Slot) -> Option<usize> {
    let v = slot.get();
    if v.is_int() { usize::try_from(v.as_int()).ok() } else { None }
}

/// Bits in a slot; none when it holds no number.
#[inline]
fn bits(slot: &Slot) -> usize {
    number(slot).unwrap_or(0)
}

/// Whether a stream of this folder is open. False also for streams that it does not know.
fn is_open(stream: Value) -> bool {
    if let Some(b) = as_layout::<buffered::BufferCore>(stream) {
        return is_open(b.raw.get());
    }
    if let Some(f) = as_layout::<file::FileCore>(stream) {
        return f.is_open();
    }
    as_layout::<bytes::BytesCore>(stream).is_some_and(|b| b.is_open())
}

/// Whether a size argument means all there is of a line.
#[inline]
fn is_all(size: Value) -> bool {
    size.is_none() || size.is_int() && size.as_int() < 0
}

/// Behind the first line feed from `start` on.
#[inline]
fn line_end(text: &Str, start: usize) -> Option<usize> {
    let found = match text.units() {
        Units::Ascii(s) | Units::Latin1(s) => memchr::memchr(b'\n', s.get(start..)?),
        Units::Ucs2(s) => s.get(start..)?.iter().position(|c| *c == '\n' as u16),
        Units::Ucs4(s) => s.get(start..)?.iter().position(|c| *c == '\n' as u32),
    };
    found.map(|at| start + at + 1)
}

/// The rest is the class's to do, in Python.
#[cold]
fn by_class(vm: &Vm, args: &[Value], name: &str) -> PyResult<Value> {
    vm.call_method(args[0], vm.intern(name), &args[1..])
}

/// `readline(size)`: a line that the fast way has, or what the class makes of it.
fn line_or_by_class(vm: &Vm, args: &[Value], line: impl FnOnce() -> Option<Value>) -> PyResult<Value> {
    if is_all(args[1])
        && let Some(line) = line()
    {
        return Ok(line);
    }
    by_class(vm, args, "_readline_any")
}

/// `write(data)` of bytes that `append` may take at once, or what the class makes of it.
fn write_or_by_class(vm: &Vm, args: &[Value], append: impl FnOnce(&[u8]) -> PyResult<bool>) -> PyResult<Value> {
    if let Some(data) = args[1].to_bytes()
        && append(data.as_slice())?
    {
        return Ok(vm.new_int(data.len() as i64));
    }
    by_class(vm, args, "_write_any")
}

/// The next line for a loop: unbound at the end.
fn next_line(vm: &Vm, v: Value, line: Option<Value>) -> PyResult<Value> {
    if let Some(line) = line {
        return Ok(line);
    }
    let line = vm.call_method(v, vm.intern("readline"), &[])?;
    Ok(if vm.truthy(line)? { line } else { Value::UNBOUND })
}

pub static MODULE: NativeModule = NativeModule {
    name: "_iocore",
    doc: "The native part of streams.",
    functions: &[],
    types: &[
        file::FileCore::TYPE,
        buffered::BufferCore::TYPE,
        text::TextCore::TYPE,
        string::StringCore::TYPE,
        bytes::BytesCore::TYPE,
    ],
    init: None,
};
