"""Plays scripted conversations against the whole bot on the simulated WeChat, on a clock of their own."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.clock import MovedClock
from bot.config import ConfigError, Settings
from bot.ports import Link
from bot.rehearse.cast import Cast, find_room
from bot.rehearse.script import Happening, Script, Step, read_script
from bot.rehearse.transcript import Line, Transcript
from bot.simulation import Stage
from bot.transport.simulated import Said
from data import account as accounts
from data import member as members
from data.db import look, open_store

LoadSettings = Callable[[dict[str, object]], Settings]
_LAST_WATCH = timedelta(minutes=10)


class Failed(Exception):  # noqa: N818 -- a rehearsal's result, not a program's error
    """An expectation did not hold; the text names the step and what was said instead."""


async def rehearse(path: Path, load_settings: LoadSettings, show: Callable[[Line], None]) -> None:
    """Play one file. Raises ConfigError for a bad file, Failed where the bot did not do as expected."""
    script = read_script(path)
    with tempfile.TemporaryDirectory(prefix="kiteline-") as folder:
        store = Path(folder, "rehearsal.db")
        settings = load_settings({**script.config, "transport": "simulated", "database": str(store)})
        db = open_store(store, durable=False)
        try:
            await _Play(path, script, settings, db, show).run()
        finally:
            db.close()


class _Play:
    """One rehearsal under way."""

    def __init__(
        self, path: Path, script: Script, settings: Settings, db: Database, show: Callable[[Line], None]
    ) -> None:
        self._path = path
        self._script = script
        self._zone = settings.organisation.zone
        self._show = show
        self._db = db
        self._said = Transcript()
        try:
            self._guests = Cast(db, script, settings).settle()
        except ConfigError as mistake:
            raise ConfigError(f"{path}: {mistake}") from None
        self._stage = Stage(settings, db, MovedClock(script.start), seed=0)
        self._stage.wechat.listeners.append(self._hear)

    async def run(self) -> None:
        await self._stage.settle()
        for number, step in enumerate(self._script.steps, start=1):
            try:
                way = len(self._said.lines)
                await self._go_to(step)
                self._check_never(number - 1)
                # A step that only lets time pass may expect what was said on the way.
                self._said.begin_step(way if _is_wait(step) else len(self._said.lines))
                self._act(step)
                self._check_names(step)
                self._said.note_acted()
                await self._await_expected(step)
                if step.expect_state:
                    self._check_state(step)
            except Failed as failure:
                raise Failed(f"{self._path}: step {number}: {failure}") from None
            except (LookupError, ConfigError) as mistake:
                text = mistake.args[0] if mistake.args else mistake
                raise ConfigError(f"{self._path}: step {number}: {text}") from None
        await self._stage.run_until(self._now + _LAST_WATCH)
        try:
            self._check_never(len(self._script.steps))
        except Failed as failure:
            raise Failed(f"{self._path}: step {len(self._script.steps)}: {failure}") from None

    @property
    def _now(self) -> datetime:
        return self._stage.clock.now()

    # The steps

    async def _go_to(self, step: Step) -> None:
        if step.at:
            if step.at < self._now:
                here = self._now.astimezone(self._zone).isoformat(timespec="minutes")
                raise ConfigError(f"`at` {step.at.isoformat()} is already past (it is {here})")
            await self._stage.run_until(step.at)
        elif step.after:
            await self._stage.run_until(self._now + step.after)

    def _check_names(self, step: Step) -> None:
        """Refuse an expectation about a room or person that is not there: it would say nothing."""
        for want in (*step.expect, *step.never):
            if want.room is not None:
                find_room(self._db, want.room)
            if want.to is not None and want.to not in self._guests and not members.named(self._db, want.to):
                raise ConfigError(f"{want.to} is nobody of this rehearsal")

    def _act(self, step: Step) -> None:
        if step.event:
            self._happen(step.event)
        if step.who is None or not step.speaks:
            return
        room_id = find_room(self._db, step.room) if step.room else None
        account_id = self._account(step.who)
        seats = self._stage.wechat.seats[room_id] if room_id else {}
        if room_id and account_id not in seats:
            raise ConfigError(f"{step.who} does not sit in {step.room}")
        quote = self._said.quote(step.quote, step.room, step.who) if step.quote else None
        if step.quote and quote is None:
            raise ConfigError(f"no message to quote matches {step.quote!r}")
        file = self._path.parent / step.send_file if step.send_file else None
        if file and not file.is_file():
            raise ConfigError(f"there is no file {file}")
        self._stage.wechat.speak(
            account_id,
            seats.get(account_id, step.who),
            step.say or "",
            room=room_id,
            mentions=_mentions(step.say or "", seats),
            mentions_bot=step.mention,
            quote=quote,
            file=str(file) if file else None,
            link=Link(**step.send_link.model_dump()) if step.send_link else None,
        )

    def _happen(self, event: Happening) -> None:
        wechat = self._stage.wechat
        if event.gateway:
            wechat.set_gateway(up=event.gateway == "up")
        elif event.restart:
            self._stage.restart_bot()
        elif event.leave:
            room_id = find_room(self._db, event.room or "")
            if self._account(event.leave) not in wechat.seats[room_id]:
                raise ConfigError(f"{event.leave} does not sit in {event.room}")
            wechat.leave(room_id, self._account(event.leave))
        elif event.join:
            known = members.named(self._db, event.join) or event.join in self._guests
            if not known:
                self._guests[event.join] = f"guest-{len(self._guests) + 1}"
            wechat.join(
                find_room(self._db, event.room or ""), self._account(event.join), event.nickname or event.join
            )

    def _account(self, name: str) -> str:
        if name in self._guests:
            return self._guests[name]
        found = [
            account
            for person in members.named(self._db, name)
            for account in accounts.of_member(self._db, person.id)
        ]
        if len(found) != 1:
            raise ConfigError(f"{name} is {'nobody with a WeChat account' if not found else 'not unique'}")
        return found[0]

    # What was said

    def _hear(self, said: Said) -> None:
        by_bot = said.sender == self._stage.wechat.own.account_id
        partner = self._stage.wechat.own.nickname
        if by_bot and said.partner:
            partner = self._name_of(said.partner)
        line = Line(
            at=datetime.fromisoformat(said.at).astimezone(self._zone).isoformat(timespec="seconds"),
            room=self._stage.wechat.topics[said.room] if said.room else None,
            to=None if said.room else partner,
            sender=said.nickname,
            text=said.text,
            file=said.file,
            by_bot=by_bot,
        )
        self._said.lines.append(line)
        self._show(line)

    def _name_of(self, account_id: str) -> str:
        actor = accounts.actor(self._db, account_id)
        guests = {account: name for name, account in self._guests.items()}
        return actor.member.name if actor else guests.get(account_id, account_id)

    def _check_never(self, number: int) -> None:
        """Check what the step before must not have brought about."""
        found = self._said.find_forbidden(self._script.steps[number - 1].never) if number else None
        if found:
            forbidden, line = found
            raise Failed(f"step {number} forbids {forbidden.text!r}, but the bot said: {line.text}")

    async def _await_expected(self, step: Step) -> None:
        limit = self._now + step.within
        following = await self._stage.settle()
        while missing := [want for want in step.expect if not self._said.has(want)]:
            if following is None or following > limit:
                self._stage.clock.move_to(limit)
                await self._stage.settle()
                if any(not self._said.has(want) for want in step.expect):
                    raise Failed(self._said.explain(missing[0]))
                return
            self._stage.clock.move_to(following)
            following = await self._stage.settle()

    def _check_state(self, step: Step) -> None:
        assert step.expect_state is not None
        try:
            row = look(self._db, step.expect_state.sql)
        except sqlite3.Error as error:
            raise ConfigError(f"expect_state: {error}") from error
        value = row[0] if row else None
        if value != step.expect_state.is_:
            raise Failed(f"{step.expect_state.sql} gives {value!r}, expected {step.expect_state.is_!r}")


def _is_wait(step: Step) -> bool:
    return not step.speaks and step.event is None


def _mentions(text: str, seats: dict[str, str]) -> tuple[str, ...]:
    """List whom @nickname in a text means, among those who sit in the room."""
    names = {match[1] for match in re.finditer(r"@(\S+?)(?:[\u2005\s]|$)", text)}
    return tuple(account for account, nickname in seats.items() if nickname in names)
