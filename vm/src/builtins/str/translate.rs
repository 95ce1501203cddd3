//! `str.translate` and `str.maketrans`.

use super::{StrBuilder, this};
use crate::exceptions::exc;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// What a table makes of one code point.
enum Mapped {
    Same,
    Deleted,
    Char(u32),
    Text(Value),
}

fn look_up(vm: &Vm, table: Value, c: u32) -> PyResult<Mapped> {
    let key = Value::int(c as i64);
    let mapped = match table.to_dict().filter(|_| table.has_shape(super::shape::DICT)) {
        Some(dict) => match dict.get(vm, key)? {
            Some(v) => v,
            None => return Ok(Mapped::Same),
        },
        None => match vm.getitem(table, key) {
            Ok(v) => v,
            Err(e) if e.matches(vm, exc::LOOKUP_ERROR) => return Ok(Mapped::Same),
            Err(e) => return Err(e),
        },
    };
    if mapped.is_none() {
        return Ok(Mapped::Deleted);
    }
    if mapped.to_str().is_some() {
        return Ok(Mapped::Text(mapped));
    }
    if !vm.is_integer(mapped) {
        throw!(vm, TYPE_ERROR, "character mapping must return integer, None or str");
    }
    match vm.index_i64(mapped) {
        Ok(i @ 0..0x110000) => Ok(Mapped::Char(i as u32)),
        _ => throw!(vm, VALUE_ERROR, "character mapping must be in range(0x110000)"),
    }
}

pub(super) fn translate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    let mut out = StrBuilder::with_capacity(s.len());
    // Answers for ASCII are remembered: a plain character, or 0x80 for "ask again", 0x81 for "deleted".
    let mut known = [0x80u8; 128];
    for c in s.units().iter() {
        match known.get(c as usize) {
            Some(&k) if k < 0x80 => {
                out.push(k as u32);
                continue;
            }
            Some(0x81) => continue,
            _ => {}
        }
        let answer = look_up(vm, args[1], c)?;
        let ascii = known.get_mut(c as usize);
        match answer {
            Mapped::Same => {
                out.push(c);
                if let Some(k) = ascii {
                    *k = c as u8;
                }
            }
            Mapped::Deleted => {
                if let Some(k) = ascii {
                    *k = 0x81;
                }
            }
            Mapped::Char(to) => {
                out.push(to);
                if let (Some(k), 0..0x80) = (ascii, to) {
                    *k = to as u8;
                }
            }
            Mapped::Text(text) => out.push_str(this(text)),
        }
    }
    Ok(out.finish(vm).value())
}

pub(super) fn maketrans(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (x, y, z) = (args[0], args[1], args[2]);
    let table = vm.new_dict();
    if y.is_unbound() {
        let Some(dict) = crate::builtins::frozendict::any_dict(x) else {
            throw!(vm, TYPE_ERROR, "if you give only one argument to maketrans it must be a dict");
        };
        for (key, value) in dict.iter() {
            let key = match key.to_str() {
                Some(s) if s.len() == 1 => Value::int(s.units().get(0) as i64),
                Some(_) => throw!(vm, VALUE_ERROR, "string keys in translatetable must be of length 1"),
                None if vm.is_integer(key) => key,
                None => throw!(vm, TYPE_ERROR, "keys in translate table mustbe strings or integers"),
            };
            table.set(vm, key, value)?;
        }
        return Ok(table.value());
    }
    let to = super::search::want_str(vm, y, "maketrans() argument 2")?;
    let Some(from) = x.to_str() else {
        throw!(vm, TYPE_ERROR, "first maketrans argument must be a string if there is a second argument");
    };
    let drop = if z.is_unbound() { None } else { Some(super::search::want_str(vm, z, "maketrans() argument 3")?) };
    if from.len() != to.len() {
        throw!(vm, VALUE_ERROR, "the first two maketrans arguments must have equal length");
    }
    for (a, b) in from.units().iter().zip(to.units().iter()) {
        table.set(vm, Value::int(a as i64), Value::int(b as i64))?;
    }
    for c in drop.iter().flat_map(|s| s.units().iter()) {
        table.set(vm, Value::int(c as i64), Value::NONE)?;
    }
    Ok(table.value())
}
