//! Directories entry by entry, and calls on descriptors that `mod` has not.

use std::os::unix::ffi::{OsStrExt, OsStringExt};

use pyish_vm::exceptions::os_error;
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, classmethod, function, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{call, directory_path, int, named_path, none, path, stat_path, text};

// SAFETY of the unsafe blocks below: as in `mod`.

/// An entry: where it stands, and what kind the directory said it is.
#[repr(C)]
struct Entry {
    header: Header,
    name: Slot,
    path: Slot,
    /// The results of stat() and lstat(), once asked for.
    stat: Slot,
    lstat: Slot,
    /// The descriptor that the path is relative to, or None.
    dir: Slot,
    kind: Word,
    inode: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Entry {}

/// # Safety
/// `p` addresses a live entry.
unsafe fn trace_entry(p: *const u64, marker: &mut pyish_vm::heap::Marker) {
    // SAFETY: as promised.
    let e = unsafe { &*p.cast::<Entry>() };
    [&e.name, &e.path, &e.stat, &e.lstat, &e.dir].into_iter().for_each(|slot| marker.slot(slot));
}
fn entry(v: Value) -> Ref<Entry> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

const UNKNOWN: u64 = 0;
const FILE: u64 = 1;
const DIRECTORY: u64 = 2;
const LINK: u64 = 3;
const OTHER: u64 = 4;

fn entry_stat(vm: &Vm, v: Value, follow: bool) -> PyResult<Value> {
    let e = entry(v);
    let slot = if follow { &e.stat } else { &e.lstat };
    if let Some(found) = slot.bound() {
        return Ok(found);
    }
    let found = stat_path(vm, e.path.get(), e.dir.get(), follow)?;
    slot.set(found);
    Ok(found)
}
/// Whether the entry is of a kind; a file that is gone is of none.
fn is_kind(vm: &Vm, v: Value, kind: u64, follow: bool) -> PyResult<Value> {
    let known = entry(v).kind.get();
    if known != UNKNOWN && !(follow && known == LINK) {
        return Ok(Value::bool(known == kind));
    }
    let stat = match entry_stat(vm, v, follow) {
        Ok(stat) => stat,
        Err(e) if e.matches(vm, pyish_vm::exceptions::exc::FILE_NOT_FOUND_ERROR) => return Ok(Value::FALSE),
        Err(e) => return Err(e),
    };
    let mode = vm.index_i64(vm.getattr(stat, vm.intern("st_mode"))?)? as u32 & libc::S_IFMT;
    let found = match mode {
        libc::S_IFREG => FILE,
        libc::S_IFDIR => DIRECTORY,
        libc::S_IFLNK => LINK,
        _ => OTHER,
    };
    Ok(Value::bool(found == kind))
}
fn is_dir(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    is_kind(vm, args[0], DIRECTORY, vm.truthy(args[1])?)
}
fn is_file(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    is_kind(vm, args[0], FILE, vm.truthy(args[1])?)
}
fn is_symlink(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    is_kind(vm, args[0], LINK, false)
}
fn is_junction(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::FALSE)
}
fn stat_of(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    entry_stat(vm, args[0], vm.truthy(args[1])?)
}
fn inode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int_u64(entry(args[0]).inode.get()))
}
fn entry_path(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(entry(args[0]).path.get())
}
fn entry_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let shown = vm.repr(entry(v).name.get())?;
    Ok(vm.new_str(&format!("<DirEntry {shown}>")).value())
}
fn class_getitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.new_generic_alias(args[0], args[1])
}

