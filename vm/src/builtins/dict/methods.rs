//! Methods and slots of `dict`.

use crate::builtins::shape;
use crate::exceptions::exc;
use crate::native::{Args, MethodDef, classmethod, method};
use crate::object::{CompareOp, Ref, Slots};
use crate::thread::gil;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{Dict, views};

pub(super) fn this(v: Value) -> Ref<Dict> {
    v.to_dict().expect("the door checks the receiver")
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.alloc_instance(vm.class_arg(args[0]), Dict::EMPTY).value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    update_from(vm, "dict", args)?;
    Ok(Value::NONE)
}

pub(super) const NEW: MethodDef = method("__new__", "(*args, **kwargs)", create, "");
pub(super) const INIT: MethodDef = method("__init__", "(*args, **kwargs)", init, "");

/// `update(mapping or pairs, **keywords)`.
fn update_from(vm: &Vm, name: &str, args: &[Value]) -> PyResult<()> {
    let d = this(args[0]);
    let given = args[1].to_tuple().expect("bound by *args");
    match given.items() {
        [] => {}
        [one] => merge(vm, d, *one, "a dict key")?,
        _ => throw!(vm, TYPE_ERROR, "{name} expected at most 1 argument, got {}", given.len()),
    }
    for (k, v) in args[2].to_dict().expect("bound by **kwargs").iter() {
        d.set(vm, k, v)?;
    }
    Ok(())
}

/// Binds a key; `role` is what the error of an unhashable one calls it.
fn put(vm: &Vm, d: Ref<Dict>, k: Value, x: Value, role: &str) -> PyResult<()> {
    let hash = vm.hash_key(k).map_err(|e| vm.unusable(e, k, role))?;
    d.set_hashed(vm, k, hash, x)
}

/// Adds the items of a mapping or of an iterable of pairs; `role` is what errors call the keys.
pub(crate) fn merge(vm: &Vm, d: Ref<Dict>, source: Value, role: &str) -> PyResult<()> {
    if let Some(other) = source.to_dict()
        && (source.has_shape(shape::DICT)
            || vm.type_of(source).slots().iter.map(|f| f as usize) == shape::DICT.ty().slots().iter.map(|f| f as usize))
    {
        if d.fill_from(vm, other)? {
            return Ok(());
        }
        // Without the GIL another thread may add keys meanwhile: what is merged is the dict at one moment.
        let other = if gil::enabled() { other } else { other.copy(vm)? };
        let (mut i, n) = (0, other.len());
        while let Some((at, k, v, hash)) = other.next_full(i) {
            d.set_hashed(vm, k, hash, v)?;
            if other.len() != n && d != other {
                throw!(vm, RUNTIME_ERROR, "dict mutated during update");
            }
            i = at + 1;
        }
        return Ok(());
    }
    if let Some(method) = vm.getattr_opt(source, vm.names().keys)? {
        let keys = vm.call(method, &[])?;
        if !vm.is_iterable(keys) {
            return Err(vm.bad_result(source, "keys", "an iterable", keys));
        }
        return vm.for_each(keys, |k| {
            let v = vm.getitem(source, k)?;
            put(vm, d, k, v, role)
        });
    }
    merge_pairs(vm, d, source, role)
}

fn merge_pairs(vm: &Vm, d: Ref<Dict>, source: Value, role: &str) -> PyResult<()> {
    let mut i = 0;
    vm.for_each(source, |pair| {
        let items = match vm.collect_tuple(pair) {
            Err(e) if e.matches(vm, exc::TYPE_ERROR) => {
                let e = vm.error(exc::TYPE_ERROR, "object is not iterable");
                let note = format!("Cannot convert dictionary update sequence element #{i} to a sequence");
                vm.call_method(e.value(), vm.intern("add_note"), &[vm.new_str(&note).value()])?;
                return Err(e);
            }
            other => other?,
        };
        let [k, v] = *items.items() else {
            throw!(
                vm,
                VALUE_ERROR,
                "dictionary update sequence element #{i} has length {}; 2 is required",
                items.len()
            );
        };
        i += 1;
        put(vm, d, k, v, role)
    })
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let d = this(v);
    if d.is_empty() {
        return Ok(vm.intern("{}").value());
    }
    if !vm.repr_enter(v)? {
        return Ok(vm.intern("{...}").value());
    }
    let text = items_text(vm, d);
    vm.repr_leave(v);
    Ok(vm.new_str(&format!("{{{}}}", text?)).value())
}

pub(crate) fn items_text(vm: &Vm, d: Ref<Dict>) -> PyResult<String> {
    let mut text = String::new();
    let mut i = 0;
    while let Some((at, k, v)) = d.next_entry(i) {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&vm.repr(k)?.to_string_lossy());
        text.push_str(": ");
        text.push_str(&vm.repr(v)?.to_string_lossy());
        i = at + 1;
    }
    Ok(text)
}

fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    if let Some(x) = this(v).get(vm, k)? {
        return Ok(x);
    }
    if !v.has_shape(shape::DICT)
        && let Some(x) = vm.call_special(v, vm.names().__missing__, &[k])?
    {
        return Ok(x);
    }
    Err(vm.error_value(exc::KEY_ERROR, k))
}

fn setitem(vm: &Vm, v: Value, k: Value, x: Value) -> PyResult<()> {
    if !x.is_unbound() {
        return this(v).set(vm, k, x);
    }
    match this(v).remove(vm, k)? {
        Some(_) => Ok(()),
        None => Err(vm.error_value(exc::KEY_ERROR, k)),
    }
}

/// Whether two dicts have equal items.
pub(crate) fn same_items(vm: &Vm, a: Ref<Dict>, b: Ref<Dict>) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    let mut i = 0;
    while let Some((at, k, v)) = a.next_entry(i) {
        match b.get(vm, k)? {
            Some(x) if vm.eq(v, x)? => {}
            _ => return Ok(false),
        }
        i = at + 1;
    }
    Ok(true)
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    match (b.to_dict(), op) {
        (Some(other), CompareOp::Eq | CompareOp::Ne) => {
            Ok(Value::bool(same_items(vm, this(a), other)? == (op == CompareOp::Eq)))
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn or(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let (Some(x), Some(_)) = (a.to_dict(), b.to_dict()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let new = x.copy(vm)?;
    merge(vm, new, b, "a dict key")?;
    Ok(new.value())
}

fn ior(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    merge(vm, this(a), b, "a dict key")?;
    Ok(a)
}

pub(super) const SLOTS: Slots = Slots {
    // Arguments are for `init`.
    new: Some(|vm, cls, _| create(vm, &[cls.value()])),
    repr: Some(repr),
    len: Some(|_, v| Ok(this(v).len())),
    getitem: Some(getitem),
    setitem: Some(setitem),
    contains: Some(|vm, v, k| this(v).contains(vm, k)),
    iter: Some(|vm, v| Ok(views::iterator(vm, v, views::KEYS, false))),
    compare: Some(compare),
    or: Some(or),
    ior: Some(ior),
    ..Slots::EMPTY
};

fn get(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(this(args[0]).get(vm, args[1])?.unwrap_or(args[2]))
}
fn setdefault(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    this(args[0]).set_default(vm, args[1], args[2])
}
fn pop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = this(args[0]);
    let found = if d.is_empty() { None } else { d.remove(vm, args[1])? };
    match found {
        Some(v) => Ok(v),
        None if !args[2].is_unbound() => Ok(args[2]),
        None => Err(vm.error_value(exc::KEY_ERROR, args[1])),
    }
}
fn popitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match this(args[0]).pop_last(vm) {
        Some((k, v)) => Ok(vm.new_tuple(&[k, v]).value()),
        None => throw!(vm, KEY_ERROR, "popitem(): dictionary is empty"),
    }
}
fn update(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    update_from(vm, "update", args)?;
    Ok(Value::NONE)
}
fn fromkeys(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = vm.call_args(args[0], Args::positional(&[]))?;
    vm.for_each(args[1], |k| vm.setitem(d, k, args[2]))?;
    Ok(d)
}

pub(super) static METHODS: &[MethodDef] = &[
    method("get", "(key, default=None, /)", get, "The value of a key, or a default."),
    method(
        "setdefault",
        "(key, default=None, /)",
        setdefault,
        "The value of a key, set to a default first if missing.",
    ),
    method("pop", "(key, default=<unset>, /)", pop, "Remove a key and return its value."),
    method("popitem", "()", popitem, "Remove and return the last item."),
    method("keys", "()", |vm, a| Ok(views::view(vm, a[0], views::KEYS)), "The keys."),
    method("values", "()", |vm, a| Ok(views::view(vm, a[0], views::VALUES)), "The values."),
    method("items", "()", |vm, a| Ok(views::view(vm, a[0], views::ITEMS)), "The items."),
    method("update", "(*args, **kwargs)", update, "Add the items of a mapping or of pairs."),
    method(
        "clear",
        "()",
        |vm, a| {
            this(a[0]).clear(vm);
            Ok(Value::NONE)
        },
        "Remove all items.",
    ),
    method("copy", "()", |vm, a| Ok(this(a[0]).copy(vm)?.value()), "A shallow copy."),
    method("__reversed__", "()", |vm, a| Ok(views::iterator(vm, a[0], views::KEYS, true)), "The keys from the end."),
    classmethod("fromkeys", "(iterable, value=None, /)", fromkeys, "A dict with keys of an iterable and one value."),
    classmethod(
        "__class_getitem__",
        "(item, /)",
        |vm, a| crate::builtins::generic_alias::new(vm, a[0], a[1]),
        "See PEP 585.",
    ),
];
