//! `_operator`: the operators as functions, and the callables that fetch items, attributes and results of methods.

use pyish_vm::heap::Trace;
use pyish_vm::native::{Args, MethodDef, NativeModule, function, method};
use pyish_vm::object::operators::{BinaryOp, UnaryOp};
use pyish_vm::object::{CompareOp, Header, HeapObject, Ref, Slot, Slots, TypeDef, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

macro_rules! operations {
    ($($name:ident |$vm:ident, $args:ident| $body:expr;)*) => {
        $(fn $name($vm: &Vm, $args: &[Value]) -> PyResult<Value> {
            $body
        })*
    };
}
operations! {
    lt |vm, a| vm.compare(a[0], a[1], CompareOp::Lt);
    le |vm, a| vm.compare(a[0], a[1], CompareOp::Le);
    eq |vm, a| vm.compare(a[0], a[1], CompareOp::Eq);
    ne |vm, a| vm.compare(a[0], a[1], CompareOp::Ne);
    gt |vm, a| vm.compare(a[0], a[1], CompareOp::Gt);
    ge |vm, a| vm.compare(a[0], a[1], CompareOp::Ge);
    not_ |vm, a| Ok(Value::bool(!vm.truthy(a[0])?));
    truth |vm, a| Ok(Value::bool(vm.truthy(a[0])?));
    is_ |_vm, a| Ok(Value::bool(a[0] == a[1]));
    is_not |_vm, a| Ok(Value::bool(a[0] != a[1]));
    is_none |_vm, a| Ok(Value::bool(a[0].is_none()));
    is_not_none |_vm, a| Ok(Value::bool(!a[0].is_none()));
    add |vm, a| vm.binary(BinaryOp::Add, a[0], a[1]);
    sub |vm, a| vm.binary(BinaryOp::Sub, a[0], a[1]);
    mul |vm, a| vm.binary(BinaryOp::Mul, a[0], a[1]);
    matmul |vm, a| vm.binary(BinaryOp::MatMul, a[0], a[1]);
    truediv |vm, a| vm.binary(BinaryOp::TrueDiv, a[0], a[1]);
    floordiv |vm, a| vm.binary(BinaryOp::FloorDiv, a[0], a[1]);
    modulo |vm, a| vm.binary(BinaryOp::Mod, a[0], a[1]);
    pow |vm, a| vm.power(a[0], a[1], Value::NONE);
    lshift |vm, a| vm.binary(BinaryOp::LShift, a[0], a[1]);
    rshift |vm, a| vm.binary(BinaryOp::RShift, a[0], a[1]);
    and |vm, a| vm.binary(BinaryOp::And, a[0], a[1]);
    or |vm, a| vm.binary(BinaryOp::Or, a[0], a[1]);
    xor |vm, a| vm.binary(BinaryOp::Xor, a[0], a[1]);
    neg |vm, a| vm.unary(UnaryOp::Neg, a[0]);
    pos |vm, a| vm.unary(UnaryOp::Pos, a[0]);
    invert |vm, a| vm.unary(UnaryOp::Invert, a[0]);
    contains |vm, a| Ok(Value::bool(vm.contains(a[0], a[1])?));
    getitem |vm, a| vm.getitem(a[0], a[1]);
    setitem |vm, a| vm.setitem(a[0], a[1], a[2]).map(|()| Value::NONE);
    delitem |vm, a| vm.delitem(a[0], a[1]).map(|()| Value::NONE);
    index |vm, a| vm.index(a[0]);
    iadd |vm, a| vm.inplace(BinaryOp::Add, a[0], a[1]);
    isub |vm, a| vm.inplace(BinaryOp::Sub, a[0], a[1]);
    imul |vm, a| vm.inplace(BinaryOp::Mul, a[0], a[1]);
    imatmul |vm, a| vm.inplace(BinaryOp::MatMul, a[0], a[1]);
    itruediv |vm, a| vm.inplace(BinaryOp::TrueDiv, a[0], a[1]);
    ifloordiv |vm, a| vm.inplace(BinaryOp::FloorDiv, a[0], a[1]);
    imod |vm, a| vm.inplace(BinaryOp::Mod, a[0], a[1]);
    ipow |vm, a| vm.inplace_power(a[0], a[1]);
    ilshift |vm, a| vm.inplace(BinaryOp::LShift, a[0], a[1]);
    irshift |vm, a| vm.inplace(BinaryOp::RShift, a[0], a[1]);
    iand |vm, a| vm.inplace(BinaryOp::And, a[0], a[1]);
    ior |vm, a| vm.inplace(BinaryOp::Or, a[0], a[1]);
    ixor |vm, a| vm.inplace(BinaryOp::Xor, a[0], a[1]);
}

fn absolute(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = pyish_vm::import::import_attribute(vm, "builtins", "abs")?;
    vm.call(f, args)
}
fn check_sequence(vm: &Vm, v: Value) -> PyResult<()> {
    if vm.type_of(v).lookup(vm, vm.intern("__getitem__")).is_none() {
        throw!(vm, TYPE_ERROR, "'{}' object can't be concatenated", vm.type_name(v));
    }
    Ok(())
}
fn concat(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_sequence(vm, args[0])?;
    vm.binary(BinaryOp::Add, args[0], args[1])
}
fn iconcat(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_sequence(vm, args[0])?;
    vm.inplace(BinaryOp::Add, args[0], args[1])
}
fn count_of(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut count = 0;
    vm.for_each(args[0], |x| {
        count += vm.eq(x, args[1])? as i64;
        Ok(())
    })?;
    Ok(vm.new_int(count))
}
fn index_of(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = vm.iter(args[0])?;
    let mut at = 0;
    while let Some(x) = vm.next(it)? {
        if vm.eq(x, args[1])? {
            return Ok(vm.new_int(at));
        }
        at += 1;
    }
    throw!(vm, VALUE_ERROR, "sequence.index(x): x not in sequence")
}
fn length_hint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let default = vm.index(args[1])?;
    let hint = vm.length_hint(args[0], usize::MAX)?;
    Ok(if hint == usize::MAX { default } else { vm.new_int(hint as i64) })
}
fn call(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let pos = args[1].to_tuple().expect("bound by *args").items();
    call_with(vm, args[0], pos, args[2])
}
/// Calls with a dict of keyword arguments, or none.
fn call_with(vm: &Vm, f: Value, pos: &[Value], keywords: Value) -> PyResult<Value> {
    let Some(keywords) = keywords.to_dict().filter(|d| !d.is_empty()) else {
        return vm.call(f, pos);
    };
    let (all, names) = (vm.new_list(pos), vm.new_list(&[]));
    for (name, value) in keywords.iter() {
        names.push(vm, name);
        all.push(vm, value);
    }
    vm.call_args(f, Args { values: all.snapshot(vm).items(), kwnames: Some(names.snapshot(vm)) })
}

