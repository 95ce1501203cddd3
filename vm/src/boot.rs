//! Start and end of an interpreter.

use std::sync::atomic::{AtomicU32, AtomicU64};

use crate::builtins::{self, TABLE, shape, type_};
use crate::exceptions::hierarchy;
use crate::intern::Interned;
use crate::interp::{Config, Frozen, Interp, NamesCell};
use crate::names::Names;
use crate::native::NativeModule;
use crate::object::{Slot, shape as shapes};
use crate::thread::Shared;
use crate::value::Value;
use crate::{PyResult, Vm, modules};

/// Puts an interpreter together.
pub struct Builder {
    natives: &'static [&'static NativeModule],
    frozen: &'static [Frozen],
    config: Config,
}

impl Interp {
    pub fn builder() -> Builder {
        Builder { natives: &[], frozen: &[], config: Config::default() }
    }
}

impl Builder {
    /// Native modules of the standard library.
    pub fn natives(mut self, natives: &'static [&'static NativeModule]) -> Builder {
        self.natives = natives;
        self
    }
    /// Python modules of the standard library, sorted by name.
    pub fn frozen(mut self, frozen: &'static [Frozen]) -> Builder {
        self.frozen = frozen;
        self
    }
    pub fn config(mut self, config: Config) -> Builder {
        self.config = config;
        self
    }
    /// Starts the interpreter on the calling thread, which becomes the main thread.
    pub fn start(self) -> PyResult<&'static Vm> {
        if let Some(seed) = self.config.hash_seed {
            crate::hash::set_key(seed, seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        }
        let interp: &'static Interp = Box::leak(Box::new(Interp {
            interned: Interned::new(),
            names: NamesCell::new(),
            builtins: Slot::unbound(),
            modules: Slot::unbound(),
            sys: Slot::unbound(),
            immortal: Slot::unbound(),
            no_default: Slot::unbound(),
            lazy: crate::import::Lazy::new(self.config.lazy_imports == Some(true)),
            codes: Slot::unbound(),
            natives: self.natives,
            frozen: self.frozen,
            recursion_limit: AtomicU32::new(1000),
            int_max_str_digits: AtomicU32::new(4300),
            config: self.config,
            shared: Shared::default(),
            serial: AtomicU64::new(1),
        }));
        let vm: &'static Vm = Box::leak(Vm::create(interp));
        vm.attach_main();
        make_types(vm)?;
        make_modules(vm)?;
        Ok(vm)
    }
}

/// Makes the builtin types. Until `object` and `type` stand, nothing may look at a type.
fn make_types(vm: &Vm) -> PyResult<()> {
    shapes::reserve_builtin(TABLE.len());
    for (i, def) in TABLE.iter().enumerate() {
        if let Some(def) = def {
            def.id.store(i as u32, std::sync::atomic::Ordering::Relaxed);
        }
    }
    type_::create::make_skeletons(vm);
    vm.interp.names.set(Names::new(vm));
    vm.interp.immortal.set(vm.new_list(&[]).value());
    for i in 1..TABLE.len() {
        complete(vm, i)?;
    }
    Ok(())
}

/// Completes a builtin type, its base first.
fn complete(vm: &Vm, row: usize) -> PyResult<()> {
    let def = TABLE[row].expect("every row but the first has a type");
    if type_::create::is_complete(def) {
        return Ok(());
    }
    if let Some(base) = def.base {
        complete(vm, base.id.load(std::sync::atomic::Ordering::Relaxed) as usize)?;
    } else if row != shape::OBJECT.0 as usize {
        complete(vm, shape::OBJECT.0 as usize)?;
    }
    type_::create::complete_builtin(vm, def)
}

fn make_modules(vm: &Vm) -> PyResult<()> {
    let n = vm.names();
    let module_dict = vm.new_dict();
    vm.interp.modules.set(module_dict.value());
    let b = vm.new_module(n.builtins, Value::NONE);
    vm.interp.builtins.set(b.dict().value());
    b.dict().become_globals();
    let sys = vm.new_module(n.sys, Value::NONE);
    vm.interp.sys.set(sys.dict().value());
    module_dict.set_str(vm, n.builtins, b.value());
    module_dict.set_str(vm, n.sys, sys.value());
    for (name, module) in [(n.builtins, b), (n.sys, sys)] {
        let origin = vm.intern("built-in").value();
        let spec = crate::import::finder::new_spec(vm, name.value(), origin, Value::NONE)?;
        module.dict().set_str(vm, n.__spec__, spec);
    }
    crate::import::finder::fill_native(vm, b, &modules::builtins::MODULE)?;
    for def in TABLE.iter().flatten() {
        let public = builtins::PUBLIC.contains(&def.name)
            || def.shape().0 >= hierarchy::FIRST && def.flags & crate::object::type_flags::EXC_SUBCLASS != 0;
        if public {
            b.set(vm, def.name, def.shape().ty().value());
        }
    }
    for (name, v) in [
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("Ellipsis", Value::ELLIPSIS),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("__debug__", Value::bool(vm.interp.config.optimize == 0)),
        ("EnvironmentError", shape::OS_ERROR.ty().value()),
        ("IOError", shape::OS_ERROR.ty().value()),
    ] {
        b.set(vm, name, v);
    }
    make_exception_group(vm)?;
    modules::sys::fill(vm, sys)
}

/// `ExceptionGroup` has two bases, which native tables cannot say.
fn make_exception_group(vm: &Vm) -> PyResult<()> {
    let bases = vm.new_tuple(&[shape::BASE_EXCEPTION_GROUP.ty().value(), shape::EXCEPTION.ty().value()]);
    let namespace = vm.new_dict();
    namespace.set_str(vm, vm.names().__module__, vm.names().builtins.value());
    namespace.set_str(vm, vm.names().__doc__, Value::NONE);
    let name = vm.intern("ExceptionGroup").value();
    let class = vm.call(shape::TYPE.ty().value(), &[name, bases.value(), namespace.value()])?;
    vm.interp.builtins_dict().set_str(vm, vm.intern("ExceptionGroup"), class);
    Ok(())
}

impl Vm {
    /// Keeps an object alive as long as the interpreter.
    pub(crate) fn keep_forever(&self, v: Value) {
        self.interp.immortal.get().to_list().expect("made at start").push(self, v);
    }
}
