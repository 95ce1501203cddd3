//! Annotations: evaluated lazily by `__annotate__` functions, or kept as text under `from __future__ import annotations`.

use pyish_parser::ast::*;

use super::functions::Parts;
use super::names::Sym;
use super::scope::{Kind, Role};
use super::unit::Reg;
use super::{Compiler, Result, constants, unparse};
use crate::bytecode::opcode::{Intrinsic, Op};
use crate::bytecode::unit::Const;

/// The greatest format that an annotate function computes itself (VALUE_WITH_FAKE_GLOBALS).
pub(super) const FORMATS: u16 = 2;

/// An annotated name of a module or class, for its `__annotate__` function.
#[derive(Clone, Copy)]
pub(super) struct Deferred<'a> {
    name: &'a str,
    annotation: &'a Expr,
    /// Its number in `__conditional_annotations__`, when it counts only if its statement ran.
    conditional: Option<u16>,
}

impl<'a> Compiler<'a> {
    /// R[result] = the annotate function of a signature; None when nothing is annotated.
    pub fn signature_annotations(&mut self, def: &'a FunctionDef) -> Result<Option<Reg>> {
        let args = &def.args;
        let plain = args.posonlyargs.iter().chain(&args.args).chain(args.vararg.as_deref());
        let all = plain.chain(&args.kwonlyargs).chain(args.kwarg.as_deref());
        let mut pairs: Vec<(&'a str, &'a Expr)> = Vec::new();
        pairs.extend(all.filter_map(|arg| Some((arg.arg.as_str(), arg.annotation.as_ref()?))));
        pairs.extend(def.returns.iter().map(|returns| ("return", returns)));
        if pairs.is_empty() {
            return Ok(None);
        }
        let dest = self.unit.alloc();
        let place = self.unit.code.span;
        let scope = self.table.of(def, Role::Annotations);
        let line = self.source.line(place);
        self.begin_annotate(scope, line, place);
        let outer = self.unit.qualname.len() - "__annotate__".len();
        self.unit.qualname.insert_str(outer, &format!("{}.", def.name));
        let dict = self.unit.alloc();
        let chunk = pairs.len() <= 16;
        let first = self.unit.top;
        if !chunk {
            self.unit.emit(Op::BUILD_DICT, dict, 0, 0);
        }
        for (name, annotation) in &pairs {
            let key = self.unit.alloc();
            let value = self.unit.alloc();
            let name = self.mangle(name);
            let konst = self.name_const(name);
            self.unit.at(annotation.span);
            self.unit.emit_k(Op::LOADK, key, 0, 0, konst);
            self.annotation_value(annotation, value)?;
            if !chunk {
                self.unit.emit(Op::DICT_SET, dict, key, value);
                self.unit.top = first;
            }
        }
        self.unit.at(place);
        if chunk {
            self.unit.emit(Op::BUILD_DICT, dict, first, pairs.len() as u16);
        }
        self.unit.emit(Op::RETURN, dict, 0, 0);
        self.end_annotate(scope, place, dest)?;
        Ok(Some(dest))
    }

    fn begin_annotate(&mut self, scope: super::scope::ScopeId, line: u32, place: Span) {
        self.begin_unit(scope, "__annotate__", line);
        self.unit.argcount = 1;
        self.unit.posonly = 1;
        self.unit.varnames[0] = Sym::FORMAT;
        self.unit.at(place);
        self.refuse_formats();
    }

    fn end_annotate(&mut self, scope: super::scope::ScopeId, place: Span, dest: Reg) -> Result {
        let code = self.end_unit()?;
        self.unit.at(place);
        self.make_function(scope, code, Parts::default(), dest);
        Ok(())
    }

    /// R[dest] = the annotation, or its text.
    fn annotation_value(&mut self, annotation: &'a Expr, dest: Reg) -> Result {
        if self.future_annotations {
            self.unit.at(annotation.span);
            let text = unparse::expression(annotation);
            self.unit.load(dest, constants::text(&text));
            return Ok(());
        }
        if let ExprKind::Starred { value, .. } = &annotation.kind {
            // `*args: *Ts` means the one item that iterating the annotation gives.
            let mark = self.unit.top;
            let source = self.operand_in(value, dest)?;
            self.unit.at(annotation.span);
            self.unit.emit(Op::UNPACK, dest, source, 1);
            self.unit.top = mark;
            return Ok(());
        }
        self.expr(annotation, dest)
    }

