//! `_locale`: the C library's locale.
//!
//! The locale belongs to the process; a lock keeps its texts valid while they are read.

use std::ffi::{CStr, CString, c_char, c_int};

use parking_lot::Mutex;

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::base::BaseException;
use pyish_vm::exceptions::hierarchy;
use pyish_vm::heap::Trace;
use pyish_vm::native::{NativeModule, function};
use pyish_vm::object::{Ref, TypeDef, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::posix::int;

// SAFETY of the unsafe blocks below: calls of the C library on strings with their ends; what they answer is copied under the lock.

static LOCK: Mutex<()> = Mutex::new(());

unsafe extern "C" {
    fn wcscoll(a: *const u32, b: *const u32) -> c_int;
    fn wcsxfrm(to: *mut u32, from: *const u32, n: usize) -> usize;
    fn gettext(text: *const c_char) -> *const c_char;
    fn dgettext(domain: *const c_char, text: *const c_char) -> *const c_char;
    fn dcgettext(domain: *const c_char, text: *const c_char, category: c_int) -> *const c_char;
    fn textdomain(domain: *const c_char) -> *const c_char;
    fn bindtextdomain(domain: *const c_char, folder: *const c_char) -> *const c_char;
    fn bind_textdomain_codeset(domain: *const c_char, codeset: *const c_char) -> *const c_char;
}

static ERROR: TypeDef = TypeDef {
    name: "locale.Error",
    doc: "The system has no such locale.",
    base: Some(&hierarchy::EXCEPTION),
    size: size_of::<BaseException>(),
    flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    ..TypeDef::NEW
};

/// A text of the C library.
///
/// # Safety
/// `p` is a string with its end, or null.
unsafe fn text(vm: &Vm, p: *const c_char) -> Value {
    if p.is_null() {
        return Value::NONE;
    }
    // SAFETY: as promised.
    vm.new_str(&String::from_utf8_lossy(unsafe { CStr::from_ptr(p) }.to_bytes())).value()
}
fn string(vm: &Vm, function: &str, v: Value) -> PyResult<CString> {
    let Some(s) = v.to_str() else {
        throw!(vm, TYPE_ERROR, "{function} must be str, not {}", vm.type_name(v));
    };
    match CString::new(s.to_string_lossy()) {
        Ok(c) => Ok(c),
        Err(_) => throw!(vm, VALUE_ERROR, "embedded null character"),
    }
}
/// A text or None; the function and the argument are named in messages.
fn optional(vm: &Vm, function: &str, v: Value) -> PyResult<Option<CString>> {
    if v.is_none() {
        return Ok(None);
    }
    if v.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "{function} must be str or None, not {}", vm.type_name(v));
    }
    string(vm, function, v).map(Some)
}
fn pointer(c: &Option<CString>) -> *const c_char {
    c.as_ref().map_or(std::ptr::null(), |c| c.as_ptr())
}

fn setlocale(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (category, name) = (int(vm, args[0])?, optional(vm, "setlocale() argument 2", args[1])?);
    let _guard = LOCK.lock();
    // SAFETY: see above.
    let answer = unsafe { libc::setlocale(category, pointer(&name)) };
    if answer.is_null() {
        return Err(vm.error(ERROR.shape(), "unsupported locale setting"));
    }
    // SAFETY: see above.
    Ok(unsafe { text(vm, answer) })
}

fn localeconv(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let d = vm.new_dict();
    let _guard = LOCK.lock();
    // SAFETY: see above; the struct is complete.
    unsafe {
        let l = &*libc::localeconv();
        let grouping = |p: *const c_char| {
            let out = vm.new_list(&[]);
            let sizes = CStr::from_ptr(p).to_bytes();
            sizes.iter().for_each(|&n| out.push(vm, Value::int(n as i64)));
            if !sizes.is_empty() && sizes.last() != Some(&(c_char::MAX as u8)) {
                out.push(vm, Value::int(0));
            }
            out.value()
        };
        let number = |n: c_char| Value::int(n as i64);
        for (name, v) in [
            ("int_curr_symbol", text(vm, l.int_curr_symbol)),
            ("currency_symbol", text(vm, l.currency_symbol)),
            ("mon_decimal_point", text(vm, l.mon_decimal_point)),
            ("mon_thousands_sep", text(vm, l.mon_thousands_sep)),
            ("mon_grouping", grouping(l.mon_grouping)),
            ("positive_sign", text(vm, l.positive_sign)),
            ("negative_sign", text(vm, l.negative_sign)),
            ("int_frac_digits", number(l.int_frac_digits)),
            ("frac_digits", number(l.frac_digits)),
            ("p_cs_precedes", number(l.p_cs_precedes)),
            ("p_sep_by_space", number(l.p_sep_by_space)),
            ("n_cs_precedes", number(l.n_cs_precedes)),
            ("n_sep_by_space", number(l.n_sep_by_space)),
            ("p_sign_posn", number(l.p_sign_posn)),
            ("n_sign_posn", number(l.n_sign_posn)),
            ("decimal_point", text(vm, l.decimal_point)),
            ("thousands_sep", text(vm, l.thousands_sep)),
            ("grouping", grouping(l.grouping)),
        ] {
            d.set(vm, vm.intern(name).value(), v)?;
        }
    }
    Ok(d.value())
}

