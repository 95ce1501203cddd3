//! Displays, unpacking, formatting, functions.

use crate::builtins::list::List;
use crate::builtins::str::Str;
use crate::builtins::{function, set, shape, slice as slices};
use crate::object::Ref;
use crate::thread::gil;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{At, Done};

pub(super) fn unpack(vm: &Vm, at: At) -> Done {
    let (v, a, n) = (at.rb(), at.i.a(), at.i.c());
    if v.has_shape(shape::TUPLE) {
        let items = v.to_tuple().expect("the shape says so").items();
        check_count(vm, items.len(), n)?;
        for (i, x) in items.iter().enumerate() {
            at.frame.set_reg(a + i, *x);
        }
        return Ok(());
    }
    if v.has_shape(shape::LIST) {
        let items = v.to_list().expect("the shape says so").snapshot(vm).items();
        check_count(vm, items.len(), n)?;
        for (i, x) in items.iter().enumerate() {
            at.frame.set_reg(a + i, *x);
        }
        return Ok(());
    }
    let it = iter_to_unpack(vm, v)?;
    for i in 0..n {
        match vm.next(it)? {
            Some(x) => at.frame.set_reg(a + i, x),
            None => throw!(vm, VALUE_ERROR, "not enough values to unpack (expected {n}, got {i})"),
        }
    }
    if vm.next(it)?.is_some() {
        let len = if vm.type_of(v).slots().len.is_some() && v.to_dict().is_some() { vm.len(v).ok() } else { None };
        match len {
            Some(len) if len > n => throw!(vm, VALUE_ERROR, "too many values to unpack (expected {n}, got {len})"),
            _ => throw!(vm, VALUE_ERROR, "too many values to unpack (expected {n})"),
        }
    }
    Ok(())
}

fn check_count(vm: &Vm, got: usize, want: usize) -> PyResult<()> {
    if got < want {
        throw!(vm, VALUE_ERROR, "not enough values to unpack (expected {want}, got {got})");
    }
    if got > want {
        throw!(vm, VALUE_ERROR, "too many values to unpack (expected {want}, got {got})");
    }
    Ok(())
}

fn iter_to_unpack(vm: &Vm, v: Value) -> PyResult<Value> {
    let slots = vm.type_of(v).slots();
    if slots.iter.is_none() && slots.getitem.is_none() {
        throw!(vm, TYPE_ERROR, "cannot unpack non-iterable {} object", vm.type_name(v));
    }
    vm.iter(v)
}

pub(super) fn unpack_ex(vm: &Vm, at: At) -> Done {
    let (v, a) = (at.rb(), at.i.a());
    let (before, after) = (at.i.c() & 255, at.i.c() >> 8);
    let it = iter_to_unpack(vm, v)?;
    let all = vm.new_list(&[]);
    while let Some(x) = vm.next(it)? {
        all.push(vm, x);
    }
    let n = all.len();
    if n < before + after {
        throw!(vm, VALUE_ERROR, "not enough values to unpack (expected at least {}, got {n})", before + after);
    }
    let items = all.snapshot(vm).items();
    for (i, x) in items[..before].iter().enumerate() {
        at.frame.set_reg(a + i, *x);
    }
    at.frame.set_reg(a + before, vm.new_list(&items[before..n - after]).value());
    for (i, x) in items[n - after..].iter().enumerate() {
        at.frame.set_reg(a + before + 1 + i, *x);
    }
    Ok(())
}

pub(super) fn list(vm: &Vm, at: At) -> Done {
    at.set(vm.new_list(at.window(at.i.c())).value());
    Ok(())
}
pub(super) fn tuple(vm: &Vm, at: At) -> Done {
    at.set(vm.new_tuple(at.window(at.i.c())).value());
    Ok(())
}
pub(super) fn set(vm: &Vm, at: At) -> Done {
    let s = set::new_set(vm);
    for x in at.window(at.i.c()) {
        set::add(vm, s, *x)?;
    }
    at.set(s);
    Ok(())
}
pub(super) fn dict(vm: &Vm, at: At) -> Done {
    let d = vm.new_dict();
    for pair in at.window(at.i.c() * 2).chunks_exact(2) {
        d.set(vm, pair[0], pair[1])?;
    }
    at.set(d.value());
    Ok(())
}
pub(super) fn string(vm: &Vm, at: At) -> Done {
    at.set(crate::builtins::str::concat_all(vm, at.window(at.i.c()))?.value());
    Ok(())
}
pub(super) fn slice(vm: &Vm, at: At) -> Done {
    let w = at.window(at.i.c());
    at.set(slices::new(vm, w[0], w[1], w.get(2).copied().unwrap_or(Value::NONE)).value());
    Ok(())
}

fn list_in(v: Value) -> Ref<List> {
    // SAFETY: the compiler keeps a list under construction here.
    unsafe { v.cast() }
}

pub(super) fn list_append(vm: &Vm, at: At) -> Done {
    list_in(at.ra()).push(vm, at.rb());
    Ok(())
}

pub(super) fn list_extend(vm: &Vm, at: At) -> Done {
    let (l, v) = (list_in(at.ra()), at.rb());
    let slots = vm.type_of(v).slots();
    if slots.iter.is_none() && slots.getitem.is_none() {
        throw!(vm, TYPE_ERROR, "Value after * must be an iterable, not {}", vm.type_name(v));
    }
    crate::builtins::list::extend_by(vm, l, v)
}
pub(super) fn set_add(vm: &Vm, at: At) -> Done {
    let s = at.ra();
    // Programs may rebind `__conditional_annotations__`.
    if !set::is_any_set(s) || s.has_shape(shape::FROZENSET) {
        throw!(vm, TYPE_ERROR, "'{}' object is not a set", vm.type_name(s));
    }
    set::add(vm, s, at.rb())
}
pub(super) fn set_update(vm: &Vm, at: At) -> Done {
    let s = at.ra();
    set::extend(vm, s, at.rb())
}
pub(super) fn dict_set(vm: &Vm, at: At) -> Done {
    at.ra().to_dict().expect("a dict under construction").set(vm, at.rb(), at.rc())
}

