"""What the help prompt says of the language itself.

Invariant: an entry of KEYWORDS or TOPICS is the name of another entry, or the
label of a text in _TEXTS with the names that go with it.
"""

# fmt: off
KEYWORDS = {
    "False": "", "None": "", "True": "",
    "and": "BOOLEAN", "or": "BOOLEAN", "not": "BOOLEAN", "is": "COMPARISON",
    "as": "with", "finally": "try", "except": "try", "elif": "if", "case": "match", "from": "import",
    "assert": ("assert", "EXCEPTIONS"),
    "async": ("async", "await"),
    "await": ("await", "async"),
    "break": ("break", "for while"),
    "class": ("class", "CLASSES SPECIALMETHODS"),
    "continue": ("continue", "for while"),
    "def": ("def", "FUNCTIONS CALLS"),
    "del": ("del", "BASICMETHODS"),
    "else": ("else", "if for while try"),
    "for": ("for", "break continue while"),
    "global": ("global", "nonlocal NAMESPACES"),
    "if": ("if", "TRUTHVALUE match"),
    "import": ("import", "MODULES lazy"),
    "in": ("in", "SEQUENCEMETHODS for"),
    "lambda": ("lambda", "FUNCTIONS"),
    "lazy": ("lazy", "import MODULES"),
    "match": ("match", "if"),
    "nonlocal": ("nonlocal", "global NAMESPACES"),
    "pass": ("pass", ""),
    "raise": ("raise", "EXCEPTIONS"),
    "return": ("return", "FUNCTIONS"),
    "try": ("try", "EXCEPTIONS"),
    "while": ("while", "break continue TRUTHVALUE"),
    "with": ("with", "CONTEXTMANAGERS EXCEPTIONS"),
    "yield": ("yield", "FUNCTIONS"),
}

