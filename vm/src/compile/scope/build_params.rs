//! First pass over what opens scopes beside bodies: functions, classes, type parameters and annotations.

use pyish_parser::ast::*;

use super::super::Result;
use super::super::names::Sym;
use super::build::Builder;
use super::{Comp, Kind, Role, def};

impl<'t> Builder<'_, 't> {
    pub fn function(&mut self, def: &'t FunctionDef, span: Span, is_async: bool) -> Result {
        self.define(&def.name, def::LOCAL, span)?;
        self.defaults(&def.args)?;
        self.exprs(&def.decorator_list)?;
        let in_class = self.current().kind == Kind::Class;
        let generic = !def.type_params.is_empty();
        if generic {
            let name = self.names.intern(&def.name);
            self.enter_type_params(name, def, false);
            if !def.args.defaults.is_empty() {
                self.define_known(Sym::DOT_DEFAULTS, def::PARAM);
            }
            if def.args.kw_defaults.iter().any(Option::is_some) {
                self.define_known(Sym::DOT_KWDEFAULTS, def::PARAM);
            }
            self.type_params(&def.type_params)?;
        }
        self.signature_annotations(def)?;
        let name = self.names.intern(&def.name);
        self.enter(Kind::Function, name, (def, Role::Body));
        let scope = self.current();
        scope.method = in_class;
        scope.async_def = is_async;
        scope.coroutine = is_async;
        self.params(&def.args)?;
        self.body(&def.body)?;
        self.stack.pop();
        if generic {
            self.stack.pop();
        }
        Ok(())
    }

    pub fn defaults(&mut self, args: &'t Arguments) -> Result {
        self.exprs(&args.defaults)?;
        args.kw_defaults.iter().flatten().try_for_each(|default| self.expr(default))
    }

    /// Parameters in the order of their registers.
    pub fn params(&mut self, args: &'t Arguments) -> Result {
        let plain = args.posonlyargs.iter().chain(&args.args).chain(&args.kwonlyargs);
        for arg in plain.chain(args.vararg.as_deref()).chain(args.kwarg.as_deref()) {
            self.define(&arg.arg, def::PARAM, arg.span)?;
        }
        let scope = self.current();
        scope.varargs = args.vararg.is_some();
        scope.varkeywords = args.kwarg.is_some();
        Ok(())
    }

    pub fn lambda(&mut self, node: &'t Expr, args: &'t Arguments, body: &'t Expr) -> Result {
        self.defaults(args)?;
        self.enter(Kind::Function, Sym::LAMBDA, (node, Role::Body));
        self.params(args)?;
        self.expr(body)?;
        self.stack.pop();
        Ok(())
    }

    pub fn class_def(&mut self, def: &'t ClassDef, span: Span) -> Result {
        self.define(&def.name, def::LOCAL, span)?;
        self.exprs(&def.decorator_list)?;
        let generic = !def.type_params.is_empty();
        let outer_class = self.class;
        let name = self.names.intern(&def.name);
        if generic {
            self.enter_type_params(name, def, true);
            self.class = Some(&def.name);
            self.current().mangled = Some(Vec::new());
            self.type_params(&def.type_params)?;
        }
        self.exprs(&def.bases)?;
        self.keywords(&def.keywords)?;
        self.enter(Kind::Class, name, (def, Role::Body));
        self.class = Some(&def.name);
        if generic {
            self.define_known(Sym::TYPE_PARAMS, def::LOCAL);
            self.define_known(Sym::DOT_TYPE_PARAMS, def::USE);
        }
        self.body(&def.body)?;
        self.stack.pop();
        self.class = outer_class;
        if generic {
            self.stack.pop();
        }
        Ok(())
    }

    fn enter_type_params<T>(&mut self, name: Sym, node: &T, for_class: bool) {
        let sees_class = self.current().kind == Kind::Class || self.current().sees_class;
        self.enter(Kind::TypeParams, name, (node, Role::TypeParams));
        self.see_class(sees_class);
        if for_class {
            self.define_known(Sym::DOT_TYPE_PARAMS, def::LOCAL);
            self.define_known(Sym::DOT_GENERIC_BASE, def::LOCAL);
        }
    }

    fn see_class(&mut self, sees_class: bool) {
        if sees_class {
            self.current().sees_class = true;
            self.define_known(Sym::CLASSDICT, def::USE);
        }
    }

    fn type_params(&mut self, params: &'t [TypeParam]) -> Result {
        for param in params {
            match &param.kind {
                TypeParamKind::TypeVar { name, bound, default_value } => {
                    self.define(name, def::TYPE_PARAM | def::LOCAL, param.span)?;
                    if let Some(bound) = bound {
                        let constraints = matches!(bound.kind, ExprKind::Tuple { .. });
                        let part = if constraints { "a TypeVar constraint" } else { "a TypeVar bound" };
                        self.type_variable(name, param, Role::Bound, bound, part)?;
                    }
                    self.type_param_default(name, param, default_value, "a TypeVar default")?;
                }
                TypeParamKind::ParamSpec { name, default_value } => {
                    self.define(name, def::TYPE_PARAM | def::LOCAL, param.span)?;
                    self.type_param_default(name, param, default_value, "a ParamSpec default")?;
                }
                TypeParamKind::TypeVarTuple { name, default_value } => {
                    self.define(name, def::TYPE_PARAM | def::LOCAL, param.span)?;
                    self.type_param_default(name, param, default_value, "a TypeVarTuple default")?;
                }
            }
        }
        Ok(())
    }

    fn type_param_default(
        &mut self,
        name: &str,
        param: &TypeParam,
        default: &'t Option<Expr>,
        part: &'static str,
    ) -> Result {
        default.iter().try_for_each(|default| self.type_variable(name, param, Role::Default, default, part))
    }

    fn type_variable(
        &mut self,
        name: &str,
        param: &TypeParam,
        role: Role,
        value: &'t Expr,
        part: &'static str,
    ) -> Result {
        let sees_class = self.current().sees_class;
        let mangled = self.current().mangled.clone();
        let sym = self.names.intern(name);
        self.enter(Kind::TypeVariable, sym, (param, role));
        self.current().mangled = mangled;
        self.current().part = part;
        self.define_known(Sym::DOT_FORMAT, def::PARAM);
        self.see_class(sees_class);
        self.expr(value)?;
        self.stack.pop();
        Ok(())
    }

    pub fn type_alias(&mut self, node: &Stmt, name: &'t Expr, type_params: &'t [TypeParam], value: &'t Expr) -> Result {
        self.expr(name)?;
        let ExprKind::Name { id, .. } = &name.kind else {
            return self.fail(name.span, "cannot assign to expression");
        };
        let sym = self.names.intern(id);
        let generic = !type_params.is_empty();
        let sees_class = self.current().kind == Kind::Class || self.current().sees_class;
        if generic {
            self.enter_type_params(sym, node, false);
            self.type_params(type_params)?;
        }
        self.enter(Kind::TypeAlias, sym, (node, Role::Body));
        self.define_known(Sym::DOT_FORMAT, def::PARAM);
        self.see_class(sees_class);
        self.expr(value)?;
        self.stack.pop();
        if generic {
            self.stack.pop();
        }
        Ok(())
    }

    /// The annotations of a function's signature, one scope for all of them.
    fn signature_annotations(&mut self, def: &'t FunctionDef) -> Result {
        let args = &def.args;
        let plain = args.posonlyargs.iter().chain(&args.args).chain(args.vararg.as_deref());
        let all = plain.chain(args.kwarg.as_deref()).chain(&args.kwonlyargs);
        if def.returns.is_none() && all.clone().all(|arg| arg.annotation.is_none()) {
            return Ok(());
        }
        let sees_class = self.current().kind == Kind::Class || self.current().sees_class;
        self.enter(Kind::Annotations, Sym::ANNOTATE, (def, Role::Annotations));
        self.define_known(Sym::DOT_FORMAT, def::PARAM);
        let unevaluated = u32::from(self.mode.future_annotations);
        self.see_class(sees_class && unevaluated == 0);
        self.unevaluated += unevaluated;
        for annotation in all.filter_map(|arg| arg.annotation.as_ref()).chain(&def.returns) {
            self.expr(annotation)?;
        }
        self.unevaluated -= unevaluated;
        self.stack.pop();
        Ok(())
    }

    /// The annotation of a variable: in a module or class it joins the others in one scope, in a function it is only checked.
    pub fn annotation(&mut self, annotation: &'t Expr) -> Result {
        let kind = self.current().kind;
        if kind.is_function_like() || self.mode.future_annotations {
            self.enter_unevaluated(Kind::Annotations);
            self.expr(annotation)?;
            self.exit_unevaluated();
            return Ok(());
        }
        let scope = self.current();
        if (kind == Kind::Module || scope.in_conditional) && !scope.conditional_annotations {
            scope.conditional_annotations = true;
            self.define_known(Sym::CONDITIONAL_ANNOTATIONS, def::USE);
        }
        let conditional = self.current().conditional_annotations;
        match self.current().annotation_scope {
            Some(id) => self.stack.push(id),
            None => {
                let owner = self.id();
                let id = self.enter(Kind::Annotations, Sym::ANNOTATE, (annotation, Role::Annotations));
                self.table[owner].annotation_scope = Some(id);
                self.define_known(Sym::DOT_FORMAT, def::PARAM);
                self.see_class(kind == Kind::Class);
            }
        }
        if conditional {
            self.define_known(Sym::CONDITIONAL_ANNOTATIONS, def::USE);
        }
        self.expr(annotation)?;
        self.stack.pop();
        Ok(())
    }

    pub fn annotated_target(&mut self, span: Span, target: &'t Expr, has_value: bool, simple: bool) -> Result {
        let ExprKind::Name { id, .. } = &target.kind else {
            return self.expr(target);
        };
        let sym = self.mangle(id);
        let flags = self.current().get(sym).flags;
        if simple && flags & (def::GLOBAL | def::NONLOCAL) != 0 && self.current().kind != Kind::Module {
            let word = if flags & def::GLOBAL != 0 { "global" } else { "nonlocal" };
            return self.fail(span, format!("annotated name '{id}' can't be {word}"));
        }
        if simple {
            self.define(id, def::ANNOTATED | def::LOCAL, target.span)
        } else if has_value {
            self.define(id, def::LOCAL, target.span)
        } else {
            Ok(())
        }
    }

    pub fn comprehension(
        &mut self,
        node: &'t Expr,
        comp: Comp,
        generators: &'t [Comprehension],
        values: [Option<&'t Expr>; 2],
    ) -> Result {
        let Some((outermost, rest)) = generators.split_first() else {
            return Ok(());
        };
        self.current().in_iter_expr += 1;
        self.expr(&outermost.iter)?;
        self.current().in_iter_expr -= 1;
        let name = match comp {
            Comp::List => Sym::LISTCOMP,
            Comp::Set => Sym::SETCOMP,
            Comp::Dict => Sym::DICTCOMP,
            Comp::Generator | Comp::No => Sym::GENEXPR,
        };
        self.enter(Kind::Function, name, (node, Role::Body));
        let scope = self.current();
        scope.comp = comp;
        scope.coroutine = outermost.is_async;
        self.define_known(Sym::DOT_ZERO, def::PARAM);
        self.iteration_target(&outermost.target)?;
        self.exprs(&outermost.ifs)?;
        for generator in rest {
            self.iteration_target(&generator.target)?;
            self.current().in_iter_expr += 1;
            self.expr(&generator.iter)?;
            self.current().in_iter_expr -= 1;
            self.exprs(&generator.ifs)?;
            self.current().coroutine |= generator.is_async;
        }
        for value in values.into_iter().flatten() {
            self.expr(value)?;
        }
        let is_async = self.current().coroutine && comp != Comp::Generator;
        self.current().generator = comp == Comp::Generator;
        self.stack.pop();
        if is_async {
            self.current().coroutine = true;
        }
        Ok(())
    }

    fn iteration_target(&mut self, target: &'t Expr) -> Result {
        self.current().in_iter_target = true;
        self.expr(target)?;
        self.current().in_iter_target = false;
        Ok(())
    }
}
