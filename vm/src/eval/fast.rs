//! Handlers with a fast path in the loop itself. Everything beyond it goes through `D::slow`.
//!
//! A handler must compile to a tail call: no destructors, no addresses of locals, slow work only behind `D::slow`.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::Vm;
use crate::builtins::code::Code;
use crate::builtins::function::Function;
use crate::builtins::shape;
use crate::builtins::type_::cells;
use crate::object::{Ref, ShapeId, Slot};
use crate::value::Value;

use super::dispatch::{Dispatch, Slow};
use super::frame::{Frame, Pc, Regs};
use super::shape_cache::{self, Asked};
use super::slow;

/// Operand fields of an instruction word.
#[derive(Clone, Copy)]
pub(crate) struct I(pub u64);

impl I {
    #[inline(always)]
    pub fn a(self) -> usize {
        (self.0 >> 16) as u16 as usize
    }
    #[inline(always)]
    pub fn b(self) -> usize {
        (self.0 >> 32) as u16 as usize
    }
    #[inline(always)]
    pub fn c(self) -> usize {
        (self.0 >> 48) as usize
    }
    #[inline(always)]
    pub fn d(self) -> u8 {
        (self.0 >> 8) as u8
    }
    #[inline(always)]
    pub fn b_signed(self) -> i64 {
        (self.0 >> 32) as i16 as i64
    }
    #[inline(always)]
    pub fn c_signed(self) -> i64 {
        self.0 as i64 >> 48
    }
    #[inline(always)]
    pub fn jump16(self) -> isize {
        (self.0 as i64 >> 48) as isize
    }
    #[inline(always)]
    pub fn jump32(self) -> isize {
        (self.0 as i64 >> 32) as isize
    }
}

#[inline(always)]
unsafe fn get(base: Regs, i: usize) -> Value {
    // SAFETY: operands are registers of the frame.
    unsafe { *base.add(i) }
}
#[inline(always)]
unsafe fn put(base: Regs, i: usize, v: Value) {
    // SAFETY: as above.
    unsafe { *base.add(i) = v }
}
/// An inline word, as a cache.
#[inline(always)]
pub(crate) unsafe fn cache(pc: Pc, n: usize) -> &'static AtomicU64 {
    // SAFETY: the instruction has that many inline words.
    unsafe { &*pc.add(n).cast::<AtomicU64>() }
}
/// An inline word, as a constant.
#[inline(always)]
pub(crate) unsafe fn constant(pc: Pc, n: usize) -> Value {
    // SAFETY: as above.
    Value::from_bits(unsafe { *pc.add(n) })
}

/// Two dispatches instead of one on a selected pc: a conditional move would make instruction fetch wait for the data.
#[inline(always)]
unsafe fn branch<D: Dispatch>(taken: bool, pc: Pc, base: Regs, vm: &Vm, i: u64) -> D::Out {
    // SAFETY: both targets are instructions.
    unsafe {
        if taken {
            std::arch::asm!("", options(nomem, nostack, preserves_flags));
            D::next(pc.offset(I(i).jump16()), base, vm)
        } else {
            D::next(pc.add(1), base, vm)
        }
    }
}

/// Attribute caches: `shape:32 | kind:4 | index:28`.
pub(crate) mod ic {
    /// A word of the object.
    pub const WORD: u64 = 0;
    /// A cell whose value is returned as it is, unless it binds.
    pub const CELL: u64 = 1;
    pub const fn make(shape: u32, kind: u64, index: u64) -> u64 {
        shape as u64 | kind << 32 | index << 36
    }
    #[inline(always)]
    pub fn kind(ic: u64) -> u64 {
        ic >> 32 & 0xf
    }
    #[inline(always)]
    pub fn index(ic: u64) -> usize {
        (ic >> 36) as usize
    }
}

/// A word of an object, as a slot.
#[inline(always)]
pub(crate) unsafe fn object_word(v: Value, index: usize) -> &'static Slot {
    // SAFETY: the cache's shape says that the object has that word.
    unsafe { &*v.as_ptr().cast::<Slot>().add(index) }
}

