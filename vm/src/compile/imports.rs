//! `import` and `from … import`.

use pyish_parser::ast::*;

use super::emit::Inst;
use super::unit::Reg;
use super::{Compiler, Result, constants};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::Const;

impl<'a> Compiler<'a> {
    pub fn import(&mut self, span: Span, names: &'a [Alias], is_lazy: bool) -> Result {
        for alias in names {
            let mark = self.unit.top;
            let module = self.unit.alloc();
            self.unit.at(span);
            self.import_name(&alias.name, Const::None, 0, is_lazy, module);
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
                        self.unit.emit_k(Op::IMPORT_FROM, module, module, 0, konst);
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
        let mark = self.unit.top;
        let from = self.unit.alloc();
        let fromlist = names.iter().map(|alias| constants::text(&alias.name)).collect();
        self.unit.at(span);
        self.import_name(module.unwrap_or_default(), Const::Tuple(fromlist), level, is_lazy, from);
        for alias in names {
            if alias.name == "*" {
                self.unit.emit(Op::IMPORT_STAR, from, 0, 0);
                break;
            }
            let value = self.unit.alloc();
            let name = self.names.intern(&alias.name);
            let konst = self.name_const(name);
            let d = u8::from(is_lazy);
            self.unit.emit_inst(Inst { d, a: value, b: from, konst, ..Inst::new(Op::IMPORT_FROM) });
            self.unit.at(span);
            let name = self.mangle(alias.asname.as_ref().unwrap_or(&alias.name));
            self.store_name(name, value);
            self.unit.top = value;
        }
        self.unit.top = mark;
        Ok(())
    }

    fn import_name(&mut self, module: &str, fromlist: Const, level: u32, is_lazy: bool, dest: Reg) {
        let mark = self.unit.top;
        let list = self.unit.const_operand(fromlist);
        let name = self.names.intern(module);
        let konst = self.name_const(name);
        let level = u16::try_from(level).unwrap_or(u16::MAX);
        let d = u8::from(is_lazy);
        self.unit.emit_inst(Inst { d, a: dest, b: list, c: level, konst, ..Inst::new(Op::IMPORT_NAME) });
        self.unit.top = mark;
    }
}
