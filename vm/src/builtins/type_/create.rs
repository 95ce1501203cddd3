//! Making classes: native ones from their tables, Python ones by `type(name, bases, namespace)`.

use std::sync::atomic::Ordering;

use crate::builtins::descriptor;
use crate::builtins::dict::Dict;
use crate::builtins::list::List;
use crate::builtins::native_function::bind;
use crate::builtins::shape;
use crate::builtins::staticmethod;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::native::{Args, Binding, MethodDef, method};
use crate::object::{Ref, Slots, TypeDef, instance, shape as shapes, slot_table, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{Type, cells, change, mro};

// ---- native types

/// Puts a blank class behind every builtin root shape, so that objects made during start-up have a type to point to.
pub(crate) fn make_skeletons(vm: &Vm) {
    for def in crate::builtins::TABLE.iter().flatten() {
        let ty = vm.alloc(shape::TYPE, Type::blank(def.flags | type_flags::IMMUTABLE, def));
        let root = def.shape();
        ty.set_root_shape(root);
        root.get().set_type(ty);
    }
}

/// Whether a builtin type has left the skeleton stage.
pub(crate) fn is_complete(def: &'static TypeDef) -> bool {
    !def.shape().ty().mro.get().is_unbound()
}

/// Fills the skeleton of a builtin type whose base is complete.
pub(crate) fn complete_builtin(vm: &Vm, def: &'static TypeDef) -> PyResult<()> {
    complete(vm, def.shape().ty(), def)
}

/// Makes the class of a native type outside the builtin table.
pub(crate) fn make_native(vm: &Vm, def: &'static TypeDef) -> PyResult<Ref<Type>> {
    let ty = vm.alloc(shape::TYPE, Type::blank(0, def));
    let root = shapes::new_root(ty);
    ty.set_root_shape(root);
    def.id.store(root.0, Ordering::Release);
    complete(vm, ty, def)?;
    Ok(ty)
}

/// Flags that classes take over from their native base.
const INHERITED: u32 = type_flags::HAS_DICT
    | type_flags::WEAKREF
    | type_flags::MATCH_SELF
    | type_flags::SEQUENCE
    | type_flags::MAPPING
    | type_flags::LONG_SUBCLASS
    | type_flags::LIST_SUBCLASS
    | type_flags::TUPLE_SUBCLASS
    | type_flags::BYTES_SUBCLASS
    | type_flags::STR_SUBCLASS
    | type_flags::DICT_SUBCLASS
    | type_flags::EXC_SUBCLASS
    | type_flags::TYPE_SUBCLASS;

fn complete(vm: &Vm, ty: Ref<Type>, def: &'static TypeDef) -> PyResult<()> {
    let base = match def.base {
        Some(base) => Some(base.shape().ty()),
        None if def.name == "object" => None,
        None => Some(shape::OBJECT.ty()),
    };
    ty.set_flags(def.flags | type_flags::IMMUTABLE | base.map_or(0, |b| b.flags() & INHERITED));
    ty.size.store(def.size as u32, Ordering::Relaxed);
    let attrs_at = match base {
        Some(b) if b.attrs_at() != 0 => b.attrs_at() as u32,
        _ if def.flags & type_flags::HAS_DICT != 0 && def.var_size.is_none() => (def.size / 8 - 1) as u32,
        _ => 0,
    };
    ty.attrs_at.store(attrs_at, Ordering::Relaxed);
    let short = def.name.rsplit('.').next().unwrap_or(def.name);
    ty.name.set(vm.intern(short).value());
    ty.qualname.set(vm.intern(short).value());
    let dict = vm.new_dict();
    ty.dict.set(dict.value());
    let bases = base.map_or_else(|| vm.new_tuple(&[]), |b| vm.new_tuple(&[b.value()]));
    ty.bases.set(bases.value());
    ty.base.set(base.map_or(Value::NONE, |b| b.value()));
    ty.mro.set(mro::linearize(vm, ty)?.value());
    if let Some(b) = base {
        b.add_subclass(ty);
    }
    fill_native(vm, ty, def, dict, base)
}

fn fill_native(
    vm: &Vm,
    ty: Ref<Type>,
    def: &'static TypeDef,
    dict: Ref<Dict>,
    base: Option<Ref<Type>>,
) -> PyResult<()> {
    // SAFETY: the class is not yet published.
    unsafe {
        ty.change_slots(|s| {
            *s = def.slots;
            // A slot of the type's own spares it the binding of arguments.
            if def.new.is_some() && s.new.is_none() {
                s.new = Some(native_new);
            }
            if def.init.is_some() {
                s.init = Some(native_init);
            }
        });
        *ty.new_def.get() = def.new.as_ref().or(base.and_then(|b| b.new_def()));
        *ty.init_def.get() = def.init.as_ref().or(base.and_then(|b| b.init_def()));
    }
    for row in slot_table::rows() {
        if (row.has)(ty.slots()) && dict.get_str(vm.intern(row.name)).is_none() {
            dict.set_str(vm, vm.intern(row.name), descriptor::new_wrapper(vm, row, ty));
        }
    }
    if def.slots.hash.is_none() && def.slots.compare.is_some() {
        dict.set_str(vm, vm.names().__hash__, Value::NONE);
    }
    for m in def.methods {
        let v = match m.binding {
            Binding::Method => descriptor::new_method(vm, m, ty, false),
            Binding::Class => descriptor::new_method(vm, m, ty, true),
            Binding::Static | Binding::Function => {
                let f = vm.new_native(m, Value::UNBOUND, Some(ty), None);
                staticmethod::new(vm, f)
            }
        };
        dict.set_str(vm, vm.intern(m.name), v);
    }
    for g in def.getset {
        dict.set_str(vm, vm.intern(g.name), descriptor::new_getset(vm, g, ty));
    }
    if def.new.is_some() || def.name == "object" {
        dict.set_str(vm, vm.names().__new__, vm.new_native(&NEW_METHOD, ty.value(), Some(ty), None));
    }
    if dict.get_str(vm.names().__doc__).is_none() {
        let doc = if def.doc.is_empty() { Value::NONE } else { vm.new_str(def.doc).value() };
        dict.set_str(vm, vm.names().__doc__, doc);
    }
    if let Some((module, _)) = def.name.rsplit_once('.')
        && dict.get_str(vm.names().__module__).is_none()
    {
        dict.set_str(vm, vm.names().__module__, vm.intern(module).value());
    }
    if let Some(b) = base {
        let unhashable = def.slots.hash.is_none() && def.slots.compare.is_some();
        // SAFETY: the class is not yet published.
        unsafe {
            ty.change_slots(|s| {
                let own_hash = s.hash;
                s.inherit(b.slots());
                if unhashable {
                    s.hash = own_hash;
                }
                if def.flags & type_flags::DISALLOW_INSTANTIATION != 0 {
                    s.new = None;
                }
            });
        }
    }
    if let Some(ready) = def.ready {
        ready(vm, ty)?;
    }
    Ok(())
}

/// `T.__new__` of native types as an object: checks the class, then makes the instance.
static NEW_METHOD: MethodDef =
    crate::native::function("__new__", "(*args, **kwargs)", |_, _| Ok(Value::NONE), "Create and return a new object.");

/// The layout whose `__new__` makes instances of a layout: its own or the nearest base's.
fn maker(mut def: &'static TypeDef) -> &'static TypeDef {
    while let (None, Some(base)) = (&def.new, def.base) {
        def = base;
    }
    def
}

/// Calls the `__new__` of a native type, as an attribute, with explicit class.
pub(crate) fn call_new_attribute(vm: &Vm, owner: Ref<Type>, args: Args) -> PyResult<Value> {
    let Some((&first, _)) = args.pos().split_first() else {
        throw!(vm, TYPE_ERROR, "{}.__new__(): not enough arguments", owner.name());
    };
    let Some(cls) = first.to_type() else {
        throw!(vm, TYPE_ERROR, "{}.__new__(X): X is not a type object ({})", owner.name(), vm.type_name(first));
    };
    if !cls.is_subtype(owner) {
        throw!(vm, TYPE_ERROR, "{0}.__new__({1}): {1} is not a subtype of {0}", owner.name(), cls.name());
    }
    if !std::ptr::eq(maker(cls.layout()), maker(owner.layout())) && owner.value() != shape::OBJECT.ty().value() {
        throw!(
            vm,
            TYPE_ERROR,
            "{0}.__new__({1}) is not safe, use {2}.__new__()",
            owner.name(),
            cls.name(),
            cls.layout().name
        );
    }
    let rest = Args { values: &args.values[1..], kwnames: args.kwnames };
    match owner.slots().new {
        Some(f) if owner.value() == shape::OBJECT.ty().value() => f(vm, cls, rest),
        Some(_) => {
            let def = owner.new_def().expect("a native type with __new__ has its definition");
            crate::builtins::native_function::bind::invoke(
                vm,
                def,
                Some(cls.value()),
                rest,
                Some(&owner.name()),
                Value::UNBOUND,
            )
        }
        None => throw!(vm, TYPE_ERROR, "cannot create '{}' instances", owner.name()),
    }
}

pub(crate) fn is_new_attribute(def: &'static MethodDef) -> bool {
    std::ptr::eq(def, &NEW_METHOD)
}

/// The `new` slot of native types: binds the arguments to the table's signature.
pub(crate) fn native_new(vm: &Vm, cls: Ref<Type>, args: Args) -> PyResult<Value> {
    let def = cls.new_def().expect("the slot stands for a definition");
    // Some classes call themselves by another name in errors.
    let name = if def.name == "__new__" { cls.layout().name } else { def.name };
    crate::builtins::native_function::bind::invoke(vm, def, Some(cls.value()), args, Some(name), Value::UNBOUND)
}

/// The `init` slot of native types.
pub(crate) fn native_init(vm: &Vm, v: Value, args: Args) -> PyResult<()> {
    let cls = vm.type_of(v);
    let def = cls.init_def().expect("the slot stands for a definition");
    crate::builtins::native_function::bind::invoke(vm, def, Some(v), args, Some(cls.layout().name), Value::UNBOUND)?;
    Ok(())
}

// ---- classes made by programs

/// The most derived metaclass of the bases and a starting one.
pub(crate) fn winner(vm: &Vm, start: Ref<Type>, bases: &[Value]) -> PyResult<Ref<Type>> {
    let mut best = start;
    for base in bases {
        let meta = vm.type_of(*base);
        if best.is_subtype(meta) {
            continue;
        }
        if meta.is_subtype(best) {
            best = meta;
            continue;
        }
        throw!(
            vm,
            TYPE_ERROR,
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases"
        );
    }
    Ok(best)
}

/// The base whose layout the class extends.
pub(super) fn best_base(vm: &Vm, bases: &[Value]) -> PyResult<Ref<Type>> {
    let mut best: Option<Ref<Type>> = None;
    for base in bases {
        let Some(b) = base.to_type() else {
            throw!(vm, TYPE_ERROR, "bases must be types");
        };
        if !b.has_flag(type_flags::BASETYPE) {
            throw!(vm, TYPE_ERROR, "type '{}' is not an acceptable base type", b.message_name());
        }
        best = Some(match best {
            None => b,
            Some(a) => {
                let (sa, sb) = (solid(a), solid(b));
                if sa.is_subtype(sb) {
                    a
                } else if sb.is_subtype(sa) {
                    b
                } else {
                    throw!(vm, TYPE_ERROR, "multiple bases have instance lay-out conflict");
                }
            }
        });
    }
    Ok(best.expect("there is at least one base"))
}

/// The nearest class in the chain of bases that adds words of its own other than attributes.
fn solid(ty: Ref<Type>) -> Ref<Type> {
    let mut at = ty;
    while let Some(base) = at.base() {
        let native = !at.has_flag(type_flags::HEAP) && at.layout().size > base.layout().size;
        if native || members(at) > 0 {
            return at;
        }
        at = base;
    }
    at
}

/// Words for `__slots__` that this class itself adds.
fn members(ty: Ref<Type>) -> usize {
    if !ty.has_flag(type_flags::HEAP) {
        return 0;
    }
    ty.dict().iter().filter(|(_, v)| v.has_shape(shape::MEMBER_DESCRIPTOR)).count()
}

pub(crate) const NEW: MethodDef = method("__new__", "(*args, **kwargs)", new, "Create a class.");
pub(crate) const INIT: MethodDef = method("__init__", "(*args, **kwargs)", init, "");

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = args[1].to_tuple().map_or(0, |t| t.len());
    if n != 1 && n != 3 {
        throw!(vm, TYPE_ERROR, "type.__init__() takes 1 or 3 arguments");
    }
    Ok(Value::NONE)
}

/// `type(x)` and `type(name, bases, namespace, **keywords)`.
fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let meta = vm.class_arg(args[0]);
    let given = args[1].to_tuple().expect("bound by *args").items();
    let kwargs = args[2].to_dict().expect("bound by **kwargs");
    if let [x] = given
        && meta == shape::TYPE.ty()
        && kwargs.is_empty()
    {
        return Ok(vm.type_of(*x).value());
    }
    let [name, bases, namespace] = given else {
        if meta == shape::TYPE.ty() {
            throw!(vm, TYPE_ERROR, "type() takes 1 or 3 arguments");
        }
        throw!(vm, TYPE_ERROR, "type.__new__() takes exactly 3 arguments ({} given)", given.len());
    };
    let wrong =
        |i: usize, want: &str, v: Value| format!("type.__new__() argument {i} must be {want}, not {}", vm.type_name(v));
    let Some(name) = name.to_str() else { throw!(vm, TYPE_ERROR, "{}", wrong(1, "str", *name)) };
    let Some(bases) = bases.to_tuple() else { throw!(vm, TYPE_ERROR, "{}", wrong(2, "tuple", *bases)) };
    let Some(namespace) = crate::builtins::frozendict::any_dict(*namespace) else {
        throw!(vm, TYPE_ERROR, "{}", wrong(3, "dict or frozendict", *namespace))
    };
    for base in bases.items() {
        if base.to_type().is_none() && vm.getattr_opt(*base, vm.names().__mro_entries__)?.is_some() {
            throw!(vm, TYPE_ERROR, "type() doesn't support MRO entry resolution; use types.new_class()");
        }
    }
    let best = winner(vm, meta, bases.items())?;
    if best != meta
        && let Some(f) = best.slots().new
        && f as usize != native_new as *const () as usize
    {
        return vm.call_new_of(best, args[1].to_tuple().expect("a tuple"), kwargs);
    }
    build(vm, best, name, bases, namespace, kwargs).map(|t| t.value())
}

