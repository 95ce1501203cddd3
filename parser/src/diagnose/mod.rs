//! Finds the words for a broken program.
//!
//! The LALR parser knows that a program is broken and at which token. CPython's parser explains more: it backtracks,
//! and on its second pass tries rules that match typical mistakes. To give the same answers this module re-reads the
//! top-level statement that failed with a backtracking recogniser in the same order, building no tree.
//!
//! Invariants: it runs only on programs that are already rejected, so speed is no concern, but memory of what was
//! tried where keeps it from exponential time; depth is bounded by the lexer's limits on brackets and indentation. A
//! scan answers with the matched [`Node`], with "no match", or with the mistake it found, which ends the search.

mod atom;
mod compound;
mod expression;
mod field;
mod parameters;
mod pattern;
mod simple;

use std::collections::HashMap;
use std::rc::Rc;

use pyish_lexer::{LexError, LexErrorKind, LineIndex, RangeEnd, Span, Tok, Token};

/// What an expression is, as far as messages care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Name,
    Attribute,
    Subscript,
    Starred,
    List,
    Tuple,
    Lambda,
    Call,
    Operation,
    Generator,
    Yield,
    Await,
    ListComprehension,
    SetComprehension,
    DictComprehension,
    Dict,
    Set,
    FString,
    TString,
    Literal,
    None,
    True,
    False,
    Ellipsis,
    Comparison,
    Conditional,
    Named,
    /// Not an expression: a statement, a parameter list, …
    Other,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::Attribute => "attribute",
            Kind::Subscript => "subscript",
            Kind::Starred => "starred",
            Kind::List => "list",
            Kind::Tuple => "tuple",
            Kind::Lambda => "lambda",
            Kind::Call => "function call",
            Kind::Operation => "expression",
            Kind::Generator => "generator expression",
            Kind::Yield => "yield expression",
            Kind::Await => "await expression",
            Kind::ListComprehension => "list comprehension",
            Kind::SetComprehension => "set comprehension",
            Kind::DictComprehension => "dict comprehension",
            Kind::Dict => "dict literal",
            Kind::Set => "set display",
            Kind::FString => "f-string expression",
            Kind::TString => "t-string expression",
            Kind::Literal => "literal",
            Kind::None => "None",
            Kind::True => "True",
            Kind::False => "False",
            Kind::Ellipsis => "ellipsis",
            Kind::Comparison => "comparison",
            Kind::Conditional => "conditional expression",
            Kind::Named => "named expression",
            Kind::Other => "statement",
        }
    }
}

/// A matched piece: its first token, the token after its last, and where to go on. The last two differ for an
/// expression in parentheses, which is located without them.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    kind: Kind,
    first: usize,
    end: usize,
    next: usize,
    /// Elements of a tuple or list, the value of a starred expression, the left side of an `in` comparison.
    parts: Option<Rc<Vec<Node>>>,
}

impl Node {
    fn new(kind: Kind, first: usize, end: usize) -> Node {
        Node { kind, first, end, next: end, parts: None }
    }

    fn with_parts(kind: Kind, first: usize, end: usize, parts: Vec<Node>) -> Node {
        Node { parts: Some(Rc::new(parts)), ..Node::new(kind, first, end) }
    }

    fn parts(&self) -> &[Node] {
        self.parts.as_ref().map_or(&[], |parts| parts.as_slice())
    }
}

/// Why a scan did not match.
#[derive(Debug)]
pub(crate) enum Stop {
    NoMatch,
    Mistake(Box<LexError>),
}

pub(crate) type Scan<T = Node> = Result<T, Stop>;

/// Turns "no match" into `None` and passes mistakes on.
fn maybe<T>(scan: Scan<T>) -> Scan<Option<T>> {
    match scan {
        Ok(found) => Ok(Some(found)),
        Err(Stop::NoMatch) => Ok(None),
        Err(mistake) => Err(mistake),
    }
}

/// The rules whose results are remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Rule {
    Expression,
    StarExpression,
    Disjunction,
    Inversion,
    BitwiseOr,
    Primary,
    Arguments,
    NamedMistake,
    SimpleStatement,
    Block,
}

pub(crate) struct Scanner<'a> {
    source: &'a str,
    tokens: &'a [Token],
    lines: &'a LineIndex,
    /// For each token, how many brackets are open after it.
    levels: Vec<u16>,
    /// The furthest token looked at, here or by the LALR parser.
    furthest: usize,
    memory: HashMap<(Rule, usize, bool), Option<Node>>,
    /// Above zero while mistakes are not looked for.
    quiet: u32,
    /// The place where the text stopped being tokens was looked at.
    reached_error: bool,
}

