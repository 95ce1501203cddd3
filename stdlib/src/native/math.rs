//! `math`.

use pyish_vm::builtins::module::Module;
use pyish_vm::builtins::shape;
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::{BinaryOp, CompareOp, Ref};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

mod libm {
    //! Functions of the C library that Rust's `f64` lacks or computes otherwise.
    unsafe extern "C" {
        pub safe fn erf(x: f64) -> f64;
        pub safe fn erfc(x: f64) -> f64;
        pub safe fn acosh(x: f64) -> f64;
        pub safe fn asinh(x: f64) -> f64;
        pub safe fn atanh(x: f64) -> f64;
        pub safe fn nextafter(x: f64, y: f64) -> f64;
        pub safe fn remainder(x: f64, y: f64) -> f64;
        pub safe fn fmod(x: f64, y: f64) -> f64;
        pub safe fn ldexp(x: f64, n: i32) -> f64;
    }
}

/// A result with CPython's errors for what is outside the domain or the range.
fn checked(vm: &Vm, x: f64, r: f64, can_overflow: bool, domain: &str) -> PyResult<Value> {
    if r.is_nan() && !x.is_nan() {
        let shown = pyish_vm::format::float::float_repr(x);
        throw!(vm, VALUE_ERROR, "{}", domain.replace("{}", &shown));
    }
    if r.is_infinite() && x.is_finite() {
        if can_overflow {
            throw!(vm, OVERFLOW_ERROR, "math range error");
        }
        let shown = pyish_vm::format::float::float_repr(x);
        throw!(vm, VALUE_ERROR, "{}", domain.replace("{}", &shown));
    }
    Ok(vm.new_float(r))
}

macro_rules! unary {
    ($($name:ident $f:expr, $overflow:literal $domain:literal;)*) => {
        $(fn $name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
            let x = vm.to_f64(args[0])?;
            checked(vm, x, $f(x), $overflow, $domain)
        })*
    };
}
unary! {
    acos f64::acos, false "expected a number in range from -1 up to 1, got {}";
    acosh libm::acosh, false "expected argument value not less than 1, got {}";
    asin f64::asin, false "expected a number in range from -1 up to 1, got {}";
    asinh libm::asinh, false "math domain error";
    atan f64::atan, false "math domain error";
    atanh libm::atanh, false "expected a number between -1 and 1, got {}";
    cbrt f64::cbrt, false "math domain error";
    cos f64::cos, false "expected a finite input, got {}";
    cosh f64::cosh, true "math domain error";
    erf libm::erf, false "math domain error";
    erfc libm::erfc, false "math domain error";
    exp f64::exp, true "math domain error";
    exp2 f64::exp2, true "math domain error";
    expm1 f64::exp_m1, true "math domain error";
    log1p f64::ln_1p, false "expected argument value > -1, got {}";
    sin f64::sin, false "expected a finite input, got {}";
    sinh f64::sinh, true "math domain error";
    sqrt f64::sqrt, false "expected a nonnegative input, got {}";
    tan f64::tan, false "expected a finite input, got {}";
    tanh f64::tanh, false "math domain error";
}

fn gamma(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = vm.to_f64(args[0])?;
    if x == f64::NEG_INFINITY || x <= 0.0 && x.fract() == 0.0 {
        let shown = pyish_vm::format::float::float_repr(x);
        throw!(vm, VALUE_ERROR, "expected a noninteger or positive integer, got {shown}");
    }
    checked(vm, x, super::gamma::gamma(x), true, "math domain error")
}
fn lgamma(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = vm.to_f64(args[0])?;
    if x <= 0.0 && x.is_finite() && x.fract() == 0.0 {
        let shown = pyish_vm::format::float::float_repr(x);
        throw!(vm, VALUE_ERROR, "expected a noninteger or positive integer, got {shown}");
    }
    checked(vm, x, super::gamma::log_gamma(x), true, "math domain error")
}

