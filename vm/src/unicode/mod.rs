//! Facts about code points: categories, the predicates of `str`, decimal values, case mappings.
//!
//! The tables (`tables.rs`, written by `generate.py`) have Python's Unicode version; lower and upper case come from `char`, which
//! agrees with it for every code point. Names, normalization and the rarer properties are `unicodedata`'s, in the standard library.

mod tables;

pub use tables::VERSION;

use tables::{FOLD, RECORDS, RUNS, STARTS, TITLE, ZEROS};

/// Bits of [`flags`].
pub mod flag {
    pub const DECIMAL: u16 = 1;
    pub const DIGIT: u16 = 1 << 1;
    pub const NUMERIC: u16 = 1 << 2;
    pub const SPACE: u16 = 1 << 3;
    pub const LOWER: u16 = 1 << 4;
    pub const UPPER: u16 = 1 << 5;
    pub const PRINTABLE: u16 = 1 << 6;
    pub const IDENTIFIER_START: u16 = 1 << 7;
    pub const IDENTIFIER_CONTINUE: u16 = 1 << 8;
    /// Skipped when looking for the letters around a final sigma.
    pub const CASE_IGNORABLE: u16 = 1 << 9;
    /// Set here, not in the tables: a letter.
    pub const ALPHA: u16 = 1 << 10;
    /// As above: category Lt.
    pub const TITLE: u16 = 1 << 11;
}

const CATEGORIES: [&str; 30] = [
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
    "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
];
const LT: u8 = 3;
const LETTERS: std::ops::RangeInclusive<u8> = 1..=5;

const PAGES: usize = 0x1100;

/// The run that the first code point of each page of 256 lies in.
static PAGE: [u16; PAGES + 1] = {
    let mut pages = [0; PAGES + 1];
    let (mut run, mut page) = (0, 0);
    while page <= PAGES {
        while run + 1 < STARTS.len() && STARTS[run + 1] <= (page as u32) << 8 {
            run += 1;
        }
        pages[page] = run as u16;
        page += 1;
    }
    pages
};

const fn complete(record: (u8, u16)) -> u16 {
    let (category, mut flags) = record;
    if category >= *LETTERS.start() && category <= *LETTERS.end() {
        flags |= flag::ALPHA;
    }
    if category == LT {
        flags |= flag::TITLE;
    }
    flags
}

static LATIN1: [u16; 256] = {
    let mut all = [0; 256];
    let (mut run, mut c) = (0, 0);
    while c < 256 {
        if run + 1 < STARTS.len() && STARTS[run + 1] <= c as u32 {
            run += 1;
        }
        all[c] = complete(RECORDS[RUNS[run] as usize]);
        c += 1;
    }
    all
};

fn record(c: u32) -> (u8, u16) {
    let page = (c >> 8) as usize;
    if page >= PAGES {
        return (0, 0);
    }
    let (first, last) = (PAGE[page] as usize, PAGE[page + 1] as usize);
    let within = STARTS[first..=last].partition_point(|&s| s <= c);
    RECORDS[RUNS[first + within - 1] as usize]
}

/// The flags of a code point.
#[inline]
pub fn flags(c: u32) -> u16 {
    match LATIN1.get(c as usize) {
        Some(&f) => f,
        None => complete(record(c)),
    }
}

/// Whether a code point has any of some flags.
#[inline]
pub fn is(c: u32, any: u16) -> bool {
    flags(c) & any != 0
}

#[inline]
pub fn is_space(c: u32) -> bool {
    is(c, flag::SPACE)
}

/// The two letters of the general category.
pub fn category(c: u32) -> &'static str {
    CATEGORIES[record(c).0 as usize]
}

/// The value of a decimal digit of any script.
pub fn decimal(c: u32) -> Option<u32> {
    if c < 0x80 {
        return char::from_u32(c)?.to_digit(10);
    }
    let zero = ZEROS[ZEROS.partition_point(|&z| z <= c) - 1];
    Some(c - zero).filter(|&d| d < 10)
}

fn exception(table: &'static [(u32, &'static str)], c: u32) -> Option<&'static str> {
    table.binary_search_by_key(&c, |&(key, _)| key).ok().map(|i| table[i].1)
}

/// Shows `f` the lower case of a code point, which may be several.
pub fn lower(c: u32, mut f: impl FnMut(u32)) {
    match char::from_u32(c) {
        Some(c) => c.to_lowercase().for_each(|c| f(c as u32)),
        None => f(c),
    }
}
/// Shows `f` the upper case.
pub fn upper(c: u32, mut f: impl FnMut(u32)) {
    match char::from_u32(c) {
        Some(c) => c.to_uppercase().for_each(|c| f(c as u32)),
        None => f(c),
    }
}
/// Shows `f` the title case.
pub fn title(c: u32, mut f: impl FnMut(u32)) {
    match exception(&TITLE, c) {
        Some(s) => s.chars().for_each(|c| f(c as u32)),
        None => upper(c, f),
    }
}
/// Shows `f` the case folding.
pub fn fold(c: u32, mut f: impl FnMut(u32)) {
    match exception(&FOLD, c) {
        Some(s) => s.chars().for_each(|c| f(c as u32)),
        None => lower(c, f),
    }
}
