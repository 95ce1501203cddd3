//! Binding the arguments of a call to a native signature, with CPython's words for what does not fit.

use super::signature::{self, Default, Kind, Signature};
use crate::builtins::descriptor::SlotWrapper;
use crate::builtins::dict::Dict;
use crate::builtins::shape;
use crate::native::{Args, Binding, MethodDef};
use crate::object::slot_table::SlotRow;
use crate::object::{Ref, Type};
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

/// Parameters that a native function can have, the receiver included.
const MAX: usize = 24;

/// Calls a native function with raw arguments. The last part of `shown` names the function in errors when that is not the
/// definition's name; `module` is a module function's module, or unbound.
pub(crate) fn invoke(
    vm: &Vm,
    def: &'static MethodDef,
    receiver: Option<Value>,
    args: Args,
    shown: Option<&str>,
    module: Value,
) -> PyResult<Value> {
    let own = receiver.is_some() as usize;
    if args.kwnames.is_none() && def.exact == (args.values.len() + own) as i32 {
        return match receiver {
            None => (def.f)(vm, args.values),
            Some(r) => {
                let mut full = [Value::UNBOUND; MAX];
                full[0] = r;
                full[1..=args.values.len()].copy_from_slice(args.values);
                (def.f)(vm, &full[..=args.values.len()])
            }
        };
    }
    let args = match receiver {
        Some(r) if args.kwlen() > 0 && drops_keywords(vm, def, r) => Args { values: args.pos(), kwnames: None },
        _ => args,
    };
    let signature = signature::of(def);
    let mut slots = [Value::UNBOUND; MAX];
    if let Some(r) = receiver {
        slots[0] = r;
    }
    let n = signature.params.len();
    if args.kwnames.is_none() && signature.simple && args.values.len() <= signature.positional {
        let given = args.values.len();
        slots[own..own + given].copy_from_slice(args.values);
        let rest = &signature.params[given..];
        if rest.iter().all(|p| p.default != Default::Required) {
            for (slot, p) in slots[own + given..].iter_mut().zip(rest) {
                *slot = p.default_value(vm);
            }
            return (def.f)(vm, &slots[..own + n]);
        }
    } else if args.kwlen() == 0 && (signature.varargs || args.values.len() <= signature.positional) {
        let (direct, more) = args.values.split_at(args.values.len().min(signature.positional));
        slots[own..own + direct.len()].copy_from_slice(direct);
        let rest = &signature.params[direct.len()..];
        let left = |p: &signature::Param| !matches!(p.kind, Kind::VarArgs | Kind::VarKeywords);
        if !rest.iter().any(|p| left(p) && p.default == Default::Required) {
            for (slot, p) in slots[own + direct.len()..].iter_mut().zip(rest) {
                *slot = match p.kind {
                    Kind::VarArgs => vm.new_tuple(more).value(),
                    Kind::VarKeywords => vm.new_dict().value(),
                    _ => p.default_value(vm),
                };
            }
            return (def.f)(vm, &slots[..own + n]);
        }
    }
    let name = shown.map_or(def.name, |name| name.rsplit('.').next().unwrap_or(name));
    let fits = fill(vm, name, signature, args, &mut slots[own..own + n]);
    if let (Err(_), None) = (&fits, shown)
        && let Some(name) = match receiver {
            Some(r) => qualified(vm, def, signature, r, args.kwlen() > 0),
            None => of_module(vm, def, signature, module, args.kwlen() > 0),
        }
    {
        return fill(vm, &name, signature, args, &mut slots[own..own + n]).map(|_| Value::NONE);
    }
    fits?;
    (def.f)(vm, &slots[..own + n])
}

/// Whether a constructor leaves keywords to its counterpart, which a subclass has replaced.
fn drops_keywords(vm: &Vm, def: &'static MethodDef, receiver: Value) -> bool {
    let (class, replaced): (Ref<Type>, fn(Ref<Type>) -> Option<usize>) = match def.name {
        "__new__" => match receiver.to_type() {
            Some(class) if INIT_TAKES_KEYWORDS.contains(&class.layout().name) => {
                (class, |c| c.slots().init.map(|f| f as usize))
            }
            _ => return false,
        },
        "__init__" => match vm.type_of(receiver) {
            class if class.layout().name == "list" => (class, |c| c.slots().new.map(|f| f as usize)),
            _ => return false,
        },
        _ => return false,
    };
    replaced(class) != replaced(class.layout().shape().ty())
}

/// The name by which errors call methods of no or one argument, and those that refuse all keywords: with that of the class
/// that defines it.
fn qualified(
    vm: &Vm,
    def: &'static MethodDef,
    signature: &Signature,
    receiver: Value,
    keywords: bool,
) -> Option<String> {
    // What belongs to a class is called by that class.
    if let Some(class) = receiver.to_type() {
        let name = class.qualname.get().to_str().map_or_else(|| class.name(), |s| s.to_string_lossy());
        return is_simple(signature, keywords).then(|| format!("{name}.{}", def.name));
    }
    let owner = vm
        .type_of(receiver)
        .mro()
        .iter()
        .filter_map(|c| c.to_type())
        .rfind(|c| c.layout().methods.iter().any(|m| std::ptr::eq(m, def)));
    owner.filter(|_| is_simple(signature, keywords)).map(|owner| format!("{}.{}", owner.name(), def.name))
}

