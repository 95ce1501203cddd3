//! What the house looks like, as a test: sizes of files, what each file says of itself, who may name whom, where unsafe code is,
//! and that every dependency has its reason.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines that a file may have; tables that a program generated are read by nobody.
const MOST_LINES: usize = 900;
const GENERATED: [&str; 2] = ["vm/src/unicode/tables.rs", "stdlib/src/native/unicodedata/tables.rs"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below `folders` with an extension, as paths from the root, with their text.
fn files(folders: &[&str], extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = folders.iter().map(|f| root().join(f)).collect();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project").flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !path.ends_with("target") {
                    waiting.push(path);
                }
            } else if path.extension().is_some_and(|e| e == extension) {
                let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(&path).expect("source text is UTF-8")));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no .{extension} in {folders:?}");
    found
}

fn rust_files() -> Vec<(String, String)> {
    files(&["src", "lexer/src", "parser/src", "vm/src", "stdlib/src", "tests"], "rs")
}

/// Fails with all complaints at once.
fn settle(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn files_can_be_read_in_one_sitting() {
    let python = files(&["stdlib/py", "examples", "benches"], "py");
    let long = rust_files()
        .into_iter()
        .chain(python)
        .filter(|(name, _)| !GENERATED.contains(&name.as_str()))
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES);
    settle(long.map(|(name, lines)| format!("{name} has {lines} lines")).collect());
}

#[test]
fn files_say_what_they_are() {
    let mute = rust_files().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(name, _)| name);
    let python = files(&["stdlib/py", "examples"], "py")
        .into_iter()
        // The samples of the document stand as they were printed.
        .filter(|(name, text)| {
            !name.starts_with("examples/document/") && !text.trim_start().starts_with(['"', 'r', '\''])
        })
        .map(|(name, _)| name);
    settle(mute.chain(python).map(|name| format!("{name} does not open with what it owns")).collect());
}

#[test]
fn dependencies_run_one_way() {
    let forbidden: [(&str, &[&str]); 4] = [
        ("lexer/src", &["pyish_parser", "pyish_vm", "pyish_stdlib"]),
        ("parser/src", &["pyish_vm", "pyish_stdlib"]),
        ("vm/src", &["pyish_stdlib"]),
        ("vm/src/compile", &["crate::eval", "crate::heap", "crate::thread", "crate::import", "crate::modules"]),
    ];
    let mut complaints = Vec::new();
    for (folder, names) in forbidden {
        for (file, text) in files(&[folder], "rs") {
            if file.contains("/tests") {
                continue;
            }
            let named = names.iter().filter(|name| text.contains(**name));
            complaints.extend(named.map(|name| format!("{file} names {name}")));
        }
    }
    settle(complaints);
}

#[test]
fn unsafe_code_is_where_the_map_says() {
    let safe = files(&["lexer/src", "parser/src", "vm/src/compile"], "rs");
    let line = |text: &str| text.lines().any(|l| !l.trim_start().starts_with("//") && l.contains("unsafe {"));
    settle(
        safe.into_iter().filter(|(_, text)| line(text)).map(|(name, _)| format!("{name} has unsafe code")).collect(),
    );
}

#[test]
fn every_dependency_has_its_reason() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut complaints = Vec::new();
    for manifest in ["Cargo.toml", "lexer/Cargo.toml", "parser/Cargo.toml", "vm/Cargo.toml", "stdlib/Cargo.toml"] {
        let text = fs::read_to_string(root().join(manifest)).expect("a manifest");
        let mut listed = false;
        for line in text.lines() {
            if line.starts_with('[') {
                listed = line.ends_with("dependencies]");
            } else if listed && let Some((name, _)) = line.split_once(['=', '.']) {
                let name = name.trim();
                if !name.starts_with('#') && !name.starts_with("pyish") && !name_in_table(&map, name) {
                    complaints.push(format!("{manifest}: {name} is not in ARCHITECTURE.md"));
                }
            }
        }
    }
    settle(complaints);
}

fn name_in_table(map: &str, name: &str) -> bool {
    let rows = map.lines().filter(|l| l.starts_with("| "));
    rows.filter_map(|l| l.split('|').nth(1)).any(|cell| cell.split(',').any(|n| n.trim() == name))
}
