//! `_json`: reading and writing JSON where nothing needs the program's own hooks or a message about a mistake.
//!
//! Both directions decline (None) as soon as they meet anything else: the modules in Python, which know it all, then begin anew. No
//! Python code runs before that, so that beginning anew goes unnoticed.

use pyish_vm::builtins::dict::Dict;
use pyish_vm::builtins::shape;
use pyish_vm::builtins::str::{Str, StrBuilder, Units};
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

/// Containers within containers beyond this are left to Python, which counts its recursion.
const DEEPEST: usize = 200;
/// Numbers with more digits are left to Python, which limits them.
const DIGITS: usize = 18;

/// A code point of some width.
trait Unit: Copy + Into<u32> {
    fn units(text: &[Self]) -> Units<'_>;
}
impl Unit for u8 {
    fn units(text: &[u8]) -> Units<'_> {
        if text.is_ascii() { Units::Ascii(text) } else { Units::Latin1(text) }
    }
}
impl Unit for u16 {
    fn units(text: &[u16]) -> Units<'_> {
        Units::Ucs2(text)
    }
}
impl Unit for u32 {
    fn units(text: &[u32]) -> Units<'_> {
        Units::Ucs4(text)
    }
}

/// Reads one value. `Ok(None)` anywhere declines.
struct Reader<'a, T> {
    vm: &'a Vm,
    text: &'a [T],
    at: usize,
    depth: usize,
    /// The names met so far, each to itself: equal names are one string.
    names: Ref<Dict>,
}

