//! `gc`: the collector as programs see it.
//!
//! Where it differs from CPython: every collection looks at the whole heap, so generations are a matter of form; and automatic
//! collections go on while disabled, since they do the work of reference counts. `collect()` counts what CPython's collector would
//! have found: cycles and what hangs from them. Automatic collections are reported to `callbacks` at the next safepoint.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

use pyish_vm::builtins::list::List;
use pyish_vm::builtins::module::Module;
use pyish_vm::heap::{self, Collected, Global};
use pyish_vm::native::{NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

const DEBUG_STATS: i64 = 1;
const DEBUG_COLLECTABLE: i64 = 2;
const DEBUG_UNCOLLECTABLE: i64 = 4;
const DEBUG_SAVEALL: i64 = 32;
const DEBUG_LEAK: i64 = DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL;

static ENABLED: AtomicBool = AtomicBool::new(true);
static DEBUG: AtomicI64 = AtomicI64::new(0);
static THRESHOLDS: [AtomicI64; 3] = [AtomicI64::new(2000), AtomicI64::new(10), AtomicI64::new(10)];
static FROZEN: AtomicUsize = AtomicUsize::new(0);
/// Set while an explicit collection runs: callbacks that collect find nothing.
static COLLECTING: AtomicBool = AtomicBool::new(false);
/// The lists `callbacks` and `garbage`.
static LISTS: OnceLock<(Global, Global)> = OnceLock::new();

fn callbacks() -> Option<Ref<List>> {
    LISTS.get()?.0.get().to_list()
}
fn garbage() -> Option<Ref<List>> {
    LISTS.get()?.1.get().to_list()
}

fn tell(vm: &Vm, phase: &str, generation: i64, collected: usize, seconds: f64) -> PyResult<()> {
    let Some(list) = callbacks().filter(|list| !list.is_empty()) else {
        return Ok(());
    };
    let info = vm.new_dict();
    for (name, v) in [
        ("generation", vm.new_int(generation)),
        ("collected", vm.new_int(collected as i64)),
        ("uncollectable", vm.new_int(0)),
        ("candidates", vm.new_int(0)),
        ("duration", vm.new_float(seconds)),
    ] {
        info.set_str(vm, vm.intern(name), v);
    }
    let phase = vm.new_str(phase).value();
    for &f in list.snapshot(vm).items() {
        if let Err(raised) = vm.call(f, &[phase, info.value()]) {
            vm.report_ignored(raised, "calling GC callback", f);
        }
    }
    Ok(())
}

fn after_automatic(vm: &Vm, collected: Collected) {
    // An error here could only be of memory for the information.
    let _ = tell(vm, "start", 0, 0, 0.0).and_then(|()| tell(vm, "stop", 0, 0, collected.duration.as_secs_f64()));
}

fn collect(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let generation = vm.index_i64(args[0])?;
    if !(0..=2).contains(&generation) {
        throw!(vm, VALUE_ERROR, "invalid generation");
    }
    if COLLECTING.swap(true, Relaxed) {
        return Ok(vm.new_int(0));
    }
    let found = collect_loudly(vm, generation);
    COLLECTING.store(false, Relaxed);
    Ok(vm.new_int(found? as i64))
}

fn collect_loudly(vm: &Vm, generation: i64) -> PyResult<usize> {
    let debug = DEBUG.load(Relaxed);
    tell(vm, "start", generation, 0, 0.0)?;
    if debug & DEBUG_STATS != 0 {
        eprintln!("gc: collecting generation {generation}...");
        eprintln!("gc: objects in each generation: 0 0 {}", vm.count_heap_objects());
        eprintln!("gc: objects in permanent generation: {}", FROZEN.load(Relaxed));
    }
    let begin = Instant::now();
    let found = if debug & DEBUG_SAVEALL != 0 {
        collect_into_garbage(vm, debug)
    } else {
        vm.collect_for(collect, false, |_| {})
    };
    let seconds = begin.elapsed().as_secs_f64();
    if debug & DEBUG_STATS != 0 {
        eprintln!("gc: done, {found} unreachable, 0 uncollectable, {seconds:.4}s elapsed");
    }
    tell(vm, "stop", generation, found, seconds)?;
    Ok(found)
}

fn collect_into_garbage(vm: &Vm, debug: i64) -> usize {
    vm.collect_for(collect, true, |v| {
        if debug & DEBUG_COLLECTABLE != 0 {
            eprintln!("gc: collectable <{} {:#x}>", vm.type_name(v), v.bits());
        }
        if let Some(list) = garbage() {
            list.push(vm, v);
        }
    })
}

fn enable(_: &Vm, _: &[Value]) -> PyResult<Value> {
    ENABLED.store(true, Relaxed);
    Ok(Value::NONE)
}
fn disable(_: &Vm, _: &[Value]) -> PyResult<Value> {
    ENABLED.store(false, Relaxed);
    Ok(Value::NONE)
}
fn isenabled(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(ENABLED.load(Relaxed)))
}

fn set_debug(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    DEBUG.store(vm.index_i64(args[0])?, Relaxed);
    Ok(Value::NONE)
}
fn get_debug(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(DEBUG.load(Relaxed)))
}

fn set_threshold(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = args[0].to_tuple().map_or(&[][..], |t| t.items());
    if !(1..=3).contains(&given.len()) {
        throw!(vm, TYPE_ERROR, "gc.set_threshold requires 1 to 3 arguments");
    }
    let mut new = [0; 3];
    for (to, v) in new.iter_mut().zip(given) {
        *to = vm.index_i64(*v)?;
    }
    for (to, v) in THRESHOLDS.iter().zip(&new[..given.len()]) {
        to.store(*v, Relaxed);
    }
    Ok(Value::NONE)
}
fn get_threshold(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let [a, b, c] = [0, 1, 2].map(|i| vm.new_int(THRESHOLDS[i].load(Relaxed)));
    Ok(vm.new_tuple(&[a, b, c]).value())
}