TOPICS = {
    "ASSERTION": "assert",
    "ASSIGNMENT": ("assignment", "AUGMENTEDASSIGNMENT"),
    "ASSIGNMENTEXPRESSIONS": ("walrus", "ASSIGNMENT"),
    "ATTRIBUTEMETHODS": ("attribute-methods", "ATTRIBUTES SPECIALMETHODS"),
    "ATTRIBUTES": ("attributes", "ATTRIBUTEMETHODS getattr hasattr setattr"),
    "AUGMENTEDASSIGNMENT": ("augmented", "NUMBERMETHODS"),
    "BASICMETHODS": ("basic-methods", "hash repr str SPECIALMETHODS"),
    "BINARY": ("arithmetic", "NUMBERMETHODS PRECEDENCE"),
    "BITWISE": ("bitwise", "BINARY PRECEDENCE"),
    "BOOLEAN": ("boolean", "TRUTHVALUE EXPRESSIONS"),
    "CALLABLEMETHODS": ("callable-methods", "CALLS SPECIALMETHODS"),
    "CALLS": ("calls", "EXPRESSIONS FUNCTIONS"),
    "CLASSES": "TYPES",
    "CODEOBJECTS": ("code", "compile FUNCTIONS TYPES"),
    "COMPARISON": ("comparison", "BASICMETHODS EXPRESSIONS"),
    "COMPLEX": ("imaginary", "complex cmath"),
    "CONDITIONAL": ("conditional", "BOOLEAN if"),
    "CONTEXTMANAGERS": ("context-methods", "with"),
    "CONVERSIONS": ("conversions", "int float complex"),
    "DEBUGGING": ("debugging", "TRACEBACKS"),
    "DELETION": "del",
    "DICTIONARIES": "DICTIONARYLITERALS",
    "DICTIONARYLITERALS": ("dict", "dict MAPPINGS"),
    "DYNAMICFEATURES": ("dynamic", "eval exec"),
    "ELLIPSIS": ("ellipsis", "SLICINGS"),
    "EXCEPTIONS": ("exceptions", "try raise"),
    "EXECUTION": ("naming", "NAMESPACES MODULES"),
    "EXPRESSIONS": "OPERATORS",
    "FLOAT": ("float", "float math"),
    "FORMATTING": ("formatting", "OPERATORS str"),
    "FRAMEOBJECTS": ("frames", "TRACEBACKS"),
    "FRAMES": "FRAMEOBJECTS",
    "FUNCTIONS": ("functions", "def TYPES"),
    "IDENTIFIERS": ("identifiers", "SPECIALIDENTIFIERS keywords"),
    "IMPORTING": "import",
    "INTEGER": ("integer", "int range"),
    "LISTLITERALS": ("list", "LISTS LITERALS"),
    "LISTS": ("list", "LISTLITERALS list"),
    "LITERALS": ("literals", "STRINGS NUMBERS TUPLELITERALS LISTLITERALS DICTIONARYLITERALS"),
    "LOOPING": ("looping", "for while break continue"),
    "MAPPINGMETHODS": ("mapping-methods", "MAPPINGS SPECIALMETHODS"),
    "MAPPINGS": "DICTIONARIES",
    "METHODS": ("methods", "class def CLASSES TYPES"),
    "MODULES": ("modules", "import PACKAGES"),
    "NAMESPACES": ("naming", "global nonlocal ASSIGNMENT DELETION"),
    "NONE": ("none", ""),
    "NUMBERMETHODS": ("number-methods", "NUMBERS SPECIALMETHODS"),
    "NUMBERS": ("numbers", "INTEGER FLOAT COMPLEX TYPES"),
    "OBJECTS": ("objects", "TYPES"),
    "OPERATORS": ("precedence", "lambda or and not in is BOOLEAN COMPARISON BITWISE BINARY UNARY CALLS"),
    "PACKAGES": "import",
    "POWER": ("power", "PRECEDENCE EXPRESSIONS"),
    "PRECEDENCE": "EXPRESSIONS",
    "PRIVATENAMES": ("private", "IDENTIFIERS"),
    "RETURNING": "return",
    "SCOPING": "NAMESPACES",
    "SEQUENCEMETHODS": ("sequence-methods", "SEQUENCES SPECIALMETHODS"),
    "SEQUENCES": ("sequences", "STRINGMETHODS FORMATTING LISTS TUPLES range"),
    "SHIFTING": ("bitwise", "PRECEDENCE"),
    "SLICINGS": ("slicing", "SEQUENCEMETHODS SUBSCRIPTS"),
    "SPECIALATTRIBUTES": ("special-attributes", "ATTRIBUTES"),
    "SPECIALIDENTIFIERS": ("special-names", "PRIVATENAMES"),
    "SPECIALMETHODS": ("special-methods", "BASICMETHODS ATTRIBUTEMETHODS CALLABLEMETHODS SEQUENCEMETHODS"
                       " MAPPINGMETHODS NUMBERMETHODS CONTEXTMANAGERS"),
    "STRINGMETHODS": ("string-methods", "STRINGS FORMATTING"),
    "STRINGS": ("strings", "str UNICODE SEQUENCES STRINGMETHODS FORMATTING"),
    "SUBSCRIPTS": ("subscripts", "SEQUENCEMETHODS SLICINGS"),
    "TRACEBACKS": ("traceback", "EXCEPTIONS traceback"),
    "TRUTHVALUE": ("truth", "if while and or not BASICMETHODS"),
    "TUPLELITERALS": ("tuple", "TUPLES LITERALS"),
    "TUPLES": ("tuple", "TUPLELITERALS SEQUENCES"),
    "TYPEOBJECTS": ("types", "type TYPES"),
    "TYPES": ("types", "SPECIALMETHODS class NUMBERS STRINGS SEQUENCES MAPPINGS FUNCTIONS MODULES"),
    "UNARY": ("unary", "EXPRESSIONS NUMBERMETHODS"),
    "UNICODE": "STRINGS",
}

