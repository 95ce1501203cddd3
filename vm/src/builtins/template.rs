//! What t-strings make: `Template`, its `Interpolation`s and the iterator over both (PEP 750).

use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::heap::{Marker, Trace};
use crate::native::{classmethod, method};
use crate::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getter, member};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of templates: there is one more string than there are interpolations.
#[repr(C)]
pub struct Template {
    header: Header,
    strings: Value,
    interpolations: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Template {}

/// The layout of interpolations.
#[repr(C)]
pub struct Interpolation {
    header: Header,
    value: Value,
    expression: Value,
    conversion: Value,
    format_spec: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Interpolation {}

/// The layout of iterators over templates: `at` counts strings and interpolations in turn.
#[repr(C)]
pub struct TemplateIter {
    header: Header,
    template: Slot,
    at: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for TemplateIter {}

fn this(v: Value) -> Ref<Template> {
    // SAFETY: callers check the shape.
    unsafe { v.cast() }
}
fn interpolation(v: Value) -> Ref<Interpolation> {
    // SAFETY: callers check the shape.
    unsafe { v.cast() }
}
fn iterator(v: Value) -> Ref<TemplateIter> {
    // SAFETY: callers check the shape.
    unsafe { v.cast() }
}

fn strings(v: Value) -> Ref<Tuple> {
    this(v).strings.to_tuple().expect("a template holds tuples")
}
fn interpolations(v: Value) -> Ref<Tuple> {
    this(v).interpolations.to_tuple().expect("a template holds tuples")
}

/// A template of its parts.
pub(crate) fn new(vm: &Vm, strings: Value, interpolations: Value) -> Value {
    vm.alloc(shape::TEMPLATE, Template { header: Header::EMPTY, strings, interpolations }).value()
}

/// An interpolation of value, expression, conversion and format specification.
pub(crate) fn new_interpolation(vm: &Vm, parts: &[Value]) -> Value {
    let [value, expression, conversion, format_spec] = *parts else { unreachable!("an interpolation has four parts") };
    let i = Interpolation { header: Header::EMPTY, value, expression, conversion, format_spec };
    vm.alloc(shape::INTERPOLATION, i).value()
}

/// A string with what stood before it since the last interpolation.
fn joined(vm: &Vm, before: Option<Value>, s: Value) -> PyResult<Value> {
    match before {
        None => Ok(s),
        Some(b) => Ok(crate::builtins::str::concat_all(vm, &[b, s])?.value()),
    }
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !args[2].to_dict().expect("bound by **kwargs").is_empty() {
        throw!(vm, TYPE_ERROR, "Template.__new__ only accepts *args arguments");
    }
    let (texts, values) = (vm.new_list(&[]), vm.new_list(&[]));
    let mut text: Option<Value> = None;
    let empty = vm.new_str("").value();
    for part in args[1].to_tuple().expect("bound by *args").items() {
        if part.to_str().is_some() {
            text = Some(joined(vm, text, *part)?);
        } else if part.has_shape(shape::INTERPOLATION) {
            texts.push(vm, text.take().unwrap_or(empty));
            values.push(vm, *part);
        } else {
            throw!(
                vm,
                TYPE_ERROR,
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {}",
                vm.type_name(*part)
            );
        }
    }
    texts.push(vm, text.unwrap_or(empty));
    Ok(new(vm, texts.snapshot(vm).value(), values.snapshot(vm).value()))
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let (a, b) = (vm.repr(this(v).strings)?, vm.repr(this(v).interpolations)?);
    Ok(vm.new_str(&format!("Template(strings={a}, interpolations={b})")).value())
}

/// `a + b` of two templates: the last string of one and the first of the other become one.
fn concat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    if !b.has_shape(shape::TEMPLATE) || !a.has_shape(shape::TEMPLATE) {
        throw!(
            vm,
            TYPE_ERROR,
            "can only concatenate string.templatelib.Template (not \"{}\") to string.templatelib.Template",
            vm.type_name(b)
        );
    }
    let (left, right) = (strings(a).items(), strings(b).items());
    let texts = vm.new_list(&left[..left.len() - 1]);
    texts.push(vm, joined(vm, left.last().copied(), right[0])?);
    right[1..].iter().for_each(|s| texts.push(vm, *s));
    let values = vm.new_list(interpolations(a).items());
    for x in interpolations(b).items() {
        values.push(vm, *x);
    }
    Ok(new(vm, texts.snapshot(vm).value(), values.snapshot(vm).value()))
}

fn values(vm: &Vm, v: Value) -> PyResult<Value> {
    let parts = interpolations(v);
    Ok(vm.new_tuple_with(parts.len(), |i| Ok(interpolation(parts.items()[i]).value))?.value())
}

fn iter(vm: &Vm, v: Value) -> PyResult<Value> {
    let i = TemplateIter { header: Header::EMPTY, template: Slot::new(v), at: Word::new(0) };
    Ok(vm.alloc(shape::TEMPLATE_ITERATOR, i).value())
}

/// The next string or interpolation; empty strings are passed over.
fn next(_: &Vm, v: Value) -> PyResult<Value> {
    let it = iterator(v);
    let Some(template) = it.template.bound() else { return Ok(Value::UNBOUND) };
    loop {
        let at = it.at.fetch_add(1) as usize;
        let part = if at.is_multiple_of(2) {
            strings(template).items().get(at / 2)
        } else {
            interpolations(template).items().get(at / 2)
        };
        match part {
            Some(s) if s.to_str().is_some_and(|s: Ref<Str>| s.is_empty()) => {}
            Some(x) => return Ok(*x),
            None => {
                it.template.set(Value::UNBOUND);
                return Ok(Value::UNBOUND);
            }
        }
    }
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = crate::import::import_attribute(vm, "string.templatelib", "_template_unpickle")?;
    let parts = vm.new_tuple(&[this(args[0]).strings, this(args[0]).interpolations]).value();
    Ok(vm.new_tuple(&[f, parts]).value())
}

fn create_interpolation(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let wrong = |name: &str, v: Value| {
        let text = format!("Interpolation() argument '{name}' must be str, not {}", vm.type_name(v));
        vm.error(crate::exceptions::exc::TYPE_ERROR, text)
    };
    if args[2].to_str().is_none() {
        return Err(wrong("expression", args[2]));
    }
    if !args[3].is_none() {
        match args[3].to_str() {
            None => return Err(wrong("conversion", args[3])),
            Some(s) if s.eq_str("s") || s.eq_str("r") || s.eq_str("a") => {}
            Some(_) => {
                throw!(vm, VALUE_ERROR, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
            }
        }
    }
    if args[4].to_str().is_none() {
        return Err(wrong("format_spec", args[4]));
    }
    Ok(new_interpolation(vm, &args[1..5]))
}

fn interpolation_parts(v: Value) -> [Value; 4] {
    let i = interpolation(v);
    [i.value, i.expression, i.conversion, i.format_spec]
}

fn interpolation_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let mut parts = Vec::new();
    for x in interpolation_parts(v) {
        parts.push(vm.repr(x)?.to_string_lossy());
    }
    Ok(vm.new_str(&format!("Interpolation({})", parts.join(", "))).value())
}

fn interpolation_reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let parts = vm.new_tuple(&interpolation_parts(args[0])).value();
    Ok(vm.new_tuple(&[vm.type_of(args[0]).value(), parts]).value())
}

/// Marks the template of an iterator.
///
/// # Safety
/// `p` addresses a live `TemplateIter`.
unsafe fn trace_iterator(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(&unsafe { &*p.cast::<TemplateIter>() }.template);
}

pub static TYPE: TypeDef = TypeDef {
    name: "string.templatelib.Template",
    doc: "What a t-string makes: strings and interpolations in turn.",
    size: size_of::<Template>(),
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), concat: Some(concat), iter: Some(iter), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", create, "")),
    methods: &[
        method("__reduce__", "()", reduce, "How to make the template anew."),
        classmethod(
            "__class_getitem__",
            "(item, /)",
            |vm, a| super::generic_alias::new(vm, a[0], a[1]),
            "See PEP 585.",
        ),
    ],
    getset: &[
        member("strings", |_, v| Ok(this(v).strings), "The text around the interpolations."),
        member("interpolations", |_, v| Ok(this(v).interpolations), "The interpolations."),
        getter("values", values, "The values of the interpolations."),
    ],
    ..TypeDef::NEW
};

