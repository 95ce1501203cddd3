//! `_contextvars`: context variables, contexts, tokens.
//!
//! Each thread has a current context, made when it is first asked for. Contexts copied from each other share one dict of values
//! until one of them sets a variable: `shared` says that the dict must be copied before it changes.

use pyish_vm::builtins::dict::Dict;
use pyish_vm::exceptions::exc;
use pyish_vm::heap::{Marker, Trace};
use pyish_vm::native::{Args, MethodDef, NativeModule, classmethod, function, method};
use pyish_vm::object::{CompareOp, GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

// ---- contexts

#[repr(C)]
struct Context {
    header: Header,
    /// Values by variable.
    values: Slot,
    /// What was current before this was entered; unbound while it is not entered.
    previous: Slot,
    shared: Word,
    entered: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Context {}

/// # Safety
/// `p` addresses a live context.
unsafe fn trace_context(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let c = unsafe { &*p.cast::<Context>() };
    marker.slot(&c.values);
    marker.slot(&c.previous);
}

fn context(v: Value) -> Ref<Context> {
    // SAFETY: only called on contexts.
    unsafe { v.cast() }
}
fn values(c: Ref<Context>) -> Ref<Dict> {
    c.values.get().to_dict().expect("a dict")
}
fn new_context(vm: &Vm, values: Value, shared: bool) -> Ref<Context> {
    let fixed = Context {
        header: Header::EMPTY,
        values: Slot::new(values),
        previous: Slot::unbound(),
        shared: Word::new(shared as u64),
        entered: Word::new(0),
    };
    vm.alloc(CONTEXT.shape(), fixed)
}
/// The thread's context.
fn current(vm: &Vm) -> Ref<Context> {
    let slot = vm.context_slot();
    match slot.bound() {
        Some(v) => context(v),
        None => {
            let made = new_context(vm, vm.new_dict().value(), false);
            made.entered.set(1);
            slot.set(made.value());
            made
        }
    }
}
fn copy_of(vm: &Vm, c: Ref<Context>) -> Value {
    c.shared.set(1);
    new_context(vm, c.values.get(), true).value()
}
/// The dict of a context, for changes.
fn own_values(vm: &Vm, c: Ref<Context>) -> PyResult<Ref<Dict>> {
    if c.shared.get() != 0 {
        c.values.set(values(c).copy(vm)?.value());
        c.shared.set(0);
    }
    Ok(values(c))
}

fn copy_context(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(copy_current(vm))
}
fn context_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let named = args[2].to_dict().is_some_and(|d| !d.is_empty());
    if named || args[1].to_tuple().is_some_and(|t| !t.items().is_empty()) {
        throw!(vm, TYPE_ERROR, "Context() does not accept any arguments");
    }
    Ok(new_context(vm, vm.new_dict().value(), false).value())
}
fn context_copy(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(copy_of(vm, context(args[0])))
}
fn run(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = args[1].to_tuple().expect("bound by *args").items();
    let Some((f, rest)) = given.split_first() else {
        throw!(vm, TYPE_ERROR, "run() missing 1 required positional argument");
    };
    enter(vm, args[0])?;
    let result = call(vm, *f, rest, args[2]);
    leave(vm, args[0]);
    result
}
pub(super) fn is_context(v: Value) -> bool {
    v.has_shape(CONTEXT.shape())
}
/// A copy of the thread's context.
pub(super) fn copy_current(vm: &Vm) -> Value {
    copy_of(vm, current(vm))
}
/// Makes a context that nobody is in the thread's current one.
pub(super) fn enter(vm: &Vm, v: Value) -> PyResult<()> {
    let c = context(v);
    if !c.entered.compare_exchange(0, 1) {
        throw!(vm, RUNTIME_ERROR, "cannot enter context: {} is already entered", vm.repr(v)?);
    }
    let slot = vm.context_slot();
    c.previous.set(slot.get());
    slot.set(v);
    Ok(())
}
/// Undoes [`enter`].
pub(super) fn leave(vm: &Vm, v: Value) {
    let c = context(v);
    vm.context_slot().set(c.previous.swap(Value::UNBOUND));
    c.entered.set(0);
}
/// Calls with a dict of keyword arguments.
fn call(vm: &Vm, f: Value, pos: &[Value], keywords: Value) -> PyResult<Value> {
    let Some(keywords) = keywords.to_dict().filter(|d| !d.is_empty()) else {
        return vm.call(f, pos);
    };
    let (all, names) = (vm.new_list(pos), vm.new_list(&[]));
    for (name, value) in keywords.iter() {
        names.push(vm, name);
        all.push(vm, value);
    }
    vm.call_args(f, Args { values: all.snapshot(vm).items(), kwnames: Some(names.snapshot(vm)) })
}

fn key(vm: &Vm, v: Value) -> PyResult<()> {
    if !v.has_shape(VARIABLE.shape()) {
        throw!(vm, TYPE_ERROR, "a ContextVar key was expected, got {}", vm.repr(v)?);
    }
    Ok(())
}
fn context_getitem(vm: &Vm, v: Value, var: Value) -> PyResult<Value> {
    key(vm, var)?;
    values(context(v)).get(vm, var)?.ok_or_else(|| vm.error_value(exc::KEY_ERROR, var))
}
fn context_contains(vm: &Vm, v: Value, var: Value) -> PyResult<bool> {
    key(vm, var)?;
    values(context(v)).contains(vm, var)
}
fn context_get(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    key(vm, args[1])?;
    Ok(values(context(args[0])).get(vm, args[1])?.unwrap_or(args[2]))
}
fn keys_of(vm: &Vm, v: Value) -> PyResult<Value> {
    // Over the dict of this moment: later changes do not concern the iterator.
    let list = vm.new_list(&[]);
    values(context(v)).iter().for_each(|(var, _)| list.push(vm, var));
    vm.iter(list.value())
}
fn context_keys(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    keys_of(vm, args[0])
}
fn context_values(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let list = vm.new_list(&[]);
    values(context(args[0])).iter().for_each(|(_, value)| list.push(vm, value));
    vm.iter(list.value())
}
fn context_items(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let list = vm.new_list(&[]);
    for (var, value) in values(context(args[0])).iter() {
        list.push(vm, vm.new_tuple(&[var, value]).value());
    }
    vm.iter(list.value())
}
fn context_compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    let both = a.has_shape(CONTEXT.shape()) && b.has_shape(CONTEXT.shape());
    if !both || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = vm.eq(context(a).values.get(), context(b).values.get())?;
    Ok(Value::bool(equal == (op == CompareOp::Eq)))
}
fn unhashable(vm: &Vm, v: Value) -> PyResult<i64> {
    throw!(vm, TYPE_ERROR, "unhashable type: '{}'", vm.type_name(v))
}

