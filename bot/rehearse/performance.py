"""A rehearsal under way: one step at a time, with what the bot says checked after each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.clock import MovedClock
from bot.config import ConfigError, Settings
from bot.rehearse.acting import Actors
from bot.rehearse.cast import Cast, find_room
from bot.rehearse.script import Script, Step
from bot.rehearse.transcript import Line, Transcript
from bot.simulation import Stage
from bot.transport.simulated import Said
from data.db import look

_LAST_WATCH = timedelta(minutes=10)


class Failed(Exception):  # noqa: N818 -- a rehearsal's result, not a program's error
    """An expectation did not hold; the text names the step and what was said instead."""


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation to look at: a room (as `account` sees it), or an account's private chat; ids."""

    room: str | None = None
    account: str | None = None


class Performance:
    """A script on its stage, the simulated WeChat with the bot: `begin`, `play` each step, `end`."""

    def __init__(
        self, path: Path, script: Script, settings: Settings, db: Database, show: Callable[[Line], None]
    ) -> None:
        self.script = script
        self.zone = settings.organisation.zone
        self._path = path
        self._show = show
        self._db = db
        self._said = Transcript()
        try:
            guests = Cast(db, script, settings).settle()
        except ConfigError as mistake:
            raise ConfigError(f"{path}: {mistake}") from None
        self.stage = Stage(settings, db, MovedClock(script.start), seed=0)
        self.stage.wechat.listeners.append(self._hear)
        self._actors = Actors(db, self.stage, path.parent, guests)

    async def begin(self) -> None:
        """Let the bot log in and do what is due at the start."""
        await self.stage.settle()

    async def play(self, number: int) -> None:
        """Play a step, the first is 1; the steps go in their order.

        Raises Failed where the bot did not do as expected, ConfigError for what cannot be played.
        """
        step = self.script.steps[number - 1]
        with self._named(number):
            way = len(self._said.lines)
            await self._go_to(step)
            self._check_never(number - 1)
            # A step that only lets time pass may expect what was said on the way.
            self._said.begin_step(way if step.is_wait else len(self._said.lines))
            self._actors.act(step, self._said)
            self._check_names(step)
            self._said.note_acted()
            await self._await_expected(step)
            if step.expect_state:
                self._check_state(step)

    async def end(self) -> None:
        """Watch for ten more minutes what the last step forbids. Raises Failed."""
        await self.stage.run_until(self._now + _LAST_WATCH)
        last = len(self.script.steps)
        with self._named(last):
            self._check_never(last)

    def account(self, name: str) -> str:
        """Give the account by which somebody of the script acts. Raises ConfigError."""
        return self._actors.account(name)

    @property
    def guests(self) -> dict[str, str]:
        """The accounts of those who are not bound, by name."""
        return self._actors.guests

    def spoken_at(self, number: int) -> Place | None:
        """Give where a step speaks, with the account of who speaks, or where its event is; else None."""
        step = self.script.steps[number - 1]
        with self._named(number):
            if step.event and step.event.room:
                return Place(find_room(self._db, step.event.room))
            if step.who is None or not step.speaks:
                return None
            return Place(find_room(self._db, step.room) if step.room else None, self.account(step.who))

    def heard_at(self, number: int) -> list[Place]:
        """List where a step's answers are to be seen: those expected first, where it wants to end last."""
        step = self.script.steps[number - 1]
        names = [name for want in step.expect if (name := want.room or want.to) and name != step.show]
        with self._named(number):
            return [self._find_place(name) for name in dict.fromkeys([*names, *filter(None, [step.show])])]

    def _find_place(self, name: str) -> Place:
        try:
            return Place(room=find_room(self._db, name))
        except ConfigError:
            pass
        try:
            return Place(account=self.account(name))
        except ConfigError:
            raise ConfigError(
                f"`show`: {name} is neither a room nor somebody with a WeChat account"
            ) from None

    @contextmanager
    def _named(self, number: int) -> Iterator[None]:
        """Put the file and the step before what went wrong."""
        try:
            yield
        except Failed as failure:
            raise Failed(f"{self._path}: step {number}: {failure}") from None
        except (LookupError, ConfigError) as mistake:
            text = mistake.args[0] if mistake.args else mistake
            raise ConfigError(f"{self._path}: step {number}: {text}") from None

    @property
    def _now(self) -> datetime:
        return self.stage.clock.now()

    # The steps

    async def _go_to(self, step: Step) -> None:
        if step.at:
            if step.at < self._now:
                here = self._now.astimezone(self.zone).isoformat(timespec="minutes")
                raise ConfigError(f"`at` {step.at.isoformat()} is already past (it is {here})")
            await self.stage.run_until(step.at)
        elif step.after:
            await self.stage.run_until(self._now + step.after)

    def _check_names(self, step: Step) -> None:
        """Refuse an expectation about a room or person that is not there: it would say nothing."""
        for want in (*step.expect, *step.never):
            if want.room is not None:
                find_room(self._db, want.room)
            if want.to is not None and not self._actors.is_known(want.to):
                raise ConfigError(f"{want.to} is nobody of this rehearsal")
        if step.show is not None:
            self._find_place(step.show)

    # What was said

    def _hear(self, said: Said) -> None:
        by_bot = said.sender == self.stage.wechat.own.account_id
        partner = self.stage.wechat.own.nickname
        if by_bot and said.partner:
            partner = self._actors.name(said.partner)
        line = Line(
            at=datetime.fromisoformat(said.at).astimezone(self.zone).isoformat(timespec="seconds"),
            room=self.stage.wechat.topics[said.room] if said.room else None,
            to=None if said.room else partner,
            sender=said.nickname,
            text=said.text,
            file=said.file,
            by_bot=by_bot,
        )
        self._said.lines.append(line)
        self._show(line)

    def _check_never(self, number: int) -> None:
        """Check what the step before must not have brought about."""
        found = self._said.find_forbidden(self.script.steps[number - 1].never) if number else None
        if found:
            forbidden, line = found
            raise Failed(f"step {number} forbids {forbidden.text!r}, but the bot said: {line.text}")

    async def _await_expected(self, step: Step) -> None:
        limit = self._now + step.within
        following = await self.stage.settle()
        while missing := [want for want in step.expect if not self._said.has(want)]:
            if following is None or following > limit:
                self.stage.clock.move_to(limit)
                await self.stage.settle()
                if any(not self._said.has(want) for want in step.expect):
                    raise Failed(self._said.explain(missing[0]))
                return
            self.stage.clock.move_to(following)
            following = await self.stage.settle()

    def _check_state(self, step: Step) -> None:
        assert step.expect_state is not None
        try:
            row = look(self._db, step.expect_state.sql)
        except sqlite3.Error as error:
            raise ConfigError(f"expect_state: {error}") from error
        value = row[0] if row else None
        if value != step.expect_state.is_:
            raise Failed(f"{step.expect_state.sql} gives {value!r}, expected {step.expect_state.is_!r}")
