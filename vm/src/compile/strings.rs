//! f-strings and t-strings.

use pyish_parser::ast::*;

use super::unit::Reg;
use super::{Compiler, Result};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::Const;

fn conversion(c: Conversion) -> u16 {
    match c {
        Conversion::None => 0,
        Conversion::Str => 1,
        Conversion::Repr => 2,
        Conversion::Ascii => 3,
    }
}

fn text_const(bytes: &[u8]) -> Const {
    Const::Str { wtf8: bytes.into(), intern: false }
}

impl<'a> Compiler<'a> {
    /// R[dest] = the text of an f-string or of one replacement field.
    pub fn joined(&mut self, e: &'a Expr, dest: Reg) -> Result {
        match &e.kind {
            ExprKind::FormattedValue { value, conversion: c, format_spec } => {
                let v = self.operand(value)?;
                match format_spec {
                    Some(spec) => {
                        let s = self.unit.alloc();
                        self.expr(spec, s)?;
                        self.unit.at(e.span);
                        self.unit.emit_d(Op::FORMAT_SPEC, conversion(*c) as u8, dest, v, s);
                    }
                    None => {
                        self.unit.at(e.span);
                        self.unit.emit(Op::FORMAT, dest, v, conversion(*c));
                    }
                }
                Ok(())
            }
            ExprKind::JoinedStr { values } => match values.as_slice() {
                [] => {
                    self.unit.load(dest, text_const(b""));
                    Ok(())
                }
                [one] => self.expr(one, dest),
                _ => {
                    let first = self.unit.top;
                    for v in values {
                        let r = self.unit.alloc();
                        self.expr(v, r)?;
                    }
                    self.unit.at(e.span);
                    self.unit.emit(Op::BUILD_STRING, dest, first, values.len() as u16);
                    Ok(())
                }
            },
            _ => self.expr(e, dest),
        }
    }

    /// R[dest] = the template of a t-string.
    pub fn template(&mut self, span: Span, values: &'a [Expr], dest: Reg) -> Result {
        let (strings, interpolations) = (self.unit.alloc(), self.unit.alloc());
        let mut texts: Vec<Const> = Vec::new();
        let mut fields: Vec<&'a Expr> = Vec::new();
        let mut open = false;
        for v in values {
            if let ExprKind::Interpolation { .. } = &v.kind {
                if !open {
                    texts.push(text_const(b""));
                }
                open = false;
                fields.push(v);
            } else if let Some(c) = self.constant(v) {
                texts.push(c);
                open = true;
            }
        }
        if !open {
            texts.push(text_const(b""));
        }
        self.unit.load(strings, Const::Tuple(texts));
        let first = self.unit.top;
        for f in &fields {
            let r = self.unit.alloc();
            self.expr(f, r)?;
        }
        self.unit.at(span);
        self.unit.emit(Op::BUILD_TUPLE, interpolations, first, fields.len() as u16);
        self.unit.emit(Op::BUILD_TEMPLATE, dest, strings, interpolations);
        Ok(())
    }

    /// R[dest] = one replacement field of a t-string.
    pub fn interpolation(&mut self, e: &'a Expr, dest: Reg) -> Result {
        let ExprKind::Interpolation { value, text, conversion: c, format_spec } = &e.kind else {
            return self.expr(e, dest);
        };
        let first = self.unit.alloc_many(4);
        self.expr(value, first)?;
        self.unit.load(first + 1, text_const(text.as_wtf8()));
        let letter = match c {
            Conversion::None => Const::None,
            Conversion::Str => text_const(b"s"),
            Conversion::Repr => text_const(b"r"),
            Conversion::Ascii => text_const(b"a"),
        };
        self.unit.load(first + 2, letter);
        match format_spec {
            Some(spec) => self.expr(spec, first + 3)?,
            None => self.unit.load(first + 3, text_const(b"")),
        }
        self.unit.at(e.span);
        self.unit.emit(Op::BUILD_INTERPOLATION, dest, first, 0);
        Ok(())
    }
}
