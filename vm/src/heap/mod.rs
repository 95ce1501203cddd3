//! The heap: non-moving, precise in objects, conservative on native and register stacks.
//!
//! `arena` and `space` own the memory, `alloc` hands it to threads, `trace` walks objects, `roots` knows where walking begins,
//! `collect` stops the world, marks and sweeps, `weak` and `finalize` do what programs hear of it, `inspect` answers the `gc` module, `stress` and `audit` hunt for mistakes.
//!
//! Lock order: roots, registry, weak table, space. None of these locks is held over an allocation, a safepoint or a call into
//! Python, so the collector, which takes them all while the world is stopped, never waits for one.

mod alloc;
mod arena;
#[cfg(feature = "audit")]
mod audit;
mod collect;
mod cycles;
mod finalize;
mod inspect;
mod roots;
mod space;
mod stress;
mod trace;
mod weak;
mod world;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crossbeam_utils::CachePadded;
use parking_lot::Mutex;

pub use alloc::ThreadHeap;
pub use arena::reserve;
pub use collect::{Collected, Stats, after_fork_child, stats};
pub use inspect::{is_tracked, set_collection_hook};
pub use roots::{Global, with_registers};
pub use trace::{Marker, Trace};
pub(crate) use weak::Weaks;

use collect::History;
use finalize::Registry;
use roots::Roots;
use space::Space;
use weak::WeakTable;

/// The least that is allocated between two collections.
const LEAST_BETWEEN: usize = 16 << 20;

/// What all threads share.
struct Heap {
    space: Mutex<Space>,
    roots: Mutex<Roots>,
    registry: Mutex<Registry>,
    weak: Mutex<WeakTable>,
    history: Mutex<History>,
    /// Bytes handed to threads since the last collection, and how many of them make the next one due.
    allocated: CachePadded<AtomicUsize>,
    threshold: AtomicUsize,
    /// Counts collections.
    epoch: AtomicUsize,
}

/// Without the feature `audit` nothing looks at native memory.
#[cfg(not(feature = "audit"))]
mod audit {
    pub(super) struct Exempt;
    impl Exempt {
        #[inline(always)]
        pub(super) fn new() -> Exempt {
            Exempt
        }
    }
    #[inline(always)]
    pub(super) fn search(_: &super::arena::Arena, _: usize) {}
}

fn heap() -> &'static Heap {
    static HEAP: LazyLock<Heap> = LazyLock::new(|| Heap {
        space: Mutex::new(Space::new()),
        roots: Mutex::default(),
        registry: Mutex::default(),
        weak: Mutex::default(),
        history: Mutex::default(),
        allocated: CachePadded::new(AtomicUsize::new(0)),
        threshold: AtomicUsize::new(LEAST_BETWEEN),
        epoch: AtomicUsize::new(0),
    });
    &HEAP
}

impl Heap {
    fn count_allocated(&self, bytes: usize) {
        self.allocated.fetch_add(bytes, Ordering::Relaxed);
    }
    fn is_due(&self) -> bool {
        self.is_due_for(0)
    }
    fn is_due_for(&self, bytes: usize) -> bool {
        self.allocated.load(Ordering::Relaxed).saturating_add(bytes) >= self.threshold.load(Ordering::Relaxed)
    }
}

/// Hashes addresses of objects: multiplication spreads what the alignment leaves.
#[derive(Default, Clone, Copy)]
struct AddressHasher(u64);

impl std::hash::Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("only addresses are hashed")
    }
    fn write_usize(&mut self, address: usize) {
        self.0 = ((address >> 4) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
}

type ByAddress = std::hash::BuildHasherDefault<AddressHasher>;
type AddressMap<T> = std::collections::HashMap<usize, T, ByAddress>;
type AddressSet = std::collections::HashSet<usize, ByAddress>;
