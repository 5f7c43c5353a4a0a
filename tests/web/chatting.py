"""People of the sample roll at the page of the simulated WeChat: where they look, what they do and see."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Kiteline, People

CLERK, CLERK_NAME = "member-2", "王雅琴"
SECRETARY, SECRETARY_NAME = "member-1", "潘慧玲"
MEMBER, MEMBER_NAME = "member-3", "廖萍"  # of the secretary's branch, as the clerk is
CENTRAL, BRANCH = "central@sim", "branch-2@sim"
NOTICE = "通知 支部 一 回执 周五18:00前：周六上午九点集中学习"


def address(kiteline: Kiteline, account: str, conversation: str, world: str = "main") -> str:
    """Give the address of a conversation as somebody sees it."""
    return f"{kiteline.address}/world/{world}/?as={quote(account)}&in={quote(conversation)}"


def sit_down(people: People, kiteline: Kiteline, account: str, conversation: str) -> Page:
    """Let somebody open a conversation in a browser of his own."""
    return people.open(address(kiteline, account, conversation))


def write(page: Page, words: str) -> None:
    """Type something and send it by Enter."""
    page.fill("#text", words)
    page.press("#text", "Enter")
    expect(page.locator("#text")).to_have_value("")


def line(page: Page, words: str | re.Pattern[str]) -> Locator:
    """Find the line of the chat that holds some words."""
    return page.locator("#lines .line", has=page.locator(".body", has_text=words))


def room(page: Page, title: str) -> Locator:
    """Find a row of the list on the left."""
    return page.locator(".rooms .room", has_text=title)


def enter(page: Page, title: str) -> None:
    """Open a conversation of the list on the left, and wait until it stands there to be written in."""
    row = room(page, title)
    there = row.get_attribute("href")
    row.click()
    expect(page.locator(f'#panes:not([aria-busy])[data-url="{there}"]')).to_be_attached()


def press(page: Page, button: str) -> None:
    """Let something happen by a button of 出点状况, and wait until it has happened."""
    with page.expect_response("**/happen?**"):
        page.get_by_role("button", name=button).click()


def send_out_notice(clerk: Page) -> str:
    """Let the clerk send a notice to the first branch; gives its number, such as 1号."""
    write(clerk, f"@风筝线 {NOTICE}")
    expect(line(clerk, "回复“确认”发送")).to_be_visible()
    write(clerk, "确认")
    begun = line(clerk, re.compile(r"第\d+号通知开始发送"))
    expect(begun).to_be_visible()
    return str(re.findall(r"第(\d+号)通知", begun.inner_text())[0])
