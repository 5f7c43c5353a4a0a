"""`python -m bot reconcile` as somebody at a terminal meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.sheets import Row, book, read_sheets
from tests.ledgers.office import write_own, write_paper


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    return [str(write_own(tmp_path / "自有表.xlsx")), str(write_paper(tmp_path / "纸质.csv"))]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["reconcile", *words])


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_two_ledgers_give_a_summary_and_a_workbook(files: list[str], tmp_path: Path) -> None:
    result = run(*files)
    assert result.exit_code == 0, result.output
    assert "共 4 人；不一致 1 处，疑似同一人 0 对，重复 0 人" in result.output
    assert names_in(tmp_path / "对账结果") == ["对账.xlsx"]


def test_a_filled_in_workbook_gives_corrected_copies(files: list[str], tmp_path: Path) -> None:
    run(*files)
    sheets = read_sheets(tmp_path / "对账结果/对账.xlsx")
    fill_in(tmp_path / "填好.xlsx", sheets, "只在一处", "补")
    result = run(*files, "--decisions", str(tmp_path / "填好.xlsx"))
    assert result.exit_code == 0, result.output
    assert "改了 0 格，补了 1 行" in result.output
    assert names_in(tmp_path / "对账结果") == [
        "对账-2.xlsx",
        "对账.xlsx",
        "纸质-已改.csv",
        "自有表-已改.xlsx",
    ]


def test_a_second_run_on_the_corrected_copies_finds_them_equal(files: list[str], tmp_path: Path) -> None:
    run(*files)
    fill_in(
        tmp_path / "填好.xlsx",
        read_sheets(tmp_path / "对账结果/对账.xlsx"),
        "只在一处",
        "补",
        "不一致",
        "纸质",
    )
    run(*files, "--decisions", str(tmp_path / "填好.xlsx"))
    copies = [str(tmp_path / "对账结果" / name) for name in ("自有表-已改.xlsx", "纸质-已改.csv")]
    result = run(*copies, "--json")
    found = json.loads(result.output)
    assert (found["people"], found["partial"], found["likely"]) == (4, [], [])
    assert {each["field"] for each in found["differences"]} <= {"出生日期"}


def test_the_ledgers_are_called_as_asked(files: list[str]) -> None:
    found = json.loads(run(*files, "--names", "自己的，台账", "--json").output)
    assert [each["name"] for each in found["ledgers"]] == ["自己的", "台账"]


def test_programs_get_every_difference(files: list[str]) -> None:
    (difference,) = json.loads(run(*files, "--json").output)["differences"]
    assert difference["said"] == {"自有表": "13800000002", "纸质": "13800000009"}
    assert difference["proposal"] is None


@pytest.mark.parametrize("words", [[], ["--names", "一"]])
def test_a_wrong_call_ends_with_two(files: list[str], words: list[str]) -> None:
    assert run(files[0], *words, *(files[1:] if words else ())).exit_code == 2


def test_a_file_that_is_no_ledger_ends_with_one_and_writes_nothing(files: list[str], tmp_path: Path) -> None:
    bad = tmp_path / "菜单.csv"
    bad.write_text("菜名,价钱\n白菜,3\n", encoding="utf-8")
    result = run(files[0], str(bad), "--out", str(tmp_path / "出"))
    assert result.exit_code == 1
    assert "菜单：没有找到表头" in result.stderr
    assert not (tmp_path / "出").exists()


def test_a_missing_file_ends_with_one(files: list[str], tmp_path: Path) -> None:
    result = run(files[0], str(tmp_path / "没有.xlsx"), "--json")
    assert result.exit_code == 1
    assert "找不到文件" in json.loads(result.output)["error"]


def test_wrong_decisions_end_with_one_and_write_nothing(files: list[str], tmp_path: Path) -> None:
    run(*files)
    fill_in(tmp_path / "填好.xlsx", read_sheets(tmp_path / "对账结果/对账.xlsx"), "不一致", "随便")
    result = run(*files, "--decisions", str(tmp_path / "填好.xlsx"))
    assert result.exit_code == 1
    assert "不一致 第2行：看不懂“随便”" in result.stderr
    assert names_in(tmp_path / "对账结果") == ["对账.xlsx"]


def test_an_interrupted_run_leaves_nothing_half_written(
    files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", interrupt)
    assert run(*files).exit_code == 1
    assert names_in(tmp_path / "对账结果") == []


def fill_in(path: Path, sheets: dict[str, list[Row]], *decided: str) -> None:
    """Write a workbook again with one decision in every line of a sheet."""
    choices = dict(zip(decided[::2], decided[1::2], strict=True))
    pages = []
    for name, rows in sheets.items():
        headings, *lines = [[str(cell or "") for cell in row.cells] for row in rows]
        place = headings.index("决定") if name in choices else 0
        for line in lines if name in choices else ():
            line[place] = choices[name]
        pages.append(book.Page(name, headings, lines))
    book.write_book(path, pages)
