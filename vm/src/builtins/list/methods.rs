//! Methods and slots of `list`.

use crate::builtins::{iterators, sequence, shape};
use crate::native::{MethodDef, classmethod, method};
use crate::object::{CompareOp, Header, Ref, Slot, Slots, Word};
use crate::thread::gil;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{List, ListStorage};

fn this(v: Value) -> Ref<List> {
    v.to_list().expect("the door checks the receiver")
}

impl Ref<List> {
    /// Empties the list and answers what was in it, and the storage it has now: the first change puts another there.
    fn take_all(self, vm: &Vm) -> (&'static [Value], Ref<ListStorage>) {
        let empty = vm.new_list_storage(0);
        let _guard = vm.lock(self);
        let items: &[Slot] = self.storage().map_or(&[], |s| &s.slots()[..self.len()]);
        let taken = vm.new_tuple_with(items.len(), |i| Ok(items[i].get())).expect("a list in memory has a sane length");
        self.publish(empty, 0);
        (taken.items(), empty)
    }
    /// Replaces all items; one publication. Answers the storage there was.
    pub(crate) fn replace(self, vm: &Vm, items: &[Value]) -> Value {
        let storage = vm.new_list_storage(items.len());
        for (slot, v) in storage.slots().iter().zip(items) {
            slot.set(*v);
        }
        let _guard = vm.lock(self);
        let old = self.storage.get();
        self.publish(storage, items.len());
        old
    }
    /// Makes the first `n` items of a storage those of the list. The caller holds the lock.
    fn publish(self, storage: Ref<ListStorage>, n: usize) {
        self.len.set(0);
        self.storage.set(storage.value());
        self.len.set(n as u64);
    }
    /// Shortens the list, unbinding what goes. The caller holds the lock.
    fn truncate(self, n: usize) {
        let old = self.len();
        self.len.set(n as u64);
        if let Some(s) = self.storage() {
            for slot in &s.slots()[n.min(old)..old] {
                slot.set(Value::UNBOUND);
            }
        }
    }
    /// Replaces `count` items from `start` by others.
    fn splice(self, vm: &Vm, start: usize, count: usize, items: &[Value]) {
        let _guard = vm.lock(self);
        let n = self.len();
        let (start, count) = (start.min(n), count.min(n - start.min(n)));
        let new_len = n - count + items.len();
        if let Some(s) = self.storage()
            && count == items.len()
        {
            s.slots().iter().skip(start).zip(items).for_each(|(slot, v)| slot.set(*v));
            return;
        }
        if let Some(s) = self.storage()
            && gil::enabled()
            && new_len <= s.capacity as usize
            && new_len * 2 >= s.capacity as usize
        {
            let slots = s.slots();
            shift(slots, start + count, start + items.len(), n - start - count);
            slots[start..].iter().zip(items).for_each(|(slot, v)| slot.set(*v));
            slots[new_len.min(n)..n].iter().for_each(|slot| slot.set(Value::UNBOUND));
            self.len.set(new_len as u64);
            return;
        }
        let fresh = vm.new_list_storage((new_len + (new_len >> 3) + 4) & !3);
        let old: &[Slot] = self.storage().map_or(&[], |s| s.slots());
        let kept = old[..start.min(old.len())].iter().map(Slot::get);
        let rest = old.iter().take(n).skip(start + count).map(Slot::get);
        for (slot, v) in fresh.slots().iter().zip(kept.chain(items.iter().copied()).chain(rest)) {
            slot.set(v);
        }
        self.storage.set(fresh.value());
        self.len.set(new_len as u64);
    }
    /// Removes the items at some places. The caller holds the lock.
    fn remove_places(self, slots: &[Slot], places: impl Iterator<Item = usize>) {
        let mut gone = vec![false; slots.len()];
        places.for_each(|at| gone[at] = true);
        let mut n = 0;
        for (slot, _) in slots.iter().zip(&gone).filter(|(_, gone)| !**gone) {
            slots[n].set(slot.get());
            n += 1;
        }
        self.truncate(n);
    }
    /// Removes and answers the item at an index that is inside.
    fn take(self, vm: &Vm, i: usize) -> Option<Value> {
        let _guard = vm.lock(self);
        self.take_locked(i)
    }
    /// As [`Self::take`]; the caller holds the lock.
    fn take_locked(self, i: usize) -> Option<Value> {
        let n = self.len();
        if i >= n {
            return None;
        }
        let slots = self.storage()?.slots();
        let v = slots[i].get();
        shift(slots, i + 1, i, n - 1 - i);
        self.truncate(n - 1);
        Some(v)
    }
}

