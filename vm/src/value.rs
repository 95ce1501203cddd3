//! The word that is a Python value: the only file that knows the tag bits.
//!
//! | low bits | meaning |
//! |---|---|
//! | `…1` | 63-bit integer |
//! | `…10` | float, `rotl(bits + 2^60, 3)`; `1 << 63` is +0.0 and decodes by the same formula |
//! | `…100` | constants: `None`, `True`, … |
//! | `0` | unbound: no value |
//! | `…000`, sign clear | pointer to a heap object |
//!
//! Integers outside 63 bits and floats outside 2^-255 ≤ |x| < 2^257 live on the heap (`builtins::int`, `builtins::float`).

use crate::object::{Header, HeapObject, Ref, ShapeId};

/// A Python value, or [`Value::UNBOUND`]. Copying one never needs bookkeeping.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Value(u64);

const FLOAT_BIAS: u64 = 1 << 60;
const POSITIVE_ZERO: u64 = 1 << 63;

impl Value {
    /// The absence of a value: an unbound variable, an exhausted iterator, a missing argument.
    pub const UNBOUND: Value = Value(0);
    pub const NONE: Value = Value(0x04);
    pub const FALSE: Value = Value(0x0c);
    pub const TRUE: Value = Value(0x14);
    pub const NOT_IMPLEMENTED: Value = Value(0x1c);
    pub const ELLIPSIS: Value = Value(0x24);
    /// Marks the state registers of a `for` over a plain range (`bytecode::opcode`, FOR_PREP).
    pub const RANGE_LOOP: Value = Value(0x2c);

    /// The largest and smallest integers held in the word itself.
    pub const INT_MAX: i64 = i64::MAX >> 1;
    pub const INT_MIN: i64 = i64::MIN >> 1;

