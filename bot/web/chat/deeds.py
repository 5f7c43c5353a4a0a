"""What a viewer of the simulated WeChat may do: speak, be somebody else, move the clock, break things."""

from __future__ import annotations

import json
from typing import Any

from quart import Response, abort, redirect, request

from bot.web.chat import people, view
from bot.web.chat.look import look_at
from bot.web.chat.tour import Showing
from bot.web.chat.worlds import Worlds
from bot.web.file import safe_name

_LONGEST_TEXT = 10_000


class Deeds:
    """The forms of the page; each answers with where to look then."""

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds

    async def say(self, name: str) -> Any:
        """Let the viewer write, or send a file."""
        look = await look_at(self._worlds, name)
        form, files = await request.form, await request.files
        text = form.get("text", "").replace("\r\n", "\n").strip()
        sent = files.get("file")
        if (look.viewer.account, look.conversation) != (request.args.get("as"), request.args.get("in")):
            abort(409, "您已经不在这里了，这句没有发。请先在“会话”里另选一个。")
        if len(text) > _LONGEST_TEXT:
            abort(400, f"太长了：一条最多 {_LONGEST_TEXT} 个字。")
        if look.showing:
            await look.showing.take_over()
        await look.world.wait_for_bot()
        if sent and sent.filename:
            path = self._worlds.folder_for_upload() / safe_name(sent.filename)
            await sent.save(path)
            look.world.speak(look.viewer.account, look.conversation, "", file=path)
        if text:
            quoted = form.get("quote") or None
            look.world.speak(look.viewer.account, look.conversation, text, quoted=quoted)
        return _done(look.url)

    async def be(self, name: str) -> Any:
        """Look with the eyes of somebody called so; a stranger is made where one is wanted."""
        look = await look_at(self._worlds, name)
        form = await request.form
        stranger = form.get("stranger", "").strip()[:30]
        if stranger:
            account = look.world.add_guest(stranger)
            return redirect(view.url(look.world, account, account), 303)
        wanted = form.get("who", "")
        found = people.named(look.world, wanted)
        if not found:
            abort(404, f"没有叫“{wanted}”而且有微信的人。只有电话的党员不在微信里，由书记代报。")
        return redirect(view.url(look.world, found[0].account, look.conversation), 303)

    async def move(self, name: str) -> Any:
        """Move the clock."""
        look = await look_at(self._worlds, name)
        form = await request.form
        stage = look.world.stage
        moments = view.moments(stage.clock.now(), stage.settings.organisation.zone)
        if form.get("to") not in moments:
            abort(400, "时钟只能往前拨：十分钟、一小时、明天九点、下周一九点。")
        if look.showing:
            await look.showing.take_over()
        await look.world.move_to(moments[form["to"]])
        return _done(look.url)

    async def happen(self, name: str) -> Any:
        """Let something go wrong, or somebody come or go."""
        look = await look_at(self._worlds, name)
        form = await request.form
        wechat = look.world.stage.wechat
        what, room = form.get("what"), look.conversation
        if look.showing:
            await look.showing.take_over()
        match what:
            case "down" | "up":
                wechat.set_gateway(up=what == "up")
            case "too_often":
                wechat.complain()
            case "restart":
                await look.world.restart_bot()
            case "leave" if look.viewer.account in wechat.seats.get(room, {}):
                wechat.leave(room, look.viewer.account)
            case "join" if room in wechat.topics:
                nickname = form.get("nickname", "").strip()[:30] or "路人甲"
                wechat.join(room, look.world.add_guest(nickname), nickname)
            case "again":
                await self._worlds.begin_again()
                return _done(view.url(self._worlds.main, people.first(self._worlds.main), ""))
            case _:
                abort(400, "先点开一个群，再让人进群或退群。")
        look.world.tell()
        return _done(look.url)

    async def scene(self, name: str) -> Any:
        """Play, pause or step a scene, take it over, or put it on from its beginning."""
        look = await look_at(self._worlds, name)
        showing = look.showing or abort(400, "这里没有在演的场景。")
        match (await request.form).get("what"):
            case "play":
                showing.play()
            case "pause":
                await showing.pause()
            case "step":
                await showing.step()
            case "take":
                await showing.take_over()
            case "again":
                showing = await self._worlds.open(name)
                showing.play()
                return _done(_opening(showing))
            case _:
                abort(400, "没有这个按钮。")
        return _done(look.url)


def _opening(showing: Showing) -> str:
    return view.url(showing.world, *(showing.focus or (people.first(showing.world), "")))


def _done(url: str) -> Any:
    """Answer a script with nothing, a form without one with the page."""
    if request.headers.get("X-Token"):
        return Response(json.dumps({"url": url}), content_type="application/json")
    return redirect(url, 303)
