//! Expressions as text, for annotations that are kept as strings (`from __future__ import annotations`).

use pyish_parser::ast::*;

/// The text of an annotation, normalised as CPython does.
pub(super) fn expression(e: &Expr) -> String {
    let list = |elts: &[Expr]| elts.iter().map(expression).collect::<Vec<_>>().join(", ");
    match &e.kind {
        ExprKind::Name { id, .. } => id.as_str().to_owned(),
        ExprKind::Attribute { value, attr, .. } => format!("{}.{}", expression(value), attr.as_str()),
        ExprKind::Subscript { value, slice, .. } => match &slice.kind {
            ExprKind::Tuple { elts, .. } if !elts.is_empty() => {
                let comma = if elts.len() == 1 { "," } else { "" };
                format!("{}[{}{comma}]", expression(value), list(elts))
            }
            _ => format!("{}[{}]", expression(value), expression(slice)),
        },
        ExprKind::Tuple { elts, .. } if elts.len() == 1 => format!("({},)", list(elts)),
        ExprKind::Tuple { elts, .. } => format!("({})", list(elts)),
        ExprKind::List { elts, .. } => format!("[{}]", list(elts)),
        ExprKind::BinOp { left, op, right } => format!("{} {} {}", expression(left), operator(*op), expression(right)),
        ExprKind::UnaryOp { op, operand } => {
            let sign = match op {
                UnaryOp::Not => "not ",
                UnaryOp::UAdd => "+",
                UnaryOp::USub => "-",
                UnaryOp::Invert => "~",
            };
            format!("{sign}{}", expression(operand))
        }
        ExprKind::Starred { value, .. } => format!("*{}", expression(value)),
        ExprKind::Constant { value, .. } => constant(value),
        ExprKind::Call { func, args, keywords } => {
            let named = keywords.iter().map(|k| match &k.arg {
                Some(n) => format!("{}={}", n.as_str(), expression(&k.value)),
                None => format!("**{}", expression(&k.value)),
            });
            let all: Vec<String> = args.iter().map(expression).chain(named).collect();
            format!("{}({})", expression(func), all.join(", "))
        }
        _ => "...".to_owned(),
    }
}

fn operator(op: Operator) -> &'static str {
    match op {
        Operator::Add => "+",
        Operator::Sub => "-",
        Operator::Mult => "*",
        Operator::MatMult => "@",
        Operator::Div => "/",
        Operator::Mod => "%",
        Operator::Pow => "**",
        Operator::LShift => "<<",
        Operator::RShift => ">>",
        Operator::BitOr => "|",
        Operator::BitXor => "^",
        Operator::BitAnd => "&",
        Operator::FloorDiv => "//",
    }
}

fn constant(c: &Constant) -> String {
    match c {
        Constant::None => "None".into(),
        Constant::True => "True".into(),
        Constant::False => "False".into(),
        Constant::Ellipsis => "...".into(),
        Constant::Str(s) => {
            let text = s.as_str().unwrap_or_default();
            let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
            let inner: String = text
                .chars()
                .flat_map(|c| match c {
                    '\\' => vec!['\\', '\\'],
                    '\n' => vec!['\\', 'n'],
                    c if c == quote => vec!['\\', c],
                    c => vec![c],
                })
                .collect();
            format!("{quote}{inner}{quote}")
        }
        Constant::Int(IntLit::Small(i)) => i.to_string(),
        Constant::Float(x) => format!("{x:?}"),
        _ => "...".into(),
    }
}
