//! f-strings and t-strings, and the mistakes in their replacement fields.

use pyish_lexer::Tok;

use super::{Scan, Scanner, Stop, maybe};

impl Scanner<'_> {
    /// The string whose start stands at `at`; returns the position after it.
    pub(super) fn format_string(&mut self, at: usize) -> Scan<usize> {
        let mut next = at + 1;
        loop {
            match self.kind(next) {
                Tok::FStringMiddle => next += 1,
                Tok::FieldOpen => next = self.field(next)?,
                Tok::FStringEnd => return Ok(next + 1),
                _ => return Err(Stop::NoMatch),
            }
        }
    }

    /// `f` or `t`: the kind of the innermost string around token `at`.
    pub(super) fn field_letter(&self, at: usize) -> char {
        let mut closed = 0;
        for token in self.tokens[..at].iter().rev() {
            match token.kind {
                Tok::FStringEnd => closed += 1,
                Tok::FStringStart | Tok::TStringStart if closed > 0 => closed -= 1,
                Tok::TStringStart => return 't',
                Tok::FStringStart => return 'f',
                _ => {}
            }
        }
        'f'
    }

    fn field(&mut self, at: usize) -> Scan<usize> {
        let matched = maybe(self.whole_field(at))?;
        match matched {
            Some(next) => Ok(next),
            None if self.quiet > 0 => Err(Stop::NoMatch),
            None => self.field_mistake(at),
        }
    }

    fn whole_field(&mut self, at: usize) -> Scan<usize> {
        let value = self.value(at + 1)?;
        let mut next = self.skip(value.next, Tok::Equal);
        if self.is(next, Tok::FieldBang) {
            let name = self.eat(next + 1, Tok::Name)?;
            if !self.is_conversion(next) {
                return Err(Stop::NoMatch);
            }
            next = name;
        }
        if self.is(next, Tok::FieldColon) {
            next = self.format_spec(next + 1)?;
        }
        self.eat(next, Tok::FieldClose)
    }

    fn is_conversion(&mut self, bang: usize) -> bool {
        matches!(self.text(bang + 1), "s" | "r" | "a") && self.token(bang).end == self.token(bang + 1).start
    }

    fn format_spec(&mut self, at: usize) -> Scan<usize> {
        let mut next = at;
        loop {
            match self.kind(next) {
                Tok::FStringMiddle => next += 1,
                Tok::FieldOpen => next = self.field(next)?,
                _ => return Ok(next),
            }
        }
    }

    fn field_mistake(&mut self, at: usize) -> Scan<usize> {
        let letter = self.field_letter(at);
        let first = at + 1;
        let before = match self.kind(first) {
            Tok::Equal => "=",
            Tok::FieldBang => "!",
            Tok::FieldColon => ":",
            Tok::FieldClose => "}",
            _ => "",
        };
        if !before.is_empty() {
            return self.at_token(first, format!("{letter}-string: valid expression required before '{before}'"));
        }
        let Some(value) = maybe(self.value(first))? else {
            return self.at_token(first, format!("{letter}-string: expecting a valid expression after '{{'"));
        };
        let mut next = value.next;
        if !self.is_any(next, &[Tok::Equal, Tok::FieldBang, Tok::FieldColon, Tok::FieldClose]) {
            return self.at_token(next, format!("{letter}-string: expecting '=', or '!', or ':', or '}}'"));
        }
        if self.is(next, Tok::Equal) {
            next += 1;
            if !self.is_any(next, &[Tok::FieldBang, Tok::FieldColon, Tok::FieldClose]) {
                return self.at_token(next, format!("{letter}-string: expecting '!', or ':', or '}}'"));
            }
        }
        if self.is(next, Tok::FieldBang) {
            next = self.conversion_mistake(next, letter)?;
        }
        if self.is(next, Tok::FieldColon) {
            let spec = self.format_spec(next + 1)?;
            let spec = if letter == 't' && self.is(next + 1, Tok::FStringMiddle) { next + 1 } else { spec };
            return self.at_token(spec, format!("{letter}-string: expecting '}}', or format specs"));
        }
        self.at_token(next, format!("{letter}-string: expecting '}}'"))
    }

    /// Checks the conversion after the `!` at `at` and returns the position after it.
    fn conversion_mistake(&mut self, at: usize, letter: char) -> Scan<usize> {
        let name = at + 1;
        if self.is_any(name, &[Tok::FieldColon, Tok::FieldClose]) {
            return self.at_token(name, format!("{letter}-string: missing conversion character"));
        }
        if self.is(name, Tok::Name) && self.token(at).end != self.token(name).start {
            let message = format!("{letter}-string: conversion type must come right after the exclamation mark");
            return self.between(at, name + 1, message);
        }
        if !self.is(name, Tok::Name) {
            return self.at_token(name, format!("{letter}-string: invalid conversion character"));
        }
        if !self.is_conversion(at) {
            let text = self.text(name);
            let message = format!("{letter}-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
            return self.at_token(name, message);
        }
        if !self.is_any(name + 1, &[Tok::FieldColon, Tok::FieldClose]) {
            return self.at_token(name + 1, format!("{letter}-string: expecting ':' or '}}'"));
        }
        Ok(name + 1)
    }
}
