//! The module `builtins`: functions. The types come from `builtins::TABLE`.

use pyish_parser::{Mode, SyntaxWarning};

use crate::builtins::code::{self, Code};
use crate::builtins::dict::Dict;
use crate::builtins::object;
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::bytecode::unit::flags;
use crate::compile;
use crate::exceptions::exc;
use crate::exceptions::syntax::{self, Found};
use crate::native::{MethodDef, NativeModule, function};
use crate::object::{CompareOp, Ref, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

fn abs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match vm.type_of(args[0]).slots().abs {
        Some(f) => f(vm, args[0]),
        None => throw!(vm, TYPE_ERROR, "bad operand type for abs(): '{}'", vm.type_name(args[0])),
    }
}

fn aiter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match vm.type_of(args[0]).slots().aiter {
        Some(f) => {
            let it = f(vm, args[0])?;
            if vm.type_of(it).slots().anext.is_none() {
                return Err(vm.bad_result(args[0], "__aiter__", "an async iterator", it));
            }
            Ok(it)
        }
        None => throw!(vm, TYPE_ERROR, "'{}' object is not an async iterable", vm.type_name(args[0])),
    }
}

fn anext(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(f) = vm.type_of(args[0]).slots().anext else {
        throw!(vm, TYPE_ERROR, "'{}' object is not an async iterator", vm.type_name(args[0]));
    };
    let awaitable = f(vm, args[0])?;
    if args[1].is_unbound() {
        return Ok(awaitable);
    }
    Ok(crate::builtins::async_generator::anext_with_default(vm, awaitable, args[1]))
}

fn all(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = vm.iter(args[0])?;
    while let Some(v) = vm.next(it)? {
        if !vm.truthy(v)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn any(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = vm.iter(args[0])?;
    while let Some(v) = vm.next(it)? {
        if vm.truthy(v)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn ascii(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.ascii(args[0])?.value())
}

fn in_base(vm: &Vm, v: Value, spec: &str) -> PyResult<Value> {
    let i = vm.index(v)?;
    Ok(vm.format(i, vm.intern(spec))?.value())
}
fn bin(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    in_base(vm, args[0], "#b")
}
fn oct(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    in_base(vm, args[0], "#o")
}
fn hex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    in_base(vm, args[0], "#x")
}

fn breakpoint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(hook) = vm.interp.sys_dict().get_str(vm.intern("breakpointhook")) else {
        throw!(vm, RUNTIME_ERROR, "lost sys.breakpointhook");
    };
    let kwargs = args[1].to_dict().expect("bound by **kwargs");
    vm.call_dict(hook, args[0].to_tuple().expect("bound by *args").items(), kwargs)
}

fn callable(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.is_callable(args[0])))
}

fn chr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let i = vm.index(args[0])?;
    match vm.int_to_i64(i) {
        Some(c) if (0..=0x10_ffff).contains(&c) => Ok(vm.new_str_from_units(std::iter::once(c as u32))?.value()),
        _ => throw!(vm, VALUE_ERROR, "chr() arg not in range(0x110000)"),
    }
}

fn ord(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[0];
    if let Some(s) = v.to_str() {
        if s.len() == 1 {
            return Ok(Value::int(s.units().get(0) as i64));
        }
        throw!(vm, TYPE_ERROR, "ord() expected a character, but string of length {} found", s.len());
    }
    if v.is_instance_flag(type_flags::BYTES_SUBCLASS) || v.has_shape(shape::BYTEARRAY) {
        return vm.with_buffer(v, |b| match b {
            [one] => Ok(Value::int(*one as i64)),
            _ => throw!(vm, TYPE_ERROR, "ord() expected a character, but string of length {} found", b.len()),
        })?;
    }
    throw!(vm, TYPE_ERROR, "ord() expected string of length 1, but {} found", vm.type_name(v))
}

