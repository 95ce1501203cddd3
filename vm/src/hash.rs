//! Hashing: keyed SipHash-1-3 of bytes, and CPython's numeric hash parameters.

use std::hash::Hasher;
use std::sync::OnceLock;

use siphasher::sip::SipHasher13;

static KEY: OnceLock<(u64, u64)> = OnceLock::new();

/// Fixes the key, from `PYTHONHASHSEED` or at random. The first call decides.
pub fn set_key(k0: u64, k1: u64) {
    let _ = KEY.set((k0, k1));
}

/// The hash of a byte string: 0 for the empty one only, never -1.
pub fn bytes(data: &[u8]) -> u64 {
    if data.is_empty() {
        return 0;
    }
    let &(k0, k1) = KEY.get_or_init(|| {
        use std::hash::BuildHasher;
        let random = std::collections::hash_map::RandomState::new();
        (random.hash_one(1), random.hash_one(2))
    });
    let mut hasher = SipHasher13::new_with_keys(k0, k1);
    hasher.write(data);
    match hasher.finish() {
        0 => 1,
        u64::MAX => -2i64 as u64,
        h => h,
    }
}

/// The modulus of numeric hashes, 2^61 - 1.
pub const MODULUS: u64 = (1 << 61) - 1;
/// The hash of infinity.
pub const INFINITY: i64 = 314_159;
/// The factor of the imaginary part.
pub const IMAGINARY: i64 = 1_000_003;
