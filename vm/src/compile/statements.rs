//! Modules, blocks and simple statements.

use pyish_parser::ast::*;

use super::emit::Inst;
use super::scope::{Kind, Role};
use super::unit::{Block, Reg};
use super::{Compiler, Result, deep};
use crate::bytecode::opcode::{Intrinsic, Op};
use crate::bytecode::unit::{CodeUnit, Const, flags};

impl<'a> Compiler<'a> {
    pub fn module(&mut self, module: &'a Mod) -> Result<CodeUnit> {
        let scope = self.table.of(module, Role::Body);
        self.begin_unit(scope, "<module>", 1);
        self.unit.flags |= flags::NAMESPACE;
        if self.table[scope].coroutine && self.options.top_level_await {
            let generator = self.table[scope].generator;
            self.unit.flags |= if generator { flags::ASYNC_GENERATOR } else { flags::COROUTINE };
            self.unit.is_async = true;
        }
        match module {
            Mod::Module { body } => {
                self.module_annotations(body)?;
                self.body(body, true)?;
            }
            Mod::Interactive { body } => {
                self.unit.interactive = true;
                self.module_annotations(body)?;
                self.body(body, false)?;
            }
            Mod::Expression { body } => {
                let value = self.operand(body)?;
                self.unit.at(body.span);
                self.unit.emit(Op::RETURN, value, 0, 0);
            }
        }
        self.return_none();
        self.end_unit()
    }

    pub fn return_none(&mut self) {
        let none = self.unit.konst(Const::None);
        // Nobody wrote this return: it belongs to the line that ran last.
        self.unit.emit_inst(Inst { d: 1, konst: none, ..Inst::new(Op::RETURN_CONST) });
    }

    /// The statements of a module, class or function; a docstring, where one may stand, is stored under `__doc__` in
    /// namespaces.
    pub fn body(&mut self, body: &'a Body, docstring: bool) -> Result {
        let mut statements = body.as_slice();
        if docstring && let Some((span, text)) = self.docstring(body) {
            statements = &statements[1..];
            if self.unit.is_namespace() {
                self.unit.at(span);
                let register = self.unit.alloc();
                self.unit.load(register, text);
                self.store_name(super::names::Sym::DOC, register);
                self.unit.top = register;
            }
        }
        self.statements(statements)
    }

    pub fn statements(&mut self, statements: &'a [Stmt]) -> Result {
        for statement in statements {
            self.unit.at(statement.span);
            self.unit.line = self.source.line(statement.span);
            self.unit.statement = (self.unit.here(), statement.span);
            debug_assert_eq!(self.unit.top, self.unit.top.max(self.unit.base));
            let mark = self.unit.top;
            self.statement(statement)?;
            debug_assert_eq!(mark, self.unit.top, "a statement kept a temporary");
        }
        Ok(())
    }

    fn statement(&mut self, statement: &'a Stmt) -> Result {
        use StmtKind::*;
        let span = statement.span;
        match &statement.kind {
            FunctionDef(def) => self.function_def(def, span, false),
            AsyncFunctionDef(def) => self.function_def(def, span, true),
            ClassDef(def) => self.class_def(def, span),
            Return { value } => self.return_statement(span, value.as_deref()),
            Delete { targets } => targets.iter().try_for_each(|target| self.delete(target)),
            Assign { targets, value } => self.assign_statement(targets, value),
            TypeAlias { name, type_params, value } => self.type_alias(statement, name, type_params, value),
            AugAssign { target, op, value } => self.aug_assign(span, target, *op, value),
            AnnAssign { target, annotation, value, simple } => {
                self.annotated_assignment(span, target, annotation, value.as_deref(), *simple)
            }
            For(node) => self.for_statement(span, node),
            AsyncFor(node) => self.async_for(span, node),
            While { test, body, orelse } => self.while_statement(test, body, orelse),
            If { .. } => self.if_statement(statement),
            With { items, body } => deep(|| self.with_statement(span, items, body, false)),
            AsyncWith { items, body } => deep(|| self.with_statement(span, items, body, true)),
            Match { subject, cases } => self.match_statement(subject, cases),
            Raise { exc, cause } => self.raise(span, exc.as_deref(), cause.as_deref()),
            Try(node) => {
                self.unit.visit(span);
                deep(|| self.try_statement(node))
            }
            TryStar(node) => {
                self.unit.visit(span);
                deep(|| self.try_star(node))
            }
            Assert { test, msg } => self.assert(span, test, msg.as_deref()),
            Import { names, is_lazy } => self.import(span, names, *is_lazy),
            ImportFrom { module, names, level, is_lazy } => {
                self.import_from(span, module.as_deref(), names, *level, *is_lazy)
            }
            Global { .. } | Nonlocal { .. } => Ok(()),
            Pass => {
                self.unit.visit(span);
                Ok(())
            }
            Expr { value } => self.expression_statement(span, value),
            Break => {
                self.unit.visit(span);
                self.break_statement(span)
            }
            Continue => {
                self.unit.visit(span);
                self.continue_statement(span)
            }
        }
    }

    fn expression_statement(&mut self, span: Span, value: &'a Expr) -> Result {
        let mark = self.unit.top;
        let at_top = self.enclosing.len() == 1;
        if matches!(value.kind, ExprKind::Constant { .. }) {
            self.unit.visit(span);
        }
        if self.unit.interactive && at_top {
            let register = self.operand(value)?;
            self.unit.at(span);
            self.intrinsic(Intrinsic::PrintExpr, register, register);
        } else {
            self.effect(value)?;
        }
        self.unit.top = mark;
        Ok(())
    }

    pub fn intrinsic(&mut self, intrinsic: Intrinsic, dest: Reg, first: Reg) {
        let dest = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
        self.unit.emit(Op::INTRINSIC, dest, first, intrinsic as u16);
    }

