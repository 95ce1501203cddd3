//! No input makes the parser panic, overflow the stack, or take forever: deep nesting, and random mutations of real
//! programs. The mutations are deterministic; a failure prints the program.

use std::time::{Duration, Instant};

use pyish_parser::{Mode, SyntaxErrorKind, parse};

fn message(source: &str) -> String {
    match parse(source, Mode::Exec) {
        Ok(_) => "ok".to_owned(),
        Err(e) if e.kind == SyntaxErrorKind::Memory => "memory".to_owned(),
        Err(e) => e.message,
    }
}

#[test]
fn brackets_nest_to_cpythons_limit() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("x[", "]")] {
        let nested = |depth: usize| format!("{}x{}", open.repeat(depth), close.repeat(depth));
        assert_eq!(message(&nested(200)), "ok", "{open}");
        assert_eq!(message(&nested(201)), "too many nested parentheses", "{open}");
        assert_eq!(message(&nested(10_000)), "too many nested parentheses", "{open}");
        assert_eq!(message(&open.repeat(10_000)), "too many nested parentheses", "{open}");
    }
}

#[test]
fn long_chains_parse_and_drop() {
    for chain in [
        vec!["x"; 10_000].join("+"),
        vec!["x"; 10_000].join(" and "),
        vec!["x"; 10_000].join(" < "),
        vec!["x"; 10_000].join("-"),
        format!("x{}", ".a".repeat(20_000)),
        format!("x{}", "()".repeat(20_000)),
        format!("x{}", "[0]".repeat(20_000)),
        format!("x{}", ".f(1)[2]".repeat(20_000)),
        vec!["-1"; 10_000].join(","),
        vec!["a if b else c"; 5_000].join(","),
        vec!["'s'"; 10_000].join(" "),
        format!("if x: pass\n{}else: pass\n", "elif x: pass\n".repeat(5_000)),
        format!("{} 1", "x = ".repeat(10_000)),
    ] {
        assert_eq!(message(&chain), "ok", "{}…", &chain[..20]);
    }
}

#[test]
fn right_nesting_is_bounded() {
    for (repeated, rest) in [("-", "x"), ("not ", "x"), ("x if y else ", "z"), ("lambda: ", "z"), ("x ** ", "y")] {
        assert_eq!(message(&format!("{}{rest}", repeated.repeat(500))), "ok", "{repeated}");
        assert_eq!(message(&format!("{}{rest}", repeated.repeat(100_000))), "memory", "{repeated}");
    }
    let nested = format!("{}x{}", format!("{}(", "- ".repeat(600)).repeat(100), ")".repeat(100));
    assert_eq!(message(&nested), "memory");
}

#[test]
fn errors_in_deep_nesting_are_found_quickly() {
    let start = Instant::now();
    for open in
        ["(", "[", "{", "f(", "x[", "{a: ", "(a, ", "lambda: (", "[x for x in (", "f'{(", "not (", "f(a=", "{**"]
    {
        for middle in ["a b", "a = b", "", "*", "x y z", "1 2", "print x", "a if b", "a := b := c"] {
            for close in ["", ")", "]", "}"] {
                let depth = 190;
                message(&format!("{}{middle}{}", open.repeat(depth), close.repeat(depth)));
            }
        }
    }
    for (line, count) in [("if x:\n", 100), ("try:\n", 99), ("def f():\n", 99), ("match x:\n", 90)] {
        let program: String = (0..count).map(|i| format!("{}{line}", " ".repeat(i))).collect();
        message(&program);
        message(&format!("{program}{}x y\n", " ".repeat(count)));
    }
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
}

/// A small generator of numbers: splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

const SEEDS: [&str; 6] = [
    "def f(a, /, b: int = 1, *args, c, d=2, **kw) -> x:\n    \"\"\"doc\"\"\"\n    return a if b else lambda x=1: x ** -y\n",
    "class A[T: int = str, *Ts, **P](B, metaclass=M):\n    x: int = 1; y += 2\n    @d(1)\n    async def g(self): await x\n",
    "match x, y:\n    case [1, *_, -2+3j] | {\"k\": v, **rest} if z: pass\n    case A.B(c, d=e) as f: pass\n    case _:\n        pass\n",
    "with (a as b, c as (d, *e)): x = [*y for y in z if w]\nfor i, j in k:\n    continue\nelse:\n    del a.b, c[1:2, ::3]\n",
    "try:\n  x = f\"{a!r:>{w}} {{}} {b=} {'q'}\" rb'\\x00'\nexcept* (A, B) as e:\n  raise X from e\nfinally:\n\tyield\n",
    "lazy import a.b as c, d\nfrom ..e import (f, g as h,)\ntype X[T] = {k: v for k, v in z} | {1, 0x_f, 1_0.5e-3j}\nif (n := 10) > 5: pass\nelif not a is not b: print(*a, **b)\n",
];

const SCRAPS: [&str; 44] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "'",
    "\"",
    "'''",
    "f'",
    "f\"{",
    "t'",
    "{",
    "}",
    "!",
    ":",
    ":=",
    "=",
    ",",
    ";",
    "\\",
    "\n",
    "\r",
    "\t",
    "    ",
    "#",
    "\u{e9}",
    "\u{201c}",
    "\u{a0}",
    "\u{feff}",
    "\x0c",
    "\0",
    "0",
    "1_",
    "0x",
    "if",
    "match",
    "case",
    "lambda",
    "async",
    "\\N{",
    "\\",
    "**",
    "\u{1F600}",
];

#[test]
fn mutated_programs_never_panic() {
    let mut random = Random(15);
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < Duration::from_secs(3) {
        let mut chars: Vec<char> = SEEDS[random.below(SEEDS.len())].chars().collect();
        for _ in 0..=random.below(6) {
            let at = random.below(chars.len());
            match random.below(4) {
                0 => drop(chars.drain(at..(at + 1 + random.below(8)).min(chars.len()))),
                1 => drop(chars.splice(at..at, SCRAPS[random.below(SCRAPS.len())].chars())),
                2 => chars.truncate(at + 1),
                _ => {
                    let end = (at + random.below(40)).min(chars.len());
                    let copy: Vec<char> = chars[at..end].to_vec();
                    let to = random.below(chars.len());
                    drop(chars.splice(to..to, copy));
                }
            }
        }
        let source: String = chars.into_iter().collect();
        let outcome = std::panic::catch_unwind(|| {
            for mode in [Mode::Exec, Mode::Eval, Mode::Single] {
                let _ = parse(&source, mode);
            }
        });
        assert!(outcome.is_ok(), "panicked on {source:?}");
        rounds += 1;
    }
    assert!(rounds > 100, "only {rounds} programs in three seconds");
}
