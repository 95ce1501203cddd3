//! Sockets at work: connecting, accepting, sending and receiving bytes.

use std::mem::MaybeUninit;

use pyish_vm::exceptions::{exc, os_error};
use pyish_vm::object::{Buffer, Ref};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::address::{self, Raw};
use super::{Socket, call, call_until, deadline, errno, failed, int, option, this, timed_out, wait_ready};

pub(super) fn accept(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let mut peer = Raw::new();
    let fd = call(vm, socket, libc::POLLIN, |fd| {
        // SAFETY: see `super`.
        unsafe { libc::accept4(fd, peer.pointer_mut(), peer.room(), libc::SOCK_CLOEXEC) as isize }
    })?;
    let address = match address::to_python(vm, &peer) {
        Ok(a) => a,
        Err(e) => {
            // SAFETY: the descriptor is nobody's.
            unsafe { libc::close(fd as i32) };
            return Err(e);
        }
    };
    Ok(vm.new_tuple(&[Value::int(fd as i64), address]).value())
}

pub(super) fn bind(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let raw = address::from_python(vm, "bind", socket.family(), args[1])?;
    let fd = socket.fd();
    // SAFETY: see `super`.
    let (r, errno) = vm.released(|| (unsafe { libc::bind(fd, raw.pointer(), raw.len) }, errno()));
    if r < 0 { Err(os_error::from_errno(vm, errno, None)) } else { Ok(Value::NONE) }
}

/// Connects; the number of the error, 0 for none.
fn connect_now(vm: &Vm, socket: Ref<Socket>, raw: &Raw) -> PyResult<i32> {
    let (fd, end) = (socket.fd(), deadline(socket));
    // SAFETY: see `super`.
    let (r, mut error) = vm.released(|| (unsafe { libc::connect(fd, raw.pointer(), raw.len) }, errno()));
    if r == 0 {
        return Ok(0);
    }
    // An interrupted connect goes on without us.
    let goes_on = match error {
        libc::EINTR => {
            vm.check_signals()?;
            socket.timeout() != 0
        }
        libc::EINPROGRESS => socket.timeout() > 0,
        _ => false,
    };
    if goes_on {
        if !wait_ready(vm, fd, libc::POLLOUT, end)? {
            return Err(timed_out(vm));
        }
        error = match option(fd, libc::SO_ERROR) {
            Some(libc::EISCONN) => 0,
            Some(e) => e,
            None => errno(),
        };
    }
    Ok(error)
}

pub(super) fn connect(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let raw = address::from_python(vm, "connect", socket.family(), args[1])?;
    match connect_now(vm, socket, &raw)? {
        0 => Ok(Value::NONE),
        error => Err(os_error::from_errno(vm, error, None)),
    }
}

pub(super) fn connect_ex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let raw = address::from_python(vm, "connect_ex", socket.family(), args[1])?;
    match connect_now(vm, socket, &raw) {
        Ok(error) => Ok(Value::int(error as i64)),
        Err(e) if e.matches(vm, exc::TIMEOUT_ERROR) => Ok(Value::int(libc::EAGAIN as i64)),
        Err(e) => Err(e),
    }
}

pub(super) fn peer_name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (mut raw, fd) = (Raw::new(), this(args[0]).fd());
    // SAFETY: see `super`.
    match raw.fill(|p, n| unsafe { libc::getpeername(fd, p, n) }) {
        0 => address::to_python(vm, &raw),
        _ => Err(failed(vm)),
    }
}

pub(super) fn own_name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (mut raw, fd) = (Raw::new(), this(args[0]).fd());
    // SAFETY: see `super`.
    match raw.fill(|p, n| unsafe { libc::getsockname(fd, p, n) }) {
        0 => address::to_python(vm, &raw),
        _ => Err(failed(vm)),
    }
}

pub(super) fn listen(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let backlog = int(vm, args[1])?.max(0);
    // SAFETY: see `super`.
    if unsafe { libc::listen(this(args[0]).fd(), backlog) } < 0 { Err(failed(vm)) } else { Ok(Value::NONE) }
}

pub(super) fn shutdown(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let how = int(vm, args[1])?;
    // SAFETY: see `super`.
    if unsafe { libc::shutdown(this(args[0]).fd(), how) } < 0 { Err(failed(vm)) } else { Ok(Value::NONE) }
}

/// Results up to this size are received on the stack.
const SMALL: usize = 16384;

/// Has `f` receive at most `n` bytes, and makes bytes of them.
pub(super) fn receive_bytes(
    vm: &Vm,
    n: usize,
    f: impl FnOnce(*mut libc::c_void, usize) -> PyResult<usize>,
) -> PyResult<Value> {
    let mut small = [MaybeUninit::<u8>::uninit(); SMALL];
    let mut large = Vec::<u8>::new();
    let to: *mut u8 = if n <= SMALL {
        small.as_mut_ptr().cast()
    } else {
        if large.try_reserve_exact(n).is_err() {
            return Err(vm.error(exc::MEMORY_ERROR, ""));
        }
        large.as_mut_ptr()
    };
    let got = f(to.cast(), n)?.min(n);
    // SAFETY: the system wrote that many bytes there.
    Ok(vm.new_bytes(unsafe { std::slice::from_raw_parts(to, got) }).value())
}

