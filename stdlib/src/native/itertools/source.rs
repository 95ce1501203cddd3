//! What makes items or strings iterables together: `count`, `repeat`, `cycle`, `chain`, `islice`, `accumulate`, `batched`,
//! `pairwise`, `zip_longest`.

use pyish_vm::builtins::list::ListStorage;
use pyish_vm::builtins::shape;
use pyish_vm::native::{classmethod, method};
use pyish_vm::object::Ref;
use pyish_vm::object::operators::BinaryOp;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{END, Iter, iter_type, make, pause, row, size, this};

// ---- count: `a` is the next number, `b` the step

const ONE: Value = Value::int(1);

fn check_number(vm: &Vm, v: Value) -> PyResult<()> {
    let ty = vm.type_of(v);
    let slots = ty.slots();
    let number = slots.index.is_some() || slots.int.is_some() || slots.float.is_some();
    if !number && !vm.isinstance(v, shape::COMPLEX.ty()) {
        throw!(vm, TYPE_ERROR, "a number is required");
    }
    Ok(())
}

fn count_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_number(vm, args[1])?;
    check_number(vm, args[2])?;
    let is_int = |v| vm.isinstance(v, shape::INT.ty());
    let (mut start, mut step) = (args[1], args[2]);
    // Plain counting yields plain ints.
    if is_int(start) && is_int(step) && vm.index(step)? == ONE && vm.index(start)?.is_int() {
        (start, step) = (vm.index(start)?, ONE);
    }
    make(vm, args, Iter::new(start, step, Value::UNBOUND))
}

fn count_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let step = it.b.get();
    loop {
        let now = it.a.get();
        let next = match (now.is_int() && step == ONE).then(|| Value::try_int(now.as_int() + 1)).flatten() {
            Some(next) => next,
            None => vm.binary(BinaryOp::Add, now, step)?,
        };
        let _guard = vm.lock(it);
        if it.a.get() == now {
            it.a.set(next);
            return Ok(now);
        }
    }
}

fn count_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let (name, step) = (vm.type_of(v).name(), it.b.get());
    let now = vm.repr(it.a.get())?;
    if vm.isinstance(step, shape::INT.ty()) && vm.index(step)? == ONE {
        return Ok(vm.new_str(&format!("{name}({now})")).value());
    }
    Ok(vm.new_str(&format!("{name}({now}, {})", vm.repr(step)?)).value())
}

iter_type!(COUNT "itertools.count" "(start=0, step=1)" count_new, count_next,
    "Return the numbers start, start + step, start + 2 * step and so on."
    => count_repr;);

// ---- repeat: `a` is the object, `n` how often it is still to come, as i64: -1 for ever

fn repeat_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = Iter::new(args[1], Value::UNBOUND, Value::UNBOUND);
    let times = if args[2].is_unbound() { -1 } else { size(vm, args[2])?.max(0) };
    it.n.set(times as u64);
    make(vm, args, it)
}

fn repeat_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let _guard = vm.lock(it);
    let left = it.n.get() as i64;
    if left == 0 {
        return END;
    }
    if left > 0 {
        it.n.set(left as u64 - 1);
    }
    Ok(it.a.get())
}

fn repeat_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let (name, object) = (vm.type_of(v).name(), vm.repr(it.a.get())?);
    let text = match it.n.get() as i64 {
        -1 => format!("{name}({object})"),
        left => format!("{name}({object}, {left})"),
    };
    Ok(vm.new_str(&text).value())
}

fn repeat_hint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match this(args[0]).n.get() as i64 {
        -1 => throw!(vm, TYPE_ERROR, "len() of unsized object"),
        left => Ok(vm.new_int(left)),
    }
}

iter_type!(REPEAT "itertools.repeat" "(object, times=<unset>)" repeat_new, repeat_next,
    "Return the object again and again, or the given number of times."
    => repeat_repr;
    methods: &[method("__length_hint__", "()", repeat_hint, "How often the object is still to come.")]);

// ---- cycle: `a` is the iterator until it ends, `b` the list of what it gave, `n` the turns since

fn cycle_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = vm.iter(args[1])?;
    make(vm, args, Iter::new(it, vm.new_list(&[]).value(), Value::UNBOUND))
}

fn cycle_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let seen = it.b.get().to_list().expect("set when made");
    if let Some(source) = it.a.bound() {
        let x = vm.next_or_unbound(source)?;
        if !x.is_unbound() {
            seen.push(vm, x);
            return Ok(x);
        }
        it.a.set(Value::UNBOUND);
    }
    match seen.len() as u64 {
        0 => END,
        len => Ok(seen.get((it.n.fetch_add(1) % len) as usize).unwrap_or(Value::NONE)),
    }
}

iter_type!(CYCLE "itertools.cycle" "(iterable, /)" cycle_new, cycle_next,
    "Return the items of the iterable, then return them again, for ever.");

// ---- chain: `a` is the iterator over the iterables until it ends, `b` the one under way

