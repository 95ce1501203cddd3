"""The types of t-strings, and what !r, !s and !a mean in them."""

Template = type(t"")
Interpolation = type(t"{0}".interpolations[0])


def convert(obj, /, conversion):
    """What a conversion ('r', 's', 'a' or None) makes of obj."""
    if conversion is None:
        return obj
    if conversion == 'r':
        return repr(obj)
    if conversion == 's':
        return str(obj)
    if conversion == 'a':
        return ascii(obj)
    raise ValueError(f'invalid conversion specifier: {conversion}')


def _template_unpickle(*args):
    # What a Template's __reduce__ names: strings and interpolations in turn.
    from itertools import zip_longest
    if len(args) != 2:
        raise ValueError('Template expects tuple of length 2 to unpickle')
    return Template(*[part for pair in zip_longest(*args) for part in pair if part is not None])
