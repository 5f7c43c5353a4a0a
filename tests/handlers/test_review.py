"""思想汇报, 三个一, 民主评议: what members report, and the material of the year's review."""

from __future__ import annotations

import zipfile

import pytest

from bot.domain.field import Field
from bot.domain.record import How
from data import member as members
from data import record as records
from tests.conftest import FIRST, OFFICE, PRIVATE, START, Talk

REPORT = (
    "思想汇报 这个季度我在苏州的工地上带班，抽空看了支部发的学习材料，也帮两位老乡办了居住证，"
    "接下来想把党课补上，过年回来再向支部汇报。"
)


def sheets(talk: Talk) -> str:
    (path,) = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL").fetchone()
    with zipfile.ZipFile(path) as book:
        texts = [book.read(name).decode() for name in ("xl/sharedStrings.xml", "xl/workbook.xml")]
    return "".join(texts)


async def test_a_report_is_kept_for_secretary_and_office(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, REPORT, "收到，2026年4季度思想汇报.*只有本支部书记和党办能看"),
        ("李书记", PRIVATE, "名单 汇报", "写了思想汇报的 1 人：\n1 张三 11月23日"),
        ("李书记", PRIVATE, "名单 汇报 张三", "帮两位老乡办了居住证"),
        ("赵书记", PRIVATE, "名单 汇报", "写了思想汇报的 0 人"),
        ("赵书记", PRIVATE, "名单 汇报 张三", "名册里没有“张三”"),
        ("李四", PRIVATE, "名单 汇报", "只有支部书记可以用"),
        ("张三", PRIVATE, "谁看过我", "李书记"),
    )


async def test_a_short_report_is_told_how_much_is_missing(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "思想汇报 都挺好的", "现在 4 字，至少 50 字，再写 46 字就行"))
    assert talk.counts("reports") == 0


async def test_a_second_report_takes_the_place_of_the_first(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, REPORT, "收到"),
        ("张三", PRIVATE, f"{REPORT}再补一句。", "换成了这一篇"),
    )
    assert talk.counts("reports") == 1


async def test_it_can_be_taken_back(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, REPORT, "收到"), ("张三", PRIVATE, "撤", "已撤：这个季度的思想汇报"))
    assert talk.counts("reports") == 0


async def test_in_a_room_nothing_of_it_is_kept(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, REPORT, "^这类内容请私信我，方便的话先撤回。$"),
        ("张三", FIRST, "思想汇报 大家记得交", None),
    )
    assert talk.counts("reports") == 0


async def test_the_secretary_writes_for_who_has_no_wechat(talk: Talk) -> None:
    body = REPORT.removeprefix("思想汇报 ")
    await talk.play(
        ("李书记", PRIVATE, f"思想汇报 代 老周：{body}", "收到，老周的2026年4季度"),
        ("李书记", PRIVATE, f"思想汇报 代 张三：{body}", "张三用微信，请本人私信我"),
        ("李四", PRIVATE, f"思想汇报 代 老周：{body}", "要请支部书记来"),
    )


async def test_a_member_sees_the_own_three_ones(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "三个一", "11月还没有记录.*还没写，12月31日前.*由支部组织"),
        ("李书记", PRIVATE, "三会一课 党课 昨天 到 张三", "已记"),
        ("李书记", PRIVATE, "三会一课 党员大会 昨天 到 张三 内容：民主评议党员", "已记"),
        ("张三", PRIVATE, REPORT, "收到"),
        ("张三", FIRST, "三个一", "已私信您"),
    )
    assert "记了 1 次\n每季一次汇报：2026年4季度收到了\n每年一次评议：2026年参加了" in talk.told("张三")[-1]


async def test_who_misses_what_is_listed_for_the_own_branch(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, REPORT, "收到"),
        ("李书记", PRIVATE, "三会一课 党课 昨天 到 张三 李四", "已记"),
        (
            "李书记",
            PRIVATE,
            "三个一 名单",
            r"还差的 4 人（共 5 人）.*李四 本季没有汇报\n.*老周 本月没有学习记录，本季没有汇报",
        ),
        ("赵书记", PRIVATE, "三个一 名单 第一支部", "别的支部的名单"),
        ("王主任", OFFICE, "三个一 名单 第二支部", "还差的 2 人（共 2 人）"),
    )


async def test_the_review_is_prepared_without_ranking_or_grades(talk: Talk) -> None:
    zhang = members.named(talk.db, "张三")[0].id
    with talk.db.atomic():
        values = {Field.STANDING: "probationary", Field.DUES_UNTIL: "2026-10"}
        records.change(talk.db, zhang, values, by=zhang, how=How.OFFICE, now=START)
    await talk.play(
        ("张三", PRIVATE, "平安，在上海", "已记"),
        ("李书记", PRIVATE, "三会一课 党员大会 11月20日 全到 除 李四", "已记"),
        ("李书记", PRIVATE, "民主评议 准备", "材料在下面.*只供参考"),
    )
    book = sheets(talk)
    for words in ("张三", "1/1", "0/1", "2026-10", "1/11", "预备党员，参加，不定等次", "互评表", "自评"):
        assert words in book
    assert "孙七" not in book


async def test_the_office_prepares_all_branches(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "民主评议准备 2026年", "2026年民主评议的材料在下面"))
    assert "孙七" in sheets(talk)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("民主评议 准备 2031", "2031年还没到"),
        ("民主评议 准备 第二支部", "别的支部的材料"),
        ("民主评议 准备 第九支部", "没有“第九支部”"),
    ],
)
async def test_a_wrong_use_is_answered(talk: Talk, words: str, answer: str) -> None:
    await talk.play(("李书记", PRIVATE, words, answer))


async def test_talk_stays_talk(talk: Talk) -> None:
    await talk.play(
        ("李书记", FIRST, "民主评议准备得怎么样了", None), ("张三", FIRST, "三个一都完成了", None)
    )


async def test_a_report_behind_a_colon_is_kept_and_is_no_check_in(talk: Talk) -> None:
    await talk.play(
        (
            "张三",
            PRIVATE,
            "思想汇报：这个季度我在苏州工作，" + "学习了新党章，帮了邻居。" * 5,
            "收到，2026年4季度思想汇报",
        )
    )
    assert not talk.counts("checkins")
