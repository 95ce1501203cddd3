//! Functions, classes, comprehensions and where names live.

use super::check;

#[test]
fn list_comprehension_is_inline() {
    check(
        "def f(xs, k):\n    return [x * k for x in xs if x]\n",
        r"
            f (registers 9)
            0 BUILD_LIST r2 xs #0
            1 FOR_PREP r5 xs
            2 JUMP -> 6
            3 JUMP_IF_FALSE r4 -> 6
            4 MUL r8 r4 k
            5 LIST_APPEND r2 r8
            6 FOR_ITER r5 r4 -> 3
            7 RETURN r2
        ",
    );
}

#[test]
fn comprehension_cells() {
    check(
        "def f(xs):\n    return [lambda: x for x in xs]\n",
        r#"
            f (registers 11)
            0 NEW_CELL r3
            1 BUILD_LIST r1 xs #0
            2 FOR_PREP r4 xs
            3 JUMP -> 10
            4 STORE_DEREF r3 r7
            5 BUILD_TUPLE r9 r3 #1
            6 MAKE_FUNCTION r8 <f.<locals>.<lambda>>
            8 SET_FUNCTION r8 r9 #2
            9 LIST_APPEND r1 r8
            10 FOR_ITER r4 r7 -> 4
            11 RETURN r1
            f.<locals>.<lambda> (registers 2)
            0 LOAD_CLOSURE &x #0
            1 LOAD_DEREF r1 &x #1 "x"
            3 RETURN r1
        "#,
    );
}

#[test]
fn generator_expression() {
    check(
        "def f(xs):\n    return sum(x for x in xs)\n",
        r#"
            f (registers 12)
            0 LOAD_GLOBAL r1 "sum"
            3 GET_ITER r10 xs
            4 MAKE_FUNCTION r6 <f.<locals>.<genexpr>>
            6 CALL r5 r6 #1
            9 CALL r1 r1 #1
            12 RETURN r1
            f.<locals>.<genexpr> (registers 7)
            0 MOVE r3 .0
            1 LOADK r4 None
            3 LOADK r5 None
            5 JUMP -> 7
            6 YIELD r6 x #0
            7 FOR_ITER r3 x -> 6
            8 RETURN_CONST None
        "#,
    );
}

#[test]
fn closures() {
    check(
        "def f(a):\n    b = a\n    def g():\n        nonlocal b\n        b += 1\n        return a\n    return g\n",
        r#"
            f (registers 6)
            0 MAKE_CELL a
            1 NEW_CELL &b
            2 LOAD_DEREF r3 a #0 "a"
            4 STORE_DEREF &b r3
            5 MOVE r4 a
            6 MOVE r5 &b
            7 BUILD_TUPLE r3 r4 #2
            8 MAKE_FUNCTION g <f.<locals>.g>
            10 SET_FUNCTION g r3 #2
            11 RETURN g
            f.<locals>.g (registers 3)
            0 LOAD_CLOSURE &a #0
            1 LOAD_CLOSURE &b #1
            2 LOAD_DEREF r2 &b #1 "b"
            4 ADDI.1 r2 r2 1
            5 STORE_DEREF &b r2
            6 LOAD_DEREF r2 &a #1 "a"
            8 RETURN r2
        "#,
    );
}

#[test]
fn super_method() {
    check(
        "class C:\n    def f(self):\n        self.x = super().f(1)\n",
        r#"
            <module> (registers 8)
            0 LOAD_BUILD_CLASS r2
            1 MAKE_FUNCTION r6 <C>
            3 LOADK r7 "C"
            5 CALL r1 r2 #2
            8 STORE_NAME r1 "C"
            11 RETURN_CONST None
            C (registers 5)
            0 NEW_CELL &__class__
            1 LOAD_NAME r2 "__name__"
            4 STORE_NAME r2 "__module__"
            7 LOADK r2 "C"
            9 STORE_NAME r2 "__qualname__"
            12 LOAD_INT r2 1
            13 STORE_NAME r2 "__firstlineno__"
            16 BUILD_TUPLE r3 &__class__ #1
            17 MAKE_FUNCTION r2 <C.f>
            19 SET_FUNCTION r2 r3 #2
            20 STORE_NAME r2 "f"
            23 LOADK r2 ("x")
            25 STORE_NAME r2 "__static_attributes__"
            28 STORE_NAME &__class__ "__classcell__"
            31 RETURN &__class__
            C.f (registers 7)
            0 LOAD_CLOSURE &__class__ #0
            1 LOAD_GLOBAL r2 "super"
            4 LOAD_DEREF r3 &__class__ #1 "__class__"
            6 LOAD_SUPER_ATTR r2 r3 self "f"
            8 LOAD_INT r6 1
            9 CALL r2 r2 #1
            12 SETATTR self r2 "x"
            15 RETURN_CONST None
        "#,
    );
}