_BY_TOPIC = {
    "STRINGS": ["'", "'''", '"', '"""', "b'", 'b"', "f'", 'f"', "r'", 'r"', "u'", 'u"', "\\"],
    "OPERATORS": "+ * / // -".split(),
    "OPERATORS UNARY": ["~"],
    "BITWISE OPERATORS": "<< >> & | ^".split(),
    "COMPARISON OPERATORS": "< > <= >= == != <>".split(),
    "AUGMENTEDASSIGNMENT OPERATORS": "+= -= *= /= %= &= |= ^= <<= >>= **= //=".split(),
    "FORMATTING OPERATORS": ["%"],
    "POWER OPERATORS": ["**"],
    "TUPLES LISTS FUNCTIONS": [","],
    "ATTRIBUTES FLOAT MODULES OBJECTS": ["."],
    "ELLIPSIS": ["..."],
    "SLICINGS DICTIONARYLITERALS": [":"],
    "def class": ["@"],
    "ASSIGNMENTEXPRESSIONS": [":="],
    "PRIVATENAMES": ["_"],
    "PRIVATENAMES SPECIALMETHODS": ["__"],
    "BACKQUOTES": ["`"],
    "CALLS TUPLES FUNCTIONS": ["(", ")"],
    "LISTS SUBSCRIPTS SLICINGS": ["[", "]"],
    "COMPLEX": ["j", "J"],
}
SYMBOLS = {symbol: names for names, symbols in _BY_TOPIC.items() for symbol in symbols}

