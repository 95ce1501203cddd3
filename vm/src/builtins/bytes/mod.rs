//! `bytes`: immutable sequences of bytes, inline behind the fixed part.

mod iterator;
mod methods;

pub use iterator::{BYTEARRAY_ITERATOR_TYPE, ITERATOR_TYPE, new as new_iterator};
pub use methods::{TYPE, bytes_of_object};
pub(in crate::builtins) use methods::{compare_buffers, concat_named, contents, index_of, joined, repeat_of};

use crate::builtins::shape;
use crate::object::{Header, HeapObject, Ref, Word, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

/// The layout of `bytes`; the data follows.
#[repr(C)]
pub struct Bytes {
    header: Header,
    hash: Word,
    len: u64,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Bytes {}

impl Ref<Bytes> {
    #[inline(always)]
    pub fn len(self) -> usize {
        self.len as usize
    }
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
    /// The bytes, which never change.
    #[inline(always)]
    pub fn as_slice(self) -> &'static [u8] {
        // SAFETY: `len` initialised bytes follow the fixed part; the lifetime is that of rooted use.
        unsafe { std::slice::from_raw_parts(self.as_ptr().add(1).cast(), self.len()) }
    }
    /// The hash, computed once.
    fn hash(self) -> u64 {
        match self.hash.get() {
            0 => {
                let h = crate::hash::bytes(self.as_slice());
                self.hash.set(h);
                h
            }
            h => h,
        }
    }
}

/// The receiver of a method of `bytes`.
#[inline(always)]
fn this(v: Value) -> Ref<Bytes> {
    // SAFETY: the type's methods and slots are only called on instances, which begin with the layout.
    unsafe { v.cast() }
}

impl Value {
    /// The bytes, when this is an instance of `bytes` or of a subclass.
    #[inline(always)]
    pub fn to_bytes(self) -> Option<Ref<Bytes>> {
        if self.has_shape(shape::BYTES) || self.is_instance_flag(type_flags::BYTES_SUBCLASS) {
            // SAFETY: instances of bytes begin with its layout.
            Some(unsafe { self.cast::<Bytes>() })
        } else {
            None
        }
    }
}

impl Vm {
    /// A new bytes object whose data `fill` writes; it is zeroed before.
    pub fn new_bytes_with(&self, len: usize, fill: impl FnOnce(&mut [u8])) -> PyResult<Ref<Bytes>> {
        let fixed = Bytes { header: Header::EMPTY, hash: Word::new(0), len: len as u64 };
        let b = self.alloc_extra(shape::BYTES, fixed, len)?;
        // SAFETY: `len` bytes follow the fixed part, and nobody else knows the object yet.
        fill(unsafe { std::slice::from_raw_parts_mut(b.as_ptr().add(1).cast(), len) });
        Ok(b)
    }
    /// A new bytes object.
    pub fn new_bytes(&self, data: &[u8]) -> Ref<Bytes> {
        let size = size_of::<Bytes>() + data.len();
        let p = self.try_alloc_data(size).expect("a slice in memory has a sane length").cast::<Bytes>();
        // SAFETY: fresh memory of sufficient size, written as a whole; the shape is set last.
        unsafe {
            p.write(Bytes { header: Header::EMPTY, hash: Word::new(0), len: data.len() as u64 });
            std::ptr::copy_nonoverlapping(data.as_ptr(), p.add(1).cast::<u8>(), data.len());
            let b = Ref::from_raw(p);
            b.header().init(shape::BYTES, self.fast_hi());
            b
        }
    }
}
