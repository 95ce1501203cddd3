//! Expressions, arguments and comprehensions.

use super::statement::ParameterItem;
use super::{Checked, Cx, failure};
use crate::ast::*;
use crate::validate;

pub fn expr(l: u32, r: u32, kind: ExprKind) -> Expr {
    Expr { span: Span::new(l, r), kind }
}

pub fn constant(l: u32, r: u32, value: Constant) -> Expr {
    expr(l, r, ExprKind::Constant { value, unicode_prefix: false })
}

pub fn name(cx: &Cx, l: u32, r: u32) -> Expr {
    expr(l, r, ExprKind::Name { id: cx.identifier(l, r), ctx: ExprContext::Load })
}

pub fn tuple(l: u32, r: u32, elts: Vec<Expr>) -> Expr {
    expr(l, r, ExprKind::Tuple { elts, ctx: ExprContext::Load })
}

pub fn list(l: u32, r: u32, elts: Option<Vec<Expr>>) -> Expr {
    expr(l, r, ExprKind::List { elts: elts.unwrap_or_default(), ctx: ExprContext::Load })
}

pub fn set(l: u32, r: u32, elts: Vec<Expr>) -> Expr {
    expr(l, r, ExprKind::Set { elts })
}

/// A starred expression ends where its value does, or after the parentheses around it.
pub fn starred(l: u32, r: u32, value: Expr) -> Expr {
    expr(l, r, ExprKind::Starred { value: value.into(), ctx: ExprContext::Load })
}

pub fn group(value: Expr) -> Checked<Expr> {
    if matches!(value.kind, ExprKind::Starred { .. }) {
        return failure(value.span, "cannot use starred expression here");
    }
    Ok(value)
}

pub fn yield_expression(l: u32, r: u32, value: Option<Expr>) -> Expr {
    expr(l, r, ExprKind::Yield { value: value.map(ExprBox::new) })
}

pub fn yield_from(l: u32, r: u32, value: Expr) -> Expr {
    expr(l, r, ExprKind::YieldFrom { value: value.into() })
}

pub fn await_expression(l: u32, r: u32, value: Expr) -> Expr {
    expr(l, r, ExprKind::Await { value: value.into() })
}

pub fn named(l: u32, r: u32, mut target: Expr, value: Expr) -> Expr {
    validate::set_context(&mut target, ExprContext::Store);
    expr(l, r, ExprKind::NamedExpr { target: target.into(), value: value.into() })
}

pub fn if_expression(l: u32, r: u32, body: Expr, test: Expr, orelse: Expr) -> Expr {
    expr(l, r, ExprKind::IfExp { test: test.into(), body: body.into(), orelse: orelse.into() })
}

pub fn lambda(l: u32, r: u32, parameters: Option<Vec<ParameterItem>>, body: Expr) -> Checked<Expr> {
    let args = Box::new(validate::parameters(parameters.unwrap_or_default())?);
    Ok(expr(l, r, ExprKind::Lambda { args, body: body.into() }))
}

pub fn bool_op(l: u32, r: u32, op: BoolOp, values: Vec<Expr>) -> Expr {
    expr(l, r, ExprKind::BoolOp { op, values })
}

pub fn unary(l: u32, r: u32, op: UnaryOp, operand: Expr) -> Expr {
    expr(l, r, ExprKind::UnaryOp { op, operand: operand.into() })
}

pub fn binary(l: u32, r: u32, left: Expr, op: Operator, right: Expr) -> Expr {
    expr(l, r, ExprKind::BinOp { left: left.into(), op, right: right.into() })
}

pub fn compare(l: u32, r: u32, left: Expr, rest: Vec<(CmpOp, Expr)>) -> Expr {
    let (ops, comparators) = rest.into_iter().unzip();
    expr(l, r, ExprKind::Compare { left: left.into(), ops, comparators })
}

pub fn attribute(l: u32, r: u32, value: Expr, attr: Identifier) -> Expr {
    expr(l, r, ExprKind::Attribute { value: value.into(), attr, ctx: ExprContext::Load })
}

