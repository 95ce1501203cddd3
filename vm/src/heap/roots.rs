//! Where marking begins: stacks, what threads and the interpreter hold, and the handles of Rust structures.

use crate::Vm;
use crate::object::Slot;
use crate::value::Value;

use super::audit::Exempt;
use super::heap;
use super::trace::Marker;

/// Values that Rust structures outside the heap keep alive.
#[derive(Default)]
pub(super) struct Roots {
    /// Slots of all [`Global`] handles, free ones unbound.
    slots: Vec<&'static [Slot; CHUNK]>,
    free: Vec<&'static Slot>,
    /// Lists of objects that must survive until somebody has taken them over.
    pins: Vec<*const Vec<usize>>,
}
// SAFETY: the pinned lists are only read with the world stopped, and live as long as they stand here.
unsafe impl Send for Roots {}

const CHUNK: usize = 128;

impl Roots {
    pub(super) fn trace(&self, marker: &mut Marker) {
        for slot in self.slots.iter().copied().flatten() {
            marker.slot(slot);
        }
        for &list in &self.pins {
            // SAFETY: a `Pinned` that is alive.
            marker.stack.extend(unsafe { &*list });
        }
    }
}

/// Keeps a value alive for a Rust structure: the only way to hold one outside stacks, registers and heap objects.
pub struct Global(&'static Slot);

impl Global {
    pub fn new(v: Value) -> Global {
        let mut roots = heap().roots.lock();
        if roots.free.is_empty() {
            let chunk: &'static [Slot; CHUNK] = Box::leak(Box::new([const { Slot::unbound() }; CHUNK]));
            roots.slots.push(chunk);
            roots.free.extend(chunk);
        }
        let slot = roots.free.pop().expect("just filled");
        slot.set(v);
        Global(slot)
    }
    #[inline]
    pub fn get(&self) -> Value {
        self.0.get()
    }
    pub fn set(&self, v: Value) {
        self.0.set(v);
    }
}

impl Drop for Global {
    fn drop(&mut self) {
        self.0.set(Value::UNBOUND);
        heap().roots.lock().free.push(self.0);
    }
}

impl Clone for Global {
    fn clone(&self) -> Global {
        Global::new(self.get())
    }
}

/// A list of addresses of objects that stay alive with it. The collector knows the address of the list, so it is boxed.
#[expect(clippy::box_collection, reason = "the list must not move")]
pub(super) struct Pinned(Box<Vec<usize>>);

impl Pinned {
    /// Pins what `find` puts into the list. Called with the world stopped, when the addresses are valid.
    pub(super) fn new(addresses: Vec<usize>) -> Pinned {
        let _exempt = Exempt::new();
        let list = Box::new(addresses);
        heap().roots.lock().pins.push(&raw const *list);
        Pinned(list)
    }
    pub(super) fn addresses(&self) -> &[usize] {
        &self.0
    }
}

impl Drop for Pinned {
    fn drop(&mut self) {
        let list = &raw const *self.0;
        heap().roots.lock().pins.retain(|p| *p != list);
    }
}

impl Vm {
    /// Shows the marker what this thread refers to, apart from its native stack. `unused` words of the register stack are left out.
    pub(crate) fn trace(&self, marker: &mut Marker, mut unused: Vec<(usize, usize)>) {
        unused.sort_unstable();
        let mut from = self.stack.get() as usize;
        unused.push((self.top.get() as usize, 0));
        for (to, next) in unused {
            // SAFETY: the register stack up to `top` is mapped and zeroed or written.
            unsafe { marker.words(from, to) }
            from = next;
        }
        let own = [&self.handled, &self.tracer, &self.profiler, &self.stop_value, &self.raised].into_iter();
        own.chain(self.thread_slots().all()).for_each(|slot| marker.slot(slot));
    }
}

/// Calls `f` with an address on the native stack above which lie the values of all callee-saved registers and all callers' frames:
/// what scanning this stack must begin from.
#[inline(never)]
pub fn with_registers<R>(f: impl FnOnce(usize) -> R) -> R {
    let mut saved = [0usize; 12];
    let p = saved.as_mut_ptr();
    #[cfg(target_arch = "x86_64")]
    // SAFETY: stores six registers into the array.
    unsafe {
        std::arch::asm!(
            "mov [{0}], rbx",
            "mov [{0} + 8], rbp",
            "mov [{0} + 16], r12",
            "mov [{0} + 24], r13",
            "mov [{0} + 32], r14",
            "mov [{0} + 40], r15",
            in(reg) p,
            options(nostack, preserves_flags)
        );
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: stores twelve registers into the array.
    unsafe {
        std::arch::asm!(
            "stp x19, x20, [{0}]",
            "stp x21, x22, [{0}, #16]",
            "stp x23, x24, [{0}, #32]",
            "stp x25, x26, [{0}, #48]",
            "stp x27, x28, [{0}, #64]",
            "str x29, [{0}, #80]",
            in(reg) p,
            options(nostack, preserves_flags)
        );
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    compile_error!("which registers does this machine's calling convention preserve?");
    let result = f(std::hint::black_box(p) as usize);
    std::hint::black_box(&saved);
    result
}

/// Overwrites the stack below the caller, where finished calls left addresses that a scan would take for live ones once new frames
/// lie over them.
#[inline(never)]
pub(super) fn clear_dead_stack() {
    let mut dead = [0usize; 2048];
    std::hint::black_box(&mut dead);
}
