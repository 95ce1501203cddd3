//! Type parameters, generic functions and `type` statements.
//!
//! Bounds, constraints, defaults and the values of aliases are functions of a format, evaluated when asked for.

use pyish_parser::ast::*;

use super::annotations::FORMATS;
use super::functions::{Parts, part};
use super::names::Sym;
use super::scope::Role;
use super::unit::Reg;
use super::{Compiler, Result, constants};
use crate::bytecode::opcode::{Intrinsic, Op};
use crate::bytecode::unit::Const;

impl<'a> Compiler<'a> {
    /// R[dest] = the tuple of the type parameters, each also bound to its name.
    pub fn type_params_tuple(&mut self, params: &'a [TypeParam], dest: Reg) -> Result {
        let mark = self.unit.top;
        let first = self.unit.alloc_many(params.len() as u16);
        let mut seen_default = false;
        for (index, param) in params.iter().enumerate() {
            let register = first + index as u16;
            let (name, default) = self.type_param(param, register)?;
            match default {
                Some(default) => {
                    seen_default = true;
                    self.type_param_default(name, param, default, register)?;
                }
                None if seen_default => {
                    let message = format!("non-default type parameter '{name}' follows default type parameter");
                    return self.fail(param.span, message);
                }
                None => {}
            }
            self.unit.at(param.span);
            let name = self.mangle(name);
            self.store_name(name, register);
        }
        self.unit.emit(Op::BUILD_TUPLE, dest, first, params.len() as u16);
        self.unit.top = mark;
        Ok(())
    }

    /// R[dest] = the parameter without its default, which is returned with its name.
    fn type_param(&mut self, param: &'a TypeParam, dest: Reg) -> Result<(&'a str, Option<&'a Expr>)> {
        let mark = self.unit.top;
        let text = self.unit.alloc();
        self.unit.at(param.span);
        let (name, default, intrinsic) = match &param.kind {
            TypeParamKind::TypeVar { name, bound, default_value } => {
                let mut intrinsic = Intrinsic::TypeVar;
                self.load_text(name, text);
                if let Some(bound) = bound {
                    let constraints = matches!(bound.kind, ExprKind::Tuple { .. });
                    intrinsic =
                        if constraints { Intrinsic::TypeVarWithConstraints } else { Intrinsic::TypeVarWithBound };
                    let evaluate = self.unit.alloc();
                    self.evaluator(param, Role::Bound, name, bound, evaluate)?;
                }
                (name, default_value, intrinsic)
            }
            TypeParamKind::ParamSpec { name, default_value } => {
                self.load_text(name, text);
                (name, default_value, Intrinsic::ParamSpec)
            }
            TypeParamKind::TypeVarTuple { name, default_value } => {
                self.load_text(name, text);
                (name, default_value, Intrinsic::TypeVarTuple)
            }
        };
        self.unit.at(param.span);
        self.unit.emit(Op::INTRINSIC, dest, text, intrinsic as u16);
        self.unit.top = mark;
        Ok((name, default.as_ref()))
    }

    fn type_param_default(&mut self, name: &'a str, param: &'a TypeParam, default: &'a Expr, dest: Reg) -> Result {
        let mark = self.unit.top;
        let operands = self.unit.alloc_many(2);
        self.unit.mov(operands, dest);
        self.evaluator(param, Role::Default, name, default, operands + 1)?;
        self.unit.at(param.span);
        self.unit.emit(Op::INTRINSIC, dest, operands, Intrinsic::SetTypeParamDefault as u16);
        self.unit.top = mark;
        Ok(())
    }

    /// R[dest] = function(format=1) that evaluates `value` in its own scope.
    fn evaluator<T>(&mut self, node: &T, role: Role, name: &str, value: &'a Expr, dest: Reg) -> Result {
        let scope = self.table.of(node, role);
        let place = self.unit.code.span;
        let line = self.source.line(value.span);
        self.begin_unit(scope, name, line);
        self.unit.argcount = 1;
        self.unit.posonly = 1;
        self.unit.at(value.span);
        self.refuse_formats();
        let register = match &value.kind {
            // A TypeVarTuple's default may be starred: `*Ts = *tuple[int, ...]`.
            ExprKind::Starred { value: inner, .. } => {
                let source = self.operand(inner)?;
                let item = self.unit.alloc();
                self.unit.at(value.span);
                self.unit.emit(Op::UNPACK, item, source, 1);
                item
            }
            _ => self.operand(value)?,
        };
        self.unit.at(value.span);
        self.unit.emit(Op::RETURN, register, 0, 0);
        let code = self.end_unit()?;
        self.unit.at(place);
        let mark = self.unit.top;
        let defaults = self.unit.alloc();
        self.unit.load(defaults, Const::Tuple(vec![Const::Int(1)]));
        self.make_function(scope, code, Parts { defaults: Some(defaults), ..Parts::default() }, dest);
        self.unit.top = mark;
        Ok(())
    }

