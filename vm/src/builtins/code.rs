//! Code objects: linked bytecode. A code unit becomes one by giving its constants their values.
//!
//! Invariant: a code object's instructions belong to one globals dict, since their caches point into it. A function made of the
//! same code for other globals gets a copy.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::builtins::dict::Dict;
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::bytecode::opcode::{Inline, Op};
use crate::bytecode::unit::{CodeUnit, Const, Handler, Position, flags};
use crate::heap::{Marker, Trace};
use crate::native::{MethodDef, method};
use crate::object::{CompareOp, GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, getter, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

/// The layout of code objects.
#[repr(C)]
pub struct Code {
    header: Header,
    /// First instruction.
    pub(crate) entry: *const u64,
    pub nregs: u32,
    /// Positional arguments of a call that needs no binding, -1 when every call needs some.
    pub(crate) simple_argc: i32,
    pub flags: u32,
    pub argcount: u16,
    pub posonly: u16,
    pub kwonly: u16,
    pub nparams: u16,
    /// Register of the `__class__` cell, for `super()`; 0xffff when there is none.
    pub(crate) class_cell: u16,
    pub first_line: u32,
    pub(crate) globals: Slot,
    /// The code object that this one is a copy of, for identity; unbound for an original.
    pub(crate) origin: Slot,
    pub(crate) consts: Slot,
    pub(crate) name: Slot,
    pub(crate) qualname: Slot,
    pub(crate) filename: Slot,
    /// Names of the variables in registers.
    pub(crate) varnames: Slot,
    pub(crate) cellvars: Slot,
    pub(crate) freevars: Slot,
    pub(crate) static_attributes: Slot,
    /// What needs no collector.
    pub(crate) side: *const Side,
}
// SAFETY: repr(C), begins with the header; `side` is freed through the TypeDef's drop.
unsafe impl HeapObject for Code {
    const DROPS: bool = true;
}

/// The plain data of a code object.
pub(crate) struct Side {
    pub words: Box<[AtomicU64]>,
    pub positions: Vec<(u32, Position)>,
    pub handlers: Vec<Handler>,
    /// Registers of cell variables and free variables.
    pub cell_registers: Vec<u16>,
    pub free_registers: Vec<u16>,
    /// Word offsets of caches that point into dicts.
    pub global_caches: Vec<u32>,
    pub unit: CodeUnit,
}

/// Where empty caches of globals point: a word that is always unbound.
static NOWHERE: AtomicU64 = AtomicU64::new(0);

/// The content of an empty cache of a global.
pub(crate) fn nowhere() -> u64 {
    &raw const NOWHERE as u64
}

impl Code {
    #[inline(always)]
    pub(crate) fn side(&self) -> &'static Side {
        // SAFETY: lives as long as the code object.
        unsafe { &*self.side }
    }
    /// The position of the instruction at a word offset.
    pub fn position(&self, offset: u32) -> Position {
        let table = &self.side().positions;
        match table.partition_point(|(start, _)| *start <= offset) {
            0 => Position::default(),
            n => table[n - 1].1,
        }
    }
    /// The handler that guards the instruction at a word offset.
    pub(crate) fn handler(&self, offset: u32) -> Option<Handler> {
        self.side().handlers.iter().find(|h| h.start <= offset && offset < h.end).copied()
    }
    pub fn is_generator_like(&self) -> bool {
        self.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0
    }
    pub fn name(&self) -> Ref<Str> {
        self.name.get().to_str().expect("a code object has a name")
    }
    pub fn qualname(&self) -> Ref<Str> {
        self.qualname.get().to_str().expect("a code object has a qualified name")
    }
    pub fn filename(&self) -> Ref<Str> {
        self.filename.get().to_str().expect("a code object has a file name")
    }
    pub fn varnames(&self) -> Ref<Tuple> {
        self.varnames.get().to_tuple().expect("a tuple")
    }
    pub fn freevars(&self) -> Ref<Tuple> {
        self.freevars.get().to_tuple().expect("a tuple")
    }
    pub fn cellvars(&self) -> Ref<Tuple> {
        self.cellvars.get().to_tuple().expect("a tuple")
    }
}

