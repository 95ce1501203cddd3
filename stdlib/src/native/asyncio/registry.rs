//! Which task runs, and which tasks there are.
//!
//! A native loop keeps its unfinished tasks in a table of addresses that keep nothing alive: a task leaves it when it is done, or when
//! its coroutine, which holds it, is found dead (`task::abandoned`). Tasks without a native coroutine or of other loops stand in a
//! weak set in Python.

use parking_lot::Mutex;

use pyish_vm::builtins::set;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::event_loop;
use super::{future, python, task};

/// Addresses are kept inverted, so that they do not look like references.
#[derive(Default)]
pub struct Table(Mutex<Vec<u64>>);

impl Table {
    fn insert(&self, task: Value) {
        let mut all = self.0.lock();
        all.push(!task.bits());
        task::this(task).place.set(all.len() as u64);
    }
    fn remove(&self, task: Value) {
        let mut all = self.0.lock();
        let place = task::this(task).place.swap(0) as usize;
        if place == 0 {
            return;
        }
        all.swap_remove(place - 1);
        if let Some(&moved) = all.get(place - 1) {
            task::this(Value::from_bits(!moved)).place.set(place as u64);
        }
    }
    /// The tasks, as a list.
    fn tasks(&self, vm: &Vm) -> Value {
        loop {
            let room = self.0.lock().len();
            let storage = vm.new_list_storage(room.max(1));
            let all = self.0.lock();
            if all.len() > room {
                continue;
            }
            for (slot, task) in storage.slots().iter().zip(all.iter()) {
                slot.set(Value::from_bits(!task));
            }
            let n = all.len();
            drop(all);
            let list = vm.new_list(&[]);
            storage.slots()[..n].iter().for_each(|slot| list.push(vm, slot.get()));
            return list.value();
        }
    }
}

/// Makes a task one of the loop's.
pub fn add(vm: &Vm, task: Value) -> PyResult<()> {
    let t = task::this(task);
    if let Some(native) = event_loop::native(vm, t.future.loop_.get())
        && vm.set_coroutine_owner(t.coro.get(), task)
    {
        native.tasks().insert(task);
        return Ok(());
    }
    vm.call_method(python(vm, "tasks", "_scheduled_tasks")?, vm.intern("add"), &[task])?;
    Ok(())
}
/// Takes a task out of the native table. The weak set knows whether tasks are done.
pub fn remove(vm: &Vm, task: Value) {
    let t = task::this(task);
    if t.place.get() != 0
        && let Some(native) = event_loop::native(vm, t.future.loop_.get())
    {
        native.tasks().remove(task);
    }
}
pub fn add_eager(vm: &Vm, task: Value) -> PyResult<()> {
    set::add(vm, python(vm, "tasks", "_eager_tasks")?, task)
}
pub fn remove_eager(vm: &Vm, task: Value) -> PyResult<()> {
    vm.call_method(python(vm, "tasks", "_eager_tasks")?, vm.intern("discard"), &[task])?;
    Ok(())
}

// ---- the current task

pub fn enter(vm: &Vm, loop_: Value, task: Value) -> PyResult<()> {
    if vm.running_loop_slot().get() != loop_ {
        throw!(vm, RUNTIME_ERROR, "loop {} is not the running loop", vm.repr(loop_)?);
    }
    let slot = vm.running_task_slot();
    if let Some(current) = slot.bound() {
        let (task, current) = (vm.repr(task)?, vm.repr(current)?);
        throw!(vm, RUNTIME_ERROR, "Cannot enter into task {task} while another task {current} is being executed.");
    }
    slot.set(task);
    Ok(())
}
pub fn leave(vm: &Vm, loop_: Value, task: Value) -> PyResult<()> {
    if vm.running_loop_slot().get() != loop_ {
        throw!(vm, RUNTIME_ERROR, "loop {} is not the running loop", vm.repr(loop_)?);
    }
    let slot = vm.running_task_slot();
    if slot.get() != task {
        let current = vm.repr(slot.bound().unwrap_or(Value::NONE))?;
        throw!(vm, RUNTIME_ERROR, "Invalid attempt to leave task {} while task {current} is entered.", vm.repr(task)?);
    }
    slot.set(Value::UNBOUND);
    Ok(())
}
/// Exchanges the current task; the old one or None.
pub fn swap(vm: &Vm, loop_: Value, task: Value) -> PyResult<Value> {
    if vm.running_loop_slot().get() != loop_ {
        throw!(vm, RUNTIME_ERROR, "loop {} is not the running loop", vm.repr(loop_)?);
    }
    let old = vm.running_task_slot().swap(if task.is_none() { Value::UNBOUND } else { task });
    Ok(if old.is_unbound() { Value::NONE } else { old })
}

pub fn current_task(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let running = vm.running_loop_slot().get();
    if args[0].is_none() && running.is_unbound() {
        throw!(vm, RUNTIME_ERROR, "no running event loop");
    }
    let none = |v: Value| if v.is_unbound() { Value::NONE } else { v };
    if args[0].is_none() || args[0] == running {
        return Ok(none(vm.running_task_slot().get()));
    }
    let found = vm.with_threads(|mut threads| {
        threads.find(|t| t.running_loop_slot().get() == args[0]).map(|t| t.running_task_slot().get())
    });
    Ok(none(found.unwrap_or(Value::NONE)))
}
pub fn all_tasks(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let loop_ = if args[0].is_none() { super::running_loop(vm)? } else { args[0] };
    let all = set::new_set(vm);
    let add = |task: Value| {
        if task.is_none() {
            return Ok(());
        }
        let mine = if future::is_future(vm, task) {
            let f = future::this(task);
            f.loop_.get() == loop_ && f.is_pending()
        } else {
            let its_loop = vm.call(python(vm, "futures", "_get_loop")?, &[task])?;
            its_loop == loop_ && !vm.truthy(vm.call_method(task, vm.intern("done"), &[])?)?
        };
        if mine { set::add(vm, all, task) } else { Ok(()) }
    };
    if let Some(native) = event_loop::native(vm, loop_) {
        vm.for_each(native.tasks().tasks(vm), add)?;
    }
    vm.for_each(
        vm.call(vm.type_obj(pyish_vm::builtins::shape::LIST).value(), &[python(vm, "tasks", "_eager_tasks")?])?,
        add,
    )?;
    vm.for_each(
        vm.call(vm.type_obj(pyish_vm::builtins::shape::LIST).value(), &[python(vm, "tasks", "_scheduled_tasks")?])?,
        add,
    )?;
    Ok(all)
}

pub fn register(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.call_method(python(vm, "tasks", "_scheduled_tasks")?, vm.intern("add"), &[args[0]])?;
    Ok(Value::NONE)
}
pub fn unregister(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.call_method(python(vm, "tasks", "_scheduled_tasks")?, vm.intern("discard"), &[args[0]])?;
    if super::is_task(vm, args[0]) {
        remove(vm, args[0]);
    }
    Ok(Value::NONE)
}
