//! `_deque`: the class `collections.deque` and its iterators.
//!
//! Items stand in a ring of slots. Each operation does what it does to the ring under the object's lock, so that threads may share a
//! deque with the GIL or without; nothing is allocated and no Python runs while the lock is held. `changes` counts what iterators
//! must not miss.

use pyish_vm::builtins::list::{List, ListStorage};
use pyish_vm::builtins::shape;
use pyish_vm::heap::{Marker, Trace};
use pyish_vm::native::{MethodDef, NativeModule, classmethod, method};
use pyish_vm::object::{
    CompareOp, GetSetDef, Header, HeapObject, Ref, Slot, Slots, Type, TypeDef, Word, getter, type_flags,
};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// `maxlen` of a deque without a bound.
const UNBOUNDED: u64 = u64::MAX;

/// The layout of deques.
#[repr(C)]
struct Deque {
    header: Header,
    /// The ring; unbound while it has no room at all.
    ring: Slot,
    /// Where the first item stands.
    first: Word,
    count: Word,
    maxlen: Word,
    changes: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Deque {}

/// The layout of iterators.
#[repr(C)]
struct Iter {
    header: Header,
    deque: Slot,
    at: Word,
    /// The deque's count of changes when the iterator was made.
    changes: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Iter {}

/// # Safety
/// `p` addresses a live deque or iterator.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised; in both layouts the first slot is the only one.
    marker.slot(unsafe { &(*p.cast::<Deque>()).ring });
}

fn this(v: Value) -> Ref<Deque> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn is_deque(vm: &Vm, v: Value) -> bool {
    vm.isinstance(v, TYPE.shape().ty())
}

/// A copy of a deque's items at one moment.
struct Items {
    storage: Ref<ListStorage>,
    count: usize,
}

impl Items {
    fn iter(&self) -> impl DoubleEndedIterator<Item = Value> + '_ {
        self.storage.slots()[..self.count].iter().map(Slot::get)
    }
    fn to_list(&self, vm: &Vm) -> Ref<List> {
        let list = vm.new_list(&[]);
        self.iter().for_each(|v| list.push(vm, v));
        list
    }
}

impl Deque {
    fn slots(&self) -> &'static [Slot] {
        let ring = self.ring.get();
        // SAFETY: the slot holds list storages alone.
        if ring.is_unbound() { &[] } else { unsafe { ring.cast::<ListStorage>() }.slots() }
    }
    /// The slot of the item with this number, which exists or is the next one. Under the lock.
    fn slot(&self, index: usize) -> &'static Slot {
        let ring = self.slots();
        &ring[(self.first.usize() + index) % ring.len()]
    }
    fn changed(&self) {
        self.changes.set(self.changes.get() + 1);
    }
    fn take_first(&self) -> Value {
        let item = self.slot(0).swap(Value::UNBOUND);
        self.first.set(((self.first.usize() + 1) % self.slots().len()) as u64);
        self.count.set(self.count.get() - 1);
        item
    }
    fn take_last(&self) -> Value {
        let item = self.slot(self.count.usize() - 1).swap(Value::UNBOUND);
        self.count.set(self.count.get() - 1);
        item
    }
    fn put_first(&self, v: Value) {
        let room = self.slots().len();
        self.first.set(((self.first.usize() + room - 1) % room) as u64);
        self.slot(0).set(v);
        self.count.set(self.count.get() + 1);
    }
    fn put_last(&self, v: Value) {
        self.slot(self.count.usize()).set(v);
        self.count.set(self.count.get() + 1);
    }
}

/// Moves the items to a ring of twice the size, unless another thread was faster.
fn grow(vm: &Vm, d: Ref<Deque>, room: usize) {
    let new = vm.new_list_storage((room * 2).max(8));
    let _guard = vm.lock(d);
    if d.slots().len() != room {
        return;
    }
    for (i, to) in new.slots()[..d.count.usize()].iter().enumerate() {
        to.set(d.slot(i).get());
    }
    d.ring.set(new.value());
    d.first.set(0);
}

