//! Cells: one word per (class, name) that holds the MRO's answer, shared by all inline caches that ask.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use crate::Vm;
use crate::builtins::str::Str;
use crate::object::{Ref, Slot, flag};
use crate::value::Value;

use super::Type;

/// Room for cells; address space only, until used.
const CAPACITY: usize = 1 << 23;
/// Slots of the cache in front of the classes' own maps.
const CACHE: usize = 1 << 13;

#[repr(C)]
struct Cell {
    /// Root shape of the class and address of the name: which question this cell answers.
    key: AtomicU64,
    value: Slot,
}

struct Table {
    cells: *const Cell,
    len: AtomicU32,
    cache: [AtomicU32; CACHE],
}
// SAFETY: cells are atomics; the table is append-only.
unsafe impl Sync for Table {}
// SAFETY: as above.
unsafe impl Send for Table {}

static TABLE: OnceLock<Box<Table>> = OnceLock::new();

fn table() -> &'static Table {
    TABLE.get_or_init(|| {
        Box::new(Table {
            cells: crate::heap::reserve(CAPACITY * size_of::<Cell>()).cast(),
            // Cell 0 is never valid.
            len: AtomicU32::new(1),
            cache: [const { AtomicU32::new(0) }; CACHE],
        })
    })
}

#[inline(always)]
fn cell(number: u32) -> &'static Cell {
    // SAFETY: numbers come from `number` and index the reservation.
    unsafe { &*table().cells.add(number as usize) }
}

/// The value of a cell.
#[inline(always)]
pub(crate) fn value(number: u32) -> &'static Slot {
    &cell(number).value
}

/// The heap's arena spans at most 64 GiB, so 32 bits of a 16-aligned address tell objects apart.
#[inline(always)]
fn key(ty: Ref<Type>, name: Ref<Str>) -> u64 {
    (ty.root_shape().0 as u64) << 32 | (name.as_ptr() as usize >> 4) as u32 as u64
}

/// The number of the cell for an interned name in a class, made on first use.
#[inline]
pub(crate) fn number(vm: &Vm, ty: Ref<Type>, name: Ref<Str>) -> u32 {
    let name = if name.header().has_flag(flag::INTERNED) { name } else { vm.intern_str(name) };
    let k = key(ty, name);
    let at = &table().cache[(k ^ k >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15) as usize >> (64 - 13)];
    let n = at.load(Ordering::Relaxed);
    if n != 0 && cell(n).key.load(Ordering::Relaxed) == k {
        return n;
    }
    let n = number_slow(ty, name, k);
    at.store(n, Ordering::Release);
    n
}

#[cold]
fn number_slow(ty: Ref<Type>, name: Ref<Str>, k: u64) -> u32 {
    // SAFETY: a live class has its map.
    let mut map = unsafe { &*ty.cells.load(Ordering::Acquire) }.lock();
    *map.entry(name.as_ptr() as usize).or_insert_with(|| {
        let table = table();
        let n = table.len.fetch_add(1, Ordering::AcqRel);
        assert!((n as usize) < CAPACITY, "the cell table is full");
        let c = cell(n);
        c.key.store(k, Ordering::Release);
        c.value.set(search(ty, name));
        n
    })
}

/// Walks the MRO.
pub(crate) fn search(ty: Ref<Type>, name: Ref<Str>) -> Value {
    for class in ty.mro() {
        // SAFETY: an MRO holds classes only.
        let class = unsafe { class.cast::<Type>() };
        if let Some(v) = class.dict().get_str(name) {
            return v;
        }
    }
    Value::UNBOUND
}

/// Brings the cells of a class and its subclasses up to date for one name.
pub(crate) fn update(ty: Ref<Type>, name: Ref<Str>) {
    {
        // SAFETY: a live class has its map.
        let map = unsafe { &*ty.cells.load(Ordering::Acquire) }.lock();
        if let Some(&n) = map.get(&(name.as_ptr() as usize)) {
            value(n).set(search(ty, name));
        }
    }
    for_each_subclass(ty, |sub| update(sub, name));
}

/// Brings all cells of a class and its subclasses up to date, after a change of the MRO.
pub(crate) fn update_all(ty: Ref<Type>) {
    {
        // SAFETY: as above.
        let map = unsafe { &*ty.cells.load(Ordering::Acquire) }.lock();
        for (&name, &n) in map.iter() {
            // SAFETY: the map's keys are addresses of interned, immortal strings.
            value(n).set(search(ty, unsafe { Ref::from_raw(name as *const Str) }));
        }
    }
    for_each_subclass(ty, update_all);
}

/// Calls `f` for each direct subclass.
pub(crate) fn for_each_subclass(ty: Ref<Type>, mut f: impl FnMut(Ref<Type>)) {
    let mut i = 0;
    while let Some(sub) = ty.subclass(i) {
        f(sub);
        i += 1;
    }
}
