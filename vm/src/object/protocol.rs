//! The protocols every object answers: conversion to text, hashing, truth, comparison, length, items, iteration.

use std::cell::RefCell;
use std::collections::HashSet;

use crate::builtins::list::List;
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::exceptions::exc;
use crate::object::{CompareOp, Ref, type_flags};
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

/// How deep the reprs of containers may nest.
const MOST_REPRS: usize = 60_000;

thread_local! {
    /// The containers whose repr this thread is making: objects that callers keep alive, by address.
    static REPRS: RefCell<HashSet<u64>> = RefCell::new(HashSet::new());
}

impl Vm {
    // ---- text

    /// `repr(v)`.
    pub fn repr(&self, v: Value) -> PyResult<Ref<Str>> {
        self.check_native_stack()?;
        let r = match self.type_of(v).slots().repr {
            Some(f) => f(self, v)?,
            None => crate::builtins::object::repr(self, v)?,
        };
        match r.to_str() {
            Some(s) => Ok(s),
            None => Err(self.bad_result(v, "__repr__", "a str", r)),
        }
    }
    /// `str(v)`.
    pub fn str(&self, v: Value) -> PyResult<Ref<Str>> {
        if let Some(s) = v.to_exact_str() {
            return Ok(s);
        }
        self.check_native_stack()?;
        let Some(f) = self.type_of(v).slots().str else { return self.repr(v) };
        let r = f(self, v)?;
        match r.to_str() {
            Some(s) => Ok(s),
            None => Err(self.bad_result(v, "__str__", "a str", r)),
        }
    }
    /// `format(v, spec)`.
    pub fn format(&self, v: Value, spec: Ref<Str>) -> PyResult<Ref<Str>> {
        if spec.is_empty() && v.to_exact_str().is_some() {
            return Ok(v.to_exact_str().expect("just seen"));
        }
        if v.is_int() {
            return if spec.is_empty() { self.str(v) } else { crate::format::format_int(self, v, spec, "int") };
        }
        if v.is_inline_float() && !spec.is_empty() {
            return crate::format::format_float(self, v.as_inline_float(), spec);
        }
        if let Some(s) = v.to_exact_str() {
            return crate::format::format_str(self, s, spec);
        }
        match self.call_special(v, self.names().__format__, &[spec.value()])? {
            Some(r) => match r.to_str() {
                Some(s) => Ok(s),
                None => Err(self.bad_result(v, "__format__", "a str", r)),
            },
            None => throw!(self, TYPE_ERROR, "Type {} doesn't define __format__", self.type_name(v)),
        }
    }
    /// Notes that the repr of a container begins; false when it is under way already.
    pub fn repr_enter(&self, v: Value) -> PyResult<bool> {
        REPRS.with_borrow_mut(|under_way| {
            if under_way.len() >= MOST_REPRS {
                let text = "maximum recursion depth exceeded while getting the repr of an object";
                return Err(self.error(exc::RECURSION_ERROR, text));
            }
            Ok(under_way.insert(v.bits()))
        })
    }
    pub fn repr_leave(&self, v: Value) {
        REPRS.with_borrow_mut(|under_way| under_way.remove(&v.bits()));
    }

    // ---- hashing and truth

