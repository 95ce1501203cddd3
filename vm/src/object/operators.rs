//! Arithmetic and bitwise operators, conversion to indices.

use crate::object::{BinaryFn, Ref, Slots, UnaryFn, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

macro_rules! binary_ops {
    ($($op:ident $slot:ident $inplace:ident $symbol:literal;)*) => {
        /// The binary operators apart from `**`.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum BinaryOp { $($op),* }
        impl BinaryOp {
            pub fn symbol(self) -> &'static str { [$($symbol),*][self as usize] }
            #[inline]
            pub fn slot(self, s: &Slots) -> Option<BinaryFn> { match self { $(BinaryOp::$op => s.$slot),* } }
            #[inline]
            pub fn inplace_slot(self, s: &Slots) -> Option<BinaryFn> { match self { $(BinaryOp::$op => s.$inplace),* } }
        }
    };
}

binary_ops! {
    Add add iadd "+"; Sub sub isub "-"; Mul mul imul "*"; MatMul matmul imatmul "@"; TrueDiv truediv itruediv "/";
    FloorDiv floordiv ifloordiv "//"; Mod modulo imodulo "%"; LShift lshift ilshift "<<"; RShift rshift irshift ">>";
    And and iand "&"; Or or ior "|"; Xor xor ixor "^";
}

/// The unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
}

