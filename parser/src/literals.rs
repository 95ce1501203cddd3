//! Numbers, strings, f-strings and t-strings: from tokens to constants and nodes.
//!
//! Invariant: adjacent constants inside an f-string or t-string are one constant; empty ones vanish.

use lalrpop_util::ParseError;
use pyish_lexer::{LexError, RangeEnd, StrBuilder, number, string};

use crate::actions::{Checked, Cx, Failure, constant, expr, failure};
use crate::ast::*;

/// CPython's default limit on decimal digits, which also holds for literals.
const MAX_DECIMAL_DIGITS: usize = 4300;

fn literal_error<T>(error: LexError) -> Checked<T> {
    Err(ParseError::User { error: Failure { error, in_literal: true, at_lookahead: false } })
}

pub fn int(cx: &Cx, l: u32, r: u32) -> Checked<Expr> {
    let value = match number::int_value(cx.text(l, r)) {
        number::IntValue::Small(value) => IntLit::Small(value),
        number::IntValue::Big { digits, radix: 10 } if digits.len() > MAX_DECIMAL_DIGITS => {
            let message = format!(
                "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value has {} digits; \
                 use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
                 literals to avoid decimal conversion limits.",
                digits.len()
            );
            return literal_error(LexError::new(message, l, RangeEnd::At(r)));
        }
        number::IntValue::Big { digits, radix } => IntLit::Big { digits: digits.into_boxed_str(), radix },
    };
    Ok(constant(l, r, Constant::Int(value)))
}

pub fn float(cx: &Cx, l: u32, r: u32) -> Expr {
    constant(l, r, Constant::Float(number::float_value(cx.text(l, r))))
}

pub fn imaginary(cx: &Cx, l: u32, r: u32) -> Expr {
    constant(l, r, Constant::Complex(number::float_value(cx.text(l, r))))
}

/// One literal of a run of adjacent literals.
#[derive(Debug)]
pub enum StringPart {
    Plain(Span),
    Formatted { template: bool, span: Span, values: Vec<Expr> },
}

impl StringPart {
    fn span(&self) -> Span {
        match self {
            StringPart::Plain(span) | StringPart::Formatted { span, .. } => *span,
        }
    }
}

/// A piece of an f-string, not decoded yet: only the string's start tells how.
#[derive(Debug)]
pub enum FormatPiece {
    Middle(Span),
    Field(Box<Field>),
}

#[derive(Debug)]
pub struct Field {
    span: Span,
    value: Expr,
    /// The expression's text, up to the `=`, `!`, `:` or `}` after it.
    text: Span,
    /// The text that `=` asks to repeat.
    debug: Option<Span>,
    conversion: Option<Span>,
    spec: Option<(u32, u32, Vec<FormatPiece>)>,
}

pub fn middle(l: u32, r: u32) -> FormatPiece {
    FormatPiece::Middle(Span::new(l, r))
}

/// What follows a field's expression, and where it starts.
#[derive(Debug)]
pub struct FieldTail {
    start: u32,
    conversion: Option<Span>,
    spec: Option<(u32, u32, Vec<FormatPiece>)>,
}

pub fn field_tail(start: u32, conversion: Option<Span>, spec: Option<(u32, u32, Vec<FormatPiece>)>) -> FieldTail {
    FieldTail { start, conversion, spec }
}

/// The expression's text starts at `start`; `equals` is where a `=` after it stands.
pub fn field(l: u32, start: u32, value: Expr, equals: Option<u32>, tail: FieldTail, r: u32) -> FormatPiece {
    let FieldTail { start: end, conversion, spec } = tail;
    let debug = equals.map(|_| Span::new(start, end));
    let text = Span::new(start, equals.unwrap_or(end));
    FormatPiece::Field(Box::new(Field { span: Span::new(l, r), value, text, debug, conversion, spec }))
}

pub fn fstring(cx: &Cx, l: u32, text: u32, r: u32, pieces: Vec<FormatPiece>) -> Checked<StringPart> {
    let values = lower(cx, Style { raw: is_raw(cx, l, text), template: false }, pieces)?;
    Ok(StringPart::Formatted { template: false, span: Span::new(l, r), values })
}

