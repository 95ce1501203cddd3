//! Calls: from native code into Python, binding arguments to Python functions, the general paths of the call instructions.

use crate::builtins::code::Code;
use crate::builtins::descriptor::MethodDescriptor;
use crate::builtins::dict::Dict;
use crate::builtins::function::Function;
use crate::builtins::method::Method;
use crate::builtins::native_function::{self, NativeFunction, bind};
use crate::builtins::tuple::Tuple;
use crate::builtins::{object, shape};
use crate::bytecode::unit::flags;
use crate::native::{Args, Binding};
use crate::object::{Ref, Type, type_flags};
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

use super::frame::{Frame, HEADER, Pc, RECORD, Regs, halt_pc};
use super::generator;

/// Arguments that a call with a dict gathers on the native stack.
const FEW: usize = 12;

impl Vm {
    /// Calls with positional arguments.
    #[inline]
    pub fn call(&self, f: Value, args: &[Value]) -> PyResult<Value> {
        self.call_args(f, Args::positional(args))
    }
    /// Calls with arguments as they come.
    pub fn call_args(&self, f: Value, args: Args) -> PyResult<Value> {
        if f.has_shape(shape::FUNCTION) {
            return call_function(self, f, args);
        }
        if f.has_shape(shape::NATIVE_FUNCTION) && args.kwnames.is_none() {
            let def = native_function::this(f).def;
            if def.binding == Binding::Function && def.exact == args.values.len() as i32 {
                self.check_native_stack()?;
                return (def.f)(self, args.values);
            }
        }
        match self.type_of(f).slots().call {
            Some(call) => {
                self.check_native_stack()?;
                call(self, f, args)
            }
            None => throw!(self, TYPE_ERROR, "'{}' object is not callable", self.type_name(f)),
        }
    }
    /// Calls with positional and named arguments.
    pub fn call_kw(&self, f: Value, pos: &[Value], kw: &[(&str, Value)]) -> PyResult<Value> {
        let names = self.new_tuple_with(kw.len(), |i| Ok(self.intern(kw[i].0).value()))?;
        self.with_scratch(pos.len() + kw.len(), |scratch| {
            scratch[..pos.len()].copy_from_slice(pos);
            for (slot, (_, v)) in scratch[pos.len()..].iter_mut().zip(kw) {
                *slot = *v;
            }
            self.call_args(f, Args { values: scratch, kwnames: if kw.is_empty() { None } else { Some(names) } })
        })
    }
    /// Calls with one more positional argument in front.
    pub fn call_prepended(&self, f: Value, first: Value, args: Args) -> PyResult<Value> {
        self.with_scratch(args.values.len() + 1, |scratch| {
            scratch[0] = first;
            scratch[1..].copy_from_slice(args.values);
            self.call_args(f, Args { values: scratch, kwnames: args.kwnames })
        })
    }
    /// Calls with a dict of keyword arguments.
    pub fn call_dict(&self, f: Value, pos: &[Value], kwargs: Ref<Dict>) -> PyResult<Value> {
        let n = kwargs.len();
        if n == 0 {
            return self.call(f, pos);
        }
        let all_strings = kwargs.iter().all(|(k, _)| k.has_shape(shape::STR));
        if all_strings && pos.len() + n <= FEW {
            let mut values = [Value::UNBOUND; FEW];
            values[..pos.len()].copy_from_slice(pos);
            let mut names = [Value::UNBOUND; FEW];
            let mut used = 0;
            for ((k, v), at) in kwargs.iter().zip(pos.len()..FEW) {
                (names[used], values[at]) = (k, v);
                used += 1;
            }
            let kwnames = Some(self.new_tuple(&names[..used]));
            return self.call_args(f, Args { values: &values[..pos.len() + used], kwnames });
        }
        let keys = self.new_list(&[]);
        self.with_scratch(pos.len() + n, |scratch| {
            scratch[..pos.len()].copy_from_slice(pos);
            for (i, (k, v)) in kwargs.iter().take(n).enumerate() {
                if k.to_str().is_none() {
                    throw!(self, TYPE_ERROR, "keywords must be strings");
                }
                keys.push(self, k);
                scratch[pos.len() + i] = v;
            }
            let used = pos.len() + keys.len();
            self.call_args(f, Args { values: &scratch[..used], kwnames: Some(keys.snapshot(self)) })
        })
    }
    /// `cls.__new__` of a metaclass that overrides it, for `type.__new__`.
    pub(crate) fn call_new_of(&self, meta: Ref<Type>, args: Ref<Tuple>, kwargs: Ref<Dict>) -> PyResult<Value> {
        let f = self.getattr(meta.value(), self.names().__new__)?;
        self.with_scratch(args.len() + 1, |scratch| {
            scratch[0] = meta.value();
            scratch[1..].copy_from_slice(args.items());
            self.call_dict(f, scratch, kwargs)
        })
    }
    /// Lends `n` words of the register stack, where values are safe.
    pub fn with_scratch<R>(&self, n: usize, f: impl FnOnce(&mut [Value]) -> PyResult<R>) -> PyResult<R> {
        let top = self.top.get();
        // SAFETY: the words between `top` and the stack's end are free; the end is checked.
        let scratch = unsafe {
            if top.add(n + 64) >= self.stack_end.get() {
                return Err(self.recursion_error());
            }
            std::slice::from_raw_parts_mut(top, n)
        };
        scratch.fill(Value::UNBOUND);
        // SAFETY: as above.
        self.top.set(unsafe { top.add(n) });
        let r = f(scratch);
        self.top.set(top);
        r
    }
    /// RecursionError when the native stack runs short.
    #[inline(always)]
    pub fn check_native_stack(&self) -> PyResult<()> {
        let here = 0u8;
        if (&raw const here as usize) < self.native_limit.get() {
            return Err(self.recursion_error());
        }
        Ok(())
    }
    #[cold]
    pub fn recursion_error(&self) -> Raised {
        // Depths are counted anew: other code may have smaller frames.
        self.set_soft_limit(self.stack_start());
        self.error(crate::exceptions::exc::RECURSION_ERROR, "maximum recursion depth exceeded")
    }
    /// Runs a frame that was set up over a native record until it returns.
    pub(crate) fn run(&self, frame: Frame, entry: Pc) -> PyResult<Value> {
        let record = frame.caller();
        let saved = (self.base.get(), self.pc.get(), self.top.get());
        // SAFETY: the record's words were reserved below the frame.
        unsafe {
            *record.add(1) = Value::from_bits(saved.0 as u64);
            *record.add(2) = Value::from_bits(saved.1 as u64);
            super::dispatch::run(entry, frame.0, self, true);
        }
        self.base.set(saved.0);
        self.pc.set(saved.1);
        self.top.set(saved.2);
        match self.take_raised() {
            Some(e) => Err(e),
            // SAFETY: returning wrote the result into the record's first word.
            None => Ok(unsafe { *record }),
        }
    }
    /// A frame above everything live, over a native record.
    pub(crate) fn native_frame(&self, code: Ref<Code>) -> PyResult<Frame> {
        self.check_native_stack()?;
        let record = self.top.get();
        // SAFETY: bounds are checked before the frame is used.
        let base = unsafe { record.add(RECORD + HEADER) };
        self.check_stack(Frame(base), code)?;
        // SAFETY: the record lies in the checked part of the stack.
        unsafe {
            *record = Value::UNBOUND;
            *base.sub(2) = Value::from_bits(record as u64);
        }
        Ok(Frame(base))
    }
    /// What a call does when its frame ends beyond `limit`: serves requests, counts frames, raises RecursionError.
    #[cold]
    pub(crate) fn check_stack(&self, frame: Frame, code: Ref<Code>) -> PyResult<()> {
        let end = frame.0.wrapping_add(code.nregs as usize) as usize;
        if self.poked() {
            self.safepoint()?;
        }
        if end <= self.soft_limit.load(std::sync::atomic::Ordering::Relaxed) {
            return Ok(());
        }
        if end + 32 * 8 >= self.stack_end.get() as usize {
            return Err(self.recursion_error());
        }
        let depth = self.frames().count();
        let allowed = self.interp.recursion_limit.load(std::sync::atomic::Ordering::Relaxed) as usize;
        if depth >= allowed {
            return Err(self.recursion_error());
        }
        // Each of the frames still allowed begins at least a header behind the one before.
        let room = (allowed - depth).saturating_mul(HEADER * 8);
        let limit = (frame.0 as usize).saturating_add(room).min(self.stack_end.get() as usize - 1024);
        self.set_soft_limit(limit);
        Ok(())
    }
}

