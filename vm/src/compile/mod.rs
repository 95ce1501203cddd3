//! Abstract syntax tree to [`CodeUnit`].
//!
//! [`compile`] is the only door. Two passes: `scope` finds out where each name lives, the rest walks the tree once and
//! emits register code. Invariant: this folder sees the tree and `bytecode` and no other part of the machine; a unit that
//! leaves it passes [`verify`](super::bytecode::disasm::verify).
//!
//! Registers of a function: parameters, locals, cells, free variables, temporaries. Locals are operands of instructions as
//! they are; a temporary is taken from a stack (`Unit::alloc`) and given back when its expression is done, so a call window,
//! which lies at the top of that stack, has nothing live above it.

mod annotations;
mod assemble;
mod awaiting;
mod bits;
mod calls;
mod classes;
mod comprehensions;
mod conditions;
mod constants;
mod docstring;
mod emit;
mod exceptions;
mod expressions;
mod fold;
mod functions;
mod future;
mod imports;
mod loops;
mod names;
mod operators;
mod patterns;
mod scope;
mod statements;
mod strings;
mod targets;
mod type_params;
mod unit;
mod unparse;
mod variables;
mod warnings;
mod with;

use pyish_parser::ast::{LineIndex, Mod, Span};
use pyish_parser::{SyntaxError, SyntaxErrorKind, SyntaxWarning};

use crate::bytecode::unit::{CodeUnit, Position};
use names::{Names, Sym};
use scope::SymbolTable;
use unit::Unit;

/// What `compile()` may be asked for beyond the source.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// 0: everything; 1: no assertions, `__debug__` is false; 2: no docstrings either.
    pub optimize: u8,
    /// `from __future__ import annotations` is inherited from the code that compiles.
    pub future_annotations: bool,
    /// `await` and its kin are allowed at module level.
    pub top_level_await: bool,
}

/// The code of a module and what the compiler has to say about it.
#[derive(Debug)]
pub struct Output {
    pub unit: CodeUnit,
    pub warnings: Vec<SyntaxWarning>,
}

/// An internal result; the error is boxed because nearly every function returns one.
type Result<T = ()> = std::result::Result<T, Box<SyntaxError>>;

/// Compiles a module, an interactive statement or an expression. `source` is the text the tree's spans refer to.
pub fn compile(
    module: &Mod,
    source: &str,
    filename: &str,
    options: Options,
) -> std::result::Result<Output, SyntaxError> {
    compile_boxed(module, Source::new(source, filename), options).map_err(|error| *error)
}

fn compile_boxed(module: &Mod, source: Source<'_>, options: Options) -> Result<Output> {
    let mut names = Names::new();
    let future_annotations = options.future_annotations | future::scan(module, &source)?;
    let table = scope::build(module, &source, &mut names, scope::Mode { future_annotations, options })?;
    let mut compiler = Compiler {
        source,
        options,
        future_annotations,
        names,
        table,
        unit: Unit::default(),
        enclosing: Vec::new(),
        class_names: Vec::new(),
        warnings: Vec::new(),
        repeats: 0,
        not_constant: names::FastSet::default(),
    };
    let unit = compiler.module(module)?;
    Ok(Output { unit, warnings: compiler.warnings })
}

/// The state of one compilation.
struct Compiler<'a> {
    source: Source<'a>,
    options: Options,
    future_annotations: bool,
    names: Names,
    table: SymbolTable,
    /// The code being written, and the ones around it, outermost first.
    unit: Unit<'a>,
    enclosing: Vec<Unit<'a>>,
    /// The classes whose private names are mangled, innermost last; None where mangling is off.
    class_names: Vec<Option<&'a str>>,
    warnings: Vec<SyntaxWarning>,
    /// How many times over the current statements are being compiled again (`finally` bodies): repeats do not warn.
    repeats: u32,
    /// Long chains of operators already found not to be constant, by node address.
    not_constant: names::FastSet<usize>,
}

/// The text under the tree, for positions and error messages.
struct Source<'a> {
    text: &'a str,
    filename: &'a str,
    lines: LineIndex,
    /// The line looked up last, its start and its end: neighbouring lookups are the rule.
    last: std::cell::Cell<(u32, u32, u32)>,
}

impl<'a> Source<'a> {
    fn new(text: &'a str, filename: &'a str) -> Source<'a> {
        Source { text, filename, lines: LineIndex::new(text), last: std::cell::Cell::new((1, 0, 0)) }
    }

    /// Line and byte column of an offset.
    fn place(&self, offset: u32) -> (u32, u32) {
        let (line, start, end) = self.last.get();
        if start <= offset && offset < end {
            return (line, offset - start);
        }
        let line = self.lines.line(offset);
        let start = self.lines.line_start(line);
        let end = if line < self.lines.line_count() { self.lines.line_start(line + 1) } else { u32::MAX };
        self.last.set((line, start, end));
        (line, offset - start)
    }

    fn line(&self, span: Span) -> u32 {
        self.place(span.start).0
    }

    fn position(&self, span: Span) -> Position {
        let (line, col) = self.place(span.start);
        let (end_line, end_col) = self.place(span.end);
        Position { line, end_line, col: col as i32, end_col: end_col as i32 }
    }

    fn error(&self, span: Span, message: impl Into<String>) -> Box<SyntaxError> {
        let number = |offset| (self.lines.line(offset), self.lines.char_column(self.text, offset) as i32 + 1);
        let (lineno, col_offset) = number(span.start);
        let (end_lineno, end_col_offset) = number(span.end);
        Box::new(SyntaxError {
            kind: SyntaxErrorKind::Syntax,
            message: message.into(),
            span,
            lineno,
            col_offset,
            end_lineno,
            end_col_offset,
            incomplete: false,
            line_break: false,
        })
    }
}

impl<'a> Compiler<'a> {
    fn fail<T>(&self, span: Span, message: impl Into<String>) -> Result<T> {
        Err(self.source.error(span, message))
    }

    /// The name as the current class stores it.
    fn mangle(&mut self, name: &str) -> Sym {
        match self.class_names.last() {
            Some(&Some(class)) if names::is_private(name) => {
                let only = &self.table[self.unit.scope].mangled;
                if let Some(only) = only {
                    let plain = self.names.intern(name);
                    if !only.contains(&plain) {
                        return plain;
                    }
                }
                self.names.mangle(Some(class), name)
            }
            _ => self.names.intern(name),
        }
    }
}

/// Runs `f`, on a fresh piece of native stack when little is left: trees may be tens of thousands of levels deep.
#[inline]
fn deep<T>(f: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(96 * 1024, 1024 * 1024, f)
}

#[cfg(test)]
mod tests;