pub fn tstring(cx: &Cx, l: u32, text: u32, r: u32, pieces: Vec<FormatPiece>) -> Checked<StringPart> {
    let values = lower(cx, Style { raw: is_raw(cx, l, text), template: true }, pieces)?;
    Ok(StringPart::Formatted { template: true, span: Span::new(l, r), values })
}

fn is_raw(cx: &Cx, l: u32, r: u32) -> bool {
    cx.text(l, r).bytes().any(|b| b | 0x20 == b'r')
}

#[derive(Clone, Copy)]
struct Style {
    raw: bool,
    template: bool,
}

fn lower(cx: &Cx, style: Style, pieces: Vec<FormatPiece>) -> Checked<Vec<Expr>> {
    let mut values = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            FormatPiece::Middle(span) => {
                let (start, end) = (span.start as usize, span.end as usize);
                let mut warnings = cx.warnings.borrow_mut();
                match string::decode_middle(cx.source, start, end, style.raw, &mut warnings) {
                    Ok(text) => values.push(constant(span.start, span.end, Constant::Str(text))),
                    Err(error) => return literal_error(error),
                }
            }
            FormatPiece::Field(field) => lower_field(cx, style, *field, &mut values)?,
        }
    }
    Ok(merge(values))
}

fn lower_field(cx: &Cx, style: Style, field: Field, values: &mut Vec<Expr>) -> Checked<()> {
    let Field { span, value, text, debug, conversion, spec } = field;
    let mut conversion = conversion_of(cx, style, conversion)?;
    if let Some(debug) = debug {
        let repeated = without_comments(cx, debug);
        values.push(constant(debug.start, debug.end, Constant::Str(StrLit::from(repeated))));
        if conversion == Conversion::None && spec.is_none() {
            conversion = Conversion::Repr;
        }
    }
    let format_spec = match spec {
        None => None,
        Some((l, r, pieces)) => {
            let values = lower(cx, Style { template: false, ..style }, pieces)?;
            Some(ExprBox::new(expr(l, r, ExprKind::JoinedStr { values })))
        }
    };
    let value = ExprBox::new(value);
    let kind = if style.template {
        let text = StrLit::from(without_comments(cx, text));
        ExprKind::Interpolation { value, text, conversion, format_spec }
    } else {
        ExprKind::FormattedValue { value, conversion, format_spec }
    };
    values.push(Expr { span, kind });
    Ok(())
}

fn conversion_of(cx: &Cx, style: Style, conversion: Option<Span>) -> Checked<Conversion> {
    let Some(span) = conversion else {
        return Ok(Conversion::None);
    };
    let letter = if style.template { 't' } else { 'f' };
    let name = span.text(cx.source).trim_start_matches('!');
    match name {
        "s" => Ok(Conversion::Str),
        "r" => Ok(Conversion::Repr),
        "a" => Ok(Conversion::Ascii),
        _ if name.starts_with(char::is_whitespace) => {
            let message = format!("{letter}-string: conversion type must come right after the exclamation mark");
            failure(span, message)
        }
        _ => {
            let message = format!("{letter}-string: invalid conversion character '{name}': expected 's', 'r', or 'a'");
            failure(Span::new(span.start + 1, span.end), message)
        }
    }
}

/// The text of a field as `=` and t-strings repeat it: comments, which lie between tokens, are left out.
fn without_comments(cx: &Cx, span: Span) -> String {
    let text = span.text(cx.source);
    if !text.contains('#') {
        return text.replace("\r\n", "\n").replace('\r', "\n");
    }
    let first = cx.tokens.partition_point(|token| token.start < span.start);
    let inside = cx.tokens[first..].iter().take_while(|token| token.end <= span.end);
    let mut out = String::with_capacity(text.len());
    let mut pos = span.start;
    for token in inside {
        out.extend(uncommented(cx.text(pos, token.start)));
        out.push_str(cx.text(token.start, token.end));
        pos = token.end;
    }
    out.extend(uncommented(cx.text(pos, span.end)));
    out
}

fn uncommented(gap: &str) -> impl Iterator<Item = &str> {
    gap.split_inclusive('\n').flat_map(|line| match line.split_once('#') {
        Some((before, comment)) => [before, if comment.ends_with('\n') { "\n" } else { "" }],
        None => [line, ""],
    })
}

