//! Code that compiles but cannot be meant: the SyntaxWarnings of the compiler.

use pyish_parser::SyntaxWarning;
use pyish_parser::ast::*;

use super::Compiler;
use super::unit::Block;

impl<'a> Compiler<'a> {
    fn warn(&mut self, span: Span, message: String) {
        if self.repeats == 0 {
            let lineno = self.source.line(span);
            self.warnings.push(SyntaxWarning { message, span, lineno });
        }
    }

    /// `x is 1`.
    pub fn check_compare(&mut self, span: Span, left: &Expr, ops: &[CmpOp], rights: &[Expr]) {
        let mut left = left;
        for (op, right) in ops.iter().zip(rights) {
            if matches!(op, CmpOp::Is | CmpOp::IsNot)
                && let Some(name) = self.literal_type(left).or_else(|| self.literal_type(right))
            {
                let (word, instead) = if *op == CmpOp::Is { ("is", "==") } else { ("is not", "!=") };
                self.warn(span, format!("\"{word}\" with '{name}' literal. Did you mean \"{instead}\"?"));
            }
            left = right;
        }
    }

    fn literal_type(&mut self, e: &Expr) -> Option<&'static str> {
        match &e.kind {
            ExprKind::Constant {
                value: Constant::None | Constant::True | Constant::False | Constant::Ellipsis,
                ..
            } => None,
            ExprKind::Constant { .. } => type_name(e),
            ExprKind::Tuple { .. } => self.constant(e).map(|_| "tuple"),
            _ => None,
        }
    }

    /// `(1, 2)(3)`.
    pub fn check_call(&mut self, span: Span, func: &Expr) {
        if matches!(func.kind, ExprKind::Lambda { .. }) {
            return;
        }
        if let Some(name) = type_name(func) {
            self.warn(span, format!("'{name}' object is not callable; perhaps you missed a comma?"));
        }
    }

    /// `1[x]` and `"text"["x"]`.
    pub fn check_subscript(&mut self, span: Span, value: &Expr, index: &Expr) {
        let Some(name) = type_name(value) else { return };
        match name {
            "dict" => {}
            "str" | "bytes" | "list" | "tuple" => {
                let wrong = type_name(index).filter(|index| !matches!(*index, "int" | "bool"));
                if let Some(wrong) = wrong {
                    let message =
                        format!("{name} indices must be integers or slices, not {wrong}; perhaps you missed a comma?");
                    self.warn(span, message);
                }
            }
            _ => self.warn(span, format!("'{name}' object is not subscriptable; perhaps you missed a comma?")),
        }
    }

    /// `assert (test, message)`.
    pub fn check_assert(&mut self, span: Span, test: &Expr) {
        if matches!(&test.kind, ExprKind::Tuple { elts, .. } if !elts.is_empty()) {
            self.warn(span, "assertion is always true, perhaps remove parentheses?".to_owned());
        }
    }

    /// `return`, `break` or `continue` out of a `finally`, judged by the innermost `blocks` of the blocks around.
    pub fn warn_leaving_finally(&mut self, span: Span, word: &str, blocks: usize) {
        let within = self.unit.blocks.iter().rev().take(blocks);
        if within.into_iter().any(|frame| matches!(frame.block, Block::FinallyHandler { .. })) {
            self.warn(span, format!("'{word}' in a 'finally' block"));
        }
    }
}

/// The type that the value of a display or literal is known to have.
fn type_name(e: &Expr) -> Option<&'static str> {
    use ExprKind::*;
    Some(match &e.kind {
        Tuple { .. } => "tuple",
        List { .. } | ListComp { .. } => "list",
        Dict { .. } | DictComp { .. } => "dict",
        Set { .. } | SetComp { .. } => "set",
        GeneratorExp { .. } => "generator",
        Lambda { .. } => "function",
        JoinedStr { .. } | FormattedValue { .. } => "str",
        TemplateStr { .. } | Interpolation { .. } => "string.templatelib.Template",
        Constant { value, .. } => match value {
            self::Constant::None => "NoneType",
            self::Constant::True | self::Constant::False => "bool",
            self::Constant::Ellipsis => "ellipsis",
            self::Constant::Int(_) => "int",
            self::Constant::Float(_) => "float",
            self::Constant::Complex(_) => "complex",
            self::Constant::Str(_) => "str",
            self::Constant::Bytes(_) => "bytes",
        },
        _ => return None,
    })
}
