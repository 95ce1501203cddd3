//! The grammar of format strings: literals and fields, field names and their parts.

use crate::builtins::str::Units;

/// A range of code points.
pub type Range = (usize, usize);

/// One field: `{name!conversion:spec}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    pub name: Range,
    pub conversion: Option<u32>,
    pub spec: Range,
    /// The specification holds fields itself.
    pub nested: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece {
    Literal(usize, usize),
    Field(Field),
}

type Parsed<T> = Result<T, &'static str>;

const OPEN: u32 = '{' as u32;
const CLOSE: u32 = '}' as u32;

/// The pieces of a format string in order; stops after an error.
pub fn pieces(text: Units<'_>) -> impl Iterator<Item = Parsed<Piece>> {
    let mut pos = 0;
    let mut failed = false;
    std::iter::from_fn(move || {
        if failed || pos >= text.len() {
            return None;
        }
        let piece = next_piece(text, &mut pos);
        failed = piece.is_err();
        Some(piece)
    })
}

fn brace(text: Units, from: usize) -> Option<usize> {
    match text {
        Units::Ascii(s) | Units::Latin1(s) => memchr::memchr2(b'{', b'}', &s[from..]).map(|i| from + i),
        _ => (from..text.len()).find(|&i| matches!(text.get(i), OPEN | CLOSE)),
    }
}

fn next_piece(text: Units, pos: &mut usize) -> Parsed<Piece> {
    let start = *pos;
    let at = brace(text, start).unwrap_or(text.len());
    if at > start {
        *pos = at;
        return Ok(Piece::Literal(start, at));
    }
    let c = text.get(at);
    if at + 1 < text.len() && text.get(at + 1) == c {
        *pos = at + 2;
        return Ok(Piece::Literal(at, at + 1));
    }
    if c == CLOSE {
        return Err("Single '}' encountered in format string");
    }
    if at + 1 == text.len() {
        return Err("Single '{' encountered in format string");
    }
    *pos = at + 1;
    field(text, pos).map(Piece::Field)
}

/// Parses behind the opening brace, to behind the closing one.
fn field(text: Units, pos: &mut usize) -> Parsed<Field> {
    let (start, n) = (*pos, text.len());
    let mut bracket = false;
    let mut i = start;
    while i < n {
        match char::from_u32(text.get(i)) {
            Some('{') if !bracket => return Err("unexpected '{' in field name"),
            Some('[') => bracket = true,
            Some(']') => bracket = false,
            Some('}' | ':' | '!') if !bracket => break,
            _ => {}
        }
        i += 1;
    }
    let mut field = Field { name: (start, i), conversion: None, spec: (i, i), nested: false };
    if i >= n {
        return Err("expected '}' before end of string");
    }
    if text.get(i) == '!' as u32 {
        i += 1;
        if i >= n {
            return Err("end of string while looking for conversion specifier");
        }
        field.conversion = Some(text.get(i));
        i += 1;
        if i < n && text.get(i) == CLOSE {
            *pos = i + 1;
            return Ok(field);
        }
        if i < n && text.get(i) != ':' as u32 {
            return Err("expected ':' after conversion specifier");
        }
    } else if text.get(i) == CLOSE {
        *pos = i + 1;
        return Ok(field);
    }
    spec(text, i + 1, pos, field)
}

fn spec(text: Units, from: usize, pos: &mut usize, mut field: Field) -> Parsed<Field> {
    let mut depth = 0;
    for i in from..text.len() {
        match text.get(i) {
            OPEN => {
                depth += 1;
                field.nested = true;
            }
            CLOSE if depth == 0 => {
                field.spec = (from, i);
                *pos = i + 1;
                return Ok(field);
            }
            CLOSE => depth -= 1,
            _ => {}
        }
    }
    Err("unmatched '{' in format spec")
}

/// A step from the first part of a field name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Attribute(usize, usize),
    Index(i64),
    Key(usize, usize),
}

/// A number made of digits only; an error when it is too large.
pub fn number(text: Units) -> Parsed<Option<usize>> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut n: usize = 0;
    for c in text.iter() {
        let Some(d) = char::from_u32(c).and_then(|c| c.to_digit(10)) else { return Ok(None) };
        n = match n.checked_mul(10).and_then(|n| n.checked_add(d as usize)).filter(|&n| n <= isize::MAX as usize) {
            Some(n) => n,
            None => return Err("Too many decimal digits in format string"),
        };
    }
    Ok(Some(n))
}

/// Where the first part of a field name ends, and the steps that follow.
pub fn split_name(name: Units<'_>) -> (usize, impl Iterator<Item = Parsed<Part>>) {
    let stop = |from: usize| (from..name.len()).find(|&i| matches!(name.get(i), 0x2e | 0x5b)).unwrap_or(name.len());
    let first = stop(0);
    let mut pos = first;
    let mut failed = false;
    let parts = std::iter::from_fn(move || {
        if failed || pos >= name.len() {
            return None;
        }
        let part = next_part(name, &mut pos);
        failed = part.is_err();
        Some(part)
    });
    (first, parts)
}

fn next_part(name: Units, pos: &mut usize) -> Parsed<Part> {
    let n = name.len();
    let from = *pos + 1;
    match char::from_u32(name.get(*pos)) {
        Some('.') => {
            let end = (from..n).find(|&i| matches!(name.get(i), 0x2e | 0x5b)).unwrap_or(n);
            *pos = end;
            if end == from { Err("Empty attribute in format string") } else { Ok(Part::Attribute(from, end)) }
        }
        Some('[') => {
            let Some(end) = (from..n).find(|&i| name.get(i) == ']' as u32) else {
                return Err("Missing ']' in format string");
            };
            *pos = end + 1;
            if end == from {
                return Err("Empty attribute in format string");
            }
            Ok(match number(name.slice(from, end))? {
                Some(i) => Part::Index(i as i64),
                None => Part::Key(from, end),
            })
        }
        _ => Err("Only '.' or '[' may follow ']' in format field specifier"),
    }
}
