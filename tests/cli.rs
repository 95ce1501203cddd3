//! The command line as a user meets it: options, where programs come from, exit statuses, the prompt on a pipe.
//!
//! Each test runs the binary; expectations are CPython 3.15's, with pyish's own name in usage and version.

use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The binary, with nothing from the environment that could change what it does.
fn pyish(args: &[&str]) -> Command {
    let mut c = Command::new(env!("CARGO_BIN_EXE_pyish"));
    for (name, _) in std::env::vars().filter(|(n, _)| n.starts_with("PYTHON")) {
        c.env_remove(name);
    }
    c.args(args).stdin(Stdio::null());
    c
}

fn run(args: &[&str]) -> Output {
    pyish(args).output().expect("pyish runs")
}

fn run_with_input(args: &[&str], input: &str) -> Output {
    let mut child =
        pyish(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("pyish runs");
    // A program that ends early does not read all of it.
    let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
    child.wait_with_output().expect("pyish ends")
}

fn out(o: &Output) -> String {
    String::from_utf8_lossy(&o.stdout).into_owned()
}

fn err(o: &Output) -> String {
    String::from_utf8_lossy(&o.stderr).into_owned()
}

#[track_caller]
fn expect(o: &Output, status: i32, stdout: &str) {
    assert_eq!((o.status.code(), out(o).as_str()), (Some(status), stdout), "{}", err(o));
}

/// A folder of its own for a test, gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("pyish-cli-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path.canonicalize().expect("its real name"))
    }
    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    }
    fn name(&self) -> &str {
        self.0.to_str().expect("UTF-8")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn version_and_help() {
    let line = format!("pyish {} (Python 3.15.2)\n", env!("CARGO_PKG_VERSION"));
    for option in ["-V", "--version"] {
        expect(&run(&[option]), 0, &line);
    }
    for option in ["-h", "--help", "-?"] {
        let o = run(&[option]);
        assert_eq!(o.status.code(), Some(0));
        for words in ["usage:", "-c cmd ", "-m mod ", "-X opt ", "-OO ", "PYTHONHASHSEED"] {
            assert!(out(&o).contains(words), "{words} is not in the help");
        }
    }
}

#[test]
fn wrong_usage_ends_with_2() {
    for (args, first) in [
        (&["-z"][..], "Unknown option: -z"),
        (&["--foo"], "Unknown option: --foo"),
        (&["-qz"], "Unknown option: -z"),
        (&["-c"], "Argument expected for the -c option"),
        (&["-m"], "Argument expected for the -m option"),
        (&["-X"], "Argument expected for the -X option"),
        (&["-W"], "Argument expected for the -W option"),
    ] {
        let o = run(args);
        assert_eq!(o.status.code(), Some(2));
        let text = err(&o);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], first);
        assert!(
            lines[1].starts_with("usage: ")
                && lines[1].ends_with("[option] ... [-c cmd | -m mod | file | -] [arg] ...")
        );
        assert_eq!(lines[2], "Try `pyish -h' for more information.");
    }
}

