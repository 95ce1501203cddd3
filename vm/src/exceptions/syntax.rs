//! `SyntaxError` and its kin: the class, and raising what the front end found.

use pyish_parser::{DecodeError, SyntaxError, SyntaxErrorKind};

use crate::exceptions::base::{self, field, this};
use crate::exceptions::hierarchy::EXCEPTION;
use crate::exceptions::{Raised, exc};
use crate::heap::Trace;
use crate::native::method;
use crate::object::{Slots, TypeDef, getset, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

const FIELDS: [&str; 9] =
    ["msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line", "_metadata"];

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    this(args[0]).args.set(args[1]);
    let given = args[1].to_tuple().expect("bound by *args").items();
    if let Some(msg) = given.first() {
        field(args[0], 0).set(*msg);
    }
    let kwargs = args[2].to_dict().expect("bound by **kwargs");
    if !kwargs.is_empty() {
        throw!(vm, TYPE_ERROR, "{}() takes no keyword arguments", vm.type_name(args[0]));
    }
    if let [_, info] = given {
        let info = vm.collect_tuple(*info)?.items();
        if info.len() == 5 {
            throw!(vm, TYPE_ERROR, "end_offset must be provided when end_lineno is provided");
        }
        if !matches!(info.len(), 4 | 6 | 7) {
            let s = if info.len() < 4 { "at least 4" } else { "at most 7" };
            throw!(vm, TYPE_ERROR, "function takes {s} arguments ({} given)", info.len());
        }
        for (i, v) in info.iter().enumerate() {
            field(args[0], if i < 6 { i + 1 } else { 8 }).set(*v);
        }
    }
    Ok(Value::NONE)
}

fn str(vm: &Vm, v: Value) -> PyResult<Value> {
    let msg = field(v, 0).get();
    let msg = vm.str(if msg.is_unbound() { Value::NONE } else { msg })?;
    let filename = field(v, 1).get().to_str().map(|s| s.to_string_lossy());
    let short = filename.as_deref().map(|f| f.rsplit('/').next().unwrap_or(f));
    let line = field(v, 2).get().to_int();
    let text = match (short, line) {
        (Some(f), Some(n)) => format!("{msg} ({f}, line {n})"),
        (Some(f), None) => format!("{msg} ({f})"),
        (None, Some(n)) => format!("{msg} (line {n})"),
        (None, None) => return Ok(msg.value()),
    };
    Ok(vm.new_str(&text).value())
}

macro_rules! fields {
    ($($i:literal $name:literal)*) => {
        &[$(getset($name, |_, v| Ok(field(v, $i).get()), |_, v, x| {
            field(v, $i).set(if x.is_unbound() { Value::NONE } else { x });
            Ok(())
        }, "A part of the error's place."),)*]
    };
}

pub static TYPE: TypeDef = TypeDef {
    name: "SyntaxError",
    doc: "Invalid syntax.",
    base: Some(&EXCEPTION),
    size: size_of::<base::WithFields<9>>(),
    flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { str: Some(str), ..Slots::EMPTY },
    init: Some(method("__init__", "(*args, **kwargs)", init, "")),
    getset: fields!(0 "msg" 1 "filename" 2 "lineno" 3 "offset" 4 "text" 5 "end_lineno" 6 "end_offset" 7 "print_file_and_line" 8 "_metadata"),
    ..TypeDef::NEW
};

/// Number of fields, for the table's test.
pub const FIELD_COUNT: usize = FIELDS.len();

/// A line of a text without its end.
fn line_of(source: &str, line: u32) -> Option<&str> {
    let mut rest = source;
    for _ in 1..line {
        let end = rest.find(['\n', '\r'])?;
        let width = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[end + width..];
    }
    let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    Some(&rest[..end])
}

/// The line as the file of that name has it, if there is one.
fn line_of_file(filename: &str, line: u32) -> Option<String> {
    if filename.starts_with('<') || line == 0 {
        return None;
    }
    let bytes = std::fs::read(filename).ok()?;
    let text = pyish_parser::decode(&bytes).ok()?;
    let found = line_of(&text, line)?;
    let whole = found.as_ptr() as usize - text.as_ptr() as usize + found.len() < text.len();
    Some(if whole { format!("{found}\n") } else { found.to_owned() })
}

