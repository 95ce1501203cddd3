"""Identifiers of 128 bits that are the same nowhere else: RFC 9562."""

import os
import sys
import time
from enum import Enum

RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT, RESERVED_FUTURE = [
    'reserved for NCS compatibility', 'specified in RFC 4122',
    'reserved for Microsoft compatibility', 'reserved for future definition']

# Names that are also parameters.
int_ = int
bytes_ = bytes


class SafeUUID(Enum):
    """Whether the identifier was made so that no two processes get the same one."""

    safe = 0
    unsafe = -1
    unknown = None


_FIELDS = (('a 32-bit', 32), ('a 16-bit', 16), ('a 16-bit', 16), ('an 8-bit', 8),
           ('an 8-bit', 8), ('a 48-bit', 48))


def _stamped(value, version):
    """The number with version and variant in their places."""
    value &= ~(0xf000 << 64 | 0xc000 << 48)
    return value | version << 76 | 0x8000 << 48


def _swapped(data):
    """The first three fields with their bytes in the other order."""
    return data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:]


class UUID:
    """An identifier; hashable and ordered.  Give exactly one of its forms.

    hex: with or without hyphens, braces and 'urn:uuid:'; bytes: 16 of them; bytes_le:
    with the first fields in little-endian order; fields: six numbers; int: 128 bits.
    """

    __slots__ = ('int', 'is_safe', '__weakref__')

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None,
                 version=None, *, is_safe=SafeUUID.unknown):
        if [hex, bytes, bytes_le, fields, int].count(None) != 4:
            raise TypeError('one of the hex, bytes, bytes_le, fields, '
                            'or int arguments must be given')
        if hex is not None:
            digits = hex.replace('urn:', '').replace('uuid:', '').strip('{}')
            digits = digits.replace('-', '')
            if len(digits) != 32:
                raise ValueError('badly formed hexadecimal UUID string')
            int = int_(digits, 16)
        elif bytes_le is not None:
            if len(bytes_le) != 16:
                raise ValueError('bytes_le is not a 16-char string')
            assert isinstance(bytes_le, bytes_), repr(bytes_le)
            int = int_.from_bytes(_swapped(bytes_le))
        elif bytes is not None:
            if len(bytes) != 16:
                raise ValueError('bytes is not a 16-char string')
            assert isinstance(bytes, bytes_), repr(bytes)
            int = int_.from_bytes(bytes)
        elif fields is not None:
            int = self._join(fields)
        if not 0 <= int < 1 << 128:
            raise ValueError('int is out of range (need a 128-bit value)')
        if version is not None:
            if not 1 <= version <= 8:
                raise ValueError('illegal version number')
            int = _stamped(int, version)
        object.__setattr__(self, 'int', int)
        object.__setattr__(self, 'is_safe', is_safe)

    @staticmethod
    def _join(fields):
        if len(fields) != 6:
            raise ValueError('fields is not a 6-tuple')
        result = 0
        for i, (value, (name, bits)) in enumerate(zip(fields, _FIELDS), 1):
            if not 0 <= value < 1 << bits:
                raise ValueError(f'field {i} out of range (need {name} value)')
            result = result << bits | value
        return result

    @classmethod
    def _from_int(cls, value):
        self = object.__new__(cls)
        object.__setattr__(self, 'int', value)
        object.__setattr__(self, 'is_safe', SafeUUID.unknown)
        return self

    def __getstate__(self):
        state = {'int': self.int}
        if self.is_safe != SafeUUID.unknown:
            # The value: older versions do not know the class.
            state['is_safe'] = self.is_safe.value
        return state

    def __setstate__(self, state):
        object.__setattr__(self, 'int', state['int'])
        object.__setattr__(self, 'is_safe', SafeUUID(state.get('is_safe')))

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __int__(self):
        return self.int

    def __repr__(self):
        return f'{self.__class__.__name__}({str(self)!r})'

    def __setattr__(self, name, value):
        raise TypeError('UUID objects are immutable')

    def __str__(self):
        digits = self.hex
        return (f'{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-'
                f'{digits[20:]}')

    @property
    def bytes(self):
        return self.int.to_bytes(16)

    @property
    def bytes_le(self):
        return _swapped(self.bytes)

    @property
    def fields(self):
        return (self.time_low, self.time_mid, self.time_hi_version,
                self.clock_seq_hi_variant, self.clock_seq_low, self.node)

    @property
    def time_low(self):
        return self.int >> 96

    @property
    def time_mid(self):
        return (self.int >> 80) & 0xffff

    @property
    def time_hi_version(self):
        return (self.int >> 64) & 0xffff

    @property
    def clock_seq_hi_variant(self):
        return (self.int >> 56) & 0xff

    @property
    def clock_seq_low(self):
        return (self.int >> 48) & 0xff

    @property
    def time(self):
        """The time in it: 100 ns since 1582, or for version 7 ms since 1970."""
        first, last = self.int >> 96, (self.int >> 64) & 0x0fff
        if self.version == 6:
            return first << 28 | self.time_mid << 12 | last
        if self.version == 7:
            return self.int >> 80
        return last << 48 | self.time_mid << 32 | first

    @property
    def clock_seq(self):
        return (self.clock_seq_hi_variant & 0x3f) << 8 | self.clock_seq_low

    @property
    def node(self):
        return self.int & 0xffff_ffff_ffff

    @property
    def hex(self):
        return self.bytes.hex()

    @property
    def urn(self):
        return 'urn:uuid:' + str(self)

    @property
    def variant(self):
        if not self.int & (0x8000 << 48):
            return RESERVED_NCS
        if not self.int & (0x4000 << 48):
            return RFC_4122
        if not self.int & (0x2000 << 48):
            return RESERVED_MICROSOFT
        return RESERVED_FUTURE

    @property
    def version(self):
        """The version number; it means something only if the variant is RFC_4122."""
        if self.variant == RFC_4122:
            return int((self.int >> 76) & 0xf)


