//! The standard streams: text over descriptors 0, 1 and 2. Output collects in a buffer that is written when it is full, at the end
//! of a line on a terminal, at `flush` and at exit.
//!
//! Once a program asks for the binary stream below (`buffer`), all goes through that. Left to `_io`: those streams.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use parking_lot::Mutex;
use pyish_vm::builtins::str::Str;
use pyish_vm::exceptions::os_error;
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, NativeModule, function, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slots, TypeDef, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// The layout of the streams.
#[repr(C)]
struct Stream {
    header: Header,
    fd: u64,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Stream {}

/// What was written to standard output and is not yet with the system.
static OUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
/// What could not be written to standard error: flushing fails as long as it cannot.
static UNTOLD: Mutex<Vec<u8>> = Mutex::new(Vec::new());
/// What was read from standard input and not yet taken.
static IN: Mutex<Vec<u8>> = Mutex::new(Vec::new());
/// The buffer is written when it is larger.
const FULL: usize = 131072;
/// Binary streams take text in pieces of this size.
const CHUNK: usize = 8192;

const OPEN: u8 = 0;
const CLOSED: u8 = 1;
const DETACHED: u8 = 2;
static STATE: [AtomicU8; 3] = [const { AtomicU8::new(OPEN) }; 3];
/// Which of the streams have a binary stream below them.
static LAYERED: [AtomicBool; 3] = [const { AtomicBool::new(false) }; 3];
/// At the end of the process: the binary streams can no more be used.
static ALONE: AtomicBool = AtomicBool::new(false);
/// Which of the streams have settings that are not the usual ones.
static CHANGED: [AtomicBool; 3] = [const { AtomicBool::new(false) }; 3];
static SETTINGS: Mutex<[Option<Settings>; 3]> = Mutex::new([const { None }; 3]);

#[derive(Clone)]
struct Settings {
    encoding: String,
    errors: String,
    /// What line ends are written as.
    newline: Option<String>,
    line_buffering: bool,
    write_through: bool,
}

fn settings(vm: &Vm, fd: i32) -> Settings {
    SETTINGS.lock()[fd as usize].clone().unwrap_or_else(|| Settings {
        encoding: "utf-8".into(),
        errors: if fd == 2 { "backslashreplace" } else { "strict" }.into(),
        newline: None,
        line_buffering: fd == 2 || is_terminal(fd),
        write_through: fd != 0 && vm.interp.config.unbuffered,
    })
}

fn change(fd: i32, s: Settings) {
    SETTINGS.lock()[fd as usize] = Some(s);
    CHANGED[fd as usize].store(true, Ordering::Relaxed);
}

fn is_changed(fd: i32) -> bool {
    CHANGED[fd as usize].load(Ordering::Relaxed)
}

/// The binary stream below, when the program asked for it.
fn layer(vm: &Vm, fd: i32) -> PyResult<Option<Value>> {
    if !LAYERED[fd as usize].load(Ordering::Relaxed) || ALONE.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let get = pyish_vm::import::import_attribute(vm, "_io", "_standard_buffer")?;
    let mode = vm.intern(if fd == 0 { "r" } else { "w" }).value();
    let buffered = Value::bool(fd == 0 || !vm.interp.config.unbuffered);
    vm.call(get, &[Value::int(fd as i64), mode, vm.intern(NAMES[fd as usize]).value(), buffered]).map(Some)
}

fn fd(v: Value) -> i32 {
    // SAFETY: the door checks the receiver.
    let s: Ref<Stream> = unsafe { v.cast() };
    s.fd as i32
}

fn name(v: Value) -> &'static str {
    NAMES[fd(v) as usize]
}

const NAMES: [&str; 3] = ["<stdin>", "<stdout>", "<stderr>"];

fn is_terminal(fd: i32) -> bool {
    // SAFETY: a plain query.
    unsafe { libc::isatty(fd) == 1 }
}

fn state(fd: i32) -> u8 {
    STATE[fd as usize].load(Ordering::Relaxed)
}

fn check_attached(vm: &Vm, fd: i32) -> PyResult<()> {
    if state(fd) == DETACHED {
        throw!(vm, VALUE_ERROR, "underlying buffer has been detached");
    }
    Ok(())
}

