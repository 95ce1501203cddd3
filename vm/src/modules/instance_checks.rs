//! `isinstance` and `issubclass`, with their hooks.

use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

impl Vm {
    /// `isinstance(v, class)`.
    pub fn is_instance(&self, v: Value, class: Value) -> PyResult<bool> {
        if self.type_of(v).value() == class {
            return Ok(true);
        }
        if self.type_of(class) == shape::TYPE.ty() {
            return self.isinstance_by_class(v, class);
        }
        if let Some(union) = crate::builtins::union::members(class) {
            return self.any_instance(v, union);
        }
        if let Some(t) = class.to_tuple() {
            return self.any_instance(v, t);
        }
        self.check_native_stack()?;
        match self.call_special(class, self.names().__instancecheck__, &[v])? {
            Some(r) => self.truthy(r),
            None => self.isinstance_by_class(v, class),
        }
    }
    fn any_instance(&self, v: Value, classes: Ref<Tuple>) -> PyResult<bool> {
        self.check_native_stack()?;
        for c in classes.items() {
            let c = if c.is_none() { shape::NONE.ty().value() } else { *c };
            if self.is_instance(v, c)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
    /// Without hooks: by type, else by the object's `__class__`.
    pub fn isinstance_by_class(&self, v: Value, class: Value) -> PyResult<bool> {
        match class.to_type() {
            Some(ty) => {
                if self.isinstance(v, ty) {
                    return Ok(true);
                }
                match self.getattr_opt(v, self.names().__class__)? {
                    Some(c) => Ok(c != self.type_of(v).value() && c.to_type().is_some_and(|c| c.is_subtype(ty))),
                    None => Ok(false),
                }
            }
            None => {
                if self.bases_of(class)?.is_none() {
                    throw!(self, TYPE_ERROR, "isinstance() arg 2 must be a type, a tuple of types, or a union");
                }
                match self.getattr_opt(v, self.names().__class__)? {
                    Some(c) => self.abstract_subclass(c, class),
                    None => Ok(false),
                }
            }
        }
    }
    /// `issubclass(class, of)`.
    pub fn is_subclass(&self, class: Value, of: Value) -> PyResult<bool> {
        if self.type_of(of) == shape::TYPE.ty() {
            return if class == of { Ok(true) } else { self.issubclass_by_bases(class, of) };
        }
        let many = crate::builtins::union::members(of).or(of.to_tuple());
        if let Some(t) = many {
            self.check_native_stack()?;
            for c in t.items() {
                let c = if c.is_none() { shape::NONE.ty().value() } else { *c };
                if self.is_subclass(class, c)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        self.check_native_stack()?;
        match self.call_special(of, self.names().__subclasscheck__, &[class])? {
            Some(r) => self.truthy(r),
            None => self.issubclass_by_bases(class, of),
        }
    }
    /// Without hooks: by MRO, else along `__bases__`.
    pub fn issubclass_by_bases(&self, class: Value, of: Value) -> PyResult<bool> {
        if let (Some(a), Some(b)) = (class.to_type(), of.to_type()) {
            return Ok(a.is_subtype(b));
        }
        if self.bases_of(class)?.is_none() {
            throw!(self, TYPE_ERROR, "issubclass() arg 1 must be a class");
        }
        if self.bases_of(of)?.is_none() {
            throw!(self, TYPE_ERROR, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
        }
        self.abstract_subclass(class, of)
    }
    fn bases_of(&self, class: Value) -> PyResult<Option<Ref<Tuple>>> {
        Ok(self.getattr_opt(class, self.names().__bases__)?.and_then(Value::to_tuple))
    }
    fn abstract_subclass(&self, class: Value, of: Value) -> PyResult<bool> {
        if class == of {
            return Ok(true);
        }
        self.check_native_stack()?;
        let Some(bases) = self.bases_of(class)? else { return Ok(false) };
        for b in bases.items() {
            if self.abstract_subclass(*b, of)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
