//! Buffers over raw streams: what was read ahead, what is still to be written.

use pyish_vm::builtins::bytearray::push_all;
use pyish_vm::heap::Trace;
use pyish_vm::native::method;
use pyish_vm::object::{Header, HeapObject, Slot, Slots, TypeDef, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

use super::{Layout, bits, by_class, field, is_all, is_open, line_or_by_class, next_line, number, write_or_by_class};
use crate::native::thread::rlock::{Held, new_lock};

/// The layout of buffers.
#[repr(C)]
pub struct BufferCore {
    header: Header,
    lock: Slot,
    /// The stream below; None when it was detached.
    pub raw: Slot,
    /// Bytes read and not all taken, and how many were.
    ahead: Slot,
    at: Slot,
    /// A bytearray to be written.
    behind: Slot,
    size: Slot,
    /// What goes the fast way: the bits of `fast`.
    fast: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for BufferCore {}

impl Layout for BufferCore {
    const TYPE: &'static TypeDef = &TYPE;
}

/// Bits of `_fast`.
mod fast {
    pub const READ: usize = 1;
    pub const WRITE: usize = 2;
    /// The class has no readline() of its own.
    pub const LINES: usize = 4;
}

impl BufferCore {
    /// Whether what is asked for may go the fast way: reading needs nothing that waits to be written.
    fn may(&self, what: usize) -> bool {
        bits(&self.fast) & what == what
            && is_open(self.raw.get())
            && (what & fast::WRITE != 0 || self.behind.get().to_bytearray().is_some_and(|b| b.is_empty()))
    }
    /// Takes what was read ahead up to where `end` says, given the bytes left.
    fn take(&self, vm: &Vm, what: usize, end: impl FnOnce(&[u8]) -> Option<usize>) -> Option<Value> {
        let _held = Held::try_take(vm, self.lock.get())?;
        if !self.may(what) {
            return None;
        }
        let (ahead, at) = (self.ahead.get().to_bytes()?, number(&self.at)?);
        let left = ahead.as_slice().get(at..)?;
        let n = end(left)?;
        self.at.set(Value::int((at + n) as i64));
        Some(vm.new_bytes(&left[..n]).value())
    }
    fn line(&self, vm: &Vm, what: usize) -> Option<Value> {
        self.take(vm, what, |left| memchr::memchr(b'\n', left).map(|at| at + 1))
    }
    /// Adds bytes to what is to be written, if they fit and nothing was read ahead.
    pub fn append(&self, vm: &Vm, data: &[u8]) -> PyResult<bool> {
        let Some(_held) = Held::try_take(vm, self.lock.get()) else { return Ok(false) };
        let (Some(behind), Some(size)) = (self.behind.get().to_bytearray(), number(&self.size)) else {
            return Ok(false);
        };
        let nothing_ahead = self.ahead.get().to_bytes().is_some_and(|b| b.is_empty());
        if !self.may(fast::WRITE) || !nothing_ahead || behind.len() + data.len() > size {
            return Ok(false);
        }
        push_all(vm, behind.value(), data)?;
        Ok(true)
    }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = Slot::new(new_lock(vm)?);
    let [raw, ahead, at, behind, size, fast] = [const { Slot::unbound() }; 6];
    let b = BufferCore { header: Header::EMPTY, lock, raw, ahead, at, behind, size, fast };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), b).value())
}

fn readline(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    line_or_by_class(vm, args, || BufferCore::this(args[0]).line(vm, fast::READ))
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    next_line(vm, v, BufferCore::this(v).line(vm, fast::READ | fast::LINES))
}

fn read(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !is_all(args[1])
        && args[1].is_int()
        && let size = args[1].as_int() as usize
        && let Some(data) = BufferCore::this(args[0]).take(vm, fast::READ, |left| (size <= left.len()).then_some(size))
    {
        return Ok(data);
    }
    by_class(vm, args, "_read_any")
}

fn write(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    write_or_by_class(vm, args, |data| BufferCore::this(args[0]).append(vm, data))
}

static TYPE: TypeDef = TypeDef {
    name: "_io._Buffered",
    doc: "The state of buffers over raw streams.",
    size: size_of::<BufferCore>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Fields(1),
    slots: Slots { next: Some(next), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    methods: &[
        method("read", "(size=-1, /)", read, "Read bytes: as many as given, or all."),
        method("readline", "(size=-1, /)", readline, "Read a line."),
        method("write", "(data, /)", write, "Write bytes; the buffer may keep them."),
    ],
    getset: &[
        getter("_lock", |_, v| Ok(BufferCore::this(v).lock.get()), "The stream's lock."),
        field!(BufferCore, raw, "_raw", "The stream below, None when detached."),
        field!(BufferCore, ahead, "_ahead", "Bytes read ahead."),
        field!(BufferCore, at, "_at", "How many of them were taken."),
        field!(BufferCore, behind, "_behind", "A bytearray to be written."),
        field!(BufferCore, size, "_size", "The size of the buffer."),
        field!(
            BufferCore,
            fast,
            "_fast",
            "Bits: 1 it can be read, 2 written, 4 its class has no readline() of its own."
        ),
    ],
    ..TypeDef::NEW
};
