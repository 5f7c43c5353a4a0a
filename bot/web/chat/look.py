"""One view of a world: whose eyes, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from quart import abort, request

from bot.config import ConfigError
from bot.rehearse import Scene
from bot.web.chat import people, view
from bot.web.chat.people import Person
from bot.web.chat.tour import Showing
from bot.web.chat.world import World
from bot.web.chat.worlds import Worlds


@dataclass(frozen=True, slots=True)
class Look:
    """One view of a world: whose eyes, and the conversation they rest on (own account: the private chat)."""

    world: World
    showing: Showing | None
    viewer: Person
    conversation: str
    following: Scene | None = None  # the next one of the tour

    @property
    def in_room(self) -> bool:
        """Whether it is a room, no private chat."""
        return self.conversation != self.viewer.account

    @property
    def url(self) -> str:
        """The address of this view."""
        return view.url(self.world, self.viewer.account, self.conversation)


async def look_at(worlds: Worlds, name: str) -> Look:
    """Take the view that the present request asks for (`as` and `in`), as far as it is possible.

    One who is not there becomes the first of the office, a room he does not sit in his first one.
    """
    world, showing = await find_world(worlds, name)
    focus = showing.focus if showing else None
    account = request.args.get("as") or (focus[0] if focus else people.first(world))
    viewer = people.person(world, account) or people.person(world, people.first(world))
    assert viewer is not None
    wanted = request.args.get("in") or (focus[1] if focus else "")
    seats = world.stage.wechat.seats.get(wanted, {})
    if viewer.account not in seats and wanted != viewer.account:
        wanted = next(iter(world.rooms_of(viewer.account)), viewer.account)
    return Look(world, showing, viewer, wanted, worlds.after(showing))


async def find_world(worlds: Worlds, name: str) -> tuple[World, Showing | None]:
    """Find a world by its name; one that is not there is a page that says so."""
    try:
        return await worlds.find(name)
    except KeyError:
        abort(404, "没有这一幕。")
    except ConfigError as mistake:
        abort(500, str(mistake))
