//! The match statement.
//!
//! Each case tests the subject and jumps to the next case at the first mismatch. Names are bound only when the whole pattern
//! matched: captures go to temporaries first.

use pyish_parser::ast::*;

use super::emit::Label;
use super::names::Sym;
use super::unit::Reg;
use super::{Compiler, Result};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::Const;

/// Names captured so far, with the registers that hold what they will be bound to.
#[derive(Default, Clone)]
struct Captures {
    names: Vec<(Sym, Reg)>,
}

fn irrefutable(p: &Pattern) -> bool {
    match &p.kind {
        PatternKind::MatchAs { pattern: None, .. } => true,
        PatternKind::MatchAs { pattern: Some(p), .. } => irrefutable(p),
        PatternKind::MatchOr { patterns } => patterns.iter().any(irrefutable),
        _ => false,
    }
}

fn reason(p: &Pattern) -> String {
    match &p.kind {
        PatternKind::MatchAs { pattern: Some(p), .. } => reason(p),
        PatternKind::MatchAs { name: Some(n), .. } => format!("name capture '{}' makes remaining patterns unreachable", n.as_str()),
        PatternKind::MatchOr { patterns } => patterns.iter().find(|p| irrefutable(p)).map_or(String::new(), reason),
        _ => "wildcard makes remaining patterns unreachable".into(),
    }
}

impl<'a> Compiler<'a> {
    pub fn match_statement(&mut self, subject: &'a Expr, cases: &'a [MatchCase]) -> Result {
        let mark = self.unit.top;
        let s = self.unit.alloc();
        self.expr(subject, s)?;
        let end = self.unit.label();
        for (i, case) in cases.iter().enumerate() {
            if i + 1 < cases.len() && case.guard.is_none() && irrefutable(&case.pattern) {
                return self.fail(case.pattern.span, reason(&case.pattern));
            }
            let next = self.unit.label();
            let inner = self.unit.top;
            let mut captures = Captures::default();
            self.pattern(&case.pattern, s, next, &mut captures, true)?;
            for (name, register) in captures.names {
                self.unit.at(case.pattern.span);
                self.store_name(name, register);
            }
            if let Some(guard) = &case.guard {
                self.jump_if(guard, false, next)?;
            }
            self.unit.top = inner;
            self.statements(&case.body)?;
            self.unit.jump(end);
            self.unit.bind(next);
        }
        self.unit.bind(end);
        self.unit.top = mark;
        Ok(())
    }

    fn capture(&mut self, span: Span, name: &Identifier, value: Reg, captures: &mut Captures) -> Result {
        let sym = self.mangle(name.as_str());
        if captures.names.iter().any(|(n, _)| *n == sym) {
            return self.fail(span, format!("multiple assignments to name '{}' in pattern", name.as_str()));
        }
        let r = self.unit.alloc();
        self.unit.at(span);
        self.unit.mov(r, value);
        captures.names.push((sym, r));
        Ok(())
    }

    fn pattern(&mut self, p: &'a Pattern, subject: Reg, fail: Label, captures: &mut Captures, last: bool) -> Result {
        super::deep(|| self.pattern_inner(p, subject, fail, captures, last))
    }

