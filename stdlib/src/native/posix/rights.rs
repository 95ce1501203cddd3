//! Who a process is, how it is scheduled, how it is waited for; terminals, file systems and extended attributes.

use std::ffi::{CStr, CString};

use pyish_vm::builtins::module::Module;
use pyish_vm::builtins::structseq;
use pyish_vm::exceptions::os_error;
use pyish_vm::native::{MethodDef, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::super::fcntl::descriptor;
use super::{call, failed, file_name, int, named_path, none, path, start, text};

// SAFETY of the unsafe blocks below: as in `mod`.

macro_rules! numbers {
    ($($name:ident $result:ident |$($i:ident),*| $call:expr;)*) => {
        $(fn $name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
            let mut given = args.iter();
            $(let $i = int(vm, *given.next().expect("bound by the signature"))?;)*
            // SAFETY: see above.
            let r = call(vm, None, || unsafe { $call } as i64)?;
            Ok(numbers!(@ $result vm r))
        })*
    };
    (@ number $vm:ident $r:ident) => { $vm.new_int($r) };
    (@ nothing $vm:ident $r:ident) => {{ let _ = $r; Value::NONE }};
}
numbers! {
    setresuid nothing |r, e, s| libc::setresuid(r as u32, e as u32, s as u32);
    setresgid nothing |r, e, s| libc::setresgid(r as u32, e as u32, s as u32);
    setpriority nothing |which, who, n| libc::setpriority(which as _, who as u32, n);
    sched_get_priority_max number |policy| libc::sched_get_priority_max(policy);
    sched_get_priority_min number |policy| libc::sched_get_priority_min(policy);
    sched_getscheduler number |pid| libc::sched_getscheduler(pid);
}
fn getpriority(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (which, who) = (int(vm, args[0])?, int(vm, args[1])?);
    // SAFETY: see above; -1 may be a result, so errno decides.
    let (r, errno) = unsafe {
        *libc::__errno_location() = 0;
        (libc::getpriority(which as _, who as u32), *libc::__errno_location())
    };
    if errno != 0 { Err(os_error::from_errno(vm, errno, None)) } else { Ok(Value::int(r as i64)) }
}
fn three(vm: &Vm, f: unsafe extern "C" fn(*mut u32, *mut u32, *mut u32) -> i32) -> PyResult<Value> {
    let (mut r, mut e, mut s) = (0, 0, 0);
    // SAFETY: see above.
    call(vm, None, || unsafe { f(&mut r, &mut e, &mut s) } as i64)?;
    Ok(vm.new_tuple(&[r, e, s].map(|n| Value::int(n as i64))).value())
}
fn getresuid(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    three(vm, libc::getresuid)
}
fn getresgid(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    three(vm, libc::getresgid)
}
fn user_name(vm: &Vm, v: Value) -> PyResult<CString> {
    if v.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "argument 1 must be str, not {}", vm.type_name(v));
    }
    match CString::new(file_name(vm, v)?) {
        Ok(name) => Ok(name),
        Err(_) => throw!(vm, VALUE_ERROR, "embedded null byte"),
    }
}
fn getgrouplist(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (user, base) = (user_name(vm, args[0])?, int(vm, args[1])?);
    let mut groups = vec![0 as libc::gid_t; 1 << 16];
    let mut n = groups.len() as i32;
    // SAFETY: see above.
    if unsafe { libc::getgrouplist(user.as_ptr(), base as u32, groups.as_mut_ptr(), &mut n) } == -1 {
        return Err(failed(vm, None));
    }
    let out = vm.new_list(&[]);
    groups[..n as usize].iter().for_each(|g| out.push(vm, Value::int(*g as i64)));
    Ok(out.value())
}
fn initgroups(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (user, base) = (user_name(vm, args[0])?, int(vm, args[1])?);
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::initgroups(user.as_ptr(), base as u32) } as i64))
}
fn setgroups(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].to_list().is_none() && args[0].to_tuple().is_none() {
        throw!(vm, TYPE_ERROR, "setgroups argument must be a sequence");
    }
    let mut groups = Vec::new();
    for v in vm.collect_tuple(args[0])?.items() {
        if !v.is_int() {
            throw!(vm, TYPE_ERROR, "groups must be integers");
        }
        groups.push(int(vm, *v)? as libc::gid_t);
    }
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::setgroups(groups.len(), groups.as_ptr()) } as i64))
}

// ---- scheduling

