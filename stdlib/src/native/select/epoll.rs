//! `select.epoll`: descriptors that the kernel keeps watch of.

use pyish_vm::exceptions::os_error;
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, classmethod, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slots, TypeDef, Word, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{descriptor, errno, int, is_number, left_ms, not_a_number, until, wait};

/// The layout of epoll objects; -1 is the descriptor of closed ones.
#[repr(C)]
pub struct Epoll {
    header: Header,
    fd: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Epoll {}

fn this(v: Value) -> Ref<Epoll> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

const CLOSED: u64 = -1i64 as u64;

fn open(vm: &Vm, v: Value) -> PyResult<i32> {
    match this(v).fd.get() {
        CLOSED => throw!(vm, VALUE_ERROR, "I/O operation on closed epoll object"),
        fd => Ok(fd as i32),
    }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (size, flags) = (int(vm, args[1])?, int(vm, args[2])?);
    if size != -1 && size <= 0 {
        throw!(vm, VALUE_ERROR, "negative sizehint");
    }
    if flags != 0 && flags != libc::EPOLL_CLOEXEC {
        throw!(vm, OS_ERROR, "invalid flags");
    }
    // SAFETY: see `super`.
    let fd = unsafe { libc::epoll_create1(flags | libc::EPOLL_CLOEXEC) };
    if fd < 0 {
        return Err(os_error::from_errno(vm, errno(), None));
    }
    wrap(vm, args[0], fd)
}

fn wrap(vm: &Vm, class: Value, fd: i32) -> PyResult<Value> {
    Ok(vm.alloc_instance(vm.class_arg(class), Epoll { header: Header::EMPTY, fd: Word::new(fd as i64 as u64) }).value())
}

fn from_fd(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    wrap(vm, args[0], int(vm, args[1])?)
}

fn close(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = this(args[0]).fd.swap(CLOSED);
    if fd != CLOSED {
        // SAFETY: see `super`.
        let (r, errno) = vm.released(|| (unsafe { libc::close(fd as i32) }, errno()));
        if r < 0 {
            return Err(os_error::from_errno(vm, errno, None));
        }
    }
    Ok(Value::NONE)
}

fn fileno(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::int(open(vm, args[0])? as i64))
}

fn control(vm: &Vm, v: Value, operation: i32, fd: Value, mask: Option<Value>) -> PyResult<Value> {
    let (epoll, fd) = (open(vm, v)?, descriptor(vm, fd)?);
    let events = match mask {
        None => 0,
        Some(mask) => vm.index_i64(mask)? as u32,
    };
    let mut event = libc::epoll_event { events, u64: fd as u64 };
    // SAFETY: see `super`.
    if unsafe { libc::epoll_ctl(epoll, operation, fd, &mut event) } < 0 {
        return Err(os_error::from_errno(vm, errno(), None));
    }
    Ok(Value::NONE)
}

fn register(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    control(vm, args[0], libc::EPOLL_CTL_ADD, args[1], Some(args[2]))
}
fn modify(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    control(vm, args[0], libc::EPOLL_CTL_MOD, args[1], Some(args[2]))
}
fn unregister(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    control(vm, args[0], libc::EPOLL_CTL_DEL, args[1], None)
}

/// More events than this need memory from the heap.
const USUAL: usize = 128;

fn poll(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let epoll = open(vm, args[0])?;
    let time = match args[1] {
        Value::NONE => -1,
        v if !is_number(vm, v) => return Err(not_a_number(vm, v)),
        v => match super::super::thread::nanoseconds(vm, v)? {
            n if n < 0 => -1,
            n if n / 1_000_000 > i32::MAX as i64 => throw!(vm, OVERFLOW_ERROR, "timeout is too large"),
            n => n,
        },
    };
    let most = match int(vm, args[2])? {
        -1 => libc::FD_SETSIZE - 1,
        n if n <= 0 => throw!(vm, VALUE_ERROR, "maxevents must be greater than 0, got {n}"),
        n => n as usize,
    };
    let none = libc::epoll_event { events: 0, u64: 0 };
    let mut few = [none; USUAL];
    let mut many = Vec::new();
    let room: &mut [libc::epoll_event] = if most <= USUAL {
        &mut few[..most]
    } else {
        many.resize(most, none);
        &mut many
    };
    let deadline = until(time);
    let n = wait(vm, deadline, time == 0, || {
        // SAFETY: see `super`.
        unsafe { libc::epoll_wait(epoll, room.as_mut_ptr(), room.len() as i32, left_ms(deadline)) }
    })?;
    let out = vm.new_list(&[]);
    for e in &room[..n] {
        let (fd, events) = (e.u64, e.events);
        out.push(vm, vm.new_tuple(&[Value::int(fd as i32 as i64), vm.new_int(events as i64)]).value());
    }
    Ok(out.value())
}

fn enter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    open(vm, args[0])?;
    Ok(args[0])
}

/// # Safety
/// `p` addresses an epoll object that the sweep frees.
unsafe fn release(p: *mut u64) {
    // SAFETY: as promised.
    let fd = unsafe { (*p.cast::<Epoll>()).fd.get() };
    if fd != CLOSED {
        // SAFETY: see `super`.
        unsafe { libc::close(fd as i32) };
    }
}

static METHODS: &[MethodDef] = &[
    method("close", "()", close, "Close the descriptor; other methods but fileno() fail from then on."),
    method("fileno", "()", fileno, "The object's own descriptor."),
    method("register", "(fd, eventmask=7, /)", register, "Add a descriptor."),
    method("modify", "(fd, eventmask, /)", modify, "Set the events of a descriptor."),
    method("unregister", "(fd, /)", unregister, "Remove a descriptor."),
    method(
        "poll",
        "(timeout=None, maxevents=-1)",
        poll,
        "Wait, at most for so many seconds; a list of (descriptor, events).",
    ),
    method("__enter__", "()", enter, "The object itself."),
    method("__exit__", "(exc_type=None, exc_value=None, exc_tb=None, /)", close, "Close the object."),
    classmethod("fromfd", "(fd, /)", from_fd, "An object for an epoll descriptor."),
];

pub(super) static TYPE: TypeDef = TypeDef {
    name: "select.epoll",
    doc: "Descriptors that the kernel keeps watch of.",
    size: size_of::<Epoll>(),
    flags: type_flags::IMMUTABLE,
    trace: Trace::Leaf,
    slots: Slots::EMPTY,
    new: Some(method("__new__", "(sizehint=-1, flags=0)", new, "A new epoll object.")),
    methods: METHODS,
    getset: &[getter("closed", |_, v| Ok(Value::bool(this(v).fd.get() == CLOSED)), "Whether it is closed.")],
    drop: Some(release),
    ..TypeDef::NEW
};
