//! Tokens of Python 3.15.
