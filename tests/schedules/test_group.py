"""What founders of study groups hear in the evening, and how groups end by themselves."""

from __future__ import annotations

from data import member as members
from tests.conftest import PRIVATE, Talk
from tests.handlers.test_group import FOUNDED, names


async def joined(talk: Talk) -> None:
    await talk.play(FOUNDED, ("李四", PRIVATE, "加入 1号", "2 人"), ("孙七", PRIVATE, "加入 1号", "3 人"))


async def test_a_founder_hears_of_all_who_came_in_one_message(talk: Talk) -> None:
    await joined(talk)
    said = await talk.wait(hours=13)
    assert [text for place, text in said if place == "张三"] == [
        "今天有 2 位加入了“周末读书会”：李四、孙七。现在 3 人。"
    ]


async def test_who_came_is_told_once(talk: Talk) -> None:
    await joined(talk)
    await talk.wait(hours=13)
    assert not [text for place, text in await talk.wait(days=1) if place == "张三" and "读书会" in text]


async def test_a_founder_who_left_hears_nothing(talk: Talk) -> None:
    await joined(talk)
    await talk.play(("张三", PRIVATE, "退出 1号", "退出了"))
    assert not [text for place, text in await talk.wait(hours=13) if place == "张三" and "读书会" in text]


async def test_a_group_of_people_who_are_gone_closes(talk: Talk) -> None:
    await talk.play(FOUNDED)
    person = members.named(talk.db, "张三")[0].id
    talk.db.execute("UPDATE members SET status = 'deceased' WHERE id = ?", (person,))
    await talk.wait(hours=13)
    assert names(talk) == []
    await talk.play(("李四", PRIVATE, "小组", "还没有小组"))