pub(super) static ENTRY: TypeDef = TypeDef {
    name: "posix.DirEntry",
    doc: "An entry of a directory.",
    size: size_of::<Entry>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace_entry),
    slots: Slots { repr: Some(entry_repr), ..Slots::EMPTY },
    methods: &[
        method("is_dir", "(*, follow_symlinks=True)", is_dir, "Whether it is a directory."),
        method("is_file", "(*, follow_symlinks=True)", is_file, "Whether it is a regular file."),
        method("is_symlink", "()", is_symlink, "Whether it is a symbolic link."),
        method("is_junction", "()", is_junction, "False: there are no junctions here."),
        method("stat", "(*, follow_symlinks=True)", stat_of, "Facts about the file."),
        method("inode", "()", inode, "The number of the file."),
        method("__fspath__", "()", entry_path, "The path."),
        classmethod("__class_getitem__", "(object, /)", class_getitem, "See PEP 585."),
    ],
    getset: &[
        getter("name", |_, v| Ok(entry(v).name.get()), "The name in the directory."),
        getter("path", |_, v| Ok(entry(v).path.get()), "The path, as scandir() was given it and the name."),
    ],
    ..TypeDef::NEW
};

/// The entries that are left: a list in reverse, empty once closed.
#[repr(C)]
struct Scan {
    header: Header,
    left: Slot,
}
// SAFETY: as above.
unsafe impl HeapObject for Scan {}

fn scan(v: Value) -> Ref<Scan> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}
fn scan_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let list = scan(v).left.get();
    if list.to_list().is_none_or(|l| l.is_empty()) {
        return Ok(Value::UNBOUND);
    }
    vm.call_method(list, vm.intern("pop"), &[])
}
fn scan_close(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    scan(args[0]).left.set(vm.new_list(&[]).value());
    Ok(Value::NONE)
}
fn scan_enter(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(args[0])
}

pub(super) static SCAN: TypeDef = TypeDef {
    name: "posix.ScandirIterator",
    doc: "Goes through the entries of a directory.",
    size: size_of::<Scan>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(scan_next), ..Slots::EMPTY },
    methods: &[
        method("close", "()", scan_close, "Ends the iteration."),
        method("__enter__", "()", scan_enter, "The iterator itself."),
        method("__exit__", "(*args)", scan_close, "Ends the iteration."),
    ],
    ..TypeDef::NEW
};

fn scandir(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = if args[0].is_none() { vm.intern(".").value() } else { args[0] };
    let p = directory_path(vm, "scandir", given)?;
    let dir = std::ffi::OsStr::from_bytes(p.as_bytes()).to_owned();
    type Found = Vec<(Vec<u8>, u64, u64)>;
    let found = vm.released(move || -> std::io::Result<Found> {
        use std::os::unix::fs::DirEntryExt;
        std::fs::read_dir(dir)?
            .map(|e| {
                let e = e?;
                let kind = match e.file_type() {
                    Ok(t) if t.is_dir() => DIRECTORY,
                    Ok(t) if t.is_file() => FILE,
                    Ok(t) if t.is_symlink() => LINK,
                    Ok(_) => OTHER,
                    Err(_) => UNKNOWN,
                };
                Ok((e.file_name().into_vec(), kind, e.ino()))
            })
            .collect()
    });
    let found = match found {
        Ok(found) => found,
        Err(e) => return Err(os_error::from_errno(vm, e.raw_os_error().unwrap_or(libc::EIO), Some(given))),
    };
    let like = if given.to_bytes().is_some() { given } else { Value::NONE };
    let mut prefix = p.into_bytes();
    if prefix.last() != Some(&b'/') {
        prefix.push(b'/');
    }
    let left = vm.new_list(&[]);
    for (name, kind, inode) in found.into_iter().rev() {
        // Entries of an open directory have no path but the name.
        let full = if given.is_int() { name.clone() } else { [&prefix[..], &name].concat() };
        let fixed = Entry {
            header: Header::EMPTY,
            name: Slot::new(text(vm, &name, like)?),
            path: Slot::new(text(vm, &full, like)?),
            stat: Slot::unbound(),
            lstat: Slot::unbound(),
            dir: Slot::new(if given.is_int() { given } else { Value::NONE }),
            kind: Word::new(kind),
            inode: Word::new(inode),
        };
        left.push(vm, vm.alloc(ENTRY.shape(), fixed).value());
    }
    Ok(vm.alloc(SCAN.shape(), Scan { header: Header::EMPTY, left: Slot::new(left.value()) }).value())
}

