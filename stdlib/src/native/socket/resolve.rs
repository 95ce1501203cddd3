//! Names: hosts, services, protocols, interfaces, and the texts of addresses.
//!
//! The tables of services and protocols are read by functions of the C library that answer static memory: `TABLES` guards them.

use std::ffi::{CStr, CString};
use std::net::{Ipv4Addr, Ipv6Addr};

use parking_lot::Mutex;
use pyish_vm::exceptions::os_error;
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, function};
use pyish_vm::object::{TypeDef, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

use super::address::{self, Raw, host_name, resolve};
use super::{errno, failed, int};

macro_rules! errors {
    ($($name:ident $text:literal $doc:literal;)*) => {
        $(pub(super) static $name: TypeDef = TypeDef {
            name: $text,
            doc: $doc,
            base: Some(&os_error::TYPE),
            size: os_error::TYPE.size,
            flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
            trace: Trace::Fields(1),
            ..TypeDef::NEW
        };)*
    };
}
errors! {
    GAI_ERROR "socket.gaierror" "getaddrinfo() or getnameinfo() failed.";
    H_ERROR "socket.herror" "A function on names of hosts failed.";
}

static TABLES: Mutex<()> = Mutex::new(());

unsafe extern "C" {
    fn gethostbyname_r(
        name: *const libc::c_char,
        result: *mut Host,
        buffer: *mut libc::c_char,
        size: usize,
        found: *mut *mut Host,
        error: *mut i32,
    ) -> i32;
    fn gethostbyaddr_r(
        address: *const libc::c_void,
        len: u32,
        family: i32,
        result: *mut Host,
        buffer: *mut libc::c_char,
        size: usize,
        found: *mut *mut Host,
        error: *mut i32,
    ) -> i32;
    fn hstrerror(error: i32) -> *const libc::c_char;
    fn getservbyport(port: i32, protocol: *const libc::c_char) -> *mut libc::servent;
    fn sethostname(name: *const libc::c_char, len: usize) -> i32;
}

/// `struct hostent`.
#[repr(C)]
struct Host {
    name: *const libc::c_char,
    aliases: *const *const libc::c_char,
    family: i32,
    length: i32,
    addresses: *const *const u8,
}

/// A text of the C library.
fn c_text(p: *const libc::c_char) -> String {
    // SAFETY: null or a string with its end.
    if p.is_null() { String::new() } else { unsafe { CStr::from_ptr(p) }.to_string_lossy().into_owned() }
}

/// One answer of the resolver.
pub(super) struct Info {
    pub family: i32,
    pub kind: i32,
    pub protocol: i32,
    pub canonical: String,
    pub address: Raw,
}

/// What is asked of the resolver.
#[derive(Default)]
pub(super) struct Query {
    pub family: i32,
    pub kind: i32,
    pub protocol: i32,
    pub flags: i32,
}

fn gai_error(vm: &Vm, code: i32, errno: i32) -> Raised {
    if code == libc::EAI_SYSTEM {
        return os_error::from_errno(vm, errno, None);
    }
    // SAFETY: answers a static string.
    let text = c_text(unsafe { libc::gai_strerror(code) });
    vm.error_args(GAI_ERROR.shape(), &[Value::int(code as i64), vm.new_str(&text).value()])
}

/// Asks the resolver, without the GIL.
pub(super) fn lookup(vm: &Vm, host: Option<CString>, port: Option<CString>, q: &Query) -> PyResult<Vec<Info>> {
    let pointer = |s: &Option<CString>| s.as_ref().map_or(std::ptr::null(), |s| s.as_ptr());
    let found = vm.released(|| {
        // SAFETY: a plain struct.
        let mut hints: libc::addrinfo = unsafe { std::mem::zeroed() };
        (hints.ai_family, hints.ai_socktype) = (q.family, q.kind);
        (hints.ai_protocol, hints.ai_flags) = (q.protocol, q.flags);
        let mut first = std::ptr::null_mut();
        // SAFETY: strings with their ends or null, and a place for the answer.
        let code = unsafe { libc::getaddrinfo(pointer(&host), pointer(&port), &hints, &mut first) };
        if code != 0 {
            return Err((code, errno()));
        }
        let mut all = Vec::new();
        let mut at = first;
        while !at.is_null() {
            // SAFETY: an entry of the list that was just made.
            let e = unsafe { &*at };
            all.push(Info {
                family: e.ai_family,
                kind: e.ai_socktype,
                protocol: e.ai_protocol,
                canonical: c_text(e.ai_canonname),
                address: Raw::copy_of(e.ai_addr, e.ai_addrlen),
            });
            at = e.ai_next;
        }
        // SAFETY: the list, once.
        unsafe { libc::freeaddrinfo(first) };
        Ok(all)
    });
    found.map_err(|(code, errno)| gai_error(vm, code, errno))
}

fn getaddrinfo(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let host = match args[0] {
        Value::NONE => None,
        v if v.to_str().is_some() || v.to_bytes().is_some() => Some(host_name(vm, v)?),
        _ => throw!(vm, TYPE_ERROR, "getaddrinfo() argument 1 must be string or None"),
    };
    let port = match args[1] {
        Value::NONE => None,
        v if v.is_int() => Some(vm.str(v)?.to_string_lossy()),
        v if v.to_str().is_some() => {
            let encoded = vm.call_method(v, vm.intern("encode"), &[])?;
            Some(vm.with_buffer(encoded, |b| String::from_utf8_lossy(b).into_owned())?)
        }
        v if v.to_bytes().is_some() => Some(vm.with_buffer(v, |b| String::from_utf8_lossy(b).into_owned())?),
        _ => throw!(vm, OS_ERROR, "Int or String expected"),
    };
    let port = match port.map(CString::new) {
        None => None,
        Some(Ok(c)) => Some(c),
        Some(Err(_)) => throw!(vm, VALUE_ERROR, "embedded null character"),
    };
    let query = Query {
        family: int(vm, args[2])?,
        kind: int(vm, args[3])?,
        protocol: int(vm, args[4])?,
        flags: int(vm, args[5])?,
    };
    let out = vm.new_list(&[]);
    for info in lookup(vm, host, port, &query)? {
        let entry = [
            Value::int(info.family as i64),
            Value::int(info.kind as i64),
            Value::int(info.protocol as i64),
            vm.new_str(&info.canonical).value(),
            address::to_python(vm, &info.address)?,
        ];
        out.push(vm, vm.new_tuple(&entry).value());
    }
    Ok(out.value())
}

fn getnameinfo(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(t) = args[0].to_tuple() else { throw!(vm, TYPE_ERROR, "getnameinfo() argument 1 must be a tuple") };
    let flags = int(vm, args[1])?;
    let items = t.items();
    if !(2..=4).contains(&items.len()) || items[0].to_str().is_none() {
        throw!(vm, TYPE_ERROR, "getnameinfo(): illegal sockaddr argument");
    }
    if items.len() > 2 && vm.index_i64(items[2])? as u32 > 0xfffff {
        throw!(vm, OVERFLOW_ERROR, "getnameinfo(): flowinfo must be 0-1048575.");
    }
    let port = CString::new(vm.index_i64(items[1])?.to_string()).expect("digits");
    let query = Query { kind: libc::SOCK_DGRAM, flags: libc::AI_NUMERICHOST, ..Query::default() };
    let found = lookup(vm, Some(host_name(vm, items[0])?), Some(port), &query)?;
    let [info] = found.as_slice() else { throw!(vm, OS_ERROR, "sockaddr resolved to multiple addresses") };
    let mut raw = info.address;
    match info.family {
        libc::AF_INET if items.len() != 2 => throw!(vm, OS_ERROR, "IPv4 sockaddr must be 2 tuple"),
        libc::AF_INET6 => raw = address::from_python(vm, "getnameinfo", libc::AF_INET6, args[0])?,
        _ => {}
    }
    let (mut host, mut service) = ([0u8; 1025], [0u8; 32]);
    let (code, errno) = vm.released(|| {
        // SAFETY: a complete address and two buffers of the given sizes.
        let code = unsafe {
            libc::getnameinfo(
                raw.pointer(),
                raw.len,
                host.as_mut_ptr().cast(),
                host.len() as u32,
                service.as_mut_ptr().cast(),
                service.len() as u32,
                flags,
            )
        };
        (code, errno())
    });
    if code != 0 {
        return Err(gai_error(vm, code, errno));
    }
    let text = |b: &[u8]| vm.new_str(&c_text(b.as_ptr().cast())).value();
    Ok(vm.new_tuple(&[text(&host), text(&service)]).value())
}

/// The name of a host that is the function's only argument.
fn host_argument(vm: &Vm, function: &str, v: Value) -> PyResult<CString> {
    if v.to_str().is_none() && v.to_bytes().is_none() && !vm.has_buffer(v) {
        throw!(vm, TYPE_ERROR, "{function}() argument 1 must be str, bytes or bytearray, not {}", vm.type_name(v));
    }
    let name = vm.type_name(v);
    match host_name(vm, v) {
        Err(e) if vm.str(e.value())?.to_string_lossy().starts_with("host name") => {
            throw!(vm, TYPE_ERROR, "{function}() argument 1 must be encoded string without null bytes, not {name}")
        }
        other => other,
    }
}

fn gethostbyname(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let raw = resolve(vm, &host_argument(vm, "gethostbyname", args[0])?, libc::AF_INET)?;
    Ok(vm.new_str(&raw.ip_text()).value())
}

/// What is known of a host, from one of the reentrant functions: name, other names, addresses.
fn host_facts(vm: &Vm, ask: impl Fn(*mut Host, *mut libc::c_char, usize, *mut *mut Host, *mut i32)) -> PyResult<Value> {
    let answer = vm.released(|| {
        let mut buffer = vec![0 as libc::c_char; 16384];
        // SAFETY: a plain struct.
        let mut host: Host = unsafe { std::mem::zeroed() };
        let (mut found, mut error) = (std::ptr::null_mut(), 0);
        ask(&mut host, buffer.as_mut_ptr(), buffer.len(), &mut found, &mut error);
        if found.is_null() {
            return Err(error);
        }
        let (mut aliases, mut addresses) = (Vec::new(), Vec::new());
        // SAFETY: arrays that end with null, of strings and of addresses of the family's length.
        unsafe {
            let mut at = host.aliases;
            while !at.is_null() && !(*at).is_null() {
                aliases.push(c_text(*at));
                at = at.add(1);
            }
            let mut at = host.addresses;
            while !at.is_null() && !(*at).is_null() {
                addresses.push(ip_text(std::slice::from_raw_parts(*at, host.length as usize)));
                at = at.add(1);
            }
        }
        Ok((c_text(host.name), aliases, addresses))
    });
    let (name, aliases, addresses) = match answer {
        Ok(a) => a,
        Err(code) => {
            // SAFETY: answers a static string.
            let text = c_text(unsafe { hstrerror(code) });
            return Err(vm.error_args(H_ERROR.shape(), &[Value::int(code as i64), vm.new_str(&text).value()]));
        }
    };
    let list = |texts: Vec<String>| {
        let out = vm.new_list(&[]);
        texts.iter().for_each(|t| out.push(vm, vm.new_str(t).value()));
        out.value()
    };
    Ok(vm.new_tuple(&[vm.new_str(&name).value(), list(aliases), list(addresses)]).value())
}

fn ip_text(bytes: &[u8]) -> String {
    match (<[u8; 4]>::try_from(bytes), <[u8; 16]>::try_from(bytes)) {
        (Ok(v4), _) => Ipv4Addr::from(v4).to_string(),
        (_, Ok(v6)) => Ipv6Addr::from(v6).to_string(),
        _ => String::new(),
    }
}

fn gethostbyname_ex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = host_argument(vm, "gethostbyname_ex", args[0])?;
    resolve(vm, &name, libc::AF_INET)?;
    host_facts(vm, |host, buffer, size, found, error| {
        // SAFETY: a string with its end, a buffer of the size, places for the answers.
        unsafe { gethostbyname_r(name.as_ptr(), host, buffer, size, found, error) };
    })
}

