//! `sendmsg` and `recvmsg`: bytes from and to several buffers, with ancillary data beside them, such as descriptors.

use pyish_vm::object::{Buffer, Ref};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::address::{self, Raw};
use super::transfer::receive_bytes;
use super::{Socket, call, int, this};

/// Ancillary data as it is sent: level, kind, bytes.
type Item = (i32, i32, Vec<u8>);

/// The struct of the system for a message. What it points to must stay where it is.
fn header(parts: &mut [libc::iovec], control: &mut [u8]) -> libc::msghdr {
    // SAFETY: a plain struct.
    let mut m: libc::msghdr = unsafe { std::mem::zeroed() };
    (m.msg_iov, m.msg_iovlen) = (parts.as_mut_ptr(), parts.len() as _);
    if !control.is_empty() {
        (m.msg_control, m.msg_controllen) = (control.as_mut_ptr().cast(), control.len() as _);
    }
    m
}

/// Memory for ancillary data, aligned as the system wants it.
struct Control(Vec<u64>, usize);

impl Control {
    fn new(len: usize) -> Control {
        Control(vec![0; len.div_ceil(8)], len)
    }
    fn bytes(&mut self) -> &mut [u8] {
        // SAFETY: at least that many bytes are there.
        unsafe { std::slice::from_raw_parts_mut(self.0.as_mut_ptr().cast(), self.1) }
    }
}

/// Receives a message; answers the number of bytes and the rest of what `recvmsg` answers.
fn receive(
    vm: &Vm,
    socket: Ref<Socket>,
    parts: &mut [libc::iovec],
    room: usize,
    flags: i32,
) -> PyResult<(usize, [Value; 3])> {
    let mut control = Control::new(room);
    let mut peer = Raw::new();
    let mut m = header(parts, control.bytes());
    let got = call(vm, socket, libc::POLLIN, |fd| {
        (m.msg_name, m.msg_namelen) = (peer.pointer_mut().cast(), *peer.room());
        // SAFETY: see `super`.
        unsafe { libc::recvmsg(fd, &mut m, flags | libc::MSG_CMSG_CLOEXEC) }
    })?;
    peer.len = m.msg_namelen;
    let items = vm.new_list(&[]);
    // SAFETY: the macros of the system walk the headers that it wrote.
    let mut at = unsafe { libc::CMSG_FIRSTHDR(&m) };
    let end = m.msg_control as usize + m.msg_controllen;
    while !at.is_null() {
        // SAFETY: a header within the control data; the data may be cut.
        let (level, kind, data) = unsafe {
            let data = libc::CMSG_DATA(at);
            let whole = ((*at).cmsg_len as usize).saturating_sub(libc::CMSG_LEN(0) as usize);
            let there = whole.min(end.saturating_sub(data as usize));
            ((*at).cmsg_level, (*at).cmsg_type, std::slice::from_raw_parts(data, there))
        };
        let item = [Value::int(level as i64), Value::int(kind as i64), vm.new_bytes(data).value()];
        items.push(vm, vm.new_tuple(&item).value());
        // SAFETY: as above.
        at = unsafe { libc::CMSG_NXTHDR(&m, at) };
    }
    let flags = Value::int((m.msg_flags & !libc::MSG_CMSG_CLOEXEC) as i64);
    Ok((got, [items.value(), flags, address::to_python(vm, &peer)?]))
}

fn control_room(vm: &Vm, v: Value) -> PyResult<usize> {
    match vm.index_i64(v)? {
        n @ 0..=0x7fff_ffff => Ok(n as usize),
        _ => throw!(vm, VALUE_ERROR, "invalid ancillary data buffer length"),
    }
}

pub(super) fn recv(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let Ok(n) = usize::try_from(vm.index_i64(args[1])?) else {
        throw!(vm, VALUE_ERROR, "negative buffer size in recvmsg()")
    };
    let (room, flags) = (control_room(vm, args[2])?, int(vm, args[3])?);
    let mut rest = [Value::NONE; 3];
    let data = receive_bytes(vm, n, |p, n| {
        let (got, more) = receive(vm, socket, &mut [libc::iovec { iov_base: p, iov_len: n }], room, flags)?;
        rest = more;
        Ok(got)
    })?;
    Ok(vm.new_tuple(&[data, rest[0], rest[1], rest[2]]).value())
}

/// The most buffers that the system takes.
const MOST: usize = 1024;

/// Calls `f` with the memory of all buffers.
fn with_parts<R>(
    vm: &Vm,
    iterable: Value,
    function: &str,
    writable: bool,
    f: impl FnOnce(&mut [libc::iovec]) -> PyResult<R>,
) -> PyResult<R> {
    if vm.type_of(iterable).slots().iter.is_none() && vm.type_of(iterable).slots().getitem.is_none() {
        throw!(vm, TYPE_ERROR, "{function}() argument 1 must be an iterable");
    }
    // The tuple keeps the owners reachable.
    let all = vm.collect_tuple(iterable)?;
    if all.len() > MOST {
        throw!(vm, OS_ERROR, "{function}() argument 1 is too long");
    }
    let mut parts = Vec::with_capacity(all.len());
    let lent = vm.new_list(&[]);
    for v in all.items() {
        let buffer: Buffer = match writable {
            false => vm.buffer(*v)?,
            true => match vm.writable_buffer(*v) {
                Ok(b) => b,
                Err(_) => throw!(
                    vm,
                    TYPE_ERROR,
                    "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers"
                ),
            },
        };
        parts.push(libc::iovec { iov_base: buffer.data.cast(), iov_len: buffer.len });
        // The memory may belong to another object than the one that was given.
        for held in [buffer.storage, buffer.lent] {
            if !held.is_unbound() {
                lent.push(vm, held);
            }
        }
        buffer.release(vm);
    }
    let r = f(&mut parts);
    std::hint::black_box((all, lent));
    r
}