/// Moves `count` items within a storage. The caller holds the lock of the list.
fn shift(slots: &[Slot], from: usize, to: usize, count: usize) {
    if gil::enabled() {
        let (from, to) = (&slots[from..from + count], &slots[to..to + count]);
        // SAFETY: both stretches lie inside the storage, and as we have the GIL nobody looks at it meanwhile.
        unsafe { std::ptr::copy(from.as_ptr().cast::<u64>(), to.as_ptr() as *mut u64, count) }
    } else if from < to {
        for k in (0..count).rev() {
            slots[to + k].set(slots[from + k].get());
        }
    } else {
        for k in 0..count {
            slots[to + k].set(slots[from + k].get());
        }
    }
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = List { header: Header::EMPTY, storage: Slot::unbound(), len: Word::new(0) };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), l).value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    if !l.is_empty() {
        l.replace(vm, &[]);
    }
    if !args[1].is_unbound() {
        extend_by(vm, l, args[1])?;
    }
    Ok(Value::NONE)
}

pub(super) const NEW: MethodDef = method("__new__", "(*args, **kwargs)", create, "");
pub(super) const INIT: MethodDef = method("__init__", "(iterable=<unset>, /)", init, "");

/// Appends the items of an iterable; those of a list, a set or a dict as they are at one moment.
pub(crate) fn extend_by(vm: &Vm, l: Ref<List>, source: Value) -> PyResult<()> {
    if let Some(other) = source.to_list()
        && source.has_shape(shape::LIST)
    {
        l.push_all(vm, other.snapshot(vm).items());
        return Ok(());
    }
    if source.has_shape(shape::TUPLE) {
        let items = source.to_tuple().expect("the shape says so").items();
        l.reserve(vm, items.len())?;
        l.push_all(vm, items);
        return Ok(());
    }
    if let Some(items) = crate::builtins::dict::views::items_at_once(vm, source)? {
        l.push_all(vm, items.snapshot(vm).items());
        return Ok(());
    }
    let it = vm.iter(source)?;
    l.reserve(vm, vm.length_hint(source, 0)?)?;
    let next = vm.type_of(it).slots().next.expect("iter() answers an iterator");
    loop {
        let v = next(vm, it)?;
        if v.is_unbound() {
            return Ok(());
        }
        l.push(vm, v);
        if vm.poked() {
            vm.safepoint()?;
        }
    }
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let l = this(v);
    if l.is_empty() {
        return Ok(vm.intern("[]").value());
    }
    if !vm.repr_enter(v)? {
        return Ok(vm.intern("[...]").value());
    }
    let text = sequence::join_reprs(vm, l.snapshot(vm).items());
    vm.repr_leave(v);
    Ok(vm.new_str(&format!("[{}]", text?)).value())
}

fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    let l = this(v);
    if k.has_shape(shape::SLICE) {
        let (start, _, step, n) = vm.slice_indices(k, l.len())?;
        return Ok(l.sliced(vm, start as usize, step, n).value());
    }
    if !vm.is_index(k) {
        throw!(vm, TYPE_ERROR, "list indices must be integers or slices, not {}", vm.type_name(k));
    }
    let i = vm.index_item(k)?;
    match sequence::index(i, l.len()).and_then(|i| l.get(i)) {
        Some(x) => Ok(x),
        None => throw!(vm, INDEX_ERROR, "list index out of range"),
    }
}

