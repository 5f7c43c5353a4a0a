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
    OVERSEAS,
    PRIVATE,
    SECOND,
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


async def test_binding_an_account_again_asks_whether_to_share_or_to_change(newcomer: Talk) -> None:
    await newcomer.play(
        ("李书记", FIRST, "绑定 @三儿 李四", "已绑定"),
        ("李书记", FIRST, "绑定 @三儿 李四", "已经绑着李四"),
        ("李书记", FIRST, "绑定 @三儿 老周", "绑着李四，还没有改.*绑定 @三儿 老周 同用.*绑定 @三儿 老周 换"),
    )
    assert owner(newcomer, "三儿") == "李四"
    await newcomer.play(("李书记", FIRST, "绑定 @三儿 老周 换", "已绑定老周（原来绑的是李四）"))
    assert owner(newcomer, "三儿") == "老周"


# A second account


async def test_a_second_account_bound_by_a_secretary_rests_the_first_until_a_call(newcomer: Talk) -> None:
    await newcomer.play(
        ("李书记", FIRST, "绑定 @三儿 张三", "要先打电话核对，再私信我：同意 1号"),
        ("三儿", PRIVATE, "进度", "还不认识您"),
        ("张三", PRIVATE, "平安", "在等电话核对"),
        ("李书记", PRIVATE, "同意 1号", "张三的微信绑上了。原来的微信解绑了"),
    )
    assert (owner(newcomer, "三儿"), owner(newcomer, "张三")) == ("张三", None)
    assert "张三换了新微信“三儿”（第一支部群）？请打电话核对" in newcomer.told("李书记")[0]


async def test_both_accounts_may_stay(newcomer: Talk) -> None:
    await newcomer.play(
        ("李书记", FIRST, "绑定 @三儿 张三", "先打电话核对"),
        ("李书记", PRIVATE, "同意 1号 两个都留", "两个都认"),
        ("三儿", PRIVATE, "平安", "已记"),
        ("张三", PRIVATE, "平安", "已记"),
    )


async def test_a_refused_second_account_lets_the_first_work_again(newcomer: Talk) -> None:
    await newcomer.play(
        ("李书记", FIRST, "绑定 @三儿 张三", "先打电话核对"),
        ("李书记", PRIVATE, "不同意 1号 电话里说没换", "没有绑定。张三原来的微信照常用"),
        ("张三", PRIVATE, "平安", "已记"),
    )
    assert owner(newcomer, "三儿") is None


async def test_a_frozen_account_gets_no_private_list(newcomer: Talk) -> None:
    zhang = members.named(newcomer.db, "张三")[0].id
    assert accounts.reachable(newcomer.db, zhang)
    await newcomer.play(("李书记", FIRST, "绑定 @三儿 张三", "先打电话核对"))
    assert accounts.reachable(newcomer.db, zhang) is None
    assert not accounts.belongs(newcomer.db, account_id("张三"), zhang)


async def test_a_clerk_s_word_counts_at_once_and_names_the_earlier_account(newcomer: Talk) -> None:
    newcomer.stage.wechat.join(room_id(FIRST), account_id("王主任"), "王主任")
    await newcomer.wait(seconds=1)
    await newcomer.play(
        ("王主任", FIRST, "绑定 @三儿 张三", "已绑定张三。原来的微信“张三”（第一支部群）解绑了"),
        ("王主任", FIRST, "绑定 @张三 张三 都留", "已绑定张三。原来的微信“三儿”（第一支部群）也留着"),
    )
    assert (owner(newcomer, "三儿"), owner(newcomer, "张三")) == ("张三", "张三")


async def test_a_worktable_s_stand_in_is_no_earlier_account(newcomer: Talk) -> None:
    four = members.named(newcomer.db, "李四")[0].id
    accounts.bind(newcomer.db, f"hand:{four}", four, None, START)
    await newcomer.play(("李书记", FIRST, "绑定 @三儿 李四", "^已绑定李四。$"))
    assert accounts.of_member(newcomer.db, four) == [account_id("三儿")]


# A couple with one account


@pytest.fixture
async def couple(newcomer: Talk) -> Talk:
    """李四 and 老周 share the account 三儿; it is bound to 李四."""
    await newcomer.play(
        ("李书记", FIRST, "绑定 @三儿 李四", "已绑定"),
        ("李书记", FIRST, "绑定 @三儿 老周 同用", "已绑定老周，和李四同用这个微信"),
    )
    return newcomer


def heard_of(talk: Talk) -> list[tuple[str, str]]:
    rows = talk.db.execute("SELECT name, how FROM checkins JOIN members ON members.id = member_id ORDER BY 1")
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("平安", [("李四", "own")]),
        ("平安，一切都好", [("李四", "own")]),
        ("老周平安", [("老周", "family")]),
        ("代报 老周 平安 在女儿家", [("老周", "family")]),
        ("我俩都平安，在苏州", [("李四", "own"), ("老周", "family")]),
        ("我们都好", [("李四", "own"), ("老周", "family")]),
        ("平安，老两口都好", [("李四", "own"), ("老周", "family")]),
    ],
)
async def test_who_of_a_couple_is_well(couple: Talk, words: str, heard: list[tuple[str, str]]) -> None:
    await couple.play(("三儿", PRIVATE, words, "已记"))
    assert heard_of(couple) == heard


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        ("收到", ["李四"]),
        ("老周收到", ["老周"]),
        ("我是老周，收到", ["老周"]),
        ("我俩都收到", ["李四", "老周"]),
        ("收到，我们俩都去", ["李四", "老周"]),
        ("李四、老周收到", ["李四", "老周"]),
    ],
)
async def test_whose_receipt_a_couple_s_is(couple: Talk, words: str, answered: list[str]) -> None:
    await couple.play(
        ("王主任", OFFICE, "通知 全体 回执 周五18:00前：周六上午九点集中学习", "将发给"),
        ("王主任", OFFICE, "确认", "第1号"),
        ("三儿", PRIVATE, words, "已记"),
    )
    rows = couple.db.execute("SELECT name FROM receipts JOIN members ON members.id = member_id ORDER BY 1")
    assert [row[0] for row in rows] == answered


