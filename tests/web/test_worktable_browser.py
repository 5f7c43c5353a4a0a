"""An office of 292 people works without a gateway, in a browser: out by copying, back by pasting."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import BEIJING
from tests.web.chatting import BRANCH, SECRETARY, line
from tests.web.chatting import sit_down as open_chat
from tests.web.conftest import UNDISTURBED, Kiteline, People, StartKiteline, start_in
from tests.web.visiting import follow
from tests.web.worktable_answers import ROLL, Group, answer_all, read_roll
from tests.web.worktable_looker import (
    FIRST_CLERK,
    NOTICE,
    PASSWORD,
    SECOND_CLERK,
    Terminal,
    announce,
    card,
    cards,
    lay,
    paste,
    posted,
    prepare,
    row_of,
    say,
    sign_in,
    sit_down,
    turn_to,
)

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
ANSWERED = "SELECT count(DISTINCT member_id) FROM receipts WHERE certain = 1 AND withdrawn_at IS NULL"


@pytest.fixture(scope="module")
def with_roll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the roll, and nothing said yet."""
    return prepare(tmp_path_factory.mktemp("roll"))


@pytest.fixture(scope="module")
def with_notice(with_roll: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a notice that was posted an hour ago."""
    return announce(lay(with_roll, tmp_path_factory.mktemp("notice")))


@pytest.fixture(scope="module")
def office(with_notice: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiteline]:
    """An office that waits for answers, at work for several tests; none looks at what another one does."""
    folder = tmp_path_factory.mktemp("office")
    lay(with_notice, folder)
    started = start_in(folder, transport="manual", **UNDISTURBED)
    yield started
    started.stop()


@pytest.fixture
def fresh(with_roll: Path, tmp_path: Path) -> Terminal:
    """An office that has not announced anything."""
    return lay(with_roll, tmp_path)


@pytest.fixture
def asked(with_notice: Path, tmp_path: Path) -> Terminal:
    """An office that waits for answers."""
    return lay(with_notice, tmp_path)


# The door


def test_the_first_clerk_comes_in_with_a_code_of_the_terminal(
    people: People, start_kiteline: StartKiteline, tmp_path: Path
) -> None:
    terminal = Terminal(tmp_path)
    assert "292 人，新增 292" in terminal.type("import", str(ROLL))
    code, explained = terminal.type("bind-code", FIRST_CLERK).splitlines()
    assert "工作台的登录页“第一次用，或忘了密码”里填这个码" in explained
    page = people.open(start_kiteline(transport="manual").address)
    page.fill("#code", code)
    page.fill("#first-password", PASSWORD)
    page.fill("#first-again", PASSWORD)
    follow(page, page.locator("#first-enter"))
    expect(page.locator("#clerk")).to_have_text(FIRST_CLERK)
    expect(page.locator("#cards-left")).to_have_text("没有要贴的了。")


def test_who_signed_out_comes_in_with_the_right_password_only(people: People, office: Kiteline) -> None:
    page = sit_down(people, office, FIRST_CLERK)
    follow(page, page.locator("#log-out"))
    sign_in(page, FIRST_CLERK, "记错了的密码哦哦哦哦哦")
    expect(page.locator("#told")).to_contain_text("姓名或密码不对")
    assert "403" in people.take_troubles()[0]
    sign_in(page, FIRST_CLERK)
    expect(page.locator("#clerk")).to_have_text(FIRST_CLERK)


def test_who_is_no_clerk_any_more_is_out(
    people: People, start_kiteline: StartKiteline, fresh: Terminal
) -> None:
    before = start_kiteline(transport="manual", web={"port": free_port()})
    page = sit_down(people, before, SECOND_CLERK)
    expect(page.locator("html.scripted #clerk")).to_have_text(SECOND_CLERK)
    before.stop()
    fresh.dismiss(SECOND_CLERK)
    start_kiteline(transport="manual", web={"port": int(before.address.rpartition(":")[2])})
    expect(page.locator("#enter")).to_be_visible()  # the open page finds out by itself
    sign_in(page, SECOND_CLERK)
    expect(page.locator("#told")).to_contain_text("姓名或密码不对")
    people.take_troubles()


# Out


def test_every_card_is_copied_and_marked(
    people: People, start_kiteline: StartKiteline, fresh: Terminal
) -> None:
    page = sit_down(people, start_kiteline(transport="manual"), FIRST_CLERK, **CLIPBOARD)
    say(page, NOTICE, "17 条，在工作台上等着贴")
    page.click("#confirm")
    expect(page.locator("#cards-left")).to_have_text("还有 17 张没贴")
    for left in range(16, -1, -1):
        card = cards(page).first
        card.get_by_role("button", name="复制").click()
        expect(page.locator("#status")).to_contain_text("复制好了")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == card.locator("pre").text_content()
        assert "第1号通知" in copied
        card.get_by_role("button", name="已贴", exact=True).click()
        expect(page.locator("#status")).to_contain_text("记下了")
        expect(cards(page)).to_have_count(left)
    expect(page.locator("details.done")).to_have_count(0)
    page.reload()
    expect(page.locator("details.done", has_text=f"{FIRST_CLERK} ")).to_have_count(17)
    expect(page.locator("#cards-left")).to_have_text("没有要贴的了。")


# Back


def test_260_answers_are_read_mended_and_counted(
    people: People, start_kiteline: StartKiteline, asked: Terminal
) -> None:
    roll, kiteline = read_roll(), start_kiteline(transport="manual")
    groups = answer_all(roll, datetime.now(BEIJING))
    assert sum(group.answers for group in groups) == 260
    page = sit_down(people, kiteline, FIRST_CLERK)
    turn_to(page, "back")
    for group in groups:
        paste(page, f"{group.branch}群", group.text, group.messages)
        mend(page, group)
    telephoned = 0
    for branch in ("第一支部", "第二支部", "第四支部"):
        turn_to(page, "progress")
        follow(page, page.get_by_role("link", name=branch, exact=True))
        telephoned += telephone(page)
    turn_to(page, "progress")
    # 陈志强 is two people of one branch: their list gave one answer, and the other one was telephoned.
    expected = 260 - 1 + telephoned
    assert (
        telephoned
        == sum(not one.wechat for one in roll if one.branch in {"第一支部", "第二支部", "第四支部"}) + 1
    )
    expect(page.locator("#notice-1 .sum .count")).to_have_text(f"{expected} / {len(roll)}")
    page.close()
    kiteline.stop()
    assert asked.query(ANSWERED) == [(expected,)]


def mend(page: Page, group: Group) -> None:
    """Put right what was doubtful, by a click each."""
    for name in group.doubtful:
        row_of(page, name).get_by_role("button", name="算已回").click()
        expect(row_of(page, name).locator(".verdict")).to_have_text("算已回 第1号")
    for nickname, name in group.unknown.items():
        row = row_of(page, nickname)
        if row.count():
            row.get_by_placeholder("姓名").fill(f"{name}（{group.branch}）")
            row.get_by_role("button", name="就是他").click()
            expect(row_of(page, name).locator(".verdict").last).to_have_text("收到 第1号")
        else:  # in a list
            concern = page.locator("table.heard form", has_text=f"“{nickname}")
            concern.get_by_placeholder("姓名").fill(f"{name}（{group.branch}）")
            concern.get_by_role("button", name="就是他").click()
            expect(page.locator("#status")).to_have_text(f"好了：{name} 收到 第1号。")
    for name in group.namesakes:
        page.locator("table.heard form", has_text=f"“{name}").get_by_role("button", name=name).first.click()
        expect(page.locator("#status")).to_have_text(f"好了：{name} 收到 第1号。")


def telephone(page: Page) -> int:
    """Telephone everybody who is missing on a branch's page; gives how many."""
    calls = page.get_by_role("button", name="电话收到")
    expect(calls.first).to_be_visible()
    missing = calls.count()
    for left in range(missing - 1, -1, -1):
        calls.first.click()
        expect(calls).to_have_count(left)
    expect(page.locator("#silent-none")).to_be_visible()
    return missing


# Several at once


def test_a_second_clerk_sees_the_counts_change(people: People, office: Kiteline) -> None:
    first, second = (sit_down(people, office, name) for name in (FIRST_CLERK, SECOND_CLERK))
    turn_to(second, "progress")
    expect(second.locator("#notice-1 .sum .count")).to_have_text("0 / 292")
    second.evaluate("document.body.dataset.same = '1'")
    turn_to(first, "back")
    paste(first, "第一支部群", "潘慧玲：收到\n廖萍：已阅", 2)
    expect(second.locator("#notice-1 .sum .count")).to_have_text("2 / 292")
    expect(second.locator("#tab-progress b")).to_have_text("290")
    assert second.locator("body").get_attribute("data-same") == "1", "it was loaded again"


def test_two_clicks_at_one_spot_mark_one_room(
    people: People, start_kiteline: StartKiteline, fresh: Terminal
) -> None:
    page = sit_down(people, start_kiteline(transport="manual"), FIRST_CLERK)
    say(page, NOTICE, "17 条，在工作台上等着贴")
    page.click("#confirm")
    expect(page.locator("#cards-left")).to_have_text("还有 17 张没贴")
    place = card(page, "第三支部群").get_by_role("button", name="已贴").bounding_box()
    assert place is not None
    spot = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.click(*spot)
    page.mouse.click(*spot)
    expect(posted(page, "第三支部群")).to_contain_text(f"第三支部群：已贴 ✓ {FIRST_CLERK}")
    expect(page.locator("#status")).to_have_text("记下了：第三支部群已贴。")
    page.mouse.click(*spot)
    page.reload()
    expect(page.locator("#cards-left")).to_have_text("还有 16 张没贴")
    page.locator("details.done", has_text="第三支部群").locator("summary").click()
    page.get_by_role("button", name="还没贴，放回").click()
    expect(page.locator("#cards-left")).to_have_text("还有 17 张没贴")


def test_a_card_that_another_clerk_posts_turns_green_and_who_is_late_hears_who_it_was(
    people: People, office: Kiteline
) -> None:
    first, second = (sit_down(people, office, name) for name in (FIRST_CLERK, SECOND_CLERK))
    say(first, "通知 支部 三：下周一发材料", "在工作台上等着贴")
    first.click("#confirm")
    expect(card(second, "第三支部群")).to_be_visible()
    late = sit_down(people, office, SECOND_CLERK, java_script_enabled=False)  # a page that is not kept fresh
    card(first, "第三支部群").get_by_role("button", name="已贴").click()
    expect(posted(second, "第三支部群")).to_contain_text(FIRST_CLERK)
    expect(card(second, "第三支部群")).to_have_count(0)
    follow(late, card(late, "第三支部群").get_by_role("button", name="已贴"))
    expect(late.locator("#status")).to_have_text(f"第三支部群：{FIRST_CLERK} 已经贴了，不用再贴。")


def test_a_tab_that_nobody_sees_holds_no_connection_and_catches_up(people: People, office: Kiteline) -> None:
    first, hidden = (sit_down(people, office, name) for name in (FIRST_CLERK, SECOND_CLERK))
    expect(hidden.locator("html.scripted #clerk")).to_have_text(SECOND_CLERK)
    show(hidden, seen=False)
    assert hidden.evaluate("stream.readyState === EventSource.CLOSED")
    say(first, "通知 支部 五：下周二发材料", "在工作台上等着贴")
    first.click("#confirm")
    expect(card(first, "第五支部群")).to_be_visible()
    expect(card(hidden, "第五支部群")).to_have_count(0)
    show(hidden, seen=True)
    expect(card(hidden, "第五支部群")).to_be_visible()


def show(page: Page, *, seen: bool) -> None:
    """Let a tab be looked at or not; a browser without a screen always says that it is."""
    hidden = "false" if seen else "true"
    page.evaluate(f"Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


# In between


def test_a_restart_in_the_middle_loses_nothing(
    people: People, start_kiteline: StartKiteline, asked: Terminal
) -> None:
    port = free_port()
    before = start_kiteline(transport="manual", web={"port": port})
    page = sit_down(people, before, FIRST_CLERK)
    turn_to(page, "back")
    paste(page, "第一支部群", "潘慧玲：收到\n廖萍：周六能到", 2)
    page.select_option("#room", label="第一支部群")
    page.fill("#pasted", "周家乐：收到")  # typed, and not read in yet
    before.stop()
    start_kiteline(transport="manual", web={"port": port})
    expect(page.locator("#status")).to_have_text("又连上了。")
    page.click("#read-in")
    expect(page.locator("#result-count")).to_contain_text("读了 1 条")
    page.get_by_role("button", name="算已回").first.click()  # of the list of what is to be looked at
    expect(page.locator("#concern-list")).to_have_count(0)
    turn_to(page, "progress")
    expect(page.locator("#notice-1 .sum .count")).to_have_text("3 / 292")
    page.reload()
    expect(page.locator("#notice-1 .sum .count")).to_have_text("3 / 292")
    people.take_troubles()  # the browser says that it lost the connection


def free_port() -> int:
    """Choose a port that a process may take twice."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


# Beside a gateway


def test_what_was_posted_while_the_gateway_was_gone_does_not_go_twice(
    people: People, brisk: Kiteline
) -> None:
    in_branch, in_secretaries = (
        open_chat(people, brisk, SECRETARY, room) for room in (BRANCH, "secretary@sim")
    )
    page = people.open(f"{brisk.address}/worktable/login")
    follow(page, page.locator("#trial-enter"))
    expect(page.locator("#gateway")).to_contain_text("网关在线")
    brisk.post("happen", what="down")
    say(page, "通知 全体：下周一发材料", "将发给全体")
    page.click("#confirm")
    expect(page.locator("#gateway")).to_contain_text("网关断了")
    card(page, "第一支部群").get_by_role("button", name="已贴").click()
    expect(posted(page, "第一支部群")).to_be_visible()
    brisk.post("happen", what="up")
    expect(page.locator("#gateway")).to_contain_text("网关在线")
    expect(page.locator("#cards-left")).to_have_text("没有要贴的了。")
    expect(line(in_secretaries, "下周一发材料")).to_have_count(1)
    expect(line(in_branch, "下周一发材料")).to_have_count(0)


# On a telephone


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone_nothing_is_wider_than_the_screen(
    people: People, office: Kiteline, scheme: str
) -> None:
    options = {"viewport": {"width": 375, "height": 740}, "color_scheme": scheme, "has_touch": True}
    page = sit_down(people, office, FIRST_CLERK, **options)
    say(page, "通知 全体：下周一发材料", "17 条")
    page.click("#confirm")
    expect(card(page, "国外党员特别群")).to_be_visible()
    for tab in ("cards", "back", "progress"):
        turn_to(page, tab)
        expect(page.locator(f"html.scripted #tab-{tab}[aria-current]")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, tab
    assert (brightness(page) < 0.4) is (scheme == "dark")


def brightness(page: Page) -> float:
    """Tell how bright the ground is, from 0 to 1."""
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", ground)[:3])) / (3 * 255)
