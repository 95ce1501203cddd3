//! `type`: classes. The layout of class objects, their attribute cells and subtype relations.
//!
//! Invariants. `slots`, `mro` and `size` change only while no other thread runs Python. A cell `(class, name)` always holds what
//! looking the name up along the class's MRO would find, unbound when nothing: every change of a class attribute updates the cells
//! of the class and of its subclasses in place, so that inline caches that hold a cell's number never go stale.

pub mod attributes;
pub mod cells;
mod change;
pub mod create;
pub mod methods;
pub mod mro;
pub(crate) mod statement;

use std::cell::UnsafeCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use parking_lot::Mutex;

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::exceptions::exc;
use crate::heap::{Marker, Trace};
use crate::native::MethodDef;
use crate::object::{Header, HeapObject, Ref, ShapeId, Slot, Slots, TypeDef, type_flags};
use crate::value::Value;
use crate::{Raised, Vm};

use super::shape;

/// The layout of class objects.
#[repr(C)]
pub struct Type {
    header: Header,
    /// Instances' layout: bytes of an instance, the word that holds its attribute overflow (0: no attributes), how many attribute
    /// words follow that one.
    pub(crate) size: AtomicU32,
    pub(crate) attrs_at: AtomicU32,
    pub(crate) inline: AtomicU32,
    flags: AtomicU32,
    root_shape: AtomicU32,
    /// Nearest native type whose layout instances have.
    pub(crate) layout: AtomicPtr<TypeDef>,
    pub(crate) name: Slot,
    pub(crate) qualname: Slot,
    pub(crate) dict: Slot,
    pub(crate) bases: Slot,
    pub(crate) base: Slot,
    pub(crate) mro: Slot,
    /// The direct subclasses, weakly: a class leaves the list of its bases when it is freed. Owned, freed with the class.
    pub(crate) subclasses: AtomicPtr<Mutex<Vec<usize>>>,
    pub(crate) slots: UnsafeCell<Slots>,
    pub(crate) new_def: UnsafeCell<Option<&'static MethodDef>>,
    pub(crate) init_def: UnsafeCell<Option<&'static MethodDef>>,
    /// Cells by address of the interned name; owned, freed with the class.
    pub(crate) cells: AtomicPtr<CellMap>,
}
// SAFETY: repr(C), begins with the header; `cells` is freed through the TypeDef's drop.
unsafe impl HeapObject for Type {
    const DROPS: bool = true;
}
// SAFETY: the UnsafeCells change only under stop-the-world, the rest is atomic.
unsafe impl Sync for Type {}

/// Numbers of a class's cells by address of the interned name.
pub(crate) type CellMap = Mutex<HashMap<usize, u32>>;

