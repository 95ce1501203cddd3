//! A collection: stop the world, mark from the roots, decide what dies, sweep.
//!
//! Order: reachable objects are marked; unreachable ones with finalizers are queued and marked with all they refer to; weak
//! references to what is still unmarked are cleared; native resources of it are freed; the sweep turns mark bits into allocation
//! bits. Only side tables are touched by the sweep, never the memory of objects.
//!
//! Automatic collections run when as much has been allocated as was live after the last one. They take the place of reference counts,
//! so `gc.disable()` does not stop them.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::arena::{Arena, BLOCK, arena, kind};
use super::audit::Exempt;
use super::finalize::Pending;
use super::inspect;
use super::roots::{Pinned, clear_dead_stack, with_registers};
use super::space::Space;
use super::trace::Marker;
use super::{LEAST_BETWEEN, audit, cycles, heap, stress, world};
use crate::Vm;
use crate::native::NativeFn;
use crate::object::Header;
use crate::thread::request;
use crate::value::Value;

/// What a collection found.
#[derive(Clone, Copy, Default, Debug)]
pub struct Collected {
    /// Unreachable objects that reference counting alone would not have freed; counted by explicit collections only.
    pub unreachable: usize,
    pub duration: Duration,
}

/// What collections have done so far.
#[derive(Clone, Copy, Default)]
pub(super) struct History {
    pub collections: usize,
    pub explicit: usize,
    pub unreachable: usize,
    pub pause: Duration,
    pub longest: Duration,
    pub live: usize,
}

/// Figures about the heap.
#[derive(Clone, Copy, Default, Debug)]
pub struct Stats {
    pub collections: usize,
    /// Of these, those that the program asked for, and the unreachable cyclic objects they found.
    pub explicit: usize,
    pub unreachable: usize,
    pub total_pause: Duration,
    pub longest_pause: Duration,
    /// Bytes of objects that survived the last collection.
    pub live: usize,
    /// Bytes handed to threads since, and at which number the next collection is due.
    pub allocated: usize,
    pub threshold: usize,
    /// Bytes of address space in use, of it free, and of that still occupying memory.
    pub arena: usize,
    pub free: usize,
    pub free_resident: usize,
}

/// Figures about the heap of this process.
pub fn stats() -> Stats {
    let history = *heap().history.lock();
    let space = heap().space.lock();
    Stats {
        collections: history.collections,
        explicit: history.explicit,
        unreachable: history.unreachable,
        total_pause: history.pause,
        longest_pause: history.longest,
        live: history.live,
        allocated: heap().allocated.load(Ordering::Relaxed),
        threshold: heap().threshold.load(Ordering::Relaxed),
        arena: space.used() * BLOCK,
        free: space.free() * BLOCK,
        free_resident: space.dirty() * BLOCK,
    }
}

/// What is wanted of a collection besides memory.
#[derive(Clone, Copy, Default)]
pub(super) struct Wanted {
    /// To know what was unreachable and part of cycles, or hung from one.
    pub cycles: bool,
    /// To keep that alive.
    pub save: bool,
    /// The collection was asked for by a native function that the innermost evaluation loop called itself: nothing of interest lies
    /// on the native stack below that loop.
    pub direct: bool,
    /// Finalizers are followed by another collection at once, which clears the weak references to what they ran for.
    pub another_follows: bool,
}

/// Free memory that is kept besides what the next collections are expected to free.
const SPARE: usize = 32 << 20;
/// How often finalizers may make an explicit collection look again.
const ROUNDS: usize = 6;

/// In the child of a fork: the other threads are gone. What is left of their runs becomes free at the next collection, since no
/// thread stands for them any more; registers and tables are shared and stay.
pub fn after_fork_child(vm: &Vm) {
    vm.heap.finalizing.set(false);
}

