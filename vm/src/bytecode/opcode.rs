//! THE table of opcodes. Enum, lengths, operand kinds and disassembly come from it; the evaluation loop matches it exhaustively.
//!
//! An instruction is one 64-bit word `op:8 | d:8 | a:16 | b:16 | c:16`, followed by inline words (constants, caches, names).
//! `R[x]` is a register of the frame. Jump offsets count words from the word of the jump itself.
//! A frame: `R[-4]` function, `R[-3]` return pc, `R[-2]` the caller's registers, `R[-1]` link (constructor's self, generator,
//! reified frame), `R[0..]` parameters, locals, cells, temporaries.
//! A call window begins at a register `f`: `R[f]` the callee, `R[f+1..f+4]` the new frame's header, `R[f+4..]` the arguments.

/// What one operand of an instruction means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    /// Not used.
    None,
    /// A register that is written.
    Write,
    /// A register that is read.
    Read,
    /// An unsigned number.
    Count,
    /// A signed 16-bit number.
    Signed,
    /// `c` is a signed 16-bit jump offset.
    Jump16,
    /// `b` (low) and `c` (high) form a signed 32-bit jump offset.
    Jump32,
}

/// What an inline word after an instruction holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Inline {
    /// A constant, a `Value`: filled by relocation.
    Const,
    /// An inline cache, 0 when empty.
    Cache,
}

/// One row of the table.
#[derive(Debug)]
pub struct OpInfo {
    pub name: &'static str,
    pub doc: &'static str,
    pub operands: [Operand; 3],
    pub inline: &'static [Inline],
}

