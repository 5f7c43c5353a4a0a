"""绑定: which person of the roll is behind a WeChat account."""

from __future__ import annotations

import pytest

from bot.domain.member import Member, Role
from data import account as accounts
from data import member as members
from data import unit as units
from tests.conftest import (
    FIRST,
    OFFICE,
    PRIVATE,
    SECRETARIES,
    START,
    Talk,
    account_id,
    room_id,
)


def owner(talk: Talk, who: str) -> str | None:
    actor = accounts.actor(talk.db, account_id(who))
    return actor.member.name if actor else None


@pytest.fixture
async def newcomer(talk: Talk) -> Talk:
    """Somebody called 三儿 has joined the first branch's room; 李四 is not bound."""
    accounts.unbind(talk.db, account_id("李四"))
    talk.stage.wechat.join(room_id(FIRST), account_id("三儿"), "三儿")
    await talk.wait(seconds=1)
    return talk


async def test_a_secretary_binds_an_account_to_a_member_of_the_own_branch(newcomer: Talk) -> None:
    await newcomer.play(("李书记", FIRST, "绑定 @三儿 李四", "^已绑定李四。$"))
    assert owner(newcomer, "三儿") == "李四"


async def test_a_bound_account_has_a_member_s_rights_from_then_on(newcomer: Talk) -> None:
    await newcomer.play(
        ("三儿", PRIVATE, "进度", "还不认识您"),
        ("李书记", FIRST, "绑定 @三儿 李四", "已绑定"),
        ("三儿", PRIVATE, "进度", "只有支部书记可以用"),
    )


async def test_binding_again_names_who_it_was_before(newcomer: Talk) -> None:
    await newcomer.play(
        ("李书记", FIRST, "绑定 @三儿 李四", "已绑定"),
        ("李书记", FIRST, "绑定 @三儿 老周", "已绑定老周（原来绑的是李四）"),
    )


@pytest.mark.parametrize(
    ("who", "where", "text", "said"),
    [
        ("李书记", FIRST, "绑定 @三儿 孙七", "您管的名册里没有“孙七”"),
        ("李书记", FIRST, "绑定 @三儿 无名氏", "没有“无名氏”"),
        ("李书记", FIRST, "绑定 @三儿 李书记", "书记和党办的账号要由党办来绑定"),
        ("李书记", FIRST, "绑定 @无此人 李四", "请@一位要绑定的人"),
        ("李书记", FIRST, "@风筝线 绑定 李四", "例：绑定 @三儿 张三"),
        ("张三", FIRST, "绑定 @三儿 李四", "只有支部书记可以用"),
        ("三儿", FIRST, "绑定 @三儿 李四", "还不认识您"),
    ],
)
async def test_a_binding_is_refused_with_the_reason(
    newcomer: Talk, who: str, where: str, text: str, said: str
) -> None:
    await newcomer.play((who, where, text, said))
    assert owner(newcomer, "三儿") is None


async def test_a_secretary_cannot_take_a_clerk_s_or_another_branch_s_account(talk: Talk) -> None:
    for name in ("王主任", "孙七"):
        talk.stage.wechat.join(room_id(FIRST), account_id(name), name)
    await talk.wait(seconds=1)
    await talk.play(
        ("李书记", FIRST, "绑定 @王主任 李四", "要由党办来绑定"),
        ("李书记", FIRST, "绑定 @孙七 李四", "绑在别的支部"),
    )
    assert (owner(talk, "王主任"), owner(talk, "孙七")) == ("王主任", "孙七")


async def test_a_secretary_cannot_bind_a_colleague_of_the_own_branch_to_a_post(newcomer: Talk) -> None:
    clerk = members.named(newcomer.db, "李四")[0]
    members.give_post(newcomer.db, clerk.id, Role.CLERK, 1)
    await newcomer.play(("李书记", FIRST, "绑定 @三儿 李四", "要由党办来绑定"))