    /// Raises NotImplementedError unless the first parameter, a format, is one that evaluation itself serves.
    pub fn refuse_formats(&mut self) {
        let end = self.unit.label();
        self.unit.emit_jump(Op::JNGTI, 0, FORMATS, end);
        let error = self.unit.alloc();
        self.unit.emit(Op::INTRINSIC, error, 0, Intrinsic::NotImplementedError as u16);
        self.unit.emit(Op::RAISE, error, 0, 1);
        self.unit.bind(end);
        self.unit.top = error;
    }

    /// R[window] = the function that makes the type parameters and then the function of `def`; the caller calls it with
    /// the defaults.
    pub fn generic_function(
        &mut self,
        def: &'a FunctionDef,
        span: Span,
        first_line: u32,
        is_async: bool,
        window: Reg,
    ) -> Result {
        let scope = self.table.of(def, Role::TypeParams);
        let place = self.unit.code.span;
        self.begin_unit(scope, &format!("<generic parameters of {}>", def.name), first_line);
        self.unit.at(place);
        self.unit.argcount = self.table[scope].params.len() as u16;
        let mut parts = Parts {
            defaults: self.local_if_param(Sym::DOT_DEFAULTS),
            kw_defaults: self.local_if_param(Sym::DOT_KWDEFAULTS),
            annotate: None,
        };
        let params = self.unit.alloc();
        self.type_params_tuple(&def.type_params, params)?;
        self.unit.at(place);
        parts.annotate = self.signature_annotations(def)?;
        let function = self.unit.alloc();
        self.finish_function(def, first_line, is_async, parts, function)?;
        self.unit.at(span);
        self.unit.emit(Op::SET_FUNCTION, function, params, part::TYPE_PARAMS);
        self.unit.emit(Op::RETURN, function, 0, 0);
        let code = self.end_unit()?;
        self.unit.at(place);
        self.make_function(scope, code, Parts::default(), window);
        Ok(())
    }

    fn local_if_param(&self, name: Sym) -> Option<Reg> {
        self.unit.varnames.contains(&name).then(|| self.local(name)).flatten()
    }

    pub fn type_alias(
        &mut self,
        statement: &'a Stmt,
        target: &'a Expr,
        type_params: &'a [TypeParam],
        value: &'a Expr,
    ) -> Result {
        let ExprKind::Name { id, .. } = &target.kind else {
            return self.fail(target.span, "cannot assign to expression");
        };
        let mark = self.unit.top;
        let dest = self.unit.alloc();
        let place = statement.span;
        self.unit.at(place);
        if type_params.is_empty() {
            self.alias(statement, id, None, value, dest)?;
        } else {
            let scope = self.table.of(statement, Role::TypeParams);
            let line = self.source.line(place);
            self.begin_unit(scope, &format!("<generic parameters of {id}>"), line);
            self.unit.at(place);
            let params = self.unit.alloc();
            self.type_params_tuple(type_params, params)?;
            let result = self.unit.alloc();
            self.unit.at(place);
            self.alias(statement, id, Some(params), value, result)?;
            self.unit.emit(Op::RETURN, result, 0, 0);
            let code = self.end_unit()?;
            self.unit.at(place);
            let window = self.unit.alloc_many(super::calls::HEADER);
            self.make_function(scope, code, Parts::default(), window);
            self.unit.emit(Op::CALL, dest, window, 0);
        }
        self.unit.at(place);
        let name = self.mangle(id);
        self.store_name(name, dest);
        self.unit.top = mark;
        Ok(())
    }

    /// R[dest] = TypeAliasType(name, type parameters, function that evaluates the value)
    fn alias(&mut self, statement: &'a Stmt, name: &str, params: Option<Reg>, value: &'a Expr, dest: Reg) -> Result {
        let first = self.unit.alloc_many(3);
        self.unit.load(first, constants::text(name));
        match params {
            Some(params) => self.unit.mov(first + 1, params),
            None => self.unit.load(first + 1, Const::None),
        }
        self.evaluator(statement, Role::Body, name, value, first + 2)?;
        self.unit.at(statement.span);
        self.unit.emit(Op::INTRINSIC, dest, first, Intrinsic::TypeAlias as u16);
        Ok(())
    }
}
