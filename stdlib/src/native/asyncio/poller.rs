//! Waiting for descriptors: one `mio::Poll` per loop.
//!
//! mio reports edges, asyncio promises levels: a descriptor that was reported is registered again before the next wait, which
//! reports it anew as long as it is ready. Another thread or a signal ends the wait through an eventfd.

use std::cell::UnsafeCell;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};

use pyish_vm::builtins::dict::Dict;
use pyish_vm::exceptions::os_error;
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slot, TypeDef, Word, type_flags};
use pyish_vm::thread::futex::{Nanos, now};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

const WAKE: Token = Token(usize::MAX - 1);
const EVENTS: usize = 1024;

struct Data {
    wait: UnsafeCell<(Poll, Events)>,
    registry: mio::Registry,
    wake: OwnedFd,
    waits: AtomicBool,
}

/// The layout of pollers.
#[repr(C)]
pub struct Poller {
    header: Header,
    /// A boxed `Data`, 0 once closed.
    data: Word,
    /// A dict: descriptor to a pair of handles (or None) for reading and writing.
    files: Slot,
    /// A list of descriptors that were reported and are to be registered again.
    reported: Slot,
}
// SAFETY: repr(C), begins with the header; `drop` of the type frees the box.
unsafe impl HeapObject for Poller {
    const DROPS: bool = true;
}

pub fn this(v: Value) -> Ref<Poller> {
    // SAFETY: only called on pollers.
    unsafe { v.cast() }
}
pub fn is_poller(v: Value) -> bool {
    v.has_shape(TYPE.shape())
}

/// # Safety
/// `p` addresses a dead poller.
unsafe fn free(p: *mut u64) {
    // SAFETY: as promised.
    close_data(unsafe { &*p.cast::<Poller>() });
}
fn close_data(p: &Poller) {
    let data = p.data.swap(0) as *mut Data;
    if !data.is_null() {
        // SAFETY: the box is this poller's alone.
        drop(unsafe { Box::from_raw(data) });
    }
}

fn open() -> std::io::Result<Data> {
    let poll = Poll::new()?;
    let registry = poll.registry().try_clone()?;
    // SAFETY: makes a descriptor.
    let fd = unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) };
    if fd < 0 {
        return Err(std::io::Error::last_os_error());
    }
    // SAFETY: just made.
    let wake = unsafe { OwnedFd::from_raw_fd(fd) };
    registry.register(&mut SourceFd(&fd), WAKE, Interest::READABLE)?;
    let wait = UnsafeCell::new((poll, Events::with_capacity(EVENTS)));
    Ok(Data { wait, registry, wake, waits: AtomicBool::new(false) })
}

fn new(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let data = open().map_err(|e| os_error::from_io(vm, &e, None))?;
    let fixed = Poller {
        header: Header::EMPTY,
        data: Word::new(Box::into_raw(Box::new(data)) as u64),
        files: Slot::new(vm.new_dict().value()),
        reported: Slot::new(vm.new_list(&[]).value()),
    };
    Ok(vm.alloc(TYPE.shape(), fixed).value())
}