/// The characters of a text with an end, as the C library compares them.
fn wide(vm: &Vm, function: &str, v: Value) -> PyResult<Vec<u32>> {
    let Some(s) = v.to_str() else {
        throw!(vm, TYPE_ERROR, "{function} must be str, not {}", vm.type_name(v));
    };
    let mut units: Vec<u32> = s.units().iter().collect();
    if units.contains(&0) {
        throw!(vm, VALUE_ERROR, "embedded null character");
    }
    units.push(0);
    Ok(units)
}
fn strcoll(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, b) = (wide(vm, "strcoll() argument 1", args[0])?, wide(vm, "strcoll() argument 2", args[1])?);
    let _guard = LOCK.lock();
    // SAFETY: see above.
    Ok(Value::int(unsafe { wcscoll(a.as_ptr(), b.as_ptr()) } as i64))
}
fn strxfrm(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let from = wide(vm, "strxfrm() argument", args[0])?;
    let _guard = LOCK.lock();
    // SAFETY: see above; no room is used when none is given.
    let n = unsafe { wcsxfrm(std::ptr::null_mut(), from.as_ptr(), 0) };
    let mut to = vec![0u32; n + 1];
    // SAFETY: the room is of the size that was asked for.
    let n = unsafe { wcsxfrm(to.as_mut_ptr(), from.as_ptr(), to.len()) };
    // Weights beyond the last character stand as two.
    let units = to[..n].iter().flat_map(|&c| match c {
        0..=0x10ffff => vec![c],
        c => vec![c & 0xffff, c >> 16],
    });
    Ok(vm.new_str_from_units(units)?.value())
}

macro_rules! items {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name),)*] };
}
static LANGINFO: &[(&str, libc::nl_item)] = items! {
    ABDAY_1 ABDAY_2 ABDAY_3 ABDAY_4 ABDAY_5 ABDAY_6 ABDAY_7 ABMON_1 ABMON_2 ABMON_3 ABMON_4 ABMON_5 ABMON_6 ABMON_7 ABMON_8
    ABMON_9 ABMON_10 ABMON_11 ABMON_12 ALT_DIGITS AM_STR CODESET CRNCYSTR DAY_1 DAY_2 DAY_3 DAY_4 DAY_5 DAY_6 DAY_7 D_FMT D_T_FMT
    ERA ERA_D_FMT ERA_D_T_FMT ERA_T_FMT MON_1 MON_2 MON_3 MON_4 MON_5 MON_6 MON_7 MON_8 MON_9 MON_10 MON_11 MON_12 NOEXPR PM_STR
    RADIXCHAR THOUSEP T_FMT T_FMT_AMPM YESEXPR
};
/// The format of date(1), which the C library's crate has not.
const DATE_FMT: libc::nl_item = 0x2006c;

fn nl_langinfo(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let item = int(vm, args[0])?;
    if item != DATE_FMT && LANGINFO.iter().all(|(_, known)| *known != item) {
        throw!(vm, VALUE_ERROR, "unsupported langinfo constant");
    }
    let _guard = LOCK.lock();
    // SAFETY: see above.
    Ok(unsafe { text(vm, libc::nl_langinfo(item)) })
}
fn getencoding(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let _guard = LOCK.lock();
    // SAFETY: see above.
    Ok(unsafe { text(vm, libc::nl_langinfo(libc::CODESET)) })
}