fn build(
    vm: &Vm,
    meta: Ref<Type>,
    name: Ref<Str>,
    bases: Ref<Tuple>,
    namespace: Ref<Dict>,
    kwargs: Ref<Dict>,
) -> PyResult<Ref<Type>> {
    if name.units().iter().any(|c| c == 0) {
        throw!(vm, VALUE_ERROR, "type name must not contain null characters");
    }
    let bases = if bases.is_empty() { vm.new_tuple(&[shape::OBJECT.ty().value()]) } else { bases };
    let base = best_base(vm, bases.items())?;
    let dict = namespace.copy(vm)?;
    let mut flags = type_flags::HEAP | type_flags::BASETYPE;
    let passed_on = !(type_flags::HEAP
        | type_flags::IMMUTABLE
        | type_flags::BASETYPE
        | type_flags::DISALLOW_INSTANTIATION
        | type_flags::ABSTRACT
        | type_flags::METHOD_DESCRIPTOR
        | PATTERN_FLAGS);
    for b in bases.items() {
        flags |= vm.class_arg(*b).flags() & (type_flags::HAS_DICT | type_flags::WEAKREF);
    }
    // A class matches the kind of pattern that its first base of either kind matches.
    let kinds = bases.items().iter().map(|b| vm.class_arg(*b).flags() & PATTERN_FLAGS);
    flags |= kinds.into_iter().find(|kind| *kind != 0).unwrap_or(0);
    flags |= base.flags() & passed_on;
    // How collections.abc says which patterns its classes match.
    if let Some(wanted) = dict.remove(vm, vm.intern("__abc_tpflags__").value())?
        && let Some(bits) = wanted.to_int()
    {
        flags = flags & !PATTERN_FLAGS | bits as u32 & PATTERN_FLAGS;
    }
    let slots = dict.get_str(vm.names().__slots__);
    let slot_names = slot_names(vm, slots, name, dict, base)?;
    let has_slots = slots.is_some();
    if !has_slots {
        // The attributes of a module or a class are its namespace.
        let has_namespace =
            [&crate::builtins::module::TYPE, &super::TYPE].iter().any(|t| std::ptr::eq(base.layout(), *t));
        flags |= if has_namespace { type_flags::WEAKREF } else { type_flags::HAS_DICT | type_flags::WEAKREF };
    }
    for i in 0..slot_names.len() {
        let n = slot_names.get(i).and_then(Value::to_str).expect("checked to be strings");
        if n.eq_str("__dict__") {
            flags |= type_flags::HAS_DICT;
        }
        if n.eq_str("__weakref__") {
            flags |= type_flags::WEAKREF;
        }
    }
    let ty = vm.alloc_instance(meta, Type::blank(flags, base.layout()));
    ty.set_root_shape(shapes::new_root(ty));
    ty.name.set(name.value());
    take_qualname(vm, ty, name, dict)?;
    ty.dict.set(dict.value());
    ty.bases.set(bases.value());
    ty.base.set(base.value());
    lay_out_instances(vm, ty, base, dict, slot_names);
    prepare_namespace(vm, ty, dict)?;
    let class_cell = dict.remove(vm, vm.names().__classcell__.value())?;
    let dict_cell = dict.remove(vm, vm.names().__classdictcell__.value())?;
    fill_cell(vm, class_cell, "__classcell__", ty.value())?;
    fill_cell(vm, dict_cell, "__classdictcell__", dict.value())?;
    let mut seen = change::count();
    set_mro(vm, ty, meta)?;
    inherit(vm, ty, base);
    for b in bases.items() {
        vm.class_arg(*b).add_subclass(ty);
    }
    // From now on changes of the bases come here by themselves. Those of other threads since `seen` may have been missed.
    while change::count() != seen {
        seen = change::count();
        set_mro(vm, ty, meta)?;
        vm.stop_the_world(|| {
            cells::update_all(ty);
            inherit(vm, ty, base);
        });
    }
    announce(vm, ty, dict, kwargs)?;
    Ok(ty)
}

