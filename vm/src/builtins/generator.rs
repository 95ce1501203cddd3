//! Generators and coroutines: the objects. How they run: `eval::generator`.

use crate::builtins::code::Code;
use crate::builtins::function::Function;
use crate::builtins::shape;
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::flags;
use crate::eval::frame::{Pc, Regs};
use crate::eval::generator as run;
use crate::exceptions::exc;
use crate::heap::{Marker, Trace};
use crate::native::{MethodDef, method};
use crate::object::{GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getset, getter, type_flags};
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

/// The layout of generators, coroutines and asynchronous generators; their registers follow.
#[repr(C)]
pub struct Generator {
    header: Header,
    pub(crate) function: Slot,
    /// Where to go on; 0 when finished.
    pc: Word,
    state: Word,
    /// Register number plus one of the iterator it delegates to; 0 for none.
    delegate: Word,
    nregs: u64,
    name: Slot,
    qualname: Slot,
    /// The exception being handled inside, while suspended in a handler.
    pub(crate) handled: Slot,
    /// The exception being handled outside, while running.
    outer_handled: Slot,
    /// The frame object, once somebody asked for it.
    pub(crate) frame: Slot,
    /// Asynchronous generators: the hooks' state and whether `asend` and its like are under way.
    pub(crate) hooks: Slot,
    pub(crate) async_state: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Generator {}

/// What a generator is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u64)]
pub enum State {
    Created = 0,
    Suspended = 1,
    Running = 2,
    Finished = 3,
}

/// Set in `state` once the body has begun.
const STARTED: u64 = 8;

pub(crate) fn this(v: Value) -> Ref<Generator> {
    // SAFETY: the door checks the receiver; all three kinds have this layout.
    unsafe { v.cast() }
}

/// A generator of a function whose parameters are given.
pub(crate) fn new(vm: &Vm, f: Ref<Function>, code: Ref<Code>, params: &[Value]) -> Ref<Generator> {
    let shape = if code.flags & flags::COROUTINE != 0 {
        shape::COROUTINE
    } else if code.flags & flags::ASYNC_GENERATOR != 0 {
        shape::ASYNC_GENERATOR
    } else {
        shape::GENERATOR
    };
    let g = Generator {
        header: Header::EMPTY,
        function: Slot::new(f.value()),
        pc: Word::new(code.entry as u64),
        state: Word::new(State::Created as u64),
        delegate: Word::new(0),
        nregs: code.nregs as u64,
        name: Slot::new(f.name.get()),
        qualname: Slot::new(f.qualname.get()),
        handled: Slot::unbound(),
        outer_handled: Slot::unbound(),
        frame: Slot::unbound(),
        hooks: Slot::unbound(),
        async_state: Word::new(0),
    };
    let g = vm.alloc_extra(shape, g, code.nregs as usize * 8).expect("a frame has a sane size");
    for (i, v) in params.iter().enumerate() {
        g.register(i).set(*v);
    }
    if shape != shape::GENERATOR || !code.side().handlers.is_empty() {
        vm.register_finalizer(g.value());
    }
    g
}

impl Ref<Generator> {
    fn register(self, i: usize) -> &'static Slot {
        // SAFETY: `nregs` slots follow the fixed part; the lifetime is that of rooted use.
        unsafe { &*self.as_ptr().add(1).cast::<Slot>().add(i) }
    }
    pub(crate) fn code(self) -> Ref<Code> {
        // SAFETY: always a function.
        unsafe { self.function.get().cast::<Function>() }.code()
    }
    /// Copies the registers to the stack.
    ///
    /// # Safety
    /// `to` has room for them.
    pub(crate) unsafe fn load_registers(self, to: Regs) {
        // SAFETY: as promised.
        unsafe { std::ptr::copy_nonoverlapping(self.as_ptr().add(1).cast::<Value>(), to, self.nregs as usize) }
    }
    /// Copies the registers back from the stack.
    ///
    /// # Safety
    /// `from` is the generator's frame.
    pub(crate) unsafe fn store_registers(self, from: Regs) {
        for i in 0..self.nregs as usize {
            // SAFETY: as promised.
            self.register(i).set(unsafe { *from.add(i) });
        }
    }
    pub(crate) fn pc(self) -> Pc {
        self.pc.get() as Pc
    }
    pub fn state(self) -> State {
        match self.state.get() & 7 {
            0 => State::Created,
            1 => State::Suspended,
            2 => State::Running,
            _ => State::Finished,
        }
    }
    pub(crate) fn was_started(self) -> bool {
        self.state.get() & STARTED != 0
    }
    /// Takes the generator for running; false when it runs or has ended. Atomic.
    pub(crate) fn start_running(self) -> bool {
        let s = self.state.get();
        match s & 7 {
            0 | 1 => self.state.compare_exchange(s, s & STARTED | State::Running as u64),
            _ => false,
        }
    }
    pub(crate) fn mark_started(self) {
        self.state.set(State::Running as u64 | STARTED);
    }
    pub(crate) fn suspend(self, pc: Pc, delegating: bool) {
        self.pc.set(pc as u64);
        // A delegating YIELD directly follows its SEND, whose operand b is the iterator.
        // SAFETY: as the compiler lays it out.
        let register = if delegating { unsafe { crate::eval::fast::I(*pc.sub(2)).b() as u64 + 1 } } else { 0 };
        self.delegate.set(register);
        self.state.set(State::Suspended as u64 | STARTED);
    }
    pub(crate) fn end(self) {
        self.state.set(State::Finished as u64 | STARTED);
        self.delegate.set(0);
        self.handled.set(Value::UNBOUND);
        for i in 0..self.nregs as usize {
            self.register(i).set(Value::UNBOUND);
        }
    }
    pub(crate) fn save_outer_handled(self, v: Value) {
        self.outer_handled.set(v);
    }
    pub(crate) fn outer_handled(self) -> Value {
        self.outer_handled.get()
    }
    pub(crate) fn take_outer_handled(self) -> Value {
        self.outer_handled.swap(Value::UNBOUND)
    }
    /// A generator taken for running stays where it was.
    pub(crate) fn suspend_again(self) {
        self.state.set(State::Suspended as u64 | STARTED);
    }
    /// As `delegate`, of a generator taken for running and not yet resumed.
    fn delegate_of_taken(self) -> Option<Value> {
        let n = self.delegate.get() as usize;
        self.register(n.checked_sub(1)?).bound()
    }
    /// The iterator a suspended generator delegates to.
    pub(crate) fn delegate(self) -> Option<Value> {
        match self.delegate.get() {
            0 => None,
            n if self.state() == State::Suspended => self.register(n as usize - 1).bound(),
            _ => None,
        }
    }
    pub(crate) fn kind_name(self) -> &'static str {
        match self.shape() {
            shape::COROUTINE => "coroutine",
            shape::ASYNC_GENERATOR => "async generator",
            _ => "generator",
        }
    }
    pub(crate) fn qualname(self) -> String {
        self.qualname.get().to_str().map_or("?".into(), |s| s.to_string_lossy())
    }
    /// The value of a register of a suspended generator, for `f_locals`.
    pub(crate) fn register_value(self, i: usize) -> Value {
        self.register(i).get()
    }
    pub(crate) fn set_register_value(self, i: usize, v: Value) {
        self.register(i).set(v);
    }
}

