import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.plain import LONGEST, normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("１３８００００００００", "13800000000"),
        ("平安，在上海。", "平安,在上海。"),
        ("① 张三", "1. 张三"),
        ("1️⃣张三", "1.张三"),
        ("平安[玫瑰]", "平安"),
        ("[链接] 地震来了怎么办", "[链接] 地震来了怎么办"),
        ("哭死😂", "哭死哈哈"),
        ("《一路平安》真好听", "真好听"),
        ("「李书记：在哪」\n- - - - - - - - - - - - - - -\n在苏州", "在苏州"),
        ("平\u200b安\r\n在家", "平安\n\n在家"),
        ("张三🌸平安", "张三 平安"),
    ],
)
def test_a_message_is_made_even(text: str, plain: str) -> None:
    assert normalise(text).strip() == plain


@given(st.text(max_size=3 * LONGEST))
def test_any_text_is_made_even_and_short(text: str) -> None:
    plain = normalise(text)
    assert len(plain) <= LONGEST
    assert not any("\ue000" <= char <= "\uf8ff" for char in plain)  # the marks are ours
