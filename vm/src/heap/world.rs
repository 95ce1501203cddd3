//! What the collector asks of threads.

use crate::Vm;

/// Calls `f` for each thread that runs Python. The world is stopped.
pub(super) fn each_thread(vm: &Vm, mut f: impl FnMut(&Vm)) {
    vm.for_each_thread(|thread| f(thread));
}

/// The part of a stopped thread's native stack that is in use, callee-saved registers included; `sp` is that of the thread that
/// collects.
pub(super) fn native_stack(thread: &Vm, collector: &Vm, sp: usize) -> (usize, usize) {
    let (saved, base) = thread.native_stack();
    if std::ptr::eq(thread, collector) { (sp, base) } else { (saved, base) }
}
