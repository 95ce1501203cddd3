//! What Tab offers: names, and attributes of what a dotted name refers to.
//!
//! Invariant: nothing is called but `dir` and attribute lookup; whatever they raise means that there is nothing to offer.

use pyish_vm::builtins::dict::Dict;
use pyish_vm::import::import_attribute;
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

/// Where the dotted name that ends at `end` begins.
pub fn start_of_name(line: &str, end: usize) -> usize {
    let is_part = |c: char| c == '.' || c == '_' || c.is_alphanumeric();
    line[..end].char_indices().rev().take_while(|(_, c)| is_part(*c)).last().map_or(end, |(i, _)| i)
}

/// Whole dotted names that begin with `word`.
pub fn candidates(vm: &Vm, globals: Ref<Dict>, word: &str) -> Vec<String> {
    let mut found = match word.rsplit_once('.') {
        Some((object, start)) => attributes(vm, globals, object, start).unwrap_or_default(),
        None => names(vm, globals, word).unwrap_or_default(),
    };
    found.sort();
    found.dedup();
    found
}

fn names(vm: &Vm, globals: Ref<Dict>, start: &str) -> PyResult<Vec<String>> {
    let mut found = Vec::new();
    let mut add = |v: Value| {
        if let Some(name) = v.to_str().map(|s| s.to_string_lossy()).filter(|n| n.starts_with(start) && shown(n, start))
        {
            found.push(name);
        }
        Ok(())
    };
    vm.for_each(import_attribute(vm, "keyword", "kwlist")?, &mut add)?;
    vm.for_each(globals.value(), &mut add)?;
    vm.for_each(vm.interp.builtins_dict().value(), &mut add)?;
    Ok(found)
}

fn attributes(vm: &Vm, globals: Ref<Dict>, object: &str, start: &str) -> PyResult<Vec<String>> {
    let mut found = Vec::new();
    let mut parts = object.split('.');
    let first = vm.intern(parts.next().unwrap_or_default());
    let Some(mut v) = globals.get_str(first).or_else(|| vm.interp.builtins_dict().get_str(first)) else {
        return Ok(found);
    };
    for part in parts {
        v = vm.getattr(v, vm.intern(part))?;
    }
    let dir = import_attribute(vm, "builtins", "dir")?;
    let list = vm.call(dir, &[v])?;
    vm.for_each(list, |v| {
        if let Some(name) = v.to_str().map(|s| s.to_string_lossy()).filter(|n| n.starts_with(start) && shown(n, start))
        {
            found.push(format!("{object}.{name}"));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Private names show only when their underscore is typed.
fn shown(name: &str, start: &str) -> bool {
    !name.starts_with('_') || start.starts_with('_')
}
