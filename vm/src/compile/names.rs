//! Interned names of one compilation.
//!
//! Owns the table from text to [`Sym`] and private-name mangling. Invariant: two equal names have one `Sym`.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A name, comparable by number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Sym(pub u32);

/// Multiplicative hashing: names and node addresses need speed, not resistance to attack.
#[derive(Default, Clone, Copy)]
pub(super) struct FastHasher(u64);

impl FastHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for FastHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.add(u64::from_le_bytes(chunk.try_into().unwrap_or([0; 8])));
        }
        let mut last = [0; 8];
        last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
        self.add(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }
    fn write_u8(&mut self, n: u8) {
        self.add(u64::from(n));
    }
    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }
    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }
    fn write_usize(&mut self, n: usize) {
        self.add(n as u64);
    }
}

pub(super) type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FastHasher>>;
pub(super) type FastSet<K> = HashSet<K, BuildHasherDefault<FastHasher>>;

/// The names the compiler itself needs, interned first so that their numbers are constants.
macro_rules! known {
    ($($ident:ident = $text:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "an index that is never seen elsewhere")]
        #[repr(u32)]
        enum Known { $($ident),* }
        const KNOWN: &[&str] = &[$($text),*];
        impl Sym { $(pub(super) const $ident: Sym = Sym(Known::$ident as u32);)* }
    };
}

known! {
    ANNOTATE = "__annotate__", ANNOTATE_FUNC = "__annotate_func__", ANNOTATIONS = "__annotations__",
    CLASS = "__class__", CLASSCELL = "__classcell__", CLASSDICT = "__classdict__", CLASSDICTCELL = "__classdictcell__",
    CONDITIONAL_ANNOTATIONS = "__conditional_annotations__", DOC = "__doc__", FIRSTLINENO = "__firstlineno__",
    MODULE = "__module__", NAME = "__name__", QUALNAME = "__qualname__", STATIC_ATTRIBUTES = "__static_attributes__",
    TYPE_PARAMS = "__type_params__", DEBUG = "__debug__", SUPER = "super", DOT_ZERO = ".0",
    DOT_TYPE_PARAMS = ".type_params", DOT_GENERIC_BASE = ".generic_base", DOT_DEFAULTS = ".defaults",
    DOT_KWDEFAULTS = ".kwdefaults", DOT_FORMAT = ".format", FORMAT = "format", LAMBDA = "<lambda>", TOP = "<module>",
    GENEXPR = "<genexpr>", LISTCOMP = "<listcomp>", SETCOMP = "<setcomp>", DICTCOMP = "<dictcomp>",
    LOCALS = "locals", VARS = "vars", DIR = "dir", EVAL = "eval", EXEC = "exec", STAR = "*",
}

/// The table.
pub(super) struct Names {
    texts: Vec<Box<str>>,
    index: FastMap<Box<str>, Sym>,
}

impl Names {
    pub fn new() -> Names {
        let mut names = Names { texts: Vec::new(), index: FastMap::default() };
        for text in KNOWN {
            names.intern(text);
        }
        names
    }

    pub fn intern(&mut self, text: &str) -> Sym {
        if let Some(&sym) = self.index.get(text) {
            return sym;
        }
        let sym = Sym(self.texts.len() as u32);
        self.texts.push(text.into());
        self.index.insert(text.into(), sym);
        sym
    }

    pub fn text(&self, sym: Sym) -> &str {
        &self.texts[sym.0 as usize]
    }

    /// What `mangle` would answer, if that name is known already.
    pub fn find_mangled(&self, class: Option<&str>, name: &str) -> Option<Sym> {
        match class {
            Some(class) if is_private(name) && !class.trim_start_matches('_').is_empty() => {
                self.index.get(format!("_{}{name}", class.trim_start_matches('_')).as_str()).copied()
            }
            _ => self.index.get(name).copied(),
        }
    }

    /// The name as it is stored within `class`: `__x` becomes `_Class__x`.
    pub fn mangle(&mut self, class: Option<&str>, name: &str) -> Sym {
        match class {
            Some(class) if is_private(name) => match class.trim_start_matches('_') {
                "" => self.intern(name),
                class => {
                    let mangled = format!("_{class}{name}");
                    self.intern(&mangled)
                }
            },
            _ => self.intern(name),
        }
    }
}

/// Whether mangling changes `name`: it starts with two underscores, does not end with two, and has no dot.
pub(super) fn is_private(name: &str) -> bool {
    name.starts_with("__") && !name.ends_with("__") && !name.contains('.')
}
