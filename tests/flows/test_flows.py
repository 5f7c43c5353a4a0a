"""Every scripted conversation goes as written; and a script that should fail does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot import config
from bot.config import ConfigError
from bot.rehearse import Failed, Line, read_script, rehearse, scenes
from tests.conftest import CONFIG

FLOWS = sorted(Path(__file__).parent.glob("*.yaml"))
SCENES = [scene.path for scene in scenes()]


async def play(path: Path) -> list[Line]:
    lines: list[Line] = []
    await rehearse(path, lambda overrides: config.load(CONFIG, overrides), lines.append)
    return lines


@pytest.mark.parametrize("path", [*FLOWS, *SCENES], ids=lambda path: f"{path.parent.name}/{path.stem}")
async def test_a_conversation_goes_as_written(path: Path) -> None:
    assert await play(path)


async def test_a_conversation_can_be_played_again_to_the_second() -> None:
    path = FLOWS[0].with_name("checkins.yaml")
    # A picture lies in each play's own folder.
    once, again = await play(path), await play(path)
    assert [replace(line, file=None) for line in once] == [replace(line, file=None) for line in again]


# The tour


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_a_scene_explains_every_step_one_can_watch(path: Path) -> None:
    script = read_script(path)
    watched = [step for step in script.steps if step.expect_state is None]
    assert 6 <= len(watched) <= 14
    assert [step for step in watched if not step.tell] == []


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_a_scene_proves_its_story(path: Path) -> None:
    """Most steps say what must or must not be said, so that a scene whose story no longer holds fails."""
    steps = read_script(path).steps
    proven = [step for step in steps if step.expect or step.never or step.expect_state]
    assert 2 * len(proven) > len(steps)


def test_no_two_scenes_have_the_same_place_in_the_tour() -> None:
    orders = [scene.head.order for scene in scenes()]
    assert orders == sorted(set(orders))


# Tests of the tests: a delivered conversation with one thing in it made wrong


def spoiled(folder: Path, source: str, old: str, new: str) -> Path:
    text = (Path(__file__).parent / source).read_text(encoding="utf-8")
    assert old in text
    path = folder / "spoiled.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


async def test_an_expectation_that_fails_is_caught(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"expected '已绑定李五' in 第一支部群; the bot said\n.*已绑定李四"):
        await play(spoiled(tmp_path, "strangers.yaml", 'text: "已绑定李四"', 'text: "已绑定李五"'))


async def test_an_answer_in_the_wrong_place_is_caught(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="expected '已绑定李四' to 李四"):
        await play(
            spoiled(tmp_path, "strangers.yaml", 'room: 第一支部群, text: "已绑定', 'to: 李四, text: "已绑定')
        )


async def test_what_must_never_be_said_is_caught(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="forbids '集中学习', but the bot said: 【第1号通知】"):
        await play(
            spoiled(tmp_path, "cascade.yaml", "- {room: 中心党委群, text", "- {room: 第一支部群, text")
        )


async def test_a_state_that_is_not_so_is_caught(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"gives 3, expected 4"):
        await play(spoiled(tmp_path, "cascade.yaml", 'receipts", is: 3', 'receipts", is: 4'))


async def test_who_does_not_sit_in_a_room_cannot_speak_there(tmp_path: Path) -> None:
    said = "    who: 张三\n    room: 第一支部群"
    with pytest.raises(ConfigError, match="step 3: 张三 does not sit in 第二支部群"):
        await play(spoiled(tmp_path, "cascade.yaml", said, said.replace("第一", "第二")))
