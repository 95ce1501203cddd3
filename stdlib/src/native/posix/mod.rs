//! `posix`: system calls on files, directories and processes.
//!
//! Paths, descriptors and facts about files are here; `directory` has listings, `process` what concerns processes,
//! `config` limits and options of the system, `rights` who a process is and how it runs, `vectors` calls on several descriptors,
//! `facts` statx(), `spawn` posix_spawn().

mod config;
mod directory;
mod facts;
pub(super) mod process;
mod rights;
mod spawn;
mod vectors;

use std::ffi::CString;

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::os_error;
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

pub(super) fn failed(vm: &Vm, file: Option<Value>) -> Raised {
    let n = std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO);
    os_error::from_errno(vm, n, file)
}

/// A path argument for the C library, of a function that is named in messages.
fn path(vm: &Vm, function: &str, v: Value) -> PyResult<CString> {
    named_path(vm, function, "path", "string, bytes or os.PathLike", v)
}
fn named_path(vm: &Vm, function: &str, name: &str, kinds: &str, v: Value) -> PyResult<CString> {
    let given = v;
    let v = if v.to_str().is_none() && v.to_bytes().is_none() {
        match vm.call_special(v, vm.intern("__fspath__"), &[])? {
            Some(p) if p.to_str().is_some() || p.to_bytes().is_some() => p,
            Some(p) => {
                let (a, b) = (vm.type_name(given), vm.type_name(p));
                throw!(vm, TYPE_ERROR, "expected {a}.__fspath__() to return str or bytes, not {b}")
            }
            None => throw!(vm, TYPE_ERROR, "{function}: {name} should be {kinds}, not {}", vm.type_name(given)),
        }
    } else {
        v
    };
    match CString::new(file_name(vm, v)?) {
        Ok(c) => Ok(c),
        Err(_) => throw!(vm, VALUE_ERROR, "{function}: embedded null character in {name}"),
    }
}
/// A str or bytes as the system takes it.
pub(super) fn file_name(vm: &Vm, v: Value) -> PyResult<Vec<u8>> {
    match v.to_str() {
        Some(s) => Ok(match s.to_utf8() {
            Some(t) => t.into_bytes(),
            // Undecodable bytes travel as lone surrogates (surrogateescape).
            None => s.units().iter().flat_map(escape).collect(),
        }),
        None => vm.with_buffer(v, <[u8]>::to_vec),
    }
}

fn escape(c: u32) -> Vec<u8> {
    match c {
        0xdc80..=0xdcff => vec![(c - 0xdc00) as u8],
        c => char::from_u32(c).map_or(vec![b'?'], |c| c.to_string().into_bytes()),
    }
}

/// Bytes of the system as text, in the form of the argument they belong to.
fn text(vm: &Vm, bytes: &[u8], like: Value) -> PyResult<Value> {
    if like.to_bytes().is_some() {
        return Ok(vm.new_bytes(bytes).value());
    }
    if let Ok(s) = std::str::from_utf8(bytes) {
        return Ok(vm.new_str(s).value());
    }
    let b = vm.new_bytes(bytes).value();
    vm.call_method(b, vm.intern("decode"), &[vm.intern("utf-8").value(), vm.intern("surrogateescape").value()])
}

pub(super) fn int(vm: &Vm, v: Value) -> PyResult<i32> {
    match i32::try_from(vm.index_i64(v)?) {
        Ok(i) => Ok(i),
        Err(_) => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C int"),
    }
}

/// Runs a system call without the GIL, again after interruptions; -1 becomes OSError.
pub(super) fn call(vm: &Vm, file: Option<Value>, mut f: impl FnMut() -> i64) -> PyResult<i64> {
    loop {
        let (r, errno) = vm.released(|| {
            let r = f();
            (r, std::io::Error::last_os_error().raw_os_error().unwrap_or(0))
        });
        if r != -1 {
            return Ok(r);
        }
        if errno != libc::EINTR {
            return Err(os_error::from_errno(vm, errno, file));
        }
        vm.safepoint()?;
    }
}

