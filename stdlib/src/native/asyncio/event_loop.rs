//! The core of event loops: what is ready, what is due when, and one turn of the loop.
//!
//! A turn runs no Python but that of the callbacks. The ready queue holds handles and, for tasks that take a step, the tasks
//! themselves. Each operation that a subclass or an instance may replace is looked up once per shape of the loop (`verdict`); what
//! is replaced is called as Python.

use std::sync::atomic::{AtomicI64, AtomicU32, Ordering, fence};

use pyish_vm::builtins::list::ListStorage;
use pyish_vm::heap::Trace;
use pyish_vm::native::method;
use pyish_vm::object::{GetSetDef, Header, HeapObject, Ref, Slot, TypeDef, Word, getset, getter, instance, type_flags};
use pyish_vm::thread::futex::{Nanos, now};
use pyish_vm::thread::park::unpark_one;
use pyish_vm::thread::{Parked, Waits};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::handle::{self, Call};
use super::registry::Table;
use super::task::{self, Options};
use super::{calls, future, poller, step, timers};

/// Exceptions that nobody has asked for, in all loops.
pub static UNRETRIEVED: AtomicI64 = AtomicI64::new(0);

const DEBUG: u64 = 1;
const STOPPING: u64 = 2;
const CLOSED: u64 = 4;

/// How the loop's thread waits, for those who want to wake it.
const AWAKE: u64 = 0;
const PARKED: u64 = 1;
const POLLING: u64 = 2;

/// A day: nobody waits longer at once.
const LONGEST: f64 = 86_400.0;
/// What the clock cannot tell apart.
const RESOLUTION: f64 = 1e-9;

/// The layout of loops.
#[repr(C)]
pub struct Loop {
    header: Header,
    /// A boxed table of tasks.
    tasks: Word,
    /// The ident of the thread that runs the loop, 0 for none.
    thread: Word,
    /// The shape and what is not replaced in loops of this shape.
    verdict: Word,
    ring: Slot,
    pub timers: Slot,
    /// A poller, or something with `select` that a program gave.
    selector: Slot,
    task_factory: Slot,
    first: Word,
    count: Word,
    pub timer_count: Word,
    pub cancelled_timers: Word,
    flags: Word,
    mode: Word,
}
// SAFETY: repr(C), begins with the header; `drop` of the type frees the table.
unsafe impl HeapObject for Loop {
    const DROPS: bool = true;
}

pub fn this(v: Value) -> Ref<Loop> {
    // SAFETY: only called on native loops.
    unsafe { v.cast() }
}

/// # Safety
/// `p` addresses a dead loop.
unsafe fn free(p: *mut u64) {
    // SAFETY: as promised; the box is this loop's alone.
    unsafe {
        let table = (*p.cast::<Loop>()).tasks.swap(0) as *mut Table;
        if !table.is_null() {
            drop(Box::from_raw(table));
        }
    }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fixed = Loop {
        header: Header::EMPTY,
        tasks: Word::new(Box::into_raw(Box::<Table>::default()) as u64),
        thread: Word::new(0),
        verdict: Word::new(0),
        ring: Slot::unbound(),
        timers: Slot::unbound(),
        selector: Slot::unbound(),
        task_factory: Slot::unbound(),
        first: Word::new(0),
        count: Word::new(0),
        timer_count: Word::new(0),
        cancelled_timers: Word::new(0),
        flags: Word::new(0),
        mode: Word::new(AWAKE),
    };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), fixed).value())
}

static NATIVE_SHAPE: AtomicU32 = AtomicU32::new(u32::MAX);

/// The loop, if it has this core.
pub fn native(vm: &Vm, v: Value) -> Option<Ref<Loop>> {
    if !v.is_ptr() {
        return None;
    }
    let shape = v.shape().0;
    if shape != NATIVE_SHAPE.load(Ordering::Relaxed) {
        if !vm.isinstance(v, TYPE.shape().ty()) {
            return None;
        }
        NATIVE_SHAPE.store(shape, Ordering::Relaxed);
    }
    Some(this(v))
}

// ---- what is replaced

const CALL_SOON: u64 = 1;
const CALL_AT: u64 = 2;
const CLOCK: u64 = 4;
const RUN_ONCE: u64 = 8;
const WRITE: u64 = 16;
const CREATE_TASK: u64 = 32;
const CREATE_FUTURE: u64 = 64;

