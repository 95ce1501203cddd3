//! Blocks and compound statements, and the mistakes in them. Scans return the position after what they match.

use pyish_lexer::Tok;

use super::expression::Target;
use super::{Kind, Node, Rule, Scan, Scanner, Stop, maybe};

impl Scanner<'_> {
    pub(super) fn statement(&mut self, at: usize) -> Scan<usize> {
        if let Some(end) = maybe(self.compound_statement(at))? {
            return Ok(end);
        }
        if self.is_word(at, "case") {
            self.case_outside_match(at)?;
        }
        self.simple_statements(at)
    }

    fn case_outside_match(&mut self, at: usize) -> Scan<()> {
        let Some(colon) = maybe(self.case_head(at))? else {
            return Ok(());
        };
        if !self.is(colon, Tok::Colon) {
            return Ok(());
        }
        if self.is(colon + 1, Tok::Newline) && !self.is(colon + 2, Tok::Indent) {
            return self.missing_indent();
        }
        if maybe(self.block(colon + 1))?.is_some() {
            return self.between(at, colon + 1, "case statement must be inside match statement");
        }
        Ok(())
    }

    fn statements(&mut self, at: usize) -> Scan<usize> {
        let mut next = self.statement(at)?;
        while let Some(more) = maybe(self.statement(next))? {
            next = more;
        }
        Ok(next)
    }

    fn compound_statement(&mut self, at: usize) -> Scan<usize> {
        if self.is_word(at, "match") {
            return self.match_statement(at);
        }
        let inner = match self.kind(at) {
            Tok::Async => at + 1,
            _ => at,
        };
        match self.kind(inner) {
            Tok::At if inner == at => self.decorated(at),
            Tok::Def => self.function(at, inner),
            Tok::With => self.with(inner),
            Tok::For => self.for_statement(inner),
            _ if inner > at => Err(Stop::NoMatch),
            Tok::If => self.if_statement(at, "if"),
            Tok::While => self.while_statement(at),
            Tok::Class => self.class(at),
            Tok::Try => self.try_statement(at),
            _ => Err(Stop::NoMatch),
        }
    }

    // ---- Blocks ----

    pub(super) fn block(&mut self, at: usize) -> Scan<usize> {
        let node = self.remember(Rule::Block, at, |s| {
            let end = if s.is(at, Tok::Newline) {
                let first = s.eat(at + 1, Tok::Indent)?;
                let end = s.statements(first)?;
                s.eat(end, Tok::Dedent)?
            } else {
                s.simple_statements(at)?
            };
            Ok(Node::new(Kind::Other, at, end))
        })?;
        Ok(node.next)
    }

    /// `':' block` after the head of a statement, with the two mistakes that every statement shares: no colon before
    /// the end of the line, and no indented block after it.
    pub(super) fn colon_block(&mut self, at: usize, keyword: usize, what: &str, forced: bool) -> Scan<usize> {
        if self.is(at, Tok::Newline) || (forced && !self.is(at, Tok::Colon)) {
            if self.quiet > 0 {
                return Err(Stop::NoMatch);
            }
            if forced {
                return self.at_token(at, "expected ':'");
            }
            return self.at_furthest("expected ':'");
        }
        let block = self.eat(at, Tok::Colon)?;
        if self.is(block, Tok::Newline) && !self.is(block + 1, Tok::Indent) {
            return self.missing_block(keyword, what);
        }
        self.block(block)
    }

    // ---- Statements ----

    fn if_statement(&mut self, at: usize, word: &str) -> Scan<usize> {
        let test = self.named_expression(at + 1)?;
        let next = self.colon_block(test.next, at, &format!("'{word}' statement"), false)?;
        match self.kind(next) {
            Tok::Elif => self.if_statement_chain(next),
            Tok::Else => self.else_block(next, true),
            _ => Ok(next),
        }
    }

    fn if_statement_chain(&mut self, at: usize) -> Scan<usize> {
        let mut next = at;
        while self.is(next, Tok::Elif) {
            let test = self.named_expression(next + 1)?;
            next = self.colon_block(test.next, next, "'elif' statement", false)?;
        }
        if self.is(next, Tok::Else) { self.else_block(next, true) } else { Ok(next) }
    }

    fn else_block(&mut self, at: usize, after_if: bool) -> Scan<usize> {
        let next = self.colon_block(at + 1, at, "'else' statement", true)?;
        if after_if && self.is(next, Tok::Elif) {
            return self.at_token(next, "'elif' block follows an 'else' block");
        }
        Ok(next)
    }

    fn optional_else(&mut self, at: usize) -> Scan<usize> {
        if self.is(at, Tok::Else) { self.else_block(at, false) } else { Ok(at) }
    }

    fn while_statement(&mut self, at: usize) -> Scan<usize> {
        let test = self.named_expression(at + 1)?;
        let next = self.colon_block(test.next, at, "'while' statement", false)?;
        self.optional_else(next)
    }

    fn for_statement(&mut self, at: usize) -> Scan<usize> {
        if let Some(target) = maybe(self.star_targets(at + 1))?
            && self.is(target.next, Tok::In)
        {
            let iter = self.star_expressions(target.next + 1)?;
            let next = self.colon_block(iter.next, at, "'for' statement", false)?;
            return self.optional_else(next);
        }
        self.loop_target_mistake(at + 1)?;
        Err(Stop::NoMatch)
    }

    fn with(&mut self, at: usize) -> Scan<usize> {
        if self.is(at + 1, Tok::LParen)
            && let Some(items) = maybe(self.with_items(at + 2))?
        {
            let next = self.skip(items, Tok::Comma);
            if self.is(next, Tok::RParen) && self.is_any(next + 1, &[Tok::Colon, Tok::Newline]) {
                return self.colon_block(next + 1, at, "'with' statement", false);
            }
        }
        let items = self.with_items(at + 1)?;
        if self.is(items, Tok::Comma) && self.is(items + 1, Tok::Colon) {
            return self.at_token(items, "the last 'with' item has a trailing comma");
        }
        if let Some(end) = maybe(self.loose_with_items(at + 1))?
            && self.is(end, Tok::Newline)
        {
            return self.at_furthest("expected ':'");
        }
        self.colon_block(items, at, "'with' statement", false)
    }

    fn with_items(&mut self, at: usize) -> Scan<usize> {
        let mut next = self.with_item(at)?;
        while self.is(next, Tok::Comma) {
            match maybe(self.with_item(next + 1))? {
                Some(more) => next = more,
                None => break,
            }
        }
        Ok(next)
    }

    /// Items whose targets nothing particular has to follow.
    fn loose_with_items(&mut self, at: usize) -> Scan<usize> {
        let mut next = at;
        loop {
            next = self.expression(next)?.next;
            if self.is(next, Tok::As) {
                next = self.star_target(next + 1)?.next;
            }
            if !self.is(next, Tok::Comma) {
                return Ok(next);
            }
            next += 1;
        }
    }

    fn with_item(&mut self, at: usize) -> Scan<usize> {
        let context = self.expression(at)?;
        if !self.is(context.next, Tok::As) {
            return Ok(context.next);
        }
        let ends = [Tok::Comma, Tok::RParen, Tok::Colon];
        if let Some(target) = maybe(self.star_target(context.next + 1))?
            && self.is_any(target.next, &ends)
        {
            return Ok(target.next);
        }
        if let Some(target) = maybe(self.expression(context.next + 1))?
            && self.is_any(target.next, &ends)
        {
            self.check_target(&target, Target::Assignment)?;
        }
        Ok(context.next)
    }

    fn decorated(&mut self, at: usize) -> Scan<usize> {
        let mut next = at;
        while self.is(next, Tok::At) {
            let decorator = self.named_expression(next + 1)?;
            next = self.eat(decorator.next, Tok::Newline)?;
        }
        match self.kind(next) {
            Tok::Class => self.class(next),
            Tok::Async if self.is(next + 1, Tok::Def) => self.function(next, next + 1),
            Tok::Def => self.function(next, next),
            _ => Err(Stop::NoMatch),
        }
    }

    fn function(&mut self, _first: usize, at: usize) -> Scan<usize> {
        let name = self.eat(at + 1, Tok::Name)?;
        let open = self.type_parameters(name, false)?;
        if !self.is(open, Tok::LParen) {
            return self.at_token(open, "expected '('");
        }
        let close = self.parameters(open + 1, false)?;
        let mut next = self.eat(close, Tok::RParen)?;
        if self.is(next, Tok::Arrow)
            && let Some(returns) = maybe(self.expression(next + 1))?
        {
            next = returns.next;
        }
        self.colon_block(next, at, "function definition", true)
    }

    fn class(&mut self, at: usize) -> Scan<usize> {
        let name = self.eat(at + 1, Tok::Name)?;
        let mut next = self.type_parameters(name, false)?;
        if self.is(next, Tok::LParen) {
            let close = maybe(self.arguments(next + 1))?.unwrap_or(next + 1);
            next = self.eat(close, Tok::RParen)?;
        }
        self.colon_block(next, at, "class definition", false)
    }

    // ---- Try ----

    fn try_statement(&mut self, at: usize) -> Scan<usize> {
        let mut next = self.colon_block(at + 1, at, "'try' statement", true)?;
        if self.is(next, Tok::Finally) {
            return self.finally_block(next);
        }
        if !self.is(next, Tok::Except) {
            return self.at_furthest("expected 'except' or 'finally' block");
        }
        let starred = self.is(next + 1, Tok::Star);
        while self.is(next, Tok::Except) {
            let star = self.is(next + 1, Tok::Star);
            if star != starred {
                if maybe(self.quietly(|s| s.handler(next, star)))?.is_none() {
                    return if star { self.at_token(next + 1, "invalid syntax") } else { Err(Stop::NoMatch) };
                }
                let message = "cannot have both 'except' and 'except*' on the same 'try'";
                return self.between(next, next + 1 + usize::from(star), message);
            }
            next = self.handler(next, star)?;
        }
        next = self.optional_else(next)?;
        if self.is(next, Tok::Finally) { self.finally_block(next) } else { Ok(next) }
    }

    fn finally_block(&mut self, at: usize) -> Scan<usize> {
        self.colon_block(at + 1, at, "'finally' statement", true)
    }

    fn handler(&mut self, at: usize, star: bool) -> Scan<usize> {
        let what = if star { "'except*' statement" } else { "'except' statement" };
        let first = at + 1 + usize::from(star);
        if star && self.is_any(first, &[Tok::Newline, Tok::Colon]) {
            if self.quiet > 0 {
                return Err(Stop::NoMatch);
            }
            return self.at_furthest("expected one or more exception types");
        }
        if !star && self.is_any(first, &[Tok::Newline, Tok::Colon]) {
            return self.colon_block(first, at, what, false);
        }
        let typ = self.expression(first)?;
        let mut next = typ.next;
        let mut last = typ.end;
        while self.is(next, Tok::Comma) {
            match maybe(self.expression(next + 1))? {
                Some(more) => (next, last) = (more.next, more.end),
                None => {
                    next += 1;
                    break;
                }
            }
        }
        if self.is(next, Tok::As) {
            next = self.handler_name(next, star, &typ, last)?;
        }
        self.colon_block(next, at, what, false)
    }

    /// The name after `as` at `at`; `typ` is the first exception type, `last` where the last ends.
    fn handler_name(&mut self, at: usize, star: bool, typ: &Node, last: usize) -> Scan<usize> {
        if self.is(at + 1, Tok::Name) && self.is_any(at + 2, &[Tok::Colon, Tok::Newline]) {
            if last > typ.end && self.is(at + 2, Tok::Colon) {
                let message = "multiple exception types must be parenthesized when using 'as'";
                return self.between(typ.first, at + 2, message);
            }
            return Ok(at + 2);
        }
        if let Some(target) = maybe(self.expression(at + 1))?
            && self.is(target.next, Tok::Colon)
        {
            let word = if star { "except*" } else { "except" };
            return self.at_node(&target, format!("cannot use {word} statement with {}", target.kind.name()));
        }
        Err(Stop::NoMatch)
    }

    // ---- Match ----

    fn match_statement(&mut self, at: usize) -> Scan<usize> {
        let subject = self.subject(at + 1)?;
        if self.is(subject, Tok::Newline) {
            return self.at_furthest("expected ':'");
        }
        let line_end = self.eat(subject, Tok::Colon)?;
        let indent = self.eat(line_end, Tok::Newline)?;
        if !self.is(indent, Tok::Indent) {
            return self.missing_block(at, "'match' statement");
        }
        let mut next = self.case(indent + 1)?;
        while let Some(more) = maybe(self.case(next))? {
            next = more;
        }
        self.eat(next, Tok::Dedent)
    }

    pub(super) fn subject(&mut self, at: usize) -> Scan<usize> {
        if let Some(first) = maybe(self.star_named_expression(at))?
            && self.is(first.next, Tok::Comma)
        {
            return Ok(self.star_named_expressions(at)?.next);
        }
        Ok(self.named_expression(at)?.next)
    }

    fn case(&mut self, at: usize) -> Scan<usize> {
        let next = self.case_head(at)?;
        self.colon_block(next, at, "'case' statement", false)
    }

    /// `case`, its patterns and guard.
    fn case_head(&mut self, at: usize) -> Scan<usize> {
        if !self.is_word(at, "case") {
            return Err(Stop::NoMatch);
        }
        let mut next = self.patterns(at + 1)?;
        if self.is(next, Tok::If) {
            next = self.named_expression(next + 1)?.next;
        }
        Ok(next)
    }
}
