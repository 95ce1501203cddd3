//! `resource`: limits of processes and what they used.

use pyish_vm::builtins::module::Module;
use pyish_vm::builtins::{shape, structseq};
use pyish_vm::exceptions::exc;
use pyish_vm::native::{NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::posix::{failed, int};

// SAFETY of the unsafe blocks below: system calls that fill complete structs.

static USAGE: &[(&str, &str)] = &[
    ("ru_utime", "Seconds in the program."),
    ("ru_stime", "Seconds in the kernel."),
    ("ru_maxrss", "The most memory that was resident."),
    ("ru_ixrss", "Shared memory."),
    ("ru_idrss", "Memory of data."),
    ("ru_isrss", "Memory of stacks."),
    ("ru_minflt", "Page faults without I/O."),
    ("ru_majflt", "Page faults with I/O."),
    ("ru_nswap", "Times swapped out."),
    ("ru_inblock", "Blocks read."),
    ("ru_oublock", "Blocks written."),
    ("ru_msgsnd", "Messages sent."),
    ("ru_msgrcv", "Messages received."),
    ("ru_nsignals", "Signals received."),
    ("ru_nvcsw", "Switches asked for."),
    ("ru_nivcsw", "Switches forced."),
];

/// The fields of a struct_rusage, in order.
pub fn usage_fields(vm: &Vm, u: &libc::rusage) -> [Value; 16] {
    let seconds = |t: libc::timeval| vm.new_float(t.tv_sec as f64 + t.tv_usec as f64 * 1e-6);
    let i = |n: i64| vm.new_int(n);
    [
        seconds(u.ru_utime),
        seconds(u.ru_stime),
        i(u.ru_maxrss),
        i(u.ru_ixrss),
        i(u.ru_idrss),
        i(u.ru_isrss),
        i(u.ru_minflt),
        i(u.ru_majflt),
        i(u.ru_nswap),
        i(u.ru_inblock),
        i(u.ru_oublock),
        i(u.ru_msgsnd),
        i(u.ru_msgrcv),
        i(u.ru_nsignals),
        i(u.ru_nvcsw),
        i(u.ru_nivcsw),
    ]
}
/// A struct_rusage.
pub fn new_usage(vm: &Vm, u: &libc::rusage) -> PyResult<Value> {
    let class = vm.import_module("resource").and_then(|m| vm.getattr(m, vm.intern("struct_rusage")))?;
    Ok(structseq::new(vm, vm.class_arg(class), &usage_fields(vm, u)))
}

fn getrusage(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let who = int(vm, args[0])?;
    // SAFETY: see above.
    let (r, u) = unsafe {
        let mut u: libc::rusage = std::mem::zeroed();
        (libc::getrusage(who, &mut u), u)
    };
    if r == -1 {
        let e = std::io::Error::last_os_error();
        if e.raw_os_error() == Some(libc::EINVAL) {
            throw!(vm, VALUE_ERROR, "invalid who parameter");
        }
        return Err(failed(vm, None));
    }
    new_usage(vm, &u)
}

fn known(vm: &Vm, v: Value) -> PyResult<libc::__rlimit_resource_t> {
    match int(vm, v)? {
        n @ 0..=15 => Ok(n as libc::__rlimit_resource_t),
        _ => throw!(vm, VALUE_ERROR, "invalid resource specified"),
    }
}
fn limit(vm: &Vm, v: Value) -> PyResult<libc::rlim_t> {
    match vm.int_to_i128(vm.index(v)?) {
        Some(n) if n < 0 && n >= i64::MIN as i128 => {
            vm.warn(exc::DEPRECATION_WARNING, "Use RLIM_INFINITY instead of negative limit value.", 1)?;
            Ok(n as libc::rlim_t)
        }
        Some(n) if n >= 0 && n <= u64::MAX as i128 => Ok(n as libc::rlim_t),
        _ => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C rlim_t"),
    }
}
fn limits(vm: &Vm, v: Value) -> PyResult<libc::rlimit> {
    let both = vm.collect_tuple(v)?;
    let [soft, hard] = both.items() else { throw!(vm, VALUE_ERROR, "expected a tuple of 2 integers") };
    Ok(libc::rlimit { rlim_cur: limit(vm, *soft)?, rlim_max: limit(vm, *hard)? })
}
fn shown(vm: &Vm, l: &libc::rlimit) -> Value {
    vm.new_tuple(&[vm.new_int_u64(l.rlim_cur), vm.new_int_u64(l.rlim_max)]).value()
}
fn refused<T>(vm: &Vm) -> PyResult<T> {
    match std::io::Error::last_os_error().raw_os_error() {
        Some(libc::EINVAL) => throw!(vm, VALUE_ERROR, "current limit exceeds maximum limit"),
        Some(libc::EPERM) => throw!(vm, VALUE_ERROR, "not allowed to raise maximum limit"),
        _ => Err(failed(vm, None)),
    }
}
fn getrlimit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let what = known(vm, args[0])?;
    let mut l = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: see above.
    if unsafe { libc::getrlimit(what, &mut l) } == -1 {
        return Err(failed(vm, None));
    }
    Ok(shown(vm, &l))
}
fn setrlimit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (what, l) = (known(vm, args[0])?, limits(vm, args[1])?);
    // SAFETY: see above.
    if unsafe { libc::setrlimit(what, &l) } == -1 {
        return refused(vm);
    }
    Ok(Value::NONE)
}
fn prlimit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (pid, what) = (int(vm, args[0])?, known(vm, args[1])?);
    let new = if args[2].is_none() { None } else { Some(limits(vm, args[2])?) };
    let mut old = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: see above.
    if unsafe { libc::prlimit(pid, what, new.as_ref().map_or(std::ptr::null(), |l| l), &mut old) } == -1 {
        if std::io::Error::last_os_error().raw_os_error() == Some(libc::EINVAL) {
            throw!(vm, VALUE_ERROR, "current limit exceeds maximum limit");
        }
        return Err(failed(vm, None));
    }
    Ok(shown(vm, &old))
}
fn getpagesize(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    // SAFETY: a constant of the system.
    Ok(vm.new_int(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }))
}

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    macro_rules! constants {
        ($($name:ident)*) => { $(m.set(vm, stringify!($name), Value::int(libc::$name as i64));)* };
    }
    constants! {
        RLIMIT_AS RLIMIT_CORE RLIMIT_CPU RLIMIT_DATA RLIMIT_FSIZE RLIMIT_MEMLOCK RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_NOFILE
        RLIMIT_NPROC RLIMIT_RSS RLIMIT_RTPRIO RLIMIT_RTTIME RLIMIT_SIGPENDING RLIMIT_STACK RUSAGE_CHILDREN RUSAGE_SELF
        RUSAGE_THREAD
    }
    m.set(vm, "RLIMIT_OFILE", Value::int(libc::RLIMIT_NOFILE as i64));
    for name in ["RLIM_INFINITY", "RLIM_SAVED_CUR", "RLIM_SAVED_MAX"] {
        m.set(vm, name, vm.new_int_u64(libc::RLIM_INFINITY));
    }
    m.set(vm, "error", vm.type_obj(exc::OS_ERROR).value());
    let class = structseq::make_type(vm, "resource.struct_rusage", "What a process used.", USAGE, USAGE.len())?;
    debug_assert!(class.is_subtype(shape::TUPLE.ty()));
    m.set(vm, "struct_rusage", class.value());
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "resource",
    doc: "Limits of processes and what they used.",
    functions: &[
        function("getrusage", "(who, /)", getrusage, "What a process, its children or a thread used."),
        function("getrlimit", "(resource, /)", getrlimit, "The soft and the hard limit."),
        function("setrlimit", "(resource, limits, /)", setrlimit, "Set the soft and the hard limit."),
        function("prlimit", "(pid, resource, limits=None, /)", prlimit, "The limits of any process; set them."),
        function("getpagesize", "()", getpagesize, "Bytes of a page of memory."),
    ],
    types: &[],
    init: Some(init),
};
