//! `_socket`: sockets of the system as objects. This file has the object, its life and its settings.
//!
//! A descriptor of -1 marks a closed socket. `address` turns addresses into Python's and back, `transfer` connects, sends and
//! receives, `message` sends and receives with ancillary data, `resolve` has the functions on names, `constants` the numbers.
//! Calls that may wait leave the GIL, keep to the socket's time-out and go on after signals whose handlers raise nothing.

mod address;
mod constants;
mod message;
mod resolve;
mod transfer;

use std::sync::atomic::{AtomicI64, Ordering};

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::{exc, os_error};
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, NativeModule, function, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slots, TypeDef, Word, member, type_flags};
use pyish_vm::thread::futex::{Nanos, now};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

/// The layout of sockets.
#[repr(C)]
pub struct Socket {
    header: Header,
    fd: Word,
    family: Word,
    kind: Word,
    protocol: Word,
    /// Nanoseconds; negative: calls wait as long as it takes.
    timeout: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Socket {}

/// What new sockets have as their time-out.
static DEFAULT_TIMEOUT: AtomicI64 = AtomicI64::new(-1);

fn this(v: Value) -> Ref<Socket> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

impl Socket {
    fn fd(&self) -> i32 {
        self.fd.get() as i32
    }
    fn family(&self) -> i32 {
        self.family.get() as i32
    }
    fn timeout(&self) -> i64 {
        self.timeout.get() as i64
    }
}

fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

fn failed(vm: &Vm) -> Raised {
    os_error::from_errno(vm, errno(), None)
}

fn int(vm: &Vm, v: Value) -> PyResult<i32> {
    match i32::try_from(vm.index_i64(v)?) {
        Ok(i) => Ok(i),
        Err(_) => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C int"),
    }
}

// SAFETY of the unsafe blocks in this folder: system calls on descriptors, complete structs and buffers of the given sizes; what they
// point to is held by locals of the caller.

/// Waits until a descriptor is ready; false when the deadline passed.
fn wait_ready(vm: &Vm, fd: i32, events: i16, deadline: Option<Nanos>) -> PyResult<bool> {
    loop {
        let left = match deadline {
            None => -1,
            Some(end) => i32::try_from(end.saturating_sub(now()).div_ceil(1_000_000)).unwrap_or(i32::MAX),
        };
        let mut entry = libc::pollfd { fd, events, revents: 0 };
        let (n, errno) = vm.released(|| {
            // SAFETY: see above.
            let n = unsafe { libc::poll(&mut entry, 1, left) };
            (n, errno())
        });
        match n {
            0 if deadline.is_some_and(|end| now() >= end) => return Ok(false),
            0 => {}
            -1 if errno == libc::EINTR => vm.check_signals()?,
            -1 => return Err(os_error::from_errno(vm, errno, None)),
            _ => return Ok(true),
        }
    }
}

fn timed_out(vm: &Vm) -> Raised {
    vm.error(exc::TIMEOUT_ERROR, "timed out")
}

/// The moment at which a call on the socket gives up.
fn deadline(socket: Ref<Socket>) -> Option<Nanos> {
    u64::try_from(socket.timeout()).ok().and_then(|wait| now().checked_add(wait))
}

/// Runs a system call on a socket, waiting until it can be done: as long as it takes, until the deadline, or not at all.
fn call_until(
    vm: &Vm,
    socket: Ref<Socket>,
    events: i16,
    deadline: Option<Nanos>,
    mut f: impl FnMut(i32) -> isize,
) -> PyResult<usize> {
    let timeout = socket.timeout();
    loop {
        let fd = socket.fd();
        let mut attempt = || {
            let r = f(fd);
            (r, errno())
        };
        // What does not wait need not leave the GIL.
        let (r, errno) = if timeout < 0 { vm.released(attempt) } else { attempt() };
        if r >= 0 {
            return Ok(r as usize);
        }
        match errno {
            libc::EINTR => vm.check_signals()?,
            libc::EAGAIN if timeout > 0 => {
                if !wait_ready(vm, fd, events, deadline)? {
                    return Err(timed_out(vm));
                }
            }
            _ => return Err(os_error::from_errno(vm, errno, None)),
        }
    }
}

fn call(vm: &Vm, socket: Ref<Socket>, events: i16, f: impl FnMut(i32) -> isize) -> PyResult<usize> {
    call_until(vm, socket, events, deadline(socket), f)
}

/// A time-out in nanoseconds of an argument; -1 for None.
fn to_timeout(vm: &Vm, v: Value) -> PyResult<i64> {
    if v.is_none() {
        return Ok(-1);
    }
    let n = super::thread::nanoseconds(vm, v)?;
    if n < 0 {
        throw!(vm, VALUE_ERROR, "Timeout value out of range");
    }
    if n / 1_000_000 > i32::MAX as i64 {
        throw!(vm, OVERFLOW_ERROR, "timeout doesn't fit into C timeval");
    }
    Ok(n)
}

fn from_timeout(vm: &Vm, n: i64) -> Value {
    if n < 0 { Value::NONE } else { vm.new_float(n as f64 / 1e9) }
}

fn set_nonblocking(vm: &Vm, fd: i32, on: bool) -> PyResult<()> {
    let mut flag: libc::c_int = on.into();
    // SAFETY: see above.
    if unsafe { libc::ioctl(fd, libc::FIONBIO, &mut flag) } < 0 { Err(failed(vm)) } else { Ok(()) }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let closed = Socket {
        header: Header::EMPTY,
        fd: Word::new(-1i64 as u64),
        family: Word::new(-1i64 as u64),
        kind: Word::new(0),
        protocol: Word::new(0),
        timeout: Word::new(-1i64 as u64),
    };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), closed).value())
}

