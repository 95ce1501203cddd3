"""Files that are replaced by new ones: at a size, at a time, or by someone else."""

import io
import logging
import os
import time

__name__ = 'logging.handlers'

_DAY = 24 * 60 * 60


def _is_special(path):
    # A device or pipe, which cannot be renamed.
    return os.path.exists(path) and not os.path.isfile(path)


class BaseRotatingHandler(logging.FileHandler):
    """Writes to a file that is put aside now and then.

    namer(name) may give the old file another name, rotator(source, dest) may do
    something else than renaming it.
    """

    namer = None
    rotator = None

    def __init__(self, filename, mode, encoding=None, delay=False, errors=None):
        logging.FileHandler.__init__(self, filename, mode=mode, encoding=encoding,
                                     delay=delay, errors=errors)
        self.mode = mode
        self.encoding = encoding
        self.errors = errors

    def emit(self, record):
        try:
            if self.shouldRollover(record):
                self.doRollover()
            logging.FileHandler.emit(self, record)
        except Exception:
            self.handleError(record)

    def rotation_filename(self, default_name):
        """The name for a file that is put aside."""
        return self.namer(default_name) if callable(self.namer) else default_name

    def rotate(self, source, dest):
        """Put a file aside."""
        if callable(self.rotator):
            self.rotator(source, dest)
        elif os.path.exists(source):
            os.rename(source, dest)

    def _close_stream(self):
        if self.stream:
            self.stream.close()
            self.stream = None


class RotatingFileHandler(BaseRotatingHandler):
    """Begins a new file when maxBytes are reached; keeps backupCount old ones."""

    def __init__(self, filename, mode='a', maxBytes=0, backupCount=0, encoding=None,
                 delay=False, errors=None):
        if maxBytes > 0:
            # Otherwise a new run of the program would throw the file away.
            mode = 'a'
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        BaseRotatingHandler.__init__(self, filename, mode, encoding=encoding, delay=delay,
                                     errors=errors)
        self.maxBytes = maxBytes
        self.backupCount = backupCount

    def doRollover(self):
        """Put the file aside as .1, what was .1 as .2 and so on."""
        self._close_stream()
        if self.backupCount > 0:
            for i in range(self.backupCount - 1, 0, -1):
                old = self.rotation_filename(f"{self.baseFilename}.{i}")
                new = self.rotation_filename(f"{self.baseFilename}.{i + 1}")
                if os.path.exists(old):
                    if os.path.exists(new):
                        os.remove(new)
                    os.rename(old, new)
            first = self.rotation_filename(self.baseFilename + ".1")
            if os.path.exists(first):
                os.remove(first)
            self.rotate(self.baseFilename, first)
        if not self.delay:
            self.stream = self._open()

    def shouldRollover(self, record):
        """True if the record does not fit in the file any more."""
        if self.stream is None:
            self.stream = self._open()
        if self.maxBytes <= 0:
            return False
        try:
            position = self.stream.tell()
        except io.UnsupportedOperation:
            # A pipe, for instance.
            return False
        if not position:
            # An empty file takes any record.
            return False
        if position + len(self.format(record)) + 1 < self.maxBytes:
            return False
        return not _is_special(self.baseFilename)


# when -> (seconds, suffix of the old file)
_PERIODS = {'S': (1, "%Y-%m-%d_%H-%M-%S"), 'M': (60, "%Y-%m-%d_%H-%M"),
            'H': (60 * 60, "%Y-%m-%d_%H"), 'D': (_DAY, "%Y-%m-%d"),
            'MIDNIGHT': (_DAY, "%Y-%m-%d"), 'W': (7 * _DAY, "%Y-%m-%d")}