// ---- fetching

/// The layout of all three: what to fetch, as a tuple; of a method caller its name and arguments, and a dict.
#[repr(C)]
struct Getter {
    header: Header,
    items: Slot,
    keywords: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Getter {}

fn items_of(v: Value) -> &'static [Value] {
    // SAFETY: the door checks the receiver; the tuple never changes.
    let g: Ref<Getter> = unsafe { v.cast() };
    g.items.get().to_tuple().expect("a tuple").items()
}
fn keywords_of(v: Value) -> Value {
    // SAFETY: as above.
    let g: Ref<Getter> = unsafe { v.cast() };
    g.keywords.get()
}
fn make(vm: &Vm, class: Value, items: Value, keywords: Value) -> Value {
    let fixed = Getter { header: Header::EMPTY, items: Slot::new(items), keywords: Slot::new(keywords) };
    vm.alloc_instance(vm.class_arg(class), fixed).value()
}
fn no_keywords(vm: &Vm, name: &str, keywords: Value) -> PyResult<()> {
    if keywords.to_dict().is_some_and(|d| !d.is_empty()) {
        throw!(vm, TYPE_ERROR, "{name}() takes no keyword arguments");
    }
    Ok(())
}
fn some_items(vm: &Vm, name: &str, args: &[Value]) -> PyResult<()> {
    no_keywords(vm, name, args[2])?;
    if args[1].to_tuple().is_none_or(|t| t.items().is_empty()) {
        throw!(vm, TYPE_ERROR, "{name} expected 1 argument, got 0");
    }
    Ok(())
}
fn itemgetter_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    some_items(vm, "itemgetter", args)?;
    Ok(make(vm, args[0], args[1], Value::NONE))
}
fn attrgetter_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    some_items(vm, "attrgetter", args)?;
    for name in args[1].to_tuple().expect("bound by *args").items() {
        if name.to_str().is_none() {
            throw!(vm, TYPE_ERROR, "attribute name must be a string");
        }
    }
    Ok(make(vm, args[0], args[1], Value::NONE))
}
fn methodcaller_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match args[1].to_tuple().expect("bound by *args").items() {
        [] => throw!(vm, TYPE_ERROR, "methodcaller needs at least one argument, the method name"),
        [name, ..] if name.to_str().is_none() => throw!(vm, TYPE_ERROR, "method name must be a string"),
        _ => Ok(make(vm, args[0], args[1], args[2])),
    }
}
/// The one argument of a call.
fn subject(vm: &Vm, name: &str, args: Args) -> PyResult<Value> {
    if args.kwlen() > 0 {
        throw!(vm, TYPE_ERROR, "{name}() takes no keyword arguments");
    }
    match args.values {
        [one] => Ok(*one),
        given => throw!(vm, TYPE_ERROR, "{name} expected 1 argument, got {}", given.len()),
    }
}
/// What `fetch` makes of each item, as a tuple when there are several.
fn fetched(vm: &Vm, v: Value, fetch: impl Fn(Value) -> PyResult<Value>) -> PyResult<Value> {
    match items_of(v) {
        [one] => fetch(*one),
        many => {
            let out = vm.new_list(&[]);
            for item in many {
                out.push(vm, fetch(*item)?);
            }
            Ok(out.snapshot(vm).value())
        }
    }
}
fn itemgetter_call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let object = subject(vm, "itemgetter", args)?;
    fetched(vm, v, |item| vm.getitem(object, item))
}
fn attribute(vm: &Vm, object: Value, path: Value) -> PyResult<Value> {
    let name = path.to_str().expect("checked when made");
    if !name.units().iter().any(|c| c == '.' as u32) {
        return vm.getattr(object, vm.attribute_name(path)?);
    }
    let mut at = object;
    let mut start = 0;
    for end in 0..=name.len() {
        if end == name.len() || name.units().get(end) == '.' as u32 {
            let part = vm.substr(name, start, end);
            at = vm.getattr(at, vm.attribute_name(part.value())?)?;
            start = end + 1;
        }
    }
    Ok(at)
}
fn attrgetter_call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let object = subject(vm, "attrgetter", args)?;
    fetched(vm, v, |path| attribute(vm, object, path))
}
fn methodcaller_call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let object = subject(vm, "methodcaller", args)?;
    let (name, rest) = items_of(v).split_first().expect("a name at least");
    let f = vm.getattr(object, vm.attribute_name(*name)?)?;
    call_with(vm, f, rest, keywords_of(v))
}
fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let mut parts = Vec::new();
    for item in items_of(v) {
        parts.push(vm.repr(*item)?.to_string_lossy());
    }
    if let Some(keywords) = keywords_of(v).to_dict() {
        for (name, value) in keywords.iter() {
            parts.push(format!("{}={}", vm.str(name)?, vm.repr(value)?));
        }
    }
    Ok(vm.new_str(&format!("{}({})", vm.type_name(v), parts.join(", "))).value())
}
fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let class = vm.type_of(args[0]).value();
    let items = vm.new_tuple(items_of(args[0])).value();
    match keywords_of(args[0]).to_dict().filter(|d| !d.is_empty()) {
        None => Ok(vm.new_tuple(&[class, items]).value()),
        Some(keywords) => {
            let partial = pyish_vm::import::import_attribute(vm, "functools", "partial")?;
            let pos = [&[class], &items_of(args[0])[..1]].concat();
            let made = call_with(vm, partial, vm.new_tuple(&pos).items(), keywords.value())?;
            let rest = vm.new_tuple(&items_of(args[0])[1..]).value();
            Ok(vm.new_tuple(&[made, rest]).value())
        }
    }
}

