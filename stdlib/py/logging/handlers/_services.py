"""Records as mail, as requests to a web server, and in the event log of Windows."""

import logging

__name__ = 'logging.handlers'


class SMTPHandler(logging.Handler):
    """Sends a mail for each record."""

    def __init__(self, mailhost, fromaddr, toaddrs, subject, credentials=None, secure=None,
                 timeout=5.0):
        logging.Handler.__init__(self)
        if isinstance(mailhost, (list, tuple)):
            self.mailhost, self.mailport = mailhost
        else:
            self.mailhost, self.mailport = mailhost, None
        if isinstance(credentials, (list, tuple)):
            self.username, self.password = credentials
        else:
            self.username = None
        self.fromaddr = fromaddr
        self.toaddrs = [toaddrs] if isinstance(toaddrs, str) else toaddrs
        self.subject = subject
        self.secure = secure
        self.timeout = timeout

    def getSubject(self, record):
        """The subject of the mail for a record."""
        return self.subject

    def emit(self, record):
        try:
            import smtplib
            smtp = smtplib.SMTP(self.mailhost, self.mailport or smtplib.SMTP_PORT,
                                timeout=self.timeout)
            message = self._message(record)
            if self.username:
                if self.secure is not None:
                    self._encrypt(smtp)
                smtp.login(self.username, self.password)
            smtp.send_message(message)
            smtp.quit()
        except Exception:
            self.handleError(record)

    def _message(self, record):
        import email.utils
        from email.message import EmailMessage
        message = EmailMessage()
        message['From'] = self.fromaddr
        message['To'] = ','.join(self.toaddrs)
        message['Subject'] = self.getSubject(record)
        message['Date'] = email.utils.localtime()
        message.set_content(self.format(record))
        return message

    def _encrypt(self, smtp):
        import ssl
        keyfile, certfile = (*self.secure, None, None)[:2]
        context = ssl._create_stdlib_context(certfile=certfile, keyfile=keyfile)
        smtp.ehlo()
        smtp.starttls(context=context)
        smtp.ehlo()


class NTEventLogHandler(logging.Handler):
    """Writes to the event log of Windows; cannot be created elsewhere."""

    def __init__(self, appname, dllname=None, logtype="Application"):
        logging.Handler.__init__(self)
        import _winapi
        self._winapi = _winapi
        self.appname = appname
        self.dllname = dllname
        self.logtype = logtype
        self.deftype = _winapi.EVENTLOG_ERROR_TYPE
        self.typemap = {logging.DEBUG: _winapi.EVENTLOG_INFORMATION_TYPE,
                        logging.INFO: _winapi.EVENTLOG_INFORMATION_TYPE,
                        logging.WARNING: _winapi.EVENTLOG_WARNING_TYPE,
                        logging.ERROR: _winapi.EVENTLOG_ERROR_TYPE,
                        logging.CRITICAL: _winapi.EVENTLOG_ERROR_TYPE}

    def getMessageID(self, record):
        return 1

    def getEventCategory(self, record):
        return 0

    def getEventType(self, record):
        return self.typemap.get(record.levelno, self.deftype)

    def emit(self, record):
        try:
            text = self.format(record)
            handle = self._winapi.RegisterEventSource(None, self.appname)
            try:
                self._winapi.ReportEvent(handle, self.getEventType(record),
                                         self.getEventCategory(record),
                                         self.getMessageID(record), text)
            finally:
                self._winapi.DeregisterEventSource(handle)
        except Exception:
            self.handleError(record)


class HTTPHandler(logging.Handler):
    """Sends records as form data to a web server."""

    def __init__(self, host, url, method="GET", secure=False, credentials=None,
                 context=None):
        logging.Handler.__init__(self)
        method = method.upper()
        if method not in ["GET", "POST"]:
            raise ValueError("method must be GET or POST")
        if not secure and context is not None:
            raise ValueError("context parameter only makes sense with secure=True")
        self.host = host
        self.url = url
        self.method = method
        self.secure = secure
        self.credentials = credentials
        self.context = context

    def mapLogRecord(self, record):
        """The data to send for a record."""
        return record.__dict__

    def getConnection(self, host, secure):
        """A connection to the server."""
        import http.client
        if secure:
            return http.client.HTTPSConnection(host, context=self.context)
        return http.client.HTTPConnection(host)

    def emit(self, record):
        try:
            from urllib.parse import urlencode
            connection = self.getConnection(self.host, self.secure)
            data = urlencode(self.mapLogRecord(record))
            url = self.url
            if self.method == "GET":
                url += ('&' if '?' in url else '?') + data
            connection.putrequest(self.method, url)
            if self.method == "POST":
                connection.putheader("Content-type", "application/x-www-form-urlencoded")
                connection.putheader("Content-length", str(len(data)))
            if self.credentials:
                import base64
                secret = ('%s:%s' % self.credentials).encode('utf-8')
                connection.putheader('Authorization',
                                     'Basic ' + base64.b64encode(secret).decode('ascii'))
            connection.endheaders()
            if self.method == "POST":
                connection.send(data.encode('utf-8'))
            connection.getresponse()
        except Exception:
            self.handleError(record)
