//! `types.GenericAlias`: `list[int]` and its like (PEP 585).

use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::heap::Trace;
use crate::native::{Args, MethodDef, method};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slots, TypeDef, attribute, getter, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of aliases.
#[repr(C)]
pub struct GenericAlias {
    header: Header,
    origin: Value,
    args: Value,
    parameters: Value,
    starred: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for GenericAlias {}

fn this(v: Value) -> Ref<GenericAlias> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn args_of(v: Value) -> Ref<Tuple> {
    this(v).args.to_tuple().expect("an alias holds a tuple")
}

/// `origin[params]`.
pub fn new(vm: &Vm, origin: Value, params: Value) -> PyResult<Value> {
    let args = if params.has_shape(shape::TUPLE) { params } else { vm.new_tuple(&[params]).value() };
    let parameters = parameters(vm, args.to_tuple().expect("a tuple"))?;
    Ok(vm
        .alloc(
            shape::GENERIC_ALIAS,
            GenericAlias { header: Header::EMPTY, origin, args, parameters, starred: Value::FALSE },
        )
        .value())
}

impl Vm {
    /// `origin[params]`.
    pub fn new_generic_alias(&self, origin: Value, params: Value) -> PyResult<Value> {
        new(self, origin, params)
    }
}

/// The type parameters that occur in arguments, each once.
pub(crate) fn parameters(vm: &Vm, args: Ref<Tuple>) -> PyResult<Value> {
    let out = vm.new_list(&[]);
    let add = |v: Value| -> PyResult<()> {
        if !(0..out.len()).any(|i| out.get(i) == Some(v)) {
            out.push(vm, v);
        }
        Ok(())
    };
    for a in args.items() {
        if a.to_type().is_some() {
            continue;
        }
        if vm.type_of(*a).lookup(vm, vm.names().__typing_subst__).is_some() {
            add(*a)?;
        } else if let Some(t) = a.to_tuple() {
            let inner = parameters(vm, t)?.to_tuple().expect("a tuple");
            inner.items().iter().try_for_each(|v| add(*v))?;
        } else if let Some(p) = vm.getattr_opt(*a, vm.names().__parameters__)?.and_then(Value::to_tuple) {
            p.items().iter().try_for_each(|v| add(*v))?;
        }
    }
    Ok(out.snapshot(vm).value())
}

/// How an argument is shown.
pub(crate) fn show(vm: &Vm, v: Value) -> PyResult<String> {
    if v == Value::ELLIPSIS {
        return Ok("...".into());
    }
    if v.is_none() || v == shape::NONE.ty().value() {
        return Ok("None".into());
    }
    if let Some(l) = v.to_list() {
        let mut parts = Vec::new();
        for x in l.snapshot(vm).items() {
            parts.push(show(vm, *x)?);
        }
        return Ok(format!("[{}]", parts.join(", ")));
    }
    if v.has_shape(shape::GENERIC_ALIAS) {
        return Ok(vm.repr(v)?.to_string_lossy());
    }
    if let Some(t) = v.to_type() {
        return Ok(super::type_::methods::full_name(vm, t));
    }
    Ok(vm.repr(v)?.to_string_lossy())
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let a = this(v);
    let mut parts = Vec::new();
    for x in args_of(v).items() {
        parts.push(show(vm, *x)?);
    }
    let star = if a.starred.is_true() { "*" } else { "" };
    let inner = if parts.is_empty() { "()".to_owned() } else { parts.join(", ") };
    Ok(vm.new_str(&format!("{star}{}[{inner}]", show(vm, a.origin)?)).value())
}

fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    Ok(vm.hash(this(v).origin)? ^ vm.hash(this(v).args)?)
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(shape::GENERIC_ALIAS) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (this(a), this(b));
    let same = x.starred == y.starred && vm.eq(x.origin, y.origin)? && vm.eq(x.args, y.args)?;
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

fn call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let object = vm.call_args(this(v).origin, args)?;
    // Objects that take no attributes go without.
    let _ = vm.setattr(object, vm.names().__orig_class__, v);
    Ok(object)
}

const OWN: [&str; 10] = [
    "__origin__",
    "__args__",
    "__parameters__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
    "__unpacked__",
    "__typing_unpacked_tuple_args__",
];

fn getattro(vm: &Vm, v: Value, name: Value) -> PyResult<Value> {
    let n = vm.attribute_name(name)?;
    if n.eq_str("__class__") || OWN.iter().any(|o| n.eq_str(o)) {
        return attribute::generic_getattr(vm, v, name);
    }
    vm.getattr(this(v).origin, n)
}

