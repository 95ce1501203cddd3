//! `binascii`: bytes as text of various alphabets, and checksums.

mod base64;
mod base85;
mod printable;

use pyish_vm::builtins::bytes_methods::{argument, hex_of, hex_separator};
use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::base::BaseException;
use pyish_vm::exceptions::hierarchy;
use pyish_vm::heap::Trace;
use pyish_vm::native::{NativeModule, function};
use pyish_vm::object::{Ref, TypeDef, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

const FLAGS: u32 = type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF;

static ERROR: TypeDef = TypeDef {
    name: "binascii.Error",
    doc: "The data is not what it should be.",
    base: Some(&hierarchy::VALUE_ERROR),
    size: size_of::<BaseException>(),
    flags: FLAGS,
    trace: Trace::Fields(1),
    ..TypeDef::NEW
};
static INCOMPLETE: TypeDef = TypeDef {
    name: "binascii.Incomplete",
    doc: "The data ends too early.",
    base: Some(&hierarchy::EXCEPTION),
    size: size_of::<BaseException>(),
    flags: FLAGS,
    trace: Trace::Fields(1),
    ..TypeDef::NEW
};

fn error(vm: &Vm, text: impl AsRef<str>) -> Raised {
    vm.error(ERROR.shape(), text)
}

/// Bytes, or a text of ASCII characters.
fn ascii_argument(vm: &Vm, v: Value) -> PyResult<Vec<u8>> {
    match v.to_str() {
        Some(s) if s.is_ascii() => Ok(s.bytes().to_vec()),
        Some(_) => throw!(vm, VALUE_ERROR, "string argument should contain only ASCII characters"),
        None if vm.has_buffer(v) => Ok(argument(vm, v)?.into_owned()),
        None => throw!(vm, TYPE_ERROR, "argument should be bytes, buffer or ASCII string, not '{}'", vm.type_name(v)),
    }
}
fn bytes(vm: &Vm, data: &[u8]) -> PyResult<Value> {
    Ok(vm.new_bytes(data).value())
}
/// A count that may not be negative.
fn size_argument(vm: &Vm, v: Value) -> PyResult<usize> {
    match usize::try_from(vm.index_i64(v)?) {
        Ok(n) => Ok(n),
        Err(_) => throw!(vm, VALUE_ERROR, "Cannot convert negative int"),
    }
}
/// An alphabet of `N` bytes, or the usual one.
fn alphabet<const N: usize>(vm: &Vm, v: Value, usual: &[u8; N]) -> PyResult<[u8; N]> {
    if v.is_unbound() {
        return Ok(*usual);
    }
    match (&*argument(vm, v)?).try_into() {
        Ok(alphabet) => Ok(alphabet),
        Err(_) => throw!(vm, VALUE_ERROR, "alphabet must have length {N}"),
    }
}
/// The value of each byte in an alphabet, 255 for none.
fn reverse(alphabet: &[u8]) -> [u8; 256] {
    let mut table = [255; 256];
    for (i, &b) in alphabet.iter().enumerate() {
        table[b as usize] = i as u8;
    }
    table
}
/// Lines of at most `width` bytes, a multiple of `unit`; no limit when 0.
fn wrap(data: &[u8], width: usize, unit: usize) -> Vec<u8> {
    if width == 0 || data.is_empty() {
        return data.to_vec();
    }
    let width = (width / unit * unit).max(unit);
    data.chunks(width).collect::<Vec<_>>().join(&b'\n')
}

fn a2b_hex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let ignored = argument(vm, args[1])?;
    let mut data = ascii_argument(vm, args[0])?;
    data.retain(|b| !ignored.contains(b));
    let digit = |b: u8| (b as char).to_digit(16);
    let pairs = data.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let made: Option<Vec<u8>> = pairs.map(|p| Some((digit(p[0])? << 4 | digit(p[1])?) as u8)).collect();
    match made {
        None => Err(error(vm, "Non-hexadecimal digit found")),
        Some(_) if odd => Err(error(vm, "Odd number of hexadecimal digits")),
        Some(made) => bytes(vm, &made),
    }
}
fn b2a_hex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = argument(vm, args[0])?;
    let sep = hex_separator(vm, args[1])?;
    let group = vm.index_i64(args[2])?;
    let text = hex_of(vm, &data, sep, group)?;
    bytes(vm, text.to_str().expect("a str was made").bytes())
}

