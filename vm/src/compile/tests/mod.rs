//! Listings of compiled snippets, and the verifier over whatever there is.

mod errors;
mod expressions;
mod scopes;
mod statements;

use super::{Options, compile};
use crate::bytecode::disasm::{disassemble, verify};
use crate::bytecode::unit::CodeUnit;

fn unit(source: &str) -> CodeUnit {
    let module = match pyish_parser::parse(source, pyish_parser::Mode::Exec) {
        Ok(module) => module,
        Err(error) => panic!("{source}: {}", error.message),
    };
    match compile(&module, source, "test.py", Options::default()) {
        Ok(output) => {
            assert_eq!(verify(&output.unit), Ok(()), "{source}");
            output.unit
        }
        Err(error) => panic!("{source}: {}", error.message),
    }
}

/// The listing from the function `f` on; the module's own code only makes the functions.
fn check(source: &str, expected: &str) {
    let listing = disassemble(&unit(source));
    let inner = listing.find("\nf ").map_or(listing.as_str(), |at| &listing[at + 1..]);
    let strip = |text: &str| -> String {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(strip(inner), strip(expected), "{source}\n{inner}");
}

/// Compiles and verifies every module below the folder that the environment names: CPython's library makes a good one.
#[test]
fn a_whole_library() {
    let Some(folder) = std::env::var_os("PYISH_LIBRARY") else { return };
    let mut folders = vec![std::path::PathBuf::from(folder)];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py") {
                let Ok(source) = std::fs::read_to_string(&path) else { continue };
                let Ok(module) = pyish_parser::parse(&source, pyish_parser::Mode::Exec) else { continue };
                if let Ok(output) = compile(&module, &source, "test.py", Options::default()) {
                    assert_eq!(verify(&output.unit), Ok(()), "{}", path.display());
                    count += 1;
                }
            }
        }
    }
    assert!(count > 0);
}
