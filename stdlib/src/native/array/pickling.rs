//! Arrays in pickles: their bytes, with a number that says how the machine wrote them.

use pyish_vm::builtins::memoryview::half_to_f64;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::items::Kind;
use super::methods::{frombytes, tolist};
use super::{TYPE, kind_argument, this};

/// How items stand in a pickle of another machine.
enum Form {
    Signed(usize),
    Unsigned(usize),
    Float(usize),
    Complex(usize),
    Text(usize),
}

/// What the numbers mean: each has the next one for the other order of bytes.
fn form(number: i64) -> Option<Form> {
    Some(match number {
        0 => Form::Unsigned(1),
        1 => Form::Signed(1),
        2 | 3 => Form::Unsigned(2),
        4 | 5 => Form::Signed(2),
        6 | 7 => Form::Unsigned(4),
        8 | 9 => Form::Signed(4),
        10 | 11 => Form::Unsigned(8),
        12 | 13 => Form::Signed(8),
        14 | 15 => Form::Float(4),
        16 | 17 => Form::Float(8),
        18 | 19 => Form::Text(2),
        20 | 21 => Form::Text(4),
        22 | 23 => Form::Complex(4),
        24 | 25 => Form::Complex(8),
        26 | 27 => Form::Float(2),
        _ => return None,
    })
}

pub fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (v, kind) = (args[0], this(args[0]).kind());
    if !args[1].is_int() {
        throw!(vm, TYPE_ERROR, "__reduce_ex__ argument should be an integer");
    }
    let state = vm.getattr_opt(v, vm.intern("__dict__"))?.unwrap_or(Value::NONE);
    let (class, code) = (vm.type_of(v).value(), vm.intern(kind.code).value());
    let tuple = |items: &[Value]| vm.new_tuple(items).value();
    if vm.index_i64(args[1])? < 3 {
        return Ok(tuple(&[class, tuple(&[code, tolist(vm, &[v])?]), state]));
    }
    let module = vm.import_module("array")?;
    let make = vm.getattr(module, vm.intern("_array_reconstructor"))?;
    let data = vm.new_bytes(&this(v).to_vec(vm)).value();
    Ok(tuple(&[make, tuple(&[class, code, Value::int(kind.machine), data]), state]))
}

/// Integers of another machine are taken into the typecode that has their size here.
fn best_kind(kind: &'static Kind, form: &Form) -> &'static Kind {
    let (size, codes) = match form {
        Form::Signed(size) => (size, "bhiq"),
        Form::Unsigned(size) => (size, "BHIQ"),
        _ => return kind,
    };
    codes.split("").filter_map(Kind::find).find(|k| k.size == *size).unwrap_or(kind)
}

fn number(bytes: &[u8], big: bool) -> u64 {
    let fold = |n: u64, &b: &u8| n << 8 | b as u64;
    if big { bytes.iter().fold(0, fold) } else { bytes.iter().rev().fold(0, fold) }
}
fn float(bytes: &[u8], big: bool) -> f64 {
    let bits = number(bytes, big);
    match bytes.len() {
        2 => half_to_f64(bits as u16),
        4 => f32::from_bits(bits as u32) as f64,
        _ => f64::from_bits(bits),
    }
}

pub fn reconstruct(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(class) = args[0].to_type() else {
        throw!(vm, TYPE_ERROR, "first argument must be a type object, not {}", vm.type_name(args[0]));
    };
    if !class.is_subtype(TYPE.shape().ty()) {
        throw!(vm, TYPE_ERROR, "{} is not a subtype of array.array", class.name());
    }
    let kind = kind_argument_of_pickle(vm, args[1])?;
    let machine = vm.index_i64(args[2])?;
    let Some(form) = form(machine) else {
        throw!(vm, VALUE_ERROR, "third argument must be a valid machine format code.");
    };
    let Some(data) = args[3].to_bytes() else {
        throw!(vm, TYPE_ERROR, "fourth argument should be bytes, not {}", vm.type_name(args[3]));
    };
    let array = vm.call(args[0], &[vm.intern(best_kind(kind, &form).code).value()])?;
    if machine == kind.machine {
        frombytes_of_pickle(vm, array, kind, args[3])?;
        return Ok(array);
    }
    let big = machine % 2 == 1 && machine > 1;
    let (Form::Signed(size) | Form::Unsigned(size) | Form::Float(size) | Form::Text(size)) = form else {
        let Form::Complex(half) = form else { return Ok(array) };
        check_length(vm, data.len(), half * 2)?;
        for item in data.as_slice().chunks_exact(half * 2) {
            let (re, im) = item.split_at(half);
            this(array).append(vm, vm.new_complex(float(re, big), float(im, big)))?;
        }
        return Ok(array);
    };
    check_length(vm, data.len(), size)?;
    if let Form::Text(size) = form {
        let name = match (size, big) {
            (2, false) => "utf-16-le",
            (2, true) => "utf-16-be",
            (_, false) => "utf-32-le",
            (_, true) => "utf-32-be",
        };
        let text = vm.call_method(args[3], vm.intern("decode"), &[vm.new_str(name).value()])?;
        if !kind.is_text() {
            throw!(vm, TYPE_ERROR, "cannot use a str to initialize an array with typecode '{}'", kind.code);
        }
        super::methods::fromunicode(vm, &[array, text])?;
        return Ok(array);
    }
    for item in data.as_slice().chunks_exact(size) {
        let shift = 64 - size as u32 * 8;
        let v = match form {
            Form::Signed(_) => vm.new_int((number(item, big) << shift) as i64 >> shift),
            Form::Unsigned(_) => vm.new_int_u64(number(item, big)),
            _ => vm.new_float(float(item, big)),
        };
        this(array).append(vm, v)?;
    }
    Ok(array)
}

fn kind_argument_of_pickle(vm: &Vm, v: Value) -> PyResult<&'static Kind> {
    match v.to_str().and_then(|code| Kind::find(&code.to_string_lossy())) {
        Some(kind) => Ok(kind),
        None if v.to_str().is_some() => throw!(vm, VALUE_ERROR, "second argument must be a valid type code"),
        None => kind_argument(vm, v),
    }
}
fn check_length(vm: &Vm, len: usize, size: usize) -> PyResult<()> {
    if !len.is_multiple_of(size) {
        throw!(vm, VALUE_ERROR, "string length not a multiple of item size");
    }
    Ok(())
}
fn frombytes_of_pickle(vm: &Vm, array: Value, kind: &Kind, data: Value) -> PyResult<()> {
    check_length(vm, vm.with_buffer(data, <[u8]>::len)?, kind.size)?;
    frombytes(vm, &[array, data])?;
    Ok(())
}