/// Replaces the parameters by arguments.
fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    let params = this(v).parameters.to_tuple().expect("an alias holds a tuple");
    if params.is_empty() {
        throw!(vm, TYPE_ERROR, "{} is not a generic class", vm.repr(v)?);
    }
    let items = if k.has_shape(shape::TUPLE) { k.to_tuple().expect("a tuple") } else { vm.new_tuple(&[k]) };
    let mut given = items;
    for p in params.items() {
        if let Some(prepare) = vm.getattr_opt(*p, vm.intern("__typing_prepare_subst__"))? {
            let r = vm.call(prepare, &[v, given.value()])?;
            given = r.to_tuple().unwrap_or(given);
        }
    }
    if given.len() != params.len() {
        let few = if given.len() > params.len() { "many" } else { "few" };
        throw!(
            vm,
            TYPE_ERROR,
            "Too {few} arguments for {}; actual {}, expected {}",
            vm.repr(v)?,
            given.len(),
            params.len()
        );
    }
    let new = substitute(vm, args_of(v), params, given)?;
    self::new(vm, this(v).origin, new)
}

fn substitute(vm: &Vm, args: Ref<Tuple>, params: Ref<Tuple>, given: Ref<Tuple>) -> PyResult<Value> {
    let out = vm.new_list(&[]);
    for a in args.items() {
        if a.to_type().is_some() {
            out.push(vm, *a);
            continue;
        }
        if let Some(i) = params.items().iter().position(|p| p == a) {
            let r = vm.call_method(*a, vm.names().__typing_subst__, &[given.items()[i]])?;
            out.push(vm, r);
            continue;
        }
        let own = vm.getattr_opt(*a, vm.names().__parameters__)?.and_then(Value::to_tuple);
        match own {
            Some(own) if !own.is_empty() => {
                let values = vm.new_tuple_with(own.len(), |i| {
                    let at = params.items().iter().position(|p| *p == own.items()[i]);
                    Ok(at.map_or(own.items()[i], |at| given.items()[at]))
                })?;
                let r = vm.getitem(*a, values.value())?;
                out.push(vm, r);
            }
            _ => out.push(vm, *a),
        }
    }
    Ok(out.snapshot(vm).value())
}

fn iter(vm: &Vm, v: Value) -> PyResult<Value> {
    let a = this(v);
    let starred = vm.alloc(
        shape::GENERIC_ALIAS,
        GenericAlias {
            header: Header::EMPTY,
            origin: a.origin,
            args: a.args,
            parameters: a.parameters,
            starred: Value::TRUE,
        },
    );
    vm.iter(vm.new_tuple(&[starred.value()]).value())
}

fn make(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    new(vm, args[1], args[2])
}

fn unsupported(vm: &Vm, args: &[Value], what: &str) -> PyResult<Value> {
    throw!(
        vm,
        TYPE_ERROR,
        "{what}() argument 2 cannot be a parameterized generic{}",
        if args.is_empty() { " " } else { "" }
    )
}

static METHODS: &[MethodDef] = &[
    method(
        "__mro_entries__",
        "(bases, /)",
        |vm, a| Ok(vm.new_tuple(&[this(a[0]).origin]).value()),
        "The class it stands for as a base.",
    ),
    method("__instancecheck__", "(instance, /)", |vm, a| unsupported(vm, a, "isinstance"), "An error."),
    method("__subclasscheck__", "(subclass, /)", |vm, a| unsupported(vm, a, "issubclass"), "An error."),
    method(
        "__reduce__",
        "()",
        |vm, a| {
            let parts = vm.new_tuple(&[this(a[0]).origin, this(a[0]).args]).value();
            Ok(vm.new_tuple(&[shape::GENERIC_ALIAS.ty().value(), parts]).value())
        },
        "How to make the alias anew.",
    ),
];

pub static TYPE: TypeDef = TypeDef {
    name: "types.GenericAlias",
    doc: "Represent a PEP 585 generic type.",
    size: size_of::<GenericAlias>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        call: Some(call),
        getattro: Some(getattro),
        getitem: Some(getitem),
        iter: Some(iter),
        or: Some(super::union::or),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(origin, args, /)", make, "")),
    methods: METHODS,
    getset: &[
        member("__origin__", |_, v| Ok(this(v).origin), "The class."),
        member("__args__", |_, v| Ok(this(v).args), "The arguments."),
        getter("__parameters__", |_, v| Ok(this(v).parameters), "The type parameters in the arguments."),
        member("__unpacked__", |_, v| Ok(this(v).starred), "Whether it is starred."),
        getter(
            "__typing_unpacked_tuple_args__",
            |_, v| {
                let tuple = this(v).starred.is_true() && this(v).origin == shape::TUPLE.ty().value();
                Ok(if tuple { this(v).args } else { Value::NONE })
            },
            "The arguments of a starred tuple.",
        ),
    ],
    ..TypeDef::NEW
};
