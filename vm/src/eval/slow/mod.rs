//! The slow paths: what instructions do beyond the loop's fast paths, as ordinary functions.
//!
//! A slow path runs with `base`, `pc` and `top` recorded, may allocate, call Python and raise.

mod arithmetic;
mod attributes;
mod build;
mod calls;
mod control;
mod exceptions;
mod imports;
mod names;
mod patterns;

use crate::bytecode::opcode::Op;
use crate::value::Value;
use crate::{PyResult, Vm};

use super::dispatch::{Dispatch, Flow, Slow};
use super::fast::I;
use super::frame::{Frame, Pc, Regs};
use super::unwind;

/// What a slow path works on.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub pc: Pc,
    pub frame: Frame,
    pub i: I,
}

impl At {
    #[inline(always)]
    pub fn ra(self) -> Value {
        self.frame.reg(self.i.a())
    }
    #[inline(always)]
    pub fn rb(self) -> Value {
        self.frame.reg(self.i.b())
    }
    #[inline(always)]
    pub fn rc(self) -> Value {
        self.frame.reg(self.i.c())
    }
    #[inline(always)]
    pub fn set(self, v: Value) {
        self.frame.set_reg(self.i.a(), v)
    }
    /// An inline constant.
    #[inline(always)]
    pub fn constant(self, n: usize) -> Value {
        // SAFETY: the table says that the instruction has this word.
        unsafe { super::fast::constant(self.pc, n) }
    }
    /// An inline constant that is a name.
    #[inline(always)]
    pub fn name(self, n: usize) -> crate::object::Ref<crate::builtins::str::Str> {
        // SAFETY: the compiler puts interned strings into name words.
        unsafe { self.constant(n).cast() }
    }
    pub fn cache(self, n: usize) -> &'static std::sync::atomic::AtomicU64 {
        // SAFETY: the table says that the instruction has this word.
        unsafe { super::fast::cache(self.pc, n) }
    }
    /// Registers from operand `b` on.
    pub fn window(self, n: usize) -> &'static [Value] {
        // SAFETY: the compiler laid out `n` registers from b.
        unsafe { std::slice::from_raw_parts(self.frame.0.add(self.i.b()), n) }
    }
    /// Goes on behind the instruction.
    fn next(self, op: Op) -> Flow {
        // SAFETY: another instruction follows.
        (unsafe { self.pc.add(op.len()) }, self.frame.0)
    }
    fn jump16(self) -> Flow {
        // SAFETY: the compiler's jump target.
        (unsafe { self.pc.offset(self.i.jump16()) }, self.frame.0)
    }
}

fn raise(vm: &Vm, at: At, e: crate::Raised) -> Flow {
    unwind::raise(vm, at.pc, at.frame.0, e, true)
}

macro_rules! slow {
    ($($op:ident = $kind:ident $f:path;)*) => {
        $(
            #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "named after the opcode")]
            pub(crate) struct $op;
            impl Slow for $op {
                // Inlined, its locals would stand in the way of the tail call that follows.
                #[inline(never)]
                unsafe fn run(pc: Pc, base: Regs, vm: &Vm, i: u64) -> Flow {
                    vm.spill(pc, base);
                    let at = At { pc, frame: Frame(base), i: I(i) };
                    slow!(@$kind $op, vm, at, $f)
                }
            }
        )*
    };
    // Goes on behind the instruction.
    (@plain $op:ident, $vm:ident, $at:ident, $f:path) => {
        match $f($vm, $at) {
            Ok(()) => $at.next(Op::$op),
            Err(e) => raise($vm, $at, e),
        }
    };
    // Jumps by c when the function says so.
    (@jump $op:ident, $vm:ident, $at:ident, $f:path) => {
        match $f($vm, $at) {
            Ok(true) => $at.jump16(),
            Ok(false) => $at.next(Op::$op),
            Err(e) => raise($vm, $at, e),
        }
    };
    // Decides for itself where to go on.
    (@flow $op:ident, $vm:ident, $at:ident, $f:path) => {
        match $f($vm, $at) {
            Ok(flow) => $vm.divert(flow),
            Err(e) => raise($vm, $at, e),
        }
    };
    // Raises what the function gives, as it stands.
    (@again $op:ident, $vm:ident, $at:ident, $f:path) => {
        match $f($vm, $at) {
            Ok(()) => $at.next(Op::$op),
            Err(e) => unwind::raise($vm, $at.pc, $at.frame.0, e, false),
        }
    };
}

