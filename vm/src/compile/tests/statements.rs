//! Statements and control flow.

use super::check;

#[test]
fn try_except_as() {
    check(
        "def f(g):\n    try:\n        g()\n    except ValueError as e:\n        return e\n    else:\n        return 1\n",
        r#"
            f (registers 7)
            0 MOVE r3 g
            1 CALL r3 r3 #0
            4 RETURN_CONST 1
            6 PUSH_EXC r3 r2
            7 LOAD_GLOBAL r5 "ValueError"
            10 JUMP_IF_NO_MATCH r2 r5 -> 18
            11 MOVE e r2
            12 MOVE r6 e
            13 POP_EXC r3
            14 CLEAR e
            15 RETURN r6
            16 CLEAR e
            17 RERAISE r5
            18 RERAISE r2
            19 POP_EXC r3
            20 RERAISE r4
            0..4 -> 6 r2
            7..12 -> 19 r4
            12..13 -> 16 r5
            16..19 -> 19 r4
        "#,
    );
}

#[test]
fn finally_is_written_twice() {
    check(
        "def f(g):\n    try:\n        return g()\n    finally:\n        print(1)\n",
        r#"
            f (registers 9)
            0 MOVE r2 g
            1 CALL r2 r2 #0
            4 LOAD_INT r7 1
            5 CALL_GLOBAL r3 r3 #1 "print"
            8 RETURN r2
            9 PUSH_EXC r2 r1
            10 LOAD_INT r8 1
            11 CALL_GLOBAL r4 r4 #1 "print"
            14 RERAISE r1
            15 POP_EXC r2
            16 RERAISE r3
            0..4 -> 9 r1
            10..15 -> 15 r3
        "#,
    );
}

#[test]
fn except_star() {
    check(
        "def f(g):\n    try:\n        g()\n    except* ValueError as e:\n        print(e)\n",
        r#"
            f (registers 17)
            0 MOVE r3 g
            1 CALL r3 r3 #0
            4 RETURN_CONST None
            6 PUSH_EXC r3 r2
            7 BUILD_LIST r5 g #0
            8 MOVE r6 r2
            9 LOAD_GLOBAL r7 "ValueError"
            12 JUMP_IF_NONE r6 -> 26
            13 MATCH_EXC_GROUP r8 r6 r7
            14 MOVE r6 r9
            15 JUMP_IF_NONE r8 -> 26
            16 PUSH_EXC r10 r8
            17 MOVE e r8
            18 MOVE r16 e
            19 CALL_GLOBAL r12 r12 #1 "print"
            22 CLEAR e
            23 JUMP -> 26
            24 CLEAR e
            25 LIST_APPEND r5 r11
            26 JUMP_IF_NONE r6 -> 28
            27 LIST_APPEND r5 r6
            28 PREP_RERAISE_STAR r6 r2 r5
            29 POP_EXC r3
            30 JUMP_IF_NONE r6 -> 34
            31 RERAISE r6
            32 POP_EXC r3
            33 RERAISE r4
            34 RETURN_CONST None
            0..4 -> 6 r2
            7..18 -> 32 r4
            18..22 -> 24 r11
            22..29 -> 32 r4
        "#,
    );
}

#[test]
fn with_statement() {
    check(
        "def f(g):\n    with g() as x:\n        return x\n",
        r"
            f (registers 9)
            0 MOVE r5 g
            1 CALL r2 r5 #0
            4 WITH_ENTER r2 r2 #0
            5 MOVE x r3
            6 MOVE r6 x
            7 WITH_EXIT_NORMAL r7 r2
            8 RETURN r6
            9 PUSH_EXC r6 r5
            10 WITH_EXIT r8 r2 r5
            11 JUMP_IF_TRUE r8 -> 13
            12 RERAISE r5
            13 POP_EXC r6
            14 RETURN_CONST None
            16 POP_EXC r6
            17 RERAISE r7
            5..7 -> 9 r5
            10..13 -> 16 r7
        ",
    );
}

#[test]
fn async_forms() {
    check(
        "async def f(xs):\n    async with xs as x:\n        async for y in x:\n            await y\n",
        r"
            f (registers 13)
            0 WITH_ENTER r3 xs #1
            1 GET_AWAITABLE r6 r4 #1
            2 LOADK r4 None
            4 SEND r4 r6 -> 7
            5 YIELD r4 r4 #2
            6 LOOP -> 4
            7 MOVE x r4
            8 GET_AITER r7 x
            9 GET_ANEXT r9 r7
            10 LOADK r10 None
            12 SEND r10 r9 -> 15
            13 YIELD r10 r10 #2
            14 LOOP -> 12
            15 MOVE y r10
            16 GET_AWAITABLE r12 y #0
            17 LOADK r11 None
            19 SEND r11 r12 -> 22
            20 YIELD r11 r11 #2
            21 LOOP -> 19
            22 LOOP -> 9
            23 END_ASYNC_FOR r8
            24 WITH_EXIT_NORMAL r7 r3
            25 GET_AWAITABLE r8 r7 #2
            26 LOADK r7 None
            28 SEND r7 r8 -> 46
            29 YIELD r7 r7 #2
            30 LOOP -> 28
            31 PUSH_EXC r7 r6
            32 WITH_EXIT r9 r3 r6
            33 GET_AWAITABLE r10 r9 #2
            34 LOADK r9 None
            36 SEND r9 r10 -> 39
            37 YIELD r9 r9 #3
            38 LOOP -> 36
            39 JUMP_IF_TRUE r9 -> 41
            40 RERAISE r6
            41 POP_EXC r7
            42 RETURN_CONST None
            44 POP_EXC r7
            45 RERAISE r8
            46 RETURN_CONST None
            7..9 -> 31 r6
            9..15 -> 23 r8
            15..24 -> 31 r6
            32..41 -> 44 r8
        ",
    );
}

