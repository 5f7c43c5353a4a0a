"""A notice that was sent, for the tests of what is answered to it."""

from __future__ import annotations

import pytest

from tests.conftest import OFFICE, Talk

ALL = "通知 全体 回执 周五18:00前：周六上午九点集中学习"


@pytest.fixture
async def sent(talk: Talk) -> Talk:
    """Notice 1 has gone to all, with receipts until Friday six o'clock."""
    await talk.play(("王主任", OFFICE, ALL, "将发给"), ("王主任", OFFICE, "确认", "第1号"))
    await talk.wait(minutes=1)
    talk.heard.clear()
    return talk


def receipts(talk: Talk) -> list[tuple[str, int, int, str]]:
    """List (name, notice, certain, remark) of what was answered."""
    rows = talk.db.execute(
        "SELECT name, notice_id, certain, remark FROM receipts JOIN members ON members.id = member_id"
        " ORDER BY receipts.id"
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]