/// The directory that relative paths start at: a descriptor, or the working directory.
fn start(vm: &Vm, v: Value) -> PyResult<i32> {
    if v.is_none() {
        return Ok(libc::AT_FDCWD);
    }
    if !v.is_int() && vm.type_of(v).slots().index.is_none() {
        throw!(vm, TYPE_ERROR, "argument should be integer or None, not {}", vm.type_name(v));
    }
    int(vm, v)
}

fn none(r: PyResult<i64>) -> PyResult<Value> {
    r.map(|_| Value::NONE)
}

// SAFETY of the unsafe blocks below: plain system calls on strings with their ends, buffers of the given sizes, complete structs.

fn open(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = path(vm, "open", args[0])?;
    let (flags, mode, dir) = (int(vm, args[1])?, int(vm, args[2])?, start(vm, args[3])?);
    // SAFETY: see above.
    let fd =
        call(vm, Some(args[0]), || unsafe { libc::openat(dir, p.as_ptr(), flags | libc::O_CLOEXEC, mode) } as i64)?;
    Ok(vm.new_int(fd))
}
fn close(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::close(fd) } as i64))
}
fn read(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, n) = (int(vm, args[0])?, vm.index_i64(args[1])?);
    if n < 0 {
        return Err(os_error::from_errno(vm, libc::EINVAL, None));
    }
    let mut buffer = vec![0u8; n as usize];
    // SAFETY: see above.
    let got = call(vm, None, || unsafe { libc::read(fd, buffer.as_mut_ptr().cast(), buffer.len()) } as i64)?;
    Ok(vm.new_bytes(&buffer[..got as usize]).value())
}
fn write(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    let data = vm.with_buffer(args[1], |b| b.to_vec())?;
    // SAFETY: see above.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::write(fd, data.as_ptr().cast(), data.len()) } as i64)?))
}
fn lseek(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, at, how) = (int(vm, args[0])?, vm.index_i64(args[1])?, int(vm, args[2])?);
    // SAFETY: see above.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::lseek(fd, at, how) })?))
}
fn ftruncate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, n) = (int(vm, args[0])?, vm.index_i64(args[1])?);
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::ftruncate(fd, n) } as i64))
}
fn fsync(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::fsync(fd) } as i64))
}
fn isatty(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    Ok(Value::bool(unsafe { libc::isatty(fd) } == 1))
}
fn dup(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) } as i64)?))
}
fn dup2(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, b) = (int(vm, args[0])?, int(vm, args[1])?);
    // SAFETY: see above.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::dup2(a, b) } as i64)?))
}
fn pipe(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let mut fds = [0i32; 2];
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::pipe2(fds.as_mut_ptr(), libc::O_CLOEXEC) } as i64)?;
    Ok(vm.new_tuple(&[Value::int(fds[0] as i64), Value::int(fds[1] as i64)]).value())
}

fn seconds(s: i64, ns: i64) -> f64 {
    s as f64 + ns as f64 / 1e9
}

fn stat_result(vm: &Vm, st: &libc::stat) -> PyResult<Value> {
    let class = vm.import_module("posix").and_then(|m| vm.getattr(m, vm.intern("stat_result")))?;
    let i = |x: i64| vm.new_int(x);
    let ns = |s: i64, n: i64| vm.new_int_i128(s as i128 * 1_000_000_000 + n as i128);
    let fields = [
        i(st.st_mode as i64),
        vm.new_int_u64(st.st_ino),
        vm.new_int_u64(st.st_dev),
        i(st.st_nlink as i64),
        i(st.st_uid as i64),
        i(st.st_gid as i64),
        i(st.st_size),
        i(st.st_atime),
        i(st.st_mtime),
        i(st.st_ctime),
        vm.new_float(seconds(st.st_atime, st.st_atime_nsec)),
        vm.new_float(seconds(st.st_mtime, st.st_mtime_nsec)),
        vm.new_float(seconds(st.st_ctime, st.st_ctime_nsec)),
        ns(st.st_atime, st.st_atime_nsec),
        ns(st.st_mtime, st.st_mtime_nsec),
        ns(st.st_ctime, st.st_ctime_nsec),
        i(st.st_blksize),
        i(st.st_blocks),
        vm.new_int_u64(st.st_rdev),
    ];
    Ok(pyish_vm::builtins::structseq::new(vm, vm.class_arg(class), &fields))
}

