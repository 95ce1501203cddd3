//! `posix_spawn`: a child that runs another program, set up by the C library.

use std::ffi::CString;

use pyish_vm::exceptions::os_error;
use pyish_vm::native::{MethodDef, function};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::process::{c_strings, environment, pointers};
use super::{int, named_path, path};

// SAFETY of the unsafe blocks below: the actions and attributes are initialized before use and destroyed once; strings live until
// the call is over.

/// What is done to descriptors in the child; paths that it names are kept.
struct Actions(libc::posix_spawn_file_actions_t, Vec<CString>);
impl Drop for Actions {
    fn drop(&mut self) {
        // SAFETY: see above.
        unsafe { libc::posix_spawn_file_actions_destroy(&mut self.0) };
    }
}
struct Attributes(libc::posix_spawnattr_t);
impl Drop for Attributes {
    fn drop(&mut self) {
        // SAFETY: see above.
        unsafe { libc::posix_spawnattr_destroy(&mut self.0) };
    }
}

fn check(vm: &Vm, n: i32) -> PyResult<()> {
    if n == 0 { Ok(()) } else { Err(os_error::from_errno(vm, n, None)) }
}

fn actions(vm: &Vm, v: Value) -> PyResult<Actions> {
    // SAFETY: see above.
    let mut all = unsafe {
        let mut raw = std::mem::zeroed();
        libc::posix_spawn_file_actions_init(&mut raw);
        Actions(raw, Vec::new())
    };
    if v.is_none() {
        return Ok(all);
    }
    if v.to_list().is_none() && v.to_tuple().is_none() {
        throw!(vm, TYPE_ERROR, "file_actions must be a sequence or None");
    }
    vm.for_each(v, |item| {
        let Some(parts) = item.to_tuple().map(|t| t.items()).filter(|parts| !parts.is_empty()) else {
            throw!(vm, TYPE_ERROR, "Each file_actions element must be a non-empty tuple")
        };
        let (name, wanted) = match parts[0].to_int() {
            Some(0) => ("open", 5),
            Some(1) => ("close", 2),
            Some(2) => ("dup2", 3),
            Some(3) => ("closefrom", 2),
            _ => throw!(vm, TYPE_ERROR, "Unknown file_actions identifier"),
        };
        if parts.len() != wanted {
            throw!(vm, TYPE_ERROR, "A {name} file_action tuple must have {wanted} elements");
        }
        let fd = int(vm, parts[1])?;
        let n = match name {
            "open" => {
                let (p, flags, mode) =
                    (path(vm, "posix_spawn", parts[2])?, int(vm, parts[3])?, int(vm, parts[4])? as u32);
                // SAFETY: see above.
                let n = unsafe { libc::posix_spawn_file_actions_addopen(&mut all.0, fd, p.as_ptr(), flags, mode) };
                all.1.push(p);
                n
            }
            // SAFETY: see above.
            "close" => unsafe { libc::posix_spawn_file_actions_addclose(&mut all.0, fd) },
            "dup2" => {
                let to = int(vm, parts[2])?;
                // SAFETY: see above.
                unsafe { libc::posix_spawn_file_actions_adddup2(&mut all.0, fd, to) }
            }
            // SAFETY: see above.
            _ => unsafe { libc::posix_spawn_file_actions_addclosefrom_np(&mut all.0, fd) },
        };
        check(vm, n)
    })?;
    Ok(all)
}

fn signals(vm: &Vm, v: Value) -> PyResult<libc::sigset_t> {
    // SAFETY: a plain set of bits.
    let mut set = unsafe {
        let mut set = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        set
    };
    vm.for_each(v, |n| {
        let n = vm.index_i64(n)?;
        if !(1..=64).contains(&n) {
            throw!(vm, VALUE_ERROR, "signal number {n} out of range [1; 64]");
        }
        // SAFETY: within the set.
        unsafe { libc::sigaddset(&mut set, n as i32) };
        Ok(())
    })?;
    Ok(set)
}
fn is_given(v: Value) -> bool {
    !v.is_none() && v.to_tuple().is_none_or(|t| !t.items().is_empty())
}

