//! `memoryview`: windows on other objects' memory, with item types, dimensions and strides.
//!
//! A view keeps the memory's holder alive. While it is not released its owner counts it as an export; the counter is not a heap
//! object, so that the sweep of a dead view can count it out.

mod cast;
mod index;
mod items;
pub use items::{Item, f64_to_half, half_to_f64};
mod methods;

pub use methods::{ITERATOR_TYPE, TYPE};

use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::heap::Marker;
use crate::object::{Buffer, Header, HeapObject, Ref, Slot, Word, exports};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of `memoryview`; `ndim` lengths and as many strides follow.
#[repr(C)]
pub struct MemoryView {
    header: Header,
    /// The object whose memory this is; unbound once released.
    owner: Slot,
    /// What holds the memory, when that is another object.
    storage: Slot,
    /// The view that `__buffer__` of a Python class gave.
    lent: Slot,
    /// The item type, a str.
    format: Slot,
    data: Word,
    /// The export counter held, 0 for none.
    counter: Word,
    hash: Word,
    readonly: u64,
    itemsize: u64,
    ndim: u64,
}
// SAFETY: repr(C), begins with the header, no Drop (`TYPE.drop` counts the export out).
unsafe impl HeapObject for MemoryView {
    const DROPS: bool = true;
}

/// Everything about a view but its memory's holder.
#[derive(Clone)]
struct Layout {
    data: u64,
    readonly: bool,
    itemsize: usize,
    format: Ref<Str>,
    shape: Vec<i64>,
    strides: Vec<i64>,
}

impl Ref<MemoryView> {
    fn dims(self) -> &'static [i64] {
        // SAFETY: the lengths follow the fixed part and never change.
        unsafe { std::slice::from_raw_parts(self.as_ptr().add(1).cast(), self.ndim as usize) }
    }
    fn strides(self) -> &'static [i64] {
        let n = self.ndim as usize;
        // SAFETY: the strides follow the lengths.
        unsafe { std::slice::from_raw_parts(self.as_ptr().add(1).cast::<i64>().add(n), n) }
    }
    fn format(self) -> Ref<Str> {
        // SAFETY: always a str.
        unsafe { self.format.get().cast() }
    }
    /// The letter of the item type, `@` skipped; NUL for what is no single native letter.
    fn code(self) -> u8 {
        code_of(&self.format().to_string_lossy())
    }
    fn layout(self) -> Layout {
        Layout {
            data: self.data.get(),
            readonly: self.readonly != 0,
            itemsize: self.itemsize as usize,
            format: self.format(),
            shape: self.dims().to_vec(),
            strides: self.strides().to_vec(),
        }
    }
    /// Number of items in all dimensions.
    fn count(self) -> usize {
        self.dims().iter().product::<i64>() as usize
    }
    fn nbytes(self) -> usize {
        self.count() * self.itemsize as usize
    }
    fn is_c_contiguous(self) -> bool {
        contiguous(self.dims().iter().zip(self.strides()).rev(), self.itemsize as i64) || self.count() == 0
    }
    fn is_f_contiguous(self) -> bool {
        contiguous(self.dims().iter().zip(self.strides()), self.itemsize as i64) || self.count() == 0
    }
}

fn contiguous<'a>(dims: impl Iterator<Item = (&'a i64, &'a i64)>, itemsize: i64) -> bool {
    let mut expected = itemsize;
    for (&len, &stride) in dims {
        if len != 1 && stride != expected {
            return false;
        }
        expected *= len;
    }
    true
}

/// Strides of a C-contiguous block.
fn c_strides(shape: &[i64], itemsize: usize) -> Vec<i64> {
    let mut strides = vec![0; shape.len()];
    let mut step = itemsize as i64;
    for (stride, len) in strides.iter_mut().zip(shape).rev() {
        *stride = step;
        step *= len;
    }
    strides
}

/// The letter of a native item type that a view can read, else NUL.
fn code_of(format: &str) -> u8 {
    match format.strip_prefix('@').unwrap_or(format).as_bytes() {
        [c] if items::size_of_code(*c).is_some() => *c,
        _ => 0,
    }
}

/// The receiver, unless released.
fn live(vm: &Vm, v: Value) -> PyResult<Ref<MemoryView>> {
    // SAFETY: only called on instances.
    let m: Ref<MemoryView> = unsafe { v.cast() };
    if m.owner.bound().is_none() {
        throw!(vm, VALUE_ERROR, "operation forbidden on released memoryview object");
    }
    Ok(m)
}

/// Whether a memoryview was released.
pub fn is_released(v: Value) -> bool {
    // SAFETY: the caller knows that this is a memoryview.
    unsafe { v.cast::<MemoryView>() }.owner.bound().is_none()
}