/// Calls a Python function from native code.
pub(crate) fn call_function(vm: &Vm, f: Value, args: Args) -> PyResult<Value> {
    // SAFETY: the slot belongs to functions.
    let function = unsafe { f.cast::<Function>() };
    let code = function.code();
    let frame = vm.native_frame(code)?;
    let record = frame.caller();
    let old_top = vm.top.get();
    // SAFETY: the frame's words are above everything live and inside the stack.
    unsafe {
        frame.enter(f, halt_pc(), record, Value::UNBOUND);
        vm.top.set(frame.0.add(code.nparams as usize + 1));
        let bound = if code.simple_argc == args.values.len() as i32 && args.kwnames.is_none() {
            std::ptr::copy(args.values.as_ptr(), frame.0, args.values.len());
            Ok(())
        } else {
            bind_arguments(vm, function, code, frame.0, args)
        };
        if bound.is_ok() && code.is_generator_like() {
            let generator = generator::create(vm, function, code, frame.0);
            vm.top.set(old_top);
            return generator;
        }
        vm.top.set(old_top);
        bound?;
    }
    vm.run(frame, code.entry)
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

fn list_names(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|n| format!("'{n}'")).collect();
    match quoted.as_slice() {
        [one] => one.clone(),
        [a, b] => format!("{a} and {b}"),
        [init @ .., last] => format!("{}, and {last}", init.join(", ")),
        [] => String::new(),
    }
}

