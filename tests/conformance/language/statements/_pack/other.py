from . import NAME as PARENT

NAME = PARENT + ".other"
