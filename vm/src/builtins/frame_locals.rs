//! `FrameLocalsProxy`: the variables of a function's frame as a mapping that writes through.
//!
//! Names that are no variables of the function live in a dict of the frame.

use crate::builtins::dict::Dict;
use crate::builtins::frame::{self, FrameObject};
use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{MethodDef, method};
use crate::object::operators::BinaryOp;
use crate::object::{CompareOp, Header, HeapObject, Ref, Slots, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of proxies.
#[repr(C)]
pub struct Proxy {
    header: Header,
    frame: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Proxy {}

pub(crate) fn new(vm: &Vm, frame: Value) -> Value {
    vm.alloc(shape::FRAME_LOCALS_PROXY, Proxy { header: Header::EMPTY, frame }).value()
}

fn frame_of(v: Value) -> Ref<FrameObject> {
    // SAFETY: the door checks the receiver.
    let p: Ref<Proxy> = unsafe { v.cast() };
    frame::this(p.frame)
}

/// All names with their values, as a dict of their own.
fn snapshot(vm: &Vm, v: Value) -> PyResult<Ref<Dict>> {
    let f = frame_of(v);
    let d = frame::variables(vm, f)?;
    if let Some(more) = f.extra() {
        for (k, x) in more.copy(vm)?.iter() {
            d.set(vm, k, x)?;
        }
    }
    Ok(d)
}

fn plain(vm: &Vm, v: Value) -> PyResult<Value> {
    if v.has_shape(shape::FRAME_LOCALS_PROXY) { Ok(snapshot(vm, v)?.value()) } else { Ok(v) }
}

fn lookup(vm: &Vm, v: Value, key: Value) -> PyResult<Option<Value>> {
    let f = frame_of(v);
    if let Some(name) = key.to_str()
        && let Some(place) = frame::place(f.code(), name)
        && let Some(x) = f.variable(vm, place)
    {
        return Ok(Some(x));
    }
    match f.extra() {
        Some(d) => d.get(vm, key),
        None => vm.hash(key).map(|_| None),
    }
}

fn getitem(vm: &Vm, v: Value, key: Value) -> PyResult<Value> {
    match lookup(vm, v, key)? {
        Some(x) => Ok(x),
        None => throw!(vm, KEY_ERROR, "local variable '{}' is not defined", vm.repr(key)?),
    }
}

fn setitem(vm: &Vm, v: Value, key: Value, x: Value) -> PyResult<()> {
    let f = frame_of(v);
    let place = key.to_str().and_then(|name| frame::place(f.code(), name));
    if x.is_unbound() {
        return remove(vm, v, key)?.map(drop).ok_or_else(|| vm.error_value(crate::exceptions::exc::KEY_ERROR, key));
    }
    match place {
        Some(place) => f.set_variable(vm, place, x),
        None => f.extra_or_new(vm).set(vm, key, x),
    }
}

fn remove(vm: &Vm, v: Value, key: Value) -> PyResult<Option<Value>> {
    let f = frame_of(v);
    if key.to_str().is_some_and(|name| frame::place(f.code(), name).is_some()) {
        throw!(vm, VALUE_ERROR, "cannot remove local variables from FrameLocalsProxy");
    }
    match f.extra() {
        Some(d) => d.remove(vm, key),
        None => Ok(None),
    }
}

fn merge(vm: &Vm, v: Value, other: Value) -> PyResult<()> {
    let other = plain(vm, other)?;
    let Some(d) = other.to_dict() else {
        throw!(vm, TYPE_ERROR, "update() argument must be dict or another FrameLocalsProxy");
    };
    for (k, x) in d.copy(vm)?.iter() {
        setitem(vm, v, k, x)?;
    }
    Ok(())
}

fn update(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    merge(vm, args[0], args[1]).map(|()| Value::NONE)
}

fn get(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(lookup(vm, args[0], args[1])?.unwrap_or(args[2]))
}

fn pop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match remove(vm, args[0], args[1])? {
        Some(x) => Ok(x),
        None if args[2].is_unbound() => Err(vm.error_value(crate::exceptions::exc::KEY_ERROR, args[1])),
        None => Ok(args[2]),
    }
}

fn setdefault(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if let Some(x) = lookup(vm, args[0], args[1])? {
        return Ok(x);
    }
    setitem(vm, args[0], args[1], args[2])?;
    Ok(args[2])
}

/// A list of what the dict's method of that name gives.
fn listed(vm: &Vm, args: &[Value], name: &str) -> PyResult<Value> {
    let d = snapshot(vm, args[0])?;
    let view = vm.call_method(d.value(), vm.intern(name), &[])?;
    Ok(vm.collect(view)?.value())
}

fn reversed(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = snapshot(vm, args[0])?;
    let names = vm.call_method(d.value(), vm.intern("__reversed__"), &[])?;
    Ok(vm.collect(names)?.value())
}

fn make(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = args[1].to_tuple().expect("bound by *args").items();
    let [f] = *given else {
        throw!(vm, TYPE_ERROR, "FrameLocalsProxy expected 1 argument, got {}", given.len());
    };
    if !f.has_shape(shape::FRAME) {
        throw!(vm, TYPE_ERROR, "expect frame, not {}", vm.type_name(f));
    }
    Ok(new(vm, f))
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if b.has_shape(shape::FRAME_LOCALS_PROXY) {
        return Ok(Value::bool((frame_of(a) == frame_of(b)) == (op == CompareOp::Eq)));
    }
    vm.compare(snapshot(vm, a)?.value(), b, op)
}

fn or(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let (x, y) = (plain(vm, a)?, plain(vm, b)?);
    if x.to_dict().is_none() || y.to_dict().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.binary(BinaryOp::Or, x, y)
}

fn ior(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    merge(vm, a, b)?;
    Ok(a)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    if !vm.repr_enter(v)? {
        return Ok(vm.new_str("{...}").value());
    }
    let text = snapshot(vm, v).and_then(|d| vm.repr(d.value()));
    vm.repr_leave(v);
    Ok(text?.value())
}

static METHODS: &[MethodDef] = &[
    method("get", "(key, default=None, /)", get, "The value of a variable, or a default."),
    method("keys", "()", |vm, a| listed(vm, a, "keys"), "A list of the names."),
    method("values", "()", |vm, a| listed(vm, a, "values"), "A list of the values."),
    method("items", "()", |vm, a| listed(vm, a, "items"), "A list of names with their values."),
    method("copy", "()", |vm, a| Ok(snapshot(vm, a[0])?.value()), "A dict of the variables."),
    method("update", "(other, /)", update, "Set variables."),
    method("pop", "(key, default=<unset>, /)", pop, "Remove a name that is no variable."),
    method("setdefault", "(key, default=None, /)", setdefault, "The value of a variable, set when it has none."),
    method("__reversed__", "()", reversed, "The names from the end."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "FrameLocalsProxy",
    doc: "Write-through view of the variables of a frame.",
    size: size_of::<Proxy>(),
    flags: type_flags::MAPPING,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(repr),
        len: Some(|vm, v| Ok(snapshot(vm, v)?.len())),
        getitem: Some(getitem),
        setitem: Some(setitem),
        contains: Some(|vm, v, k| Ok(lookup(vm, v, k)?.is_some())),
        iter: Some(|vm, v| vm.iter(snapshot(vm, v)?.value())),
        compare: Some(compare),
        or: Some(or),
        ior: Some(ior),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(*args)", make, "")),
    methods: METHODS,
    ..TypeDef::NEW
};
