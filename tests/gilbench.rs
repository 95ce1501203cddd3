//! `pyish -m gilbench` as a user meets it: what it prints and writes, what it refuses, how it ends.
//!
//! The runs are as short as they can be: whether the output is well formed is tested, not what it says.

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn gilbench(folder: &Folder, args: &[&str]) -> Command {
    let mut c = Command::new(env!("CARGO_BIN_EXE_pyish"));
    for (name, _) in std::env::vars().filter(|(n, _)| n.starts_with("PYTHON")) {
        c.env_remove(name);
    }
    c.args(["-m", "gilbench", "--time", "0.01", "--warm-up", "0", "--repeat", "1"]).args(args);
    c.current_dir(&folder.0).stdin(Stdio::null());
    c
}

fn run(folder: &Folder, args: &[&str]) -> (Option<i32>, String, String) {
    let o: Output = gilbench(folder, args).output().expect("pyish runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (o.status.code(), text(&o.stdout), text(&o.stderr))
}

#[track_caller]
fn refuses(folder: &Folder, args: &[&str], message: &str) {
    let (status, out, err) = run(folder, args);
    let last = err.lines().last().unwrap_or_default();
    assert_eq!((status, &*out), (Some(2), ""), "{args:?}: {err}");
    assert!(last.starts_with("pyish -m gilbench: error: ") && last.contains(message), "{args:?}: {err}");
}

/// A folder of its own for a test, gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let path = std::env::temp_dir().join(format!("pyish-gilbench-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        for (file, text) in files {
            std::fs::write(path.join(file), text).expect("a file");
        }
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn help_and_list() {
    let folder = Folder::new("help", &[]);
    let (status, out, _) = run(&folder, &["--help"]);
    assert!(status == Some(0) && out.contains("module:function") && out.contains("GILBENCH_THREADS"), "{out}");
    let (status, out, _) = run(&folder, &["--list"]);
    assert_eq!((status, out.lines().count()), (Some(0), 8), "{out}");
}

#[test]
fn every_workload_runs_in_the_terminal_view() {
    let folder = Folder::new("all", &[]);
    let (status, out, err) = run(&folder, &["--threads", "2"]);
    assert_eq!((status, &*err), (Some(0), ""), "{out}");
    assert_eq!(out.matches("GIL on  ").count(), 16, "{out}");
    assert_eq!(out.matches("=> 2 threads do ").count(), 8, "{out}");
    assert!(out.contains("█") && out.contains("Every run was done once"), "{out}");
    let o = gilbench(&folder, &["-w", "io"]).env("PYTHONIOENCODING", "ascii").output().expect("pyish runs");
    assert!(o.status.success() && o.stdout.is_ascii() && o.stdout.contains(&b'#'));
}

