//! `_hashlib`: message digests.

use digest::{Digest, Update};
use parking_lot::Mutex;

use pyish_vm::heap::Trace;
use pyish_vm::native::{NativeModule, function, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

macro_rules! algorithms {
    (fixed { $($variant:ident $name:literal $ty:ty, $block:literal;)* }) => {
        #[derive(Clone)]
        enum State { $($variant($ty),)* }
        static NAMES: &[&str] = &[$($name,)*];
        impl State {
            fn new(name: &str) -> Option<State> {
                Some(match name {
                    $($name => State::$variant(<$ty>::default()),)*
                    _ => return None,
                })
            }
            fn update(&mut self, data: &[u8]) {
                match self {
                    $(State::$variant(h) => Update::update(h, data),)*
                }
            }
            fn name(&self) -> &'static str {
                match self { $(State::$variant(_) => $name,)* }
            }
            fn block_size(&self) -> usize {
                match self { $(State::$variant(_) => $block,)* }
            }
            fn digest_size(&self) -> usize {
                match self { $(State::$variant(_) => <$ty as Digest>::output_size(),)* }
            }
            fn finish(self) -> Vec<u8> {
                match self { $(State::$variant(h) => h.finalize().to_vec(),)* }
            }
        }
    };
}

algorithms! {
    fixed {
    Md5 "md5" md5::Md5, 64;
    Sha1 "sha1" sha1::Sha1, 64;
    Sha224 "sha224" sha2::Sha224, 64;
    Sha256 "sha256" sha2::Sha256, 64;
    Sha384 "sha384" sha2::Sha384, 128;
    Sha512 "sha512" sha2::Sha512, 128;
    Sha3_224 "sha3_224" sha3::Sha3_224, 144;
    Sha3_256 "sha3_256" sha3::Sha3_256, 136;
    Sha3_384 "sha3_384" sha3::Sha3_384, 104;
    Sha3_512 "sha3_512" sha3::Sha3_512, 72;
    }
}

#[repr(C)]
struct Hash {
    header: Header,
    name: Slot,
    state: *const Mutex<State>,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Hash {}

/// # Safety
/// `p` addresses a hash that nothing refers to any more.
unsafe fn drop_hash(p: *mut u64) {
    // SAFETY: as promised; made by Box.
    unsafe { drop(Box::from_raw((*p.cast::<Hash>()).state.cast_mut())) };
}
/// # Safety
/// `p` addresses a live hash.
unsafe fn trace(p: *const u64, marker: &mut pyish_vm::heap::Marker) {
    // SAFETY: as promised.
    marker.slot(unsafe { &(*p.cast::<Hash>()).name });
}
fn state(v: Value) -> &'static Mutex<State> {
    // SAFETY: the door checks the receiver; the state lives as long as it, and callers keep it rooted.
    unsafe { &*v.cast::<Hash>().state }
}
fn make(vm: &Vm, made: State) -> Ref<Hash> {
    let name = vm.new_str(made.name()).value();
    let state = Box::into_raw(Box::new(Mutex::new(made)));
    vm.alloc(TYPE.shape(), Hash { header: Header::EMPTY, name: Slot::new(name), state })
}

/// Long data is digested while others run.
const LONG: usize = 2048;

