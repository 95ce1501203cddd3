//! `frozendict`: an immutable mapping (PEP 814). It holds a dict that nobody else can reach for writing.

use crate::builtins::dict::{Dict, methods as dict_methods};
use crate::builtins::shape;
use crate::exceptions::exc;
use crate::heap::{Marker, Trace};
use crate::native::{Args, MethodDef, classmethod, method};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

/// The layout of frozendicts.
#[repr(C)]
pub struct FrozenDict {
    header: Header,
    dict: Slot,
    hash: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for FrozenDict {}

fn this(v: Value) -> Ref<FrozenDict> {
    // SAFETY: callers check the class.
    unsafe { v.cast() }
}

fn inner(v: Value) -> Ref<Dict> {
    this(v).dict.get().to_dict().expect("a frozendict holds a dict")
}

fn is_frozendict(v: Value) -> bool {
    v.is_ptr() && v.shape().ty().is_subtype(shape::FROZENDICT.ty())
}

/// The dict behind any dict or frozendict.
pub(crate) fn any_dict(v: Value) -> Option<Ref<Dict>> {
    if is_frozendict(v) { Some(inner(v)) } else { v.to_dict() }
}

fn with(vm: &Vm, d: Ref<Dict>) -> Value {
    vm.alloc(shape::FROZENDICT, FrozenDict { header: Header::EMPTY, dict: Slot::new(d.value()), hash: Word::new(0) })
        .value()
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let given = args[1].to_tuple().expect("bound by *args");
    let kwargs = args[2].to_dict().expect("bound by **kwargs");
    if let ([one], true, true) = (given.items(), kwargs.is_empty(), cls == shape::FROZENDICT.ty())
        && one.has_shape(shape::FROZENDICT)
    {
        return Ok(*one);
    }
    let source = vm.new_dict();
    match given.items() {
        [] => {}
        [one] => dict_methods::merge(vm, source, any_dict(*one).map_or(*one, |d| d.value()), ROLE)?,
        _ => crate::throw!(vm, TYPE_ERROR, "frozendict expected at most 1 argument, got {}", given.len()),
    }
    for (k, v) in kwargs.iter() {
        source.set(vm, k, v)?;
    }
    let f = FrozenDict { header: Header::EMPTY, dict: Slot::new(source.value()), hash: Word::new(0) };
    Ok(vm.alloc_instance(cls, f).value())
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let name = vm.type_name(v);
    if inner(v).is_empty() {
        return Ok(vm.new_str(&format!("{name}()")).value());
    }
    if !vm.repr_enter(v)? {
        return Ok(vm.new_str(&format!("{name}({{...}})")).value());
    }
    let text = dict_methods::items_text(vm, inner(v));
    vm.repr_leave(v);
    Ok(vm.new_str(&format!("{name}({{{}}})", text?)).value())
}

/// What errors call a key.
const ROLE: &str = "a frozendict key";

fn find(vm: &Vm, v: Value, k: Value) -> PyResult<Option<Value>> {
    let hash = vm.hash_key(k).map_err(|e| vm.unusable(e, k, ROLE))?;
    inner(v).get_hashed(vm, k, hash)
}

fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    if let Some(x) = find(vm, v, k)? {
        return Ok(x);
    }
    if !v.has_shape(shape::FROZENDICT)
        && let Some(x) = vm.call_special(v, vm.names().__missing__, &[k])?
    {
        return Ok(x);
    }
    Err(vm.error_value(exc::KEY_ERROR, k))
}

/// The hash of the items, independent of their order.
fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    let cached = this(v).hash.get();
    if cached != 0 {
        return Ok(cached as i64);
    }
    let list = vm.new_list(&[]);
    for (k, x) in inner(v).iter() {
        let item = vm.new_tuple(&[k, x]).value();
        vm.hash(item)?;
        list.push(vm, item);
    }
    let set = super::set::new_frozenset(vm, list.value())?;
    let h = vm.hash(set)?;
    this(v).hash.set(h as u64);
    Ok(h)
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    match (any_dict(b), op) {
        (Some(other), CompareOp::Eq | CompareOp::Ne) => {
            Ok(Value::bool(dict_methods::same_items(vm, inner(a), other)? == (op == CompareOp::Eq)))
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `a | b`: of the left operand's kind.
fn or(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let (Some(x), Some(y)) = (any_dict(a), any_dict(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    if a.has_shape(shape::FROZENDICT) && y.is_empty() {
        return Ok(a);
    }
    let d = x.copy(vm)?;
    dict_methods::merge(vm, d, y.value(), ROLE)?;
    Ok(if is_frozendict(a) { with(vm, d) } else { d.value() })
}

fn forward(vm: &Vm, args: &[Value], name: &str) -> PyResult<Value> {
    vm.call_method(inner(args[0]).value(), vm.intern(name), &args[1..])
}

fn fromkeys(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = vm.new_dict();
    vm.for_each(args[1], |k| {
        let hash = vm.hash_key(k).map_err(|e| vm.unusable(e, k, ROLE))?;
        d.set_hashed(vm, k, hash, args[2])
    })?;
    vm.call_args(args[0], Args::positional(&[d.value()]))
}

fn copy(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].has_shape(shape::FROZENDICT) { Ok(args[0]) } else { Ok(with(vm, inner(args[0]))) }
}

static METHODS: &[MethodDef] = &[
    method(
        "get",
        "(key, default=None, /)",
        |vm, a| Ok(find(vm, a[0], a[1])?.unwrap_or(a[2])),
        "The value of a key, or a default.",
    ),
    method("keys", "()", |vm, a| forward(vm, a, "keys"), "The keys."),
    method("values", "()", |vm, a| forward(vm, a, "values"), "The values."),
    method("items", "()", |vm, a| forward(vm, a, "items"), "The items."),
    method("copy", "()", copy, "The frozendict itself."),
    method("__reversed__", "()", |vm, a| forward(vm, a, "__reversed__"), "The keys from the end."),
    method(
        "__getnewargs__",
        "()",
        |vm, a| Ok(vm.new_tuple(&[inner(a[0]).copy(vm)?.value()]).value()),
        "The arguments that make the frozendict anew.",
    ),
    classmethod(
        "fromkeys",
        "(iterable, value=None, /)",
        fromkeys,
        "A frozendict with keys of an iterable and one value.",
    ),
    classmethod("__class_getitem__", "(item, /)", |vm, a| super::generic_alias::new(vm, a[0], a[1]), "See PEP 585."),
];

/// Marks the dict.
///
/// # Safety
/// `p` addresses a live `FrozenDict`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(&unsafe { &*p.cast::<FrozenDict>() }.dict);
}

pub static TYPE: TypeDef = TypeDef {
    name: "frozendict",
    doc: "An immutable dictionary.",
    size: size_of::<FrozenDict>(),
    flags: type_flags::BASETYPE | type_flags::MAPPING | type_flags::MATCH_SELF | type_flags::WEAKREF,
    trace: Trace::Custom(trace),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        len: Some(|_, v| Ok(inner(v).len())),
        getitem: Some(getitem),
        contains: Some(|vm, v, k| Ok(find(vm, v, k)?.is_some())),
        iter: Some(|vm, v| vm.iter(inner(v).value())),
        compare: Some(compare),
        or: Some(or),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    methods: METHODS,
    ..TypeDef::NEW
};
