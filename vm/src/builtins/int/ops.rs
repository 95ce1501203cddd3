//! Operators of `int`.

use dashu_int::ops::{Abs, BitTest, DivEuclid, DivRem, RemEuclid};
use dashu_int::{IBig, Sign, UBig};

use crate::object::CompareOp;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{Num, number};

/// Both operands, unless one is no int.
fn both(a: Value, b: Value) -> Option<(Num, Num)> {
    Some((number(a)?, number(b)?))
}

macro_rules! simple {
    ($name:ident, $checked:ident, $op:tt) => {
        pub fn $name(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
            Ok(match both(a, b) {
                Some((Num::Small(x), Num::Small(y))) => match x.$checked(y) {
                    Some(r) => vm.new_int(r),
                    None => vm.new_int_i128(x as i128 $op y as i128),
                },
                Some((x, y)) => vm.new_bigint(&(x.big() $op y.big())),
                None => Value::NOT_IMPLEMENTED,
            })
        }
    };
}
simple!(add, checked_add, +);
simple!(sub, checked_sub, -);
simple!(mul, checked_mul, *);

macro_rules! bitwise {
    ($name:ident, $op:tt) => {
        pub(super) fn $name(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
            Ok(match both(a, b) {
                Some((Num::Small(x), Num::Small(y))) => vm.new_int(x $op y),
                Some((x, y)) => vm.new_bigint(&(x.big() $op y.big())),
                None => Value::NOT_IMPLEMENTED,
            })
        }
    };
}
bitwise!(and, &);
bitwise!(or, |);
bitwise!(xor, ^);

fn is_zero(n: &Num) -> bool {
    matches!(n, Num::Small(0))
}

/// Quotient towards minus infinity and the remainder with the divisor's sign.
fn floor_division(x: Num, y: Num) -> (Num, Num) {
    if let (Num::Small(a), Num::Small(b)) = (&x, &y)
        && let (Some(q), Some(r)) = (a.checked_div(*b), a.checked_rem(*b))
    {
        return if r != 0 && (r < 0) != (*b < 0) {
            (Num::Small(q - 1), Num::Small(r + b))
        } else {
            (Num::Small(q), Num::Small(r))
        };
    }
    let (a, b) = (x.big(), y.big());
    let (q, r) = (&a).div_rem(&b);
    if r != IBig::ZERO && (r.sign() == Sign::Negative) != (b.sign() == Sign::Negative) {
        (Num::Big(q - IBig::ONE), Num::Big(r + b))
    } else {
        (Num::Big(q), Num::Big(r))
    }
}

pub fn floordiv(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = both(a, b) else { return Ok(Value::NOT_IMPLEMENTED) };
    if is_zero(&y) {
        throw!(vm, ZERO_DIVISION_ERROR, "division by zero");
    }
    Ok(vm.new_num(floor_division(x, y).0))
}

pub fn modulo(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = both(a, b) else { return Ok(Value::NOT_IMPLEMENTED) };
    if is_zero(&y) {
        throw!(vm, ZERO_DIVISION_ERROR, "division by zero");
    }
    Ok(vm.new_num(floor_division(x, y).1))
}

pub fn divmod(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = both(a, b) else { return Ok(Value::NOT_IMPLEMENTED) };
    if is_zero(&y) {
        throw!(vm, ZERO_DIVISION_ERROR, "division by zero");
    }
    let (q, r) = floor_division(x, y);
    Ok(vm.new_tuple(&[vm.new_num(q), vm.new_num(r)]).value())
}

/// The nearest float of an integer, ties to even; `None` beyond the range.
pub(crate) fn big_to_f64(i: &IBig) -> Option<f64> {
    let (sign, magnitude) = i.clone().into_parts();
    let x = ratio_to_f64(&magnitude, &UBig::ONE)?;
    Some(if sign == Sign::Negative { -x } else { x })
}

/// The nearest float of `a / b`, ties to even, both exact; `None` beyond the range.
pub(crate) fn ratio_to_f64(a: &UBig, b: &UBig) -> Option<f64> {
    if *a == UBig::ZERO {
        return Some(0.0);
    }
    // A quotient of at least 66 bits, the last of which stands for everything cut off.
    let shift = 66 - (a.bit_len() as i64 - b.bit_len() as i64);
    let (num, den) = if shift > 0 { (a << shift as usize, b.clone()) } else { (a.clone(), b << (-shift) as usize) };
    let (q, r) = num.div_rem(den);
    let extra = q.bit_len() as i64 - 64;
    let top = u64::try_from(&q >> extra as usize).expect("64 bits");
    let low = (&top_mask(extra as usize)) & &q;
    let sticky = low != UBig::ZERO || r != UBig::ZERO;
    scale(top, sticky, extra - shift)
}

