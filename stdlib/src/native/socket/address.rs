//! Addresses: tuples and paths of Python, structs of the system.

use std::ffi::CString;
use std::net::{Ipv4Addr, Ipv6Addr};

use pyish_vm::builtins::tuple::Tuple;
use pyish_vm::exceptions::{exc, os_error};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::int;
use super::resolve::{Info, Query, lookup};

/// An address as the system has it.
#[derive(Clone, Copy)]
pub(super) struct Raw {
    storage: libc::sockaddr_storage,
    pub len: u32,
}

const ROOM: u32 = size_of::<libc::sockaddr_storage>() as u32;

impl Raw {
    pub fn new() -> Raw {
        // SAFETY: a plain struct.
        Raw { storage: unsafe { std::mem::zeroed() }, len: 0 }
    }
    fn of<T>(address: T) -> Raw {
        const { assert!(size_of::<T>() <= ROOM as usize) };
        let mut raw = Raw::new();
        // SAFETY: the storage is larger and aligned for every address.
        unsafe { (&raw mut raw.storage).cast::<T>().write(address) };
        raw.len = size_of::<T>() as u32;
        raw
    }
    pub fn copy_of(p: *const libc::sockaddr, len: u32) -> Raw {
        let mut raw = Raw::new();
        raw.len = len.min(ROOM);
        // SAFETY: the system's address has `len` bytes.
        unsafe { std::ptr::copy_nonoverlapping(p.cast::<u8>(), (&raw mut raw.storage).cast(), raw.len as usize) };
        raw
    }
    /// Has a system call write the address and its length.
    pub fn fill(&mut self, f: impl FnOnce(*mut libc::sockaddr, *mut u32) -> i32) -> i32 {
        self.len = ROOM;
        f((&raw mut self.storage).cast(), &mut self.len)
    }
    pub fn pointer(&self) -> *const libc::sockaddr {
        (&raw const self.storage).cast()
    }
    pub fn pointer_mut(&mut self) -> *mut libc::sockaddr {
        (&raw mut self.storage).cast()
    }
    pub fn room(&mut self) -> &mut u32 {
        self.len = ROOM;
        &mut self.len
    }
    pub fn family(&self) -> i32 {
        self.storage.ss_family as i32
    }
    fn bytes(&self) -> &[u8] {
        // SAFETY: the length is within the storage.
        unsafe { std::slice::from_raw_parts((&raw const self.storage).cast(), self.len.min(ROOM) as usize) }
    }
    fn view<T: Copy>(&self) -> T {
        const { assert!(size_of::<T>() <= ROOM as usize) };
        // SAFETY: the storage is initialised, larger, and any bits make an address.
        unsafe { (&raw const self.storage).cast::<T>().read() }
    }
    /// The text of an IP address.
    pub fn ip_text(&self) -> String {
        match self.family() {
            libc::AF_INET6 => Ipv6Addr::from(self.view::<libc::sockaddr_in6>().sin6_addr.s6_addr).to_string(),
            _ => Ipv4Addr::from(self.view::<libc::sockaddr_in>().sin_addr.s_addr.to_ne_bytes()).to_string(),
        }
    }
    pub fn set_port(&mut self, port: u16) {
        // Both kinds have the port in the same place.
        let mut a = self.view::<libc::sockaddr_in>();
        a.sin_port = port.to_be();
        // SAFETY: the storage is larger.
        unsafe { (&raw mut self.storage).cast::<libc::sockaddr_in>().write(a) };
    }
}

const PATH: usize = std::mem::offset_of!(libc::sockaddr_un, sun_path);