macro_rules! binary {
    ($($name:ident $f:expr;)*) => {
        $(fn $name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
            let (x, y) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
            Ok(vm.new_float($f(x, y)))
        })*
    };
}
binary! {
    atan2 f64::atan2;
    copysign f64::copysign;
}

fn fmod(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (x, y) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    let r = libm::fmod(x, y);
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        throw!(vm, VALUE_ERROR, "math domain error");
    }
    Ok(vm.new_float(r))
}
fn remainder(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (x, y) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    let r = libm::remainder(x, y);
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        throw!(vm, VALUE_ERROR, "math domain error");
    }
    Ok(vm.new_float(r))
}
fn pow(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (x, y) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    let r = x.powf(y);
    if r.is_nan() && !x.is_nan() && !y.is_nan() || x == 0.0 && y < 0.0 && y.is_finite() {
        throw!(vm, VALUE_ERROR, "math domain error");
    }
    if r.is_infinite() && x.is_finite() && y.is_finite() {
        throw!(vm, OVERFLOW_ERROR, "math range error");
    }
    Ok(vm.new_float(r))
}
fn fma(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (x, y, z) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?, vm.to_f64(args[2])?);
    let r = x.mul_add(y, z);
    if r.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        throw!(vm, VALUE_ERROR, "invalid operation in fma");
    }
    if r.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        throw!(vm, OVERFLOW_ERROR, "overflow in fma");
    }
    Ok(vm.new_float(r))
}

/// The natural logarithm of a positive number, ints of any size.
fn ln(vm: &Vm, v: Value, f: fn(f64) -> f64, per_bit: f64) -> PyResult<f64> {
    let slots = vm.type_of(v).slots();
    let v = if slots.float.is_none() && slots.index.is_some() { vm.index(v)? } else { v };
    if let Some(i) = v.to_bigint(vm) {
        if i <= dashu_int::IBig::ZERO {
            throw!(vm, VALUE_ERROR, "expected a positive input");
        }
        if let Ok(x) = vm.to_f64(v) {
            return Ok(f(x));
        }
        let bits = dashu_int::ops::BitTest::bit_len(&i);
        let top = i >> (bits - 64);
        let x = u64::try_from(&top).unwrap_or(u64::MAX) as f64;
        return Ok(f(x) + (bits - 64) as f64 * per_bit);
    }
    let x = vm.to_f64(v)?;
    if x <= 0.0 {
        let shown = pyish_vm::format::float::float_repr(x);
        throw!(vm, VALUE_ERROR, "expected a positive input, got {shown}");
    }
    Ok(f(x))
}
fn log(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = ln(vm, args[0], f64::ln, std::f64::consts::LN_2)?;
    if args[1].is_unbound() {
        return Ok(vm.new_float(x));
    }
    let base = ln(vm, args[1], f64::ln, std::f64::consts::LN_2)?;
    if base == 0.0 {
        throw!(vm, ZERO_DIVISION_ERROR, "division by zero");
    }
    Ok(vm.new_float(x / base))
}
fn log2(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_float(ln(vm, args[0], f64::log2, 1.0)?))
}
fn log10(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_float(ln(vm, args[0], f64::log10, std::f64::consts::LOG10_2)?))
}

