//! `re.Pattern`: a compiled expression, and its scanner.

use pyish_vm::builtins::dict::Dict;
use pyish_vm::builtins::str::StrBuilder;
use pyish_vm::exceptions::exc;
use pyish_vm::heap::{Marker, Trace};
use pyish_vm::native::{MethodDef, classmethod, method};
use pyish_vm::object::{CompareOp, GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

use super::compiler::{Program, compile};
use super::match_object;
use super::matcher::{Task, Want};
use super::node::flag;
use super::parser;
use super::source::{Refusal, Source, code_points};
use super::subject::{Machine, Subject};
use super::template::{self, Piece};

#[repr(C)]
pub struct Pattern {
    header: Header,
    pattern: Slot,
    /// A dict from names to numbers.
    pub names: Slot,
    /// The class of errors in templates.
    pub error: Slot,
    flags: u64,
    is_str: u64,
    program: *const Program,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Pattern {}

/// # Safety
/// `p` addresses a live pattern.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let pattern = unsafe { &*p.cast::<Pattern>() };
    marker.slot(&pattern.pattern);
    marker.slot(&pattern.names);
    marker.slot(&pattern.error);
}
/// # Safety
/// `p` addresses a pattern that nothing refers to any more.
unsafe fn drop_pattern(p: *mut u64) {
    // SAFETY: as promised; made by Box.
    unsafe { drop(Box::from_raw((*p.cast::<Pattern>()).program.cast_mut())) };
}

fn this(v: Value) -> Ref<Pattern> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

impl Pattern {
    pub fn program(&self) -> &'static Program {
        // SAFETY: lives as long as the pattern, which users keep rooted.
        unsafe { &*self.program }
    }
    fn dict(&self) -> Ref<Dict> {
        self.names.get().to_dict().expect("a dict")
    }
    /// The number of a named group.
    pub fn group_named(&self, vm: &Vm, name: Value) -> PyResult<Option<usize>> {
        Ok(self.dict().get(vm, name)?.map(|v| v.as_int() as usize))
    }
}

/// The exception for a pattern or template that was refused.
pub fn refuse(vm: &Vm, refusal: Refusal, class: Value, text: Value) -> Raised {
    let made = match refusal {
        Refusal::Raised(e) => return e,
        Refusal::Value(message) => return vm.error(exc::VALUE_ERROR, message),
        Refusal::Overflow(message) => return vm.error(exc::OVERFLOW_ERROR, message),
        Refusal::Index(message) => return vm.error(exc::INDEX_ERROR, message),
        Refusal::Recursion => return vm.recursion_error(),
        Refusal::Pattern(message, None) => vm.call(class, &[vm.new_str(&message).value()]),
        Refusal::Pattern(message, Some(at)) => {
            vm.call(class, &[vm.new_str(&message).value(), text, vm.new_int(at as i64)])
        }
    };
    match made {
        Ok(e) => vm.raise_value(e),
        Err(e) => e,
    }
}

/// `compile(pattern, flags, error)`
pub fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (text, is_str) = code_points(vm, args[0])?;
    let flags = vm.index_i64(args[1])? as u32;
    let parsed = Source::new(vm, &text, is_str).and_then(|source| parser::parse(source, flags));
    let tree = parsed.map_err(|refusal| refuse(vm, refusal, args[2], args[0]))?;
    let program = compile(&tree).map_err(|refusal| refuse(vm, refusal, args[2], args[0]))?;
    let names = vm.new_dict();
    for (name, group) in &tree.names {
        let name = vm.new_str_from_units(name.iter().copied())?;
        names.set(vm, name.value(), Value::int(*group as i64))?;
    }
    let pattern = Pattern {
        header: Header::EMPTY,
        pattern: Slot::new(args[0]),
        names: Slot::new(names.value()),
        error: Slot::new(args[2]),
        flags: tree.flags as u64,
        is_str: is_str as u64,
        program: Box::into_raw(Box::new(program)),
    };
    Ok(vm.alloc(TYPE.shape(), pattern).value())
}

