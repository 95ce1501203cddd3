//! The hostile mode: `PYISH_GC_STRESS=N` collects at every Nth allocation and fills freed cells with 0xdd.

use std::sync::OnceLock;

use super::arena::{BLOCK, GRANULE, Side, arena};

/// What freed memory is filled with: as a word it is neither an object nor a small integer.
pub const POISON: u8 = 0xdd;

static EVERY: OnceLock<u32> = OnceLock::new();

/// Collect at every so many allocations; 0 when the mode is off.
#[inline]
pub fn every() -> u32 {
    *EVERY.get_or_init(|| std::env::var("PYISH_GC_STRESS").ok().and_then(|n| n.parse().ok()).unwrap_or(0))
}

/// Fills the cells of a block that are in use but not marked.
pub(super) fn poison_dead(block: usize, side: &Side) {
    let base = arena().address(block);
    for i in 0..BLOCK / side.size {
        let granule = i * side.size / GRANULE;
        let (word, bit) = (granule / 64, 1 << (granule % 64));
        if side.alloc[word] & bit != 0 && side.mark[word] & bit == 0 {
            // SAFETY: a dead cell of this block; the world is stopped.
            unsafe { std::ptr::write_bytes((base + i * side.size) as *mut u8, POISON, side.size) }
        }
    }
}

/// Fills a dead large object.
pub(super) fn poison_large(address: usize, bytes: usize) {
    // SAFETY: a dead object's memory; the world is stopped.
    unsafe { std::ptr::write_bytes(address as *mut u8, POISON, bytes) }
}
