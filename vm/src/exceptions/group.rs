//! Exception groups and the splitting that `except*` does.

use crate::builtins::list::List;
use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::exceptions::base::{self, BaseException, field, this};
use crate::exceptions::hierarchy::EXCEPTION;
use crate::heap::Trace;
use crate::native::{MethodDef, method};
use crate::object::{Ref, Slots, TypeDef, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

const MESSAGE: usize = 0;
const EXCEPTIONS: usize = 1;
/// The text of the sequence that the group was made with, when that is neither a list nor a tuple.
const SHOWN: usize = 2;

pub(crate) fn is_group(v: Value) -> bool {
    v.is_ptr() && v.shape().ty().is_subtype(shape::BASE_EXCEPTION_GROUP.ty())
}

fn members(v: Value) -> Ref<Tuple> {
    field(v, EXCEPTIONS).get().to_tuple().expect("a group holds a tuple")
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let given = args[1].to_tuple().expect("bound by *args");
    let [message, exceptions] = *given.items() else {
        throw!(vm, TYPE_ERROR, "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", given.len());
    };
    if message.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "BaseExceptionGroup.__new__() argument 1 must be str, not {}", vm.type_name(message));
    }
    if !vm.type_of(exceptions).has_flag(type_flags::SEQUENCE) {
        throw!(vm, TYPE_ERROR, "second argument (exceptions) must be a sequence");
    }
    let list = vm.collect_tuple(exceptions)?;
    if list.is_empty() {
        throw!(vm, VALUE_ERROR, "second argument (exceptions) must be a non-empty sequence");
    }
    let exception = EXCEPTION.shape().ty();
    let mut all_ordinary = true;
    for (i, e) in list.items().iter().enumerate() {
        if !e.is_instance_flag(type_flags::EXC_SUBCLASS) {
            throw!(vm, VALUE_ERROR, "Item {i} of second argument (exceptions) is not an exception");
        }
        all_ordinary &= vm.isinstance(*e, exception);
    }
    let (base_group, group) = (shape::BASE_EXCEPTION_GROUP.ty(), vm.exception_group());
    let mut cls = cls;
    if cls == base_group && all_ordinary {
        cls = group;
    } else if !all_ordinary && cls == group {
        throw!(vm, TYPE_ERROR, "Cannot nest BaseExceptions in an ExceptionGroup");
    } else if !all_ordinary && cls.is_subtype(exception) {
        throw!(vm, TYPE_ERROR, "Cannot nest BaseExceptions in '{}'", cls.name());
    }
    let e = vm.alloc_instance(cls, BaseException::new(given));
    field(e.value(), MESSAGE).set(message);
    field(e.value(), EXCEPTIONS).set(list.value());
    if !exceptions.is_instance_flag(type_flags::LIST_SUBCLASS | type_flags::TUPLE_SUBCLASS) {
        // Another sequence may change: it is shown as it was.
        field(e.value(), SHOWN).set(vm.repr(exceptions)?.value());
    }
    Ok(e.value())
}

fn str(vm: &Vm, v: Value) -> PyResult<Value> {
    let n = members(v).len();
    let text = format!("{} ({n} sub-exception{})", vm.str(field(v, MESSAGE).get())?, if n == 1 { "" } else { "s" });
    Ok(vm.new_str(&text).value())
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    // The members are shown as the kind of sequence that the group was made with.
    let list = match this(v).args.get().to_tuple().map(|t| t.items()) {
        Some([_, given]) if given.is_instance_flag(type_flags::LIST_SUBCLASS) => {
            vm.repr(vm.new_list(members(v).items()).value())?
        }
        _ => match field(v, SHOWN).get() {
            shown if shown.is_unbound() => vm.repr(members(v).value())?,
            shown => shown.to_str().expect("made by repr()"),
        },
    };
    let text = format!("{}({}, {list})", vm.type_name(v), vm.repr(field(v, MESSAGE).get())?);
    Ok(vm.new_str(&text).value())
}

/// A group of the same kind with other members, its metadata copied.
fn derive_from(vm: &Vm, v: Value, list: &[Value]) -> PyResult<Value> {
    let part = vm.new_list(list).value();
    let new = vm.call_method(v, vm.intern("derive"), &[part])?;
    if !is_group(new) {
        throw!(vm, TYPE_ERROR, "derive must return an instance of BaseExceptionGroup");
    }
    let (from, to) = (this(v), this(new));
    to.traceback.set(from.traceback.get());
    to.context.set(from.context.get());
    to.cause.set(from.cause.get());
    to.suppress_context.set(from.suppress_context.get());
    if let Some(notes) = vm.getattr_opt(v, vm.names().__notes__)?
        && vm.type_of(notes).has_flag(type_flags::SEQUENCE)
    {
        let copy = vm.collect(notes)?;
        vm.setattr(new, vm.names().__notes__, copy.value())?;
    }
    Ok(new)
}