/// The same for functions of modules.
fn of_module(vm: &Vm, def: &'static MethodDef, signature: &Signature, module: Value, keywords: bool) -> Option<String> {
    if module.is_unbound() || !is_simple(signature, keywords) {
        return None;
    }
    let name = vm.getattr_opt(module, vm.names().__name__).ok()??.to_str()?.to_string_lossy();
    if name == "builtins" { None } else { Some(format!("{name}.{}", def.name)) }
}

/// Whether a function takes nothing, or one argument by position, or refuses the keywords it was given.
fn is_simple(signature: &Signature, keywords: bool) -> bool {
    let one = [Kind::PositionalOnly];
    signature.params.iter().all(|p| p.default == Default::Required)
        && (signature.params.is_empty() || signature.params.iter().map(|p| p.kind).eq(one))
        || keywords && all_positional_only(signature)
}

/// Functions that count their positional arguments before they look at them, and say so in fewer words.
const UNPACKED: [&str; 9] =
    ["sorted", "reversed", "int", "str", "staticmethod", "classmethod", "cycle", "pairwise", "_tee"];

/// Types whose `__new__` leaves keywords to the `__init__` of a subclass.
const INIT_TAKES_KEYWORDS: [&str; 13] = [
    "tuple",
    "float",
    "frozenset",
    "weakref.ReferenceType",
    "_random.Random",
    "filter",
    "itertools.filterfalse",
    "itertools.chain",
    "itertools.starmap",
    "itertools.islice",
    "itertools.takewhile",
    "itertools.dropwhile",
    "itertools.cycle",
];

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Puts each argument where its parameter is.
fn fill(vm: &Vm, name: &str, signature: &Signature, args: Args, slots: &mut [Value]) -> PyResult<()> {
    let params = &signature.params;
    let positional = params.iter().take_while(|p| matches!(p.kind, Kind::PositionalOnly | Kind::Both)).count();
    let pos = args.pos();
    let var = params.iter().position(|p| p.kind == Kind::VarArgs);
    if args.kwlen() > 0 && refuses_keywords(signature) {
        return Err(unexpected(vm, name, signature, ""));
    }
    if pos.len() > positional && var.is_none() {
        return Err(too_many(vm, name, signature, positional, pos.len(), args.kwlen()));
    }
    let direct = pos.len().min(positional);
    slots[..direct].copy_from_slice(&pos[..direct]);
    if let Some(var) = var {
        slots[var] = vm.new_tuple(&pos[direct..]).value();
    }
    let varkw = params.iter().position(|p| p.kind == Kind::VarKeywords);
    let mut extra: Option<Ref<Dict>> = varkw.map(|i| {
        let d = vm.new_dict();
        slots[i] = d.value();
        d
    });
    let mut unknown = None;
    for (k, v) in args.kw() {
        let key = k.to_str().expect("keywords are strings");
        let at = params.iter().position(|p| matches!(p.kind, Kind::Both | Kind::KeywordOnly) && key.eq_str(&p.name));
        match (at, &mut extra) {
            (Some(i), _) if slots[i].is_unbound() => slots[i] = v,
            (Some(i), _) if i < direct => {
                throw!(vm, TYPE_ERROR, "argument for {name}() given by name ('{key}') and position ({})", i + 1)
            }
            (Some(_), _) => throw!(vm, TYPE_ERROR, "{name}() got multiple values for argument '{key}'"),
            (None, Some(d)) => d.set(vm, k, v)?,
            (None, None) => unknown = unknown.or(Some(key)),
        }
    }
    for (i, p) in params.iter().enumerate() {
        if slots[i].is_unbound() && !matches!(p.kind, Kind::VarArgs | Kind::VarKeywords) {
            if p.default == Default::Required {
                return Err(missing(vm, name, signature, i, pos.len()));
            }
            slots[i] = p.default_value(vm);
        }
    }
    match unknown {
        Some(key) => Err(unexpected(vm, name, signature, &key.to_string_lossy())),
        None => Ok(()),
    }
}

fn counts(signature: &Signature) -> (usize, usize) {
    let positional = signature.params.iter().filter(|p| matches!(p.kind, Kind::PositionalOnly | Kind::Both));
    let min = positional.clone().filter(|p| p.default == Default::Required).count();
    (min, positional.count())
}

fn all_positional_only(signature: &Signature) -> bool {
    signature.params.iter().all(|p| p.kind == Kind::PositionalOnly)
}

/// Whether no parameter can be given by name.
fn refuses_keywords(signature: &Signature) -> bool {
    signature.params.iter().all(|p| matches!(p.kind, Kind::PositionalOnly | Kind::VarArgs))
}

