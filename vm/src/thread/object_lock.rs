//! Owner-biased locks on objects: held for each mutation of an object that other threads may see.

use crate::Vm;
use crate::object::{HeapObject, Ref};

/// Holds the right to mutate one object. Not across safepoints, blocking calls or calls into Python.
pub struct ObjectGuard<'a> {
    _vm: &'a Vm,
}

impl Vm {
    /// The right to mutate `object` until the guard drops.
    #[inline(always)]
    pub fn lock<T: HeapObject>(&self, _object: Ref<T>) -> ObjectGuard<'_> {
        ObjectGuard { _vm: self }
    }
}
