//! `_posixsubprocess`: a child that runs another program.
//!
//! Between the fork and the exec the child may only do what a signal handler may: it works on a `Plan` that holds everything it needs,
//! allocates nothing and takes no lock. Without users to change and without a Python function to call, the child shares the parent's
//! memory until it executes (as `vfork` has it, but on a stack of its own), so that large programs start children as fast as small
//! ones. An error of the child travels through a pipe that its exec closes: the class, the number in hexadecimal, and where it was.

use std::ffi::CString;

use pyish_vm::exceptions::os_error;
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::thread::fork;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::posix::process::{c_strings, pointers, run_hooks};

/// What the child is to do, in memory that it need not change.
struct Plan<'a> {
    arguments: *const *const libc::c_char,
    /// Null: the process's own, as it is when the child executes.
    environment: *const *const libc::c_char,
    programs: &'a [CString],
    cwd: Option<&'a CString>,
    close_others: bool,
    keep: &'a [i32],
    /// The child's ends of the three standard streams, -1 for those it inherits.
    streams: [i32; 3],
    /// The parent's ends.
    foreign: [i32; 3],
    error_read: i32,
    error_write: i32,
    restore_signals: bool,
    new_session: bool,
    process_group: i32,
    gid: Option<u32>,
    groups: Option<&'a [u32]>,
    uid: Option<u32>,
    umask: i32,
    mask: libc::sigset_t,
}

/// Where the child failed.
#[derive(Clone, Copy)]
enum At {
    Preparing,
    Directory,
    Function,
    Exec,
}

type Step = Result<(), At>;

fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

fn checked(r: i64, at: At) -> Step {
    if r < 0 { Err(at) } else { Ok(()) }
}

// SAFETY of the unsafe blocks below: system calls on descriptors and on strings and arrays that the plan holds. Users and groups are
// set by the kernel's own calls: the C library's would try to reach the parent's threads.

fn share(fd: i32) -> Step {
    // SAFETY: see above.
    checked(unsafe { libc::fcntl(fd, libc::F_SETFD, 0) } as i64, At::Preparing)
}

/// Puts the descriptors in order.
fn arrange(plan: &Plan) -> Step {
    for fd in plan.keep.iter().filter(|fd| **fd != plan.error_write) {
        share(*fd)?;
    }
    for fd in plan.foreign.iter().chain([&plan.error_read]).filter(|fd| **fd >= 0) {
        // SAFETY: see above.
        unsafe { libc::close(*fd) };
    }
    let mut streams = plan.streams;
    // A source that a stream before it would overwrite moves out of the way.
    for (target, fd) in streams.iter_mut().enumerate() {
        if (0..target as i32).contains(fd) {
            // SAFETY: see above.
            *fd = unsafe { libc::fcntl(*fd, libc::F_DUPFD_CLOEXEC, 3) };
            checked(*fd as i64, At::Preparing)?;
        }
    }
    for (target, fd) in streams.iter().enumerate() {
        match *fd {
            -1 => {}
            fd if fd == target as i32 => share(fd)?,
            // SAFETY: see above.
            fd => checked(unsafe { libc::dup2(fd, target as i32) } as i64, At::Preparing)?,
        }
    }
    Ok(())
}

/// Everything up to the function of the caller.
fn prepare(plan: &Plan) -> Step {
    arrange(plan)?;
    // SAFETY: see above; a complete set of signals.
    unsafe {
        if let Some(cwd) = plan.cwd {
            checked(libc::chdir(cwd.as_ptr()) as i64, At::Directory)?;
        }
        if plan.umask >= 0 {
            libc::umask(plan.umask as u32);
        }
        if plan.restore_signals {
            libc::signal(libc::SIGPIPE, libc::SIG_DFL);
            libc::signal(libc::SIGXFSZ, libc::SIG_DFL);
        }
        if plan.new_session {
            checked(libc::setsid() as i64, At::Preparing)?;
        }
        if plan.process_group >= 0 {
            checked(libc::setpgid(0, plan.process_group) as i64, At::Preparing)?;
        }
        if let Some(groups) = plan.groups {
            checked(libc::syscall(libc::SYS_setgroups, groups.len(), groups.as_ptr()), At::Preparing)?;
        }
        if let Some(gid) = plan.gid {
            checked(libc::syscall(libc::SYS_setregid, gid, gid), At::Preparing)?;
        }
        if let Some(uid) = plan.uid {
            checked(libc::syscall(libc::SYS_setreuid, uid, uid), At::Preparing)?;
        }
    }
    Ok(())
}

fn close_between(first: i32, last: i32) {
    if first > last {
        return;
    }
    // SAFETY: see above.
    unsafe {
        if libc::syscall(libc::SYS_close_range, first as u32, last as u32, 0) != 0 {
            // An old kernel: one by one, as many as can be open.
            let most = libc::sysconf(libc::_SC_OPEN_MAX).clamp(256, 1 << 20) as i32;
            for fd in first..=last.min(most) {
                libc::close(fd);
            }
        }
    }
}