fn option(fd: i32, option: i32) -> Option<i32> {
    let (mut value, mut size) = (0i32, size_of::<i32>() as u32);
    // SAFETY: see above.
    let r = unsafe { libc::getsockopt(fd, libc::SOL_SOCKET, option, (&raw mut value).cast(), &mut size) };
    (r == 0).then_some(value)
}

/// A socket of the system, made again after a collection when there are no descriptors left: lost sockets close then.
fn open(vm: &Vm, family: i32, kind: i32, protocol: i32) -> PyResult<i32> {
    // SAFETY: see above.
    let make = || (unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, protocol) }, errno());
    let (mut fd, mut errno) = vm.released(make);
    if fd < 0 && errno == libc::EMFILE {
        vm.collect_garbage();
        vm.safepoint()?;
        (fd, errno) = vm.released(make);
    }
    if fd >= 0 { Ok(fd) } else { Err(os_error::from_errno(vm, errno, None)) }
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let (mut family, mut kind, mut protocol) = (int(vm, args[1])?, int(vm, args[2])?, int(vm, args[3])?);
    let fd = if args[4].is_none() {
        let given = |x: i32, default: i32| if x == -1 { default } else { x };
        family = given(family, libc::AF_INET);
        kind = given(kind, libc::SOCK_STREAM);
        protocol = given(protocol, 0);
        open(vm, family, kind, protocol)?
    } else {
        let fd = int(vm, args[4])?;
        if fd < 0 {
            throw!(vm, VALUE_ERROR, "negative file descriptor");
        }
        let mut address = address::Raw::new();
        // SAFETY: see above.
        match address.fill(|p, n| unsafe { libc::getsockname(fd, p, n) }) {
            0 if family == -1 => family = address.family(),
            0 => {}
            _ if family == -1 || matches!(errno(), libc::EBADF | libc::ENOTSOCK) => return Err(failed(vm)),
            _ => {}
        }
        if kind == -1 {
            kind = option(fd, libc::SO_TYPE).ok_or_else(|| failed(vm))?;
        }
        if protocol == -1 {
            protocol = option(fd, libc::SO_PROTOCOL).ok_or_else(|| failed(vm))?;
        }
        fd
    };
    adopt(vm, socket, fd, family, kind, protocol)?;
    Ok(Value::NONE)
}