fn rounded(vm: &Vm, v: Value, name: &str, f: fn(f64) -> f64) -> PyResult<Value> {
    if vm.type_of(v) != shape::FLOAT.ty()
        && let Some(r) = vm.call_special(v, vm.intern(name), &[])?
    {
        return Ok(r);
    }
    pyish_vm::builtins::float::whole(vm, f(vm.to_f64(v)?))
}
fn floor(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    rounded(vm, args[0], "__floor__", f64::floor)
}
fn ceil(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    rounded(vm, args[0], "__ceil__", f64::ceil)
}
fn trunc(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match vm.call_special(args[0], vm.intern("__trunc__"), &[])? {
        Some(r) => Ok(r),
        None => throw!(vm, TYPE_ERROR, "type {} doesn't define __trunc__ method", vm.type_name(args[0])),
    }
}
fn fabs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_float(vm.to_f64(args[0])?.abs()))
}
fn degrees(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_float(vm.to_f64(args[0])? * (180.0 / std::f64::consts::PI)))
}
fn radians(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_float(vm.to_f64(args[0])? * (std::f64::consts::PI / 180.0)))
}
fn modf(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = vm.to_f64(args[0])?;
    let frac = if x.is_infinite() { 0f64.copysign(x) } else { x.fract().copysign(x) };
    Ok(vm.new_tuple(&[vm.new_float(frac), vm.new_float(x.trunc())]).value())
}
fn frexp(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = vm.to_f64(args[0])?;
    if x == 0.0 || !x.is_finite() {
        return Ok(vm.new_tuple(&[vm.new_float(x), Value::int(0)]).value());
    }
    // Subnormal numbers are brought into the normal range first.
    let (y, shift) = if x.abs() < f64::MIN_POSITIVE { (x * 2f64.powi(54), -54) } else { (x, 0) };
    let bits = y.to_bits();
    let e = (bits >> 52 & 0x7ff) as i64 - 1022;
    let m = f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52);
    Ok(vm.new_tuple(&[vm.new_float(m), Value::int(e + shift)]).value())
}
fn ldexp(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = vm.to_f64(args[0])?;
    if !vm.is_integer(args[1]) {
        throw!(vm, TYPE_ERROR, "Expected an int as second argument to ldexp.");
    }
    let n = vm.index_saturated(args[1])?.clamp(-100_000, 100_000) as i32;
    let r = libm::ldexp(x, n);
    if r.is_infinite() && x.is_finite() {
        throw!(vm, OVERFLOW_ERROR, "math range error");
    }
    Ok(vm.new_float(r))
}

fn isnan(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.to_f64(args[0])?.is_nan()))
}
fn isinf(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.to_f64(args[0])?.is_infinite()))
}
fn isfinite(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.to_f64(args[0])?.is_finite()))
}
fn isnormal(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.to_f64(args[0])?.is_normal()))
}
fn issubnormal(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.to_f64(args[0])?.is_subnormal()))
}
fn signbit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.to_f64(args[0])?.is_sign_negative()))
}
fn fmax(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_float(vm.to_f64(args[0])?.max(vm.to_f64(args[1])?)))
}
fn fmin(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_float(vm.to_f64(args[0])?.min(vm.to_f64(args[1])?)))
}

fn isclose(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [a, b, rel, abs] = [vm.to_f64(args[0])?, vm.to_f64(args[1])?, vm.to_f64(args[2])?, vm.to_f64(args[3])?];
    if rel < 0.0 || abs < 0.0 {
        throw!(vm, VALUE_ERROR, "tolerances must be non-negative");
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::FALSE);
    }
    let d = (b - a).abs();
    Ok(Value::bool(d <= (rel * b).abs() || d <= (rel * a).abs() || d <= abs))
}

fn nextafter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (x, y) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    let steps = if args[2].is_none() { 1 } else { vm.index_saturated(args[2])? };
    if steps < 0 {
        throw!(vm, VALUE_ERROR, "steps must be a non-negative integer");
    }
    let mut at = x;
    let mut left = steps;
    while left > 0 && at != y && !at.is_nan() && !y.is_nan() {
        at = libm::nextafter(at, y);
        left -= 1;
    }
    Ok(vm.new_float(if y.is_nan() || steps > 0 && x == y { y } else { at }))
}
fn ulp(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = vm.to_f64(args[0])?.abs();
    if !x.is_finite() {
        return Ok(vm.new_float(x));
    }
    let up = libm::nextafter(x, f64::INFINITY);
    Ok(vm.new_float(if up.is_infinite() { x - libm::nextafter(x, 0.0) } else { up - x }))
}