#[test]
fn class_body() {
    check(
        "class f(B, k=1):\n    '''doc'''\n    x: int = 1\n    def g(self): self.y = 1\n",
        r#"
            f (registers 5)
            0 NEW_CELL &__classdict__
            1 LOAD_NAME r2 "__name__"
            4 STORE_NAME r2 "__module__"
            7 LOADK r2 "f"
            9 STORE_NAME r2 "__qualname__"
            12 LOAD_INT r2 1
            13 STORE_NAME r2 "__firstlineno__"
            16 LOAD_LOCALS r2
            17 STORE_DEREF &__classdict__ r2
            18 LOADK r2 "doc"
            20 STORE_NAME r2 "__doc__"
            23 LOAD_INT r2 1
            24 STORE_NAME r2 "x"
            27 MAKE_FUNCTION r2 <f.g>
            29 STORE_NAME r2 "g"
            32 BUILD_TUPLE r3 &__classdict__ #1
            33 MAKE_FUNCTION r2 <f.__annotate__>
            35 SET_FUNCTION r2 r3 #2
            36 STORE_NAME r2 "__annotate_func__"
            39 LOADK r2 ("y")
            41 STORE_NAME r2 "__static_attributes__"
            44 STORE_NAME &__classdict__ "__classdictcell__"
            47 RETURN_CONST None
            f.g (registers 2)
            0 LOAD_INT r1 1
            1 SETATTR self r1 "y"
            4 RETURN_CONST None
            f.__annotate__ (registers 6)
            0 LOAD_CLOSURE &__classdict__ #0
            1 JNGTI format 2 -> 4
            2 INTRINSIC r2 format #10
            3 RAISE r2 format #1
            4 BUILD_DICT r2 format #0
            5 LOAD_DEREF r5 &__classdict__ #1 "__classdict__"
            7 LOAD_CLASS_GLOBAL r4 r5 "int"
            9 LOADK r3 "x"
            11 DICT_SET r2 r3 r4
            12 RETURN r2
        "#,
    );
}

#[test]
fn generic_function() {
    check(
        "def g[T: int](x: T) -> T:\n    return x\n",
        r#"
            <module> (registers 7)
            0 MAKE_FUNCTION r2 <<generic parameters of g>>
            2 CALL r1 r2 #0
            5 STORE_NAME r1 "g"
            8 RETURN_CONST None
            <generic parameters of g> (registers 7)
            0 NEW_CELL &T
            1 LOADK r3 "T"
            3 LOADK r5 (1)
            5 MAKE_FUNCTION r4 <T>
            7 SET_FUNCTION r4 r5 #0
            8 INTRINSIC r2 r3 #2
            9 STORE_DEREF &T r2
            10 BUILD_TUPLE r1 r2 #1
            11 BUILD_TUPLE r3 &T #1
            12 MAKE_FUNCTION r2 <g.__annotate__>
            14 SET_FUNCTION r2 r3 #2
            15 MAKE_FUNCTION r3 <g>
            17 SET_FUNCTION r3 r2 #3
            18 SET_FUNCTION r3 r1 #4
            19 RETURN r3
            T (registers 2)
            0 JNGTI .format 2 -> 3
            1 INTRINSIC r1 .format #10
            2 RAISE r1 .format #1
            3 LOAD_GLOBAL r1 "int"
            6 RETURN r1
            g.__annotate__ (registers 7)
            0 LOAD_CLOSURE &T #0
            1 JNGTI format 2 -> 4
            2 INTRINSIC r2 format #10
            3 RAISE r2 format #1
            4 LOADK r3 "x"
            6 LOAD_DEREF r4 &T #1 "T"
            8 LOADK r5 "return"
            10 LOAD_DEREF r6 &T #1 "T"
            12 BUILD_DICT r2 r3 #2
            13 RETURN r2
            g (registers 1)
            0 RETURN x
        "#,
    );
}

