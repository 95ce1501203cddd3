//! `array`: sequences of numbers or characters in their machine form.
//!
//! The bytes are those of a bytearray that nobody else sees: it brings the lock, growth and the count of memoryviews.

mod items;
mod methods;
mod pickling;

use items::{KINDS, Kind};

use pyish_vm::builtins::bytearray::ByteArray;
use pyish_vm::builtins::module::Module;
use pyish_vm::builtins::shape;
use pyish_vm::exceptions::exc;
use pyish_vm::heap::Trace;
use pyish_vm::native::{NativeModule, function, method};
use pyish_vm::object::{Buffer, CompareOp, Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// The layout of arrays.
#[repr(C)]
struct Array {
    header: Header,
    bytes: Slot,
    /// The number of the kind in [`KINDS`].
    kind: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Array {}

fn this(v: Value) -> Ref<Array> {
    // SAFETY: only called on instances.
    unsafe { v.cast() }
}
impl Array {
    fn bytes(&self) -> Ref<ByteArray> {
        self.bytes.get().to_bytearray().expect("made with the array")
    }
    fn kind(&self) -> &'static Kind {
        &KINDS[self.kind.usize()]
    }
    fn len(&self) -> usize {
        self.bytes().len() / self.kind().size
    }
    /// All bytes as they are now.
    fn to_vec(&self, vm: &Vm) -> Vec<u8> {
        self.bytes().with_slice(vm, <[u8]>::to_vec)
    }
    /// The item at a place, unless the array has shrunk meanwhile.
    #[inline]
    fn get(&self, vm: &Vm, i: usize) -> PyResult<Option<Value>> {
        let kind = self.kind();
        let mut item = [0; 16];
        let there = self.bytes().with_slice(vm, |s| match s.get(i * kind.size..(i + 1) * kind.size) {
            Some(b) => {
                item[..kind.size].copy_from_slice(b);
                true
            }
            None => false,
        });
        if there { kind.read(vm, &item[..kind.size]).map(Some) } else { Ok(None) }
    }
    /// Replaces items `from..to`; BufferError when that changes the length under a memoryview.
    fn replace(&self, vm: &Vm, from: usize, to: usize, data: &[u8]) -> PyResult<()> {
        let size = self.kind().size;
        if (to - from) * size == data.len() {
            self.bytes().with_slice_mut(vm, |s| {
                if let Some(place) = s.get_mut(from * size..to * size) {
                    place.copy_from_slice(data);
                }
            });
            return Ok(());
        }
        self.resize(vm, from * size, to * size, data)
    }
    fn resize(&self, vm: &Vm, from: usize, to: usize, data: &[u8]) -> PyResult<()> {
        self.bytes().replace(vm, from, to, data, "cannot resize an array that is exporting buffers")
    }
    fn append(&self, vm: &Vm, v: Value) -> PyResult<()> {
        let kind = self.kind();
        let item = kind.pack(vm, v)?;
        self.append_bytes(vm, &item[..kind.size])
    }
    /// Appends bytes that are whole items.
    fn append_bytes(&self, vm: &Vm, data: &[u8]) -> PyResult<()> {
        if data.is_empty() {
            return Ok(());
        }
        self.resize(vm, usize::MAX, usize::MAX, data)
    }
}

/// The array, when this is one.
fn to_array(vm: &Vm, v: Value) -> Option<Ref<Array>> {
    if vm.isinstance(v, TYPE.shape().ty()) { Some(this(v)) } else { None }
}

fn make(vm: &Vm, kind: &'static Kind, data: &[u8]) -> Ref<Array> {
    let bytes = vm.new_bytearray(data).value();
    vm.alloc(TYPE.shape(), fields(bytes, kind))
}
fn fields(bytes: Value, kind: &'static Kind) -> Array {
    let number = KINDS.iter().position(|k| std::ptr::eq(k, kind)).expect("a row of the table");
    Array { header: Header::EMPTY, bytes: Slot::new(bytes), kind: Word::new(number as u64) }
}

fn kind_argument(vm: &Vm, v: Value) -> PyResult<&'static Kind> {
    let Some(code) = v.to_str() else {
        throw!(vm, TYPE_ERROR, "array() argument 1 must be str, not {}", vm.type_name(v));
    };
    let Some(kind) = Kind::find(&code.to_string_lossy()) else {
        throw!(vm, VALUE_ERROR, "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, e, f, d, Zf or Zd)");
    };
    Ok(kind)
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let class = vm.class_arg(args[0]);
    if class.root_shape() == TYPE.shape() && args[2].to_dict().is_some_and(|d| !d.is_empty()) {
        throw!(vm, TYPE_ERROR, "array.array() takes no keyword arguments");
    }
    let given = args[1].to_tuple().expect("bound by *args").items();
    if given.is_empty() {
        throw!(vm, TYPE_ERROR, "array() takes at least 1 argument (0 given)");
    }
    if given.len() > 2 {
        throw!(vm, TYPE_ERROR, "array() takes at most 2 arguments ({} given)", given.len());
    }
    let kind = kind_argument(vm, given[0])?;
    if kind.code == "u" {
        let text = "The 'u' type code is deprecated and will be removed in Python 3.16";
        vm.warn(exc::DEPRECATION_WARNING, text, 1)?;
    }
    let bytes = vm.new_bytearray(&[]).value();
    let array = vm.alloc_instance(class, fields(bytes, kind));
    let Some(&from) = given.get(1) else { return Ok(array.value()) };
    if from.to_str().is_some() && !kind.is_text() {
        throw!(vm, TYPE_ERROR, "cannot use a str to initialize an array with typecode '{}'", kind.code);
    }
    let other = to_array(vm, from);
    if let Some(other) = other
        && other.kind().is_text()
        && !kind.is_text()
    {
        throw!(vm, TYPE_ERROR, "cannot use a unicode array to initialize an array with typecode '{}'", kind.code);
    }
    if from.to_str().is_some() {
        methods::fromunicode(vm, &[array.value(), from])?;
    } else if from.to_bytes().is_some() || from.to_bytearray().is_some() {
        methods::frombytes(vm, &[array.value(), from])?;
    } else if let Some(other) = other
        && (other.kind().code == kind.code || other.kind().is_text())
    {
        array.append_bytes(vm, &other.to_vec(vm))?;
    } else {
        vm.for_each(from, |v| array.append(vm, v))?;
    }
    Ok(array.value())
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let a = this(v);
    let (name, code) = (vm.type_of(v).name(), a.kind().code);
    if a.bytes().is_empty() {
        return Ok(vm.new_str(&format!("{name}('{code}')")).value());
    }
    let items = if a.kind().is_text() { methods::tounicode(vm, &[v])? } else { methods::tolist(vm, &[v])? };
    let shown = vm.repr(items)?;
    let text = vm.new_str(&format!("{name}('{code}', ")).value();
    let text = vm.binary(pyish_vm::object::BinaryOp::Add, text, shown.value())?;
    vm.binary(pyish_vm::object::BinaryOp::Add, text, vm.new_str(")").value())
}

