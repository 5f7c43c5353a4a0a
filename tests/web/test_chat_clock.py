"""The clock and the failures in a browser: what is due arrives, and what breaks is told."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.web.chatting import BRANCH, CENTRAL, CLERK, MEMBER, enter, line, press, room, sit_down, write
from tests.web.conftest import Kiteline, People, StartKiteline, at_once

BEIJING = ZoneInfo("Asia/Shanghai")
WEEK = 120_000  # milliseconds after which a week that does not pass counts as stuck
HEAD = "姓名,性别,出生日期,入党时间,联系电话,所在支部,职务,现居住地,时区,微信\n"


@pytest.fixture
def clerk(people: People, brisk: Kiteline) -> Page:
    """The clerk in the central room."""
    return sit_down(people, brisk, CLERK, CENTRAL)


def shown_time(page: Page) -> datetime:
    """Read the clock of the page."""
    year, month, day, hour, minute = map(int, re.findall(r"\d+", page.locator(".time-now").inner_text()))
    return datetime(year, month, day, hour, minute, tzinfo=BEIJING)


def move(page: Page, button: str) -> datetime:
    """Press a button of the clock, and wait until it stands there; gives the time shown then."""
    with page.expect_response("**/move?**", timeout=WEEK):
        page.get_by_role("button", name=button).click()
    page.reload()
    return shown_time(page)


# The clock


@pytest.mark.parametrize(
    ("button", "step"), [("过十分钟", timedelta(minutes=10)), ("过一小时", timedelta(hours=1))]
)
def test_the_clock_goes_forward_by_a_step(clerk: Page, button: str, step: timedelta) -> None:
    before = shown_time(clerk)
    assert step <= move(clerk, button) - before < step + timedelta(minutes=9)


def test_the_page_shows_the_new_time_without_being_asked(clerk: Page) -> None:
    before = clerk.locator(".time-now").inner_text()
    clerk.get_by_role("button", name="过一小时").click()
    expect(clerk.locator(".time-now")).not_to_have_text(before)


def test_a_birthday_is_greeted_tomorrow_at_nine(
    people: People, start_kiteline: StartKiteline, tmp_path: Path
) -> None:
    tomorrow = datetime.now(BEIJING) + timedelta(days=1)
    roll = tmp_path / "roll.csv"
    roll.write_text(
        f"{HEAD}潘慧玲,女,1981-05-02,2005-07-08,13800009183,第一支部,支部书记,海南省三亚市,,是\n"
        f"廖萍,女,{tomorrow:1988-%m-%d},2010-01-05,13900005459,第一支部,,北京市怀柔区,,是\n",
        encoding="utf-8",
    )
    small = start_kiteline(delivery=at_once(), simulated={"roll": str(roll)}, greetings={})
    page = sit_down(people, small, "member-2", BRANCH)
    assert move(page, "到明天 9:00").strftime("%d %H") == f"{tomorrow:%d} 09"
    expect(line(page, re.compile("廖萍.*生日|生日.*廖萍|廖萍过生日"))).to_be_visible()


def test_the_digest_reaches_the_clerk_on_monday_at_nine(clerk: Page) -> None:
    assert move(clerk, "到下周一 9:00").strftime("%a %H") == "Mon 09"
    expect(room(clerk, "私聊").locator(".unread")).to_be_visible()
    enter(clerk, "私聊")
    expect(line(clerk, "【周报】").last).to_contain_text("/292（")
    expect(clerk.locator(".told")).to_contain_text("【周报】")


def test_somebody_abroad_sees_his_own_time_too(people: People, brisk: Kiteline) -> None:
    page = sit_down(people, brisk, "member-15", "overseas@sim")  # in Paris
    expect(page.locator(".clock")).to_contain_text("Europe/Paris")
    assert shown_time(page) - datetime.now(UTC) < timedelta(minutes=9)


# What goes wrong


def test_what_is_said_while_the_gateway_is_down_is_not_answered(clerk: Page) -> None:
    clerk.get_by_role("button", name="网关断开").click()
    expect(clerk.locator("#banner")).to_contain_text("网关断着")
    write(clerk, "@风筝线 帮助")
    clerk.locator("#banner").get_by_role("button", name="网关恢复").click()
    expect(clerk.locator("#banner")).to_be_empty()
    write(clerk, "@风筝线 帮助 进度")
    expect(line(clerk, "进度 [12号]")).to_have_count(1)
    expect(line(clerk, "我是风筝线")).to_have_count(0)


def test_a_line_the_bot_never_got_has_nothing_under_the_bonnet(clerk: Page, people: People) -> None:
    clerk.get_by_role("button", name="网关断开").click()
    expect(clerk.locator("#banner")).to_contain_text("网关断着")
    write(clerk, "@风筝线 帮助")
    line(clerk, "帮助").locator(".look").click()
    expect(clerk.locator("#bonnet")).to_contain_text("机器人没有收到")
    assert "404" in people.take_troubles()[0]


def test_a_restarted_bot_answers_again(clerk: Page) -> None:
    press(clerk, "机器人突然重启")
    write(clerk, "@风筝线 帮助")
    expect(line(clerk, "我是风筝线")).to_be_visible()


def test_after_too_often_the_bot_rests_half_an_hour(clerk: Page, brisk: Kiteline) -> None:
    brisk.expected += ["sending paused", "the operator is needed"]
    press(clerk, "操作过于频繁")
    write(clerk, "@风筝线 帮助")
    move(clerk, "过十分钟")
    expect(line(clerk, "我是风筝线")).to_have_count(0)
    move(clerk, "过一小时")
    expect(line(clerk, "我是风筝线")).to_be_visible()


def test_whoever_leaves_a_room_is_led_out_of_it(clerk: Page) -> None:
    clerk.get_by_role("button", name="王雅琴退出本群").click()
    expect(clerk.locator("#title")).to_contain_text("支部书记群")
    expect(room(clerk, "中心党委群")).to_have_count(0)


def test_nothing_is_said_elsewhere_by_one_who_has_left(people: People, brisk: Kiteline) -> None:
    here, there = sit_down(people, brisk, MEMBER, BRANCH), sit_down(people, brisk, MEMBER, BRANCH)
    here.get_by_role("button", name="廖萍退出本群").click()
    expect(room(here, "第一支部群")).to_have_count(0)
    there.fill("#text", "只对群里说的")
    there.press("#text", "Enter")
    expect(there.get_by_role("alert")).to_contain_text("您已经不在这里了")
    expect(there.locator("#text")).to_have_value("只对群里说的")
    assert "409" in people.take_troubles()[0]


def test_a_stranger_joins_and_is_there_to_be_mentioned(clerk: Page) -> None:
    clerk.get_by_label("生人的昵称").fill("远房亲戚")
    clerk.get_by_role("button", name="让生人进本群").click()
    expect(clerk.locator("#title")).to_contain_text("（4）")
    expect(clerk.locator(".people").get_by_role("link", name="远房亲戚").first).to_be_attached()
    clerk.get_by_role("button", name="@谁").click()
    expect(clerk.get_by_role("option", name="远房亲戚")).to_be_visible()


def test_from_the_beginning_empties_the_world_for_everybody(people: People, brisk: Kiteline) -> None:
    clerk, member = sit_down(people, brisk, CLERK, CENTRAL), sit_down(people, brisk, MEMBER, BRANCH)
    write(member, "大家好")
    move(clerk, "过一小时")
    clerk.on("dialog", lambda asked: asked.accept())
    clerk.get_by_role("button", name="从头来过").click()
    expect(member.locator("#lines")).to_contain_text("随便试")
    expect(clerk.locator("#lines")).to_contain_text("随便试")
    assert abs(shown_time(clerk) - datetime.now(UTC)) < timedelta(minutes=9)
