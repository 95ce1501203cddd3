//! `tuple`: immutable sequences, their items inline.

use crate::heap::Trace;
use crate::object::{Header, HeapObject, Ref, Type, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

use super::shape;

/// The layout of `tuple`: the items follow.
#[repr(C)]
pub struct Tuple {
    header: Header,
    len: u64,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Tuple {}

impl Tuple {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len as usize
    }
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl Ref<Tuple> {
    /// The items, which never change.
    #[inline(always)]
    pub fn items(self) -> &'static [Value] {
        // SAFETY: `len` initialised values follow the fixed part; the lifetime is that of rooted use.
        unsafe { std::slice::from_raw_parts(self.as_ptr().add(1).cast(), self.len()) }
    }
}

impl Value {
    /// The tuple, when this is an instance of `tuple` or of a subclass.
    #[inline(always)]
    pub fn to_tuple(self) -> Option<Ref<Tuple>> {
        if self.has_shape(shape::TUPLE) || self.is_instance_flag(type_flags::TUPLE_SUBCLASS) {
            // SAFETY: instances of tuple begin with its layout.
            Some(unsafe { self.cast::<Tuple>() })
        } else {
            None
        }
    }
}

impl Vm {
    /// A new tuple.
    #[inline]
    pub fn new_tuple(&self, items: &[Value]) -> Ref<Tuple> {
        let p = self.alloc_raw(16 + items.len() * 8).cast::<Tuple>();
        // SAFETY: fresh memory of sufficient size; the shape is set last.
        unsafe {
            (&raw mut (*p).len).write(items.len() as u64);
            std::ptr::copy_nonoverlapping(items.as_ptr(), p.add(1).cast(), items.len());
            let t = Ref::from_raw(p);
            t.header().init(shape::TUPLE, self.fast_hi());
            t
        }
    }
    /// A new tuple of the items of an iterator that knows its length; `make` may run Python.
    pub fn new_tuple_with(&self, len: usize, mut make: impl FnMut(usize) -> PyResult<Value>) -> PyResult<Ref<Tuple>> {
        let bytes = len.checked_mul(8).and_then(|n| n.checked_add(16)).unwrap_or(usize::MAX);
        let p = self.try_alloc_raw(bytes)?.cast::<Tuple>();
        // SAFETY: fresh zeroed memory of sufficient size: items not yet made are unbound.
        unsafe {
            (&raw mut (*p).len).write(len as u64);
            let t = Ref::from_raw(p);
            t.header().init(shape::TUPLE, self.fast_hi());
            for i in 0..len {
                p.add(1).cast::<Value>().add(i).write(make(i)?);
            }
            Ok(t)
        }
    }
}

pub static TYPE: TypeDef = TypeDef {
    name: "tuple",
    size: size_of::<Tuple>(),
    flags: type_flags::BASETYPE | type_flags::SEQUENCE | type_flags::TUPLE_SUBCLASS | type_flags::MATCH_SELF,
    trace: Trace::Fields(2),
    ..TypeDef::NEW
};

/// An instance of a subclass over the first `visible` of some values; the others lie behind, for structure sequences.
pub(crate) fn new_prefix(vm: &Vm, cls: Ref<Type>, values: &[Value], visible: usize) -> Value {
    let t = vm
        .alloc_instance_extra(cls, Tuple { header: Header::EMPTY, len: visible as u64 }, values.len() * 8)
        .expect("values in memory have a sane length");
    // SAFETY: the extra bytes are the items' place.
    unsafe { std::ptr::copy_nonoverlapping(values.as_ptr(), t.as_ptr().add(1).cast(), values.len()) };
    t.value()
}
