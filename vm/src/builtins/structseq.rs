//! Structure sequences: tuples whose items also have names (`sys.version_info`, `time.struct_time`, `os.stat_result`).
//!
//! The classes are made at run time: subclasses of `tuple` with properties, their metadata in class attributes.

use crate::builtins::shape;
use crate::native::{MethodDef, function};
use crate::object::{Ref, Type};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::tuple::Tuple;

/// A class of structure sequences. The first `n_sequence` fields are the tuple's items, the rest only have names.
pub fn make_type(vm: &Vm, name: &str, doc: &str, fields: &[(&str, &str)], n_sequence: usize) -> PyResult<Ref<Type>> {
    let (module, short) = name.rsplit_once('.').unwrap_or(("builtins", name));
    let ns = vm.new_dict();
    let set = |key: &str, v: Value| ns.set_str(vm, vm.intern(key), v);
    set("__module__", vm.intern(module).value());
    set("__doc__", vm.new_str(doc).value());
    set("__slots__", vm.new_tuple(&[]).value());
    set("n_fields", Value::int(fields.len() as i64));
    set("n_sequence_fields", Value::int(n_sequence as i64));
    set("n_unnamed_fields", Value::int(0));
    let names = vm.new_list(&[]);
    let getter = crate::import::finder::native_type(vm, &FIELD_TYPE)?;
    for (i, (field, doc)) in fields.iter().enumerate() {
        names.push(vm, vm.intern(field).value());
        let f = vm
            .alloc(getter.root_shape(), Field { header: Header::EMPTY, index: i as u64, doc: vm.new_str(doc).value() });
        set(field, f.value());
    }
    set("__match_args__", vm.new_tuple(&names.snapshot(vm).items()[..n_sequence]).value());
    set("_structseq_fields", names.snapshot(vm).value());
    for m in METHODS {
        let f = vm.new_native(m, Value::UNBOUND, None, None);
        let wrapped = if m.name == "__new__" { crate::builtins::staticmethod::new(vm, f) } else { as_method(vm, f)? };
        set(m.name, wrapped);
    }
    let bases = vm.new_tuple(&[shape::TUPLE.ty().value()]);
    let class = vm.call(shape::TYPE.ty().value(), &[vm.intern(short).value(), bases.value(), ns.value()])?;
    Ok(vm.class_arg(class))
}

/// A native function that binds like a Python function.
fn as_method(vm: &Vm, f: Value) -> PyResult<Value> {
    let binder = crate::import::finder::native_type(vm, &BINDER_TYPE)?;
    Ok(vm.alloc(binder.root_shape(), Binder { header: Header::EMPTY, function: f }).value())
}

use crate::heap::Trace;
use crate::object::{Header, HeapObject, Slots, TypeDef, getter, type_flags};

/// The descriptor of a named field.
#[repr(C)]
struct Field {
    header: Header,
    index: u64,
    doc: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Field {}

/// Binds a native function to an instance.
#[repr(C)]
struct Binder {
    header: Header,
    function: Value,
}
// SAFETY: as above.
unsafe impl HeapObject for Binder {}

fn field(v: Value) -> Ref<Field> {
    // SAFETY: the slot belongs to this type.
    unsafe { v.cast() }
}

fn field_get(vm: &Vm, v: Value, instance: Value, _: Value) -> PyResult<Value> {
    if instance.is_unbound() {
        return Ok(v);
    }
    let i = field(v).index as usize;
    // All fields lie behind each other; the tuple's length covers only those of the sequence.
    let t = instance.to_tuple().expect("a structure sequence");
    Ok(all_fields(vm, t).get(i).copied().unwrap_or(Value::NONE))
}

fn field_set(vm: &Vm, _: Value, _: Value, _: Value) -> PyResult<()> {
    Err(vm.error(crate::exceptions::exc::ATTRIBUTE_ERROR, "readonly attribute"))
}

pub static FIELD_TYPE: TypeDef = TypeDef {
    name: "structseq_field",
    size: size_of::<Field>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(2),
    slots: Slots { descr_get: Some(field_get), descr_set: Some(field_set), ..Slots::EMPTY },
    getset: &[getter("__doc__", |_, v| Ok(field(v).doc), "The documentation.")],
    ..TypeDef::NEW
};

fn binder_get(vm: &Vm, v: Value, instance: Value, _: Value) -> PyResult<Value> {
    // SAFETY: the slot belongs to this type.
    let f = unsafe { v.cast::<Binder>() }.function;
    Ok(if instance.is_unbound() { f } else { super::method::new(vm, f, instance) })
}

pub static BINDER_TYPE: TypeDef = TypeDef {
    name: "structseq_method",
    size: size_of::<Binder>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { descr_get: Some(binder_get), ..Slots::EMPTY },
    ..TypeDef::NEW
};

/// The items with the fields that only have names: the word behind the items holds those, as a tuple.
fn all_fields(vm: &Vm, t: Ref<Tuple>) -> &'static [Value] {
    let ty = vm.type_of(t.value());
    let total = ty.lookup(vm, vm.intern("n_fields")).and_then(Value::to_int).unwrap_or(0) as usize;
    if total <= t.len() {
        return t.items();
    }
    // SAFETY: `new` reserves the words of all fields behind the header.
    unsafe { std::slice::from_raw_parts(t.as_ptr().add(1).cast(), total) }
}

