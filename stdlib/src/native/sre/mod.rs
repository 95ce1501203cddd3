//! `_sre`: regular expressions.
//!
//! `source` cuts the text of a pattern into tokens, `parser` and `escape` make the tree of `node`, `compiler` makes a program of it,
//! `matcher` runs that by backtracking over a stack of its own. `pattern` and `match_object` are what Python sees.

mod charset;
mod compiler;
mod debug;
mod escape;
mod match_object;
mod matcher;
mod node;
mod parser;
mod pattern;
mod source;
mod subject;
mod template;

use pyish_vm::native::{NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use pattern::Pattern;

fn pattern_arg(vm: &Vm, v: Value) -> PyResult<Ref<Pattern>> {
    if !v.has_shape(pattern::TYPE.shape()) {
        throw!(vm, TYPE_ERROR, "expected a compiled pattern, not {}", vm.type_name(v));
    }
    // SAFETY: the shape was checked.
    Ok(unsafe { v.cast() })
}
fn listing(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_str(&debug::listing(pattern_arg(vm, args[0])?.program())).value())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_sre",
    doc: "The native part of re.",
    functions: &[
        function("compile", "(pattern, flags, error, /)", pattern::new, "A pattern; errors are of the given class."),
        function("listing", "(pattern, /)", listing, "The program of a pattern as text."),
    ],
    types: &[&pattern::TYPE, &match_object::TYPE, &pattern::SCANNER],
    init: None,
};