fn posix_class(vm: &Vm, name: &str) -> PyResult<Value> {
    let module = vm.import_module("posix")?;
    vm.getattr(module, vm.intern(name))
}
pub(super) fn parameters(vm: &Vm, v: Value) -> PyResult<libc::sched_param> {
    let class = posix_class(vm, "sched_param")?;
    if !vm.isinstance(v, vm.class_arg(class)) {
        throw!(vm, TYPE_ERROR, "must have a sched_param object");
    }
    Ok(libc::sched_param { sched_priority: int(vm, vm.getitem(v, Value::int(0))?)? })
}
fn sched_setscheduler(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (pid, policy, p) = (int(vm, args[0])?, int(vm, args[1])?, parameters(vm, args[2])?);
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::sched_setscheduler(pid, policy, &p) } as i64))
}
fn sched_setparam(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (pid, p) = (int(vm, args[0])?, parameters(vm, args[1])?);
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::sched_setparam(pid, &p) } as i64))
}
fn sched_getparam(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (pid, mut p) = (int(vm, args[0])?, libc::sched_param { sched_priority: 0 });
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::sched_getparam(pid, &mut p) } as i64)?;
    let class = posix_class(vm, "sched_param")?;
    Ok(structseq::new(vm, vm.class_arg(class), &[Value::int(p.sched_priority as i64)]))
}
fn sched_rr_get_interval(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (pid, mut t) = (int(vm, args[0])?, libc::timespec { tv_sec: 0, tv_nsec: 0 });
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::sched_rr_get_interval(pid, &mut t) } as i64)?;
    Ok(vm.new_float(t.tv_sec as f64 + t.tv_nsec as f64 * 1e-9))
}
fn sched_setaffinity(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let pid = int(vm, args[0])?;
    // SAFETY: a plain set of bits.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    vm.for_each(args[1], |v| {
        if !v.is_int() {
            let ty = vm.repr(vm.type_of(v).value())?;
            throw!(vm, TYPE_ERROR, "expected an iterator of ints, but iterator yielded {ty}");
        }
        match vm.index_i64(v)? {
            n if n < 0 => throw!(vm, VALUE_ERROR, "negative CPU number"),
            n if n >= libc::CPU_SETSIZE as i64 => throw!(vm, OVERFLOW_ERROR, "CPU number too large"),
            // SAFETY: within the set.
            n => unsafe { libc::CPU_SET(n as usize, &mut set) },
        }
        Ok(())
    })?;
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::sched_setaffinity(pid, size_of::<libc::cpu_set_t>(), &set) } as i64))
}

fn new_sched_param(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[1].is_unbound() {
        throw!(vm, TYPE_ERROR, "sched_param() missing required argument 'sched_priority' (pos 1)");
    }
    Ok(structseq::new(vm, vm.class_arg(args[0]), &args[1..2]))
}
static NEW_SCHED_PARAM: MethodDef =
    function("__new__", "(cls, sched_priority=<unset>)", new_sched_param, "Of a priority.");

// ---- waiting

fn wait_with_usage(vm: &Vm, pid: i32, options: i32) -> PyResult<Value> {
    // SAFETY: a plain struct that the call fills.
    let (mut status, mut used) = (0, unsafe { std::mem::zeroed::<libc::rusage>() });
    // SAFETY: see above.
    let r = call(vm, None, || unsafe { libc::wait4(pid, &mut status, options, &mut used) } as i64)?;
    let used = super::super::resource::new_usage(vm, &used)?;
    Ok(vm.new_tuple(&[vm.new_int(r), Value::int(status as i64), used]).value())
}
fn wait3(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    wait_with_usage(vm, -1, int(vm, args[0])?)
}
fn wait4(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    wait_with_usage(vm, int(vm, args[0])?, int(vm, args[1])?)
}
fn waitid(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (kind, id, options) = (int(vm, args[0])?, int(vm, args[1])?, int(vm, args[2])?);
    // SAFETY: a plain struct that the call fills.
    let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::waitid(kind as libc::idtype_t, id as libc::id_t, &mut info, options) } as i64)?;
    // SAFETY: the fields of a SIGCHLD, which waitid() fills; zero when there was no child.
    let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    if pid == 0 {
        return Ok(Value::NONE);
    }
    let fields = [pid as i64, uid as i64, info.si_signo as i64, status as i64, info.si_code as i64].map(Value::int);
    let class = posix_class(vm, "waitid_result")?;
    Ok(structseq::new(vm, vm.class_arg(class), &fields))
}

// ---- terminals

