//! `class` statements.
//!
//! A class body is a function over its namespace R[0]; `__build_class__` gets it, the name, the bases and the keywords.

use pyish_parser::ast::*;

use super::constants;
use super::functions::Parts;
use super::names::Sym;
use super::scope::{Role, ScopeId};
use super::unit::Reg;
use super::{Compiler, Result};
use crate::bytecode::opcode::{Intrinsic, Op};
use crate::bytecode::unit::{CodeUnit, Const};

impl<'a> Compiler<'a> {
    pub fn class_def(&mut self, def: &'a ClassDef, span: Span) -> Result {
        let mark = self.unit.top;
        self.check_keywords(&def.keywords)?;
        let windows = self.decorators(&def.decorator_list)?;
        let first = def.decorator_list.first().map_or(span, |decorator| decorator.span);
        let first_line = self.source.line(first);
        let dest = self.unit.alloc();
        let place = span;
        self.unit.at(place);
        if def.type_params.is_empty() {
            self.build_class(def, place, first_line, None, dest)?;
        } else {
            self.generic_class(def, place, first_line, dest)?;
        }
        self.apply_decorators(&def.decorator_list, &windows);
        self.unit.at(span);
        let name = self.mangle(&def.name);
        self.store_name(name, windows.first().copied().unwrap_or(dest));
        self.unit.top = mark;
        Ok(())
    }

    /// R[dest] = __build_class__(body, name, *bases, generic_base, **keywords)
    pub fn build_class(
        &mut self,
        def: &'a ClassDef,
        place: Span,
        first_line: u32,
        generic_base: Option<Reg>,
        dest: Reg,
    ) -> Result {
        let mark = self.unit.top;
        let window = self.unit.alloc();
        self.unit.at(place);
        self.unit.emit(Op::LOAD_BUILD_CLASS, window, 0, 0);
        let unpacks = def.bases.iter().any(|base| matches!(base.kind, ExprKind::Starred { .. }))
            || def.keywords.iter().any(|keyword| keyword.arg.is_none())
            || def.bases.len() + def.keywords.len() > 100;
        self.unit.alloc_many(super::calls::HEADER - 1);
        if unpacks {
            self.class_call_unpacked(def, place, first_line, generic_base, window, dest)?;
            self.unit.top = mark;
            return Ok(());
        }
        self.class_body_and_name(def, first_line)?;
        for base in &def.bases {
            let register = self.unit.alloc();
            self.expr(base, register)?;
        }
        if let Some(base) = generic_base {
            let register = self.unit.alloc();
            self.unit.mov(register, base);
        }
        let argc = 2 + def.bases.len() as u16 + u16::from(generic_base.is_some());
        let names = self.keyword_arguments(&def.keywords)?;
        self.unit.at(place);
        if def.keywords.is_empty() {
            self.unit.emit(Op::CALL, dest, window, argc);
        } else {
            let konst = self.unit.konst(names);
            self.unit.emit_k(Op::CALL_KW, dest, window, argc + def.keywords.len() as u16, konst);
        }
        self.unit.top = mark;
        Ok(())
    }

    /// The first two arguments, in two new temporaries.
    fn class_body_and_name(&mut self, def: &'a ClassDef, first_line: u32) -> Result<Reg> {
        let function = self.unit.alloc();
        let place = self.unit.code.span;
        let scope = self.table.of(def, Role::Body);
        let code = self.class_body(def, scope, first_line)?;
        self.unit.at(place);
        self.make_function(scope, code, Parts::default(), function);
        let name = self.unit.alloc();
        self.load_text(&def.name, name);
        Ok(function)
    }

    fn class_call_unpacked(
        &mut self,
        def: &'a ClassDef,
        place: Span,
        first_line: u32,
        generic_base: Option<Reg>,
        window: Reg,
        dest: Reg,
    ) -> Result {
        let list = self.unit.alloc();
        let named = self.unit.alloc();
        let mark = self.unit.top;
        let first = self.class_body_and_name(def, first_line)?;
        self.unit.emit(Op::BUILD_LIST, list, first, 2);
        self.unit.top = mark;
        self.extend_arguments(place, &def.bases, list)?;
        self.unit.at(place);
        if let Some(base) = generic_base {
            self.unit.emit(Op::LIST_APPEND, list, base, 0);
        }
        if def.keywords.is_empty() {
            self.unit.emit(Op::CLEAR, named, 0, 0);
        } else {
            self.named_arguments(place, window, &def.keywords, named)?;
        }
        self.unit.at(place);
        self.unit.emit(Op::CALL_EX, dest, window, 0);
        Ok(())
    }