/// Whether a generator or coroutine waits for another.
pub(crate) fn is_delegating(v: Value) -> bool {
    this(v).delegate().is_some()
}

/// `next(g)`: unbound at the end, with the result in `stop_value`.
pub(crate) fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    run::resume(vm, v, Value::NONE)
}

/// StopIteration that carries a generator's result.
fn stop(vm: &Vm) -> Raised {
    let v = vm.take_stop_value();
    if v.is_none() { vm.stop_iteration() } else { vm.error_args(exc::STOP_ITERATION, &[v]) }
}

pub(crate) fn send(vm: &Vm, v: Value, sent: Value) -> PyResult<Value> {
    if v.has_shape(shape::COROUTINE) && this(v).state() == State::Finished {
        throw!(vm, RUNTIME_ERROR, "cannot reuse already awaited coroutine");
    }
    let r = run::resume(vm, v, sent)?;
    if r.is_unbound() { Err(stop(vm)) } else { Ok(r) }
}

fn send_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    send(vm, args[0], args[1])
}

/// The exception that `throw(type, value, traceback)` means.
pub(crate) fn thrown(vm: &Vm, ty: Value, value: Value, tb: Value) -> PyResult<Raised> {
    let e = if ty.is_instance_flag(type_flags::EXC_SUBCLASS) {
        if !value.is_none() {
            throw!(vm, TYPE_ERROR, "instance exception may not have a separate value");
        }
        Raised::from_value(ty)
    } else if let Some(class) = ty.to_type()
        && class.has_flag(type_flags::EXC_SUBCLASS)
    {
        let v = if value.is_instance_flag(type_flags::EXC_SUBCLASS) && vm.isinstance(value, class) {
            value
        } else if value.is_none() {
            vm.call(ty, &[])?
        } else if let Some(t) = value.to_tuple() {
            vm.call(ty, t.items())?
        } else {
            vm.call(ty, &[value])?
        };
        if !v.is_instance_flag(type_flags::EXC_SUBCLASS) {
            throw!(
                vm,
                TYPE_ERROR,
                "calling {} should have returned an instance of BaseException, not {}",
                vm.repr(ty)?,
                vm.type_name(v)
            );
        }
        Raised::from_value(v)
    } else {
        throw!(
            vm,
            TYPE_ERROR,
            "exceptions must be classes or instances deriving from BaseException, not {}",
            vm.type_name(ty)
        );
    };
    if tb.has_shape(shape::TRACEBACK) {
        e.object().traceback.set(tb);
    } else if !tb.is_none() {
        throw!(vm, TYPE_ERROR, "throw() third argument must be a traceback object");
    }
    Ok(e)
}

