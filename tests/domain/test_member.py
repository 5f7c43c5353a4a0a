"""Who somebody is, what may be seen, and names and numbers as they may be shown."""

from __future__ import annotations

import pytest

from bot.domain.member import Actor, Member, Post, Role, plain_names

SOMEBODY = Member(1, "张三", branch_id=2)


def actor(*posts: Post) -> Actor:
    return Actor(SOMEBODY, "wx-张三", frozenset(posts))


def test_a_plain_member_sees_no_list() -> None:
    assert not actor().may_see(2)
    assert not actor().is_clerk


def test_a_secretary_sees_the_own_branches_only() -> None:
    secretary = actor(Post(Role.SECRETARY, 2), Post(Role.SECRETARY, 3))
    assert secretary.leads == {2, 3}
    assert secretary.may_see(3)
    assert not secretary.may_see(4)
    assert not secretary.may_see(None)


def test_the_office_sees_everybody() -> None:
    assert actor(Post(Role.CLERK, 1)).may_see(None)


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.OPERATOR])
def test_who_is_no_clerk_has_no_clerk_s_rights(role: Role) -> None:
    assert not actor(Post(role, 1)).is_clerk


@pytest.mark.parametrize(
    ("nickname", "names"),
    [
        ("张三", ("张三",)),
        (" 张三🌸 138", ("张三",)),
        ("一支部-张三", ("一支部张三", "张三")),
        ("张三书记", ("张三书记", "张三")),
        ("买买提·艾力", ("买买提·艾力",)),
        ("王姐", ("王姐", "王")),
        ("Tom", ()),
        ("", ()),
    ],
)
def test_a_nickname_may_hold_a_name_as_it_stands_or_without_titles(
    nickname: str, names: tuple[str, ...]
) -> None:
    assert plain_names(nickname) == names


def test_abroad_is_neither_the_committee_s_zone_nor_one_of_china() -> None:
    def lives_abroad(zone: str | None) -> bool:
        return Member(1, "张三", timezone=zone).lives_abroad("Europe/Paris")

    assert [lives_abroad(zone) for zone in (None, "Asia/Urumqi", "Europe/Paris", "Asia/Tokyo")] == [
        False,
        False,
        False,
        True,
    ]
