"""贴回来: what people answered, pasted; each message as it was read, to be mended by a click."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from quart import Blueprint, abort, render_template, request

from bot.domain.command import UserError
from bot.domain.concern import SHOWN_FOR, Concern, Why
from bot.domain.member import Member
from bot.domain.room import TiedRoom
from bot.manual.cards import tied_rooms
from bot.manual.hearing import Heard
from bot.manual.mending import Line
from bot.manual.overlooked import ROUND, Overlooked
from bot.web.worktable.rows import Offered, Shown, find_person, find_room, list_people, offer, read_line
from bot.web.worktable.rows import show as show_row
from bot.web.worktable.table import Answer, Table, answer, number, wants_part
from data import concern as concerns
from data import pasting
from data import unit as units

_BREATH = 8  # messages between which others of the bot's work have their turn
_FOLDED = 200  # rows of chat, and of what is known; the others are only counted
_FEW_NAMES = 3  # from so many unknown names on the wrong group may have been chosen
_LONGEST = 200_000  # characters; a group's month is less
_CHOOSE = "请选一位，或写上名册上的姓名，再点“就是他”。"


def put_into(pages: Blueprint, table: Table) -> None:
    """Put the box for pasting into the worktable."""

    async def show(shown: list[Shown] | None = None, *, room: str = "") -> str:
        return await render_template(
            "worktable/back.html",
            seat=table.seat,
            rooms=tied_rooms(table.db),
            room=room,
            **_result(shown, room),
            people=list_people(table),
            concerns=_concerns(table),
            **_places(table),
        )

    @pages.get("/back")
    async def show_back() -> str:
        return await show()

    @pages.get("/part/concerns")
    async def show_concerns() -> str:
        return await render_template("worktable/_concerns.html", concerns=_concerns(table), **_places(table))

    @pages.post("/back")
    async def paste() -> Answer:
        """Read what was pasted; neither it nor what the page shows of it is kept."""
        form = await request.form
        room, teller = find_room(table, form.get("room", "")), find_person(table, form.get("teller", ""))
        if not form.get("room") or not form.get("pasted", "").strip():
            raise UserError("请先选一个群，再把微信里复制的话贴进框里。")
        if len(form["pasted"]) > _LONGEST:
            raise UserError(f"太长了，一次最多贴 {_LONGEST // 10_000} 万字，请分几次贴。")
        shown = await _read_in(table, form["pasted"], room, teller)
        if not wants_part():
            return await show(shown, room=form["room"])
        return await render_template(
            "worktable/_result.html", **_result(shown, form["room"]), **_places(table)
        )

    @pages.post("/mend")
    async def mend() -> Answer:
        """Mend one message, as the button says; gives its row again."""
        form = dict((await request.form).items())
        line = read_line(table, form.get("line", ""))
        try:
            heard, told = _mend(table, line, form), ""
        except UserError as error:
            heard, told = _as_it_was(line), str(error)
        row = form.get("number", "row-1")
        opened = bool(told) or "open" in form
        shown = show_row(table, row, heard, line.room, before=line, opened=opened, told=told)
        if not wants_part():
            return await show([shown])
        return await render_template("worktable/_row.html", one=shown, **_places(table))

    @pages.post("/settle")
    async def settle() -> Answer:
        """Settle something to look at that stands on the list below the box."""
        form = dict((await request.form).items())
        told = _settle(table, form) or (_name(table, form) if "named" in form else "")
        return answer(table.seat, f"好了：{told}。" if told else "")


async def _read_in(table: Table, text: str, room: TiedRoom | None, teller: Member | None) -> list[Shown]:
    """Take what was pasted: distress first, then what is doubtful, then chat that may be an answer."""
    heard, paste = list[Heard](), table.desk.unfold(text, room, teller)
    await asyncio.to_thread(lambda: paste.messages)  # of thousands of lines a while; it needs no store
    for place, one in enumerate(table.desk.read(paste, room, teller, table.clerk)):
        heard.append(one)
        await _breathe(place)
    heard.sort(key=lambda one: (not one.kept.alarms, not one.is_doubtful, one.pasted.line))
    # Only now: who chats first and answers then has answered.
    again = Overlooked(table.bot)
    shown = list[Shown]()
    for place, one in enumerate(heard, start=1):
        shown.append(show_row(table, f"row-{place}", one, room, overlooked=again))
        await _breathe(place)
    return sorted(shown, key=lambda row: (not row.heard.is_doubtful, not row.may_answer))


async def _breathe(place: int) -> None:
    """Let others of the bot's work have their turn now and then; never within a transaction."""
    if place % _BREATH == 0:
        await asyncio.sleep(0)


