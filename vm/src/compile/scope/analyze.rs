//! Second pass: local, cell, free or global.
//!
//! Walks the scopes from the outside in with the set of names bound by enclosing functions, and back out with the set of
//! names that inner scopes take from outside.

use super::super::names::{FastSet, Names, Sym};
use super::super::{Result, Source};
use super::{Comp, Kind, Place, ScopeId, Symbol, SymbolTable, def};

type Set = FastSet<Sym>;

/// The names an enclosing scope offers.
#[derive(Clone, Default)]
struct Context {
    /// Bound by enclosing functions; `None` at module level.
    bound: Option<Set>,
    /// Declared global around here.
    global: Set,
    type_params: Set,
    /// The class whose namespace this scope looks into first.
    class: Option<ScopeId>,
}

struct Analyzer<'t, 's> {
    table: &'t mut SymbolTable,
    source: &'t Source<'s>,
    names: &'t Names,
}

pub(super) fn resolve(table: &mut SymbolTable, source: &Source<'_>, names: &Names) -> Result {
    let mut free = Set::default();
    Analyzer { table, source, names }.block(ScopeId(0), Context::default(), &mut free)
}

impl Analyzer<'_, '_> {
    fn block(&mut self, id: ScopeId, mut context: Context, free: &mut Set) -> Result {
        let kind = self.table[id].kind;
        let mut inner = Context::default();
        if kind == Kind::Class {
            inner.global.clone_from(&context.global);
            inner.bound.clone_from(&context.bound);
        }
        let mut local = Set::default();
        for index in 0..self.table[id].order.len() {
            let name = self.table[id].order[index];
            self.name(id, name, &mut context, &mut local, free)?;
        }
        if kind == Kind::Class {
            let bound = inner.bound.get_or_insert_default();
            bound.extend([Sym::CLASS, Sym::CLASSDICT, Sym::CONDITIONAL_ANNOTATIONS]);
        } else {
            let mut bound = if kind.is_function_like() { local } else { Set::default() };
            if let Some(outer) = &context.bound {
                bound.extend(outer);
            }
            inner.bound = Some(bound);
            inner.global.clone_from(&context.global);
        }
        inner.type_params.clone_from(&context.type_params);
        let mut captured = Set::default();
        for index in 0..self.table[id].children.len() {
            let child = self.table[id].children[index];
            self.child(id, child, &inner, context.class, &mut captured)?;
        }
        if kind.is_function_like() {
            self.make_cells(id, &mut captured);
        } else if kind == Kind::Class {
            let scope = &mut self.table[id];
            scope.needs_class_closure |= captured.remove(&Sym::CLASS);
            scope.needs_classdict |= captured.remove(&Sym::CLASSDICT);
            scope.conditional_annotations |= captured.remove(&Sym::CONDITIONAL_ANNOTATIONS);
        }
        self.pass_through(id, &context.bound, &captured);
        free.extend(captured);
        Ok(())
    }

    fn child(
        &mut self,
        id: ScopeId,
        child: ScopeId,
        inner: &Context,
        class: Option<ScopeId>,
        captured: &mut Set,
    ) -> Result {
        let mut context = inner.clone();
        if self.table[child].sees_class {
            context.class = if self.table[id].kind == Kind::Class { Some(id) } else { class };
        }
        let comp = self.table[child].comp;
        let inlined = !matches!(comp, Comp::No | Comp::Generator) && !self.table[id].sees_class;
        let mut child_free = Set::default();
        self.block(child, context, &mut child_free)?;
        if inlined {
            self.inline(id, child, &mut child_free);
        }
        captured.extend(child_free);
        Ok(())
    }

    /// Decides one name of a scope, as far as that is possible before its children are known.
    fn name(&mut self, id: ScopeId, name: Sym, context: &mut Context, local: &mut Set, free: &mut Set) -> Result {
        let flags = self.table[id].get(name).flags;
        let place = if flags & def::GLOBAL != 0 {
            if flags & def::NONLOCAL != 0 {
                return self.directive_error(id, name, |name| format!("name '{name}' is nonlocal and global"));
            }
            context.global.insert(name);
            if let Some(bound) = &mut context.bound {
                bound.remove(&name);
            }
            Place::GlobalExplicit
        } else if flags & def::NONLOCAL != 0 {
            self.nonlocal(id, name, context)?;
            free.insert(name);
            Place::Free
        } else if flags & def::BOUND != 0 {
            local.insert(name);
            context.global.remove(&name);
            if flags & def::TYPE_PARAM != 0 {
                context.type_params.insert(name);
            } else {
                context.type_params.remove(&name);
            }
            Place::Local
        } else {
            self.used_name(name, context, free)
        };
        self.place(id, name, place);
        Ok(())
    }

