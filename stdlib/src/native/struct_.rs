//! `_struct`: C structures to and from bytes.

use pyish_vm::builtins::bytes_methods::argument;
use pyish_vm::builtins::memoryview::{f64_to_half, half_to_f64, new_view};
use pyish_vm::exceptions::base::BaseException;
use pyish_vm::exceptions::{exc, hierarchy};
use pyish_vm::heap::Trace;
use pyish_vm::native::{NativeModule, function, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

static ERROR: TypeDef = TypeDef {
    name: "struct.error",
    doc: "A format is wrong, or data does not fit it.",
    base: Some(&hierarchy::EXCEPTION),
    size: size_of::<BaseException>(),
    flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    ..TypeDef::NEW
};

fn error(vm: &Vm, text: impl AsRef<str>) -> Raised {
    vm.error(ERROR.shape(), text)
}
macro_rules! fail {
    ($vm:expr, $($text:tt)+) => { return Err(error($vm, format!($($text)+))) };
}

// ---- formats

/// A run of equal items.
#[derive(Clone, Copy)]
struct Item {
    code: u8,
    /// How many values; for `s` and `p` the length of one.
    count: usize,
    offset: usize,
    size: usize,
}

struct Layout {
    big: bool,
    items: Vec<Item>,
    size: usize,
    /// Number of Python values.
    values: usize,
}

fn native_size(code: u8) -> Option<(usize, usize)> {
    Some(match code {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => (1, 1),
        b'h' | b'H' | b'e' => (2, 2),
        b'i' | b'I' | b'f' => (4, 4),
        b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => (8, 8),
        b'F' => (8, 4),
        b'D' => (16, 8),
        _ => return None,
    })
}
fn standard_size(code: u8) -> Option<usize> {
    match code {
        b'l' | b'L' => Some(4),
        b'n' | b'N' | b'P' => None,
        _ => native_size(code).map(|(size, _)| size),
    }
}

fn parse(vm: &Vm, format: &str) -> PyResult<Layout> {
    let too_long = || error(vm, "total struct size too long");
    let mut text = format.as_bytes();
    let mode = match text.first() {
        Some(&c @ (b'<' | b'>' | b'!' | b'=' | b'@')) => {
            text = &text[1..];
            c
        }
        _ => b'@',
    };
    let big = matches!(mode, b'>' | b'!') || cfg!(target_endian = "big") && matches!(mode, b'=' | b'@');
    let mut layout = Layout { big, items: Vec::new(), size: 0, values: 0 };
    let mut i = 0;
    while i < text.len() {
        if text[i].is_ascii_whitespace() {
            i += 1;
            continue;
        }
        let digits = text[i..].iter().take_while(|b| b.is_ascii_digit()).count();
        let count = match digits {
            0 => 1,
            _ => match format[format.len() - text.len() + i..][..digits].parse::<usize>() {
                Ok(n) if n <= isize::MAX as usize => n,
                _ => return Err(too_long()),
            },
        };
        i += digits;
        let Some(&code) = text.get(i) else { fail!(vm, "repeat count given without format specifier") };
        i += 1;
        let found = if mode == b'@' { native_size(code) } else { standard_size(code).map(|size| (size, 1)) };
        let Some((size, align)) = found else { fail!(vm, "bad char in struct format") };
        let offset = layout.size.checked_next_multiple_of(align).ok_or_else(too_long)?;
        let bytes = count.checked_mul(size).ok_or_else(too_long)?;
        layout.size = offset.checked_add(bytes).filter(|&n| n <= isize::MAX as usize).ok_or_else(too_long)?;
        match code {
            b'x' => continue,
            b's' | b'p' => layout.values += 1,
            _ => layout.values += count,
        }
        if count > 0 || matches!(code, b's' | b'p') {
            layout.items.push(Item { code, count, offset, size });
        }
    }
    Ok(layout)
}

/// The text of a format argument.
fn format_text(vm: &Vm, v: Value) -> PyResult<String> {
    match (v.to_str(), v.to_bytes()) {
        (Some(s), _) if s.is_ascii() => Ok(s.to_string_lossy()),
        (_, Some(b)) if b.as_slice().is_ascii() => Ok(String::from_utf8_lossy(b.as_slice()).into_owned()),
        (Some(_), _) | (_, Some(_)) => {
            throw!(vm, VALUE_ERROR, "non-ASCII character in struct format")
        }
        _ => throw!(vm, TYPE_ERROR, "Struct() argument 1 must be a str or bytes object, not {}", vm.type_name(v)),
    }
}
fn layout_of(vm: &Vm, v: Value) -> PyResult<Layout> {
    parse(vm, &format_text(vm, v)?)
}

// ---- packing

/// Puts the low bytes of a number.
fn put(out: &mut [u8], big: bool, x: u128) {
    let n = out.len();
    if big {
        out.copy_from_slice(&x.to_be_bytes()[16 - n..]);
    } else {
        out.copy_from_slice(&x.to_le_bytes()[..n]);
    }
}
fn get(data: &[u8], big: bool) -> u128 {
    let fold = |n: u128, &b: &u8| n << 8 | b as u128;
    if big { data.iter().fold(0, fold) } else { data.iter().rev().fold(0, fold) }
}

fn pack_int(vm: &Vm, code: u8, out: &mut [u8], big: bool, v: Value) -> PyResult<()> {
    if !vm.is_index(v) {
        fail!(vm, "required argument is not an integer");
    }
    let v = vm.index(v)?;
    let bits = out.len() as u32 * 8;
    let (low, high) = match code.is_ascii_uppercase() {
        true => (0, (1i128 << bits) - 1),
        false => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
    };
    let i = vm.int_to_i128(v);
    if code == b'P' {
        match i {
            Some(i) if (-(1i128 << 63)..1i128 << 64).contains(&i) => put(out, big, i as u128),
            _ => fail!(vm, "int too large to convert"),
        }
        return Ok(());
    }
    match i {
        Some(i) if (low..=high).contains(&i) => put(out, big, i as u128),
        _ => fail!(vm, "'{}' format requires {low} <= number <= {high}", code as char),
    }
    Ok(())
}

fn float_argument(vm: &Vm, v: Value) -> PyResult<f64> {
    match vm.to_f64(v) {
        Err(e) if e.matches(vm, exc::TYPE_ERROR) => fail!(vm, "required argument is not a float"),
        other => other,
    }
}
fn pack_float(vm: &Vm, out: &mut [u8], big: bool, x: f64) -> PyResult<()> {
    let bits = match out.len() {
        8 => x.to_bits() as u128,
        4 => {
            let narrow = x as f32;
            if narrow.is_infinite() && x.is_finite() {
                throw!(vm, OVERFLOW_ERROR, "float too large to pack with f format");
            }
            narrow.to_bits() as u128
        }
        _ => match f64_to_half(x) {
            Some(h) => h as u128,
            None => throw!(vm, OVERFLOW_ERROR, "float too large to pack with e format"),
        },
    };
    put(out, big, bits);
    Ok(())
}

fn pack_one(vm: &Vm, code: u8, out: &mut [u8], big: bool, v: Value) -> PyResult<()> {
    match code {
        b'c' => match v.to_bytes().map(|b| b.as_slice()) {
            Some(&[b]) => out[0] = b,
            _ => fail!(vm, "char format requires a bytes object of length 1"),
        },
        b'?' => out[0] = vm.truthy(v)? as u8,
        b'e' | b'f' | b'd' => pack_float(vm, out, big, float_argument(vm, v)?)?,
        b'F' | b'D' => {
            let (re, im) = match vm.to_complex(v) {
                Err(e) if e.matches(vm, exc::TYPE_ERROR) => {
                    fail!(vm, "required argument is not a complex")
                }
                other => other?,
            };
            let (a, b) = out.split_at_mut(if code == b'F' { 4 } else { 8 });
            pack_float(vm, a, big, re)?;
            pack_float(vm, b, big, im)?;
        }
        _ => pack_int(vm, code, out, big, v)?,
    }
    Ok(())
}

fn pack_string(vm: &Vm, item: Item, out: &mut [u8], v: Value) -> PyResult<()> {
    if v.to_bytes().is_none() && v.to_bytearray().is_none() {
        fail!(vm, "argument for '{}' must be a bytes object", item.code as char);
    }
    let data = argument(vm, v)?;
    if item.code == b's' {
        let n = data.len().min(out.len());
        out[..n].copy_from_slice(&data[..n]);
    } else if let Some((length, rest)) = out.split_first_mut() {
        let n = data.len().min(rest.len());
        rest[..n].copy_from_slice(&data[..n]);
        *length = n.min(255) as u8;
    }
    Ok(())
}

fn pack_all(vm: &Vm, layout: &Layout, name: &str, values: &[Value]) -> PyResult<Vec<u8>> {
    if values.len() != layout.values {
        fail!(vm, "{name} expected {} items for packing (got {})", layout.values, values.len());
    }
    let mut out = Vec::new();
    if out.try_reserve_exact(layout.size).is_err() {
        throw!(vm, MEMORY_ERROR, "");
    }
    out.resize(layout.size, 0);
    let mut values = values.iter();
    for &item in &layout.items {
        if matches!(item.code, b's' | b'p') {
            let v = values.next().expect("counted");
            pack_string(vm, item, &mut out[item.offset..item.offset + item.count], *v)?;
            continue;
        }
        for (i, v) in values.by_ref().take(item.count).enumerate() {
            let at = item.offset + i * item.size;
            pack_one(vm, item.code, &mut out[at..at + item.size], layout.big, *v)?;
        }
    }
    Ok(out)
}

// ---- unpacking

fn float_at(data: &[u8], big: bool) -> f64 {
    let bits = get(data, big);
    match data.len() {
        8 => f64::from_bits(bits as u64),
        4 => f32::from_bits(bits as u32) as f64,
        _ => half_to_f64(bits as u16),
    }
}
fn unpack_one(vm: &Vm, code: u8, data: &[u8], big: bool) -> PyResult<Value> {
    Ok(match code {
        b'c' => vm.new_bytes(data).value(),
        b'?' => Value::bool(data[0] != 0),
        b'e' | b'f' | b'd' => vm.new_float(float_at(data, big)),
        b'F' | b'D' => {
            let (re, im) = data.split_at(data.len() / 2);
            vm.new_complex(float_at(re, big), float_at(im, big))
        }
        _ if code.is_ascii_uppercase() => vm.new_int_u64(get(data, big) as u64),
        _ => {
            let shift = 64 - data.len() as u32 * 8;
            vm.new_int(((get(data, big) as u64) << shift) as i64 >> shift)
        }
    })
}
fn unpack_all(vm: &Vm, layout: &Layout, data: &[u8]) -> PyResult<Value> {
    let out = vm.new_list(&[]);
    for item in &layout.items {
        let bytes = &data[item.offset..];
        match item.code {
            b's' => out.push(vm, vm.new_bytes(&bytes[..item.count]).value()),
            b'p' => {
                let n = bytes.first().map_or(0, |&n| (n as usize).min(item.count.saturating_sub(1)));
                let n = if item.count == 0 { 0 } else { n };
                let from = item.count.min(1);
                out.push(vm, vm.new_bytes(&bytes[from..from + n]).value());
            }
            _ => {
                for i in 0..item.count {
                    let v = unpack_one(vm, item.code, &bytes[i * item.size..(i + 1) * item.size], layout.big)?;
                    out.push(vm, v);
                }
            }
        }
    }
    Ok(out.snapshot(vm).value())
}

fn unpack_exactly(vm: &Vm, layout: &Layout, buffer: Value) -> PyResult<Value> {
    let data = argument(vm, buffer)?;
    if data.len() != layout.size {
        fail!(vm, "unpack requires a buffer of {} bytes", layout.size);
    }
    unpack_all(vm, layout, &data)
}

/// Where in `len` bytes an item of the layout's size at `offset` lies.
fn place(vm: &Vm, layout: &Layout, len: usize, offset: Value, names: [&str; 3]) -> PyResult<usize> {
    let [function, doing, missing] = names;
    let offset = vm.index_i64(offset)?;
    let mut at = offset;
    if offset < 0 {
        if offset + layout.size as i64 > 0 {
            fail!(vm, "{missing} {} bytes at offset {offset}", layout.size);
        }
        at += len as i64;
        if at < 0 {
            fail!(vm, "offset {offset} out of range for {len}-byte buffer");
        }
    }
    if (len as i64) < at || len as i64 - at < layout.size as i64 {
        fail!(
            vm,
            "{function} requires a buffer of at least {} bytes for {doing} {} bytes at offset {at} (actual buffer size is {len})",
            at as i128 + layout.size as i128,
            layout.size
        );
    }
    Ok(at as usize)
}
fn unpack_at(vm: &Vm, layout: &Layout, buffer: Value, offset: Value) -> PyResult<Value> {
    let data = argument(vm, buffer)?;
    let at = place(vm, layout, data.len(), offset, ["unpack_from", "unpacking", "not enough data to unpack"])?;
    unpack_all(vm, layout, &data[at..at + layout.size])
}
fn pack_at(vm: &Vm, layout: &Layout, args: &[Value]) -> PyResult<Value> {
    let [buffer, offset, values @ ..] = args else {
        throw!(vm, TYPE_ERROR, "pack_into expected at least 3 arguments, got {}", args.len() + 1)
    };
    if values.len() != layout.values {
        fail!(vm, "pack_into expected {} items for packing (got {})", layout.values, values.len());
    }
    let target = match vm.has_buffer(*buffer) {
        true => vm.buffer(*buffer)?,
        false => throw!(
            vm,
            TYPE_ERROR,
            "pack_into() argument 2 must be read-write bytes-like object, not {}",
            vm.type_name(*buffer)
        ),
    };
    if target.readonly {
        throw!(
            vm,
            TYPE_ERROR,
            "pack_into() argument 2 must be read-write bytes-like object, not {}",
            vm.type_name(*buffer)
        );
    }
    let at = place(vm, layout, target.len, *offset, ["pack_into", "packing", "no space to pack"])?;
    let data = pack_all(vm, layout, "pack_into", values)?;
    target.bytes_mut()[at..at + data.len()].copy_from_slice(&data);
    target.release(vm);
    Ok(Value::NONE)
}

// ---- functions

fn first<'a>(vm: &Vm, args: &'a [Value], name: &str) -> PyResult<(Layout, &'a [Value])> {
    let given = args[0].to_tuple().expect("bound by *args").items();
    match given {
        [format, rest @ ..] => Ok((layout_of(vm, *format)?, rest)),
        [] => throw!(vm, TYPE_ERROR, "{name} expected at least 1 argument, got 0"),
    }
}
fn pack(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (layout, values) = first(vm, args, "pack")?;
    Ok(vm.new_bytes(&pack_all(vm, &layout, "pack", values)?).value())
}
fn pack_into(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (layout, rest) = first(vm, args, "pack_into")?;
    pack_at(vm, &layout, rest)
}
fn unpack(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    unpack_exactly(vm, &layout_of(vm, args[0])?, args[1])
}
fn unpack_from(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    unpack_at(vm, &layout_of(vm, args[0])?, args[1], args[2])
}
fn iter_unpack(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let format = vm.new_str(&format_text(vm, args[0])?).value();
    new_iterator(vm, format, args[1])
}
fn calcsize(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(layout_of(vm, args[0])?.size as i64))
}
fn clearcache(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::NONE)
}