static CONTEXT: TypeDef = TypeDef {
    name: "_contextvars.Context",
    doc: "Values of context variables.",
    size: size_of::<Context>(),
    flags: type_flags::WEAKREF | type_flags::MAPPING,
    trace: Trace::Custom(trace_context),
    new: Some(method("__new__", "(*args, **kwargs)", context_new, "An empty context.")),
    slots: Slots {
        getitem: Some(context_getitem),
        contains: Some(context_contains),
        len: Some(|_, v| Ok(values(context(v)).len())),
        iter: Some(keys_of),
        compare: Some(context_compare),
        hash: Some(unhashable),
        ..Slots::EMPTY
    },
    methods: &[
        method("run", "(*args, **kwargs)", run, "Calls a function in this context."),
        method("copy", "()", context_copy, "A context with the same values."),
        method("get", "(key, default=None, /)", context_get, "The value of a variable, or the default."),
        method("keys", "()", context_keys, "The variables."),
        method("values", "()", context_values, "The values."),
        method("items", "()", context_items, "Pairs of variables and values."),
    ],
    ..TypeDef::NEW
};

// ---- variables

#[repr(C)]
struct Variable {
    header: Header,
    name: Slot,
    /// Unbound when there is none.
    default: Slot,
}
// SAFETY: as above.
unsafe impl HeapObject for Variable {}

