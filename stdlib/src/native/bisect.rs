//! `_bisect`: where in a sorted sequence something belongs.

use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::CompareOp;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// The place of `x`: behind its equals for `RIGHT`, in front of them otherwise.
fn search<const RIGHT: bool>(vm: &Vm, args: &[Value], x: Value) -> PyResult<i64> {
    let (a, key) = (args[0], args[4]);
    let mut lo = vm.index_i64(args[2])?;
    if lo < 0 {
        throw!(vm, VALUE_ERROR, "lo cannot be negative");
    }
    let mut hi = if args[3].is_none() { vm.len(a)? as i64 } else { vm.index_i64(args[3])? };
    let list = a.to_list().filter(|_| a.shape() == pyish_vm::builtins::shape::LIST);
    while lo < hi {
        let mid = lo + (hi - lo) / 2;
        let mut item = match list.and_then(|l| l.get(mid as usize)) {
            Some(item) => item,
            None => vm.getitem(a, vm.new_int(mid))?,
        };
        if !key.is_none() {
            item = vm.call(key, &[item])?;
        }
        let right =
            if RIGHT { !vm.compare_bool(x, item, CompareOp::Lt)? } else { vm.compare_bool(item, x, CompareOp::Lt)? };
        if right {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    Ok(lo)
}

fn bisect<const RIGHT: bool>(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(search::<RIGHT>(vm, args, args[1])?))
}

fn insort<const RIGHT: bool>(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let x = if args[4].is_none() { args[1] } else { vm.call(args[4], &[args[1]])? };
    let at = search::<RIGHT>(vm, args, x)?;
    match args[0].to_list() {
        Some(l) if args[0].shape() == pyish_vm::builtins::shape::LIST => l.insert(vm, at as usize, args[1]),
        _ => {
            vm.call_method(args[0], vm.intern("insert"), &[vm.new_int(at), args[1]])?;
        }
    }
    Ok(Value::NONE)
}

static FUNCTIONS: &[MethodDef] = &[
    function(
        "bisect_right",
        "(a, x, lo=0, hi=None, *, key=None)",
        bisect::<true>,
        "The index behind every item <= x of the sorted list a.",
    ),
    function(
        "bisect_left",
        "(a, x, lo=0, hi=None, *, key=None)",
        bisect::<false>,
        "The index in front of every item >= x of the sorted list a.",
    ),
    function(
        "insort_right",
        "(a, x, lo=0, hi=None, *, key=None)",
        insort::<true>,
        "Insert x into the sorted list a, behind its equals.",
    ),
    function(
        "insort_left",
        "(a, x, lo=0, hi=None, *, key=None)",
        insort::<false>,
        "Insert x into the sorted list a, in front of its equals.",
    ),
];

pub static MODULE: NativeModule =
    NativeModule { name: "_bisect", doc: "Searching sorted sequences.", functions: FUNCTIONS, types: &[], init: None };