/// Adds an item at an end; a full deque loses one at the other.
fn push(vm: &Vm, d: Ref<Deque>, v: Value, left: bool) {
    loop {
        let room = {
            let _guard = vm.lock(d);
            let room = d.slots().len();
            let full = d.count.get() == d.maxlen.get();
            if full && d.maxlen.get() == 0 {
                return;
            }
            if full {
                if left {
                    d.take_last()
                } else {
                    d.take_first()
                };
            }
            if d.count.usize() < room {
                if left {
                    d.put_first(v)
                } else {
                    d.put_last(v)
                }
                d.changed();
                return;
            }
            room
        };
        grow(vm, d, room);
    }
}

/// The items at this moment.
fn items(vm: &Vm, d: Ref<Deque>) -> Items {
    loop {
        let room = d.count.usize();
        let storage = vm.new_list_storage(room.max(1));
        let _guard = vm.lock(d);
        let count = d.count.usize();
        if count > room {
            continue;
        }
        for (i, to) in storage.slots()[..count].iter().enumerate() {
            to.set(d.slot(i).get());
        }
        return Items { storage, count };
    }
}

/// The item with a number that may be out of range.
fn item(vm: &Vm, d: Ref<Deque>, index: usize) -> Option<Value> {
    let _guard = vm.lock(d);
    if index < d.count.usize() { Some(d.slot(index).get()) } else { None }
}

/// Takes an item out of the middle; tells whether it was there.
fn delete(vm: &Vm, d: Ref<Deque>, index: usize) -> bool {
    let _guard = vm.lock(d);
    let count = d.count.usize();
    if index >= count {
        return false;
    }
    if index < count / 2 {
        for i in (0..index).rev() {
            d.slot(i + 1).set(d.slot(i).get());
        }
        d.take_first();
    } else {
        for i in index..count - 1 {
            d.slot(i).set(d.slot(i + 1).get());
        }
        d.take_last();
    }
    d.changed();
    true
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(empty(vm, vm.class_arg(args[0]), UNBOUNDED).value())
}

fn empty(vm: &Vm, class: Ref<Type>, maxlen: u64) -> Ref<Deque> {
    let word = Word::new;
    let (first, count, changes) = (word(0), word(0), word(0));
    let deque = Deque { header: Header::EMPTY, ring: Slot::unbound(), first, count, maxlen: word(maxlen), changes };
    vm.alloc_instance(class, deque)
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = this(args[0]);
    let maxlen = if args[2].is_none() {
        UNBOUNDED
    } else {
        if !vm.isinstance(args[2], vm.type_obj(shape::INT)) {
            throw!(vm, TYPE_ERROR, "an integer is required");
        }
        let n = vm.index_i64(args[2])?;
        if n < 0 {
            throw!(vm, VALUE_ERROR, "maxlen must be non-negative");
        }
        n as u64
    };
    clear(vm, args)?;
    d.maxlen.set(maxlen);
    if !args[1].is_unbound() {
        extend_by(vm, d, args[1], false)?;
    }
    Ok(Value::NONE)
}

fn extend_by(vm: &Vm, d: Ref<Deque>, iterable: Value, left: bool) -> PyResult<()> {
    let source = if iterable == d.value() { items(vm, d).to_list(vm).value() } else { iterable };
    vm.for_each(source, |v| {
        push(vm, d, v, left);
        Ok(())
    })
}

fn append(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    push(vm, this(args[0]), args[1], false);
    Ok(Value::NONE)
}

fn appendleft(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    push(vm, this(args[0]), args[1], true);
    Ok(Value::NONE)
}

fn take(vm: &Vm, v: Value, left: bool) -> PyResult<Value> {
    let d = this(v);
    let taken = {
        let _guard = vm.lock(d);
        if d.count.get() == 0 {
            None
        } else {
            d.changed();
            Some(if left { d.take_first() } else { d.take_last() })
        }
    };
    match taken {
        Some(item) => Ok(item),
        None => throw!(vm, INDEX_ERROR, "pop from an empty deque"),
    }
}

fn pop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    take(vm, args[0], false)
}

