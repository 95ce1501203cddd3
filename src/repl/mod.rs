//! The prompt: reads statements, runs each in `__main__`, shows what it gives.
//!
//! Invariant: nothing that a statement raises leaves the loop, save `SystemExit`. The GIL is not held while a line is awaited.
//! Left to others: where lines come from (`terminal`, `plain`), what Tab offers (`complete`).

mod complete;
mod plain;
mod statement;
mod terminal;

use pyish_parser::Mode;
use pyish_vm::builtins::dict::Dict;
use pyish_vm::bytecode::unit::flags;
use pyish_vm::exceptions::{exc, traceback};
use pyish_vm::import::import_attribute;
use pyish_vm::modules::builtins;
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm};

use crate::cli::{self, Settings};
use crate::run::{Outcome, is_terminal, report};

/// What comes from where lines come from.
enum Input {
    Line(String),
    /// Ctrl-C: what was typed of a statement is dropped.
    Interrupted,
    /// Ctrl-D, or no more input.
    End,
}

enum Source {
    Terminal(Box<terminal::Terminal>),
    Plain(plain::Plain),
}

impl Source {
    fn read(&mut self, vm: &Vm, prompt: &str, globals: Ref<Dict>) -> Input {
        match self {
            Source::Terminal(t) => t.read(vm, prompt, globals),
            Source::Plain(p) => p.read(vm, prompt),
        }
    }
}

/// Runs the prompt until its input ends; how the process is to end then.
pub fn run(vm: &Vm, globals: Ref<Dict>, settings: &Settings, banner: bool) -> Outcome {
    let mut source = match is_terminal(0) && is_terminal(1) {
        true => {
            terminal::Terminal::open().map_or_else(|| Source::Plain(plain::Plain), |t| Source::Terminal(Box::new(t)))
        }
        false => Source::Plain(plain::Plain),
    };
    if banner && !settings.config.quiet {
        let text = cli::version(true);
        traceback::write_stderr(
            vm,
            &format!("{text}Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n"),
        );
    }
    prepare(vm);
    if banner
        && let Some(path) = &settings.startup
        && let Err(e) = startup(vm, path, globals)
    {
        if e.matches(vm, exc::SYSTEM_EXIT) {
            return report(vm, e);
        }
        show(vm, e);
    }
    let terminal = matches!(source, Source::Terminal(_));
    let outcome = Session { vm, globals, terminal, count: 0, future: 0, process: std::process::id() }.run(&mut source);
    if let Source::Terminal(t) = source {
        t.close();
    }
    outcome
}

/// Gives `sys` its prompts.
fn prepare(vm: &Vm) {
    let sys = vm.interp.sys_dict();
    for (name, text) in [("ps1", ">>> "), ("ps2", "... ")] {
        if sys.get_str(vm.intern(name)).is_none() {
            sys.set_str(vm, vm.intern(name), vm.new_str(text).value());
        }
    }
}

/// Runs the file that `PYTHONSTARTUP` names.
fn startup(vm: &Vm, path: &str, globals: Ref<Dict>) -> PyResult<()> {
    let Ok(bytes) = std::fs::read(path) else {
        traceback::write_stderr(
            vm,
            &format!(
                "Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno 2] No such file or directory: '{path}'\n"
            ),
        );
        return Ok(());
    };
    let text =
        pyish_parser::decode(&bytes).map_err(|e| pyish_vm::exceptions::syntax::raise_decode(vm, &e, path, &bytes))?;
    let code = builtins::compile_source(vm, &text, path, Mode::Exec, 0)?;
    builtins::run_code(vm, code, globals, globals.value()).map(drop)
}

struct Session<'a> {
    vm: &'a Vm,
    globals: Ref<Dict>,
    /// Lines come from a terminal: each statement is a source of its own.
    terminal: bool,
    /// Statements so far.
    count: usize,
    /// Bits of the `__future__` statements typed so far.
    future: u32,
    process: u32,
}

