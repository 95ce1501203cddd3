//! Imports: modules by name from the binary and from files, packages, the import statement.

pub mod finder;
pub mod imp;
mod lazy;
pub mod library;
mod statement;

pub use lazy::{Lazy, TYPE as LAZY_TYPE, is_lazy, lazy_import_call, resolve_lazy};
pub use statement::{When, import_call, import_from, import_star, import_statement};
use statement::{find_from, load_submodule};

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::exceptions::exc;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

/// The module of this full name, imported when it is not there yet, its parents first.
pub fn import_module(vm: &Vm, name: &str) -> PyResult<Value> {
    vm.check_native_stack()?;
    let key = vm.intern(name);
    // A module that another thread is still running the body of is waited for.
    if let Some(m) = loaded(vm, key)?
        && !vm.interp.shared.imports.lock().is_busy_elsewhere(name, vm.thread_id())
    {
        return Ok(m);
    }
    let _lock = ModuleLock::acquire(vm, name)?;
    if let Some(m) = loaded(vm, key)? {
        return Ok(m);
    }
    let parent = match name.rsplit_once('.') {
        Some((parent, _)) => Some(import_module(vm, parent)?),
        None => None,
    };
    if let Some(m) = loaded(vm, key)? {
        return Ok(m);
    }
    let path = match parent {
        Some(p) => match vm.getattr_opt(p, vm.names().__path__)? {
            Some(path) => Some(path),
            None => {
                let parent_name = name.rsplit_once('.').expect("has a parent").0;
                return Err(not_found(
                    vm,
                    &format!("No module named '{name}'; '{parent_name}' is not a package"),
                    name,
                ));
            }
        },
        None => None,
    };
    let module = match finder::find_and_load(vm, name, path)? {
        Some(m) => m,
        None => return Err(not_found(vm, &format!("No module named '{name}'"), name)),
    };
    if let Some(p) = parent {
        let last = name.rsplit_once('.').expect("has a parent").1;
        match vm.setattr(p, vm.intern(last), module) {
            Err(e) if e.matches(vm, exc::ATTRIBUTE_ERROR) => {}
            other => other?,
        }
    }
    lazy::loaded(vm, key.value())?;
    Ok(module)
}

/// A module that is in `sys.modules`; one that is None there is an error.
fn loaded(vm: &Vm, name: Ref<Str>) -> PyResult<Option<Value>> {
    match modules(vm)?.get_str(name) {
        Some(m) if m.is_none() => {
            Err(not_found(vm, &format!("import of {name} halted; None in sys.modules"), &name.to_string_lossy()))
        }
        other => Ok(other),
    }
}

/// `sys.modules`.
pub(crate) fn modules(vm: &Vm) -> PyResult<Ref<Dict>> {
    match vm.interp.sys_dict().get_str(vm.names().modules).and_then(Value::to_dict) {
        Some(d) => Ok(d),
        None => throw!(vm, RUNTIME_ERROR, "unable to get sys.modules"),
    }
}

fn not_found(vm: &Vm, text: &str, name: &str) -> Raised {
    let class = exc::MODULE_NOT_FOUND_ERROR.ty().value();
    let (text, name) = (vm.new_str(text).value(), vm.new_str(name).value());
    match vm.call_kw(class, &[text], &[("name", name)]) {
        Ok(e) => vm.raise_value(e),
        Err(e) => e,
    }
}

impl Vm {
    /// Imports a module by its full name.
    pub fn import_module(&self, name: &str) -> PyResult<Value> {
        import_module(self, name)
    }
}

/// An attribute of a module, imported when needed: how native code reaches Python's library.
pub fn import_attribute(vm: &Vm, module: &str, attribute: &str) -> PyResult<Value> {
    let m = import_module(vm, module)?;
    vm.getattr(m, vm.intern(attribute))
}

/// Whether a module's body is still running.
pub fn is_initializing(vm: &Vm, dict: Ref<Dict>) -> bool {
    match dict.get_str(vm.names().__spec__) {
        Some(spec) if !spec.is_none() => {
            matches!(vm.getattr_opt(spec, vm.intern("_initializing")), Ok(Some(Value::TRUE)))
        }
        _ => false,
    }
}

/// Why a module may lack what is asked of it.
pub enum Trouble {
    None,
    /// Its file stands where the program's does and has the name of a module of the library.
    ShadowsLibrary(String),
    /// Its body still runs, and its file stands where the program's does.
    MayShadow(String),
    /// Its body still runs; the file, if there is one.
    Unfinished(Option<String>),
}

/// What could be wrong with a module of this namespace.
pub fn trouble(vm: &Vm, dict: Ref<Dict>, name: Ref<Str>) -> Trouble {
    let file = file_of_spec(vm, dict);
    let beside = file.as_deref().is_some_and(|f| stands_beside_program(vm, f));
    if let (true, Some(file)) = (beside, &file)
        && let Some(names) = vm.interp.sys_dict().get_str(vm.intern("stdlib_module_names"))
        && matches!(vm.contains(names, name.value()), Ok(true))
    {
        return Trouble::ShadowsLibrary(file.clone());
    }
    match (is_initializing(vm, dict), beside, file) {
        (false, ..) => Trouble::None,
        (true, true, Some(file)) => Trouble::MayShadow(file),
        (true, _, file) => Trouble::Unfinished(file),
    }
}

