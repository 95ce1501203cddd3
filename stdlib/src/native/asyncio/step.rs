//! Steps of tasks: resuming the coroutine and dealing with what it yields.

use pyish_vm::builtins::generator::Sent;
use pyish_vm::builtins::shape;
use pyish_vm::exceptions::exc;

use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

use super::future::{self, BLOCKING, CANCELLED, Future};
use super::task::{self, MUST_CANCEL};
use super::{CANCELLED_ERROR, INVALID_STATE, event_loop, registry};
use crate::native::contextvars;
use pyish_vm::object::Ref;

/// Exceptions that end the loop too.
pub fn is_fatal(vm: &Vm, e: Raised) -> bool {
    e.matches(vm, exc::KEYBOARD_INTERRUPT) || e.matches(vm, exc::SYSTEM_EXIT)
}

/// Runs a task from the ready queue in its context: its first step, or the one after what it waited for.
pub fn run(vm: &Vm, task: Value) -> PyResult<()> {
    let t = task::this(task);
    let context = t.context.get();
    if !contextvars::is_context(context) {
        let f = match t.waiter.bound() {
            Some(_) => task::wakeup_wrapper(vm, task),
            None => task::step_wrapper(vm, task, Value::UNBOUND),
        };
        let run = vm.getattr(context, vm.intern("run"))?;
        match t.waiter.bound() {
            Some(waiter) => vm.call(run, &[f, waiter])?,
            None => vm.call(run, &[f])?,
        };
        return Ok(());
    }
    contextvars::enter(vm, context)?;
    let r = match t.waiter.bound() {
        Some(future) => wake(vm, task, future),
        None => step(vm, task, None),
    };
    contextvars::leave(vm, context);
    r
}

/// Goes on with a task after a future that is done.
pub fn wake(vm: &Vm, task: Value, future: Value) -> PyResult<()> {
    let failed = if future::is_exact(future) {
        let f = future::this(future);
        if f.phase() == CANCELLED || f.exception.bound().is_some() { future::outcome(vm, f).err() } else { None }
    } else {
        vm.call_method(future, vm.intern("result"), &[]).err()
    };
    step(vm, task, failed.map(Raised::value))
}

/// One step; with an exception to raise in the coroutine, perhaps.
pub fn step(vm: &Vm, task: Value, exception: Option<Value>) -> PyResult<()> {
    let t = task::this(task);
    if !t.future.is_pending() {
        let with = match exception {
            Some(e) => vm.repr(e)?.to_string_lossy(),
            None => "None".into(),
        };
        return Err(vm.error(INVALID_STATE.shape(), format!("__step(): already done: {} {with}", vm.repr(task)?)));
    }
    let mut exception = exception;
    if t.has(MUST_CANCEL) {
        let is_cancel = exception.is_some_and(|e| vm.isinstance(e, CANCELLED_ERROR.shape().ty()));
        if !is_cancel {
            exception = Some(future::cancelled_error(vm, future::this(task)).value());
        }
        t.set_flag(MUST_CANCEL, false);
    }
    if let Some(waiter) = t.waiter.bound() {
        t.waiter.set(Value::UNBOUND);
        if future::is_exact(waiter) {
            future::discard_awaited_by(vm, future::this(waiter), task)?;
        }
    }
    let loop_ = t.future.loop_.get();
    registry::enter(vm, loop_, task)?;
    let r = resume(vm, task, exception);
    registry::leave(vm, loop_, task)?;
    r
}

/// The step proper, while the task is the current one.
fn resume(vm: &Vm, task: Value, exception: Option<Value>) -> PyResult<()> {
    let coro = task::this(task).coro.get();
    let r = match exception {
        None => vm.send(coro, Value::NONE),
        Some(e) => vm.throw_into(coro, e),
    };
    match r {
        Ok(Sent::Yielded(v)) => yielded(vm, task, v),
        Ok(Sent::Returned(v)) => finish(vm, task, Ok(v)),
        Err(e) => finish(vm, task, Err(e)),
    }
}

/// The coroutine has ended.
fn finish(vm: &Vm, task: Value, r: PyResult<Value>) -> PyResult<()> {
    let (t, f) = (task::this(task), future::this(task));
    registry::remove(vm, task);
    match r {
        Ok(result) => {
            if t.has(MUST_CANCEL) {
                t.set_flag(MUST_CANCEL, false);
                future::cancel(vm, f, f.cancel_message.get())?;
                return Ok(());
            }
            future::set_result(vm, f, result)
        }
        Err(e) if vm.isinstance(e.value(), CANCELLED_ERROR.shape().ty()) => {
            f.cancelled_error.set(e.value());
            future::cancel(vm, f, Value::NONE)?;
            Ok(())
        }
        Err(e) => {
            future::set_exception(vm, f, e.value())?;
            if is_fatal(vm, e) { Err(e) } else { Ok(()) }
        }
    }
}