_TEXTS = {
    "arithmetic": ("Arithmetic", """
+, -, * and / do what they do on paper; / gives a float for ints. // divides
and rounds down, % is what is left over: x == (x // y) * y + x % y. @ is for
matrices. Between sequences + joins, and a sequence * n repeats it.
A class takes part through __add__, __radd__ and so on."""),
    "assert": ("The assert statement", """
    assert condition
    assert condition, message

raises AssertionError(message) when the condition is false. With the option -O
asserts are left out, so a program must not need what they compute."""),
    "assignment": ("Assignment", """
    target = value
    a, *rest = iterable
    x = y = value

binds names, attributes (a.b), items (a[i]) and slices (a[i:j]). The value is
computed first, then the targets from left to right. A target list takes an
iterable apart; one starred name collects what is left as a list. "name: type
= value" also keeps an annotation."""),
    "async": ("Coroutines", """
    async def name(parameters): block
    async for target in aiterable: block
    async with manager as target: block

A call of such a function makes a coroutine, which runs when it is awaited.
With a yield inside it makes an asynchronous generator. async for and async
with, allowed only in such functions, await at each step."""),
    "attribute-methods": ("Access to attributes", """
__getattribute__(self, name) answers every read, __getattr__(self, name) those
that fail otherwise. __setattr__ and __delattr__ write and delete, __dir__
lists. An object with __get__ that lies in a class is a descriptor: it answers
reads of its name through instances; __set__ and __delete__ answer the writes,
__set_name__ tells it its name."""),
    "attributes": ("Attributes", """
    object.name

An instance is asked first for a data descriptor in its class (a property, a
slot), then for its own __dict__, then for the rest of its classes in the
order of type.mro(). A function found in a class comes bound to the instance.
AttributeError says that there is nothing."""),
    "augmented": ("Augmented assignment", """
    target += value        and so for - * @ / // % ** >> << & ^ |

computes target + value and binds it to the target, which is read once.
Objects that can change, such as lists, change in place through __iadd__."""),
    "await": ("await", """
    await awaitable

lets the coroutine wait for another one, or for any object with __await__, and
gives its result. Allowed in functions made with async def."""),
    "basic-methods": ("Methods of every object", """
__new__ makes an instance, __init__ fills it, __del__ is called when it is
collected. __repr__ is for programmers, __str__ for readers, __format__ for
format(). __eq__ and the other comparisons: __lt__, __le__, __ne__, __gt__,
__ge__. __hash__ makes keys; a class that defines __eq__ alone has none.
__bool__ tells truth, __len__ is asked in its absence."""),
    "bitwise": ("Bits", """
& and, | or, ^ exclusive or, ~ not, << and >> shift: ints behave as if they had
endlessly many bits in two's complement. On sets & | ^ mean intersection,
union and symmetric difference; on dicts | merges; on types it makes a union."""),
    "boolean": ("and, or, not", """
    x and y        x if x is false, else y
    x or y         x if x is true, else y
    not x          True or False

The right side is computed only if it is needed. not binds stronger than and,
which binds stronger than or."""),
    "break": ("The break statement", """
leaves the nearest for or while loop; its else block is passed over."""),
    "callable-methods": ("Callable objects", """
__call__(self, ...) in a class makes its instances callable: x(a) means
type(x).__call__(x, a)."""),
    "calls": ("Calls", """
    f(a, b, *more, key=value, **others)

Arguments by position come first; *more spreads an iterable, **others a
mapping of names. What the parameters do not take is a TypeError. A class that
is called makes an instance; an instance is called through __call__."""),
    "class": ("Class definitions", """
    class Name(Base, ..., metaclass=Meta):
        block

runs the block with a namespace of its own and makes a type of what it left
there. Methods are the functions in it. Decorators may stand above, type
parameters in brackets after the name: class Box[T]."""),
    "code": ("Code objects", """
A code object is what compile() makes and what a function carries in __code__:
instructions, constants (co_consts), names (co_names, co_varnames), the place
of the source (co_filename, co_firstlineno). It cannot change; replace() makes
another."""),
    "comparison": ("Comparisons", """
    <  >  ==  >=  <=  !=  is  is not  in  not in

Chains hold together: a < b <= c means a < b and b <= c, with b computed once.
== asks __eq__, is compares identity and asks no one. Sequences of one type
compare item by item. Different types are unequal, and have no order unless
they say so."""),
    "conditional": ("Conditional expressions", """
    a if condition else b

gives a if the condition is true, else b, and computes only that one."""),
    "context-methods": ("Context managers", """
__enter__(self) is called at the start of a with block and gives what "as"
binds; __exit__(self, type, value, traceback) at its end, however it ends. If
that returns a true value, the exception goes no further. async with uses
__aenter__ and __aexit__. contextlib makes managers of generators."""),
    "continue": ("The continue statement", """
goes on with the next turn of the nearest for or while loop."""),
    "conversions": ("Numbers of different types", """
In arithmetic an int becomes a float beside a float, and both become complex
beside a complex. int(), float() and complex() convert by request."""),
    "debugging": ("Finding errors", """
A traceback shows the calls that led to an exception, the last one at the end.
breakpoint() calls sys.breakpointhook(), which a debugger may set; the options
-i (stay at a prompt) and -X dev (more checks) help, faulthandler and traceback
print stacks."""),
    "def": ("Function definitions", """
    def name(a, b=default, /, c, *args, d, **kwargs) -> annotation:
        block

binds a name to a function. Defaults are computed once, when the def runs.
Parameters before / are given by position only, those after * or *args by name
only. Decorators (@f) above it receive the function and give what is bound."""),
    "del": ("The del statement", """
    del name, object.attribute, object[index]

removes names, attributes, items and slices. The object itself lives on as
long as anything else refers to it."""),
    "dict": ("Dictionaries", """
    {key: value, **others}
    {key: value for target in iterable if condition}

A dict keeps pairs in the order in which keys came first. A later value for an
equal key takes the place of the first one. Keys are hashable."""),
    "dynamic": ("Names at run time", """
exec() and eval() run code from texts in namespaces given to them; without any
they use those of the caller. What they bind in a function is not seen by its
local names, which are settled when the function is compiled."""),
    "ellipsis": ("...", """
The literal ... is the one object of its type, Ellipsis. It stands for "the
rest" in subscripts of some classes and for bodies that say nothing."""),
    "else": ("else", """
After if: what happens when no condition holds. After for and while: what
happens when the loop ends without break. After try and its handlers: what
happens when there was no exception."""),
    "exceptions": ("Exceptions", """
An exception stops what runs and goes up the calls until a try statement with
a fitting except takes it; without one the program ends with a traceback.
Every class below BaseException may be raised; programs derive theirs from
Exception. __cause__ and __context__ tell what led to it, groups hold several."""),
    "float": ("Floating-point literals", """
    3.14   10.   .001   1e100   3.14e-10   1_000.5

Digits with a point or an exponent, or both. Underscores may part digits."""),
    "for": ("The for statement", """
    for target in iterable:
        block
    else:
        block

takes one item after the other, assigns it to the target and runs the block.
The else block runs at the end of the items, not after break."""),
    "formatting": ("Formatting", """
    f"{value!r:>10.3}"   "{0:spec}".format(value)   format(value, spec)

A spec is [[fill]align][sign][z][#][0][width][grouping][.precision][type]:
align < > ^ =, grouping , or _, types b c d o x X for ints, e f g % n for
floats, s for text. "%s %5.2f" % (a, b) is the older way, with the codes of C."""),
    "frames": ("Frames", """
A frame is a call that runs or waits: f_code, f_globals, f_locals, f_lineno and
f_back, the caller's frame. sys._getframe() gives the current one, tracebacks
hold the others. frame.clear() drops what it refers to."""),
    "functions": ("Functions", """
A function has __name__, __qualname__, __doc__, __module__, __code__, its
defaults (__defaults__, __kwdefaults__), __globals__ and the cells it closes
over (__closure__). With a yield inside, a call makes a generator."""),
    "global": ("The global statement", """
    global name, ...

says that a name in this function or class is the module's. It has to stand
before the first use of the name."""),
    "identifiers": ("Names", """
A name begins with a letter or _ and goes on with letters, digits and _, in the
sense of Unicode; it is brought to the form NFKC. Keywords are no names, soft
keywords (match, case, type, lazy, _) are, outside their statements."""),
    "if": ("The if statement", """
    if condition:
        block
    elif condition:
        block
    else:
        block

runs the block of the first condition that is true, or the one after else."""),
    "imaginary": ("Imaginary literals", """
    3.14j   10j   1e10J

A number with j is a complex number whose real part is zero: 3 + 4j."""),
    "import": ("The import statement", """
    import module, package.module as name
    from package.module import name as other, ...
    from . import sibling

loads a module once, keeps it in sys.modules and binds the name. Modules are
sought in the binary and then along sys.path. Dots at the front count upwards
from the package of the importing module."""),
    "in": ("in", """
    x in container        x not in container
    for x in iterable

tells whether a container holds something equal to x: it is asked through
__contains__, or else iterated. On strings it finds pieces, on dicts keys."""),
    "integer": ("Integer literals", """
    7   1_000_000   0xdead_beef   0o17   0b1010

Digits, or 0x, 0o, 0b and digits of that base. There is no upper limit. A
decimal literal other than zero does not begin with 0."""),
    "lambda": ("Lambda expressions", """
    lambda parameters: expression

makes a function without a name that returns the expression's value."""),
    "lazy": ("Lazy imports", """
    lazy import module
    lazy from module import name

bind a name at once and load the module when the name is first used. They
stand at the top level of modules; sys.set_lazy_imports() decides for all."""),
    "list": ("Lists", """
    [a, b, *more]
    [expression for target in iterable if condition]

A list is a sequence that can change: append, insert, extend, pop, remove,
sort, reverse; items and slices may be assigned and deleted."""),
    "literals": ("Literals", """
Strings, bytes, ints, floats and imaginary numbers are written as they are; the
brackets of lists, tuples, sets and dicts hold expressions. True, False, None
and ... are literals too."""),
    "looping": ("Loops", """
for goes through the items of an iterable, while goes on as long as a condition
holds. break leaves, continue goes to the next turn, else follows a loop that
was not left by break."""),
    "mapping-methods": ("Methods of mappings", """
__getitem__, __setitem__ and __delitem__ take keys and raise KeyError;
__missing__ is asked by dict for keys it has not. __len__, __iter__ (over the
keys), __contains__ and __reversed__ complete them. collections.abc.MutableMapping
makes the other methods from these."""),
    "match": ("The match statement", """
    match subject:
        case pattern if condition:
            block

runs the first case whose pattern fits. Patterns: literals and dotted names
compare; a plain name captures and _ takes anything; [a, *rest] fits sequences,
{"key": value, **rest} mappings, Class(x, attr=y) instances; | means or."""),
    "methods": ("Methods", """
A function that lies in a class becomes a method when it is read through an
instance: the instance is its first argument (__self__, __func__). classmethod
binds the class instead, staticmethod binds nothing."""),
    "modules": ("Modules", """
A module is an object whose __dict__ is the global namespace of its code; it
has __name__, __doc__, __spec__, and __file__ if it came from a file. A package
has __path__ also. A function __getattr__ in a module answers for missing names."""),
    "naming": ("Namespaces", """
A name bound in a block is local to it: a function, a class, a module, a
comprehension. A read looks in the function, in those around it, in the module,
in builtins. The locals of classes are not seen by the functions in them.
A local name that is not bound yet is an UnboundLocalError."""),
    "none": ("None", """
None is the one object of its type. Functions without return give it."""),
    "nonlocal": ("The nonlocal statement", """
    nonlocal name, ...

says that a name belongs to a function around this one."""),
    "number-methods": ("Methods of numbers", """
__add__ __sub__ __mul__ __matmul__ __truediv__ __floordiv__ __mod__ __divmod__
__pow__ __lshift__ __rshift__ __and__ __xor__ __or__ are the operators; with r
in front (__radd__) they answer when the left side cannot, with i (__iadd__)
they work in place. __neg__ __pos__ __abs__ __invert__ take one operand;
__int__ __float__ __complex__ __index__ __round__ convert."""),
    "numbers": ("Numbers", """
int (any size), bool (True and False, ints as well), float (64 bits, IEEE 754),
complex (two floats). The modules fractions and decimal have more."""),
    "objects": ("Objects", """
Every object has an identity (id, is), a type, and a value. Its type does not
depend on the name that refers to it. Objects that nothing can reach any more
are collected."""),
    "pass": ("The pass statement", """
does nothing, where the grammar asks for a statement."""),
    "power": ("Powers", """
    x ** y        pow(x, y, modulus)

binds stronger than the signs on its left and weaker than those on its right:
-2 ** -1 is -(2 ** (-1)). It groups from the right. An int to a negative power
gives a float."""),
    "precedence": ("Operators, from the strongest to the weakest", """
    (...)  [...]  {...}             displays
    x[i]  x(...)  x.name            subscripts, calls, attributes
    await x
    **
    +x  -x  ~x
    *  @  /  //  %
    +  -
    <<  >>
    &
    ^
    |
    in  not in  is  is not  <  <=  >  >=  !=  ==
    not x
    and
    or
    a if c else b
    lambda
    :=

Operators of one line group from the left; ** and conditional expressions from
the right; comparisons form chains."""),
    "private": ("Names with underscores", """
_name is meant for inside; from module import * leaves it out. __name in a class
is compiled as _Class__name, so that subclasses do not meet it by chance.
__name__ is the language's own. _ alone is the last value at the prompt, and
in patterns the one that takes anything."""),
    "raise": ("The raise statement", """
    raise exception
    raise exception from cause
    raise

raises an exception or an instance made of a class. "from" sets __cause__.
Alone it raises again what is being handled."""),
    "return": ("The return statement", """
    return value

leaves the function and gives a value to the caller, None if there is none
written. finally blocks on the way are run."""),
    "sequence-methods": ("Methods of sequences", """
__len__, __getitem__ (ints and slices; IndexError at the end), __setitem__,
__delitem__, __iter__, __reversed__, __contains__. An object that has only
__getitem__ is iterable from 0 on. collections.abc.Sequence makes index and
count from them."""),
    "sequences": ("Sequences", """
list, tuple, range, str, bytes, bytearray. All have x in s, s + t, s * n, s[i],
s[i:j:k], len, min, max, index, count. Negative indices count from the end."""),
    "slicing": ("Slices", """
    s[start:stop:step]

picks items from start up to, not including, stop. What is left out means the
ends. The object is asked with slice(start, stop, step); with commas between,
with a tuple. Bounds beyond the ends are no error."""),
    "special-attributes": ("Attributes of the language", """
__dict__ holds an object's own attributes, __class__ its class. A class has
__bases__, __base__, __mro__, __name__, __qualname__, __module__, __doc__,
__type_params__ and __subclasses__()."""),
    "special-methods": ("Special methods", """
Operators and statements call methods of the class with names such as __add__
or __iter__. They are sought in the type, not in the instance. Setting one to
None says that the operation is not there; returning NotImplemented lets the
other operand try."""),
    "special-names": ("Names of the language", """
__name__, __file__, __doc__, __package__, __spec__ and __builtins__ are set in
modules; __debug__ tells whether asserts are compiled; __class__ in a method is
the class it was defined in."""),
    "string-methods": ("Methods of strings", """
Tests: isalpha, isdigit, isidentifier, isspace, startswith, endswith ... Search:
find, index, count, partition. Change: replace, strip, split, join, upper,
lower, casefold, title, center, zfill, expandtabs, translate, removeprefix.
encode gives bytes. help(str) has them all."""),
    "strings": ("Strings and bytes", """
    'text'  "text"  \'\'\'lines\'\'\'  r"raw"  f"{value}"  t"{value}"  b"bytes"

Escapes: \\n \\t \\\\ \\' \\" \\xhh \\ooo \\N{name} \\uxxxx \\Uxxxxxxxx, and \\ at the end of
a line joins it with the next. r leaves backslashes alone, f computes what is
in braces, t gives a template of it, b makes bytes. Adjacent literals join."""),
    "subscripts": ("Subscripts", """
    object[index]

asks __getitem__ of the object, or __class_getitem__ of a class. Several indices
with commas are one tuple."""),
    "traceback": ("Tracebacks", """
An exception carries __traceback__: a chain (tb_next) of frames (tb_frame) with
lines (tb_lineno), from the handler inwards. The module traceback formats it."""),
    "truth": ("Truth", """
False, None, zeros of all number types, empty strings and collections are false,
as is any object whose __bool__ says so or, without it, whose __len__ is 0.
All else is true."""),
    "try": ("The try statement", """
    try:
        block
    except (A, B) as name:
        block
    else:
        block
    finally:
        block

The first except whose class fits handles an exception; except* takes what fits
out of a group. else runs when there was none, finally in any case."""),
    "tuple": ("Tuples", """
    ()   (a,)   a, b, *more

A tuple is a sequence that cannot change. The commas make it, not the brackets;
without a comma (a) is just a."""),
    "types": ("Types", """
type(x) is the class of x, and every class is an object of type type or of a
class below it. type(name, bases, dict) makes one. The order in which bases are
searched is the class's mro()."""),
    "unary": ("Signs", """
    -x   +x   ~x

Negation, the number itself, and the inverted bits of an int: ~x is -(x + 1).
A class answers through __neg__, __pos__ and __invert__."""),
    "walrus": ("Assignment expressions", """
    (name := expression)

binds a name within an expression and has its value. In a comprehension the name
belongs to the block around it."""),
    "while": ("The while statement", """
    while condition:
        block
    else:
        block

runs the block as long as the condition is true, then the else block, unless
break left the loop."""),
    "with": ("The with statement", """
    with manager as target, other as name:
        block

enters each manager and leaves it when the block ends, also by an exception or
a return."""),
    "yield": ("yield", """
    yield value
    yield from iterable

makes the function a generator: it stops there, gives the value to whoever
called next(), and goes on at the next call. The value of the yield itself is
what send() gave. yield from hands everything on to another iterator."""),
}
# fmt: on


def text(label):
    """The text with this label, under its title."""
    title, body = _TEXTS[label]
    return f"{title}\n{'*' * len(title)}\n{body}\n"
