//! From symbolic instructions to words.
//!
//! Threads jumps, drops what cannot be reached, gives pinned constants their registers, chooses between short and long
//! jumps, and writes relocations, positions and handlers. Invariant: backward jumps are LOOP or FOR_ITER.

use super::emit::{Inst, Label, NO_HANDLER, NO_LABEL, VISIT};
use super::names::{FastSet, Sym};
use super::unit::{PINNED, Reg, Unit};
use super::{Compiler, Result, Source};
use crate::bytecode::opcode::{Inline, Instr, Op, Operand};
use crate::bytecode::unit::{CodeUnit, Handler, InlinedScope, Position};
use pyish_parser::ast::Span;

impl<'a> Compiler<'a> {
    /// Turns a finished unit into what the machine takes.
    pub fn assemble(&mut self, mut unit: Unit<'a>) -> Result<CodeUnit> {
        if unit.max >= PINNED {
            let span = unit.code.span;
            return self.fail(span, "too many variables or too large an expression for one code block");
        }
        let introspects = self.table[unit.scope].introspects;
        insert_loads(&mut unit, introspects);
        let mut flow = Flow::new(std::mem::take(&mut unit.code.insts), &unit);
        flow.thread();
        flow.invert();
        flow.sweep();
        let pinned = unit.pinned.len() as u16;
        for inst in &mut flow.insts {
            renumber(inst, unit.base, pinned);
        }
        let words = flow.lay_out();
        let mut out = Writer { flow: &flow, unit: &unit, words: &words, pinned, code: CodeUnit::default() };
        out.write(&self.source);
        let mut code = out.code;
        code.nregs = unit.max + pinned;
        let text = |sym: &Sym| -> Box<str> { self.names.text(*sym).into() };
        let pairs = |list: &[(Sym, Reg)]| list.iter().map(|(sym, register)| (text(sym), *register)).collect();
        for (scope, comp) in code.inlined.iter_mut().zip(&unit.inlined) {
            let renumber = |register| renumbered(register, unit.base, pinned);
            let variables = comp.variables.iter();
            scope.variables = variables.map(|(name, register)| (text(name), renumber(*register))).collect();
        }
        code.varnames = unit.varnames.iter().map(text).collect();
        code.cellvars = pairs(&unit.cellvars);
        code.freevars = pairs(&unit.freevars);
        code.static_attributes = unit.static_attributes.iter().map(text).collect();
        code.static_attributes.sort_unstable();
        code.filename = self.source.filename.into();
        code.qualname = unit.qualname.into();
        code.name = unit.name;
        code.first_line = unit.first_line;
        code.flags = unit.flags;
        (code.argcount, code.posonly, code.kwonly) = (unit.argcount, unit.posonly, unit.kwonly);
        code.consts = unit.constants.list;
        Ok(code)
    }
}

/// Puts the clearing of checked locals at the entry and the loads of pinned constants before their loops.
fn insert_loads(unit: &mut Unit<'_>, introspects: bool) {
    let mut cleared = Vec::new();
    if !unit.is_generator && !unit.is_namespace() {
        let params = unit.argcount + unit.kwonly;
        let locals = unit.varnames.len() as u16;
        let first = locals.min(params + unit.flags.count_varargs());
        let is_cell = |register| unit.cellvars.iter().any(|cell| cell.1 == register);
        let wanted = |register: &Reg| introspects || unit.code.checked.contains(*register);
        cleared.extend((first..locals).filter(wanted).filter(|register| !is_cell(*register)));
    }
    let extra = cleared.len() + unit.preheaders.iter().map(|place| place.constants.len()).sum::<usize>();
    if extra == 0 {
        return;
    }
    let old = std::mem::take(&mut unit.code.insts);
    let mut new = Vec::with_capacity(old.len() + extra);
    let mut moved = Vec::with_capacity(old.len() + 1);
    let mut places = unit.preheaders.iter().peekable();
    for (index, inst) in old.iter().enumerate() {
        moved.push(new.len() as u32);
        let base = Inst { d: 1, handler: inst.handler, span: inst.span, ..Inst::new(Op::CLEAR) };
        if index as u32 == unit.entry {
            new.extend(cleared.iter().map(|&register| Inst { a: register, ..base }));
        } else if places.peek().is_some_and(|place| place.at == index as u32) {
            let constants = places.next().map_or(&[][..], |place| &place.constants);
            new.extend(constants.iter().map(|&(register, konst)| Inst {
                op: Op::LOADK,
                d: 0,
                a: register,
                konst,
                ..base
            }));
        } else {
            new.push(*inst);
        }
    }
    moved.push(new.len() as u32);
    for label in &mut unit.code.labels {
        if label.at != u32::MAX {
            label.at = moved[label.at as usize];
        }
    }
    unit.code.insts = new;
}