/// The place that an index names.
fn place(vm: &Vm, a: Ref<Array>, key: Value, wrong: &str) -> PyResult<usize> {
    let i = match key.to_int() {
        Some(i) => i,
        None if vm.is_index(key) => vm.index_size(key)?,
        None => throw!(vm, TYPE_ERROR, "array indices must be integers"),
    };
    let n = a.len() as i64;
    let at = if i < 0 { i + n } else { i };
    if at < 0 || at >= n {
        throw!(vm, INDEX_ERROR, "{wrong}");
    }
    Ok(at as usize)
}

fn getitem(vm: &Vm, v: Value, key: Value) -> PyResult<Value> {
    let a = this(v);
    if key.has_shape(shape::SLICE) {
        let (start, _, step, count) = vm.slice_indices(key, a.len())?;
        let kind = a.kind();
        let size = kind.size;
        let picked: Vec<u8> = a.bytes().with_slice(vm, |s| {
            if step == 1 {
                let from = (start as usize * size).min(s.len());
                return s[from..(from + count * size).min(s.len())].to_vec();
            }
            let item = |i: i64| s.get((start + i * step) as usize * size..((start + i * step) as usize + 1) * size);
            (0..count as i64).filter_map(item).flatten().copied().collect()
        });
        return Ok(make(vm, kind, &picked).value());
    }
    match a.get(vm, place(vm, a, key, "array index out of range")?)? {
        Some(item) => Ok(item),
        None => throw!(vm, INDEX_ERROR, "array index out of range"),
    }
}

fn setitem(vm: &Vm, v: Value, key: Value, value: Value) -> PyResult<()> {
    let a = this(v);
    let kind = a.kind();
    if key.has_shape(shape::SLICE) {
        return set_slice(vm, a, key, value);
    }
    let i = place(vm, a, key, "array assignment index out of range")?;
    if value.is_unbound() {
        return a.replace(vm, i, i + 1, &[]);
    }
    let item = kind.pack(vm, value)?;
    a.bytes().with_slice_mut(vm, |s| {
        if let Some(place) = s.get_mut(i * kind.size..(i + 1) * kind.size) {
            place.copy_from_slice(&item[..kind.size]);
        }
    });
    Ok(())
}