fn variable(v: Value) -> Ref<Variable> {
    // SAFETY: only called on variables.
    unsafe { v.cast() }
}
fn variable_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = args[1].to_tuple().expect("bound by *args").items();
    let [name] = given else {
        throw!(vm, TYPE_ERROR, "ContextVar() takes exactly 1 positional argument ({} given)", given.len());
    };
    let mut default = Value::UNBOUND;
    if let Some(named) = args[2].to_dict() {
        for (k, v) in named.iter() {
            if !k.to_str().is_some_and(|k| k.eq_str("default")) {
                throw!(vm, TYPE_ERROR, "ContextVar() got an unexpected keyword argument {}", vm.repr(k)?);
            }
            default = v;
        }
    }
    if name.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "context variable name must be a str");
    }
    let fixed = Variable { header: Header::EMPTY, name: Slot::new(*name), default: Slot::new(default) };
    Ok(vm.alloc(VARIABLE.shape(), fixed).value())
}
fn variable_get(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if let Some(v) = vm.context_slot().bound()
        && let Some(value) = values(context(v)).get(vm, args[0])?
    {
        return Ok(value);
    }
    if !args[1].is_unbound() {
        return Ok(args[1]);
    }
    variable(args[0]).default.bound().ok_or_else(|| vm.error_value(exc::LOOKUP_ERROR, args[0]))
}
fn variable_set(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = current(vm);
    let dict = own_values(vm, c)?;
    let old = dict.get(vm, args[0])?.unwrap_or(Value::UNBOUND);
    dict.set(vm, args[0], args[1])?;
    let fixed = Token {
        header: Header::EMPTY,
        var: Slot::new(args[0]),
        context: Slot::new(c.value()),
        old: Slot::new(old),
        used: Word::new(0),
    };
    Ok(vm.alloc(TOKEN.shape(), fixed).value())
}
fn variable_reset(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !args[1].has_shape(TOKEN.shape()) {
        throw!(vm, TYPE_ERROR, "expected an instance of Token, got {}", vm.repr(args[1])?);
    }
    put_back(vm, args[0], args[1])?;
    Ok(Value::NONE)
}
fn put_back(vm: &Vm, var: Value, v: Value) -> PyResult<()> {
    let t = token(v);
    if t.used.get() != 0 {
        throw!(vm, RUNTIME_ERROR, "{} has already been used once", vm.repr(v)?);
    }
    if t.var.get() != var {
        throw!(vm, VALUE_ERROR, "{} was created by a different ContextVar", vm.repr(v)?);
    }
    let c = current(vm);
    if t.context.get() != c.value() {
        throw!(vm, VALUE_ERROR, "{} was created in a different Context", vm.repr(v)?);
    }
    t.used.set(1);
    let dict = own_values(vm, c)?;
    match t.old.bound() {
        Some(old) => dict.set(vm, var, old),
        None => dict.remove(vm, var).map(|_| ()),
    }
}
fn variable_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let name = vm.repr(variable(v).name.get())?;
    let default = match variable(v).default.bound() {
        Some(default) => format!(" default={}", vm.repr(default)?),
        None => String::new(),
    };
    Ok(vm.new_str(&format!("<ContextVar name={name}{default} at {:#x}>", v.bits())).value())
}
fn class_getitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.new_generic_alias(args[0], args[1])
}

static VARIABLE: TypeDef = TypeDef {
    name: "_contextvars.ContextVar",
    doc: "A variable whose value depends on the context.",
    size: size_of::<Variable>(),
    flags: type_flags::WEAKREF,
    trace: Trace::Fields(1),
    new: Some(method("__new__", "(*args, **kwargs)", variable_new, "A variable of a name, perhaps with a default.")),
    slots: Slots { repr: Some(variable_repr), ..Slots::EMPTY },
    methods: &[
        method("get", "(default=<unset>, /)", variable_get, "The value in the current context, or a default."),
        method("set", "(value, /)", variable_set, "Sets the value in the current context; a token undoes that."),
        method("reset", "(token, /)", variable_reset, "Back to the value before the set() that gave the token."),
        classmethod("__class_getitem__", "(object, /)", class_getitem, "See PEP 585."),
    ],
    getset: &[getter("name", |_, v| Ok(variable(v).name.get()), "The name.")],
    ..TypeDef::NEW
};