/// What a container costs on average: turns allocated bytes into the number of objects that CPython counts.
const BYTES_PER_OBJECT: usize = 64;

fn get_count(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let stats = heap::stats();
    let young = vm.new_int((stats.allocated / BYTES_PER_OBJECT) as i64);
    Ok(vm.new_tuple(&[young, vm.new_int(0), vm.new_int(0)]).value())
}

fn get_stats(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let stats = heap::stats();
    let list = vm.new_list(&[]);
    for (collections, collected, seconds) in [
        (stats.collections - stats.explicit, 0, stats.total_pause.as_secs_f64()),
        (0, 0, 0.0),
        (stats.explicit, stats.unreachable, 0.0),
    ] {
        let row = vm.new_dict();
        for (name, v) in [
            ("collections", vm.new_int(collections as i64)),
            ("collected", vm.new_int(collected as i64)),
            ("uncollectable", vm.new_int(0)),
            ("candidates", vm.new_int(0)),
            ("duration", vm.new_float(seconds)),
        ] {
            row.set_str(vm, vm.intern(name), v);
        }
        list.push(vm, row.value());
    }
    Ok(list.value())
}

fn get_objects(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let generation = if args[0].is_none() || args[0] == Value::int(-1) { 2 } else { vm.index_i64(args[0])? };
    let list = match generation {
        i64::MIN..0 => throw!(vm, VALUE_ERROR, "generation parameter cannot be negative"),
        0 => vm.young_objects()?,
        1 => vm.new_list(&[]),
        2 => vm.heap_objects()?,
        _ => throw!(vm, VALUE_ERROR, "generation parameter must be less than the number of available generations (3)"),
    };
    Ok(list.value())
}

fn get_referrers(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let targets = args[0].to_tuple().map_or(&[][..], |t| t.items());
    let found = vm.heap_referrers(targets)?;
    // The tuple of the arguments refers to them as well.
    let others: Ref<List> = vm.new_list(&[]);
    for &v in found.snapshot(vm).items() {
        if v != args[0] {
            others.push(vm, v);
        }
    }
    Ok(others.value())
}
fn get_referents(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let objects = args[0].to_tuple().map_or(&[][..], |t| t.items());
    Ok(vm.heap_referents(objects)?.value())
}

fn is_tracked(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(heap::is_tracked(args[0])))
}
fn is_finalized(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.is_finalized(args[0])))
}

fn freeze(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    FROZEN.store(vm.count_heap_objects(), Relaxed);
    Ok(Value::NONE)
}
fn unfreeze(_: &Vm, _: &[Value]) -> PyResult<Value> {
    FROZEN.store(0, Relaxed);
    Ok(Value::NONE)
}
fn get_freeze_count(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(FROZEN.load(Relaxed) as i64))
}

fn init(vm: &Vm, module: Ref<Module>) -> PyResult<()> {
    for (name, flag) in [
        ("DEBUG_STATS", DEBUG_STATS),
        ("DEBUG_COLLECTABLE", DEBUG_COLLECTABLE),
        ("DEBUG_UNCOLLECTABLE", DEBUG_UNCOLLECTABLE),
        ("DEBUG_SAVEALL", DEBUG_SAVEALL),
        ("DEBUG_LEAK", DEBUG_LEAK),
    ] {
        module.set(vm, name, vm.new_int(flag));
    }
    let (callbacks, garbage) = LISTS.get_or_init(|| {
        let list = || Global::new(vm.new_list(&[]).value());
        (list(), list())
    });
    module.set(vm, "callbacks", callbacks.get());
    module.set(vm, "garbage", garbage.get());
    heap::set_collection_hook(after_automatic);
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "gc",
    doc: "The garbage collector: running it, watching it, asking what lives.",
    functions: &[
        function("enable", "()", enable, "Turn automatic collection of cycles on."),
        function("disable", "()", disable, "Turn automatic collection of cycles off."),
        function("isenabled", "()", isenabled, "Whether automatic collection is on."),
        function(
            "collect",
            "(generation=2)",
            collect,
            "Collect, run finalizers and weak references' callbacks, and tell how many unreachable objects were found.",
        ),
        function("get_count", "()", get_count, "The current counts that decide about the next collection."),
        function("set_debug", "(flags, /)", set_debug, "Set the flags that make collections talk."),
        function("get_debug", "()", get_debug, "The flags that make collections talk."),
        function("set_threshold", "(*args)", set_threshold, "Set the thresholds of the three generations."),
        function("get_threshold", "()", get_threshold, "The thresholds of the three generations."),
        function("get_stats", "()", get_stats, "Statistics, one dict per generation."),
        function("get_objects", "(generation=None)", get_objects, "A list of all containers that are alive."),
        function("get_referrers", "(*objs)", get_referrers, "The containers that refer to any of the objects."),
        function("get_referents", "(*objs)", get_referents, "What the objects refer to directly."),
        function("is_tracked", "(obj, /)", is_tracked, "Whether the object is one that can be part of a cycle."),
        function("is_finalized", "(obj, /)", is_finalized, "Whether the object's finalizer has run."),
        function("freeze", "()", freeze, "Move everything that lives to a generation that is not collected."),
        function("unfreeze", "()", unfreeze, "Move the frozen objects back."),
        function("get_freeze_count", "()", get_freeze_count, "How many objects are frozen."),
    ],
    types: &[],
    init: Some(init),
};
