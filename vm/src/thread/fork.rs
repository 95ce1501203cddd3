//! `fork`: the child keeps the thread that called, and finds all state of the runtime in order.
//!
//! The world is stopped fully, so no thread is inside a mutation, an allocation or a lock of the runtime that running threads take.
//! What has to be put right in the child stands in one place, `in_child`; modules with native state of their own add a hook.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering};

use nix::unistd::ForkResult;

use super::futex::FutexLock;
use super::gil::GIL;
use super::state::kernel_id;
use super::{deadlock, park, signal, spawn};
use crate::Vm;

struct Hooks {
    lock: FutexLock,
    list: UnsafeCell<Vec<fn(&Vm)>>,
}
// SAFETY: the list is touched under the lock, or in the child's only thread.
unsafe impl Sync for Hooks {}

static HOOKS: Hooks = Hooks { lock: FutexLock::new(), list: UnsafeCell::new(Vec::new()) };

static CHILD: AtomicBool = AtomicBool::new(false);

/// Whether this process began with a fork, so that threads of its parent may have left things in the middle of a change.
pub fn is_child() -> bool {
    CHILD.load(Ordering::Relaxed)
}

/// Has `hook` called in the child of each fork, before Python runs there: for native state that mentions other threads.
pub fn on_child(hook: fn(&Vm)) {
    HOOKS.lock.with(|| {
        // SAFETY: under the lock.
        let list = unsafe { &mut *HOOKS.list.get() };
        if !list.iter().any(|&h| std::ptr::fn_addr_eq(h, hook)) {
            list.push(hook);
        }
    });
}

/// Forks: 0 in the child, the child's number in the parent, or the error's number. The hooks of `os.register_at_fork` are the
/// caller's.
pub fn fork(vm: &Vm) -> Result<i32, i32> {
    vm.stop_the_world(|| {
        // SAFETY: every other thread stands still outside the runtime's locks.
        match unsafe { nix::unistd::fork() } {
            Ok(ForkResult::Child) => {
                in_child(vm);
                Ok(0)
            }
            Ok(ForkResult::Parent { child }) => Ok(child.as_raw()),
            Err(error) => Err(error as i32),
        }
    })
}

/// Everything that must change in the child. The contexts and stacks of the threads that are gone stay allocated: nobody can say
/// what native code of theirs had hold of.
fn in_child(vm: &Vm) {
    CHILD.store(true, Ordering::Relaxed);
    vm.forget_other_threads();
    vm.retire_lost_owners();
    GIL.after_fork_child(vm);
    park::after_fork_child();
    spawn::after_fork_child();
    deadlock::after_fork_child();
    signal::after_fork_child(vm);
    vm.thread.native_id.store(kernel_id(), Ordering::Relaxed);
    vm.interp.shared.imports.lock().forget_others(vm.thread_id());
    crate::heap::after_fork_child(vm);
    HOOKS.lock.reset();
    // SAFETY: the only thread.
    let hooks = unsafe { (*HOOKS.list.get()).clone() };
    hooks.iter().for_each(|hook| hook(vm));
}
