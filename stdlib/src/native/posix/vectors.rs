//! Descriptors: scattered reads and writes, copies within the kernel, and descriptors of things that are no files.

use std::ffi::CString;

use pyish_vm::exceptions::os_error;
use pyish_vm::native::{MethodDef, function};
use pyish_vm::object::Buffer;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::super::fcntl::descriptor;
use super::{call, file_name, int, none};

// SAFETY of the unsafe blocks below: as in `mod`.

/// The buffers of a sequence; the tuple keeps their owners.
fn buffers(vm: &Vm, function: &str, v: Value, writable: bool) -> PyResult<Vec<Buffer>> {
    if v.to_list().is_none() && v.to_tuple().is_none() && vm.type_of(v).slots().getitem.is_none() {
        throw!(vm, TYPE_ERROR, "{function}() arg 2 must be a sequence");
    }
    let mut all = Vec::new();
    for item in vm.collect_tuple(v)?.items() {
        if !vm.has_buffer(*item) {
            throw!(vm, TYPE_ERROR, "a bytes-like object is required, not '{}'", vm.type_name(*item));
        }
        let buffer = vm.buffer(*item)?;
        if writable && buffer.readonly {
            throw!(vm, BUFFER_ERROR, "Object is not writable.");
        }
        all.push(buffer);
    }
    Ok(all)
}

/// Reads into memory of our own, then hands the bytes to the buffers, so that no object is touched without the GIL.
fn read_into(vm: &Vm, buffers: &[Buffer], f: impl Fn(*const libc::iovec, i32) -> isize) -> PyResult<Value> {
    let mut memory: Vec<Vec<u8>> = buffers.iter().map(|b| vec![0; b.len]).collect();
    let vectors: Vec<libc::iovec> =
        memory.iter_mut().map(|m| libc::iovec { iov_base: m.as_mut_ptr().cast(), iov_len: m.len() }).collect();
    let got = call(vm, None, || f(vectors.as_ptr(), vectors.len() as i32) as i64)?;
    let mut left = got as usize;
    for (buffer, data) in buffers.iter().zip(&memory) {
        let n = left.min(data.len());
        buffer.bytes_mut()[..n].copy_from_slice(&data[..n]);
        left -= n;
    }
    buffers.iter().for_each(|b| b.release(vm));
    Ok(vm.new_int(got))
}
fn write_from(vm: &Vm, buffers: &[Buffer], f: impl Fn(*const libc::iovec, i32) -> isize) -> PyResult<Value> {
    let memory: Vec<Vec<u8>> = buffers.iter().map(|b| b.bytes().to_vec()).collect();
    buffers.iter().for_each(|b| b.release(vm));
    let vectors: Vec<libc::iovec> =
        memory.iter().map(|m| libc::iovec { iov_base: m.as_ptr().cast_mut().cast(), iov_len: m.len() }).collect();
    Ok(vm.new_int(call(vm, None, || f(vectors.as_ptr(), vectors.len() as i32) as i64)?))
}
fn readv(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, to) = (int(vm, args[0])?, buffers(vm, "readv", args[1], true)?);
    // SAFETY: see above.
    read_into(vm, &to, |v, n| unsafe { libc::readv(fd, v, n) })
}
fn writev(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, from) = (int(vm, args[0])?, buffers(vm, "writev", args[1], false)?);
    // SAFETY: see above.
    write_from(vm, &from, |v, n| unsafe { libc::writev(fd, v, n) })
}
fn preadv(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, to) = (int(vm, args[0])?, buffers(vm, "preadv", args[1], true)?);
    let (at, flags) = (vm.index_i64(args[2])?, int(vm, args[3])?);
    // SAFETY: see above.
    read_into(vm, &to, |v, n| unsafe { libc::preadv2(fd, v, n, at, flags) })
}
fn pwritev(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, from) = (int(vm, args[0])?, buffers(vm, "pwritev", args[1], false)?);
    let (at, flags) = (vm.index_i64(args[2])?, int(vm, args[3])?);
    // SAFETY: see above.
    write_from(vm, &from, |v, n| unsafe { libc::pwritev2(fd, v, n, at, flags) })
}

