//! `_pickle_plain`: streams of nothing but None, numbers, texts, bytes, lists, tuples and dicts, which most pickles are.
//!
//! Both directions decline (None) as soon as they meet anything else, or any mistake: the package `_pickle` then begins anew. No
//! Python code of the program's runs before that, except comparisons of keys, so that beginning anew goes unnoticed.

use std::collections::HashMap;

use pyish_vm::builtins::list::List;
use pyish_vm::builtins::shape;
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

/// Containers within containers beyond this are left to Python.
const DEEPEST: usize = 200;
/// Items that one operation adds to a list or dict.
const BATCH: usize = 1000;
/// A frame ends when it is at least this long; longer data goes without one.
const FRAME: usize = 64 << 10;

const PROTO: u8 = 0x80;
const FRAMED: u8 = 0x95;
const NEWTRUE: u8 = 0x88;
const NEWFALSE: u8 = 0x89;
const LONG1: u8 = 0x8a;
const TUPLE1: u8 = 0x85;
const SHORT_BINUNICODE: u8 = 0x8c;
const MEMOIZE: u8 = 0x94;

struct Writer<'a> {
    vm: &'a Vm,
    out: Vec<u8>,
    /// Where the open frame begins.
    frame: usize,
    depth: usize,
    /// What each object's address was memoized as.
    memo: HashMap<usize, u32>,
    /// The objects in the memo, which keeps their addresses their own.
    kept: Ref<List>,
}

