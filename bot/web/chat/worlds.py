"""All worlds the page can show: the one that is kept, and one for each scene that somebody opened."""

from __future__ import annotations

import asyncio
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.config import Settings
from bot.rehearse import Performance, Scene, read_script, scenes, settings_for
from bot.simulation import Stage
from bot.web.chat.tour import Showing
from bot.web.chat.world import World
from data.db import open_store

MAIN = "main"
_OPEN_AT_ONCE = 4  # scenes; the one opened first gives way

# Makes the stage that is kept; True empties it first.
MakeStage = Callable[[bool], Stage]
LoadSettings = Callable[[Mapping[str, object]], Settings]


class Worlds:
    """The world that is kept, and the scenes opened beside it."""

    def __init__(self, make_stage: MakeStage, load_settings: LoadSettings) -> None:
        self._make_stage = make_stage
        self.main = World(MAIN, make_stage(False))
        self.scenes: dict[str, Scene] = {scene.slug: scene for scene in scenes()}
        self._load_settings = load_settings
        self._turning = asyncio.Lock()
        self._opening = asyncio.Lock()
        self._showings: OrderedDict[str, Showing] = OrderedDict()
        self._folder = tempfile.TemporaryDirectory(prefix="kiteline-page-")

    async def live(self) -> None:
        """Let the bot of the world that is kept work. Raises what ends a bot."""
        main = None
        while main is not self.main:
            main = self.main
            await main.live()
            async with self._turning:
                pass  # another one may be on its way

    async def begin_again(self) -> None:
        """Empty the world that is kept, and start it anew at the present moment."""
        async with self._turning:
            ended = self.main
            await ended.end()
            self.main = World(MAIN, self._make_stage(True))
        ended.tell()

    def shows(self, world: World) -> bool:
        """Whether a world is still one of these."""
        return world is self.main or any(world is showing.world for showing in self._showings.values())

    def after(self, showing: Showing | None) -> Scene | None:
        """Give the scene that follows one in the tour."""
        slugs = list(self.scenes)
        place = slugs.index(showing.scene.slug) + 1 if showing else len(slugs)
        return self.scenes[slugs[place]] if place < len(slugs) else None

    async def find(self, name: str) -> tuple[World, Showing | None]:
        """Give a world by its name, and the scene in it; a scene is opened. Raises KeyError, ConfigError."""
        if name == MAIN:
            return self.main, None
        if name not in self._showings:
            async with self._opening:
                if name not in self._showings:
                    await self._open(name)
        showing = self._showings[name]
        return showing.world, showing

    async def open(self, slug: str) -> Showing:
        """Put a scene on stage from its beginning. Raises KeyError, ConfigError."""
        async with self._opening:
            return await self._open(slug)

    async def _open(self, slug: str) -> Showing:
        scene = self.scenes[slug]
        if slug in self._showings:
            await self._end(self._showings.pop(slug))
        while len(self._showings) >= _OPEN_AT_ONCE:
            await self._end(self._showings.popitem(last=False)[1])
        script = read_script(scene.path)
        folder = tempfile.mkdtemp(prefix=f"{slug}-", dir=self._folder.name)
        store = str(Path(folder, "scene.db"))
        staged = {**settings_for(script.config), "transport": "simulated", "database": store}
        settings = self._load_settings(staged)
        db = open_store(Path(store), durable=False)
        showing = Showing(scene, Performance(scene.path, script, settings, db, lambda line: None), db.close)
        await showing.begin()
        self._showings[slug] = showing
        return showing

    async def _end(self, showing: Showing) -> None:
        await showing.close()
        showing.world.tell()  # who still looks on is led to what has taken its place

    def folder_for_upload(self) -> Path:
        """Make a folder for one file that somebody sends; it goes with the page."""
        return Path(tempfile.mkdtemp(prefix="sent-", dir=self._folder.name))

    async def close(self) -> None:
        """End every scene and remove what was kept for them."""
        for showing in self._showings.values():
            await showing.close()
        self._showings.clear()
        self._folder.cleanup()
