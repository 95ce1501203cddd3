//! Expressions, operands and calls.

use super::check;

#[test]
fn locals_are_operands() {
    check(
        "def f(a, b):\n    c = a + b\n    return c * 2\n",
        r"
            f (registers 4)
            0 ADD c a b
            1 MULI r3 c 2
            2 RETURN r3
        ",
    );
}

#[test]
fn calls_share_windows() {
    check(
        "def f(n):\n    if n < 2:\n        return n\n    return f(n - 1) + f(n - 2)\n",
        r#"
            f (registers 7)
            0 JNLTI n 2 -> 2
            1 RETURN n
            2 SUBI r5 n 1
            3 CALL_GLOBAL r1 r1 #1 "f"
            6 SUBI r6 n 2
            7 CALL_GLOBAL r2 r2 #1 "f"
            10 ADD r1 r1 r2
            11 RETURN r1
        "#,
    );
}

#[test]
fn callee_first_when_arguments_call() {
    check(
        "def f(x):\n    return g(h(x))\n",
        r#"
            f (registers 10)
            0 LOAD_GLOBAL r1 "g"
            3 MOVE r9 x
            4 CALL_GLOBAL r5 r5 #1 "h"
            7 CALL r1 r1 #1
            10 RETURN r1
        "#,
    );
}

#[test]
fn method_calls() {
    check(
        "def f(xs, x):\n    xs.append(x + 1)\n    return xs.index(x, start=1)\n",
        r#"
            f (registers 9)
            0 MOVE r6 xs
            1 ADDI r7 x 1
            2 CALL_METHOD r2 r2 #1 "append"
            5 MOVE r6 xs
            6 MOVE r7 x
            7 LOAD_INT r8 1
            8 CALL_METHOD_KW r2 r2 #2 ("index", ("start"))
            11 RETURN r2
        "#,
    );
}

#[test]
fn unpacked_calls() {
    check(
        "def f(*args, **kw):\n    return g(1, *args, k=2, **kw)\n",
        r#"
            f (registers 10)
            0 LOAD_GLOBAL r2 "g"
            3 LOAD_INT r8 1
            4 BUILD_LIST r6 r8 #1
            5 LIST_EXTEND.1 r6 args
            6 LOADK r8 "k"
            8 LOAD_INT r9 2
            9 BUILD_DICT r7 r8 #1
            10 DICT_MERGE r7 kw r2
            11 CALL_EX r2 r2
            14 RETURN r2
        "#,
    );
}

#[test]
fn own_varargs_are_a_tuple() {
    check(
        "def f(*args):\n    return g(*args)\n",
        r#"
            f (registers 7)
            0 LOAD_GLOBAL r1 "g"
            3 MOVE r5 args
            4 CLEAR r6
            5 CALL_EX r1 r1
            8 RETURN r1
        "#,
    );
}

#[test]
fn for_tests_at_the_end() {
    check(
        "def f(xs):\n    t = 0\n    for x in xs:\n        if x is None or x == 3:\n            continue\n        t += x\n    return t\n",
        r"
            f (registers 7)
            0 LOAD_INT t 0
            1 FOR_PREP r3 xs
            2 JUMP -> 6
            3 JUMP_IF_NONE x -> 6
            4 JEQI x 3 -> 6
            5 ADD.1 t t x
            6 FOR_ITER r3 x -> 3
            7 RETURN t
        ",
    );
}

#[test]
fn while_tests_at_the_top() {
    check(
        "def f(n):\n    while n > 0 and n != 7:\n        n -= 1\n    else:\n        return 'done'\n",
        r#"
            f (registers 2)
            0 JNGTI n 0 -> 4
            1 JNNEI n 7 -> 4
            2 SUBI.1 n n 1
            3 LOOP -> 0
            4 RETURN_CONST "done"
        "#,
    );
}

#[test]
fn constants_move_out_of_loops() {
    check(
        "def f(xs, y):\n    for i in xs:\n        y = y * 2.5 + xs[0]\n    return y\n",
        r"
            f (registers 10)
            0 LOADK r3 2.5
            2 LOADK r4 0
            4 FOR_PREP r5 xs
            5 JUMP -> 9
            6 MUL r8 y r3
            7 GETITEM r9 xs r4
            8 ADD y r8 r9
            9 FOR_ITER r5 i -> 6
            10 RETURN y
        ",
    );
}

#[test]
fn checks_only_where_needed() {
    check(
        "def f(c):\n    if c:\n        x = 1\n    return x\n",
        r#"
            f (registers 2)
            0 CLEAR x
            1 JUMP_IF_FALSE c -> 3
            2 LOAD_INT x 1
            3 CHECK_BOUND x "x"
            5 RETURN x
        "#,
    );
}

#[test]
fn deleted_locals_are_checked() {
    check(
        "def f():\n    x = 1\n    del x\n    return x\n",
        r#"
            f (registers 1)
            0 CLEAR x
            1 LOAD_INT x 1
            2 CLEAR x
            3 CHECK_BOUND x "x"
            5 RETURN x
        "#,
    );
}

#[test]
fn swap_without_tuple() {
    check(
        "def f(a, b):\n    a, b = b, a\n    return a\n",
        r"
            f (registers 3)
            0 MOVE r2 a
            1 MOVE a b
            2 MOVE b r2
            3 RETURN a
        ",
    );
}

#[test]
fn parallel_values_go_to_targets() {
    check(
        "def f(a, b):\n    x, y, z = a + b, a - b, a * b\n    return x\n",
        r"
            f (registers 5)
            0 ADD x a b
            1 SUB y a b
            2 MUL z a b
            3 RETURN x
        ",
    );
}

