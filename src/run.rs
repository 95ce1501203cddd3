//! The life of the process: start the interpreter, run the program, shut down, and the exit status.
//!
//! Invariant: whatever the program does, standard streams are flushed and the process ends here; what could not be written
//! shows in the status (120). Left to others: reading options (`cli`), the prompt (`repl`).

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use pyish_parser::Mode;
use pyish_vm::builtins::dict::Dict;
use pyish_vm::builtins::shape;
use pyish_vm::exceptions::{exc, syntax, traceback};
use pyish_vm::import::import_attribute;
use pyish_vm::modules::builtins;
use pyish_vm::object::Ref;
use pyish_vm::thread::{deadlock, gil};
use pyish_vm::value::Value;
use pyish_vm::{Interp, PyResult, Raised, Vm};

use crate::cli::{Program, Settings};
use crate::repl;

/// Why the process ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Status(i32),
    /// By the signal that Ctrl-C sends.
    Interrupted,
}

/// The source text's bytes and the name of where it comes from, for programs that are files.
struct Script {
    bytes: Vec<u8>,
    name: String,
}

/// Runs everything and ends the process.
pub fn main(mut settings: Settings) -> ! {
    let script = match locate(&mut settings) {
        Ok(script) => script,
        Err(text) => {
            eprint!("{text}");
            std::process::exit(2);
        }
    };
    if std::fs::metadata("/dev/stdin").is_ok_and(|m| m.is_dir()) {
        eprint!(
            "Fatal Python error: init_sys_streams: <stdin> is a directory, cannot continue\n\
             Python runtime state: core initialized\n"
        );
        std::process::exit(1);
    }
    settings.config.executable = executable(&settings.name);
    let builder = Interp::builder().natives(pyish_stdlib::NATIVE).frozen(pyish_stdlib::FROZEN);
    let vm = match builder.config(settings.config.clone()).start() {
        Ok(vm) => vm,
        Err(e) => {
            eprintln!("Fatal Python error: cannot start: {e:?}");
            std::process::exit(1);
        }
    };
    if let Some(limit) = settings.int_max_str_digits {
        vm.interp.int_max_str_digits.store(limit, Ordering::Relaxed);
    }
    if let Some(policy) = &settings.gil_policy {
        gil::set_policy(policy);
    }
    deadlock::set_mode(settings.deadlock);
    let mut outcome = match prepare(vm) {
        Ok(globals) => program(vm, &settings, script, globals),
        Err(e) => report(vm, e),
    };
    if let Some(changed) = finish(vm, &settings) {
        outcome = changed;
    }
    end(outcome)
}

/// Sets `sys.path[0]` and reads the program when it is a file. An error is the text to print.
fn locate(settings: &mut Settings) -> Result<Option<Script>, String> {
    let mut first = Some(String::new());
    let mut script = None;
    match &settings.program {
        Program::Command(_) | Program::Stdin => (),
        Program::Module(_) => first = std::env::current_dir().ok().map(|p| p.to_string_lossy().into_owned()),
        Program::File(given) => {
            let name = absolute(given);
            if Path::new(&name).is_dir() {
                // The folder itself is searched, also with -P.
                settings.config.path.insert(0, name);
                return Ok(None);
            }
            let bytes = std::fs::read(&name).map_err(|e| cannot_open(&settings.name, &name, &e))?;
            let real = std::fs::canonicalize(&name).unwrap_or_else(|_| PathBuf::from(&name));
            first = real.parent().map(|p| p.to_string_lossy().into_owned());
            script = Some(Script { bytes, name });
        }
    }
    if !settings.config.safe_path
        && let Some(first) = first
    {
        settings.config.path.insert(0, first);
    }
    Ok(script)
}

fn absolute(path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    match std::env::current_dir() {
        Ok(cwd) if path == "." => cwd.to_string_lossy().into_owned(),
        Ok(cwd) => format!("{}/{path}", cwd.to_string_lossy().trim_end_matches('/')),
        Err(_) => path.to_owned(),
    }
}

