//! `try` in all its forms, and leaving blocks early.
//!
//! A handler saves the exception being handled (PUSH_EXC) and every way out of it restores it (POP_EXC): the end of the
//! clause, a jump or return, and a failure within, whose own little handler restores and raises on. `finally` bodies are
//! written once per way out.

use pyish_parser::ast::*;

use super::names::Sym;
use super::unit::{Block, Frame, Reg};
use super::{Compiler, Result};
use crate::bytecode::opcode::Op;

pub(super) const STAR_JUMP: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

/// The blocks that `unwind` left, to be entered again.
pub(super) struct Unwound<'a> {
    frames: Vec<Frame<'a>>,
    region: u32,
    in_handlers: u32,
}

impl<'a> Compiler<'a> {
    /// Emits what leaving all blocks but the outermost `keep` takes. The jump or return follows; then `rewind`.
    pub fn unwind(&mut self, keep: usize) -> Result<Unwound<'a>> {
        let mut unwound =
            Unwound { frames: Vec::new(), region: self.unit.code.region, in_handlers: self.unit.in_handlers };
        while self.unit.blocks.len() > keep {
            let Some(frame) = self.unit.blocks.pop() else {
                break;
            };
            unwound.frames.push(frame);
            self.unit.code.region = frame.outer_region;
            if !self.unit.code.dead {
                self.leave(frame.block)?;
            }
        }
        Ok(unwound)
    }

    pub fn rewind(&mut self, unwound: Unwound<'a>) {
        self.unit.blocks.extend(unwound.frames.into_iter().rev());
        self.unit.code.region = unwound.region;
        self.unit.in_handlers = unwound.in_handlers;
    }

    fn leave(&mut self, block: Block<'a>) -> Result {
        match block {
            Block::Loop { .. } | Block::Guarded => {}
            Block::StarHandler => self.unit.in_handlers -= 1,
            Block::Finally { body } => {
                self.repeats += 1;
                self.statements(body)?;
                self.repeats -= 1;
            }
            Block::FinallyHandler { saved } => {
                self.unit.emit(Op::POP_EXC, saved, 0, 0);
                self.unit.in_handlers -= 1;
            }
            Block::Handler { saved, name } => {
                self.unit.emit(Op::POP_EXC, saved, 0, 0);
                self.unit.in_handlers -= 1;
                if let Some((name, span)) = name {
                    self.unit.at(span);
                    self.unbind_exception_name(name);
                }
            }
            Block::With { exit, is_async, span } => {
                let mark = self.unit.top;
                self.exit_normally(span, exit, is_async);
                self.unit.top = mark;
            }
        }
        Ok(())
    }

    pub fn try_statement(&mut self, node: &'a Try) -> Result {
        if node.finalbody.is_empty() {
            return self.try_except(node);
        }
        let mark = self.unit.top;
        let span = self.unit.code.span;
        let (handler, end) = (self.unit.label(), self.unit.label());
        let error = self.unit.alloc();
        self.push_block(span, Block::Finally { body: &node.finalbody })?;
        let outer = self.unit.begin_region(handler, error);
        if node.handlers.is_empty() {
            self.statements(&node.body)?;
        } else {
            self.try_except(node)?;
        }
        self.unit.end_region(outer);
        self.pop_block();
        self.repeats += 1;
        self.statements(&node.finalbody)?;
        self.repeats -= 1;
        self.unit.jump(end);
        self.unit.bind(handler);
        self.finally_handler(span, &node.finalbody, error)?;
        self.unit.bind(end);
        self.unit.top = mark;
        Ok(())
    }

    /// The copy of a `finally` body that runs with an exception, and raises it again.
    fn finally_handler(&mut self, span: Span, body: &'a Body, error: Reg) -> Result {
        let saved = self.unit.alloc();
        let cleanup = self.unit.label();
        self.unit.at(span);
        self.unit.emit(Op::PUSH_EXC, saved, error, 0);
        self.push_block(span, Block::FinallyHandler { saved })?;
        let failed = self.unit.alloc();
        let outer = self.unit.begin_region(cleanup, failed);
        self.unit.in_handlers += 1;
        self.statements(body)?;
        self.unit.in_handlers -= 1;
        self.unit.at(span);
        self.unit.emit(Op::RERAISE, error, 0, 0);
        self.unit.end_region(outer);
        self.pop_block();
        self.restore_and_reraise(cleanup, saved, failed);
        Ok(())
    }

    /// Where failures within a handler go: the exception handled before is restored, the new one goes on.
    fn restore_and_reraise(&mut self, label: super::emit::Label, saved: Reg, error: Reg) {
        self.unit.bind(label);
        self.unit.emit(Op::POP_EXC, saved, 0, 0);
        self.unit.emit(Op::RERAISE, error, 0, 0);
    }

    fn try_except(&mut self, node: &'a Try) -> Result {
        let mark = self.unit.top;
        let span = self.unit.code.span;
        let (handlers, end) = (self.unit.label(), self.unit.label());
        let error = self.unit.alloc();
        self.push_block(span, Block::Guarded)?;
        let outer = self.unit.begin_region(handlers, error);
        self.statements(&node.body)?;
        self.unit.end_region(outer);
        self.pop_block();
        self.statements(&node.orelse)?;
        self.unit.jump(end);
        self.unit.bind(handlers);
        let saved = self.unit.alloc();
        let failed = self.unit.alloc();
        let cleanup = self.unit.label();
        self.unit.at(span);
        self.unit.emit(Op::PUSH_EXC, saved, error, 0);
        let outer = self.unit.begin_region(cleanup, failed);
        self.unit.in_handlers += 1;
        for (index, handler) in node.handlers.iter().enumerate() {
            if handler.typ.is_none() && index + 1 < node.handlers.len() {
                return self.fail(handler.span, "default 'except:' must be last");
            }
            self.except_clause(handler, error, saved, outer, end)?;
        }
        self.unit.at(span);
        self.unit.emit(Op::RERAISE, error, 0, 0);
        self.unit.in_handlers -= 1;
        self.unit.end_region(outer);
        self.restore_and_reraise(cleanup, saved, failed);
        self.unit.bind(end);
        self.unit.top = mark;
        Ok(())
    }

    fn except_clause(
        &mut self,
        handler: &'a ExceptHandler,
        error: Reg,
        saved: Reg,
        outer_region: u32,
        end: super::emit::Label,
    ) -> Result {
        let next = self.unit.label();
        let mark = self.unit.top;
        if let Some(typ) = &handler.typ {
            let class = self.operand(typ)?;
            self.unit.at(handler.span);
            self.unit.emit_jump(Op::JUMP_IF_NO_MATCH, error, class, next);
            self.unit.top = mark;
        }
        self.unit.at(handler.span);
        let name = handler.name.as_ref().map(|name| self.mangle(name));
        let block = Block::Handler { saved, name: name.map(|name| (name, handler.span)) };
        self.push_block(handler.span, block)?;
        if let Some(frame) = self.unit.blocks.last_mut() {
            frame.outer_region = outer_region;
        }
        match name {
            None => self.statements(&handler.body)?,
            Some(name) => self.named_clause(handler, name, error)?,
        }
        self.pop_block();
        let region = std::mem::replace(&mut self.unit.code.region, outer_region);
        self.unit.at(handler.span);
        self.unit.emit(Op::POP_EXC, saved, 0, 0);
        if let Some(name) = name {
            self.unbind_exception_name(name);
        }
        self.unit.jump(end);
        self.unit.code.region = region;
        self.unit.bind(next);
        Ok(())
    }

    /// The body of `except … as name`; when it fails the name is unbound before the exception goes on.
    fn named_clause(&mut self, handler: &'a ExceptHandler, name: Sym, error: Reg) -> Result {
        let mark = self.unit.top;
        self.store_name(name, error);
        let cleanup = self.unit.label();
        let failed = self.unit.alloc();
        let outer = self.unit.begin_region(cleanup, failed);
        self.statements(&handler.body)?;
        self.unit.end_region(outer);
        let end = self.unit.label();
        self.unit.jump(end);
        self.unit.bind(cleanup);
        self.unit.at(handler.span);
        self.unbind_exception_name(name);
        self.unit.emit(Op::RERAISE, failed, 0, 0);
        self.unit.bind(end);
        self.unit.top = mark;
        Ok(())
    }

    pub fn try_star(&mut self, node: &'a Try) -> Result {
        if node.finalbody.is_empty() {
            return self.try_except_star(node);
        }
        let mark = self.unit.top;
        let span = self.unit.code.span;
        let (handler, end) = (self.unit.label(), self.unit.label());
        let error = self.unit.alloc();
        self.push_block(span, Block::Finally { body: &node.finalbody })?;
        let outer = self.unit.begin_region(handler, error);
        self.try_except_star(node)?;
        self.unit.end_region(outer);
        self.pop_block();
        self.repeats += 1;
        self.statements(&node.finalbody)?;
        self.repeats -= 1;
        self.unit.jump(end);
        self.unit.bind(handler);
        self.finally_handler(span, &node.finalbody, error)?;
        self.unit.bind(end);
        self.unit.top = mark;
        Ok(())
    }

    /// Each clause takes its part out of the group; what they raise and what none takes is raised together at the end.
    fn try_except_star(&mut self, node: &'a Try) -> Result {
        let mark = self.unit.top;
        let span = self.unit.code.span;
        let (handlers, end, cleanup) = (self.unit.label(), self.unit.label(), self.unit.label());
        let error = self.unit.alloc();
        self.push_block(span, Block::Guarded)?;
        let outer = self.unit.begin_region(handlers, error);
        self.statements(&node.body)?;
        self.unit.end_region(outer);
        self.pop_block();
        self.statements(&node.orelse)?;
        self.unit.jump(end);
        self.unit.bind(handlers);
        let saved = self.unit.alloc();
        let failed = self.unit.alloc();
        let raised = self.unit.alloc();
        let rest = self.unit.alloc();
        self.unit.at(span);
        self.unit.emit(Op::PUSH_EXC, saved, error, 0);
        let outer = self.unit.begin_region(cleanup, failed);
        self.unit.in_handlers += 1;
        self.unit.emit(Op::BUILD_LIST, raised, 0, 0);
        self.unit.mov(rest, error);
        for handler in &node.handlers {
            self.star_clause(handler, rest, raised)?;
        }
        let all_taken = self.unit.label();
        self.unit.at(span);
        self.unit.emit_jump(Op::JUMP_IF_NONE, rest, 0, all_taken);
        self.unit.emit(Op::LIST_APPEND, raised, rest, 0);
        self.unit.bind(all_taken);
        self.unit.emit(Op::PREP_RERAISE_STAR, rest, error, raised);
        self.unit.in_handlers -= 1;
        self.unit.end_region(outer);
        self.unit.emit(Op::POP_EXC, saved, 0, 0);
        self.unit.emit_jump(Op::JUMP_IF_NONE, rest, 0, end);
        self.unit.emit(Op::RERAISE, rest, 0, 0);
        self.restore_and_reraise(cleanup, saved, failed);
        self.unit.bind(end);
        self.unit.top = mark;
        Ok(())
    }

    fn star_clause(&mut self, handler: &'a ExceptHandler, rest: Reg, raised: Reg) -> Result {
        let Some(typ) = &handler.typ else {
            return self.fail(handler.span, "expected one or more exception types");
        };
        let mark = self.unit.top;
        let (next, failed_label) = (self.unit.label(), self.unit.label());
        let class = self.operand(typ)?;
        self.unit.at(handler.span);
        self.unit.emit_jump(Op::JUMP_IF_NONE, rest, 0, next);
        let matched = self.unit.alloc_many(2);
        self.unit.emit(Op::MATCH_EXC_GROUP, matched, rest, class);
        self.unit.mov(rest, matched + 1);
        self.unit.emit_jump(Op::JUMP_IF_NONE, matched, 0, next);
        self.unit.at(handler.span);
        let before = self.unit.alloc();
        self.unit.emit(Op::PUSH_EXC, before, matched, 0);
        let name = handler.name.as_ref().map(|name| self.mangle(name));
        if let Some(name) = name {
            self.store_name(name, matched);
        }
        let failed = self.unit.alloc();
        self.push_block(handler.span, Block::StarHandler)?;
        let outer = self.unit.begin_region(failed_label, failed);
        self.statements(&handler.body)?;
        self.unit.end_region(outer);
        self.pop_block();
        self.unit.at(handler.span);
        if let Some(name) = name {
            self.unbind_exception_name(name);
        }
        self.unit.jump(next);
        self.unit.bind(failed_label);
        if let Some(name) = name {
            self.unbind_exception_name(name);
        }
        self.unit.emit(Op::LIST_APPEND, raised, failed, 0);
        self.unit.bind(next);
        self.unit.top = mark;
        Ok(())
    }
}