/// The kinds of pattern that match instances.
pub(crate) const PATTERN_FLAGS: u32 = type_flags::SEQUENCE | type_flags::MAPPING;

fn fill_cell(vm: &Vm, cell: Option<Value>, name: &str, v: Value) -> PyResult<()> {
    let Some(c) = cell else { return Ok(()) };
    if !c.has_shape(shape::CELL) {
        throw!(vm, TYPE_ERROR, "{name} must be a nonlocal cell, not {}", vm.repr(vm.type_of(c).value())?);
    }
    // SAFETY: the shape says so.
    unsafe { c.cast::<crate::builtins::cell::Cell>() }.content.set(v);
    Ok(())
}

fn take_qualname(vm: &Vm, ty: Ref<Type>, name: Ref<Str>, dict: Ref<Dict>) -> PyResult<()> {
    let q = match dict.remove(vm, vm.names().__qualname__.value())? {
        Some(q) if q.to_str().is_some() => q,
        Some(q) => throw!(vm, TYPE_ERROR, "type __qualname__ must be a str, not {}", vm.type_name(q)),
        None => name.value(),
    };
    ty.qualname.set(q);
    Ok(())
}

/// The names in `__slots__`, checked and mangled.
fn slot_names(vm: &Vm, slots: Option<Value>, class: Ref<Str>, dict: Ref<Dict>, base: Ref<Type>) -> PyResult<Ref<List>> {
    let Some(slots) = slots else { return Ok(vm.new_list(&[])) };
    let names = if slots.to_str().is_some() { vm.new_list(&[slots]) } else { vm.collect(slots)? };
    let out = vm.new_list(&[]);
    for i in 0..names.len() {
        let n = names.get(i).expect("a private list");
        let Some(s) = n.to_str() else {
            throw!(vm, TYPE_ERROR, "__slots__ items must be strings, not '{}'", vm.type_name(n))
        };
        let text = s.to_string_lossy();
        let special = text == "__dict__" || text == "__weakref__";
        let refuses = [shape::INT, shape::BYTES, shape::TYPE].iter().any(|t| base.is_subtype(t.ty()));
        if refuses && !special {
            throw!(vm, TYPE_ERROR, "arbitrary __slots__ not supported for subtype of '{}'", base.name());
        }
        if !text.chars().enumerate().all(|(i, c)| c == '_' || c.is_alphabetic() || i > 0 && c.is_alphanumeric())
            || text.is_empty()
        {
            throw!(vm, TYPE_ERROR, "__slots__ must be identifiers");
        }
        let again = (0..out.len()).any(|i| out.get(i).and_then(Value::to_str).is_some_and(|s| s.eq_str(&text)));
        if text == "__dict__" && (base.has_flag(type_flags::HAS_DICT) || again) {
            throw!(vm, TYPE_ERROR, "__dict__ slot disallowed: we already got one");
        }
        if text == "__weakref__" && (base.has_flag(type_flags::WEAKREF) || again) {
            throw!(vm, TYPE_ERROR, "__weakref__ slot disallowed: we already got one");
        }
        let mangled = vm.intern(&mangle(&class.to_string_lossy(), &text));
        if !special
            && dict.get_str(mangled).is_some()
            && !matches!(&*text, "__qualname__" | "__classcell__" | "__classdictcell__")
        {
            throw!(vm, VALUE_ERROR, "'{mangled}' in __slots__ conflicts with class variable");
        }
        out.push(vm, mangled.value());
    }
    Ok(out)
}

