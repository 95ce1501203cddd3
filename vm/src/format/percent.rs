//! `%` formatting of str and bytes.
//!
//! One engine serves both: the format and the result are code points, which for bytes stay below 256.

use super::int::Int;
use super::short;
use super::spec::{Align, Spec};
use crate::builtins::bytes::Bytes;
use crate::builtins::str::{Str, StrBuilder, Units};
use crate::exceptions::exc;
use crate::object::{Ref, type_flags};
use crate::unicode::{self, flag};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// `text % args`
pub fn format_str(vm: &Vm, text: Ref<Str>, args: Value) -> PyResult<Value> {
    Ok(Formatter::new(vm, text.units(), args, false).run()?.finish(vm).value())
}

/// `data % args` of bytes: the resulting bytes.
pub fn format_bytes(vm: &Vm, data: &[u8], args: Value) -> PyResult<Vec<u8>> {
    let out = Formatter::new(vm, Units::Latin1(data), args, true).run()?;
    Ok(out.units().bytes().to_vec())
}

/// Where the next argument comes from.
enum Source {
    /// The items of a tuple; the number already taken.
    Tuple(usize),
    /// A single object, taken or not.
    Single(bool),
    /// A mapping whose keys have been used.
    Keyed,
}

/// The value of a conversion with its place for messages.
struct Argument {
    value: Value,
    place: Place,
}

#[derive(Clone, Copy)]
enum Place {
    Only,
    Number(usize),
    /// The key, a str or bytes.
    Key(Value),
}

#[derive(Default)]
struct Conversion {
    start: usize,
    left: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    /// The key in parentheses and what it means.
    keyed: Option<(Value, Value)>,
}

impl Conversion {
    /// The conversion of an integer as the mini-language says it; precision has no counterpart there.
    fn spec(&self, letter: char) -> Spec {
        let zeros = self.zero && !self.left;
        let align = match (self.left, zeros) {
            (true, _) => Align::Left,
            (_, true) => Align::AfterSign,
            _ => Align::Right,
        };
        let mut spec = Spec::plain(align);
        spec.fill = if zeros { '0' } else { ' ' } as u32;
        spec.sign = match (self.plus, self.space) {
            (true, _) => b'+',
            (_, true) => b' ',
            _ => 0,
        };
        spec.alternate = self.alternate;
        spec.width = self.width;
        spec.ty = if matches!(letter, 'o' | 'x' | 'X') { letter } else { 'd' } as u32;
        spec
    }
}

struct Formatter<'a> {
    vm: &'a Vm,
    text: Units<'a>,
    pos: usize,
    args: Value,
    source: Source,
    /// Keys may be looked up in `args`.
    mapping: bool,
    bytes: bool,
    out: StrBuilder,
}

