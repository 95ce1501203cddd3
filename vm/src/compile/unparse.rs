//! Expressions back to source text, as `from __future__ import annotations` stores them.

use pyish_parser::ast::*;

use super::deep;

/// How tightly an operator binds; an operand of a looser kind gets parentheses.
mod precedence {
    pub const TUPLE: u8 = 0;
    pub const NAMED: u8 = 1;
    pub const TEST: u8 = 2;
    pub const OR: u8 = 3;
    pub const AND: u8 = 4;
    pub const NOT: u8 = 5;
    pub const COMPARE: u8 = 6;
    pub const EXPR: u8 = 7;
    pub const BIT_XOR: u8 = 8;
    pub const BIT_AND: u8 = 9;
    pub const SHIFT: u8 = 10;
    pub const ARITHMETIC: u8 = 11;
    pub const TERM: u8 = 12;
    pub const FACTOR: u8 = 13;
    pub const POWER: u8 = 14;
    pub const AWAIT: u8 = 15;
    pub const ATOM: u8 = 16;
}
use precedence as p;

pub(super) fn expression(e: &Expr) -> String {
    let mut out = Unparser { text: String::new() };
    out.expr(e, p::TEST);
    out.text
}

struct Unparser {
    text: String,
}

impl Unparser {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes what `inner` writes, in parentheses when `level` does not suffice for `own`.
    fn wrap(&mut self, level: u8, own: u8, inner: impl FnOnce(&mut Unparser)) {
        let parens = level > own;
        if parens {
            self.put("(");
        }
        inner(self);
        if parens {
            self.put(")");
        }
    }

    fn list(&mut self, exprs: &[Expr], level: u8) {
        for (index, e) in exprs.iter().enumerate() {
            if index > 0 {
                self.put(", ");
            }
            self.expr(e, level);
        }
    }

    fn expr(&mut self, e: &Expr, level: u8) {
        deep(|| self.expr_inner(e, level));
    }

    fn expr_inner(&mut self, e: &Expr, level: u8) {
        use ExprKind::*;
        match &e.kind {
            BoolOp { op, values } => {
                let (own, word) = if *op == self::BoolOp::And { (p::AND, " and ") } else { (p::OR, " or ") };
                self.wrap(level, own, |out| {
                    for (index, value) in values.iter().enumerate() {
                        if index > 0 {
                            out.put(word);
                        }
                        out.expr(value, own + 1);
                    }
                });
            }
            NamedExpr { target, value } => self.wrap(level, p::NAMED, |out| {
                out.expr(target, p::ATOM);
                out.put(" := ");
                out.expr(value, p::ATOM);
            }),
            BinOp { left, op, right } => self.binary(level, left, *op, right),
            UnaryOp { op, operand } => {
                let (own, word) = match op {
                    self::UnaryOp::Not => (p::NOT, "not "),
                    self::UnaryOp::Invert => (p::FACTOR, "~"),
                    self::UnaryOp::UAdd => (p::FACTOR, "+"),
                    self::UnaryOp::USub => (p::FACTOR, "-"),
                };
                self.wrap(level, own, |out| {
                    out.put(word);
                    out.expr(operand, own);
                });
            }
            Lambda { args, body } => self.wrap(level, p::TEST, |out| {
                out.put(if no_parameters(args) { "lambda" } else { "lambda " });
                out.arguments(args);
                out.put(": ");
                out.expr(body, p::TEST);
            }),
            IfExp { test, body, orelse } => self.wrap(level, p::TEST, |out| {
                out.expr(body, p::TEST + 1);
                out.put(" if ");
                out.expr(test, p::TEST + 1);
                out.put(" else ");
                out.expr(orelse, p::TEST);
            }),
            Compare { left, ops, comparators } => self.wrap(level, p::COMPARE, |out| {
                out.expr(left, p::COMPARE + 1);
                for (op, right) in ops.iter().zip(comparators) {
                    out.put(compare_word(*op));
                    out.expr(right, p::COMPARE + 1);
                }
            }),
            Await { value } => self.wrap(level, p::AWAIT, |out| {
                out.put("await ");
                out.expr(value, p::ATOM);
            }),
            Yield { value } => match value {
                None => self.put("(yield)"),
                Some(value) => {
                    self.put("(yield ");
                    self.expr(value, p::TEST);
                    self.put(")");
                }
            },
            YieldFrom { value } => {
                self.put("(yield from ");
                self.expr(value, p::TEST);
                self.put(")");
            }
            Tuple { elts, .. } => self.tuple(level, elts),
            Constant { value, unicode_prefix } => {
                if *unicode_prefix {
                    self.put("u");
                }
                self.constant(value);
            }
            Starred { value, .. } => {
                self.put("*");
                self.expr(value, p::EXPR);
            }
            Name { id, .. } => self.put(id),
            _ => self.postfix(e),
        }
    }

