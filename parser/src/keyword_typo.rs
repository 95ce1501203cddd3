//! Guesses the keyword a misspelled word was meant to be: `whlie True:` reads "Did you mean 'while'?".
//!
//! CPython does this when it prints an error, not when it raises it, and so should callers. Invariant: a keyword is
//! proposed only when the statement, up to the error's line, parses with it or could go on.

use pyish_lexer::{LineIndex, Span, Tok};

use crate::{Mode, SyntaxError, parse};

/// The hard keywords, in the order in which equally good ones are preferred.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// How much of a program is tried again, how many words, and how many keywords for each.
const MAX_SOURCE: usize = 1024;
const MAX_WORDS: usize = 10;
const MAX_KEYWORDS: usize = 3;

/// `error` with a better message and place, when a keyword seems to be misspelled on its line.
pub fn suggest_keyword(source: &str, error: &SyntaxError) -> Option<SyntaxError> {
    if error.message != "invalid syntax" && !error.message.contains("Perhaps you forgot a comma") {
        return None;
    }
    let lines = LineIndex::new(source);
    let end = line_end(source, &lines, error.lineno);
    let tokens = pyish_lexer::lex(source.get(..end)?, Tok::StartFile).tokens;
    let line = lines.line_start(error.lineno);
    let index = tokens.iter().position(|token| token.start >= line && token.kind != Tok::Dedent)?;
    let start =
        lines.line_start(lines.line(tokens[crate::diagnose::top_level_start(&tokens, index + 1)].start)) as usize;
    let code = source.get(start..end)?;
    if code.len() > MAX_SOURCE {
        return None;
    }
    let words = tokens.iter().filter(|token| token.kind == Tok::Name && token.start >= line);
    for token in words.take(MAX_WORDS) {
        let span = Span::new(token.start, token.end);
        let indented = source[line as usize..].starts_with([' ', '\t']);
        for keyword in candidates(span.text(source)) {
            let needs_function = matches!(keyword, "await" | "return" | "yield" | "break" | "continue");
            if (indented || !needs_function) && works(code, start, span, keyword) {
                let column = lines.char_column(source, span.start) as i32 + 1;
                let length = span.text(source).chars().count() as i32;
                return Some(SyntaxError {
                    message: format!("invalid syntax. Did you mean '{keyword}'?"),
                    span,
                    col_offset: column,
                    end_lineno: error.lineno,
                    end_col_offset: column + length,
                    ..error.clone()
                });
            }
        }
    }
    None
}

fn line_end(source: &str, lines: &LineIndex, line: u32) -> usize {
    lines.line_start(line) as usize + lines.line_text(source, line).len()
}

/// Whether `code`, which starts at `start`, parses with `keyword` in place of `span`.
fn works(code: &str, start: usize, span: Span, keyword: &str) -> bool {
    let (from, to) = (span.start as usize - start, span.end as usize - start);
    let changed = format!("{}{keyword}{}", &code[..from], &code[to..]);
    match parse(&changed, Mode::Exec) {
        Ok(_) => true,
        Err(error) => error.incomplete,
    }
}

/// The keywords most like `word`: the nearest by edits first, then those that share most letters with it.
fn candidates(word: &str) -> Vec<&'static str> {
    let nearest =
        KEYWORDS.iter().filter_map(|keyword| edits_within_limit(word, keyword).map(|edits| (edits, *keyword)));
    let mut found: Vec<&str> =
        nearest.min_by_key(|(edits, _)| *edits).map(|(_, keyword)| keyword).into_iter().collect();
    let mut similar: Vec<(f64, &str)> = KEYWORDS
        .iter()
        .map(|keyword| (similarity(keyword, word), *keyword))
        .filter(|(ratio, _)| *ratio >= 0.5)
        .collect();
    similar.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(a.1)));
    found.extend(similar.into_iter().take(MAX_KEYWORDS).map(|(_, keyword)| keyword));
    found.truncate(MAX_KEYWORDS);
    found.retain(|keyword| *keyword != word);
    found
}

/// The edit distance, in which a change of case counts half, unless the words are too far apart to be confused.
fn edits_within_limit(a: &str, b: &str) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let limit = (a.len() + b.len() + 3) * 2 / 6;
    let mut row: Vec<usize> = (0..=b.len()).map(|j| j * 2).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * 2;
        for (j, y) in b.iter().enumerate() {
            let change = match x == y {
                true => 0,
                false if x.eq_ignore_ascii_case(y) => 1,
                false => 2,
            };
            let best = (diagonal + change).min(row[j] + 2).min(row[j + 1] + 2);
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    let edits = row[b.len()];
    (edits <= limit).then_some(edits)
}

/// Twice the letters in common, taken as the longest common runs, over the letters of both.
fn similarity(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    2.0 * common(&a, &b) as f64 / (a.len() + b.len()).max(1) as f64
}

fn common(a: &[char], b: &[char]) -> usize {
    let (mut length, mut at, mut bt) = (0, 0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let run = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
            if run > length {
                (length, at, bt) = (run, i, j);
            }
        }
    }
    if length == 0 {
        return 0;
    }
    length + common(&a[..at], &b[..bt]) + common(&a[at + length..], &b[bt + length..])
}