fn gethostbyaddr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let raw = resolve(vm, &host_argument(vm, "gethostbyaddr", args[0])?, libc::AF_UNSPEC)?;
    let text = raw.ip_text();
    let bytes = match (text.parse::<Ipv4Addr>(), text.parse::<Ipv6Addr>()) {
        (Ok(v4), _) => v4.octets().to_vec(),
        (_, Ok(v6)) => v6.octets().to_vec(),
        _ => throw!(vm, OS_ERROR, "unsupported address family"),
    };
    host_facts(vm, |host, buffer, size, found, error| {
        let (p, n) = (bytes.as_ptr().cast(), bytes.len() as u32);
        // SAFETY: an address of its length, a buffer of the size, places for the answers.
        unsafe { gethostbyaddr_r(p, n, raw.family(), host, buffer, size, found, error) };
    })
}

fn gethostname(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let mut name = [0u8; 1024];
    // SAFETY: a buffer of the size, with a zero behind.
    if unsafe { libc::gethostname(name.as_mut_ptr().cast(), name.len() - 1) } < 0 {
        return Err(failed(vm));
    }
    Ok(vm.new_str(&c_text(name.as_ptr().cast())).value())
}

fn set_hostname(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let path = pyish_vm::import::import_attribute(vm, "posix", "fspath")?;
    let given = vm.call(path, &[args[0]])?;
    let name = host_name(vm, given)?;
    // SAFETY: a string of the length.
    if unsafe { sethostname(name.as_ptr(), name.as_bytes().len()) } < 0 {
        return Err(failed(vm));
    }
    Ok(Value::NONE)
}

