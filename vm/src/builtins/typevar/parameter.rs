//! `TypeVar`, `ParamSpec` and `TypeVarTuple`.
//!
//! One layout serves all three. A bound, the constraints and a default are either known or a function that computes them when they
//! are first asked for; `Slot`s that are unbound have no such part.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{MethodDef, method};
use crate::object::{GetSetDef, Header, HeapObject, Ref, ShapeId, Slot, Slots, TypeDef, getter, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{call_typing, evaluator, no_default, spec_parts, union_of, unpack};

/// The layout of type parameters.
#[repr(C)]
pub struct Parameter {
    header: Header,
    name: Value,
    bound: Slot,
    evaluate_bound: Slot,
    constraints: Slot,
    evaluate_constraints: Slot,
    default: Slot,
    evaluate_default: Slot,
    covariant: Value,
    contravariant: Value,
    infer_variance: Value,
    attrs: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Parameter {}

fn this(v: Value) -> Ref<Parameter> {
    // SAFETY: callers check the shape.
    unsafe { v.cast() }
}

fn blank(vm: &Vm, id: ShapeId, name: Value, [covariant, contravariant, infer_variance]: [Value; 3]) -> Ref<Parameter> {
    vm.alloc(
        id,
        Parameter {
            header: Header::EMPTY,
            name,
            bound: Slot::unbound(),
            evaluate_bound: Slot::unbound(),
            constraints: Slot::unbound(),
            evaluate_constraints: Slot::unbound(),
            default: Slot::unbound(),
            evaluate_default: Slot::unbound(),
            covariant,
            contravariant,
            infer_variance,
            attrs: Slot::unbound(),
        },
    )
}

/// What syntax makes: the variance is inferred, the module is `typing`.
fn by_syntax(vm: &Vm, id: ShapeId, name: Value) -> Ref<Parameter> {
    blank(vm, id, name, [Value::FALSE, Value::FALSE, Value::TRUE])
}

pub(crate) fn new_type_var(vm: &Vm, name: Value, bound: Value, constraints: Value) -> PyResult<Value> {
    let p = by_syntax(vm, shape::TYPE_VAR, name);
    for (slot, v) in [(&p.evaluate_bound, bound), (&p.evaluate_constraints, constraints)] {
        if !v.is_none() {
            slot.set(v);
        }
    }
    Ok(p.value())
}
pub(crate) fn new_param_spec(vm: &Vm, name: Value) -> PyResult<Value> {
    Ok(by_syntax(vm, shape::PARAM_SPEC, name).value())
}
pub(crate) fn new_type_var_tuple(vm: &Vm, name: Value) -> PyResult<Value> {
    Ok(by_syntax(vm, shape::TYPE_VAR_TUPLE, name).value())
}
pub(crate) fn set_default(_: &Vm, parameter: Value, evaluate: Value) -> PyResult<Value> {
    this(parameter).evaluate_default.set(evaluate);
    Ok(parameter)
}

// ---- made by a call

/// The variance that keywords say.
fn variance(vm: &Vm, covariant: Value, contravariant: Value, infer: Value) -> PyResult<[Value; 3]> {
    let (co, contra, infer) = (vm.truthy(covariant)?, vm.truthy(contravariant)?, vm.truthy(infer)?);
    if co && contra {
        throw!(vm, VALUE_ERROR, "Bivariant types are not supported.");
    }
    if infer && (co || contra) {
        throw!(vm, VALUE_ERROR, "Variance cannot be specified with infer_variance.");
    }
    Ok([co, contra, infer].map(Value::bool))
}

fn check_name(vm: &Vm, kind: &str, name: Value) -> PyResult<()> {
    if name.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "{kind}() argument 'name' must be str, not {}", vm.type_name(name));
    }
    Ok(())
}

/// A bound that was given, as a type; None is none.
fn checked_bound(vm: &Vm, bound: Value) -> PyResult<Value> {
    if bound.is_none() {
        return Ok(Value::UNBOUND);
    }
    call_typing(vm, "_type_check", &[bound, vm.new_str("Bound must be a type.").value()])
}

/// Gives a new parameter its default and the module of who calls.
fn finish(vm: &Vm, p: Ref<Parameter>, default: Value) -> PyResult<Value> {
    p.default.set(if default.is_unbound() { no_default(vm) } else { default });
    vm.setattr(p.value(), vm.names().__module__, super::caller_module(vm))?;
    Ok(p.value())
}

fn make_type_var(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [_, name, constraints, bound, default, covariant, contravariant, infer] = *args else {
        unreachable!("bound by the signature")
    };
    check_name(vm, "typevar", name)?;
    let variance = variance(vm, covariant, contravariant, infer)?;
    let bound = checked_bound(vm, bound)?;
    let given = constraints.to_tuple().expect("bound by *args");
    if given.len() == 1 {
        throw!(vm, TYPE_ERROR, "A single constraint is not allowed");
    }
    if !given.is_empty() && !bound.is_unbound() {
        throw!(vm, TYPE_ERROR, "Constraints cannot be combined with bound=...");
    }
    let p = blank(vm, shape::TYPE_VAR, name, variance);
    p.bound.set(bound);
    if !given.is_empty() {
        p.constraints.set(constraints);
    }
    finish(vm, p, default)
}

