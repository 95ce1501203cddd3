//! `OSError`: the class, the choice of subclass by `errno`, and raising what the operating system reports.

use crate::builtins::tuple::Tuple;
use crate::exceptions::base::{self, field, this};
use crate::exceptions::hierarchy::EXCEPTION;
use crate::exceptions::{Raised, exc};
use crate::heap::Trace;
use crate::native::method;
use crate::object::{Ref, ShapeId, Slots, Type, TypeDef, getset, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

const ERRNO: usize = 0;
const STRERROR: usize = 1;
const FILENAME: usize = 2;
const FILENAME2: usize = 3;
const WRITTEN: usize = 4;

/// The subclass for an error number.
fn class_for(errno: i64) -> Option<ShapeId> {
    Some(match errno as i32 {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => exc::BLOCKING_IO_ERROR,
        libc::EPIPE | libc::ESHUTDOWN => exc::BROKEN_PIPE_ERROR,
        libc::ECHILD => exc::CHILD_PROCESS_ERROR,
        libc::ECONNABORTED => exc::CONNECTION_ABORTED_ERROR,
        libc::ECONNREFUSED => exc::CONNECTION_REFUSED_ERROR,
        libc::ECONNRESET => exc::CONNECTION_RESET_ERROR,
        libc::EEXIST => exc::FILE_EXISTS_ERROR,
        libc::ENOENT => exc::FILE_NOT_FOUND_ERROR,
        libc::EINTR => exc::INTERRUPTED_ERROR,
        libc::EISDIR => exc::IS_A_DIRECTORY_ERROR,
        libc::ENOTDIR => exc::NOT_A_DIRECTORY_ERROR,
        libc::EACCES | libc::EPERM => exc::PERMISSION_ERROR,
        libc::ESRCH => exc::PROCESS_LOOKUP_ERROR,
        libc::ETIMEDOUT => exc::TIMEOUT_ERROR,
        _ => return None,
    })
}

/// Whether the arguments are `__init__`'s to take, because the class has one of its own and no `__new__`.
fn is_initialised_later(vm: &Vm, cls: Ref<Type>) -> bool {
    let inherited = |name: &str| {
        let name = vm.intern(name);
        cls.lookup(vm, name) == exc::OS_ERROR.ty().lookup(vm, name)
    };
    cls.flags() & type_flags::HEAP != 0 && !inherited("__init__") && inherited("__new__")
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut cls = vm.class_arg(args[0]);
    let given = args[1].to_tuple().expect("bound by *args");
    let later = is_initialised_later(vm, cls);
    if cls == exc::OS_ERROR.ty()
        && matches!(given.len(), 2..=5)
        && let Some(n) = given.items()[0].to_int()
        && let Some(class) = class_for(n)
    {
        cls = class.ty();
    }
    let first = if later { vm.new_tuple(&[]) } else { given };
    let e = vm.alloc_instance(cls, base::BaseException::new(first)).value();
    for i in 0..5 {
        field(e, i).set(Value::NONE);
    }
    if !later {
        take_arguments(vm, e, given);
    }
    Ok(e)
}

/// Sets what the arguments say.
fn take_arguments(vm: &Vm, e: Value, given: Ref<Tuple>) {
    if matches!(given.len(), 2..=5) {
        let items = given.items();
        field(e, ERRNO).set(items[0]);
        field(e, STRERROR).set(items[1]);
        if let Some(f) = items.get(2) {
            if vm.type_of(e).is_subtype(exc::BLOCKING_IO_ERROR.ty()) && f.is_int() {
                field(e, WRITTEN).set(*f);
            } else {
                field(e, FILENAME).set(*f);
                this(e).args.set(vm.new_tuple(&items[..2]).value());
            }
        }
        if let Some(f) = items.get(4) {
            field(e, FILENAME2).set(*f);
        }
    }
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if is_initialised_later(vm, vm.type_of(args[0])) {
        let given = args[1].to_tuple().expect("bound by *args");
        this(args[0]).args.set(given.value());
        take_arguments(vm, args[0], given);
    }
    Ok(Value::NONE)
}

fn str(vm: &Vm, v: Value) -> PyResult<Value> {
    let get = |i| field(v, i).get();
    let text = if !get(FILENAME).is_none() {
        let (n, s, f) = (vm.str(get(ERRNO))?, vm.str(get(STRERROR))?, vm.repr(get(FILENAME))?);
        match get(FILENAME2) {
            Value::NONE => format!("[Errno {n}] {s}: {f}"),
            second => format!("[Errno {n}] {s}: {f} -> {}", vm.repr(second)?),
        }
    } else if !get(ERRNO).is_none() && !get(STRERROR).is_none() {
        format!("[Errno {}] {}", vm.str(get(ERRNO))?, vm.str(get(STRERROR))?)
    } else {
        return base::TYPE.slots.str.expect("exceptions have texts")(vm, v);
    };
    Ok(vm.new_str(&text).value())
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[0];
    let mut shown = this(v).args.get();
    if let Some(t) = shown.to_tuple()
        && t.len() == 2
        && !field(v, FILENAME).get().is_none()
    {
        let (first, second) = (field(v, FILENAME).get(), field(v, FILENAME2).get());
        let all = [t.items()[0], t.items()[1], first, Value::NONE, second];
        shown = vm.new_tuple(if second.is_none() { &all[..3] } else { &all }).value();
    }
    Ok(vm.new_tuple(&[vm.type_of(v).value(), shown]).value())
}

macro_rules! fields {
    ($($i:literal $name:literal)*) => {
        &[$(getset($name, |_, v| Ok(field(v, $i).get()), |_, v, x| {
            field(v, $i).set(if x.is_unbound() { Value::NONE } else { x });
            Ok(())
        }, "A part of the error."),)*]
    };
}

pub static TYPE: TypeDef = TypeDef {
    name: "OSError",
    doc: "Base class for I/O related errors.",
    base: Some(&EXCEPTION),
    size: size_of::<base::WithFields<5>>(),
    flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { str: Some(str), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    init: Some(method("__init__", "(*args, **kwargs)", init, "")),
    methods: &[method("__reduce__", "()", reduce, "How to make the exception anew.")],
    getset: fields!(0 "errno" 1 "strerror" 2 "filename" 3 "filename2" 4 "characters_written"),
    ..TypeDef::NEW
};

/// The system's text for an error number.
pub fn strerror(errno: i32) -> String {
    let text = std::io::Error::from_raw_os_error(errno).to_string();
    match text.rsplit_once(" (os error") {
        Some((t, _)) => t.to_owned(),
        None => text,
    }
}

/// OSError for an error number, about a file when given.
pub fn from_errno(vm: &Vm, errno: i32, filename: Option<Value>) -> Raised {
    let (n, text) = (Value::int(errno as i64), vm.new_str(&strerror(errno)).value());
    // A path-like object is shown as the path that it stands for.
    let shown = |f: Value| match f.is_ptr() && f.to_str().is_none() && f.to_bytes().is_none() {
        true => vm.call_special(f, vm.intern("__fspath__"), &[]).ok().flatten().unwrap_or(f),
        false => f,
    };
    match filename.map(shown) {
        Some(f) => vm.error_args(exc::OS_ERROR, &[n, text, f]),
        None => vm.error_args(exc::OS_ERROR, &[n, text]),
    }
}

/// OSError for a Rust I/O error.
pub fn from_io(vm: &Vm, e: &std::io::Error, filename: Option<&str>) -> Raised {
    let file = filename.map(|f| vm.new_str(f).value());
    match e.raw_os_error() {
        Some(n) => from_errno(vm, n, file),
        None => vm.error(exc::OS_ERROR, e.to_string()),
    }
}
