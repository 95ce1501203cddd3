//! The doors besides modules: expressions, interactive input, encodings, warnings, suggestions.

use pyish_parser::ast::Mod;
use pyish_parser::{Mode, SyntaxError, decode, parse, parse_with_warnings, suggest_keyword};

fn verdict(source: &str, mode: Mode) -> String {
    match parse(source, mode) {
        Ok(_) => "ok".to_owned(),
        Err(SyntaxError { lineno, col_offset, end_lineno, end_col_offset, message, .. }) => {
            format!("{lineno}:{col_offset}-{end_lineno}:{end_col_offset} {message}")
        }
    }
}

#[test]
fn expressions() {
    let check = |source: &str, expected: &str| assert_eq!(verdict(source, Mode::Eval), expected, "{source:?}");
    check("a,b,", "ok");
    check("\nx\n\n", "ok");
    check("# c\nx # d", "ok");
    check("lambda: (yield)", "ok");
    check("x = 1", "1:3-1:4 invalid syntax");
    check("", "0:0-0:0 invalid syntax");
    check("  x", "1:2-1:-1 unexpected indent");
    check("1 +", "1:0-1:0 invalid syntax");
    check("*a", "1:1-1:2 invalid syntax");
    check("a:=1", "1:2-1:4 invalid syntax");
    check("f(a b)", "1:3-1:6 invalid syntax. Perhaps you forgot a comma?");
    check("f(x for x in y, 1)", "1:3-1:15 Generator expression must be parenthesized");
    check("x\ny", "2:1-2:2 invalid syntax");
    check("return 1", "1:1-1:7 invalid syntax");
    check("(", "1:1-1:0 '(' was never closed");
}

#[test]
fn interactive_statements() {
    let check = |source: &str, expected: &str| assert_eq!(verdict(source, Mode::Single), expected, "{source:?}");
    check("a; b", "ok");
    check("a\n\n# c\n", "ok");
    check("if x: y\n\n", "ok");
    check("a\nb", "1:2-1:3 multiple statements found while compiling a single statement");
    check("a\n)", "1:2-1:3 multiple statements found while compiling a single statement");
    check("if x: pass\ny", "2:1-2:2 invalid syntax");
    check("a b", "1:3-1:4 invalid syntax");
    check("x = (", "1:5-1:0 '(' was never closed");
    assert!(matches!(parse("a", Mode::Single), Ok(Mod::Interactive { .. })));
}

#[test]
fn incomplete_input_asks_for_more() {
    for source in
        ["x = (", "if x:", "x = '''a", "@d", "try:\n  x", "x = f'''{a", "a \\\n", "for x in y:\n", "def f(a,", "{'a':"]
    {
        let error = parse(source, Mode::Exec).expect_err(source);
        assert!(error.incomplete, "{source:?}: {error:?}");
    }
    for source in ["x = 1 +", "x = )", "a b", "x = 'a", "(a b)", "if x\n", "x = [1, 2)", "1_"] {
        let error = parse(source, Mode::Exec).expect_err(source);
        assert!(!error.incomplete, "{source:?}: {error:?}");
    }
}

#[test]
fn warnings_name_their_lines() {
    let mut warnings = Vec::new();
    let source = "x = '\\d'\ny = 1if z else 2\nb'\\400'\nf'''\n\\q{a}'''\n";
    parse_with_warnings(source, Mode::Exec, &mut warnings).expect("warnings are no errors");
    let found: Vec<_> = warnings.iter().map(|w| (w.lineno, &w.message[..20])).collect();
    let expected = [
        (1, "\"\\d\" is an invalid e"),
        (2, "invalid decimal lite"),
        (3, "\"\\400\" is an invalid"),
        (5, "\"\\q\" is an invalid e"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn encodings() {
    assert_eq!(decode(b"\xEF\xBB\xBFx").as_deref(), Ok("x"));
    assert_eq!(decode(b"# coding: latin-1\n'\xe9'").as_deref(), Ok("# coding: latin-1\n'\u{e9}'"));
    assert_eq!(decode(b"\n# -*- coding=ISO_8859-1 -*-\n\xff").as_deref(), Ok("\n# -*- coding=ISO_8859-1 -*-\n\u{ff}"));
    let check = |bytes: &[u8], expected: &str| assert_eq!(decode(bytes).expect_err(expected).message, expected);
    check(
        b"x\n\xff",
        "Non-UTF-8 code starting with '\\xff' on line 2, but no encoding declared; \
         see https://peps.python.org/pep-0263/ for details",
    );
    check(b"# coding: nonsense\n", "unknown encoding: nonsense");
    check(b"a\0b", "source code cannot contain null bytes");
    check(b"\xEF\xBB\xBF# coding: latin-1\n", "encoding problem: iso-8859-1 with BOM");
    let null = parse("a\0b", Mode::Exec).expect_err("null");
    assert_eq!(null.message, "source code string cannot contain null bytes");
}

#[test]
fn misspelled_keywords_are_suggested() {
    let check = |source: &str, expected: Option<&str>| {
        let error = parse(source, Mode::Exec).expect_err(source);
        let found = suggest_keyword(source, &error).map(|better| better.message);
        assert_eq!(found.as_deref(), expected, "{source:?}");
    };
    check("whlie True: pass", Some("invalid syntax. Did you mean 'while'?"));
    check("fro x in y:\n  pass", Some("invalid syntax. Did you mean 'for'?"));
    check("improt a", Some("invalid syntax. Did you mean 'import'?"));
    check("def f():\n  retrun 1\n", Some("invalid syntax. Did you mean 'return'?"));
    check("x = [a fo a in b]", Some("invalid syntax. Did you mean 'for'?"));
    check("x = = 1", None);
    check("hello world", Some("invalid syntax. Did you mean 'del'?"));
    check("awiat x", None);
    check("pritn x", None);
}