fn chain_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let source = vm.iter(args[1])?;
    make(vm, args, Iter::new(source, Value::UNBOUND, Value::UNBOUND))
}

fn chain_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    loop {
        let active = match it.b.bound() {
            Some(active) => active,
            None => {
                let Some(source) = it.a.bound() else { return END };
                let next = vm.next_or_unbound(source);
                let opened = match next {
                    Ok(x) if x.is_unbound() => next,
                    Ok(x) => vm.iter(x),
                    failed => failed,
                };
                if !matches!(opened, Ok(x) if !x.is_unbound()) {
                    it.a.set(Value::UNBOUND);
                    return opened;
                }
                let opened = opened?;
                it.b.set(opened);
                opened
            }
        };
        let x = vm.next_or_unbound(active)?;
        if !x.is_unbound() {
            return Ok(x);
        }
        it.b.compare_exchange(active, Value::UNBOUND);
        pause(vm)?;
    }
}

iter_type!(CHAIN "itertools.chain" "(*iterables)" chain_new, chain_next,
"Return the items of the first iterable, then those of the next, until all are exhausted."
methods: &[
    classmethod("from_iterable", "(iterable, /)", chain_new, "A chain of the iterables that an iterable gives."),
    classmethod(
        "__class_getitem__",
        "(item, /)",
        |vm, a| pyish_vm::builtins::generic_alias::new(vm, a[0], a[1]),
        "See PEP 585.",
    ),
]);

// ---- islice: `a` is the iterator until the end, `n` items were taken, `m` is the next one wanted, `p` the stop, `q` the step

fn islice_index(vm: &Vm, v: Value) -> Option<i64> {
    if !vm.is_index(v) {
        return None;
    }
    vm.index(v).ok().and_then(|n| vm.int_to_i64(n))
}

fn islice_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = args[1].to_tuple().expect("bound by *args").items();
    let none = Value::NONE;
    let (start, stop, step) = match given {
        [] | [_] => throw!(vm, TYPE_ERROR, "islice expected at least 2 arguments, got {}", given.len()),
        [_, stop] => (none, *stop, none),
        [_, start, stop] => (*start, *stop, none),
        [_, start, stop, step] => (*start, *stop, *step),
        _ => throw!(vm, TYPE_ERROR, "islice expected at most 4 arguments, got {}", given.len()),
    };
    let bound = |v: Value, default: i64| if v.is_none() { Some(default) } else { islice_index(vm, v) };
    let wrong = |what: &str| format!("{what} for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    // None as the stop is i64::MAX: no iterator comes as far.
    let last = match bound(stop, i64::MAX) {
        None | Some(-1) => throw!(vm, VALUE_ERROR, "{}", wrong("Stop argument")),
        Some(n) if n < 0 && given.len() == 2 => throw!(vm, VALUE_ERROR, "{}", wrong("Stop argument")),
        Some(n) => n,
    };
    let first = bound(start, 0).unwrap_or(-1);
    if first < 0 || last < 0 {
        throw!(vm, VALUE_ERROR, "{}", wrong("Indices"));
    }
    let Some(every @ 1..) = bound(step, 1) else {
        throw!(vm, VALUE_ERROR, "Step for islice() must be a positive integer or None.")
    };
    let it = Iter::new(vm.iter(given[0])?, Value::UNBOUND, Value::UNBOUND);
    it.m.set(first as u64);
    it.p.set(last as u64);
    it.q.set(every as u64);
    make(vm, args, it)
}

/// The next item of a slice, having skipped what lies before it.
fn islice_step(vm: &Vm, it: Ref<Iter>, source: Value) -> PyResult<Value> {
    while it.n.get() < it.m.get() {
        if vm.next_or_unbound(source)?.is_unbound() {
            return END;
        }
        it.n.set(it.n.get() + 1);
        pause(vm)?;
    }
    if it.n.get() >= it.p.get() {
        return END;
    }
    let x = vm.next_or_unbound(source)?;
    if !x.is_unbound() {
        it.n.set(it.n.get() + 1);
        it.m.set((it.m.get() + it.q.get()).min(it.p.get()));
    }
    Ok(x)
}

fn islice_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let Some(source) = it.a.bound() else { return END };
    let r = islice_step(vm, it, source);
    if !matches!(r, Ok(x) if !x.is_unbound()) {
        it.a.set(Value::UNBOUND);
    }
    r
}

iter_type!(ISLICE "itertools.islice" "(*args)" islice_new, islice_next,
    "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\n\
     Return the items that the slice [start:stop:step] of the iterable would have.");

// ---- accumulate: `a` is the iterator, `b` the function or None, `c` the total; `n`: the total is still to be given

fn accumulate_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let source = vm.iter(args[1])?;
    let given = !args[3].is_none();
    let it = Iter::new(source, args[2], if given { args[3] } else { Value::UNBOUND });
    it.n.set(given as u64);
    make(vm, args, it)
}

