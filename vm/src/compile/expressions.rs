//! Expressions, into a given register or wherever they already are.
//!
//! `expr(e, dest)` computes into `dest`. Invariants: a `dest` that is a variable is written only by the last instruction, so
//! a failing expression leaves it as it was and its own name may occur within; a `dest` that is a temporary is fresh and may
//! serve as scratch. `operand(e)` answers the register of a local variable without moving it.

use pyish_parser::ast::*;

use super::operators::{self, small_int};
use super::unit::{Reg, Var};
use super::{Compiler, Result, deep};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::Const;

/// Elements of a display that are gathered in registers before it is built.
const DISPLAY_CHUNK: usize = 64;

/// What a display is built of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    List,
    Set,
    Tuple,
}

impl<'a> Compiler<'a> {
    /// R[dest] = e
    pub fn expr(&mut self, e: &'a Expr, dest: Reg) -> Result {
        match &e.kind {
            ExprKind::Name { id, .. } if id != "__debug__" => {
                self.unit.at(e.span);
                let name = self.mangle(id);
                self.load_name(name, dest);
                Ok(())
            }
            ExprKind::Constant { value, .. } => {
                self.unit.at(e.span);
                self.unit.load(dest, super::fold::literal(value));
                Ok(())
            }
            _ => deep(|| self.compound(e, dest)),
        }
    }

    /// A register that holds the value of `e`: the variable itself where `e` names a local, else a temporary.
    pub fn operand(&mut self, e: &'a Expr) -> Result<Reg> {
        if let Some(register) = self.ready_operand(e) {
            return Ok(register);
        }
        let register = self.unit.alloc();
        self.expr(e, register)?;
        Ok(register)
    }

    /// As `operand`, with `scratch` as the temporary where that is allowed.
    pub fn operand_in(&mut self, e: &'a Expr, scratch: Reg) -> Result<Reg> {
        if let Some(register) = self.ready_operand(e) {
            return Ok(register);
        }
        let register = if self.unit.is_temp(scratch) { scratch } else { self.unit.alloc() };
        self.expr(e, register)?;
        Ok(register)
    }

