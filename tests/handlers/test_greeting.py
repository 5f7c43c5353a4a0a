"""预览 祝福: what is going to be said, and who is left in peace, as far as the asker may see it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, Talk


def born(talk: Talk, name: str, day: date) -> None:
    talk.db.execute("UPDATE members SET birthday = ? WHERE name = ?", (day.isoformat(), name))


async def test_the_office_sees_rooms_moments_and_words(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "预览 祝福 7天", "11月25日 09:00 第一支部群：\n.*张三.*生日卡片"))
    assert [where for where, _ in talk.heard] == [OFFICE]


async def test_what_is_shown_is_what_is_said(talk: Talk) -> None:
    born(talk, "赵海", date(1985, 11, 26))
    await talk.play(("王主任", PRIVATE, "预览 祝福", "11月26日 22:00 国外党员群"))
    shown = talk.told("王主任")[-1]
    await talk.wait(days=4)
    said = [text for where, text in talk.heard if where in {FIRST, "国外党员群"} and "图片" not in text]
    assert len(said) == 2
    assert all(text in shown for text in said)


async def test_rooms_that_hear_the_same_stand_together(talk: Talk) -> None:
    talk.stage.clock.move_to(talk.now.replace(year=2026, month=12, day=30))
    await talk.play(
        (
            "王主任",
            PRIVATE,
            "预览 祝福 ３天",
            "1月1日 09:00 第一支部群、第二支部群：\n.*各位.*1月1日 22:00 国外党员群",
        )
    )


async def test_who_is_not_greeted_is_named_with_the_reason(talk: Talk) -> None:
    born(talk, "李四", date(1990, 11, 26))
    born(talk, "老周", date(1950, 11, 27))
    await talk.play(
        ("张三", PRIVATE, "退订 祝福", "."),
        ("李书记", PRIVATE, "静默 李四 30天", "."),
        ("李书记", SECRETARIES, "预览 祝福", "已私信您"),
    )
    shown = talk.told("李书记")[-1]
    assert "没有要说的祝福" in shown
    assert "请书记打电话的：\n11月27日 老周（只有电话）" in shown
    assert "11月25日 张三 生日（退订）" in shown
    assert "11月26日 李四 生日（静默）" in shown


async def test_the_dead_are_not_named(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET status = 'deceased' WHERE name = '张三'")
    await talk.play(("王主任", PRIVATE, "预览 祝福", "没有要说的祝福"))
    assert "张三" not in talk.told("王主任")[-1]


async def test_a_secretary_sees_the_own_branch_only(talk: Talk) -> None:
    born(talk, "孙七", date(1990, 11, 24))
    await talk.play(("李书记", PRIVATE, "预览 祝福", "只列您支部的.*张三"))
    assert "孙七" not in talk.told("李书记")[-1]


async def test_a_secretary_sees_the_own_people_of_the_overseas_room(talk: Talk) -> None:
    born(talk, "赵海", date(1985, 11, 26))
    await talk.play(("李书记", PRIVATE, "预览 祝福", "赵海"), ("赵书记", PRIVATE, "预览 祝福", "没有要说的"))


async def test_the_look_is_noted(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "预览 祝福", "张三"), ("张三", PRIVATE, "谁看过我", "王主任.*预览 祝福")
    )


async def test_somebody_s_year_ahead(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "预览 祝福 张三", "11月25日 生日\n2027年7月1日 入党17周年\n那天09:00发"),
        ("赵书记", PRIVATE, "预览 祝福 张三", "没有“张三”"),
    )


@pytest.mark.parametrize("words", ["0天", "32天", "2个月", "９９天"])
async def test_too_many_days_are_answered_with_an_example(talk: Talk, words: str) -> None:
    await talk.play(("王主任", PRIVATE, f"预览 祝福 {words}", "最多看 31 天.*例：预览 祝福 7天"))


@pytest.mark.parametrize("words", ["一周", "7", "7 天", "两周", "未来7天", "1个月"])
async def test_spans_are_read_as_people_write_them(talk: Talk, words: str) -> None:
    await talk.play(("王主任", PRIVATE, f"预览 祝福 {words}", "张三"))


async def test_a_member_may_not(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "预览 祝福", "只有支部书记可以用"))
