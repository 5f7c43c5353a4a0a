"""Going from one conversation to another in a browser: no word is lost, none said in the wrong place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.chatting import BRANCH, MEMBER, SECRETARY, enter, line, room, sit_down, write
from tests.web.conftest import Kiteline, People


@pytest.fixture
def member(people: People, brisk: Kiteline) -> Page:
    """A member in the room of the branch."""
    return sit_down(people, brisk, MEMBER, BRANCH)


def hold_up(page: Page) -> list[Route]:
    """Let no conversation be fetched any more; gives what is held up, to be let go."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route("**/world/main/?**", keep)
    return held


def test_what_is_half_written_waits_in_its_own_conversation(member: Page) -> None:
    member.fill("#text", "写到一半")
    enter(member, "私聊")
    expect(member.locator("#text")).to_have_value("")
    enter(member, "第一支部群")
    expect(member.locator("#text")).to_have_value("写到一半")


def test_what_was_said_does_not_come_back_as_half_written(member: Page) -> None:
    write(member, "大家好")
    enter(member, "私聊")
    enter(member, "第一支部群")
    expect(line(member, "大家好")).to_be_visible()
    expect(member.locator("#text")).to_have_value("")


def test_nothing_is_said_in_a_room_on_the_way_out_of_it(member: Page) -> None:
    member.fill("#text", "只想一想")
    held = hold_up(member)
    with member.expect_request("**/world/main/?**"):
        room(member, "私聊").click()
    member.press("#text", "Enter")
    member.keyboard.type("，不说")
    held.pop().continue_()
    expect(member.locator("#title")).to_have_text("风筝线")
    member.unroute_all()
    enter(member, "第一支部群")
    expect(member.locator("#text")).to_have_value("只想一想")
    expect(member.locator(".line")).to_have_count(0)


def test_a_click_counts_though_news_come_while_the_mouse_is_down(
    people: People, brisk: Kiteline, member: Page
) -> None:
    secretary = sit_down(people, brisk, SECRETARY, BRANCH)
    room(member, "第一支部群").hover()
    member.mouse.down()
    write(secretary, "今天降温")
    expect(line(secretary, "今天降温")).to_be_visible()
    with member.expect_request("**/world/main/?**"):
        member.mouse.up()
    expect(line(member, "今天降温")).to_be_visible()