def _result(shown: Sequence[Shown] | None, room: str) -> dict[str, object]:
    """Give the template what was read, in the order of its places on the page."""
    rows = shown or []
    folds = {fold: [one for one in rows if one.fold == fold] for fold in ("chat", "known")}
    return {
        "shown": shown,
        "standing": _one_by_one([one for one in rows if not one.fold]),
        "folds": {fold: (len(found), found[:_FOLDED]) for fold, found in folds.items()},
        "is_elsewhere": room not in {"", "-"} and _are_mostly_unknown(rows),
    }


async def _one_by_one(rows: Sequence[Shown]) -> AsyncIterator[Shown]:
    """Give the template the rows to write; thousands of them take a while."""
    for place, one in enumerate(rows):
        yield one
        await _breathe(place)


def _are_mostly_unknown(rows: Sequence[Shown]) -> bool:
    names = {one.heard.pasted.name: one.heard.person is None for one in rows if one.heard.pasted.name}
    unknown = sum(names.values())
    return unknown >= _FEW_NAMES and 2 * unknown > len(names)


def _mend(table: Table, line: Line, form: dict[str, str]) -> Heard:
    mender = table.mender
    if "open" in form:
        return _as_it_was(line)
    if told := _settle(table, form):
        return Heard(line.pasted, line.person, "settled", verdict=told)
    if ("leave" in form or "asked" in form) and line.person:
        return _mend_chat(table, line, form)
    if "amend" in form and line.person:
        return mender.amend(line, form.get("words", ""))
    if "undo" in form and line.person:
        return mender.take_back(line)
    person = find_person(table, form.get("who") or form.get("whom", ""))
    if person is None:
        raise UserError(_CHOOSE)
    return mender.take_as(line, person)


def _mend_chat(table: Table, line: Line, form: dict[str, str]) -> Heard:
    """Do what a button says about chat that may be an answer."""
    if "leave" in form:
        return table.mender.leave_chat(line)
    which, _, chosen = form["asked"].partition(":")
    if which == ROUND:
        return table.mender.amend(line, "平安")
    return table.mender.count_chat(line, _number(which), chosen, table.clerk)


def _settle(table: Table, form: dict[str, str]) -> str:
    """Do what a button says about a doubtful answer or a thing to look at; "" where it is none of these."""
    mender = table.mender
    if "count" in form:
        return mender.count(_number(form["count"]), table.clerk)
    if "drop" in form:
        return mender.leave_out(_number(form["drop"]))
    if "seen" in form:
        return mender.seen(_number(form["seen"]))
    return ""


def _number(text: str) -> int:
    found = number(text)
    if found is None:
        abort(400)
    return found


def _name(table: Table, form: dict[str, str]) -> str:
    """Say who was meant by a name that nobody knew; gives how the words were read."""
    person = find_person(table, form.get("who") or form.get("whom", ""))
    found = [one for one in _unsettled(table) if str(one.number) == form["named"]]
    if person is None or not found:
        raise UserError(_CHOOSE if found else "这一条已经处理过了。")
    return f"{person.name} {table.mender.name(found[0], person).verdict}"


def _as_it_was(line: Line) -> Heard:
    return Heard(
        line.pasted, line.person, "open" if line.person else "unknown", key=line.key, verdict=line.verdict
    )


def _unsettled(table: Table) -> list[Concern]:
    zone = table.bot.settings.organisation.zone
    return concerns.unsettled(table.db, table.now - SHOWN_FOR, zone)


def _concerns(table: Table) -> list[tuple[Concern, int | None, Offered]]:
    """List what is to be looked at, each with the doubtful answer it is about, or who may be meant."""
    return [
        (one, pasting.unsure_of(table.db, one.number), offer(table, [one.detail] if _is_name(one) else []))
        for one in _unsettled(table)
    ]


def _is_name(one: Concern) -> bool:
    return one.why is Why.NAME


def _places(table: Table) -> dict[str, object]:
    return {"zone": table.bot.settings.organisation.zone, "branches": units.branch_names(table.db)}
