//! Reading, writing and deleting names, and closures.

use pyish_parser::ast::{Expr, ExprKind};

use super::names::Sym;
use super::scope::{Kind, Place, ScopeId, def};
use super::unit::{Reg, Var};
use super::{Compiler, deep};
use crate::bytecode::opcode::Op;

impl<'a> Compiler<'a> {
    /// Where `name` lives, seen from the code being written.
    pub fn resolve(&self, name: Sym) -> Var {
        for comp in self.unit.comps.iter().rev() {
            if let Some(&var) = comp.vars.get(&name) {
                return var;
            }
            match self.table[comp.scope].get(name).place {
                // What a comprehension of a module or an eval() names may be in the namespace that it runs with.
                Place::GlobalImplicit if self.table[self.unit.scope].kind == Kind::Module => return Var::Name,
                Place::GlobalExplicit | Place::GlobalImplicit => return Var::Global,
                _ => {}
            }
        }
        if let Some(&var) = self.unit.vars.get(&name) {
            return match var {
                // The parts of a comprehension in a class body do not see the class's names.
                Var::ClassFree(register) if !self.unit.comps.is_empty() => Var::Free(register),
                var => var,
            };
        }
        if !self.unit.comps.is_empty()
            && let Some(found) = self.unit.freevars.iter().find(|free| free.0 == name)
        {
            return Var::Free(found.1);
        }
        let scope = &self.table[self.unit.scope];
        let place = scope.get(name).place;
        match scope.kind {
            Kind::Module | Kind::Class if place == Place::GlobalExplicit => Var::Global,
            Kind::Module | Kind::Class => Var::Name,
            _ if scope.sees_class && place == Place::GlobalImplicit && name != Sym::CLASSDICT => Var::ClassGlobal,
            _ => Var::Global,
        }
    }

    pub fn name_const(&mut self, name: Sym) -> u32 {
        if self.unit.code.dead {
            return 0;
        }
        self.unit.constants.name(name, self.names.text(name))
    }

    /// R[dest] = name
    pub fn load_name(&mut self, name: Sym, dest: Reg) {
        match self.resolve(name) {
            Var::Local(register) => {
                self.check_bound(register, name);
                self.unit.mov(dest, register);
            }
            Var::Cell(register) => self.load_deref(dest, register, 0, name),
            Var::Free(register) => self.load_deref(dest, register, 1, name),
            Var::ClassFree(register) => {
                let konst = self.name_const(name);
                self.unit.emit_k(Op::LOAD_CLASS_DEREF, dest, register, 0, konst);
            }
            Var::ClassDeref(register) => {
                let mark = self.unit.top;
                let namespace = self.load_classdict();
                let konst = self.name_const(name);
                self.unit.emit_k(Op::LOAD_CLASS_DEREF, dest, register, namespace, konst);
                self.unit.top = mark;
            }
            Var::ClassGlobal => {
                let mark = self.unit.top;
                let namespace = self.load_classdict();
                let konst = self.name_const(name);
                self.unit.emit_k(Op::LOAD_CLASS_GLOBAL, dest, namespace, 0, konst);
                self.unit.top = mark;
            }
            Var::Global => {
                let konst = self.name_const(name);
                self.unit.emit_k(Op::LOAD_GLOBAL, dest, 0, 0, konst);
            }
            Var::Name => {
                let konst = self.name_const(name);
                self.unit.emit_k(Op::LOAD_NAME, dest, 0, 0, konst);
            }
        }
    }

    fn load_deref(&mut self, dest: Reg, register: Reg, free: u16, name: Sym) {
        let konst = self.name_const(name);
        self.unit.emit_k(Op::LOAD_DEREF, dest, register, free, konst);
    }

    fn load_classdict(&mut self) -> Reg {
        let namespace = self.unit.alloc();
        self.load_name(Sym::CLASSDICT, namespace);
        namespace
    }

