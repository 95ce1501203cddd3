//! Imports and class statements.

use crate::import;
use crate::{Vm, throw};

use super::{At, Done};

pub(super) fn name(vm: &Vm, at: At) -> Done {
    let globals = at.frame.function().globals();
    let level = at.i.c() as i64;
    let when = import::When::from_operand(at.i.d());
    at.set(import::import_statement(vm, at.name(1), globals, at.rb(), level, when)?);
    Ok(())
}

pub(super) fn from(vm: &Vm, at: At) -> Done {
    at.set(import::import_from(vm, at.rb(), at.name(1), at.i.d() != 0)?);
    Ok(())
}

pub(super) fn star(vm: &Vm, at: At) -> Done {
    import::import_star(vm, at.ra(), at.frame.reg(0))
}

pub(super) fn build_class(vm: &Vm, at: At) -> Done {
    let globals = at.frame.function().globals();
    match crate::modules::builtins_for(vm, globals).get_str(vm.names().__build_class__) {
        Some(f) => {
            at.set(f);
            Ok(())
        }
        None => throw!(vm, NAME_ERROR, "__build_class__ not found"),
    }
}
