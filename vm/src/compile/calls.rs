//! Calls.
//!
//! A call window is taken at the top of the temporaries: callee, three words for the frame, then the arguments, each
//! evaluated where it is passed. A callee that is a global name or a method is looked up by the call itself when no argument
//! can notice the difference (a call among the arguments could rebind the name, or be seen before a NameError); else it is
//! loaded first.

use pyish_parser::ast::*;

use super::expressions::Display;
use super::names::Sym;
use super::scope::{Comp, Kind};
use super::unit::{Reg, Var};
use super::{Compiler, Result, constants};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::Const;

/// Registers between the callee and the first argument.
pub(super) const HEADER: u16 = 4;
/// More arguments than this go through a list.
const MAX_ARGS: usize = 200;

impl<'a> Compiler<'a> {
    pub fn call(
        &mut self,
        e: &'a Expr,
        func: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        dest: Reg,
    ) -> Result {
        self.check_call(e.span, func);
        self.check_keywords(keywords)?;
        let starred = args.iter().any(|arg| matches!(arg.kind, ExprKind::Starred { .. }))
            || keywords.iter().any(|keyword| keyword.arg.is_none())
            || args.len() + keywords.len() > MAX_ARGS;
        if starred {
            let window = self.window(dest);
            self.expr(func, window)?;
            self.call_unpacked(e.span, window, args, keywords, dest)?;
            return Ok(());
        }
        match &func.kind {
            ExprKind::Attribute { value, attr, .. } => {
                let window = self.window(dest);
                if self.super_attribute(func, value, attr, window)? {
                    return self.call_plain(e.span, window, args, keywords, dest);
                }
                self.call_method(e, func, value, attr, args, keywords, window, dest)
            }
            ExprKind::Name { id, .. } if keywords.is_empty() => {
                let name = self.mangle(id);
                let window = self.window(dest);
                if self.resolve(name) == Var::Global && args.iter().all(|arg| self.is_harmless(arg, 8)) {
                    let argc = self.arguments(window, args)?;
                    let konst = self.name_const(name);
                    self.unit.at(e.span);
                    self.unit.emit_lookup_call(Op::CALL_GLOBAL, dest, window, argc, konst, func.span);
                    return Ok(());
                }
                self.expr(func, window)?;
                self.call_plain(e.span, window, args, keywords, dest)
            }
            _ => {
                let window = self.window(dest);
                self.expr(func, window)?;
                self.call_plain(e.span, window, args, keywords, dest)
            }
        }
    }

    pub fn check_keywords(&self, keywords: &[Keyword]) -> Result {
        let mut seen = super::names::FastSet::default();
        for keyword in keywords {
            if let Some(arg) = &keyword.arg
                && !seen.insert(arg.as_str())
            {
                return self.fail(keyword.span, format!("keyword argument repeated: {arg}"));
            }
        }
        Ok(())
    }

    /// Takes a window whose result goes to `dest`; it may begin at `dest` itself when that is the topmost temporary.
    fn window(&mut self, dest: Reg) -> Reg {
        if self.unit.is_temp(dest) && dest + 1 == self.unit.top { dest } else { self.unit.alloc() }
    }

    /// Takes the header and evaluates positional arguments after it.
    fn arguments(&mut self, window: Reg, args: &'a [Expr]) -> Result<u16> {
        debug_assert_eq!(window + 1, self.unit.top);
        self.unit.alloc_many(HEADER - 1);
        for arg in args {
            let register = self.unit.alloc();
            self.expr(arg, register)?;
        }
        Ok(args.len() as u16)
    }

    /// Evaluates keyword arguments in the next temporaries; the tuple of their names.
    pub fn keyword_arguments(&mut self, keywords: &'a [Keyword]) -> Result<Const> {
        let mut names = Vec::with_capacity(keywords.len());
        for keyword in keywords {
            let register = self.unit.alloc();
            self.expr(&keyword.value, register)?;
            let name = self.names.intern(keyword.arg.as_deref().unwrap_or_default());
            names.push(constants::text(self.names.text(name)));
        }
        Ok(Const::Tuple(names))
    }

