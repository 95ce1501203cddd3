//! Signature texts of native functions, parsed on first use.

use std::collections::HashMap;
use std::sync::OnceLock;

use parking_lot::RwLock;

use crate::Vm;
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
#[derive(Clone, Debug)]
pub struct Param {
    pub name: String,
    pub kind: Kind,
    pub default: Default,
}

/// A parsed signature.
#[derive(Debug)]
pub struct Signature {
    pub params: Vec<Param>,
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
            _ if part.starts_with("**") => params.push(Param { name: part[2..].into(), kind: Kind::VarKeywords, default: Default::Unset }),
            _ if part.starts_with('*') => {
                params.push(Param { name: part[1..].into(), kind: Kind::VarArgs, default: Default::Unset });
                kind = Kind::KeywordOnly;
            }
            _ => {
                let (name, default) = match part.split_once('=') {
                    Some((name, default)) => (name.trim(), parse_default(default.trim())),
                    None => (part, Default::Required),
                };
                params.push(Param { name: name.into(), kind, default });
            }
        }
    }
    Signature { params }
}

/// The parsed signature of a native function.
pub fn of(def: &'static MethodDef) -> &'static Signature {
    static CACHE: OnceLock<RwLock<HashMap<usize, &'static Signature>>> = OnceLock::new();
    let cache = CACHE.get_or_init(|| RwLock::new(HashMap::new()));
    let key = def.signature.as_ptr() as usize ^ def.signature.len() << 48;
    if let Some(s) = cache.read().get(&key) {
        return s;
    }
    let parsed: &'static Signature = Box::leak(Box::new(parse(def.signature)));
    cache.write().entry(key).or_insert(parsed)
}
