//! Functions written in Python.

use crate::builtins::code::Code;
use crate::builtins::dict::Dict;
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::bytecode::unit::flags;
use crate::heap::Trace;
use crate::native::method;
use crate::object::{GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, getset, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of functions.
#[repr(C)]
pub struct Function {
    header: Header,
    pub(crate) code: Slot,
    pub(crate) globals: Slot,
    pub(crate) closure: Slot,
    pub(crate) defaults: Slot,
    pub(crate) kwdefaults: Slot,
    pub(crate) name: Slot,
    pub(crate) qualname: Slot,
    module: Slot,
    doc: Slot,
    annotate: Slot,
    annotations: Slot,
    type_params: Slot,
    attrs: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Function {}

impl Function {
    #[inline(always)]
    pub(crate) fn code(&self) -> Ref<Code> {
        // SAFETY: always a code object.
        unsafe { self.code.get().cast() }
    }
    pub(crate) fn globals(&self) -> Ref<Dict> {
        // SAFETY: always a dict.
        unsafe { self.globals.get().cast() }
    }
    pub(crate) fn defaults(&self) -> Option<Ref<Tuple>> {
        self.defaults.bound()?.to_tuple()
    }
    pub(crate) fn kwdefaults(&self) -> Option<Ref<Dict>> {
        self.kwdefaults.bound()?.to_dict()
    }
    pub(crate) fn closure(&self) -> Option<Ref<Tuple>> {
        self.closure.bound()?.to_tuple()
    }
    pub fn qualname(&self) -> Ref<Str> {
        self.qualname.get().to_str().expect("a function has a qualified name")
    }
}

impl Vm {
    /// A function of a code object over globals.
    pub(crate) fn new_function(&self, code: Ref<Code>, globals: Ref<Dict>) -> PyResult<Ref<Function>> {
        let code = code.for_globals(self, globals)?;
        let doc = match code.side().unit.flags & flags::HAS_DOCSTRING {
            0 => Value::NONE,
            _ => code.consts.get().to_tuple().and_then(|c| c.items().first().copied()).unwrap_or(Value::NONE),
        };
        let f = self.alloc(
            shape::FUNCTION,
            Function {
                header: Header::EMPTY,
                code: Slot::new(code.value()),
                globals: Slot::new(globals.value()),
                closure: Slot::unbound(),
                defaults: Slot::unbound(),
                kwdefaults: Slot::unbound(),
                name: Slot::new(code.name.get()),
                qualname: Slot::new(code.qualname.get()),
                module: Slot::new(globals.get_str(self.names().__name__).unwrap_or(Value::NONE)),
                doc: Slot::new(doc),
                annotate: Slot::unbound(),
                annotations: Slot::unbound(),
                type_params: Slot::unbound(),
                attrs: Slot::unbound(),
            },
        );
        Ok(f)
    }
}

/// SET_FUNCTION: gives a new function one of its parts.
pub(crate) fn set_part(f: Ref<Function>, part: u16, v: Value) {
    let slot = match part {
        0 => &f.defaults,
        1 => &f.kwdefaults,
        2 => &f.closure,
        3 => &f.annotate,
        _ => &f.type_params,
    };
    slot.set(v);
}

pub(crate) fn this(v: Value) -> Ref<Function> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_str(&format!("<function {} at {:#x}>", this(v).qualname(), v.bits())).value())
}

fn descr_get(vm: &Vm, f: Value, instance: Value, _owner: Value) -> PyResult<Value> {
    if instance.is_unbound() { Ok(f) } else { Ok(super::method::new(vm, f, instance)) }
}

fn or_none(s: &Slot) -> Value {
    s.bound().unwrap_or(Value::NONE)
}

fn annotations(vm: &Vm, v: Value) -> PyResult<Value> {
    let f = this(v);
    if let Some(a) = f.annotations.bound() {
        return Ok(a);
    }
    let a = match f.annotate.bound() {
        Some(annotate) if !annotate.is_none() => {
            let a = vm.call(annotate, &[Value::int(1)])?;
            if a.to_dict().is_none() {
                throw!(vm, TYPE_ERROR, "__annotate__() must return a dict, not {}", vm.type_name(a));
            }
            a
        }
        _ => vm.new_dict().value(),
    };
    f.annotations.set(a);
    Ok(a)
}

