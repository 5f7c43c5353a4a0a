"""What stands before Datasette: names, paths, wrong passwords, headers, a line in the log for each entry."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import unquote

import structlog
from datasette.utils import baseconv

from bot.domain.command import UserError
from bot.domain.login import SESSION_LIFE
from bot.office.door import MASKED, WHOLE
from bot.web.worktable.tries import Tries

log = structlog.get_logger(__name__)

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]

_HERE = ("127.0.0.1", "localhost", "[::1]")
# Whatever else Datasette and its plugins show is of no use here, and some of it tells of the machine.
_PATHS = re.compile(
    rf"/|/favicon\.ico|/-/(?:login|logout|dashboards(?:/[\w-]+){{0,2}}|office/\w+(?:\.js)?|static/.+|static-plugins/.+)"
    rf"|/(?:{WHOLE}|{MASKED})(?:\.json)?|/(?:{WHOLE}|{MASKED})/.+"
)
_CSV, _MARK = b"text/csv", "\ufeff".encode()  # without the mark Excel takes Chinese for another encoding
_LONGEST_FORM = 10_000
_HEADERS = {
    # Datasette and its charts need scripts in the page and compiled expressions; nothing from elsewhere.
    b"content-security-policy": (
        b"default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
        b" style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self';"
        b" form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cache-control": b"private, no-store",
}


class Gate:
    """Lets through what belongs here; `names` are hosts it may be called by besides this machine's."""

    def __init__(self, app: App, site: Any, names: Sequence[str], *, secure: bool) -> None:
        self._app, self._site, self._secure = app, site, secure
        self._names = {*_HERE, *map(str.lower, names)}
        self._tries = Tries()

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        """Take one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            await _answer(send, *refusal)
            return
        # A password in a header would be a way round the count of wrong ones.
        scope["headers"] = [one for one in scope["headers"] if one[0].lower() != b"authorization"]
        signing_in = scope["path"] == "/-/login" and scope["method"] == "POST"
        await self._app(scope, receive, self._watched(send, scope, signing_in=signing_in))

    def _refusal(self, scope: Message) -> tuple[int, str] | None:
        headers = {name.lower(): value for name, value in scope["headers"]}
        host = re.sub(r":\d+$", "", headers.get(b"host", b"").decode("latin-1").lower())
        if host not in self._names:
            return 421, "这个网址不是本机的名字；如确实要用，请把它写进 config.yaml 的 office.names。"
        if not _PATHS.fullmatch(scope["path"]) or scope["path"].endswith(".db"):
            return 404, "这里没有这一页。"
        if scope["method"] not in {"GET", "HEAD", "POST"} or not _is_short(
            headers.get(b"content-length", b"0")
        ):
            return 405, "这样不行。"
        if scope["method"] == "POST" and b"content-length" not in headers:
            return 411, "这样不行。"
        if scope["path"] == "/-/login" and scope["method"] == "POST":
            try:
                self._tries.note("", datetime.now(UTC))
            except UserError as error:
                log.warning("too many wrong passwords")
                return 429, str(error)
        return None

    def _watched(self, send: Send, scope: Message, *, signing_in: bool) -> Send:
        marks: list[bytes] = []

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [one for one in message.get("headers", []) if one[0].lower() not in _HEADERS]
                marks.extend(
                    _MARK for name, value in headers if name.lower() == b"content-type" and _CSV in value
                )
                headers = [self._sealed(*one) for one in headers] + list(_HEADERS.items())
                message = {**message, "headers": headers}
                if signing_in:
                    self._note_entry(message["status"])
                elif scope["path"].startswith(f"/{WHOLE}/") and message["status"] == 200:
                    log.info("whole values looked at", what=unquote(scope["path"]))
            elif marks:
                message = {**message, "body": marks.pop() + message.get("body", b"")}
            await send(message)

        return watched

    def _note_entry(self, status: int) -> None:
        if status == 302:
            # Who may sign in with one password must not buy more guesses at the other with it.
            self._tries.take_back("")
            log.info("signed in")
        else:
            log.warning("wrong password")

    def _sealed(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        """Keep a cookie from scripts and, behind TLS, from plain lines; let who signed in stay half a day."""
        if name.lower() != b"set-cookie":
            return name, value
        text = value.decode("latin-1")
        try:
            cookie = SimpleCookie(text).get("ds_actor")
        except CookieError:
            cookie = None
        if cookie is not None and cookie.value:
            signed = self._site.unsign(cookie.value, "actor")
            until = baseconv.base62.encode(int(time.time() + SESSION_LIFE.total_seconds()))
            text = (
                f"ds_actor={self._site.sign({'a': signed['a'], 'e': until}, 'actor')}; Path=/; SameSite=lax"
            )
        text += "; HttpOnly" + ("; Secure" if self._secure else "")
        return name, text.encode("latin-1")


def _is_short(length: bytes) -> bool:
    return length.isdigit() and int(length) <= _LONGEST_FORM


async def _answer(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})
