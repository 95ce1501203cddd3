//! `time`.

use std::time::Duration;

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::os_error;
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// Nanoseconds in a second.
const NANO: i64 = 1_000_000_000;

/// Nanoseconds of a clock.
fn nanoseconds(clock: libc::clockid_t) -> i64 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: fills the struct.
    unsafe { libc::clock_gettime(clock, &mut t) };
    t.tv_sec * 1_000_000_000 + t.tv_nsec
}

macro_rules! clocks {
    ($($seconds:ident $ns:ident $clock:expr;)*) => {
        $(
            fn $seconds(vm: &Vm, _: &[Value]) -> PyResult<Value> {
                Ok(vm.new_float(nanoseconds($clock) as f64 / 1e9))
            }
            fn $ns(vm: &Vm, _: &[Value]) -> PyResult<Value> {
                Ok(vm.new_int(nanoseconds($clock)))
            }
        )*
    };
}
clocks! {
    time time_ns libc::CLOCK_REALTIME;
    monotonic monotonic_ns libc::CLOCK_MONOTONIC;
    process_time process_time_ns libc::CLOCK_PROCESS_CPUTIME_ID;
    thread_time thread_time_ns libc::CLOCK_THREAD_CPUTIME_ID;
}

fn sleep(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = super::thread::nanoseconds(vm, args[0])?;
    if n < 0 {
        throw!(vm, VALUE_ERROR, "sleep length must be non-negative");
    }
    vm.sleep(Duration::from_nanos(n as u64))?;
    Ok(Value::NONE)
}

/// What a system call on clocks answers: an error number as OSError.
fn checked(vm: &Vm, errno: i32) -> PyResult<()> {
    if errno == 0 { Ok(()) } else { Err(os_error::from_errno(vm, errno, None)) }
}

fn errno_of(result: i32) -> i32 {
    if result == 0 { 0 } else { std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EINVAL) }
}

fn read_clock(vm: &Vm, clock: Value) -> PyResult<libc::timespec> {
    let clock = vm.index_i64(clock)? as libc::clockid_t;
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call fills the struct.
    checked(vm, errno_of(unsafe { libc::clock_gettime(clock, &mut t) }))?;
    Ok(t)
}
fn clock_gettime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let t = read_clock(vm, args[0])?;
    Ok(vm.new_float(t.tv_sec as f64 + t.tv_nsec as f64 / 1e9))
}
fn clock_gettime_ns(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let t = read_clock(vm, args[0])?;
    Ok(vm.new_int(t.tv_sec * NANO + t.tv_nsec))
}
fn set_clock(vm: &Vm, clock: Value, nanoseconds: i64) -> PyResult<Value> {
    let clock = vm.index_i64(clock)? as libc::clockid_t;
    let t = libc::timespec { tv_sec: nanoseconds.div_euclid(NANO), tv_nsec: nanoseconds.rem_euclid(NANO) };
    // SAFETY: the struct outlives the call.
    checked(vm, errno_of(unsafe { libc::clock_settime(clock, &t) }))?;
    Ok(Value::NONE)
}
fn clock_settime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let seconds = vm.to_f64(args[1])?;
    if seconds.is_nan() {
        throw!(vm, VALUE_ERROR, "Invalid value NaN (not a number)");
    }
    if seconds.abs() >= i64::MAX as f64 / 1e9 {
        throw!(vm, OVERFLOW_ERROR, "timestamp out of range for platform time_t");
    }
    set_clock(vm, args[0], (seconds * 1e9).floor() as i64)
}
fn clock_settime_ns(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let nanoseconds = vm.index_i64(args[1])?;
    set_clock(vm, args[0], nanoseconds)
}
fn pthread_getcpuclockid(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let thread = vm.index_i64(args[0])? as u64;
    let mut clock = 0;
    // A number that names no thread (any more) must not reach the C library, which would follow it.
    let known = vm.with_threads(|mut threads| threads.any(|t| t.thread_ident() == thread));
    // SAFETY: a thread that is in the list; it may end only now.
    let error = if known { unsafe { libc::pthread_getcpuclockid(thread, &mut clock) } } else { libc::ESRCH };
    checked(vm, error)?;
    Ok(Value::int(clock as i64))
}