/// The shape that caches compare: an empty cache names shape 0, which no value may answer, immediates neither.
#[inline(always)]
fn shape_of(v: Value) -> ShapeId {
    if v.is_ptr() { v.shape() } else { ShapeId(u32::MAX) }
}

macro_rules! handler {
    ($name:ident, |$pc:ident, $base:ident, $vm:ident, $i:ident| $body:expr) => {
        #[inline(always)]
        pub(crate) unsafe fn $name<D: Dispatch>($pc: Pc, $base: Regs, $vm: &Vm, $i: u64) -> D::Out {
            #[allow(unused_unsafe, reason = "some bodies are safe")]
            // SAFETY: the compiler emitted this instruction for the frame at `base`: operands are its registers, inline words are
            // there, jump targets are instructions.
            unsafe {
                $body
            }
        }
    };
}

macro_rules! arithmetic {
    ($name:ident, $slow:ident, $int:expr, $float:expr) => {
        handler!($name, |pc, base, vm, i| {
            let (x, y) = (get(base, I(i).b()), get(base, I(i).c()));
            if Value::both_int(x, y) {
                if let Some(r) = $int(x, y) {
                    put(base, I(i).a(), r);
                    return D::next(pc.add(1), base, vm);
                }
            } else if Value::both_nonzero_float(x, y)
                && let Some(r) = Value::inline_nonzero_float($float(x.as_inline_float(), y.as_inline_float()))
            {
                put(base, I(i).a(), r);
                return D::next(pc.add(1), base, vm);
            }
            D::slow::<slow::$slow>(pc, base, vm, i)
        });
    };
}

macro_rules! bitwise {
    ($name:ident, $slow:ident, $int:expr) => {
        handler!($name, |pc, base, vm, i| {
            let (x, y) = (get(base, I(i).b()), get(base, I(i).c()));
            if Value::both_int(x, y) {
                put(base, I(i).a(), $int(x, y));
                return D::next(pc.add(1), base, vm);
            }
            D::slow::<slow::$slow>(pc, base, vm, i)
        });
    };
}

macro_rules! immediate {
    ($name:ident, $slow:ident, $op:expr) => {
        handler!($name, |pc, base, vm, i| {
            let x = get(base, I(i).b());
            if x.is_int()
                && let Some(r) = $op(x, I(i).c_signed())
            {
                put(base, I(i).a(), r);
                return D::next(pc.add(1), base, vm);
            }
            D::slow::<slow::$slow>(pc, base, vm, i)
        });
    };
}

macro_rules! comparison {
    ($name:ident, $slow:ident, $op:tt) => {
        handler!($name, |pc, base, vm, i| {
            let (x, y) = (get(base, I(i).b()), get(base, I(i).c()));
            let r = if Value::both_int(x, y) {
                (x.bits() as i64) $op (y.bits() as i64)
            } else if Value::both_nonzero_float(x, y) {
                x.as_inline_float() $op y.as_inline_float()
            } else {
                return D::slow::<slow::$slow>(pc, base, vm, i);
            };
            put(base, I(i).a(), Value::bool(r));
            D::next(pc.add(1), base, vm)
        });
    };
}

macro_rules! compare_jump {
    ($name:ident, $slow:ident, $op:tt, $when:literal) => {
        handler!($name, |pc, base, vm, i| {
            let (x, y) = (get(base, I(i).a()), get(base, I(i).b()));
            if Value::both_int(x, y) {
                return branch::<D>(((x.bits() as i64) $op (y.bits() as i64)) == $when, pc, base, vm, i);
            }
            if Value::both_nonzero_float(x, y) {
                return branch::<D>((x.as_inline_float() $op y.as_inline_float()) == $when, pc, base, vm, i);
            }
            D::slow::<slow::$slow>(pc, base, vm, i)
        });
    };
}

macro_rules! compare_jump_immediate {
    ($name:ident, $slow:ident, $op:tt, $when:literal) => {
        handler!($name, |pc, base, vm, i| {
            let x = get(base, I(i).a());
            if x.is_int() {
                return branch::<D>((x.as_int() $op I(i).b_signed()) == $when, pc, base, vm, i);
            }
            D::slow::<slow::$slow>(pc, base, vm, i)
        });
    };
}

