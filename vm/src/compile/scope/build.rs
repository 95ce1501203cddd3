//! First pass over statements: which names each scope binds, uses and declares.

use pyish_parser::ast::*;

use super::super::names::{FastMap, Names, Sym};
use super::super::{Result, Source};
use super::{Comp, Kind, Mode, Role, Scope, ScopeId, Symbol, SymbolTable, def};

/// The state of the first pass.
pub(super) struct Builder<'a, 't> {
    pub source: &'t Source<'a>,
    pub names: &'t mut Names,
    pub mode: Mode,
    pub table: SymbolTable,
    pub stack: Vec<ScopeId>,
    /// The class whose private names are mangled.
    pub class: Option<&'t str>,
    /// The scope of an unevaluated annotation: names in it leave no trace.
    pub unevaluated: u32,
}

pub(super) fn collect(module: &Mod, source: &Source<'_>, names: &mut Names, mode: Mode) -> Result<SymbolTable> {
    let table = SymbolTable::default();
    let mut builder = Builder { source, names, mode, table, stack: Vec::new(), class: None, unevaluated: 0 };
    builder.enter(Kind::Module, Sym::TOP, (module, Role::Body));
    match module {
        Mod::Module { body } | Mod::Interactive { body } => builder.body(body)?,
        Mod::Expression { body } => builder.expr(body)?,
    }
    Ok(builder.table)
}

