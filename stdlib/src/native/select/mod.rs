//! `select`: waiting until descriptors are ready, by `select`, `poll` and `epoll`.
//!
//! Each wait leaves the GIL unless it only looks; after a signal whose handler raised nothing it goes on with the time that is left.

mod epoll;
mod poll;

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::{exc, os_error};
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::thread::futex::{Nanos, now};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

fn int(vm: &Vm, v: Value) -> PyResult<i32> {
    match i32::try_from(vm.index_i64(v)?) {
        Ok(i) => Ok(i),
        Err(_) => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C int"),
    }
}

/// The descriptor that an argument stands for: itself, or what its `fileno()` answers.
fn descriptor(vm: &Vm, v: Value) -> PyResult<i32> {
    let fd = if v.is_int() {
        int(vm, v)?
    } else {
        match vm.getattr_opt(v, vm.intern("fileno"))? {
            None => throw!(vm, TYPE_ERROR, "argument must be an int, or have a fileno() method."),
            Some(method) => {
                let answer = vm.call(method, &[])?;
                if !answer.is_int() {
                    throw!(vm, TYPE_ERROR, "fileno() returned a non-integer");
                }
                int(vm, answer)?
            }
        }
    };
    if fd < 0 {
        throw!(vm, VALUE_ERROR, "file descriptor cannot be a negative integer ({fd})");
    }
    Ok(fd)
}

fn not_a_number(vm: &Vm, v: Value) -> pyish_vm::Raised {
    vm.error(exc::TYPE_ERROR, format!("timeout must be a real number or None, not {}", vm.type_name(v)))
}

fn is_number(vm: &Vm, v: Value) -> bool {
    v.to_float().is_some() || vm.is_index(v) || vm.type_of(v).slots().float.is_some()
}

/// Until when a wait of so many nanoseconds lasts; `None` for ever.
fn until(wait: i64) -> Option<Nanos> {
    u64::try_from(wait).ok().and_then(|wait| now().checked_add(wait))
}

/// Nanoseconds until the deadline.
fn left(deadline: Option<Nanos>) -> Option<u64> {
    deadline.map(|end| end.saturating_sub(now()))
}

/// Milliseconds until the deadline, as the system takes them.
fn left_ms(deadline: Option<Nanos>) -> i32 {
    left(deadline).map_or(-1, |n| i32::try_from(n.div_ceil(1_000_000)).unwrap_or(i32::MAX))
}

/// Runs a wait until it ends otherwise than by a signal.
fn wait(vm: &Vm, deadline: Option<Nanos>, looks_only: bool, mut f: impl FnMut() -> i32) -> PyResult<usize> {
    loop {
        let mut attempt = || {
            let n = f();
            (n, errno())
        };
        let (n, errno) = if looks_only { attempt() } else { vm.released(attempt) };
        match n {
            0 if !looks_only && deadline.is_some_and(|end| now() < end) => {}
            -1 if errno == libc::EINTR => vm.check_signals()?,
            -1 => return Err(os_error::from_errno(vm, errno, None)),
            n => return Ok(n as usize),
        }
    }
}

// SAFETY of the unsafe blocks in this folder: system calls on complete structs and arrays of the given sizes.

/// The descriptors of one of the three sequences, with the objects that were given.
fn collect(vm: &Vm, v: Value, set: &mut libc::fd_set) -> PyResult<(Value, Vec<i32>)> {
    // A list is read as it is when its turn comes: `fileno()` may change it.
    let list = match v.to_list() {
        Some(list) => list,
        None => match vm.collect(v) {
            Ok(list) => list,
            Err(_) => throw!(vm, TYPE_ERROR, "arguments 1-3 must be sequences"),
        },
    };
    let all = vm.new_list(&[]);
    let mut fds = Vec::new();
    while let Some(v) = list.get(fds.len()) {
        let fd = descriptor(vm, v)?;
        all.push(vm, v);
        if fd as usize >= libc::FD_SETSIZE {
            throw!(vm, VALUE_ERROR, "filedescriptor out of range in select()");
        }
        // SAFETY: see above; within the set.
        unsafe { libc::FD_SET(fd, set) };
        fds.push(fd);
    }
    Ok((vm.collect_tuple(all.value())?.value(), fds))
}