    fn if_statement(&mut self, mut statement: &'a Stmt) -> Result {
        let end = self.unit.label();
        while let StmtKind::If { test, body, orelse } = &statement.kind {
            if orelse.is_empty() {
                self.jump_if(test, false, end)?;
                self.statements(body)?;
                break;
            }
            let other = self.unit.label();
            self.jump_if(test, false, other)?;
            self.statements(body)?;
            self.unit.jump(end);
            self.unit.bind(other);
            match orelse.as_slice() {
                [only @ Stmt { kind: StmtKind::If { .. }, .. }] => statement = only,
                statements => {
                    self.statements(statements)?;
                    break;
                }
            }
        }
        self.unit.bind(end);
        Ok(())
    }

    fn return_statement(&mut self, span: Span, value: Option<&'a Expr>) -> Result {
        let scope = &self.table[self.unit.scope];
        if scope.kind != Kind::Function {
            return self.fail(span, "'return' outside function");
        }
        if value.is_some() && scope.coroutine && scope.generator {
            return self.fail(span, "'return' with value in async generator");
        }
        if self.unit.blocks.iter().any(|frame| matches!(frame.block, Block::StarHandler)) {
            return self.fail(span, super::exceptions::STAR_JUMP);
        }
        self.warn_leaving_finally(span, "return", self.unit.blocks.len());
        let mark = self.unit.top;
        let unwinds = self.unit.blocks.iter().any(|frame| !matches!(frame.block, Block::Loop { .. }));
        let constant = value.map_or(Some(Const::None), |value| self.constant(value));
        if let Some(constant) = constant {
            let unwound = self.unwind(0)?;
            let index = self.unit.konst(constant);
            self.unit.at(span);
            self.unit.emit_k(Op::RETURN_CONST, 0, 0, 0, index);
            self.rewind(unwound);
        } else if let Some(value) = value {
            if let (ExprKind::IfExp { test, body, orelse }, false) = (&value.kind, unwinds) {
                return deep(|| self.return_either(span, test, body, orelse));
            }
            if let (ExprKind::BoolOp { op, values }, false) = (&value.kind, unwinds) {
                return deep(|| self.return_bool_op(span, *op, values));
            }
            let mut register = self.operand(value)?;
            if unwinds && !self.unit.is_temp(register) {
                let copy = self.unit.alloc();
                self.unit.mov(copy, register);
                register = copy;
            }
            let unwound = self.unwind(0)?;
            self.unit.at(span);
            self.unit.emit(Op::RETURN, register, 0, 0);
            self.rewind(unwound);
        }
        self.unit.top = mark;
        Ok(())
    }

    /// `return a if c else b` is two returns.
    fn return_either(&mut self, span: Span, test: &'a Expr, body: &'a Expr, orelse: &'a Expr) -> Result {
        let other = self.unit.label();
        self.jump_if(test, false, other)?;
        self.return_statement(span, Some(body))?;
        self.unit.bind(other);
        self.return_statement(span, Some(orelse))
    }

    /// `return a or b` returns each operand where it is.
    fn return_bool_op(&mut self, span: Span, op: BoolOp, values: &'a [Expr]) -> Result {
        let Some((last, others)) = values.split_last() else { return Ok(()) };
        let go_on = if op == BoolOp::And { Op::JUMP_IF_TRUE } else { Op::JUMP_IF_FALSE };
        for value in others {
            if let Some(constant) = self.constant(value) {
                if super::fold::truth(&constant) == (op == BoolOp::Or) {
                    return self.return_statement(span, Some(value));
                }
                continue;
            }
            let mark = self.unit.top;
            let next = self.unit.label();
            let register = self.operand(value)?;
            self.unit.at(value.span);
            self.unit.emit_jump(go_on, register, 0, next);
            self.unit.at(span);
            self.unit.emit(Op::RETURN, register, 0, 0);
            self.unit.bind(next);
            self.unit.top = mark;
        }
        self.return_statement(span, Some(last))
    }

    fn raise(&mut self, span: Span, exc: Option<&'a Expr>, cause: Option<&'a Expr>) -> Result {
        let mark = self.unit.top;
        match (exc, cause) {
            (None, _) => {
                self.unit.at(span);
                self.unit.emit(Op::RAISE, 0, 0, 0);
            }
            (Some(exc), None) => {
                let exc = self.operand(exc)?;
                self.unit.at(span);
                self.unit.emit(Op::RAISE, exc, 0, 1);
            }
            (Some(exc), Some(cause)) => {
                let exc = self.operand_before(exc, super::unit::PINNED, [cause])?;
                let cause = self.operand(cause)?;
                self.unit.at(span);
                self.unit.emit(Op::RAISE, exc, cause, 2);
            }
        }
        self.unit.top = mark;
        Ok(())
    }

    fn assert(&mut self, span: Span, test: &'a Expr, msg: Option<&'a Expr>) -> Result {
        self.check_assert(span, test);
        if self.options.optimize > 0 {
            return Ok(());
        }
        let mark = self.unit.top;
        let end = self.unit.label();
        self.jump_if(test, true, end)?;
        self.unit.at(span);
        let window = self.unit.alloc();
        self.unit.emit(Op::INTRINSIC, window, 0, Intrinsic::AssertionError as u16);
        if let Some(msg) = msg {
            self.unit.alloc_many(super::calls::HEADER - 1);
            let argument = self.unit.alloc();
            self.expr(msg, argument)?;
            self.unit.at(span);
            self.unit.emit(Op::CALL, window, window, 1);
        }
        self.unit.at(test.span);
        self.unit.emit(Op::RAISE, window, 0, 1);
        self.unit.bind(end);
        self.unit.top = mark;
        Ok(())
    }
}