fn setitem(vm: &Vm, v: Value, k: Value, x: Value) -> PyResult<()> {
    let l = this(v);
    if k.has_shape(shape::SLICE) {
        return set_slice(vm, l, k, x);
    }
    if !vm.is_index(k) {
        throw!(vm, TYPE_ERROR, "list indices must be integers or slices, not {}", vm.type_name(k));
    }
    let i = vm.index_item(k)?;
    let Some(i) = sequence::index(i, l.len()) else {
        throw!(vm, INDEX_ERROR, "list assignment index out of range");
    };
    if x.is_unbound() {
        return match l.take(vm, i) {
            Some(_) => Ok(()),
            None => throw!(vm, INDEX_ERROR, "list assignment index out of range"),
        };
    }
    let _guard = vm.lock(l);
    match l.storage() {
        Some(s) if i < l.len() => s.slots()[i].set(x),
        _ => throw!(vm, INDEX_ERROR, "list assignment index out of range"),
    }
    Ok(())
}

fn set_slice(vm: &Vm, l: Ref<List>, k: Value, x: Value) -> PyResult<()> {
    if x.has_shape(shape::LIST)
        && let Some(source) = x.to_list()
        && source != l
        && gil::enabled()
    {
        let (start, _, step, n) = vm.slice_indices(k, l.len())?;
        if step == 1 {
            // SAFETY: a slot is a value word, and as we have the GIL nobody writes to the list meanwhile.
            let items = source.storage().map_or(&[][..], |s| unsafe {
                std::slice::from_raw_parts(s.slots().as_ptr().cast::<Value>(), source.len().min(s.slots().len()))
            });
            l.splice(vm, start as usize, n, items);
            return Ok(());
        }
    }
    let values = if x.is_unbound() {
        vm.new_tuple(&[])
    } else {
        if !vm.is_iterable(x) {
            throw!(vm, TYPE_ERROR, "must assign iterable to extended slice");
        }
        vm.collect_tuple(x)?
    };
    loop {
        let len = l.len();
        let (start, _, step, n) = vm.slice_indices(k, len)?;
        if step == 1 {
            l.splice(vm, start as usize, n, values.items());
            return Ok(());
        }
        if !x.is_unbound() && values.len() != n {
            throw!(
                vm,
                VALUE_ERROR,
                "attempt to assign sequence of size {} to extended slice of size {n}",
                values.len()
            );
        }
        let _guard = vm.lock(l);
        if l.len() != len {
            // The slice means other items by now.
            continue;
        }
        let Some(storage) = l.storage() else { return Ok(()) };
        let slots = &storage.slots()[..len];
        let places = (0..n).map(|i| (start + step * i as i64) as usize);
        if x.is_unbound() {
            l.remove_places(slots, places);
        } else {
            places.zip(values.items()).for_each(|(at, v)| slots[at].set(*v));
        }
        return Ok(());
    }
}

fn concat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let Some(other) = b.to_list() else {
        throw!(vm, TYPE_ERROR, "can only concatenate list (not \"{}\") to list", vm.type_name(b));
    };
    let (n, more) = (this(a).len(), other.len());
    let new = vm.new_list(&[]);
    new.reserve(vm, n + more)?;
    new.append_items(vm, this(a), 0, 1, n);
    new.append_items(vm, other, 0, 1, more);
    Ok(new.value())
}

fn iconcat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    extend_by(vm, this(a), b)?;
    Ok(a)
}

fn repeat_items(vm: &Vm, items: &[Value], n: Value) -> PyResult<Ref<List>> {
    let (n, total) = sequence::repeated(vm, items.len(), n)?;
    let new = vm.new_list(&[]);
    if total == 0 {
        return Ok(new);
    }
    // Absurd sizes fail before memory is touched.
    vm.check_size(total.saturating_mul(8).saturating_add(16))?;
    let storage = vm.new_list_storage(total);
    for k in 0..n {
        for (slot, v) in storage.slots()[k * items.len()..].iter().zip(items) {
            slot.set(*v);
        }
    }
    new.storage.set(storage.value());
    new.len.set(total as u64);
    Ok(new)
}

fn repeat(vm: &Vm, v: Value, n: Value) -> PyResult<Value> {
    Ok(repeat_items(vm, this(v).snapshot(vm).items(), n)?.value())
}

