//! `tuple`: immutable sequences, their items inline.

use crate::heap::Trace;
use crate::native::{MethodDef, classmethod, method};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slots, Type, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{iterators, sequence, shape};

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

fn this(v: Value) -> Ref<Tuple> {
    v.to_tuple().expect("the door checks the receiver")
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let t = if args[1].is_unbound() { vm.new_tuple(&[]) } else { vm.collect_tuple(args[1])? };
    if cls == shape::TUPLE.ty() {
        return Ok(t.value());
    }
    Ok(new_prefix(vm, cls, t.items(), t.len()))
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let items = this(v).items();
    if !vm.repr_enter(v)? {
        return Ok(vm.intern("(...)").value());
    }
    let text = sequence::join_reprs(vm, items);
    vm.repr_leave(v);
    let comma = if items.len() == 1 { "," } else { "" };
    Ok(vm.new_str(&format!("({}{comma})", text?)).value())
}

/// The hash that CPython computes: rounds of xxHash over the items' hashes.
fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    let items = this(v).items();
    hash_items(vm, items, items.len() as u64 ^ (2_870_177_450_012_600_261 ^ 3_527_539))
}

/// A hash that depends on items and their order; `last` is added in the end.
pub(crate) fn hash_items(vm: &Vm, items: &[Value], last: u64) -> PyResult<i64> {
    const P1: u64 = 11_400_714_785_074_694_791;
    const P2: u64 = 14_029_467_366_897_019_727;
    const P5: u64 = 2_870_177_450_012_600_261;
    let mut acc = P5;
    for x in items {
        let lane = vm.hash(*x)? as u64;
        acc = acc.wrapping_add(lane.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }
    acc = acc.wrapping_add(last);
    Ok(if acc == u64::MAX { 1_546_275_796 } else { acc as i64 })
}

fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    let items = this(v).items();
    if k.has_shape(shape::SLICE) {
        let (start, _, step, n) = vm.slice_indices(k, items.len())?;
        if step == 1 {
            if n == items.len() && v.has_shape(shape::TUPLE) {
                return Ok(v);
            }
            return Ok(vm.new_tuple(&items[start as usize..start as usize + n]).value());
        }
        return Ok(vm.new_tuple_with(n, |i| Ok(items[(start + step * i as i64) as usize]))?.value());
    }
    if !vm.is_index(k) {
        throw!(vm, TYPE_ERROR, "tuple indices must be integers or slices, not {}", vm.type_name(k));
    }
    match sequence::index(vm.index_item(k)?, items.len()) {
        Some(i) => Ok(items[i]),
        None => throw!(vm, INDEX_ERROR, "tuple index out of range"),
    }
}

fn contains(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    let items = this(v).items();
    Ok(sequence::find(vm, |i| items.get(i).copied(), x, 0, usize::MAX)?.is_some())
}

fn concat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some(other) = b.to_tuple() else {
        throw!(vm, TYPE_ERROR, "can only concatenate tuple (not \"{}\") to tuple", vm.type_name(b));
    };
    let (x, y) = (this(a).items(), other.items());
    if x.is_empty() && b.has_shape(shape::TUPLE) {
        return Ok(b);
    }
    if y.is_empty() && a.has_shape(shape::TUPLE) {
        return Ok(a);
    }
    Ok(vm.new_tuple_with(x.len() + y.len(), |i| Ok(if i < x.len() { x[i] } else { y[i - x.len()] }))?.value())
}

fn repeat(vm: &Vm, v: Value, n: Value) -> PyResult<Value> {
    let items = this(v).items();
    let (_, total) = sequence::repeated(vm, items.len(), n)?;
    Ok(vm.new_tuple_with(total, |i| Ok(items[i % items.len()]))?.value())
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    match b.to_tuple() {
        Some(other) => sequence::compare(vm, this(a).items(), other.items(), op),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn index(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let items = this(args[0]).items();
    let (from, to) = sequence::bounds(vm, args[2], args[3], items.len())?;
    match sequence::find(vm, |i| items.get(i).copied(), args[1], from, to)? {
        Some(i) => Ok(vm.new_int(i as i64)),
        None => throw!(vm, VALUE_ERROR, "tuple.index(x): x not in tuple"),
    }
}

fn count(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut n = 0;
    for x in this(args[0]).items() {
        n += vm.eq(*x, args[1])? as i64;
    }
    Ok(vm.new_int(n))
}

fn getnewargs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let plain = vm.new_tuple(this(args[0]).items()).value();
    Ok(vm.new_tuple(&[plain]).value())
}

static METHODS: &[MethodDef] = &[
    method("index", "(value, start=<unset>, stop=<unset>, /)", index, "The first index of a value."),
    method("count", "(value, /)", count, "Number of occurrences of a value."),
    method("__getnewargs__", "()", getnewargs, "The arguments to make the tuple anew."),
    classmethod("__class_getitem__", "(item, /)", |vm, a| super::generic_alias::new(vm, a[0], a[1]), "See PEP 585."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "tuple",
    doc: "Built-in immutable sequence.",
    size: size_of::<Tuple>(),
    flags: type_flags::BASETYPE | type_flags::SEQUENCE | type_flags::TUPLE_SUBCLASS | type_flags::MATCH_SELF,
    trace: Trace::Fields(2),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        len: Some(|_, v| Ok(this(v).len())),
        getitem: Some(getitem),
        contains: Some(contains),
        concat: Some(concat),
        repeat: Some(repeat),
        compare: Some(compare),
        iter: Some(iterators::tuple_iterator),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(iterable=<unset>, /)", new, "")),
    methods: METHODS,
    var_size: Some(|v| size_of::<Tuple>() + this(v).len() * 8),
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