impl<T: Unit> Reader<'_, T> {
    #[inline(always)]
    fn peek(&self) -> u32 {
        self.text.get(self.at).map_or(0, |&c| c.into())
    }
    #[inline]
    fn blank(&mut self) {
        while matches!(self.peek(), 0x20 | 0x09 | 0x0a | 0x0d) {
            self.at += 1;
        }
    }
    fn value(&mut self) -> PyResult<Option<Value>> {
        match char::from_u32(self.peek()) {
            Some('"') => Ok(self.string()?.map(|s| s.value())),
            Some('{') => self.nested(Self::object),
            Some('[') => self.nested(Self::array),
            Some('t') => Ok(self.word(b"true", Value::TRUE)),
            Some('f') => Ok(self.word(b"false", Value::FALSE)),
            Some('n') => Ok(self.word(b"null", Value::NONE)),
            Some('-' | '0'..='9') => Ok(self.number()),
            _ => Ok(None),
        }
    }
    fn nested(&mut self, read: fn(&mut Self) -> PyResult<Option<Value>>) -> PyResult<Option<Value>> {
        if self.depth == DEEPEST {
            return Ok(None);
        }
        self.depth += 1;
        self.at += 1;
        let r = read(self);
        self.depth -= 1;
        if self.vm.poked() {
            self.vm.safepoint()?;
        }
        r
    }
    fn word(&mut self, word: &[u8], v: Value) -> Option<Value> {
        let there = self.text.get(self.at..self.at + word.len())?;
        if there.iter().zip(word).any(|(&a, &b)| a.into() != b as u32) {
            return None;
        }
        self.at += word.len();
        Some(v)
    }
    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        let negative = self.peek() == '-' as u32;
        self.at += negative as usize;
        let (digits, mut whole) = (self.at, 0i64);
        while let Some(d) = digit(self.peek()) {
            if self.at - digits == DIGITS {
                return None;
            }
            whole = whole * 10 + d as i64;
            self.at += 1;
        }
        let count = self.at - digits;
        // What follows a leading zero is no part of the number: an error, or the end.
        if count == 0 || count > 1 && self.text[digits].into() == '0' as u32 {
            return None;
        }
        let mut fraction = false;
        if self.peek() == '.' as u32 {
            self.at += 1;
            fraction = true;
            self.some_digits()?;
        }
        if matches!(char::from_u32(self.peek()), Some('e' | 'E')) {
            self.at += 1;
            fraction = true;
            self.at += matches!(char::from_u32(self.peek()), Some('+' | '-')) as usize;
            self.some_digits()?;
        }
        if !fraction {
            return Some(self.vm.new_int(if negative { -whole } else { whole }));
        }
        let mut ascii = [0u8; 64];
        let text = &self.text[start..self.at];
        let ascii = ascii.get_mut(..text.len())?;
        ascii.iter_mut().zip(text).for_each(|(a, &c)| *a = c.into() as u8);
        let x: f64 = std::str::from_utf8(ascii).ok()?.parse().ok()?;
        Some(self.vm.new_float(x))
    }
    fn some_digits(&mut self) -> Option<()> {
        digit(self.peek())?;
        while digit(self.peek()).is_some() {
            self.at += 1;
        }
        Some(())
    }
    /// At a quote: the string up to the next.
    fn string(&mut self) -> PyResult<Option<Ref<Str>>> {
        let start = self.at + 1;
        let mut end = start;
        loop {
            match self.text.get(end).map(|&c| c.into()) {
                Some(0x22) => break,
                Some(0x5c) => return Ok(self.escaped(start, end)),
                Some(0..=0x1f) | None => return Ok(None),
                Some(_) => end += 1,
            }
        }
        self.at = end + 1;
        Ok(Some(self.vm.new_str_of(T::units(&self.text[start..end]))))
    }
    fn escaped(&mut self, start: usize, first: usize) -> Option<Ref<Str>> {
        let mut out = StrBuilder::with_capacity(first - start + 16);
        let (mut from, mut i) = (start, first);
        loop {
            let c: u32 = (*self.text.get(i)?).into();
            if c != 0x22 && c != 0x5c {
                if c < 0x20 {
                    return None;
                }
                i += 1;
                continue;
            }
            if i > from {
                out.push_units(T::units(&self.text[from..i]));
            }
            if c == 0x22 {
                break;
            }
            let escape: u32 = (*self.text.get(i + 1)?).into();
            i += 2;
            out.push(match char::from_u32(escape)? {
                c @ ('"' | '\\' | '/') => c as u32,
                'b' => 8,
                'f' => 12,
                'n' => 10,
                'r' => 13,
                't' => 9,
                'u' => {
                    let mut code = self.hex(i)?;
                    i += 4;
                    if (0xd800..0xdc00).contains(&code)
                        && self.text.get(i).map(|&c| c.into()) == Some(0x5c)
                        && self.text.get(i + 1).map(|&c| c.into()) == Some('u' as u32)
                    {
                        let second = self.hex(i + 2)?;
                        if (0xdc00..0xe000).contains(&second) {
                            code = 0x10000 + ((code - 0xd800) << 10 | (second - 0xdc00));
                            i += 6;
                        }
                    }
                    code
                }
                _ => return None,
            });
            from = i;
        }
        self.at = i + 1;
        Some(out.finish(self.vm))
    }
    fn hex(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        digits.iter().try_fold(0, |n, &c| Some(n << 4 | char::from_u32(c.into())?.to_digit(16)?))
    }
    fn array(&mut self) -> PyResult<Option<Value>> {
        let list = self.vm.new_list(&[]);
        self.blank();
        if self.peek() == ']' as u32 {
            self.at += 1;
            return Ok(Some(list.value()));
        }
        loop {
            let Some(v) = self.value()? else { return Ok(None) };
            list.push(self.vm, v);
            self.blank();
            let c = self.peek();
            self.at += 1;
            if c == ']' as u32 {
                return Ok(Some(list.value()));
            }
            if c != ',' as u32 {
                return Ok(None);
            }
            self.blank();
        }
    }
    fn object(&mut self) -> PyResult<Option<Value>> {
        let dict = self.vm.new_dict();
        self.blank();
        if self.peek() == '}' as u32 {
            self.at += 1;
            return Ok(Some(dict.value()));
        }
        loop {
            if self.peek() != '"' as u32 {
                return Ok(None);
            }
            let Some(name) = self.string()? else { return Ok(None) };
            let name = self.names.set_default_hashed(self.vm, name.value(), name.hash(), name.value())?;
            self.blank();
            if self.peek() != ':' as u32 {
                return Ok(None);
            }
            self.at += 1;
            self.blank();
            let Some(v) = self.value()? else { return Ok(None) };
            dict.set(self.vm, name, v)?;
            self.blank();
            let c = self.peek();
            self.at += 1;
            if c == '}' as u32 {
                return Ok(Some(dict.value()));
            }
            if c != ',' as u32 {
                return Ok(None);
            }
            self.blank();
        }
    }
}

