//! `match` statements.
//!
//! A pattern tests its subject and jumps to a label on failure. Names are bound only after the whole pattern has matched, so
//! a capture is a note of which register holds the value; those registers stay taken until the case is over.

use std::collections::HashSet;

use pyish_parser::ast::*;

use super::constants::Key;
use super::emit::Label;
use super::names::Sym;
use super::operators::small_int;
use super::unit::{PINNED, Reg};
use super::{Compiler, Result, constants, deep};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::Const;

/// What a pattern has captured so far, and whether it may match everything.
struct Captures {
    names: Vec<(Sym, Reg)>,
    irrefutable: bool,
}

impl<'a> Compiler<'a> {
    pub fn match_statement(&mut self, subject: &'a Expr, cases: &'a [MatchCase]) -> Result {
        let mark = self.unit.top;
        let mut register = self.operand(subject)?;
        if register < PINNED && !self.unit.is_temp(register) {
            // A capture or guard may rebind the variable that is the subject.
            let copy = self.unit.alloc();
            self.unit.mov(copy, register);
            register = copy;
        }
        let end = self.unit.label();
        for (index, case) in cases.iter().enumerate() {
            let next = self.unit.label();
            let case_mark = self.unit.top;
            let irrefutable = case.guard.is_some() || index + 1 == cases.len();
            let mut captures = Captures { names: Vec::new(), irrefutable };
            self.pattern(&case.pattern, register, &mut captures, next)?;
            self.unit.at(case.pattern.span);
            for (name, source) in captures.names {
                self.store_name(name, source);
            }
            self.unit.top = case_mark;
            if let Some(guard) = &case.guard {
                self.jump_if(guard, false, next)?;
            }
            self.statements(&case.body)?;
            if index + 1 < cases.len() {
                self.unit.jump(end);
            }
            self.unit.bind(next);
        }
        self.unit.bind(end);
        self.unit.top = mark;
        Ok(())
    }

    fn pattern(&mut self, pattern: &'a Pattern, subject: Reg, captures: &mut Captures, fail: Label) -> Result {
        deep(|| self.pattern_inner(pattern, subject, captures, fail))
    }

    /// A part of a pattern may match anything.
    fn subpattern(&mut self, pattern: &'a Pattern, subject: Reg, captures: &mut Captures, fail: Label) -> Result {
        let before = std::mem::replace(&mut captures.irrefutable, true);
        self.pattern(pattern, subject, captures, fail)?;
        captures.irrefutable = before;
        Ok(())
    }

    fn pattern_inner(&mut self, pattern: &'a Pattern, subject: Reg, captures: &mut Captures, fail: Label) -> Result {
        use PatternKind::*;
        match &pattern.kind {
            MatchValue { value } => self.match_value(pattern.span, value, subject, fail),
            MatchSingleton { value } => {
                self.unit.at(pattern.span);
                if *value == Constant::None {
                    self.unit.emit_jump(Op::JUMP_IF_NOT_NONE, subject, 0, fail);
                } else {
                    let constant = self.unit.const_operand(super::fold::literal(value));
                    self.unit.emit_jump(Op::JISNOT, subject, constant, fail);
                }
                Ok(())
            }
            MatchSequence { patterns } => self.match_sequence(pattern.span, patterns, subject, captures, fail),
            MatchMapping { keys, patterns, rest } => {
                self.match_mapping(pattern.span, (keys, patterns, rest.as_ref()), subject, captures, fail)
            }
            MatchClass { .. } => self.match_class(pattern, subject, captures, fail),
            MatchStar { name } => self.capture(pattern.span, name.as_ref(), subject, captures),
            MatchAs { pattern: None, name } => {
                if !captures.irrefutable {
                    let message = match name {
                        Some(name) => {
                            format!("name capture '{name}' makes remaining patterns unreachable")
                        }
                        None => "wildcard makes remaining patterns unreachable".to_owned(),
                    };
                    return self.fail(pattern.span, message);
                }
                self.capture(pattern.span, name.as_ref(), subject, captures)
            }
            MatchAs { pattern: Some(inner), name } => {
                self.pattern(inner, subject, captures, fail)?;
                self.capture(pattern.span, name.as_ref(), subject, captures)
            }
            MatchOr { patterns } => self.match_or(pattern.span, patterns, subject, captures, fail),
        }
    }

    fn capture(&mut self, span: Span, name: Option<&Identifier>, register: Reg, captures: &mut Captures) -> Result {
        let Some(name) = name else { return Ok(()) };
        let sym = self.mangle(name);
        if captures.names.iter().any(|capture| capture.0 == sym) {
            return self.fail(span, format!("multiple assignments to name '{name}' in pattern"));
        }
        captures.names.push((sym, register));
        Ok(())
    }

