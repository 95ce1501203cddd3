//! The two directions between dunder methods and slots: descriptors that call a native type's slot, and slot functions that look
//! a dunder method up for classes written in Python. One row per dunder.

use crate::builtins::native_function::bind;
use crate::builtins::str::Str;
use crate::native::Args;
use crate::object::*;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

type Wrap = fn(&Vm, &Slots, Value, Args) -> PyResult<Value>;

/// One dunder method and the slot it stands for.
pub struct SlotRow {
    pub name: &'static str,
    pub signature: &'static str,
    pub doc: &'static str,
    /// Whether these slots have the operation.
    pub has: fn(&Slots) -> bool,
    /// Calls the operation of these slots as the method would be called.
    pub call: Wrap,
    /// Gives the slot the function that looks the method up.
    pub install: fn(&mut Slots),
    /// Takes the slot over from other slots.
    pub copy: fn(&mut Slots, &Slots),
}

fn arg<const N: usize>(vm: &Vm, args: Args, name: &str) -> PyResult<[Value; N]> {
    if args.kwnames.is_some_and(|k| !k.is_empty()) {
        throw!(vm, TYPE_ERROR, "wrapper {name}() takes no keyword arguments");
    }
    match args.values.try_into() {
        Ok(values) => Ok(values),
        Err(_) => throw!(
            vm,
            TYPE_ERROR,
            "expected {} argument{}, got {}",
            N,
            if N == 1 { "" } else { "s" },
            args.values.len()
        ),
    }
}

/// Calls the method `name` of `v`'s type; the type is known to have had it when the slot was installed.
fn call_method(vm: &Vm, v: Value, name: Ref<Str>, args: &[Value]) -> PyResult<Value> {
    match vm.call_special(v, name, args)? {
        Some(r) => Ok(r),
        None => Err(vm.error_value(crate::exceptions::exc::ATTRIBUTE_ERROR, name.value())),
    }
}

