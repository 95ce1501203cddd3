//! Runs every program under `tests/conformance` with the `pyish` binary and compares what it did with the golden
//! that CPython 3.15 wrote (`tests/record.sh`).
//!
//! Owns: the walk, the modes (GIL on and off, stress for `threads/` and `fork/`), the time limit, the comparison, the
//! known gaps, and the expectations written beside a line. Invariant: every program is run in every mode and every
//! difference is reported; a known gap asserts today's wrong output instead of skipping the program. A crash or a
//! time-out is never an acceptable gap. Leaves to others: the programs and, in `record.sh`, the recording.
//!
//! Environment: `PYISH_FILTER=substring` limits the programs, `PYISH_BLESS_GAPS=1` rewrites the gap files,
//! `PYISH_STRESS=1` adds the stress modes, `PYISH_GC_STRESS=n` sets the period of the stress modes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(30);
/// A collection at every nth allocation makes programs slower by a large factor.
const STRESS_LIMIT: Duration = Duration::from_secs(150);
/// Lines of a diff that are shown for one failure.
const DIFF_LINES: usize = 24;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Mode {
    name: &'static str,
    gil: bool,
    stress: bool,
}

const PLAIN: [Mode; 2] =
    [Mode { name: "gil=1", gil: true, stress: false }, Mode { name: "gil=0", gil: false, stress: false }];
const STRESS: [Mode; 2] =
    [Mode { name: "gil=1 stress", gil: true, stress: true }, Mode { name: "gil=0 stress", gil: false, stress: true }];

/// One program of the suite. `path` is relative to `tests/conformance` and has no extension.
struct Program {
    path: String,
    source: PathBuf,
    golden: PathBuf,
    gap: PathBuf,
}

impl Program {
    fn folder(&self) -> &Path {
        self.source.parent().expect("a file has a folder")
    }
}

enum Outcome {
    /// The rendered output, in the form of a golden.
    Finished(String),
    /// A panic, a fatal signal or a time-out, with what was seen until then.
    Crashed(String),
}

#[derive(Default)]
struct Report {
    runs: usize,
    failures: BTreeMap<String, String>,
    gaps: Vec<String>,
    blessed: Vec<String>,
}

#[test]
fn conformance() {
    // The real path: tracebacks name files by it, and it is what is taken out of the output.
    let tests = fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"))
        .expect("the tests are where the package is");
    let filter = std::env::var("PYISH_FILTER").unwrap_or_default();
    let bless = std::env::var("PYISH_BLESS_GAPS").is_ok_and(|value| value == "1");
    let programs = programs(&tests, &filter);
    assert!(!programs.is_empty(), "no program matches PYISH_FILTER={filter:?}");

    let report = Mutex::new(Report::default());
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(2, |cores| cores.get());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    check(program, bless, &report);
                }
            });
        }
    });

    let mut report = report.into_inner().expect("no worker panicked");
    if filter.is_empty() {
        report_orphans(&tests, &mut report);
    }
    summarise(programs.len(), &mut report);
    assert!(report.failures.is_empty(), "{} failures, listed above", report.failures.len());
}

/// Every `.py` below `tests/conformance`, save files and folders whose name starts with `_`: those are what the
/// programs import.
fn programs(tests: &Path, filter: &str) -> Vec<Program> {
    let root = tests.join("conformance");
    let mut sources = Vec::new();
    walk(&root, "py", true, &mut sources);
    sources
        .into_iter()
        .map(|source| {
            let path = relative(&root, &source);
            let golden = tests.join("golden").join(format!("{path}.out"));
            let gap = tests.join("golden").join(format!("{path}.gap"));
            Program { path, source, golden, gap }
        })
        .filter(|program| program.path.contains(filter))
        .collect()
}

