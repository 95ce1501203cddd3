//! Limits and options of the system: sysconf(), confstr() and pathconf(), by name or number.

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::os_error;
use pyish_vm::native::{MethodDef, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{failed, int, named_path};

// SAFETY of the unsafe blocks below: as in `mod`.

// The names of <unistd.h> without their prefix, and their numbers.

static SYSCONF: &str = "\
    ARG_MAX=0 CHILD_MAX=1 CLK_TCK=2 NGROUPS_MAX=3 OPEN_MAX=4 STREAM_MAX=5 TZNAME_MAX=6 JOB_CONTROL=7 SAVED_IDS=8 \
    REALTIME_SIGNALS=9 PRIORITY_SCHEDULING=10 TIMERS=11 ASYNCHRONOUS_IO=12 PRIORITIZED_IO=13 SYNCHRONIZED_IO=14 \
    FSYNC=15 MAPPED_FILES=16 MEMLOCK=17 MEMLOCK_RANGE=18 MEMORY_PROTECTION=19 MESSAGE_PASSING=20 SEMAPHORES=21 \
    SHARED_MEMORY_OBJECTS=22 AIO_LISTIO_MAX=23 AIO_MAX=24 AIO_PRIO_DELTA_MAX=25 DELAYTIMER_MAX=26 MQ_OPEN_MAX=27 \
    MQ_PRIO_MAX=28 VERSION=29 PAGESIZE=30 PAGE_SIZE=30 RTSIG_MAX=31 SEM_NSEMS_MAX=32 SEM_VALUE_MAX=33 \
    SIGQUEUE_MAX=34 TIMER_MAX=35 BC_BASE_MAX=36 BC_DIM_MAX=37 BC_SCALE_MAX=38 BC_STRING_MAX=39 COLL_WEIGHTS_MAX=40 \
    EQUIV_CLASS_MAX=41 EXPR_NEST_MAX=42 LINE_MAX=43 RE_DUP_MAX=44 CHARCLASS_NAME_MAX=45 2_VERSION=46 2_C_BIND=47 \
    2_C_DEV=48 2_FORT_DEV=49 2_FORT_RUN=50 2_SW_DEV=51 2_LOCALEDEF=52 PII=53 PII_XTI=54 PII_SOCKET=55 \
    PII_INTERNET=56 PII_OSI=57 POLL=58 SELECT=59 IOV_MAX=60 UIO_MAXIOV=60 PII_INTERNET_STREAM=61 \
    PII_INTERNET_DGRAM=62 PII_OSI_COTS=63 PII_OSI_CLTS=64 PII_OSI_M=65 T_IOV_MAX=66 THREADS=67 \
    THREAD_SAFE_FUNCTIONS=68 GETGR_R_SIZE_MAX=69 GETPW_R_SIZE_MAX=70 LOGIN_NAME_MAX=71 TTY_NAME_MAX=72 \
    THREAD_DESTRUCTOR_ITERATIONS=73 THREAD_KEYS_MAX=74 THREAD_STACK_MIN=75 THREAD_THREADS_MAX=76 \
    THREAD_ATTR_STACKADDR=77 THREAD_ATTR_STACKSIZE=78 THREAD_PRIORITY_SCHEDULING=79 THREAD_PRIO_INHERIT=80 \
    THREAD_PRIO_PROTECT=81 THREAD_PROCESS_SHARED=82 NPROCESSORS_CONF=83 NPROCESSORS_ONLN=84 PHYS_PAGES=85 \
    AVPHYS_PAGES=86 ATEXIT_MAX=87 PASS_MAX=88 XOPEN_VERSION=89 XOPEN_XCU_VERSION=90 XOPEN_UNIX=91 XOPEN_CRYPT=92 \
    XOPEN_ENH_I18N=93 XOPEN_SHM=94 2_CHAR_TERM=95 2_C_VERSION=96 2_UPE=97 XOPEN_XPG2=98 XOPEN_XPG3=99 \
    XOPEN_XPG4=100 CHAR_BIT=101 CHAR_MAX=102 CHAR_MIN=103 INT_MAX=104 INT_MIN=105 LONG_BIT=106 WORD_BIT=107 \
    MB_LEN_MAX=108 NZERO=109 SSIZE_MAX=110 SCHAR_MAX=111 SCHAR_MIN=112 SHRT_MAX=113 SHRT_MIN=114 UCHAR_MAX=115 \
    UINT_MAX=116 ULONG_MAX=117 USHRT_MAX=118 NL_ARGMAX=119 NL_LANGMAX=120 NL_MSGMAX=121 NL_NMAX=122 NL_SETMAX=123 \
    NL_TEXTMAX=124 XBS5_ILP32_OFF32=125 XBS5_ILP32_OFFBIG=126 XBS5_LP64_OFF64=127 XBS5_LPBIG_OFFBIG=128 \
    XOPEN_LEGACY=129 XOPEN_REALTIME=130 XOPEN_REALTIME_THREADS=131 MINSIGSTKSZ=249";
static CONFSTR: &str = "\
    PATH=0 GNU_LIBC_VERSION=2 GNU_LIBPTHREAD_VERSION=3 LFS_CFLAGS=1000 LFS_LDFLAGS=1001 LFS_LIBS=1002 \
    LFS_LINTFLAGS=1003 LFS64_CFLAGS=1004 LFS64_LDFLAGS=1005 LFS64_LIBS=1006 LFS64_LINTFLAGS=1007 \
    XBS5_ILP32_OFF32_CFLAGS=1100 XBS5_ILP32_OFF32_LDFLAGS=1101 XBS5_ILP32_OFF32_LIBS=1102 \
    XBS5_ILP32_OFF32_LINTFLAGS=1103 XBS5_ILP32_OFFBIG_CFLAGS=1104 XBS5_ILP32_OFFBIG_LDFLAGS=1105 \
    XBS5_ILP32_OFFBIG_LIBS=1106 XBS5_ILP32_OFFBIG_LINTFLAGS=1107 XBS5_LP64_OFF64_CFLAGS=1108 \
    XBS5_LP64_OFF64_LDFLAGS=1109 XBS5_LP64_OFF64_LIBS=1110 XBS5_LP64_OFF64_LINTFLAGS=1111 \
    XBS5_LPBIG_OFFBIG_CFLAGS=1112 XBS5_LPBIG_OFFBIG_LDFLAGS=1113 XBS5_LPBIG_OFFBIG_LIBS=1114 \
    XBS5_LPBIG_OFFBIG_LINTFLAGS=1115";
static PATHCONF: &str = "\
    LINK_MAX=0 MAX_CANON=1 MAX_INPUT=2 NAME_MAX=3 PATH_MAX=4 PIPE_BUF=5 CHOWN_RESTRICTED=6 NO_TRUNC=7 VDISABLE=8 \
    SYNC_IO=9 ASYNC_IO=10 PRIO_IO=11 SOCK_MAXBUF=12 FILESIZEBITS=13 REC_INCR_XFER_SIZE=14 REC_MAX_XFER_SIZE=15 \
    REC_MIN_XFER_SIZE=16 REC_XFER_ALIGN=17 ALLOC_SIZE_MIN=18 SYMLINK_MAX=19";

/// The rows of a table.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, i32)> {
    table.split(' ').filter_map(|row| row.split_once('=')).filter_map(|(name, n)| Some((name, n.parse().ok()?)))
}

