//! `None`, `NotImplemented` and `Ellipsis`.

use crate::native::method;
use crate::object::{Slots, TypeDef};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

macro_rules! singleton {
    ($id:ident $name:literal $repr:literal $value:expr, $bool:expr, $doc:literal) => {
        pub static $id: TypeDef = TypeDef {
            name: $name,
            doc: $doc,
            slots: Slots {
                repr: Some(|vm, _| Ok(vm.intern($repr).value())),
                bool: $bool,
                hash: Some(hash),
                ..Slots::EMPTY
            },
            new: Some(method("__new__", "(*args, **kwargs)", |vm, args| new(vm, args, $name, $value), "")),
            methods: &[method("__reduce__", "()", |vm, _| Ok(vm.intern($repr).value()), "The name of the object.")],
            ..TypeDef::NEW
        };
    };
}

fn hash(_: &Vm, v: Value) -> PyResult<i64> {
    // None's is a documented constant; any fixed numbers do for the others.
    Ok(if v.is_none() { 0xfca8_6420 } else { 0xfca8_6420 ^ (v.bits() as i64) << 4 })
}

fn new(vm: &Vm, args: &[Value], name: &str, v: Value) -> PyResult<Value> {
    if args[1].to_tuple().is_some_and(|t| !t.is_empty()) || args[2].to_dict().is_some_and(|d| !d.is_empty()) {
        throw!(vm, TYPE_ERROR, "{name} takes no arguments");
    }
    Ok(v)
}

fn no_truth(vm: &Vm, _: Value) -> PyResult<bool> {
    throw!(vm, TYPE_ERROR, "NotImplemented should not be used in a boolean context")
}

singleton!(NONE_TYPE "NoneType" "None" Value::NONE, Some(|_, _| Ok(false)), "The type of the None singleton.");
singleton!(NOT_IMPLEMENTED_TYPE "NotImplementedType" "NotImplemented" Value::NOT_IMPLEMENTED, Some(no_truth), "The type of the NotImplemented singleton.");
singleton!(ELLIPSIS_TYPE "ellipsis" "Ellipsis" Value::ELLIPSIS, None, "The type of the Ellipsis singleton.");
