"""失联, by a person's decision only: declared, listed, taken back, ended by a word."""

from __future__ import annotations

import pytest

from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, Talk


async def lost(talk: Talk, name: str = "张三") -> Talk:
    """Declare somebody out of reach and forget what was said about it."""
    await talk.play(
        ("李书记", PRIVATE, f"失联 {name} 电话停机", "将把"), ("李书记", PRIVATE, "确认", "已记为")
    )
    talk.heard.clear()
    return talk


async def test_it_is_shown_first_and_done_at_the_confirmation(talk: Talk) -> None:
    await talk.play(
        (
            "李书记",
            PRIVATE,
            "失联 老周 电话停机，家里没人",
            "^将把老周（只有电话 13900139000，还没有过消息）记为“暂未联系上”，原因：电话停机，家里没人。\n"
            "回复“确认”记下，“取消”作罢。$",
        ),
        ("李书记", PRIVATE, "名单 失联", "没有记为"),
        ("李书记", PRIVATE, "失联 老周", "将把老周"),
        ("李书记", PRIVATE, "确认", "^老周已记为“暂未联系上”。联系上了请发：联系上 老周$"),
        ("李书记", PRIVATE, "失联 老周", "老周已经记为“暂未联系上”"),
    )


async def test_a_secretary_sees_the_own_and_the_office_all(talk: Talk) -> None:
    await lost(talk)
    await talk.play(
        (
            "李书记",
            PRIVATE,
            "名单 失联",
            "^暂未联系上的 1 人：\n1 张三（.*，暂未联系上）：电话停机\n",
        ),
        ("王主任", OFFICE, "名单 失联", "1 张三"),
        ("赵书记", PRIVATE, "名单 失联", "没有记为“暂未联系上”的"),
    )


async def test_a_word_of_the_person_ends_it_and_those_who_look_after_hear(talk: Talk) -> None:
    await lost(talk)
    await talk.say("张三", FIRST, "平安")
    for keeper in ("李书记", "王主任"):
        assert talk.told(keeper) == ["张三有消息了，已取消“暂未联系上”。"]
    assert talk.told(FIRST) == []
    await talk.play(("李书记", PRIVATE, "名单 失联", "没有记为"))


async def test_what_the_secretary_reports_ends_it(talk: Talk) -> None:
    await lost(talk)
    await talk.say("李书记", PRIVATE, "代报 张三 平安 在苏州")
    assert talk.told("王主任") == ["张三有消息了，已取消“暂未联系上”。"]


async def test_what_another_member_says_does_not_end_it(talk: Talk) -> None:
    await lost(talk)
    await talk.say("李四", PRIVATE, "代报 张三 平安")
    await talk.play(("李书记", PRIVATE, "名单 失联", "1 张三"))


async def test_a_person_takes_it_back(talk: Talk) -> None:
    await lost(talk)
    await talk.play(
        ("李书记", PRIVATE, "联系上 张三", "^已取消张三的“暂未联系上”。"),
        ("李书记", PRIVATE, "联系上 张三", "张三没有记为“暂未联系上”，不用取消"),
    )


@pytest.mark.parametrize(
    ("who", "where", "text", "said"),
    [
        ("赵书记", PRIVATE, "失联 张三", "您管的名册里没有“张三”"),
        ("张三", PRIVATE, "失联 李四", "只有支部书记可以用"),
        ("李书记", SECRETARIES, "失联 张三", "请私信我"),
        ("李书记", FIRST, "失联 张三", "请私信我"),
        ("李书记", PRIVATE, "失联", "例：失联 张三"),
    ],
)
async def test_who_may_not_or_writes_it_wrongly_hears_why(
    talk: Talk, who: str, where: str, text: str, said: str
) -> None:
    await talk.play((who, where, text, said))
    assert talk.counts("drafts") == 0


@pytest.mark.parametrize("text", ["失联党员怎么办", "失联多日的小狗找到了", "联系上了没", "联系上就好"])
async def test_talk_of_it_is_chat(talk: Talk, text: str) -> None:
    await talk.play(("李书记", FIRST, text, None))


async def test_two_of_a_name_are_told_apart_by_the_branch(talk: Talk) -> None:
    branch = talk.db.execute("SELECT id FROM units WHERE name = '第二支部'").fetchone()[0]
    talk.db.execute("INSERT INTO members (name, branch_id) VALUES ('张三', ?)", (branch,))
    await talk.play(
        ("王主任", PRIVATE, "失联 张三", "有 2 位张三，请写上支部，例：失联 张三（第三支部）"),
        ("王主任", PRIVATE, "失联 张三（第二支部）", "将把张三"),
    )