fn select(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let timeout = if args[3].is_none() {
        -1
    } else {
        if !is_number(vm, args[3]) {
            return Err(not_a_number(vm, args[3]));
        }
        let n = super::thread::nanoseconds(vm, args[3])?;
        if n < 0 {
            throw!(vm, VALUE_ERROR, "timeout must be non-negative");
        }
        n
    };
    // SAFETY: plain sets, empty.
    let empty: libc::fd_set = unsafe { std::mem::zeroed() };
    let mut asked = [empty; 3];
    let mut most = -1;
    let mut given: [(Value, Vec<i32>); 3] = [const { (Value::NONE, Vec::new()) }; 3];
    // The objects are kept reachable by the array of values.
    let mut objects = [Value::NONE; 3];
    for i in 0..3 {
        given[i] = collect(vm, args[i], &mut asked[i])?;
        objects[i] = given[i].0;
        most = given[i].1.iter().copied().max().unwrap_or(-1).max(most);
    }
    let deadline = until(timeout);
    let mut sets = asked;
    let n = wait(vm, deadline, timeout == 0, || {
        sets = asked;
        let mut time = left(deadline).map(|n| libc::timeval {
            tv_sec: (n / 1_000_000_000) as libc::time_t,
            tv_usec: (n % 1_000_000_000).div_ceil(1000).min(999_999) as libc::suseconds_t,
        });
        let [r, w, x] = &mut sets;
        // SAFETY: see above.
        unsafe { libc::select(most + 1, r, w, x, time.as_mut().map_or(std::ptr::null_mut(), |t| t)) }
    })?;
    let out: [_; 3] = std::array::from_fn(|_| vm.new_list(&[]));
    if n > 0 {
        for (i, list) in out.iter().enumerate() {
            let all = objects[i].to_tuple().expect("collected above");
            for (v, fd) in all.items().iter().zip(&given[i].1) {
                // SAFETY: see above.
                if unsafe { libc::FD_ISSET(*fd, &sets[i]) } {
                    list.push(vm, *v);
                }
            }
        }
    }
    Ok(vm.new_tuple(&out.map(|l| l.value())).value())
}

static FUNCTIONS: &[MethodDef] = &[
    function(
        "select",
        "(rlist, wlist, xlist, timeout=None, /)",
        select,
        "Wait until descriptors can be read, written or have exceptional conditions; the lists of those that are ready.",
    ),
    function("poll", "()", poll::new, "An object that waits for descriptors by poll()."),
];

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    macro_rules! constants {
        ($($name:ident)*) => { $(m.set(vm, stringify!($name), vm.new_int(libc::$name as u32 as i64));)* };
    }
    constants! {
        EPOLLERR EPOLLET EPOLLEXCLUSIVE EPOLLHUP EPOLLIN EPOLLMSG EPOLLONESHOT EPOLLOUT EPOLLPRI EPOLLRDBAND EPOLLRDHUP EPOLLRDNORM
        EPOLLWAKEUP EPOLLWRBAND EPOLLWRNORM EPOLL_CLOEXEC POLLERR POLLHUP POLLIN POLLNVAL POLLOUT POLLPRI POLLRDBAND POLLRDHUP
        POLLRDNORM POLLWRBAND POLLWRNORM PIPE_BUF
    }
    m.set(vm, "POLLMSG", Value::int(0x400));
    m.set(vm, "error", exc::OS_ERROR.ty().value());
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "select",
    doc: "Waiting until descriptors are ready.",
    functions: FUNCTIONS,
    types: &[&epoll::TYPE],
    init: Some(init),
};
