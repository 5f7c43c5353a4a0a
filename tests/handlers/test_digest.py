"""周报: the page on request, what is to be done, who is behind a number, the picture, the workbook."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.sheets import read_sheets
from data import audit, own
from data import digest as digests
from data import member as members
from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, START, Talk


async def next_week(talk: Talk) -> None:
    """Go to Tuesday after a week in which 张三 and 孙七 were heard of."""
    await talk.play(("张三", PRIVATE, "平安，在上海", "已记"), ("孙七", PRIVATE, "平安", "已记"))
    await talk.until(START + timedelta(days=8))


def files(talk: Talk) -> list[Path]:
    rows = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL ORDER BY id")
    return [Path(row[0]) for row in rows]


async def test_the_office_reads_the_whole_committee(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(
        ("王主任", OFFICE, "周报", r"^【周报】11月23日—29日\n.*1 报平安 2/7（前一周 0）\n第一支部　1/5（0）")
    )


async def test_a_secretary_reads_the_own_branch_only(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(
        ("李书记", PRIVATE, "周报", r"^【周报】第一支部 11月23日—29日\n.*1 报平安 1/5（前一周 0）")
    )
    assert "第二支部" not in talk.told("李书记")[-1]


async def test_another_branch_is_refused(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "周报 第二支部", "别的支部的周报由那个支部的书记和党办看"),
        ("李书记", PRIVATE, "周报 第二支部 名单 1", "别的支部的周报"),
        ("张三", PRIVATE, "周报", "只有支部书记可以用"),
    )


async def test_the_people_behind_a_line_are_named_privately(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(("李书记", SECRETARIES, "周报 名单 1", "^名单已私信您"))
    assert talk.told("李书记")[-1].startswith(
        "周报第 1 行：报平安 1/5（前一周 0）\n1 张三\n还没有：\n2 李书记\n3 李四\n4 赵海\n5 老周（只有电话）"
    )


async def test_a_list_is_answered_by_its_numbers(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(
        ("李书记", PRIVATE, "周报 名单 1", "3 李四"),
        ("李书记", PRIVATE, "3 5 电话平安", "李四.*老周"),
        ("李书记", PRIVATE, "周报 本周", "报平安 2/5"),
    )


async def test_the_list_is_that_of_the_page_last_read(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(
        ("王主任", OFFICE, "周报", "报平安 2/7"),
        ("李四", PRIVATE, "平安", "已记"),
        ("王主任", OFFICE, "周报 名单 1", r"报平安 2/7.*张三.*孙七.*还没有：.*李四"),
        ("王主任", OFFICE, "周报 本周", "报平安 1/7（前一周 2）"),
        ("王主任", OFFICE, "周报 名单 1", r"报平安 1/7.*第一支部\n1 李四\n还没有："),
    )


async def test_who_changed_branch_is_not_shown_to_the_old_secretary(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(("李书记", PRIVATE, "周报", "报平安 1/5"))
    second = members.named(talk.db, "孙七")[0].branch_id
    talk.db.execute("UPDATE members SET branch_id = ? WHERE name = '李四'", (second,))
    await talk.play(("李书记", PRIVATE, "周报 名单 1", "张三.*另有 1 位已不在您这里"))
    assert "李四" not in talk.told("李书记")[-1]


async def test_every_look_is_noted(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(("李书记", PRIVATE, "周报 名单 1", "李四"))
    looks = audit.summary_of(talk.db, members.named(talk.db, "李四")[0].id, START)
    assert "周报 名单" in [look.action for look in looks]


async def test_an_unknown_line_says_which_there_are(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(
        ("李书记", PRIVATE, "周报 名单 99", r"没有第 99 行。有的是：\n1 报平安 1/5.*例：周报 名单 1"),
        ("李书记", PRIVATE, "周报 名单", "看哪一行的名单"),
    )


@pytest.mark.parametrize("words", ["周报 名单 99", "周报 名单"])
async def test_which_lines_there_are_is_not_for_a_room(talk: Talk, words: str) -> None:
    await next_week(talk)
    await talk.play(("李书记", FIRST, words, "^有哪几行已私信您"))
    assert "报平安 1/5" in talk.told("李书记")[-1]
    assert "报平安" not in "".join(talk.told(FIRST))


async def test_a_line_without_people_says_so(talk: Talk) -> None:
    await next_week(talk)
    talk.db.execute(
        "INSERT INTO outbox (dedupe_key, conversation, body, kind, priority, state, not_before, not_after,"
        " next_try_at, created_at, ended_at) SELECT 'x', conversation, 'x', kind, priority, 'failed',"
        " not_before, not_after, next_try_at, created_at, ? FROM outbox LIMIT 1",
        ((talk.now - timedelta(hours=1)).astimezone(START.tzinfo).isoformat(),),
    )
    await talk.play(("王主任", OFFICE, "周报", r"\d 没发出的消息 \d+ 条"))
    number = next(
        line[0] for line in talk.told(OFFICE)[-1].splitlines() if "没发出的消息" in line and line[0].isdigit()
    )
    await talk.play(("王主任", OFFICE, f"周报 名单 {number}", "这一行数的是消息，不是人"))


async def test_all_that_is_to_be_done_comes_on_request(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "我摔断腿动不了，快来人", "120"),
        (
            "王主任",
            OFFICE,
            "周报 要办",
            r"要办的 1 件：\n1 党办：接手1号求助（张三，11月23日），还没有人接，今天",
        ),
        ("李书记", PRIVATE, "周报 要办", "这周没有要办的事"),
    )


async def test_the_picture_is_sent(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(("王主任", OFFICE, "周报 图", "周报的图在这里"))
    await talk.wait(minutes=1)
    assert files(talk)[-1].read_bytes()[:4] == b"\x89PNG"


async def test_the_workbook_holds_the_own_people_only(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(("李书记", PRIVATE, "周报 表", "周报的表格在这里"))
    sheets = read_sheets(files(talk)[-1]).values()
    cells = {str(cell) for rows in sheets for row in rows for cell in row.cells}
    assert {"张三", "李四", "老周"} <= cells
    assert not {"孙七", "赵书记", "第二支部"} & cells


@pytest.mark.parametrize(
    "words",
    ["周报我看了", "周报 今天发了吗", "周报 名单 2 里的老李上周说过", "周报 图 挺好看的", "周报 大家早点交"],
)
async def test_talk_about_the_page_is_chat(talk: Talk, words: str) -> None:
    await talk.play(("李书记", FIRST, words, None))


@pytest.mark.parametrize(
    "words", ["周报 名单１", "周报 1", "周报 名单 第1行", "周报 第一支部 名单 1号", "周报：名单 1"]
)
async def test_a_line_may_be_named_as_people_write(talk: Talk, words: str) -> None:
    await next_week(talk)
    await talk.play(("李书记", PRIVATE, words, "^周报第 1 行：报平安"))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("本周周报", "^【周报】11月30日—12月6日"),
        ("发一下周报", "^【周报】11月23日—29日"),
        ("第一支部周报", "^【周报】第一支部 11月23日"),
        ("周报名单1", "^周报第 1 行：报平安"),
        ("名单 周报 1", "^周报第 1 行：报平安"),
        ("周报要办", "要办"),
        ("周报图", "周报的图在这里"),
        ("周报 全部", "^【周报】11月23日—29日"),
        ("周报 上上周", "周报只有上周的和本周的.*例：月报"),
        ("周报 11月16日", "周报只有上周的和本周的"),
        ("周报 打印", "周报没有打印版.*例：月报 打印"),
    ],
)
async def test_the_page_is_asked_for_as_people_speak(talk: Talk, words: str, answer: str) -> None:
    await next_week(talk)
    await talk.play(("王主任", OFFICE, words, answer))


@pytest.mark.parametrize("words", ["看看周报", "周报图", "本周周报", "把周报发我"])
async def test_in_a_branch_room_words_about_the_page_stay_chat(talk: Talk, words: str) -> None:
    await talk.play(("李书记", FIRST, words, None), ("张三", FIRST, words, None))


async def test_a_list_of_another_page_than_the_own_says_which(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(
        ("王主任", OFFICE, "周报 第二支部", "报平安 1/2"),
        ("王主任", OFFICE, "周报 名单 1", "^周报 第二支部 第 1 行：报平安 1/2"),
        ("王主任", OFFICE, "周报", "报平安 2/7"),
        ("王主任", OFFICE, "周报 名单 1", "^周报第 1 行：报平安 2/7"),
    )


async def test_the_secretary_of_two_branches_is_asked_which(talk: Talk) -> None:
    second = members.named(talk.db, "孙七")[0].branch_id
    li = members.named(talk.db, "李书记")[0].id
    talk.db.execute("INSERT INTO posts (member_id, role, unit_id) VALUES (?, 'secretary', ?)", (li, second))
    await talk.play(
        ("李书记", PRIVATE, "周报", r"【周报】第一支部.*周报 第一支部 名单.*【周报】第二支部"),
        ("李书记", PRIVATE, "周报 名单 1", "请写上是哪一个。例：周报 第一支部 名单"),
        ("李书记", PRIVATE, "周报 第二支部 名单 1", "孙七"),
        ("李书记", PRIVATE, "周报 名单 1", "孙七"),
    )


async def test_deleting_somebody_takes_the_person_from_the_lists(talk: Talk) -> None:
    await next_week(talk)
    await talk.play(("李书记", PRIVATE, "周报", "报平安 1/5"))
    li_si = members.named(talk.db, "李四")[0].id
    with talk.db.atomic():
        own.erase(talk.db, li_si)
    kept = digests.seen(talk.db, members.named(talk.db, "李书记")[0].id)
    assert kept is not None
    line = digests.line(talk.db, kept.digest_id, kept.unit_id or 0, 1)
    assert line is not None
    assert li_si not in {row.member_id for row in line.rows}
