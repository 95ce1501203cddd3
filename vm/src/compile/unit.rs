//! The state of one code unit while it is being written: registers, variables, enclosing blocks.

use pyish_parser::ast::{Body, Span};

use super::constants::Constants;
use super::emit::{Code, Label, NO_HANDLER};
use super::names::{FastMap, Sym};
use super::scope::{Comp, Kind, Place, Scope, ScopeId, def};
use super::{Compiler, Result};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::{CodeUnit, Const, flags};

/// A register of the frame.
pub(super) type Reg = u16;

/// Registers of constants kept for a whole loop are numbered from here until the number of temporaries is known.
pub(super) const PINNED: Reg = 0xE000;

/// Where a name is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Var {
    Local(Reg),
    /// A cell of this unit.
    Cell(Reg),
    /// A cell from the closure.
    Free(Reg),
    /// A variable of an enclosing function seen from a class body: the namespace first, then the cell.
    ClassFree(Reg),
    /// An annotation scope in a class: the class first, then the cell.
    ClassDeref(Reg),
    /// An annotation scope in a class: the class first, then globals.
    ClassGlobal,
    Global,
    /// In the namespace R[0].
    Name,
}

/// An inlined comprehension whose code is being written.
pub(super) struct CompVars {
    pub scope: ScopeId,
    pub vars: FastMap<Sym, Var>,
}

/// Where the code of an inlined comprehension lies and which registers are its variables.
pub(super) struct InlinedComp {
    pub start: Label,
    pub end: Label,
    pub variables: Vec<(Sym, Reg)>,
}

/// What a jump out of the current statement has to undo, innermost last.
#[derive(Clone, Copy)]
pub(super) enum Block<'a> {
    Loop {
        exit: Label,
        next: Label,
    },
    /// The body of a `try` with handlers: leaving ends its region.
    Guarded,
    /// The body of a `try` with `finally`.
    Finally {
        body: &'a Body,
    },
    /// The copy of a `finally` body that runs with an exception pending; `saved` is the one handled before.
    FinallyHandler {
        saved: Reg,
    },
    /// An `except` body.
    Handler {
        saved: Reg,
        name: Option<(Sym, Span)>,
    },
    /// An `except*` body, which cannot be left.
    StarHandler,
    With {
        exit: Reg,
        is_async: bool,
        span: Span,
    },
}

/// A block with the exception region outside it.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub block: Block<'a>,
    pub outer_region: u32,
}

#[derive(Default)]
pub(super) struct Unit<'a> {
    pub scope: ScopeId,
    pub name: Box<str>,
    pub qualname: String,
    pub first_line: u32,
    pub flags: u32,
    pub code: Code,
    pub constants: Constants,
    pub vars: FastMap<Sym, Var>,
    pub comps: Vec<CompVars>,
    /// The inlined comprehensions written so far, inner ones first.
    pub inlined: Vec<InlinedComp>,
    pub argcount: u16,
    pub posonly: u16,
    pub kwonly: u16,
    pub varnames: Vec<Sym>,
    pub cellvars: Vec<(Sym, Reg)>,
    pub freevars: Vec<(Sym, Reg)>,
    /// The first temporary; registers below are variables.
    pub base: Reg,
    /// The next free temporary and the highest ever used.
    pub top: Reg,
    pub max: Reg,
    /// Registers above `base` that are variables of an inlined comprehension.
    pub comp_regs: Vec<Reg>,
    pub blocks: Vec<Frame<'a>>,
    /// How many `except` and `finally` handlers are around: a YIELD in one must swap the exception being handled.
    pub in_handlers: u32,
    /// Depth of loops, and constants kept in registers for the outermost one.
    pub loops: u32,
    /// For each pinned constant its register and the number of the preheader that loaded it last.
    pub pinned: FastMap<u32, (Reg, usize)>,
    pub preheaders: Vec<Preheader>,
    pub is_async: bool,
    pub is_generator: bool,
    pub private_depth: usize,
    /// Names assigned to `self` in the methods of this class.
    pub static_attributes: Vec<Sym>,
    pub annotations: Vec<super::annotations::Deferred<'a>>,
    /// The index of the NOP in whose place locals are cleared.
    pub entry: u32,
    pub interactive: bool,
    /// The line that evaluation visited last, as far as operands without instructions are concerned.
    pub line: u32,
    /// The statement being compiled: the index of its first instruction, and its span.
    pub statement: (usize, Span),
}

/// A place before an outermost loop where constants are loaded.
pub(super) struct Preheader {
    /// Index of the NOP that holds the place.
    pub at: u32,
    pub constants: Vec<(Reg, u32)>,
}

impl<'a> Unit<'a> {
    /// Takes a temporary.
    pub fn alloc(&mut self) -> Reg {
        self.alloc_many(1)
    }