    fn binary(&mut self, level: u8, left: &Expr, op: Operator, right: &Expr) {
        let (word, own, right_associative) = match op {
            Operator::Add => (" + ", p::ARITHMETIC, false),
            Operator::Sub => (" - ", p::ARITHMETIC, false),
            Operator::Mult => (" * ", p::TERM, false),
            Operator::MatMult => (" @ ", p::TERM, false),
            Operator::Div => (" / ", p::TERM, false),
            Operator::Mod => (" % ", p::TERM, false),
            Operator::FloorDiv => (" // ", p::TERM, false),
            Operator::LShift => (" << ", p::SHIFT, false),
            Operator::RShift => (" >> ", p::SHIFT, false),
            Operator::BitOr => (" | ", p::EXPR, false),
            Operator::BitXor => (" ^ ", p::BIT_XOR, false),
            Operator::BitAnd => (" & ", p::BIT_AND, false),
            Operator::Pow => (" ** ", p::POWER, true),
        };
        self.wrap(level, own, |out| {
            out.expr(left, own + u8::from(right_associative));
            out.put(word);
            out.expr(right, own + u8::from(!right_associative));
        });
    }

    fn tuple(&mut self, level: u8, elts: &[Expr]) {
        if elts.is_empty() {
            return self.put("()");
        }
        self.wrap(level, p::TUPLE, |out| {
            out.list(elts, p::TEST);
            if elts.len() == 1 {
                out.put(",");
            }
        });
    }

    fn postfix(&mut self, e: &Expr) {
        use ExprKind::*;
        match &e.kind {
            Attribute { value, attr, .. } => {
                self.expr(value, p::ATOM);
                let integer = matches!(value.kind, Constant { value: self::Constant::Int(_), .. });
                self.put(if integer { " ." } else { "." });
                self.put(attr);
            }
            Subscript { value, slice, .. } => {
                self.expr(value, p::ATOM);
                self.put("[");
                self.expr(slice, p::TUPLE);
                self.put("]");
            }
            Slice { lower, upper, step } => {
                if let Some(lower) = lower {
                    self.expr(lower, p::TEST);
                }
                self.put(":");
                if let Some(upper) = upper {
                    self.expr(upper, p::TEST);
                }
                if let Some(step) = step {
                    self.put(":");
                    self.expr(step, p::TEST);
                }
            }
            Call { func, args, keywords } => self.call(func, args, keywords),
            List { elts, .. } => {
                self.put("[");
                self.list(elts, p::TEST);
                self.put("]");
            }
            Set { elts } => {
                self.put("{");
                self.list(elts, p::TEST);
                self.put("}");
            }
            Dict { keys, values } => self.dict(keys, values),
            ListComp { elt, generators } => self.comprehension("[", elt, None, generators, "]"),
            SetComp { elt, generators } => self.comprehension("{", elt, None, generators, "}"),
            GeneratorExp { elt, generators } => self.comprehension("(", elt, None, generators, ")"),
            DictComp { key, value, generators } => {
                self.comprehension("{", key, value.as_deref(), generators, "}");
            }
            JoinedStr { values } => self.format_string("f", values),
            TemplateStr { values } => self.format_string("t", values),
            FormattedValue { .. } | Interpolation { .. } => self.format_string("f", std::slice::from_ref(e)),
            _ => {}
        }
    }

    fn call(&mut self, func: &Expr, args: &[Expr], keywords: &[Keyword]) {
        self.expr(func, p::ATOM);
        if let ([Expr { kind: ExprKind::GeneratorExp { .. }, .. }], []) = (args, keywords) {
            return self.expr(&args[0], p::ATOM);
        }
        self.put("(");
        self.list(args, p::TEST);
        for (index, keyword) in keywords.iter().enumerate() {
            if index > 0 || !args.is_empty() {
                self.put(", ");
            }
            match &keyword.arg {
                Some(arg) => {
                    self.put(arg);
                    self.put("=");
                }
                None => self.put("**"),
            }
            self.expr(&keyword.value, p::TEST);
        }
        self.put(")");
    }

    fn dict(&mut self, keys: &[Option<Expr>], values: &[Expr]) {
        self.put("{");
        for (index, (key, value)) in keys.iter().zip(values).enumerate() {
            if index > 0 {
                self.put(", ");
            }
            match key {
                Some(key) => {
                    self.expr(key, p::TEST);
                    self.put(": ");
                    self.expr(value, p::TEST);
                }
                None => {
                    self.put("**");
                    self.expr(value, p::EXPR);
                }
            }
        }
        self.put("}");
    }

    fn comprehension(
        &mut self,
        open: &str,
        element: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
        close: &str,
    ) {
        self.put(open);
        self.expr(element, p::TEST);
        if let Some(value) = value {
            self.put(": ");
            self.expr(value, p::TEST);
        }
        for generator in generators {
            self.put(if generator.is_async { " async for " } else { " for " });
            self.expr(&generator.target, p::TUPLE);
            self.put(" in ");
            self.expr(&generator.iter, p::TEST + 1);
            for test in &generator.ifs {
                self.put(" if ");
                self.expr(test, p::TEST + 1);
            }
        }
        self.put(close);
    }