/// Exact sum by partial sums that do not overlap (Shewchuk).
fn fsum(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinities) = (0.0f64, 0.0f64);
    vm.for_each(args[0], |v| {
        let mut x = vm.to_f64(v)?;
        if !x.is_finite() {
            if x.is_infinite() {
                infinities += x;
            }
            special += x;
            return Ok(());
        }
        let mut kept = 0;
        for i in 0..partials.len() {
            let mut y = partials[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let hi = x + y;
            let lo = y - (hi - x);
            if lo != 0.0 {
                partials[kept] = lo;
                kept += 1;
            }
            x = hi;
        }
        partials.truncate(kept);
        if x.is_infinite() {
            throw!(vm, OVERFLOW_ERROR, "intermediate overflow in fsum");
        }
        partials.push(x);
        Ok(())
    })?;
    if special != 0.0 || special.is_nan() {
        if infinities.is_nan() {
            throw!(vm, VALUE_ERROR, "-inf + inf in fsum");
        }
        return Ok(vm.new_float(special));
    }
    let Some(mut hi) = partials.pop() else { return Ok(vm.new_float(0.0)) };
    let mut lo = 0.0;
    while let Some(y) = partials.pop() {
        let x = hi;
        hi = x + y;
        lo = y - (hi - x);
        if lo != 0.0 {
            break;
        }
    }
    // Half-way cases round to even over all that is left.
    if let Some(next) = partials.last()
        && (lo < 0.0 && *next < 0.0 || lo > 0.0 && *next > 0.0)
    {
        let y = lo * 2.0;
        let x = hi + y;
        if y == x - hi {
            hi = x;
        }
    }
    Ok(vm.new_float(hi))
}

fn prod(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut r = args[1];
    vm.for_each(args[0], |v| {
        r = vm.binary(BinaryOp::Mul, r, v)?;
        Ok(())
    })?;
    Ok(r)
}

fn sumprod(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (p, q) = (vm.collect_tuple(args[0])?, vm.collect_tuple(args[1])?);
    if p.len() != q.len() {
        throw!(vm, VALUE_ERROR, "Inputs are not the same length");
    }
    let mut total = Value::int(0);
    let mut floats = Some([0.0; 3]);
    let mut used = false;
    for (a, b) in p.items().iter().zip(q.items()) {
        if let (Some(sum), Some((x, y))) = (floats, float_factors(vm, *a, *b)) {
            let sum = add_product(sum, x, y);
            if sum[0].is_finite() {
                floats = Some(sum);
                used = true;
                continue;
            }
        }
        // What is no float, or too large, ends the exact sum; ints before the first float leave it open.
        if used || vm.type_of(*a) != shape::INT.ty() || vm.type_of(*b) != shape::INT.ty() {
            if let Some(sum) = floats.take().filter(|_| used) {
                total = vm.binary(BinaryOp::Add, total, vm.new_float(rounded_sum(sum)))?;
            }
            used = false;
        }
        total = vm.binary(BinaryOp::Add, total, vm.binary(BinaryOp::Mul, *a, *b)?)?;
    }
    match floats.filter(|_| used) {
        Some(sum) => vm.binary(BinaryOp::Add, total, vm.new_float(rounded_sum(sum))),
        None => Ok(total),
    }
}

/// Two factors, of which one at least is a float and the other a float or a number like it.
fn float_factors(vm: &Vm, a: Value, b: Value) -> Option<(f64, f64)> {
    let is_float = |v| vm.type_of(v) == shape::FLOAT.ty();
    let fits = |v: Value| is_float(v) || v.is_bool() || vm.type_of(v) == shape::INT.ty();
    if !(is_float(a) || is_float(b)) || !fits(a) || !fits(b) {
        return None;
    }
    Some((vm.to_f64(a).ok()?, vm.to_f64(b).ok()?))
}

/// Sum and rounding error of two floats.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let x = a + b;
    let z = x - a;
    (x, (a - (x - z)) + (b - z))
}

