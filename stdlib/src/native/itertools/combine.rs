//! The combinatoric ones: `product`, `combinations`, `combinations_with_replacement`, `permutations`.
//!
//! `a` is the pool, a tuple (of `product`: a tuple of tuples), `b` the storage of the indices of the next result, `c` of
//! `permutations` the storage of its cycles, `m` the state. No step runs Python: all is done under the lock.

use pyish_vm::builtins::list::ListStorage;
use pyish_vm::builtins::shape;
use pyish_vm::object::Slot;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{END, Iter, iter_type, make, size, this};

/// Values of the state.
const FRESH: u64 = 0;
const RUNNING: u64 = 1;
const OVER: u64 = 2;

fn numbers(vm: &Vm, n: usize, number: impl Fn(usize) -> usize) -> PyResult<Value> {
    vm.check_size(n.saturating_mul(8))?;
    let storage = vm.new_list_storage(n);
    for (i, slot) in storage.slots().iter().enumerate() {
        put(slot, number(i));
    }
    Ok(storage.value())
}
fn slots(v: &Slot) -> &'static [Slot] {
    // SAFETY: the slot holds a list storage.
    unsafe { v.get().cast::<ListStorage>() }.slots()
}
fn at(slot: &Slot) -> usize {
    slot.get().as_int() as usize
}
fn put(slot: &Slot, n: usize) {
    slot.set(Value::int(n as i64));
}

/// The items of the pool at some indices.
fn pick(vm: &Vm, pool: &[Value], indices: &[Slot]) -> PyResult<Value> {
    Ok(vm.new_tuple_with(indices.len(), |i| Ok(pool[at(&indices[i])]))?.value())
}

/// One step: `first` says whether there is a first result, `advance` goes to the next indices and says whether there are any.
fn step(
    vm: &Vm,
    v: Value,
    first: impl FnOnce() -> bool,
    advance: impl FnOnce() -> bool,
    result: impl FnOnce() -> PyResult<Value>,
) -> PyResult<Value> {
    let it = this(v);
    let _guard = vm.lock(it);
    let more = match it.m.get() {
        FRESH => first(),
        RUNNING => advance(),
        _ => false,
    };
    it.m.set(if more { RUNNING } else { OVER });
    if more { result() } else { END }
}

fn product_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let times = size(vm, args[2])?;
    if times < 0 {
        throw!(vm, VALUE_ERROR, "repeat argument cannot be negative");
    }
    let sources = args[1].to_tuple().expect("bound by *iterables").items();
    let sources = if times == 0 { &[] } else { sources };
    let Some(width) = times.checked_mul(sources.len() as i64).filter(|n| *n <= i64::MAX / 8) else {
        throw!(vm, OVERFLOW_ERROR, "repeat argument too large")
    };
    let pools = vm.new_tuple_with(sources.len(), |i| Ok(vm.collect_tuple(sources[i])?.value()))?.items();
    vm.check_size(width.saturating_mul(8) as usize)?;
    let all = vm.new_tuple_with(width as usize, |i| Ok(pools[i % pools.len()]))?;
    make(vm, args, Iter::new(all.value(), numbers(vm, width as usize, |_| 0)?, Value::UNBOUND))
}

fn product_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let pools = it.a.get().to_tuple().expect("set when made").items();
    let pool = |i: usize| pools[i].to_tuple().expect("a tuple of tuples").items();
    let indices = slots(&it.b);
    let advance = || {
        for i in (0..indices.len()).rev() {
            let next = at(&indices[i]) + 1;
            let fits = next < pool(i).len();
            put(&indices[i], if fits { next } else { 0 });
            if fits {
                return true;
            }
        }
        false
    };
    let result = || Ok(vm.new_tuple_with(indices.len(), |i| Ok(pool(i)[at(&indices[i])]))?.value());
    step(vm, v, || (0..pools.len()).all(|i| !pool(i).is_empty()), advance, result)
}

/// The pool, and r that is not negative.
fn pool_and_r(vm: &Vm, args: &[Value]) -> PyResult<(&'static [Value], Value, usize)> {
    let pool = vm.collect_tuple(args[1])?;
    let r = size(vm, args[2])?;
    if r < 0 {
        throw!(vm, VALUE_ERROR, "r cannot be negative");
    }
    Ok((pool.items(), pool.value(), r as usize))
}

