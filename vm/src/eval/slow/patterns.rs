//! Pattern matching and the rare operations.

use crate::builtins::shape;
use crate::bytecode::opcode::Intrinsic;
use crate::object::{Ref, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{At, Done};

pub(super) fn len(vm: &Vm, at: At) -> Done {
    at.set(vm.new_int(vm.len(at.rb())? as i64));
    Ok(())
}
pub(super) fn mapping(vm: &Vm, at: At) -> Done {
    at.set(Value::bool(vm.type_of(at.rb()).has_flag(type_flags::MAPPING)));
    Ok(())
}
pub(super) fn sequence(vm: &Vm, at: At) -> Done {
    at.set(Value::bool(vm.type_of(at.rb()).has_flag(type_flags::SEQUENCE)));
    Ok(())
}

pub(super) fn keys(vm: &Vm, at: At) -> Done {
    let (subject, keys) = (at.rb(), at.rc().to_tuple().expect("a tuple of keys"));
    let out = vm.new_list(&[]);
    let seen = vm.new_dict();
    let get = if subject.has_shape(shape::DICT) { None } else { Some(vm.getattr(subject, vm.names().get)?) };
    let missing = vm.new_list(&[]).value();
    for k in keys.items() {
        if seen.get(vm, *k)?.is_some() {
            throw!(vm, VALUE_ERROR, "mapping pattern checks duplicate key ({})", vm.repr(*k)?);
        }
        seen.set(vm, *k, Value::NONE)?;
        let v = match get {
            None => subject.to_dict().expect("the shape says so").get(vm, *k)?,
            Some(get) => Some(vm.call(get, &[*k, missing])?).filter(|v| *v != missing),
        };
        match v {
            Some(v) => out.push(vm, v),
            None => {
                at.set(Value::NONE);
                return Ok(());
            }
        }
    }
    at.set(out.snapshot(vm).value());
    Ok(())
}

pub(super) fn class(vm: &Vm, at: At) -> Done {
    let (subject, class) = (at.rb(), at.frame.reg(at.i.b() + 1));
    let names = at.frame.reg(at.i.b() + 2).to_tuple().expect("a tuple of names");
    at.set(match_class(vm, subject, class, at.i.c(), names)?);
    Ok(())
}

fn match_class(
    vm: &Vm,
    subject: Value,
    class: Value,
    npos: usize,
    names: Ref<crate::builtins::tuple::Tuple>,
) -> PyResult<Value> {
    let Some(ty) = class.to_type() else {
        throw!(vm, TYPE_ERROR, "class pattern must refer to a class");
    };
    if !vm.is_instance(subject, class)? {
        return Ok(Value::NONE);
    }
    let out = vm.new_list(&[]);
    let seen = vm.new_dict();
    let attr = |name: Value| -> PyResult<bool> {
        if seen.get(vm, name)?.is_some() {
            throw!(vm, TYPE_ERROR, "{}() got multiple sub-patterns for attribute {}", ty.name(), vm.repr(name)?);
        }
        seen.set(vm, name, Value::NONE)?;
        match vm.getattr_opt(subject, vm.attribute_name(name)?)? {
            Some(v) => {
                out.push(vm, v);
                Ok(true)
            }
            None => Ok(false),
        }
    };
    if npos > 0 {
        let args = vm.getattr_opt(class, vm.names().__match_args__)?;
        let mut self_match = false;
        let args = match args {
            Some(a) => match a.to_tuple() {
                Some(t) => t,
                None => {
                    throw!(vm, TYPE_ERROR, "{}.__match_args__ must be a tuple (got {})", ty.name(), vm.type_name(a))
                }
            },
            None => {
                self_match = ty.has_flag(type_flags::MATCH_SELF);
                vm.new_tuple(&[])
            }
        };
        let allowed = if self_match { 1 } else { args.len() };
        if npos > allowed {
            let s = if allowed == 1 { "" } else { "s" };
            throw!(vm, TYPE_ERROR, "{}() accepts {allowed} positional sub-pattern{s} ({npos} given)", ty.name());
        }
        if self_match {
            out.push(vm, subject);
        } else {
            for name in &args.items()[..npos] {
                if name.to_str().is_none() {
                    throw!(vm, TYPE_ERROR, "__match_args__ elements must be strings (got {})", vm.type_name(*name));
                }
                if !attr(*name)? {
                    return Ok(Value::NONE);
                }
            }
        }
    }
    for name in names.items() {
        if !attr(*name)? {
            return Ok(Value::NONE);
        }
    }
    Ok(out.snapshot(vm).value())
}

pub(super) fn intrinsic(vm: &Vm, at: At) -> Done {
    let which = Intrinsic::ALL[at.i.c()];
    let w = at.window(3);
    let r = match which {
        Intrinsic::PrintExpr => {
            let Some(hook) = vm.interp.sys_dict().get_str(vm.names().displayhook) else {
                throw!(vm, RUNTIME_ERROR, "lost sys.displayhook");
            };
            vm.call(hook, &[w[0]])?
        }
        Intrinsic::NotImplementedError => shape::NOT_IMPLEMENTED_ERROR.ty().value(),
        Intrinsic::AssertionError => shape::ASSERTION_ERROR.ty().value(),
        Intrinsic::CopyDict => w[0].to_dict().expect("a dict").copy(vm)?.value(),
        Intrinsic::SetupAnnotations => {
            let (namespace, name) = (at.frame.reg(0), vm.names().__annotations__.value());
            if !vm.contains(namespace, name)? {
                vm.setitem(namespace, name, vm.new_dict().value())?;
            }
            Value::NONE
        }
        _ => type_parameters(vm, which, w)?,
    };
    at.set(r);
    Ok(())
}

/// Type parameters and aliases are objects of the module `_typing`.
fn type_parameters(vm: &Vm, which: Intrinsic, w: &[Value]) -> PyResult<Value> {
    use crate::builtins::typevar as tv;
    match which {
        Intrinsic::TypeVar => tv::new_type_var(vm, w[0], Value::NONE, Value::NONE),
        Intrinsic::TypeVarWithBound => tv::new_type_var(vm, w[0], w[1], Value::NONE),
        Intrinsic::TypeVarWithConstraints => tv::new_type_var(vm, w[0], Value::NONE, w[1]),
        Intrinsic::ParamSpec => tv::new_param_spec(vm, w[0]),
        Intrinsic::TypeVarTuple => tv::new_type_var_tuple(vm, w[0]),
        Intrinsic::SetTypeParamDefault => tv::set_default(vm, w[0], w[1]),
        Intrinsic::TypeAlias => tv::new_alias(vm, w[0], w[1], w[2]),
        _ => tv::subscript_generic(vm, w[0]),
    }
}
