"""Monday's prompts: dates of members, once each, to their secretary."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import Talk


async def test_a_secretary_hears_of_a_date_once(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET birthday = '1946-12-01' WHERE name = '老周'")
    said = await talk.wait(hours=4)
    assert [where for where, text in said if "老周 12月1日满80岁" in text] == ["李书记"]
    said = await talk.wait(days=7)
    assert not [text for _, text in said if "满80岁" in text]


async def test_a_year_without_a_word_from_abroad_is_pointed_out(talk: Talk) -> None:
    since = (talk.now - timedelta(days=340)).isoformat()
    talk.db.execute(
        "INSERT INTO checkins (member_id, said_by, message_id, at, words, intent)"
        " SELECT id, id, 'm1', ?, '平安', 'checkin' FROM members WHERE name = '赵海'",
        (since[:19] + ".000Z",),
    )
    said = await talk.wait(hours=4)
    assert [where for where, text in said if "赵海在境外" in text] == ["李书记"]
