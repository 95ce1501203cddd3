//! The standard streams.

use pyish_vm::heap::Trace;
use pyish_vm::native::method;
use pyish_vm::object::{Header, HeapObject, Ref, Slots, TypeDef, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

#[repr(C)]
struct Stream {
    header: Header,
    fd: u64,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Stream {}

fn this(v: Value) -> Ref<Stream> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn write(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(s) = args[1].to_str() else {
        throw!(
            vm,
            TYPE_ERROR,
            "write() argument must be str, not {}",
            vm.type_name(args[1])
        );
    };
    let text = s.to_string_lossy();
    let fd = this(args[0]).fd as i32;
    // SAFETY: a buffer of this length.
    unsafe { libc::write(fd, text.as_ptr().cast(), text.len()) };
    Ok(vm.new_int(s.len() as i64))
}

pub static TYPE: TypeDef = TypeDef {
    name: "_io.Stream",
    size: size_of::<Stream>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Leaf,
    slots: Slots::EMPTY,
    methods: &[
        method("write", "(text, /)", write, "Write text."),
        method("flush", "()", |_, _| Ok(Value::NONE), "Flush."),
        method(
            "fileno",
            "()",
            |_, a| Ok(Value::int(this(a[0]).fd as i64)),
            "The descriptor.",
        ),
        method(
            "isatty",
            "()",
            |_, _| Ok(Value::FALSE),
            "Whether it is a terminal.",
        ),
    ],
    getset: &[
        getter(
            "encoding",
            |vm, _| Ok(vm.intern("utf-8").value()),
            "The encoding.",
        ),
        getter(
            "errors",
            |vm, _| Ok(vm.intern("strict").value()),
            "The error handler.",
        ),
    ],
    ..TypeDef::NEW
};

/// Makes `sys.stdin`, `sys.stdout` and `sys.stderr`.
pub fn init_std_streams(vm: &Vm) -> PyResult<()> {
    let ty = pyish_vm::import::finder::native_type(vm, &TYPE)?;
    for (fd, name) in [(1, "stdout"), (2, "stderr")] {
        let s = vm.alloc(
            ty.root_shape(),
            Stream {
                header: Header::EMPTY,
                fd,
            },
        );
        vm.interp.sys_dict().set_str(vm, vm.intern(name), s.value());
        vm.interp
            .sys_dict()
            .set_str(vm, vm.intern(&format!("__{name}__")), s.value());
    }
    Ok(())
}
