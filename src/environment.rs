//! The environment variables, merged with what the command line said.
//!
//! Invariant: the command line wins; with `-E` or `-I` no variable is read. A value that makes no sense is the text to end with.

use pyish_vm::thread::deadlock;
use pyish_vm::thread::gil::policies;

use crate::cli::Settings;

/// Adds to the settings what the environment says.
pub fn apply(s: &mut Settings, env: &dyn Fn(&str) -> Option<String>) -> Result<(), String> {
    let ignored = s.config.ignore_environment;
    // An empty variable counts as unset.
    let get = |name: &str| if ignored { None } else { env(name).filter(|v| !v.is_empty()) };
    let c = &mut s.config;
    c.inspect |= get("PYTHONINSPECT").is_some();
    c.unbuffered |= get("PYTHONUNBUFFERED").is_some();
    c.dont_write_bytecode |= get("PYTHONDONTWRITEBYTECODE").is_some();
    c.no_user_site |= get("PYTHONNOUSERSITE").is_some();
    c.safe_path |= get("PYTHONSAFEPATH").is_some();
    let level = |v: Option<String>| v.map_or(0, |t| t.parse::<u8>().unwrap_or(1).max(1));
    c.optimize = c.optimize.max(level(get("PYTHONOPTIMIZE")));
    c.verbose = c.verbose.max(level(get("PYTHONVERBOSE")));
    c.dev_mode = get("PYTHONDEVMODE").is_some();
    c.path.extend(get("PYTHONPATH").iter().flat_map(|p| p.split(':')).map(str::to_owned));
    s.startup = get("PYTHONSTARTUP");
    c.hash_seed = hash_seed(get("PYTHONHASHSEED"))?;
    c.gil = get("PYTHON_GIL").map(gil).transpose()?;
    c.lazy_imports = get("PYTHON_LAZY_IMPORTS").map(|v| lazy_imports(&v, "PYTHON_LAZY_IMPORTS")).transpose()?;
    s.int_max_str_digits = get("PYTHONINTMAXSTRDIGITS")
        .map(|v| {
            digits(&v).ok_or_else(|| {
                fatal(
                    "config_init_int_max_str_digits",
                    "PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.",
                )
            })
        })
        .transpose()?;
    implementation(s)?;
    warnings(s, get("PYTHONWARNINGS"));
    Ok(())
}

/// The options given by `-X` that mean something here.
fn implementation(s: &mut Settings) -> Result<(), String> {
    for (name, value) in s.config.x_options.clone() {
        match &*name {
            "gil" => s.config.gil = Some(gil(value.unwrap_or_default())?),
            "lazy_imports" => {
                s.config.lazy_imports = Some(lazy_imports(&value.unwrap_or_default(), "-X lazy_imports")?);
            }
            "gil-policy" => s.gil_policy = Some(gil_policy(value.unwrap_or_default())?),
            "deadlock" => s.deadlock = deadlock_mode(value.unwrap_or_default())?,
            "gil-stats" => s.gil_stats = true,
            "dev" => s.config.dev_mode = true,
            "int_max_str_digits" => {
                let limit = value.as_deref().and_then(digits);
                let text = "-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.";
                s.int_max_str_digits = Some(limit.ok_or_else(|| fatal("config_init_int_max_str_digits", text))?);
            }
            _ => (),
        }
    }
    Ok(())
}

/// `sys.warnoptions`: the weakest first.
fn warnings(s: &mut Settings, from_environment: Option<String>) {
    let mut all = Vec::new();
    if s.config.dev_mode {
        all.push("default".to_owned());
    }
    all.extend(from_environment.iter().flat_map(|v| v.split(',')).map(str::to_owned));
    all.append(&mut s.config.warn_options);
    match s.config.bytes_warning {
        0 => (),
        1 => all.push("default::BytesWarning".to_owned()),
        _ => all.push("error::BytesWarning".to_owned()),
    }
    s.config.warn_options = all;
}

fn fatal(place: &str, text: &str) -> String {
    format!("Fatal Python error: {place}: {text}\nPython runtime state: preinitialized\n\n")
}

fn hash_seed(value: Option<String>) -> Result<Option<u64>, String> {
    match value.as_deref() {
        None | Some("random") => Ok(None),
        Some(text) => match text.parse::<u32>() {
            Ok(seed) => Ok(Some(seed as u64)),
            Err(_) => Err(fatal(
                "config_init_hash_seed",
                "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]",
            )),
        },
    }
}

fn gil(value: String) -> Result<bool, String> {
    match &*value {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err(fatal("config_read_gil", "PYTHON_GIL / -X gil must be \"0\" or \"1\"")),
    }
}

fn lazy_imports(mode: &str, from: &str) -> Result<bool, String> {
    match mode {
        "all" => Ok(true),
        "normal" => Ok(false),
        _ => {
            let text = format!("{from}: invalid value; expected 'all' or 'normal'");
            Err(fatal("config_init_lazy_imports", &text))
        }
    }
}

fn gil_policy(name: String) -> Result<String, String> {
    if policies().any(|known| known == name) {
        return Ok(name);
    }
    let known: Vec<&str> = policies().collect();
    Err(fatal("config_read_gil_policy", &format!("-X gil-policy must be one of {}", known.join(", "))))
}

fn deadlock_mode(name: String) -> Result<deadlock::Mode, String> {
    if let Some((_, mode)) = deadlock::MODES.iter().find(|(known, _)| *known == name) {
        return Ok(*mode);
    }
    let known = deadlock::MODES.map(|(known, _)| known).join(", ");
    Err(fatal("config_read_deadlock", &format!("-X deadlock must be one of {known}")))
}

fn digits(text: &str) -> Option<u32> {
    text.parse::<u32>().ok().filter(|n| *n == 0 || *n >= 640)
}
