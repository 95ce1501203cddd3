//! Unwinding: finding the handler of an exception, frame by frame.

use crate::bytecode::opcode::Op;
use crate::exceptions::traceback;
use crate::value::Value;
use crate::{Raised, Vm};

use super::dispatch::Flow;
use super::frame::{Frame, Pc, Regs, halt_pc};
use super::{generator, trace};

/// Goes on with a raised exception from the instruction at `pc`. `record` says whether this frame enters the traceback.
#[cold]
#[inline(never)]
pub(crate) fn raise(vm: &Vm, mut pc: Pc, mut base: Regs, mut e: Raised, mut record: bool) -> Flow {
    loop {
        let frame = Frame(base);
        let code = frame.code();
        vm.spill(pc, base);
        let lookup = vm.lookup_failed.take();
        if record {
            // SAFETY: calls that look up their callee are three words long; their second has the name's position.
            traceback::add(vm, e, frame, if lookup { unsafe { pc.add(1) } } else { pc });
        }
        // SAFETY: an instruction of the frame's code.
        let again = Op::of(unsafe { *pc }) == Op::RERAISE;
        if !again {
            vm.note_raise(frame, pc);
        }
        let traced = vm.tracing.is_active();
        if traced {
            e = trace::raised(vm, frame, e, !record);
        }
        if let Some(h) = code.handler(code.offset_of(pc)) {
            frame.set_reg(h.register as usize, e.value());
            // SAFETY: the compiler's handler lies in the code.
            return (unsafe { code.entry.add(h.target as usize) }, base);
        }
        if traced {
            e = trace::unwound(vm, frame, e);
        }
        let link = vm.unreify_in_place(frame);
        if generator::is_link(link) {
            e = generator::fail(vm, frame, link, e);
        }
        let (rpc, caller) = (frame.return_pc(), frame.caller());
        if rpc == halt_pc() {
            vm.set_raised(e);
            return (halt_pc(), caller);
        }
        pc = rpc;
        base = caller;
        record = true;
    }
}

impl Vm {
    /// Leaves an exception for the native code that entered the loop.
    pub(crate) fn set_raised(&self, e: Raised) {
        self.raised.set(e.value());
    }
    pub(crate) fn take_raised(&self) -> Option<Raised> {
        if self.raised.get().is_unbound() {
            return None;
        }
        let v = self.raised.swap(Value::UNBOUND);
        Some(Raised::from_value(v))
    }
}