fn c_string(vm: &Vm, function: &str, at: usize, v: Value) -> PyResult<CString> {
    let Some(s) = v.to_str() else {
        throw!(vm, TYPE_ERROR, "{function}() argument {at} must be str, not {}", vm.type_name(v))
    };
    match CString::new(s.to_string_lossy()) {
        Ok(c) => Ok(c),
        Err(_) => throw!(vm, VALUE_ERROR, "embedded null character"),
    }
}

/// A service's protocol; unbound: any.
fn protocol(vm: &Vm, function: &str, v: Value) -> PyResult<Option<CString>> {
    if v.is_unbound() { Ok(None) } else { c_string(vm, function, 2, v).map(Some) }
}

fn service_by_name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = c_string(vm, "getservbyname", 1, args[0])?;
    let protocol = protocol(vm, "getservbyname", args[1])?;
    let port = vm.released(|| {
        let _guard = TABLES.lock();
        // SAFETY: strings with their ends or null; the answer is read under the lock.
        unsafe {
            let p = libc::getservbyname(name.as_ptr(), protocol.as_ref().map_or(std::ptr::null(), |s| s.as_ptr()));
            p.as_ref().map(|s| u16::from_be(s.s_port as u16))
        }
    });
    match port {
        Some(port) => Ok(Value::int(port as i64)),
        None => throw!(vm, OS_ERROR, "service/proto not found"),
    }
}

