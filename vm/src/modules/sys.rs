//! The module `sys`.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::sync::atomic::Ordering;

use crate::builtins::dict::Dict;
use crate::builtins::module::Module;
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::exceptions::base::BaseException;
use crate::exceptions::{Raised, exc, traceback};
use crate::native::{MethodDef, NativeModule, function};
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The version whose behaviour this interpreter has.
pub const VERSION: (i64, i64, i64) = (3, 15, 2);

fn exit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    // A tuple is taken as the exception's arguments.
    let given: &[Value] = match args[0].to_tuple() {
        Some(t) => t.items(),
        None if args[0].is_none() => &[],
        None => &args[..1],
    };
    Err(vm.error_args(exc::SYSTEM_EXIT, given))
}

fn exc_info(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let v = vm.handled.get();
    if !v.is_ptr() {
        return Ok(vm.new_tuple(&[Value::NONE; 3]).value());
    }
    // SAFETY: what is handled is an exception.
    let tb = unsafe { v.cast::<BaseException>() }.traceback.get();
    Ok(vm.new_tuple(&[vm.type_of(v).value(), v, tb]).value())
}

fn exception(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let v = vm.handled.get();
    Ok(if v.is_ptr() { v } else { Value::NONE })
}

fn getframe(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let depth = vm.index_i64(args[0])?.max(0) as usize;
    match vm.frames().nth(depth) {
        Some((f, _)) => Ok(vm.reify(f).value()),
        None => throw!(vm, VALUE_ERROR, "call stack is not deep enough"),
    }
}

fn getframemodulename(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let depth = vm.index_i64(args[0])?.max(0) as usize;
    Ok(vm
        .frames()
        .nth(depth)
        .and_then(|(f, _)| f.function().globals().get_str(vm.names().__name__))
        .unwrap_or(Value::NONE))
}

fn getrecursionlimit(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::int(vm.interp.recursion_limit.load(Ordering::Relaxed) as i64))
}

fn setrecursionlimit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = vm.index_i64(args[0])?;
    if n < 1 {
        throw!(vm, VALUE_ERROR, "recursion limit must be greater or equal than 1");
    }
    let depth = vm.frames().count() as i64;
    if n <= depth {
        throw!(
            vm,
            RECURSION_ERROR,
            "cannot set the recursion limit to {n} at the recursion depth {depth}: the limit is too low"
        );
    }
    vm.interp.recursion_limit.store(n.min(i32::MAX as i64) as u32, Ordering::Relaxed);
    // The next deep call counts anew.
    vm.set_soft_limit(vm.base.get() as usize);
    Ok(Value::NONE)
}

fn intern(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match args[0].to_exact_str() {
        Some(s) => Ok(vm.intern_str(s).value()),
        None if args[0].to_str().is_some() => throw!(vm, TYPE_ERROR, "can't intern {}", vm.type_name(args[0])),
        None => throw!(vm, TYPE_ERROR, "intern() argument must be str, not {}", vm.type_name(args[0])),
    }
}

fn is_interned(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match args[0].to_str() {
        Some(s) => Ok(Value::bool(s.header().has_flag(crate::object::flag::INTERNED))),
        None => throw!(vm, TYPE_ERROR, "_is_interned() argument must be str, not {}", vm.type_name(args[0])),
    }
}

fn getsizeof(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match vm.call_special(args[0], vm.names().__sizeof__, &[]) {
        Ok(Some(n)) => Ok(n),
        Err(_) if !args[1].is_unbound() => Ok(args[1]),
        Err(e) => Err(e),
        Ok(None) => throw!(vm, TYPE_ERROR, "Type {} doesn't define __sizeof__", vm.type_name(args[0])),
    }
}

fn getrefcount(_: &Vm, _: &[Value]) -> PyResult<Value> {
    // Objects are not counted; two is what CPython says of a fresh one.
    Ok(Value::int(2))
}

