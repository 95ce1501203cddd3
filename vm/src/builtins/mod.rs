//! The builtin types: one file per type, one row per type in the table below.
//!
//! A type's row number is the id of its root shape, so `value.has_shape(shape::LIST)` is one compare.

pub mod object;
pub mod type_;

// Numbers.
pub mod bool_;
pub mod complex;
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
pub mod frozendict;
pub mod list;
pub mod mappingproxy;
pub mod range;
mod sequence;
pub mod set;
pub mod slice;
pub mod structseq;
pub mod tuple;

// Functions, descriptors, modules.
pub mod cell;
pub mod code;
pub mod descriptor;
pub mod frame;
mod frame_locals;
pub mod function;
pub mod method;
pub mod module;
pub mod native_function;
pub mod property;
pub mod staticmethod;
pub mod super_;
pub mod traceback;

// Iterators and generators.
pub mod async_generator;
pub mod generator;
pub mod iterators;

// Everything else.
pub mod generic_alias;
pub mod namespace;
pub mod sentinel;
pub mod singletons;
pub mod template;
pub mod typevar;
pub mod union;
pub mod weakref;

use crate::object::TypeDef;

macro_rules! builtin_types {
    ($($(#[$doc:meta])* $id:ident = $path:path;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "these become constants")]
        #[repr(u32)]
        enum Row {
            #[expect(dead_code, reason = "shape 0 belongs to no type")]
            NOBODY,
            $($id),*,
            COUNT,
        }
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
    COMPLEX = complex::TYPE;

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

    DICT_KEYS = dict::views::KEYS_TYPE;
    DICT_VALUES = dict::views::VALUES_TYPE;
    DICT_ITEMS = dict::views::ITEMS_TYPE;
    DICT_KEY_ITERATOR = dict::views::KEY_ITERATOR_TYPE;
    DICT_VALUE_ITERATOR = dict::views::VALUE_ITERATOR_TYPE;
    DICT_ITEM_ITERATOR = dict::views::ITEM_ITERATOR_TYPE;
    DICT_REVERSE_KEY_ITERATOR = dict::views::REVERSE_KEY_ITERATOR_TYPE;
    DICT_REVERSE_VALUE_ITERATOR = dict::views::REVERSE_VALUE_ITERATOR_TYPE;
    DICT_REVERSE_ITEM_ITERATOR = dict::views::REVERSE_ITEM_ITERATOR_TYPE;
    FROZENDICT = frozendict::TYPE;
    SET = set::TYPE;
    /// The entries of a set; never seen by programs.
    SET_STORAGE = set::STORAGE_TYPE;
    FROZENSET = set::FROZEN_TYPE;
    SET_ITERATOR = set::ITERATOR_TYPE;
    RANGE = range::TYPE;
    RANGE_ITERATOR = range::ITERATOR_TYPE;
    LONGRANGE_ITERATOR = range::LONG_ITERATOR_TYPE;
    SLICE = slice::TYPE;
    MAPPING_PROXY = mappingproxy::TYPE;

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
    MODULE_SPEC = crate::import::finder::SPEC_TYPE;
    LAZY_IMPORT = crate::import::LAZY_TYPE;
    FRAME = frame::TYPE;
    FRAME_LOCALS_PROXY = frame_locals::TYPE;
    TRACEBACK = traceback::TYPE;
    PROPERTY = property::TYPE;
    STATICMETHOD = staticmethod::TYPE;
    CLASSMETHOD = staticmethod::CLASS_TYPE;
    SUPER = super_::TYPE;

    // Iterators and generators.
    GENERATOR = generator::TYPE;
    COROUTINE = generator::COROUTINE_TYPE;
    COROUTINE_WRAPPER = async_generator::COROUTINE_WRAPPER_TYPE;
    ASYNC_GENERATOR = async_generator::TYPE;
    ANEXT_AWAITABLE = async_generator::ANEXT_TYPE;
    ASYNC_GEN_ASEND = async_generator::ASEND_TYPE;
    ASYNC_GEN_ATHROW = async_generator::ATHROW_TYPE;
    ASYNC_GEN_WRAPPED = async_generator::WRAPPED_TYPE;
    SEQUENCE_ITERATOR = iterators::SEQUENCE_TYPE;
    CALLABLE_ITERATOR = iterators::CALLABLE_TYPE;
    LIST_ITERATOR = iterators::LIST_TYPE;
    LIST_REVERSE_ITERATOR = iterators::LIST_REVERSE_TYPE;
    TUPLE_ITERATOR = iterators::TUPLE_TYPE;
    REVERSED = iterators::REVERSED_TYPE;
    ENUMERATE = iterators::ENUMERATE_TYPE;
    ZIP = iterators::ZIP_TYPE;
    MAP = iterators::MAP_TYPE;
    FILTER = iterators::FILTER_TYPE;

    // Everything else.
    WEAKREF = weakref::REF_TYPE;
    WEAKPROXY = weakref::PROXY_TYPE;
    CALLABLE_WEAKPROXY = weakref::CALLABLE_PROXY_TYPE;
    NONE = singletons::NONE_TYPE;
    NOT_IMPLEMENTED = singletons::NOT_IMPLEMENTED_TYPE;
    ELLIPSIS = singletons::ELLIPSIS_TYPE;
    GENERIC_ALIAS = generic_alias::TYPE;
    UNION = union::TYPE;
    NAMESPACE = namespace::TYPE;
    SENTINEL = sentinel::TYPE;
    TEMPLATE = template::TYPE;
    INTERPOLATION = template::INTERPOLATION_TYPE;
    TEMPLATE_ITERATOR = template::ITERATOR_TYPE;
    TYPE_VAR = typevar::parameter::TYPE_VAR;
    PARAM_SPEC = typevar::parameter::PARAM_SPEC;
    TYPE_VAR_TUPLE = typevar::parameter::TYPE_VAR_TUPLE;
    PARAM_SPEC_ARGS = typevar::spec_parts::ARGS_TYPE;
    PARAM_SPEC_KWARGS = typevar::spec_parts::KWARGS_TYPE;
    TYPE_ALIAS = typevar::alias::TYPE;
    CONST_EVALUATOR = typevar::evaluator::TYPE;
    NO_DEFAULT = typevar::NO_DEFAULT_TYPE;
    GENERIC = typevar::GENERIC_TYPE;
    /// The attributes of an instance beyond its inline slots; never seen by programs.
    OVERFLOW = crate::object::instance::OVERFLOW_TYPE;

    // Exceptions; `BASE_EXCEPTION` stands first.
    BASE_EXCEPTION = crate::exceptions::base::TYPE;
    EXCEPTION = crate::exceptions::hierarchy::EXCEPTION;
    BASE_EXCEPTION_GROUP = crate::exceptions::group::TYPE;
    NAME_ERROR = crate::exceptions::base::NAME_ERROR;
    ATTRIBUTE_ERROR = crate::exceptions::base::ATTRIBUTE_ERROR;
    STOP_ITERATION = crate::exceptions::base::STOP_ITERATION;
    SYSTEM_EXIT = crate::exceptions::base::SYSTEM_EXIT;
    KEY_ERROR = crate::exceptions::base::KEY_ERROR;
    SYNTAX_ERROR = crate::exceptions::syntax::TYPE;
    OS_ERROR = crate::exceptions::os_error::TYPE;
    IMPORT_ERROR = crate::exceptions::base::IMPORT_ERROR;
    MODULE_NOT_FOUND_ERROR = crate::exceptions::base::MODULE_NOT_FOUND_ERROR;
    IMPORT_CYCLE_ERROR = crate::exceptions::base::IMPORT_CYCLE_ERROR;
    GENERATOR_EXIT = crate::exceptions::hierarchy::GENERATOR_EXIT;
    KEYBOARD_INTERRUPT = crate::exceptions::hierarchy::KEYBOARD_INTERRUPT;
    ARITHMETIC_ERROR = crate::exceptions::hierarchy::ARITHMETIC_ERROR;
    FLOATING_POINT_ERROR = crate::exceptions::hierarchy::FLOATING_POINT_ERROR;
    OVERFLOW_ERROR = crate::exceptions::hierarchy::OVERFLOW_ERROR;
    ZERO_DIVISION_ERROR = crate::exceptions::hierarchy::ZERO_DIVISION_ERROR;
    ASSERTION_ERROR = crate::exceptions::hierarchy::ASSERTION_ERROR;
    BUFFER_ERROR = crate::exceptions::hierarchy::BUFFER_ERROR;
    EOF_ERROR = crate::exceptions::hierarchy::EOF_ERROR;
    LOOKUP_ERROR = crate::exceptions::hierarchy::LOOKUP_ERROR;
    INDEX_ERROR = crate::exceptions::hierarchy::INDEX_ERROR;
    MEMORY_ERROR = crate::exceptions::hierarchy::MEMORY_ERROR;
    UNBOUND_LOCAL_ERROR = crate::exceptions::hierarchy::UNBOUND_LOCAL_ERROR;
    BLOCKING_IO_ERROR = crate::exceptions::hierarchy::BLOCKING_IO_ERROR;
    CHILD_PROCESS_ERROR = crate::exceptions::hierarchy::CHILD_PROCESS_ERROR;
    CONNECTION_ERROR = crate::exceptions::hierarchy::CONNECTION_ERROR;
    BROKEN_PIPE_ERROR = crate::exceptions::hierarchy::BROKEN_PIPE_ERROR;
    CONNECTION_ABORTED_ERROR = crate::exceptions::hierarchy::CONNECTION_ABORTED_ERROR;
    CONNECTION_REFUSED_ERROR = crate::exceptions::hierarchy::CONNECTION_REFUSED_ERROR;
    CONNECTION_RESET_ERROR = crate::exceptions::hierarchy::CONNECTION_RESET_ERROR;
    FILE_EXISTS_ERROR = crate::exceptions::hierarchy::FILE_EXISTS_ERROR;
    FILE_NOT_FOUND_ERROR = crate::exceptions::hierarchy::FILE_NOT_FOUND_ERROR;
    INTERRUPTED_ERROR = crate::exceptions::hierarchy::INTERRUPTED_ERROR;
    IS_A_DIRECTORY_ERROR = crate::exceptions::hierarchy::IS_A_DIRECTORY_ERROR;
    NOT_A_DIRECTORY_ERROR = crate::exceptions::hierarchy::NOT_A_DIRECTORY_ERROR;
    PERMISSION_ERROR = crate::exceptions::hierarchy::PERMISSION_ERROR;
    PROCESS_LOOKUP_ERROR = crate::exceptions::hierarchy::PROCESS_LOOKUP_ERROR;
    TIMEOUT_ERROR = crate::exceptions::hierarchy::TIMEOUT_ERROR;
    REFERENCE_ERROR = crate::exceptions::hierarchy::REFERENCE_ERROR;
    RUNTIME_ERROR = crate::exceptions::hierarchy::RUNTIME_ERROR;
    NOT_IMPLEMENTED_ERROR = crate::exceptions::hierarchy::NOT_IMPLEMENTED_ERROR;
    RECURSION_ERROR = crate::exceptions::hierarchy::RECURSION_ERROR;
    PYTHON_FINALIZATION_ERROR = crate::exceptions::hierarchy::PYTHON_FINALIZATION_ERROR;
    STOP_ASYNC_ITERATION = crate::exceptions::hierarchy::STOP_ASYNC_ITERATION;
    INDENTATION_ERROR = crate::exceptions::hierarchy::INDENTATION_ERROR;
    TAB_ERROR = crate::exceptions::hierarchy::TAB_ERROR;
    INCOMPLETE_INPUT_ERROR = crate::exceptions::hierarchy::INCOMPLETE_INPUT_ERROR;
    SYSTEM_ERROR = crate::exceptions::hierarchy::SYSTEM_ERROR;
    TYPE_ERROR = crate::exceptions::hierarchy::TYPE_ERROR;
    VALUE_ERROR = crate::exceptions::hierarchy::VALUE_ERROR;
    UNICODE_ERROR = crate::exceptions::hierarchy::UNICODE_ERROR;
    UNICODE_ENCODE_ERROR = crate::exceptions::unicode::UNICODE_ENCODE_ERROR;
    UNICODE_DECODE_ERROR = crate::exceptions::unicode::UNICODE_DECODE_ERROR;
    UNICODE_TRANSLATE_ERROR = crate::exceptions::unicode::UNICODE_TRANSLATE_ERROR;
    WARNING = crate::exceptions::hierarchy::WARNING;
    BYTES_WARNING = crate::exceptions::hierarchy::BYTES_WARNING;
    DEPRECATION_WARNING = crate::exceptions::hierarchy::DEPRECATION_WARNING;
    ENCODING_WARNING = crate::exceptions::hierarchy::ENCODING_WARNING;
    FUTURE_WARNING = crate::exceptions::hierarchy::FUTURE_WARNING;
    IMPORT_WARNING = crate::exceptions::hierarchy::IMPORT_WARNING;
    PENDING_DEPRECATION_WARNING = crate::exceptions::hierarchy::PENDING_DEPRECATION_WARNING;
    RESOURCE_WARNING = crate::exceptions::hierarchy::RESOURCE_WARNING;
    RUNTIME_WARNING = crate::exceptions::hierarchy::RUNTIME_WARNING;
    SYNTAX_WARNING = crate::exceptions::hierarchy::SYNTAX_WARNING;
    UNICODE_WARNING = crate::exceptions::hierarchy::UNICODE_WARNING;
    USER_WARNING = crate::exceptions::hierarchy::USER_WARNING;
}

/// Types that `builtins` shows under their names.
pub(crate) const PUBLIC: &[&str] = &[
    "object",
    "type",
    "int",
    "bool",
    "float",
    "complex",
    "str",
    "bytes",
    "bytearray",
    "memoryview",
    "tuple",
    "list",
    "dict",
    "set",
    "frozenset",
    "frozendict",
    "range",
    "slice",
    "property",
    "staticmethod",
    "classmethod",
    "super",
    "enumerate",
    "zip",
    "map",
    "filter",
    "reversed",
    "sentinel",
];
