"""The chat on a phone, and its colours by day and night."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.chatting import BRANCH, CENTRAL, CLERK, MEMBER, address, line, sit_down, write
from tests.web.conftest import Kiteline, People
from tests.web.visiting import ask_elements

PHONE: dict[str, Any] = {"viewport": {"width": 375, "height": 667}, "is_mobile": True, "has_touch": True}
PANES = {"rooms": ".rooms", "chat": ".talk", "side": ".side"}
LONG = "https://kite.example/" + "很长的一段没有空格的话" * 12
WIDTHS = "() => [document.documentElement.scrollWidth, window.innerWidth]"

# The least contrast of a text with what is really behind it (WCAG 2), among all elements of a selector.
CONTRAST = """(all) => {
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  const read = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  return Math.min(...all.map((one) => {
    const [low, high] = [light(read(getComputedStyle(one).color)), light(ground(one))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }));
}"""
TEXTS = [
    "#title", ".talk-head .quiet", ".line.own .words", ".line:not(.own) .words", ".by-bot .words", ".mention",
    ".line .name", ".line .time", ".badge", ".more-of a", ".more-of button", "blockquote", ".day",
    ".rooms .title", ".rooms .last", ".rooms .time", "#hint", ".say .main", ".time-now", ".told a", ".where",
    ".people a", ".people [aria-current]", ".side label", "#banner p", "header .what",
]  # fmt: skip


@pytest.fixture
def phone(people: People, brisk: Kiteline) -> Page:
    """A member on a phone, in the room of the branch."""
    return people.open(address(brisk, MEMBER, BRANCH), **PHONE)


def show(page: Page, pane: str) -> None:
    """Turn to a pane by its tab."""
    page.locator(f".tabs [data-pane={pane}]").tap()
    expect(page.locator(PANES[pane])).to_be_visible()


@pytest.mark.parametrize("pane", PANES)
def test_each_pane_has_the_whole_phone_and_its_width(phone: Page, pane: str) -> None:
    write(phone, LONG)
    show(phone, pane)
    for other in PANES.keys() - {pane}:
        expect(phone.locator(PANES[other])).to_be_hidden()
    expect(phone.locator(f".tabs [data-pane={pane}]")).to_have_attribute("aria-current", "page")
    wide, room = phone.evaluate(WIDTHS)
    assert wide <= room


def test_one_writes_on_a_phone(phone: Page) -> None:
    box = phone.get_by_label("说点什么")
    expect(box).to_be_in_viewport(ratio=1)
    box.tap()
    box.fill("大家好")
    phone.get_by_role("button", name="发送").tap()
    expect(line(phone, "大家好")).to_be_in_viewport()


def test_a_chosen_room_and_person_open_in_the_chat(phone: Page) -> None:
    show(phone, "rooms")
    phone.locator(".rooms .room", has_text="私聊").tap()
    expect(phone.locator("#title")).to_be_visible()
    show(phone, "side")
    phone.get_by_role("link", name="王雅琴").first.tap()
    expect(phone.locator(".talk-head strong")).to_have_text("王雅琴")
    expect(phone.locator(".talk")).to_be_visible()


def test_the_bonnet_opens_over_the_whole_phone_and_closes(phone: Page) -> None:
    write(phone, "大家好")
    phone.locator(".line .look").tap()
    expect(phone.locator("#bonnet")).to_be_visible()
    wide, room = phone.evaluate(WIDTHS)
    assert wide <= room
    phone.get_by_role("button", name="合上").tap()
    expect(phone.locator(".talk")).to_be_visible()


def test_a_scene_is_explained_on_a_phone(people: People, brisk: Kiteline) -> None:
    page = people.open(f"{brisk.address}/world/cascade/", **PHONE)
    expect(page.locator(".caption")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="下一步")).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("说点什么")).to_be_in_viewport(ratio=1)
    page.locator("#tour summary").tap()
    expect(
        page.get_by_role("button", name="每一幕").or_(page.locator(".tour nav button")).last
    ).to_be_in_viewport()
    wide, room = page.evaluate(WIDTHS)
    assert wide <= room


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_their_ground(people: People, brisk: Kiteline, scheme: str) -> None:
    member = sit_down(people, brisk, MEMBER, CENTRAL)
    member.goto(address(brisk, MEMBER, BRANCH))
    write(member, "@王雅琴 早")
    page = people.open(address(brisk, CLERK, BRANCH), color_scheme=scheme)
    line(page, "早").get_by_role("button", name="引用").click()
    write(page, "@风筝线 帮助")
    expect(page.locator(".by-bot")).to_be_visible()
    page.get_by_role("button", name="网关断开").click()
    expect(page.locator("#banner")).to_contain_text("网关断着")
    contrasts = {text: ask_elements(page, text, CONTRAST) for text in TEXTS}
    assert not {text: contrast for text, contrast in contrasts.items() if not 4.5 <= contrast <= 21}
