"""Requests as bytes, the way strange clients write them."""

from collections.abc import Mapping

#: A made-up word. Put into everything a client sends, it must turn up nowhere afterwards.
CANARY = "quetzal"

#: An address no machine here has, for headers that claim to say who asks.
CLAIMED_ADDRESS = "203.0.113.77"

#: Everything a client says about its person, with the canary in it.
TELLING_HEADERS = {
    "User-Agent": f"{CANARY}-agent/1.0",
    "Referer": f"https://{CANARY}.example/from",
    "Cookie": f"session={CANARY}",
    "X-Forwarded-For": f"{CLAIMED_ADDRESS}, {CANARY}",
    "Forwarded": f"for={CLAIMED_ADDRESS};by={CANARY}",
    "Accept-Language": f"{CANARY}, es;q=0.5",
}


def write_request(method: str, target: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> bytes:
    """Write one request that asks for the connection to be closed after it."""
    lines = [f"{method} {target} HTTP/1.1", "Host: portal.example", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def _with_headers(*lines: bytes, method: bytes = b"POST", body: bytes = b"") -> bytes:
    start = method + b" /es/ HTTP/1.1"
    return b"\r\n".join([start, b"Host: portal.example", b"Connection: close", *lines, b"", b""]) + body


#: A whole second request, hidden where a careless server would find it.
_HIDDEN = write_request("GET", f"/es/about?{CANARY}")

_KEEP = b"POST /es/ HTTP/1.1\r\nHost: portal.example\r\n"

#: Broken requests by what is wrong with them. Each is one request, whatever it contains.
FAULTS = {
    "length and chunks": _KEEP + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + _HIDDEN,
    "two lengths": _KEEP + b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + _HIDDEN,
    "negative length": _with_headers(b"Content-Length: -1"),
    "signed length": _with_headers(b"Content-Length: +0"),
    "length in words": _with_headers(b"Content-Length: quetzal"),
    "unknown coding": _with_headers(b"Transfer-Encoding: quetzal", body=b"0\r\n\r\n"),
    "coding after chunks": _with_headers(b"Transfer-Encoding: chunked, identity", body=b"0\r\n\r\n"),
    "chunk size in words": _with_headers(b"Transfer-Encoding: chunked", body=b"quetzal\r\n\r\n"),
    "space before the colon": _with_headers(b"Content-Length : 7", body=b"quetzal"),
    "folded header": _with_headers(b"X-One: quetzal\r\n two", method=b"GET"),
    "null in a header": _with_headers(b"X-One: quetzal\x00", method=b"GET"),
    "HTTP/0.9": b"GET /es/?quetzal\r\n\r\n",
    "HTTP/3.7": b"GET /es/?quetzal HTTP/3.7\r\nHost: portal.example\r\n\r\n",
    "no version": b"GET /es/?quetzal \r\nHost: portal.example\r\n\r\n",
    "absolute address": write_request("GET", "http://quetzal.example/es/"),
    "absolute address, redirected": write_request("GET", "http://quetzal.example/es"),
    "CONNECT": write_request("CONNECT", "quetzal.example:443"),
    "TRACE": write_request("TRACE", "/es/?quetzal", TELLING_HEADERS),
    "OPTIONS of the server": write_request("OPTIONS", "*", TELLING_HEADERS),
    "unknown method": write_request("QUETZAL", "/es/"),
    "no method": b"G@T /es/?quetzal HTTP/1.1\r\nHost: portal.example\r\n\r\n",
    "TLS where none is spoken": b"\x16\x03\x01\x02\x00\x01\x00quetzal\r\n\r\n",
    "carriage returns alone": b"GET /es/?quetzal HTTP/1.1\rHost: x\r\r\n\r\n",
    "raw bytes in the path": b"GET /es/quetzal\xff?\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "escaped bytes in the path": write_request("GET", "/es/quetzal%ff%00%ed%a0%80?%ff%00"),
    "path upwards": write_request("GET", "/../es/quetzal"),
    "70,000 characters of path": write_request("GET", "/quetzal" * 9000),
    "a million characters of query": write_request("GET", "/es/?" + "quetzal=1&" * 100_000),
    "a million characters of header": write_request("GET", "/es/", {"X-One": "quetzal" * 150_000}),
    "a thousand headers": write_request("GET", "/es/", {f"X-{number}": "quetzal" for number in range(1000)}),
    "a host that is none": write_request("GET", "/es/nope", {"Host": "quetzal" * 700}),
    "90 kB of body": write_request("POST", "/es/", {"Expect": "100-continue"}, b"quetzal" * 13_000),
}
