//! Files, statements, parameters and type parameters.

use super::expression::{Argument, arguments};
use super::{Checked, Cx, failure};
use crate::ast::*;
use crate::validate;

// ---- Files and simple statements ----

pub fn module(body: Vec<Stmt>) -> Mod {
    Mod::Module { body: Body::from(body) }
}

pub fn expression_mod(body: Expr) -> Mod {
    Mod::Expression { body: ExprBox::new(body) }
}

pub fn statement(l: u32, r: u32, kind: StmtKind) -> Stmt {
    Stmt { span: Span::new(l, r), kind }
}

pub fn expression_statement(_: &Cx, l: u32, r: u32, value: Expr) -> Stmt {
    statement(l, r, StmtKind::Expr { value: Box::new(value) })
}

pub fn assign(_: &Cx, l: u32, r: u32, first: Expr, mut rest: Vec<Expr>) -> Checked<Stmt> {
    let value = Box::new(rest.pop().unwrap_or_default());
    let mut targets = Vec::with_capacity(1 + rest.len());
    targets.push(first);
    targets.append(&mut rest);
    for target in &mut targets {
        validate::assignment_target(target)?;
    }
    Ok(statement(l, r, StmtKind::Assign { targets, value }))
}

pub fn augmented_assign(_: &Cx, l: u32, r: u32, mut target: Expr, op: Operator, value: Expr) -> Checked<Stmt> {
    validate::augmented_target(&mut target)?;
    Ok(statement(l, r, StmtKind::AugAssign { target: Box::new(target), op, value: Box::new(value) }))
}

pub fn annotated_assign(
    _: &Cx,
    l: u32,
    r: u32,
    mut target: Expr,
    annotation: Expr,
    value: Option<Expr>,
) -> Checked<Stmt> {
    validate::annotated_target(&mut target)?;
    let simple = matches!(target.kind, ExprKind::Name { .. }) && target.span.start == l;
    let kind = StmtKind::AnnAssign {
        target: Box::new(target),
        annotation: Box::new(annotation),
        value: value.map(Box::new),
        simple,
    };
    Ok(statement(l, r, kind))
}

pub fn return_statement(l: u32, r: u32, value: Option<Expr>) -> Stmt {
    statement(l, r, StmtKind::Return { value: value.map(Box::new) })
}

pub fn raise(l: u32, r: u32, exc: Option<Expr>, cause: Option<Expr>) -> Stmt {
    statement(l, r, StmtKind::Raise { exc: exc.map(Box::new), cause: cause.map(Box::new) })
}

pub fn delete(_: &Cx, l: u32, r: u32, mut targets: Vec<Expr>) -> Checked<Stmt> {
    for target in &mut targets {
        validate::delete_target(target)?;
    }
    Ok(statement(l, r, StmtKind::Delete { targets }))
}

pub fn assert(l: u32, r: u32, test: Expr, msg: Option<Expr>) -> Stmt {
    statement(l, r, StmtKind::Assert { test: Box::new(test), msg: msg.map(Box::new) })
}

pub fn import(l: u32, r: u32, names: Vec<Alias>, is_lazy: bool) -> Stmt {
    statement(l, r, StmtKind::Import { names, is_lazy })
}

pub fn import_from(
    l: u32,
    r: u32,
    level: u32,
    module: Option<Identifier>,
    names: Vec<Alias>,
    is_lazy: bool,
) -> Checked<Stmt> {
    if level == 0 && module.as_ref().is_some_and(|module| *module == "__future__") {
        validate::future_import(Span::new(l, l + 4), is_lazy, &names)?;
    }
    Ok(statement(l, r, StmtKind::ImportFrom { module, names, level, is_lazy }))
}

pub fn dotted(name: Identifier, part: Identifier) -> Identifier {
    Identifier::from(format!("{name}.{part}"))
}

pub fn alias(l: u32, r: u32, name: Identifier, asname: Option<Identifier>) -> Alias {
    Alias { span: Span::new(l, r), name, asname }
}

pub fn star_alias(l: u32, r: u32) -> Vec<Alias> {
    vec![alias(l, r, Identifier::from("*"), None)]
}

pub fn type_alias(l: u32, r: u32, mut name: Expr, type_params: Option<Vec<TypeParam>>, value: Expr) -> Stmt {
    validate::set_context(&mut name, ExprContext::Store);
    let type_params = type_params.unwrap_or_default();
    statement(l, r, StmtKind::TypeAlias { name: Box::new(name), type_params, value: Box::new(value) })
}

