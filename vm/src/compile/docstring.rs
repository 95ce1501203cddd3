//! Docstrings: which statement is one, and the removal of its indentation.

use pyish_parser::ast::*;

use super::{Compiler, constants};
use crate::bytecode::unit::Const;

impl<'a> Compiler<'a> {
    /// The docstring of a body, cleaned; None without one and when docstrings are optimised away.
    pub fn docstring(&self, body: &'a Body) -> Option<(Span, Const)> {
        let (span, text) = literal(body)?;
        (self.options.optimize < 2).then(|| (span, constants::wtf8(&clean(text))))
    }

    pub fn has_docstring(&self, body: &Body) -> bool {
        literal(body).is_some()
    }
}

fn literal(body: &Body) -> Option<(Span, &[u8])> {
    let first = body.first()?;
    let StmtKind::Expr { value } = &first.kind else {
        return None;
    };
    match &value.kind {
        ExprKind::Constant { value: Constant::Str(text), .. } => Some((value.span, text.as_wtf8())),
        _ => None,
    }
}

/// Takes the common indentation from all lines but the first, and all of it from the first.
fn clean(text: &[u8]) -> Vec<u8> {
    let text = expand_tabs(text);
    let mut lines = text.split(|&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let indent = |line: &[u8]| line.iter().take_while(|&&byte| byte == b' ').count();
    let rest: Vec<&[u8]> = lines.collect();
    let margin = rest.iter().filter(|line| indent(line) < line.len()).map(|line| indent(line)).min().unwrap_or(0);
    let mut cleaned = first[indent(first)..].to_vec();
    for line in rest {
        cleaned.push(b'\n');
        cleaned.extend_from_slice(&line[margin.min(indent(line))..]);
    }
    cleaned
}

fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let spaces = 8 - column % 8;
                out.extend(std::iter::repeat_n(b' ', spaces));
                column += spaces;
            }
            b'\n' | b'\r' => {
                out.push(byte);
                column = 0;
            }
            _ => {
                out.push(byte);
                column += usize::from(byte & 0xC0 != 0x80);
            }
        }
    }
    out
}
