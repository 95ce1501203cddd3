//! The arena: one reservation of address space cut into blocks, and the side tables that say what each block holds.
//!
//! Invariants. A block is free, holds cells of one size, or is part of one large object. `kinds` says which, `sides` holds the
//! cell size and the bits. An address is an object when its cell's allocation bit is set and its header is not 0: the bit is set
//! for a whole run of cells when a thread takes the run, the header when an object is made. Kinds and sizes change under the lock
//! of the space; the bits of a block belong to the thread that allocates from it, and to the collector while the world is stopped.
//! Metadata lies beside the blocks, not in them, so that marking in a forked child copies no pages of objects.

use std::sync::OnceLock;

/// Bytes in a block.
pub const BLOCK: usize = 32 << 10;
/// Objects begin at multiples of this.
pub const GRANULE: usize = 16;
const WORDS: usize = BLOCK / GRANULE / 64;
/// What is asked of the kernel first; less is taken when it refuses.
const RESERVE: usize = 64 << 30;
const LEAST: usize = 256 << 20;

/// What a block holds. In `kinds` the low three bits; the bits above are the payload.
pub mod kind {
    /// Nothing, and its memory is zero.
    pub const FREE: u32 = 0;
    /// Nothing, and its memory holds old data.
    pub const DIRTY: u32 = 1;
    /// Cells of one size.
    pub const SMALL: u32 = 2;
    /// The first block of a large object; payload: number of blocks.
    pub const LARGE: u32 = 3;
    /// A further block of a large object; payload: distance to its first.
    pub const REST: u32 = 4;
    pub const MASK: u32 = 7;
    pub const SHIFT: u32 = 3;
}

/// The side table's row for one block.
pub struct Side {
    /// Bytes of a cell, or of the large object that begins here.
    pub size: usize,
    /// The size class of the cells.
    pub class: usize,
    /// One bit per granule: the object that begins there was reached.
    pub mark: [u64; WORDS],
    /// One bit per granule: a cell in use, or handed to a thread, begins there.
    pub alloc: [u64; WORDS],
}

/// Where the reservation lies. A copy of this is all that marking needs.
#[derive(Clone, Copy)]
pub struct Arena {
    pub base: usize,
    /// Number of blocks that the reservation has room for.
    pub blocks: usize,
    kinds: *mut u32,
    sides: *mut Side,
}
// SAFETY: the addresses never change; who may touch what lies there is said at the top of this file.
unsafe impl Send for Arena {}
// SAFETY: as above.
unsafe impl Sync for Arena {}

static ARENA: OnceLock<Arena> = OnceLock::new();

/// The arena of this process.
#[inline]
pub fn arena() -> Arena {
    *ARENA.get_or_init(Arena::new)
}

fn map(bytes: usize) -> Option<*mut u8> {
    // SAFETY: an anonymous private mapping at an address of the kernel's choice.
    let p = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            bytes,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    if p == libc::MAP_FAILED { None } else { Some(p.cast()) }
}

/// Reserves zeroed address space that becomes memory when touched.
pub fn reserve(bytes: usize) -> *mut u8 {
    map(bytes).expect("no address space for the heap")
}

