//! `statx`: what the kernel knows of a file, each fact only when it was asked for and is there.

use pyish_vm::builtins::module::Module;
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, function};
use pyish_vm::object::{GetSetDef, Header, HeapObject, Ref, Slots, TypeDef, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{call, int, named_path, start};

// SAFETY of the unsafe blocks below: as in `mod`.

/// The facts as the kernel wrote them.
#[repr(C)]
struct Facts {
    header: Header,
    data: libc::statx,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Facts {}

fn facts(v: Value) -> libc::statx {
    // SAFETY: only called on instances.
    unsafe { v.cast::<Facts>() }.data
}

fn seconds(vm: &Vm, t: libc::statx_timestamp) -> Value {
    vm.new_float(t.tv_sec as f64 + 1e-9 * t.tv_nsec as f64)
}
fn nanoseconds(vm: &Vm, t: libc::statx_timestamp) -> Value {
    vm.new_int_i128(t.tv_sec as i128 * 1_000_000_000 + t.tv_nsec as i128)
}

const ALWAYS: u32 = 0;
const MODE: u32 = libc::STATX_TYPE | libc::STATX_MODE;
const MOUNT: u32 = libc::STATX_MNT_ID | libc::STATX_MNT_ID_UNIQUE;

/// Names, in the order in which they show, the bits of the mask of which one must be set, and the values.
macro_rules! fields {
    ($($name:ident $bits:expr, |$vm:ident, $f:ident| $value:expr;)*) => {
        static FIELDS: &[GetSetDef] = &[$(getter(
            stringify!($name),
            |$vm, v| {
                let $f = facts(v);
                Ok(if $bits == ALWAYS || $f.stx_mask & $bits != 0 { $value } else { Value::NONE })
            },
            "A fact, or None when it is not known.",
        ),)*];
    };
}
fields! {
    stx_mask ALWAYS, |vm, f| vm.new_int_u64(f.stx_mask as u64);
    stx_blksize ALWAYS, |vm, f| vm.new_int_u64(f.stx_blksize as u64);
    stx_attributes ALWAYS, |vm, f| vm.new_int_u64(f.stx_attributes);
    stx_attributes_mask ALWAYS, |vm, f| vm.new_int_u64(f.stx_attributes_mask);
    stx_rdev_major ALWAYS, |vm, f| vm.new_int_u64(f.stx_rdev_major as u64);
    stx_rdev_minor ALWAYS, |vm, f| vm.new_int_u64(f.stx_rdev_minor as u64);
    stx_rdev ALWAYS, |vm, f| vm.new_int_u64(libc::makedev(f.stx_rdev_major, f.stx_rdev_minor));
    stx_dev_major ALWAYS, |vm, f| vm.new_int_u64(f.stx_dev_major as u64);
    stx_dev_minor ALWAYS, |vm, f| vm.new_int_u64(f.stx_dev_minor as u64);
    stx_dev ALWAYS, |vm, f| vm.new_int_u64(libc::makedev(f.stx_dev_major, f.stx_dev_minor));
    stx_mode MODE, |vm, f| vm.new_int_u64(f.stx_mode as u64);
    stx_nlink libc::STATX_NLINK, |vm, f| vm.new_int_u64(f.stx_nlink as u64);
    stx_uid libc::STATX_UID, |vm, f| vm.new_int_u64(f.stx_uid as u64);
    stx_gid libc::STATX_GID, |vm, f| vm.new_int_u64(f.stx_gid as u64);
    stx_ino libc::STATX_INO, |vm, f| vm.new_int_u64(f.stx_ino);
    stx_size libc::STATX_SIZE, |vm, f| vm.new_int_u64(f.stx_size);
    stx_blocks libc::STATX_BLOCKS, |vm, f| vm.new_int_u64(f.stx_blocks);
    stx_atime libc::STATX_ATIME, |vm, f| seconds(vm, f.stx_atime);
    stx_atime_ns libc::STATX_ATIME, |vm, f| nanoseconds(vm, f.stx_atime);
    stx_btime libc::STATX_BTIME, |vm, f| seconds(vm, f.stx_btime);
    stx_btime_ns libc::STATX_BTIME, |vm, f| nanoseconds(vm, f.stx_btime);
    stx_ctime libc::STATX_CTIME, |vm, f| seconds(vm, f.stx_ctime);
    stx_ctime_ns libc::STATX_CTIME, |vm, f| nanoseconds(vm, f.stx_ctime);
    stx_mtime libc::STATX_MTIME, |vm, f| seconds(vm, f.stx_mtime);
    stx_mtime_ns libc::STATX_MTIME, |vm, f| nanoseconds(vm, f.stx_mtime);
    stx_mnt_id MOUNT, |vm, f| vm.new_int_u64(f.stx_mnt_id);
    stx_dio_mem_align libc::STATX_DIOALIGN, |vm, f| vm.new_int_u64(f.stx_dio_mem_align as u64);
    stx_dio_offset_align libc::STATX_DIOALIGN, |vm, f| vm.new_int_u64(f.stx_dio_offset_align as u64);
    stx_subvol libc::STATX_SUBVOL, |vm, f| vm.new_int_u64(f.stx_subvol);
    stx_atomic_write_unit_min libc::STATX_WRITE_ATOMIC, |vm, f| vm.new_int_u64(f.stx_atomic_write_unit_min as u64);
    stx_atomic_write_unit_max libc::STATX_WRITE_ATOMIC, |vm, f| vm.new_int_u64(f.stx_atomic_write_unit_max as u64);
    stx_atomic_write_segments_max libc::STATX_WRITE_ATOMIC, |vm, f| {
        vm.new_int_u64(f.stx_atomic_write_segments_max as u64)
    };
    stx_dio_read_offset_align libc::STATX_DIO_READ_ALIGN, |vm, f| vm.new_int_u64(f.stx_dio_read_offset_align as u64);
    stx_atomic_write_unit_max_opt libc::STATX_WRITE_ATOMIC, |vm, f| {
        vm.new_int_u64(f.stx_atomic_write_unit_max_opt as u64)
    };
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let mut shown = Vec::new();
    for field in FIELDS {
        let value = (field.get)(vm, v)?;
        if !value.is_none() {
            shown.push(format!("{}={}", field.name, vm.repr(value)?));
        }
    }
    Ok(vm.new_str(&format!("os.statx_result({})", shown.join(", "))).value())
}

pub(super) static RESULT: TypeDef = TypeDef {
    name: "os.statx_result",
    doc: "What the kernel knows of a file.",
    size: size_of::<Facts>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Leaf,
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    getset: FIELDS,
    ..TypeDef::NEW
};

fn statx(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (mask, flags) = (vm.index_i64(args[1])? as u32, int(vm, args[2])?);
    let follow = vm.truthy(args[4])?;
    if flags & (libc::AT_SYMLINK_NOFOLLOW | libc::AT_SYMLINK_FOLLOW) != 0 {
        throw!(vm, VALUE_ERROR, "use follow_symlinks kwarg instead of AT_SYMLINK_* flag");
    }
    // SAFETY: a plain struct that the call fills.
    let mut data: libc::statx = unsafe { std::mem::zeroed() };
    if args[0].is_int() {
        if !args[3].is_none() {
            throw!(vm, VALUE_ERROR, "statx: can't specify dir_fd without matching path");
        }
        if !follow {
            throw!(vm, VALUE_ERROR, "statx: cannot use fd and follow_symlinks together");
        }
        let (fd, flags) = (int(vm, args[0])?, flags | libc::AT_EMPTY_PATH);
        // SAFETY: see above.
        call(vm, Some(args[0]), || unsafe { libc::statx(fd, c"".as_ptr(), flags, mask, &mut data) } as i64)?;
    } else {
        let p = named_path(vm, "statx", "path", "string, bytes, os.PathLike or integer", args[0])?;
        let dir = start(vm, args[3])?;
        let flags = if follow { flags } else { flags | libc::AT_SYMLINK_NOFOLLOW };
        // SAFETY: see above.
        call(vm, Some(args[0]), || unsafe { libc::statx(dir, p.as_ptr(), flags, mask, &mut data) } as i64)?;
    }
    Ok(vm.alloc(RESULT.shape(), Facts { header: Header::EMPTY, data }).value())
}

pub(super) static FUNCTIONS: &[MethodDef] = &[function(
    "statx",
    "(path, mask, *, flags=0, dir_fd=None, follow_symlinks=True)",
    statx,
    "Chosen facts about a file.",
)];

pub(super) fn init(vm: &Vm, m: Ref<Module>) {
    macro_rules! constants {
        ($($name:ident)*) => { $(m.set(vm, stringify!($name), Value::int(libc::$name as i64));)* };
    }
    constants! {
        STATX_ATIME STATX_BASIC_STATS STATX_BLOCKS STATX_BTIME STATX_CTIME STATX_DIOALIGN STATX_DIO_READ_ALIGN STATX_GID STATX_INO
        STATX_MNT_ID STATX_MNT_ID_UNIQUE STATX_MODE STATX_MTIME STATX_NLINK STATX_SIZE STATX_SUBVOL STATX_TYPE STATX_UID
        STATX_WRITE_ATOMIC
    }
}