fn pair(vm: &Vm, a: i32, b: i32) -> Value {
    vm.new_tuple(&[Value::int(a as i64), Value::int(b as i64)]).value()
}
fn openpty(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let (mut a, mut b) = (0, 0);
    let null = std::ptr::null_mut();
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::openpty(&mut a, &mut b, null, null.cast(), null.cast()) } as i64)?;
    for fd in [a, b] {
        // SAFETY: see above.
        call(vm, None, || unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) } as i64)?;
    }
    Ok(pair(vm, a, b))
}
fn login_tty(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = descriptor(vm, args[0])?;
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::login_tty(fd) } as i64))
}
fn posix_openpt(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let flags = int(vm, args[0])?;
    // SAFETY: see above.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::posix_openpt(flags | libc::O_CLOEXEC) } as i64)?))
}
fn grantpt(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = descriptor(vm, args[0])?;
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::grantpt(fd) } as i64))
}
fn unlockpt(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = descriptor(vm, args[0])?;
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::unlockpt(fd) } as i64))
}
/// A name that a call writes to a buffer; it answers with the number of an error.
fn written(vm: &Vm, f: impl FnOnce(*mut libc::c_char, usize) -> i32) -> PyResult<Value> {
    let mut buffer = vec![0u8; 4096];
    match f(buffer.as_mut_ptr().cast(), buffer.len()) {
        0 => {
            let n = buffer.iter().position(|&b| b == 0).unwrap_or(buffer.len());
            text(vm, &buffer[..n], Value::NONE)
        }
        n => Err(os_error::from_errno(vm, n, None)),
    }
}
fn ptsname(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = descriptor(vm, args[0])?;
    // SAFETY: see above.
    written(vm, |p, n| unsafe { libc::ptsname_r(fd, p, n) })
}
fn ttyname(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    written(vm, |p, n| unsafe { libc::ttyname_r(fd, p, n) })
}
fn getlogin(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    unsafe extern "C" {
        fn getlogin_r(name: *mut libc::c_char, len: usize) -> libc::c_int;
    }
    // SAFETY: see above.
    written(vm, |p, n| unsafe { getlogin_r(p, n) })
}
fn ctermid(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    unsafe extern "C" {
        fn ctermid(s: *mut libc::c_char) -> *mut libc::c_char;
    }
    let mut buffer = [0 as libc::c_char; 256];
    // SAFETY: the buffer has more room than L_ctermid, and gets an end.
    let name = unsafe { CStr::from_ptr(ctermid(buffer.as_mut_ptr())) };
    text(vm, name.to_bytes(), Value::NONE)
}

// ---- file systems

fn statvfs_of(vm: &Vm, s: &libc::statvfs) -> PyResult<Value> {
    let fields = [
        s.f_bsize,
        s.f_frsize,
        s.f_blocks,
        s.f_bfree,
        s.f_bavail,
        s.f_files,
        s.f_ffree,
        s.f_favail,
        s.f_flag,
        s.f_namemax,
        s.f_fsid,
    ]
    .map(|n| vm.new_int_u64(n));
    let class = posix_class(vm, "statvfs_result")?;
    Ok(structseq::new(vm, vm.class_arg(class), &fields))
}
fn fstatvfs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: a plain struct that the call fills.
    let mut s: libc::statvfs = unsafe { std::mem::zeroed() };
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::fstatvfs(fd, &mut s) } as i64)?;
    statvfs_of(vm, &s)
}
const PATH_OR_FD: &str = "string, bytes, os.PathLike or integer";
fn statvfs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].is_int() {
        return fstatvfs(vm, args);
    }
    let p = named_path(vm, "statvfs", "path", PATH_OR_FD, args[0])?;
    // SAFETY: a plain struct that the call fills.
    let mut s: libc::statvfs = unsafe { std::mem::zeroed() };
    // SAFETY: see above.
    call(vm, Some(args[0]), || unsafe { libc::statvfs(p.as_ptr(), &mut s) } as i64)?;
    statvfs_of(vm, &s)
}
fn chroot(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = path(vm, "chroot", args[0])?;
    // SAFETY: see above.
    none(call(vm, Some(args[0]), || unsafe { libc::chroot(p.as_ptr()) } as i64))
}
fn mknod(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (p, mode) = (path(vm, "mknod", args[0])?, int(vm, args[1])? as u32);
    let (device, dir) = (vm.index_i64(args[2])? as u64, start(vm, args[3])?);
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::mknodat(dir, p.as_ptr(), mode, device) } as i64))
}

// ---- extended attributes

