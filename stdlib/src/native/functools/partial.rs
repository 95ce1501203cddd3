//! `partial` and `Placeholder`.

use std::sync::atomic::{AtomicU64, Ordering};

use pyish_vm::builtins::dict::Dict;
use pyish_vm::builtins::object::DICT_GETSET;
use pyish_vm::builtins::{method, type_};
use pyish_vm::heap::{Global, Marker, Trace};
use pyish_vm::native::{Args, classmethod, method as def};
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, instance, member, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// The layout of partial objects.
#[repr(C)]
struct Partial {
    header: Header,
    function: Slot,
    /// The given arguments, a tuple; placeholders among them.
    args: Slot,
    keywords: Slot,
    /// How many placeholders there are.
    holes: Word,
    /// The attributes; the last word.
    attrs: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Partial {}

/// # Safety
/// `p` addresses a live `Partial`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let p = unsafe { &*p.cast::<Partial>() };
    for slot in [&p.function, &p.args, &p.keywords, &p.attrs] {
        marker.slot(slot);
    }
}

fn this(v: Value) -> Ref<Partial> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

impl Partial {
    fn items(&self) -> &'static [Value] {
        self.args.get().to_tuple().expect("a tuple").items()
    }
    fn named(&self) -> Ref<Dict> {
        self.keywords.get().to_dict().expect("a dict")
    }
}

fn is_placeholder(v: Value) -> bool {
    v.has_shape(PLACEHOLDER.shape())
}

fn holes(args: &[Value]) -> Word {
    Word::new(args.iter().filter(|v| is_placeholder(**v)).count() as u64)
}

/// The given arguments with the first of `more` in the places of placeholders, then the rest of `more`.
fn filled(vm: &Vm, given: &[Value], more: &[Value]) -> &'static [Value] {
    let mut rest = more.iter();
    let all = vm.new_list(&[]);
    for v in given {
        let v = if is_placeholder(*v) { *rest.next().unwrap_or(v) } else { *v };
        all.push(vm, v);
    }
    rest.for_each(|v| all.push(vm, *v));
    all.snapshot(vm).items()
}

fn merged(vm: &Vm, first: Ref<Dict>, then: impl Iterator<Item = (Value, Value)>) -> PyResult<Ref<Dict>> {
    let all = first.copy(vm)?;
    for (k, v) in then {
        all.set(vm, k, v)?;
    }
    Ok(all)
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some((&function, given)) = args[1].to_tuple().expect("bound by *args").items().split_first() else {
        throw!(vm, TYPE_ERROR, "type 'partial' takes at least one argument")
    };
    if !vm.is_callable(function) {
        throw!(vm, TYPE_ERROR, "the first argument must be callable");
    }
    if given.last().is_some_and(|v| is_placeholder(*v)) {
        throw!(vm, TYPE_ERROR, "trailing Placeholders are not allowed");
    }
    let keywords = args[2].to_dict().expect("bound by **kwargs");
    if keywords.iter().any(|(_, v)| is_placeholder(v)) {
        throw!(vm, TYPE_ERROR, "Placeholder cannot be passed as a keyword argument");
    }
    let (mut function, mut given, mut keywords) = (function, given, keywords);
    // One level instead of two, unless something was noted at the inner one.
    if vm.isinstance(function, PARTIAL.shape().ty()) && instance::names(vm, function).is_empty() {
        let inner = this(function);
        given = filled(vm, inner.items(), given);
        keywords = merged(vm, inner.named(), keywords.iter())?;
        function = inner.function.get();
    }
    let fixed = Partial {
        header: Header::EMPTY,
        function: Slot::new(function),
        args: Slot::new(vm.new_tuple(given).value()),
        keywords: Slot::new(keywords.value()),
        holes: holes(given),
        attrs: Slot::unbound(),
    };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), fixed).value())
}

/// Values that a call gathers on the native stack.
const FEW: usize = 12;

fn call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let p = this(v);
    let (function, keywords) = (p.function.get(), p.named());
    let (given, more) = (p.items(), args.pos());
    let missing = p.holes.usize();
    if missing > more.len() {
        throw!(
            vm,
            TYPE_ERROR,
            "missing positional arguments in 'partial' call; expected at least {missing}, got {}",
            more.len()
        );
    }
    if args.kwlen() > 0 && !keywords.is_empty() {
        let named = merged(vm, keywords, args.kw())?;
        return vm.call_dict(function, filled(vm, given, more), named);
    }
    let total = given.len() + args.values.len();
    if missing > 0 || total > FEW {
        if args.kwlen() > 0 {
            return vm.call_dict(function, filled(vm, given, more), merged(vm, vm.new_dict(), args.kw())?);
        }
        return vm.call_dict(function, filled(vm, given, more), keywords);
    }
    let mut few = [Value::UNBOUND; FEW];
    few[..given.len()].copy_from_slice(given);
    few[given.len()..total].copy_from_slice(args.values);
    if keywords.is_empty() {
        return vm.call_args(function, Args { values: &few[..total], kwnames: args.kwnames });
    }
    vm.call_dict(function, &few[..total], keywords)
}

fn get(vm: &Vm, v: Value, object: Value, _: Value) -> PyResult<Value> {
    Ok(if object.is_unbound() { v } else { method::new(vm, v, object) })
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    if !vm.repr_enter(v)? {
        return Ok(vm.intern("...").value());
    }
    let text = parts(vm, this(v));
    vm.repr_leave(v);
    let name = type_::methods::full_name(vm, vm.type_of(v));
    Ok(vm.new_str(&format!("{name}({})", text?.join(", "))).value())
}