/// The coroutine waits for something.
fn yielded(vm: &Vm, task: Value, v: Value) -> PyResult<()> {
    let loop_ = task::this(task).future.loop_.get();
    if v == task {
        return fail(vm, task, format!("Task cannot await on itself: {}", vm.repr(task)?));
    }
    if future::is_exact(v) {
        return wait_for(vm, task, future::this(v));
    }
    if v.is_none() {
        return event_loop::step_soon(vm, loop_, task);
    }
    if let Some(blocking) = vm.getattr_opt(v, vm.intern("_asyncio_future_blocking"))?
        && !blocking.is_none()
    {
        return wait_for_other(vm, task, v, blocking);
    }
    let text = if v.has_shape(shape::GENERATOR) {
        format!("yield was used instead of yield from for generator in task {} with {}", vm.repr(task)?, vm.repr(v)?)
    } else {
        format!("Task got bad yield: {}", vm.repr(v)?)
    };
    fail(vm, task, text)
}

/// Raises a RuntimeError in the coroutine, soon.
fn fail(vm: &Vm, task: Value, text: String) -> PyResult<()> {
    let t = task::this(task);
    let e = vm.error(exc::RUNTIME_ERROR, text);
    let f = task::step_wrapper(vm, task, e.value());
    event_loop::call_soon(vm, t.future.loop_.get(), f, &[], t.context.get())
}

fn wait_for(vm: &Vm, task: Value, f: Ref<Future>) -> PyResult<()> {
    let t = task::this(task);
    if f.loop_.get() != t.future.loop_.get() {
        return other_loop(vm, task, f.value());
    }
    if !f.has(BLOCKING) {
        return not_awaited(vm, task, f.value());
    }
    f.set_flag(BLOCKING, false);
    future::add_awaited_by(vm, f, task)?;
    t.waiter.set(f.value());
    future::add_waiter(vm, f, task)?;
    if t.has(MUST_CANCEL) {
        let cancel = vm.getattr(f.value(), vm.intern("cancel"))?;
        let message = t.future.cancel_message.bound().unwrap_or(Value::NONE);
        if vm.truthy(vm.call_kw(cancel, &[], &[("msg", message)])?)? {
            t.set_flag(MUST_CANCEL, false);
        }
    }
    Ok(())
}

/// As [`wait_for`], for whatever behaves as a future.
fn wait_for_other(vm: &Vm, task: Value, v: Value, blocking: Value) -> PyResult<()> {
    let t = task::this(task);
    let its_loop = vm.call(super::python(vm, "futures", "_get_loop")?, &[v])?;
    if its_loop != t.future.loop_.get() {
        return other_loop(vm, task, v);
    }
    if !vm.truthy(blocking)? {
        return not_awaited(vm, task, v);
    }
    vm.setattr(v, vm.intern("_asyncio_future_blocking"), Value::FALSE)?;
    if future::is_future(vm, v) {
        future::add_awaited_by(vm, future::this(v), task)?;
    }
    let add = vm.getattr(v, vm.intern("add_done_callback"))?;
    vm.call_kw(add, &[task::wakeup_wrapper(vm, task)], &[("context", t.context.get())])?;
    t.waiter.set(v);
    if t.has(MUST_CANCEL) {
        let cancel = vm.getattr(v, vm.intern("cancel"))?;
        let message = t.future.cancel_message.bound().unwrap_or(Value::NONE);
        if vm.truthy(vm.call_kw(cancel, &[], &[("msg", message)])?)? {
            t.set_flag(MUST_CANCEL, false);
        }
    }
    Ok(())
}
fn other_loop(vm: &Vm, task: Value, v: Value) -> PyResult<()> {
    let text = format!("Task {} got Future {} attached to a different loop", vm.repr(task)?, vm.repr(v)?);
    fail(vm, task, text)
}
fn not_awaited(vm: &Vm, task: Value, v: Value) -> PyResult<()> {
    let text = format!("yield was used instead of yield from in task {} with {}", vm.repr(task)?, vm.repr(v)?);
    fail(vm, task, text)
}

/// Runs the first step of a task at once; it becomes an ordinary one when it waits.
pub fn start_eagerly(vm: &Vm, task: Value) -> PyResult<()> {
    let t = task::this(task);
    let (loop_, context) = (t.future.loop_.get(), t.context.get());
    let previous = registry::swap(vm, loop_, task)?;
    registry::add_eager(vm, task)?;
    let r = if contextvars::is_context(context) {
        contextvars::enter(vm, context).and_then(|()| {
            let r = resume(vm, task, None);
            contextvars::leave(vm, context);
            r
        })
    } else {
        throw!(vm, TYPE_ERROR, "a context was expected, got {}", vm.repr(context)?)
    };
    registry::remove_eager(vm, task)?;
    registry::swap(vm, loop_, previous)?;
    if t.future.is_pending() {
        registry::add(vm, task)?;
    } else {
        t.coro.set(Value::UNBOUND);
    }
    r
}
