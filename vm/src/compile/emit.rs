//! Instructions while their jumps are still labels.
//!
//! Owns the instruction list of one unit, labels, exception regions and the knowledge of which locals are surely bound.
//! Invariants: nothing is emitted where control cannot arrive (`dead`); `known` holds only registers that every path to
//! here has bound. Since only `del` and the end of an `except` clause unbind, that knowledge survives loops and handlers
//! for all other variables, and one pass over the source suffices.
//!
//! The machine does not clear registers on entry beyond the parameters. A local that is checked anywhere (CHECK_BOUND,
//! DELETE_LOCAL) is therefore cleared at the start of its function, and only such a local.

use pyish_parser::ast::Span;

use super::bits::Bits;
use super::unit::{Reg, Unit};
use crate::bytecode::opcode::Op;

pub(super) const NO_CONST: u32 = u32::MAX;
pub(super) const NO_HANDLER: u32 = u32::MAX;

/// In the field `d` of a NOP: it stands for a line.
pub(super) const VISIT: u8 = 1;

/// A place to jump to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Label(pub u32);

pub(super) const NO_LABEL: Label = Label(u32::MAX);

/// An instruction with symbolic operands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inst {
    pub op: Op,
    pub d: u8,
    pub a: u16,
    pub b: u16,
    pub c: u16,
    /// The constant of its inline word.
    pub konst: u32,
    pub target: Label,
    /// The innermost exception region around it.
    pub handler: u32,
    pub span: Span,
    /// Where the name stands that a call looks up by itself; empty when there is none.
    pub lookup: Span,
}

impl Inst {
    pub fn new(op: Op) -> Inst {
        let span = Span::default();
        Inst { op, d: 0, a: 0, b: 0, c: 0, konst: NO_CONST, target: NO_LABEL, handler: NO_HANDLER, span, lookup: span }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct LabelInfo {
    /// Index of the instruction it stands before; `u32::MAX` while unbound.
    pub at: u32,
    pub used: bool,
    /// What is bound on every jump to it so far.
    known: Option<Bits>,
}

/// An exception region: where control goes and which register receives the exception.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    pub label: Label,
    pub register: Reg,
    pub used: bool,
}

/// The instruction list of a unit.
#[derive(Default)]
pub(super) struct Code {
    pub insts: Vec<Inst>,
    pub labels: Vec<LabelInfo>,
    pub regions: Vec<Region>,
    /// The innermost region now.
    pub region: u32,
    /// The source of what is emitted now.
    pub span: Span,
    pub dead: bool,
    pub known: Bits,
    /// Variables that may become unbound after they were bound.
    pub unsteady: Bits,
    /// Variables whose being bound is tested at run time.
    pub checked: Bits,
}

impl Unit<'_> {
    pub fn emit(&mut self, op: Op, a: Reg, b: u16, c: u16) {
        self.push(Inst { a, b, c, ..Inst::new(op) });
    }

    pub fn emit_d(&mut self, op: Op, d: u8, a: Reg, b: u16, c: u16) {
        self.push(Inst { d, a, b, c, ..Inst::new(op) });
    }

    /// An instruction with an inline constant.
    pub fn emit_k(&mut self, op: Op, a: Reg, b: u16, c: u16, konst: u32) {
        self.push(Inst { a, b, c, konst, ..Inst::new(op) });
    }

    /// A call that looks up its callee's name, which stands at `lookup`.
    pub fn emit_lookup_call(&mut self, op: Op, a: Reg, b: u16, c: u16, konst: u32, lookup: Span) {
        self.push(Inst { a, b, c, konst, lookup, ..Inst::new(op) });
    }

    pub fn emit_inst(&mut self, inst: Inst) {
        self.push(inst);
    }

    pub fn jump(&mut self, label: Label) {
        self.emit_jump(Op::JUMP, 0, 0, label);
        self.code.dead = true;
    }

    /// The backward jump that closes a loop.
    pub fn jump_back(&mut self, label: Label) {
        self.emit_jump(Op::LOOP, 0, 0, label);
        self.code.dead = true;
    }

    pub fn emit_jump(&mut self, op: Op, a: u16, b: u16, label: Label) {
        self.emit_jump_d(op, 0, a, b, label);
    }

