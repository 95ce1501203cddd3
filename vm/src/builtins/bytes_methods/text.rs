//! decode, translate, maketrans, repr.

use super::{argument, make, on};
use crate::builtins::str::StrBuilder;
use crate::value::Value;
use crate::{PyResult, Vm, codecs, throw};

pub(super) fn decode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let encoding = codecs::name_argument(vm, args[1], "decode() argument 'encoding'")?;
    let errors = codecs::name_argument(vm, args[2], "decode() argument 'errors'")?;
    match args[0].to_bytes() {
        Some(b) => codecs::decode(vm, b.as_slice(), &encoding, &errors),
        None => codecs::decode(vm, &on(vm, args[0], <[u8]>::to_vec), &encoding, &errors),
    }
}

pub(super) fn translate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let table = match args[1].is_none() {
        true => None,
        false => {
            let table = argument(vm, args[1])?;
            if table.len() != 256 {
                throw!(vm, VALUE_ERROR, "translation table must be 256 characters long");
            }
            Some(table)
        }
    };
    let delete = argument(vm, args[2])?;
    let mut dropped = [false; 256];
    delete.iter().for_each(|&b| dropped[b as usize] = true);
    let data: Vec<u8> = on(vm, args[0], |s| {
        let kept = s.iter().copied().filter(|&b| !dropped[b as usize]);
        match &table {
            Some(table) => kept.map(|b| table[b as usize]).collect(),
            None => kept.collect(),
        }
    });
    Ok(make(vm, args[0], &data))
}

pub(super) fn maketrans(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (from, to) = (argument(vm, args[0])?, argument(vm, args[1])?);
    if from.len() != to.len() {
        throw!(vm, VALUE_ERROR, "maketrans arguments must have same length");
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (a, b) in from.iter().zip(to.iter()) {
        table[*a as usize] = *b;
    }
    Ok(vm.new_bytes(&table).value())
}

pub(super) fn sizeof(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fixed = if args[0].to_bytes().is_some() { 33 } else { 97 };
    Ok(Value::int((on(vm, args[0], <[u8]>::len) + fixed) as i64))
}

/// Appends `b'…'`.
pub fn push_repr(out: &mut StrBuilder, data: &[u8]) {
    let quote = if data.contains(&b'\'') && !data.contains(&b'"') { b'"' } else { b'\'' };
    let mut text = Vec::with_capacity(data.len() + 3);
    text.extend([b'b', quote]);
    for &b in data {
        match b {
            b'\t' => text.extend(b"\\t"),
            b'\n' => text.extend(b"\\n"),
            b'\r' => text.extend(b"\\r"),
            b'\\' => text.extend(b"\\\\"),
            _ if b == quote => text.extend([b'\\', b]),
            0x20..=0x7e => text.push(b),
            _ => text.extend(format!("\\x{b:02x}").bytes()),
        }
    }
    text.push(quote);
    out.push_ascii(&text);
}

/// `repr` of bytes.
pub fn repr_bytes(vm: &Vm, data: &[u8]) -> Value {
    let mut out = StrBuilder::new();
    push_repr(&mut out, data);
    out.finish(vm).value()
}