fn accumulate_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    if it.n.compare_exchange(1, 0) {
        return Ok(it.c.get());
    }
    let x = vm.next_or_unbound(it.a.get())?;
    if x.is_unbound() {
        return END;
    }
    let total = match it.c.bound() {
        None => x,
        Some(total) if it.b.get().is_none() => vm.binary(BinaryOp::Add, total, x)?,
        Some(total) => vm.call(it.b.get(), &[total, x])?,
    };
    it.c.set(total);
    Ok(total)
}

iter_type!(ACCUMULATE "itertools.accumulate" "(iterable, func=None, *, initial=None)" accumulate_new, accumulate_next,
    "Return the running totals of the items, or what another function of two arguments makes of them.");

// ---- batched: `a` is the iterator until it ends, `n` the size, `m` whether the last batch must be full

fn batched_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = size(vm, args[2])?;
    let strict = vm.truthy(args[3])?;
    if n < 1 {
        throw!(vm, VALUE_ERROR, "n must be at least one");
    }
    let it = Iter::new(vm.iter(args[1])?, Value::UNBOUND, Value::UNBOUND);
    it.n.set(n as u64);
    it.m.set(strict as u64);
    make(vm, args, it)
}

fn batched_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let Some(source) = it.a.bound() else { return END };
    let batch = row(vm, it.n.usize(), |_| vm.next_or_unbound(source)).inspect_err(|_| it.a.set(Value::UNBOUND))?;
    if batch.is_empty() {
        it.a.set(Value::UNBOUND);
        return END;
    }
    if batch.len() < it.n.usize() && it.m.get() != 0 {
        it.a.set(Value::UNBOUND);
        throw!(vm, VALUE_ERROR, "batched(): incomplete batch");
    }
    Ok(batch.value())
}

iter_type!(BATCHED "itertools.batched" "(iterable, n, *, strict=False)" batched_new, batched_next,
    "Return the items in tuples of n; the last one may be shorter, unless strict is true.");

// ---- pairwise: `a` is the iterator until it ends, `b` the last item

fn pairwise_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let source = vm.iter(args[1])?;
    make(vm, args, Iter::new(source, Value::UNBOUND, Value::UNBOUND))
}

fn pairwise_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let Some(source) = it.a.bound() else { return END };
    let step = || {
        let r = vm.next_or_unbound(source);
        if !matches!(r, Ok(x) if !x.is_unbound()) {
            it.a.set(Value::UNBOUND);
            it.b.set(Value::UNBOUND);
        }
        r
    };
    let old = match it.b.bound() {
        Some(old) => old,
        None => {
            let first = step()?;
            it.b.set(first);
            if first.is_unbound() {
                return END;
            }
            if it.a.bound().is_none() {
                it.b.set(Value::UNBOUND);
                return END;
            }
            first
        }
    };
    let new = step()?;
    if new.is_unbound() {
        return END;
    }
    it.b.set(new);
    Ok(vm.new_tuple(&[old, new]).value())
}

iter_type!(PAIRWISE "itertools.pairwise" "(iterable, /)" pairwise_new, pairwise_next,
    "Return pairs of items that follow each other.");

// ---- zip_longest: `a` are the iterators, unbound where one has ended, `b` is what fills, `n` how many have not ended

fn zip_longest_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut fill = Value::NONE;
    for (name, value) in args[2].to_dict().expect("bound by **kwargs").iter() {
        if !name.to_str().is_some_and(|s| s.eq_str("fillvalue")) {
            throw!(vm, TYPE_ERROR, "zip_longest() got an unexpected keyword argument");
        }
        fill = value;
    }
    let sources = args[1].to_tuple().expect("bound by *args").items();
    let iterators = vm.new_list_storage(sources.len());
    for (to, source) in iterators.slots().iter().zip(sources) {
        to.set(vm.iter(*source)?);
    }
    let it = Iter::new(iterators.value(), fill, Value::UNBOUND);
    it.n.set(sources.len() as u64);
    make(vm, args, it)
}

fn zip_longest_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    // SAFETY: the slot holds a list storage.
    let iterators = unsafe { it.a.get().cast::<ListStorage>() }.slots();
    let mut over = it.n.get() == 0;
    if over {
        return END;
    }
    let items = row(vm, iterators.len(), |i| {
        let Some(source) = iterators[i].bound() else { return Ok(it.b.get()) };
        let x = vm.next_or_unbound(source).inspect_err(|_| it.n.set(0))?;
        if !x.is_unbound() {
            return Ok(x);
        }
        let left = it.n.get().saturating_sub(1);
        it.n.set(left);
        if left == 0 {
            over = true;
            return END;
        }
        iterators[i].set(Value::UNBOUND);
        Ok(it.b.get())
    })?;
    if over { END } else { Ok(items.value()) }
}

iter_type!(ZIP_LONGEST "itertools.zip_longest" "(*iterables, **kwargs)" zip_longest_new, zip_longest_next,
    "Return tuples of one item from each iterable; where one has ended, the fill value stands for its items.");