/// Truth of a value that needs no call; `None` else.
#[inline(always)]
fn quick_truth(v: Value) -> Option<bool> {
    match v {
        Value::TRUE => Some(true),
        Value::FALSE | Value::NONE => Some(false),
        _ if v.is_int() => Some(v.as_int() != 0),
        _ => None,
    }
}

/// Floor division and modulo of ints by a positive immediate never overflow.
#[inline(always)]
fn floordiv_small(x: Value, k: i64) -> Option<Value> {
    if k > 0 { Some(Value::int(x.as_int().div_euclid(k))) } else { None }
}
#[inline(always)]
fn mod_small(x: Value, k: i64) -> Option<Value> {
    if k > 0 { Some(Value::int(x.as_int().rem_euclid(k))) } else { None }
}
#[inline(always)]
fn shl_small(x: Value, k: i64) -> Option<Value> {
    if !(0..62).contains(&k) {
        return None;
    }
    let r = x.as_int() << k;
    if r >> k == x.as_int() { Value::try_int(r) } else { None }
}
#[inline(always)]
fn shr_small(x: Value, k: i64) -> Option<Value> {
    if k >= 0 { Some(Value::int(x.as_int() >> k.min(63))) } else { None }
}
#[inline(always)]
fn mod_int(x: Value, y: Value) -> Option<Value> {
    let (a, b) = (x.as_int(), y.as_int());
    if b > 0 { Some(Value::int(a.rem_euclid(b))) } else { None }
}
#[inline(always)]
fn floordiv_int(x: Value, y: Value) -> Option<Value> {
    let (a, b) = (x.as_int(), y.as_int());
    if b > 0 { Some(Value::int(a.div_euclid(b))) } else { None }
}

/// Enters a Python function whose window begins at `nb`, when it needs nothing unusual; else goes through `S`.
#[inline(always)]
unsafe fn enter<D: Dispatch, S: Slow>(pc: Pc, base: Regs, vm: &Vm, nb: Regs, f: Value, argc: i32, i: u64) -> D::Out {
    // SAFETY: `f` is a function; the window lies above the frame's live registers.
    unsafe {
        let code: Ref<Code> = f.cast::<Function>().code();
        if code.simple_argc == argc && nb.add(code.nregs as usize) as usize <= vm.limit.load(Ordering::Relaxed) {
            *nb.sub(3) = Value::from_bits(pc as u64);
            *nb.sub(2) = Value::from_bits(base as u64);
            *nb.sub(1) = Value::UNBOUND;
            return D::next(code.entry, nb, vm);
        }
        D::slow::<S>(pc, base, vm, i)
    }
}

/// CALL_METHOD at a site whose cache knows another shape.
#[inline(never)]
unsafe fn call_method_of_other_shape<D: Dispatch>(pc: Pc, base: Regs, vm: &Vm, i: u64) -> D::Out {
    // SAFETY: as for handlers.
    unsafe {
        let nb = base.add(I(i).b() + 4);
        let name = constant(pc, 2).cast();
        let c = shape_cache::find(Asked::Method, shape_of(*nb), name);
        if c != 0 {
            if vm.second_level() {
                cache(pc, 1).store(c, Ordering::Release);
            }
            let f = cells::value(ic::index(c) as u32).get();
            if shape_of(f) == shape::FUNCTION {
                *nb.sub(4) = f;
                return enter::<D, slow::CALL_METHOD>(pc, base, vm, nb, f, I(i).c() as i32 + 1, i);
            }
        }
        D::slow::<slow::CALL_METHOD>(pc, base, vm, i)
    }
}

#[allow(non_snake_case, reason = "named after the opcodes")]
pub(crate) mod fast_handlers {
    use super::*;

