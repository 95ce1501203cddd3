//! Free blocks: handing them out, keeping them sorted by length, giving memory back to the kernel.
//!
//! Invariant: between collections extents are only taken from, so they are rebuilt, coalesced, by each sweep. Extents are kept by
//! the magnitude of their length; one block comes from the shortest extent, a large object from the first that fits in its
//! magnitude or from any longer one. Everything here happens under the space's lock.

use super::arena::{Arena, BLOCK, CLASSES, GRANULE, arena, class_size, kind};

/// `len` free blocks from `start`.
#[derive(Clone, Copy)]
struct Extent {
    start: usize,
    len: usize,
}

const MAGNITUDES: usize = 32;
/// Old data of this many bytes is given back to the kernel rather than zeroed: below, page faults cost more than zeroing.
const DISCARDED: usize = 256 << 20;
/// How many extents of its own magnitude a request looks at before it takes a longer one.
const LOOKS: usize = 16;

/// What of the arena is in use.
pub struct Space {
    arena: Arena,
    /// Blocks from here on were never used.
    next: usize,
    extents: [Vec<Extent>; MAGNITUDES],
    /// Blocks of each class with free cells in them.
    partial: [Vec<u32>; CLASSES],
    /// Free blocks whose memory is not zero.
    dirty: usize,
}

impl Space {
    pub fn new() -> Space {
        Space {
            arena: arena(),
            next: 0,
            extents: [const { Vec::new() }; MAGNITUDES],
            partial: [const { Vec::new() }; CLASSES],
            dirty: 0,
        }
    }
    /// Blocks below this index have been used.
    pub fn used(&self) -> usize {
        self.next
    }
    /// Free blocks that still occupy memory.
    pub fn dirty(&self) -> usize {
        self.dirty
    }
    /// Free blocks below [`Space::used`].
    pub fn free(&self) -> usize {
        self.extents.iter().flatten().map(|e| e.len).sum()
    }

    fn put(&mut self, start: usize, len: usize) {
        if len > 0 {
            self.extents[len.ilog2() as usize].push(Extent { start, len });
        }
    }
    /// Takes `count` adjacent blocks; `None` when the arena is exhausted.
    fn take(&mut self, count: usize) -> Option<usize> {
        let own = count.ilog2() as usize;
        let list = &self.extents[own];
        let fit = list.iter().enumerate().rev().take(LOOKS).find(|(_, e)| e.len >= count).map(|(i, _)| i);
        let taken = match fit {
            Some(i) => Some(self.extents[own].swap_remove(i)),
            None => self.extents[own + 1..].iter_mut().find_map(Vec::pop),
        };
        if let Some(Extent { start, len }) = taken {
            self.put(start + count, len - count);
            return Some(start);
        }
        if self.next + count > self.arena.blocks {
            return None;
        }
        let start = self.next;
        self.next += count;
        Some(start)
    }
    /// A block with free cells of a class, and whether they are known to be zero.
    pub fn take_block(&mut self, class: usize) -> Option<(usize, bool)> {
        if let Some(block) = self.partial[class].pop() {
            return Some((block as usize, false));
        }
        let block = self.take(1)?;
        let clean = self.arena.kind(block) == kind::FREE;
        self.dirty -= !clean as usize;
        // SAFETY: a free block's row is ours under the lock.
        unsafe {
            let side = &mut *self.arena.side(block);
            side.size = class_size(class);
            side.class = class;
            side.alloc.fill(0);
            side.mark.fill(0);
        }
        self.arena.set_kind(block, kind::SMALL, 0);
        Some((block, clean))
    }
    /// Adjacent blocks for one large object. Answers its address and how many bytes of old data lie there, from which block on:
    /// the caller zeroes them outside the lock.
    pub fn take_large(&mut self, bytes: usize) -> Option<Large> {
        let count = bytes.div_ceil(BLOCK);
        if count > self.arena.blocks {
            return None;
        }
        let first = self.take(count)?;
        let (mut from, mut to) = (0, 0);
        for i in 0..count {
            if self.arena.kind(first + i) == kind::DIRTY {
                self.dirty -= 1;
                if to == 0 {
                    from = i;
                }
                to = i + 1;
            }
            if i > 0 {
                self.arena.set_kind(first + i, kind::REST, i);
            }
        }
        // SAFETY: a free block's row is ours under the lock. The header is still 0 or old data that the caller zeroes before the
        // next safepoint, so the collector sees no object before there is one.
        unsafe {
            let side = &mut *self.arena.side(first);
            side.size = bytes.next_multiple_of(GRANULE);
            side.class = 0;
            side.mark[0] = 0;
            side.alloc.fill(0);
            side.alloc[0] = 1;
        }
        self.arena.set_kind(first, kind::LARGE, count);
        let address = self.arena.address(first);
        Some(Large { address, dirty: (address + from * BLOCK, address + to * BLOCK) })
    }

