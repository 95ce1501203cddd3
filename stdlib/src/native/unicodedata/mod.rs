//! `unicodedata`: the Unicode Character Database.
//!
//! Categories and decimal values are the machine's (`pyish_vm::unicode`), names come from `unicode_names2`, normal forms from
//! `unicode-normalization`; the rest is in `tables.rs` and `decompositions.txt`, written by `generate.py`. There is no database of
//! Unicode 3.2 (`ucd_3_2_0`).

mod graphemes;
mod tables;

use std::collections::HashMap;
use std::sync::OnceLock;

use pyish_vm::builtins::str::{Str, StrBuilder};
use pyish_vm::native::{NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::unicode::{self, flag};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};
use unicode_normalization::UnicodeNormalization;

use tables::{BIDI, BLOCKS, CLUSTER, CONJUNCT, DIGITS, NUMBERS, RECORDS, RUNS, STARTS, WIDTH};

/// Columns of a record.
#[derive(Clone, Copy)]
enum Column {
    Bidi,
    Width,
    Combining,
    Mirrored,
    Cluster,
    Conjunct,
    Pictographic,
}

fn property(c: u32, column: Column) -> u8 {
    let run = STARTS.partition_point(|&s| s <= c) - 1;
    RECORDS[RUNS[run] as usize][column as usize]
}

/// The single character of an argument; `place` names the argument in messages.
fn character(vm: &Vm, v: Value, function: &str, place: &str) -> PyResult<u32> {
    match v.to_str() {
        Some(s) if s.len() == 1 => Ok(s.units().get(0)),
        Some(s) => throw!(
            vm,
            TYPE_ERROR,
            "{function}(): {place} must be a unicode character, not a string of length {}",
            s.len()
        ),
        None => throw!(vm, TYPE_ERROR, "{function}() {place} must be a unicode character, not {}", vm.type_name(v)),
    }
}
fn only(vm: &Vm, args: &[Value], function: &str) -> PyResult<u32> {
    character(vm, args[0], function, "argument")
}
fn text(vm: &Vm, s: &str) -> PyResult<Value> {
    Ok(vm.intern(s).value())
}

fn category(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    text(vm, unicode::category(only(vm, args, "category")?))
}
fn bidirectional(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    text(vm, BIDI[property(only(vm, args, "bidirectional")?, Column::Bidi) as usize])
}
fn east_asian_width(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    text(vm, WIDTH[property(only(vm, args, "east_asian_width")?, Column::Width) as usize])
}
fn combining(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::int(property(only(vm, args, "combining")?, Column::Combining) as i64))
}
fn mirrored(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::int(property(only(vm, args, "mirrored")?, Column::Mirrored) as i64))
}
fn grapheme_cluster_break(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    text(vm, CLUSTER[property(only(vm, args, "grapheme_cluster_break")?, Column::Cluster) as usize])
}
fn indic_conjunct_break(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    text(vm, CONJUNCT[property(only(vm, args, "indic_conjunct_break")?, Column::Conjunct) as usize])
}
fn extended_pictographic(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(property(only(vm, args, "extended_pictographic")?, Column::Pictographic) != 0))
}
fn block(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = only(vm, args, "block")?;
    text(vm, BLOCKS[BLOCKS.partition_point(|&(start, _)| start <= c) - 1].1)
}
fn isxidstart(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = only(vm, args, "isxidstart")?;
    Ok(Value::bool(c != '_' as u32 && unicode::is(c, flag::IDENTIFIER_START)))
}
fn isxidcontinue(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(unicode::is(only(vm, args, "isxidcontinue")?, flag::IDENTIFIER_CONTINUE)))
}

