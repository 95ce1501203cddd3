//! The words and places of syntax errors, compared with what CPython 3.15 recorded in `data/errors.txt`.

use pyish_parser::{Mode, SyntaxErrorKind, parse};

/// What the parser says about a snippet, in the notation of the data file.
fn verdict(source: &str) -> String {
    match parse(source, Mode::Exec) {
        Ok(_) => "ok".to_owned(),
        Err(e) => {
            let kind = match e.kind {
                SyntaxErrorKind::Syntax => "SyntaxError",
                SyntaxErrorKind::Indentation => "IndentationError",
                SyntaxErrorKind::Tab => "TabError",
                SyntaxErrorKind::Memory => "MemoryError",
            };
            format!("{kind} {}:{}-{}:{} {}", e.lineno, e.col_offset, e.end_lineno, e.end_col_offset, e.message)
        }
    }
}

#[test]
fn errors_read_as_in_cpython() {
    let data = include_str!("data/errors.txt");
    let mut failures = Vec::new();
    let mut checked = 0;
    for block in data.split(">>>\n").skip(1) {
        let (snippet, rest) = block.split_once("<<< ").expect("every snippet has an expectation");
        let source = snippet.strip_suffix('\n').unwrap_or(snippet);
        let expected = rest.lines().next().unwrap_or("");
        let found = verdict(source);
        checked += 1;
        if found != expected {
            failures.push(format!("{source}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(checked > 150, "the data file holds snippets");
    assert!(failures.is_empty(), "{} of {checked} differ:\n{}", failures.len(), failures.join("\n"));
}
