//! The builtin types: one file per type, one row per type in the table below.
//!
//! A type's row number is the id of its root shape, so `value.has_shape(shape::LIST)` is one compare.

pub mod object;
pub mod type_;

// Numbers.
pub mod bool_;
pub mod float;
pub mod int;

// Text and bytes.
pub mod bytearray;
pub mod bytes;
pub mod bytes_methods;
pub mod memoryview;
pub mod str;

// Containers.
pub mod dict;
pub mod list;
pub mod tuple;

// Functions, descriptors, modules.
pub mod cell;
pub mod code;
pub mod descriptor;
pub mod function;
pub mod method;
pub mod module;
pub mod native_function;

// Iterators and generators.

// Everything else.
pub mod singletons;
pub mod weakref;

use crate::object::TypeDef;

macro_rules! builtin_types {
    ($($(#[$doc:meta])* $id:ident = $path:path;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "these become constants")]
        #[repr(u32)]
        enum Row { NOBODY, $($id),*, COUNT }
        /// Root shapes of the builtin types.
        pub mod shape {
            use super::Row;
            use crate::object::ShapeId;
            $($(#[$doc])* pub const $id: ShapeId = ShapeId(Row::$id as u32);)*
        }
        /// The descriptions, by root shape; row 0 is nobody's.
        pub static TABLE: [Option<&'static TypeDef>; Row::COUNT as usize] = [None, $(Some(&$path)),*];
    };
}

builtin_types! {
    OBJECT = object::TYPE;
    TYPE = type_::TYPE;

    // Numbers.
    INT = int::TYPE;
    BOOL = bool_::TYPE;
    FLOAT = float::TYPE;

    // Text and bytes.
    STR = str::TYPE;
    /// The shared buffer of strings made by concatenation; never seen by programs.
    STR_BUFFER = str::BUFFER_TYPE;
    STR_ITERATOR = str::ITERATOR_TYPE;
    STR_ASCII_ITERATOR = str::ASCII_ITERATOR_TYPE;
    BYTES = bytes::TYPE;
    BYTES_ITERATOR = bytes::ITERATOR_TYPE;
    BYTEARRAY = bytearray::TYPE;
    /// The bytes of a bytearray; never seen by programs.
    BYTEARRAY_STORAGE = bytearray::STORAGE_TYPE;
    BYTEARRAY_ITERATOR = bytes::BYTEARRAY_ITERATOR_TYPE;
    MEMORYVIEW = memoryview::TYPE;
    MEMORY_ITERATOR = memoryview::ITERATOR_TYPE;

    // Containers.
    TUPLE = tuple::TYPE;
    LIST = list::TYPE;
    /// The items of a list; never seen by programs.
    LIST_STORAGE = list::STORAGE_TYPE;
    DICT = dict::TYPE;
    /// The entries of a dict; never seen by programs.
    DICT_STORAGE = dict::STORAGE_TYPE;

    // Functions, descriptors, modules.
    FUNCTION = function::TYPE;
    CODE = code::TYPE;
    CELL = cell::TYPE;
    METHOD = method::TYPE;
    NATIVE_FUNCTION = native_function::TYPE;
    METHOD_DESCRIPTOR = descriptor::METHOD_TYPE;
    CLASSMETHOD_DESCRIPTOR = descriptor::CLASSMETHOD_TYPE;
    SLOT_WRAPPER = descriptor::SLOT_WRAPPER_TYPE;
    METHOD_WRAPPER = descriptor::METHOD_WRAPPER_TYPE;
    GETSET_DESCRIPTOR = descriptor::GETSET_TYPE;
    MEMBER_DESCRIPTOR = descriptor::MEMBER_TYPE;
    MODULE = module::TYPE;

    // Iterators and generators.

    // Everything else.
    WEAKREF = weakref::REF_TYPE;
    WEAKPROXY = weakref::PROXY_TYPE;
    CALLABLE_WEAKPROXY = weakref::CALLABLE_PROXY_TYPE;
    NONE = singletons::NONE_TYPE;
    NOT_IMPLEMENTED = singletons::NOT_IMPLEMENTED_TYPE;
    ELLIPSIS = singletons::ELLIPSIS_TYPE;
    /// The attributes of an instance beyond its inline slots; never seen by programs.
    OVERFLOW = crate::object::instance::OVERFLOW_TYPE;
}
