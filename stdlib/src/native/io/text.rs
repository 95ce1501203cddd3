//! Text over buffers: what was decoded and not yet taken.

use pyish_vm::heap::Trace;
use pyish_vm::native::method;
use pyish_vm::object::{Header, HeapObject, Slot, Slots, TypeDef, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::buffered::BufferCore;
use super::bytes::BytesCore;
use super::{Layout, as_layout, bits, by_class, field, is_all, is_open, line_end, line_or_by_class, next_line, number};
use crate::native::thread::rlock::{Held, new_lock};

/// The layout of text streams.
#[repr(C)]
pub struct TextCore {
    header: Header,
    lock: Slot,
    /// The stream below; None when it was detached.
    buffer: Slot,
    /// Text decoded and not all taken, and how much was.
    text: Slot,
    at: Slot,
    /// What goes the fast way: the bits of `fast`.
    fast: Slot,
    /// Whether tell() may be asked: not within a loop over the lines.
    telling: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for TextCore {}

impl Layout for TextCore {
    const TYPE: &'static TypeDef = &TYPE;
}

/// Bits of `_fast`.
mod fast {
    /// It can be read, and lines end in `\n`.
    pub const READ: usize = 1;
    /// It can be written, text is UTF-8, nothing is translated and nothing goes through at once.
    pub const WRITE: usize = 2;
    /// The class has no readline() of its own.
    pub const LINES: usize = 4;
}

impl TextCore {
    fn may(&self, what: usize) -> bool {
        bits(&self.fast) & what == what && is_open(self.buffer.get())
    }
    fn line(&self, vm: &Vm, what: usize) -> Option<Value> {
        let _held = Held::try_take(vm, self.lock.get())?;
        if !self.may(what) {
            return None;
        }
        let (text, at) = (self.text.get().to_str()?, number(&self.at)?);
        let end = line_end(&text, at)?;
        self.at.set(Value::int(end as i64));
        Some(vm.substr(text, at, end).value())
    }
    fn some(&self, vm: &Vm, size: usize) -> Option<Value> {
        let _held = Held::try_take(vm, self.lock.get())?;
        if !self.may(fast::READ) {
            return None;
        }
        let (text, at) = (self.text.get().to_str()?, number(&self.at)?);
        let end = at.checked_add(size).filter(|end| *end <= text.len())?;
        self.at.set(Value::int(end as i64));
        Some(vm.substr(text, at, end).value())
    }
    fn append(&self, vm: &Vm, data: &[u8]) -> PyResult<bool> {
        let Some(_held) = Held::try_take(vm, self.lock.get()) else { return Ok(false) };
        if !self.may(fast::WRITE) || !self.text.get().to_str().is_some_and(|s| s.is_empty()) {
            return Ok(false);
        }
        let buffer = self.buffer.get();
        if let Some(b) = as_layout::<BufferCore>(buffer) {
            return b.append(vm, data);
        }
        as_layout::<BytesCore>(buffer).map_or(Ok(false), |b| b.append(vm, data))
    }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = Slot::new(new_lock(vm)?);
    let [buffer, text, at, fast] = [const { Slot::unbound() }; 4];
    let telling = Slot::new(Value::TRUE);
    let t = TextCore { header: Header::EMPTY, lock, buffer, text, at, fast, telling };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), t).value())
}

fn readline(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    line_or_by_class(vm, args, || TextCore::this(args[0]).line(vm, fast::READ))
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let t = TextCore::this(v);
    t.telling.set(Value::FALSE);
    let line = next_line(vm, v, t.line(vm, fast::READ | fast::LINES))?;
    if line.is_unbound() {
        t.telling.set(Value::TRUE);
    }
    Ok(line)
}

fn read(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !is_all(args[1])
        && args[1].is_int()
        && let Some(text) = TextCore::this(args[0]).some(vm, args[1].as_int() as usize)
    {
        return Ok(text);
    }
    by_class(vm, args, "_read_any")
}

fn write(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(text) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "write() argument must be str, not {}", vm.type_name(args[1]));
    };
    let t = TextCore::this(args[0]);
    let done = match text.as_ascii() {
        Some(ascii) => t.append(vm, ascii.as_bytes())?,
        None => match text.to_utf8() {
            Some(utf8) => t.append(vm, utf8.as_bytes())?,
            None => false,
        },
    };
    if done { Ok(vm.new_int(text.len() as i64)) } else { by_class(vm, args, "_write_any") }
}

static TYPE: TypeDef = TypeDef {
    name: "_io.TextIOWrapper",
    doc: "The state of text over buffers.",
    size: size_of::<TextCore>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Fields(1),
    slots: Slots { next: Some(next), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    methods: &[
        method("read", "(size=-1, /)", read, "Read text: as many characters as given, or all."),
        method("readline", "(size=-1, /)", readline, "Read a line."),
        method("write", "(text, /)", write, "Write text; a buffer may keep it."),
    ],
    getset: &[
        getter("_lock", |_, v| Ok(TextCore::this(v).lock.get()), "The stream's lock."),
        field!(TextCore, buffer, "_buffer", "The stream below, None when detached."),
        field!(TextCore, text, "_text", "Text read ahead."),
        field!(TextCore, at, "_at", "How much of it was taken."),
        field!(
            TextCore,
            fast,
            "_fast",
            "Bits: 1 lines that end in a line feed can be read, 2 UTF-8 can be written as it is, 4 the class has no readline() of its own."
        ),
        field!(TextCore, telling, "_telling", "Whether tell() may be asked."),
    ],
    ..TypeDef::NEW
};