async def test_one_of_a_couple_answers_after_the_other(couple: Talk) -> None:
    await couple.play(
        ("王主任", OFFICE, "通知 全体 回执 周五18:00前：周六上午九点集中学习", "将发给"),
        ("王主任", OFFICE, "确认", "第1号"),
        ("三儿", FIRST, "收到", None),
        ("三儿", FIRST, "老周收到", None),
    )
    rows = couple.db.execute(
        "SELECT name, how FROM receipts JOIN members ON members.id = member_id"
    ).fetchall()
    assert rows == [("李四", "own"), ("老周", "family")]


async def test_a_companion_brings_no_rights_and_is_written_to_there(couple: Talk) -> None:
    zhou = members.named(couple.db, "老周")[0].id
    members.give_post(couple.db, zhou, Role.CLERK, 1)
    await couple.play(("三儿", PRIVATE, "通知 全体：开会", "只有党办可以用"))
    assert accounts.reachable(couple.db, zhou) == account_id("三儿")


async def test_the_other_of_a_couple_keeps_the_account_when_one_is_unbound(couple: Talk) -> None:
    await couple.play(("李书记", PRIVATE, "解绑 李四", "李四已解绑"))
    assert owner(couple, "三儿") == "老周"


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


async def test_who_is_only_like_a_name_is_shown_and_not_bound(unbound: Talk) -> None:
    accounts.unbind(unbound.db, account_id("张三"))
    unbound.stage.wechat.join(room_id(FIRST), account_id("张三"), "章三")
    await unbound.wait(seconds=1)
    await unbound.play(
        ("李书记", PRIVATE, "绑定 名单", "一致的 2 人：.*只是像的 1 人.*· 张三（第一支部）.*“章三”？请核对"),
        ("李书记", PRIVATE, "确认", "绑好了 2 人"),
    )
    assert owner(unbound, "张三") is None


async def test_a_name_of_another_branch_is_not_proposed_in_this_room(unbound: Talk) -> None:
    unbound.stage.wechat.join(room_id(FIRST), account_id("孙七"), "孙七")
    unbound.stage.wechat.leave(room_id(SECOND), account_id("孙七"))
    await unbound.wait(seconds=1)
    await unbound.play(("王主任", OFFICE, "绑定 名单", "一致的 3 人"))
    assert "孙七" not in unbound.told(OFFICE)[0]


async def test_overseas_only_who_lives_abroad_is_sure(unbound: Talk) -> None:
    unbound.stage.wechat.leave(room_id(FIRST), account_id("张三"))
    unbound.stage.wechat.join(room_id(OVERSEAS), account_id("张三"), "张三")
    await unbound.wait(seconds=1)
    await unbound.play(("李书记", PRIVATE, "绑定 名单", "一致的 2 人：.*只是像的 1 人.*张三.*请核对"))


# 名单 未入群


async def test_the_list_tells_who_is_outside_unknown_misnamed_and_double(talk: Talk) -> None:
    wechat = talk.stage.wechat
    wechat.leave(room_id(FIRST), account_id("李四"))
    wechat.join(room_id(FIRST), account_id("路人"), "三儿")
    wechat.join(room_id(FIRST), account_id("张三"), "乘风破浪")
    accounts.bind(talk.db, "wx-old", members.named(talk.db, "张三")[0].id, None, START)
    await talk.wait(seconds=1)
    await talk.play(
        (
            "李书记",
            PRIVATE,
            "名单 未入群",
            "还没进群，或没认出来 1 位：\n1 李四，认得微信，不在群里\n"
            "群里还不认得的微信：\n第一支部群：“三儿”\n"
            "群昵称不是真名 1 位：\n2 张三，在群里叫“乘风破浪”\n有两个微信 1 位：\n3 张三\n",
        ),
        ("李书记", PRIVATE, "1 电话平安", "已记电话平安：1李四"),
        ("赵书记", PRIVATE, "名单 未入群", "都在群里"),
        ("张三", PRIVATE, "名单 未入群", "只有支部书记可以用"),
    )


async def test_the_list_of_who_is_outside_goes_to_the_asker_alone(talk: Talk) -> None:
    talk.stage.wechat.join(room_id(FIRST), account_id("路人"), "三儿")
    await talk.wait(seconds=1)
    await talk.play(("李书记", FIRST, "名单 未入群", "^名单已私信您。$"))
    assert "三儿" in talk.told("李书记")[0]


async def test_a_dressed_up_name_is_a_name(talk: Talk) -> None:
    talk.stage.wechat.join(room_id(FIRST), account_id("张三"), "一支部-张三🌸")
    await talk.wait(seconds=1)
    await talk.play(("李书记", PRIVATE, "名单 未入群", "都在群里，也都认得"))