    /// Calls R[window] with arguments that need no unpacking.
    fn call_plain(&mut self, span: Span, window: Reg, args: &'a [Expr], keywords: &'a [Keyword], dest: Reg) -> Result {
        let argc = self.arguments(window, args)?;
        if keywords.is_empty() {
            self.unit.at(span);
            self.unit.emit(Op::CALL, dest, window, argc);
            return Ok(());
        }
        let names = self.keyword_arguments(keywords)?;
        let konst = self.unit.konst(names);
        self.unit.at(span);
        self.unit.emit_k(Op::CALL_KW, dest, window, argc + keywords.len() as u16, konst);
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one call expression")]
    fn call_method(
        &mut self,
        e: &'a Expr,
        func: &'a Expr,
        object: &'a Expr,
        attr: &'a Identifier,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        window: Reg,
        dest: Reg,
    ) -> Result {
        self.unit.alloc_many(HEADER - 1);
        let receiver = self.unit.alloc();
        self.expr(object, receiver)?;
        let name = self.mangle(attr);
        let lookup = self.attribute_span(func.span, func.span.end, attr);
        let mut span = self.attribute_span(e.span, func.span.end, attr);
        if span != e.span {
            span.end = e.span.end;
        }
        let fused = args.iter().chain(keywords.iter().map(|k| &k.value)).all(|arg| self.is_harmless(arg, 8));
        if !fused {
            let konst = self.name_const(name);
            self.unit.at(lookup);
            self.unit.emit_k(Op::LOAD_METHOD, 0, window, 0, konst);
        }
        for arg in args {
            let register = self.unit.alloc();
            self.expr(arg, register)?;
        }
        if keywords.is_empty() {
            if fused {
                let konst = self.name_const(name);
                self.unit.at(span);
                self.unit.emit_lookup_call(Op::CALL_METHOD, dest, window, args.len() as u16, konst, lookup);
            } else {
                self.unit.at(span);
                self.unit.emit(Op::CALL_LOADED, dest, window, args.len() as u16);
            }
            return Ok(());
        }
        let names = self.keyword_arguments(keywords)?;
        let argc = (args.len() + keywords.len()) as u16;
        if fused {
            let name = constants::text(self.names.text(name));
            let konst = self.unit.konst(Const::Tuple(vec![name, names]));
            self.unit.at(span);
            self.unit.emit_lookup_call(Op::CALL_METHOD_KW, dest, window, argc, konst, lookup);
        } else {
            let konst = self.unit.konst(names);
            self.unit.at(span);
            self.unit.emit_k(Op::CALL_LOADED_KW, dest, window, argc, konst);
        }
        Ok(())
    }

    /// Calls R[window] through a tuple or list and a dict.
    pub fn call_unpacked(
        &mut self,
        span: Span,
        window: Reg,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        dest: Reg,
    ) -> Result {
        self.unit.alloc_many(HEADER - 1);
        let positional = self.unit.alloc();
        let named = self.unit.alloc();
        match args {
            // The call itself takes any iterable.
            [Expr { kind: ExprKind::Starred { value, .. }, .. }] => self.expr(value, positional)?,
            _ => self.star_arguments(span, args, positional)?,
        }
        if keywords.is_empty() {
            self.unit.at(span);
            self.unit.emit(Op::CLEAR, named, 0, 0);
        } else {
            self.named_arguments(span, window, keywords, named)?;
        }
        self.unit.at(span);
        self.unit.emit(Op::CALL_EX, dest, window, 0);
        Ok(())
    }

    fn star_arguments(&mut self, span: Span, args: &'a [Expr], list: Reg) -> Result {
        let plain = args.iter().take_while(|e| !matches!(e.kind, ExprKind::Starred { .. })).count().min(MAX_ARGS / 4);
        let (head, rest) = args.split_at(plain);
        if rest.is_empty() {
            return self.display(span, Display::Tuple, args, list);
        }
        let mark = self.unit.top;
        let first = self.sequence(head)?;
        self.unit.at(span);
        self.unit.emit(Op::BUILD_LIST, list, first, head.len() as u16);
        self.unit.top = mark;
        self.extend_arguments(span, rest, list)
    }

    /// Adds arguments, starred ones among them, to R[list].
    pub fn extend_arguments(&mut self, span: Span, args: &'a [Expr], list: Reg) -> Result {
        let mark = self.unit.top;
        for e in args {
            let (op, d, value) = match &e.kind {
                ExprKind::Starred { value, .. } => (Op::LIST_EXTEND, 1, &**value),
                _ => (Op::LIST_APPEND, 0, e),
            };
            let register = self.operand(value)?;
            self.unit.at(span);
            self.unit.emit_d(op, d, list, register, 0);
            self.unit.top = mark;
        }
        Ok(())
    }

    /// R[dict] = the keyword arguments of a call of R[window].
    pub fn named_arguments(&mut self, span: Span, window: Reg, keywords: &'a [Keyword], dict: Reg) -> Result {
        let mark = self.unit.top;
        let plain = keywords.iter().take_while(|keyword| keyword.arg.is_some()).count().min(MAX_ARGS / 4);
        let (head, rest) = keywords.split_at(plain);
        self.keyword_pairs(head)?;
        self.unit.at(span);
        self.unit.emit(Op::BUILD_DICT, dict, mark, head.len() as u16);
        self.unit.top = mark;
        let mut rest = rest;
        while let Some((keyword, more)) = rest.split_first() {
            if keyword.arg.is_none() {
                let register = self.operand(&keyword.value)?;
                self.unit.at(span);
                self.unit.emit(Op::DICT_MERGE, dict, register, window);
                rest = more;
            } else {
                let run = rest.iter().take_while(|keyword| keyword.arg.is_some()).count().min(MAX_ARGS / 4);
                let part = self.unit.alloc();
                let first = self.unit.top;
                self.keyword_pairs(&rest[..run])?;
                self.unit.at(span);
                self.unit.emit(Op::BUILD_DICT, part, first, run as u16);
                self.unit.emit(Op::DICT_MERGE, dict, part, window);
                rest = &rest[run..];
            }
            self.unit.top = mark;
        }
        Ok(())
    }

    fn keyword_pairs(&mut self, keywords: &'a [Keyword]) -> Result {
        for keyword in keywords {
            let key = self.unit.alloc();
            let value = self.unit.alloc();
            let name = self.names.intern(keyword.arg.as_deref().unwrap_or_default());
            self.unit.at(keyword.span);
            let konst = self.name_const(name);
            self.unit.emit_k(Op::LOADK, key, 0, 0, konst);
            self.expr(&keyword.value, value)?;
        }
        Ok(())
    }

    /// `super().attr` and `super(C, self).attr`, with the builtin `super` as far as this module can tell: R[dest] = it.
    /// Answers false, having emitted nothing, when the expression is no such thing.
    pub fn super_attribute(&mut self, e: &'a Expr, value: &'a Expr, attr: &Identifier, dest: Reg) -> Result<bool> {
        let ExprKind::Call { func, args, keywords } = &value.kind else {
            return Ok(false);
        };
        let is_super = matches!(&func.kind, ExprKind::Name { id, .. } if id == "super");
        if !is_super || !keywords.is_empty() || attr == "__class__" || !self.is_unshadowed_global(Sym::SUPER) {
            return Ok(false);
        }
        let scope = &self.table[self.unit.scope];
        if scope.kind != Kind::Function || scope.comp != Comp::No {
            return Ok(false);
        }
        let mark = self.unit.top;
        let (class, object) = match args.as_slice() {
            [] => {
                let Some(&first) = scope.params.first() else {
                    return Ok(false);
                };
                if self.unit.argcount == 0 || !matches!(self.resolve(Sym::CLASS), Var::Free(_)) {
                    return Ok(false);
                }
                if self.local(first).is_some_and(|register| self.unit.must_check(register)) {
                    // It may be gone: the call itself says so.
                    return Ok(false);
                }
                let global = self.super_global(func.span, dest);
                let class = self.unit.alloc();
                self.unit.at(value.span);
                self.load_name(Sym::CLASS, class);
                let object = match self.local(first) {
                    Some(register) => register,
                    None => {
                        let object = self.unit.alloc();
                        self.load_name(first, object);
                        object
                    }
                };
                self.finish_super(e, attr, global, class, object, dest);
                self.unit.top = mark;
                return Ok(true);
            }
            [class, object] if !args.iter().any(|arg| matches!(arg.kind, ExprKind::Starred { .. })) => (class, object),
            _ => return Ok(false),
        };
        let global = self.super_global(func.span, dest);
        let class = self.operand_before(class, super::unit::PINNED, [object])?;
        let object = self.operand(object)?;
        self.finish_super(e, attr, global, class, object, dest);
        self.unit.top = mark;
        Ok(true)
    }

    /// Loads the global `super` into `dest`, or a temporary where `dest` is a variable.
    fn super_global(&mut self, span: Span, dest: Reg) -> Reg {
        let global = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
        self.unit.at(span);
        self.load_name(Sym::SUPER, global);
        global
    }

    fn finish_super(&mut self, e: &'a Expr, attr: &Identifier, global: Reg, class: Reg, object: Reg, dest: Reg) {
        let span = self.attribute_span(e.span, e.span.end, attr);
        self.unit.at(span);
        let name = self.mangle(attr);
        let konst = self.name_const(name);
        self.unit.emit_k(Op::LOAD_SUPER_ATTR, global, class, object, konst);
        self.unit.mov(dest, global);
    }

    /// Whether evaluating `e` before or after looking up the callee makes no difference worth an instruction.
    fn is_harmless(&mut self, e: &'a Expr, depth: u32) -> bool {
        use ExprKind::*;
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        match &e.kind {
            Constant { .. } => true,
            Name { id, .. } => {
                let name = self.mangle(id);
                matches!(self.resolve(name), Var::Local(_) | Var::Cell(_) | Var::Free(_))
            }
            BinOp { left, op: Operator::Add | Operator::Sub | Operator::Mult, right } => {
                self.is_harmless(left, depth) && self.is_harmless(right, depth)
            }
            UnaryOp { operand, .. } => self.is_harmless(operand, depth),
            Tuple { elts, .. } | List { elts, .. } => elts.iter().all(|e| self.is_harmless(e, depth)),
            _ => false,
        }
    }
}