// ---- tokens

#[repr(C)]
struct Token {
    header: Header,
    var: Slot,
    context: Slot,
    /// Unbound when the variable had no value.
    old: Slot,
    used: Word,
}
// SAFETY: as above.
unsafe impl HeapObject for Token {}

/// # Safety
/// `p` addresses a live token.
unsafe fn trace_token(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let t = unsafe { &*p.cast::<Token>() };
    marker.slot(&t.var);
    marker.slot(&t.context);
    marker.slot(&t.old);
}

fn token(v: Value) -> Ref<Token> {
    // SAFETY: only called on tokens.
    unsafe { v.cast() }
}
fn token_new(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    throw!(vm, RUNTIME_ERROR, "Tokens can only be created by ContextVars")
}
fn old_value(vm: &Vm, v: Value) -> PyResult<Value> {
    match token(v).old.bound() {
        Some(old) => Ok(old),
        None => vm.getattr(TOKEN.shape().ty().value(), vm.intern("MISSING")),
    }
}
fn token_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let used = if token(v).used.get() != 0 { " used" } else { "" };
    let var = vm.repr(token(v).var.get())?;
    Ok(vm.new_str(&format!("<Token{used} var={var} at {:#x}>", v.bits())).value())
}
fn token_enter(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(args[0])
}
fn token_exit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    put_back(vm, token(args[0]).var.get(), args[0])?;
    Ok(Value::NONE)
}
fn token_ready(vm: &Vm, ty: Ref<pyish_vm::object::Type>) -> PyResult<()> {
    let missing = vm.alloc(MISSING.shape(), Missing { header: Header::EMPTY });
    ty.dict().set_str(vm, vm.intern("MISSING"), missing.value());
    Ok(())
}

static TOKEN: TypeDef = TypeDef {
    name: "_contextvars.Token",
    doc: "What a variable was before set().",
    size: size_of::<Token>(),
    trace: Trace::Custom(trace_token),
    new: Some(method("__new__", "(*args, **kwargs)", token_new, "Refuses.")),
    slots: Slots { repr: Some(token_repr), hash: Some(unhashable), ..Slots::EMPTY },
    methods: &[
        method("__enter__", "()", token_enter, "The token itself."),
        method("__exit__", "(type, value, traceback, /)", token_exit, "Restores the variable."),
        classmethod("__class_getitem__", "(object, /)", class_getitem, "See PEP 585."),
    ],
    getset: TOKEN_ATTRIBUTES,
    ready: Some(token_ready),
    ..TypeDef::NEW
};
static TOKEN_ATTRIBUTES: &[GetSetDef] = &[
    getter("var", |_, v| Ok(token(v).var.get()), "The variable."),
    getter("old_value", old_value, "The value before, or Token.MISSING."),
];

#[repr(C)]
struct Missing {
    header: Header,
}
// SAFETY: as above.
unsafe impl HeapObject for Missing {}

static MISSING: TypeDef = TypeDef {
    name: "Token.MISSING",
    doc: "Stands for no value.",
    size: size_of::<Missing>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    slots: Slots { repr: Some(|vm, _| Ok(vm.new_str("<Token.MISSING>").value())), ..Slots::EMPTY },
    ..TypeDef::NEW
};

static FUNCTIONS: &[MethodDef] = &[function("copy_context", "()", copy_context, "A copy of the current context.")];

pub static MODULE: NativeModule = NativeModule {
    name: "_contextvars",
    doc: "Context variables.",
    functions: FUNCTIONS,
    types: &[&MISSING, &CONTEXT, &VARIABLE, &TOKEN],
    init: None,
};