/// Closes what is not to be kept, and executes the first program that can be.
fn execute(plan: &Plan) -> Result<std::convert::Infallible, At> {
    if plan.close_others {
        let mut first = 3;
        for fd in plan.keep.iter().filter(|fd| **fd >= 3) {
            close_between(first, fd - 1);
            first = fd + 1;
        }
        close_between(first, i32::MAX);
    }
    let mut telling = 0;
    for program in plan.programs {
        // SAFETY: see above; the C library's variable, which other threads change through its functions only.
        unsafe {
            let environment = if plan.environment.is_null() { environ } else { plan.environment };
            libc::execve(program.as_ptr(), plan.arguments, environment)
        };
        let e = errno();
        if !matches!(e, libc::ENOENT | libc::ENOTDIR) && telling == 0 {
            telling = e;
        }
    }
    if telling != 0 {
        // SAFETY: this thread's errno.
        unsafe { *libc::__errno_location() = telling };
    }
    Err(At::Exec)
}

fn tell(fd: i32, text: &[u8]) {
    // SAFETY: see above; nobody can be told when it fails.
    unsafe { libc::write(fd, text.as_ptr().cast(), text.len()) };
}

/// Tells the parent what failed, and ends.
fn give_up(plan: &Plan, at: At) -> ! {
    let number = errno();
    let fd = plan.error_write;
    if matches!(at, At::Function) {
        tell(fd, b"SubprocessError:0:Exception occurred in preexec_fn.");
    } else {
        let mut digits = [0u8; 8];
        let (mut n, mut start) = (number as u32, digits.len());
        while n > 0 || start == digits.len() {
            start -= 1;
            digits[start] = b"0123456789ABCDEF"[(n % 16) as usize];
            n /= 16;
        }
        tell(fd, b"OSError:");
        tell(fd, &digits[start..]);
        tell(
            fd,
            match at {
                At::Directory => b":noexec:chdir",
                At::Exec => b":",
                At::Preparing | At::Function => b":noexec",
            },
        );
    }
    // SAFETY: ends the process.
    unsafe { libc::_exit(255) }
}

/// The parent's handlers must not run in the child, which may share its memory.
fn forget_handlers(plan: &Plan) {
    // SAFETY: complete structs; signals that cannot be asked about are passed over.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        for signal in 1..65 {
            if libc::sigaction(signal, std::ptr::null(), &mut action) == 0
                && !matches!(action.sa_sigaction, libc::SIG_DFL | libc::SIG_IGN)
            {
                libc::signal(signal, libc::SIG_DFL);
            }
        }
        libc::sigprocmask(libc::SIG_SETMASK, &plan.mask, std::ptr::null_mut());
    }
}

extern "C" fn child(plan: *mut libc::c_void) -> libc::c_int {
    // SAFETY: the parent's plan, which stays until the child has executed.
    let plan = unsafe { &*plan.cast::<Plan>() };
    forget_handlers(plan);
    let Err(at) = prepare(plan).and_then(|()| execute(plan));
    give_up(plan, at)
}

/// The child's stack while it shares the parent's memory.
const STACK: usize = 256 << 10;

/// Starts the child and answers its number, or the negative number of an error.
fn start(plan: &mut Plan) -> i32 {
    // SAFETY: signals are held back around the call, so that none is handled on the child's stack; the child runs on memory that is
    // kept until it has executed or ended, and only then this thread goes on (CLONE_VFORK). A forked child has copies.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut plan.mask);
        let changes_user = plan.uid.is_some() || plan.gid.is_some() || plan.groups.is_some();
        let what = (&raw mut *plan).cast::<libc::c_void>();
        let pid = if changes_user {
            match libc::fork() {
                0 => libc::_exit(child(what)),
                pid => pid,
            }
        } else {
            let mut stack = vec![0u128; STACK / size_of::<u128>()];
            let top = stack.as_mut_ptr().add(stack.len());
            let pid = libc::clone(child, top.cast(), libc::CLONE_VM | libc::CLONE_VFORK | libc::SIGCHLD, what);
            drop(stack);
            pid
        };
        let error = errno();
        libc::pthread_sigmask(libc::SIG_SETMASK, &plan.mask, std::ptr::null_mut());
        if pid < 0 { -error } else { pid }
    }
}