impl Type {
    /// A class object's fixed part, before its creator fills it.
    pub(crate) fn blank(flags: u32, layout: &'static TypeDef) -> Type {
        Type {
            header: Header::EMPTY,
            size: AtomicU32::new(8),
            attrs_at: AtomicU32::new(0),
            inline: AtomicU32::new(0),
            flags: AtomicU32::new(flags),
            root_shape: AtomicU32::new(0),
            layout: AtomicPtr::new(layout as *const TypeDef as *mut TypeDef),
            name: Slot::unbound(),
            qualname: Slot::unbound(),
            dict: Slot::unbound(),
            bases: Slot::unbound(),
            base: Slot::unbound(),
            mro: Slot::unbound(),
            subclasses: AtomicPtr::new(Box::into_raw(Box::default())),
            slots: UnsafeCell::new(Slots::EMPTY),
            new_def: UnsafeCell::new(None),
            init_def: UnsafeCell::new(None),
            cells: AtomicPtr::new(Box::into_raw(Box::new(Mutex::new(HashMap::new())))),
        }
    }
    #[inline(always)]
    pub fn slots(&self) -> &'static Slots {
        // SAFETY: changed only under stop-the-world; function pointers stay valid for ever.
        unsafe { &*self.slots.get() }
    }
    /// Changes the slots.
    ///
    /// # Safety
    /// No other thread may run Python meanwhile.
    pub(crate) unsafe fn change_slots(&self, f: impl FnOnce(&mut Slots)) {
        // SAFETY: as promised.
        f(unsafe { &mut *self.slots.get() })
    }
    #[inline(always)]
    pub fn flags(&self) -> u32 {
        self.flags.load(Ordering::Relaxed)
    }
    /// The name as messages show it: native types, and what stands for them, with their module in front.
    pub fn message_name(&self) -> String {
        if self.layout().shape() == self.root_shape() {
            return self.layout().name.to_owned();
        }
        if !self.has_flag(type_flags::IMMUTABLE) {
            return self.name();
        }
        let module = self.dict().iter().find(|(k, _)| k.to_str().is_some_and(|k| k.eq_str("__module__")));
        match module.and_then(|(_, m)| m.to_str()) {
            Some(m) => format!("{}.{}", m.to_string_lossy(), self.name()),
            None => self.name(),
        }
    }
    #[inline(always)]
    pub fn has_flag(&self, flag: u32) -> bool {
        self.flags() & flag != 0
    }
    pub(crate) fn set_flags(&self, flags: u32) {
        self.flags.store(flags, Ordering::Relaxed);
    }
    /// The shape of new instances.
    #[inline(always)]
    pub fn root_shape(&self) -> ShapeId {
        ShapeId(self.root_shape.load(Ordering::Relaxed))
    }
    pub(crate) fn set_root_shape(&self, id: ShapeId) {
        self.root_shape.store(id.0, Ordering::Release);
    }
    /// Bytes of an instance with its attribute words.
    #[inline(always)]
    pub fn instance_size(&self) -> usize {
        self.size.load(Ordering::Relaxed) as usize
    }
    /// Word index of the attribute overflow in instances, 0 when they have no attributes of their own or vary in size.
    #[inline(always)]
    pub fn attrs_at(&self) -> usize {
        self.attrs_at.load(Ordering::Relaxed) as usize
    }
    /// Number of attribute words behind the overflow word.
    #[inline(always)]
    pub fn inline(&self) -> u32 {
        self.inline.load(Ordering::Relaxed)
    }
    /// The native description of the instances' fixed part.
    #[inline(always)]
    pub fn layout(&self) -> &'static TypeDef {
        // SAFETY: always a static table.
        unsafe { &*self.layout.load(Ordering::Relaxed) }
    }
    /// Where the collector finds values in the fixed part.
    pub fn trace(&self) -> Trace {
        self.layout().trace
    }
    pub fn new_def(&self) -> Option<&'static MethodDef> {
        // SAFETY: set while the class is made.
        unsafe { *self.new_def.get() }
    }
    pub fn init_def(&self) -> Option<&'static MethodDef> {
        // SAFETY: as above.
        unsafe { *self.init_def.get() }
    }
    /// `__name__`.
    pub fn name(&self) -> String {
        match self.name.get().to_str() {
            Some(s) => s.to_string_lossy(),
            None => "?".into(),
        }
    }
    #[inline(always)]
    pub fn dict(&self) -> Ref<Dict> {
        // SAFETY: a finished class has a dict.
        unsafe { self.dict.get().cast() }
    }
    /// The linearised bases, the class first.
    #[inline(always)]
    pub fn mro(&self) -> &'static [Value] {
        match self.mro.bound() {
            // SAFETY: unbound before the class is finished, else a tuple.
            Some(t) => unsafe { t.cast::<Tuple>() }.items(),
            None => &[],
        }
    }
    pub fn bases(&self) -> Ref<Tuple> {
        // SAFETY: a finished class has a tuple of bases.
        unsafe { self.bases.get().cast() }
    }
    /// The base whose layout instances extend.
    pub fn base(&self) -> Option<Ref<Type>> {
        let v = self.base.get();
        // SAFETY: None, unbound or a class.
        if v.is_ptr() { Some(unsafe { v.cast() }) } else { None }
    }
    /// The direct subclass number `i`, in order of creation.
    pub(crate) fn subclass(&self, i: usize) -> Option<Ref<Type>> {
        let list = self.subclass_list()?.lock();
        // SAFETY: the list holds addresses of classes that are not freed.
        list.get(i).map(|&p| unsafe { Ref::from_raw(p as *const Type) })
    }
    fn subclass_list(&self) -> Option<&Mutex<Vec<usize>>> {
        // SAFETY: null or the list that this class owns.
        unsafe { self.subclasses.load(Ordering::Acquire).as_ref() }
    }
    pub(crate) fn add_subclass(&self, ty: Ref<Type>) {
        if let Some(list) = self.subclass_list() {
            list.lock().push(ty.as_ptr() as usize);
        }
    }
    pub(crate) fn remove_subclass(&self, address: usize) {
        if let Some(list) = self.subclass_list() {
            list.lock().retain(|p| *p != address);
        }
    }
}

impl Ref<Type> {
    pub fn is_subtype(self, other: Ref<Type>) -> bool {
        self == other || self.mro().contains(&other.value())
    }
    /// What a name means along the MRO.
    #[inline]
    pub fn lookup(self, vm: &Vm, name: Ref<Str>) -> Option<Value> {
        cells::value(cells::number(vm, self, name)).bound()
    }
}