impl Vm {
    /// Collects because allocation made it due. Finalizers run at this thread's next safepoint.
    #[cold]
    pub(super) fn collect_automatically(&self) {
        let epoch = heap().epoch.load(Ordering::Acquire);
        clear_dead_stack();
        // When another thread wants us at a safepoint, the next allocation after that collects.
        self.stop_for_collection(|| {
            // Whoever stopped the world before us may have collected.
            if heap().epoch.load(Ordering::Acquire) == epoch {
                let (collected, _) = with_registers(|sp| collect_stopped(self, sp, Wanted::default()));
                if inspect::has_collection_hook() {
                    heap().registry.lock().queue.push_back(Pending::Hook(collected));
                }
            }
        });
        if self.has_pending() {
            self.request(request::FINALIZERS);
        }
    }
    /// Collects and looks at the heap before anybody else runs: the addresses that `look` chooses stay alive with the answer.
    pub(super) fn collect_and(
        &self,
        wanted: Wanted,
        look: impl FnOnce(Vec<usize>) -> Vec<usize>,
    ) -> (Collected, Pinned) {
        clear_dead_stack();
        self.stop_the_world(|| {
            let (collected, saved) = with_registers(|sp| collect_stopped(self, sp, wanted));
            (collected, Pinned::new(look(saved)))
        })
    }
    /// Collects until finalizers find nothing more to do. Answers the number of unreachable objects that were part of cycles or
    /// hung from one.
    pub fn collect_garbage(&self) -> usize {
        self.collect_rounds(true, false, false, |_| {})
    }
    /// As [`Vm::collect_garbage`], on behalf of the native function `f`, which Python called and which holds no values itself: when
    /// it was called directly, stale words on the stacks are known for what they are. With `save`, what is unreachable is kept alive
    /// and shown to `keep`.
    pub fn collect_for(&self, f: NativeFn, save: bool, keep: impl FnMut(Value)) -> usize {
        self.collect_rounds(true, self.is_called_directly(f), save, keep)
    }
    /// As [`Vm::collect_garbage`] when nobody asks how much there was.
    pub(super) fn collect_uncounted(&self) {
        self.collect_rounds(false, false, false, |_| {});
    }
    fn collect_rounds(&self, cycles: bool, direct: bool, save: bool, mut keep: impl FnMut(Value)) -> usize {
        let mut unreachable = 0;
        for round in 1..=ROUNDS {
            // Within a finalizer the outer loop runs what we find.
            let another_follows = round < ROUNDS && !self.heap.finalizing.get();
            let wanted = Wanted { cycles, save, direct, another_follows };
            let (collected, saved) = self.collect_and(wanted, |saved| saved);
            unreachable += collected.unreachable;
            for &object in saved.addresses() {
                keep(Value::from_ptr(object as *const Header));
            }
            if !self.run_finalizers() || save {
                break;
            }
        }
        if self.has_pending() {
            self.request(request::FINALIZERS);
        }
        unreachable
    }
}

/// The whole collection; `sp` is where scanning the native stack of the calling thread begins. The world is stopped.
fn collect_stopped(vm: &Vm, sp: usize, wanted: Wanted) -> (Collected, Vec<usize>) {
    let begin = Instant::now();
    let _exempt = Exempt::new();
    let arena = arena();
    let roots = heap().roots.lock();
    let mut registry = heap().registry.lock();
    let mut weak = heap().weak.lock();
    let mut space = heap().space.lock();
    world::each_thread(vm, |thread| thread.heap.forget_runs());
    crate::thread::recycle();
    clear_marks(&arena, space.used());

    let mut marker = Marker::new(space.used());
    roots.trace(&mut marker);
    registry.trace(&mut marker);
    vm.interp.trace(&mut marker);
    world::each_thread(vm, |thread| {
        // The tracing loop has values of its own on the stack.
        let precise = wanted.direct && std::ptr::eq(thread, vm) && !vm.tracing.is_active();
        thread.trace(&mut marker, if precise { vm.unused_words() } else { Vec::new() });
        let sp = if precise { vm.heap.loop_sp.get() } else { sp };
        let (from, to) = world::native_stack(thread, vm, sp);
        // SAFETY: the used part of a stopped thread's native stack.
        unsafe { marker.words(from, to) }
    });
    marker.drain();

    registry.resurrect(&mut marker, &arena, !wanted.another_follows);
    let mut cyclic = Vec::new();
    if wanted.cycles {
        cyclic = cycles::find(&mut marker, &arena, space.used());
    }
    if wanted.save {
        marker.stack.extend(&cyclic);
        marker.drain();
    }
    weak.sweep(&arena, |pending| registry.queue.push_back(pending));
    registry.sweep(&arena);
    audit::search(&arena, space.used());
    let live = sweep(&mut space, &arena);
    let threshold = pace(live);
    // What one collection frees the program soon takes again: giving it back at once would cost a page fault each time.
    space.release((2 * threshold + SPARE) / BLOCK);

    heap().threshold.store(threshold, Ordering::Relaxed);
    heap().allocated.store(0, Ordering::Relaxed);
    heap().epoch.fetch_add(1, Ordering::AcqRel);
    let collected = Collected { unreachable: cyclic.len(), duration: begin.elapsed() };
    heap().history.lock().add(collected, live, wanted.cycles);
    (collected, if wanted.save { cyclic } else { Vec::new() })
}

