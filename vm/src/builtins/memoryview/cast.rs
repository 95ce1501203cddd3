//! `memoryview.cast`.

use super::{Layout, MemoryView, c_strides, code_of, derive, items, live};
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

const MAX_NDIM: usize = 64;

pub(super) fn cast(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = live(vm, args[0])?;
    let Some(format) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "cast() argument 'format' must be str, not {}", vm.type_name(args[1]));
    };
    let given = !args[2].is_unbound();
    if given && args[2].to_tuple().is_none() && args[2].to_list().is_none() {
        throw!(vm, TYPE_ERROR, "shape must be a list or a tuple");
    }
    if !m.is_c_contiguous() {
        throw!(vm, TYPE_ERROR, "memoryview: casts are restricted to C-contiguous views");
    }
    if (given || m.dims().len() != 1) && m.dims().contains(&0) {
        throw!(vm, TYPE_ERROR, "memoryview: cannot cast view with zeros in shape or strides");
    }
    let shape = if given { Some(shape_argument(vm, args[2])?) } else { None };
    if let Some(shape) = &shape
        && shape.len() != 1
        && m.dims().len() != 1
    {
        throw!(vm, TYPE_ERROR, "memoryview: cast must be 1D -> ND or ND -> 1D");
    }
    let itemsize = item_size(vm, m, &format.to_string_lossy())?;
    let nbytes = m.nbytes();
    if nbytes % itemsize != 0 {
        throw!(vm, TYPE_ERROR, "memoryview: length is not a multiple of itemsize");
    }
    let shape = match shape {
        None => vec![(nbytes / itemsize) as i64],
        Some(shape) => {
            let count = shape.iter().try_fold(itemsize as i64, |n, &len| n.checked_mul(len));
            if count != Some(nbytes as i64) {
                throw!(vm, TYPE_ERROR, "memoryview: product(shape) * itemsize != buffer size");
            }
            shape
        }
    };
    let strides = c_strides(&shape, itemsize);
    let format = vm.exact_str(format);
    derive(vm, m, &Layout { data: m.data.get(), readonly: m.readonly != 0, itemsize, format, shape, strides })
}

fn item_size(vm: &Vm, m: Ref<MemoryView>, format: &str) -> PyResult<usize> {
    let (from, to) = (m.code(), code_of(format));
    if from == 0 {
        throw!(
            vm,
            VALUE_ERROR,
            "memoryview: source format must be a native single character format prefixed with an optional '@'"
        );
    }
    let Some(size) = items::size_of_code(to) else {
        throw!(vm, VALUE_ERROR, "memoryview: destination format must be a native format prefixed with an optional '@'");
    };
    let byte = |code: u8| matches!(code, b'b' | b'B' | b'c');
    if !byte(from) && !byte(to) {
        throw!(vm, TYPE_ERROR, "memoryview: cannot cast between two non-byte formats");
    }
    Ok(size)
}

fn shape_argument(vm: &Vm, v: Value) -> PyResult<Vec<i64>> {
    let dims = match (v.to_tuple(), v.to_list()) {
        (Some(t), _) => t,
        (_, Some(l)) => l.snapshot(vm),
        _ => throw!(vm, TYPE_ERROR, "shape must be a list or a tuple"),
    };
    if dims.len() > MAX_NDIM {
        throw!(vm, VALUE_ERROR, "memoryview: number of dimensions must not exceed {MAX_NDIM}");
    }
    let mut shape = Vec::new();
    for &d in dims.items() {
        if !vm.is_integer(d) {
            throw!(vm, TYPE_ERROR, "memoryview.cast(): elements of shape must be integers");
        }
        match vm.index_i64(d)? {
            n if n > 0 => shape.push(n),
            _ => throw!(vm, VALUE_ERROR, "memoryview.cast(): elements of shape must be integers > 0"),
        }
    }
    Ok(shape)
}
