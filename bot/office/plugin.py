"""What Datasette asks us while it makes its pages: words in Chinese, when the copy was made, refusals."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import structlog
from datasette import Response, database, hookimpl
from datasette.plugins import pm
from datasette.views import base

from bot.config import Settings, read_yaml
from bot.logs import describe
from bot.office.copies import Copies
from bot.office.pages import CALLED, PAGES, TITLES, TOLD
from data.db import StoreError

log = structlog.get_logger(__name__)
WORDS: Mapping[str, Mapping[str, str]] = read_yaml(Path(__file__).with_name("words.yaml"))  # type: ignore[assignment]
_LOOKUPS = {
    "exact": "等于",
    "not": "不等于",
    "contains": "含有",
    "notcontains": "不含",
    "endswith": "结尾是",
    "startswith": "开头是",
    "gt": "大于",
    "gte": "不小于",
    "lt": "小于",
    "lte": "不大于",
    "in": "是其中之一",
    "notin": "不是其中之一",
    "isblank": "空着",
    "notblank": "不空",
    "isnull": "没有值",
    "notnull": "有值",
    "date": "是这一天",
}

_Function = TypeVar("_Function", bound=Callable[..., Any])
_LONGEST_VALUE = 100_000  # bytes; own SQL could else ask for gigabytes, which no time limit stops
_NOT_FOUND = "这里没有这一页。"
_BROKEN = "这一页没有做出来；请告诉运行这台机器的人。"


def hook(function: _Function) -> _Function:
    """Let Datasette call this method."""
    return cast(_Function, hookimpl(function))


def hook_first(function: _Function) -> _Function:
    """Let Datasette call this method before those of others."""
    return cast(_Function, hookimpl(function, tryfirst=True))


class Plugin:
    """Our part in Datasette."""

    __name__ = "bot.office"  # where Datasette finds our static files

    def __init__(self, settings: Settings, copies: Copies) -> None:
        self._settings, self._copies = settings, copies

    @hook
    def prepare_jinja2_environment(self, env: Any) -> None:
        """Let Datasette's own templates speak Chinese."""
        for loader in env.loader.loaders[:1]:
            loader.get_source = _in_chinese(loader.get_source)

    @hook
    def prepare_connection(self, conn: sqlite3.Connection) -> None:
        """Let nobody's SQL fill the memory, or ask where on this machine the files lie."""
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        conn.set_authorizer(_authorize)

    @hook
    def extra_template_vars(self) -> dict[str, Any]:
        """Give every page what our own templates and words need."""
        minutes = int(self._settings.office.refresh.total_seconds() // 60)
        return {
            "kiteline": SimpleNamespace(
                organisation=self._settings.organisation.name,
                prepared=self._copies.prepared,
                every=f"{minutes} 分钟" if minutes else "",
                queries=PAGES["queries"],
                tables=PAGES["tables"],
                charts=PAGES["charts"],
                titles=TITLES,
                told=TOLD,
                lookup=_LOOKUPS.get,
                called=lambda actor: CALLED[actor["id"]],
            )
        }

    @hook
    def menu_links(self) -> list[dict[str, str]]:
        """Give the menu its way home."""
        return [{"href": "/", "label": "首页"}]

    @hook
    def register_routes(self) -> list[tuple[str, Callable[..., Any]]]:
        """Show the script of tables in Chinese, and let a reader have newer figures."""
        return [(r"^/-/office/table\.js$", _show_script), (r"^/-/office/refresh$", self._refresh)]

    async def _refresh(self, request: Any) -> Any:
        if request.method == "POST" and request.actor:
            try:
                await asyncio.to_thread(self._copies.make)
            except StoreError as error:
                log.error("tables not prepared", why=str(error))
                return Response.html(
                    "更新没有成功，显示的还是原来的数字；请告诉运行这台机器的人。", status=500
                )
        return Response.redirect("/")

    @hook_first
    def forbidden(self, datasette: Any, request: Any) -> Any:
        """Send who is not signed in to the door; tell the others that this is not theirs to see."""
        if not request.actor:
            return Response.redirect("/-/login")

        async def refuse() -> Any:
            log.warning("refused", login=request.actor["id"], path=request.path)
            told = {
                "title": "这一页您看不了",
                "error": "这一份要用 office-full 登录。请先退出，再换一个登录名。",
            }
            page = await datasette.render_template("error.html", told, request=request)
            return Response.html(page, status=403)

        return refuse

    @hook_first
    def handle_exception(self, datasette: Any, request: Any, exception: Exception) -> Any:
        """Say what went wrong in words, and log its kind alone: Datasette's own report shows rows."""

        async def tell() -> Any:
            status = int(getattr(exception, "status", 500))
            if status >= 500:
                log.error("page failed", **describe(exception))
            told = _NOT_FOUND if status == 404 else _BROKEN if status >= 500 else str(exception)
            if request.path.endswith(".json"):
                return Response.json({"ok": False, "error": told, "status": status}, status=status)
            page = await datasette.render_template(
                "error.html", {"error": told, "status": status}, request=request
            )
            return Response.html(page, status=status)

        return tell


def _authorize(action: int, subject: str | None, *_: str | None) -> int:
    is_where = action == sqlite3.SQLITE_PRAGMA and subject == "database_list"
    return sqlite3.SQLITE_IGNORE if is_where else sqlite3.SQLITE_OK


def keep_quiet() -> None:
    """Keep Datasette from writing to the terminal what somebody asked for, and rows, when a page fails."""
    pm.unregister(name="datasette.handle_exception")
    for module in (database, base):
        module.sys = SimpleNamespace(stderr=io.StringIO())


def _in_chinese(plain: Callable[..., Any]) -> Callable[..., Any]:
    def get_source(environment: Any, template: str) -> Any:
        source, filename, fresh = plain(environment, template)
        return translate(template, source), filename, fresh

    return get_source


def translate(name: str, source: str) -> str:
    """Put our words in place of Datasette's."""
    for theirs, ours in WORDS.get(name, {}).items():
        source = source.replace(theirs, ours)
    return source


async def _show_script() -> Any:
    script = (files("datasette") / "static" / "table.js").read_text(encoding="utf-8")
    return Response(translate("table.js", script), content_type="text/javascript; charset=utf-8")