fn digit(c: u32) -> Option<u32> {
    c.checked_sub('0' as u32).filter(|&d| d < 10)
}

fn read<T: Unit>(vm: &Vm, text: &[T], at: usize) -> PyResult<Value> {
    let mut reader = Reader { vm, text, at, depth: 0, names: vm.new_dict() };
    let Some(v) = reader.value()? else { return Ok(Value::NONE) };
    Ok(vm.new_tuple(&[v, vm.new_int(reader.at as i64)]).value())
}

fn scan(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (Some(s), Some(at)) = (args[0].to_exact_str(), args[1].to_int()) else { return Ok(Value::NONE) };
    let Ok(at) = usize::try_from(at) else { return Ok(Value::NONE) };
    match s.units() {
        Units::Ascii(text) | Units::Latin1(text) => read(vm, text, at),
        Units::Ucs2(text) => read(vm, text, at),
        Units::Ucs4(text) => read(vm, text, at),
    }
}

/// Writes one value. `Ok(None)` anywhere declines.
struct Writer<'a> {
    vm: &'a Vm,
    out: StrBuilder,
    depth: usize,
    ascii: bool,
    sorted: bool,
    between: Ref<Str>,
    colon: Ref<Str>,
    indent: Option<Ref<Str>>,
}

impl Writer<'_> {
    fn value(&mut self, v: Value) -> PyResult<Option<()>> {
        if let Some(s) = v.to_exact_str() {
            self.string(s);
        } else if v.is_int() {
            self.int(v.as_int());
        } else if v == Value::NONE {
            self.out.push_ascii(b"null");
        } else if v == Value::TRUE {
            self.out.push_ascii(b"true");
        } else if v == Value::FALSE {
            self.out.push_ascii(b"false");
        } else if v.is_inline_float() || v.has_shape(shape::FLOAT) {
            if !v.to_float().is_some_and(f64::is_finite) {
                return Ok(None);
            }
            self.out.push_str(self.vm.repr(v)?);
        } else if self.depth == DEEPEST {
            return Ok(None);
        } else if v.has_shape(shape::LIST) {
            let Some(list) = v.to_list() else { return Ok(None) };
            return self.array(list.len(), |i| list.get(i));
        } else if v.has_shape(shape::TUPLE) {
            let Some(tuple) = v.to_tuple() else { return Ok(None) };
            return self.array(tuple.len(), |i| tuple.items().get(i).copied());
        } else if v.has_shape(shape::DICT) {
            let Some(dict) = v.to_dict() else { return Ok(None) };
            return self.object(dict);
        } else {
            return Ok(None);
        }
        Ok(Some(()))
    }
    fn int(&mut self, i: i64) {
        use std::io::Write;
        let mut text = [0u8; 24];
        let mut rest = &mut text[..];
        // The text of a word fits.
        let _ = write!(rest, "{i}");
        let left = rest.len();
        self.out.push_ascii(&text[..24 - left]);
    }
    fn string(&mut self, s: Ref<Str>) {
        self.out.push('"' as u32);
        let plain = |c: u8| (0x20..0x7f).contains(&c) && c != b'"' && c != b'\\';
        match s.units() {
            Units::Ascii(text) if text.iter().all(|&c| plain(c)) => self.out.push_ascii(text),
            units => units.iter().for_each(|c| self.unit(c)),
        }
        self.out.push('"' as u32);
    }
    fn unit(&mut self, c: u32) {
        let short = match c {
            0x22 => b"\\\"",
            0x5c => b"\\\\",
            0x08 => b"\\b",
            0x0c => b"\\f",
            0x0a => b"\\n",
            0x0d => b"\\r",
            0x09 => b"\\t",
            0..=0x1f => return self.code(c),
            0x7f.. if self.ascii && c > 0xffff => {
                self.code(0xd800 | (c - 0x10000) >> 10);
                return self.code(0xdc00 | (c - 0x10000) & 0x3ff);
            }
            0x7f.. if self.ascii => return self.code(c),
            c => return self.out.push(c),
        };
        self.out.push_ascii(short);
    }
    fn code(&mut self, c: u32) {
        self.out.push_ascii(format!("\\u{c:04x}").as_bytes());
    }
    fn newline(&mut self) {
        if let Some(indent) = self.indent {
            self.out.push('\n' as u32);
            (0..self.depth).for_each(|_| self.out.push_str(indent));
        }
    }
    fn array(&mut self, count: usize, item: impl Fn(usize) -> Option<Value>) -> PyResult<Option<()>> {
        if count == 0 {
            self.out.push_ascii(b"[]");
            return Ok(Some(()));
        }
        self.out.push('[' as u32);
        self.depth += 1;
        let mut i = 0;
        while let Some(v) = item(i) {
            if i > 0 {
                self.out.push_str(self.between);
            }
            self.newline();
            if self.value(v)?.is_none() {
                return Ok(None);
            }
            i += 1;
        }
        self.close(']')
    }
    fn close(&mut self, bracket: char) -> PyResult<Option<()>> {
        self.depth -= 1;
        self.newline();
        self.out.push(bracket as u32);
        if self.vm.poked() {
            self.vm.safepoint()?;
        }
        Ok(Some(()))
    }
    fn object(&mut self, dict: Ref<Dict>) -> PyResult<Option<()>> {
        if dict.is_empty() {
            self.out.push_ascii(b"{}");
            return Ok(Some(()));
        }
        self.out.push('{' as u32);
        self.depth += 1;
        if self.sorted {
            let Some(order) = sorted(dict) else { return Ok(None) };
            for (n, i) in order.into_iter().enumerate() {
                let Some((k, v)) = dict.entry(i) else { return Ok(None) };
                if self.item(n, k, v)?.is_none() {
                    return Ok(None);
                }
            }
        } else {
            let (mut i, mut n) = (0, 0);
            while let Some((at, k, v)) = dict.next_entry(i) {
                if self.item(n, k, v)?.is_none() {
                    return Ok(None);
                }
                i = at + 1;
                n += 1;
            }
        }
        self.close('}')
    }
    fn item(&mut self, n: usize, k: Value, v: Value) -> PyResult<Option<()>> {
        if n > 0 {
            self.out.push_str(self.between);
        }
        self.newline();
        match k.to_exact_str() {
            Some(s) => self.string(s),
            None if k.is_int() => {
                self.out.push('"' as u32);
                self.int(k.as_int());
                self.out.push('"' as u32);
            }
            None => return Ok(None),
        }
        self.out.push_str(self.colon);
        self.value(v)
    }
}

