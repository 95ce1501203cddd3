//! What patterns are matched against, and the machine that fits the width of its characters.

use pyish_vm::builtins::bytes::Bytes;
use pyish_vm::builtins::str::{Str, Units};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::compiler::Program;
use super::matcher::{Matcher, Task, UNSET};

/// The characters of a str, or the bytes of something else.
pub enum Subject {
    Str(Ref<Str>),
    Bytes(Ref<Bytes>),
    /// A copy of memory that might change.
    Copy(Vec<u8>),
}

impl Subject {
    pub fn new(vm: &Vm, v: Value) -> PyResult<Subject> {
        if let Some(s) = v.to_str() {
            return Ok(Subject::Str(s));
        }
        if let Some(b) = v.to_bytes() {
            return Ok(Subject::Bytes(b));
        }
        if !vm.has_buffer(v) {
            throw!(vm, TYPE_ERROR, "expected string or bytes-like object, got '{}'", vm.type_name(v));
        }
        Ok(Subject::Copy(vm.with_buffer(v, <[u8]>::to_vec)?))
    }
    /// As `new`, for a pattern of str or of bytes.
    pub fn fitting(vm: &Vm, v: Value, is_str: bool) -> PyResult<Subject> {
        let subject = Subject::new(vm, v)?;
        match (is_str, &subject) {
            (true, Subject::Str(_)) | (false, Subject::Bytes(_) | Subject::Copy(_)) => Ok(subject),
            (true, _) => throw!(vm, TYPE_ERROR, "cannot use a string pattern on a bytes-like object"),
            (false, _) => throw!(vm, TYPE_ERROR, "cannot use a bytes pattern on a string-like object"),
        }
    }
    pub fn units(&self) -> Units<'_> {
        match self {
            Subject::Str(s) => s.units(),
            Subject::Bytes(b) => Units::Latin1(b.as_slice()),
            Subject::Copy(b) => Units::Latin1(b),
        }
    }
    pub fn len(&self) -> usize {
        self.units().len()
    }
    /// A part as an exact str or bytes; `whole` is the object that the subject was made of.
    pub fn part(&self, vm: &Vm, whole: Value, start: usize, end: usize) -> Value {
        let all = start == 0 && end == self.len();
        match self {
            Subject::Str(_) if all && whole.to_exact_str().is_some() => whole,
            Subject::Bytes(_) if all && whole.has_shape(pyish_vm::builtins::shape::BYTES) => whole,
            Subject::Str(s) => vm.substr(*s, start, end).value(),
            Subject::Bytes(b) => vm.new_bytes(&b.as_slice()[start..end]).value(),
            Subject::Copy(b) => vm.new_bytes(&b[start..end]).value(),
        }
    }
    pub fn empty(&self, vm: &Vm) -> Value {
        match self {
            Subject::Str(_) => vm.empty_str().value(),
            _ => vm.new_bytes(b"").value(),
        }
    }
}

/// A matcher of the subject's width.
pub enum Machine<'a> {
    Narrow(Matcher<'a, u8>),
    Wide(Matcher<'a, u16>),
    Widest(Matcher<'a, u32>),
}

impl<'a> Machine<'a> {
    pub fn new(vm: &'a Vm, program: &'a Program, units: Units<'a>) -> Machine<'a> {
        match units {
            Units::Ascii(s) | Units::Latin1(s) => Machine::Narrow(Matcher::new(vm, program, s)),
            Units::Ucs2(s) => Machine::Wide(Matcher::new(vm, program, s)),
            Units::Ucs4(s) => Machine::Widest(Matcher::new(vm, program, s)),
        }
    }
    pub fn run(&mut self, task: Task) -> PyResult<bool> {
        match self {
            Machine::Narrow(m) => m.run(task),
            Machine::Wide(m) => m.run(task),
            Machine::Widest(m) => m.run(task),
        }
    }
    /// Start and end of the groups of the last match.
    pub fn marks(&self) -> &[usize] {
        match self {
            Machine::Narrow(m) => &m.marks,
            Machine::Wide(m) => &m.marks,
            Machine::Widest(m) => &m.marks,
        }
    }
    /// The group that was closed last, 0 for none.
    pub fn last(&self) -> u32 {
        match self {
            Machine::Narrow(m) => m.last,
            Machine::Wide(m) => m.last,
            Machine::Widest(m) => m.last,
        }
    }
    pub fn span(&self) -> (usize, usize) {
        (self.marks()[0], self.marks()[1])
    }
    pub fn group(&self, group: usize) -> Option<(usize, usize)> {
        let (start, end) = (self.marks()[group * 2], self.marks()[group * 2 + 1]);
        (start != UNSET && end != UNSET).then_some((start, end))
    }
}
