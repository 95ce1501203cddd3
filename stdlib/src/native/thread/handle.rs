//! Starting threads and waiting for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use pyish_vm::exceptions::exc;
use pyish_vm::heap::{Global, Trace};
use pyish_vm::native::{MethodDef, method};
use pyish_vm::object::{Header, HeapObject, Slots, TypeDef, getter};
use pyish_vm::thread::wait::futex_wake;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

/// What a handle and its thread share.
struct Shared {
    /// 0 until the thread is done.
    done: AtomicU32,
    /// 0 not started, 1 starting, 2 running, 3 done.
    state: AtomicU32,
    ident: AtomicUsize,
    daemon: bool,
}

static STACK: AtomicUsize = AtomicUsize::new(0);
static RUNNING: AtomicUsize = AtomicUsize::new(0);
/// Threads that are not daemons.
static JOINED_AT_EXIT: Mutex<Vec<Arc<Shared>>> = Mutex::new(Vec::new());

/// Native stack of a thread when nothing else was asked for: address space, used as needed.
const DEFAULT_STACK: usize = 16 << 20;

/// Sets the stack size of new threads; answers the old one.
pub(super) fn set_stack_size(n: usize) -> usize {
    if n == 0 { STACK.load(Ordering::Relaxed) } else { STACK.swap(n, Ordering::Relaxed) }
}

pub(super) fn running() -> usize {
    RUNNING.load(Ordering::Relaxed)
}

/// The layout of handles.
#[repr(C)]
pub struct Handle {
    header: Header,
    shared: *const Mutex<Option<Arc<Shared>>>,
}
// SAFETY: repr(C), begins with the header; `shared` is freed through the TypeDef's drop.
unsafe impl HeapObject for Handle {}

fn cell(v: Value) -> &'static Mutex<Option<Arc<Shared>>> {
    // SAFETY: the door checks the receiver; the box lives as long as the object.
    unsafe { &*v.cast::<Handle>().shared }
}

/// Frees a dead handle's box.
///
/// # Safety
/// `p` addresses a `Handle` that nothing refers to any more.
unsafe fn drop_handle(p: *mut u64) {
    // SAFETY: as promised; made by Box.
    unsafe { drop(Box::from_raw((*p.cast::<Handle>()).shared as *mut Mutex<Option<Arc<Shared>>>)) };
}

fn with_shared(vm: &Vm, shared: Option<Arc<Shared>>) -> PyResult<Value> {
    let ty = pyish_vm::import::finder::native_type(vm, &TYPE)?;
    let boxed = Box::into_raw(Box::new(Mutex::new(shared)));
    Ok(vm.alloc(ty.root_shape(), Handle { header: Header::EMPTY, shared: boxed }).value())
}

fn new(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    with_shared(vm, None)
}

/// A handle on a thread that runs already, such as the main one.
pub(super) fn make(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let ident = vm.index_i64(args[0])? as usize;
    let shared = Shared { done: AtomicU32::new(0), state: AtomicU32::new(2), ident: AtomicUsize::new(ident), daemon: true };
    with_shared(vm, Some(Arc::new(shared)))
}

/// Runs in a new system thread.
fn body(interp: &'static pyish_vm::Interp, shared: Arc<Shared>, call: Call) {
    let vm = Vm::create(interp);
    vm.attach();
    shared.ident.store(vm.thread_ident(), Ordering::Release);
    shared.state.store(2, Ordering::Release);
    futex_wake(&shared.state, i32::MAX);
    let r = match (call.args.get().to_tuple(), call.kwargs.get().to_dict()) {
        (Some(args), Some(kwargs)) => vm.call_dict(call.function.get(), args.items(), kwargs),
        (Some(args), None) => vm.call(call.function.get(), args.items()),
        _ => vm.call(call.function.get(), &[]),
    };
    if let Err(e) = r
        && !e.matches(&vm, exc::SYSTEM_EXIT)
    {
        vm.unraisable_text(e, call.function.get(), "Exception ignored in thread started by");
    }
    drop(call);
    finish(&shared);
    RUNNING.fetch_sub(1, Ordering::Relaxed);
    vm.detach();
}

fn finish(shared: &Shared) {
    shared.state.store(3, Ordering::Release);
    shared.done.store(1, Ordering::Release);
    futex_wake(&shared.done, i32::MAX);
}

/// What a thread is to call.
struct Call {
    function: Global,
    args: Global,
    kwargs: Global,
}

fn spawn(vm: &Vm, shared: &Arc<Shared>, call: Call) -> PyResult<()> {
    let interp = vm.interp;
    let own = shared.clone();
    let size = match STACK.load(Ordering::Relaxed) {
        0 => DEFAULT_STACK,
        n => n.max(512 << 10),
    };
    RUNNING.fetch_add(1, Ordering::Relaxed);
    let spawned = vm.released(|| std::thread::Builder::new().stack_size(size).spawn(move || body(interp, own, call)));
    if spawned.is_err() {
        RUNNING.fetch_sub(1, Ordering::Relaxed);
        throw!(vm, RUNTIME_ERROR, "can't start new thread");
    }
    // The caller sees the thread's number from now on.
    vm.wait_word(&shared.state, 1, None, || shared.state.load(Ordering::Acquire) >= 2)?;
    Ok(())
}

