//! Text files in memory: a string, and pieces written behind it that are joined when somebody looks.

use pyish_vm::heap::Trace;
use pyish_vm::native::method;
use pyish_vm::object::{Header, HeapObject, Slot, Slots, TypeDef, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{Layout, bits, by_class, field, line_end, line_or_by_class, next_line, number};
use crate::native::thread::rlock::{Held, new_lock};

/// The layout of StringIO.
#[repr(C)]
pub struct StringCore {
    header: Header,
    lock: Slot,
    value: Slot,
    /// A list of pieces behind the value.
    parts: Slot,
    /// The position; None for the end, while there are pieces.
    at: Slot,
    closed: Slot,
    /// What goes the fast way: the bits of `fast`.
    fast: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for StringCore {}

impl Layout for StringCore {
    const TYPE: &'static TypeDef = &TYPE;
}

/// Bits of `_fast`.
mod fast {
    /// Lines end in `\n` and nothing is translated.
    pub const PLAIN: usize = 1;
    /// The class has no readline() of its own.
    pub const LINES: usize = 2;
}

impl StringCore {
    fn may(&self, what: usize) -> bool {
        bits(&self.fast) & what == what && !self.closed.get().is_true()
    }
    fn has_parts(&self) -> bool {
        self.parts.get().to_list().is_none_or(|l| !l.is_empty())
    }
    fn line(&self, vm: &Vm, what: usize) -> Option<Value> {
        let _held = Held::try_take(vm, self.lock.get())?;
        if !self.may(what) || self.has_parts() {
            return None;
        }
        let (value, at) = (self.value.get().to_str()?, number(&self.at)?);
        let end = line_end(&value, at)?;
        self.at.set(Value::int(end as i64));
        Some(vm.substr(value, at, end).value())
    }
    fn append(&self, vm: &Vm, text: Value) -> bool {
        let Some(_held) = Held::try_take(vm, self.lock.get()) else { return false };
        let (Some(value), Some(parts), true) =
            (self.value.get().to_str(), self.parts.get().to_list(), self.may(fast::PLAIN))
        else {
            return false;
        };
        let at_end = self.at.get().is_none() || parts.is_empty() && number(&self.at) == Some(value.len());
        if at_end {
            let text = text.to_str().map_or(text, |s| vm.exact_str(s).value());
            parts.push(vm, text);
            self.at.set(Value::NONE);
        }
        at_end
    }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = Slot::new(new_lock(vm)?);
    let value = Slot::new(vm.empty_str().value());
    let parts = Slot::new(vm.new_list(&[]).value());
    let [at, fast] = [const { Slot::new(Value::int(0)) }; 2];
    let s = StringCore { header: Header::EMPTY, lock, value, parts, at, closed: Slot::new(Value::FALSE), fast };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), s).value())
}

fn readline(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    line_or_by_class(vm, args, || StringCore::this(args[0]).line(vm, fast::PLAIN))
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    next_line(vm, v, StringCore::this(v).line(vm, fast::PLAIN | fast::LINES))
}

fn write(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(text) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "string argument expected, got '{}'", vm.type_name(args[1]));
    };
    if StringCore::this(args[0]).append(vm, args[1]) {
        return Ok(vm.new_int(text.len() as i64));
    }
    by_class(vm, args, "_write_any")
}

static TYPE: TypeDef = TypeDef {
    name: "_io.StringIO",
    doc: "The state of text files in memory.",
    size: size_of::<StringCore>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Fields(1),
    slots: Slots { next: Some(next), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    methods: &[
        method("readline", "(size=-1, /)", readline, "Read a line."),
        method("write", "(text, /)", write, "Write text."),
    ],
    getset: &[
        getter("_lock", |_, v| Ok(StringCore::this(v).lock.get()), "The stream's lock."),
        field!(StringCore, value, "_value", "The text but for the pieces."),
        field!(StringCore, parts, "_parts", "Pieces behind it."),
        field!(StringCore, at, "_pos", "The position, None for the end behind pieces."),
        field!(StringCore, closed, "_closed", "Whether it was closed."),
        field!(StringCore, fast, "_fast", "Bits: 1 nothing is translated, 2 the class has no readline() of its own."),
        getter("closed", |_, v| Ok(StringCore::this(v).closed.get()), "Whether the file is closed."),
    ],
    ..TypeDef::NEW
};
