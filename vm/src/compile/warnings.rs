//! SyntaxWarnings of the compiler: code that is legal and surely a mistake.

use pyish_parser::SyntaxWarning;
use pyish_parser::ast::*;

use super::Compiler;

/// How a literal's type is named.
fn literal(e: &Expr) -> Option<&'static str> {
    Some(match &e.kind {
        ExprKind::Constant { value, .. } => match value {
            Constant::Int(_) => "int",
            Constant::Float(_) => "float",
            Constant::Complex(_) => "complex",
            Constant::Str(_) => "str",
            Constant::Bytes(_) => "bytes",
            Constant::Ellipsis => "ellipsis",
            Constant::None => "NoneType",
            Constant::True | Constant::False => "bool",
        },
        ExprKind::JoinedStr { .. } => "str",
        ExprKind::TemplateStr { .. } => "string.templatelib.Template",
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::List { .. } | ExprKind::ListComp { .. } => "list",
        ExprKind::Dict { .. } | ExprKind::DictComp { .. } => "dict",
        ExprKind::Set { .. } | ExprKind::SetComp { .. } => "set",
        ExprKind::GeneratorExp { .. } => "generator",
        ExprKind::Lambda { .. } => "function",
        _ => return None,
    })
}

impl<'a> Compiler<'a> {
    pub fn warn(&mut self, span: Span, message: String) {
        if self.repeats == 0 {
            let lineno = self.source.line(span);
            self.warnings.push(SyntaxWarning { message, span, lineno });
        }
    }

    /// `x is 1`
    pub fn check_compare(&mut self, span: Span, left: &Expr, ops: &[CmpOp], rights: &[Expr]) {
        let mut before = left;
        for (op, right) in ops.iter().zip(rights) {
            if matches!(op, CmpOp::Is | CmpOp::IsNot) {
                let plain = |e: &Expr| match literal(e) {
                    Some("int" | "float" | "complex" | "str" | "bytes" | "tuple") => literal(e),
                    _ => None,
                };
                if let Some(name) = plain(before).or(plain(right)) {
                    let (is, eq) = if *op == CmpOp::Is { ("is", "==") } else { ("is not", "!=") };
                    self.warn(span, format!("\"{is}\" with '{name}' literal. Did you mean \"{eq}\"?"));
                }
            }
            before = right;
        }
    }

    /// `'text'()`
    pub fn check_call(&mut self, span: Span, func: &Expr) {
        if let Some(name) = literal(func)
            && name != "function"
        {
            self.warn(span, format!("'{name}' object is not callable; perhaps you missed a comma?"));
        }
    }

    /// `[1][a, b]`, `None[0]`
    pub fn check_subscript(&mut self, span: Span, value: &Expr, slice: &Expr) {
        let Some(name) = literal(value) else { return };
        if matches!(name, "NoneType" | "bool" | "int" | "float" | "complex" | "ellipsis" | "set" | "function" | "generator") {
            self.warn(span, format!("'{name}' object is not subscriptable; perhaps you missed a comma?"));
            return;
        }
        if let (Some(index), "str" | "list" | "tuple" | "bytes") = (literal(slice), name)
            && !matches!(index, "int" | "bool")
        {
            self.warn(span, format!("{name} indices must be integers or slices, not {index}; perhaps you missed a comma?"));
        }
    }

    /// `assert (x, "message")`
    pub fn check_assert(&mut self, span: Span, test: &Expr) {
        if matches!(&test.kind, ExprKind::Tuple { elts, .. } if !elts.is_empty()) {
            self.warn(span, "assertion is always true, perhaps remove parentheses?".into());
        }
    }

    /// `return`, `break` and `continue` that leave a `finally` body.
    pub fn warn_leaving_finally(&mut self, span: Span, word: &str, blocks: usize) {
        let n = self.unit.blocks.len();
        let leaves = self.unit.blocks[n - blocks.min(n)..].iter().any(|f| matches!(f.block, super::unit::Block::FinallyHandler { .. }));
        if leaves {
            self.warn(span, format!("'{word}' in a 'finally' block"));
        }
    }
}
