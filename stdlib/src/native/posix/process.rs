//! Processes: fork, exec, wait, identity; what the system says of itself.

use std::ffi::CString;

use pyish_vm::builtins::list::List;
use pyish_vm::builtins::module::Module;
use pyish_vm::builtins::structseq;
use pyish_vm::exceptions::{exc, os_error};
use pyish_vm::native::{MethodDef, function};
use pyish_vm::object::Ref;
use pyish_vm::thread::fork;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{call, failed, file_name, fspath, int, named_path};

// SAFETY of the unsafe blocks below: as in `mod`.

/// Under which names the module keeps the functions of `register_at_fork`.
const HOOKS: [&str; 3] = ["_before_fork", "_after_fork_in_parent", "_after_fork_in_child"];

fn posix_attribute(vm: &Vm, name: &str) -> PyResult<Value> {
    let module = vm.import_module("posix")?;
    vm.getattr(module, vm.intern(name))
}
fn hooks(vm: &Vm, which: usize) -> PyResult<Ref<List>> {
    Ok(posix_attribute(vm, HOOKS[which])?.to_list().expect("made with the module"))
}
pub(crate) fn run_hooks(vm: &Vm, which: usize, backwards: bool) -> PyResult<()> {
    let all = hooks(vm, which)?.snapshot(vm);
    for i in 0..all.items().len() {
        let f = all.items()[if backwards { all.items().len() - 1 - i } else { i }];
        if let Err(e) = vm.call(f, &[]) {
            vm.unraisable(e, f);
        }
    }
    Ok(())
}
fn register_at_fork(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args.iter().all(|v| v.is_unbound()) {
        throw!(vm, TYPE_ERROR, "At least one argument is required.");
    }
    for (v, name) in args.iter().zip(["before", "after_in_child", "after_in_parent"]) {
        if !v.is_unbound() && !vm.is_callable(*v) {
            throw!(vm, TYPE_ERROR, "'{name}' must be callable, not {}", vm.type_name(*v));
        }
    }
    for (v, which) in args.iter().zip([0, 2, 1]) {
        if !v.is_unbound() {
            hooks(vm, which)?.push(vm, *v);
        }
    }
    Ok(Value::NONE)
}
fn fork_now(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    run_hooks(vm, 0, true)?;
    let mut threads = 0;
    vm.stop_the_world(|| vm.for_each_thread(|_| threads += 1));
    match fork::fork(vm) {
        Ok(0) => {
            run_hooks(vm, 2, false)?;
            Ok(Value::int(0))
        }
        Ok(child) => {
            run_hooks(vm, 1, false)?;
            if threads > 1 {
                let text = format!(
                    "This process (pid={}) is multi-threaded, use of fork() may lead to deadlocks in the child.",
                    std::process::id()
                );
                vm.warn(exc::DEPRECATION_WARNING, &text, 1)?;
            }
            Ok(vm.new_int(child as i64))
        }
        Err(errno) => {
            run_hooks(vm, 1, false)?;
            Err(os_error::from_errno(vm, errno, None))
        }
    }
}

fn status_pair(vm: &Vm, pid: i64, status: i32) -> Value {
    vm.new_tuple(&[vm.new_int(pid), Value::int(status as i64)]).value()
}
fn wait(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let mut status = 0;
    // SAFETY: see above.
    let pid = call(vm, None, || unsafe { libc::wait(&mut status) } as i64)?;
    Ok(status_pair(vm, pid, status))
}
fn waitstatus_to_exitcode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let status = int(vm, args[0])?;
    if libc::WIFEXITED(status) {
        return Ok(Value::int(libc::WEXITSTATUS(status) as i64));
    }
    if libc::WIFSIGNALED(status) {
        return Ok(Value::int(-(libc::WTERMSIG(status) as i64)));
    }
    if libc::WIFSTOPPED(status) {
        throw!(vm, VALUE_ERROR, "process stopped by delivery of signal {}", libc::WSTOPSIG(status));
    }
    throw!(vm, VALUE_ERROR, "invalid wait status: {status}")
}

macro_rules! statuses {
    ($($name:ident $test:ident $kind:ident;)*) => {
        $(fn $name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
            Ok(statuses!(@ $kind libc::$test(int(vm, args[0])?)))
        })*
    };
    (@ bool $x:expr) => { Value::bool($x) };
    (@ int $x:expr) => { Value::int($x as i64) };
}
statuses! {
    if_exited WIFEXITED bool; if_signaled WIFSIGNALED bool; if_stopped WIFSTOPPED bool; if_continued WIFCONTINUED bool;
    core_dump WCOREDUMP bool; exit_status WEXITSTATUS int; term_signal WTERMSIG int; stop_signal WSTOPSIG int;
}

