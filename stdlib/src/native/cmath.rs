//! `cmath`: functions of complex numbers.
//!
//! Finite arguments take formulas that neither overflow nor cancel where the result would not; what C99's annex G says of
//! infinities and NaNs is left to the C library, whose functions are tables of it.

use std::f64::consts::{E, FRAC_PI_2, LN_2, PI, TAU};

use pyish_vm::builtins::module::Module;
use pyish_vm::native::{NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// A complex number, laid out as C has it.
#[repr(C)]
#[derive(Clone, Copy)]
struct Complex {
    re: f64,
    im: f64,
}
use Complex as C;

mod annex_g {
    use super::Complex;
    unsafe extern "C" {
        pub safe fn cacos(z: Complex) -> Complex;
        pub safe fn cacosh(z: Complex) -> Complex;
        pub safe fn casinh(z: Complex) -> Complex;
        pub safe fn catanh(z: Complex) -> Complex;
        pub safe fn ccosh(z: Complex) -> Complex;
        pub safe fn cexp(z: Complex) -> Complex;
        pub safe fn clog(z: Complex) -> Complex;
        pub safe fn csinh(z: Complex) -> Complex;
        pub safe fn csqrt(z: Complex) -> Complex;
        pub safe fn ctanh(z: Complex) -> Complex;
    }
}
mod libm {
    unsafe extern "C" {
        pub safe fn asinh(x: f64) -> f64;
        pub safe fn ldexp(x: f64, n: i32) -> f64;
    }
}

/// Why there is no result.
enum Wrong {
    Domain,
    Range,
}
type Answer = Result<Complex, Wrong>;

/// Beyond this squares and sums may overflow.
const LARGE: f64 = f64::MAX / 4.0;
/// Beyond this exp() of it may overflow once multiplied.
const LOG_LARGE: f64 = 708.396_418_532_264_1;
const MANTISSA: i32 = f64::MANTISSA_DIGITS as i32;

impl Complex {
    fn is_finite(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }
    fn is_large(self) -> bool {
        self.re.abs() > LARGE || self.im.abs() > LARGE
    }
    /// i times the number; a NaN gets no sign, which the C library would look at.
    fn turned(self) -> C {
        C { re: if self.im.is_nan() { f64::NAN } else { -self.im }, im: self.re }
    }
    /// The number divided by i.
    fn turned_back(self) -> C {
        C { re: self.im, im: -self.re }
    }
    fn in_range(self) -> Answer {
        if self.re.is_infinite() || self.im.is_infinite() { Err(Wrong::Range) } else { Ok(self) }
    }
}

/// The logarithm of twice the length of a large number.
fn log_of_large(z: C) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln() + LN_2 * 2.0
}

fn sqrt(z: C) -> C {
    if !z.is_finite() {
        return annex_g::csqrt(z);
    }
    if z.re == 0.0 && z.im == 0.0 {
        return C { re: 0.0, im: z.im };
    }
    let (ax, ay) = (z.re.abs(), z.im.abs());
    let s = if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        // Subnormal: scaled by an odd power of two and back by half of it.
        let ax = libm::ldexp(ax, MANTISSA);
        libm::ldexp((ax + ax.hypot(libm::ldexp(ay, MANTISSA))).sqrt(), -(MANTISSA + 1) / 2)
    } else {
        let ax = ax / 8.0;
        2.0 * (ax + ax.hypot(ay / 8.0)).sqrt()
    };
    let d = ay / (2.0 * s);
    if z.re >= 0.0 { C { re: s, im: d.copysign(z.im) } } else { C { re: d, im: s.copysign(z.im) } }
}

// Where annex G leaves the sign of a zero open, it is positive.

