"""走访 and 联系: the log of visits and calls, and who may write and read it."""

from __future__ import annotations

import pytest

from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, Talk


def logged(talk: Talk) -> list[tuple[str, str, int, str]]:
    rows = talk.db.execute(
        "SELECT name, kind, reached, words FROM visits JOIN members ON members.id = member_id"
        " WHERE withdrawn_at IS NULL ORDER BY visits.id"
    )
    return [tuple(row) for row in rows]


async def test_a_secretary_logs_a_visit(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "走访 老周 腿脚不便，儿子在照顾", "已记：走访老周。错了回“撤”"))
    assert logged(talk) == [("老周", "visit", 1, "腿脚不便，儿子在照顾")]


async def test_an_attempt_is_no_success(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "联系 老周 电话 无人接", "没联系上"))
    assert logged(talk) == [("老周", "call", 0, "电话 无人接")]
    assert talk.counts("checkins") == 0


async def test_a_call_that_tells_how_somebody_is_is_a_report_too(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "联系 老周 电话 平安，在苏州女儿家", "平安也一起记上了"))
    assert talk.db.execute("SELECT how, safety FROM checkins").fetchall() == [("telephone", "safe")]


async def test_a_number_of_the_latest_list_names_the_person(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 支部 一 回执：周六开会", "确认"),
        ("王主任", OFFICE, "确认", "开始发送"),
    )
    await talk.wait(minutes=2)
    await talk.play(
        ("李书记", PRIVATE, "名单 未回", "老周"),
        ("李书记", PRIVATE, "联系 99 关机", "没有 99 号"),
    )
    (listed,) = (text for text in talk.told("李书记") if "还没回" in text)
    number = next(line.split()[0] for line in listed.splitlines() if "老周" in line)
    await talk.play(("李书记", PRIVATE, f"联系 {number} 关机", "联系老周，没联系上"))


async def test_in_a_room_nothing_of_it_is_repeated(talk: Talk) -> None:
    await talk.play(
        ("李书记", SECRETARIES, "@风筝线 走访 老周 病了", "^这类内容请私信我，方便的话先撤回。$"),
        ("李四", FIRST, "联系 物业 电话 多少来着", None),
    )
    assert logged(talk) == []


async def test_only_who_looks_after_somebody_may_log(talk: Talk) -> None:
    await talk.play(
        ("李四", PRIVATE, "联系 老周 电话 挺好", "名册里没有“老周”"),
        ("赵书记", PRIVATE, "走访 老周 挺好", "名册里没有“老周”"),
    )
    assert logged(talk) == []


async def test_a_contact_person_may_log_for_those_entrusted(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "结对 李四 联系 老周", "已记：李四联系老周。名单已私信他"),
        ("李四", PRIVATE, "联系 老周 电话 挺好的", "已记：联系老周"),
    )


async def test_a_wrong_name_is_answered_with_the_nearest(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "走访 章三 挺好", "没有“章三”。是张三吗"))


async def test_it_can_be_taken_back(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "走访 老周 挺好的", "已记"),
        ("李书记", PRIVATE, "撤", "已撤.*走访.*老周"),
    )
    assert logged(talk) == []


async def test_the_log_is_read_by_the_own_secretary_and_the_office(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "走访 老周 腿脚不便", "已记"),
        ("李书记", PRIVATE, "名单 走访", r"1 条：\n11月23日 老周 走访：腿脚不便（李书记）"),
        ("王主任", OFFICE, "名单 走访 老周", "老周的走访和联系 1 条"),
        ("赵书记", PRIVATE, "名单 走访", "还没有"),
        ("李四", PRIVATE, "名单 走访", "只有支部书记可以用"),
    )
    looks = talk.db.execute("SELECT action FROM audit WHERE action LIKE '名单 走访%'").fetchall()
    assert len(looks) == 2


async def test_the_office_sees_the_counts_of_each_branch(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "走访 老周 挺好的", "已记"),
        ("李书记", PRIVATE, "联系 赵海 微信没回", "没联系上"),
        (
            "王主任",
            OFFICE,
            "走访 统计",
            "第一支部 走访 1，联系 0，没联系上 1；没走访联系过的 4 位\n第二支部 走访 0.*2 位",
        ),
        ("赵书记", PRIVATE, "走访 统计", r"^近 6 个月的走访和联系：\n第二支部[^\n]*$"),
    )


@pytest.mark.parametrize("words", ["走访 老周", "联系 老周"])
async def test_a_name_alone_shows_how_to_write_it(talk: Talk, words: str) -> None:
    await talk.play(("李书记", PRIVATE, words, "请在名字后面写一句怎么样。例："))
