"""Protocols: what is called when something happens to a transport."""

__all__ = ('BaseProtocol', 'Protocol', 'DatagramProtocol', 'SubprocessProtocol', 'BufferedProtocol')


class BaseProtocol:
    """What all protocols have."""

    __slots__ = ()

    def connection_made(self, transport):
        """The transport is there."""

    def connection_lost(self, exc):
        """The transport is closed, because of an exception or (None) in order."""

    def pause_writing(self):
        """The transport has more to send than its high-water mark."""

    def resume_writing(self):
        """The transport has less to send than its low-water mark."""


class Protocol(BaseProtocol):
    """The protocol of a stream."""

    __slots__ = ()

    def data_received(self, data):
        """Some bytes have come."""

    def eof_received(self):
        """The other side sends no more. The transport is closed unless this returns something true."""


class BufferedProtocol(BaseProtocol):
    """The protocol of a stream that brings its own buffers."""

    __slots__ = ()

    def get_buffer(self, sizehint):
        """A buffer for bytes that are about to come."""

    def buffer_updated(self, nbytes):
        """So many bytes have come into the buffer."""

    def eof_received(self):
        """The other side sends no more. The transport is closed unless this returns something true."""


class DatagramProtocol(BaseProtocol):
    """The protocol of datagrams."""

    __slots__ = ()

    def datagram_received(self, data, addr):
        """A datagram has come."""

    def error_received(self, exc):
        """Sending or receiving failed."""


class SubprocessProtocol(BaseProtocol):
    """The protocol of a child process."""

    __slots__ = ()

    def pipe_data_received(self, fd, data):
        """The child has written to its stdout (1) or stderr (2)."""

    def pipe_connection_lost(self, fd, exc):
        """One of the pipes is closed."""

    def process_exited(self):
        """The child has ended."""


def _feed_data_to_buffered_proto(proto, data):
    data_len = len(data)
    while data_len:
        buf = proto.get_buffer(data_len)
        buf_len = len(buf)
        if not buf_len:
            raise RuntimeError('get_buffer() returned an empty buffer')
        if buf_len >= data_len:
            buf[:data_len] = data
            proto.buffer_updated(data_len)
            return
        buf[:buf_len] = data[:buf_len]
        proto.buffer_updated(buf_len)
        data = data[buf_len:]
        data_len = len(data)