fn popleft(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    take(vm, args[0], true)
}

fn extend(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    extend_by(vm, this(args[0]), args[1], false).map(|()| Value::NONE)
}

fn extendleft(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    extend_by(vm, this(args[0]), args[1], true).map(|()| Value::NONE)
}

fn clear(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = this(args[0]);
    let _guard = vm.lock(d);
    if d.count.get() > 0 {
        d.changed();
    }
    d.ring.set(Value::UNBOUND);
    d.first.set(0);
    d.count.set(0);
    Ok(Value::NONE)
}

/// The bound as programs see it.
fn maxlen(vm: &Vm, v: Value) -> PyResult<Value> {
    let n = this(v).maxlen.get();
    Ok(if n == UNBOUNDED { Value::NONE } else { vm.new_int(n as i64) })
}

/// A deque of the same bound with `times` times the items.
fn repeated(vm: &Vm, v: Value, times: i64) -> PyResult<Value> {
    let d = this(v);
    let from = items(vm, d);
    if (from.count as u128) * times.max(0) as u128 > 1 << 40 && d.maxlen.get() > 1 << 40 {
        return Err(vm.error(pyish_vm::exceptions::exc::MEMORY_ERROR, ""));
    }
    let class = vm.type_of(v);
    if class != TYPE.shape().ty() {
        let list = vm.new_list(&[]);
        for _ in 0..times {
            from.iter().for_each(|item| list.push(vm, item));
        }
        return match d.maxlen.get() {
            UNBOUNDED => vm.call(class.value(), &[list.value()]),
            _ => vm.call(class.value(), &[list.value(), maxlen(vm, v)?]),
        };
    }
    let new = empty(vm, class, d.maxlen.get());
    for _ in 0..times {
        from.iter().for_each(|item| push(vm, new, item, false));
    }
    Ok(new.value())
}

fn copy(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (v, class) = (args[0], vm.type_of(args[0]));
    if class == TYPE.shape().ty() {
        return repeated(vm, v, 1);
    }
    match this(v).maxlen.get() {
        UNBOUNDED => vm.call(class.value(), &[v]),
        _ => vm.call(class.value(), &[v, maxlen(vm, v)?]),
    }
}

/// Where in a deque an index points.
fn place(vm: &Vm, v: Value, k: Value) -> PyResult<usize> {
    if !vm.is_index(k) {
        throw!(vm, TYPE_ERROR, "sequence index must be integer, not '{}'", vm.type_name(k));
    }
    let n = this(v).count.get() as i64;
    let i = vm.index_item(k)?;
    let i = if i < 0 { i + n } else { i };
    if i < 0 || i >= n {
        throw!(vm, INDEX_ERROR, "deque index out of range");
    }
    Ok(i as usize)
}

fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    match item(vm, this(v), place(vm, v, k)?) {
        Some(x) => Ok(x),
        None => throw!(vm, INDEX_ERROR, "deque index out of range"),
    }
}

fn setitem(vm: &Vm, v: Value, k: Value, x: Value) -> PyResult<()> {
    let (d, index) = (this(v), place(vm, v, k)?);
    let done = if x.is_unbound() {
        delete(vm, d, index)
    } else {
        let _guard = vm.lock(d);
        let there = index < d.count.usize();
        if there {
            d.slot(index).set(x);
        }
        there
    };
    if done { Ok(()) } else { throw!(vm, INDEX_ERROR, "deque index out of range") }
}

