20 20 <class '_io.BufferedWriter'> wb wb True
TypeError: a bytes-like object is required, not 'str'
UnsupportedOperation: read
b'\x00\x01\x02\x03' 4 2 b'\x02\x03' 7 b'\x07' 18 b'\x12\x13' b'' <class '_io.BufferedReader'>
6 bytearray(b'\x00\x01\x02\x03\x04\x05') b'\x06' b'\x06\x07\x08' b'\t\n' 100 b''
OSError: [Errno 22] Invalid argument
ValueError: invalid whence value (9, should be 0, 1 or 2)
UnsupportedOperation: write
10 b'\n\x0b\x0c'
20 12 12 <class '_io.BufferedRandom'>
b'\n\n\x02\x03\x04HELLO\n\x0b' [b'\n', b'\n', b'\x02\x03\x04HELLO\n', b'\x0b']
<class '_io.FileIO'> b'\n\n\x02' b'\x03\x04HELLO\n\x0b' b'' True False
16
b'56789' []
[100]
b'01234' True
b'' 0 b'01'
OSError: [Errno 9] Bad file descriptor
OSError: [Errno 9] Bad file descriptor: 5
ValueError: binary mode doesn't take an encoding argument
ValueError: can't have unbuffered text I/O
True True True
b''
b'pending'
exit: 0