static REPLACEABLE: &[(&str, u64)] = &[
    ("call_soon", CALL_SOON),
    ("call_at", CALL_AT),
    ("time", CLOCK),
    ("_run_once", RUN_ONCE),
    ("_write_to_self", WRITE),
    ("create_task", CREATE_TASK),
    ("create_future", CREATE_FUTURE),
];

fn verdict(vm: &Vm, l: Ref<Loop>) -> u64 {
    let shape = l.shape();
    let cached = l.verdict.get();
    if cached >> 8 == shape.0 as u64 {
        return cached & 0xff;
    }
    let (own, ty) = (TYPE.shape().ty(), vm.type_of(l.value()));
    let mut bits = 0;
    for &(name, bit) in REPLACEABLE {
        let name = vm.intern(name);
        if ty.lookup(vm, name) == own.lookup(vm, name) && instance::get(l.value(), name).is_none() {
            bits |= bit;
        }
    }
    if !shape.get().is_dict_mode() {
        l.verdict.set((shape.0 as u64) << 8 | bits);
    }
    bits
}

impl Loop {
    pub fn tasks(&self) -> &'static Table {
        // SAFETY: the box lives as long as the loop; the lifetime is that of rooted use.
        unsafe { &*(self.tasks.get() as *const Table) }
    }
    fn has(&self, flag: u64) -> bool {
        self.flags.get() & flag != 0
    }
    fn set_flag(&self, flag: u64, on: bool) {
        let rest = self.flags.get() & !flag;
        self.flags.set(if on { rest | flag } else { rest });
    }
    fn ring(&self) -> &'static [Slot] {
        let ring = self.ring.get();
        // SAFETY: the slot holds list storages alone.
        if ring.is_unbound() { &[] } else { unsafe { ring.cast::<ListStorage>() }.slots() }
    }
}

/// Whether a loop is in debug mode.
pub fn debug(vm: &Vm, loop_: Value) -> PyResult<bool> {
    match native(vm, loop_) {
        Some(l) => Ok(l.has(DEBUG)),
        None => vm.truthy(vm.call_method(loop_, vm.intern("get_debug"), &[])?),
    }
}
fn check_closed(vm: &Vm, l: Ref<Loop>) -> PyResult<()> {
    if l.has(CLOSED) {
        throw!(vm, RUNTIME_ERROR, "Event loop is closed");
    }
    Ok(())
}

// ---- the ready queue

fn try_push(vm: &Vm, l: Ref<Loop>, item: Value) -> bool {
    let _guard = vm.lock(l);
    let (ring, first, count) = (l.ring(), l.first.usize(), l.count.usize());
    if count == ring.len() {
        return false;
    }
    ring[(first + count) & (ring.len() - 1)].set(item);
    l.count.set(count as u64 + 1);
    true
}
/// Appends to the ready queue.
pub fn push(vm: &Vm, l: Ref<Loop>, item: Value) {
    while !try_push(vm, l, item) {
        let room = l.ring().len();
        let new = vm.new_list_storage((room * 2).max(64).next_power_of_two());
        let _guard = vm.lock(l);
        let (ring, first, count) = (l.ring(), l.first.usize(), l.count.usize());
        if ring.len() == room {
            for (i, to) in new.slots()[..count].iter().enumerate() {
                to.set(ring[(first + i) & (room - 1)].get());
            }
            l.ring.set(new.value());
            l.first.set(0);
        }
    }
}
fn pop(vm: &Vm, l: Ref<Loop>) -> Option<Value> {
    let _guard = vm.lock(l);
    let (ring, first, count) = (l.ring(), l.first.usize(), l.count.usize());
    if count == 0 {
        return None;
    }
    let item = ring[first].swap(Value::UNBOUND);
    l.first.set(((first + 1) & (ring.len() - 1)) as u64);
    l.count.set(count as u64 - 1);
    Some(item)
}

