//! Source bytes to source text: byte order marks and PEP 263 coding cookies.
//!
//! Invariant: the result has no byte order mark and no null characters; line breaks are kept as they are.

/// A source that cannot be decoded: the message of the `SyntaxError`, and the line (from 1, 0 when unknown).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pub message: String,
    pub lineno: u32,
}

const PEP_263: &str = "see https://peps.python.org/pep-0263/ for details";

/// Decodes a source file as its byte order mark or coding cookie says, UTF-8 by default.
pub fn decode(bytes: &[u8]) -> Result<String, DecodeError> {
    let plain = bytes.strip_prefix(b"\xEF\xBB\xBF");
    let has_mark = plain.is_some();
    let bytes = plain.unwrap_or(bytes);
    let cookie = cookie(bytes);
    let encoding = cookie.as_deref().map_or("utf-8", canonical);
    let declared = cookie.as_deref().unwrap_or("utf-8");
    if has_mark && (encoding != "utf-8" || declared.eq_ignore_ascii_case("utf8")) {
        let known = if encoding == "utf-8" { declared } else { encoding };
        let message = format!("encoding problem: {known} with BOM");
        let first = bytes.split(|&b| b == b'\n').next().unwrap_or_default();
        return Err(DecodeError { message, lineno: 1 + u32::from(self::cookie(first).is_none()) });
    }
    let text = match encoding {
        "utf-8" => decode_utf8(bytes, cookie.is_some() || has_mark)?,
        "iso-8859-1" => bytes.iter().map(|&byte| byte as char).collect(),
        "ascii" => decode_ascii(bytes)?,
        other => {
            return Err(DecodeError { message: format!("unknown encoding: {other}"), lineno: 0 });
        }
    };
    if text.contains('\0') {
        let lineno = 1 + text.bytes().take_while(|&b| b != 0).filter(|&b| b == b'\n').count() as u32;
        return Err(DecodeError { message: "source code cannot contain null bytes".to_owned(), lineno });
    }
    Ok(text)
}

fn line_of(bytes: &[u8], offset: usize) -> u32 {
    1 + bytes[..offset].iter().filter(|&&b| b == b'\n').count() as u32
}

fn decode_utf8(bytes: &[u8], declared: bool) -> Result<String, DecodeError> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let lineno = line_of(bytes, at);
    let byte = bytes[at];
    let message = if declared {
        let reason = match error.error_len() {
            None => "unexpected end of data",
            Some(_) if !(0xC2..=0xF4).contains(&byte) => "invalid start byte",
            Some(_) => "invalid continuation byte",
        };
        format!("(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: {reason}")
    } else {
        format!("Non-UTF-8 code starting with '\\x{byte:02x}' on line {lineno}, but no encoding declared; {PEP_263}")
    };
    Err(DecodeError { message, lineno })
}

fn decode_ascii(bytes: &[u8]) -> Result<String, DecodeError> {
    match bytes.iter().position(|b| !b.is_ascii()) {
        None => Ok(bytes.iter().map(|&byte| byte as char).collect()),
        Some(at) => Err(DecodeError {
            message: format!(
                "(unicode error) 'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in range(128)",
                bytes[at]
            ),
            lineno: line_of(bytes, at),
        }),
    }
}

/// The encoding a comment on one of the first two lines declares; a first line of code hides the second.
fn cookie(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|&b| b == b'\n').take(2) {
        let text = line.trim_ascii_start();
        if let Some(comment) = text.strip_prefix(b"#") {
            if let Some(name) = cookie_in(comment) {
                return Some(name);
            }
        } else if !text.trim_ascii().is_empty() {
            return None;
        }
    }
    None
}

/// Finds `coding[:=]\s*name` in a comment.
fn cookie_in(comment: &[u8]) -> Option<String> {
    let mut rest = comment;
    while let Some(at) = rest.windows(6).position(|window| window == b"coding") {
        rest = &rest[at + 6..];
        if let Some(value) = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b"=")) {
            let value = value.trim_ascii_start();
            let is_part = |b: &&u8| b.is_ascii_alphanumeric() || matches!(**b, b'-' | b'_' | b'.');
            let name: String = value.iter().take_while(is_part).map(|&b| b as char).collect();
            if !name.is_empty() {
                return Some(name);
            }
        }
    }
    None
}

/// The name under which an encoding is known here; unknown ones keep theirs.
fn canonical(name: &str) -> &str {
    let lower = name.to_ascii_lowercase().replace('_', "-");
    let is = |base: &str| lower == base || lower.strip_prefix(base).is_some_and(|rest| rest.starts_with('-'));
    if is("utf-8") || lower == "utf8" {
        "utf-8"
    } else if ["latin-1", "iso-8859-1", "iso-latin-1"].iter().any(|base| is(base)) || lower == "latin1" {
        "iso-8859-1"
    } else if lower == "ascii" || lower == "us-ascii" {
        "ascii"
    } else {
        name
    }
}
