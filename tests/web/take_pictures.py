"""Takes the pictures of the pages for README and docs: `make pictures`; look at them before you commit."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot import pictures
from bot.pictures import WeekBar
from tests.conftest import BEIJING
from tests.web.chatting import CLERK, sit_down, write
from tests.web.conftest import Kiteline, People
from tests.web.visiting import follow
from tests.web.worktable_looker import turn_to

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDE, PHONE = {"width": 1180, "height": 740}, {"width": 390, "height": 780}


def take(page: Page, name: str) -> None:
    page.wait_for_timeout(600)  # what is still moving comes to rest
    page.screenshot(path=FOLDER / f"{name}.png")


def play(page: Page, steps: int) -> None:
    """Play some steps of the scene on the page."""
    for number in range(1, steps + 1):
        page.get_by_role("button", name="下一步").click()
        expect(page.locator("#stage")).to_contain_text(f"{number} /")


@pytest.mark.parametrize(("name", "scheme"), [("cascade", "light"), ("cascade-dark", "dark")])
def test_a_cascade(kiteline: Kiteline, people: People, name: str, scheme: str) -> None:
    page = people.open(f"{kiteline.address}/world/cascade/", viewport=WIDE, color_scheme=scheme)
    play(page, 4)
    take(page, name)


def test_the_phone(kiteline: Kiteline, people: People) -> None:
    page = people.open(f"{kiteline.address}/world/checkin/", viewport=PHONE)
    play(page, 4)
    take(page, "phone")


def test_under_the_bonnet(kiteline: Kiteline, people: People) -> None:
    page = people.open(f"{kiteline.address}/world/checkin/", viewport=WIDE)
    play(page, 3)
    page.locator(".line:not(.by-bot) .look").last.click()
    expect(page.locator("#bonnet")).to_contain_text("读成了什么")
    take(page, "bonnet")


def test_statistics(kiteline: Kiteline, people: People) -> None:
    page = sit_down(people, kiteline, CLERK, CLERK)
    write(page, "统计 年龄 图")
    picture = page.locator("#lines img").last
    expect(picture).to_be_visible()
    page.wait_for_timeout(600)
    picture.screenshot(path=FOLDER / "statistics.png")


def answers() -> str:
    """Give what a clerk copies out of a group: who, when, and the words below it."""
    said = {
        "刘佳慧": "收到，周六能到",
        "胡晨曦": "好的，我在苏州昆山，30号才回，去不了",
        "小钱": "收到",
        "段慧玲": "👌 知道了",
        "萧磊": "党校那边停车方便吗",
    }
    now = datetime.now(BEIJING)
    return "\n".join(f"{name}  {now:%H:%M}\n{words}" for name, words in said.items())


def test_the_worktable(kiteline: Kiteline, people: People) -> None:
    chat = people.open(f"{kiteline.address}/", viewport=WIDE)
    chat.get_by_role("button", name="网关断开").click()
    expect(chat.locator("#banner")).to_contain_text("网关断着")
    page = chat.context.new_page()
    page.goto(f"{kiteline.address}/worktable/")
    follow(page, page.get_by_role("button", name="演示数据"))
    for words in ("通知 全体 回执 后天18:00前：周六上午九点在区委党校集中学习", "确认"):
        page.get_by_label("要说的话").fill(words)
        page.get_by_role("button", name="发给机器人").click()
        expect(page.locator("#talk-lines")).to_contain_text(words)
    expect(page.locator("#cards")).to_contain_text("第一支部群")
    take(page, "worktable")
    turn_to(page, "back")
    page.locator("#room").select_option(label="第一支部群")
    page.locator("#pasted").fill(answers())
    page.locator("#read-in").click()
    expect(page.locator("#result")).to_contain_text("收到")
    page.locator("#result").scroll_into_view_if_needed()
    page.locator("#read-in").evaluate("button => button.scrollIntoView({block: 'start'})")
    take(page, "worktable-back")
    turn_to(page, "progress")
    expect(page.locator("#counts")).to_contain_text("第一支部")
    take(page, "worktable-missing")


def test_the_birthday_card() -> None:
    (FOLDER / "birthday.png").write_bytes(pictures.draw_card(["廖萍", "欧阳建国"]))


def test_the_week_s_picture() -> None:
    people = (19, 20, 20, 18, 20, 19, 20, 20)
    now, before = (17, 19, 12, 18, 16, 15, 20, 13), (16, 19, 17, 14, 16, 18, 17, 13)
    rows = [
        WeekBar(f"第{name}支部", *counts)
        for name, *counts in zip("一二三四五六七八", now, before, people, strict=True)
    ]
    drawn = pictures.draw_weeks("周报 11月16日—22日", rows, "2026年11月23日")
    (FOLDER / "week.png").write_bytes(drawn)