fn py_gettext(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let message = string(vm, "gettext() argument", args[0])?;
    let _guard = LOCK.lock();
    // SAFETY: see above.
    Ok(unsafe { text(vm, gettext(message.as_ptr())) })
}
fn py_dgettext(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (domain, message) =
        (optional(vm, "dgettext() argument 1", args[0])?, string(vm, "dgettext() argument 2", args[1])?);
    let _guard = LOCK.lock();
    // SAFETY: see above.
    Ok(unsafe { text(vm, dgettext(pointer(&domain), message.as_ptr())) })
}
fn py_dcgettext(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (domain, message) =
        (optional(vm, "dcgettext() argument 1", args[0])?, string(vm, "dcgettext() argument 2", args[1])?);
    let category = int(vm, args[2])?;
    let _guard = LOCK.lock();
    // SAFETY: see above.
    Ok(unsafe { text(vm, dcgettext(pointer(&domain), message.as_ptr(), category)) })
}
/// What a call that names a text domain answered; null is an error.
fn domain_answer(vm: &Vm, p: *const c_char) -> PyResult<Value> {
    if p.is_null() {
        return Err(super::posix::failed(vm, None));
    }
    // SAFETY: see above.
    Ok(unsafe { text(vm, p) })
}
fn py_textdomain(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let domain = optional(vm, "textdomain() argument", args[0])?;
    let _guard = LOCK.lock();
    // SAFETY: see above.
    domain_answer(vm, unsafe { textdomain(pointer(&domain)) })
}
fn py_bindtextdomain(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let domain = string(vm, "bindtextdomain() argument 1", args[0])?;
    if domain.is_empty() {
        return Err(vm.error(ERROR.shape(), "domain must be a non-empty string"));
    }
    let folder = optional(vm, "bindtextdomain() argument 2", args[1])?;
    let _guard = LOCK.lock();
    // SAFETY: see above.
    domain_answer(vm, unsafe { bindtextdomain(domain.as_ptr(), pointer(&folder)) })
}
fn py_bind_textdomain_codeset(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let domain = string(vm, "bind_textdomain_codeset() argument 1", args[0])?;
    let codeset = optional(vm, "bind_textdomain_codeset() argument 2", args[1])?;
    let _guard = LOCK.lock();
    // SAFETY: see above.
    Ok(unsafe { text(vm, bind_textdomain_codeset(domain.as_ptr(), pointer(&codeset))) })
}

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    for (name, n) in [
        ("LC_CTYPE", libc::LC_CTYPE),
        ("LC_TIME", libc::LC_TIME),
        ("LC_COLLATE", libc::LC_COLLATE),
        ("LC_MONETARY", libc::LC_MONETARY),
        ("LC_MESSAGES", libc::LC_MESSAGES),
        ("LC_NUMERIC", libc::LC_NUMERIC),
        ("LC_ALL", libc::LC_ALL),
        ("CHAR_MAX", c_char::MAX as i32),
        ("_DATE_FMT", DATE_FMT),
    ] {
        m.set(vm, name, Value::int(n as i64));
    }
    LANGINFO.iter().for_each(|(name, n)| m.set(vm, name, Value::int(*n as i64)));
    let _guard = LOCK.lock();
    // Characters are those of the user's locale from the start; nothing else looks at it before this module is there.
    // SAFETY: see above.
    unsafe { libc::setlocale(libc::LC_CTYPE, c"".as_ptr()) };
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_locale",
    doc: "The C library's locale.",
    functions: &[
        function("setlocale", "(category, locale=None, /)", setlocale, "Ask for or set a category's locale."),
        function("localeconv", "()", localeconv, "How numbers and money are written."),
        function("strcoll", "(os1, os2, /)", strcoll, "Compare two texts in the order of the locale."),
        function("strxfrm", "(string, /)", strxfrm, "A text whose order is that of the locale."),
        function("nl_langinfo", "(key, /)", nl_langinfo, "A text of the locale."),
        function("getencoding", "()", getencoding, "The encoding of the locale."),
        function("gettext", "(msg, /)", py_gettext, "The translation of a message."),
        function("dgettext", "(domain, msg, /)", py_dgettext, "The translation of a message of a domain."),
        function("dcgettext", "(domain, msg, category, /)", py_dcgettext, "As dgettext(), in a category."),
        function("textdomain", "(domain, /)", py_textdomain, "Set the domain of messages."),
        function("bindtextdomain", "(domain, dir, /)", py_bindtextdomain, "Say where a domain's messages lie."),
        function(
            "bind_textdomain_codeset",
            "(domain, codeset, /)",
            py_bind_textdomain_codeset,
            "Set the encoding of a domain's messages.",
        ),
    ],
    types: &[&ERROR],
    init: Some(init),
};