fn count_argument(vm: &Vm, v: Value) -> PyResult<usize> {
    match usize::try_from(vm.index_i64(v)?) {
        Ok(n) => Ok(n),
        Err(_) => throw!(vm, VALUE_ERROR, "count cannot be negative"),
    }
}
/// A place that the kernel reads and moves, or None for the descriptor's own.
fn offset(vm: &Vm, v: Value) -> PyResult<Option<i64>> {
    if v.is_none() { Ok(None) } else { vm.index_i64(v).map(Some) }
}
fn pointer(at: &mut Option<i64>) -> *mut i64 {
    at.as_mut().map_or(std::ptr::null_mut(), |at| at)
}
fn sendfile(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (to, from) = (int(vm, args[0])?, int(vm, args[1])?);
    let (mut at, n) = (offset(vm, args[2])?, vm.index_i64(args[3])? as usize);
    // SAFETY: see above.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::sendfile(to, from, pointer(&mut at), n) } as i64)?))
}
fn copy_file_range(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (from, to, n) = (int(vm, args[0])?, int(vm, args[1])?, count_argument(vm, args[2])?);
    let (mut a, mut b) = (offset(vm, args[3])?, offset(vm, args[4])?);
    // SAFETY: see above.
    let f = || unsafe { libc::copy_file_range(from, pointer(&mut a), to, pointer(&mut b), n, 0) } as i64;
    Ok(vm.new_int(call(vm, None, f)?))
}
fn splice(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (from, to, n) = (int(vm, args[0])?, int(vm, args[1])?, count_argument(vm, args[2])?);
    let (mut a, mut b, flags) = (offset(vm, args[3])?, offset(vm, args[4])?, int(vm, args[5])? as u32);
    // SAFETY: see above.
    let f = || unsafe { libc::splice(from, pointer(&mut a), to, pointer(&mut b), n, flags) } as i64;
    Ok(vm.new_int(call(vm, None, f)?))
}

/// Calls that answer with the number of an error instead of setting it.
fn numbered(vm: &Vm, mut f: impl FnMut() -> i32) -> PyResult<Value> {
    loop {
        match vm.released(&mut f) {
            0 => return Ok(Value::NONE),
            libc::EINTR => vm.safepoint()?,
            n => return Err(os_error::from_errno(vm, n, None)),
        }
    }
}
fn posix_fallocate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, at, n) = (int(vm, args[0])?, vm.index_i64(args[1])?, vm.index_i64(args[2])?);
    // SAFETY: see above.
    numbered(vm, || unsafe { libc::posix_fallocate(fd, at, n) })
}
fn posix_fadvise(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, at, n, advice) = (int(vm, args[0])?, vm.index_i64(args[1])?, vm.index_i64(args[2])?, int(vm, args[3])?);
    // SAFETY: see above.
    numbered(vm, || unsafe { libc::posix_fadvise(fd, at, n, advice) })
}
fn lockf(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, command, n) = (int(vm, args[0])?, int(vm, args[1])?, vm.index_i64(args[2])?);
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::lockf(fd, command, n) } as i64))
}

// ---- descriptors of counters, memory, processes and timers

fn eventfd(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Ok(start) = u32::try_from(vm.index_i64(args[0])?) else {
        throw!(vm, VALUE_ERROR, "Cannot convert negative int");
    };
    let flags = int(vm, args[1])?;
    // SAFETY: see above.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::eventfd(start, flags) } as i64)?))
}
fn eventfd_read(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, mut n) = (descriptor(vm, args[0])?, 0u64);
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::eventfd_read(fd, &mut n) } as i64)?;
    Ok(vm.new_int_u64(n))
}
fn eventfd_write(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = descriptor(vm, args[0])?;
    let n = match vm.int_to_i128(vm.index(args[1])?).map(u64::try_from) {
        Some(Ok(n)) => n,
        _ => throw!(vm, OVERFLOW_ERROR, "int too big to convert"),
    };
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::eventfd_write(fd, n) } as i64))
}
fn memfd_create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].to_str().is_none() && args[0].to_bytes().is_none() {
        let given = vm.type_name(args[0]);
        throw!(vm, TYPE_ERROR, "expected str, bytes or os.PathLike object, not {given}");
    }
    let Ok(name) = CString::new(file_name(vm, args[0])?) else { throw!(vm, VALUE_ERROR, "embedded null byte") };
    let flags = vm.index_i64(args[1])? as u32;
    // SAFETY: see above.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::memfd_create(name.as_ptr(), flags) } as i64)?))
}
fn pidfd_open(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (pid, flags) = (int(vm, args[0])?, int(vm, args[1])? as u32);
    // SAFETY: see above; the kernel takes a process and flags.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::syscall(libc::SYS_pidfd_open, pid, flags) })?))
}
fn setns(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, kind) = (descriptor(vm, args[0])?, int(vm, args[1])?);
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::setns(fd, kind) } as i64))
}
fn unshare(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let flags = int(vm, args[0])?;
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::unshare(flags) } as i64))
}

