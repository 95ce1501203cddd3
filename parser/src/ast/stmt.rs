//! Statements, parameters and type parameters.
//!
//! Invariant: a block is a [`Body`], whose drop unrolls `elif` chains in a loop; all other nesting of blocks is
//! bounded by the tokenizer's limit of 100 indents.

use std::ops::{Deref, DerefMut};

use super::{Expr, Identifier, MatchCase, Operator, Span};

#[derive(Clone, Debug)]
pub struct Stmt {
    pub span: Span,
    pub kind: StmtKind,
}

/// CPython's `stmt` nodes, with its field names.
#[derive(Clone, Debug)]
pub enum StmtKind {
    FunctionDef(Box<FunctionDef>),
    AsyncFunctionDef(Box<FunctionDef>),
    ClassDef(Box<ClassDef>),
    Return {
        value: Option<Box<Expr>>,
    },
    Delete {
        targets: Vec<Expr>,
    },
    Assign {
        targets: Vec<Expr>,
        value: Box<Expr>,
    },
    TypeAlias {
        name: Box<Expr>,
        type_params: Vec<TypeParam>,
        value: Box<Expr>,
    },
    AugAssign {
        target: Box<Expr>,
        op: Operator,
        value: Box<Expr>,
    },
    /// `simple`: the target is a name without parentheses.
    AnnAssign {
        target: Box<Expr>,
        annotation: Box<Expr>,
        value: Option<Box<Expr>>,
        simple: bool,
    },
    For(Box<For>),
    AsyncFor(Box<For>),
    While {
        test: Box<Expr>,
        body: Body,
        orelse: Body,
    },
    /// An `elif` is an `If` alone in `orelse`.
    If {
        test: Box<Expr>,
        body: Body,
        orelse: Body,
    },
    With {
        items: Vec<WithItem>,
        body: Body,
    },
    AsyncWith {
        items: Vec<WithItem>,
        body: Body,
    },
    Match {
        subject: Box<Expr>,
        cases: Vec<MatchCase>,
    },
    Raise {
        exc: Option<Box<Expr>>,
        cause: Option<Box<Expr>>,
    },
    Try(Box<Try>),
    TryStar(Box<Try>),
    Assert {
        test: Box<Expr>,
        msg: Option<Box<Expr>>,
    },
    Import {
        names: Vec<Alias>,
        is_lazy: bool,
    },
    ImportFrom {
        module: Option<Identifier>,
        names: Vec<Alias>,
        level: u32,
        is_lazy: bool,
    },
    Global {
        names: Vec<Identifier>,
    },
    Nonlocal {
        names: Vec<Identifier>,
    },
    Expr {
        value: Box<Expr>,
    },
    Pass,
    Break,
    Continue,
}

/// The statement's span starts at `def` or `async`, as in CPython; decorators lie before it.
#[derive(Clone, Debug)]
pub struct FunctionDef {
    pub name: Identifier,
    pub args: Arguments,
    pub body: Body,
    pub decorator_list: Vec<Expr>,
    pub returns: Option<Expr>,
    pub type_params: Vec<TypeParam>,
}

#[derive(Clone, Debug)]
pub struct ClassDef {
    pub name: Identifier,
    pub bases: Vec<Expr>,
    pub keywords: Vec<super::Keyword>,
    pub body: Body,
    pub decorator_list: Vec<Expr>,
    pub type_params: Vec<TypeParam>,
}

#[derive(Clone, Debug)]
pub struct For {
    pub target: Expr,
    pub iter: Expr,
    pub body: Body,
    pub orelse: Body,
}

#[derive(Clone, Debug)]
pub struct Try {
    pub body: Body,
    pub handlers: Vec<ExceptHandler>,
    pub orelse: Body,
    pub finalbody: Body,
}

/// One `except typ as name: body`; `typ` is CPython's `type` field.
#[derive(Clone, Debug)]
pub struct ExceptHandler {
    pub span: Span,
    pub typ: Option<Expr>,
    pub name: Option<Identifier>,
    pub body: Body,
}

#[derive(Clone, Debug)]
pub struct WithItem {
    pub span: Span,
    pub context_expr: Expr,
    pub optional_vars: Option<Expr>,
}

/// `name as asname` of an import; `name` may be dotted, or `*`.
#[derive(Clone, Debug)]
pub struct Alias {
    pub span: Span,
    pub name: Identifier,
    pub asname: Option<Identifier>,
}

/// The parameters of a function. `defaults` belong to the last of `posonlyargs` + `args`; `kw_defaults` run parallel
/// to `kwonlyargs`.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    pub posonlyargs: Vec<Arg>,
    pub args: Vec<Arg>,
    pub vararg: Option<Box<Arg>>,
    pub kwonlyargs: Vec<Arg>,
    pub kw_defaults: Vec<Option<Expr>>,
    pub kwarg: Option<Box<Arg>>,
    pub defaults: Vec<Expr>,
}

#[derive(Clone, Debug)]
pub struct Arg {
    pub span: Span,
    pub arg: Identifier,
    pub annotation: Option<Expr>,
}

#[derive(Clone, Debug)]
pub struct TypeParam {
    pub span: Span,
    pub kind: TypeParamKind,
}

#[derive(Clone, Debug)]
pub enum TypeParamKind {
    TypeVar { name: Identifier, bound: Option<Expr>, default_value: Option<Expr> },
    ParamSpec { name: Identifier, default_value: Option<Expr> },
    TypeVarTuple { name: Identifier, default_value: Option<Expr> },
}

/// A sequence of statements that can be dropped at any depth of `elif`.
#[derive(Clone, Debug, Default)]
pub struct Body(Vec<Stmt>);

impl Body {
    pub fn into_vec(mut self) -> Vec<Stmt> {
        std::mem::take(&mut self.0)
    }
}

impl From<Vec<Stmt>> for Body {
    fn from(statements: Vec<Stmt>) -> Body {
        Body(statements)
    }
}

impl Deref for Body {
    type Target = Vec<Stmt>;

    fn deref(&self) -> &Vec<Stmt> {
        &self.0
    }
}

impl DerefMut for Body {
    fn deref_mut(&mut self) -> &mut Vec<Stmt> {
        &mut self.0
    }
}

impl<'a> IntoIterator for &'a Body {
    type Item = &'a Stmt;
    type IntoIter = std::slice::Iter<'a, Stmt>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        let mut next = elif_chain(&mut self.0);
        while let Some(mut statements) = next {
            next = elif_chain(&mut statements);
        }
    }
}

/// Takes the `else` block out of a block that is a lone `if`.
fn elif_chain(statements: &mut [Stmt]) -> Option<Vec<Stmt>> {
    match statements.last_mut().map(|last| &mut last.kind) {
        Some(StmtKind::If { orelse, .. }) if !orelse.is_empty() => Some(std::mem::take(&mut orelse.0)),
        _ => None,
    }
}
