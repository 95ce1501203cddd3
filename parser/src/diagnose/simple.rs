//! Simple statements, and the mistakes in them. Scans of statements return the position after them.

use pyish_lexer::Tok;

use super::expression::Target;
use super::{Kind, Node, Rule, Scan, Scanner, Stop, maybe};

impl Scanner<'_> {
    /// One line of simple statements, its end included.
    pub(super) fn simple_statements(&mut self, at: usize) -> Scan<usize> {
        let mut next = self.simple_statement(at)?;
        while self.is(next, Tok::Semi) {
            match maybe(self.simple_statement(next + 1))? {
                Some(more) => next = more,
                None => {
                    next += 1;
                    break;
                }
            }
        }
        self.eat(next, Tok::Newline)
    }

    pub(super) fn simple_statement(&mut self, at: usize) -> Scan<usize> {
        let node = self.remember(Rule::SimpleStatement, at, |s| {
            let end = s.any_simple_statement(at)?;
            Ok(Node::new(Kind::Other, at, end))
        })?;
        Ok(node.next)
    }

    fn any_simple_statement(&mut self, at: usize) -> Scan<usize> {
        if let Some(end) = maybe(self.assignment(at))? {
            return Ok(end);
        }
        if self.is_word(at, "type")
            && let Some(end) = maybe(self.type_alias(at))?
        {
            return Ok(end);
        }
        if self.is_word(at, "lazy") && self.is_any(at + 1, &[Tok::Import, Tok::From]) {
            return self.import(at);
        }
        if let Some(node) = maybe(self.star_expressions(at))? {
            return Ok(node.next);
        }
        match self.kind(at) {
            Tok::Return => Ok(maybe(self.star_expressions(at + 1))?.map_or(at + 1, |value| value.next)),
            Tok::Import | Tok::From => self.import(at),
            Tok::Raise => self.raise(at),
            Tok::Pass | Tok::Break | Tok::Continue => Ok(at + 1),
            Tok::Del => self.delete(at),
            Tok::Yield => Ok(self.yield_expression(at)?.next),
            Tok::Assert => self.assert(at),
            Tok::Global | Tok::Nonlocal => self.names(at + 1),
            _ => Err(Stop::NoMatch),
        }
    }

    fn names(&mut self, at: usize) -> Scan<usize> {
        let mut next = self.eat(at, Tok::Name)?;
        while self.is(next, Tok::Comma) && self.is(next + 1, Tok::Name) {
            next += 2;
        }
        Ok(next)
    }

    // ---- Assignments ----

    fn is_augmented(&mut self, at: usize) -> bool {
        matches!(
            self.kind(at),
            Tok::PlusEqual
                | Tok::MinEqual
                | Tok::StarEqual
                | Tok::SlashEqual
                | Tok::PercentEqual
                | Tok::AmperEqual
                | Tok::VBarEqual
                | Tok::CircumflexEqual
                | Tok::LeftShiftEqual
                | Tok::RightShiftEqual
                | Tok::DoubleStarEqual
                | Tok::DoubleSlashEqual
                | Tok::AtEqual
        )
    }

    fn assignment(&mut self, at: usize) -> Scan<usize> {
        if let Some(target) = maybe(self.single_target(at))?
            && self.is(target, Tok::Colon)
            && let Some(annotation) = maybe(self.expression(target + 1))?
        {
            let end = annotation.next;
            if self.is(end, Tok::Equal) {
                return Ok(maybe(self.value(end + 1))?.map_or(end, |value| value.next));
            }
            return Ok(end);
        }
        let mut next = at;
        while let Some(target) = maybe(self.star_targets(next))?
            && self.is(target.next, Tok::Equal)
        {
            next = target.next + 1;
        }
        if next > at
            && let Some(value) = maybe(self.value(next))?
            && !self.is(value.next, Tok::Equal)
        {
            return Ok(value.next);
        }
        if let Some(target) = maybe(self.single_target(at))?
            && self.is_augmented(target)
        {
            return Ok(self.value(target + 1)?.next);
        }
        self.assignment_mistake(at)?;
        Err(Stop::NoMatch)
    }

    /// A name, attribute or subscript, maybe in parentheses; returns the position after it.
    fn single_target(&mut self, at: usize) -> Scan<usize> {
        let node = self.primary(at)?;
        match node.kind {
            Kind::Name | Kind::Attribute | Kind::Subscript => Ok(node.next),
            _ => Err(Stop::NoMatch),
        }
    }

    fn assignment_mistake(&mut self, at: usize) -> Scan<()> {
        let single = "only single target";
        if let Some(node) = maybe(self.parenthesized_display(at))?
            && self.is(node.next, Tok::Colon)
            && maybe(self.expression(node.next + 1))?.is_some()
        {
            return self.at_node(&node, format!("{single} (not {}) can be annotated", node.kind.name()));
        }
        if let Some(first) = maybe(self.star_named_expression(at))?
            && self.is(first.next, Tok::Comma)
        {
            let mut next = first.next + 1;
            while let Some(rest) = maybe(self.star_named_expressions(next))? {
                next = rest.next;
            }
            if self.is(next, Tok::Colon) && maybe(self.expression(next + 1))?.is_some() {
                return self.at_node(&first, format!("{single} (not tuple) can be annotated"));
            }
        }
        if let Some(target) = maybe(self.expression(at))?
            && self.is(target.next, Tok::Colon)
            && maybe(self.expression(target.next + 1))?.is_some()
        {
            return self.at_node(&target, "illegal target for annotation");
        }
        self.target_mistake(at)
    }

    /// A list or tuple, maybe in more parentheses.
    fn parenthesized_display(&mut self, at: usize) -> Scan {
        let node = self.atom(at)?;
        if matches!(node.kind, Kind::List | Kind::Tuple) { Ok(node) } else { Err(Stop::NoMatch) }
    }

    fn target_mistake(&mut self, at: usize) -> Scan<()> {
        let mut next = at;
        loop {
            if let Some(target) = maybe(self.star_expressions(next))?
                && self.is(target.next, Tok::Equal)
            {
                self.check_target(&target, Target::Assignment)?;
                next = target.next + 1;
                continue;
            }
            if let Some(target) = maybe(self.yield_expression(next))?
                && self.is(target.next, Tok::Equal)
            {
                return self.at_node(&target, "assignment to yield expression not possible");
            }
            break;
        }
        if let Some(target) = maybe(self.star_expressions(at))?
            && self.is_augmented(target.next)
            && maybe(self.value(target.next + 1))?.is_some()
        {
            let what = target.kind.name();
            return self.at_node(&target, format!("'{what}' is an illegal expression for augmented assignment"));
        }
        Ok(())
    }

    fn type_alias(&mut self, at: usize) -> Scan<usize> {
        let name = self.eat(at + 1, Tok::Name)?;
        let equals = self.type_parameters(name, true)?;
        let value = self.eat(equals, Tok::Equal)?;
        Ok(self.expression(value)?.next)
    }

    // ---- Statements with a keyword ----

    fn raise(&mut self, at: usize) -> Scan<usize> {
        if self.is(at + 1, Tok::From) {
            return self.raise_mistake(at);
        }
        let Some(value) = maybe(self.expression(at + 1))? else {
            return Ok(at + 1);
        };
        if !self.is(value.next, Tok::From) {
            return Ok(value.next);
        }
        match maybe(self.expression(value.next + 1))? {
            Some(cause) => Ok(cause.next),
            None => self.at_token(value.next, "did you forget an expression after 'from'?"),
        }
    }

    fn raise_mistake(&mut self, at: usize) -> Scan<usize> {
        self.between(at, at + 2, "did you forget an expression between 'raise' and 'from'?")
    }

    /// Where a statement fails that the LALR parser reads differently: `del`, whose targets it reads as expressions,
    /// and soft keywords that the lexer took for names.
    pub(super) fn failed_at(&mut self, at: usize) -> Option<usize> {
        self.furthest = 0;
        self.memory.clear();
        let found = self.quietly(|s| match s.token(at).kind {
            Tok::Del => {
                let Some(target) = maybe(s.plain_target(at + 1))? else {
                    return Ok(s.furthest);
                };
                let mut next = target.next;
                while s.is(next, Tok::Comma) {
                    match maybe(s.plain_target(next + 1))? {
                        Some(more) => next = more.next,
                        None => break,
                    }
                }
                if s.is_any(next, &[Tok::Semi, Tok::Newline]) { Err(Stop::NoMatch) } else { Ok(s.furthest) }
            }
            Tok::Name if s.text(at) == "match" => {
                let subject = s.subject(at + 1)?;
                Ok(s.skip(subject, Tok::Colon))
            }
            Tok::Name if s.text(at) == "type" => {
                let name = s.eat(at + 1, Tok::Name)?;
                s.type_parameters(name, true)
            }
            Tok::Case => Err(Stop::NoMatch),
            _ => {
                let value = s.star_expressions(at)?;
                let annotated = s.is(value.next, Tok::Colon) && maybe(s.single_target(at))? != Some(value.next);
                if annotated { Ok(value.next) } else { Err(Stop::NoMatch) }
            }
        });
        found.ok()
    }

    fn delete(&mut self, at: usize) -> Scan<usize> {
        let targets = self.star_expressions(at + 1)?;
        self.check_target(&targets, Target::Deletion)?;
        if self.is_any(targets.next, &[Tok::Semi, Tok::Newline]) { Ok(targets.next) } else { Err(Stop::NoMatch) }
    }

    fn assert(&mut self, at: usize) -> Scan<usize> {
        let test = self.asserted(at + 1)?;
        if self.is(test, Tok::Comma)
            && let Some(message) = maybe(self.asserted(test + 1))?
        {
            return Ok(message);
        }
        Ok(test)
    }

    /// One of the two expressions of an `assert`, neither of which may be an assignment.
    fn asserted(&mut self, at: usize) -> Scan<usize> {
        let node = self.expression(at)?;
        if self.is_any(node.next, &[Tok::Equal, Tok::ColonEqual])
            && let Some(value) = maybe(self.expression(node.next + 1))?
        {
            let what = node.kind.name();
            let message = if self.is(node.next, Tok::Equal) {
                format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?")
            } else {
                "cannot use named expression without parentheses here".to_owned()
            };
            return self.between(node.first, value.end, message);
        }
        Ok(node.next)
    }

    // ---- Imports ----

    fn import(&mut self, at: usize) -> Scan<usize> {
        let keyword = at + usize::from(self.is(at, Tok::Name));
        match self.kind(keyword) {
            Tok::Import => self.import_names(keyword),
            Tok::From => self.import_from(keyword),
            _ => Err(Stop::NoMatch),
        }
    }

    fn dotted_name(&mut self, at: usize) -> Scan<usize> {
        let mut next = self.eat(at, Tok::Name)?;
        while self.is(next, Tok::Dot) && self.is(next + 1, Tok::Name) {
            next += 2;
        }
        Ok(next)
    }

    fn nothing_imported(&mut self, at: usize) -> Scan<usize> {
        if self.is(at, Tok::Newline) {
            return self.starting_from(at, at, "Expected one or more names after 'import'");
        }
        Err(Stop::NoMatch)
    }

    fn import_names(&mut self, at: usize) -> Scan<usize> {
        self.misplaced_from(at)?;
        let Some(mut next) = maybe(self.alias(at + 1, true))? else {
            if self.is_word(at - 1, "lazy") {
                return Err(Stop::NoMatch);
            }
            return self.nothing_imported(at + 1);
        };
        while self.is(next, Tok::Comma) {
            match maybe(self.alias(next + 1, true))? {
                Some(more) => next = more,
                None => break,
            }
        }
        Ok(next)
    }

    /// `import a from b`
    fn misplaced_from(&mut self, at: usize) -> Scan<()> {
        let Some(mut next) = maybe(self.dotted_name(at + 1))? else {
            return Ok(());
        };
        while self.is(next, Tok::Comma) {
            match maybe(self.dotted_name(next + 1))? {
                Some(more) => next = more,
                None => break,
            }
        }
        if self.is(next, Tok::From)
            && let Some(end) = maybe(self.dotted_name(next + 1))?
        {
            return self.starting_from(at, end, "Did you mean to use 'from ... import ...' instead?");
        }
        Ok(())
    }

    /// `name` or `name as other`; returns the position after it.
    fn alias(&mut self, at: usize, dotted: bool) -> Scan<usize> {
        let next = if dotted { self.dotted_name(at)? } else { self.eat(at, Tok::Name)? };
        if !self.is(next, Tok::As) {
            return Ok(next);
        }
        let ends = [Tok::Comma, Tok::RParen, Tok::Semi, Tok::Newline];
        if self.is(next + 1, Tok::Name) && self.is_any(next + 2, &ends) {
            return Ok(next + 2);
        }
        match maybe(self.expression(next + 1))? {
            Some(target) => self.at_node(&target, format!("cannot use {} as import target", target.kind.name())),
            None => Ok(next),
        }
    }

    fn import_from(&mut self, at: usize) -> Scan<usize> {
        let mut next = at + 1;
        while self.is_any(next, &[Tok::Dot, Tok::Ellipsis]) {
            next += 1;
        }
        let dots = next > at + 1;
        let module = maybe(self.dotted_name(next))?;
        for import in [module, dots.then_some(next)].into_iter().flatten() {
            if self.is_word(import, "lazy") && self.is(import + 1, Tok::Import) {
                return self.at_token(import, "use 'lazy from ... ' instead of 'from ... lazy import'");
            }
            if self.is(import, Tok::Import) {
                return self.imported(import + 1);
            }
        }
        Err(Stop::NoMatch)
    }

    fn imported(&mut self, at: usize) -> Scan<usize> {
        if self.is(at, Tok::Star) {
            return Ok(at + 1);
        }
        let parenthesized = self.is(at, Tok::LParen);
        let first = at + usize::from(parenthesized);
        let Some(mut next) = maybe(self.alias(first, false))? else {
            return if parenthesized { Err(Stop::NoMatch) } else { self.nothing_imported(at) };
        };
        while self.is(next, Tok::Comma) {
            match maybe(self.alias(next + 1, false))? {
                Some(more) => next = more,
                None => break,
            }
        }
        if parenthesized {
            next = self.skip(next, Tok::Comma);
            return self.eat(next, Tok::RParen);
        }
        if self.is(next, Tok::Comma) {
            if self.is(next + 1, Tok::Newline) {
                return self.at_furthest("trailing comma not allowed without surrounding parentheses");
            }
            return Err(Stop::NoMatch);
        }
        Ok(next)
    }
}