fn check_open(vm: &Vm, fd: i32) -> PyResult<()> {
    check_attached(vm, fd)?;
    if state(fd) == CLOSED {
        throw!(vm, VALUE_ERROR, "I/O operation on closed file.");
    }
    Ok(())
}

/// Writes all bytes, again after interruptions. `written` says how many were, also after a failure.
fn write_all(vm: &Vm, fd: i32, data: &[u8], written: &mut usize) -> PyResult<()> {
    let at = written;
    while *at < data.len() {
        let (n, e) = vm.released(|| {
            // SAFETY: a buffer of this length.
            let n = unsafe { libc::write(fd, data[*at..].as_ptr().cast(), data.len() - *at) };
            (n, std::io::Error::last_os_error())
        });
        if n >= 0 {
            *at += n as usize;
        } else if e.raw_os_error() == Some(libc::EINTR) {
            vm.safepoint()?;
        } else {
            return Err(os_error::from_io(vm, &e, None));
        }
    }
    Ok(())
}

/// Hands the buffered output to the system.
pub fn flush_stdout(vm: &Vm) -> PyResult<()> {
    let data = std::mem::take(&mut *OUT.lock());
    if let Some(below) = layer(vm, 1)? {
        return pass_down(vm, below, &data, true);
    }
    let mut written = 0;
    let done = write_all(vm, 1, &data, &mut written);
    if done.is_err() && !vm.interp.config.unbuffered {
        // What did not get through stays: the next flush fails as this one did.
        OUT.lock().splice(..0, data[written..].iter().copied());
    }
    done
}

/// Hands output to the binary stream below.
fn pass_down(vm: &Vm, below: Value, data: &[u8], flush: bool) -> PyResult<()> {
    if !data.is_empty() {
        vm.call_method(below, vm.names().write, &[vm.new_bytes(data).value()])?;
    }
    if flush {
        vm.call_method(below, vm.names().flush, &[])?;
    }
    Ok(())
}

/// Writes to standard error, with what could not be written before.
fn tell(vm: &Vm, text: &[u8]) -> PyResult<()> {
    if let Some(below) = layer(vm, 2)? {
        return pass_down(vm, below, text, true);
    }
    let mut data = std::mem::take(&mut *UNTOLD.lock());
    data.extend_from_slice(text);
    let mut written = 0;
    let done = write_all(vm, 2, &data, &mut written);
    if done.is_err() && !vm.interp.config.unbuffered {
        *UNTOLD.lock() = data.split_off(written);
    }
    done
}

/// A text in UTF-8, surrogates as escapes.
fn escaped(s: &Str) -> Vec<u8> {
    let mut text = String::new();
    for c in s.units().iter() {
        match char::from_u32(c) {
            Some(c) => text.push(c),
            None => text.push_str(&format!("\\u{c:04x}")),
        }
    }
    text.into_bytes()
}

fn write(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(s) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "write() argument must be str, not {}", vm.type_name(args[1]));
    };
    let fd = fd(args[0]);
    check_open(vm, fd)?;
    let text = match s.to_utf8() {
        _ if is_changed(fd) => encoded(vm, fd, args[1])?,
        Some(t) => t.into_bytes(),
        None if fd == 2 => escaped(&s),
        None => {
            let b = vm.call_method(args[1], vm.intern("encode"), &[])?;
            vm.with_buffer(b, |b| b.to_vec())?
        }
    };
    if fd == 0 {
        return unsupported(vm, "not writable");
    }
    if fd == 2 {
        tell(vm, &text)?;
        return Ok(vm.new_int(s.len() as i64));
    }
    let layered = LAYERED[1].load(Ordering::Relaxed);
    let lines = text.contains(&b'\n') && if is_changed(1) { settings(vm, 1).line_buffering } else { is_terminal(1) };
    let through = vm.interp.config.unbuffered || is_changed(1) && settings(vm, 1).write_through;
    let size = {
        let mut out = OUT.lock();
        out.extend_from_slice(&text);
        out.len()
    };
    if lines || through || !layered && size > FULL {
        flush_stdout(vm)?;
    } else if size > CHUNK
        && let Some(below) = layer(vm, 1)?
    {
        let data = std::mem::take(&mut *OUT.lock());
        pass_down(vm, below, &data, false)?;
    }
    Ok(vm.new_int(s.len() as i64))
}

