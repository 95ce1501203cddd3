//! `re.Match`: what a pattern found. The marks lie behind the fixed part.

use pyish_vm::builtins::dict::Dict;
use pyish_vm::heap::{Marker, Trace};
use pyish_vm::native::{MethodDef, classmethod, method};
use pyish_vm::object::{GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::matcher::UNSET;
use super::pattern::{self, Pattern};
use super::subject::{Machine, Subject};
use super::template::{self, Piece};

#[repr(C)]
pub struct Match {
    header: Header,
    string: Slot,
    pattern: Slot,
    pos: u64,
    endpos: u64,
    /// The group that was closed last, 0 for none.
    last: u64,
    marks: u64,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Match {}

/// # Safety
/// `p` addresses a live match.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let m = unsafe { &*p.cast::<Match>() };
    marker.slot(&m.string);
    marker.slot(&m.pattern);
}

fn this(v: Value) -> Ref<Match> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn marks(m: Ref<Match>) -> &'static [usize] {
    // SAFETY: written by `new` and never changed; the lifetime is that of rooted use.
    unsafe { std::slice::from_raw_parts(m.as_ptr().add(1).cast(), m.marks as usize) }
}
fn pattern_of(m: Ref<Match>) -> Ref<Pattern> {
    // SAFETY: the slot holds patterns alone.
    unsafe { m.pattern.get().cast() }
}
fn span(m: Ref<Match>, group: usize) -> Option<(usize, usize)> {
    let (start, end) = (marks(m)[group * 2], marks(m)[group * 2 + 1]);
    (start != UNSET && end != UNSET).then_some((start, end))
}

/// The match that a machine found.
pub fn new(vm: &Vm, pattern: Value, string: Value, bounds: (usize, usize), machine: &Machine) -> PyResult<Value> {
    let found = machine.marks();
    let fixed = Match {
        header: Header::EMPTY,
        string: Slot::new(string),
        pattern: Slot::new(pattern),
        pos: bounds.0 as u64,
        endpos: bounds.1 as u64,
        last: machine.last() as u64,
        marks: found.len() as u64,
    };
    let m = vm.alloc_extra(TYPE.shape(), fixed, found.len() * 8)?;
    // SAFETY: that much room was asked for, and nobody else knows the object yet.
    unsafe { std::ptr::copy_nonoverlapping(found.as_ptr(), m.as_ptr().add(1).cast::<usize>(), found.len()) };
    Ok(m.value())
}

fn group_index(vm: &Vm, m: Ref<Match>, index: Value) -> PyResult<usize> {
    let count = marks(m).len() / 2;
    let number = if index.is_int() || vm.type_of(index).slots().index.is_some() {
        Some(vm.index_clamped(index)?)
    } else {
        pattern_of(m).group_named(vm, index)?.map(|i| i as i64)
    };
    match number {
        Some(i) if i >= 0 && (i as usize) < count => Ok(i as usize),
        _ => throw!(vm, INDEX_ERROR, "no such group"),
    }
}

fn group_or(vm: &Vm, m: Ref<Match>, subject: &Subject, group: usize, default: Value) -> Value {
    match span(m, group) {
        Some((start, end)) => {
            let len = subject.len();
            subject.part(vm, m.string.get(), start.min(len), end.min(len))
        }
        None => default,
    }
}

