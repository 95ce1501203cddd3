//! The syntax trees of snippets that use all of the grammar, compared with what CPython 3.15 recorded in
//! `data/trees.txt`; and, when `PYISH_CPYTHON_LIB` names the directory of CPython's library, that all of it parses.

#[path = "tools/dump.rs"]
mod dump;

use std::fs;
use std::path::{Path, PathBuf};

use dump::Dump;
use pyish_parser::{Mode, decode, parse};

#[test]
fn trees_are_cpythons() {
    let data = include_str!("data/trees.txt");
    let mut checked = 0;
    for block in data.split(">>>\n").skip(1) {
        let (snippet, rest) = block.split_once("\n<<<").expect("every snippet has a tree");
        let expected = rest.lines().next().unwrap_or("");
        let module = match parse(snippet, Mode::Exec) {
            Ok(module) => module,
            Err(error) => panic!("{snippet}\nis rejected: {error:?}"),
        };
        assert_eq!(Dump::of(snippet, &module), expected, "\n{snippet}");
        checked += 1;
    }
    assert!(checked > 150, "the data file holds snippets");
}

#[test]
fn line_breaks_do_not_matter() {
    for snippet in ["a\nb = '''c\nd'''\nif e:\n  f\n", "x = f'''a\n{b\n=}'''\n", "a \\\n+ b\n"] {
        let unix = parse(snippet, Mode::Exec).expect("parses");
        let windows = snippet.replace('\n', "\r\n");
        let other = parse(&windows, Mode::Exec).expect("parses with carriage returns");
        assert_eq!(Dump::of(snippet, &unix), Dump::of(&windows, &other), "{snippet}");
    }
}

/// Files CPython's own test suite expects to be rejected, or in encodings that pyish does not know.
const REJECTED: [&str; 8] = [
    "bad_coding.py",
    "bad_coding2.py",
    "badsyntax_3131.py",
    "badsyntax_pep3120.py",
    "lazy_future_import.py",
    "module_koi8_r.py",
    "sitecustomize.py",
    "bad_grammar.py",
];

#[test]
fn cpythons_library_parses() {
    let Some(library) = std::env::var_os("PYISH_CPYTHON_LIB") else {
        return;
    };
    let mut paths = Vec::new();
    collect(Path::new(&library), &mut paths);
    assert!(paths.len() > 500, "{library:?} holds the library");
    let mut failures = Vec::new();
    for path in &paths {
        let Ok(bytes) = fs::read(path) else { continue };
        let outcome = decode(&bytes)
            .map_err(|error| error.message)
            .and_then(|source| parse(&source, Mode::Exec).map_err(|error| error.message));
        if let Err(message) = outcome {
            failures.push(format!("{}: {message}", path.display()));
        }
    }
    failures.retain(|failure| !REJECTED.iter().any(|name| failure.contains(&format!("/{name}:"))));
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn collect(directory: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            paths.push(path);
        }
    }
}