/// The method's answer, or NotImplemented when the type lacks the method.
fn call_or_not_implemented(vm: &Vm, v: Value, name: Ref<Str>, args: &[Value]) -> PyResult<Value> {
    Ok(vm.call_special(v, name, args)?.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn unary(f: UnaryFn, vm: &Vm, v: Value, args: Args, name: &str) -> PyResult<Value> {
    let [] = arg(vm, args, name)?;
    f(vm, v)
}

macro_rules! unary_rows {
    ($($slot:ident $name:ident $doc:literal;)*) => {
        mod unary_fns {
            use super::*;
            $(pub fn $slot(vm: &Vm, v: Value) -> PyResult<Value> { call_method(vm, v, vm.names().$name, &[]) })*
        }
        static UNARY: &[SlotRow] = &[$(SlotRow {
            name: stringify!($name), signature: "()", doc: $doc,
            has: |s| s.$slot.is_some(),
            call: |vm, s, v, args| unary(s.$slot.expect("the row applies"), vm, v, args, stringify!($name)),
            install: |s| s.$slot = Some(unary_fns::$slot),
            copy: |s, from| s.$slot = from.$slot,
        },)*];
    };
}

unary_rows! {
    neg __neg__ "-self"; pos __pos__ "+self"; abs __abs__ "abs(self)"; invert __invert__ "~self";
    int __int__ "int(self)"; float __float__ "float(self)"; index __index__ "The integer that self stands for, for use as an index.";
    repr __repr__ "Return repr(self)."; iter __iter__ "Implement iter(self).";
    await_ __await__ "Return an iterator to be used in await expression."; aiter __aiter__ "Return an asynchronous iterator.";
    anext __anext__ "Return an awaitable for the next item.";
}

/// A binary operation on two operands of which at least one is of a Python class: tries the left's method, the right's reflected
/// one, the right first when its class derives from the left's and overrides it.
fn binary(
    vm: &Vm,
    a: Value,
    b: Value,
    slot: fn(&Slots) -> Option<BinaryFn>,
    this: BinaryFn,
    name: Ref<Str>,
    reflected: Ref<Str>,
) -> PyResult<Value> {
    let (ta, tb) = (vm.type_of(a), vm.type_of(b));
    let is_this = |t: Ref<Type>| slot(t.slots()).is_some_and(|f| f as usize == this as usize);
    let mut try_right = ta != tb && is_this(tb);
    if is_this(ta) {
        if try_right && tb.is_subtype(ta) && tb.lookup(vm, reflected) != ta.lookup(vm, reflected) {
            let r = call_or_not_implemented(vm, b, reflected, &[a])?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
            try_right = false;
        }
        let r = call_or_not_implemented(vm, a, name, &[b])?;
        if r != Value::NOT_IMPLEMENTED || ta == tb {
            return Ok(r);
        }
    }
    if try_right { call_or_not_implemented(vm, b, reflected, &[a]) } else { Ok(Value::NOT_IMPLEMENTED) }
}

macro_rules! binary_rows {
    ($($slot:ident $name:ident $reflected:ident $symbol:literal;)*) => {
        mod binary_fns {
            use super::*;
            $(pub fn $slot(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
                binary(vm, a, b, |s| s.$slot, $slot, vm.names().$name, vm.names().$reflected)
            })*
        }
        static BINARY: &[SlotRow] = &[$(SlotRow {
            name: stringify!($name), signature: "(value, /)", doc: concat!("Return self", $symbol, "value."),
            has: |s| s.$slot.is_some(),
            call: |vm, s, v, args| { let [x] = arg(vm, args, stringify!($name))?; (s.$slot.expect("the row applies"))(vm, v, x) },
            install: |s| s.$slot = Some(binary_fns::$slot),
            copy: |s, from| s.$slot = from.$slot,
        }, SlotRow {
            name: stringify!($reflected), signature: "(value, /)", doc: concat!("Return value", $symbol, "self."),
            has: |s| s.$slot.is_some(),
            call: |vm, s, v, args| { let [x] = arg(vm, args, stringify!($reflected))?; (s.$slot.expect("the row applies"))(vm, x, v) },
            install: |s| s.$slot = Some(binary_fns::$slot),
            copy: |s, from| s.$slot = from.$slot,
        },)*];
    };
}

binary_rows! {
    add __add__ __radd__ "+"; sub __sub__ __rsub__ "-"; mul __mul__ __rmul__ "*"; matmul __matmul__ __rmatmul__ "@";
    truediv __truediv__ __rtruediv__ "/"; floordiv __floordiv__ __rfloordiv__ "//"; modulo __mod__ __rmod__ "%";
    divmod __divmod__ __rdivmod__ " divmod "; lshift __lshift__ __rlshift__ "<<"; rshift __rshift__ __rrshift__ ">>";
    and __and__ __rand__ "&"; or __or__ __ror__ "|"; xor __xor__ __rxor__ "^";
}

macro_rules! inplace_rows {
    ($($slot:ident $name:ident $symbol:literal;)*) => {
        mod inplace_fns {
            use super::*;
            $(pub fn $slot(vm: &Vm, a: Value, b: Value) -> PyResult<Value> { call_or_not_implemented(vm, a, vm.names().$name, &[b]) })*
        }
        static INPLACE: &[SlotRow] = &[$(SlotRow {
            name: stringify!($name), signature: "(value, /)", doc: concat!("Return self", $symbol, "value."),
            has: |s| s.$slot.is_some(),
            call: |vm, s, v, args| { let [x] = arg(vm, args, stringify!($name))?; (s.$slot.expect("the row applies"))(vm, v, x) },
            install: |s| s.$slot = Some(inplace_fns::$slot),
            copy: |s, from| s.$slot = from.$slot,
        },)*];
    };
}

inplace_rows! {
    iadd __iadd__ "+="; isub __isub__ "-="; imul __imul__ "*="; imatmul __imatmul__ "@="; itruediv __itruediv__ "/=";
    ifloordiv __ifloordiv__ "//="; imodulo __imod__ "%="; ipow __ipow__ "**="; ilshift __ilshift__ "<<="; irshift __irshift__ ">>=";
    iand __iand__ "&="; ior __ior__ "|="; ixor __ixor__ "^=";
}

fn slot_pow(vm: &Vm, a: Value, b: Value, modulus: Value) -> PyResult<Value> {
    if modulus.is_none() {
        return slot_pow_pair(vm, a, b);
    }
    let is_this = |v: Value| vm.type_of(v).slots().pow.is_some_and(|f| f as usize == slot_pow as *const () as usize);
    if is_this(a) {
        let r = call_or_not_implemented(vm, a, vm.names().__pow__, &[b, modulus])?;
        if r != Value::NOT_IMPLEMENTED {
            return Ok(r);
        }
    }
    if is_this(b) {
        call_or_not_implemented(vm, b, vm.names().__rpow__, &[a, modulus])
    } else {
        Ok(Value::NOT_IMPLEMENTED)
    }
}

fn slot_pow_pair(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let (ta, tb) = (vm.type_of(a), vm.type_of(b));
    let is_this = |t: Ref<Type>| t.slots().pow.is_some_and(|f| f as usize == slot_pow as *const () as usize);
    let (name, reflected) = (vm.names().__pow__, vm.names().__rpow__);
    let mut try_right = ta != tb && is_this(tb);
    if is_this(ta) {
        if try_right && tb.is_subtype(ta) && tb.lookup(vm, reflected) != ta.lookup(vm, reflected) {
            let r = call_or_not_implemented(vm, b, reflected, &[a])?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
            try_right = false;
        }
        let r = call_or_not_implemented(vm, a, name, &[b])?;
        if r != Value::NOT_IMPLEMENTED || ta == tb {
            return Ok(r);
        }
    }
    if try_right { call_or_not_implemented(vm, b, reflected, &[a]) } else { Ok(Value::NOT_IMPLEMENTED) }
}

fn slot_str(vm: &Vm, v: Value) -> PyResult<Value> {
    call_method(vm, v, vm.names().__str__, &[])
}

fn slot_hash(vm: &Vm, v: Value) -> PyResult<i64> {
    let f = vm.type_of(v).lookup(vm, vm.names().__hash__);
    if f.is_none_or(|f| f.is_none()) {
        throw!(vm, TYPE_ERROR, "unhashable type: '{}'", vm.type_name(v));
    }
    let r = call_method(vm, v, vm.names().__hash__, &[])?;
    if vm.type_of(r).has_flag(type_flags::LONG_SUBCLASS) {
        let r = crate::builtins::int::to_exact(vm, r)?;
        return match vm.int_to_i64(r) {
            Some(i) => Ok(if i == -1 { -2 } else { i }),
            None => vm.hash(r),
        };
    }
    throw!(vm, TYPE_ERROR, "__hash__ method should return an integer")
}

/// Makes instances of a class unhashable unless it has a hash already. The class is not yet published, or the world is stopped.
pub(crate) fn refuse_hash(ty: Ref<Type>) {
    if ty.slots().hash.is_none() {
        // SAFETY: as the contract says, nobody reads the slots meanwhile.
        unsafe { ty.change_slots(|s| s.hash = Some(slot_hash)) };
    }
}

fn slot_call(vm: &Vm, f: Value, args: Args) -> PyResult<Value> {
    match vm.special(f, vm.names().__call__)? {
        Some(method) => vm.call_args(method, args),
        None => throw!(vm, TYPE_ERROR, "'{}' object is not callable", vm.type_name(f)),
    }
}

/// `__getattribute__`, and `__getattr__` when that raises AttributeError.
fn slot_getattr(vm: &Vm, v: Value, name: Value) -> PyResult<Value> {
    let ty = vm.type_of(v);
    let custom = ty.lookup(vm, vm.names().__getattribute__);
    let generic = custom.is_none_or(|f| f.has_shape(crate::builtins::shape::SLOT_WRAPPER));
    let got = if generic {
        let native = native_getattro(vm, ty);
        if native as usize == super::attribute::generic_getattr as *const () as usize
            && let Some(text) = name.to_exact_str()
        {
            match super::attribute::generic_lookup(vm, v, text) {
                // Nobody will see the error that this would be.
                Ok(None) if let Some(hook) = vm.special(v, vm.names().__getattr__)? => return vm.call(hook, &[name]),
                Ok(Some(found)) => return Ok(found),
                Ok(None) => native(vm, v, name),
                Err(e) => Err(e),
            }
        } else {
            native(vm, v, name)
        }
    } else {
        call_method(vm, v, vm.names().__getattribute__, &[name])
    };
    match got {
        Err(e) if e.matches(vm, crate::exceptions::exc::ATTRIBUTE_ERROR) => {
            match vm.call_special(v, vm.names().__getattr__, &[name])? {
                Some(r) => Ok(r),
                None => Err(e),
            }
        }
        other => other,
    }
}

/// The attribute access of the nearest native base.
fn native_getattro(_vm: &Vm, ty: Ref<Type>) -> BinaryFn {
    ty.mro()
        .iter()
        .filter_map(|class| class.to_type()?.slots().getattro)
        .find(|f| *f as usize != slot_getattr as *const () as usize)
        .unwrap_or(super::attribute::generic_getattr)
}

fn slot_setattr(vm: &Vm, v: Value, name: Value, value: Value) -> PyResult<()> {
    if value.is_unbound() {
        call_method(vm, v, vm.names().__delattr__, &[name])?;
    } else {
        call_method(vm, v, vm.names().__setattr__, &[name, value])?;
    }
    Ok(())
}

fn slot_compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    let n = vm.names();
    let name = [n.__lt__, n.__le__, n.__eq__, n.__ne__, n.__gt__, n.__ge__][op as usize];
    call_or_not_implemented(vm, a, name, &[b])
}

fn slot_next(vm: &Vm, v: Value) -> PyResult<Value> {
    match call_method(vm, v, vm.names().__next__, &[]) {
        Err(e) if e.matches(vm, crate::exceptions::exc::STOP_ITERATION) => {
            vm.set_stop_value(e);
            Ok(Value::UNBOUND)
        }
        other => other,
    }
}

fn slot_iter(vm: &Vm, v: Value) -> PyResult<Value> {
    match vm.type_of(v).lookup(vm, vm.names().__iter__) {
        Some(f) if !f.is_none() => call_method(vm, v, vm.names().__iter__, &[]),
        _ => throw!(vm, TYPE_ERROR, "'{}' object is not iterable", vm.type_name(v)),
    }
}

fn slot_descr_get(vm: &Vm, v: Value, instance: Value, owner: Value) -> PyResult<Value> {
    let none = |x: Value| if x.is_unbound() { Value::NONE } else { x };
    match vm.type_of(v).lookup(vm, vm.names().__get__) {
        Some(f) => vm.call(f, &[v, none(instance), none(owner)]),
        None => Ok(v),
    }
}

fn slot_descr_set(vm: &Vm, v: Value, instance: Value, value: Value) -> PyResult<()> {
    if value.is_unbound() {
        call_method(vm, v, vm.names().__delete__, &[instance])?;
    } else {
        call_method(vm, v, vm.names().__set__, &[instance, value])?;
    }
    Ok(())
}

fn slot_new(vm: &Vm, cls: Ref<Type>, args: Args) -> PyResult<Value> {
    let f = cls.lookup(vm, vm.names().__new__).ok_or_else(|| vm.no_attribute(cls.value(), vm.names().__new__))?;
    let f = vm.bind_descriptor(f, Value::UNBOUND, cls.value())?;
    vm.call_prepended(f, cls.value(), args)
}

fn slot_init(vm: &Vm, v: Value, args: Args) -> PyResult<()> {
    let Some(f) = vm.special(v, vm.names().__init__)? else { return Ok(()) };
    let r = vm.call_args(f, args)?;
    if !r.is_none() {
        throw!(vm, TYPE_ERROR, "__init__() should return None, not '{}'", vm.type_name(r));
    }
    Ok(())
}

fn slot_del(vm: &Vm, v: Value) -> PyResult<Value> {
    call_method(vm, v, vm.names().__del__, &[])
}

fn slot_bool(vm: &Vm, v: Value) -> PyResult<bool> {
    let r = call_method(vm, v, vm.names().__bool__, &[])?;
    if !r.is_bool() {
        return Err(vm.bad_result(v, "__bool__", "a bool", r));
    }
    Ok(r.is_true())
}

fn slot_len(vm: &Vm, v: Value) -> PyResult<usize> {
    let r = call_method(vm, v, vm.names().__len__, &[])?;
    let n = vm.index(r)?;
    match n.to_int() {
        Some(i) if i >= 0 => Ok(i as usize),
        Some(_) => throw!(vm, VALUE_ERROR, "__len__() should return >= 0"),
        None if vm.compare_bool(n, Value::int(0), CompareOp::Lt)? => {
            throw!(vm, VALUE_ERROR, "__len__() should return >= 0")
        }
        None => throw!(vm, OVERFLOW_ERROR, "cannot fit 'int' into an index-sized integer"),
    }
}

fn slot_getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    call_method(vm, v, vm.names().__getitem__, &[k])
}