fn adopt(vm: &Vm, socket: Ref<Socket>, fd: i32, family: i32, kind: i32, protocol: i32) -> PyResult<()> {
    let plain = kind & !(libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK);
    let timeout = if kind & libc::SOCK_NONBLOCK != 0 { 0 } else { DEFAULT_TIMEOUT.load(Ordering::Relaxed) };
    socket.family.set(family as i64 as u64);
    socket.kind.set(plain as i64 as u64);
    socket.protocol.set(protocol as i64 as u64);
    socket.timeout.set(timeout as u64);
    socket.fd.set(fd as i64 as u64);
    if timeout >= 0 { set_nonblocking(vm, fd, true) } else { Ok(()) }
}

/// A collection found the socket unreachable: one that is still open is closed, and told of.
fn del(vm: &Vm, v: Value) -> PyResult<Value> {
    let socket = this(v);
    if socket.fd() >= 0 {
        let told = warn_unclosed(vm, v);
        let fd = socket.fd.swap(-1i64 as u64) as i32;
        // SAFETY: see above.
        vm.released(|| unsafe { libc::close(fd) });
        told?;
    }
    Ok(Value::NONE)
}

fn warn_unclosed(vm: &Vm, v: Value) -> PyResult<()> {
    let warn = pyish_vm::import::import_attribute(vm, "warnings", "warn")?;
    let text = vm.new_str(&format!("unclosed {}", vm.repr(v)?));
    let category = exc::RESOURCE_WARNING.ty().value();
    vm.call_kw(warn, &[text.value(), category, Value::int(1)], &[("source", v)])?;
    Ok(())
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let s = this(v);
    let (fd, family, kind, protocol) = (s.fd(), s.family(), s.kind.get() as i32, s.protocol.get() as i32);
    Ok(vm.new_str(&format!("<socket object, fd={fd}, family={family}, type={kind}, proto={protocol}>")).value())
}

fn close(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = this(args[0]).fd.swap(-1i64 as u64) as i32;
    if fd != -1 {
        // SAFETY: see above.
        let (r, errno) = vm.released(|| (unsafe { libc::close(fd) }, errno()));
        // The peer's reset says nothing about closing; the descriptor is gone in any case.
        if r < 0 && errno != libc::ECONNRESET && errno != libc::EINTR {
            return Err(os_error::from_errno(vm, errno, None));
        }
    }
    Ok(Value::NONE)
}

fn detach(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::int(this(args[0]).fd.swap(-1i64 as u64) as i64))
}

fn fileno(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::int(this(args[0]).fd() as i64))
}

fn set_blocking(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (socket, on) = (this(args[0]), vm.truthy(args[1])?);
    socket.timeout.set(if on { -1i64 } else { 0 } as u64);
    set_nonblocking(vm, socket.fd(), !on)?;
    Ok(Value::NONE)
}

fn get_blocking(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).timeout() != 0))
}

fn set_timeout(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (socket, timeout) = (this(args[0]), to_timeout(vm, args[1])?);
    socket.timeout.set(timeout as u64);
    set_nonblocking(vm, socket.fd(), timeout >= 0)?;
    Ok(Value::NONE)
}

fn get_timeout(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(from_timeout(vm, this(args[0]).timeout()))
}

fn set_option(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = this(args[0]).fd();
    let (level, name, value) = (int(vm, args[1])?, int(vm, args[2])?, args[3]);
    let set = |p: *const libc::c_void, n: u32| {
        // SAFETY: see above.
        if unsafe { libc::setsockopt(fd, level, name, p, n) } < 0 { Err(failed(vm)) } else { Ok(Value::NONE) }
    };
    if value.is_none() {
        if args[4].is_unbound() {
            throw!(vm, TYPE_ERROR, "setsockopt() requires 4 arguments when the third argument is None");
        }
        return set(std::ptr::null(), vm.index_i64(args[4])? as u32);
    }
    if !args[4].is_unbound() {
        throw!(
            vm,
            TYPE_ERROR,
            "setsockopt() only takes 4 arguments when the third argument is None (got {})",
            vm.type_name(value)
        );
    }
    if vm.is_index(value) {
        let n = match int(vm, value) {
            Ok(n) => n,
            // Masks and addresses are unsigned.
            Err(e) => match vm.index_i64(value).ok().and_then(|n| u32::try_from(n).ok()) {
                Some(n) => n as i32,
                None => return Err(e),
            },
        };
        return set((&raw const n).cast(), size_of::<i32>() as u32);
    }
    if !vm.has_buffer(value) {
        throw!(vm, TYPE_ERROR, "socket option should be int, bytes-like object or None (got {})", vm.type_name(value));
    }
    vm.with_buffer(value, |b| set(b.as_ptr().cast(), b.len() as u32))?
}

