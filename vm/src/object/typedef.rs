//! How a native type describes itself: the `TypeDef` table at the end of each type's file.

use crate::heap::Trace;
use crate::native::{Args, MethodDef};
use crate::object::{Ref, ShapeId, Type};
use crate::value::Value;
use crate::{PyResult, Vm};
use std::sync::atomic::{AtomicU32, Ordering};

/// The six rich comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CompareOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl CompareOp {
    /// The comparison with its operands exchanged.
    pub fn swapped(self) -> CompareOp {
        use CompareOp::*;
        match self {
            Lt => Gt,
            Le => Ge,
            Gt => Lt,
            Ge => Le,
            Eq | Ne => self,
        }
    }
    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }
    /// What the comparison says of an ordering.
    pub fn holds(self, o: std::cmp::Ordering) -> bool {
        use std::cmp::Ordering::*;
        match self {
            CompareOp::Lt => o == Less,
            CompareOp::Le => o != Greater,
            CompareOp::Eq => o == Equal,
            CompareOp::Ne => o != Equal,
            CompareOp::Gt => o == Greater,
            CompareOp::Ge => o != Less,
        }
    }
}

pub type UnaryFn = fn(&Vm, Value) -> PyResult<Value>;
pub type BinaryFn = fn(&Vm, Value, Value) -> PyResult<Value>;
pub type TernaryFn = fn(&Vm, Value, Value, Value) -> PyResult<Value>;
pub type CompareFn = fn(&Vm, Value, Value, CompareOp) -> PyResult<Value>;
pub type HashFn = fn(&Vm, Value) -> PyResult<i64>;
pub type LenFn = fn(&Vm, Value) -> PyResult<usize>;
pub type BoolFn = fn(&Vm, Value) -> PyResult<bool>;
pub type ContainsFn = fn(&Vm, Value, Value) -> PyResult<bool>;
/// Assignment of item, attribute or descriptor; an unbound last argument deletes.
pub type StoreFn = fn(&Vm, Value, Value, Value) -> PyResult<()>;
pub type BufferFn = fn(&Vm, Value) -> PyResult<super::Buffer>;
pub type CallFn = fn(&Vm, Value, Args) -> PyResult<Value>;
pub type NewFn = fn(&Vm, Ref<Type>, Args) -> PyResult<Value>;
pub type InitFn = fn(&Vm, Value, Args) -> PyResult<()>;

