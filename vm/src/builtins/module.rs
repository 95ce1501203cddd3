//! Module objects.

use crate::builtins::dict::Dict;
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::exceptions::exc;
use crate::heap::Trace;
use crate::import::Trouble;
use crate::native::method;
use crate::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, attribute, getset, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of modules.
#[repr(C)]
pub struct Module {
    header: Header,
    dict: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Module {}

impl Ref<Module> {
    pub fn dict(self) -> Ref<Dict> {
        // SAFETY: set when the module is made.
        unsafe { self.dict.get().cast() }
    }
    /// `__name__`, or unbound.
    pub fn name(self, vm: &Vm) -> Value {
        self.dict().get_str(vm.names().__name__).unwrap_or(Value::UNBOUND)
    }
    /// Binds a name.
    pub fn set(self, vm: &Vm, name: &str, v: Value) {
        self.dict().set_str(vm, vm.intern(name), v);
    }
}

impl Value {
    /// The module, when this is an instance of one.
    pub fn to_module(self) -> Option<Ref<Module>> {
        if self.has_shape(shape::MODULE) || self.is_ptr() && self.shape().ty().is_subtype(shape::MODULE.ty()) {
            // SAFETY: instances of module begin with its layout.
            Some(unsafe { self.cast() })
        } else {
            None
        }
    }
}

impl Vm {
    /// A new module with its standard names.
    pub fn new_module(&self, name: Ref<Str>, doc: Value) -> Ref<Module> {
        let m = self.alloc(shape::MODULE, Module { header: Header::EMPTY, dict: Slot::new(self.new_dict().value()) });
        fill(self, m, name.value(), doc);
        m
    }
}

fn fill(vm: &Vm, m: Ref<Module>, name: Value, doc: Value) {
    let n = vm.names();
    for (key, v) in [
        (n.__name__, name),
        (n.__doc__, doc),
        (n.__package__, Value::NONE),
        (n.__loader__, Value::NONE),
        (n.__spec__, Value::NONE),
    ] {
        m.dict().set_str(vm, key, v);
    }
}

fn this(v: Value) -> Ref<Module> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let dict = vm.new_dict().value();
    Ok(vm.alloc_instance(cls, Module { header: Header::EMPTY, dict: Slot::new(dict) }).value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[1].to_str().is_none() {
        throw!(vm, TYPE_ERROR, "module() argument 'name' must be str, not {}", vm.type_name(args[1]));
    }
    fill(vm, this(args[0]), args[1], args[2]);
    Ok(Value::NONE)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let n = vm.names();
    let loader = vm.getattr_opt(v, n.__loader__)?.unwrap_or(Value::NONE);
    if let Some(spec) = vm.getattr_opt(v, n.__spec__)?
        && vm.truthy(spec)?
    {
        return Ok(vm.new_str(&repr_of_spec(vm, spec)?).value());
    }
    let name = match vm.getattr_opt(v, n.__name__)? {
        Some(name) => vm.repr(name)?.to_string_lossy(),
        None => "'?'".into(),
    };
    let text = match vm.getattr_opt(v, n.__file__)? {
        Some(file) => format!("<module {name} from {}>", vm.repr(file)?),
        None if loader.is_none() => format!("<module {name}>"),
        None => format!("<module {name} ({})>", vm.repr(loader)?),
    };
    Ok(vm.new_str(&text).value())
}

/// How a module with a spec is shown.
fn repr_of_spec(vm: &Vm, spec: Value) -> PyResult<String> {
    let part = |name: &str| Ok::<Value, crate::Raised>(vm.getattr_opt(spec, vm.intern(name))?.unwrap_or(Value::NONE));
    let name = match part("name")? {
        name if name.is_none() => "'?'".into(),
        name => vm.repr(name)?.to_string_lossy(),
    };
    let (origin, loader) = (part("origin")?, part("loader")?);
    if !origin.is_none() {
        return Ok(if vm.truthy(part("has_location")?)? {
            format!("<module {name} from {}>", vm.repr(origin)?)
        } else {
            format!("<module {name} ({})>", vm.str(origin)?)
        });
    }
    let places = part("submodule_search_locations")?;
    if loader.is_none() && places.is_none() {
        return Ok(format!("<module {name}>"));
    }
    if !places.is_none() && (loader.is_none() || vm.type_name(loader) == "NamespaceLoader") {
        return Ok(format!("<module {name} (namespace) from {}>", vm.repr(vm.collect(places)?.value())?));
    }
    Ok(format!("<module {name} ({})>", vm.repr(loader)?))
}

fn getattro(vm: &Vm, v: Value, name: Value) -> PyResult<Value> {
    let n = vm.attribute_name(name)?;
    let d = this(v).dict();
    if vm.type_of(v) == shape::MODULE.ty()
        && let Some(x) = d.get_str(n)
        && n != vm.names().__dict__
    {
        if x.is_none() && n == vm.names().__loader__ {
            return loader(vm, d);
        }
        return crate::import::resolve_lazy(vm, d, n, x);
    }
    if let Some(x) = attribute::generic_lookup(vm, v, n)? {
        return Ok(x);
    }
    if let Some(f) = d.get_str(vm.names().__getattr__) {
        return vm.call(f, &[name]);
    }
    Err(missing(vm, v, n))
}

/// The loader of a module that the interpreter itself loaded: its spec's.
fn loader(vm: &Vm, d: Ref<Dict>) -> PyResult<Value> {
    match d.get_str(vm.names().__spec__) {
        Some(spec) if !spec.is_none() => Ok(vm.getattr_opt(spec, vm.intern("loader"))?.unwrap_or(Value::NONE)),
        _ => Ok(Value::NONE),
    }
}

fn missing(vm: &Vm, v: Value, n: Ref<Str>) -> crate::Raised {
    let d = this(v).dict();
    let Some(name) = d.get_str(vm.names().__name__).and_then(Value::to_str) else {
        return vm.attribute_error(format!("module has no attribute '{n}'"), v, n);
    };
    let text = match crate::import::trouble(vm, d, name) {
        Trouble::ShadowsLibrary(file) => format!(
            "module '{name}' has no attribute '{n}' (consider renaming '{file}' since it has the same name as the standard library module named '{name}' and prevents importing that standard library module)"
        ),
        Trouble::MayShadow(file) => format!(
            "module '{name}' has no attribute '{n}' (consider renaming '{file}' if it has the same name as a library you intended to import)"
        ),
        Trouble::Unfinished(Some(file)) => format!(
            "partially initialized module '{name}' from '{file}' has no attribute '{n}' (most likely due to a circular import)"
        ),
        Trouble::Unfinished(None) => format!(
            "partially initialized module '{name}' has no attribute '{n}' (most likely due to a circular import)"
        ),
        Trouble::None if crate::import::is_unfinished_submodule(vm, name, n) => {
            format!("cannot access submodule '{n}' of module '{name}' (most likely due to a circular import)")
        }
        Trouble::None => format!("module '{name}' has no attribute '{n}'"),
    };
    vm.attribute_error(text, v, n)
}

fn setattro(vm: &Vm, v: Value, name: Value, x: Value) -> PyResult<()> {
    let n = vm.attribute_name(name)?;
    if let Some(d) = vm.type_of(v).lookup(vm, n)
        && let Some(set) = vm.type_of(d).slots().descr_set
    {
        return set(vm, d, v, x);
    }
    let d = this(v).dict();
    if !x.is_unbound() {
        d.set_str(vm, vm.intern_str(n), x);
    } else if d.remove(vm, name)?.is_none() {
        return Err(missing(vm, v, n));
    }
    Ok(())
}

fn dir(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = this(args[0]).dict();
    if let Some(f) = d.get_str(vm.names().__dir__) {
        return vm.call(f, &[]);
    }
    let out = vm.new_list(&[]);
    d.iter().for_each(|(k, _)| out.push(vm, k));
    Ok(out.value())
}

fn annotations(vm: &Vm, v: Value) -> PyResult<Value> {
    let d = this(v).dict();
    if let Some(a) = d.get_str(vm.names().__annotations__) {
        return Ok(a);
    }
    let a = match d.get_str(vm.names().__annotate__) {
        Some(f) if vm.is_callable(f) => {
            let a = vm.call(f, &[Value::int(1)])?;
            if a.to_dict().is_none() {
                throw!(vm, TYPE_ERROR, "__annotate__() must return a dict, not {}", vm.type_name(a));
            }
            a
        }
        _ => vm.new_dict().value(),
    };
    d.set_str(vm, vm.names().__annotations__, a);
    Ok(a)
}

fn set_annotations(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    let d = this(v).dict();
    let name = vm.names().__annotations__;
    if !x.is_unbound() {
        d.set_str(vm, name, x);
    } else if d.remove(vm, name.value())?.is_none() {
        return Err(vm.error(exc::ATTRIBUTE_ERROR, "__annotations__"));
    }
    Ok(())
}

pub static TYPE: TypeDef = TypeDef {
    name: "module",
    doc: "Create a module object.",
    size: size_of::<Module>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), getattro: Some(getattro), setattro: Some(setattro), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    init: Some(method("__init__", "(name, doc=None)", init, "")),
    methods: &[method("__dir__", "()", dir, "The names in the module.")],
    getset: &[
        member("__dict__", |_, v| Ok(this(v).dict.get()), "The module's namespace."),
        getset("__annotations__", annotations, set_annotations, "Annotations of the module's variables."),
    ],
    ..TypeDef::NEW
};
