//! Files of bytes in memory.

use pyish_vm::builtins::bytearray::push_all;
use pyish_vm::heap::Trace;
use pyish_vm::native::method;
use pyish_vm::object::{Header, HeapObject, Slot, Slots, TypeDef, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

use super::{Layout, bits, by_class, field, is_all, line_or_by_class, next_line, number, write_or_by_class};
use crate::native::thread::rlock::{Held, new_lock};

/// The layout of BytesIO.
#[repr(C)]
pub struct BytesCore {
    header: Header,
    lock: Slot,
    /// The bytes, a bytearray.
    bytes: Slot,
    at: Slot,
    closed: Slot,
    /// 1: the class has no readline() of its own.
    fast: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for BytesCore {}

impl Layout for BytesCore {
    const TYPE: &'static TypeDef = &TYPE;
}

impl BytesCore {
    #[inline]
    pub fn is_open(&self) -> bool {
        !self.closed.get().is_true()
    }
    /// Takes bytes from the position up to where `end` says, given those left.
    fn take(&self, vm: &Vm, end: impl FnOnce(&[u8]) -> usize) -> Option<Value> {
        let _held = Held::try_take(vm, self.lock.get())?;
        let (bytes, at) = (self.bytes.get().to_bytearray()?, number(&self.at)?);
        if !self.is_open() {
            return None;
        }
        let taken = bytes.with_slice(vm, |all| {
            let left = all.get(at..).unwrap_or_default();
            left[..end(left)].to_vec()
        });
        self.at.set(Value::int((at + taken.len()) as i64));
        Some(vm.new_bytes(&taken).value())
    }
    fn line(&self, vm: &Vm) -> Option<Value> {
        self.take(vm, |left| memchr::memchr(b'\n', left).map_or(left.len(), |at| at + 1))
    }
    /// Writes bytes at the end, if the position is there.
    pub fn append(&self, vm: &Vm, data: &[u8]) -> PyResult<bool> {
        let Some(_held) = Held::try_take(vm, self.lock.get()) else { return Ok(false) };
        let (Some(bytes), Some(at)) = (self.bytes.get().to_bytearray(), number(&self.at)) else { return Ok(false) };
        // Nothing to write is refused as anything else while there are views.
        if !self.is_open() || at != bytes.len() || data.is_empty() {
            return Ok(false);
        }
        push_all(vm, bytes.value(), data)?;
        self.at.set(Value::int((at + data.len()) as i64));
        Ok(true)
    }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = Slot::new(new_lock(vm)?);
    let bytes = Slot::new(vm.new_bytearray(&[]).value());
    let [at, fast] = [const { Slot::new(Value::int(0)) }; 2];
    let closed = Slot::new(Value::FALSE);
    let b = BytesCore { header: Header::EMPTY, lock, bytes, at, closed, fast };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), b).value())
}

fn readline(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    line_or_by_class(vm, args, || BytesCore::this(args[0]).line(vm))
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let b = BytesCore::this(v);
    let line = if bits(&b.fast) == 1 { b.line(vm) } else { None };
    let line = next_line(vm, v, line)?;
    let is_end = line.to_bytes().is_some_and(|b| b.is_empty());
    Ok(if is_end { Value::UNBOUND } else { line })
}

fn read(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let size = match args[1] {
        v if is_all(v) => usize::MAX,
        v if v.is_int() => v.as_int() as usize,
        _ => return by_class(vm, args, "_read_any"),
    };
    match BytesCore::this(args[0]).take(vm, |left| left.len().min(size)) {
        Some(data) => Ok(data),
        None => by_class(vm, args, "_read_any"),
    }
}

fn write(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    write_or_by_class(vm, args, |data| BytesCore::this(args[0]).append(vm, data))
}

static TYPE: TypeDef = TypeDef {
    name: "_io.BytesIO",
    doc: "The state of files of bytes in memory.",
    size: size_of::<BytesCore>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Fields(1),
    slots: Slots { next: Some(next), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    methods: &[
        method("read", "(size=-1, /)", read, "Read bytes: as many as given, or all."),
        method("readline", "(size=-1, /)", readline, "Read a line."),
        method("write", "(data, /)", write, "Write bytes."),
    ],
    getset: &[
        getter("_lock", |_, v| Ok(BytesCore::this(v).lock.get()), "The stream's lock."),
        field!(BytesCore, bytes, "_buffer", "The bytes."),
        field!(BytesCore, at, "_pos", "The position."),
        field!(BytesCore, closed, "_closed", "Whether it was closed."),
        field!(BytesCore, fast, "_fast", "1: the class has no readline() of its own."),
        getter("closed", |_, v| Ok(BytesCore::this(v).closed.get()), "Whether the file is closed."),
    ],
    ..TypeDef::NEW
};
