//! Runs the programs of `tests/stress`: threads that change the same objects, with the GIL off, on, and switched to and fro.
//!
//! The ordinary run takes some seconds and always the same seeds. `PYISH_STRESS_SECONDS=N` makes it take about N seconds and try other
//! seeds, from `PYISH_STRESS_SEED` on if that is given; `PYISH_FILTER=TEXT` limits it to programs with the text in their name. A failure
//! prints the command that repeats it.

use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How a program is run: the GIL at its start, and the hostile modes; `S` stands for the seed.
struct Mode {
    gil: &'static str,
    hostile: &'static [(&'static str, &'static str)],
}

/// The first two are those of the ordinary run.
const MODES: [Mode; 6] = [
    Mode { gil: "0", hostile: &[("PYISH_YIELD_SEED", "S"), ("PYISH_GC_STRESS", "200")] },
    Mode { gil: "0", hostile: &[] },
    Mode { gil: "0", hostile: &[("PYISH_YIELD_SEED", "S")] },
    Mode { gil: "0", hostile: &[("PYISH_SWITCH_EVERY", "1"), ("PYISH_GC_STRESS", "64")] },
    Mode { gil: "1", hostile: &[("PYISH_YIELD_SEED", "S"), ("PYISH_GC_STRESS", "200")] },
    Mode { gil: "1", hostile: &[("PYISH_SWITCH_EVERY", "1"), ("PYISH_GC_STRESS", "64")] },
];

/// How much longer than asked a run may take, on a loaded machine: it finishes every scenario once.
const PATIENCE: Duration = Duration::from_secs(180);

struct Run {
    program: PathBuf,
    mode: &'static Mode,
    seed: u64,
    seconds: f64,
}

impl Run {
    fn environment(&self) -> Vec<(&'static str, String)> {
        let seed = self.seed.to_string();
        let mut all = vec![("STRESS_SEED", seed.clone()), ("STRESS_SECONDS", format!("{:.2}", self.seconds))];
        all.extend(self.mode.hostile.iter().map(|(name, value)| (*name, value.replace('S', &seed))));
        all
    }
    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pyish"));
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("PYTHON") || text.starts_with("PYISH_") {
                command.env_remove(&name);
            }
        }
        command.args(["-X", &format!("gil={}", self.mode.gil)]).arg(&self.program).envs(self.environment());
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
    /// What one would type to see the failure again.
    fn repeat(&self) -> String {
        let mut text = String::new();
        for (name, value) in self.environment() {
            let _ = write!(text, "{name}={value} ");
        }
        let _ = write!(text, "pyish -X gil={} {}", self.mode.gil, self.program.display());
        text
    }
    /// Runs the program; what went wrong, if anything.
    fn failure(&self) -> Option<String> {
        let mut child = self.command().spawn().expect("the binary starts");
        let (out, err) = (drain(child.stdout.take()), drain(child.stderr.take()));
        let limit = Duration::from_secs_f64(self.seconds) + PATIENCE;
        let Some(status) = wait(&mut child, limit) else {
            let _ = child.kill();
            let _ = child.wait();
            return Some(format!("no end within {} s", limit.as_secs()));
        };
        let (out, err) = (out.join().expect("a reader does not panic"), err.join().expect("a reader does not panic"));
        if status.success() && out.ends_with("ok\n") {
            return None;
        }
        let lines: Vec<&str> = err.lines().collect();
        Some(format!("{status}\n{}", lines[lines.len().saturating_sub(25)..].join("\n")))
    }
}

fn drain(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    let mut pipe = pipe.expect("piped");
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn wait(child: &mut Child, limit: Duration) -> Option<std::process::ExitStatus> {
    let start = Instant::now();
    while start.elapsed() < limit {
        if let Some(status) = child.try_wait().expect("our own child") {
            return Some(status);
        }
        thread::sleep(Duration::from_millis(5));
    }
    None
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|n| n.parse().ok())
}

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stress");
    let filter = std::env::var("PYISH_FILTER").unwrap_or_default();
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "py"))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            !name.starts_with('_') && name.contains(&filter)
        })
        .collect();
    found.sort();
    found
}

/// All runs in order: every program in every mode.
fn plan() -> Vec<Run> {
    let programs = programs();
    let (modes, total, first) = match number("PYISH_STRESS_SECONDS") {
        None => (&MODES[..2], None, 1),
        Some(seconds) => {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |t| t.as_secs());
            (&MODES[..], Some(seconds as f64), number("PYISH_STRESS_SEED").unwrap_or(now))
        }
    };
    let runs = (programs.len() * modes.len()).max(1) as f64;
    let seconds = total.map_or(0.05, |t| t * workers() as f64 / runs);
    let pairs = modes.iter().flat_map(|mode| programs.iter().map(move |program| (program, mode)));
    pairs
        .enumerate()
        .map(|(i, (program, mode))| Run { program: program.clone(), mode, seed: first + i as u64, seconds })
        .collect()
}

fn workers() -> usize {
    thread::available_parallelism().map_or(1, usize::from).div_ceil(2)
}

#[test]
fn threads_that_change_the_same_objects() {
    let plan = plan();
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..workers() {
            scope.spawn(|| {
                while let Some(run) = plan.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Some(text) = run.failure() {
                        failures.lock().expect("no worker panics").push(format!("{}\n{text}\n", run.repeat()));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no worker panics");
    assert!(failures.is_empty(), "{} of {} runs failed:\n{}", failures.len(), plan.len(), failures.join("\n"));
}
