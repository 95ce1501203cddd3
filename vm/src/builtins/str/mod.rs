//! `str`: Unicode text with constant-time indexing.
//!
//! A string is an array of code points in the narrowest of four forms, ASCII, Latin-1, UCS-2, UCS-4 (PEP 393), inline behind the
//! fixed part or, for strings made by concatenation, at the front of a shared buffer with room to grow. Lone surrogates may occur.
//! Invariant: the form is the narrowest that holds the text, so equal strings have equal bytes.

mod builder;
mod case;
mod compare;
mod concat;
mod escape;
mod iterator;
mod methods;
mod pad;
mod search;
mod split;
mod translate;

pub use builder::StrBuilder;
pub(crate) use compare::order;
pub use concat::{concat, repeat};
pub use escape::{ascii_of, repr_of};
pub use iterator::{ASCII_ITERATOR_TYPE, ITERATOR_TYPE};
pub use methods::TYPE;
pub use pad::center_fills;
pub use search::{contains, range};
pub use split::{concat_all, join};

use crate::object::{Header, HeapObject, Ref, ShapeId, Slot, TypeDef, Word, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

use super::shape;

/// The storage form of a string.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Form {
    Ascii = 0,
    Latin1 = 1,
    Ucs2 = 2,
    Ucs4 = 3,
}

impl Form {
    /// Bytes per code point.
    pub const fn width(self) -> usize {
        match self {
            Form::Ascii | Form::Latin1 => 1,
            Form::Ucs2 => 2,
            Form::Ucs4 => 4,
        }
    }
    /// The narrowest form that holds a code point.
    pub const fn of(c: u32) -> Form {
        match c {
            0..=0x7f => Form::Ascii,
            0x80..=0xff => Form::Latin1,
            0x100..=0xffff => Form::Ucs2,
            _ => Form::Ucs4,
        }
    }
}

const INDIRECT: u64 = 4;

