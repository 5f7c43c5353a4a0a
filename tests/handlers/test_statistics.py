"""统计: counts of the roll, within the asker's scope, as text, picture and spreadsheet."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.sheets import read_sheets
from tests.conftest import FIRST, OFFICE, PRIVATE, Talk


def files(talk: Talk) -> list[Path]:
    return [Path(row[0]) for row in talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL")]


def begin(paths: list[Path]) -> list[bytes]:
    return [path.read_bytes()[:4] for path in paths]


async def test_the_office_counts_everybody(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "统计 性别", r"怀柔人才党委 7 人\n性别\n没有登记：7 人（100%）$"))


async def test_all_topics_come_in_brief(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "统计", r"性别：.*\n年龄：.*\n党龄：.*学历：.*去向：.*党费：.*状态：在册 7$")
    )


async def test_a_secretary_counts_the_own_branch_only(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "统计 年龄", r"^第一支部 5 人\n年龄"),
        ("李书记", PRIVATE, "统计 第二支部", "别的支部的统计由那个支部的书记和党办看"),
        ("张三", PRIVATE, "统计", "只有支部书记可以用"),
    )


async def test_in_a_room_the_counts_go_to_the_asker(talk: Talk) -> None:
    await talk.play(("李书记", FIRST, "统计 年龄", "^统计已私信您"))
    assert "年龄" in talk.told("李书记")[-1]


async def test_an_unknown_branch_is_answered_with_the_nearest(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "统计 九支部", "没有“九支部”"))


async def test_talk_about_statistics_in_a_room_is_left_alone(talk: Talk) -> None:
    await talk.play(
        ("李书记", FIRST, "统计一下周六谁开车", None),
        ("李书记", FIRST, "统计 人数的同志辛苦了", None),
    )


async def test_where_somebody_said_to_be_counts(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在苏州", "已记"),
        ("王主任", OFFICE, "统计 去向", "在外地：1 人"),
    )


async def test_a_picture_is_sent_for_each_topic(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "统计 年龄 学历 图", "统计在这里"))
    await talk.wait(minutes=1)
    assert begin(files(talk)) == [b"\x89PNG"] * 2
    assert len(set(files(talk))) == 2


@pytest.mark.parametrize(("who", "where", "branches"), [("王主任", OFFICE, 2), ("李书记", PRIVATE, 1)])
async def test_a_spreadsheet_has_a_row_a_branch_and_the_sum(
    talk: Talk, who: str, where: str, branches: int
) -> None:
    await talk.play((who, where, "统计 年龄 表", "统计在这里"))
    (path,) = files(talk)
    rows = read_sheets(path)["年龄"]
    assert [row.cells[0] for row in rows[2:]][-1] == "合计"
    assert len(rows) == 2 + branches + 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
