"""os.path: pure string functions."""

import os.path as p

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for path in ["/usr/lib/x.py", "rel/file.tar.gz", "/", "", "a", "/a/", "a//b", ".hidden", "dir/.hidden", "x.",
        "../up", "/a/b/../c/./d//", "~/home"]:
    print(repr(path), p.basename(path), p.dirname(path), p.split(path), p.splitext(path), p.isabs(path),
        p.normpath(path))
print(p.join("a", "b"), p.join("a/", "b"), p.join("a", "/b"), p.join("", "b"), p.join("a", ""),
    p.join("a", "b", "..", "c"), p.join(b"a", b"b"), p.join("/"))
attempt(p.join, "a", b"b")
attempt(p.join, "a", 5)
attempt(p.join)
attempt(p.basename, 5)
print(p.commonpath(["/a/b/c", "/a/b/d", "/a/b"]), p.commonpath(["a"]), p.commonpath(["a/b", "a/c"]))
attempt(p.commonpath, [])
attempt(p.commonpath, ["/a", "b"])
print(p.relpath("/a/b/c", "/a/d"), p.relpath("/a", "/a"), p.relpath("/a/b", "/"), p.abspath("/a/../b"),
    p.splitdrive("/x/y"), p.splitroot("//a/b"), p.splitroot("/a"), p.normcase("A/b"), p.sep,
    p.expanduser("no/tilde"))
import os
os.environ["HOME"], os.environ["V"] = "/home/me", "value"
print(p.expanduser("~/x"), p.expanduser("~"), p.expandvars("$V/${V}/$NOPE/$"), p.exists("/"), p.isdir("/"),
    p.isfile("/"), p.ismount("/"), p.lexists("/nope"), p.exists(""), p.realpath("/tmp/../usr/."),
    p.samestat(os.stat("/"), os.stat("/")), p.exists("a\0b"),
    p.isdevdrive("/") if hasattr(p, "isdevdrive") else False)
attempt(p.getsize, "/nope")
attempt(p.getmtime, "/nope")
attempt(p.relpath, "")
attempt(p.expanduser, 5)
print(p.basename(b"/x/y"), p.splitext(b"a.b"), p.normpath(b"//a/../b"),
    p.isreserved("x") if hasattr(p, "isreserved") else None)
