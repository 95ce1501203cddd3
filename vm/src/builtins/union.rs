//! `typing.Union`: `int | str` (PEP 604).

use crate::builtins::list::List;
use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::heap::Trace;
use crate::native::{classmethod, method};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slots, TypeDef, getter, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of unions.
#[repr(C)]
pub struct Union {
    header: Header,
    args: Value,
    parameters: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Union {}

fn this(v: Value) -> Ref<Union> {
    // SAFETY: callers check the shape.
    unsafe { v.cast() }
}

/// The members, when this is a union.
pub fn members(v: Value) -> Option<Ref<Tuple>> {
    if v.has_shape(shape::UNION) { this(v).args.to_tuple() } else { None }
}

/// Whether a value can be a member by `|`.
fn is_type_like(v: Value) -> bool {
    v.is_none()
        || v.to_type().is_some()
        || super::generic_alias::is_alias(v)
        || v.has_shape(shape::UNION)
        || v.has_shape(shape::TYPE_ALIAS)
        || v.has_shape(shape::SENTINEL)
}

fn add(vm: &Vm, list: Ref<List>, v: Value) -> PyResult<()> {
    if let Some(m) = members(v) {
        return m.items().iter().try_for_each(|x| add(vm, list, *x));
    }
    let v = if v.is_none() { shape::NONE.ty().value() } else { v };
    let v = if v.to_str().is_some() { super::typevar::call_typing(vm, "_make_forward_ref", &[v])? } else { v };
    for i in 0..list.len() {
        if let Some(x) = list.get(i)
            && vm.eq(x, v)?
        {
            return Ok(());
        }
    }
    list.push(vm, v);
    Ok(())
}

/// The union of some types; a single one is itself.
pub fn of(vm: &Vm, items: &[Value]) -> PyResult<Value> {
    let list = vm.new_list(&[]);
    for v in items {
        add(vm, list, *v)?;
    }
    let args = list.snapshot(vm);
    if let [one] = args.items() {
        return Ok(*one);
    }
    let parameters = super::generic_alias::parameters(vm, args)?;
    Ok(vm.alloc(shape::UNION, Union { header: Header::EMPTY, args: args.value(), parameters }).value())
}

/// `a | b` of types.
pub fn or(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    // A union takes whatever is put to it; texts become forward references.
    let any = a.has_shape(shape::UNION) || b.has_shape(shape::UNION);
    if !(any || is_type_like(a) && is_type_like(b)) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    of(vm, &[a, b])
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let mut parts = Vec::new();
    for x in members(v).expect("a union").items() {
        let is_none = *x == shape::NONE.ty().value();
        parts.push(if is_none { "None".to_owned() } else { super::generic_alias::show(vm, *x)? });
    }
    Ok(vm.new_str(&parts.join(" | ")).value())
}

fn as_set(vm: &Vm, v: Value) -> PyResult<Value> {
    super::set::new_frozenset(vm, this(v).args)
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(shape::UNION) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    Ok(Value::bool((within(vm, a, b)? && within(vm, b, a)?) == (op == CompareOp::Eq)))
}

/// Whether a union has all members of another; some may have no hash.
fn within(vm: &Vm, a: Value, b: Value) -> PyResult<bool> {
    for x in members(a).expect("a union").items() {
        if !vm.contains(this(b).args, *x)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    for x in members(v).expect("a union").items() {
        vm.hash(*x)?;
    }
    vm.hash(as_set(vm, v)?)
}

fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    let new = super::generic_alias::replaced(vm, v, this(v).args, this(v).parameters, k)?;
    of(vm, new.to_tuple().expect("a tuple").items())
}

fn subscript_class(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match args[1].to_tuple() {
        Some(t) if t.is_empty() => throw!(vm, TYPE_ERROR, "Cannot take a Union of no types."),
        Some(t) => of(vm, t.items()),
        None => of(vm, &[args[1]]),
    }
}

pub static TYPE: TypeDef = TypeDef {
    name: "typing.Union",
    doc: "Represent a union type.",
    size: size_of::<Union>(),
    flags: type_flags::DISALLOW_INSTANTIATION | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        getitem: Some(getitem),
        or: Some(or),
        ..Slots::EMPTY
    },
    methods: &[
        method(
            "__mro_entries__",
            "(bases, /)",
            |vm, a| throw!(vm, TYPE_ERROR, "Cannot subclass {}", vm.repr(a[0])?),
            "An error.",
        ),
        classmethod("__class_getitem__", "(item, /)", subscript_class, "The union of some types."),
    ],
    getset: &[
        member("__args__", |_, v| Ok(this(v).args), "The members."),
        getter("__parameters__", |_, v| Ok(this(v).parameters), "The type parameters in the members."),
        getter("__origin__", |_, _| Ok(shape::UNION.ty().value()), "The class of unions."),
        getter("__name__", |vm, _| Ok(vm.intern("Union").value()), "The name."),
        getter("__qualname__", |vm, _| Ok(vm.intern("Union").value()), "The qualified name."),
    ],
    ..TypeDef::NEW
};
