"""The web site: health for service managers, and the pages put into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from quart import Blueprint, Quart, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from bot.config import Web
from bot.web.guard import Guard

Pages = Blueprint  # a set of pages under one prefix
_WORDS = {
    404: "没有这一页，或者它已经不在了。",
    405: "这一页不能这样打开。",
    413: "太大了：一次最多发 10 MB。",
    500: "出了点问题，没有办成；已经记在日志里，请再试一次。",
}
# What a person may send: a picture or spreadsheet of at most 10 MB, and some words around it.
_LONGEST_BODY = 11 * 1024 * 1024


def make_site(web: Web, health: Callable[[], dict[str, Any]], pages: Sequence[Pages], *, home: str) -> Quart:
    """Put a site together; `home` is the path that `/` leads to where no page is there itself."""
    site = Quart(__name__)
    site.config["MAX_CONTENT_LENGTH"] = _LONGEST_BODY
    site.config["SEND_FILE_MAX_AGE_DEFAULT"] = timedelta(0)  # a new version is seen at once
    Guard([web.host, *web.names]).stand_before(site)
    for page in pages:
        site.register_blueprint(page)

    @site.get("/health")
    async def tell_health() -> dict[str, Any]:
        return health()

    if home != "/":

        @site.get("/")
        async def lead_home() -> Response:
            return redirect(home)  # type: ignore[return-value]

    @site.errorhandler(HTTPException)
    async def explain(error: HTTPException) -> Response | tuple[str, int]:
        code, text = error.code or 500, error.description or error.name
        if text == type(error).description:  # the library's own words are English
            text = _WORDS.get(code, "这一步没有办成，请回到首页再试。")
        if "text/html" not in request.headers.get("Accept", ""):
            return Response(text, code, content_type="text/plain; charset=utf-8")
        return await render_template("error.html", code=code, text=text, home=home), code

    return site