/// The subject with the part of it that counts: `pos` and `endpos` as given, unbound ones at the ends.
fn region(
    vm: &Vm,
    pattern: Ref<Pattern>,
    string: Value,
    pos: Value,
    endpos: Value,
) -> PyResult<(Subject, usize, usize)> {
    let subject = Subject::fitting(vm, string, pattern.is_str != 0)?;
    let len = subject.len();
    let bound = |v: Value, default: usize| -> PyResult<usize> {
        if v.is_unbound() {
            return Ok(default);
        }
        let index = vm.index(v)?;
        if !index.is_int() && vm.index_i64(index).is_err() {
            throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
        }
        Ok(usize::try_from(vm.index_i64(index)?).unwrap_or(0).min(len))
    };
    let (start, end) = (bound(pos, 0)?, bound(endpos, len)?);
    Ok((subject, start, end))
}

fn once(vm: &Vm, args: &[Value], want: Want) -> PyResult<Value> {
    let pattern = this(args[0]);
    let (subject, start, end) = region(vm, pattern, args[1], args[2], args[3])?;
    let mut machine = Machine::new(vm, pattern.program(), subject.units().slice(0, end));
    if !machine.run(Task { start, want, advance: false })? {
        return Ok(Value::NONE);
    }
    match_object::new(vm, args[0], args[1], (start, end), &machine)
}
fn prefix_match(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    once(vm, args, Want::Prefix)
}
fn full_match(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    once(vm, args, Want::Full)
}
fn search(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    once(vm, args, Want::Search)
}

/// Shows `f` the matches from `start` on that do not overlap, until it has enough.
fn each(start: usize, machine: &mut Machine, mut f: impl FnMut(&Machine) -> PyResult<bool>) -> PyResult<()> {
    let mut task = Task { start, want: Want::Search, advance: false };
    while machine.run(task)? {
        let (from, to) = machine.span();
        if !f(machine)? {
            break;
        }
        task = Task { start: to, advance: from == to, ..task };
    }
    Ok(())
}

fn findall(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let pattern = this(args[0]);
    let (subject, start, end) = region(vm, pattern, args[1], args[2], args[3])?;
    let mut machine = Machine::new(vm, pattern.program(), subject.units().slice(0, end));
    let groups = pattern.program().groups;
    let out = vm.new_list(&[]);
    let text = |machine: &Machine, group: usize| match machine.group(group) {
        Some((from, to)) => subject.part(vm, args[1], from, to),
        None => subject.empty(vm),
    };
    each(start, &mut machine, |machine| {
        if groups <= 2 {
            out.push(vm, text(machine, groups - 1));
        } else {
            let all = vm.new_list(&[]);
            for group in 1..groups {
                all.push(vm, text(machine, group));
            }
            out.push(vm, all.snapshot(vm).value());
        }
        Ok(true)
    })?;
    Ok(out.value())
}

fn split(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let pattern = this(args[0]);
    let most = vm.index_i64(args[2])?;
    let subject = Subject::fitting(vm, args[1], pattern.is_str != 0)?;
    let mut machine = Machine::new(vm, pattern.program(), subject.units());
    let out = vm.new_list(&[]);
    let (mut last, mut count) = (0, 0);
    if most >= 0 {
        each(0, &mut machine, |machine| {
            let (from, to) = machine.span();
            out.push(vm, subject.part(vm, args[1], last, from));
            for group in 1..pattern.program().groups {
                let part = machine.group(group).map_or(Value::NONE, |(a, b)| subject.part(vm, args[1], a, b));
                out.push(vm, part);
            }
            last = to;
            count += 1;
            Ok(most == 0 || count < most)
        })?;
    }
    out.push(vm, subject.part(vm, args[1], last, subject.len()));
    Ok(out.value())
}

/// The text that substitutions put together.
pub enum Output {
    Str(StrBuilder, usize),
    Bytes(Vec<u8>, usize),
}