/// The first item of a range that equals `value`, unless the deque changes meanwhile.
fn find(vm: &Vm, d: Ref<Deque>, value: Value, range: std::ops::Range<usize>) -> PyResult<Option<usize>> {
    let changes = d.changes.get();
    for index in range {
        let Some(x) = item(vm, d, index) else { break };
        let equal = vm.eq(x, value)?;
        if d.changes.get() != changes {
            throw!(vm, RUNTIME_ERROR, "deque mutated during iteration");
        }
        if equal {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

fn contains(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    let d = this(v);
    Ok(find(vm, d, x, 0..d.count.usize())?.is_some())
}

fn count(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = this(args[0]);
    let (mut n, mut at) = (0, 0);
    while let Some(found) = find(vm, d, args[1], at..d.count.usize())? {
        n += 1;
        at = found + 1;
    }
    Ok(vm.new_int(n))
}

fn index(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = this(args[0]);
    let n = d.count.get() as i64;
    let clamp = |i: i64| if i < 0 { (i + n).max(0) } else { i.min(n) } as usize;
    let start = clamp(vm.index_clamped(args[2])?);
    let stop = if args[3].is_unbound() { n as usize } else { clamp(vm.index_clamped(args[3])?) };
    match find(vm, d, args[1], start..stop)? {
        Some(i) => Ok(vm.new_int(i as i64)),
        None => throw!(vm, VALUE_ERROR, "deque.index(x): x not in deque"),
    }
}

fn remove(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = this(args[0]);
    let changes = d.changes.get();
    for i in 0..d.count.usize() {
        let Some(x) = item(vm, d, i) else { break };
        let equal = vm.eq(x, args[1])?;
        if d.changes.get() != changes {
            throw!(vm, INDEX_ERROR, "deque mutated during iteration");
        }
        if equal {
            delete(vm, d, i);
            return Ok(Value::NONE);
        }
    }
    throw!(vm, VALUE_ERROR, "deque.remove(x): x not in deque")
}

fn insert(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (d, i) = (this(args[0]), vm.index_i64(args[1])?);
    loop {
        let room = {
            let _guard = vm.lock(d);
            let (count, room) = (d.count.usize(), d.slots().len());
            if count as u64 >= d.maxlen.get() {
                None
            } else if count < room {
                let n = count as i64;
                let at = if i < 0 { i.saturating_add(n).max(0) } else { i.min(n) } as usize;
                d.put_last(args[2]);
                for k in (at..count).rev() {
                    d.slot(k + 1).set(d.slot(k).get());
                }
                d.slot(at).set(args[2]);
                d.changed();
                return Ok(Value::NONE);
            } else {
                Some(room)
            }
        };
        match room {
            Some(room) => grow(vm, d, room),
            None => throw!(vm, INDEX_ERROR, "deque already at its maximum size"),
        }
    }
}

fn rotate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = this(args[0]);
    let n = vm.index_i64(args[1])?;
    let _guard = vm.lock(d);
    let count = d.count.get() as i64;
    if count < 2 {
        return Ok(Value::NONE);
    }
    let right = n.rem_euclid(count);
    if right <= count / 2 {
        for _ in 0..right {
            let v = d.take_last();
            d.put_first(v);
        }
    } else {
        for _ in right..count {
            let v = d.take_first();
            d.put_last(v);
        }
    }
    if right != 0 {
        d.changed();
    }
    Ok(Value::NONE)
}

fn reverse(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = this(args[0]);
    let _guard = vm.lock(d);
    let n = d.count.usize();
    for i in 0..n / 2 {
        let other = d.slot(n - 1 - i).get();
        d.slot(n - 1 - i).set(d.slot(i).get());
        d.slot(i).set(other);
    }
    Ok(Value::NONE)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    if !vm.repr_enter(v)? {
        return Ok(vm.new_str("[...]").value());
    }
    let inner = vm.repr(items(vm, this(v)).to_list(vm).value());
    vm.repr_leave(v);
    let (inner, name) = (inner?, vm.type_name(v));
    let name = name.rsplit('.').next().unwrap_or(&name);
    let limit = match this(v).maxlen.get() {
        UNBOUNDED => String::new(),
        n => format!(", maxlen={n}"),
    };
    // The items' text may hold lone surrogates, so it stays a string object.
    let pattern = vm.new_str(&format!("{name}({{}}{limit})")).value();
    vm.call_method(pattern, vm.intern("format"), &[inner.value()])
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !is_deque(vm, a) || !is_deque(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (items(vm, this(a)), items(vm, this(b)));
    if x.count != y.count && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::bool(op == CompareOp::Ne));
    }
    vm.compare(x.to_list(vm).value(), y.to_list(vm).value(), op)
}

fn concat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    if !is_deque(vm, b) {
        throw!(vm, TYPE_ERROR, "can only concatenate deque (not \"{}\") to deque", vm.type_name(b));
    }
    let new = copy(vm, &[a])?;
    extend_by(vm, this(new), b, false)?;
    Ok(new)
}

