//! The buffer protocol: memory that an object lets others see.
//!
//! A type takes part through its `buffer` slot, a Python class through `__buffer__`. The memory stays valid as long as the owner is
//! reachable (a bytearray's storage outlives its resizing), so a buffer on the native stack needs no registration; only
//! memoryviews count as exports.

use crate::builtins::memoryview;
use crate::builtins::shape;
use crate::object::Word;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// Contiguous memory of some object.
#[derive(Clone, Copy)]
pub struct Buffer {
    /// Whose memory it is: kept reachable by lying in this struct.
    pub owner: Value,
    /// The object that holds the memory itself, when that is another one.
    pub storage: Value,
    pub data: *mut u8,
    /// Bytes.
    pub len: usize,
    pub readonly: bool,
    /// The item type as `struct` writes it.
    pub format: &'static str,
    pub itemsize: usize,
    /// Counts the memoryviews of the owner, when it must know ([`exports`]).
    pub exports: Option<&'static Word>,
    /// The memoryview that `__buffer__` gave, to be handed to `__release_buffer__`; unbound for native owners.
    pub lent: Value,
}

impl Buffer {
    /// Read-only bytes.
    pub fn bytes_of(owner: Value, data: &[u8]) -> Buffer {
        Buffer {
            owner,
            storage: Value::UNBOUND,
            data: data.as_ptr().cast_mut(),
            len: data.len(),
            readonly: true,
            format: "B",
            itemsize: 1,
            exports: None,
            lent: Value::UNBOUND,
        }
    }
    /// The memory. Other threads may write to it at the same time when its owner is mutable.
    pub fn bytes(&self) -> &[u8] {
        if self.len == 0 {
            return &[];
        }
        // SAFETY: the owner promises `len` readable bytes as long as it is reachable.
        unsafe { std::slice::from_raw_parts(self.data, self.len) }
    }
    /// The memory for writing; empty when it is read-only.
    #[allow(clippy::mut_from_ref, reason = "the memory is shared by design, as a buffer is")]
    pub fn bytes_mut(&self) -> &mut [u8] {
        if self.len == 0 || self.readonly {
            return &mut [];
        }
        // SAFETY: the owner promises `len` writable bytes as long as it is reachable.
        unsafe { std::slice::from_raw_parts_mut(self.data, self.len) }
    }
    /// Ends the use of a buffer that a Python class gave.
    pub fn release(self, vm: &Vm) {
        if self.lent.is_unbound() {
            return;
        }
        let done = vm.call_special(self.owner, vm.names().__release_buffer__, &[self.lent]);
        if let Err(e) = done {
            vm.unraisable(e, self.owner);
        }
        memoryview::release_view(vm, self.lent);
    }
}

/// What a Python class is asked for: everything, read-only will do.
pub const FULL_READ_ONLY: i64 = 0x11c;

impl Vm {
    /// Whether an object has the buffer protocol.
    pub fn has_buffer(&self, v: Value) -> bool {
        let ty = self.type_of(v);
        ty.slots().buffer.is_some() || ty.lookup(self, self.names().__buffer__).is_some()
    }
    /// The memory of a bytes-like object; TypeError for others.
    pub fn buffer(&self, v: Value) -> PyResult<Buffer> {
        if let Some(f) = self.type_of(v).slots().buffer {
            return f(self, v);
        }
        let Some(view) = self.call_special(v, self.names().__buffer__, &[Value::int(FULL_READ_ONLY)])? else {
            throw!(self, TYPE_ERROR, "a bytes-like object is required, not '{}'", self.type_name(v));
        };
        if !view.has_shape(shape::MEMORYVIEW) {
            throw!(self, TYPE_ERROR, "__buffer__ returned non-memoryview object");
        }
        let mut buffer = memoryview::buffer(self, view)?;
        buffer.owner = v;
        buffer.lent = view;
        Ok(buffer)
    }
    /// The memory of an object for writing.
    pub fn writable_buffer(&self, v: Value) -> PyResult<Buffer> {
        let buffer = match self.has_buffer(v) {
            true => self.buffer(v)?,
            false => {
                throw!(self, TYPE_ERROR, "a read-write bytes-like object is required, not '{}'", self.type_name(v))
            }
        };
        if buffer.readonly {
            throw!(self, TYPE_ERROR, "a read-write bytes-like object is required, not '{}'", self.type_name(v));
        }
        Ok(buffer)
    }
    /// Calls `f` with the bytes of a bytes-like object. `f` must not run Python.
    pub fn with_buffer<R>(&self, v: Value, f: impl FnOnce(&[u8]) -> R) -> PyResult<R> {
        if let Some(b) = v.to_bytes() {
            return Ok(f(b.as_slice()));
        }
        let buffer = self.buffer(v)?;
        let r = f(buffer.bytes());
        buffer.release(self);
        Ok(r)
    }
}

/// A counter shared between an object and the memoryviews of it: not a heap object, so that a dying view may touch it.
pub mod exports {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use crate::object::Word;

    /// Counts one more; answers the counter for [`drop_one`]. The object's `drop` calls [`forget`].
    pub fn add(word: &Word) -> u64 {
        let mut counter = word.get();
        if counter == 0 {
            counter = Arc::into_raw(Arc::new(AtomicUsize::new(0))) as u64;
            if !word.compare_exchange(0, counter) {
                // SAFETY: made above and seen by nobody.
                drop(unsafe { Arc::from_raw(counter as *const AtomicUsize) });
                counter = word.get();
            }
        }
        // SAFETY: the word's counter lives as long as the object.
        unsafe {
            Arc::increment_strong_count(counter as *const AtomicUsize);
            (*(counter as *const AtomicUsize)).fetch_add(1, Ordering::AcqRel);
        }
        counter
    }
    /// Counts one more on a counter that an export holds already.
    pub fn share(counter: u64) -> u64 {
        if counter != 0 {
            // SAFETY: the caller's export keeps the counter alive.
            unsafe {
                Arc::increment_strong_count(counter as *const AtomicUsize);
                (*(counter as *const AtomicUsize)).fetch_add(1, Ordering::AcqRel);
            }
        }
        counter
    }
    /// Counts one less; the counter came from [`add`].
    pub fn drop_one(counter: u64) {
        if counter == 0 {
            return;
        }
        // SAFETY: `add` gave this reference, and it is given back once.
        let counter = unsafe { Arc::from_raw(counter as *const AtomicUsize) };
        counter.fetch_sub(1, Ordering::AcqRel);
    }
    /// Whether any export is left.
    pub fn any(word: &Word) -> bool {
        match word.get() {
            0 => false,
            // SAFETY: as in `add`.
            counter => unsafe { (*(counter as *const AtomicUsize)).load(Ordering::Acquire) > 0 },
        }
    }
    /// Gives the object's own reference back when it dies.
    pub fn forget(counter: u64) {
        if counter != 0 {
            // SAFETY: the object's own reference, given back once.
            drop(unsafe { Arc::from_raw(counter as *const AtomicUsize) });
        }
    }
}