/// Binds arguments to the parameters of a Python function, in the registers at `regs`.
///
/// # Safety
/// `regs` has room for the function's parameters; `args` may overlap `regs` only when it begins there.
pub(crate) unsafe fn bind_arguments(
    vm: &Vm,
    f: Ref<Function>,
    code: Ref<Code>,
    regs: Regs,
    args: Args,
) -> PyResult<()> {
    let (argcount, kwonly) = (code.argcount as usize, code.kwonly as usize);
    let pos = args.pos();
    let nkw = args.kwlen();
    let varargs = code.flags & flags::VARARGS != 0;
    let varkw = code.flags & flags::VARKEYWORDS != 0;
    // Nothing but parameters by position, of which the last have their defaults.
    if nkw == 0
        && !varargs
        && !varkw
        && kwonly == 0
        && pos.len() < argcount
        && let Some(defaults) = f.defaults().map(|d| d.items())
        && let Some(rest) = (defaults.len() + pos.len()).checked_sub(argcount).map(|skip| &defaults[skip..])
    {
        // SAFETY: as promised.
        unsafe {
            std::ptr::copy(pos.as_ptr(), regs, pos.len());
            std::ptr::copy_nonoverlapping(rest.as_ptr(), regs.add(pos.len()), rest.len());
        }
        return Ok(());
    }
    // Keyword values move aside: the registers they may lie in are about to be written.
    let kwvalues = vm.new_tuple(&args.values[pos.len()..]);
    let given = pos.len();
    // SAFETY: as promised.
    unsafe {
        let extra = if given > argcount && varargs { Some(vm.new_tuple(&pos[argcount..])) } else { None };
        std::ptr::copy(pos.as_ptr(), regs, given.min(argcount));
        for i in given.min(argcount)..argcount + kwonly {
            *regs.add(i) = Value::UNBOUND;
        }
        let mut next = argcount + kwonly;
        if varargs {
            *regs.add(next) = extra.unwrap_or_else(|| vm.new_tuple(&[])).value();
            next += 1;
        }
        let mut kwdict = None;
        if varkw {
            let d = vm.new_dict();
            *regs.add(next) = d.value();
            kwdict = Some(d);
        }
        if let (Some(names), true) = (args.kwnames, nkw > 0) {
            bind_keywords(vm, f, code, regs, names, kwvalues.items(), kwdict)?;
        }
        if given > argcount && !varargs {
            return Err(too_many(vm, f, code, regs, given));
        }
        if given < argcount {
            let defaults: &[Value] = f.defaults().map_or(&[], |d| d.items());
            let first = argcount - defaults.len().min(argcount);
            let mut missing = Vec::new();
            for i in given..argcount {
                if (*regs.add(i)).is_unbound() {
                    if i >= first {
                        *regs.add(i) = defaults[defaults.len() - (argcount - i)];
                    } else {
                        missing.push(name_of(code, i));
                    }
                }
            }
            if !missing.is_empty() {
                return Err(missing_error(vm, f, "positional", &missing));
            }
        }
        let mut missing = Vec::new();
        for i in argcount..argcount + kwonly {
            if (*regs.add(i)).is_unbound() {
                let name = code.varnames().items()[i].to_str().expect("a name");
                match f.kwdefaults().and_then(|d| d.get_str(name)) {
                    Some(v) => *regs.add(i) = v,
                    None => missing.push(name.to_string_lossy()),
                }
            }
        }
        if !missing.is_empty() {
            return Err(missing_error(vm, f, "keyword-only", &missing));
        }
    }
    Ok(())
}