    fn match_value(&mut self, span: Span, value: &'a Expr, subject: Reg, fail: Label) -> Result {
        if matches!(value.kind, ExprKind::JoinedStr { .. } | ExprKind::TemplateStr { .. }) {
            return self.fail(value.span, "patterns may only match literals and attribute lookups");
        }
        let mark = self.unit.top;
        if let Some(immediate) = small_int(value) {
            self.unit.at(span);
            self.unit.emit_jump(Op::JNEQI, subject, immediate as u16, fail);
        } else {
            let register = self.operand(value)?;
            self.unit.at(span);
            self.unit.emit_jump(Op::JNEQ, subject, register, fail);
        }
        self.unit.top = mark;
        Ok(())
    }

    fn match_sequence(
        &mut self,
        span: Span,
        patterns: &'a [Pattern],
        subject: Reg,
        captures: &mut Captures,
        fail: Label,
    ) -> Result {
        let stars = patterns.iter().filter(|pattern| is_star(pattern)).count();
        if stars > 1 {
            return self.fail(span, "multiple starred names in sequence pattern");
        }
        if patterns.len() > usize::from(PINNED) {
            return self.fail(span, "too many patterns in sequence pattern");
        }
        let star = patterns.iter().position(is_star);
        let count = patterns.len() as u16;
        let length = self.unit.alloc();
        self.unit.at(span);
        self.unit.emit(Op::MATCH_SEQUENCE, length, subject, 0);
        self.unit.emit_jump(Op::JUMP_IF_FALSE, length, 0, fail);
        let needed = count - stars as u16;
        if star.is_none() || needed > 0 {
            self.unit.emit(Op::GET_LEN, length, subject, 0);
            let jump = if star.is_some() { Op::JNGEI } else { Op::JNEQI };
            self.unit.emit_jump(jump, length, needed, fail);
        }
        if patterns.iter().all(is_wildcard) {
            return Ok(());
        }
        match star {
            Some(star) if is_wildcard(&patterns[star]) => {
                self.match_items(span, patterns, star, subject, length, captures, fail)
            }
            Some(star) => {
                let first = self.unit.alloc_many(count);
                let after = patterns.len() - star - 1;
                if star > 255 || after > 255 {
                    return self.fail(span, "too many expressions in star-unpacking sequence pattern");
                }
                self.unit.emit(Op::UNPACK_EX, first, subject, (star | after << 8) as u16);
                self.match_each(patterns, first, captures, fail)
            }
            None => {
                let first = self.unit.alloc_many(count);
                self.unit.emit(Op::UNPACK, first, subject, count);
                self.match_each(patterns, first, captures, fail)
            }
        }
    }

    fn match_each(&mut self, patterns: &'a [Pattern], first: Reg, captures: &mut Captures, fail: Label) -> Result {
        for (index, pattern) in patterns.iter().enumerate() {
            self.subpattern(pattern, first + index as u16, captures, fail)?;
        }
        Ok(())
    }

    /// With `*_` the items are fetched one by one; the rest of the sequence is not copied.
    #[expect(clippy::too_many_arguments, reason = "the state of one pattern")]
    fn match_items(
        &mut self,
        span: Span,
        patterns: &'a [Pattern],
        star: usize,
        subject: Reg,
        length: Reg,
        captures: &mut Captures,
        fail: Label,
    ) -> Result {
        for (index, pattern) in patterns.iter().enumerate() {
            if is_wildcard(pattern) {
                continue;
            }
            let item = self.unit.alloc();
            self.unit.at(span);
            if index < star {
                self.unit.load(item, Const::Int(index as i64));
            } else {
                self.unit.emit(Op::SUBI, item, length, (patterns.len() - index) as u16);
            }
            self.unit.emit(Op::GETITEM, item, subject, item);
            self.subpattern(pattern, item, captures, fail)?;
        }
        Ok(())
    }

    fn match_mapping(
        &mut self,
        span: Span,
        (keys, patterns, rest): (&'a [Expr], &'a [Pattern], Option<&Identifier>),
        subject: Reg,
        captures: &mut Captures,
        fail: Label,
    ) -> Result {
        self.check_keys(span, keys)?;
        let scratch = self.unit.alloc();
        self.unit.at(span);
        self.unit.emit(Op::MATCH_MAPPING, scratch, subject, 0);
        self.unit.emit_jump(Op::JUMP_IF_FALSE, scratch, 0, fail);
        let count = keys.len() as u16;
        let first_key = self.unit.alloc_many(count);
        if count > 0 {
            self.unit.emit(Op::GET_LEN, scratch, subject, 0);
            self.unit.emit_jump(Op::JNGEI, scratch, count, fail);
            for (index, key) in keys.iter().enumerate() {
                self.expr(key, first_key + index as u16)?;
            }
            self.unit.at(span);
            self.unit.emit(Op::BUILD_TUPLE, scratch, first_key, count);
            self.unit.emit(Op::MATCH_KEYS, scratch, subject, scratch);
            self.unit.emit_jump(Op::JUMP_IF_NONE, scratch, 0, fail);
            let first = self.unit.alloc_many(count);
            self.unit.emit(Op::UNPACK, first, scratch, count);
            self.match_each(patterns, first, captures, fail)?;
        }
        if let Some(rest) = rest {
            let copy = self.unit.alloc();
            self.unit.at(span);
            self.unit.emit(Op::BUILD_DICT, copy, 0, 0);
            self.unit.emit(Op::DICT_UPDATE, copy, subject, 0);
            for index in 0..count {
                self.unit.emit(Op::DELITEM, copy, first_key + index, 0);
            }
            self.capture(span, Some(rest), copy, captures)?;
        }
        Ok(())
    }

