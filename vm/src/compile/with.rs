//! `with` and `async with`.

use pyish_parser::ast::*;

use super::unit::{Block, Reg};
use super::{Compiler, Result};
use crate::bytecode::opcode::Op;

impl<'a> Compiler<'a> {
    /// Several items are nested statements of one item each.
    pub fn with_statement(&mut self, span: Span, items: &'a [WithItem], body: &'a Body, is_async: bool) -> Result {
        if is_async && !self.unit.is_async {
            return self.fail(span, "'async with' outside async function");
        }
        let Some((item, inner)) = items.split_first() else {
            return self.statements(body);
        };
        let place = item.context_expr.span;
        let mark = self.unit.top;
        // The exit method, what was entered, and the object to pass to the exit method.
        let exit = self.unit.alloc_many(3);
        let entered = exit + 1;
        let context = self.operand_in(&item.context_expr, exit)?;
        self.unit.at(place);
        self.unit.emit(Op::WITH_ENTER, exit, context, u16::from(is_async));
        if is_async {
            let top = self.unit.top;
            self.await_register(place, entered, 1, entered);
            self.unit.top = top;
        }
        let (handler, end) = (self.unit.label(), self.unit.label());
        let error = self.unit.alloc();
        self.push_block(span, Block::With { exit, is_async, span: place })?;
        let outer = self.unit.begin_region(handler, error);
        if let Some(target) = &item.optional_vars {
            self.assign(target, entered)?;
        }
        self.with_statement(span, inner, body, is_async)?;
        self.unit.end_region(outer);
        self.pop_block();
        self.exit_normally(place, exit, is_async);
        self.unit.jump(end);
        self.unit.bind(handler);
        self.exit_with_exception(place, exit, error, is_async);
        self.unit.bind(end);
        self.unit.top = mark;
        Ok(())
    }

    /// exit(None, None, None)
    pub fn exit_normally(&mut self, span: Span, exit: Reg, is_async: bool) {
        let mark = self.unit.top;
        let result = self.unit.alloc();
        self.unit.at(span);
        self.unit.emit(Op::WITH_EXIT_NORMAL, result, exit, 0);
        if is_async {
            self.await_register(span, result, 2, result);
        }
        self.unit.top = mark;
    }

    fn exit_with_exception(&mut self, span: Span, exit: Reg, error: Reg, is_async: bool) {
        let (suppressed, cleanup) = (self.unit.label(), self.unit.label());
        let saved = self.unit.alloc();
        let failed = self.unit.alloc();
        let result = self.unit.alloc();
        self.unit.at(span);
        self.unit.emit(Op::PUSH_EXC, saved, error, 0);
        let outer = self.unit.begin_region(cleanup, failed);
        self.unit.in_handlers += 1;
        self.unit.emit(Op::WITH_EXIT, result, exit, error);
        if is_async {
            self.await_register(span, result, 2, result);
        }
        self.unit.emit_jump(Op::JUMP_IF_TRUE, result, 0, suppressed);
        self.unit.emit(Op::RERAISE, error, 0, 0);
        self.unit.in_handlers -= 1;
        self.unit.end_region(outer);
        let end = self.unit.label();
        self.unit.bind(suppressed);
        self.unit.emit(Op::POP_EXC, saved, 0, 0);
        self.unit.jump(end);
        self.unit.bind(cleanup);
        self.unit.emit(Op::POP_EXC, saved, 0, 0);
        self.unit.emit(Op::RERAISE, failed, 0, 0);
        self.unit.bind(end);
    }
}
