//! `fcntl`: control of descriptors, and locks of files.

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::exc;
use pyish_vm::native::{NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::posix::call;

// SAFETY of the unsafe blocks below: system calls on buffers with room to spare behind them, as the commands expect.

/// Room behind what the caller gave, for commands that write more than that.
const SPARE: usize = 1024;

/// The descriptor of a number or of an object with fileno().
pub fn descriptor(vm: &Vm, v: Value) -> PyResult<i32> {
    let number = if v.is_int() {
        v
    } else if let Some(f) = vm.getattr_opt(v, vm.intern("fileno"))? {
        let r = vm.call(f, &[])?;
        if !r.is_int() {
            throw!(vm, TYPE_ERROR, "fileno() returned a non-integer");
        }
        r
    } else {
        throw!(vm, TYPE_ERROR, "argument must be an int, or have a fileno() method.");
    };
    let Ok(fd) = i32::try_from(vm.index_i64(number)?) else {
        throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C int");
    };
    if fd < 0 {
        throw!(vm, VALUE_ERROR, "file descriptor cannot be a negative integer ({fd})");
    }
    Ok(fd)
}

/// A number for the C library; more bits than it takes are cut off, with a warning.
fn number(vm: &Vm, v: Value) -> PyResult<i64> {
    let n = vm.index(v)?;
    let (cut, fits) = match vm.int_to_i128(n) {
        Some(i) => (i as i64, (i32::MIN as i128..=u32::MAX as i128).contains(&i)),
        None => (0, false),
    };
    if !fits {
        vm.warn(exc::DEPRECATION_WARNING, "integer value out of range", 1)?;
    }
    Ok(cut as i32 as i64)
}

/// The bytes of a text or buffer argument, with room behind them.
fn bytes(vm: &Vm, v: Value) -> PyResult<Option<(Vec<u8>, usize)>> {
    let mut data = if let Some(s) = v.to_str() {
        s.to_utf8().unwrap_or_default().into_bytes()
    } else if vm.has_buffer(v) {
        vm.with_buffer(v, <[u8]>::to_vec)?
    } else {
        return Ok(None);
    };
    let len = data.len();
    data.resize(len + SPARE, 0);
    Ok(Some((data, len)))
}

fn wrong_argument<T>(vm: &Vm, name: &str, v: Value) -> PyResult<T> {
    throw!(
        vm,
        TYPE_ERROR,
        "{name}() argument 3 must be an integer, a bytes-like object, or a string, not {}",
        vm.type_name(v)
    )
}

fn fcntl(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, command) = (descriptor(vm, args[0])?, vm.index_i64(args[1])? as i32);
    if vm.is_index(args[2]) {
        let n = number(vm, args[2])?;
        // SAFETY: see above.
        return Ok(vm.new_int(call(vm, None, || unsafe { libc::fcntl(fd, command, n) } as i64)?));
    }
    let Some((mut data, len)) = bytes(vm, args[2])? else { return wrong_argument(vm, "fcntl", args[2]) };
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::fcntl(fd, command, data.as_mut_ptr()) } as i64)?;
    Ok(vm.new_bytes(&data[..len]).value())
}

fn ioctl(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = descriptor(vm, args[0])?;
    let request = match vm.int_to_i128(vm.index(args[1])?) {
        Some(n) if (i64::MIN as i128..=u64::MAX as i128).contains(&n) => n as u64 as libc::c_ulong,
        _ => throw!(vm, OVERFLOW_ERROR, "int too big to convert"),
    };
    if vm.is_index(args[2]) {
        let n = number(vm, args[2])?;
        // SAFETY: see above.
        return Ok(vm.new_int(call(vm, None, || unsafe { libc::ioctl(fd, request, n) } as i64)?));
    }
    let mutate = vm.truthy(args[3])?;
    let target = match args[2].to_str().is_none() && vm.has_buffer(args[2]) && mutate {
        true => Some(vm.buffer(args[2])?).filter(|b| !b.readonly),
        false => None,
    };
    let Some((mut data, len)) = bytes(vm, args[2])? else { return wrong_argument(vm, "ioctl", args[2]) };
    // SAFETY: see above.
    let r = call(vm, None, || unsafe { libc::ioctl(fd, request, data.as_mut_ptr()) } as i64);
    let Some(target) = target else { return r.map(|_| vm.new_bytes(&data[..len]).value()) };
    if r.is_ok() {
        let n = len.min(target.len);
        target.bytes_mut()[..n].copy_from_slice(&data[..n]);
    }
    target.release(vm);
    Ok(vm.new_int(r?))
}