    fn check_keys(&mut self, span: Span, keys: &'a [Expr]) -> Result {
        let mut seen = HashSet::new();
        for key in keys {
            if let Some(constant) = self.constant(key) {
                let text = super::unparse::expression(key);
                if !seen.insert(Key(by_value(constant))) {
                    return self.fail(span, format!("mapping pattern checks duplicate key ({text})"));
                }
            } else if !matches!(key.kind, ExprKind::Attribute { .. }) {
                return self.fail(span, "mapping pattern keys may only match literals and attribute lookups");
            }
        }
        Ok(())
    }

    fn match_class(&mut self, pattern: &'a Pattern, subject: Reg, captures: &mut Captures, fail: Label) -> Result {
        let PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } = &pattern.kind else {
            return Ok(());
        };
        for (index, name) in kwd_attrs.iter().enumerate() {
            if let Some(again) = kwd_attrs.iter().skip(index + 1).position(|other| other == name) {
                let span = kwd_patterns.get(index + 1 + again).map_or(pattern.span, |pattern| pattern.span);
                return self.fail(span, format!("attribute name repeated in class pattern: {name}"));
            }
        }
        let first = self.unit.alloc_many(3);
        self.expr(cls, first + 1)?;
        self.unit.at(pattern.span);
        self.unit.mov(first, subject);
        let names = kwd_attrs.iter().map(|name| {
            let name = self.mangle(name);
            constants::text(self.names.text(name))
        });
        let names = Const::Tuple(names.collect());
        self.unit.load(first + 2, names);
        self.unit.emit(Op::MATCH_CLASS, first, first, patterns.len() as u16);
        self.unit.emit_jump(Op::JUMP_IF_NONE, first, 0, fail);
        let count = (patterns.len() + kwd_patterns.len()) as u16;
        let items = self.unit.alloc_many(count);
        if count > 0 {
            self.unit.emit(Op::UNPACK, items, first, count);
        }
        self.match_each(patterns, items, captures, fail)?;
        self.match_each(kwd_patterns, items + patterns.len() as u16, captures, fail)
    }

    /// Every alternative leaves its captures in the same registers.
    fn match_or(
        &mut self,
        span: Span,
        patterns: &'a [Pattern],
        subject: Reg,
        captures: &mut Captures,
        fail: Label,
    ) -> Result {
        let end = self.unit.label();
        let mut bound: Option<Vec<(Sym, Reg)>> = None;
        for (index, pattern) in patterns.iter().enumerate() {
            let last = index + 1 == patterns.len();
            let next = if last { fail } else { self.unit.label() };
            let mut own = Captures { names: Vec::new(), irrefutable: last && captures.irrefutable };
            self.pattern(pattern, subject, &mut own, next)?;
            let targets = match &bound {
                None => {
                    let first = self.unit.alloc_many(own.names.len() as u16);
                    let targets = own.names.iter().enumerate();
                    bound.insert(targets.map(|(index, name)| (name.0, first + index as u16)).collect())
                }
                Some(targets) => targets,
            };
            if targets.len() != own.names.len() {
                return self.fail(span, "alternative patterns bind different names");
            }
            let mut moves = Vec::with_capacity(targets.len());
            for (name, target) in targets {
                match own.names.iter().find(|capture| capture.0 == *name) {
                    Some(capture) => moves.push((*target, capture.1)),
                    None => return self.fail(span, "alternative patterns bind different names"),
                }
            }
            self.unit.at(span);
            for (target, source) in moves {
                self.unit.mov(target, source);
            }
            if !last {
                self.unit.jump(end);
                self.unit.bind(next);
            }
        }
        self.unit.bind(end);
        for (name, register) in bound.unwrap_or_default() {
            if captures.names.iter().any(|capture| capture.0 == name) {
                let message = format!("multiple assignments to name '{}' in pattern", self.names.text(name));
                return self.fail(span, message);
            }
            captures.names.push((name, register));
        }
        Ok(())
    }
}

fn is_star(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::MatchStar { .. })
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::MatchAs { pattern: None, name: None } | PatternKind::MatchStar { name: None })
}

/// Numbers that are equal as one constant.
fn by_value(constant: Const) -> Const {
    match constant {
        Const::False => Const::Int(0),
        Const::True => Const::Int(1),
        Const::Complex(re, 0.0) => by_value(Const::Float(re)),
        Const::Float(x) if x.fract() == 0.0 && x.abs() < 9e15 => Const::Int(x as i64),
        other => other,
    }
}
