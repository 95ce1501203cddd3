//! Byte ranges of the source, and their translation into lines and columns.
//!
//! Invariant: offsets are UTF-8 byte offsets into the decoded source and fit `u32`; lines count from 1.
//! Lines end at `\n`, `\r\n` or a lone `\r`.

/// A half-open range of bytes of the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start, end: other.end }
    }

    pub fn len(self) -> u32 {
        self.end - self.start
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text under the span, or an empty string when the span does not fit `source`.
    pub fn text(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// A line (from 1) and a column (from 0) in bytes, as `ast` nodes report them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    pub lineno: u32,
    pub col_offset: u32,
}

/// Where each line starts; answers "which line, which column" in `O(log lines)`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(source: &str) -> LineIndex {
        let bytes = source.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 32 + 1);
        starts.push(0);
        for (i, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i as u32 + 1);
            }
        }
        LineIndex { starts }
    }

    /// The line (from 1) that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// The offset at which `line` (from 1) starts; the last line's start when there is no such line.
    pub fn line_start(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[index]
    }

    /// How many lines there are; a final line break opens one more, empty, line.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Line and byte column: what `ast` nodes and line tables carry.
    pub fn location(&self, offset: u32) -> Location {
        let lineno = self.line(offset);
        Location { lineno, col_offset: offset - self.line_start(lineno) }
    }

    /// The column (from 0) in characters: what error messages carry.
    pub fn char_column(&self, source: &str, offset: u32) -> u32 {
        let start = self.line_start(self.line(offset)) as usize;
        let end = (offset as usize).min(source.len());
        let bytes = source.as_bytes().get(start..end).unwrap_or(&[]);
        bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
    }

    /// The text of `line` (from 1) without its line break.
    pub fn line_text<'s>(&self, source: &'s str, line: u32) -> &'s str {
        let start = self.line_start(line) as usize;
        let end = self.starts.get(line.max(1) as usize).map_or(source.len(), |&next| next as usize);
        source.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }
}