fn set_slice(vm: &Vm, a: Ref<Array>, key: Value, value: Value) -> PyResult<()> {
    let size = a.kind().size;
    let data = if value.is_unbound() {
        Vec::new()
    } else {
        let Some(other) = to_array(vm, value) else {
            throw!(vm, TYPE_ERROR, "can only assign array (not \"{}\") to array slice", vm.type_name(value));
        };
        if other.kind().code != a.kind().code {
            throw!(vm, TYPE_ERROR, "bad argument type for built-in operation");
        }
        other.to_vec(vm)
    };
    let (start, stop, step, count) = vm.slice_indices(key, a.len())?;
    if step == 1 {
        let from = start as usize;
        let to = (stop as usize).max(from);
        if value.is_unbound() {
            let size = a.kind().size;
            return a.resize(vm, from * size, to * size, &[]);
        }
        return a.replace(vm, from, to, &data);
    }
    if value.is_unbound() {
        let mut gone: Vec<usize> = (0..count as i64).map(|i| (start + i * step) as usize).collect();
        gone.sort_unstable();
        let old = a.to_vec(vm);
        let left: Vec<u8> = old
            .chunks_exact(size)
            .enumerate()
            .filter(|(i, _)| gone.binary_search(i).is_err())
            .flat_map(|(_, item)| item)
            .copied()
            .collect();
        return a.resize(vm, 0, old.len(), &left);
    }
    if data.len() / size != count {
        let given = data.len() / size;
        throw!(vm, VALUE_ERROR, "attempt to assign array of size {given} to extended slice of size {count}");
    }
    a.bytes().with_slice_mut(vm, |s| {
        for (i, item) in data.chunks_exact(size).enumerate() {
            let at = (start + i as i64 * step) as usize * size;
            if let Some(place) = s.get_mut(at..at + size) {
                place.copy_from_slice(item);
            }
        }
    });
    Ok(())
}

