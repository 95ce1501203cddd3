//! The registry: search functions for encodings, error handlers by name.
//!
//! The package `encodings` is imported before the first search, and registers the search function of the standard encodings.

use std::sync::OnceLock;

use crate::builtins::dict::Dict;
use crate::builtins::list::List;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::heap::Global;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// A list that holds the search functions, the cache of found codecs and the error handlers.
static STATE: OnceLock<Global> = OnceLock::new();

fn state(vm: &Vm) -> Ref<List> {
    let global = STATE.get_or_init(|| {
        let parts = [vm.new_list(&[]).value(), vm.new_dict().value(), vm.new_dict().value()];
        Global::new(vm.new_list(&parts).value())
    });
    global.get().to_list().expect("the state is a list")
}
fn part(vm: &Vm, i: usize) -> Value {
    state(vm).get(i).expect("the state has three parts")
}
fn searchers(vm: &Vm) -> Ref<List> {
    part(vm, 0).to_list().expect("a list")
}
fn cache(vm: &Vm) -> Ref<Dict> {
    part(vm, 1).to_dict().expect("a dict")
}
fn handlers(vm: &Vm) -> Ref<Dict> {
    part(vm, 2).to_dict().expect("a dict")
}

/// `codecs.register`
pub fn register(vm: &Vm, search: Value) -> PyResult<()> {
    if !vm.is_callable(search) {
        throw!(vm, TYPE_ERROR, "argument must be callable");
    }
    import_encodings(vm)?;
    searchers(vm).push(vm, search);
    Ok(())
}

/// `codecs.unregister`
pub fn unregister(vm: &Vm, search: Value) -> PyResult<()> {
    let list = searchers(vm);
    let kept = list.snapshot(vm);
    if kept.items().contains(&search) {
        let rest: Ref<List> = vm.new_list(&[]);
        kept.items().iter().filter(|v| **v != search).for_each(|v| rest.push(vm, *v));
        let state = state(vm);
        vm.setitem(state.value(), Value::int(0), rest.value())?;
        cache(vm).clear(vm);
    }
    Ok(())
}

fn import_encodings(vm: &Vm) -> PyResult<()> {
    vm.import_module("encodings").map(|_| ())
}

/// `codecs.lookup`: the CodecInfo of an encoding.
pub fn lookup(vm: &Vm, name: &str) -> PyResult<Value> {
    let normal: String = name.chars().map(|c| if c == ' ' { '_' } else { c.to_ascii_lowercase() }).collect();
    let key = vm.new_str(&normal);
    if let Some(found) = cache(vm).get_str(key) {
        return Ok(found);
    }
    import_encodings(vm)?;
    for &search in searchers(vm).snapshot(vm).items() {
        let found = vm.call(search, &[key.value()])?;
        if found.is_none() {
            continue;
        }
        if found.to_tuple().is_none_or(|t: Ref<Tuple>| t.len() != 4) {
            throw!(vm, TYPE_ERROR, "codec search functions must return 4-tuples");
        }
        cache(vm).set_str(vm, key, found);
        return Ok(found);
    }
    throw!(vm, LOOKUP_ERROR, "unknown encoding: {name}")
}

/// The CodecInfo of an encoding between text and bytes.
fn lookup_text(vm: &Vm, name: &str, direction: &str) -> PyResult<Ref<Tuple>> {
    let info = lookup(vm, name)?;
    if let Some(text) = vm.getattr_opt(info, vm.intern("_is_text_encoding"))?
        && !vm.truthy(text)?
    {
        throw!(
            vm,
            LOOKUP_ERROR,
            "'{name}' is not a text encoding; use codecs.{direction}() to handle arbitrary codecs"
        );
    }
    Ok(info.to_tuple().expect("checked by lookup"))
}

/// The first of the two items that an encoding or decoding function must return.
fn first(vm: &Vm, answer: Value, what: &str) -> PyResult<Value> {
    match answer.to_tuple().map(|t| t.items()) {
        Some(&[v, _]) => Ok(v),
        _ => throw!(vm, TYPE_ERROR, "{what} must return a tuple (object, integer)"),
    }
}

pub(super) fn encode_text(vm: &Vm, s: Ref<Str>, name: &str, errors: &str) -> PyResult<Value> {
    let info = lookup_text(vm, name, "encode")?;
    let answer = vm.call(info.items()[0], &[s.value(), vm.new_str(errors).value()])?;
    let made = first(vm, answer, "encoder")?;
    if made.to_bytes().is_none() {
        throw!(
            vm,
            TYPE_ERROR,
            "'{name}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
            vm.type_name(made)
        );
    }
    Ok(made)
}

pub(super) fn decode_text(vm: &Vm, data: &[u8], name: &str, errors: &str) -> PyResult<Value> {
    let info = lookup_text(vm, name, "decode")?;
    let answer = vm.call(info.items()[1], &[vm.new_bytes(data).value(), vm.new_str(errors).value()])?;
    let made = first(vm, answer, "decoder")?;
    if made.to_str().is_none() {
        throw!(
            vm,
            TYPE_ERROR,
            "'{name}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
            vm.type_name(made)
        );
    }
    Ok(made)
}

/// `codecs.encode` and `codecs.decode`: `which` is 0 or 1.
pub fn convert(vm: &Vm, object: Value, name: &str, errors: Value, which: usize) -> PyResult<Value> {
    let info = lookup(vm, name)?.to_tuple().expect("checked by lookup");
    let errors = if errors.is_unbound() { vm.new_str("strict").value() } else { errors };
    let answer = vm.call(info.items()[which], &[object, errors])?;
    first(vm, answer, if which == 0 { "encoder" } else { "decoder" })
}

/// `codecs.register_error`
pub fn register_error(vm: &Vm, name: Ref<Str>, handler: Value) -> PyResult<()> {
    if !vm.is_callable(handler) {
        throw!(vm, TYPE_ERROR, "handler must be callable");
    }
    handlers(vm).set_str(vm, name, handler);
    Ok(())
}

/// `codecs._unregister_error`: whether it was registered.
pub fn unregister_error(vm: &Vm, name: Ref<Str>) -> PyResult<bool> {
    Ok(handlers(vm).remove(vm, name.value())?.is_some())
}

/// The handler of a name. The standard ones are registered by module `_codecs`.
pub fn lookup_error(vm: &Vm, name: &str) -> PyResult<Value> {
    let key = vm.new_str(name);
    if let Some(handler) = handlers(vm).get_str(key) {
        return Ok(handler);
    }
    throw!(vm, LOOKUP_ERROR, "unknown error handler name '{name}'")
}