/// Raises an exception where a generator is suspended, first in what it delegates to.
pub(crate) fn throw_value(vm: &Vm, v: Value, e: Raised) -> PyResult<Value> {
    let g = this(v);
    if g.state() == State::Running {
        throw!(vm, VALUE_ERROR, "{} already executing", g.kind_name());
    }
    if g.delegate().is_some() && g.start_running() {
        // Nobody else resumes it while the delegate is busy with the exception.
        let Some(target) = g.delegate_of_taken() else { return finish_throw(vm, v, e, true) };
        if e.matches(vm, exc::GENERATOR_EXIT) {
            let e = close_delegate(vm, target).err().unwrap_or(e);
            return finish_throw(vm, v, e, true);
        }
        let r = if run::is_link(target) {
            Some(throw_value(vm, target, e))
        } else {
            let throw = vm.getattr_opt(target, vm.names().throw).inspect_err(|_| g.suspend_again())?;
            throw.map(|f| vm.call(f, &[e.value()]))
        };
        return match r {
            None => finish_throw(vm, v, e, true),
            Some(Ok(x)) => {
                g.suspend_again();
                Ok(x)
            }
            Some(Err(stop)) if stop.matches(vm, exc::STOP_ITERATION) => {
                vm.set_stop_value(stop);
                let result = vm.take_stop_value();
                resume_behind_send(vm, v, result)
            }
            Some(Err(inner)) => finish_throw(vm, v, inner, true),
        };
    }
    finish_throw(vm, v, e, false)
}

/// The delegate of a generator taken for running ended with a result: the generator goes on where its SEND jumps.
fn resume_behind_send(vm: &Vm, v: Value, result: Value) -> PyResult<Value> {
    let g = this(v);
    // SAFETY: a delegating generator is suspended behind its YIELD, which follows its SEND.
    unsafe {
        let send = g.pc().sub(2);
        debug_assert_eq!(Op::of(*send), Op::SEND);
        let i = crate::eval::fast::I(*send);
        g.register(i.a()).set(result);
        g.pc.set(send.offset(i.jump16()) as u64);
        g.delegate.set(0);
        run::resume_at(vm, v)
    }
    .and_then(|r| if r.is_unbound() { Err(stop(vm)) } else { Ok(r) })
}

