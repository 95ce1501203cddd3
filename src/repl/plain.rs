//! Lines of a standard input that is no terminal.
//!
//! Invariant: not a byte beyond the line is read, so that the program can read on from there.

use pyish_vm::Vm;
use pyish_vm::exceptions::{exc, traceback};

use super::Input;

pub struct Plain;

impl Plain {
    pub fn read(&mut self, vm: &Vm, prompt: &str) -> Input {
        traceback::write_stderr(vm, prompt);
        let mut line = Vec::new();
        loop {
            let mut byte = 0u8;
            // SAFETY: one byte on the stack.
            let n = vm.released(|| unsafe { libc::read(0, (&raw mut byte).cast(), 1) });
            if n < 0 && std::io::Error::last_os_error().kind() == std::io::ErrorKind::Interrupted {
                match vm.safepoint() {
                    Ok(()) => continue,
                    Err(e) if e.matches(vm, exc::KEYBOARD_INTERRUPT) => return Input::Interrupted,
                    Err(e) => {
                        super::show(vm, e);
                        continue;
                    }
                }
            }
            if n <= 0 && line.is_empty() {
                return Input::End;
            }
            if n <= 0 || byte == b'\n' {
                return Input::Line(String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned());
            }
            line.push(byte);
        }
    }
}
