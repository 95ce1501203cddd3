//! Patterns of `match`, and the mistakes in them. Scans return the position after the pattern.

use pyish_lexer::Tok;

use super::{Scan, Scanner, Stop, maybe};

impl Scanner<'_> {
    pub(super) fn patterns(&mut self, at: usize) -> Scan<usize> {
        if let Some(first) = maybe(self.element_pattern(at))?
            && self.is(first, Tok::Comma)
        {
            return self.pattern_list(at);
        }
        self.pattern(at)
    }

    /// One or more patterns with an optional trailing comma.
    fn pattern_list(&mut self, at: usize) -> Scan<usize> {
        let mut next = self.element_pattern(at)?;
        while self.is(next, Tok::Comma) {
            match maybe(self.element_pattern(next + 1))? {
                Some(more) => next = more,
                None => return Ok(next + 1),
            }
        }
        Ok(next)
    }

    fn element_pattern(&mut self, at: usize) -> Scan<usize> {
        if self.is(at, Tok::Star) { self.eat(at + 1, Tok::Name) } else { self.pattern(at) }
    }

    fn pattern(&mut self, at: usize) -> Scan<usize> {
        let mut next = self.closed_pattern(at)?;
        while self.is(next, Tok::VBar) {
            match maybe(self.closed_pattern(next + 1))? {
                Some(more) => next = more,
                None => break,
            }
        }
        if !self.is(next, Tok::As) {
            return Ok(next);
        }
        if self.is_word(next + 1, "_") {
            return self.at_token(next + 1, "cannot use '_' as a target");
        }
        if self.is(next + 1, Tok::Name) && !self.is_any(next + 2, &[Tok::Dot, Tok::LParen, Tok::Equal]) {
            return Ok(next + 2);
        }
        match maybe(self.expression(next + 1))? {
            Some(target) => self.at_node(&target, format!("cannot use {} as pattern target", target.kind.name())),
            None => Ok(next),
        }
    }

    fn closed_pattern(&mut self, at: usize) -> Scan<usize> {
        match self.kind(at) {
            Tok::Name => self.named_pattern(at),
            Tok::LParen | Tok::LBracket => self.grouped_pattern(at),
            Tok::LBrace => self.mapping_pattern(at),
            _ => self.literal_pattern(at),
        }
    }

    fn dotted(&mut self, at: usize) -> usize {
        let mut next = at + 1;
        while self.is(next, Tok::Dot) && self.is(next + 1, Tok::Name) {
            next += 2;
        }
        next
    }

    fn named_pattern(&mut self, at: usize) -> Scan<usize> {
        let next = self.dotted(at);
        if self.is(next, Tok::LParen) { self.class_pattern(next) } else { Ok(next) }
    }

    fn class_pattern(&mut self, at: usize) -> Scan<usize> {
        let mut next = at + 1;
        let mut keywords = false;
        let mut misplaced = None;
        while !self.is(next, Tok::RParen) {
            if self.is(next, Tok::Name) && self.is(next + 1, Tok::Equal) {
                keywords = true;
                next = self.pattern(next + 2)?;
                if misplaced.is_some() {
                    break;
                }
            } else {
                let end = self.pattern(next)?;
                if keywords {
                    let first = misplaced.map_or(next, |(first, _)| first);
                    misplaced = Some((first, end));
                }
                next = end;
            }
            if !self.is(next, Tok::Comma) {
                break;
            }
            next += 1;
        }
        match misplaced {
            Some((first, end)) => self.between(first, end, "positional patterns follow keyword patterns"),
            None => self.eat(next, Tok::RParen),
        }
    }

    fn grouped_pattern(&mut self, at: usize) -> Scan<usize> {
        let closing = if self.is(at, Tok::LParen) { Tok::RParen } else { Tok::RBracket };
        if self.is(at + 1, closing) {
            return Ok(at + 2);
        }
        let end = self.pattern_list(at + 1)?;
        self.eat(end, closing)
    }

    fn mapping_pattern(&mut self, at: usize) -> Scan<usize> {
        let mut next = at + 1;
        let mut rest = None;
        while !self.is(next, Tok::RBrace) {
            if self.is(next, Tok::DoubleStar) {
                if rest.is_some() {
                    return self.at_token(next, "invalid syntax");
                }
                rest = Some(next + 1);
                next = self.eat(next + 1, Tok::Name)?;
            } else {
                let key = if self.is(next, Tok::Name) { self.dotted(next) } else { self.literal_pattern(next)? };
                let value = self.eat(key, Tok::Colon)?;
                next = self.pattern(value)?;
                if let Some(rest) = rest {
                    let message = "double star pattern must be the last (right-most) subpattern in the mapping pattern";
                    return self.at_token(rest, message);
                }
            }
            if !self.is(next, Tok::Comma) {
                break;
            }
            next += 1;
        }
        self.eat(next, Tok::RBrace)
    }

    fn literal_pattern(&mut self, at: usize) -> Scan<usize> {
        match self.kind(at) {
            Tok::None | Tok::True | Tok::False => Ok(at + 1),
            Tok::String | Tok::FStringStart | Tok::TStringStart => Ok(self.atom(at)?.next),
            _ => self.number_pattern(at),
        }
    }

    fn number_pattern(&mut self, at: usize) -> Scan<usize> {
        let numbers = [Tok::Int, Tok::Float, Tok::Imaginary];
        let number = at + usize::from(self.is_any(at, &[Tok::Minus, Tok::Plus]));
        if !self.is_any(number, &numbers) {
            return Err(Stop::NoMatch);
        }
        if !self.is_any(number + 1, &[Tok::Plus, Tok::Minus]) || !self.is_any(number + 2, &numbers) {
            return Ok(number + 1);
        }
        if self.is(number, Tok::Imaginary) {
            return self.between(at, number + 1, "real number required in complex literal");
        }
        if !self.is(number + 2, Tok::Imaginary) {
            return self.at_token(number + 2, "imaginary number required in complex literal");
        }
        Ok(number + 3)
    }
}
