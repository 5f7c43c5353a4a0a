import json

import pytest

from bot.reading import wire

GIVEN = {
    "id": 7,
    "now": "2026-11-21T08:59:00+08:00",
    "home": "北京市怀柔区",
    "text": "平安 上海浦东呢 月底回",
}


def test_every_field_is_present() -> None:
    answer = json.loads(wire.answer_line(json.dumps(GIVEN), 1))
    assert answer == {
        "id": 7,
        "intent": "checkin",
        "reports": [
            {
                "subject": None,
                "safety": "safe",
                "whereabouts": "away",
                "place": {"country": "CN", "province": "上海市", "city": "上海市", "district": "浦东新区"},
                "heading_to": None,
                "leaves_on": None,
                "returns_on": {"from": "2026-11-26", "to": "2026-11-30"},
                "phone": None,
            }
        ],
    }


def test_chatter_has_no_reports() -> None:
    assert wire.answer({**GIVEN, "text": "收到"}) == {"id": 7, "intent": "other", "reports": []}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "Line 3 is not JSON"),
        ("[]", "Line 3 must be a JSON object"),
        (json.dumps({k: v for k, v in GIVEN.items() if k != "id"}), "Line 3: the key id is missing"),
        (json.dumps({k: v for k, v in GIVEN.items() if k != "home"}), "Line 3: the key home is missing"),
        (json.dumps({**GIVEN, "text": 5}), "Line 3: text must be a text"),
        (json.dumps({**GIVEN, "now": "gestern"}), "Line 3: now must be ISO 8601"),
        (json.dumps({**GIVEN, "now": "2026-11-21T08:59:00"}), "Line 3: now needs an offset"),
        (json.dumps({**GIVEN, "members": "张三"}), "Line 3: members must be a list"),
        (json.dumps({**GIVEN, "sender": 1}), "Line 3: sender must be a name"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_key(line: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        wire.answer_line(line, 3)