    fn pattern_inner(&mut self, p: &'a Pattern, subject: Reg, fail: Label, captures: &mut Captures, last: bool) -> Result {
        match &p.kind {
            PatternKind::MatchValue { value } => {
                let mark = self.unit.top;
                let v = self.operand(value)?;
                self.unit.at(p.span);
                self.unit.emit_jump(Op::JNEQ, subject, v, fail);
                self.unit.top = mark;
                Ok(())
            }
            PatternKind::MatchSingleton { value } => {
                let constant = match value {
                    Constant::True => Const::True,
                    Constant::False => Const::False,
                    _ => Const::None,
                };
                let mark = self.unit.top;
                let r = self.unit.alloc();
                self.unit.load(r, constant);
                self.unit.at(p.span);
                self.unit.emit_jump(Op::JISNOT, subject, r, fail);
                self.unit.top = mark;
                Ok(())
            }
            PatternKind::MatchAs { pattern, name } => {
                if let Some(inner) = pattern {
                    self.pattern(inner, subject, fail, captures, last)?;
                }
                match name {
                    Some(name) => self.capture(p.span, name, subject, captures),
                    None => Ok(()),
                }
            }
            PatternKind::MatchStar { name: Some(name) } => self.capture(p.span, name, subject, captures),
            PatternKind::MatchStar { name: None } => Ok(()),
            PatternKind::MatchOr { patterns } => self.alternatives(p.span, patterns, subject, fail, captures, last),
            PatternKind::MatchSequence { patterns } => self.sequence_pattern(p.span, patterns, subject, fail, captures),
            PatternKind::MatchMapping { keys, patterns, rest } => {
                self.mapping_pattern(p.span, keys, patterns, rest.as_ref(), subject, fail, captures)
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                self.class_pattern(p.span, cls, patterns, kwd_attrs, kwd_patterns, subject, fail, captures)
            }
        }
    }

    fn alternatives(&mut self, span: Span, patterns: &'a [Pattern], subject: Reg, fail: Label, captures: &mut Captures, _: bool) -> Result {
        let end = self.unit.label();
        let outer = captures.clone();
        let mut agreed: Option<Vec<(Sym, Reg)>> = None;
        for (i, p) in patterns.iter().enumerate() {
            let is_last = i + 1 == patterns.len();
            if !is_last && irrefutable(p) {
                return self.fail(p.span, reason(p));
            }
            let next = if is_last { fail } else { self.unit.label() };
            let mut own = outer.clone();
            self.pattern(p, subject, next, &mut own, is_last)?;
            let new: Vec<(Sym, Reg)> = own.names[outer.names.len()..].to_vec();
            match &agreed {
                None => agreed = Some(new),
                Some(first) => {
                    let same = first.len() == new.len() && first.iter().all(|(n, _)| new.iter().any(|(m, _)| m == n));
                    if !same {
                        return self.fail(span, "alternative patterns bind different names");
                    }
                    // All alternatives leave what they captured where the first one does.
                    let scratch: Vec<(Reg, Reg)> =
                        first.iter().map(|(n, to)| (*to, new.iter().find(|(m, _)| m == n).map_or(*to, |(_, r)| *r))).collect();
                    for (to, from) in scratch {
                        self.unit.mov(to, from);
                    }
                }
            }
            if !is_last {
                self.unit.jump(end);
                self.unit.bind(next);
            }
        }
        self.unit.bind(end);
        captures.names.extend(agreed.unwrap_or_default());
        Ok(())
    }

