"""贴回来, thousands of lines at once, perhaps in the wrong group: everything else goes on meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlite_utils import Database

from bot.domain.member import Member
from bot.domain.room import TiedRoom
from bot.manual import likely
from bot.reading.names import Roll
from tests.conftest import MakeSettings
from tests.web.worktable_office import NOW, Clerk, Office

FIRST = "hand:branch:2"
ELSEWHERE = "这些名字大多不在这个群，选对群了吗？"


@pytest.fixture
def office(db: Database, make_settings: MakeSettings) -> Office:
    made = Office(db, make_settings(transport="manual"))
    made.clock.moment = NOW + timedelta(hours=8)
    return made


@pytest.fixture
async def clerk(office: Office) -> Clerk:
    clerk = office.sit_down()
    await clerk.open("/worktable/back")
    return clerk


async def paste(clerk: Clerk, text: str, room: str = FIRST) -> str:
    return await clerk.send("/worktable/back", part=True, room=room, pasted=text)


def strangers(many: int) -> str:
    return "\n".join(f"生人{chr(0x4E00 + place)} 10:30\n收到\n" for place in range(many))


def chat(many: int) -> str:
    return "\n".join(f"李四 10:30\n第 {place} 句闲话\n" for place in range(many))


async def test_the_roll_is_laid_out_once_for_all_unknown_names(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[int]()

    class Counted(Roll):  # type: ignore[type-arg]
        def __init__(self, *arguments: object) -> None:
            made.append(1)
            super().__init__(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(likely, "Roll", Counted)
    assert "读了 40 条，<strong>40 条要您看看" in await paste(clerk, strangers(40))
    assert len(made) == 2  # of the room, and of everybody


async def most_between_turns(clerk: Clerk, text: str, count: Callable[[], int]) -> int:
    """Paste, and give how much was done at most between two turns of somebody else's work."""
    seen, over = [count()], asyncio.Event()

    async def work_beside() -> None:
        while not over.is_set():
            seen.append(count())
            await asyncio.sleep(0)

    beside = asyncio.create_task(work_beside())
    await paste(clerk, text)
    over.set()
    await beside
    return max(after - before for before, after in pairwise([*seen, count()]))


async def test_others_have_their_turn_while_messages_are_taken(office: Office, clerk: Clerk) -> None:
    def taken() -> int:
        (row,) = office.rows("SELECT count(*) FROM inbox")
        return int(str(row[0]))

    assert 1 <= await most_between_turns(clerk, chat(60), taken) <= 10


async def test_others_have_their_turn_while_names_are_looked_up(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, look = list[str](), likely.Likely.near

    def near(self: likely.Likely, word: str, room: TiedRoom | None) -> list[Member]:
        asked.append(word)
        return look(self, word, room)

    monkeypatch.setattr(likely.Likely, "near", near)
    assert 1 <= await most_between_turns(clerk, strangers(60), lambda: len(asked)) <= 10


async def test_names_that_are_mostly_of_another_group_are_told_first(clerk: Clerk) -> None:
    page = await paste(clerk, strangers(3) + "张三 10:31\n收到")
    assert page.index(ELSEWHERE) < page.index("<table")


async def test_a_few_unknown_names_are_no_other_group(clerk: Clerk) -> None:
    assert ELSEWHERE not in await paste(clerk, strangers(2))
    assert ELSEWHERE not in await paste(clerk, strangers(3) + "张三：收到\n李四：收到\n李书记：收到")


async def test_what_was_said_in_no_group_is_in_no_other(clerk: Clerk) -> None:
    page = await paste(clerk, strangers(5), room="-")
    assert "读了 5 条" in page
    assert ELSEWHERE not in page


async def test_of_much_chat_and_of_what_is_known_the_page_holds_two_hundred_rows(clerk: Clerk) -> None:
    text = chat(230)
    page = await paste(clerk, text)
    assert page.count("<tbody") == 200
    assert "还有 230 条：聊天，没有留下" in page
    assert "还有 30 条闲聊，这里不列了。" in page
    page = await paste(clerk, text)
    assert page.count("<tbody") == 200
    assert "还有 30 条以前贴过的，这里不列了。" in page
