//! Comprehensions and generator expressions.
//!
//! List, set and dict comprehensions are loops in the code around them: their variables get registers of their own, cells
//! where an inner function captures them. Generator expressions, and comprehensions in annotation scopes of a class, are
//! functions of one parameter, the iterator.

use pyish_parser::ast::*;

use super::emit::Label;
use super::functions::Parts;
use super::loops::ForLoop;
use super::names::{FastMap, Sym};
use super::scope::{Comp, Place, Role, ScopeId, def};
use super::unit::{CompVars, InlinedComp, Reg, Var};
use super::{Compiler, Result};
use crate::bytecode::opcode::Op;

/// What each round of the innermost loop does.
#[derive(Clone, Copy)]
enum Element<'a> {
    Append(&'a Expr),
    Add(&'a Expr),
    Set(&'a Expr, Option<&'a Expr>),
    Yield(&'a Expr),
}

impl<'a> Compiler<'a> {
    pub fn comprehension(&mut self, e: &'a Expr, dest: Reg) -> Result {
        let (generators, element) = match &e.kind {
            ExprKind::ListComp { elt, generators } => (generators, Element::Append(elt)),
            ExprKind::SetComp { elt, generators } => (generators, Element::Add(elt)),
            ExprKind::DictComp { key, value, generators } => (generators, Element::Set(key, value.as_deref())),
            ExprKind::GeneratorExp { elt, generators } => (generators, Element::Yield(elt)),
            _ => return Ok(()),
        };
        let Some(outermost) = generators.first() else {
            return Ok(());
        };
        let scope = self.table.of(e, Role::Body);
        let info = &self.table[scope];
        if info.coroutine && info.comp != Comp::Generator && !self.unit.is_async {
            return self.fail(e.span, "asynchronous comprehension outside of an asynchronous function");
        }
        if info.inlined {
            return self.inlined(e, scope, generators, element, dest);
        }
        let awaited = info.coroutine && info.comp != Comp::Generator;
        let mark = self.unit.top;
        let window = self.unit.alloc_many(super::calls::HEADER);
        let argument = self.unit.alloc();
        let source = self.operand_in(&outermost.iter, argument)?;
        self.unit.at(outermost.iter.span);
        let get = if outermost.is_async { Op::GET_AITER } else { Op::GET_ITER };
        self.unit.emit(get, argument, source, 0);
        let code = self.comprehension_code(e, scope, generators, element)?;
        self.unit.at(e.span);
        self.make_function(scope, code, Parts::default(), window);
        self.unit.emit(Op::CALL, dest, window, 1);
        if awaited {
            self.await_register(e.span, dest, 0, dest);
        }
        self.unit.top = mark;
        Ok(())
    }

    fn comprehension_code(
        &mut self,
        e: &'a Expr,
        scope: ScopeId,
        generators: &'a [Comprehension],
        element: Element<'a>,
    ) -> Result<crate::bytecode::unit::CodeUnit> {
        let name = self.names.text(self.table[scope].name).to_owned();
        let line = self.source.line(e.span);
        self.begin_unit(scope, &name, line);
        self.unit.argcount = 1;
        self.unit.posonly = 1;
        self.unit.is_async = self.table[scope].coroutine || self.surrounding_is_async();
        self.unit.at(e.span);
        let result = self.unit.alloc();
        self.build_empty(element, result);
        self.generator_loop(generators, 0, Some(0), element, result)?;
        self.unit.at(e.span);
        if matches!(element, Element::Yield(_)) {
            self.return_none();
        } else {
            self.unit.emit(Op::RETURN, result, 0, 0);
        }
        self.end_unit()
    }

    /// Asynchronous comprehensions may stand within a generator expression of a coroutine, and in any generator expression.
    fn surrounding_is_async(&self) -> bool {
        self.table[self.unit.scope].comp == Comp::Generator || self.enclosing.last().is_some_and(|unit| unit.is_async)
    }

    fn build_empty(&mut self, element: Element<'a>, dest: Reg) {
        let op = match element {
            Element::Append(_) => Op::BUILD_LIST,
            Element::Add(_) => Op::BUILD_SET,
            Element::Set(..) => Op::BUILD_DICT,
            Element::Yield(_) => return,
        };
        self.unit.emit(op, dest, 0, 0);
    }

    fn inlined(
        &mut self,
        e: &'a Expr,
        scope: ScopeId,
        generators: &'a [Comprehension],
        element: Element<'a>,
        dest: Reg,
    ) -> Result {
        let mark = self.unit.top;
        let Some(outermost) = generators.first() else {
            return Ok(());
        };
        let result = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
        let state = self.unit.alloc();
        // The first iterable belongs to the scope around the comprehension.
        let iterable = if outermost.is_async {
            self.async_iterator(&outermost.iter, state)?;
            state
        } else {
            self.iterable(&outermost.iter, state)?
        };
        self.unit.begin_loop();
        let first_clear = self.unit.here();
        let (start, end) = (self.unit.label(), self.unit.label());
        let variables = self.comprehension_variables(scope);
        self.unit.mark(start);
        self.unit.at(e.span);
        self.build_empty(element, result);
        self.generator_loop(generators, 0, Some(iterable), element, result)?;
        self.unit.mark(end);
        self.unit.end_loop();
        self.forget_variables(&variables, first_clear);
        if let Some(comp) = self.unit.comps.pop() {
            let registers = comp.vars.iter().filter_map(|(name, var)| match var {
                Var::Local(register) | Var::Cell(register) => Some((*name, *register)),
                _ => None,
            });
            let mut variables: Vec<_> = registers.collect();
            variables.sort_by_key(|variable| variable.1);
            self.unit.inlined.push(InlinedComp { start, end, variables });
        }
        self.unit.at(e.span);
        self.unit.mov(dest, result);
        self.unit.top = mark;
        Ok(())
    }

    /// Gives the comprehension's own variables registers above all that is live. Variables that are read before they are
    /// surely bound get their NOP replaced by CLEAR in the end.
    fn comprehension_variables(&mut self, scope: ScopeId) -> Vec<Reg> {
        let mut vars = FastMap::default();
        let mut registers = Vec::new();
        let names: Vec<Sym> = self.table[scope].order.clone();
        for name in names {
            let symbol = self.table[scope].get(name);
            if symbol.flags & def::PARAM != 0 || !matches!(symbol.place, Place::Local | Place::Cell) {
                continue;
            }
            let register = self.unit.alloc();
            if symbol.place == Place::Cell {
                self.unit.emit(Op::NEW_CELL, register, 0, 0);
                vars.insert(name, Var::Cell(register));
            } else {
                self.unit.emit(Op::NOP, register, 0, 0);
                self.unit.code.known.remove(register);
                self.unit.code.checked.remove(register);
                vars.insert(name, Var::Local(register));
                registers.push(register);
            }
            self.unit.comp_regs.push(register);
        }
        self.unit.comps.push(CompVars { scope, vars });
        registers
    }

    fn forget_variables(&mut self, registers: &[Reg], first_clear: usize) {
        let introspects = self.unit.comps.last().is_some_and(|comp| self.table[comp.scope].introspects);
        let unit = &mut self.unit;
        let own = unit.comps.last().map_or(0, |comp| comp.vars.len());
        unit.comp_regs.truncate(unit.comp_regs.len() - own);
        for &register in registers {
            if introspects || unit.code.checked.contains(register) {
                unit.code.checked.remove(register);
                let nop =
                    unit.code.insts[first_clear..].iter_mut().find(|inst| inst.op == Op::NOP && inst.a == register);
                if let Some(nop) = nop {
                    nop.op = Op::CLEAR;
                    nop.d = 1;
                }
            }
            unit.code.known.remove(register);
        }
    }

    /// The loop number `index` and all within it. `ready` is the register of the first loop's iterable or, for an
    /// asynchronous one, iterator.
    fn generator_loop(
        &mut self,
        generators: &'a [Comprehension],
        index: usize,
        ready: Option<Reg>,
        element: Element<'a>,
        result: Reg,
    ) -> Result {
        let Some(generator) = generators.get(index) else {
            return self.element(element, result);
        };
        let mark = self.unit.top;
        if generator.is_async {
            self.async_generator_loop(generators, index, ready, element, result)?;
        } else if let (None, Some(value)) = (ready, single(&generator.iter)) {
            // `for x in [value]` binds once.
            let next = self.unit.label();
            let source = self.operand(value)?;
            self.assign(&generator.target, source)?;
            self.conditions(&generator.ifs, next)?;
            self.generator_loop(generators, index + 1, None, element, result)?;
            self.unit.bind(next);
        } else {
            let state = self.unit.alloc_many(3);
            let iterable = match ready {
                Some(ready) => ready,
                None => self.iterable(&generator.iter, state)?,
            };
            self.unit.begin_loop();
            let item = self.local_target(&generator.target);
            // What a generator expression is given is an iterator, which need not be iterable itself.
            let is_iterator = ready.is_some() && self.local(Sym::DOT_ZERO) == ready;
            let looping = self.begin_for(generator.iter.span, state, iterable, is_iterator, item);
            self.bind_item(&generator.target, Self::item(&looping))?;
            self.conditions(&generator.ifs, looping.next)?;
            self.generator_loop(generators, index + 1, None, element, result)?;
            self.close(looping);
        }
        self.unit.top = mark;
        Ok(())
    }

    fn close(&mut self, looping: ForLoop) {
        self.end_for(looping);
        self.unit.end_loop();
    }

    fn async_generator_loop(
        &mut self,
        generators: &'a [Comprehension],
        index: usize,
        ready: Option<Reg>,
        element: Element<'a>,
        result: Reg,
    ) -> Result {
        let Some(generator) = generators.get(index) else {
            return Ok(());
        };
        let (head, end) = (self.unit.label(), self.unit.label());
        let iterator = match ready {
            Some(ready) => ready,
            None => {
                let iterator = self.unit.alloc();
                self.async_iterator(&generator.iter, iterator)?;
                iterator
            }
        };
        let error = self.unit.alloc();
        self.unit.begin_loop();
        self.unit.bind_head(head);
        let next = self.unit.label();
        let item = self.next_async(generator.iter.span, iterator, error, end);
        self.assign(&generator.target, item)?;
        self.conditions(&generator.ifs, next)?;
        self.generator_loop(generators, index + 1, None, element, result)?;
        self.unit.bind(next);
        self.unit.jump_back(head);
        self.unit.bind(end);
        self.unit.at(generator.iter.span);
        self.unit.emit(Op::END_ASYNC_FOR, error, 0, 0);
        self.unit.end_loop();
        Ok(())
    }

    fn conditions(&mut self, ifs: &'a [Expr], next: Label) -> Result {
        ifs.iter().try_for_each(|test| self.jump_if(test, false, next))
    }

    fn element(&mut self, element: Element<'a>, result: Reg) -> Result {
        let mark = self.unit.top;
        match element {
            Element::Append(elt) | Element::Add(elt) => {
                let list = matches!(element, Element::Append(_));
                let (op, value) = match &elt.kind {
                    ExprKind::Starred { value, .. } if list => (Op::LIST_EXTEND, &**value),
                    ExprKind::Starred { value, .. } => (Op::SET_UPDATE, &**value),
                    _ if list => (Op::LIST_APPEND, elt),
                    _ => (Op::SET_ADD, elt),
                };
                let register = self.operand(value)?;
                self.unit.at(elt.span);
                self.unit.emit(op, result, register, 0);
            }
            Element::Set(key, Some(value)) => {
                let k = self.operand_before(key, super::unit::PINNED, [value])?;
                let v = self.operand(value)?;
                self.unit.at(Span::new(key.span.start, value.span.end));
                self.unit.emit(Op::DICT_SET, result, k, v);
            }
            Element::Set(mapping, None) => {
                let register = self.operand(mapping)?;
                self.unit.at(mapping.span);
                self.unit.emit(Op::DICT_UPDATE, result, register, 0);
            }
            Element::Yield(elt) => {
                if let ExprKind::Starred { value, .. } = &elt.kind {
                    self.yield_each(value, elt.span)?;
                } else {
                    let source = self.operand(elt)?;
                    self.unit.at(elt.span);
                    let sent = self.unit.alloc();
                    self.yield_register(source, sent);
                }
            }
        }
        self.unit.top = mark;
        Ok(())
    }

    /// `(*x for …)`: every item of x is yielded.
    fn yield_each(&mut self, value: &'a Expr, span: Span) -> Result {
        let state = self.unit.alloc_many(3);
        let iterable = self.iterable(value, state)?;
        self.unit.begin_loop();
        let looping = self.begin_for(span, state, iterable, false, None);
        let sent = self.unit.alloc();
        self.yield_register(Self::item(&looping), sent);
        self.close(looping);
        Ok(())
    }
}

/// The only element of a display that is looped over.
fn single(iterable: &Expr) -> Option<&Expr> {
    match &iterable.kind {
        ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => match elts.as_slice() {
            [only] if !matches!(only.kind, ExprKind::Starred { .. }) => Some(only),
            _ => None,
        },
        _ => None,
    }
}
