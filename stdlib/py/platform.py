"""What this machine, its system and this Python are."""

import collections as _collections
import os as _os
import re as _re
import sys as _sys


def _unknown_as_blank(value):
    return '' if value == 'unknown' else value


# ---- the system -------------------------------------------------------------

class uname_result(_collections.namedtuple('uname_result_base',
                                           'system node release version machine')):
    """What uname() found; the processor is looked up when asked for."""

    _fields = ('system', 'node', 'release', 'version', 'machine', 'processor')

    @property
    def processor(self):
        return _processor()

    @classmethod
    def _make(cls, iterable):
        values = tuple(iterable)
        if len(values) not in (5, 6):
            raise TypeError(f'expected 5 arguments, got {len(values)}')
        return cls(*values[:5])

    def __iter__(self):
        yield from tuple.__iter__(self)
        yield self.processor

    def __getitem__(self, key):
        return tuple(self)[key]

    def __len__(self):
        return 6

    def __reduce__(self):
        return uname_result, tuple(self)[:5]

    def _asdict(self):
        return dict(zip(self._fields, self))


_cache = {}


def _processor():
    if 'processor' not in _cache:
        # Only `uname -p` knows, and it says "unknown" where it does not.
        found = ''
        try:
            import subprocess
            found = subprocess.check_output(['uname', '-p'], stderr=subprocess.DEVNULL, text=True).strip()
        except (ImportError, OSError, ValueError, LookupError):
            pass
        except Exception as error:
            if type(error).__name__ != 'CalledProcessError':
                raise
        _cache['processor'] = _unknown_as_blank(found)
    return _cache['processor']


def uname():
    """System, node, release, version, machine and processor."""
    if 'uname' not in _cache:
        found = _os.uname()
        system, node, release, version, machine = (_unknown_as_blank(v) for v in found)
        _cache['uname'] = uname_result(system, node, release, version, machine)
    return _cache['uname']


def system():
    """The name of the system, 'Linux' for instance."""
    return uname().system


def node():
    """The name that the machine has in its network."""
    return uname().node


def release():
    """The release of the system."""
    return uname().release


def version():
    """The version of the release."""
    return uname().version


def machine():
    """The kind of machine, 'x86_64' for instance."""
    return uname().machine


def processor():
    """The name of the processor, '' when nobody knows."""
    return uname().processor


def invalidate_caches():
    """Forget what was found, so that it is looked up again."""
    _cache.clear()


def system_alias(system, release, version):
    """The names that systems are sold under."""
    if system != 'SunOS':
        return system, release, version
    if release < '5':
        return system, release, version
    major, dot, rest = release.partition('.')
    if major.isdigit():
        release = str(int(major) - 3) + dot + rest
    return 'Solaris', release, version


def libc_ver(executable=None, lib='', version='', chunksize=16384):
    """The C library that a program is linked to, and its version."""
    if not executable:
        try:
            name, found = _os.confstr('CS_GNU_LIBC_VERSION').split(maxsplit=1)
            return name, found
        except (AttributeError, ValueError, OSError):
            pass
        executable = _sys.executable
        if not executable:
            return lib, version
    pattern = _re.compile(br'(__libc_init)|(GLIBC_([0-9.]+))|(libc(_\w+)?\.so(?:\.(\d[0-9.]*))?)|(musl-([0-9.]+))',
                          _re.ASCII)

    def key(v):
        return [int(n) for n in v.split('.') if n]

    with open(_os.path.realpath(executable), 'rb') as file:
        data = file.read()
    for found in pattern.finditer(data):
        init, glibc, glibc_version, so, threads, so_version, musl, musl_version = (
            part.decode('latin-1') if part is not None else None for part in found.groups())
        if init and not lib:
            lib = 'libc'
        elif glibc:
            if lib != 'glibc':
                lib, version = 'glibc', glibc_version
            elif key(glibc_version) > key(version):
                version = glibc_version
        elif so:
            if lib != 'glibc':
                lib = 'libc'
                if so_version and (not version or key(so_version) > key(version)):
                    version = so_version
                if threads and not version.endswith(threads):
                    version += threads
        elif musl:
            if lib != 'musl' or key(musl_version) > key(version):
                lib, version = 'musl', musl_version
    return lib, version


def architecture(executable=_sys.executable, bits='', linkage=''):
    """Bits of a pointer and the format of a program."""
    if not bits:
        import struct
        bits = str(struct.calcsize('P') * 8) + 'bit'
    if not executable:
        return bits, linkage
    try:
        with open(_os.path.realpath(executable), 'rb') as file:
            head = file.read(5)
    except OSError:
        return bits, linkage
    if head[:4] != b'\x7fELF':
        return bits, linkage
    return ('64bit' if head[4] == 2 else '32bit'), 'ELF'


_platforms = {}


