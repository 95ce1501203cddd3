//! `while`, `for`, `async for`, `break` and `continue`.
//!
//! A `for` keeps its state in three temporaries below everything its body uses; its test stands at the end, FOR_ITER being
//! the one instruction of an iteration. A `while` tests at the top and closes with LOOP.

use pyish_parser::ast::*;

use super::emit::Label;
use super::unit::{Block, Frame, Reg};
use super::{Compiler, Result};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::Const;

/// Blocks within one another that CPython still compiles.
const MAX_BLOCKS: usize = 21;

/// A loop over an iterator whose body is being written.
pub(super) struct ForLoop {
    state: Reg,
    item: Reg,
    head: Label,
    pub next: Label,
    span: Span,
}

impl<'a> Compiler<'a> {
    /// Enters a block that has to be left in order.
    pub fn push_block(&mut self, span: Span, block: Block<'a>) -> Result {
        if self.unit.blocks.len() >= MAX_BLOCKS {
            return self.fail(span, "too many statically nested blocks");
        }
        let outer_region = self.unit.code.region;
        self.unit.blocks.push(Frame { block, outer_region });
        Ok(())
    }

    pub fn pop_block(&mut self) {
        self.unit.blocks.pop();
    }

    pub fn while_statement(&mut self, test: &'a Expr, body: &'a Body, orelse: &'a Body) -> Result {
        let (head, exit, other) = (self.unit.label(), self.unit.label(), self.unit.label());
        self.unit.begin_loop();
        self.unit.bind_head(head);
        self.jump_if(test, false, other)?;
        self.push_block(test.span, Block::Loop { exit, next: head })?;
        self.statements(body)?;
        self.unit.at(test.span);
        self.unit.jump_back(head);
        self.pop_block();
        self.unit.bind(other);
        self.unit.end_loop();
        self.statements(orelse)?;
        self.unit.bind(exit);
        Ok(())
    }

    pub fn for_statement(&mut self, span: Span, node: &'a For) -> Result {
        let mark = self.unit.top;
        let exit = self.unit.label();
        let state = self.unit.alloc_many(3);
        let iterable = self.iterable(&node.iter, state)?;
        let item = self.local_target(&node.target);
        self.unit.begin_loop();
        let looping = self.begin_for(node.iter.span, state, iterable, false, item);
        self.push_block(span, Block::Loop { exit, next: looping.next })?;
        self.bind_item(&node.target, looping.item)?;
        self.statements(&node.body)?;
        self.pop_block();
        self.end_for(looping);
        self.unit.end_loop();
        self.unit.top = mark;
        self.statements(&node.orelse)?;
        self.unit.bind(exit);
        Ok(())
    }

    /// The value to loop over: a display of which only the elements matter is a tuple.
    pub fn iterable(&mut self, e: &'a Expr, scratch: Reg) -> Result<Reg> {
        if let Some(constant) = self.constant_display(e) {
            self.unit.at(e.span);
            return Ok(self.unit.const_operand(constant));
        }
        if let ExprKind::List { elts, .. } = &e.kind
            && self.unit.is_temp(scratch)
        {
            let mark = self.unit.top;
            self.display(e.span, super::expressions::Display::Tuple, elts, scratch)?;
            self.unit.top = mark;
            return Ok(scratch);
        }
        self.operand_in(e, scratch)
    }

    /// Begins a loop over R[iterable] with the state in R[state..]; items go to `item` or to a temporary.
    pub fn begin_for(
        &mut self,
        span: Span,
        state: Reg,
        iterable: Reg,
        is_iterator: bool,
        item: Option<Reg>,
    ) -> ForLoop {
        let (head, next) = (self.unit.label(), self.unit.label());
        self.unit.at(span);
        if is_iterator {
            self.unit.mov(state, iterable);
            self.unit.load(state + 1, Const::None);
            self.unit.load(state + 2, Const::None);
        } else {
            self.unit.emit(Op::FOR_PREP, state, iterable, 0);
        }
        let dead = self.unit.code.dead;
        let known = self.unit.code.known.clone();
        self.unit.jump(next);
        self.unit.bind_body(head, dead, known);
        let item = item.unwrap_or_else(|| self.unit.alloc());
        ForLoop { state, item, head, next, span }
    }