/// An address for programs; None when there is none.
pub(super) fn to_python(vm: &Vm, raw: &Raw) -> PyResult<Value> {
    if raw.len == 0 {
        return Ok(Value::NONE);
    }
    let text = |s: &str| vm.new_str(s).value();
    let n = |n: i64| vm.new_int(n);
    Ok(match raw.family() {
        libc::AF_INET => {
            let a: libc::sockaddr_in = raw.view();
            vm.new_tuple(&[text(&raw.ip_text()), n(u16::from_be(a.sin_port) as i64)]).value()
        }
        libc::AF_INET6 => {
            let a: libc::sockaddr_in6 = raw.view();
            let port = n(u16::from_be(a.sin6_port) as i64);
            let (flow, scope) = (n(u32::from_be(a.sin6_flowinfo) as i64), n(a.sin6_scope_id as i64));
            vm.new_tuple(&[text(&raw.ip_text()), port, flow, scope]).value()
        }
        libc::AF_UNIX => {
            let path = raw.bytes().get(PATH..).unwrap_or(&[]);
            if path.first() == Some(&0) {
                return Ok(vm.new_bytes(path).value());
            }
            let end = path.iter().position(|b| *b == 0).unwrap_or(path.len());
            let bytes = vm.new_bytes(&path[..end]).value();
            let how = [vm.intern("utf-8").value(), vm.intern("surrogateescape").value()];
            vm.call_method(bytes, vm.intern("decode"), &how)?
        }
        libc::AF_NETLINK => {
            let a: libc::sockaddr_nl = raw.view();
            vm.new_tuple(&[n(a.nl_pid as i64), n(a.nl_groups as i64)]).value()
        }
        libc::AF_VSOCK => {
            let a: libc::sockaddr_vm = raw.view();
            vm.new_tuple(&[n(a.svm_cid as i64), n(a.svm_port as i64)]).value()
        }
        libc::AF_PACKET => {
            let a: libc::sockaddr_ll = raw.view();
            let mut name = [0u8; libc::IF_NAMESIZE];
            // SAFETY: a buffer of the size that the call asks for.
            let found = unsafe { libc::if_indextoname(a.sll_ifindex as u32, name.as_mut_ptr().cast()) };
            let end = if found.is_null() { 0 } else { name.iter().position(|b| *b == 0).unwrap_or(0) };
            vm.new_tuple(&[
                text(&String::from_utf8_lossy(&name[..end])),
                n(u16::from_be(a.sll_protocol) as i64),
                n(a.sll_pkttype as i64),
                n(a.sll_hatype as i64),
                vm.new_bytes(&a.sll_addr[..(a.sll_halen as usize).min(8)]).value(),
            ])
            .value()
        }
        family => vm.new_tuple(&[n(family as i64), vm.new_bytes(&raw.bytes()[2..]).value()]).value(),
    })
}

/// The name of a host as the resolver takes it.
pub(super) fn host_name(vm: &Vm, v: Value) -> PyResult<CString> {
    let bytes = match v.to_str() {
        Some(s) => match s.to_utf8() {
            Some(t) if t.is_ascii() => t.into_bytes(),
            _ => match vm.call_method(v, vm.intern("encode"), &[vm.intern("idna").value()]) {
                Ok(b) => vm.with_buffer(b, <[u8]>::to_vec)?,
                Err(e) if e.matches(vm, exc::UNICODE_ERROR) => return Err(e),
                Err(_) => throw!(vm, TYPE_ERROR, "encoding of hostname failed"),
            },
        },
        None if v.to_bytes().is_some() || vm.has_buffer(v) => vm.with_buffer(v, <[u8]>::to_vec)?,
        None => throw!(vm, TYPE_ERROR, "str, bytes or bytearray expected, not {}", vm.type_name(v)),
    };
    match CString::new(bytes) {
        Ok(c) => Ok(c),
        Err(_) => throw!(vm, TYPE_ERROR, "host name must not contain null character"),
    }
}

/// Finds the IP address that a name stands for. The empty name is any address of this machine.
pub(super) fn resolve(vm: &Vm, name: &CString, family: i32) -> PyResult<Raw> {
    let text = name.to_str().unwrap_or("");
    if text.is_empty() {
        let query = Query { family, kind: libc::SOCK_DGRAM, flags: libc::AI_PASSIVE, ..Query::default() };
        let port = CString::new("0").expect("no zero");
        let found = lookup(vm, None, Some(port), &query)?;
        return match found.as_slice() {
            [Info { address, .. }] => Ok(*address),
            _ => throw!(vm, OS_ERROR, "wildcard resolved to multiple address"),
        };
    }
    if family != libc::AF_INET6 {
        let broadcast = matches!(text, "<broadcast>" | "255.255.255.255");
        match if broadcast { Ok(Ipv4Addr::BROADCAST) } else { text.parse() } {
            Ok(ip) => return Ok(ipv4(ip, 0)),
            Err(_) if text == "<broadcast>" => throw!(vm, OS_ERROR, "address family mismatched"),
            Err(_) => {}
        }
    }
    if family != libc::AF_INET
        && let Ok(ip) = text.parse::<Ipv6Addr>()
    {
        return Ok(ipv6(ip, 0, 0, 0));
    }
    let found = lookup(vm, Some(name.clone()), None, &Query { family, ..Query::default() })?;
    match found.first() {
        Some(info) => Ok(info.address),
        None => throw!(vm, OS_ERROR, "no address"),
    }
}

