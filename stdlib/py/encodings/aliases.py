"""Other names of the standard encodings."""

_NAMES = {
    "ascii": "646 ansi_x3.4_1968 ansi_x3_4_1968 ansi_x3.4_1986 cp367 csascii ibm367 iso646_us iso_646.irv_1991 iso_ir_6 us us_ascii",
    "utf_8": "u8 utf utf8 utf8_ucs2 utf8_ucs4 cp65001",
    "utf_8_sig": "utf8_sig",
    "utf_16": "u16 utf16",
    "utf_16_be": "unicodebigunmarked utf_16be",
    "utf_16_le": "unicodelittleunmarked utf_16le",
    "utf_32": "u32 utf32",
    "utf_32_be": "utf_32be",
    "utf_32_le": "utf_32le",
    "latin_1": "8859 cp819 csisolatin1 ibm819 iso8859 iso8859_1 iso_8859_1 iso_8859_1_1987 iso_ir_100 l1 latin latin1",
    "iso8859_2": "csisolatin2 iso_8859_2_1987 iso_ir_101 l2 latin2",
    "iso8859_3": "csisolatin3 iso_8859_3_1988 iso_ir_109 l3 latin3",
    "iso8859_4": "csisolatin4 iso_8859_4_1988 iso_ir_110 l4 latin4",
    "iso8859_5": "csisolatincyrillic cyrillic iso_8859_5_1988 iso_ir_144",
    "iso8859_6": "arabic asmo_708 csisolatinarabic ecma_114 iso_8859_6_1987 iso_ir_127",
    "iso8859_7": "csisolatingreek ecma_118 elot_928 greek greek8 iso_8859_7_1987 iso_ir_126",
    "iso8859_8": "csisolatinhebrew hebrew iso_8859_8_1988 iso_ir_138 iso_8859_8_i iso_8859_8_e",
    "iso8859_9": "csisolatin5 iso_8859_9_1989 iso_ir_148 l5 latin5",
    "iso8859_10": "csisolatin6 iso_8859_10_1992 iso_ir_157 l6 latin6",
    "iso8859_11": "thai iso_8859_11_2001",
    "iso8859_13": "l7 latin7",
    "iso8859_14": "iso_8859_14_1998 iso_celtic iso_ir_199 l8 latin8",
    "iso8859_15": "l9 latin9",
    "iso8859_16": "iso_8859_16_2001 iso_ir_226 l10 latin10",
    "koi8_r": "cskoi8r",
    "mac_roman": "macintosh macroman",
    "mac_cyrillic": "maccyrillic",
    "mac_greek": "macgreek",
    "mac_latin2": "mac_centeuro maccentraleurope maclatin2",
    "mac_turkish": "macturkish",
    "ptcp154": "csptcp154 pt154 cp154 cyrillic_asian",
    "kz1048": "kz_1048 rk1048 strk1048_2002",
    "hp_roman8": "roman8 r8 cshproman8 cp1051 ibm1051",
    "tis_620": "tis620 tis_620_0 tis_620_2529_0 tis_620_2529_1 iso_ir_166",
    "hex_codec": "hex",
    "base64_codec": "base64 base_64",
    "quopri_codec": "quopri quoted_printable quotedprintable",
    "uu_codec": "uu",
    "zlib_codec": "zip zlib",
    "bz2_codec": "bz2",
    "rot_13": "rot13",
}

aliases = {alias: name for name, others in _NAMES.items() for alias in others.split()}

for _number in (*range(2, 12), *range(13, 17)):
    aliases[f"iso_8859_{_number}"] = f"iso8859_{_number}"
for _number in range(1250, 1259):
    aliases[f"windows_{_number}"] = aliases[str(_number)] = f"cp{_number}"
for _number in (437, 500, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869, 1026, 1125, 1140, 273, 424):
    aliases[f"ibm{_number}"] = aliases[str(_number)] = f"cp{_number}"
    if _number not in (1125, 1140):
        aliases[f"cs_ibm{_number}"] = aliases[f"csibm{_number}"] = f"cp{_number}"
aliases["ibm037"] = aliases["csibm037"] = aliases["037"] = "cp037"
aliases["cp866u"] = aliases["ruscii"] = "cp1125"