    /// Stores the current item; a local target received it already.
    pub fn bind_item(&mut self, target: &'a Expr, item: Reg) -> Result {
        if self.unit.is_temp(item) {
            return self.assign(target, item);
        }
        self.mark_bound(item);
        Ok(())
    }

    pub fn item(looping: &ForLoop) -> Reg {
        looping.item
    }

    pub fn end_for(&mut self, looping: ForLoop) {
        self.unit.bind(looping.next);
        self.unit.at(looping.span);
        self.unit.emit_jump(Op::FOR_ITER, looping.state, looping.item, looping.head);
    }

    pub fn async_for(&mut self, span: Span, node: &'a For) -> Result {
        if !self.unit.is_async {
            return self.fail(span, "'async for' outside async function");
        }
        let mark = self.unit.top;
        let (head, exit, end) = (self.unit.label(), self.unit.label(), self.unit.label());
        let iterator = self.unit.alloc();
        self.async_iterator(&node.iter, iterator)?;
        let error = self.unit.alloc();
        self.unit.begin_loop();
        self.unit.bind_head(head);
        self.push_block(span, Block::Loop { exit, next: head })?;
        let item = self.next_async(span, iterator, error, end);
        self.assign(&node.target, item)?;
        self.statements(&node.body)?;
        self.unit.at(node.iter.span);
        self.unit.jump_back(head);
        self.pop_block();
        self.unit.bind(end);
        self.unit.at(node.iter.span);
        self.unit.emit(Op::END_ASYNC_FOR, error, 0, 0);
        self.unit.end_loop();
        self.unit.top = mark;
        self.statements(&node.orelse)?;
        self.unit.bind(exit);
        Ok(())
    }

    /// R[dest] = aiter(e)
    pub fn async_iterator(&mut self, e: &'a Expr, dest: Reg) -> Result {
        let source = self.operand_in(e, dest)?;
        self.unit.at(e.span);
        self.unit.emit(Op::GET_AITER, dest, source, 0);
        Ok(())
    }

    /// Awaits the next item into a new temporary; exceptions meanwhile go to `end` with the exception in R[error].
    pub fn next_async(&mut self, span: Span, iterator: Reg, error: Reg, end: Label) -> Reg {
        let outer = self.unit.begin_region(end, error);
        let awaited = self.unit.alloc();
        let item = self.unit.alloc();
        self.unit.at(span);
        self.unit.emit(Op::GET_ANEXT, awaited, iterator, 0);
        self.send_loop(awaited, item);
        self.unit.end_region(outer);
        item
    }

    pub fn break_statement(&mut self, span: Span) -> Result {
        self.leave_loop(span, "break", "'break' outside loop")
    }

    pub fn continue_statement(&mut self, span: Span) -> Result {
        self.leave_loop(span, "continue", "'continue' not properly in loop")
    }

    fn leave_loop(&mut self, span: Span, word: &str, outside: &str) -> Result {
        let mut found = None;
        for (index, frame) in self.unit.blocks.iter().enumerate().rev() {
            match frame.block {
                Block::Loop { exit, next } => {
                    found = Some((index, exit, next));
                    break;
                }
                Block::StarHandler => return self.fail(span, super::exceptions::STAR_JUMP),
                _ => {}
            }
        }
        let Some((index, exit, next)) = found else {
            return self.fail(span, outside);
        };
        self.warn_leaving_finally(span, word, self.unit.blocks.len() - index);
        let unwound = self.unwind(index + 1)?;
        self.unit.at(span);
        if word == "break" {
            self.unit.jump(exit);
        } else if self.unit.code.labels[next.0 as usize].at == u32::MAX {
            self.unit.jump(next);
        } else {
            self.unit.jump_back(next);
        }
        self.rewind(unwound);
        Ok(())
    }
}