impl Output {
    pub fn new(subject: &Subject) -> Output {
        match subject {
            Subject::Str(_) => Output::Str(StrBuilder::new(), 0),
            _ => Output::Bytes(Vec::new(), 0),
        }
    }
    pub fn push_part(&mut self, subject: &Subject, from: usize, to: usize) {
        match (self, subject) {
            (Output::Str(out, n), subject) => {
                out.push_units(subject.units().slice(from, to));
                *n += 1;
            }
            (Output::Bytes(out, n), Subject::Bytes(b)) => {
                out.extend_from_slice(&b.as_slice()[from..to]);
                *n += 1;
            }
            (Output::Bytes(out, n), Subject::Copy(b)) => {
                out.extend_from_slice(&b[from..to]);
                *n += 1;
            }
            (Output::Bytes(..), Subject::Str(_)) => unreachable!("output fits the subject"),
        }
    }
    /// Appends what a replacement is.
    pub fn push_item(&mut self, vm: &Vm, item: Value) -> PyResult<()> {
        match self {
            Output::Str(out, n) => {
                let Some(s) = item.to_str() else {
                    throw!(vm, TYPE_ERROR, "sequence item {n}: expected str instance, {} found", vm.type_name(item));
                };
                out.push_units(s.units());
                *n += 1;
            }
            Output::Bytes(out, n) => {
                if !vm.has_buffer(item) {
                    let name = vm.type_name(item);
                    throw!(vm, TYPE_ERROR, "sequence item {n}: expected a bytes-like object, {name} found");
                }
                vm.with_buffer(item, |b| out.extend_from_slice(b))?;
                *n += 1;
            }
        }
        Ok(())
    }
    /// Groups cannot be put into a template of the other kind.
    pub fn check_template(&self, vm: &Vm, template: Value, pieces: &[Piece]) -> PyResult<()> {
        let is_str = template.to_str().is_some();
        if is_str == matches!(self, Output::Str(..)) || !pieces.iter().any(|p| matches!(p, Piece::Group(_))) {
            return Ok(());
        }
        match is_str {
            true => throw!(vm, TYPE_ERROR, "sequence item 1: expected str instance, bytes found"),
            false => throw!(vm, TYPE_ERROR, "sequence item 1: expected a bytes-like object, str found"),
        }
    }
    /// Appends a piece of a template, which may be of the other kind.
    pub fn push_text(&mut self, vm: &Vm, template: Value, text: &[u32]) -> PyResult<()> {
        match self {
            Output::Str(out, n) if template.to_str().is_some() => {
                text.iter().for_each(|&c| out.push(c));
                *n += 1;
                Ok(())
            }
            Output::Bytes(out, n) if template.to_str().is_none() => {
                out.extend(text.iter().map(|&c| c as u8));
                *n += 1;
                Ok(())
            }
            _ => self.push_item(vm, template),
        }
    }
    pub fn finish(self, vm: &Vm) -> Value {
        match self {
            Output::Str(out, _) => out.finish(vm).value(),
            Output::Bytes(out, _) => vm.new_bytes(&out).value(),
        }
    }
}

enum Filter {
    Call(Value),
    Literal(Value),
    Template(Vec<Piece>),
}

fn filter_of(vm: &Vm, pattern: Ref<Pattern>, repl: Value) -> PyResult<Filter> {
    if vm.is_callable(repl) {
        return Ok(Filter::Call(repl));
    }
    let plain = match repl.to_str() {
        Some(s) => !s.units().iter().any(|c| c == 0x5c),
        None => vm.has_buffer(repl) && vm.with_buffer(repl, |b| !b.contains(&0x5c))?,
    };
    if plain { Ok(Filter::Literal(repl)) } else { Ok(Filter::Template(template::parse(vm, pattern, repl)?)) }
}