fn cannot_open(program: &str, path: &str, e: &std::io::Error) -> String {
    let text = e.to_string();
    // The system's own words, without the number that Rust adds.
    let words = text.split(" (os error").next().unwrap_or_default();
    format!("{program}: can't open file '{path}': [Errno {}] {words}\n", e.raw_os_error().unwrap_or(0))
}

fn executable(name: &str) -> String {
    std::env::current_exe().map_or_else(|_| name.to_owned(), |p| p.to_string_lossy().into_owned())
}

/// Streams, signals and the module `__main__`, before the program.
fn prepare(vm: &Vm) -> PyResult<Ref<Dict>> {
    let main = vm.new_module(vm.intern("__main__"), Value::NONE);
    let modules = vm.interp.modules_dict().expect("made at start");
    modules.set_str(vm, vm.intern("__main__"), main.value());
    builtins::ensure_builtins(vm, main.dict());
    pyish_stdlib::init_std_streams(vm)?;
    let handler = import_attribute(vm, "_signal", "default_int_handler")?;
    pyish_vm::thread::signal::start(vm, handler);
    if !vm.interp.config.no_site {
        let (module, name) = if site_finds_something(vm)? { ("site", "main") } else { ("_sitebuiltins", "install") };
        let start = import_attribute(vm, module, name)?;
        vm.call(start, &[])?;
    }
    // The module `warnings` reads these options once, when it is first imported, and tells what is wrong with them.
    if !vm.interp.config.warn_options.is_empty() {
        pyish_vm::import::import_module(vm, "warnings")?;
    }
    Ok(main.dict())
}

/// Whether a folder exists in which modules or settings for every run may lie. Without one the module `site` has nothing to
/// do but what costs less without it.
fn site_finds_something(vm: &Vm) -> PyResult<bool> {
    let sys = vm.interp.sys_dict();
    let text = |name| sys.get_str(vm.intern(name)).and_then(Value::to_str).map(|s| s.to_string_lossy());
    let first = usize::from(!vm.interp.config.safe_path);
    if sys.get_str(vm.intern("path")).and_then(Value::to_list).is_some_and(|path| path.len() > first) {
        return Ok(true);
    }
    let base = std::env::var_os("PYTHONUSERBASE").filter(|base| !base.is_empty()).map(PathBuf::from);
    let user = base.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local")));
    let prefixes = [text("prefix"), text("exec_prefix")].into_iter().flatten().map(PathBuf::from);
    let folders = ["lib", "lib64"];
    Ok(prefixes
        .chain(user)
        .any(|base| folders.iter().any(|lib| base.join(lib).join("python3.15").join("site-packages").is_dir())))
}

/// Runs the program and, when asked for, the prompt after it.
fn program(vm: &Vm, settings: &Settings, script: Option<Script>, globals: Ref<Dict>) -> Outcome {
    let at_terminal = is_terminal(0);
    let stdin = settings.program == Program::Stdin;
    if stdin && (at_terminal || settings.config.interactive) {
        return repl::run(vm, globals, settings, true);
    }
    let ran = match &settings.program {
        Program::Command(text) => command(vm, text, globals),
        Program::Module(name) => module(vm, name, true),
        Program::Stdin => standard_input(vm, settings, globals),
        Program::File(_) => match script {
            Some(script) => file(vm, settings, script, globals),
            None => module(vm, "__main__", false),
        },
    };
    let inspect = settings.config.inspect
        || std::env::var("PYTHONINSPECT").is_ok_and(|v| !v.is_empty() && !settings.config.ignore_environment);
    let outcome = match ran {
        Ok(()) => Outcome::Status(0),
        Err(e) if inspect => {
            repl::show(vm, e);
            Outcome::Status(1)
        }
        Err(e) => report(vm, e),
    };
    // A program read from a pipe has used its input up.
    if inspect && (at_terminal || !stdin) {
        return repl::run(vm, globals, settings, false);
    }
    outcome
}

