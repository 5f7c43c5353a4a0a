"""党费 申报: what a member declares is seen by nobody, what follows from it by the office alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.sheets import read_sheets
from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, START, MakeTalk, Talk

SECRET = re.compile(r"8,?000|120|\b360\b|1\.5%|240")


@pytest.fixture
async def talk(make_talk: MakeTalk) -> Talk:
    """张三 has declared 8,000 (120 a month), 李四 pays 20; both have paid until August."""
    made = make_talk()
    made.db.execute("UPDATE members SET dues_until = '2026-08' WHERE name IN ('张三', '李四')")
    await made.stage.settle()
    await made.play(
        (
            "张三",
            PRIVATE,
            "党费 申报 月收入 8000",
            "2026年的基数：月收入 8000元。按规定乘 1.5%，每月交 120元",
        ),
        ("李书记", PRIVATE, "党费 标准 李四 20元 自 2026-01", "已记"),
    )
    return made


def told_since(talk: Talk, who: str, before: int) -> str:
    return "\n".join(talk.told(who)[before:])


@pytest.mark.parametrize(
    "words",
    [
        "党费 张三",
        "党费 名单",
        "党费 名单 欠费",
        "党费 汇总",
        "党费 汇总 2026",
        "党费 张三 交到 2026-11",
        "党费 张三 李四 交到 2026-10",
        "党费 标准 张三 10元",
        "查 张三",
        "查 张三 历史",
        "本支部",
        "统计 党费",
    ],
)
async def test_a_secretary_never_reads_an_amount_of_it(talk: Talk, words: str) -> None:
    before = len(talk.told("李书记"))
    await talk.play(("李书记", PRIVATE, words, "."), ("李书记", PRIVATE, "党费 张三", "张三"))
    await talk.play(("李书记", PRIVATE, "撤", "."))
    assert not SECRET.search(told_since(talk, "李书记", before).replace("13800138000", ""))


async def test_the_secretary_reads_whether_somebody_declared(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 张三", "按本人申报，只有党办和本人看得到\n2026年的基数：已申报"),
        ("李书记", PRIVATE, "党费 李四", "每月标准：20元\n2026年的基数：没有申报"),
        ("李书记", PRIVATE, "党费 汇总 2026", "1 位的金额只有党办和本人看得到，没有算"),
    )


async def test_a_wrong_amount_is_not_told_from_a_right_one(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 张三 已交 9月 50元", "张三 2026年9月，50元，交到2026年9月[^。]*\n错了"),
        (
            "李书记",
            PRIVATE,
            "党费 张三 已交 10月 120元",
            "张三 2026年10月，120元，交到2026年10月[^。]*\n错了",
        ),
    )


async def test_the_form_of_the_secretary_has_ticks(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 张三 交到 2026-10", "已记"),
        ("李书记", PRIVATE, "党费 李四 交到 2026-10", "已记"),
        ("李书记", PRIVATE, "党费 表", "收缴表"),
    )
    (file,) = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL").fetchone()
    rows = next(iter(read_sheets(Path(file)).values()))
    zhang = next(row.cells for row in rows if "张三" in row.cells)
    li = next(row.cells for row in rows if "李四" in row.cells)
    assert zhang.count("√") == 10
    assert li.count("20.00") == 3  # the standard, September, October
    assert not any(SECRET.fullmatch(str(cell).split(".")[0]) for row in rows for cell in row.cells if cell)


async def test_the_office_reads_the_standard_and_not_the_income(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "党费 张三", "每月标准：120元"),
        ("王主任", OFFICE, "党费 张三 交到 2026-10", "240元"),
        ("王主任", OFFICE, "党费 汇总 2026", "应交"),
        ("张三", PRIVATE, "党费", "每月标准：120元.*240元"),
    )
    assert not any("8000" in text for text in talk.told(OFFICE))


async def test_who_declared_has_a_standard_that_only_the_office_changes(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 标准 张三 10元", "按本人申报定的，要改请党办来改"),
        ("王主任", OFFICE, "党费 标准 张三 10元", "每月 10元"),
        ("李书记", PRIVATE, "党费 张三", "只有党办和本人看得到"),
    )


async def test_a_base_is_never_said_in_a_room(talk: Talk) -> None:
    await talk.play(
        ("李四", FIRST, "党费 申报 月收入 6000", "^这类内容请私信我，方便的话先撤回。$"),
        ("李书记", SECRETARIES, "党费 申报 6000", "^这类内容请私信我，方便的话先撤回。$"),
        ("王主任", OFFICE, "党费 申报 老周 6000", "^这类内容请私信我，方便的话先撤回。$"),
        ("李四", FIRST, "@风筝线 党费 申报", "^这类内容请私信我。$"),
    )
    assert talk.counts("dues_bases") == 1


async def test_nobody_declares_for_another_but_a_clerk_privately(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 申报 老周 4000", "基数由本人来报"),
        (
            "王主任",
            PRIVATE,
            "党费 申报 老周 退休金 4500",
            "老周的2026年的基数：退休金 4500元.*乘 0.5%，每月交 22.50元",
        ),
    )


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        ("党费 申报 0.6万", "月收入 6000元。按规定乘 1.5%，每月交 90元"),
        ("党费 申报 ３０００", "乘 0.5%，每月交 15元"),
        ("党费 申报 3000.01", "乘 1%，每月交 30元"),
        ("党费 申报 10001元", "乘 2%，每月交 200.02元"),
        ("党费 申报 退休金 6000", "乘 1%，每月交 60元"),
        ("党费 申报 学生", "学生。按规定，每月交 0.20元"),
        ("党费 申报 没有工作", "没有固定收入。按规定，每月交 0.20元"),
        ("党费 申报 8", "每月不到 100 元吗"),
        ("党费 申报 8o00", "看不懂，请用数字写"),
        ("党费 申报", "请写上每月税后的收入。例：党费 申报 月收入 8000"),
    ],
)
async def test_the_rule_makes_a_standard_of_it(talk: Talk, words: str, answered: str) -> None:
    await talk.play(("李四", PRIVATE, words, answered))


async def test_it_can_be_said_anew_and_taken_back(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "党费 申报 4000", "每月交 40元"),
        ("张三", PRIVATE, "撤", "已撤：您的党费标准"),
        ("张三", PRIVATE, "党费", "每月标准：120元"),
    )


async def test_a_later_word_of_the_year_holds_from_its_month_on(talk: Talk) -> None:
    talk.db.execute("UPDATE dues_bases SET at = '2026-01-08T02:00:00.000000Z'")
    await talk.play(("张三", PRIVATE, "党费 申报 4000", "每月交 40元，2026年11月起"))
    await talk.play(("王主任", OFFICE, "党费 张三 交到 2026-11", "280元"))  # two months of 120, one of 40


async def test_in_december_the_next_year_is_meant(make_talk: MakeTalk) -> None:
    talk = make_talk(START.replace(month=12))
    await talk.stage.settle()
    await talk.play(("张三", PRIVATE, "党费 申报 8000", "2027年的基数.*2027年1月起"))
    assert talk.db.execute("SELECT from_month FROM dues_standards").fetchone() == ("2027-01",)


# Who has not declared; a standard for a whole branch


async def test_a_secretary_lists_who_has_not_declared(talk: Talk) -> None:
    await talk.play(
        (
            "李书记",
            PRIVATE,
            "党费 未申报",
            "^第一支部2026年的党费基数，5 位里没申报的 4 位：\n"
            "1 李书记\n2 李四\n3 赵海\n4 老周（只有电话）\n",
        ),
        ("李书记", PRIVATE, "党费 未申报 第二支部", "别的支部的党费"),
        ("王主任", PRIVATE, "党费未申报", "没申报的 6 位.*孙七（第二支部）"),
        ("张三", PRIVATE, "党费 未申报", "."),
    )
    assert "李四" not in talk.told("张三")[-1]


async def test_a_branch_gets_a_standard_once_it_is_confirmed(talk: Talk) -> None:
    await talk.play(
        (
            "李书记",
            PRIVATE,
            "党费 标准 第一支部 15元 自 2026-12",
            "将给第一支部 4 位定：2026年12月起每月 15元。\n"
            "其中 1 位原来是别的数：李四。\n按本人申报定的 1 位不动。",
        ),
        ("李书记", PRIVATE, "确认", "记好了：第一支部 4 位，2026年12月起每月 15元"),
        ("李书记", PRIVATE, "党费 李四", "每月标准：20元，2026年12月起 15元"),
    )
    assert not SECRET.search("\n".join(talk.told("李书记")).replace("13800138000", ""))


async def test_a_branchs_standard_is_taken_back_whole(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "党费 标准 三支部 15元", "没有"),
        ("李书记", PRIVATE, "党费 标准 一支部每人15元", "将给第一支部"),
        ("李书记", PRIVATE, "确认", "记好了"),
        ("李书记", PRIVATE, "撤", "撤"),
        ("李书记", PRIVATE, "党费 李四", "每月标准：20元"),
        ("李书记", PRIVATE, "党费 老周", "每月标准：没有登记"),
    )


@pytest.mark.parametrize(
    ("who", "words", "answer"),
    [
        ("李书记", "党费 标准 第二支部 15元", "别的支部的党费"),
        ("李书记", "党费 标准 第一支部", "请写上每月交多少"),
        ("李书记", "党费 标准 第一支部 李四 15元", "不要一起写"),
        ("李书记", "党费 标准 第一支部 90000元", "请核对金额"),
        ("张三", "党费 标准 第一支部 15元", "由本支部书记和党办来记"),
    ],
)
async def test_a_branchs_standard_is_refused_with_an_example(
    talk: Talk, who: str, words: str, answer: str
) -> None:
    await talk.play((who, PRIVATE, words, answer))
    assert talk.db.execute("SELECT count(*) FROM dues_standards WHERE cents = 1500").fetchone() == (0,)