fn top_mask(bits: usize) -> UBig {
    (UBig::ONE << bits) - UBig::ONE
}

/// `m * 2^e` with 64 significant bits in `m`, rounded to a float.
fn scale(m: u64, sticky: bool, e: i64) -> Option<f64> {
    let exponent = e + 63;
    if exponent > 1023 {
        return None;
    }
    let keep = if exponent >= -1022 { 53 } else { 53 - (-1022 - exponent) };
    if keep < 0 {
        return Some(0.0);
    }
    let drop = 64 - keep;
    let (mut bits, half, rest) = if drop >= 64 {
        (0, m >> 63 == 1, m << 1 != 0 || sticky)
    } else {
        (m >> drop, m >> (drop - 1) & 1 == 1, m & ((1 << (drop - 1)) - 1) != 0 || sticky)
    };
    if half && (rest || bits & 1 == 1) {
        bits += 1;
    }
    // Powers of two are exact, and the product is representable or overflows.
    let p = e + drop;
    let x = bits as f64 * 2f64.powi((p / 2) as i32) * 2f64.powi((p - p / 2) as i32);
    if x.is_infinite() { None } else { Some(x) }
}

pub(super) fn to_float(vm: &Vm, v: Value) -> PyResult<Value> {
    match number(v).expect("the slot belongs to ints") {
        Num::Small(i) => Ok(vm.new_float(i as f64)),
        Num::Big(b) => match big_to_f64(&b) {
            Some(x) => Ok(vm.new_float(x)),
            None => throw!(vm, OVERFLOW_ERROR, "int too large to convert to float"),
        },
    }
}

pub(super) fn truediv(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = both(a, b) else { return Ok(Value::NOT_IMPLEMENTED) };
    if is_zero(&y) {
        throw!(vm, ZERO_DIVISION_ERROR, "division by zero");
    }
    if let (Num::Small(p), Num::Small(q)) = (&x, &y)
        && p.unsigned_abs() <= 1 << 53
        && q.unsigned_abs() <= 1 << 53
    {
        return Ok(vm.new_float(*p as f64 / *q as f64));
    }
    let ((sx, mx), (sy, my)) = (x.big().into_parts(), y.big().into_parts());
    match ratio_to_f64(&mx, &my) {
        Some(r) => Ok(vm.new_float(if sx == sy { r } else { -r })),
        None => throw!(vm, OVERFLOW_ERROR, "integer division result too large for a float"),
    }
}

pub(super) fn lshift(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = both(a, b) else { return Ok(Value::NOT_IMPLEMENTED) };
    let n = match y {
        Num::Small(n) if n < 0 => throw!(vm, VALUE_ERROR, "negative shift count"),
        Num::Big(n) if n.sign() == Sign::Negative => throw!(vm, VALUE_ERROR, "negative shift count"),
        _ if is_zero(&x) => return Ok(Value::int(0)),
        Num::Small(n) if n < 1 << 36 => n as usize,
        Num::Small(_) => return Err(vm.error(crate::exceptions::exc::MEMORY_ERROR, "")),
        Num::Big(_) => throw!(vm, OVERFLOW_ERROR, "too many digits in integer"),
    };
    if let Num::Small(i) = x
        && n < 64
    {
        return Ok(vm.new_int_i128((i as i128) << n));
    }
    Ok(vm.new_bigint(&(x.big() << n)))
}

pub(super) fn rshift(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some((x, y)) = both(a, b) else { return Ok(Value::NOT_IMPLEMENTED) };
    let n = match y {
        Num::Small(n) if n < 0 => throw!(vm, VALUE_ERROR, "negative shift count"),
        Num::Big(n) if n.sign() == Sign::Negative => throw!(vm, VALUE_ERROR, "negative shift count"),
        Num::Small(n) => n as usize,
        Num::Big(_) => usize::MAX,
    };
    Ok(match x {
        Num::Small(i) => vm.new_int(i >> n.min(63)),
        Num::Big(i) if n > 1 << 40 => Value::int(if i.sign() == Sign::Negative { -1 } else { 0 }),
        Num::Big(i) => vm.new_bigint(&(i >> n)),
    })
}