pub(super) fn recv_into(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let (room, flags) = (control_room(vm, args[2])?, int(vm, args[3])?);
    let (got, rest) = with_parts(vm, args[1], "recvmsg_into", true, |parts| receive(vm, socket, parts, room, flags))?;
    Ok(vm.new_tuple(&[vm.new_int(got as i64), rest[0], rest[1], rest[2]]).value())
}

fn to_items(vm: &Vm, iterable: Value) -> PyResult<Vec<Item>> {
    let mut items = Vec::new();
    if vm.type_of(iterable).slots().iter.is_none() && vm.type_of(iterable).slots().getitem.is_none() {
        throw!(vm, TYPE_ERROR, "sendmsg() argument 2 must be an iterable");
    }
    for v in vm.collect_tuple(iterable)?.items() {
        let t = match v.to_tuple() {
            Some(t) => t,
            None if v.to_list().is_some() => vm.collect_tuple(*v)?,
            None => throw!(
                vm,
                TYPE_ERROR,
                "[sendmsg() ancillary data items]() argument must be 3-item tuple, not {}",
                vm.type_name(*v)
            ),
        };
        let [level, kind, data] = t.items() else {
            throw!(
                vm,
                TYPE_ERROR,
                "[sendmsg() ancillary data items]() argument must be tuple of length 3, not {}",
                t.len()
            )
        };
        items.push((int(vm, *level)?, int(vm, *kind)?, vm.with_buffer(*data, <[u8]>::to_vec)?));
    }
    Ok(items)
}

fn send_message(
    vm: &Vm,
    socket: Ref<Socket>,
    buffers: Value,
    items: &[Item],
    flags: i32,
    to: Option<Raw>,
) -> PyResult<Value> {
    // SAFETY: arithmetic of the system's headers.
    let space = |data: &[u8]| unsafe { libc::CMSG_SPACE(data.len() as u32) as usize };
    let mut control = Control::new(items.iter().map(|item| space(&item.2)).sum());
    let sent = with_parts(vm, buffers, "sendmsg", false, |parts| {
        let mut m = header(parts, control.bytes());
        if let Some(raw) = &to {
            (m.msg_name, m.msg_namelen) = (raw.pointer().cast_mut().cast(), raw.len);
        }
        // SAFETY: there is room for every header and its data, as counted above.
        unsafe {
            let mut at = libc::CMSG_FIRSTHDR(&m);
            for (level, kind, data) in items {
                ((*at).cmsg_level, (*at).cmsg_type) = (*level, *kind);
                (*at).cmsg_len = libc::CMSG_LEN(data.len() as u32) as _;
                std::ptr::copy_nonoverlapping(data.as_ptr(), libc::CMSG_DATA(at), data.len());
                at = libc::CMSG_NXTHDR(&m, at);
            }
        }
        // SAFETY: see `super`.
        call(vm, socket, libc::POLLOUT, |fd| unsafe { libc::sendmsg(fd, &m, flags) })
    })?;
    Ok(vm.new_int(sent as i64))
}

pub(super) fn send(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    let flags = int(vm, args[3])?;
    let to = match args[4] {
        Value::NONE => None,
        v => Some(address::from_python(vm, "sendmsg", socket.family(), v)?),
    };
    let items = to_items(vm, args[2])?;
    send_message(vm, socket, args[1], &items, flags, to)
}

pub(super) fn send_algorithm(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let socket = this(args[0]);
    if socket.family() != libc::AF_ALG {
        throw!(vm, OS_ERROR, "algset is only supported for AF_ALG");
    }
    if args[2].is_unbound() {
        throw!(vm, TYPE_ERROR, "Invalid or missing argument 'op'");
    }
    let operation = int(vm, args[2])?;
    if operation < 0 {
        throw!(vm, TYPE_ERROR, "Invalid or missing argument 'op'");
    }
    let mut items = vec![(libc::SOL_ALG, libc::ALG_SET_OP, operation.to_ne_bytes().to_vec())];
    if !args[3].is_unbound() {
        let iv = vm.with_buffer(args[3], <[u8]>::to_vec)?;
        let data = [&(iv.len() as u32).to_ne_bytes()[..], &iv].concat();
        items.push((libc::SOL_ALG, libc::ALG_SET_IV, data));
    }
    if !args[4].is_unbound() {
        let n = int(vm, args[4])?;
        if n < 0 {
            throw!(vm, TYPE_ERROR, "assoclen must be positive");
        }
        items.push((libc::SOL_ALG, libc::ALG_SET_AEAD_ASSOCLEN, n.to_ne_bytes().to_vec()));
    }
    send_message(vm, socket, args[1], &items, int(vm, args[5])?, None)
}

/// The size of a control message with so many bytes of data; `padding`: with what lies between it and the next.
fn control_size(vm: &Vm, v: Value, padding: bool) -> PyResult<Value> {
    let n = vm.index_i64(v)?;
    if !(0..=i32::MAX as i64 - 64).contains(&n) {
        throw!(vm, OVERFLOW_ERROR, "{}() argument out of range", if padding { "CMSG_SPACE" } else { "CMSG_LEN" });
    }
    // SAFETY: arithmetic of the system's headers.
    let size = unsafe { if padding { libc::CMSG_SPACE(n as u32) } else { libc::CMSG_LEN(n as u32) } };
    Ok(vm.new_int(size as i64))
}

pub(super) fn control_len(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    control_size(vm, args[0], false)
}

pub(super) fn control_space(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    control_size(vm, args[0], true)
}