fn displayhook(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[0];
    if v.is_none() {
        return Ok(Value::NONE);
    }
    let b = vm.interp.builtins_dict();
    b.set_str(vm, vm.intern("_"), Value::NONE);
    let Some(out) = vm.interp.sys_dict().get_str(vm.names().stdout) else {
        throw!(vm, RUNTIME_ERROR, "lost sys.stdout");
    };
    let text = vm.repr(v)?.value();
    vm.call_method(out, vm.names().write, &[text])?;
    vm.call_method(out, vm.names().write, &[vm.intern("\n").value()])?;
    b.set_str(vm, vm.intern("_"), v);
    Ok(Value::NONE)
}

fn excepthook(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[1].is_instance_flag(crate::object::type_flags::EXC_SUBCLASS) {
        traceback::print(vm, Raised::from_value(args[1]));
    }
    Ok(Value::NONE)
}

fn breakpointhook(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = crate::import::import_attribute(vm, "pdb", "set_trace")?;
    vm.call_dict(f, args[0].to_tuple().expect("bound by *args").items(), args[1].to_dict().expect("bound by **kwargs"))
}

/// The argument of `sys.unraisablehook`.
pub(crate) fn unraisable_args(vm: &Vm, e: Raised, text: &str, object: Value) -> PyResult<Value> {
    let make = vm.interp.sys_dict().get_str(vm.intern("UnraisableHookArgs"));
    let Some(make) = make else { throw!(vm, RUNTIME_ERROR, "sys is gone") };
    let object = if object.is_unbound() { Value::NONE } else { object };
    let message = vm.new_str(text).value();
    vm.call(
        make,
        &[vm.new_tuple(&[vm.type_of(e.value()).value(), e.value(), e.object().traceback.get(), message, object])
            .value()],
    )
}

fn unraisablehook(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let get = |name: &str| vm.getattr(args[0], vm.intern(name));
    let e = get("exc_value")?;
    let text = get("err_msg")?;
    let text = text.to_str().map_or("Exception ignored in".into(), |s| s.to_string_lossy());
    if e.is_ptr() {
        traceback::print_unraisable(vm, Raised::from_value(e), get("object")?, &text);
    }
    Ok(Value::NONE)
}

fn get_int_max_str_digits(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::int(vm.interp.int_max_str_digits.load(Ordering::Relaxed) as i64))
}

fn set_int_max_str_digits(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = vm.index_i64(args[0])?;
    if n != 0 && n < 640 {
        throw!(vm, VALUE_ERROR, "maxdigits must be >= 640 or 0 for unlimited");
    }
    vm.interp.int_max_str_digits.store(n as u32, Ordering::Relaxed);
    Ok(Value::NONE)
}

fn is_finalizing(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(crate::thread::is_frozen()))
}

fn getdefaultencoding(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.intern("utf-8").value())
}
fn getfilesystemencodeerrors(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.intern("surrogateescape").value())
}

fn set_asyncgen_hooks(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    for (slot, v, name) in [
        (&vm.thread_slots().asyncgen_firstiter, args[0], "firstiter"),
        (&vm.thread_slots().asyncgen_finalizer, args[1], "finalizer"),
    ] {
        if v.is_unbound() {
            continue;
        }
        if !v.is_none() && !vm.is_callable(v) {
            throw!(vm, TYPE_ERROR, "callable {name} expected, got {}", vm.type_name(v));
        }
        slot.set(if v.is_none() { Value::UNBOUND } else { v });
    }
    Ok(Value::NONE)
}

fn get_asyncgen_hooks(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let or_none = |v: Value| if v.is_unbound() { Value::NONE } else { v };
    let slots = vm.thread_slots();
    let class = vm.interp.sys_dict().get_str(vm.intern("_asyncgen_hooks")).unwrap_or(Value::NONE);
    let pair = vm.new_tuple(&[or_none(slots.asyncgen_firstiter.get()), or_none(slots.asyncgen_finalizer.get())]);
    if class.is_none() { Ok(pair.value()) } else { vm.call(class, &[pair.value()]) }
}

fn no_op(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::NONE)
}

