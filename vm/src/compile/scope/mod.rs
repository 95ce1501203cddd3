//! Where each name of each scope lives.
//!
//! `build` and `build_expr` collect what a scope does with its names, `analyze` decides between local, cell, free and
//! global, as CPython's symbol tables do. Invariant: after [`build`] no symbol is `Unresolved`. Which register a variable
//! gets is the emitter's affair.

mod analyze;
mod build;
mod build_expr;
mod build_params;

use std::ops::{Index, IndexMut};

use pyish_parser::ast::{Mod, Span};

use super::names::{FastMap, Names, Sym};
use super::{Options, Result, Source};

/// The number of a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct ScopeId(pub u32);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Module,
    Class,
    /// Functions, lambdas and comprehensions.
    Function,
    /// The annotations of a function, class or module.
    Annotations,
    TypeAlias,
    TypeParams,
    /// A bound, constraints or default of a type parameter.
    TypeVariable,
}

impl Kind {
    pub fn is_function_like(self) -> bool {
        !matches!(self, Kind::Module | Kind::Class)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Comp {
    No,
    List,
    Set,
    Dict,
    Generator,
}

/// What a scope does with a name: bits of `Symbol::flags`.
pub(super) mod def {
    pub const GLOBAL: u16 = 1;
    pub const LOCAL: u16 = 1 << 1;
    pub const PARAM: u16 = 1 << 2;
    pub const NONLOCAL: u16 = 1 << 3;
    pub const USE: u16 = 1 << 4;
    /// Bound in a class body and free in one of its functions.
    pub const FREE_CLASS: u16 = 1 << 5;
    pub const IMPORT: u16 = 1 << 6;
    pub const ANNOTATED: u16 = 1 << 7;
    /// The target of a comprehension's `for`.
    pub const COMP_ITER: u16 = 1 << 8;
    pub const TYPE_PARAM: u16 = 1 << 9;
    /// May become unbound again: `del`, or the name of an `except`.
    pub const DELETED: u16 = 1 << 10;
    pub const BOUND: u16 = LOCAL | PARAM | IMPORT | TYPE_PARAM;
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Place {
    #[default]
    Unresolved,
    Local,
    Cell,
    Free,
    GlobalExplicit,
    GlobalImplicit,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Symbol {
    pub flags: u16,
    pub place: Place,
}

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub kind: Kind,
    pub comp: Comp,
    pub name: Sym,
    pub symbols: FastMap<Sym, Symbol>,
    /// Names in the order in which they were first met.
    pub order: Vec<Sym>,
    /// Parameters in register order.
    pub params: Vec<Sym>,
    pub children: Vec<ScopeId>,
    /// Where `global`, `nonlocal` and walrus targets stand, for errors.
    pub directives: Vec<(Sym, Span)>,
    pub nested: bool,
    pub generator: bool,
    pub coroutine: bool,
    pub async_def: bool,
    pub varargs: bool,
    pub varkeywords: bool,
    /// A `return` with a value, which an asynchronous generator may not have.
    pub returns_value: Option<Span>,
    pub needs_class_closure: bool,
    pub needs_classdict: bool,
    /// An annotation-like scope directly in a class: its names are looked up in the class first.
    pub sees_class: bool,
    /// A comprehension whose code stands in the scope around it.
    pub inlined: bool,
    pub method: bool,
    /// Some assignment expression binds a local of this function.
    pub walrus: bool,
    /// Calls `locals` or a relative: unbound locals must look unbound.
    pub introspects: bool,
    pub conditional_annotations: bool,
    /// The scope of the annotations of this module or class.
    pub annotation_scope: Option<ScopeId>,
    /// The only names that are mangled here, where not all are (type parameters of a class).
    pub mangled: Option<Vec<Sym>>,
    /// What of a type parameter this scope evaluates, in words.
    pub part: &'static str,
    /// While building: inside a comprehension's target, depth of its iterables, inside `if` or a loop, inside `try`.
    in_iter_target: bool,
    in_iter_expr: u32,
    in_conditional: bool,
    in_try: bool,
}

impl Scope {
    pub fn get(&self, name: Sym) -> Symbol {
        self.symbols.get(&name).copied().unwrap_or_default()
    }
}

/// Which of a node's scopes is meant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub(super) enum Role {
    Body,
    TypeParams,
    Annotations,
    Bound,
    Default,
}

/// All scopes of a module. Scope 0 is the module.
#[derive(Debug, Default)]
pub(super) struct SymbolTable {
    scopes: Vec<Scope>,
    by_node: FastMap<(usize, u8), ScopeId>,
}

impl SymbolTable {
    /// The scope that `node` opens.
    pub fn of<T>(&self, node: &T, role: Role) -> ScopeId {
        match self.by_node.get(&(std::ptr::from_ref(node).addr(), role as u8)) {
            Some(&id) => id,
            None => panic!("a node opens a scope ({role:?}) that the first pass did not see"),
        }
    }
}

impl Index<ScopeId> for SymbolTable {
    type Output = Scope;
    fn index(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }
}

impl IndexMut<ScopeId> for SymbolTable {
    fn index_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }
}

#[derive(Clone, Copy)]
pub(super) struct Mode {
    pub future_annotations: bool,
    pub options: Options,
}

/// Both passes over a module.
pub(super) fn build(module: &Mod, source: &Source<'_>, names: &mut Names, mode: Mode) -> Result<SymbolTable> {
    let mut table = build::collect(module, source, names, mode)?;
    analyze::resolve(&mut table, source, names)?;
    Ok(table)
}
