//! Code units as text, and the check that a unit keeps its promises.
//!
//! Both read the table of opcodes and know no opcode by name, save for the registers that some of them touch beside their
//! operands.

use std::fmt::Write;

use super::opcode::{Inline, Instr, Op, Operand};
use super::unit::{CodeUnit, Const};

/// A listing of the unit and of the units among its constants.
pub fn disassemble(unit: &CodeUnit) -> String {
    let mut out = String::new();
    write_unit(unit, &mut out);
    out
}

fn write_unit(unit: &CodeUnit, out: &mut String) {
    let name = if unit.qualname.is_empty() { &unit.name } else { &unit.qualname };
    let _ = writeln!(out, "{name} (registers {})", unit.nregs);
    let mut at = 0;
    while at < unit.code.len() {
        let instr = Instr::decode(unit.code[at]);
        let _ = write!(out, "{at:4} {}", instr.op.info().name);
        // There it says only to which line the instruction belongs.
        if instr.d != 0 && !matches!(instr.op, Op::CLEAR | Op::RETURN_CONST) {
            let _ = write!(out, ".{}", instr.d);
        }
        write_operands(unit, at, instr, out);
        out.push('\n');
        at += instr.op.len();
    }
    for handler in &unit.handlers {
        let _ = writeln!(out, "     {}..{} -> {} r{}", handler.start, handler.end, handler.target, handler.register);
    }
    for constant in &unit.consts {
        if let Const::Code(inner) = constant {
            write_unit(inner, out);
        }
    }
}

fn write_operands(unit: &CodeUnit, at: usize, instr: Instr, out: &mut String) {
    for (kind, value) in instr.op.info().operands.iter().zip([instr.a, instr.b, instr.c]) {
        let _ = match kind {
            Operand::None => Ok(()),
            Operand::Write | Operand::Read => write!(out, " {}", register_name(unit, value)),
            Operand::Count => write!(out, " #{value}"),
            Operand::Signed => write!(out, " {}", value as i16),
            Operand::Jump16 => write!(out, " -> {}", at as i64 + i64::from(value as i16)),
            Operand::Jump32 => write!(out, " -> {}", at as i64 + i64::from(instr.jump32())),
        };
    }
    for (index, inline) in instr.op.info().inline.iter().enumerate() {
        if *inline == Inline::Const {
            let word = (at + 1 + index) as u32;
            let found = unit.relocs.iter().find(|reloc| reloc.0 == word);
            let constant = found.and_then(|reloc| unit.consts.get(reloc.1 as usize));
            out.push(' ');
            match constant {
                Some(constant) => write_const(constant, out),
                None => out.push('?'),
            }
        }
    }
}

/// The name of a variable, or the number of a temporary.
fn register_name(unit: &CodeUnit, register: u16) -> String {
    if let Some(name) = unit.varnames.get(usize::from(register)) {
        return name.to_string();
    }
    let mut cells = unit.cellvars.iter().chain(&unit.freevars);
    match cells.find(|cell| cell.1 == register) {
        Some(cell) => format!("&{}", cell.0),
        None => format!("r{register}"),
    }
}

fn write_list(items: &[Const], out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_const(item, out);
    }
}

fn write_const(constant: &Const, out: &mut String) {
    let _ = match constant {
        Const::None => write!(out, "None"),
        Const::True => write!(out, "True"),
        Const::False => write!(out, "False"),
        Const::Ellipsis => write!(out, "..."),
        Const::Int(value) => write!(out, "{value}"),
        Const::BigInt { digits, radix, negative } => {
            write!(out, "{}{digits}:{radix}", if *negative { "-" } else { "" })
        }
        Const::Float(value) => write!(out, "{value:?}"),
        Const::Complex(real, imag) => write!(out, "({real:?}+{imag:?}j)"),
        Const::Str { wtf8, .. } => write!(out, "{:?}", String::from_utf8_lossy(wtf8)),
        Const::Bytes(bytes) => write!(out, "b{:?}", String::from_utf8_lossy(bytes)),
        Const::Tuple(items) => {
            out.push('(');
            write_list(items, out);
            out.push(')');
            Ok(())
        }
        Const::FrozenSet(items) => {
            out.push('{');
            write_list(items, out);
            out.push('}');
            Ok(())
        }
        Const::Slice(parts) => {
            out.push('[');
            write_list(&parts[..], out);
            out.push(']');
            Ok(())
        }
        Const::Code(code) => write!(out, "<{}>", code.qualname),
    };
}

/// Checks jump targets, register bounds, handlers, relocations and positions of the unit and of those within it.
pub fn verify(unit: &CodeUnit) -> Result<(), String> {
    let checked = Verifier { unit, starts: instruction_starts(unit)? }.check();
    checked.map_err(|problem| format!("{} line {}: {problem}", unit.qualname, unit.first_line))?;
    unit.consts.iter().try_for_each(|constant| match constant {
        Const::Code(inner) => verify(inner),
        _ => Ok(()),
    })
}

fn instruction_starts(unit: &CodeUnit) -> Result<Vec<bool>, String> {
    let mut starts = vec![false; unit.code.len() + 1];
    let mut at = 0;
    while at < unit.code.len() {
        starts[at] = true;
        let byte = usize::from(unit.code[at] as u8);
        let op = Op::ALL.get(byte).ok_or_else(|| format!("{}: word {at} is no instruction", unit.qualname))?;
        at += op.len();
    }
    if at != unit.code.len() {
        return Err(format!("{}: the last instruction is cut off", unit.qualname));
    }
    Ok(starts)
}