fn get_option(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = this(args[0]).fd();
    let (level, name, room) = (int(vm, args[1])?, int(vm, args[2])?, int(vm, args[3])?);
    if !(0..=1024).contains(&room) {
        throw!(vm, OS_ERROR, "getsockopt buflen out of range");
    }
    let mut buffer = [0u8; 1024];
    let mut size = if room == 0 { size_of::<i32>() as u32 } else { room as u32 };
    // SAFETY: see above.
    if unsafe { libc::getsockopt(fd, level, name, buffer.as_mut_ptr().cast(), &mut size) } < 0 {
        return Err(failed(vm));
    }
    Ok(match room {
        0 => Value::int(i32::from_ne_bytes([buffer[0], buffer[1], buffer[2], buffer[3]]) as i64),
        _ => vm.new_bytes(&buffer[..size as usize]).value(),
    })
}

static METHODS: &[MethodDef] = &[
    method("close", "()", close, "Close the socket."),
    method("detach", "()", detach, "Give up the descriptor without closing it; return it."),
    method("fileno", "()", fileno, "The descriptor, -1 when closed."),
    method("setblocking", "(flag, /)", set_blocking, "Have calls wait, or fail when they would."),
    method("getblocking", "()", get_blocking, "Whether calls wait."),
    method("settimeout", "(timeout, /)", set_timeout, "Set how many seconds calls wait at most; None: without limit."),
    method("gettimeout", "()", get_timeout, "How many seconds calls wait at most, or None."),
    method("setsockopt", "(level, option, value, optlen=<unset>, /)", set_option, "Set an option."),
    method(
        "getsockopt",
        "(level, option, buflen=0, /)",
        get_option,
        "An option, as int or as bytes of at most buflen.",
    ),
    method("_accept", "()", transfer::accept, "Take a connection: its descriptor and the peer's address."),
    method("bind", "(address, /)", transfer::bind, "Give the socket an address of this side."),
    method("connect", "(address, /)", transfer::connect, "Connect to an address."),
    method("connect_ex", "(address, /)", transfer::connect_ex, "As connect(), but return the number of an error."),
    method("getpeername", "()", transfer::peer_name, "The address of the other side."),
    method("getsockname", "()", transfer::own_name, "The address of this side."),
    method("listen", "(backlog=128, /)", transfer::listen, "Let others connect."),
    method("shutdown", "(how, /)", transfer::shutdown, "End one or both directions."),
    method("recv", "(bufsize, flags=0, /)", transfer::recv, "Receive at most bufsize bytes."),
    method(
        "recv_into",
        "(buffer, nbytes=0, flags=0)",
        transfer::recv_into,
        "Receive into a buffer; the number of bytes.",
    ),
    method("recvfrom", "(bufsize, flags=0, /)", transfer::recv_from, "Receive bytes and the sender's address."),
    method(
        "recvfrom_into",
        "(buffer, nbytes=0, flags=0)",
        transfer::recv_from_into,
        "Receive into a buffer; the number of bytes and the sender's address.",
    ),
    method("send", "(data, flags=0, /)", transfer::send, "Send bytes; how many were."),
    method("sendall", "(data, flags=0, /)", transfer::send_all, "Send all of the bytes."),
    method("sendto", "(*args)", transfer::send_to, "Send bytes to an address."),
    method("recvmsg", "(bufsize, ancbufsize=0, flags=0, /)", message::recv, "Receive bytes with ancillary data."),
    method(
        "recvmsg_into",
        "(buffers, ancbufsize=0, flags=0, /)",
        message::recv_into,
        "Receive into buffers, with ancillary data.",
    ),
    method(
        "sendmsg",
        "(buffers, ancdata=(), flags=0, address=None, /)",
        message::send,
        "Send the bytes of buffers with ancillary data.",
    ),
    method(
        "sendmsg_afalg",
        "(msg=(), *, op=<unset>, iv=<unset>, assoclen=<unset>, flags=0)",
        message::send_algorithm,
        "Send to the kernel's cryptography.",
    ),
];