/// What a diagnosis found out.
#[derive(Debug, Default)]
pub(crate) struct Diagnosis {
    /// The typical mistake that explains the failure.
    pub mistake: Option<LexError>,
    /// Reading got to the lexical error, which therefore is the explanation.
    pub reached_error: bool,
    /// The furthest token that was looked at.
    pub furthest: usize,
    /// Where the statement stops making sense, when the LALR parser read it differently from CPython.
    pub failed_at: Option<usize>,
}

/// Looks for a typical mistake that explains why the program fails at token `index`.
pub(crate) fn diagnose(source: &str, lines: &LineIndex, tokens: &[Token], index: usize) -> Diagnosis {
    let mut scanner = Scanner {
        source,
        tokens,
        lines,
        levels: levels(tokens),
        furthest: index,
        memory: HashMap::new(),
        quiet: 0,
        reached_error: false,
    };
    let start = top_level_start(tokens, index);
    let mut mistake = None;
    let mut at = start;
    while at <= index && mistake.is_none() {
        let found = if tokens[0].kind == Tok::StartEval {
            scanner.expressions(1).map(|_| index + 1)
        } else {
            scanner.statement(at)
        };
        match found {
            Err(Stop::Mistake(error)) => mistake = Some(*error),
            Ok(next) if next > at => at = next,
            _ => break,
        }
    }
    let (reached_error, furthest) = (scanner.reached_error, scanner.furthest);
    let failed_at = if mistake.is_none() { scanner.failed_at(scanner.line_start(index)) } else { None };
    Diagnosis { mistake, reached_error, furthest, failed_at }
}

/// Where the top-level statement that holds token `index` starts.
pub(crate) fn top_level_start(tokens: &[Token], index: usize) -> usize {
    let mut depth = 0;
    let mut start = 1;
    let mut line_start = false;
    for (i, token) in tokens.iter().enumerate().take(index).skip(1) {
        let continues = matches!(token.kind, Tok::Elif | Tok::Else | Tok::Except | Tok::Finally) && i > start;
        if line_start && depth == 0 && !matches!(token.kind, Tok::Indent | Tok::Dedent) && !continues {
            let decorated = tokens[start].kind == Tok::At && !has_definition(&tokens[start..i]);
            if !decorated && token.kind != Tok::EndMarker {
                start = i;
            }
        }
        match token.kind {
            Tok::Indent => depth += 1,
            Tok::Dedent => depth -= 1,
            _ => {}
        }
        line_start = matches!(token.kind, Tok::Newline) || (line_start && matches!(token.kind, Tok::Dedent));
    }
    start
}

/// Whether a decorated definition has got beyond its decorators.
fn has_definition(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token.kind, Tok::Def | Tok::Class))
}

fn levels(tokens: &[Token]) -> Vec<u16> {
    let mut level = 0u16;
    let mut levels = Vec::with_capacity(tokens.len());
    for token in tokens {
        match token.kind {
            Tok::LParen | Tok::LBracket | Tok::LBrace | Tok::WithLParen | Tok::FieldOpen => level += 1,
            Tok::RParen | Tok::RBracket | Tok::RBrace | Tok::FieldClose => level = level.saturating_sub(1),
            _ => {}
        }
        levels.push(level);
    }
    levels
}

impl<'a> Scanner<'a> {
    fn kind(&mut self, at: usize) -> Tok {
        self.furthest = self.furthest.max(at.min(self.tokens.len() - 1));
        let kind = self.peek(at);
        self.reached_error |= kind == Tok::Error;
        kind
    }

    /// Looks at a token without counting it as reached.
    fn peek(&self, at: usize) -> Tok {
        let kind = self.tokens.get(at).map_or(Tok::EndMarker, |token| token.kind);
        match kind {
            Tok::WithLParen => Tok::LParen,
            Tok::Match | Tok::Case | Tok::Type | Tok::Lazy => Tok::Name,
            kind => kind,
        }
    }

    fn token(&self, at: usize) -> Token {
        self.tokens[at.min(self.tokens.len() - 1)]
    }

