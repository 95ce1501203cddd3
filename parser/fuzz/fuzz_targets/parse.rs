//! Whatever the bytes, decoding and parsing them must neither panic, overflow the stack, nor hang.
//! Run in `parser/` with: cargo +nightly fuzz run parse
#![no_main]

use libfuzzer_sys::fuzz_target;
use pyish_parser::{Mode, decode, parse, suggest_keyword};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = decode(bytes) else { return };
    for mode in [Mode::Exec, Mode::Eval, Mode::Single] {
        if let Err(error) = parse(&source, mode) {
            suggest_keyword(&source, &error);
        }
    }
});