    pub fn check_bound(&mut self, register: Reg, name: Sym) {
        if self.unit.must_check(register) {
            let konst = self.name_const(name);
            self.unit.emit_k(Op::CHECK_BOUND, register, 0, 0, konst);
        }
    }

    /// The register of a local variable; None for every other kind of name.
    pub fn local(&self, name: Sym) -> Option<Reg> {
        match self.resolve(name) {
            Var::Local(register) => Some(register),
            _ => None,
        }
    }

    /// The local variable that the expression names, if it is one. Written directly by what computes its value.
    pub fn local_target(&mut self, target: &Expr) -> Option<Reg> {
        let ExprKind::Name { id, .. } = &target.kind else {
            return None;
        };
        let name = self.mangle(id);
        self.local(name)
    }

    /// name = R[source]
    pub fn store_name(&mut self, name: Sym, source: Reg) {
        match self.resolve(name) {
            Var::Local(register) => {
                self.unit.mov(register, source);
                self.mark_bound(register);
            }
            Var::Cell(register) | Var::Free(register) | Var::ClassFree(register) | Var::ClassDeref(register) => {
                self.unit.emit(Op::STORE_DEREF, register, source, 0);
            }
            Var::Global | Var::ClassGlobal => {
                let konst = self.name_const(name);
                self.unit.emit_k(Op::STORE_GLOBAL, source, 0, 0, konst);
            }
            Var::Name => {
                let konst = self.name_const(name);
                self.unit.emit_k(Op::STORE_NAME, source, 0, 0, konst);
            }
        }
    }

    pub fn mark_bound(&mut self, register: Reg) {
        if !self.unit.code.dead {
            self.unit.code.known.insert(register);
        }
    }

    pub fn delete_name(&mut self, name: Sym) {
        let konst = self.name_const(name);
        match self.resolve(name) {
            Var::Local(register) => {
                if self.unit.code.known.contains(register) {
                    self.unit.emit(Op::CLEAR, register, 0, 0);
                } else {
                    self.unit.must_check(register);
                    self.unit.emit_k(Op::DELETE_LOCAL, register, 0, 0, konst);
                }
                self.unit.code.known.remove(register);
            }
            Var::Cell(register) => self.unit.emit_k(Op::DELETE_DEREF, register, 0, 0, konst),
            Var::Free(register) | Var::ClassFree(register) | Var::ClassDeref(register) => {
                self.unit.emit_k(Op::DELETE_DEREF, register, 0, 1, konst);
            }
            Var::Global | Var::ClassGlobal => self.unit.emit_k(Op::DELETE_GLOBAL, 0, 0, 0, konst),
            Var::Name => self.unit.emit_k(Op::DELETE_NAME, 0, 0, 0, konst),
        }
    }

    /// Unbinds the name of an `except … as name` at the clause's end, whether or not it is still bound.
    pub fn unbind_exception_name(&mut self, name: Sym) {
        if let Some(register) = self.local(name) {
            self.unit.emit_d(Op::CLEAR, 1, register, 0, 0);
            self.unit.code.known.remove(register);
            return;
        }
        let mark = self.unit.top;
        let none = self.unit.alloc();
        self.unit.load(none, crate::bytecode::unit::Const::None);
        self.store_name(name, none);
        self.unit.top = mark;
        self.delete_name(name);
    }

    /// The register of the cell that holds `name`, for the closure of an inner function.
    fn cell_of(&self, name: Sym) -> Option<Reg> {
        for comp in self.unit.comps.iter().rev() {
            if let Some(&Var::Cell(register)) = comp.vars.get(&name) {
                return Some(register);
            }
        }
        let mut cells = self.unit.cellvars.iter().chain(&self.unit.freevars);
        cells.find(|cell| cell.0 == name).map(|cell| cell.1)
    }

    /// The free variables of an inner scope, in closure order.
    pub fn free_names(&self, scope: ScopeId) -> Vec<Sym> {
        let info = &self.table[scope];
        let is_free = |name: &&Sym| {
            let symbol = info.get(**name);
            symbol.place == Place::Free || symbol.flags & def::FREE_CLASS != 0
        };
        let mut free: Vec<Sym> = info.order.iter().filter(is_free).copied().collect();
        free.sort_by(|l, r| self.names.text(*l).cmp(self.names.text(*r)));
        free
    }

