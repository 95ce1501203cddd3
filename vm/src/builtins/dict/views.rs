//! Views of dicts and the iterators over them.

use crate::builtins::list::List;
use crate::builtins::{set, shape};
use crate::heap::{Marker, Trace};
use crate::native::{MethodDef, method};
use crate::object::operators::BinaryOp;
use crate::object::{CompareOp, Header, HeapObject, Ref, ShapeId, Slot, Slots, TypeDef, Word, getter, type_flags};
use crate::thread::gil;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::methods::this as dict_of;

/// What a view or iterator shows.
pub(super) const KEYS: u64 = 0;
pub(super) const VALUES: u64 = 1;
pub(super) const ITEMS: u64 = 2;

/// The layout of views.
#[repr(C)]
pub struct View {
    header: Header,
    dict: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for View {}

/// The layout of iterators.
#[repr(C)]
pub struct Iter {
    header: Header,
    dict: Slot,
    /// Next entry; for reverse iterators one past it.
    at: Word,
    /// Number of items when iteration began.
    len: Word,
    kind: u64,
    reverse: u64,
    left: Word,
}
// SAFETY: as above.
unsafe impl HeapObject for Iter {}

const VIEWS: [ShapeId; 3] = [shape::DICT_KEYS, shape::DICT_VALUES, shape::DICT_ITEMS];
const ITERATORS: [ShapeId; 3] = [shape::DICT_KEY_ITERATOR, shape::DICT_VALUE_ITERATOR, shape::DICT_ITEM_ITERATOR];
const REVERSE: [ShapeId; 3] =
    [shape::DICT_REVERSE_KEY_ITERATOR, shape::DICT_REVERSE_VALUE_ITERATOR, shape::DICT_REVERSE_ITEM_ITERATOR];

pub(super) fn view(vm: &Vm, dict: Value, kind: u64) -> Value {
    vm.alloc(VIEWS[kind as usize], View { header: Header::EMPTY, dict }).value()
}

pub(super) fn iterator(vm: &Vm, dict: Value, kind: u64, reverse: bool) -> Value {
    let d = dict_of(dict);
    let shape = if reverse { REVERSE[kind as usize] } else { ITERATORS[kind as usize] };
    let it = Iter {
        header: Header::EMPTY,
        dict: Slot::new(dict),
        at: Word::new(if reverse { d.end() as u64 } else { 0 }),
        len: Word::new(d.len() as u64),
        kind,
        reverse: reverse as u64,
        left: Word::new(d.len() as u64),
    };
    vm.alloc(shape, it).value()
}

/// What a set, a dict or a view of one shows at one moment; `None` for other objects and for those of subclasses.
pub(crate) fn items_at_once(vm: &Vm, source: Value) -> PyResult<Option<Ref<List>>> {
    if source.has_shape(shape::SET) {
        return Ok(Some(crate::builtins::set::items_at_once(vm, source)));
    }
    let (dict, kind) = match VIEWS.iter().position(|shape| source.has_shape(*shape)) {
        // SAFETY: the shape says so.
        Some(kind) => (unsafe { source.cast::<View>() }.dict, kind as u64),
        None => (source, KEYS),
    };
    if !dict.has_shape(shape::DICT) {
        return Ok(None);
    }
    // Without the GIL other threads may change the dict, but not the copy.
    let d = if gil::enabled() { dict_of(dict) } else { dict_of(dict).copy(vm)? };
    let list = vm.new_list(&[]);
    list.reserve(vm, d.len())?;
    for (k, x) in d.iter() {
        let item = match kind {
            KEYS => k,
            VALUES => x,
            _ => vm.new_tuple(&[k, x]).value(),
        };
        list.push(vm, item);
    }
    Ok(Some(list))
}

fn iter_of(v: Value) -> Ref<Iter> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = iter_of(v);
    let Some(dict) = it.dict.bound() else { return Ok(Value::UNBOUND) };
    let d = dict_of(dict);
    if d.len() as u64 != it.len.get() {
        it.len.set(u64::MAX);
        throw!(vm, RUNTIME_ERROR, "dictionary changed size during iteration");
    }
    let guard = vm.lock(it);
    let found = if it.reverse == 1 {
        let mut i = it.at.get() as usize;
        loop {
            if i == 0 {
                break None;
            }
            i -= 1;
            if let Some((k, x)) = d.entry(i) {
                break Some((i, k, x));
            }
        }
    } else {
        d.next_entry(it.at.get() as usize)
    };
    let Some((at, k, x)) = found else {
        it.dict.set(Value::UNBOUND);
        return Ok(Value::UNBOUND);
    };
    if it.left.get() == 0 {
        it.dict.set(Value::UNBOUND);
        drop(guard);
        throw!(vm, RUNTIME_ERROR, "dictionary keys changed during iteration");
    }
    it.left.set(it.left.get() - 1);
    it.at.set(if it.reverse == 1 { at } else { at + 1 } as u64);
    drop(guard);
    Ok(match it.kind {
        KEYS => k,
        VALUES => x,
        _ => vm.new_tuple(&[k, x]).value(),
    })
}

