//! `import` and `from … import`.

use pyish_parser::ast::*;

use super::emit::Inst;
use super::unit::{Block, Frame, Reg};
use super::{Compiler, Result, constants};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::Const;

impl<'a> Compiler<'a> {
    pub fn import(&mut self, span: Span, names: &'a [Alias], is_lazy: bool) -> Result {
        for alias in names {
            let mark = self.unit.top;
            let module = self.unit.alloc();
            self.unit.at(span);
            let when = self.when(is_lazy);
            self.import_name(&alias.name, Const::None, 0, when, module);
            match &alias.asname {
                None => {
                    let top = alias.name.split('.').next().unwrap_or(&alias.name);
                    let name = self.mangle(top);
                    self.store_name(name, module);
                }
                Some(asname) => {
                    for part in alias.name.split('.').skip(1) {
                        let name = self.names.intern(part);
                        let konst = self.name_const(name);
                        let inst = Inst { d: when, a: module, b: module, konst, ..Inst::new(Op::IMPORT_FROM) };
                        self.unit.emit_inst(inst);
                    }
                    let name = self.mangle(asname);
                    self.store_name(name, module);
                }
            }
            self.unit.top = mark;
        }
        Ok(())
    }

    pub fn import_from(
        &mut self,
        span: Span,
        module: Option<&'a str>,
        names: &'a [Alias],
        level: u32,
        is_lazy: bool,
    ) -> Result {
        if module == Some("__future__") && level == 0 && (self.enclosing.len() > 1 || !self.unit.blocks.is_empty()) {
            return self.fail(span, "from __future__ imports must occur at the beginning of the file");
        }
        let is_star = names.iter().any(|alias| alias.name == "*");
        let when = if is_star { 0 } else { self.when(is_lazy) };
        let mark = self.unit.top;
        let from = self.unit.alloc();
        let fromlist = names.iter().map(|alias| constants::text(&alias.name)).collect();
        self.unit.at(span);
        self.import_name(module.unwrap_or_default(), Const::Tuple(fromlist), level, when, from);
        for alias in names {
            if alias.name == "*" {
                self.unit.emit(Op::IMPORT_STAR, from, 0, 0);
                break;
            }
            let value = self.unit.alloc();
            let name = self.names.intern(&alias.name);
            let konst = self.name_const(name);
            self.unit.emit_inst(Inst { d: when, a: value, b: from, konst, ..Inst::new(Op::IMPORT_FROM) });
            self.unit.at(span);
            let name = self.mangle(alias.asname.as_ref().unwrap_or(&alias.name));
            self.store_name(name, value);
            self.unit.top = value;
        }
        self.unit.top = mark;
        Ok(())
    }

    /// The operand that says when an import happens (`import::When`). One that is not marked may be lazy in the code of
    /// a module outside `try`.
    fn when(&self, is_lazy: bool) -> u8 {
        let in_try = |frame: &Frame<'_>| !matches!(frame.block, Block::Loop { .. } | Block::With { .. });
        match is_lazy {
            true => 1,
            false if self.enclosing.len() == 1 && !self.unit.blocks.iter().any(in_try) => 2,
            false => 0,
        }
    }

    fn import_name(&mut self, module: &str, fromlist: Const, level: u32, when: u8, dest: Reg) {
        let mark = self.unit.top;
        let list = self.unit.const_operand(fromlist);
        let name = self.names.intern(module);
        let konst = self.name_const(name);
        let level = u16::try_from(level).unwrap_or(u16::MAX);
        self.unit.emit_inst(Inst { d: when, a: dest, b: list, c: level, konst, ..Inst::new(Op::IMPORT_NAME) });
        self.unit.top = mark;
    }
}
