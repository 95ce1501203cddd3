//! Iterators over sequences and callables; `enumerate`, `zip`, `map`, `filter`, `reversed`.

use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::exceptions::exc;
use crate::heap::{Marker, Trace};
use crate::native::{Args, method};
use crate::object::{Header, HeapObject, Ref, ShapeId, Slot, Slots, TypeDef, Word, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// A position in something: what most iterators are.
#[repr(C)]
pub struct Cursor {
    header: Header,
    source: Slot,
    extra: Slot,
    at: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Cursor {}

/// Marks the two values.
///
/// # Safety
/// `p` addresses a live `Cursor`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let c = unsafe { &*p.cast::<Cursor>() };
    marker.slot(&c.source);
    marker.slot(&c.extra);
}

fn cursor(v: Value) -> Ref<Cursor> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn blank(source: Value, extra: Value, at: u64) -> Cursor {
    Cursor { header: Header::EMPTY, source: Slot::new(source), extra: Slot::new(extra), at: Word::new(at) }
}

fn make(vm: &Vm, shape: ShapeId, source: Value, extra: Value, at: u64) -> Value {
    vm.alloc(shape, blank(source, extra, at)).value()
}

/// An iterator by `__getitem__` with 0, 1, 2, …
pub fn sequence_iterator(vm: &Vm, v: Value) -> Value {
    make(vm, shape::SEQUENCE_ITERATOR, v, Value::UNBOUND, 0)
}

/// An iterator that calls until a value comes.
pub fn callable_iterator(vm: &Vm, f: Value, sentinel: Value) -> Value {
    make(vm, shape::CALLABLE_ITERATOR, f, sentinel, 0)
}

fn sequence_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let c = cursor(v);
    let Some(source) = c.source.bound() else { return Ok(Value::UNBOUND) };
    let i = c.at.fetch_add(1);
    match vm.getitem(source, Value::int(i as i64)) {
        Ok(x) => Ok(x),
        Err(e) if e.matches(vm, exc::INDEX_ERROR) || e.matches(vm, exc::STOP_ITERATION) => {
            c.source.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
        Err(e) => Err(e),
    }
}

fn callable_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let c = cursor(v);
    let Some(f) = c.source.bound() else { return Ok(Value::UNBOUND) };
    match vm.call(f, &[]) {
        Ok(x) if vm.eq(x, c.extra.get())? => {
            c.source.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
        Err(e) if e.matches(vm, exc::STOP_ITERATION) => {
            c.source.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
        other => other,
    }
}

/// How many items a cursor over something with a length has left.
fn hint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = cursor(args[0]);
    match c.source.bound() {
        Some(s) => Ok(vm.new_int((vm.len(s)? as i64 - c.at.get() as i64).max(0))),
        None => Ok(Value::int(0)),
    }
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = cursor(args[0]);
    let f = vm.builtin("iter")?;
    match c.source.bound() {
        Some(s) => Ok(vm.new_tuple(&[f, vm.new_tuple(&[s]).value(), vm.new_int(c.at.get() as i64)]).value()),
        None => Ok(vm.new_tuple(&[f, vm.new_tuple(&[vm.new_tuple(&[]).value()]).value()]).value()),
    }
}

fn setstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    cursor(args[0]).at.set(vm.index_i64(args[1])?.max(0) as u64);
    Ok(Value::NONE)
}

macro_rules! cursor_type {
    ($id:ident $name:literal $next:expr) => {
        pub static $id: TypeDef = TypeDef {
            name: $name,
            size: size_of::<Cursor>(),
            flags: type_flags::DISALLOW_INSTANTIATION,
            trace: Trace::Custom(trace),
            slots: Slots { iter: Some(|_, v| Ok(v)), next: Some($next), ..Slots::EMPTY },
            methods: &[
                method("__length_hint__", "()", hint, "Number of items left."),
                method("__reduce__", "()", reduce, "How to make the iterator anew."),
                method("__setstate__", "(state, /)", setstate, "Set the position."),
            ],
            ..TypeDef::NEW
        };
    };
}
cursor_type!(SEQUENCE_TYPE "iterator" sequence_next);
cursor_type!(LIST_TYPE "list_iterator" list_next);
cursor_type!(TUPLE_TYPE "tuple_iterator" tuple_next);

pub static CALLABLE_TYPE: TypeDef = TypeDef {
    name: "callable_iterator",
    size: size_of::<Cursor>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(callable_next), ..Slots::EMPTY },
    ..TypeDef::NEW
};

