//! The hash table of sets: open addressing, readable without a lock.
//!
//! Entries lie in the table itself; where a key goes, when the table grows and to what size is as in CPython, so that sets iterate
//! in the order programs know. Within one storage an entry that was used never becomes empty again, so that a search without the
//! lock misses no key that stays; growth publishes a new storage. Writers hold the object's lock; comparisons that run Python
//! happen outside of it, and the writer starts over when the table changed meanwhile: the storage or its `version`.

use crate::builtins::list::List;
use crate::builtins::shape;
use crate::heap::{Marker, Trace};
use crate::object::{Header, HeapObject, Ref, Slot, TypeDef, Word, flag};
use crate::value::Value;
use crate::{PyResult, Vm};

use super::Set;

/// The table: `mask + 1` entries follow.
#[repr(C)]
pub struct SetStorage {
    header: Header,
    mask: u64,
    /// Entries that are not empty, the removed ones included.
    fill: Word,
    /// Keys put into this storage so far.
    version: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for SetStorage {}

/// A key with its hash. Unbound: empty. The storage itself as key: removed.
#[repr(C)]
struct Entry {
    hash: Word,
    key: Slot,
}

/// Entries behind the first that are tried before the place changes.
const LINEAR: u64 = 9;
/// Entries of the smallest table.
const SMALLEST: usize = 8;

impl Ref<SetStorage> {
    #[inline(always)]
    fn entry(self, i: u64) -> &'static Entry {
        debug_assert!(i <= self.mask);
        // SAFETY: `mask + 1` entries follow the fixed part; the lifetime is that of rooted use.
        unsafe { &*self.as_ptr().add(1).cast::<Entry>().add(i as usize) }
    }
    /// The key and hash at a place, when there is one.
    #[inline(always)]
    fn key(self, i: u64) -> Option<(Value, u64)> {
        let e = self.entry(i);
        loop {
            let k = e.key.get();
            if k.is_unbound() || k == self.value() {
                return None;
            }
            let hash = e.hash.get();
            // The place of a removed key may have been taken for another between the two looks.
            if e.key.get() == k {
                return Some((k, hash));
            }
        }
    }
    /// Visits the places of a hash until `f` has an answer; `f` sees the key, unbound where the entry is empty.
    #[inline(always)]
    fn probe<R>(self, hash: u64, mut f: impl FnMut(u64, Value) -> Option<R>) -> R {
        let (mask, mut perturb) = (self.mask, hash);
        let mut i = hash & mask;
        loop {
            let last = if i + LINEAR <= mask { i + LINEAR } else { i };
            for at in i..=last {
                if let Some(r) = f(at, self.entry(at).key.get()) {
                    return r;
                }
            }
            perturb >>= 5;
            i = i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb) & mask;
        }
    }
    /// The place of a key, by a comparison that cannot run Python; `Err` when that does not suffice.
    #[inline(always)]
    fn find_plain(self, key: Value, hash: u64) -> Result<Option<u64>, ()> {
        if key.is_int() {
            return self.find_int(key, hash);
        }
        let Some(text) = key.to_exact_str() else { return Err(()) };
        self.probe(hash, |at, k| {
            if k == key {
                return Some(Ok(Some(at)));
            }
            if k.is_unbound() {
                return Some(Ok(None));
            }
            if self.entry(at).hash.get() != hash || k == self.value() {
                return None;
            }
            match k.to_exact_str() {
                Some(other) => {
                    let distinct = text.header().has_flag(flag::INTERNED) && other.header().has_flag(flag::INTERNED);
                    (!distinct && text.same_text(&other)).then_some(Ok(Some(at)))
                }
                None => Some(Err(())),
            }
        })
    }
    /// As [`Self::find_plain`] for an int of a machine word, which equals no other such int: their hashes need no look.
    #[inline(always)]
    fn find_int(self, key: Value, hash: u64) -> Result<Option<u64>, ()> {
        self.probe(hash, |at, k| {
            if k == key {
                Some(Ok(Some(at)))
            } else if k.is_unbound() {
                Some(Ok(None))
            } else if k.is_int() || k == self.value() || self.entry(at).hash.get() != hash {
                None
            } else {
                Some(Err(()))
            }
        })
    }
    /// The place of a key, comparing as Python does.
    #[inline]
    fn find(self, vm: &Vm, key: Value, hash: u64) -> PyResult<Option<u64>> {
        match self.find_plain(key, hash) {
            Ok(found) => Ok(found),
            Err(()) => self.find_slow(vm, key, hash),
        }
    }
    fn find_slow(self, vm: &Vm, key: Value, hash: u64) -> PyResult<Option<u64>> {
        self.probe(hash, |at, k| {
            if k.is_unbound() {
                return Some(Ok(None));
            }
            if k == key {
                return Some(Ok(Some(at)));
            }
            if self.entry(at).hash.get() != hash || k == self.value() {
                return None;
            }
            match vm.eq(k, key) {
                Ok(true) => Some(Ok(Some(at))),
                Ok(false) => None,
                Err(e) => Some(Err(e)),
            }
        })
    }
    /// Puts a key that is not there where its search ends: into the last entry of a removed key on the way, else into the empty
    /// one; true for the latter. The caller holds the lock, or the table is not yet known to others.
    fn put(self, key: Value, hash: u64) -> bool {
        let mut free = None;
        let end = self.probe(hash, |at, k| {
            if k == self.value() {
                free = Some(at);
            }
            k.is_unbound().then_some(at)
        });
        let e = self.entry(free.unwrap_or(end));
        e.hash.set(hash);
        e.key.set(key);
        self.version.set(self.version.get() + 1);
        if free.is_none() {
            self.fill.set(self.fill.get() + 1);
        }
        free.is_none()
    }
    /// As [`Self::put`] for a table that nobody else knows and from which nothing was removed; `fill` and `version` are the
    /// caller's to set.
    #[inline(always)]
    fn put_first(self, key: Value, hash: u64) {
        let e = self.entry(self.probe(hash, |at, k| k.is_unbound().then_some(at)));
        e.hash.set(hash);
        e.key.set(key);
    }
    fn keys(self) -> impl Iterator<Item = (Value, u64)> {
        (0..=self.mask).filter_map(move |i| self.key(i))
    }
}

