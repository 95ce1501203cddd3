//! The door through which native code meets Python: modules, functions, argument binding.
//!
//! A native function has one shape, `fn(vm, args) -> PyResult<Value>`, and a signature text. The door binds a call to the
//! signature, so that `args` always holds exactly one value per parameter, in order: missing optional ones their default,
//! `*args` a tuple, `**kwargs` a dict. A parameter whose default is `<unset>` arrives as `Value::UNBOUND` when not given.
//! A method's `args[0]` is the object (class methods: the class), its parameters follow. Arguments are rooted by the caller.
//! To block, use `vm.released(|| …)`; to mutate a shared object, hold `vm.lock(object)`.

use crate::builtins::tuple::Tuple;
use crate::object::{Ref, TypeDef};
use crate::value::Value;
use crate::{PyResult, Vm};

pub type NativeFn = fn(&Vm, &[Value]) -> PyResult<Value>;

/// The arguments of a call as they come: positional values, then the values of the keywords named in `kwnames`.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    pub values: &'a [Value],
    pub kwnames: Option<Ref<Tuple>>,
}

impl<'a> Args<'a> {
    pub fn positional(values: &'a [Value]) -> Args<'a> {
        Args { values, kwnames: None }
    }
    /// Number of keyword arguments.
    pub fn kwlen(&self) -> usize {
        self.kwnames.map_or(0, |names| names.items().len())
    }
    /// The positional arguments.
    pub fn pos(&self) -> &'a [Value] {
        &self.values[..self.values.len() - self.kwlen()]
    }
    /// The keyword arguments: (name, value).
    pub fn kw(&self) -> impl Iterator<Item = (Value, Value)> + 'a {
        let values = &self.values[self.values.len() - self.kwlen()..];
        let names: &'static [Value] = self.kwnames.map_or(&[], |names| names.items());
        names.iter().copied().zip(values.iter().copied())
    }
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// How a method takes its first argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// A function of a module.
    Function,
    Method,
    Class,
    Static,
}

/// One native function or method.
pub struct MethodDef {
    pub name: &'static str,
    /// Parameters as Python writes them, without `self`: `"(index=-1, /)"`. Defaults are literals or `<unset>`.
    pub signature: &'static str,
    pub f: NativeFn,
    pub doc: &'static str,
    pub binding: Binding,
    /// Positional arguments (with `self`) that need no binding work, -1 when the signature is not that simple.
    pub exact: i32,
}

const fn exact_arity(signature: &str, binding: Binding) -> i32 {
    let s = signature.as_bytes();
    let own = match binding {
        Binding::Method | Binding::Class => 1,
        Binding::Function | Binding::Static => 0,
    };
    if s.len() == 2 {
        return own;
    }
    // Only a list of plain names that ends in `/` qualifies.
    let mut i = 1;
    let mut n = 0;
    while i < s.len() {
        match s[i] {
            b'=' | b'*' => return -1,
            b',' => n += 1,
            b'/' => return if s[i + 1] == b')' { own + n } else { -1 },
            _ => {}
        }
        i += 1;
    }
    -1
}

const fn def(
    name: &'static str,
    signature: &'static str,
    f: NativeFn,
    doc: &'static str,
    binding: Binding,
) -> MethodDef {
    MethodDef { name, signature, f, doc, binding, exact: exact_arity(signature, binding) }
}
/// A function of a module.
pub const fn function(name: &'static str, signature: &'static str, f: NativeFn, doc: &'static str) -> MethodDef {
    def(name, signature, f, doc, Binding::Function)
}
/// A method: `args[0]` is the object.
pub const fn method(name: &'static str, signature: &'static str, f: NativeFn, doc: &'static str) -> MethodDef {
    def(name, signature, f, doc, Binding::Method)
}
/// A class method: `args[0]` is the class.
pub const fn classmethod(name: &'static str, signature: &'static str, f: NativeFn, doc: &'static str) -> MethodDef {
    def(name, signature, f, doc, Binding::Class)
}
pub const fn staticmethod(name: &'static str, signature: &'static str, f: NativeFn, doc: &'static str) -> MethodDef {
    def(name, signature, f, doc, Binding::Static)
}

/// A module written in Rust.
pub struct NativeModule {
    pub name: &'static str,
    pub doc: &'static str,
    pub functions: &'static [MethodDef],
    /// Types to be made and bound under the last part of their name.
    pub types: &'static [&'static TypeDef],
    /// Adds constants and other objects when the module is first imported.
    pub init: Option<fn(&Vm, Ref<crate::builtins::module::Module>) -> PyResult<()>>,
}