fn name_of(code: Ref<Code>, i: usize) -> String {
    code.varnames().items()[i].to_str().map_or("?".into(), |s| s.to_string_lossy())
}

unsafe fn bind_keywords(
    vm: &Vm,
    f: Ref<Function>,
    code: Ref<Code>,
    regs: Regs,
    names: Ref<Tuple>,
    values: &[Value],
    kwdict: Option<Ref<Dict>>,
) -> PyResult<()> {
    let params = &code.varnames().items()[..(code.argcount + code.kwonly) as usize];
    for (name, v) in names.items().iter().zip(values) {
        let Some(text) = name.to_str() else {
            throw!(vm, TYPE_ERROR, "{}() keywords must be strings", f.qualname());
        };
        let at = params.iter().position(|p| p == name || p.to_str().is_some_and(|p| p.same_text(&text)));
        match (at, kwdict) {
            (Some(i), _) if i >= code.posonly as usize => {
                // SAFETY: `i` is a parameter's register.
                unsafe {
                    if !(*regs.add(i)).is_unbound() {
                        throw!(vm, TYPE_ERROR, "{}() got multiple values for argument '{text}'", f.qualname());
                    }
                    *regs.add(i) = *v;
                }
            }
            (_, Some(d)) => d.set(vm, *name, *v)?,
            (Some(_), None) => {
                let wrong: Vec<String> = names
                    .items()
                    .iter()
                    .filter_map(|n| n.to_str())
                    .filter(|n| {
                        params[..code.posonly as usize].iter().any(|p| p.to_str().is_some_and(|p| p.same_text(n)))
                    })
                    .map(|n| n.to_string_lossy())
                    .collect();
                throw!(
                    vm,
                    TYPE_ERROR,
                    "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                    f.qualname(),
                    wrong.join(", ")
                );
            }
            (None, None) => {
                let known: Vec<String> = (code.posonly as usize..params.len()).map(|i| name_of(code, i)).collect();
                let known = known.iter().map(String::as_str);
                let hint = crate::exceptions::traceback::keyword_hint(&text.to_string_lossy(), known);
                throw!(vm, TYPE_ERROR, "{}() got an unexpected keyword argument '{text}'{hint}", f.qualname());
            }
        }
    }
    Ok(())
}

fn missing_error(vm: &Vm, f: Ref<Function>, kind: &str, names: &[String]) -> Raised {
    let text = format!(
        "{}() missing {} required {kind} argument{}: {}",
        f.qualname(),
        names.len(),
        plural(names.len()),
        list_names(names)
    );
    vm.error(crate::exceptions::exc::TYPE_ERROR, text)
}