/// Strings with their ends, and the array of pointers to them that C wants.
pub(crate) fn c_strings(vm: &Vm, items: Value) -> PyResult<Vec<CString>> {
    let mut out = Vec::new();
    for v in vm.collect_tuple(items)?.items() {
        match CString::new(file_name(vm, fspath(vm, &[*v])?)?) {
            Ok(s) => out.push(s),
            Err(_) => throw!(vm, VALUE_ERROR, "embedded null byte"),
        }
    }
    Ok(out)
}
pub(crate) fn pointers(strings: &[CString]) -> Vec<*const libc::c_char> {
    strings.iter().map(|s| s.as_ptr()).chain([std::ptr::null()]).collect()
}
fn arguments(vm: &Vm, function: &str, v: Value) -> PyResult<Vec<CString>> {
    if v.to_tuple().is_none() && v.to_list().is_none() {
        throw!(vm, TYPE_ERROR, "{function}() arg 2 must be a tuple or list");
    }
    let all = c_strings(vm, v)?;
    match all.first() {
        None => throw!(vm, VALUE_ERROR, "{function}() arg 2 must not be empty"),
        Some(first) if first.is_empty() => throw!(vm, VALUE_ERROR, "{function}() arg 2 first element cannot be empty"),
        Some(_) => Ok(all),
    }
}
fn execv(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = named_path(vm, "execv", "path", "string, bytes or os.PathLike", args[0])?;
    let argv = arguments(vm, "execv", args[1])?;
    // SAFETY: see above.
    unsafe { libc::execv(p.as_ptr(), pointers(&argv).as_ptr()) };
    Err(failed(vm, None))
}
/// An environment of pairs as the system takes it.
pub(super) fn environment(vm: &Vm, pairs: Value) -> PyResult<Vec<CString>> {
    let mut env = Vec::new();
    for pair in vm.collect_tuple(pairs)?.items() {
        let mut both = c_strings(vm, *pair)?.into_iter();
        let (Some(k), Some(v)) = (both.next(), both.next()) else { continue };
        let mut text = k.into_bytes();
        text.push(b'=');
        text.extend(v.into_bytes());
        env.push(CString::new(text).expect("made of strings without zeros"));
    }
    Ok(env)
}
fn execve(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = named_path(vm, "execve", "path", "string, bytes, os.PathLike or integer", args[0])?;
    let argv = arguments(vm, "execve", args[1])?;
    let Ok(keys) = vm.call_method(args[2], vm.intern("items"), &[]) else {
        throw!(vm, TYPE_ERROR, "execve() arg 3 must be a mapping object");
    };
    let env = environment(vm, keys)?;
    // SAFETY: see above.
    unsafe { libc::execve(p.as_ptr(), pointers(&argv).as_ptr(), pointers(&env).as_ptr()) };
    Err(failed(vm, Some(args[0])))
}
fn system(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let command = c_strings(vm, vm.new_tuple(&[args[0]]).value())?;
    // SAFETY: see above.
    Ok(vm.new_int(vm.released(|| unsafe { libc::system(command[0].as_ptr()) }) as i64))
}
fn abort(_: &Vm, _: &[Value]) -> PyResult<Value> {
    std::process::abort()
}