pub(super) fn neg(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(match number(v).expect("the slot belongs to ints") {
        Num::Small(i) => vm.new_int_i128(-(i as i128)),
        Num::Big(b) => vm.new_bigint(&-b),
    })
}
pub(super) fn abs(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(match number(v).expect("the slot belongs to ints") {
        Num::Small(i) => vm.new_int_i128((i as i128).abs()),
        Num::Big(b) => vm.new_bigint(&b.abs()),
    })
}
pub(super) fn invert(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(match number(v).expect("the slot belongs to ints") {
        Num::Small(i) => vm.new_int(!i),
        Num::Big(b) => vm.new_bigint(&!b),
    })
}

pub(super) fn compare(_: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    Ok(match both(a, b) {
        Some((Num::Small(x), Num::Small(y))) => Value::bool(op.holds(x.cmp(&y))),
        Some((x, y)) => Value::bool(op.holds(x.big().cmp(&y.big()))),
        None => Value::NOT_IMPLEMENTED,
    })
}

pub(super) fn pow(vm: &Vm, a: Value, b: Value, modulus: Value) -> PyResult<Value> {
    let Some((x, y)) = both(a, b) else { return Ok(Value::NOT_IMPLEMENTED) };
    if !modulus.is_none() {
        let Some(m) = number(modulus) else { return Ok(Value::NOT_IMPLEMENTED) };
        return pow_modulo(vm, x.big(), y.big(), m.big());
    }
    let negative = matches!(&y, Num::Small(n) if *n < 0) || matches!(&y, Num::Big(n) if n.sign() == Sign::Negative);
    if negative {
        let (x, y) = (vm.new_num(x), vm.new_num(y));
        let (fx, fy) = (to_float(vm, x)?, to_float(vm, y)?);
        return crate::builtins::float::pow(vm, fx, fy, Value::NONE);
    }
    let exponent = match y {
        Num::Small(n) => n as usize,
        Num::Big(_) => match x {
            Num::Small(0) => return Ok(Value::int(0)),
            Num::Small(1) => return Ok(Value::int(1)),
            Num::Small(-1) => return Ok(Value::int(if number(b).is_some_and(|n| n.big().bit(0)) { -1 } else { 1 })),
            _ => return Err(vm.error(crate::exceptions::exc::MEMORY_ERROR, "")),
        },
    };
    if let Num::Small(i) = x {
        if let Ok(e) = u32::try_from(exponent)
            && let Some(r) = i.checked_pow(e)
        {
            return Ok(vm.new_int(r));
        }
        if matches!(i, -1..=1) {
            return Ok(Value::int(if i == -1 && exponent % 2 == 0 { 1 } else { i }));
        }
    }
    let base = x.big();
    if base.clone().into_parts().1.bit_len().saturating_mul(exponent) > 1 << 36 {
        return Err(vm.error(crate::exceptions::exc::MEMORY_ERROR, ""));
    }
    Ok(vm.new_bigint(&base.pow(exponent)))
}

fn pow_modulo(vm: &Vm, base: IBig, exponent: IBig, modulus: IBig) -> PyResult<Value> {
    if modulus == IBig::ZERO {
        throw!(vm, VALUE_ERROR, "pow() 3rd argument cannot be 0");
    }
    let (sign, m) = modulus.clone().into_parts();
    let signed = IBig::from(m.clone());
    let mut b = base.rem_euclid(signed.clone());
    let (exponent_sign, e) = exponent.into_parts();
    if exponent_sign == Sign::Negative {
        match inverse(&b.clone().into(), &signed) {
            Some(i) => b = i.into_parts().1,
            None => throw!(vm, VALUE_ERROR, "base is not invertible for the given modulus"),
        }
    }
    let mut result = if m == UBig::ONE { UBig::ZERO } else { UBig::ONE };
    let mut square: UBig = b;
    for i in 0..e.bit_len() {
        if e.bit(i) {
            result = &result * &square % &m;
        }
        square = &square * &square % &m;
    }
    let mut r = IBig::from(result);
    if sign == Sign::Negative && r != IBig::ZERO {
        r -= signed;
    }
    Ok(vm.new_bigint(&r))
}

/// The inverse of `a` modulo `m`, by Euclid's extended algorithm.
fn inverse(a: &IBig, m: &IBig) -> Option<IBig> {
    let (mut r0, mut r1) = (m.clone(), a.clone());
    let (mut t0, mut t1) = (IBig::ZERO, IBig::ONE);
    while r1 != IBig::ZERO {
        let q = (&r0).div_euclid(&r1);
        let r2 = &r0 - &q * &r1;
        let t2 = &t0 - &q * &t1;
        (r0, r1) = (r1, r2);
        (t0, t1) = (t1, t2);
    }
    if r0 != IBig::ONE { None } else { Some(IBig::from(t0.rem_euclid(m.clone()))) }
}