    fn class_body(&mut self, def: &'a ClassDef, scope: ScopeId, first_line: u32) -> Result<CodeUnit> {
        // What a class body does by itself is reported at the beginning of its first line.
        let start = self.source.lines.line_start(first_line);
        let place = Span::new(start, start);
        self.begin_unit(scope, &def.name, first_line);
        self.class_names.push(Some(&def.name));
        self.unit.at(place);
        self.class_header(def, first_line);
        self.class_annotations_begin(&def.body)?;
        self.body(&def.body, true)?;
        let last = self.unit.at(place);
        self.finish_class_annotations()?;
        self.unit.at(last);
        self.class_footer();
        self.class_names.pop();
        self.end_unit()
    }

    fn class_header(&mut self, def: &'a ClassDef, first_line: u32) {
        let mark = self.unit.top;
        let value = self.unit.alloc();
        let konst = self.name_const(Sym::NAME);
        self.unit.emit_k(Op::LOAD_NAME, value, 0, 0, konst);
        self.store_name(Sym::MODULE, value);
        let qualname = constants::text(&self.unit.qualname);
        self.unit.load(value, qualname);
        self.store_name(Sym::QUALNAME, value);
        self.unit.load(value, Const::Int(i64::from(first_line)));
        self.store_name(Sym::FIRSTLINENO, value);
        if !def.type_params.is_empty() {
            self.load_name(Sym::DOT_TYPE_PARAMS, value);
            self.store_name(Sym::TYPE_PARAMS, value);
        }
        if let Some(cell) = self.own_cell(Sym::CLASSDICT) {
            self.unit.emit(Op::LOAD_LOCALS, value, 0, 0);
            self.unit.emit(Op::STORE_DEREF, cell, value, 0);
        }
        if let Some(cell) = self.own_cell(Sym::CONDITIONAL_ANNOTATIONS) {
            self.unit.emit(Op::BUILD_SET, value, 0, 0);
            self.unit.emit(Op::STORE_DEREF, cell, value, 0);
        }
        self.unit.top = mark;
    }

    /// The register of a cell that this unit makes.
    pub fn own_cell(&self, name: Sym) -> Option<Reg> {
        self.unit.cellvars.iter().find(|cell| cell.0 == name).map(|cell| cell.1)
    }

    fn class_footer(&mut self) {
        let value = self.unit.alloc();
        let mut attributes: Vec<&str> = self.unit.static_attributes.iter().map(|name| self.names.text(*name)).collect();
        attributes.sort_unstable();
        let attributes = attributes.into_iter().map(constants::text).collect();
        self.unit.load(value, Const::Tuple(attributes));
        self.store_name(Sym::STATIC_ATTRIBUTES, value);
        if let Some(cell) = self.own_cell(Sym::CLASSDICT) {
            self.store_name(Sym::CLASSDICTCELL, cell);
        }
        match self.own_cell(Sym::CLASS) {
            Some(cell) => {
                self.store_name(Sym::CLASSCELL, cell);
                self.unit.emit(Op::RETURN, cell, 0, 0);
            }
            None => self.return_none(),
        }
    }

    /// `class C[T]: …`: a function makes the type parameters and then the class.
    fn generic_class(&mut self, def: &'a ClassDef, place: Span, first_line: u32, dest: Reg) -> Result {
        let scope = self.table.of(def, Role::TypeParams);
        self.begin_unit(scope, &format!("<generic parameters of {}>", def.name), first_line);
        self.class_names.push(Some(&def.name));
        self.unit.at(place);
        let params = self.unit.alloc();
        self.type_params_tuple(&def.type_params, params)?;
        self.store_name(Sym::DOT_TYPE_PARAMS, params);
        let base = self.unit.alloc();
        let source = self.unit.alloc();
        self.unit.at(place);
        self.load_name(Sym::DOT_TYPE_PARAMS, source);
        self.intrinsic(Intrinsic::SubscriptGeneric, base, source);
        self.store_name(Sym::DOT_GENERIC_BASE, base);
        let result = self.unit.alloc();
        self.build_class(def, place, first_line, Some(base), result)?;
        self.unit.emit(Op::RETURN, result, 0, 0);
        self.class_names.pop();
        let code = self.end_unit()?;
        let mark = self.unit.top;
        let window = self.unit.alloc_many(super::calls::HEADER);
        self.make_function(scope, code, Parts::default(), window);
        self.unit.emit(Op::CALL, dest, window, 0);
        self.unit.top = mark;
        Ok(())
    }
}
