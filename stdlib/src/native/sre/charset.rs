//! Sets of characters and case folding.
//!
//! A set answers for the characters below 256 from a bitmap, in which folding and negation are already worked out; for the rest
//! it looks through sorted ranges and categories.

use pyish_vm::unicode::{self, flag};

/// How case is ignored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fold {
    Ascii,
    Unicode,
}

/// The classes that escapes name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    Digit,
    Space,
    Word,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Category {
    pub class: Class,
    pub negate: bool,
    pub unicode: bool,
}

pub fn is_word(c: u32, in_unicode: bool) -> bool {
    if c < 128 {
        return (c as u8).is_ascii_alphanumeric() || c == '_' as u32;
    }
    in_unicode && unicode::is(c, flag::ALPHA | flag::DECIMAL | flag::DIGIT | flag::NUMERIC)
}

impl Category {
    pub fn has(self, c: u32) -> bool {
        let inside = match self.class {
            Class::Word => is_word(c, self.unicode),
            Class::Digit if self.unicode => unicode::is(c, flag::DECIMAL),
            Class::Digit => c < 128 && (c as u8).is_ascii_digit(),
            Class::Space if self.unicode => unicode::is_space(c),
            Class::Space => matches!(c, 9..=13 | 32),
        };
        inside != self.negate
    }
}

/// Lower-case letters that share their upper case with others.
static SIBLINGS: &[&[u32]] = &[
    &[0x69, 0x131],
    &[0x73, 0x17f],
    &[0xb5, 0x3bc],
    &[0x345, 0x3b9, 0x1fbe],
    &[0x390, 0x1fd3],
    &[0x3b0, 0x1fe3],
    &[0x3b2, 0x3d0],
    &[0x3b5, 0x3f5],
    &[0x3b8, 0x3d1],
    &[0x3ba, 0x3f0],
    &[0x3c0, 0x3d6],
    &[0x3c1, 0x3f1],
    &[0x3c2, 0x3c3],
    &[0x3c6, 0x3d5],
    &[0x432, 0x1c80],
    &[0x434, 0x1c81],
    &[0x43e, 0x1c82],
    &[0x441, 0x1c83],
    &[0x442, 0x1c84, 0x1c85],
    &[0x44a, 0x1c86],
    &[0x463, 0x1c87],
    &[0x1c88, 0xa64b],
    &[0x1e61, 0x1e9b],
    &[0xfb05, 0xfb06],
];

/// The last character that has another case, rounded up.
const LAST_CASED: u32 = 0x1e9ff;

/// The lower-case letters that are the same as a lower-case letter when case is ignored, without itself.
pub fn siblings(c: u32) -> impl Iterator<Item = u32> {
    let found = SIBLINGS.iter().find(|group| group.contains(&c)).copied().unwrap_or(&[]);
    found.iter().copied().filter(move |&other| other != c)
}

fn simple_lower(c: u32) -> u32 {
    let mut first = None;
    unicode::lower(c, |l| _ = first.get_or_insert(l));
    first.unwrap_or(c)
}

fn simple_upper(c: u32) -> u32 {
    let (mut first, mut count) = (c, 0);
    unicode::upper(c, |u| {
        first = u;
        count += 1;
    });
    if count == 1 { first } else { c }
}

/// The lower case that characters are compared in.
#[inline]
pub fn lower(c: u32, fold: Fold) -> u32 {
    if c < 128 {
        return (c as u8).to_ascii_lowercase() as u32;
    }
    match fold {
        Fold::Ascii => c,
        Fold::Unicode => simple_lower(c),
    }
}

/// Whether a character has another case.
pub fn is_cased(c: u32, fold: Fold) -> bool {
    match fold {
        Fold::Ascii => c < 128 && (c as u8).is_ascii_alphabetic(),
        Fold::Unicode => simple_lower(c) != c || simple_upper(c) != c,
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Item {
    Range(u32, u32),
    Category(Category),
}

#[derive(Clone, Debug)]
pub struct Set {
    bitmap: [u64; 4],
    /// Sorted, disjoint.
    ranges: Vec<(u32, u32)>,
    categories: Vec<Category>,
    fold: Option<Fold>,
    negate: bool,
}

impl Set {
    pub fn new(items: &[Item], negate: bool, fold: Option<Fold>) -> Set {
        let mut ranges = Vec::new();
        let mut categories = Vec::new();
        for item in items {
            match *item {
                Item::Range(lo, hi) => add_range(&mut ranges, lo, hi, fold),
                Item::Category(c) => categories.push(c),
            }
        }
        let mut set = Set { bitmap: [0; 4], ranges: merge(ranges), categories, fold, negate };
        for c in 0..256 {
            if set.slow(c) {
                set.bitmap[(c >> 6) as usize] |= 1 << (c & 63);
            }
        }
        set
    }
    fn slow(&self, c: u32) -> bool {
        let c = match self.fold {
            Some(fold) => lower(c, fold),
            None => c,
        };
        let at = self.ranges.partition_point(|&(_, hi)| hi < c);
        let inside = self.ranges.get(at).is_some_and(|&(lo, _)| lo <= c)
            || self.categories.iter().any(|category| category.has(c));
        inside != self.negate
    }
    #[inline]
    pub fn has(&self, c: u32) -> bool {
        if c < 256 { self.bitmap[(c >> 6) as usize] >> (c & 63) & 1 != 0 } else { self.slow(c) }
    }
}

fn add_range(ranges: &mut Vec<(u32, u32)>, lo: u32, hi: u32, fold: Option<Fold>) {
    let Some(fold) = fold else {
        ranges.push((lo, hi));
        return;
    };
    // What is looked up is in lower case: so is what is stored.
    let last = if fold == Fold::Ascii { 127 } else { LAST_CASED };
    for c in lo..=hi.min(last) {
        let c = lower(c, fold);
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == c => *end = c,
            _ => ranges.push((c, c)),
        }
        if fold == Fold::Unicode {
            ranges.extend(siblings(c).map(|s| (s, s)));
        }
    }
    if hi > last {
        ranges.push((lo.max(last + 1), hi));
    }
}

fn merge(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (lo, hi) in ranges {
        match out.last_mut() {
            Some((_, end)) if lo <= end.saturating_add(1) => *end = (*end).max(hi),
            _ => out.push((lo, hi)),
        }
    }
    out
}