#[test]
fn fibonacci_step() {
    check(
        "def f(a, b):\n    a, b = b, a + b\n    return a\n",
        r"
            f (registers 3)
            0 ADD r2 a b
            1 MOVE a b
            2 MOVE b r2
            3 RETURN a
        ",
    );
}

#[test]
fn walrus_copies_what_it_would_change() {
    check(
        "def f(x):\n    return x + (x := 2) + x\n",
        r"
            f (registers 4)
            0 MOVE r2 x
            1 LOAD_INT x 2
            2 MOVE r3 x
            3 ADD r1 r2 r3
            4 ADD r1 r1 x
            5 RETURN r1
        ",
    );
}

#[test]
fn chained_comparison() {
    check(
        "def f(a, b, c):\n    return a < b() < c\n",
        r"
            f (registers 8)
            0 MOVE r4 b
            1 CALL r4 r4 #0
            4 LT r3 a r4
            5 JUMP_IF_FALSE r3 -> 7
            6 LT r3 r4 c
            7 RETURN r3
        ",
    );
}

#[test]
fn chained_condition() {
    check(
        "def f(a, c):\n    if 0 <= a < c:\n        return 1\n",
        r"
            f (registers 3)
            0 LOAD_INT r2 0
            1 JNLE r2 a -> 5
            2 JNLT a c -> 5
            3 RETURN_CONST 1
            5 RETURN_CONST None
        ",
    );
}

#[test]
fn boolean_values() {
    check(
        "def f(a, b):\n    a = a or b\n    return a and b\n",
        r"
            f (registers 2)
            0 JUMP_IF_TRUE a -> 2
            1 MOVE a b
            2 JUMP_IF_TRUE a -> 4
            3 RETURN a
            4 RETURN b
        ",
    );
}

#[test]
fn conditional_return() {
    check(
        "def f(a):\n    return 1 if a else 2\n",
        r"
            f (registers 1)
            0 JUMP_IF_FALSE a -> 3
            1 RETURN_CONST 1
            3 RETURN_CONST 2
        ",
    );
}

#[test]
fn membership_in_constants() {
    check(
        "def f(a):\n    return a in {1, 2} or a not in [3, 4]\n",
        r"
            f (registers 3)
            0 LOADK r2 {1, 2}
            2 IN r1 a r2
            3 JUMP_IF_FALSE r1 -> 5
            4 RETURN r1
            5 LOADK r2 (3, 4)
            7 NOT_IN r1 a r2
            8 RETURN r1
        ",
    );
}

#[test]
fn folding() {
    check(
        "def f():\n    return (1 + 2) * 3, -1, 2 ** 64, 'a' 'b' + 'c', not 1\n",
        r#"
            f (registers 0)
            0 RETURN_CONST (9, -1, 18446744073709551616:10, "abc", False)
        "#,
    );
}

#[test]
fn slices() {
    check(
        "def f(a, i):\n    a[1:2] = a[i:]\n    del a[::2]\n    return a[i:i + 1:2]\n",
        r"
            f (registers 7)
            0 MOVE r3 i
            1 LOADK r4 None
            3 GETSLICE r2 a r3
            4 LOADK r3 [1, 2, None]
            6 SETITEM a r3 r2
            7 LOADK r2 [None, None, 2]
            9 DELITEM a r2
            10 MOVE r4 i
            11 ADDI r5 i 1
            12 LOAD_INT r6 2
            13 BUILD_SLICE r3 r4 #3
            14 GETITEM r2 a r3
            15 RETURN r2
        ",
    );
}

#[test]
fn augmented_targets() {
    check(
        "def f(o, i):\n    o.x += 1\n    o[i] *= o\n",
        r#"
            f (registers 3)
            0 GETATTR r2 o "x"
            3 ADDI.1 r2 r2 1
            4 SETATTR o r2 "x"
            7 GETITEM r2 o i
            8 MUL.1 r2 r2 o
            9 SETITEM o i r2
            10 RETURN_CONST None
        "#,
    );
}

#[test]
fn star_targets() {
    check(
        "def f(x):\n    a, *b, c = x\n    (d, e), g = b\n    return d\n",
        r"
            f (registers 10)
            0 UNPACK_EX r7 x #257
            1 MOVE a r7
            2 MOVE b r8
            3 MOVE c r9
            4 UNPACK r7 b #2
            5 UNPACK d r7 #2
            6 MOVE g r8
            7 RETURN d
        ",
    );
}

#[test]
fn yield_from() {
    check(
        "def f(x):\n    y = yield from x\n    return y\n",
        r"
            f (registers 4)
            0 GET_YIELD_FROM_ITER r2 x
            1 LOADK r3 None
            3 SEND r3 r2 -> 6
            4 YIELD r3 r3 #2
            5 LOOP -> 3
            6 MOVE y r3
            7 RETURN y
        ",
    );
}

#[test]
fn format_strings() {
    check(
        "def f(a, w):\n    return f'{a!r:>{w}} and {w}'\n",
        r#"
            f (registers 7)
            0 LOADK r5 ">"
            2 FORMAT r6 w #0
            3 BUILD_STRING r4 r5 #2
            4 FORMAT_SPEC.2 r3 a r4
            5 LOADK r4 " and "
            7 FORMAT r5 w #0
            8 BUILD_STRING r2 r3 #3
            9 RETURN r2
        "#,
    );
}