struct Verifier<'u> {
    unit: &'u CodeUnit,
    starts: Vec<bool>,
}

impl Verifier<'_> {
    fn check(&self) -> Result<(), String> {
        let mut relocs = self.unit.relocs.iter().peekable();
        let mut last = Op::NOP;
        for at in (0..self.unit.code.len()).filter(|&at| self.starts[at]) {
            let instr = Instr::decode(self.unit.code[at]);
            self.operands(at, instr)?;
            for (index, inline) in instr.op.info().inline.iter().enumerate() {
                if *inline == Inline::Const {
                    let word = (at + 1 + index) as u32;
                    match relocs.next() {
                        Some(reloc) if reloc.0 == word && (reloc.1 as usize) < self.unit.consts.len() => {}
                        other => return Err(format!("word {word} lacks its constant: {other:?}")),
                    }
                }
            }
            last = instr.op;
        }
        if relocs.next().is_some() {
            return Err("a relocation belongs to no instruction".into());
        }
        if !matches!(last, Op::RETURN | Op::RETURN_CONST | Op::RAISE | Op::RERAISE | Op::JUMP | Op::LOOP) {
            return Err(format!("control runs off the end after {last:?}"));
        }
        self.tables()
    }

    fn operands(&self, at: usize, instr: Instr) -> Result<(), String> {
        let info = instr.op.info();
        for (kind, value) in info.operands.iter().zip([instr.a, instr.b, instr.c]) {
            match kind {
                Operand::Read | Operand::Write if value >= self.unit.nregs && !self.optional(instr) => {
                    return Err(format!("{at} {}: register {value} of {}", info.name, self.unit.nregs));
                }
                Operand::Jump16 => self.jump(at, instr.op, i64::from(value as i16))?,
                Operand::Jump32 => self.jump(at, instr.op, i64::from(instr.jump32()))?,
                _ => {}
            }
        }
        let top = u32::from(last_register(instr));
        if top > u32::from(self.unit.nregs) {
            return Err(format!("{at} {}: uses registers up to {top} of {}", info.name, self.unit.nregs));
        }
        Ok(())
    }

    /// Displays of nothing and intrinsics without operands name a register that they do not read.
    fn optional(&self, instr: Instr) -> bool {
        match instr.op {
            Op::BUILD_LIST | Op::BUILD_TUPLE | Op::BUILD_SET | Op::BUILD_DICT | Op::UNPACK => instr.c == 0,
            Op::INTRINSIC | Op::RAISE => true,
            _ => false,
        }
    }

    fn jump(&self, at: usize, op: Op, distance: i64) -> Result<(), String> {
        let target = at as i64 + distance;
        let known = usize::try_from(target).ok().filter(|&target| target < self.unit.code.len());
        if !known.is_some_and(|target| self.starts[target]) {
            return Err(format!("{at} {op:?} jumps to {target}, which is no instruction"));
        }
        if distance < 0 && !matches!(op, Op::LOOP | Op::FOR_ITER) {
            return Err(format!("{at} {op:?} jumps backwards"));
        }
        Ok(())
    }

    fn tables(&self) -> Result<(), String> {
        let unit = self.unit;
        for handler in &unit.handlers {
            let words = [handler.start, handler.end, handler.target];
            let placed = words
                .iter()
                .all(|&word| self.starts.get(word as usize) == Some(&true) || word as usize == unit.code.len());
            if !placed || handler.start >= handler.end || handler.register >= unit.nregs {
                return Err(format!("handler {handler:?}"));
            }
        }
        if !unit.positions.is_sorted_by(|l, r| l.0 < r.0) {
            return Err("positions are out of order".into());
        }
        let params = unit.argcount + unit.kwonly;
        if usize::from(params) > unit.varnames.len() || usize::from(unit.nregs) < unit.varnames.len() {
            return Err(format!("{} parameters, {} names, {} registers", params, unit.varnames.len(), unit.nregs));
        }
        Ok(())
    }
}

/// One past the highest register that the instruction touches beyond its operands.
fn last_register(instr: Instr) -> u16 {
    let Instr { op, a, b, c, .. } = instr;
    match op {
        Op::CALL | Op::CALL_GLOBAL | Op::CALL_KW => b + 4 + c,
        Op::CALL_METHOD | Op::CALL_METHOD_KW | Op::CALL_LOADED | Op::CALL_LOADED_KW => b + 5 + c,
        Op::LOAD_METHOD => b + 5,
        Op::CALL_EX => b + 6,
        Op::BUILD_LIST | Op::BUILD_TUPLE | Op::BUILD_SET | Op::BUILD_STRING if c > 0 => b + c,
        Op::BUILD_DICT if c > 0 => b + 2 * c,
        Op::BUILD_SLICE => b + c,
        Op::UNPACK => a + c,
        Op::UNPACK_EX => a + (c & 255) + 1 + (c >> 8),
        Op::FOR_PREP | Op::FOR_ITER => a + 3,
        Op::GETSLICE => c + 2,
        Op::WITH_ENTER => a + 3,
        Op::WITH_EXIT | Op::WITH_EXIT_NORMAL => b + 3,
        Op::MATCH_EXC_GROUP => a + 2,
        Op::MATCH_CLASS => b + 3,
        Op::BUILD_INTERPOLATION => b + 4,
        _ => 0,
    }
}