fn combinations_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (items, pool, r) = pool_and_r(vm, args)?;
    let possible = r <= items.len();
    let it = Iter::new(pool, numbers(vm, if possible { r } else { 0 }, |i| i)?, Value::UNBOUND);
    it.m.set(if possible { FRESH } else { OVER });
    make(vm, args, it)
}

fn combinations_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let pool = it.a.get().to_tuple().expect("set when made").items();
    let indices = slots(&it.b);
    let advance = || {
        let spare = pool.len() - indices.len();
        let Some(i) = (0..indices.len()).rfind(|&i| at(&indices[i]) != i + spare) else { return false };
        let next = at(&indices[i]) + 1;
        indices[i..].iter().enumerate().for_each(|(k, slot)| put(slot, next + k));
        true
    };
    step(vm, v, || true, advance, || pick(vm, pool, indices))
}

fn with_replacement_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (items, pool, r) = pool_and_r(vm, args)?;
    let it = Iter::new(pool, numbers(vm, r, |_| 0)?, Value::UNBOUND);
    it.m.set(if items.is_empty() && r > 0 { OVER } else { FRESH });
    make(vm, args, it)
}

fn with_replacement_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let pool = it.a.get().to_tuple().expect("set when made").items();
    let indices = slots(&it.b);
    let advance = || {
        let Some(i) = indices.iter().rposition(|slot| at(slot) + 1 != pool.len()) else { return false };
        let next = at(&indices[i]) + 1;
        indices[i..].iter().for_each(|slot| put(slot, next));
        true
    };
    step(vm, v, || true, advance, || pick(vm, pool, indices))
}

fn permutations_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let pool = vm.collect_tuple(args[1])?;
    let n = pool.len();
    let mut r = n;
    if !args[2].is_none() {
        if !vm.isinstance(args[2], shape::INT.ty()) {
            throw!(vm, TYPE_ERROR, "Expected int as r");
        }
        let given = size(vm, args[2])?;
        if given < 0 {
            throw!(vm, VALUE_ERROR, "r must be non-negative");
        }
        r = given as usize;
    }
    let possible = r <= n;
    let cycles = numbers(vm, if possible { r } else { 0 }, |i| n - i)?;
    let it = Iter::new(pool.value(), numbers(vm, n, |i| i)?, cycles);
    it.m.set(if possible { FRESH } else { OVER });
    make(vm, args, it)
}

fn permutations_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let pool = it.a.get().to_tuple().expect("set when made").items();
    let (indices, cycles) = (slots(&it.b), slots(&it.c));
    let n = pool.len();
    let advance = || {
        for i in (0..cycles.len()).rev() {
            let left = at(&cycles[i]) - 1;
            if left > 0 {
                put(&cycles[i], left);
                let other = indices[i].swap(indices[n - left].get());
                indices[n - left].set(other);
                return true;
            }
            // All have stood here: the first goes behind the rest again.
            let first = indices[i].get();
            for k in i..n - 1 {
                indices[k].set(indices[k + 1].get());
            }
            indices[n - 1].set(first);
            put(&cycles[i], n - i);
        }
        false
    };
    step(vm, v, || true, advance, || pick(vm, pool, &indices[..cycles.len()]))
}

iter_type!(PRODUCT "itertools.product" "(*iterables, repeat=1)" product_new, product_next,
    "Return the Cartesian product of the iterables, as nested for loops would.");
iter_type!(COMBINATIONS "itertools.combinations" "(iterable, r)" combinations_new, combinations_next,
    "Return the combinations of r items, in the order of the iterable.");
iter_type!(WITH_REPLACEMENT "itertools.combinations_with_replacement" "(iterable, r)" with_replacement_new,
    with_replacement_next, "Return the combinations of r items in which an item may occur more than once.");
iter_type!(PERMUTATIONS "itertools.permutations" "(iterable, r=None)" permutations_new, permutations_next,
    "Return the arrangements of r items, or of all.");