/// Calls `f` with each key and value of a mapping.
fn each_item(vm: &Vm, v: Value, mut f: impl FnMut(Value, Value) -> PyResult<()>) -> PyResult<()> {
    if v.has_shape(shape::DICT) {
        let d = v.to_dict().expect("the shape says so");
        // Without the GIL another thread may change it meanwhile: what counts is the dict at one moment.
        let d = if gil::enabled() { d } else { d.copy(vm)? };
        let mut i = 0;
        while let Some((at, k, x)) = d.next_entry(i) {
            f(k, x)?;
            i = at + 1;
        }
        return Ok(());
    }
    let keys = vm.call_method(v, vm.names().keys, &[])?;
    let slots = vm.type_of(keys).slots();
    if slots.iter.is_none() && slots.getitem.is_none() {
        return Err(vm.bad_result(v, "keys", "an iterable", keys));
    }
    vm.for_each(keys, |k| {
        let x = vm.getitem(v, k)?;
        f(k, x)
    })
}

fn is_mapping(vm: &Vm, v: Value) -> PyResult<bool> {
    Ok(v.to_dict().is_some() || vm.getattr_opt(v, vm.names().keys)?.is_some())
}

pub(super) fn dict_update(vm: &Vm, at: At) -> Done {
    let v = at.rb();
    if !is_mapping(vm, v)? {
        throw!(vm, TYPE_ERROR, "'{}' object is not a mapping", vm.type_name(v));
    }
    let d = at.ra().to_dict().expect("a dict under construction");
    if v.has_shape(shape::DICT)
        && let Some(other) = v.to_dict()
        && d.fill_from(vm, other)?
    {
        return Ok(());
    }
    each_item(vm, v, |k, x| d.set(vm, k, x))
}

/// How a callee is named in messages about its arguments.
fn callee_name(vm: &Vm, f: Value) -> PyResult<String> {
    let Some(q) = vm.getattr_opt(f, vm.names().__qualname__)? else { return Ok(vm.str(f)?.to_string_lossy()) };
    let q = vm.str(q)?.to_string_lossy();
    let m = vm.getattr_opt(f, vm.names().__module__)?.and_then(Value::to_str).map(|s| s.to_string_lossy());
    Ok(match m.as_deref() {
        Some("builtins") | None => format!("{q}()"),
        Some(m) => format!("{m}.{q}()"),
    })
}

pub(super) fn dict_merge(vm: &Vm, at: At) -> Done {
    let (v, callee) = (at.rb(), at.rc());
    if !is_mapping(vm, v)? {
        throw!(vm, TYPE_ERROR, "Value after ** must be a mapping, not {}", vm.type_name(v));
    }
    let d = at.ra().to_dict().expect("a dict under construction");
    each_item(vm, v, |k, x| {
        if k.to_str().is_none() {
            throw!(vm, TYPE_ERROR, "keywords must be strings");
        }
        if d.get(vm, k)?.is_some() {
            throw!(
                vm,
                TYPE_ERROR,
                "{} got multiple values for keyword argument '{}'",
                callee_name(vm, callee)?,
                vm.str(k)?
            );
        }
        d.set(vm, k, x)
    })
}
pub(super) fn list_to_tuple(vm: &Vm, at: At) -> Done {
    at.set(list_in(at.rb()).snapshot(vm).value());
    Ok(())
}

fn converted(vm: &Vm, v: Value, conversion: usize) -> PyResult<Value> {
    Ok(match conversion {
        0 => v,
        1 => vm.str(v)?.value(),
        2 => vm.repr(v)?.value(),
        _ => vm.ascii(v)?.value(),
    })
}

pub(super) fn format(vm: &Vm, at: At) -> Done {
    let v = converted(vm, at.rb(), at.i.c())?;
    at.set(vm.format(v, vm.empty_str())?.value());
    Ok(())
}
pub(super) fn format_spec(vm: &Vm, at: At) -> Done {
    let v = converted(vm, at.rb(), at.i.d() as usize)?;
    let spec: Ref<Str> = at.rc().to_str().expect("a format specification is text");
    at.set(vm.format(v, spec)?.value());
    Ok(())
}
pub(super) fn convert(vm: &Vm, at: At) -> Done {
    at.set(converted(vm, at.rb(), at.i.c())?);
    Ok(())
}

pub(super) fn interpolation(vm: &Vm, at: At) -> Done {
    at.set(crate::builtins::template::new_interpolation(vm, at.window(4)));
    Ok(())
}
pub(super) fn template(vm: &Vm, at: At) -> Done {
    at.set(crate::builtins::template::new(vm, at.rb(), at.rc()));
    Ok(())
}

pub(super) fn function(vm: &Vm, at: At) -> Done {
    // SAFETY: the compiler's constant.
    let code = unsafe { at.constant(1).cast() };
    at.set(vm.new_function(code, at.frame.function().globals())?.value());
    Ok(())
}
pub(super) fn function_part(_: &Vm, at: At) -> Done {
    function::set_part(function::this(at.ra()), at.i.c() as u16, at.rb());
    Ok(())
}
