"""Configuration files in sections: [section], option = value.

_parser reads, keeps and writes them, _interpolation replaces references in values,
_views gives access to sections as mappings, _errors has what can go wrong.
"""

from configparser._errors import (DuplicateOptionError, DuplicateSectionError, Error,
                                  InterpolationDepthError, InterpolationError,
                                  InterpolationMissingOptionError, InterpolationSyntaxError,
                                  InvalidWriteError, MAX_INTERPOLATION_DEPTH,
                                  MissingSectionHeaderError, MultilineContinuationError,
                                  NoOptionError, NoSectionError, ParsingError,
                                  UnnamedSectionDisabledError)
from configparser._interpolation import (BasicInterpolation, ExtendedInterpolation,
                                         Interpolation)
from configparser._parser import (DEFAULTSECT, UNNAMED_SECTION, ConfigParser,
                                  RawConfigParser, _UNSET)
from configparser._views import ConverterMapping, SectionProxy

_default_dict = dict

__all__ = ("NoSectionError", "DuplicateOptionError", "DuplicateSectionError",
           "NoOptionError", "InterpolationError", "InterpolationDepthError",
           "InterpolationMissingOptionError", "InterpolationSyntaxError",
           "ParsingError", "MissingSectionHeaderError",
           "MultilineContinuationError", "UnnamedSectionDisabledError",
           "InvalidWriteError", "ConfigParser", "RawConfigParser",
           "Interpolation", "BasicInterpolation", "ExtendedInterpolation",
           "SectionProxy", "ConverterMapping",
           "DEFAULTSECT", "MAX_INTERPOLATION_DEPTH", "UNNAMED_SECTION")
