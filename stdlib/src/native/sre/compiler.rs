//! From the tree to the program that the matcher runs.

use super::charset::Fold;
use super::node::{At, MAX_REPEAT, MAX_WIDTH, Mode, Node, Single, width};
use super::parser::Tree;
use super::source::{Parsed, Refusal};

/// A lookbehind further than this is refused.
const MAX_BEHIND: u64 = u32::MAX as u64;

#[derive(Debug)]
pub enum Op {
    One(Single),
    At(At),
    Fail,
    /// Tries what follows; the address on failure.
    Split(usize),
    Jump(usize),
    /// Puts the position into a mark.
    Mark(usize),
    /// Puts the position into the end of a group, which becomes the last one closed.
    Close(u32),
    /// Repeats one character; lazily or as often as possible.
    Run {
        single: Single,
        min: u32,
        max: u32,
        mode: Mode,
    },
    /// Clears a counter of rounds.
    LoopStart(usize),
    /// Decides about another round: the body follows behind a [`Op::Round`].
    Loop {
        counter: usize,
        min: u32,
        max: u32,
        lazy: bool,
        exit: usize,
    },
    /// Begins a round of a lazy loop that is asked for one more.
    Round {
        counter: usize,
        max: u32,
    },
    /// Remembers the height of the stack; `Cut` forgets the choices above.
    Fence(usize),
    Cut(usize),
    /// As `Fence`, for a lookaround that begins so far behind; when there is not so much, goes to the address.
    Look {
        register: usize,
        behind: usize,
        otherwise: Option<usize>,
    },
    /// The end of a lookaround that was to match: `Cut`, and back to where it began.
    Seen(usize),
    /// The end of one that was not to match: fails as if the choices since had failed, also that of success.
    Unwanted(usize),
    Backref {
        group: u32,
        fold: Option<Fold>,
    },
    /// Goes to the address unless the group has matched.
    Unless {
        group: u32,
        otherwise: usize,
    },
    Match,
}

#[derive(Debug)]
pub struct Program {
    pub ops: Vec<Op>,
    pub groups: usize,
    pub counters: usize,
    pub registers: usize,
    /// Characters that each match begins with.
    pub prefix: Vec<u32>,
    /// What the first character must be, when that is known and there is no prefix.
    pub first: Option<Single>,
    /// Matches begin at the start of the text alone.
    pub anchored: bool,
    /// The fewest characters of a match.
    pub least: u64,
}

struct Compiler<'a> {
    ops: Vec<Op>,
    counters: usize,
    registers: usize,
    widths: &'a [Option<(u64, u64)>],
}

pub fn compile(tree: &Tree) -> Parsed<Program> {
    let mut c = Compiler { ops: Vec::new(), counters: 0, registers: 0, widths: &tree.widths };
    c.node(&tree.root)?;
    c.ops.push(Op::Match);
    let mut prefix = Vec::new();
    literal_prefix(&tree.root, &mut prefix);
    let first = if prefix.is_empty() { first_single(&tree.root) } else { None };
    let anchored = starts_at_start(&tree.root);
    let least = width(&tree.root, &tree.widths).0;
    let Compiler { ops, counters, registers, .. } = c;
    Ok(Program { ops, groups: tree.groups, counters, registers, prefix, first, anchored, least })
}