/// Joins adjacent string constants and drops empty ones.
fn merge(values: Vec<Expr>) -> Vec<Expr> {
    let mut merged: Vec<Expr> = Vec::with_capacity(values.len());
    for value in values {
        let Some(text) = text_of(&value) else {
            merged.push(value);
            continue;
        };
        if text.is_empty() {
            continue;
        }
        match merged.last_mut() {
            Some(last) if text_of(last).is_some() => {
                let mut joined = StrBuilder::default();
                for part in [text_of(last), Some(text)].into_iter().flatten() {
                    joined.push_lit(part);
                }
                last.span = last.span.to(value.span);
                if let ExprKind::Constant { value, .. } = &mut last.kind {
                    *value = Constant::Str(joined.finish());
                }
            }
            _ => merged.push(value),
        }
    }
    merged
}

fn text_of(value: &Expr) -> Option<&StrLit> {
    match &value.kind {
        ExprKind::Constant { value: Constant::Str(text), .. } => Some(text),
        _ => None,
    }
}

/// A run of adjacent literals as one expression.
pub fn strings(cx: &Cx, l: u32, r: u32, parts: Vec<StringPart>) -> Checked<Expr> {
    let is_bytes = |part: &StringPart| match part {
        StringPart::Plain(span) => {
            let prefix = cx.text(span.start, span.end).bytes().take_while(u8::is_ascii_alphabetic);
            prefix.into_iter().any(|b| b | 0x20 == b'b')
        }
        StringPart::Formatted { .. } => false,
    };
    let bytes = parts.iter().filter(|part| is_bytes(part)).count();
    let templates = parts.iter().filter(|part| matches!(part, StringPart::Formatted { template: true, .. })).count();
    if templates != 0 && templates != parts.len() {
        let message = "cannot mix t-string literals with string or bytes literals";
        return literal_error(LexError::new(message, l, RangeEnd::At(r)));
    }
    if bytes != 0 && bytes != parts.len() {
        let error = LexError::new("cannot mix bytes and nonbytes literals", l, RangeEnd::At(r));
        return Err(ParseError::User { error: Failure { error, in_literal: true, at_lookahead: true } });
    }
    if bytes != 0 {
        return joined_bytes(cx, l, r, parts);
    }
    let unicode_prefix = cx.text(l, r).starts_with(['u', 'U']);
    let plain = parts.iter().all(|part| matches!(part, StringPart::Plain(_)));
    let mut values = Vec::with_capacity(parts.len());
    for part in parts {
        let span = part.span();
        match part {
            StringPart::Formatted { values: mut more, .. } => values.append(&mut more),
            StringPart::Plain(_) => match decode(cx, span)? {
                string::Value::Str(text) => values.push(constant(span.start, span.end, Constant::Str(text))),
                string::Value::Bytes(_) => {}
            },
        }
    }
    if plain && values.len() == 1 {
        return Ok(prefixed(values.remove(0), unicode_prefix));
    }
    let mut values = merge(values);
    if plain {
        let mut joined = values.pop().unwrap_or_else(|| constant(l, r, Constant::Str(StrLit::from(""))));
        joined.span = Span::new(l, r);
        return Ok(prefixed(joined, unicode_prefix));
    }
    if let Some(first) = values.first_mut() {
        *first = prefixed(std::mem::take(first), unicode_prefix);
    }
    Ok(expr(l, r, if templates != 0 { ExprKind::TemplateStr { values } } else { ExprKind::JoinedStr { values } }))
}

fn prefixed(mut value: Expr, prefix: bool) -> Expr {
    if let ExprKind::Constant { unicode_prefix, .. } = &mut value.kind {
        *unicode_prefix = prefix;
    }
    value
}

fn decode(cx: &Cx, span: Span) -> Checked<string::Value> {
    let mut warnings = cx.warnings.borrow_mut();
    string::decode(cx.source, span.start as usize, span.end as usize, &mut warnings).or_else(literal_error)
}

fn joined_bytes(cx: &Cx, l: u32, r: u32, parts: Vec<StringPart>) -> Checked<Expr> {
    let mut joined = Vec::new();
    for part in parts {
        if let string::Value::Bytes(bytes) = decode(cx, part.span())? {
            joined.extend_from_slice(&bytes);
        }
    }
    Ok(constant(l, r, Constant::Bytes(joined.into_boxed_slice())))
}