fn timerfd_create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (clock, flags) = (int(vm, args[0])?, int(vm, args[1])?);
    // SAFETY: see above.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::timerfd_create(clock, flags) } as i64)?))
}
const BILLION: i64 = 1_000_000_000;
fn parts(ns: i64) -> libc::timespec {
    libc::timespec { tv_sec: ns.div_euclid(BILLION), tv_nsec: ns.rem_euclid(BILLION) }
}
fn times(vm: &Vm, t: &libc::itimerspec, ns: bool) -> Value {
    let one = |t: libc::timespec| match ns {
        true => vm.new_int(t.tv_sec * BILLION + t.tv_nsec),
        false => vm.new_float(t.tv_sec as f64 + t.tv_nsec as f64 * 1e-9),
    };
    vm.new_tuple(&[one(t.it_value), one(t.it_interval)]).value()
}
fn set_timer(vm: &Vm, args: &[Value], ns: bool) -> PyResult<Value> {
    let (fd, flags) = (descriptor(vm, args[0])?, int(vm, args[1])?);
    let time = |v: Value| -> PyResult<libc::timespec> {
        if ns {
            return Ok(parts(vm.index_i64(v)?));
        }
        let s = vm.to_f64(v)?;
        if s.is_nan() {
            throw!(vm, VALUE_ERROR, "Invalid value NaN (not a number)");
        }
        if s.abs() >= 9.2e9 {
            throw!(vm, OVERFLOW_ERROR, "timestamp out of range for platform time_t");
        }
        Ok(parts((s * 1e9).floor() as i64))
    };
    let new = libc::itimerspec { it_value: time(args[2])?, it_interval: time(args[3])? };
    let mut old = libc::itimerspec { it_value: parts(0), it_interval: parts(0) };
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::timerfd_settime(fd, flags, &new, &mut old) } as i64)?;
    Ok(times(vm, &old, ns))
}
fn get_timer(vm: &Vm, args: &[Value], ns: bool) -> PyResult<Value> {
    let fd = descriptor(vm, args[0])?;
    let mut now = libc::itimerspec { it_value: parts(0), it_interval: parts(0) };
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::timerfd_gettime(fd, &mut now) } as i64)?;
    Ok(times(vm, &now, ns))
}

pub(super) static FUNCTIONS: &[MethodDef] = &[
    function("readv", "(fd, buffers, /)", readv, "Read into several buffers."),
    function("writev", "(fd, buffers, /)", writev, "Write several buffers."),
    function("preadv", "(fd, buffers, offset, flags=0, /)", preadv, "Read from a place into several buffers."),
    function("pwritev", "(fd, buffers, offset, flags=0, /)", pwritev, "Write several buffers to a place."),
    function("sendfile", "(out_fd, in_fd, offset, count)", sendfile, "Copy from a descriptor to another."),
    function(
        "copy_file_range",
        "(src, dst, count, offset_src=None, offset_dst=None)",
        copy_file_range,
        "Copy from a file to another.",
    ),
    function(
        "splice",
        "(src, dst, count, offset_src=None, offset_dst=None, flags=0)",
        splice,
        "Move data from or to a pipe.",
    ),
    function("posix_fallocate", "(fd, offset, length, /)", posix_fallocate, "Reserve room on the disk."),
    function("posix_fadvise", "(fd, offset, length, advice, /)", posix_fadvise, "Say how a file will be read."),
    function("lockf", "(fd, command, length, /)", lockf, "Lock a part of a file."),
    function("eventfd", "(initval, flags=524288)", eventfd, "A counter that can be waited for."),
    function("eventfd_read", "(fd)", eventfd_read, "Take a counter's value."),
    function("eventfd_write", "(fd, value)", eventfd_write, "Add to a counter."),
    function("memfd_create", "(name, flags=1)", memfd_create, "A file that lies in memory alone."),
    function("pidfd_open", "(pid, flags=0)", pidfd_open, "A descriptor of a process."),
    function("setns", "(fd, nstype=0)", setns, "Move into a namespace."),
    function("unshare", "(flags)", unshare, "Leave shared namespaces."),
    function("timerfd_create", "(clockid, /, *, flags=524288)", timerfd_create, "A descriptor of a timer."),
    function(
        "timerfd_settime",
        "(fd, /, *, flags=0, initial=0.0, interval=0.0)",
        |vm, args| set_timer(vm, args, false),
        "Set a timer, in seconds.",
    ),
    function(
        "timerfd_settime_ns",
        "(fd, /, *, flags=0, initial=0, interval=0)",
        |vm, args| set_timer(vm, args, true),
        "Set a timer, in nanoseconds.",
    ),
    function("timerfd_gettime", "(fd, /)", |vm, args| get_timer(vm, args, false), "What is left, in seconds."),
    function("timerfd_gettime_ns", "(fd, /)", |vm, args| get_timer(vm, args, true), "What is left, in nanoseconds."),
];