/// `loop.call_soon(callback, *args, context=context)`, for whatever loop.
pub fn call_soon(vm: &Vm, loop_: Value, callback: Value, args: &[Value], context: Value) -> PyResult<()> {
    if let Some(l) = native(vm, loop_)
        && !l.has(DEBUG)
        && verdict(vm, l) & CALL_SOON != 0
    {
        check_closed(vm, l)?;
        let h = handle::make(vm, Call { loop_, callback, args: vm.new_tuple(args).value(), context })?;
        push(vm, l, h);
        return Ok(());
    }
    let f = vm.getattr(loop_, vm.intern("call_soon"))?;
    vm.with_scratch(args.len() + 1, |scratch| {
        scratch[0] = callback;
        scratch[1..].copy_from_slice(args);
        vm.call_kw(f, scratch, &[("context", context)])
    })?;
    Ok(())
}
/// Has a task take a step soon.
pub fn step_soon(vm: &Vm, loop_: Value, t: Value) -> PyResult<()> {
    if push_task(vm, loop_, t)? {
        return Ok(());
    }
    let f = task::step_wrapper(vm, t, Value::UNBOUND);
    call_soon(vm, loop_, f, &[], task::this(t).context.get())
}
/// Has a task go on soon, after a future that is done.
pub fn wake_task(vm: &Vm, loop_: Value, t: Value, done: Value) -> PyResult<()> {
    if push_task(vm, loop_, t)? {
        return Ok(());
    }
    let f = task::wakeup_wrapper(vm, t);
    call_soon(vm, loop_, f, &[done], task::this(t).context.get())
}
fn push_task(vm: &Vm, loop_: Value, t: Value) -> PyResult<bool> {
    if let Some(l) = native(vm, loop_)
        && !l.has(DEBUG)
        && verdict(vm, l) & CALL_SOON != 0
    {
        check_closed(vm, l)?;
        push(vm, l, t);
        return Ok(true);
    }
    Ok(false)
}

// ---- methods that schedule

fn check_call(vm: &Vm, l: Ref<Loop>, callback: Value, name: &str, thread: bool) -> PyResult<()> {
    check_closed(vm, l)?;
    if l.has(DEBUG) {
        if thread {
            vm.call_method(l.value(), vm.intern("_check_thread"), &[])?;
        }
        vm.call_method(l.value(), vm.intern("_check_callback"), &[callback, vm.intern(name).value()])?;
    }
    Ok(())
}
fn call_soon_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    check_call(vm, l, args[1], "call_soon", true)?;
    let h = handle::make(vm, Call { loop_: args[0], callback: args[1], args: args[2], context: args[3] })?;
    push(vm, l, h);
    Ok(h)
}
fn call_soon_threadsafe(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    check_call(vm, l, args[1], "call_soon_threadsafe", false)?;
    let h = handle::make(vm, Call { loop_: args[0], callback: args[1], args: args[2], context: args[3] })?;
    push(vm, l, h);
    notify(vm, l)?;
    Ok(h)
}
fn notify(vm: &Vm, l: Ref<Loop>) -> PyResult<()> {
    if verdict(vm, l) & WRITE != 0 {
        wake(l);
    } else {
        vm.call_method(l.value(), vm.intern("_write_to_self"), &[])?;
    }
    Ok(())
}
/// Ends the wait of the loop's thread.
fn wake(l: Ref<Loop>) {
    fence(Ordering::SeqCst);
    match l.mode.get() {
        PARKED => unpark_one(l.as_ptr() as usize, |_| false),
        POLLING => poller::this(l.selector.get()).wake(),
        _ => {}
    }
}
fn time(vm: &Vm, l: Ref<Loop>) -> PyResult<f64> {
    if verdict(vm, l) & CLOCK != 0 {
        return Ok(now() as f64 / 1e9);
    }
    vm.to_f64(vm.call_method(l.value(), vm.intern("time"), &[])?)
}
fn call_at(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[1].is_none() {
        throw!(vm, TYPE_ERROR, "when cannot be None");
    }
    let l = this(args[0]);
    let when = vm.to_f64(args[1])?;
    check_call(vm, l, args[2], "call_at", true)?;
    let h = handle::make_timer(vm, when, Call { loop_: args[0], callback: args[2], args: args[3], context: args[4] })?;
    timers::push(vm, l, h);
    Ok(h)
}
fn call_later(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[1].is_none() {
        throw!(vm, TYPE_ERROR, "delay must not be None");
    }
    let l = this(args[0]);
    let when = vm.new_float(time(vm, l)? + vm.to_f64(args[1])?);
    if verdict(vm, l) & CALL_AT != 0 {
        return call_at(vm, &[args[0], when, args[2], args[3], args[4]]);
    }
    let rest = args[3].to_tuple().expect("bound by *args").items();
    let f = vm.getattr(args[0], vm.intern("call_at"))?;
    vm.with_scratch(rest.len() + 2, |scratch| {
        scratch[0] = when;
        scratch[1] = args[2];
        scratch[2..].copy_from_slice(rest);
        vm.call_kw(f, scratch, &[("context", args[4])])
    })
}
fn add_callback(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !handle::this(args[1]).is_cancelled() {
        push(vm, this(args[0]), args[1]);
    }
    Ok(Value::NONE)
}
fn add_callback_signalsafe(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    add_callback(vm, args)?;
    notify(vm, this(args[0]))?;
    Ok(Value::NONE)
}