impl<'t> Builder<'_, 't> {
    pub fn current(&mut self) -> &mut Scope {
        let id = self.id();
        &mut self.table[id]
    }

    pub fn id(&self) -> ScopeId {
        self.stack.last().copied().unwrap_or_default()
    }

    pub fn fail<T>(&self, span: Span, message: impl Into<String>) -> Result<T> {
        Err(self.source.error(span, message))
    }

    pub fn enter<T>(&mut self, kind: Kind, name: Sym, (node, role): (&T, Role)) -> ScopeId {
        let key = (std::ptr::from_ref(node).addr(), role as u8);
        let id = self.new_scope(kind, name);
        self.table.by_node.insert(key, id);
        id
    }

    fn new_scope(&mut self, kind: Kind, name: Sym) -> ScopeId {
        let id = ScopeId(self.table.scopes.len() as u32);
        let mut nested = false;
        let mut outer_iter = 0;
        if let Some(&parent) = self.stack.last() {
            let scope = &mut self.table[parent];
            nested = scope.nested || scope.kind.is_function_like();
            outer_iter = scope.in_iter_expr;
            if self.unevaluated == 0 {
                scope.children.push(id);
            }
        }
        self.table.scopes.push(Scope {
            kind,
            comp: Comp::No,
            name,
            symbols: FastMap::default(),
            order: Vec::new(),
            params: Vec::new(),
            children: Vec::new(),
            directives: Vec::new(),
            nested,
            generator: false,
            coroutine: false,
            async_def: false,
            varargs: false,
            varkeywords: false,
            returns_value: None,
            needs_class_closure: false,
            needs_classdict: false,
            sees_class: false,
            inlined: false,
            method: false,
            walrus: false,
            introspects: false,
            conditional_annotations: false,
            annotation_scope: None,
            mangled: None,
            part: "",
            in_iter_target: false,
            in_iter_expr: outer_iter,
            in_conditional: false,
            in_try: false,
        });
        self.stack.push(id);
        id
    }

    /// Opens a scope whose names and children are forgotten: an annotation that is checked but never evaluated.
    pub fn enter_unevaluated(&mut self, kind: Kind) {
        self.unevaluated += 1;
        self.new_scope(kind, Sym::ANNOTATE);
    }

    pub fn exit_unevaluated(&mut self) {
        self.stack.pop();
        self.unevaluated -= 1;
    }

    pub fn mangle(&mut self, name: &str) -> Sym {
        let sym = self.names.intern(name);
        if self.class.is_none() || !super::super::names::is_private(name) {
            return sym;
        }
        if self.current().mangled.as_ref().is_some_and(|only| !only.contains(&sym)) {
            return sym;
        }
        self.names.mangle(self.class, name)
    }

    /// Records that the current scope does `flag` with `name`.
    pub fn define(&mut self, name: &str, flag: u16, span: Span) -> Result {
        if flag & def::TYPE_PARAM != 0
            && let Some(mangled) = self.current().mangled.is_some().then(|| self.names.intern(name))
        {
            self.current().mangled.get_or_insert_default().push(mangled);
        }
        let sym = self.mangle(name);
        if flag & (def::USE | def::GLOBAL) == 0 && sym == Sym::DEBUG {
            return self.fail(span, "cannot assign to __debug__");
        }
        self.define_in(self.id(), sym, flag, span)
    }

    pub fn define_in(&mut self, id: ScopeId, sym: Sym, mut flag: u16, span: Span) -> Result {
        let scope = &mut self.table[id];
        let old = scope.get(sym).flags;
        if flag & def::PARAM != 0 && old & def::PARAM != 0 {
            let name = self.names.text(sym);
            return self.fail(span, format!("duplicate parameter '{name}' in function definition"));
        }
        if flag & def::TYPE_PARAM != 0 && old & def::TYPE_PARAM != 0 {
            let name = self.names.text(sym);
            return self.fail(span, format!("duplicate type parameter '{name}'"));
        }
        if scope.in_iter_target && flag & def::BOUND != 0 {
            if old & (def::GLOBAL | def::NONLOCAL) != 0 {
                let name = self.names.text(sym);
                let message = format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                return self.fail(span, message);
            }
            flag |= def::COMP_ITER;
        }
        self.set(id, sym, flag);
        if flag & def::GLOBAL != 0 {
            self.set(ScopeId(0), sym, def::GLOBAL);
        }
        Ok(())
    }

    fn set(&mut self, id: ScopeId, sym: Sym, flag: u16) {
        let scope = &mut self.table[id];
        let symbol = scope.symbols.entry(sym).or_insert_with(|| {
            scope.order.push(sym);
            Symbol::default()
        });
        symbol.flags |= flag;
        if flag & def::PARAM != 0 {
            scope.params.push(sym);
        }
    }

    /// An implicit parameter or use, by a name that needs no mangling.
    pub fn define_known(&mut self, sym: Sym, flag: u16) {
        self.set(self.id(), sym, flag);
    }

    pub fn body(&mut self, body: &'t Body) -> Result {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    /// A block that may run or not: annotations in it are conditional.
    fn conditional(&mut self, bodies: &[&'t Body]) -> Result {
        let before = std::mem::replace(&mut self.current().in_conditional, true);
        for body in bodies {
            self.body(body)?;
        }
        self.current().in_conditional = before;
        Ok(())
    }

    fn statement(&mut self, statement: &'t Stmt) -> Result {
        use StmtKind::*;
        match &statement.kind {
            FunctionDef(def) => self.function(def, statement.span, false),
            AsyncFunctionDef(def) => self.function(def, statement.span, true),
            ClassDef(def) => self.class_def(def, statement.span),
            Return { value } => {
                if let Some(value) = value {
                    self.expr(value)?;
                    self.current().returns_value = Some(statement.span);
                }
                Ok(())
            }
            Delete { targets } => self.exprs(targets),
            Assign { targets, value } => {
                self.exprs(targets)?;
                self.expr(value)
            }
            TypeAlias { name, type_params, value } => self.type_alias(statement, name, type_params, value),
            AugAssign { target, value, .. } => {
                self.expr(target)?;
                self.expr(value)
            }
            AnnAssign { target, annotation, value, simple } => {
                self.annotated_target(statement.span, target, value.is_some(), *simple)?;
                self.annotation(annotation)?;
                value.iter().try_for_each(|value| self.expr(value))
            }
            For(node) | AsyncFor(node) => {
                self.expr(&node.target)?;
                self.expr(&node.iter)?;
                self.conditional(&[&node.body, &node.orelse])
            }
            While { test, body, orelse } => {
                self.expr(test)?;
                self.conditional(&[body, orelse])
            }
            If { .. } => self.if_chain(statement),
            With { items, body } | AsyncWith { items, body } => {
                for item in items {
                    self.expr(&item.context_expr)?;
                    item.optional_vars.iter().try_for_each(|target| self.expr(target))?;
                }
                self.conditional(&[body])
            }
            Match { subject, cases } => self.match_statement(subject, cases),
            Raise { exc, cause } => {
                exc.iter().try_for_each(|e| self.expr(e))?;
                cause.iter().try_for_each(|e| self.expr(e))
            }
            Try(node) | TryStar(node) => self.try_statement(node),
            Assert { test, msg } => {
                self.expr(test)?;
                msg.iter().try_for_each(|e| self.expr(e))
            }
            Import { names, is_lazy } => self.import(statement.span, names, *is_lazy, false),
            ImportFrom { names, is_lazy, .. } => self.import(statement.span, names, *is_lazy, true),
            Global { names } => self.declare(statement.span, names, def::GLOBAL),
            Nonlocal { names } => self.declare(statement.span, names, def::NONLOCAL),
            Expr { value } => self.expr(value),
            Pass | Break | Continue => Ok(()),
        }
    }

    /// An `if` with its `elif`s, in a loop: chains may be very long.
    fn if_chain(&mut self, mut statement: &'t Stmt) -> Result {
        let before = std::mem::replace(&mut self.current().in_conditional, true);
        while let StmtKind::If { test, body, orelse } = &statement.kind {
            self.current().in_conditional = before;
            self.expr(test)?;
            self.current().in_conditional = true;
            self.body(body)?;
            match orelse.as_slice() {
                [only @ Stmt { kind: StmtKind::If { .. }, .. }] => statement = only,
                _ => {
                    self.body(orelse)?;
                    break;
                }
            }
        }
        self.current().in_conditional = before;
        Ok(())
    }

    fn try_statement(&mut self, node: &'t Try) -> Result {
        let before = std::mem::replace(&mut self.current().in_conditional, true);
        let before_try = std::mem::replace(&mut self.current().in_try, true);
        self.body(&node.body)?;
        for handler in &node.handlers {
            handler.typ.iter().try_for_each(|e| self.expr(e))?;
            if let Some(name) = &handler.name {
                self.define(name, def::LOCAL | def::DELETED, handler.span)?;
            }
            self.body(&handler.body)?;
        }
        self.body(&node.orelse)?;
        self.body(&node.finalbody)?;
        self.current().in_conditional = before;
        self.current().in_try = before_try;
        Ok(())
    }

    fn import(&mut self, span: Span, names: &'t [Alias], is_lazy: bool, from: bool) -> Result {
        if is_lazy {
            self.check_lazy(span, names, from)?;
        }
        for alias in names {
            if alias.name == "*" {
                if self.current().kind != Kind::Module {
                    return self.fail(alias.span, "import * only allowed at module level");
                }
                continue;
            }
            let name: &'t str = match &alias.asname {
                Some(asname) => asname,
                None if from => &alias.name,
                None => alias.name.split('.').next().unwrap_or(&alias.name),
            };
            self.define(name, def::IMPORT, alias.span)?;
        }
        Ok(())
    }

    fn check_lazy(&mut self, span: Span, names: &[Alias], from: bool) -> Result {
        let keyword = if from { "lazy from ... import" } else { "lazy import" };
        let (kind, in_try) = (self.current().kind, self.current().in_try);
        let place = match kind {
            Kind::Class => "classes",
            kind if kind.is_function_like() => "functions",
            _ if in_try => "try/except blocks",
            _ if names.iter().any(|alias| alias.name == "*") => {
                return self.fail(span, "lazy from ... import * is not allowed");
            }
            _ => return Ok(()),
        };
        self.fail(span, format!("{keyword} not allowed inside {place}"))
    }

    fn declare(&mut self, span: Span, names: &'t [Identifier], flag: u16) -> Result {
        let word = if flag == def::GLOBAL { "global" } else { "nonlocal" };
        for name in names {
            let sym = self.mangle(name);
            let flags = self.current().get(sym).flags;
            if flags & (def::PARAM | def::LOCAL | def::USE | def::ANNOTATED) != 0 {
                let message = if flags & def::PARAM != 0 {
                    format!("name '{name}' is parameter and {word}")
                } else if flags & def::USE != 0 {
                    format!("name '{name}' is used prior to {word} declaration")
                } else if flags & def::ANNOTATED != 0 {
                    format!("annotated name '{name}' can't be {word}")
                } else {
                    format!("name '{name}' is assigned to before {word} declaration")
                };
                return self.fail(span, message);
            }
            self.define(name, flag, span)?;
            self.current().directives.push((sym, span));
        }
        Ok(())
    }

    fn match_statement(&mut self, subject: &'t Expr, cases: &'t [MatchCase]) -> Result {
        self.expr(subject)?;
        for case in cases {
            self.pattern(&case.pattern)?;
            case.guard.iter().try_for_each(|guard| self.expr(guard))?;
            self.conditional(&[&case.body])?;
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &'t Pattern) -> Result {
        use PatternKind::*;
        match &pattern.kind {
            MatchValue { value } => self.expr(value),
            MatchSingleton { .. } => Ok(()),
            MatchSequence { patterns } | MatchOr { patterns } => patterns.iter().try_for_each(|p| self.pattern(p)),
            MatchMapping { keys, patterns, rest } => {
                self.exprs(keys)?;
                patterns.iter().try_for_each(|p| self.pattern(p))?;
                rest.iter().try_for_each(|name| self.define(name, def::LOCAL, pattern.span))
            }
            MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                self.expr(cls)?;
                patterns.iter().try_for_each(|p| self.pattern(p))?;
                for name in kwd_attrs {
                    if name == "__debug__" {
                        return self.fail(pattern.span, "cannot assign to __debug__");
                    }
                }
                kwd_patterns.iter().try_for_each(|p| self.pattern(p))
            }
            MatchStar { name } => name.iter().try_for_each(|name| self.define(name, def::LOCAL, pattern.span)),
            MatchAs { pattern: inner, name } => {
                inner.iter().try_for_each(|p| self.pattern(p))?;
                name.iter().try_for_each(|name| self.define(name, def::LOCAL, pattern.span))
            }
        }
    }
}
