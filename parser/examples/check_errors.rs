//! Reads snippets separated by NUL from standard input and prints, one line a snippet, what is wrong with each:
//! exception, place, message; `ok` when nothing is. For comparing with CPython over more snippets than
//! `parser/tests/data/errors.txt` holds.

use std::io::Read;

use pyish_parser::{Mode, SyntaxErrorKind, parse};

fn main() {
    let mut input = String::new();
    if let Err(error) = std::io::stdin().read_to_string(&mut input) {
        eprintln!("cannot read snippets: {error}");
        return;
    }
    for source in input.split('\0') {
        match parse(source, Mode::Exec) {
            Ok(_) => println!("ok"),
            Err(e) => {
                let kind = match e.kind {
                    SyntaxErrorKind::Syntax => "SyntaxError",
                    SyntaxErrorKind::Indentation => "IndentationError",
                    SyntaxErrorKind::Tab => "TabError",
                    SyntaxErrorKind::Memory => "MemoryError",
                };
                let place = format!("{}:{}-{}:{}", e.lineno, e.col_offset, e.end_lineno, e.end_col_offset);
                println!("{kind} {place} {}", e.message.replace('\n', "\\n"));
            }
        }
    }
}
