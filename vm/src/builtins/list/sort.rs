//! Stable merge sort that takes runs as it finds them; comparisons may raise and run Python.

use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::object::{CompareOp, Ref, Slot};
use crate::value::Value;
use crate::{PyResult, Vm};

/// What all keys are, so that comparing can be cheap.
#[derive(Clone, Copy, PartialEq)]
enum Keys {
    Ints,
    Floats,
    Strings,
    Any,
}

fn classify(keys: &[Value]) -> Keys {
    classify_by(keys.len(), |i| keys[i as usize])
}

fn classify_by(n: usize, get: impl Fn(u32) -> Value) -> Keys {
    let all = |f: fn(Value) -> bool| (0..n as u32).all(|i| f(get(i)));
    match n {
        0 => Keys::Any,
        _ if get(0).is_int() && all(Value::is_int) => Keys::Ints,
        _ if get(0).is_inline_float() && all(Value::is_inline_float) => Keys::Floats,
        _ if get(0).has_shape(shape::STR) && all(|v| v.has_shape(shape::STR)) => Keys::Strings,
        _ => Keys::Any,
    }
}

/// Compares strings by code points.
fn str_lt(a: Value, b: Value) -> bool {
    let (x, y) = (a.to_exact_str().expect("classified"), b.to_exact_str().expect("classified"));
    crate::builtins::str::order(x, y).is_lt()
}

fn less(vm: &Vm, kind: Keys, a: Value, b: Value) -> PyResult<bool> {
    match kind {
        Keys::Ints => Ok(Value::int_lt(a, b)),
        Keys::Floats => Ok(a.as_inline_float() < b.as_inline_float()),
        Keys::Strings => Ok(str_lt(a, b)),
        Keys::Any => vm.compare_bool(a, b, CompareOp::Lt),
    }
}

/// The items in order. Items and keys stay rooted by the argument and by tuples; the order is sorted as indices.
pub(super) fn sort(vm: &Vm, items: &[Value], key: Value, reverse: bool) -> PyResult<Ref<Tuple>> {
    let keys = if key.is_none() {
        vm.new_tuple(items)
    } else {
        vm.new_tuple_with(items.len(), |i| vm.call(key, &[items[i]]))?
    };
    let k = keys.items();
    let kind = classify(k);
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    if reverse {
        // Reversing before and after keeps equal items in their order.
        order.reverse();
    }
    if kind == Keys::Any {
        merge_sort(&mut order, &mut |a, b| less(vm, kind, k[a as usize], k[b as usize]))?;
    } else {
        order.sort_by(|a, b| compare_plain(kind, k[*a as usize], k[*b as usize]));
    }
    if reverse {
        order.reverse();
    }
    vm.new_tuple_with(items.len(), |i| Ok(items[order[i] as usize]))
}

/// Sorts when all items are of a kind that compares without Python; false else. Allocates nothing on the heap; the caller holds the
/// list's lock.
pub(super) fn sort_in_place(items: &[Slot], reverse: bool) -> bool {
    let get = |i: u32| items[i as usize].get();
    let kind = classify_by(items.len(), get);
    if kind == Keys::Any {
        return items.len() < 2;
    }
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    if reverse {
        order.reverse();
    }
    order.sort_by(|a, b| compare_plain(kind, get(*a), get(*b)));
    if reverse {
        order.reverse();
    }
    // Each cycle of the permutation moves by itself, so that every item stays in some slot or on the stack.
    for start in 0..items.len() {
        let (first, mut at) = (items[start].get(), start);
        loop {
            let from = std::mem::replace(&mut order[at], at as u32) as usize;
            if from == start || from == at {
                break;
            }
            items[at].set(items[from].get());
            at = from;
        }
        if at != start {
            items[at].set(first);
        }
    }
    true
}

fn compare_plain(kind: Keys, a: Value, b: Value) -> std::cmp::Ordering {
    match kind {
        Keys::Ints => a.as_int().cmp(&b.as_int()),
        Keys::Floats => a.as_inline_float().partial_cmp(&b.as_inline_float()).unwrap_or(std::cmp::Ordering::Equal),
        _ => match (a.to_exact_str(), b.to_exact_str()) {
            (Some(a), Some(b)) => crate::builtins::str::order(a, b),
            _ => unreachable!("classified as strings"),
        },
    }
}

type Less<'a> = dyn FnMut(u32, u32) -> PyResult<bool> + 'a;

/// Shortest run that is not extended by insertion.
const MIN_RUN: usize = 24;

/// Finds the run that begins at `start`, turned to ascend.
fn run_end(order: &mut [u32], start: usize, less: &mut Less) -> PyResult<usize> {
    let n = order.len();
    let mut end = start + 1;
    if end >= n {
        return Ok(n);
    }
    if less(order[end], order[start])? {
        end += 1;
        while end < n && less(order[end], order[end - 1])? {
            end += 1;
        }
        order[start..end].reverse();
    } else {
        end += 1;
        while end < n && !less(order[end], order[end - 1])? {
            end += 1;
        }
    }
    Ok(end)
}

/// Extends a sorted run by binary insertion.
fn insert(order: &mut [u32], start: usize, sorted: usize, end: usize, less: &mut Less) -> PyResult<()> {
    for i in sorted..end {
        let x = order[i];
        let (mut lo, mut hi) = (start, i);
        while lo < hi {
            let mid = (lo + hi) / 2;
            if less(x, order[mid])? { hi = mid } else { lo = mid + 1 }
        }
        order.copy_within(lo..i, lo + 1);
        order[lo] = x;
    }
    Ok(())
}

fn merge(order: &mut [u32], lo: usize, mid: usize, hi: usize, less: &mut Less) -> PyResult<()> {
    if !less(order[mid], order[mid - 1])? {
        return Ok(());
    }
    let left = order[lo..mid].to_vec();
    let (mut i, mut j, mut k) = (0, mid, lo);
    while i < left.len() && j < hi {
        if less(order[j], left[i])? {
            order[k] = order[j];
            j += 1;
        } else {
            order[k] = left[i];
            i += 1;
        }
        k += 1;
    }
    order[k..k + left.len() - i].copy_from_slice(&left[i..]);
    Ok(())
}

fn merge_sort(order: &mut [u32], less: &mut Less) -> PyResult<()> {
    let n = order.len();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < n {
        let mut end = run_end(order, at, less)?;
        let wanted = (at + MIN_RUN).min(n);
        if end < wanted {
            insert(order, at, end, wanted, less)?;
            end = wanted;
        }
        runs.push((at, end));
        at = end;
        // Runs on the stack stay at least twice as long as those above them.
        while runs.len() > 1 {
            let (b, a) = (runs[runs.len() - 1], runs[runs.len() - 2]);
            if a.1 - a.0 > 2 * (b.1 - b.0) && at < n {
                break;
            }
            merge(order, a.0, a.1, b.1, less)?;
            runs.pop();
            *runs.last_mut().expect("two runs were there") = (a.0, b.1);
        }
    }
    while runs.len() > 1 {
        let (b, a) = (runs[runs.len() - 1], runs[runs.len() - 2]);
        merge(order, a.0, a.1, b.1, less)?;
        runs.pop();
        *runs.last_mut().expect("two runs were there") = (a.0, b.1);
    }
    Ok(())
}
