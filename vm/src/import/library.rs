//! Where the library's Python modules pretend to be: they lie in the binary, but programs and tracebacks know them by the paths
//! that CPython's installation gives them.
//!
//! CPython freezes some modules itself; their code is of a file `<frozen NAME>`, here too. What CPython has as native code keeps that
//! form as well, and has no `__file__`.

/// The folder of the library.
pub const FOLDER: &str = "/usr/local/lib/python3.15";

/// Modules whose code CPython freezes, apart from `importlib`.
const FROZEN: [&str; 16] = [
    "__phello__",
    "_collections_abc",
    "_sitebuiltins",
    "abc",
    "codecs",
    "genericpath",
    "importlib.machinery",
    "importlib.util",
    "io",
    "ntpath",
    "os",
    "posixpath",
    "runpy",
    "site",
    "stat",
    "zipimport",
];

/// Modules in Python that are native code in CPython, by their first name; frames of theirs are not shown.
const NATIVE: [&str; 8] =
    ["_collections", "_contextvars", "_io", "_iobase", "_operator", "_sha2", "_typevars", "contextvars"];
/// Modules whose work is native code in CPython, though there is a file.
const NATIVE_WORK: [&str; 7] = ["bisect", "datetime", "heapq", "json.scanner", "operator", "struct", "warnings"];

fn first_part(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

fn is_native(name: &str) -> bool {
    NATIVE.contains(&first_part(name)) || name.starts_with("_io")
}

fn does_native_work(name: &str) -> bool {
    NATIVE_WORK.contains(&first_part(name)) || NATIVE_WORK.contains(&name)
}

/// The file of a module of the library, when it has one.
pub fn file_of(name: &str, is_package: bool) -> Option<String> {
    if is_native(name) {
        return None;
    }
    let path = name.replace('.', "/");
    Some(format!("{FOLDER}/{path}{}", if is_package { "/__init__.py" } else { ".py" }))
}

/// The file that a module's code is said to come from.
pub fn code_file(name: &str, is_package: bool) -> String {
    let frozen = FROZEN.contains(&name) || does_native_work(name);
    match file_of(name, is_package) {
        Some(path) if !frozen => path,
        _ => format!("<frozen {name}>"),
    }
}

/// Whether CPython knows the module as a frozen one.
pub fn is_frozen(name: &str) -> bool {
    FROZEN.contains(&name) || is_native(name)
}

/// Whether code of this file stands for native code of CPython.
pub fn stands_for_native(filename: &str) -> bool {
    let Some(name) = filename.strip_prefix("<frozen ").and_then(|f| f.strip_suffix('>')) else { return false };
    is_native(name) || does_native_work(name)
}
