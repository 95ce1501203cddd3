//! Prints the syntax tree of each file named on the command line, one line a file, in the notation of
//! `parser/tests/tools/dump_ast.py`, which prints CPython's tree: `diff` the two to compare the parsers.
//! With `--time` first, prints instead how long parsing all files took.

#[path = "../tests/tools/dump.rs"]
mod dump;

use dump::Dump;
use pyish_parser::{Mode, decode, parse};

fn main() {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let timed = paths.first().is_some_and(|first| first == "--time");
    if timed {
        paths.remove(0);
    }
    let sources: Vec<(String, Vec<u8>)> =
        paths.into_iter().filter_map(|path| std::fs::read(&path).ok().map(|bytes| (path, bytes))).collect();
    let start = std::time::Instant::now();
    let mut lines = 0;
    for (path, bytes) in &sources {
        let source = match decode(bytes) {
            Ok(source) => source,
            Err(error) => {
                println!("{path}\tSyntaxError {}", error.message);
                continue;
            }
        };
        let result = parse(&source, Mode::Exec);
        if timed {
            lines += source.lines().count();
            continue;
        }
        match result {
            Ok(module) => println!("{path}\t{}", Dump::of(&source, &module)),
            Err(e) => println!("{path}\t{:?} {} {}:{}", e.kind, e.message, e.lineno, e.col_offset),
        }
    }
    if timed {
        println!("{lines} lines in {:?}", start.elapsed());
    }
}
