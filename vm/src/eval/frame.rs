//! Frames on the register stack: their header words, walking them, entering and leaving.
//!
//! `base[-4]` function, `base[-3]` return pc, `base[-2]` caller's base, `base[-1]` link. A frame entered from native code returns to a
//! HALT instruction; its "caller's base" is a native record of [`RECORD`] words: result, the Python frame outside, that frame's pc.
//! The link is unbound in plain calls; a constructor's instance, a generator, or a reified frame (which keeps the inner link) else.

use crate::Vm;
use crate::builtins::code::Code;
use crate::builtins::function::Function;
use crate::builtins::shape;
use crate::bytecode::opcode::Op;
use crate::object::Ref;
use crate::value::Value;

/// Address of an instruction.
pub(crate) type Pc = *const u64;
/// Address of a frame's first register.
pub(crate) type Regs = *mut Value;

/// Words of a frame's header.
pub(crate) const HEADER: usize = 4;
/// Words of the record below a frame that native code entered.
pub(crate) const RECORD: usize = 3;

/// The return address of frames entered from native code.
/// Shaped like a call, behind which execution halts.
pub(crate) static HALT: [u64; 4] = [Op::HALT as u64, 0, 0, Op::HALT as u64];

pub(crate) fn halt_pc() -> Pc {
    HALT.as_ptr()
}

/// A frame, by its registers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame(pub Regs);

// SAFETY of this impl's unsafe blocks: a Frame addresses a live frame whose header words were written on entry.
impl Frame {
    #[inline(always)]
    pub fn function_value(self) -> Value {
        // SAFETY: see above.
        unsafe { *self.0.sub(4) }
    }
    #[inline(always)]
    pub fn function(self) -> Ref<Function> {
        // SAFETY: word -4 is the function.
        unsafe { self.function_value().cast() }
    }
    #[inline(always)]
    pub fn code(self) -> Ref<Code> {
        self.function().code()
    }
    #[inline(always)]
    pub fn return_pc(self) -> Pc {
        // SAFETY: see above.
        unsafe { (*self.0.sub(3)).bits() as Pc }
    }
    #[inline(always)]
    pub fn caller(self) -> Regs {
        // SAFETY: see above.
        unsafe { (*self.0.sub(2)).bits() as Regs }
    }
    #[inline(always)]
    pub fn link(self) -> Value {
        // SAFETY: see above.
        unsafe { *self.0.sub(1) }
    }
    #[inline(always)]
    pub fn set_link(self, v: Value) {
        // SAFETY: see above.
        unsafe { *self.0.sub(1) = v }
    }
    #[inline(always)]
    pub fn reg(self, i: usize) -> Value {
        // SAFETY: callers pass registers of the frame's code.
        unsafe { *self.0.add(i) }
    }
    #[inline(always)]
    pub fn set_reg(self, i: usize, v: Value) {
        // SAFETY: as in `reg`.
        unsafe { *self.0.add(i) = v }
    }
    /// End of the frame's registers.
    #[inline(always)]
    pub fn end(self) -> Regs {
        // SAFETY: the stack has room for the frame's registers, as checked on entry.
        unsafe { self.0.add(self.code().nregs as usize) }
    }
    /// Writes the header.
    ///
    /// # Safety
    /// The words below `self` belong to this frame.
    #[inline(always)]
    pub unsafe fn enter(self, function: Value, return_pc: Pc, caller: Regs, link: Value) {
        // SAFETY: as promised.
        unsafe {
            *self.0.sub(4) = function;
            *self.0.sub(3) = Value::from_bits(return_pc as u64);
            *self.0.sub(2) = Value::from_bits(caller as u64);
            *self.0.sub(1) = link;
        }
    }
    /// The Python frame that called this one, with the pc of its call.
    pub fn outer(self) -> Option<(Frame, Pc)> {
        let (pc, caller) = (self.return_pc(), self.caller());
        if pc == halt_pc() {
            // SAFETY: a native record: the outer frame's registers and pc.
            let (base, pc) = unsafe { ((*caller.add(1)).bits() as Regs, (*caller.add(2)).bits() as Pc) };
            return if base.is_null() { None } else { Some((Frame(base), pc)) };
        }
        Some((Frame(caller), pc))
    }
}

impl Vm {
    /// The innermost Python frame with its pc, when there is one.
    pub(crate) fn current_frame(&self) -> Option<(Frame, Pc)> {
        let base = self.base.get();
        if base.is_null() { None } else { Some((Frame(base), self.pc.get())) }
    }
    /// The Python frames from the innermost out.
    pub(crate) fn frames(&self) -> impl Iterator<Item = (Frame, Pc)> {
        std::iter::successors(self.current_frame(), |(f, _)| f.outer())
    }
    /// Puts another function in the place of one in everything that is or shows an activation of it: frames of all threads, suspended
    /// generators, frame objects. The world is stopped.
    pub(crate) fn replace_in_frames(&self, old: Value, new: Value) {
        self.for_each_thread(|thread| {
            for (frame, _) in thread.frames().filter(|(f, _)| f.function_value() == old) {
                // SAFETY: word -4 is the function; the frame's thread stands still.
                unsafe { *frame.0.sub(4) = new };
            }
        });
        let shapes = [shape::GENERATOR, shape::COROUTINE, shape::ASYNC_GENERATOR, shape::FRAME];
        self.for_each_object_of(&shapes, |v| {
            crate::builtins::frame::function_slot(v).compare_exchange(old, new);
        });
    }
    /// Globals of the innermost Python frame.
    pub fn current_globals(&self) -> Option<Ref<crate::builtins::dict::Dict>> {
        self.current_frame().map(|(f, _)| f.function().globals())
    }
    /// Records where Python execution stands, before native code runs.
    #[inline(always)]
    pub(crate) fn spill(&self, pc: Pc, base: Regs) {
        self.base.set(base);
        self.pc.set(pc);
        self.top.set(Frame(base).end());
    }
    /// As [`Vm::spill`] for a call whose arguments end at `top`: nothing above is live.
    #[inline(always)]
    pub(crate) fn spill_at(&self, pc: Pc, base: Regs, top: Regs) {
        self.base.set(base);
        self.pc.set(pc);
        self.top.set(top);
    }
}