/// An instance with these fields.
pub fn new(vm: &Vm, ty: Ref<Type>, fields: &[Value]) -> Value {
    let n = ty.lookup(vm, vm.intern("n_sequence_fields")).and_then(Value::to_int).unwrap_or(0) as usize;
    super::tuple::new_prefix(vm, ty, fields, n.min(fields.len()))
}

fn make(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let name = super::type_::methods::full_name(vm, cls);
    let get = |key: &str| cls.lookup(vm, vm.intern(key)).and_then(Value::to_int).unwrap_or(0) as usize;
    let (min, max) = (get("n_sequence_fields"), get("n_fields"));
    if !vm.is_iterable(args[1]) {
        throw!(vm, TYPE_ERROR, "constructor requires a sequence");
    }
    let items = vm.collect_tuple(args[1])?;
    let n = items.len();
    if n < min || n > max {
        let bound = if min == max {
            "a"
        } else if n < min {
            "an at least"
        } else {
            "an at most"
        };
        let limit = if n < min { min } else { max };
        throw!(vm, TYPE_ERROR, "{name}() takes {bound} {limit}-sequence ({n}-sequence given)");
    }
    let extra = args[2].to_dict();
    let names = cls.lookup(vm, vm.intern("_structseq_fields")).and_then(Value::to_tuple).expect("set by make_type");
    let all = vm.new_tuple_with(max, |i| {
        Ok(match items.items().get(i) {
            Some(v) => *v,
            None => extra.and_then(|d| d.get_str(names.items()[i].to_str().expect("a name"))).unwrap_or(Value::NONE),
        })
    })?;
    Ok(new(vm, cls, all.items()))
}

fn repr(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let ty = vm.type_of(args[0]);
    let names = ty.lookup(vm, vm.intern("_structseq_fields")).and_then(Value::to_tuple).expect("set by make_type");
    let t = args[0].to_tuple().expect("a structure sequence");
    let mut parts = Vec::new();
    for (name, v) in names.items().iter().zip(t.items()) {
        parts.push(format!("{}={}", name.to_str().expect("a name"), vm.repr(*v)?));
    }
    let name = super::type_::methods::full_name(vm, ty);
    Ok(vm.new_str(&format!("{name}({})", parts.join(", "))).value())
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let t = args[0].to_tuple().expect("a structure sequence");
    let items = vm.new_tuple(t.items()).value();
    Ok(vm.new_tuple(&[vm.type_of(args[0]).value(), vm.new_tuple(&[items]).value()]).value())
}

fn replace(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let ty = vm.type_of(args[0]);
    let names = ty.lookup(vm, vm.intern("_structseq_fields")).and_then(Value::to_tuple).expect("set by make_type");
    let changes = args[1].to_dict().expect("bound by **kwargs");
    let t = args[0].to_tuple().expect("a structure sequence");
    let mut used = 0;
    let all = vm.new_tuple_with(names.len(), |i| {
        let name = names.items()[i].to_str().expect("a name");
        if let Some(v) = changes.get_str(name) {
            used += 1;
            return Ok(v);
        }
        Ok(all_fields(vm, t).get(i).copied().unwrap_or(Value::NONE))
    })?;
    if used != changes.len() {
        throw!(vm, TYPE_ERROR, "Got unexpected field name(s): {}", vm.repr(vm.collect(args[1])?.value())?);
    }
    Ok(new(vm, ty, all.items()))
}

static METHODS: &[MethodDef] = &[
    function("__new__", "(cls, sequence, dict=None, /)", make, "Make an instance of a sequence."),
    function("__repr__", "(self, /)", repr, "The fields with their names."),
    function("__reduce__", "(self, /)", reduce, "How to make the object anew."),
    function("__replace__", "(self, /, **changes)", replace, "A copy with some fields changed."),
];