fn broken_down(vm: &Vm, seconds: Value, local: bool) -> PyResult<Value> {
    let t: libc::time_t = if seconds.is_none() {
        nanoseconds(libc::CLOCK_REALTIME) / 1_000_000_000
    } else {
        vm.to_f64(seconds)?.floor() as i64
    };
    // SAFETY: a plain struct that the call fills.
    let tm = unsafe {
        let mut tm: libc::tm = std::mem::zeroed();
        let p = if local { libc::localtime_r(&t, &mut tm) } else { libc::gmtime_r(&t, &mut tm) };
        if p.is_null() {
            throw!(vm, OVERFLOW_ERROR, "timestamp out of range for platform time_t");
        }
        tm
    };
    let class = vm.import_module("time").and_then(|m| vm.getattr(m, vm.intern("struct_time")))?;
    let zone =
        // SAFETY: the zone's name is a string of the C library.
        if tm.tm_zone.is_null() { "" } else { unsafe { std::ffi::CStr::from_ptr(tm.tm_zone) }.to_str().unwrap_or("") };
    let fields = [
        Value::int(tm.tm_year as i64 + 1900),
        Value::int(tm.tm_mon as i64 + 1),
        Value::int(tm.tm_mday as i64),
        Value::int(tm.tm_hour as i64),
        Value::int(tm.tm_min as i64),
        Value::int(tm.tm_sec as i64),
        Value::int((tm.tm_wday as i64 + 6) % 7),
        Value::int(tm.tm_yday as i64 + 1),
        Value::int(tm.tm_isdst as i64),
        vm.new_str(zone).value(),
        Value::int(tm.tm_gmtoff),
    ];
    Ok(pyish_vm::builtins::structseq::new(vm, vm.class_arg(class), &fields))
}
fn localtime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    broken_down(vm, args[0], true)
}
fn gmtime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    broken_down(vm, args[0], false)
}

/// A struct for the C library of a time tuple; of the current time when none is given.
fn to_tm(vm: &Vm, function: &str, t: Value) -> PyResult<libc::tm> {
    let t = if t.is_none() { localtime(vm, &[Value::NONE])? } else { t };
    let Some(t) = t.to_tuple() else { throw!(vm, TYPE_ERROR, "Tuple or struct_time argument required") };
    if t.len() != 9 {
        throw!(vm, TYPE_ERROR, "{function}(): illegal time tuple argument");
    }
    // SAFETY: a plain struct.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    let get = |i: usize| match i32::try_from(vm.index_i64(t.items()[i])?) {
        Ok(x) => Ok(x),
        Err(_) => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C int"),
    };
    let Some(year) = get(0)?.checked_sub(1900) else { throw!(vm, OVERFLOW_ERROR, "year out of range") };
    tm.tm_year = year;
    tm.tm_mon = get(1)?.wrapping_sub(1);
    tm.tm_mday = get(2)?;
    tm.tm_hour = get(3)?;
    tm.tm_min = get(4)?;
    tm.tm_sec = get(5)?;
    tm.tm_wday = get(6)?.wrapping_add(1).wrapping_rem(7);
    tm.tm_yday = get(7)?.wrapping_sub(1);
    tm.tm_isdst = get(8)?;
    Ok(tm)
}
/// Zeros stand for the first month and day; what is out of range is refused.
fn check(vm: &Vm, tm: &mut libc::tm) -> PyResult<()> {
    let lifted = |x: &mut i32, lowest: i32| {
        if *x == lowest - 1 {
            *x = lowest;
        }
    };
    lifted(&mut tm.tm_mon, 0);
    lifted(&mut tm.tm_mday, 1);
    lifted(&mut tm.tm_yday, 0);
    let ranges = [
        (tm.tm_mon, 0, 11, "month"),
        (tm.tm_mday, 1, 31, "day of month"),
        (tm.tm_hour, 0, 23, "hour"),
        (tm.tm_min, 0, 59, "minute"),
        (tm.tm_sec, 0, 61, "seconds"),
        (tm.tm_wday, 0, 6, "day of week"),
        (tm.tm_yday, 0, 365, "day of year"),
    ];
    for (x, low, high, name) in ranges {
        if x < low || x > high {
            throw!(vm, VALUE_ERROR, "{name} out of range");
        }
    }
    Ok(())
}

fn mktime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].is_none() {
        throw!(vm, TYPE_ERROR, "Tuple or struct_time argument required");
    }
    let mut tm = to_tm(vm, "mktime", args[0])?;
    tm.tm_wday = -1;
    // SAFETY: a complete struct.
    let t = unsafe { libc::mktime(&mut tm) };
    if t == -1 && tm.tm_wday == -1 {
        throw!(vm, OVERFLOW_ERROR, "mktime argument out of range");
    }
    Ok(vm.new_float(t as f64))
}