/// A text as the stream's settings say.
fn encoded(vm: &Vm, fd: i32, text: Value) -> PyResult<Vec<u8>> {
    let s = settings(vm, fd);
    let text = match s.newline {
        Some(end) if end == "\r" || end == "\r\n" => {
            vm.call_method(text, vm.intern("replace"), &[vm.intern("\n").value(), vm.intern(&end).value()])?
        }
        _ => text,
    };
    let how = [vm.new_str(&s.encoding).value(), vm.new_str(&s.errors).value()];
    let b = vm.call_method(text, vm.intern("encode"), &how)?;
    vm.with_buffer(b, |b| b.to_vec())
}

fn writelines(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.for_each(args[1], |line| write(vm, &[args[0], line]).map(|_| ()))?;
    Ok(Value::NONE)
}

fn close(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = fd(args[0]);
    check_attached(vm, fd)?;
    if state(fd) == CLOSED {
        return Ok(Value::NONE);
    }
    let flushed = flush(vm, args);
    STATE[fd as usize].store(CLOSED, Ordering::Relaxed);
    if let Some(below) = layer(vm, fd)? {
        vm.call_method(below, vm.intern("close"), &[])?;
    }
    flushed
}

fn flush(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_open(vm, fd(args[0]))?;
    match fd(args[0]) {
        1 => flush_stdout(vm)?,
        2 => tell(vm, b"")?,
        _ => (),
    }
    Ok(Value::NONE)
}

fn detach(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    flush(vm, args)?;
    let below = buffer(vm, args[0])?;
    STATE[fd(args[0]) as usize].store(DETACHED, Ordering::Relaxed);
    Ok(below)
}

/// Reads more input; false at its end.
fn more(vm: &Vm) -> PyResult<bool> {
    if let Some(below) = layer(vm, 0)? {
        let data = vm.call_method(below, vm.intern("read1"), &[Value::int(CHUNK as i64)])?;
        return vm.with_buffer(data, |data| {
            IN.lock().extend_from_slice(data);
            !data.is_empty()
        });
    }
    let mut chunk = vec![0u8; 65536];
    loop {
        let (n, e) = vm.released(|| {
            // SAFETY: a buffer of this length.
            let n = unsafe { libc::read(0, chunk.as_mut_ptr().cast(), chunk.len()) };
            (n, std::io::Error::last_os_error())
        });
        if n >= 0 {
            IN.lock().extend_from_slice(&chunk[..n as usize]);
            return Ok(n > 0);
        }
        if e.raw_os_error() != Some(libc::EINTR) {
            return Err(os_error::from_io(vm, &e, None));
        }
        vm.safepoint()?;
    }
}

fn decoded(vm: &Vm, bytes: &[u8]) -> PyResult<Value> {
    if is_changed(0) {
        let s = settings(vm, 0);
        let how = [vm.new_str(&s.encoding).value(), vm.new_str(&s.errors).value()];
        let text = vm.call_method(vm.new_bytes(bytes).value(), vm.intern("decode"), &how)?;
        return vm.call_method(text, vm.intern("replace"), &[vm.intern("\r\n").value(), vm.intern("\n").value()]);
    }
    match std::str::from_utf8(bytes) {
        Ok(s) => Ok(vm.new_str(&s.replace("\r\n", "\n")).value()),
        Err(_) => {
            let b = vm.new_bytes(bytes).value();
            vm.call_method(b, vm.intern("decode"), &[])
        }
    }
}

fn readline(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_open(vm, fd(args[0]))?;
    if fd(args[0]) != 0 {
        return unsupported(vm, "not readable");
    }
    loop {
        let end = IN.lock().iter().position(|b| *b == b'\n');
        if let Some(end) = end {
            let line: Vec<u8> = IN.lock().drain(..=end).collect();
            return decoded(vm, &line);
        }
        if !more(vm)? {
            let rest = std::mem::take(&mut *IN.lock());
            return decoded(vm, &rest);
        }
    }
}

fn read(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_open(vm, fd(args[0]))?;
    if fd(args[0]) != 0 {
        return unsupported(vm, "not readable");
    }
    let limit = if args[1].is_none() { -1 } else { vm.index_i64(args[1])? };
    while (limit < 0 || (IN.lock().len() as i64) < limit) && more(vm)? {}
    let mut input = IN.lock();
    let mut n = if limit < 0 { input.len() } else { input.len().min(limit as usize) };
    // A character is not cut.
    while n < input.len() && input[n] & 0xc0 == 0x80 {
        n += 1;
    }
    let data: Vec<u8> = input.drain(..n).collect();
    drop(input);
    decoded(vm, &data)
}

