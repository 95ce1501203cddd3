//! Exceptions: the raised state, the hierarchy, making and raising.
//!
//! A raised exception travels as `Err(Raised)`; the object it names is kept alive by lying on the native stack.

pub mod base;
pub(crate) mod group;
pub mod hierarchy;
pub mod os_error;
pub mod syntax;
pub mod traceback;
pub mod unicode;

pub use hierarchy::exc;

use crate::builtins::shape;
use crate::object::{Ref, ShapeId, Slot, Type, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};
use base::BaseException;

/// A raised exception.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Raised(std::num::NonZeroU64);

impl Raised {
    /// The exception object.
    #[inline(always)]
    pub fn value(self) -> Value {
        Value::from_bits(self.0.get())
    }
    #[inline(always)]
    pub fn from_value(v: Value) -> Raised {
        Raised(std::num::NonZeroU64::new(v.bits()).expect("an exception is an object"))
    }
    pub fn object(self) -> Ref<BaseException> {
        // SAFETY: only exception instances are raised.
        unsafe { self.value().cast() }
    }
    /// Whether it is an instance of the exception class with this root shape.
    #[inline]
    pub fn matches(self, _vm: &Vm, class: ShapeId) -> bool {
        let shape = self.value().shape();
        shape == class || shape.ty().is_subtype(class.ty())
    }
}

impl std::fmt::Debug for Raised {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raised({})", self.value().shape().ty().name())
    }
}

/// `return Err(…)` of an exception by class and formatted text: `throw!(vm, TYPE_ERROR, "bad {}", x)`.
#[macro_export]
macro_rules! throw {
    ($vm:expr, $class:ident, $($text:tt)+) => {
        return Err($vm.error($crate::exceptions::exc::$class, format!($($text)+)))
    };
}

impl Vm {
    /// An exception with a message.
    #[cold]
    pub fn error(&self, class: ShapeId, text: impl AsRef<str>) -> Raised {
        let text = text.as_ref();
        if text.is_empty() {
            return self.error_args(class, &[]);
        }
        let s = self.new_str(text);
        self.error_args(class, &[s.value()])
    }
    /// An exception with one argument.
    #[cold]
    pub fn error_value(&self, class: ShapeId, v: Value) -> Raised {
        self.error_args(class, &[v])
    }
    /// An exception of a builtin class with these arguments.
    #[cold]
    pub fn error_args(&self, class: ShapeId, args: &[Value]) -> Raised {
        let ty = class.ty();
        // Classes with fields of their own are made as a program would make them.
        if ty.layout().size > size_of::<BaseException>() || ty.has_flag(type_flags::HEAP) {
            return match self.call(ty.value(), args) {
                Ok(v) => self.raise_value(v),
                Err(e) => e,
            };
        }
        let e = self.alloc_instance(ty, BaseException::new(self.new_tuple(args)));
        self.raise_value(e.value())
    }
    /// Raises an exception instance: links it to the exception being handled.
    pub fn raise_value(&self, v: Value) -> Raised {
        let raised = Raised::from_value(v);
        let handled = self.handled.get();
        if handled.is_ptr() && handled != v && raised.object().context.get().is_none() {
            self.set_context(raised, handled);
        }
        raised
    }
    /// Makes `context` the context of a raised exception, cutting a cycle this would make.
    pub(crate) fn set_context(&self, raised: Raised, context: Value) {
        let v = raised.value();
        if context == v {
            return;
        }
        let mut at = context;
        let mut steps = 0;
        while at.is_ptr() && steps < 10_000 {
            // SAFETY: contexts are exceptions.
            let e = unsafe { at.cast::<BaseException>() };
            if e.context.get() == v {
                e.context.set(Value::NONE);
                break;
            }
            at = e.context.get();
            steps += 1;
        }
        raised.object().context.set(context);
    }
    /// What `raise x` raises: an instance as it is, a class instantiated.
    pub fn exception_to_raise(&self, v: Value) -> PyResult<Raised> {
        if v.is_instance_flag(type_flags::EXC_SUBCLASS) {
            return Ok(Raised::from_value(v));
        }
        if let Some(class) = v.to_type()
            && class.has_flag(type_flags::EXC_SUBCLASS)
        {
            let e = self.call(v, &[])?;
            if !e.is_instance_flag(type_flags::EXC_SUBCLASS) {
                crate::throw!(
                    self,
                    TYPE_ERROR,
                    "calling {} should have returned an instance of BaseException, not {}",
                    self.repr(v)?,
                    self.repr(self.type_of(e).value())?
                );
            }
            return Ok(Raised::from_value(e));
        }
        crate::throw!(self, TYPE_ERROR, "exceptions must derive from BaseException")
    }
    /// Reports an exception that nobody can catch through `sys.unraisablehook`.
    pub fn unraisable(&self, raised: Raised, context: Value) {
        self.unraisable_text(raised, context, "Exception ignored in")
    }
    pub fn unraisable_text(&self, raised: Raised, context: Value, text: &str) {
        crate::exceptions::traceback::report_unraisable(self, raised, context, text);
    }
    /// Issues a warning, through the `warnings` module when that is loaded or can be.
    pub fn warn(&self, category: ShapeId, text: &str, stacklevel: i64) -> PyResult<()> {
        crate::exceptions::traceback::warn(self, category.ty(), text, stacklevel)
    }
    /// Whether an exception matches the class or tuple of classes of an `except` clause.
    pub fn exception_matches(&self, exception: Value, pattern: Value) -> PyResult<bool> {
        if let Some(t) = pattern.to_tuple() {
            // A bad item is an error, also behind one that matches.
            let mut found = false;
            for class in t.items() {
                found |= self.exception_matches_class(exception, *class)?;
            }
            return Ok(found);
        }
        self.exception_matches_class(exception, pattern)
    }
    fn exception_matches_class(&self, exception: Value, class: Value) -> PyResult<bool> {
        match class.to_type() {
            Some(class) if class.has_flag(type_flags::EXC_SUBCLASS) => Ok(self.isinstance(exception, class)),
            _ => crate::throw!(
                self,
                TYPE_ERROR,
                "catching classes that do not inherit from BaseException is not allowed"
            ),
        }
    }
}

/// The exceptions' common superclass, for `isinstance` tests.
pub fn base_class() -> Ref<Type> {
    shape::BASE_EXCEPTION.ty()
}

/// A slot of an exception that Python sees as `None` when empty.
pub(crate) fn none_slot() -> Slot {
    Slot::new(Value::NONE)
}