#[test]
fn generic_class() {
    check(
        "class C[T](B): pass\n",
        r#"
            <module> (registers 7)
            0 MAKE_FUNCTION r2 <<generic parameters of C>>
            2 CALL r1 r2 #0
            5 STORE_NAME r1 "C"
            8 RETURN_CONST None
            <generic parameters of C> (registers 15)
            0 NEW_CELL &.type_params
            1 LOADK r5 "T"
            3 INTRINSIC r4 r5 #1
            4 MOVE T r4
            5 BUILD_TUPLE r3 r4 #1
            6 STORE_DEREF &.type_params r3
            7 LOAD_DEREF r5 &.type_params #0 ".type_params"
            9 INTRINSIC r4 r5 #8
            10 MOVE .generic_base r4
            11 LOAD_BUILD_CLASS r7
            12 BUILD_TUPLE r12 &.type_params #1
            13 MAKE_FUNCTION r11 <C>
            15 SET_FUNCTION r11 r12 #2
            16 LOADK r12 "C"
            18 LOAD_GLOBAL r13 "B"
            21 MOVE r14 r4
            22 CALL r6 r7 #4
            25 RETURN r6
            C (registers 3)
            0 LOAD_CLOSURE &.type_params #0
            1 LOAD_NAME r2 "__name__"
            4 STORE_NAME r2 "__module__"
            7 LOADK r2 "C"
            9 STORE_NAME r2 "__qualname__"
            12 LOAD_INT r2 1
            13 STORE_NAME r2 "__firstlineno__"
            16 LOAD_CLASS_DEREF r2 &.type_params r0 ".type_params"
            18 STORE_NAME r2 "__type_params__"
            21 LOADK r2 ()
            23 STORE_NAME r2 "__static_attributes__"
            26 RETURN_CONST None
        "#,
    );
}

#[test]
fn conditional_annotations() {
    check(
        "x: int = 1\nif x:\n    y: str\n",
        r#"
            <module> (registers 3)
            0 MAKE_FUNCTION r1 <__annotate__>
            2 STORE_NAME r1 "__annotate__"
            5 BUILD_SET r1 r0 #0
            6 STORE_NAME r1 "__conditional_annotations__"
            9 LOAD_INT r1 1
            10 STORE_NAME r1 "x"
            13 LOAD_NAME r1 "__conditional_annotations__"
            16 LOAD_INT r2 0
            17 SET_ADD r1 r2
            18 LOAD_NAME r1 "x"
            21 JUMP_IF_FALSE r1 -> 27
            22 LOAD_NAME r1 "__conditional_annotations__"
            25 LOAD_INT r2 1
            26 SET_ADD r1 r2
            27 RETURN_CONST None
            __annotate__ (registers 4)
            0 JNGTI format 2 -> 3
            1 INTRINSIC r1 format #10
            2 RAISE r1 format #1
            3 BUILD_DICT r1 format #0
            4 LOAD_GLOBAL r2 "__conditional_annotations__"
            7 LOAD_INT r3 0
            8 JNOTIN r3 r2 -> 15
            9 LOAD_GLOBAL r3 "int"
            12 LOADK r2 "x"
            14 DICT_SET r1 r2 r3
            15 LOAD_GLOBAL r2 "__conditional_annotations__"
            18 LOAD_INT r3 1
            19 JNOTIN r3 r2 -> 26
            20 LOAD_GLOBAL r3 "str"
            23 LOADK r2 "y"
            25 DICT_SET r1 r2 r3
            26 RETURN r1
        "#,
    );
}

#[test]
fn locals_called() {
    check(
        "def f(a):\n    if a:\n        b = 1\n    return locals()\n",
        r#"
            f (registers 6)
            0 CLEAR b
            1 JUMP_IF_FALSE a -> 3
            2 LOAD_INT b 1
            3 CALL_GLOBAL r2 r2 #0 "locals"
            6 RETURN r2
        "#,
    );
}

#[test]
fn star_import_and_globals() {
    check(
        "from m import *\ndef f():\n    global g\n    g = 1\n    del g\n",
        r#"
            f (registers 1)
            0 LOAD_INT r0 1
            1 STORE_GLOBAL r0 "g"
            4 DELETE_GLOBAL "g"
            6 RETURN_CONST None
        "#,
    );
}
