//! Where modules come from: the binary's native and frozen modules, `sys.meta_path`, files along a path.

use std::path::{Path, PathBuf};

use crate::builtins::module::Module;
use crate::builtins::object;
use crate::builtins::shape;
use crate::exceptions::exc;
use crate::heap::Trace;
use crate::native::NativeModule;
use crate::object::{Header, HeapObject};
use crate::object::{Ref, ShapeId, Slot, Slots, TypeDef, getset, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

use super::{library, modules};

/// What a module is made of.
enum Source {
    Native(&'static NativeModule),
    Frozen {
        text: &'static str,
        package: bool,
    },
    File {
        path: PathBuf,
        package: bool,
    },
    /// A directory without `__init__.py`.
    Namespace(Vec<PathBuf>),
}

/// Finds, makes and runs a module; `None` when there is none of this name.
pub(super) fn find_and_load(vm: &Vm, name: &str, path: Option<Value>) -> PyResult<Option<Value>> {
    if let Some(m) = by_meta_path(vm, name, path)? {
        return Ok(Some(m));
    }
    let source = match find_in_binary(vm, name) {
        Some(s) => Some(s),
        None => find_file(vm, name, path)?,
    };
    match source {
        Some(s) => load(vm, name, s).map(Some),
        None => Ok(None),
    }
}

fn find_in_binary(vm: &Vm, name: &str) -> Option<Source> {
    if let Some(n) = vm.interp.natives.iter().find(|n| n.name == name) {
        return Some(Source::Native(n));
    }
    let at = vm.interp.frozen.binary_search_by(|f| f.name.cmp(name)).ok()?;
    let f = &vm.interp.frozen[at];
    Some(Source::Frozen { text: f.source, package: f.is_package })
}

/// Finders that programs added.
fn by_meta_path(vm: &Vm, name: &str, path: Option<Value>) -> PyResult<Option<Value>> {
    let Some(list) = vm.interp.sys_dict().get_str(vm.names().meta_path).and_then(Value::to_list) else {
        return Ok(None);
    };
    let finders = list.snapshot(vm);
    let name_value = vm.intern(name).value();
    for finder in finders.items() {
        let Some(find) = vm.getattr_opt(*finder, vm.intern("find_spec"))? else { continue };
        let spec = vm.call(find, &[name_value, path.unwrap_or(Value::NONE), Value::NONE])?;
        if !spec.is_none() {
            let load = super::import_attribute(vm, "importlib._load", "load_from_spec")?;
            return vm.call(load, &[spec]).map(Some);
        }
    }
    Ok(None)
}

/// Directories to search: the package's path, else `sys.path`.
fn directories(vm: &Vm, path: Option<Value>) -> PyResult<Vec<PathBuf>> {
    let list = match path {
        Some(p) => p,
        None => vm.interp.sys_dict().get_str(vm.intern("path")).unwrap_or(Value::NONE),
    };
    let mut out = Vec::new();
    if !list.is_none() {
        vm.for_each(list, |p| {
            if let Some(s) = p.to_str() {
                out.push(PathBuf::from(s.to_string_lossy()));
            }
            Ok(())
        })?;
    }
    Ok(out)
}

fn find_file(vm: &Vm, name: &str, path: Option<Value>) -> PyResult<Option<Source>> {
    let last = name.rsplit('.').next().unwrap_or(name);
    if path.is_none() && name.contains('.') {
        return Ok(None);
    }
    let directories = directories(vm, path)?;
    let last = last.to_owned();
    Ok(vm.released(move || {
        let mut namespace = Vec::new();
        for dir in directories {
            let dir = if dir.as_os_str().is_empty() { PathBuf::from(".") } else { dir };
            let package = dir.join(&last);
            let init = package.join("__init__.py");
            if init.is_file() {
                return Some(Source::File { path: init, package: true });
            }
            let file = dir.join(format!("{last}.py"));
            if file.is_file() {
                return Some(Source::File { path: file, package: false });
            }
            if package.is_dir() {
                namespace.push(package);
            }
        }
        if namespace.is_empty() { None } else { Some(Source::Namespace(namespace)) }
    }))
}

/// Makes the path absolute as CPython's `__file__` is.
fn absolute(path: &Path) -> String {
    let p =
        if path.is_absolute() { path.to_path_buf() } else { std::env::current_dir().unwrap_or_default().join(path) };
    let p: PathBuf = p.components().collect();
    p.to_string_lossy().into_owned()
}

/// The spec of a module: an object with attributes. The loaders of modules that the interpreter itself finds are made when they
/// are asked for.
#[repr(C)]
struct Spec {
    header: Header,
    loader: Slot,
    attrs: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Spec {}

impl Spec {
    const EMPTY: fn() -> Spec = || Spec { header: Header::EMPTY, loader: Slot::unbound(), attrs: Slot::unbound() };
}

fn spec_of(v: Value) -> Ref<Spec> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn spec_part(vm: &Vm, v: Value, name: &str) -> PyResult<Value> {
    Ok(vm.getattr_opt(v, vm.intern(name))?.unwrap_or(Value::NONE))
}

fn spec_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let mut parts = Vec::new();
    for name in ["name", "loader", "origin", "submodule_search_locations"] {
        let x = spec_part(vm, v, name)?;
        if !x.is_none() || matches!(name, "name" | "loader") {
            parts.push(format!("{name}={}", vm.repr(x)?));
        }
    }
    Ok(vm.new_str(&format!("{}({})", vm.type_of(v).name(), parts.join(", "))).value())
}

/// The loader; that of a module which the interpreter found is made now.
fn spec_loader(vm: &Vm, v: Value) -> PyResult<Value> {
    if let Some(loader) = spec_of(v).loader.bound() {
        return Ok(loader);
    }
    let make = super::import_attribute(vm, "importlib.machinery", "_loader_of")?;
    let loader = vm.call(make, &[v])?;
    spec_of(v).loader.set(loader);
    Ok(loader)
}

fn set_spec_loader(_: &Vm, v: Value, x: Value) -> PyResult<()> {
    spec_of(v).loader.set(if x.is_unbound() { Value::NONE } else { x });
    Ok(())
}

fn spec_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [this, name, loader, origin, _state, is_package] = *args else { unreachable!("bound by the signature") };
    let locations = if vm.truthy(is_package)? { vm.new_list(&[]).value() } else { Value::NONE };
    fill_spec(vm, this, name, loader, origin, locations)?;
    Ok(Value::NONE)
}

pub static SPEC_TYPE: TypeDef = TypeDef {
    name: "_frozen_importlib.ModuleSpec",
    doc: "The specification of a module, used for loading.",
    size: size_of::<Spec>(),
    flags: type_flags::HAS_DICT | type_flags::BASETYPE | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(spec_repr), ..Slots::EMPTY },
    new: Some(crate::native::method(
        "__new__",
        "(*args, **kwargs)",
        |vm, args| Ok(vm.alloc_instance(vm.class_arg(args[0]), Spec::EMPTY()).value()),
        "",
    )),
    init: Some(crate::native::method(
        "__init__",
        "(name, loader, *, origin=None, loader_state=None, is_package=None)",
        spec_init,
        "",
    )),
    getset: &[getset("loader", spec_loader, set_spec_loader, "What loads the module."), object::DICT_GETSET],
    ..TypeDef::NEW
};

