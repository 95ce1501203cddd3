//! `int`: integers of any size. 63 bits lie in the word itself; larger ones are objects with their digits inline.
//!
//! Invariant: an object of exactly this type never fits 63 bits. Instances of subclasses are objects whatever their value.

mod methods;
mod ops;
mod parse;

pub use ops::{add, divmod, floordiv, modulo, mul, sub};
pub use parse::{from_digits, parse_text};

use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign, UBig};

use crate::heap::Trace;
use crate::native::method;
use crate::object::{Header, HeapObject, Ref, Slots, Type, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

use super::shape;

/// The layout of large integers: 64-bit digits follow, least significant first.
#[repr(C)]
pub struct Int {
    header: Header,
    /// Number of digits, doubled; odd for negative numbers.
    meta: u64,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Int {}

impl Ref<Int> {
    fn digits(self) -> &'static [u64] {
        // SAFETY: the digits follow the fixed part; the lifetime is that of rooted use.
        unsafe { std::slice::from_raw_parts(self.as_ptr().add(1).cast(), (self.meta >> 1) as usize) }
    }
    fn is_negative(self) -> bool {
        self.meta & 1 != 0
    }
    fn to_big(self) -> IBig {
        let sign = if self.is_negative() { Sign::Negative } else { Sign::Positive };
        IBig::from_parts(sign, UBig::from_words(self.digits()))
    }
}

/// An int of any kind, for arithmetic.
pub(super) enum Num {
    Small(i64),
    Big(IBig),
}

impl Num {
    pub fn big(self) -> IBig {
        match self {
            Num::Small(i) => IBig::from(i),
            Num::Big(b) => b,
        }
    }
}

/// The number of an int or bool, of subclasses too.
pub(super) fn number(v: Value) -> Option<Num> {
    if v.is_int() {
        return Some(Num::Small(v.as_int()));
    }
    if v.is_bool() {
        return Some(Num::Small(v.is_true() as i64));
    }
    object(v).map(|i| match heap_to_i64(v) {
        Some(n) => Num::Small(n),
        None => Num::Big(i.to_big()),
    })
}

/// The object of a large int or of an instance of a subclass.
fn object(v: Value) -> Option<Ref<Int>> {
    // SAFETY: such instances begin with this layout.
    if v.is_instance_flag(type_flags::LONG_SUBCLASS) { Some(unsafe { v.cast() }) } else { None }
}

/// The value of an int object when it fits 64 bits.
pub fn heap_to_i64(v: Value) -> Option<i64> {
    if v.is_bool() {
        return Some(v.is_true() as i64);
    }
    let i = object(v)?;
    match *i.digits() {
        [] => Some(0),
        [d] if !i.is_negative() => i64::try_from(d).ok(),
        [d] if d <= 1 << 63 => Some((d as i64).wrapping_neg()),
        _ => None,
    }
}

pub fn is_negative(v: Value) -> bool {
    match v.to_int() {
        Some(i) => i < 0,
        None => object(v).is_some_and(|i| i.is_negative()),
    }
}

/// The exact int with the value of an int of any class.
pub fn to_exact(vm: &Vm, v: Value) -> PyResult<Value> {
    if v.is_int() || v.has_shape(shape::INT) {
        return Ok(v);
    }
    match number(v) {
        Some(Num::Small(i)) => Ok(vm.new_int(i)),
        Some(Num::Big(b)) => Ok(vm.new_bigint(&b)),
        None => vm.index(v),
    }
}

impl Value {
    /// The integer, for an int of any class.
    pub fn to_bigint(self, _vm: &Vm) -> Option<IBig> {
        number(self).map(Num::big)
    }
}

impl Vm {
    #[inline]
    pub fn new_int(&self, i: i64) -> Value {
        match Value::try_int(i) {
            Some(v) => v,
            None => self.new_int_i128(i as i128),
        }
    }
    pub fn new_int_u64(&self, i: u64) -> Value {
        self.new_int_i128(i as i128)
    }
    pub fn new_int_i128(&self, i: i128) -> Value {
        if let Ok(small) = i64::try_from(i)
            && let Some(v) = Value::try_int(small)
        {
            return v;
        }
        let (a, negative) = (i.unsigned_abs(), i < 0);
        let digits = [a as u64, (a >> 64) as u64];
        let n = if digits[1] == 0 { 1 } else { 2 };
        allocate(self, shape::INT.ty(), &digits[..n], negative).expect("two digits fit")
    }
    /// An int of any size.
    pub fn new_bigint(&self, i: &IBig) -> Value {
        if let Ok(small) = i64::try_from(i)
            && let Some(v) = Value::try_int(small)
        {
            return v;
        }
        let (sign, digits) = i.as_sign_words();
        allocate(self, shape::INT.ty(), digits, sign == Sign::Negative).unwrap_or(Value::int(0))
    }
    pub(super) fn new_num(&self, n: Num) -> Value {
        match n {
            Num::Small(i) => self.new_int(i),
            Num::Big(b) => self.new_bigint(&b),
        }
    }
}

fn allocate(vm: &Vm, cls: Ref<Type>, digits: &[u64], negative: bool) -> PyResult<Value> {
    let fixed = Int { header: Header::EMPTY, meta: (digits.len() as u64) << 1 | negative as u64 };
    let i = if cls == shape::INT.ty() {
        vm.alloc_extra(shape::INT, fixed, digits.len() * 8)?
    } else {
        vm.alloc_instance_extra(cls, fixed, digits.len() * 8)?
    };
    // SAFETY: the extra bytes are the digits' place.
    unsafe { std::ptr::copy_nonoverlapping(digits.as_ptr(), i.as_ptr().add(1).cast(), digits.len()) };
    Ok(i.value())
}

/// An instance of a subclass of int.
pub(super) fn new_instance(vm: &Vm, cls: Ref<Type>, v: Value) -> PyResult<Value> {
    let big = v.to_bigint(vm).expect("an int");
    let (sign, digits) = big.as_sign_words();
    allocate(vm, cls, digits, sign == Sign::Negative)
}

/// The hash: the value modulo 2^61 - 1, with the sign; never -1.
pub(crate) fn hash(_: &Vm, v: Value) -> PyResult<i64> {
    let modulus = crate::hash::MODULUS;
    let h = match number(v).expect("the slot belongs to ints") {
        Num::Small(i) => {
            let m = (i.unsigned_abs() % modulus) as i64;
            if i < 0 { -m } else { m }
        }
        Num::Big(b) => {
            let (sign, words) = b.as_sign_words();
            let m = words.iter().rev().fold(0u128, |acc, w| ((acc << 64) | *w as u128) % modulus as u128) as i64;
            if sign == Sign::Negative { -m } else { m }
        }
    };
    Ok(if h == -1 { -2 } else { h })
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    match number(v).expect("the slot belongs to ints") {
        Num::Small(i) => {
            let mut buffer = [0u8; 20];
            let text = decimal(i, &mut buffer);
            Ok(vm.new_ascii(text).value())
        }
        Num::Big(b) => {
            crate::format::check_digits(vm, crate::format::int::Int::Big(&b))?;
            Ok(vm.new_ascii(b.to_string().as_bytes()).value())
        }
    }
}

/// Decimal digits of a small int.
fn decimal(i: i64, buffer: &mut [u8; 20]) -> &[u8] {
    let (mut n, mut at) = (i.unsigned_abs(), 20);
    loop {
        at -= 1;
        buffer[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    if i < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    &buffer[at..]
}

/// Bytes of an int object's native part.
fn var_size(v: Value) -> usize {
    // SAFETY: called for instances of int only.
    let i: Ref<Int> = unsafe { v.cast() };
    size_of::<Int>() + i.digits().len() * 8
}

/// Number of bits of the absolute value.
pub(crate) fn bit_length(v: Value) -> usize {
    match number(v) {
        Some(Num::Small(i)) => 64 - i.unsigned_abs().leading_zeros() as usize,
        Some(Num::Big(b)) => b.into_parts().1.bit_len(),
        None => 0,
    }
}

pub static TYPE: TypeDef = TypeDef {
    name: "int",
    doc: "int([x]) -> integer\nint(x, base=10) -> integer",
    size: size_of::<Int>(),
    flags: type_flags::BASETYPE | type_flags::LONG_SUBCLASS | type_flags::MATCH_SELF,
    trace: Trace::Leaf,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(ops::compare),
        add: Some(ops::add),
        sub: Some(ops::sub),
        mul: Some(ops::mul),
        truediv: Some(ops::truediv),
        floordiv: Some(ops::floordiv),
        modulo: Some(ops::modulo),
        divmod: Some(ops::divmod),
        pow: Some(ops::pow),
        lshift: Some(ops::lshift),
        rshift: Some(ops::rshift),
        and: Some(ops::and),
        or: Some(ops::or),
        xor: Some(ops::xor),
        neg: Some(ops::neg),
        pos: Some(to_exact),
        abs: Some(ops::abs),
        invert: Some(ops::invert),
        bool: Some(|_, v| Ok(!matches!(number(v), Some(Num::Small(0))))),
        int: Some(to_exact),
        index: Some(to_exact),
        float: Some(ops::to_float),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(x=<unset>, /, base=<unset>)", methods::new, "")),
    methods: methods::METHODS,
    getset: methods::GETSET,
    var_size: Some(var_size),
    ..TypeDef::NEW
};