/// An answer, the default argument, or ValueError.
fn or_default(vm: &Vm, found: Option<Value>, default: Value, message: &str) -> PyResult<Value> {
    match found {
        Some(v) => Ok(v),
        None if !default.is_unbound() => Ok(default),
        None => throw!(vm, VALUE_ERROR, "{message}"),
    }
}
fn decimal(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = character(vm, args[0], "decimal", "argument 1")?;
    or_default(vm, unicode::decimal(c).map(|d| Value::int(d as i64)), args[1], "not a decimal")
}
fn digit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = character(vm, args[0], "digit", "argument 1")?;
    let other = || DIGITS.binary_search_by_key(&c, |d| d.0).ok().map(|i| DIGITS[i].1 as u32);
    or_default(vm, unicode::decimal(c).or_else(other).map(|d| Value::int(d as i64)), args[1], "not a digit")
}
fn numeric(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = character(vm, args[0], "numeric", "argument 1")?;
    let other = || {
        let i = NUMBERS.binary_search_by_key(&c, |n| n.0).ok()?;
        Some(NUMBERS[i].1 as f64 / NUMBERS[i].2 as f64)
    };
    let value = unicode::decimal(c).map(|d| d as f64).or_else(other);
    or_default(vm, value.map(|x| vm.new_float(x)), args[1], "not a numeric character")
}

fn name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = character(vm, args[0], "name", "argument 1")?;
    let assigned = char::from_u32(c).filter(|_| unicode::category(c) != "Cn");
    let found = match assigned {
        Some(_) if TANGUT.iter().any(|range| range.contains(&c)) => Some(format!("{TANGUT_NAME}{c:X}")),
        other => other.and_then(unicode_names2::name).map(|n| n.to_string()),
    };
    or_default(vm, found.map(|n| vm.new_str(&n).value()), args[1], "no such name")
}
/// The ideographs that the crate of names leaves out.
const TANGUT: [std::ops::RangeInclusive<u32>; 2] = [0x17000..=0x187ff, 0x18d00..=0x18d1e];
const TANGUT_NAME: &str = "TANGUT IDEOGRAPH-";
fn tangut(name: &str) -> Option<u32> {
    let name = name.to_ascii_uppercase();
    let c = u32::from_str_radix(name.strip_prefix(TANGUT_NAME)?, 16).ok()?;
    Some(c).filter(|c| TANGUT.iter().any(|range| range.contains(c)))
}
/// The code point of a name.
pub fn code_point_named(name: &str) -> Option<u32> {
    unicode_names2::character(name).map(|c| c as u32).or_else(|| tangut(name))
}
fn lookup(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let wanted = match args[0].to_str() {
        Some(s) => s.to_string_lossy(),
        None => vm.with_buffer(args[0], |b| String::from_utf8_lossy(b).into_owned())?,
    };
    match code_point_named(&wanted) {
        Some(c) => Ok(vm.char_str(c).value()),
        None => Err(vm.error(pyish_vm::exceptions::exc::KEY_ERROR, format!("undefined character name '{wanted}'"))),
    }
}

/// Decompositions by code point; Hangul syllables are computed.
fn decompositions() -> &'static HashMap<u32, &'static str> {
    static TABLE: OnceLock<HashMap<u32, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("decompositions.txt").lines();
        let split = lines.filter_map(|line| line.split_once(';'));
        split.filter_map(|(code, mapping)| Some((u32::from_str_radix(code, 16).ok()?, mapping))).collect()
    })
}
fn decomposition(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let c = only(vm, args, "decomposition")?;
    if let 0xac00..=0xd7a3 = c {
        let i = c - 0xac00;
        let (first, second) = match i % 28 {
            0 => (0x1100 + i / 588, 0x1161 + i % 588 / 28),
            t => (c - t, 0x11a7 + t),
        };
        return Ok(vm.new_str(&format!("{first:04X} {second:04X}")).value());
    }
    text(vm, decompositions().get(&c).copied().unwrap_or(""))
}

