"""What stands behind 进度, and numbers as people may read them."""

from __future__ import annotations

import pytest

from bot.domain.command import Misfit
from bot.domain.progress import Query, read_query, show_people, show_phone


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("", Query()),
        ("12号", Query(12)),
        ("12", Query(12)),
        ("第12号通知 图", Query(12, picture=True)),
        ("图", Query(picture=True)),
        ("12号 第三支部", Query(12, ("第三支部",))),
        ("三支部、5支部", Query(None, ("第三支部", "第五支部"))),
    ],
)
def test_a_query_is_read(words: str, query: Query) -> None:
    assert read_query(words) == query


@pytest.mark.parametrize("words", ["太慢了", "12号 13号", "图 图", "怎么样"])
def test_chat_about_progress_does_not_fit(words: str) -> None:
    with pytest.raises(Misfit):
        read_query(words)


@pytest.mark.parametrize(("phone", "shown"), [("13800138000", "138****8000"), ("110", ""), (None, "")])
def test_a_number_is_masked_for_who_need_not_call(phone: str | None, shown: str) -> None:
    assert show_phone(phone, whole=False) == shown
    assert show_phone(phone, whole=True) == (phone or "")


def test_people_are_counted_by_branch_and_of_many_branches_where_they_are_most() -> None:
    assert show_people({"第一支部": 2, "第二支部": 9}) == ["第一支部 2 人", "第二支部 9 人"]
    lines = show_people({f"第{number}支部": number for number in range(1, 51)})
    assert lines[0] == "第50支部 50 人"
    assert lines[-1] == "其余 40 个支部 820 人"
    assert len(lines) == 11