fn hint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = iter_of(args[0]);
    Ok(if it.dict.bound().is_some() { vm.new_int(it.left.get() as i64) } else { Value::int(0) })
}

fn iter_reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = iter_of(args[0]);
    let copy = vm.alloc(
        args[0].shape(),
        Iter {
            header: Header::EMPTY,
            dict: Slot::new(it.dict.get()),
            at: Word::new(it.at.get()),
            len: Word::new(it.len.get()),
            kind: it.kind,
            reverse: it.reverse,
            left: Word::new(it.left.get()),
        },
    );
    let rest = vm.collect(copy.value())?;
    let f = vm.builtin("iter")?;
    Ok(vm.new_tuple(&[f, vm.new_tuple(&[rest.value()]).value()]).value())
}

/// Marks the dict.
///
/// # Safety
/// `p` addresses a live `Iter`.
unsafe fn trace_iter(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(&unsafe { &*p.cast::<Iter>() }.dict);
}

macro_rules! iterator_types {
    ($($id:ident $name:literal;)*) => {
        $(pub static $id: TypeDef = TypeDef {
            name: $name,
            size: size_of::<Iter>(),
            flags: type_flags::DISALLOW_INSTANTIATION,
            trace: Trace::Custom(trace_iter),
            slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(next), ..Slots::EMPTY },
            methods: &[
                method("__length_hint__", "()", hint, "Number of items left."),
                method("__reduce__", "()", iter_reduce, "How to make the iterator anew."),
            ],
            ..TypeDef::NEW
        };)*
    };
}
iterator_types! {
    KEY_ITERATOR_TYPE "dict_keyiterator";
    VALUE_ITERATOR_TYPE "dict_valueiterator";
    ITEM_ITERATOR_TYPE "dict_itemiterator";
    REVERSE_KEY_ITERATOR_TYPE "dict_reversekeyiterator";
    REVERSE_VALUE_ITERATOR_TYPE "dict_reversevalueiterator";
    REVERSE_ITEM_ITERATOR_TYPE "dict_reverseitemiterator";
}

fn dict(v: Value) -> Value {
    // SAFETY: the door checks the receiver.
    let view: Ref<View> = unsafe { v.cast() };
    view.dict
}

fn kind(v: Value) -> u64 {
    VIEWS.iter().position(|s| v.has_shape(*s)).expect("a view") as u64
}

fn len(_: &Vm, v: Value) -> PyResult<usize> {
    Ok(dict_of(dict(v)).len())
}

fn iter(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(iterator(vm, dict(v), kind(v), false))
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    if !vm.repr_enter(v)? {
        return Ok(vm.intern("...").value());
    }
    let list = vm.collect(v).and_then(|l| vm.repr(l.value()));
    vm.repr_leave(v);
    Ok(vm.new_str(&format!("{}({})", vm.type_name(v), list?)).value())
}

fn contains(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    let d = dict_of(dict(v));
    if kind(v) == KEYS {
        return d.contains(vm, x);
    }
    let Some(t) = x.to_tuple() else { return Ok(false) };
    let [k, want] = *t.items() else { return Ok(false) };
    match d.get(vm, k)? {
        Some(have) => vm.eq(have, want),
        None => Ok(false),
    }
}

