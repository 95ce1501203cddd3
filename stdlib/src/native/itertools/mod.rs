//! `itertools`: iterators for loops.
//!
//! Most are one layout, `Iter`: three values and four words that each type uses as it likes. What a step does to an iterator that
//! runs no Python is done under the object's lock (`count`, `repeat`, the combinatoric ones), so that threads that share it get
//! each item once; the others call what they iterate over outside of it, and lose nothing but the order when they are shared.

mod combine;
mod group;
mod select;
mod source;
mod tee;

use pyish_vm::builtins::tuple::Tuple;
use pyish_vm::heap::Marker;
use pyish_vm::native::{NativeModule, function};
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Word};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// The layout of most iterators.
#[repr(C)]
struct Iter {
    header: Header,
    a: Slot,
    b: Slot,
    c: Slot,
    n: Word,
    m: Word,
    p: Word,
    q: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Iter {}

impl Iter {
    fn new(a: Value, b: Value, c: Value) -> Iter {
        let [n, m, p, q] = [const { Word::new(0) }; 4];
        Iter { header: Header::EMPTY, a: Slot::new(a), b: Slot::new(b), c: Slot::new(c), n, m, p, q }
    }
}

/// # Safety
/// `p` addresses a live `Iter`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let it = unsafe { &*p.cast::<Iter>() };
    marker.slot(&it.a);
    marker.slot(&it.b);
    marker.slot(&it.c);
}

fn this(v: Value) -> Ref<Iter> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

/// A new object of the class in `args[0]`.
fn make(vm: &Vm, args: &[Value], fixed: Iter) -> PyResult<Value> {
    Ok(vm.alloc_instance(vm.class_arg(args[0]), fixed).value())
}

/// What `next` slots answer at the end.
const END: PyResult<Value> = Ok(Value::UNBOUND);

/// Keeps native loops over endless iterators interruptible.
#[inline(always)]
fn pause(vm: &Vm) -> PyResult<()> {
    if vm.poked() { vm.safepoint() } else { Ok(()) }
}

/// Calls `make` for up to `n` items, until it answers unbound.
fn row(vm: &Vm, n: usize, mut make: impl FnMut(usize) -> PyResult<Value>) -> PyResult<Ref<Tuple>> {
    let mut few = [Value::UNBOUND; 16];
    if n <= few.len() {
        for i in 0..n {
            few[i] = make(i)?;
            if few[i].is_unbound() {
                return Ok(vm.new_tuple(&few[..i]));
            }
        }
        return Ok(vm.new_tuple(&few[..n]));
    }
    vm.check_size(n.saturating_mul(8))?;
    let many = vm.new_list(&[]);
    for i in 0..n {
        let v = make(i)?;
        if v.is_unbound() {
            break;
        }
        many.push(vm, v);
    }
    Ok(many.snapshot(vm))
}

/// An argument as C's Py_ssize_t.
fn size(vm: &Vm, v: Value) -> PyResult<i64> {
    match vm.int_to_i64(vm.index(v)?) {
        Some(n) => Ok(n),
        None => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C ssize_t"),
    }
}

macro_rules! iter_type {
    ($id:ident $name:literal $signature:literal $new:expr, $next:expr, $doc:literal $(=> $repr:expr;)? $($field:ident: $value:expr),*) => {
        pub(super) static $id: pyish_vm::object::TypeDef = pyish_vm::object::TypeDef {
            name: $name,
            doc: $doc,
            size: size_of::<super::Iter>(),
            flags: pyish_vm::object::type_flags::BASETYPE | pyish_vm::object::type_flags::IMMUTABLE,
            trace: pyish_vm::heap::Trace::Custom(super::trace),
            new: Some(pyish_vm::native::method("__new__", $signature, $new, "A new iterator.")),
            slots: pyish_vm::object::Slots {
                iter: Some(|_, v| Ok(v)),
                next: Some($next),
                $(repr: Some($repr),)?
                ..pyish_vm::object::Slots::EMPTY
            },
            $($field: $value,)*
            ..pyish_vm::object::TypeDef::NEW
        };
    };
}
use iter_type;

pub static MODULE: NativeModule = NativeModule {
    name: "itertools",
    doc: "Iterators for loops.",
    functions: &[function(
        "tee",
        "(iterable, n=2, /)",
        tee::tee,
        "Return a tuple of n independent iterators over the items of one iterable.",
    )],
    types: &[
        &source::COUNT,
        &source::REPEAT,
        &source::CYCLE,
        &source::CHAIN,
        &source::ISLICE,
        &source::ACCUMULATE,
        &source::BATCHED,
        &source::PAIRWISE,
        &source::ZIP_LONGEST,
        &select::COMPRESS,
        &select::DROPWHILE,
        &select::TAKEWHILE,
        &select::FILTERFALSE,
        &select::STARMAP,
        &combine::PRODUCT,
        &combine::COMBINATIONS,
        &combine::WITH_REPLACEMENT,
        &combine::PERMUTATIONS,
        &group::GROUPBY,
        &group::GROUPER,
        &tee::TEE,
        &tee::DATA,
    ],
    init: None,
};