fn call_tracing(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match args[1].to_tuple() {
        Some(t) => vm.call_traced(|| vm.call(args[0], t.items())),
        None => throw!(vm, TYPE_ERROR, "call_tracing() argument 2 must be tuple, not {}", vm.type_name(args[1])),
    }
}

static FUNCTIONS: &[MethodDef] = &[
    function("exit", "(status=None, /)", exit, "Exit the interpreter by raising SystemExit."),
    function("exc_info", "()", exc_info, "Type, value and traceback of the exception being handled."),
    function("exception", "()", exception, "The exception being handled, or None."),
    function("_getframe", "(depth=0, /)", getframe, "A frame of the call stack."),
    function("_getframemodulename", "(depth=0)", getframemodulename, "The module of a frame of the call stack."),
    function("getrecursionlimit", "()", getrecursionlimit, "The recursion limit."),
    function("setrecursionlimit", "(limit, /)", setrecursionlimit, "Set the recursion limit."),
    function("intern", "(string, /)", intern, "The one object for a text."),
    function("_is_interned", "(string, /)", is_interned, "Whether a string is interned."),
    function("getsizeof", "(object, default=<unset>)", getsizeof, "Size of an object in bytes."),
    function("getrefcount", "(object, /)", getrefcount, "Two: objects are not counted here."),
    function("displayhook", "(object, /)", displayhook, "Print a value and keep it as `_`."),
    function("excepthook", "(exctype, value, traceback, /)", excepthook, "Print an exception."),
    function("breakpointhook", "(*args, **kws)", breakpointhook, "Enter the debugger."),
    function("unraisablehook", "(unraisable, /)", unraisablehook, "Report an exception that cannot be raised."),
    function("get_int_max_str_digits", "()", get_int_max_str_digits, "The limit of decimal conversions."),
    function("set_int_max_str_digits", "(maxdigits)", set_int_max_str_digits, "Set the limit of decimal conversions."),
    function("is_finalizing", "()", is_finalizing, "Whether the interpreter is shutting down."),
    function("getdefaultencoding", "()", getdefaultencoding, "The default encoding of strings."),
    function("getfilesystemencoding", "()", getdefaultencoding, "The encoding of file names."),
    function("getfilesystemencodeerrors", "()", getfilesystemencodeerrors, "The error handler of file names."),
    function(
        "set_asyncgen_hooks",
        "(firstiter=<unset>, finalizer=<unset>)",
        set_asyncgen_hooks,
        "Set hooks for asynchronous generators.",
    ),
    function("get_asyncgen_hooks", "()", get_asyncgen_hooks, "Hooks for asynchronous generators."),
    function("_clear_type_cache", "()", no_op, "Nothing to clear."),
    function("_clear_internal_caches", "()", no_op, "Nothing to clear."),
    function("call_tracing", "(func, args, /)", call_tracing, "Call a function with tracing on."),
];

