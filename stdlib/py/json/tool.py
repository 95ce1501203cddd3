"""`python -m json`: check JSON and print it, indented."""

import sys
import json


def main():
    """The command line."""
    import argparse
    parser = argparse.ArgumentParser(
        prog='python -m json',
        description='Check JSON and print it, indented.')
    parser.add_argument('infile', nargs='?', default='-', help='a JSON file; default: stdin')
    parser.add_argument('outfile', nargs='?', default=None, help='where to; default: stdout')
    parser.add_argument('--sort-keys', action='store_true', help='sort objects by key')
    parser.add_argument('--no-ensure-ascii', dest='ensure_ascii', action='store_false',
                        help='do not escape what is not ASCII')
    parser.add_argument('--json-lines', action='store_true', help='a JSON value on each line')
    group = parser.add_mutually_exclusive_group()
    group.add_argument('--indent', default=4, type=int, help='spaces of indentation')
    group.add_argument('--tab', action='store_const', dest='indent', const='\t',
                       help='indent by tabs')
    group.add_argument('--no-indent', action='store_const', dest='indent', const=None,
                       help='all in one line')
    group.add_argument('--compact', action='store_true', help='no whitespace at all')
    options = parser.parse_args()
    dump_args = {'sort_keys': options.sort_keys, 'indent': options.indent,
                 'ensure_ascii': options.ensure_ascii}
    if options.compact:
        dump_args['indent'] = None
        dump_args['separators'] = ',', ':'
    try:
        if options.infile == '-':
            infile = sys.stdin
        else:
            infile = open(options.infile, encoding='utf-8')
        try:
            if options.json_lines:
                objs = [json.loads(line) for line in infile]
            else:
                objs = [json.load(infile)]
        finally:
            if infile is not sys.stdin:
                infile.close()
        outfile = sys.stdout if options.outfile is None else open(
            options.outfile, 'w', encoding='utf-8')
        with outfile:
            for obj in objs:
                json.dump(obj, outfile, **dump_args)
                outfile.write('\n')
    except ValueError as e:
        raise SystemExit(e)


if __name__ == '__main__':
    try:
        main()
    except BrokenPipeError as exc:
        raise SystemExit(exc.errno)