    /// At the start of a module: the annotate function, and the set of the annotations that were reached.
    pub fn module_annotations(&mut self, body: &'a Body) -> Result {
        if self.future_annotations {
            if annotates(body) {
                self.conditional_set();
                self.setup_annotations();
            }
            return Ok(());
        }
        let mut found = Vec::new();
        self.collect(body, true, &mut found);
        self.unit.annotations = found;
        if !self.unit.annotations.is_empty() {
            self.unit.at(body.first().map_or(Span::default(), |statement| statement.span));
            self.annotate_function(Sym::ANNOTATE)?;
        }
        if self.table[self.unit.scope].conditional_annotations {
            self.conditional_set();
        }
        Ok(())
    }

    fn conditional_set(&mut self) {
        let set = self.unit.alloc();
        self.unit.emit(Op::BUILD_SET, set, 0, 0);
        self.store_name(Sym::CONDITIONAL_ANNOTATIONS, set);
        self.unit.top = set;
    }

    fn setup_annotations(&mut self) {
        let scratch = self.unit.top;
        let register = self.unit.alloc();
        self.intrinsic(Intrinsic::SetupAnnotations, register, register);
        self.unit.top = scratch;
    }

    pub fn class_annotations_begin(&mut self, body: &'a Body) -> Result {
        if self.future_annotations {
            if annotates(body) {
                self.setup_annotations();
            }
        } else {
            let mut found = Vec::new();
            self.collect(body, false, &mut found);
            self.unit.annotations = found;
        }
        Ok(())
    }

    /// At the end of a class body: the annotate function.
    pub fn finish_class_annotations(&mut self) -> Result {
        if self.unit.annotations.is_empty() { Ok(()) } else { self.annotate_function(Sym::ANNOTATE_FUNC) }
    }

    /// The annotated names in order. Those in blocks that may be skipped, and all of a module's, are conditional.
    fn collect(&self, body: &'a [Stmt], conditional: bool, found: &mut Vec<Deferred<'a>>) {
        for statement in body {
            if let StmtKind::AnnAssign { target, annotation, simple: true, .. } = &statement.kind {
                if let ExprKind::Name { id, .. } = &target.kind {
                    let number = found.iter().filter(|deferred| deferred.conditional.is_some()).count() as u16;
                    let conditional = conditional.then_some(number);
                    found.push(Deferred { name: id, annotation, conditional });
                }
                continue;
            }
            super::deep(|| for_each_block(statement, &mut |block| self.collect(block, true, found)));
        }
    }

    /// Makes the annotate function of the names collected and stores it.
    fn annotate_function(&mut self, stored_as: Sym) -> Result {
        let scope = self.table[self.unit.scope].annotation_scope;
        let Some(scope) = scope else { return Ok(()) };
        let deferred = std::mem::take(&mut self.unit.annotations);
        let place = self.unit.code.span;
        let line = self.unit.first_line;
        let dest = self.unit.alloc();
        self.begin_annotate(scope, line, place);
        let dict = self.unit.alloc();
        self.unit.emit(Op::BUILD_DICT, dict, 0, 0);
        let mark = self.unit.top;
        for entry in &deferred {
            let skip = self.unit.label();
            self.unit.at(entry.annotation.span);
            if let Some(number) = entry.conditional {
                let set = self.unit.alloc();
                self.load_name(Sym::CONDITIONAL_ANNOTATIONS, set);
                let index = self.unit.alloc();
                self.unit.load(index, Const::Int(i64::from(number)));
                self.unit.emit_jump(Op::JNOTIN, index, set, skip);
                self.unit.top = mark;
            }
            let key = self.unit.alloc();
            let value = self.unit.alloc();
            self.annotation_value(entry.annotation, value)?;
            let name = self.mangle(entry.name);
            let konst = self.name_const(name);
            self.unit.at(place);
            self.unit.emit_k(Op::LOADK, key, 0, 0, konst);
            self.unit.emit(Op::DICT_SET, dict, key, value);
            self.unit.top = mark;
            self.unit.bind(skip);
        }
        self.unit.at(place);
        self.unit.emit(Op::RETURN, dict, 0, 0);
        self.end_annotate(scope, place, dest)?;
        self.store_name(stored_as, dest);
        self.unit.top = dest;
        self.unit.annotations = deferred;
        Ok(())
    }

