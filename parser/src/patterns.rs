//! What the productions for `match` patterns build, and what they reject.

use pyish_lexer::Span;

use crate::actions::{Checked, Cx, binary, end, expr, failure};
use crate::ast::*;

fn pattern(l: u32, r: u32, kind: PatternKind) -> Pattern {
    Pattern { span: Span::new(l, r), kind }
}

pub fn case(cx: &Cx, l: u32, pattern: Pattern, guard: Option<Expr>, body: Body) -> MatchCase {
    let end = end(cx, &body);
    MatchCase { span: Span::new(l, end), pattern, guard, body }
}

/// A case ends with its last statement, and so does the whole.
pub fn match_statement(l: u32, subject: Expr, cases: Vec<MatchCase>) -> Stmt {
    let end = cases.last().map_or(l, |last| last.span.end);
    Stmt { span: Span::new(l, end), kind: StmtKind::Match { subject: Box::new(subject), cases } }
}

pub fn sequence(l: u32, r: u32, patterns: Vec<Pattern>) -> Pattern {
    pattern(l, r, PatternKind::MatchSequence { patterns })
}

pub fn star(l: u32, r: u32, name: Identifier) -> Pattern {
    pattern(l, r, PatternKind::MatchStar { name: (name != "_").then_some(name) })
}

pub fn capture(l: u32, r: u32, name: Identifier) -> Pattern {
    pattern(l, r, PatternKind::MatchAs { pattern: None, name: (name != "_").then_some(name) })
}

pub fn alias(l: u32, r: u32, inner: Pattern, name: Identifier) -> Checked<Pattern> {
    if name == "_" {
        return failure(Span::new(r - 1, r), "cannot use '_' as a target");
    }
    Ok(pattern(l, r, PatternKind::MatchAs { pattern: Some(Box::new(inner)), name: Some(name) }))
}

pub fn alternatives(l: u32, r: u32, first: Pattern, mut rest: Vec<Pattern>) -> Pattern {
    rest.insert(0, first);
    pattern(l, r, PatternKind::MatchOr { patterns: rest })
}

/// Whether an expression is a literal only by its looks.
fn is_computed(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::JoinedStr { .. } | ExprKind::TemplateStr { .. })
}

pub fn literal(l: u32, r: u32, value: Expr) -> Checked<Pattern> {
    let kind = match value.kind {
        ExprKind::Constant { value: value @ (Constant::None | Constant::True | Constant::False), .. } => {
            PatternKind::MatchSingleton { value }
        }
        _ => PatternKind::MatchValue { value: Box::new(value) },
    };
    Ok(pattern(l, r, kind))
}

pub fn name(l: u32, r: u32, value: Expr) -> Pattern {
    match value.kind {
        ExprKind::Name { id, .. } => capture(l, r, id),
        _ => pattern(l, r, PatternKind::MatchValue { value: Box::new(value) }),
    }
}

pub fn mapping_item(key: Expr, value: Pattern) -> Checked<(Option<Expr>, Pattern)> {
    match key.kind {
        ExprKind::Name { .. } => failure(Span::new(key.span.end, key.span.end + 1), "invalid syntax"),
        _ => Ok((Some(key), value)),
    }
}

/// Keys with their patterns; an item without a key is `**rest`, which must come last.
pub fn mapping(l: u32, r: u32, items: Vec<(Option<Expr>, Pattern)>) -> Checked<Pattern> {
    let (mut keys, mut patterns, mut rest) = (Vec::new(), Vec::new(), None);
    let last = items.len().saturating_sub(1);
    let doubled = items.windows(2).find(|pair| pair[0].0.is_none() && pair[1].0.is_none());
    if let Some([_, (_, second)]) = doubled {
        return failure(Span::new(second.span.start, second.span.start + 2), "invalid syntax");
    }
    for (index, (key, value)) in items.into_iter().enumerate() {
        match (key, value.kind) {
            (Some(key), _) if is_computed(&key) => {
                return failure(Span::new(l, r), "mapping pattern keys may only match literals and attribute lookups");
            }
            (Some(key), kind) => {
                keys.push(key);
                patterns.push(Pattern { span: value.span, kind });
            }
            (None, PatternKind::MatchAs { name: Some(name), .. }) if index == last => rest = Some(name),
            (None, _) => {
                let name = Span::new(value.span.end - 1, value.span.end);
                return failure(name, "invalid syntax");
            }
        }
    }
    Ok(pattern(l, r, PatternKind::MatchMapping { keys, patterns, rest }))
}

pub fn class(l: u32, r: u32, cls: Expr, items: Vec<(Option<Identifier>, Pattern)>) -> Checked<Pattern> {
    let (mut patterns, mut kwd_attrs, mut kwd_patterns) = (Vec::new(), Vec::new(), Vec::new());
    for (name, value) in items {
        match name {
            Some(name) => {
                kwd_attrs.push(name);
                kwd_patterns.push(value);
            }
            None if kwd_attrs.is_empty() => patterns.push(value),
            None => return failure(value.span, "positional patterns follow keyword patterns"),
        }
    }
    let cls = Box::new(cls);
    Ok(pattern(l, r, PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns }))
}

/// `real + imaginary`: the only arithmetic patterns know.
pub fn complex_literal(l: u32, r: u32, real: Expr, op: Operator, imaginary: Expr) -> Checked<Expr> {
    let is_complex = |e: &Expr| matches!(e.kind, ExprKind::Constant { value: Constant::Complex(_), .. });
    let inner = match &real.kind {
        ExprKind::UnaryOp { operand, .. } => operand,
        _ => &real,
    };
    if is_complex(inner) {
        return failure(real.span, "real number required in complex literal");
    }
    if !is_complex(&imaginary) {
        return failure(imaginary.span, "imaginary number required in complex literal");
    }
    let sum = binary(l, r, real, op, imaginary);
    Ok(expr(l, r, sum.kind))
}
