//! `BaseException` and the builtin exceptions that have fields of their own.

use crate::builtins::native_function::bind::keyword_or_none;
use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::exceptions::none_slot;
use crate::heap::Trace;
use crate::native::{MethodDef, method};
use crate::object::{GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, getset, instance, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of all exceptions.
#[repr(C)]
pub struct BaseException {
    header: Header,
    pub args: Slot,
    pub traceback: Slot,
    pub cause: Slot,
    pub context: Slot,
    pub suppress_context: Slot,
    attrs: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for BaseException {}

impl BaseException {
    pub fn new(args: Ref<Tuple>) -> BaseException {
        BaseException {
            header: Header::EMPTY,
            args: Slot::new(args.value()),
            traceback: none_slot(),
            cause: none_slot(),
            context: none_slot(),
            suppress_context: Slot::new(Value::FALSE),
            attrs: Slot::unbound(),
        }
    }
}

/// An exception with N fields besides.
#[repr(C)]
pub struct WithFields<const N: usize> {
    base: BaseException,
    fields: [Slot; N],
}
// SAFETY: as above.
unsafe impl<const N: usize> HeapObject for WithFields<N> {}

/// The exception behind a value that a method of an exception type received.
pub fn this(v: Value) -> Ref<BaseException> {
    // SAFETY: the door checks the receiver of methods.
    unsafe { v.cast() }
}

/// Field number `i` of an exception with fields.
pub(crate) fn field(v: Value, i: usize) -> &'static Slot {
    // SAFETY: callers know the exception's class and its number of fields.
    unsafe { &*v.as_ptr().cast::<Slot>().add(size_of::<BaseException>() / 8 + i) }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let positional = args[1].to_tuple().expect("bound by *args");
    let e = vm.alloc_instance(cls, BaseException::new(positional));
    let n = (cls.layout().size - size_of::<BaseException>()) / 8;
    for i in 0..n {
        field(e.value(), i).set(Value::NONE);
    }
    Ok(e.value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    this(args[0]).args.set(args[1]);
    let kwargs = args[2].to_dict().expect("bound by **kwargs");
    if !kwargs.is_empty() {
        throw!(vm, TYPE_ERROR, "{}() takes no keyword arguments", vm.type_name(args[0]));
    }
    Ok(Value::NONE)
}

fn args_of(v: Value) -> Ref<Tuple> {
    this(v).args.get().to_tuple().expect("args is a tuple")
}

fn str(vm: &Vm, v: Value) -> PyResult<Value> {
    match args_of(v).items() {
        [] => Ok(vm.new_str("").value()),
        [one] => Ok(vm.str(*one)?.value()),
        _ => Ok(vm.str(args_of(v).value())?.value()),
    }
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let name = vm.type_of(v).name();
    let text = match args_of(v).items() {
        [one] => format!("{name}({})", vm.repr(*one)?),
        _ => format!("{name}{}", vm.repr(args_of(v).value())?),
    };
    Ok(vm.new_str(&text).value())
}

fn key_error_str(vm: &Vm, v: Value) -> PyResult<Value> {
    match args_of(v).items() {
        [one] => Ok(vm.repr(*one)?.value()),
        _ => str(vm, v),
    }
}

fn with_traceback(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    set_traceback(vm, args[0], args[1])?;
    Ok(args[0])
}

fn set_traceback(vm: &Vm, v: Value, tb: Value) -> PyResult<()> {
    if tb.is_unbound() {
        throw!(vm, TYPE_ERROR, "__traceback__ may not be deleted");
    }
    if !tb.is_none() && !tb.has_shape(shape::TRACEBACK) {
        throw!(vm, TYPE_ERROR, "__traceback__ must be a traceback or None");
    }
    this(v).traceback.set(tb);
    Ok(())
}

fn add_note(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[1].to_str().is_none() {
        let given = if args[1].is_none() { "None".to_owned() } else { vm.type_name(args[1]) };
        throw!(vm, TYPE_ERROR, "add_note() argument must be str, not {given}");
    }
    let name = vm.names().__notes__;
    let notes = match vm.getattr_opt(args[0], name)? {
        Some(n) => n,
        None => {
            let n = vm.new_list(&[]).value();
            vm.setattr(args[0], name, n)?;
            n
        }
    };
    match notes.to_list() {
        Some(l) => l.push(vm, args[1]),
        None => throw!(vm, TYPE_ERROR, "Cannot add note: __notes__ is not a list"),
    }
    Ok(Value::NONE)
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[0];
    let cls = vm.type_of(v).value();
    let names = instance::names(vm, v);
    if names.is_empty() {
        return Ok(vm.new_tuple(&[cls, this(v).args.get()]).value());
    }
    let dict = instance::dict(vm, v).expect("exceptions have attributes").copy(vm)?;
    Ok(vm.new_tuple(&[cls, this(v).args.get(), dict.value()]).value())
}

/// As `reduce`, with the fields of these names in the state.
fn reduce_with(vm: &Vm, v: Value, fields: &[(usize, &str)], with_args: bool) -> PyResult<Value> {
    let known = fields.iter().any(|(i, _)| !field(v, *i).get().is_none());
    if !known && !with_args {
        return reduce(vm, &[v]);
    }
    let state = match instance::dict(vm, v) {
        Some(d) => d.copy(vm)?,
        None => vm.new_dict(),
    };
    for (i, name) in fields {
        let x = field(v, *i).get();
        if !x.is_none() {
            state.set_str(vm, vm.intern(name), x);
        }
    }
    if with_args {
        state.set_str(vm, vm.intern("args"), this(v).args.get());
    }
    Ok(vm.new_tuple(&[vm.type_of(v).value(), this(v).args.get(), state.value()]).value())
}

fn import_error_reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    reduce_with(vm, args[0], &[(0, "name"), (1, "path"), (2, "name_from")], false)
}

/// The object stays behind: it may be anything.
fn attribute_error_reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    reduce_with(vm, args[0], &[(0, "name")], true)
}

