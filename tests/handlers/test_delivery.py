"""停发, 恢复, 队列, 状态: all sending stopped and gone on with; what waits and what failed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.domain.delivery import Kind, Outgoing
from bot.ports import Outcome, Problem, ProblemKind, RoomChange, TransportError
from data import account as accounts
from data import outbox
from tests.conftest import CENTRAL, FIRST, OFFICE, PRIVATE, SECOND, START, Talk, account_id, room_id


def put(
    talk: Talk, body: str, kind: Kind = Kind.NOTICE, to: str = "", *, useful: timedelta = timedelta(days=1)
) -> None:
    """Queue something that a schedule or handler would."""
    now = talk.stage.clock.now()
    with talk.db.atomic():
        outbox.put(talk.db, Outgoing(f"t:{body}", to or room_id(FIRST), body, kind, now, now + useful), now)


async def test_a_stop_holds_everything_and_resuming_sends_it(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "停发", "停了。求助照常发"))
    put(talk, "通知一")
    assert await talk.wait(minutes=10) == []
    await talk.play(("王主任", OFFICE, "恢复", "^恢复了。还有 1 条在排队，不到 1 分钟发完。$"))
    assert talk.told(FIRST) == ["通知一"]


async def test_in_a_hurry_a_mark_may_stand_behind_it(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "停发！！", "停了"), ("王主任", PRIVATE, "恢复吧。", "恢复了"))


async def test_distress_passes_a_stop(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "停发", "停了"))
    put(talk, "急", Kind.DISTRESS)
    put(talk, "贺", Kind.GREETING, room_id(SECOND))
    assert await talk.wait(minutes=1) == [(FIRST, "急")]


async def test_other_answers_rest_while_all_is_stopped(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "停发", "停了"),
        ("王主任", OFFICE, "帮助", None),
        ("王主任", PRIVATE, "队列", "停发中（王主任停的，从 8:00 起）"),
    )


async def test_a_stop_outlives_a_restart(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "停发", "停了"))
    talk.stage.restart_bot()
    put(talk, "通知一")
    assert await talk.wait(minutes=5) == []


async def test_what_lapsed_while_stopped_is_reported_and_not_sent(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "停发", "停了"))
    put(talk, "早上好", useful=timedelta(minutes=5))
    put(talk, "晚点也行", to=room_id(SECOND))
    await talk.wait(minutes=10)
    await talk.play(("王主任", OFFICE, "恢复", "有 1 条过了时间没有发：群“第一支部群” 1 条。还有 1 条"))
    assert talk.told(FIRST) == []
    assert talk.told(SECOND) == ["晚点也行"]


async def test_a_branch_room_hears_no_places_when_all_goes_on(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "停发", "停了"))
    put(talk, "名单", to=account_id("张三"), useful=timedelta(minutes=5))
    await talk.wait(minutes=10)
    talk.stage.wechat.sit(room_id(FIRST), account_id("王主任"), "王主任")
    await talk.play(("王主任", FIRST, "恢复", "有 1 条过了时间没有发，发“队列”看"))


async def test_stopping_twice_tells_who_did_it(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "停发", "停了"),
        ("王主任", PRIVATE, "停发", "已经停着了（王主任停的，从 8:00 起）"),
        ("王主任", OFFICE, "恢复", "^恢复了。$"),
        ("王主任", OFFICE, "恢复", "^没有停发。$"),
    )


async def test_only_the_office_stops(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "停发", "只有党办可以用"), ("李书记", PRIVATE, "队列", "只有党办"))


async def test_talk_of_stopping_is_chat(talk: Talk) -> None:
    await talk.play(("王主任", FIRST, "停发工资的事怎么样了", None), ("王主任", FIRST, "状态不错", None))


# 队列


async def test_an_empty_queue_says_so(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "队列", "^没有在排队的。\n近 24 小时该发的都发出去了。$"))


async def test_the_queue_shows_kinds_time_and_what_is_meant_for_later(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "停发", "停了"))
    for number in range(30):
        put(talk, f"通知{number}", to=f"room-{number}")
    put(talk, "贺", Kind.GREETING)
    now = talk.stage.clock.now()
    later = now + timedelta(hours=3)
    with talk.db.atomic():
        outbox.put(talk.db, Outgoing("l", "room-1", "晚", Kind.NOTICE, later, later), now)
    await talk.wait(minutes=5)
    await talk.play(
        (
            "王主任",
            PRIVATE,
            "队列",
            "停发中.*在排队 31 条：通知 30、祝福 1，约 2 分钟发完。\n最早的一条从 8:00 等到现在.*\n"
            "定在以后的 1 条，最早 11:00。",
        )
    )


async def test_a_broadcast_under_way_is_in_the_queue_as_a_whole(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "停发", "停了"))
    now = talk.stage.clock.now()
    with talk.db.atomic():
        for number in range(20):
            start = now + number * timedelta(seconds=12)
            meant = Outgoing(
                f"b{number}", f"room-{number}", "开会", Kind.NOTICE, start, now + timedelta(days=1)
            )
            outbox.put(talk.db, meant, now)
    await talk.play(("王主任", PRIVATE, "队列", "在排队 20 条：通知 20，约 4 分钟发完。\n近"))


async def test_the_queue_tells_what_failed_where_and_why(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "停发", "停了"))
    put(talk, "通知")
    await talk.stage.bot.take(RoomChange(room_id(FIRST), left=(talk.stage.wechat.own,)))
    put(talk, "回您的", to="stranger")
    await talk.play(("王主任", OFFICE, "恢复", "恢复了"))
    await talk.play(
        (
            "王主任",
            PRIVATE,
            "队列",
            "没发出去 2 条：\n· 群“第一支部群”，通知：我不在群里了\n"
            "· 一位还没绑定的人（私信），通知：还没加我为好友$",
        )
    )


async def test_a_file_in_doubt_is_shown_for_a_person_to_look(talk: Talk) -> None:
    async def time_out(conversation: str, path: Path, name: str) -> str | None:
        del conversation, path, name
        raise TransportError("timeout", Outcome.UNKNOWN)

    talk.stage.wechat.send_file = time_out  # type: ignore[method-assign]
    now = talk.stage.clock.now()
    with talk.db.atomic():
        message = Outgoing(
            "f", room_id(FIRST), "", Kind.NOTICE, now, now + timedelta(hours=1), file="/x/名单.pdf"
        )
        outbox.put(talk.db, message, now)
    await talk.wait(minutes=2)
    await talk.play(
        ("王主任", OFFICE, "队列", "群“第一支部群”，通知：不知道到没到，请去看一眼有没有“名单.pdf”")
    )


# 状态


async def test_the_state_fits_a_glance(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 全体 回执 周五18:00前：开会", "将发给"),
        ("王主任", OFFICE, "确认", "第1号通知"),
        (
            "王主任",
            PRIVATE,
            "状态",
            "^在线，从 8:00 起\n今天发了 \\d 条（一天最多 2000），在排队 \\d 条\n可私聊 6/6\n群：6 个已关联\n"
            "进行中：通知 1，报平安 0，没人接的求助 0\n版本 [\\d.]+$",
        ),
    )


async def test_the_office_hears_when_a_pause_is_over(talk: Talk) -> None:
    await talk.stage.bot.take(Problem(ProblemKind.TOO_OFTEN, "操作过于频繁"))
    put(talk, "通知一")
    await talk.until(START + timedelta(minutes=32))
    assert talk.told("王主任") == ["微信说发得太快，停了 30 分钟，现在继续；还有 1 条在排队。"]
    assert talk.told(FIRST) == ["通知一"]


async def test_the_end_of_a_pause_is_told_once(talk: Talk) -> None:
    await talk.stage.bot.take(Problem(ProblemKind.TOO_OFTEN, "操作过于频繁"))
    await talk.wait(minutes=40)
    talk.stage.restart_bot()
    await talk.wait(hours=1)
    assert len(talk.told("王主任")) == 1


async def test_what_is_no_list_is_not_called_one(talk: Talk) -> None:
    for text in ("状态", "队列"):
        await talk.play(("王主任", CENTRAL, text, "^已私信您。$"))
    accounts.unfriend(talk.db, account_id("王主任"))
    await talk.play(("王主任", CENTRAL, "状态", "^请先加我为好友，答复发给您。$"))