fn unsupported(vm: &Vm, text: &str) -> PyResult<Value> {
    let class = pyish_vm::import::import_attribute(vm, "_io", "UnsupportedOperation")?;
    let e = vm.call(class, &[vm.new_str(text).value()])?;
    Err(vm.raise_value(e))
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let line = readline(vm, &[v])?;
    Ok(if line.to_str().is_some_and(|s| s.is_empty()) { Value::UNBOUND } else { line })
}

fn readlines(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let list = vm.new_list(&[]);
    loop {
        let line = next(vm, args[0])?;
        if line.is_unbound() {
            return Ok(list.value());
        }
        list.push(vm, line);
    }
}

/// The binary stream below.
fn buffer(vm: &Vm, v: Value) -> PyResult<Value> {
    let fd = fd(v);
    check_attached(vm, fd)?;
    let had = LAYERED[fd as usize].swap(true, Ordering::Relaxed);
    let below = layer(vm, fd)?.expect("it was asked for");
    if !had && fd == 1 && OUT.lock().len() > CHUNK {
        let data = std::mem::take(&mut *OUT.lock());
        pass_down(vm, below, &data, false)?;
    }
    Ok(below)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let (mode, encoding) = (if fd(v) == 0 { "r" } else { "w" }, settings(vm, fd(v)).encoding);
    Ok(vm.new_str(&format!("<_io.TextIOWrapper name='{}' mode='{mode}' encoding='{encoding}'>", name(v))).value())
}

fn reconfigure(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = fd(args[0]);
    check_attached(vm, fd)?;
    let text = |at: usize, name: &str| -> PyResult<Option<String>> {
        match args[at].to_str() {
            Some(s) => Ok(Some(s.to_string_lossy())),
            None if args[at].is_none() => Ok(None),
            None => throw!(
                vm,
                TYPE_ERROR,
                "reconfigure() argument '{name}' must be str or None, not {}",
                vm.type_name(args[at])
            ),
        }
    };
    let (encoding, errors) = (text(1, "encoding")?, text(2, "errors")?);
    if fd == 0 && !IN.lock().is_empty() && (encoding.is_some() || !args[3].is_unbound()) {
        return unsupported(vm, "It is not possible to set the encoding or newline of stream after the first read");
    }
    let mut s = settings(vm, fd);
    if !args[3].is_unbound() {
        s.newline = match text(3, "newline")? {
            Some(end) if !matches!(&*end, "" | "\n" | "\r" | "\r\n") => {
                throw!(vm, VALUE_ERROR, "illegal newline value: {end}")
            }
            newline => newline,
        };
    }
    if let Some(encoding) = encoding {
        let encoding = if encoding == "locale" { "utf-8".to_owned() } else { encoding };
        // An unknown one is refused at once.
        vm.call_method(vm.intern("").value(), vm.intern("encode"), &[vm.new_str(&encoding).value()])?;
        s.encoding = encoding;
        s.errors = "strict".into();
    }
    s.errors = errors.unwrap_or(s.errors);
    for (at, setting) in [(4, &mut s.line_buffering), (5, &mut s.write_through)] {
        if !args[at].is_none() {
            *setting = vm.truthy(args[at])?;
        }
    }
    flush(vm, &args[..1])?;
    change(fd, s);
    Ok(Value::NONE)
}