impl Session<'_> {
    fn run(&mut self, source: &mut Source) -> Outcome {
        loop {
            let Some(text) = self.statement(source) else {
                traceback::write_stderr(self.vm, "\n");
                return Outcome::Status(0);
            };
            if text.trim().is_empty() {
                continue;
            }
            if let Err(e) = self.execute(&text) {
                if e.matches(self.vm, exc::SYSTEM_EXIT) {
                    return report(self.vm, e);
                }
                show(self.vm, e);
            }
            if std::process::id() != self.process {
                // A child made by fork has no terminal of its own.
                return Outcome::Status(0);
            }
        }
    }

    /// Reads lines until they make a statement; none at the end of the input.
    fn statement(&mut self, source: &mut Source) -> Option<String> {
        let mut text = String::new();
        loop {
            let prompt = self.prompt(if text.is_empty() { "ps1" } else { "ps2" });
            match source.read(self.vm, &prompt, self.globals) {
                Input::Line(line) => {
                    text += &line;
                    text.push('\n');
                }
                Input::Interrupted => {
                    text.clear();
                    traceback::write_stderr(self.vm, "\nKeyboardInterrupt\n");
                    continue;
                }
                // What is unfinished shows its error.
                Input::End if !text.is_empty() => return Some(text),
                Input::End => return None,
            }
            if statement::is_complete(&text) {
                return Some(text);
            }
        }
    }

    fn prompt(&self, name: &str) -> String {
        let v = self.vm.interp.sys_dict().get_str(self.vm.intern(name));
        v.and_then(|v| self.vm.str(v).ok()).map(|s| s.to_string_lossy()).unwrap_or_default()
    }

    fn execute(&mut self, text: &str) -> PyResult<()> {
        let vm = self.vm;
        let name = if self.terminal { format!("<python-input-{}>", self.count) } else { "<stdin>".to_owned() };
        self.count += 1;
        // A pasted text may hold several statements.
        let mode = if statement::is_single(text) { Mode::Single } else { Mode::Exec };
        let code = builtins::compile_source(vm, text, &name, mode, self.future)?;
        self.future |= code.flags & flags::FUTURE_ANNOTATIONS;
        remember_source(vm, code.value(), text, &name);
        builtins::run_code(vm, code, self.globals, self.globals.value())?;
        if let Some(out) = vm.interp.sys_dict().get_str(vm.intern("stdout")).filter(|s| !s.is_none()) {
            vm.call_method(out, vm.intern("flush"), &[])?;
        }
        Ok(())
    }
}

/// Lets tracebacks find the lines of a source that is no file. Without `linecache` they show none.
pub fn remember_source(vm: &Vm, code: Value, text: &str, name: &str) {
    let (text, name) = (vm.new_str(text).value(), vm.new_str(name).value());
    let _ = import_attribute(vm, "linecache", "_register_code").and_then(|f| vm.call(f, &[code, text, name]));
}

/// Shows an exception that ended a statement; `SystemExit` as any other.
pub fn show(vm: &Vm, e: Raised) {
    let _ = show_uncaught(vm, e);
}

/// Hands an exception to `sys.excepthook` and keeps it as `sys.last_exc`. Answers the `SystemExit` that the hook raised.
pub fn show_uncaught(vm: &Vm, e: Raised) -> Option<Raised> {
    let sys = vm.interp.sys_dict();
    let (class, tb) = (vm.type_of(e.value()).value(), e.object().traceback.get());
    let tb = if tb.is_unbound() { Value::NONE } else { tb };
    for (name, v) in [("last_exc", e.value()), ("last_type", class), ("last_value", e.value()), ("last_traceback", tb)]
    {
        sys.set_str(vm, vm.intern(name), v);
    }
    if let Some(out) = sys.get_str(vm.intern("stdout")).filter(|s| !s.is_none()) {
        let _ = vm.call_method(out, vm.intern("flush"), &[]);
    }
    let Some(hook) = sys.get_str(vm.intern("excepthook")) else {
        traceback::write_stderr(vm, "sys.excepthook is missing\n");
        traceback::print(vm, e);
        return None;
    };
    let second = vm.call(hook, &[class, e.value(), tb]).err()?;
    if second.matches(vm, exc::SYSTEM_EXIT) {
        return Some(second);
    }
    traceback::write_stderr(vm, "Error in sys.excepthook:\n");
    traceback::print(vm, second);
    traceback::write_stderr(vm, "\nOriginal exception was:\n");
    traceback::print(vm, e);
    None
}