#[test]
fn async_generator() {
    check(
        "async def f(x):\n    yield x\n",
        r"
            f (registers 3)
            0 ASYNC_GEN_WRAP r2 x
            1 YIELD r1 r2 #0
            2 RETURN_CONST None
        ",
    );
}

#[test]
fn match_statement() {
    check(
        "def f(p):\n    match p:\n        case [1, x, *_]:\n            return x\n        case {'k': v, **rest} if v:\n            return rest\n        case C(a, b=None) | (C(a)):\n            return a\n        case None:\n            pass\n",
        r#"
            f (registers 16)
            0 MOVE r5 p
            1 MATCH_SEQUENCE r6 r5
            2 JUMP_IF_FALSE r6 -> 12
            3 GET_LEN r6 r5
            4 JNGEI r6 2 -> 12
            5 LOAD_INT r7 0
            6 GETITEM r7 r5 r7
            7 JNEQI r7 1 -> 12
            8 LOAD_INT r8 1
            9 GETITEM r8 r5 r8
            10 MOVE x r8
            11 RETURN x
            12 MATCH_MAPPING r6 r5
            13 JUMP_IF_FALSE r6 -> 29
            14 GET_LEN r6 r5
            15 JNGEI r6 1 -> 29
            16 LOADK r7 "k"
            18 BUILD_TUPLE r6 r7 #1
            19 MATCH_KEYS r6 r5 r6
            20 JUMP_IF_NONE r6 -> 29
            21 UNPACK r8 r6 #1
            22 BUILD_DICT r9 p #0
            23 DICT_UPDATE r9 r5
            24 DELITEM r9 r7
            25 MOVE v r8
            26 MOVE rest r9
            27 JUMP_IF_FALSE v -> 29
            28 RETURN rest
            29 LOAD_GLOBAL r7 "C"
            32 MOVE r6 r5
            33 LOADK r8 ("b")
            35 MATCH_CLASS r6 r6 #1
            36 JUMP_IF_NONE r6 -> 41
            37 UNPACK r9 r6 #2
            38 JUMP_IF_NOT_NONE r10 -> 41
            39 MOVE r11 r9
            40 JUMP -> 51
            41 LOAD_GLOBAL r13 "C"
            44 MOVE r12 r5
            45 LOADK r14 ()
            47 MATCH_CLASS r12 r12 #1
            48 JUMP_IF_NONE r12 -> 53
            49 UNPACK r15 r12 #1
            50 MOVE r11 r15
            51 MOVE a r11
            52 RETURN a
            53 JUMP_IF_NOT_NONE r5 -> 55
            54 NOP.1
            55 RETURN_CONST None
        "#,
    );
}

#[test]
fn import_forms() {
    check(
        "def f():\n    import a.b\n    import c.d as e\n    from . import g\n    return a, e, g\n",
        r#"
            f (registers 5)
            0 LOADK r4 None
            2 IMPORT_NAME r3 r4 #0 "a.b"
            4 MOVE a r3
            5 LOADK r4 None
            7 IMPORT_NAME r3 r4 #0 "c.d"
            9 IMPORT_FROM r3 r3 "d"
            11 MOVE e r3
            12 LOADK r4 ("g")
            14 IMPORT_NAME r3 r4 #1 ""
            16 IMPORT_FROM r4 r3 "g"
            18 MOVE g r4
            19 BUILD_TUPLE r3 a #3
            20 RETURN r3
        "#,
    );
}

#[test]
fn assertions() {
    check(
        "def f(x):\n    assert x, 'no'\n",
        r#"
            f (registers 6)
            0 JUMP_IF_TRUE x -> 8
            1 INTRINSIC r1 x #9
            2 LOADK r5 "no"
            4 CALL r1 r1 #1
            7 RAISE r1 x #1
            8 RETURN_CONST None
        "#,
    );
}

#[test]
fn constant_tests() {
    check(
        "def f(x):\n    if 0:\n        x()\n    while 1:\n        if __debug__:\n            return x\n",
        r"
            f (registers 5)
            0 RETURN x
        ",
    );
}