/// Raises an exception in the generator itself, which was taken for running or is yet to be.
fn finish_throw(vm: &Vm, v: Value, e: Raised, taken: bool) -> PyResult<Value> {
    if v.has_shape(shape::COROUTINE) && this(v).state() == State::Finished {
        throw!(vm, RUNTIME_ERROR, "cannot reuse already awaited coroutine");
    }
    let r = if taken { run::throw_into_taken(vm, v, e) } else { run::throw_into(vm, v, e) }?;
    if r.is_unbound() { Err(stop(vm)) } else { Ok(r) }
}

fn close_delegate(vm: &Vm, target: Value) -> PyResult<()> {
    if run::is_link(target) {
        return close(vm, target).map(|_| ());
    }
    if let Some(f) = vm.getattr_opt(target, vm.names().close)? {
        vm.call(f, &[])?;
    }
    Ok(())
}

/// The way in which `throw` was called before exceptions were objects alone is deprecated.
pub(crate) fn warn_of_signature(vm: &Vm, name: &str, args: &[Value]) -> PyResult<()> {
    if args.len() > 2 && !(args[2].is_none() && args[3].is_none()) {
        let text =
            format!("the (type, exc, tb) signature of {name}() is deprecated, use the single-arg signature instead.");
        vm.warn(exc::DEPRECATION_WARNING, &text, 1)?;
    }
    Ok(())
}

fn throw_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    warn_of_signature(vm, "throw", args)?;
    let e = thrown(vm, args[1], args[2], args[3])?;
    throw_value(vm, args[0], e)
}

/// Closes: raises GeneratorExit inside and answers what the body returns.
pub(crate) fn close(vm: &Vm, v: Value) -> PyResult<Value> {
    let g = this(v);
    match g.state() {
        State::Created => {
            if !g.start_running() {
                // Another thread was faster.
                return close(vm, v);
            }
            g.end();
            return Ok(Value::NONE);
        }
        State::Finished => return Ok(Value::NONE),
        State::Running => throw!(vm, VALUE_ERROR, "{} already executing", g.kind_name()),
        State::Suspended => {}
    }
    let exit = vm.error(exc::GENERATOR_EXIT, "");
    match throw_value(vm, v, exit) {
        Ok(_) => throw!(vm, RUNTIME_ERROR, "{} ignored GeneratorExit", g.kind_name()),
        Err(e) if e.matches(vm, exc::STOP_ITERATION) => {
            vm.set_stop_value(e);
            Ok(vm.take_stop_value())
        }
        Err(e) if e.matches(vm, exc::GENERATOR_EXIT) => Ok(Value::NONE),
        Err(e) => Err(e),
    }
}

fn close_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    close(vm, args[0])
}

/// What a step of a coroutine came to.
pub enum Sent {
    Yielded(Value),
    Returned(Value),
}

impl Vm {
    /// Resumes a coroutine, generator or any object with `send`.
    pub fn send(&self, v: Value, sent: Value) -> PyResult<Sent> {
        let r = if v.has_shape(shape::COROUTINE) || v.has_shape(shape::GENERATOR) {
            if v.has_shape(shape::COROUTINE) && this(v).state() == State::Finished {
                throw!(self, RUNTIME_ERROR, "cannot reuse already awaited coroutine");
            }
            run::resume(self, v, sent)
        } else {
            self.stopped(self.call_method(v, self.names().send, &[sent]))
        };
        self.sent(r)
    }
    /// Raises an exception in a coroutine, generator or any object with `throw`.
    pub fn throw_into(&self, v: Value, e: Value) -> PyResult<Sent> {
        let r = if v.has_shape(shape::COROUTINE) || v.has_shape(shape::GENERATOR) {
            throw_value(self, v, Raised::from_value(e))
        } else {
            self.call_method(v, self.names().throw, &[e])
        };
        let r = self.stopped(r);
        self.sent(r)
    }
    /// Ends an iteration with a result: what the `next` slot of a native iterator returns then.
    pub fn end_iteration(&self, result: Value) -> Value {
        self.stop_value.set(result);
        Value::UNBOUND
    }
    fn stopped(&self, r: PyResult<Value>) -> PyResult<Value> {
        match r {
            Err(e) if e.matches(self, exc::STOP_ITERATION) => {
                self.set_stop_value(e);
                Ok(Value::UNBOUND)
            }
            other => other,
        }
    }
    fn sent(&self, r: PyResult<Value>) -> PyResult<Sent> {
        let v = r?;
        Ok(if v.is_unbound() { Sent::Returned(self.take_stop_value()) } else { Sent::Yielded(v) })
    }
    /// Names the object that drives a coroutine; false when nobody can be told of the coroutine's end.
    pub fn set_coroutine_owner(&self, coroutine: Value, owner: Value) -> bool {
        let is = coroutine.has_shape(shape::COROUTINE);
        if is {
            this(coroutine).hooks.set(owner);
        }
        is
    }
}

