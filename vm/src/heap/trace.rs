//! Marking: how the collector finds the values in an object, and how it walks the graph.
//!
//! Objects are marked when they are taken from the work list, not when they are found, so that the side table and the header can
//! be fetched ahead of use. Edges from objects are precise: debug builds and stress mode check that none leads to a freed cell.

use super::arena::{Arena, BLOCK, arena, kind};
use super::stress;
use crate::builtins;
use crate::object::{ShapeId, Slot, TypeDef, shape, type_flags};
use crate::value::Value;

/// Where a type's instances hold values. Slots that `class` adds behind the fixed part are traced besides.
#[derive(Clone, Copy)]
pub enum Trace {
    /// Nowhere.
    Leaf,
    /// Every word from this word index to the end of the object is a value, 0, or a number too small to be an address.
    Fields(usize),
    /// A function that shows each value to the marker.
    Custom(unsafe fn(*const u64, &mut Marker)),
}

/// How to trace the objects of one shape; looked up once per collection.
#[derive(Clone, Copy)]
struct Plan {
    how: How,
    /// Behind the fixed part: from this word on values, 0 when there are none.
    tail: u32,
}

#[derive(Clone, Copy)]
enum How {
    Unknown,
    Leaf,
    Fields(u32),
    Custom(unsafe fn(*const u64, &mut Marker)),
    /// The native part, whose size the second function knows, then values to the end: instances of varying size with attributes.
    Varying(Option<unsafe fn(*const u64, &mut Marker)>, fn(Value) -> usize),
}

/// A step of [`Marker::walk`].
pub(super) enum Step {
    /// An object is reached for the first time.
    Enter(usize),
    /// An edge leads to an object that was marked already.
    Meet(usize),
    /// All that an object refers to has been walked.
    Leave(usize),
}

/// Objects with more bytes of values than this are taken in parts.
const LONG: usize = 16 << 10;

const AHEAD: usize = 16;

/// The mark phase's work list.
pub struct Marker {
    arena: Arena,
    /// Bytes of the arena in use.
    extent: usize,
    pub(super) stack: Vec<usize>,
    /// Parts of long objects whose values are still to be put on the list: from word, to word.
    long: Vec<(usize, usize)>,
    plans: Vec<Plan>,
    check: bool,
}

