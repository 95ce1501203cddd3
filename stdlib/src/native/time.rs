//! `time`.

use std::time::Duration;

use pyish_vm::builtins::module::Module;
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

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

fn clock_gettime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let clock = vm.index_i64(args[0])? as libc::clockid_t;
    Ok(vm.new_float(nanoseconds(clock) as f64 / 1e9))
}
fn clock_gettime_ns(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let clock = vm.index_i64(args[0])? as libc::clockid_t;
    Ok(vm.new_int(nanoseconds(clock)))
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
    let zone = if local { zone } else { "UTC" };
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
fn to_tm(vm: &Vm, t: Value) -> PyResult<libc::tm> {
    let t = if t.is_none() { localtime(vm, &[Value::NONE])? } else { t };
    let Some(t) = t.to_tuple() else { throw!(vm, TYPE_ERROR, "Tuple or struct_time argument required") };
    if t.len() != 9 {
        throw!(vm, TYPE_ERROR, "function takes exactly 9 arguments ({} given)", t.len());
    }
    // SAFETY: a plain struct.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    let get = |i: usize| vm.index_i64(t.items()[i]).map(|x| x as i32);
    tm.tm_year = get(0)? - 1900;
    tm.tm_mon = get(1)? - 1;
    tm.tm_mday = get(2)?;
    tm.tm_hour = get(3)?;
    tm.tm_min = get(4)?;
    tm.tm_sec = get(5)?;
    tm.tm_wday = (get(6)? + 1) % 7;
    tm.tm_yday = get(7)? - 1;
    tm.tm_isdst = get(8)?;
    Ok(tm)
}

fn mktime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut tm = to_tm(vm, args[0])?;
    // SAFETY: a complete struct.
    Ok(vm.new_float(unsafe { libc::mktime(&mut tm) } as f64))
}

fn strftime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(f) = args[0].to_str() else {
        throw!(vm, TYPE_ERROR, "strftime() argument 1 must be str, not {}", vm.type_name(args[0]));
    };
    let tm = to_tm(vm, args[1])?;
    let format = std::ffi::CString::new(f.to_string_lossy()).unwrap_or_default();
    let mut buffer = vec![0u8; 256 + format.as_bytes().len() * 64];
    // SAFETY: a buffer of the given length and complete arguments.
    let n = unsafe { libc::strftime(buffer.as_mut_ptr().cast(), buffer.len(), format.as_ptr(), &tm) };
    Ok(vm.new_str(&String::from_utf8_lossy(&buffer[..n])).value())
}

fn asctime(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let text = strftime(vm, &[vm.new_str("%a %b %e %H:%M:%S %Y").value(), args[0]])?;
    Ok(text)
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
    function("localtime", "(seconds=None, /)", localtime, "Local time of a moment."),
    function("gmtime", "(seconds=None, /)", gmtime, "UTC of a moment."),
    function("mktime", "(time_tuple, /)", mktime, "The moment of a local time."),
    function("strftime", "(format, time_tuple=None, /)", strftime, "A time as text."),
    function("asctime", "(time_tuple=None, /)", asctime, "A time as text."),
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
    ] {
        m.set(vm, name, Value::int(clock as i64));
    }
    m.set(vm, "timezone", Value::int(0));
    m.set(vm, "altzone", Value::int(0));
    m.set(vm, "daylight", Value::int(0));
    m.set(vm, "tzname", vm.new_tuple(&[vm.intern("UTC").value(), vm.intern("UTC").value()]).value());
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "time",
    doc: "Time access and conversions.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};
