"""Serves a preview to this machine and to nobody else.

The address is written here and no option changes it. Browsers open connections
ahead of need and leave them silent, so each has a thread of its own.
"""

import errno
from socketserver import TCPServer, ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from portal.data import DataError
from portal.site.logs import WsgiApp

HOST = "127.0.0.1"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Listen, without asking the network for this machine's name first."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]
        self.setup_environ()


class _Handler(WSGIRequestHandler):
    timeout = 60

    def log_message(self, format: str, *args: Any) -> None:
        """Write nothing: what a translator reads is nobody's business either."""


def open_server(app: WsgiApp, port: int) -> WSGIServer:
    """Listen on this machine; the caller serves.

    :param port: 0 takes any that is free.
    :raises DataError: if the port cannot be had.
    """
    try:
        server = _Server((HOST, port), _Handler)
    except OSError as error:
        reason = "Something listens there already." if error.errno == errno.EADDRINUSE else "It cannot be opened."
        raise DataError("command line", f"--port {port}", reason, "Choose another, such as --port 8002.") from error
    server.set_app(app)
    return server
