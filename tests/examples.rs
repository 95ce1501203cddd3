//! Every program of `examples/` as a newcomer runs it, with the GIL on and off.
//!
//! Each must end well within its time and complain about nothing. The samples of `examples/document/` stand there word for
//! word, mistakes included, so what is expected of them is said one by one.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(120);
const MODES: [&str; 2] = ["gil=1", "gil=0"];

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn start(program: &Path, mode: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_pyish"))
        .args(["-X", mode])
        .arg(program)
        .env_remove("PYTHONPATH")
        .env_remove("PYTHON_GIL")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts")
}

/// Waits for the end; `None` when the time is over, and then the program is gone too.
fn end_within(child: Child, limit: Duration) -> Option<Output> {
    let id = pid(&child);
    let watch = thread::spawn(move || child.wait_with_output().expect("our own child"));
    let begun = Instant::now();
    while !watch.is_finished() {
        if begun.elapsed() > limit {
            // SAFETY: a signal to our own child, which nobody has waited for yet.
            unsafe { libc::kill(id, libc::SIGKILL) };
            let _ = watch.join();
            return None;
        }
        thread::sleep(Duration::from_millis(5));
    }
    watch.join().ok()
}

fn pid(child: &Child) -> i32 {
    child.id().try_into().expect("process numbers are small")
}

/// Status, standard output and standard error of a program that must end.
fn run(name: &str, mode: &str) -> (Option<i32>, String, String) {
    let output = end_within(start(&examples().join(name), mode), LIMIT)
        .unwrap_or_else(|| panic!("{name} [{mode}] did not end within {} s", LIMIT.as_secs()));
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn all_examples_run() {
    let mut names: Vec<String> = std::fs::read_dir(examples())
        .expect("the folder of examples")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".py"))
        .collect();
    names.sort();
    assert!(names.len() >= 9, "examples are missing: {names:?}");
    thread::scope(|scope| {
        for mode in MODES {
            let names = &names;
            scope.spawn(move || {
                for name in names {
                    let (status, out, err) = run(name, mode);
                    assert_eq!((status, err.as_str()), (Some(0), ""), "{name} [{mode}] printed:\n{out}");
                    assert!(!out.is_empty(), "{name} [{mode}] printed nothing");
                }
            });
        }
    });
}

#[test]
fn samples_that_end() {
    for mode in MODES {
        for name in ["document/lock.py", "document/semaphore.py", "document/async_sample.py"] {
            let (status, _, err) = run(name, mode);
            assert_eq!((status, err.as_str()), (Some(0), ""), "{name} [{mode}]");
        }
        let (status, _, err) = run("document/queue_sample.py", mode);
        assert_eq!(status, Some(1), "queue_sample.py puts a name that nobody defined [{mode}]");
        assert!(err.contains("NameError: name '"), "queue_sample.py [{mode}]: {err}");
    }
}

/// What pyish says of a deadlock, to the last line. The program waits on.
fn report_of(child: &mut Child) -> String {
    let mut text = String::new();
    let mut lines = BufReader::new(child.stderr.take().expect("piped"));
    while !text.contains("The program waits on") {
        assert_ne!(lines.read_line(&mut text).expect("UTF-8"), 0, "no report, but: {text}");
    }
    child.stderr = Some(lines.into_inner());
    text
}

#[test]
fn a_deadlock_for_all_to_see() {
    for mode in MODES {
        let (_, out, _) = run("deadlock.py", mode);
        let cycle = "The cycle: Thread-1 (endless) -> bob.lock -> Thread-2 (endless) -> ann.lock -> Thread-1 (endless)";
        assert!(out.contains(cycle), "[{mode}] {out}");
    }
}

#[test]
fn a_wait_for_a_call_that_never_comes() {
    for mode in MODES {
        let mut child = start(&examples().join("document/condition.py"), mode);
        let report = report_of(&mut child);
        assert!(
            report.contains("\n    condition.wait()\n  waits for a notification of condition\n"),
            "[{mode}] {report}"
        );
        assert!(report.contains("\nNobody is left to notify condition.\n"), "[{mode}] {report}");
        assert!(child.try_wait().expect("our own child").is_none(), "condition.py ended by itself [{mode}]");
        // SAFETY: a signal to our own child, which nobody has waited for yet.
        unsafe { libc::kill(pid(&child), libc::SIGINT) };
        let output = end_within(child, Duration::from_secs(10)).expect("Ctrl-C ends the program");
        assert!(!output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains("KeyboardInterrupt"), "[{mode}]");
    }
}
