//! Listings of compiled snippets, and the verifier over whatever there is.

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

/// The listing without the module's own code, which only makes the functions.
fn check(source: &str, expected: &str) {
    let listing = disassemble(&unit(source));
    let inner = listing.find("\nf ").map_or(listing.as_str(), |at| &listing[at + 1..]);
    let strip = |text: &str| -> String {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(strip(inner), strip(expected), "{source}\n{inner}");
}

#[test]
fn locals_are_operands() {
    check(
        "def f(a, b):\n    c = a + b\n    return c * 2\n",
        "f (registers 4)
            0 ADD c a b
            1 MULI r3 c 2
            2 RETURN r3",
    );
}