    handler!(HALT, |pc, base, _vm, _i| D::halt(pc, base));
    handler!(NOP, |pc, base, vm, _i| D::next(pc.add(1), base, vm));
    handler!(LOADK, |pc, base, vm, i| {
        put(base, I(i).a(), constant(pc, 1));
        D::next(pc.add(2), base, vm)
    });
    handler!(LOAD_INT, |pc, base, vm, i| {
        put(base, I(i).a(), Value::int(I(i).b_signed()));
        D::next(pc.add(1), base, vm)
    });
    handler!(MOVE, |pc, base, vm, i| {
        put(base, I(i).a(), get(base, I(i).b()));
        D::next(pc.add(1), base, vm)
    });
    handler!(CLEAR, |pc, base, vm, i| {
        put(base, I(i).a(), Value::UNBOUND);
        D::next(pc.add(1), base, vm)
    });
    handler!(CHECK_BOUND, |pc, base, vm, i| {
        if get(base, I(i).a()).is_unbound() {
            return D::slow::<slow::CHECK_BOUND>(pc, base, vm, i);
        }
        D::next(pc.add(2), base, vm)
    });
    handler!(LOAD_GLOBAL, |pc, base, vm, i| {
        let v = (*(cache(pc, 1).load(Ordering::Acquire) as *const Slot)).get();
        if v.is_unbound() {
            return D::slow::<slow::LOAD_GLOBAL>(pc, base, vm, i);
        }
        put(base, I(i).a(), v);
        D::next(pc.add(3), base, vm)
    });
    handler!(LOAD_NAME, |pc, base, vm, i| {
        let v = (*(cache(pc, 1).load(Ordering::Acquire) as *const Slot)).get();
        if v.is_unbound() || get(base, 0) != Frame(base).function().globals.get() {
            return D::slow::<slow::LOAD_NAME>(pc, base, vm, i);
        }
        put(base, I(i).a(), v);
        D::next(pc.add(3), base, vm)
    });
    handler!(LOAD_CLOSURE, |pc, base, vm, i| {
        let cells = Frame(base).function().closure.get().cast::<crate::builtins::tuple::Tuple>();
        put(base, I(i).a(), cells.items()[I(i).b()]);
        D::next(pc.add(1), base, vm)
    });
    handler!(LOAD_DEREF, |pc, base, vm, i| {
        let v = get(base, I(i).b()).cast::<crate::builtins::cell::Cell>().content.get();
        if v.is_unbound() {
            return D::slow::<slow::LOAD_DEREF>(pc, base, vm, i);
        }
        put(base, I(i).a(), v);
        D::next(pc.add(2), base, vm)
    });
    handler!(STORE_DEREF, |pc, base, vm, i| {
        get(base, I(i).a()).cast::<crate::builtins::cell::Cell>().content.set(get(base, I(i).b()));
        D::next(pc.add(1), base, vm)
    });

    arithmetic!(ADD, ADD, Value::int_add, |a: f64, b: f64| a + b);
    arithmetic!(SUB, SUB, Value::int_sub, |a: f64, b: f64| a - b);
    arithmetic!(MUL, MUL, Value::int_mul, |a: f64, b: f64| a * b);
    arithmetic!(TRUEDIV, TRUEDIV, |_, _| None, |a: f64, b: f64| a / b);
    arithmetic!(MOD, MOD, mod_int, |_, _| f64::NAN);
    arithmetic!(FLOORDIV, FLOORDIV, floordiv_int, |_, _| f64::NAN);
    arithmetic!(LSHIFT, LSHIFT, |x: Value, y: Value| shl_small(x, y.as_int()), |_, _| f64::NAN);
    arithmetic!(RSHIFT, RSHIFT, |x: Value, y: Value| shr_small(x, y.as_int()), |_, _| f64::NAN);
    bitwise!(AND, AND, Value::int_and);
    bitwise!(OR, OR, Value::int_or);
    bitwise!(XOR, XOR, Value::int_xor);
    immediate!(ADDI, ADDI, Value::int_add_small);
    immediate!(SUBI, SUBI, |x, k: i64| Value::int_add_small(x, -k));
    immediate!(MULI, MULI, |x, k| Value::int_mul(x, Value::int(k)));
    immediate!(FLOORDIVI, FLOORDIVI, floordiv_small);
    immediate!(MODI, MODI, mod_small);
    immediate!(ANDI, ANDI, |x, k| Some(Value::int_and(x, Value::int(k))));
    immediate!(LSHIFTI, LSHIFTI, shl_small);
    immediate!(RSHIFTI, RSHIFTI, shr_small);
    handler!(NOT, |pc, base, vm, i| match quick_truth(get(base, I(i).b())) {
        Some(t) => {
            put(base, I(i).a(), Value::bool(!t));
            D::next(pc.add(1), base, vm)
        }
        None => D::slow::<slow::NOT>(pc, base, vm, i),
    });
    comparison!(LT, LT, <);
    comparison!(LE, LE, <=);
    comparison!(EQ, EQ, ==);
    comparison!(NE, NE, !=);
    comparison!(GT, GT, >);
    comparison!(GE, GE, >=);
    handler!(IS, |pc, base, vm, i| {
        put(base, I(i).a(), Value::bool(get(base, I(i).b()) == get(base, I(i).c())));
        D::next(pc.add(1), base, vm)
    });
    handler!(IS_NOT, |pc, base, vm, i| {
        put(base, I(i).a(), Value::bool(get(base, I(i).b()) != get(base, I(i).c())));
        D::next(pc.add(1), base, vm)
    });

