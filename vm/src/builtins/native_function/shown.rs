//! Text signatures that differ from the parameters a function parses.
//!
//! Some parameters have a default that is shown but is not what an absent argument means to the function, and
//! some callables show none at all, as their shapes do not fit a signature. The rows are what `inspect` sees.

/// What `__text_signature__` says instead of the parsed parameters.
#[derive(Clone, Copy)]
pub(crate) enum Shown {
    Nothing,
    Text(&'static str),
}

/// The row of a callable: a type's own has the empty name, a function of a module the empty owner.
pub(crate) fn find(owner: &str, name: &str) -> Option<Shown> {
    if owner.is_empty() && NO_FUNCTIONS.contains(&name) || name.is_empty() && NO_TYPES.contains(&owner) {
        return Some(Shown::Nothing);
    }
    if matches!(owner, "str" | "bytes" | "bytearray")
        && let Some((_, text)) = SUBSEQUENCE.iter().find(|(names, _)| names.contains(&name))
    {
        return Some(Shown::Text(text));
    }
    ROWS.iter().find(|(of, what, _)| *of == owner && *what == name).map(|row| row.2)
}

const NO_FUNCTIONS: &[&str] = &["__build_class__", "dir", "getattr", "iter", "max", "min", "next", "vars"];

const NO_TYPES: &[&str] = &["bytearray", "bytes", "int", "range", "slice", "str", "super", "type"];

/// The searches whose bounds are as in slices.
const SUBSEQUENCE: &[(&[&str], &str)] = &[
    (&["count", "find", "index", "rfind", "rindex"], "($self, sub[, start[, end]], /)"),
    (&["startswith"], "($self, prefix[, start[, end]], /)"),
    (&["endswith"], "($self, suffix[, start[, end]], /)"),
];

const ROWS: &[(&str, &str, Shown)] = &[
    ("", "abs", Shown::Text("($module, number, /)")),
    ("", "anext", Shown::Text("($module, async_iterator, default=<unrepresentable>, /)")),
    ("", "bin", Shown::Text("($module, integer, /)")),
    ("", "hex", Shown::Text("($module, integer, /)")),
    ("", "oct", Shown::Text("($module, integer, /)")),
    ("bool", "", Shown::Text("(object=False, /)")),
    ("cell", "", Shown::Text("([contents])")),
    ("complex", "", Shown::Text("(real=0, imag=0)")),
    ("dict", "update", Shown::Nothing),
    ("enumerate", "", Shown::Text("(iterable, start=0)")),
    ("float", "", Shown::Text("(x=0, /)")),
    ("float", "__round__", Shown::Text("($self, ndigits=None, /)")),
    ("frozenset", "", Shown::Text("(iterable=(), /)")),
    ("list", "", Shown::Text("(iterable=(), /)")),
    ("list", "index", Shown::Text("($self, value, start=0, stop=sys.maxsize, /)")),
    ("map", "", Shown::Text("(function, iterable, /, *iterables, strict=False)")),
    ("object", "", Shown::Text("()")),
    ("reversed", "", Shown::Text("(object, /)")),
    ("set", "", Shown::Text("(iterable=(), /)")),
    ("tuple", "", Shown::Text("(iterable=(), /)")),
    ("tuple", "index", Shown::Text("($self, value, start=0, stop=sys.maxsize, /)")),
    ("SimpleNamespace", "", Shown::Text("(mapping_or_iterable=(), /, **kwargs)")),
    ("type", "__prepare__", Shown::Text("($cls, name, bases, /, **kwds)")),
    ("Match", "end", Shown::Text("($self, group=0, /)")),
    ("Match", "span", Shown::Text("($self, group=0, /)")),
    ("Match", "start", Shown::Text("($self, group=0, /)")),
    ("Pattern", "findall", Shown::Text("($self, /, string, pos=0, endpos=sys.maxsize)")),
    ("Pattern", "finditer", Shown::Text("($self, /, string, pos=0, endpos=sys.maxsize)")),
    ("Pattern", "fullmatch", Shown::Text("($self, /, string, pos=0, endpos=sys.maxsize)")),
    ("Pattern", "match", Shown::Text("($self, /, string, pos=0, endpos=sys.maxsize)")),
    ("Pattern", "prefixmatch", Shown::Text("($self, /, string, pos=0, endpos=sys.maxsize)")),
    ("Pattern", "scanner", Shown::Text("($self, /, string, pos=0, endpos=sys.maxsize)")),
    ("Pattern", "search", Shown::Text("($self, /, string, pos=0, endpos=sys.maxsize)")),
    ("", "stack_size", Shown::Text("($module, size=0, /)")),
    ("", "start_new", Shown::Text("($module, function, args, kwargs={}, /)")),
    ("", "start_new_thread", Shown::Text("($module, function, args, kwargs={}, /)")),
    ("generator", "throw", Shown::Nothing),
    ("coroutine", "throw", Shown::Nothing),
    ("async_generator", "athrow", Shown::Nothing),
];