trait VarargFlags {
    fn count_varargs(self) -> u16;
}

impl VarargFlags for u32 {
    /// How many of `*args` and `**kwargs` there are.
    fn count_varargs(self) -> u16 {
        use crate::bytecode::unit::flags::{VARARGS, VARKEYWORDS};
        u16::from(self & VARARGS != 0) + u16::from(self & VARKEYWORDS != 0)
    }
}

/// The instructions with labels resolved to instruction indices.
struct Flow {
    insts: Vec<Inst>,
    /// Instruction index of each label.
    labels: Vec<u32>,
    region_labels: Vec<Label>,
    live: Vec<bool>,
    /// The visits that leave no instruction.
    visits: Vec<usize>,
    /// Visits on the way from an instruction, where it jumps or (false) goes on.
    edges: Vec<(usize, bool, Span)>,
}

impl Flow {
    fn new(insts: Vec<Inst>, unit: &Unit<'_>) -> Flow {
        Flow {
            live: vec![true; insts.len()],
            visits: Vec::new(),
            edges: Vec::new(),
            insts,
            labels: unit.code.labels.iter().map(|label| label.at).collect(),
            region_labels: unit.code.regions.iter().map(|region| region.label).collect(),
        }
    }

    fn target(&self, label: Label) -> usize {
        self.labels[label.0 as usize] as usize
    }

    /// The first instruction at or after `index` that does something.
    fn skip_nops(&self, mut index: usize) -> usize {
        while self.insts.get(index).is_some_and(|inst| inst.op == Op::NOP) {
            index += 1;
        }
        index
    }

    /// Jumps to jumps go to the end of the chain; a jump to a return returns.
    fn thread(&mut self) {
        for index in 0..self.insts.len() {
            let inst = self.insts[index];
            if inst.target == NO_LABEL || matches!(inst.op, Op::FOR_ITER | Op::LOOP) {
                continue;
            }
            let mut target = inst.target;
            for _ in 0..16 {
                let at = self.skip_nops(self.target(target));
                match self.insts.get(at) {
                    Some(next) if next.op == Op::JUMP && next.target != target => target = next.target,
                    _ => break,
                }
            }
            self.insts[index].target = target;
            if inst.op == Op::JUMP
                && let Some(&end) = self.insts.get(self.skip_nops(self.target(target)))
                && matches!(end.op, Op::RETURN | Op::RETURN_CONST | Op::LOOP)
            {
                self.insts[index] = Inst { handler: inst.handler, ..end };
            }
        }
    }

