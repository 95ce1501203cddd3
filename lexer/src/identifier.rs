//! Identifiers outside ASCII, and the characters that are none.
//!
//! Invariant: a run of non-ASCII characters and word characters is one identifier or an error at its first
//! character that cannot be part of one. Names are compared after NFKC normalisation.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::error::LexError;

/// The end of the identifier that goes on at `from`; what lies before `from` is ASCII and already accepted.
pub fn scan(source: &str, from: usize) -> Result<usize, LexError> {
    let first = !source[..from].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    for (i, c) in source[from..].char_indices() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_' {
            return Ok(from + i);
        }
        let allowed = if first && i == 0 { unicode_ident::is_xid_start(c) } else { unicode_ident::is_xid_continue(c) };
        if !allowed {
            return Err(bad_character(source, from + i));
        }
    }
    Ok(source.len())
}

/// The error for the character at `offset`, which may stand nowhere outside strings and comments.
pub fn bad_character(source: &str, offset: usize) -> LexError {
    let c = source[offset..].chars().next().unwrap_or('\0');
    let code = u32::from(c);
    let message = if is_printable(c) {
        format!("invalid character '{c}' (U+{code:04X})")
    } else {
        format!("invalid non-printable character U+{code:04X}")
    };
    LexError::at(message, offset as u32)
}

/// Python's `str.isprintable` for one character.
pub fn is_printable(c: char) -> bool {
    c == ' ' || !matches!(c.general_category_group(), GeneralCategoryGroup::Other | GeneralCategoryGroup::Separator)
}

/// The name an identifier stands for.
pub fn normalize(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfkc().collect())
}