fn fill_spec(vm: &Vm, spec: Value, name: Value, loader: Value, origin: Value, locations: Value) -> PyResult<()> {
    let text = name.to_str().map(|s| s.to_string_lossy()).unwrap_or_default();
    let parent = if locations.is_none() { text.rsplit_once('.').map_or("", |(p, _)| p) } else { &text };
    for (attribute, v) in [
        ("name", name),
        ("origin", origin),
        ("loader_state", Value::NONE),
        ("submodule_search_locations", locations),
        ("cached", Value::NONE),
        ("parent", vm.intern(parent).value()),
        ("has_location", Value::bool(origin.to_str().is_some_and(|o| !o.eq_str("built-in") && !o.eq_str("frozen")))),
        ("_initializing", Value::FALSE),
        ("_uninitialized_submodules", vm.new_list(&[]).value()),
    ] {
        vm.setattr(spec, vm.intern(attribute), v)?;
    }
    spec_of(spec).loader.set(loader);
    Ok(())
}

pub(crate) fn new_spec(vm: &Vm, name: Value, origin: Value, locations: Value) -> PyResult<Value> {
    let spec = vm.alloc(shape::MODULE_SPEC, Spec::EMPTY()).value();
    fill_spec(vm, spec, name, Value::UNBOUND, origin, locations)?;
    Ok(spec)
}

