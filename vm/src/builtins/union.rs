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
fn is_type_like(vm: &Vm, v: Value) -> bool {
    v.is_none()
        || v.to_type().is_some()
        || v.has_shape(shape::GENERIC_ALIAS)
        || v.has_shape(shape::UNION)
        || matches!(&*vm.type_of(v).name(), "TypeVar" | "TypeAliasType" | "ParamSpec" | "ForwardRef")
}

fn add(vm: &Vm, list: Ref<List>, v: Value) -> PyResult<()> {
    if let Some(m) = members(v) {
        return m.items().iter().try_for_each(|x| add(vm, list, *x));
    }
    let v = if v.is_none() { shape::NONE.ty().value() } else { v };
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
    if !is_type_like(vm, a) || !is_type_like(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    of(vm, &[a, b])
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let mut parts = Vec::new();
    for x in members(v).expect("a union").items() {
        parts.push(super::generic_alias::show(vm, *x)?);
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
    vm.compare(as_set(vm, a)?, as_set(vm, b)?, op)
}

fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    let params = this(v).parameters.to_tuple().expect("a tuple");
    if params.is_empty() {
        throw!(vm, TYPE_ERROR, "{} is not a generic class", vm.repr(v)?);
    }
    let given = if k.has_shape(shape::TUPLE) { k.to_tuple().expect("a tuple") } else { vm.new_tuple(&[k]) };
    let list = vm.new_list(&[]);
    for m in members(v).expect("a union").items() {
        let at = params.items().iter().position(|p| p == m);
        let x = match at.and_then(|i| given.items().get(i)) {
            Some(x) => *x,
            None => match vm.getattr_opt(*m, vm.names().__parameters__)?.and_then(Value::to_tuple) {
                Some(own) if !own.is_empty() && m.to_type().is_none() => {
                    let values = vm.new_tuple_with(own.len(), |i| {
                        let at = params.items().iter().position(|p| *p == own.items()[i]);
                        Ok(at.and_then(|at| given.items().get(at).copied()).unwrap_or(own.items()[i]))
                    })?;
                    vm.getitem(*m, values.value())?
                }
                _ => *m,
            },
        };
        list.push(vm, x);
    }
    of(vm, list.snapshot(vm).items())
}

fn subscript_class(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match args[1].to_tuple() {
        Some(t) if t.is_empty() => throw!(vm, TYPE_ERROR, "Cannot take a Union of no types."),
        Some(t) => of(vm, t.items()),
        None => of(vm, &[args[1]]),
    }
}

fn instance_check(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.is_instance(args[1], args[0])?))
}
fn subclass_check(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.is_subclass(args[1], args[0])?))
}

pub static TYPE: TypeDef = TypeDef {
    name: "typing.Union",
    doc: "Represent a union type.",
    size: size_of::<Union>(),
    flags: type_flags::DISALLOW_INSTANTIATION | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(repr),
        hash: Some(|vm, v| vm.hash(as_set(vm, v)?)),
        compare: Some(compare),
        getitem: Some(getitem),
        or: Some(or),
        ..Slots::EMPTY
    },
    methods: &[
        method("__instancecheck__", "(instance, /)", instance_check, "Whether an object is an instance of a member."),
        method("__subclasscheck__", "(subclass, /)", subclass_check, "Whether a class derives from a member."),
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
