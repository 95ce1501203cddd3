//! Attribute access as `object` defines it, and the doors through which the machine reads and writes attributes.

use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::exceptions::exc;
use crate::native::Args;
use crate::object::{Ref, instance, type_flags};
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

/// `object.__getattribute__`.
pub fn generic_getattr(vm: &Vm, v: Value, name: Value) -> PyResult<Value> {
    let name = vm.attribute_name(name)?;
    match generic_lookup(vm, v, name)? {
        Some(r) => Ok(r),
        None => Err(vm.attribute_error(format!("'{}' object has no attribute '{name}'", vm.type_name(v)), v, name)),
    }
}

/// As [`generic_getattr`], `None` when there is no such attribute.
pub fn generic_lookup(vm: &Vm, v: Value, name: Ref<Str>) -> PyResult<Option<Value>> {
    let ty = vm.type_of(v);
    let class_attr = ty.lookup(vm, name);
    if let Some(d) = class_attr {
        let slots = vm.type_of(d).slots();
        if slots.descr_set.is_some()
            && let Some(get) = slots.descr_get
        {
            return get(vm, d, v, ty.value()).map(Some);
        }
    }
    if let Some(own) = instance::get(v, name) {
        return Ok(Some(own));
    }
    if let Some(own) = in_namespace(vm, v, name)? {
        return Ok(Some(own));
    }
    match class_attr {
        Some(d) => vm.bind_descriptor(d, v, ty.value()).map(Some),
        None => Ok(None),
    }
}

/// The attribute that a class or a module, whose `__dict__` is a dict from the start, holds itself.
fn in_namespace(vm: &Vm, v: Value, name: Ref<Str>) -> PyResult<Option<Value>> {
    if let Some(class) = v.to_type() {
        return Ok(class.dict().get_str(name));
    }
    let Some(module) = v.to_module() else { return Ok(None) };
    match module.dict().get_str(name) {
        Some(x) => crate::import::resolve_lazy(vm, module.dict(), name, x).map(Some),
        None => Ok(None),
    }
}

/// `object.__setattr__` and `object.__delattr__` (unbound value).
pub fn generic_setattr(vm: &Vm, v: Value, name: Value, value: Value) -> PyResult<()> {
    let name = vm.attribute_name(name)?;
    let ty = vm.type_of(v);
    let class_attr = ty.lookup(vm, name);
    if let Some(d) = class_attr
        && let Some(set) = vm.type_of(d).slots().descr_set
    {
        return set(vm, d, v, value);
    }
    let done = if value.is_unbound() { instance::delete(vm, v, name)? } else { instance::set(vm, v, name, value) };
    if done {
        return Ok(());
    }
    let own = vm.type_name(v);
    match class_attr {
        Some(_) if !ty.has_flag(type_flags::HAS_DICT) => {
            Err(vm.attribute_error(format!("'{own}' object attribute '{name}' is read-only"), v, name))
        }
        None if !ty.has_flag(type_flags::HAS_DICT) => {
            let text = format!("'{own}' object has no attribute '{name}' and no __dict__ for setting new attributes");
            Err(vm.attribute_error(text, v, name))
        }
        _ => Err(vm.no_attribute(v, name)),
    }
}

