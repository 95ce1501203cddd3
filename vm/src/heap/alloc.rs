//! Allocation.
//!
//! Each thread bumps through runs of free, zeroed cells, one run per size class; the fast path is a compare and an add. The slow
//! path takes the next run of the thread's block, another block, or collects. It is a safepoint for a stop of the world, not for
//! handing over the GIL.
//!
//! Invariant: memory is zero when handed out, and the caller sets the header before its next allocation or safepoint. Until then
//! the collector takes the cell for free.

use std::cell::Cell;

use super::arena::{
    BLOCK, CLASSES, GRANULE, GRANULE_CLASSES, LARGEST_SHARED, SMALLEST_MEDIUM, arena, class_of, class_size,
};
use super::roots::with_registers;
use super::{heap, stress};
use crate::builtins;
use crate::exceptions::exc;
use crate::object::{HeapObject, Ref, ShapeId, Type};
use crate::{PyResult, Vm};

/// Cells are zeroed and handed out in runs of at most about this size, so that they are still in the cache when used.
const RUN: usize = 8 << 10;

struct Run {
    current: Cell<usize>,
    limit: Cell<usize>,
}

/// The allocation state of a thread.
pub struct ThreadHeap {
    runs: [Run; CLASSES],
    /// The block that the run lies in plus 1, and whether that block's memory is zero.
    blocks: [Cell<(usize, bool)>; CLASSES],
    /// Allocations until the next forced collection, in stress mode.
    countdown: Cell<u32>,
    /// Whether this thread is running finalizers.
    pub(super) finalizing: Cell<bool>,
    /// The native stack pointer when the innermost evaluation loop was entered, all callers' registers saved above it.
    pub(super) loop_sp: Cell<usize>,
}

impl ThreadHeap {
    pub fn new() -> ThreadHeap {
        ThreadHeap {
            runs: [const { Run { current: Cell::new(0), limit: Cell::new(0) } }; CLASSES],
            blocks: [const { Cell::new((0, false)) }; CLASSES],
            countdown: Cell::new(stress::every()),
            finalizing: Cell::new(false),
            loop_sp: Cell::new(0),
        }
    }
    /// Runs an evaluation loop: what its callers hold then lies above a known address.
    #[inline(always)]
    pub(crate) fn enter(&self, run: impl FnOnce()) {
        let outer = self.loop_sp.get();
        with_registers(|sp| {
            self.loop_sp.set(sp);
            run();
        });
        self.loop_sp.set(outer);
    }
    /// Gives up all runs: what is left of them becomes free at the sweep. Called with the world stopped.
    pub(super) fn forget_runs(&self) {
        for (run, block) in self.runs.iter().zip(&self.blocks) {
            run.current.set(0);
            run.limit.set(0);
            block.set((0, false));
        }
    }
    /// Begins the next run of the class's block and takes a cell of it; `None` when the block has no more.
    fn next_run(&self, class: usize) -> Option<*mut u64> {
        let (number, clean) = self.blocks[class].get();
        if number == 0 {
            return None;
        }
        let block = number - 1;
        let (base, size) = (arena().address(block), class_size(class));
        // SAFETY: the block belongs to this thread until the next collection.
        let bits = unsafe { &mut (*arena().side(block)).alloc };
        let cells = BLOCK / size;
        let word_bit = |i: usize| (i * size / GRANULE / 64, 1u64 << (i * size / GRANULE % 64));
        let mut i = (self.runs[class].limit.get() - base) / size;
        while i < cells && bits[word_bit(i).0] & word_bit(i).1 != 0 {
            i += 1;
        }
        let (start, end) = (i, cells.min(i + self.run_cells(size)));
        while i < end && bits[word_bit(i).0] & word_bit(i).1 == 0 {
            bits[word_bit(i).0] |= word_bit(i).1;
            i += 1;
        }
        if i == start {
            self.runs[class].current.set(0);
            self.runs[class].limit.set(0);
            self.blocks[class].set((0, false));
            return None;
        }
        let (from, to) = (base + start * size, base + i * size);
        if !clean {
            // SAFETY: free cells of our block.
            unsafe { std::ptr::write_bytes(from as *mut u8, 0, to - from) }
        }
        heap().count_allocated(to - from);
        self.runs[class].current.set(from + size);
        self.runs[class].limit.set(to);
        Some(from as *mut u64)
    }
    fn run_cells(&self, size: usize) -> usize {
        // In stress mode every allocation takes the slow path.
        if stress::every() != 0 { 1 } else { (RUN / size).max(1) }
    }
    /// Makes a block the one to allocate cells of a class from.
    fn adopt(&self, class: usize, block: usize, clean: bool) {
        let base = arena().address(block);
        self.runs[class].current.set(base);
        self.runs[class].limit.set(base);
        self.blocks[class].set((block + 1, clean));
    }
    #[inline(always)]
    fn bump(&self, class: usize, bytes: usize) -> Option<*mut u64> {
        let run = &self.runs[class];
        let p = run.current.get();
        let next = p + bytes;
        if next <= run.limit.get() {
            run.current.set(next);
            return Some(p as *mut u64);
        }
        None
    }
}

