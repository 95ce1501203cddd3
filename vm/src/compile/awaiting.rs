//! `yield`, `yield from` and `await`.

use pyish_parser::ast::*;

use super::scope::Kind;
use super::unit::Reg;
use super::{Compiler, Result};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::Const;

const IN_HANDLER: u16 = 1;
const DELEGATING: u16 = 2;

impl<'a> Compiler<'a> {
    /// R[dest] = what the iterator R[iterator] returns in the end; all it yields is passed on.
    pub fn send_loop(&mut self, iterator: Reg, dest: Reg) {
        let (head, end) = (self.unit.label(), self.unit.label());
        let dest_is_temp = self.unit.is_temp(dest);
        let mark = self.unit.top;
        let value = if dest_is_temp { dest } else { self.unit.alloc() };
        self.unit.load(value, Const::None);
        self.unit.bind_head(head);
        self.unit.emit_jump(Op::SEND, value, iterator, end);
        let handling = if self.unit.in_handlers > 0 { IN_HANDLER } else { 0 };
        self.unit.emit(Op::YIELD, value, value, DELEGATING | handling);
        self.unit.jump_back(head);
        self.unit.bind(end);
        self.unit.mov(dest, value);
        self.unit.top = mark;
    }

    /// R[dest] = await R[source]; `kind` as GET_AWAITABLE's operand.
    pub fn await_register(&mut self, span: Span, source: Reg, kind: u16, dest: Reg) {
        let iterator = self.unit.alloc();
        self.unit.at(span);
        self.unit.emit(Op::GET_AWAITABLE, iterator, source, kind);
        self.send_loop(iterator, dest);
    }

    pub fn await_expression(&mut self, span: Span, value: &'a Expr, dest: Reg) -> Result {
        let source = self.operand_in(value, dest)?;
        self.await_register(span, source, 0, dest);
        Ok(())
    }

    fn check_yield(&self, span: Span) -> Result {
        let scope = &self.table[self.unit.scope];
        if scope.kind == Kind::Function { Ok(()) } else { self.fail(span, "'yield' outside function") }
    }

    pub fn yield_expression(&mut self, span: Span, value: Option<&'a Expr>, dest: Reg) -> Result {
        self.check_yield(span)?;
        let scratch = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
        let source = match value {
            Some(value) => self.operand_in(value, scratch)?,
            None => {
                self.unit.at(span);
                self.unit.load(scratch, Const::None);
                scratch
            }
        };
        self.unit.at(span);
        self.yield_register(source, dest);
        Ok(())
    }

    /// R[dest] = yield R[source]
    pub fn yield_register(&mut self, source: Reg, dest: Reg) {
        let mut source = source;
        let mark = self.unit.top;
        let scope = &self.table[self.unit.scope];
        if scope.coroutine && scope.generator {
            let wrapped = self.unit.alloc();
            self.unit.emit(Op::ASYNC_GEN_WRAP, wrapped, source, 0);
            source = wrapped;
        }
        let handling = if self.unit.in_handlers > 0 { IN_HANDLER } else { 0 };
        self.unit.emit(Op::YIELD, dest, source, handling);
        self.unit.top = mark;
    }

    pub fn yield_from(&mut self, span: Span, value: &'a Expr, dest: Reg) -> Result {
        self.check_yield(span)?;
        if self.table[self.unit.scope].async_def {
            return self.fail(span, "'yield from' inside async function");
        }
        let source = self.operand(value)?;
        let iterator = self.unit.alloc();
        self.unit.at(span);
        self.unit.emit(Op::GET_YIELD_FROM_ITER, iterator, source, 0);
        self.send_loop(iterator, dest);
        Ok(())
    }
}
