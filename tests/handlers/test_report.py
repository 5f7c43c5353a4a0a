"""月报 and 年报: figures of a month or year within the asker's scope, in four forms; never a name."""

from __future__ import annotations

from pathlib import Path

from bot.sheets import read_sheets
from tests.conftest import FIRST, OFFICE, PRIVATE, MakeTalk, Talk


def files(talk: Talk) -> list[Path]:
    return [Path(row[0]) for row in talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL")]


async def test_in_the_first_month_it_is_the_present_one(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "月报", r"^【月报】2026年11月（到23日） 怀柔人才党委\n人数：7 人，没有变动\n")
    )


async def test_who_was_heard_of_is_counted(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在苏州", "已记"),
        ("王主任", OFFICE, "月报 11月", r"报平安：1/7（14%）\n去向：外地 1，不清楚 6\n"),
    )


async def test_a_secretary_reads_the_own_branch_only(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "月报", r"^【月报】2026年11月（到23日） 第一支部\n人数：5 人"),
        ("李书记", PRIVATE, "月报 二支部", "别的支部的报表由那个支部的书记和党办看"),
        ("张三", PRIVATE, "月报", "只有支部书记可以用"),
    )


async def test_in_a_room_it_goes_to_the_asker(talk: Talk) -> None:
    await talk.play(("李书记", FIRST, "月报", "^月报已私信您"))
    assert "【月报】" in talk.told("李书记")[-1]


async def test_the_store_does_not_know_what_was_before_it(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "月报 10月", "2026年10月还没有启用，最早是2026年11月。例：月报 11月"),
        ("王主任", PRIVATE, "年报 2024", "2024年还没有启用，最早是2026年11月"),
        ("王主任", PRIVATE, "月报 2026年12月", "2026年12月还没到"),
        ("王主任", PRIVATE, "年报 2030", "2030年还没到"),
        ("王主任", PRIVATE, "月报 13月", "没有13月"),
    )


async def test_chat_about_a_report_is_left_alone(talk: Talk) -> None:
    await talk.play(
        ("李书记", FIRST, "月报大家都交了吗", None),
        ("李书记", FIRST, "年报 做得不错", None),
        ("李书记", FIRST, "月报的表我改好了", None),
    )


async def test_a_report_comes_as_a_workbook(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在苏州", "已记"),
        ("王主任", OFFICE, "月报 表", "怀柔人才党委 2026年11月（到23日）月报在这里"),
    )
    (path,) = files(talk)
    sheets = {name: [row.cells for row in rows] for name, rows in read_sheets(path).items()}
    assert list(sheets) == ["汇总", "各支部"]
    assert ("报平安", "报过平安的人", "1") in sheets["汇总"]
    _title, _note, headings, *rows = sheets["各支部"]
    heard = headings.index("报过平安的人")
    assert [(row[0], row[heard]) for row in rows] == [
        ("第一支部", "1"),
        ("第二支部", "0"),
        ("合计", "1"),
    ]


async def test_a_report_comes_as_a_picture_and_as_a_page_to_print(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "月报 图", "第一支部 2026年11月（到23日）月报在这里"),
        ("李书记", PRIVATE, "年报打印", "第一支部 2026年（11月起，到11月23日）年报在这里"),
    )
    picture, page = files(talk)
    assert picture.read_bytes().startswith(b"\x89PNG")
    text = page.read_text(encoding="utf-8")
    assert "<h1>第一支部 2026年（11月起，到11月23日）年报</h1>" in text
    assert '<td>没有登记</td><td class="number">5</td>' in text


async def test_no_form_names_anybody(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "平安，在苏州", "已记"))
    for words in ("月报", "月报 表", "月报 打印", "年报", "年报 表", "年报 打印"):
        await talk.say("王主任", OFFICE, words)
    written = "".join(talk.told(OFFICE)) + "".join(
        path.read_text(encoding="utf-8") if path.suffix == ".html" else str(read_sheets(path))
        for path in files(talk)
    )
    assert "报平安" in written
    assert not [one for one in ("张三", "李四", "赵海", "老周", "13800138000") if one in written]


async def test_a_confidential_case_is_no_branchs(make_talk: MakeTalk) -> None:
    talk = make_talk(cases={"confidential": ["王主任"]})
    await talk.stage.settle()
    await talk.play(
        ("张三", PRIVATE, "举报 有人挪用活动经费，请查一查", "只有专人看得到"),
        ("王主任", OFFICE, "月报", "需保密的 1 件"),
        ("李书记", PRIVATE, "月报", r"没有：.*工单"),
    )
    assert "需保密" not in talk.told("李书记")[-1]


async def test_a_branch_that_is_not_there_is_answered_with_the_nearest(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "月报 九支部", "没有“九支部”"))