// ---- futures and tasks

/// `loop.create_future()`, for whatever loop.
fn create_future(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    future::make(vm, args[0])
}
fn create_task(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    check_closed(vm, l)?;
    if let Some(factory) = l.task_factory.bound() {
        return calls::with_keywords(vm, factory, &[args[0], args[1]], args[2]);
    }
    let mut options = Options::NONE;
    for (name, v) in args[2].to_dict().expect("bound by **kwargs").iter() {
        match name.to_str().map(|s| s.to_string_lossy()).as_deref() {
            Some("name") => options.name = v,
            Some("context") => options.context = v,
            Some("eager_start") => options.eager = vm.truthy(v)?,
            _ => {
                let name = vm.str(name)?;
                throw!(vm, TYPE_ERROR, "Task() got an unexpected keyword argument '{name}'");
            }
        }
    }
    task::make(vm, args[1], args[0], options)
}
/// `create_task(coro, **kwargs)` of the running loop.
pub fn create_task_here(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let loop_ = super::running_loop(vm)?;
    if let Some(l) = native(vm, loop_)
        && verdict(vm, l) & CREATE_TASK != 0
    {
        return create_task(vm, &[loop_, args[0], args[1]]);
    }
    calls::with_keywords(vm, vm.getattr(loop_, vm.intern("create_task"))?, &[args[0]], args[1])
}
fn set_task_factory(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !args[1].is_none() && !vm.is_callable(args[1]) {
        throw!(vm, TYPE_ERROR, "task factory must be a callable or None");
    }
    this(args[0]).task_factory.set(if args[1].is_none() { Value::UNBOUND } else { args[1] });
    Ok(Value::NONE)
}
fn get_task_factory(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(this(args[0]).task_factory.bound().unwrap_or(Value::NONE))
}
/// A timer is about to be cancelled.
pub fn timer_cancelled(vm: &Vm, loop_: Value, timer: Value, scheduled: bool) -> PyResult<()> {
    match native(vm, loop_) {
        Some(l) => {
            if scheduled {
                l.cancelled_timers.fetch_add(1);
            }
        }
        None => {
            vm.call_method(loop_, vm.intern("_timer_handle_cancelled"), &[timer])?;
        }
    }
    Ok(())
}

// ---- turns

/// Waits until something is ready or due, unless something is ready already.
fn wait(vm: &Vm, l: Ref<Loop>, timeout: Option<f64>) -> PyResult<()> {
    let selector = l.selector.get();
    if !poller::is_poller(selector) {
        if selector.is_unbound() {
            return park(vm, l, deadline(timeout));
        }
        let timeout = timeout.map_or(Value::NONE, |t| vm.new_float(t));
        let events = vm.call_method(selector, vm.intern("select"), &[timeout])?;
        vm.call_method(l.value(), vm.intern("_process_events"), &[events])?;
        return Ok(());
    }
    let poller = poller::this(selector);
    if poller.is_idle() {
        return if timeout == Some(0.0) { Ok(()) } else { park(vm, l, deadline(timeout)) };
    }
    l.mode.set(POLLING);
    fence(Ordering::SeqCst);
    let deadline = if l.count.get() > 0 { Some(0) } else { deadline(timeout) };
    let r = poller.wait(vm, deadline, |h| {
        if !handle::this(h).is_cancelled() {
            push(vm, l, h);
        }
    });
    l.mode.set(AWAKE);
    r
}
fn deadline(timeout: Option<f64>) -> Option<Nanos> {
    timeout.map(|t| now() + (t * 1e9).ceil() as Nanos)
}
fn park(vm: &Vm, l: Ref<Loop>, deadline: Option<Nanos>) -> PyResult<()> {
    l.mode.set(PARKED);
    let parked = vm.park(l.as_ptr() as usize, Waits::EventLoop, deadline, || l.count.get() == 0);
    l.mode.set(AWAKE);
    match parked {
        Parked::Interrupted => vm.check_signals(),
        Parked::Stuck => vm.examine_deadlock(),
        Parked::Woken { .. } | Parked::TimedOut | Parked::Refused => Ok(()),
    }
}