fn too_many(vm: &Vm, f: Ref<Function>, code: Ref<Code>, regs: Regs, given: usize) -> Raised {
    let (argcount, kwonly) = (code.argcount as usize, code.kwonly as usize);
    let defaults = f.defaults().map_or(0, |d| d.len());
    // SAFETY: keyword-only parameters lie behind the positional ones.
    let kwgiven = (argcount..argcount + kwonly).filter(|i| unsafe { !(*regs.add(*i)).is_unbound() }).count();
    let (takes, many) = if defaults > 0 {
        (format!("from {} to {argcount}", argcount - defaults), true)
    } else {
        (argcount.to_string(), argcount != 1)
    };
    let were = if given == 1 && kwgiven == 0 { "was" } else { "were" };
    let kw = if kwgiven > 0 {
        format!(" positional argument{} (and {kwgiven} keyword-only argument{})", plural(given), plural(kwgiven))
    } else {
        String::new()
    };
    let text = format!(
        "{}() takes {takes} positional argument{} but {given}{kw} {were} given",
        f.qualname(),
        if many { "s" } else { "" }
    );
    vm.error(crate::exceptions::exc::TYPE_ERROR, text)
}

/// What a call instruction does next.
pub(crate) enum Next {
    /// The callee's frame is set up at these registers.
    Enter(Pc, Regs),
    /// The result is known.
    Done(Value),
}

/// The general call: callee in `nb[-4]`, `argc` values from `nb`, keywords' names in `kwnames`.
///
/// # Safety
/// `nb` is the window of a call instruction at `pc` in the frame `base`, with room above.
pub(crate) unsafe fn call_window(
    vm: &Vm,
    pc: Pc,
    base: Regs,
    nb: Regs,
    mut argc: usize,
    kwnames: Option<Ref<Tuple>>,
) -> PyResult<Next> {
    // SAFETY: window words belong to the caller until the callee's frame is entered.
    unsafe {
        loop {
            let callee = *nb.sub(4);
            vm.spill_at(pc, base, nb.add(argc));
            match callee.shape() {
                shape::FUNCTION => return enter_function(vm, pc, base, nb, callee, argc, kwnames),
                shape::METHOD => {
                    let m = callee.cast::<Method>();
                    std::ptr::copy(nb, nb.add(1), argc);
                    *nb = m.instance;
                    *nb.sub(4) = m.function;
                    argc += 1;
                }
                shape::TYPE => {
                    let ty = callee.cast::<Type>();
                    if kwnames.is_none()
                        && object::is_object_new(ty.slots())
                        && !ty.has_flag(type_flags::ABSTRACT)
                        && let Some(init) = ty.lookup(vm, vm.names().__init__)
                        && init.has_shape(shape::FUNCTION)
                    {
                        let instance = object::allocate(vm, ty);
                        std::ptr::copy(nb, nb.add(1), argc);
                        *nb = instance;
                        *nb.sub(4) = init;
                        // The last argument has moved beyond the old end.
                        vm.top.set(nb.add(argc + 1));
                        let next = enter_function(vm, pc, base, nb, init, argc + 1, None)?;
                        return Ok(match next {
                            Next::Enter(entry, regs) => {
                                Frame(regs).set_link(instance);
                                Next::Enter(entry, regs)
                            }
                            Next::Done(_) => throw!(vm, TYPE_ERROR, "__init__() should return None, not 'generator'"),
                        });
                    }
                    let args = Args { values: std::slice::from_raw_parts(nb, argc), kwnames };
                    return vm.call_args(callee, args).map(Next::Done);
                }
                _ => {
                    let args = Args { values: std::slice::from_raw_parts(nb, argc), kwnames };
                    return call_native(vm, callee, args).map(Next::Done);
                }
            }
        }
    }
}

/// Calls something that is no Python function.
#[inline]
pub(crate) fn call_native(vm: &Vm, callee: Value, args: Args) -> PyResult<Value> {
    if callee.has_shape(shape::NATIVE_FUNCTION) {
        // SAFETY: the shape says so.
        let f = unsafe { callee.cast::<NativeFunction>() };
        if args.kwnames.is_none() && f.def.binding == Binding::Function && f.def.exact == args.values.len() as i32 {
            vm.check_native_stack()?;
            return (f.def.f)(vm, args.values);
        }
    } else if callee.has_shape(shape::METHOD_DESCRIPTOR) && args.kwnames.is_none() {
        // SAFETY: the shape says so.
        let m = unsafe { callee.cast::<MethodDescriptor>() };
        if m.def.exact == args.values.len() as i32 && vm.isinstance(args.values[0], vm.class_arg(m.owner)) {
            return (m.def.f)(vm, args.values);
        }
    }
    vm.call_args(callee, args)
}