/// The low 32 bits of an int.
fn word(vm: &Vm, v: Value) -> PyResult<u32> {
    let v = vm.index(v)?;
    match vm.int_to_i128(v) {
        Some(i) => Ok(i as u32),
        None => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C unsigned long"),
    }
}
const CRC32: [u32; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        let (mut c, mut k) = (i as u32, 0);
        while k < 8 {
            c = if c & 1 == 1 { 0xedb8_8320 ^ c >> 1 } else { c >> 1 };
            k += 1;
        }
        table[i] = c;
        i += 1;
    }
    table
};
fn crc32(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let start = word(vm, args[1])?;
    let fold = |c: u32, &b: &u8| CRC32[(c as u8 ^ b) as usize] ^ c >> 8;
    let crc = vm.with_buffer(args[0], |data| !data.iter().fold(!start, fold))?;
    Ok(Value::int(crc as i64))
}
fn crc_hqx(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let start = word(vm, args[1])? as u16;
    let crc = vm.with_buffer(args[0], |data| {
        data.iter().fold(start, |crc, &b| {
            (0..8).fold(crc ^ (b as u16) << 8, |c, _| if c & 0x8000 != 0 { c << 1 ^ 0x1021 } else { c << 1 })
        })
    })?;
    Ok(Value::int(crc as i64))
}

fn init(vm: &Vm, module: Ref<Module>) -> PyResult<()> {
    let alphabets: [(&str, &[u8]); 10] = [
        ("BASE64_ALPHABET", base64::BASE64),
        ("URLSAFE_BASE64_ALPHABET", base64::URLSAFE),
        ("BASE32_ALPHABET", base64::BASE32),
        ("BASE32HEX_ALPHABET", b"0123456789ABCDEFGHIJKLMNOPQRSTUV"),
        ("BASE85_ALPHABET", base85::BASE85),
        ("Z85_ALPHABET", base85::Z85),
        ("ASCII85_ALPHABET", &base85::ASCII85),
        ("UU_ALPHABET", &base64::UU),
        ("CRYPT_ALPHABET", b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        ("BINHEX_ALPHABET", b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"),
    ];
    for (name, alphabet) in &alphabets {
        module.set(vm, name, vm.new_bytes(alphabet).value());
    }
    Ok(())
}

const HEX_TO: &str = "(hexstr, /, *, ignorechars=b'')";
const TO_HEX: &str = "(data, sep=<unset>, bytes_per_sep=1)";

pub static MODULE: NativeModule = NativeModule {
    name: "binascii",
    doc: "Bytes as text of various alphabets, and checksums.",
    functions: &[
        function("a2b_hex", HEX_TO, a2b_hex, "The bytes that hexadecimal digits spell."),
        function("unhexlify", HEX_TO, a2b_hex, "The bytes that hexadecimal digits spell."),
        function("b2a_hex", TO_HEX, b2a_hex, "Bytes in hexadecimal."),
        function("hexlify", TO_HEX, b2a_hex, "Bytes in hexadecimal."),
        function(
            "a2b_base64",
            "(data, /, *, strict_mode=<unset>, padded=True, alphabet=<unset>, ignorechars=<unset>, canonical=False)",
            base64::a2b_base64,
            "The bytes that base64 text spells.",
        ),
        function(
            "b2a_base64",
            "(data, /, *, padded=True, wrapcol=0, newline=True, alphabet=<unset>)",
            base64::b2a_base64,
            "Bytes in base64.",
        ),
        function(
            "a2b_base32",
            "(data, /, *, padded=True, alphabet=<unset>, ignorechars=b'', canonical=False)",
            base64::a2b_base32,
            "The bytes that base32 text spells.",
        ),
        function(
            "b2a_base32",
            "(data, /, *, padded=True, wrapcol=0, alphabet=<unset>)",
            base64::b2a_base32,
            "Bytes in base32.",
        ),
        function(
            "a2b_base85",
            "(data, /, *, alphabet=<unset>, ignorechars=b'', canonical=False)",
            base85::a2b_base85,
            "The bytes that base85 text spells.",
        ),
        function(
            "b2a_base85",
            "(data, /, *, pad=False, wrapcol=0, alphabet=<unset>)",
            base85::b2a_base85,
            "Bytes in base85.",
        ),
        function(
            "a2b_ascii85",
            "(data, /, *, foldspaces=False, adobe=False, ignorechars=b'', canonical=False)",
            base85::a2b_ascii85,
            "The bytes that Ascii85 text spells.",
        ),
        function(
            "b2a_ascii85",
            "(data, /, *, foldspaces=False, wrapcol=0, pad=False, adobe=False)",
            base85::b2a_ascii85,
            "Bytes in Ascii85.",
        ),
        function("a2b_uu", "(data, /)", base64::a2b_uu, "The bytes of a uuencoded line."),
        function("b2a_uu", "(data, /, *, backtick=False)", base64::b2a_uu, "At most 45 bytes as a uuencoded line."),
        function("a2b_qp", "(data, header=False)", printable::a2b_qp, "The bytes that quoted-printable text spells."),
        function(
            "b2a_qp",
            "(data, quotetabs=False, istext=True, header=False)",
            printable::b2a_qp,
            "Bytes as quoted-printable text.",
        ),
        function("crc32", "(data, crc=0, /)", crc32, "The CRC-32 of data, going on from another."),
        function("crc_hqx", "(data, crc, /)", crc_hqx, "The CRC-CCITT of data, going on from another."),
    ],
    types: &[&ERROR, &INCOMPLETE],
    init: Some(init),
};