fn command(vm: &Vm, text: &str, globals: Ref<Dict>) -> PyResult<()> {
    let code = builtins::compile_source(vm, text, "<string>", Mode::Exec, 0)?;
    repl::remember_source(vm, code.value(), text, "<string>");
    builtins::run_code(vm, code, globals, globals.value()).map(drop)
}

fn module(vm: &Vm, name: &str, alter_argv: bool) -> PyResult<()> {
    let run = import_attribute(vm, "runpy", "_run_module_as_main")?;
    vm.call(run, &[vm.new_str(name).value(), Value::bool(alter_argv)]).map(drop)
}

fn standard_input(vm: &Vm, settings: &Settings, globals: Ref<Dict>) -> PyResult<()> {
    let mut bytes = Vec::new();
    // What cannot be read ends the program's text.
    let _ = vm.released(|| std::io::stdin().lock().read_to_end(&mut bytes));
    file(vm, settings, Script { bytes, name: "<stdin>".into() }, globals)
}

fn file(vm: &Vm, settings: &Settings, script: Script, globals: Ref<Dict>) -> PyResult<()> {
    let Script { mut bytes, name } = script;
    if settings.skip_first_line {
        // The line break stays, so that lines keep their numbers.
        let end = bytes.iter().position(|b| *b == b'\n').unwrap_or(bytes.len());
        bytes.drain(..end);
    }
    globals.set_str(vm, vm.intern("__file__"), vm.new_str(&name).value());
    let text = match pyish_parser::decode(&bytes) {
        Ok(text) => text,
        Err(e) => return Err(syntax::raise_decode(vm, &named(e, &name), &name, &bytes)),
    };
    drop(bytes);
    let code = builtins::compile_source(vm, &text, &name, Mode::Exec, 0).map_err(|e| at_end_of_file(vm, e))?;
    builtins::run_code(vm, code, globals, globals.value()).map(drop)
}

/// An error about what is missing at the end of the program's file has no column.
fn at_end_of_file(vm: &Vm, e: Raised) -> Raised {
    let get = |name: &str| vm.getattr(e.value(), vm.intern(name)).unwrap_or(Value::NONE);
    let missing = get("msg").to_str().is_some_and(|msg| msg.to_string_lossy().starts_with("expected "));
    if e.matches(vm, exc::SYNTAX_ERROR) && missing && get("end_offset").to_int() == Some(-1) {
        let _ = vm.setattr(e.value(), vm.intern("offset"), Value::int(0));
    }
    e
}

/// Says in which file bytes that are no UTF-8 were found.
fn named(mut e: pyish_parser::DecodeError, name: &str) -> pyish_parser::DecodeError {
    if e.message.starts_with("Non-UTF-8 code") && !e.message.contains(" in file ") {
        e.message = e.message.replacen(" on line ", &format!(" in file {name} on line "), 1);
    }
    e
}

/// Reports an exception that reached the top, and says how the process ends.
pub fn report(vm: &Vm, e: Raised) -> Outcome {
    if e.matches(vm, exc::SYSTEM_EXIT) {
        return Outcome::Status(exit_status(vm, e));
    }
    if let Some(exit) = repl::show_uncaught(vm, e) {
        return Outcome::Status(exit_status(vm, exit));
    }
    match e.matches(vm, exc::KEYBOARD_INTERRUPT) {
        true => Outcome::Interrupted,
        false => Outcome::Status(1),
    }
}

/// What `SystemExit` says; anything but a number is printed.
fn exit_status(vm: &Vm, e: Raised) -> i32 {
    let code = vm.getattr(e.value(), vm.intern("code")).unwrap_or(Value::NONE);
    if code.is_none() {
        return 0;
    }
    if vm.isinstance(code, vm.type_obj(shape::INT)) {
        // Too large a number counts as -1.
        return vm.index_i64(code).map_or(-1, |n| n as i32);
    }
    let text = vm.str(code).map(|s| s.to_string_lossy()).unwrap_or_default();
    flush(vm, "stdout");
    traceback::write_stderr(vm, &format!("{text}\n"));
    1
}