/// The arguments from setpgroup on.
fn attributes(vm: &Vm, name: &str, args: &[Value]) -> PyResult<Attributes> {
    let [group, resetids, setsid, mask, defaults, scheduler] = args else { unreachable!("bound by the signature") };
    // SAFETY: see above.
    let mut all = unsafe {
        let mut raw = std::mem::zeroed();
        libc::posix_spawnattr_init(&mut raw);
        Attributes(raw)
    };
    let mut flags = 0;
    if !group.is_none() {
        let group = int(vm, *group)?;
        // SAFETY: see above.
        check(vm, unsafe { libc::posix_spawnattr_setpgroup(&mut all.0, group) })?;
        flags |= libc::POSIX_SPAWN_SETPGROUP;
    }
    if vm.truthy(*resetids)? {
        flags |= libc::POSIX_SPAWN_RESETIDS;
    }
    if vm.truthy(*setsid)? {
        flags |= libc::POSIX_SPAWN_SETSID as i32;
    }
    if is_given(*mask) {
        let set = signals(vm, *mask)?;
        // SAFETY: see above.
        check(vm, unsafe { libc::posix_spawnattr_setsigmask(&mut all.0, &set) })?;
        flags |= libc::POSIX_SPAWN_SETSIGMASK;
    }
    if is_given(*defaults) {
        let set = signals(vm, *defaults)?;
        // SAFETY: see above.
        check(vm, unsafe { libc::posix_spawnattr_setsigdefault(&mut all.0, &set) })?;
        flags |= libc::POSIX_SPAWN_SETSIGDEF;
    }
    if !scheduler.is_none() {
        let Some(both) = scheduler.to_tuple() else {
            throw!(vm, TYPE_ERROR, "{name}: scheduler must be a tuple or None")
        };
        let [policy, parameters] = both.items() else {
            throw!(vm, TYPE_ERROR, "A scheduler tuple must have two elements")
        };
        if !policy.is_none() {
            let policy = int(vm, *policy)?;
            // SAFETY: see above.
            check(vm, unsafe { libc::posix_spawnattr_setschedpolicy(&mut all.0, policy) })?;
            flags |= libc::POSIX_SPAWN_SETSCHEDULER;
        }
        let p = super::rights::parameters(vm, *parameters)?;
        // SAFETY: see above.
        check(vm, unsafe { libc::posix_spawnattr_setschedparam(&mut all.0, &p) })?;
        flags |= libc::POSIX_SPAWN_SETSCHEDPARAM;
    }
    // SAFETY: see above.
    check(vm, unsafe { libc::posix_spawnattr_setflags(&mut all.0, flags as i16) })?;
    Ok(all)
}

fn spawn(vm: &Vm, args: &[Value], name: &str, search: bool) -> PyResult<Value> {
    let p = named_path(vm, name, "path", "string, bytes or os.PathLike", args[0])?;
    if args[1].to_tuple().is_none() && args[1].to_list().is_none() {
        throw!(vm, TYPE_ERROR, "{name}: argv must be a tuple or list");
    }
    let argv = c_strings(vm, args[1])?;
    match argv.first() {
        None => throw!(vm, VALUE_ERROR, "{name}: argv must not be empty"),
        Some(first) if first.is_empty() => throw!(vm, VALUE_ERROR, "{name}: argv first element cannot be empty"),
        Some(_) => {}
    }
    let env = if args[2].is_none() {
        use std::os::unix::ffi::OsStringExt;
        let pair = |(k, v): (std::ffi::OsString, std::ffi::OsString)| {
            CString::new([k.into_vec(), v.into_vec()].join(&b'=')).ok()
        };
        std::env::vars_os().filter_map(pair).collect()
    } else {
        let Ok(items) = vm.call_method(args[2], vm.intern("items"), &[]) else {
            throw!(vm, TYPE_ERROR, "{name}: environment must be a mapping object or None");
        };
        environment(vm, items)?
    };
    let (actions, attributes) = (actions(vm, args[3])?, attributes(vm, name, &args[4..10])?);
    let (argv, env) = (pointers(&argv), pointers(&env));
    let mut pid = 0;
    // SAFETY: see above; the arrays end with null.
    let n = unsafe {
        let (argv, env) = (argv.as_ptr().cast(), env.as_ptr().cast());
        if search {
            libc::posix_spawnp(&mut pid, p.as_ptr(), &actions.0, &attributes.0, argv, env)
        } else {
            libc::posix_spawn(&mut pid, p.as_ptr(), &actions.0, &attributes.0, argv, env)
        }
    };
    if n != 0 {
        return Err(os_error::from_errno(vm, n, Some(args[0])));
    }
    Ok(Value::int(pid as i64))
}

const SIGNATURE: &str = "(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), \
                         setsigdef=(), scheduler=None)";

pub(super) static FUNCTIONS: &[MethodDef] = &[
    function("posix_spawn", SIGNATURE, |vm, args| spawn(vm, args, "posix_spawn", false), "Run a program in a child."),
    function(
        "posix_spawnp",
        SIGNATURE,
        |vm, args| spawn(vm, args, "posix_spawnp", true),
        "Run a program, which is looked for in PATH, in a child.",
    ),
];
