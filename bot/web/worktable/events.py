"""A stream that says only that something changed; the page then fetches what it shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from quart import Blueprint, Response, g, render_template, request

from bot.manual.cards import count_left
from bot.web.worktable.progress import count_silent
from bot.web.worktable.table import COOKIE, Table, wants_part
from data import login as logins
from data import posting

_LOOK_EVERY = 1.0  # seconds
_SIGN_OF_LIFE = 15  # looks; proxies drop a silent stream


def put_into(pages: Blueprint, table: Table) -> None:
    """Put the stream, and the counts on the tabs, into the worktable."""

    @pages.get("/events")
    async def tell_changes() -> Response:
        headers = {"X-Accel-Buffering": "no"}  # a proxy must not keep it back
        stream = _changes(table, request.cookies.get(COOKIE, ""))
        response = Response(stream, headers=headers, content_type="text/event-stream; charset=utf-8")
        response.timeout = None  # it goes on for as long as somebody looks
        return response

    @pages.get("/part/tabs")
    async def show_tabs() -> str:
        return await render_template(
            "worktable/_tabs.html", seat=table.seat, page=request.args.get("page", "")
        )

    @pages.context_processor
    async def count() -> dict[str, object]:
        """Give the frame of every page what stands on the tabs."""
        if "seat" not in g:
            return {}
        if wants_part() and request.endpoint != "worktable.show_tabs":
            return {"draft": table.desk.draft_of(table.clerk)}
        return {
            "tab_left": count_left(table.db, table.now),
            "tab_silent": count_silent(table),
            "trial": table.trial,
            "draft": table.desk.draft_of(table.clerk),
        }


async def _changes(table: Table, cookie: str) -> AsyncIterator[str]:
    """Say "changed" whenever the store has changed in what the worktable shows; end with the session."""
    yield "retry: 1000\n\n"
    writes, known, looks = -1, _state(table), 0
    while logins.signed_in(table.db, cookie, table.real_now) is not None:
        await asyncio.sleep(_LOOK_EVERY)
        looks += 1
        written = table.db.conn.total_changes
        # What becomes due by the clock alone writes nothing: it is looked for now and then.
        if written != writes or looks % _SIGN_OF_LIFE == 0:
            writes, before, known = written, known, _state(table)
            if known != before:
                yield "data: changed\n\n"
                continue
        if looks % _SIGN_OF_LIFE == 0:
            yield ": still here\n\n"
    table.seats.pop(cookie, None)
    yield "event: over\ndata: over\n\n"


def _state(table: Table) -> tuple[object, ...]:
    return (*posting.pulse(table.db), count_left(table.db, table.now), table.bot.outbox.online)
