//! `errno`: numbers of the system's errors.

use pyish_vm::builtins::module::Module;
use pyish_vm::native::NativeModule;
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    let codes = vm.new_dict();
    macro_rules! constants {
        ($($name:ident)*) => { $(
            m.set(vm, stringify!($name), Value::int(libc::$name as i64));
            codes.set(vm, Value::int(libc::$name as i64), vm.intern(stringify!($name)).value())?;
        )* };
    }
    constants! {
        EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV
        ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG
        ENOLCK ENOSYS ENOTEMPTY ELOOP ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL
        ENOANO EBADRQC EBADSLT EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP
        EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS
        ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT
        EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN
        ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM
        EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE
        ERFKILL EHWPOISON
    }
    m.set(vm, "EWOULDBLOCK", Value::int(libc::EAGAIN as i64));
    m.set(vm, "EDEADLOCK", Value::int(libc::EDEADLK as i64));
    m.set(vm, "ENOTSUP", Value::int(libc::EOPNOTSUPP as i64));
    // A number of newer kernels, which the C library's crate has not.
    m.set(vm, "EFTYPE", Value::int(134));
    codes.set(vm, Value::int(134), vm.intern("EFTYPE").value())?;
    m.set(vm, "errorcode", codes.value());
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "errno",
    doc: "Numbers of the system's errors.",
    functions: &[],
    types: &[],
    init: Some(init),
};