macro_rules! opcodes {
    ($( $(#[doc = $doc:literal])+ $name:ident ( $a:ident $b:ident $c:ident ) [ $($word:ident)* ] )*) => {
        /// The operation of an instruction.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "the field writes opcodes in capitals")]
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        pub enum Op { $( $(#[doc = $doc])+ $name, )* }

        /// The table, indexed by `Op as usize`.
        pub static OPS: &[OpInfo] = &[ $( OpInfo {
            name: stringify!($name),
            doc: concat!($($doc),+),
            operands: [Operand::$a, Operand::$b, Operand::$c],
            inline: &[ $(Inline::$word),* ],
        }, )* ];

        impl Op {
            pub const ALL: &[Op] = &[ $(Op::$name),* ];
        }

        /// Calls `$callback!` with every opcode's name: the evaluation loop builds its dispatch from it.
        macro_rules! for_each_opcode {
            ($callback:ident) => { $callback! { $($name)* } };
        }
        pub(crate) use for_each_opcode;
    };
}

opcodes! {
    /// Leaves the evaluation loop: the native caller's return address.
    HALT(None None None)[]
    /// Does nothing; d = 1: stands for a line, for those who trace.
    NOP(None None None)[]

    /// R[a] = constant
    LOADK(Write None None)[Const]
    /// R[a] = the small integer b
    LOAD_INT(Write Signed None)[]
    /// R[a] = R[b]
    MOVE(Write Read None)[]
    /// R[a] = unbound; d = 1: of no line of its own
    CLEAR(Write None None)[]
    /// Raises UnboundLocalError (name) when R[a] is unbound.
    CHECK_BOUND(Read None None)[Const]
    /// As CHECK_BOUND, then R[a] = unbound
    DELETE_LOCAL(Write None None)[Const]

    /// R[a] = global or builtin (name)
    LOAD_GLOBAL(Write None None)[Cache Const]
    /// global (name) = R[a]
    STORE_GLOBAL(Read None None)[Cache Const]
    /// del global (name)
    DELETE_GLOBAL(None None None)[Const]
    /// R[a] = name looked up in the namespace R[0], then globals, then builtins
    LOAD_NAME(Write None None)[Cache Const]
    /// namespace R[0] [name] = R[a]
    STORE_NAME(Read None None)[Cache Const]
    /// del namespace R[0] [name]
    DELETE_NAME(None None None)[Const]
    /// R[a] = name in the namespace R[b] of a class body, else global, else builtin (an annotation scope's view of a name)
    LOAD_CLASS_GLOBAL(Write Read None)[Const]
    /// R[a] = name in the namespace R[c], else the content of the cell R[b] (a class body's view of an enclosing function's variable)
    LOAD_CLASS_DEREF(Write Read Read)[Const]
    /// R[a] = the namespace: locals() of this scope (R[0] in class and module scope)
    LOAD_LOCALS(Write None None)[]

    /// R[a] = a new cell that holds R[a] (which may be unbound)
    MAKE_CELL(Write None None)[]
    /// R[a] = a new, empty cell
    NEW_CELL(Write None None)[]
    /// R[a] = the cell number b of the running function's closure
    LOAD_CLOSURE(Write Count None)[]
    /// R[a] = content of the cell R[b]; NameError (name) when empty; c is 1 for a free variable, 0 for an own one
    LOAD_DEREF(Write Read Count)[Const]
    /// content of the cell R[a] = R[b]
    STORE_DEREF(Read Read None)[]
    /// Empties the cell R[a]; NameError (name) when empty; c as in LOAD_DEREF
    DELETE_DEREF(Read None Count)[Const]

    /// R[a] = R[b] + R[c]; in every binary arithmetic opcode d = 1 asks for the in-place operation
    ADD(Write Read Read)[]
    /// R[a] = R[b] - R[c]
    SUB(Write Read Read)[]
    /// R[a] = R[b] * R[c]
    MUL(Write Read Read)[]
    /// R[a] = R[b] / R[c]
    TRUEDIV(Write Read Read)[]
    /// R[a] = R[b] // R[c]
    FLOORDIV(Write Read Read)[]
    /// R[a] = R[b] % R[c]
    MOD(Write Read Read)[]
    /// R[a] = R[b] ** R[c]
    POW(Write Read Read)[]
    /// R[a] = R[b] @ R[c]
    MATMUL(Write Read Read)[]
    /// R[a] = R[b] << R[c]
    LSHIFT(Write Read Read)[]
    /// R[a] = R[b] >> R[c]
    RSHIFT(Write Read Read)[]
    /// R[a] = R[b] & R[c]
    AND(Write Read Read)[]
    /// R[a] = R[b] | R[c]
    OR(Write Read Read)[]
    /// R[a] = R[b] ^ R[c]
    XOR(Write Read Read)[]
    /// R[a] = R[b] + the small integer c (d = 1: written as an in-place addition)
    ADDI(Write Read Signed)[]
    /// R[a] = R[b] - the small integer c
    SUBI(Write Read Signed)[]
    /// R[a] = R[b] * the small integer c
    MULI(Write Read Signed)[]
    /// R[a] = R[b] // the small integer c
    FLOORDIVI(Write Read Signed)[]
    /// R[a] = R[b] % the small integer c
    MODI(Write Read Signed)[]
    /// R[a] = R[b] & the small integer c
    ANDI(Write Read Signed)[]
    /// R[a] = R[b] << the small integer c
    LSHIFTI(Write Read Signed)[]
    /// R[a] = R[b] >> the small integer c
    RSHIFTI(Write Read Signed)[]
    /// R[a] = -R[b]
    NEG(Write Read None)[]
    /// R[a] = +R[b]
    POS(Write Read None)[]
    /// R[a] = ~R[b]
    INVERT(Write Read None)[]
    /// R[a] = not R[b]
    NOT(Write Read None)[]
    /// R[a] = bool(R[b])
    TO_BOOL(Write Read None)[]

    /// R[a] = R[b] < R[c]
    LT(Write Read Read)[]
    /// R[a] = R[b] <= R[c]
    LE(Write Read Read)[]
    /// R[a] = R[b] == R[c]
    EQ(Write Read Read)[]
    /// R[a] = R[b] != R[c]
    NE(Write Read Read)[]
    /// R[a] = R[b] > R[c]
    GT(Write Read Read)[]
    /// R[a] = R[b] >= R[c]
    GE(Write Read Read)[]
    /// R[a] = R[b] is R[c]
    IS(Write Read Read)[]
    /// R[a] = R[b] is not R[c]
    IS_NOT(Write Read Read)[]
    /// R[a] = R[b] in R[c]
    IN(Write Read Read)[]
    /// R[a] = R[b] not in R[c]
    NOT_IN(Write Read Read)[]

    /// Jumps.
    JUMP(None Jump32 None)[]
    /// Jumps backwards: the safepoint of a loop.
    LOOP(None Jump32 None)[]
    /// Jumps by c when R[a] is true.
    JUMP_IF_TRUE(Read None Jump16)[]
    /// Jumps by c when R[a] is false.
    JUMP_IF_FALSE(Read None Jump16)[]
    /// Jumps by c when R[a] is None.
    JUMP_IF_NONE(Read None Jump16)[]
    /// Jumps by c when R[a] is not None.
    JUMP_IF_NOT_NONE(Read None Jump16)[]
    /// Jumps by c when R[a] is unbound.
    JUMP_IF_UNBOUND(Read None Jump16)[]
    /// Jumps by c when R[a] < R[b].
    JLT(Read Read Jump16)[]
    /// Jumps by c when R[a] <= R[b].
    JLE(Read Read Jump16)[]
    /// Jumps by c when R[a] > R[b].
    JGT(Read Read Jump16)[]
    /// Jumps by c when R[a] >= R[b].
    JGE(Read Read Jump16)[]
    /// Jumps by c when R[a] == R[b].
    JEQ(Read Read Jump16)[]
    /// Jumps by c when R[a] != R[b].
    JNE(Read Read Jump16)[]
    /// Jumps by c when not R[a] < R[b].
    JNLT(Read Read Jump16)[]
    /// Jumps by c when not R[a] <= R[b].
    JNLE(Read Read Jump16)[]
    /// Jumps by c when not R[a] > R[b].
    JNGT(Read Read Jump16)[]
    /// Jumps by c when not R[a] >= R[b].
    JNGE(Read Read Jump16)[]
    /// Jumps by c when not R[a] == R[b].
    JNEQ(Read Read Jump16)[]
    /// Jumps by c when not R[a] != R[b].
    JNNE(Read Read Jump16)[]
    /// Jumps by c when R[a] < the small integer b; likewise the following.
    JLTI(Read Signed Jump16)[]
    /// Jumps by c when R[a] <= b.
    JLEI(Read Signed Jump16)[]
    /// Jumps by c when R[a] > b.
    JGTI(Read Signed Jump16)[]
    /// Jumps by c when R[a] >= b.
    JGEI(Read Signed Jump16)[]
    /// Jumps by c when R[a] == b.
    JEQI(Read Signed Jump16)[]
    /// Jumps by c when R[a] != b.
    JNEI(Read Signed Jump16)[]
    /// Jumps by c when not R[a] < b.
    JNLTI(Read Signed Jump16)[]
    /// Jumps by c when not R[a] <= b.
    JNLEI(Read Signed Jump16)[]
    /// Jumps by c when not R[a] > b.
    JNGTI(Read Signed Jump16)[]
    /// Jumps by c when not R[a] >= b.
    JNGEI(Read Signed Jump16)[]
    /// Jumps by c when not R[a] == b.
    JNEQI(Read Signed Jump16)[]
    /// Jumps by c when not R[a] != b.
    JNNEI(Read Signed Jump16)[]
    /// Jumps by c when R[a] is R[b].
    JIS(Read Read Jump16)[]
    /// Jumps by c when R[a] is not R[b].
    JISNOT(Read Read Jump16)[]
    /// Jumps by c when R[a] in R[b].
    JIN(Read Read Jump16)[]
    /// Jumps by c when R[a] not in R[b].
    JNOTIN(Read Read Jump16)[]

    /// R[a] = iter(R[b]), an iterator object
    GET_ITER(Write Read None)[]
    /// Prepares R[a..a+3] to loop over R[b]: the state that FOR_ITER keeps (a range, a list, a tuple or an iterator).
    FOR_PREP(Write Read None)[]
    /// Next item of the loop state R[a..a+3]: R[b] = item and jump by c (a backward jump, and a safepoint); falls through at the end.
    FOR_ITER(Write Write Jump16)[]
    /// R[a..a+c] = the c items of R[b]; the registers may be locals: none is written unless all can be
    UNPACK(Write Read Count)[]
    /// R[a..] = the items of R[b] around one starred target: (c & 255) before, one list, (c >> 8) after
    UNPACK_EX(Write Read Count)[]

    /// R[a] = [R[b] .. R[b+c]]
    BUILD_LIST(Write Read Count)[]
    /// R[a] = (R[b] .. R[b+c])
    BUILD_TUPLE(Write Read Count)[]
    /// R[a] = {R[b] .. R[b+c]}
    BUILD_SET(Write Read Count)[]
    /// R[a] = dict of the c pairs R[b], R[b+1] …
    BUILD_DICT(Write Read Count)[]
    /// R[a] = the strings R[b] .. R[b+c] joined
    BUILD_STRING(Write Read Count)[]
    /// R[a] = slice(R[b], R[b+1], R[b+2] when c is 3)
    BUILD_SLICE(Write Read Count)[]
    /// R[a].append(R[b]), R[a] a list under construction
    LIST_APPEND(Read Read None)[]
    /// R[a].extend(R[b]); d = 1: for a call's star argument (its error text)
    LIST_EXTEND(Read Read None)[]
    /// R[a].add(R[b])
    SET_ADD(Read Read None)[]
    /// R[a].update(R[b])
    SET_UPDATE(Read Read None)[]
    /// R[a][R[b]] = R[c], R[a] a dict under construction
    DICT_SET(Read Read Read)[]
    /// R[a].update(R[b]) of a display: TypeError when R[b] is no mapping
    DICT_UPDATE(Read Read None)[]
    /// R[a].update(R[b]) for a call of R[c]: TypeError on doubled or non-string keys
    DICT_MERGE(Read Read Read)[]
    /// R[a] = tuple(list R[b])
    LIST_TO_TUPLE(Write Read None)[]
    /// R[a] = format(converted R[b], ''), c: 0 none, 1 str, 2 repr, 3 ascii
    FORMAT(Write Read Count)[]
    /// R[a] = format(converted R[b], R[c]), d the conversion as in FORMAT
    FORMAT_SPEC(Write Read Read)[]
    /// R[a] = str/repr/ascii(R[b]) by c as in FORMAT
    CONVERT(Write Read Count)[]
    /// R[a] = Interpolation(R[b] value, R[b+1] expression text, R[b+2] conversion or None, R[b+3] format spec)
    BUILD_INTERPOLATION(Write Read None)[]
    /// R[a] = Template(strings tuple R[b], interpolations tuple R[c])
    BUILD_TEMPLATE(Write Read Read)[]

    /// R[a] = R[b].name
    GETATTR(Write Read None)[Cache Const]
    /// R[a].name = R[b]
    SETATTR(Read Read None)[Cache Const]
    /// del R[a].name
    DELATTR(Read None None)[Const]
    /// R[a] = R[b][R[c]]
    GETITEM(Write Read Read)[]
    /// R[a][R[b]] = R[c]
    SETITEM(Read Read Read)[]
    /// del R[a][R[b]]
    DELITEM(Read Read None)[]
    /// R[a] = R[b][R[c]:R[c+1]]
    GETSLICE(Write Read Read)[]
    /// R[a] = super(R[b], R[c]).name: b the class, c the instance (zero-argument super where `super` is the builtin;
    /// R[a] holds the global `super` on entry)
    LOAD_SUPER_ATTR(Write Read Read)[Const]

    /// R[a] = R[b](R[b+4] .. R[b+4+c]). Every call is three words long, its first operand the result.
    CALL(Write Read Count)[Cache Cache]
    /// R[a] = global name(R[b+4] .. R[b+4+c]); the callee is loaded into R[b] first
    CALL_GLOBAL(Write Write Count)[Cache Const]
    /// R[a] = R[b+4].name(R[b+5] .. R[b+5+c])
    CALL_METHOD(Write Write Count)[Cache Const]
    /// Readies the method `name` of R[b+4]: R[b] = what takes the receiver as its first argument, or the bound method, when R[b+4]
    /// becomes unbound
    LOAD_METHOD(None Write None)[Cache Const]
    /// R[a] = the method that LOAD_METHOD readied, called with R[b+5] .. R[b+5+c]
    CALL_LOADED(Write Read Count)[Cache Cache]
    /// The same with keywords, as for CALL_KW
    CALL_LOADED_KW(Write Read Count)[Cache Const]
    /// R[a] = R[b](c arguments from R[b+4]); the constant is the tuple of the last ones' keywords
    CALL_KW(Write Read Count)[Cache Const]
    /// R[a] = R[b+4].name(c arguments from R[b+5]); the constant is the tuple (name, keywords tuple)
    CALL_METHOD_KW(Write Write Count)[Cache Const]
    /// R[a] = R[b](*R[b+4], **R[b+5]); R[b+4] a tuple or list, R[b+5] a dict or unbound
    CALL_EX(Write Read None)[Cache Cache]
    /// Returns R[a].
    RETURN(Read None None)[]
    /// Returns a constant; d = 1: at the end of the code, of no line of its own.
    RETURN_CONST(None None None)[Const]
    /// R[a] = function of a code constant
    MAKE_FUNCTION(Write None None)[Const]
    /// Gives the function R[a] its R[b]; c: 0 defaults tuple, 1 keyword defaults dict, 2 closure tuple of cells, 3 annotate function, 4 type parameters
    SET_FUNCTION(Read Read Count)[]

    /// Yields R[b]; R[a] = the value sent. c bit 0: inside an exception handler; c bit 1: delegating (`yield from`, `await`), d unused;
    /// a delegating YIELD follows its SEND directly.
    YIELD(Write Read Count)[]
    /// Sends R[a] to the iterator R[b]: falls through with R[a] = what it yielded; jumps by c with R[a] = its result when it is exhausted
    SEND(Write Read Jump16)[]
    /// R[a] = the iterator that `yield from R[b]` delegates to
    GET_YIELD_FROM_ITER(Write Read None)[]
    /// R[a] = the iterator that `await R[b]` delegates to; c: 0 await, 1 async with enter, 2 async with exit
    GET_AWAITABLE(Write Read Count)[]
    /// R[a] = aiter(R[b])
    GET_AITER(Write Read None)[]
    /// R[a] = the awaitable of anext(R[b]), ready for SEND
    GET_ANEXT(Write Read None)[]
    /// Ends an `async for`: swallows R[a] when it is StopAsyncIteration, else raises it again.
    END_ASYNC_FOR(Read None None)[]
    /// R[a] = R[b] wrapped as a value that an asynchronous generator yields
    ASYNC_GEN_WRAP(Write Read None)[]

    /// Raises: c = 0 the exception being handled, c = 1 R[a], c = 2 R[a] from R[b].
    RAISE(Read Read Count)[]
    /// Raises R[a] again as it stands (traceback and context untouched).
    RERAISE(Read None None)[]
    /// R[a] = the exception being handled; the exception being handled = R[b]
    PUSH_EXC(Write Read None)[]
    /// The exception being handled = R[a], as PUSH_EXC saved it.
    POP_EXC(Read None None)[]
    /// Jumps by c when the exception R[a] does not match R[b] (a class or tuple of classes).
    JUMP_IF_NO_MATCH(Read Read Jump16)[]
    /// Splits the exception R[b] by R[c]: R[a] = matching group or None, R[a+1] = the rest or None
    MATCH_EXC_GROUP(Write Read Read)[]
    /// R[a] = what to raise after an `except*`, or None: from the original R[b] and the list R[c] of raised and unhandled ones
    PREP_RERAISE_STAR(Write Read Read)[]
    /// R[a], R[a+2] = __exit__ of R[b] and R[b], or bound __exit__ and unbound, R[a+1] = R[b].__enter__() ; c = 1: __aexit__, __aenter__
    /// (R[a+1] still to be awaited)
    WITH_ENTER(Write Read Count)[]
    /// R[a] = the exit method R[b], R[b+2] called with (type, exception, traceback) of the exception R[c]
    WITH_EXIT(Write Read Read)[]
    /// R[a] = the exit method R[b], R[b+2] called with (None, None, None)
    WITH_EXIT_NORMAL(Write Read None)[]

    /// R[a] = __import__(name, fromlist R[b], level c); d says when (`import::When`)
    IMPORT_NAME(Write Read Count)[Const]
    /// R[a] = attribute or submodule (name) of the module R[b]; d = 0: the module is no promise
    IMPORT_FROM(Write Read None)[Const]
    /// Binds the public names of the module R[a] in the namespace.
    IMPORT_STAR(Read None None)[]
    /// R[a] = the builtin __build_class__
    LOAD_BUILD_CLASS(Write None None)[]

    /// R[a] = len(R[b])
    GET_LEN(Write Read None)[]
    /// R[a] = whether R[b] can match a mapping pattern
    MATCH_MAPPING(Write Read None)[]
    /// R[a] = whether R[b] can match a sequence pattern
    MATCH_SEQUENCE(Write Read None)[]
    /// R[a] = tuple of the values of R[b] under the keys in the tuple R[c], or None
    MATCH_KEYS(Write Read Read)[]
    /// R[a] = tuple of the attributes of the subject R[b] as an instance of R[b+1], c positional patterns and the names in the tuple R[b+2]; or None
    MATCH_CLASS(Write Read Count)[]

    /// R[a] = intrinsic number c (`Intrinsic`) of R[b], R[b+1] …
    INTRINSIC(Write Read Count)[]
}

/// Rare operations, the operand `c` of INTRINSIC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u16)]
pub enum Intrinsic {
    /// sys.displayhook(R[b])
    PrintExpr,
    /// TypeVar(name)
    TypeVar,
    /// TypeVar(name, evaluate_bound function)
    TypeVarWithBound,
    /// TypeVar(name, evaluate_constraints function)
    TypeVarWithConstraints,
    ParamSpec,
    TypeVarTuple,
    /// R[b] a type parameter, R[b+1] the function that evaluates its default; result R[b]
    SetTypeParamDefault,
    /// TypeAliasType(R[b] name, R[b+1] type parameters tuple or None, R[b+2] function that evaluates the value)
    TypeAlias,
    /// Generic[*R[b]], a base for classes with type parameters
    SubscriptGeneric,
    /// The class AssertionError
    AssertionError,
    /// The class NotImplementedError
    NotImplementedError,
    /// Ensures __annotations__ exists in the namespace R[0].
    SetupAnnotations,
    /// dict(R[b]) : the copy of keywords for a call
    CopyDict,
}

impl Intrinsic {
    pub const ALL: &[Intrinsic] = &[
        Intrinsic::PrintExpr,
        Intrinsic::TypeVar,
        Intrinsic::TypeVarWithBound,
        Intrinsic::TypeVarWithConstraints,
        Intrinsic::ParamSpec,
        Intrinsic::TypeVarTuple,
        Intrinsic::SetTypeParamDefault,
        Intrinsic::TypeAlias,
        Intrinsic::SubscriptGeneric,
        Intrinsic::AssertionError,
        Intrinsic::NotImplementedError,
        Intrinsic::SetupAnnotations,
        Intrinsic::CopyDict,
    ];
}

impl Op {
    /// The opcode of an instruction word that the compiler emitted.
    #[inline(always)]
    pub fn of(word: u64) -> Op {
        debug_assert!((word as u8 as usize) < OPS.len());
        // SAFETY: instruction words are only made by `Instr::encode`, so the low byte is a discriminant of Op.
        unsafe { std::mem::transmute(word as u8) }
    }
    pub fn info(self) -> &'static OpInfo {
        &OPS[self as usize]
    }
    /// Words of the instruction with its inline words.
    pub fn len(self) -> usize {
        1 + self.info().inline.len()
    }
}

/// The fields of an instruction word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Instr {
    pub op: Op,
    pub d: u8,
    pub a: u16,
    pub b: u16,
    pub c: u16,
}

impl Instr {
    pub fn new(op: Op, a: u16, b: u16, c: u16) -> Instr {
        Instr { op, d: 0, a, b, c }
    }
    pub fn encode(self) -> u64 {
        self.op as u64 | (self.d as u64) << 8 | (self.a as u64) << 16 | (self.b as u64) << 32 | (self.c as u64) << 48
    }
    pub fn decode(word: u64) -> Instr {
        Instr {
            op: Op::of(word),
            d: (word >> 8) as u8,
            a: (word >> 16) as u16,
            b: (word >> 32) as u16,
            c: (word >> 48) as u16,
        }
    }
    /// The 32-bit offset of JUMP and LOOP.
    pub fn jump32(self) -> i32 {
        (self.b as u32 | (self.c as u32) << 16) as i32
    }
}