// ---- Struct

#[repr(C)]
struct Struct {
    header: Header,
    /// The format as str; unbound until `__init__`.
    format: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Struct {}

fn format_of(vm: &Vm, v: Value) -> PyResult<Value> {
    // SAFETY: only called on instances.
    match unsafe { v.cast::<Struct>() }.format.bound() {
        Some(format) => Ok(format),
        None => throw!(vm, RUNTIME_ERROR, "Struct object is not initialized"),
    }
}
fn layout_in(vm: &Vm, v: Value) -> PyResult<Layout> {
    layout_of(vm, format_of(vm, v)?)
}
fn struct_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fixed = Struct { header: Header::EMPTY, format: Slot::unbound() };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), fixed).value())
}
fn struct_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let text = format_text(vm, args[1])?;
    parse(vm, &text)?;
    // SAFETY: the receiver is an instance.
    unsafe { args[0].cast::<Struct>() }.format.set(vm.new_str(&text).value());
    Ok(Value::NONE)
}
fn struct_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let shown = vm.repr(format_of(vm, v)?)?;
    Ok(vm.new_str(&format!("{}({shown})", vm.type_of(v).name())).value())
}
fn struct_pack(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let values = args[1].to_tuple().expect("bound by *args").items();
    Ok(vm.new_bytes(&pack_all(vm, &layout_in(vm, args[0])?, "pack", values)?).value())
}
fn struct_pack_into(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    pack_at(vm, &layout_in(vm, args[0])?, args[1].to_tuple().expect("bound by *args").items())
}
fn struct_unpack(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    unpack_exactly(vm, &layout_in(vm, args[0])?, args[1])
}
fn struct_unpack_from(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    unpack_at(vm, &layout_in(vm, args[0])?, args[1], args[2])
}
fn struct_iter_unpack(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    new_iterator(vm, format_of(vm, args[0])?, args[1])
}
fn struct_size(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_int(layout_in(vm, v)?.size as i64))
}