impl Writer<'_> {
    fn open_frame(&mut self) {
        self.out.push(FRAMED);
        self.out.extend_from_slice(&[0; 8]);
        self.frame = self.out.len();
    }
    fn close_frame(&mut self) {
        let size = self.out.len() - self.frame;
        if size >= 4 {
            self.out[self.frame - 8..self.frame].copy_from_slice(&(size as u64).to_le_bytes());
        } else {
            self.out.drain(self.frame - 9..self.frame);
        }
    }
    /// Refers to an object that was written before; whether it was.
    fn refer(&mut self, v: Value) -> bool {
        let Some(&number) = self.memo.get(&(v.bits() as usize)) else { return false };
        match u8::try_from(number) {
            Ok(n) => self.out.extend_from_slice(&[b'h', n]),
            Err(_) => {
                self.out.push(b'j');
                self.out.extend_from_slice(&number.to_le_bytes());
            }
        }
        true
    }
    fn memoize(&mut self, v: Value) {
        self.memo.insert(v.bits() as usize, self.memo.len() as u32);
        self.kept.push(self.vm, v);
        self.out.push(MEMOIZE);
    }
    fn save(&mut self, v: Value) -> PyResult<Option<()>> {
        if self.out.len() - self.frame >= FRAME {
            self.close_frame();
            self.open_frame();
        }
        if v == Value::NONE {
            self.out.push(b'N');
        } else if v.is_bool() {
            self.out.push(if v == Value::TRUE { NEWTRUE } else { NEWFALSE });
        } else if v.is_int() {
            self.int(v.as_int());
        } else if v.is_inline_float() || v.has_shape(shape::FLOAT) {
            let Some(x) = v.to_float() else { return Ok(None) };
            self.out.push(b'G');
            self.out.extend_from_slice(&x.to_be_bytes());
        } else if self.refer(v) {
        } else if let Some(s) = v.to_exact_str() {
            let ascii = s.as_ascii();
            let wide = if ascii.is_none() { s.to_utf8() } else { None };
            let Some(text) = ascii.or(wide.as_deref()) else { return Ok(None) };
            if self.sized(SHORT_BINUNICODE, b'X', text.as_bytes()).is_none() {
                return Ok(None);
            }
            self.memoize(v);
        } else if v.has_shape(shape::BYTES) {
            let Some(b) = v.to_bytes() else { return Ok(None) };
            if self.sized(b'C', b'B', b.as_slice()).is_none() {
                return Ok(None);
            }
            self.memoize(v);
        } else if self.depth == DEEPEST {
            return Ok(None);
        } else {
            self.depth += 1;
            let r = self.container(v);
            self.depth -= 1;
            return r;
        }
        Ok(Some(()))
    }
    fn sized(&mut self, short: u8, long: u8, data: &[u8]) -> Option<()> {
        match u8::try_from(data.len()) {
            Ok(n) => self.out.extend_from_slice(&[short, n]),
            Err(_) if data.len() >= FRAME => return None,
            Err(_) => {
                self.out.push(long);
                self.out.extend_from_slice(&(data.len() as u32).to_le_bytes());
            }
        }
        self.out.extend_from_slice(data);
        Some(())
    }
    fn int(&mut self, i: i64) {
        if let Ok(b) = u8::try_from(i) {
            self.out.extend_from_slice(&[b'K', b]);
        } else if let Ok(h) = u16::try_from(i) {
            self.out.push(b'M');
            self.out.extend_from_slice(&h.to_le_bytes());
        } else if let Ok(w) = i32::try_from(i) {
            self.out.push(b'J');
            self.out.extend_from_slice(&w.to_le_bytes());
        } else {
            // As few bytes as hold the number and its sign.
            let bits = 65 - if i < 0 { i.leading_ones() } else { i.leading_zeros() } as usize;
            let size = bits.div_ceil(8);
            self.out.extend_from_slice(&[LONG1, size as u8]);
            self.out.extend_from_slice(&i.to_le_bytes()[..size]);
        }
    }
    fn container(&mut self, v: Value) -> PyResult<Option<()>> {
        if self.vm.poked() {
            self.vm.safepoint()?;
        }
        if v.has_shape(shape::TUPLE) {
            let Some(t) = v.to_tuple() else { return Ok(None) };
            let n = t.len();
            if n == 0 {
                self.out.push(b')');
                return Ok(Some(()));
            }
            if n > 3 {
                self.out.push(b'(');
            }
            for &item in t.items() {
                if self.save(item)?.is_none() {
                    return Ok(None);
                }
            }
            if self.memo.contains_key(&(v.bits() as usize)) {
                // The tuple holds itself.
                return Ok(None);
            }
            self.out.push(if n > 3 { b't' } else { TUPLE1 + n as u8 - 1 });
            self.memoize(v);
            Ok(Some(()))
        } else if v.has_shape(shape::LIST) {
            let Some(list) = v.to_list() else { return Ok(None) };
            self.out.push(b']');
            self.memoize(v);
            let mut at = 0;
            while at < list.len() {
                let n = (list.len() - at).min(BATCH);
                if n > 1 {
                    self.out.push(b'(');
                }
                for i in at..at + n {
                    let Some(item) = list.get(i) else { return Ok(None) };
                    if self.save(item)?.is_none() {
                        return Ok(None);
                    }
                }
                self.out.push(if n > 1 { b'e' } else { b'a' });
                at += n;
            }
            Ok(Some(()))
        } else if v.has_shape(shape::DICT) {
            let Some(dict) = v.to_dict() else { return Ok(None) };
            self.out.push(b'}');
            self.memoize(v);
            let (mut left, mut i) = (dict.len(), 0);
            while left > 0 {
                let n = left.min(BATCH);
                if n > 1 {
                    self.out.push(b'(');
                }
                for _ in 0..n {
                    let Some((at, key, item)) = dict.next_entry(i) else { return Ok(None) };
                    i = at + 1;
                    if self.save(key)?.is_none() || self.save(item)?.is_none() {
                        return Ok(None);
                    }
                }
                self.out.push(if n > 1 { b'u' } else { b's' });
                left -= n;
            }
            Ok(Some(()))
        } else {
            Ok(None)
        }
    }
}

