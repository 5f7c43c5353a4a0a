"""The page of the simulated WeChat: what a browser may ask for."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from quart import Blueprint, Response, abort, render_template, request, send_file, stream_with_context

from bot.web.chat import people, view
from bot.web.chat.bonnet import open_incoming, open_said
from bot.web.chat.deeds import Deeds
from bot.web.chat.look import Look, find_world, look_at
from bot.web.chat.world import is_image
from bot.web.chat.worlds import Worlds

_SHOWN = 120  # lines of a chat at once
_PAUSE = 0.12  # seconds that news are gathered before they are sent
_STILL = 20.0  # seconds without news after which the clock is sent again


def make_pages(worlds: Worlds) -> Blueprint:
    """Make the pages over the worlds."""
    pages = Blueprint("chat", __name__, url_prefix="/world/<name>")
    sights, deeds = _Sights(worlds), Deeds(worlds)
    pages.get("/")(sights.show)
    pages.get("/events")(sights.events)
    pages.get("/lines")(sights.lines)
    pages.get("/bonnet/<message_id>")(sights.bonnet)
    pages.get("/file/<message_id>")(sights.file)
    pages.post("/say")(deeds.say)
    pages.post("/be")(deeds.be)
    pages.post("/move")(deeds.move)
    pages.post("/happen")(deeds.happen)
    pages.post("/scene")(deeds.scene)
    return pages


class _Sights:
    """What can be seen of the worlds."""

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds

    async def show(self, name: str) -> str:
        """Show a world with somebody's eyes."""
        look = await look_at(self._worlds, name)
        lines = look.world.lines(look.conversation, limit=_SHOWN)
        look.world.see(look.viewer.account, look.conversation)
        return await render_template(
            "chat/page.html",
            **_around(look),
            bubbles=view.bubbles(look.world, look.viewer.account, lines),
            has_more=len(lines) == _SHOWN,
            tries=view.tries(look.world, look.viewer.account, in_room=look.in_room),
            version=look.world.version,
            focus=_focus_of(look),
            scenes=list(self._worlds.scenes.values()),
            is_new=look.showing is None and look.world.is_new,
            names=people.names(look.world),
            groups=people.groups(look.world, look.conversation),
            seats=_seats(look),
        )

    async def events(self, name: str) -> Response:
        """Send what is new in a view, for as long as somebody looks."""
        look = await look_at(self._worlds, name)
        since = request.headers.get("Last-Event-ID") or request.args.get("since", "0")
        response = Response(
            stream_with_context(self._news)(look, int(since) if re.fullmatch(r"[0-9]{1,15}", since) else 0),
            content_type="text/event-stream",
        )
        response.timeout = None
        return response

    async def _news(self, look: Look, since: int) -> AsyncIterator[bytes]:
        # Where the eyes were led when the page was made; the scene may have gone on since.
        led = None if request.headers.get("Last-Event-ID") else request.args.get("led")
        focus = led if led is not None else _focus_of(look)
        with look.world.onlooker() as woken:
            while self._worlds.shows(look.world) and since <= look.world.version:
                woken.clear()
                version = look.world.version
                told = await self._tell(look, since)
                led_to = _focus_of(look) if look.showing and look.showing.leads else ""
                if led_to and led_to != focus:
                    focus = told["focus"] = led_to
                yield f"id: {version}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode()
                since = version
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), _STILL)
                await asyncio.sleep(_PAUSE)
        yield b'data: {"reload": true}\n\n'  # another world stands in its place

    async def _tell(self, look: Look, since: int) -> dict[str, Any]:
        shown = view.bubbles(look.world, look.viewer.account, look.world.news(look.conversation, since))
        look.world.see(look.viewer.account, look.conversation)
        around = _around(look)
        return {
            "lines": [
                {"id": one.id, "html": await render_template("chat/bubble.html", **around, bubble=one)}
                for one in shown
            ],
            "rooms": await render_template("chat/rooms.html", **around),
            "now": await render_template("chat/now.html", **around),
            "banner": await render_template("chat/banner.html", **around),
            "stage": await render_template("chat/stage.html", **around) if look.showing else "",
        }

    async def lines(self, name: str) -> str:
        """Give the lines above those that are shown."""
        look = await look_at(self._worlds, name)
        before = request.args.get("before", type=int) or 0
        lines = look.world.lines(look.conversation, before=before, limit=_SHOWN)
        bubbles = view.bubbles(look.world, look.viewer.account, lines)
        return await render_template(
            "chat/lines.html", **_around(look), bubbles=bubbles, has_more=len(lines) == _SHOWN
        )

    async def bonnet(self, name: str, message_id: str) -> str:
        """Show what happened under the bonnet because of a message."""
        look = await look_at(self._worlds, name)
        line = look.world.line(message_id) or abort(404, "这条消息已经不在了。")
        stage, taken = look.world.stage, look.world.memory.taken
        if line.said.sender == stage.wechat.own.account_id:
            opened = open_said(stage.db, stage.settings, message_id, taken)
        elif message_id in taken:
            one = taken[message_id]
            opened = open_incoming(stage.db, stage.settings, one.incoming, one.changes)
        else:
            abort(404, "这条消息机器人没有收到：网关断着，或者它刚刚重启。")
        return await render_template("chat/bonnet.html", bonnet=opened)

    async def file(self, name: str, message_id: str) -> Response:
        """Give a picture or file that was sent."""
        world, _ = await find_world(self._worlds, name)
        line = world.line(message_id)
        if line is None or line.said.file is None or line.said.recalled is not None:
            abort(404, "这个文件已经不在了。")
        path = Path(line.said.file)
        return await send_file(path, as_attachment=not is_image(path.name), attachment_filename=path.name)


def _around(look: Look) -> dict[str, Any]:
    wechat = look.world.stage.wechat
    return {
        "world": look.world,
        "base": f"/world/{look.world.name}",
        "look": look,
        "title": wechat.topics.get(look.conversation, wechat.own.nickname),
        "is_room": look.conversation in wechat.topics,
        "people_here": len(wechat.seats.get(look.conversation, ())),
        "rooms": view.conversations(look.world, look.viewer.account, look.conversation),
        "told": view.told(look.world),
        "clock": view.clock(look.world, look.viewer),
        "gateway_up": wechat.is_up,
        "paused_until": view.paused_until(look.world),
        "showing": look.showing,
        "next_scene": look.following,
    }


def _seats(look: Look) -> list[str]:
    wechat = look.world.stage.wechat
    others = wechat.seats.get(look.conversation, {})
    return [
        wechat.own.nickname,
        *(name for account, name in others.items() if account != look.viewer.account),
    ]


def _focus_of(look: Look) -> str:
    """Give the address that a scene leads the eyes to, or nothing."""
    return view.url(look.world, *look.showing.focus) if look.showing and look.showing.focus else ""
