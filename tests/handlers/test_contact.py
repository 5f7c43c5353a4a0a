"""结对: contact persons and whom they look after."""

from __future__ import annotations

from tests.conftest import FIRST, OFFICE, PRIVATE, Talk


async def test_a_contact_person_hears_whom_to_call(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "结对 李四 联系 张三 老周", "李四联系张三、老周。名单已私信他"))
    assert "老周 13900139000" in talk.told("李四")[-1]


async def test_an_area_is_those_who_live_there_now(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET residence = '上海市浦东新区' WHERE name IN ('张三', '孙七')")
    await talk.play(
        ("王主任", OFFICE, "结对 李四 联系 在上海", "住在上海的 2 位"),
        ("王主任", OFFICE, "名单 结对", "李四 → 住在上海的 2 位.*没有联系人的：第一支部 4 位、第二支部 1 位"),
    )


async def test_a_secretary_s_area_is_of_the_own_branch(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET residence = '上海市浦东新区' WHERE name IN ('张三', '孙七')")
    await talk.play(("李书记", PRIVATE, "结对 李四 联系 在上海", "住在上海的 1 位"))


async def test_another_branch_s_people_cannot_be_entrusted(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "结对 李四 联系 孙七", "没有“孙七”"),
        ("李书记", PRIVATE, "结对 李四 联系 李四", "不能和自己结对"),
        ("李四", PRIVATE, "结对 李四 联系 张三", "只有支部书记可以用"),
    )
    assert talk.counts("contacts") == 0


async def test_a_member_has_one_contact_person(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "结对 李四 联系 老周", "已记"),
        ("李书记", PRIVATE, "结对 张三 联系 老周", "已记"),
        ("李书记", PRIVATE, "名单 结对", "结对联系：\n张三 → 老周\n"),
    )


async def test_what_was_entrusted_can_be_ended(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "结对 李四 联系 老周", "已记"),
        ("赵书记", PRIVATE, "解除结对 老周", "没有“老周”"),
        ("李书记", PRIVATE, "解除结对 老周", "已解除 1 项"),
        ("李书记", PRIVATE, "名单 结对", "还没有结对"),
    )


async def test_in_a_room_nobody_is_named(talk: Talk) -> None:
    await talk.play(("李书记", FIRST, "结对 李四 联系 老周", "请私信我"))