/// Called with the owner of a coroutine that nobody refers to any more, before the coroutine is closed.
pub static ABANDONED: std::sync::OnceLock<fn(&Vm, Value)> = std::sync::OnceLock::new();

/// What happens to a suspended generator that nobody refers to any more.
pub(crate) fn del(vm: &Vm, v: Value) -> PyResult<Value> {
    let g = this(v);
    if v.has_shape(shape::COROUTINE)
        && g.state() != State::Finished
        && let owner = g.hooks.get()
        && owner.is_ptr()
        && let Some(tell) = ABANDONED.get()
    {
        tell(vm, owner);
    }
    if v.has_shape(shape::COROUTINE) && g.state() == State::Created {
        let text = format!("coroutine '{}' was never awaited", g.qualname());
        vm.warn(exc::RUNTIME_WARNING, &text, 1)?;
    } else if g.state() == State::Suspended {
        // The event loop closes asynchronous generators when it asked to.
        let hook = if v.has_shape(shape::ASYNC_GENERATOR) { g.hooks.get() } else { Value::UNBOUND };
        if hook.is_ptr() {
            vm.call(hook, &[v])?;
        } else {
            close(vm, v)?;
        }
    }
    Ok(Value::NONE)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let g = this(v);
    let kind = match v.shape() {
        shape::COROUTINE => "coroutine",
        shape::ASYNC_GENERATOR => "async_generator",
        _ => "generator",
    };
    Ok(vm.new_str(&format!("<{kind} object {} at {:#x}>", g.qualname(), v.bits())).value())
}

pub(crate) fn repr_slot(vm: &Vm, v: Value) -> PyResult<Value> {
    repr(vm, v)
}

fn set_text(vm: &Vm, slot: &Slot, x: Value, what: &str) -> PyResult<()> {
    if x.is_unbound() || x.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "{what} must be set to a string object");
    }
    slot.set(x);
    Ok(())
}

pub(crate) fn running(v: Value) -> Value {
    Value::bool(this(v).state() == State::Running)
}
pub(crate) fn suspended(v: Value) -> Value {
    Value::bool(this(v).state() == State::Suspended)
}
pub(crate) fn delegate_or_none(v: Value) -> Value {
    this(v).delegate().unwrap_or(Value::NONE)
}
pub(crate) fn frame_of(vm: &Vm, v: Value) -> PyResult<Value> {
    if this(v).state() == State::Finished { Ok(Value::NONE) } else { Ok(super::frame::of_generator(vm, v)) }
}

pub(crate) const NAME: GetSetDef = getset(
    "__name__",
    |_, v| Ok(this(v).name.get()),
    |vm, v, x| set_text(vm, &this(v).name, x, "__name__"),
    "The name.",
);
pub(crate) const QUALNAME: GetSetDef = getset(
    "__qualname__",
    |_, v| Ok(this(v).qualname.get()),
    |vm, v, x| set_text(vm, &this(v).qualname, x, "__qualname__"),
    "The qualified name.",
);

fn state_name(vm: &Vm, v: Value, prefix: &str) -> Value {
    let text = match this(v).state() {
        State::Created => "CREATED",
        State::Suspended => "SUSPENDED",
        State::Running => "RUNNING",
        State::Finished => "CLOSED",
    };
    vm.new_str(&format!("{prefix}_{text}")).value()
}

