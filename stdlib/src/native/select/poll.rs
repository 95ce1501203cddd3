//! `select.poll()`: a set of descriptors to wait for, kept in a dict of descriptors and events.

use pyish_vm::builtins::dict::Dict;
use pyish_vm::heap::{Marker, Trace};
use pyish_vm::native::{MethodDef, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slot, TypeDef, Word, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{descriptor, left_ms, not_a_number, until, wait};

/// The layout of poll objects.
#[repr(C)]
pub struct Poll {
    header: Header,
    events: Slot,
    /// 1 while `poll()` waits.
    waits: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Poll {}

/// # Safety
/// `p` addresses a live poll object.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(unsafe { &(*p.cast::<Poll>()).events });
}

fn this(v: Value) -> Ref<Poll> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn events(v: Value) -> Ref<Dict> {
    this(v).events.get().to_dict().expect("made with the object")
}

pub(super) fn new(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    pyish_vm::import::finder::native_type(vm, &TYPE)?;
    let poll = Poll { header: Header::EMPTY, events: Slot::new(vm.new_dict().value()), waits: Word::new(0) };
    Ok(vm.alloc(TYPE.shape(), poll).value())
}

/// A mask of events as an argument.
fn mask(vm: &Vm, v: Value) -> PyResult<Value> {
    let n = vm.index_i64(v)?;
    if n < 0 {
        throw!(vm, VALUE_ERROR, "Cannot convert negative int");
    }
    if n > u16::MAX as i64 {
        throw!(vm, OVERFLOW_ERROR, "Python int too large for C unsigned short");
    }
    Ok(Value::int(n))
}

fn register(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = descriptor(vm, args[1])?;
    let mask = mask(vm, args[2])?;
    events(args[0]).set(vm, Value::int(fd as i64), mask)?;
    Ok(Value::NONE)
}

fn modify(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = Value::int(descriptor(vm, args[1])? as i64);
    let mask = mask(vm, args[2])?;
    if events(args[0]).get(vm, fd)?.is_none() {
        return Err(pyish_vm::exceptions::os_error::from_errno(vm, libc::ENOENT, None));
    }
    events(args[0]).set(vm, fd, mask)?;
    Ok(Value::NONE)
}

fn unregister(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = Value::int(descriptor(vm, args[1])? as i64);
    match events(args[0]).remove(vm, fd)? {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.error_value(pyish_vm::exceptions::exc::KEY_ERROR, fd)),
    }
}

/// Nanoseconds of a time-out in milliseconds; -1 for ever.
fn timeout(vm: &Vm, v: Value) -> PyResult<i64> {
    if v.is_none() {
        return Ok(-1);
    }
    let ms = match v.to_float() {
        Some(ms) => ms,
        None if vm.is_index(v) => vm.index_i64(v)? as f64,
        None if vm.type_of(v).slots().float.is_some() => vm.to_f64(v)?,
        None => return Err(not_a_number(vm, v)),
    };
    if ms.is_nan() {
        throw!(vm, VALUE_ERROR, "Invalid value NaN (not a number)");
    }
    if !(-9.2e12..9.2e12).contains(&ms) {
        throw!(vm, OVERFLOW_ERROR, "timestamp out of range for C PyTime_t");
    }
    if ms.ceil() > i32::MAX as f64 || ms.floor() < i32::MIN as f64 {
        throw!(vm, OVERFLOW_ERROR, "timeout is too large");
    }
    Ok(if ms < 0.0 { -1 } else { (ms * 1e6).ceil() as i64 })
}

fn poll(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let time = timeout(vm, args[1])?;
    if !this(args[0]).waits.compare_exchange(0, 1) {
        throw!(vm, RUNTIME_ERROR, "concurrent poll() invocation");
    }
    let done = poll_now(vm, args[0], time);
    this(args[0]).waits.set(0);
    done
}

fn poll_now(vm: &Vm, v: Value, time: i64) -> PyResult<Value> {
    let mut entries: Vec<libc::pollfd> = events(v)
        .iter()
        .map(|(fd, mask)| libc::pollfd {
            fd: fd.to_int().unwrap_or(-1) as i32,
            events: mask.to_int().unwrap_or(0) as u16 as i16,
            revents: 0,
        })
        .collect();
    let deadline = until(time);
    wait(vm, deadline, time == 0, || {
        // SAFETY: see `super`.
        unsafe { libc::poll(entries.as_mut_ptr(), entries.len() as libc::nfds_t, left_ms(deadline)) }
    })?;
    let out = vm.new_list(&[]);
    for e in entries.iter().filter(|e| e.revents != 0) {
        let pair = [Value::int(e.fd as i64), Value::int(e.revents as u16 as i64)];
        out.push(vm, vm.new_tuple(&pair).value());
    }
    Ok(out.value())
}

static METHODS: &[MethodDef] = &[
    method("register", "(fd, eventmask=7, /)", register, "Add a descriptor, or set its events."),
    method("modify", "(fd, eventmask, /)", modify, "Set the events of a descriptor that was added."),
    method("unregister", "(fd, /)", unregister, "Remove a descriptor."),
    method(
        "poll",
        "(timeout=None, /)",
        poll,
        "Wait, at most for so many milliseconds; a list of (descriptor, events).",
    ),
];

pub(super) static TYPE: TypeDef = TypeDef {
    name: "select.poll",
    doc: "Waits for descriptors by poll().",
    size: size_of::<Poll>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace),
    methods: METHODS,
    ..TypeDef::NEW
};