fn mangle(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() {
        format!("_{class}{name}")
    } else {
        name.to_owned()
    }
}

fn lay_out_instances(vm: &Vm, ty: Ref<Type>, base: Ref<Type>, dict: Ref<Dict>, slot_names: Ref<List>) {
    let is_special = |n: Value| n.to_str().is_some_and(|s| s.eq_str("__dict__") || s.eq_str("__weakref__"));
    let names: smallvec::SmallVec<[Value; 16]> =
        (0..slot_names.len()).filter_map(|i| slot_names.get(i)).filter(|n| !is_special(*n)).collect();
    let own = dict.get_str(vm.names().__static_attributes__).and_then(Value::to_tuple).map_or(0, |t| t.len());
    instance::lay_out(ty, base, own as u32, names.len() as u32, ty.has_flag(type_flags::HAS_DICT));
    let first = if base.layout().var_size.is_some() {
        // Counted from the word for attributes, which stands behind the items.
        descriptor::VARYING + 1 + (ty.instance_size() - ty.layout().size) / 8 - names.len()
    } else {
        ty.instance_size() / 8 - names.len()
    };
    for (i, n) in names.iter().enumerate() {
        let n = n.to_str().expect("checked to be strings");
        let member = descriptor::new_member(vm, n, first + i, ty);
        dict.set_str(vm, n, member);
    }
    if ty.has_flag(type_flags::HAS_DICT)
        && !base.has_flag(type_flags::HAS_DICT)
        && dict.get_str(vm.names().__dict__).is_none()
    {
        dict.set_str(vm, vm.names().__dict__, descriptor::new_getset(vm, &crate::builtins::object::DICT_ROW, ty));
    }
    if ty.has_flag(type_flags::WEAKREF)
        && !base.has_flag(type_flags::WEAKREF)
        && dict.get_str(vm.names().__weakref__).is_none()
    {
        dict.set_str(vm, vm.names().__weakref__, descriptor::new_getset(vm, &super::methods::WEAKREF_ROW, ty));
    }
}

