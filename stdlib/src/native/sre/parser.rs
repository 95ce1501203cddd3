//! From the text of a pattern to its tree.

use std::collections::HashMap;

use pyish_vm::exceptions::exc;

use super::charset::{Category, Class, Fold, Item, Set, is_cased, lower, siblings};
use super::escape::{Escaped, escape_in_set, escape_outside};
use super::node::{At, MAX_REPEAT, Mode, Node, Single, flag, width};
use super::source::{Parsed, Refusal, Source, Token, is_digit, show};

/// More groups than this are refused.
pub const MAX_GROUPS: usize = 0x3fff_ffff;
/// How deep groups may nest.
const MAX_DEPTH: usize = 1000;

/// A parsed pattern.
pub struct Tree {
    pub root: Node,
    pub flags: u32,
    /// Names of groups with their numbers, in order.
    pub names: Vec<(Vec<u32>, u32)>,
    /// Number of groups, with the whole match.
    pub groups: usize,
    pub widths: Vec<Option<(u64, u64)>>,
}

pub struct Parser<'a> {
    pub source: Source<'a>,
    flags: u32,
    names: HashMap<Vec<u32>, u32>,
    order: Vec<(Vec<u32>, u32)>,
    /// By number; absent while a group is open.
    widths: Vec<Option<(u64, u64)>>,
    /// The number of groups before the outermost lookbehind that is open.
    lookbehind: Option<usize>,
    /// Groups that conditions ask for, with the position of the first such condition.
    asked: Vec<(u32, usize)>,
}

/// What the last item was, for those that look back at it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    At,
    Repeat,
    Other,
}

pub fn parse(source: Source, flags: u32) -> Parsed<Tree> {
    let mut p = Parser {
        source,
        flags,
        names: HashMap::new(),
        order: Vec::new(),
        widths: vec![None],
        lookbehind: None,
        asked: Vec::new(),
    };
    let root = p.alternatives(None, 0)?;
    if p.source.next.is_some() {
        return p.source.error("unbalanced parenthesis", 0);
    }
    let flags = fixed_flags(p.source.is_str, p.flags)?;
    if let Some((group, at)) = p.asked.iter().find(|(g, _)| *g as usize >= p.widths.len()) {
        return Err(Refusal::Pattern(format!("invalid group reference {group}"), Some(*at)));
    }
    Ok(Tree { root, flags, names: p.order, groups: p.widths.len(), widths: p.widths })
}

fn fixed_flags(is_str: bool, mut flags: u32) -> Parsed<u32> {
    let refuse = |text: &str| Err(Refusal::Value(text.to_owned()));
    if is_str {
        if flags & flag::LOCALE != 0 {
            return refuse("cannot use LOCALE flag with a str pattern");
        }
        if flags & flag::ASCII == 0 {
            flags |= flag::UNICODE;
        } else if flags & flag::UNICODE != 0 {
            return refuse("ASCII and UNICODE flags are incompatible");
        }
    } else {
        if flags & flag::UNICODE != 0 {
            return refuse("cannot use UNICODE flag with a bytes pattern");
        }
        if flags & flag::LOCALE != 0 && flags & flag::ASCII != 0 {
            return refuse("ASCII and LOCALE flags are incompatible");
        }
    }
    Ok(flags)
}

fn letter_flag(t: Token) -> Option<u32> {
    if t.escaped {
        return None;
    }
    Some(match char::from_u32(t.c)? {
        'i' => flag::IGNORECASE,
        'L' => flag::LOCALE,
        'm' => flag::MULTILINE,
        's' => flag::DOTALL,
        'x' => flag::VERBOSE,
        'a' => flag::ASCII,
        'u' => flag::UNICODE,
        _ => return None,
    })
}

/// What `(?` began.
enum Opened {
    /// Nothing that stays: a comment, or flags for the whole.
    Nothing,
    Item(Node),
    Group {
        name: Option<Vec<u32>>,
        capture: bool,
        atomic: bool,
        scope: Option<u32>,
    },
}