async def test_of_two_of_one_name_the_one_of_the_room_s_branch_is_meant(newcomer: Talk) -> None:
    second = units.named(newcomer.db, "第二支部")
    assert second
    members.add(newcomer.db, Member(0, "李四", branch_id=second.id))
    newcomer.stage.wechat.join(room_id(FIRST), account_id("王主任"), "王主任")
    newcomer.stage.wechat.join(room_id(SECRETARIES), account_id("三儿"), "三儿")
    await newcomer.wait(seconds=1)
    await newcomer.play(
        ("王主任", SECRETARIES, "绑定 @三儿 李四", "名册里有 2 位这样的李四，请在名字后面加上手机尾号"),
        ("王主任", FIRST, "绑定 @三儿 李四", "已绑定李四"),
    )


async def test_unbinding_takes_the_rights_away(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "解绑 张三", "张三已解绑"),
        ("李书记", PRIVATE, "解绑 张三", "本来就没有绑定"),
        ("李书记", PRIVATE, "解绑 赵书记", "没有“赵书记”"),
        ("李书记", PRIVATE, "解绑 李书记", "要由党办来解绑"),
        ("张三", FIRST, "平安", None),
    )
    assert owner(talk, "张三") is None
    assert talk.counts("checkins") == 0


# The list of those whose nickname agrees


@pytest.fixture
async def unbound(talk: Talk) -> Talk:
    """Nobody of the first branch is bound but its secretary; 孙七 is not either."""
    for name in ("张三", "李四", "赵海", "孙七"):
        accounts.unbind(talk.db, account_id(name))
    talk.stage.wechat.join(room_id(FIRST), account_id("李四"), "一支部-李四🌸")
    await talk.wait(seconds=1)
    return talk


async def test_a_secretary_sees_whose_nickname_agrees_and_confirms(unbound: Talk) -> None:
    await unbound.play(
        ("李书记", PRIVATE, "绑定 名单", "群昵称和名册一致的 3 人：.*张三（第一支部）"),
        ("李书记", PRIVATE, "确认", "绑好了 3 人"),
        ("李书记", PRIVATE, "绑定 名单", "没有可以直接绑定的"),
    )
    assert [owner(unbound, name) for name in ("张三", "李四", "赵海", "孙七")] == [
        "张三",
        "李四",
        "赵海",
        None,
    ]


async def test_some_may_be_left_out(unbound: Talk) -> None:
    await unbound.play(
        ("李书记", PRIVATE, "绑定 名单", "\n1 .*\n2 .*\n3 "),
        ("李书记", PRIVATE, "确认 除 1 2", "绑好了 1 人"),
    )


async def test_the_list_goes_to_the_asker_alone(unbound: Talk) -> None:
    await unbound.play(
        ("李书记", FIRST, "绑定 名单", "^名单已私信您。$"), ("李书记", PRIVATE, "确认", "绑好了 2 人")
    )
    assert owner(unbound, "赵海") is None


async def test_the_office_binds_everywhere(unbound: Talk) -> None:
    await unbound.play(
        ("王主任", OFFICE, "绑定 名单", "一致的 4 人"), ("王主任", OFFICE, "确认", "绑好了 4 人")
    )


async def test_a_stranger_under_a_clerk_s_name_is_not_on_a_secretary_s_list(unbound: Talk) -> None:
    unbound.stage.wechat.join(room_id(FIRST), account_id("骗子"), "王主任")
    unbound.stage.wechat.join(room_id(FIRST), account_id("骗子二"), "李书记")
    await unbound.wait(seconds=1)
    await unbound.play(("李书记", PRIVATE, "绑定 名单", "一致的 3 人"))


async def test_two_accounts_under_one_name_are_not_guessed(unbound: Talk) -> None:
    unbound.stage.wechat.join(room_id(FIRST), account_id("骗子"), "张三")
    await unbound.wait(seconds=1)
    await unbound.play(("李书记", PRIVATE, "绑定 名单", "一致的 2 人"))
    assert "张三" not in unbound.told("李书记")[0]


async def test_what_was_bound_meanwhile_is_left_as_it_is(unbound: Talk) -> None:
    await unbound.play(("李书记", PRIVATE, "绑定 名单", "一致的 3 人"))
    accounts.bind(unbound.db, "wx-other", members.named(unbound.db, "张三")[0].id, None, START)
    await unbound.play(("李书记", PRIVATE, "确认", "绑好了 2 人"))
    assert owner(unbound, "张三") is None
