//! Allocation.

use std::cell::Cell;

use crate::exceptions::exc;
use crate::object::{HeapObject, Ref, ShapeId, Type};
use crate::{PyResult, Vm};

/// The allocation state of a thread.
pub struct ThreadHeap {
    current: Cell<usize>,
    limit: Cell<usize>,
}

impl ThreadHeap {
    pub fn new() -> ThreadHeap {
        ThreadHeap { current: Cell::new(0), limit: Cell::new(0) }
    }
}

impl Default for ThreadHeap {
    fn default() -> Self {
        ThreadHeap::new()
    }
}

/// Reserves zeroed address space that becomes memory when touched.
pub fn reserve(bytes: usize) -> *mut u8 {
    // SAFETY: an anonymous private mapping at an address of the kernel's choice.
    let p = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            bytes,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    assert!(p != libc::MAP_FAILED, "no address space for the heap");
    p.cast()
}

const LARGEST: usize = 1 << 40;

impl Vm {
    /// Zeroed memory for an object of `bytes` bytes; its header must be set before the next allocation or safepoint.
    #[inline]
    pub fn alloc_raw(&self, bytes: usize) -> *mut u64 {
        let bytes = (bytes + 15) & !15;
        let p = self.heap.current.get();
        if p + bytes <= self.heap.limit.get() {
            self.heap.current.set(p + bytes);
            return p as *mut u64;
        }
        let chunk = bytes.max(64 << 20);
        let p = reserve(chunk) as usize;
        self.heap.current.set(p + bytes);
        self.heap.limit.set(p + chunk);
        p as *mut u64
    }
    /// As [`Vm::alloc_raw`] for sizes that the program chooses: MemoryError when it is absurd.
    pub fn try_alloc_raw(&self, bytes: usize) -> PyResult<*mut u64> {
        if bytes > LARGEST {
            return Err(self.error(exc::MEMORY_ERROR, ""));
        }
        Ok(self.alloc_raw(bytes))
    }
    /// Moves `object` to the heap as an object of a fixed-size shape.
    #[inline]
    pub fn alloc<T: HeapObject>(&self, shape: ShapeId, object: T) -> Ref<T> {
        let p = self.alloc_raw(size_of::<T>()).cast::<T>();
        // SAFETY: the memory is fresh, zeroed, aligned and large enough; T begins with a header.
        unsafe {
            p.write(object);
            let object = Ref::from_raw(p);
            object.header().init(shape, self.fast_hi());
            object
        }
    }
    /// As [`Vm::alloc`] with `extra` zeroed bytes behind the fixed part.
    pub fn alloc_extra<T: HeapObject>(&self, shape: ShapeId, object: T, extra: usize) -> PyResult<Ref<T>> {
        let p = self.try_alloc_raw(size_of::<T>().saturating_add(extra))?.cast::<T>();
        // SAFETY: as in `alloc`.
        unsafe {
            p.write(object);
            let object = Ref::from_raw(p);
            object.header().init(shape, self.fast_hi());
            Ok(object)
        }
    }
    /// As [`Vm::alloc`] for an instance of `cls`, which has T's type among its bases: room for its slots, finalizer registered.
    pub fn alloc_instance<T: HeapObject>(&self, cls: Ref<Type>, object: T) -> Ref<T> {
        let bytes = cls.instance_size();
        debug_assert!(bytes >= size_of::<T>());
        let p = self.alloc_raw(bytes).cast::<T>();
        // SAFETY: as in `alloc`.
        unsafe {
            p.write(object);
            let object = Ref::from_raw(p);
            object.header().init(cls.root_shape(), self.fast_hi());
            object
        }
    }
    /// As [`Vm::alloc_instance`] for types whose instances vary in size: `extra` bytes, then the word for the attributes if `cls` has any.
    pub fn alloc_instance_extra<T: HeapObject>(&self, cls: Ref<Type>, object: T, extra: usize) -> PyResult<Ref<T>> {
        let p = self.try_alloc_raw(size_of::<T>().saturating_add((extra + 7) & !7).saturating_add(8))?.cast::<T>();
        // SAFETY: as in `alloc`.
        unsafe {
            p.write(object);
            let object = Ref::from_raw(p);
            object.header().init(cls.root_shape(), self.fast_hi());
            Ok(object)
        }
    }
}