static MODULE: NativeModule = NativeModule {
    name: "sys",
    doc: "Objects that the interpreter uses or maintains.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};

/// Fills the module at start-up.
pub(crate) fn fill(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    crate::import::finder::fill_native(vm, m, &MODULE)?;
    for f in super::sys_threads::FUNCTIONS
        .iter()
        .chain(super::sys_audit::FUNCTIONS)
        .chain(super::sys_facts::FUNCTIONS)
        .chain(super::sys_lazy::FUNCTIONS)
    {
        m.set(vm, f.name, vm.new_native(f, Value::UNBOUND, None, Some(m)));
    }
    for hook in ["displayhook", "excepthook", "breakpointhook", "unraisablehook"] {
        let v = m.dict().get_str(vm.intern(hook)).expect("a function of the table");
        m.set(vm, &format!("__{hook}__"), v);
    }
    let config = &vm.interp.config;
    let (major, minor, micro) = VERSION;
    let text = |s: &str| vm.new_str(s).value();
    let list = |items: &[String]| {
        let l = vm.new_list(&[]);
        items.iter().for_each(|s| l.push(vm, vm.new_str(s).value()));
        l.value()
    };
    let words = |items: &[OsString]| {
        let l = vm.new_list(&[]);
        items.iter().for_each(|s| l.push(vm, word(vm, s)));
        l.value()
    };
    let version = format!("{major}.{minor}.{micro} (pyish {}) [Rust]", env!("CARGO_PKG_VERSION"));
    for (name, v) in [
        ("modules", vm.interp.modules.get()),
        ("argv", words(&config.argv)),
        ("orig_argv", words(&config.orig_argv)),
        ("path", list(&config.path)),
        ("executable", text(&config.executable)),
        ("_base_executable", text(&config.executable)),
        ("version", text(&version)),
        ("hexversion", Value::int(major << 24 | minor << 16 | micro << 8 | 0xf0)),
        ("api_version", Value::int(1013)),
        ("copyright", text("Copyright the pyish authors.")),
        ("platform", text("linux")),
        ("byteorder", text(if cfg!(target_endian = "little") { "little" } else { "big" })),
        ("maxsize", vm.new_int(i64::MAX)),
        ("maxunicode", Value::int(0x10_ffff)),
        ("prefix", text("/usr/local")),
        ("base_prefix", text("/usr/local")),
        ("exec_prefix", text("/usr/local")),
        ("base_exec_prefix", text("/usr/local")),
        ("platlibdir", text("lib")),
        ("_stdlib_dir", text(crate::import::library::FOLDER)),
        ("pycache_prefix", Value::NONE),
        ("dont_write_bytecode", Value::TRUE),
        ("float_repr_style", text("short")),
        ("meta_path", vm.new_list(&[]).value()),
        ("path_hooks", vm.new_list(&[]).value()),
        ("path_importer_cache", vm.new_dict().value()),
        ("warnoptions", list(&config.warn_options)),
        ("abiflags", text("")),
        ("_git", vm.new_tuple(&[text("pyish"), text(""), text("")]).value()),
        ("abi_info", super::sys_facts::abi_info(vm)?),
        ("lazy_modules", super::sys_lazy::pending(vm)),
        ("tracebacklimit", Value::UNBOUND),
        ("stdin", Value::NONE),
        ("stdout", Value::NONE),
        ("stderr", Value::NONE),
    ] {
        if !v.is_unbound() {
            m.set(vm, name, v);
        }
    }
    x_options(vm, m);
    fill_structures(vm, m)?;
    fill_names(vm, m)
}

fn x_options(vm: &Vm, m: Ref<Module>) {
    let d = vm.new_dict();
    for (k, v) in &vm.interp.config.x_options {
        let v = v.as_ref().map_or(Value::TRUE, |s| vm.new_str(s).value());
        d.set_str(vm, vm.intern(k), v);
    }
    m.set(vm, "_xoptions", d.value());
}

fn fill_structures(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    use crate::builtins::structseq;
    let make = |name: &str, fields: &[(&str, &str)], values: &[Value]| -> PyResult<Value> {
        // Flags that came later are no items.
        let ty = structseq::make_type(vm, name, "", fields, fields.len().min(18))?;
        Ok(structseq::new(vm, ty, values))
    };
    let (major, minor, micro) = VERSION;
    let text = |s: &str| vm.intern(s).value();
    let version_fields = [("major", ""), ("minor", ""), ("micro", ""), ("releaselevel", ""), ("serial", "")];
    let version = [Value::int(major), Value::int(minor), Value::int(micro), text("final"), Value::int(0)];
    let info = make("sys.version_info", &version_fields, &version)?;
    m.set(vm, "version_info", info);
    let c = &vm.interp.config;
    let b = |x: bool| Value::int(x as i64);
    let flags = [
        ("debug", Value::int(0)),
        ("inspect", b(c.inspect)),
        ("interactive", b(c.interactive)),
        ("optimize", Value::int(c.optimize as i64)),
        ("dont_write_bytecode", b(c.dont_write_bytecode)),
        ("no_user_site", b(c.no_user_site)),
        ("no_site", b(c.no_site)),
        ("ignore_environment", b(c.ignore_environment)),
        ("verbose", Value::int(c.verbose as i64)),
        ("bytes_warning", Value::int(c.bytes_warning as i64)),
        ("quiet", b(c.quiet)),
        ("hash_randomization", b(c.hash_seed != Some(0))),
        ("isolated", b(c.isolated)),
        ("dev_mode", Value::bool(c.dev_mode)),
        ("utf8_mode", Value::int(1)),
        ("warn_default_encoding", Value::int(0)),
        ("safe_path", Value::bool(c.safe_path)),
        ("int_max_str_digits", Value::int(4300)),
        ("gil", Value::int(c.gil.unwrap_or(true) as i64)),
        ("thread_inherit_context", Value::int(0)),
        ("context_aware_warnings", Value::int(0)),
        ("lazy_imports", Value::int(if c.lazy_imports == Some(true) { 1 } else { -1 })),
    ];
    let names = flags.map(|(n, _)| (n, ""));
    let values = flags.map(|(_, v)| v);
    m.set(vm, "flags", make("sys.flags", &names, &values)?);
    let f = |x: f64| vm.new_float(x);
    let floats = [
        ("max", f(f64::MAX)),
        ("max_exp", Value::int(1024)),
        ("max_10_exp", Value::int(308)),
        ("min", f(f64::MIN_POSITIVE)),
        ("min_exp", Value::int(-1021)),
        ("min_10_exp", Value::int(-307)),
        ("dig", Value::int(15)),
        ("mant_dig", Value::int(53)),
        ("epsilon", f(f64::EPSILON)),
        ("radix", Value::int(2)),
        ("rounds", Value::int(1)),
    ];
    m.set(vm, "float_info", make("sys.float_info", &floats.map(|(n, _)| (n, "")), &floats.map(|(_, v)| v))?);
    let ints = [
        ("bits_per_digit", Value::int(30)),
        ("sizeof_digit", Value::int(4)),
        ("default_max_str_digits", Value::int(4300)),
        ("str_digits_check_threshold", Value::int(640)),
    ];
    m.set(vm, "int_info", make("sys.int_info", &ints.map(|(n, _)| (n, "")), &ints.map(|(_, v)| v))?);
    let hashes = [
        ("width", Value::int(64)),
        ("modulus", vm.new_int(crate::hash::MODULUS as i64)),
        ("inf", Value::int(crate::hash::INFINITY)),
        ("nan", Value::int(0)),
        ("imag", Value::int(crate::hash::IMAGINARY)),
        ("algorithm", text("siphash13")),
        ("hash_bits", Value::int(64)),
        ("seed_bits", Value::int(128)),
        ("cutoff", Value::int(0)),
    ];
    m.set(vm, "hash_info", make("sys.hash_info", &hashes.map(|(n, _)| (n, "")), &hashes.map(|(_, v)| v))?);
    let threads = [("name", text("pthread")), ("lock", text("futex")), ("version", Value::NONE)];
    m.set(vm, "thread_info", make("sys.thread_info", &threads.map(|(n, _)| (n, "")), &threads.map(|(_, v)| v))?);
    let args = [("exc_type", ""), ("exc_value", ""), ("exc_traceback", ""), ("err_msg", ""), ("object", "")];
    m.set(vm, "UnraisableHookArgs", structseq::make_type(vm, "UnraisableHookArgs", "", &args, 5)?.value());
    let hooks = [("firstiter", ""), ("finalizer", "")];
    m.set(vm, "_asyncgen_hooks", structseq::make_type(vm, "sys.asyncgen_hooks", "", &hooks, 2)?.value());
    implementation(vm, m, info)
}

fn implementation(vm: &Vm, m: Ref<Module>, version: Value) -> PyResult<()> {
    let namespace = crate::builtins::namespace::new(vm);
    for (name, v) in [
        ("name", vm.intern("pyish").value()),
        ("cache_tag", Value::NONE),
        ("version", version),
        ("hexversion", vm.interp.sys_dict().get_str(vm.intern("hexversion")).unwrap_or(Value::NONE)),
        ("_multiarch", vm.intern("x86_64-linux-gnu").value()),
        ("supports_isolated_interpreters", Value::FALSE),
    ] {
        vm.setattr(namespace, vm.intern(name), v)?;
    }
    m.set(vm, "implementation", namespace);
    Ok(())
}

fn fill_names(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    let l = vm.new_list(&[]);
    let mut names: Vec<&str> = vec!["builtins", "sys"];
    names.extend(vm.interp.natives.iter().map(|n| n.name));
    names.sort_unstable();
    names.iter().for_each(|n| l.push(vm, vm.intern(n).value()));
    m.set(vm, "builtin_module_names", l.snapshot(vm).value());
    let all = vm.new_list(&[]);
    names.extend(vm.interp.frozen.iter().map(|f| f.name).filter(|n| !n.contains('.')));
    names.extend(super::sys_names::MISSING.split_ascii_whitespace());
    names.iter().for_each(|n| all.push(vm, vm.intern(n).value()));
    m.set(vm, "stdlib_module_names", crate::builtins::set::new_frozenset(vm, all.value())?);
    Ok(())
}

/// A whole line for `print` when every value is a plain string or small number: one write instead of many.
pub(crate) fn plain_line(vm: &Vm, values: &[Value], sep: Ref<Str>, end: Ref<Str>) -> PyResult<Option<Value>> {
    let plain = |v: &Value| v.has_shape(shape::STR) || v.is_int() || v.is_inline_float() || v.is_none() || v.is_bool();
    if !values.iter().all(plain) {
        return Ok(None);
    }
    let n = (values.len() * 2).max(1);
    let line = vm.with_scratch(n, |parts| {
        let mut at = 0;
        for (i, v) in values.iter().enumerate() {
            if i > 0 {
                parts[at] = sep.value();
                at += 1;
            }
            parts[at] = vm.str(*v)?.value();
            at += 1;
        }
        parts[at] = end.value();
        crate::builtins::str::concat_all(vm, &parts[..=at])
    })?;
    Ok(Some(line.value()))
}

/// `input(prompt)`.
pub(crate) fn input(vm: &Vm, prompt: Value) -> PyResult<Value> {
    let stream = |name: &str| -> PyResult<Value> {
        match vm.interp.sys_dict().get_str(vm.intern(name)) {
            Some(v) if !v.is_none() => Ok(v),
            _ => throw!(vm, RUNTIME_ERROR, "lost sys.{name}"),
        }
    };
    let (stdin, stdout, stderr) = (stream("stdin")?, stream("stdout")?, stream("stderr")?);
    // What cannot be told there is not asked for.
    let _ = vm.call_method(stderr, vm.names().flush, &[]);
    let text = vm.str(prompt)?.value();
    vm.call_method(stdout, vm.names().write, &[text])?;
    vm.call_method(stdout, vm.names().flush, &[])?;
    let line = vm.call_method(stdin, vm.names().readline, &[])?;
    let Some(s) = line.to_str() else { return Err(vm.bad_result(stdin, "readline", "a str", line)) };
    if s.is_empty() {
        throw!(vm, EOF_ERROR, "EOF when reading a line");
    }
    let n = s.len();
    if s.units().get(n - 1) == '\n' as u32 {
        return Ok(vm.new_str_from_units(s.units().iter().take(n - 1).collect::<Vec<u32>>().into_iter())?.value());
    }
    Ok(line)
}

/// A word of the command line; bytes that are not UTF-8 become lone surrogates.
fn word(vm: &Vm, s: &OsStr) -> Value {
    let units = s.as_bytes().utf8_chunks().flat_map(|chunk| {
        chunk.valid().chars().map(u32::from).chain(chunk.invalid().iter().map(|b| 0xdc00 + u32::from(*b)))
    });
    vm.new_str_from_units(units).map_or(Value::NONE, |s| s.value())
}

/// A dict of `sys`, for the binary.
pub fn dict(vm: &Vm) -> Ref<Dict> {
    vm.interp.sys_dict()
}
