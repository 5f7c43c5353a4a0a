"""The tour in a browser: every scene plays to its end, and can be stopped and taken over at any point."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.rehearse import Step, read_script, scenes
from tests.web.chatting import enter, line, write
from tests.web.conftest import Kiteline, People, start_in

SCENES = {scene.slug: scene for scene in scenes()}
SHORT = "telephone"  # where what scene it is does not matter


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiteline]:
    """Kiteline as delivered, started once: every scene has a WeChat of its own."""
    started = start_in(tmp_path_factory.mktemp("tour"))
    started.expected.append("the operator is needed")  # a scene cuts the bot off for half an hour
    yield started
    started.stop()


def button(page: Page, name: str) -> Locator:
    """Find a button of the stage."""
    return page.locator("#stage").get_by_role("button", name=name)


def put_on(page: Page, slug: str) -> None:
    """Choose a scene of the tour, which begins to play, and stop it after its first step."""
    page.locator("#tour summary").click()
    page.get_by_role("navigation", name="演示").get_by_role("button", name=SCENES[slug].head.title).click()
    button(page, "暂停").click()
    expect(button(page, "接着演")).to_be_visible()


def titles(step: Step) -> list[str]:
    """List where a step may lead the eyes: where it wants them, or where something is said."""
    if step.show:
        places = [step.show]
    else:
        spoken = [step.room or ""] if step.speaks else []
        places = [*spoken, *(want.room or "" for want in step.expect)]
    return [place if place.endswith(("群", "党办")) else "风筝线" for place in places]


def explained(slug: str) -> list[list[Step]]:
    """List what is explained in a scene: each a step with a sentence, and the silent ones after it."""
    told: list[list[Step]] = []
    for step in read_script(SCENES[slug].path).steps:
        told += [[step]] if step.tell else []
        told[-1] += [] if step.tell else [step]
    return told


def check_stage(page: Page, steps: list[Step], counted: str) -> None:
    """See that the stage tells of what is played, and that the eyes are there."""
    expect(page.locator(".caption")).to_contain_text(counted)
    expect(page.locator(".caption")).to_contain_text(str(steps[0].tell))
    expect(page.locator(".caption")).not_to_contain_text("时钟在走")
    if where := [title for step in steps for title in titles(step)]:
        expect(page.locator("#title")).to_have_text(re.compile("|".join(where)))
    if len(steps) == 1 and steps[0].speaks and not steps[0].show and not steps[0].expect:
        expect(page.locator(".talk-head strong")).to_have_text(str(steps[0].who))
        expect(page.locator(".line.own").last).to_be_visible()


@pytest.mark.parametrize("slug", SCENES)
def test_every_scene_plays_to_its_end(people: People, tour: Kiteline, slug: str) -> None:
    page, told = people.open(tour.address), explained(slug)
    put_on(page, slug)
    for number, steps in enumerate(told, 1):
        check_stage(page, steps, f"{number} / {len(told)}")
        button(page, "下一步").click()
    expect(page.locator(".caption")).to_contain_text(SCENES[slug].head.then or "演完了")
    expect(button(page, "下一步")).to_have_count(0)


def test_a_scene_plays_by_itself_to_its_end(people: People, tour: Kiteline) -> None:
    page, length = people.open(tour.address), len(explained(SHORT))
    put_on(page, SHORT)
    for number in range(2, length):  # the last one is enough to be waited for
        button(page, "下一步").click()
        expect(page.locator(".caption")).to_contain_text(f"{number} / {length}")
    button(page, "接着演").click()
    expect(page.locator(".caption")).to_contain_text(f"{length} / {length}")
    expect(page.locator(".caption")).to_contain_text(SCENES[SHORT].head.then or "演完了")
    expect(button(page, "从头再演")).to_be_visible()
    expect(button(page, "暂停")).to_have_count(0)


def test_pausing_finishes_the_step_that_was_announced(people: People, tour: Kiteline) -> None:
    page = people.open(tour.address)
    put_on(page, SHORT)  # paused while its first sentence is being read
    expect(line(page, "这 2 位我问不到")).to_be_visible()


def test_a_viewer_takes_over_in_the_middle(people: People, tour: Kiteline) -> None:
    page = people.open(tour.address)
    put_on(page, SHORT)
    button(page, "下一步").click()
    expect(page.locator(".talk-head strong")).to_have_text("林秋霞")
    button(page, "我来接手").click()
    expect(page.locator("#stage")).to_contain_text("您接手了")
    enter(page, "私聊")
    write(page, "平安，在苏州昆山，月底回")
    expect(line(page, re.compile("已记.*苏州昆山"))).to_be_visible()
    expect(button(page, "下一步")).to_have_count(0)


def test_whoever_types_has_taken_over(people: People, tour: Kiteline) -> None:
    page = people.open(tour.address)
    put_on(page, SHORT)
    write(page, "大家好")
    expect(page.locator("#stage")).to_contain_text("您接手了")


def test_a_scene_begins_again(people: People, tour: Kiteline) -> None:
    page = people.open(tour.address)
    put_on(page, SHORT)
    for number in (2, 3):
        button(page, "下一步").click()
        expect(page.locator(".caption")).to_contain_text(f"{number} / ")
    button(page, "从头再演").click()
    expect(page.locator(".caption")).to_contain_text("1 / ")
    expect(button(page, "暂停")).to_be_visible()
    expect(line(page, "1 2 电话平安")).to_have_count(0)


def test_whoever_looks_on_is_led_to_the_new_beginning(people: People, tour: Kiteline) -> None:
    page = people.open(tour.address)
    put_on(page, SHORT)
    other = people.open(f"{tour.address}/world/{SHORT}/")
    button(page, "下一步").click()
    expect(other.locator(".caption")).to_contain_text("2 / ")
    button(page, "从头再演").click()
    expect(other.locator(".caption")).to_contain_text("1 / ")


def test_there_is_a_page_for_a_scene_that_is_not_there(people: People, tour: Kiteline) -> None:
    page = people.open(f"{tour.address}/world/nothing/")
    expect(page.locator("body")).to_contain_text("没有这一幕")
    assert "404" in people.take_troubles()[0]