impl<'a> Formatter<'a> {
    fn new(vm: &'a Vm, text: Units<'a>, args: Value, bytes: bool) -> Formatter<'a> {
        let tuple = args.to_tuple().is_some();
        let text_like =
            args.to_str().is_some() || bytes && (args.to_bytes().is_some() || args.to_bytearray().is_some());
        let mapping = !tuple && !text_like && vm.type_of(args).slots().getitem.is_some();
        let source = if tuple { Source::Tuple(0) } else { Source::Single(false) };
        Formatter { vm, text, pos: 0, args, source, mapping, bytes, out: StrBuilder::with_capacity(text.len() + 16) }
    }
    fn peek(&self) -> u32 {
        if self.pos < self.text.len() { self.text.get(self.pos) } else { u32::MAX }
    }
    fn at(&self, c: char) -> bool {
        self.peek() == c as u32
    }
    fn kind(&self) -> &'static str {
        if self.bytes { "bytes" } else { "string" }
    }

    fn run(mut self) -> PyResult<StrBuilder> {
        while let Some(n) = find_percent(self.text, self.pos) {
            self.out.push_units(self.text.slice(self.pos, n));
            self.pos = n + 1;
            if self.at('%') {
                self.out.push('%' as u32);
                self.pos += 1;
                continue;
            }
            self.conversion(n)?;
        }
        self.out.push_units(self.text.slice(self.pos, self.text.len()));
        let (taken, given) = match self.source {
            Source::Tuple(taken) => (taken, self.args.to_tuple().map_or(0, |t| t.len())),
            Source::Single(taken) => (taken as usize, if self.mapping { taken as usize } else { 1 }),
            Source::Keyed => (0, 0),
        };
        if taken < given {
            let vm = self.vm;
            throw!(
                vm,
                TYPE_ERROR,
                "not all arguments converted during {} formatting (required {taken}, got {given})",
                self.kind()
            );
        }
        Ok(self.out)
    }

    fn stray<T>(&self, start: usize) -> PyResult<T> {
        let vm = self.vm;
        throw!(vm, VALUE_ERROR, "stray % at position {start}")
    }

    fn conversion(&mut self, start: usize) -> PyResult<()> {
        let mut c = Conversion { start, ..Conversion::default() };
        if self.at('(') {
            self.key(&mut c)?;
        }
        loop {
            match char::from_u32(self.peek()) {
                Some('-') => c.left = true,
                Some('+') => c.plus = true,
                Some(' ') => c.space = true,
                Some('#') => c.alternate = true,
                Some('0') => c.zero = true,
                _ => break,
            }
            self.pos += 1;
        }
        self.width(&mut c)?;
        self.precision(&mut c)?;
        if matches!(char::from_u32(self.peek()), Some('h' | 'l' | 'L')) {
            self.pos += 1;
        }
        if self.pos >= self.text.len() {
            return self.stray(start);
        }
        let letter = self.peek();
        let argument = self.next_argument(&c)?;
        self.pos += 1;
        self.convert(&c, letter, argument)
    }

    fn key(&mut self, c: &mut Conversion) -> PyResult<()> {
        let vm = self.vm;
        if !self.mapping {
            throw!(vm, TYPE_ERROR, "format requires a mapping, not {}", vm.full_type_name(self.args));
        }
        let (from, mut depth) = (self.pos + 1, 0);
        loop {
            match char::from_u32(self.peek()) {
                Some('(') => depth += 1,
                Some(')') => depth -= 1,
                _ if self.pos >= self.text.len() => {
                    throw!(vm, VALUE_ERROR, "stray % or incomplete format key at position {}", c.start)
                }
                _ => {}
            }
            self.pos += 1;
            if depth == 0 {
                break;
            }
        }
        let name = self.text.slice(from, self.pos - 1);
        let key = if self.bytes { vm.new_bytes(name.bytes()).value() } else { vm.new_str_of(name).value() };
        c.keyed = Some((key, vm.getitem(self.args, key)?));
        self.source = Source::Keyed;
        Ok(())
    }

    /// Digits, or `None` when they exceed `most`.
    fn digits(&mut self, most: usize) -> Option<usize> {
        let mut n: usize = 0;
        while let Some(d) = char::from_u32(self.peek()).and_then(|c| c.to_digit(10)) {
            n = n.checked_mul(10)?.checked_add(d as usize).filter(|&n| n <= most)?;
            self.pos += 1;
        }
        Some(n)
    }

    fn star(&mut self, c: &Conversion, what: &str, most: i64) -> PyResult<i64> {
        let vm = self.vm;
        if let Source::Single(_) = self.source {
            throw!(vm, TYPE_ERROR, "not enough arguments for format string (got 1)");
        }
        if c.keyed.is_some() {
            throw!(vm, VALUE_ERROR, "* cannot be used with a parenthesised mapping key at position {}", c.start);
        }
        self.pos += 1;
        let argument = self.next_argument(c)?;
        let place = self.place(Place::Number(self.taken()));
        if !argument.value.is_instance_flag(type_flags::LONG_SUBCLASS) && !argument.value.is_int() {
            throw!(vm, TYPE_ERROR, "{place}: * requires int, not {}", vm.full_type_name(argument.value));
        }
        match vm.index_i64(argument.value) {
            Ok(n) if n <= most && n >= -most => Ok(n),
            _ => throw!(vm, OVERFLOW_ERROR, "{place}: too big for {what}"),
        }
    }
    fn taken(&self) -> usize {
        match self.source {
            Source::Tuple(n) => n,
            Source::Single(taken) => taken as usize,
            Source::Keyed => 0,
        }
    }

    fn width(&mut self, c: &mut Conversion) -> PyResult<()> {
        let vm = self.vm;
        if self.at('*') {
            let n = self.star(c, "width", isize::MAX as i64)?;
            c.left |= n < 0;
            c.width = n.unsigned_abs() as usize;
            return Ok(());
        }
        match self.digits(isize::MAX as usize) {
            Some(n) => c.width = n,
            None => throw!(vm, VALUE_ERROR, "width too big at position {}", c.start),
        }
        Ok(())
    }
    fn precision(&mut self, c: &mut Conversion) -> PyResult<()> {
        let vm = self.vm;
        if !self.at('.') {
            return Ok(());
        }
        self.pos += 1;
        if self.at('*') {
            c.precision = Some(self.star(c, "precision", i32::MAX as i64)?.max(0) as usize);
            return Ok(());
        }
        match self.digits(i32::MAX as usize) {
            Some(n) => c.precision = Some(n),
            None => throw!(vm, VALUE_ERROR, "precision too big at position {}", c.start),
        }
        Ok(())
    }

    fn next_argument(&mut self, c: &Conversion) -> PyResult<Argument> {
        let vm = self.vm;
        if let Some((key, value)) = c.keyed {
            return Ok(Argument { value, place: Place::Key(key) });
        }
        match self.source {
            Source::Tuple(n) => {
                let items = self.args.to_tuple().expect("the source says so").items();
                let Some(&value) = items.get(n) else {
                    throw!(vm, TYPE_ERROR, "not enough arguments for format string (got {n})");
                };
                self.source = Source::Tuple(n + 1);
                Ok(Argument { value, place: Place::Number(n + 1) })
            }
            Source::Single(false) => {
                self.source = Source::Single(true);
                Ok(Argument { value: self.args, place: Place::Only })
            }
            Source::Single(true) => throw!(vm, TYPE_ERROR, "not enough arguments for format string (got 1)"),
            Source::Keyed => {
                throw!(vm, VALUE_ERROR, "format requires a parenthesised mapping key at position {}", c.start)
            }
        }
    }

    /// An argument as messages name it.
    fn place(&self, place: Place) -> String {
        match place {
            Place::Only => "format argument".to_owned(),
            Place::Number(n) => format!("format argument {n}"),
            Place::Key(key) => {
                let shown = self.vm.repr(key).map(|s| s.to_string_lossy()).unwrap_or_default();
                format!("format argument {shown}")
            }
        }
    }

    fn convert(&mut self, c: &Conversion, letter: u32, argument: Argument) -> PyResult<()> {
        let vm = self.vm;
        let v = argument.value;
        match char::from_u32(letter).unwrap_or('\u{fffd}') {
            's' if !self.bytes => {
                if let (Some(s), 0, None) = (v.to_exact_str(), c.width, c.precision) {
                    self.out.push_str(s);
                    return Ok(());
                }
                let s = vm.str(v)?;
                self.text(c, s.units())
            }
            's' | 'b' if self.bytes => self.bytes_argument(c, argument),
            'r' if !self.bytes => {
                let s = vm.repr(v)?;
                self.text(c, s.units())
            }
            'r' | 'a' => {
                let s = vm.ascii(v)?;
                self.text(c, s.units())
            }
            'c' => self.character(c, argument),
            letter @ ('d' | 'i' | 'u' | 'o' | 'x' | 'X') => self.integer(c, letter, argument),
            letter @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G') => self.float(c, letter, argument),
            _ => self.unknown(c, letter),
        }
    }

    fn unknown(&self, c: &Conversion, letter: u32) -> PyResult<()> {
        let (vm, start, at) = (self.vm, c.start, self.pos - 1);
        let shown = char::from_u32(letter).unwrap_or('\u{fffd}');
        if shown.is_ascii_alphabetic() {
            throw!(vm, VALUE_ERROR, "unsupported format %{shown} at position {start}");
        }
        let begin = format!("stray % at position {start} or unexpected format character");
        if (0x20..0x7f).contains(&letter) {
            let quote = if shown == '\'' { '"' } else { '\'' };
            throw!(vm, VALUE_ERROR, "{begin} {quote}{shown}{quote} at position {at}");
        }
        if self.bytes {
            throw!(vm, VALUE_ERROR, "{begin} with code 0x{letter:02x} at position {at}");
        }
        if unicode::is(letter, flag::PRINTABLE) {
            throw!(vm, VALUE_ERROR, "{begin} '{shown}' (U+{letter:04X}) at position {at}");
        }
        throw!(vm, VALUE_ERROR, "{begin} U+{letter:04X} at position {at}")
    }

    /// Appends a text cut to the precision and padded with blanks.
    fn text(&mut self, c: &Conversion, s: Units) -> PyResult<()> {
        let len = c.precision.map_or(s.len(), |p| p.min(s.len()));
        let pad = c.width.saturating_sub(len);
        if !c.left {
            self.out.fill(self.vm, ' ' as u32, pad)?;
        }
        self.out.push_units(s.slice(0, len));
        if c.left {
            self.out.fill(self.vm, ' ' as u32, pad)?;
        }
        Ok(())
    }

    /// Appends a number: sign, prefix, zeros up to precision or width, digits.
    fn number(&mut self, c: &Conversion, negative: bool, prefix: &str, digits: &str, precision: usize) -> PyResult<()> {
        let sign = match (negative, c.plus, c.space) {
            (true, _, _) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        };
        let mut zeros = precision.saturating_sub(digits.len());
        let len = sign.len() + prefix.len() + digits.len();
        if c.zero && !c.left {
            zeros = zeros.max(c.width.saturating_sub(len));
        }
        let pad = c.width.saturating_sub(len + zeros);
        let vm = self.vm;
        if !c.left {
            self.out.fill(vm, ' ' as u32, pad)?;
        }
        self.out.push_text(sign);
        self.out.push_text(prefix);
        self.out.fill(vm, '0' as u32, zeros)?;
        self.out.push_text(digits);
        if c.left {
            self.out.fill(vm, ' ' as u32, pad)?;
        }
        Ok(())
    }

    fn integer(&mut self, c: &Conversion, letter: char, argument: Argument) -> PyResult<()> {
        let vm = self.vm;
        let v = self.integer_argument(letter, argument)?;
        let (radix, prefix) = match letter {
            'o' => (8, "0o"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            _ => (10, ""),
        };
        let prefix = if c.alternate { prefix } else { "" };
        let big;
        let i = match v.to_int() {
            Some(i) => Int::Small(i),
            None => {
                big = v.to_bigint(vm).expect("an int was made");
                Int::Big(&big)
            }
        };
        if let Int::Small(small) = i
            && c.precision.is_none()
            && let Some(text) = short::int(small, &c.spec(letter))
        {
            self.out.push_ascii(text.bytes());
            return Ok(());
        }
        if radix == 10 {
            super::check_digits(vm, i)?;
        }
        self.number(c, i.is_negative(), prefix, &i.digits(radix, letter == 'X'), c.precision.unwrap_or(0))
    }
    fn integer_argument(&self, letter: char, argument: Argument) -> PyResult<Value> {
        let (vm, v) = (self.vm, argument.value);
        if v.is_int() || v.is_instance_flag(type_flags::LONG_SUBCLASS) || v.is_bool() {
            return vm.index(v);
        }
        let hexadecimal = matches!(letter, 'o' | 'x' | 'X');
        let ty = vm.type_of(v);
        let (convertible, wanted) = match hexadecimal {
            true => (ty.slots().index.is_some(), "an integer"),
            false => (ty.slots().int.is_some() || ty.slots().index.is_some(), "a real number"),
        };
        let failed = || {
            let place = self.place(argument.place);
            vm.error(exc::TYPE_ERROR, format!("{place}: %{letter} requires {wanted}, not {}", vm.full_type_name(v)))
        };
        if !convertible {
            return Err(failed());
        }
        let made =
            if hexadecimal { vm.index(v) } else { vm.call(vm.type_obj(crate::builtins::shape::INT).value(), &[v]) };
        made.map_err(|e| if e.matches(vm, exc::TYPE_ERROR) { failed() } else { e })
    }

    fn float(&mut self, c: &Conversion, letter: char, argument: Argument) -> PyResult<()> {
        let (vm, v) = (self.vm, argument.value);
        let x = match vm.to_f64(v) {
            Ok(x) => x,
            Err(e) if e.matches(vm, exc::TYPE_ERROR) => {
                let place = self.place(argument.place);
                throw!(vm, TYPE_ERROR, "{place}: %{letter} requires a real number, not {}", vm.full_type_name(v))
            }
            Err(e) => return Err(e),
        };
        let text = super::float::percent_float(x, letter, c.precision.unwrap_or(6), c.alternate);
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, &text[..]),
        };
        self.number(c, negative, "", digits, 0)
    }

    fn character(&mut self, c: &Conversion, argument: Argument) -> PyResult<()> {
        let (vm, v) = (self.vm, argument.value);
        let c = &Conversion { precision: None, left: c.left, width: c.width, ..Conversion::default() };
        let one_byte = |b: &[u8]| if let [b] = b { Some(*b as u32) } else { None };
        let code = if self.bytes {
            match (v.to_bytes(), v.to_bytearray()) {
                (Some(b), _) => one_byte(b.as_slice()),
                (_, Some(b)) => b.with_slice(vm, one_byte),
                _ => None,
            }
        } else {
            v.to_str().filter(|s| s.len() == 1).map(|s| s.units().get(0))
        };
        let code = match code {
            Some(code) => code,
            None if vm.is_index(v) => {
                let most = if self.bytes { 256 } else { 0x110000 };
                match vm.index(v)?.to_int() {
                    Some(i) if (0..most).contains(&i) => i as u32,
                    _ => {
                        let place = self.place(argument.place);
                        let range = if self.bytes { "256" } else { "0x110000" };
                        throw!(vm, OVERFLOW_ERROR, "{place}: %c argument not in range({range})")
                    }
                }
            }
            None => return Err(self.not_a_character(argument)),
        };
        self.text(c, Units::Ucs4(&[code]))
    }
    fn not_a_character(&self, argument: Argument) -> crate::Raised {
        let (vm, v) = (self.vm, argument.value);
        let place = self.place(argument.place);
        let got = match (v.to_str(), v.to_bytes(), v.to_bytearray()) {
            (Some(s), ..) if !self.bytes => format!("a string of length {}", s.len()),
            (_, Some(b), _) if self.bytes => format!("a bytes object of length {}", b.as_slice().len()),
            (_, _, Some(b)) if self.bytes => format!("a bytearray object of length {}", b.len()),
            _ => vm.full_type_name(v),
        };
        let wanted =
            if self.bytes { "an integer in range(256) or a single byte" } else { "an integer or a unicode character" };
        vm.error(exc::TYPE_ERROR, format!("{place}: %c requires {wanted}, not {got}"))
    }

    fn bytes_argument(&mut self, c: &Conversion, argument: Argument) -> PyResult<()> {
        let (vm, v) = (self.vm, argument.value);
        if let Some(b) = v.to_bytes().filter(|_| v.has_shape(crate::builtins::shape::BYTES)) {
            return self.text(c, Units::Latin1(b.as_slice()));
        }
        if let Some(made) = vm.call_special(v, vm.names().__bytes__, &[])? {
            let Some(b): Option<Ref<Bytes>> = made.to_bytes() else {
                return Err(vm.bad_result(v, "__bytes__", "a bytes", made));
            };
            return self.text(c, Units::Latin1(b.as_slice()));
        }
        if vm.type_of(v).slots().buffer.is_none() {
            let place = self.place(argument.place);
            throw!(
                vm,
                TYPE_ERROR,
                "{place}: %b requires a bytes-like object, or an object that implements __bytes__, not {}",
                vm.full_type_name(v)
            );
        }
        let data = vm.with_buffer(v, |b| b.to_vec())?;
        self.text(c, Units::Latin1(&data))
    }
}

/// The next `%` at or behind a position.
fn find_percent(text: Units, from: usize) -> Option<usize> {
    match text {
        Units::Ascii(s) | Units::Latin1(s) => memchr::memchr(b'%', &s[from..]).map(|i| from + i),
        _ => (from..text.len()).find(|&i| text.get(i) == '%' as u32),
    }
}
