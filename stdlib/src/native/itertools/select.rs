//! What selects items: `compress`, `dropwhile`, `takewhile`, `filterfalse`; and `starmap`.
//!
//! `a` is the iterator, `b` the function (of `compress`: the selectors), `n` whether `dropwhile` has begun or `takewhile` ended.

use pyish_vm::builtins::shape;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

use super::{END, Iter, iter_type, make, pause, this};

fn compress_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = vm.iter(args[1])?;
    let selectors = vm.iter(args[2])?;
    make(vm, args, Iter::new(data, selectors, Value::UNBOUND))
}

fn compress_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    loop {
        let x = vm.next_or_unbound(it.a.get())?;
        if x.is_unbound() {
            return END;
        }
        let keep = vm.next_or_unbound(it.b.get())?;
        if keep.is_unbound() || vm.truthy(keep)? {
            return Ok(if keep.is_unbound() { keep } else { x });
        }
        pause(vm)?;
    }
}

/// For those whose arguments are a function and an iterable.
fn function_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = vm.iter(args[2])?;
    make(vm, args, Iter::new(it, args[1], Value::UNBOUND))
}

fn dropwhile_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    loop {
        let x = vm.next_or_unbound(it.a.get())?;
        if x.is_unbound() || it.n.get() != 0 {
            return Ok(x);
        }
        let good = vm.call(it.b.get(), &[x])?;
        if !vm.truthy(good)? {
            it.n.set(1);
            return Ok(x);
        }
        pause(vm)?;
    }
}

fn takewhile_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    if it.n.get() != 0 {
        return END;
    }
    let x = vm.next_or_unbound(it.a.get())?;
    if x.is_unbound() {
        return END;
    }
    let good = vm.call(it.b.get(), &[x])?;
    if vm.truthy(good)? {
        return Ok(x);
    }
    it.n.set(1);
    END
}

fn filterfalse_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let f = it.b.get();
    let plain = f.is_none() || f == shape::BOOL.ty().value();
    loop {
        let x = vm.next_or_unbound(it.a.get())?;
        if x.is_unbound() {
            return END;
        }
        let judged = if plain { x } else { vm.call(f, &[x])? };
        if !vm.truthy(judged)? {
            return Ok(x);
        }
        pause(vm)?;
    }
}

fn starmap_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let args = vm.next_or_unbound(it.a.get())?;
    if args.is_unbound() {
        return END;
    }
    let args = vm.collect_tuple(args)?;
    vm.call(it.b.get(), args.items())
}

iter_type!(COMPRESS "itertools.compress" "(data, selectors)" compress_new, compress_next,
    "Return the data elements whose selectors are true.");
iter_type!(DROPWHILE "itertools.dropwhile" "(predicate, iterable, /)" function_new, dropwhile_next,
    "Drop items while the predicate is true; afterwards, return every item.");
iter_type!(TAKEWHILE "itertools.takewhile" "(predicate, iterable, /)" function_new, takewhile_next,
    "Return items as long as the predicate is true of them.");
iter_type!(FILTERFALSE "itertools.filterfalse" "(function, iterable, /)" function_new, filterfalse_next,
    "Return the items of which the function is false; with None, the items that are false.");
iter_type!(STARMAP "itertools.starmap" "(function, iterable, /)" function_new, starmap_next,
    "Call the function with each item as its arguments.");