pub fn subscript(l: u32, r: u32, value: Expr, slice: Expr) -> Expr {
    expr(l, r, ExprKind::Subscript { value: value.into(), slice: slice.into(), ctx: ExprContext::Load })
}

/// A lone starred index is a tuple of one.
pub fn single_subscript(l: u32, r: u32, index: Expr) -> Expr {
    if matches!(index.kind, ExprKind::Starred { .. }) { tuple(l, r, vec![index]) } else { index }
}

pub fn slice(l: u32, r: u32, lower: Option<Expr>, upper: Option<Expr>, step: Option<Expr>) -> Expr {
    let boxed = |part: Option<Expr>| part.map(ExprBox::new);
    expr(l, r, ExprKind::Slice { lower: boxed(lower), upper: boxed(upper), step: boxed(step) })
}

/// An entry of an argument list.
#[derive(Debug)]
pub enum Argument {
    Positional(Expr),
    Keyword(Keyword),
}

pub fn keyword(l: u32, r: u32, name: Identifier, value: Expr) -> Argument {
    Argument::Keyword(Keyword { span: Span::new(l, r), arg: Some(name), value })
}

pub fn double_star_argument(l: u32, r: u32, value: Expr) -> Argument {
    Argument::Keyword(Keyword { span: Span::new(l, r), arg: None, value })
}

pub(super) fn arguments(items: Option<Vec<Argument>>) -> (Vec<Expr>, Vec<Keyword>) {
    let (mut args, mut keywords) = (Vec::new(), Vec::new());
    for item in items.unwrap_or_default() {
        match item {
            Argument::Positional(arg) => args.push(arg),
            Argument::Keyword(keyword) => keywords.push(keyword),
        }
    }
    (args, keywords)
}

pub fn call(l: u32, r: u32, func: Expr, items: Option<Vec<Argument>>) -> Expr {
    let (args, keywords) = arguments(items);
    expr(l, r, ExprKind::Call { func: func.into(), args, keywords })
}

pub fn generator_call(l: u32, r: u32, func: Expr, generator: Expr) -> Expr {
    expr(l, r, ExprKind::Call { func: func.into(), args: vec![generator], keywords: Vec::new() })
}

pub fn comprehension(
    _: &Cx,
    l: u32,
    r: u32,
    is_async: bool,
    mut target: Expr,
    iter: Expr,
    ifs: Vec<Expr>,
) -> Checked<Comprehension> {
    validate::assignment_target(&mut target)?;
    Ok(Comprehension { span: Span::new(l, r), target, iter, ifs, is_async })
}

pub fn generator(l: u32, r: u32, elt: Expr, generators: Vec<Comprehension>) -> Expr {
    expr(l, r, ExprKind::GeneratorExp { elt: elt.into(), generators })
}

pub fn list_comprehension(l: u32, r: u32, elt: Expr, generators: Vec<Comprehension>) -> Expr {
    expr(l, r, ExprKind::ListComp { elt: elt.into(), generators })
}

pub fn set_comprehension(l: u32, r: u32, elt: Expr, generators: Vec<Comprehension>) -> Expr {
    expr(l, r, ExprKind::SetComp { elt: elt.into(), generators })
}

/// An entry of a dict display; no key stands for `**value`.
#[derive(Debug)]
pub struct DictItem {
    key: Option<Expr>,
    value: Expr,
}

pub fn pair(key: Expr, value: Expr) -> DictItem {
    DictItem { key: Some(key), value }
}

pub fn unpacked(value: Expr) -> DictItem {
    DictItem { key: None, value }
}

pub fn dict(l: u32, r: u32, items: Option<Vec<DictItem>>) -> Expr {
    let (keys, values) = items.unwrap_or_default().into_iter().map(|item| (item.key, item.value)).unzip();
    expr(l, r, ExprKind::Dict { keys, values })
}

pub fn dict_comprehension(l: u32, r: u32, item: DictItem, generators: Vec<Comprehension>) -> Expr {
    let (key, value) = match item.key {
        Some(key) => (key.into(), Some(item.value.into())),
        None => (item.value.into(), None),
    };
    expr(l, r, ExprKind::DictComp { key, value, generators })
}