fn special_cosh(z: C) -> C {
    let r = annex_g::ccosh(z);
    if z.re.is_nan() && z.im == 0.0 || z.re == 0.0 && z.im.is_nan() { C { re: r.re, im: 0.0 } } else { r }
}
fn special_sinh(z: C) -> C {
    let r = annex_g::csinh(z);
    if z.re == 0.0 && z.im.is_nan() { C { re: 0.0, im: r.im } } else { r }
}
fn special_tanh(z: C) -> C {
    let r = annex_g::ctanh(z);
    if z.re.is_infinite() && !z.im.is_finite() { C { re: r.re, im: 0.0 } } else { r }
}
fn special_exp(z: C) -> C {
    let r = annex_g::cexp(z);
    if z.re == f64::NEG_INFINITY && !z.im.is_finite() { C { re: 0.0, im: 0.0 } } else { r }
}

fn acos(z: C) -> Answer {
    if !z.is_finite() {
        // The sign is nobody's business here; it is the positive one.
        let r = annex_g::cacos(z);
        return Ok(if z.re.is_infinite() && z.im.is_nan() { C { re: r.re, im: f64::INFINITY } } else { r });
    }
    if z.is_large() {
        let im = log_of_large(z);
        return Ok(C {
            re: z.im.abs().atan2(z.re),
            im: if z.re < 0.0 { -im.copysign(z.im) } else { im.copysign(-z.im) },
        });
    }
    let s1 = sqrt(C { re: 1.0 - z.re, im: -z.im });
    let s2 = sqrt(C { re: 1.0 + z.re, im: z.im });
    Ok(C { re: 2.0 * s1.re.atan2(s2.re), im: libm::asinh(s2.re * s1.im - s2.im * s1.re) })
}
fn acosh(z: C) -> Answer {
    if !z.is_finite() {
        return Ok(annex_g::cacosh(z));
    }
    if z.is_large() {
        return Ok(C { re: log_of_large(z), im: z.im.atan2(z.re) });
    }
    let s1 = sqrt(C { re: z.re - 1.0, im: z.im });
    let s2 = sqrt(C { re: z.re + 1.0, im: z.im });
    Ok(C { re: libm::asinh(s1.re * s2.re + s1.im * s2.im), im: 2.0 * s1.im.atan2(s2.re) })
}
fn asinh(z: C) -> Answer {
    if !z.is_finite() {
        return Ok(annex_g::casinh(z));
    }
    if z.is_large() {
        let re = log_of_large(z);
        let re = if z.im >= 0.0 { re.copysign(z.re) } else { -re.copysign(-z.re) };
        return Ok(C { re, im: z.im.atan2(z.re.abs()) });
    }
    let s1 = sqrt(C { re: 1.0 + z.im, im: -z.re });
    let s2 = sqrt(C { re: 1.0 - z.im, im: z.re });
    Ok(C { re: libm::asinh(s1.re * s2.im - s2.re * s1.im), im: z.im.atan2(s1.re * s2.re - s1.im * s2.im) })
}
fn asin(z: C) -> Answer {
    asinh(z.turned()).map(C::turned_back)
}
fn atanh(z: C) -> Answer {
    if !z.is_finite() {
        return Ok(annex_g::catanh(z));
    }
    if z.re.is_sign_negative() {
        return atanh(C { re: -z.re, im: -z.im }).map(|r| C { re: -r.re, im: -r.im });
    }
    let ay = z.im.abs();
    let root_of_large = LARGE.sqrt();
    if z.re > root_of_large || ay > root_of_large {
        let h = (z.re / 2.0).hypot(z.im / 2.0);
        return Ok(C { re: z.re / 4.0 / h / h, im: -FRAC_PI_2.copysign(-z.im) });
    }
    if z.re == 1.0 && ay < f64::MIN_POSITIVE.sqrt() {
        if ay == 0.0 {
            return Err(Wrong::Domain);
        }
        return Ok(C { re: -(ay.sqrt() / ay.hypot(2.0).sqrt()).ln(), im: (2f64.atan2(-ay) / 2.0).copysign(z.im) });
    }
    let left = 1.0 - z.re;
    Ok(C {
        re: (4.0 * z.re / (left * left + ay * ay)).ln_1p() / 4.0,
        im: -(-2.0 * z.im).atan2(left * (1.0 + z.re) - ay * ay) / 2.0,
    })
}
fn atan(z: C) -> Answer {
    atanh(z.turned()).map(C::turned_back)
}
fn cosh(z: C) -> Answer {
    if !z.is_finite() {
        return if z.im.is_infinite() && !z.re.is_nan() { Err(Wrong::Domain) } else { Ok(special_cosh(z)) };
    }
    let (sin, cos) = z.im.sin_cos();
    if z.re.abs() > LOG_LARGE {
        let less = z.re - 1f64.copysign(z.re);
        return C { re: cos * less.cosh() * E, im: sin * less.sinh() * E }.in_range();
    }
    C { re: cos * z.re.cosh(), im: sin * z.re.sinh() }.in_range()
}
fn cos(z: C) -> Answer {
    cosh(z.turned())
}
fn sinh(z: C) -> Answer {
    if !z.is_finite() {
        return if z.im.is_infinite() && !z.re.is_nan() { Err(Wrong::Domain) } else { Ok(special_sinh(z)) };
    }
    let (sin, cos) = z.im.sin_cos();
    if z.re.abs() > LOG_LARGE {
        let less = z.re - 1f64.copysign(z.re);
        return C { re: cos * less.sinh() * E, im: sin * less.cosh() * E }.in_range();
    }
    C { re: cos * z.re.sinh(), im: sin * z.re.cosh() }.in_range()
}
fn sin(z: C) -> Answer {
    sinh(z.turned()).map(C::turned_back)
}
fn tanh(z: C) -> Answer {
    if !z.is_finite() {
        return if z.im.is_infinite() && z.re.is_finite() { Err(Wrong::Domain) } else { Ok(special_tanh(z)) };
    }
    if z.re.abs() > LOG_LARGE {
        let (sin, cos) = z.im.sin_cos();
        return Ok(C { re: 1f64.copysign(z.re), im: 4.0 * sin * cos * (-2.0 * z.re.abs()).exp() });
    }
    let (tx, ty, cx) = (z.re.tanh(), z.im.tan(), 1.0 / z.re.cosh());
    let both = tx * ty;
    let denominator = 1.0 + both * both;
    Ok(C { re: tx * (1.0 + ty * ty) / denominator, im: ty / denominator * cx * cx })
}
fn tan(z: C) -> Answer {
    tanh(z.turned()).map(C::turned_back)
}
fn exp(z: C) -> Answer {
    if !z.is_finite() {
        let domain = z.im.is_infinite() && (z.re.is_finite() || z.re == f64::INFINITY);
        return if domain { Err(Wrong::Domain) } else { Ok(special_exp(z)) };
    }
    let (sin, cos) = z.im.sin_cos();
    if z.re > LOG_LARGE {
        let l = (z.re - 1.0).exp();
        return C { re: l * cos * E, im: l * sin * E }.in_range();
    }
    let l = z.re.exp();
    C { re: l * cos, im: l * sin }.in_range()
}
fn log(z: C) -> Answer {
    if !z.is_finite() {
        return Ok(annex_g::clog(z));
    }
    let (ax, ay) = (z.re.abs(), z.im.abs());
    let re = if z.is_large() {
        (ax / 2.0).hypot(ay / 2.0).ln() + LN_2
    } else if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        if ax == 0.0 && ay == 0.0 {
            return Err(Wrong::Domain);
        }
        libm::ldexp(ax, MANTISSA).hypot(libm::ldexp(ay, MANTISSA)).ln() - MANTISSA as f64 * LN_2
    } else {
        let h = ax.hypot(ay);
        if (0.71..=1.73).contains(&h) {
            // Near 1 the logarithm is small: the squares less one are exact enough.
            let (more, less) = (ax.max(ay), ax.min(ay));
            ((more - 1.0) * (more + 1.0) + less * less).ln_1p() / 2.0
        } else {
            h.ln()
        }
    };
    Ok(C { re, im: z.im.atan2(z.re) })
}
fn log10(z: C) -> Answer {
    let r = log(z)?;
    Ok(C { re: r.re / std::f64::consts::LN_10, im: r.im / std::f64::consts::LN_10 })
}

