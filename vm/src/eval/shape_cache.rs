//! The second level behind the inline caches of attributes: what (shape, name) means, for sites that see several shapes.
//!
//! Invariant. An entry is the word that an inline cache for that shape and name would hold, so it stays true for as long as
//! that one would, and `flush` empties this table wherever inline caches are emptied. Reads and writes race freely: an
//! entry's second word is its first one mixed with the key, and a pair that was torn does not answer. Leaves to others: finding
//! out what a name means (`slow::attributes`, `slow::calls`).

use std::sync::atomic::{AtomicU64, Ordering};

use crate::builtins::str::Str;
use crate::object::{Ref, ShapeId};

const BITS: u32 = 12;

struct Entry {
    cache: AtomicU64,
    /// `cache` xor the key.
    check: AtomicU64,
}

static TABLE: [Entry; 1 << BITS] = [const { Entry { cache: AtomicU64::new(0), check: AtomicU64::new(0) } }; 1 << BITS];

/// What is asked of a shape; each has its own form of inline cache.
#[derive(Clone, Copy)]
pub(crate) enum Asked {
    Attribute = 0,
    Method = 1,
    Assignment = 2,
}

/// The arena spans at most 64 GiB, so 32 bits of a 16-aligned address tell interned names apart; shapes have less than 30 bits.
#[inline(always)]
fn key(asked: Asked, shape: ShapeId, name: Ref<Str>) -> u64 {
    (asked as u64) << 62 | (shape.0 as u64) << 32 | (name.as_ptr() as usize >> 4) as u32 as u64
}

#[inline(always)]
fn entry(key: u64) -> &'static Entry {
    let at = (key ^ key >> 31).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS);
    &TABLE[at as usize]
}

/// The cache word for a shape and an interned name; 0 when it is not known.
#[inline(always)]
pub(crate) fn find(asked: Asked, shape: ShapeId, name: Ref<Str>) -> u64 {
    let key = key(asked, shape, name);
    let entry = entry(key);
    let cache = entry.cache.load(Ordering::Acquire);
    if cache ^ entry.check.load(Ordering::Acquire) == key { cache } else { 0 }
}

pub(crate) fn remember(asked: Asked, shape: ShapeId, name: Ref<Str>, cache: u64) {
    let key = key(asked, shape, name);
    let entry = entry(key);
    entry.cache.store(cache, Ordering::Release);
    entry.check.store(cache ^ key, Ordering::Release);
}

/// Forgets everything, with the world stopped.
pub(crate) fn flush() {
    for entry in &TABLE {
        entry.cache.store(0, Ordering::Relaxed);
        entry.check.store(0, Ordering::Relaxed);
    }
}
