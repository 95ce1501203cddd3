//! The tree of a regular expression, with every flag already resolved into the nodes it concerns.

use super::charset::{Fold, Set};

/// Values of the flags, as `re` shows them.
pub mod flag {
    pub const IGNORECASE: u32 = 2;
    pub const LOCALE: u32 = 4;
    pub const MULTILINE: u32 = 8;
    pub const DOTALL: u32 = 16;
    pub const UNICODE: u32 = 32;
    pub const VERBOSE: u32 = 64;
    pub const DEBUG: u32 = 128;
    pub const ASCII: u32 = 256;
    /// What letters mean: at most one of these.
    pub const TYPE: u32 = ASCII | LOCALE | UNICODE;
}

/// "As often as possible": the bound of repetitions.
pub const MAX_REPEAT: u32 = u32::MAX;
/// Bound of widths.
pub const MAX_WIDTH: u64 = 1 << 62;

/// A condition on a position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum At {
    Start,
    LineStart,
    /// The end, or before a newline there.
    End,
    LineEnd,
    VeryEnd,
    Boundary {
        unicode: bool,
    },
    NotBoundary {
        unicode: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Greedy,
    Lazy,
    Possessive,
}

/// What a test of one character may be.
#[derive(Clone, Debug)]
pub enum Single {
    Char(u32),
    NotChar(u32),
    /// Compared in lower case.
    FoldChar(u32, Fold),
    FoldNotChar(u32, Fold),
    /// Anything but a newline.
    Dot,
    Any,
    Set(Box<Set>),
}

#[derive(Debug)]
pub enum Node {
    One(Single),
    At(At),
    /// Never matches.
    Fail,
    Seq(Vec<Node>),
    Alt(Vec<Node>),
    Capture(u32, Box<Node>),
    Repeat {
        min: u32,
        max: u32,
        mode: Mode,
        body: Box<Node>,
    },
    Atomic(Box<Node>),
    Look {
        behind: bool,
        negate: bool,
        body: Box<Node>,
    },
    Backref {
        group: u32,
        fold: Option<Fold>,
    },
    Cond {
        group: u32,
        yes: Box<Node>,
        no: Option<Box<Node>>,
    },
}

/// The least and greatest number of characters that a node matches, given those of the groups.
pub fn width(node: &Node, groups: &[Option<(u64, u64)>]) -> (u64, u64) {
    match node {
        Node::One(_) => (1, 1),
        Node::At(_) | Node::Look { .. } | Node::Fail => (0, 0),
        Node::Seq(items) => items.iter().fold((0, 0), |(lo, hi), item| {
            let (l, h) = width(item, groups);
            ((lo + l).min(MAX_WIDTH), (hi + h).min(MAX_WIDTH))
        }),
        Node::Alt(items) => {
            items.iter().map(|item| width(item, groups)).reduce(|(a, b), (c, d)| (a.min(c), b.max(d))).unwrap_or((0, 0))
        }
        Node::Capture(_, body) | Node::Atomic(body) => width(body, groups),
        Node::Repeat { min, max, body, .. } => {
            let (l, h) = width(body, groups);
            let hi = if *max == MAX_REPEAT && h > 0 { MAX_WIDTH } else { h.saturating_mul(*max as u64).min(MAX_WIDTH) };
            (l.saturating_mul(*min as u64).min(MAX_WIDTH), hi)
        }
        Node::Backref { group, .. } => groups.get(*group as usize).copied().flatten().unwrap_or((0, MAX_WIDTH)),
        Node::Cond { yes, no, .. } => {
            let (a, b) = width(yes, groups);
            match no {
                Some(no) => {
                    let (c, d) = width(no, groups);
                    (a.min(c), b.max(d))
                }
                None => (0, b),
            }
        }
    }
}
