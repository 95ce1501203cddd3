//! The matcher: runs a program over characters of one width, with choices and undo records on a stack of its own.
//!
//! The stack holds two kinds of entries. A choice says where to go on after a failure. An undo record puts back what was
//! overwritten since the choice below it. `Cut` drops choices but keeps undo records, for the sake of the choices further below.

use pyish_vm::{PyResult, Vm};

use super::charset::{is_word, lower};
use super::compiler::{Op, Program};
use super::node::{At, MAX_REPEAT, Mode, Single};

/// A mark that is not set.
pub const UNSET: usize = usize::MAX;
/// Failures and rounds between looks at the world.
const PATIENCE: u32 = 1 << 16;

/// A character of the text.
pub trait Unit: Copy + Into<u32> {}
impl Unit for u8 {}
impl Unit for u16 {}
impl Unit for u32 {}

#[derive(Clone, Copy)]
enum Entry {
    Choice {
        pc: usize,
        at: usize,
    },
    /// A run may give back characters down to `least`.
    Shorter {
        pc: usize,
        least: usize,
        at: usize,
    },
    /// A lazy run may take more, up to `most`.
    Longer {
        pc: usize,
        at: usize,
        most: usize,
    },
    UndoMark {
        mark: usize,
        old: usize,
    },
    UndoLast(u32),
    UndoCounter {
        counter: usize,
        rounds: u32,
        at: usize,
    },
    UndoRegister {
        register: usize,
        height: usize,
        at: usize,
    },
}

/// How a match is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Want {
    Search,
    Prefix,
    Full,
}

/// What is to be matched: `text` up to `end`, from `start` on.
#[derive(Clone, Copy)]
pub struct Task {
    pub start: usize,
    pub want: Want,
    /// An empty match at `start` does not count.
    pub advance: bool,
}

pub struct Matcher<'a, T> {
    vm: &'a Vm,
    program: &'a Program,
    text: &'a [T],
    stack: Vec<Entry>,
    /// Start and end of each group; group 0 is filled in at the end.
    pub marks: Vec<usize>,
    pub last: u32,
    counters: Vec<(u32, usize)>,
    registers: Vec<(usize, usize)>,
    patience: u32,
}