fn service_by_port(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Ok(port) = u16::try_from(int(vm, args[0])?) else {
        throw!(vm, OVERFLOW_ERROR, "getservbyport: port must be 0-65535.")
    };
    let protocol = protocol(vm, "getservbyport", args[1])?;
    let name = vm.released(|| {
        let _guard = TABLES.lock();
        // SAFETY: as above.
        unsafe {
            let p = getservbyport(port.to_be() as i32, protocol.as_ref().map_or(std::ptr::null(), |s| s.as_ptr()));
            p.as_ref().map(|s| c_text(s.s_name))
        }
    });
    match name {
        Some(name) => Ok(vm.new_str(&name).value()),
        None => throw!(vm, OS_ERROR, "port/proto not found"),
    }
}

fn protocol_by_name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = c_string(vm, "getprotobyname", 1, args[0])?;
    let number = vm.released(|| {
        let _guard = TABLES.lock();
        // SAFETY: as above.
        unsafe { libc::getprotobyname(name.as_ptr()).as_ref().map(|p| p.p_proto) }
    });
    match number {
        Some(n) => Ok(Value::int(n as i64)),
        None => throw!(vm, OS_ERROR, "protocol not found"),
    }
}

/// An unsigned number of so many bits.
fn unsigned(vm: &Vm, v: Value, bits: u32) -> PyResult<u32> {
    let n = vm.index(v)?;
    let Some(n) = n.to_int() else { throw!(vm, OVERFLOW_ERROR, "Python int too large for C uint{bits}_t") };
    if n < 0 {
        throw!(vm, VALUE_ERROR, "Cannot convert negative int");
    }
    if n >> bits != 0 {
        throw!(vm, OVERFLOW_ERROR, "Python int too large for C uint{bits}_t");
    }
    Ok(n as u32)
}