impl Vm {
    /// The attribute name as an exact string.
    pub fn attribute_name(&self, name: Value) -> PyResult<Ref<Str>> {
        match name.to_str() {
            Some(s) => Ok(s),
            None => throw!(self, TYPE_ERROR, "attribute name must be string, not '{}'", self.type_name(name)),
        }
    }
    /// AttributeError for an attribute that is not there.
    pub fn no_attribute(&self, v: Value, name: Ref<Str>) -> Raised {
        let text = match v.to_type() {
            Some(class) => format!("type object '{}' has no attribute '{name}'", class.name()),
            None => format!("'{}' object has no attribute '{name}'", self.type_name(v)),
        };
        self.attribute_error(text, v, name)
    }
    /// AttributeError that knows its object and name, for suggestions.
    pub fn attribute_error(&self, text: String, v: Value, name: Ref<Str>) -> Raised {
        let e = self.error(exc::ATTRIBUTE_ERROR, text);
        let _ = self.setattr(e.value(), self.names().name, name.value());
        let _ = self.setattr(e.value(), self.names().obj, v);
        e
    }
    /// Reads an attribute.
    #[inline]
    pub fn getattr(&self, v: Value, name: Ref<Str>) -> PyResult<Value> {
        let found = match self.type_of(v).slots().getattro {
            Some(f) => f(self, v, name.value()),
            None => generic_getattr(self, v, name.value()),
        };
        if let Err(e) = found {
            self.name_failed_attribute(e, v, name);
        }
        found
    }
    /// An AttributeError that does not say what was asked for, as one that a program raises, is told.
    #[cold]
    #[inline(never)]
    fn name_failed_attribute(&self, e: Raised, v: Value, name: Ref<Str>) {
        if e.matches(self, exc::ATTRIBUTE_ERROR) {
            crate::exceptions::base::tell_attribute(e, v, name.value());
        }
    }
    /// Reads an attribute; `None` instead of AttributeError.
    pub fn getattr_opt(&self, v: Value, name: Ref<Str>) -> PyResult<Option<Value>> {
        match self.type_of(v).slots().getattro {
            Some(f) if f as usize != generic_getattr as *const () as usize => match f(self, v, name.value()) {
                Ok(r) => Ok(Some(r)),
                Err(e) if e.matches(self, exc::ATTRIBUTE_ERROR) => Ok(None),
                Err(e) => Err(e),
            },
            _ => match generic_lookup(self, v, name) {
                Err(e) if e.matches(self, exc::ATTRIBUTE_ERROR) => Ok(None),
                other => other,
            },
        }
    }
    pub fn setattr(&self, v: Value, name: Ref<Str>, value: Value) -> PyResult<()> {
        match self.type_of(v).slots().setattro {
            Some(f) => f(self, v, name.value(), value),
            None => generic_setattr(self, v, name.value(), value),
        }
    }
    pub fn delattr(&self, v: Value, name: Ref<Str>) -> PyResult<()> {
        self.setattr(v, name, Value::UNBOUND)
    }
    /// What a class attribute means when reached through an instance (or, unbound, through the class).
    #[inline]
    pub fn bind_descriptor(&self, d: Value, instance: Value, owner: Value) -> PyResult<Value> {
        if !d.is_ptr() {
            return Ok(d);
        }
        match self.type_of(d).slots().descr_get {
            Some(get) => get(self, d, instance, owner),
            None => Ok(d),
        }
    }
    /// A special method: looked up on the type, bound to the value.
    pub fn special(&self, v: Value, name: Ref<Str>) -> PyResult<Option<Value>> {
        let ty = self.type_of(v);
        match ty.lookup(self, name) {
            Some(f) => self.bind_descriptor(f, v, ty.value()).map(Some),
            None => Ok(None),
        }
    }
    /// Calls a special method without making a bound object; `None` when the type has none.
    pub fn call_special(&self, v: Value, name: Ref<Str>, args: &[Value]) -> PyResult<Option<Value>> {
        let ty = self.type_of(v);
        let Some(f) = ty.lookup(self, name) else { return Ok(None) };
        if f.has_shape(shape::FUNCTION) || f.has_shape(shape::METHOD_DESCRIPTOR) || f.has_shape(shape::SLOT_WRAPPER) {
            return self.call_prepended(f, v, Args::positional(args)).map(Some);
        }
        let bound = self.bind_descriptor(f, v, ty.value())?;
        self.call(bound, args).map(Some)
    }
    /// Calls a method by name.
    pub fn call_method(&self, v: Value, name: Ref<Str>, args: &[Value]) -> PyResult<Value> {
        let ty = self.type_of(v);
        if ty.slots().getattro.is_none_or(|f| f as usize == generic_getattr as *const () as usize)
            && let Some(f) = ty.lookup(self, name)
            && (f.has_shape(shape::FUNCTION) || f.has_shape(shape::METHOD_DESCRIPTOR))
            && instance::get(v, name).is_none()
        {
            return self.call_prepended(f, v, Args::positional(args));
        }
        let f = self.getattr(v, name)?;
        self.call(f, args)
    }
}