fn group(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = this(args[0]);
    let subject = Subject::new(vm, m.string.get())?;
    let wanted = args[1].to_tuple().expect("bound by *args").items();
    match wanted {
        [] => Ok(group_or(vm, m, &subject, 0, Value::NONE)),
        [one] => Ok(group_or(vm, m, &subject, group_index(vm, m, *one)?, Value::NONE)),
        many => {
            let out = vm.new_list(&[]);
            for index in many {
                let part = group_or(vm, m, &subject, group_index(vm, m, *index)?, Value::NONE);
                out.push(vm, part);
            }
            Ok(out.snapshot(vm).value())
        }
    }
}
fn getitem(vm: &Vm, v: Value, index: Value) -> PyResult<Value> {
    let m = this(v);
    let subject = Subject::new(vm, m.string.get())?;
    Ok(group_or(vm, m, &subject, group_index(vm, m, index)?, Value::NONE))
}
fn groups(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = this(args[0]);
    let subject = Subject::new(vm, m.string.get())?;
    let out = vm.new_list(&[]);
    for group in 1..marks(m).len() / 2 {
        out.push(vm, group_or(vm, m, &subject, group, args[1]));
    }
    Ok(out.snapshot(vm).value())
}
fn names(m: Ref<Match>) -> Ref<Dict> {
    pattern_of(m).names.get().to_dict().expect("a dict")
}
fn groupdict(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = this(args[0]);
    let subject = Subject::new(vm, m.string.get())?;
    let out = vm.new_dict();
    for (name, group) in names(m).iter() {
        out.set(vm, name, group_or(vm, m, &subject, group.as_int() as usize, args[1]))?;
    }
    Ok(out.value())
}
fn bounds(vm: &Vm, args: &[Value]) -> PyResult<(Value, Value)> {
    let m = this(args[0]);
    let group = if args[1].is_unbound() { 0 } else { group_index(vm, m, args[1])? };
    Ok(match span(m, group) {
        Some((start, end)) => (vm.new_int(start as i64), vm.new_int(end as i64)),
        None => (Value::int(-1), Value::int(-1)),
    })
}
fn start(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(bounds(vm, args)?.0)
}
fn end(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(bounds(vm, args)?.1)
}
fn span_of(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (start, end) = bounds(vm, args)?;
    Ok(vm.new_tuple(&[start, end]).value())
}
fn expand(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = this(args[0]);
    let pieces = template::parse(vm, pattern_of(m), args[1])?;
    if let [Piece::Text(text)] = &pieces[..] {
        return match args[1].to_str() {
            Some(_) => Ok(vm.new_str_from_units(text.iter().copied())?.value()),
            None => Ok(vm.new_bytes(&text.iter().map(|&c| c as u8).collect::<Vec<u8>>()).value()),
        };
    }
    let subject = Subject::new(vm, m.string.get())?;
    let mut out = pattern::Output::new(&subject);
    out.check_template(vm, args[1], &pieces)?;
    for piece in &pieces {
        match piece {
            Piece::Text(text) => out.push_text(vm, args[1], text)?,
            Piece::Group(group) => {
                if let Some((start, end)) = span(m, *group) {
                    out.push_part(&subject, start, end);
                }
            }
        }
    }
    Ok(out.finish(vm))
}
fn same(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(args[0])
}
fn class_getitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.new_generic_alias(args[0], args[1])
}
fn regs(vm: &Vm, v: Value) -> PyResult<Value> {
    let out = vm.new_list(&[]);
    for group in 0..marks(this(v)).len() / 2 {
        out.push(vm, span_of(vm, &[v, Value::int(group as i64)])?);
    }
    Ok(out.snapshot(vm).value())
}
fn lastindex(vm: &Vm, v: Value) -> PyResult<Value> {
    let last = this(v).last;
    Ok(if last == 0 { Value::NONE } else { vm.new_int(last as i64) })
}
fn lastgroup(_: &Vm, v: Value) -> PyResult<Value> {
    let last = this(v).last as i64;
    let found = names(this(v)).iter().find(|(_, group)| group.as_int() == last);
    Ok(found.map_or(Value::NONE, |(name, _)| name))
}
fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let span = vm.repr(span_of(vm, &[v, Value::UNBOUND])?)?;
    let text = vm.repr(getitem(vm, v, Value::int(0))?)?;
    // The quoted text is cut, not the text that is quoted.
    let shown = vm.substr(text, 0, text.len().min(50));
    let parts =
        [vm.new_str(&format!("<re.Match object; span={span}, match=")).value(), shown.value(), vm.new_str(">").value()];
    Ok(pyish_vm::builtins::str::concat_all(vm, &parts)?.value())
}

static METHODS: &[MethodDef] = &[
    method("group", "(*args)", group, "The texts of groups, given by number or name; without any, the whole match."),
    method(
        "groups",
        "(default=None)",
        groups,
        "The texts of all groups, with the default for those that took no part.",
    ),
    method("groupdict", "(default=None)", groupdict, "The texts of the named groups by name."),
    method("start", "(group=<unset>, /)", start, "Where a group begins, -1 if it took no part."),
    method("end", "(group=<unset>, /)", end, "Where a group ends, -1 if it took no part."),
    method("span", "(group=<unset>, /)", span_of, "Where a group begins and ends."),
    method("expand", "(template)", expand, "The template with its references to groups replaced, as sub() does."),
    method("__copy__", "()", same, "The match itself."),
    method("__deepcopy__", "(memo, /)", same, "The match itself."),
    classmethod("__class_getitem__", "(object, /)", class_getitem, "See PEP 585."),
];

static GETSET: &[GetSetDef] = &[
    getter("string", |_, v| Ok(this(v).string.get()), "What the pattern was matched against."),
    getter("re", |_, v| Ok(this(v).pattern.get()), "The pattern."),
    getter("pos", |vm, v| Ok(vm.new_int(this(v).pos as i64)), "Where the matching began."),
    getter("endpos", |vm, v| Ok(vm.new_int(this(v).endpos as i64)), "Where the matching ended."),
    getter("regs", regs, "The spans of all groups."),
    getter("lastindex", lastindex, "The number of the group that was closed last, or None."),
    getter("lastgroup", lastgroup, "The name of that group, or None."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "re.Match",
    doc: "What a pattern found.",
    size: size_of::<Match>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace),
    slots: Slots { repr: Some(repr), getitem: Some(getitem), ..Slots::EMPTY },
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::NEW
};
