"""The chat by keyboard, for a screen reader, and in a browser without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.chatting import (
    BRANCH,
    CENTRAL,
    CLERK,
    MEMBER,
    SECRETARY,
    SECRETARY_NAME,
    address,
    line,
    room,
    sit_down,
    write,
)
from tests.web.conftest import Kiteline, People
from tests.web.visiting import ask_elements, follow

UNNAMED = """(controls) => controls.filter((one) => one.type !== "hidden" && !(one.labels?.length
  || one.textContent.trim() || one.getAttribute("aria-label"))).map((one) => one.outerHTML)"""


@pytest.fixture
def member(people: People, brisk: Kiteline) -> Page:
    """A member in the room of the branch."""
    return sit_down(people, brisk, MEMBER, BRANCH)


@pytest.fixture
def plain(people: People, brisk: Kiteline) -> Page:
    """A member in a private chat, in a browser without scripts."""
    return people.open(address(brisk, MEMBER, MEMBER), java_script_enabled=False)


# By keyboard


def test_enter_sends_and_shift_enter_begins_a_line(member: Page) -> None:
    member.focus("#text")
    member.keyboard.type("一")
    member.keyboard.press("Shift+Enter")
    member.keyboard.type("二")
    expect(member.locator("#text")).to_have_value("一\n二")
    member.keyboard.press("Enter")
    expect(member.locator(".line.own .words")).to_have_text("一\n二", use_inner_text=True)
    expect(member.locator("#text")).to_be_focused()


def test_enter_sends_nothing_where_nothing_is_written(member: Page) -> None:
    member.fill("#text", "  \n ")
    member.press("#text", "Enter")
    write(member, "大家好")
    expect(member.locator(".line.own")).to_have_count(1)


def test_somebody_is_mentioned_by_the_arrows(member: Page) -> None:
    member.get_by_role("button", name="@谁").press("Enter")
    expect(member.get_by_role("option").first).to_be_focused()
    member.keyboard.press("ArrowDown")
    expect(member.get_by_role("option", name=SECRETARY_NAME)).to_be_focused()
    member.keyboard.press("Enter")
    expect(member.locator("#text")).to_have_value(f"@{SECRETARY_NAME}\u2005")
    expect(member.locator("#text")).to_be_focused()
    expect(member.get_by_role("listbox")).to_be_hidden()


def test_typing_an_at_sign_opens_the_list_and_escape_closes_it(member: Page) -> None:
    member.focus("#text")
    member.keyboard.type("@")
    expect(member.get_by_role("listbox", name="@谁")).to_be_visible()
    member.keyboard.press("Escape")
    expect(member.get_by_role("listbox")).to_be_hidden()
    expect(member.locator("#text")).to_be_focused()


def test_escape_closes_the_bonnet_and_gives_the_focus_back(member: Page) -> None:
    write(member, "大家好")
    member.locator(".line .look").press("Enter")
    expect(member.locator("#bonnet")).to_be_focused()
    member.keyboard.press("Escape")
    expect(member.locator("#bonnet")).to_be_hidden()
    expect(member.locator(".line .look")).to_be_focused()


def test_the_focus_stays_on_the_room_that_was_opened(member: Page) -> None:
    room(member, "私聊").press("Enter")
    expect(member.locator("#title")).to_have_text("风筝线")
    expect(room(member, "私聊")).to_be_focused()


def test_the_focus_stays_on_the_clock_while_news_arrive(
    people: People, brisk: Kiteline, member: Page
) -> None:
    member.get_by_role("button", name="过十分钟").focus()
    write(sit_down(people, brisk, SECRETARY, BRANCH), "今天降温")
    expect(line(member, "今天降温")).to_be_visible()
    expect(member.get_by_role("button", name="过十分钟")).to_be_focused()


def test_news_do_not_disturb_what_is_being_typed(people: People, brisk: Kiteline, member: Page) -> None:
    member.fill("#text", "写到一半")
    member.get_by_label("生人的昵称").fill("远房亲")
    write(sit_down(people, brisk, SECRETARY, BRANCH), "今天降温")
    expect(line(member, "今天降温")).to_be_visible()
    expect(member.locator("#text")).to_have_value("写到一半")
    expect(member.get_by_label("生人的昵称")).to_have_value("远房亲")


# For a screen reader


@pytest.mark.parametrize(
    "path", ["main/?as=member-2&in=central@sim", "main/?as=member-3&in=member-3", "cascade/"]
)
def test_every_control_has_a_name(people: People, brisk: Kiteline, path: str) -> None:
    page = people.open(f"{brisk.address}/world/{path}")
    assert ask_elements(page, "input, textarea, select, button, a", UNNAMED) == []


def test_what_arrives_is_announced(people: People, brisk: Kiteline) -> None:
    page = people.open(f"{brisk.address}/world/cascade/")
    expect(page.get_by_role("log", name="聊天记录")).to_have_attribute("aria-live", "polite")
    expect(page.locator(".caption")).to_have_attribute("aria-live", "polite")
    expect(page.locator("#problem")).to_have_attribute("role", "alert")
    expect(page.locator("#picked")).to_have_attribute("role", "status")


def test_the_page_has_landmarks_and_one_title(member: Page) -> None:
    for role, name in (("navigation", "会话"), ("main", "第一支部群"), ("complementary", "身份、时钟和状况")):
        expect(member.get_by_role(role, name=name)).to_have_count(1)  # type: ignore[arg-type]
    expect(member.get_by_role("heading", level=1)).to_have_count(1)
    expect(member.locator("html")).to_have_attribute("lang", "zh-CN")


def test_the_order_of_the_tabs_is_that_of_the_page(member: Page) -> None:
    orders = ask_elements(member, "[tabindex]", "all => all.map(one => one.tabIndex)")
    assert orders
    assert max(orders) <= 0


def test_every_id_stands_once(member: Page) -> None:
    write(member, "大家好")
    ids = ask_elements(member, "[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))


# Without scripts


def test_without_scripts_one_writes_and_reads_the_answer(plain: Page) -> None:
    plain.get_by_label("说点什么").fill("平安，在苏州昆山，月底回")
    follow(plain, plain.get_by_role("button", name="发送"))
    expect(plain.locator(".line.own")).to_contain_text("平安，在苏州昆山")
    follow(plain, plain.get_by_role("button", name="过十分钟"))
    expect(line(plain, re.compile("已记.*苏州昆山"))).to_be_visible()
    expect(plain.locator(".noscript")).to_be_visible()


def test_without_scripts_one_is_somebody_else(plain: Page) -> None:
    plain.get_by_label("姓名").fill(SECRETARY_NAME)
    follow(plain, plain.get_by_role("button", name="变成他").first)
    expect(plain.locator(".talk-head strong")).to_have_text(SECRETARY_NAME)


def test_without_scripts_the_clock_moves(plain: Page) -> None:
    before = plain.locator(".time-now").inner_text()
    follow(plain, plain.get_by_role("button", name="过一小时"))
    assert plain.locator(".time-now").inner_text() != before


def test_without_scripts_a_scene_is_stepped_through(plain: Page) -> None:
    plain.locator("#tour summary").click()
    follow(plain, plain.get_by_role("button", name="夜里有人求助"))
    follow(plain, plain.get_by_role("button", name="暂停"))
    follow(plain, plain.get_by_role("button", name="下一步"))
    expect(plain.locator(".caption")).to_contain_text("2 / ")


def test_without_scripts_one_looks_under_the_bonnet(plain: Page, people: People, brisk: Kiteline) -> None:
    write(sit_down(people, brisk, CLERK, CENTRAL), "大家好")
    page = people.open(address(brisk, CLERK, CENTRAL), java_script_enabled=False)
    follow(page, page.locator(".look").first)
    expect(page.locator(".bonnet")).to_contain_text("收到了什么")
