//! Tracebacks as exceptions unwind, reports of exceptions nobody handles, warnings.

use crate::builtins::frame::FrameObject;
use crate::builtins::traceback;
use crate::bytecode::unit::flags;
use crate::eval::frame::{Frame, Pc};
use crate::exceptions::Raised;
use crate::object::{Ref, Type};
use crate::value::Value;
use crate::{PyResult, Vm};

/// Adds a frame in front of an exception's traceback.
pub(crate) fn add(vm: &Vm, e: Raised, frame: Frame, pc: Pc) {
    if frame.code().flags & flags::NATIVE != 0 {
        return;
    }
    let object = vm.reify(frame);
    let offset = frame.code().offset_of(pc);
    let tb = traceback::new(vm, e.object().traceback.get(), object.value(), offset);
    e.object().traceback.set(tb);
}

/// Adds a frame that never ran: the body of a generator that was not started.
pub(crate) fn add_at(vm: &Vm, e: Raised, function: Value) {
    let frame: Ref<FrameObject> = crate::builtins::frame::detached(vm, function);
    let line = frame.code().first_line;
    let tb = traceback::new_at_line(vm, e.object().traceback.get(), frame.value(), line);
    e.object().traceback.set(tb);
}

/// Text on standard error, also when `sys.stderr` is gone.
pub fn write_stderr(vm: &Vm, text: &str) {
    if let Some(err) = vm.interp.sys_dict().get_str(vm.names().stderr)
        && !err.is_none()
    {
        let s = vm.new_str(text).value();
        if vm.call_method(err, vm.names().write, &[s]).is_ok() {
            let _ = vm.call_method(err, vm.names().flush, &[]);
            return;
        }
    }
    let bytes = text.as_bytes();
    // SAFETY: plain output of a buffer.
    unsafe { libc::write(2, bytes.as_ptr().cast(), bytes.len()) };
}

/// Prints an exception with its traceback on standard error.
pub fn print(vm: &Vm, e: Raised) {
    if vm.interp.sys_dict().get_str(vm.names().stderr).is_some_and(Value::is_none) {
        return;
    }
    let printed = crate::import::import_attribute(vm, "traceback", "_print_exception_bltin")
        .and_then(|f| vm.call(f, &[e.value()]));
    if printed.is_err() {
        let name = vm.type_name(e.value());
        let text = vm.str(e.value()).map(|s| s.to_string_lossy()).unwrap_or_default();
        write_stderr(vm, &if text.is_empty() { format!("{name}\n") } else { format!("{name}: {text}\n") });
    }
}

/// Reports an exception that nobody can catch, through `sys.unraisablehook`.
pub(crate) fn report_unraisable(vm: &Vm, e: Raised, context: Value, text: &str) {
    let hook = vm.interp.sys_dict().get_str(vm.names().unraisablehook);
    let args = crate::modules::sys::unraisable_args(vm, e, text, context);
    let done = match (hook, args) {
        (Some(hook), Ok(args)) if !hook.is_none() => vm.call(hook, &[args]).is_ok(),
        _ => false,
    };
    if !done {
        print_unraisable(vm, e, context, text);
    }
}

/// What `sys.unraisablehook` prints by default.
pub(crate) fn print_unraisable(vm: &Vm, e: Raised, context: Value, text: &str) {
    if context.is_none() || context.is_unbound() {
        write_stderr(vm, &format!("{text}:\n"));
    } else {
        let what = vm.repr(context).map(|s| s.to_string_lossy()).unwrap_or_else(|_| "<object repr() failed>".into());
        write_stderr(vm, &format!("{text}: {what}\n"));
    }
    print(vm, e);
}

/// Issues a warning through the `warnings` module.
pub(crate) fn warn(vm: &Vm, category: Ref<Type>, text: &str, stacklevel: i64) -> PyResult<()> {
    let f = crate::import::import_attribute(vm, "warnings", "warn")?;
    let s = vm.new_str(text).value();
    vm.call(f, &[s, category.value(), vm.new_int(stacklevel)])?;
    Ok(())
}

/// The known name most like a wrong one, when one is near enough.
pub fn suggest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        if name == wrong {
            continue;
        }
        let limit = (name.len() + wrong.len() + 3) * 2 / 6;
        let limit = best.map_or(limit, |(d, _)| limit.min(d.saturating_sub(1)));
        let d = distance(wrong, name);
        if d <= limit {
            best = Some((d, name));
        }
    }
    best.map(|(_, n)| n.to_owned())
}

/// Edit distance in which a change of case costs 1 and all other changes 2.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let cost = |x: char, y: char| match x == y {
        true => 0,
        false if x.eq_ignore_ascii_case(&y) => 1,
        false => 2,
    };
    let mut row: Vec<usize> = (0..=b.len()).map(|i| i * 2).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * 2;
        for (j, y) in b.iter().enumerate() {
            let here = (diagonal + cost(*x, *y)).min(row[j] + 2).min(row[j + 1] + 2);
            diagonal = row[j + 1];
            row[j + 1] = here;
        }
    }
    row[b.len()]
}

/// What a TypeError about an unknown keyword ends in, when a known one is like it.
pub(crate) fn keyword_hint<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> String {
    suggest(wrong, known).map_or(String::new(), |s| format!(". Did you mean '{s}'?"))
}
