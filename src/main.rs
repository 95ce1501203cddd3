//! The `pyish` binary: reads the command line and hands it to a thread of its own.
//!
//! Invariant: Python's main thread has a native stack so large that recursion in native code meets the interpreter's own limit
//! first. The process's first thread only waits, with all signals blocked, so that they reach the thread that handles them.

mod cli;
mod environment;
mod repl;
mod run;

use cli::Parsed;

/// Native stack of Python's main thread; only what is used is ever backed by memory.
const STACK: usize = 256 << 20;

fn main() {
    let words: Vec<String> = std::env::args_os().map(|w| w.to_string_lossy().into_owned()).collect();
    let settings = match cli::parse(&words, &|name| std::env::var(name).ok()) {
        Parsed::Run(settings) => *settings,
        Parsed::Print(text) => {
            use std::io::Write;
            let ok = std::io::stdout().write_all(text.as_bytes()).is_ok();
            std::process::exit(if ok { 0 } else { 120 });
        }
        Parsed::Fail(text, status) => {
            eprint!("{text}");
            std::process::exit(status as i32);
        }
    };
    let python = std::thread::Builder::new().name("main".into()).stack_size(STACK).spawn(move || run::main(settings));
    let Ok(python) = python else {
        eprintln!("Fatal Python error: cannot start the main thread");
        std::process::exit(1);
    };
    block_signals();
    // The other thread ends the process; it comes back only by a panic.
    let _ = python.join();
    std::process::exit(134);
}

fn block_signals() {
    // SAFETY: a set on this stack, filled before it is used.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_BLOCK, &all, std::ptr::null_mut());
    }
}
