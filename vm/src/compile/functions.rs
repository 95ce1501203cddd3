//! `def`, `lambda`, and how function objects are put together.

use pyish_parser::ast::*;

use super::constants;
use super::scope::{Role, ScopeId};
use super::unit::Reg;
use super::{Compiler, Result};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::{CodeUnit, Const, flags};

/// The `c` of SET_FUNCTION.
pub(super) mod part {
    pub const DEFAULTS: u16 = 0;
    pub const KW_DEFAULTS: u16 = 1;
    pub const CLOSURE: u16 = 2;
    pub const ANNOTATE: u16 = 3;
    pub const TYPE_PARAMS: u16 = 4;
}

/// Registers that hold the parts of a function to be made.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts {
    pub defaults: Option<Reg>,
    pub kw_defaults: Option<Reg>,
    pub annotate: Option<Reg>,
}

impl<'a> Compiler<'a> {
    pub fn function_def(&mut self, def: &'a FunctionDef, span: Span, is_async: bool) -> Result {
        let mark = self.unit.top;
        let windows = self.decorators(&def.decorator_list)?;
        let first = def.decorator_list.first().map_or(span, |decorator| decorator.span);
        let first_line = self.source.line(first);
        let name = self.mangle(&def.name);
        let direct = if windows.is_empty() { self.local(name) } else { None };
        let dest = direct.unwrap_or_else(|| self.unit.alloc());
        self.unit.at(span);
        self.function_object(def, span, first_line, is_async, dest)?;
        self.apply_decorators(&def.decorator_list, &windows);
        self.unit.at(span);
        if direct.is_some() {
            self.mark_bound(dest);
        } else {
            let result = windows.first().copied().unwrap_or(dest);
            self.store_name(name, result);
        }
        self.unit.top = mark;
        Ok(())
    }

    /// Evaluates decorators, each into a call window whose one argument is the next window: that is where the inner
    /// decorator's result, and in the end the function, goes.
    pub fn decorators(&mut self, decorators: &'a [Expr]) -> Result<Vec<Reg>> {
        let mut windows = Vec::with_capacity(decorators.len());
        for decorator in decorators {
            let window = self.unit.alloc();
            self.expr(decorator, window)?;
            self.unit.alloc_many(super::calls::HEADER - 1);
            windows.push(window);
        }
        Ok(windows)
    }

    pub fn apply_decorators(&mut self, decorators: &[Expr], windows: &[Reg]) {
        for (decorator, &window) in decorators.iter().zip(windows).rev() {
            self.unit.at(decorator.span);
            // The argument lies where the next window began; the result goes where this one begins.
            self.unit.emit(Op::CALL, window, window, 1);
        }
    }

    /// R[dest] = the function of a `def`, undecorated.
    fn function_object(
        &mut self,
        def: &'a FunctionDef,
        span: Span,
        first_line: u32,
        is_async: bool,
        dest: Reg,
    ) -> Result {
        let mark = self.unit.top;
        let place = self.unit.code.span;
        let generic = !def.type_params.is_empty();
        if generic {
            let window = self.unit.alloc_many(super::calls::HEADER);
            let parts = self.defaults(&def.args)?;
            let argc = u16::from(parts.defaults.is_some()) + u16::from(parts.kw_defaults.is_some());
            self.unit.at(place);
            self.generic_function(def, span, first_line, is_async, window)?;
            self.unit.emit(Op::CALL, dest, window, argc);
        } else {
            let mut parts = self.defaults(&def.args)?;
            self.unit.at(place);
            parts.annotate = self.signature_annotations(def)?;
            self.finish_function(def, first_line, is_async, parts, dest)?;
        }
        self.unit.top = mark;
        Ok(())
    }

    /// The code of a `def` and its function, from parts in registers.
    pub fn finish_function(
        &mut self,
        def: &'a FunctionDef,
        first_line: u32,
        is_async: bool,
        parts: Parts,
        dest: Reg,
    ) -> Result {
        let scope = self.table.of(def, Role::Body);
        let place = self.unit.code.span;
        let code = self.function_code(def, scope, first_line, is_async)?;
        self.unit.at(place);
        self.make_function(scope, code, parts, dest);
        Ok(())
    }

