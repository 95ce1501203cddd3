//! `str.format`: replacement fields in braces.

use super::fields_parse::{Field, Part, Piece, pieces, split_name};
use crate::builtins::dict::Dict;
use crate::builtins::str::{Str, StrBuilder, Units};
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// How fields have been numbered so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Undecided,
    Automatic(usize),
    Manual,
}

struct Formatter<'a> {
    vm: &'a Vm,
    /// The positional arguments; `None` for `format_map`.
    args: Option<&'a [Value]>,
    /// Looks up a named field.
    names: Names,
    numbering: Numbering,
}

#[derive(Clone, Copy)]
enum Names {
    Keywords(Ref<Dict>),
    Mapping(Value),
}

/// `text.format(*args, **kwargs)`
pub fn format(vm: &Vm, text: Ref<Str>, args: Value, kwargs: Value) -> PyResult<Value> {
    let args = args.to_tuple().expect("*args is a tuple").items();
    let names = Names::Keywords(kwargs.to_dict().expect("**kwargs is a dict"));
    run(vm, text, Some(args), names)
}

/// `text.format_map(mapping)`
pub fn format_map(vm: &Vm, text: Ref<Str>, mapping: Value) -> PyResult<Value> {
    run(vm, text, None, Names::Mapping(mapping))
}

fn run(vm: &Vm, text: Ref<Str>, args: Option<&[Value]>, names: Names) -> PyResult<Value> {
    let mut formatter = Formatter { vm, args, names, numbering: Numbering::Undecided };
    Ok(formatter.expand(text.units(), 2)?.finish(vm).value())
}

impl Formatter<'_> {
    /// The text with its fields replaced; `depth` levels of nesting are left.
    fn expand(&mut self, text: Units, depth: u32) -> PyResult<StrBuilder> {
        let vm = self.vm;
        if depth == 0 {
            throw!(vm, VALUE_ERROR, "Max string recursion exceeded");
        }
        let mut out = StrBuilder::with_capacity(text.len() + 16);
        for piece in pieces(text) {
            match piece {
                Ok(Piece::Literal(start, end)) => out.push_units(text.slice(start, end)),
                Ok(Piece::Field(field)) => self.field(&mut out, text, field, depth)?,
                Err(message) => throw!(vm, VALUE_ERROR, "{message}"),
            }
        }
        Ok(out)
    }

    fn field(&mut self, out: &mut StrBuilder, text: Units, field: Field, depth: u32) -> PyResult<()> {
        let vm = self.vm;
        let mut v = self.lookup(text.slice(field.name.0, field.name.1))?;
        if let Some(conversion) = field.conversion {
            v = convert(vm, v, conversion)?;
        }
        let spec = text.slice(field.spec.0, field.spec.1);
        if spec.is_empty()
            && let Some(s) = v.to_exact_str()
        {
            out.push_str(s);
            return Ok(());
        }
        let spec = if field.nested { self.expand(spec, depth - 1)?.finish(vm) } else { vm.new_str_of(spec) };
        out.push_str(vm.format(v, spec)?);
        Ok(())
    }

    /// The object that a field name means.
    fn lookup(&mut self, name: Units) -> PyResult<Value> {
        let vm = self.vm;
        let (first, parts) = split_name(name);
        let mut v = self.first(name.slice(0, first))?;
        for part in parts {
            v = match part {
                Ok(Part::Attribute(start, end)) => vm.getattr(v, vm.new_str_of(name.slice(start, end)))?,
                Ok(Part::Index(i)) => vm.getitem(v, vm.new_int(i))?,
                Ok(Part::Key(start, end)) => vm.getitem(v, vm.new_str_of(name.slice(start, end)).value())?,
                Err(message) => throw!(vm, VALUE_ERROR, "{message}"),
            };
        }
        Ok(v)
    }

    fn first(&mut self, name: Units) -> PyResult<Value> {
        let vm = self.vm;
        let index = match super::fields_parse::number(name) {
            Ok(index) => index,
            Err(message) => throw!(vm, VALUE_ERROR, "{message}"),
        };
        let index = match (index, name.is_empty()) {
            (Some(i), _) => self.manual(i)?,
            (None, true) => self.automatic()?,
            (None, false) => return self.named(name),
        };
        let Some(args) = self.args else {
            throw!(vm, VALUE_ERROR, "Format string contains positional fields");
        };
        match args.get(index) {
            Some(v) => Ok(*v),
            None => throw!(vm, INDEX_ERROR, "Replacement index {index} out of range for positional args tuple"),
        }
    }
    fn manual(&mut self, index: usize) -> PyResult<usize> {
        let vm = self.vm;
        if matches!(self.numbering, Numbering::Automatic(_)) {
            throw!(vm, VALUE_ERROR, "cannot switch from automatic field numbering to manual field specification");
        }
        self.numbering = Numbering::Manual;
        Ok(index)
    }
    fn automatic(&mut self) -> PyResult<usize> {
        let vm = self.vm;
        let next = match self.numbering {
            Numbering::Undecided => 0,
            Numbering::Automatic(next) => next,
            Numbering::Manual => {
                throw!(vm, VALUE_ERROR, "cannot switch from manual field specification to automatic field numbering")
            }
        };
        self.numbering = Numbering::Automatic(next + 1);
        Ok(next)
    }
    fn named(&self, name: Units) -> PyResult<Value> {
        let vm = self.vm;
        let key = vm.new_str_of(name);
        match self.names {
            Names::Mapping(mapping) => vm.getitem(mapping, key.value()),
            Names::Keywords(dict) => match dict.get_str(key) {
                Some(v) => Ok(v),
                None => Err(vm.error_value(crate::exceptions::exc::KEY_ERROR, key.value())),
            },
        }
    }
}

/// `!r`, `!s` or `!a`
fn convert(vm: &Vm, v: Value, conversion: u32) -> PyResult<Value> {
    Ok(match char::from_u32(conversion) {
        Some('r') => vm.repr(v)?.value(),
        Some('s') => vm.str(v)?.value(),
        Some('a') => vm.ascii(v)?.value(),
        _ if (0x21..0x7f).contains(&conversion) => {
            let c = char::from_u32(conversion).unwrap_or_default();
            throw!(vm, VALUE_ERROR, "Unknown conversion specifier {c}")
        }
        _ => throw!(vm, VALUE_ERROR, "Unknown conversion specifier \\x{conversion:x}"),
    })
}