fn make_param_spec(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    make_other(vm, args, shape::PARAM_SPEC, "paramspec")
}
fn make_type_var_tuple(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    make_other(vm, args, shape::TYPE_VAR_TUPLE, "typevartuple")
}

fn make_other(vm: &Vm, args: &[Value], id: ShapeId, kind: &str) -> PyResult<Value> {
    let [_, name, bound, default, covariant, contravariant, infer] = *args else {
        unreachable!("bound by the signature")
    };
    check_name(vm, kind, name)?;
    let variance = variance(vm, covariant, contravariant, infer)?;
    // A ParamSpec's bound means nothing and is not looked at.
    let bound = if bound.is_none() { Value::UNBOUND } else { bound };
    let p = blank(vm, id, name, variance);
    p.bound.set(bound);
    finish(vm, p, default)
}

// ---- parts

/// A part that is known or gets computed now; `absent` when there is none.
fn computed(vm: &Vm, known: &Slot, evaluate: &Slot, absent: Value) -> PyResult<Value> {
    if let Some(v) = known.bound() {
        return Ok(v);
    }
    let Some(f) = evaluate.bound() else { return Ok(absent) };
    let v = vm.call(f, &[Value::int(1)])?;
    known.set(v);
    Ok(v)
}

/// The function that computes a part.
fn evaluator_of(vm: &Vm, known: &Slot, evaluate: &Slot, absent: Value) -> Value {
    match (evaluate.bound(), known.bound()) {
        (Some(f), _) => f,
        (None, Some(v)) => evaluator::constant(vm, v),
        (None, None) => absent,
    }
}

fn default(vm: &Vm, v: Value) -> PyResult<Value> {
    computed(vm, &this(v).default, &this(v).evaluate_default, no_default(vm))
}

fn has_default(vm: &Vm, v: Value) -> bool {
    this(v).evaluate_default.bound().is_some() || this(v).default.bound().is_some_and(|d| d != no_default(vm))
}

fn evaluate_default(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(evaluator_of(vm, &this(v).default, &this(v).evaluate_default, Value::NONE))
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let p = this(v);
    let sign = match () {
        _ if p.infer_variance.is_true() => "",
        _ if p.covariant.is_true() => "+",
        _ if p.contravariant.is_true() => "-",
        _ => "~",
    };
    Ok(vm.new_str(&format!("{sign}{}", p.name.to_str().expect("a name"))).value())
}

fn refuse_subclass(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    throw!(vm, TYPE_ERROR, "Cannot subclass an instance of {}", vm.type_of(args[0]).name())
}

/// `__typing_prepare_subst__` of a `TypeVar`: a default stands in for an argument that is missing.
fn prepare_type_var(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [v, alias, given] = *args else { unreachable!("bound by the signature") };
    let parameters = vm.getattr(alias, vm.names().__parameters__)?;
    let at = parameters.to_tuple().and_then(|p| p.items().iter().position(|x| *x == v));
    let given_count = vm.len(given)?;
    let Some(at) = at else { throw!(vm, VALUE_ERROR, "tuple.index(x): x not in tuple") };
    if at < given_count {
        return Ok(given);
    }
    let stand_in = default(vm, v)?;
    if at > given_count || stand_in == no_default(vm) {
        throw!(
            vm,
            TYPE_ERROR,
            "Too few arguments for {}; actual {}, expected at least {}",
            vm.str(alias)?,
            given_count,
            at + 1
        );
    }
    let all = vm.collect(given)?;
    all.push(vm, stand_in);
    Ok(all.snapshot(vm).value())
}

const REDUCE: MethodDef = method("__reduce__", "()", |_, a| Ok(this(a[0]).name), "The name of the parameter.");
const MRO_ENTRIES: MethodDef = method("__mro_entries__", "(bases, /)", refuse_subclass, "An error.");
const HAS_DEFAULT: MethodDef =
    method("has_default", "()", |vm, a| Ok(Value::bool(has_default(vm, a[0]))), "Whether there is a default.");

const NAME: GetSetDef = member("__name__", |_, v| Ok(this(v).name), "The name.");
const COVARIANT: GetSetDef = member("__covariant__", |_, v| Ok(this(v).covariant), "Whether it is covariant.");
const CONTRAVARIANT: GetSetDef =
    member("__contravariant__", |_, v| Ok(this(v).contravariant), "Whether it is contravariant.");
const INFER: GetSetDef =
    member("__infer_variance__", |_, v| Ok(this(v).infer_variance), "Whether the variance is inferred.");
const DEFAULT: GetSetDef = getter("__default__", default, "The default, or NoDefault.");
const EVALUATE_DEFAULT: GetSetDef =
    getter("evaluate_default", evaluate_default, "The function that computes the default.");
const PLAIN_BOUND: GetSetDef =
    member("__bound__", |_, v| Ok(this(v).bound.bound().unwrap_or(Value::NONE)), "The bound, or None.");