fn walk(folder: &Path, extension: &str, skip_underscore: bool, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if skip_underscore && name.starts_with('_') {
            continue;
        }
        if path.is_dir() {
            walk(&path, extension, skip_underscore, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).expect("walked from root").with_extension("").to_string_lossy().into_owned()
}

fn modes(program: &Program) -> Vec<Mode> {
    let concurrent = ["threads/", "fork/"].iter().any(|folder| program.path.starts_with(folder));
    let mut modes = PLAIN.to_vec();
    if concurrent && std::env::var_os("PYISH_STRESS").is_some() {
        modes.extend(STRESS);
    }
    modes
}

/// One program with everything that says how it should end.
struct Case {
    golden: Option<String>,
    gap: Option<String>,
    beside: Option<Expectations>,
}

impl Case {
    fn load(program: &Program) -> Self {
        let source = fs::read_to_string(&program.source).unwrap_or_default();
        Self {
            golden: fs::read_to_string(&program.golden).ok(),
            gap: fs::read_to_string(&program.gap).ok(),
            beside: Expectations::parse(&source),
        }
    }

    /// How an output differs from what CPython printed.
    fn difference(&self, out: &str) -> Option<String> {
        match (&self.golden, &self.beside) {
            (Some(golden), _) => (out != golden).then(|| diff(golden, out)),
            (None, Some(beside)) => beside.verify(out).err(),
            (None, None) => Some("no golden: run tests/record.sh\n".to_owned()),
        }
    }

    /// Judges the output of one mode.
    fn judge(&self, out: &str) -> Verdict {
        match (self.difference(out), &self.gap) {
            (None, None) => Verdict::Same,
            (None, Some(_)) => Verdict::GapClosed,
            (Some(_), Some(gap)) if gap == out => Verdict::KnownGap,
            (Some(text), None) => Verdict::Wrong(text),
            (Some(text), Some(gap)) => Verdict::Wrong(format!(
                "neither the golden nor the known gap; against the golden:\n{text}against the gap:\n{}",
                diff(gap, out)
            )),
        }
    }
}

enum Verdict {
    Same,
    GapClosed,
    KnownGap,
    Wrong(String),
}

/// Runs one program in all its modes and files what came of it.
fn check(program: &Program, bless: bool, report: &Mutex<Report>) {
    let case = Case::load(program);
    let report = || report.lock().expect("no worker panicked");
    let fail = |mode: &str, text: String| {
        report().failures.insert(format!("{} [{mode}]", program.path), text);
    };
    if let (Some(golden), Some(beside)) = (&case.golden, &case.beside)
        && let Err(text) = beside.verify(golden)
    {
        fail("golden", format!("the golden contradicts an expectation beside a line: {text}\n"));
    }
    let can_bless = bless && (case.golden.is_some() || case.beside.is_some());
    let mut closed = true;
    for mode in modes(program) {
        report().runs += 1;
        let out = match run(program, mode) {
            Outcome::Finished(out) => out,
            Outcome::Crashed(text) => {
                closed = false;
                fail(mode.name, text);
                continue;
            }
        };
        let verdict = case.judge(&out);
        closed &= matches!(verdict, Verdict::Same | Verdict::GapClosed);
        match verdict {
            Verdict::Same => {}
            Verdict::GapClosed if can_bless => {}
            Verdict::GapClosed => fail(mode.name, "a known gap is closed: remove its .gap file\n".to_owned()),
            // The first mode writes the gap; a mode that differs from it fails in the next run.
            Verdict::KnownGap | Verdict::Wrong(_) if can_bless => {
                if mode == PLAIN[0] {
                    fs::write(&program.gap, &out).expect("the goldens folder is writable");
                    report().blessed.push(program.path.clone());
                }
            }
            Verdict::KnownGap if mode == PLAIN[0] => report().gaps.push(program.path.clone()),
            Verdict::KnownGap => {}
            Verdict::Wrong(text) => fail(mode.name, text),
        }
    }
    if can_bless && closed && case.gap.is_some() {
        fs::remove_file(&program.gap).expect("the goldens folder is writable");
    }
}

/// The command a user would type in the program's own folder. `record.sh` sets the same environment.
fn command(program: &Program, mode: Mode) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pyish"));
    if !mode.gil {
        command.args(["-X", "gil=0"]);
    }
    command.arg(program.source.file_name().expect("a file has a name")).current_dir(program.folder());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("PYTHON") || text.starts_with("PYISH_") || text == "FORCE_COLOR" {
            command.env_remove(name);
        }
    }
    for (name, value) in [
        ("PYTHONHASHSEED", "0"),
        ("PYTHONDONTWRITEBYTECODE", "1"),
        ("LC_ALL", "C.UTF-8"),
        ("NO_COLOR", "1"),
        ("COLUMNS", "80"),
        ("TZ", "UTC"),
    ] {
        command.env(name, value);
    }
    if mode.stress {
        let period = std::env::var("PYISH_GC_STRESS").unwrap_or_else(|_| "64".to_owned());
        command.env("PYISH_GC_STRESS", period).env("PYISH_SWITCH_EVERY", "1");
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    // Who runs the tests in the background may ignore SIGINT, and programs would inherit that.
    let default_signals = || {
        // SAFETY: sets a disposition; allowed between fork and exec.
        unsafe { libc::signal(libc::SIGINT, libc::SIG_DFL) };
        Ok(())
    };
    // SAFETY: the closure calls nothing but signal().
    unsafe { command.pre_exec(default_signals) };
    command
}