    handler!(JUMP, |pc, base, vm, i| D::next(pc.offset(I(i).jump32()), base, vm));
    handler!(LOOP, |pc, base, vm, i| {
        if vm.poked() {
            return D::slow::<slow::LOOP>(pc, base, vm, i);
        }
        D::next(pc.offset(I(i).jump32()), base, vm)
    });
    handler!(JUMP_IF_TRUE, |pc, base, vm, i| match quick_truth(get(base, I(i).a())) {
        Some(t) => branch::<D>(t, pc, base, vm, i),
        None => D::slow::<slow::JUMP_IF_TRUE>(pc, base, vm, i),
    });
    handler!(JUMP_IF_FALSE, |pc, base, vm, i| match quick_truth(get(base, I(i).a())) {
        Some(t) => branch::<D>(!t, pc, base, vm, i),
        None => D::slow::<slow::JUMP_IF_FALSE>(pc, base, vm, i),
    });
    handler!(JUMP_IF_NONE, |pc, base, vm, i| branch::<D>(get(base, I(i).a()).is_none(), pc, base, vm, i));
    handler!(JUMP_IF_NOT_NONE, |pc, base, vm, i| branch::<D>(!get(base, I(i).a()).is_none(), pc, base, vm, i));
    handler!(JUMP_IF_UNBOUND, |pc, base, vm, i| branch::<D>(get(base, I(i).a()).is_unbound(), pc, base, vm, i));
    compare_jump!(JLT, JLT, <, true);
    compare_jump!(JLE, JLE, <=, true);
    compare_jump!(JGT, JGT, >, true);
    compare_jump!(JGE, JGE, >=, true);
    compare_jump!(JEQ, JEQ, ==, true);
    compare_jump!(JNE, JNE, !=, true);
    compare_jump!(JNLT, JNLT, <, false);
    compare_jump!(JNLE, JNLE, <=, false);
    compare_jump!(JNGT, JNGT, >, false);
    compare_jump!(JNGE, JNGE, >=, false);
    compare_jump!(JNEQ, JNEQ, ==, false);
    compare_jump!(JNNE, JNNE, !=, false);
    compare_jump_immediate!(JLTI, JLTI, <, true);
    compare_jump_immediate!(JLEI, JLEI, <=, true);
    compare_jump_immediate!(JGTI, JGTI, >, true);
    compare_jump_immediate!(JGEI, JGEI, >=, true);
    compare_jump_immediate!(JEQI, JEQI, ==, true);
    compare_jump_immediate!(JNEI, JNEI, !=, true);
    compare_jump_immediate!(JNLTI, JNLTI, <, false);
    compare_jump_immediate!(JNLEI, JNLEI, <=, false);
    compare_jump_immediate!(JNGTI, JNGTI, >, false);
    compare_jump_immediate!(JNGEI, JNGEI, >=, false);
    compare_jump_immediate!(JNEQI, JNEQI, ==, false);
    compare_jump_immediate!(JNNEI, JNNEI, !=, false);
    handler!(JIS, |pc, base, vm, i| branch::<D>(get(base, I(i).a()) == get(base, I(i).b()), pc, base, vm, i));
    handler!(JISNOT, |pc, base, vm, i| branch::<D>(get(base, I(i).a()) != get(base, I(i).b()), pc, base, vm, i));

