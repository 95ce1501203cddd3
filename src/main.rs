//! The `pyish` binary: reads the command line and hands it to a thread of its own.
//!
//! Invariant: Python's main thread has a native stack so large that recursion in native code meets the interpreter's own limit
//! first. The process's first thread only waits, with all signals blocked, so that they reach the thread that handles them.

mod cli;
mod environment;
mod repl;
mod run;

use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::Relaxed;

use cli::Parsed;

/// Native stack of Python's main thread; only what is used is ever backed by memory.
const STACK: usize = 256 << 20;

/// Which of the standard descriptors were open when the process began, as bits.
static OPEN: AtomicU8 = AtomicU8::new(0);

/// Looks before Rust's runtime opens those that are closed.
extern "C" fn look() {
    for fd in 0..3 {
        // SAFETY: a query.
        if unsafe { libc::fcntl(fd, libc::F_GETFD) } != -1 {
            OPEN.fetch_or(1 << fd, Relaxed);
        }
    }
}

// SAFETY: the system calls what is listed here before `main`; a query needs nothing of Rust's runtime.
#[used]
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
static LOOK: extern "C" fn() = look;

/// Closed descriptors are closed for the program as well: it has no such streams.
fn close_again() {
    for fd in (0..3).filter(|fd| cfg!(target_os = "linux") && OPEN.load(Relaxed) & 1 << fd == 0) {
        // SAFETY: the runtime opened it, and nobody has used it yet.
        unsafe { libc::close(fd) };
    }
}

fn main() {
    close_again();
    let words: Vec<_> = std::env::args_os().collect();
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
