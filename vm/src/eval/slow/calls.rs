//! The call instructions beyond plain calls of Python functions.

use std::sync::atomic::Ordering;

use crate::builtins::native_function::bind;
use crate::builtins::tuple::Tuple;
use crate::builtins::type_::cells;
use crate::builtins::{descriptor::MethodDescriptor, shape};
use crate::eval::call::{self, Next};
use crate::eval::dispatch::Flow;
use crate::eval::fast::ic;
use crate::eval::shape_cache::{self, Asked};
use crate::native::Args;
use crate::object::{Ref, attribute, instance, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{At, names};
use crate::eval::frame::HEADER;

/// Calls what lies in the window of operand `b`, with `argc` values.
fn window(vm: &Vm, at: At, argc: usize, kwnames: Option<Ref<Tuple>>) -> PyResult<Flow> {
    // SAFETY: the compiler laid out the window, and the frame's registers end above it.
    let next = unsafe {
        let nb = at.frame.0.add(at.i.b() + HEADER);
        call::call_window(vm, at.pc, at.frame.0, nb, argc, kwnames)?
    };
    Ok(finish(at, next))
}

fn finish(at: At, next: Next) -> Flow {
    match next {
        Next::Enter(pc, regs) => (pc, regs),
        Next::Done(v) => {
            at.set(v);
            // SAFETY: every call is three words long.
            (unsafe { at.pc.add(3) }, at.frame.0)
        }
    }
}

pub(super) fn call(vm: &Vm, at: At) -> PyResult<Flow> {
    window(vm, at, at.i.c(), None)
}

pub(super) fn call_global(vm: &Vm, at: At) -> PyResult<Flow> {
    // SAFETY: the cache holds the address of a slot.
    let cached = unsafe { (*(at.cache(1).load(Ordering::Acquire) as *const crate::object::Slot)).get() };
    if cached.is_unbound() {
        names::callee(vm, at).inspect_err(|_| vm.lookup_failed.set(true))?;
    } else {
        at.frame.set_reg(at.i.b(), cached);
    }
    window(vm, at, at.i.c(), None)
}

/// Finds the method of the receiver in `R[b+4]`. True: the callee in the window takes the receiver as its first argument;
/// false: the callee is bound already and the receiver must go.
fn find_method(vm: &Vm, at: At, name: Ref<crate::builtins::str::Str>) -> PyResult<bool> {
    let fi = at.i.b();
    let o = at.frame.reg(fi + HEADER);
    if let Some(f) = known_method(vm, at, o, name) {
        at.frame.set_reg(fi, f);
        return Ok(true);
    }
    let ty = vm.type_of(o);
    if ty.slots().getattro.is_some_and(|f| f as usize == attribute::generic_getattr as *const () as usize)
        && let Some(f) = ty.lookup(vm, name)
        && f.is_ptr()
        && vm.type_of(f).has_flag(type_flags::METHOD_DESCRIPTOR)
    {
        let shape = o.shape();
        let own = if o.is_ptr() { instance::get(o, name) } else { None };
        if own.is_none() {
            let no_own = o.is_ptr()
                && !shape.get().is_dict_mode()
                && (instance::has_attr_words(ty) || !ty.has_flag(type_flags::HAS_DICT));
            if no_own && ty.root_shape().0 < 1 << 28 {
                let n = cells::number(vm, ty, name);
                let c = ic::make(shape.0, ic::CELL, n as u64);
                at.cache(1).store(c, Ordering::Release);
                shape_cache::remember(Asked::Method, shape, name, c);
            }
            at.frame.set_reg(fi, f);
            return Ok(true);
        }
        if let Some(own) = own {
            // A function of the class gives way to the object's own attribute.
            at.frame.set_reg(fi, own);
            return Ok(false);
        }
    }
    let bound = vm.getattr(o, name)?;
    at.frame.set_reg(fi, bound);
    Ok(false)
}

/// The method, when this site's cache or another site knows what the name means for the receiver's shape. It takes the receiver.
fn known_method(vm: &Vm, at: At, o: Value, name: Ref<crate::builtins::str::Str>) -> Option<Value> {
    let mut c = at.cache(1).load(Ordering::Relaxed);
    if c as u32 != o.shape().0 || c == 0 {
        c = shape_cache::find(Asked::Method, o.shape(), name);
        if c == 0 {
            return None;
        }
        if vm.second_level() {
            at.cache(1).store(c, Ordering::Release);
        }
    }
    let f = cells::value(ic::index(c) as u32).get();
    (f.has_shape(shape::METHOD_DESCRIPTOR) || f.has_shape(shape::FUNCTION)).then_some(f)
}

/// Moves the arguments behind the receiver down over it.
fn drop_receiver(at: At, argc: usize) {
    // SAFETY: the window holds the receiver and `argc` values.
    unsafe {
        let nb = at.frame.0.add(at.i.b() + HEADER);
        std::ptr::copy(nb.add(1), nb, argc);
    }
}

pub(super) fn call_method(vm: &Vm, at: At) -> PyResult<Flow> {
    let argc = at.i.c();
    let fi = at.i.b();
    let o = at.frame.reg(fi + HEADER);
    if let Some(f) = known_method(vm, at, o, at.name(2)) {
        if f.has_shape(shape::METHOD_DESCRIPTOR) {
            // SAFETY: the shape says so; the receiver's class has this descriptor, so it fits.
            unsafe {
                let m = f.cast::<MethodDescriptor>();
                let nb = at.frame.0.add(fi + HEADER);
                vm.top.set(nb.add(argc + 1));
                if m.def.exact == argc as i32 + 1 {
                    let args = std::slice::from_raw_parts(nb, argc + 1);
                    at.set((m.def.f)(vm, args)?);
                    return Ok((at.pc.add(3), at.frame.0));
                }
                vm.check_native_stack()?;
                let args = Args { values: std::slice::from_raw_parts(nb.add(1), argc), kwnames: None };
                at.set(bind::invoke(vm, m.def, Some(o), args, None, Value::UNBOUND)?);
                return Ok((at.pc.add(3), at.frame.0));
            }
        }
        if f.has_shape(shape::FUNCTION) {
            at.frame.set_reg(fi, f);
            return window(vm, at, argc + 1, None);
        }
    }
    if find_method(vm, at, at.name(2)).inspect_err(|_| vm.lookup_failed.set(true))? {
        return window(vm, at, argc + 1, None);
    }
    drop_receiver(at, argc);
    window(vm, at, argc, None)
}

fn keywords(v: Value) -> Option<Ref<Tuple>> {
    v.to_tuple()
}

pub(super) fn call_kw(vm: &Vm, at: At) -> PyResult<Flow> {
    window(vm, at, at.i.c(), keywords(at.constant(2)))
}

pub(super) fn call_method_kw(vm: &Vm, at: At) -> PyResult<Flow> {
    let parts = at.constant(2).to_tuple().expect("the compiler's pair").items();
    let (name, kwnames) = (parts[0].to_str().expect("a name"), keywords(parts[1]));
    if find_method(vm, at, name).inspect_err(|_| vm.lookup_failed.set(true))? {
        return window(vm, at, at.i.c() + 1, kwnames);
    }
    drop_receiver(at, at.i.c());
    window(vm, at, at.i.c(), kwnames)
}

pub(super) fn load_method(vm: &Vm, at: At) -> PyResult<()> {
    if !find_method(vm, at, at.name(2))? {
        at.frame.set_reg(at.i.b() + HEADER, Value::UNBOUND);
    }
    Ok(())
}

/// Whether the callee that LOAD_METHOD left takes the receiver; if not, the receiver's place is closed.
fn takes_receiver(at: At) -> bool {
    let takes = !at.frame.reg(at.i.b() + HEADER).is_unbound();
    if !takes {
        drop_receiver(at, at.i.c());
    }
    takes
}

pub(super) fn call_loaded(vm: &Vm, at: At) -> PyResult<Flow> {
    let argc = at.i.c() + takes_receiver(at) as usize;
    let f = at.frame.reg(at.i.b());
    if f.has_shape(shape::METHOD_DESCRIPTOR) && argc > at.i.c() {
        // SAFETY: the shape says so; the receiver's class has this descriptor, so it fits.
        unsafe {
            let m = f.cast::<MethodDescriptor>();
            let nb = at.frame.0.add(at.i.b() + HEADER);
            vm.top.set(nb.add(argc));
            if m.def.exact == argc as i32 {
                let args = std::slice::from_raw_parts(nb, argc);
                at.set((m.def.f)(vm, args)?);
                return Ok((at.pc.add(3), at.frame.0));
            }
        }
    }
    window(vm, at, argc, None)
}

pub(super) fn call_loaded_kw(vm: &Vm, at: At) -> PyResult<Flow> {
    let argc = at.i.c() + takes_receiver(at) as usize;
    window(vm, at, argc, keywords(at.constant(2)))
}

pub(super) fn call_ex(vm: &Vm, at: At) -> PyResult<Flow> {
    let fi = at.i.b();
    let f = at.frame.reg(fi);
    let (args, kwargs) = (at.frame.reg(fi + HEADER), at.frame.reg(fi + HEADER + 1));
    let pos = match args.to_tuple() {
        Some(t) => t,
        None => match args.to_list() {
            Some(l) => l.snapshot(vm),
            None => {
                let slots = vm.type_of(args).slots();
                if slots.iter.is_none() && slots.getitem.is_none() {
                    throw!(vm, TYPE_ERROR, "Value after * must be an iterable, not {}", vm.type_name(args));
                }
                vm.collect_tuple(args)?
            }
        },
    };
    let r = match kwargs.to_dict() {
        Some(d) if !d.is_empty() => vm.call_dict(f, pos.items(), d)?,
        _ => vm.call_args(f, Args::positional(pos.items()))?,
    };
    Ok(finish(at, Next::Done(r)))
}
