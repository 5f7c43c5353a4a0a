"""A long chat: a thousand messages in one room, all of them to be reached, on a page that stays light."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.chatting import BRANCH, CLERK, MEMBER, address, line, sit_down, write
from tests.web.conftest import TALK, Kiteline, People

MESSAGES, AT_ONCE, MOST = 1000, 120, 600
LIMIT = 200_000  # bytes


@pytest.fixture(scope="module")
def full(standing: Kiteline) -> Kiteline:
    """Kiteline with a thousand messages in the room of the first branch."""
    standing.begin_again()
    standing.fill_room(MEMBER, BRANCH, MESSAGES)
    return standing


def weigh(page: Page, to: str) -> int:
    """Open an address and give the bytes that come over the wire for it, its events not counted."""
    wire = page.context.new_cdp_session(page)
    weights: list[int] = []
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Network.loadingFinished", lambda done: weights.append(int(done["encodedDataLength"])))
    page.goto(to, wait_until="load")
    expect(page.locator("#panes")).to_be_visible()
    wire.send("Runtime.evaluate", {"expression": "0"})  # its answer comes after all that was told before
    assert len(weights) >= 5  # the page, its styles, its script
    return sum(weights)


def test_all_of_a_thousand_messages_are_reached(people: People, full: Kiteline) -> None:
    page = sit_down(people, full, CLERK, BRANCH)
    for shown in range(AT_ONCE, MESSAGES, AT_ONCE):
        expect(page.locator(".line")).to_have_count(shown)
        page.get_by_role("link", name="看更早的").click()
    expect(page.locator(".line").first).to_contain_text("第1条：")
    said = page.locator(".line .words").all_inner_texts()
    assert said == [f"第{number}条：{TALK}" for number in range(1, MESSAGES + 1)]


def test_the_newest_message_is_in_view(people: People, full: Kiteline) -> None:
    page = sit_down(people, full, CLERK, BRANCH)
    expect(line(page, re.compile(f"^第{MESSAGES}条："))).to_be_in_viewport()


@pytest.mark.parametrize("scripted", [True, False])
def test_a_full_room_weighs_less_than_200_kb(people: People, full: Kiteline, scripted: bool) -> None:
    page = people.open("about:blank", java_script_enabled=scripted)
    assert weigh(page, address(full, CLERK, BRANCH)) < LIMIT


def test_what_arrives_leaves_whoever_reads_above_where_he_is(people: People, full: Kiteline) -> None:
    page, member = sit_down(people, full, CLERK, BRANCH), sit_down(people, full, MEMBER, BRANCH)
    earlier = line(page, re.compile(f"^第{MESSAGES - 100}条："))
    earlier.scroll_into_view_if_needed()
    write(member, "还有一条")
    expect(line(page, "还有一条")).to_be_attached()
    expect(earlier).to_be_in_viewport()
    write(page, "我也有")
    expect(line(page, "我也有")).to_be_in_viewport()


def test_a_long_page_lets_go_of_its_oldest_lines_and_brings_them_back(people: People, full: Kiteline) -> None:
    page = sit_down(people, full, CLERK, BRANCH)
    for shown in range(AT_ONCE, MOST + AT_ONCE, AT_ONCE):
        expect(page.locator(".line")).to_have_count(shown)
        page.get_by_role("link", name="看更早的").click()
    expect(page.locator(".line")).to_have_count(MOST + AT_ONCE)
    write(page, "这是最新的一条")
    expect(page.locator(".line")).to_have_count(MOST)
    oldest = page.locator(".line").first.get_attribute("id")
    page.get_by_role("link", name="看更早的").click()
    expect(page.locator(".line")).to_have_count(MOST + AT_ONCE)
    expect(page.locator(".line").nth(AT_ONCE)).to_have_attribute("id", oldest or "")
