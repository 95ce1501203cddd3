//! Templates of replacements: `\1`, `\g<name>`, escapes.

use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

use super::escape::control;
use super::pattern::{Pattern, refuse};
use super::source::{Parsed, Refusal, Source, code_points, is_digit, is_letter, is_octal, show};
use pyish_vm::object::Ref;

pub enum Piece {
    Text(Vec<u32>),
    Group(usize),
}

/// The pieces of a template for a pattern.
pub fn parse(vm: &Vm, pattern: Ref<Pattern>, template: Value) -> PyResult<Vec<Piece>> {
    if template.to_str().is_none() && !vm.has_buffer(template) {
        let name = vm.type_name(template);
        pyish_vm::throw!(vm, TYPE_ERROR, "decoding to str: need a bytes-like object, {name} found");
    }
    let (text, is_str) = code_points(vm, template)?;
    let parsed = Source::new(vm, &text, is_str).and_then(|mut source| pieces(&mut source, pattern));
    parsed.map_err(|refusal| refuse(vm, refusal, pattern.error.get(), template))
}

fn push(out: &mut Vec<Piece>, c: u32) {
    match out.last_mut() {
        Some(Piece::Text(text)) => text.push(c),
        _ => out.push(Piece::Text(vec![c])),
    }
}

fn pieces(source: &mut Source, pattern: Ref<Pattern>) -> Parsed<Vec<Piece>> {
    let mut out = Vec::new();
    while let Some(t) = source.get()? {
        if !t.escaped {
            push(&mut out, t.c);
        } else if t.c == 'g' as u32 {
            let group = named(source, pattern)?;
            out.push(Piece::Group(group));
        } else if t.c == '0' as u32 {
            let text = format!("0{}", source.get_while(2, is_octal)?);
            push(&mut out, u32::from_str_radix(&text, 8).unwrap_or(0) & 0xff);
        } else if is_digit(t.c) {
            numbered(source, pattern, t.c, &mut out)?;
        } else if let Some(c) = control(t.c) {
            push(&mut out, c);
        } else if is_letter(t.c) {
            return source.error(format!("bad escape {}", t.text()), 2);
        } else {
            push(&mut out, '\\' as u32);
            push(&mut out, t.c);
        }
    }
    Ok(out)
}

fn checked(source: &Source, pattern: Ref<Pattern>, group: u64, back: usize) -> Parsed<usize> {
    if group >= pattern.program().groups as u64 {
        return source.error(format!("invalid group reference {group}"), back);
    }
    Ok(group as usize)
}

fn named(source: &mut Source, pattern: Ref<Pattern>) -> Parsed<usize> {
    if !source.eat('<')? {
        return source.error("missing <", 0);
    }
    let name = source.get_until('>', "group name")?;
    if name.iter().all(|&c| is_digit(c)) {
        let text: String = name.iter().map(|&c| show(c)).collect();
        return match text.parse::<u64>() {
            Ok(group) => checked(source, pattern, group, name.len() + 1),
            Err(_) => source.error(format!("invalid group reference {text}"), name.len() + 1),
        };
    }
    source.check_name(name, 1)?;
    let key = source.vm.new_str_from_units(name.iter().copied())?.value();
    match pattern.group_named(source.vm, key)? {
        Some(group) => Ok(group),
        None => Err(Refusal::Index(format!("unknown group name {}", source.quoted(name)?))),
    }
}

fn numbered(source: &mut Source, pattern: Ref<Pattern>, first: u32, out: &mut Vec<Piece>) -> Parsed<()> {
    let mut text = show(first).to_string();
    text.push_str(&source.get_while(1, is_digit)?);
    if text.len() == 2 && text.bytes().all(|b| is_octal(b as u32)) {
        text.push_str(&source.get_while(1, is_octal)?);
    }
    if text.len() < 3 {
        let group = text.parse().expect("one or two digits");
        let group = checked(source, pattern, group, text.len())?;
        out.push(Piece::Group(group));
        return Ok(());
    }
    match u32::from_str_radix(&text, 8) {
        Ok(c) if c <= 0o377 => push(out, c),
        _ => return source.error(format!("octal escape value \\{text} outside of range 0-0o377"), text.len() + 1),
    }
    Ok(())
}