def platform(aliased=False, terse=False):
    """One text with everything that tells systems apart."""
    if (aliased, terse) in _platforms:
        return _platforms[aliased, terse]
    system, _, release, version, machine, processor = uname()
    if machine == processor:
        processor = ''
    if aliased:
        system, release, version = system_alias(system, release, version)
    if system == 'Darwin':
        mac = mac_ver()[0]
        if mac:
            system, release = 'macOS', mac
    if system == 'Linux':
        name, number = libc_ver()
        parts = [system, release, machine, processor, 'with', name + number]
    elif terse:
        parts = [system, release]
    else:
        parts = [system, release, machine, processor, *architecture(_sys.executable)]
    text = '-'.join(part.strip() for part in parts if part)
    for old, new in ((' ', '_'), ('/', '-'), ('\\', '-'), (':', '-'), (';', '-'), ('"', '-'),
                     ('(', '-'), (')', '-'), ('unknown', '')):
        text = text.replace(old, new)
    text = _re.sub('-+', '-', text).strip('-')
    _platforms[aliased, terse] = text
    return text


_os_release = None


def freedesktop_os_release():
    """What the file os-release says of the distribution."""
    global _os_release
    if _os_release is None:
        last = None
        for path in ('/etc/os-release', '/usr/lib/os-release'):
            try:
                with open(path, encoding='utf-8') as file:
                    _os_release = _parse_os_release(file)
                    break
            except OSError as error:
                last = error
        else:
            raise OSError(last.errno, 'Unable to read files /etc/os-release, /usr/lib/os-release')
    return _os_release.copy()


def _parse_os_release(lines):
    found = {'NAME': 'Linux', 'ID': 'linux', 'PRETTY_NAME': 'Linux'}
    line_of = _re.compile(r'''^(?P<name>[a-zA-Z0-9_]+)=(?P<quote>["']?)(?P<value>.*)(?P=quote)$''')
    for line in lines:
        if m := line_of.match(line):
            found[m['name']] = _re.sub(r'\\([\\$"\'`])', r'\1', m['value'])
    return found


# ---- systems that this is not -----------------------------------------------

def mac_ver(release='', versioninfo=('', '', ''), machine=''):
    """What macOS this is: the arguments, elsewhere."""
    return release, versioninfo, machine


IOSVersionInfo = _collections.namedtuple('IOSVersionInfo', 'system release model is_simulator')


def ios_ver(system='', release='', model='', is_simulator=False):
    """What iOS this is: the arguments, elsewhere."""
    return IOSVersionInfo(system, release, model, is_simulator)


AndroidVer = _collections.namedtuple(
    'AndroidVer', 'release api_level manufacturer model device is_emulator')


def android_ver(release='', api_level=0, manufacturer='', model='', device='', is_emulator=False):
    """What Android this is: the arguments, elsewhere."""
    return AndroidVer(release, api_level, manufacturer, model, device, is_emulator)


def win32_ver(release='', version='', csd='', ptype=''):
    """What Windows this is: the arguments, elsewhere."""
    return release, version, csd, ptype


def win32_edition():
    """The edition of Windows: None elsewhere."""
    return None


def win32_is_iot():
    """Whether this is a Windows for devices."""
    return win32_edition() in ('IoTUAP', 'NanoServer', 'WindowsCoreHeadless', 'IoTEdgeOS')


# ---- this Python ------------------------------------------------------------

_version = _re.compile(r'([\w.+]+)\s*(?:experimental free-threading build\s+|free-threading build\s+)?'
                       r'\(#?([^,)]+)(?:,\s*([\w ]*)(?:,\s*([\w :]*))?)?\)\s*(?:\[([^\]]+)\]?)?', _re.ASCII)
_versions = {}


def _sys_version(sys_version=None):
    # Name, version, branch, revision, build number, build date, compiler.
    if sys_version is None:
        sys_version = _sys.version
    if sys_version in _versions:
        return _versions[sys_version]
    name = 'CPython'
    if 'PyPy' in sys_version:
        name = 'PyPy'
    m = _version.match(sys_version)
    if m is None:
        raise ValueError('failed to parse CPython sys.version: %s' % repr(sys_version))
    number, build, date, time, compiler = (part or '' for part in m.groups())
    if time:
        date += ' ' + time
    _, branch, revision = getattr(_sys, '_git', ('', '', ''))
    parts = number.split('.')
    if len(parts) == 2:
        number += '.0'
    answer = name, number, branch, revision, build, date, compiler
    _versions[sys_version] = answer
    return answer


def python_implementation():
    """The name of the implementation that this one behaves as."""
    return _sys_version()[0]


def python_version():
    """The version of the language and library."""
    return _sys_version()[1]


def python_version_tuple():
    """python_version() in parts, as texts."""
    return tuple(_sys_version()[1].split('.'))


def python_branch():
    """The branch that was built."""
    return _sys_version()[2]


def python_revision():
    """The revision that was built."""
    return _sys_version()[3]


def python_build():
    """Number and date of the build."""
    return _sys_version()[4:6]


def python_compiler():
    """The compiler that built it."""
    return _sys_version()[6]


def _main(args=None):
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('args', nargs='*', choices=['nonaliased', 'terse'])
    parser.add_argument('--terse', action='store_true', help='only the name and release')
    parser.add_argument('--nonaliased', dest='aliased', action='store_false',
                        help='the name that the system has for itself')
    parsed = parser.parse_args(args)
    terse = parsed.terse or 'terse' in parsed.args
    aliased = parsed.aliased and 'nonaliased' not in parsed.args
    print(platform(aliased, terse))


if __name__ == '__main__':
    _main()
