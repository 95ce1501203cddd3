//! Starting threads and waiting for them: `_ThreadHandle`.
//!
//! A handle's state only goes forward; who waits for the thread stands at the state's address. Threads that run are listed by a
//! number of their own, so that the end of the program can wait for those that are no daemons, and the child of a fork can tell the
//! handles of the others that nobody is behind them.

use std::collections::BTreeMap;

use parking_lot::Mutex;
use pyish_vm::exceptions::exc;
use pyish_vm::heap::{Global, Trace};
use pyish_vm::native::{MethodDef, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slots, TypeDef, Word, getter, type_flags};
use pyish_vm::thread::park::unpark_all;
use pyish_vm::thread::{Parked, Waits, fork, is_frozen, spawn};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::waits::Holder;

/// The layout of handles.
#[repr(C)]
pub struct Handle {
    header: Header,
    state: Word,
    ident: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Handle {}

/// How far behind an object's beginning its waiters stand.
pub(super) const KEY_OFFSET: usize = std::mem::offset_of!(Handle, state);

/// Whose end is waited for.
pub(super) fn holder(v: Value) -> Holder {
    Holder::Ident(this(v).ident.get())
}

/// Values of `Handle::state`.
const NOT_STARTED: u64 = 0;
const STARTING: u64 = 1;
const RUNNING: u64 = 2;
const DONE: u64 = 3;

struct Running {
    handle: Global,
    daemon: bool,
    thread: u64,
}

/// Threads that run, by serial number.
static RUNNING_THREADS: Mutex<BTreeMap<u64, Running>> = Mutex::new(BTreeMap::new());

pub(super) fn prepare() {
    fork::on_child(|vm| {
        let others = std::mem::take(&mut *RUNNING_THREADS.lock());
        for running in others.into_values().filter(|r| r.thread != vm.thread_id()) {
            this(running.handle.get()).finish();
        }
    });
}

fn this(v: Value) -> Ref<Handle> {
    // SAFETY: the door checks the receiver; globals and arguments are checked before.
    unsafe { v.cast() }
}

impl Handle {
    fn key(&self) -> usize {
        &raw const self.state as usize
    }
    fn is_done(&self) -> bool {
        self.state.get() == DONE
    }
    fn finish(&self) {
        self.state.set(DONE);
        unpark_all(self.key());
    }
    fn wait(&self, vm: &Vm, wait: Option<i64>) -> PyResult<()> {
        let deadline = wait.and_then(super::deadline);
        while !self.is_done() {
            match vm.park(self.key(), Waits::Join, deadline, || !self.is_done()) {
                Parked::TimedOut => return Ok(()),
                Parked::Interrupted => vm.check_signals()?,
                Parked::Stuck => vm.examine_deadlock()?,
                Parked::Woken { .. } | Parked::Refused => {}
            }
        }
        Ok(())
    }
}

fn make_handle(vm: &Vm, state: u64, ident: u64) -> Ref<Handle> {
    vm.alloc(TYPE.shape(), Handle { header: Header::EMPTY, state: Word::new(state), ident: Word::new(ident) })
}

fn new(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(make_handle(vm, NOT_STARTED, 0).value())
}

pub(super) fn make(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].to_int().is_none() {
        throw!(vm, TYPE_ERROR, "ident must be an integer");
    }
    Ok(make_handle(vm, RUNNING, vm.index_i64(args[0])? as u64).value())
}

/// What a thread is to call.
struct Call {
    function: Global,
    args: Global,
    kwargs: Global,
}

impl Call {
    fn run(&self, vm: &Vm) {
        let f = self.function.get();
        let result = match (self.args.get().to_tuple(), self.kwargs.get().to_dict()) {
            (Some(args), Some(kwargs)) => vm.call_dict(f, args.items(), kwargs),
            (Some(args), None) => vm.call(f, args.items()),
            _ => vm.call(f, &[]),
        };
        if let Err(e) = result
            && !e.matches(vm, exc::SYSTEM_EXIT)
        {
            let name = vm.repr(f).map_or_else(|_| "<object repr() failed>".into(), |text| text.to_string_lossy());
            vm.unraisable_text(e, Value::NONE, &format!("Exception ignored in thread started by {name}"));
        }
    }
}

/// Starts a thread; the handle is in state STARTING.
fn start(vm: &Vm, handle: Ref<Handle>, daemon: bool, call: Call) -> PyResult<()> {
    if is_frozen() {
        throw!(vm, PYTHON_FINALIZATION_ERROR, "can't create new thread at interpreter shutdown");
    }
    let serial = vm.interp.serial.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    RUNNING_THREADS.lock().insert(serial, Running { handle: Global::new(handle.value()), daemon, thread: 0 });
    let own = Global::new(handle.value());
    let body = Box::new(move |vm: &Vm| {
        if let Some(running) = RUNNING_THREADS.lock().get_mut(&serial) {
            running.thread = vm.thread_id();
        }
        let handle = this(own.get());
        handle.ident.set(vm.thread_ident());
        handle.state.compare_exchange(STARTING, RUNNING);
        call.run(vm);
        drop(call);
        super::local::forget_thread(vm);
        handle.finish();
        drop(own);
        RUNNING_THREADS.lock().remove(&serial);
    });
    match spawn::spawn(vm, body) {
        Ok(ident) => {
            // The thread may have come as far already.
            handle.ident.set(ident);
            handle.state.compare_exchange(STARTING, RUNNING);
            Ok(())
        }
        Err(_) => {
            RUNNING_THREADS.lock().remove(&serial);
            throw!(vm, RUNTIME_ERROR, "can't start new thread")
        }
    }
}