def _hardware_address():
    """The address of a network interface as Linux tells it, or None."""
    local = None
    directory = '/sys/class/net'
    try:
        names = sorted(os.listdir(directory))
    except OSError:
        return None
    for name in names:
        try:
            with open(f'{directory}/{name}/address') as f:
                address = int(f.read().strip().replace(':', ''), 16)
        except (OSError, ValueError):
            continue
        if not 0 < address < 1 << 48:
            continue
        if not address & (1 << 41):
            # Given by the maker of the hardware.
            return address
        local = local or address
    return local


def _random_getnode():
    # The multicast bit tells it from addresses of hardware.
    return int.from_bytes(os.urandom(6)) | (1 << 40)


_node = None


def getnode():
    """An address of this machine's hardware, or a random number; always the same."""
    global _node
    if _node is None:
        _node = _hardware_address() or _random_getnode()
    return _node


# The last times that were used, so that none is used twice.
_last_timestamp = None
_last_timestamp_v6 = None
_last_timestamp_v7 = None
_last_counter_v7 = 0


def _timestamp(last):
    """100 ns since 15 October 1582."""
    now = time.time_ns() // 100 + 0x01b21dd213814000
    return last + 1 if last is not None and now <= last else now


def _random_bits(count):
    import random
    return random.getrandbits(count)


def uuid1(node=None, clock_seq=None):
    """From the time and the machine."""
    global _last_timestamp
    _last_timestamp = now = _timestamp(_last_timestamp)
    if clock_seq is None:
        clock_seq = _random_bits(14)
    if node is None:
        node = getnode()
    return UUID(fields=(now & 0xffff_ffff, (now >> 32) & 0xffff, (now >> 48) & 0x0fff,
                        (clock_seq >> 8) & 0x3f, clock_seq & 0xff, node), version=1)


def _named(algorithm, namespace, name, version):
    if isinstance(name, str):
        name = bytes(name, "utf-8")
    import hashlib
    digest = getattr(hashlib, algorithm)(namespace.bytes + name, usedforsecurity=False)
    return UUID._from_int(_stamped(int.from_bytes(digest.digest()[:16]), version))


def uuid3(namespace, name):
    """From another identifier and a name, by MD5; always the same."""
    return _named('md5', namespace, name, 3)


def uuid4():
    """At random."""
    return UUID._from_int(_stamped(int.from_bytes(os.urandom(16)), 4))


def uuid5(namespace, name):
    """From another identifier and a name, by SHA-1; always the same."""
    return _named('sha1', namespace, name, 5)