fn stat_path(vm: &Vm, v: Value, dir: Value, follow: bool) -> PyResult<Value> {
    // SAFETY: see above.
    let mut st: libc::stat = unsafe { std::mem::zeroed() };
    if v.is_int() {
        let fd = int(vm, v)?;
        // SAFETY: see above.
        call(vm, Some(v), || unsafe { libc::fstat(fd, &mut st) } as i64)?;
    } else {
        let dir = start(vm, dir)?;
        let name = if follow { "stat" } else { "lstat" };
        let kinds = if follow { "string, bytes, os.PathLike or integer" } else { "string, bytes or os.PathLike" };
        let p = named_path(vm, name, "path", kinds, v)?;
        // SAFETY: see above.
        call(vm, Some(v), || unsafe {
            libc::fstatat(dir, p.as_ptr(), &mut st, if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW })
        } as i64)?;
    }
    stat_result(vm, &st)
}
fn stat(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    stat_path(vm, args[0], args[1], vm.truthy(args[2])?)
}
fn lstat(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    stat_path(vm, args[0], args[1], false)
}
fn fstat(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    let mut st: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::fstat(fd, &mut st) } as i64)?;
    stat_result(vm, &st)
}

/// Calls on a path in a directory; `$at` is the number of the argument that names the directory.
macro_rules! path_calls {
    ($($name:ident $at:literal |$dir:ident, $p:ident $(, $i:ident)*| $call:expr;)*) => {
        $(fn $name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
            let $p = path(vm, stringify!($name), args[0])?;
            let $dir = start(vm, args[$at])?;
            #[allow(unused_mut, unused_variables, unused_assignments, reason = "not every call has numbers")]
            {
                let mut at = 1;
                $(let $i = int(vm, args[at])?; at += 1;)*
                // SAFETY: see above.
                none(call(vm, Some(args[0]), || unsafe { $call } as i64))
            }
        })*
    };
}
path_calls! {
    unlink 1 |dir, p| libc::unlinkat(dir, p.as_ptr(), 0);
    remove 1 |dir, p| libc::unlinkat(dir, p.as_ptr(), 0);
    rmdir 1 |dir, p| libc::unlinkat(dir, p.as_ptr(), libc::AT_REMOVEDIR);
    mkdir 2 |dir, p, mode| libc::mkdirat(dir, p.as_ptr(), mode as u32);
    mkfifo 2 |dir, p, mode| libc::mkfifoat(dir, p.as_ptr(), mode as u32);
}
fn chdir(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].is_int() {
        let fd = int(vm, args[0])?;
        // SAFETY: see above.
        return none(call(vm, Some(args[0]), || unsafe { libc::fchdir(fd) } as i64));
    }
    let p = named_path(vm, "chdir", "path", "string, bytes, os.PathLike or integer", args[0])?;
    // SAFETY: see above.
    none(call(vm, Some(args[0]), || unsafe { libc::chdir(p.as_ptr()) } as i64))
}
fn chmod(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mode = int(vm, args[1])? as u32;
    if args[0].is_int() {
        let fd = int(vm, args[0])?;
        // SAFETY: see above.
        return none(call(vm, Some(args[0]), || unsafe { libc::fchmod(fd, mode) } as i64));
    }
    let p = named_path(vm, "chmod", "path", "string, bytes, os.PathLike or integer", args[0])?;
    let dir = start(vm, args[2])?;
    let flags = if vm.truthy(args[3])? { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    // SAFETY: see above.
    none(call(vm, Some(args[0]), || unsafe { libc::fchmodat(dir, p.as_ptr(), mode, flags) } as i64))
}

fn access(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (p, mode) = (path(vm, "access", args[0])?, int(vm, args[1])?);
    let dir = start(vm, args[2])?;
    let effective = if vm.truthy(args[3])? { libc::AT_EACCESS } else { 0 };
    let flags = effective | if vm.truthy(args[4])? { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    // SAFETY: see above.
    Ok(Value::bool(unsafe { libc::faccessat(dir, p.as_ptr(), mode, flags) } == 0))
}

fn two_paths(
    vm: &Vm,
    function: &str,
    args: &[Value],
    f: impl Fn(*const libc::c_char, *const libc::c_char) -> i32,
) -> PyResult<Value> {
    let kinds = "string, bytes or os.PathLike";
    let a = named_path(vm, function, "src", kinds, args[0])?;
    let b = named_path(vm, function, "dst", kinds, args[1])?;
    let r = vm.released(|| f(a.as_ptr(), b.as_ptr()));
    if r == 0 {
        return Ok(Value::NONE);
    }
    let n = std::io::Error::last_os_error().raw_os_error().unwrap_or(0);
    let text = vm.new_str(&os_error::strerror(n)).value();
    let all = [Value::int(n as i64), text, args[0], Value::NONE, args[1]];
    Err(vm.error_args(pyish_vm::exceptions::exc::OS_ERROR, &all))
}
fn rename(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (from, to) = (start(vm, args[2])?, start(vm, args[3])?);
    // SAFETY: see above.
    two_paths(vm, "rename", args, |a, b| unsafe { libc::renameat(from, a, to, b) })
}
fn link(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (from, to) = (start(vm, args[2])?, start(vm, args[3])?);
    let flags = if vm.truthy(args[4])? { libc::AT_SYMLINK_FOLLOW } else { 0 };
    // SAFETY: see above.
    two_paths(vm, "link", args, |a, b| unsafe { libc::linkat(from, a, to, b, flags) })
}
fn symlink(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let dir = start(vm, args[3])?;
    // SAFETY: see above.
    two_paths(vm, "symlink", args, |a, b| unsafe { libc::symlinkat(a, dir, b) })
}
fn readlink(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = path(vm, "readlink", args[0])?;
    let dir = start(vm, args[1])?;
    let mut buffer = vec![0u8; 4096];
    // SAFETY: see above.
    let n = call(vm, Some(args[0]), || unsafe {
        libc::readlinkat(dir, p.as_ptr(), buffer.as_mut_ptr().cast(), buffer.len())
    } as i64)?;
    text(vm, &buffer[..n as usize], args[0])
}

/// The path of a directory that is to be read; of an open one, the name that the system has for the descriptor.
fn directory_path(vm: &Vm, function: &str, v: Value) -> PyResult<CString> {
    if v.is_int() {
        let fd = int(vm, v)?;
        // SAFETY: see above.
        call(vm, Some(v), || unsafe { libc::fcntl(fd, libc::F_GETFD) } as i64)?;
        return Ok(CString::new(format!("/proc/self/fd/{fd}")).expect("digits and slashes"));
    }
    named_path(vm, function, "path", "string, bytes, os.PathLike, integer or None", v)
}

fn listdir(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = if args[0].is_none() { vm.intern(".").value() } else { args[0] };
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    let p = directory_path(vm, "listdir", given)?;
    let dir = std::ffi::OsStr::from_bytes(p.as_bytes()).to_owned();
    let names = vm.released(move || -> std::io::Result<Vec<Vec<u8>>> {
        std::fs::read_dir(dir)?.map(|e| e.map(|e| e.file_name().into_vec())).collect()
    });
    let names = match names {
        Ok(n) => n,
        Err(e) => return Err(os_error::from_errno(vm, e.raw_os_error().unwrap_or(libc::EIO), Some(given))),
    };
    let list = vm.new_list(&[]);
    for n in names {
        list.push(vm, text(vm, &n, given)?);
    }
    Ok(list.value())
}

fn getcwd(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    use std::os::unix::ffi::OsStrExt;
    match std::env::current_dir() {
        Ok(d) => text(vm, d.as_os_str().as_bytes(), Value::NONE),
        Err(_) => Err(failed(vm, None)),
    }
}
fn getcwdb(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    use std::os::unix::ffi::OsStrExt;
    match std::env::current_dir() {
        Ok(d) => Ok(vm.new_bytes(d.as_os_str().as_bytes()).value()),
        Err(_) => Err(failed(vm, None)),
    }
}

macro_rules! numbers {
    ($($name:ident $call:expr;)*) => {
        $(fn $name(vm: &Vm, _: &[Value]) -> PyResult<Value> {
            // SAFETY: see above.
            Ok(vm.new_int(unsafe { $call } as i64))
        })*
    };
}
numbers! {
    getpid libc::getpid(); getppid libc::getppid(); getuid libc::getuid(); geteuid libc::geteuid(); getgid libc::getgid();
    getegid libc::getegid(); getpgrp libc::getpgrp(); cpu_count libc::sysconf(libc::_SC_NPROCESSORS_ONLN); setsid libc::setsid();
    sched_yield libc::sched_yield();
}

fn kill(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (pid, n) = (int(vm, args[0])?, int(vm, args[1])?);
    // SAFETY: see above.
    if unsafe { libc::kill(pid, n) } != 0 {
        return Err(failed(vm, None));
    }
    vm.safepoint()?;
    Ok(Value::NONE)
}
fn exit_now(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = int(vm, args[0])?;
    // SAFETY: see above.
    unsafe { libc::_exit(n) }
}
fn waitpid(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (pid, options) = (int(vm, args[0])?, int(vm, args[1])?);
    let mut status = 0;
    // SAFETY: see above.
    let r = call(vm, None, || unsafe { libc::waitpid(pid, &mut status, options) } as i64)?;
    Ok(vm.new_tuple(&[vm.new_int(r), Value::int(status as i64)]).value())
}
fn umask(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = int(vm, args[0])?;
    // SAFETY: see above.
    Ok(Value::int(unsafe { libc::umask(m as u32) } as i64))
}
fn urandom(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = vm.index_i64(args[0])?;
    if n < 0 {
        throw!(vm, VALUE_ERROR, "negative argument not allowed");
    }
    let mut buffer = vec![0u8; n as usize];
    let mut at = 0;
    while at < buffer.len() {
        let rest = &mut buffer[at..];
        // SAFETY: see above.
        at += call(vm, None, || unsafe { libc::getrandom(rest.as_mut_ptr().cast(), rest.len(), 0) } as i64)? as usize;
    }
    Ok(vm.new_bytes(&buffer).value())
}
fn strerror(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_str(&os_error::strerror(int(vm, args[0])?)).value())
}
pub(super) fn fspath(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[0];
    if v.to_str().is_some() || v.to_bytes().is_some() {
        return Ok(v);
    }
    match vm.call_special(v, vm.intern("__fspath__"), &[])? {
        Some(p) if p.to_str().is_some() || p.to_bytes().is_some() => Ok(p),
        Some(p) => throw!(
            vm,
            TYPE_ERROR,
            "expected {}.__fspath__() to return str or bytes, not {}",
            vm.type_name(v),
            vm.type_name(p)
        ),
        None => throw!(vm, TYPE_ERROR, "expected str, bytes or os.PathLike object, not {}", vm.type_name(v)),
    }
}
fn environment_text(vm: &Vm, v: Value) -> PyResult<CString> {
    let v = fspath(vm, &[v])?;
    match CString::new(file_name(vm, v)?) {
        Ok(c) => Ok(c),
        Err(_) => throw!(vm, VALUE_ERROR, "embedded null byte"),
    }
}
fn putenv(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (k, v) = (environment_text(vm, args[0])?, environment_text(vm, args[1])?);
    if k.as_bytes().contains(&b'=') {
        throw!(vm, VALUE_ERROR, "illegal environment variable name");
    }
    // SAFETY: see above.
    if unsafe { libc::setenv(k.as_ptr(), v.as_ptr(), 1) } != 0 {
        return Err(failed(vm, None));
    }
    Ok(Value::NONE)
}
fn unsetenv(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let k = environment_text(vm, args[0])?;
    // SAFETY: see above.
    if unsafe { libc::unsetenv(k.as_ptr()) } != 0 {
        return Err(failed(vm, None));
    }
    Ok(Value::NONE)
}
fn inheritable(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    let flags = call(vm, None, || unsafe { libc::fcntl(fd, libc::F_GETFD) } as i64)?;
    Ok(Value::bool(flags & libc::FD_CLOEXEC as i64 == 0))
}
fn set_inheritable(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, on) = (int(vm, args[0])?, vm.truthy(args[1])?);
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::fcntl(fd, libc::F_SETFD, if on { 0 } else { libc::FD_CLOEXEC }) } as i64))
}
fn utime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = path(vm, "utime", args[0])?;
    let now = libc::timespec { tv_sec: 0, tv_nsec: libc::UTIME_NOW };
    let mut times = [now, now];
    let pair = |v: Value, what: &str| match v.to_tuple() {
        Some(t) if t.len() == 2 => Ok(t),
        _ => throw!(vm, TYPE_ERROR, "utime: '{what}' must be either a tuple of two ints or None"),
    };
    match (args[1].is_none(), args[2].is_none()) {
        (false, false) => throw!(vm, VALUE_ERROR, "utime: you may specify either 'times' or 'ns' but not both"),
        (false, true) => {
            for (slot, v) in times.iter_mut().zip(pair(args[1], "times")?.items()) {
                let s = vm.to_f64(*v)?;
                *slot = libc::timespec { tv_sec: s.floor() as i64, tv_nsec: ((s - s.floor()) * 1e9) as i64 };
            }
        }
        (true, false) => {
            for (slot, v) in times.iter_mut().zip(pair(args[2], "ns")?.items()) {
                let n = vm.index_i64(*v)?;
                let billion = 1_000_000_000;
                *slot = libc::timespec { tv_sec: n.div_euclid(billion), tv_nsec: n.rem_euclid(billion) };
            }
        }
        (true, true) => {}
    }
    let flags = if vm.truthy(args[4])? { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    let place = start(vm, args[3])?;
    // SAFETY: see above.
    none(call(vm, Some(args[0]), || unsafe { libc::utimensat(place, p.as_ptr(), times.as_ptr(), flags) } as i64))
}