fn setstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[1].is_none() {
        return Ok(Value::NONE);
    }
    let Some(state) = args[1].to_dict() else { throw!(vm, TYPE_ERROR, "state is not a dictionary") };
    for (k, v) in state.iter() {
        let name = vm.attribute_name(k)?;
        vm.setattr(args[0], name, v)?;
    }
    Ok(Value::NONE)
}

fn set_args(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() {
        throw!(vm, TYPE_ERROR, "args may not be deleted");
    }
    this(v).args.set(vm.collect_tuple(x)?.value());
    Ok(())
}

fn link(vm: &Vm, x: Value, what: &str) -> PyResult<Value> {
    if x.is_unbound() {
        throw!(vm, TYPE_ERROR, "{what} may not be deleted");
    }
    if !x.is_none() && !x.is_instance_flag(type_flags::EXC_SUBCLASS) {
        throw!(vm, TYPE_ERROR, "exception {} must be None or derive from BaseException", what.trim_matches('_'));
    }
    Ok(x)
}

pub(crate) static GETSET: &[GetSetDef] = &[
    getset("args", |_, v| Ok(this(v).args.get()), set_args, "The arguments the exception was made with."),
    getset("__traceback__", |_, v| Ok(this(v).traceback.get()), set_traceback, "The traceback, or None."),
    getset(
        "__cause__",
        |_, v| Ok(this(v).cause.get()),
        |vm, v, x| {
            this(v).cause.set(link(vm, x, "__cause__")?);
            this(v).suppress_context.set(Value::TRUE);
            Ok(())
        },
        "The exception's explicit cause.",
    ),
    getset(
        "__context__",
        |_, v| Ok(this(v).context.get()),
        |vm, v, x| {
            this(v).context.set(link(vm, x, "__context__")?);
            Ok(())
        },
        "The exception that was being handled.",
    ),
    getset(
        "__suppress_context__",
        |_, v| Ok(this(v).suppress_context.get()),
        |vm, v, x| {
            if x.is_unbound() {
                throw!(vm, TYPE_ERROR, "can't delete numeric/char attribute");
            }
            if !x.is_bool() {
                throw!(vm, TYPE_ERROR, "attribute value type must be bool");
            }
            this(v).suppress_context.set(x);
            Ok(())
        },
        "Whether the context is left out when the exception is shown.",
    ),
    crate::builtins::object::DICT_GETSET,
];

