//! The hierarchy of builtin exceptions, as a table. Classes without fields of their own are only rows here.

use crate::builtins::shape;
use crate::exceptions::base::{self, BaseException};
use crate::heap::Trace;
use crate::object::{TypeDef, type_flags};

/// Root shapes of the builtin exceptions: the constants of `builtins::shape` that are exceptions.
pub use crate::builtins::shape as exc;

macro_rules! exceptions {
    ($($id:ident $name:literal $base:path, $doc:literal;)*) => {
        $(pub static $id: TypeDef = TypeDef {
            name: $name,
            doc: $doc,
            base: Some(&$base),
            size: size_of::<BaseException>(),
            flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
            trace: Trace::Fields(1),
            ..TypeDef::NEW
        };)*
    };
}

exceptions! {
    EXCEPTION "Exception" base::TYPE, "Common base class for all non-exit exceptions.";
    GENERATOR_EXIT "GeneratorExit" base::TYPE, "Request that a generator exit.";
    KEYBOARD_INTERRUPT "KeyboardInterrupt" base::TYPE, "Program interrupted by user.";
    ARITHMETIC_ERROR "ArithmeticError" EXCEPTION, "Base class for arithmetic errors.";
    FLOATING_POINT_ERROR "FloatingPointError" ARITHMETIC_ERROR, "Floating-point operation failed.";
    OVERFLOW_ERROR "OverflowError" ARITHMETIC_ERROR, "Result too large to be represented.";
    ZERO_DIVISION_ERROR "ZeroDivisionError" ARITHMETIC_ERROR, "Second argument to a division or modulo operation was zero.";
    ASSERTION_ERROR "AssertionError" EXCEPTION, "Assertion failed.";
    BUFFER_ERROR "BufferError" EXCEPTION, "Buffer error.";
    EOF_ERROR "EOFError" EXCEPTION, "Read beyond end of file.";
    LOOKUP_ERROR "LookupError" EXCEPTION, "Base class for lookup errors.";
    INDEX_ERROR "IndexError" LOOKUP_ERROR, "Sequence index out of range.";
    MEMORY_ERROR "MemoryError" EXCEPTION, "Out of memory.";
    UNBOUND_LOCAL_ERROR "UnboundLocalError" base::NAME_ERROR, "Local name referenced but not bound to a value.";
    BLOCKING_IO_ERROR "BlockingIOError" super::os_error::TYPE, "I/O operation would block.";
    CHILD_PROCESS_ERROR "ChildProcessError" super::os_error::TYPE, "Child process error.";
    CONNECTION_ERROR "ConnectionError" super::os_error::TYPE, "Connection error.";
    BROKEN_PIPE_ERROR "BrokenPipeError" CONNECTION_ERROR, "Broken pipe.";
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError" CONNECTION_ERROR, "Connection aborted.";
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError" CONNECTION_ERROR, "Connection refused.";
    CONNECTION_RESET_ERROR "ConnectionResetError" CONNECTION_ERROR, "Connection reset.";
    FILE_EXISTS_ERROR "FileExistsError" super::os_error::TYPE, "File already exists.";
    FILE_NOT_FOUND_ERROR "FileNotFoundError" super::os_error::TYPE, "File not found.";
    INTERRUPTED_ERROR "InterruptedError" super::os_error::TYPE, "Interrupted by signal.";
    IS_A_DIRECTORY_ERROR "IsADirectoryError" super::os_error::TYPE, "Operation doesn't work on directories.";
    NOT_A_DIRECTORY_ERROR "NotADirectoryError" super::os_error::TYPE, "Operation only works on directories.";
    PERMISSION_ERROR "PermissionError" super::os_error::TYPE, "Not enough permissions.";
    PROCESS_LOOKUP_ERROR "ProcessLookupError" super::os_error::TYPE, "Process not found.";
    TIMEOUT_ERROR "TimeoutError" super::os_error::TYPE, "Timeout expired.";
    REFERENCE_ERROR "ReferenceError" EXCEPTION, "Weak ref proxy used after referent went away.";
    RUNTIME_ERROR "RuntimeError" EXCEPTION, "Unspecified run-time error.";
    NOT_IMPLEMENTED_ERROR "NotImplementedError" RUNTIME_ERROR, "Method or function hasn't been implemented yet.";
    RECURSION_ERROR "RecursionError" RUNTIME_ERROR, "Recursion limit exceeded.";
    PYTHON_FINALIZATION_ERROR "PythonFinalizationError" RUNTIME_ERROR, "Operation blocked during Python finalization.";
    STOP_ASYNC_ITERATION "StopAsyncIteration" EXCEPTION, "Signal the end from iterator.__anext__().";
    INDENTATION_ERROR "IndentationError" super::syntax::TYPE, "Improper indentation.";
    TAB_ERROR "TabError" INDENTATION_ERROR, "Improper mixture of spaces and tabs.";
    INCOMPLETE_INPUT_ERROR "_IncompleteInputError" super::syntax::TYPE, "Input ends before the statement does.";
    SYSTEM_ERROR "SystemError" EXCEPTION, "Internal error in the interpreter.";
    TYPE_ERROR "TypeError" EXCEPTION, "Inappropriate argument type.";
    VALUE_ERROR "ValueError" EXCEPTION, "Inappropriate argument value (of correct type).";
    UNICODE_ERROR "UnicodeError" VALUE_ERROR, "Unicode related error.";
    WARNING "Warning" EXCEPTION, "Base class for warning categories.";
    BYTES_WARNING "BytesWarning" WARNING, "Warnings about bytes and buffer conversions, mostly from comparing bytes with str.";
    DEPRECATION_WARNING "DeprecationWarning" WARNING, "Warnings about deprecated features.";
    ENCODING_WARNING "EncodingWarning" WARNING, "Warnings about encodings.";
    FUTURE_WARNING "FutureWarning" WARNING, "Warnings about constructs that will change their meaning.";
    IMPORT_WARNING "ImportWarning" WARNING, "Warnings about probable mistakes in module imports.";
    PENDING_DEPRECATION_WARNING "PendingDeprecationWarning" WARNING, "Warnings about features that will be deprecated.";
    RESOURCE_WARNING "ResourceWarning" WARNING, "Warnings about resource usage.";
    RUNTIME_WARNING "RuntimeWarning" WARNING, "Warnings about dubious runtime behavior.";
    SYNTAX_WARNING "SyntaxWarning" WARNING, "Warnings about dubious syntax.";
    UNICODE_WARNING "UnicodeWarning" WARNING, "Warnings about Unicode related problems.";
    USER_WARNING "UserWarning" WARNING, "Warnings generated by user code.";
}

/// Root shapes in the order of the table, for `builtins`' namespace.
pub const FIRST: u32 = shape::BASE_EXCEPTION.0;