    fn sequence_pattern(&mut self, span: Span, patterns: &'a [Pattern], subject: Reg, fail: Label, captures: &mut Captures) -> Result {
        let is_star = |p: &Pattern| matches!(p.kind, PatternKind::MatchStar { .. });
        let star = patterns.iter().position(is_star);
        if patterns.iter().filter(|p| is_star(p)).count() > 1 {
            return self.fail(span, "multiple starred expressions in sequence pattern");
        }
        let t = self.unit.alloc();
        self.unit.at(span);
        self.unit.emit(Op::MATCH_SEQUENCE, t, subject, 0);
        self.unit.emit_jump(Op::JUMP_IF_FALSE, t, 0, fail);
        let fixed = patterns.len() - star.is_some() as usize;
        self.unit.emit(Op::GET_LEN, t, subject, 0);
        let op = if star.is_some() { Op::JNGEI } else { Op::JNEI };
        if star.is_none() || fixed > 0 {
            self.unit.emit_jump(op, t, fixed as u16, fail);
        }
        if patterns.is_empty() || star.is_some() && fixed == 0 && matches!(patterns[0].kind, PatternKind::MatchStar { name: None }) {
            return Ok(());
        }
        let first = self.unit.alloc_many(patterns.len() as u16);
        match star {
            Some(at) => {
                let counts = at as u16 | ((patterns.len() - at - 1) as u16) << 8;
                self.unit.emit(Op::UNPACK_EX, first, subject, counts);
            }
            None => self.unit.emit(Op::UNPACK, first, subject, patterns.len() as u16),
        }
        for (i, p) in patterns.iter().enumerate() {
            self.pattern(p, first + i as u16, fail, captures, false)?;
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one node")]
    fn mapping_pattern(
        &mut self,
        span: Span,
        keys: &'a [Expr],
        patterns: &'a [Pattern],
        rest: Option<&'a Identifier>,
        subject: Reg,
        fail: Label,
        captures: &mut Captures,
    ) -> Result {
        let t = self.unit.alloc();
        self.unit.at(span);
        self.unit.emit(Op::MATCH_MAPPING, t, subject, 0);
        self.unit.emit_jump(Op::JUMP_IF_FALSE, t, 0, fail);
        if !keys.is_empty() {
            self.unit.emit(Op::GET_LEN, t, subject, 0);
            self.unit.emit_jump(Op::JNGEI, t, keys.len() as u16, fail);
        }
        let (tuple, values) = (self.unit.alloc(), self.unit.alloc());
        let mark = self.unit.top;
        let first = self.unit.alloc_many(keys.len() as u16);
        for (i, k) in keys.iter().enumerate() {
            self.expr(k, first + i as u16)?;
        }
        self.unit.at(span);
        self.unit.emit(Op::BUILD_TUPLE, tuple, first, keys.len() as u16);
        self.unit.top = mark;
        if !keys.is_empty() {
            self.unit.emit(Op::MATCH_KEYS, values, subject, tuple);
            self.unit.emit_jump(Op::JUMP_IF_NONE, values, 0, fail);
            let items = self.unit.alloc_many(keys.len() as u16);
            self.unit.emit(Op::UNPACK, items, values, keys.len() as u16);
            for (i, p) in patterns.iter().enumerate() {
                self.pattern(p, items + i as u16, fail, captures, false)?;
            }
        }
        if let Some(name) = rest {
            let (copy, key) = (self.unit.alloc(), self.unit.alloc_many(keys.len().max(1) as u16));
            self.unit.at(span);
            self.unit.emit(Op::BUILD_DICT, copy, copy, 0);
            self.unit.emit(Op::DICT_UPDATE, copy, subject, 0);
            if !keys.is_empty() {
                self.unit.emit(Op::UNPACK, key, tuple, keys.len() as u16);
                for i in 0..keys.len() as u16 {
                    self.unit.emit(Op::DELITEM, copy, key + i, 0);
                }
            }
            self.capture(span, name, copy, captures)?;
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one node")]
    fn class_pattern(
        &mut self,
        span: Span,
        cls: &'a Expr,
        patterns: &'a [Pattern],
        kwd_attrs: &'a [Identifier],
        kwd_patterns: &'a [Pattern],
        subject: Reg,
        fail: Label,
        captures: &mut Captures,
    ) -> Result {
        for (i, a) in kwd_attrs.iter().enumerate() {
            if kwd_attrs[..i].iter().any(|b| b.as_str() == a.as_str()) {
                return self.fail(span, format!("attribute name repeated in class pattern: {}", a.as_str()));
            }
        }
        let result = self.unit.alloc();
        let mark = self.unit.top;
        let first = self.unit.alloc_many(3);
        self.unit.mov(first, subject);
        self.expr(cls, first + 1)?;
        let names = kwd_attrs.iter().map(|a| Const::Str { wtf8: a.as_str().as_bytes().into(), intern: true }).collect();
        self.unit.load(first + 2, Const::Tuple(names));
        self.unit.at(span);
        self.unit.emit(Op::MATCH_CLASS, result, first, patterns.len() as u16);
        self.unit.top = mark;
        self.unit.emit_jump(Op::JUMP_IF_NONE, result, 0, fail);
        let n = patterns.len() + kwd_patterns.len();
        if n > 0 {
            let items = self.unit.alloc_many(n as u16);
            self.unit.emit(Op::UNPACK, items, result, n as u16);
            for (i, p) in patterns.iter().chain(kwd_patterns).enumerate() {
                self.pattern(p, items + i as u16, fail, captures, false)?;
            }
        }
        Ok(())
    }
}
