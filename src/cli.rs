//! The command line: one table of options that both parses arguments and prints the help.
//!
//! Invariant: every option is one row of [`FLAGS`]; what an option does is its row's function and nothing else. The result is
//! plain data ([`Settings`]); running it is left to `run`.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

use pyish_vm::interp::Config;
use pyish_vm::thread::deadlock;

use crate::environment;

/// What is to be run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Program {
    /// No file, or `-`: what standard input holds.
    #[default]
    Stdin,
    Command(String),
    Module(String),
    File(String),
}

/// Everything that the command line and the environment say.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub config: Config,
    pub program: Program,
    /// The name pyish was called by.
    pub name: String,
    /// Times that `-V` was given.
    pub version: u8,
    pub help: bool,
    pub skip_first_line: bool,
    /// `PYTHONSTARTUP`: a file to run before the first prompt.
    pub startup: Option<String>,
    /// `PYTHONINTMAXSTRDIGITS` or `-X int_max_str_digits`.
    pub int_max_str_digits: Option<u32>,
    /// `-X gil-policy`: how the GIL changes hands.
    pub gil_policy: Option<String>,
    /// `-X deadlock`: what to do when all threads wait for each other.
    pub deadlock: deadlock::Mode,
    /// `-X gil-stats`: print the figures about the GIL at the end.
    pub gil_stats: bool,
}

/// How the command line ends.
#[derive(Debug)]
pub enum Parsed {
    Run(Box<Settings>),
    /// Print this on standard output and end well.
    Print(String),
    /// Print this on standard error and end with this status.
    Fail(String, u8),
}

/// What a row of the table does.
enum Effect {
    Switch(fn(&mut Settings)),
    /// Takes an argument: the rest of the word or the next word.
    Takes(fn(&mut Settings, String) -> Result<(), String>),
    /// Takes an argument, and what follows belongs to the program.
    Ends(fn(&mut Settings, String)),
}

struct Flag {
    short: &'static str,
    long: &'static str,
    /// How the help names the option.
    shown: &'static str,
    help: &'static str,
    effect: Effect,
}

const fn switch(short: &'static str, help: &'static str, set: fn(&mut Settings)) -> Flag {
    Flag { short, long: "", shown: "", help, effect: Effect::Switch(set) }
}

static FLAGS: &[Flag] = &[
    switch("b", "warn when bytes are compared with or turned into str (-bb: raise an error)", |s| {
        s.config.bytes_warning += 1
    }),
    switch("B", "do not write compiled files; also PYTHONDONTWRITEBYTECODE=x", |s| s.config.dont_write_bytecode = true),
    Flag {
        short: "c",
        long: "",
        shown: "-c cmd",
        help: "run the text cmd; what follows are its arguments",
        effect: Effect::Ends(|s, text| s.program = Program::Command(text)),
    },
    switch("d", "accepted for compatibility; the parser has no debugging output", |_| ()),
    switch("E", "ignore the environment variables PYTHON*", |s| s.config.ignore_environment = true),
    Flag {
        short: "h",
        long: "--help",
        shown: "-h",
        help: "print this help and exit (also -? or --help)",
        effect: Effect::Switch(|s| s.help = true),
    },
    Flag { short: "?", long: "", shown: "", help: "", effect: Effect::Switch(|s| s.help = true) },
    switch(
        "i",
        "open a prompt after the program has run, even if standard input is no terminal; also PYTHONINSPECT=x",
        |s| {
            s.config.inspect = true;
            s.config.interactive = true;
        },
    ),
    switch("I", "isolate from the user's environment (implies -E, -P and -s)", |s| {
        s.config.isolated = true;
        s.config.ignore_environment = true;
        s.config.safe_path = true;
        s.config.no_user_site = true;
    }),
    Flag {
        short: "m",
        long: "",
        shown: "-m mod",
        help: "run a library module as a program; what follows are its arguments",
        effect: Effect::Ends(|s, name| s.program = Program::Module(name)),
    },
    switch("O", "leave out assert statements, make __debug__ false; also PYTHONOPTIMIZE=x", |s| s.config.optimize += 1),
    Flag { short: "", long: "", shown: "-OO", help: "as -O, and leave out docstrings", effect: Effect::Switch(|_| ()) },
    switch("P", "do not put the program's folder in front of sys.path; also PYTHONSAFEPATH", |s| {
        s.config.safe_path = true
    }),
    switch("q", "no banner before the prompt", |s| s.config.quiet = true),
    switch("s", "no user's packages on sys.path; also PYTHONNOUSERSITE=x", |s| s.config.no_user_site = true),
    switch("S", "do not import site at the start", |s| s.config.no_site = true),
    switch("u", "do not buffer standard output and error; also PYTHONUNBUFFERED=x", |s| s.config.unbuffered = true),
    switch("v", "tell what is imported; may be repeated; also PYTHONVERBOSE=x", |s| s.config.verbose += 1),
    Flag {
        short: "V",
        long: "--version",
        shown: "-V",
        help: "print the version and exit (also --version); twice: more about the build",
        effect: Effect::Switch(|s| s.version += 1),
    },
    Flag {
        short: "W",
        long: "",
        shown: "-W arg",
        help: "what to do with warnings, action:message:category:module:lineno; also PYTHONWARNINGS=arg",
        effect: Effect::Takes(|s, arg| {
            s.config.warn_options.push(arg);
            Ok(())
        }),
    },
    switch("x", "skip the first line of the program", |s| s.skip_first_line = true),
    Flag {
        short: "X",
        long: "",
        shown: "-X opt",
        help: "an option of the implementation: gil=0|1 (also PYTHON_GIL), gil-policy=io-priority|cpython, gil-stats (figures about the GIL at \
               the end), deadlock=report|raise|off (what to do when every thread waits for another), dev (also PYTHONDEVMODE), \
               int_max_str_digits=n, lazy_imports=all|normal",
        effect: Effect::Takes(implementation_option),
    },
    Flag {
        short: "",
        long: "--check-hash-based-pycs",
        shown: "--check-hash-based-pycs always|default|never:",
        help: "accepted for compatibility; there are no compiled files",
        effect: Effect::Takes(|_, arg| match &*arg {
            "always" | "default" | "never" => Ok(()),
            _ => Err("--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n".into()),
        }),
    },
];

