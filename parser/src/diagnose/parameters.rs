//! Parameter lists of functions and lambdas, type parameters, and the mistakes in them.

use pyish_lexer::Tok;

use super::{Scan, Scanner, Stop, maybe};

/// What a parameter list has shown so far.
#[derive(Default)]
struct Seen {
    parameter: bool,
    default: bool,
    slash: bool,
    star: bool,
    /// A bare `*` that still waits for a name.
    bare_star: Option<usize>,
}

impl Scanner<'_> {
    /// A parameter list, maybe empty, without its parentheses; returns the position where it ends.
    pub(super) fn parameters(&mut self, at: usize, lambda: bool) -> Scan<usize> {
        let mut seen = Seen::default();
        let mut next = at;
        loop {
            let end = match self.kind(next) {
                Tok::Name => self.plain_parameter(next, lambda, &mut seen)?,
                Tok::Slash => self.slash(next, lambda, &mut seen)?,
                Tok::Star => self.star(next, lambda, &mut seen)?,
                Tok::DoubleStar => return self.double_star(next, lambda, &seen),
                Tok::LParen if self.quiet == 0 => {
                    self.parenthesized_parameters(next, lambda, &seen)?;
                    break;
                }
                _ => break,
            };
            next = end;
            if !self.is(next, Tok::Comma) {
                break;
            }
            next += 1;
        }
        if let Some(star) = seen.bare_star {
            return self.bare_star(star, next, lambda);
        }
        Ok(next)
    }

    fn closing(lambda: bool) -> Tok {
        if lambda { Tok::Colon } else { Tok::RParen }
    }

    fn bare_star(&mut self, star: usize, next: usize, lambda: bool) -> Scan<usize> {
        if self.quiet == 0 && self.is_any(next, &[Self::closing(lambda), Tok::DoubleStar]) {
            let place = if lambda { next } else { star };
            return self.at_token(place, "named parameters must follow bare *");
        }
        Err(Stop::NoMatch)
    }

    /// A name with its annotation; returns the position after them.
    fn annotated(&mut self, at: usize, lambda: bool) -> Scan<usize> {
        let next = self.eat(at, Tok::Name)?;
        if lambda || !self.is(next, Tok::Colon) {
            return Ok(next);
        }
        Ok(self.expression(next + 1)?.next)
    }

    fn plain_parameter(&mut self, at: usize, lambda: bool, seen: &mut Seen) -> Scan<usize> {
        let end = self.annotated(at, lambda)?;
        seen.bare_star = None;
        seen.parameter = true;
        if !self.is(end, Tok::Equal) {
            let ends = self.is_any(end, &[Tok::Comma, Self::closing(lambda)]);
            if seen.default && !seen.star && ends && self.quiet == 0 {
                return self.between(at, end, "parameter without a default follows parameter with a default");
            }
            return Ok(end);
        }
        seen.default = true;
        if let Some(value) = maybe(self.expression(end + 1))? {
            return Ok(value.next);
        }
        if self.quiet == 0 && self.is_any(end + 1, &[Tok::Comma, Tok::RParen]) {
            return self.at_token(end, "expected default value expression");
        }
        Err(Stop::NoMatch)
    }

    fn slash(&mut self, at: usize, lambda: bool, seen: &mut Seen) -> Scan<usize> {
        let ends = self.is_any(at + 1, &[Tok::Comma, Self::closing(lambda)]);
        if self.quiet > 0 {
            return if seen.parameter && !seen.slash && !seen.star { Ok(at + 1) } else { Err(Stop::NoMatch) };
        }
        if seen.star {
            return self.at_token(at, "/ must be ahead of *");
        }
        if seen.slash {
            return self.at_token(at, "/ may appear only once");
        }
        if !seen.parameter {
            if self.is(at + 1, Tok::Comma) {
                return self.at_token(at, "at least one parameter must precede /");
            }
            return Err(Stop::NoMatch);
        }
        if self.is(at + 1, Tok::Star) {
            return self.at_token(at + 1, "expected comma between / and *");
        }
        seen.slash = true;
        if ends { Ok(at + 1) } else { Err(Stop::NoMatch) }
    }

    fn star(&mut self, at: usize, lambda: bool, seen: &mut Seen) -> Scan<usize> {
        if seen.star {
            let follows = self.is_any(at + 1, &[Tok::Name, Tok::Comma]);
            if self.quiet == 0 && follows {
                return self.at_token(at, "* may appear only once");
            }
            return Err(Stop::NoMatch);
        }
        seen.star = true;
        if !self.is(at + 1, Tok::Name) {
            if self.is_any(at + 1, &[Tok::Comma, Self::closing(lambda)]) {
                seen.bare_star = Some(at);
                return Ok(at + 1);
            }
            return Err(Stop::NoMatch);
        }
        let end = if !lambda && self.is(at + 2, Tok::Colon) { self.star_expression(at + 3)?.next } else { at + 2 };
        if self.quiet == 0 && self.is(end, Tok::Equal) {
            return self.at_token(end, "var-positional parameter cannot have default value");
        }
        Ok(end)
    }

    /// `**name`, which ends the list.
    fn double_star(&mut self, at: usize, lambda: bool, seen: &Seen) -> Scan<usize> {
        if let Some(star) = seen.bare_star {
            return self.bare_star(star, at, lambda);
        }
        let end = self.annotated(at + 1, lambda)?;
        if self.is(end, Tok::Equal) && self.quiet == 0 {
            return self.at_token(end, "var-keyword parameter cannot have default value");
        }
        if !self.is(end, Tok::Comma) {
            return Ok(end);
        }
        if self.quiet == 0 && self.is_any(end + 1, &[Tok::Name, Tok::Star, Tok::DoubleStar, Tok::Slash]) {
            let last = match self.kind(end + 1) {
                Tok::Name => maybe(self.annotated(end + 1, lambda))?.unwrap_or(end + 2),
                _ => end + 2,
            };
            return self.between(end + 1, last, "parameters cannot follow var-keyword parameter");
        }
        Ok(end + 1)
    }

    fn parenthesized_parameters(&mut self, at: usize, lambda: bool, seen: &Seen) -> Scan<()> {
        if seen.default || seen.star {
            return Ok(());
        }
        let mut next = at + 1;
        while self.is(next, Tok::Name) {
            next += 1;
            if !self.is(next, Tok::Comma) {
                break;
            }
            next += 1;
        }
        if next > at + 1 && self.is(next, Tok::RParen) {
            let what = if lambda { "Lambda expression" } else { "Function" };
            return self.between(at, next + 1, format!("{what} parameters cannot be parenthesized"));
        }
        Ok(())
    }

    /// Type parameters with their brackets, when they stand at `at`; returns the position after them.
    pub(super) fn type_parameters(&mut self, at: usize, of_alias: bool) -> Scan<usize> {
        if !self.is(at, Tok::LBracket) {
            return Ok(at);
        }
        if self.is(at + 1, Tok::RBracket) {
            let last = at + 1 + usize::from(of_alias);
            return self.starting_from(at + 1, last, "Type parameter list cannot be empty");
        }
        let mut next = at + 1;
        while let Some(end) = maybe(self.type_parameter(next))? {
            next = end;
            if !self.is(next, Tok::Comma) {
                break;
            }
            next += 1;
        }
        self.eat(next, Tok::RBracket)
    }

    fn type_parameter(&mut self, at: usize) -> Scan<usize> {
        let what = match self.kind(at) {
            Tok::Star => "TypeVarTuple",
            Tok::DoubleStar => "ParamSpec",
            _ => "",
        };
        let mut next = self.eat(at + usize::from(!what.is_empty()), Tok::Name)?;
        if self.is(next, Tok::Colon) {
            let bound = self.expression(next + 1)?;
            if !what.is_empty() {
                let kind = if bound.kind == super::Kind::Tuple { "constraints" } else { "bound" };
                return self.between(next, bound.end, format!("cannot use {kind} with {what}"));
            }
            next = bound.next;
        }
        if self.is(next, Tok::Equal) {
            next =
                if what == "TypeVarTuple" { self.star_expression(next + 1)? } else { self.expression(next + 1)? }.next;
        }
        Ok(next)
    }
}
