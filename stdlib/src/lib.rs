//! The standard library: native modules and frozen Python modules.
