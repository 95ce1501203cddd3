//! The standard library: native modules and frozen Python modules.
//!
//! `NATIVE` is the only registry of modules in Rust; Python modules are the files under `py/`.

mod native;

use pyish_vm::interp::Frozen;
use pyish_vm::native::NativeModule;

pub use native::atexit::{has_exit_functions, run_exit_functions};
pub use native::stdio::{flush_stdout, init_std_streams, stand_alone};
pub use native::thread::wait_for_threads;

/// Native modules, one row each.
pub static NATIVE: &[&NativeModule] = &[
    &native::asyncio::MODULE,
    &native::array::MODULE,
    &native::binascii::MODULE,
    &native::bisect::MODULE,
    &native::codecs::MODULE,
    &native::containers::MODULE,
    &native::contextvars::MODULE,
    &native::deque::MODULE,
    &native::cmath::MODULE,
    &native::errno::MODULE,
    &native::fcntl::MODULE,
    &native::locale::MODULE,
    &native::resource::MODULE,
    &native::stdio::MODULE,
    &native::functools::MODULE,
    &native::gc::MODULE,
    &native::gil::MODULE,
    &native::hashes::MODULE,
    &native::heapq::MODULE,
    &native::io::MODULE,
    &native::itertools::MODULE,
    &native::json::MODULE,
    &native::math::MODULE,
    &native::operators::MODULE,
    &native::pickle::MODULE,
    &native::posix::MODULE,
    &native::random::MODULE,
    &native::atexit::MODULE,
    &native::queue::MODULE,
    &native::select::MODULE,
    &native::signal::MODULE,
    &native::socket::MODULE,
    &native::sre::MODULE,
    &native::struct_::MODULE,
    &native::subprocess::MODULE,
    &native::thread::MODULE,
    &native::time::MODULE,
    &native::unicodedata::MODULE,
    &native::weakref::MODULE,
    &pyish_vm::builtins::typevar::MODULE,
    &pyish_vm::import::imp::MODULE,
    &pyish_vm::modules::abc::MODULE,
];

/// Python modules in the binary, sorted by name.
pub static FROZEN: &[Frozen] = include!(concat!(env!("OUT_DIR"), "/frozen.rs"));