macro_rules! slots {
    ($($(#[$doc:meta])* $name:ident: $ty:ty,)*) => {
        /// A type's operations, as functions; `None` where the type has none. Types made by `class` get functions that look the
        /// dunder method up. Binary operations answer `NotImplemented` for operands they do not know, and are called with their
        /// operands in source order, also when only the right one is of the type (as CPython's).
        #[derive(Clone, Copy)]
        pub struct Slots { $($(#[$doc])* pub $name: Option<$ty>,)* }
        impl Slots {
            pub const EMPTY: Slots = Slots { $($name: None,)* };
            /// Fills what is missing from a base's slots.
            pub fn inherit(&mut self, base: &Slots) { $(if self.$name.is_none() { self.$name = base.$name; })* }
        }
    };
}

slots! {
    repr: UnaryFn,
    str: UnaryFn,
    hash: HashFn,
    call: CallFn,
    /// Attribute access; the name is an interned or exact string.
    getattro: BinaryFn,
    setattro: StoreFn,
    compare: CompareFn,
    iter: UnaryFn,
    /// The next item, or `Value::UNBOUND` at the end.
    next: UnaryFn,
    /// `__get__(descriptor, instance or UNBOUND, owner or UNBOUND)`
    descr_get: TernaryFn,
    descr_set: StoreFn,
    new: NewFn,
    init: InitFn,
    /// `__del__`; errors are reported as unraisable.
    del: UnaryFn,
    add: BinaryFn, sub: BinaryFn, mul: BinaryFn, matmul: BinaryFn, truediv: BinaryFn, floordiv: BinaryFn, modulo: BinaryFn,
    divmod: BinaryFn, lshift: BinaryFn, rshift: BinaryFn, and: BinaryFn, or: BinaryFn, xor: BinaryFn,
    /// `pow(a, b, modulus or None)`
    pow: TernaryFn,
    iadd: BinaryFn, isub: BinaryFn, imul: BinaryFn, imatmul: BinaryFn, itruediv: BinaryFn, ifloordiv: BinaryFn, imodulo: BinaryFn,
    ipow: BinaryFn, ilshift: BinaryFn, irshift: BinaryFn, iand: BinaryFn, ior: BinaryFn, ixor: BinaryFn,
    neg: UnaryFn, pos: UnaryFn, abs: UnaryFn, invert: UnaryFn,
    bool: BoolFn,
    int: UnaryFn, float: UnaryFn, index: UnaryFn,
    len: LenFn,
    getitem: BinaryFn,
    setitem: StoreFn,
    contains: ContainsFn,
    /// Sequence concatenation and repetition: tried after the numeric operation of both operands.
    concat: BinaryFn, repeat: BinaryFn, iconcat: BinaryFn, irepeat: BinaryFn,
    /// The object's memory, for the buffer protocol.
    buffer: BufferFn,
    await_: UnaryFn, aiter: UnaryFn, anext: UnaryFn,
}

/// A computed attribute of a native type.
pub struct GetSetDef {
    pub name: &'static str,
    pub get: UnaryFn,
    /// Absent: read-only. An unbound second argument deletes.
    pub set: Option<fn(&Vm, Value, Value) -> PyResult<()>>,
    pub doc: &'static str,
    /// Whether it shows as a member of the object rather than as something computed.
    pub member: bool,
}

/// A read-only attribute.
pub const fn getter(name: &'static str, get: UnaryFn, doc: &'static str) -> GetSetDef {
    GetSetDef { name, get, set: None, doc, member: false }
}
/// A read-only attribute that shows as a member.
pub const fn member(name: &'static str, get: UnaryFn, doc: &'static str) -> GetSetDef {
    GetSetDef { name, get, set: None, doc, member: true }
}
/// An attribute that can be assigned.
pub const fn getset(
    name: &'static str,
    get: UnaryFn,
    set: fn(&Vm, Value, Value) -> PyResult<()>,
    doc: &'static str,
) -> GetSetDef {
    GetSetDef { name, get, set: Some(set), doc, member: false }
}
/// An attribute that can be assigned and shows as a member.
pub const fn member_set(
    name: &'static str,
    get: UnaryFn,
    set: fn(&Vm, Value, Value) -> PyResult<()>,
    doc: &'static str,
) -> GetSetDef {
    GetSetDef { name, get, set: Some(set), doc, member: true }
}

/// Flags of types; those that CPython shows in `__flags__` have its values.
pub mod type_flags {
    pub const IMMUTABLE: u32 = 1 << 8;
    pub const HEAP: u32 = 1 << 9;
    pub const BASETYPE: u32 = 1 << 10;
    pub const SEQUENCE: u32 = 1 << 5;
    pub const MAPPING: u32 = 1 << 6;
    pub const DISALLOW_INSTANTIATION: u32 = 1 << 7;
    pub const ABSTRACT: u32 = 1 << 20;
    /// Instances can carry arbitrary attributes.
    pub const HAS_DICT: u32 = 1 << 4;
    /// Instances can be weakly referenced.
    pub const WEAKREF: u32 = 1 << 3;
    /// A positional class pattern with one argument matches the subject itself (`int(x)`).
    pub const MATCH_SELF: u32 = 1 << 22;
    /// A function-like descriptor: a call through an instance passes the instance first, without binding.
    pub const METHOD_DESCRIPTOR: u32 = 1 << 17;
    pub const LONG_SUBCLASS: u32 = 1 << 24;
    pub const LIST_SUBCLASS: u32 = 1 << 25;
    pub const TUPLE_SUBCLASS: u32 = 1 << 26;
    pub const BYTES_SUBCLASS: u32 = 1 << 27;
    pub const STR_SUBCLASS: u32 = 1 << 28;
    pub const DICT_SUBCLASS: u32 = 1 << 29;
    pub const EXC_SUBCLASS: u32 = 1 << 30;
    pub const TYPE_SUBCLASS: u32 = 1 << 31;
}

/// The description of a native type.
pub struct TypeDef {
    /// With its module in front when that is not `builtins`: `collections.deque`.
    pub name: &'static str,
    pub doc: &'static str,
    /// `object` when absent.
    pub base: Option<&'static TypeDef>,
    /// Bytes of the fixed part of an instance.
    pub size: usize,
    pub flags: u32,
    pub trace: Trace,
    pub slots: Slots,
    /// `__new__` with its signature; its first argument is the class.
    pub new: Option<MethodDef>,
    /// `__init__` with its signature; its first argument is the instance.
    pub init: Option<MethodDef>,
    pub methods: &'static [MethodDef],
    pub getset: &'static [GetSetDef],
    /// For instances of varying size: the bytes of their native part. The attributes of subclasses lie behind.
    pub var_size: Option<fn(Value) -> usize>,
    /// Releases native resources of an instance that the sweep frees; runs with the world stopped and must not touch other objects.
    pub drop: Option<unsafe fn(*mut u64)>,
    /// Adds what the tables cannot say once the type stands (class attributes that are objects).
    pub ready: Option<fn(&Vm, Ref<Type>) -> PyResult<()>>,
    /// The root shape, set when the type is made; fixed for builtin types.
    pub id: AtomicU32,
}

#[allow(clippy::declare_interior_mutable_const, reason = "a fresh id for each table is what is wanted")]
impl TypeDef {
    /// The row from which each table starts: `TypeDef { name: …, ..TypeDef::NEW }`.
    pub const NEW: TypeDef = TypeDef {
        name: "",
        doc: "",
        base: None,
        size: 8,
        flags: 0,
        trace: Trace::Leaf,
        slots: Slots::EMPTY,
        new: None,
        init: None,
        methods: &[],
        getset: &[],
        var_size: None,
        drop: None,
        ready: None,
        id: AtomicU32::new(0),
    };

    /// The shape of direct instances.
    #[inline(always)]
    pub fn shape(&self) -> ShapeId {
        ShapeId(self.id.load(Ordering::Relaxed))
    }
}
