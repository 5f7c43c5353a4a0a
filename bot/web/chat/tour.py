"""The tour: scenes that play by themselves, each in a WeChat of its own, until somebody takes over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from enum import StrEnum
from typing import Any

import structlog

from bot.config import ConfigError
from bot.logs import describe
from bot.rehearse import Failed, Performance, Place, Scene
from bot.web.chat.world import World, stop

log = structlog.get_logger(__name__)

# How long a viewer is given to read, in seconds: a character of the explanation, a look at a place, a
# character of what is new there.
_CAPTION, _A_LOOK, _WORDS, _LONGEST_LOOK = 0.1, 1.6, 0.04, 7.0
_PLACES = 3  # besides the one where somebody spoke


class State(StrEnum):
    """How far a scene is."""

    READY = "ready"
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    TAKEN = "taken"  # somebody acts in it himself: the script no longer fits
    FAILED = "failed"


class Showing:
    """One scene on the page: its script, how far it is, and where the viewer should look."""

    def __init__(self, scene: Scene, performance: Performance, close: Callable[[], None]) -> None:
        self.scene = scene
        self.state = State.READY
        self.played = 0
        self.acting = False  # a step is under way: the clock may be running on
        self.focus: tuple[str, str] | None = None  # whose eyes, which conversation
        self.world = World(
            scene.slug, performance.stage, {account: name for name, account in performance.guests.items()}
        )
        self._performance = performance
        self._steps = performance.script.steps
        self._close = close
        self._task: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._stepping = asyncio.Lock()  # 下一步 clicked twice plays two steps, one after the other
        self._hurried = asyncio.Event()  # nobody waits for the viewer to read

    @property
    def told(self) -> int:
        """How many explanations were given."""
        return sum(step.tell is not None for step in self._steps[: self.played])

    @property
    def length(self) -> int:
        """How many explanations there are."""
        return sum(step.tell is not None for step in self._steps)

    @property
    def caption(self) -> str:
        """What is explained at this point."""
        if self.state is State.READY:
            return self.scene.head.about
        if self.state is State.ENDED:
            return self.scene.head.then or "演完了。您可以接着自己试，或换一幕看。"
        if self.state is State.FAILED:
            return "这一幕没有演成，原因在日志里。请从头再来，或换一幕看。"
        tells = [step.tell for step in self._steps[: max(1, self.played)] if step.tell]
        return tells[-1] if tells else self.scene.head.about

    @property
    def example(self) -> str:
        """What the end of the scene proposes to type, where it does."""
        return (self.scene.head.then or "").partition("例：")[2]

    @property
    def leads(self) -> bool:
        """Whether the viewer's eyes are led where something happens."""
        return self.state not in {State.READY, State.TAKEN}

    async def begin(self) -> None:
        """Let the bot log in, and look where the first step speaks."""
        await self._performance.begin()
        self._look(1)

    def play(self) -> None:
        """Play on by itself."""
        if self.state in {State.READY, State.PAUSED}:
            self._set(State.PLAYING)
            self._hurried.clear()
            self._start(self._play_on())

    async def pause(self) -> None:
        """Stop after the step under way."""
        if self.state is State.PLAYING:
            self._set(State.PAUSED)
            self._hurried.set()
        if self.state is State.PAUSED and self._task:
            await asyncio.wait([self._task])  # cancelled, a step that was announced would be left out

    async def step(self) -> None:
        """Play the next step only."""
        await self.pause()
        async with self._stepping:
            if self.state in {State.READY, State.PAUSED}:
                self._set(State.PAUSED)
                await self._play_next()

    async def take_over(self) -> None:
        """End the script here: the clock runs, the bot works, and the viewer does what he likes."""
        await self.pause()
        async with self._stepping:
            if self.state is not State.TAKEN:
                self._set(State.TAKEN)
                self.world.stage.clock.flow()
                self._start(self.world.live())
                await asyncio.sleep(0)  # the bot is at work before the first deed

    async def close(self) -> None:
        """Clear the stage."""
        await self._rest()
        self._close()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._task = asyncio.create_task(work)
        self._task.add_done_callback(self._note_end)

    def _note_end(self, task: asyncio.Task[None]) -> None:
        """Let the page say so when what went on by itself has failed."""
        if not task.cancelled() and (error := task.exception()):
            log.error("scene failed", scene=self.scene.slug, **describe(error))
            self._set(State.FAILED)

    async def _rest(self) -> None:
        if self._task and not self._task.done():
            async with self._turn:  # a step is played whole
                self._task.cancel()
            await stop(self._task)

    async def _play_on(self) -> None:
        while self.state is State.PLAYING:
            await self._play_next()

    async def _play_next(self) -> None:
        """Play up to the next step that explains itself; checks between them take no time."""
        if self.played == len(self._steps):
            self._set(State.ENDED)
            return
        await self._play_step()
        while self.state in {State.PLAYING, State.PAUSED} and self._is_silent(self.played + 1):
            await self._play_step()
        if self.played == len(self._steps) and self.state is State.PLAYING:
            self._set(State.ENDED)  # who goes step by step reads the last sentence first

    def _is_silent(self, number: int) -> bool:
        return number <= len(self._steps) and self._steps[number - 1].tell is None

    async def _play_step(self) -> None:
        number = self.played + 1
        self.played, self.acting = number, True
        self._look(number)
        self.world.tell()
        if not self._is_silent(number):
            await self._give_time(_CAPTION * len(self.caption))  # the sentence first, then what it speaks of
        before = self.world.version
        try:
            async with self._turn:
                await self._performance.play(number)
        except (Failed, ConfigError) as failure:
            log.error("scene failed", scene=self.scene.slug, problem=str(failure))
            self._set(State.FAILED)
            return
        finally:
            self.acting = False
            self.world.tell()
        await self._look_around(number, before)

    async def _look_around(self, number: int, before: int) -> None:
        """Look at what was said: where the step speaks, where the bot answered, where it wants to end."""
        here = self.focus[1] if self._performance.spoken_at(number) and self.focus else ""
        if here:
            await self._give_time_for(here, before)
        places = self._performance.heard_at(number)[-_PLACES:]
        for place in places:
            conversation = place.room or place.account or ""
            wanted = self._steps[number - 1].show is not None and place is places[-1]
            if conversation != here and (wanted or self.world.news(conversation, before)):
                self._turn_to(place)
                here = conversation
                await self._give_time_for(here, before)

    async def _give_time_for(self, conversation: str, before: int) -> None:
        """Give time to read what is new in a conversation."""
        new = sum(len(line.said.text) for line in self.world.news(conversation, before))
        await self._give_time(min(_A_LOOK + _WORDS * new, _LONGEST_LOOK))

    def _look(self, number: int) -> None:
        """Look where a step speaks, with the eyes of who speaks."""
        place = self._performance.spoken_at(number)
        if place:
            self._turn_to(place)

    def _turn_to(self, place: Place) -> None:
        """Look at a place, with the present eyes where they see it."""
        seats = self.world.stage.wechat.seats.get(place.room or "", {})
        eyes = self.focus[0] if self.focus else ""
        viewer = place.account or (eyes if eyes in seats else next(iter(seats), ""))
        self.focus = viewer, place.room or viewer
        self.world.tell()

    async def _give_time(self, seconds: float) -> None:
        if self.state is State.PLAYING:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurried.wait(), seconds)

    def _set(self, state: State) -> None:
        self.state = state
        self.world.tell()
