//! Building strings piece by piece, in the narrowest storage that fits so far.

use super::{Form, Str, Units};
use crate::exceptions::exc;
use crate::object::Ref;
use crate::{PyResult, Vm};

enum Store {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

/// Code points collected outside the heap. Invariant: the store is as narrow as the widest code point seen allows, so that
/// [`StrBuilder::finish`] copies once.
pub struct StrBuilder {
    store: Store,
    /// All code points or-ed: below a power of two exactly when each is.
    seen: u32,
}

/// More code points than any string may have that padding makes.
const ABSURD: usize = 1 << 38;

impl Default for StrBuilder {
    fn default() -> Self {
        StrBuilder::new()
    }
}

impl StrBuilder {
    pub fn new() -> StrBuilder {
        StrBuilder { store: Store::One(Vec::new()), seen: 0 }
    }
    pub fn with_capacity(n: usize) -> StrBuilder {
        StrBuilder { store: Store::One(Vec::with_capacity(n)), seen: 0 }
    }
    pub fn len(&self) -> usize {
        match &self.store {
            Store::One(v) => v.len(),
            Store::Two(v) => v.len(),
            Store::Four(v) => v.len(),
        }
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Widens the store for code points up to `max`.
    fn admit(&mut self, max: u32) {
        self.seen |= max;
        match (&self.store, Form::of(max).width()) {
            (Store::One(v), 2) => self.store = Store::Two(v.iter().map(|&b| b as u16).collect()),
            (Store::One(v), 4) => self.store = Store::Four(v.iter().map(|&b| b as u32).collect()),
            (Store::Two(v), 4) => self.store = Store::Four(v.iter().map(|&b| b as u32).collect()),
            _ => {}
        }
    }
    #[inline]
    pub fn push(&mut self, c: u32) {
        match &mut self.store {
            Store::One(v) if c < 0x100 => {
                v.push(c as u8);
                self.seen |= c;
            }
            _ => self.push_wide(c),
        }
    }
    #[cold]
    fn push_wide(&mut self, c: u32) {
        self.admit(c);
        match &mut self.store {
            Store::One(v) => v.push(c as u8),
            Store::Two(v) => v.push(c as u16),
            Store::Four(v) => v.push(c),
        }
    }
    /// Appends UTF-8 text.
    pub fn push_text(&mut self, s: &str) {
        if s.is_ascii() {
            self.push_ascii(s.as_bytes());
        } else {
            s.chars().for_each(|c| self.push(c as u32));
        }
    }
    /// Appends ASCII bytes.
    #[inline]
    pub fn push_ascii(&mut self, s: &[u8]) {
        debug_assert!(s.is_ascii());
        self.seen |= 0x7f & s.len().min(1) as u32;
        match &mut self.store {
            Store::One(v) => v.extend_from_slice(s),
            Store::Two(v) => v.extend(s.iter().map(|&b| b as u16)),
            Store::Four(v) => v.extend(s.iter().map(|&b| b as u32)),
        }
    }
    /// Appends code points, which may be narrower than their form says (a slice of a string).
    pub fn push_units(&mut self, units: Units) {
        match units {
            Units::Ascii(s) => self.push_ascii(s),
            Units::Latin1(s) => self.push_bytes(s),
            Units::Ucs2(s) => {
                let max = s.iter().fold(0, |a, &c| a | c) as u32;
                self.admit(max);
                match &mut self.store {
                    Store::One(v) => v.extend(s.iter().map(|&c| c as u8)),
                    Store::Two(v) => v.extend_from_slice(s),
                    Store::Four(v) => v.extend(s.iter().map(|&c| c as u32)),
                }
            }
            Units::Ucs4(s) => {
                let max = s.iter().fold(0, |a, &c| a | c);
                self.admit(max);
                match &mut self.store {
                    Store::One(v) => v.extend(s.iter().map(|&c| c as u8)),
                    Store::Two(v) => v.extend(s.iter().map(|&c| c as u16)),
                    Store::Four(v) => v.extend_from_slice(s),
                }
            }
        }
    }
    /// Appends bytes as Latin-1.
    pub fn push_bytes(&mut self, s: &[u8]) {
        self.admit(s.iter().fold(0, |a, &c| a | c) as u32);
        match &mut self.store {
            Store::One(v) => v.extend_from_slice(s),
            Store::Two(v) => v.extend(s.iter().map(|&b| b as u16)),
            Store::Four(v) => v.extend(s.iter().map(|&b| b as u32)),
        }
    }
    pub fn push_str(&mut self, s: Ref<Str>) {
        self.push_units(s.units());
    }
    /// Appends one code point `n` times; MemoryError when that is absurd.
    pub fn fill(&mut self, vm: &Vm, c: u32, n: usize) -> PyResult<()> {
        if n == 0 {
            return Ok(());
        }
        if n > ABSURD {
            return Err(vm.error(exc::MEMORY_ERROR, ""));
        }
        self.admit(c);
        let room = match &mut self.store {
            Store::One(v) => v.try_reserve(n),
            Store::Two(v) => v.try_reserve(n),
            Store::Four(v) => v.try_reserve(n),
        };
        if room.is_err() {
            return Err(vm.error(exc::MEMORY_ERROR, ""));
        }
        match &mut self.store {
            Store::One(v) => v.resize(v.len() + n, c as u8),
            Store::Two(v) => v.resize(v.len() + n, c as u16),
            Store::Four(v) => v.resize(v.len() + n, c),
        }
        Ok(())
    }
    /// What has been collected.
    pub fn units(&self) -> Units<'_> {
        match &self.store {
            Store::One(v) if self.seen < 0x80 => Units::Ascii(v),
            Store::One(v) => Units::Latin1(v),
            Store::Two(v) => Units::Ucs2(v),
            Store::Four(v) => Units::Ucs4(v),
        }
    }
    /// The string.
    pub fn finish(self, vm: &Vm) -> Ref<Str> {
        // SAFETY: `seen` decides the form as the code points do.
        unsafe { vm.copy_units(self.units()) }
    }
}