static METHODS: &[MethodDef] = &[
    method("with_traceback", "(tb, /)", with_traceback, "Set self.__traceback__ to tb and return self."),
    method("add_note", "(note, /)", add_note, "Add a note to the exception, shown after its message."),
    method("__reduce__", "()", reduce, "How to make the exception anew."),
    method("__setstate__", "(state, /)", setstate, "Restore attributes."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "BaseException",
    doc: "Common base class for all exceptions",
    size: size_of::<BaseException>(),
    flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), str: Some(str), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    init: Some(method("__init__", "(*args, **kwargs)", init, "")),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::NEW
};

const FLAGS: u32 = type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF;

macro_rules! field_getset {
    ($name:literal, $i:literal, $doc:literal) => {
        getset(
            $name,
            |_, v| Ok(field(v, $i).get()),
            |_, v, x| {
                field(v, $i).set(if x.is_unbound() { Value::NONE } else { x });
                Ok(())
            },
            $doc,
        )
    };
}

/// Sets `args` and the fields that keywords name. `class` is the class whose own `__init__` this is.
fn init_with_keywords(vm: &Vm, args: &[Value], class: &str, fields: &[&str]) -> PyResult<()> {
    this(args[0]).args.set(args[1]);
    let kwargs = args[2].to_dict().expect("bound by **kwargs");
    if kwargs.len() > fields.len() {
        let (n, s) = (fields.len(), if fields.len() == 1 { "" } else { "s" });
        throw!(vm, TYPE_ERROR, "{class}() takes at most {n} keyword argument{s} ({} given)", kwargs.len());
    }
    for (i, name) in fields.iter().enumerate() {
        field(args[0], i).set(keyword_or_none(vm, kwargs, name));
    }
    for (k, _) in kwargs.iter() {
        let k = k.to_str().expect("keywords are strings");
        if !fields.iter().any(|f| k.eq_str(f)) {
            let hint = crate::exceptions::traceback::keyword_hint(&k.to_string_lossy(), fields.iter().copied());
            throw!(vm, TYPE_ERROR, "{class}() got an unexpected keyword argument '{k}'{hint}");
        }
    }
    Ok(())
}

fn name_error_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    init_with_keywords(vm, args, "NameError", &["name"]).map(|_| Value::NONE)
}
fn attribute_error_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    init_with_keywords(vm, args, "AttributeError", &["name", "obj"]).map(|_| Value::NONE)
}
/// Sets the name and object of an AttributeError that has neither.
pub(crate) fn tell_attribute(e: crate::Raised, obj: Value, name: Value) {
    let (own_name, own_obj) = (field(e.value(), 0), field(e.value(), 1));
    if own_name.get().is_none() && own_obj.get().is_none() {
        own_name.set(name);
        own_obj.set(obj);
    }
}
fn import_error_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    init_with_keywords(vm, args, "ImportError", &["name", "path", "name_from"])?;
    field(args[0], 3).set(match args_of(args[0]).items() {
        [one] => *one,
        _ => Value::NONE,
    });
    Ok(Value::NONE)
}
/// With the name and the path where they are known.
fn import_error_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let mut text = repr(vm, v)?.to_str().expect("a repr is a string").to_string_lossy();
    let bare = args_of(v).is_empty();
    let mut first = bare;
    for (i, name) in [(0, "name"), (1, "path")] {
        let x = field(v, i).get();
        if x.is_none() || x.is_unbound() {
            continue;
        }
        text.pop();
        if !first {
            text.push_str(", ");
        }
        first = false;
        text.push_str(&format!("{name}={})", vm.repr(x)?));
    }
    Ok(vm.new_str(&text).value())
}
fn import_error_str(vm: &Vm, v: Value) -> PyResult<Value> {
    let msg = field(v, 3).get();
    if msg.to_exact_str().is_some() { Ok(msg) } else { str(vm, v) }
}
fn stop_iteration_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    init(vm, args)?;
    field(args[0], 0).set(args_of(args[0]).items().first().copied().unwrap_or(Value::NONE));
    Ok(Value::NONE)
}
fn system_exit_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    init(vm, args)?;
    field(args[0], 0).set(match args_of(args[0]).items() {
        [] => Value::NONE,
        [one] => *one,
        _ => this(args[0]).args.get(),
    });
    Ok(Value::NONE)
}