impl Parser<'_> {
    fn in_force(&self, scope: Option<u32>) -> u32 {
        scope.unwrap_or(self.flags)
    }
    fn unicode(&self, flags: u32) -> bool {
        self.source.is_str && flags & flag::ASCII == 0
    }
    fn fold(&self, flags: u32) -> Option<Fold> {
        if flags & flag::IGNORECASE == 0 {
            return None;
        }
        Some(if self.unicode(flags) { Fold::Unicode } else { Fold::Ascii })
    }
    fn literal(&self, c: u32, negate: bool, flags: u32) -> Single {
        let Some(fold) = self.fold(flags).filter(|&fold| is_cased(c, fold)) else {
            return if negate { Single::NotChar(c) } else { Single::Char(c) };
        };
        let low = lower(c, fold);
        if fold == Fold::Unicode && siblings(low).next().is_some() {
            return Single::Set(Box::new(Set::new(&[Item::Range(c, c)], negate, Some(fold))));
        }
        if negate { Single::FoldNotChar(low, fold) } else { Single::FoldChar(low, fold) }
    }

    fn alternatives(&mut self, scope: Option<u32>, depth: usize) -> Parsed<Node> {
        if depth > MAX_DEPTH {
            return Err(Refusal::Recursion);
        }
        let mut all = vec![self.sequence(scope, depth, depth == 0)?];
        while self.source.eat('|')? {
            all.push(self.sequence(scope, depth, false)?);
        }
        if all.len() == 1 {
            return Ok(all.remove(0));
        }
        Ok(match only_characters(&all) {
            Some(items) => Node::One(Single::Set(Box::new(Set::new(&items, false, None)))),
            None => Node::Alt(all),
        })
    }

    /// Items up to a `|`, a `)` or the end.
    fn sequence(&mut self, scope: Option<u32>, depth: usize, first: bool) -> Parsed<Node> {
        let mut items: Vec<Node> = Vec::new();
        let mut last = Last::Nothing;
        while let Some(t) = self.source.next {
            if t.is_any("|)") {
                break;
            }
            let start = self.source.tell();
            self.source.get()?;
            let flags = self.in_force(scope);
            if flags & flag::VERBOSE != 0 && !t.escaped {
                if t.is_any(" \t\n\r\u{b}\u{c}") {
                    continue;
                }
                if t.is('#') {
                    while self.source.get()?.is_some_and(|t| !t.is('\n')) {}
                    continue;
                }
            }
            if t.is_any("*+?{") {
                self.repeat(t, start, &mut items, &mut last)?;
                continue;
            }
            let (node, kind) = self.item(t, start, flags, scope, depth, first && items.is_empty())?;
            if let Some(node) = node {
                items.push(node);
                last = kind;
            }
        }
        Ok(if items.len() == 1 { items.remove(0) } else { Node::Seq(items) })
    }

    fn item(
        &mut self,
        t: Token,
        start: usize,
        flags: u32,
        scope: Option<u32>,
        depth: usize,
        first: bool,
    ) -> Parsed<(Option<Node>, Last)> {
        let one = |single| (Some(Node::One(single)), Last::Other);
        if t.escaped {
            return Ok(match escape_outside(&mut self.source, t)? {
                Escaped::Literal(c) => one(self.literal(c, false, flags)),
                Escaped::Class(class, negate) => {
                    one(Single::Set(Box::new(Set::new(&[self.category(class, negate, flags)], false, None))))
                }
                Escaped::At(at) => (Some(Node::At(self.boundary(at, flags))), Last::At),
                Escaped::Group(digits, group) => {
                    let node = self.backref(group, digits + 1, flags)?;
                    match node {
                        Some(node) => (Some(node), Last::Other),
                        None => return self.source.error(format!("invalid group reference {group}"), digits),
                    }
                }
            });
        }
        Ok(match show(t.c) {
            '.' => one(if flags & flag::DOTALL != 0 { Single::Any } else { Single::Dot }),
            '^' => (Some(Node::At(if flags & flag::MULTILINE != 0 { At::LineStart } else { At::Start })), Last::At),
            '$' => (Some(Node::At(if flags & flag::MULTILINE != 0 { At::LineEnd } else { At::End })), Last::At),
            '[' => one(self.set(flags)?),
            '(' => (self.group(start, flags, scope, depth, first)?, Last::Other),
            _ => one(self.literal(t.c, false, flags)),
        })
    }

    fn category(&self, class: Class, negate: bool, flags: u32) -> Item {
        Item::Category(Category { class, negate, unicode: self.unicode(flags) })
    }
    fn boundary(&self, at: At, flags: u32) -> At {
        match at {
            At::Boundary { .. } => At::Boundary { unicode: self.unicode(flags) },
            At::NotBoundary { .. } => At::NotBoundary { unicode: self.unicode(flags) },
            other => other,
        }
    }
    /// A reference to a group, of which there may be none.
    fn backref(&mut self, group: u32, back: usize, flags: u32) -> Parsed<Option<Node>> {
        if group as usize >= self.widths.len() {
            return Ok(None);
        }
        if self.widths[group as usize].is_none() {
            return self.source.error("cannot refer to an open group", back);
        }
        self.check_lookbehind(group)?;
        Ok(Some(Node::Backref { group, fold: self.fold(flags) }))
    }
    fn check_lookbehind(&self, group: u32) -> Parsed<()> {
        let Some(before) = self.lookbehind else { return Ok(()) };
        if self.widths.get(group as usize).is_none_or(Option::is_none) {
            return self.source.error("cannot refer to an open group", 0);
        }
        if group as usize >= before {
            return self.source.error("cannot refer to group defined in the same lookbehind subpattern", 0);
        }
        Ok(())
    }

    fn bounds(&mut self) -> Parsed<Option<(u32, u32)>> {
        let here = self.source.tell();
        let lo = self.source.get_while(usize::MAX, is_digit)?;
        let hi = if self.source.eat(',')? { self.source.get_while(usize::MAX, is_digit)? } else { lo.clone() };
        if !self.source.eat('}')? {
            self.source.seek(here)?;
            return Ok(None);
        }
        let number = |text: &str, default: u32| -> Parsed<u32> {
            if text.is_empty() {
                return Ok(default);
            }
            match text.parse::<u32>() {
                Ok(n) if n < MAX_REPEAT => Ok(n),
                _ => Err(Refusal::Overflow("the repetition number is too large".into())),
            }
        };
        let (min, max) = (number(&lo, 0)?, number(&hi, MAX_REPEAT)?);
        if max < min {
            return self.source.error("min repeat greater than max repeat", self.source.tell() - here);
        }
        Ok(Some((min, max)))
    }

    fn repeat(&mut self, t: Token, start: usize, items: &mut Vec<Node>, last: &mut Last) -> Parsed<()> {
        let (min, max) = match show(t.c) {
            '?' => (0, 1),
            '*' => (0, MAX_REPEAT),
            '+' => (1, MAX_REPEAT),
            _ => {
                let found = if self.source.next_is('}') { None } else { self.bounds()? };
                match found {
                    Some(bounds) => bounds,
                    None => {
                        items.push(Node::One(Single::Char('{' as u32)));
                        *last = Last::Other;
                        return Ok(());
                    }
                }
            }
        };
        let back = self.source.tell() - start;
        match last {
            Last::Nothing | Last::At => return self.source.error("nothing to repeat", back),
            Last::Repeat => return self.source.error("multiple repeat", back),
            Last::Other => {}
        }
        let mode = if self.source.eat('?')? {
            Mode::Lazy
        } else if self.source.eat('+')? {
            Mode::Possessive
        } else {
            Mode::Greedy
        };
        let body = Box::new(items.pop().expect("there is a last item"));
        items.push(Node::Repeat { min, max, mode, body });
        *last = Last::Repeat;
        Ok(())
    }

    fn warn(&self, what: &str, at: usize) -> Parsed<()> {
        Ok(self.source.vm.warn(exc::FUTURE_WARNING, &format!("Possible {what} at position {at}"), 3)?)
    }

    fn set(&mut self, flags: u32) -> Parsed<Single> {
        let here = self.source.tell() - 1;
        let mut items: Vec<Item> = Vec::new();
        if self.source.next_is('[') {
            self.warn("nested set", self.source.tell())?;
        }
        let negate = self.source.eat('^')?;
        let unterminated = |p: &Self| p.source.error("unterminated character set", p.source.tell() - here);
        loop {
            let Some(t) = self.source.get()? else { return unterminated(self) };
            if t.is(']') && !items.is_empty() {
                break;
            }
            if !t.escaped && !items.is_empty() && t.is_any("-&~|") && self.source.next == Some(t) {
                let what = match show(t.c) {
                    '-' => "set difference",
                    '&' => "set intersection",
                    '~' => "set symmetric difference",
                    _ => "set union",
                };
                self.warn(what, self.source.tell() - 1)?;
            }
            let low = self.member(t, flags)?;
            if !self.source.eat('-')? {
                items.push(low);
                continue;
            }
            let Some(t2) = self.source.get()? else { return unterminated(self) };
            if t2.is(']') {
                items.push(low);
                items.push(Item::Range('-' as u32, '-' as u32));
                break;
            }
            if t2.is('-') {
                self.warn("set difference", self.source.tell() - 2)?;
            }
            let high = self.member(t2, flags)?;
            match (low, high) {
                (Item::Range(lo, _), Item::Range(hi, _)) if lo <= hi => items.push(Item::Range(lo, hi)),
                _ => {
                    let text = format!("{}-{}", t.text(), t2.text());
                    let back = text.chars().count();
                    return self.source.error(format!("bad character range {text}"), back);
                }
            }
        }
        if let [Item::Range(lo, hi)] = items[..]
            && lo == hi
        {
            return Ok(self.literal(lo, negate, flags));
        }
        Ok(Single::Set(Box::new(Set::new(&items, negate, self.fold(flags)))))
    }
    fn member(&mut self, t: Token, flags: u32) -> Parsed<Item> {
        if !t.escaped {
            return Ok(Item::Range(t.c, t.c));
        }
        Ok(match escape_in_set(&mut self.source, t)? {
            Escaped::Class(class, negate) => self.category(class, negate, flags),
            Escaped::Literal(c) => Item::Range(c, c),
            Escaped::At(_) | Escaped::Group(..) => unreachable!("not in sets"),
        })
    }

    /// The group whose parenthesis stands at `start`.
    fn group(
        &mut self,
        start: usize,
        flags: u32,
        scope: Option<u32>,
        depth: usize,
        first: bool,
    ) -> Parsed<Option<Node>> {
        let mut opened = Opened::Group { name: None, capture: true, atomic: false, scope };
        if self.source.eat('?')? {
            opened = self.extension(start, flags, scope, depth, first)?;
        }
        let (name, capture, atomic, scope) = match opened {
            Opened::Nothing => return Ok(None),
            Opened::Item(node) => return Ok(Some(node)),
            Opened::Group { name, capture, atomic, scope } => (name, capture, atomic, scope),
        };
        let number = if capture { Some(self.open_group(name)?) } else { None };
        let body = self.alternatives(scope, depth + 1)?;
        self.close(start)?;
        if let Some(number) = number {
            self.widths[number as usize] = Some(width(&body, &self.widths));
            return Ok(Some(Node::Capture(number, Box::new(body))));
        }
        Ok(Some(if atomic { Node::Atomic(Box::new(body)) } else { body }))
    }
    fn close(&mut self, start: usize) -> Parsed<()> {
        if self.source.eat(')')? {
            return Ok(());
        }
        self.source.error("missing ), unterminated subpattern", self.source.tell() - start)
    }
    fn open_group(&mut self, name: Option<Vec<u32>>) -> Parsed<u32> {
        let number = self.widths.len() as u32;
        self.widths.push(None);
        if self.widths.len() > MAX_GROUPS {
            return self.source.error("too many groups", 0);
        }
        if let Some(name) = name {
            if let Some(old) = self.names.get(&name) {
                let shown = self.source.quoted(&name)?;
                let text = format!("redefinition of group name {shown} as group {number}; was group {old}");
                return self.source.error(text, name.len() + 1);
            }
            self.names.insert(name.clone(), number);
            self.order.push((name, number));
        }
        Ok(number)
    }
    fn named(&self, name: &[u32]) -> Parsed<u32> {
        match self.names.get(name) {
            Some(&group) => Ok(group),
            None => self.source.error(format!("unknown group name {}", self.source.quoted(name)?), name.len() + 1),
        }
    }

    /// What follows `(?`.
    fn extension(&mut self, start: usize, flags: u32, scope: Option<u32>, depth: usize, first: bool) -> Parsed<Opened> {
        let Some(t) = self.source.get()? else { return self.source.error("unexpected end of pattern", 0) };
        let plain = |name, capture, atomic| Opened::Group { name, capture, atomic, scope };
        match if t.escaped { '\\' } else { show(t.c) } {
            'P' => self.named_extension(flags, scope),
            ':' => Ok(plain(None, false, false)),
            '>' => Ok(plain(None, false, true)),
            '#' => loop {
                if self.source.next.is_none() {
                    return self.source.error("missing ), unterminated comment", self.source.tell() - start);
                }
                if self.source.get()?.is_some_and(|t| t.is(')')) {
                    return Ok(Opened::Nothing);
                }
            },
            '=' | '!' | '<' => self.look(t, start, scope, depth).map(Opened::Item),
            '(' => self.conditional(start, scope, depth).map(Opened::Item),
            _ if t.is('-') || letter_flag(t).is_some() => match self.inline_flags(t, flags)? {
                Some(flags) => Ok(Opened::Group { name: None, capture: false, atomic: false, scope: Some(flags) }),
                None if first => Ok(Opened::Nothing),
                None => {
                    let back = self.source.tell() - start;
                    self.source.error("global flags not at the start of the expression", back)
                }
            },
            _ => self.source.error(format!("unknown extension ?{}", t.text()), t.len() + 1),
        }
    }
    fn named_extension(&mut self, flags: u32, scope: Option<u32>) -> Parsed<Opened> {
        if self.source.eat('<')? {
            let name = self.source.get_until('>', "group name")?;
            self.source.check_name(name, 1)?;
            return Ok(Opened::Group { name: Some(name.to_vec()), capture: true, atomic: false, scope });
        }
        if self.source.eat('=')? {
            let name = self.source.get_until(')', "group name")?;
            self.source.check_name(name, 1)?;
            let group = self.named(name)?;
            let node = self.backref(group, name.len() + 1, flags)?;
            return Ok(Opened::Item(node.expect("a named group exists")));
        }
        match self.source.get()? {
            None => self.source.error("unexpected end of pattern", 0),
            Some(t) => self.source.error(format!("unknown extension ?P{}", t.text()), t.len() + 2),
        }
    }
    fn look(&mut self, t: Token, start: usize, scope: Option<u32>, depth: usize) -> Parsed<Node> {
        let behind = t.is('<');
        let mut sign = t;
        if behind {
            match self.source.get()? {
                None => return self.source.error("unexpected end of pattern", 0),
                Some(t) if t.is_any("=!") => sign = t,
                Some(t) => return self.source.error(format!("unknown extension ?<{}", t.text()), t.len() + 2),
            }
        }
        let outer = self.lookbehind;
        if behind && outer.is_none() {
            self.lookbehind = Some(self.widths.len());
        }
        let body = self.alternatives(scope, depth + 1)?;
        if behind {
            self.lookbehind = outer;
        }
        self.close(start)?;
        let negate = sign.is('!');
        if negate && matches!(&body, Node::Seq(items) if items.is_empty()) {
            return Ok(Node::Fail);
        }
        Ok(Node::Look { behind, negate, body: Box::new(body) })
    }
    fn conditional(&mut self, start: usize, scope: Option<u32>, depth: usize) -> Parsed<Node> {
        if depth > MAX_DEPTH {
            return Err(Refusal::Recursion);
        }
        let name = self.source.get_until(')', "group name")?;
        let group = if name.iter().all(|&c| is_digit(c)) {
            let text: String = name.iter().map(|&c| show(c)).collect();
            let number = text.parse::<u64>().unwrap_or(u64::MAX);
            if number == 0 {
                return self.source.error("bad group number", name.len() + 1);
            }
            if number >= MAX_GROUPS as u64 {
                let shown = text.trim_start_matches('0');
                return self.source.error(format!("invalid group reference {shown}"), name.len() + 1);
            }
            let number = number as u32;
            if !self.asked.iter().any(|&(g, _)| g == number) {
                self.asked.push((number, self.source.tell() - name.len() - 1));
            }
            number
        } else {
            self.source.check_name(name, 1)?;
            self.named(name)?
        };
        self.check_lookbehind(group)?;
        let yes = Box::new(self.sequence(scope, depth + 1, false)?);
        let mut no = None;
        if self.source.eat('|')? {
            no = Some(Box::new(self.sequence(scope, depth + 1, false)?));
            if self.source.next_is('|') {
                return self.source.error("conditional backref with more than two branches", 0);
            }
        }
        self.close(start)?;
        Ok(Node::Cond { group, yes, no })
    }

    /// Flags of a group, or none after setting those of the whole.
    fn inline_flags(&mut self, first: Token, in_force: u32) -> Parsed<Option<u32>> {
        let (mut add, mut del) = (0, 0);
        let mut t = first;
        if !t.is('-') {
            loop {
                let bit = letter_flag(t).expect("checked before");
                if self.source.is_str && bit == flag::LOCALE {
                    return self.source.error("bad inline flags: cannot use 'L' flag with a str pattern", 0);
                }
                if !self.source.is_str && bit == flag::UNICODE {
                    return self.source.error("bad inline flags: cannot use 'u' flag with a bytes pattern", 0);
                }
                add |= bit;
                if bit & flag::TYPE != 0 && add & flag::TYPE != bit {
                    return self.source.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", 0);
                }
                t = match self.source.get()? {
                    None => return self.source.error("missing -, : or )", 0),
                    Some(t) => t,
                };
                if t.is_any(")-:") {
                    break;
                }
                self.check_flag(t, "missing -, : or )")?;
            }
        }
        if t.is(')') {
            self.flags |= add;
            return Ok(None);
        }
        if t.is('-') {
            t = match self.source.get()? {
                None => return self.source.error("missing flag", 0),
                Some(t) => t,
            };
            self.check_flag(t, "missing flag")?;
            loop {
                let bit = letter_flag(t).expect("checked before");
                if bit & flag::TYPE != 0 {
                    return self.source.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 0);
                }
                del |= bit;
                t = match self.source.get()? {
                    None => return self.source.error("missing :", 0),
                    Some(t) => t,
                };
                if t.is(':') {
                    break;
                }
                self.check_flag(t, "missing :")?;
            }
        }
        if add & del != 0 {
            return self.source.error("bad inline flags: flag turned on and off", 1);
        }
        let kept = if add & flag::TYPE != 0 { in_force & !flag::TYPE } else { in_force };
        Ok(Some((kept | add) & !del))
    }
    fn check_flag(&self, t: Token, otherwise: &str) -> Parsed<()> {
        if letter_flag(t).is_some() {
            return Ok(());
        }
        let alphabetic = !t.escaped && pyish_vm::unicode::is(t.c, pyish_vm::unicode::flag::ALPHA);
        self.source.error(if alphabetic { "unknown flag" } else { otherwise }, t.len())
    }
}

/// The characters, when all alternatives are single ones.
fn only_characters(all: &[Node]) -> Option<Vec<Item>> {
    all.iter()
        .map(|node| match node {
            Node::One(Single::Char(c)) => Some(Item::Range(*c, *c)),
            _ => None,
        })
        .collect()
}
