//! The first word of every heap object, typed references to objects, and the slots in them.
//!
//! Header: `shape:32 | owner:16 | flags:8 | lock:8`, lowest bits first, so that one 64-bit compare with
//! `shape | vm.fast_hi()` checks shape, ownership, absence of flags and lock at once.

use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering};

use crate::value::Value;

/// The index of a hidden class in the shape table. The root shape of a builtin type is its row in `builtins::TABLE`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(transparent)]
pub struct ShapeId(pub u32);

impl ShapeId {
    /// The shape of no object: free memory, and what immediates answer.
    pub const NONE: ShapeId = ShapeId(0);
}

/// Owner ids in headers: 0 is nobody's (immutable objects never look), `SHARED` objects are locked for each write.
pub const OWNER_SHARED: u16 = 0xffff;

/// Bits of the header's flags byte.
pub mod flag {
    /// Registered with the collector for `__del__` or a native finalizer that has not run yet.
    pub const FINALIZE: u8 = 1;
    /// Some weak reference points here.
    pub const WEAKLY_REFERENCED: u8 = 2;
    /// A dict that serves as some code's globals: entries move under `bytecode` caches' eyes (`builtins::dict`).
    pub const GLOBALS: u8 = 4;
    /// A string whose name code looked up in builtins through globals (`builtins::dict`).
    pub const BUILTIN_NAME: u8 = 8;
    /// An interned string.
    pub const INTERNED: u8 = 16;
}

/// The first word of every heap object.
#[repr(C, align(8))]
pub struct Header {
    word: AtomicU64,
}

impl Header {
    /// What a struct literal writes before allocation puts the real header in.
    pub const EMPTY: Header = Header { word: AtomicU64::new(0) };

    #[inline(always)]
    pub fn word(&self) -> u64 {
        self.word.load(Ordering::Relaxed)
    }
    /// Publishes a new object: shape and owner at once.
    #[inline(always)]
    pub fn init(&self, shape: ShapeId, fast_hi: u64) {
        self.word.store(shape.0 as u64 | fast_hi, Ordering::Release);
    }
    #[inline(always)]
    fn half(&self, index: usize) -> &AtomicU32 {
        // SAFETY: the 8-byte word consists of two aligned halves; mixed-size atomic access to it is confined to this file
        // and is what x86-64 and AArch64 define for aligned words.
        unsafe { &*(&raw const self.word).cast::<AtomicU32>().add(index) }
    }
    #[inline(always)]
    fn byte(&self, index: usize) -> &AtomicU8 {
        // SAFETY: as in `half`.
        unsafe { &*(&raw const self.word).cast::<AtomicU8>().add(index) }
    }
    #[inline(always)]
    pub fn shape(&self) -> ShapeId {
        #[cfg(debug_assertions)]
        crate::thread::perhaps_give_way();
        ShapeId(self.half(0).load(Ordering::Acquire))
    }
    /// Moves the object to another shape; the new slot is written before.
    #[inline(always)]
    pub fn set_shape(&self, shape: ShapeId) {
        #[cfg(debug_assertions)]
        crate::thread::perhaps_give_way();
        self.half(0).store(shape.0, Ordering::Release);
    }
    /// `owner | flags << 16 | lock << 24`: the half that the locking protocol works on.
    #[inline(always)]
    pub fn lock_half(&self) -> &AtomicU32 {
        self.half(1)
    }
    #[inline(always)]
    pub fn owner(&self) -> u16 {
        self.half(1).load(Ordering::Relaxed) as u16
    }
    #[inline(always)]
    pub fn has_flag(&self, flag: u8) -> bool {
        self.byte(6).load(Ordering::Acquire) & flag != 0
    }
    pub fn set_flag(&self, flag: u8) {
        self.byte(6).fetch_or(flag, Ordering::AcqRel);
    }
    pub fn clear_flag(&self, flag: u8) {
        self.byte(6).fetch_and(!flag, Ordering::AcqRel);
    }
}

/// Structs that are layouts of heap objects.
///
/// # Safety
/// The struct is `repr(C)`, its first field is its [`Header`] (or the layout of its base, which begins with one), it needs no `Drop`,
/// and its alignment is 8.
pub unsafe trait HeapObject: Sized + 'static {
    /// Whether objects of this layout have native resources that the type's `drop` frees.
    const DROPS: bool = false;
}