/// An iterator over a list.
pub(crate) fn list_iterator(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(make(vm, shape::LIST_ITERATOR, v, Value::UNBOUND, 0))
}
/// An iterator over a tuple.
pub(crate) fn tuple_iterator(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(make(vm, shape::TUPLE_ITERATOR, v, Value::UNBOUND, 0))
}

fn list_next(_: &Vm, v: Value) -> PyResult<Value> {
    let c = cursor(v);
    let Some(list) = c.source.get().to_list() else { return Ok(Value::UNBOUND) };
    match list.get(c.at.fetch_add(1) as usize) {
        Some(x) => Ok(x),
        None => {
            c.source.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
    }
}

fn tuple_next(_: &Vm, v: Value) -> PyResult<Value> {
    let c = cursor(v);
    let Some(t) = c.source.get().to_tuple() else { return Ok(Value::UNBOUND) };
    match t.items().get(c.at.fetch_add(1) as usize) {
        Some(x) => Ok(*x),
        None => {
            c.source.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
    }
}

// ---- reversed

/// `reversed` of a list without going through the class.
pub(crate) fn list_reversed(vm: &Vm, v: Value) -> Value {
    let n = v.to_list().expect("a list").len();
    make(vm, shape::LIST_REVERSE_ITERATOR, v, Value::UNBOUND, n as u64)
}

fn backwards_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let c = cursor(v);
    let Some(source) = c.source.bound() else { return Ok(Value::UNBOUND) };
    let at = {
        let _guard = vm.lock(c);
        let at = c.at.get();
        if at == 0 {
            c.source.set(Value::UNBOUND);
            return Ok(Value::UNBOUND);
        }
        c.at.set(at - 1);
        at
    };
    match vm.getitem(source, Value::int(at as i64 - 1)) {
        Err(e) if e.matches(vm, exc::INDEX_ERROR) => {
            c.source.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
        other => other,
    }
}

fn backwards_hint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = cursor(args[0]);
    Ok(if c.source.bound().is_some() { vm.new_int(c.at.get() as i64) } else { Value::int(0) })
}

fn backwards_reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = cursor(args[0]);
    let reversed = shape::REVERSED.ty().value();
    match c.source.bound() {
        Some(s) => {
            let at = vm.new_int(c.at.get() as i64 - 1);
            Ok(vm.new_tuple(&[reversed, vm.new_tuple(&[s]).value(), at]).value())
        }
        None => Ok(vm.new_tuple(&[reversed, vm.new_tuple(&[vm.new_tuple(&[]).value()]).value()]).value()),
    }
}

fn backwards_setstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = cursor(args[0]);
    let i = vm.index_i64(args[1])?;
    if let Some(s) = c.source.bound() {
        c.at.set((i.saturating_add(1)).clamp(0, vm.len(s)? as i64) as u64);
    }
    Ok(Value::NONE)
}

fn new_reversed(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[1];
    match vm.type_of(v).lookup(vm, vm.names().__reversed__) {
        Some(f) if f.is_none() => throw!(vm, TYPE_ERROR, "'{}' object is not reversible", vm.type_name(v)),
        Some(_) => return Ok(vm.call_special(v, vm.names().__reversed__, &[])?.expect("just found")),
        None => {}
    }
    let slots = vm.type_of(v).slots();
    if slots.getitem.is_none() || v.to_dict().is_some() {
        throw!(vm, TYPE_ERROR, "'{}' object is not reversible", vm.type_name(v));
    }
    let n = vm.len(v)? as u64;
    Ok(vm.alloc_instance(vm.class_arg(args[0]), blank(v, Value::UNBOUND, n)).value())
}

static BACKWARDS_METHODS: &[crate::native::MethodDef] = &[
    method("__length_hint__", "()", backwards_hint, "Number of items left."),
    method("__reduce__", "()", backwards_reduce, "How to make the iterator anew."),
    method("__setstate__", "(state, /)", backwards_setstate, "Set the position."),
];

pub static REVERSED_TYPE: TypeDef = TypeDef {
    name: "reversed",
    doc: "Return a reverse iterator over the values of the given sequence.",
    size: size_of::<Cursor>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Custom(trace),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(backwards_next), ..Slots::EMPTY },
    new: Some(method("__new__", "(sequence, /)", new_reversed, "")),
    methods: BACKWARDS_METHODS,
    ..TypeDef::NEW
};
pub static LIST_REVERSE_TYPE: TypeDef = TypeDef {
    name: "list_reverseiterator",
    size: size_of::<Cursor>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(backwards_next), ..Slots::EMPTY },
    methods: BACKWARDS_METHODS,
    ..TypeDef::NEW
};