macro_rules! with_fields {
    ($($id:ident $name:literal $base:path, $n:literal, $init:expr, $getset:expr, $slots:expr, $methods:expr, $doc:literal;)*) => {
        $(pub static $id: TypeDef = TypeDef {
            name: $name,
            doc: $doc,
            base: Some(&$base),
            size: size_of::<WithFields<$n>>(),
            flags: FLAGS,
            trace: Trace::Fields(1),
            slots: $slots,
            init: Some(method("__init__", "(*args, **kwargs)", $init, "")),
            getset: $getset,
            methods: $methods,
            ..TypeDef::NEW
        };)*
    };
}

use super::hierarchy::{EXCEPTION, LOOKUP_ERROR};

with_fields! {
    NAME_ERROR "NameError" EXCEPTION, 1, name_error_init,
        &[field_getset!("name", 0, "The name that was not found.")], Slots::EMPTY, &[], "Name not found globally.";
    ATTRIBUTE_ERROR "AttributeError" EXCEPTION, 2, attribute_error_init,
        &[field_getset!("name", 0, "The attribute's name."), field_getset!("obj", 1, "The object.")], Slots::EMPTY,
        &[method("__reduce__", "()", attribute_error_reduce, "How to make the exception anew.")], "Attribute not found.";
    STOP_ITERATION "StopIteration" EXCEPTION, 1, stop_iteration_init,
        &[field_getset!("value", 0, "What the generator returned.")], Slots::EMPTY, &[], "Signal the end from iterator.__next__().";
    IMPORT_ERROR "ImportError" EXCEPTION, 4, import_error_init,
        &[field_getset!("name", 0, "The module's name."), field_getset!("path", 1, "The module's path."),
          field_getset!("name_from", 2, "The name that was to be imported."), field_getset!("msg", 3, "The message.")],
        Slots { str: Some(import_error_str), repr: Some(import_error_repr), ..Slots::EMPTY },
        &[method("__reduce__", "()", import_error_reduce, "How to make the exception anew.")], "Import can't find module, or can't find name in module.";
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" IMPORT_ERROR, 4, import_error_init, &[], Slots::EMPTY, &[], "Module not found.";
    IMPORT_CYCLE_ERROR "ImportCycleError" IMPORT_ERROR, 4, import_error_init, &[], Slots::EMPTY, &[], "Import produces a cycle.";
    SYSTEM_EXIT "SystemExit" TYPE, 1, system_exit_init,
        &[field_getset!("code", 0, "The exit status.")], Slots::EMPTY, &[], "Request to exit from the interpreter.";
}

pub static KEY_ERROR: TypeDef = TypeDef {
    name: "KeyError",
    doc: "Mapping key not found.",
    base: Some(&LOOKUP_ERROR),
    size: size_of::<BaseException>(),
    flags: FLAGS,
    trace: Trace::Fields(1),
    slots: Slots { str: Some(key_error_str), ..Slots::EMPTY },
    ..TypeDef::NEW
};