fn contains(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    Ok(methods::find(vm, this(v), x, 0)?.is_some())
}
fn concat(vm: &Vm, v: Value, other: Value) -> PyResult<Value> {
    let a = this(v);
    let Some(b) = to_array(vm, other) else {
        throw!(vm, TYPE_ERROR, "can only append array (not \"{}\") to array", vm.type_name(other));
    };
    if a.kind().code != b.kind().code {
        throw!(vm, TYPE_ERROR, "bad argument type for built-in operation");
    }
    Ok(make(vm, a.kind(), &[a.to_vec(vm), b.to_vec(vm)].concat()).value())
}
fn iconcat(vm: &Vm, v: Value, other: Value) -> PyResult<Value> {
    if to_array(vm, other).is_none() {
        throw!(vm, TYPE_ERROR, "can only extend array with array (not \"{}\")", vm.type_name(other));
    }
    methods::extend(vm, &[v, other])?;
    Ok(v)
}
fn repeated(vm: &Vm, a: Ref<Array>, n: Value) -> PyResult<Vec<u8>> {
    if !vm.is_index(n) {
        throw!(vm, TYPE_ERROR, "can't multiply sequence by non-int of type '{}'", vm.type_name(n));
    }
    let (n, old) = (vm.index_size(n)?.max(0) as usize, a.to_vec(vm));
    match old.len().checked_mul(n) {
        Some(total) if total <= isize::MAX as usize >> 8 => Ok(old.repeat(n)),
        _ => throw!(vm, MEMORY_ERROR, ""),
    }
}
fn repeat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let (a, n) = if let Some(a) = to_array(vm, a) { (a, b) } else { (this(b), a) };
    Ok(make(vm, a.kind(), &repeated(vm, a, n)?).value())
}
fn irepeat(vm: &Vm, v: Value, n: Value) -> PyResult<Value> {
    let a = this(v);
    let data = repeated(vm, a, n)?;
    a.replace(vm, 0, a.len(), &data)?;
    Ok(v)
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    let (Some(x), Some(y)) = (to_array(vm, a), to_array(vm, b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    if equality && x.len() != y.len() {
        return Ok(Value::bool(op == CompareOp::Ne));
    }
    if equality && x.kind().code == y.kind().code && x.kind().is_exact() {
        return Ok(Value::bool((x.to_vec(vm) == y.to_vec(vm)) == (op == CompareOp::Eq)));
    }
    let mut i = 0;
    while let (Some(p), Some(q)) = (x.get(vm, i)?, y.get(vm, i)?) {
        if !vm.compare_bool(p, q, CompareOp::Eq)? {
            return match op {
                CompareOp::Eq => Ok(Value::FALSE),
                CompareOp::Ne => Ok(Value::TRUE),
                op => vm.compare(p, q, op),
            };
        }
        i += 1;
    }
    vm.compare(Value::int(x.len() as i64), Value::int(y.len() as i64), op)
}
fn buffer(vm: &Vm, v: Value) -> PyResult<Buffer> {
    let a = this(v);
    Ok(a.bytes().buffer_of(vm, v, a.kind().format, a.kind().size))
}
fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    throw!(vm, TYPE_ERROR, "unhashable type: '{}'", vm.type_name(v))
}

static TYPE: TypeDef = TypeDef {
    name: "array.array",
    doc: "array(typecode [, initializer]) -> array\n\nA sequence of numbers or characters that takes little memory.",
    size: size_of::<Array>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF | type_flags::SEQUENCE,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        len: Some(|_, v| Ok(this(v).len())),
        getitem: Some(getitem),
        setitem: Some(setitem),
        contains: Some(contains),
        concat: Some(concat),
        iconcat: Some(iconcat),
        repeat: Some(repeat),
        irepeat: Some(irepeat),
        compare: Some(compare),
        iter: Some(iter),
        buffer: Some(buffer),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(*args, **kwargs)", new, "An array of a typecode.")),
    methods: methods::METHODS,
    getset: &[
        getter("typecode", |vm, v| Ok(vm.new_str(this(v).kind().code).value()), "The typecode."),
        getter("itemsize", |_, v| Ok(Value::int(this(v).kind().size as i64)), "Bytes of an item."),
    ],
    ..TypeDef::NEW
};

/// The layout of iterators.
#[repr(C)]
struct Iter {
    header: Header,
    /// Unbound once exhausted.
    array: Slot,
    at: Word,
}
// SAFETY: as above.
unsafe impl HeapObject for Iter {}

fn iterator(v: Value) -> Ref<Iter> {
    // SAFETY: only called on instances.
    unsafe { v.cast() }
}
fn iter(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = Iter { header: Header::EMPTY, array: Slot::new(v), at: Word::new(0) };
    Ok(vm.alloc(ITERATOR.shape(), it).value())
}
fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = iterator(v);
    let Some(array) = it.array.bound() else { return Ok(Value::UNBOUND) };
    match this(array).get(vm, it.at.fetch_add(1) as usize)? {
        Some(item) => Ok(item),
        None => {
            it.array.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
    }
}
fn reduce_iterator(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = iterator(args[0]);
    let builtins = vm.import_module("builtins")?;
    let iter = vm.getattr(builtins, vm.intern("iter"))?;
    let tuple = |items: &[Value]| vm.new_tuple(items).value();
    Ok(match it.array.bound() {
        Some(array) => tuple(&[iter, tuple(&[array]), vm.new_int(it.at.get() as i64)]),
        None => tuple(&[iter, tuple(&[tuple(&[])])]),
    })
}
fn set_iterator(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = iterator(args[0]);
    if let Some(array) = it.array.bound() {
        it.at.set(vm.index_i64(args[1])?.clamp(0, this(array).len() as i64) as u64);
    }
    Ok(Value::NONE)
}

static ITERATOR: TypeDef = TypeDef {
    name: "array.arrayiterator",
    size: size_of::<Iter>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("__reduce__", "()", reduce_iterator, "How to make the iterator anew."),
        method("__setstate__", "(state, /)", set_iterator, "Set the place."),
    ],
    ..TypeDef::NEW
};

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    let codes = vm.new_list(&[]);
    KINDS.iter().for_each(|k| codes.push(vm, vm.intern(k.code).value()));
    m.set(vm, "typecodes", codes.snapshot(vm).value());
    let class = TYPE.shape().ty().value();
    m.set(vm, "ArrayType", class);
    // Only arrays make iterators.
    vm.delattr(m.value(), vm.intern("arrayiterator"))?;
    let abc = vm.import_module("collections.abc")?;
    let sequence = vm.getattr(abc, vm.intern("MutableSequence"))?;
    vm.call_method(sequence, vm.intern("register"), &[class])?;
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "array",
    doc: "Sequences of numbers or characters in their machine form.",
    functions: &[function(
        "_array_reconstructor",
        "(arraytype, typecode, mformat_code, items, /)",
        pickling::reconstruct,
        "An array out of a pickle.",
    )],
    types: &[&TYPE, &ITERATOR],
    init: Some(init),
};
