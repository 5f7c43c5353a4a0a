"""认领: a member says who is behind an account, and the secretary confirms it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.member import Role
from data import account as accounts
from data import member as members
from data import unit as units
from tests.conftest import FIRST, PRIVATE, START, Talk, account_id

ASKED = "对上了。请等支部书记核对"
MISFIT = "和名册没对上"


def owner(talk: Talk, who: str) -> str | None:
    actor = accounts.actor(talk.db, account_id(who))
    return actor.member.name if actor else None


@pytest.fixture
def stranger(talk: Talk) -> Talk:
    """张三 is not bound; 新号 is an account nobody knows."""
    accounts.unbind(talk.db, account_id("张三"))
    return talk


@pytest.mark.parametrize(
    "words",
    ["我是张三 0013", "张三 0013", "认领 张三 中间四位 0013", "认领张三0013", "我叫张三，手机13800138000"],
)
async def test_a_claim_is_asked_of_the_secretary_and_bound_at_the_word(stranger: Talk, words: str) -> None:
    await stranger.play(("新号", PRIVATE, words, f"张三您好，{ASKED}"))
    assert owner(stranger, "新号") is None
    assert "张三来认领微信“新号”" in stranger.told("李书记")[0]
    await stranger.play(("李书记", PRIVATE, "同意 1号", "张三的微信绑上了"))
    assert owner(stranger, "新号") == "张三"
    assert "以后我认得您了" in stranger.told("新号")[-1]


async def test_a_refusal_reaches_who_claimed_with_its_reason(stranger: Talk) -> None:
    await stranger.play(
        ("新号", PRIVATE, "张三 0013", ASKED),
        ("新号", PRIVATE, "张三 0013", "还在等电话核对"),
        ("李书记", PRIVATE, "不同意 1号 电话里不是他", "没有绑定"),
    )
    assert "没办成，原因：电话里不是他" in stranger.told("新号")[-1]
    assert owner(stranger, "新号") is None


async def test_a_wrong_name_and_wrong_digits_are_told_the_same(stranger: Talk) -> None:
    for who, words in (("甲", "张三 8000"), ("乙", "张三丰 0013"), ("丙", "王主任 0013")):
        await stranger.play((who, PRIVATE, words, MISFIT))
    assert len({*stranger.told("甲"), *stranger.told("乙"), *stranger.told("丙")}) == 1


async def test_after_three_tries_a_right_one_does_not_count_for_a_day(stranger: Talk) -> None:
    await stranger.play(
        ("新号", PRIVATE, "张三 8000", "还可以试 2 次"),
        ("新号", PRIVATE, "张三 1380", "还可以试 1 次"),
        ("新号", PRIVATE, "张三 0000", "今天不能再试了"),
        ("新号", PRIVATE, "张三 0013", "先歇一天"),
    )
    await stranger.until(START + timedelta(days=1, minutes=5))
    await stranger.play(("新号", PRIVATE, "张三 0013", ASKED))


async def test_in_a_room_a_claim_is_sent_into_private_without_its_digits(stranger: Talk) -> None:
    await stranger.play(("新号", FIRST, "我是张三 0013", "^这类内容请私信我，方便的话先撤回。$"))
    await stranger.play(("新号", FIRST, "张三 0013", None), ("李四", FIRST, "我是李四 2026", None))
    assert not any("0013" in text for _, text in stranger.heard)


@pytest.mark.parametrize("words", ["我是张三", "认领张三", "我要认领"])
async def test_who_gives_no_digits_is_shown_how(stranger: Talk, words: str) -> None:
    await stranger.play(("新号", PRIVATE, words, "还差名册上您手机号的中间四位.*认领 张三 0013"))


async def test_a_parcel_is_no_claim_in_a_room(stranger: Talk) -> None:
    await stranger.play(
        ("李四", FIRST, "认领 我的快递 1234", None), ("新号", FIRST, "认领 我的快递 1234", None)
    )


async def test_a_claim_to_a_bound_person_freezes_the_account_until_now(talk: Talk) -> None:
    await talk.play(("新号", PRIVATE, "张三 0013", ASKED))
    assert owner(talk, "张三") is None
    assert "这个微信先停一停" in talk.told("张三")[-1]
    assert "张三换了新微信“新号”？请打电话核对后回：同意 1号" in talk.told("李书记")[-1]
    await talk.play(("李书记", PRIVATE, "同意", "原来的微信解绑了"))
    assert (owner(talk, "新号"), owner(talk, "张三")) == ("张三", None)


async def test_who_holds_a_post_is_decided_on_by_a_clerk_only(talk: Talk) -> None:
    person = members.named(talk.db, "李书记")[0]
    talk.db.execute("UPDATE members SET phone = '13800138009' WHERE id = ?", (person.id,))
    await talk.play(("新号", PRIVATE, "李书记 0013", ASKED))
    assert "李书记换了新微信" in talk.told("王主任")[-1]
    await talk.play(
        ("李书记", PRIVATE, "同意 1号", "没有等您答复的"), ("王主任", PRIVATE, "同意 1号", "绑上了")
    )
    assert owner(talk, "新号") == "李书记"


@pytest.mark.parametrize("who", ["王主任", "李书记"])
async def test_a_claim_puts_nobody_who_holds_a_post_out_of_work(talk: Talk, who: str) -> None:
    talk.db.execute("UPDATE members SET phone = '13800138008' WHERE name = ?", (who,))
    await talk.play(("新号", PRIVATE, f"{who} 0013", ASKED))
    assert "这个微信照常用。不是您本人换的，请马上给党办打个电话" in talk.told(who)[0]
    await talk.play((who, PRIVATE, "名单 失联", "没有记为"))


async def test_after_a_refusal_a_claim_no_longer_freezes(talk: Talk) -> None:
    await talk.play(
        ("新号", PRIVATE, "张三 0013", ASKED), ("李书记", PRIVATE, "不同意 1号 电话里不是他", "没有绑定")
    )
    await talk.play(("又一号", PRIVATE, "张三 0013", ASKED))
    assert owner(talk, "张三") == "张三"
    assert "这个微信照常用" in talk.told("张三")[-1]


async def test_who_has_been_given_a_post_meanwhile_is_the_office_s_to_decide(stranger: Talk) -> None:
    await stranger.play(("新号", PRIVATE, "张三 0013", ASKED))
    committee = units.committee(stranger.db, "怀柔人才党委").id
    members.give_post(stranger.db, members.named(stranger.db, "张三")[0].id, Role.CLERK, committee)
    await stranger.play(("李书记", PRIVATE, "同意 1号", "这件请党办来答复"))
    assert owner(stranger, "新号") is None
    await stranger.play(("王主任", PRIVATE, "同意 1号", "绑上了"))


async def test_who_has_gone_to_another_branch_is_not_the_old_secretary_s_to_decide(stranger: Talk) -> None:
    await stranger.play(
        ("新号", PRIVATE, "张三 0013", ASKED),
        ("王主任", PRIVATE, "改 张三 支部 第二支部", "已改张三"),
        ("李书记", PRIVATE, "同意 1号", "这件请党办来答复"),
    )
    assert owner(stranger, "新号") is None


async def test_a_member_who_is_known_is_told_so(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "我是张三 0013", "已经认得是张三了"),
        ("张三", PRIVATE, "认领 老周 0013", "已经认作张三了.*绑定 @您 老周 同用"),
    )


async def test_a_stranger_s_other_words_are_no_claim(stranger: Talk) -> None:
    await stranger.play(("新号", PRIVATE, "平安 2026", "还不认识您.*认领 张三 0013"))
    assert stranger.counts("claim_tries") == 0