/// Adds a product to a sum that three floats hold (Ogita, Rump and Oishi).
fn add_product(sum: [f64; 3], x: f64, y: f64) -> [f64; 3] {
    let product = x * y;
    let slip = x.mul_add(y, -product);
    let (high, low) = two_sum(sum[0], product);
    let (r1, r1_low) = two_sum(sum[1], slip);
    let (r2, r2_low) = two_sum(r1, low);
    [high, r2, sum[2] + r1_low + r2_low]
}

fn rounded_sum(sum: [f64; 3]) -> f64 {
    let (high, low) = two_sum(sum[1], sum[0]);
    sum[2] + low + high
}

/// The length of a vector, scaled so that squares neither overflow nor vanish, compensated.
fn length(coordinates: &[f64]) -> f64 {
    let max = coordinates.iter().fold(0.0f64, |m, x| m.max(x.abs()));
    if coordinates.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if coordinates.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if max == 0.0 {
        return 0.0;
    }
    if let [a, b] = coordinates {
        return a.hypot(*b);
    }
    let scale = 2f64.powi(max.log2().floor() as i32);
    let (mut hi, mut lo) = (0.0f64, 0.0f64);
    for x in coordinates {
        let x = x / scale;
        let p = x * x;
        let slip = x.mul_add(x, -p);
        let t = hi + p;
        lo += slip + if hi >= p { (hi - t) + p } else { (p - t) + hi };
        hi = t;
    }
    let root = (hi + lo).sqrt();
    // One step of Newton's method on the compensated sum.
    let d = root.mul_add(-root, hi) + lo;
    scale * (root + d / (2.0 * root))
}

fn hypot(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut c = Vec::new();
    for v in args[0].to_tuple().expect("bound by *args").items() {
        c.push(vm.to_f64(*v)?);
    }
    Ok(vm.new_float(length(&c)))
}
fn dist(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (p, q) = (vm.collect_tuple(args[0])?, vm.collect_tuple(args[1])?);
    if p.len() != q.len() {
        throw!(vm, VALUE_ERROR, "both points must have the same number of dimensions");
    }
    let mut c = Vec::new();
    for (a, b) in p.items().iter().zip(q.items()) {
        c.push(vm.to_f64(*a)? - vm.to_f64(*b)?);
    }
    Ok(vm.new_float(length(&c)))
}

fn gcd(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut r = Value::int(0);
    for v in args[0].to_tuple().expect("bound by *args").items() {
        r = gcd_of(vm, r, vm.index(*v)?)?;
    }
    Ok(r)
}
fn gcd_of(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    if let (Some(x), Some(y)) = (a.to_int(), b.to_int()) {
        let (mut x, mut y) = (x.unsigned_abs(), y.unsigned_abs());
        while y != 0 {
            (x, y) = (y, x % y);
        }
        return Ok(vm.new_int_u64(x));
    }
    let (x, y) = (a.to_bigint(vm).expect("an int"), b.to_bigint(vm).expect("an int"));
    if x == dashu_int::IBig::ZERO || y == dashu_int::IBig::ZERO {
        let other = if x == dashu_int::IBig::ZERO { y } else { x };
        return Ok(vm.new_bigint(&dashu_int::ops::Abs::abs(other)));
    }
    let g = dashu_int::ops::Gcd::gcd(x, y);
    Ok(vm.new_bigint(&dashu_int::IBig::from(g)))
}
fn lcm(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut r = Value::int(1);
    for v in args[0].to_tuple().expect("bound by *args").items() {
        let x = vm.index(*v)?;
        if x == Value::int(0) || r == Value::int(0) {
            r = Value::int(0);
            continue;
        }
        let g = gcd_of(vm, r, x)?;
        let p = vm.binary(BinaryOp::Mul, vm.binary(BinaryOp::FloorDiv, r, g)?, x)?;
        r = if vm.compare_bool(p, Value::int(0), CompareOp::Lt)? {
            vm.unary(pyish_vm::object::UnaryOp::Neg, p)?
        } else {
            p
        };
    }
    Ok(r)
}

