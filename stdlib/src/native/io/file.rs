//! The state of raw files: a descriptor.

use pyish_vm::heap::Trace;
use pyish_vm::native::method;
use pyish_vm::object::{Header, HeapObject, Slot, TypeDef, getter, type_flags};
use pyish_vm::value::Value;

use super::{Layout, field};

/// The layout of raw files.
#[repr(C)]
pub struct FileCore {
    header: Header,
    /// The descriptor, -1 for none.
    fd: Slot,
    closed: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for FileCore {}

impl Layout for FileCore {
    const TYPE: &'static TypeDef = &TYPE;
}

impl FileCore {
    #[inline]
    pub fn is_open(&self) -> bool {
        !self.closed.get().is_true()
    }
}

static TYPE: TypeDef = TypeDef {
    name: "_io.FileIO",
    doc: "The state of raw files.",
    size: size_of::<FileCore>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Fields(1),
    new: Some(method(
        "__new__",
        "(*args, **kwargs)",
        |vm, args| {
            let (fd, closed) = (Slot::new(Value::int(-1)), Slot::new(Value::FALSE));
            Ok(vm.alloc_instance(vm.class_arg(args[0]), FileCore { header: Header::EMPTY, fd, closed }).value())
        },
        "",
    )),
    getset: &[
        field!(FileCore, fd, "_fd", "The descriptor, -1 for none."),
        field!(FileCore, closed, "_closed", "Whether it was closed."),
        getter("closed", |_, v| Ok(FileCore::this(v).closed.get()), "Whether the file is closed."),
    ],
    ..TypeDef::NEW
};