fn run_once(vm: &Vm, l: Ref<Loop>) -> PyResult<()> {
    timers::drop_cancelled(vm, l);
    let timeout = if l.count.get() > 0 || l.has(STOPPING) {
        Some(0.0)
    } else if let Some(first) = timers::first(vm, l) {
        Some((handle::this(first).when() - time(vm, l)?).clamp(0.0, LONGEST))
    } else {
        None
    };
    wait(vm, l, timeout)?;
    if l.timer_count.get() > 0 {
        let end = time(vm, l)? + RESOLUTION;
        while let Some(due) = timers::pop_due(vm, l, end) {
            push(vm, l, due);
        }
    }
    for _ in 0..l.count.get() {
        let Some(item) = pop(vm, l) else { break };
        if item.has_shape(task::TYPE.shape()) || super::is_task(vm, item) {
            if let Err(e) = step::run(vm, item) {
                if step::is_fatal(vm, e) {
                    return Err(e);
                }
                let f = task::step_wrapper(vm, item, Value::UNBOUND);
                let context = task::this(item).context.get();
                let call = Call { loop_: l.value(), callback: f, args: vm.new_tuple(&[]).value(), context };
                let h = handle::make(vm, call)?;
                vm.call(super::python(vm, "events", "_handle_failed")?, &[h, e.value()])?;
            }
        } else if handle::this(item).is_cancelled() {
        } else if l.has(DEBUG) {
            vm.call_method(l.value(), vm.intern("_run_in_debug"), &[item])?;
        } else {
            handle::run(vm, item)?;
        }
    }
    Ok(())
}
fn run_once_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    run_once(vm, this(args[0]))?;
    Ok(Value::NONE)
}
/// Turns until the loop is stopped.
fn run_loop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    loop {
        if verdict(vm, l) & RUN_ONCE != 0 {
            run_once(vm, l)?;
        } else {
            vm.call_method(args[0], vm.intern("_run_once"), &[])?;
        }
        if l.has(STOPPING) {
            return Ok(Value::NONE);
        }
        if vm.poked() {
            vm.safepoint()?;
        }
    }
}
fn clear(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = this(args[0]);
    while pop(vm, l).is_some() {}
    l.timer_count.set(0);
    l.timers.set(Value::UNBOUND);
    Ok(Value::NONE)
}

// ---- attributes

fn ready(vm: &Vm, v: Value) -> PyResult<Value> {
    let l = this(v);
    let list = vm.new_list(&[]);
    let mut i = 0;
    loop {
        let (ring, first, count) = (l.ring(), l.first.usize(), l.count.usize());
        if i >= count || ring.is_empty() {
            return Ok(list.value());
        }
        let item = ring[(first + i) & (ring.len() - 1)].get();
        i += 1;
        if super::is_task(vm, item) {
            let callback = task::step_wrapper(vm, item, Value::UNBOUND);
            let context = task::this(item).context.get();
            let call = Call { loop_: v, callback, args: vm.new_tuple(&[]).value(), context };
            list.push(vm, handle::make(vm, call)?);
        } else {
            list.push(vm, item);
        }
    }
}
fn set_selector(_: &Vm, v: Value, new: Value) -> PyResult<()> {
    this(v).selector.set(if new.is_none() { Value::UNBOUND } else { new });
    Ok(())
}
fn set_thread(vm: &Vm, v: Value, new: Value) -> PyResult<()> {
    this(v).thread.set(if new.is_none() { 0 } else { vm.index_i64(new)? as u64 });
    Ok(())
}
fn get_thread(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(match this(v).thread.get() {
        0 => Value::NONE,
        n => vm.new_int(n as i64),
    })
}

macro_rules! flag_attribute {
    ($name:literal, $flag:ident, $doc:literal) => {
        getset(
            $name,
            |_, v| Ok(Value::bool(this(v).has($flag))),
            |vm, v, new| {
                let on = vm.truthy(new)?;
                this(v).set_flag($flag, on);
                Ok(())
            },
            $doc,
        )
    };
}