    /// A jump over a jump becomes one jump under the opposite condition.
    fn invert(&mut self) {
        let jumps = self.insts.iter().filter(|inst| inst.target != NO_LABEL).map(|inst| inst.target);
        let targets: FastSet<usize> =
            jumps.chain(self.region_labels.iter().copied()).map(|label| self.target(label)).collect();
        for index in 0..self.insts.len().saturating_sub(1) {
            let over = self.insts[index];
            let Some(op) = opposite(over.op) else { continue };
            // A `break` or `continue` has a line to visit before its jump.
            let mut at = index + 1;
            let visits = |inst: &Inst| inst.op == Op::NOP && inst.d == VISIT;
            while self.insts.get(at).is_some_and(visits) {
                at += 1;
            }
            let Some(&jump) = self.insts.get(at) else { continue };
            let skips = over.target != NO_LABEL && self.target(over.target) == at + 1;
            if skips && jump.op == Op::JUMP && !(index + 1..=at).any(|at| targets.contains(&at)) {
                self.edges.extend(self.insts[index + 1..at].iter().map(|visit| (index, true, visit.span)));
                self.insts[index] = Inst { op, target: jump.target, ..over };
                for gone in &mut self.insts[index + 1..=at] {
                    (gone.op, gone.d, gone.target) = (Op::NOP, 0, NO_LABEL);
                }
            }
        }
    }

    /// Finds what can be reached; drops the rest, NOPs, and jumps to the next instruction.
    fn sweep(&mut self) {
        self.live.fill(false);
        let mut region_seen = vec![false; self.region_labels.len()];
        let mut work = vec![0usize];
        while let Some(mut index) = work.pop() {
            while index < self.insts.len() && !self.live[index] {
                self.live[index] = true;
                let inst = self.insts[index];
                if inst.handler != NO_HANDLER && !region_seen[inst.handler as usize] {
                    region_seen[inst.handler as usize] = true;
                    work.push(self.target(self.region_labels[inst.handler as usize]));
                }
                if inst.target != NO_LABEL {
                    work.push(self.target(inst.target));
                }
                if matches!(inst.op, Op::JUMP | Op::LOOP | Op::RETURN | Op::RETURN_CONST | Op::RAISE | Op::RERAISE) {
                    break;
                }
                index += 1;
            }
        }
        let targets = self.shared_places();
        let mut next_live = self.insts.len();
        for index in (0..self.insts.len()).rev() {
            let inst = self.insts[index];
            if inst.op == Op::NOP {
                // The line of a visit goes into a table, unless others come to what follows without passing here.
                let visited = self.live[index] && inst.d == VISIT;
                let shared = visited && (index + 1..=next_live).any(|at| targets.get(at) == Some(&true));
                self.live[index] = false;
                if visited && !shared {
                    self.visits.push(index);
                } else if visited {
                    let from = self.only_way_to(index, &targets);
                    // Where a jump leads to the same place as going on, nobody could tell the two apart.
                    let leads_here = |from: &usize| {
                        let label = self.insts[*from].target;
                        label != NO_LABEL && (index..=next_live).contains(&self.target(label))
                    };
                    match from.filter(|from| !leads_here(from)) {
                        Some(from) => self.edges.push((from, false, inst.span)),
                        None => self.live[index] = true,
                    }
                }
            }
            if self.live[index] && inst.op == Op::JUMP && self.next_live(self.target(inst.target)) == next_live {
                self.live[index] = false;
            }
            if self.live[index] {
                next_live = index;
            }
        }
    }

    /// The instruction before this one, when control comes from nowhere else.
    fn only_way_to(&self, index: usize, targets: &[bool]) -> Option<usize> {
        let mut at = index;
        while !targets[at] && at > 0 {
            at -= 1;
            if self.live[at] && self.insts[at].op != Op::NOP {
                return Some(at);
            }
        }
        None
    }

    /// Which instructions are jumped to, when the unit has visits at all.
    fn shared_places(&self) -> Vec<bool> {
        if !self.insts.iter().any(|inst| inst.op == Op::NOP && inst.d == VISIT) {
            return Vec::new();
        }
        let mut places = vec![false; self.insts.len() + 1];
        for (index, inst) in self.insts.iter().enumerate() {
            if self.live[index] && inst.target != NO_LABEL {
                places[self.target(inst.target)] = true;
            }
            if self.live[index] && inst.handler != NO_HANDLER {
                places[self.target(self.region_labels[inst.handler as usize])] = true;
            }
        }
        places
    }