/// What a namespace gets besides what the body bound: `__module__`, `__doc__`, implicit static and class methods, `__hash__`.
fn prepare_namespace(vm: &Vm, ty: Ref<Type>, dict: Ref<Dict>) -> PyResult<()> {
    let n = vm.names();
    if dict.iter().any(|(key, _)| key.to_str().is_none()) {
        let text = format!("non-string key in the __dict__ of class {}", ty.name());
        vm.warn(crate::exceptions::exc::RUNTIME_WARNING, &text, 1)?;
    }
    if dict.get_str(n.__module__).is_none()
        && let Some(globals) = vm.current_globals()
        && let Some(m) = globals.get_str(n.__name__)
    {
        dict.set_str(vm, n.__module__, m);
    }
    if dict.get_str(n.__doc__).is_none() {
        dict.set_str(vm, n.__doc__, Value::NONE);
    }
    if let Some(f) = dict.get_str(n.__new__)
        && f.has_shape(shape::FUNCTION)
    {
        let wrapper = staticmethod::new(vm, f);
        staticmethod::describe(vm, wrapper, f)?;
        dict.set_str(vm, n.__new__, wrapper);
    }
    for name in [n.__init_subclass__, n.__class_getitem__] {
        if let Some(f) = dict.get_str(name)
            && f.has_shape(shape::FUNCTION)
        {
            let wrapper = staticmethod::new_class(vm, f);
            staticmethod::describe(vm, wrapper, f)?;
            dict.set_str(vm, name, wrapper);
        }
    }
    if dict.get_str(n.__eq__).is_some() && dict.get_str(n.__hash__).is_none() {
        dict.set_str(vm, n.__hash__, Value::NONE);
    }
    Ok(())
}