fn implementation_option(s: &mut Settings, arg: String) -> Result<(), String> {
    let (name, value) = match arg.split_once('=') {
        Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
        None => (arg, None),
    };
    s.config.x_options.push((name, value));
    Ok(())
}

/// Reads the words of the command line, the first being pyish's name, and the environment.
pub fn parse(given: &[OsString], env: &dyn Fn(&str) -> Option<String>) -> Parsed {
    let words: &[String] = &given.iter().map(|w| w.to_string_lossy().into_owned()).collect::<Vec<_>>();
    let mut settings =
        Settings { name: words.first().cloned().unwrap_or_else(|| "pyish".into()), ..Settings::default() };
    let rest = match options(&mut settings, words) {
        Ok(rest) => rest,
        Err(text) => return Parsed::Fail(format!("{text}{}", usage(&settings.name)), 2),
    };
    if settings.help {
        return Parsed::Print(help(&settings.name));
    }
    if settings.version > 0 {
        return Parsed::Print(version(settings.version > 1));
    }
    if matches!(settings.program, Program::Command(_))
        && let Some(text) = undecodable(&given[rest - 1])
    {
        return Parsed::Fail(text, 1);
    }
    settings.config.orig_argv = given.to_vec();
    program(&mut settings, &given[rest..]);
    if let Err(text) = environment::apply(&mut settings, env) {
        return Parsed::Fail(text, 1);
    }
    Parsed::Run(Box::new(settings))
}

/// Reads options; the index of the first word that is none.
fn options(s: &mut Settings, words: &[String]) -> Result<usize, String> {
    let mut at = 1;
    while let Some(word) = words.get(at) {
        if word == "-" || !word.starts_with('-') {
            break;
        }
        at += 1;
        if word == "--" {
            break;
        }
        let ends = if word.starts_with("--") {
            long(s, word, words, &mut at)?
        } else {
            cluster(s, &word[1..], words, &mut at)?
        };
        if ends || s.help {
            break;
        }
    }
    Ok(at)
}

fn long(s: &mut Settings, word: &str, words: &[String], at: &mut usize) -> Result<bool, String> {
    let Some(flag) = FLAGS.iter().find(|f| f.long == word) else {
        return Err(format!("Unknown option: {word}\n"));
    };
    match flag.effect {
        Effect::Switch(set) => set(s),
        Effect::Takes(set) => {
            let Some(arg) = words.get(*at) else { return Err(format!("Argument expected for the {word} option\n")) };
            *at += 1;
            set(s, arg.clone())?;
        }
        Effect::Ends(_) => unreachable!("no long option ends the list"),
    }
    Ok(false)
}

