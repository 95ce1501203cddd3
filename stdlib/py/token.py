"""The kinds of tokens, by number and by name."""

_NAMES = '''
    ENDMARKER NAME NUMBER STRING NEWLINE INDENT DEDENT LPAR RPAR LSQB RSQB COLON COMMA SEMI
    PLUS MINUS STAR SLASH VBAR AMPER LESS GREATER EQUAL DOT PERCENT LBRACE RBRACE EQEQUAL
    NOTEQUAL LESSEQUAL GREATEREQUAL TILDE CIRCUMFLEX LEFTSHIFT RIGHTSHIFT DOUBLESTAR
    PLUSEQUAL MINEQUAL STAREQUAL SLASHEQUAL PERCENTEQUAL AMPEREQUAL VBAREQUAL
    CIRCUMFLEXEQUAL LEFTSHIFTEQUAL RIGHTSHIFTEQUAL DOUBLESTAREQUAL DOUBLESLASH
    DOUBLESLASHEQUAL AT ATEQUAL RARROW ELLIPSIS COLONEQUAL EXCLAMATION OP TYPE_IGNORE
    TYPE_COMMENT SOFT_KEYWORD FSTRING_START FSTRING_MIDDLE FSTRING_END TSTRING_START
    TSTRING_MIDDLE TSTRING_END COMMENT NL ERRORTOKEN ENCODING N_TOKENS
'''.split()

# How the operators are written, in the order of their numbers.
_SIGNS = '''
    ( ) [ ] : , ; + - * / | & < > = . % { } == != <= >= ~ ^ << >> ** += -= *= /= %= &= |= ^=
    <<= >>= **= // //= @ @= -> ... := !
'''.split()

N_TOKENS = _NAMES.index('N_TOKENS')
NT_OFFSET = 256

tok_name = dict(enumerate(_NAMES))
tok_name[NT_OFFSET] = 'NT_OFFSET'
globals().update((_name, _number) for _number, _name in tok_name.items())

# LPAR is the first of them, EXCLAMATION the last.
EXACT_TOKEN_TYPES = {_sign: _number
                     for _number, _sign in enumerate(_SIGNS, _NAMES.index('LPAR'))}
EXACT_TOKEN_TYPES = dict(sorted(EXACT_TOKEN_TYPES.items()))

__all__ = ['tok_name', 'ISTERMINAL', 'ISNONTERMINAL', 'ISEOF', 'EXACT_TOKEN_TYPES',
           *_NAMES, 'NT_OFFSET']


def ISTERMINAL(x: int) -> bool:
    """True for a token, false for a rule of the grammar."""
    return x < NT_OFFSET


def ISNONTERMINAL(x: int) -> bool:
    """True for a rule of the grammar."""
    return x >= NT_OFFSET


def ISEOF(x: int) -> bool:
    """True for the token that ends the file."""
    return x == 0