fn irepeat(vm: &Vm, v: Value, n: Value) -> PyResult<Value> {
    let l = this(v);
    loop {
        let (n, total) = sequence::repeated(vm, l.len(), n)?;
        // Absurd sizes fail before memory is touched.
        vm.check_size(total.saturating_mul(8).saturating_add(16))?;
        let storage = vm.new_list_storage(total);
        let _guard = vm.lock(l);
        let len = l.len();
        if len * n != total {
            continue;
        }
        if let Some(old) = l.storage() {
            for (i, slot) in storage.slots().iter().enumerate() {
                slot.set(old.slots()[i % len].get());
            }
        }
        l.publish(storage, total);
        return Ok(v);
    }
}

fn contains(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    let l = this(v);
    Ok(sequence::find(vm, |i| l.get(i), x, 0, usize::MAX)?.is_some())
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    let Some(b) = b.to_list() else { return Ok(Value::NOT_IMPLEMENTED) };
    let a = this(a);
    if a.len() != b.len() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::bool(op == CompareOp::Ne));
    }
    // Comparisons of items may change the lists.
    let mut i = 0;
    while let (Some(x), Some(y)) = (a.get(i), b.get(i)) {
        if !vm.eq(x, y)? {
            return match op {
                CompareOp::Eq => Ok(Value::FALSE),
                CompareOp::Ne => Ok(Value::TRUE),
                _ => vm.compare(x, y, op),
            };
        }
        i += 1;
    }
    Ok(Value::bool(op.holds(a.len().cmp(&b.len()))))
}

pub(super) const SLOTS: Slots = Slots {
    // Arguments are for `init`.
    new: Some(|vm, cls, _| create(vm, &[cls.value()])),
    repr: Some(repr),
    len: Some(|_, v| Ok(this(v).len())),
    getitem: Some(getitem),
    setitem: Some(setitem),
    contains: Some(contains),
    concat: Some(concat),
    iconcat: Some(iconcat),
    repeat: Some(repeat),
    irepeat: Some(irepeat),
    compare: Some(compare),
    iter: Some(iterators::list_iterator),
    ..Slots::EMPTY
};

fn append(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    this(args[0]).push(vm, args[1]);
    Ok(Value::NONE)
}
fn extend(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    extend_by(vm, this(args[0]), args[1])?;
    Ok(Value::NONE)
}
fn insert(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    insert_at(vm, this(args[0]), vm.index_i64(args[1])?, args[2]);
    Ok(Value::NONE)
}
pub(super) fn insert_at(vm: &Vm, l: Ref<List>, i: i64, v: Value) {
    let _guard = vm.lock(l);
    let n = l.len();
    let i = if i < 0 { i.saturating_add(n as i64).max(0) } else { i.min(n as i64) } as usize;
    if l.storage().is_none_or(|s| n >= s.capacity as usize) {
        l.grow(vm, n + 1);
    }
    let slots = l.storage().expect("just grown").slots();
    // The last item doubles first, so that readers without a lock miss none.
    shift(slots, i, i + 1, n - i);
    slots[i].set(v);
    l.len.set(n as u64 + 1);
}
fn pop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    let i = vm.index_i64(args[1])?;
    let guard = vm.lock(l);
    let n = l.len();
    if n == 0 {
        drop(guard);
        throw!(vm, INDEX_ERROR, "pop from empty list");
    }
    if i == -1 {
        let v = l.storage().expect("a list with items has a storage").slots()[n - 1].get();
        l.truncate(n - 1);
        return Ok(v);
    }
    let taken = sequence::index(i, n).and_then(|i| l.take_locked(i));
    drop(guard);
    match taken {
        Some(v) => Ok(v),
        None => throw!(vm, INDEX_ERROR, "pop index out of range"),
    }
}
fn remove(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    loop {
        let mut item = Value::UNBOUND;
        let get = |i: usize| {
            let x = l.get(i)?;
            item = x;
            Some(x)
        };
        let Some(i) = sequence::find(vm, get, args[1], 0, usize::MAX)? else {
            // It may have slipped past while other threads removed what stood before it.
            let items = l.snapshot(vm).items();
            let get = |i: usize| items.get(i).copied().inspect(|x| item = *x);
            if sequence::find(vm, get, args[1], 0, usize::MAX)?.is_none() {
                throw!(vm, VALUE_ERROR, "list.remove(x): x not in list");
            }
            let _guard = vm.lock(l);
            if let Some(i) = (0..l.len()).find(|i| l.get(*i) == Some(item)) {
                l.take_locked(i);
                return Ok(Value::NONE);
            }
            continue;
        };
        let _guard = vm.lock(l);
        // Another thread, or the comparison, may have moved it meanwhile.
        if l.get(i) == Some(item) {
            l.take_locked(i);
            return Ok(Value::NONE);
        }
    }
}
fn clear(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    if l.is_empty() {
        return Ok(Value::NONE);
    }
    // A list that had a storage keeps having one: readers that saw its length before look there.
    let empty = vm.new_list_storage(0);
    let _guard = vm.lock(l);
    l.len.set(0);
    l.storage.set(empty.value());
    Ok(Value::NONE)
}
fn copy(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    Ok(l.sliced(vm, 0, 1, l.len()).value())
}
fn index(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    let (from, to) = sequence::bounds(vm, args[2], args[3], l.len())?;
    match sequence::find(vm, |i| l.get(i), args[1], from, to)? {
        Some(i) => Ok(vm.new_int(i as i64)),
        None => throw!(vm, VALUE_ERROR, "list.index(x): x not in list"),
    }
}
fn count(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (l, mut n, mut i) = (this(args[0]), 0, 0);
    while let Some(x) = l.get(i) {
        n += vm.eq(x, args[1])? as i64;
        i += 1;
    }
    Ok(vm.new_int(n))
}
fn reverse(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    let _guard = vm.lock(l);
    if let Some(s) = l.storage() {
        let slots = &s.slots()[..l.len()];
        for i in 0..slots.len() / 2 {
            let v = slots[i].get();
            slots[i].set(slots[slots.len() - 1 - i].get());
            slots[slots.len() - 1 - i].set(v);
        }
    }
    Ok(Value::NONE)
}

