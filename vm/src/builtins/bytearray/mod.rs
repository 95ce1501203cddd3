//! `bytearray`: mutable sequences of bytes.
//!
//! The bytes lie in a storage object at `start..start + len`; growth publishes a new storage, deletion at the front moves `start`.
//! All access holds the object's lock, except through buffers, whose storage stays alive and whose bytes may change under the
//! reader. While memoryviews of it exist the array cannot be resized.

mod methods;
mod mutate;

pub use methods::TYPE;
pub use mutate::push_all;

use crate::builtins::shape;
use crate::heap::{Marker, Trace};
use crate::object::{Buffer, Header, HeapObject, Ref, Slot, TypeDef, Word, exports};
use crate::thread::ObjectGuard;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of `bytearray`.
#[repr(C)]
pub struct ByteArray {
    header: Header,
    storage: Slot,
    start: Word,
    len: Word,
    /// The counter of memoryviews, 0 until there was one.
    exports: Word,
}
// SAFETY: repr(C), begins with the header, no Drop (`TYPE.drop` gives the counter back).
unsafe impl HeapObject for ByteArray {
    const DROPS: bool = true;
}

/// The bytes of a bytearray; `capacity` bytes follow.
#[repr(C)]
pub struct ByteStorage {
    header: Header,
    capacity: u64,
}
// SAFETY: as above.
unsafe impl HeapObject for ByteStorage {}

impl Ref<ByteStorage> {
    fn data(self) -> *mut u8 {
        // SAFETY: the bytes follow the fixed part.
        unsafe { self.as_ptr().add(1).cast() }
    }
}

impl ByteArray {
    const EMPTY: ByteArray = ByteArray {
        header: Header::EMPTY,
        storage: Slot::unbound(),
        start: Word::new(0),
        len: Word::new(0),
        exports: Word::new(0),
    };
}

fn this(v: Value) -> Ref<ByteArray> {
    // SAFETY: the type's methods and slots are only called on instances, which begin with the layout.
    unsafe { v.cast() }
}

