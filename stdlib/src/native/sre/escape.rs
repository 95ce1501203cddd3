//! Backslash escapes of patterns.

use super::charset::Class;
use super::node::At;
use super::parser::MAX_GROUPS;
use super::source::{Parsed, Source, Token, is_digit, is_hex, is_letter, is_octal, show};

pub enum Escaped {
    Literal(u32),
    /// The class, and whether its complement is meant.
    Class(Class, bool),
    At(At),
    /// A group, written with so many digits.
    Group(usize, u32),
}

fn class_of(c: u32) -> Option<Escaped> {
    Some(match show(c) {
        'd' => Escaped::Class(Class::Digit, false),
        'D' => Escaped::Class(Class::Digit, true),
        's' => Escaped::Class(Class::Space, false),
        'S' => Escaped::Class(Class::Space, true),
        'w' => Escaped::Class(Class::Word, false),
        'W' => Escaped::Class(Class::Word, true),
        _ => return None,
    })
}

/// Control characters by their letters.
pub fn control(c: u32) -> Option<u32> {
    Some(match show(c) {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        '\\' => 92,
        _ => return None,
    })
}

fn bad<T>(source: &Source, t: Token) -> Parsed<T> {
    source.error(format!("bad escape {}", t.text()), t.len())
}

/// `\xhh`, `\uhhhh`, `\Uhhhhhhhh`, `\N{name}`.
fn coded(source: &mut Source, t: Token) -> Parsed<Option<u32>> {
    let digits = match show(t.c) {
        'x' => 2,
        'u' if source.is_str => 4,
        'U' if source.is_str => 8,
        'N' if source.is_str => return named(source).map(Some),
        _ => return Ok(None),
    };
    let hex = source.get_while(digits, is_hex)?;
    let text = format!("{}{hex}", t.text());
    if hex.len() < digits {
        return source.error(format!("incomplete escape {text}"), text.len());
    }
    match u32::from_str_radix(&hex, 16) {
        Ok(c) if c <= 0x10_ffff => Ok(Some(c)),
        _ => source.error(format!("bad escape {text}"), text.len()),
    }
}

fn named(source: &mut Source) -> Parsed<u32> {
    if !source.eat('{')? {
        return source.error("missing {", 0);
    }
    let name = source.get_until('}', "character name")?;
    let text: String = name.iter().map(|&c| show(c)).collect();
    match crate::native::unicodedata::code_point_named(&text) {
        Some(c) => Ok(c),
        None => {
            let shown = source.quoted(name)?;
            source.error(format!("undefined character name {shown}"), name.len() + 4)
        }
    }
}

fn octal(source: &Source, text: &str) -> Parsed<u32> {
    match u32::from_str_radix(text, 8) {
        Ok(c) if c <= 0o377 => Ok(c),
        _ => source.error(format!("octal escape value \\{text} outside of range 0-0o377"), text.len() + 1),
    }
}

/// An escape in brackets.
pub fn escape_in_set(source: &mut Source, t: Token) -> Parsed<Escaped> {
    if let Some(class) = class_of(t.c) {
        return Ok(class);
    }
    if let Some(c) = control(t.c) {
        return Ok(Escaped::Literal(c));
    }
    if let Some(c) = coded(source, t)? {
        return Ok(Escaped::Literal(c));
    }
    if is_octal(t.c) {
        let text = format!("{}{}", show(t.c), source.get_while(2, is_octal)?);
        return octal(source, &text).map(Escaped::Literal);
    }
    if is_digit(t.c) || is_letter(t.c) {
        return bad(source, t);
    }
    Ok(Escaped::Literal(t.c))
}

/// An escape elsewhere.
pub fn escape_outside(source: &mut Source, t: Token) -> Parsed<Escaped> {
    let at = match show(t.c) {
        'A' => Some(At::Start),
        'Z' | 'z' => Some(At::VeryEnd),
        'b' => Some(At::Boundary { unicode: false }),
        'B' => Some(At::NotBoundary { unicode: false }),
        _ => None,
    };
    if let Some(at) = at {
        return Ok(Escaped::At(at));
    }
    if let Some(class) = class_of(t.c) {
        return Ok(class);
    }
    if let Some(c) = control(t.c) {
        return Ok(Escaped::Literal(c));
    }
    if let Some(c) = coded(source, t)? {
        return Ok(Escaped::Literal(c));
    }
    if t.c == '0' as u32 {
        let text = format!("0{}", source.get_while(2, is_octal)?);
        return octal(source, &text).map(Escaped::Literal);
    }
    if is_digit(t.c) {
        return numbered(source, t.c);
    }
    if is_letter(t.c) {
        return bad(source, t);
    }
    Ok(Escaped::Literal(t.c))
}

/// `\1` to `\99`, or three octal digits.
fn numbered(source: &mut Source, first: u32) -> Parsed<Escaped> {
    let mut text = show(first).to_string();
    text.push_str(&source.get_while(1, is_digit)?);
    if text.len() == 2 && text.bytes().all(|b| is_octal(b as u32)) {
        let third = source.get_while(1, is_octal)?;
        if !third.is_empty() {
            text.push_str(&third);
            return octal(source, &text).map(Escaped::Literal);
        }
    }
    let group = text.parse::<u32>().expect("one or two digits");
    debug_assert!((group as usize) < MAX_GROUPS);
    Ok(Escaped::Group(text.len(), group))
}
