"""`paste`, `import-replies`, `say`: the bot worked by hand, for an office without a gateway."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.cli.store import store
from bot.clock import StoppedClock
from bot.config import ConfigError, Settings
from bot.domain.posting import show_page
from bot.manual.desk import Desk, Page
from bot.manual.hand import bot_by_hand
from bot.manual.hearing import Heard
from bot.simulation import REAL, SIMULATED, claim_world

_SHOWN = 40  # characters of a message in the report
_FILE_LIMIT = 5 * 1024 * 1024


def write_pages(settings: Settings, folder: Path | None, now: datetime) -> list[Path]:
    """Write one file a room with what is to be posted there, and one with private messages; gives them.

    What is in the files counts as posted: they are the only place it stands from then on. Raises ConfigError.
    """
    now = now.astimezone(settings.organisation.zone)
    target = folder or Path(settings.database).parent / "paste" / f"{now:%Y-%m-%d-%H%M%S}"
    with store(settings) as db:
        claim_world(db, _world(settings))
        bot = bot_by_hand(settings, db, StoppedClock(now))
        bot.scheduler.step()
        desk = Desk(bot)
        pages = desk.pages()
        written = [_write(target, page.topic, _show(page, now)) for page in pages if page.is_room]
        private = [page for page in pages if not page.is_room]
        if private:
            text = "\n".join(show_page(f"私信 {page.topic}", now, _texts(page), ()) for page in private)
            written.append(_write(target, "私信", text))
        desk.note_posted(post for page in pages for post in page.posts)
    return written


def _world(settings: Settings) -> str:
    return SIMULATED if settings.transport == "simulated" else REAL


def _texts(page: Page) -> list[str]:
    return [post.whole for post in page.posts]


def _show(page: Page, now: datetime) -> str:
    return show_page(page.topic, now, _texts(page), page.missing)


def _write(folder: Path, topic: str, text: str) -> Path:
    """Write a file for the owner's eyes only: it holds names and telephone numbers."""
    path = folder / f"{topic.replace('/', '／')}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="utf-8-sig") as file:  # Windows' editor needs the mark
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ConfigError(f"{path} cannot be written ({error.strerror}); nothing counts as posted") from error
    return path


def import_replies(
    settings: Settings, file: Path, now: datetime, *, room: str | None, teller: str | None
) -> list[Heard]:
    """Read pasted chat from a file; gives what became of each message. Raises ConfigError."""
    try:
        if file.stat().st_size > _FILE_LIMIT:
            raise ConfigError(f"{file}: larger than 5 MB; paste one room at a time")
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: is no text in UTF-8; save it again as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror}); is the path right?") from error
    with store(settings) as db:
        claim_world(db, _world(settings))
        return Desk(bot_by_hand(settings, db, StoppedClock(now))).take(text, room=room, teller=teller)


def show_heard(file: Path, heard: Sequence[Heard]) -> int:
    """Print what became of each message; gives how many were not taken and should have been."""
    console = Console(highlight=False, soft_wrap=True)
    taken = [one for one in heard if one.was_taken]
    unknown = [one for one in heard if one.person is None]
    for one in taken:
        assert one.person is not None
        console.print(f"[green]taken[/]  line {one.pasted.line}: {escape(_line(one, one.person.name))}")
        for answer in one.answers:
            console.print(f"       {escape(answer)}")
    for one in unknown:
        console.print(
            f"[yellow]nobody[/] {file} line {one.pasted.line}: {escape(_line(one, one.pasted.name))}"
        )
    if unknown:
        console.print(
            "       Nobody of that name is in the room: write it as on the roll and import the file again;"
            " lines without a name need --as."
        )
    failed = [one for one in heard if one.outcome == "failed"]
    for one in failed:
        console.print(
            f"[red]failed[/] line {one.pasted.line}: {escape(_line(one, one.pasted.name))}, see the log"
        )
    known = sum(one.outcome == "known" for one in heard)
    left = len(heard) - len(taken) - len(unknown) - len(failed) - known
    console.print(
        f"{len(taken)} taken, {left} left as chat, {known} known from before, {len(unknown)} of nobody"
    )
    return len(unknown) + len(failed)


def _line(one: Heard, name: str | None) -> str:
    text = one.pasted.text.replace("\n", " ")
    at = f"{one.pasted.at:%m-%d %H:%M} " if one.pasted.at else ""
    return f"{at}{name or '(no name)'}: {text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}"


def say(settings: Settings, name: str, text: str, now: datetime, *, room: str | None) -> list[str]:
    """Let somebody on the roll write to the bot; gives its answers. Raises ConfigError."""
    with store(settings) as db:
        claim_world(db, _world(settings))
        return Desk(bot_by_hand(settings, db, StoppedClock(now))).type(name, text, room=room)