/// Waits for the end of a child and its process group: a program of `fork/` may leave children that hold the pipes
/// open. `None` is a time-out.
fn wait(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    let start = Instant::now();
    let mut pause = Duration::from_micros(500);
    let status = loop {
        if let Some(status) = child.try_wait().expect("our own child") {
            break Some(status);
        }
        if start.elapsed() > limit {
            break None;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    let group = format!("kill -KILL -- -{} 2>/dev/null", child.id());
    let _ = Command::new("sh").args(["-c", &group]).status();
    if status.is_none() {
        let _ = child.kill();
        let _ = child.wait();
    }
    status
}

/// Runs the program and renders the outcome like a golden.
fn run(program: &Program, mode: Mode) -> Outcome {
    let mut child = command(program, mode).spawn().expect("the binary starts");
    let stdout = drain(child.stdout.take().expect("piped"));
    let stderr = drain(child.stderr.take().expect("piped"));
    let limit = if mode.stress { STRESS_LIMIT } else { LIMIT };
    let status = wait(&mut child, limit);
    let prefix = format!("{}/", program.folder().display());
    let clean = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace(&prefix, "");
    let out = clean(stdout.join().expect("a reader does not panic"));
    let err = clean(stderr.join().expect("a reader does not panic"));
    let Some(status) = status else {
        return Outcome::Crashed(format!("no end within {} s; {}", limit.as_secs(), tail(&out, &err)));
    };
    match (status.code(), status.signal()) {
        // What a Rust panic ends with, and what the binary makes of one.
        (Some(101 | 134), _) => Outcome::Crashed(format!("panic; {}", tail(&out, &err))),
        (Some(code), _) => Outcome::Finished(render(&out, code, &err)),
        // SIGTERM, SIGINT, SIGKILL and SIGHUP can be what the program is about; the others are crashes.
        (None, Some(signal)) if [1, 2, 9, 15].contains(&signal) => Outcome::Finished(render(&out, 128 + signal, &err)),
        (None, signal) => Outcome::Crashed(format!("killed by signal {signal:?}; {}", tail(&out, &err))),
    }
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}

/// The form of a golden: standard output, the exit status, the error output if there is any.
fn render(out: &str, code: i32, err: &str) -> String {
    let mut text = out.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let _ = writeln!(text, "exit: {code}");
    text.push_str(err);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn tail(out: &str, err: &str) -> String {
    let last = |text: &str| {
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(8)..].join("\n")
    };
    let panic: Vec<&str> = err.lines().skip_while(|line| !line.contains(" panicked at ")).take(40).collect();
    format!("last of stdout:\n{}\nlast of stderr:\n{}\n{}\n", last(out), last(err), panic.join("\n"))
}

/// What `# expect: text` and `# expect error: text` comments of a program ask for.
#[derive(Default)]
struct Expectations {
    lines: Vec<(usize, String)>,
    error: Option<(usize, String)>,
}

impl Expectations {
    fn parse(source: &str) -> Option<Self> {
        let mut found = Self::default();
        for (number, line) in source.lines().enumerate() {
            if let Some((_, text)) = line.split_once("# expect error: ") {
                found.error = Some((number + 1, text.to_owned()));
            } else if let Some((_, text)) = line.split_once("# expect: ") {
                found.lines.push((number + 1, text.to_owned()));
            } else if line.ends_with("# expect:") {
                found.lines.push((number + 1, String::new()));
            }
        }
        (!found.lines.is_empty() || found.error.is_some()).then_some(found)
    }

    /// Compares with a rendered output: the comments, in order of the source, are exactly the lines of standard
    /// output; an expected error is the last line of the error output, raised on the line of its comment.
    fn verify(&self, rendered: &str) -> Result<(), String> {
        let mut parts = rendered.rsplitn(2, "\nexit: ");
        let after = parts.next().unwrap_or_default();
        let out = parts.next().unwrap_or_default();
        let after = after.strip_prefix("exit: ").unwrap_or(after);
        let (code, err) = after.split_once('\n').unwrap_or((after, ""));
        let mut printed = out.lines();
        for (number, wanted) in &self.lines {
            match printed.next() {
                Some(line) if line == wanted => {}
                Some(line) => {
                    return Err(format!("line {number}: expected {wanted:?}, printed {line:?}\n"));
                }
                None => {
                    return Err(format!("line {number}: expected {wanted:?}, printed nothing more\n"));
                }
            }
        }
        if let Some(line) = printed.next() {
            return Err(format!("printed more than was expected: {line:?}\n"));
        }
        match &self.error {
            None if code != "0" => Err(format!("exit status {code}, no error was expected:\n{err}\n")),
            None => Ok(()),
            Some((number, wanted)) => {
                let last = err.lines().last().unwrap_or_default();
                if last != wanted {
                    return Err(format!("line {number}: expected error {wanted:?}, got {last:?}\n"));
                }
                let place = format!("line {number}");
                let hit = err.lines().any(|line| line.contains(&format!("{place},")) || line.ends_with(&place));
                if hit { Ok(()) } else { Err(format!("the error was not raised on line {number}:\n{err}\n")) }
            }
        }
    }
}

/// The lines that differ, `-` for what CPython printed and `+` for what we did: pairs when both have as many lines,
/// else the region from the first to the last difference.
fn diff(wanted: &str, got: &str) -> String {
    let wanted: Vec<&str> = wanted.lines().collect();
    let got: Vec<&str> = got.lines().collect();
    let same = wanted.iter().zip(&got).take_while(|(w, g)| w == g).count();
    let mut text = format!("first difference at line {}\n", same + 1);
    if wanted.len() == got.len() {
        let different: Vec<usize> = (same..wanted.len()).filter(|&i| wanted[i] != got[i]).collect();
        for &i in different.iter().take(DIFF_LINES / 2) {
            let _ = writeln!(text, " - {}\n + {}", wanted[i], got[i]);
        }
        if different.len() > DIFF_LINES / 2 {
            let _ = writeln!(text, "   … {} more lines differ", different.len() - DIFF_LINES / 2);
        }
        return text;
    }
    let same_end = wanted[same..].iter().rev().zip(got[same..].iter().rev()).take_while(|(w, g)| w == g).count();
    for line in &wanted[same.saturating_sub(2)..same] {
        let _ = writeln!(text, "   {line}");
    }
    let part = |text: &mut String, sign: char, lines: &[&str]| {
        for line in lines.iter().take(DIFF_LINES / 2) {
            let _ = writeln!(text, " {sign} {line}");
        }
        if lines.len() > DIFF_LINES / 2 {
            let _ = writeln!(text, " {sign} … {} more", lines.len() - DIFF_LINES / 2);
        }
    };
    part(&mut text, '-', &wanted[same..wanted.len() - same_end]);
    part(&mut text, '+', &got[same..got.len() - same_end]);
    text
}

/// A golden or a gap whose program is gone tests nothing.
fn report_orphans(tests: &Path, report: &mut Report) {
    let root = tests.join("golden");
    for extension in ["out", "gap"] {
        let mut files = Vec::new();
        walk(&root, extension, false, &mut files);
        for file in files {
            let path = relative(&root, &file);
            if !tests.join("conformance").join(format!("{path}.py")).exists() {
                report.failures.insert(format!("{path}.{extension}"), "no program of this name\n".to_owned());
            }
        }
    }
}

/// Goes to the real standard error, so that it is seen when the test passes too.
fn summarise(programs: usize, report: &mut Report) {
    let mut text = String::from("\n");
    for (name, failure) in &report.failures {
        let _ = writeln!(text, "FAIL {name}: {failure}");
    }
    report.gaps.sort();
    for path in &report.gaps {
        let _ = writeln!(text, "known gap: {path}");
    }
    for path in &report.blessed {
        let _ = writeln!(text, "gap written: {path}");
    }
    let _ = writeln!(
        text,
        "conformance: {programs} programs, {} runs, {} failures, {} known gaps",
        report.runs,
        report.failures.len(),
        report.gaps.len() + report.blessed.len()
    );
    let _ = std::io::stderr().write_all(text.as_bytes());
}