/// The layout of `str`: the data follows inline, or its first word is the [`StrBuffer`] that holds it.
#[repr(C)]
pub struct Str {
    header: Header,
    hash: Word,
    /// `length << 3 | indirect | form`
    meta: u64,
    data: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Str {}

const FIXED: usize = 24;

/// The growable bytes that strings made by repeated concatenation share; each uses a prefix.
#[repr(C)]
pub struct StrBuffer {
    header: Header,
    filled: Word,
    capacity: u64,
}
// SAFETY: as above.
unsafe impl HeapObject for StrBuffer {}

impl Ref<StrBuffer> {
    fn bytes(self) -> *mut u8 {
        // SAFETY: the bytes follow the fixed part.
        unsafe { self.as_ptr().add(1).cast() }
    }
}

/// The code points of a string, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum Units<'a> {
    Ascii(&'a [u8]),
    Latin1(&'a [u8]),
    Ucs2(&'a [u16]),
    Ucs4(&'a [u32]),
}

impl<'a> Units<'a> {
    pub fn form(self) -> Form {
        match self {
            Units::Ascii(_) => Form::Ascii,
            Units::Latin1(_) => Form::Latin1,
            Units::Ucs2(_) => Form::Ucs2,
            Units::Ucs4(_) => Form::Ucs4,
        }
    }
    /// The narrowest form that holds these code points.
    pub fn narrowest(self) -> Form {
        match self {
            Units::Ascii(_) => Form::Ascii,
            Units::Latin1(s) => {
                if s.is_ascii() {
                    Form::Ascii
                } else {
                    Form::Latin1
                }
            }
            Units::Ucs2(s) => Form::of(s.iter().fold(0, |a, &c| a | c) as u32),
            Units::Ucs4(s) => Form::of(s.iter().fold(0, |a, &c| a | c)),
        }
    }
    /// Code points `start..end`, in the same form.
    #[inline]
    pub fn slice(self, start: usize, end: usize) -> Units<'a> {
        match self {
            Units::Ascii(s) => Units::Ascii(&s[start..end]),
            Units::Latin1(s) => Units::Latin1(&s[start..end]),
            Units::Ucs2(s) => Units::Ucs2(&s[start..end]),
            Units::Ucs4(s) => Units::Ucs4(&s[start..end]),
        }
    }
    /// The memory of the units.
    pub fn bytes(self) -> &'a [u8] {
        match self {
            Units::Ascii(s) | Units::Latin1(s) => s,
            // SAFETY: any integers may be seen as bytes.
            Units::Ucs2(s) => unsafe { std::slice::from_raw_parts(s.as_ptr().cast(), s.len() * 2) },
            // SAFETY: as above.
            Units::Ucs4(s) => unsafe { std::slice::from_raw_parts(s.as_ptr().cast(), s.len() * 4) },
        }
    }
    #[inline]
    pub fn get(self, i: usize) -> u32 {
        match self {
            Units::Ascii(s) | Units::Latin1(s) => s[i] as u32,
            Units::Ucs2(s) => s[i] as u32,
            Units::Ucs4(s) => s[i],
        }
    }
    pub fn len(self) -> usize {
        match self {
            Units::Ascii(s) | Units::Latin1(s) => s.len(),
            Units::Ucs2(s) => s.len(),
            Units::Ucs4(s) => s.len(),
        }
    }
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    /// The code points in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + 'a {
        (0..self.len()).map(move |i| self.get(i))
    }
}

impl Str {
    #[inline(always)]
    pub fn len(&self) -> usize {
        (self.meta >> 3) as usize
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    pub fn form(&self) -> Form {
        match self.meta & 3 {
            0 => Form::Ascii,
            1 => Form::Latin1,
            2 => Form::Ucs2,
            _ => Form::Ucs4,
        }
    }
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.meta & 3 == 0
    }
    #[inline(always)]
    pub(super) fn buffer(&self) -> Option<Ref<StrBuffer>> {
        if self.meta & INDIRECT == 0 {
            return None;
        }
        // SAFETY: an indirect string's data word is its buffer.
        Some(unsafe { self.data.get().cast::<StrBuffer>() })
    }
    #[inline(always)]
    fn data(&self) -> *const u8 {
        match self.buffer() {
            Some(buffer) => buffer.bytes(),
            None => (&raw const self.data).cast(),
        }
    }
    /// The raw bytes of the storage form.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: `len` code points of the form's width lie at `data`, immutable once published.
        unsafe { std::slice::from_raw_parts(self.data(), self.len() * self.form().width()) }
    }
    /// The code points.
    #[inline]
    pub fn units(&self) -> Units<'_> {
        let (p, n) = (self.data(), self.len());
        // SAFETY: as in `bytes`; the data is 8-aligned.
        unsafe {
            match self.form() {
                Form::Ascii => Units::Ascii(std::slice::from_raw_parts(p, n)),
                Form::Latin1 => Units::Latin1(std::slice::from_raw_parts(p, n)),
                Form::Ucs2 => Units::Ucs2(std::slice::from_raw_parts(p.cast(), n)),
                Form::Ucs4 => Units::Ucs4(std::slice::from_raw_parts(p.cast(), n)),
            }
        }
    }
    /// The text when it is ASCII.
    #[inline]
    pub fn as_ascii(&self) -> Option<&str> {
        // SAFETY: ASCII bytes are UTF-8.
        if self.is_ascii() { Some(unsafe { std::str::from_utf8_unchecked(self.bytes()) }) } else { None }
    }
    /// The text as UTF-8, lone surrogates replaced by U+FFFD. For messages; encoding proper is `str.encode`.
    pub fn to_string_lossy(&self) -> String {
        match self.as_ascii() {
            Some(s) => s.to_owned(),
            None => self.units().iter().map(|c| char::from_u32(c).unwrap_or('\u{fffd}')).collect(),
        }
    }
    /// The text as UTF-8, unless it holds lone surrogates.
    pub fn to_utf8(&self) -> Option<String> {
        match self.as_ascii() {
            Some(s) => Some(s.to_owned()),
            None => self.units().iter().map(char::from_u32).collect(),
        }
    }
    /// The hash that dicts use; computed once, never 0.
    #[inline(always)]
    pub fn hash(&self) -> u64 {
        match self.hash.get() {
            0 => self.compute_hash(),
            h => h,
        }
    }
    #[cold]
    fn compute_hash(&self) -> u64 {
        let h = crate::hash::bytes(self.bytes());
        self.hash.set(h);
        h
    }
    #[inline]
    pub fn same_text(&self, other: &Str) -> bool {
        self.meta & !INDIRECT == other.meta & !INDIRECT && self.bytes() == other.bytes()
    }
    pub fn eq_str(&self, other: &str) -> bool {
        match self.as_ascii() {
            Some(s) => s == other,
            None => self.units().iter().map(Some).eq(other.chars().map(|c| Some(c as u32))),
        }
    }
}

impl std::fmt::Display for Ref<Str> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_string_lossy())
    }
}

/// The receiver of a method of `str`.
#[inline(always)]
fn this(v: Value) -> Ref<Str> {
    // SAFETY: the type's methods and slots are only called on instances, which begin with the layout.
    unsafe { v.cast() }
}

impl Value {
    /// The string, when this is an instance of `str` or of a subclass.
    #[inline(always)]
    pub fn to_str(self) -> Option<Ref<Str>> {
        if self.has_shape(shape::STR) || self.is_instance_flag(type_flags::STR_SUBCLASS) {
            // SAFETY: instances of str begin with its layout.
            Some(unsafe { self.cast::<Str>() })
        } else {
            None
        }
    }
}