static STRUCT: TypeDef = TypeDef {
    name: "_struct.Struct",
    doc: "A format, to pack and unpack by.",
    size: size_of::<Struct>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    new: Some(method("__new__", "(*args, **kwargs)", struct_new, "Makes a Struct without a format.")),
    init: Some(method("__init__", "(format)", struct_init, "Sets the format.")),
    slots: Slots { repr: Some(struct_repr), ..Slots::EMPTY },
    methods: &[
        method("pack", "(*values)", struct_pack, "The values as bytes."),
        method("pack_into", "(*args)", struct_pack_into, "Writes the values to a buffer at an offset."),
        method("unpack", "(buffer, /)", struct_unpack, "The values in a buffer of exactly the format's size."),
        method("unpack_from", "(buffer, offset=0)", struct_unpack_from, "The values in a buffer at an offset."),
        method("iter_unpack", "(buffer, /)", struct_iter_unpack, "An iterator over the structures in a buffer."),
    ],
    getset: &[getter("format", format_of, "The format."), getter("size", struct_size, "Bytes that the format takes.")],
    ..TypeDef::NEW
};

#[repr(C)]
struct UnpackIterator {
    header: Header,
    format: Slot,
    /// A memoryview of the buffer; unbound once exhausted.
    view: Slot,
    offset: Word,
}
// SAFETY: as above.
unsafe impl HeapObject for UnpackIterator {}