class TimedRotatingFileHandler(BaseRotatingHandler):
    """Begins a new file after some time.

    when: 'S', 'M', 'H', 'D' (seconds to days, times interval), 'midnight', or 'W0' to
    'W6' (a day of the week, 0 is Monday); atTime: at what time of the day.
    """

    def __init__(self, filename, when='h', interval=1, backupCount=0, encoding=None,
                 delay=False, utc=False, atTime=None, errors=None):
        encoding = io.text_encoding(encoding)
        BaseRotatingHandler.__init__(self, filename, 'a', encoding=encoding, delay=delay,
                                     errors=errors)
        self.when = when.upper()
        self.backupCount = backupCount
        self.utc = utc
        self.atTime = atTime
        if self.when.startswith('W'):
            self._set_weekday()
        key = self.when if self.when == 'MIDNIGHT' else self.when[:1]
        if key not in _PERIODS or (len(self.when) > 1 and key not in ('MIDNIGHT', 'W')):
            raise ValueError(f"Invalid rollover interval specified: {self.when}")
        period, self.suffix = _PERIODS[key]
        self.extMatch = self._suffix_pattern()
        self.interval = period * interval
        if os.path.exists(self.baseFilename):
            start = int(os.stat(self.baseFilename).st_mtime)
        else:
            start = int(time.time())
        self.rolloverAt = self.computeRollover(start)

    def _set_weekday(self):
        if len(self.when) != 2:
            raise ValueError("You must specify a day for weekly rollover from 0 to 6 "
                             f"(0 is Monday): {self.when}")
        if not '0' <= self.when[1] <= '6':
            raise ValueError(f"Invalid day specified for weekly rollover: {self.when}")
        self.dayOfWeek = int(self.when[1])

    def _suffix_pattern(self):
        import re
        expression = self.suffix.replace('%Y', r'\d{4}')
        for letter in 'mdHMS':
            expression = expression.replace('%' + letter, r'\d{2}')
        return re.compile(fr'(?<!\d){expression}(?!\d)', re.ASCII)

    def _clock(self, seconds):
        return time.gmtime(seconds) if self.utc else time.localtime(seconds)

    def computeRollover(self, currentTime):
        """When to begin the next file, given the time now."""
        weekly = self.when.startswith('W')
        if self.when != 'MIDNIGHT' and not weekly:
            return currentTime + self.interval
        now = self._clock(currentTime)
        at = _DAY
        if self.atTime is not None:
            at = (self.atTime.hour * 60 + self.atTime.minute) * 60 + self.atTime.second
        wait = at - ((now.tm_hour * 60 + now.tm_min) * 60 + now.tm_sec)
        day = now.tm_wday
        if wait <= 0:
            # That time of the day is over.
            wait += _DAY
            day = (day + 1) % 7
        result = currentTime + wait
        if weekly:
            result += (self.dayOfWeek - day) % 7 * _DAY + self.interval - 7 * _DAY
        else:
            result += self.interval - _DAY
        if not self.utc:
            result += self._change_of_clocks(now.tm_isdst, result)
        return result

    @staticmethod
    def _change_of_clocks(summer, moment):
        # The days in between are not all of 24 hours.
        if summer == time.localtime(moment).tm_isdst:
            return 0
        if summer:
            return 3600
        return -3600 if time.localtime(moment - 3600).tm_isdst else 0

    def shouldRollover(self, record):
        """True if it is time."""
        now = int(time.time())
        if now < self.rolloverAt:
            return False
        if _is_special(self.baseFilename):
            # Do not look again at every record.
            self.rolloverAt = self.computeRollover(now)
            return False
        return True

    def getFilesToDelete(self):
        """The oldest files, if there are more than backupCount."""
        directory, base = os.path.split(self.baseFilename)
        found = []
        for name in os.listdir(directory):
            if self.namer is None:
                if (name.startswith(base + '.')
                        and self.extMatch.fullmatch(name[len(base) + 1:])):
                    found.append(os.path.join(directory, name))
            elif self._is_named(name):
                found.append(os.path.join(directory, name))
        if len(found) < self.backupCount:
            return []
        found.sort()
        return found[:len(found) - self.backupCount]

    def _is_named(self, name):
        # Would namer make this name of some date in it?
        match = self.extMatch.search(name)
        while match:
            made = self.namer(f'{self.baseFilename}.{match[0]}')
            if os.path.basename(made) == name:
                return True
            match = self.extMatch.search(name, match.start() + 1)
        return False

    def doRollover(self):
        """Put the file aside under the time when it was begun."""
        now = int(time.time())
        begun = self._clock(self.rolloverAt - self.interval)
        if not self.utc:
            summer = time.localtime(now).tm_isdst
            if summer != begun.tm_isdst:
                shift = 3600 if summer else -3600
                begun = time.localtime(self.rolloverAt - self.interval + shift)
        name = self.rotation_filename(
            f"{self.baseFilename}.{time.strftime(self.suffix, begun)}")
        self.rolloverAt = self.computeRollover(now)
        if os.path.exists(name):
            # Done already, maybe by another process.
            return
        self._close_stream()
        self.rotate(self.baseFilename, name)
        if self.backupCount > 0:
            for old in self.getFilesToDelete():
                os.remove(old)
        if not self.delay:
            self.stream = self._open()


class WatchedFileHandler(logging.FileHandler):
    """Opens its file anew if another program has moved or removed it."""

    def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        logging.FileHandler.__init__(self, filename, mode=mode, encoding=encoding,
                                     delay=delay, errors=errors)
        self.dev, self.ino = -1, -1
        self._statstream()

    def _statstream(self):
        if self.stream is not None:
            st = os.fstat(self.stream.fileno())
            self.dev, self.ino = st.st_dev, st.st_ino

    def reopenIfNeeded(self):
        """See whether the path still leads to our file; if not, open what is there."""
        if self.stream is None:
            return
        try:
            st = os.stat(self.baseFilename)
            if (st.st_dev, st.st_ino) == (self.dev, self.ino):
                return
        except FileNotFoundError:
            pass
        self.stream.flush()
        self.stream.close()
        # None in case that opening fails.
        self.stream = None
        self.stream = self._open()
        self._statstream()

    def emit(self, record):
        try:
            self.reopenIfNeeded()
        except Exception:
            self.handleError(record)
            return
        logging.FileHandler.emit(self, record)
