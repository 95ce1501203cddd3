//! What the grammar cannot say: which expressions are targets, and in which order parameters come.
//!
//! Invariant: an expression that passes as a target has its context set throughout. The texts here are the plain ones;
//! [`crate::diagnose`] finds the more helpful ones.

use crate::actions::{Checked, ParameterItem, failure};
use crate::ast::*;

/// What messages call an expression.
pub fn describe(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred { .. } => "starred",
        ExprKind::Name { .. } => "name",
        ExprKind::List { .. } => "list",
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::Call { .. } => "function call",
        ExprKind::BoolOp { .. } | ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => "expression",
        ExprKind::GeneratorExp { .. } => "generator expression",
        ExprKind::Yield { .. } | ExprKind::YieldFrom { .. } => "yield expression",
        ExprKind::Await { .. } => "await expression",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp { .. } => "dict comprehension",
        ExprKind::Dict { .. } => "dict literal",
        ExprKind::Set { .. } => "set display",
        ExprKind::JoinedStr { .. } | ExprKind::FormattedValue { .. } => "f-string expression",
        ExprKind::TemplateStr { .. } | ExprKind::Interpolation { .. } => "t-string expression",
        ExprKind::Constant { value, .. } => match value {
            Constant::None => "None",
            Constant::True => "True",
            Constant::False => "False",
            Constant::Ellipsis => "ellipsis",
            _ => "literal",
        },
        ExprKind::Compare { .. } => "comparison",
        ExprKind::IfExp { .. } => "conditional expression",
        ExprKind::NamedExpr { .. } => "named expression",
        ExprKind::Slice { .. } => "slice",
    }
}

/// Sets the context of a target and of the targets inside it; the rest of the tree stays as it is.
pub fn set_context(target: &mut Expr, context: ExprContext) {
    match &mut target.kind {
        ExprKind::Name { ctx, .. } | ExprKind::Attribute { ctx, .. } | ExprKind::Subscript { ctx, .. } => {
            *ctx = context
        }
        ExprKind::Starred { value, ctx } => {
            *ctx = context;
            set_context(value, context);
        }
        ExprKind::List { elts, ctx } | ExprKind::Tuple { elts, ctx } => {
            *ctx = context;
            elts.iter_mut().for_each(|elt| set_context(elt, context));
        }
        _ => {}
    }
}

/// The first part of a would-be target that can be none; stars are for assignments only.
fn invalid_part(target: &Expr, deletion: bool) -> Option<&Expr> {
    match &target.kind {
        ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
        ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => {
            elts.iter().find_map(|elt| invalid_part(elt, deletion))
        }
        ExprKind::Starred { value, .. } if !deletion => invalid_part(value, deletion),
        _ => Some(target),
    }
}

pub fn assignment_target(target: &mut Expr) -> Checked<()> {
    if let Some(part) = invalid_part(target, false) {
        if matches!(part.kind, ExprKind::Yield { .. } | ExprKind::YieldFrom { .. }) {
            return failure(part.span, "assignment to yield expression not possible");
        }
        return failure(part.span, format!("cannot assign to {}", describe(part)));
    }
    set_context(target, ExprContext::Store);
    Ok(())
}

pub fn delete_target(target: &mut Expr) -> Checked<()> {
    if let Some(part) = invalid_part(target, true) {
        return failure(part.span, format!("cannot delete {}", describe(part)));
    }
    set_context(target, ExprContext::Del);
    Ok(())
}

fn is_single(target: &Expr) -> bool {
    matches!(target.kind, ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. })
}

pub fn augmented_target(target: &mut Expr) -> Checked<()> {
    if !is_single(target) {
        let message = format!("'{}' is an illegal expression for augmented assignment", describe(target));
        return failure(target.span, message);
    }
    set_context(target, ExprContext::Store);
    Ok(())
}

pub fn annotated_target(target: &mut Expr) -> Checked<()> {
    match &target.kind {
        ExprKind::List { .. } | ExprKind::Tuple { .. } => {
            failure(target.span, format!("only single target (not {}) can be annotated", describe(target)))
        }
        // No rule lets a starred expression stand before the colon.
        ExprKind::Starred { .. } => failure(Span::new(target.span.end, target.span.end + 1), "invalid syntax"),
        _ if !is_single(target) => failure(target.span, "illegal target for annotation"),
        _ => {
            set_context(target, ExprContext::Store);
            Ok(())
        }
    }
}

/// Sorts a parameter list into its kinds.
pub fn parameters(items: Vec<ParameterItem>) -> Checked<Arguments> {
    let mut sorted = Arguments::default();
    let mut star: Option<u32> = None;
    for item in items {
        if let Some(last) = &sorted.kwarg {
            return failure(last.span, "arguments cannot follow var-keyword argument");
        }
        match item {
            ParameterItem::Plain(arg, default) if star.is_some() => {
                sorted.kwonlyargs.push(arg);
                sorted.kw_defaults.push(default);
            }
            ParameterItem::Plain(arg, Some(default)) => {
                sorted.args.push(arg);
                sorted.defaults.push(default);
            }
            ParameterItem::Plain(arg, None) if sorted.defaults.is_empty() => sorted.args.push(arg),
            ParameterItem::Plain(arg, None) => {
                return failure(arg.span, "parameter without a default follows parameter with a default");
            }
            ParameterItem::Slash(at) => slash(&mut sorted, at, star.is_some())?,
            ParameterItem::Star(at) if star.is_some() => {
                return failure(Span::new(at, at + 1), "* argument may appear only once");
            }
            ParameterItem::Star(at) => star = Some(at),
            ParameterItem::VarPositional(arg) if star.is_some() => {
                return failure(arg.span, "* argument may appear only once");
            }
            ParameterItem::VarPositional(arg) => {
                star = Some(arg.span.start);
                sorted.vararg = Some(Box::new(arg));
            }
            ParameterItem::VarKeyword(arg) => sorted.kwarg = Some(Box::new(arg)),
        }
    }
    match star {
        Some(at) if sorted.vararg.is_none() && sorted.kwonlyargs.is_empty() => {
            failure(Span::new(at, at + 1), "named parameters must follow bare *")
        }
        _ => Ok(sorted),
    }
}

fn slash(sorted: &mut Arguments, at: u32, after_star: bool) -> Checked<()> {
    let span = Span::new(at, at + 1);
    if after_star {
        return failure(span, "/ must be ahead of *");
    }
    if !sorted.posonlyargs.is_empty() {
        return failure(span, "/ may appear only once");
    }
    if sorted.args.is_empty() {
        return failure(span, "invalid syntax");
    }
    sorted.posonlyargs = std::mem::take(&mut sorted.args);
    Ok(())
}

/// The features `from __future__` knows, the one that is a joke aside.
const FUTURE_FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Checks `from __future__ import …`, whose keyword `lazy` would stand at `first`.
pub fn future_import(first: Span, is_lazy: bool, names: &[Alias]) -> Checked<()> {
    if is_lazy {
        return failure(first, "lazy from __future__ import is not allowed");
    }
    for alias in names {
        match alias.name.as_str() {
            "braces" => return failure(alias.span, "not a chance"),
            name if FUTURE_FEATURES.contains(&name) => {}
            name => return failure(alias.span, format!("future feature {name} is not defined")),
        }
    }
    Ok(())
}