    handler!(FOR_ITER, |pc, base, vm, i| {
        let (m, at) = (get(base, I(i).a()), get(base, I(i).a() + 1));
        if m == Value::RANGE_LOOP && !vm.poked() {
            if !Value::int_lt(at, get(base, I(i).a() + 2)) {
                return D::next(pc.add(1), base, vm);
            }
            put(base, I(i).b(), at);
            put(base, I(i).a() + 1, Value::int_add_small(at, 1).unwrap_unchecked());
            return D::next(pc.offset(I(i).jump16()), base, vm);
        }
        if shape_of(m) == shape::LIST && !vm.poked() {
            let list = m.cast::<crate::builtins::list::List>();
            let k = at.as_int() as usize;
            if k < list.len.usize() {
                let storage = list.storage.get().cast::<crate::builtins::list::ListStorage>();
                if k < storage.capacity as usize {
                    let v = (*storage.as_ptr().add(1).cast::<Slot>().add(k)).get();
                    if !v.is_unbound() {
                        put(base, I(i).b(), v);
                        put(base, I(i).a() + 1, Value::int_add_small(at, 1).unwrap_unchecked());
                        return D::next(pc.offset(I(i).jump16()), base, vm);
                    }
                }
            }
        }
        D::slow::<slow::FOR_ITER>(pc, base, vm, i)
    });

    handler!(GETATTR, |pc, base, vm, i| {
        let o = get(base, I(i).b());
        let c = cache(pc, 1).load(Ordering::Relaxed);
        if o.is_ptr() && shape_of(o).0 == c as u32 && ic::kind(c) == ic::WORD {
            let v = object_word(o, ic::index(c)).get();
            if !v.is_unbound() {
                put(base, I(i).a(), v);
                return D::next(pc.add(3), base, vm);
            }
        }
        D::slow::<slow::GETATTR>(pc, base, vm, i)
    });
    handler!(SETATTR, |pc, base, vm, i| {
        // The cache: old shape 24 bits, new shape 24 bits, word 16 bits.
        let o = get(base, I(i).a());
        let c = cache(pc, 1).load(Ordering::Relaxed);
        let (old, new) = (c & 0xff_ffff, c >> 24 & 0xff_ffff);
        if o.is_ptr() && (*o.as_ptr()).word() == old | vm.fast_hi() && c != 0 {
            object_word(o, (c >> 48) as usize).set(get(base, I(i).b()));
            if new != old {
                (*o.as_ptr()).set_shape(ShapeId(new as u32));
            }
            return D::next(pc.add(3), base, vm);
        }
        D::slow::<slow::SETATTR>(pc, base, vm, i)
    });
    handler!(GETITEM, |pc, base, vm, i| {
        let (l, k) = (get(base, I(i).b()), get(base, I(i).c()));
        if shape_of(l) == shape::LIST && k.is_int() {
            let list = l.cast::<crate::builtins::list::List>();
            let k = k.as_int() as usize;
            if k < list.len.usize() {
                let storage = list.storage.get().cast::<crate::builtins::list::ListStorage>();
                if k < storage.capacity as usize {
                    let v = (*storage.as_ptr().add(1).cast::<Slot>().add(k)).get();
                    if !v.is_unbound() {
                        put(base, I(i).a(), v);
                        return D::next(pc.add(1), base, vm);
                    }
                }
            }
        }
        D::slow::<slow::GETITEM>(pc, base, vm, i)
    });
    handler!(SETITEM, |pc, base, vm, i| {
        let (l, k) = (get(base, I(i).a()), get(base, I(i).b()));
        if l.is_ptr() && k.is_int() && (*l.as_ptr()).word() == shape::LIST.0 as u64 | vm.fast_hi() {
            let list = l.cast::<crate::builtins::list::List>();
            let k = k.as_int() as usize;
            if k < list.len.usize() {
                let storage = list.storage.get().cast::<crate::builtins::list::ListStorage>();
                (*storage.as_ptr().add(1).cast::<Slot>().add(k)).set(get(base, I(i).c()));
                return D::next(pc.add(1), base, vm);
            }
        }
        D::slow::<slow::SETITEM>(pc, base, vm, i)
    });