fn feed(vm: &Vm, hash: Value, data: Value) -> PyResult<()> {
    if data.to_str().is_some() {
        throw!(vm, TYPE_ERROR, "Strings must be encoded before hashing");
    }
    if !vm.has_buffer(data) {
        throw!(vm, TYPE_ERROR, "object supporting the buffer API required");
    }
    if let Some(bytes) = data.to_bytes()
        && bytes.len() >= LONG
    {
        let bytes = bytes.as_slice();
        vm.released(|| state(hash).lock().update(bytes));
        return Ok(());
    }
    let copied = vm.with_buffer(data, <[u8]>::to_vec)?;
    vm.released(|| state(hash).lock().update(&copied));
    Ok(())
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(name) = args[0].to_str() else {
        throw!(vm, TYPE_ERROR, "new() argument 'name' must be str, not {}", vm.type_name(args[0]));
    };
    let lower = name.to_string_lossy().to_ascii_lowercase().replace("sha-", "sha").replace("sha3-", "sha3_");
    let Some(made) = State::new(&lower) else {
        throw!(vm, VALUE_ERROR, "unsupported hash algorithm {name}");
    };
    let hash = make(vm, made).value();
    for data in [args[1], args[3]] {
        if !data.is_unbound() && !data.is_none() {
            feed(vm, hash, data)?;
        }
    }
    Ok(hash)
}
fn update(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    feed(vm, args[0], args[1])?;
    Ok(Value::NONE)
}
fn copy(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let copied = state(args[0]).lock().clone();
    Ok(make(vm, copied).value())
}
fn finished(args: &[Value]) -> Vec<u8> {
    let copied = state(args[0]).lock().clone();
    copied.finish()
}
fn digest_of(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_bytes(&finished(args)).value())
}
fn hexdigest(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let text: String = finished(args).iter().map(|b| format!("{b:02x}")).collect();
    Ok(vm.new_str(&text).value())
}
fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_str(&format!("<{} _hashlib.HASH object @ {:#x}>", state(v).lock().name(), v.bits())).value())
}
pub fn compare_digest(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let read = |v: Value, other: Value| -> PyResult<Vec<u8>> {
        match (v.to_str(), other.to_str()) {
            (Some(s), Some(_)) => match s.as_ascii() {
                Some(text) => Ok(text.as_bytes().to_vec()),
                None => throw!(vm, TYPE_ERROR, "comparing strings with non-ASCII characters is not supported"),
            },
            _ if vm.has_buffer(v) => vm.with_buffer(v, <[u8]>::to_vec),
            _ => throw!(vm, TYPE_ERROR, "a bytes-like object is required, not '{}'", vm.type_name(v)),
        }
    };
    let (a, b) = (read(args[0], args[1])?, read(args[1], args[0])?);
    // Every byte is looked at, whatever the first ones say.
    let differing = a.iter().zip(&b).fold(a.len() ^ b.len(), |all, (x, y)| all | (x ^ y) as usize);
    Ok(Value::bool(std::hint::black_box(differing) == 0))
}
fn names(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let out = vm.new_list(&[]);
    NAMES.iter().for_each(|name| out.push(vm, vm.new_str(name).value()));
    Ok(out.value())
}

static TYPE: TypeDef = TypeDef {
    name: "_hashlib.HASH",
    doc: "A digest in the making.",
    size: size_of::<Hash>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace),
    drop: Some(drop_hash),
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        method("update", "(data, /)", update, "Takes more bytes in."),
        method("digest", "()", digest_of, "The digest of all bytes so far."),
        method("hexdigest", "()", hexdigest, "The digest in hexadecimal."),
        method("copy", "()", copy, "A copy, which goes on by itself."),
    ],
    getset: &[
        getter("name", |vm, v| Ok(vm.new_str(state(v).lock().name()).value()), "The name of the algorithm."),
        getter("digest_size", |_, v| Ok(Value::int(state(v).lock().digest_size() as i64)), "Bytes of a digest."),
        getter("block_size", |_, v| Ok(Value::int(state(v).lock().block_size() as i64)), "Bytes of a block."),
    ],
    ..TypeDef::NEW
};

pub static MODULE: NativeModule = NativeModule {
    name: "_hashlib",
    doc: "Message digests.",
    functions: &[
        function("new", "(name, data=<unset>, *, usedforsecurity=True, string=None)", new, "A hash by name."),
        function("names", "()", names, "The names of all algorithms."),
        function("compare_digest", "(a, b, /)", compare_digest, "Whether two digests are equal, in constant time."),
    ],
    types: &[&TYPE],
    init: None,
};