fn truncate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = vm.index_i64(args[1])?;
    if args[0].is_int() {
        let fd = int(vm, args[0])?;
        // SAFETY: see above.
        return none(call(vm, None, || unsafe { libc::ftruncate(fd, n) } as i64));
    }
    let p = named_path(vm, "truncate", "path", "string, bytes, os.PathLike or integer", args[0])?;
    // SAFETY: see above.
    none(call(vm, Some(args[0]), || unsafe { libc::truncate(p.as_ptr(), n) } as i64))
}
fn pread(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, n, at) = (int(vm, args[0])?, vm.index_i64(args[1])?, vm.index_i64(args[2])?);
    let Ok(n) = usize::try_from(n) else { return Err(os_error::from_errno(vm, libc::EINVAL, None)) };
    let mut buffer = vec![0u8; n];
    // SAFETY: see above.
    let got = call(vm, None, || unsafe { libc::pread(fd, buffer.as_mut_ptr().cast(), n, at) } as i64)?;
    Ok(vm.new_bytes(&buffer[..got as usize]).value())
}
fn pwrite(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, at) = (int(vm, args[0])?, vm.index_i64(args[2])?);
    let data = vm.with_buffer(args[1], <[u8]>::to_vec)?;
    // SAFETY: see above.
    Ok(vm.new_int(call(vm, None, || unsafe { libc::pwrite(fd, data.as_ptr().cast(), data.len(), at) } as i64)?))
}
fn readinto(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    let target = vm.writable_buffer(args[1])?;
    let mut buffer = vec![0u8; target.len];
    // SAFETY: see above.
    let got = call(vm, None, || unsafe { libc::read(fd, buffer.as_mut_ptr().cast(), buffer.len()) } as i64);
    if let Ok(n) = got {
        target.bytes_mut()[..n as usize].copy_from_slice(&buffer[..n as usize]);
    }
    target.release(vm);
    Ok(vm.new_int(got?))
}
fn get_blocking(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    let flags = call(vm, None, || unsafe { libc::fcntl(fd, libc::F_GETFL) } as i64)?;
    Ok(Value::bool(flags as i32 & libc::O_NONBLOCK == 0))
}
fn set_blocking(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, on) = (int(vm, args[0])?, vm.truthy(args[1])?);
    // SAFETY: see above.
    let flags = call(vm, None, || unsafe { libc::fcntl(fd, libc::F_GETFL) } as i64)? as i32;
    let flags = if on { flags & !libc::O_NONBLOCK } else { flags | libc::O_NONBLOCK };
    // SAFETY: see above.
    none(call(vm, None, || unsafe { libc::fcntl(fd, libc::F_SETFL, flags) } as i64))
}
fn closerange(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (low, high) = (int(vm, args[0])?, int(vm, args[1])?);
    for fd in low.max(0)..high {
        // SAFETY: see above; descriptors that are not open are passed over.
        unsafe { libc::close(fd) };
    }
    Ok(Value::NONE)
}
fn pipe2(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let flags = int(vm, args[0])?;
    let mut fds = [0i32; 2];
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::pipe2(fds.as_mut_ptr(), flags) } as i64)?;
    Ok(vm.new_tuple(&[Value::int(fds[0] as i64), Value::int(fds[1] as i64)]).value())
}