fn slot_setitem(vm: &Vm, v: Value, k: Value, x: Value) -> PyResult<()> {
    let (name, args): (_, &[Value]) =
        if x.is_unbound() { (vm.names().__delitem__, &[k]) } else { (vm.names().__setitem__, &[k, x]) };
    if vm.call_special(v, name, args)?.is_none() {
        let what = if x.is_unbound() { "deletion" } else { "assignment" };
        throw!(vm, TYPE_ERROR, "'{}' object does not support item {what}", vm.type_name(v));
    }
    Ok(())
}

fn slot_contains(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    match vm.type_of(v).lookup(vm, vm.names().__contains__) {
        Some(f) if f.is_none() => throw!(vm, TYPE_ERROR, "'{}' object is not a container", vm.type_name(v)),
        Some(_) => {
            let r = call_method(vm, v, vm.names().__contains__, &[x])?;
            vm.truthy(r)
        }
        None => vm.contains_by_iteration(v, x),
    }
}

macro_rules! row {
    ($slot:ident, $name:literal, $sig:literal, $f:ident, $doc:literal, $call:expr) => {
        SlotRow {
            name: $name,
            signature: $sig,
            doc: $doc,
            has: |s| s.$slot.is_some(),
            call: $call,
            install: |s| s.$slot = Some($f),
            copy: |s, from| s.$slot = from.$slot,
        }
    };
}