// ---- Compound statements ----

/// Where a block ends: with its last statement, or the semicolon after it.
pub fn end(cx: &Cx, body: &Body) -> u32 {
    let Some(last) = body.last() else { return 0 };
    let end = last.span.end;
    let rest = cx.source.get(end as usize..).unwrap_or("");
    let semicolon = rest.trim_start_matches([' ', '\t', '\x0C']);
    if semicolon.starts_with(';') { end + 1 + (rest.len() - semicolon.len()) as u32 } else { end }
}

/// A compound statement that ends with the last of its blocks that is not empty.
fn block_statement(cx: &Cx, l: u32, blocks: &[&Body]) -> Span {
    Span::new(l, blocks.iter().map(|body| end(cx, body)).max().unwrap_or(l))
}

pub fn if_statement(
    cx: &Cx,
    l: u32,
    test: Expr,
    body: Body,
    elifs: Vec<(u32, Expr, Body)>,
    orelse: Option<Body>,
) -> Stmt {
    let mut orelse = orelse.unwrap_or_default();
    for (l, test, body) in elifs.into_iter().rev() {
        let span = block_statement(cx, l, &[&body, &orelse]);
        let kind = StmtKind::If { test: Box::new(test), body, orelse };
        orelse = Body::from(vec![Stmt { span, kind }]);
    }
    let span = block_statement(cx, l, &[&body, &orelse]);
    Stmt { span, kind: StmtKind::If { test: Box::new(test), body, orelse } }
}

pub fn while_statement(cx: &Cx, l: u32, test: Expr, body: Body, orelse: Option<Body>) -> Stmt {
    let orelse = orelse.unwrap_or_default();
    let span = block_statement(cx, l, &[&body, &orelse]);
    Stmt { span, kind: StmtKind::While { test: Box::new(test), body, orelse } }
}

pub fn for_statement(
    cx: &Cx,
    l: u32,
    is_async: bool,
    mut target: Expr,
    iter: Expr,
    body: Body,
    orelse: Option<Body>,
) -> Checked<Stmt> {
    validate::assignment_target(&mut target)?;
    let orelse = orelse.unwrap_or_default();
    let span = block_statement(cx, l, &[&body, &orelse]);
    let node = Box::new(For { target, iter, body, orelse });
    Ok(Stmt { span, kind: if is_async { StmtKind::AsyncFor(node) } else { StmtKind::For(node) } })
}

pub fn try_finally(cx: &Cx, l: u32, body: Body, finalbody: Body) -> Stmt {
    let span = block_statement(cx, l, &[&finalbody]);
    let node = Try { body, handlers: Vec::new(), orelse: Body::default(), finalbody };
    Stmt { span, kind: StmtKind::Try(Box::new(node)) }
}

pub fn try_statement(
    cx: &Cx,
    l: u32,
    body: Body,
    handlers: Vec<(bool, ExceptHandler)>,
    orelse: Option<Body>,
    finalbody: Option<Body>,
) -> Checked<Stmt> {
    let star = handlers.first().is_some_and(|first| first.0);
    if let Some((_, other)) = handlers.iter().find(|handler| handler.0 != star) {
        return failure(other.span, "cannot have both 'except' and 'except*' on the same 'try'");
    }
    let (orelse, finalbody) = (orelse.unwrap_or_default(), finalbody.unwrap_or_default());
    let handlers: Vec<_> = handlers.into_iter().map(|(_, handler)| handler).collect();
    let handlers_end = handlers.last().map_or(l, |last| last.span.end);
    let span = Span::new(l, handlers_end.max(end(cx, &orelse)).max(end(cx, &finalbody)));
    let node = Box::new(Try { body, handlers, orelse, finalbody });
    Ok(Stmt { span, kind: if star { StmtKind::TryStar(node) } else { StmtKind::Try(node) } })
}

pub fn handler(
    cx: &Cx,
    l: u32,
    star: bool,
    typ: Option<Expr>,
    name: Option<Identifier>,
    body: Body,
) -> (bool, ExceptHandler) {
    (star, ExceptHandler { span: block_statement(cx, l, &[&body]), typ, name, body })
}