// ---- enumerate

fn new_enumerate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[1].is_unbound() {
        throw!(vm, TYPE_ERROR, "enumerate() missing required argument 'iterable'");
    }
    let it = vm.iter(args[1])?;
    let start = vm.index(args[2])?;
    Ok(vm.alloc_instance(vm.class_arg(args[0]), blank(it, start, 0)).value())
}

fn enumerate_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let c = cursor(v);
    let x = vm.next_or_unbound(c.source.get())?;
    if x.is_unbound() {
        return Ok(x);
    }
    let i = loop {
        let i = c.extra.get();
        let next = match i.to_int().and_then(|i| Value::try_int(i + 1)) {
            Some(n) => n,
            None => vm.binary(crate::object::operators::BinaryOp::Add, i, Value::int(1))?,
        };
        let _guard = vm.lock(c);
        if c.extra.get() == i {
            c.extra.set(next);
            break i;
        }
    };
    Ok(vm.new_tuple(&[i, x]).value())
}

pub static ENUMERATE_TYPE: TypeDef = TypeDef {
    name: "enumerate",
    doc: "Return an enumerate object.",
    size: size_of::<Cursor>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Custom(trace),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(enumerate_next), ..Slots::EMPTY },
    new: Some(method("__new__", "(iterable=<unset>, start=0)", new_enumerate, "")),
    methods: &[
        method(
            "__reduce__",
            "()",
            |vm, a| {
                let c = cursor(a[0]);
                let parts = vm.new_tuple(&[c.source.get(), c.extra.get()]).value();
                Ok(vm.new_tuple(&[vm.type_of(a[0]).value(), parts]).value())
            },
            "How to make the iterator anew.",
        ),
        crate::native::classmethod(
            "__class_getitem__",
            "(item, /)",
            |vm, a| super::generic_alias::new(vm, a[0], a[1]),
            "See PEP 585.",
        ),
    ],
    ..TypeDef::NEW
};

// ---- zip, map, filter

/// The iterators of several iterables.
fn iterators(vm: &Vm, sources: &[Value], name: &str) -> PyResult<Ref<Tuple>> {
    vm.new_tuple_with(sources.len(), |i| {
        if !vm.is_iterable(sources[i]) && !name.is_empty() {
            throw!(vm, TYPE_ERROR, "'{}' object is not iterable", vm.type_name(sources[i]));
        }
        vm.iter(sources[i])
    })
}

fn new_zip(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let sources = args[1].to_tuple().expect("bound by *args");
    let its = iterators(vm, sources.items(), "zip")?;
    let strict = vm.truthy(args[2])?;
    Ok(vm.alloc_instance(vm.class_arg(args[0]), blank(its.value(), Value::bool(strict), 0)).value())
}

/// What strict zipping and mapping say of iterables of unequal length.
fn unequal(vm: &Vm, name: &str, i: usize, longer: bool) -> crate::Raised {
    let before = if i == 1 { "argument 1".to_owned() } else { format!("arguments 1-{i}") };
    let how = if longer { "longer" } else { "shorter" };
    vm.error(exc::VALUE_ERROR, format!("{name}() argument {} is {how} than {before}", i + 1))
}

/// One item of each iterator into `out`; false at the end.
fn step(vm: &Vm, its: Ref<Tuple>, strict: bool, name: &str, out: &mut [Value]) -> PyResult<bool> {
    for (i, it) in its.items().iter().enumerate() {
        let x = vm.next_or_unbound(*it)?;
        if !x.is_unbound() {
            out[i] = x;
            continue;
        }
        if strict {
            if i > 0 {
                return Err(unequal(vm, name, i, false));
            }
            for (j, other) in its.items().iter().enumerate().skip(1) {
                if !vm.next_or_unbound(*other)?.is_unbound() {
                    return Err(unequal(vm, name, j, true));
                }
            }
        }
        return Ok(false);
    }
    Ok(true)
}

fn zip_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let c = cursor(v);
    let its = c.source.get().to_tuple().expect("set when made");
    if its.is_empty() {
        return Ok(Value::UNBOUND);
    }
    vm.with_scratch(its.len(), |out| {
        Ok(if step(vm, its, c.extra.get().is_true(), "zip", out)? { vm.new_tuple(out).value() } else { Value::UNBOUND })
    })
}

fn new_map(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let sources = args[2].to_tuple().expect("bound by *args");
    if sources.is_empty() {
        throw!(vm, TYPE_ERROR, "map() must have at least two arguments.");
    }
    let its = iterators(vm, sources.items(), "map")?;
    let strict = vm.truthy(args[3])? as u64;
    Ok(vm.alloc_instance(vm.class_arg(args[0]), blank(its.value(), args[1], strict)).value())
}