fn argument(vm: &Vm, v: Value) -> PyResult<C> {
    let (re, im) = vm.to_complex(v)?;
    Ok(C { re, im })
}
fn answer(vm: &Vm, r: Answer) -> PyResult<C> {
    match r {
        Ok(z) => Ok(z),
        Err(Wrong::Domain) => throw!(vm, VALUE_ERROR, "math domain error"),
        Err(Wrong::Range) => throw!(vm, OVERFLOW_ERROR, "math range error"),
    }
}

macro_rules! doors {
    ($($door:ident $f:expr;)*) => {
        $(fn $door(vm: &Vm, args: &[Value]) -> PyResult<Value> {
            let z = answer(vm, $f(argument(vm, args[0])?))?;
            Ok(vm.new_complex(z.re, z.im))
        })*
    };
}
doors! {
    py_acos acos;
    py_acosh acosh;
    py_asin asin;
    py_asinh asinh;
    py_atan atan;
    py_atanh atanh;
    py_cos cos;
    py_cosh cosh;
    py_exp exp;
    py_log10 log10;
    py_sin sin;
    py_sinh sinh;
    py_sqrt |z| Ok(sqrt(z));
    py_tan tan;
    py_tanh tanh;
}

fn py_log(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let z = log(argument(vm, args[0])?);
    if args[1].is_unbound() {
        let z = answer(vm, z)?;
        return Ok(vm.new_complex(z.re, z.im));
    }
    // With a base only the base has to have a logarithm.
    let z = z.unwrap_or(C { re: f64::NEG_INFINITY, im: 0.0 });
    let base = answer(vm, log(argument(vm, args[1])?))?;
    if base.re == 0.0 && base.im == 0.0 {
        return answer(vm, Err(Wrong::Domain)).map(|_| Value::NONE);
    }
    let quotient = [z, base].map(|z| vm.new_complex(z.re, z.im));
    vm.binary(pyish_vm::object::BinaryOp::TrueDiv, quotient[0], quotient[1])
}
fn phase(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let z = argument(vm, args[0])?;
    let angle = z.im.atan2(z.re);
    if angle == 0.0 && z.im != 0.0 && z.re.is_finite() {
        // The angle is too small for a float.
        answer(vm, Err(Wrong::Range))?;
    }
    Ok(vm.new_float(angle))
}
fn polar(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let z = argument(vm, args[0])?;
    let r = z.re.hypot(z.im);
    if r.is_infinite() && z.is_finite() {
        answer(vm, Err(Wrong::Range))?;
    }
    Ok(vm.new_tuple(&[vm.new_float(r), vm.new_float(z.im.atan2(z.re))]).value())
}
fn rect(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (r, phi) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    if phi.is_infinite() && r != 0.0 && !r.is_nan() {
        answer(vm, Err(Wrong::Domain))?;
    }
    let z = match (r.is_finite(), phi.is_finite()) {
        // The sign of a zero angle is kept.
        (true, true) if phi == 0.0 => C { re: r, im: r * phi },
        (true, true) => C { re: r * phi.cos(), im: r * phi.sin() },
        (true, false) if r == 0.0 => C { re: 0.0, im: 0.0 },
        (true, false) => C { re: f64::NAN, im: f64::NAN },
        (false, _) if r.is_nan() => C { re: f64::NAN, im: if phi == 0.0 { 0.0 } else { f64::NAN } },
        (false, true) if phi == 0.0 => C { re: r, im: if r > 0.0 { phi } else { -phi } },
        (false, true) => {
            let (sin, cos) = phi.sin_cos();
            let (re, im) = (f64::INFINITY.copysign(cos), f64::INFINITY.copysign(sin));
            if r > 0.0 { C { re, im } } else { C { re: -re, im: -im } }
        }
        (false, false) => C { re: f64::INFINITY, im: f64::NAN },
    };
    Ok(vm.new_complex(z.re, z.im))
}
fn isfinite(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(argument(vm, args[0])?.is_finite()))
}
fn isinf(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let z = argument(vm, args[0])?;
    Ok(Value::bool(z.re.is_infinite() || z.im.is_infinite()))
}
fn isnan(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let z = argument(vm, args[0])?;
    Ok(Value::bool(z.re.is_nan() || z.im.is_nan()))
}
fn isclose(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, b) = (argument(vm, args[0])?, argument(vm, args[1])?);
    let (relative, absolute) = (vm.to_f64(args[2])?, vm.to_f64(args[3])?);
    if relative < 0.0 || absolute < 0.0 {
        throw!(vm, VALUE_ERROR, "tolerances must be non-negative");
    }
    if a.re == b.re && a.im == b.im {
        return Ok(Value::TRUE);
    }
    if [a, b].iter().any(|z| z.re.is_infinite() || z.im.is_infinite()) {
        return Ok(Value::FALSE);
    }
    let apart = (a.re - b.re).hypot(a.im - b.im);
    let near = |z: C| apart <= relative * z.re.hypot(z.im);
    Ok(Value::bool(near(b) || near(a) || apart <= absolute))
}

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    for (name, x) in [("pi", PI), ("e", E), ("tau", TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
        m.set(vm, name, vm.new_float(x));
    }
    m.set(vm, "infj", vm.new_complex(0.0, f64::INFINITY));
    m.set(vm, "nanj", vm.new_complex(0.0, f64::NAN));
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "cmath",
    doc: "Functions of complex numbers.",
    functions: &[
        function("acos", "(z, /)", py_acos, "Arc cosine."),
        function("acosh", "(z, /)", py_acosh, "Inverse hyperbolic cosine."),
        function("asin", "(z, /)", py_asin, "Arc sine."),
        function("asinh", "(z, /)", py_asinh, "Inverse hyperbolic sine."),
        function("atan", "(z, /)", py_atan, "Arc tangent."),
        function("atanh", "(z, /)", py_atanh, "Inverse hyperbolic tangent."),
        function("cos", "(z, /)", py_cos, "Cosine."),
        function("cosh", "(z, /)", py_cosh, "Hyperbolic cosine."),
        function("exp", "(z, /)", py_exp, "e to the z."),
        function("isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose, "Whether two numbers are nearly equal."),
        function("isfinite", "(z, /)", isfinite, "Whether both parts are finite."),
        function("isinf", "(z, /)", isinf, "Whether a part is infinite."),
        function("isnan", "(z, /)", isnan, "Whether a part is NaN."),
        function("log", "(z, base=<unset>, /)", py_log, "Logarithm, natural by default."),
        function("log10", "(z, /)", py_log10, "Logarithm to base 10."),
        function("phase", "(z, /)", phase, "The angle."),
        function("polar", "(z, /)", polar, "Length and angle."),
        function("rect", "(r, phi, /)", rect, "The number of a length and an angle."),
        function("sin", "(z, /)", py_sin, "Sine."),
        function("sinh", "(z, /)", py_sinh, "Hyperbolic sine."),
        function("sqrt", "(z, /)", py_sqrt, "Square root."),
        function("tan", "(z, /)", py_tan, "Tangent."),
        function("tanh", "(z, /)", py_tanh, "Hyperbolic tangent."),
    ],
    types: &[],
    init: Some(init),
};