impl Compiler<'_> {
    fn push(&mut self, op: Op) -> usize {
        self.ops.push(op);
        self.ops.len() - 1
    }
    fn node(&mut self, node: &Node) -> Parsed<()> {
        match node {
            Node::One(single) => _ = self.push(Op::One(single.clone())),
            Node::At(at) => _ = self.push(Op::At(*at)),
            Node::Fail => _ = self.push(Op::Fail),
            Node::Seq(items) => {
                for item in items {
                    self.node(item)?;
                }
            }
            Node::Alt(items) => self.alternatives(items)?,
            Node::Capture(group, body) => {
                self.push(Op::Mark(*group as usize * 2));
                self.node(body)?;
                self.push(Op::Close(*group));
            }
            Node::Repeat { min, max, mode, body } => self.repeat(*min, *max, *mode, body)?,
            Node::Atomic(body) => {
                let register = self.register();
                self.push(Op::Fence(register));
                self.node(body)?;
                self.push(Op::Cut(register));
            }
            Node::Look { behind, negate, body } => self.look(*behind, *negate, body)?,
            Node::Backref { group, fold } => _ = self.push(Op::Backref { group: *group, fold: *fold }),
            Node::Cond { group, yes, no } => {
                let at = self.push(Op::Fail);
                self.node(yes)?;
                let end = no.as_ref().map(|_| self.push(Op::Fail));
                let otherwise = self.ops.len();
                self.ops[at] = Op::Unless { group: *group, otherwise };
                if let (Some(no), Some(end)) = (no, end) {
                    self.node(no)?;
                    self.ops[end] = Op::Jump(self.ops.len());
                }
            }
        }
        Ok(())
    }
    fn register(&mut self) -> usize {
        self.registers += 1;
        self.registers - 1
    }
    fn alternatives(&mut self, items: &[Node]) -> Parsed<()> {
        let mut ends = Vec::new();
        for (i, item) in items.iter().enumerate() {
            if i + 1 == items.len() {
                self.node(item)?;
                break;
            }
            let split = self.push(Op::Fail);
            self.node(item)?;
            ends.push(self.push(Op::Fail));
            self.ops[split] = Op::Split(self.ops.len());
        }
        for end in ends {
            self.ops[end] = Op::Jump(self.ops.len());
        }
        Ok(())
    }
    fn repeat(&mut self, min: u32, max: u32, mode: Mode, body: &Node) -> Parsed<()> {
        if let Node::One(single) = body {
            self.push(Op::Run { single: single.clone(), min, max, mode });
            return Ok(());
        }
        if (min, max) == (1, 1) && mode != Mode::Possessive {
            return self.node(body);
        }
        let fence = if mode == Mode::Possessive {
            let register = self.register();
            self.push(Op::Fence(register));
            Some(register)
        } else {
            None
        };
        let counter = self.counters;
        self.counters += 1;
        self.push(Op::LoopStart(counter));
        let top = self.push(Op::Fail);
        self.push(Op::Round { counter, max });
        self.node(body)?;
        self.push(Op::Jump(top));
        self.ops[top] = Op::Loop { counter, min, max, lazy: mode == Mode::Lazy, exit: self.ops.len() };
        if let Some(register) = fence {
            self.push(Op::Cut(register));
        }
        Ok(())
    }
    fn look(&mut self, behind: bool, negate: bool, body: &Node) -> Parsed<()> {
        let mut back = 0;
        if behind {
            let (lo, hi) = width(body, self.widths);
            if lo != hi {
                return Err(Refusal::Pattern("look-behind requires fixed-width pattern".into(), None));
            }
            if lo > MAX_BEHIND {
                return Err(Refusal::Pattern("looks too much behind".into(), None));
            }
            back = lo as usize;
        }
        let register = self.register();
        let start = self.push(Op::Fail);
        self.node(body)?;
        self.push(if negate { Op::Unwanted(register) } else { Op::Seen(register) });
        let otherwise = negate.then_some(self.ops.len());
        self.ops[start] = Op::Look { register, behind: back, otherwise };
        Ok(())
    }
}

/// Appends the characters that a node begins with; answers whether that was all of the node.
fn literal_prefix(node: &Node, out: &mut Vec<u32>) -> bool {
    match node {
        Node::One(Single::Char(c)) => {
            out.push(*c);
            true
        }
        Node::Seq(items) => items.iter().all(|item| literal_prefix(item, out)),
        Node::Capture(_, body) | Node::Atomic(body) => literal_prefix(body, out),
        Node::Repeat { min, body, .. } if *min > 0 => {
            if literal_prefix(body, out) && matches!(node, Node::Repeat { min: 1, max: 1, .. }) {
                return true;
            }
            false
        }
        _ => false,
    }
}

/// What the first character must be, if all matches begin with one of a kind.
fn first_single(node: &Node) -> Option<Single> {
    match node {
        Node::One(Single::Dot | Single::Any) => None,
        Node::One(single) => Some(single.clone()),
        Node::Seq(items) => {
            let first = items.iter().find(|item| !matches!(item, Node::Look { .. } | Node::At(_)))?;
            first_single(first)
        }
        Node::Capture(_, body) | Node::Atomic(body) => first_single(body),
        Node::Repeat { min, body, .. } if *min > 0 => first_single(body),
        _ => None,
    }
}

fn starts_at_start(node: &Node) -> bool {
    match node {
        Node::At(At::Start) => true,
        Node::Seq(items) => items.first().is_some_and(starts_at_start),
        Node::Capture(_, body) | Node::Atomic(body) => starts_at_start(body),
        Node::Alt(items) => items.iter().all(starts_at_start),
        _ => false,
    }
}

const _: () = assert!(MAX_REPEAT as u64 <= MAX_WIDTH);
