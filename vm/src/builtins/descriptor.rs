//! Descriptors of native types: methods, slot wrappers, computed attributes, members of `__slots__`.

use crate::builtins::native_function::{self, bind};
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::exceptions::exc;
use crate::heap::Trace;
use crate::native::{Args, MethodDef, method};
use crate::object::slot_table::SlotRow;
use crate::object::{
    CompareOp, GetSetDef, Header, HeapObject, Ref, Slot, Slots, Type, TypeDef, getter, member, type_flags,
};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// A method of a native type, or a class method.
#[repr(C)]
pub struct MethodDescriptor {
    header: Header,
    pub(crate) def: &'static MethodDef,
    pub(crate) owner: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for MethodDescriptor {}

/// A slot of a native type, as a method.
#[repr(C)]
pub struct SlotWrapper {
    header: Header,
    pub(crate) row: &'static SlotRow,
    owner: Value,
}
// SAFETY: as above.
unsafe impl HeapObject for SlotWrapper {}

impl SlotWrapper {
    pub(crate) fn owner(&self) -> Ref<Type> {
        self.owner.to_type().expect("a wrapper belongs to a class")
    }
}

/// A slot wrapper bound to an object.
#[repr(C)]
struct MethodWrapper {
    header: Header,
    wrapper: Value,
    instance: Value,
}
// SAFETY: as above.
unsafe impl HeapObject for MethodWrapper {}

/// A computed attribute of a native type.
#[repr(C)]
pub struct GetSetDescriptor {
    header: Header,
    pub(crate) def: &'static GetSetDef,
    owner: Value,
}
// SAFETY: as above.
unsafe impl HeapObject for GetSetDescriptor {}

/// A name in `__slots__`: a word of the instances. Or a member of a native type, which its definition reads and writes.
#[repr(C)]
pub struct MemberDescriptor {
    header: Header,
    word: u64,
    native: Option<&'static GetSetDef>,
    owner: Value,
    name: Value,
    doc: Slot,
}
// SAFETY: as above.
unsafe impl HeapObject for MemberDescriptor {}

pub(crate) fn new_method(vm: &Vm, def: &'static MethodDef, owner: Ref<Type>, class: bool) -> Value {
    let shape = if class { shape::CLASSMETHOD_DESCRIPTOR } else { shape::METHOD_DESCRIPTOR };
    vm.alloc(shape, MethodDescriptor { header: Header::EMPTY, def, owner: owner.value() }).value()
}
pub(crate) fn new_wrapper(vm: &Vm, row: &'static SlotRow, owner: Ref<Type>) -> Value {
    vm.alloc(shape::SLOT_WRAPPER, SlotWrapper { header: Header::EMPTY, row, owner: owner.value() }).value()
}
pub(crate) fn new_getset(vm: &Vm, def: &'static GetSetDef, owner: Ref<Type>) -> Value {
    if def.member {
        let member = MemberDescriptor {
            header: Header::EMPTY,
            word: 0,
            owner: owner.value(),
            name: vm.intern(def.name).value(),
            doc: Slot::new(vm.new_str(def.doc).value()),
            native: Some(def),
        };
        return vm.alloc(shape::MEMBER_DESCRIPTOR, member).value();
    }
    vm.alloc(shape::GETSET_DESCRIPTOR, GetSetDescriptor { header: Header::EMPTY, def, owner: owner.value() }).value()
}
pub(crate) fn new_member(vm: &Vm, name: Ref<Str>, word: usize, owner: Ref<Type>) -> Value {
    let member = MemberDescriptor {
        header: Header::EMPTY,
        word: word as u64,
        owner: owner.value(),
        name: name.value(),
        doc: Slot::new(Value::NONE),
        native: None,
    };
    vm.alloc(shape::MEMBER_DESCRIPTOR, member).value()
}

fn method_this(v: Value) -> Ref<MethodDescriptor> {
    // SAFETY: the door checks the receiver; both kinds of method descriptor have this layout.
    unsafe { v.cast() }
}
fn wrapper_this(v: Value) -> Ref<SlotWrapper> {
    // SAFETY: as above.
    unsafe { v.cast() }
}
fn bound_this(v: Value) -> Ref<MethodWrapper> {
    // SAFETY: as above.
    unsafe { v.cast() }
}
pub(crate) fn getset_this(v: Value) -> Ref<GetSetDescriptor> {
    // SAFETY: as above.
    unsafe { v.cast() }
}
fn member_this(v: Value) -> Ref<MemberDescriptor> {
    // SAFETY: as above.
    unsafe { v.cast() }
}
/// The word of the instances that a name in `__slots__` stands for, when it is the same for all of them.
pub(crate) fn slot_word(d: Value) -> Option<u64> {
    if !d.has_shape(shape::MEMBER_DESCRIPTOR) {
        return None;
    }
    let m = member_this(d);
    if m.native.is_some() || m.word >= VARYING as u64 { None } else { Some(m.word) }
}

fn class_name(owner: Value) -> String {
    owner.to_type().map_or("?".into(), |t| t.message_name())
}

fn check_instance(vm: &Vm, owner: Value, name: &str, instance: Value) -> PyResult<()> {
    let class = owner.to_type().expect("a descriptor belongs to a class");
    if vm.isinstance(instance, class) {
        return Ok(());
    }
    throw!(
        vm,
        TYPE_ERROR,
        "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
        class.name(),
        vm.type_name(instance)
    )
}

// ---- methods

fn method_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let m = method_this(v);
    Ok(vm.new_str(&format!("<method '{}' of '{}' objects>", m.def.name, class_name(m.owner))).value())
}
fn method_call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let m = method_this(v);
    let (receiver, rest) = bind::split_receiver(vm, m.owner.to_type().expect("a class"), m.def.name, args)?;
    bind::invoke(vm, m.def, Some(receiver), rest, None, Value::UNBOUND)
}
fn method_get(vm: &Vm, v: Value, instance: Value, _owner: Value) -> PyResult<Value> {
    if instance.is_unbound() {
        return Ok(v);
    }
    let m = method_this(v);
    check_instance(vm, m.owner, m.def.name, instance)?;
    Ok(vm.new_native(m.def, instance, m.owner.to_type(), None))
}
fn classmethod_get(vm: &Vm, v: Value, instance: Value, owner: Value) -> PyResult<Value> {
    let m = method_this(v);
    let class = if owner.is_unbound() { vm.type_of(instance).value() } else { owner };
    let Some(class) = class.to_type() else {
        throw!(
            vm,
            TYPE_ERROR,
            "descriptor '{}' for type '{}' needs a type, not a '{}' as arg 2",
            m.def.name,
            class_name(m.owner),
            vm.type_name(class)
        );
    };
    Ok(vm.new_native(m.def, class.value(), m.owner.to_type(), None))
}
fn classmethod_call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let m = method_this(v);
    let Some((&class, _)) = args.pos().split_first() else {
        throw!(vm, TYPE_ERROR, "descriptor '{}' of '{}' object needs an argument", m.def.name, class_name(m.owner));
    };
    let bound = classmethod_get(vm, v, Value::UNBOUND, class)?;
    vm.call_args(bound, Args { values: &args.values[1..], kwnames: args.kwnames })
}

