//! How the collector finds the values in an object.

use crate::object::Slot;
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

/// The mark phase's work list.
pub struct Marker {
    pub(super) stack: Vec<usize>,
}

impl Marker {
    /// Marks what a value refers to.
    #[inline]
    pub fn value(&mut self, v: Value) {
        if v.is_ptr() {
            self.stack.push(v.bits() as usize);
        }
    }
    #[inline]
    pub fn slot(&mut self, s: &Slot) {
        self.value(s.get());
    }
    /// Marks the object that an address lies in, if any: for caches that point into the middle of objects.
    pub fn interior(&mut self, address: u64) {
        self.stack.push(address as usize);
    }
}
