"""A paper to print: whatever stands in it is text, it holds all it needs, and it prints on A4."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from bot.paper import Section, write_paper
from bot.pictures import MonthColumn, Rate, draw_report

NASTY = "<script>alert('&')</script> \"x\""


def written(folder: Path, *sections: Section) -> str:
    path = folder / "paper.html"
    write_paper(path, "标题", "副标题", sections)
    return path.read_text(encoding="utf-8")


def test_every_word_is_text(tmp_path: Path) -> None:
    path = tmp_path / "paper.html"
    write_paper(path, NASTY, NASTY, [Section(NASTY, [NASTY], [[NASTY]], NASTY)])
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    assert text.count("&lt;script&gt;") == 7  # the title stands twice


def test_nothing_comes_from_outside(tmp_path: Path) -> None:
    svg = draw_report(NASTY, [("人数", "5")], [Rate("报平安", 1, 2, 0.5)], [MonthColumn("1月", None)])
    text = written(tmp_path, Section("一览", (), (), picture_svg=svg))
    assert "<svg" in text
    assert not re.search(r"(?:src|href)=|@import|url\(|<script|<link", text)
    assert set(re.findall(r"https?://[^\"\s]+", text)) == {"http://www.w3.org/2000/svg"}


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    written(tmp_path, Section("表", ("支部",), [("第一支部",)]))
    assert stat.S_IMODE((tmp_path / "paper.html").stat().st_mode) == 0o600


def test_it_is_made_for_a4_with_headings_on_every_page(tmp_path: Path) -> None:
    text = written(tmp_path, Section("表", ("支部",), [("第一支部",)]))
    assert "size: A4" in text
    assert "table-header-group" in text
    assert "counter(page)" in text


def test_numbers_stand_at_the_right_and_words_at_the_left(tmp_path: Path) -> None:
    text = written(tmp_path, Section("表", ("支部", "人", "话"), [("1", "12", "好"), ("合计", "—", "5")]))
    assert '<th>支部</th><th class="number">人</th><th>话</th>' in text
    assert '<tr class="sum"><td>合计</td><td class="number">—</td><td>5</td></tr>' in text


def test_a_table_of_many_columns_lies_across(tmp_path: Path) -> None:
    months = [f"{number}月" for number in range(1, 13)]
    text = written(tmp_path, Section("宽", months, [["1"] * 12]), Section("窄", ["支部"], [["一"]]))
    assert [("wide" in one) for one in re.findall(r'<section class="([^"]*)"', text)] == [True, False]


def test_narrow_tables_stand_beside_each_other(tmp_path: Path) -> None:
    narrow = Section("窄", ["支部"], [["一"]], is_narrow=True)
    text = written(tmp_path, narrow, narrow, Section("宽", ["支部"], [["一"]]))
    assert text.count('<div class="beside">') == 1


def test_a_section_without_rows_holds_its_note(tmp_path: Path) -> None:
    assert '<p class="note">没有</p>' in written(tmp_path, Section("空", ("支部",), (), "没有"))