    /// R[dest] = function of `code` with its parts and its closure.
    pub fn make_function(&mut self, scope: ScopeId, code: CodeUnit, parts: Parts, dest: Reg) {
        let mark = self.unit.top;
        let cells = self.unit.alloc();
        let closure = self.closure(scope, cells).then_some(cells);
        if !self.unit.code.dead {
            let konst = self.unit.konst(Const::Code(Box::new(code)));
            self.unit.emit_k(Op::MAKE_FUNCTION, dest, 0, 0, konst);
        }
        let all = [
            (parts.defaults, part::DEFAULTS),
            (parts.kw_defaults, part::KW_DEFAULTS),
            (closure, part::CLOSURE),
            (parts.annotate, part::ANNOTATE),
        ];
        for (register, part) in all {
            if let Some(register) = register {
                self.unit.emit(Op::SET_FUNCTION, dest, register, part);
            }
        }
        self.unit.top = mark;
    }

    /// Evaluates defaults: a tuple and a dict, in consecutive temporaries, where there are any.
    pub fn defaults(&mut self, args: &'a Arguments) -> Result<Parts> {
        let mut parts = Parts::default();
        if !args.defaults.is_empty() {
            let register = self.unit.alloc();
            let mark = self.unit.top;
            match self.constants(&args.defaults) {
                Some(items) => self.unit.load(register, Const::Tuple(items)),
                None => {
                    let span = self.unit.code.span;
                    self.display(span, super::expressions::Display::Tuple, &args.defaults, register)?;
                }
            }
            self.unit.top = mark;
            parts.defaults = Some(register);
        }
        if args.kw_defaults.iter().any(Option::is_some) {
            let register = self.unit.alloc();
            let first = self.unit.top;
            let mut count = 0;
            for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
                let Some(default) = default else { continue };
                let key = self.unit.alloc();
                let value = self.unit.alloc();
                let name = self.mangle(&arg.arg);
                let konst = self.name_const(name);
                self.unit.at(default.span);
                self.unit.emit_k(Op::LOADK, key, 0, 0, konst);
                self.expr(default, value)?;
                count += 1;
            }
            self.unit.emit(Op::BUILD_DICT, register, first, count);
            self.unit.top = first;
            parts.kw_defaults = Some(register);
        }
        Ok(parts)
    }

    fn function_code(
        &mut self,
        def: &'a FunctionDef,
        scope: ScopeId,
        first_line: u32,
        is_async: bool,
    ) -> Result<CodeUnit> {
        self.begin_unit(scope, &def.name, first_line);
        self.unit.is_async = is_async;
        self.parameters(&def.args);
        let docstring = self.docstring(&def.body);
        let mut statements = def.body.as_slice();
        if let Some((_, text)) = docstring {
            self.unit.flags |= flags::HAS_DOCSTRING;
            self.unit.konst(text);
            statements = &statements[1..];
        } else if self.has_docstring(&def.body) {
            statements = &statements[1..];
        }
        self.statements(statements)?;
        if let Some(last) = def.body.last() {
            self.unit.at(last.span);
        }
        self.return_none();
        self.end_unit()
    }

    /// Counts of parameters.
    fn parameters(&mut self, args: &Arguments) {
        self.unit.posonly = args.posonlyargs.len() as u16;
        self.unit.argcount = (args.posonlyargs.len() + args.args.len()) as u16;
        self.unit.kwonly = args.kwonlyargs.len() as u16;
    }

    pub fn lambda(&mut self, e: &'a Expr, args: &'a Arguments, body: &'a Expr, dest: Reg) -> Result {
        let parts = self.defaults(args)?;
        let scope = self.table.of(e, Role::Body);
        let line = self.source.line(e.span);
        self.begin_unit(scope, "<lambda>", line);
        self.parameters(args);
        let value = self.operand(body)?;
        self.unit.at(body.span);
        if self.unit.flags & flags::ASYNC_GENERATOR != 0 {
            self.return_none();
        } else {
            self.unit.emit(Op::RETURN, value, 0, 0);
        }
        let code = self.end_unit()?;
        self.unit.at(e.span);
        self.make_function(scope, code, parts, dest);
        Ok(())
    }

    /// A name as a constant string in a register.
    pub fn load_text(&mut self, text: &str, dest: Reg) {
        self.unit.load(dest, constants::text(text));
    }
}