    /// As `operand_in`, for a value that must survive the evaluation of `later`.
    pub fn operand_before<'e>(
        &mut self,
        e: &'a Expr,
        scratch: Reg,
        later: impl IntoIterator<Item = &'e Expr>,
    ) -> Result<Reg> {
        let register = self.operand_in(e, scratch)?;
        if self.unit.is_temp(register) || register >= super::unit::PINNED || !self.may_rebind(later) {
            return Ok(register);
        }
        let copy = self.unit.alloc();
        self.unit.mov(copy, register);
        Ok(copy)
    }

    /// Notes that evaluation comes to the line of a variable or constant that may need no instruction.
    pub fn touch(&mut self, e: &Expr) {
        if matches!(e.kind, ExprKind::Name { .. } | ExprKind::Constant { .. }) {
            let line = self.source.line(e.span);
            if line != self.unit.line {
                self.unit.line = line;
                let (begin, span) = self.unit.statement;
                if begin == self.unit.here() {
                    self.unit.visit(span);
                }
                self.unit.visit(e.span);
            }
        }
    }

    /// A local variable or a constant kept for a loop needs no instruction.
    fn ready_operand(&mut self, e: &'a Expr) -> Option<Reg> {
        self.touch(e);
        match &e.kind {
            ExprKind::Name { id, .. } => {
                let name = self.mangle(id);
                let register = self.local(name)?;
                self.unit.at(e.span);
                self.check_bound(register, name);
                Some(register)
            }
            ExprKind::Constant { value, .. } if self.unit.loops > 0 => {
                self.unit.at(e.span);
                Some(self.unit.const_operand(super::fold::literal(value)))
            }
            ExprKind::UnaryOp { .. } | ExprKind::BinOp { .. } | ExprKind::Tuple { .. } if self.unit.loops > 0 => {
                let constant = self.constant(e)?;
                self.unit.at(e.span);
                Some(self.unit.const_operand(constant))
            }
            _ => None,
        }
    }

    /// Evaluates for the effects alone.
    pub fn effect(&mut self, e: &'a Expr) -> Result {
        if matches!(e.kind, ExprKind::Constant { .. }) {
            return Ok(());
        }
        let mark = self.unit.top;
        let dest = self.unit.alloc();
        self.expr(e, dest)?;
        self.unit.top = mark;
        Ok(())
    }

    fn compound(&mut self, e: &'a Expr, dest: Reg) -> Result {
        use ExprKind::*;
        let mark = self.unit.top;
        match &e.kind {
            UnaryOp { .. } | BinOp { .. } | Tuple { .. } | Subscript { .. } | Name { .. } | JoinedStr { .. } => {
                if let Some(constant) = self.constant(e) {
                    self.unit.at(e.span);
                    self.unit.load(dest, constant);
                    return Ok(());
                }
            }
            _ => {}
        }
        match &e.kind {
            BoolOp { op, values } => self.bool_op(*op, values, dest)?,
            NamedExpr { target, value } => self.named(target, value, dest)?,
            BinOp { left, op, right } => self.binary(e.span, left, *op, right, dest)?,
            UnaryOp { op, operand } => self.unary(e.span, *op, operand, dest)?,
            Lambda { args, body } => self.lambda(e, args, body, dest)?,
            IfExp { test, body, orelse } => self.if_expression(test, body, orelse, dest)?,
            Dict { keys, values } => self.dict(e.span, keys, values, dest)?,
            Set { elts } => self.display(e.span, Display::Set, elts, dest)?,
            List { elts, .. } => self.display(e.span, Display::List, elts, dest)?,
            Tuple { elts, .. } => self.display(e.span, Display::Tuple, elts, dest)?,
            ListComp { .. } | SetComp { .. } | DictComp { .. } | GeneratorExp { .. } => self.comprehension(e, dest)?,
            Await { value } => self.await_expression(e.span, value, dest)?,
            Yield { value } => self.yield_expression(e.span, value.as_deref(), dest)?,
            YieldFrom { value } => self.yield_from(e.span, value, dest)?,
            Compare { left, ops, comparators } => self.compare(e.span, left, ops, comparators, dest)?,
            Call { func, args, keywords } => self.call(e, func, args, keywords, dest)?,
            FormattedValue { .. } | JoinedStr { .. } => self.joined(e, dest)?,
            TemplateStr { values } => self.template(e.span, values, dest)?,
            Interpolation { .. } => self.interpolation(e, dest)?,
            Attribute { value, attr, .. } => self.attribute(e, value, attr, dest)?,
            Subscript { value, slice, .. } => self.subscript(e.span, value, slice, dest)?,
            Slice { lower, upper, step } => self.slice(e.span, [lower, upper, step], dest)?,
            Starred { .. } => return self.fail(e.span, "can't use starred expression here"),
            Constant { .. } | Name { .. } => {}
        }
        self.unit.top = mark;
        Ok(())
    }

    fn binary(&mut self, span: Span, left: &'a Expr, op: Operator, right: &'a Expr, dest: Reg) -> Result {
        let l = self.operand_before(left, dest, [right])?;
        if let (Some(immediate), Some(op)) = (small_int(right), operators::binary_immediate(op)) {
            self.touch(right);
            self.unit.at(span);
            self.unit.emit(op, dest, l, immediate as u16);
            return Ok(());
        }
        let r = self.operand(right)?;
        self.unit.at(span);
        self.unit.emit(operators::binary(op), dest, l, r);
        Ok(())
    }

    fn unary(&mut self, span: Span, op: UnaryOp, operand: &'a Expr, dest: Reg) -> Result {
        if op == UnaryOp::Not
            && let ExprKind::Compare { left, ops, comparators } = &operand.kind
            && let ([cmp], [right]) = (ops.as_slice(), comparators.as_slice())
        {
            self.check_compare(operand.span, left, ops, comparators);
            // An error of the comparison is one of the whole expression.
            if let Some(inverse) = inverse(*cmp) {
                return self.compare_pair(span, left, inverse, right, dest);
            }
            let register = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
            self.compare_pair(span, left, *cmp, right, register)?;
            self.unit.at(span);
            self.unit.emit(operators::unary(op), dest, register, 0);
            return Ok(());
        }
        let register = self.operand_in(operand, dest)?;
        self.unit.at(span);
        self.unit.emit(operators::unary(op), dest, register, 0);
        Ok(())
    }

    fn named(&mut self, target: &'a Expr, value: &'a Expr, dest: Reg) -> Result {
        if let Some(register) = self.local_target(target) {
            self.expr(value, register)?;
            self.mark_bound(register);
            self.unit.at(target.span);
            self.unit.mov(dest, register);
            return Ok(());
        }
        let ExprKind::Name { id, .. } = &target.kind else {
            return self.fail(target.span, "cannot use assignment expressions with this target");
        };
        let scratch = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
        self.expr(value, scratch)?;
        self.unit.at(target.span);
        let name = self.mangle(id);
        self.store_name(name, scratch);
        self.unit.mov(dest, scratch);
        Ok(())
    }

    fn if_expression(&mut self, test: &'a Expr, body: &'a Expr, orelse: &'a Expr, dest: Reg) -> Result {
        let (other, end) = (self.unit.label(), self.unit.label());
        self.jump_if(test, false, other)?;
        self.expr(body, dest)?;
        self.unit.jump(end);
        self.unit.bind(other);
        self.expr(orelse, dest)?;
        self.unit.bind(end);
        Ok(())
    }

    /// `and` and `or` as values.
    fn bool_op(&mut self, op: BoolOp, values: &'a [Expr], dest: Reg) -> Result {
        let end = self.unit.label();
        let Some((last, others)) = values.split_last() else {
            return Ok(());
        };
        let stop = if op == BoolOp::And { Op::JUMP_IF_FALSE } else { Op::JUMP_IF_TRUE };
        let go_on = if op == BoolOp::And { Op::JUMP_IF_TRUE } else { Op::JUMP_IF_FALSE };
        for value in others {
            if let Some(constant) = self.constant(value) {
                if super::fold::truth(&constant) == (op == BoolOp::Or) {
                    self.expr(value, dest)?;
                    self.unit.bind(end);
                    return Ok(());
                }
                continue;
            }
            let mark = self.unit.top;
            let register = self.operand_in(value, dest)?;
            self.unit.at(value.span);
            if register == dest {
                self.unit.emit_jump(stop, dest, 0, end);
            } else {
                let next = self.unit.label();
                self.unit.emit_jump(go_on, register, 0, next);
                self.unit.mov(dest, register);
                self.unit.jump(end);
                self.unit.bind(next);
            }
            self.unit.top = mark;
        }
        self.expr(last, dest)?;
        self.unit.bind(end);
        Ok(())
    }

    fn compare(&mut self, span: Span, left: &'a Expr, ops: &[CmpOp], rights: &'a [Expr], dest: Reg) -> Result {
        self.check_compare(span, left, ops, rights);
        if let ([op], [right]) = (ops, rights) {
            return self.compare_pair(span, left, *op, right, dest);
        }
        let result = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
        let end = self.unit.label();
        let mut l = self.fresh_operand(left, rights)?;
        for (index, (op, right)) in ops.iter().zip(rights).enumerate() {
            let last = index + 1 == ops.len();
            let r = if last { self.comparator(*op, right)? } else { self.fresh_operand(right, &rights[index + 1..])? };
            self.unit.at(span);
            self.unit.emit(operators::compare(*op), result, l, r);
            if !last {
                self.unit.emit_jump(Op::JUMP_IF_FALSE, result, 0, end);
            }
            l = r;
        }
        self.unit.bind(end);
        self.unit.mov(dest, result);
        Ok(())
    }

    /// An operand in a register of its own, or a local that nothing in `later` rebinds.
    pub fn fresh_operand(&mut self, e: &'a Expr, later: &'a [Expr]) -> Result<Reg> {
        // The destination must not serve as scratch: the value is needed by two comparisons.
        let register = self.operand(e)?;
        if self.unit.is_temp(register) || register >= super::unit::PINNED || !self.may_rebind(later) {
            return Ok(register);
        }
        let copy = self.unit.alloc();
        self.unit.mov(copy, register);
        Ok(copy)
    }

    fn compare_pair(&mut self, span: Span, left: &'a Expr, op: CmpOp, right: &'a Expr, dest: Reg) -> Result {
        let l = self.operand_before(left, dest, [right])?;
        let r = self.comparator(op, right)?;
        self.unit.at(span);
        self.unit.emit(operators::compare(op), dest, l, r);
        Ok(())
    }

    /// The right side of a comparison; a constant display after `in` becomes a constant.
    pub fn comparator(&mut self, op: CmpOp, e: &'a Expr) -> Result<Reg> {
        if matches!(op, CmpOp::In | CmpOp::NotIn)
            && let Some(constant) = self.constant_display(e)
        {
            self.unit.at(e.span);
            return Ok(self.unit.const_operand(constant));
        }
        self.operand(e)
    }

    /// A list or set of constants, as the tuple or frozenset that may stand in where nothing can change it.
    pub fn constant_display(&mut self, e: &'a Expr) -> Option<Const> {
        match &e.kind {
            ExprKind::List { elts, .. } => self.constants(elts).map(Const::Tuple),
            ExprKind::Set { elts } => self.constants(elts).map(Const::FrozenSet),
            _ => None,
        }
    }

    /// Values in consecutive registers; locals that happen to lie so are used where they are.
    pub fn sequence(&mut self, exprs: &'a [Expr]) -> Result<Reg> {
        if let Some(first) = self.consecutive_locals(exprs) {
            return Ok(first);
        }
        let first = self.unit.top;
        for e in exprs {
            let register = self.unit.alloc();
            self.expr(e, register)?;
        }
        Ok(first)
    }

    fn consecutive_locals(&mut self, exprs: &'a [Expr]) -> Option<Reg> {
        let mut first = None;
        for (index, e) in exprs.iter().enumerate() {
            let ExprKind::Name { id, .. } = &e.kind else {
                return None;
            };
            let name = self.mangle(id);
            let register = self.local(name)?;
            if register != *first.get_or_insert(register) + index as u16 {
                return None;
            }
        }
        for e in exprs {
            self.ready_operand(e);
        }
        first
    }

    /// R[dest] = a list, set or tuple display.
    pub fn display(&mut self, span: Span, kind: Display, elts: &'a [Expr], dest: Reg) -> Result {
        let build = match kind {
            Display::List => Op::BUILD_LIST,
            Display::Set => Op::BUILD_SET,
            Display::Tuple => Op::BUILD_TUPLE,
        };
        let starred = elts.iter().any(|e| matches!(e.kind, ExprKind::Starred { .. }));
        if !starred && elts.len() <= DISPLAY_CHUNK {
            // The order of a set of constants is that of a frozenset put into an empty set.
            let enough = if kind == Display::Set { elts.len() > 2 } else { elts.len() > 8 };
            if enough
                && kind != Display::Tuple
                && let Some(items) = self.constants(elts)
            {
                return self.constant_items(span, kind, items, dest);
            }
            let first = self.sequence(elts)?;
            self.unit.at(span);
            self.unit.emit(build, dest, first, elts.len() as u16);
            return Ok(());
        }
        let list = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
        let growing = if kind == Display::Set { Display::Set } else { Display::List };
        self.grow(span, growing, elts, list)?;
        self.unit.at(span);
        if kind == Display::Tuple {
            self.unit.emit(Op::LIST_TO_TUPLE, dest, list, 0);
        } else {
            self.unit.mov(dest, list);
        }
        Ok(())
    }

    /// R[list] = a list or set of any length, with starred elements.
    pub fn grow(&mut self, span: Span, kind: Display, elts: &'a [Expr], list: Reg) -> Result {
        let (build, extend, append) = match kind {
            Display::Set => (Op::BUILD_SET, Op::SET_UPDATE, Op::SET_ADD),
            _ => (Op::BUILD_LIST, Op::LIST_EXTEND, Op::LIST_APPEND),
        };
        let plain = elts.iter().take_while(|e| !matches!(e.kind, ExprKind::Starred { .. })).count();
        let (head, rest) = elts.split_at(plain.min(DISPLAY_CHUNK));
        let mark = self.unit.top;
        let first = self.sequence(head)?;
        self.unit.at(span);
        self.unit.emit(build, list, first, head.len() as u16);
        self.unit.top = mark;
        for e in rest {
            let (op, value) = match &e.kind {
                ExprKind::Starred { value, .. } => (extend, &**value),
                _ => (append, e),
            };
            let register = self.operand(value)?;
            self.unit.at(span);
            self.unit.emit(op, list, register, 0);
            self.unit.top = mark;
        }
        Ok(())
    }

    fn constant_items(&mut self, span: Span, kind: Display, items: Vec<Const>, dest: Reg) -> Result {
        self.unit.at(span);
        let target = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
        let (build, extend, constant) = match kind {
            Display::Set => (Op::BUILD_SET, Op::SET_UPDATE, Const::FrozenSet(items)),
            _ => (Op::BUILD_LIST, Op::LIST_EXTEND, Const::Tuple(items)),
        };
        let source = self.unit.const_operand(constant);
        self.unit.emit(build, target, 0, 0);
        self.unit.emit(extend, target, source, 0);
        self.unit.mov(dest, target);
        Ok(())
    }

    fn dict(&mut self, span: Span, keys: &'a [Option<Expr>], values: &'a [Expr], dest: Reg) -> Result {
        let plain = keys.iter().take_while(|key| key.is_some()).count().min(DISPLAY_CHUNK / 4);
        let target = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
        let mark = self.unit.top;
        for (key, value) in keys.iter().zip(values).take(plain) {
            for e in key.iter().chain([value]) {
                let register = self.unit.alloc();
                self.expr(e, register)?;
            }
        }
        self.unit.at(span);
        let whole = plain == keys.len();
        self.unit.emit(Op::BUILD_DICT, if whole { dest } else { target }, mark, plain as u16);
        self.unit.top = mark;
        if whole {
            return Ok(());
        }
        for (key, value) in keys.iter().zip(values).skip(plain) {
            match key {
                Some(key) => {
                    let k = self.operand_before(key, dest_none(), [value])?;
                    let v = self.operand(value)?;
                    self.unit.at(span);
                    self.unit.emit(Op::DICT_SET, target, k, v);
                }
                None => {
                    let v = self.operand(value)?;
                    self.unit.at(span);
                    self.unit.emit(Op::DICT_UPDATE, target, v, 0);
                }
            }
            self.unit.top = mark;
        }
        self.unit.mov(dest, target);
        Ok(())
    }

    fn attribute(&mut self, e: &'a Expr, value: &'a Expr, attr: &Identifier, dest: Reg) -> Result {
        if self.super_attribute(e, value, attr, dest)? {
            return Ok(());
        }
        let object = self.operand_in(value, dest)?;
        let span = self.attribute_span(e.span, e.span.end, attr);
        self.unit.at(span);
        let name = self.mangle(attr);
        let konst = self.name_const(name);
        self.unit.emit_k(Op::GETATTR, dest, object, 0, konst);
        Ok(())
    }

    /// An attribute on a later line than its object is reported where its name stands.
    pub fn attribute_span(&self, span: Span, attr_end: u32, attr: &str) -> Span {
        let start_line = self.source.place(span.start).0;
        if start_line == self.source.place(attr_end).0 || attr_end < attr.len() as u32 {
            return span;
        }
        Span::new(attr_end - attr.len() as u32, attr_end)
    }

    fn subscript(&mut self, span: Span, value: &'a Expr, slice: &'a Expr, dest: Reg) -> Result {
        self.check_subscript(span, value, slice);
        if let ExprKind::Slice { lower, upper, step: None } = &slice.kind
            && self.constant_slice(slice).is_none()
        {
            let object = self.operand_before(value, dest, [slice])?;
            let bounds = self.slice_parts([lower, upper, &None])?;
            self.unit.at(span);
            self.unit.emit(Op::GETSLICE, dest, object, bounds);
            return Ok(());
        }
        let object = self.operand_before(value, dest, [slice])?;
        let index = self.index(slice)?;
        self.unit.at(span);
        self.unit.emit(Op::GETITEM, dest, object, index);
        Ok(())
    }

    /// What stands between the brackets of a subscript.
    pub fn index(&mut self, slice: &'a Expr) -> Result<Reg> {
        if let Some(constant) = self.constant_slice(slice) {
            self.unit.at(slice.span);
            return Ok(self.unit.const_operand(constant));
        }
        self.operand(slice)
    }

    fn constant_slice(&mut self, slice: &Expr) -> Option<Const> {
        let ExprKind::Slice { lower, upper, step } = &slice.kind else {
            return None;
        };
        let mut part = |part: &Option<ExprBox>| match part {
            Some(part) => self.constant(part),
            None => Some(Const::None),
        };
        Some(Const::Slice(Box::new([part(lower)?, part(upper)?, part(step)?])))
    }

    /// The parts of a slice in consecutive registers; absent ones are None, an absent step is left out.
    fn slice_parts(&mut self, parts: [&'a Option<ExprBox>; 3]) -> Result<Reg> {
        let count = if parts[2].is_some() { 3 } else { 2 };
        let first = self.unit.top;
        for part in &parts[..count] {
            let register = self.unit.alloc();
            match part {
                Some(part) => self.expr(part, register)?,
                None => self.unit.load(register, Const::None),
            }
        }
        Ok(first)
    }

    fn slice(&mut self, span: Span, parts: [&'a Option<ExprBox>; 3], dest: Reg) -> Result {
        let count = if parts[2].is_some() { 3 } else { 2 };
        let first = self.slice_parts(parts)?;
        self.unit.at(span);
        self.unit.emit(Op::BUILD_SLICE, dest, first, count);
        Ok(())
    }

    /// The builtin meaning of a global name can be relied on as far as this module goes.
    pub fn is_unshadowed_global(&self, name: super::names::Sym) -> bool {
        let module = self.table[super::scope::ScopeId(0)].get(name);
        self.resolve(name) == Var::Global && module.flags & super::scope::def::BOUND == 0
    }
}

/// A register number that is no temporary: there is no scratch to use.
fn dest_none() -> Reg {
    super::unit::PINNED
}

fn inverse(op: CmpOp) -> Option<CmpOp> {
    match op {
        CmpOp::Is => Some(CmpOp::IsNot),
        CmpOp::IsNot => Some(CmpOp::Is),
        CmpOp::In => Some(CmpOp::NotIn),
        CmpOp::NotIn => Some(CmpOp::In),
        _ => None,
    }
}