/// Issues the compiler's warnings.
/// Issues what parsing or compiling warns of. A warning that the filters make an error is a SyntaxError.
fn emit_warnings(vm: &Vm, warnings: &[SyntaxWarning], source: &str, filename: &str, found: Found) -> PyResult<()> {
    for w in warnings {
        let f = crate::import::import_attribute(vm, "warnings", "warn_explicit")?;
        let (text, file) = (vm.new_str(&w.message).value(), vm.new_str(filename).value());
        let issued = vm.call(f, &[text, shape::SYNTAX_WARNING.ty().value(), file, Value::int(w.lineno as i64)]);
        match issued {
            Err(e) if e.matches(vm, exc::SYNTAX_WARNING) => {
                return Err(syntax::raise(vm, &w.as_error(source, found == Found::Compiling), source, filename, found));
            }
            other => other?,
        };
    }
    Ok(())
}

/// Compiles source text to a code object; syntax errors become exceptions.
pub fn compile_source(vm: &Vm, source: &str, filename: &str, mode: Mode, future: u32) -> PyResult<Ref<Code>> {
    let options = compile::Options {
        optimize: vm.interp.config.optimize,
        future_annotations: future & flags::FUTURE_ANNOTATIONS != 0,
        top_level_await: false,
    };
    compile_with(vm, source, filename, mode, options)
}

fn compile_with(vm: &Vm, source: &str, filename: &str, mode: Mode, options: compile::Options) -> PyResult<Ref<Code>> {
    let mut warnings = Vec::new();
    let module = match pyish_parser::parse_with_warnings(source, mode, &mut warnings) {
        Ok(m) => m,
        Err(e) => {
            // Literals before the mistake have been read.
            warnings.retain(|w| w.span.start < e.span.start);
            emit_warnings(vm, &warnings, source, filename, Found::Parsing(mode))?;
            return Err(syntax::raise(vm, &e, source, filename, Found::Parsing(mode)));
        }
    };
    match compile::compile(&module, source, filename, options) {
        Ok(output) => {
            emit_warnings(vm, &warnings, source, filename, Found::Parsing(mode))?;
            emit_warnings(vm, &output.warnings, source, filename, Found::Compiling)?;
            code::link(vm, &output.unit)
        }
        Err(e) => Err(syntax::raise(vm, &e, source, filename, Found::Compiling)),
    }
}

/// The text of a source argument.
fn source_text(vm: &Vm, v: Value, what: &str) -> PyResult<String> {
    if let Some(s) = v.to_str() {
        if s.units().iter().any(|c| c == 0) {
            return Err(vm.error(exc::SYNTAX_ERROR, "source code string cannot contain null bytes"));
        }
        return match s.to_utf8() {
            Some(t) => Ok(t),
            None => match vm.call_method(v, vm.intern("encode"), &[]) {
                Err(e) => Err(e),
                Ok(_) => throw!(vm, VALUE_ERROR, "source text cannot be encoded"),
            },
        };
    }
    if v.is_instance_flag(type_flags::BYTES_SUBCLASS) || v.has_shape(shape::BYTEARRAY) || v.has_shape(shape::MEMORYVIEW)
    {
        let bytes = vm.with_buffer(v, |bytes| bytes.to_vec())?;
        return pyish_parser::decode(&bytes).map_err(|e| syntax::raise_decode(vm, &e, "<string>", &bytes));
    }
    throw!(
        vm,
        TYPE_ERROR,
        "{what} must be a string, bytes or {} object",
        if what.starts_with("compile") { "AST" } else { "code" }
    )
}