fn factorial(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].to_float().is_some() {
        throw!(vm, TYPE_ERROR, "'float' object cannot be interpreted as an integer");
    }
    let n = vm.index(args[0])?;
    let Some(n) = n.to_int() else { throw!(vm, OVERFLOW_ERROR, "factorial() argument should not exceed {}", i64::MAX) };
    if n < 0 {
        throw!(vm, VALUE_ERROR, "factorial() not defined for negative values");
    }
    Ok(vm.new_bigint(&dashu_int::IBig::from(product(1, n as u64))))
}
/// The product of lo..=hi, halves first, so that factors have like sizes.
fn product(lo: u64, hi: u64) -> dashu_int::UBig {
    if lo > hi {
        return dashu_int::UBig::ONE;
    }
    if hi - lo < 8 {
        return (lo..=hi).fold(dashu_int::UBig::ONE, |p, i| p * i);
    }
    let mid = lo + (hi - lo) / 2;
    product(lo, mid) * product(mid + 1, hi)
}

fn count_args(vm: &Vm, args: &[Value]) -> PyResult<(u64, u64)> {
    let (n, k) =
        (vm.index_i64(args[0])?, if args[1].is_none() { vm.index_i64(args[0])? } else { vm.index_i64(args[1])? });
    if n < 0 {
        throw!(vm, VALUE_ERROR, "n must be a non-negative integer");
    }
    if k < 0 {
        throw!(vm, VALUE_ERROR, "k must be a non-negative integer");
    }
    Ok((n as u64, k as u64))
}
fn comb(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (n, k) = count_args(vm, args)?;
    if k > n {
        return Ok(Value::int(0));
    }
    let k = k.min(n - k);
    let r = product(n - k + 1, n) / product(1, k);
    Ok(vm.new_bigint(&dashu_int::IBig::from(r)))
}
fn perm(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (n, k) = count_args(vm, args)?;
    if k > n {
        return Ok(Value::int(0));
    }
    Ok(vm.new_bigint(&dashu_int::IBig::from(product(n - k + 1, n))))
}
fn isqrt(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let i = vm.index(args[0])?;
    if vm.compare_bool(i, Value::int(0), CompareOp::Lt)? {
        throw!(vm, VALUE_ERROR, "isqrt() argument must be nonnegative");
    }
    if let Some(n) = i.to_int() {
        return Ok(vm.new_int(n.isqrt()));
    }
    let (_, m) = i.to_bigint(vm).expect("an int").into_parts();
    Ok(vm.new_bigint(&dashu_int::IBig::from(dashu_int::ops::SquareRoot::sqrt(&m))))
}