/// Reads a word of one-letter options; whether the list of options ends with it.
fn cluster(s: &mut Settings, letters: &str, words: &[String], at: &mut usize) -> Result<bool, String> {
    for (i, letter) in letters.char_indices() {
        let Some(flag) = FLAGS.iter().find(|f| f.short.chars().eq([letter])) else {
            return Err(format!("Unknown option: -{letter}\n"));
        };
        let takes = match flag.effect {
            Effect::Switch(set) => {
                set(s);
                continue;
            }
            Effect::Takes(_) | Effect::Ends(_) => &letters[i + letter.len_utf8()..],
        };
        let arg = if !takes.is_empty() {
            takes.to_owned()
        } else {
            let Some(next) = words.get(*at) else {
                return Err(format!("Argument expected for the -{letter} option\n"));
            };
            *at += 1;
            next.clone()
        };
        return match flag.effect {
            Effect::Takes(set) => set(s, arg).map(|()| false),
            Effect::Ends(set) => {
                set(s, arg);
                Ok(true)
            }
            Effect::Switch(_) => unreachable!("switches take nothing"),
        };
    }
    Ok(false)
}

/// What is wrong with a command that is not UTF-8. An option that precedes it in its word is not counted.
fn undecodable(word: &OsStr) -> Option<String> {
    let chunk = word.as_bytes().utf8_chunks().next().filter(|c| !c.invalid().is_empty())?;
    let (valid, bad) = (chunk.valid(), chunk.invalid()[0]);
    let option = if valid.starts_with('-') { valid.find('c').map_or(0, |at| at + 1) } else { 0 };
    let at = valid[option..].chars().count();
    Some(format!(
        "Unable to decode the command from the command line:\nUnicodeEncodeError: 'utf-8' codec can't encode character \
         '\\udc{bad:02x}' in position {at}: surrogates not allowed\n"
    ))
}

/// What remains after the options: the program, unless `-c` or `-m` named it, and its arguments.
fn program(s: &mut Settings, rest: &[OsString]) {
    let argv = match &s.program {
        Program::Command(text) => {
            // CPython sees to it that the last line ends.
            s.program = Program::Command(format!("{text}\n"));
            [vec!["-c".into()], rest.to_vec()].concat()
        }
        Program::Module(_) => [vec!["-m".into()], rest.to_vec()].concat(),
        _ if rest.is_empty() => vec![OsString::new()],
        _ => {
            if rest[0] != "-" {
                s.program = Program::File(rest[0].to_string_lossy().into_owned());
            }
            rest.to_vec()
        }
    };
    s.config.argv = argv;
}

fn usage(name: &str) -> String {
    format!("usage: {name} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `pyish -h' for more information.\n")
}

/// The version line.
pub fn version(long: bool) -> String {
    let (major, minor, micro) = pyish_vm::modules::sys::VERSION;
    let own = env!("CARGO_PKG_VERSION");
    if long {
        let (system, machine) = (std::env::consts::OS, std::env::consts::ARCH);
        return format!("pyish {own} (Python {major}.{minor}.{micro}) [Rust] on {system} {machine}\n");
    }
    format!("pyish {own} (Python {major}.{minor}.{micro})\n")
}

fn help(name: &str) -> String {
    let mut text = format!(
        "usage: {name} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nOptions (and the environment variables that do the same):\n"
    );
    for flag in FLAGS.iter().filter(|f| !f.help.is_empty()) {
        let shown = if flag.shown.is_empty() { format!("-{}", flag.short) } else { flag.shown.to_owned() };
        if shown.len() > 7 {
            text += &format!("{shown}\n         ");
        } else {
            text += &format!("{shown:<7}: ");
        }
        text += &wrap(flag.help, 70).join("\n         ");
        text.push('\n');
    }
    text + "\nArguments:\n\
        file   : the program is read from this file, or from a folder's __main__.py\n\
        -      : the program is read from standard input (default; a prompt if it is a terminal)\n\
        arg ...: what the program finds in sys.argv[1:]\n\
        \nTools:\n\
        -m gilbench : measures what threads gain with the GIL on and off (its own --help says more)\n\
        \nOther environment variables:\n\
        PYTHONPATH      : folders to put on sys.path, separated by ':'\n\
        PYTHONHASHSEED  : 'random', or a number that makes the hashes of str and bytes repeat\n\
        PYTHONSTARTUP   : a file to run before the first prompt\n"
}

/// Breaks a text into lines of at most `width` characters.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("never empty");
        if last.is_empty() {
            last.push_str(word);
        } else if last.len() + 1 + word.len() <= width {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_unique_and_documented() {
        for (i, flag) in FLAGS.iter().enumerate() {
            let twin = FLAGS[..i].iter().any(|f| !flag.short.is_empty() && f.short == flag.short);
            assert!(!twin, "-{} is there twice", flag.short);
            assert!(flag.short == "?" || !flag.help.is_empty(), "-{} has no help", flag.short);
        }
    }
}