/// `a | b` of a parameter and anything.
fn or(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    union_of(vm, a, b)
}

pub static TYPE_VAR: TypeDef = TypeDef {
    name: "typing.TypeVar",
    doc: "A type parameter that stands for one type.",
    size: size_of::<Parameter>(),
    flags: type_flags::HAS_DICT | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), or: Some(or), ..Slots::EMPTY },
    new: Some(method(
        "typevar",
        "(name, *constraints, bound=None, default=<unset>, covariant=False, contravariant=False, infer_variance=False)",
        make_type_var,
        "",
    )),
    methods: &[
        REDUCE,
        MRO_ENTRIES,
        HAS_DEFAULT,
        method(
            "__typing_subst__",
            "(arg, /)",
            |vm, a| call_typing(vm, "_typevar_subst", &[a[0], a[1]]),
            "What an argument puts in place of the parameter.",
        ),
        method("__typing_prepare_subst__", "(alias, args, /)", prepare_type_var, "The arguments, completed."),
    ],
    getset: &[
        NAME,
        COVARIANT,
        CONTRAVARIANT,
        INFER,
        DEFAULT,
        EVALUATE_DEFAULT,
        getter(
            "__bound__",
            |vm, v| computed(vm, &this(v).bound, &this(v).evaluate_bound, Value::NONE),
            "The bound, or None.",
        ),
        getter(
            "__constraints__",
            |vm, v| computed(vm, &this(v).constraints, &this(v).evaluate_constraints, vm.new_tuple(&[]).value()),
            "The types to choose from.",
        ),
        getter(
            "evaluate_bound",
            |vm, v| Ok(evaluator_of(vm, &this(v).bound, &this(v).evaluate_bound, Value::NONE)),
            "The function that computes the bound.",
        ),
        getter(
            "evaluate_constraints",
            |vm, v| Ok(evaluator_of(vm, &this(v).constraints, &this(v).evaluate_constraints, Value::NONE)),
            "The function that computes the constraints.",
        ),
    ],
    ..TypeDef::NEW
};

pub static PARAM_SPEC: TypeDef = TypeDef {
    name: "typing.ParamSpec",
    doc: "A type parameter that stands for the parameters of a callable.",
    size: size_of::<Parameter>(),
    flags: type_flags::HAS_DICT | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), or: Some(or), ..Slots::EMPTY },
    new: Some(method(
        "paramspec",
        "(name, *, bound=None, default=<unset>, covariant=False, contravariant=False, infer_variance=False)",
        make_param_spec,
        "",
    )),
    methods: &[
        REDUCE,
        MRO_ENTRIES,
        HAS_DEFAULT,
        method(
            "__typing_subst__",
            "(arg, /)",
            |vm, a| call_typing(vm, "_paramspec_subst", &[a[0], a[1]]),
            "What an argument puts in place of the parameter.",
        ),
        method(
            "__typing_prepare_subst__",
            "(alias, args, /)",
            |vm, a| call_typing(vm, "_paramspec_prepare_subst", &[a[0], a[1], a[2]]),
            "The arguments, completed.",
        ),
    ],
    getset: &[
        NAME,
        COVARIANT,
        CONTRAVARIANT,
        INFER,
        DEFAULT,
        EVALUATE_DEFAULT,
        PLAIN_BOUND,
        getter(
            "args",
            |vm, v| Ok(spec_parts::part(vm, shape::PARAM_SPEC_ARGS, v)),
            "The positional arguments it stands for.",
        ),
        getter(
            "kwargs",
            |vm, v| Ok(spec_parts::part(vm, shape::PARAM_SPEC_KWARGS, v)),
            "The keyword arguments it stands for.",
        ),
    ],
    ..TypeDef::NEW
};

pub static TYPE_VAR_TUPLE: TypeDef = TypeDef {
    name: "typing.TypeVarTuple",
    doc: "A type parameter that stands for several types.",
    size: size_of::<Parameter>(),
    flags: type_flags::HAS_DICT | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(repr),
        iter: Some(|vm, v| vm.iter(vm.new_tuple(&[unpack(vm, v)?]).value())),
        ..Slots::EMPTY
    },
    new: Some(method(
        "typevartuple",
        "(name, *, bound=None, default=<unset>, covariant=False, contravariant=False, infer_variance=False)",
        make_type_var_tuple,
        "",
    )),
    methods: &[
        REDUCE,
        MRO_ENTRIES,
        HAS_DEFAULT,
        method(
            "__typing_subst__",
            "(arg, /)",
            |vm, _| throw!(vm, TYPE_ERROR, "Substitution of bare TypeVarTuple is not supported"),
            "An error: it stands for several arguments.",
        ),
        method(
            "__typing_prepare_subst__",
            "(alias, args, /)",
            |vm, a| call_typing(vm, "_typevartuple_prepare_subst", &[a[0], a[1], a[2]]),
            "The arguments, completed.",
        ),
    ],
    getset: &[NAME, COVARIANT, CONTRAVARIANT, INFER, DEFAULT, EVALUATE_DEFAULT, PLAIN_BOUND],
    ..TypeDef::NEW
};