    pub fn annotated_assignment(
        &mut self,
        span: Span,
        target: &'a Expr,
        annotation: &'a Expr,
        value: Option<&'a Expr>,
        simple: bool,
    ) -> Result {
        if let Some(value) = value {
            self.assign_statement(std::slice::from_ref(target), value)?;
        } else {
            match &target.kind {
                ExprKind::Attribute { value, .. } => self.effect(value)?,
                ExprKind::Subscript { value, slice, .. } => {
                    self.effect(value)?;
                    self.effect(slice)?;
                }
                _ => {}
            }
        }
        let kind = self.table[self.unit.scope].kind;
        let ExprKind::Name { id, .. } = &target.kind else {
            return Ok(());
        };
        if !simple || !matches!(kind, Kind::Module | Kind::Class) {
            return Ok(());
        }
        self.unit.at(span);
        let mark = self.unit.top;
        if self.future_annotations {
            let text = self.unit.alloc();
            self.annotation_value(annotation, text)?;
            let dict = self.unit.alloc();
            let konst = self.name_const(Sym::ANNOTATIONS);
            self.unit.emit_k(Op::LOAD_NAME, dict, 0, 0, konst);
            let key = self.unit.alloc();
            let name = self.mangle(id);
            let konst = self.name_const(name);
            self.unit.emit_k(Op::LOADK, key, 0, 0, konst);
            self.unit.emit(Op::SETITEM, dict, key, text);
        } else if let Some(number) = self.conditional_number(annotation) {
            let set = self.unit.alloc();
            match self.own_cell(Sym::CONDITIONAL_ANNOTATIONS) {
                Some(cell) => {
                    let konst = self.name_const(Sym::CONDITIONAL_ANNOTATIONS);
                    self.unit.emit_k(Op::LOAD_DEREF, set, cell, 0, konst);
                }
                None => self.load_name(Sym::CONDITIONAL_ANNOTATIONS, set),
            }
            let index = self.unit.alloc();
            self.unit.load(index, Const::Int(i64::from(number)));
            self.unit.emit(Op::SET_ADD, set, index, 0);
        }
        self.unit.top = mark;
        Ok(())
    }

    fn conditional_number(&self, annotation: &Expr) -> Option<u16> {
        let found = self.unit.annotations.iter().find(|deferred| std::ptr::eq(deferred.annotation, annotation));
        found?.conditional
    }
}

/// The blocks of a statement that belong to the same scope.
fn for_each_block<'a>(statement: &'a Stmt, visit: &mut dyn FnMut(&'a [Stmt])) {
    use StmtKind::*;
    match &statement.kind {
        For(node) | AsyncFor(node) => [&node.body, &node.orelse].into_iter().for_each(|block| visit(block)),
        While { body, orelse, .. } | If { body, orelse, .. } => {
            visit(body);
            visit(orelse);
        }
        With { body, .. } | AsyncWith { body, .. } => visit(body),
        Match { cases, .. } => cases.iter().for_each(|case| visit(&case.body)),
        Try(node) | TryStar(node) => {
            visit(&node.body);
            node.handlers.iter().for_each(|handler| visit(&handler.body));
            visit(&node.orelse);
            visit(&node.finalbody);
        }
        _ => {}
    }
}

/// Whether a variable is annotated in this scope.
fn annotates(body: &[Stmt]) -> bool {
    body.iter().any(|statement| {
        if matches!(&statement.kind, StmtKind::AnnAssign { .. }) {
            return true;
        }
        let mut any = false;
        super::deep(|| for_each_block(statement, &mut |block| any |= annotates(block)));
        any
    })
}