/// How much may be allocated until the next collection: as much as lives, as long as the machine has it.
fn pace(live: usize) -> usize {
    let spare = super::alloc::largest().saturating_sub(live) / 2;
    live.min(spare).max(LEAST_BETWEEN)
}

impl History {
    fn add(&mut self, collected: Collected, live: usize, explicit: bool) {
        self.collections += 1;
        self.explicit += explicit as usize;
        self.unreachable += collected.unreachable;
        self.pause += collected.duration;
        self.longest = self.longest.max(collected.duration);
        self.live = live;
    }
}

fn clear_marks(arena: &Arena, used: usize) {
    for block in 0..used {
        // SAFETY: the row exists; the world is stopped.
        let side = unsafe { &mut *arena.side(block) };
        match arena.kind(block) {
            kind::SMALL => side.mark.fill(0),
            kind::LARGE => side.mark[0] = 0,
            _ => {}
        }
    }
}

/// A stretch of free blocks while the sweep walks over it.
#[derive(Default)]
struct Stretch {
    start: usize,
    len: usize,
    dirty: usize,
}

impl Stretch {
    fn add(&mut self, block: usize, count: usize, dirty: bool) {
        if self.len == 0 {
            self.start = block;
        }
        self.len += count;
        self.dirty += if dirty { count } else { 0 };
    }
    fn close(&mut self, space: &mut Space) {
        if self.len > 0 {
            space.found_free(self.start, self.len, self.dirty);
        }
        *self = Stretch::default();
    }
}

/// Frees what is not marked. Answers the bytes that live.
fn sweep(space: &mut Space, arena: &Arena) -> usize {
    let hostile = stress::every() != 0;
    let (mut live, mut block) = (0, 0);
    let mut free = Stretch::default();
    space.begin_rebuild();
    while block < space.used() {
        // SAFETY: the row exists; the world is stopped.
        let side = unsafe { &mut *arena.side(block) };
        let mut count = 1;
        match arena.kind(block) {
            kind::SMALL => {
                if hostile {
                    stress::poison_dead(block, side);
                }
                let bytes = side.mark.iter().map(|w| w.count_ones() as usize).sum::<usize>() * side.size;
                if bytes == 0 {
                    arena.set_kind(block, kind::DIRTY, 0);
                    free.add(block, 1, true);
                } else {
                    side.alloc = side.mark;
                    free.close(space);
                    if bytes + side.size <= BLOCK && bytes < BLOCK / 8 * 7 {
                        space.found_partial(block, side.class);
                    }
                }
                live += bytes;
            }
            kind::LARGE => {
                count = arena.payload(block);
                if side.mark[0] & 1 == 0 {
                    if hostile {
                        stress::poison_large(arena.address(block), side.size);
                    }
                    (block..block + count).for_each(|b| arena.set_kind(b, kind::DIRTY, 0));
                    free.add(block, count, true);
                } else {
                    free.close(space);
                    live += count * BLOCK;
                }
            }
            other => free.add(block, 1, other == kind::DIRTY),
        }
        block += count;
    }
    free.close(space);
    space.end_rebuild();
    live
}