impl Value {
    /// The class, when this is one.
    #[inline(always)]
    pub fn to_type(self) -> Option<Ref<Type>> {
        if self.has_shape(shape::TYPE) || self.is_instance_flag(type_flags::TYPE_SUBCLASS) {
            // SAFETY: instances of type begin with its layout.
            Some(unsafe { self.cast::<Type>() })
        } else {
            None
        }
    }
    /// Whether this is a heap object whose type has a flag.
    #[inline]
    pub fn is_instance_flag(self, flag: u32) -> bool {
        self.is_ptr() && self.shape().ty().has_flag(flag)
    }
    /// The string, when this is exactly a `str`.
    #[inline(always)]
    pub fn to_exact_str(self) -> Option<Ref<Str>> {
        // SAFETY: the shape says so.
        if self.has_shape(shape::STR) { Some(unsafe { self.cast() }) } else { None }
    }
}

impl Vm {
    /// The class of a value.
    #[inline(always)]
    pub fn type_of(&self, v: Value) -> Ref<Type> {
        if v.is_ptr() { v.shape().ty() } else { immediate_shape(v).ty() }
    }
    /// The class with this root shape.
    #[inline(always)]
    pub fn type_obj(&self, shape: ShapeId) -> Ref<Type> {
        shape.ty()
    }
    /// The name of a value's class as messages show it: native ones with their module in front.
    pub fn type_name(&self, v: Value) -> String {
        self.type_of(v).message_name()
    }
    /// The qualified name of a value's class, with its module unless that is `builtins` or `__main__`.
    pub fn full_type_name(&self, v: Value) -> String {
        let text = methods::full_name(self, self.type_of(v));
        text.strip_prefix("__main__.").map(str::to_owned).unwrap_or(text)
    }
    /// The TypeError of a special method whose result is not what it must be: `wanted` with its article.
    #[cold]
    pub fn bad_result(&self, v: Value, method: &str, wanted: &str, result: Value) -> Raised {
        let (own, got) = (self.full_type_name(v), self.full_type_name(result));
        self.error(exc::TYPE_ERROR, format!("{own}.{method}() must return {wanted}, not {got}"))
    }
    /// Whether the value's class is `ty` or derives from it, without hooks.
    pub fn isinstance(&self, v: Value, ty: Ref<Type>) -> bool {
        self.type_of(v).is_subtype(ty)
    }
    /// The class that `__new__` received.
    pub fn class_arg(&self, v: Value) -> Ref<Type> {
        v.to_type().expect("the door hands a class to __new__")
    }
}

/// The root shape of the class of an immediate value.
pub(crate) fn immediate_shape(v: Value) -> ShapeId {
    match v {
        _ if v.is_int() => shape::INT,
        _ if v.is_inline_float() => shape::FLOAT,
        Value::NONE => shape::NONE,
        Value::TRUE | Value::FALSE => shape::BOOL,
        Value::NOT_IMPLEMENTED => shape::NOT_IMPLEMENTED,
        Value::ELLIPSIS => shape::ELLIPSIS,
        _ => panic!("a value of no type: {v:?}"),
    }
}

/// Marks what a class refers to.
///
/// # Safety
/// `p` addresses a live `Type`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let ty = unsafe { &*p.cast::<Type>() };
    for slot in [&ty.name, &ty.qualname, &ty.dict, &ty.bases, &ty.base, &ty.mro] {
        marker.slot(slot);
    }
}

/// Frees what a dead class owns and takes it from the lists of its bases. Bases that die with it are still in memory, their lists
/// may be gone.
///
/// # Safety
/// `p` addresses a `Type` that nothing refers to any more.
unsafe fn drop_type(p: *mut u64) {
    // SAFETY: as promised; map and list were made by Box.
    unsafe {
        let ty = &*p.cast::<Type>();
        if let Some(bases) = ty.bases.bound() {
            for base in bases.cast::<Tuple>().items() {
                base.cast::<Type>().remove_subclass(p as usize);
            }
        }
        let map = ty.cells.swap(std::ptr::null_mut(), Ordering::AcqRel);
        if !map.is_null() {
            drop(Box::from_raw(map));
        }
        let list = ty.subclasses.swap(std::ptr::null_mut(), Ordering::AcqRel);
        if !list.is_null() {
            drop(Box::from_raw(list));
        }
    }
}

pub static TYPE: TypeDef = TypeDef {
    name: "type",
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    size: size_of::<Type>(),
    flags: type_flags::BASETYPE | type_flags::TYPE_SUBCLASS | type_flags::WEAKREF,
    trace: Trace::Custom(trace),
    drop: Some(drop_type),
    slots: methods::SLOTS,
    methods: methods::METHODS,
    getset: methods::GETSET,
    new: Some(create::NEW),
    init: Some(create::INIT),
    ..TypeDef::NEW
};