fn set_string(vm: &Vm, slot: &Slot, x: Value, what: &str) -> PyResult<()> {
    if x.is_unbound() || x.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "{what} must be set to a string object");
    }
    slot.set(x);
    Ok(())
}

fn set_code(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if !x.has_shape(shape::CODE) {
        throw!(vm, TYPE_ERROR, "__code__ must be set to a code object");
    }
    let f = this(v);
    // SAFETY: the shape says so.
    let code = unsafe { x.cast::<Code>() };
    let (free, closure) = (code.freevars().len(), f.closure().map_or(0, |c| c.len()));
    if free != closure {
        throw!(
            vm,
            VALUE_ERROR,
            "{}() requires a code object with {closure} free vars, not {free}",
            f.name.get().to_str().expect("a name")
        );
    }
    let code = code.for_globals(vm, f.globals())?;
    let old = f.code();
    if old == code {
        return Ok(());
    }
    // Calls that are under way go on with the code they began with: their frames get a function of their own.
    let stand_in = vm.alloc(
        shape::FUNCTION,
        Function {
            header: Header::EMPTY,
            code: Slot::new(old.value()),
            globals: Slot::new(f.globals.get()),
            closure: Slot::new(f.closure.get()),
            defaults: Slot::new(f.defaults.get()),
            kwdefaults: Slot::new(f.kwdefaults.get()),
            name: Slot::new(f.name.get()),
            qualname: Slot::new(f.qualname.get()),
            module: Slot::new(f.module.get()),
            doc: Slot::new(f.doc.get()),
            annotate: Slot::unbound(),
            annotations: Slot::unbound(),
            type_params: Slot::unbound(),
            attrs: Slot::unbound(),
        },
    );
    vm.stop_the_world(|| {
        // Another thread may have changed it since.
        stand_in.code.set(f.code.get());
        f.code.set(code.value());
        vm.replace_in_frames(f.value(), stand_in.value());
    });
    Ok(())
}

fn set_defaults(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() || x.is_none() {
        this(v).defaults.set(Value::UNBOUND);
    } else if x.to_tuple().is_some() {
        this(v).defaults.set(x);
    } else {
        throw!(vm, TYPE_ERROR, "__defaults__ must be set to a tuple object");
    }
    Ok(())
}

fn set_kwdefaults(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() || x.is_none() {
        this(v).kwdefaults.set(Value::UNBOUND);
    } else if x.to_dict().is_some() {
        this(v).kwdefaults.set(x);
    } else {
        throw!(vm, TYPE_ERROR, "__kwdefaults__ must be set to a dict object");
    }
    Ok(())
}

fn set_annotations(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() || x.is_none() {
        this(v).annotations.set(Value::UNBOUND);
        this(v).annotate.set(Value::UNBOUND);
    } else if x.to_dict().is_some() {
        this(v).annotations.set(x);
        this(v).annotate.set(Value::UNBOUND);
    } else {
        throw!(vm, TYPE_ERROR, "__annotations__ must be set to a dict object");
    }
    Ok(())
}

fn set_annotate(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() {
        throw!(vm, TYPE_ERROR, "__annotate__ cannot be deleted");
    }
    if !x.is_none() && !vm.is_callable(x) {
        throw!(vm, TYPE_ERROR, "__annotate__ must be callable or None");
    }
    this(v).annotate.set(x);
    if !x.is_none() {
        this(v).annotations.set(Value::UNBOUND);
    }
    Ok(())
}