fn strftime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(f) = args[0].to_str() else {
        throw!(vm, TYPE_ERROR, "strftime() argument 1 must be str, not {}", vm.type_name(args[0]));
    };
    let mut tm = to_tm(vm, "strftime", args[1])?;
    check(vm, &mut tm)?;
    let Ok(format) = std::ffi::CString::new(f.to_string_lossy()) else {
        throw!(vm, VALUE_ERROR, "embedded null character");
    };
    let mut buffer = vec![0u8; 256 + format.as_bytes().len() * 64];
    // SAFETY: a buffer of the given length and complete arguments.
    let n = unsafe { libc::strftime(buffer.as_mut_ptr().cast(), buffer.len(), format.as_ptr(), &tm) };
    Ok(vm.new_str(&String::from_utf8_lossy(&buffer[..n])).value())
}

fn asctime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut tm = to_tm(vm, "asctime", args[0])?;
    check(vm, &mut tm)?;
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (day, month) = (DAYS[tm.tm_wday as usize], MONTHS[tm.tm_mon as usize]);
    let year = 1900 + tm.tm_year as i64;
    let text = format!("{day} {month}{:3} {:02}:{:02}:{:02} {year}", tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    Ok(vm.new_str(&text).value())
}
fn strptime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = pyish_vm::import::import_attribute(vm, "_strptime", "_strptime_time")?;
    let format = if args[1].is_unbound() { vm.new_str("%a %b %d %H:%M:%S %Y").value() } else { args[1] };
    vm.call(f, &[args[0], format])
}
fn clock_getres(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let clock = vm.index_i64(args[0])? as libc::clockid_t;
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call fills the struct.
    checked(vm, errno_of(unsafe { libc::clock_getres(clock, &mut t) }))?;
    Ok(vm.new_float(t.tv_sec as f64 + t.tv_nsec as f64 / 1e9))
}
fn get_clock_info(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(name) = args[0].to_str() else {
        throw!(vm, TYPE_ERROR, "get_clock_info() argument 1 must be str, not {}", vm.type_name(args[0]));
    };
    let (call, clock, monotonic) = match name.to_string_lossy().as_str() {
        "time" => ("clock_gettime(CLOCK_REALTIME)", libc::CLOCK_REALTIME, false),
        "monotonic" | "perf_counter" => ("clock_gettime(CLOCK_MONOTONIC)", libc::CLOCK_MONOTONIC, true),
        "process_time" => ("clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", libc::CLOCK_PROCESS_CPUTIME_ID, true),
        "thread_time" => ("clock_gettime(CLOCK_THREAD_CPUTIME_ID)", libc::CLOCK_THREAD_CPUTIME_ID, true),
        _ => throw!(vm, VALUE_ERROR, "unknown clock"),
    };
    let resolution = clock_getres(vm, &[Value::int(clock as i64)])?;
    let class = pyish_vm::import::import_attribute(vm, "types", "SimpleNamespace")?;
    let fields = [
        ("implementation", vm.new_str(call).value()),
        ("monotonic", Value::bool(monotonic)),
        ("adjustable", Value::bool(!monotonic)),
        ("resolution", resolution),
    ];
    vm.call_kw(class, &[], &fields)
}
/// Sets the module's facts about the zone from the environment.
fn set_zone(vm: &Vm, m: Ref<Module>) {
    const YEAR: i64 = (365 * 24 + 6) * 3600;
    let now = nanoseconds(libc::CLOCK_REALTIME) / 1_000_000_000 / YEAR * YEAR;
    let at = |t: libc::time_t| {
        // SAFETY: a plain struct that the call fills; the zone's name is a string of the C library.
        unsafe {
            let mut tm: libc::tm = std::mem::zeroed();
            libc::localtime_r(&t, &mut tm);
            let name = match tm.tm_zone.is_null() {
                true => String::new(),
                false => std::ffi::CStr::from_ptr(tm.tm_zone).to_string_lossy().into_owned(),
            };
            (-tm.tm_gmtoff, name)
        }
    };
    let (january, july) = (at(now), at(now + YEAR / 2));
    // Standard time is further west.
    let (standard, summer) = if january.0 >= july.0 { (january, july) } else { (july, january) };
    m.set(vm, "timezone", vm.new_int(standard.0));
    m.set(vm, "altzone", vm.new_int(summer.0));
    m.set(vm, "daylight", Value::int((standard.0 != summer.0) as i64));
    let names = [vm.new_str(&standard.1).value(), vm.new_str(&summer.1).value()];
    m.set(vm, "tzname", vm.new_tuple(&names).value());
}
unsafe extern "C" {
    #[link_name = "tzset"]
    fn c_tzset();
}
fn tzset(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    // SAFETY: reads the environment and sets the C library's own state, under its lock.
    unsafe { c_tzset() };
    let module = vm.import_module("time")?;
    set_zone(vm, module.to_module().expect("a module"));
    Ok(Value::NONE)
}
fn ctime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let t = localtime(vm, args)?;
    asctime(vm, &[t])
}