impl Ref<ByteArray> {
    pub fn len(self) -> usize {
        self.len.usize()
    }
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    fn storage(self) -> Option<Ref<ByteStorage>> {
        let v = self.storage.get();
        // SAFETY: the slot is unbound or a storage.
        if v.is_unbound() { None } else { Some(unsafe { v.cast() }) }
    }
    /// The bytes. The caller holds the lock, or knows that nobody else has the object.
    fn slice(self) -> &'static mut [u8] {
        match self.storage() {
            // SAFETY: start and len lie within the storage; the lock makes the access exclusive among methods.
            Some(s) => unsafe { std::slice::from_raw_parts_mut(s.data().add(self.start.usize()), self.len()) },
            None => &mut [],
        }
    }
    /// Calls `f` with the bytes under the lock. `f` must not run Python.
    pub fn with_slice<R>(self, vm: &Vm, f: impl FnOnce(&[u8]) -> R) -> R {
        let _guard = vm.lock(self);
        f(self.slice())
    }
    /// Calls `f` with the bytes, to change them, under the lock. `f` must not run Python.
    pub fn with_slice_mut<R>(self, vm: &Vm, f: impl FnOnce(&mut [u8]) -> R) -> R {
        let _guard = vm.lock(self);
        f(self.slice())
    }
    /// Replaces the bytes of a range, as far as it lies within; BufferError with the text of a refusal while memoryviews of it exist.
    pub fn replace(self, vm: &Vm, from: usize, to: usize, data: &[u8], refusal: &str) -> PyResult<()> {
        let _guard = self.lock_to_resize_or(vm, refusal)?;
        let to = to.min(self.len());
        self.splice(vm, from.min(to), to, data)
    }
    /// The memory as that of another object, in items of its own.
    pub fn buffer_of(self, vm: &Vm, owner: Value, format: &'static str, itemsize: usize) -> Buffer {
        Buffer { owner, format, itemsize, ..self.buffer(vm) }
    }
    /// The byte at an index.
    pub fn get(self, vm: &Vm, i: usize) -> Option<u8> {
        self.with_slice(vm, |s| s.get(i).copied())
    }
    /// The right to change the size; BufferError while memoryviews of it exist.
    fn lock_to_resize(self, vm: &Vm) -> PyResult<ObjectGuard<'_>> {
        self.lock_to_resize_or(vm, "Existing exports of data: object cannot be re-sized")
    }
    fn lock_to_resize_or<'a>(self, vm: &'a Vm, refusal: &str) -> PyResult<ObjectGuard<'a>> {
        let mut collected = false;
        loop {
            let guard = vm.lock(self);
            if !exports::any(&self.exports) {
                return Ok(guard);
            }
            std::mem::drop(guard);
            if collected {
                throw!(vm, BUFFER_ERROR, "{refusal}");
            }
            // A view that nothing refers to any more does not count.
            vm.collect_garbage();
            collected = true;
        }
    }
    /// Makes room for `need` bytes in all, keeping what is there. The caller holds the lock.
    fn reserve(self, vm: &Vm, need: usize) -> PyResult<()> {
        let (start, len) = (self.start.usize(), self.len());
        if let Some(s) = self.storage() {
            let capacity = s.capacity as usize;
            if start + need <= capacity {
                return Ok(());
            }
            if need <= capacity && start >= capacity / 2 {
                // SAFETY: both ranges lie in the storage.
                unsafe { std::ptr::copy(s.data().add(start), s.data(), len) };
                self.start.set(0);
                return Ok(());
            }
        }
        let capacity = if len == 0 { need } else { need.saturating_add(need >> 3).saturating_add(16) };
        let new = vm.new_byte_storage(capacity)?;
        // SAFETY: the new storage has room for the old bytes and is nobody else's.
        unsafe { std::ptr::copy_nonoverlapping(self.slice().as_ptr(), new.data(), len) };
        self.start.set(0);
        self.storage.set(new.value());
        Ok(())
    }
    /// Changes the length, new bytes zero. The caller holds the lock and checked the exports.
    fn set_len(self, vm: &Vm, len: usize) -> PyResult<()> {
        let old = self.len();
        if len > old {
            self.reserve(vm, len)?;
            let s = self.storage().expect("reserved");
            // SAFETY: reserved.
            unsafe { std::ptr::write_bytes(s.data().add(self.start.usize() + old), 0, len - old) };
        } else if len == 0 {
            self.storage.set(Value::UNBOUND);
            self.start.set(0);
        }
        self.len.set(len as u64);
        Ok(())
    }
    /// Replaces bytes `from..to` by `data`. The caller holds the lock and checked the exports if the length changes.
    fn splice(self, vm: &Vm, from: usize, to: usize, data: &[u8]) -> PyResult<()> {
        let len = self.len();
        let (removed, tail) = (to - from, len - to);
        if from == 0 && data.len() < removed && tail > 0 {
            // Deletion at the front only moves the start.
            let gone = removed - data.len();
            self.start.set((self.start.usize() + gone) as u64);
            self.len.set((len - gone) as u64);
            self.slice()[..data.len()].copy_from_slice(data);
            return Ok(());
        }
        let new_len = len - removed + data.len();
        if new_len > len {
            self.reserve(vm, new_len)?;
        }
        if let Some(s) = self.storage() {
            // SAFETY: the storage has room for the new length; the tail is moved before its place is overwritten.
            unsafe {
                let base = s.data().add(self.start.usize());
                std::ptr::copy(base.add(to), base.add(from + data.len()), tail);
                std::ptr::copy_nonoverlapping(data.as_ptr(), base.add(from), data.len());
            }
        }
        self.len.set(new_len as u64);
        Ok(())
    }
    /// A buffer of the present storage.
    fn buffer(self, vm: &Vm) -> Buffer {
        let _guard = vm.lock(self);
        let s = self.slice();
        Buffer {
            owner: self.value(),
            storage: self.storage.get(),
            data: s.as_mut_ptr(),
            len: s.len(),
            readonly: false,
            format: "B",
            itemsize: 1,
            // SAFETY: the word lies in this object, which `owner` keeps alive.
            exports: Some(unsafe { &(*self.as_ptr()).exports }),
            lent: Value::UNBOUND,
        }
    }
}

impl Value {
    /// The bytearray, when this is an instance of `bytearray` or of a subclass.
    #[inline]
    pub fn to_bytearray(self) -> Option<Ref<ByteArray>> {
        if !self.is_ptr() {
            return None;
        }
        let shape = self.shape();
        let is = shape == shape::BYTEARRAY || shape.ty().is_subtype(shape::BYTEARRAY.ty());
        // SAFETY: instances of bytearray begin with its layout.
        if is { Some(unsafe { self.cast() }) } else { None }
    }
}

impl Vm {
    fn new_byte_storage(&self, capacity: usize) -> PyResult<Ref<ByteStorage>> {
        let fixed = ByteStorage { header: Header::EMPTY, capacity: capacity as u64 };
        self.alloc_extra(shape::BYTEARRAY_STORAGE, fixed, capacity)
    }
    /// A new bytearray.
    pub fn new_bytearray(&self, data: &[u8]) -> Ref<ByteArray> {
        let b = self.alloc(shape::BYTEARRAY, ByteArray::EMPTY);
        b.splice(self, 0, 0, data).expect("a slice in memory has a sane length");
        b
    }
}

/// Gives the counter of exports back.
///
/// # Safety
/// `p` addresses a dead `ByteArray`.
unsafe fn drop(p: *mut u64) {
    // SAFETY: as promised.
    exports::forget(unsafe { (*p.cast::<ByteArray>()).exports.get() });
}

/// Marks the storage; the other words are no values.
///
/// # Safety
/// `p` addresses a live `ByteArray`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(unsafe { &(*p.cast::<ByteArray>()).storage });
}

pub static STORAGE_TYPE: TypeDef =
    TypeDef { name: "bytearray_storage", size: size_of::<ByteStorage>(), trace: Trace::Leaf, ..TypeDef::NEW };