static FUNCTIONS: &[MethodDef] = &[
    function("acos", "(x, /)", acos, "Arc cosine."),
    function("acosh", "(x, /)", acosh, "Inverse hyperbolic cosine."),
    function("asin", "(x, /)", asin, "Arc sine."),
    function("asinh", "(x, /)", asinh, "Inverse hyperbolic sine."),
    function("atan", "(x, /)", atan, "Arc tangent."),
    function("atan2", "(y, x, /)", atan2, "Arc tangent of y/x in the right quadrant."),
    function("atanh", "(x, /)", atanh, "Inverse hyperbolic tangent."),
    function("cbrt", "(x, /)", cbrt, "Cube root."),
    function("ceil", "(x, /)", ceil, "The next integer upwards."),
    function("comb", "(n, k, /)", comb, "Ways to choose k of n without order."),
    function("copysign", "(x, y, /)", copysign, "x with the sign of y."),
    function("cos", "(x, /)", cos, "Cosine."),
    function("cosh", "(x, /)", cosh, "Hyperbolic cosine."),
    function("degrees", "(x, /)", degrees, "Radians to degrees."),
    function("dist", "(p, q, /)", dist, "Distance of two points."),
    function("erf", "(x, /)", erf, "Error function."),
    function("erfc", "(x, /)", erfc, "Complementary error function."),
    function("exp", "(x, /)", exp, "e to the x."),
    function("exp2", "(x, /)", exp2, "2 to the x."),
    function("expm1", "(x, /)", expm1, "exp(x) - 1, exact near 0."),
    function("fabs", "(x, /)", fabs, "The absolute value as a float."),
    function("factorial", "(n, /)", factorial, "n!"),
    function("floor", "(x, /)", floor, "The next integer downwards."),
    function("fma", "(x, y, z, /)", fma, "x * y + z with one rounding."),
    function("fmax", "(x, y, /)", fmax, "The larger of two floats."),
    function("fmin", "(x, y, /)", fmin, "The smaller of two floats."),
    function("fmod", "(x, y, /)", fmod, "The remainder with the sign of x."),
    function("frexp", "(x, /)", frexp, "Mantissa and exponent."),
    function("fsum", "(seq, /)", fsum, "An exact sum of floats."),
    function("gamma", "(x, /)", gamma, "Gamma function."),
    function("gcd", "(*integers)", gcd, "Greatest common divisor."),
    function("hypot", "(*coordinates)", hypot, "Length of a vector."),
    function("isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose, "Whether two numbers are nearly equal."),
    function("isfinite", "(x, /)", isfinite, "Whether x is neither infinite nor NaN."),
    function("isinf", "(x, /)", isinf, "Whether x is infinite."),
    function("isnan", "(x, /)", isnan, "Whether x is NaN."),
    function("isnormal", "(x, /)", isnormal, "Whether x is a normal number."),
    function("isqrt", "(n, /)", isqrt, "The integer part of the square root."),
    function("issubnormal", "(x, /)", issubnormal, "Whether x is a subnormal number."),
    function("lcm", "(*integers)", lcm, "Least common multiple."),
    function("ldexp", "(x, i, /)", ldexp, "x * 2**i."),
    function("lgamma", "(x, /)", lgamma, "Logarithm of the absolute value of the gamma function."),
    function("log", "(x, base=<unset>, /)", log, "Logarithm, natural by default."),
    function("log10", "(x, /)", log10, "Logarithm to base 10."),
    function("log1p", "(x, /)", log1p, "log(1 + x), exact near 0."),
    function("log2", "(x, /)", log2, "Logarithm to base 2."),
    function("modf", "(x, /)", modf, "Fractional and whole part."),
    function("nextafter", "(x, y, /, *, steps=None)", nextafter, "The next float towards y."),
    function("perm", "(n, k=None, /)", perm, "Ways to choose k of n with order."),
    function("pow", "(x, y, /)", pow, "x to the y."),
    function("prod", "(iterable, /, *, start=1)", prod, "The product of the items."),
    function("radians", "(x, /)", radians, "Degrees to radians."),
    function("remainder", "(x, y, /)", remainder, "The IEEE 754 remainder."),
    function("signbit", "(x, /)", signbit, "Whether the sign bit is set."),
    function("sin", "(x, /)", sin, "Sine."),
    function("sinh", "(x, /)", sinh, "Hyperbolic sine."),
    function("sqrt", "(x, /)", sqrt, "Square root."),
    function("sumprod", "(p, q, /)", sumprod, "The sum of products."),
    function("tan", "(x, /)", tan, "Tangent."),
    function("tanh", "(x, /)", tanh, "Hyperbolic tangent."),
    function("trunc", "(x, /)", trunc, "The whole part."),
    function("ulp", "(x, /)", ulp, "The value of the last bit."),
];

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    for (name, x) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        m.set(vm, name, vm.new_float(x));
    }
    Ok(())
}

pub static MODULE: NativeModule =
    NativeModule { name: "math", doc: "Mathematical functions.", functions: FUNCTIONS, types: &[], init: Some(init) };
