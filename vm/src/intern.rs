//! The table of interned strings: one immortal object per text.

use hashbrown::HashTable;
use parking_lot::Mutex;

use crate::Vm;
use crate::builtins::str::Str;
use crate::heap::Marker;
use crate::object::{Ref, flag};

/// Interned strings by hash. The strings live in the heap; this table is one of its roots.
pub struct Interned(Mutex<HashTable<Ref<Str>>>);

impl Interned {
    pub fn new() -> Interned {
        Interned(Mutex::new(HashTable::with_capacity(4096)))
    }
    pub fn intern(&self, _vm: &Vm, s: Ref<Str>) -> Ref<Str> {
        if s.header().has_flag(flag::INTERNED) {
            return s;
        }
        let hash = s.hash();
        let mut table = self.0.lock();
        let entry = table.entry(hash, |other| other.same_text(&s), |other| other.hash());
        *entry
            .or_insert_with(|| {
                s.header().set_flag(flag::INTERNED);
                s
            })
            .get()
    }
    /// The interned string of this text, when there is one.
    pub fn find(&self, s: Ref<Str>) -> Option<Ref<Str>> {
        if s.header().has_flag(flag::INTERNED) {
            return Some(s);
        }
        self.0.lock().find(s.hash(), |other| other.same_text(&s)).copied()
    }
    pub fn intern_text(&self, vm: &Vm, text: &str) -> Ref<Str> {
        if text.is_ascii() {
            let hash = crate::hash::bytes(text.as_bytes());
            if let Some(found) = self.0.lock().find(hash, |s| s.as_ascii() == Some(text)) {
                return *found;
            }
        }
        // The string is made outside the lock: allocation may be a safepoint.
        self.intern(vm, vm.new_str(text))
    }
    /// How many strings are interned.
    pub fn count(&self) -> usize {
        self.0.lock().len()
    }
    pub fn trace(&self, marker: &mut Marker) {
        for s in self.0.lock().iter() {
            marker.value(s.value());
        }
    }
}

impl Default for Interned {
    fn default() -> Self {
        Interned::new()
    }
}