slow! {
    CHECK_BOUND = plain names::check_bound;
    LOAD_GLOBAL = plain names::load_global;
    LOAD_NAME = plain names::load_name;
    LOAD_DEREF = plain names::load_deref;
    ADD = plain arithmetic::add; SUB = plain arithmetic::sub; MUL = plain arithmetic::mul; TRUEDIV = plain arithmetic::truediv;
    FLOORDIV = plain arithmetic::floordiv; MOD = plain arithmetic::modulo; LSHIFT = plain arithmetic::lshift;
    RSHIFT = plain arithmetic::rshift; AND = plain arithmetic::and; OR = plain arithmetic::or; XOR = plain arithmetic::xor;
    ADDI = plain arithmetic::addi; SUBI = plain arithmetic::subi; MULI = plain arithmetic::muli; FLOORDIVI = plain arithmetic::floordivi;
    MODI = plain arithmetic::modi; ANDI = plain arithmetic::andi; LSHIFTI = plain arithmetic::lshifti; RSHIFTI = plain arithmetic::rshifti;
    NOT = plain arithmetic::not;
    LT = plain arithmetic::lt; LE = plain arithmetic::le; EQ = plain arithmetic::eq; NE = plain arithmetic::ne; GT = plain arithmetic::gt;
    GE = plain arithmetic::ge;
    LOOP = flow control::loop_back;
    JUMP_IF_TRUE = jump control::if_true; JUMP_IF_FALSE = jump control::if_false;
    JLT = jump arithmetic::jlt; JLE = jump arithmetic::jle; JGT = jump arithmetic::jgt; JGE = jump arithmetic::jge;
    JEQ = jump arithmetic::jeq; JNE = jump arithmetic::jne; JNLT = jump arithmetic::jnlt; JNLE = jump arithmetic::jnle;
    JNGT = jump arithmetic::jngt; JNGE = jump arithmetic::jnge; JNEQ = jump arithmetic::jneq; JNNE = jump arithmetic::jnne;
    JLTI = jump arithmetic::jlti; JLEI = jump arithmetic::jlei; JGTI = jump arithmetic::jgti; JGEI = jump arithmetic::jgei;
    JEQI = jump arithmetic::jeqi; JNEI = jump arithmetic::jnei; JNLTI = jump arithmetic::jnlti; JNLEI = jump arithmetic::jnlei;
    JNGTI = jump arithmetic::jngti; JNGEI = jump arithmetic::jngei; JNEQI = jump arithmetic::jneqi; JNNEI = jump arithmetic::jnnei;
    FOR_ITER = flow control::for_iter;
    GETATTR = plain attributes::getattr; SETATTR = plain attributes::setattr;
    GETITEM = plain attributes::getitem; SETITEM = plain attributes::setitem;
    CALL = flow calls::call; CALL_GLOBAL = flow calls::call_global; CALL_METHOD = flow calls::call_method;
    LOAD_METHOD = plain calls::load_method; CALL_LOADED = flow calls::call_loaded;
    RETURN = flow control::return_value; RETURN_CONST = flow control::return_const;
}

/// Handlers that are nothing but their slow path.
macro_rules! only_slow {
    ($($op:ident = $kind:ident $f:path;)*) => {
        mod only {
            use super::*;
            slow! { $($op = $kind $f;)* }
        }
        #[allow(non_snake_case, reason = "named after the opcodes")]
        pub(crate) mod slow_handlers {
            use super::*;
            $(
                #[inline(always)]
                pub(crate) unsafe fn $op<D: Dispatch>(pc: Pc, base: Regs, vm: &Vm, i: u64) -> D::Out {
                    // SAFETY: as for all handlers.
                    unsafe { D::slow::<only::$op>(pc, base, vm, i) }
                }
            )*
        }
    };
}

