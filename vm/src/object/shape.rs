//! Hidden classes. A shape says which type an object has and which attribute lies in which of its slots.
//!
//! Invariants: a shape never changes once published, apart from its transitions and its type's class-wide data; a slot never
//! changes its name within an object; deletion moves the object to a shape that lacks the name and never reuses the slot.
//! Shapes live in one reserved table, so a `ShapeId` is an index and a shape's address is stable.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use parking_lot::Mutex;

use crate::builtins::str::Str;
use crate::object::{Ref, ShapeId, Type};

/// Room for shapes; address space only, until used.
const CAPACITY: usize = 1 << 22;

/// Where an attribute of an instance lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AttrSlot(pub u32);

/// One hidden class.
pub struct Shape {
    ty: AtomicPtr<Type>,
    /// Attribute names with their slots, in order of addition. Interned strings are immortal, so plain addresses may stand here.
    attrs: Box<[(usize, AttrSlot)]>,
    /// Next free slot; more than `attrs.len()` after deletions.
    next_slot: u32,
    /// Attributes live in a dict held by the object's overflow word.
    dict_mode: bool,
    transitions: Mutex<Transitions>,
}

#[derive(Default)]
struct Transitions {
    add: HashMap<usize, ShapeId>,
    remove: HashMap<usize, ShapeId>,
    /// By the root shape of the type: its address may become another type's.
    retype: HashMap<ShapeId, ShapeId>,
    to_dict: Option<ShapeId>,
}

struct Table {
    base: *mut Shape,
    len: AtomicU32,
    grow: Mutex<()>,
}
// SAFETY: the table is append-only; an entry is complete before its id becomes known.
unsafe impl Sync for Table {}
// SAFETY: as above.
unsafe impl Send for Table {}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let bytes = CAPACITY * size_of::<Shape>();
        let base = crate::heap::reserve(bytes) as *mut Shape;
        // Shape 0 is nobody's.
        Table { base, len: AtomicU32::new(1), grow: Mutex::new(()) }
    })
}

impl ShapeId {
    /// The shape of a live object's header.
    #[inline(always)]
    pub fn get(self) -> &'static Shape {
        // SAFETY: ids of live objects index initialised entries.
        unsafe { &*shapes_base().add(self.0 as usize) }
    }
    /// Whether the shape has its type already: those of the builtin types get it during start-up.
    pub(crate) fn has_type(self) -> bool {
        !self.get().ty.load(Ordering::Acquire).is_null()
    }
    /// The type of the objects of this shape.
    #[inline(always)]
    pub fn ty(self) -> Ref<Type> {
        // SAFETY: a shape's type is set before objects of it exist, and live objects keep their type alive (the collector
        // marks the type of every marked object's shape).
        unsafe { Ref::from_raw(self.get().ty.load(Ordering::Acquire)) }
    }
}

static BASE: AtomicPtr<Shape> = AtomicPtr::new(std::ptr::null_mut());

#[inline(always)]
fn shapes_base() -> *const Shape {
    BASE.load(Ordering::Relaxed)
}

fn push(shape: Shape) -> ShapeId {
    let table = table();
    let _guard = table.grow.lock();
    let id = table.len.load(Ordering::Relaxed);
    assert!((id as usize) < CAPACITY, "the shape table is full");
    // SAFETY: entry `id` is unused, inside the reservation, and only written under the lock.
    unsafe { table.base.add(id as usize).write(shape) };
    BASE.store(table.base, Ordering::Release);
    table.len.store(id + 1, Ordering::Release);
    ShapeId(id)
}

/// Reserves the ids of the builtin types: `builtins::TABLE[i]` gets shape i. Called once, before any type exists.
pub fn reserve_builtin(count: usize) {
    for _ in 1..count {
        push(Shape::empty(std::ptr::null_mut()));
    }
}

/// Makes a root shape for a new type.
pub fn new_root(ty: Ref<Type>) -> ShapeId {
    push(Shape::empty(ty.as_ptr()))
}

/// All shapes that have been made, for the collector (types of dead shapes) and for statistics.
pub fn count() -> usize {
    table().len.load(Ordering::Acquire) as usize
}

impl Shape {
    fn empty(ty: *mut Type) -> Shape {
        Shape {
            ty: AtomicPtr::new(ty),
            attrs: Box::new([]),
            next_slot: 0,
            dict_mode: false,
            transitions: Mutex::new(Transitions::default()),
        }
    }
    /// Gives a reserved builtin shape its type.
    pub fn set_type(&self, ty: Ref<Type>) {
        self.ty.store(ty.as_ptr(), Ordering::Release);
    }
    pub fn is_dict_mode(&self) -> bool {
        self.dict_mode
    }
    pub fn next_slot(&self) -> u32 {
        self.next_slot
    }
    /// Names and slots in order of addition.
    pub fn attrs(&self) -> &[(usize, AttrSlot)] {
        &self.attrs
    }
    /// The slot of a name; quick when the name is interned.
    pub fn find(&self, name: Ref<Str>) -> Option<AttrSlot> {
        if !name.header().has_flag(crate::object::flag::INTERNED) {
            // SAFETY: the names of attributes are interned and immortal.
            let same = |key: usize| unsafe { &*(key as *const Str) }.same_text(&name);
            return self.attrs.iter().rev().find(|(n, _)| same(*n)).map(|&(_, slot)| slot);
        }
        let key = name.as_ptr() as usize;
        self.attrs.iter().rev().find(|(n, _)| *n == key).map(|&(_, slot)| slot)
    }
    fn child(&self, ty: *mut Type, attrs: Box<[(usize, AttrSlot)]>, next_slot: u32, dict_mode: bool) -> Shape {
        Shape { ty: AtomicPtr::new(ty), attrs, next_slot, dict_mode, transitions: Mutex::new(Transitions::default()) }
    }
    /// The shape with one more attribute, in the next slot.
    pub fn with_attr(&self, name: Ref<Str>) -> (ShapeId, AttrSlot) {
        let slot = AttrSlot(self.next_slot);
        let key = name.as_ptr() as usize;
        let mut transitions = self.transitions.lock();
        let id = *transitions.add.entry(key).or_insert_with(|| {
            let mut attrs = self.attrs.to_vec();
            attrs.push((key, slot));
            push(self.child(self.ty.load(Ordering::Acquire), attrs.into(), self.next_slot + 1, false))
        });
        (id, slot)
    }
    /// The shape without an attribute; its slot stays unused.
    pub fn without_attr(&self, name: Ref<Str>) -> ShapeId {
        let key = name.as_ptr() as usize;
        let mut transitions = self.transitions.lock();
        *transitions.remove.entry(key).or_insert_with(|| {
            let attrs: Vec<_> = self.attrs.iter().copied().filter(|(n, _)| *n != key).collect();
            push(self.child(self.ty.load(Ordering::Acquire), attrs.into(), self.next_slot, false))
        })
    }
    /// The shape of objects of this type whose attributes live in a dict.
    pub fn as_dict_mode(&self) -> ShapeId {
        let mut transitions = self.transitions.lock();
        *transitions
            .to_dict
            .get_or_insert_with(|| push(self.child(self.ty.load(Ordering::Acquire), Box::new([]), 0, true)))
    }
    /// The same attributes under another type (assignment to `__class__`).
    pub fn with_type(&self, ty: Ref<Type>) -> ShapeId {
        let mut transitions = self.transitions.lock();
        *transitions
            .retype
            .entry(ty.root_shape())
            .or_insert_with(|| push(self.child(ty.as_ptr(), self.attrs.clone(), self.next_slot, self.dict_mode)))
    }
}
