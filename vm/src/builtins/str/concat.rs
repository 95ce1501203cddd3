//! Making strings from strings: pieces, concatenation, repetition, items and slices.
//!
//! Repeated concatenation (`s += x` in a loop) is linear: a long result lies at the front of a [`StrBuffer`] with room behind it.
//! Whoever moves `filled` from the end of the left operand to the end of the result, by compare-exchange, owns the bytes between;
//! strings that share the buffer see only their own prefix, which is never written again.

use super::{Form, INDIRECT, Str, StrBuffer, Units, shape};
use crate::object::{Header, Ref, Slot, Word};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use std::sync::atomic::{AtomicU64, Ordering};

/// Interned, hence immortal, strings of one Latin-1 character, made when first wanted.
static SINGLE: [AtomicU64; 256] = [const { AtomicU64::new(0) }; 256];
static EMPTY: AtomicU64 = AtomicU64::new(0);

/// Shorter results are copied rather than shared.
const SHARE_FROM: usize = 64;

/// Writes code points as units of `width` bytes.
///
/// # Safety
/// `to` has room, and every code point fits the width.
unsafe fn write_units(to: *mut u8, units: Units, width: usize) {
    // SAFETY: as promised; sources and target do not overlap, the target being fresh.
    unsafe {
        match (units, width) {
            (Units::Ascii(s) | Units::Latin1(s), 1) => std::ptr::copy_nonoverlapping(s.as_ptr(), to, s.len()),
            (Units::Ucs2(s), 2) => std::ptr::copy_nonoverlapping(s.as_ptr().cast(), to, s.len() * 2),
            (Units::Ucs4(s), 4) => std::ptr::copy_nonoverlapping(s.as_ptr().cast(), to, s.len() * 4),
            (_, 1) => units.iter().enumerate().for_each(|(i, c)| to.add(i).write(c as u8)),
            (_, 2) => units.iter().enumerate().for_each(|(i, c)| to.cast::<u16>().add(i).write(c as u16)),
            (_, _) => units.iter().enumerate().for_each(|(i, c)| to.cast::<u32>().add(i).write(c)),
        }
    }
}

impl Vm {
    /// The string of one code point.
    #[inline]
    pub fn char_str(&self, c: u32) -> Ref<Str> {
        if c < 256 {
            let known = SINGLE[c as usize].load(Ordering::Acquire);
            if known != 0 {
                // SAFETY: the table holds interned strings, which live for ever.
                return unsafe { Value::from_bits(known).cast() };
            }
            return self.make_single(c as u8);
        }
        let form = Form::of(c);
        // SAFETY: filled at once; the form is the code point's.
        unsafe {
            let (s, data) = self.alloc_str(form, 1).expect("one code point fits");
            match form {
                Form::Ucs2 => data.cast::<u16>().write(c as u16),
                _ => data.cast::<u32>().write(c),
            }
            s
        }
    }
    #[cold]
    fn make_single(&self, c: u8) -> Ref<Str> {
        let s = self.intern(char::from(c).encode_utf8(&mut [0; 2]));
        SINGLE[c as usize].store(s.value().bits(), Ordering::Release);
        s
    }
    /// The empty string.
    #[inline]
    pub fn empty_str(&self) -> Ref<Str> {
        let known = EMPTY.load(Ordering::Acquire);
        if known != 0 {
            // SAFETY: interned strings live for ever.
            return unsafe { Value::from_bits(known).cast() };
        }
        let s = self.intern("");
        EMPTY.store(s.value().bits(), Ordering::Release);
        s
    }
    /// A string of code points whose form is already the narrowest.
    ///
    /// # Safety
    /// No narrower form than that of `units` may hold them.
    pub(crate) unsafe fn copy_units(&self, units: Units) -> Ref<Str> {
        match units.len() {
            0 => return self.empty_str(),
            1 => return self.char_str(units.get(0)),
            _ => {}
        }
        let form = units.form();
        // SAFETY: filled at once with as many units as allocated; the form is the narrowest, as promised.
        unsafe {
            let (s, data) = self.alloc_str(form, units.len()).expect("a slice in memory has a sane length");
            write_units(data, units, form.width());
            s
        }
    }
    /// A string of code points that may be narrower than their form.
    pub fn new_str_of(&self, units: Units) -> Ref<Str> {
        match units.len() {
            0 => return self.empty_str(),
            1 => return self.char_str(units.get(0)),
            _ => {}
        }
        let form = units.narrowest();
        // SAFETY: filled at once; the form was computed.
        unsafe {
            let (s, data) = self.alloc_str(form, units.len()).expect("a slice in memory has a sane length");
            write_units(data, units, form.width());
            s
        }
    }
    /// Code points `start..end` of a string; the string itself when that is all of it.
    #[inline]
    pub fn substr(&self, s: Ref<Str>, start: usize, end: usize) -> Ref<Str> {
        if start == 0 && end == s.len() && s.shape() == shape::STR {
            return s;
        }
        self.new_str_of(s.units().slice(start, end))
    }
    /// The exact string with the text of an instance of a subclass.
    pub fn exact_str(&self, s: Ref<Str>) -> Ref<Str> {
        self.substr(s, 0, s.len())
    }
}

