"""The night's backup: asked for by the clock, written beside the messages, missed aloud."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.backup import keeping, key, places, restoring
from tests.conftest import BEIJING, FIRST, OFFICE, PRIVATE, START, MakeTalk, Talk

EVENING = datetime(2026, 11, 23, 22, tzinfo=BEIJING)
NIGHT = datetime(2026, 11, 24, 3, 31, tzinfo=BEIJING)


@pytest.fixture
async def real(make_talk: MakeTalk) -> Talk:
    """The cast on Monday evening, as over a real gateway."""
    made = make_talk(EVENING, transport="wechaty")
    await made.stage.settle()
    return made


def nightly(talk: Talk) -> list[Path]:
    return sorted(places.folder(talk.stage.settings).glob("kiteline-nightly-*.age"))


async def pass_until(talk: Talk, moment: datetime) -> None:
    """Let time pass with what the running bot does beside its messages."""
    while talk.now < moment:
        await talk.until(min(moment, talk.now + timedelta(minutes=30)))
        await talk.stage.bot.saver.look()


async def test_a_backup_is_written_each_night_and_can_be_put_back(real: Talk, tmp_path: Path) -> None:
    await pass_until(real, NIGHT + timedelta(days=1))
    assert [path.name[17:25] for path in nightly(real)] == ["20261124", "20261125"]
    there = real.stage.settings.model_copy(update={"database": str(tmp_path / "there" / "kiteline.db")})
    assert restoring.restore(there, nightly(real)[-1], tmp_path / "backup.key").people == 8


async def test_what_is_simulated_is_never_saved(make_talk: MakeTalk) -> None:
    talk = make_talk(EVENING)
    await talk.stage.settle()
    await pass_until(talk, NIGHT)
    assert not nightly(talk)


async def test_a_night_that_the_bot_slept_through_is_caught_up_with(real: Talk) -> None:
    await pass_until(real, EVENING + timedelta(minutes=30))
    real.stage.clock.move_to(NIGHT + timedelta(hours=5))
    await pass_until(real, NIGHT + timedelta(hours=6))
    assert len(nightly(real)) == 1


async def test_the_key_is_made_once_and_asked_to_be_kept(
    real: Talk, capsys: pytest.CaptureFixture[str]
) -> None:
    await pass_until(real, NIGHT + timedelta(days=1))
    told = capsys.readouterr()
    assert (told.out + told.err).count("keep it on paper") == 1
    assert "AGE-SECRET" not in told.out + told.err
    assert len(key.own_secrets(real.stage.settings)) == 1


async def test_old_ones_are_removed_and_those_of_a_person_stay(make_talk: MakeTalk) -> None:
    talk = make_talk(EVENING, transport="wechaty", backup={"keep_days": 2, "keep_weeks": 0})
    await talk.stage.settle()
    folder = places.folder(talk.stage.settings)
    folder.mkdir()
    mine = folder / keeping.name_for(START - timedelta(days=500), keeping.BY_HAND)
    mine.touch()
    await pass_until(talk, NIGHT + timedelta(days=3))
    assert len(nightly(talk)) == 2
    assert mine.exists()


async def test_a_clerk_sees_when_the_last_one_was(real: Talk) -> None:
    await real.say("王主任", PRIVATE, "状态")
    assert "备份：还没有" in real.told("王主任")[-1]
    await pass_until(real, NIGHT + timedelta(hours=7))
    await real.say("王主任", PRIVATE, "状态")
    assert "备份：最近一次 11-24 03:3" in real.told("王主任")[-1]


async def test_a_member_hears_nothing_of_backups(make_talk: MakeTalk) -> None:
    talk = make_talk(EVENING, transport="wechaty", backup={"folder": "/dev/null/nowhere"})
    await talk.stage.settle()
    await pass_until(talk, NIGHT + timedelta(days=3))
    assert not [text for place, text in talk.heard if "备份" in text and place not in {"王主任", OFFICE}]


async def test_where_none_can_be_written_the_clerks_hear_it_once_after_two_days(make_talk: MakeTalk) -> None:
    talk = make_talk(EVENING, transport="wechaty", backup={"folder": "/dev/null/nowhere"})
    await talk.stage.settle()
    await pass_until(talk, NIGHT + timedelta(hours=30))
    assert not [text for _, text in talk.heard if "备份" in text]
    await pass_until(talk, NIGHT + timedelta(days=5))
    assert len([text for text in talk.told("王主任") if "备份停了两天多" in text]) == 1


async def test_one_that_failed_is_tried_again_within_the_hour(make_talk: MakeTalk, tmp_path: Path) -> None:
    (tmp_path / "disk").touch()  # a file where the folder should be, as when a disk is not there
    talk = make_talk(EVENING, transport="wechaty", backup={"folder": str(tmp_path / "disk")})
    await talk.stage.settle()
    await pass_until(talk, NIGHT + timedelta(minutes=30))
    assert not nightly(talk)
    (tmp_path / "disk").unlink()
    await pass_until(talk, NIGHT + timedelta(hours=2))
    assert len(nightly(talk)) == 1


async def test_messages_are_answered_while_a_backup_is_written(real: Talk) -> None:
    await real.until(NIGHT)
    saving = asyncio.create_task(real.stage.bot.saver.look())
    await real.play(("李四", FIRST, "平安，在上海", None))
    assert real.counts("checkins") == 1
    await saving
    assert len(nightly(real)) == 1


async def test_the_running_bot_writes_what_was_asked_for(real: Talk) -> None:
    await real.until(NIGHT)
    saver, written = real.stage.bot.saver, asyncio.Event()
    look = saver.look

    async def look_and_tell() -> None:
        await look()
        written.set()

    saver.look = look_and_tell  # type: ignore[method-assign]
    running = asyncio.create_task(saver.run())
    await written.wait()
    running.cancel()
    assert len(nightly(real)) == 1