#[test]
fn json_and_csv_are_for_programs() {
    let folder = Folder::new("data", &[]);
    let (status, out, err) = run(&folder, &["-w", "cpu,io", "--threads", "1,2", "--json"]);
    assert_eq!(status, Some(0), "{err}");
    std::fs::write(folder.0.join("r.json"), out).expect("a file");
    let check = "
import json
r = json.load(open('r.json'))
print([w['name'] for w in r['workloads']], [s['key'] for s in r['series']], r['settings']['threads'])
for w in r['workloads']:
    for x in w['results']:
        assert x['throughput']['median'] > 0 and x['speedup'] > 0 and len(x['runs'][0]['calls_by_thread']) == x['threads']
        assert (x['gil'] is None) == (x['series'] == 'off')
";
    let o =
        Command::new(env!("CARGO_BIN_EXE_pyish")).args(["-c", check]).current_dir(&folder.0).output().expect("runs");
    assert_eq!(String::from_utf8_lossy(&o.stdout), "['cpu', 'io'] ['on', 'off'] [1, 2]\n", "{o:?}");

    let (status, out, err) = run(&folder, &["-w", "io", "--threads", "1,2", "--csv"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((status, lines.len()), (Some(0), 5), "{err}");
    assert!(lines[0].starts_with("workload,kind,series,label,gil,threads,round,calls,seconds,throughput,cpu_seconds,"));
    assert!(lines.iter().all(|l| l.split(',').count() == 18), "{out}");
}

#[test]
fn the_page_stands_alone() {
    let folder = Folder::new("page", &[("a.py", "print('done')")]);
    let page = |args: &[&str]| {
        let (status, out, err) = run(&folder, &[args, &["--html", "r.html"][..]].concat());
        assert!(status == Some(0) && out.ends_with("The page is in r.html\n"), "{out}{err}");
        std::fs::read_to_string(folder.0.join("r.html")).expect("the page")
    };
    let text = page(&["-w", "io,cpu", "--threads", "1,2"]);
    assert_eq!(text.matches("role=\"img\"").count(), 2);
    for forbidden in ["http:", "https:", "src=", "url(", "<script", "@import", "nan", "None"] {
        assert!(!text.contains(forbidden), "{forbidden}");
    }
    for wanted in ["<!DOCTYPE html>", "prefers-color-scheme: dark", "class=\"ideal\"", "2 threads do", "</html>"] {
        assert!(text.contains(wanted), "{wanted}");
    }
    let (status, _, err) = run(&folder, &["--html", "r.html", "a.py"]);
    assert_eq!(status, Some(0), "{err}");
    assert!(std::fs::read_to_string(folder.0.join("r.html")).expect("the page").contains("seconds from start to end"));
}

#[test]
fn functions_and_scripts() {
    let work = "def add(): sum(range(100))\nclass C:\n    def m(): pass\n";
    let script = "import os, sys\nassert os.environ['GILBENCH_THREADS'] == sys.argv[2], sys.argv\n\
                  print('x' * 300000, file=sys.stderr)\nprint('y' * 300000)\n";
    let folder = Folder::new("targets", &[("work.py", work), ("a.py", script)]);
    for target in ["work:add", "work.py:add", "work:C.m"] {
        let (status, out, err) = run(&folder, &[target, "--threads", "1,2"]);
        assert!(status == Some(0) && out.contains("2 threads do"), "{target}: {out}{err}");
    }
    let (status, out, err) = run(&folder, &["--threads", "1,2", "a.py", "--n", "{threads}"]);
    assert!(status == Some(0) && out.contains("seconds") && err.is_empty(), "{out}{err}");
    assert!(out.len() < 10_000);
}

#[test]
fn other_interpreters_beside() {
    let folder = Folder::new("peer", &[]);
    let own = env!("CARGO_BIN_EXE_pyish");
    let (status, out, err) = run(&folder, &["-w", "cpu", "--threads", "1", "--compare", own]);
    assert!(status == Some(0) && out.contains("pyish 3.15") && out.contains("GIL off"), "{out}{err}");
    for (other, message) in [
        ("no-such-python", "there is no program 'no-such-python'"),
        ("true", "'true' does not answer as a Python interpreter"),
    ] {
        refuses(&folder, &["--compare", other], message);
    }
}

#[test]
fn what_cannot_be_done_is_refused() {
    let folder = Folder::new("refused", &[("work.py", "value = 3\ndef f(): pass\n")]);
    for (args, message) in [
        (&["--threads", "0"][..], "--threads: numbers of threads are whole numbers from 1 up"),
        (&["--threads", "1,-2"], "not '-2'"),
        (&["--threads", "many"], "not 'many'"),
        (&["--threads", "1001"], "at most 1000 threads"),
        (&["--repeat", "0"], "--repeat: a whole number from 1 up"),
        (&["--time", "0"], "a number of seconds above 0"),
        (&["--time", "nan"], "a number of seconds above 0"),
        (&["--timeout", "-1"], "a number of seconds above 0"),
        (&["--workload", "nap"], "no workload is named 'nap'; there are cpu,"),
        (&["--workload", "io", "work:f"], "exclude each other"),
        (&["--json", "--csv"], "not allowed with"),
        (&["--nonsense"], "unrecognized arguments: --nonsense"),
        (&["missing.py"], "there is no script 'missing.py'"),
        (&["cpu"], "--workload cpu"),
        (&["."], "is a folder without a __main__.py"),
        (&["missing:f"], "no module named 'missing'"),
        (&["missing.py:f"], "there is no file 'missing.py'"),
        (&["work:"], "module:function"),
        (&["work:g"], "module 'work' has no function 'g'"),
        (&["work:value"], "not a function"),
        (&["work:f", "x"], "a function gets no arguments"),
        (&["--html", "no/r.html"], "there is no folder 'no'"),
        (&["--html", "."], "it is a folder"),
    ] {
        refuses(&folder, args, message);
    }
}

#[test]
fn programs_that_fail_or_never_end() {
    let files = [
        ("fails.py", "def f():\n    raise ValueError('oh')\nf()\n"),
        ("three.py", "raise SystemExit(3)"),
        ("dies.py", "import os; os.kill(os.getpid(), 9)"),
        ("ever.py", "while True: pass"),
    ];
    let folder = Folder::new("fails", &files);
    for (args, message) in [
        (&["fails.py"][..], "ValueError: oh\npyish -m gilbench: fails.py (GIL on) ended with status 1\n"),
        (&["fails:f"], "ValueError: oh\npyish -m gilbench: fails:f (GIL on, 1 thread) failed\n"),
        (&["three.py"], "pyish -m gilbench: three.py (GIL on) ended with status 3\n"),
        (&["dies.py"], "pyish -m gilbench: dies.py (GIL on) was ended by SIGKILL\n"),
    ] {
        let (status, out, err) = run(&folder, args);
        assert_eq!((status, &*out), (Some(1), ""), "{args:?}: {err}");
        assert!(err.ends_with(message), "{args:?}: {err}");
    }
    refuses(&folder, &["--timeout", "0.3", "ever.py"], "has not ended after 0.3 s and was stopped (--timeout)");
}

/// An interrupt ends it by its signal, and the child, which has said its number, with it.
#[test]
fn an_interrupt_leaves_nothing_behind() {
    let script = "import os\nwith open('pid.new', 'w') as f: f.write(str(os.getpid()))\nos.rename('pid.new', 'pid')\nwhile True: pass\n";
    let folder = Folder::new("interrupt", &[("a.py", script)]);
    let child = gilbench(&folder, &["a.py"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("pyish runs");
    let begun = Instant::now();
    let measured: i32 = loop {
        if let Ok(text) = std::fs::read_to_string(folder.0.join("pid")) {
            break text.parse().expect("a number");
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "the script never ran");
        std::thread::sleep(Duration::from_millis(5));
    };
    let signal = |pid: i32, name: &str| {
        Command::new("kill").args([name, &pid.to_string()]).stderr(Stdio::null()).status().expect("kill runs").success()
    };
    assert!(signal(child.id() as i32, "-INT"));
    let o = child.wait_with_output().expect("it ends");
    assert_eq!(o.status.signal(), Some(2), "{o:?}");
    assert_eq!(String::from_utf8_lossy(&o.stderr), "pyish -m gilbench: interrupted\n");
    assert!(!signal(measured, "-0"), "the child is still there");
}
