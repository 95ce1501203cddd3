//! Expressions down to primaries, and the mistakes in them.
//!
//! Binary operators are read without precedence: only where an operation ends matters here.

use pyish_lexer::{LexError, RangeEnd, Tok};

use super::{Kind, Node, Rule, Scan, Scanner, Stop, maybe};

const NO_MATCH: Scan = Err(Stop::NoMatch);

impl Scanner<'_> {
    /// A comma-separated list that makes a tuple when it holds a comma.
    fn tuple_of(&mut self, at: usize, mut item: impl FnMut(&mut Self, usize) -> Scan) -> Scan {
        let first = item(self, at)?;
        if !self.is(first.next, Tok::Comma) {
            return Ok(first);
        }
        let mut next = first.next + 1;
        let mut parts = vec![first];
        while let Some(part) = maybe(item(self, next))? {
            next = part.next;
            parts.push(part);
            if !self.is(next, Tok::Comma) {
                break;
            }
            next += 1;
        }
        Ok(Node::with_parts(Kind::Tuple, at, next, parts))
    }

    pub(super) fn star_expressions(&mut self, at: usize) -> Scan {
        self.tuple_of(at, Self::star_expression)
    }

    pub(super) fn expressions(&mut self, at: usize) -> Scan {
        self.tuple_of(at, Self::expression)
    }

    pub(super) fn star_expression(&mut self, at: usize) -> Scan {
        self.remember(Rule::StarExpression, at, |s| match maybe(s.starred_operation(at))? {
            Some(node) => Ok(node),
            None => s.expression(at),
        })
    }

    /// `'*' bitwise_or`
    fn starred_operation(&mut self, at: usize) -> Scan {
        let inner = self.eat(at, Tok::Star)?;
        let value = self.bitwise_or(inner)?;
        Ok(Node::with_parts(Kind::Starred, at, value.next, vec![value]))
    }

    pub(super) fn star_named_expression(&mut self, at: usize) -> Scan {
        let in_display = self.quiet == 0 && self.levels[at] > 0;
        if let Some(node) = maybe(self.starred_operation(at))? {
            if in_display
                && self.is(node.next, Tok::If)
                && let Some(whole) = maybe(self.expression(at + 1))?
                && !(at > 0 && self.is(at - 1, Tok::LParen) && self.is_any(whole.next, &[Tok::For, Tok::Async]))
            {
                return self.between(at, whole.end, unparenthesized("starred"));
            }
            return Ok(node);
        }
        if let Some(node) = maybe(self.named_expression(at))? {
            return Ok(node);
        }
        if in_display
            && self.is(at, Tok::DoubleStar)
            && let Some(value) = maybe(self.expression(at + 1))?
        {
            return self.double_starred(at, &value);
        }
        NO_MATCH
    }

    /// `**` where only single elements may stand.
    fn double_starred(&mut self, at: usize, value: &Node) -> Scan {
        let before = at.wrapping_sub(1);
        let brace = at > 0 && self.is(before, Tok::LBrace);
        let what = match (at > 0 && self.is(before, Tok::LBracket), at > 0 && self.is(before, Tok::LParen)) {
            (true, _) => "list comprehension",
            (_, true) => "generator expression",
            _ => "",
        };
        if !what.is_empty() && self.is_any(value.next, &[Tok::For, Tok::Async]) {
            return self.between(at, value.end, format!("cannot use dict unpacking in {what}"));
        }
        if brace && maybe(self.bitwise_or(at + 1))?.is_some_and(|inner| self.is(inner.next, Tok::If)) {
            return self.between(at, value.end, unparenthesized("double starred"));
        }
        self.at_token(at, "cannot use dict unpacking here")
    }

    /// One or more elements with an optional trailing comma; the node's parts are the elements.
    pub(super) fn star_named_expressions(&mut self, at: usize) -> Scan {
        let first = self.star_named_expression(at)?;
        let mut next = first.next;
        let mut parts = vec![first];
        while self.is(next, Tok::Comma) {
            match maybe(self.star_named_expression(next + 1))? {
                Some(part) => {
                    next = part.next;
                    parts.push(part);
                }
                None => {
                    next += 1;
                    break;
                }
            }
        }
        Ok(Node::with_parts(Kind::Tuple, at, next, parts))
    }

    /// `NAME ':=' expression`
    pub(super) fn assignment_expression(&mut self, at: usize) -> Scan {
        let operator = self.eat(at, Tok::Name)?;
        let value = self.eat(operator, Tok::ColonEqual)?;
        let value = self.expression(value)?;
        Ok(Node::new(Kind::Named, at, value.next))
    }

    fn starts_assignment_expression(&mut self, at: usize) -> bool {
        self.is(at, Tok::Name) && self.is(at + 1, Tok::ColonEqual)
    }

    pub(super) fn named_expression(&mut self, at: usize) -> Scan {
        if self.starts_assignment_expression(at) {
            return self.assignment_expression(at);
        }
        self.named_mistake(at)?;
        self.plain_expression(at)
    }

    /// An expression that no `:=` follows.
    pub(super) fn plain_expression(&mut self, at: usize) -> Scan {
        let node = self.expression(at)?;
        if self.is(node.next, Tok::ColonEqual) { NO_MATCH } else { Ok(node) }
    }

    fn ends_assignment(&mut self, at: usize) -> bool {
        !self.is_any(at, &[Tok::Equal, Tok::ColonEqual])
    }

    /// Assignments where an expression should be.
    fn named_mistake(&mut self, at: usize) -> Scan<()> {
        if self.quiet > 0 {
            return Ok(());
        }
        let _ = maybe(self.remember(Rule::NamedMistake, at, |s| {
            s.find_named_mistake(at)?;
            NO_MATCH
        }))?;
        Ok(())
    }

    fn find_named_mistake(&mut self, at: usize) -> Scan<()> {
        if let Some(target) = maybe(self.expression(at))?
            && self.is(target.next, Tok::ColonEqual)
            && maybe(self.expression(target.next + 1))?.is_some()
        {
            return self.at_node(&target, format!("cannot use assignment expressions with {}", target.kind.name()));
        }
        if self.is(at, Tok::Name)
            && self.is(at + 1, Tok::Equal)
            && let Some(value) = maybe(self.bitwise_or(at + 2))?
            && self.ends_assignment(value.next)
        {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return self.between(at, value.end, message);
        }
        if let Some(target) = maybe(self.bitwise_or(at))?
            && !self.starts_with_plain_target(at, &target)
            && self.is(target.next, Tok::Equal)
            && let Some(value) = maybe(self.bitwise_or(target.next + 1))?
            && self.ends_assignment(value.next)
        {
            let what = target.kind.name();
            return self
                .at_node(&target, format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?"));
        }
        Ok(())
    }

    /// Whether a list, tuple, generator, `True`, `None` or `False` stands at `at`, whatever follows it.
    fn starts_with_plain_target(&mut self, at: usize, target: &Node) -> bool {
        let is_plain =
            |kind| matches!(kind, Kind::List | Kind::Tuple | Kind::Generator | Kind::True | Kind::False | Kind::None);
        if is_plain(target.kind) && target.first == at {
            return true;
        }
        matches!(self.atom(at), Ok(atom) if is_plain(atom.kind))
    }

    pub(super) fn expression(&mut self, at: usize) -> Scan {
        self.remember(Rule::Expression, at, |s| {
            if s.quiet == 0 {
                s.expression_mistake(at)?;
                s.legacy_mistake(at)?;
            }
            s.conditional(at)
        })
    }

    /// An expression, without the mistakes that start with a whole one.
    fn conditional(&mut self, at: usize) -> Scan {
        if self.is(at, Tok::Lambda) {
            return self.lambda(at);
        }
        let body = self.disjunction(at)?;
        if self.is(body.next, Tok::If)
            && let Some(test) = maybe(self.disjunction(body.next + 1))?
            && self.is(test.next, Tok::Else)
            && let Some(orelse) = maybe(self.expression(test.next + 1))?
        {
            return Ok(Node::new(Kind::Conditional, at, orelse.next));
        }
        Ok(body)
    }

    fn lambda(&mut self, at: usize) -> Scan {
        let next = self.parameters(at + 1, true)?;
        let body = self.eat(next, Tok::Colon)?;
        let body = self.expression(body)?;
        Ok(Node::new(Kind::Lambda, at, body.next))
    }

    fn is_soft_keyword(&mut self, at: usize) -> bool {
        self.is(at, Tok::Name) && matches!(self.text(at), "_" | "case" | "match" | "type" | "lazy")
    }

    /// Mistakes that start with a whole expression.
    fn expression_mistake(&mut self, at: usize) -> Scan<()> {
        self.quote_inside_string(at)?;
        let name_then_string = self.is(at, Tok::Name) && self.is(at + 1, Tok::String);
        if !name_then_string
            && !self.is_soft_keyword(at)
            && let Some(a) = maybe(self.disjunction(at))?
            && let Some(b) = maybe(self.quietly(|s| s.conditional(a.next)))?
        {
            let legacy = a.kind == Kind::Name && a.end == a.first + 1 && matches!(self.text(at), "print" | "exec");
            if legacy || self.levels[b.next - 1] == 0 {
                return Ok(());
            }
            return self.missing_comma(&a, &b);
        }
        self.conditional_mistake(at)?;
        self.unparenthesized_lambda(at)
    }

    /// `"say "hi" again"`: the words between two strings look like part of them.
    fn quote_inside_string(&mut self, at: usize) -> Scan<()> {
        if !self.is(at, Tok::String) {
            return Ok(());
        }
        maybe(self.disjunction(at))?;
        let mut next = at + 1;
        let mut end = next;
        while !self.is(next, Tok::String) {
            match maybe(self.quietly(|s| s.conditional(next)))? {
                Some(word) => (next, end) = (word.next, word.end),
                None => return Ok(()),
            }
        }
        if next == at + 1 {
            return Ok(());
        }
        self.between(at + 1, end, "invalid syntax. Is this intended to be part of the string?")
    }

    /// Two expressions side by side. When the first takes several lines CPython points at its last one.
    fn missing_comma(&self, a: &Node, b: &Node) -> Scan<()> {
        let message = "invalid syntax. Perhaps you forgot a comma?";
        let (start, end) = (self.token(a.first).start, self.token(a.end - 1).end);
        let (first, last) = (self.lines.location(start), self.lines.location(end));
        if first.lineno == last.lineno {
            return self.between(a.first, b.end, message);
        }
        let line = self.lines.line_start(last.lineno);
        let length = self.lines.line_text(self.source, last.lineno).len() as u32;
        let is_last_read = self.lines.line(self.token(self.furthest).start) <= last.lineno;
        let column = first.col_offset.min(length + u32::from(is_last_read));
        let error = LexError::new(message, line + column.min(length), RangeEnd::At(end));
        Err(Stop::Mistake(Box::new(LexError { shift: column.saturating_sub(length), ..error })))
    }

    fn conditional_mistake(&mut self, at: usize) -> Scan<()> {
        if let Some(body) = maybe(self.disjunction(at))?
            && self.is(body.next, Tok::If)
            && let Some(test) = maybe(self.disjunction(body.next + 1))?
        {
            if !self.is_any(test.next, &[Tok::Else, Tok::Colon]) {
                return self.between(body.first, test.end, "expected 'else' after 'if' expression");
            }
            if self.is(test.next, Tok::Else) && maybe(self.expression(test.next + 1))?.is_none() {
                if self.is(test.next + 1, Tok::Star) {
                    return self.at_token(test.next + 1, "cannot unpack only part of a conditional expression");
                }
                if self.is(test.next + 1, Tok::DoubleStar) {
                    let message = "cannot use dict unpacking on only part of a conditional expression";
                    return self.at_token(test.next + 1, message);
                }
                return self.at_token(test.next + 1, "expected expression after 'else', but statement is given");
            }
        }
        if self.is_any(at, &[Tok::Pass, Tok::Break, Tok::Continue])
            && self.is(at + 1, Tok::If)
            && let Some(test) = maybe(self.disjunction(at + 2))?
            && self.is(test.next, Tok::Else)
            && maybe(self.simple_statement(test.next + 1))?.is_some()
        {
            return self.at_token(at, "expected expression before 'if', but statement is given");
        }
        Ok(())
    }

    /// A lambda whose colon ended the expression of a replacement field.
    fn unparenthesized_lambda(&mut self, at: usize) -> Scan<()> {
        if self.is(at, Tok::Lambda)
            && let Some(colon) = maybe(self.parameters(at + 1, true))?
            && self.is(colon, Tok::FieldColon)
        {
            let letter = self.field_letter(at);
            let message = format!("{letter}-string: lambda expressions are not allowed without parentheses");
            return self.between(at, colon + 1, message);
        }
        Ok(())
    }

    /// Python 2's `print x` and `exec x`.
    fn legacy_mistake(&mut self, at: usize) -> Scan<()> {
        if self.is(at, Tok::Name)
            && !self.is(at + 1, Tok::LParen)
            && let Some(rest) = maybe(self.star_expressions(at + 1))?
            && let name @ ("print" | "exec") = self.text(at)
        {
            let message = format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
            return self.between(at, rest.end, message);
        }
        Ok(())
    }

    /// Operands joined by `operator`; more than one make an operation.
    fn joined(&mut self, at: usize, operator: Tok, mut operand: impl FnMut(&mut Self, usize) -> Scan) -> Scan {
        let first = operand(self, at)?;
        let mut next = first.next;
        let mut several = false;
        while self.is(next, operator) {
            match maybe(operand(self, next + 1))? {
                Some(more) => (next, several) = (more.next, true),
                None => break,
            }
        }
        Ok(if several { Node::new(Kind::Operation, at, next) } else { first })
    }

    pub(super) fn disjunction(&mut self, at: usize) -> Scan {
        self.remember(Rule::Disjunction, at, |s| s.joined(at, Tok::Or, |s, at| s.joined(at, Tok::And, Self::inversion)))
    }

    fn inversion(&mut self, at: usize) -> Scan {
        self.remember(Rule::Inversion, at, |s| {
            let mut operand = at;
            while s.is(operand, Tok::Not) {
                operand += 1;
            }
            let comparison = s.comparison(operand)?;
            Ok(if operand == at { comparison } else { Node::new(Kind::Operation, at, comparison.next) })
        })
    }

    fn comparison(&mut self, at: usize) -> Scan {
        let first = self.bitwise_or(at)?;
        let mut next = first.next;
        let mut contains = false;
        loop {
            let length = match self.kind(next) {
                Tok::EqEqual | Tok::NotEqual | Tok::Less | Tok::LessEqual | Tok::Greater | Tok::GreaterEqual => 1,
                Tok::In => 1,
                Tok::Is => 1 + usize::from(self.is(next + 1, Tok::Not)),
                Tok::Not if self.is(next + 1, Tok::In) => 2,
                _ => break,
            };
            self.angle_brackets(next)?;
            let is_in = length == 1 && self.is(next, Tok::In);
            let Some(more) = maybe(self.bitwise_or(next + length))? else {
                break;
            };
            contains |= is_in && next == first.next;
            next = more.next;
        }
        if next == first.next {
            return Ok(first);
        }
        let left = if contains { vec![first] } else { Vec::new() };
        Ok(Node::with_parts(Kind::Comparison, at, next, left))
    }

    /// Python 2's `a <> b`
    fn angle_brackets(&mut self, at: usize) -> Scan<()> {
        let adjacent = self.token(at).end == self.token(at + 1).start;
        if self.quiet == 0 && adjacent && self.is(at, Tok::Less) && self.is(at + 1, Tok::Greater) {
            return self.between(at, at + 2, "invalid syntax.  Maybe you meant '!=' instead of '<>'?");
        }
        Ok(())
    }

    pub(super) fn bitwise_or(&mut self, at: usize) -> Scan {
        self.remember(Rule::BitwiseOr, at, |s| {
            let first = s.factor(at)?;
            let mut next = first.next;
            while matches!(
                s.kind(next),
                Tok::VBar
                    | Tok::Circumflex
                    | Tok::Amper
                    | Tok::LeftShift
                    | Tok::RightShift
                    | Tok::Plus
                    | Tok::Minus
                    | Tok::Star
                    | Tok::Slash
                    | Tok::DoubleSlash
                    | Tok::Percent
                    | Tok::At
            ) {
                match maybe(s.factor(next + 1))? {
                    Some(more) => next = more.next,
                    None => {
                        s.not_after_operator(next)?;
                        break;
                    }
                }
            }
            Ok(if next == first.next { first } else { Node::new(Kind::Operation, at, next) })
        })
    }

    fn factor(&mut self, at: usize) -> Scan {
        let mut operand = at;
        while self.is_any(operand, &[Tok::Plus, Tok::Minus, Tok::Tilde]) {
            operand += 1;
        }
        if operand == at + 1 {
            self.not_after_operator(at)?;
        }
        let mut power = self.awaited(operand)?;
        while self.is(power.next, Tok::DoubleStar) {
            let mut exponent = power.next + 1;
            while self.is_any(exponent, &[Tok::Plus, Tok::Minus, Tok::Tilde]) {
                exponent += 1;
            }
            let Some(more) = maybe(self.awaited(exponent))? else {
                break;
            };
            power = Node::new(Kind::Operation, operand, more.next);
        }
        Ok(if operand == at { power } else { Node::new(Kind::Operation, at, power.next) })
    }

    /// `+ not x`
    fn not_after_operator(&mut self, at: usize) -> Scan<()> {
        let arithmetic =
            [Tok::Plus, Tok::Minus, Tok::Tilde, Tok::Star, Tok::Slash, Tok::DoubleSlash, Tok::Percent, Tok::At];
        if self.quiet == 0
            && self.is_any(at, &arithmetic)
            && self.is(at + 1, Tok::Not)
            && let Some(operand) = maybe(self.inversion(at + 1))?
        {
            return self.between(at + 1, operand.end, "'not' after an operator must be parenthesized");
        }
        Ok(())
    }

    fn awaited(&mut self, at: usize) -> Scan {
        if self.is(at, Tok::Await) {
            let value = self.primary(at + 1)?;
            return Ok(Node::new(Kind::Await, at, value.next));
        }
        self.primary(at)
    }

    pub(super) fn primary(&mut self, at: usize) -> Scan {
        self.remember(Rule::Primary, at, |s| {
            let mut node = s.atom(at)?;
            loop {
                let next = node.next;
                node = match s.kind(next) {
                    Tok::Dot if s.is(next + 1, Tok::Name) => Node::new(Kind::Attribute, at, next + 2),
                    Tok::LParen => match maybe(s.call(next))? {
                        Some(end) => Node::new(Kind::Call, at, end),
                        None => return Ok(node),
                    },
                    Tok::LBracket => match maybe(s.subscript(next))? {
                        Some(end) => Node::new(Kind::Subscript, at, end),
                        None => return Ok(node),
                    },
                    _ => return Ok(node),
                };
            }
        })
    }

    pub(super) fn yield_expression(&mut self, at: usize) -> Scan {
        let next = self.eat(at, Tok::Yield)?;
        if self.is(next, Tok::From) {
            let value = self.expression(next + 1)?;
            return Ok(Node::new(Kind::Yield, at, value.next));
        }
        let end = maybe(self.star_expressions(next))?.map_or(next, |value| value.next);
        Ok(Node::new(Kind::Yield, at, end))
    }

    /// What may stand right of an assignment's `=`.
    pub(super) fn value(&mut self, at: usize) -> Scan {
        match maybe(self.yield_expression(at))? {
            Some(node) => Ok(node),
            None => self.star_expressions(at),
        }
    }

    // ---- Targets ----

    fn is_target(node: &Node) -> bool {
        match node.kind {
            Kind::Name | Kind::Attribute | Kind::Subscript => true,
            Kind::List | Kind::Tuple => node.parts().iter().all(Self::is_target),
            Kind::Starred => node.parts().iter().all(|value| value.kind != Kind::Starred && Self::is_target(value)),
            _ => false,
        }
    }

    /// One assignment target without a star.
    pub(super) fn plain_target(&mut self, at: usize) -> Scan {
        let node = self.primary(at)?;
        if Self::is_target(&node) { Ok(node) } else { NO_MATCH }
    }

    pub(super) fn star_target(&mut self, at: usize) -> Scan {
        if self.is(at, Tok::Star) {
            let value = self.plain_target(at + 1)?;
            return Ok(Node::with_parts(Kind::Starred, at, value.next, vec![value]));
        }
        self.plain_target(at)
    }

    pub(super) fn star_targets(&mut self, at: usize) -> Scan {
        self.tuple_of(at, Self::star_target)
    }

    /// The part of `node` that can be no target.
    pub(super) fn invalid_target(node: &Node, what: Target) -> Option<&Node> {
        match node.kind {
            Kind::Name | Kind::Attribute | Kind::Subscript => None,
            Kind::List | Kind::Tuple => node.parts().iter().find_map(|part| Self::invalid_target(part, what)),
            Kind::Starred if what != Target::Deletion => {
                node.parts().first().and_then(|value| Self::invalid_target(value, what))
            }
            Kind::Comparison if what == Target::Loop => {
                node.parts().first().and_then(|left| Self::invalid_target(left, what))
            }
            _ => Some(node),
        }
    }

    /// The mistake of a target that can be none.
    pub(super) fn check_target(&self, node: &Node, what: Target) -> Scan<()> {
        match Self::invalid_target(node, what) {
            None => Ok(()),
            Some(part) => {
                let verb = if what == Target::Deletion { "delete" } else { "assign to" };
                self.at_node(part, format!("cannot {verb} {}", part.kind.name()))
            }
        }
    }
}

/// What a target is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Assignment,
    Loop,
    Deletion,
}

/// What is said of a conditional expression behind stars.
fn unparenthesized(kind: &str) -> String {
    format!("invalid {kind} expression. Did you forget to wrap the conditional expression in parentheses?")
}