    fn arguments(&mut self, args: &Arguments) {
        let positional = args.posonlyargs.len() + args.args.len();
        let first_default = positional - args.defaults.len();
        let mut separator = "";
        for (index, arg) in args.posonlyargs.iter().chain(&args.args).enumerate() {
            self.put(separator);
            separator = ", ";
            self.put(&arg.arg);
            if let Some(default) = index.checked_sub(first_default).and_then(|index| args.defaults.get(index)) {
                self.put("=");
                self.expr(default, p::TEST);
            }
            if index + 1 == args.posonlyargs.len() {
                self.put(", /");
            }
        }
        if args.vararg.is_some() || !args.kwonlyargs.is_empty() {
            self.put(separator);
            separator = ", ";
            self.put("*");
            if let Some(vararg) = &args.vararg {
                self.put(&vararg.arg);
            }
        }
        for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
            self.put(separator);
            self.put(&arg.arg);
            if let Some(default) = default {
                self.put("=");
                self.expr(default, p::TEST);
            }
        }
        if let Some(kwarg) = &args.kwarg {
            self.put(separator);
            self.put("**");
            self.put(&kwarg.arg);
        }
    }

    fn constant(&mut self, value: &Constant) {
        match value {
            Constant::None => self.put("None"),
            Constant::True => self.put("True"),
            Constant::False => self.put("False"),
            Constant::Ellipsis => self.put("..."),
            Constant::Int(IntLit::Small(value)) => self.put(&value.to_string()),
            Constant::Int(IntLit::Big { digits, radix }) => {
                self.put(match radix {
                    16 => "0x",
                    8 => "0o",
                    2 => "0b",
                    _ => "",
                });
                self.put(digits);
            }
            Constant::Float(value) => self.float(*value),
            Constant::Complex(value) => {
                self.float(*value);
                if self.text.ends_with(".0") {
                    self.text.truncate(self.text.len() - 2);
                }
                self.put("j");
            }
            Constant::Str(text) => self.put(&repr(text.as_wtf8(), false)),
            Constant::Bytes(bytes) => {
                self.put("b");
                self.put(&repr(bytes, true));
            }
        }
    }

    fn float(&mut self, value: f64) {
        if value.is_infinite() {
            return self.put("1e309");
        }
        let text = format!("{value:?}");
        match text.split_once('e') {
            // Python writes at least two digits of exponent, and its sign.
            Some((mantissa, exponent)) => {
                let (sign, digits) = match exponent.strip_prefix('-') {
                    Some(digits) => ('-', digits),
                    None => ('+', exponent),
                };
                let mantissa = mantissa.strip_suffix(".0").unwrap_or(mantissa);
                self.put(&format!("{mantissa}e{sign}{digits:0>2}"));
            }
            None => self.put(&text),
        }
    }

    fn format_string(&mut self, prefix: &str, values: &[Expr]) {
        let mut body = Unparser { text: String::new() };
        body.format_parts(values);
        self.put(prefix);
        let text = body.text;
        self.put(&repr(text.as_bytes(), false));
    }

    fn format_parts(&mut self, values: &[Expr]) {
        for value in values {
            match &value.kind {
                ExprKind::Constant { value: Constant::Str(text), .. } => {
                    let text = String::from_utf8_lossy(text.as_wtf8()).replace('{', "{{").replace('}', "}}");
                    self.put(&text);
                }
                ExprKind::FormattedValue { value, conversion, format_spec }
                | ExprKind::Interpolation { value, conversion, format_spec, .. } => {
                    let inner = {
                        let mut out = Unparser { text: String::new() };
                        out.expr(value, p::TEST + 1);
                        out.text
                    };
                    self.put(if inner.starts_with('{') { "{ " } else { "{" });
                    self.put(&inner);
                    self.put(match conversion {
                        Conversion::None => "",
                        Conversion::Str => "!s",
                        Conversion::Repr => "!r",
                        Conversion::Ascii => "!a",
                    });
                    if let Some(spec) = format_spec {
                        self.put(":");
                        match &spec.kind {
                            ExprKind::JoinedStr { values } => self.format_parts(values),
                            _ => self.format_parts(std::slice::from_ref(spec)),
                        }
                    }
                    self.put("}");
                }
                _ => self.expr(value, p::TEST),
            }
        }
    }
}

fn no_parameters(args: &Arguments) -> bool {
    args.posonlyargs.is_empty()
        && args.args.is_empty()
        && args.kwonlyargs.is_empty()
        && args.vararg.is_none()
        && args.kwarg.is_none()
}

fn compare_word(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}

/// The text in quotes, with what cannot stand there escaped.
fn repr(bytes: &[u8], only_ascii: bool) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    let mut out = String::new();
    out.push(quote);
    let characters: Vec<char> = if only_ascii {
        bytes.iter().map(|&byte| char::from(byte)).collect()
    } else {
        String::from_utf8_lossy(bytes).chars().collect()
    };
    for c in characters {
        let code = u32::from(c);
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            _ if code < 0x20 || code == 0x7F || (only_ascii && code > 0x7F) => out.push_str(&format!("\\x{code:02x}")),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}