fn compile_builtin(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [source, filename, mode, flags_arg, dont_inherit, optimize, _feature] = *args else {
        unreachable!("bound by the signature")
    };
    let Some(mode_text) = mode.to_str() else {
        let got = if mode.is_none() { "None".to_owned() } else { vm.type_name(mode) };
        throw!(vm, TYPE_ERROR, "compile() argument 'mode' must be str, not {got}");
    };
    let mode = match &*mode_text.to_string_lossy() {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        "func_type" => throw!(vm, VALUE_ERROR, "compile() mode 'func_type' requires flag PyCF_ONLY_AST"),
        _ => throw!(vm, VALUE_ERROR, "compile() mode must be 'exec', 'eval' or 'single'"),
    };
    let filename = crate::import::path_text(vm, filename)?;
    let wanted = vm.index_i64(flags_arg)?;
    if wanted & !compiler_flags::KNOWN != 0 {
        throw!(vm, VALUE_ERROR, "compile(): unrecognised flags");
    }
    let optimize = match vm.index_i64(optimize)? {
        -1 => vm.interp.config.optimize,
        n @ 0..=2 => n as u8,
        _ => throw!(vm, VALUE_ERROR, "compile(): invalid optimize value"),
    };
    let text = source_text(vm, source, "compile() arg 1")?;
    let mut future = wanted as u32 & flags::FUTURE_ANNOTATIONS;
    if !vm.truthy(dont_inherit)?
        && let Some((frame, _)) = vm.current_frame()
    {
        future |= frame.code().flags & flags::FUTURE_ANNOTATIONS;
    }
    let options = compile::Options {
        optimize,
        future_annotations: future & flags::FUTURE_ANNOTATIONS != 0,
        top_level_await: wanted & compiler_flags::TOP_LEVEL_AWAIT != 0,
    };
    if wanted & compiler_flags::ALLOW_INCOMPLETE_INPUT != 0 && is_incomplete(&text, mode, wanted) {
        let mut warnings = Vec::new();
        let _ = pyish_parser::parse_with_warnings(&text, mode, &mut warnings);
        emit_warnings(vm, &warnings, &text, &filename, Found::Parsing(mode))?;
        return Err(vm.error(exc::INCOMPLETE_INPUT_ERROR, "incomplete input"));
    }
    Ok(compile_with(vm, &text, &filename, mode, options)?.value())
}

/// Whether more lines could make a statement of the text. A block whose last line has no end could go on, where dedents
/// are not implied.
fn is_incomplete(text: &str, mode: Mode, wanted: i64) -> bool {
    match pyish_parser::parse(text, mode) {
        Err(e) => e.incomplete,
        Ok(_) => {
            let implied = wanted & compiler_flags::DONT_IMPLY_DEDENT == 0;
            mode == Mode::Single && !implied && pyish_parser::ends_in_block(text)
        }
    }
}

/// The numbers that `compile()` takes as flags.
mod compiler_flags {
    pub const DONT_IMPLY_DEDENT: i64 = 0x200;
    pub const TOP_LEVEL_AWAIT: i64 = 0x2000;
    pub const ALLOW_INCOMPLETE_INPUT: i64 = 0x4000;
    /// Of `from __future__` imports, `ast` and `codeop`, and that of nested scopes.
    pub const KNOWN: i64 = 0x1fe_0000 | 0xfe00 | 0x10;
}

/// Makes sure that a globals dict says where builtins are.
pub fn ensure_builtins(vm: &Vm, globals: Ref<Dict>) {
    if globals.get_str(vm.names().__builtins__).is_none() {
        let module = vm.interp.modules_dict().and_then(|m| m.get_str(vm.names().builtins));
        globals.set_str(vm, vm.names().__builtins__, module.unwrap_or_else(|| vm.interp.builtins_dict().value()));
    }
}

/// Runs a code object of module kind with a namespace.
pub fn run_code(vm: &Vm, code: Ref<Code>, globals: Ref<Dict>, locals: Value) -> PyResult<Value> {
    ensure_builtins(vm, globals);
    let f = vm.new_function(code, globals)?;
    if f.code().flags & flags::NAMESPACE != 0 {
        crate::eval::call::call_with_namespace(vm, f, locals)
    } else {
        vm.call(f.value(), &[])
    }
}