/// Where an error's text comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The parser found it: the text is at hand.
    Parsing(pyish_parser::Mode),
    /// The compiler found it: the text is looked for in the file.
    Compiling,
}

/// Raises what the parser or compiler found.
pub fn raise(vm: &Vm, e: &SyntaxError, source: &str, filename: &str, found: Found) -> Raised {
    let class = match e.kind {
        SyntaxErrorKind::Syntax => exc::SYNTAX_ERROR,
        SyntaxErrorKind::Indentation => exc::INDENTATION_ERROR,
        SyntaxErrorKind::Tab => exc::TAB_ERROR,
        SyntaxErrorKind::Memory => return vm.error(exc::MEMORY_ERROR, &e.message),
    };
    // What a future import may name is the compiler's to know.
    let future = e.message.starts_with("future feature ") || e.message == "not a chance";
    let text = match if future { Found::Compiling } else { found } {
        Found::Compiling => line_of_file(filename, e.lineno),
        Found::Parsing(mode) => {
            let module = mode == pyish_parser::Mode::Exec;
            let in_file = if module { line_of_file(filename, e.lineno) } else { None };
            in_file.or_else(|| {
                let line = line_of(source, e.lineno)?;
                let ended = line.as_ptr() as usize - source.as_ptr() as usize + line.len() < source.len();
                let end = if e.line_break && (module || ended) { "\n" } else { "" };
                Some(format!("{line}{end}"))
            })
        }
    };
    let text = text.map_or(Value::NONE, |text| vm.new_str(&text).value());
    let place = vm.new_tuple(&[
        vm.new_str(filename).value(),
        Value::int(e.lineno as i64),
        Value::int(e.col_offset as i64),
        text,
        Value::int(e.end_lineno as i64),
        Value::int(e.end_col_offset as i64),
    ]);
    let raised = vm.error_args(class, &[vm.new_str(&e.message).value(), place.value()]);
    if matches!(found, Found::Parsing(_)) && class == exc::SYNTAX_ERROR && raised.matches(vm, exc::SYNTAX_ERROR) {
        // What `traceback` looks through for a misspelled keyword.
        let place = [Value::int(0), Value::int(0), vm.new_str(source).value()];
        field(raised.value(), 8).set(vm.new_tuple(&place).value());
    }
    raised
}

/// Raises what decoding found in these bytes.
pub fn raise_decode(vm: &Vm, e: &DecodeError, filename: &str, bytes: &[u8]) -> Raised {
    let line = bytes.split(|b| *b == b'\n').nth((e.lineno as usize).wrapping_sub(1));
    let bad = line.and_then(|line| std::str::from_utf8(line).err().map(|bad| (line, bad.valid_up_to())));
    let place = match bad {
        Some((line, at)) if e.message.starts_with("Non-UTF-8 code") => {
            let column = String::from_utf8_lossy(&line[..at]).chars().count() as i64 + 1;
            let text = vm.new_str(String::from_utf8_lossy(line).trim_end_matches('\r')).value();
            let n = Value::int(e.lineno as i64);
            vec![vm.new_str(filename).value(), n, Value::int(column), text, n, Value::int(column)]
        }
        _ if e.message.contains("null bytes") => {
            let text = line.and_then(|line| line.split(|b| *b == 0).next()).unwrap_or_default();
            let text = vm.new_str(&String::from_utf8_lossy(text)).value();
            let n = Value::int(e.lineno as i64);
            vec![vm.new_str(filename).value(), n, Value::int(0), text, n, Value::int(0)]
        }
        _ => vec![vm.new_str(filename).value(), Value::int(e.lineno as i64), Value::int(-1), Value::NONE],
    };
    let place = vm.new_tuple(&place);
    vm.error_args(exc::SYNTAX_ERROR, &[vm.new_str(&e.message).value(), place.value()])
}