macro_rules! compare_row {
    ($name:literal, $op:ident, $symbol:literal) => {
        row!(compare, $name, "(value, /)", slot_compare, $symbol, |vm, s, v, args| {
            let [x] = arg(vm, args, $name)?;
            (s.compare.expect("the row applies"))(vm, v, x, CompareOp::$op)
        })
    };
}

macro_rules! store_row {
    ($slot:ident, $name:literal, $sig:literal, $f:ident, $doc:literal, set) => {
        row!($slot, $name, $sig, $f, $doc, |vm, s, v, args| {
            let [k, x] = arg(vm, args, $name)?;
            (s.$slot.expect("the row applies"))(vm, v, k, x).map(|_| Value::NONE)
        })
    };
    ($slot:ident, $name:literal, $sig:literal, $f:ident, $doc:literal, delete) => {
        row!($slot, $name, $sig, $f, $doc, |vm, s, v, args| {
            let [k] = arg(vm, args, $name)?;
            (s.$slot.expect("the row applies"))(vm, v, k, Value::UNBOUND).map(|_| Value::NONE)
        })
    };
}

/// `__setattr__` and `__delattr__` of a native type. That of object would pass over what classes do to theirs.
fn store_attribute(vm: &Vm, s: &Slots, v: Value, name: &str, key: Value, x: Value) -> PyResult<Value> {
    let f = s.setattro.expect("the row applies");
    if v.to_type().is_some()
        && crate::builtins::shape::TYPE.ty().slots().setattro.is_some_and(|own| own as usize != f as usize)
    {
        throw!(vm, TYPE_ERROR, "can't apply this {name} to {} object", vm.type_name(v));
    }
    f(vm, v, key, x)?;
    Ok(Value::NONE)
}

