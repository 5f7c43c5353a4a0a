"""Which notice a quote or a list's title means."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.domain import receipt
from bot.domain.notice import Notice

SENT = datetime.fromisoformat("2026-11-23T08:00+08:00")
STUDY = Notice(12, "周六上午九点集中学习，请带笔记本", True, None, SENT)
DUES = Notice(7, "请各位党员于月底前交纳党费", True, None, SENT)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("【第12号通知】\n周六", 12),
        ("12号通知收到请接龙", 12),
        ("N7", 7),
        ("第7号", 7),
        ("集中学习接龙", 12),
        ("交纳党费接龙", 7),
    ],
)
def test_a_number_or_the_words_name_a_notice(text: str, number: int) -> None:
    meant = receipt.find_meant(text, [STUDY, DUES])
    assert meant
    assert meant.number == number


@pytest.mark.parametrize(
    "text", ["", "接龙", "周六上午爬山", "第9号通知 集中学习", "各位党员收到请回复", "12日植树"]
)
def test_what_fits_none_names_none(text: str) -> None:
    assert receipt.find_meant(text, [STUDY, DUES]) is None