fn alloc(
    vm: &Vm,
    owner: Value,
    storage: Value,
    lent: Value,
    counter: u64,
    layout: &Layout,
) -> PyResult<Ref<MemoryView>> {
    let fixed = MemoryView {
        header: Header::EMPTY,
        owner: Slot::new(owner),
        storage: Slot::new(storage),
        lent: Slot::new(lent),
        format: Slot::new(layout.format.value()),
        data: Word::new(layout.data),
        counter: Word::new(counter),
        hash: Word::new(0),
        readonly: layout.readonly as u64,
        itemsize: layout.itemsize as u64,
        ndim: layout.shape.len() as u64,
    };
    let n = layout.shape.len();
    let m = vm.alloc_extra(shape::MEMORYVIEW, fixed, n * 16)?;
    // SAFETY: the words follow the fixed part; nobody else knows the object yet.
    unsafe {
        let words = m.as_ptr().add(1).cast::<i64>();
        std::ptr::copy_nonoverlapping(layout.shape.as_ptr(), words, n);
        std::ptr::copy_nonoverlapping(layout.strides.as_ptr(), words.add(n), n);
    }
    Ok(m)
}

/// A view of the same memory with another layout.
fn derive(vm: &Vm, m: Ref<MemoryView>, layout: &Layout) -> PyResult<Value> {
    let (counter, owner, storage) = {
        // Whoever releases the view meanwhile takes its export away.
        let _guard = vm.lock(m);
        (exports::share(m.counter.get()), m.owner.get(), m.storage.get())
    };
    let view = alloc(vm, owner, storage, Value::UNBOUND, counter, layout)?;
    live(vm, view.value())?;
    Ok(view.value())
}

/// `memoryview(object)`
pub fn new_view(vm: &Vm, object: Value) -> PyResult<Value> {
    if object.has_shape(shape::MEMORYVIEW) {
        let m = live(vm, object)?;
        return derive(vm, m, &m.layout());
    }
    if !vm.has_buffer(object) {
        throw!(vm, TYPE_ERROR, "memoryview: a bytes-like object is required, not '{}'", vm.type_name(object));
    }
    let mut b = vm.buffer(object)?;
    let counter = b.exports.map_or(0, exports::add);
    if counter != 0 {
        // From now on the size stays: what was seen before may have changed.
        b = vm.buffer(object)?;
    }
    let layout = Layout {
        data: b.data as u64,
        readonly: b.readonly,
        itemsize: b.itemsize,
        format: vm.intern(b.format),
        shape: vec![(b.len / b.itemsize) as i64],
        strides: vec![b.itemsize as i64],
    };
    Ok(alloc(vm, b.owner, b.storage, b.lent, counter, &layout)?.value())
}

/// The memory of a view; BufferError unless it is one contiguous block.
pub fn buffer(vm: &Vm, v: Value) -> PyResult<Buffer> {
    let m = live(vm, v)?;
    if !m.is_c_contiguous() {
        throw!(vm, BUFFER_ERROR, "memoryview: underlying buffer is not C-contiguous");
    }
    let format = match m.code() {
        0 => "B",
        code => items::static_format(code),
    };
    Ok(Buffer {
        owner: v,
        storage: m.storage.get(),
        data: m.data.get() as *mut u8,
        len: m.nbytes(),
        readonly: m.readonly != 0,
        format,
        itemsize: m.itemsize as usize,
        exports: None,
        lent: Value::UNBOUND,
    })
}

/// The bytes of a view in C order, whatever its strides.
pub fn to_vec(vm: &Vm, v: Value) -> PyResult<Vec<u8>> {
    Ok(items::gather(live(vm, v)?))
}

/// Releases a view; nothing when it was already.
pub fn release_view(vm: &Vm, v: Value) {
    // SAFETY: the caller knows that this is a memoryview.
    let m: Ref<MemoryView> = unsafe { v.cast() };
    let (owner, counter) = {
        let _guard = vm.lock(m);
        m.storage.set(Value::UNBOUND);
        (m.owner.swap(Value::UNBOUND), m.counter.swap(0))
    };
    if owner.is_unbound() {
        return;
    }
    exports::drop_one(counter);
    let lent = m.lent.swap(Value::UNBOUND);
    if !lent.is_unbound() {
        if let Err(e) = vm.call_special(owner, vm.names().__release_buffer__, &[lent]) {
            vm.unraisable(e, owner);
        }
        release_view(vm, lent);
    }
}

/// Counts a dead view out.
///
/// # Safety
/// `p` addresses a dead `MemoryView`.
unsafe fn drop(p: *mut u64) {
    // SAFETY: as promised.
    exports::drop_one(unsafe { (*p.cast::<MemoryView>()).counter.swap(0) });
}

/// Marks the values; data, counter and lengths are none.
///
/// # Safety
/// `p` addresses a live `MemoryView`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let m = unsafe { &*p.cast::<MemoryView>() };
    for slot in [&m.owner, &m.storage, &m.lent, &m.format] {
        marker.slot(slot);
    }
    // The memory may lie inside an object that no slot names.
    marker.interior(m.data.get());
}