fn ipv4(ip: Ipv4Addr, port: u16) -> Raw {
    Raw::of(libc::sockaddr_in {
        sin_family: libc::AF_INET as u16,
        sin_port: port.to_be(),
        sin_addr: libc::in_addr { s_addr: u32::from_ne_bytes(ip.octets()) },
        sin_zero: [0; 8],
    })
}

fn ipv6(ip: Ipv6Addr, port: u16, flow: u32, scope: u32) -> Raw {
    Raw::of(libc::sockaddr_in6 {
        sin6_family: libc::AF_INET6 as u16,
        sin6_port: port.to_be(),
        sin6_flowinfo: flow.to_be(),
        sin6_addr: libc::in6_addr { s6_addr: ip.octets() },
        sin6_scope_id: scope,
    })
}

fn tuple_of(vm: &Vm, function: &str, family: &str, v: Value) -> PyResult<Ref<Tuple>> {
    match v.to_tuple() {
        Some(t) => Ok(t),
        None => throw!(vm, TYPE_ERROR, "{function}(): {family} address must be tuple, not {}", vm.type_name(v)),
    }
}

fn port(vm: &Vm, function: &str, v: Value) -> PyResult<u16> {
    match int(vm, v).map(u16::try_from) {
        Ok(Ok(port)) => Ok(port),
        Err(e) if !e.matches(vm, exc::OVERFLOW_ERROR) => Err(e),
        _ => throw!(vm, OVERFLOW_ERROR, "{function}(): port must be 0-65535."),
    }
}

fn unsigned(vm: &Vm, v: Value) -> PyResult<u32> {
    Ok(vm.index_i64(v)? as u32)
}