/// A file for the calls on attributes: a descriptor, a path, or a path whose last link is not followed.
enum File {
    Open(i32),
    Path(CString),
    Link(CString),
}
fn file(vm: &Vm, function: &str, v: Value, follow: Value) -> PyResult<File> {
    let follow = vm.truthy(follow)?;
    if v.is_int() {
        if !follow {
            throw!(vm, VALUE_ERROR, "{function}: cannot use fd and follow_symlinks together");
        }
        return Ok(File::Open(int(vm, v)?));
    }
    let p = named_path(vm, function, "path", PATH_OR_FD, v)?;
    Ok(if follow { File::Path(p) } else { File::Link(p) })
}
fn attribute(vm: &Vm, function: &str, v: Value) -> PyResult<CString> {
    named_path(vm, function, "attribute", "string, bytes or os.PathLike", v)
}
/// What a call writes that first says how much there is.
fn sized(vm: &Vm, name: Value, mut f: impl FnMut(*mut u8, usize) -> isize) -> PyResult<Vec<u8>> {
    for size in [256, 65536] {
        let mut buffer = vec![0u8; size];
        match call(vm, Some(name), || f(buffer.as_mut_ptr(), buffer.len()) as i64) {
            Ok(n) => {
                buffer.truncate(n as usize);
                return Ok(buffer);
            }
            Err(e) if size == 65536 => return Err(e),
            Err(e) => {
                let errno = vm.getattr(e.value(), vm.intern("errno"))?;
                if errno.to_int() != Some(libc::ERANGE as i64) {
                    return Err(e);
                }
            }
        }
    }
    Ok(Vec::new())
}
fn getxattr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (f, a) = (file(vm, "getxattr", args[0], args[2])?, attribute(vm, "getxattr", args[1])?);
    // SAFETY: see above.
    let data = sized(vm, args[0], |p, n| unsafe {
        match &f {
            File::Open(fd) => libc::fgetxattr(*fd, a.as_ptr(), p.cast(), n),
            File::Path(f) => libc::getxattr(f.as_ptr(), a.as_ptr(), p.cast(), n),
            File::Link(f) => libc::lgetxattr(f.as_ptr(), a.as_ptr(), p.cast(), n),
        }
    })?;
    Ok(vm.new_bytes(&data).value())
}
fn setxattr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (f, a) = (file(vm, "setxattr", args[0], args[4])?, attribute(vm, "setxattr", args[1])?);
    let (data, flags) = (vm.with_buffer(args[2], <[u8]>::to_vec)?, int(vm, args[3])?);
    // SAFETY: see above.
    none(call(vm, Some(args[0]), || unsafe {
        match &f {
            File::Open(fd) => libc::fsetxattr(*fd, a.as_ptr(), data.as_ptr().cast(), data.len(), flags),
            File::Path(f) => libc::setxattr(f.as_ptr(), a.as_ptr(), data.as_ptr().cast(), data.len(), flags),
            File::Link(f) => libc::lsetxattr(f.as_ptr(), a.as_ptr(), data.as_ptr().cast(), data.len(), flags),
        }
    } as i64))
}
fn removexattr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (f, a) = (file(vm, "removexattr", args[0], args[2])?, attribute(vm, "removexattr", args[1])?);
    // SAFETY: see above.
    none(call(vm, Some(args[0]), || unsafe {
        match &f {
            File::Open(fd) => libc::fremovexattr(*fd, a.as_ptr()),
            File::Path(f) => libc::removexattr(f.as_ptr(), a.as_ptr()),
            File::Link(f) => libc::lremovexattr(f.as_ptr(), a.as_ptr()),
        }
    } as i64))
}
fn listxattr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = if args[0].is_none() { vm.intern(".").value() } else { args[0] };
    let f = file(vm, "listxattr", given, args[1])?;
    // SAFETY: see above.
    let data = sized(vm, given, |p, n| unsafe {
        match &f {
            File::Open(fd) => libc::flistxattr(*fd, p.cast(), n),
            File::Path(f) => libc::listxattr(f.as_ptr(), p.cast(), n),
            File::Link(f) => libc::llistxattr(f.as_ptr(), p.cast(), n),
        }
    })?;
    let out = vm.new_list(&[]);
    for name in data.split(|&b| b == 0).filter(|name| !name.is_empty()) {
        out.push(vm, text(vm, name, Value::NONE)?);
    }
    Ok(out.value())
}
fn clearenv(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    // SAFETY: see above.
    if unsafe { libc::clearenv() } != 0 {
        return Err(failed(vm, None));
    }
    Ok(Value::NONE)
}

