//! Lists the Python modules under `py/`, so that adding a file is all it takes to add a module.

use std::fmt::Write;
use std::path::Path;

fn walk(dir: &Path, prefix: &str, out: &mut Vec<(String, bool, String)>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(dir).expect("the folder of Python modules").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().and_then(|n| n.to_str()).expect("a UTF-8 name").to_owned();
        if path.is_dir() {
            if path.join("__init__.py").is_file() {
                walk(&path, &format!("{prefix}{name}."), out);
            }
            continue;
        }
        if path.extension().is_none_or(|e| e != "py") {
            continue;
        }
        let file = path.to_str().expect("a UTF-8 path").to_owned();
        if name == "__init__" {
            out.push((prefix.trim_end_matches('.').to_owned(), true, file));
        } else {
            out.push((format!("{prefix}{name}"), false, file));
        }
    }
}

fn main() {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("py");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut modules = Vec::new();
    walk(&root, "", &mut modules);
    modules.sort();
    let mut text = String::from("&[\n");
    for (name, package, file) in modules {
        println!("cargo::rerun-if-changed={file}");
        writeln!(text, "    Frozen {{ name: {name:?}, is_package: {package}, source: include_str!({file:?}) }},")
            .expect("writing to memory");
    }
    text.push_str("]\n");
    let out = Path::new(&std::env::var("OUT_DIR").expect("set by cargo")).join("frozen.rs");
    std::fs::write(out, text).expect("OUT_DIR is writable");
}