macro_rules! getter_type {
    ($id:ident $name:literal $new:ident $call:ident $doc:literal) => {
        static $id: TypeDef = TypeDef {
            name: $name,
            doc: $doc,
            size: size_of::<Getter>(),
            flags: type_flags::BASETYPE,
            trace: Trace::Fields(1),
            new: Some(method("__new__", "(*args, **kwargs)", $new, "A callable that fetches.")),
            slots: Slots { call: Some($call), repr: Some(repr), ..Slots::EMPTY },
            methods: &[method("__reduce__", "()", reduce, "How to make it again.")],
            ..TypeDef::NEW
        };
    };
}
getter_type!(ITEMGETTER "operator.itemgetter" itemgetter_new itemgetter_call "Fetches items.");
getter_type!(ATTRGETTER "operator.attrgetter" attrgetter_new attrgetter_call "Fetches attributes, dotted names too.");
getter_type!(METHODCALLER "operator.methodcaller" methodcaller_new methodcaller_call "Calls a method by name.");

static FUNCTIONS: &[MethodDef] = &[
    function("lt", "(a, b, /)", lt, "a < b"),
    function("le", "(a, b, /)", le, "a <= b"),
    function("eq", "(a, b, /)", eq, "a == b"),
    function("ne", "(a, b, /)", ne, "a != b"),
    function("gt", "(a, b, /)", gt, "a > b"),
    function("ge", "(a, b, /)", ge, "a >= b"),
    function("not_", "(a, /)", not_, "not a"),
    function("truth", "(a, /)", truth, "Whether a is true."),
    function("is_", "(a, b, /)", is_, "a is b"),
    function("is_not", "(a, b, /)", is_not, "a is not b"),
    function("is_none", "(a, /)", is_none, "a is None"),
    function("is_not_none", "(a, /)", is_not_none, "a is not None"),
    function("add", "(a, b, /)", add, "a + b"),
    function("sub", "(a, b, /)", sub, "a - b"),
    function("mul", "(a, b, /)", mul, "a * b"),
    function("matmul", "(a, b, /)", matmul, "a @ b"),
    function("truediv", "(a, b, /)", truediv, "a / b"),
    function("floordiv", "(a, b, /)", floordiv, "a // b"),
    function("mod", "(a, b, /)", modulo, "a % b"),
    function("pow", "(a, b, /)", pow, "a ** b"),
    function("lshift", "(a, b, /)", lshift, "a << b"),
    function("rshift", "(a, b, /)", rshift, "a >> b"),
    function("and_", "(a, b, /)", and, "a & b"),
    function("or_", "(a, b, /)", or, "a | b"),
    function("xor", "(a, b, /)", xor, "a ^ b"),
    function("neg", "(a, /)", neg, "-a"),
    function("pos", "(a, /)", pos, "+a"),
    function("inv", "(a, /)", invert, "~a"),
    function("invert", "(a, /)", invert, "~a"),
    function("abs", "(a, /)", absolute, "abs(a)"),
    function("contains", "(a, b, /)", contains, "b in a"),
    function("getitem", "(a, b, /)", getitem, "a[b]"),
    function("setitem", "(a, b, c, /)", setitem, "a[b] = c"),
    function("delitem", "(a, b, /)", delitem, "del a[b]"),
    function("index", "(a, /)", index, "a.__index__()"),
    function("concat", "(a, b, /)", concat, "a + b, for sequences."),
    function("countOf", "(a, b, /)", count_of, "How often b is in a."),
    function("indexOf", "(a, b, /)", index_of, "Where b is in a first."),
    function("length_hint", "(obj, default=0, /)", length_hint, "About how many items an object has."),
    function("call", "(obj, /, *args, **kwargs)", call, "obj(*args, **kwargs)"),
    function("iadd", "(a, b, /)", iadd, "a += b"),
    function("isub", "(a, b, /)", isub, "a -= b"),
    function("imul", "(a, b, /)", imul, "a *= b"),
    function("imatmul", "(a, b, /)", imatmul, "a @= b"),
    function("itruediv", "(a, b, /)", itruediv, "a /= b"),
    function("ifloordiv", "(a, b, /)", ifloordiv, "a //= b"),
    function("imod", "(a, b, /)", imod, "a %= b"),
    function("ipow", "(a, b, /)", ipow, "a **= b"),
    function("ilshift", "(a, b, /)", ilshift, "a <<= b"),
    function("irshift", "(a, b, /)", irshift, "a >>= b"),
    function("iand", "(a, b, /)", iand, "a &= b"),
    function("ior", "(a, b, /)", ior, "a |= b"),
    function("ixor", "(a, b, /)", ixor, "a ^= b"),
    function("iconcat", "(a, b, /)", iconcat, "a += b, for sequences."),
    function(
        "_compare_digest",
        "(a, b, /)",
        super::hashes::compare_digest,
        "Whether two digests are equal, in constant time.",
    ),
];

pub static MODULE: NativeModule = NativeModule {
    name: "_operator",
    doc: "The operators of the language as functions.",
    functions: FUNCTIONS,
    types: &[&ITEMGETTER, &ATTRGETTER, &METHODCALLER],
    init: None,
};
