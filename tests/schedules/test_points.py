"""Points by the clock: rules that changed, and what waits for review."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.context import Context
from bot.domain.points import Deed
from bot.points import earning, rulebook
from data import member as members
from tests.conftest import BEIJING, PRIVATE, START, MakeTalk, Talk

DELIVERED = rulebook.ROOT / "data/rules/points.yaml"
MONDAY = datetime(2026, 11, 30, 10, 31, tzinfo=BEIJING)


def earn(talk: Talk, name: str, *sources: str) -> None:
    ctx = Context(talk.db, talk.stage.clock.now(), talk.stage.settings)
    with talk.db.atomic():
        for source in sources:
            earning.earn(ctx, members.named(talk.db, name)[0].id, Deed.STUDY, source)


async def restarted(talk: Talk, make_talk: MakeTalk, folder: Path, new: str) -> Talk:
    """Let the bot start again with another rule for study, a little later."""
    path = folder / "rules.yaml"
    old = "study: {name: 学习, points: 1, week: 5, year: 60}"
    text = DELIVERED.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, f"study: {{name: 学习, {new}}}"), encoding="utf-8")
    later = make_talk(talk.now + timedelta(minutes=1), points={"rules": str(path)})
    await later.stage.settle()
    return later


def total(talk: Talk) -> int:
    return int(talk.db.execute("SELECT sum(amount) FROM points").fetchone()[0])


async def test_a_changed_rule_counts_for_everybody_and_the_office_hears_it(
    talk: Talk, make_talk: MakeTalk, tmp_path: Path
) -> None:
    await talk.wait(minutes=20)
    earn(talk, "张三", "study:1", "study:2")
    later = await restarted(talk, make_talk, tmp_path, "points: 3")
    await later.wait(hours=1)
    assert total(later) == 6
    assert [said for said in later.told("王主任") if "2 条重新算过，1 位的积分有变" in said]


async def test_a_rule_from_a_later_day_changes_nothing_of_before(
    talk: Talk, make_talk: MakeTalk, tmp_path: Path
) -> None:
    await talk.wait(minutes=20)
    earn(talk, "张三", "study:1", "study:2")
    rule = "points: 1, week: 5, year: 60, changes: [{from: 2026-12-01, points: 3}]"
    later = await restarted(talk, make_talk, tmp_path, rule)
    await later.wait(hours=1)
    assert total(later) == 2
    assert [said for said in later.told("王主任") if "没有人的积分有变" in said]


async def test_the_first_start_tells_nobody_of_rules(talk: Talk) -> None:
    await talk.wait(hours=1)
    assert not [said for said in talk.told("王主任") if "积分规则" in said]


async def test_what_waits_is_told_once_a_week_to_who_may_decide(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "积分 申报 志愿服务 上周六社区清扫", "李书记看过"),
        ("李书记", PRIVATE, "积分 申报 志愿服务 上周六社区清扫", "党办看过"),
    )
    said = await talk.until(MONDAY)
    assert sorted(who for who, text in said if "还有 1 项积分等您看" in text) == ["李书记", "王主任"]
    assert not [text for who, text in said if who in {"张三", "赵书记"} and "积分" in text]


async def test_with_nothing_waiting_nobody_is_told(talk: Talk) -> None:
    said = await talk.until(MONDAY)
    assert not [text for _, text in said if "积分" in text]
    assert talk.now > START