    fn next_live(&self, mut index: usize) -> usize {
        while index < self.live.len() && !self.live[index] {
            index += 1;
        }
        index
    }

    /// Word offset of every instruction (and of the end), and which short jumps do not reach.
    fn lay_out(&self) -> Layout {
        let mut layout = Layout { offsets: vec![0; self.insts.len() + 1], wide: Vec::new() };
        self.place(&mut layout);
        if layout.offsets[self.insts.len()] <= i16::MAX as u32 {
            return layout;
        }
        layout.wide = vec![false; self.insts.len()];
        loop {
            let mut changed = false;
            for (index, inst) in self.insts.iter().enumerate() {
                let short = inst.target != NO_LABEL && !matches!(inst.op, Op::JUMP | Op::LOOP);
                if short && self.live[index] && !layout.wide[index] {
                    let distance =
                        i64::from(layout.offsets[self.target(inst.target)]) - i64::from(layout.offsets[index]);
                    if i16::try_from(distance).is_err() {
                        layout.wide[index] = true;
                        changed = true;
                    }
                }
            }
            if !changed {
                return layout;
            }
            self.place(&mut layout);
        }
    }

    fn place(&self, layout: &mut Layout) {
        let mut offset = 0;
        for (index, inst) in self.insts.iter().enumerate() {
            layout.offsets[index] = offset;
            if self.live[index] {
                offset += inst.op.len() as u32;
                if layout.wide.get(index) == Some(&true) {
                    offset += 2;
                }
            }
        }
        layout.offsets[self.insts.len()] = offset;
    }
}

/// The jump that is taken exactly when `op` is not.
fn opposite(op: Op) -> Option<Op> {
    const PAIRS: &[(Op, Op)] = &[
        (Op::JUMP_IF_TRUE, Op::JUMP_IF_FALSE),
        (Op::JUMP_IF_NONE, Op::JUMP_IF_NOT_NONE),
        (Op::JLT, Op::JNLT),
        (Op::JLE, Op::JNLE),
        (Op::JGT, Op::JNGT),
        (Op::JGE, Op::JNGE),
        (Op::JEQ, Op::JNEQ),
        (Op::JNE, Op::JNNE),
        (Op::JLTI, Op::JNLTI),
        (Op::JLEI, Op::JNLEI),
        (Op::JGTI, Op::JNGTI),
        (Op::JGEI, Op::JNGEI),
        (Op::JEQI, Op::JNEQI),
        (Op::JNEI, Op::JNNEI),
        (Op::JIS, Op::JISNOT),
        (Op::JIN, Op::JNOTIN),
    ];
    PAIRS.iter().find_map(|&(l, r)| match op {
        _ if op == l => Some(r),
        _ if op == r => Some(l),
        _ => None,
    })
}

struct Layout {
    offsets: Vec<u32>,
    wide: Vec<bool>,
}

fn renumber(inst: &mut Inst, base: Reg, pinned: u16) {
    let operands = inst.op.info().operands;
    for (operand, field) in operands.iter().zip([&mut inst.a, &mut inst.b, &mut inst.c]) {
        if matches!(operand, Operand::Read | Operand::Write) {
            *field = renumbered(*field, base, pinned);
        }
    }
}

fn renumbered(register: Reg, base: Reg, pinned: u16) -> Reg {
    if register >= PINNED {
        base + (register - PINNED)
    } else if register >= base {
        register + pinned
    } else {
        register
    }
}

struct Writer<'w, 'u> {
    flow: &'w Flow,
    unit: &'w Unit<'u>,
    words: &'w Layout,
    pinned: u16,
    code: CodeUnit,
}