impl Ref<Set> {
    #[inline(always)]
    pub fn len(self) -> usize {
        self.used.usize()
    }
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    fn storage(self) -> Option<Ref<SetStorage>> {
        let v = self.storage.get();
        // SAFETY: the storage word is unbound or a storage.
        if v.is_unbound() { None } else { Some(unsafe { v.cast() }) }
    }
    fn fill(self) -> u64 {
        self.storage().map_or(0, |s| s.fill.get())
    }
    fn mask(self) -> u64 {
        self.storage().map_or(SMALLEST as u64 - 1, |s| s.mask)
    }
    /// The first key at or behind a place: the next place, the key, its hash.
    #[inline]
    pub fn next_key(self, from: u64) -> Option<(u64, Value, u64)> {
        let s = self.storage()?;
        (from..=s.mask).find_map(|i| s.key(i).map(|(k, hash)| (i + 1, k, hash)))
    }
    /// The keys with their hashes, in order; the set may change meanwhile, what stays is there once.
    pub fn keys(self) -> impl Iterator<Item = (Value, u64)> {
        self.storage().into_iter().flat_map(|s| s.keys())
    }
    /// Whether a key is in the set.
    pub fn has(self, vm: &Vm, key: Value, hash: u64) -> PyResult<bool> {
        loop {
            let Some(s) = self.storage() else { return Ok(false) };
            if s.find(vm, key, hash)?.is_some() {
                return Ok(true);
            }
            if self.storage() == Some(s) {
                return Ok(false);
            }
        }
    }
    /// Adds a key; false when it is there. Atomic.
    pub fn insert(self, vm: &Vm, key: Value, hash: u64) -> PyResult<bool> {
        loop {
            let s = self.storage();
            let version = s.map_or(0, |s| s.version.get());
            let at = match s {
                Some(s) => s.find(vm, key, hash)?,
                None => None,
            };
            let _guard = vm.lock(self);
            if self.storage() != s || s.is_some_and(|s| s.version.get() != version) {
                continue;
            }
            let s = match s {
                Some(s) => s,
                None => self.publish(vm.new_set_storage(SMALLEST)?),
            };
            if let Some(at) = at {
                if s.key(at).is_none() {
                    // Removed since it was found.
                    continue;
                }
                return Ok(false);
            }
            let grown = s.put(key, hash);
            self.used.set(self.used.get() + 1);
            if grown && s.fill.get() * 5 >= s.mask * 3 {
                let used = self.len();
                self.resize(vm, if used > 50_000 { used * 2 } else { used * 4 })?;
            }
            return Ok(true);
        }
    }
    /// Adds a key that is not in this set, which nobody else knows yet and from which nothing was removed.
    pub fn insert_distinct(self, vm: &Vm, key: Value, hash: u64) -> PyResult<()> {
        let s = match self.storage() {
            Some(s) => s,
            None => self.publish(vm.new_set_storage(SMALLEST)?),
        };
        s.put_first(key, hash);
        s.fill.set(s.fill.get() + 1);
        s.version.set(s.version.get() + 1);
        self.used.set(self.used.get() + 1);
        if s.fill.get() * 5 >= s.mask * 3 {
            let used = self.len();
            self.resize(vm, if used > 50_000 { used * 2 } else { used * 4 })?;
        }
        Ok(())
    }
    fn publish(self, s: Ref<SetStorage>) -> Ref<SetStorage> {
        self.storage.set(s.value());
        s
    }
    /// Publishes a table for more than `least` keys. The caller holds the lock.
    fn resize(self, vm: &Vm, least: usize) -> PyResult<()> {
        let new = vm.new_set_storage((least + 1).next_power_of_two().max(SMALLEST))?;
        if let Some(old) = self.storage() {
            let mut n = 0;
            for (k, hash) in old.keys() {
                new.put_first(k, hash);
                n += 1;
            }
            new.fill.set(n);
            new.version.set(n);
        }
        self.publish(new);
        Ok(())
    }
    /// Makes the table anew when more than a quarter of it are removed keys.
    pub fn compact(self, vm: &Vm) -> PyResult<()> {
        let _guard = vm.lock(self);
        let used = self.len();
        if self.fill() - used as u64 > self.mask() / 4 {
            self.resize(vm, if used > 50_000 { used * 2 } else { used * 4 })?;
        }
        Ok(())
    }
    /// Makes room for `more` keys that come at once.
    pub fn make_room(self, vm: &Vm, more: usize) -> PyResult<()> {
        let _guard = vm.lock(self);
        if (self.fill() + more as u64) * 5 >= self.mask() * 3 {
            self.resize(vm, (self.len() + more) * 2)?;
        }
        Ok(())
    }
    /// Adds the keys of another set.
    pub fn merge(self, vm: &Vm, other: Ref<Set>) -> PyResult<()> {
        if other == self || other.is_empty() {
            return Ok(());
        }
        if self.fill() == 0 {
            let more = other.len();
            let large = more * 5 >= self.mask() as usize * 3;
            let entries =
                if large { (more * 2 + 1).next_power_of_two().max(SMALLEST) } else { self.mask() as usize + 1 };
            if self.merge_into_empty(vm, other, entries)? {
                return Ok(());
            }
        }
        self.make_room(vm, other.len())?;
        for (k, hash) in other.keys() {
            self.insert(vm, k, hash)?;
        }
        Ok(())
    }
    /// As [`Self::merge`] when there are no keys yet: without comparisons. False when somebody was faster.
    fn merge_into_empty(self, vm: &Vm, other: Ref<Set>, entries: usize) -> PyResult<bool> {
        let Some(from) = other.storage() else { return Ok(true) };
        let new = vm.new_set_storage(entries)?;
        let alike = new.mask == from.mask && from.fill.get() == other.len() as u64;
        let room = (new.mask + 1) * 3 / 4;
        let mut n = 0;
        for i in 0..=from.mask {
            let Some((k, hash)) = from.key(i) else { continue };
            if n == room {
                return Ok(false);
            }
            n += 1;
            if alike {
                let e = new.entry(i);
                e.hash.set(hash);
                e.key.set(k);
            } else {
                new.put_first(k, hash);
            }
        }
        new.fill.set(n);
        new.version.set(n);
        let _guard = vm.lock(self);
        if self.fill() != 0 {
            return Ok(false);
        }
        self.publish(new);
        self.used.set(n);
        Ok(true)
    }
    /// Removes a key; false when it is not there. Atomic.
    pub fn remove(self, vm: &Vm, key: Value, hash: u64) -> PyResult<bool> {
        loop {
            let Some(s) = self.storage() else { return Ok(false) };
            let version = s.version.get();
            let Some(at) = s.find(vm, key, hash)? else {
                if self.storage() == Some(s) {
                    return Ok(false);
                }
                continue;
            };
            let _guard = vm.lock(self);
            if self.storage() == Some(s) && s.version.get() == version && s.key(at).is_some() {
                self.drop_entry(s, at);
                return Ok(true);
            }
        }
    }
    fn drop_entry(self, s: Ref<SetStorage>, at: u64) {
        s.entry(at).key.set(s.value());
        self.used.set(self.used.get() - 1);
    }
    /// Removes some key: the first behind the last one so removed. Atomic.
    pub fn pop(self, vm: &Vm) -> Option<Value> {
        let _guard = vm.lock(self);
        let s = self.storage()?;
        let from = self.finger.get() & s.mask;
        let at = (from..=s.mask).chain(0..from).find(|&i| s.key(i).is_some())?;
        let (key, _) = s.key(at)?;
        self.drop_entry(s, at);
        self.finger.set(at + 1);
        Some(key)
    }
    pub fn clear(self, vm: &Vm) {
        let _guard = vm.lock(self);
        self.storage.set(Value::UNBOUND);
        self.used.set(0);
        self.finger.set(0);
    }
    /// What tells that a set has changed.
    pub fn state(self) -> (Value, u64, u64) {
        (self.storage.get(), self.storage().map_or(0, |s| s.version.get()), self.used.get())
    }
    /// Takes the keys of a set nobody else knows, unless this one is no longer in the given state.
    pub fn replace(self, vm: &Vm, state: (Value, u64, u64), new: Ref<Set>) -> bool {
        let _guard = vm.lock(self);
        if self.state() != state {
            return false;
        }
        self.storage.set(new.storage.get());
        self.used.set(new.used.get());
        true
    }
}