    pub fn emit_jump_d(&mut self, op: Op, d: u8, a: u16, b: u16, label: Label) {
        if self.code.dead {
            return;
        }
        self.push(Inst { d, a, b, target: label, ..Inst::new(op) });
        let code = &mut self.code;
        let info = &mut code.labels[label.0 as usize];
        info.used = true;
        if info.at == u32::MAX {
            match &mut info.known {
                Some(known) => known.intersect(&code.known),
                None => info.known = Some(code.known.clone()),
            }
        }
    }

    fn push(&mut self, mut inst: Inst) {
        let code = &mut self.code;
        if code.dead {
            return;
        }
        inst.handler = code.region;
        inst.span = code.span;
        if let Some(region) = code.regions.get_mut(code.region as usize)
            && !region.used
        {
            region.used = true;
            code.labels[region.label.0 as usize].used = true;
        }
        code.dead = matches!(inst.op, Op::RETURN | Op::RETURN_CONST | Op::RAISE | Op::RERAISE);
        code.insts.push(inst);
    }

    pub fn label(&mut self) -> Label {
        self.code.labels.push(LabelInfo { at: u32::MAX, used: false, known: None });
        Label(self.code.labels.len() as u32 - 1)
    }

    /// Places a label that only earlier code and exceptions jump to.
    pub fn bind(&mut self, label: Label) {
        let code = &mut self.code;
        let info = &mut code.labels[label.0 as usize];
        info.at = code.insts.len() as u32;
        if !info.used {
            return;
        }
        if let Some(known) = info.known.take() {
            if code.dead {
                code.known = known;
            } else {
                code.known.intersect(&known);
            }
        }
        code.dead = false;
    }

    /// A statement that leaves no instruction: whoever traces sees its line all the same. Costs nothing at run time unless a jump
    /// leads to what follows.
    pub fn visit(&mut self, span: Span) {
        let outer = self.at(span);
        self.emit_d(Op::NOP, VISIT, u16::MAX, 0, 0);
        self.at(outer);
    }

    /// Remembers a place that nothing jumps to.
    pub fn mark(&mut self, label: Label) {
        self.code.labels[label.0 as usize].at = self.code.insts.len() as u32;
    }

    /// Places a label that later code jumps back to; it is alive when the code before it is.
    pub fn bind_head(&mut self, label: Label) {
        let code = &mut self.code;
        code.labels[label.0 as usize].at = code.insts.len() as u32;
        code.known.subtract(&code.unsteady);
    }

    /// Places the head of a loop whose test stands at its end: `entry_dead` tells whether the loop is reached at all.
    pub fn bind_body(&mut self, label: Label, entry_dead: bool, known: Bits) {
        self.code.dead = entry_dead;
        self.code.known = known;
        self.bind_head(label);
    }

    /// From here to `end_region`, exceptions go to `label` with the exception in `register`.
    /// Returns the region around it.
    pub fn begin_region(&mut self, label: Label, register: Reg) -> u32 {
        let code = &mut self.code;
        let outer = code.region;
        code.region = code.regions.len() as u32;
        code.regions.push(Region { label, register, used: false });
        let mut known = code.known.clone();
        known.subtract(&code.unsteady);
        let info = &mut code.labels[label.0 as usize];
        match &mut info.known {
            Some(before) => before.intersect(&known),
            None => info.known = Some(known),
        }
        outer
    }

    pub fn end_region(&mut self, outer: u32) {
        self.code.region = outer;
    }

    /// Sets the source span of what follows and returns the one before.
    pub fn at(&mut self, span: Span) -> Span {
        std::mem::replace(&mut self.code.span, span)
    }

    /// The index of the next instruction, for patching.
    pub fn here(&self) -> usize {
        self.code.insts.len()
    }

    /// Reads of `register` need a check unless it is surely bound. Tells whether one is needed, and notes it.
    pub fn must_check(&mut self, register: Reg) -> bool {
        if self.code.dead || self.code.known.contains(register) {
            return false;
        }
        self.code.checked.insert(register);
        self.code.known.insert(register);
        true
    }
}
