//! Signature texts of native functions, parsed on first use.

use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

use crate::Vm;
use crate::heap::Global;
use crate::native::MethodDef;
use crate::value::Value;

/// How a parameter can be given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    PositionalOnly,
    Both,
    VarArgs,
    KeywordOnly,
    VarKeywords,
}

/// The default of a parameter, as it stands in the text.
#[derive(Clone, PartialEq, Debug)]
pub enum Default {
    Required,
    Unset,
    None,
    True,
    False,
    Int(i64),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    EmptyTuple,
}

/// One parameter.
#[derive(Debug)]
pub struct Param {
    pub name: String,
    pub kind: Kind,
    pub default: Default,
    /// The default as a value, once wanted: an immediate or an object that something keeps alive for ever. 0 before.
    made: AtomicU64,
}

impl Param {
    fn new(name: &str, kind: Kind, default: Default) -> Param {
        Param { name: name.into(), kind, default, made: AtomicU64::new(0) }
    }
    /// The default as a value; unbound when there is none.
    #[inline]
    pub fn default_value(&self, vm: &Vm) -> Value {
        match self.made.load(Ordering::Acquire) {
            0 if matches!(self.default, Default::Unset | Default::Required) => Value::UNBOUND,
            0 => self.make(vm),
            bits => Value::from_bits(bits),
        }
    }
    #[cold]
    fn make(&self, vm: &Vm) -> Value {
        let v = self.default.value(vm);
        if v.is_ptr() {
            std::mem::forget(Global::new(v));
        }
        self.made.store(v.bits(), Ordering::Release);
        v
    }
}

/// A parsed signature.
#[derive(Debug)]
pub struct Signature {
    pub params: Vec<Param>,
    /// Parameters that positional arguments reach.
    pub positional: usize,
    /// Neither `*args` nor `**kwargs`, nor keyword-only parameters without a default.
    pub simple: bool,
    /// Whether there is `*args`.
    pub varargs: bool,
}

impl Default {
    /// The default as a value; unbound when there is none.
    pub fn value(&self, vm: &Vm) -> Value {
        match self {
            Default::Required | Default::Unset => Value::UNBOUND,
            Default::None => Value::NONE,
            Default::True => Value::TRUE,
            Default::False => Value::FALSE,
            Default::Int(i) => vm.new_int(*i),
            Default::Float(x) => vm.new_float(*x),
            Default::Str(s) => vm.intern(s).value(),
            Default::Bytes(b) => vm.new_bytes(b).value(),
            Default::EmptyTuple => vm.new_tuple(&[]).value(),
        }
    }
}

fn parse_default(text: &str) -> Default {
    match text {
        "<unset>" => Default::Unset,
        "None" => Default::None,
        "True" => Default::True,
        "False" => Default::False,
        "()" => Default::EmptyTuple,
        _ if text.starts_with('\'') || text.starts_with('"') => Default::Str(unescape(&text[1..text.len() - 1])),
        _ if text.starts_with("b'") => Default::Bytes(unescape(&text[2..text.len() - 1]).into_bytes()),
        _ => match (text.parse(), text.parse()) {
            (Ok(i), _) => Default::Int(i),
            (_, Ok(x)) => Default::Float(x),
            _ => panic!("the default {text} of a native signature is no literal"),
        },
    }
}

fn unescape(s: &str) -> String {
    s.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
}

/// Splits at commas outside quotes and brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0, None);
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// Parses a signature text.
pub fn parse(text: &str) -> Signature {
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).expect("a signature stands in parentheses");
    let mut params: Vec<Param> = Vec::new();
    let mut kind = Kind::Both;
    for part in split(inner) {
        match part {
            "/" => params.iter_mut().for_each(|p| p.kind = Kind::PositionalOnly),
            "*" => kind = Kind::KeywordOnly,
            _ if part.starts_with("**") => params.push(Param::new(&part[2..], Kind::VarKeywords, Default::Unset)),
            _ if part.starts_with('*') => {
                params.push(Param::new(&part[1..], Kind::VarArgs, Default::Unset));
                kind = Kind::KeywordOnly;
            }
            _ => {
                let (name, default) = match part.split_once('=') {
                    Some((name, default)) => (name.trim(), parse_default(default.trim())),
                    None => (part, Default::Required),
                };
                params.push(Param::new(name, kind, default));
            }
        }
    }
    let positional = params.iter().take_while(|p| matches!(p.kind, Kind::PositionalOnly | Kind::Both)).count();
    let simple = params[positional..].iter().all(|p| p.kind == Kind::KeywordOnly && p.default != Default::Required);
    let varargs = params.iter().any(|p| p.kind == Kind::VarArgs);
    Signature { params, positional, simple, varargs }
}

/// A signature with the address and length of its text.
struct Known {
    text: (usize, usize),
    signature: Signature,
}

/// Parsed signatures by the address of their text, in open addressing; entries are never removed. A full table parses anew.
static TABLE: [AtomicPtr<Known>; 1 << 13] = [const { AtomicPtr::new(std::ptr::null_mut()) }; 1 << 13];

/// The parsed signature of a native function.
#[inline]
pub fn of(def: &'static MethodDef) -> &'static Signature {
    let text = (def.signature.as_ptr() as usize, def.signature.len());
    let mut at = (text.0 ^ text.1 << 7).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 51;
    for _ in 0..TABLE.len() {
        let known = TABLE[at].load(Ordering::Acquire);
        if known.is_null() {
            break;
        }
        // SAFETY: entries are leaked boxes.
        let known = unsafe { &*known };
        if known.text == text {
            return &known.signature;
        }
        at = (at + 1) % TABLE.len();
    }
    remember(text, def.signature, at)
}

/// Parses a signature and puts it at the first free place from `at`.
#[cold]
fn remember(text: (usize, usize), signature: &str, mut at: usize) -> &'static Signature {
    let known: &'static Known = Box::leak(Box::new(Known { text, signature: parse(signature) }));
    for _ in 0..TABLE.len() {
        let free = std::ptr::null_mut();
        if TABLE[at]
            .compare_exchange(free, std::ptr::from_ref(known).cast_mut(), Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
        {
            break;
        }
        at = (at + 1) % TABLE.len();
    }
    &known.signature
}