    fn text(&self, at: usize) -> &'a str {
        let token = self.token(at);
        Span::new(token.start, token.end).text(self.source)
    }

    /// Whether a name with this text stands at `at`.
    fn is_word(&mut self, at: usize, word: &str) -> bool {
        self.kind(at) == Tok::Name && self.text(at) == word
    }

    fn is(&mut self, at: usize, kind: Tok) -> bool {
        self.kind(at) == kind
    }

    fn is_any(&mut self, at: usize, kinds: &[Tok]) -> bool {
        let kind = self.kind(at);
        kinds.contains(&kind)
    }

    /// The position after `kind` at `at`.
    fn eat(&mut self, at: usize, kind: Tok) -> Scan<usize> {
        if self.is(at, kind) { Ok(at + 1) } else { Err(Stop::NoMatch) }
    }

    /// The position after `kind` at `at`, or `at` itself.
    fn skip(&mut self, at: usize, kind: Tok) -> usize {
        at + usize::from(self.is(at, kind))
    }

    /// Runs a rule unless its result is known. What a quiet scan found is remembered like any other, as in CPython,
    /// which hides some mistakes; only displays in braces are looked at anew.
    fn remember(&mut self, rule: Rule, at: usize, scan: impl FnOnce(&mut Self) -> Scan) -> Scan {
        let key = (rule, at, self.quiet > 0 && self.peek(at) == Tok::LBrace);
        if let Some(known) = self.memory.get(&key) {
            return known.clone().ok_or(Stop::NoMatch);
        }
        let found = maybe(scan(self))?;
        self.memory.insert(key, found.clone());
        found.ok_or(Stop::NoMatch)
    }

    /// Runs a scan that does not look for mistakes.
    fn quietly<T>(&mut self, scan: impl FnOnce(&mut Self) -> Scan<T>) -> Scan<T> {
        self.quiet += 1;
        let found = scan(self);
        self.quiet -= 1;
        found
    }

    /// Where the simple statement that holds token `index` starts.
    fn line_start(&self, index: usize) -> usize {
        let ends = |kind| matches!(kind, Tok::Newline | Tok::Indent | Tok::Dedent | Tok::StartFile | Tok::Semi);
        (1..=index).rev().find(|&at| ends(self.tokens[at - 1].kind) && self.levels[at - 1] == 0).unwrap_or(1)
    }

    // ---- Mistakes ----

    fn mistake<T>(&self, message: impl Into<String>, start: u32, end: RangeEnd) -> Scan<T> {
        Err(Stop::Mistake(Box::new(LexError::new(message, start, end))))
    }

    /// A mistake that spans the tokens from `first` up to, not including, `end`.
    fn between<T>(&self, first: usize, end: usize, message: impl Into<String>) -> Scan<T> {
        let end = self.token(end.max(first + 1) - 1).end;
        self.mistake(message, self.token(first).start, RangeEnd::At(end))
    }

    fn at_node<T>(&self, node: &Node, message: impl Into<String>) -> Scan<T> {
        self.between(node.first, node.end, message)
    }

    /// A mistake from token `first` to where reading stands after token `last`.
    fn starting_from<T>(&self, first: usize, last: usize, message: impl Into<String>) -> Scan<T> {
        let last = self.token(last);
        let end = if last.kind == Tok::Newline { last.line_break(self.source) } else { last.end - 1 };
        self.mistake(message, self.token(first).start, RangeEnd::At(end))
    }

    fn at_token<T>(&self, at: usize, message: impl Into<String>) -> Scan<T> {
        Err(Stop::Mistake(Box::new(self.error_at_token(at, message))))
    }

    /// A mistake reported where reading stopped.
    fn at_furthest<T>(&self, message: impl Into<String>) -> Scan<T> {
        self.at_token(self.furthest, message)
    }

    fn error_at_token(&self, at: usize, message: impl Into<String>) -> LexError {
        locate(self.source, self.token(at), message)
    }

    /// A block is missing, and nothing tells after what.
    fn missing_indent<T>(&self) -> Scan<T> {
        let error = self.error_at_token(self.furthest, "expected an indented block");
        Err(Stop::Mistake(Box::new(error.with_kind(LexErrorKind::Indentation))))
    }

    /// `an indented block` is missing after the statement whose keyword stands at `keyword`.
    fn missing_block<T>(&self, keyword: usize, what: &str) -> Scan<T> {
        let line = self.lines.line(self.token(keyword).start);
        let message = format!("expected an indented block after {what} on line {line}");
        let error = self.error_at_token(self.furthest, message).with_kind(LexErrorKind::Indentation);
        Err(Stop::Mistake(Box::new(error)))
    }
}

/// An error at a token, with CPython's way of placing tokens that have no text.
pub(crate) fn locate(source: &str, token: Token, message: impl Into<String>) -> LexError {
    match token.kind {
        Tok::EndMarker | Tok::Dedent if token.end as usize == source.len() => {
            let trimmed = source.strip_suffix('\n').unwrap_or(source);
            let trimmed = trimmed.strip_suffix('\r').unwrap_or(trimmed);
            let error = LexError::new(message, trimmed.len() as u32, RangeEnd::Unknown(-1));
            LexError { incomplete: true, ..error }
        }
        Tok::Indent | Tok::Dedent => {
            LexError { before: true, ..LexError::new(message, token.end, RangeEnd::Unknown(-1)) }
        }
        Tok::Newline => LexError::new(message, token.start, RangeEnd::Next(token.line_break(source))),
        _ => LexError::new(message, token.start, RangeEnd::At(token.end)),
    }
}
