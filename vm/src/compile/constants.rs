//! The constants of one code unit.
//!
//! Invariant: two constants share an entry exactly when no program can tell them apart (`0.0` is not `-0.0`, `1` is not
//! `True`).

use std::hash::{Hash, Hasher};

use super::names::{FastMap, Sym};
use crate::bytecode::unit::Const;

/// A constant under the comparison that matters for sharing.
#[derive(Clone, Debug)]
pub(super) struct Key(pub Const);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        same(&self.0, &other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, state);
    }
}

fn same_all(left: &[Const], right: &[Const]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(l, r)| same(l, r))
}

fn same(left: &Const, right: &Const) -> bool {
    match (left, right) {
        (Const::Float(l), Const::Float(r)) => l.to_bits() == r.to_bits(),
        (Const::Complex(l, m), Const::Complex(r, s)) => l.to_bits() == r.to_bits() && m.to_bits() == s.to_bits(),
        (Const::Tuple(l), Const::Tuple(r)) | (Const::FrozenSet(l), Const::FrozenSet(r)) => same_all(l, r),
        (Const::Slice(l), Const::Slice(r)) => same_all(&l[..], &r[..]),
        (Const::Str { wtf8: l, .. }, Const::Str { wtf8: r, .. }) => l == r,
        (Const::Code(_), _) | (_, Const::Code(_)) => false,
        _ => left == right,
    }
}

fn hash<H: Hasher>(constant: &Const, state: &mut H) {
    std::mem::discriminant(constant).hash(state);
    match constant {
        Const::None | Const::True | Const::False | Const::Ellipsis | Const::Code(_) => {}
        Const::Int(value) => value.hash(state),
        Const::BigInt { digits, radix, negative } => (digits, radix, negative).hash(state),
        Const::Float(value) => value.to_bits().hash(state),
        Const::Complex(real, imag) => (real.to_bits(), imag.to_bits()).hash(state),
        Const::Str { wtf8, .. } => wtf8.hash(state),
        Const::Bytes(bytes) => bytes.hash(state),
        Const::Tuple(items) | Const::FrozenSet(items) => items.iter().for_each(|item| hash(item, state)),
        Const::Slice(parts) => parts.iter().for_each(|part| hash(part, state)),
    }
}

/// Text as a constant; identifier-like text is interned, as names are.
pub(super) fn text(text: &str) -> Const {
    wtf8(text.as_bytes())
}

pub(super) fn wtf8(bytes: &[u8]) -> Const {
    let intern = bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    Const::Str { wtf8: bytes.into(), intern }
}

/// The table of one unit.
#[derive(Default)]
pub(super) struct Constants {
    pub list: Vec<Const>,
    index: FastMap<Key, u32>,
    names: FastMap<Sym, u32>,
}

impl Constants {
    pub fn add(&mut self, constant: Const) -> u32 {
        if let Const::Code(_) = constant {
            self.list.push(constant);
            return self.list.len() as u32 - 1;
        }
        let key = Key(constant);
        if let Some(&index) = self.index.get(&key) {
            return index;
        }
        let index = self.list.len() as u32;
        self.list.push(key.0.clone());
        self.index.insert(key, index);
        index
    }

    /// The constant for a name, whose text is looked up only once.
    pub fn name(&mut self, sym: Sym, text: &str) -> u32 {
        if let Some(&index) = self.names.get(&sym) {
            return index;
        }
        let index = self.add(Const::Str { wtf8: text.as_bytes().into(), intern: true });
        if let Const::Str { intern, .. } = &mut self.list[index as usize] {
            *intern = true;
        }
        self.names.insert(sym, index);
        index
    }
}