impl<'a, T: Unit> Matcher<'a, T> {
    /// `text` ends where the matching is to end.
    pub fn new(vm: &'a Vm, program: &'a Program, text: &'a [T]) -> Matcher<'a, T> {
        Matcher {
            vm,
            program,
            text,
            stack: Vec::new(),
            marks: vec![UNSET; program.groups * 2],
            last: 0,
            counters: vec![(0, UNSET); program.counters],
            registers: vec![(0, 0); program.registers],
            patience: PATIENCE,
        }
    }

    /// Whether there is a match; its marks are `marks`.
    pub fn run(&mut self, task: Task) -> PyResult<bool> {
        if task.start > self.text.len() {
            return Ok(false);
        }
        if task.want != Want::Search {
            return self.attempt(task.start, task);
        }
        let mut at = task.start;
        if self.program.anchored {
            return if at == 0 { self.attempt(0, task) } else { Ok(false) };
        }
        while let Some(found) = self.candidate(at) {
            if self.attempt(found, task)? {
                return Ok(true);
            }
            self.wait()?;
            at = found + 1;
        }
        Ok(false)
    }

    /// The first position from `at` on where a match may begin.
    fn candidate(&self, at: usize) -> Option<usize> {
        let last = self.text.len().checked_sub(usize::try_from(self.program.least).ok()?)?;
        if at > last {
            return None;
        }
        if let Some((&head, tail)) = self.program.prefix.split_first() {
            let mut from = at;
            while from < self.text.len() {
                let found = from + find(&self.text[from..], head)?;
                let behind = self.text.get(found + 1..found + 1 + tail.len())?;
                if behind.iter().zip(tail).all(|(&a, &b)| a.into() == b) {
                    return Some(found);
                }
                from = found + 1;
            }
            return None;
        }
        match &self.program.first {
            Some(first) => self.text[at..].iter().position(|&c| accepts(first, c.into())).map(|i| at + i),
            None => Some(at),
        }
    }

    /// Lets other threads and signal handlers run now and then.
    #[inline]
    fn wait(&mut self) -> PyResult<()> {
        self.patience -= 1;
        if self.patience == 0 {
            self.patience = PATIENCE;
            return self.vm.safepoint();
        }
        Ok(())
    }

    fn set_mark(&mut self, mark: usize, at: usize) {
        self.stack.push(Entry::UndoMark { mark, old: self.marks[mark] });
        self.marks[mark] = at;
    }
    fn set_counter(&mut self, counter: usize, rounds: u32, at: usize) {
        let (old, old_at) = self.counters[counter];
        self.stack.push(Entry::UndoCounter { counter, rounds: old, at: old_at });
        self.counters[counter] = (rounds, at);
    }
    fn set_register(&mut self, register: usize, at: usize) {
        let (height, old_at) = self.registers[register];
        self.stack.push(Entry::UndoRegister { register, height, at: old_at });
        self.registers[register] = (self.stack.len(), at);
    }
    fn undo(&mut self, entry: Entry) {
        match entry {
            Entry::UndoMark { mark, old } => self.marks[mark] = old,
            Entry::UndoLast(last) => self.last = last,
            Entry::UndoCounter { counter, rounds, at } => self.counters[counter] = (rounds, at),
            Entry::UndoRegister { register, height, at } => self.registers[register] = (height, at),
            Entry::Choice { .. } | Entry::Shorter { .. } | Entry::Longer { .. } => {}
        }
    }
    /// Drops the choices above a height.
    fn cut(&mut self, height: usize) {
        let mut kept = height;
        for i in height..self.stack.len() {
            let entry = self.stack[i];
            if !matches!(entry, Entry::Choice { .. } | Entry::Shorter { .. } | Entry::Longer { .. }) {
                self.stack[kept] = entry;
                kept += 1;
            }
        }
        self.stack.truncate(kept);
    }

    /// Takes the last choice back: where to go on.
    fn back(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.stack.pop()? {
                Entry::Choice { pc, at } => return Some((pc, at)),
                Entry::Shorter { pc, least, at } => {
                    let mut at = at;
                    // When a certain character must follow, go where it does.
                    if let Some(Op::One(Single::Char(c))) = self.program.ops.get(pc) {
                        loop {
                            if at == least {
                                break;
                            }
                            at -= 1;
                            if self.text[at].into() == *c {
                                if at > least {
                                    self.stack.push(Entry::Shorter { pc, least, at });
                                }
                                return Some((pc, at));
                            }
                        }
                        continue;
                    }
                    at -= 1;
                    if at > least {
                        self.stack.push(Entry::Shorter { pc, least, at });
                    }
                    return Some((pc, at));
                }
                Entry::Longer { pc, at, most } => {
                    let Op::Run { single, .. } = &self.program.ops[pc] else { unreachable!("lazy runs push these") };
                    if at < most && accepts(single, self.text[at].into()) {
                        if at + 1 < most {
                            self.stack.push(Entry::Longer { pc, at: at + 1, most });
                        }
                        return Some((pc + 1, at + 1));
                    }
                }
                undo => self.undo(undo),
            }
        }
    }

