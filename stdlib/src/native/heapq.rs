//! `_heapq`: lists kept as heaps. What is less than what only `<` of the items says, which may run Python: a heap whose length
//! changes meanwhile raises.

use pyish_vm::builtins::list::List;
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::{CompareOp, Ref};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

fn heap(vm: &Vm, name: &str, args: &[Value]) -> PyResult<Ref<List>> {
    match args[0].to_list() {
        Some(l) => Ok(l),
        None => {
            let number = if args.len() > 1 { " 1" } else { "" };
            throw!(vm, TYPE_ERROR, "{name}() argument{number} must be list, not {}", vm.type_name(args[0]))
        }
    }
}

/// Whether `a` belongs above `b`.
#[inline]
fn above<const MAX: bool>(vm: &Vm, a: Value, b: Value) -> PyResult<bool> {
    if MAX { vm.compare_bool(b, a, CompareOp::Lt) } else { vm.compare_bool(a, b, CompareOp::Lt) }
}

fn at(vm: &Vm, l: Ref<List>, i: usize, n: usize) -> PyResult<Value> {
    match l.get(i) {
        Some(v) if l.len() == n => Ok(v),
        _ => throw!(vm, RUNTIME_ERROR, "list changed size during iteration"),
    }
}

/// The item at `pos` rises towards `start` until its parent belongs above it.
fn rise<const MAX: bool>(vm: &Vm, l: Ref<List>, start: usize, mut pos: usize) -> PyResult<()> {
    let n = l.len();
    let item = at(vm, l, pos, n)?;
    while pos > start {
        let parent = (pos - 1) >> 1;
        let other = at(vm, l, parent, n)?;
        if !above::<MAX>(vm, item, other)? {
            break;
        }
        // The comparison may have changed the list: what stands there now changes places.
        let (item, other) = (at(vm, l, pos, n)?, at(vm, l, parent, n)?);
        l.set(vm, parent, item);
        l.set(vm, pos, other);
        pos = parent;
    }
    Ok(())
}

/// The item at `pos` sinks to a leaf, the upper of its children rising in turn; from there it rises. Most items that sink belong
/// near the leaves: this compares least.
fn sink<const MAX: bool>(vm: &Vm, l: Ref<List>, mut pos: usize) -> PyResult<()> {
    let (n, start) = (l.len(), pos);
    loop {
        let mut child = 2 * pos + 1;
        if child >= n {
            break;
        }
        if child + 1 < n && !above::<MAX>(vm, at(vm, l, child, n)?, at(vm, l, child + 1, n)?)? {
            child += 1;
        }
        let (item, other) = (at(vm, l, pos, n)?, at(vm, l, child, n)?);
        l.set(vm, child, item);
        l.set(vm, pos, other);
        pos = child;
    }
    rise::<MAX>(vm, l, start, pos)
}

fn push<const MAX: bool>(vm: &Vm, name: &str, args: &[Value]) -> PyResult<Value> {
    let l = heap(vm, name, args)?;
    l.push(vm, args[1]);
    rise::<MAX>(vm, l, 0, l.len() - 1)?;
    Ok(Value::NONE)
}

fn pop<const MAX: bool>(vm: &Vm, name: &str, args: &[Value]) -> PyResult<Value> {
    let l = heap(vm, name, args)?;
    let Some(last) = l.pop(vm) else { throw!(vm, INDEX_ERROR, "index out of range") };
    let Some(first) = l.get(0) else { return Ok(last) };
    l.set(vm, 0, last);
    sink::<MAX>(vm, l, 0)?;
    Ok(first)
}

fn replace<const MAX: bool>(vm: &Vm, name: &str, args: &[Value]) -> PyResult<Value> {
    let l = heap(vm, name, args)?;
    let Some(first) = l.get(0) else { throw!(vm, INDEX_ERROR, "index out of range") };
    l.set(vm, 0, args[1]);
    sink::<MAX>(vm, l, 0)?;
    Ok(first)
}

fn pushpop<const MAX: bool>(vm: &Vm, name: &str, args: &[Value]) -> PyResult<Value> {
    let l = heap(vm, name, args)?;
    let Some(first) = l.get(0) else { return Ok(args[1]) };
    if !above::<MAX>(vm, first, args[1])? {
        return Ok(args[1]);
    }
    let Some(first) = l.get(0) else { throw!(vm, INDEX_ERROR, "index out of range") };
    l.set(vm, 0, args[1]);
    sink::<MAX>(vm, l, 0)?;
    Ok(first)
}

fn heapify<const MAX: bool>(vm: &Vm, name: &str, args: &[Value]) -> PyResult<Value> {
    let l = heap(vm, name, args)?;
    for i in (0..l.len() / 2).rev() {
        sink::<MAX>(vm, l, i)?;
        if vm.poked() {
            vm.safepoint()?;
        }
    }
    Ok(Value::NONE)
}

static FUNCTIONS: &[MethodDef] = &[
    function("heappush", "(heap, item, /)", |vm, a| push::<false>(vm, "heappush", a), "Put item on the heap."),
    function("heappop", "(heap, /)", |vm, a| pop::<false>(vm, "heappop", a), "Take the smallest item off the heap."),
    function(
        "heapreplace",
        "(heap, item, /)",
        |vm, a| replace::<false>(vm, "heapreplace", a),
        "Take the smallest item off, then put item on; faster than the two alone.",
    ),
    function(
        "heappushpop",
        "(heap, item, /)",
        |vm, a| pushpop::<false>(vm, "heappushpop", a),
        "Put item on, then take the smallest off; faster than the two alone.",
    ),
    function("heapify", "(heap, /)", |vm, a| heapify::<false>(vm, "heapify", a), "Turn a list into a heap, in place."),
    function(
        "heappush_max",
        "(heap, item, /)",
        |vm, a| push::<true>(vm, "heappush_max", a),
        "Put item on the max-heap.",
    ),
    function(
        "heappop_max",
        "(heap, /)",
        |vm, a| pop::<true>(vm, "heappop_max", a),
        "Take the largest item off the max-heap.",
    ),
    function(
        "heapreplace_max",
        "(heap, item, /)",
        |vm, a| replace::<true>(vm, "heapreplace_max", a),
        "Take the largest item off, then put item on.",
    ),
    function(
        "heappushpop_max",
        "(heap, item, /)",
        |vm, a| pushpop::<true>(vm, "heappushpop_max", a),
        "Put item on, then take the largest off.",
    ),
    function(
        "heapify_max",
        "(heap, /)",
        |vm, a| heapify::<true>(vm, "heapify_max", a),
        "Turn a list into a max-heap, in place.",
    ),
];

pub static MODULE: NativeModule =
    NativeModule { name: "_heapq", doc: "Lists kept as heaps.", functions: FUNCTIONS, types: &[], init: None };