macro_rules! descriptor_calls {
    ($($name:ident |$fd:ident $(, $i:ident)*| $call:expr;)*) => {
        $(fn $name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
            let $fd = int(vm, args[0])?;
            #[allow(unused_mut, unused_variables, unused_assignments, reason = "not every call has more numbers")]
            {
                let mut at = 1;
                $(let $i = int(vm, args[at])?; at += 1;)*
                // SAFETY: see above.
                none(call(vm, None, || unsafe { $call } as i64))
            }
        })*
    };
}
descriptor_calls! {
    fdatasync |fd| libc::fdatasync(fd);
    fchmod |fd, mode| libc::fchmod(fd, mode as u32);
    fchdir |fd| libc::fchdir(fd);
    fchown |fd, uid, gid| libc::fchown(fd, uid as u32, gid as u32);
}
fn chown(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = path(vm, "chown", args[0])?;
    let (uid, gid, follow) = (int(vm, args[1])? as u32, int(vm, args[2])? as u32, vm.truthy(args[4])?);
    // SAFETY: see above.
    none(call(vm, Some(args[0]), || unsafe {
        if follow { libc::chown(p.as_ptr(), uid, gid) } else { libc::lchown(p.as_ptr(), uid, gid) }
    } as i64))
}
fn lchown(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = path(vm, "lchown", args[0])?;
    let (uid, gid) = (int(vm, args[1])? as u32, int(vm, args[2])? as u32);
    // SAFETY: see above.
    none(call(vm, Some(args[0]), || unsafe { libc::lchown(p.as_ptr(), uid, gid) } as i64))
}
fn get_terminal_size(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = if args[0].is_unbound() { 1 } else { int(vm, args[0])? };
    // SAFETY: a plain struct that the call fills.
    let mut size: libc::winsize = unsafe { std::mem::zeroed() };
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &mut size) } as i64)?;
    let class = vm.import_module("posix").and_then(|m| vm.getattr(m, vm.intern("terminal_size")))?;
    let fields = [Value::int(size.ws_col as i64), Value::int(size.ws_row as i64)];
    Ok(pyish_vm::builtins::structseq::new(vm, vm.class_arg(class), &fields))
}
fn device_encoding(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = int(vm, args[0])?;
    // SAFETY: see above.
    let terminal = unsafe { libc::isatty(fd) } == 1;
    Ok(if terminal { vm.new_str("utf-8").value() } else { Value::NONE })
}
fn device_number(vm: &Vm, args: &[Value]) -> PyResult<u64> {
    match u64::try_from(vm.index_i64(args[0])?) {
        Ok(n) => Ok(n),
        Err(_) => throw!(vm, OVERFLOW_ERROR, "can't convert negative int to unsigned"),
    }
}
fn major(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(libc::major(device_number(vm, args)?) as i64))
}
fn minor(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(libc::minor(device_number(vm, args)?) as i64))
}
fn makedev(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int_u64(libc::makedev(int(vm, args[0])? as u32, int(vm, args[1])? as u32)))
}

pub(super) static FUNCTIONS: &[MethodDef] = &[
    function("scandir", "(path=None)", scandir, "The entries of a directory."),
    function("truncate", "(path, length)", truncate, "Cut a file."),
    function("pread", "(fd, length, offset, /)", pread, "Read from a place in a file."),
    function("pwrite", "(fd, buffer, offset, /)", pwrite, "Write to a place in a file."),
    function("readinto", "(fd, buffer, /)", readinto, "Read into a buffer; the number of bytes."),
    function("get_blocking", "(fd, /)", get_blocking, "Whether calls on a descriptor wait."),
    function("set_blocking", "(fd, blocking, /)", set_blocking, "Set whether calls on a descriptor wait."),
    function("closerange", "(fd_low, fd_high, /)", closerange, "Close all descriptors of a range."),
    function("pipe2", "(flags, /)", pipe2, "A pipe with flags."),
    function("fdatasync", "(fd)", fdatasync, "Write a file's data to the disk."),
    function("fchmod", "(fd, mode)", fchmod, "Change an open file's permissions."),
    function("fchdir", "(fd)", fchdir, "Change the working directory to an open one."),
    function("fchown", "(fd, uid, gid)", fchown, "Change an open file's owner."),
    function("chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", chown, "Change a file's owner."),
    function("lchown", "(path, uid, gid)", lchown, "Change the owner of a file or link."),
    function("get_terminal_size", "(fd=<unset>, /)", get_terminal_size, "Columns and lines of a terminal."),
    function("device_encoding", "(fd)", device_encoding, "The encoding of a terminal, None for other files."),
    function("major", "(device, /)", major, "The major part of a device's number."),
    function("minor", "(device, /)", minor, "The minor part of a device's number."),
    function("makedev", "(major, minor, /)", makedev, "The number of a device of its parts."),
];