/// The text with replacements, and their number.
fn substitute(vm: &Vm, args: &[Value]) -> PyResult<(Value, i64)> {
    let pattern = this(args[0]);
    let (repl, string) = (args[1], args[2]);
    let most = vm.index_i64(args[3])?;
    let filter = filter_of(vm, pattern, repl)?;
    let subject = Subject::fitting(vm, string, pattern.is_str != 0)?;
    let len = subject.len();
    let mut machine = Machine::new(vm, pattern.program(), subject.units());
    let mut out = Output::new(&subject);
    let (mut last, mut count) = (0, 0);
    if most >= 0 {
        each(0, &mut machine, |machine| {
            let (from, to) = machine.span();
            if last < from {
                out.push_part(&subject, last, from);
            }
            match &filter {
                Filter::Literal(text) => out.push_item(vm, *text)?,
                Filter::Call(f) => {
                    let found = match_object::new(vm, args[0], string, (0, len), machine)?;
                    let item = vm.call(*f, &[found])?;
                    if !item.is_none() {
                        out.push_item(vm, item)?;
                    }
                }
                Filter::Template(pieces) => {
                    out.check_template(vm, repl, pieces)?;
                    for piece in pieces {
                        match piece {
                            Piece::Text(text) => out.push_text(vm, repl, text)?,
                            Piece::Group(group) => {
                                if let Some((a, b)) = machine.group(*group) {
                                    out.push_part(&subject, a, b);
                                }
                            }
                        }
                    }
                }
            }
            last = to;
            count += 1;
            Ok(most == 0 || count < most)
        })?;
    }
    if count == 0 {
        return Ok((subject.part(vm, string, 0, len), 0));
    }
    if last < len {
        out.push_part(&subject, last, len);
    }
    Ok((out.finish(vm), count))
}
fn sub(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(substitute(vm, args)?.0)
}
fn subn(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (text, count) = substitute(vm, args)?;
    Ok(vm.new_tuple(&[text, vm.new_int(count)]).value())
}

fn same(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(args[0])
}
fn class_getitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.new_generic_alias(args[0], args[1])
}
fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    let p = this(v);
    Ok(vm.hash(p.pattern.get())? ^ p.flags as i64 ^ (p.is_str as i64) << 20)
}
fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) || !b.has_shape(TYPE.shape()) || !a.has_shape(TYPE.shape()) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (p, q) = (this(a), this(b));
    let equal = a == b || p.flags == q.flags && p.is_str == q.is_str && vm.eq(p.pattern.get(), q.pattern.get())?;
    Ok(Value::bool(equal == (op == CompareOp::Eq)))
}

static FLAG_NAMES: [(u32, &str); 8] = [
    (flag::IGNORECASE, "re.IGNORECASE"),
    (flag::LOCALE, "re.LOCALE"),
    (flag::MULTILINE, "re.MULTILINE"),
    (flag::DOTALL, "re.DOTALL"),
    (flag::UNICODE, "re.UNICODE"),
    (flag::VERBOSE, "re.VERBOSE"),
    (flag::DEBUG, "re.DEBUG"),
    (flag::ASCII, "re.ASCII"),
];

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let p = this(v);
    let shown = vm.repr(p.pattern.get())?;
    let shown = vm.substr(shown, 0, shown.len().min(200));
    let mut flags = p.flags as u32;
    if p.is_str != 0 && flags & flag::TYPE == flag::UNICODE {
        flags &= !flag::UNICODE;
    }
    let mut names: Vec<String> = Vec::new();
    for (bit, name) in FLAG_NAMES {
        if flags & bit != 0 {
            names.push(name.to_owned());
            flags &= !bit;
        }
    }
    if flags != 0 {
        names.push(format!("0x{flags:x}"));
    }
    let tail = if names.is_empty() { ")".to_owned() } else { format!(", {})", names.join("|")) };
    let parts = [vm.new_str("re.compile(").value(), shown.value(), vm.new_str(&tail).value()];
    Ok(pyish_vm::builtins::str::concat_all(vm, &parts)?.value())
}

// ---- scanners

