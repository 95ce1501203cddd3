//! Token lists: kinds, and where the text stops being tokens.

use pyish_lexer::{Tok, lex};

/// The kinds of a source's tokens, without the first and the last.
fn kinds(source: &str) -> String {
    let lexed = lex(source, Tok::StartFile);
    let names: Vec<String> = lexed.tokens[1..].iter().map(|token| format!("{:?}", token.kind)).collect();
    names.join(" ").trim_end_matches(" EndMarker").to_owned()
}

fn check(source: &str, expected: &str) {
    assert_eq!(kinds(source), expected, "{source:?}");
}

#[test]
fn lines_and_indentation() {
    check("", "EndMarker");
    check("\n\n  # c\n", "EndMarker");
    check("a", "Name Newline");
    check("a\n\n\tb", "Name Newline Indent Name Newline Dedent");
    check("if a:\n  b\n\n# c\n  d\ne", "If Name Colon Newline Indent Name Newline Name Newline Dedent Name Newline");
    check("(\n  a\n)\n", "LParen Name RParen Newline");
    check("a \\\r\n  b", "Name Name Newline");
    check("  \\\n  a", "Indent Name Newline Dedent");
    check("\x0ca", "Name Newline");
    check("a\r\n  b\rc", "Name Newline Indent Name Newline Dedent Name Newline");
}

#[test]
fn operators_numbers_and_names() {
    check("a**=b//c", "Name DoubleStarEqual Name DoubleSlash Name Newline");
    check("a:=b->c...d", "Name ColonEqual Name Arrow Name Ellipsis Name Newline");
    check("1 1.5 .5 1e3 1j 0x_f 1.", "Int Float Float Float Imaginary Int Float Newline");
    check("1if a else 2", "Int If Name Else Int Newline");
    check("a.1", "Name Float Newline");
    check("日本 é_1 ifé", "Name Name Name Newline");
    check("a ! b $ ?", "Name Stray Name Stray Stray Newline");
}

#[test]
fn strings() {
    check("'a' \"b\" '''c\nd''' r'\\' 'e\\'f'", "String String String String Name Error");
    check("rb'a' Br\"b\" u'c'", "String String String Newline");
    check("'a\\\nb'", "String Newline");
    check("f'a{b}c'", "FStringStart FStringMiddle FieldOpen Name FieldClose FStringMiddle FStringEnd Newline");
    check("f'{{}}'", "FStringStart FStringMiddle FStringEnd Newline");
    check(
        "f'{a!r:>{b}}'",
        "FStringStart FieldOpen Name FieldBang Name FieldColon FStringMiddle FieldOpen Name FieldClose FieldClose FStringEnd Newline",
    );
    check("f'{a[1:2]}'", "FStringStart FieldOpen Name LBracket Int Colon Int RBracket FieldClose FStringEnd Newline");
    check("f'{a:=b}'", "FStringStart FieldOpen Name FieldColon FStringMiddle FieldClose FStringEnd Newline");
    check("f'{a!=b}'", "FStringStart FieldOpen Name NotEqual Name FieldClose FStringEnd Newline");
    check(
        "f'{f'{a}'}'",
        "FStringStart FieldOpen FStringStart FieldOpen Name FieldClose FStringEnd FieldClose FStringEnd Newline",
    );
    check("t'\\N{DIGIT ONE}\\{a}'", "TStringStart FStringMiddle FieldOpen Name FieldClose FStringEnd Newline");
}

#[test]
fn soft_keywords() {
    check("match a:\n  case b: c", "Match Name Colon Newline Indent Case Name Colon Name Newline Dedent");
    check("match(a)\ncase = b", "Name LParen Name RParen Newline Name Equal Name Newline");
    check("match: a", "Name Colon Name Newline");
    check("case a: b", "Name Name Colon Name Newline");
    check("type a = b; type = c", "Type Name Equal Name Semi Name Equal Name Newline");
    check("type a[b] = c", "Type Name LBracket Name RBracket Equal Name Newline");
    check("type(a)", "Name LParen Name RParen Newline");
    check("lazy import a\nlazy = b", "Lazy Import Name Newline Name Equal Name Newline");
    check("with (a): b", "With WithLParen Name RParen Colon Name Newline");
    check("with (a).b: c", "With LParen Name RParen Dot Name Colon Name Newline");
    check("with (a, *b): c", "With LParen Name Comma Star Name RParen Colon Name Newline");
    check("with (a for b in c): d", "With LParen Name For Name In Name RParen Colon Name Newline");
}

#[test]
fn errors_name_a_place() {
    let error = |source: &str| {
        let lexed = lex(source, Tok::StartFile);
        let error = lexed.error.expect(source);
        (error.message, error.start)
    };
    assert_eq!(error("a = 'b"), ("unterminated string literal (detected at line 1)".into(), 4));
    assert_eq!(error("(]"), ("closing parenthesis ']' does not match opening parenthesis '('".into(), 1));
    assert_eq!(error("a\n  b\n c"), ("unindent does not match any outer indentation level".into(), 8));
    assert_eq!(error("a\u{a0}b"), ("invalid non-printable character U+00A0".into(), 1));
    assert_eq!(error("0_x"), ("invalid decimal literal".into(), 1));
    assert_eq!(error("f'{a'"), ("f-string: expecting '}'".into(), 4));
}