    /// Takes `count` consecutive temporaries; the first of them.
    pub fn alloc_many(&mut self, count: u16) -> Reg {
        let first = self.top;
        // Saturation shows in `nregs`, which `assemble` refuses when it is too large.
        self.top = self.top.saturating_add(count).min(PINNED);
        self.max = self.max.max(self.top);
        first
    }

    pub fn is_temp(&self, register: Reg) -> bool {
        register >= self.base && register < PINNED && !self.comp_regs.contains(&register)
    }

    pub fn is_namespace(&self) -> bool {
        self.flags & flags::NAMESPACE != 0
    }

    pub fn konst(&mut self, constant: Const) -> u32 {
        self.constants.add(constant)
    }

    /// R[dest] = constant
    pub fn load(&mut self, dest: Reg, constant: Const) {
        if let Const::Int(value) = constant
            && let Ok(small) = i16::try_from(value)
        {
            self.emit(Op::LOAD_INT, dest, small as u16, 0);
        } else if !self.code.dead {
            let index = self.konst(constant);
            self.emit_k(Op::LOADK, dest, 0, 0, index);
        }
    }

    /// A register that holds `constant`: within a loop one that is loaded before the loop begins.
    pub fn const_operand(&mut self, constant: Const) -> Reg {
        if self.loops == 0 || self.code.dead || self.pinned.len() > 4000 || matches!(constant, Const::Code(_)) {
            let register = self.alloc();
            self.load(register, constant);
            return register;
        }
        let index = self.konst(constant);
        let count = self.pinned.len() as u16;
        let here = self.preheaders.len();
        let (register, loaded) = self.pinned.entry(index).or_insert((PINNED + count, 0));
        let register = *register;
        if std::mem::replace(loaded, here) != here
            && let Some(preheader) = self.preheaders.last_mut()
        {
            preheader.constants.push((register, index));
        }
        register
    }

    /// Marks the place before a loop; pairs with `end_loop`.
    pub fn begin_loop(&mut self) {
        if self.loops == 0 && !self.code.dead {
            let at = self.here() as u32;
            self.emit(Op::NOP, 0, 0, 0);
            self.preheaders.push(Preheader { at, constants: Vec::new() });
        }
        self.loops += u32::from(self.loops > 0 || !self.code.dead);
    }

    pub fn end_loop(&mut self) {
        self.loops = self.loops.saturating_sub(1);
    }

    pub fn mov(&mut self, dest: Reg, source: Reg) {
        if dest != source {
            self.emit(Op::MOVE, dest, source, 0);
        }
    }
}

impl<'a> Compiler<'a> {
    /// Begins a unit for `scope`; `end_unit` goes back to the one around it.
    pub fn begin_unit(&mut self, scope: ScopeId, name: &str, first_line: u32) {
        let qualname = self.qualname(scope, name);
        let info = &self.table[scope];
        let mut unit = Unit { scope, name: name.into(), qualname, first_line, ..Unit::default() };
        unit.code.region = NO_HANDLER;
        unit.code.span = self.unit.code.span;
        unit.flags = unit_flags(info);
        if self.future_annotations {
            unit.flags |= flags::FUTURE_ANNOTATIONS;
        }
        unit.is_async = info.async_def;
        unit.is_generator = unit.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0;
        unit.private_depth = self.class_names.len();
        let outer = std::mem::replace(&mut self.unit, unit);
        self.enclosing.push(outer);
        self.assign_registers(scope);
    }

    /// Finishes the current unit and returns to the one around it.
    pub fn end_unit(&mut self) -> Result<CodeUnit> {
        let outer = self.enclosing.pop().unwrap_or_default();
        let unit = std::mem::replace(&mut self.unit, outer);
        self.assemble(unit)
    }