/// `a + b`
pub fn concat(vm: &Vm, a: Ref<Str>, b: Ref<Str>) -> PyResult<Ref<Str>> {
    if b.is_empty() {
        return Ok(vm.exact_str(a));
    }
    if a.is_empty() {
        return Ok(vm.exact_str(b));
    }
    let form = a.form().max(b.form());
    let width = form.width();
    let (la, lb) = (a.len(), b.len());
    let total = la + lb;
    if total >= SHARE_FROM && la > lb {
        return concat_shared(vm, a, b, form);
    }
    // SAFETY: filled at once; the form is the wider one of two narrowest forms.
    unsafe {
        let (s, data) = vm.alloc_str(form, total)?;
        write_units(data, a.units(), width);
        write_units(data.add(la * width), b.units(), width);
        Ok(s)
    }
}

/// Concatenation into a buffer: in place when `a` is the last in a buffer with room, else into a new one.
fn concat_shared(vm: &Vm, a: Ref<Str>, b: Ref<Str>, form: Form) -> PyResult<Ref<Str>> {
    let width = form.width();
    let (from, to) = (a.len() * width, (a.len() + b.len()) * width);
    let old = a.buffer().filter(|_| a.form().width() == width);
    if let Some(buffer) = old
        && to <= buffer.capacity as usize
        && buffer.filled.get() == from as u64
        && buffer.filled.compare_exchange(from as u64, to as u64)
    {
        // SAFETY: the exchange made the bytes from..to this call's own.
        unsafe { write_units(buffer.bytes().add(from), b.units(), width) };
        return Ok(indirect(vm, buffer, form, a.len() + b.len()));
    }
    // A string that already grew once will grow again.
    let room = if a.buffer().is_some() { to } else { to / 4 };
    let capacity = (to + room + 31) & !7;
    let buffer = vm.alloc_extra(
        shape::STR_BUFFER,
        StrBuffer { header: Header::EMPTY, filled: Word::new(to as u64), capacity: capacity as u64 },
        capacity,
    )?;
    // SAFETY: the buffer is new and has room for both.
    unsafe {
        write_units(buffer.bytes(), a.units(), width);
        write_units(buffer.bytes().add(from), b.units(), width);
    }
    Ok(indirect(vm, buffer, form, a.len() + b.len()))
}

fn indirect(vm: &Vm, buffer: Ref<StrBuffer>, form: Form, len: usize) -> Ref<Str> {
    let meta = (len as u64) << 3 | INDIRECT | form as u64;
    vm.alloc(shape::STR, Str { header: Header::EMPTY, hash: Word::new(0), meta, data: Slot::new(buffer.value()) })
}

/// `s * n`
pub fn repeat(vm: &Vm, s: Ref<Str>, n: i64) -> PyResult<Ref<Str>> {
    let len = s.len();
    if n <= 0 || len == 0 {
        return Ok(vm.empty_str());
    }
    if n == 1 {
        return Ok(vm.exact_str(s));
    }
    let Some(total) = len.checked_mul(n as usize).filter(|&t| t <= isize::MAX as usize) else {
        throw!(vm, OVERFLOW_ERROR, "repeated string is too long");
    };
    let width = s.form().width();
    // SAFETY: filled at once; repeating keeps the form.
    unsafe {
        let (r, data) = vm.alloc_str(s.form(), total)?;
        if len == 1 && width == 1 {
            std::ptr::write_bytes(data, s.bytes()[0], total);
            return Ok(r);
        }
        let (unit, all) = (len * width, total * width);
        std::ptr::copy_nonoverlapping(s.bytes().as_ptr(), data, unit);
        let mut done = unit;
        while done < all {
            let n = done.min(all - done);
            std::ptr::copy_nonoverlapping(data, data.add(done), n);
            done += n;
        }
        Ok(r)
    }
}

/// `s[index]`
pub fn getitem(vm: &Vm, this: Value, key: Value) -> PyResult<Value> {
    let s = super::this(this);
    if let Some(i) = key.to_int() {
        let n = s.len() as i64;
        let i = if i < 0 { i + n } else { i };
        if i < 0 || i >= n {
            throw!(vm, INDEX_ERROR, "string index out of range");
        }
        return Ok(vm.char_str(s.units().get(i as usize)).value());
    }
    if key.has_shape(shape::SLICE) {
        let (start, stop, step, count) = vm.slice_indices(key, s.len())?;
        return Ok(slice(vm, s, start, stop, step, count).value());
    }
    if !vm.is_index(key) {
        throw!(vm, TYPE_ERROR, "string indices must be integers, not '{}'", vm.type_name(key));
    }
    let i = vm.index_item(key)?;
    getitem(vm, this, vm.new_int(i.clamp(Value::INT_MIN, Value::INT_MAX)))
}

fn slice(vm: &Vm, s: Ref<Str>, start: i64, stop: i64, step: i64, count: usize) -> Ref<Str> {
    if count == 0 {
        return vm.empty_str();
    }
    if step == 1 {
        return vm.substr(s, start as usize, stop as usize);
    }
    let units = s.units();
    let mut b = super::StrBuilder::with_capacity(count);
    for i in 0..count as i64 {
        b.push(units.get((start + i * step) as usize));
    }
    b.finish(vm)
}