static GETSET: &[GetSetDef] = &[
    getset("__code__", |_, v| Ok(this(v).code().origin().value()), set_code, "The code object."),
    member("__globals__", |_, v| Ok(this(v).globals.get()), "The dict of the module the function was defined in."),
    member(
        "__closure__",
        |_, v| Ok(or_none(&this(v).closure)),
        "The cells of the enclosing functions' variables, or None.",
    ),
    member("__builtins__", |vm, v| Ok(builtins_of(vm, this(v))), "Where the function finds builtins."),
    getset("__defaults__", |_, v| Ok(or_none(&this(v).defaults)), set_defaults, "Defaults of positional parameters."),
    getset(
        "__kwdefaults__",
        |_, v| Ok(or_none(&this(v).kwdefaults)),
        set_kwdefaults,
        "Defaults of keyword-only parameters.",
    ),
    getset(
        "__name__",
        |_, v| Ok(this(v).name.get()),
        |vm, v, x| set_string(vm, &this(v).name, x, "__name__"),
        "The name.",
    ),
    getset(
        "__qualname__",
        |_, v| Ok(this(v).qualname.get()),
        |vm, v, x| set_string(vm, &this(v).qualname, x, "__qualname__"),
        "The qualified name.",
    ),
    getset(
        "__module__",
        |_, v| Ok(or_none(&this(v).module)),
        |_, v, x| {
            this(v).module.set(x);
            Ok(())
        },
        "The module's name.",
    ),
    getset(
        "__doc__",
        |_, v| Ok(or_none(&this(v).doc)),
        |_, v, x| {
            this(v).doc.set(x);
            Ok(())
        },
        "The documentation.",
    ),
    getset("__annotations__", annotations, set_annotations, "Annotations of the parameters and the result."),
    getset(
        "__annotate__",
        |_, v| Ok(or_none(&this(v).annotate)),
        set_annotate,
        "The function that evaluates the annotations.",
    ),
    getset(
        "__type_params__",
        |vm, v| Ok(this(v).type_params.bound().unwrap_or_else(|| vm.new_tuple(&[]).value())),
        |vm, v, x| {
            if x.is_unbound() || x.to_tuple().is_none() {
                throw!(vm, TYPE_ERROR, "__type_params__ must be set to a tuple");
            }
            this(v).type_params.set(x);
            Ok(())
        },
        "The type parameters.",
    ),
    super::object::DICT_GETSET,
];

fn builtins_of(vm: &Vm, f: Ref<Function>) -> Value {
    crate::modules::builtins_for(vm, f.globals()).value()
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [_, code, globals, name, defaults, closure, kwdefaults] = *args else { unreachable!("bound by the signature") };
    if !code.has_shape(shape::CODE) {
        throw!(vm, TYPE_ERROR, "function() argument 'code' must be code, not {}", vm.type_name(code));
    }
    let Some(globals) = globals.to_dict() else {
        throw!(vm, TYPE_ERROR, "function() argument 'globals' must be dict, not {}", vm.type_name(globals));
    };
    // SAFETY: the shape says so.
    let code = unsafe { code.cast::<Code>() };
    let nfree = code.freevars().len();
    let fits = [
        (name.is_none() || name.to_str().is_some(), "arg 3 (name) must be None or string"),
        (defaults.is_none() || defaults.to_tuple().is_some(), "arg 4 (defaults) must be None or tuple"),
        (closure.is_none() || closure.to_tuple().is_some(), "arg 5 (closure) must be None or tuple"),
        (kwdefaults.is_none() || kwdefaults.to_dict().is_some(), "arg 6 (kwdefaults) must be None or dict"),
    ];
    if let Some((_, text)) = fits.iter().find(|(fits, _)| !fits) {
        throw!(vm, TYPE_ERROR, "{text}");
    }
    if closure.is_none() && nfree > 0 {
        throw!(vm, TYPE_ERROR, "arg 5 (closure) must be tuple");
    }
    if let Some(c) = closure.to_tuple()
        && c.len() != nfree
    {
        throw!(vm, VALUE_ERROR, "{} requires closure of length {nfree}, not {}", code.name(), c.len());
    }
    let f = vm.new_function(code, globals)?;
    if name.to_str().is_some() {
        f.name.set(name);
    }
    for (slot, v) in [(&f.defaults, defaults), (&f.closure, closure), (&f.kwdefaults, kwdefaults)] {
        if !v.is_none() {
            slot.set(v);
        }
    }
    Ok(f.value())
}

pub static TYPE: TypeDef = TypeDef {
    name: "function",
    doc: "Create a function object.",
    size: size_of::<Function>(),
    flags: type_flags::HAS_DICT | type_flags::WEAKREF | type_flags::METHOD_DESCRIPTOR,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(repr),
        descr_get: Some(descr_get),
        call: Some(crate::eval::call::call_function),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)", new, "")),
    getset: GETSET,
    ..TypeDef::NEW
};
