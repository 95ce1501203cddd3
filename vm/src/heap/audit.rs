//! The net under the rooting rule (feature `audit`): finds values that native memory holds and nothing keeps alive.
//!
//! A value never lives in a `Vec`, a `Box` or a map, but Rust cannot forbid it. With this feature every block of native memory is
//! known with the place that asked for it; between marking and sweeping all blocks are searched for addresses of objects that are
//! about to be freed, and the first find panics with that place. Memory of the heap's own tables, which may name dead objects until
//! they are swept themselves, is not searched. A find may be a stale word in unused capacity: the place tells.

use std::alloc::{GlobalAlloc, Layout, System};
use std::backtrace::Backtrace;
use std::cell::Cell;
use std::collections::HashMap;

use parking_lot::Mutex;

use super::arena::{Arena, BLOCK};

struct Block {
    size: usize,
    place: Option<Box<Backtrace>>,
}

thread_local! {
    static EXEMPT: Cell<u32> = const { Cell::new(0) };
    /// Whether this thread is at work on the table: what it allocates and frees meanwhile is the table's own.
    static AT_TABLE: Cell<bool> = const { Cell::new(false) };
}

/// Works on the table, unless this thread does so already or is at its end.
fn with_table(f: impl FnOnce(&mut HashMap<usize, Block>)) {
    if AT_TABLE.try_with(|t| t.replace(true)).unwrap_or(true) {
        return;
    }
    f(BLOCKS.lock().get_or_insert_with(HashMap::new));
    let _ = AT_TABLE.try_with(|t| t.set(false));
}

static BLOCKS: Mutex<Option<HashMap<usize, Block>>> = Mutex::new(None);

/// While this lives, the thread's allocations are not searched.
pub(super) struct Exempt;

impl Exempt {
    pub(super) fn new() -> Exempt {
        let _ = EXEMPT.try_with(|n| n.set(n.get() + 1));
        Exempt
    }
}

impl Drop for Exempt {
    fn drop(&mut self) {
        let _ = EXEMPT.try_with(|n| n.set(n.get() - 1));
    }
}

fn is_exempt() -> bool {
    EXEMPT.try_with(|n| n.get() > 0).unwrap_or(true)
}

/// The allocator that knows its blocks.
pub struct Audited;

// SAFETY: memory comes from the system's allocator; the table beside it has no influence on it.
unsafe impl GlobalAlloc for Audited {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        let p = unsafe { System.alloc(layout) };
        if !p.is_null() && layout.size() >= 8 && !is_exempt() {
            with_table(|blocks| {
                let place = std::env::var_os("PYISH_AUDIT").map(|_| Box::new(Backtrace::force_capture()));
                blocks.insert(p as usize, Block { size: layout.size(), place });
            });
        }
        p
    }
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) {
        if layout.size() >= 8 {
            with_table(|blocks| {
                blocks.remove(&(p as usize));
            });
        }
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(p, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Audited = Audited;

/// After marking: panics when native memory holds the address of an object that will be freed.
pub(super) fn search(arena: &Arena, used: usize) {
    let mut found = None;
    with_table(|blocks| found = blocks.iter().find_map(|(&start, block)| dead_in(arena, used, start, block)));
    if let Some(text) = found {
        panic!("{text}");
    }
}

/// The message about a dead object that a block refers to.
fn dead_in(arena: &Arena, used: usize, start: usize, block: &Block) -> Option<String> {
    let words = (start.next_multiple_of(8)..start + block.size - 7).step_by(8);
    // SAFETY: inside a block that is allocated; the world is stopped. What was never written reads as something.
    let dead = words.map(|p| unsafe { (p as *const usize).read_volatile() }).find(|&word| {
        word.wrapping_sub(arena.base) < used * BLOCK
            && arena.object_at(word, used) == Some(word)
            && !arena.is_marked(word)
    })?;
    let place = block.place.as_ref().map_or("run with PYISH_AUDIT=1 to see where".to_string(), |b| b.to_string());
    Some(format!(
        "native memory of {} bytes refers to the dead object {dead:#x}; it was allocated here:\n{place}",
        block.size
    ))
}