fn iconcat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    extend_by(vm, this(a), b, false)?;
    Ok(a)
}

fn repeat(vm: &Vm, v: Value, n: Value) -> PyResult<Value> {
    repeated(vm, v, vm.index_i64(n)?)
}

fn irepeat(vm: &Vm, v: Value, n: Value) -> PyResult<Value> {
    let (d, n) = (this(v), vm.index_i64(n)?);
    if n <= 0 {
        clear(vm, &[v])?;
        return Ok(v);
    }
    let from = items(vm, d);
    if (from.count as u128) * n as u128 > 1 << 40 && d.maxlen.get() > 1 << 40 {
        return Err(vm.error(pyish_vm::exceptions::exc::MEMORY_ERROR, ""));
    }
    for _ in 1..n {
        from.iter().for_each(|item| push(vm, d, item, false));
    }
    Ok(v)
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[0];
    let state = match vm.getattr_opt(v, vm.intern("__dict__"))? {
        Some(dict) if vm.truthy(dict)? => dict,
        _ => Value::NONE,
    };
    let made_with = match this(v).maxlen.get() {
        UNBOUNDED => vm.new_tuple(&[]),
        _ => vm.new_tuple(&[vm.new_tuple(&[]).value(), maxlen(vm, v)?]),
    };
    Ok(vm.new_tuple(&[vm.type_of(v).value(), made_with.value(), state, vm.iter(v)?]).value())
}

fn class_getitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.new_generic_alias(args[0], args[1])
}

// ---- iterators

fn iterator(vm: &Vm, v: Value, def: &'static TypeDef) -> PyResult<Value> {
    let d = this(v);
    let (at, changes) = (Word::new(0), Word::new(d.changes.get()));
    let it = Iter { header: Header::EMPTY, deque: Slot::new(v), at, changes };
    Ok(vm.alloc_instance(def.shape().ty(), it).value())
}

fn iterator_of(v: Value) -> Ref<Iter> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn step(vm: &Vm, v: Value, backwards: bool) -> PyResult<Value> {
    let it = iterator_of(v);
    let d = this(it.deque.get());
    let found = {
        let _guard = vm.lock(d);
        let (at, count) = (it.at.usize(), d.count.usize());
        if d.changes.get() != it.changes.get() {
            None
        } else if at >= count {
            Some(Value::UNBOUND)
        } else {
            it.at.set(at as u64 + 1);
            Some(d.slot(if backwards { count - 1 - at } else { at }).get())
        }
    };
    match found {
        Some(item) => Ok(item),
        None => {
            it.at.set(u64::MAX >> 1);
            throw!(vm, RUNTIME_ERROR, "deque mutated during iteration")
        }
    }
}

fn length_hint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = iterator_of(args[0]);
    let left = this(it.deque.get()).count.usize().saturating_sub(it.at.usize());
    Ok(vm.new_int(left as i64))
}

fn reduce_iterator(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = iterator_of(args[0]);
    let parts = vm.new_tuple(&[it.deque.get(), vm.new_int(it.at.get() as i64)]).value();
    Ok(vm.new_tuple(&[vm.type_of(args[0]).value(), parts]).value())
}

fn new_iterator(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let class = vm.class_arg(args[0]);
    if !is_deque(vm, args[1]) {
        throw!(vm, TYPE_ERROR, "argument 1 must be collections.deque, not {}", vm.type_name(args[1]));
    }
    let (d, skip) = (this(args[1]), vm.index_i64(args[2])?);
    let at = skip.clamp(0, d.count.get() as i64) as u64;
    let changes = Word::new(d.changes.get());
    let it = Iter { header: Header::EMPTY, deque: Slot::new(args[1]), at: Word::new(at), changes };
    Ok(vm.alloc_instance(class, it).value())
}