/// A constant as a value.
pub(crate) fn constant(vm: &Vm, c: &Const) -> PyResult<Value> {
    Ok(match c {
        Const::None => Value::NONE,
        Const::True => Value::TRUE,
        Const::False => Value::FALSE,
        Const::Ellipsis => Value::ELLIPSIS,
        Const::Int(i) => vm.new_int(*i),
        Const::BigInt { digits, radix, negative } => super::int::from_digits(vm, digits, *radix, *negative),
        Const::Float(x) => vm.new_float(*x),
        Const::Complex(re, im) => super::complex::new_complex(vm, *re, *im),
        Const::Str { wtf8, intern } => {
            let s = super::str::from_wtf8(vm, wtf8)?;
            if *intern { vm.intern_str(s).value() } else { s.value() }
        }
        Const::Bytes(b) => vm.new_bytes(b).value(),
        Const::Tuple(items) => vm.new_tuple_with(items.len(), |i| constant(vm, &items[i]))?.value(),
        Const::FrozenSet(items) => {
            let t = vm.new_tuple_with(items.len(), |i| constant(vm, &items[i]))?;
            super::set::new_frozenset(vm, t.value())?
        }
        Const::Slice(parts) => {
            let [a, b, c] = [constant(vm, &parts[0])?, constant(vm, &parts[1])?, constant(vm, &parts[2])?];
            super::slice::new(vm, a, b, c).value()
        }
        Const::Code(unit) => link(vm, unit)?.value(),
    })
}

fn name_tuple<'a>(vm: &Vm, names: impl Iterator<Item = &'a Box<str>> + Clone) -> Ref<Tuple> {
    let all: Vec<&Box<str>> = names.collect();
    vm.new_tuple_with(all.len(), |i| Ok(vm.intern(all[i]).value())).expect("interning does not fail")
}

/// Makes a code object of a code unit.
pub(crate) fn link(vm: &Vm, unit: &CodeUnit) -> PyResult<Ref<Code>> {
    let consts = vm.new_tuple_with(unit.consts.len(), |i| constant(vm, &unit.consts[i]))?;
    instantiate(vm, unit, consts, None)
}

/// A code object over constants that exist; a copy of `origin` when given.
fn instantiate(vm: &Vm, unit: &CodeUnit, consts: Ref<Tuple>, origin: Option<Ref<Code>>) -> PyResult<Ref<Code>> {
    let words: Box<[AtomicU64]> = unit.code.iter().map(|w| AtomicU64::new(*w)).collect();
    for &(at, index) in &unit.relocs {
        words[at as usize].store(consts.items()[index as usize].bits(), Ordering::Relaxed);
    }
    let mut global_caches = Vec::new();
    let mut at = 0;
    while at < unit.code.len() {
        let op = Op::of(unit.code[at]);
        if matches!(op, Op::LOAD_GLOBAL | Op::STORE_GLOBAL | Op::LOAD_NAME | Op::STORE_NAME | Op::CALL_GLOBAL) {
            debug_assert_eq!(op.info().inline[0], Inline::Cache);
            words[at + 1].store(nowhere(), Ordering::Relaxed);
            global_caches.push(at as u32 + 1);
        }
        at += op.len();
    }
    let class_cell =
        unit.freevars.iter().chain(&unit.cellvars).find(|(n, _)| &**n == "__class__").map_or(0xffff, |(_, r)| *r);
    let varargs = unit.flags & flags::VARARGS != 0;
    let varkeywords = unit.flags & flags::VARKEYWORDS != 0;
    let generator_like = unit.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0;
    let simple = !varargs && !varkeywords && unit.kwonly == 0 && !generator_like;
    let side = Box::new(Side {
        positions: unit.positions.clone(),
        handlers: unit.handlers.clone(),
        cell_registers: unit.cellvars.iter().map(|c| c.1).collect(),
        free_registers: unit.freevars.iter().map(|c| c.1).collect(),
        global_caches,
        unit: CodeUnit { consts: Vec::new(), ..unit.clone() },
        words,
    });
    let code = vm.alloc(
        shape::CODE,
        Code {
            header: Header::EMPTY,
            entry: side.words.as_ptr().cast(),
            nregs: unit.nregs as u32,
            simple_argc: if simple { unit.argcount as i32 } else { -1 },
            flags: unit.flags
                | if crate::import::library::stands_for_native(&unit.filename) { flags::NATIVE } else { 0 },
            argcount: unit.argcount,
            posonly: unit.posonly,
            kwonly: unit.kwonly,
            nparams: unit.argcount + unit.kwonly + varargs as u16 + varkeywords as u16,
            class_cell,
            first_line: unit.first_line,
            globals: Slot::unbound(),
            origin: Slot::new(origin.map_or(Value::UNBOUND, |o| o.value())),
            consts: Slot::new(consts.value()),
            name: Slot::unbound(),
            qualname: Slot::unbound(),
            filename: Slot::unbound(),
            varnames: Slot::unbound(),
            cellvars: Slot::unbound(),
            freevars: Slot::unbound(),
            static_attributes: Slot::unbound(),
            side: Box::into_raw(side),
        },
    );
    code.name.set(vm.intern(&unit.name).value());
    code.qualname.set(vm.intern(&unit.qualname).value());
    code.filename.set(vm.intern(&unit.filename).value());
    code.varnames.set(name_tuple(vm, unit.varnames.iter()).value());
    code.cellvars.set(name_tuple(vm, unit.cellvars.iter().map(|c| &c.0)).value());
    code.freevars.set(name_tuple(vm, unit.freevars.iter().map(|c| &c.0)).value());
    code.static_attributes.set(name_tuple(vm, unit.static_attributes.iter()).value());
    Ok(code)
}