fn pow_args(vm: &Vm, args: Args, name: &str) -> PyResult<(Value, Value)> {
    match args.pos() {
        many if args.kwlen() == 0 && !(1..=2).contains(&many.len()) => {
            throw!(vm, TYPE_ERROR, "expected 1 or 2 arguments, got {}", many.len())
        }
        [x] => Ok((*x, Value::NONE)),
        [x, m] => Ok((*x, *m)),
        _ => arg::<1>(vm, args, name).map(|[x]| (x, Value::NONE)),
    }
}

static OTHER: &[SlotRow] = &[
    row!(str, "__str__", "()", slot_str, "Return str(self).", |vm, s, v, args| unary(
        s.str.expect("the row applies"),
        vm,
        v,
        args,
        "__str__"
    )),
    row!(hash, "__hash__", "()", slot_hash, "Return hash(self).", |vm, s, v, args| {
        let [] = arg(vm, args, "__hash__")?;
        Ok(vm.new_int((s.hash.expect("the row applies"))(vm, v)?))
    }),
    row!(call, "__call__", "(*args, **kwargs)", slot_call, "Call self as a function.", |vm, s, v, args| {
        (s.call.expect("the row applies"))(vm, v, args)
    }),
    row!(getattro, "__getattribute__", "(name, /)", slot_getattr, "Return getattr(self, name).", |vm, s, v, args| {
        let [name] = arg(vm, args, "__getattribute__")?;
        if name.to_str().is_none() {
            throw!(vm, TYPE_ERROR, "attribute name must be string, not '{}'", vm.type_name(name));
        }
        (s.getattro.expect("the row applies"))(vm, v, name)
    }),
    SlotRow {
        name: "__getattr__",
        signature: "(name, /)",
        doc: "",
        has: |_| false,
        call: |_, _, _, _| Ok(Value::NOT_IMPLEMENTED),
        install: |s| s.getattro = Some(slot_getattr),
        copy: |_, _| {},
    },
    row!(
        setattro,
        "__setattr__",
        "(name, value, /)",
        slot_setattr,
        "Implement setattr(self, name, value).",
        |vm, s, v, args| {
            let [k, x] = arg(vm, args, "__setattr__")?;
            store_attribute(vm, s, v, "__setattr__", k, x)
        }
    ),
    row!(setattro, "__delattr__", "(name, /)", slot_setattr, "Implement delattr(self, name).", |vm, s, v, args| {
        let [k] = arg(vm, args, "__delattr__")?;
        store_attribute(vm, s, v, "__delattr__", k, Value::UNBOUND)
    }),
    compare_row!("__lt__", Lt, "Return self<value."),
    compare_row!("__le__", Le, "Return self<=value."),
    compare_row!("__eq__", Eq, "Return self==value."),
    compare_row!("__ne__", Ne, "Return self!=value."),
    compare_row!("__gt__", Gt, "Return self>value."),
    compare_row!("__ge__", Ge, "Return self>=value."),
    row!(next, "__next__", "()", slot_next, "Implement next(self).", |vm, s, v, args| {
        let [] = arg(vm, args, "__next__")?;
        vm.take_stop_value();
        let r = (s.next.expect("the row applies"))(vm, v)?;
        if !r.is_unbound() {
            return Ok(r);
        }
        match vm.take_stop_value() {
            result if result.is_none() => Err(vm.stop_iteration()),
            result => Err(vm.error_args(crate::exceptions::exc::STOP_ITERATION, &[result])),
        }
    }),
    row!(
        descr_get,
        "__get__",
        "(instance, owner=None, /)",
        slot_descr_get,
        "Return an attribute of instance, which is of type owner.",
        |vm, s, v, args| {
            let (instance, owner) = match args.pos() {
                [i] => (*i, Value::UNBOUND),
                [i, o] => (*i, *o),
                _ => arg::<1>(vm, args, "__get__").map(|[i]| (i, Value::UNBOUND))?,
            };
            let unset = |x: Value| if x.is_none() { Value::UNBOUND } else { x };
            if instance.is_none() && (owner.is_none() || owner.is_unbound()) {
                throw!(vm, TYPE_ERROR, "__get__(None, None) is invalid");
            }
            (s.descr_get.expect("the row applies"))(vm, v, unset(instance), unset(owner))
        }
    ),
    store_row!(
        descr_set,
        "__set__",
        "(instance, value, /)",
        slot_descr_set,
        "Set an attribute of instance to value.",
        set
    ),
    store_row!(descr_set, "__delete__", "(instance, /)", slot_descr_set, "Delete an attribute of instance.", delete),
    SlotRow {
        name: "__new__",
        signature: "(*args, **kwargs)",
        doc: "",
        has: |_| false,
        call: |_, _, _, _| Ok(Value::NOT_IMPLEMENTED),
        install: |s| s.new = Some(slot_new),
        copy: |s, from| s.new = from.new,
    },
    row!(
        init,
        "__init__",
        "(*args, **kwargs)",
        slot_init,
        "Initialize self.  See help(type(self)) for accurate signature.",
        |vm, s, v, args| { (s.init.expect("the row applies"))(vm, v, args).map(|_| Value::NONE) }
    ),
    row!(del, "__del__", "()", slot_del, "Called when the instance is about to be destroyed.", |vm, s, v, args| unary(
        s.del.expect("the row applies"),
        vm,
        v,
        args,
        "__del__"
    )),
    row!(bool, "__bool__", "()", slot_bool, "True if self else False", |vm, s, v, args| {
        let [] = arg(vm, args, "__bool__")?;
        Ok(Value::bool((s.bool.expect("the row applies"))(vm, v)?))
    }),
    row!(len, "__len__", "()", slot_len, "Return len(self).", |vm, s, v, args| {
        let [] = arg(vm, args, "__len__")?;
        Ok(vm.new_int((s.len.expect("the row applies"))(vm, v)? as i64))
    }),
    row!(getitem, "__getitem__", "(key, /)", slot_getitem, "Return self[key].", |vm, s, v, args| {
        let [k] = arg(vm, args, "__getitem__")?;
        (s.getitem.expect("the row applies"))(vm, v, k)
    }),
    store_row!(setitem, "__setitem__", "(key, value, /)", slot_setitem, "Set self[key] to value.", set),
    store_row!(setitem, "__delitem__", "(key, /)", slot_setitem, "Delete self[key].", delete),
    row!(contains, "__contains__", "(key, /)", slot_contains, "Return bool(key in self).", |vm, s, v, args| {
        let [x] = arg(vm, args, "__contains__")?;
        Ok(Value::bool((s.contains.expect("the row applies"))(vm, v, x)?))
    }),
    row!(pow, "__pow__", "(value, mod=None, /)", slot_pow, "Return pow(self, value, mod).", |vm, s, v, args| {
        let (x, m) = pow_args(vm, args, "__pow__")?;
        (s.pow.expect("the row applies"))(vm, v, x, m)
    }),
    row!(pow, "__rpow__", "(value, mod=None, /)", slot_pow, "Return pow(value, self, mod).", |vm, s, v, args| {
        let (x, m) = pow_args(vm, args, "__rpow__")?;
        (s.pow.expect("the row applies"))(vm, x, v, m)
    }),
];