impl Default for ThreadHeap {
    fn default() -> Self {
        ThreadHeap::new()
    }
}

/// The largest object that could ever be: what the machine has, never more than the arena.
pub(super) fn largest() -> usize {
    static LARGEST: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
    *LARGEST.get_or_init(|| {
        let arena = arena().blocks * BLOCK;
        // SAFETY: fills a plain struct.
        unsafe {
            let mut info: libc::sysinfo = std::mem::zeroed();
            if libc::sysinfo(&mut info) != 0 {
                return arena;
            }
            let total = (info.totalram as usize).saturating_add(info.totalswap as usize);
            arena.min(total.saturating_mul(info.mem_unit as usize))
        }
    })
}

#[cold]
fn exhausted(bytes: usize) -> ! {
    eprintln!("Fatal Python error: out of memory: the heap has no room for {bytes} more bytes");
    std::process::abort()
}

impl Vm {
    /// Whether a pointer word addresses an object that was not freed: for registers that may hold old words.
    pub(crate) fn is_live_object(&self, v: crate::value::Value) -> bool {
        let used = super::heap().space.lock().used();
        super::arena::arena().object_at(v.bits() as usize, used) == Some(v.bits() as usize)
    }
    /// Zeroed memory for an object of `bytes` bytes; its header must be set before the next allocation or safepoint.
    #[inline(always)]
    pub fn alloc_raw(&self, bytes: usize) -> *mut u64 {
        if bytes <= SMALLEST_MEDIUM {
            let class = bytes.div_ceil(GRANULE);
            debug_assert!(class > 0 && class < GRANULE_CLASSES);
            if let Some(p) = self.heap.bump(class, class * GRANULE) {
                return p;
            }
        }
        self.alloc_slow(bytes)
    }
    #[cold]
    #[inline(never)]
    fn alloc_slow(&self, bytes: usize) -> *mut u64 {
        self.allocate(bytes).unwrap_or_else(|| exhausted(bytes))
    }
    /// MemoryError for a size that no object could have.
    pub fn check_size(&self, bytes: usize) -> PyResult<()> {
        if bytes > largest() {
            return Err(self.error(exc::MEMORY_ERROR, ""));
        }
        Ok(())
    }
    /// As [`Vm::alloc_raw`] for sizes that the program chooses: MemoryError when it is absurd.
    #[inline]
    pub fn try_alloc_raw(&self, bytes: usize) -> PyResult<*mut u64> {
        if bytes <= SMALLEST_MEDIUM {
            return Ok(self.alloc_raw(bytes));
        }
        self.allocate(bytes).ok_or_else(|| self.error(exc::MEMORY_ERROR, ""))
    }
    #[inline(never)]
    fn allocate(&self, bytes: usize) -> Option<*mut u64> {
        self.park_if_stopping();
        if stress::every() != 0 {
            self.count_down();
        }
        if bytes > LARGEST_SHARED {
            return self.allocate_large(bytes, true);
        }
        let class = class_of(bytes);
        if let Some(p) = self.heap.bump(class, class_size(class)) {
            return Some(p);
        }
        let mut collected = false;
        loop {
            if let Some(p) = self.heap.next_run(class) {
                return Some(p);
            }
            if heap().is_due() && !collected {
                self.collect_automatically();
                collected = true;
                continue;
            }
            let block = heap().space.lock().take_block(class);
            match block {
                Some((block, clean)) => self.heap.adopt(class, block, clean),
                None if collected => return None,
                None => {
                    self.collect_automatically();
                    collected = true;
                }
            }
        }
    }
    /// As [`Vm::try_alloc_raw`] for an object that refers to nothing and all of whose data the caller writes at once: of a large one
    /// only the beginning and the end are zero.
    pub(crate) fn try_alloc_data(&self, bytes: usize) -> PyResult<*mut u64> {
        if bytes <= LARGEST_SHARED || stress::every() != 0 {
            return self.try_alloc_raw(bytes);
        }
        self.park_if_stopping();
        self.allocate_large(bytes, false).ok_or_else(|| self.error(exc::MEMORY_ERROR, ""))
    }
    fn allocate_large(&self, bytes: usize, clear: bool) -> Option<*mut u64> {
        if bytes > largest() {
            return None;
        }
        let mut collected = false;
        if heap().is_due_for(bytes) {
            self.collect_automatically();
            collected = true;
        }
        loop {
            let large = heap().space.lock().take_large(bytes);
            match large {
                Some(large) => {
                    if clear {
                        large.clear()
                    } else {
                        large.clear_ends(bytes)
                    }
                    heap().count_allocated(bytes.next_multiple_of(BLOCK));
                    return Some(large.address as *mut u64);
                }
                None if collected => return None,
                None => {
                    self.collect_automatically();
                    collected = true;
                }
            }
        }
    }
    #[cold]
    fn count_down(&self) {
        match self.heap.countdown.get() {
            0 | 1 => {
                self.heap.countdown.set(stress::every());
                self.collect_automatically();
            }
            n => self.heap.countdown.set(n - 1),
        }
    }

