//! Lines typed at a terminal, with editing, history and completion.
//!
//! The editor runs on a thread of its own that never touches Python objects; the Python thread waits for its messages without
//! the GIL, answers completions and runs signal handlers meanwhile.
//!
//! Invariant: while a line is typed, descriptors 1 and 2 lead to a pseudo terminal, whose text is shown above the prompt: nothing that other
//! threads or child processes print tears the line. Once the line is read they lead to the terminal again.

use std::io::Read;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use pyish_vm::Vm;
use pyish_vm::builtins::dict::Dict;
use pyish_vm::exceptions::{exc, traceback};
use pyish_vm::object::Ref;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{Behavior, CompletionType, Config, Context, Editor, ExternalPrinter, Helper};

use super::{Input, complete};

/// How often the Python thread looks for signals while a line is typed.
const TICK: Duration = Duration::from_millis(50);

/// Messages of the editor's thread.
enum Event {
    /// Asks for names that begin with this; the answer goes back on the other channel.
    Complete(String),
    Done(Input),
}

pub struct Terminal {
    prompts: Sender<String>,
    answers: Sender<Vec<String>>,
    events: Receiver<Event>,
    thread: std::thread::JoinHandle<()>,
}

impl Terminal {
    /// None when the terminal cannot be used for editing.
    pub fn open() -> Option<Terminal> {
        let (prompts, prompt_queue) = channel();
        let (answers, answer_queue) = channel();
        let (event_sender, events) = channel();
        let config = Config::builder()
            .behavior(Behavior::PreferTerm)
            .completion_type(CompletionType::List)
            .auto_add_history(true)
            .build();
        let mut editor: Line = Editor::with_config(config).ok()?;
        editor.set_helper(Some(Asking { events: event_sender.clone(), answers: answer_queue }));
        let thread = std::thread::Builder::new().name("prompt".into()).spawn(move || {
            mask_signals();
            serve(editor, prompt_queue, event_sender);
        });
        Some(Terminal { prompts, answers, events, thread: thread.ok()? })
    }

    pub fn read(&mut self, vm: &Vm, prompt: &str, globals: Ref<Dict>) -> Input {
        if self.prompts.send(prompt.to_owned()).is_err() {
            return Input::End;
        }
        loop {
            match vm.released(|| self.events.recv_timeout(TICK)) {
                Ok(Event::Done(input)) => return input,
                Ok(Event::Complete(word)) => {
                    let _ = self.answers.send(complete::candidates(vm, globals, &word));
                }
                Err(RecvTimeoutError::Disconnected) => return Input::End,
                Err(RecvTimeoutError::Timeout) => match vm.safepoint() {
                    Ok(()) => (),
                    // A signal sent by someone else; the line being typed stays.
                    Err(e) if e.matches(vm, exc::KEYBOARD_INTERRUPT) => {
                        traceback::write_stderr(vm, "KeyboardInterrupt\n")
                    }
                    Err(e) => super::show(vm, e),
                },
            }
        }
    }

    /// Lets the editor's thread save its history.
    pub fn close(self) {
        drop(self.prompts);
        let _ = self.thread.join();
    }
}

type Line = Editor<Asking, FileHistory>;

fn history_path() -> Option<PathBuf> {
    std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".pyish_history"))
}

/// The editor's thread: a line for each prompt.
fn serve(mut editor: Line, prompts: Receiver<String>, events: Sender<Event>) {
    let history = history_path();
    if let Some(path) = &history {
        // The first session has none.
        let _ = editor.load_history(path);
    }
    let diversion = Diversion::new(&mut editor);
    while let Ok(prompt) = prompts.recv() {
        if let Some(d) = &diversion {
            d.divert();
        }
        let read = editor.readline(&prompt);
        if let Some(d) = &diversion {
            d.restore();
        }
        let input = match read {
            Ok(line) => Input::Line(line),
            Err(ReadlineError::Interrupted) => Input::Interrupted,
            Err(_) => Input::End,
        };
        if let Some(path) = &history {
            let _ = editor.append_history(path);
        }
        if events.send(Event::Done(input)).is_err() {
            break;
        }
    }
}