impl Poller {
    fn data(&self, vm: &Vm) -> PyResult<&'static Data> {
        // SAFETY: the box lives until the poller is closed or dead.
        match unsafe { (self.data.get() as *const Data).as_ref() } {
            Some(data) => Ok(data),
            None => throw!(vm, VALUE_ERROR, "I/O operation on closed epoll object"),
        }
    }
    fn files(&self) -> Ref<Dict> {
        self.files.get().to_dict().expect("a dict")
    }
    /// Whether nothing but time and threads is waited for.
    pub fn is_idle(&self) -> bool {
        self.files().is_empty()
    }
    /// Ends the wait of the loop's thread. Any thread may.
    pub fn wake(&self) {
        // SAFETY: the box lives until the poller is closed or dead.
        if let Some(data) = unsafe { (self.data.get() as *const Data).as_ref() } {
            let one = 1u64;
            // SAFETY: writes eight bytes from the stack. A full counter wakes as well.
            unsafe { libc::write(data.wake.as_raw_fd(), (&raw const one).cast(), 8) };
        }
    }
    fn register_again(&self, vm: &Vm, data: &Data) {
        let list = self.reported.get().to_list().expect("a list");
        if list.is_empty() {
            return;
        }
        self.reported.set(vm.new_list(&[]).value());
        let mut i = 0;
        while let Some(fd) = list.get(i) {
            i += 1;
            if let Ok(Some(pair)) = self.files().get(vm, fd) {
                // A descriptor that was closed meanwhile reports nothing any more.
                let _ = register(data, raw(fd), pair);
            }
        }
    }
    /// Waits until the deadline, without one for ever; puts the handles of what is ready into `ready`.
    pub fn wait(&self, vm: &Vm, deadline: Option<Nanos>, mut ready: impl FnMut(Value)) -> PyResult<()> {
        let data = self.data(vm)?;
        self.register_again(vm, data);
        if data.waits.swap(true, Ordering::Acquire) {
            throw!(vm, RUNTIME_ERROR, "the event loop waits already");
        }
        // SAFETY: `waits` gives it to this thread.
        let (poll, events) = unsafe { &mut *data.wait.get() };
        let timeout = deadline.map(|d| Duration::from_nanos(d.saturating_sub(now())));
        let r = vm.released_for_poll(data.wake.as_raw_fd(), || poll.poll(events, timeout));
        let r = match r {
            Ok(Err(e)) if e.kind() != std::io::ErrorKind::Interrupted => Err(os_error::from_io(vm, &e, None)),
            Ok(Err(_)) => {
                events.clear();
                Ok(())
            }
            Ok(Ok(())) => Ok(()),
            Err(e) => Err(e),
        };
        if r.is_ok() {
            for event in events.iter().filter(|e| e.token() != WAKE) {
                let fd = vm.new_int(event.token().0 as i64);
                let Some(pair) = self.files().get(vm, fd)? else { continue };
                let pair = pair.to_tuple().expect("a pair of handles");
                let broken = event.is_error();
                let reads = event.is_readable() || event.is_read_closed() || broken || event.is_write_closed();
                let writes = event.is_writable() || event.is_write_closed() || broken || event.is_read_closed();
                for (handle, due) in pair.items().iter().zip([reads, writes]) {
                    if due && !handle.is_none() {
                        ready(*handle);
                    }
                }
                self.reported.get().to_list().expect("a list").push(vm, fd);
            }
        }
        data.waits.store(false, Ordering::Release);
        r
    }
}

fn raw(fd: Value) -> RawFd {
    fd.to_int().unwrap_or(-1) as RawFd
}
fn register(data: &Data, fd: RawFd, pair: Value) -> std::io::Result<()> {
    let items = pair.to_tuple().expect("a pair of handles").items();
    let interest = match (items[0].is_none(), items[1].is_none()) {
        (false, false) => Interest::READABLE | Interest::WRITABLE,
        (false, true) => Interest::READABLE,
        _ => Interest::WRITABLE,
    };
    let token = Token(fd as usize);
    match data.registry.reregister(&mut SourceFd(&fd), token, interest) {
        Err(e) if e.raw_os_error() == Some(libc::ENOENT) => data.registry.register(&mut SourceFd(&fd), token, interest),
        other => other,
    }
}

fn set(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = this(args[0]);
    let data = p.data(vm)?;
    let fd = vm.new_int(vm.index_i64(args[1])?);
    if args[2].is_none() && args[3].is_none() {
        p.files().remove(vm, fd)?;
        // It may be closed already.
        let _ = data.registry.deregister(&mut SourceFd(&raw(fd)));
        return Ok(Value::NONE);
    }
    let pair = vm.new_tuple(&[args[2], args[3]]).value();
    register(data, raw(fd), pair).map_err(|e| os_error::from_io(vm, &e, None))?;
    p.files().set(vm, fd, pair)?;
    Ok(Value::NONE)
}
fn get(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = this(args[0]);
    p.data(vm)?;
    Ok(p.files().get(vm, args[1])?.unwrap_or(Value::NONE))
}
fn close(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let p = this(args[0]);
    p.files.set(vm.new_dict().value());
    close_data(&p);
    Ok(Value::NONE)
}
fn fileno(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = this(args[0]).data(vm)?;
    // SAFETY: only the descriptor's number is read.
    let fd = unsafe { (*data.wait.get()).0.as_raw_fd() };
    Ok(vm.new_int(fd as i64))
}

static METHODS: &[MethodDef] = &[
    method("set", "(fd, reader, writer, /)", set, "The handles to run when the descriptor is ready; None for none."),
    method("get", "(fd, /)", get, "The pair of handles of a descriptor, or None."),
    method("close", "()", close, "Frees the descriptors."),
    method("fileno", "()", fileno, "The descriptor of the epoll object."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_asyncio.Poller",
    doc: "Waits for descriptors.",
    size: size_of::<Poller>(),
    flags: type_flags::WEAKREF,
    trace: Trace::Fields(2),
    new: Some(method("__new__", "()", new, "A poller.")),
    methods: METHODS,
    drop: Some(free),
    ..TypeDef::NEW
};
