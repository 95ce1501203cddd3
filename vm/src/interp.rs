//! The interpreter: what all threads share.

use std::cell::UnsafeCell;
use std::ffi::OsString;
use std::sync::atomic::{AtomicU32, AtomicU64};

use crate::builtins::dict::Dict;
use crate::intern::Interned;
use crate::names::Names;
use crate::native::NativeModule;
use crate::object::{Ref, Slot};
use crate::thread::Shared;
use crate::value::Value;

/// One interpreter.
pub struct Interp {
    pub(crate) interned: Interned,
    pub(crate) names: NamesCell,
    /// The dict of the module `builtins`.
    pub(crate) builtins: Slot,
    /// `sys.modules`.
    pub(crate) modules: Slot,
    /// The dict of the module `sys`.
    pub(crate) sys: Slot,
    /// Objects that live as long as the interpreter: a list.
    pub(crate) immortal: Slot,
    /// `typing.NoDefault`, once it was asked for.
    pub(crate) no_default: Slot,
    /// All code objects that hold caches of builtins, as a list.
    pub(crate) codes: Slot,
    pub lazy: crate::import::Lazy,
    /// Native modules by name, and Python modules in the binary.
    pub natives: &'static [&'static NativeModule],
    pub frozen: &'static [Frozen],
    pub recursion_limit: AtomicU32,
    /// Longest decimal conversion of an int, 0 for no limit.
    pub int_max_str_digits: AtomicU32,
    pub config: Config,
    pub shared: Shared,
    /// Counts everything that needs a number of its own.
    pub serial: AtomicU64,
}

/// A Python module in the binary.
pub struct Frozen {
    pub name: &'static str,
    pub is_package: bool,
    pub source: &'static str,
}

/// What the command line and the environment decide.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub argv: Vec<OsString>,
    pub orig_argv: Vec<OsString>,
    pub executable: String,
    pub path: Vec<String>,
    pub x_options: Vec<(String, Option<String>)>,
    pub warn_options: Vec<String>,
    pub optimize: u8,
    pub verbose: u8,
    pub quiet: bool,
    pub interactive: bool,
    pub inspect: bool,
    pub isolated: bool,
    pub ignore_environment: bool,
    pub no_site: bool,
    pub no_user_site: bool,
    pub dont_write_bytecode: bool,
    pub safe_path: bool,
    pub unbuffered: bool,
    pub dev_mode: bool,
    pub bytes_warning: u8,
    pub hash_seed: Option<u64>,
    pub gil: Option<bool>,
    /// Whether all imports that may be lazy are; None when nothing says.
    pub lazy_imports: Option<bool>,
}

/// Names are interned when the first thread's context stands.
pub struct NamesCell(UnsafeCell<Option<Names>>);
// SAFETY: written once, before a second thread exists.
unsafe impl Sync for NamesCell {}
// SAFETY: as above.
unsafe impl Send for NamesCell {}

impl NamesCell {
    pub const fn new() -> NamesCell {
        NamesCell(UnsafeCell::new(None))
    }
    pub(crate) fn set(&self, names: Names) {
        // SAFETY: called once while there is one thread.
        unsafe { *self.0.get() = Some(names) }
    }
}

impl Default for NamesCell {
    fn default() -> Self {
        NamesCell::new()
    }
}

impl std::ops::Deref for NamesCell {
    type Target = Names;
    #[inline(always)]
    fn deref(&self) -> &Names {
        // SAFETY: set during start-up before anything looks names up.
        unsafe { (*self.0.get()).as_ref().unwrap_unchecked() }
    }
}

impl Interp {
    /// Shows the collector everything that only the interpreter refers to.
    pub fn trace(&self, marker: &mut crate::heap::Marker) {
        for slot in [&self.builtins, &self.modules, &self.sys, &self.immortal, &self.no_default, &self.codes] {
            marker.slot(slot);
        }
        marker.slot(&self.lazy.filter);
        marker.slot(&self.lazy.pending);
        self.interned.trace(marker);
        for def in crate::builtins::TABLE.iter().flatten() {
            if def.shape().has_type() {
                marker.value(def.shape().ty().value());
            }
        }
    }
    pub fn builtins_dict(&self) -> Ref<Dict> {
        // SAFETY: a dict since start-up.
        unsafe { self.builtins.get().cast() }
    }
    pub fn sys_dict(&self) -> Ref<Dict> {
        // SAFETY: a dict since start-up.
        unsafe { self.sys.get().cast() }
    }
    pub fn modules_dict(&self) -> Option<Ref<Dict>> {
        Value::to_dict(self.modules.get())
    }
}