/// The numbers of a dict's entries in the order of their keys, which all must be strings.
fn sorted(dict: Ref<Dict>) -> Option<Vec<usize>> {
    let (mut order, mut i) = (Vec::with_capacity(dict.len()), 0);
    while let Some((at, k, _)) = dict.next_entry(i) {
        k.to_exact_str()?;
        order.push(at);
        i = at + 1;
    }
    let text = |i: &usize| dict.entry(*i).and_then(|(k, _)| k.to_exact_str());
    order.sort_by(|a, b| match (text(a), text(b)) {
        (Some(a), Some(b)) => a.units().iter().cmp(b.units().iter()),
        _ => std::cmp::Ordering::Equal,
    });
    Some(order)
}

fn encode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let &[value, ascii, sorted, between, colon, indent] = args else { return Ok(Value::NONE) };
    let (Some(between), Some(colon)) = (between.to_exact_str(), colon.to_exact_str()) else { return Ok(Value::NONE) };
    let indent = match indent.to_exact_str() {
        None if !indent.is_none() => return Ok(Value::NONE),
        indent => indent,
    };
    let (ascii, sorted) = (vm.truthy(ascii)?, vm.truthy(sorted)?);
    let mut writer = Writer { vm, out: StrBuilder::new(), depth: 0, ascii, sorted, between, colon, indent };
    Ok(match writer.value(value)? {
        Some(()) => writer.out.finish(vm).value(),
        None => Value::NONE,
    })
}

static FUNCTIONS: &[MethodDef] = &[
    function("scan", "(string, idx, /)", scan, "The value at a place and the place after it, or None."),
    function(
        "encode",
        "(o, ensure_ascii, sort_keys, item_separator, key_separator, indent, /)",
        encode,
        "An object as JSON, or None.",
    ),
];

pub static MODULE: NativeModule =
    NativeModule { name: "_json", doc: "Plain JSON.", functions: FUNCTIONS, types: &[], init: None };
