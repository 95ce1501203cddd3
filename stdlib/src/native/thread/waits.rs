//! Who waits for what, and who could bring it: what reports of deadlocks are made from.

use pyish_vm::builtins::list::List;
use pyish_vm::object::{Header, Ref};
use pyish_vm::thread::Waits;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

use super::{handle, lock, rlock};

/// Who can end a wait.
pub(super) enum Holder {
    Nobody,
    /// The thread with this `thread_id`.
    Id(u64),
    /// The thread with this ident.
    Ident(u64),
}

/// What `holder` is when its thread has ended.
const ENDED: i64 = -1;

/// Kind, object and holder of a wait at `key`, for waits that somebody else ends.
fn wait_of(kind: u32, key: usize) -> Option<(&'static str, Value, Holder)> {
    let object = |offset: usize| Value::from_ptr((key - offset) as *const Header);
    let is = |what: Waits| kind == what as u32;
    if is(Waits::Lock) {
        let v = object(lock::KEY_OFFSET);
        Some(("lock", v, lock::holder(v)))
    } else if is(Waits::RLock) {
        let v = object(rlock::KEY_OFFSET);
        Some(("rlock", v, rlock::holder(v)))
    } else if is(Waits::Join) {
        let v = object(handle::KEY_OFFSET);
        Some(("join", v, handle::holder(v)))
    } else if is(Waits::Queue) {
        Some(("queue", object(0), Holder::Nobody))
    } else if is(Waits::EventLoop) {
        Some(("loop", object(0), Holder::Nobody))
    } else {
        None
    }
}

/// Adds a tuple for each thread that waits. The world is stopped, so that threads which wait stay in their waits, and keep what
/// they wait for alive.
fn list_waits(vm: &Vm, found: Ref<List>) {
    let ident_of = |wanted: u64| {
        let mut ident = ENDED;
        vm.for_each_thread(|t| {
            if t.thread_id() == wanted {
                ident = t.thread_ident() as i64;
            }
        });
        ident
    };
    vm.for_each_thread(|t| {
        if let Some((kind, object, holder)) = t.waits_for().and_then(|(kind, key)| wait_of(kind, key)) {
            let holder = match holder {
                Holder::Nobody => 0,
                Holder::Id(id) => ident_of(id),
                Holder::Ident(ident) => ident as i64,
            };
            let ident = vm.new_int(t.thread_ident() as i64);
            let row = vm.new_tuple(&[ident, vm.new_str(kind).value(), object, vm.new_int(holder)]);
            found.push(vm, row.value());
        }
    });
}

pub(super) fn waits(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let found = vm.new_list(&[]);
    vm.stop_the_world(|| list_waits(vm, found));
    Ok(found.value())
}