macro_rules! method_getset {
    () => {
        &[
            getter("__name__", |vm, v| Ok(vm.intern(method_this(v).def.name).value()), "The name."),
            getter(
                "__qualname__",
                |vm, v| Ok(qualname(vm, method_this(v).owner, method_this(v).def.name)),
                "The qualified name.",
            ),
            member("__objclass__", |_, v| Ok(method_this(v).owner), "The class that defines it."),
            getter("__doc__", |vm, v| Ok(native_function::doc_of(vm, method_this(v).def)), "The documentation."),
            getter(
                "__text_signature__",
                |vm, v| {
                    let method = method_this(v);
                    let owner = method.owner.to_type().map_or_else(String::new, |t| t.name());
                    Ok(native_function::text_signature(vm, &owner, method.def))
                },
                "The signature as text.",
            ),
        ]
    };
}

fn qualname(vm: &Vm, owner: Value, name: &str) -> Value {
    vm.new_str(&format!("{}.{name}", class_name(owner))).value()
}

/// What finds a descriptor again: an attribute of the class that defines it, or of the object a wrapper is bound to.
fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let names = vm.names();
    let owner = match args[0].has_shape(METHOD_WRAPPER_TYPE.shape()) {
        true => vm.getattr(args[0], names.__self__)?,
        false => vm.getattr(args[0], names.__objclass__)?,
    };
    let name = vm.getattr(args[0], names.__name__)?;
    let getattr = vm.interp.builtins_dict().get_str(vm.intern("getattr")).expect("getattr is a builtin");
    Ok(vm.new_tuple(&[getattr, vm.new_tuple(&[owner, name]).value()]).value())
}