    handler!(CALL, |pc, base, vm, i| {
        let f = get(base, I(i).b());
        if shape_of(f) == shape::FUNCTION {
            return enter::<D, slow::CALL>(pc, base, vm, base.add(I(i).b() + 4), f, I(i).c() as i32, i);
        }
        D::slow::<slow::CALL>(pc, base, vm, i)
    });
    handler!(CALL_GLOBAL, |pc, base, vm, i| {
        let f = (*(cache(pc, 1).load(Ordering::Acquire) as *const Slot)).get();
        if shape_of(f) == shape::FUNCTION {
            put(base, I(i).b(), f);
            return enter::<D, slow::CALL_GLOBAL>(pc, base, vm, base.add(I(i).b() + 4), f, I(i).c() as i32, i);
        }
        D::slow::<slow::CALL_GLOBAL>(pc, base, vm, i)
    });
    handler!(CALL_METHOD, |pc, base, vm, i| {
        let nb = base.add(I(i).b() + 4);
        let c = cache(pc, 1).load(Ordering::Relaxed);
        if (*nb).is_ptr() && shape_of(*nb).0 == c as u32 && ic::kind(c) == ic::CELL {
            let f = cells::value(ic::index(c) as u32).get();
            if shape_of(f) == shape::FUNCTION {
                *nb.sub(4) = f;
                return enter::<D, slow::CALL_METHOD>(pc, base, vm, nb, f, I(i).c() as i32 + 1, i);
            }
            return D::slow::<slow::CALL_METHOD>(pc, base, vm, i);
        }
        call_method_of_other_shape::<D>(pc, base, vm, i)
    });
    handler!(LOAD_METHOD, |pc, base, vm, i| {
        let o = get(base, I(i).b() + 4);
        let c = cache(pc, 1).load(Ordering::Relaxed);
        if o.is_ptr() && shape_of(o).0 == c as u32 && ic::kind(c) == ic::CELL {
            let f = cells::value(ic::index(c) as u32).get();
            if shape_of(f) == shape::FUNCTION || shape_of(f) == shape::METHOD_DESCRIPTOR {
                put(base, I(i).b(), f);
                return D::next(pc.add(3), base, vm);
            }
        }
        D::slow::<slow::LOAD_METHOD>(pc, base, vm, i)
    });
    handler!(CALL_LOADED, |pc, base, vm, i| {
        let nb = base.add(I(i).b() + 4);
        let f = get(base, I(i).b());
        if shape_of(f) == shape::FUNCTION && !(*nb).is_unbound() {
            return enter::<D, slow::CALL_LOADED>(pc, base, vm, nb, f, I(i).c() as i32 + 1, i);
        }
        D::slow::<slow::CALL_LOADED>(pc, base, vm, i)
    });
    handler!(RETURN, |pc, base, vm, i| {
        if !(*base.sub(1)).is_unbound() {
            return D::slow::<slow::RETURN>(pc, base, vm, i);
        }
        let v = get(base, I(i).a());
        let rpc = (*base.sub(3)).bits() as Pc;
        let caller = (*base.sub(2)).bits() as Regs;
        put(caller, I(*rpc).a(), v);
        D::next(rpc.add(3), caller, vm)
    });
    handler!(RETURN_CONST, |pc, base, vm, i| {
        if !(*base.sub(1)).is_unbound() {
            return D::slow::<slow::RETURN_CONST>(pc, base, vm, i);
        }
        let rpc = (*base.sub(3)).bits() as Pc;
        let caller = (*base.sub(2)).bits() as Regs;
        put(caller, I(*rpc).a(), constant(pc, 1));
        D::next(rpc.add(3), caller, vm)
    });
}