    fn attempt(&mut self, start: usize, task: Task) -> PyResult<bool> {
        self.stack.clear();
        self.marks.fill(UNSET);
        self.last = 0;
        let program = self.program;
        let (mut pc, mut at) = (0, start);
        loop {
            let next = match &program.ops[pc] {
                Op::One(single) => match self.text.get(at) {
                    Some(&c) if accepts(single, c.into()) => {
                        at += 1;
                        Some(pc + 1)
                    }
                    _ => None,
                },
                Op::At(where_) => self.holds(*where_, at).then_some(pc + 1),
                Op::Fail => None,
                Op::Split(other) => match &program.ops[pc + 1] {
                    Op::One(single @ (Single::Char(_) | Single::Set(_))) => {
                        if self.text.get(at).is_some_and(|&c| accepts(single, c.into())) {
                            self.stack.push(Entry::Choice { pc: *other, at });
                            at += 1;
                            Some(pc + 2)
                        } else {
                            Some(*other)
                        }
                    }
                    _ => {
                        self.stack.push(Entry::Choice { pc: *other, at });
                        Some(pc + 1)
                    }
                },
                Op::Jump(to) => Some(*to),
                Op::Mark(mark) => {
                    self.set_mark(*mark, at);
                    Some(pc + 1)
                }
                Op::Close(group) => {
                    self.set_mark(*group as usize * 2 + 1, at);
                    self.stack.push(Entry::UndoLast(self.last));
                    self.last = *group;
                    Some(pc + 1)
                }
                Op::Run { single, min, max, mode } => self.take_run(single, (*min, *max), *mode, pc, at).map(|to| {
                    at = to;
                    pc + 1
                }),
                Op::LoopStart(counter) => {
                    self.set_counter(*counter, 0, UNSET);
                    Some(pc + 1)
                }
                Op::Loop { counter, min, max, lazy, exit } => {
                    self.wait()?;
                    let (rounds, last) = self.counters[*counter];
                    if rounds < *min {
                        self.set_counter(*counter, rounds + 1, at);
                        Some(pc + 2)
                    } else if *lazy {
                        self.stack.push(Entry::Choice { pc: pc + 1, at });
                        Some(*exit)
                    } else if (rounds < *max || *max == MAX_REPEAT) && last != at {
                        self.stack.push(Entry::Choice { pc: *exit, at });
                        self.set_counter(*counter, rounds.saturating_add(1), at);
                        Some(pc + 2)
                    } else {
                        Some(*exit)
                    }
                }
                Op::Round { counter, max } => {
                    let (rounds, last) = self.counters[*counter];
                    if (rounds < *max || *max == MAX_REPEAT) && last != at {
                        self.set_counter(*counter, rounds.saturating_add(1), at);
                        Some(pc + 1)
                    } else {
                        None
                    }
                }
                Op::Fence(register) => {
                    self.set_register(*register, at);
                    Some(pc + 1)
                }
                Op::Cut(register) => {
                    self.cut(self.registers[*register].0);
                    Some(pc + 1)
                }
                Op::Look { register, behind, otherwise } => match at.checked_sub(*behind) {
                    None => *otherwise,
                    Some(from) => {
                        self.set_register(*register, at);
                        if let Some(otherwise) = otherwise {
                            self.stack.push(Entry::Choice { pc: *otherwise, at });
                        }
                        at = from;
                        Some(pc + 1)
                    }
                },
                Op::Seen(register) => {
                    let (height, from) = self.registers[*register];
                    self.cut(height);
                    at = from;
                    Some(pc + 1)
                }
                Op::Unwanted(register) => {
                    let height = self.registers[*register].0;
                    while self.stack.len() > height {
                        let entry = self.stack.pop().expect("higher than the height");
                        self.undo(entry);
                    }
                    None
                }
                Op::Backref { group, fold } => {
                    let (from, to) = (self.marks[*group as usize * 2], self.marks[*group as usize * 2 + 1]);
                    let same = |a: T, b: T| match fold {
                        None => a.into() == b.into(),
                        Some(fold) => lower(a.into(), *fold) == lower(b.into(), *fold),
                    };
                    if from == UNSET || to == UNSET || to < from || self.text.len() - at < to - from {
                        None
                    } else {
                        let (old, new) = (&self.text[from..to], &self.text[at..at + (to - from)]);
                        let equal = old.iter().zip(new).all(|(&a, &b)| same(a, b));
                        at += to - from;
                        equal.then_some(pc + 1)
                    }
                }
                Op::Unless { group, otherwise } => {
                    let group = *group as usize * 2;
                    let matched = self.marks[group] != UNSET && self.marks[group + 1] != UNSET;
                    Some(if matched { pc + 1 } else { *otherwise })
                }
                Op::Match => {
                    let refused = task.want == Want::Full && at != self.text.len()
                        || task.advance && at == task.start && start == task.start;
                    if !refused {
                        self.marks[0] = start;
                        self.marks[1] = at;
                        return Ok(true);
                    }
                    None
                }
            };
            match next {
                Some(to) => pc = to,
                None => {
                    self.wait()?;
                    match self.back() {
                        Some(choice) => (pc, at) = choice,
                        None => return Ok(false),
                    }
                }
            }
        }
    }