static ATTRIBUTES: &[GetSetDef] = &[
    flag_attribute!("_debug", DEBUG, "Whether debug mode is on."),
    flag_attribute!("_stopping", STOPPING, "Whether it stops after this turn."),
    flag_attribute!("_closed", CLOSED, "Whether it is closed."),
    getset("_thread_id", get_thread, set_thread, "The thread that runs it, or None."),
    getset(
        "_selector",
        |_, v| Ok(this(v).selector.bound().unwrap_or(Value::NONE)),
        set_selector,
        "What it waits with.",
    ),
    getset(
        "_task_factory",
        |_, v| Ok(this(v).task_factory.bound().unwrap_or(Value::NONE)),
        |vm, v, new| set_task_factory(vm, &[v, new]).map(|_| ()),
        "What makes tasks.",
    ),
    getter("_ready", ready, "What is ready, as a new list."),
    getter("_scheduled", |vm, v| Ok(timers::all(vm, this(v))), "The timers, as a new list."),
    getter(
        "_timer_cancelled_count",
        |vm, v| Ok(vm.new_int(this(v).cancelled_timers.get() as i64)),
        "How many of the timers are cancelled.",
    ),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_asyncio.LoopCore",
    doc: "The core of event loops.",
    size: size_of::<Loop>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF | type_flags::HAS_DICT,
    trace: Trace::Fields(4),
    new: Some(method("__new__", "(*args, **kwargs)", new, "A loop.")),
    methods: &[
        method(
            "call_soon",
            "(callback, *args, context=None)",
            call_soon_method,
            "Calls the function in the next turn.",
        ),
        method(
            "call_soon_threadsafe",
            "(callback, *args, context=None)",
            call_soon_threadsafe,
            "As call_soon(), from any thread.",
        ),
        method(
            "call_later",
            "(delay, callback, *args, context=None)",
            call_later,
            "Calls the function after so many seconds.",
        ),
        method("call_at", "(when, callback, *args, context=None)", call_at, "Calls the function at a time of time()."),
        method("time", "()", |vm, _| Ok(vm.new_float(now() as f64 / 1e9)), "The loop's clock, in seconds."),
        method("create_future", "()", create_future, "A future of this loop."),
        method("create_task", "(coro, **kwargs)", create_task, "A task that runs the coroutine."),
        method("set_task_factory", "(factory)", set_task_factory, "Sets what makes tasks; None for Task itself."),
        method("get_task_factory", "()", get_task_factory, "What makes tasks, or None."),
        method(
            "stop",
            "()",
            |_, a| {
                Ok({
                    this(a[0]).set_flag(STOPPING, true);
                    Value::NONE
                })
            },
            "Stops after this turn.",
        ),
        method("is_running", "()", |_, a| Ok(Value::bool(this(a[0]).thread.get() != 0)), "Whether it runs."),
        method("is_closed", "()", |_, a| Ok(Value::bool(this(a[0]).has(CLOSED))), "Whether it is closed."),
        method("get_debug", "()", |_, a| Ok(Value::bool(this(a[0]).has(DEBUG))), "Whether debug mode is on."),
        method(
            "_check_closed",
            "()",
            |vm, a| check_closed(vm, this(a[0])).map(|()| Value::NONE),
            "Refuses once closed.",
        ),
        method("_run_once", "()", run_once_method, "One turn."),
        method("_run_loop", "()", run_loop, "Turns until it is stopped."),
        method("_clear", "()", clear, "Forgets all that is ready or scheduled."),
        method("_add_callback", "(handle, /)", add_callback, "Makes a handle ready."),
        method(
            "_add_callback_signalsafe",
            "(handle, /)",
            add_callback_signalsafe,
            "Makes a handle ready and wakes the loop.",
        ),
        method(
            "_write_to_self",
            "()",
            |_, a| {
                Ok({
                    wake(this(a[0]));
                    Value::NONE
                })
            },
            "Ends the wait of the loop's thread.",
        ),
        method(
            "_timer_handle_cancelled",
            "(handle, /)",
            |vm, a| timer_cancelled(vm, a[0], a[1], true).map(|()| Value::NONE),
            "Counts a cancelled timer.",
        ),
    ],
    getset: ATTRIBUTES,
    drop: Some(free),
    ..TypeDef::NEW
};
