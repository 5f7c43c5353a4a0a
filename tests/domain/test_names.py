"""Names in a row: typed with whatever stands between them, shown with how many there are."""

from __future__ import annotations

import pytest

from bot.domain.command import read_places
from bot.domain.names import cut_names, show_names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("张三 李四、王五", ("张三", "李四", "王五")),
        ("张三，李四；张三", ("张三", "李四")),
        ("张三 和 李四", ("张三", "李四")),
        ("张三和李四与欧阳明", ("张三", "李四", "欧阳明")),
        ("李和平 王和", ("李和平", "王和")),
        ("张三（第一支部） 李四8000", ("张三（第一支部）", "李四8000")),
        ("", ()),
    ],
)
def test_names_are_told_apart(words: str, names: tuple[str, ...]) -> None:
    assert cut_names(words) == names


def test_of_many_names_some_are_shown_with_how_many_there_are() -> None:
    assert show_names(["张三", "李四"], 2) == "张三、李四"
    assert show_names(["张三", "李四", "王五"], 2) == "张三、李四等 3 位"


@pytest.mark.parametrize(
    ("words", "places"),
    [("1 3", (1, 3)), ("2号到4号、9", (2, 3, 4, 9)), ("5-3", ()), ("3 3", (3,)), ("7～8", (7, 8))],
)
def test_places_of_a_list_are_read(words: str, places: tuple[int, ...]) -> None:
    assert read_places(words) == places
