//! `bool`: the two words True and False.

use crate::builtins::int;
use crate::exceptions::exc;
use crate::native::method;
use crate::object::{Slots, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.intern(if v.is_true() { "True" } else { "False" }).value())
}

macro_rules! logic {
    ($name:ident, $op:tt) => {
        fn $name(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
            if a.is_bool() && b.is_bool() {
                return Ok(Value::bool(a.is_true() $op b.is_true()));
            }
            int::TYPE.slots.$name.expect("int has the operation")(vm, a, b)
        }
    };
}
logic!(and, &);
logic!(or, |);
logic!(xor, ^);

fn invert(vm: &Vm, v: Value) -> PyResult<Value> {
    let text = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from the negation of a bool object. Use the 'not' operator for boolean negation or ~int(x) for the bitwise inversion of the underlying int.";
    vm.warn(exc::DEPRECATION_WARNING, text, 1)?;
    Ok(Value::int(!(v.is_true() as i64)))
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(if args[1].is_unbound() { false } else { vm.truthy(args[1])? }))
}

pub static TYPE: TypeDef = TypeDef {
    name: "bool",
    doc: "True when the argument is true, False otherwise.",
    base: Some(&int::TYPE),
    size: 16,
    flags: type_flags::LONG_SUBCLASS | type_flags::MATCH_SELF,
    slots: Slots {
        repr: Some(repr),
        and: Some(and),
        or: Some(or),
        xor: Some(xor),
        invert: Some(invert),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(object=<unset>, /)", new, "")),
    ..TypeDef::NEW
};