impl Vm {
    /// The operation by slots, NotImplemented when neither operand knows it.
    fn binary_slots(&self, a: Value, b: Value, slot: impl Fn(&Slots) -> Option<BinaryFn>) -> PyResult<Value> {
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        let fa = slot(ta.slots());
        let mut fb = if ta == tb { None } else { slot(tb.slots()) };
        if let (Some(x), Some(y)) = (fa, fb)
            && x as usize == y as usize
        {
            fb = None;
        }
        if let Some(f) = fa {
            if let Some(g) = fb
                && tb.is_subtype(ta)
            {
                let r = g(self, a, b)?;
                if r != Value::NOT_IMPLEMENTED {
                    return Ok(r);
                }
                fb = None;
            }
            let r = f(self, a, b)?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        match fb {
            Some(g) => g(self, a, b),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }
    fn operands_error(&self, symbol: &str, a: Value, b: Value) -> PyResult<Value> {
        throw!(
            self,
            TYPE_ERROR,
            "unsupported operand type(s) for {symbol}: '{}' and '{}'",
            self.type_name(a),
            self.type_name(b)
        )
    }
    /// `a op b`.
    pub fn binary(&self, op: BinaryOp, a: Value, b: Value) -> PyResult<Value> {
        self.check_native_stack()?;
        let r = self.binary_slots(a, b, |s| op.slot(s))?;
        if r != Value::NOT_IMPLEMENTED {
            return Ok(r);
        }
        self.sequence_operation(op, a, b, op.symbol())
    }
    /// What sequences make of `+` and `*`; TypeError for everything else.
    fn sequence_operation(&self, op: BinaryOp, a: Value, b: Value, symbol: &str) -> PyResult<Value> {
        match op {
            BinaryOp::Add => {
                if let Some(f) = self.type_of(a).slots().concat {
                    return f(self, a, b);
                }
            }
            BinaryOp::Mul => {
                // A class that has its own `__mul__` repeats no more.
                let repeats =
                    |v: Value| self.type_of(v).slots().repeat.filter(|_| self.type_of(v).slots().mul.is_none());
                if let Some(f) = repeats(a) {
                    return self.sequence_repeat(f, a, b);
                }
                if let Some(f) = repeats(b) {
                    return self.sequence_repeat(f, b, a);
                }
            }
            BinaryOp::RShift
                if symbol == ">>"
                    && a.has_shape(crate::builtins::shape::NATIVE_FUNCTION)
                    && crate::builtins::native_function::name_of(a) == "print" =>
            {
                throw!(
                    self,
                    TYPE_ERROR,
                    "unsupported operand type(s) for >>: 'builtin_function_or_method' and '{}'. Did you mean \"print(<message>, file=<output_stream>)\"?",
                    self.type_name(b)
                );
            }
            _ => {}
        }
        self.operands_error(symbol, a, b)
    }
    /// Repetition: the count must be an index; the slot function receives it as an int.
    pub(crate) fn sequence_repeat(&self, f: BinaryFn, sequence: Value, count: Value) -> PyResult<Value> {
        if count.is_int() {
            return f(self, sequence, count);
        }
        if self.type_of(count).slots().index.is_none() {
            throw!(self, TYPE_ERROR, "can't multiply sequence by non-int of type '{}'", self.type_name(count));
        }
        let n = self.index_size(count)?;
        f(self, sequence, self.new_int(n))
    }
    /// `a op= b`: the value to assign.
    pub fn inplace(&self, op: BinaryOp, a: Value, b: Value) -> PyResult<Value> {
        self.check_native_stack()?;
        let slots = self.type_of(a).slots();
        if let Some(f) = op.inplace_slot(slots) {
            let r = f(self, a, b)?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        let r = self.binary_slots(a, b, |s| op.slot(s))?;
        if r != Value::NOT_IMPLEMENTED {
            return Ok(r);
        }
        match op {
            BinaryOp::Add => {
                if let Some(f) = slots.iconcat {
                    return f(self, a, b);
                }
            }
            BinaryOp::Mul => {
                if let Some(f) = slots.irepeat {
                    return self.sequence_repeat(f, a, b);
                }
            }
            _ => {}
        }
        self.sequence_operation(op, a, b, &format!("{}=", op.symbol()))
    }
    /// `divmod(a, b)`.
    pub fn divmod(&self, a: Value, b: Value) -> PyResult<Value> {
        let r = self.binary_slots(a, b, |s| s.divmod)?;
        if r != Value::NOT_IMPLEMENTED { Ok(r) } else { self.operands_error("divmod()", a, b) }
    }
    /// `pow(a, b, modulus)`; `modulus` None for the operator.
    pub fn power(&self, a: Value, b: Value, modulus: Value) -> PyResult<Value> {
        let r = self.power_slots(a, b, modulus)?;
        if r != Value::NOT_IMPLEMENTED {
            return Ok(r);
        }
        if modulus.is_none() {
            return self.operands_error("** or pow()", a, b);
        }
        throw!(
            self,
            TYPE_ERROR,
            "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
            self.type_name(a),
            self.type_name(b),
            self.type_name(modulus)
        )
    }
    fn power_slots(&self, a: Value, b: Value, modulus: Value) -> PyResult<Value> {
        self.check_native_stack()?;
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        let fa = ta.slots().pow;
        let mut fb = if ta == tb { None } else { tb.slots().pow };
        if let (Some(x), Some(y)) = (fa, fb)
            && x as usize == y as usize
        {
            fb = None;
        }
        if let (Some(g), true) = (fb, tb.is_subtype(ta)) {
            let r = g(self, a, b, modulus)?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
            fb = None;
        }
        for f in [fa, fb].into_iter().flatten() {
            let r = f(self, a, b, modulus)?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        Ok(Value::NOT_IMPLEMENTED)
    }
    /// `a **= b`.
    pub fn inplace_power(&self, a: Value, b: Value) -> PyResult<Value> {
        if let Some(f) = self.type_of(a).slots().ipow {
            let r = f(self, a, b)?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        let r = self.power_slots(a, b, Value::NONE)?;
        if r != Value::NOT_IMPLEMENTED { Ok(r) } else { self.operands_error("**=", a, b) }
    }
    pub fn unary(&self, op: UnaryOp, v: Value) -> PyResult<Value> {
        let s = self.type_of(v).slots();
        let (f, symbol): (Option<UnaryFn>, _) = match op {
            UnaryOp::Neg => (s.neg, "-"),
            UnaryOp::Pos => (s.pos, "+"),
            UnaryOp::Invert => (s.invert, "~"),
        };
        match f {
            Some(f) => f(self, v),
            None => throw!(self, TYPE_ERROR, "bad operand type for unary {symbol}: '{}'", self.type_name(v)),
        }
    }

    // ---- indices

    /// An exact int by `__index__`.
    pub fn index(&self, v: Value) -> PyResult<Value> {
        if v.is_int() || v.has_shape(crate::builtins::shape::INT) {
            return Ok(v);
        }
        if v.is_bool() || v.is_instance_flag(type_flags::LONG_SUBCLASS) {
            return crate::builtins::int::to_exact(self, v);
        }
        let Some(f) = self.type_of(v).slots().index else {
            throw!(self, TYPE_ERROR, "'{}' object cannot be interpreted as an integer", self.type_name(v));
        };
        let r = f(self, v)?;
        if r.is_int() || r.has_shape(crate::builtins::shape::INT) {
            return Ok(r);
        }
        if r.is_bool() || r.is_instance_flag(type_flags::LONG_SUBCLASS) {
            self.warn_subclass(v, "__index__", "an int", "int", r)?;
            return crate::builtins::int::to_exact(self, r);
        }
        Err(self.bad_result(v, "__index__", "an int", r))
    }
    /// Warns of a conversion that gave an instance of a subclass.
    #[cold]
    pub(crate) fn warn_subclass(&self, v: Value, method: &str, wanted: &str, base: &str, r: Value) -> PyResult<()> {
        let (own, got) = (self.full_type_name(v), self.full_type_name(r));
        let text = format!(
            "{own}.{method}() must return {wanted}, not {got}.  The ability to return an instance of a strict subclass of {base} is deprecated, and may be removed in a future version of Python."
        );
        self.warn(crate::exceptions::exc::DEPRECATION_WARNING, &text, 1)
    }
    /// An index that fits a machine word.
    pub fn index_i64(&self, v: Value) -> PyResult<i64> {
        if v.is_int() {
            return Ok(v.as_int());
        }
        let i = self.index(v)?;
        match self.int_to_i64(i) {
            Some(i) => Ok(i),
            None => throw!(self, OVERFLOW_ERROR, "Python int too large to convert to C ssize_t"),
        }
    }
    /// As [`Vm::index_i64`], for the subscript of a sequence.
    pub fn index_item(&self, v: Value) -> PyResult<i64> {
        let i = self.index(v)?;
        match self.int_to_i64(i) {
            Some(i) => Ok(i),
            None => throw!(self, INDEX_ERROR, "cannot fit '{}' into an index-sized integer", self.type_name(v)),
        }
    }
    /// As [`Vm::index_i64`], for the size of something to make.
    pub fn index_size(&self, v: Value) -> PyResult<i64> {
        let i = self.index(v)?;
        match self.int_to_i64(i) {
            Some(i) => Ok(i),
            None => throw!(self, OVERFLOW_ERROR, "cannot fit '{}' into an index-sized integer", self.type_name(v)),
        }
    }
    /// An index clamped to a machine word, as slices use it.
    pub fn index_clamped(&self, v: Value) -> PyResult<i64> {
        if v.is_int() {
            return Ok(v.as_int());
        }
        if self.type_of(v).slots().index.is_none() {
            throw!(self, TYPE_ERROR, "slice indices must be integers or have an __index__ method");
        }
        self.index_saturated(v)
    }
    /// An int of any size as the nearest that fits a machine word.
    pub fn index_saturated(&self, v: Value) -> PyResult<i64> {
        let i = self.index(v)?;
        Ok(match self.int_to_i64(i) {
            Some(i) => i,
            None if crate::builtins::int::is_negative(i) => i64::MIN,
            None => i64::MAX,
        })
    }
    /// The value of an int when it fits 64 bits.
    pub fn int_to_i64(&self, v: Value) -> Option<i64> {
        if v.is_int() { Some(v.as_int()) } else { crate::builtins::int::heap_to_i64(v) }
    }
}

/// The interned name of something, for messages.
pub fn text_of(s: Ref<crate::builtins::str::Str>) -> String {
    s.to_string_lossy()
}