static REDUCE: &[MethodDef] = &[method("__reduce__", "()", reduce, "How to find it again.")];

pub static METHOD_TYPE: TypeDef = TypeDef {
    name: "method_descriptor",
    size: size_of::<MethodDescriptor>(),
    flags: type_flags::METHOD_DESCRIPTOR,
    trace: Trace::Fields(2),
    slots: Slots { repr: Some(method_repr), call: Some(method_call), descr_get: Some(method_get), ..Slots::EMPTY },
    methods: REDUCE,
    getset: method_getset!(),
    ..TypeDef::NEW
};

pub static CLASSMETHOD_TYPE: TypeDef = TypeDef {
    name: "classmethod_descriptor",
    size: size_of::<MethodDescriptor>(),
    trace: Trace::Fields(2),
    slots: Slots {
        repr: Some(method_repr),
        call: Some(classmethod_call),
        descr_get: Some(classmethod_get),
        ..Slots::EMPTY
    },
    getset: method_getset!(),
    ..TypeDef::NEW
};

// ---- slot wrappers

fn wrapper_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let w = wrapper_this(v);
    Ok(vm.new_str(&format!("<slot wrapper '{}' of '{}' objects>", w.row.name, w.owner().name())).value())
}
fn wrapper_call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let w = wrapper_this(v);
    let Some((&receiver, _)) = args.pos().split_first() else {
        throw!(vm, TYPE_ERROR, "descriptor '{}' of '{}' object needs an argument", w.row.name, w.owner().name());
    };
    if !vm.isinstance(receiver, w.owner()) {
        throw!(
            vm,
            TYPE_ERROR,
            "descriptor '{}' requires a '{}' object but received a '{}'",
            w.row.name,
            w.owner().name(),
            vm.type_name(receiver)
        );
    }
    (w.row.call)(vm, w.owner().slots(), receiver, Args { values: &args.values[1..], kwnames: args.kwnames })
}
fn wrapper_get(vm: &Vm, v: Value, instance: Value, _owner: Value) -> PyResult<Value> {
    if instance.is_unbound() {
        return Ok(v);
    }
    check_instance(vm, wrapper_this(v).owner, wrapper_this(v).row.name, instance)?;
    Ok(vm.alloc(shape::METHOD_WRAPPER, MethodWrapper { header: Header::EMPTY, wrapper: v, instance }).value())
}
fn row_signature(vm: &Vm, row: &SlotRow) -> Value {
    let inner = &row.signature[1..];
    let text = if inner == ")" {
        "($self, /)".to_owned()
    } else if inner.contains('/') {
        format!("($self, {inner}")
    } else {
        format!("($self, /, {inner}")
    };
    vm.new_str(&text).value()
}