/// The number of a configuration value.
fn number(vm: &Vm, v: Value, prefix: &str, table: &'static str) -> PyResult<i32> {
    if let Some(name) = v.to_str() {
        let name = name.to_string_lossy();
        let known = name.strip_prefix(prefix).and_then(|name| rows(table).find(|(known, _)| *known == name));
        return match known {
            Some((_, n)) => Ok(n),
            None => throw!(vm, VALUE_ERROR, "unrecognized configuration name"),
        };
    }
    if !vm.is_index(v) {
        throw!(vm, TYPE_ERROR, "configuration names must be strings or integers");
    }
    int(vm, v)
}

/// What a call answered; -1 may mean "no limit", so errno decides.
fn answer(vm: &Vm, file: Option<Value>, f: impl FnOnce() -> i64) -> PyResult<Value> {
    let (r, errno) = vm.released(|| {
        // SAFETY: errno is this thread's.
        unsafe { *libc::__errno_location() = 0 };
        let r = f();
        (r, std::io::Error::last_os_error().raw_os_error().unwrap_or(0))
    });
    if r == -1 && errno != 0 {
        return Err(os_error::from_errno(vm, errno, file));
    }
    Ok(vm.new_int(r))
}

fn sysconf(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = number(vm, args[0], "SC_", SYSCONF)?;
    // SAFETY: see above.
    answer(vm, None, || unsafe { libc::sysconf(n) })
}
fn confstr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = number(vm, args[0], "CS_", CONFSTR)?;
    let mut buffer = vec![0u8; 256];
    loop {
        // SAFETY: see above.
        let len = unsafe {
            *libc::__errno_location() = 0;
            libc::confstr(n, buffer.as_mut_ptr().cast(), buffer.len())
        };
        if len == 0 {
            return if std::io::Error::last_os_error().raw_os_error() == Some(0) {
                Ok(Value::NONE)
            } else {
                Err(failed(vm, None))
            };
        }
        if len <= buffer.len() {
            return Ok(vm.new_str(&String::from_utf8_lossy(&buffer[..len - 1])).value());
        }
        buffer.resize(len, 0);
    }
}
fn fpathconf(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, n) = (super::super::fcntl::descriptor(vm, args[0])?, number(vm, args[1], "PC_", PATHCONF)?);
    // SAFETY: see above.
    answer(vm, None, || unsafe { libc::fpathconf(fd, n) })
}
fn pathconf(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = number(vm, args[1], "PC_", PATHCONF)?;
    if args[0].is_int() {
        let fd = int(vm, args[0])?;
        // SAFETY: see above.
        return answer(vm, Some(args[0]), || unsafe { libc::fpathconf(fd, n) });
    }
    let p = named_path(vm, "pathconf", "path", "string, bytes, os.PathLike or integer", args[0])?;
    // SAFETY: see above.
    answer(vm, Some(args[0]), || unsafe { libc::pathconf(p.as_ptr(), n) })
}

pub(super) static FUNCTIONS: &[MethodDef] = &[
    function("sysconf", "(name, /)", sysconf, "A limit or option of the system."),
    function("confstr", "(name, /)", confstr, "A text that describes the system."),
    function("fpathconf", "(fd, name, /)", fpathconf, "A limit or option of an open file."),
    function("pathconf", "(path, name)", pathconf, "A limit or option of a file."),
];

pub(super) fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    for (name, prefix, table) in
        [("sysconf_names", "SC_", SYSCONF), ("confstr_names", "CS_", CONFSTR), ("pathconf_names", "PC_", PATHCONF)]
    {
        let names = vm.new_dict();
        for (row, n) in rows(table) {
            names.set(vm, vm.new_str(&format!("{prefix}{row}")).value(), Value::int(n as i64))?;
        }
        m.set(vm, name, names.value());
    }
    Ok(())
}