fn parts(vm: &Vm, p: Ref<Partial>) -> PyResult<Vec<String>> {
    let mut parts = vec![vm.repr(p.function.get())?.to_string_lossy()];
    for v in p.items() {
        parts.push(vm.repr(*v)?.to_string_lossy());
    }
    for (k, v) in p.named().iter() {
        parts.push(format!("{}={}", vm.str(k)?, vm.repr(v)?));
    }
    Ok(parts)
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = this(args[0]);
    let noted = match instance::names(vm, args[0]).is_empty() {
        true => Value::NONE,
        false => instance::dict(vm, args[0]).map_or(Value::NONE, |d| d.value()),
    };
    let function = p.function.get();
    let state = vm.new_tuple(&[function, p.args.get(), p.keywords.get(), noted]).value();
    let again = vm.new_tuple(&[function]).value();
    Ok(vm.new_tuple(&[vm.type_of(args[0]).value(), again, state]).value())
}

fn setstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let state = args[1].to_tuple().map_or(&[][..], |t| t.items());
    let &[function, given, keywords, noted] = state else { throw!(vm, TYPE_ERROR, "invalid partial state") };
    let (Some(given), true) = (given.to_tuple(), vm.is_callable(function)) else {
        throw!(vm, TYPE_ERROR, "invalid partial state")
    };
    if !keywords.is_none() && keywords.to_dict().is_none() || !noted.is_none() && noted.to_dict().is_none() {
        throw!(vm, TYPE_ERROR, "invalid partial state");
    }
    if given.items().last().is_some_and(|v| is_placeholder(*v)) {
        throw!(vm, TYPE_ERROR, "trailing Placeholders are not allowed");
    }
    let named = match keywords.to_dict() {
        Some(d) => d.copy(vm)?,
        None => vm.new_dict(),
    };
    let given = vm.new_tuple(given.items());
    let p = this(args[0]);
    p.function.set(function);
    p.args.set(given.value());
    p.keywords.set(named.value());
    p.holes.set(holes(given.items()).get());
    if let Some(noted) = noted.to_dict() {
        for (k, x) in noted.iter() {
            vm.setattr(args[0], vm.attribute_name(k)?, x)?;
        }
    }
    Ok(Value::NONE)
}

pub(super) static PARTIAL: TypeDef = TypeDef {
    name: "functools.partial",
    doc: "Create a new function with some arguments of the given function filled in.",
    size: size_of::<Partial>(),
    flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::WEAKREF | type_flags::IMMUTABLE,
    trace: Trace::Custom(trace),
    slots: Slots { call: Some(call), repr: Some(repr), descr_get: Some(get), ..Slots::EMPTY },
    new: Some(def("__new__", "(*args, **kwargs)", new, "A function with arguments filled in.")),
    methods: &[
        def("__reduce__", "()", reduce, "How to make it again."),
        def("__setstate__", "(state, /)", setstate, "Take over a state."),
        classmethod(
            "__class_getitem__",
            "(item, /)",
            |vm, a| pyish_vm::builtins::generic_alias::new(vm, a[0], a[1]),
            "See PEP 585.",
        ),
    ],
    getset: &[
        DICT_GETSET,
        member("func", |_, v| Ok(this(v).function.get()), "The function that calls go to."),
        member("args", |_, v| Ok(this(v).args.get()), "Positional arguments that calls begin with."),
        member("keywords", |_, v| Ok(this(v).keywords.get()), "Keyword arguments that calls have besides their own."),
    ],
    ..TypeDef::NEW
};

// ---- Placeholder

/// The one placeholder, once made.
static ONE: AtomicU64 = AtomicU64::new(0);

#[repr(C)]
struct Placeholder {
    header: Header,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Placeholder {}

pub(super) fn placeholder(vm: &Vm) -> Value {
    match ONE.load(Ordering::Acquire) {
        0 => {
            let v = vm.alloc(PLACEHOLDER.shape(), Placeholder { header: Header::EMPTY }).value();
            std::mem::forget(Global::new(v));
            ONE.store(v.bits(), Ordering::Release);
            v
        }
        bits => Value::from_bits(bits),
    }
}

fn new_placeholder(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = args[1].to_tuple().is_some_and(|t| !t.is_empty()) || args[2].to_dict().is_some_and(|d| !d.is_empty());
    if given {
        throw!(vm, TYPE_ERROR, "PlaceholderType takes no arguments");
    }
    Ok(placeholder(vm))
}

pub(super) static PLACEHOLDER: TypeDef = TypeDef {
    name: "functools._PlaceholderType",
    doc: "The type of Placeholder, which keeps a place among the arguments of partial() free.",
    size: size_of::<Placeholder>(),
    flags: type_flags::IMMUTABLE,
    trace: Trace::Leaf,
    slots: Slots { repr: Some(|vm, _| Ok(vm.intern("Placeholder").value())), ..Slots::EMPTY },
    new: Some(def("__new__", "(*args, **kwargs)", new_placeholder, "The placeholder.")),
    methods: &[def("__reduce__", "()", |vm, _| Ok(vm.intern("Placeholder").value()), "The name of the placeholder.")],
    ..TypeDef::NEW
};