/// The file that a module's spec names.
fn file_of_spec(vm: &Vm, dict: Ref<Dict>) -> Option<String> {
    let spec = dict.get_str(vm.names().__spec__).filter(|s| !s.is_none())?;
    let part = |name: &str| vm.getattr_opt(spec, vm.intern(name)).ok().flatten();
    if !part("has_location").is_some_and(|x| x.is_true()) {
        return None;
    }
    part("origin")?.to_str().map(|s| s.to_string_lossy())
}

/// Whether a module's file (a package's directory) stands in the directory of the program.
fn stands_beside_program(vm: &Vm, file: &str) -> bool {
    let config = &vm.interp.config;
    let Some(first) = config.path.first().filter(|_| !config.safe_path) else { return false };
    let mut path = std::path::Path::new(file);
    if path.file_name().is_some_and(|n| n == "__init__.py") {
        path = path.parent().unwrap_or(path);
    }
    let Some(folder) = path.parent() else { return false };
    if first.is_empty() {
        return std::env::current_dir().is_ok_and(|d| d == folder);
    }
    std::path::Path::new(first) == folder
}

/// Whether `name` is a submodule of a module that is loaded but whose body still runs.
pub fn is_unfinished_submodule(vm: &Vm, module: Ref<Str>, name: Ref<Str>) -> bool {
    let full = vm.intern(&format!("{module}.{name}"));
    let Ok(loaded) = modules(vm) else { return false };
    loaded.get_str(full).and_then(Value::to_module).is_some_and(|m| is_initializing(vm, m.dict()))
}

/// A path argument as text.
pub fn path_text(vm: &Vm, v: Value) -> PyResult<String> {
    if let Some(s) = v.to_str() {
        return Ok(s.to_string_lossy());
    }
    if v.to_bytes().is_some() {
        return vm.with_buffer(v, |b| String::from_utf8_lossy(b).into_owned());
    }
    match vm.call_special(v, vm.names().__fspath__, &[])? {
        Some(p) if p.to_str().is_some() || p.to_bytes().is_some() => path_text(vm, p),
        _ => throw!(vm, TYPE_ERROR, "expected str, bytes or os.PathLike object, not {}", vm.type_name(v)),
    }
}

/// Keeps two threads from running the same module's body; a thread that imports a module which (indirectly) waits for it goes on
/// with the unfinished module, as CPython's deadlock avoidance does.
struct ModuleLock<'a> {
    vm: &'a Vm,
    name: String,
}

impl<'a> ModuleLock<'a> {
    fn acquire(vm: &'a Vm, name: &str) -> PyResult<ModuleLock<'a>> {
        let me = vm.thread_id();
        loop {
            {
                let mut locks = vm.interp.shared.imports.lock();
                match locks.owners.get_mut(name) {
                    None => {
                        locks.owners.insert(name.to_owned(), (me, 1));
                        break;
                    }
                    Some((owner, count)) if *owner == me => {
                        *count += 1;
                        break;
                    }
                    Some((owner, _)) => {
                        let owner = *owner;
                        if locks.would_deadlock(owner, me) {
                            break;
                        }
                        locks.waiting.insert(me, name.to_owned());
                    }
                }
            }
            vm.released(|| std::thread::sleep(std::time::Duration::from_micros(200)));
            vm.interp.shared.imports.lock().waiting.remove(&me);
            if vm.poked() {
                vm.safepoint()?;
            }
        }
        Ok(ModuleLock { vm, name: name.to_owned() })
    }
}

impl Drop for ModuleLock<'_> {
    fn drop(&mut self) {
        let me = self.vm.thread_id();
        let mut locks = self.vm.interp.shared.imports.lock();
        if let Some((owner, count)) = locks.owners.get_mut(&self.name)
            && *owner == me
        {
            *count -= 1;
            if *count == 0 {
                locks.owners.remove(&self.name);
            }
        }
    }
}

/// Who imports what.
#[derive(Default)]
pub struct ImportLocks {
    owners: std::collections::HashMap<String, (u64, u32)>,
    waiting: std::collections::HashMap<u64, String>,
}

impl ImportLocks {
    /// In the child of a fork: what other threads were importing, nobody imports any more.
    pub(crate) fn forget_others(&mut self, me: u64) {
        self.owners.retain(|_, (owner, _)| *owner == me);
        self.waiting.clear();
    }
    /// Whether another thread than `me` imports the module.
    fn is_busy_elsewhere(&self, name: &str, me: u64) -> bool {
        !self.owners.is_empty() && self.owners.get(name).is_some_and(|(owner, _)| *owner != me)
    }
    /// Whether `owner` waits, directly or not, for a module that `me` imports.
    fn would_deadlock(&self, owner: u64, me: u64) -> bool {
        let mut at = owner;
        for _ in 0..self.waiting.len() + 1 {
            if at == me {
                return true;
            }
            let Some(name) = self.waiting.get(&at) else { return false };
            let Some((next, _)) = self.owners.get(name) else { return false };
            at = *next;
        }
        false
    }
}