    /// `hash(v)`.
    pub fn hash(&self, v: Value) -> PyResult<i64> {
        if let Some(s) = v.to_exact_str() {
            return Ok(s.hash() as i64);
        }
        self.check_native_stack()?;
        match self.type_of(v).slots().hash {
            Some(f) => f(self, v),
            None => throw!(self, TYPE_ERROR, "unhashable type: '{}'", self.type_name(v)),
        }
    }
    /// The hash by which dicts and sets file a key.
    #[inline(always)]
    pub fn hash_key(&self, v: Value) -> PyResult<u64> {
        if v.is_int() {
            let i = v.as_int();
            if i > -(1 << 60) && i < 1 << 60 {
                return Ok(if i == -1 { -2i64 as u64 } else { i as u64 });
            }
        } else if let Some(s) = v.to_exact_str() {
            return Ok(s.hash());
        }
        Ok(self.hash(v)? as u64)
    }
    /// The hash of a dict's key; the error of one that cannot be hashed says what it was wanted for.
    #[inline(always)]
    pub fn hash_dict_key(&self, v: Value) -> PyResult<u64> {
        self.hash_key(v).map_err(|e| self.unusable(e, v, "a dict key"))
    }
    /// As [`Vm::hash_dict_key`], for an element of a set.
    #[inline(always)]
    pub fn hash_element(&self, v: Value) -> PyResult<u64> {
        self.hash_key(v).map_err(|e| self.unusable(e, v, "a set element"))
    }
    /// What becomes of a TypeError that hashing `v` raised when it was to be `role`; other exceptions stay.
    #[cold]
    pub(crate) fn unusable(&self, e: Raised, v: Value, role: &str) -> Raised {
        if e.value().shape() != exc::TYPE_ERROR {
            return e;
        }
        match self.str(e.value()) {
            Ok(text) => {
                let text = format!("cannot use '{}' as {role} ({text})", self.full_type_name(v));
                self.error(exc::TYPE_ERROR, text)
            }
            Err(e) => e,
        }
    }
    /// `bool(v)`.
    #[inline]
    pub fn truthy(&self, v: Value) -> PyResult<bool> {
        match v {
            Value::TRUE => Ok(true),
            Value::FALSE | Value::NONE => Ok(false),
            _ if v.is_int() => Ok(v.as_int() != 0),
            _ => self.truthy_slow(v),
        }
    }
    fn truthy_slow(&self, v: Value) -> PyResult<bool> {
        if let Some(s) = v.to_exact_str() {
            return Ok(!s.is_empty());
        }
        self.check_native_stack()?;
        let slots = self.type_of(v).slots();
        if let Some(f) = slots.bool {
            return f(self, v);
        }
        match slots.len {
            Some(f) => Ok(f(self, v)? != 0),
            None => Ok(true),
        }
    }

    // ---- comparison