    #[inline(always)]
    pub const fn from_bits(bits: u64) -> Value {
        Value(bits)
    }
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0
    }
    #[inline(always)]
    pub const fn is_unbound(self) -> bool {
        self.0 == 0
    }
    #[inline(always)]
    pub const fn is_none(self) -> bool {
        self.0 == Value::NONE.0
    }
    #[inline(always)]
    pub const fn is_ptr(self) -> bool {
        self.0 & 7 == 0 && self.0 as i64 > 0
    }

    // ---- integers

    #[inline(always)]
    pub const fn is_int(self) -> bool {
        self.0 & 1 != 0
    }
    #[inline(always)]
    pub const fn both_int(a: Value, b: Value) -> bool {
        a.0 & b.0 & 1 != 0
    }
    /// The integer of a word for which [`Value::is_int`] holds.
    #[inline(always)]
    pub const fn as_int(self) -> i64 {
        self.0 as i64 >> 1
    }
    /// An integer known to fit 63 bits.
    #[inline(always)]
    pub const fn int(i: i64) -> Value {
        debug_assert!(i >= Value::INT_MIN && i <= Value::INT_MAX);
        Value((i << 1 | 1) as u64)
    }
    #[inline(always)]
    pub const fn try_int(i: i64) -> Option<Value> {
        match i.checked_mul(2) {
            Some(doubled) => Some(Value((doubled | 1) as u64)),
            None => None,
        }
    }
    /// The integer, when the word is one (a `bool` is not).
    #[inline(always)]
    pub const fn to_int(self) -> Option<i64> {
        if self.is_int() { Some(self.as_int()) } else { None }
    }
    #[inline(always)]
    pub fn int_add(a: Value, b: Value) -> Option<Value> {
        (a.0 as i64).checked_add(b.0 as i64 - 1).map(|x| Value(x as u64))
    }
    #[inline(always)]
    pub fn int_add_small(a: Value, k: i64) -> Option<Value> {
        (a.0 as i64).checked_add(k << 1).map(|x| Value(x as u64))
    }
    #[inline(always)]
    pub fn int_sub(a: Value, b: Value) -> Option<Value> {
        (a.0 as i64).checked_sub(b.0 as i64 - 1).map(|x| Value(x as u64))
    }
    #[inline(always)]
    pub fn int_mul(a: Value, b: Value) -> Option<Value> {
        (a.0 as i64 - 1).checked_mul(b.0 as i64 >> 1).map(|x| Value((x + 1) as u64))
    }
    #[inline(always)]
    pub const fn int_and(a: Value, b: Value) -> Value {
        Value(a.0 & b.0)
    }
    #[inline(always)]
    pub const fn int_or(a: Value, b: Value) -> Value {
        Value(a.0 | b.0)
    }
    #[inline(always)]
    pub const fn int_xor(a: Value, b: Value) -> Value {
        Value((a.0 ^ b.0) | 1)
    }
    #[inline(always)]
    pub const fn int_lt(a: Value, b: Value) -> bool {
        (a.0 as i64) < (b.0 as i64)
    }

    // ---- floats

    /// Whether the word itself is a float (heap floats: `builtins::float`).
    #[inline(always)]
    pub const fn is_inline_float(self) -> bool {
        self.0 & 3 == 2 || self.0 == POSITIVE_ZERO
    }
    /// True for two inline floats neither of which is +0.0: the fast test of the arithmetic handlers.
    #[inline(always)]
    pub const fn both_nonzero_float(a: Value, b: Value) -> bool {
        ((a.0 ^ 2) | (b.0 ^ 2)) & 3 == 0
    }
    /// The float of a word for which [`Value::is_inline_float`] holds.
    #[inline(always)]
    pub const fn as_inline_float(self) -> f64 {
        f64::from_bits(self.0.rotate_right(3).wrapping_sub(FLOAT_BIAS))
    }
    /// The inline form of a float other than +0.0, when its exponent allows.
    #[inline(always)]
    pub const fn inline_nonzero_float(x: f64) -> Option<Value> {
        let word = x.to_bits().wrapping_add(FLOAT_BIAS).rotate_left(3);
        if word & 3 == 2 { Some(Value(word)) } else { None }
    }
    #[inline(always)]
    pub const fn inline_float(x: f64) -> Option<Value> {
        if x.to_bits() == 0 { Some(Value(POSITIVE_ZERO)) } else { Value::inline_nonzero_float(x) }
    }

    // ---- constants

    #[inline(always)]
    pub const fn bool(b: bool) -> Value {
        if b { Value::TRUE } else { Value::FALSE }
    }
    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.0 == Value::TRUE.0 || self.0 == Value::FALSE.0
    }
    #[inline(always)]
    pub const fn is_true(self) -> bool {
        self.0 == Value::TRUE.0
    }

    // ---- pointers

    #[inline(always)]
    pub fn from_ptr(p: *const Header) -> Value {
        debug_assert!(p as u64 & 7 == 0);
        Value(p as u64)
    }
    /// The address of a word for which [`Value::is_ptr`] holds.
    #[inline(always)]
    pub const fn as_ptr(self) -> *const Header {
        self.0 as *const Header
    }
    /// The shape of a heap object, or [`ShapeId::NONE`] for an immediate.
    #[inline(always)]
    pub fn shape(self) -> ShapeId {
        if self.is_ptr() {
            // SAFETY: a pointer word addresses a live heap object, whose first word is its header.
            unsafe { (*self.as_ptr()).shape() }
        } else {
            ShapeId::NONE
        }
    }
    /// Whether this is a heap object of exactly this shape.
    #[inline(always)]
    pub fn has_shape(self, shape: ShapeId) -> bool {
        self.shape() == shape
    }
    /// The typed view of a heap object that the caller knows to have layout `T`.
    ///
    /// # Safety
    /// The object's type must have `T` as the layout of itself or of a base.
    #[inline(always)]
    pub unsafe fn cast<T: HeapObject>(self) -> Ref<T> {
        debug_assert!(self.is_ptr());
        // SAFETY: as the caller promises.
        unsafe { Ref::from_raw(self.0 as *const T) }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::bool(b)
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Value::UNBOUND => write!(f, "unbound"),
            Value::NONE => write!(f, "None"),
            Value::TRUE => write!(f, "True"),
            Value::FALSE => write!(f, "False"),
            v if v.is_int() => write!(f, "{}", v.as_int()),
            v if v.is_inline_float() => write!(f, "{:?}", v.as_inline_float()),
            v => write!(f, "object@{:#x}", v.0),
        }
    }
}