impl Ref<Code> {
    /// This code for a globals dict: itself when it is free or serves that dict already, else a copy.
    pub(crate) fn for_globals(self, vm: &Vm, globals: Ref<Dict>) -> PyResult<Ref<Code>> {
        if self.globals.get() == globals.value() {
            return Ok(self);
        }
        if self.globals.get().is_unbound() {
            // Before other threads take it for finished and fill its caches.
            globals.become_globals();
            register(vm, self);
            if self.globals.compare_exchange(Value::UNBOUND, globals.value()) {
                return Ok(self);
            }
            return self.for_globals(vm, globals);
        }
        let consts = self.consts.get().to_tuple().expect("a tuple");
        let origin = self.origin();
        let copy = instantiate(vm, &self.side().unit, consts, Some(origin))?;
        copy.globals.set(globals.value());
        globals.become_globals();
        register(vm, copy);
        Ok(copy)
    }
    /// The code object that programs see.
    pub fn origin(self) -> Ref<Code> {
        // SAFETY: unbound or a code object.
        self.origin.bound().map_or(self, |o| unsafe { o.cast() })
    }
    pub(crate) fn offset_of(self, pc: *const u64) -> u32 {
        ((pc as usize - self.entry as usize) / 8) as u32
    }
}

/// Remembers a code object whose caches may have to be flushed.
fn register(vm: &Vm, code: Ref<Code>) {
    vm.interp.shared.codes.lock().insert(code.as_ptr() as usize);
}

/// All code objects that are linked, by address; dead ones leave through `drop`. No roots.
#[derive(Default)]
pub struct Registry(HashMap<usize, ()>);

impl Registry {
    fn insert(&mut self, at: usize) {
        self.0.insert(at, ());
    }
}

/// Empties the caches of global names in all code: a globals dict is about to hide a builtin.
pub(crate) fn flush_global_caches(vm: &Vm) {
    for &at in vm.interp.shared.codes.lock().0.keys() {
        // SAFETY: registered code objects are alive; dead ones are removed by `drop_code` during the sweep.
        let code = unsafe { Ref::<Code>::from_raw(at as *const Code) };
        for &word in &code.side().global_caches {
            code.side().words[word as usize].store(nowhere(), Ordering::Release);
        }
    }
}