fn swap16(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::int((unsigned(vm, args[0], 16)? as u16).to_be() as i64))
}

fn swap32(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(unsigned(vm, args[0], 32)?.to_be() as i64))
}

fn inet_aton(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let text = c_string(vm, "inet_aton", 1, args[0])?;
    unsafe extern "C" {
        fn inet_aton(text: *const libc::c_char, address: *mut libc::in_addr) -> i32;
    }
    let mut address = libc::in_addr { s_addr: 0 };
    // SAFETY: a string with its end and a place for the answer.
    if unsafe { inet_aton(text.as_ptr(), &mut address) } == 0 {
        throw!(vm, OS_ERROR, "illegal IP address string passed to inet_aton");
    }
    Ok(vm.new_bytes(&address.s_addr.to_ne_bytes()).value())
}

fn inet_ntoa(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match <[u8; 4]>::try_from(vm.with_buffer(args[0], <[u8]>::to_vec)?) {
        Ok(b) => Ok(vm.new_str(&Ipv4Addr::from(b).to_string()).value()),
        Err(_) => throw!(vm, OS_ERROR, "packed IP wrong length for inet_ntoa"),
    }
}

fn inet_pton(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let family = int(vm, args[0])?;
    let text = c_string(vm, "inet_pton", 2, args[1])?;
    let text = text.to_str().unwrap_or("");
    let parsed = match family {
        libc::AF_INET => text.parse::<Ipv4Addr>().ok().map(|ip| ip.octets().to_vec()),
        libc::AF_INET6 => text.parse::<Ipv6Addr>().ok().map(|ip| ip.octets().to_vec()),
        _ => return Err(os_error::from_errno(vm, libc::EAFNOSUPPORT, None)),
    };
    match parsed {
        Some(b) => Ok(vm.new_bytes(&b).value()),
        None => throw!(vm, OS_ERROR, "illegal IP address string passed to inet_pton"),
    }
}

fn inet_ntop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let family = int(vm, args[0])?;
    let bytes = vm.with_buffer(args[1], <[u8]>::to_vec)?;
    let expected = match family {
        libc::AF_INET => 4,
        libc::AF_INET6 => 16,
        _ => throw!(vm, VALUE_ERROR, "unknown address family {family}"),
    };
    if bytes.len() != expected {
        throw!(vm, VALUE_ERROR, "invalid length of packed IP address string");
    }
    Ok(vm.new_str(&ip_text(&bytes)).value())
}

