//! Questions that native code asks about values: is it an integer, an index, iterable?

use crate::object::type_flags;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

impl Vm {
    /// Whether this is an int or an instance of a subclass, a bool too.
    #[inline]
    pub fn is_integer(&self, v: Value) -> bool {
        v.is_int() || v.is_bool() || v.is_instance_flag(type_flags::LONG_SUBCLASS)
    }
    /// Whether this can be an index.
    #[inline]
    pub fn is_index(&self, v: Value) -> bool {
        v.is_int() || self.type_of(v).slots().index.is_some()
    }
    /// Whether `iter` has a chance.
    pub fn is_iterable(&self, v: Value) -> bool {
        let slots = self.type_of(v).slots();
        slots.iter.is_some() || slots.getitem.is_some()
    }
    /// The object under a name in module `builtins`.
    pub fn builtin(&self, name: &str) -> PyResult<Value> {
        match self.interp.builtins_dict().get_str(self.intern(name)) {
            Some(v) => Ok(v),
            None => throw!(self, NAME_ERROR, "name '{name}' is not defined"),
        }
    }
    /// An integer argument as `i128`, when it fits.
    pub fn int_to_i128(&self, v: Value) -> Option<i128> {
        if v.is_int() {
            return Some(v.as_int() as i128);
        }
        i128::try_from(v.to_bigint(self)?).ok()
    }
}