pub static SLOT_WRAPPER_TYPE: TypeDef = TypeDef {
    name: "wrapper_descriptor",
    size: size_of::<SlotWrapper>(),
    flags: type_flags::METHOD_DESCRIPTOR,
    trace: Trace::Fields(2),
    slots: Slots { repr: Some(wrapper_repr), call: Some(wrapper_call), descr_get: Some(wrapper_get), ..Slots::EMPTY },
    methods: REDUCE,
    getset: &[
        getter("__name__", |vm, v| Ok(vm.intern(wrapper_this(v).row.name).value()), "The name."),
        getter(
            "__qualname__",
            |vm, v| Ok(qualname(vm, wrapper_this(v).owner, wrapper_this(v).row.name)),
            "The qualified name.",
        ),
        member("__objclass__", |_, v| Ok(wrapper_this(v).owner), "The class that defines it."),
        getter("__doc__", |vm, v| Ok(vm.new_str(wrapper_this(v).row.doc).value()), "The documentation."),
        getter("__text_signature__", |vm, v| Ok(row_signature(vm, wrapper_this(v).row)), "The signature as text."),
    ],
    ..TypeDef::NEW
};

fn bound_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let b = bound_this(v);
    let text = format!(
        "<method-wrapper '{}' of {} object at {:#x}>",
        wrapper_this(b.wrapper).row.name,
        vm.type_name(b.instance),
        b.instance.bits()
    );
    Ok(vm.new_str(&text).value())
}
fn bound_call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let b = bound_this(v);
    let w = wrapper_this(b.wrapper);
    (w.row.call)(vm, w.owner().slots(), b.instance, args)
}
fn bound_compare(_: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(shape::METHOD_WRAPPER) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (bound_this(a), bound_this(b));
    Ok(Value::bool((x.wrapper == y.wrapper && x.instance == y.instance) == (op == CompareOp::Eq)))
}
fn bound_hash(_: &Vm, v: Value) -> PyResult<i64> {
    let b = bound_this(v);
    Ok((b.wrapper.bits() >> 4) as i64 ^ (b.instance.bits() >> 4) as i64)
}

pub static METHOD_WRAPPER_TYPE: TypeDef = TypeDef {
    name: "method-wrapper",
    size: size_of::<MethodWrapper>(),
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(bound_repr),
        call: Some(bound_call),
        compare: Some(bound_compare),
        hash: Some(bound_hash),
        ..Slots::EMPTY
    },
    methods: REDUCE,
    getset: &[
        member("__self__", |_, v| Ok(bound_this(v).instance), "The object."),
        getter("__name__", |vm, v| Ok(vm.intern(wrapper_this(bound_this(v).wrapper).row.name).value()), "The name."),
        getter(
            "__qualname__",
            |vm, v| {
                Ok(qualname(
                    vm,
                    wrapper_this(bound_this(v).wrapper).owner,
                    wrapper_this(bound_this(v).wrapper).row.name,
                ))
            },
            "The qualified name.",
        ),
        member("__objclass__", |_, v| Ok(wrapper_this(bound_this(v).wrapper).owner), "The class that defines it."),
        getter(
            "__doc__",
            |vm, v| Ok(vm.new_str(wrapper_this(bound_this(v).wrapper).row.doc).value()),
            "The documentation.",
        ),
        getter(
            "__text_signature__",
            |vm, v| Ok(row_signature(vm, wrapper_this(bound_this(v).wrapper).row)),
            "The signature as text.",
        ),
    ],
    ..TypeDef::NEW
};

// ---- computed attributes

fn getset_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let g = getset_this(v);
    Ok(vm.new_str(&format!("<attribute '{}' of '{}' objects>", g.def.name, class_name(g.owner))).value())
}
fn getset_get(vm: &Vm, v: Value, instance: Value, _owner: Value) -> PyResult<Value> {
    if instance.is_unbound() {
        return Ok(v);
    }
    let g = getset_this(v);
    check_instance(vm, g.owner, g.def.name, instance)?;
    (g.def.get)(vm, instance)
}
fn getset_set(vm: &Vm, v: Value, instance: Value, x: Value) -> PyResult<()> {
    let g = getset_this(v);
    check_instance(vm, g.owner, g.def.name, instance)?;
    match g.def.set {
        Some(set) => set(vm, instance, x),
        None => Err(vm.error(
            exc::ATTRIBUTE_ERROR,
            format!("attribute '{}' of '{}' objects is not writable", g.def.name, class_name(g.owner)),
        )),
    }
}

