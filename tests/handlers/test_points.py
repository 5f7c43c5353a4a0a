"""积分: earned by deeds, told by members, seen by secretaries, put right by the office."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.context import Context
from bot.domain.points import Deed
from bot.domain.points.counting import State, count
from bot.points import earning, rulebook, settling
from bot.sheets import read_sheets
from data import audit, points
from data import member as members
from tests.conftest import (
    BEIJING,
    FIRST,
    OFFICE,
    OVERSEAS,
    PRIVATE,
    START,
    Line,
    MakeSettings,
    MakeTalk,
    Talk,
)

CLAIMED: Line = (
    "张三",
    PRIVATE,
    "积分 申报 志愿服务 上周六社区清扫3小时",
    "记下了：志愿服务，11月21日。李书记看过就算上",
)


def number_of(talk: Talk, name: str) -> int:
    return members.named(talk.db, name)[0].id


def do(talk: Talk, name: str, deed: Deed, *sources: str, days_ago: int = 0) -> None:
    with talk.db.atomic():
        for source in sources:
            at = talk.stage.clock.now() - timedelta(days=days_ago)
            earning.earn(context(talk), number_of(talk, name), deed, source, at=at)


def context(talk: Talk) -> Context:
    return Context(talk.db, talk.stage.clock.now(), talk.stage.settings)


def has(talk: Talk, name: str) -> int:
    return settling.total(context(talk), number_of(talk, name))


# Deeds


async def test_the_same_deed_counts_once(talk: Talk) -> None:
    do(talk, "张三", Deed.STUDY, "study:5", "study:5")
    assert has(talk, "张三") == 1


async def test_a_forfeited_event_takes_its_points_away(talk: Talk) -> None:
    do(talk, "张三", Deed.EVENT, "event:3")
    assert has(talk, "张三") == 3
    earning.forfeit(context(talk), number_of(talk, "张三"), Deed.EVENT, "event:3")
    assert has(talk, "张三") == 0


async def test_what_a_forfeit_frees_under_a_cap_counts_again(talk: Talk) -> None:
    do(talk, "张三", Deed.STUDY, *(f"study:{number}" for number in range(1, 7)))
    assert has(talk, "张三") == 5
    earning.forfeit(context(talk), number_of(talk, "张三"), Deed.STUDY, "study:1")
    assert has(talk, "张三") == 5


async def test_a_deed_that_needs_review_waits(talk: Talk) -> None:
    do(talk, "张三", Deed.SERVICE, "aid:1")
    assert has(talk, "张三") == 0
    await talk.play(("李书记", PRIVATE, "名单 积分待审", "1 张三 11月23日 服务（互助1号） 2 分"))


async def test_chatter_answers_and_thanks_earn_nothing(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 支部 一 回执：周六开会", "确认"),
        ("王主任", OFFICE, "确认", "开始发送"),
    )
    await talk.wait(minutes=2)
    for words in ("大家早上好", "学习了", "积分真好玩", "已学习，受益匪浅", "收到", "平安，在上海"):
        await talk.say("张三", FIRST, words)
    for words in ("平安", "谢谢", "生日快乐", "我天天学习"):
        await talk.say("张三", PRIVATE, words)
    assert talk.counts("receipts") > 0
    assert talk.counts("checkins") > 0
    assert talk.counts("points") == 0


# One's own


async def test_a_member_sees_the_own_points_privately(talk: Talk) -> None:
    do(talk, "张三", Deed.STUDY, *(f"study:{number}" for number in range(1, 7)))
    do(talk, "张三", Deed.EVENT, "event:3", days_ago=10)
    await talk.play(("张三", FIRST, "积分", "^积分已私信您。$"))
    shown = talk.told("张三")[-1]
    assert shown.startswith("您今年的积分：8 分\n学习 5 · 活动 3\n")
    assert "没计的：学习 1 分" in shown
    assert "· 11月13日 活动3号 +3" in shown


@pytest.mark.parametrize(
    "words", ["积分", "积分多少", "我有多少积分？", "查一下我的积分", "积分 多少", "积分 张三"]
)
async def test_one_asks_as_one_likes(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "^您今年的积分：0 分"))


@pytest.mark.parametrize("words", ["积分怎么算", "怎么得积分？", "积分是怎么来的"])
async def test_who_asks_how_hears_the_rules(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "^积分怎么来"), ("张三", FIRST, words, None))


@pytest.mark.parametrize(
    "words",
    [
        *("积分清零了吗", "积分 怎么算的", "积分排行真有意思", "积分 申报 截止到周五", "积分公开透明"),
        *("积分规则改了没", "积分通过率不高", "积分年表发了吗", "积分换礼品"),
    ],
)
async def test_talk_about_points_in_a_room_stays_talk(talk: Talk, words: str) -> None:
    await talk.play(("李四", FIRST, words, None))


async def test_the_rules_are_shown_to_whoever_is_bound(talk: Talk) -> None:
    await talk.play(
        ("赵海", OVERSEAS, "积分 规则", "学习 每次 1 分，每周最多 5 分.*志愿服务 每次 3 分"),
        ("路人", PRIVATE, "积分 规则", "还不认识您"),
    )


async def test_a_secretary_sees_the_own_branch_and_the_look_is_noted(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "积分 张三", "^张三2026年的积分：0 分"),
        ("赵书记", PRIVATE, "积分 张三", "名册里没有“张三”"),
        ("李四", PRIVATE, "积分 张三", "只有本支部书记和党办"),
        ("李书记", FIRST, "积分 张三", "^积分已私信您"),
    )
    looks = [one.action for one in audit.of_member(talk.db, number_of(talk, "张三"), START)]
    assert looks.count("积分") >= 2


# Claims


async def test_a_claim_counts_once_the_secretary_has_seen_it(talk: Talk) -> None:
    await talk.play(
        CLAIMED,
        ("张三", PRIVATE, "积分", "0 分\n等着看的 1 项：\n· 11月21日 志愿服务（上周六社区清扫3小时）"),
        ("李书记", PRIVATE, "名单 积分待审", "等您看的积分 1 项.*1 张三 11月21日 志愿服务"),
        ("李书记", PRIVATE, "积分 通过 1", "通过了：张三的志愿服务.*已告诉本人"),
    )
    assert "加 3 分，今年一共 3 分。谢谢您" in talk.told("张三")[-1]
    assert has(talk, "张三") == 3


async def test_the_secretary_hears_of_claims_once_a_day(talk: Talk) -> None:
    await talk.play(CLAIMED, ("李四", PRIVATE, "积分 申报 献血 昨天献血400毫升", "记下了"))
    assert len([said for said in talk.told("李书记") if "等您看" in said]) == 1


async def test_a_claim_in_a_room_is_answered_privately(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "积分 申报 献血 昨天献血400毫升", "^答复已私信您。$"))
    assert "记下了：献血，11月22日" in talk.told("张三")[-1]


async def test_the_same_claim_is_not_kept_twice(talk: Talk) -> None:
    await talk.play(CLAIMED, (*CLAIMED[:3], "已经报过了（等书记看）"))
    assert talk.counts("points") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("积分 申报", "请写上做了什么"),
        ("积分 申报 志愿服务", "再写一句做了什么.*例：积分 申报"),
        ("积分 申报 志愿者 周六扫地", "“志愿者”不在.*是“志愿服务”吗？.*献血、调研文章"),
        ("积分 申报 学习 看了十篇", "不在能申报的里面"),
        ("积分 申报 献血 2月30日", "没有“2月30日”这一天"),
        ("积分 申报 献血 12月5日", "还没到"),
    ],
)
async def test_a_wrong_claim_shows_a_right_one(talk: Talk, words: str, said: str) -> None:
    await talk.play(("张三", PRIVATE, words, said))
    assert talk.counts("points") == 0


@pytest.mark.parametrize("words", ["积分 申报献血 昨天献血", "积分申报献血昨天400毫升", "申报积分 献血 昨天"])
async def test_a_claim_may_be_written_close(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "记下了：献血，11月22日"))


async def test_a_claim_is_taken_back(talk: Talk) -> None:
    await talk.play(CLAIMED, ("张三", PRIVATE, "撤", "已撤：志愿服务（上周六社区清扫3小时）。"))
    assert talk.counts("points") == 0


async def test_a_claim_that_was_decided_is_no_longer_the_members_to_take_back(talk: Talk) -> None:
    await talk.play(
        CLAIMED,
        ("李书记", PRIVATE, "名单 积分待审", "1 项"),
        ("李书记", PRIVATE, "积分 通过 1", "通过"),
        ("张三", PRIVATE, "撤", "没有可撤的"),
    )
    assert has(talk, "张三") == 3


async def test_the_secretary_tells_for_who_has_only_a_telephone(talk: Talk) -> None:
    await talk.play(
        (
            "李书记",
            PRIVATE,
            "积分 代报 老周 志愿服务 昨天看望邻居",
            "记上了：老周 志愿服务，11月22日，\\+3 分",
        ),
        ("李书记", PRIVATE, "积分 代报 李书记 志愿服务 昨天看望邻居", "自己的请自己申报"),
        ("李书记", PRIVATE, "积分 代报 孙七 志愿服务 昨天看望邻居", "名册里没有“孙七”"),
        ("李书记", FIRST, "积分 代报 老周 志愿服务 前天扫地", "^这类内容请私信我"),
        ("李书记", PRIVATE, "撤", "已撤：老周的志愿服务"),
    )
    assert has(talk, "老周") == 0


# Corrections


async def test_the_office_corrects_with_a_reason_the_member_hears(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "积分 更正 张三 +2 活动3号漏记", "已更正：张三 \\+2 分，今年现在 2 分")
    )
    assert "原因：活动3号漏记。今年现在是 2 分" in talk.told("张三")[-1]
    noted = audit.of_member(talk.db, number_of(talk, "张三"), START)
    assert ("积分更正", "+2 活动3号漏记") in [(one.action, one.detail) for one in noted]


async def test_a_correction_is_taken_back_and_the_member_hears_it(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "积分 更正 张三 减2 重复了", "-2 分"),
        ("王主任", PRIVATE, "撤", "已撤：张三的更正（重复了） -2 分"),
    )
    assert has(talk, "张三") == 0
    assert "刚才的更正（-2 分）撤回了" in talk.told("张三")[-1]


async def test_nobody_but_the_office_corrects_and_nobody_the_own(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "积分 更正 张三 +2 好", "只有党办可以用"),
        ("王主任", PRIVATE, "积分 更正 王主任 +2 好", "请别的党办同志"),
        ("王主任", FIRST, "@风筝线 积分 更正 张三 +2 好", "^这类内容请私信我"),
        ("王主任", PRIVATE, "积分 更正 张山 +2 好", "没有“张山”。是张三吗"),
    )
    assert talk.counts("points") == 0


# The ledger


async def test_counting_anew_finds_nothing_to_mend(talk: Talk) -> None:
    do(talk, "张三", Deed.STUDY, *(f"study:{number}" for number in range(1, 9)))
    await talk.play(("王主任", OFFICE, "积分 重算", "重算了 8 条，和账上一样"))


async def test_what_differs_from_its_entries_is_mended_and_named(talk: Talk) -> None:
    do(talk, "张三", Deed.EVENT, "event:1")
    with talk.db.atomic():
        talk.db.execute("UPDATE points SET amount = 30")
    await talk.play(
        ("王主任", PRIVATE, "积分 重算", "1 位和账上不一样.*张三 30 → 3 分"),
        ("王主任", PRIVATE, "积分 重算", "和账上一样"),
    )


Act = tuple[str, int, int]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["study", "reflection", "event", "service", "forfeit", "approve", "refuse", "correct"]
        ),
        st.integers(1, 12),
        st.integers(0, 500),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_happens_the_ledger_is_the_count_of_its_entries(
    cast_db: Database, make_settings: MakeSettings, acts: Sequence[Act]
) -> None:
    ctx = Context(cast_db, START, make_settings())
    person = members.named(cast_db, "张三")[0].id
    book = rulebook.load(ctx.settings.points.rules)
    with cast_db.atomic():
        cast_db.execute("DELETE FROM points")
        for what, number, days in acts:
            act(ctx, person, what, number, days)
        entries = points.of_member(cast_db, person, START - timedelta(days=2000))
        recent = [one for one in entries if one.at >= settling.year_start(ctx, 2025)]
        counted = count(entries, book, BEIJING)
        assert [one.amount for one in recent] == [counted[one.id] for one in recent]
        assert settling.recount(ctx)[1] == {}


def act(ctx: Context, person: int, what: str, number: int, days: int) -> None:
    if what == "forfeit":
        for deed in Deed:
            earning.forfeit(ctx, person, deed, f"x:{number}")
    elif what in {"approve", "refuse"}:
        state = State.APPROVED if what == "approve" else State.REFUSED
        for one in points.waiting(ctx.db)[:1]:
            points.decide(ctx.db, one.id, state, by=person, now=ctx.now)
            settling.settle(ctx, person)
    elif what == "correct":
        at = ctx.now - timedelta(days=days)
        points.tell(ctx.db, person, "correction", at, State.COUNTED, "", by=person, now=ctx.now, given=number)
        settling.settle(ctx, person)
    else:
        earning.earn(ctx, person, Deed(what), f"x:{number}", at=ctx.now - timedelta(days=days))


# The yearly sheet


def sheet_of(talk: Talk) -> str:
    (path,) = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL ORDER BY id DESC").fetchone()
    return str(read_sheets(Path(path)))


async def test_the_yearly_sheet_holds_sums_and_every_entry_with_its_source(talk: Talk) -> None:
    do(talk, "张三", Deed.STUDY, "study:5")
    do(talk, "孙七", Deed.EVENT, "event:3")
    await talk.play(
        ("王主任", OFFICE, "积分 更正 张三 +2 漏记", "2 分"),
        ("李书记", PRIVATE, "积分 年表", "2026年积分，本支部 5 人"),
    )
    text = sheet_of(talk)
    assert "学习5号" in text
    assert "更正（漏记）" in text
    assert "孙七" not in text
    looks = [one.action for one in audit.of_member(talk.db, number_of(talk, "老周"), START)]
    assert "积分年表" in looks


async def test_the_office_has_one_branch_or_all(talk: Talk) -> None:
    do(talk, "孙七", Deed.EVENT, "event:3")
    await talk.play(
        ("王主任", OFFICE, "积分 年表 2026年 二支部", "第二支部 2 人"),
        ("王主任", OFFICE, "积分 年表", "全体 7 人"),
        ("王主任", OFFICE, "积分 年表 2019", "没有2019年的"),
        ("李书记", PRIVATE, "积分 年表 第二支部", "别的支部的积分"),
        ("张三", PRIVATE, "积分 年表", "只有支部书记可以用"),
    )


# Extras


@pytest.fixture
def generous(tmp_path: Path) -> str:
    """A rule file in which five points open the library."""
    text = (rulebook.ROOT / "data/rules/points.yaml").read_text(encoding="utf-8")
    path = tmp_path / "rules.yaml"
    path.write_text(
        text.replace("enabled: false", "enabled: true").replace("at: 60", "at: 5"), encoding="utf-8"
    )
    return str(path)


async def test_what_points_open_is_told_once_a_year(make_talk: MakeTalk, generous: str) -> None:
    talk = make_talk(points={"rules": generous})
    await talk.stage.settle()
    do(talk, "张三", Deed.EVENT, "event:1", "event:2", "event:3")
    earning.forfeit(context(talk), number_of(talk, "张三"), Deed.EVENT, "event:1")
    do(talk, "张三", Deed.EVENT, "event:4")
    await talk.wait(hours=1)
    told = [said for said in talk.told("张三") if "到 5 分了" in said]
    assert told == ["您今年的积分到 5 分了，可以借阅图书室的书。看明细发：积分"]


@pytest.mark.parametrize("make", ["退订 全部", "静默"])
async def test_who_wishes_peace_hears_of_no_extra(make_talk: MakeTalk, generous: str, make: str) -> None:
    talk = make_talk(points={"rules": generous})
    await talk.stage.settle()
    await (
        talk.say("张三", PRIVATE, make) if make != "静默" else talk.say("李书记", PRIVATE, "静默 张三 30天")
    )
    do(talk, "张三", Deed.EVENT, "event:1", "event:2")
    await talk.wait(hours=1)
    assert not [said for said in talk.told("张三") if "到 5 分" in said]


# Points gate nothing


@pytest.mark.parametrize("noun", ["dues", "transfer", "letter", "alarm", "distress", "case", "errand", "aid"])
def test_dues_help_transfers_and_cases_do_not_read_points(noun: str) -> None:
    folders = [rulebook.ROOT / folder for folder in ("bot", "bot/domain", "handlers", "schedules", "data")]
    files = [
        path for folder in folders for path in (*folder.glob(f"{noun}.py"), *(folder / noun).glob("*.py"))
    ]
    assert files or noun in {"distress", "errand"}
    assert not [path for path in files if reads_points(path)]


def reads_points(path: Path) -> bool:
    """Whether a module looks at anybody's points; to earn some it need not."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = [f"{node.module}.{alias.name}" for node in nodes for alias in node.names]
    return any(
        name.startswith(("data.points", "bot.points.")) and not name.startswith("bot.points.earning")
        for name in names
    )