/// Signals belong to the Python thread.
fn mask_signals() {
    // SAFETY: a set on this stack, filled before it is used; SIGWINCH tells the editor of a new width.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::sigdelset(&mut all, libc::SIGWINCH);
        libc::pthread_sigmask(libc::SIG_BLOCK, &all, std::ptr::null_mut());
    }
}

/// Completion that asks the Python thread.
struct Asking {
    events: Sender<Event>,
    answers: Receiver<Vec<String>>,
}

impl Completer for Asking {
    type Candidate = String;
    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let start = complete::start_of_name(line, at);
        if line[..at].trim().is_empty() {
            return Ok((at, vec!["    ".to_owned()]));
        }
        if start == at || self.events.send(Event::Complete(line[start..at].to_owned())).is_err() {
            return Ok((at, Vec::new()));
        }
        Ok((start, self.answers.recv().unwrap_or_default()))
    }
}

impl Hinter for Asking {
    type Hint = String;
}
impl Highlighter for Asking {}
impl Validator for Asking {}
impl Helper for Asking {}

/// Standard output and error led around the line being typed.
struct Diversion {
    /// Also a terminal, so that streams go on writing line by line.
    inner: OwnedFd,
    /// The descriptors that led to a terminal, and where.
    kept: Vec<(i32, OwnedFd)>,
}

impl Diversion {
    /// None when there is no way to the terminal but these descriptors.
    fn new(editor: &mut Line) -> Option<Diversion> {
        std::fs::File::options().read(true).write(true).open("/dev/tty").ok()?;
        let mut printer = editor.create_external_printer().ok()?;
        let (read, inner) = pseudo_terminal()?;
        let kept: Vec<_> = [1, 2]
            .into_iter()
            .filter(|fd| crate::run::is_terminal(*fd))
            .filter_map(|fd| Some((fd, duplicate(fd)?)))
            .collect();
        let pump = std::thread::Builder::new().name("prompt output".into()).spawn(move || {
            mask_signals();
            let mut from = std::fs::File::from(read);
            let mut buffer = [0; 8192];
            while let Ok(n) = from.read(&mut buffer)
                && n > 0
            {
                if printer.print(String::from_utf8_lossy(&buffer[..n]).into_owned()).is_err() {
                    break;
                }
            }
        });
        pump.is_ok().then_some(Diversion { inner, kept })
    }

    fn divert(&self) {
        for (fd, _) in &self.kept {
            // SAFETY: both descriptors are open.
            unsafe { libc::dup2(self.inner.as_raw_fd(), *fd) };
        }
    }

    fn restore(&self) {
        for (fd, terminal) in &self.kept {
            // SAFETY: both descriptors are open.
            unsafe { libc::dup2(terminal.as_raw_fd(), *fd) };
        }
    }
}

/// The two ends of a terminal that passes text on as it is.
fn pseudo_terminal() -> Option<(OwnedFd, OwnedFd)> {
    let (mut outer, mut inner) = (0, 0);
    // SAFETY: room for two descriptors, which are owned from here on; settings and size come from the real terminal.
    unsafe {
        let mut mode: libc::termios = std::mem::zeroed();
        let mut size: libc::winsize = std::mem::zeroed();
        libc::tcgetattr(1, &mut mode);
        libc::cfmakeraw(&mut mode);
        libc::ioctl(1, libc::TIOCGWINSZ, &mut size);
        if libc::openpty(&mut outer, &mut inner, std::ptr::null_mut(), &mode, &size) != 0 {
            return None;
        }
        for fd in [outer, inner] {
            libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
        }
        Some((OwnedFd::from_raw_fd(outer), OwnedFd::from_raw_fd(inner)))
    }
}

/// A copy that child processes do not get.
fn duplicate(fd: i32) -> Option<OwnedFd> {
    // SAFETY: the copy is owned from here on.
    unsafe {
        match libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 10) {
            -1 => None,
            copy => Some(OwnedFd::from_raw_fd(copy)),
        }
    }
}