pub static GETSET_TYPE: TypeDef = TypeDef {
    name: "getset_descriptor",
    size: size_of::<GetSetDescriptor>(),
    trace: Trace::Fields(2),
    slots: Slots { repr: Some(getset_repr), descr_get: Some(getset_get), descr_set: Some(getset_set), ..Slots::EMPTY },
    getset: &[
        getter("__name__", |vm, v| Ok(vm.intern(getset_this(v).def.name).value()), "The name."),
        getter(
            "__qualname__",
            |vm, v| Ok(qualname(vm, getset_this(v).owner, getset_this(v).def.name)),
            "The qualified name.",
        ),
        member("__objclass__", |_, v| Ok(getset_this(v).owner), "The class that defines it."),
        getter("__doc__", |vm, v| Ok(vm.new_str(getset_this(v).def.doc).value()), "The documentation."),
    ],
    ..TypeDef::NEW
};

// ---- members

/// In a member's word: the rest counts from the end of the native part of an instance of varying size.
pub(crate) const VARYING: usize = 1 << 32;

/// The word of an instance that a member descriptor stands for.
fn member_slot(m: Ref<MemberDescriptor>, instance: Value) -> &'static Slot {
    let mut word = m.word as usize;
    if word >= VARYING {
        let size = instance.shape().ty().layout().var_size.expect("the class has instances of varying size");
        word = word - VARYING + size(instance).div_ceil(8);
    }
    // SAFETY: the instance was checked to be of the class whose layout has the word.
    unsafe { &*instance.as_ptr().cast::<Slot>().add(word) }
}
fn member_name(m: Ref<MemberDescriptor>) -> Ref<Str> {
    m.name.to_str().expect("a member has a name")
}
fn member_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let m = member_this(v);
    Ok(vm.new_str(&format!("<member '{}' of '{}' objects>", member_name(m), class_name(m.owner))).value())
}
fn member_get(vm: &Vm, v: Value, instance: Value, _owner: Value) -> PyResult<Value> {
    if instance.is_unbound() {
        return Ok(v);
    }
    let m = member_this(v);
    check_instance(vm, m.owner, &member_name(m).to_string_lossy(), instance)?;
    if let Some(def) = m.native {
        return (def.get)(vm, instance);
    }
    match member_slot(m, instance).bound() {
        Some(x) => Ok(x),
        None => Err(vm.no_attribute(instance, member_name(m))),
    }
}
fn member_set(vm: &Vm, v: Value, instance: Value, x: Value) -> PyResult<()> {
    let m = member_this(v);
    check_instance(vm, m.owner, &member_name(m).to_string_lossy(), instance)?;
    if let Some(def) = m.native {
        return match def.set {
            Some(set) => set(vm, instance, x),
            None => Err(vm.error(exc::ATTRIBUTE_ERROR, "readonly attribute")),
        };
    }
    let old = member_slot(m, instance).swap(x);
    if x.is_unbound() && old.is_unbound() {
        return Err(vm.error(exc::ATTRIBUTE_ERROR, member_name(m).to_string_lossy()));
    }
    Ok(())
}

pub static MEMBER_TYPE: TypeDef = TypeDef {
    name: "member_descriptor",
    size: size_of::<MemberDescriptor>(),
    trace: Trace::Fields(3),
    slots: Slots { repr: Some(member_repr), descr_get: Some(member_get), descr_set: Some(member_set), ..Slots::EMPTY },
    methods: REDUCE,
    getset: &[
        getter("__name__", |_, v| Ok(member_this(v).name), "The name."),
        getter(
            "__qualname__",
            |vm, v| Ok(qualname(vm, member_this(v).owner, &member_name(member_this(v)).to_string_lossy())),
            "The qualified name.",
        ),
        member("__objclass__", |_, v| Ok(member_this(v).owner), "The class that defines it."),
        getter("__doc__", |_, v| Ok(member_this(v).doc.get()), "The documentation."),
    ],
    ..TypeDef::NEW
};