pub(super) static FUNCTIONS: &[MethodDef] = &[
    function("setresuid", "(ruid, euid, suid, /)", setresuid, "Set real, effective and saved user."),
    function("setresgid", "(rgid, egid, sgid, /)", setresgid, "Set real, effective and saved group."),
    function("getresuid", "()", getresuid, "Real, effective and saved user."),
    function("getresgid", "()", getresgid, "Real, effective and saved group."),
    function("getpriority", "(which, who)", getpriority, "How nice a process, group or user is."),
    function("setpriority", "(which, who, priority)", setpriority, "Set how nice they are."),
    function("getgrouplist", "(user, group, /)", getgrouplist, "The groups of a user."),
    function("initgroups", "(username, gid, /)", initgroups, "Become a member of a user's groups."),
    function("setgroups", "(groups, /)", setgroups, "Set the groups of the process."),
    function("sched_get_priority_max", "(policy)", sched_get_priority_max, "The highest priority of a policy."),
    function("sched_get_priority_min", "(policy)", sched_get_priority_min, "The lowest priority of a policy."),
    function("sched_getscheduler", "(pid, /)", sched_getscheduler, "A process's policy."),
    function("sched_setscheduler", "(pid, policy, param, /)", sched_setscheduler, "Set a process's policy."),
    function("sched_getparam", "(pid, /)", sched_getparam, "A process's priority."),
    function("sched_setparam", "(pid, param, /)", sched_setparam, "Set a process's priority."),
    function("sched_rr_get_interval", "(pid, /)", sched_rr_get_interval, "A process's turn, in seconds."),
    function("sched_setaffinity", "(pid, mask, /)", sched_setaffinity, "Set the processors that a process may use."),
    function("wait3", "(options)", wait3, "Wait for any child; with what it used."),
    function("wait4", "(pid, options)", wait4, "Wait for a child; with what it used."),
    function("waitid", "(idtype, id, options, /)", waitid, "Wait for children; what happened to one."),
    function("openpty", "()", openpty, "Both ends of a new terminal."),
    function("login_tty", "(fd, /)", login_tty, "Make a terminal that of the process."),
    function("posix_openpt", "(oflag, /)", posix_openpt, "The controlling end of a new terminal."),
    function("grantpt", "(fd, /)", grantpt, "Give the other end to the user."),
    function("unlockpt", "(fd, /)", unlockpt, "Let the other end be opened."),
    function("ptsname", "(fd, /)", ptsname, "The name of the other end."),
    function("ttyname", "(fd, /)", ttyname, "The name of a terminal."),
    function("getlogin", "()", getlogin, "Who is logged in on the terminal."),
    function("ctermid", "()", ctermid, "The name of the process's terminal."),
    function("statvfs", "(path)", statvfs, "Facts about the file system that a file is on."),
    function("fstatvfs", "(fd, /)", fstatvfs, "Facts about the file system that an open file is on."),
    function("chroot", "(path)", chroot, "Change where paths begin."),
    function("mknod", "(path, mode=384, device=0, *, dir_fd=None)", mknod, "Make a file or a device."),
    function("getxattr", "(path, attribute, *, follow_symlinks=True)", getxattr, "An extended attribute."),
    function(
        "setxattr",
        "(path, attribute, value, flags=0, *, follow_symlinks=True)",
        setxattr,
        "Set an extended attribute.",
    ),
    function("removexattr", "(path, attribute, *, follow_symlinks=True)", removexattr, "Drop an extended attribute."),
    function("listxattr", "(path=None, *, follow_symlinks=True)", listxattr, "The names of extended attributes."),
    function("_clearenv", "()", clearenv, "Drop the whole environment."),
];