def test_a_module_that_reads_points_is_found() -> None:
    assert reads_points(rulebook.ROOT / "handlers/points/ranking.py")


# Peace and quiet


async def test_in_the_office_room_ones_own_points_come_privately(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "积分", "^积分已私信您。$"))
    assert "您今年的积分" in talk.told("王主任")[-1]


async def test_who_is_left_in_peace_hears_of_no_correction(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "静默 张三 30天", "已记"),
        ("王主任", PRIVATE, "积分 更正 张三 +2 漏记", "\\+2 分"),
    )
    assert not [said for said in talk.told("张三") if "积分" in said]


async def test_nothing_told_unasked_shows_the_membership(talk: Talk) -> None:
    await talk.play(
        CLAIMED,
        ("李书记", PRIVATE, "名单 积分待审", "1 项"),
        ("李书记", PRIVATE, "积分 不通过 1 那天没有办", "没有通过"),
        ("王主任", PRIVATE, "积分 更正 张三 +2 漏记", "\\+2 分"),
    )
    unasked = [said for said in talk.told("张三") if not said.startswith("记下了")]
    assert len(unasked) == 2
    assert not [said for said in unasked if "党" in said or "书记" in said or "支部" in said]


@pytest.mark.parametrize(
    ("said", "answer"),
    [("我多少分", "您今年的积分"), ("怎么才能加分", "积分怎么来"), ("我上周六扫雪了能加分吗", "积分怎么来")],
)
async def test_points_are_asked_for_in_own_words(talk: Talk, said: str, answer: str) -> None:
    await talk.play(("张三", FIRST, said, None), ("张三", PRIVATE, said, answer))
