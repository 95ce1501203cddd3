//! `_abc`: what abstract base classes need of the interpreter.

use crate::builtins::type_::{cells, create::PATTERN_FLAGS};
use crate::native::{NativeModule, function};
use crate::object::{Ref, Type, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// `_pass_pattern_flags(abc, subclass)`: patterns that match instances of an ABC match those of a registered class.
fn pass_pattern_flags(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (Some(from), Some(to)) = (args[0].to_type(), args[1].to_type()) else {
        throw!(vm, TYPE_ERROR, "_pass_pattern_flags() arguments must be classes");
    };
    let wanted = from.flags() & PATTERN_FLAGS;
    if wanted != 0 {
        vm.stop_the_world(|| mark(to, wanted));
    }
    Ok(Value::NONE)
}

/// Marks a class and its subclasses that can be changed.
fn mark(ty: Ref<Type>, wanted: u32) {
    if ty.has_flag(type_flags::IMMUTABLE) || ty.flags() & PATTERN_FLAGS == wanted {
        return;
    }
    ty.set_flags(ty.flags() & !PATTERN_FLAGS | wanted);
    cells::for_each_subclass(ty, |sub| mark(sub, wanted));
}

pub static MODULE: NativeModule = NativeModule {
    name: "_abc",
    doc: "What abstract base classes need of the interpreter.",
    functions: &[function(
        "_pass_pattern_flags",
        "(abc, subclass, /)",
        pass_pattern_flags,
        "Let patterns match a registered class as they match the ABC.",
    )],
    types: &[],
    init: None,
};
