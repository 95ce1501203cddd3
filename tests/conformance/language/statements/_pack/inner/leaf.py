from .. import NAME
from ..inner.sibling import NAME as S

VALUE = (NAME, S)


def where():
    from . import sibling
    from .. import inner

    return sibling.NAME, inner.__name__
