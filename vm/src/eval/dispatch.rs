//! Dispatch. Each opcode's handler is written once, generic over how the next one is reached: by tail calls in release builds, by
//! `loop { match }` in debug builds.
//!
//! Tail calls here are sibling-call optimisation, which the language does not promise: a handler keeps nothing on the native stack
//! that needs an address, and everything beyond its fast path is a call that returns two words. `tests/` runs the release loop on
//! a tiny native stack.

use crate::Vm;
use crate::bytecode::opcode::Op;

use super::fast::*;
use super::frame::{Pc, Regs};
use super::slow::*;
use super::trace;

/// Where execution goes on.
pub(crate) type Flow = (Pc, Regs);

/// What lies beyond a handler's fast path.
pub(crate) trait Slow {
    /// # Safety
    /// As for handlers.
    unsafe fn run(pc: Pc, base: Regs, vm: &Vm, i: u64) -> Flow;
}

/// How the next handler is reached.
pub(crate) trait Dispatch {
    type Out;
    /// # Safety
    /// `pc` addresses an instruction of the frame at `base`.
    unsafe fn next(pc: Pc, base: Regs, vm: &Vm) -> Self::Out;
    /// # Safety
    /// As for handlers.
    unsafe fn slow<S: Slow>(pc: Pc, base: Regs, vm: &Vm, i: u64) -> Self::Out;
    /// Leaves the loop.
    fn halt(pc: Pc, base: Regs) -> Self::Out;
}

/// Returns to a loop.
pub(crate) struct Match;
/// Jumps to the next handler.
pub(crate) struct Tail;

impl Dispatch for Match {
    type Out = Flow;
    #[inline(always)]
    unsafe fn next(pc: Pc, base: Regs, _: &Vm) -> Flow {
        (pc, base)
    }
    #[inline(always)]
    unsafe fn slow<S: Slow>(pc: Pc, base: Regs, vm: &Vm, i: u64) -> Flow {
        // SAFETY: as promised.
        unsafe { S::run(pc, base, vm, i) }
    }
    fn halt(pc: Pc, base: Regs) -> Flow {
        (pc, base)
    }
}

impl Dispatch for Tail {
    type Out = ();
    #[inline(always)]
    unsafe fn next(pc: Pc, base: Regs, vm: &Vm) {
        // SAFETY: `pc` addresses an instruction, whose low byte is an opcode.
        unsafe {
            let i = *pc;
            TABLE.get_unchecked(i as u8 as usize)(pc, base, vm, i)
        }
    }
    #[inline(always)]
    unsafe fn slow<S: Slow>(pc: Pc, base: Regs, vm: &Vm, i: u64) {
        // SAFETY: as promised.
        unsafe { slow_and_go_on::<S>(pc, base, vm, i) }
    }
    #[inline(always)]
    fn halt(_: Pc, _: Regs) {}
}

#[inline(never)]
unsafe fn slow_and_go_on<S: Slow>(pc: Pc, base: Regs, vm: &Vm, i: u64) {
    // SAFETY: as for handlers.
    unsafe {
        let (pc, base) = S::run(pc, base, vm, i);
        Tail::next(pc, base, vm)
    }
}

type Handler = unsafe fn(Pc, Regs, &Vm, u64);

macro_rules! build {
    ($($op:ident)*) => {
        mod tail {
            use super::*;
            $(
                #[allow(non_snake_case, reason = "named after the opcode")]
                pub unsafe fn $op(pc: Pc, base: Regs, vm: &Vm, i: u64) {
                    // SAFETY: as for handlers.
                    unsafe { handlers::$op::<Tail>(pc, base, vm, i) }
                }
            )*
        }
        static TABLE: [Handler; 256] = {
            let mut table: [Handler; 256] = [tail::NOP; 256];
            $(table[Op::$op as usize] = tail::$op;)*
            table
        };
        /// Executes one instruction.
        ///
        /// # Safety
        /// As for handlers.
        pub(super) unsafe fn step(pc: Pc, base: Regs, vm: &Vm) -> Flow {
            // SAFETY: as promised.
            unsafe {
                let i = *pc;
                match Op::of(i) {
                    $(Op::$op => handlers::$op::<Match>(pc, base, vm, i),)*
                }
            }
        }
    };
}

crate::bytecode::opcode::for_each_opcode!(build);

/// Runs the instructions from `pc` in the frame `base` until that frame returns to native code. `entered` says whether the frame
/// is called or resumed by that, for those who trace.
///
/// # Safety
/// The frame is set up over a native record.
pub(crate) unsafe fn run(pc: Pc, base: Regs, vm: &Vm, entered: bool) {
    vm.heap.enter(|| {
        // SAFETY: as promised.
        unsafe {
            if vm.tracing.is_active() {
                return trace::run(pc, base, vm, entered);
            }
            run_untraced(pc, base, vm);
            if vm.is_diverted() {
                trace::go_on(vm)
            }
        }
    })
}

/// Runs from `pc` until a HALT, or until tracing takes over.
///
/// # Safety
/// As for [`run`].
pub(super) unsafe fn run_untraced(mut pc: Pc, mut base: Regs, vm: &Vm) {
    // SAFETY: as promised.
    unsafe {
        if !cfg!(debug_assertions) {
            return Tail::next(pc, base, vm);
        }
        while Op::of(*pc) != Op::HALT {
            (pc, base) = step(pc, base, vm);
        }
    }
}

/// The handlers by opcode: fast ones by hand, the others straight to their slow path.
mod handlers {
    pub(super) use super::fast_handlers::*;
    pub(super) use super::slow_handlers::*;
}
