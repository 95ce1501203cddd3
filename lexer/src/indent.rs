//! Indentation: which lines open and close blocks.
//!
//! Invariant: the stack starts with column 0 and is strictly increasing in both measures of a column, with tabs
//! counted to the next multiple of eight and with tabs counted as one; lines on which the two disagree are an error.

use crate::error::{LexError, LexErrorKind, RangeEnd};

const TAB_SIZE: u32 = 8;
const MAX_INDENTS: usize = 100;

/// The width of a line's leading space, by both measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Width {
    columns: u32,
    alternative: u32,
}

impl Width {
    pub fn space(&mut self) {
        self.columns += 1;
        self.alternative += 1;
    }

    /// The width with both measures alike: what a backslash in the indentation fixes for the lines it joins.
    pub fn flat(self) -> Width {
        Width { columns: self.columns, alternative: self.columns }
    }

    pub fn tab(&mut self) {
        self.columns = (self.columns / TAB_SIZE + 1) * TAB_SIZE;
        self.alternative += 1;
    }
}

/// What a line's indentation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    None,
    Indent,
    Dedent(usize),
}

#[derive(Debug)]
pub struct Indents {
    stack: Vec<Width>,
}

impl Indents {
    pub fn new() -> Indents {
        Indents { stack: vec![Width::default()] }
    }

    /// How many blocks are open.
    pub fn depth(&self) -> usize {
        self.stack.len() - 1
    }

    /// Enters a line whose text starts at `text` and ends at `line_end`, in a line that starts at `line_start`.
    pub fn enter(&mut self, width: Width, line_start: u32, line_end: u32) -> Result<Change, LexError> {
        let inconsistent = || {
            LexError::new("inconsistent use of tabs and spaces in indentation", line_start, RangeEnd::Unknown(0))
                .with_kind(LexErrorKind::Tab)
        };
        let top = self.stack[self.stack.len() - 1];
        if width == top {
            return Ok(Change::None);
        }
        if width.columns == top.columns {
            return Err(inconsistent());
        }
        if width.columns > top.columns {
            if self.stack.len() >= MAX_INDENTS {
                return Err(LexError::new("too many levels of indentation", line_start, RangeEnd::Unknown(0))
                    .with_kind(LexErrorKind::Indentation));
            }
            if width.alternative <= top.alternative {
                return Err(inconsistent());
            }
            self.stack.push(width);
            return Ok(Change::Indent);
        }
        let keep = self.stack.partition_point(|open| open.columns <= width.columns);
        let closed = self.stack.len() - keep;
        self.stack.truncate(keep);
        let top = self.stack[keep - 1];
        if top.columns != width.columns {
            let message = "unindent does not match any outer indentation level";
            return Err(LexError::new(message, line_end, RangeEnd::Unknown(-1)).with_kind(LexErrorKind::Indentation));
        }
        if top.alternative != width.alternative {
            return Err(inconsistent());
        }
        Ok(Change::Dedent(closed))
    }
}

impl Default for Indents {
    fn default() -> Indents {
        Indents::new()
    }
}