fn this_iterator(v: Value) -> Ref<UnpackIterator> {
    // SAFETY: only called on instances.
    unsafe { v.cast() }
}
fn new_iterator(vm: &Vm, format: Value, buffer: Value) -> PyResult<Value> {
    let layout = layout_of(vm, format)?;
    if layout.size == 0 {
        fail!(vm, "cannot iteratively unpack with a struct of length 0");
    }
    let len = vm.with_buffer(buffer, <[u8]>::len)?;
    if len % layout.size != 0 {
        fail!(vm, "iterative unpacking requires a buffer of a multiple of {} bytes", layout.size);
    }
    let fixed = UnpackIterator {
        header: Header::EMPTY,
        format: Slot::new(format),
        view: Slot::new(new_view(vm, buffer)?),
        offset: Word::new(0),
    };
    Ok(vm.alloc(UNPACK_ITERATOR.shape(), fixed).value())
}
fn iterator_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this_iterator(v);
    let Some(view) = it.view.bound() else {
        return Ok(Value::UNBOUND);
    };
    let layout = layout_of(vm, it.format.get())?;
    let at = it.offset.fetch_add(layout.size as u64) as usize;
    let part = vm.with_buffer(view, |data| data.get(at..at + layout.size).map(<[u8]>::to_vec))?;
    match part {
        Some(part) => unpack_all(vm, &layout, &part),
        None => {
            it.view.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
    }
}
fn iterator_hint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = this_iterator(args[0]);
    let Some(view) = it.view.bound() else {
        return Ok(Value::int(0));
    };
    let size = layout_of(vm, it.format.get())?.size;
    let len = vm.with_buffer(view, <[u8]>::len)?;
    Ok(Value::int((len.saturating_sub(it.offset.usize()) / size) as i64))
}

static UNPACK_ITERATOR: TypeDef = TypeDef {
    name: "_struct.unpack_iterator",
    size: size_of::<UnpackIterator>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(iterator_next), ..Slots::EMPTY },
    methods: &[method("__length_hint__", "()", iterator_hint, "The number of structures that are left.")],
    ..TypeDef::NEW
};

pub static MODULE: NativeModule = NativeModule {
    name: "_struct",
    doc: "C structures to and from bytes.",
    functions: &[
        function("pack", "(*args)", pack, "The values as bytes in a format."),
        function("pack_into", "(*args)", pack_into, "Writes the values in a format to a buffer at an offset."),
        function("unpack", "(format, buffer, /)", unpack, "The values in a buffer of exactly the format's size."),
        function("unpack_from", "(format, /, buffer, offset=0)", unpack_from, "The values in a buffer at an offset."),
        function("iter_unpack", "(format, buffer, /)", iter_unpack, "An iterator over the structures in a buffer."),
        function("calcsize", "(format, /)", calcsize, "Bytes that a format takes."),
        function("_clearcache", "()", clearcache, "Formats are not cached: does nothing."),
    ],
    types: &[&STRUCT, &UNPACK_ITERATOR, &ERROR],
    init: None,
};