/// Sequence operations, which show as the numeric dunders where the type has no numeric one.
static SEQUENCE: &[SlotRow] = &[
    SlotRow {
        name: "__add__",
        signature: "(value, /)",
        doc: "Return self+value.",
        has: |s| s.concat.is_some() && s.add.is_none(),
        call: |vm, s, v, args| {
            let [x] = arg(vm, args, "__add__")?;
            (s.concat.expect("the row applies"))(vm, v, x)
        },
        install: |_| {},
        copy: |s, from| s.concat = from.concat,
    },
    SlotRow {
        name: "__mul__",
        signature: "(value, /)",
        doc: "Return self*value.",
        has: |s| s.repeat.is_some() && s.mul.is_none(),
        call: |vm, s, v, args| {
            let [x] = arg(vm, args, "__mul__")?;
            vm.sequence_repeat(s.repeat.expect("the row applies"), v, x)
        },
        install: |_| {},
        copy: |s, from| s.repeat = from.repeat,
    },
    SlotRow {
        name: "__rmul__",
        signature: "(value, /)",
        doc: "Return value*self.",
        has: |s| s.repeat.is_some() && s.mul.is_none(),
        call: |vm, s, v, args| {
            let [x] = arg(vm, args, "__rmul__")?;
            vm.sequence_repeat(s.repeat.expect("the row applies"), v, x)
        },
        install: |_| {},
        copy: |s, from| s.repeat = from.repeat,
    },
    SlotRow {
        name: "__iadd__",
        signature: "(value, /)",
        doc: "Implement self+=value.",
        has: |s| s.iconcat.is_some() && s.iadd.is_none(),
        call: |vm, s, v, args| {
            let [x] = arg(vm, args, "__iadd__")?;
            (s.iconcat.expect("the row applies"))(vm, v, x)
        },
        install: |_| {},
        copy: |s, from| s.iconcat = from.iconcat,
    },
    SlotRow {
        name: "__imul__",
        signature: "(value, /)",
        doc: "Implement self*=value.",
        has: |s| s.irepeat.is_some() && s.imul.is_none(),
        call: |vm, s, v, args| {
            let [x] = arg(vm, args, "__imul__")?;
            vm.sequence_repeat(s.irepeat.expect("the row applies"), v, x)
        },
        install: |_| {},
        copy: |s, from| s.irepeat = from.irepeat,
    },
];

