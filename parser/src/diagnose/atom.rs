//! Atoms, displays, comprehensions, calls and subscripts, and the mistakes in them.

use pyish_lexer::Tok;

use super::expression::Target;
use super::{Kind, Node, Rule, Scan, Scanner, Stop, maybe};

/// The positional and keyword arguments matched so far.
#[derive(Clone, Debug, Default)]
struct Arguments {
    positional: usize,
    unpacks_keywords: bool,
    last_positional: usize,
    next: usize,
}

impl Scanner<'_> {
    pub(super) fn atom(&mut self, at: usize) -> Scan {
        let kind = match self.kind(at) {
            Tok::Name => Kind::Name,
            Tok::Int | Tok::Float | Tok::Imaginary => Kind::Literal,
            Tok::None => Kind::None,
            Tok::True => Kind::True,
            Tok::False => Kind::False,
            Tok::Ellipsis => Kind::Ellipsis,
            Tok::String | Tok::FStringStart | Tok::TStringStart => return self.strings(at),
            Tok::LParen => return self.parenthesized(at),
            Tok::LBracket => return self.list(at),
            Tok::LBrace => return self.braces(at),
            _ => return Err(Stop::NoMatch),
        };
        Ok(Node::new(kind, at, at + 1))
    }

    fn strings(&mut self, at: usize) -> Scan {
        let mut kind = Kind::Literal;
        let mut next = at;
        loop {
            match self.kind(next) {
                Tok::String => next += 1,
                Tok::FStringStart => {
                    kind = Kind::FString;
                    next = self.format_string(next)?;
                }
                Tok::TStringStart => {
                    kind = Kind::TString;
                    next = self.format_string(next)?;
                }
                _ if next == at => return Err(Stop::NoMatch),
                _ => return Ok(Node::new(kind, at, next)),
            }
        }
    }

    fn parenthesized(&mut self, at: usize) -> Scan {
        if let Some(node) = maybe(self.tuple(at))? {
            return Ok(node);
        }
        if let Some(node) = maybe(self.group(at))? {
            return Ok(node);
        }
        self.generator(at)
    }

    fn tuple(&mut self, at: usize) -> Scan {
        if self.is(at + 1, Tok::RParen) {
            return Ok(Node::with_parts(Kind::Tuple, at, at + 2, Vec::new()));
        }
        let first = self.star_named_expression(at + 1)?;
        self.eat(first.next, Tok::Comma)?;
        let elements = self.star_named_expressions(at + 1)?;
        let end = self.eat(elements.next, Tok::RParen)?;
        Ok(Node::with_parts(Kind::Tuple, at, end, elements.parts().to_vec()))
    }

    fn group(&mut self, at: usize) -> Scan {
        let inner = match maybe(self.yield_expression(at + 1))? {
            Some(node) => Some(node),
            None => maybe(self.named_expression(at + 1))?,
        };
        if let Some(inner) = inner
            && self.is(inner.next, Tok::RParen)
        {
            return Ok(Node { next: inner.next + 1, ..inner });
        }
        if self.quiet == 0
            && let Some(starred) = maybe(self.starred_expression(at + 1))?
            && self.is(starred.next, Tok::RParen)
        {
            return self.at_node(&starred, "cannot use starred expression here");
        }
        Err(Stop::NoMatch)
    }

    /// A generator expression with its parentheses.
    fn generator(&mut self, at: usize) -> Scan {
        let element = match self.kind(at + 1) {
            Tok::Star => self.starred_expression(at + 1),
            Tok::Name if self.is(at + 2, Tok::ColonEqual) => self.assignment_expression(at + 1),
            _ => self.plain_expression(at + 1),
        };
        if let Some(element) = maybe(element)?
            && let Some(clauses) = maybe(self.for_clauses(element.next))?
            && self.is(clauses, Tok::RParen)
        {
            return Ok(Node::new(Kind::Generator, at, clauses + 1));
        }
        self.comprehension_mistake(at)?;
        Err(Stop::NoMatch)
    }

    fn list(&mut self, at: usize) -> Scan {
        if self.is(at + 1, Tok::RBracket) {
            return Ok(Node::with_parts(Kind::List, at, at + 2, Vec::new()));
        }
        if let Some(elements) = maybe(self.star_named_expressions(at + 1))?
            && self.is(elements.next, Tok::RBracket)
        {
            return Ok(Node::with_parts(Kind::List, at, elements.next + 1, elements.parts().to_vec()));
        }
        if let Some(element) = maybe(self.star_named_expression(at + 1))?
            && let Some(clauses) = maybe(self.for_clauses(element.next))?
            && self.is(clauses, Tok::RBracket)
        {
            return Ok(Node::new(Kind::ListComprehension, at, clauses + 1));
        }
        self.comprehension_mistake(at)?;
        Err(Stop::NoMatch)
    }

    /// An element list before `for`, where one element should be.
    fn comprehension_mistake(&mut self, at: usize) -> Scan<()> {
        if self.quiet > 0 {
            return Ok(());
        }
        if self.is(at, Tok::LParen)
            && self.is(at + 1, Tok::DoubleStar)
            && let Some(value) = maybe(self.bitwise_or(at + 2))?
            && maybe(self.for_clauses(value.next))?.is_some()
        {
            return self.between(at + 1, value.end, "cannot use dict unpacking in generator expression");
        }
        if self.is(at + 1, Tok::Star) {
            maybe(self.expression(at + 2))?;
        }
        if self.is_any(at, &[Tok::LBracket, Tok::LBrace])
            && let Some(first) = maybe(self.star_named_expression(at + 1))?
            && self.is(first.next, Tok::Comma)
        {
            let message = "did you forget parentheses around the comprehension target?";
            let comma = first.next;
            if let Some(rest) = maybe(self.star_named_expressions(comma + 1))?
                && maybe(self.for_clauses(rest.next))?.is_some()
            {
                let end = rest.parts().last().map_or(rest.end, |last| last.end);
                return self.between(first.first, end, message);
            }
            if maybe(self.for_clauses(comma + 1))?.is_some() {
                return self.between(first.first, comma + 1, message);
            }
        }
        Ok(())
    }

    fn braces(&mut self, at: usize) -> Scan {
        if let Some(node) = maybe(self.dict(at))? {
            return Ok(node);
        }
        if let Some(item) = maybe(self.comprehension_item(at + 1))?
            && let Some(clauses) = maybe(self.for_clauses(item))?
            && self.is(clauses, Tok::RBrace)
        {
            return Ok(Node::new(Kind::DictComprehension, at, clauses + 1));
        }
        if let Some(elements) = maybe(self.star_named_expressions(at + 1))?
            && self.is(elements.next, Tok::RBrace)
        {
            return Ok(Node::new(Kind::Set, at, elements.next + 1));
        }
        if let Some(element) = maybe(self.star_named_expression(at + 1))?
            && let Some(clauses) = maybe(self.for_clauses(element.next))?
            && self.is(clauses, Tok::RBrace)
        {
            return Ok(Node::new(Kind::SetComprehension, at, clauses + 1));
        }
        self.comprehension_mistake(at)?;
        Err(Stop::NoMatch)
    }

    /// What a dict comprehension makes an entry of: `'**' expression` or `expression ':' expression`
    fn comprehension_item(&mut self, at: usize) -> Scan<usize> {
        if self.is(at, Tok::DoubleStar) {
            return Ok(self.expression(at + 1)?.next);
        }
        self.pair(at)
    }

    /// `'**' bitwise_or` or `expression ':' expression`
    fn pair(&mut self, at: usize) -> Scan<usize> {
        if self.is(at, Tok::DoubleStar) {
            return Ok(self.bitwise_or(at + 1)?.next);
        }
        let key = self.expression(at)?;
        let value = self.eat(key.next, Tok::Colon)?;
        Ok(self.expression(value)?.next)
    }

    fn dict(&mut self, at: usize) -> Scan {
        let mut next = at + 1;
        while let Some(pair) = maybe(self.pair(next))? {
            next = pair;
            if !self.is(next, Tok::Comma) {
                break;
            }
            next += 1;
        }
        if self.is(next, Tok::RBrace) {
            return Ok(Node::new(Kind::Dict, at, next + 1));
        }
        if self.quiet == 0 {
            self.pair_mistake(at + 1)?;
        }
        Err(Stop::NoMatch)
    }

    fn pair_mistake(&mut self, at: usize) -> Scan<()> {
        self.star_key_mistake(at)?;
        let mut next = at;
        let mut pairs = 0;
        while let Some(pair) = maybe(self.pair(next))? {
            pairs += 1;
            next = pair;
            if !self.is(next, Tok::Comma) {
                break;
            }
            next += 1;
            self.star_key_mistake(next)?;
            if maybe(self.pair(next))?.is_none() {
                if let Some(key) = maybe(self.expression(next))?
                    && !self.is(key.next, Tok::Colon)
                {
                    let last = self.token(key.end - 1);
                    let end = pyish_lexer::RangeEnd::Unknown(0);
                    return self.mistake("':' expected after dictionary key", last.end - 1, end);
                }
                return self.value_mistake(next);
            }
        }
        if pairs == 0 {
            self.value_mistake(at)?;
        }
        Ok(())
    }

    /// `*a: …` and `**a: …` as keys.
    fn star_key_mistake(&mut self, at: usize) -> Scan<()> {
        let what = match self.kind(at) {
            Tok::Star => "a starred expression",
            Tok::DoubleStar => "dict unpacking",
            _ => return Ok(()),
        };
        if let Some(key) = maybe(self.bitwise_or(at + 1))?
            && self.is(key.next, Tok::Colon)
        {
            return self.between(at, key.end, format!("cannot use {what} in a dictionary key"));
        }
        Ok(())
    }

    fn value_mistake(&mut self, at: usize) -> Scan<()> {
        let Some(key) = maybe(self.expression(at))? else {
            return Ok(());
        };
        if !self.is(key.next, Tok::Colon) {
            return Ok(());
        }
        let value = key.next + 1;
        let what = match self.kind(value) {
            Tok::Star => "a starred expression",
            Tok::DoubleStar => "dict unpacking",
            Tok::RBrace | Tok::Comma => {
                return self.at_token(key.next, "expression expected after dictionary key and ':'");
            }
            _ => return Ok(()),
        };
        if let Some(inner) = maybe(self.bitwise_or(value + 1))? {
            return self.between(value, inner.end, format!("cannot use {what} in a dictionary value"));
        }
        Ok(())
    }

    // ---- Comprehensions ----

    /// One or more `for` clauses; returns where they end.
    pub(super) fn for_clauses(&mut self, at: usize) -> Scan<usize> {
        let mut next = self.for_clause(at)?;
        while let Some(more) = maybe(self.for_clause(next))? {
            next = more;
        }
        Ok(next)
    }

    fn for_clause(&mut self, at: usize) -> Scan<usize> {
        let keyword = self.skip(at, Tok::Async);
        let target = self.eat(keyword, Tok::For)?;
        if let Some(found) = maybe(self.star_targets(target))?
            && self.is(found.next, Tok::In)
        {
            let mut next = self.disjunction(found.next + 1)?.next;
            while self.is(next, Tok::If) {
                match maybe(self.disjunction(next + 1))? {
                    Some(test) => next = test.next,
                    None => break,
                }
            }
            return Ok(next);
        }
        if self.quiet == 0 {
            self.missing_in(target)?;
            self.loop_target_mistake(target)?;
        }
        Err(Stop::NoMatch)
    }

    fn missing_in(&mut self, at: usize) -> Scan<()> {
        let Some(first) = maybe(self.bitwise_or(at))? else {
            return Ok(());
        };
        let mut next = first.next;
        while self.is(next, Tok::Comma) {
            next += 1;
            match maybe(self.bitwise_or(next))? {
                Some(more) => next = more.next,
                None => break,
            }
        }
        if self.is(next, Tok::In) { Ok(()) } else { self.at_furthest("'in' expected after for-loop variables") }
    }

    pub(super) fn loop_target_mistake(&mut self, at: usize) -> Scan<()> {
        match maybe(self.star_expressions(at))? {
            Some(target) => self.check_target(&target, Target::Loop),
            None => Ok(()),
        }
    }

    // ---- Calls and subscripts ----

    /// The argument list whose parenthesis stands at `at`; returns the position after it.
    pub(super) fn call(&mut self, at: usize) -> Scan<usize> {
        if let Some(generator) = maybe(self.generator(at))? {
            return Ok(generator.next);
        }
        let next = maybe(self.arguments(at + 1))?.unwrap_or(at + 1);
        self.eat(next, Tok::RParen)
    }

    /// Arguments with an optional trailing comma, up to the closing parenthesis.
    pub(super) fn arguments(&mut self, at: usize) -> Scan<usize> {
        let node = self.remember(Rule::Arguments, at, |s| {
            if let Some(found) = maybe(s.argument_list(at))? {
                let next = s.skip(found.next, Tok::Comma);
                if s.is(next, Tok::RParen) {
                    return Ok(Node::new(Kind::Other, at, next));
                }
            }
            if s.quiet == 0 {
                s.arguments_mistake(at)?;
            }
            Err(Stop::NoMatch)
        })?;
        Ok(node.next)
    }

    pub(super) fn starred_expression(&mut self, at: usize) -> Scan {
        let inner = self.eat(at, Tok::Star)?;
        let value = maybe(self.expression(inner))?;
        match value {
            Some(value) => {
                if self.quiet == 0
                    && self.is(value.next, Tok::Equal)
                    && let Some(right) = maybe(self.expression(value.next + 1))?
                {
                    return self.between(at, right.end, "cannot assign to iterable argument unpacking");
                }
                Ok(Node::with_parts(Kind::Starred, at, value.next, vec![value]))
            }
            None if self.quiet == 0 => self.at_furthest("Invalid star expression"),
            None => Err(Stop::NoMatch),
        }
    }

    /// A positional argument that is not the name of a keyword argument.
    fn positional(&mut self, at: usize) -> Scan {
        if self.is(at, Tok::Star) {
            return self.starred_expression(at);
        }
        let node = if self.is(at, Tok::Name) && self.is(at + 1, Tok::ColonEqual) {
            self.assignment_expression(at)?
        } else {
            self.plain_expression(at)?
        };
        if self.is(node.next, Tok::Equal) { Err(Stop::NoMatch) } else { Ok(node) }
    }

    fn argument_list(&mut self, at: usize) -> Scan<Arguments> {
        let mut found = Arguments { next: at, ..Arguments::default() };
        let mut next = at;
        while let Some(argument) = maybe(self.positional(next))? {
            found.positional += 1;
            found.last_positional = argument.first;
            found.next = argument.next;
            if !self.is(found.next, Tok::Comma) {
                return Ok(found);
            }
            next = found.next + 1;
        }
        if let Some(end) = maybe(self.keyword_list(next, &mut found))? {
            found.next = end;
        } else if found.positional == 0 {
            return Err(Stop::NoMatch);
        }
        Ok(found)
    }

    /// Keyword arguments, among which starred ones may stand until the first `**`.
    fn keyword_list(&mut self, at: usize, found: &mut Arguments) -> Scan<usize> {
        let mut end = None;
        let mut next = at;
        let mut after_unpacking = false;
        loop {
            let argument = match self.kind(next) {
                Tok::DoubleStar => {
                    if self.quiet == 0 {
                        self.keyword_mistake(next)?;
                    }
                    let value = maybe(self.expression(next + 1))?;
                    after_unpacking |= value.is_some();
                    found.unpacks_keywords |= value.is_some();
                    value.map(|value| value.next)
                }
                Tok::Star if !after_unpacking => {
                    let starred = maybe(self.starred_expression(next))?;
                    if let Some(starred) = &starred {
                        found.positional += 1;
                        found.last_positional = starred.first;
                    }
                    starred.map(|starred| starred.next)
                }
                _ => maybe(self.keyword(next))?,
            };
            let Some(argument_end) = argument else { break };
            end = Some(argument_end);
            if !self.is(argument_end, Tok::Comma) {
                break;
            }
            next = argument_end + 1;
        }
        end.ok_or(Stop::NoMatch)
    }

    fn keyword(&mut self, at: usize) -> Scan<usize> {
        if self.quiet == 0 {
            self.keyword_mistake(at)?;
        }
        let equals = self.eat(at, Tok::Name)?;
        let value = self.eat(equals, Tok::Equal)?;
        Ok(self.expression(value)?.next)
    }

    fn keyword_mistake(&mut self, at: usize) -> Scan<()> {
        if self.is_any(at, &[Tok::True, Tok::False, Tok::None]) && self.is(at + 1, Tok::Equal) {
            return self.between(at, at + 2, format!("cannot assign to {}", self.text(at)));
        }
        if self.is(at, Tok::Name) && self.is(at + 1, Tok::Equal) {
            if let Some(value) = maybe(self.expression(at + 2))?
                && maybe(self.for_clauses(value.next))?.is_some()
            {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                return self.between(at, at + 2, message);
            }
            return Ok(());
        }
        if self.is(at, Tok::DoubleStar) {
            if let Some(value) = maybe(self.expression(at + 1))?
                && self.is(value.next, Tok::Equal)
                && let Some(right) = maybe(self.expression(value.next + 1))?
            {
                return self.between(at, right.end, "cannot assign to keyword argument unpacking");
            }
            return Ok(());
        }
        if let Some(target) = maybe(self.expression(at))?
            && self.is(target.next, Tok::Equal)
        {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return self.between(target.first, target.next + 1, message);
        }
        Ok(())
    }

    fn arguments_mistake(&mut self, at: usize) -> Scan<()> {
        let list = maybe(self.argument_list(at))?;
        self.unpacking_order_mistake(list.as_ref())?;
        let ungrouped = "Generator expression must be parenthesized";
        if let Some(element) = maybe(self.expression(at))?
            && let Some(clauses) = maybe(self.for_clauses(element.next))?
            && self.is(clauses, Tok::Comma)
        {
            maybe(self.argument_list(clauses + 1))?;
            return self.between(element.first, clauses, ungrouped);
        }
        self.missing_value_mistake(at, list.as_ref())?;
        let Some(list) = list else { return Ok(()) };
        if list.positional > 1
            && let Some(clauses) = maybe(self.for_clauses(list.next))?
        {
            return self.between(list.last_positional, clauses, ungrouped);
        }
        if self.is(list.next, Tok::Comma) {
            if let Some(element) = maybe(self.expression(list.next + 1))?
                && let Some(clauses) = maybe(self.for_clauses(element.next))?
            {
                return self.between(element.first, clauses, ungrouped);
            }
            if maybe(self.argument_list(list.next + 1))?.is_some() {
                let what = if list.unpacks_keywords { " unpacking" } else { "" };
                return self.at_furthest(format!("positional argument follows keyword argument{what}"));
            }
        }
        Ok(())
    }

    /// `*a` after `**k`.
    fn unpacking_order_mistake(&mut self, list: Option<&Arguments>) -> Scan<()> {
        if let Some(list) = list
            && list.unpacks_keywords
            && self.is(list.next, Tok::Comma)
            && self.is(list.next + 1, Tok::Star)
            && let Some(starred) = maybe(self.starred_expression(list.next + 1))?
        {
            let mut end = starred;
            while self.is(end.next, Tok::Comma) && self.is(end.next + 1, Tok::Star) {
                end = self.starred_expression(end.next + 1)?;
            }
            let message = "iterable argument unpacking follows keyword argument unpacking";
            return self.between(list.next, end.end, message);
        }
        Ok(())
    }

    /// `name=` without a value, first or after other arguments.
    fn missing_value_mistake(&mut self, at: usize, list: Option<&Arguments>) -> Scan<()> {
        let mut places = vec![at];
        if let Some(list) = list
            && self.is(list.next, Tok::Comma)
        {
            places.insert(0, list.next + 1);
        }
        for place in places {
            if self.is(place, Tok::Name)
                && self.is(place + 1, Tok::Equal)
                && self.is_any(place + 2, &[Tok::Comma, Tok::RParen])
            {
                return self.between(place, place + 2, "expected argument value expression");
            }
        }
        Ok(())
    }

    /// The index whose bracket stands at `at`; returns the position after it.
    pub(super) fn subscript(&mut self, at: usize) -> Scan<usize> {
        let mut next = self.slice(at + 1)?;
        while self.is(next, Tok::Comma) {
            match maybe(self.slice(next + 1))? {
                Some(more) => next = more,
                None => {
                    next += 1;
                    break;
                }
            }
        }
        self.eat(next, Tok::RBracket)
    }

    fn slice(&mut self, at: usize) -> Scan<usize> {
        let start = match self.kind(at) {
            Tok::Colon => at,
            _ => maybe(self.expression(at))?.map_or(at, |lower| lower.next),
        };
        if self.is(start, Tok::Colon) {
            let mut next = start + 1;
            next = maybe(self.expression(next))?.map_or(next, |upper| upper.next);
            if self.is(next, Tok::Colon) {
                next += 1;
                next = maybe(self.expression(next))?.map_or(next, |step| step.next);
            }
            return Ok(next);
        }
        if self.is(at, Tok::Star) {
            return Ok(self.starred_expression(at)?.next);
        }
        Ok(self.named_expression(at)?.next)
    }
}