fn check_callable(vm: &Vm, f: Value, text: &str) -> PyResult<()> {
    if vm.is_callable(f) {
        return Ok(());
    }
    throw!(vm, TYPE_ERROR, "{text}")
}

pub(super) fn start_new_thread(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_callable(vm, args[0], "first arg must be callable")?;
    if args[1].to_tuple().is_none() {
        throw!(vm, TYPE_ERROR, "2nd arg must be a tuple");
    }
    if !args[2].is_none() && args[2].to_dict().is_none() {
        throw!(vm, TYPE_ERROR, "optional 3rd arg must be a dictionary");
    }
    let shared = Arc::new(Shared { done: AtomicU32::new(0), state: AtomicU32::new(1), ident: AtomicUsize::new(0), daemon: true });
    let call = Call { function: Global::new(args[0]), args: Global::new(args[1]), kwargs: Global::new(args[2]) };
    spawn(vm, &shared, call)?;
    Ok(vm.new_int(shared.ident.load(Ordering::Acquire) as i64))
}

pub(super) fn start_joinable(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_callable(vm, args[0], "thread function must be callable")?;
    let handle = if args[1].is_none() { with_shared(vm, None)? } else { args[1] };
    if vm.type_of(handle).name() != "_ThreadHandle" {
        throw!(vm, TYPE_ERROR, "'handle' must be a _ThreadHandle");
    }
    let daemon = vm.truthy(args[2])?;
    let shared = Arc::new(Shared { done: AtomicU32::new(0), state: AtomicU32::new(1), ident: AtomicUsize::new(0), daemon });
    {
        let mut slot = cell(handle).lock();
        if slot.is_some() {
            throw!(vm, RUNTIME_ERROR, "thread already started");
        }
        *slot = Some(shared.clone());
    }
    if !daemon {
        JOINED_AT_EXIT.lock().push(shared.clone());
    }
    let none = || Global::new(Value::NONE);
    let call = Call { function: Global::new(args[0]), args: none(), kwargs: none() };
    if let Err(e) = spawn(vm, &shared, call) {
        *cell(handle).lock() = None;
        JOINED_AT_EXIT.lock().retain(|s| !Arc::ptr_eq(s, &shared));
        return Err(e);
    }
    Ok(handle)
}

fn shared_of(vm: &Vm, v: Value) -> PyResult<Arc<Shared>> {
    match cell(v).lock().clone() {
        Some(s) => Ok(s),
        None => throw!(vm, RUNTIME_ERROR, "thread not started"),
    }
}

fn join(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let shared = shared_of(vm, args[0])?;
    let deadline = if args[1].is_none() {
        None
    } else {
        let s = vm.to_f64(args[1])?;
        if s < 0.0 { None } else { Some(Instant::now() + Duration::from_secs_f64(s.min(super::TIMEOUT_MAX))) }
    };
    if shared.ident.load(Ordering::Acquire) == vm.thread_ident() && shared.done.load(Ordering::Acquire) == 0 {
        throw!(vm, RUNTIME_ERROR, "Cannot join current thread");
    }
    vm.wait_word(&shared.done, 0, deadline, || shared.done.load(Ordering::Acquire) != 0)?;
    Ok(Value::NONE)
}

fn is_done(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let done = cell(args[0]).lock().as_ref().is_some_and(|s| s.done.load(Ordering::Acquire) != 0);
    Ok(Value::bool(done))
}

fn set_done(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    finish(&*shared_of(vm, args[0])?);
    Ok(Value::NONE)
}

fn ident(vm: &Vm, v: Value) -> PyResult<Value> {
    let id = cell(v).lock().as_ref().map_or(0, |s| s.ident.load(Ordering::Acquire));
    Ok(vm.new_int(id as i64))
}

/// Waits for all threads that are not daemons.
pub(super) fn shutdown(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    loop {
        let next = JOINED_AT_EXIT.lock().pop();
        let Some(shared) = next else { return Ok(Value::NONE) };
        if shared.daemon || shared.ident.load(Ordering::Acquire) == vm.thread_ident() {
            continue;
        }
        let waited = vm.wait_word(&shared.done, 0, None, || shared.done.load(Ordering::Acquire) != 0);
        if let Err(e) = waited {
            JOINED_AT_EXIT.lock().push(shared);
            let e: Raised = e;
            return Err(e);
        }
    }
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let id = cell(v).lock().as_ref().map_or(0, |s| s.ident.load(Ordering::Acquire));
    Ok(vm.new_str(&format!("<_ThreadHandle object: ident={id}>")).value())
}

static METHODS: &[MethodDef] = &[
    method("join", "(timeout=None, /)", join, "Wait until the thread is done."),
    method("is_done", "()", is_done, "Whether the thread is done."),
    method("_set_done", "()", set_done, "Mark the thread as done."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_thread._ThreadHandle",
    size: size_of::<Handle>(),
    trace: Trace::Leaf,
    drop: Some(drop_handle),
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    new: Some(method("__new__", "()", new, "")),
    methods: METHODS,
    getset: &[getter("ident", ident, "The thread's number.")],
    ..TypeDef::NEW
};

