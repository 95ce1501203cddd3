//! Names that the machine itself looks up, interned once: `vm.names().__init__`.

use crate::Vm;
use crate::builtins::str::Str;
use crate::object::Ref;

macro_rules! names {
    ($($name:ident)*) => {
        #[allow(non_snake_case, reason = "the fields are Python's names")]
        pub struct Names { $(pub $name: Ref<Str>,)* }
        impl Names {
            /// Interns them all; the intern table keeps them alive.
            pub fn new(vm: &Vm) -> Names {
                Names { $($name: vm.intern(stringify!($name).trim_start_matches("r#")),)* }
            }
        }
    };
}

names! {
    __abs__ __abstractmethods__ __add__ __aenter__ __aexit__ __aiter__ __all__ __and__ __anext__ __annotate__ __annotations__
    __await__ __bases__ __bool__ __build_class__ __builtins__ __bytes__ __cached__ __call__ __cause__ __class__ __class_getitem__
    __classcell__ __classdict__ __classdictcell__ __complex__ __contains__ __context__ __debug__ __del__ __delattr__ __delete__
    __delitem__ __dict__ __dir__ __divmod__ __doc__ __enter__ __eq__ __exit__ __file__ __firstlineno__ __float__ __floordiv__
    __format__ __ge__ __get__ __getattr__ __getattribute__ __getitem__ __getnewargs__ __getnewargs_ex__ __getstate__ __gt__ __hash__
    __iadd__ __iand__ __ifloordiv__ __ilshift__ __imatmul__ __imod__ __import__ __imul__ __index__ __init__ __init_subclass__ __lazy_import__ __lazy_modules__
    __instancecheck__ __int__ __invert__ __ior__ __ipow__ __irshift__ __isub__ __iter__ __itruediv__ __ixor__ __le__ __len__
    __length_hint__ __loader__ __lshift__ __lt__ __main__ __match_args__ __matmul__ __missing__ __mod__ __module__ __mro__
    __mro_entries__ __mul__ __name__ __ne__ __neg__ __new__ __next__ __objclass__ __or__ __orig_bases__ __orig_class__ __package__
    __parameters__ __path__ __pos__ __pow__ __prepare__ __qualname__ __radd__ __rand__ __rdivmod__ __reduce__ __reduce_ex__
    __release_buffer__ __buffer__ __repr__ __reversed__ __rfloordiv__ __rlshift__ __rmatmul__ __rmod__ __rmul__ __ror__ __round__
    __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ __rxor__ __set__ __set_name__ __setattr__ __setitem__ __setstate__
    __sizeof__ __slots__ __spec__ __static_attributes__ __str__ __sub__ __subclasscheck__ __subclasshook__ __subclasses__
    __suppress_context__ __text_signature__ __traceback__ __trunc__ __truediv__ __type_params__ __typing_subst__
    __typing_unpacked_tuple_args__ __weakref__ __wrapped__ __xor__ __ceil__ __floor__ __notes__ __defaults__ __kwdefaults__
    __code__ __globals__ __closure__ __func__ __self__ __signature__ __origin__ __args__ __unpacked__ __fspath__ __copy__ __deepcopy__
    builtins sys name obj path msg args kwargs code filename lineno offset text end_lineno end_offset print_file_and_line
    errno strerror filename2 characters_written value stdin stdout stderr write flush read readline encoding errors
    mro fileno close send throw format keys items values update append pop get put join default key reverse start stop step
    _field_types _fields mode modules meta_path excepthook displayhook unraisablehook last_exc last_type last_value last_traceback
    ps1 ps2 argv threading isatty metaclass file end sep buffer object encoding_errors newline add
}
