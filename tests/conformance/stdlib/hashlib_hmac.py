"""hashlib and hmac: digests, copies, keys, errors."""

import hashlib
import hmac
import io


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512"):
    h = hashlib.new(name, b"abc")
    print(name, h.hexdigest()[:24], h.digest_size, h.block_size, h.name, getattr(hashlib, name)(b"abc").digest() == h.digest(),
        name in hashlib.algorithms_guaranteed)
h = hashlib.sha256()
h.update(b"a")
c = h.copy()
h.update(bytearray(b"b"))
c.update(memoryview(b"c"))
print(h.hexdigest() == hashlib.sha256(b"ab").hexdigest(), c.hexdigest() == hashlib.sha256(b"ac").hexdigest(),
    hashlib.sha256(b"x" * 100000).hexdigest(), hashlib.file_digest(io.BytesIO(b"abc"), "md5").hexdigest())
attempt(hashlib.sha256, "text")
attempt(h.update, "text")
attempt(hashlib.new, "nope")
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 10, 40).hex())
m = hmac.new(b"key", b"message", "sha256")
other = m.copy()
other.update(b"!")
print(m.hexdigest(), other.hexdigest()[:8], m.name, m.digest_size, m.block_size, hmac.digest(b"k" * 200, b"m", "md5").hex(),
    hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"))
attempt(hmac.new, b"key")
attempt(hmac.compare_digest, "a", b"a")
attempt(hmac.compare_digest, "é", "é")