    fn assign_registers(&mut self, scope: ScopeId) {
        let info = &self.table[scope];
        let unit = &mut self.unit;
        let mut next: Reg = 0;
        let namespace = unit.is_namespace();
        if namespace {
            next = 1;
        }
        for &param in &info.params {
            unit.varnames.push(param);
            unit.vars.insert(param, Var::Local(next));
            unit.code.known.insert(next);
            next = next.saturating_add(1).min(PINNED);
        }
        let mut cells = Vec::new();
        let mut frees = Vec::new();
        for &name in &info.order {
            let symbol = info.get(name);
            let is_param = symbol.flags & def::PARAM != 0;
            match symbol.place {
                Place::Local if !namespace && !is_param => {
                    unit.varnames.push(name);
                    unit.vars.insert(name, Var::Local(next));
                    next = next.saturating_add(1).min(PINNED);
                }
                Place::Cell => cells.push(name),
                Place::Free => frees.push(name),
                _ => {}
            }
            if symbol.flags & def::FREE_CLASS != 0 && symbol.place != Place::Free {
                frees.push(name);
            }
        }
        if info.kind == Kind::Class {
            cells.extend(info.needs_class_closure.then_some(Sym::CLASS));
            cells.extend(info.needs_classdict.then_some(Sym::CLASSDICT));
            cells.extend(info.conditional_annotations.then_some(Sym::CONDITIONAL_ANNOTATIONS));
        }
        let names = &self.names;
        cells.sort_by(|l, r| names.text(*l).cmp(names.text(*r)));
        frees.sort_by(|l, r| names.text(*l).cmp(names.text(*r)));
        for &name in &cells {
            let register = match unit.vars.get(&name) {
                Some(&Var::Local(register)) => register,
                _ => {
                    next = next.saturating_add(1).min(PINNED);
                    next - 1
                }
            };
            unit.cellvars.push((name, register));
            if info.kind != Kind::Class {
                unit.vars.insert(name, Var::Cell(register));
            }
        }
        for &name in &frees {
            unit.freevars.push((name, next));
            if info.get(name).place == Place::Free {
                let var = match info.kind {
                    Kind::Class => Var::ClassFree(next),
                    _ if info.sees_class && name != Sym::CLASSDICT => Var::ClassDeref(next),
                    _ => Var::Free(next),
                };
                unit.vars.insert(name, var);
            }
            next = next.saturating_add(1).min(PINNED);
        }
        for &name in &info.order {
            if info.get(name).flags & def::DELETED != 0
                && let Some(&Var::Local(register)) = unit.vars.get(&name)
            {
                unit.code.unsteady.insert(register);
            }
        }
        unit.base = next;
        unit.top = next;
        unit.max = next;
        self.prologue();
    }

    /// Cells first, then the place where checked locals are cleared.
    fn prologue(&mut self) {
        let unit = &mut self.unit;
        let cells: Vec<(Sym, Reg)> = unit.cellvars.clone();
        for (name, register) in cells {
            let captured_param = unit.code.known.contains(register) && unit.varnames.contains(&name);
            unit.emit(if captured_param { Op::MAKE_CELL } else { Op::NEW_CELL }, register, 0, 0);
        }
        for index in 0..unit.freevars.len() {
            let register = unit.freevars[index].1;
            unit.emit(Op::LOAD_CLOSURE, register, index as u16, 0);
        }
        unit.entry = unit.here() as u32;
        unit.emit(Op::NOP, 0, 0, 0);
    }

    /// `outer.<locals>.name`, as CPython spells it.
    fn qualname(&self, scope: ScopeId, name: &str) -> String {
        let mut parent = &self.unit;
        let mut parent_scope = &self.table[parent.scope];
        if self.enclosing.is_empty() || self.table[scope].kind == Kind::Module {
            return name.to_owned();
        }
        if parent_scope.kind == Kind::TypeParams {
            match self.enclosing.last() {
                Some(outer) if self.enclosing.len() > 1 => parent = outer,
                _ => return name.to_owned(),
            }
            parent_scope = &self.table[parent.scope];
        }
        let own = &self.table[scope];
        if matches!(own.kind, Kind::Function | Kind::Class) && own.comp == Comp::No {
            let mangled = self.mangled_text(parent, name);
            if parent_scope.get(mangled).place == Place::GlobalExplicit {
                return name.to_owned();
            }
        }
        if parent_scope.kind == Kind::Module {
            return name.to_owned();
        }
        let mut qualname = parent.qualname.clone();
        if parent_scope.kind == Kind::Function && parent_scope.comp == Comp::No {
            qualname.push_str(".<locals>");
        }
        qualname.push('.');
        qualname.push_str(name);
        qualname
    }

    /// The symbol a definition's name has in the scope of `unit`; a name never interned is in no scope.
    fn mangled_text(&self, unit: &Unit<'a>, name: &str) -> Sym {
        let class = unit.private_depth.checked_sub(1).and_then(|index| self.class_names[index]);
        self.names.find_mangled(class, name).unwrap_or(Sym::TOP)
    }
}

fn unit_flags(scope: &Scope) -> u32 {
    let mut bits = 0;
    match scope.kind {
        Kind::Module | Kind::Class => bits |= flags::NAMESPACE,
        _ => {
            bits |= flags::OPTIMIZED | flags::NEWLOCALS;
            if scope.generator && !scope.coroutine {
                bits |= flags::GENERATOR;
            } else if scope.coroutine && scope.generator {
                bits |= flags::ASYNC_GENERATOR;
            } else if scope.coroutine {
                bits |= flags::COROUTINE;
            }
            if scope.nested {
                bits |= flags::NESTED;
            }
            if scope.varargs {
                bits |= flags::VARARGS;
            }
            if scope.varkeywords {
                bits |= flags::VARKEYWORDS;
            }
        }
    }
    if scope.method {
        bits |= flags::METHOD;
    }
    bits
}
