//! Assignment, deletion and unpacking.

use pyish_parser::ast::*;

use super::scope::Kind;
use super::unit::{PINNED, Reg};
use super::{Compiler, Result, deep};
use crate::bytecode::opcode::Op;

impl<'a> Compiler<'a> {
    pub fn assign_statement(&mut self, targets: &'a [Expr], value: &'a Expr) -> Result {
        let mark = self.unit.top;
        if let [target] = targets {
            if let Some(register) = self.local_target(target) {
                self.expr(value, register)?;
                self.mark_bound(register);
            } else if !self.parallel_assignment(target, value)? {
                let source = self.operand_before(value, PINNED, [target])?;
                self.assign(target, source)?;
            }
        } else {
            let locals = targets.iter().all(|target| self.local_target(target).is_some());
            let first = if locals { self.local_target(&targets[0]) } else { None };
            let source = first.unwrap_or_else(|| self.unit.alloc());
            self.expr(value, source)?;
            for target in targets {
                self.assign(target, source)?;
            }
        }
        self.unit.top = mark;
        Ok(())
    }

    /// `a, b = x, y` without a tuple: the values first, then the targets from left to right.
    fn parallel_assignment(&mut self, target: &'a Expr, value: &'a Expr) -> Result<bool> {
        let (ExprKind::Tuple { elts: targets, .. } | ExprKind::List { elts: targets, .. }) = &target.kind else {
            return Ok(false);
        };
        let (ExprKind::Tuple { elts: values, .. } | ExprKind::List { elts: values, .. }) = &value.kind else {
            return Ok(false);
        };
        let starred = |e: &Expr| matches!(e.kind, ExprKind::Starred { .. });
        if targets.len() != values.len()
            || targets.is_empty()
            || targets.len() > 16
            || targets.iter().chain(values).any(starred)
        {
            return Ok(false);
        }
        if self.parallel_locals(targets, values)? {
            return Ok(true);
        }
        let mut sources = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            let mut source = self.operand_before(value, PINNED, &values[index + 1..])?;
            let is_variable = source < PINNED && !self.unit.is_temp(source);
            if is_variable && targets[..index].iter().any(|target| self.writes(target, source)) {
                let copy = self.unit.alloc();
                self.unit.mov(copy, source);
                source = copy;
            }
            sources.push(source);
        }
        for (target, source) in targets.iter().zip(sources) {
            self.assign(target, source)?;
        }
        Ok(true)
    }

    /// The same where all targets are locals: a value goes straight to its target when nothing later needs the old one.
    fn parallel_locals(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> Result<bool> {
        let mut registers = Vec::with_capacity(targets.len());
        for target in targets {
            match self.local_target(target) {
                Some(register) if !registers.contains(&register) => registers.push(register),
                _ => return Ok(false),
            }
        }
        if self.may_rebind(values) {
            return Ok(false);
        }
        let mut pending: Vec<(Reg, Reg)> = Vec::new();
        for (index, (value, &target)) in values.iter().zip(&registers).enumerate() {
            // Where a handler could see it, a target must not change before all values are there.
            let unseen = index + 1 == values.len() || self.unit.code.region == super::emit::NO_HANDLER;
            let later = &values[index + 1..];
            if unseen && !pending.iter().any(|store| store.1 == target) && !self.mentions(later, target) {
                self.expr(value, target)?;
                self.mark_bound(target);
                continue;
            }
            let mut source = self.operand(value)?;
            let is_variable = source < PINNED && !self.unit.is_temp(source);
            if is_variable && registers[..index].contains(&source) {
                // An earlier target, which is stored first.
                let copy = self.unit.alloc();
                self.unit.mov(copy, source);
                source = copy;
            }
            pending.push((target, source));
        }
        for (target, source) in pending {
            self.unit.mov(target, source);
            self.mark_bound(target);
        }
        Ok(true)
    }

    /// Whether one of the expressions may read the local in `register`.
    fn mentions(&mut self, exprs: &'a [Expr], register: Reg) -> bool {
        exprs.iter().any(|e| {
            super::variables::any_part(e, &mut |part| match &part.kind {
                ExprKind::Name { id, .. } => {
                    let name = self.mangle(id);
                    self.local(name) == Some(register)
                }
                ExprKind::ListComp { .. }
                | ExprKind::SetComp { .. }
                | ExprKind::DictComp { .. }
                | ExprKind::GeneratorExp { .. } => true,
                _ => false,
            })
        })
    }

    /// Whether assigning to `target` writes the local in `register`.
    fn writes(&mut self, target: &Expr, register: Reg) -> bool {
        match &target.kind {
            ExprKind::Name { .. } => self.local_target(target) == Some(register),
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                elts.iter().any(|target| self.writes(target, register))
            }
            ExprKind::Starred { value, .. } => self.writes(value, register),
            _ => self.table[self.unit.scope].walrus,
        }
    }

    /// target = R[source]
    pub fn assign(&mut self, target: &'a Expr, source: Reg) -> Result {
        deep(|| self.assign_inner(target, source))
    }

    fn assign_inner(&mut self, target: &'a Expr, source: Reg) -> Result {
        let mark = self.unit.top;
        match &target.kind {
            ExprKind::Name { id, .. } => {
                self.unit.at(target.span);
                let name = self.mangle(id);
                self.store_name(name, source);
            }
            ExprKind::Attribute { value, attr, .. } => {
                self.note_static_attribute(value, attr);
                let object = self.operand(value)?;
                let span = self.attribute_span(target.span, target.span.end, attr);
                self.unit.at(span);
                let name = self.mangle(attr);
                let konst = self.name_const(name);
                self.unit.emit_k(Op::SETATTR, object, source, 0, konst);
            }
            ExprKind::Subscript { value, slice, .. } => {
                let object = self.operand_before(value, PINNED, [&**slice])?;
                let index = self.index(slice)?;
                self.unit.at(target.span);
                self.unit.emit(Op::SETITEM, object, index, source);
            }
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => self.unpack(target.span, elts, source)?,
            ExprKind::Starred { .. } => {
                return self.fail(target.span, "starred assignment target must be in a list or tuple");
            }
            _ => return self.fail(target.span, "cannot assign to expression"),
        }
        self.unit.top = mark;
        Ok(())
    }

    fn unpack(&mut self, span: Span, targets: &'a [Expr], source: Reg) -> Result {
        if targets.len() > usize::from(PINNED) {
            return self.fail(span, "too many expressions in unpacking assignment");
        }
        let star = targets.iter().position(|target| matches!(target.kind, ExprKind::Starred { .. }));
        let count = targets.len() as u16;
        let Some(star) = star else {
            if let Some(first) = self.consecutive_targets(targets) {
                self.unit.at(span);
                self.unit.emit(Op::UNPACK, first, source, count);
                (first..first + count).for_each(|register| self.mark_bound(register));
                return Ok(());
            }
            let first = self.unit.alloc_many(count);
            self.unit.at(span);
            self.unit.emit(Op::UNPACK, first, source, count);
            return self.assign_each(targets, first);
        };
        let after = &targets[star + 1..];
        if after.iter().any(|target| matches!(target.kind, ExprKind::Starred { .. })) {
            return self.fail(span, "multiple starred expressions in assignment");
        }
        if star > 255 || after.len() > 255 {
            return self.fail(span, "too many expressions in star-unpacking assignment");
        }
        let first = self.unit.alloc_many(count);
        self.unit.at(span);
        self.unit.emit(Op::UNPACK_EX, first, source, (star | after.len() << 8) as u16);
        self.assign_each(targets, first)
    }

    fn assign_each(&mut self, targets: &'a [Expr], first: Reg) -> Result {
        for (index, target) in targets.iter().enumerate() {
            let target = match &target.kind {
                ExprKind::Starred { value, .. } => value,
                _ => target,
            };
            self.assign(target, first + index as u16)?;
        }
        Ok(())
    }

    /// The first of consecutive registers when the targets are locals that lie so.
    fn consecutive_targets(&mut self, targets: &'a [Expr]) -> Option<Reg> {
        let first = self.local_target(targets.first()?)?;
        for (index, target) in targets.iter().enumerate() {
            if self.local_target(target)? != first + index as u16 {
                return None;
            }
        }
        Some(first)
    }

    /// `self.x = …` in a method: the class lists `x` in `__static_attributes__`.
    fn note_static_attribute(&mut self, object: &Expr, attr: &Identifier) {
        let is_self = matches!(&object.kind, ExprKind::Name { id, .. } if id == "self");
        if !is_self {
            return;
        }
        let name = self.mangle(attr);
        let table = &self.table;
        let class = self.enclosing.iter_mut().rev().find(|unit| table[unit.scope].kind == Kind::Class);
        if let Some(class) = class
            && !class.static_attributes.contains(&name)
        {
            class.static_attributes.push(name);
        }
    }

    pub fn aug_assign(&mut self, span: Span, target: &'a Expr, op: Operator, value: &'a Expr) -> Result {
        let mark = self.unit.top;
        match &target.kind {
            ExprKind::Name { id, .. } => {
                let name = self.mangle(id);
                match self.local(name) {
                    Some(register) => {
                        self.unit.at(target.span);
                        self.check_bound(register, name);
                        let left = if self.may_rebind([value]) {
                            let copy = self.unit.alloc();
                            self.unit.mov(copy, register);
                            copy
                        } else {
                            register
                        };
                        self.inplace(span, register, left, op, value)?;
                        self.mark_bound(register);
                    }
                    None => {
                        let result = self.unit.alloc();
                        self.unit.at(target.span);
                        self.load_name(name, result);
                        self.inplace(span, result, result, op, value)?;
                        self.unit.at(target.span);
                        self.store_name(name, result);
                    }
                }
            }
            ExprKind::Attribute { value: object, attr, .. } => {
                self.note_static_attribute(object, attr);
                let object = self.operand_before(object, PINNED, [value])?;
                let result = self.unit.alloc();
                let place = self.attribute_span(target.span, target.span.end, attr);
                let name = self.mangle(attr);
                let konst = self.name_const(name);
                self.unit.at(place);
                self.unit.emit_k(Op::GETATTR, result, object, 0, konst);
                self.inplace(span, result, result, op, value)?;
                self.unit.at(place);
                self.unit.emit_k(Op::SETATTR, object, result, 0, konst);
            }
            ExprKind::Subscript { value: object, slice, .. } => {
                let object = self.operand_before(object, PINNED, [&**slice, value])?;
                let index = match slice.kind {
                    ExprKind::Name { .. } => self.operand_before(slice, PINNED, [value])?,
                    _ => self.index(slice)?,
                };
                let result = self.unit.alloc();
                self.unit.at(target.span);
                self.unit.emit(Op::GETITEM, result, object, index);
                self.inplace(span, result, result, op, value)?;
                self.unit.at(target.span);
                self.unit.emit(Op::SETITEM, object, index, result);
            }
            _ => return self.fail(target.span, "illegal expression for augmented assignment"),
        }
        self.unit.top = mark;
        Ok(())
    }

    /// R[dest] = R[left] op= value
    fn inplace(&mut self, span: Span, dest: Reg, left: Reg, op: Operator, value: &'a Expr) -> Result {
        if let (Some(immediate), Some(op)) =
            (super::operators::small_int(value), super::operators::binary_immediate(op))
        {
            self.unit.at(span);
            self.unit.emit_d(op, 1, dest, left, immediate as u16);
            return Ok(());
        }
        let right = self.operand(value)?;
        self.unit.at(span);
        self.unit.emit_d(super::operators::binary(op), 1, dest, left, right);
        Ok(())
    }

    pub fn delete(&mut self, target: &'a Expr) -> Result {
        deep(|| self.delete_inner(target))
    }

    fn delete_inner(&mut self, target: &'a Expr) -> Result {
        let mark = self.unit.top;
        match &target.kind {
            ExprKind::Name { id, .. } => {
                self.unit.at(target.span);
                let name = self.mangle(id);
                self.delete_name(name);
            }
            ExprKind::Attribute { value, attr, .. } => {
                let object = self.operand(value)?;
                let span = self.attribute_span(target.span, target.span.end, attr);
                self.unit.at(span);
                let name = self.mangle(attr);
                let konst = self.name_const(name);
                self.unit.emit_k(Op::DELATTR, object, 0, 0, konst);
            }
            ExprKind::Subscript { value, slice, .. } => {
                let object = self.operand_before(value, PINNED, [&**slice])?;
                let index = self.index(slice)?;
                self.unit.at(target.span);
                self.unit.emit(Op::DELITEM, object, index, 0);
            }
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                elts.iter().try_for_each(|target| self.delete(target))?;
            }
            _ => return self.fail(target.span, "cannot delete expression"),
        }
        self.unit.top = mark;
        Ok(())
    }
}