/// Calls a native function object with its raw arguments, for its `call` slot.
pub(crate) fn call_native_function(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let f = native_function::this(v);
    if crate::builtins::type_::create::is_new_attribute(f.def) {
        return crate::builtins::type_::create::call_new_attribute(vm, vm.class_arg(f.this), args);
    }
    let receiver = match f.def.binding {
        Binding::Function | Binding::Static => None,
        Binding::Method | Binding::Class => Some(f.this),
    };
    bind::invoke(vm, f.def, receiver, args, None, f.module)
}

unsafe fn enter_function(
    vm: &Vm,
    pc: Pc,
    base: Regs,
    nb: Regs,
    callee: Value,
    argc: usize,
    kwnames: Option<Ref<Tuple>>,
) -> PyResult<Next> {
    // SAFETY: the caller saw a function; the window is as in `call_window`.
    unsafe {
        let f = callee.cast::<Function>();
        let code = f.code();
        let frame = Frame(nb);
        if frame.end() as usize > vm.limit.load(std::sync::atomic::Ordering::Relaxed) {
            vm.check_stack(frame, code)?;
        }
        if kwnames.is_some() || code.simple_argc != argc as i32 {
            vm.top.set(nb.add((code.nparams as usize).max(argc) + 1));
            // Arguments beyond the parameters are read before their words are overwritten: bind copies first.
            bind_arguments(vm, f, code, nb, Args { values: std::slice::from_raw_parts(nb, argc), kwnames })?;
            if code.is_generator_like() {
                return generator::create(vm, f, code, nb).map(Next::Done);
            }
        }
        frame.enter(callee, pc, base, Value::UNBOUND);
        Ok(Next::Enter(code.entry, nb))
    }
}

/// Runs code of module or class kind with a namespace in its register 0.
pub(crate) fn call_with_namespace(vm: &Vm, function: Ref<Function>, namespace: Value) -> PyResult<Value> {
    let code = function.code();
    let frame = vm.native_frame(code)?;
    // SAFETY: the frame's words are above everything live and inside the stack.
    unsafe { frame.enter(function.value(), halt_pc(), frame.caller(), Value::UNBOUND) };
    frame.set_reg(0, namespace);
    if code.is_generator_like() {
        return generator::create(vm, function, code, frame.0);
    }
    vm.run(frame, code.entry)
}

impl Vm {
    /// What `super()` without arguments means: the class whose method runs, and the method's first argument.
    pub fn super_arguments(&self) -> PyResult<(Ref<Type>, Value)> {
        let Some((frame, _)) = self.current_frame() else { throw!(self, RUNTIME_ERROR, "super(): no current frame") };
        let code = frame.code();
        if code.argcount == 0 && code.flags & flags::VARARGS == 0 {
            throw!(self, RUNTIME_ERROR, "super(): no arguments");
        }
        if code.class_cell == 0xffff {
            throw!(self, RUNTIME_ERROR, "super(): __class__ cell not found");
        }
        let content = |v: Value| {
            // SAFETY: the shape says so.
            if v.has_shape(shape::CELL) { unsafe { v.cast::<crate::builtins::cell::Cell>() }.content.get() } else { v }
        };
        let class = content(frame.reg(code.class_cell as usize));
        let Some(class) = class.to_type() else { throw!(self, RUNTIME_ERROR, "super(): empty __class__ cell") };
        // The first parameter may have moved to a cell.
        let side = code.side();
        let first = code.varnames().items().first().copied().unwrap_or(Value::NONE);
        let cell = code.cellvars().items().iter().position(|n| *n == first);
        let this = content(frame.reg(cell.map_or(0, |i| side.cell_registers[i] as usize)));
        if this.is_unbound() {
            throw!(self, RUNTIME_ERROR, "super(): arg[0] deleted");
        }
        Ok((class, this))
    }
}