impl Arena {
    fn new() -> Arena {
        let mut bytes = RESERVE;
        loop {
            match map(bytes + BLOCK) {
                Some(p) => {
                    let blocks = bytes / BLOCK;
                    return Arena {
                        base: (p as usize).next_multiple_of(BLOCK),
                        blocks,
                        kinds: reserve(blocks * size_of::<u32>()).cast(),
                        sides: reserve(blocks * size_of::<Side>()).cast(),
                    };
                }
                None if bytes > LEAST => bytes /= 2,
                None => panic!("no address space for the heap"),
            }
        }
    }
    #[inline(always)]
    pub fn address(&self, block: usize) -> usize {
        self.base + block * BLOCK
    }
    #[inline(always)]
    pub fn block_of(&self, address: usize) -> usize {
        address.wrapping_sub(self.base) / BLOCK
    }
    #[inline(always)]
    pub fn kind(&self, block: usize) -> u32 {
        debug_assert!(block < self.blocks);
        // SAFETY: one word per block of the reservation.
        unsafe { self.kinds.add(block).read() & kind::MASK }
    }
    #[inline(always)]
    pub fn payload(&self, block: usize) -> usize {
        debug_assert!(block < self.blocks);
        // SAFETY: as above.
        unsafe { (self.kinds.add(block).read() >> kind::SHIFT) as usize }
    }
    #[inline(always)]
    pub fn set_kind(&self, block: usize, kind: u32, payload: usize) {
        debug_assert!(block < self.blocks);
        // SAFETY: as above.
        unsafe { self.kinds.add(block).write(kind | (payload as u32) << kind::SHIFT) }
    }
    /// The side row of a block.
    #[inline(always)]
    pub fn side(&self, block: usize) -> *mut Side {
        debug_assert!(block < self.blocks);
        // SAFETY: one row per block of the reservation.
        unsafe { self.sides.add(block) }
    }
    /// The mark word and bit of the object that begins at an address inside the arena.
    #[inline(always)]
    pub fn mark_bit(&self, address: usize) -> (*mut u64, u64) {
        let granule = (address & (BLOCK - 1)) / GRANULE;
        // SAFETY: the row exists, and a granule's index is less than the number of bits.
        unsafe {
            ((&raw mut (*self.side(self.block_of(address))).mark).cast::<u64>().add(granule / 64), 1 << (granule % 64))
        }
    }
    /// Whether the object that begins at an address was reached by the last or current marking.
    #[inline]
    pub fn is_marked(&self, address: usize) -> bool {
        let (word, bit) = self.mark_bit(address);
        // SAFETY: a word of the side table.
        unsafe { word.read() & bit != 0 }
    }
    /// Whether a cell that is in use begins at an address inside the arena.
    #[inline]
    pub fn is_allocated(&self, address: usize) -> bool {
        let granule = (address & (BLOCK - 1)) / GRANULE;
        // SAFETY: as in `mark_bit`.
        unsafe {
            let word = (&raw const (*self.side(self.block_of(address))).alloc).cast::<u64>().add(granule / 64).read();
            word >> (granule % 64) & 1 != 0
        }
    }
    /// Bytes of the cell or large object that begins at an address.
    #[inline(always)]
    pub fn cell_size(&self, address: usize) -> usize {
        // SAFETY: the row exists.
        unsafe { (*self.side(self.block_of(address))).size }
    }
    /// The beginning of the object that an address lies in, when blocks below `used` hold one there.
    #[inline]
    pub fn object_at(&self, address: usize, used: usize) -> Option<usize> {
        let offset = address.wrapping_sub(self.base);
        let block = offset / BLOCK;
        if block >= used {
            return None;
        }
        let start = match self.kind(block) {
            kind::SMALL => {
                // SAFETY: the row exists.
                let size = unsafe { (*self.side(block)).size } as u32;
                let inside = (offset & (BLOCK - 1)) as u32;
                self.address(block) + (inside / size * size) as usize
            }
            kind::LARGE => self.address(block),
            kind::REST => self.address(block - self.payload(block)),
            _ => return None,
        };
        // SAFETY: an allocated cell is readable memory that begins with a header.
        if self.is_allocated(start) && unsafe { (start as *const u64).read() } != 0 { Some(start) } else { None }
    }
}

// ---- size classes

/// Largest size that has a class of its own per granule.
pub const SMALLEST_MEDIUM: usize = 512;
/// Number of granule classes, counting the unused class 0.
pub const GRANULE_CLASSES: usize = SMALLEST_MEDIUM / GRANULE + 1;
/// Cells between the granule classes and large objects: the sizes that waste least of a block.
const MEDIUM: [usize; 17] =
    [640, 768, 896, 1024, 1280, 1536, 1808, 2048, 2512, 3264, 3632, 4096, 5456, 6544, 8192, 10912, 16384];
pub const CLASSES: usize = GRANULE_CLASSES + MEDIUM.len();
/// Largest size that shares a block with others.
pub const LARGEST_SHARED: usize = 16384;

/// The class of a size up to [`LARGEST_SHARED`].
#[inline]
pub fn class_of(bytes: usize) -> usize {
    if bytes <= SMALLEST_MEDIUM {
        return bytes.div_ceil(GRANULE).max(1);
    }
    let mut i = 0;
    while MEDIUM[i] < bytes {
        i += 1;
    }
    GRANULE_CLASSES + i
}
/// Bytes of the cells of a class.
#[inline]
pub fn class_size(class: usize) -> usize {
    if class < GRANULE_CLASSES { class * GRANULE } else { MEDIUM[class - GRANULE_CLASSES] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_cover_all_shared_sizes() {
        for bytes in 1..=LARGEST_SHARED {
            let class = class_of(bytes);
            assert!(class_size(class) >= bytes);
            assert!(class == 1 || class_size(class - 1) < bytes, "size {bytes} would fit a smaller class");
        }
        assert!((1..CLASSES).all(|c| class_size(c).is_multiple_of(GRANULE)));
    }

    #[test]
    fn side_row_is_compact() {
        assert!(size_of::<Side>() <= 576, "the side table takes {} bytes per block", size_of::<Side>());
    }
}
