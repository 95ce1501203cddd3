"""os: files, folders, links, permissions, in a temporary folder."""

import os
import tempfile

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


home = os.getcwd()
folder = tempfile.mkdtemp()
os.chdir(folder)
os.mkdir("sub")
os.makedirs("deep/er/est")
os.makedirs("deep/er", exist_ok=True)
with open("a.txt", "w") as f:
    f.write("hello")
print(sorted(os.listdir()), sorted(os.listdir("deep")), os.path.getsize("a.txt"), os.stat("a.txt").st_size,
    os.access("a.txt", os.R_OK), os.path.exists("nope"))
os.rename("a.txt", "b.txt")
os.replace("b.txt", "sub/c.txt")
os.symlink("sub/c.txt", "link")
os.link("sub/c.txt", "hard")
print(os.readlink("link"), os.path.islink("link"), os.lstat("link").st_size, os.stat("hard").st_nlink,
    os.path.samefile("link", "hard"), open("link").read())
os.chmod("hard", 0o600)
print(oct(os.stat("hard").st_mode), os.utime("hard", (1000, 2000)), os.stat("hard").st_mtime,
    os.stat("hard").st_mtime_ns, os.path.getmtime("hard"), os.truncate("hard", 2), open("link").read())
for path, dirs, files in os.walk("."):
    dirs.sort()
    print(path, dirs, sorted(files))
print(sorted((e.name, e.is_dir(), e.is_file(), e.is_symlink()) for e in os.scandir(".")),
    [w[0] for w in os.walk("deep", topdown=False)])
for call, args in [(os.mkdir, ("sub",)), (os.makedirs, ("sub",)), (os.rmdir, ("deep",)), (os.rmdir, ("nope",)),
        (os.remove, ("nope",)), (os.remove, ("sub",)), (os.rename, ("nope", "x")), (os.listdir, ("nope",)),
        (os.listdir, ("hard",)), (os.stat, ("nope",)), (os.chdir, ("nope",)), (os.readlink, ("hard",)),
        (os.open, ("nope", os.O_RDONLY)), (os.stat, (5.5,)), (os.mkdir, ("a\0b",)), (os.mkdir, (5,)),
        (os.scandir, ("nope",)), (os.symlink, ("x", "link"))]:
    attempt(call, *args)
fd = os.open("raw", os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
print(os.write(fd, b"0123456789"), os.lseek(fd, 2, os.SEEK_SET), os.read(fd, 3), os.fstat(fd).st_size,
    os.ftruncate(fd, 4), os.pread(fd, 10, 0), os.pwrite(fd, b"X", 1), os.isatty(fd), os.get_inheritable(fd))
copy = os.dup(fd)
os.close(fd)
print(os.lseek(copy, 0, 0), os.read(copy, 10), os.close(copy))
for name in ("raw", "link", "hard", "sub/c.txt"):
    os.unlink(name)
os.removedirs("deep/er/est")
os.rmdir("sub")
print(os.listdir())
os.chdir(home)
os.rmdir(folder)
with tempfile.TemporaryDirectory() as name:
    inside = os.path.isdir(name)
print(inside, os.path.exists(name))
with tempfile.NamedTemporaryFile("w+", suffix=".x") as f:
    f.write("temp")
    f.seek(0)
    print(f.read(), f.name.endswith(".x"), os.path.exists(f.name))
print(os.path.exists(f.name))