impl Vm {
    fn new_set_storage(&self, entries: usize) -> PyResult<Ref<SetStorage>> {
        let bytes = size_of::<SetStorage>() + entries * size_of::<Entry>();
        let p = self.try_alloc_raw(bytes)?.cast::<SetStorage>();
        // SAFETY: fresh zeroed memory of sufficient size.
        unsafe {
            (&raw mut (*p).mask).write(entries as u64 - 1);
            let s: Ref<SetStorage> = Ref::from_raw(p);
            s.header().init(shape::SET_STORAGE, self.fast_hi());
            Ok(s)
        }
    }
}

/// Marks the keys.
///
/// # Safety
/// `p` addresses a live `SetStorage`.
unsafe fn trace_storage(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let s = unsafe { Ref::from_raw(p.cast::<SetStorage>()) };
    for i in 0..=s.mask {
        if s.key(i).is_some() {
            marker.slot(&s.entry(i).key);
        }
    }
}

pub static STORAGE_TYPE: TypeDef =
    TypeDef { name: "set_storage", size: size_of::<SetStorage>(), trace: Trace::Custom(trace_storage), ..TypeDef::NEW };

/// The keys of a set at one moment.
pub(crate) fn items_at_once(vm: &Vm, set: Value) -> Ref<List> {
    // SAFETY: the caller knows that this is a set.
    let set = unsafe { set.cast::<Set>() };
    let list = vm.new_list(&[]);
    let _guard = vm.lock(set);
    set.keys().for_each(|(k, _)| list.push(vm, k));
    list
}