/// All rows.
pub fn rows() -> impl Iterator<Item = &'static SlotRow> {
    UNARY.iter().chain(BINARY).chain(INPLACE).chain(OTHER).chain(SEQUENCE)
}

/// Rows of a dunder name.
pub fn rows_named(name: &str) -> impl Iterator<Item = &'static SlotRow> {
    rows().filter(move |row| row.name == name)
}

/// The other names that the slot of a name serves.
fn slot_mates(name: &str) -> Vec<String> {
    const COMPARE: [&str; 6] = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"];
    const PAIRS: [(&str, &str); 4] = [
        ("__setattr__", "__delattr__"),
        ("__set__", "__delete__"),
        ("__setitem__", "__delitem__"),
        ("__getattribute__", "__getattr__"),
    ];
    if COMPARE.contains(&name) {
        return COMPARE.iter().map(|n| n.to_string()).collect();
    }
    for (set, delete) in PAIRS {
        if name == set || name == delete {
            return vec![set.to_owned(), delete.to_owned()];
        }
    }
    let rest = name.strip_prefix("__").unwrap_or(name);
    let mut mates = vec![format!("__r{rest}")];
    mates.extend(rest.strip_prefix('r').map(|plain| format!("__{plain}")));
    mates.retain(|mate| rows_named(mate).next().is_some());
    mates
}