macro_rules! number_calls {
    ($($name:ident $result:ident |$($i:ident),*| $call:expr;)*) => {
        $(#[allow(unused_variables, reason = "not every call has numbers")]
        fn $name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
            #[allow(unused_mut, unused_assignments, reason = "as above")]
            {
                let mut at = 0;
                $(let $i = int(vm, args[at])?; at += 1;)*
                // SAFETY: see above.
                let r = call(vm, None, || unsafe { $call } as i64)?;
                Ok(number_calls!(@ $result vm r))
            }
        })*
    };
    (@ number $vm:ident $r:ident) => { $vm.new_int($r) };
    (@ nothing $vm:ident $r:ident) => {{ let _ = $r; Value::NONE }};
}
number_calls! {
    killpg nothing |group, signal| libc::killpg(group, signal);
    getpgid number |pid| libc::getpgid(pid);
    setpgid nothing |pid, group| libc::setpgid(pid, group);
    setpgrp nothing | | libc::setpgid(0, 0);
    getsid number |pid| libc::getsid(pid);
    setuid nothing |id| libc::setuid(id as u32);
    setgid nothing |id| libc::setgid(id as u32);
    seteuid nothing |id| libc::seteuid(id as u32);
    setegid nothing |id| libc::setegid(id as u32);
    setreuid nothing |r, e| libc::setreuid(r as u32, e as u32);
    setregid nothing |r, e| libc::setregid(r as u32, e as u32);
    tcgetpgrp number |fd| libc::tcgetpgrp(fd);
    tcsetpgrp nothing |fd, group| libc::tcsetpgrp(fd, group);
}
fn nice(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let by = int(vm, args[0])?;
    // SAFETY: see above; -1 may be a result, so errno decides.
    let (r, errno) = unsafe {
        *libc::__errno_location() = 0;
        let r = libc::nice(by);
        (r, *libc::__errno_location())
    };
    if r == -1 && errno != 0 {
        return Err(os_error::from_errno(vm, errno, None));
    }
    Ok(Value::int(r as i64))
}
fn getgroups(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let mut groups = vec![0 as libc::gid_t; 1 << 16];
    // SAFETY: see above.
    let n = call(vm, None, || unsafe { libc::getgroups(groups.len() as i32, groups.as_mut_ptr()) } as i64)?;
    let out = vm.new_list(&[]);
    groups[..n as usize].iter().for_each(|g| out.push(vm, Value::int(*g as i64)));
    Ok(out.value())
}

fn uname(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    // SAFETY: a plain struct that the call fills.
    let mut u: libc::utsname = unsafe { std::mem::zeroed() };
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::uname(&mut u) } as i64)?;
    let field = |text: &[libc::c_char]| {
        let bytes: Vec<u8> = text.iter().take_while(|&&c| c != 0).map(|&c| c as u8).collect();
        vm.new_str(&String::from_utf8_lossy(&bytes)).value()
    };
    let fields = [field(&u.sysname), field(&u.nodename), field(&u.release), field(&u.version), field(&u.machine)];
    Ok(structseq::new(vm, vm.class_arg(posix_attribute(vm, "uname_result")?), &fields))
}
fn times(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    // SAFETY: a plain struct that the call fills; the frequency is a constant of the system.
    let (t, elapsed, hertz) = unsafe {
        let mut t: libc::tms = std::mem::zeroed();
        let elapsed = libc::times(&mut t);
        (t, elapsed, libc::sysconf(libc::_SC_CLK_TCK) as f64)
    };
    let ticks = [t.tms_utime, t.tms_stime, t.tms_cutime, t.tms_cstime, elapsed];
    let fields = ticks.map(|n| vm.new_float(n as f64 / hertz));
    Ok(structseq::new(vm, vm.class_arg(posix_attribute(vm, "times_result")?), &fields))
}
fn getloadavg(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let mut load = [0f64; 3];
    // SAFETY: see above.
    if unsafe { libc::getloadavg(load.as_mut_ptr(), 3) } != 3 {
        return Err(vm.error(exc::OS_ERROR, "Load averages are unobtainable"));
    }
    Ok(vm.new_tuple(&load.map(|x| vm.new_float(x))).value())
}
fn getrandom(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (n, flags) = (vm.index_i64(args[0])?, int(vm, args[1])?);
    let Ok(n) = usize::try_from(n) else { return Err(os_error::from_errno(vm, libc::EINVAL, None)) };
    let mut buffer = vec![0u8; n];
    // SAFETY: see above.
    let got = call(vm, None, || unsafe { libc::getrandom(buffer.as_mut_ptr().cast(), n, flags as u32) } as i64)?;
    Ok(vm.new_bytes(&buffer[..got as usize]).value())
}
fn sched_getaffinity(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let pid = int(vm, args[0])?;
    // SAFETY: a plain set of bits that the call fills.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    // SAFETY: see above.
    call(vm, None, || unsafe { libc::sched_getaffinity(pid, size_of::<libc::cpu_set_t>(), &mut set) } as i64)?;
    let out = vm.new_list(&[]);
    for cpu in 0..libc::CPU_SETSIZE as usize {
        // SAFETY: within the set.
        if unsafe { libc::CPU_ISSET(cpu, &set) } {
            out.push(vm, Value::int(cpu as i64));
        }
    }
    vm.call(vm.type_obj(pyish_vm::builtins::shape::SET).value(), &[out.value()])
}
fn sync(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    // SAFETY: see above.
    vm.released(|| unsafe { libc::sync() });
    Ok(Value::NONE)
}