/// A reference to a heap object of known layout. Kept alive by lying on a native stack, in a register or in a traced slot.
#[repr(transparent)]
pub struct Ref<T>(NonNull<T>, PhantomData<T>);

impl<T> Clone for Ref<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Ref<T> {}
impl<T> PartialEq for Ref<T> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Ref<T> {}

// SAFETY: heap objects are shared between threads by design; their mutable parts are atomics under the locking protocol.
unsafe impl<T> Send for Ref<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for Ref<T> {}

impl<T> Deref for Ref<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: a Ref addresses a live object of layout T as long as it is rooted, which holding it on a stack is.
        unsafe { self.0.as_ref() }
    }
}

impl<T: HeapObject> Ref<T> {
    /// # Safety
    /// `p` addresses a live heap object whose layout is or begins with `T`.
    #[inline(always)]
    pub unsafe fn from_raw(p: *const T) -> Ref<T> {
        // SAFETY: as the caller promises, not null.
        Ref(unsafe { NonNull::new_unchecked(p as *mut T) }, PhantomData)
    }
    #[inline(always)]
    pub fn as_ptr(self) -> *mut T {
        self.0.as_ptr()
    }
    #[inline(always)]
    pub fn value(self) -> Value {
        Value::from_ptr(self.0.as_ptr() as *const Header)
    }
    #[inline(always)]
    pub fn header(self) -> &'static Header {
        // SAFETY: every layout begins with a Header; the lifetime is that of rooted use.
        unsafe { &*(self.0.as_ptr() as *const Header) }
    }
    #[inline(always)]
    pub fn shape(self) -> ShapeId {
        self.header().shape()
    }
}

impl<T: HeapObject> From<Ref<T>> for Value {
    #[inline(always)]
    fn from(r: Ref<T>) -> Value {
        r.value()
    }
}

/// A mutable field of a heap object that holds a value. Loads acquire, stores release: what is reachable through it is complete.
#[repr(transparent)]
pub struct Slot(AtomicU64);

impl Slot {
    #[inline(always)]
    pub const fn new(v: Value) -> Slot {
        Slot(AtomicU64::new(v.bits()))
    }
    pub const fn unbound() -> Slot {
        Slot::new(Value::UNBOUND)
    }
    #[inline(always)]
    pub fn get(&self) -> Value {
        #[cfg(debug_assertions)]
        crate::thread::perhaps_give_way();
        Value::from_bits(self.0.load(Ordering::Acquire))
    }
    #[inline(always)]
    pub fn set(&self, v: Value) {
        #[cfg(debug_assertions)]
        crate::thread::perhaps_give_way();
        self.0.store(v.bits(), Ordering::Release);
    }
    #[inline(always)]
    pub fn swap(&self, v: Value) -> Value {
        Value::from_bits(self.0.swap(v.bits(), Ordering::AcqRel))
    }
    /// The value, unless the slot is unbound.
    #[inline(always)]
    pub fn bound(&self) -> Option<Value> {
        let v = self.get();
        if v.is_unbound() { None } else { Some(v) }
    }
    #[inline(always)]
    pub fn compare_exchange(&self, old: Value, new: Value) -> bool {
        self.0.compare_exchange(old.bits(), new.bits(), Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

/// A mutable machine word of a heap object that is no value: lengths, hashes, indices. The collector never follows it
/// when the layout's trace says so.
#[repr(transparent)]
pub struct Word(AtomicU64);

impl Word {
    pub const fn new(x: u64) -> Word {
        Word(AtomicU64::new(x))
    }
    #[inline(always)]
    pub fn get(&self) -> u64 {
        #[cfg(debug_assertions)]
        crate::thread::perhaps_give_way();
        self.0.load(Ordering::Acquire)
    }
    #[inline(always)]
    pub fn set(&self, x: u64) {
        #[cfg(debug_assertions)]
        crate::thread::perhaps_give_way();
        self.0.store(x, Ordering::Release);
    }
    #[inline(always)]
    pub fn usize(&self) -> usize {
        self.get() as usize
    }
    #[inline(always)]
    pub fn fetch_add(&self, x: u64) -> u64 {
        self.0.fetch_add(x, Ordering::AcqRel)
    }
    #[inline(always)]
    pub fn swap(&self, x: u64) -> u64 {
        self.0.swap(x, Ordering::AcqRel)
    }
    #[inline(always)]
    pub fn compare_exchange(&self, old: u64, new: u64) -> bool {
        self.0.compare_exchange(old, new, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}