static FUNCTIONS: &[MethodDef] = &[
    function("open", "(path, flags, mode=511, *, dir_fd=None)", open, "Open a file; return its descriptor."),
    function("close", "(fd)", close, "Close a descriptor."),
    function("read", "(fd, length, /)", read, "Read bytes from a descriptor."),
    function("write", "(fd, data, /)", write, "Write bytes to a descriptor."),
    function("lseek", "(fd, position, whence, /)", lseek, "Move a descriptor's position."),
    function("ftruncate", "(fd, length, /)", ftruncate, "Cut an open file."),
    function("fsync", "(fd)", fsync, "Write an open file to the disk."),
    function("isatty", "(fd, /)", isatty, "Whether a descriptor is a terminal."),
    function("dup", "(fd, /)", dup, "A copy of a descriptor."),
    function("dup2", "(fd, fd2, inheritable=True)", dup2, "Make a descriptor a copy of another."),
    function("pipe", "()", pipe, "A pipe: descriptors to read and to write."),
    function("stat", "(path, *, dir_fd=None, follow_symlinks=True)", stat, "Facts about a file."),
    function("lstat", "(path, *, dir_fd=None)", lstat, "Facts about a file or link."),
    function("fstat", "(fd)", fstat, "Facts about an open file."),
    function("unlink", "(path, *, dir_fd=None)", unlink, "Delete a file."),
    function("remove", "(path, *, dir_fd=None)", remove, "Delete a file."),
    function("rmdir", "(path, *, dir_fd=None)", rmdir, "Delete an empty directory."),
    function("mkdir", "(path, mode=511, *, dir_fd=None)", mkdir, "Make a directory."),
    function("chdir", "(path)", chdir, "Change the working directory."),
    function("chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", chmod, "Change a file's permissions."),
    function("mkfifo", "(path, mode=438, *, dir_fd=None)", mkfifo, "Make a named pipe."),
    function(
        "access",
        "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
        access,
        "Whether a file can be accessed.",
    ),
    function("rename", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", rename, "Rename a file."),
    function("replace", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", rename, "Rename a file over another."),
    function(
        "link",
        "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)",
        link,
        "Make a hard link.",
    ),
    function("symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", symlink, "Make a symbolic link."),
    function("readlink", "(path, *, dir_fd=None)", readlink, "Where a symbolic link leads."),
    function("listdir", "(path=None)", listdir, "Names in a directory."),
    function("getcwd", "()", getcwd, "The working directory."),
    function("getcwdb", "()", getcwdb, "The working directory as bytes."),
    function("getpid", "()", getpid, "This process's number."),
    function("getppid", "()", getppid, "The parent process's number."),
    function("getuid", "()", getuid, "The user's number."),
    function("geteuid", "()", geteuid, "The effective user's number."),
    function("getgid", "()", getgid, "The group's number."),
    function("getegid", "()", getegid, "The effective group's number."),
    function("getpgrp", "()", getpgrp, "The process group."),
    function("setsid", "()", setsid, "Begin a session."),
    function("sched_yield", "()", sched_yield, "Let others run."),
    function("cpu_count", "()", cpu_count, "Number of processors."),
    function("kill", "(pid, signal, /)", kill, "Send a signal to a process."),
    function("_exit", "(status)", exit_now, "End the process at once."),
    function("waitpid", "(pid, options, /)", waitpid, "Wait for a child."),
    function("umask", "(mask, /)", umask, "Set the mask of new files' permissions."),
    function("urandom", "(size, /)", urandom, "Random bytes."),
    function("strerror", "(code, /)", strerror, "The text of an error number."),
    function("fspath", "(path)", fspath, "A path as text or bytes."),
    function("putenv", "(name, value, /)", putenv, "Set an environment variable."),
    function("unsetenv", "(name, /)", unsetenv, "Delete an environment variable."),
    function("get_inheritable", "(fd, /)", inheritable, "Whether children inherit a descriptor."),
    function("set_inheritable", "(fd, inheritable, /)", set_inheritable, "Set whether children inherit a descriptor."),
    function(
        "utime",
        "(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)",
        utime,
        "Set a file's times.",
    ),
];

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    use std::os::unix::ffi::OsStrExt;
    let environ = vm.new_dict();
    for (k, v) in std::env::vars_os() {
        environ.set(vm, vm.new_bytes(k.as_bytes()).value(), vm.new_bytes(v.as_bytes()).value())?;
    }
    m.set(vm, "environ", environ.value());
    m.set(vm, "error", pyish_vm::exceptions::exc::OS_ERROR.ty().value());
    let have = vm.new_list(&[]);
    for name in [
        "HAVE_FACCESSAT",
        "HAVE_FCHDIR",
        "HAVE_FCHMOD",
        "HAVE_FCHMODAT",
        "HAVE_FCHOWN",
        "HAVE_FDOPENDIR",
        "HAVE_FSTATAT",
        "HAVE_FTRUNCATE",
        "HAVE_FUTIMENS",
        "HAVE_LCHOWN",
        "HAVE_LINKAT",
        "HAVE_LSTAT",
        "HAVE_MKDIRAT",
        "HAVE_MKFIFOAT",
        "HAVE_OPENAT",
        "HAVE_READLINKAT",
        "HAVE_RENAMEAT",
        "HAVE_SYMLINKAT",
        "HAVE_UNLINKAT",
        "HAVE_UTIMENSAT",
    ] {
        have.push(vm, vm.new_str(name).value());
    }
    m.set(vm, "_have_functions", have.value());
    let names = [
        "st_mode",
        "st_ino",
        "st_dev",
        "st_nlink",
        "st_uid",
        "st_gid",
        "st_size",
        "st_atime_int",
        "st_mtime_int",
        "st_ctime_int",
        "st_atime",
        "st_mtime",
        "st_ctime",
        "st_atime_ns",
        "st_mtime_ns",
        "st_ctime_ns",
        "st_blksize",
        "st_blocks",
        "st_rdev",
    ];
    let fields = names.map(|n| (n, ""));
    m.set(
        vm,
        "stat_result",
        pyish_vm::builtins::structseq::make_type(vm, "os.stat_result", "Facts about a file.", &fields, 10)?.value(),
    );
    macro_rules! constants {
        ($($name:ident)*) => { $(m.set(vm, stringify!($name), Value::int(libc::$name as i64));)* };
    }
    constants! {
        O_RDONLY O_WRONLY O_RDWR O_CREAT O_EXCL O_TRUNC O_APPEND O_NONBLOCK O_CLOEXEC O_SYNC O_DSYNC O_NOFOLLOW O_DIRECTORY O_NOCTTY
        F_OK R_OK W_OK X_OK WNOHANG WUNTRACED WCONTINUED WEXITED WSTOPPED WNOWAIT O_ACCMODE O_ASYNC O_DIRECT O_LARGEFILE O_NDELAY O_NOATIME
        O_PATH O_RSYNC O_TMPFILE SEEK_DATA SEEK_HOLE P_ALL P_PGID P_PID F_LOCK F_TEST F_TLOCK F_ULOCK GRND_NONBLOCK GRND_RANDOM PRIO_PROCESS
        PRIO_PGRP PRIO_USER SCHED_OTHER SCHED_FIFO SCHED_RR SCHED_BATCH SCHED_IDLE RTLD_LAZY RTLD_NOW RTLD_GLOBAL RTLD_LOCAL MFD_CLOEXEC
        ST_RDONLY ST_NOSUID CLD_EXITED CLD_KILLED CLD_DUMPED CLD_TRAPPED CLD_STOPPED CLD_CONTINUED
    }
    m.set(vm, "EX_OK", Value::int(0));
    // The exit statuses of <sysexits.h>, from 64 on.
    let sysexits = [
        "EX_USAGE",
        "EX_DATAERR",
        "EX_NOINPUT",
        "EX_NOUSER",
        "EX_NOHOST",
        "EX_UNAVAILABLE",
        "EX_SOFTWARE",
        "EX_OSERR",
        "EX_OSFILE",
        "EX_CANTCREAT",
        "EX_IOERR",
        "EX_TEMPFAIL",
        "EX_PROTOCOL",
        "EX_NOPERM",
        "EX_CONFIG",
    ];
    for (i, name) in sysexits.iter().enumerate() {
        m.set(vm, name, Value::int(64 + i as i64));
    }
    for f in [
        directory::FUNCTIONS,
        process::FUNCTIONS,
        config::FUNCTIONS,
        rights::FUNCTIONS,
        vectors::FUNCTIONS,
        facts::FUNCTIONS,
        spawn::FUNCTIONS,
    ]
    .into_iter()
    .flatten()
    {
        m.set(vm, f.name, vm.new_native(f, Value::UNBOUND, None, Some(m)));
    }
    config::init(vm, m)?;
    rights::init(vm, m)?;
    facts::init(vm, m);
    process::init(vm, m)
}

pub static MODULE: NativeModule = NativeModule {
    name: "posix",
    doc: "System calls of POSIX.",
    functions: FUNCTIONS,
    types: &[&directory::ENTRY, &directory::SCAN, &facts::RESULT],
    init: Some(init),
};
