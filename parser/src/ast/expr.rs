//! Expressions.
//!
//! Invariant: a boxed child is an [`ExprBox`], whose drop is a loop, so left-deep trees cost no native stack.

use std::ops::{Deref, DerefMut};

use super::{Arguments, Identifier, Span, StrLit};

#[derive(Clone, Debug, Default)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

impl Expr {
    pub fn new(span: Span, kind: ExprKind) -> Expr {
        Expr { span, kind }
    }
}

/// CPython's `expr` nodes, with its field names.
#[derive(Clone, Debug)]
pub enum ExprKind {
    BoolOp {
        op: BoolOp,
        values: Vec<Expr>,
    },
    NamedExpr {
        target: ExprBox,
        value: ExprBox,
    },
    BinOp {
        left: ExprBox,
        op: Operator,
        right: ExprBox,
    },
    UnaryOp {
        op: UnaryOp,
        operand: ExprBox,
    },
    Lambda {
        args: Box<Arguments>,
        body: ExprBox,
    },
    IfExp {
        test: ExprBox,
        body: ExprBox,
        orelse: ExprBox,
    },
    /// A `None` key stands for `**value`.
    Dict {
        keys: Vec<Option<Expr>>,
        values: Vec<Expr>,
    },
    Set {
        elts: Vec<Expr>,
    },
    /// `elt` is `Starred` in `[*x for x in y]`.
    ListComp {
        elt: ExprBox,
        generators: Vec<Comprehension>,
    },
    SetComp {
        elt: ExprBox,
        generators: Vec<Comprehension>,
    },
    /// No `value` means `{**key for …}`.
    DictComp {
        key: ExprBox,
        value: Option<ExprBox>,
        generators: Vec<Comprehension>,
    },
    GeneratorExp {
        elt: ExprBox,
        generators: Vec<Comprehension>,
    },
    Await {
        value: ExprBox,
    },
    Yield {
        value: Option<ExprBox>,
    },
    YieldFrom {
        value: ExprBox,
    },
    Compare {
        left: ExprBox,
        ops: Vec<CmpOp>,
        comparators: Vec<Expr>,
    },
    Call {
        func: ExprBox,
        args: Vec<Expr>,
        keywords: Vec<Keyword>,
    },
    /// A replacement field of an f-string; `format_spec` is a `JoinedStr`.
    FormattedValue {
        value: ExprBox,
        conversion: Conversion,
        format_spec: Option<ExprBox>,
    },
    /// A replacement field of a t-string; `text` is CPython's `str` field.
    Interpolation {
        value: ExprBox,
        text: StrLit,
        conversion: Conversion,
        format_spec: Option<ExprBox>,
    },
    JoinedStr {
        values: Vec<Expr>,
    },
    TemplateStr {
        values: Vec<Expr>,
    },
    /// `unicode_prefix` is CPython's `kind == 'u'`.
    Constant {
        value: Constant,
        unicode_prefix: bool,
    },
    Attribute {
        value: ExprBox,
        attr: Identifier,
        ctx: ExprContext,
    },
    Subscript {
        value: ExprBox,
        slice: ExprBox,
        ctx: ExprContext,
    },
    Starred {
        value: ExprBox,
        ctx: ExprContext,
    },
    Name {
        id: Identifier,
        ctx: ExprContext,
    },
    List {
        elts: Vec<Expr>,
        ctx: ExprContext,
    },
    Tuple {
        elts: Vec<Expr>,
        ctx: ExprContext,
    },
    Slice {
        lower: Option<ExprBox>,
        upper: Option<ExprBox>,
        step: Option<ExprBox>,
    },
}

