import pytest

from bot.reading.receipts import Receipt, read_receipt

PLAIN = Receipt(None, "")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "收到",
            "收到！",
            "收到收到",
            "已收到",
            "收到了",
            "收悉",
            "1",
            "1️⃣",
            "好的",
            "好",
            "OK",
            "ok",
            "👌",
            "👌🏻👌🏻",
        ),
        *("[强]", "[OK]", "收到[玫瑰]", "知道了", "明白", "已阅", "通知收到", " 收到 "),
    ],
)
def test_a_plain_receipt(text: str) -> None:
    assert read_receipt(text) == PLAIN


@pytest.mark.parametrize(
    ("text", "number", "remark"),
    [
        ("收到，周六能到", None, "周六能到"),
        ("好的书记，一定到", None, "书记，一定到"),
        ("已阅，几点开始？", None, "几点开始？"),
        ("第12号收到", 12, ""),
        ("12号收到", 12, ""),
        ("N12 收到", 12, ""),
        ("收到N12", 12, ""),
        ("N12收到，周六请假", 12, "周六请假"),
    ],
)
def test_a_number_and_a_remark_are_kept(text: str, number: int | None, remark: str) -> None:
    assert read_receipt(text) == Receipt(number, remark)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "平安",
            "没收到",
            "收到了吗",
            "收到没",
            "收到?",
            "收到的文件打不开",
            "好吃",
            "好的餐厅推荐",
            "10",
            "1.张三",
        ),
        *(
            "12号回来",
            "是不是明天",
            "行李丢了",
            "可以帮我吗",
            "可以",
            "行",
            "嗯嗯",
            "是的",
            "没问题",
            "OKR是什么",
            "今天平安",
        ),
    ],
)
def test_other_words_are_no_receipt(text: str) -> None:
    assert read_receipt(text) is None