fn too_many(vm: &Vm, name: &str, signature: &Signature, positional: usize, given: usize, keywords: usize) -> Raised {
    let (min, max) = counts(signature);
    let text = if UNPACKED.contains(&name) {
        let at_most = if min == max { "" } else { "at most " };
        format!("{name} expected {at_most}{max} argument{}, got {given}", plural(max))
    } else if max == 0 && signature.params.is_empty() {
        format!("{name}() takes no arguments ({given} given)")
    } else if all_positional_only(signature) {
        match (min, max) {
            (1, 1) => format!("{name}() takes exactly one argument ({given} given)"),
            _ if min == max => format!("{name} expected {max} argument{}, got {given}", plural(max)),
            _ => {
                let brackets = if name == "super" { "()" } else { "" };
                format!("{name}{brackets} expected at most {max} argument{}, got {given}", plural(max))
            }
        }
    } else {
        let keyword_only = signature.params.iter().any(|p| p.kind == Kind::KeywordOnly);
        let total = signature.params.len();
        if positional == 0 {
            format!("{name}() takes no positional arguments")
        } else if given + keywords > total {
            format!("{name}() takes at most {total} argument{} ({} given)", plural(total), given + keywords)
        } else if keyword_only {
            let exactly = if min == max { "exactly" } else { "at most" };
            format!("{name}() takes {exactly} {max} positional argument{} ({given} given)", plural(max))
        } else {
            format!("{name}() takes at most {total} argument{} ({} given)", plural(total), given + keywords)
        }
    };
    vm.error(crate::exceptions::exc::TYPE_ERROR, text)
}

fn missing(vm: &Vm, name: &str, signature: &Signature, index: usize, given: usize) -> Raised {
    let (min, max) = counts(signature);
    let text = if UNPACKED.contains(&name) {
        let at_least = if min == max { "" } else { "at least " };
        format!("{name} expected {at_least}{min} argument{}, got {given}", plural(min))
    } else if all_positional_only(signature) {
        match (min, max) {
            (1, 1) => format!("{name}() takes exactly one argument ({given} given)"),
            _ if min == max => format!("{name} expected {max} argument{}, got {given}", plural(max)),
            _ => format!("{name} expected at least {min} argument{}, got {given}", plural(min)),
        }
    } else if signature.params[index].kind == Kind::PositionalOnly {
        let least = if min == max { "exactly" } else { "at least" };
        format!("{name}() takes {least} {min} positional argument{} ({given} given)", plural(min))
    } else {
        format!("{name}() missing required argument '{}' (pos {})", signature.params[index].name, index + 1)
    };
    vm.error(crate::exceptions::exc::TYPE_ERROR, text)
}

fn unexpected(vm: &Vm, name: &str, signature: &Signature, key: &str) -> Raised {
    let text = if name == "enumerate" {
        format!("'{key}' is an invalid keyword argument for enumerate()")
    } else if refuses_keywords(signature) {
        format!("{name}() takes no keyword arguments")
    } else {
        // What sorted() is given by keyword goes to the list's method.
        let name = if name == "sorted" { "sort" } else { name };
        let known = signature.params.iter().filter(|p| matches!(p.kind, Kind::Both | Kind::KeywordOnly));
        let hint = crate::exceptions::traceback::keyword_hint(key, known.map(|p| &*p.name));
        format!("{name}() got an unexpected keyword argument '{key}'{hint}")
    };
    vm.error(crate::exceptions::exc::TYPE_ERROR, text)
}

/// Checks the receiver of an unbound method call and splits it off.
pub(crate) fn split_receiver<'a>(vm: &Vm, owner: Ref<Type>, name: &str, args: Args<'a>) -> PyResult<(Value, Args<'a>)> {
    let Some((&receiver, _)) = args.pos().split_first() else {
        throw!(vm, TYPE_ERROR, "unbound method {}.{name}() needs an argument", owner.name());
    };
    if !vm.isinstance(receiver, owner) {
        throw!(
            vm,
            TYPE_ERROR,
            "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
            owner.name(),
            vm.type_name(receiver)
        );
    }
    Ok((receiver, Args { values: &args.values[1..], kwnames: args.kwnames }))
}

/// The row and owner of a slot wrapper.
pub(crate) fn wrapper_row(v: Value) -> Option<(&'static SlotRow, Ref<Type>)> {
    if !v.has_shape(shape::SLOT_WRAPPER) {
        return None;
    }
    // SAFETY: the shape says so.
    let w = unsafe { v.cast::<SlotWrapper>() };
    Some((w.row, w.owner()))
}

/// Whether a class attribute is the `__new__` of a native type.
pub(crate) fn is_native_new(v: Value) -> bool {
    v.has_shape(shape::NATIVE_FUNCTION)
        && super::this(v).def.name == "__new__"
        && super::this(v).this.to_type().is_some()
}

/// An entry of collected keywords, or None.
pub(crate) fn keyword_or_none(vm: &Vm, kwargs: Ref<Dict>, name: &str) -> Value {
    kwargs.get_str(vm.intern(name)).unwrap_or(Value::NONE)
}

/// Refuses a definition that the fixed argument array could not hold; for the tables' own test.
pub fn fits(def: &MethodDef) -> bool {
    signature::parse(def.signature).params.len() + matches!(def.binding, Binding::Method | Binding::Class) as usize
        <= MAX
}
