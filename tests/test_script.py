"""The format of a rehearsal: what may be written, and how mistakes are told."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import ConfigError
from bot.domain.member import Role
from bot.rehearse.script import read_script

HEAD = "start: 2026-11-23T08:00+08:00\n"
NAIVE, AWARE = "2026-11-23T09:00", "2026-11-23T09:00+08:00"


def written(folder: Path, text: str) -> Path:
    path = folder / "talk.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str) -> str:
    path = written(folder, text)
    with pytest.raises(ConfigError) as caught:
        read_script(path)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(str(path)) for line in lines)
    return "\n".join(line.removeprefix(f"{path}: ") for line in lines)


def test_the_shortest_rehearsal_has_a_start_and_steps(tmp_path: Path) -> None:
    script = read_script(written(tmp_path, HEAD + "steps: []\n"))
    assert script.start == datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert script.units is None


def test_people_and_steps_are_read(tmp_path: Path) -> None:
    text = HEAD + (
        "members:\n"
        "  - {name: 张三, role: member, branch: 第一支部, birthday: 1988-11-25, joined: '2010-07-01'}\n"
        "  - {name: 李书记, role: secretary, branch: [第一支部, 第二支部]}\n"
        "steps:\n"
        "  - {after: 2h, who: 张三, say: 早, mention: true, within: 90s, expect: [{to: 张三, text: 好}]}\n"
    )
    script = read_script(written(tmp_path, text))
    zhang, li = script.members
    assert (zhang.role, zhang.branches, zhang.birthday) == (None, ["第一支部"], date(1988, 11, 25))
    assert zhang.joined == date(2010, 7, 1)
    assert (li.role, li.branches) == (Role.SECRETARY, ["第一支部", "第二支部"])
    (step,) = script.steps
    assert (step.after, step.within, step.mention) == (timedelta(hours=2), timedelta(seconds=90), True)
    assert step.expect[0].to == "张三"


def test_what_the_tour_shows_is_read(tmp_path: Path) -> None:
    text = (
        HEAD
        + "scene: {title: 报平安, about: 谁都能看懂, order: 2, then: 自己试试}\n"
        + "steps: [{after: 1m, tell: 等一分钟}]\n"
    )
    script = read_script(written(tmp_path, text))
    assert script.scene is not None
    assert (script.scene.title, script.scene.order, script.scene.then) == ("报平安", 2, "自己试试")
    assert script.steps[0].tell == "等一分钟"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("steps: []\n", "start: "),
        (HEAD, "steps: "),
        (HEAD + "steps: []\nstpes: []\n", "stpes: "),
        (HEAD + "steps:\n  - {say: 平安}\n", "steps.1: say who does it"),
        (HEAD + "steps:\n  - {}\n  - {who: 张三, say: 平安, rom: x}\n", "steps.2.rom: "),
        (HEAD + f"steps:\n  - {{at: {NAIVE}}}\n", "steps.1.at: write a moment with its offset"),
        (HEAD + f"steps:\n  - {{at: {AWARE}, after: 1h}}\n", "steps.1: give `at` or `after`, not both"),
        (HEAD + "steps:\n  - {after: 5}\n", "steps.1.after: write a duration with its unit"),
        (HEAD + "steps:\n  - {who: 张三, say: x, event: {gateway: up}}\n", "steps.1: one step does one of"),
        (HEAD + "steps:\n  - event: {gateway: up, restart: bot}\n", "steps.1.event: name one of"),
        (HEAD + "steps:\n  - event: {join: 张三}\n", "steps.1.event: leave and join need a room"),
        (HEAD + "steps:\n  - event: {gateway: sideways}\n", "steps.1.event.gateway: "),
        (HEAD + "steps:\n  - expect: [{text: '['}]\n", "steps.1.expect.1.text: no regular expression"),
        (HEAD + "steps:\n  - {who: 张三, say: x, quote: '('}\n", "steps.1.quote: no regular expression"),
        (HEAD + "steps:\n  - expect_state: {sql: SELECT 1}\n", "steps.1.expect_state.is: "),
        (HEAD + "steps: []\nrooms: [{name: x, kind: kitchen}]\n", "rooms.1.kind: "),
        (HEAD + "steps: []\nmembers: [{name: x, role: king}]\n", "members.1.role: "),
        (HEAD + "steps: []\nmembers: [{name: x, timezone: Asia/Shangai}]\n", "did you mean Asia/Shanghai"),
        (HEAD + "steps: []\nmembers: [{name: x, birthday: 1988-13-01}]\n", "1988-13-01|month"),
        (HEAD + "steps: []\nscene: {title: 报平安, about: x}\n", "scene.order: "),
        (HEAD + f"steps: []\nscene: {{title: {'长' * 13}, about: x, order: 1}}\n", "scene.title: .*12"),
        (HEAD + "steps: []\nscene: {title: x, about: x, order: 1, author: x}\n", "scene.author: "),
        (HEAD + f"steps:\n  - {{after: 1m, tell: {'长' * 61}}}\n", "steps.1.tell: .*60"),
        ("start: tomorrow\nsteps: []\n", "start: "),
        ("start: 2026-11-23T08:00\nsteps: []\n", "start: write a moment with its offset"),
        ("- a\n- b\n", "is no rehearsal; it needs `start:` and `steps:`"),
        ("", "is no rehearsal"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:

    assert re.search(said, mistakes(tmp_path, text))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = "start: x\nsteps:\n  - {say: x}\n  - {after: 5}\nrooms: [{name: x, kind: y}]\n"
    assert len(mistakes(tmp_path, text).splitlines()) == 4


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_script(tmp_path / "nowhere.yaml")
