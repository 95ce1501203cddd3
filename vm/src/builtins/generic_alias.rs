//! `types.GenericAlias`: `list[int]` and its like (PEP 585).

use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::heap::Trace;
use crate::native::{Args, MethodDef, method};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slots, Type, TypeDef, attribute, getter, member, type_flags};
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
    make(vm, shape::GENERIC_ALIAS.ty(), origin, params)
}

/// Whether this is an alias of any class.
pub(crate) fn is_alias(v: Value) -> bool {
    v.is_ptr() && v.shape().ty().is_subtype(shape::GENERIC_ALIAS.ty())
}

fn make(vm: &Vm, cls: Ref<Type>, origin: Value, params: Value) -> PyResult<Value> {
    let args = if params.has_shape(shape::TUPLE) { params } else { vm.new_tuple(&[params]).value() };
    let parameters = parameters(vm, args.to_tuple().expect("a tuple"))?;
    Ok(vm
        .alloc_instance(cls, GenericAlias { header: Header::EMPTY, origin, args, parameters, starred: Value::FALSE })
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

/// How an argument is shown: classes and functions by their full name, lists item by item, anything else by its repr.
pub(crate) fn show(vm: &Vm, v: Value) -> PyResult<String> {
    if v == Value::ELLIPSIS {
        return Ok("...".into());
    }
    if let Some(l) = v.to_list() {
        let mut parts = Vec::new();
        for x in l.snapshot(vm).items() {
            parts.push(show(vm, *x)?);
        }
        return Ok(format!("[{}]", parts.join(", ")));
    }
    let n = vm.names();
    let by_name = match v.to_type() {
        Some(_) => true,
        None => {
            !(is_alias(v) || vm.getattr_opt(v, n.__origin__)?.is_some() && vm.getattr_opt(v, n.__args__)?.is_some())
        }
    };
    if by_name
        && let Some(qualname) = vm.getattr_opt(v, n.__qualname__)?
        && let Some(module) = vm.getattr_opt(v, n.__module__)?
        && !module.is_none()
    {
        let (qualname, module) = (vm.str(qualname)?, vm.str(module)?);
        return Ok(if module.eq_str("builtins") { qualname.to_string_lossy() } else { format!("{module}.{qualname}") });
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
    if !is_alias(b) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
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
    vm.check_native_stack()?;
    vm.getattr(this(v).origin, n)
}

/// Replaces the parameters by arguments.
fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    let new = replaced(vm, v, this(v).args, this(v).parameters, k)?;
    Ok(vm
        .alloc(
            shape::GENERIC_ALIAS,
            GenericAlias {
                header: Header::EMPTY,
                origin: this(v).origin,
                args: new,
                parameters: parameters(vm, new.to_tuple().expect("a tuple"))?,
                starred: this(v).starred,
            },
        )
        .value())
}

/// Arguments with the starred tuples among them spread.
fn spread(vm: &Vm, k: Value) -> PyResult<Ref<Tuple>> {
    let items = if k.has_shape(shape::TUPLE) { k.to_tuple().expect("a tuple") } else { vm.new_tuple(&[k]) };
    let out = vm.new_list(&[]);
    for x in items.items() {
        let inner = match x.to_type() {
            Some(_) => None,
            None => vm.getattr_opt(*x, vm.names().__typing_unpacked_tuple_args__)?.and_then(Value::to_tuple),
        };
        match inner {
            Some(t) if t.items().last() != Some(&Value::ELLIPSIS) => t.items().iter().for_each(|y| out.push(vm, *y)),
            _ => out.push(vm, *x),
        }
    }
    Ok(out.snapshot(vm))
}

/// The arguments of `alias` with `k` in place of its parameters.
pub(crate) fn replaced(vm: &Vm, alias: Value, args: Value, params: Value, k: Value) -> PyResult<Value> {
    let params = params.to_tuple().expect("an alias holds a tuple");
    if params.is_empty() {
        throw!(vm, TYPE_ERROR, "{} is not a generic class", vm.repr(alias)?);
    }
    let mut given = spread(vm, k)?;
    for p in params.items() {
        if let Some(prepare) = vm.getattr_opt(*p, vm.intern("__typing_prepare_subst__"))?
            && !prepare.is_none()
        {
            let r = vm.call(prepare, &[alias, given.value()])?;
            given = r.to_tuple().unwrap_or_else(|| vm.new_tuple(&[r]));
        }
    }
    if given.len() != params.len() {
        throw!(
            vm,
            TYPE_ERROR,
            "Too {} arguments for {}; actual {}, expected {}",
            if given.len() > params.len() { "many" } else { "few" },
            vm.repr(alias)?,
            given.len(),
            params.len()
        );
    }
    Ok(substitute(vm, args.to_tuple().expect("an alias holds a tuple"), params, given)?.value())
}

fn substitute(vm: &Vm, args: Ref<Tuple>, params: Ref<Tuple>, given: Ref<Tuple>) -> PyResult<Ref<Tuple>> {
    let out = vm.new_list(&[]);
    for a in args.items() {
        if a.to_type().is_some() {
            out.push(vm, *a);
            continue;
        }
        if let Some(t) = a.to_tuple() {
            let inner = substitute(vm, t, params, given)?;
            out.push(vm, inner.value());
            continue;
        }
        if let Some(l) = a.to_list() {
            let inner = substitute(vm, l.snapshot(vm), params, given)?;
            out.push(vm, vm.new_list(inner.items()).value());
            continue;
        }
        let several = vm.getattr_opt(*a, vm.intern("__typing_is_unpacked_typevartuple__"))?;
        let several = several.is_some_and(|x| x.is_true());
        let new = match vm.getattr_opt(*a, vm.names().__typing_subst__)? {
            Some(subst) => match params.items().iter().position(|p| p == a) {
                Some(i) => vm.call(subst, &[given.items()[i]])?,
                None => *a,
            },
            None => substitute_inside(vm, *a, params, given)?,
        };
        match new.to_tuple() {
            Some(t) if several => t.items().iter().for_each(|x| out.push(vm, *x)),
            _ => out.push(vm, new),
        }
    }
    Ok(out.snapshot(vm))
}

/// An argument that has parameters of its own, subscripted with what takes their place.
fn substitute_inside(vm: &Vm, v: Value, params: Ref<Tuple>, given: Ref<Tuple>) -> PyResult<Value> {
    let own = vm.getattr_opt(v, vm.names().__parameters__)?.and_then(Value::to_tuple);
    let Some(own) = own.filter(|o| !o.is_empty()) else { return Ok(v) };
    let values = vm.new_list(&[]);
    for p in own.items() {
        match params.items().iter().position(|x| x == p) {
            None => values.push(vm, *p),
            Some(i) => match given.items()[i].to_tuple() {
                Some(t) if super::typevar::is_type_var_tuple(*p) => t.items().iter().for_each(|x| values.push(vm, *x)),
                _ => values.push(vm, given.items()[i]),
            },
        }
    }
    vm.getitem(v, values.snapshot(vm).value())
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

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    make(vm, vm.class_arg(args[0]), args[1], args[2])
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
            Ok(vm.new_tuple(&[vm.type_of(a[0]).value(), parts]).value())
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
    new: Some(method("__new__", "(origin, args, /)", create, "")),
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