/// Sets the MRO, by the metaclass's `mro()` when it overrides that.
pub(crate) fn set_mro(vm: &Vm, ty: Ref<Type>, meta: Ref<Type>) -> PyResult<()> {
    let custom = meta.lookup(vm, vm.names().mro).filter(|f| !f.has_shape(shape::METHOD_DESCRIPTOR));
    let order = match custom {
        None => mro::linearize(vm, ty)?,
        Some(f) => {
            let r = vm.call(f, &[ty.value()])?;
            let order = vm.collect_tuple(r)?;
            for class in order.items() {
                if class.to_type().is_none() {
                    throw!(vm, TYPE_ERROR, "{}.mro() returned a non-class ('{}')", ty.name(), vm.type_name(*class));
                }
                let class = vm.class_arg(*class);
                if !solid(ty).is_subtype(solid(class)) {
                    throw!(
                        vm,
                        TYPE_ERROR,
                        "{}.mro() returned base with unsuitable layout ('{}')",
                        ty.name(),
                        class.message_name()
                    );
                }
            }
            order
        }
    };
    ty.mro.set(order.value());
    Ok(())
}

/// Whether a native class comes behind classes that do not derive from it: these may have brought slots of later classes.
fn stands_behind_others(ty: Ref<Type>, class: Ref<Type>) -> bool {
    let before = ty.mro().iter().take_while(|c| **c != class.value());
    class != shape::OBJECT.ty() && before.filter_map(|c| c.to_type()).any(|c| !c.is_subtype(class))
}