pub(super) fn start_new_thread(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !vm.is_callable(args[0]) {
        throw!(vm, TYPE_ERROR, "first arg must be callable");
    }
    if args[1].to_tuple().is_none() {
        throw!(vm, TYPE_ERROR, "2nd arg must be a tuple");
    }
    if !args[2].is_unbound() && args[2].to_dict().is_none() {
        throw!(vm, TYPE_ERROR, "optional 3rd arg must be a dictionary");
    }
    let kwargs = if args[2].is_unbound() { Value::NONE } else { args[2] };
    let call = Call { function: Global::new(args[0]), args: Global::new(args[1]), kwargs: Global::new(kwargs) };
    let handle = make_handle(vm, STARTING, 0);
    start(vm, handle, true, call)?;
    Ok(vm.new_int(handle.ident.get() as i64))
}

pub(super) fn start_joinable(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !vm.is_callable(args[0]) {
        throw!(vm, TYPE_ERROR, "thread function must be callable");
    }
    if !args[1].is_none() && !args[1].has_shape(TYPE.shape()) {
        throw!(vm, TYPE_ERROR, "'handle' must be a _ThreadHandle");
    }
    let daemon = vm.truthy(args[2])?;
    let handle = if args[1].is_none() { make_handle(vm, NOT_STARTED, 0) } else { this(args[1]) };
    if !handle.state.compare_exchange(NOT_STARTED, STARTING) {
        throw!(vm, RUNTIME_ERROR, "thread already started");
    }
    let none = || Global::new(Value::NONE);
    let call = Call { function: Global::new(args[0]), args: none(), kwargs: none() };
    match start(vm, handle, daemon, call) {
        Ok(()) => Ok(handle.value()),
        Err(e) => {
            handle.state.set(NOT_STARTED);
            Err(e)
        }
    }
}

fn check_started(vm: &Vm, handle: Ref<Handle>) -> PyResult<()> {
    if handle.state.get() < RUNNING {
        throw!(vm, RUNTIME_ERROR, "thread not started");
    }
    Ok(())
}

fn join(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let handle = this(args[0]);
    let wait = if args[1].is_none() { None } else { Some(super::nanoseconds(vm, args[1])?) };
    check_started(vm, handle)?;
    if handle.is_done() {
        return Ok(Value::NONE);
    }
    if handle.ident.get() == vm.thread_ident() {
        throw!(vm, RUNTIME_ERROR, "Cannot join current thread");
    }
    if is_frozen() {
        // The thread will not run again.
        throw!(vm, PYTHON_FINALIZATION_ERROR, "cannot join thread at interpreter shutdown");
    }
    // A negative time-out means none.
    handle.wait(vm, wait.filter(|&w| w >= 0))?;
    Ok(Value::NONE)
}

fn is_done(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).is_done()))
}

fn set_done(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    check_started(vm, this(args[0]))?;
    this(args[0]).finish();
    Ok(Value::NONE)
}

fn ident(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_int(this(v).ident.get() as i64))
}

pub(super) fn shutdown(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    loop {
        let next = {
            let running = RUNNING_THREADS.lock();
            running.values().find(|r| !r.daemon && r.thread != vm.thread_id()).map(|r| r.handle.get())
        };
        let Some(handle) = next else { return Ok(Value::NONE) };
        let handle = this(handle);
        handle.wait(vm, None)?;
        // The thread takes itself from the list a moment after it is done.
        RUNNING_THREADS.lock().retain(|_, r| this(r.handle.get()) != handle);
    }
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_str(&format!("<_ThreadHandle object: ident={}>", this(v).ident.get())).value())
}

static METHODS: &[MethodDef] = &[
    method("join", "(timeout=None, /)", join, "Wait until the thread is done, at most for the time-out in seconds."),
    method("is_done", "()", is_done, "Whether the thread is done."),
    method("_set_done", "()", set_done, "Declare the thread done, whatever it does."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_thread._ThreadHandle",
    doc: "What starts and joins a thread.",
    size: size_of::<Handle>(),
    flags: type_flags::IMMUTABLE,
    trace: Trace::Leaf,
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    new: Some(method("__new__", "()", new, "A handle for a thread to be started.")),
    methods: METHODS,
    getset: &[getter("ident", ident, "The thread's number, 0 before the start.")],
    ..TypeDef::NEW
};
