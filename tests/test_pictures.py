"""Pictures: their size, their glyphs, and that nothing is loaded before the first."""

from __future__ import annotations

import stat
import struct
import subprocess
import sys
import zlib
from collections import Counter
from pathlib import Path

import pytest

from bot import pictures
from bot.pictures import (
    Bar,
    Share,
    WeekBar,
    WeekColumn,
    card,
    draw_course,
    draw_progress,
    draw_shares,
    draw_weeks,
    fitting,
    keep_progress,
    weeks,
)

GREEN, ORANGE, GREY, WHITE = (0x2E, 0x9E, 0x6B), (0xF0, 0xA1, 0x3A), (0xE1, 0xE4, 0xE8), (0xFF, 0xFF, 0xFF)
TOTAL_BAR = 150  # a row of pixels through the sum's bar, under a title of one line


def rows(count: int) -> list[Bar]:
    return [Bar(f"第{number}支部", number % 7, 7, late=number % 2) for number in range(1, count + 1)]


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def pixels(png: bytes) -> list[list[tuple[int, int, int]]]:
    """Read the picture as rows of (red, green, blue); PNG's own filters are undone by hand."""
    width, height = size_of(png)
    depth, colour = png[24], png[25]
    assert depth == 8
    step = {2: 3, 6: 4}[colour]
    data, place, packed = png[8:], 0, b""
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += length + 12
    raw = zlib.decompress(packed)
    above, found = bytearray(width * step), []
    for number in range(height):
        start = number * (width * step + 1)
        line = bytearray(raw[start + 1 : start + 1 + width * step])
        _unfilter(raw[start], line, above, step)
        found.append([(line[at], line[at + 1], line[at + 2]) for at in range(0, len(line), step)])
        above = line
    return found