static ITERATOR_METHODS: &[MethodDef] = &[
    method("__length_hint__", "()", length_hint, "How many items are left."),
    method("__reduce__", "()", reduce_iterator, "How to make the iterator anew."),
];

static ITERATOR: TypeDef = TypeDef {
    name: "collections._deque_iterator",
    size: size_of::<Iter>(),
    trace: Trace::Custom(trace),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(|vm, v| step(vm, v, false)), ..Slots::EMPTY },
    new: Some(method("__new__", "(iterable, index=0, /)", new_iterator, "An iterator over a deque.")),
    methods: ITERATOR_METHODS,
    ..TypeDef::NEW
};

static REVERSE_ITERATOR: TypeDef = TypeDef {
    name: "collections._deque_reverse_iterator",
    size: size_of::<Iter>(),
    trace: Trace::Custom(trace),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(|vm, v| step(vm, v, true)), ..Slots::EMPTY },
    new: Some(method("__new__", "(iterable, index=0, /)", new_iterator, "A backward iterator over a deque.")),
    methods: ITERATOR_METHODS,
    ..TypeDef::NEW
};

static METHODS: &[MethodDef] = &[
    method("append", "(item, /)", append, "Add an item at the right end."),
    method("appendleft", "(item, /)", appendleft, "Add an item at the left end."),
    method("pop", "()", pop, "Take the rightmost item."),
    method("popleft", "()", popleft, "Take the leftmost item."),
    method("extend", "(iterable, /)", extend, "Add items at the right end."),
    method("extendleft", "(iterable, /)", extendleft, "Add items at the left end, one after the other."),
    method("clear", "()", clear, "Drop all items."),
    method("copy", "()", copy, "A shallow copy."),
    method("__copy__", "()", copy, "A shallow copy."),
    method("count", "(value, /)", count, "How many items equal a value."),
    method("index", "(value, start=0, stop=<unset>, /)", index, "The number of the first item that equals a value."),
    method("insert", "(index, value, /)", insert, "Put a value before the item with this number."),
    method("remove", "(value, /)", remove, "Drop the first item that equals a value."),
    method("reverse", "()", reverse, "Reverse the order of the items."),
    method(
        "rotate",
        "(n=1, /)",
        rotate,
        "Move items from the right end to the left, n of them; negative n: the other way.",
    ),
    method(
        "__reversed__",
        "()",
        |vm, args| iterator(vm, args[0], &REVERSE_ITERATOR),
        "An iterator from right to left.",
    ),
    method("__reduce__", "()", reduce, "How to make the deque anew."),
    classmethod("__class_getitem__", "(object, /)", class_getitem, "See PEP 585."),
];

static GETSET: &[GetSetDef] = &[getter("maxlen", maxlen, "The most items it can hold, or None.")];

static TYPE: TypeDef = TypeDef {
    name: "collections.deque",
    doc: "A list-like sequence with fast ends.",
    size: size_of::<Deque>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF | type_flags::SEQUENCE,
    trace: Trace::Custom(trace),
    slots: Slots {
        repr: Some(repr),
        len: Some(|_, v| Ok(this(v).count.usize())),
        bool: Some(|_, v| Ok(this(v).count.get() > 0)),
        getitem: Some(getitem),
        setitem: Some(setitem),
        contains: Some(contains),
        concat: Some(concat),
        iconcat: Some(iconcat),
        repeat: Some(repeat),
        irepeat: Some(irepeat),
        compare: Some(compare),
        iter: Some(|vm, v| iterator(vm, v, &ITERATOR)),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(*args, **kwargs)", new, "An empty deque.")),
    init: Some(method(
        "__init__",
        "(iterable=<unset>, maxlen=None)",
        init,
        "Take the items of an iterable, and a bound.",
    )),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::NEW
};

pub static MODULE: NativeModule = NativeModule {
    name: "_deque",
    doc: "The native part of the collections module.",
    functions: &[],
    types: &[&TYPE, &ITERATOR, &REVERSE_ITERATOR],
    init: None,
};