static TYPE: TypeDef = TypeDef {
    name: "_socket.socket",
    doc: "A socket of the system: one end of a connection, or what waits for connections.",
    size: size_of::<Socket>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Leaf,
    slots: Slots { repr: Some(repr), del: Some(del), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "A socket that is still closed.")),
    init: Some(method("__init__", "(family=-1, type=-1, proto=-1, fileno=None)", init, "Open a socket.")),
    methods: METHODS,
    getset: &[
        member("family", |_, v| Ok(Value::int(this(v).family() as i64)), "The family of addresses."),
        member("type", |_, v| Ok(Value::int(this(v).kind.get() as i64)), "Stream, datagrams or another kind."),
        member("proto", |_, v| Ok(Value::int(this(v).protocol.get() as i64)), "The protocol's number."),
        member("timeout", |vm, v| Ok(from_timeout(vm, this(v).timeout())), "The time-out in seconds, or None."),
    ],
    ..TypeDef::NEW
};

fn get_default_timeout(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(from_timeout(vm, DEFAULT_TIMEOUT.load(Ordering::Relaxed)))
}

fn set_default_timeout(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    DEFAULT_TIMEOUT.store(to_timeout(vm, args[0])?, Ordering::Relaxed);
    Ok(Value::NONE)
}

fn close_descriptor(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    let (r, errno) = vm.released(|| (unsafe { libc::close(fd) }, errno()));
    if r < 0 && errno != libc::ECONNRESET {
        return Err(os_error::from_errno(vm, errno, None));
    }
    Ok(Value::NONE)
}

fn dup(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    let copy = unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) };
    if copy < 0 { Err(failed(vm)) } else { Ok(Value::int(copy as i64)) }
}

fn socket_pair(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let family = if args[0].is_none() { libc::AF_UNIX } else { int(vm, args[0])? };
    let (kind, protocol) = (int(vm, args[1])?, int(vm, args[2])?);
    let mut fds = [0i32; 2];
    // SAFETY: see above.
    if unsafe { libc::socketpair(family, kind | libc::SOCK_CLOEXEC, protocol, fds.as_mut_ptr()) } < 0 {
        return Err(failed(vm));
    }
    let out = vm.new_list(&[]);
    for fd in fds {
        let v = new(vm, &[TYPE.shape().ty().value()])?;
        out.push(vm, v);
        adopt(vm, this(v), fd, family, kind, protocol)?;
    }
    Ok(vm.collect_tuple(out.value())?.value())
}

static FUNCTIONS: &[MethodDef] = &[
    function("getdefaulttimeout", "()", get_default_timeout, "The time-out that new sockets have, or None."),
    function("setdefaulttimeout", "(timeout, /)", set_default_timeout, "Set the time-out that new sockets have."),
    function("close", "(fd, /)", close_descriptor, "Close a socket's descriptor."),
    function("dup", "(fd, /)", dup, "A copy of a descriptor."),
    function("CMSG_LEN", "(length, /)", message::control_len, "The size of an ancillary item with so many bytes."),
    function(
        "CMSG_SPACE",
        "(length, /)",
        message::control_space,
        "The room that an ancillary item takes, with padding.",
    ),
    function("socketpair", "(family=None, type=1, proto=0, /)", socket_pair, "Two sockets that are connected."),
];

fn init_module(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    constants::init(vm, m);
    m.set(vm, "error", exc::OS_ERROR.ty().value());
    m.set(vm, "timeout", exc::TIMEOUT_ERROR.ty().value());
    m.set(vm, "SocketType", TYPE.shape().ty().value());
    m.set(vm, "has_ipv6", Value::TRUE);
    for f in resolve::FUNCTIONS {
        m.set(vm, f.name, vm.new_native(f, Value::UNBOUND, None, Some(m)));
    }
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_socket",
    doc: "Sockets of the system.",
    functions: FUNCTIONS,
    types: &[&TYPE, &resolve::GAI_ERROR, &resolve::H_ERROR],
    init: Some(init_module),
};