/// The normal form of a text; lone surrogates stay where they are.
fn normal_form(vm: &Vm, form: &str, s: Ref<Str>) -> PyResult<Ref<Str>> {
    if s.is_ascii() && matches!(form, "NFC" | "NFD" | "NFKC" | "NFKD") {
        return Ok(s);
    }
    let mut out = StrBuilder::with_capacity(s.len());
    let mut run = String::new();
    let flush = |run: &mut String, out: &mut StrBuilder| -> PyResult<()> {
        match form {
            "NFC" => run.nfc().for_each(|c| out.push(c as u32)),
            "NFD" => run.nfd().for_each(|c| out.push(c as u32)),
            "NFKC" => run.nfkc().for_each(|c| out.push(c as u32)),
            "NFKD" => run.nfkd().for_each(|c| out.push(c as u32)),
            _ => throw!(vm, VALUE_ERROR, "invalid normalization form"),
        }
        run.clear();
        Ok(())
    };
    for c in s.units().iter() {
        match char::from_u32(c) {
            Some(c) => run.push(c),
            None => {
                flush(&mut run, &mut out)?;
                out.push(c);
            }
        }
    }
    flush(&mut run, &mut out)?;
    Ok(out.finish(vm))
}
fn form_arguments(vm: &Vm, args: &[Value], function: &str) -> PyResult<(String, Ref<Str>)> {
    let want = |v: Value, i: usize| match v.to_str() {
        Some(s) => Ok(s),
        None => throw!(vm, TYPE_ERROR, "{function}() argument {i} must be str, not {}", vm.type_name(v)),
    };
    Ok((want(args[0], 1)?.to_string_lossy(), want(args[1], 2)?))
}
fn normalize(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (form, s) = form_arguments(vm, args, "normalize")?;
    Ok(vm.exact_str(normal_form(vm, &form, s)?).value())
}
fn is_normalized(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (form, s) = form_arguments(vm, args, "is_normalized")?;
    Ok(Value::bool(normal_form(vm, &form, s)?.same_text(&s)))
}

pub static MODULE: NativeModule = NativeModule {
    name: "unicodedata",
    doc: "The Unicode Character Database.",
    functions: &[
        function("bidirectional", "(chr, /)", bidirectional, "The bidirectional class."),
        function("block", "(chr, /)", block, "The block a character lies in."),
        function("category", "(chr, /)", category, "The general category."),
        function("combining", "(chr, /)", combining, "The canonical combining class."),
        function("decimal", "(chr, default=<unset>, /)", decimal, "The value of a decimal digit."),
        function(
            "decomposition",
            "(chr, /)",
            decomposition,
            "The decomposition as hexadecimal code points, perhaps with a tag.",
        ),
        function("digit", "(chr, default=<unset>, /)", digit, "The value of a digit."),
        function("east_asian_width", "(chr, /)", east_asian_width, "The East Asian width."),
        function(
            "extended_pictographic",
            "(chr, /)",
            extended_pictographic,
            "Whether a character is an extended pictograph.",
        ),
        function(
            "grapheme_cluster_break",
            "(chr, /)",
            grapheme_cluster_break,
            "The class for finding grapheme clusters.",
        ),
        function(
            "indic_conjunct_break",
            "(chr, /)",
            indic_conjunct_break,
            "The class for finding conjuncts of Indic scripts.",
        ),
        function("is_normalized", "(form, unistr, /)", is_normalized, "Whether a text is in a normal form."),
        function("isxidcontinue", "(chr, /)", isxidcontinue, "Whether an identifier may contain a character."),
        function("isxidstart", "(chr, /)", isxidstart, "Whether an identifier may start with a character."),
        function(
            "iter_graphemes",
            "(unistr, start=0, end=9223372036854775807, /)",
            graphemes::iter_graphemes,
            "An iterator over the grapheme clusters of a text.",
        ),
        function("lookup", "(name, /)", lookup, "The character of a name; KeyError when there is none."),
        function("mirrored", "(chr, /)", mirrored, "1 for a character that is mirrored in text from right to left."),
        function("name", "(chr, default=<unset>, /)", name, "The name of a character."),
        function("normalize", "(form, unistr, /)", normalize, "The normal form of a text: NFC, NFKC, NFD or NFKD."),
        function("numeric", "(chr, default=<unset>, /)", numeric, "The numeric value as a float."),
    ],
    types: &[&graphemes::SEGMENT, &graphemes::ITERATOR],
    init: Some(|vm, module| {
        module.set(vm, "unidata_version", vm.new_str(unicode::VERSION).value());
        Ok(())
    }),
};
