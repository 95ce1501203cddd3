# locale: numbers in groups, money, names of locales; calendars that use it.
import calendar
import locale


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


attempt(locale.setlocale, locale.LC_ALL, 'xx_XX')
attempt(locale.setlocale, locale.LC_ALL, 5)
attempt(locale.setlocale, 99, 'C')
print(locale.setlocale(locale.LC_NUMERIC), locale.setlocale(locale.LC_TIME, 'C'), locale.getlocale(), locale.getencoding())
print(locale.localeconv())
for name in ('de_DE german en_US.utf8 C POSIX fr_FR@euro en zh_CN.gbk sr_RS@latin ja_JP.eucjp foo_BAR russian '
             'pt_BR.UTF-8 de_DE.iso885915@euro no_NO.iso88591@nynorsk de:euro c.en').split():
    print(name, locale.normalize(name))
attempt(locale.currency, 12)
print(locale.format_string('%d %s %.2f %%', (1234567, 'x', 1234.5), grouping=True), locale.str(1.5), locale.atof('1.5'))
print(locale.format_string('%(a)d %(b)*d', {'a': 1, 'b': 2}) if False else locale.format_string('%(a)d', {'a': 1}))
print(locale.format_string('[%*d]', (6, 42)))
attempt(locale.format_string, '%y', 1)
attempt(locale.strxfrm, 'a\0b')
attempt(locale.strcoll, 'a', 1)
print(sorted(['b', 'a', 'C'], key=locale.strxfrm), locale.strcoll('a', 'b') < 0)

locale._override_localeconv = {
    'thousands_sep': '.', 'decimal_point': ',', 'grouping': [3, 3, 0], 'mon_thousands_sep': '.', 'mon_decimal_point': ',',
    'mon_grouping': [3, 2, 0], 'currency_symbol': 'EUR', 'int_curr_symbol': 'EUR ', 'frac_digits': 2, 'int_frac_digits': 2,
    'p_cs_precedes': 0, 'n_cs_precedes': 1, 'p_sep_by_space': 1, 'n_sep_by_space': 0, 'p_sign_posn': 1, 'n_sign_posn': 0,
    'positive_sign': '', 'negative_sign': '-'}
print(locale.format_string('%d|%12d|%-12d|%.3f|%s', (1234567, 1234567, 1234567, -1234567.891, 5), grouping=True))
print(locale.currency(1234567.891, grouping=True), locale.currency(-5), locale.currency(3, international=True),
      locale.currency(-1234567, symbol=False, grouping=True))
print(locale.atof('1.234,5'), locale.atoi('1.234'), locale.delocalize('1.234,5'), locale.localize('1234.5', grouping=True))

print(calendar.LocaleTextCalendar(locale='C').formatweek([(1, 0), (2, 1)], 3))
print(calendar.LocaleTextCalendar(locale='C').formatmonthname(2024, 2, 20))