fn namespaces(vm: &Vm, name: &str, globals: Value, locals: Value) -> PyResult<(Ref<Dict>, Value)> {
    if globals.is_none() {
        let Some((frame, _)) = vm.current_frame() else {
            throw!(vm, SYSTEM_ERROR, "globals and locals cannot be NULL");
        };
        let g = frame.function().globals();
        let l = if locals.is_none() { crate::builtins::frame::locals(vm, frame)? } else { locals };
        return Ok((g, l));
    }
    let Some(g) = globals.to_dict() else {
        if name == "exec" {
            throw!(vm, TYPE_ERROR, "exec() globals must be a dict or a frozendict, not {}", vm.type_name(globals));
        }
        let hint = if vm.type_of(globals).slots().getitem.is_some() {
            "globals must be a real dict or a frozendict; try eval(expr, {}, mapping)"
        } else {
            "globals must be a dict or a frozendict"
        };
        throw!(vm, TYPE_ERROR, "{hint}");
    };
    if !locals.is_none() && vm.type_of(locals).slots().getitem.is_none() {
        if name == "eval" {
            throw!(vm, TYPE_ERROR, "locals must be a mapping");
        }
        throw!(vm, TYPE_ERROR, "locals must be a mapping or None, not {}", vm.type_name(locals));
    }
    Ok((g, if locals.is_none() { globals } else { locals }))
}

fn eval(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (globals, locals) = namespaces(vm, "eval", args[1], args[2])?;
    ensure_builtins(vm, globals);
    if args[0].has_shape(shape::CODE) {
        // SAFETY: the shape says so.
        let code: Ref<Code> = unsafe { args[0].cast() };
        if !code.freevars().is_empty() {
            throw!(vm, TYPE_ERROR, "code object passed to eval() may not contain free variables");
        }
        return run_code(vm, code, globals, locals);
    }
    let text = source_text(vm, args[0], "eval() arg 1")?;
    let code = compile_source(vm, text.trim_start_matches([' ', '\t']), "<string>", Mode::Eval, inherited(vm))?;
    run_code(vm, code, globals, locals)
}

fn inherited(vm: &Vm) -> u32 {
    vm.current_frame().map_or(0, |(f, _)| f.code().flags & flags::FUTURE_ANNOTATIONS)
}

fn exec(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (globals, locals) = namespaces(vm, "exec", args[1], args[2])?;
    ensure_builtins(vm, globals);
    let closure = args[3];
    if args[0].has_shape(shape::CODE) {
        // SAFETY: the shape says so.
        let code: Ref<Code> = unsafe { args[0].cast() };
        let nfree = code.freevars().len();
        if closure.is_none() && nfree == 0 {
            run_code(vm, code, globals, locals)?;
            return Ok(Value::NONE);
        }
        if nfree == 0 {
            throw!(vm, TYPE_ERROR, "cannot use a closure with this code object");
        }
        let cells =
            closure.to_tuple().filter(|t| t.len() == nfree && t.items().iter().all(|c| c.has_shape(shape::CELL)));
        let Some(cells) = cells else {
            throw!(vm, TYPE_ERROR, "code object requires a closure of exactly length {nfree}");
        };
        let f = vm.new_function(code, globals)?;
        f.closure.set(cells.value());
        vm.call(f.value(), &[])?;
        return Ok(Value::NONE);
    }
    if !closure.is_none() {
        throw!(vm, TYPE_ERROR, "closure argument can only be used when source is a code object");
    }
    let text = source_text(vm, args[0], "exec() arg 1")?;
    let code = compile_source(vm, &text, "<string>", Mode::Exec, inherited(vm))?;
    run_code(vm, code, globals, locals)?;
    Ok(Value::NONE)
}

fn delattr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = vm.attribute_name(args[1])?;
    vm.delattr(args[0], name)?;
    Ok(Value::NONE)
}

fn dir(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].is_unbound() {
        let Some((frame, _)) = vm.current_frame() else { throw!(vm, SYSTEM_ERROR, "frame does not exist") };
        let locals = crate::builtins::frame::locals(vm, frame)?;
        let keys = vm.call_method(locals, vm.names().keys, &[])?;
        return object::sorted(vm, vm.collect(keys)?);
    }
    match vm.call_special(args[0], vm.names().__dir__, &[])? {
        Some(names) => object::sorted(vm, vm.collect(names)?),
        None => throw!(vm, TYPE_ERROR, "object does not provide __dir__"),
    }
}