fn dumps(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let protocol = args[1].to_int().unwrap_or(0);
    let protocol = if protocol < 0 { 5 } else { protocol };
    if protocol != 4 && protocol != 5 {
        return Ok(Value::NONE);
    }
    let out = vec![PROTO, protocol as u8];
    let mut w = Writer { vm, out, frame: 0, depth: 0, memo: HashMap::new(), kept: vm.new_list(&[]) };
    w.open_frame();
    if w.save(args[0])?.is_none() {
        return Ok(Value::NONE);
    }
    w.out.push(b'.');
    w.close_frame();
    Ok(vm.new_bytes(&w.out).value())
}

/// Reads one stream. `Ok(None)` anywhere declines.
struct Loader<'a> {
    vm: &'a Vm,
    data: &'a [u8],
    at: usize,
    stack: Ref<List>,
    marks: Vec<usize>,
    memo: Ref<List>,
}

impl<'a> Loader<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(n)?;
        let found = self.data.get(self.at..end)?;
        self.at = end;
        Some(found)
    }
    /// The next `n` bytes as a number.
    fn number(&mut self, n: usize) -> Option<u64> {
        Some(self.take(n)?.iter().rev().fold(0, |x, &b| x << 8 | b as u64))
    }
    fn signed(&mut self, n: usize) -> Option<i64> {
        if n == 0 {
            return Some(0);
        }
        let unused = 64 - 8 * n as u32;
        Some((self.number(n)? << unused) as i64 >> unused)
    }
    fn text(&mut self, n: usize) -> Option<Value> {
        let bytes = self.take(n)?;
        Some(self.vm.new_str(std::str::from_utf8(bytes).ok()?).value())
    }
    /// The place of the last mark in the stack; the mark goes.
    fn mark(&mut self) -> Option<usize> {
        self.marks.pop()
    }
    /// Takes the values from a place in the stack on.
    fn cut(&mut self, from: usize) -> Option<Ref<List>> {
        let n = self.stack.len().checked_sub(from)?;
        let items = self.vm.new_list(&[]);
        for i in from..from + n {
            items.push(self.vm, self.stack.get(i)?);
        }
        self.shorten(from);
        Some(items)
    }
    fn shorten(&mut self, to: usize) {
        while self.stack.len() > to {
            self.stack.pop(self.vm);
        }
    }
    /// The place of the value `n` below the top, which lies above the last mark.
    fn below(&self, n: usize) -> Option<usize> {
        let at = self.stack.len().checked_sub(n)?;
        if at < self.marks.last().copied().unwrap_or(0) { None } else { Some(at) }
    }
    fn tuple(&mut self, from: usize) -> Option<()> {
        let items = self.cut(from)?;
        let t = self.vm.new_tuple(items.snapshot(self.vm).items());
        self.stack.push(self.vm, t.value());
        Some(())
    }
    fn append(&mut self, from: usize) -> Option<()> {
        let target = self.stack.get(from.checked_sub(1)?).filter(|v| v.has_shape(shape::LIST))?.to_list()?;
        for i in from..self.stack.len() {
            target.push(self.vm, self.stack.get(i)?);
        }
        self.shorten(from);
        Some(())
    }
    fn set_items(&mut self, from: usize) -> Option<()> {
        let target = self.stack.get(from.checked_sub(1)?).filter(|v| v.has_shape(shape::DICT))?.to_dict()?;
        if !(self.stack.len() - from).is_multiple_of(2) {
            return None;
        }
        for i in (from..self.stack.len()).step_by(2) {
            target.set(self.vm, self.stack.get(i)?, self.stack.get(i + 1)?).ok()?;
        }
        self.shorten(from);
        Some(())
    }
    fn put(&mut self, number: usize) -> Option<()> {
        let top = self.stack.get(self.below(1)?)?;
        if number == self.memo.len() {
            self.memo.push(self.vm, top);
            return Some(());
        }
        self.memo.set(self.vm, number, top).then_some(())
    }
    fn step(&mut self, code: u8) -> Option<()> {
        let v = match code {
            PROTO => return (self.number(1)? <= 5).then_some(()),
            FRAMED => {
                let size = self.number(8)?;
                return (size <= (self.data.len() - self.at) as u64).then_some(());
            }
            b'N' => Value::NONE,
            NEWTRUE => Value::TRUE,
            NEWFALSE => Value::FALSE,
            b'K' => Value::int(self.number(1)? as i64),
            b'M' => Value::int(self.number(2)? as i64),
            b'J' => Value::int(self.signed(4)?),
            LONG1 => {
                let n = self.number(1).filter(|&n| n <= 8)? as usize;
                self.vm.new_int(self.signed(n)?)
            }
            b'G' => {
                let x = f64::from_bits(u64::from_be_bytes(self.take(8)?.try_into().ok()?));
                self.vm.new_float(x)
            }
            SHORT_BINUNICODE => {
                let n = self.number(1)? as usize;
                self.text(n)?
            }
            b'X' => {
                let n = self.number(4)? as usize;
                self.text(n)?
            }
            b'C' | b'B' => {
                let n = self.number(if code == b'C' { 1 } else { 4 })? as usize;
                let bytes = self.take(n)?;
                self.vm.new_bytes(bytes).value()
            }
            b']' => self.vm.new_list(&[]).value(),
            b'}' => self.vm.new_dict().value(),
            b')' => self.vm.new_tuple(&[]).value(),
            b'h' => {
                let n = self.number(1)? as usize;
                self.memo.get(n)?
            }
            b'j' => {
                let n = self.number(4)? as usize;
                self.memo.get(n)?
            }
            b'(' => {
                self.marks.push(self.stack.len());
                return Some(());
            }
            0x85..=0x87 => {
                let from = self.below((code - TUPLE1 + 1) as usize)?;
                return self.tuple(from);
            }
            b't' => {
                let from = self.mark()?;
                return self.tuple(from);
            }
            b'a' => {
                let from = self.below(2)? + 1;
                return self.append(from);
            }
            b'e' => {
                let from = self.mark()?;
                return self.append(from);
            }
            b's' => {
                let from = self.below(3)? + 1;
                return self.set_items(from);
            }
            b'u' => {
                let from = self.mark()?;
                return self.set_items(from);
            }
            MEMOIZE => return self.put(self.memo.len()),
            b'q' => {
                let n = self.number(1)? as usize;
                return self.put(n);
            }
            b'r' => {
                let n = self.number(4)? as usize;
                return self.put(n);
            }
            _ => return None,
        };
        self.stack.push(self.vm, v);
        Some(())
    }
    fn run(&mut self) -> PyResult<Option<Value>> {
        loop {
            let Some(&code) = self.data.get(self.at) else { return Ok(None) };
            self.at += 1;
            if code == b'.' {
                return Ok(if self.marks.is_empty() { self.stack.pop(self.vm) } else { None });
            }
            if self.step(code).is_none() {
                return Ok(None);
            }
            if self.vm.poked() {
                self.vm.safepoint()?;
            }
        }
    }
}

fn loads(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(data) = args[0].to_bytes().filter(|_| args[0].has_shape(shape::BYTES)) else { return Ok(Value::NONE) };
    let (stack, memo) = (vm.new_list(&[]), vm.new_list(&[]));
    let mut loader = Loader { vm, data: data.as_slice(), at: 0, stack, marks: Vec::new(), memo };
    Ok(match loader.run()? {
        Some(v) => vm.new_tuple(&[v]).value(),
        None => Value::NONE,
    })
}

static FUNCTIONS: &[MethodDef] = &[
    function("dumps", "(obj, protocol, /)", dumps, "The stream of a plain object, or None."),
    function("loads", "(data, /)", loads, "A tuple of the plain object of a stream, or None."),
];

pub static MODULE: NativeModule =
    NativeModule { name: "_pickle_plain", doc: "Plain pickles.", functions: FUNCTIONS, types: &[], init: None };