    fn used_name(&self, name: Sym, context: &Context, free: &mut Set) -> Place {
        if let Some(class) = context.class {
            let flags = self.table[class].get(name).flags;
            if flags & def::GLOBAL != 0 {
                return Place::GlobalExplicit;
            }
            if flags & def::BOUND != 0 && flags & def::NONLOCAL == 0 {
                return Place::GlobalImplicit;
            }
        }
        if context.bound.as_ref().is_some_and(|bound| bound.contains(&name)) {
            free.insert(name);
            return Place::Free;
        }
        Place::GlobalImplicit
    }

    fn nonlocal(&self, id: ScopeId, name: Sym, context: &Context) -> Result {
        let Some(bound) = &context.bound else {
            return self.directive_error(id, name, |_| "nonlocal declaration not allowed at module level".to_owned());
        };
        if !bound.contains(&name) {
            return self.directive_error(id, name, |name| format!("no binding for nonlocal '{name}' found"));
        }
        if context.type_params.contains(&name) {
            return self
                .directive_error(id, name, |name| format!("nonlocal binding not allowed for type parameter '{name}'"));
        }
        Ok(())
    }

    fn directive_error(&self, id: ScopeId, name: Sym, message: impl FnOnce(&str) -> String) -> Result {
        let found = self.table[id].directives.iter().find(|directive| directive.0 == name);
        let span = found.map(|directive| directive.1).unwrap_or_default();
        Err(self.source.error(span, message(self.names.text(name))))
    }

    fn place(&mut self, id: ScopeId, name: Sym, place: Place) {
        if let Some(symbol) = self.table[id].symbols.get_mut(&name) {
            symbol.place = place;
        }
    }

    /// A comprehension's code goes into the scope `id`: what it reads of that scope's locals needs no cell, unless a
    /// function inside the comprehension captures it.
    fn inline(&mut self, id: ScopeId, comp: ScopeId, comp_free: &mut Set) {
        self.table[comp].inlined = true;
        let is_class = self.table[id].kind == Kind::Class;
        for index in 0..self.table[comp].order.len() {
            let name = self.table[comp].order[index];
            if self.table[comp].get(name).place != Place::Free {
                continue;
            }
            let implicit = [Sym::CLASS, Sym::CLASSDICT, Sym::CONDITIONAL_ANNOTATIONS];
            if is_class && implicit.contains(&name) {
                self.place(comp, name, Place::GlobalImplicit);
                if !self.captures(comp, name) {
                    comp_free.remove(&name);
                }
            } else if !is_class && self.table[id].get(name).flags & def::BOUND != 0 && !self.captures(comp, name) {
                comp_free.remove(&name);
            }
        }
    }

    /// Whether a function within the comprehension needs `name` from outside.
    fn captures(&self, comp: ScopeId, name: Sym) -> bool {
        self.table[comp].children.iter().any(|&child| {
            let scope = &self.table[child];
            if scope.inlined { self.captures(child, name) } else { scope.get(name).place == Place::Free }
        })
    }

    fn make_cells(&mut self, id: ScopeId, captured: &mut Set) {
        for symbol in &mut self.table[id].symbols {
            if symbol.1.place == Place::Local && captured.remove(symbol.0) {
                symbol.1.place = Place::Cell;
            }
        }
    }

    /// Names that only inner scopes take from outer ones pass through this scope's closure.
    fn pass_through(&mut self, id: ScopeId, bound: &Option<Set>, captured: &Set) {
        // In scopes that see a class's names, a name of the class hides one that inner scopes take from outside.
        let is_class = self.table[id].kind == Kind::Class || self.table[id].sees_class;
        let mut names: Vec<Sym> = captured.iter().copied().collect();
        names.sort_unstable();
        for name in names {
            let scope = &mut self.table[id];
            if let Some(symbol) = scope.symbols.get_mut(&name) {
                if is_class {
                    symbol.flags |= def::FREE_CLASS;
                }
            } else if bound.as_ref().is_some_and(|bound| bound.contains(&name)) {
                scope.order.push(name);
                scope.symbols.insert(name, Symbol { flags: 0, place: Place::Free });
            }
        }
    }
}
