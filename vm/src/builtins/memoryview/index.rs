//! Subscripts of memoryviews: items, slices, assignment.

use super::{Layout, MemoryView, derive, items, live, new_view};
use crate::builtins::shape;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The letter of a view whose items can be read.
pub(super) fn readable(vm: &Vm, m: Ref<MemoryView>) -> PyResult<u8> {
    match m.code() {
        0 => throw!(vm, NOT_IMPLEMENTED_ERROR, "memoryview: format {} not supported", m.format()),
        code => Ok(code),
    }
}

/// Offset of an index in one dimension.
fn step_in(vm: &Vm, m: Ref<MemoryView>, dim: usize, key: Value) -> PyResult<i64> {
    let i = vm.index_item(key)?;
    let len = m.dims()[dim];
    let at = if i < 0 { i + len } else { i };
    if at < 0 || at >= len {
        throw!(vm, INDEX_ERROR, "index out of bounds on dimension {}", dim + 1);
    }
    Ok(at * m.strides()[dim])
}

/// What a key selects.
enum Selected {
    Item(i64),
    Slice(Layout),
}

fn select(vm: &Vm, m: Ref<MemoryView>, key: Value, multi: &str) -> PyResult<Selected> {
    let ndim = m.dims().len();
    if let Some(keys) = key.to_tuple() {
        let keys = keys.items();
        if keys.iter().all(|k| vm.is_index(*k)) {
            if keys.len() > ndim {
                throw!(vm, TYPE_ERROR, "cannot index {ndim}-dimension view with {}-element tuple", keys.len());
            }
            if keys.len() < ndim {
                throw!(vm, NOT_IMPLEMENTED_ERROR, "sub-views are not implemented");
            }
            let mut offset = 0;
            for (dim, k) in keys.iter().enumerate() {
                offset += step_in(vm, m, dim, *k)?;
            }
            return Ok(Selected::Item(offset));
        }
        if keys.iter().all(|k| k.has_shape(shape::SLICE)) {
            throw!(vm, NOT_IMPLEMENTED_ERROR, "multi-dimensional slicing is not implemented");
        }
        throw!(vm, TYPE_ERROR, "memoryview: invalid slice key");
    }
    if ndim == 0 {
        if key == Value::ELLIPSIS {
            return Ok(Selected::Item(0));
        }
        throw!(vm, TYPE_ERROR, "invalid indexing of 0-dim memory");
    }
    if vm.is_index(key) {
        if ndim > 1 {
            throw!(vm, NOT_IMPLEMENTED_ERROR, "{multi}");
        }
        return Ok(Selected::Item(step_in(vm, m, 0, key)?));
    }
    if !key.has_shape(shape::SLICE) {
        throw!(vm, TYPE_ERROR, "memoryview: invalid slice key");
    }
    let (start, _, step, count) = vm.slice_indices(key, m.dims()[0] as usize)?;
    let mut layout = m.layout();
    layout.data = layout.data.wrapping_add((start * layout.strides[0]) as u64);
    layout.shape[0] = count as i64;
    layout.strides[0] *= step;
    Ok(Selected::Slice(layout))
}

pub(super) fn getitem(vm: &Vm, v: Value, key: Value) -> PyResult<Value> {
    let m = live(vm, v)?;
    match select(vm, m, key, "multi-dimensional sub-views are not implemented")? {
        Selected::Item(offset) => {
            let code = readable(vm, m)?;
            Ok(items::Item::read(code, m.item_bytes(offset)).value(vm))
        }
        Selected::Slice(layout) => derive(vm, m, &layout),
    }
}

pub(super) fn setitem(vm: &Vm, v: Value, key: Value, value: Value) -> PyResult<()> {
    let m = live(vm, v)?;
    if m.readonly != 0 {
        throw!(vm, TYPE_ERROR, "cannot modify read-only memory");
    }
    if value.is_unbound() {
        throw!(vm, TYPE_ERROR, "cannot delete memory");
    }
    match select(vm, m, key, "sub-views are not implemented")? {
        Selected::Item(offset) => {
            let code = readable(vm, m)?;
            let bytes = items::pack(vm, code, &m.format().to_string_lossy(), value)?;
            // Converting the value may have run Python.
            live(vm, v)?.write_item(offset, &bytes);
        }
        Selected::Slice(layout) => {
            if m.dims().len() != 1 {
                throw!(vm, NOT_IMPLEMENTED_ERROR, "memoryview slice assignments are currently restricted to ndim = 1");
            }
            assign(vm, m, layout, value)?;
        }
    }
    Ok(())
}

fn assign(vm: &Vm, m: Ref<MemoryView>, layout: Layout, value: Value) -> PyResult<()> {
    if !vm.has_buffer(value) {
        throw!(vm, TYPE_ERROR, "a bytes-like object is required, not '{}'", vm.type_name(value));
    }
    let view = new_view(vm, value)?;
    let source = live(vm, view)?;
    let same = source.dims() == &layout.shape[..] && source.itemsize == m.itemsize && source.code() == m.code();
    let data = items::gather(source);
    super::release_view(vm, view);
    if !same {
        throw!(vm, VALUE_ERROR, "memoryview assignment: lvalue and rvalue have different structures");
    }
    let base = (layout.data as i64).wrapping_sub(m.data.get() as i64);
    let offsets = items::offsets(&layout.shape, &layout.strides);
    for (chunk, offset) in data.chunks(m.itemsize as usize).zip(offsets) {
        m.write_item(base + offset, chunk);
    }
    Ok(())
}