/// Empties the caches of attributes in all code, with the world stopped.
pub(crate) fn flush_attribute_caches(vm: &Vm) {
    crate::eval::shape_cache::flush();
    for &at in vm.interp.shared.codes.lock().0.keys() {
        // SAFETY: as above.
        let code = unsafe { Ref::<Code>::from_raw(at as *const Code) };
        let side = code.side();
        let mut i = 0;
        while i < side.words.len() {
            let op = Op::of(side.words[i].load(Ordering::Relaxed));
            if matches!(
                op,
                Op::GETATTR | Op::SETATTR | Op::CALL_METHOD | Op::CALL_METHOD_KW | Op::LOAD_METHOD | Op::CALL
            ) {
                side.words[i + 1].store(0, Ordering::Release);
            }
            i += op.len();
        }
    }
}

/// Marks constants, names, globals and the dict storages that caches point into.
///
/// # Safety
/// `p` addresses a live `Code`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let code = unsafe { &*p.cast::<Code>() };
    for slot in [
        &code.globals,
        &code.origin,
        &code.consts,
        &code.name,
        &code.qualname,
        &code.filename,
        &code.varnames,
        &code.cellvars,
        &code.freevars,
        &code.static_attributes,
    ] {
        marker.slot(slot);
    }
    for &word in &code.side().global_caches {
        let at = code.side().words[word as usize].load(Ordering::Relaxed);
        if at != nowhere() {
            marker.interior(at);
        }
    }
}

/// Frees a dead code object's plain data.
///
/// # Safety
/// `p` addresses a `Code` that nothing refers to any more.
unsafe fn drop_code(p: *mut u64) {
    // SAFETY: as promised; `side` was made by Box.
    unsafe {
        crate::thread::shared().codes.lock().0.remove(&(p as usize));
        drop(Box::from_raw((*p.cast::<Code>()).side as *mut Side));
    }
}

fn this(v: Value) -> Ref<Code> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let c = this(v);
    let text =
        format!("<code object {} at {:#x}, file \"{}\", line {}>", c.name(), v.bits(), c.filename(), c.first_line);
    Ok(vm.new_str(&text).value())
}

/// Names of the variables that `co_varnames` lists: parameters and locals, not cells made by the compiler.
fn varnames(vm: &Vm, v: Value) -> PyResult<Value> {
    let c = this(v);
    let hidden = c.flags & flags::NAMESPACE != 0;
    let names: Vec<usize> = (0..c.varnames().len()).filter(|i| !(hidden && *i == 0)).collect();
    Ok(vm.new_tuple_with(names.len(), |i| Ok(c.varnames().items()[names[i]]))?.value())
}

fn positions(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = this(args[0]);
    let list = vm.new_list(&[]);
    let n = |x: i64| if x < 0 { Value::NONE } else { Value::int(x) };
    // One entry per word, so that `tb_lasti // 2` style indexing by instruction offset finds its own.
    for offset in 0..c.side().words.len() {
        let p = c.position(offset as u32);
        let parts = [n(p.line as i64), n(p.end_line as i64), n(p.col as i64), n(p.end_col as i64)];
        list.push(vm, vm.new_tuple(&parts).value());
    }
    vm.iter(list.value())
}

fn lines(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = this(args[0]);
    let list = vm.new_list(&[]);
    let table = &c.side().positions;
    for (i, (start, p)) in table.iter().enumerate() {
        let end = table.get(i + 1).map_or(c.side().words.len() as u32, |(e, _)| *e);
        let line = if p.line == 0 { Value::NONE } else { Value::int(p.line as i64) };
        list.push(vm, vm.new_tuple(&[Value::int(*start as i64), Value::int(end as i64), line]).value());
    }
    vm.iter(list.value())
}

/// Flags that programs see.
fn visible_flags(_: &Vm, v: Value) -> PyResult<Value> {
    Ok(Value::int((this(v).flags & !(flags::NAMESPACE | flags::NATIVE)) as i64))
}

fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    Ok(vm.hash(this(v).name.get())? ^ (this(v).first_line as i64) << 7)
}