/// Takes the slots of a native class that the MRO gives to it.
fn native_slots(vm: &Vm, ty: Ref<Type>, class: Ref<Type>) {
    for (k, _) in class.dict().iter() {
        let Some(name) = k.to_str().filter(|n| n.as_ascii().is_some_and(|s| s.starts_with("__"))) else { continue };
        let wrapped = ty.lookup(vm, name).is_some_and(|v| bind::wrapper_row(v).is_some());
        let attributes = name == vm.names().__getattribute__ || name == vm.names().__setattr__;
        if wrapped && !attributes {
            slot_table::update_slot(vm, ty, name);
        }
    }
}

/// Takes slots over from the bases, then those that the class's own names and, with several bases, the MRO's decide.
pub(crate) fn inherit(vm: &Vm, ty: Ref<Type>, base: Ref<Type>) {
    // SAFETY: the class is not yet published, or the world is stopped.
    unsafe {
        ty.change_slots(|s| *s = Slots::EMPTY);
        for class in &ty.mro()[1..] {
            let class = vm.class_arg(*class);
            if class == shape::OBJECT.ty() {
                continue;
            }
            ty.change_slots(|s| s.inherit(class.slots()));
            // Who compares without hashing hides the hash of classes behind.
            if class.dict().get_str(vm.names().__hash__).is_some_and(Value::is_none) {
                slot_table::refuse_hash(ty);
            }
        }
        ty.change_slots(|s| s.inherit(shape::OBJECT.ty().slots()));
        ty.change_slots(|s| s.new = base.slots().new);
        *ty.new_def.get() = base.new_def();
        *ty.init_def.get() = base.init_def();
    }
    let several = ty.bases().len() > 1;
    let mut late: [Option<Ref<Str>>; 2] = [None, None];
    for class in ty.mro() {
        let class = vm.class_arg(*class);
        let own = class == ty;
        if !(own || several && class.has_flag(type_flags::HEAP)) {
            if several && stands_behind_others(ty, class) {
                native_slots(vm, ty, class);
            }
            continue;
        }
        for (k, _) in class.dict().iter() {
            let Some(name) = k.to_str() else { continue };
            if name == vm.names().__getattr__ {
                late[0] = Some(name);
            } else if name == vm.names().__getattribute__ {
                late[1] = Some(name);
            } else if name.as_ascii().is_some_and(|s| s.starts_with("__") && s.ends_with("__")) {
                slot_table::update_slot(vm, ty, name);
            }
        }
    }
    if let Some(name) = late[1] {
        slot_table::update_slot(vm, ty, name);
    }
    if let Some(name) = late[0] {
        slot_table::update_slot(vm, ty, name);
    }
}

/// `__set_name__` of the attributes, then the parent's `__init_subclass__`.
fn announce(vm: &Vm, ty: Ref<Type>, dict: Ref<Dict>, kwargs: Ref<Dict>) -> PyResult<()> {
    let snapshot = dict.copy(vm)?;
    for (k, v) in snapshot.iter() {
        if v.is_ptr()
            && let Some(f) = vm.special(v, vm.names().__set_name__)?
            && let Err(e) = vm.call(f, &[ty.value(), k])
        {
            let note = format!(
                "Error calling __set_name__ on '{}' instance {} in '{}'",
                vm.type_name(v),
                vm.repr(k)?,
                ty.name()
            );
            vm.call_method(e.value(), vm.intern("add_note"), &[vm.new_str(&note).value()])?;
            return Err(e);
        }
    }
    let parent = crate::builtins::super_::lookup(vm, ty, ty.value(), ty, vm.names().__init_subclass__)?;
    match parent {
        Some(f) => {
            vm.call_dict(f, &[], kwargs)?;
            Ok(())
        }
        None => Ok(()),
    }
}