    /// Rich comparison: `a op b`.
    pub fn compare(&self, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
        if Value::both_int(a, b) {
            return Ok(Value::bool(op.holds(a.as_int().cmp(&b.as_int()))));
        }
        if let (Some(x), Some(y)) = (a.to_exact_str(), b.to_exact_str()) {
            return Ok(Value::bool(match op {
                CompareOp::Eq => x.same_text(&y),
                CompareOp::Ne => !x.same_text(&y),
                _ => op.holds(crate::builtins::str::order(x, y)),
            }));
        }
        self.check_native_stack()?;
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        let mut reflected_done = false;
        if ta != tb
            && tb.is_subtype(ta)
            && let Some(f) = tb.slots().compare
        {
            reflected_done = true;
            let r = f(self, b, a, op.swapped())?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        if let Some(f) = ta.slots().compare {
            let r = f(self, a, b, op)?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        if !reflected_done && let Some(f) = tb.slots().compare {
            let r = f(self, b, a, op.swapped())?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        match op {
            CompareOp::Eq => Ok(Value::bool(a == b)),
            CompareOp::Ne => Ok(Value::bool(a != b)),
            _ => throw!(
                self,
                TYPE_ERROR,
                "'{}' not supported between instances of '{}' and '{}'",
                op.symbol(),
                ta.message_name(),
                tb.message_name()
            ),
        }
    }
    pub fn compare_bool(&self, a: Value, b: Value, op: CompareOp) -> PyResult<bool> {
        let r = self.compare(a, b, op)?;
        self.truthy(r)
    }
    /// Equality as containers use it: identity first.
    #[inline]
    pub fn eq(&self, a: Value, b: Value) -> PyResult<bool> {
        if a == b {
            return Ok(true);
        }
        if Value::both_int(a, b) {
            return Ok(false);
        }
        if let (Some(x), Some(y)) = (a.to_exact_str(), b.to_exact_str()) {
            return Ok(x.same_text(&y));
        }
        if a.is_inline_float() && b.is_inline_float() {
            return Ok(a.as_inline_float() == b.as_inline_float());
        }
        self.compare_bool(a, b, CompareOp::Eq)
    }

    // ---- length and items

    pub fn len(&self, v: Value) -> PyResult<usize> {
        self.check_native_stack()?;
        match self.type_of(v).slots().len {
            Some(f) => f(self, v),
            None => throw!(self, TYPE_ERROR, "object of type '{}' has no len()", self.type_name(v)),
        }
    }
    /// A guess at the number of items an iterable will give.
    pub fn length_hint(&self, v: Value, default: usize) -> PyResult<usize> {
        if self.type_of(v).slots().len.is_some() {
            match self.len(v) {
                Err(e) if e.matches(self, exc::TYPE_ERROR) => {}
                other => return other,
            }
        }
        let hint = match self.call_special(v, self.names().__length_hint__, &[]) {
            Ok(Some(h)) => h,
            Ok(None) => return Ok(default),
            Err(e) if e.matches(self, exc::TYPE_ERROR) => return Ok(default),
            Err(e) => return Err(e),
        };
        match hint.to_int() {
            Some(i) if i >= 0 => Ok(i as usize),
            Some(_) => {
                throw!(self, VALUE_ERROR, "{}.__length_hint__() must return a non-negative int", self.full_type_name(v))
            }
            None if hint == Value::NOT_IMPLEMENTED => Ok(default),
            None if hint.is_bool() || self.type_of(hint).has_flag(type_flags::LONG_SUBCLASS) => {
                throw!(self, OVERFLOW_ERROR, "Python int too large to convert to C ssize_t")
            }
            None => Err(self.bad_result(v, "__length_hint__", "an int", hint)),
        }
    }
    pub fn getitem(&self, v: Value, k: Value) -> PyResult<Value> {
        if let Some(f) = self.type_of(v).slots().getitem {
            return f(self, v, k);
        }
        if let Some(class) = v.to_type() {
            if class == self.type_obj(shape::TYPE) {
                return crate::builtins::generic_alias::new(self, v, k);
            }
            if let Some(f) = self.getattr_opt(v, self.names().__class_getitem__)? {
                return self.call(f, &[k]);
            }
            throw!(self, TYPE_ERROR, "type '{}' is not subscriptable", class.message_name());
        }
        throw!(self, TYPE_ERROR, "'{}' object is not subscriptable", self.type_name(v))
    }
    pub fn setitem(&self, v: Value, k: Value, x: Value) -> PyResult<()> {
        match self.type_of(v).slots().setitem {
            Some(f) => f(self, v, k, x),
            None => throw!(self, TYPE_ERROR, "'{}' object does not support item assignment", self.type_name(v)),
        }
    }
    pub fn delitem(&self, v: Value, k: Value) -> PyResult<()> {
        match self.type_of(v).slots().setitem {
            Some(f) => f(self, v, k, Value::UNBOUND),
            None => {
                let does = if self.is_index(k) && self.looks_like_sequence(v) { "doesn't" } else { "does not" };
                throw!(self, TYPE_ERROR, "'{}' object {does} support item deletion", self.type_name(v))
            }
        }
    }
    /// Whether the type has the operations of sequences; classes written in Python always count.
    fn looks_like_sequence(&self, v: Value) -> bool {
        let ty = self.type_of(v);
        let s = ty.slots();
        ty.has_flag(type_flags::HEAP) || s.contains.is_some() || s.concat.is_some() || s.len.is_some()
    }
    /// `x in v`.
    pub fn contains(&self, v: Value, x: Value) -> PyResult<bool> {
        self.check_native_stack()?;
        match self.type_of(v).slots().contains {
            Some(f) => f(self, v, x),
            None => self.contains_by_iteration(v, x),
        }
    }
    pub fn contains_by_iteration(&self, v: Value, x: Value) -> PyResult<bool> {
        let it = match self.iter(v) {
            Err(e) if e.matches(self, exc::TYPE_ERROR) => {
                throw!(self, TYPE_ERROR, "argument of type '{}' is not a container or iterable", self.type_name(v))
            }
            other => other?,
        };
        while let Some(item) = self.next(it)? {
            if self.eq(item, x)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    // ---- iteration

    /// `iter(v)`.
    pub fn iter(&self, v: Value) -> PyResult<Value> {
        self.check_native_stack()?;
        let ty = self.type_of(v);
        if let Some(f) = ty.slots().iter {
            let it = f(self, v)?;
            if self.type_of(it).slots().next.is_none() {
                return Err(self.bad_result(v, "__iter__", "an iterator", it));
            }
            return Ok(it);
        }
        if ty.slots().getitem.is_some() && !v.is_instance_flag(type_flags::DICT_SUBCLASS) {
            return Ok(crate::builtins::iterators::sequence_iterator(self, v));
        }
        throw!(self, TYPE_ERROR, "'{}' object is not iterable", ty.name())
    }
    /// The next item of an iterator.
    #[inline]
    pub fn next(&self, it: Value) -> PyResult<Option<Value>> {
        let r = self.next_or_unbound(it)?;
        Ok(if r.is_unbound() { None } else { Some(r) })
    }
    /// As [`Vm::next`], unbound at the end.
    #[inline]
    pub fn next_or_unbound(&self, it: Value) -> PyResult<Value> {
        self.check_native_stack()?;
        match self.type_of(it).slots().next {
            Some(f) => f(self, it),
            None => throw!(self, TYPE_ERROR, "'{}' object is not an iterator", self.type_name(it)),
        }
    }
    /// Calls `f` for each item.
    pub fn for_each(&self, iterable: Value, mut f: impl FnMut(Value) -> PyResult<()>) -> PyResult<()> {
        if iterable.has_shape(shape::LIST) {
            // SAFETY: the shape says so.
            let list = unsafe { iterable.cast::<List>() };
            let mut i = 0;
            while let Some(v) = list.get(i) {
                f(v)?;
                i += 1;
            }
            return Ok(());
        }
        if iterable.has_shape(shape::TUPLE) {
            // SAFETY: the shape says so.
            return unsafe { iterable.cast::<Tuple>() }.items().iter().try_for_each(|v| f(*v));
        }
        let it = self.iter(iterable)?;
        loop {
            let v = self.next_or_unbound(it)?;
            if v.is_unbound() {
                return Ok(());
            }
            f(v)?;
            // A native loop over an endless iterator stays interruptible.
            if self.poked() {
                self.safepoint()?;
            }
        }
    }
    /// The items as a new list.
    pub fn collect(&self, iterable: Value) -> PyResult<Ref<List>> {
        if let Some(list) = iterable.to_list()
            && iterable.has_shape(shape::LIST)
        {
            return Ok(list.sliced(self, 0, 1, list.len()));
        }
        if iterable.has_shape(shape::TUPLE) {
            return Ok(self.new_list(iterable.to_tuple().expect("the shape says so").items()));
        }
        if let Some(list) = crate::builtins::dict::views::items_at_once(self, iterable)? {
            return Ok(list);
        }
        let list = self.new_list(&[]);
        let it = self.iter(iterable)?;
        list.reserve(self, self.length_hint(iterable, 0)?)?;
        let next = self.type_of(it).slots().next.expect("iter() answers an iterator");
        loop {
            let v = next(self, it)?;
            if v.is_unbound() {
                return Ok(list);
            }
            list.push(self, v);
            if self.poked() {
                self.safepoint()?;
            }
        }
    }
    /// The items as a tuple.
    pub fn collect_tuple(&self, iterable: Value) -> PyResult<Ref<Tuple>> {
        if iterable.has_shape(shape::TUPLE) {
            return Ok(iterable.to_tuple().expect("the shape says so"));
        }
        if iterable.has_shape(shape::LIST) {
            return Ok(iterable.to_list().expect("the shape says so").snapshot(self));
        }
        Ok(self.collect(iterable)?.snapshot(self))
    }
    pub fn is_callable(&self, v: Value) -> bool {
        self.type_of(v).slots().call.is_some()
    }
    /// StopIteration without a value.
    pub fn stop_iteration(&self) -> Raised {
        self.error_args(exc::STOP_ITERATION, &[])
    }
    /// Remembers the value a StopIteration carries, for the delegating expression that reads it next.
    pub(crate) fn set_stop_value(&self, e: Raised) {
        let v = self.getattr(e.value(), self.names().value).unwrap_or(Value::NONE);
        self.stop_value.set(v);
    }
    /// Takes the remembered result of the iterator that just ended.
    pub(crate) fn take_stop_value(&self) -> Value {
        let v = self.stop_value.swap(Value::UNBOUND);
        if v.is_unbound() { Value::NONE } else { v }
    }
}