impl Vm {
    /// An unfilled string; the caller writes exactly `len` code points of the form before anything else happens.
    ///
    /// # Safety
    /// The data must be filled, and `form` must be the narrowest for it.
    pub(crate) unsafe fn alloc_str(&self, form: Form, len: usize) -> PyResult<(Ref<Str>, *mut u8)> {
        let bytes = (len.saturating_mul(form.width()).saturating_add(7)) & !7;
        let p = self.try_alloc_data(FIXED.saturating_add(bytes.max(8)))?.cast::<Str>();
        // SAFETY: fresh memory of sufficient size; the shape is set last.
        unsafe {
            (&raw mut (*p).meta).write((len as u64) << 3 | form as u64);
            let s = Ref::from_raw(p);
            s.header().init(shape::STR, self.fast_hi());
            Ok((s, p.cast::<u8>().add(FIXED)))
        }
    }
    /// A new string of ASCII bytes.
    pub(crate) fn new_ascii(&self, s: &[u8]) -> Ref<Str> {
        debug_assert!(s.is_ascii());
        // SAFETY: filled at once, and ASCII is the narrowest form.
        unsafe {
            let (r, data) = self.alloc_str(Form::Ascii, s.len()).expect("a slice in memory has a sane length");
            std::ptr::copy_nonoverlapping(s.as_ptr(), data, s.len());
            r
        }
    }
    /// A new string of code points, in the narrowest form.
    pub fn new_str_from_units(&self, units: impl Iterator<Item = u32> + Clone) -> PyResult<Ref<Str>> {
        let (mut len, mut max) = (0, 0);
        for c in units.clone() {
            len += 1;
            max |= c;
        }
        let form = Form::of(max);
        // SAFETY: filled at once with exactly len code points; the form was computed from their maximum (or-ing keeps the magnitude).
        unsafe {
            let (r, data) = self.alloc_str(form, len)?;
            for (i, c) in units.enumerate() {
                match form {
                    Form::Ascii | Form::Latin1 => data.add(i).write(c as u8),
                    Form::Ucs2 => data.cast::<u16>().add(i).write(c as u16),
                    Form::Ucs4 => data.cast::<u32>().add(i).write(c),
                }
            }
            Ok(r)
        }
    }
    /// A new string.
    pub fn new_str(&self, s: &str) -> Ref<Str> {
        if s.is_ascii() {
            return self.new_ascii(s.as_bytes());
        }
        // The widest lead byte decides the form; every byte but continuations begins a code point.
        let widest = s.bytes().max().unwrap_or(0);
        let len = s.bytes().map(|b| (b as i8 >= -0x40) as usize).sum();
        let form = match widest {
            0..0xc4 => Form::Latin1,
            0xc4..0xf0 => Form::Ucs2,
            _ => Form::Ucs4,
        };
        // SAFETY: filled at once with the code points counted; the form was computed from the widest.
        unsafe {
            let (r, data) = self.alloc_str(form, len).expect("a slice in memory has a sane length");
            let chars = s.chars().enumerate();
            match form {
                Form::Ascii | Form::Latin1 => chars.for_each(|(i, c)| data.add(i).write(c as u8)),
                Form::Ucs2 => chars.for_each(|(i, c)| data.cast::<u16>().add(i).write(c as u16)),
                Form::Ucs4 => chars.for_each(|(i, c)| data.cast::<u32>().add(i).write(c as u32)),
            }
            r
        }
    }
    /// The interned string of this text: one object per text, immortal.
    pub fn intern(&self, s: &str) -> Ref<Str> {
        self.interp.interned.intern_text(self, s)
    }
    /// The interned string equal to `s`.
    pub fn intern_str(&self, s: Ref<Str>) -> Ref<Str> {
        self.interp.interned.intern(self, s)
    }
}

/// A string of WTF-8: UTF-8 in which lone surrogates may stand.
pub(crate) fn from_wtf8(vm: &Vm, bytes: &[u8]) -> PyResult<Ref<Str>> {
    if let Ok(s) = std::str::from_utf8(bytes) {
        return Ok(vm.new_str(s));
    }
    let mut units = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let first = bytes[i] as u32;
        let (n, start) = match first {
            0..0x80 => (1, first),
            0x80..0xe0 => (2, first & 0x1f),
            0xe0..0xf0 => (3, first & 0x0f),
            _ => (4, first & 0x07),
        };
        units.push(bytes[i + 1..i + n].iter().fold(start, |c, b| c << 6 | (*b as u32 & 0x3f)));
        i += n;
    }
    vm.new_str_from_units(units.iter().copied())
}

pub static BUFFER_TYPE: TypeDef = TypeDef { name: "str_buffer", size: size_of::<StrBuffer>(), ..TypeDef::NEW };

/// Marks the buffer of an indirect string.
///
/// # Safety
/// `p` addresses a live `Str`.
unsafe fn trace(p: *const u64, marker: &mut crate::heap::Marker) {
    // SAFETY: as promised.
    let s = unsafe { &*p.cast::<Str>() };
    if s.meta & INDIRECT != 0 {
        marker.slot(&s.data);
    }
}

/// The shape of exact strings, for callers outside the table.
pub const SHAPE: ShapeId = shape::STR;