/// Waits for threads, runs what was registered for the end, flushes. The outcome, when this changes it.
fn finish(vm: &Vm, settings: &Settings) -> Option<Outcome> {
    let modules = vm.interp.modules_dict().expect("made at start");
    let mut changed = None;
    if let Some(threading) = modules.get_str(vm.intern("threading")) {
        let waited = vm.getattr(threading, vm.intern("_shutdown")).and_then(|f| vm.call(f, &[]));
        if let Err(e) = waited {
            vm.unraisable_text(e, Value::NONE, "Exception ignored on threading shutdown");
        }
    }
    // What runs at the end may start threads, and those may register more.
    while pyish_stdlib::has_exit_functions(vm) {
        if let Err(e) = pyish_stdlib::run_exit_functions(vm) {
            vm.unraisable_text(e, Value::NONE, "Exception ignored in atexit callback");
        }
        if let Err(e) = pyish_stdlib::wait_for_threads(vm) {
            vm.unraisable_text(e, Value::NONE, "Exception ignored on threading shutdown");
        }
    }
    if settings.gil_stats
        && let Err(e) = print_gil_stats(vm)
    {
        vm.unraisable_text(e, Value::NONE, "Exception ignored while printing the GIL's figures");
    }
    if !flush(vm, "stdout") {
        changed = Some(Outcome::Status(120));
    }
    if !flush(vm, "stderr") {
        changed = Some(Outcome::Status(120));
    }
    // Daemon threads stay where they are: what they use is taken down now.
    vm.freeze_other_threads();
    // Finalizers print on the streams of the beginning: the program's own are about to be closed.
    let sys = vm.interp.sys_dict();
    for (name, first) in [("stdin", "__stdin__"), ("stdout", "__stdout__"), ("stderr", "__stderr__")] {
        sys.set_str(vm, vm.intern(name), sys.get_str(vm.intern(first)).unwrap_or(Value::NONE));
    }
    pyish_stdlib::stand_alone();
    vm.heap_shutdown();
    // What finalizers wrote.
    if pyish_stdlib::flush_stdout(vm).is_err() && changed.is_none() {
        changed = Some(Outcome::Status(120));
    }
    changed
}

/// `-X gil-stats`
fn print_gil_stats(vm: &Vm) -> PyResult<()> {
    let stats = vm.call(import_attribute(vm, "gil", "stats")?, &[])?;
    let text = vm.str(stats)?.to_string_lossy();
    flush(vm, "stdout");
    flush(vm, "stderr");
    eprintln!("{text}");
    Ok(())
}

/// Flushes a standard stream; false when that failed. The failure is told once: the stream is taken away.
fn flush(vm: &Vm, name: &str) -> bool {
    let sys = vm.interp.sys_dict();
    let Some(stream) = sys.get_str(vm.intern(name)).filter(|s| !s.is_none()) else { return true };
    let closed = vm.getattr(stream, vm.intern("closed")).and_then(|c| vm.truthy(c)).unwrap_or(false);
    if closed {
        return true;
    }
    let Err(e) = vm.call_method(stream, vm.intern("flush"), &[]) else { return true };
    sys.set_str(vm, vm.intern(name), Value::NONE);
    if name == "stdout" {
        vm.unraisable_text(e, Value::NONE, "Exception ignored while flushing sys.stdout");
    }
    false
}

pub fn is_terminal(fd: i32) -> bool {
    // SAFETY: a query.
    unsafe { libc::isatty(fd) == 1 }
}

/// Ends the process. Daemon threads stand still meanwhile: this thread keeps the GIL.
pub fn end(outcome: Outcome) -> ! {
    match outcome {
        Outcome::Status(status) => std::process::exit(status),
        Outcome::Interrupted => {
            // Whoever waits for this process sees that the signal ended it.
            // SAFETY: plain calls.
            unsafe {
                libc::signal(libc::SIGINT, libc::SIG_DFL);
                libc::kill(libc::getpid(), libc::SIGINT);
            }
            std::process::exit(130)
        }
    }
}