#[test]
fn wrong_values_are_fatal() {
    let o = run(&["-X", "gil=7", "-c", "1"]);
    assert_eq!(o.status.code(), Some(1));
    assert!(err(&o).starts_with("Fatal Python error: config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"\n"));
    let o = pyish(&["-c", "1"]).env("PYTHONHASHSEED", "abc").output().expect("runs");
    assert_eq!(o.status.code(), Some(1));
    assert!(err(&o).contains("PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]"));
    expect(&pyish(&["-E", "-c", "print(1)"]).env("PYTHONHASHSEED", "abc").output().expect("runs"), 0, "1\n");
}

#[test]
fn a_command() {
    expect(&run(&["-c", "import sys; print(sys.argv, repr(sys.path[0]))", "a", "-b"]), 0, "['-c', 'a', '-b'] ''\n");
    expect(&run(&["-cprint(1)"]), 0, "1\n");
    expect(&run(&["-qc", "print(__name__, __spec__)"]), 0, "__main__ None\n");
    let o = run(&["-c", "\n1/0"]);
    assert_eq!(o.status.code(), Some(1));
    assert!(
        err(&o).starts_with("Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n    1/0\n"),
        "{}",
        err(&o)
    );
}

#[test]
fn a_file() {
    let folder = Folder::new("file");
    let path = folder.file("a.py", "import sys; print(sys.argv, sys.path[0], __file__, __name__)");
    expect(&run(&[&path, "x"]), 0, &format!("['{path}', 'x'] {} {path} __main__\n", folder.name()));
    // Relative names become absolute, but not in sys.argv.
    let o = pyish(&["a.py"]).current_dir(&folder.0).output().expect("runs");
    expect(&o, 0, &format!("['a.py'] {} {path} __main__\n", folder.name()));
    let o = run(&["-P", "-c", "import sys; print('' in sys.path)"]);
    expect(&o, 0, "False\n");
    let path = folder.file("shell.py", "#!something else\nprint(2)\n");
    expect(&run(&["-x", &path]), 0, "2\n");
}

#[test]
fn files_that_cannot_be_run() {
    let folder = Folder::new("bad");
    let missing = folder.0.join("no.py").to_str().expect("UTF-8").to_owned();
    let o = run(&[&missing]);
    assert_eq!(o.status.code(), Some(2));
    assert!(err(&o).ends_with(&format!(": can't open file '{missing}': [Errno 2] No such file or directory\n")));
    let o = run(&[folder.name()]);
    assert_eq!(o.status.code(), Some(1));
    assert!(err(&o).ends_with(&format!(": can't find '__main__' module in '{}'\n", folder.name())), "{}", err(&o));
    let path = folder.file("latin.py", b"x = '\xff'\n");
    let o = run(&[&path]);
    assert_eq!(o.status.code(), Some(1));
    assert!(
        err(&o).contains(&format!(
            "SyntaxError: Non-UTF-8 code starting with '\\xff' in file {path} on line 1, but no encoding declared;"
        )),
        "{}",
        err(&o)
    );
    let path = folder.file("nul.py", b"x = 1\0\n");
    let o = run(&[&path]);
    assert_eq!(o.status.code(), Some(1));
    assert!(err(&o).ends_with("SyntaxError: source code cannot contain null bytes\n"), "{}", err(&o));
}

#[test]
fn standard_input() {
    expect(&run_with_input(&[], "import sys\nprint(sys.argv, __file__)\n"), 0, "[''] <stdin>\n");
    expect(&run_with_input(&["-", "a"], "import sys\nprint(sys.argv)\n"), 0, "['-', 'a']\n");
    expect(&run_with_input(&[], "def f():\n  return 1\nprint(f())\n2"), 0, "1\n");
}

#[test]
fn exit_statuses() {
    for (program, status) in [
        ("raise SystemExit", 0),
        ("raise SystemExit(None)", 0),
        ("raise SystemExit(7)", 7),
        ("raise SystemExit(True)", 1),
        ("raise SystemExit(300)", 44),
        ("raise SystemExit(-1)", 255),
        ("raise SystemExit(2**70)", 255),
        ("import sys; sys.exit(3)", 3),
        ("exit(4)", 4),
        ("quit()", 0),
        ("1/0", 1),
    ] {
        let o = run(&["-c", program]);
        assert_eq!(o.status.code(), Some(status), "{program}: {}", err(&o));
    }
    let o = run(&["-c", "raise SystemExit('the end')"]);
    assert_eq!((o.status.code(), err(&o).as_str()), (Some(1), "the end\n"));
    let o = run(&["-c", "raise SystemExit((1, 2))"]);
    assert_eq!((o.status.code(), err(&o).as_str()), (Some(1), "(1, 2)\n"));
}

#[test]
fn an_interrupt_ends_by_its_signal() {
    let o = run(&["-c", "raise KeyboardInterrupt"]);
    assert_eq!(o.status.signal(), Some(2));
    assert!(err(&o).ends_with("KeyboardInterrupt\n"));
}

#[test]
fn the_environment() {
    let show = "import sys; print(sys.path[:3])";
    expect(&pyish(&["-c", show]).env("PYTHONPATH", "/a:/b").output().expect("runs"), 0, "['', '/a', '/b']\n");
    let o = pyish(&["-I", "-c", "import sys; print('/a' in sys.path, '' in sys.path)"])
        .env("PYTHONPATH", "/a")
        .output()
        .expect("runs");
    expect(&o, 0, "False False\n");
    let seeded =
        |seed: &str| out(&pyish(&["-c", "print(hash('a'))"]).env("PYTHONHASHSEED", seed).output().expect("runs"));
    assert_eq!(seeded("1"), seeded("1"));
    assert_ne!(seeded("1"), seeded("2"));
}

#[test]
fn options_show_in_flags() {
    let flags =
        "import sys; f = sys.flags; print(f.optimize, f.quiet, f.safe_path, f.isolated, f.verbose, f.bytes_warning)";
    expect(&run(&["-OOqPbc", flags]), 0, "2 1 True 0 0 1\n");
    expect(&run(&["-O", "-c", "assert 0; print(__debug__)"]), 0, "False\n");
    expect(&run(&["-X", "a", "-Xb=c", "-c", "import sys; print(sys._xoptions)"]), 0, "{'a': True, 'b': 'c'}\n");
    expect(&run(&["-W", "error", "-c", "import sys; print(sys.warnoptions)"]), 0, "['error']\n");
}

#[test]
fn deep_recursion_is_an_error() {
    let o = run(&["-c", "def f(): return f()\ntry: f()\nexcept RecursionError as e: print('caught')"]);
    expect(&o, 0, "caught\n");
}

#[test]
fn a_hook_sees_uncaught_exceptions() {
    let o =
        run(&["-c", "import sys\nsys.excepthook = lambda t, v, tb: print('hook', t.__name__, v)\nraise ValueError(3)"]);
    expect(&o, 1, "hook ValueError 3\n");
}

#[test]
fn a_prompt_on_a_pipe() {
    let o = run_with_input(&["-q", "-i"], "1 + 1\n_ * 3\nif 1:\n  print('in')\n\nx = (1,\n2)\nx\n");
    expect(&o, 0, "2\n6\nin\n(1, 2)\n");
    assert_eq!(err(&o), ">>> >>> >>> ... ... >>> ... >>> >>> \n");
    let o = run_with_input(&["-q", "-i"], "1/0\nprint('on')\nraise SystemExit(5)\nprint('not')\n");
    expect(&o, 5, "on\n");
    assert!(err(&o).contains("  File \"<stdin>\", line 1, in <module>\n    1/0\n"), "{}", err(&o));
}

#[test]
fn a_prompt_after_a_program() {
    expect(&run_with_input(&["-i", "-c", "x = 5"], "x\n"), 0, "5\n");
    // The program's failure does not end it, SystemExit neither.
    expect(&run_with_input(&["-i", "-c", "x = 6; raise SystemExit(3)"], "x\n"), 0, "6\n");
    let o = pyish(&["-c", "import sys; sys.ps1 = '? '"]).env("PYTHONINSPECT", "1").output().expect("runs");
    assert_eq!(err(&o), "? \n");
}

/// Runs a shell's line in which `$P` is the binary.
fn shell(line: &str) -> Output {
    let mut c = Command::new("sh");
    for (name, _) in std::env::vars().filter(|(n, _)| n.starts_with("PYTHON")) {
        c.env_remove(name);
    }
    c.args(["-c", line]).env("P", env!("CARGO_BIN_EXE_pyish")).stdin(Stdio::null()).output().expect("sh runs")
}

#[test]
fn closed_descriptors_have_no_streams() {
    let o = shell("$P -c 'import sys; print(sys.stdin); input()' <&-");
    expect(&o, 1, "None\n");
    assert!(err(&o).ends_with("RuntimeError: lost sys.stdin\n"), "{}", err(&o));
    let o = shell("$P -c 'import sys; print(1); sys.stderr.write(repr(sys.stdout))' >&-");
    assert_eq!((o.status.code(), err(&o).as_str()), (Some(0), "None"));
    expect(&shell("$P -c 'import sys; print(sys.stderr); sys.exit(\"unheard\")' 2>&-"), 1, "None\n");
    let f = Folder::new("closed");
    let path = f.file("first", "");
    expect(&shell(&format!("$P -c 'print(open(\"{path}\").fileno())' <&-")), 0, "0\n");
}

#[test]
fn output_that_goes_nowhere_shows_in_the_status() {
    let o = shell("$P -c 'print(1)' > /dev/full");
    assert_eq!(o.status.code(), Some(120));
    assert_eq!(err(&o), "Exception ignored while flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n");
    assert_eq!(shell("$P -c '1/0' 2> /dev/full").status.code(), Some(120));
    let o = shell("$P -u -c 'print(1)' > /dev/full");
    assert_eq!(o.status.code(), Some(1));
    assert!(!err(&o).contains("Exception ignored"), "{}", err(&o));
    let o = run(&["-c", "f = open('/dev/full', 'w'); f.write('a'); f.close()"]);
    assert!(err(&o).contains("During handling of the above exception, another exception occurred"), "{}", err(&o));
    let o = run(&["-c", "f = open('/dev/full', 'w'); f.write('a')"]);
    let first =
        "Exception ignored while finalizing file <_io.TextIOWrapper name='/dev/full' mode='w' encoding='utf-8'>:\n";
    assert!(err(&o).starts_with(first), "{}", err(&o));
}

#[test]
fn words_that_are_not_utf_8() {
    let o = shell("$P -c 'import sys; print(ascii(sys.argv))' \"$(printf 'a\\377b')\"");
    expect(&o, 0, "['-c', 'a\\udcffb']\n");
    let o = shell("$P -c \"$(printf 'x = \\377')\"");
    expect(&o, 1, "");
    let text = "Unable to decode the command from the command line:\nUnicodeEncodeError: 'utf-8' codec can't encode \
                character '\\udcff' in position 4: surrogates not allowed\n";
    assert_eq!(err(&o), text);
}

#[test]
fn folders_as_programs() {
    let f = Folder::new("folder");
    let o = shell(&format!("cd {} && mkdir d && $P d", f.name()));
    assert_eq!(o.status.code(), Some(1));
    assert!(err(&o).ends_with(&format!("can't find '__main__' module in '{}/d'\n", f.name())), "{}", err(&o));
    let o = shell("$P < /");
    assert_eq!(o.status.code(), Some(1));
    assert!(err(&o).starts_with("Fatal Python error: init_sys_streams: <stdin> is a directory, cannot continue\n"));
}

#[test]
fn files_left_open_are_written_at_the_end() {
    let f = Folder::new("left-open");
    let path = f.file("kept", "");
    expect(&run(&["-c", &format!("f = open({path:?}, 'w'); f.write('text')")]), 0, "");
    assert_eq!(std::fs::read_to_string(&path).expect("written"), "text");
}

#[test]
fn streams_replaced_by_python_ones() {
    let program = "import sys, io\nsys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding='latin-1')\n\
                   print('\\xe9')\n";
    let o = run(&["-c", program]);
    assert_eq!((o.status.code(), o.stdout.as_slice()), (Some(0), &b"\xe9\n"[..]), "{}", err(&o));
    let program = "import sys, io\nsys.stdout = open('/dev/null', 'w')\nprint('unseen')\n\
                   class A:\n  def __del__(self): print('gone')\na = A()\n";
    expect(&run(&["-c", program]), 0, "gone\n");
    let o = pyish(&["-c", "print('\\xe9\\u20ac')"]).env("PYTHONIOENCODING", "latin-1:replace").output().expect("runs");
    assert_eq!(o.stdout, b"\xe9?\n");
}

/// CPython crashes on some of these.
#[test]
fn deep_structures_do_not_overflow_the_stack_of_a_thread() {
    let program = "
import threading
def nest(wrap, x):
    for _ in range(400000):
        x = wrap(x)
    return x
def deep():
    for use, wrap, x in ((hash, lambda x: (x,), 0), (hash, slice, 0), (str, ValueError, 0), (list, enumerate, [1]),
                         (list, lambda x: map(int, x), [1]), (list, zip, [1]), (lambda x: 1 in x, __import__('types').MappingProxyType, {}),
                         (lambda x: x.__isabstractmethod__, property, len)):
        try:
            use(nest(wrap, x))
            print('done')
        except RecursionError:
            print('RecursionError')
threading.stack_size(1 << 20)
t = threading.Thread(target=deep)
t.start()
t.join()
";
    expect(&run(&["-c", program]), 0, &"RecursionError\n".repeat(8));
}

#[test]
fn packages_of_the_user_and_settings_for_every_run() {
    let base = Folder::new("site");
    let packages = base.0.join("lib/python3.15/site-packages");
    std::fs::create_dir_all(packages.join("more")).expect("folders");
    let write = |name: &str, text: &str| std::fs::write(packages.join(name), text).expect("a file");
    write("a.pth", "import sys; print('pth', sys.path[-1][-5:])\nmore\n");
    write("more/spam.py", "x = 'spam'\n");
    write("usercustomize.py", "print('usercustomize')\n");
    let program = "import sys, spam, site; print(spam.x, repr(sys.path[0]), site.ENABLE_USER_SITE)";
    let o = pyish(&["-c", program]).env("PYTHONUSERBASE", base.name()).output().expect("runs");
    expect(&o, 0, "pth /more\nusercustomize\nspam '' True\n");
    let program = "import sys, site; print(len(sys.path), site.ENABLE_USER_SITE)";
    let o = pyish(&["-s", "-c", program]).env("PYTHONUSERBASE", base.name()).output().expect("runs");
    expect(&o, 0, "1 False\n");
    let o = pyish(&["-S", "-c", "exit"]).output().expect("runs");
    assert_eq!(o.status.code(), Some(1));
}