fn flock(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, operation) = (descriptor(vm, args[0])?, vm.index_i64(args[1])? as i32);
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::flock(fd, operation) } as i64)?;
    Ok(Value::NONE)
}

fn lockf(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, command) = (descriptor(vm, args[0])?, vm.index_i64(args[1])? as i32);
    // SAFETY: a plain struct.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = if command == libc::LOCK_UN {
        libc::F_UNLCK as i16
    } else if command & libc::LOCK_SH != 0 {
        libc::F_RDLCK as i16
    } else if command & libc::LOCK_EX != 0 {
        libc::F_WRLCK as i16
    } else {
        throw!(vm, VALUE_ERROR, "unrecognized lockf argument")
    };
    lock.l_len = vm.index_i64(args[2])?;
    lock.l_start = vm.index_i64(args[3])?;
    lock.l_whence = vm.index_i64(args[4])? as i16;
    let wait = if command & libc::LOCK_NB == 0 { libc::F_SETLKW } else { libc::F_SETLK };
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::fcntl(fd, wait, &lock) } as i64)?;
    Ok(Value::NONE)
}

/// Those that the C library's crate has not or has with other types.
static MORE: &[(&str, i64)] = &[
    ("FICLONE", 0x4004_9409),
    ("FICLONERANGE", 0x4020_940d),
    ("F_DUPFD_QUERY", 1027),
    ("F_EXLCK", 4),
    ("F_SHLCK", 8),
    ("F_GETLK64", 5),
    ("F_SETLK64", 6),
    ("F_SETLKW64", 7),
    ("F_SETSIG", 10),
    ("F_GETSIG", 11),
    ("F_SETOWN_EX", 15),
    ("F_GETOWN_EX", 16),
    ("F_OWNER_TID", 0),
    ("F_OWNER_PID", 1),
    ("F_OWNER_PGRP", 2),
    ("F_GET_RW_HINT", 1035),
    ("F_SET_RW_HINT", 1036),
    ("F_GET_FILE_RW_HINT", 1037),
    ("F_SET_FILE_RW_HINT", 1038),
    ("F_SEAL_FUTURE_WRITE", 16),
    ("FASYNC", 0x2000),
    ("LOCK_MAND", 32),
    ("LOCK_READ", 64),
    ("LOCK_WRITE", 128),
    ("LOCK_RW", 192),
    ("RWH_WRITE_LIFE_NOT_SET", 0),
    ("RWH_WRITE_LIFE_NONE", 1),
    ("RWH_WRITE_LIFE_SHORT", 2),
    ("RWH_WRITE_LIFE_MEDIUM", 3),
    ("RWH_WRITE_LIFE_LONG", 4),
    ("RWH_WRITE_LIFE_EXTREME", 5),
    ("DN_ACCESS", 1),
    ("DN_MODIFY", 2),
    ("DN_CREATE", 4),
    ("DN_DELETE", 8),
    ("DN_RENAME", 16),
    ("DN_ATTRIB", 32),
    ("DN_MULTISHOT", 0x8000_0000),
];

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    macro_rules! constants {
        ($($name:ident)*) => { $(m.set(vm, stringify!($name), Value::int(libc::$name as i64));)* };
    }
    constants! {
        FD_CLOEXEC F_DUPFD F_DUPFD_CLOEXEC F_GETFD F_SETFD F_GETFL F_SETFL F_GETLK F_SETLK F_SETLKW F_GETOWN F_SETOWN F_GETLEASE
        F_SETLEASE F_NOTIFY F_GETPIPE_SZ F_SETPIPE_SZ F_ADD_SEALS F_GET_SEALS F_SEAL_SEAL F_SEAL_SHRINK F_SEAL_GROW F_SEAL_WRITE
        F_OFD_GETLK F_OFD_SETLK F_OFD_SETLKW F_RDLCK F_UNLCK F_WRLCK LOCK_SH LOCK_EX LOCK_NB LOCK_UN
    }
    MORE.iter().for_each(|(name, n)| m.set(vm, name, Value::int(*n)));
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "fcntl",
    doc: "Control of descriptors, and locks of files.",
    functions: &[
        function("fcntl", "(fd, cmd, arg=0, /)", fcntl, "A command on a descriptor."),
        function("ioctl", "(fd, request, arg=0, mutate_flag=True, /)", ioctl, "A command for a device."),
        function("flock", "(fd, operation, /)", flock, "Lock a whole file."),
        function("lockf", "(fd, cmd, len=0, start=0, whence=0, /)", lockf, "Lock a range of a file."),
    ],
    types: &[],
    init: Some(init),
};
