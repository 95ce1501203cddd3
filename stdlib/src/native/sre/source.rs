//! The text of a pattern or template, cut into tokens: a character, or a backslash with the character behind it.

use pyish_vm::value::Value;
use pyish_vm::{Raised, Vm};

/// Why a pattern was refused.
pub enum Refusal {
    /// A `PatternError`, with the position where there is one.
    Pattern(String, Option<usize>),
    Value(String),
    Overflow(String),
    Index(String),
    Recursion,
    Raised(Raised),
}

impl From<Raised> for Refusal {
    fn from(e: Raised) -> Refusal {
        Refusal::Raised(e)
    }
}

pub type Parsed<T> = Result<T, Refusal>;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub escaped: bool,
    pub c: u32,
}

impl Token {
    pub fn is(self, c: char) -> bool {
        !self.escaped && self.c == c as u32
    }
    pub fn is_any(self, of: &str) -> bool {
        !self.escaped && of.chars().any(|c| c as u32 == self.c)
    }
    pub fn len(self) -> usize {
        1 + self.escaped as usize
    }
    pub fn text(self) -> String {
        let c = show(self.c);
        if self.escaped { format!("\\{c}") } else { c.to_string() }
    }
}

pub fn show(c: u32) -> char {
    char::from_u32(c).unwrap_or('\u{fffd}')
}

pub fn is_digit(c: u32) -> bool {
    c < 128 && (c as u8).is_ascii_digit()
}
pub fn is_octal(c: u32) -> bool {
    matches!(c, 0x30..=0x37)
}
pub fn is_hex(c: u32) -> bool {
    c < 128 && (c as u8).is_ascii_hexdigit()
}
pub fn is_letter(c: u32) -> bool {
    c < 128 && (c as u8).is_ascii_alphabetic()
}

pub struct Source<'a> {
    pub vm: &'a Vm,
    pub text: &'a [u32],
    pub is_str: bool,
    /// Where `next` begins.
    at: usize,
    pub next: Option<Token>,
}

impl<'a> Source<'a> {
    pub fn new(vm: &'a Vm, text: &'a [u32], is_str: bool) -> Parsed<Source<'a>> {
        let mut source = Source { vm, text, is_str, at: 0, next: None };
        source.seek(0)?;
        Ok(source)
    }
    pub fn tell(&self) -> usize {
        self.at
    }
    pub fn seek(&mut self, at: usize) -> Parsed<()> {
        self.at = at;
        self.next = match self.text.get(at) {
            None => None,
            Some(&0x5c) => match self.text.get(at + 1) {
                Some(&c) => Some(Token { escaped: true, c }),
                None => {
                    let end = self.text.len() - 1;
                    return Err(Refusal::Pattern("bad escape (end of pattern)".into(), Some(end)));
                }
            },
            Some(&c) => Some(Token { escaped: false, c }),
        };
        Ok(())
    }
    /// Takes a token.
    pub fn get(&mut self) -> Parsed<Option<Token>> {
        let token = self.next;
        if let Some(t) = token {
            self.seek(self.at + t.len())?;
        }
        Ok(token)
    }
    /// Takes the character when it comes next.
    pub fn eat(&mut self, c: char) -> Parsed<bool> {
        let found = self.next.is_some_and(|t| t.is(c));
        if found {
            self.get()?;
        }
        Ok(found)
    }
    pub fn next_is(&self, c: char) -> bool {
        self.next.is_some_and(|t| t.is(c))
    }
    /// Takes at most `n` characters of a kind.
    pub fn get_while(&mut self, n: usize, kind: fn(u32) -> bool) -> Parsed<String> {
        let mut out = String::new();
        for _ in 0..n {
            match self.next {
                Some(t) if !t.escaped && kind(t.c) => out.push(show(t.c)),
                _ => break,
            }
            self.get()?;
        }
        Ok(out)
    }
    /// The text before a terminator, which is taken too.
    pub fn get_until(&mut self, terminator: char, what: &str) -> Parsed<&'a [u32]> {
        let start = self.at;
        loop {
            let here = self.at;
            match self.get()? {
                None if here == start => return self.error(format!("missing {what}"), 0),
                None => return self.error(format!("missing {terminator}, unterminated name"), here - start),
                Some(t) if t.is(terminator) => {
                    if here == start {
                        return self.error(format!("missing {what}"), 1);
                    }
                    return Ok(&self.text[start..here]);
                }
                Some(_) => {}
            }
        }
    }
    /// An error so many characters before the next token.
    pub fn error<T>(&self, message: impl Into<String>, back: usize) -> Parsed<T> {
        let mut message = message.into();
        if !self.is_str && !message.is_ascii() {
            // Bytes are shown as they are written.
            let show = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\x{:02x}", c as u32) };
            message = message.chars().map(show).collect();
        }
        Err(Refusal::Pattern(message, Some(self.at.saturating_sub(back))))
    }
    /// A name as Python would write it.
    pub fn quoted(&self, name: &[u32]) -> Parsed<String> {
        let s = self.vm.new_str_from_units(name.iter().copied())?;
        let shown = if self.is_str { self.vm.repr(s.value())? } else { self.vm.ascii(s.value())? };
        Ok(shown.to_string_lossy())
    }
    /// Checks the name of a group that ended `back` characters ago.
    pub fn check_name(&self, name: &[u32], back: usize) -> Parsed<()> {
        use pyish_vm::unicode::{flag, is};
        let fits = is(name[0], flag::IDENTIFIER_START) && name.iter().all(|&c| is(c, flag::IDENTIFIER_CONTINUE));
        if fits && (self.is_str || name.iter().all(|&c| c < 128)) {
            return Ok(());
        }
        self.error(format!("bad character in group name {}", self.quoted(name)?), name.len() + back)
    }
}

/// The code points of a pattern: of a str, or the bytes of a bytes-like object.
pub fn code_points(vm: &Vm, v: Value) -> Result<(Vec<u32>, bool), Raised> {
    match v.to_str() {
        Some(s) => Ok((s.units().iter().collect(), true)),
        None => Ok((vm.with_buffer(v, |b| b.iter().map(|&b| b as u32).collect())?, false)),
    }
}
