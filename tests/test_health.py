"""`GET /health`: the bot's state in figures."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context
from bot.domain.delivery import Kind
from bot.operation import health
from bot.ports import Problem, ProblemKind
from tests.conftest import FIRST, OFFICE, Talk, room_id


def look(talk: Talk) -> dict[str, object]:
    return health.tell(Context(talk.db, talk.stage.clock.now(), talk.stage.settings), online=True)


async def test_a_bot_that_is_well_says_so(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "帮助", "."))
    told = look(talk)
    assert (told["online"], told["stopped"], told["paused_until"], told["gap"]) == (True, False, None, None)
    assert told["outbox"] == {"sent": 1}
    assert told["queue"] == {"due": 0, "later": 0, "held": 0, "in_doubt": 0, "unsent_in_24h": 0}


async def test_what_waits_while_stopped_is_counted(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "停发", "停了"))
    here = Context(talk.db, talk.stage.clock.now(), talk.stage.settings)
    with talk.db.atomic():
        here.say("a", room_id(FIRST), "开会", Kind.NOTICE)
        here.say("b", room_id(FIRST), "开会", Kind.NOTICE, not_before=here.now + timedelta(hours=1))
    told = look(talk)
    assert told["stopped"] is True
    assert told["queue"] == {"due": 1, "later": 1, "held": 0, "in_doubt": 0, "unsent_in_24h": 0}


async def test_a_pause_is_told_with_its_end(talk: Talk) -> None:
    await talk.stage.bot.take(Problem(ProblemKind.TOO_OFTEN, "操作过于频繁"))
    assert look(talk)["paused_until"] == "2026-11-23T08:30:00+08:00"


async def test_the_last_gap_is_told(talk: Talk) -> None:
    talk.stage.wechat.set_gateway(up=False)
    await talk.wait(minutes=5)
    talk.stage.wechat.set_gateway(up=True)
    await talk.wait(minutes=5)
    assert look(talk)["gap"] == {"start": "2026-11-23T08:00:00+08:00", "end": "2026-11-23T08:05:00+08:00"}