fn interface_names(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    // SAFETY: the answer is an array that ends with zeros, freed once.
    let all = vm.released(|| unsafe {
        let first = libc::if_nameindex();
        if first.is_null() {
            return Err(errno());
        }
        let (mut out, mut at) = (Vec::new(), first);
        while (*at).if_index != 0 && !(*at).if_name.is_null() {
            out.push(((*at).if_index, c_text((*at).if_name)));
            at = at.add(1);
        }
        libc::if_freenameindex(first);
        Ok(out)
    });
    let out = vm.new_list(&[]);
    for (index, name) in all.map_err(|e| os_error::from_errno(vm, e, None))? {
        out.push(vm, vm.new_tuple(&[vm.new_int(index as i64), vm.new_str(&name).value()]).value());
    }
    Ok(out.value())
}

fn interface_index(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let path = pyish_vm::import::import_attribute(vm, "posix", "fspath")?;
    let name = host_name(vm, vm.call(path, &[args[0]])?)?;
    // SAFETY: a string with its end.
    match unsafe { libc::if_nametoindex(name.as_ptr()) } {
        0 => Err(failed(vm)),
        n => Ok(vm.new_int(n as i64)),
    }
}

fn interface_name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let index = unsigned(vm, args[0], 32)?;
    let mut name = [0u8; libc::IF_NAMESIZE];
    // SAFETY: a buffer of the size that the call asks for.
    if unsafe { libc::if_indextoname(index, name.as_mut_ptr().cast()) }.is_null() {
        return Err(failed(vm));
    }
    Ok(vm.new_str(&c_text(name.as_ptr().cast())).value())
}

pub(super) static FUNCTIONS: &[MethodDef] = &[
    function(
        "getaddrinfo",
        "(host, port, family=0, type=0, proto=0, flags=0)",
        getaddrinfo,
        "What host and port stand for: a list of (family, type, proto, canonical name, address).",
    ),
    function("getnameinfo", "(sockaddr, flags, /)", getnameinfo, "The names of an address: host and port."),
    function("gethostbyname", "(host, /)", gethostbyname, "The IPv4 address of a host."),
    function("gethostbyname_ex", "(host, /)", gethostbyname_ex, "A host's name, other names and addresses."),
    function("gethostbyaddr", "(host, /)", gethostbyaddr, "The name, other names and addresses of an address."),
    function("gethostname", "()", gethostname, "This machine's name."),
    function("sethostname", "(name, /)", set_hostname, "Set this machine's name."),
    function("getservbyname", "(servicename, protocolname=<unset>, /)", service_by_name, "The port of a service."),
    function("getservbyport", "(port, protocolname=<unset>, /)", service_by_port, "The service at a port."),
    function("getprotobyname", "(protocolname, /)", protocol_by_name, "The number of a protocol."),
    function("htons", "(integer, /)", swap16, "A 16-bit number in network byte order."),
    function("ntohs", "(integer, /)", swap16, "A 16-bit number in host byte order."),
    function("htonl", "(integer, /)", swap32, "A 32-bit number in network byte order."),
    function("ntohl", "(integer, /)", swap32, "A 32-bit number in host byte order."),
    function("inet_aton", "(ip_addr, /)", inet_aton, "The four bytes of an IPv4 address."),
    function("inet_ntoa", "(packed_ip, /)", inet_ntoa, "The text of an IPv4 address."),
    function("inet_pton", "(address_family, ip_string, /)", inet_pton, "The bytes of an IP address."),
    function("inet_ntop", "(address_family, packed_ip, /)", inet_ntop, "The text of an IP address."),
    function("if_nameindex", "()", interface_names, "The network interfaces: numbers and names."),
    function("if_nametoindex", "(oname, /)", interface_index, "The number of a network interface."),
    function("if_indextoname", "(if_index, /)", interface_name, "The name of a network interface."),
];