    /// R[dest] = tuple of the cells that `scope` needs; false when it needs none.
    pub fn closure(&mut self, scope: ScopeId, dest: Reg) -> bool {
        let free = self.free_names(scope);
        if free.is_empty() {
            return false;
        }
        let mark = self.unit.top;
        let first = self.unit.alloc_many(free.len() as u16);
        let mut sources = Vec::with_capacity(free.len());
        for name in &free {
            let Some(cell) = self.cell_of(*name) else {
                panic!("the closure of an inner scope needs {}, which is no cell here", self.names.text(*name));
            };
            sources.push(cell);
        }
        let consecutive = sources.windows(2).all(|pair| pair[1] == pair[0] + 1);
        if consecutive {
            self.unit.emit(Op::BUILD_TUPLE, dest, sources[0], free.len() as u16);
        } else {
            for (index, source) in sources.iter().enumerate() {
                self.unit.mov(first + index as u16, *source);
            }
            self.unit.emit(Op::BUILD_TUPLE, dest, first, free.len() as u16);
        }
        self.unit.top = mark;
        true
    }

    /// Whether evaluating one of `later` may rebind a local by `:=`.
    pub fn may_rebind<'e>(&self, later: impl IntoIterator<Item = &'e Expr>) -> bool {
        self.table[self.unit.scope].walrus && later.into_iter().any(has_walrus)
    }
}

/// Whether an assignment expression, or a comprehension that may hold one, stands in `e` outside of lambdas.
fn has_walrus(e: &Expr) -> bool {
    any_part(e, &mut |part| {
        use ExprKind::*;
        matches!(part.kind, NamedExpr { .. } | ListComp { .. } | SetComp { .. } | DictComp { .. } | GeneratorExp { .. })
    })
}

/// Whether `test` holds for `e` or a part of it. Lambdas are not entered, nor comprehensions.
pub(super) fn any_part(e: &Expr, test: &mut dyn FnMut(&Expr) -> bool) -> bool {
    deep(|| test(e) || any_child(e, test))
}

fn any_child(e: &Expr, test: &mut dyn FnMut(&Expr) -> bool) -> bool {
    use ExprKind::*;
    let mut one = |e: &Expr| any_part(e, test);
    match &e.kind {
        Constant { .. } | Name { .. } | Lambda { .. } => false,
        ListComp { .. } | SetComp { .. } | DictComp { .. } | GeneratorExp { .. } => false,
        BoolOp { values, .. } | JoinedStr { values } | TemplateStr { values } => values.iter().any(one),
        NamedExpr { value, .. } => one(value),
        BinOp { left, right, .. } => one(left) || one(right),
        UnaryOp { operand: value, .. }
        | Starred { value, .. }
        | Await { value }
        | YieldFrom { value }
        | Attribute { value, .. } => one(value),
        IfExp { test, body, orelse } => one(test) || one(body) || one(orelse),
        Dict { keys, values } => keys.iter().flatten().any(&mut one) || values.iter().any(one),
        Set { elts } | List { elts, .. } | Tuple { elts, .. } => elts.iter().any(one),
        Yield { value } => value.as_deref().is_some_and(one),
        Compare { left, comparators, .. } => one(left) || comparators.iter().any(one),
        Call { func, args, keywords } => {
            one(func) || args.iter().any(&mut one) || keywords.iter().any(|keyword| one(&keyword.value))
        }
        FormattedValue { value, format_spec, .. } | Interpolation { value, format_spec, .. } => {
            one(value) || format_spec.as_deref().is_some_and(one)
        }
        Subscript { value, slice, .. } => one(value) || one(slice),
        Slice { lower, upper, step } => [lower, upper, step].into_iter().flatten().any(|part| one(part)),
    }
}
