//! `list`: growable arrays.
//!
//! Items lie in a storage object; growth publishes a new storage. Readers take the storage once, check the index against the
//! storage's own capacity, and treat an unbound item as absent, so that reading needs no lock. Writers hold the object's lock.

mod methods;
mod sort;

pub(crate) use methods::extend_by;

use crate::heap::Trace;
use crate::object::{Header, HeapObject, Ref, Slot, TypeDef, Word, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

use crate::builtins::shape;

/// The layout of `list`.
#[repr(C)]
pub struct List {
    header: Header,
    pub(crate) storage: Slot,
    pub(crate) len: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for List {}

/// The items of a list; `capacity` slots follow.
#[repr(C)]
pub struct ListStorage {
    header: Header,
    pub(crate) capacity: u64,
}
// SAFETY: as above.
unsafe impl HeapObject for ListStorage {}

impl Ref<ListStorage> {
    #[inline(always)]
    pub fn slots(self) -> &'static [Slot] {
        // SAFETY: `capacity` slots follow the fixed part; the lifetime is that of rooted use.
        unsafe { std::slice::from_raw_parts(self.as_ptr().add(1).cast(), self.capacity as usize) }
    }
}

impl Ref<List> {
    #[inline(always)]
    pub fn len(self) -> usize {
        self.len.usize()
    }
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    pub(crate) fn storage(self) -> Option<Ref<ListStorage>> {
        let v = self.storage.get();
        // SAFETY: the storage word is unbound or a storage.
        if v.is_unbound() { None } else { Some(unsafe { v.cast() }) }
    }
    /// The item at an index, if there is one.
    #[inline(always)]
    pub fn get(self, index: usize) -> Option<Value> {
        if index >= self.len() {
            return None;
        }
        self.storage()?.slots().get(index)?.bound()
    }
    /// Puts an item where there is one; false where there is none.
    #[inline]
    pub fn set(self, vm: &Vm, index: usize, v: Value) -> bool {
        let _guard = vm.lock(self);
        match self.storage() {
            Some(s) if index < self.len() => {
                s.slots()[index].set(v);
                true
            }
            _ => false,
        }
    }
    /// Takes the last item.
    pub fn pop(self, vm: &Vm) -> Option<Value> {
        let _guard = vm.lock(self);
        let last = self.len().checked_sub(1)?;
        let v = self.get(last)?;
        self.len.set(last as u64);
        if let Some(s) = self.storage() {
            s.slots()[last].set(Value::UNBOUND);
        }
        Some(v)
    }
    /// Inserts an item before an index, at the end when that is beyond; atomic.
    pub fn insert(self, vm: &Vm, index: usize, v: Value) {
        methods::insert_at(vm, self, index as i64, v);
    }
    /// Appends; atomic.
    #[inline]
    pub fn push(self, vm: &Vm, v: Value) {
        let _guard = vm.lock(self);
        let n = self.len();
        match self.storage() {
            Some(s) if n < s.capacity as usize => s.slots()[n].set(v),
            _ => {
                self.grow(vm, n + 1);
                self.storage().expect("just grown").slots()[n].set(v);
            }
        }
        self.len.set(n as u64 + 1);
    }
    /// Appends all items at once; atomic.
    pub fn push_all(self, vm: &Vm, items: &[Value]) {
        let _guard = vm.lock(self);
        let n = self.len();
        if items.is_empty() {
            return;
        }
        if self.storage().is_none_or(|s| (s.capacity as usize) < n + items.len()) {
            self.grow(vm, n + items.len());
        }
        let storage = self.storage().expect("just grown");
        for (slot, v) in storage.slots()[n..].iter().zip(items) {
            slot.set(*v);
        }
        self.len.set((n + items.len()) as u64);
    }
    /// Publishes a storage with room for at least `need` items. The caller holds the lock.
    #[cold]
    pub(crate) fn grow(self, vm: &Vm, need: usize) {
        let capacity = (need + (need >> 3) + 6) & !3;
        let new = vm.new_list_storage(capacity);
        if let Some(old) = self.storage() {
            for (from, to) in old.slots().iter().zip(new.slots()).take(self.len()) {
                to.set(from.get());
            }
        }
        self.storage.set(new.value());
    }
    /// Makes room for `more` items; MemoryError when the machine has none.
    pub(crate) fn reserve(self, vm: &Vm, more: usize) -> PyResult<()> {
        let need = self.len().saturating_add(more);
        if self.storage().map_or(0, |s| s.capacity as usize) >= need {
            return Ok(());
        }
        vm.check_size(need.saturating_mul(8))?;
        let _guard = vm.lock(self);
        self.grow(vm, need.max(self.len()));
        Ok(())
    }
    /// A new list of the `n` items at `start`, `start + step`, …; shorter when other threads take items away meanwhile.
    pub(crate) fn sliced(self, vm: &Vm, start: usize, step: i64, n: usize) -> Ref<List> {
        let new = vm.new_list(&[]);
        new.append_items(vm, self, start, step, n);
        new
    }
    /// Appends `n` items of another list, as they are at one moment, to this one, which no other thread knows yet.
    pub(crate) fn append_items(self, vm: &Vm, from: Ref<List>, start: usize, step: i64, n: usize) {
        let len = self.len();
        if self.storage().map_or(0, |s| s.capacity as usize) < len + n {
            let storage = vm.new_list_storage(len + n);
            self.storage()
                .iter()
                .flat_map(|s| s.slots())
                .zip(storage.slots())
                .take(len)
                .for_each(|(a, b)| b.set(a.get()));
            self.storage.set(storage.value());
        }
        let _guard = vm.lock(from);
        let (Some(to), Some(source)) = (self.storage(), from.storage()) else { return };
        let source = &source.slots()[..from.len()];
        let mut at = start;
        let mut done = 0;
        for slot in &to.slots()[len..len + n] {
            let Some(v) = source.get(at) else { break };
            slot.set(v.get());
            at = at.wrapping_add_signed(step as isize);
            done += 1;
        }
        self.len.set((len + done) as u64);
    }
    /// The items at one moment, safe to use while others change the list.
    pub fn snapshot(self, vm: &Vm) -> Ref<crate::builtins::tuple::Tuple> {
        let _guard = vm.lock(self);
        let items: &[Slot] = self.storage().map_or(&[], |s| &s.slots()[..self.len()]);
        vm.new_tuple_with(items.len(), |i| Ok(items[i].get())).expect("a list in memory has a sane length")
    }
}

impl Value {
    /// The list, when this is an instance of `list` or of a subclass.
    #[inline(always)]
    pub fn to_list(self) -> Option<Ref<List>> {
        if self.has_shape(shape::LIST) || self.is_instance_flag(type_flags::LIST_SUBCLASS) {
            // SAFETY: instances of list begin with its layout.
            Some(unsafe { self.cast::<List>() })
        } else {
            None
        }
    }
}

impl Vm {
    pub fn new_list_storage(&self, capacity: usize) -> Ref<ListStorage> {
        let p = self.alloc_raw(16 + capacity * 8).cast::<ListStorage>();
        // SAFETY: fresh zeroed memory of sufficient size.
        unsafe {
            (&raw mut (*p).capacity).write(capacity as u64);
            let s = Ref::from_raw(p);
            s.header().init(shape::LIST_STORAGE, self.fast_hi());
            s
        }
    }
    /// A new list.
    pub fn new_list(&self, items: &[Value]) -> Ref<List> {
        let list = self.alloc(shape::LIST, List { header: Header::EMPTY, storage: Slot::unbound(), len: Word::new(0) });
        if !items.is_empty() {
            let storage = self.new_list_storage(items.len());
            for (slot, v) in storage.slots().iter().zip(items) {
                slot.set(*v);
            }
            list.storage.set(storage.value());
            list.len.set(items.len() as u64);
        }
        list
    }
}

pub static STORAGE_TYPE: TypeDef =
    TypeDef { name: "list_storage", size: size_of::<ListStorage>(), trace: Trace::Fields(2), ..TypeDef::NEW };

pub static TYPE: TypeDef = TypeDef {
    name: "list",
    doc: "Built-in mutable sequence.",
    size: size_of::<List>(),
    flags: type_flags::BASETYPE | type_flags::SEQUENCE | type_flags::LIST_SUBCLASS | type_flags::MATCH_SELF,
    trace: Trace::Fields(1),
    slots: methods::SLOTS,
    new: Some(methods::NEW),
    init: Some(methods::INIT),
    methods: methods::METHODS,
    ..TypeDef::NEW
};
