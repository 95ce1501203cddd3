//! The value of a string literal, which in Python may hold lone surrogates.
//!
//! Invariant: the bytes are WTF-8 (UTF-8 that also encodes U+D800–U+DFFF), and they are kept as `str` exactly
//! when they hold no surrogate.

use std::fmt;

/// An immutable string of code points 0–0x10FFFF, surrogates included.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct StrLit(Repr);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Utf8(Box<str>),
    Wtf8(Box<[u8]>),
}

impl StrLit {
    /// The text, unless it holds a surrogate.
    pub fn as_str(&self) -> Option<&str> {
        match &self.0 {
            Repr::Utf8(text) => Some(text),
            Repr::Wtf8(_) => None,
        }
    }

    /// The WTF-8 bytes; plain UTF-8 when there is no surrogate.
    pub fn as_wtf8(&self) -> &[u8] {
        match &self.0 {
            Repr::Utf8(text) => text.as_bytes(),
            Repr::Wtf8(bytes) => bytes,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.as_wtf8().is_empty()
    }

    /// The code points in order.
    pub fn code_points(&self) -> CodePoints<'_> {
        CodePoints { rest: self.as_wtf8() }
    }
}

impl From<String> for StrLit {
    fn from(text: String) -> StrLit {
        StrLit(Repr::Utf8(text.into_boxed_str()))
    }
}

impl From<&str> for StrLit {
    fn from(text: &str) -> StrLit {
        StrLit(Repr::Utf8(text.into()))
    }
}

impl fmt::Debug for StrLit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Utf8(text) => fmt::Debug::fmt(text, f),
            Repr::Wtf8(bytes) => fmt::Debug::fmt(&String::from_utf8_lossy(bytes), f),
        }
    }
}

/// Iterates over the code points of a [`StrLit`].
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    rest: &'a [u8],
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (&lead, tail) = self.rest.split_first()?;
        let (more, mut code) = match lead {
            0..=0x7F => (0, u32::from(lead)),
            0x80..=0xDF => (1, u32::from(lead & 0x1F)),
            0xE0..=0xEF => (2, u32::from(lead & 0x0F)),
            0xF0..=0xFF => (3, u32::from(lead & 0x07)),
        };
        let more = more.min(tail.len());
        for &byte in &tail[..more] {
            code = code << 6 | u32::from(byte & 0x3F);
        }
        self.rest = &tail[more..];
        Some(code)
    }
}

/// Collects code points into a [`StrLit`].
#[derive(Clone, Debug, Default)]
pub struct StrBuilder {
    bytes: Vec<u8>,
    surrogates: bool,
}

impl StrBuilder {
    pub fn with_capacity(bytes: usize) -> StrBuilder {
        StrBuilder { bytes: Vec::with_capacity(bytes), surrogates: false }
    }

    pub fn push_str(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub fn push_lit(&mut self, text: &StrLit) {
        self.surrogates |= text.as_str().is_none();
        self.bytes.extend_from_slice(text.as_wtf8());
    }

    /// Appends one code point; values above 0x10FFFF become U+FFFD.
    pub fn push(&mut self, code: u32) {
        match char::from_u32(code) {
            Some(c) => self.bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None if (0xD800..0xE000).contains(&code) => {
                self.surrogates = true;
                let low = 0x80 | (code & 0x3F) as u8;
                let mid = 0x80 | (code >> 6 & 0x3F) as u8;
                self.bytes.extend_from_slice(&[0xED, mid, low]);
            }
            None => self.push_str("\u{FFFD}"),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn finish(self) -> StrLit {
        if self.surrogates {
            return StrLit(Repr::Wtf8(self.bytes.into_boxed_slice()));
        }
        match String::from_utf8(self.bytes) {
            Ok(text) => StrLit::from(text),
            Err(broken) => StrLit(Repr::Wtf8(broken.into_bytes().into_boxed_slice())),
        }
    }
}