def uuid6(node=None, clock_seq=None):
    """Like uuid1(), but in an order that follows the time."""
    global _last_timestamp_v6
    _last_timestamp_v6 = now = _timestamp(_last_timestamp_v6)
    if clock_seq is None:
        clock_seq = _random_bits(14)
    if node is None:
        node = getnode()
    value = (((now >> 12) & 0xffff_ffff_ffff) << 80 | (now & 0xfff) << 64
             | (clock_seq & 0x3fff) << 48 | (node & 0xffff_ffff_ffff))
    return UUID._from_int(_stamped(value, 6))


def _uuid7_get_counter_and_tail():
    rand = int.from_bytes(os.urandom(10))
    # The first bit of 42 is 0, so that there is room to count.
    return (rand >> 32) & 0x1ff_ffff_ffff, rand & 0xffff_ffff


def uuid7():
    """From the time in ms, a counter and random bits; in the order they were made."""
    global _last_timestamp_v7, _last_counter_v7
    now = time.time_ns() // 1_000_000
    last = _last_timestamp_v7
    if last is None or now > last:
        counter, tail = _uuid7_get_counter_and_tail()
    else:
        if now < last:
            # The clock was set back.
            now = last + 1
        counter = _last_counter_v7 + 1
        if counter > 0x3ff_ffff_ffff:
            now += 1
            counter, tail = _uuid7_get_counter_and_tail()
        else:
            tail = int.from_bytes(os.urandom(4))
    value = ((now & 0xffff_ffff_ffff) << 80 | ((counter >> 30) & 0x0fff) << 64
             | (counter & 0x3fff_ffff) << 32 | (tail & 0xffff_ffff))
    _last_timestamp_v7 = now
    _last_counter_v7 = counter
    return UUID._from_int(_stamped(value, 7))


def uuid8(a=None, b=None, c=None):
    """From three numbers of 48, 12 and 62 bits; those not given are random."""
    a = _random_bits(48) if a is None else a
    b = _random_bits(12) if b is None else b
    c = _random_bits(62) if c is None else c
    value = (a & 0xffff_ffff_ffff) << 80 | (b & 0xfff) << 64 | c & 0x3fff_ffff_ffff_ffff
    return UUID._from_int(_stamped(value, 8))


def main():
    """python -m uuid"""
    import argparse
    functions = {function.__name__: function
                 for function in (uuid1, uuid3, uuid4, uuid5, uuid6, uuid7, uuid8)}
    namespaces = {"@dns": NAMESPACE_DNS, "@url": NAMESPACE_URL, "@oid": NAMESPACE_OID,
                  "@x500": NAMESPACE_X500}
    parser = argparse.ArgumentParser(
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        description="Generate a UUID using the selected UUID function.")
    parser.add_argument("-u", "--uuid", choices=functions.keys(), default="uuid4",
                        help="function to generate the UUID")
    parser.add_argument("-n", "--namespace",
                        metavar=f"{{any UUID,{','.join(namespaces)}}}",
                        help="`uuid3`/`uuid5` only: a UUID, or a well-known predefined UUID "
                             "addressed by namespace name")
    parser.add_argument("-N", "--name",
                        help="`uuid3`/`uuid5` only: name used as part of generating the "
                             "UUID")
    parser.add_argument("-C", "--count", metavar="NUM", type=int, default=1,
                        help="generate `NUM` fresh UUIDs")
    options = parser.parse_args()
    args = ()
    if options.uuid in ("uuid3", "uuid5"):
        if not options.namespace or not options.name:
            parser.error(f"Incorrect number of arguments. {options.uuid} requires a "
                         "namespace and a name. Run 'python -m uuid -h' for more "
                         "information.")
        namespace = namespaces.get(options.namespace)
        if namespace is None:
            try:
                namespace = UUID(options.namespace)
            except ValueError as e:
                parser.error(f"{e}: {options.namespace!r}")
        args = namespace, options.name
    for _ in range(options.count):
        print(functions[options.uuid](*args))


NAMESPACE_DNS = UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8')
NAMESPACE_URL = UUID('6ba7b811-9dad-11d1-80b4-00c04fd430c8')
NAMESPACE_OID = UUID('6ba7b812-9dad-11d1-80b4-00c04fd430c8')
NAMESPACE_X500 = UUID('6ba7b814-9dad-11d1-80b4-00c04fd430c8')
NIL = UUID(int=0)
MAX = UUID(int=(1 << 128) - 1)

if __name__ == "__main__":
    main()