fn divmod(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.divmod(args[0], args[1])
}

fn format(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match args[1].to_str() {
        Some(spec) => Ok(vm.format(args[0], spec)?.value()),
        None => throw!(vm, TYPE_ERROR, "format() argument 2 must be str, not {}", vm.type_name(args[1])),
    }
}

fn getattr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = vm.attribute_name(args[1])?;
    if args[2].is_unbound() {
        return vm.getattr(args[0], name);
    }
    Ok(vm.getattr_opt(args[0], name)?.unwrap_or(args[2]))
}

fn globals(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.current_globals().map_or(Value::NONE, |g| g.value()))
}

fn hasattr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = vm.attribute_name(args[1])?;
    Ok(Value::bool(vm.getattr_opt(args[0], name)?.is_some()))
}

fn hash(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.hash(args[0])?))
}

fn id(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[0];
    Ok(if v.is_ptr() { vm.new_int(v.bits() as i64) } else { vm.new_int((v.bits() >> 1) as i64 | 1) })
}

fn input(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    crate::modules::sys::input(vm, args[0])
}

fn isinstance(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.is_instance(args[0], args[1])?))
}
fn issubclass(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.is_subclass(args[0], args[1])?))
}

fn iter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[1].is_unbound() {
        return vm.iter(args[0]);
    }
    if !vm.is_callable(args[0]) {
        throw!(vm, TYPE_ERROR, "iter(v, w): v must be callable");
    }
    Ok(crate::builtins::iterators::callable_iterator(vm, args[0], args[1]))
}

fn len(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.len(args[0])? as i64))
}

fn locals(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    match vm.current_frame() {
        Some((frame, _)) => crate::builtins::frame::locals(vm, frame),
        None => throw!(vm, SYSTEM_ERROR, "frame does not exist"),
    }
}

fn extremum(vm: &Vm, args: &[Value], name: &str, op: CompareOp) -> PyResult<Value> {
    let given = args[0].to_tuple().expect("bound by *args");
    let (default, key) = (args[1], args[2]);
    let source = match given.items() {
        [] => throw!(vm, TYPE_ERROR, "{name} expected at least 1 argument, got 0"),
        [one] => *one,
        _ if !default.is_unbound() => {
            throw!(vm, TYPE_ERROR, "Cannot specify a default for {name}() with multiple positional arguments")
        }
        _ => given.value(),
    };
    let (mut best, mut best_key) = (Value::UNBOUND, Value::UNBOUND);
    vm.for_each(source, |v| {
        let k = if key.is_none() { v } else { vm.call(key, &[v])? };
        if best.is_unbound() || vm.compare_bool(k, best_key, op)? {
            best = v;
            best_key = k;
        }
        Ok(())
    })?;
    if !best.is_unbound() {
        return Ok(best);
    }
    if default.is_unbound() {
        throw!(vm, VALUE_ERROR, "{name}() iterable argument is empty");
    }
    Ok(default)
}
fn max(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    extremum(vm, args, "max", CompareOp::Gt)
}
fn min(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    extremum(vm, args, "min", CompareOp::Lt)
}

fn next(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(f) = vm.type_of(args[0]).slots().next else {
        throw!(vm, TYPE_ERROR, "'{}' object is not an iterator", vm.type_name(args[0]));
    };
    let r = f(vm, args[0])?;
    if !r.is_unbound() {
        return Ok(r);
    }
    let result = vm.take_stop_value();
    if !args[1].is_unbound() {
        return Ok(args[1]);
    }
    if result.is_none() { Err(vm.stop_iteration()) } else { Err(vm.error_args(exc::STOP_ITERATION, &[result])) }
}

fn pow(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.power(args[0], args[1], args[2])
}