fn length(vm: &Vm, v: Value, function: &str) -> PyResult<usize> {
    match usize::try_from(vm.index_i64(v)?) {
        Ok(n) => Ok(n),
        Err(_) => throw!(vm, VALUE_ERROR, "negative buffersize in {function}"),
    }
}

pub(super) fn recv(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let (n, flags) = (length(vm, args[1], "recv")?, int(vm, args[2])?);
    receive_bytes(vm, n, |p, n| {
        // SAFETY: see `super`.
        call(vm, socket, libc::POLLIN, |fd| unsafe { libc::recv(fd, p, n, flags) })
    })
}

pub(super) fn recv_from(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let (n, flags) = (length(vm, args[1], "recvfrom")?, int(vm, args[2])?);
    let mut peer = Raw::new();
    let data = receive_bytes(vm, n, |p, n| {
        call(vm, socket, libc::POLLIN, |fd| {
            // SAFETY: see `super`.
            unsafe { libc::recvfrom(fd, p, n, flags, peer.pointer_mut(), peer.room()) }
        })
    })?;
    Ok(vm.new_tuple(&[data, address::to_python(vm, &peer)?]).value())
}

/// The memory that is to be filled, and how much of it.
fn target(vm: &Vm, v: Value, count: Value, function: &str) -> PyResult<(Buffer, usize)> {
    let Ok(buffer) = vm.writable_buffer(v) else {
        let kind = vm.type_name(v);
        throw!(vm, TYPE_ERROR, "{function}() argument 1 must be read-write bytes-like object, not {kind}")
    };
    let count = vm.index_i64(count)?;
    let room = buffer.len;
    if count < 0 {
        buffer.release(vm);
        throw!(vm, VALUE_ERROR, "negative buffersize in {function}");
    }
    if count as usize > room {
        buffer.release(vm);
        if function == "recvfrom_into" {
            throw!(vm, VALUE_ERROR, "nbytes is greater than the length of the buffer");
        }
        throw!(vm, VALUE_ERROR, "buffer too small for requested bytes");
    }
    Ok((buffer, if count == 0 { room } else { count as usize }))
}

pub(super) fn recv_into(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (socket, flags) = (this(args[0]), int(vm, args[3])?);
    let (buffer, n) = target(vm, args[1], args[2], "recv_into")?;
    // SAFETY: see `super`.
    let got = call(vm, socket, libc::POLLIN, |fd| unsafe { libc::recv(fd, buffer.data.cast(), n, flags) });
    buffer.release(vm);
    Ok(vm.new_int(got? as i64))
}

pub(super) fn recv_from_into(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (socket, flags) = (this(args[0]), int(vm, args[3])?);
    let (buffer, n) = target(vm, args[1], args[2], "recvfrom_into")?;
    let mut peer = Raw::new();
    let got = call(vm, socket, libc::POLLIN, |fd| {
        // SAFETY: see `super`.
        unsafe { libc::recvfrom(fd, buffer.data.cast(), n, flags, peer.pointer_mut(), peer.room()) }
    });
    buffer.release(vm);
    let got = vm.new_int(got? as i64);
    Ok(vm.new_tuple(&[got, address::to_python(vm, &peer)?]).value())
}

pub(super) fn send(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (socket, flags) = (this(args[0]), int(vm, args[2])?);
    let data = vm.buffer(args[1])?;
    let sent = call(vm, socket, libc::POLLOUT, |fd| {
        // SAFETY: see `super`.
        unsafe { libc::send(fd, data.data.cast(), data.len, flags) }
    });
    data.release(vm);
    Ok(vm.new_int(sent? as i64))
}

/// Sends everything; the time-out is for all of it.
fn send_rest(vm: &Vm, socket: Ref<Socket>, data: &Buffer, flags: i32) -> PyResult<()> {
    let end = deadline(socket);
    let mut at = 0;
    while at < data.len {
        at += call_until(vm, socket, libc::POLLOUT, end, |fd| {
            // SAFETY: see `super`; the place is within the buffer.
            unsafe { libc::send(fd, data.data.add(at).cast(), data.len - at, flags) }
        })?;
        vm.check_signals()?;
    }
    Ok(())
}

pub(super) fn send_all(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (socket, flags) = (this(args[0]), int(vm, args[2])?);
    let data = vm.buffer(args[1])?;
    let done = send_rest(vm, socket, &data, flags);
    data.release(vm);
    done?;
    Ok(Value::NONE)
}

pub(super) fn send_to(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let given = args[1].to_tuple().expect("bound by *args");
    let (data, flags, to) = match given.items() {
        [data, to] => (*data, 0, *to),
        [data, flags, to] => (*data, int(vm, *flags)?, *to),
        other => throw!(vm, TYPE_ERROR, "sendto() takes 2 or 3 arguments ({} given)", other.len()),
    };
    let data = vm.buffer(data)?;
    let raw = address::from_python(vm, "sendto", socket.family(), to);
    let sent = raw.and_then(|raw| {
        call(vm, socket, libc::POLLOUT, |fd| {
            // SAFETY: see `super`.
            unsafe { libc::sendto(fd, data.data.cast(), data.len, flags, raw.pointer(), raw.len) }
        })
    });
    data.release(vm);
    Ok(vm.new_int(sent? as i64))
}
