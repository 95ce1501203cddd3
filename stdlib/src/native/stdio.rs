//! The standard streams: text over descriptors 0, 1 and 2. Output collects in a buffer that is written when it is full, at the end
//! of a line on a terminal, at `flush` and at exit.

use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;
use pyish_vm::builtins::str::Str;
use pyish_vm::exceptions::os_error;
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, method};
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
/// What was read from standard input and not yet taken.
static IN: Mutex<Vec<u8>> = Mutex::new(Vec::new());
/// The buffer is written when it is larger.
const FULL: usize = 131072;
/// Which of the streams the program closed.
static CLOSED: [AtomicBool; 3] = [const { AtomicBool::new(false) }; 3];

fn fd(v: Value) -> i32 {
    // SAFETY: the door checks the receiver.
    let s: Ref<Stream> = unsafe { v.cast() };
    s.fd as i32
}

fn name(v: Value) -> &'static str {
    ["<stdin>", "<stdout>", "<stderr>"][fd(v) as usize]
}

fn is_terminal(fd: i32) -> bool {
    // SAFETY: a plain query.
    unsafe { libc::isatty(fd) == 1 }
}

fn is_closed(fd: i32) -> bool {
    CLOSED[fd as usize].load(Ordering::Relaxed)
}

fn check_open(vm: &Vm, fd: i32) -> PyResult<()> {
    if is_closed(fd) {
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
    let mut written = 0;
    let done = write_all(vm, 1, &data, &mut written);
    if done.is_err() {
        // What did not get through stays: the next flush fails as this one did.
        OUT.lock().splice(..0, data[written..].iter().copied());
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
        Some(t) => t.into_bytes(),
        None if fd == 2 => escaped(&s),
        None => {
            let b = vm.call_method(args[1], vm.intern("encode"), &[])?;
            vm.with_buffer(b, |b| b.to_vec())?
        }
    };
    if fd == 2 {
        write_all(vm, 2, &text, &mut 0)?;
        return Ok(vm.new_int(s.len() as i64));
    }
    let due = {
        let mut out = OUT.lock();
        out.extend_from_slice(&text);
        out.len() > FULL || vm.interp.config.unbuffered || text.contains(&b'\n') && is_terminal(1)
    };
    if due {
        flush_stdout(vm)?;
    }
    Ok(vm.new_int(s.len() as i64))
}

fn writelines(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.for_each(args[1], |line| write(vm, &[args[0], line]).map(|_| ()))?;
    Ok(Value::NONE)
}

fn close(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = fd(args[0]);
    if is_closed(fd) {
        return Ok(Value::NONE);
    }
    let flushed = flush(vm, args);
    CLOSED[fd as usize].store(true, Ordering::Relaxed);
    flushed
}

fn flush(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_open(vm, fd(args[0]))?;
    if fd(args[0]) == 1 {
        flush_stdout(vm)?;
    }
    Ok(Value::NONE)
}

/// Reads more input; false at its end.
fn more(vm: &Vm) -> PyResult<bool> {
    flush_stdout(vm)?;
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
    flush_stdout(vm)?;
    let get = |name: &str| pyish_vm::import::import_attribute(vm, "_io", name);
    let raw = vm.call(
        get("FileIO")?,
        &[Value::int(fd(v) as i64), vm.intern(if fd(v) == 0 { "r" } else { "w" }).value(), Value::FALSE],
    )?;
    vm.call(get(if fd(v) == 0 { "BufferedReader" } else { "BufferedWriter" })?, &[raw])
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let mode = if fd(v) == 0 { "r" } else { "w" };
    Ok(vm.new_str(&format!("<_io.TextIOWrapper name='{}' mode='{mode}' encoding='utf-8'>", name(v))).value())
}

fn reconfigure(_: &Vm, _: &[Value]) -> PyResult<Value> {
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
        "(*, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
        reconfigure,
        "Text is always UTF-8.",
    ),
    method("close", "()", close, "Hand buffered output to the system and refuse more."),
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
        getter("encoding", |vm, _| Ok(vm.intern("utf-8").value()), "The encoding."),
        getter(
            "errors",
            |vm, v| Ok(vm.intern(if fd(v) == 2 { "backslashreplace" } else { "strict" }).value()),
            "The error handler.",
        ),
        getter("name", |vm, v| Ok(vm.intern(name(v)).value()), "The name."),
        getter("mode", |vm, v| Ok(vm.intern(if fd(v) == 0 { "r" } else { "w" }).value()), "The mode."),
        getter("newlines", |_, _| Ok(Value::NONE), "None."),
        getter("line_buffering", |_, v| Ok(Value::bool(is_terminal(fd(v)))), "Whether lines are written at once."),
        getter("closed", |_, v| Ok(Value::bool(is_closed(fd(v)))), "Whether it is closed."),
        getter("buffer", buffer, "The binary stream below."),
    ],
    ..TypeDef::NEW
};

/// Makes `sys.stdin`, `sys.stdout` and `sys.stderr`.
pub fn init_std_streams(vm: &Vm) -> PyResult<()> {
    let ty = pyish_vm::import::finder::native_type(vm, &TYPE)?;
    for (fd, name) in [(0, "stdin"), (1, "stdout"), (2, "stderr")] {
        let s = vm.alloc(ty.root_shape(), Stream { header: Header::EMPTY, fd });
        vm.interp.sys_dict().set_str(vm, vm.intern(name), s.value());
        vm.interp.sys_dict().set_str(vm, vm.intern(&format!("__{name}__")), s.value());
    }
    Ok(())
}
