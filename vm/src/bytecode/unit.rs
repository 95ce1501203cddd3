//! What the compiler hands over: code with its constants still as plain data, free of heap objects.
//! `bytecode::link` turns it into code objects. It owns no `Value`.

/// A constant of a code unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// An integer outside 63 bits: digits and radix (10, 16, 8, 2), without prefix, underscores or sign.
    BigInt {
        digits: Box<str>,
        radix: u32,
        negative: bool,
    },
    Float(f64),
    Complex(f64, f64),
    /// Text as WTF-8: UTF-8 in which lone surrogates may stand. `intern` for names and identifier-like text.
    Str {
        wtf8: Box<[u8]>,
        intern: bool,
    },
    Bytes(Box<[u8]>),
    Tuple(Vec<Const>),
    FrozenSet(Vec<Const>),
    /// slice(start, stop, step) of constants
    Slice(Box<[Const; 3]>),
    Code(Box<CodeUnit>),
}

/// Where an instruction comes from; columns are byte offsets in the line, -1 when unknown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub col: i32,
    pub end_col: i32,
}

/// While the pc is in `start..end` (word offsets), an exception goes to `target` with R[register] = the exception.
/// Inner ranges stand before outer ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub register: u16,
}

/// A comprehension whose code stands in the unit: while the pc is in `start..end`, `locals()` sees its variables too (and in a
/// NAMESPACE scope only these). A variable is in its register, or in the cell that its register holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InlinedScope {
    pub start: u32,
    pub end: u32,
    pub variables: Vec<(Box<str>, u16)>,
}

/// Flags of a code object, with CPython's values where it has them.
pub mod flags {
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEWLOCALS: u32 = 0x2;
    pub const VARARGS: u32 = 0x4;
    pub const VARKEYWORDS: u32 = 0x8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    /// Code of the library that stands for native code: its frames do not appear in tracebacks.
    pub const NATIVE: u32 = 0x2000_0000;
    /// Code whose frames are resumed: of generators and coroutines of all kinds.
    pub const ANY_GENERATOR: u32 = GENERATOR | COROUTINE | ASYNC_GENERATOR;
    pub const FUTURE_ANNOTATIONS: u32 = 0x100_0000;
    pub const HAS_DOCSTRING: u32 = 0x400_0000;
    pub const METHOD: u32 = 0x800_0000;
    /// Module, exec, eval and class scope: R[0] is the namespace mapping, names go through LOAD_NAME.
    pub const NAMESPACE: u32 = 0x1000_0000;
}

/// One compiled scope: module, class body, function, lambda, comprehension, annotation scope.
///
/// Registers 0.. are: the parameters (positional, keyword-only, `*args`, `**kwargs` in that order), then the other locals,
/// then temporaries. In NAMESPACE scopes register 0 is the namespace.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct CodeUnit {
    pub name: Box<str>,
    pub qualname: Box<str>,
    pub filename: Box<str>,
    pub first_line: u32,
    pub flags: u32,
    /// Positional parameters, positional-only ones included.
    pub argcount: u16,
    pub posonly: u16,
    pub kwonly: u16,
    pub nregs: u16,
    /// Names of the variables in registers: parameters first, in order. `varnames[i]` is register i.
    pub varnames: Vec<Box<str>>,
    /// (name, register) of variables that live in cells created here; a captured parameter is also in `varnames`.
    pub cellvars: Vec<(Box<str>, u16)>,
    /// (name, register) of variables that come through the closure, in closure order; the register gets its cell by LOAD_CLOSURE.
    pub freevars: Vec<(Box<str>, u16)>,
    pub code: Vec<u64>,
    pub consts: Vec<Const>,
    /// `code[word]` is to be `consts[index]`.
    pub relocs: Vec<(u32, u32)>,
    /// Sorted by word offset: the position of the instructions from there on. A call that looks up its callee (CALL_GLOBAL,
    /// CALL_METHOD) has at its second word the position of the name or attribute, where a failing lookup is reported.
    pub positions: Vec<(u32, Position)>,
    /// (word offset, line): a line that was visited before the instruction there without leaving one. Sorted; for tracing.
    pub marks: Vec<(u32, u32)>,
    /// (word offset, taken, line): the same for a line visited on the way from an instruction, where it jumps (taken) or goes on.
    pub edges: Vec<(u32, bool, u32)>,
    pub handlers: Vec<Handler>,
    /// Inlined comprehensions, inner ones before those around them.
    pub inlined: Vec<InlinedScope>,
    /// Names assigned as `self.x` in methods of a class body, for `__static_attributes__`; sorted.
    pub static_attributes: Vec<Box<str>>,
}
