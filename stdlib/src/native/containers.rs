//! `_containers`: what `collections` has of native code besides the deque: the fields of named tuples, counting.

use pyish_vm::builtins::shape;
use pyish_vm::heap::{Marker, Trace};
use pyish_vm::native::{NativeModule, function, method};
use pyish_vm::object::operators::BinaryOp;
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, member_set, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// The layout of fields.
#[repr(C)]
struct Field {
    header: Header,
    doc: Slot,
    index: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Field {}

/// # Safety
/// `p` addresses a live `Field`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(unsafe { &(*p.cast::<Field>()).doc });
}

fn this(v: Value) -> Ref<Field> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let index = vm.index_size(args[1])?;
    let fixed = Field { header: Header::EMPTY, doc: Slot::new(args[2]), index: Word::new(index as u64) };
    Ok(vm.alloc(FIELD.shape(), fixed).value())
}

fn get(vm: &Vm, v: Value, object: Value, _: Value) -> PyResult<Value> {
    if object.is_unbound() {
        return Ok(v);
    }
    let index = this(v).index.get() as i64;
    let Some(t) = object.to_tuple() else {
        throw!(
            vm,
            TYPE_ERROR,
            "descriptor for index '{index}' for tuple subclasses doesn't apply to '{}' object",
            vm.type_name(object)
        );
    };
    match usize::try_from(index).ok().and_then(|i| t.items().get(i)) {
        Some(item) => Ok(*item),
        None => throw!(vm, INDEX_ERROR, "tuple index out of range"),
    }
}

fn set(vm: &Vm, _: Value, _: Value, value: Value) -> PyResult<()> {
    if value.is_unbound() {
        throw!(vm, ATTRIBUTE_ERROR, "can't delete attribute");
    }
    throw!(vm, ATTRIBUTE_ERROR, "can't set attribute")
}

fn set_doc(_: &Vm, v: Value, doc: Value) -> PyResult<()> {
    this(v).doc.set(if doc.is_unbound() { Value::NONE } else { doc });
    Ok(())
}

fn index_and_doc(vm: &Vm, v: Value) -> Value {
    vm.new_tuple(&[vm.new_int(this(v).index.get() as i64), this(v).doc.get()]).value()
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_tuple(&[vm.type_of(args[0]).value(), index_and_doc(vm, args[0])]).value())
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_str(&format!("_tuplegetter{}", vm.repr(index_and_doc(vm, v))?)).value())
}

static FIELD: TypeDef = TypeDef {
    name: "collections._tuplegetter",
    size: size_of::<Field>(),
    flags: type_flags::IMMUTABLE,
    trace: Trace::Custom(trace),
    slots: Slots { descr_get: Some(get), descr_set: Some(set), repr: Some(repr), ..Slots::EMPTY },
    new: Some(method("__new__", "(index, doc, /)", new, "A field.")),
    methods: &[method("__reduce__", "()", reduce, "How to make it again.")],
    getset: &[member_set("__doc__", |_, v| Ok(this(v).doc.get()), set_doc, "The documentation.")],
    ..TypeDef::NEW
};

/// Whether a mapping gets and sets its items as `dict` does.
fn counts_as_dict(vm: &Vm, mapping: Value) -> bool {
    let (class, dict) = (vm.type_of(mapping), shape::DICT.ty());
    let same = |name: &str| class.lookup(vm, vm.intern(name)) == dict.lookup(vm, vm.intern(name));
    mapping.to_dict().is_some() && same("get") && same("__setitem__")
}

fn one_more(vm: &Vm, count: Option<Value>) -> PyResult<Value> {
    if let Some(more) = count.filter(|n| n.is_int()).and_then(|n| Value::try_int(n.as_int() + 1)) {
        return Ok(more);
    }
    vm.binary(BinaryOp::Add, count.unwrap_or(Value::int(0)), Value::int(1))
}

fn count_elements(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (mapping, iterable) = (args[0], args[1]);
    if counts_as_dict(vm, mapping) {
        let dict = mapping.to_dict().expect("just checked");
        vm.for_each(iterable, |x| {
            let hash = vm.hash_key(x)?;
            let count = one_more(vm, dict.get_hashed(vm, x, hash)?)?;
            dict.set_hashed(vm, x, hash, count)
        })?;
        return Ok(Value::NONE);
    }
    let get = vm.getattr(mapping, vm.intern("get"))?;
    vm.for_each(iterable, |x| {
        vm.hash_key(x)?;
        let count = vm.call(get, &[x, Value::int(0)])?;
        vm.setitem(mapping, x, one_more(vm, Some(count))?)
    })?;
    Ok(Value::NONE)
}

pub static MODULE: NativeModule = NativeModule {
    name: "_containers",
    doc: "Native parts of collections.",
    functions: &[function(
        "_count_elements",
        "(mapping, iterable, /)",
        count_elements,
        "Count the items of an iterable.",
    )],
    types: &[&FIELD],
    init: None,
};
