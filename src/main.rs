//! The `pyish` binary.

use std::process::ExitCode;

use pyish_vm::interp::Config;
use pyish_vm::modules::builtins;
use pyish_vm::value::Value;
use pyish_vm::{Interp, PyResult, Raised, Vm};

fn run_source(vm: &Vm, source: &str, filename: &str) -> PyResult<()> {
    let main = vm.new_module(vm.intern("__main__"), Value::NONE);
    let dict = main.dict();
    vm.interp.modules_dict().expect("made at start").set_str(
        vm,
        vm.intern("__main__"),
        main.value(),
    );
    builtins::ensure_builtins(vm, dict);
    if filename != "<string>" {
        main.set(vm, "__file__", vm.new_str(filename).value());
    }
    let code = builtins::compile_source(vm, source, filename, pyish_parser::Mode::Exec, 0)?;
    builtins::run_code(vm, code, dict, dict.value())?;
    Ok(())
}

/// Reports an exception that reached the top, and the exit status it means.
fn report(vm: &Vm, e: Raised) -> u8 {
    if e.matches(vm, pyish_vm::exceptions::exc::SYSTEM_EXIT) {
        let code = vm
            .getattr(e.value(), vm.intern("code"))
            .unwrap_or(Value::NONE);
        if code.is_none() {
            return 0;
        }
        if let Some(i) = code.to_int() {
            return i as u8;
        }
        let text = vm
            .str(code)
            .map(|s| s.to_string_lossy())
            .unwrap_or_default();
        pyish_vm::exceptions::traceback::write_stderr(vm, &format!("{text}\n"));
        return 1;
    }
    pyish_vm::exceptions::traceback::print(vm, e);
    1
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let mut config = Config {
        orig_argv: args.clone(),
        executable: args[0].clone(),
        ..Config::default()
    };
    let (source, filename) = match args.get(1).map(String::as_str) {
        Some("-c") => {
            config.argv = vec!["-c".into()];
            config.path = vec![String::new()];
            (args[2].clone(), "<string>".to_owned())
        }
        Some(path) => {
            config.argv = args[1..].to_vec();
            let dir = std::path::Path::new(path)
                .parent()
                .map(|p| p.to_string_lossy().into_owned())
                .unwrap_or_default();
            config.path = vec![dir];
            match std::fs::read(path) {
                Ok(bytes) => (
                    pyish_parser::decode(&bytes).unwrap_or_default(),
                    path.to_owned(),
                ),
                Err(e) => {
                    eprintln!("pyish: can't open file '{path}': {e}");
                    return ExitCode::from(2);
                }
            }
        }
        None => return ExitCode::from(2),
    };
    let vm = Interp::builder()
        .natives(pyish_stdlib::NATIVE)
        .frozen(pyish_stdlib::FROZEN)
        .config(config)
        .start();
    let vm = match vm {
        Ok(vm) => vm,
        Err(e) => {
            eprintln!("pyish: cannot start: {e:?}");
            return ExitCode::from(1);
        }
    };
    let ran = prepare(vm).and_then(|_| run_source(vm, &source, &filename));
    let mut status = match ran {
        Ok(()) => 0,
        Err(e) => report(vm, e),
    };
    if let Err(e) = finish(vm) {
        status = report(vm, e);
    }
    // Daemon threads must not run on while the process is taken down: the GIL stays with this thread.
    std::process::exit(status as i32)
}

/// Streams and signals, before the program.
fn prepare(vm: &Vm) -> PyResult<()> {
    pyish_stdlib::init_std_streams(vm)?;
    let handler = pyish_vm::import::import_attribute(vm, "_signal", "default_int_handler")?;
    pyish_vm::thread::signal::start(vm, handler);
    Ok(())
}

/// Waits for threads, runs what was registered for the end, flushes.
fn finish(vm: &Vm) -> PyResult<()> {
    let modules = vm.interp.modules_dict().expect("made at start");
    if let Some(threading) = modules.get_str(vm.intern("threading")) {
        let shutdown = vm.getattr(threading, vm.intern("_shutdown"))?;
        if let Err(e) = vm.call(shutdown, &[]) {
            vm.unraisable_text(e, threading, "Exception ignored on threading shutdown");
        }
    }
    if modules.get_str(vm.intern("atexit")).is_some() {
        let run = pyish_vm::import::import_attribute(vm, "atexit", "_run_exitfuncs")?;
        vm.call(run, &[])?;
    }
    vm.heap_shutdown();
    for name in ["stdout", "stderr"] {
        if let Some(s) = vm.interp.sys_dict().get_str(vm.intern(name))
            && !s.is_none()
        {
            vm.call_method(s, vm.intern("flush"), &[])?;
        }
    }
    Ok(())
}