static METHODS: &[MethodDef] = &[
    method("write", "(text, /)", write, "Write text."),
    method("writelines", "(lines, /)", writelines, "Write texts."),
    method("flush", "()", flush, "Hand buffered output to the system."),
    method("read", "(size=-1, /)", read, "Read text."),
    method("readline", "(size=-1, /)", readline, "Read a line."),
    method("readlines", "(hint=-1, /)", readlines, "Read all lines."),
    method("fileno", "()", |_, a| Ok(Value::int(fd(a[0]) as i64)), "The descriptor."),
    method("isatty", "()", |_, a| Ok(Value::bool(is_terminal(fd(a[0])))), "Whether it is a terminal."),
    method("readable", "()", |_, a| Ok(Value::bool(fd(a[0]) == 0)), "Whether it can be read."),
    method("writable", "()", |_, a| Ok(Value::bool(fd(a[0]) != 0)), "Whether it can be written."),
    method("seekable", "()", |_, _| Ok(Value::FALSE), "False."),
    method(
        "reconfigure",
        "(*, encoding=None, errors=None, newline=<unset>, line_buffering=None, write_through=None)",
        reconfigure,
        "Change how text is written or read.",
    ),
    method("close", "()", close, "Hand buffered output to the system and refuse more."),
    method("detach", "()", detach, "The binary stream below; this one is of no use any more."),
    method("__enter__", "()", |_, a| Ok(a[0]), "The stream."),
    method("__exit__", "(*args)", close, "Close the stream."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_io.TextIOWrapper",
    size: size_of::<Stream>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Leaf,
    slots: Slots { repr: Some(repr), iter: Some(|_, v| Ok(v)), next: Some(next), ..Slots::EMPTY },
    methods: METHODS,
    getset: &[
        getter("encoding", |vm, v| Ok(vm.new_str(&settings(vm, fd(v)).encoding).value()), "The encoding."),
        getter("errors", |vm, v| Ok(vm.new_str(&settings(vm, fd(v)).errors).value()), "The error handler."),
        getter("name", |vm, v| Ok(vm.intern(name(v)).value()), "The name."),
        getter("mode", |vm, v| Ok(vm.intern(if fd(v) == 0 { "r" } else { "w" }).value()), "The mode."),
        getter("newlines", |_, _| Ok(Value::NONE), "None."),
        getter(
            "line_buffering",
            |vm, v| Ok(Value::bool(settings(vm, fd(v)).line_buffering)),
            "Whether lines are written at once.",
        ),
        getter(
            "write_through",
            |vm, v| Ok(Value::bool(settings(vm, fd(v)).write_through)),
            "Whether text is not held.",
        ),
        getter(
            "closed",
            |vm, v| check_attached(vm, fd(v)).map(|()| Value::bool(state(fd(v)) == CLOSED)),
            "Whether it is closed.",
        ),
        getter("buffer", buffer, "The binary stream below."),
    ],
    ..TypeDef::NEW
};

/// Makes `sys.stdin`, `sys.stdout` and `sys.stderr`; a descriptor that is not open has none.
pub fn init_std_streams(vm: &Vm) -> PyResult<()> {
    let ty = pyish_vm::import::finder::native_type(vm, &TYPE)?;
    for (fd, name) in [(0, "stdin"), (1, "stdout"), (2, "stderr")] {
        // SAFETY: a query.
        let open = unsafe { libc::fcntl(fd, libc::F_GETFD) } != -1;
        let stream = match open {
            true => vm.alloc(ty.root_shape(), Stream { header: Header::EMPTY, fd: fd as u64 }).value(),
            false => Value::NONE,
        };
        vm.interp.sys_dict().set_str(vm, vm.intern(name), stream);
        vm.interp.sys_dict().set_str(vm, vm.intern(&format!("__{name}__")), stream);
    }
    if !vm.interp.config.ignore_environment
        && let Ok(wanted) = std::env::var("PYTHONIOENCODING")
    {
        let (encoding, errors) = wanted.split_once(':').unwrap_or((&wanted, ""));
        for fd in 0..3 {
            let mut s = settings(vm, fd);
            if !encoding.is_empty() {
                s.encoding = encoding.to_owned();
            }
            if !errors.is_empty() && fd != 2 {
                s.errors = errors.to_owned();
            }
            change(fd, s);
        }
    }
    Ok(())
}

/// From here on text goes straight to the descriptors: objects are about to be taken down.
pub fn stand_alone() {
    ALONE.store(true, Ordering::Relaxed);
}

/// Tells of what a stream's finalizer raised.
fn report_finalizer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let e = vm.raise_value(args[0]);
    vm.report_ignored(e, "finalizing file", args[1]);
    Ok(Value::NONE)
}

pub static MODULE: NativeModule = NativeModule {
    name: "_stdio",
    doc: "The standard streams' type, and what finalizers of streams need.",
    functions: &[function(
        "report_finalizer",
        "(exception, stream, /)",
        report_finalizer,
        "Tells of what a stream's finalizer raised.",
    )],
    types: &[&TYPE],
    init: None,
};
