"""The one-time code from the terminal, which makes its sender a clerk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from data import account as accounts
from data import bindcode
from data import member as members
from tests.conftest import FIRST, PRIVATE, START, Talk, account_id


def make_code(talk: Talk, name: str | None = None) -> str:
    return bindcode.make(bindcode.folder(Path(talk.stage.settings.database)), name, START)


def is_clerk(talk: Talk, who: str) -> bool:
    actor = accounts.actor(talk.db, account_id(who))
    return actor is not None and actor.is_clerk


async def test_a_code_makes_a_stranger_a_clerk_and_works_once(talk: Talk) -> None:
    code = make_code(talk, "钱主任")
    await talk.play(
        ("新来的", PRIVATE, "通知 全体：开会", "还不认识您"),
        ("新来的", PRIVATE, code, "钱主任，您现在可以用党办的命令了"),
        ("路人", PRIVATE, code, "这个码不对，或者已经用过、过期了"),
        ("新来的", PRIVATE, "通知 全体：开会", "将发给全体"),
    )
    assert is_clerk(talk, "新来的")
    assert not is_clerk(talk, "路人")


async def test_a_code_may_be_typed_in_small_letters(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, f" {make_code(talk).lower()} ", "张三，您现在可以"))


async def test_a_bound_member_keeps_the_own_name(talk: Talk) -> None:
    before = members.count(talk.db)
    await talk.play(("张三", PRIVATE, make_code(talk, "别的名字"), "张三，您现在可以"))
    assert is_clerk(talk, "张三")
    assert members.count(talk.db) == before


async def test_a_name_on_the_roll_is_that_person(talk: Talk) -> None:
    before = members.count(talk.db)
    await talk.play(("周家手机", PRIVATE, make_code(talk, "老周"), "老周，您现在可以"))
    assert members.count(talk.db) == before


async def test_a_code_of_yesterday_is_worth_nothing(talk: Talk) -> None:
    code = make_code(talk)
    await talk.until(START + timedelta(days=1, minutes=1))
    await talk.play(("张三", PRIVATE, code, "过期了"))
    assert not is_clerk(talk, "张三")


async def test_a_code_shown_in_a_room_is_void(talk: Talk) -> None:
    code = make_code(talk)
    await talk.play(("张三", FIRST, code, "已作废"), ("张三", PRIVATE, code, "这个码不对"))
    assert not is_clerk(talk, "张三")


async def test_what_only_looks_like_a_code_is_chat_in_a_room(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "ABCD-EFGH-JKMN", None), ("张三", PRIVATE, "ABCD-EFGH-JKMN", "不对"))