pub fn typed_handler(
    cx: &Cx,
    l: u32,
    star: bool,
    (several, typ): (bool, Expr),
    name: Option<Identifier>,
    body: Body,
) -> Checked<(bool, ExceptHandler)> {
    if several && name.is_some() {
        return failure(typ.span, "multiple exception types must be parenthesized when using 'as'");
    }
    Ok(handler(cx, l, star, Some(typ), name, body))
}

pub fn with_statement(cx: &Cx, l: u32, is_async: bool, items: Vec<WithItem>, body: Body) -> Stmt {
    let span = block_statement(cx, l, &[&body]);
    Stmt { span, kind: if is_async { StmtKind::AsyncWith { items, body } } else { StmtKind::With { items, body } } }
}

pub fn with_item(l: u32, r: u32, context_expr: Expr) -> WithItem {
    WithItem { span: Span::new(l, r), context_expr, optional_vars: None }
}

pub fn with_item_as(_: &Cx, l: u32, r: u32, context_expr: Expr, mut target: Expr) -> Checked<WithItem> {
    validate::assignment_target(&mut target)?;
    Ok(WithItem { span: Span::new(l, r), context_expr, optional_vars: Some(target) })
}

pub fn decorate(decorators: Vec<Expr>, mut definition: Stmt) -> Stmt {
    match &mut definition.kind {
        StmtKind::FunctionDef(node) | StmtKind::AsyncFunctionDef(node) => node.decorator_list = decorators,
        StmtKind::ClassDef(node) => node.decorator_list = decorators,
        _ => {}
    }
    definition
}

/// The name of a function or class, with its type parameters.
pub type GenericName = (Identifier, Vec<TypeParam>);

pub fn function(
    cx: &Cx,
    l: u32,
    is_async: bool,
    (name, type_params): GenericName,
    parameters: Option<Vec<ParameterItem>>,
    returns: Option<Expr>,
    body: Body,
) -> Checked<Stmt> {
    let args = validate::parameters(parameters.unwrap_or_default())?;
    let span = block_statement(cx, l, &[&body]);
    let node = Box::new(FunctionDef { name, args, body, decorator_list: Vec::new(), returns, type_params });
    Ok(Stmt { span, kind: if is_async { StmtKind::AsyncFunctionDef(node) } else { StmtKind::FunctionDef(node) } })
}

pub fn class(cx: &Cx, l: u32, (name, type_params): GenericName, items: Option<Vec<Argument>>, body: Body) -> Stmt {
    let (bases, keywords) = arguments(items);
    let span = block_statement(cx, l, &[&body]);
    let node = ClassDef { name, bases, keywords, body, decorator_list: Vec::new(), type_params };
    Stmt { span, kind: StmtKind::ClassDef(Box::new(node)) }
}

// ---- Parameters ----

/// An entry of a parameter list, before the list is sorted into an `Arguments`.
#[derive(Debug)]
pub enum ParameterItem {
    Plain(Arg, Option<Expr>),
    Slash(u32),
    Star(u32),
    VarPositional(Arg),
    VarKeyword(Arg),
}

fn arg(l: u32, r: u32, arg: Identifier, annotation: Option<Expr>) -> Arg {
    Arg { span: Span::new(l, r), arg, annotation }
}

pub fn parameter(l: u32, r: u32, name: Identifier, annotation: Option<Expr>, default: Option<Expr>) -> ParameterItem {
    ParameterItem::Plain(arg(l, r, name, annotation), default)
}

pub fn star_parameter(l: u32, r: u32, name: Identifier, annotation: Option<Expr>) -> ParameterItem {
    ParameterItem::VarPositional(arg(l, r, name, annotation))
}

pub fn double_star_parameter(l: u32, r: u32, name: Identifier, annotation: Option<Expr>) -> ParameterItem {
    ParameterItem::VarKeyword(arg(l, r, name, annotation))
}

pub fn type_var(l: u32, r: u32, name: Identifier, bound: Option<Expr>, default_value: Option<Expr>) -> TypeParam {
    TypeParam { span: Span::new(l, r), kind: TypeParamKind::TypeVar { name, bound, default_value } }
}

pub fn type_var_tuple(l: u32, r: u32, name: Identifier, default_value: Option<Expr>) -> TypeParam {
    TypeParam { span: Span::new(l, r), kind: TypeParamKind::TypeVarTuple { name, default_value } }
}

pub fn param_spec(l: u32, r: u32, name: Identifier, default_value: Option<Expr>) -> TypeParam {
    TypeParam { span: Span::new(l, r), kind: TypeParamKind::ParamSpec { name, default_value } }
}
