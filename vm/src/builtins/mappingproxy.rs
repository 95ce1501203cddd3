//! `mappingproxy`: read-only views of mappings.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{MethodDef, method};
use crate::object::{Header, HeapObject, Ref, Slots, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of proxies.
#[repr(C)]
pub struct Proxy {
    header: Header,
    mapping: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Proxy {}

pub fn new(vm: &Vm, mapping: Value) -> Value {
    vm.alloc(shape::MAPPING_PROXY, Proxy { header: Header::EMPTY, mapping }).value()
}

fn inner(v: Value) -> Value {
    // SAFETY: the door checks the receiver.
    let p: Ref<Proxy> = unsafe { v.cast() };
    p.mapping
}

fn unwrap(v: Value) -> Value {
    if v.has_shape(shape::MAPPING_PROXY) { inner(v) } else { v }
}

fn make(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !vm.type_of(args[1]).has_flag(type_flags::MAPPING) && vm.type_of(args[1]).slots().getitem.is_none() {
        throw!(vm, TYPE_ERROR, "mappingproxy() argument must be a mapping, not {}", vm.type_name(args[1]));
    }
    Ok(new(vm, args[1]))
}

fn or(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    vm.binary(crate::object::operators::BinaryOp::Or, unwrap(a), unwrap(b))
}

fn forward(vm: &Vm, args: &[Value], name: &str) -> PyResult<Value> {
    vm.call_method(inner(args[0]), vm.intern(name), &args[1..])
}

static METHODS: &[MethodDef] = &[
    method("get", "(key, default=None, /)", |vm, a| forward(vm, a, "get"), "The value of a key, or a default."),
    method("keys", "()", |vm, a| forward(vm, a, "keys"), "The keys."),
    method("values", "()", |vm, a| forward(vm, a, "values"), "The values."),
    method("items", "()", |vm, a| forward(vm, a, "items"), "The items."),
    method("copy", "()", |vm, a| forward(vm, a, "copy"), "A copy of the mapping."),
    method("__reversed__", "()", |vm, a| forward(vm, a, "__reversed__"), "The keys from the end."),
    crate::native::classmethod(
        "__class_getitem__",
        "(item, /)",
        |vm, a| super::generic_alias::new(vm, a[0], a[1]),
        "See PEP 585.",
    ),
];

pub static TYPE: TypeDef = TypeDef {
    name: "mappingproxy",
    doc: "Read-only proxy of a mapping.",
    size: size_of::<Proxy>(),
    flags: type_flags::MAPPING,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(|vm, v| Ok(vm.new_str(&format!("mappingproxy({})", vm.repr(inner(v))?)).value())),
        str: Some(|vm, v| Ok(vm.str(inner(v))?.value())),
        len: Some(|vm, v| vm.len(inner(v))),
        getitem: Some(|vm, v, k| vm.getitem(inner(v), k)),
        contains: Some(|vm, v, k| vm.contains(inner(v), k)),
        iter: Some(|vm, v| vm.iter(inner(v))),
        compare: Some(|vm, a, b, op| vm.compare(inner(a), unwrap(b), op)),
        hash: Some(|vm, v| vm.hash(inner(v))),
        or: Some(or),
        ior: Some(|vm, _, _| throw!(vm, TYPE_ERROR, "'|=' is not supported by mappingproxy; use '|' instead")),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(mapping)", make, "")),
    methods: METHODS,
    ..TypeDef::NEW
};
