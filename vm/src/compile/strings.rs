//! f-strings and t-strings.

use pyish_parser::ast::*;

use super::unit::Reg;
use super::{Compiler, Result, constants};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::Const;

/// Parts that are gathered in registers before they are joined.
const CHUNK: usize = 64;

fn conversion(conversion: Conversion) -> u16 {
    match conversion {
        Conversion::None => 0,
        Conversion::Str => 1,
        Conversion::Repr => 2,
        Conversion::Ascii => 3,
    }
}

impl<'a> Compiler<'a> {
    /// R[dest] = an f-string, or one of its replacement fields.
    pub fn joined(&mut self, e: &'a Expr, dest: Reg) -> Result {
        let values = match &e.kind {
            ExprKind::JoinedStr { values } => values.as_slice(),
            _ => std::slice::from_ref(e),
        };
        if let [ExprKind::FormattedValue { value, conversion, format_spec }] = [&values[0].kind]
            && values.len() == 1
        {
            return self.formatted(values[0].span, value, *conversion, format_spec.as_deref(), dest);
        }
        let result = if self.unit.is_temp(dest) { dest } else { self.unit.alloc() };
        let mark = self.unit.top;
        let mut rest = values;
        let mut joined = false;
        while !rest.is_empty() {
            if joined {
                let register = self.unit.alloc();
                self.unit.mov(register, result);
            }
            let (chunk, more) = rest.split_at(rest.len().min(CHUNK));
            for part in chunk {
                let register = self.unit.alloc();
                self.part(part, register)?;
            }
            self.unit.at(e.span);
            let count = chunk.len() as u16 + u16::from(joined);
            let whole = !joined && more.is_empty();
            self.unit.emit(Op::BUILD_STRING, if whole { dest } else { result }, mark, count);
            self.unit.top = mark;
            if whole {
                return Ok(());
            }
            joined = true;
            rest = more;
        }
        self.unit.mov(dest, result);
        Ok(())
    }

    fn part(&mut self, part: &'a Expr, dest: Reg) -> Result {
        match &part.kind {
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                self.formatted(part.span, value, *conversion, format_spec.as_deref(), dest)
            }
            _ => self.expr(part, dest),
        }
    }

    fn formatted(
        &mut self,
        span: Span,
        value: &'a Expr,
        convert: Conversion,
        spec: Option<&'a Expr>,
        dest: Reg,
    ) -> Result {
        let mark = self.unit.top;
        match spec {
            None => {
                let source = self.operand_in(value, dest)?;
                self.unit.at(span);
                self.unit.emit(Op::FORMAT, dest, source, conversion(convert));
            }
            Some(spec) => {
                let source = self.operand_before(value, dest, [spec])?;
                let format = match self.constant(spec) {
                    Some(constant) => {
                        self.unit.at(spec.span);
                        self.unit.const_operand(constant)
                    }
                    None => self.operand(spec)?,
                };
                self.unit.at(span);
                self.unit.emit_d(Op::FORMAT_SPEC, conversion(convert) as u8, dest, source, format);
            }
        }
        self.unit.top = mark;
        Ok(())
    }

    /// R[dest] = a t-string: the texts between the interpolations, and the interpolations.
    pub fn template(&mut self, span: Span, values: &'a [Expr], dest: Reg) -> Result {
        let mut texts = vec![Vec::new()];
        let mut interpolations = Vec::new();
        for value in values {
            match &value.kind {
                ExprKind::Constant { value: Constant::Str(text), .. } => {
                    if let Some(last) = texts.last_mut() {
                        last.extend_from_slice(text.as_wtf8());
                    }
                }
                _ => {
                    interpolations.push(value);
                    texts.push(Vec::new());
                }
            }
        }
        let operands = self.unit.alloc_many(2);
        let texts = texts.iter().map(|text| constants::wtf8(text)).collect();
        self.unit.at(span);
        self.unit.load(operands, Const::Tuple(texts));
        let first = self.unit.top;
        for value in &interpolations {
            let register = self.unit.alloc();
            self.expr(value, register)?;
        }
        self.unit.at(span);
        self.unit.emit(Op::BUILD_TUPLE, operands + 1, first, interpolations.len() as u16);
        self.unit.emit(Op::BUILD_TEMPLATE, dest, operands, operands + 1);
        Ok(())
    }

    pub fn interpolation(&mut self, e: &'a Expr, dest: Reg) -> Result {
        let ExprKind::Interpolation { value, text, conversion, format_spec } = &e.kind else {
            return Ok(());
        };
        let first = self.unit.alloc_many(4);
        self.expr(value, first)?;
        self.unit.at(e.span);
        self.unit.load(first + 1, constants::wtf8(text.as_wtf8()));
        let letter = match conversion {
            Conversion::None => Const::None,
            Conversion::Str => constants::text("s"),
            Conversion::Repr => constants::text("r"),
            Conversion::Ascii => constants::text("a"),
        };
        self.unit.load(first + 2, letter);
        match format_spec {
            Some(spec) => self.expr(spec, first + 3)?,
            None => self.unit.load(first + 3, constants::text("")),
        }
        self.unit.at(e.span);
        self.unit.emit(Op::BUILD_INTERPOLATION, dest, first, 0);
        Ok(())
    }
}