/// Whether everything in `a` is in `b`.
fn all_in(vm: &Vm, a: Value, b: Value) -> PyResult<bool> {
    let it = vm.iter(a)?;
    while let Some(x) = vm.next(it)? {
        if !vm.contains(b, x)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_view(v: Value) -> bool {
    v.has_shape(shape::DICT_KEYS) || v.has_shape(shape::DICT_ITEMS)
}

fn is_set_like(v: Value) -> bool {
    set::is_any_set(v) || v.has_shape(shape::DICT_KEYS) || v.has_shape(shape::DICT_ITEMS)
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !is_set_like(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (n, m) = (vm.len(a)?, vm.len(b)?);
    Ok(Value::bool(match op {
        CompareOp::Eq => n == m && all_in(vm, a, b)?,
        CompareOp::Ne => !(n == m && all_in(vm, a, b)?),
        CompareOp::Lt => n < m && all_in(vm, a, b)?,
        CompareOp::Le => n <= m && all_in(vm, a, b)?,
        CompareOp::Gt => n > m && all_in(vm, b, a)?,
        CompareOp::Ge => n >= m && all_in(vm, b, a)?,
    }))
}

fn as_set(vm: &Vm, v: Value) -> PyResult<Value> {
    let s = set::new_set(vm);
    vm.for_each(v, |x| set::add(vm, s, x))?;
    Ok(s)
}

/// What is no set is walked, of two views the smaller one.
fn intersection(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let (mut view, mut other) = if is_view(a) { (a, b) } else { (b, a) };
    let n = vm.len(view)?;
    if other.has_shape(shape::SET) && n <= vm.len(other)? {
        return vm.call_method(other, vm.intern("intersection"), &[view]);
    }
    if is_view(other) && vm.len(other)? > n {
        (view, other) = (other, view);
    }
    let s = set::new_set(vm);
    vm.for_each(other, |x| if vm.contains(view, x)? { set::add(vm, s, x) } else { Ok(()) })?;
    Ok(s)
}

fn operation(vm: &Vm, a: Value, b: Value, op: BinaryOp) -> PyResult<Value> {
    if op == BinaryOp::And {
        return intersection(vm, a, b);
    }
    let x = as_set(vm, a)?;
    let y = as_set(vm, b)?;
    vm.binary(op, x, y)
}

fn isdisjoint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = vm.iter(args[1])?;
    while let Some(x) = vm.next(it)? {
        if vm.contains(args[0], x)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn reversed(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(iterator(vm, dict(args[0]), kind(args[0]), true))
}

static SET_METHODS: &[MethodDef] = &[
    method("isdisjoint", "(other, /)", isdisjoint, "Whether nothing is in both."),
    method("__reversed__", "()", reversed, "An iterator from the end."),
];

const SET_SLOTS: Slots = Slots {
    repr: Some(repr),
    len: Some(len),
    iter: Some(iter),
    contains: Some(contains),
    compare: Some(compare),
    and: Some(|vm, a, b| operation(vm, a, b, BinaryOp::And)),
    or: Some(|vm, a, b| operation(vm, a, b, BinaryOp::Or)),
    xor: Some(|vm, a, b| operation(vm, a, b, BinaryOp::Xor)),
    sub: Some(|vm, a, b| operation(vm, a, b, BinaryOp::Sub)),
    ..Slots::EMPTY
};

fn mapping(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(crate::builtins::mappingproxy::new(vm, dict(v)))
}

macro_rules! view_types {
    ($($id:ident $name:literal $slots:expr, $methods:expr;)*) => {
        $(pub static $id: TypeDef = TypeDef {
            name: $name,
            size: size_of::<View>(),
            flags: type_flags::DISALLOW_INSTANTIATION,
            trace: Trace::Fields(1),
            slots: $slots,
            methods: $methods,
            getset: &[getter("mapping", mapping, "The dict, read-only.")],
            ..TypeDef::NEW
        };)*
    };
}
view_types! {
    KEYS_TYPE "dict_keys" SET_SLOTS, SET_METHODS;
    ITEMS_TYPE "dict_items" SET_SLOTS, SET_METHODS;
    VALUES_TYPE "dict_values" Slots { repr: Some(repr), len: Some(len), iter: Some(iter), ..Slots::EMPTY },
        &[method("__reversed__", "()", reversed, "An iterator from the end.")];
}
