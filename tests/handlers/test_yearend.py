"""年终材料: what a branch's year holds and lacks, as text, workbook and page; who may see it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from bot.domain.field import Field
from bot.domain.member import Role
from bot.domain.record import How
from data import fact as facts
from data import member as members
from data import record as records
from data import unit as units
from tests.conftest import BEIJING, FIRST, OFFICE, PRIVATE, SECRETARIES, START, MakeTalk, Talk


def file_of(talk: Talk) -> Path:
    rows = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL ORDER BY id").fetchall()
    return Path(rows[-1][0])


def sheets(talk: Talk) -> dict[str, list[list[str]]]:
    book = CalamineWorkbook.from_path(file_of(talk))
    return {
        name: [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def change(talk: Talk, name: str, values: dict[Field, str]) -> None:
    person = members.named(talk.db, name)[0].id
    with talk.db.atomic():
        records.change(talk.db, person, values, by=person, how=How.OFFICE, now=START)


def begin(talk: Talk, moment: datetime) -> None:
    with talk.db.atomic():
        facts.write_moment(talk.db, "first_start", moment)


async def ask(talk: Talk, words: str = "年终材料") -> str:
    await talk.play(("李书记", PRIVATE, words, "年终材料"))
    return talk.told("李书记")[-1]


async def test_the_secretary_reads_first_what_is_missing(talk: Talk) -> None:
    said = await ask(talk)
    assert said.startswith("第一支部 2026年的年终材料\n11月23日才启用")
    assert "还缺 " in said
    assert said.index("党课：一季度、二季度、三季度没有记录，四季度还要开") < said.index("有的：")
    assert "→ 开过的补录，例：三会一课 主题党日 10月20日 全到 内容：…" in said


async def test_what_is_mended_is_missing_no_more(talk: Talk) -> None:
    before = await ask(talk)
    await talk.play(
        ("李书记", PRIVATE, "三会一课 党课 昨天 全到 内容：学条例", "已记"),
        ("李书记", PRIVATE, "三会一课 党员大会 昨天 全到 内容：民主评议党员", "已记"),
    )
    after = await ask(talk)
    assert "四季度还要开" in before
    assert "四季度还要开" not in after
    assert "民主评议：没有记录" in before
    assert "民主评议" not in after
    assert "到会：10/10 人次，100%" in after


async def test_every_gap_tells_a_command_that_works(talk: Talk) -> None:
    said = await ask(talk)
    (example,) = [line for line in said.splitlines() if "开过的补录" in line]
    await talk.play(("李书记", PRIVATE, example.split("例：")[1], "已记1号：第一支部主题党日，10月20日"))


async def test_an_empty_field_of_the_roll_is_filled_as_the_gap_says(talk: Talk) -> None:
    said = await ask(talk)
    (example,) = [line.split("补上发：")[1].split("；")[0] for line in said.splitlines() if "补上发" in line]
    assert "学历 5 人" in said
    await talk.play(("李书记", PRIVATE, example, "学历：（空） → 大学专科"))
    assert "学历 4 人" in await ask(talk)


async def test_what_each_gap_of_dues_says_to_write_is_understood(talk: Talk) -> None:
    said = await ask(talk)
    assert "党费：交到哪个月没有登记 5 人（李书记、张三、李四、赵海…）" in said
    await talk.play(("李书记", PRIVATE, "党费 李四 交到 2026-11", "李四"))
    assert "没有登记 4 人" in await ask(talk)


async def test_dues_are_told_by_class_and_never_in_amounts(talk: Talk) -> None:
    change(talk, "张三", {Field.DUES_UNTIL: "2025-03"})
    change(talk, "李四", {Field.DUES_UNTIL: "2026-08"})
    said = await ask(talk)
    assert "党费：欠6个月以上 1 人（张三）" in said
    assert "党费：欠1–6个月 1 人（李四）" in said
    assert "元" not in said


async def test_who_has_not_reported_of_this_quarter_is_named_with_what_to_do(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "思想汇报 " + "在外地也按时学习，帮了邻居的忙，" * 5, "收到"))
    said = await ask(talk)
    assert "思想汇报：四季度 4 人（李书记、李四、赵海、老周）没写" in said
    assert "→ 12月31日前请本人私信我“思想汇报 正文”" in said


async def test_quarters_before_the_start_are_nobodys_debt(talk: Talk) -> None:
    assert "三季度 5 人" not in await ask(talk)
    begin(talk, START - timedelta(days=150))
    assert "思想汇报：二季度 5 人、三季度 5 人没写\n→ 过去的季度不再收" in await ask(talk)


async def test_of_whom_nothing_is_asked_nothing_is_missed(talk: Talk) -> None:
    change(talk, "李四", {Field.STATUS: "suspended"})
    said = await ask(talk)
    assert "四季度 4 人" in said
    assert "停止党籍 1" in said


async def test_the_workbook_has_a_row_a_member(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在上海", "已记"),
        ("李书记", PRIVATE, "三会一课 党课 昨天 到 张三 李四 缺 赵海 有时差", "已记"),
        ("李书记", PRIVATE, "年终材料 表", "第一支部 2026年的年终材料，5 人，在下面"),
    )
    book = sheets(talk)
    assert list(book) == ["第一支部", "缺什么", "三会一课", "合计"]
    rows = {row[1]: row for row in book["第一支部"]}
    head = rows["姓名"]
    zhang, zhao = (dict(zip(head, rows[name], strict=True)) for name in ("张三", "赵海"))
    assert (zhang["参会"], zhang["平安"], zhang["汇报季度"]) == ("1/1", "1/1", "没有")
    assert (zhao["参会"], zhao["平安"], zhao["党费"]) == ("0/1", "0/1", "没有登记")
    assert "上海" not in str(book)


async def test_the_page_prints_and_holds_no_other_branch(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "年终材料 打印", "打开就能打印"))
    page = file_of(talk).read_text(encoding="utf-8")
    assert file_of(talk).suffix == ".html"
    assert all(words in page for words in ("第一支部 2026年年终材料", "还缺什么", "每位党员", "老周"))
    assert "孙七" not in page
    assert "<script" not in page


async def test_the_look_is_noted(talk: Talk) -> None:
    await ask(talk)
    await talk.play(("张三", PRIVATE, "谁看过我", "李书记.*年终材料"))


async def test_another_branch_is_not_shown(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "年终材料 第二支部", "^别的支部的材料由那个支部的书记和党办看"),
        ("李书记", PRIVATE, "年终材料 全部", "^别的支部的材料由那个支部的书记和党办看"),
        ("张三", PRIVATE, "年终材料", "只有支部书记可以用"),
    )


async def test_the_office_sees_all_branches_in_lines_and_one_by_name(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "年终材料", "第一支部 5 人，.*第二支部 2 人"),
        ("王主任", OFFICE, "年终材料 二", "第二支部 2026年的年终材料.*年终材料 第二支部 表"),
    )


async def test_the_file_of_all_is_shown_first(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "年终材料 全部", "2 个支部、7 人，做成一个表格.*回复“确认”发在这里"),
        ("王主任", OFFICE, "确认", "2 个支部 2026年的年终材料，7 人，在下面"),
    )
    book = sheets(talk)
    assert list(book) == ["汇总", "1 第一支部", "2 第二支部"]
    assert [row[0] for row in book["汇总"]] == ["支部", "第一支部", "第二支部"]


async def test_a_file_of_many_branches_is_shown_first_without_the_word_for_all_too(talk: Talk) -> None:
    committee = units.committee(talk.db, "怀柔人才党委").id
    for name in ("第三支部", "第四支部"):
        units.make(talk.db, "branch", name, committee)
    await talk.play(("王主任", OFFICE, "打印年终材料", "4 个支部、7 人，做成一份能打印的材料.*回复“确认”"))


async def test_the_file_of_two_branches_bears_their_names(talk: Talk) -> None:
    (li,), (sun,) = members.named(talk.db, "李书记"), members.named(talk.db, "孙七")
    members.give_post(talk.db, li.id, Role.SECRETARY, sun.branch_id or 0)
    await talk.play(("李书记", PRIVATE, "年终材料 打印", "打开就能打印"))
    assert "第一支部、第二支部 2026年年终材料" in file_of(talk).read_text(encoding="utf-8")


async def test_in_a_room_only_the_secretary_reads_it(talk: Talk) -> None:
    await talk.play(("李书记", SECRETARIES, "年终材料", "^年终材料已私信您。$"))
    assert not [text for text in talk.told(SECRETARIES) if "缺" in text]


@pytest.mark.parametrize(
    "words",
    [
        "年终材料大家抓紧准备",
        "年终材料交给第一支部",
        "年终材料怎么写",
        "年终材料12月10日前交",
        "年终材料还缺啥",
    ],
)
async def test_talk_stays_talk(talk: Talk, words: str) -> None:
    await talk.play(("李书记", FIRST, words, None), ("张三", FIRST, words, None))


@pytest.mark.parametrize(
    "words", ["年终材料还缺什么？", "年底还缺啥", "年终材料 本支部", "#年终材料", "年终材料吧"]
)
async def test_it_is_asked_for_in_other_words(talk: Talk, words: str) -> None:
    await talk.play(("李书记", PRIVATE, words, "第一支部 2026年的年终材料"))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("年终材料 2031", "2031年还没到。例：年终材料 2026"),
        ("年终材料 2024", "2024年还没有启用，没有记录，最早是 2026年"),
        ("年终材料 第九支部", "没有“第九支部”"),
        ("年终材料 明年", "2027年还没到。例：年终材料 2026"),
    ],
)
async def test_a_wrong_use_is_answered(talk: Talk, words: str, answer: str) -> None:
    await talk.play(("李书记", PRIVATE, words, answer))


async def test_in_january_the_year_just_over_is_meant(make_talk: MakeTalk) -> None:
    talk = make_talk(datetime(2027, 1, 8, 9, tzinfo=BEIJING))
    await talk.stage.settle()
    begin(talk, START)
    said = await ask(talk)
    assert said.startswith("第一支部 2026年的年终材料")
    assert "三会一课 主题党日 2026年12月20日 全到" in said
    assert "年终材料 2026 打印" in said


async def test_what_is_deleted_is_said_and_is_no_gap(make_talk: MakeTalk) -> None:
    talk = make_talk(datetime(2029, 6, 1, 9, tzinfo=BEIJING))
    await talk.stage.settle()
    begin(talk, START - timedelta(days=300))
    said = await ask(talk, "年终材料 2026")
    assert "思想汇报：这一年的过了保存期，已经删了，不是没有。" in said
    assert "会议记录、活动签到、学习记录：6月2日以前的过了保存期，已经删了，不是没有。" in said
    assert "思想汇报：已删" in said
    await talk.play(("李书记", PRIVATE, "年终材料 2026 打印", "打印"))
    assert "已删" in file_of(talk).read_text(encoding="utf-8")