/// Makes the module, binds it in `sys.modules`, runs its body; a failure takes it out again.
fn load(vm: &Vm, name: &str, source: Source) -> PyResult<Value> {
    let name_str = vm.intern(name);
    let module = vm.new_module(name_str, Value::NONE);
    let d = module.dict();
    let (origin, locations) = match &source {
        Source::Native(_) => (vm.intern("built-in").value(), Value::NONE),
        Source::Frozen { package, .. } => {
            let file = library::file_of(name, *package);
            let folder = file.as_deref().and_then(|f| Path::new(f).parent()).map(|p| p.to_string_lossy().into_owned());
            let file = file.map(|f| vm.new_str(&f).value());
            if let Some(file) = file {
                d.set_str(vm, vm.names().__file__, file);
            }
            let origin = file.filter(|_| !library::is_frozen(name)).unwrap_or_else(|| vm.intern("frozen").value());
            let locations = vm.new_list(&[]);
            folder.iter().for_each(|f| locations.push(vm, vm.new_str(f).value()));
            (origin, if *package { locations.value() } else { Value::NONE })
        }
        Source::File { path, package } => {
            let file = absolute(path);
            let dir = Path::new(&file).parent().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
            let file = vm.new_str(&file).value();
            d.set_str(vm, vm.names().__file__, file);
            (file, if *package { vm.new_list(&[vm.new_str(&dir).value()]).value() } else { Value::NONE })
        }
        Source::Namespace(dirs) => {
            let list = vm.new_list(&[]);
            dirs.iter().for_each(|p| list.push(vm, vm.new_str(&absolute(p)).value()));
            let class = super::import_attribute(vm, "importlib.machinery", "NamespacePath")?;
            (Value::NONE, vm.call(class, &[list.value()])?)
        }
    };
    let spec = new_spec(vm, name_str.value(), origin, locations)?;
    d.set_str(vm, vm.names().__spec__, spec);
    d.set_str(vm, vm.names().__package__, vm.getattr(spec, vm.intern("parent"))?);
    if !locations.is_none() {
        d.set_str(vm, vm.names().__path__, locations);
    }
    let initializing = vm.intern("_initializing");
    vm.setattr(spec, initializing, Value::TRUE)?;
    modules(vm)?.set_str(vm, name_str, module.value());
    let ran = run_body(vm, name, module, source);
    vm.setattr(spec, initializing, Value::FALSE)?;
    if let Err(e) = ran {
        let _ = modules(vm)?.remove(vm, name_str.value());
        return Err(e);
    }
    // A module may replace itself.
    match modules(vm)?.get_str(name_str) {
        Some(m) => Ok(m),
        None => Err(vm.error_value(exc::KEY_ERROR, name_str.value())),
    }
}

fn run_body(vm: &Vm, name: &str, module: Ref<Module>, source: Source) -> PyResult<()> {
    match source {
        Source::Native(n) => fill_native(vm, module, n),
        Source::Namespace(_) => Ok(()),
        Source::Frozen { text, package } => run_text(vm, module, text, &library::code_file(name, package)),
        Source::File { path, .. } => {
            let bytes = vm.released(|| std::fs::read(&path));
            let bytes =
                bytes.map_err(|e| crate::exceptions::os_error::from_io(vm, &e, Some(&path.to_string_lossy())))?;
            let filename = absolute(&path);
            match pyish_parser::decode(&bytes) {
                Ok(text) => run_text(vm, module, &text, &filename),
                Err(e) if e.message.contains("null bytes") => {
                    Err(vm.error(exc::SYNTAX_ERROR, "source code string cannot contain null bytes"))
                }
                Err(e) => Err(crate::exceptions::syntax::raise_decode(vm, &e, &filename, &bytes)),
            }
        }
    }
}

fn run_text(vm: &Vm, module: Ref<Module>, text: &str, filename: &str) -> PyResult<()> {
    let code = crate::modules::builtins::compile_source(vm, text, filename, pyish_parser::Mode::Exec, 0)?;
    crate::modules::builtins::run_code(vm, code, module.dict(), module.dict().value())?;
    Ok(())
}

/// Binds what a native module's tables describe.
pub(crate) fn fill_native(vm: &Vm, module: Ref<Module>, n: &'static NativeModule) -> PyResult<()> {
    if !n.doc.is_empty() {
        module.set(vm, "__doc__", vm.new_str(n.doc).value());
    }
    for f in n.functions {
        module.set(vm, f.name, vm.new_native(f, Value::UNBOUND, None, Some(module)));
    }
    for def in n.types {
        let ty = native_type(vm, def)?;
        module.set(vm, def.name.rsplit('.').next().unwrap_or(def.name), ty.value());
    }
    match n.init {
        Some(init) => init(vm, module),
        None => Ok(()),
    }
}

/// The class of a native type of the standard library, made on first use.
pub fn native_type(vm: &Vm, def: &'static TypeDef) -> PyResult<Ref<crate::object::Type>> {
    if def.shape() != ShapeId::NONE {
        return Ok(def.shape().ty());
    }
    if let Some(base) = def.base {
        native_type(vm, base)?;
    }
    let ty = crate::builtins::type_::create::make_native(vm, def)?;
    vm.keep_forever(ty.value());
    Ok(ty)
}
