"""The tour: scenes that play by themselves, each in a WeChat of its own, until somebody takes over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum

import structlog

from bot.config import ConfigError
from bot.rehearse import Failed, Performance, Place, Scene
from bot.web.chat.world import World, stop

log = structlog.get_logger(__name__)

# How long a viewer is given to read, in seconds: a sentence of explanation, then each place worth a look.
_AT_LEAST, _PER_CHARACTER, _A_LOOK = 1.6, 0.06, 1.6
_PLACES = 3


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
        self.focus: tuple[str, str] | None = None  # whose eyes, which conversation
        self.world = World(
            scene.slug, performance.stage, {account: name for name, account in performance.guests.items()}
        )
        self._performance = performance
        self._close = close
        self._task: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._hurried = asyncio.Event()  # nobody waits for the viewer to read

    @property
    def length(self) -> int:
        """How many steps there are."""
        return len(self._performance.script.steps)

    @property
    def caption(self) -> str:
        """What is explained at this point."""
        if self.state is State.READY:
            return self.scene.head.about
        if self.state is State.ENDED:
            return self.scene.head.then or "演完了。您可以接着自己试，或换一幕看。"
        if self.state is State.FAILED:
            return "这一幕没有演成，原因在日志里。请从头再来，或换一幕看。"
        tells = [step.tell for step in self._performance.script.steps[: max(1, self.played)] if step.tell]
        return tells[-1] if tells else self.scene.head.about

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
            self._task = asyncio.create_task(self._play_on())

    async def pause(self) -> None:
        """Stop after the step under way."""
        if self.state is State.PLAYING and self._task:
            self._set(State.PAUSED)
            self._hurried.set()
            await asyncio.wait([self._task])  # cancelled, a step that was announced would be left out

    async def step(self) -> None:
        """Play the next step only."""
        await self.pause()
        if self.state in {State.READY, State.PAUSED}:
            self._set(State.PAUSED)
            await self._play_next()

    async def take_over(self) -> None:
        """End the script here: the clock runs, the bot works, and the viewer does what he likes."""
        await self.pause()
        if self.state is not State.TAKEN:
            self._set(State.TAKEN)
            self.world.stage.clock.flow()
            self._task = asyncio.create_task(self.world.live())

    async def close(self) -> None:
        """Clear the stage."""
        await self._rest()
        self._close()

    async def _rest(self) -> None:
        if self._task and not self._task.done():
            async with self._turn:  # a step is played whole
                self._task.cancel()
            await stop(self._task)

    async def _play_on(self) -> None:
        while self.state is State.PLAYING:
            await self._play_next()
            await self._give_time(_AT_LEAST + _PER_CHARACTER * len(self.caption))

    async def _play_next(self) -> None:
        number = self.played + 1
        if number > self.length:
            self._set(State.ENDED)
            return
        self._look(number)
        self.played = number
        self.world.tell()
        await self._give_time(_A_LOOK)  # the sentence first, then what it speaks of
        before = self.world.version
        try:
            async with self._turn:
                await self._performance.play(number)
        except (Failed, ConfigError) as failure:
            log.error("scene failed", scene=self.scene.slug, problem=str(failure))
            self._set(State.FAILED)
            return
        await self._look_around(number, before)
        if number == self.length and not self._performance.script.steps[-1].tell:
            self._set(State.ENDED)  # else its sentence is left to be read

    async def _look_around(self, number: int, before: int) -> None:
        """Look where a step wants it and where the bot said something, one place after the other.

        Without time between them, only at the first: it is what is most worth a look.
        """
        is_wanted = self._performance.script.steps[number - 1].show is not None
        for place in self._performance.heard_at(number)[:_PLACES]:
            if is_wanted or self.world.news(place.room or place.account or "", before):
                if self._turn_to(place):
                    await self._give_time(_A_LOOK)
                if self.state is not State.PLAYING:
                    return
            is_wanted = False

    def _look(self, number: int) -> None:
        """Look where a step speaks, with the eyes of who speaks."""
        place = self._performance.spoken_at(number)
        if place:
            self._turn_to(place)

    def _turn_to(self, place: Place) -> bool:
        """Look at a place, with the present eyes where they see it; False where that is so already."""
        seats = self.world.stage.wechat.seats.get(place.room or "", {})
        eyes = self.focus[0] if self.focus else ""
        viewer = place.account or (eyes if eyes in seats else next(iter(seats), ""))
        seen, self.focus = self.focus, (viewer, place.room or viewer)
        self.world.tell()
        return seen != self.focus

    async def _give_time(self, seconds: float) -> None:
        if self.state is State.PLAYING:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurried.wait(), seconds)

    def _set(self, state: State) -> None:
        self.state = state
        self.world.tell()