pub(super) static FUNCTIONS: &[MethodDef] = &[
    function("fork", "()", fork_now, "Make a child process; 0 in the child, its number in the parent."),
    function(
        "register_at_fork",
        "(*, before=<unset>, after_in_child=<unset>, after_in_parent=<unset>)",
        register_at_fork,
        "Have functions called around forks.",
    ),
    function("wait", "()", wait, "Wait for any child."),
    function("waitstatus_to_exitcode", "(status)", waitstatus_to_exitcode, "The exit code that a status holds."),
    function("WIFEXITED", "(status)", if_exited, "Whether the process exited."),
    function("WIFSIGNALED", "(status)", if_signaled, "Whether a signal ended the process."),
    function("WIFSTOPPED", "(status)", if_stopped, "Whether the process was stopped."),
    function("WIFCONTINUED", "(status)", if_continued, "Whether the process was continued."),
    function("WCOREDUMP", "(status, /)", core_dump, "Whether there is a core dump."),
    function("WEXITSTATUS", "(status)", exit_status, "The exit status."),
    function("WTERMSIG", "(status)", term_signal, "The signal that ended the process."),
    function("WSTOPSIG", "(status)", stop_signal, "The signal that stopped the process."),
    function("execv", "(path, argv, /)", execv, "Run another program instead of this one."),
    function("execve", "(path, argv, env)", execve, "As execv(), with an environment."),
    function("system", "(command)", system, "Run a command in a shell."),
    function("abort", "()", abort, "End the process by SIGABRT."),
    function("killpg", "(pgid, signal, /)", killpg, "Send a signal to a process group."),
    function("getpgid", "(pid)", getpgid, "A process's group."),
    function("setpgid", "(pid, pgrp, /)", setpgid, "Set a process's group."),
    function("setpgrp", "()", setpgrp, "Begin a process group."),
    function("getsid", "(pid, /)", getsid, "A process's session."),
    function("setuid", "(uid, /)", setuid, "Set the user."),
    function("setgid", "(gid, /)", setgid, "Set the group."),
    function("seteuid", "(euid, /)", seteuid, "Set the effective user."),
    function("setegid", "(egid, /)", setegid, "Set the effective group."),
    function("setreuid", "(ruid, euid, /)", setreuid, "Set the real and effective user."),
    function("setregid", "(rgid, egid, /)", setregid, "Set the real and effective group."),
    function("tcgetpgrp", "(fd, /)", tcgetpgrp, "The foreground process group of a terminal."),
    function("tcsetpgrp", "(fd, pgid, /)", tcsetpgrp, "Set the foreground process group of a terminal."),
    function("nice", "(increment, /)", nice, "Change the process's priority."),
    function("getgroups", "()", getgroups, "The groups that the process belongs to."),
    function("uname", "()", uname, "What the system is."),
    function("times", "()", times, "Processor times of the process and its children."),
    function("getloadavg", "()", getloadavg, "How many processes waited lately."),
    function("getrandom", "(size, flags=0)", getrandom, "Random bytes from the kernel."),
    function("sched_getaffinity", "(pid, /)", sched_getaffinity, "The processors that a process may use."),
    function("sync", "()", sync, "Write everything to the disk."),
];

pub(super) fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    for name in HOOKS {
        m.set(vm, name, vm.new_list(&[]).value());
    }
    let uname = ["sysname", "nodename", "release", "version", "machine"].map(|n| (n, ""));
    let times = ["user", "system", "children_user", "children_system", "elapsed"].map(|n| (n, ""));
    let size = [("columns", "Width in characters."), ("lines", "Height in characters.")];
    let types: [(&str, &str, &str, &[(&str, &str)]); 3] = [
        ("uname_result", "posix.uname_result", "What the system is.", &uname),
        ("times_result", "posix.times_result", "Times of processes.", &times),
        ("terminal_size", "os.terminal_size", "Columns and lines of a terminal.", &size),
    ];
    for (name, full, doc, fields) in types {
        m.set(vm, name, structseq::make_type(vm, full, doc, fields, fields.len())?.value());
    }
    Ok(())
}