    /// Runs over characters; answers where to go on, with the choice on the stack.
    fn take_run(&mut self, single: &Single, (min, max): (u32, u32), mode: Mode, pc: usize, at: usize) -> Option<usize> {
        let room = self.text.len() - at;
        let most = if max == MAX_REPEAT { room } else { room.min(max as usize) };
        let (min, end) = (min as usize, at + most);
        if most < min {
            return None;
        }
        if mode == Mode::Lazy {
            if !self.text[at..at + min].iter().all(|&c| accepts(single, c.into())) {
                return None;
            }
            if at + min < end {
                self.stack.push(Entry::Longer { pc, at: at + min, most: end });
            }
            return Some(at + min);
        }
        let text = &self.text[at..end];
        let count = match single {
            Single::Any => most,
            Single::Dot => find(text, 10).unwrap_or(most),
            Single::NotChar(c) => find(text, *c).unwrap_or(most),
            Single::Set(set) => text.iter().position(|&c| !set.has(c.into())).unwrap_or(most),
            single => text.iter().position(|&c| !accepts(single, c.into())).unwrap_or(most),
        };
        if count < min {
            return None;
        }
        if mode == Mode::Greedy && count > min {
            self.stack.push(Entry::Shorter { pc: pc + 1, least: at + min, at: at + count });
        }
        Some(at + count)
    }

    fn holds(&self, condition: At, at: usize) -> bool {
        let newline = |i: usize| self.text[i].into() == 10;
        let end = self.text.len();
        match condition {
            At::Start => at == 0,
            At::LineStart => at == 0 || newline(at - 1),
            At::End => at == end || at + 1 == end && newline(at),
            At::LineEnd => at == end || newline(at),
            At::VeryEnd => at == end,
            At::Boundary { unicode } => self.between(at, unicode),
            At::NotBoundary { unicode } => !self.between(at, unicode),
        }
    }
    fn between(&self, at: usize, unicode: bool) -> bool {
        let before = at > 0 && is_word(self.text[at - 1].into(), unicode);
        let behind = at < self.text.len() && is_word(self.text[at].into(), unicode);
        before != behind
    }
}

#[inline]
fn accepts(single: &Single, c: u32) -> bool {
    match single {
        Single::Char(x) => c == *x,
        Single::NotChar(x) => c != *x,
        Single::FoldChar(x, fold) => lower(c, *fold) == *x,
        Single::FoldNotChar(x, fold) => lower(c, *fold) != *x,
        Single::Dot => c != 10,
        Single::Any => true,
        Single::Set(set) => set.has(c),
    }
}

/// Where a character occurs first.
#[inline]
fn find<T: Unit>(text: &[T], c: u32) -> Option<usize> {
    if size_of::<T>() == 1 {
        let byte = u8::try_from(c).ok()?;
        // SAFETY: units of one byte are u8.
        let bytes = unsafe { std::slice::from_raw_parts(text.as_ptr().cast::<u8>(), text.len()) };
        return memchr::memchr(byte, bytes);
    }
    text.iter().position(|&x| x.into() == c)
}