#[inline(always)]
fn prefetch(address: *const u8) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch never faults.
    unsafe {
        std::arch::x86_64::_mm_prefetch(address.cast(), std::arch::x86_64::_MM_HINT_T0)
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

impl Marker {
    /// A marker for objects in the first `used` blocks. The world is stopped as long as it lives.
    pub(super) fn new(used: usize) -> Marker {
        Marker {
            arena: arena(),
            extent: used * BLOCK,
            stack: Vec::with_capacity(4096),
            long: Vec::new(),
            plans: vec![Plan { how: How::Unknown, tail: 0 }; shape::count()],
            check: cfg!(debug_assertions) || stress::every() != 0,
        }
    }

    // ---- what trace functions call

    /// Marks what a value refers to.
    #[inline]
    pub fn value(&mut self, v: Value) {
        if v.is_ptr() {
            self.address(v.bits() as usize);
        }
    }
    #[inline]
    pub fn slot(&mut self, s: &Slot) {
        self.value(s.get());
    }
    /// Marks the object that an address lies in, if any: for caches that point into the middle of objects, and for words that may
    /// or may not be addresses.
    #[inline]
    pub fn interior(&mut self, address: u64) {
        if (address as usize).wrapping_sub(self.arena.base) < self.extent
            && let Some(start) = self.arena.object_at(address as usize, self.extent / BLOCK)
        {
            self.stack.push(start);
        }
    }
    #[inline(always)]
    fn address(&mut self, address: usize) {
        if address.wrapping_sub(self.arena.base) < self.extent {
            self.stack.push(address);
        }
    }
    /// Marks whatever the words of a piece of memory may refer to.
    ///
    /// # Safety
    /// Aligned, readable memory.
    pub(super) unsafe fn words(&mut self, from: usize, to: usize) {
        let mut p = from;
        while p < to {
            // SAFETY: as promised. Dead parts of stacks may never have been written by Rust; the read is of a word that exists.
            self.interior(unsafe { (p as *const u64).read_volatile() });
            p += 8;
        }
    }

    // ---- the walk

    /// Marks an object; whether it was not marked before.
    #[inline(always)]
    pub(super) fn mark(&mut self, object: usize) -> bool {
        if self.check {
            self.check_edge(object);
        }
        let (word, bit) = self.arena.mark_bit(object);
        // SAFETY: a word of the side table; the world is stopped.
        unsafe {
            let old = word.read();
            word.write(old | bit);
            old & bit == 0
        }
    }
    fn is_object(&self, object: usize) -> bool {
        let block = self.arena.block_of(object);
        matches!(self.arena.kind(block), kind::SMALL | kind::LARGE)
            && self.arena.is_allocated(object)
            // SAFETY: an allocated cell begins with a header.
            && unsafe { (object as *const u64).read() } != 0
    }
    #[cold]
    fn check_edge(&self, object: usize) {
        assert!(self.is_object(object), "a live object refers to {object:#x}, which is no object (any more)");
    }
    /// Marks everything reachable from the work list.
    pub(super) fn drain(&mut self) {
        let mut ring = [0usize; AHEAD];
        let (mut at, mut held) = (0, 0);
        loop {
            let next = match self.stack.pop() {
                Some(p) => {
                    prefetch(p as *const u8);
                    prefetch(self.arena.mark_bit(p).0.cast());
                    held += 1;
                    p
                }
                None if held == 0 && self.long.is_empty() => return,
                None => {
                    self.next_part();
                    0
                }
            };
            let object = std::mem::replace(&mut ring[at], next);
            at = (at + 1) % AHEAD;
            if object != 0 {
                held -= 1;
                if self.mark(object) {
                    let before = self.stack.len();
                    self.trace(object);
                    if self.check {
                        self.check_children(object, before);
                    }
                }
            }
        }
    }
    /// Checks what an object has just put on the work list, while it is known who refers to it.
    #[cold]
    fn check_children(&self, object: usize, before: usize) {
        for child in &self.stack[before.min(self.stack.len())..] {
            // SAFETY: a live object begins with its header, whose low half is its shape.
            let shape = ShapeId(unsafe { (object as *const u32).read() });
            let of = if shape.has_type() { shape.ty().name() } else { format!("shape {}", shape.0) };
            assert!(
                self.is_object(*child),
                "a live {of} at {object:#x} refers to {child:#x}, which is no object (any more)"
            );
        }
    }
    /// Marks everything reachable from an object, depth first, and reports the steps of the walk.
    pub(super) fn walk(&mut self, object: usize, mut report: impl FnMut(Step)) {
        debug_assert!(self.stack.is_empty());
        self.stack.push(object);
        // Objects lie at even addresses: an odd one says that the object's walk ends here.
        while let Some(p) = self.stack.pop() {
            if p & 1 != 0 {
                report(Step::Leave(p - 1));
            } else if self.mark(p) {
                report(Step::Enter(p));
                self.stack.push(p + 1);
                self.trace(p);
                self.all_parts();
            } else {
                report(Step::Meet(p));
            }
        }
    }
    /// Puts what an object refers to on the work list.
    #[inline]
    pub(super) fn trace(&mut self, object: usize) {
        // SAFETY: a live object begins with its header, whose low half is its shape.
        let id = unsafe { (object as *const u32).read() };
        let mut plan = self.plans[id as usize];
        if let How::Unknown = plan.how {
            plan = self.plan(ShapeId(id));
        }
        match plan.how {
            How::Leaf | How::Unknown => {}
            How::Fields(start) => self.fields(object, start),
            // SAFETY: the function belongs to the object's type.
            How::Custom(f) => unsafe { f(object as *const u64, self) },
            How::Varying(f, size) => {
                if let Some(f) = f {
                    // SAFETY: as above.
                    unsafe { f(object as *const u64, self) }
                }
                let bytes = size(Value::from_bits(object as u64));
                self.fields(object, bytes.div_ceil(8) as u32);
            }
        }
        if plan.tail != 0 {
            self.fields(object, plan.tail);
        }
    }
    #[inline(always)]
    fn fields(&mut self, object: usize, start: u32) {
        let (from, to) = (object + start as usize * 8, object + self.arena.cell_size(object));
        if to > from + LONG {
            self.long.push((from, to));
        } else {
            self.range(from, to);
        }
    }
    #[inline(always)]
    fn range(&mut self, from: usize, to: usize) {
        let mut p = from;
        while p < to {
            // SAFETY: inside an object's cell, all of which is initialised.
            self.value(Value::from_bits(unsafe { (p as *const u64).read() }));
            p += 8;
        }
    }
    /// Puts the values of the next part of a long object on the list, so that the list stays short.
    fn next_part(&mut self) {
        if let Some((from, to)) = self.long.pop() {
            let end = to.min(from + LONG);
            if end < to {
                self.long.push((end, to));
            }
            self.range(from, end);
        }
    }
    fn all_parts(&mut self) {
        while !self.long.is_empty() {
            self.next_part();
        }
    }
    /// Finds out how the objects of a shape are traced. The first object of a shape makes its type reachable.
    #[cold]
    fn plan(&mut self, id: ShapeId) -> Plan {
        let plan = match (id.has_type(), builtins::TABLE.get(id.0 as usize)) {
            (true, _) => {
                let ty = id.ty();
                self.stack.push(ty.as_ptr() as usize);
                let has_members = ty.layout().var_size.is_some() && ty.instance_size() > ty.layout().size;
                plan_for(ty.layout(), ty.instance_size(), ty.has_flag(type_flags::HAS_DICT) || has_members)
            }
            // Before the types themselves are made.
            (false, Some(Some(def))) => plan_for(def, def.size, false),
            _ => unreachable!("an object of shape {}", id.0),
        };
        self.plans[id.0 as usize] = plan;
        plan
    }
    /// Whether an object refers to nothing but its type.
    pub(super) fn is_leaf(&mut self, object: usize) -> bool {
        // SAFETY: as in `trace`.
        let id = unsafe { (object as *const u32).read() };
        let mut plan = self.plans[id as usize];
        if let How::Unknown = plan.how {
            plan = self.plan(ShapeId(id));
        }
        matches!(plan.how, How::Leaf) && plan.tail == 0
    }
    /// What an object refers to directly, in the order of tracing, its type last when that is no builtin.
    pub(super) fn edges(&mut self, object: usize) -> &mut Vec<usize> {
        self.stack.clear();
        // SAFETY: as in `trace`.
        let id = unsafe { (object as *const u32).read() };
        if let How::Unknown = self.plans[id as usize].how {
            self.plan(ShapeId(id));
            self.stack.clear();
        }
        self.trace(object);
        self.all_parts();
        if id as usize >= builtins::TABLE.len() {
            self.stack.push(ShapeId(id).ty().as_ptr() as usize);
        }
        &mut self.stack
    }
}

/// The plan for objects of a native layout, `size` bytes long when their size is fixed.
fn plan_for(def: &TypeDef, size: usize, has_attributes: bool) -> Plan {
    let tail = if def.var_size.is_none() && size > def.size { def.size.div_ceil(8) as u32 } else { 0 };
    let how = match (def.trace, def.var_size) {
        // Reaches to the end of the object already.
        (Trace::Fields(start), _) => return Plan { how: How::Fields(start as u32), tail: 0 },
        (Trace::Leaf, Some(var)) if has_attributes => How::Varying(None, var),
        (Trace::Custom(f), Some(var)) if has_attributes => How::Varying(Some(f), var),
        (Trace::Leaf, _) => How::Leaf,
        (Trace::Custom(f), _) => How::Custom(f),
    };
    Plan { how, tail }
}