def _unfilter(kind: int, line: bytearray, above: bytearray, step: int) -> None:
    if kind == 2:  # most lines are as the one above
        line[:] = bytes((one + over) & 255 for one, over in zip(line, above, strict=True))
    for at in range(len(line) if kind in {1, 3, 4} else 0):
        left = line[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        line[at] = (line[at] + _guess(kind, left, above[at], corner)) & 255


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind < 4:
        return left if kind == 1 else (left + up) // 2
    far_left, far_up, far = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if far_left <= far_up and far_left <= far:
        return left
    return up if far_up <= far else corner


def ink(
    picture: list[list[tuple[int, int, int]]], left: int, right: int, top: int = 0, bottom: int | None = None
) -> int:
    """Count the dark pixels of a part of a picture."""
    return sum(sum(pixel) < 300 for line in picture[top:bottom] for pixel in line[left:right])


@pytest.mark.parametrize(("count", "height"), [(1, 334), (15, 1258), (83, 3040)])
def test_a_picture_is_as_wide_as_a_phone_and_as_high_as_it_takes(count: int, height: int) -> None:
    assert size_of(draw_progress("第12号通知", rows(count), "11月23日 9:40")) == (750, height)


def test_the_bar_of_the_sum_shows_what_came_in_time_late_and_not() -> None:
    line = pixels(draw_progress("第12号通知", [Bar("第一支部", 2, 4, late=1)]))[TOTAL_BAR]
    places = {colour: line.count(colour) for colour in (GREEN, ORANGE, GREY, WHITE)}
    assert places[GREY] == pytest.approx(319, abs=20)  # half of 638 pixels
    assert places[GREEN] == pytest.approx(160, abs=20)
    assert places[ORANGE] == pytest.approx(160, abs=20)


def test_nobody_asked_draws_an_empty_bar() -> None:
    line = pixels(draw_progress("第12号通知", [Bar("第一支部", 0, 0)]))[TOTAL_BAR]
    assert GREEN not in line
    assert GREY in line


def test_chinese_is_drawn_and_different_characters_differ() -> None:
    one, other = (pixels(draw_progress(title, [Bar("第一支部", 1, 2)])) for title in ("一", "鑫"))
    assert ink(one, 30, 70, 20, 70) > 20
    assert ink(other, 30, 70, 20, 70) > 2 * ink(one, 30, 70, 20, 70)  # no box for both


def test_nothing_is_drawn_into_the_margins() -> None:
    long = Bar("某某市某某区某某街道流动党员联合党支部（临时）", 123, 456, late=78, note="没有转发到群里")
    picture = pixels(draw_progress("关于组织全体党员集中学习的通知" * 5, [long] * 21, "说明" * 40))
    assert ink(picture, 0, 30) == ink(picture, 720, 750) == 0
    assert ink(picture, 362, 388, 230, -70) == 0  # between the columns


def test_marks_of_svg_in_a_name_are_only_words() -> None:
    assert size_of(draw_progress("<b>&", [Bar("</svg>", 1, 2, note="\x00]]>")]))[0] == 750


def test_a_picture_is_kept_for_its_owner_only(tmp_path: Path) -> None:
    path = keep_progress(tmp_path, "notice-12", "第12号通知", rows(2))
    assert path == tmp_path / "pictures" / "notice-12.png"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert size_of(path.read_bytes())[0] == 750


def test_nothing_is_loaded_before_the_first_picture() -> None:
    program = (
        "import sys, bot.app, bot.pictures; print({'resvg_py', 'pylopdf_fonts_zh_cn'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_share_is_as_wide_as_its_part_of_the_largest() -> None:
    picture = pixels(draw_shares("年龄", [Share("甲", 100), Share("乙", 50), Share("没有登记", 0, True)]))
    blue = (0x2F, 0x7F, 0xC1)
    widths = Counter(sum(pixel == blue for pixel in line) for line in picture)
    (half, _), (whole, _) = sorted(widths.most_common(3)[1:])
    assert whole == pytest.approx(2 * half, abs=4)


# The birthday card


@pytest.mark.parametrize(
    "names",
    [
        ["林秋霞"],
        ["林秋霞", "苏晓雯", "欧阳建国"],
        ["林秋霞"] * 8,
        ["林秋霞"] * 30,
        ["阿卜杜热合曼·买买提江"] * 8,
        ["阿" * 60],
    ],
)
def test_every_name_of_a_card_stands_within_its_field(names: list[str]) -> None:
    size, lines = card.set_names([fitting.cut(name, 24) for name in names])
    assert max(card.line_width(line, size) for line in lines) <= card.FIELD_WIDTH
    assert len(lines) * size * card.LEADING <= card.FIELD_HEIGHT
    assert sum(map(len, lines)) == min(len(names), 9)


def test_a_card_is_light_enough_to_be_sent() -> None:
    card = pictures.draw_card(["林秋霞", "苏晓雯", "欧阳建国"])
    assert card.startswith(b"\x89PNG")
    assert len(card) < 200_000


def test_a_name_with_the_signs_of_xml_is_drawn() -> None:
    assert pictures.draw_card(["<张&三>"]).startswith(b"\x89PNG")


# The weekly page


BLUE = (0x8F, 0xB3, 0xD9)


def week_bars(count: int) -> list[WeekBar]:
    return [WeekBar(f"第{number}支部", number % 7, 3, 7) for number in range(1, count + 1)]


@pytest.mark.parametrize(("count", "height"), [(1, 368), (15, 1460), (83, 3398), (120, 4730)])
def test_a_picture_of_weeks_is_as_high_as_its_branches_take(count: int, height: int) -> None:
    assert size_of(draw_weeks("周报", week_bars(count))) == (750, height)


def test_of_very_many_branches_the_lowest_are_drawn_and_the_rest_counted() -> None:
    many = [WeekBar(f"{number}", number, 9, 200) for number in reversed(range(1, 122))]
    assert [row.name for row in weeks.choose(many)] == [str(number) for number in range(1, 61)]
    assert weeks.choose(many[1:]) == many[1:]
    assert size_of(draw_weeks("周报", many)) == (750, 2586)  # as of sixty, with a line above and one below


def test_this_week_and_the_week_before_are_as_long_as_their_parts() -> None:
    picture = pixels(draw_weeks("周报", [WeekBar("第一支部", 5, 2, 10)]))
    for colour, part in ((GREEN, 0.5), (BLUE, 0.2)):
        widths = {line[30:720].count(colour) for line in picture}
        assert max(widths) == pytest.approx(part * 686, abs=6)


def test_nobody_heard_of_draws_no_bar_of_weeks() -> None:
    line = {pixel for line in pixels(draw_weeks("周报", [WeekBar("甲", 0, 0, 0)]))[:240] for pixel in line}
    assert not {GREEN, BLUE} & line


def test_no_branch_writes_into_the_margins_of_the_weeks() -> None:
    long = WeekBar("某某市某某区某某街道流动党员联合党支部（临时）", 1234, 2345, 3456)
    odd = WeekBar("<b>&'\"\x00]]>", 1, 2, 3)
    picture = pixels(draw_weeks("周报" * 60, [long, odd] * 11, "说明" * 40))
    assert ink(picture, 0, 30) == ink(picture, 720, 750) == 0
    assert ink(picture, 362, 388, 260, -70) == 0  # between the columns


def test_a_column_is_as_high_as_its_week_and_the_last_is_marked() -> None:
    picture = pixels(draw_course("第三支部", [WeekColumn("11.9", 5), WeekColumn("11.16", 10)], 10, None))
    highest = {
        colour: max(column.count(colour) for column in zip(*picture, strict=True)) for colour in (BLUE, GREEN)
    }
    assert highest[GREEN] == pytest.approx(280, abs=4)
    assert highest[BLUE] == pytest.approx(140, abs=4)


@pytest.mark.parametrize("people", [0, 20])
def test_a_course_without_anybody_is_still_a_picture(people: int) -> None:
    assert size_of(draw_course("第三支部", [WeekColumn("11.16", 0)], people, 0 if people else None)) == (
        750,
        564,
    )