only_slow! {
    DELETE_LOCAL = plain names::delete_local;
    STORE_GLOBAL = plain names::store_global; DELETE_GLOBAL = plain names::delete_global;
    STORE_NAME = plain names::store_name; DELETE_NAME = plain names::delete_name;
    LOAD_CLASS_GLOBAL = plain names::load_class_global; LOAD_CLASS_DEREF = plain names::load_class_deref;
    LOAD_LOCALS = plain names::load_locals;
    MAKE_CELL = plain names::make_cell; NEW_CELL = plain names::new_cell; DELETE_DEREF = plain names::delete_deref;
    POW = plain arithmetic::pow; MATMUL = plain arithmetic::matmul;
    NEG = plain arithmetic::neg; POS = plain arithmetic::pos; INVERT = plain arithmetic::invert; TO_BOOL = plain arithmetic::to_bool;
    IN = plain arithmetic::contains; NOT_IN = plain arithmetic::not_contains;
    JIN = jump arithmetic::jump_in; JNOTIN = jump arithmetic::jump_not_in;
    GET_ITER = plain control::get_iter; FOR_PREP = plain control::for_prep;
    UNPACK = plain build::unpack; UNPACK_EX = plain build::unpack_ex;
    BUILD_LIST = plain build::list; BUILD_TUPLE = plain build::tuple; BUILD_SET = plain build::set; BUILD_DICT = plain build::dict;
    BUILD_STRING = plain build::string; BUILD_SLICE = plain build::slice;
    LIST_APPEND = plain build::list_append; LIST_EXTEND = plain build::list_extend; SET_ADD = plain build::set_add;
    SET_UPDATE = plain build::set_update; DICT_SET = plain build::dict_set; DICT_UPDATE = plain build::dict_update;
    DICT_MERGE = plain build::dict_merge; LIST_TO_TUPLE = plain build::list_to_tuple;
    FORMAT = plain build::format; FORMAT_SPEC = plain build::format_spec; CONVERT = plain build::convert;
    BUILD_INTERPOLATION = plain build::interpolation; BUILD_TEMPLATE = plain build::template;
    DELATTR = plain attributes::delattr; DELITEM = plain attributes::delitem; GETSLICE = plain attributes::getslice;
    LOAD_SUPER_ATTR = plain attributes::super_attr;
    CALL_KW = flow calls::call_kw; CALL_METHOD_KW = flow calls::call_method_kw;
    CALL_LOADED_KW = flow calls::call_loaded_kw; CALL_EX = flow calls::call_ex;
    MAKE_FUNCTION = plain build::function; SET_FUNCTION = plain build::function_part;
    YIELD = flow control::yield_value; SEND = flow control::send;
    GET_YIELD_FROM_ITER = plain control::yield_from_iter; GET_AWAITABLE = plain control::awaitable;
    GET_AITER = plain control::aiter; GET_ANEXT = plain control::anext; END_ASYNC_FOR = again control::end_async_for;
    ASYNC_GEN_WRAP = plain control::async_gen_wrap;
    RAISE = flow exceptions::raise; RERAISE = again exceptions::reraise; PUSH_EXC = plain exceptions::push;
    POP_EXC = plain exceptions::pop; JUMP_IF_NO_MATCH = jump exceptions::no_match; MATCH_EXC_GROUP = plain exceptions::match_group;
    PREP_RERAISE_STAR = plain exceptions::prep_reraise_star;
    WITH_ENTER = plain exceptions::with_enter; WITH_EXIT = plain exceptions::with_exit; WITH_EXIT_NORMAL = plain exceptions::with_exit_normal;
    IMPORT_NAME = plain imports::name; IMPORT_FROM = plain imports::from; IMPORT_STAR = plain imports::star;
    LOAD_BUILD_CLASS = plain imports::build_class;
    GET_LEN = plain patterns::len; MATCH_MAPPING = plain patterns::mapping; MATCH_SEQUENCE = plain patterns::sequence;
    MATCH_KEYS = plain patterns::keys; MATCH_CLASS = plain patterns::class;
    INTRINSIC = plain patterns::intrinsic;
}

/// A result for slow paths that only store.
type Done = PyResult<()>;