pub static INTERPOLATION_TYPE: TypeDef = TypeDef {
    name: "string.templatelib.Interpolation",
    doc: "A replacement field of a t-string: the value, and how it was written.",
    size: size_of::<Interpolation>(),
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(interpolation_repr), ..Slots::EMPTY },
    new: Some(method("__new__", "(value, expression='', conversion=None, format_spec='')", create_interpolation, "")),
    methods: &[
        method("__reduce__", "()", interpolation_reduce, "How to make the interpolation anew."),
        classmethod(
            "__class_getitem__",
            "(item, /)",
            |vm, a| super::generic_alias::new(vm, a[0], a[1]),
            "See PEP 585.",
        ),
    ],
    getset: &[
        member("value", |_, v| Ok(interpolation(v).value), "The value."),
        member("expression", |_, v| Ok(interpolation(v).expression), "The text of the expression."),
        member("conversion", |_, v| Ok(interpolation(v).conversion), "The conversion: 'a', 'r', 's' or None."),
        member("format_spec", |_, v| Ok(interpolation(v).format_spec), "The format specification."),
    ],
    ready: Some(|vm, ty| {
        let names = ["value", "expression", "conversion", "format_spec"].map(|n| vm.intern(n).value());
        ty.dict().set_str(vm, vm.names().__match_args__, vm.new_tuple(&names).value());
        Ok(())
    }),
    ..TypeDef::NEW
};

pub static ITERATOR_TYPE: TypeDef = TypeDef {
    name: "string.templatelib.TemplateIter",
    doc: "An iterator over the parts of a template.",
    size: size_of::<TemplateIter>(),
    flags: crate::object::type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace_iterator),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(next), ..Slots::EMPTY },
    ..TypeDef::NEW
};
