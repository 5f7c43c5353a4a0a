"""授权, 取消授权, and the notice of what is kept: told once, agreed to by an answer, taken back as easily."""

from __future__ import annotations

import pytest

from bot import texts
from bot.domain.consent import State, What
from bot.own import telling
from data import checkin as checkins
from data import consent as consents
from data import member as members
from tests.conftest import FIRST, PRIVATE, START, Talk


def zhang(talk: Talk) -> int:
    return members.named(talk.db, "张三")[0].id


def places(talk: Talk) -> list[tuple[str, str | None]]:
    rows = talk.db.execute(
        "SELECT words, place FROM checkins WHERE member_id = ? ORDER BY id", (zhang(talk),)
    )
    return [(row[0], row[1]) for row in rows]


@pytest.fixture
async def newcomer(talk: Talk) -> Talk:
    """Zhang San has never written to the bot."""
    talk.db.execute("DELETE FROM consents")
    return talk


async def test_the_first_private_message_brings_the_notice_once(newcomer: Talk) -> None:
    await newcomer.play(("张三", PRIVATE, "平安", "已记.*我只记您对我说的"))
    before = len(newcomer.told("张三"))
    await newcomer.play(("张三", PRIVATE, "我的信息", "名册上记着"))
    assert "我只记您对我说的" not in "".join(newcomer.told("张三")[before:])


async def test_going_on_after_it_is_the_consent(newcomer: Talk) -> None:
    await newcomer.play(("张三", PRIVATE, "平安", "."))
    assert not consents.has(newcomer.db, zhang(newcomer), What.SERVICE)
    await newcomer.play(("张三", PRIVATE, "我的信息", "."))
    given = consents.find(newcomer.db, zhang(newcomer))[What.SERVICE]
    assert (given.state, given.version) == (State.GIVEN, telling.version())


async def test_a_room_never_hears_the_notice(newcomer: Talk) -> None:
    await newcomer.play(("张三", FIRST, "@风筝线 平安", None))
    assert not consents.find(newcomer.db, zhang(newcomer))


async def test_a_changed_text_is_told_again(newcomer: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await newcomer.play(("张三", PRIVATE, "平安", "我只记"), ("张三", PRIVATE, "我的信息", "."))
    monkeypatch.setitem(texts.load("consent"), "version", "2027-01")
    await newcomer.play(("张三", PRIVATE, "我的信息", "我只记您对我说的"))


async def test_writing_a_place_is_the_consent_to_keep_it(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "平安", "已记"))
    assert What.WHEREABOUTS not in consents.find(talk.db, zhang(talk))
    await talk.play(("张三", PRIVATE, "平安，在上海", "已记"), ("张三", PRIVATE, "平安，在苏州", "已记"))
    rows = talk.db.execute("SELECT state FROM consents WHERE what = 'whereabouts'").fetchall()
    assert rows == [("given",)]


async def test_what_somebody_else_reports_is_no_consent(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "代报 张三 平安 在苏州", "."))
    assert What.WHEREABOUTS not in consents.find(talk.db, zhang(talk))


async def test_taken_back_past_places_are_forgotten_and_new_ones_not_kept(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在上海", "已记"),
        ("张三", PRIVATE, "取消授权 位置", "以前记的地方也抹掉了"),
        ("张三", PRIVATE, "平安，在苏州", "^已记：平安。\n地方没有记"),
    )
    assert places(talk) == [("", None), ("", None)]
    assert checkins.last_places(talk.db, START.replace(day=1)) == {}


async def test_the_secretarys_report_keeps_no_place_either(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "取消授权 位置", "好的"), ("李书记", PRIVATE, "代报 张三 平安 在苏州", ".")
    )
    assert places(talk) == [("", None)]


async def test_a_cry_for_help_keeps_its_place(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "取消授权 位置", "好的"))
    await talk.say("张三", PRIVATE, "救命，我在苏州出车祸了，需要帮助")
    ((words, place),) = places(talk)
    assert "苏州" in words
    assert place


async def test_given_again_places_are_kept_again(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "取消授权 位置", "好的"),
        ("张三", PRIVATE, "授权 位置", "由本支部记 12 个月"),
        ("张三", PRIVATE, "平安，在苏州", "苏州"),
    )
    assert places(talk)[0][0] == "平安，在苏州"


async def test_sharing_is_given_by_a_word_of_its_own_only(talk: Talk) -> None:
    assert not consents.has(talk.db, zhang(talk), What.SHARING)
    await talk.play(("张三", PRIVATE, "授权 分享", "每次还会先告诉您给谁"))
    assert consents.has(talk.db, zhang(talk), What.SHARING)
    await talk.play(("张三", PRIVATE, "取消授权 分享", "不把您的资料给别的组织"))
    assert consents.is_withdrawn(talk.db, zhang(talk), What.SHARING)


@pytest.mark.parametrize("words", ["授权", "取消授权"])
async def test_without_a_word_it_shows_how_the_three_stand(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "服务：同意（2026年11月23日）.*位置：还没有说.*分享：还没有说"))


async def test_who_wants_no_more_takes_the_consent_back_with_it(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "取消授权 服务", "退订 全部"), ("张三", PRIVATE, "退订 全部", "打电话"))
    assert consents.is_withdrawn(talk.db, zhang(talk), What.SERVICE)
    await talk.play(("张三", PRIVATE, "订阅 全部", "恢复"))
    assert consents.has(talk.db, zhang(talk), What.SERVICE)


@pytest.mark.parametrize("words", ["授权 打款", "取消授权 一切"])
async def test_what_is_no_consent_is_answered_with_an_example(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "例：(取消)?授权 位置"))