/// A child that calls a Python function before it executes.
fn start_with_function(vm: &Vm, plan: &Plan, function: Value) -> PyResult<i32> {
    run_hooks(vm, 0, true)?;
    match fork::fork(vm) {
        Ok(0) => {
            let called = prepare(plan).and_then(|()| {
                let hooks = run_hooks(vm, 2, false);
                hooks.and_then(|()| vm.call(function, &[])).map(|_| ()).map_err(|_| At::Function)
            });
            let Err(at) = called.and_then(|()| execute(plan));
            give_up(plan, at)
        }
        Ok(pid) => {
            run_hooks(vm, 1, false)?;
            Ok(pid)
        }
        Err(errno) => {
            run_hooks(vm, 1, false)?;
            Ok(-errno)
        }
    }
}

fn int(vm: &Vm, v: Value) -> PyResult<i32> {
    match i32::try_from(vm.index_i64(v)?) {
        Ok(i) => Ok(i),
        Err(_) => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C int"),
    }
}

/// A user's or group's number.
fn id(vm: &Vm, v: Value, kind: &str) -> PyResult<Option<u32>> {
    if v.is_none() {
        return Ok(None);
    }
    match vm.index_i64(v) {
        Ok(n) if n == -1 || u32::try_from(n).is_ok() => Ok(Some(n as u32)),
        Ok(n) if n < 0 => throw!(vm, OVERFLOW_ERROR, "{kind} is less than minimum"),
        Ok(_) => throw!(vm, OVERFLOW_ERROR, "{kind} is greater than maximum"),
        Err(e) => Err(e),
    }
}

fn kept(vm: &Vm, v: Value) -> PyResult<Vec<i32>> {
    let mut fds: Vec<i32> = Vec::new();
    for fd in vm.collect_tuple(v)?.items() {
        match fd.to_int().and_then(|n| i32::try_from(n).ok()) {
            Some(n) if n >= 0 && fds.last().is_none_or(|last| *last < n) => fds.push(n),
            _ => throw!(vm, VALUE_ERROR, "bad value(s) in fds_to_keep"),
        }
    }
    Ok(fds)
}

unsafe extern "C" {
    static environ: *const *const libc::c_char;
}

fn fork_exec(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let close_others = vm.truthy(args[2])?;
    let fd = |i: usize| int(vm, args[i]);
    let error_write = fd(13)?;
    if close_others && error_write < 3 {
        throw!(vm, VALUE_ERROR, "errpipe_write must be >= 3");
    }
    let keep = kept(vm, args[3])?;
    let groups = match args[18] {
        Value::NONE => None,
        v => {
            if v.to_list().is_none() {
                throw!(vm, TYPE_ERROR, "setgroups argument must be a list");
            }
            let mut out = Vec::new();
            for group in vm.collect_tuple(v)?.items() {
                if !group.is_int() {
                    throw!(vm, TYPE_ERROR, "groups must be integers");
                }
                match id(vm, *group, "gid") {
                    Ok(Some(n)) => out.push(n),
                    _ => throw!(vm, VALUE_ERROR, "invalid group id"),
                }
            }
            Some(out)
        }
    };
    let arguments = c_strings(vm, args[0])?;
    let programs = c_strings(vm, args[1])?;
    let environment = if args[5].is_none() { None } else { Some(c_strings(vm, args[5])?) };
    let cwd = match args[4] {
        Value::NONE => None,
        v => c_strings(vm, vm.new_tuple(&[v]).value())?.pop(),
    };
    let argument_pointers = pointers(&arguments);
    let environment_pointers = environment.as_ref().map(|e| pointers(e));
    // SAFETY: a plain set.
    let mask: libc::sigset_t = unsafe { std::mem::zeroed() };
    let mut plan = Plan {
        arguments: argument_pointers.as_ptr(),
        environment: environment_pointers.as_ref().map_or(std::ptr::null(), |e| e.as_ptr()),
        programs: &programs,
        cwd: cwd.as_ref(),
        close_others,
        keep: &keep,
        streams: [fd(6)?, fd(9)?, fd(11)?],
        foreign: [fd(7)?, fd(8)?, fd(10)?],
        error_read: fd(12)?,
        error_write,
        restore_signals: vm.truthy(args[14])?,
        new_session: vm.truthy(args[15])?,
        process_group: fd(16)?,
        gid: id(vm, args[17], "gid")?,
        groups: groups.as_deref(),
        uid: id(vm, args[19], "uid")?,
        umask: fd(20)?,
        mask,
    };
    let pid = match args[21] {
        Value::NONE => vm.released(|| start(&mut plan)),
        function => start_with_function(vm, &plan, function)?,
    };
    if pid < 0 {
        return Err(os_error::from_errno(vm, -pid, None));
    }
    Ok(Value::int(pid as i64))
}

static FUNCTIONS: &[MethodDef] = &[function(
    "fork_exec",
    "(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, \
     errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, /)",
    fork_exec,
    "Start a child that runs another program; its number.",
)];

pub static MODULE: NativeModule = NativeModule {
    name: "_posixsubprocess",
    doc: "Starting other programs.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};
