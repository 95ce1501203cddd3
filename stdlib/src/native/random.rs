//! `_random`: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), with CPython's seeding, so that sequences agree.

use dashu_int::{IBig, UBig};
use parking_lot::Mutex;
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, NativeModule, method};
use pyish_vm::object::{Header, HeapObject, Ref, TypeDef, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

const N: usize = 624;
const M: usize = 397;

/// The generator's state.
struct Twister {
    state: [u32; N],
    index: usize,
}

impl Twister {
    fn init(&mut self, seed: u32) {
        self.state[0] = seed;
        for i in 1..N {
            let before = self.state[i - 1];
            self.state[i] = (before ^ before >> 30).wrapping_mul(1_812_433_253).wrapping_add(i as u32);
        }
        self.index = N;
    }
    fn init_by_array(&mut self, key: &[u32]) {
        self.init(19_650_218);
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let before = self.state[i - 1];
            let mixed = (before ^ before >> 30).wrapping_mul(1_664_525);
            self.state[i] = (self.state[i] ^ mixed).wrapping_add(key[j]).wrapping_add(j as u32);
            i += 1;
            j = (j + 1) % key.len();
            if i >= N {
                self.state[0] = self.state[N - 1];
                i = 1;
            }
        }
        for _ in 0..N - 1 {
            let before = self.state[i - 1];
            let mixed = (before ^ before >> 30).wrapping_mul(1_566_083_941);
            self.state[i] = (self.state[i] ^ mixed).wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                self.state[0] = self.state[N - 1];
                i = 1;
            }
        }
        self.state[0] = 0x8000_0000;
    }
    fn next(&mut self) -> u32 {
        if self.index >= N {
            for k in 0..N {
                let y = self.state[k] & 0x8000_0000 | self.state[(k + 1) % N] & 0x7fff_ffff;
                let twist = if y & 1 == 1 { 0x9908_b0df } else { 0 };
                self.state[k] = self.state[(k + M) % N] ^ y >> 1 ^ twist;
            }
            self.index = 0;
        }
        let mut y = self.state[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c_5680;
        y ^= y << 15 & 0xefc6_0000;
        y ^ y >> 18
    }
}

/// The layout of generators.
#[repr(C)]
pub struct Random {
    header: Header,
    twister: *const Mutex<Twister>,
}
// SAFETY: repr(C), begins with the header; the box is freed through the TypeDef's drop.
unsafe impl HeapObject for Random {}

fn twister(v: Value) -> &'static Mutex<Twister> {
    // SAFETY: the door checks the receiver; the box lives as long as the object.
    unsafe {
        let r: Ref<Random> = v.cast();
        &*r.twister
    }
}

/// Frees a dead generator's state.
///
/// # Safety
/// `p` addresses a `Random` that nothing refers to any more.
unsafe fn drop_random(p: *mut u64) {
    // SAFETY: as promised; made by Box.
    unsafe { drop(Box::from_raw((*p.cast::<Random>()).twister as *mut Mutex<Twister>)) };
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let boxed = Box::into_raw(Box::new(Mutex::new(Twister { state: [0; N], index: N })));
    let v = vm.alloc_instance(vm.class_arg(args[0]), Random { header: Header::EMPTY, twister: boxed }).value();
    seed(vm, &[v, args[1]])?;
    Ok(v)
}

fn seed(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let key: Vec<u32> = if args[1].is_none() {
        let mut bytes = [0u8; 64];
        // SAFETY: a buffer of this length.
        unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), 0) };
        bytes.chunks(4).map(|c| u32::from_le_bytes(c.try_into().expect("four bytes"))).collect()
    } else {
        let n = match args[1].to_bigint(vm) {
            Some(i) => dashu_int::ops::Abs::abs(i),
            None => IBig::from(vm.hash(args[1])? as u64),
        };
        let (_, m) = n.into_parts();
        let bytes = m.to_le_bytes();
        let mut words: Vec<u32> = bytes
            .chunks(4)
            .map(|c| {
                let mut w = [0u8; 4];
                w[..c.len()].copy_from_slice(c);
                u32::from_le_bytes(w)
            })
            .collect();
        if words.is_empty() {
            words.push(0);
        }
        words
    };
    twister(args[0]).lock().init_by_array(&key);
    Ok(Value::NONE)
}

fn random(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut t = twister(args[0]).lock();
    let (a, b) = ((t.next() >> 5) as f64, (t.next() >> 6) as f64);
    Ok(vm.new_float((a * 67_108_864.0 + b) * (1.0 / 9_007_199_254_740_992.0)))
}

fn getrandbits(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let k = vm.index_i64(args[1])?;
    if k < 0 {
        throw!(vm, VALUE_ERROR, "Cannot convert negative int");
    }
    let mut t = twister(args[0]).lock();
    if k == 0 {
        return Ok(Value::int(0));
    }
    if k <= 32 {
        return Ok(vm.new_int((t.next() >> (32 - k)) as i64));
    }
    let words = (k as usize).div_ceil(32);
    let mut bytes = Vec::with_capacity(words * 4);
    let mut left = k;
    for _ in 0..words {
        let r = t.next();
        bytes.extend_from_slice(&(if left < 32 { r >> (32 - left) } else { r }).to_le_bytes());
        left -= 32;
    }
    Ok(vm.new_bigint(&IBig::from(UBig::from_le_bytes(&bytes))))
}

fn getstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let t = twister(args[0]).lock();
    let (state, index) = (t.state, t.index);
    drop(t);
    let all = vm.new_tuple_with(N + 1, |i| Ok(Value::int(if i < N { state[i] as i64 } else { index as i64 })))?;
    Ok(all.value())
}

fn setstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(t) = args[1].to_tuple() else { throw!(vm, TYPE_ERROR, "state vector must be a tuple") };
    if t.len() != N + 1 {
        throw!(vm, VALUE_ERROR, "state vector is the wrong size");
    }
    let mut state = [0u32; N];
    for (slot, v) in state.iter_mut().zip(t.items()) {
        *slot = vm.index_i64(*v)? as u32;
    }
    let index = vm.index_i64(t.items()[N])?;
    if !(0..=N as i64).contains(&index) {
        throw!(vm, VALUE_ERROR, "invalid state");
    }
    *twister(args[0]).lock() = Twister { state, index: index as usize };
    Ok(Value::NONE)
}

static METHODS: &[MethodDef] = &[
    method("seed", "(n=None, /)", seed, "Begin a sequence."),
    method("random", "()", random, "A number in [0, 1)."),
    method("getrandbits", "(k, /)", getrandbits, "An integer of k random bits."),
    method("getstate", "()", getstate, "The state."),
    method("setstate", "(state, /)", setstate, "Restore a state."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_random.Random",
    doc: "A random number generator.",
    size: size_of::<Random>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Leaf,
    drop: Some(drop_random),
    new: Some(method("__new__", "(seed=None, /)", new, "")),
    methods: METHODS,
    ..TypeDef::NEW
};

pub static MODULE: NativeModule =
    NativeModule { name: "_random", doc: "The Mersenne Twister.", functions: &[], types: &[&TYPE], init: None };