/// The address that a program gives to a function of a socket of this family.
pub(super) fn from_python(vm: &Vm, function: &str, family: i32, v: Value) -> PyResult<Raw> {
    match family {
        libc::AF_UNIX => unix(vm, v),
        libc::AF_INET => {
            let t = tuple_of(vm, function, "AF_INET", v)?;
            let [host, number] = t.items() else {
                throw!(vm, TYPE_ERROR, "AF_INET address must be a pair (host, port)")
            };
            let name = host_name(vm, *host)?;
            let number = port_after(vm, function, *number, || resolve(vm, &name, family))?;
            Ok(number)
        }
        libc::AF_INET6 => {
            let t = tuple_of(vm, function, "AF_INET6", v)?;
            let items = t.items();
            if !(2..=4).contains(&items.len()) {
                throw!(vm, TYPE_ERROR, "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
            }
            let name = host_name(vm, items[0])?;
            let number = port(vm, function, items[1])?;
            let flow = items.get(2).map_or(Ok(0), |v| unsigned(vm, *v))?;
            let scope = items.get(3).map_or(Ok(0), |v| unsigned(vm, *v))?;
            if flow > 0xfffff {
                throw!(vm, OVERFLOW_ERROR, "{function}(): flowinfo must be 0-1048575.");
            }
            let found: libc::sockaddr_in6 = resolve(vm, &name, family)?.view();
            // A scope that the name itself gives (`fe80::1%eth0`) stays when the tuple has none.
            let scope = if items.len() > 3 { scope } else { found.sin6_scope_id };
            Ok(ipv6(Ipv6Addr::from(found.sin6_addr.s6_addr), number, flow, scope))
        }
        libc::AF_NETLINK => {
            let t = tuple_of(vm, function, "AF_NETLINK", v)?;
            let [pid, groups] = t.items() else {
                throw!(vm, TYPE_ERROR, "AF_NETLINK address must be a pair (pid, groups)")
            };
            // SAFETY: a plain struct.
            let mut a: libc::sockaddr_nl = unsafe { std::mem::zeroed() };
            (a.nl_family, a.nl_pid, a.nl_groups) =
                (libc::AF_NETLINK as u16, unsigned(vm, *pid)?, unsigned(vm, *groups)?);
            Ok(Raw::of(a))
        }
        libc::AF_VSOCK => {
            let t = tuple_of(vm, function, "AF_VSOCK", v)?;
            let [cid, number] = t.items() else {
                throw!(vm, TYPE_ERROR, "AF_VSOCK address must be a pair (cid, port)")
            };
            // SAFETY: a plain struct.
            let mut a: libc::sockaddr_vm = unsafe { std::mem::zeroed() };
            (a.svm_family, a.svm_cid, a.svm_port) =
                (libc::AF_VSOCK as u16, unsigned(vm, *cid)?, unsigned(vm, *number)?);
            Ok(Raw::of(a))
        }
        libc::AF_PACKET => packet(vm, function, v),
        libc::AF_ALG => algorithm(vm, function, v),
        _ => throw!(vm, OS_ERROR, "{function}(): bad family"),
    }
}

/// The port is looked at before the name is, so that wrong ones cost no query.
fn port_after(vm: &Vm, function: &str, number: Value, host: impl FnOnce() -> PyResult<Raw>) -> PyResult<Raw> {
    let number = port(vm, function, number)?;
    let mut raw = host()?;
    raw.set_port(number);
    Ok(raw)
}

fn unix(vm: &Vm, v: Value) -> PyResult<Raw> {
    let path = match v.to_str() {
        Some(_) => {
            let how = [vm.intern("utf-8").value(), vm.intern("surrogateescape").value()];
            let b = vm.call_method(v, vm.intern("encode"), &how)?;
            vm.with_buffer(b, <[u8]>::to_vec)?
        }
        None => vm.with_buffer(v, <[u8]>::to_vec)?,
    };
    // SAFETY: a plain struct.
    let mut a: libc::sockaddr_un = unsafe { std::mem::zeroed() };
    // Names that begin with zero live outside the file system and may fill all of the room.
    let room = a.sun_path.len() + usize::from(path.first() == Some(&0));
    if path.len() >= room {
        throw!(vm, OS_ERROR, "AF_UNIX path too long");
    }
    a.sun_family = libc::AF_UNIX as u16;
    path.iter().zip(&mut a.sun_path).for_each(|(from, to)| *to = *from as libc::c_char);
    let mut raw = Raw::of(a);
    raw.len = (PATH + path.len()) as u32;
    Ok(raw)
}

fn packet(vm: &Vm, function: &str, v: Value) -> PyResult<Raw> {
    let t = tuple_of(vm, function, "AF_PACKET", v)?;
    let items = t.items();
    if !(2..=5).contains(&items.len()) {
        throw!(vm, TYPE_ERROR, "AF_PACKET address must be a tuple of two to five elements");
    }
    let name = host_name(vm, items[0])?;
    // SAFETY: a string with its end.
    let index = unsafe { libc::if_nametoindex(name.as_ptr()) };
    if index == 0 {
        return Err(os_error::from_errno(vm, super::errno(), None));
    }
    let Ok(protocol) = u16::try_from(vm.index_i64(items[1])?) else {
        throw!(vm, OVERFLOW_ERROR, "{function}(): proto must be 0-65535.")
    };
    // SAFETY: a plain struct.
    let mut a: libc::sockaddr_ll = unsafe { std::mem::zeroed() };
    (a.sll_family, a.sll_protocol, a.sll_ifindex) = (libc::AF_PACKET as u16, protocol.to_be(), index as i32);
    a.sll_pkttype = items.get(2).map_or(Ok(0), |v| vm.index_i64(*v))? as u8;
    a.sll_hatype = items.get(3).map_or(Ok(0), |v| vm.index_i64(*v))? as u16;
    if let Some(v) = items.get(4) {
        let hardware = vm.with_buffer(*v, <[u8]>::to_vec)?;
        if hardware.len() > a.sll_addr.len() {
            throw!(vm, VALUE_ERROR, "Hardware address must be 8 bytes or less");
        }
        a.sll_addr[..hardware.len()].copy_from_slice(&hardware);
        a.sll_halen = hardware.len() as u8;
    }
    Ok(Raw::of(a))
}

fn algorithm(vm: &Vm, function: &str, v: Value) -> PyResult<Raw> {
    let t = tuple_of(vm, function, "AF_ALG", v)?;
    let items = t.items();
    if !(2..=4).contains(&items.len()) {
        throw!(vm, TYPE_ERROR, "AF_ALG address must be a tuple (type, name[, feat[, mask]])");
    }
    // SAFETY: a plain struct.
    let mut a: libc::sockaddr_alg = unsafe { std::mem::zeroed() };
    a.salg_family = libc::AF_ALG as u16;
    let (kind, name) = (host_name(vm, items[0])?, host_name(vm, items[1])?);
    if kind.as_bytes().len() >= a.salg_type.len() {
        throw!(vm, VALUE_ERROR, "AF_ALG type too long.");
    }
    if name.as_bytes().len() >= a.salg_name.len() {
        throw!(vm, VALUE_ERROR, "AF_ALG name too long.");
    }
    a.salg_type[..kind.as_bytes().len()].copy_from_slice(kind.as_bytes());
    a.salg_name[..name.as_bytes().len()].copy_from_slice(name.as_bytes());
    a.salg_feat = items.get(2).map_or(Ok(0), |v| unsigned(vm, *v))?;
    a.salg_mask = items.get(3).map_or(Ok(0), |v| unsigned(vm, *v))?;
    Ok(Raw::of(a))
}
