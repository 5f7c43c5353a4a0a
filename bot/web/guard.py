"""Keeps other sites' pages out: names, origins, a token in every form, and headers that let nothing in."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from quart import Quart, Response, abort, request

_LOCAL = ("127.0.0.1", "localhost", "::1")
_READS = {"GET", "HEAD"}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        " font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """What a request must bring along to be served.

    `names` are the host names the site may be called by besides this machine's own: another name that leads
    here (DNS rebinding) is refused. Whatever changes something must come from a page of this site (its
    Origin) and carry the token of this run, which only such a page can read.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = {*_LOCAL, *map(str.lower, names)}
        self.token = secrets.token_urlsafe(24)

    def stand_before(self, site: Quart) -> None:
        """Check every request of a site, and give its templates the token."""
        site.before_request(self._check)
        site.after_request(_add_headers)
        site.context_processor(lambda: {"token": self.token})

    async def _check(self) -> None:
        host = _split(f"//{request.host}")
        if host is None or host.hostname not in self._names:
            abort(421, "这个网址不是本机的名字；如确实要用，请把它写进 config.yaml 的 web.names。")
        if request.method in _READS:
            return
        origin = _split(request.headers.get("Origin", ""))
        if origin is None or origin.netloc != request.host:
            abort(403, "请求不是从本页面发出的，没有办。")
        form = {} if request.headers.get("X-Token") else await request.form
        token = request.headers.get("X-Token") or form.get("token", "")
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            abort(403, "页面过期了，请刷新后再试。")


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:  # such as http://[
        return None


async def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
