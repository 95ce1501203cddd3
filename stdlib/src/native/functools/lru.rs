//! The cache of `lru_cache`.
//!
//! A dict finds results by the arguments. With a bound its values are links of a ring in the order of use, the oldest first behind the
//! root. The ring changes under the wrapper's lock; a link that stands in no ring has no neighbours. Whoever clears the cache puts a
//! new dict and a new ring in the places of the old ones, so a call under way can tell by the dict that its link is of the past.

use pyish_vm::builtins::dict::Dict;
use pyish_vm::builtins::object::DICT_GETSET;
use pyish_vm::builtins::{method, shape};
use pyish_vm::heap::{Marker, Trace};
use pyish_vm::native::{Args, method as def};
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// `maxsize` of a cache without a bound.
const UNBOUNDED: u64 = u64::MAX;

/// The layout of wrappers.
#[repr(C)]
struct Wrapper {
    header: Header,
    function: Slot,
    results: Slot,
    /// A link that holds the ring together.
    root: Slot,
    info: Slot,
    maxsize: Word,
    typed: Word,
    hits: Word,
    misses: Word,
    /// The attributes; the last word.
    attrs: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Wrapper {}

/// The layout of links.
#[repr(C)]
struct Link {
    header: Header,
    previous: Slot,
    next: Slot,
    key: Slot,
    value: Slot,
    hash: Word,
}
// SAFETY: as above.
unsafe impl HeapObject for Link {}

/// # Safety
/// `p` addresses a live `Wrapper`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let w = unsafe { &*p.cast::<Wrapper>() };
    for slot in [&w.function, &w.results, &w.root, &w.info, &w.attrs] {
        marker.slot(slot);
    }
}

/// # Safety
/// `p` addresses a live `Link`.
unsafe fn trace_link(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let l = unsafe { &*p.cast::<Link>() };
    for slot in [&l.previous, &l.next, &l.key, &l.value] {
        marker.slot(slot);
    }
}

fn this(v: Value) -> Ref<Wrapper> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}
fn link(v: Value) -> Ref<Link> {
    // SAFETY: rings hold links alone, and so do the dicts of bounded caches.
    unsafe { v.cast() }
}

fn new_link(vm: &Vm, key: Value, hash: u64, value: Value) -> Ref<Link> {
    let (previous, next) = (Slot::unbound(), Slot::unbound());
    let (key, value, hash) = (Slot::new(key), Slot::new(value), Word::new(hash));
    vm.alloc(LINK.shape(), Link { header: Header::EMPTY, previous, next, key, value, hash })
}

/// A ring without links.
fn new_root(vm: &Vm) -> Value {
    let root = new_link(vm, Value::NONE, 0, Value::NONE);
    root.previous.set(root.value());
    root.next.set(root.value());
    root.value()
}

impl Wrapper {
    fn results(&self) -> Ref<Dict> {
        self.results.get().to_dict().expect("a dict")
    }
    fn newest(&self) -> Value {
        link(self.root.get()).previous.get()
    }
}

/// Takes a link out of its ring. Under the lock.
fn unlink(l: Ref<Link>) {
    let (previous, next) = (l.previous.get(), l.next.get());
    link(previous).next.set(next);
    link(next).previous.set(previous);
    l.previous.set(Value::UNBOUND);
    l.next.set(Value::UNBOUND);
}

/// Puts a link to the end of the ring. Under the lock.
fn append(w: Ref<Wrapper>, l: Ref<Link>) {
    let (root, last) = (w.root.get(), w.newest());
    l.previous.set(last);
    l.next.set(root);
    link(last).next.set(l.value());
    link(root).previous.set(l.value());
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [function, maxsize, typed, info] = [args[1], args[2], args[3], args[4]];
    if !vm.is_callable(function) {
        throw!(vm, TYPE_ERROR, "the first argument must be callable");
    }
    let maxsize = match maxsize {
        n if n.is_none() => UNBOUNDED,
        n if vm.is_index(n) => vm.index_size(n)?.max(0) as u64,
        _ => throw!(vm, TYPE_ERROR, "maxsize should be integer or None"),
    };
    let fixed = Wrapper {
        header: Header::EMPTY,
        function: Slot::new(function),
        results: Slot::new(vm.new_dict().value()),
        root: Slot::new(new_root(vm)),
        info: Slot::new(info),
        maxsize: Word::new(maxsize),
        typed: Word::new(vm.truthy(typed)? as u64),
        hits: Word::new(0),
        misses: Word::new(0),
        attrs: Slot::unbound(),
    };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), fixed).value())
}