/// Whether a stream is one of `io`'s own, for which one write of a line is as good as several.
fn takes_lines(vm: &Vm, file: Value) -> bool {
    let ty = vm.type_of(file);
    let module = || ty.dict().get_str(vm.names().__module__).and_then(Value::to_str);
    !ty.has_flag(type_flags::HEAP) || module().is_some_and(|m| m.eq_str("_io"))
}

fn print(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [values, sep, end, file, flush] = *args else { unreachable!("bound by the signature") };
    let values = values.to_tuple().expect("bound by *args");
    let text = |v: Value, name: &str, default: &str| -> PyResult<Ref<Str>> {
        match v.to_str() {
            Some(s) => Ok(s),
            None if v.is_none() => Ok(vm.intern(default)),
            None => throw!(vm, TYPE_ERROR, "{name} must be None or a string, not {}", vm.type_name(v)),
        }
    };
    let (sep, end) = (text(sep, "sep", " ")?, text(end, "end", "\n")?);
    let file = if file.is_none() {
        match vm.interp.sys_dict().get_str(vm.names().stdout) {
            Some(f) if f.is_none() => return Ok(Value::NONE),
            Some(f) => f,
            None => throw!(vm, RUNTIME_ERROR, "lost sys.stdout"),
        }
    } else {
        file
    };
    if takes_lines(vm, file)
        && let Some(line) = crate::modules::sys::plain_line(vm, values.items(), sep, end)?
    {
        vm.call_method(file, vm.names().write, &[line])?;
    } else {
        for (i, v) in values.items().iter().enumerate() {
            if i > 0 {
                vm.call_method(file, vm.names().write, &[sep.value()])?;
            }
            let s = vm.str(*v)?.value();
            vm.call_method(file, vm.names().write, &[s])?;
        }
        vm.call_method(file, vm.names().write, &[end.value()])?;
    }
    if vm.truthy(flush)? {
        vm.call_method(file, vm.names().flush, &[])?;
    }
    Ok(Value::NONE)
}

fn repr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.repr(args[0])?.value())
}

fn round(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let rest = &args[1..];
    let rest: &[Value] = if args[1].is_none() { &[] } else { rest };
    match vm.call_special(args[0], vm.names().__round__, rest)? {
        Some(r) => Ok(r),
        None => throw!(vm, TYPE_ERROR, "type {} doesn't define __round__ method", vm.type_name(args[0])),
    }
}

fn setattr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = vm.attribute_name(args[1])?;
    vm.setattr(args[0], name, args[2])?;
    Ok(Value::NONE)
}

fn sorted(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let list = vm.collect(args[0])?;
    let f = vm.getattr(list.value(), vm.intern("sort"))?;
    vm.call_kw(f, &[], &[("key", args[1]), ("reverse", args[2])])?;
    Ok(list.value())
}

fn sum(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    crate::modules::sum::sum(vm, args[0], args[1])
}

fn vars(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].is_unbound() {
        return locals(vm, &[]);
    }
    match vm.getattr_opt(args[0], vm.names().__dict__)? {
        Some(d) => Ok(d),
        None => throw!(vm, TYPE_ERROR, "vars() argument must have __dict__ attribute"),
    }
}

/// `open` is the function of `io`, found when it is first called.
fn open(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = crate::import::import_attribute(vm, "_io", "_open")?;
    vm.call(f, args)
}

fn import(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    crate::import::import_call(vm, args)
}

fn build_class(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let all = args[0].to_tuple().expect("bound by *args").items();
    let kwargs = args[1].to_dict().expect("bound by **kwargs");
    let [f, name, bases @ ..] = all else { throw!(vm, TYPE_ERROR, "__build_class__: not enough arguments") };
    if !f.has_shape(shape::FUNCTION) {
        throw!(vm, TYPE_ERROR, "__build_class__: func must be a function");
    }
    if name.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "__build_class__: name is not a string");
    }
    crate::builtins::type_::statement::build(vm, *f, *name, bases, kwargs)
}

