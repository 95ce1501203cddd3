//! Which words of the register stack hold nothing although they lie below its top.
//!
//! While the arguments of a call are being computed, the words of its window that will hold the callee's frame header are left over
//! from whatever was there before, and may name objects that died long ago. Automatic collections take them for live; a program that
//! asks for a collection wants to see what is dead. Only windows that are certain are reported: those whose call instruction lies
//! straight ahead, with nothing on the way that touches a register so low.

use crate::Vm;
use crate::builtins::native_function::{self};
use crate::builtins::shape;
use crate::bytecode::opcode::{OPS, Op, Operand};
use crate::native::NativeFn;

use super::fast::I;
use super::frame::{Frame, HEADER, Pc};

/// How far ahead calls are looked for.
const AHEAD: usize = 96;

fn is_call(op: Op) -> bool {
    matches!(
        op,
        Op::CALL
            | Op::CALL_GLOBAL
            | Op::CALL_METHOD
            | Op::CALL_LOADED
            | Op::CALL_KW
            | Op::CALL_METHOD_KW
            | Op::CALL_LOADED_KW
            | Op::CALL_EX
    )
}

/// Whether the instruction itself loads the callee into its window.
fn loads_callee(op: Op) -> bool {
    matches!(op, Op::CALL_GLOBAL | Op::CALL_METHOD | Op::CALL_METHOD_KW)
}

/// Whether execution may go on elsewhere than behind the instruction.
fn leaves(op: Op) -> bool {
    let info = &OPS[op as usize];
    let jumps = info.operands.iter().any(|o| matches!(o, Operand::Jump16 | Operand::Jump32));
    let name = info.name;
    jumps
        || ["RETURN", "RAISE", "RERAISE", "YIELD", "SEND", "HALT", "END_", "JUMP", "FOR_"]
            .iter()
            .any(|p| name.starts_with(p))
}

/// First register behind the named ones.
fn first_temporary(frame: Frame) -> usize {
    let code = frame.code();
    let side = code.side();
    let cells = side.cell_registers.iter().chain(&side.free_registers).map(|r| *r as usize + 1).max();
    code.varnames().items().len().max(cells.unwrap_or(0))
}

/// The lowest temporary that an instruction names.
fn lowest(i: I, op: Op, first: usize) -> usize {
    let operands = OPS[op as usize].operands;
    let registers = [i.a(), i.b(), i.c()].into_iter().zip(operands);
    let named = registers.filter(|(r, o)| matches!(o, Operand::Read | Operand::Write) && *r >= first).map(|(r, _)| r);
    named.min().unwrap_or(usize::MAX)
}

/// The windows that are being filled while the call at `pc` runs: first unused register and one past the last.
fn pending(frame: Frame, mut pc: Pc, mut found: impl FnMut(usize, usize)) {
    let first = first_temporary(frame);
    // SAFETY: code ends with an instruction that leaves, so walking ahead stays inside it.
    unsafe {
        let mut op = Op::of(*pc);
        if !is_call(op) {
            return;
        }
        let mut level = lowest(I(*pc), op, first).min(I(*pc).b());
        for _ in 0..AHEAD {
            pc = pc.add(op.len());
            op = Op::of(*pc);
            let i = I(*pc);
            if is_call(op) && i.b() >= first && i.b() + HEADER <= level {
                found(i.b() + !loads_callee(op) as usize, i.b() + HEADER);
            }
            if leaves(op) {
                return;
            }
            level = level.min(lowest(i, op, first));
        }
    }
}

impl Vm {
    /// Whether the instruction that this thread is executing calls a native function by itself: no native frame but the function's
    /// own lies between it and the evaluation loop.
    pub(crate) fn is_called_directly(&self, f: NativeFn) -> bool {
        let Some((frame, pc)) = self.current_frame() else { return false };
        // SAFETY: `pc` addresses the instruction that is being executed.
        let word = unsafe { *pc };
        if !is_call(Op::of(word)) {
            return false;
        }
        let callee = frame.reg(I(word).b());
        callee.has_shape(shape::NATIVE_FUNCTION) && native_function::this(callee).def.f as usize == f as usize
    }
    /// The words of this thread's register stack that hold nothing: from address, to address. Called while a native function runs
    /// that was called directly.
    pub(crate) fn unused_words(&self) -> Vec<(usize, usize)> {
        let mut words = Vec::new();
        for (n, (frame, pc)) in self.frames().enumerate() {
            let address = |register: usize| frame.0 as usize + register * 8;
            if n == 0 {
                // SAFETY: as above; a native callee has no frame, so the header of its window is not written.
                let window = I(unsafe { *pc }).b();
                words.push((address(window + 1), address(window + HEADER)));
            }
            pending(frame, pc, |from, to| words.push((address(from), address(to))));
        }
        words
    }
}