    // ---- the sweep's side

    /// Forgets all free blocks and partial ones, before the sweep finds them anew.
    pub fn begin_rebuild(&mut self) {
        self.extents.iter_mut().for_each(Vec::clear);
        self.partial.iter_mut().for_each(Vec::clear);
        self.dirty = 0;
    }
    pub fn found_partial(&mut self, block: usize, class: usize) {
        self.partial[class].push(block as u32);
    }
    /// A maximal stretch of free blocks, `dirty` of them with old data.
    pub fn found_free(&mut self, start: usize, len: usize, dirty: usize) {
        self.dirty += dirty;
        self.put(start, len);
    }
    /// Low addresses are to be used first.
    pub fn end_rebuild(&mut self) {
        self.extents.iter_mut().for_each(|list| list.reverse());
        self.partial.iter_mut().for_each(|list| list.reverse());
    }
    /// Gives memory of free blocks back to the kernel until at most `keep` blocks of it remain, longest extents first.
    pub fn release(&mut self, keep: usize) {
        for magnitude in (0..MAGNITUDES).rev() {
            for i in 0..self.extents[magnitude].len() {
                if self.dirty <= keep {
                    return;
                }
                let Extent { start, len } = self.extents[magnitude][i];
                self.release_extent(start, len, keep);
            }
        }
    }
    fn release_extent(&mut self, start: usize, len: usize, keep: usize) {
        let mut end = start + len;
        while end > start && self.dirty > keep {
            // From the end, so that what remains lies low.
            if self.arena.kind(end - 1) != kind::DIRTY {
                end -= 1;
                continue;
            }
            let mut first = end;
            while first > start && self.dirty > keep && self.arena.kind(first - 1) == kind::DIRTY {
                first -= 1;
                self.dirty -= 1;
                self.arena.set_kind(first, kind::FREE, 0);
            }
            discard(self.arena.address(first), (end - first) * BLOCK);
            end = first;
        }
    }
}

/// A large object's memory.
pub struct Large {
    pub address: usize,
    /// The bytes in between hold old data.
    pub dirty: (usize, usize),
}

impl Large {
    /// Zeroes the first and the last words of an object of `bytes` bytes.
    pub fn clear_ends(&self, bytes: usize) {
        const ENDS: usize = 64;
        // SAFETY: inside the object, which nobody else knows yet and which is larger than a block's cells.
        unsafe {
            std::ptr::write_bytes(self.address as *mut u8, 0, ENDS);
            let end = self.address + bytes.next_multiple_of(GRANULE);
            std::ptr::write_bytes((end - ENDS) as *mut u8, 0, ENDS);
        }
    }
    /// Zeroes what is not zero yet.
    pub fn clear(&self) {
        let (from, to) = self.dirty;
        if to - from >= DISCARDED {
            discard(from, to - from);
        } else {
            // SAFETY: inside the object, which nobody else knows yet.
            unsafe { std::ptr::write_bytes(from as *mut u8, 0, to - from) }
        }
    }
}

/// Makes whole pages read as zero and gives their memory back.
fn discard(address: usize, bytes: usize) {
    // SAFETY: pages of the arena that hold no object.
    let result = unsafe { libc::madvise(address as *mut libc::c_void, bytes, libc::MADV_DONTNEED) };
    if result != 0 {
        // Locked memory cannot be given back; it must read as zero all the same.
        // SAFETY: as above.
        unsafe { std::ptr::write_bytes(address as *mut u8, 0, bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extents_split_and_prefer_the_shortest() {
        let mut space = Space::new();
        // Indices far above what other tests touch.
        let base = space.arena.blocks / 2;
        space.next = space.arena.blocks;
        space.put(base, 1);
        space.put(base + 10, 5);
        space.put(base + 100, 64);
        assert_eq!(space.take(1), Some(base));
        assert_eq!(space.take(4), Some(base + 10));
        assert_eq!(space.take(1), Some(base + 14));
        assert_eq!(space.take(33), Some(base + 100));
        assert_eq!(space.take(32), None);
        assert_eq!(space.take(31), Some(base + 133));
        assert_eq!(space.take(1), None);
    }
}
