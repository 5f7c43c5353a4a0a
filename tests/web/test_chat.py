"""The chat in a browser: three people type at once, each sees what is his, and files arrive whole."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.chatting import (
    BRANCH,
    CENTRAL,
    CLERK,
    MEMBER,
    MEMBER_NAME,
    SECRETARY,
    SECRETARY_NAME,
    enter,
    line,
    room,
    send_out_notice,
    sit_down,
    write,
)
from tests.web.conftest import Kiteline, People

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ROLL = "姓名,电话\n廖萍,13900005459\n".encode("gb18030")
LIST = "#接龙\n本周报平安\n1. 廖萍 平安\n2. 熊海霞 平安，在上海"


@dataclass(frozen=True, slots=True)
class Office:
    """Three people at once, each in a browser of his own."""

    clerk: Page
    secretary: Page
    member: Page


@pytest.fixture
def office(people: People, brisk: Kiteline) -> Office:
    """The clerk in the central room, the secretary and a member of the first branch in theirs."""
    return Office(
        sit_down(people, brisk, CLERK, CENTRAL),
        sit_down(people, brisk, SECRETARY, BRANCH),
        sit_down(people, brisk, MEMBER, BRANCH),
    )


def attach(page: Page, name: str, content: bytes) -> None:
    """Choose a file and send it."""
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#picked")).to_have_text("")


# What three people see of each other


def test_a_notice_reaches_the_open_pages_of_its_branch(office: Office) -> None:
    send_out_notice(office.clerk)
    for page in (office.secretary, office.member):
        expect(line(page, "号通知】")).to_contain_text("周六上午九点集中学习")
        expect(line(page, "号通知】").locator(".badge")).to_have_text("机器人")
    expect(room(office.clerk, "第一支部群").locator(".unread")).to_have_text("1条没看")


def test_what_one_says_arrives_at_the_others_as_his(office: Office) -> None:
    write(office.member, "今天有人去活动室吗")
    expect(office.member.locator(".line.own .words")).to_have_text("今天有人去活动室吗")
    said = line(office.secretary, "今天有人去活动室吗")
    expect(said.locator(".name")).to_have_text(MEMBER_NAME)
    expect(office.secretary.locator(".line.own")).to_have_count(0)
    expect(line(office.clerk, "活动室")).to_have_count(0)


def test_the_unread_mark_counts_and_goes_when_one_looks(office: Office) -> None:
    for words in ("早", "今天降温", "多穿点"):
        write(office.member, words)
    expect(room(office.clerk, "第一支部群").locator(".unread")).to_have_text("3条没看")
    expect(room(office.clerk, "第一支部群").locator(".last")).to_have_text(f"{MEMBER_NAME}：多穿点")
    enter(office.clerk, "第一支部群")
    expect(line(office.clerk, "降温")).to_be_visible()
    expect(office.clerk.locator(".unread")).to_have_count(0)


def test_receipts_count_in_the_progress(office: Office) -> None:
    send_out_notice(office.clerk)
    expect(line(office.member, "号通知】")).to_be_visible()
    write(office.member, "收到，谢谢")
    write(office.secretary, "收到")
    expect(line(office.secretary, "收到，谢谢")).to_be_visible()
    write(office.clerk, "@风筝线 进度")
    expect(line(office.clerk, re.compile(r"第一支部.*2/28"))).to_be_visible()


def test_a_quote_shows_what_is_answered(office: Office) -> None:
    send_out_notice(office.clerk)
    line(office.member, "号通知】").get_by_role("button", name="引用").click()
    expect(office.member.locator("#quoting")).to_contain_text(re.compile(r"引用 风筝线：【第\d+号通知】"))
    write(office.member, "收到")
    expect(office.member.locator("#quoting")).to_be_hidden()
    expect(line(office.secretary, "收到").locator("blockquote")).to_contain_text(
        re.compile(r"风筝线：【第\d+号通知】")
    )


def test_a_quote_can_be_dropped(office: Office) -> None:
    write(office.secretary, "周六都来吗")
    line(office.member, "周六都来吗").get_by_role("button", name="引用").click()
    office.member.get_by_role("button", name="不引用了").click()
    write(office.member, "我来")
    expect(line(office.secretary, "我来")).to_be_visible()
    expect(office.secretary.locator("blockquote")).to_have_count(0)


def test_somebody_is_mentioned_through_the_list(office: Office) -> None:
    office.member.get_by_role("button", name="@谁").click()
    office.member.get_by_role("option", name=SECRETARY_NAME).click()
    office.member.keyboard.type("辛苦了")
    office.member.keyboard.press("Enter")
    expect(office.secretary.locator(".mention")).to_have_text(f"@{SECRETARY_NAME}")
    expect(line(office.secretary, "辛苦了")).to_be_visible()


def test_a_pasted_solitaire_list_counts_for_everybody_on_it(office: Office) -> None:
    office.member.focus("#text")
    office.member.keyboard.insert_text(LIST)
    office.member.keyboard.press("Enter")
    expect(line(office.secretary, "#接龙").locator(".words")).to_have_text(LIST, use_inner_text=True)
    office.clerk.get_by_role("button", name="过十分钟").click()
    expect(line(office.member, re.compile("已收到.*廖萍.*熊海霞.*平安"))).to_be_visible()


def test_a_withdrawn_notice_is_taken_back_everywhere(office: Office) -> None:
    number = send_out_notice(office.clerk)
    expect(line(office.member, "号通知】")).to_be_visible()
    write(office.clerk, f"@风筝线 撤回 {number}")
    expect(line(office.clerk, f"将撤回第{number}通知")).to_be_visible()
    write(office.clerk, "确认")
    for page in (office.secretary, office.member):
        expect(page.locator(".recalled").first).to_contain_text("风筝线 撤回了一条消息")
        expect(line(page, "周六上午九点集中学习")).to_have_count(0)


def test_a_stranger_who_writes_privately_is_answered(office: Office) -> None:
    page = office.clerk
    page.get_by_label("扮一个机器人不认识的人").fill("路过的人")
    page.get_by_label("扮一个机器人不认识的人").press("Enter")
    expect(page.locator(".talk-head")).to_contain_text("路过的人 · 还没绑定的微信号")
    write(page, "您好，平安，在上海")
    expect(line(page, "还不认识您")).to_be_visible()


def test_somebody_else_is_chosen_by_name(office: Office) -> None:
    page = office.clerk
    page.get_by_label("姓名").fill(SECRETARY_NAME)
    page.get_by_label("姓名").press("Enter")
    expect(page.locator(".talk-head strong")).to_have_text(SECRETARY_NAME)
    page.go_back()
    expect(page.locator(".talk-head strong")).to_have_text("王雅琴")


def test_a_name_nobody_has_is_answered_with_a_sentence(office: Office, people: People) -> None:
    office.clerk.get_by_label("姓名").fill("没有这个人")
    office.clerk.get_by_label("姓名").press("Enter")
    expect(office.clerk.get_by_role("alert")).to_contain_text("没有叫“没有这个人”而且有微信的人")
    assert "404" in people.take_troubles()[0]


# Pictures and files


def test_a_picture_is_shown_to_the_others(office: Office) -> None:
    attach(office.member, "合影.png", DOT)
    picture = office.secretary.get_by_role("img", name="图片：合影.png")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1)


def test_a_pasted_picture_is_sent(office: Office) -> None:
    office.member.evaluate(
        """(bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "截图.png", {type: "image/png"}));
          const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
          document.getElementById("text").dispatchEvent(paste);
        }""",
        list(DOT),
    )
    expect(office.member.get_by_role("status")).to_have_text("要发：截图.png")
    office.member.press("#text", "Enter")
    expect(office.secretary.get_by_role("img", name="图片：截图.png")).to_be_visible()


def test_a_spreadsheet_downloads_as_it_was_sent(office: Office) -> None:
    attach(office.member, "名单.csv", ROLL)
    with office.secretary.expect_download() as download:
        line(office.secretary, "名单.csv").get_by_role("link", name="名单.csv").click()
    assert download.value.suggested_filename == "名单.csv"
    assert Path(download.value.path()).read_bytes() == ROLL


def test_the_bot_ends_in_order_while_a_page_is_open(people: People, kiteline: Kiteline) -> None:
    page = sit_down(people, kiteline, CLERK, CENTRAL)
    write(page, "大家好")
    kiteline.stop()  # sees that it ended by itself, and well
    write_to_nobody(page)
    expect(page.get_by_role("alert")).to_contain_text("没连上")
    page.close()  # it would try to connect for ever, and say so each time
    assert people.take_troubles()


def write_to_nobody(page: Page) -> None:
    """Type something where nothing answers any more."""
    page.fill("#text", "还在吗")
    page.press("#text", "Enter")
