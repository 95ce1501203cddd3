13 w False True False True utf-8 None
True
first
 sec ond
 ['third\n', 'é€\n', 'printed\n']  ''
0 ['first\n']
OSError: telling position disabled by next() call
['first', 'second', 'third', 'é€', 'printed']
6
42
'FIRST\n' 6
None b'a\nb\r\nc\rd' ['a\n', 'b\n', 'c\n', 'd'] ('\r', '\n', '\r\n')
'' b'a\nb\r\nc\rd' ['a\n', 'b\r\n', 'c\r', 'd'] ('\r', '\n', '\r\n')
'\n' b'a\nb\r\nc\rd' ['a\n', 'b\r\n', 'c\rd'] None
'\r\n' b'a\r\nb\r\r\nc\rd' ['a\r\n', 'b\r\r\n', 'c\rd'] None
'\r' b'a\rb\r\rc\rd' ['a\r', 'b\r', '\r', 'c\r', 'd'] None
FileNotFoundError: [Errno 2] No such file or directory: '/no/such/file'
ValueError: invalid mode: 'z'
ValueError: must have exactly one of create/read/write/append mode
ValueError: Must have exactly one of create/read/write/append mode and at most one plus
ValueError: binary mode doesn't take an encoding argument
ValueError: illegal newline value: x
ValueError: can't have unbuffered text I/O
ValueError: binary mode doesn't take a newline argument
TypeError: expected str, bytes or os.PathLike object, not NoneType
TypeError: open() argument 'mode' must be str, not int
ValueError: embedded null byte
FileExistsError 17 File exists True
IsADirectoryError 21 Is a directory
ValueError: I/O operation on closed file.
ValueError: I/O operation on closed file.
UnsupportedOperation: not readable
TypeError: write() argument must be str, not bytes
TypeError: TextIOWrapper.write() missing 1 required positional argument: 's'
UnsupportedOperation: not writable
UnsupportedOperation: can't do nonzero cur-relative seeks
ValueError: negative seek position -1
UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte
'ok\udcff\udcfe\n' 'ok\ufffd\ufffd\n' b'ok\xc3\xbf\xc3\xbe\n'
UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
LookupError: unknown encoding: nope
False
exit: 0