static FUNCTIONS: &[MethodDef] = &[
    function("time", "()", time, "Seconds since the Epoch."),
    function("time_ns", "()", time_ns, "Nanoseconds since the Epoch."),
    function("monotonic", "()", monotonic, "Seconds of a clock that never goes back."),
    function("monotonic_ns", "()", monotonic_ns, "Nanoseconds of a clock that never goes back."),
    function("perf_counter", "()", monotonic, "Seconds of the best clock for measuring."),
    function("perf_counter_ns", "()", monotonic_ns, "Nanoseconds of the best clock for measuring."),
    function("process_time", "()", process_time, "Seconds of processor time of the process."),
    function("process_time_ns", "()", process_time_ns, "Nanoseconds of processor time of the process."),
    function("thread_time", "()", thread_time, "Seconds of processor time of the thread."),
    function("thread_time_ns", "()", thread_time_ns, "Nanoseconds of processor time of the thread."),
    function("sleep", "(object, /)", sleep, "Do nothing for some seconds."),
    function("clock_gettime", "(clk_id, /)", clock_gettime, "Seconds of a clock."),
    function("clock_gettime_ns", "(clk_id, /)", clock_gettime_ns, "Nanoseconds of a clock."),
    function("clock_settime", "(clk_id, time, /)", clock_settime, "Set a clock, in seconds."),
    function("clock_settime_ns", "(clk_id, time, /)", clock_settime_ns, "Set a clock, in nanoseconds."),
    function(
        "pthread_getcpuclockid",
        "(thread_id, /)",
        pthread_getcpuclockid,
        "The number of the clock of a thread's processor time.",
    ),
    function("localtime", "(seconds=None, /)", localtime, "Local time of a moment."),
    function("gmtime", "(seconds=None, /)", gmtime, "UTC of a moment."),
    function("mktime", "(time_tuple, /)", mktime, "The moment of a local time."),
    function("strftime", "(format, time_tuple=None, /)", strftime, "A time as text."),
    function("asctime", "(time_tuple=None, /)", asctime, "A time as text."),
    function("strptime", "(string, format=<unset>, /)", strptime, "The time that a text says."),
    function("clock_getres", "(clk_id, /)", clock_getres, "The resolution of a clock in seconds."),
    function("get_clock_info", "(name, /)", get_clock_info, "Facts about a clock."),
    function("tzset", "()", tzset, "Take over the time zone of the environment."),
    function("ctime", "(seconds=None, /)", ctime, "A moment as text in local time."),
];

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    let fields = [
        ("tm_year", "year"),
        ("tm_mon", "month of year"),
        ("tm_mday", "day of month"),
        ("tm_hour", "hours"),
        ("tm_min", "minutes"),
        ("tm_sec", "seconds"),
        ("tm_wday", "day of week"),
        ("tm_yday", "day of year"),
        ("tm_isdst", "whether daylight saving time is in effect"),
        ("tm_zone", "abbreviation of the time zone"),
        ("tm_gmtoff", "offset from UTC in seconds"),
    ];
    m.set(
        vm,
        "struct_time",
        pyish_vm::builtins::structseq::make_type(vm, "time.struct_time", "A time as fields.", &fields, 9)?.value(),
    );
    for (name, clock) in [
        ("CLOCK_REALTIME", libc::CLOCK_REALTIME),
        ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
        ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW),
        ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
        ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
        ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
        ("CLOCK_TAI", libc::CLOCK_TAI),
    ] {
        m.set(vm, name, Value::int(clock as i64));
    }
    set_zone(vm, m);
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "time",
    doc: "Time access and conversions.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};