impl Default for ExprKind {
    fn default() -> ExprKind {
        ExprKind::Constant { value: Constant::None, unicode_prefix: false }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExprContext {
    Load,
    Store,
    Del,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BoolOp {
    And,
    Or,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CmpOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

/// The `!s`, `!r`, `!a` of a replacement field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

impl Conversion {
    /// CPython's `conversion` field: -1 or the character's code.
    pub fn code(self) -> i32 {
        match self {
            Conversion::None => -1,
            Conversion::Str => i32::from(b's'),
            Conversion::Repr => i32::from(b'r'),
            Conversion::Ascii => i32::from(b'a'),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    None,
    True,
    False,
    Ellipsis,
    Int(IntLit),
    Float(f64),
    /// The imaginary part; the real part is zero.
    Complex(f64),
    Str(StrLit),
    Bytes(Box<[u8]>),
}

/// An integer literal: its value when that fits, else its digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IntLit {
    Small(i64),
    /// ASCII digits of `radix` (2, 8, 10 or 16), without prefix and underscores.
    Big {
        digits: Box<str>,
        radix: u32,
    },
}

/// One `for target in iter if …` of a comprehension.
#[derive(Clone, Debug)]
pub struct Comprehension {
    pub span: Span,
    pub target: Expr,
    pub iter: Expr,
    pub ifs: Vec<Expr>,
    pub is_async: bool,
}

/// A keyword argument; no `arg` means `**value`.
#[derive(Clone, Debug)]
pub struct Keyword {
    pub span: Span,
    pub arg: Option<Identifier>,
    pub value: Expr,
}

/// `Box<Expr>` that can be dropped at any depth.
#[derive(Clone, Debug)]
pub struct ExprBox(Box<Expr>);

impl ExprBox {
    pub fn new(expr: Expr) -> ExprBox {
        ExprBox(Box::new(expr))
    }

    pub fn into_inner(mut self) -> Expr {
        std::mem::take(&mut *self.0)
    }
}

impl From<Expr> for ExprBox {
    fn from(expr: Expr) -> ExprBox {
        ExprBox::new(expr)
    }
}

impl Deref for ExprBox {
    type Target = Expr;

    fn deref(&self) -> &Expr {
        &self.0
    }
}

impl DerefMut for ExprBox {
    fn deref_mut(&mut self) -> &mut Expr {
        &mut self.0
    }
}

impl AsRef<Expr> for ExprBox {
    fn as_ref(&self) -> &Expr {
        &self.0
    }
}

impl Drop for ExprBox {
    fn drop(&mut self) {
        let mut pending = Vec::new();
        detach_children(&mut self.0.kind, &mut pending);
        while let Some(mut kind) = pending.pop() {
            detach_children(&mut kind, &mut pending);
        }
    }
}

/// Moves the boxed children that have boxed children themselves to `pending`, so that dropping `kind` is shallow.
fn detach_children(kind: &mut ExprKind, pending: &mut Vec<ExprKind>) {
    for child in boxed_children(kind).into_iter().flatten() {
        if boxed_children(&mut child.0.kind).iter().any(Option::is_some) {
            pending.push(std::mem::take(&mut child.0.kind));
        }
    }
}

fn boxed_children(kind: &mut ExprKind) -> [Option<&mut ExprBox>; 3] {
    use ExprKind::*;
    match kind {
        NamedExpr { target, value } => [Some(target), Some(value), None],
        BinOp { left, right, .. } => [Some(left), Some(right), None],
        IfExp { test, body, orelse } => [Some(test), Some(body), Some(orelse)],
        DictComp { key, value, .. } => [Some(key), value.as_mut(), None],
        Subscript { value, slice, .. } => [Some(value), Some(slice), None],
        FormattedValue { value, format_spec, .. } | Interpolation { value, format_spec, .. } => {
            [Some(value), format_spec.as_mut(), None]
        }
        Slice { lower, upper, step } => [lower.as_mut(), upper.as_mut(), step.as_mut()],
        Yield { value } => [value.as_mut(), None, None],
        UnaryOp { operand: child, .. }
        | Lambda { body: child, .. }
        | ListComp { elt: child, .. }
        | SetComp { elt: child, .. }
        | GeneratorExp { elt: child, .. }
        | Await { value: child }
        | YieldFrom { value: child }
        | Compare { left: child, .. }
        | Call { func: child, .. }
        | Attribute { value: child, .. }
        | Starred { value: child, .. } => [Some(child), None, None],
        BoolOp { .. }
        | Dict { .. }
        | Set { .. }
        | JoinedStr { .. }
        | TemplateStr { .. }
        | Constant { .. }
        | Name { .. }
        | List { .. }
        | Tuple { .. } => [None, None, None],
    }
}
