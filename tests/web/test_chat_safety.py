"""Whatever people write is shown as text, everywhere; a file is given as it was sent, and never runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bot.ports import Link
from bot.web.chat.pages import make_pages
from bot.web.chat.worlds import Worlds
from bot.web.site import make_site
from tests.conftest import FIRST, Talk, account_id, room_id
from tests.web.chatting import BRANCH, CENTRAL, CLERK, MEMBER, SECRETARY, line, room, sit_down, write
from tests.web.conftest import Kiteline, People

NASTY = ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "' onfocus=alert(1) autofocus='"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def foreign(page: Page) -> int:
    """Count the elements that only words of a member's could have made."""
    return page.locator("[onerror], [onfocus], [autofocus], img[src=x], body script").count()


@pytest.mark.parametrize("words", NASTY)
def test_markup_in_a_message_is_text_wherever_it_is_shown(
    people: People, brisk: Kiteline, words: str
) -> None:
    writer, reader = sit_down(people, brisk, MEMBER, BRANCH), sit_down(people, brisk, SECRETARY, BRANCH)
    write(writer, words)
    expect(line(reader, words).locator(".words")).to_have_text(words)
    expect(room(reader, "第一支部群").locator(".last")).to_contain_text(words[:20])
    line(reader, words).get_by_role("button", name="引用").click()
    write(reader, "什么意思")
    expect(line(writer, "什么意思").locator("blockquote")).to_contain_text(words)
    line(reader, words).locator(".look").click()
    expect(reader.locator("#bonnet")).to_contain_text(words)
    reader.reload()
    expect(line(reader, words).locator(".words")).to_have_text(words)
    assert foreign(writer) + foreign(reader) == 0


@pytest.mark.parametrize("name", NASTY)
def test_markup_in_a_nickname_is_text_wherever_it_is_shown(
    people: People, brisk: Kiteline, name: str
) -> None:
    clerk = sit_down(people, brisk, CLERK, CENTRAL)
    clerk.get_by_label("生人的昵称").fill(name)
    clerk.get_by_role("button", name="让生人进本群").click()
    expect(clerk.locator("#title")).to_contain_text("（4）")
    guest = sit_down(people, brisk, "guest-1", CENTRAL)
    expect(guest.locator(".talk-head strong")).to_have_text(name)
    write(guest, "@风筝线 平安，在上海")
    expect(line(clerk, "平安，在上海").locator(".name")).to_have_text(name)
    line(clerk, "平安，在上海").locator(".look").click()
    expect(clerk.locator("#bonnet")).to_contain_text(name)
    clerk.get_by_role("button", name="@谁").click()
    expect(clerk.get_by_role("option", name=name)).to_be_visible()
    assert foreign(guest) + foreign(clerk) == 0


def test_markup_the_bot_repeats_is_text_in_what_it_said(people: People, brisk: Kiteline) -> None:
    clerk = sit_down(people, brisk, CLERK, CENTRAL)
    write(clerk, f"@风筝线 通知 支部 一 回执 周五18:00前：{NASTY[0]}")
    expect(line(clerk, "回复“确认”发送")).to_contain_text(NASTY[0])
    write(clerk, "确认")
    expect(clerk.locator(".told")).to_contain_text(f"号通知】 {NASTY[0]}"[:24])
    assert foreign(clerk) == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv"),
        ("..\\..\\config.csv", "config.csv"),
        ("/etc/passwd", "passwd"),
        ("名单\u202excsv.exe", "名单xcsv.exe"),
    ],
)
def test_a_file_keeps_no_path_and_its_name_is_text(
    people: People, brisk: Kiteline, name: str, shown: str
) -> None:
    member = sit_down(people, brisk, MEMBER, BRANCH)
    send(member, name, b"1,2\n")
    expect(member.locator(".card strong")).to_have_text(shown)
    assert foreign(member) == 0


@pytest.mark.parametrize("name", ["图.svg", "页.html", "图.png.html", "图.SVG"])
def test_what_could_run_is_only_ever_downloaded(people: People, brisk: Kiteline, name: str) -> None:
    member = sit_down(people, brisk, MEMBER, BRANCH)
    send(member, name, SVG if "svg" in name.lower() else HTML)
    expect(member.locator(".card strong")).to_have_text(name)
    expect(member.locator(".line img")).to_have_count(0)
    answer = member.request.get(brisk.address + str(member.locator(".card").get_attribute("href")))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_what_is_called_a_picture_runs_nothing(people: People, brisk: Kiteline) -> None:
    member = sit_down(people, brisk, MEMBER, BRANCH)
    send(member, "图.png", HTML)
    answer = member.request.get(brisk.address + str(member.locator(".line a").first.get_attribute("href")))
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["nothing", "..%2f..%2fkiteline.db", "%2e%2e/%2e%2e/config.yaml", ""])
def test_a_file_nobody_sent_is_not_there(people: People, brisk: Kiteline, path: str) -> None:
    member = sit_down(people, brisk, MEMBER, BRANCH)
    assert member.request.get(f"{brisk.address}/world/main/file/{path}").status == 404


def test_a_message_without_a_file_gives_none(people: People, brisk: Kiteline) -> None:
    member = sit_down(people, brisk, MEMBER, BRANCH)
    write(member, "大家好")
    message = member.locator(".line.own").get_attribute("id")
    assert member.request.get(f"{brisk.address}/world/main/file/{message}").status == 404


def send(page: Page, name: str, content: bytes) -> None:
    """Send a file, and wait until it stands in the chat."""
    page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": content})
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".line.own")).to_have_count(1)


async def test_markup_in_a_link_card_is_text(talk: Talk) -> None:
    worlds = Worlds(lambda _: talk.stage, lambda changes: talk.stage.settings)
    card = Link(title=NASTY[0], url="javascript:alert(1)", description="")
    talk.stage.wechat.speak(account_id("张三"), NASTY[1], "", room=room_id(FIRST), link=card)
    web = talk.stage.settings.web
    client = make_site(web, dict, [make_pages(worlds)], home="/").test_client()
    seen = {"as": account_id("李四"), "in": room_id(FIRST)}
    answer = await client.get("/world/main/", query_string=seen, headers={"Host": "127.0.0.1"})
    page = await answer.get_data(as_text=True)
    await worlds.close()
    assert "&lt;img src=x onerror" in page
    assert NASTY[0] not in page
    assert NASTY[1] not in page
    assert 'href="javascript' not in page
