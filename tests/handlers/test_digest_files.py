"""周报 图 and 周报 表: what is drawn and written of a page, row by row as the page has it."""

from __future__ import annotations

import stat
from pathlib import Path

from bot.context import Context
from bot.digest import drawing
from bot.sheets import read_sheets
from data import digest as digests
from data import lately
from data import statistics as rolls
from data import unit as units
from tests.conftest import OFFICE, PRIVATE, Talk


def files(talk: Talk) -> list[Path]:
    return [
        Path(row[0]) for row in talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL ORDER BY id")
    ]


async def a_week(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在苏州", "已记"),
        ("孙七", PRIVATE, "平安，在日本东京", "已记"),
        ("李书记", PRIVATE, "代报 老周 平安，在家", ""),
    )


def cells(path: Path, sheet: str, above: int) -> list[list[str]]:
    rows = [[str(cell or "") for cell in row.cells] for row in read_sheets(path)[sheet]]
    return rows[above:]


async def test_the_workbook_has_every_line_of_the_page_and_who_is_behind_it(talk: Talk) -> None:
    await a_week(talk)
    await talk.play(
        ("王主任", OFFICE, "周报 本周", "报平安 3/7"), ("王主任", OFFICE, "周报 表", "周报的表格")
    )
    (path,) = files(talk)
    kept = digests.find(talk.db, 1, 0, "怀柔人才党委")
    names, branches = lately.names(talk.db, range(1, 9)), units.branch_names(talk.db)
    assert [row[:2] for row in cells(path, "周报", 3)] == [[str(one.number), one.words] for one in kept.lines]
    for one in kept.lines:
        rows = cells(path, f"{one.number} {one.subject.value}", 2) if one.rows else []
        assert rows == [
            [branches[row.unit_id or 0], names[row.member_id or 0][0], "是" if row.counts else "否", row.note]
            for row in one.rows
        ]
        assert [row[2] for row in cells(path, "周报", 3)][one.number - 1] == str(
            sum(row.counts for row in one.rows)
        )


async def test_the_workbook_counts_the_branches(talk: Talk) -> None:
    await a_week(talk)
    await talk.play(("王主任", OFFICE, "周报 本周", "报平安"), ("王主任", OFFICE, "周报 表", "周报的表格"))
    assert cells(files(talk)[0], "支部", 3) == [
        ["第一支部", "5", "2", "0", "40%"],
        ["第二支部", "2", "1", "0", "50%"],
    ]


async def test_a_secretarys_workbook_names_nobody_of_another_branch(talk: Talk) -> None:
    await a_week(talk)
    await talk.play(
        ("赵书记", PRIVATE, "周报 本周", "第二支部"), ("赵书记", PRIVATE, "周报 表", "周报的表格")
    )
    (path,) = files(talk)
    everything = {cell for rows in read_sheets(path).values() for row in rows for cell in row.cells}
    assert {"赵书记", "孙七"} <= everything
    assert not {"张三", "李四", "第一支部", "老周"} & everything
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_the_workbook_has_no_telephone(talk: Talk) -> None:
    await a_week(talk)
    await talk.play(("王主任", OFFICE, "周报 本周", "报平安"), ("王主任", OFFICE, "周报 表", "周报的表格"))
    written = "".join(str(row.cells) for rows in read_sheets(files(talk)[0]).values() for row in rows)
    assert "13800138000" not in written
    assert "13900139000" not in written


async def test_the_office_and_a_secretary_are_each_sent_a_picture_of_their_own(talk: Talk) -> None:
    await a_week(talk)
    await talk.play(
        ("王主任", OFFICE, "周报 本周", "报平安"),
        ("王主任", OFFICE, "周报 图", "周报的图"),
        ("李书记", PRIVATE, "周报 本周", "第一支部"),
        ("李书记", PRIVATE, "周报 图", "周报的图"),
    )
    office, branch = files(talk)
    assert office.read_bytes()[:4] == branch.read_bytes()[:4] == b"\x89PNG"
    assert office != branch
    assert stat.S_IMODE(office.stat().st_mode) == 0o600


async def test_the_weeks_of_a_branch_count_each_person_once_and_nothing_taken_back(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "平安", "已记"), ("张三", PRIVATE, "还是平安", ""))
    await talk.play(("李四", PRIVATE, "平安", "已记"), ("李四", PRIVATE, "撤", ""))
    day = talk.now.replace(hour=0, minute=0)
    weeks = [(day.replace(day=16), day), (day, day.replace(day=30))]
    assert rolls.heard_by_week(talk.db, units.branches(talk.db)[0].id, weeks) == [0, 1]
    assert rolls.heard_of_all(talk.db, *weeks[1]) == (1, 7)


async def test_a_branch_is_drawn_with_the_pages_own_numbers_from_the_first_week_heard_of(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "平安", "已记"))
    await talk.until(talk.now.replace(month=12, day=7))
    await talk.play(
        ("李四", PRIVATE, "平安", "已记"), ("李书记", PRIVATE, "周报 本周", r"报平安 1/5（前一周 0）")
    )
    ctx = Context(talk.db, talk.now, talk.stage.settings)
    first = units.branches(talk.db)[0]
    (number,) = talk.db.execute("SELECT max(id) FROM digests").fetchone()
    weeks, people = drawing.course(ctx, digests.find(talk.db, number, first.id, first.name))
    assert [(one.name, one.heard) for one in weeks] == [("11.23", 1), ("11.30", 0), ("12.7", 1)]
    assert people == 5


async def test_a_file_is_as_old_as_the_bot_s_clock_says(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "周报 表", "周报"))
    (name,) = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL").fetchone()
    assert abs(modified_at(name) - talk.now.timestamp()) < 60


def modified_at(name: str) -> float:
    return Path(name).stat().st_mtime