/// Those that the C library's crate has not, or not on every system.
static MORE: &[(&str, i64)] = &[
    ("MFD_HUGE_16GB", 34 << 26),
    ("MFD_HUGE_16MB", 24 << 26),
    ("MFD_HUGE_1GB", 30 << 26),
    ("MFD_HUGE_1MB", 20 << 26),
    ("MFD_HUGE_256MB", 28 << 26),
    ("MFD_HUGE_2GB", 31 << 26),
    ("MFD_HUGE_2MB", 21 << 26),
    ("MFD_HUGE_32MB", 25 << 26),
    ("MFD_HUGE_512KB", 19 << 26),
    ("MFD_HUGE_512MB", 29 << 26),
    ("MFD_HUGE_64KB", 16 << 26),
    ("MFD_HUGE_8MB", 23 << 26),
    ("MFD_HUGE_MASK", 63),
    ("MFD_HUGE_SHIFT", 26),
    ("NGROUPS_MAX", 65536),
    ("NODEV", -1),
    ("PIDFD_NONBLOCK", libc::O_NONBLOCK as i64),
    ("POSIX_SPAWN_OPEN", 0),
    ("POSIX_SPAWN_CLOSE", 1),
    ("POSIX_SPAWN_DUP2", 2),
    ("POSIX_SPAWN_CLOSEFROM", 3),
    ("P_PIDFD", 3),
    ("RWF_ATOMIC", 64),
    ("RWF_DONTCACHE", 128),
    ("RWF_HIPRI", 1),
    ("RWF_DSYNC", 2),
    ("RWF_SYNC", 4),
    ("RWF_NOWAIT", 8),
    ("RWF_APPEND", 16),
    ("SCHED_DEADLINE", 6),
    ("SCHED_NORMAL", 0),
    ("SCHED_RESET_ON_FORK", 0x4000_0000),
    ("XATTR_SIZE_MAX", 65536),
    ("TMP_MAX", 238328),
    ("CLONE_NEWTIME", 128),
    ("ST_WRITE", 128),
    ("ST_APPEND", 256),
    ("ST_NODEV", 4),
    ("ST_NOEXEC", 8),
    ("ST_SYNCHRONOUS", 16),
    ("ST_MANDLOCK", 64),
    ("ST_NOATIME", 1024),
    ("ST_NODIRATIME", 2048),
    ("ST_RELATIME", 4096),
];

pub(super) fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    macro_rules! constants {
        ($($name:ident)*) => { $(m.set(vm, stringify!($name), Value::int(libc::$name as i64));)* };
    }
    constants! {
        AT_NO_AUTOMOUNT AT_STATX_DONT_SYNC AT_STATX_FORCE_SYNC AT_STATX_SYNC_AS_STAT CLONE_FILES CLONE_FS CLONE_NEWCGROUP
        CLONE_NEWIPC CLONE_NEWNET CLONE_NEWNS CLONE_NEWPID CLONE_NEWUSER CLONE_NEWUTS CLONE_SIGHAND CLONE_SYSVSEM CLONE_THREAD
        CLONE_VM EFD_CLOEXEC EFD_NONBLOCK EFD_SEMAPHORE MFD_ALLOW_SEALING MFD_HUGETLB O_FSYNC POSIX_FADV_DONTNEED
        POSIX_FADV_NOREUSE POSIX_FADV_NORMAL POSIX_FADV_RANDOM POSIX_FADV_SEQUENTIAL POSIX_FADV_WILLNEED RTLD_DEEPBIND
        RTLD_NODELETE RTLD_NOLOAD SPLICE_F_MORE SPLICE_F_MOVE SPLICE_F_NONBLOCK TFD_CLOEXEC TFD_NONBLOCK TFD_TIMER_ABSTIME
        TFD_TIMER_CANCEL_ON_SET XATTR_CREATE XATTR_REPLACE
    }
    MORE.iter().for_each(|(name, n)| m.set(vm, name, Value::int(*n)));
    let statvfs = [
        "f_bsize",
        "f_frsize",
        "f_blocks",
        "f_bfree",
        "f_bavail",
        "f_files",
        "f_ffree",
        "f_favail",
        "f_flag",
        "f_namemax",
        "f_fsid",
    ]
    .map(|n| (n, ""));
    let waited = ["si_pid", "si_uid", "si_signo", "si_status", "si_code"].map(|n| (n, ""));
    let types: [(&str, &str, &str, &[(&str, &str)], usize); 3] = [
        ("statvfs_result", "os.statvfs_result", "Facts about a file system.", &statvfs, 10),
        ("waitid_result", "posix.waitid_result", "What happened to a child.", &waited, 5),
        ("sched_param", "posix.sched_param", "Parameters of scheduling.", &[("sched_priority", "The priority.")], 1),
    ];
    for (name, full, doc, fields, n) in types {
        m.set(vm, name, structseq::make_type(vm, full, doc, fields, n)?.value());
    }
    // Made of the priority, not of a sequence.
    let class = vm.getattr(m.value(), vm.intern("sched_param"))?;
    let f = vm.new_native(&NEW_SCHED_PARAM, Value::UNBOUND, None, None);
    vm.setattr(class, vm.intern("__new__"), pyish_vm::builtins::staticmethod::new(vm, f))
}
