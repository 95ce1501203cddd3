//! `_functools`: `partial`, `reduce`, `cmp_to_key` and the cache of `lru_cache`.

mod lru;
mod partial;

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::exc;
use pyish_vm::heap::Trace;
use pyish_vm::native::{Args, NativeModule, function};
use pyish_vm::object::{CompareOp, Header, HeapObject, Ref, Slot, Slots, TypeDef, member, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [f, iterable, initial] = [args[0], args[1], args[2]];
    let it = match vm.iter(iterable) {
        Err(e) if e.matches(vm, exc::TYPE_ERROR) && vm.type_of(iterable).slots().iter.is_none() => {
            throw!(vm, TYPE_ERROR, "reduce() arg 2 must support iteration")
        }
        other => other?,
    };
    let mut value = initial;
    loop {
        let x = vm.next_or_unbound(it)?;
        if x.is_unbound() {
            break;
        }
        value = if value.is_unbound() { x } else { vm.call(f, &[value, x])? };
        if vm.poked() {
            vm.safepoint()?;
        }
    }
    if value.is_unbound() {
        throw!(vm, TYPE_ERROR, "reduce() of empty iterable with no initial value");
    }
    Ok(value)
}

// ---- cmp_to_key

/// The layout of keys, and of what makes them: their object is unbound.
#[repr(C)]
struct Key {
    header: Header,
    compare: Slot,
    object: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Key {}

fn key(v: Value) -> Ref<Key> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn new_key(vm: &Vm, compare: Value, object: Value) -> Value {
    let fixed = Key { header: Header::EMPTY, compare: Slot::new(compare), object: Slot::new(object) };
    vm.alloc(KEY.shape(), fixed).value()
}

fn key_call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let object = match (args.values, args.kw().next()) {
        ([one], None) => *one,
        ([one], Some((name, _))) if name.to_str().is_some_and(|s| s.eq_str("obj")) => *one,
        ([_], Some((name, _))) => {
            throw!(vm, TYPE_ERROR, "K() got an unexpected keyword argument '{}'", vm.str(name)?)
        }
        ([], _) => throw!(vm, TYPE_ERROR, "K() missing required argument 'obj' (pos 1)"),
        (many, _) => throw!(vm, TYPE_ERROR, "K() takes at most 1 argument ({} given)", many.len()),
    };
    Ok(new_key(vm, key(v).compare.get(), object))
}

fn key_compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(KEY.shape()) || !a.has_shape(KEY.shape()) {
        throw!(vm, TYPE_ERROR, "other argument must be K instance");
    }
    let (Some(x), Some(y)) = (key(a).object.bound(), key(b).object.bound()) else {
        throw!(vm, ATTRIBUTE_ERROR, "object")
    };
    let order = vm.call(key(a).compare.get(), &[x, y])?;
    vm.compare(order, Value::int(0), op)
}

fn key_object(_: &Vm, v: Value) -> PyResult<Value> {
    Ok(key(v).object.bound().unwrap_or(Value::NONE))
}

static KEY: TypeDef = TypeDef {
    name: "functools.KeyWrapper",
    size: size_of::<Key>(),
    flags: type_flags::DISALLOW_INSTANTIATION | type_flags::IMMUTABLE,
    trace: Trace::Fields(1),
    slots: Slots { call: Some(key_call), compare: Some(key_compare), ..Slots::EMPTY },
    getset: &[member("obj", key_object, "Value wrapped by a key function.")],
    ..TypeDef::NEW
};

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    m.set(vm, "Placeholder", partial::placeholder(vm));
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_functools",
    doc: "The core of functools.",
    functions: &[
        function(
            "reduce",
            "(function, iterable, /, initial=<unset>)",
            reduce,
            "Apply a function of two arguments to the items of an iterable, from left to right, so as to reduce it to one value.",
        ),
        function(
            "cmp_to_key",
            "(mycmp)",
            |vm, a| Ok(new_key(vm, a[0], Value::UNBOUND)),
            "Make a key function of a function that compares.",
        ),
    ],
    types: &[&partial::PARTIAL, &partial::PLACEHOLDER, &lru::WRAPPER, &lru::LINK, &KEY],
    init: Some(init),
};