/// Whether the slot of the native type `owner` may serve `ty`: instances of `ty` are its instances, and every name of the
/// slot means a wrapper of `owner`.
fn takes_over(vm: &Vm, ty: Ref<Type>, name: &str, owner: Ref<Type>) -> bool {
    let of_owner = |mate: &String| match ty.lookup(vm, vm.intern(mate)) {
        Some(v) => bind::wrapper_row(v).is_some_and(|(row, other)| row.name == mate && other == owner),
        None => true,
    };
    ty.is_subtype(owner) && slot_mates(name).iter().all(of_owner)
}

/// Installs or inherits the slots that the dunder `name` governs, after it changed in `ty`'s MRO.
/// A name bound to a native type's own wrapper takes that type's slot function, so that subclasses of native types stay fast.
pub(crate) fn update_slot(vm: &Vm, ty: Ref<Type>, name: Ref<Str>) {
    let text = name.to_string_lossy();
    for row in rows_named(&text) {
        let found = ty.lookup(vm, name);
        // SAFETY: the caller holds the world still or the class is not yet published.
        unsafe {
            match found {
                Some(v) => match bind::wrapper_row(v) {
                    Some((wrapped, owner)) if std::ptr::eq(wrapped, row) => {
                        if takes_over(vm, ty, &text, owner) {
                            ty.change_slots(|s| (row.copy)(s, owner.slots()))
                        } else {
                            ty.change_slots(|s| (row.install)(s))
                        }
                    }
                    // The wrapper of the same name of the type's other protocol.
                    Some((wrapped, owner)) if wrapped.name == row.name && ty.is_subtype(owner) => {}
                    Some(_) => ty.change_slots(|s| (row.install)(s)),
                    None if v.is_none() && row.name == "__hash__" => ty.change_slots(|s| s.hash = Some(slot_hash)),
                    // A native `__new__` leaves the slot that the best base gave.
                    None if bind::is_native_new(v) => {}
                    None => ty.change_slots(|s| (row.install)(s)),
                },
                None => ty.change_slots(|s| (row.copy)(s, &Slots::EMPTY)),
            }
        }
    }
    if text == "__iter__" && ty.slots().iter.is_some_and(|f| f as usize == unary_fns::iter as *const () as usize) {
        // SAFETY: as above.
        unsafe { ty.change_slots(|s| s.iter = Some(slot_iter)) };
    }
}