/// Whether two constants are alike in type as well as in value.
fn same_constant(vm: &Vm, a: Value, b: Value) -> PyResult<bool> {
    if let (Some(x), Some(y)) = (a.to_tuple(), b.to_tuple()) {
        if x.len() != y.len() {
            return Ok(false);
        }
        for (a, b) in x.items().iter().zip(y.items()) {
            if !same_constant(vm, *a, *b)? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    if vm.type_of(a) != vm.type_of(b) {
        return Ok(false);
    }
    if a.to_float().is_some() {
        return Ok(vm.repr(a)?.same_text(&*vm.repr(b)?));
    }
    vm.eq(a, b)
}

/// Codes are equal that do the same under the same name at the same place.
fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(shape::CODE) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (this(a), this(b));
    let mut same = a == b
        || x.first_line == y.first_line
            && x.flags == y.flags
            && (x.argcount, x.posonly, x.kwonly) == (y.argcount, y.posonly, y.kwonly)
            && x.side().unit.code == y.side().unit.code;
    if same && a != b {
        let slots = |c: Ref<Code>| [c.name.get(), c.varnames.get(), c.cellvars.get(), c.freevars.get(), c.consts.get()];
        for (x, y) in slots(x).iter().zip(&slots(y)) {
            same = same && same_constant(vm, *x, *y)?;
        }
    }
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

macro_rules! parts {
    ($($kind:ident $name:literal $get:expr, $doc:literal;)*) => { &[$($kind($name, $get, $doc),)*] };
}

static GETSET: &[GetSetDef] = parts! {
    member "co_name" |_, v| Ok(this(v).name.get()), "The name.";
    member "co_qualname" |_, v| Ok(this(v).qualname.get()), "The qualified name.";
    member "co_filename" |_, v| Ok(this(v).filename.get()), "The file.";
    member "co_firstlineno" |_, v| Ok(Value::int(this(v).first_line as i64)), "The first line.";
    member "co_argcount" |_, v| Ok(Value::int(this(v).argcount as i64)), "Number of positional parameters.";
    member "co_posonlyargcount" |_, v| Ok(Value::int(this(v).posonly as i64)), "Number of positional-only parameters.";
    member "co_kwonlyargcount" |_, v| Ok(Value::int(this(v).kwonly as i64)), "Number of keyword-only parameters.";
    member "co_nlocals" |vm, v| Ok(Value::int(varnames(vm, v)?.to_tuple().map_or(0, |t| t.len()) as i64)), "Number of variables.";
    member "co_stacksize" |_, v| Ok(Value::int(this(v).nregs as i64)), "Number of registers.";
    member "co_flags" visible_flags, "Flags.";
    getter "co_varnames" varnames, "Names of parameters and variables.";
    getter "co_cellvars" |_, v| Ok(this(v).cellvars.get()), "Names of variables that inner functions use.";
    getter "co_freevars" |_, v| Ok(this(v).freevars.get()), "Names of variables of outer functions.";
    member "co_consts" |_, v| Ok(this(v).consts.get()), "The constants.";
    member "co_names" names, "Names of globals and attributes.";
    getter "co_code" |vm, v| Ok(vm.new_bytes(&code_bytes(this(v))).value()), "The instructions.";
    member "co_linetable" |vm, _| Ok(vm.new_bytes(&[]).value()), "Empty: positions are kept otherwise.";
    member "co_exceptiontable" |vm, _| Ok(vm.new_bytes(&[]).value()), "Empty: handlers are kept otherwise.";
};

fn code_bytes(c: Ref<Code>) -> Vec<u8> {
    c.side().unit.code.iter().flat_map(|w| w.to_le_bytes()).collect()
}

/// Names that instructions refer to.
fn names(vm: &Vm, v: Value) -> PyResult<Value> {
    let c = this(v);
    let consts = c.consts.get().to_tuple().expect("a tuple");
    let list = vm.new_list(&[]);
    let unit = &c.side().unit;
    let constants: HashMap<usize, u32> = unit.relocs.iter().map(|&(at, index)| (at as usize, index)).collect();
    let mut at = 0;
    while at < unit.code.len() {
        let op = Op::of(unit.code[at]);
        let word = op.info().inline.iter().position(|part| *part == Inline::Const);
        if has_name(op)
            && let Some(word) = word
            && let Some(index) = constants.get(&(at + 1 + word))
        {
            let constant = consts.items()[*index as usize];
            // Of a call with keywords: the name, then the keywords.
            let name = constant.to_tuple().and_then(|t| t.items().first().copied()).unwrap_or(constant);
            if !(0..list.len()).any(|i| list.get(i) == Some(name)) {
                list.push(vm, name);
            }
        }
        at += op.len();
    }
    Ok(list.snapshot(vm).value())
}

/// Whether the instruction's constant is the name of a global, an attribute or a module.
fn has_name(op: Op) -> bool {
    matches!(
        op,
        Op::LOAD_GLOBAL
            | Op::STORE_GLOBAL
            | Op::DELETE_GLOBAL
            | Op::LOAD_NAME
            | Op::STORE_NAME
            | Op::DELETE_NAME
            | Op::LOAD_CLASS_GLOBAL
            | Op::CALL_GLOBAL
            | Op::GETATTR
            | Op::SETATTR
            | Op::DELATTR
            | Op::LOAD_SUPER_ATTR
            | Op::CALL_METHOD
            | Op::CALL_METHOD_KW
            | Op::LOAD_METHOD
            | Op::IMPORT_NAME
            | Op::IMPORT_FROM
    )
}

/// Parts that say how the code is laid out: they can be given, but not changed.
const LAID_OUT: &[&str] = &[
    "co_argcount",
    "co_cellvars",
    "co_code",
    "co_exceptiontable",
    "co_freevars",
    "co_kwonlyargcount",
    "co_linetable",
    "co_names",
    "co_nlocals",
    "co_posonlyargcount",
    "co_stacksize",
    "co_varnames",
];

fn replace(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = this(args[0]);
    let mut unit = CodeUnit { consts: Vec::new(), ..c.side().unit.clone() };
    let mut consts = c.consts.get().to_tuple().expect("a tuple");
    let given = args[1].to_dict().expect("bound by **kwargs");
    let wrong = |name: &str, want: &str, v: Value| {
        let text = format!("replace() argument '{name}' must be {want}, not {}", vm.type_name(v));
        vm.error(crate::exceptions::exc::TYPE_ERROR, text)
    };
    for (k, v) in given.iter() {
        let name = k.to_str().map(|s| s.to_string_lossy()).unwrap_or_default();
        match &*name {
            "co_name" | "co_qualname" | "co_filename" if v.to_str().is_none() => return Err(wrong(&name, "str", v)),
            "co_name" | "co_qualname" | "co_filename" => {}
            "co_flags" => unit.flags = vm.index_i64(v)? as u32 | unit.flags & flags::NAMESPACE,
            "co_firstlineno" => unit.first_line = vm.index_i64(v)? as _,
            "co_consts" => match v.to_tuple() {
                Some(t) if t.len() == consts.len() => consts = t,
                Some(_) => crate::throw!(vm, VALUE_ERROR, "code: co_consts has a wrong number of constants"),
                None => return Err(wrong(&name, "tuple", v)),
            },
            n if LAID_OUT.contains(&n) => {
                if !vm.eq(vm.getattr(args[0], vm.intern(n))?, v)? {
                    crate::throw!(vm, VALUE_ERROR, "code: {n} cannot be changed");
                }
            }
            n => crate::throw!(vm, TYPE_ERROR, "replace() got an unexpected keyword argument '{n}'"),
        }
    }
    let copy = instantiate(vm, &unit, consts, None)?;
    for (slot, name, old) in [
        (&copy.name, "co_name", &c.name),
        (&copy.qualname, "co_qualname", &c.qualname),
        (&copy.filename, "co_filename", &c.filename),
    ] {
        slot.set(given.get_str(vm.intern(name)).unwrap_or(old.get()));
    }
    Ok(copy.value())
}

static METHODS: &[MethodDef] = &[
    method("co_positions", "()", positions, "Positions of the instructions."),
    method("co_lines", "()", lines, "Ranges of instructions with their lines."),
    method("replace", "(**kwargs)", replace, "A copy with some parts changed."),
    method("__replace__", "(**kwargs)", replace, "A copy with some parts changed."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "code",
    size: size_of::<Code>(),
    flags: type_flags::DISALLOW_INSTANTIATION | type_flags::WEAKREF,
    trace: Trace::Custom(trace),
    drop: Some(drop_code),
    slots: Slots { repr: Some(repr), hash: Some(hash), compare: Some(compare), ..Slots::EMPTY },
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::NEW
};