    /// Registers an object made by its shape for what its type asks. Of the builtin types only layouts that say so have a `drop`,
    /// and none a finalizer that runs for every object.
    #[inline(always)]
    fn register_made<T: HeapObject>(&self, shape: ShapeId, object: usize) {
        if shape.0 as usize >= builtins::TABLE.len() {
            self.register_new(shape.ty(), object);
        } else if T::DROPS {
            self.register_drop(object, builtins::TABLE[shape.0 as usize].expect("a builtin shape"));
        }
    }

    /// Moves `object` to the heap as an object of a fixed-size shape, registered for its type's `del` slot and `drop`.
    #[inline]
    pub fn alloc<T: HeapObject>(&self, shape: ShapeId, object: T) -> Ref<T> {
        let p = self.alloc_raw(size_of::<T>()).cast::<T>();
        // SAFETY: the memory is fresh, zeroed, aligned and large enough; T begins with a header.
        unsafe {
            p.write(object);
            let object = Ref::from_raw(p);
            object.header().init(shape, self.fast_hi());
            self.register_made::<T>(shape, p as usize);
            object
        }
    }
    /// As [`Vm::alloc`] with `extra` zeroed bytes behind the fixed part.
    pub fn alloc_extra<T: HeapObject>(&self, shape: ShapeId, object: T, extra: usize) -> PyResult<Ref<T>> {
        let p = self.try_alloc_raw(size_of::<T>().saturating_add(extra))?.cast::<T>();
        // SAFETY: as in `alloc`.
        unsafe {
            p.write(object);
            let object = Ref::from_raw(p);
            object.header().init(shape, self.fast_hi());
            self.register_made::<T>(shape, p as usize);
            Ok(object)
        }
    }
    /// As [`Vm::alloc`] for an instance of `cls`, which has T's type among its bases: room for its slots, finalizer registered.
    #[inline]
    pub fn alloc_instance<T: HeapObject>(&self, cls: Ref<Type>, object: T) -> Ref<T> {
        let bytes = cls.instance_size();
        debug_assert!(bytes >= size_of::<T>());
        let p = self.alloc_raw(bytes).cast::<T>();
        // SAFETY: as in `alloc`.
        unsafe {
            p.write(object);
            let object = Ref::from_raw(p);
            object.header().init(cls.root_shape(), self.fast_hi());
            self.register_new(cls, p as usize);
            object
        }
    }
    /// As [`Vm::alloc_instance`] for types whose instances vary in size: `extra` bytes, then the word for the attributes if `cls` has any, then those for members.
    pub fn alloc_instance_extra<T: HeapObject>(&self, cls: Ref<Type>, object: T, extra: usize) -> PyResult<Ref<T>> {
        let members = cls.instance_size() - cls.layout().size;
        let bytes = size_of::<T>().saturating_add(extra.saturating_add(7) & !7).saturating_add(8 + members);
        let p = self.try_alloc_raw(bytes)?.cast::<T>();
        // SAFETY: as in `alloc`.
        unsafe {
            p.write(object);
            let object = Ref::from_raw(p);
            object.header().init(cls.root_shape(), self.fast_hi());
            self.register_new(cls, p as usize);
            Ok(object)
        }
    }
}