/// How to select exceptions: by class or classes, or by a predicate.
fn selects(vm: &Vm, condition: Value, e: Value) -> PyResult<bool> {
    let is_class = |v: Value| v.to_type().is_some_and(|t| t.has_flag(type_flags::EXC_SUBCLASS));
    if is_class(condition) || condition.to_tuple().is_some() {
        return vm.exception_matches(e, condition);
    }
    let r = vm.call(condition, &[e])?;
    vm.truthy(r)
}

fn check_condition(vm: &Vm, condition: Value) -> PyResult<()> {
    let is_class = |v: &Value| v.to_type().is_some_and(|t| t.has_flag(type_flags::EXC_SUBCLASS));
    let ok = is_class(&condition)
        || condition.to_tuple().is_some_and(|t| t.items().iter().all(is_class))
        || condition.to_type().is_none() && vm.is_callable(condition);
    if !ok {
        throw!(
            vm,
            TYPE_ERROR,
            "expected an exception type, a tuple of exception types, or a callable (other than a class)"
        );
    }
    Ok(())
}

/// Splits an exception, group or not, into what a condition selects and the rest; None for nothing.
fn split_value(vm: &Vm, v: Value, condition: Value) -> PyResult<(Value, Value)> {
    vm.check_native_stack()?;
    if selects(vm, condition, v)? {
        return Ok((v, Value::NONE));
    }
    if !is_group(v) {
        return Ok((Value::NONE, v));
    }
    let (yes, no) = (vm.new_list(&[]), vm.new_list(&[]));
    for e in members(v).items() {
        let (a, b) = split_value(vm, *e, condition)?;
        for (x, list) in [(a, yes), (b, no)] {
            if !x.is_none() {
                list.push(vm, x);
            }
        }
    }
    let part = |list: Ref<List>| -> PyResult<Value> {
        if list.is_empty() { Ok(Value::NONE) } else { derive_from(vm, v, list.snapshot(vm).items()) }
    };
    Ok((part(yes)?, part(no)?))
}

fn split(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_condition(vm, args[1])?;
    let (a, b) = split_value(vm, args[0], args[1])?;
    Ok(vm.new_tuple(&[a, b]).value())
}

fn subgroup(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_condition(vm, args[1])?;
    Ok(split_value(vm, args[0], args[1])?.0)
}

fn derive(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.call(shape::BASE_EXCEPTION_GROUP.ty().value(), &[field(args[0], MESSAGE).get(), args[1]])
}

static METHODS: &[MethodDef] = &[
    method("derive", "(excs, /)", derive, "A group with the same message and other exceptions."),
    method("split", "(matcher_value, /)", split, "A pair of groups: what the condition selects, and the rest."),
    method("subgroup", "(matcher_value, /)", subgroup, "The group of what the condition selects, or None."),
    crate::native::classmethod(
        "__class_getitem__",
        "(item, /)",
        |vm, a| crate::builtins::generic_alias::new(vm, a[0], a[1]),
        "See PEP 585.",
    ),
];