static METHODS: &[MethodDef] = &[
    method(
        "send",
        "(value, /)",
        send_method,
        "Resume with a value; return what is yielded next or raise StopIteration.",
    ),
    method(
        "throw",
        "(typ, val=None, tb=None, /)",
        throw_method,
        "Raise an exception where the generator is suspended.",
    ),
    method("close", "()", close_method, "Raise GeneratorExit inside."),
    crate::native::classmethod(
        "__class_getitem__",
        "(item, /)",
        |vm, a| super::generic_alias::new(vm, a[0], a[1]),
        "See PEP 585.",
    ),
];

/// Marks the function, names and registers.
///
/// # Safety
/// `p` addresses a live `Generator`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let g = unsafe { Ref::from_raw(p.cast::<Generator>()) };
    for slot in [&g.function, &g.name, &g.qualname, &g.handled, &g.outer_handled, &g.frame, &g.hooks] {
        marker.slot(slot);
    }
    for i in 0..g.nregs as usize {
        // Registers that were never written may hold anything.
        marker.interior(g.register(i).get().bits());
    }
}
pub(crate) const TRACE: Trace = Trace::Custom(trace);

pub static TYPE: TypeDef = TypeDef {
    name: "generator",
    size: size_of::<Generator>(),
    flags: type_flags::WEAKREF | type_flags::DISALLOW_INSTANTIATION,
    trace: TRACE,
    slots: Slots { repr: Some(repr), iter: Some(|_, v| Ok(v)), next: Some(next), del: Some(del), ..Slots::EMPTY },
    methods: METHODS,
    getset: &[
        NAME,
        QUALNAME,
        getter("gi_running", |_, v| Ok(running(v)), "Whether it is running."),
        getter("gi_suspended", |_, v| Ok(suspended(v)), "Whether it is suspended."),
        getter("gi_yieldfrom", |_, v| Ok(delegate_or_none(v)), "What it delegates to."),
        getter("gi_code", |_, v| Ok(this(v).code().origin().value()), "The code."),
        getter("gi_frame", frame_of, "The frame, or None when finished."),
        getter("gi_state", |vm, v| Ok(state_name(vm, v, "GEN")), "The state."),
    ],
    ..TypeDef::NEW
};

static COROUTINE_METHODS: &[MethodDef] = &[
    method(
        "send",
        "(value, /)",
        send_method,
        "Resume with a value; return what is yielded next or raise StopIteration.",
    ),
    method(
        "throw",
        "(typ, val=None, tb=None, /)",
        throw_method,
        "Raise an exception where the coroutine is suspended.",
    ),
    method("close", "()", close_method, "Raise GeneratorExit inside."),
    crate::native::classmethod(
        "__class_getitem__",
        "(item, /)",
        |vm, a| super::generic_alias::new(vm, a[0], a[1]),
        "See PEP 585.",
    ),
];

fn await_coroutine(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(super::async_generator::coroutine_wrapper(vm, v))
}

pub static COROUTINE_TYPE: TypeDef = TypeDef {
    name: "coroutine",
    size: size_of::<Generator>(),
    flags: type_flags::WEAKREF | type_flags::DISALLOW_INSTANTIATION,
    trace: TRACE,
    slots: Slots { repr: Some(repr), await_: Some(await_coroutine), del: Some(del), ..Slots::EMPTY },
    methods: COROUTINE_METHODS,
    getset: &[
        NAME,
        QUALNAME,
        getter("cr_running", |_, v| Ok(running(v)), "Whether it is running."),
        getter("cr_suspended", |_, v| Ok(suspended(v)), "Whether it is suspended."),
        getter("cr_await", |_, v| Ok(delegate_or_none(v)), "What it awaits."),
        getter("cr_code", |_, v| Ok(this(v).code().origin().value()), "The code."),
        getter("cr_frame", frame_of, "The frame, or None when finished."),
        getter("cr_origin", |_, _| Ok(Value::NONE), "Where it was made, when tracked."),
        getter("cr_state", |vm, v| Ok(state_name(vm, v, "CORO")), "The state."),
    ],
    ..TypeDef::NEW
};