/// A StopIteration from the function ends the iteration as the end of an iterable does.
fn or_end(vm: &Vm, r: PyResult<Value>) -> PyResult<Value> {
    match r {
        Err(e) if e.matches(vm, exc::STOP_ITERATION) => {
            vm.set_stop_value(e);
            Ok(Value::UNBOUND)
        }
        other => other,
    }
}

fn map_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let c = cursor(v);
    let its = c.source.get().to_tuple().expect("set when made");
    let f = c.extra.get();
    if let [it] = its.items() {
        let x = vm.next_or_unbound(*it)?;
        return if x.is_unbound() { Ok(x) } else { or_end(vm, vm.call(f, &[x])) };
    }
    vm.with_scratch(its.len(), |out| {
        if step(vm, its, c.at.get() != 0, "map", out)? {
            or_end(vm, vm.call_args(f, Args::positional(out)))
        } else {
            Ok(Value::UNBOUND)
        }
    })
}

fn new_filter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = vm.iter(args[2])?;
    Ok(vm.alloc_instance(vm.class_arg(args[0]), blank(it, args[1], 0)).value())
}

fn filter_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let c = cursor(v);
    let (it, f) = (c.source.get(), c.extra.get());
    let plain = f.is_none() || f == shape::BOOL.ty().value();
    loop {
        let x = vm.next_or_unbound(it)?;
        if x.is_unbound() {
            return Ok(x);
        }
        let keep = if plain { vm.truthy(x)? } else { vm.truthy(vm.call(f, &[x])?)? };
        if keep {
            return Ok(x);
        }
    }
}

/// Class and arguments of an iterator over iterators; strictness is its state.
fn functional_reduce(vm: &Vm, v: Value, function: Option<Value>, strict: bool) -> PyResult<Value> {
    let list = vm.new_list(&[]);
    if let Some(f) = function {
        list.push(vm, f);
    }
    let its = cursor(v).source.get();
    match its.to_tuple() {
        Some(t) => t.items().iter().for_each(|x| list.push(vm, *x)),
        None => list.push(vm, its),
    }
    let (class, args) = (vm.type_of(v).value(), list.snapshot(vm).value());
    let state: &[Value] = if strict { &[class, args, Value::TRUE] } else { &[class, args] };
    Ok(vm.new_tuple(state).value())
}

fn zip_reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    functional_reduce(vm, args[0], None, cursor(args[0]).extra.get().is_true())
}
fn zip_setstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    cursor(args[0]).extra.set(Value::bool(vm.truthy(args[1])?));
    Ok(Value::NONE)
}
fn map_reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = cursor(args[0]);
    functional_reduce(vm, args[0], Some(c.extra.get()), c.at.get() != 0)
}
fn map_setstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    cursor(args[0]).at.set(vm.truthy(args[1])? as u64);
    Ok(Value::NONE)
}
fn filter_reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    functional_reduce(vm, args[0], Some(cursor(args[0]).extra.get()), false)
}

macro_rules! functional_type {
    ($id:ident $name:literal $sig:literal $new:ident $next:ident $methods:expr, $doc:literal) => {
        pub static $id: TypeDef = TypeDef {
            name: $name,
            doc: $doc,
            size: size_of::<Cursor>(),
            flags: type_flags::BASETYPE,
            trace: Trace::Custom(trace),
            slots: Slots { iter: Some(|_, v| Ok(v)), next: Some($next), ..Slots::EMPTY },
            new: Some(method("__new__", $sig, $new, "")),
            methods: $methods,
            ..TypeDef::NEW
        };
    };
}
functional_type!(ZIP_TYPE "zip" "(*iterables, strict=False)" new_zip zip_next &[method("__reduce__", "()", zip_reduce, "How to make the iterator anew."), method("__setstate__", "(state, /)", zip_setstate, "Set whether it is strict.")], "Tuples of one item of each iterable.");
functional_type!(MAP_TYPE "map" "(function=<unset>, /, *iterables, strict=False)" new_map map_next &[method("__reduce__", "()", map_reduce, "How to make the iterator anew."), method("__setstate__", "(state, /)", map_setstate, "Set whether it is strict.")], "Results of a function for the items of iterables.");
functional_type!(FILTER_TYPE "filter" "(function, iterable, /)" new_filter filter_next &[method("__reduce__", "()", filter_reduce, "How to make the iterator anew.")], "Items for which a function is true.");
