//! First pass over expressions.

use pyish_parser::ast::*;

use super::super::names::Sym;
use super::super::{Result, deep};
use super::build::Builder;
use super::{Comp, Kind, def};

impl<'t> Builder<'_, 't> {
    pub fn exprs(&mut self, exprs: &'t [Expr]) -> Result {
        exprs.iter().try_for_each(|e| self.expr(e))
    }

    fn boxed(&mut self, e: &'t Option<ExprBox>) -> Result {
        e.iter().try_for_each(|e| self.expr(e))
    }

    pub fn keywords(&mut self, keywords: &'t [Keyword]) -> Result {
        for keyword in keywords {
            if keyword.arg.as_ref().is_some_and(|arg| arg == "__debug__") {
                return self.fail(keyword.span, "cannot assign to __debug__");
            }
            self.expr(&keyword.value)?;
        }
        Ok(())
    }

    pub fn expr(&mut self, e: &'t Expr) -> Result {
        match &e.kind {
            ExprKind::Constant { .. } => Ok(()),
            ExprKind::Name { id, ctx } => self.name(id, *ctx, e.span),
            _ => deep(|| self.compound(e)),
        }
    }

    fn name(&mut self, id: &'t str, ctx: ExprContext, span: Span) -> Result {
        if self.unevaluated > 0 {
            return Ok(());
        }
        match ctx {
            ExprContext::Load => {
                self.define(id, def::USE, span)?;
                let sym = self.names.intern(id);
                if sym.0 <= Sym::STAR.0 {
                    self.known_name(sym);
                }
                Ok(())
            }
            ExprContext::Store => self.define(id, def::LOCAL, span),
            ExprContext::Del if id == "__debug__" => self.fail(span, "cannot delete __debug__"),
            ExprContext::Del => self.define(id, def::LOCAL | def::DELETED, span),
        }
    }

    /// Names whose use says something about the scope: `super` needs `__class__`, `locals` sees all variables.
    fn known_name(&mut self, sym: Sym) {
        if sym == Sym::SUPER && self.current().kind.is_function_like() {
            self.define_known(Sym::CLASS, def::USE);
        }
        if [Sym::LOCALS, Sym::VARS, Sym::DIR, Sym::EVAL, Sym::EXEC].contains(&sym) {
            for index in (0..self.stack.len()).rev() {
                let id = self.stack[index];
                self.table[id].introspects = true;
                if matches!(self.table[id].comp, Comp::No | Comp::Generator) {
                    break;
                }
            }
        }
    }

    fn compound(&mut self, e: &'t Expr) -> Result {
        use ExprKind::*;
        match &e.kind {
            BoolOp { values, .. } | JoinedStr { values } | TemplateStr { values } => self.exprs(values),
            NamedExpr { target, value } => self.named(e, target, value),
            BinOp { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)
            }
            UnaryOp { operand: value, .. } | Starred { value, .. } => self.expr(value),
            Lambda { args, body } => self.lambda(e, args, body),
            IfExp { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)
            }
            Dict { keys, values } => {
                for (key, value) in keys.iter().zip(values) {
                    key.iter().try_for_each(|key| self.expr(key))?;
                    self.expr(value)?;
                }
                Ok(())
            }
            Set { elts } | List { elts, .. } | Tuple { elts, .. } => self.exprs(elts),
            ListComp { elt, generators } => self.comprehension(e, Comp::List, generators, [Some(elt), None]),
            SetComp { elt, generators } => self.comprehension(e, Comp::Set, generators, [Some(elt), None]),
            GeneratorExp { elt, generators } => self.comprehension(e, Comp::Generator, generators, [Some(elt), None]),
            DictComp { key, value, generators } => {
                self.comprehension(e, Comp::Dict, generators, [Some(key), value.as_deref()])
            }
            Await { value } => self.awaited(e, value),
            Yield { value } => {
                self.refuse_in_annotation(e.span, "yield expression")?;
                self.boxed(value)?;
                self.yielded(e.span)
            }
            YieldFrom { value } => {
                self.refuse_in_annotation(e.span, "yield expression")?;
                self.expr(value)?;
                self.yielded(e.span)
            }
            Compare { left, comparators, .. } => {
                self.expr(left)?;
                self.exprs(comparators)
            }
            Call { func, args, keywords } => {
                self.expr(func)?;
                self.exprs(args)?;
                self.keywords(keywords)
            }
            FormattedValue { value, format_spec, .. } | Interpolation { value, format_spec, .. } => {
                self.expr(value)?;
                self.boxed(format_spec)
            }
            Attribute { value, attr, ctx } => {
                if attr == "__debug__" && *ctx != ExprContext::Load {
                    let verb = if *ctx == ExprContext::Del { "delete" } else { "assign to" };
                    return self.fail(e.span, format!("cannot {verb} __debug__"));
                }
                self.expr(value)
            }
            Subscript { value, slice, .. } => {
                self.expr(value)?;
                self.expr(slice)
            }
            Slice { lower, upper, step } => {
                self.boxed(lower)?;
                self.boxed(upper)?;
                self.boxed(step)
            }
            Constant { .. } | Name { .. } => Ok(()),
        }
    }

    fn awaited(&mut self, e: &'t Expr, value: &'t Expr) -> Result {
        self.refuse_in_annotation(e.span, "await expression")?;
        if !self.mode.options.top_level_await || self.current().kind.is_function_like() {
            if !self.current().kind.is_function_like() {
                return self.fail(e.span, "'await' outside function");
            }
            if !self.current().async_def && self.current().comp == Comp::No {
                return self.fail(e.span, "'await' outside async function");
            }
        }
        self.expr(value)?;
        self.current().coroutine = true;
        Ok(())
    }

    fn yielded(&mut self, span: Span) -> Result {
        self.current().generator = true;
        let place = match self.current().comp {
            Comp::No => return Ok(()),
            Comp::List => "list comprehension",
            Comp::Set => "set comprehension",
            Comp::Dict => "dict comprehension",
            Comp::Generator => "generator expression",
        };
        self.fail(span, format!("'yield' inside {place}"))
    }

    fn named(&mut self, e: &'t Expr, target: &'t Expr, value: &'t Expr) -> Result {
        self.refuse_in_annotation(e.span, "named expression")?;
        if self.current().in_iter_expr > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return self.fail(e.span, message);
        }
        if self.current().comp == Comp::No {
            self.current().walrus = true;
        } else {
            self.extend_walrus(target)?;
        }
        self.expr(value)?;
        self.expr(target)
    }

    /// A walrus in a comprehension binds in the function or module around it.
    fn extend_walrus(&mut self, target: &'t Expr) -> Result {
        let ExprKind::Name { id, .. } = &target.kind else {
            return Ok(());
        };
        let sym = self.mangle(id);
        let span = target.span;
        let current = self.id();
        for index in (0..self.stack.len()).rev() {
            let outer = self.stack[index];
            let flags = self.table[outer].get(sym).flags;
            if self.table[outer].comp != Comp::No {
                if flags & def::COMP_ITER != 0 {
                    let message =
                        format!("assignment expression cannot rebind comprehension iteration variable '{id}'");
                    return self.fail(span, message);
                }
                continue;
            }
            let place = match self.table[outer].kind {
                Kind::Function => {
                    let flag = if flags & def::GLOBAL != 0 { def::GLOBAL } else { def::NONLOCAL };
                    self.table[outer].walrus = true;
                    self.define(id, flag, span)?;
                    self.table[current].directives.push((sym, span));
                    return self.define_in(outer, sym, def::LOCAL, span);
                }
                Kind::Module => {
                    self.define(id, def::GLOBAL, span)?;
                    self.table[current].directives.push((sym, span));
                    return Ok(());
                }
                Kind::Class => "in a class body",
                Kind::TypeParams => "within the definition of a generic",
                Kind::TypeAlias => "in a type alias",
                Kind::TypeVariable => "in a TypeVar bound",
                Kind::Annotations => "within an annotation",
            };
            let message = format!("assignment expression within a comprehension cannot be used {place}");
            return self.fail(span, message);
        }
        Ok(())
    }

    fn refuse_in_annotation(&mut self, span: Span, what: &str) -> Result {
        let place = match self.current().kind {
            Kind::Annotations => "an annotation",
            Kind::TypeVariable => self.current().part,
            Kind::TypeAlias => "a type alias",
            Kind::TypeParams => "the definition of a generic",
            Kind::Module | Kind::Class | Kind::Function => return Ok(()),
        };
        self.fail(span, format!("{what} cannot be used within {place}"))
    }
}