#[repr(C)]
pub struct Scanner {
    header: Header,
    pattern: Slot,
    string: Slot,
    pos: u64,
    endpos: u64,
    /// Where to go on.
    at: Word,
    /// 1 when the next match must not be empty at `at`, 2 when all is done.
    state: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Scanner {}

const MUST_ADVANCE: u64 = 1;
const DONE: u64 = 2;

/// # Safety
/// `p` addresses a live scanner.
unsafe fn trace_scanner(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let s = unsafe { &*p.cast::<Scanner>() };
    marker.slot(&s.pattern);
    marker.slot(&s.string);
}
fn this_scanner(v: Value) -> Ref<Scanner> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}
fn scanner(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (_, start, end) = region(vm, this(args[0]), args[1], args[2], args[3])?;
    let fixed = Scanner {
        header: Header::EMPTY,
        pattern: Slot::new(args[0]),
        string: Slot::new(args[1]),
        pos: start as u64,
        endpos: end as u64,
        at: Word::new(start as u64),
        state: Word::new(0),
    };
    Ok(vm.alloc(SCANNER.shape(), fixed).value())
}
fn finditer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let scanner = scanner(vm, args)?;
    let search = vm.getattr(scanner, vm.intern("search"))?;
    Ok(pyish_vm::builtins::iterators::callable_iterator(vm, search, Value::NONE))
}
fn advance(vm: &Vm, v: Value, want: Want) -> PyResult<Value> {
    let s = this_scanner(v);
    let state = s.state.get();
    if state == DONE {
        return Ok(Value::NONE);
    }
    let pattern = this(s.pattern.get());
    let subject = Subject::fitting(vm, s.string.get(), pattern.is_str != 0)?;
    let end = (s.endpos as usize).min(subject.len());
    let mut machine = Machine::new(vm, pattern.program(), subject.units().slice(0, end));
    let start = s.at.usize();
    if !machine.run(Task { start, want, advance: state == MUST_ADVANCE })? {
        s.state.set(DONE);
        return Ok(Value::NONE);
    }
    let (from, to) = machine.span();
    s.at.set(to as u64);
    s.state.set(if from == to { MUST_ADVANCE } else { 0 });
    match_object::new(vm, s.pattern.get(), s.string.get(), (s.pos as usize, s.endpos as usize), &machine)
}
fn scanner_match(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    advance(vm, args[0], Want::Prefix)
}
fn scanner_search(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    advance(vm, args[0], Want::Search)
}

pub static SCANNER: TypeDef = TypeDef {
    name: "_sre.SRE_Scanner",
    doc: "Goes through the matches of a pattern, one at a call.",
    size: size_of::<Scanner>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace_scanner),
    methods: &[
        method("match", "()", scanner_match, "The match that begins where the last one ended, or None."),
        method("prefixmatch", "()", scanner_match, "The match that begins where the last one ended, or None."),
        method("search", "()", scanner_search, "The next match, or None."),
    ],
    getset: &[getter("pattern", |_, v| Ok(this_scanner(v).pattern.get()), "The pattern.")],
    ..TypeDef::NEW
};

const REGION: &str = "(string, pos=<unset>, endpos=<unset>)";

static METHODS: &[MethodDef] = &[
    method("match", REGION, prefix_match, "The match at the beginning of the string, or None."),
    method("prefixmatch", REGION, prefix_match, "The match at the beginning of the string, or None."),
    method("fullmatch", REGION, full_match, "The match of the whole string, or None."),
    method("search", REGION, search, "The first match anywhere in the string, or None."),
    method("findall", REGION, findall, "A list of what matches, or of its groups."),
    method("finditer", REGION, finditer, "An iterator over the matches that do not overlap."),
    method("scanner", REGION, scanner, "An object that goes through the matches."),
    method("split", "(string, maxsplit=0)", split, "The parts of the string between the matches."),
    method("sub", "(repl, string, count=0)", sub, "The string with its leftmost matches replaced."),
    method("subn", "(repl, string, count=0)", subn, "As sub(), with the number of replacements."),
    method("__copy__", "()", same, "The pattern itself."),
    method("__deepcopy__", "(memo, /)", same, "The pattern itself."),
    classmethod("__class_getitem__", "(object, /)", class_getitem, "See PEP 585."),
];

static GETSET: &[GetSetDef] = &[
    getter("pattern", |_, v| Ok(this(v).pattern.get()), "The text of the expression."),
    getter("flags", |vm, v| Ok(vm.new_int(this(v).flags as i64)), "The flags in force."),
    getter("groups", |vm, v| Ok(vm.new_int(this(v).program().groups as i64 - 1)), "The number of groups."),
    getter("groupindex", groupindex, "The numbers of the named groups."),
];

fn groupindex(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(pyish_vm::builtins::mappingproxy::new(vm, this(v).names.get()))
}

pub static TYPE: TypeDef = TypeDef {
    name: "re.Pattern",
    doc: "A compiled regular expression.",
    size: size_of::<Pattern>(),
    flags: type_flags::DISALLOW_INSTANTIATION | type_flags::WEAKREF,
    trace: Trace::Custom(trace),
    drop: Some(drop_pattern),
    slots: Slots { repr: Some(repr), hash: Some(hash), compare: Some(compare), ..Slots::EMPTY },
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::NEW
};