/// What stands for the arguments in the dict.
fn key(vm: &Vm, args: Args, typed: bool) -> Value {
    if args.kwnames.is_none() && !typed {
        if let &[one] = args.values
            && (one.is_int() || one.to_exact_str().is_some() || one.has_shape(shape::INT))
        {
            return one;
        }
        return vm.new_tuple(args.values).value();
    }
    let parts = vm.new_list(args.pos());
    if args.kwlen() > 0 {
        // No argument is this type's word: it keeps the two kinds of arguments apart.
        parts.push(vm, LINK.shape().ty().value());
        for (name, v) in args.kw() {
            parts.push(vm, name);
            parts.push(vm, v);
        }
    }
    if typed {
        args.values.iter().for_each(|v| parts.push(vm, vm.type_of(*v).value()));
    }
    parts.snapshot(vm).value()
}

fn call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let w = this(v);
    let function = w.function.get();
    let maxsize = w.maxsize.get();
    if maxsize == 0 {
        w.misses.fetch_add(1);
        return vm.call_args(function, args);
    }
    let key = key(vm, args, w.typed.get() != 0);
    let hash = vm.hash_key(key)?;
    let results = w.results();
    if let Some(found) = results.get_hashed(vm, key, hash)? {
        w.hits.fetch_add(1);
        if maxsize == UNBOUNDED {
            return Ok(found);
        }
        if w.newest() != found {
            let _guard = vm.lock(w);
            // Thrown out or forgotten meanwhile, it stays outside.
            if w.results() == results && link(found).previous.bound().is_some() {
                unlink(link(found));
                append(w, link(found));
            }
        }
        return Ok(link(found).value.get());
    }
    w.misses.fetch_add(1);
    let value = vm.call_args(function, args)?;
    if maxsize == UNBOUNDED {
        w.results().set_hashed(vm, key, hash, value)?;
        return Ok(value);
    }
    remember(vm, w, key, hash, value)?;
    Ok(value)
}

/// Adds a result, and throws out the one whose last use is longest ago when there are too many.
fn remember(vm: &Vm, w: Ref<Wrapper>, key: Value, hash: u64, value: Value) -> PyResult<()> {
    let results = w.results();
    let new = new_link(vm, key, hash, value);
    if results.set_default_hashed(vm, key, hash, new.value())? != new.value() {
        return Ok(());
    }
    let oldest = {
        let _guard = vm.lock(w);
        if w.results() != results {
            return Ok(());
        }
        append(w, new);
        if results.len() as u64 <= w.maxsize.get() {
            return Ok(());
        }
        let oldest = link(link(w.root.get()).next.get());
        unlink(oldest);
        oldest
    };
    results.remove_hashed(vm, oldest.key.get(), oldest.hash.get())?;
    Ok(())
}

fn cache_info(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let w = this(args[0]);
    let number = |n: u64| vm.new_int(n as i64);
    let maxsize = match w.maxsize.get() {
        UNBOUNDED => Value::NONE,
        n => number(n),
    };
    let facts = [number(w.hits.get()), number(w.misses.get()), maxsize, number(w.results().len() as u64)];
    vm.call(w.info.get(), &facts)
}

fn cache_clear(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let w = this(args[0]);
    let (results, root) = (vm.new_dict().value(), new_root(vm));
    let _guard = vm.lock(w);
    w.results.set(results);
    w.root.set(root);
    w.hits.set(0);
    w.misses.set(0);
    Ok(Value::NONE)
}

fn get(vm: &Vm, v: Value, object: Value, _: Value) -> PyResult<Value> {
    Ok(if object.is_unbound() { v } else { method::new(vm, v, object) })
}

pub(super) static WRAPPER: TypeDef = TypeDef {
    name: "functools._lru_cache_wrapper",
    doc: "A function whose latest results are remembered.",
    size: size_of::<Wrapper>(),
    flags: type_flags::BASETYPE
        | type_flags::HAS_DICT
        | type_flags::WEAKREF
        | type_flags::IMMUTABLE
        | type_flags::METHOD_DESCRIPTOR,
    trace: Trace::Custom(trace),
    slots: Slots { call: Some(call), descr_get: Some(get), ..Slots::EMPTY },
    new: Some(def("__new__", "(user_function, maxsize, typed, cache_info_type)", new, "A wrapper.")),
    methods: &[
        def("cache_info", "()", cache_info, "Report the figures of the cache."),
        def("cache_clear", "()", cache_clear, "Forget all results, and the figures."),
        def("__copy__", "()", |_, a| Ok(a[0]), "The wrapper itself."),
        def("__deepcopy__", "(memo, /)", |_, a| Ok(a[0]), "The wrapper itself."),
        def("__reduce__", "()", |vm, a| vm.getattr(a[0], vm.names().__qualname__), "The name of the wrapper."),
    ],
    getset: &[DICT_GETSET],
    ..TypeDef::NEW
};

pub(super) static LINK: TypeDef = TypeDef {
    name: "functools._lru_list_elem",
    size: size_of::<Link>(),
    flags: type_flags::DISALLOW_INSTANTIATION | type_flags::IMMUTABLE,
    trace: Trace::Custom(trace_link),
    ..TypeDef::NEW
};