fn sort(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    let reverse = vm.truthy(args[2])?;
    if args[1].is_none() && sort_plain(vm, l, reverse) {
        return Ok(Value::NONE);
    }
    // While it sorts the list is empty, so that changes by comparisons show.
    let (items, empty) = l.take_all(vm);
    let sorted = super::sort::sort(vm, items, args[1], reverse);
    let left = match &sorted {
        Ok(t) => l.replace(vm, t.items()),
        Err(_) => l.replace(vm, items),
    };
    sorted?;
    if left != empty.value() {
        throw!(vm, VALUE_ERROR, "list modified during sort");
    }
    Ok(Value::NONE)
}

/// Sorts items whose comparison runs no Python: other threads see the list before or afterwards. False when they are not such.
fn sort_plain(vm: &Vm, l: Ref<List>, reverse: bool) -> bool {
    let _guard = vm.lock(l);
    let Some(storage) = l.storage() else { return true };
    // The items stay where they are until their order is known, which allocates nothing.
    let slots = &storage.slots()[..l.len()];
    super::sort::sort_in_place(slots, reverse)
}

pub(super) static METHODS: &[MethodDef] = &[
    method("append", "(object, /)", append, "Append an object to the end."),
    method("extend", "(iterable, /)", extend, "Append the items of an iterable."),
    method("insert", "(index, object, /)", insert, "Insert an object before an index."),
    method("pop", "(index=-1, /)", pop, "Remove and return the item at an index."),
    method("remove", "(value, /)", remove, "Remove the first occurrence of a value."),
    method("clear", "()", clear, "Remove all items."),
    method("copy", "()", copy, "A shallow copy."),
    method("index", "(value, start=<unset>, stop=<unset>, /)", index, "The first index of a value."),
    method("count", "(value, /)", count, "Number of occurrences of a value."),
    method("reverse", "()", reverse, "Reverse in place."),
    method("sort", "(*, key=None, reverse=False)", sort, "Sort in place, stably."),
    method("__reversed__", "()", |vm, a| Ok(iterators::list_reversed(vm, a[0])), "An iterator from the end."),
    classmethod(
        "__class_getitem__",
        "(item, /)",
        |vm, a| crate::builtins::generic_alias::new(vm, a[0], a[1]),
        "See PEP 585.",
    ),
];