impl Writer<'_, '_> {
    fn write(&mut self, source: &Source<'_>) {
        let flow = self.flow;
        self.code.code.reserve(self.words.offsets[flow.insts.len()] as usize);
        let mut last_span = None;
        for (index, inst) in flow.insts.iter().enumerate() {
            if !flow.live[index] {
                continue;
            }
            if last_span != Some(inst.span) {
                last_span = Some(inst.span);
                let position = self.position(source, inst.span);
                self.code.positions.push((self.code.code.len() as u32, position));
            }
            self.instruction(index, inst);
            if inst.lookup != Span::default() && inst.lookup != inst.span {
                let (at, position) = (self.words.offsets[index], self.position(source, inst.span));
                self.code.positions.push((at + 1, self.position(source, inst.lookup)));
                self.code.positions.push((at + 2, position));
            }
        }
        for &index in flow.visits.iter().rev() {
            let line = self.position(source, flow.insts[index].span).line;
            self.code.marks.push((self.words.offsets[index], line));
        }
        for &(index, taken, span) in &flow.edges {
            if flow.live[index] {
                let line = self.position(source, span).line;
                self.code.edges.push((self.words.offsets[index], taken, line));
            }
        }
        self.code.edges.sort_by_key(|edge| edge.0);
        self.handlers();
        for comp in &self.unit.inlined {
            let word = |label| self.words.offsets[self.flow.target(label)];
            let (start, end) = (word(comp.start), word(comp.end));
            self.code.inlined.push(InlinedScope { start, end, variables: Vec::new() });
        }
    }

    fn position(&self, source: &Source<'_>, span: Span) -> Position {
        if span == Span::default() {
            let line = self.unit.first_line;
            return Position { line, end_line: line, col: -1, end_col: -1 };
        }
        source.position(span)
    }

    fn instruction(&mut self, index: usize, inst: &Inst) {
        let at = self.words.offsets[index];
        let mut word = Instr { op: inst.op, d: inst.d, a: inst.a, b: inst.b, c: inst.c };
        let code = &mut self.code;
        if inst.target == NO_LABEL {
            code.code.push(word.encode());
        } else {
            let distance = self.words.offsets[self.flow.target(inst.target)] as i32 - at as i32;
            if matches!(inst.op, Op::JUMP | Op::LOOP) {
                code.code.push(long_jump(inst.op, distance));
            } else if self.words.wide.get(index) == Some(&true) {
                word.c = 2;
                let op = if distance < 0 { Op::LOOP } else { Op::JUMP };
                code.code.extend([word.encode(), long_jump(Op::JUMP, 2), long_jump(op, distance - 2)]);
            } else {
                word.c = distance as i16 as u16;
                code.code.push(word.encode());
            }
        }
        for inline in inst.op.info().inline {
            if *inline == Inline::Const {
                code.relocs.push((code.code.len() as u32, inst.konst));
            }
            code.code.push(0);
        }
    }

    /// Runs of instructions with the same innermost region, so no two ranges overlap.
    fn handlers(&mut self) {
        let flow = self.flow;
        let mut run: Option<(u32, u32)> = None;
        for index in 0..=flow.insts.len() {
            if index < flow.insts.len() && !flow.live[index] {
                continue;
            }
            let region = flow.insts.get(index).map_or(NO_HANDLER, |inst| inst.handler);
            if run.is_some_and(|run| run.1 == region) {
                continue;
            }
            if let Some((start, old)) = run.take() {
                let info = self.unit.code.regions[old as usize];
                let end = self.words.offsets[index];
                let target = self.words.offsets[flow.target(info.label)];
                let register = renumbered(info.register, self.unit.base, self.pinned);
                self.code.handlers.push(Handler { start, end, target, register });
            }
            if region != NO_HANDLER {
                run = Some((self.words.offsets[index], region));
            }
        }
    }
}

fn long_jump(op: Op, distance: i32) -> u64 {
    let bits = distance as u32;
    Instr { op, d: 0, a: 0, b: bits as u16, c: (bits >> 16) as u16 }.encode()
}