pub static TYPE: TypeDef = TypeDef {
    name: "BaseExceptionGroup",
    doc: "A combination of multiple unrelated exceptions.",
    base: Some(&base::TYPE),
    size: size_of::<base::WithFields<3>>(),
    flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { str: Some(str), repr: Some(repr), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    methods: METHODS,
    getset: &[
        member("message", |_, v| Ok(field(v, MESSAGE).get()), "The message."),
        member("exceptions", |_, v| Ok(field(v, EXCEPTIONS).get()), "The exceptions."),
    ],
    ..TypeDef::NEW
};

// ---- except*

/// Splits what an `except*` clause sees: a plain exception that matches is wrapped in a group.
pub(crate) fn split_for_handler(vm: &Vm, v: Value, pattern: Value) -> PyResult<(Value, Value)> {
    let classes: &[Value] = match pattern.to_tuple() {
        Some(t) => t.items(),
        None => &[pattern],
    };
    for class in classes {
        match class.to_type() {
            Some(t) if t.is_subtype(shape::BASE_EXCEPTION_GROUP.ty()) => {
                throw!(vm, TYPE_ERROR, "catching ExceptionGroup with except* is not allowed. Use except instead.")
            }
            Some(t) if t.has_flag(type_flags::EXC_SUBCLASS) => {}
            _ => throw!(vm, TYPE_ERROR, "catching classes that do not inherit from BaseException is not allowed"),
        }
    }
    if v.is_none() {
        return Ok((Value::NONE, Value::NONE));
    }
    if is_group(v) {
        return split_by_method(vm, v, pattern);
    }
    if !vm.exception_matches(v, pattern)? {
        return Ok((Value::NONE, v));
    }
    let alone = vm.new_tuple(&[v]).value();
    let wrapped = vm.call(shape::BASE_EXCEPTION_GROUP.ty().value(), &[vm.intern("").value(), alone])?;
    Ok((wrapped, Value::NONE))
}

/// By the group's own method, which a class may replace.
fn split_by_method(vm: &Vm, v: Value, pattern: Value) -> PyResult<(Value, Value)> {
    let name = vm.intern("split");
    if vm.type_of(v).lookup(vm, name).is_some_and(|f| f.has_shape(shape::METHOD_DESCRIPTOR)) {
        return split_value(vm, v, pattern);
    }
    let pair = vm.call_method(v, name, &[pattern])?;
    let own = vm.type_name(v);
    let Some(parts) = pair.to_tuple() else {
        throw!(vm, TYPE_ERROR, "{own}.split must return a tuple, not {}", vm.type_name(pair));
    };
    match parts.items() {
        [matched, rest, ..] => Ok((*matched, *rest)),
        few => throw!(vm, TYPE_ERROR, "{own}.split must return a 2-tuple, got tuple of size {}", few.len()),
    }
}

/// What is raised behind the clauses of an `except*`: nothing, the unhandled rest, or a group of everything raised.
pub(crate) fn prepare_reraise(vm: &Vm, original: Value, list: Ref<List>) -> PyResult<Value> {
    let (raised, reraised) = (vm.new_list(&[]), vm.new_list(&[]));
    for i in 0..list.len() {
        let Some(e) = list.get(i).filter(|e| !e.is_none()) else { continue };
        if is_group(original) && same_origin(e, original) { reraised.push(vm, e) } else { raised.push(vm, e) }
    }
    if !is_group(original) {
        // A plain exception: either it was not handled, or the one clause that took it raised another.
        return Ok(raised.get(0).unwrap_or(Value::NONE));
    }
    let rest = if reraised.is_empty() { None } else { Some(project(vm, original, reraised)?) };
    if raised.is_empty() {
        return Ok(rest.unwrap_or(Value::NONE));
    }
    if let Some(r) = rest {
        raised.push(vm, r);
    }
    match (raised.len(), raised.get(0)) {
        (1, Some(e)) => Ok(e),
        _ => group_of(vm, raised),
    }
}

fn group_of(vm: &Vm, list: Ref<List>) -> PyResult<Value> {
    vm.call(shape::BASE_EXCEPTION_GROUP.ty().value(), &[vm.intern("").value(), list.value()])
}

/// Whether a group is a part of the original: it shares its metadata.
fn same_origin(e: Value, original: Value) -> bool {
    let (a, b) = (this(e), this(original));
    is_group(e)
        && a.traceback.get() == b.traceback.get()
        && a.cause.get() == b.cause.get()
        && a.context.get() == b.context.get()
}

/// The original group restricted to the members of some of its parts.
fn project(vm: &Vm, original: Value, parts: Ref<List>) -> PyResult<Value> {
    let keep = vm.new_list(&[]);
    for i in 0..parts.len() {
        leaves(vm, parts.get(i).expect("a private list"), keep);
    }
    Ok(restrict(vm, original, keep)?.unwrap_or(Value::NONE))
}

fn leaves(vm: &Vm, v: Value, into: Ref<List>) {
    if is_group(v) {
        members(v).items().iter().for_each(|e| leaves(vm, *e, into));
    } else {
        into.push(vm, v);
    }
}

fn restrict(vm: &Vm, v: Value, keep: Ref<List>) -> PyResult<Option<Value>> {
    if !is_group(v) {
        return Ok((0..keep.len()).any(|i| keep.get(i) == Some(v)).then_some(v));
    }
    let list = vm.new_list(&[]);
    for e in members(v).items() {
        if let Some(x) = restrict(vm, *e, keep)? {
            list.push(vm, x);
        }
    }
    match list.len() {
        0 => Ok(None),
        n if n == members(v).len() && (0..n).all(|i| list.get(i) == Some(members(v).items()[i])) => Ok(Some(v)),
        _ => derive_from(vm, v, list.snapshot(vm).items()).map(Some),
    }
}

impl Vm {
    /// `ExceptionGroup`, which derives from BaseExceptionGroup and Exception; made on first use by class creation.
    pub fn exception_group(&self) -> Ref<crate::object::Type> {
        let d = self.interp.builtins_dict();
        d.get_str(self.intern("ExceptionGroup")).and_then(Value::to_type).expect("made at start-up")
    }
}