pub(crate) static FUNCTIONS: &[MethodDef] = &[
    function("abs", "(x, /)", abs, "The absolute value of a number."),
    function("aiter", "(async_iterable, /)", aiter, "The asynchronous iterator of an asynchronous iterable."),
    function("all", "(iterable, /)", all, "Whether every item is true."),
    function("anext", "(aiterator, default=<unset>, /)", anext, "The next item of an asynchronous iterator."),
    function("any", "(iterable, /)", any, "Whether some item is true."),
    function("ascii", "(obj, /)", ascii, "A representation in ASCII."),
    function("bin", "(number, /)", bin, "An integer in binary."),
    function("breakpoint", "(*args, **kws)", breakpoint, "Enter the debugger."),
    function("callable", "(obj, /)", callable, "Whether an object can be called."),
    function("chr", "(i, /)", chr, "The character with a code point."),
    function(
        "compile",
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        compile_builtin,
        "Compile source to a code object.",
    ),
    function("delattr", "(obj, name, /)", delattr, "Delete an attribute by name."),
    function("dir", "(object=<unset>, /)", dir, "Names in a scope or of an object's attributes."),
    function("divmod", "(x, y, /)", divmod, "Quotient and remainder."),
    function("eval", "(source, /, globals=None, locals=None)", eval, "Evaluate an expression."),
    function("exec", "(source, /, globals=None, locals=None, *, closure=None)", exec, "Execute statements."),
    function("format", "(value, format_spec='', /)", format, "Format a value."),
    function("getattr", "(object, name, default=<unset>, /)", getattr, "An attribute by name."),
    function("globals", "()", globals, "The global namespace."),
    function("hasattr", "(obj, name, /)", hasattr, "Whether an object has an attribute."),
    function("hash", "(obj, /)", hash, "The hash of an object."),
    function("hex", "(number, /)", hex, "An integer in hexadecimal."),
    function("id", "(obj, /)", id, "The identity of an object."),
    function("input", "(prompt='', /)", input, "A line from standard input."),
    function("isinstance", "(obj, class_or_tuple, /)", isinstance, "Whether an object is an instance of a class."),
    function("issubclass", "(cls, class_or_tuple, /)", issubclass, "Whether a class derives from another."),
    function("iter", "(object, sentinel=<unset>, /)", iter, "The iterator of an iterable."),
    function("len", "(obj, /)", len, "The number of items."),
    function("locals", "()", locals, "The local namespace."),
    function("max", "(*args, default=<unset>, key=None)", max, "The largest item."),
    function("min", "(*args, default=<unset>, key=None)", min, "The smallest item."),
    function("next", "(iterator, default=<unset>, /)", next, "The next item of an iterator."),
    function("oct", "(number, /)", oct, "An integer in octal."),
    function(
        "open",
        "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
        open,
        "Open a file and return a stream.",
    ),
    function("ord", "(character, /)", ord, "The code point of a character."),
    function("pow", "(base, exp, mod=None)", pow, "Power, optionally modulo a number."),
    function("print", "(*objects, sep=' ', end='\\n', file=None, flush=False)", print, "Print values to a stream."),
    function("repr", "(obj, /)", repr, "A representation of an object."),
    function("round", "(number, ndigits=None)", round, "A number rounded."),
    function("setattr", "(obj, name, value, /)", setattr, "Set an attribute by name."),
    function("sorted", "(iterable, /, *, key=None, reverse=False)", sorted, "A sorted list of the items."),
    function("sum", "(iterable, /, start=0)", sum, "The sum of the items."),
    function("vars", "(object=<unset>, /)", vars, "The attributes of an object as a dict."),
    function("__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", import, "Import a module."),
    function(
        "__lazy_import__",
        "(name, globals=None, locals=None, fromlist=(), level=0)",
        crate::import::lazy_import_call,
        "Import a module when it is first used.",
    ),
    function("__build_class__", "(*args, **kwargs)", build_class, "Make a class, for the class statement."),
];

pub(crate) static MODULE: NativeModule = NativeModule {
    name: "builtins",
    doc: "Functions, types and exceptions that are always there.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};
