"""config.yaml: every mistake at once, each with its key and a way out; YAML without its traps."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot import config
from bot.config import ConfigError, Settings, read_token, read_yaml
from bot.greeting import wording
from tests.conftest import CONFIG, MakeSettings


def mistakes(overrides: dict[str, object], path: Path = CONFIG) -> list[str]:
    """List what is said of a configuration with these changes, a line a mistake."""
    with pytest.raises(ConfigError) as caught:
        config.load(path, overrides)
    return str(caught.value).splitlines()


def written(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


# As delivered


def test_the_delivered_configuration_is_complete(settings: Settings) -> None:
    assert settings.transport == "simulated"
    assert settings.organisation.zone.key == "Asia/Shanghai"
    assert settings.delivery.quiet_rooms == (time(22, 30), time(7))
    assert settings.greetings.at == time(9)


def test_the_delivered_configuration_holds_no_secret() -> None:
    text = CONFIG.read_text(encoding="utf-8")
    assert "token:" not in text.replace("gateway-token", "")


# Mistakes


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({"delivry": {}}, "delivry: unknown key; did you mean delivery?"),
        ({"delivery": {"per_minut": 3}}, "delivery.per_minut: unknown key; did you mean per_minute?"),
        ({"wechaty": {"tls": {"ca_fle": "x"}}}, "wechaty.tls.ca_fle: unknown key; did you mean ca_file?"),
        ({"log": {"zzz": 1}}, "log.zzz: unknown key; known here: level, format"),
        ({"delivery": {"per_minute": "fast"}}, "delivery.per_minute: .*integer.*found 'fast'"),
        ({"delivery": {"per_minute": 3}}, "delivery.per_minute: .*greater than or equal to 8"),
        ({"delivery": {"room_gap": 3}}, "delivery.room_gap: write a duration with its unit, such as 90s"),
        ({"delivery": {"room_gap": "3 weeks"}}, "delivery.room_gap: write a duration"),
        ({"delivery": {"quiet_rooms": "22:30"}}, "delivery.quiet_rooms: write a span of the day"),
        ({"greetings": {"at": "9 o'clock"}}, "greetings.at: write a time of day such as 09:00"),
        ({"greetings": {"at": "24:00"}}, "greetings.at: write a time of day"),
        ({"greetings": {"birthdays": "yes"}}, "greetings.birthdays: .*boolean.*found 'yes'"),
        ({"organisation": {"timezone": "Asia/Shangai"}}, "no such time zone: .*did you mean Asia/Shanghai"),
        ({"organisation": {"timezone": "Moon/Base"}}, "no such time zone: Moon/Base"),
        ({"organisation": {"name": ""}}, "organisation.name: "),
        ({"digest": {"weekday": "monday"}}, "digest.weekday: .*'mon'.*found 'monday'"),
        ({"transport": "whatsapp"}, "transport: .*'simulated'.*'wechaty'"),
        ({"web": {"port": 70000}}, "web.port: .*65535"),
        ({"wechaty": {"endpoint": "somewhere"}}, "wechaty.endpoint: "),
        ({"log": None}, "log: "),
    ],
)
def test_a_mistake_is_told_with_its_key_and_a_way_out(overrides: dict[str, object], said: str) -> None:

    (line,) = mistakes(overrides)
    assert line.startswith(f"{CONFIG}: ")
    assert re.search(said, line), line


def test_a_festival_without_words_is_refused(make_settings: MakeSettings) -> None:
    settings = make_settings(greetings={"festivals": ["元旦", "双十一"]})
    with pytest.raises(ConfigError, match=r"greetings\.festivals: 双十一: no words .*greetings\.yaml"):
        wording.festivals(settings)


@pytest.mark.parametrize(("value", "kept"), [(True, 10), (False, 0), ([], 0), (["元旦", "春节"], 2)])
def test_festivals_are_all_of_the_texts_or_a_list(
    make_settings: MakeSettings, value: object, kept: int
) -> None:
    assert len(wording.festivals(make_settings(greetings={"festivals": value}))) == kept


def test_all_mistakes_are_told_at_once() -> None:
    lines = mistakes({"delivry": {}, "transport": "sms", "greetings": {"at": 9}, "web": {"port": "http"}})
    assert len(lines) == 4


def test_missing_keys_are_told_one_by_one(tmp_path: Path) -> None:
    path = written(tmp_path, "organisation: {name: 党委, home: 北京市怀柔区}\ntransport: simulated\n")
    lines = mistakes({}, path)
    assert f"{path}: organisation.timezone: missing; take the line from the delivered config.yaml" in lines
    assert len(lines) > 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no settings"),
        ("- a\n- b\n", "has no settings"),
        ("a: [1\nb: 2\n", "line 2: .*mend the YAML"),
        ("a: 1\nb: 2\na: 3\n", "line 3: the key a stands twice"),
        ("a: {b: 1, b: 2}\n", "line 1: the key b stands twice"),
        ("a: &x [1]\nb: *x\n", "line 2: aliases .* are not allowed"),
        ("a: !!python/object:os.system x\n", "line 1: "),
        ("a: !!python/tuple [1]\n", "line 1: "),
        ("a: \t- b\n", "mend the YAML"),
        ("? [1, 2]\n: x\n", ": "),
        ("a: 2026-13-45\n", ": "),
    ],
)
def test_broken_yaml_is_one_sentence_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError, match=said) as caught:
        config.load(path)
    assert str(caught.value).startswith(str(path))


def test_a_file_that_is_not_there_or_no_text_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read.*is the path right"):
        config.load(tmp_path / "nowhere.yaml")
    (tmp_path / "picture.yaml").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path / "picture.yaml")
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path)


# YAML's traps


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20:30", "20:30"),
        ("09:00", "09:00"),
        ("1:2:3", "1:2:3"),
        ("20:30.5", "20:30.5"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("No", "No"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("012", "012"),
        ("12", 12),
        ("0", 0),
        ("1.5", 1.5),
        ("-3", -3),
        ("~", None),
    ],
)
def test_words_stay_words_and_numbers_numbers(tmp_path: Path, text: str, value: object) -> None:
    assert read_yaml(written(tmp_path, f"a: {text}\n")) == {"a": value}


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("90s", timedelta(seconds=90)),
        ("1.5h", timedelta(hours=1.5)),
        ("0s", timedelta(0)),
        ("10 m", timedelta(minutes=10)),
        ("2d", timedelta(days=2)),
    ],
)
def test_durations_carry_their_unit(make_settings: MakeSettings, text: str, span: timedelta) -> None:
    assert make_settings(delivery={"pause": text}).delivery.pause == span


# Overrides


def test_overrides_are_merged_by_key(make_settings: MakeSettings, settings: Settings) -> None:
    changed = make_settings(delivery={"per_minute": 10}, greetings={"festivals": ["元旦"]})
    assert changed.delivery.per_minute == 10
    assert changed.delivery.room_gap == settings.delivery.room_gap
    assert changed.greetings.festivals == ["元旦"]
    assert changed.organisation == settings.organisation


def test_settings_do_not_change_after_loading(settings: Settings) -> None:
    with pytest.raises(Exception, match="frozen"):
        settings.delivery.per_minute = 60


# The token


def token(make_settings: MakeSettings, **wechaty: object) -> str:
    return read_token(make_settings(wechaty=wechaty).wechaty)


def test_the_token_is_read_from_its_file(make_settings: MakeSettings, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(" puppet_secret\n", encoding="utf-8")
    assert token(make_settings, token_file=str(tmp_path / "token")) == "puppet_secret"


def test_the_variable_goes_before_the_file(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KITELINE_TEST_TOKEN", "puppet_secret")
    assert token(make_settings, token_env="KITELINE_TEST_TOKEN") == "puppet_secret"


@pytest.mark.parametrize(
    ("wechaty", "said"),
    [
        (
            {"token_file": "nowhere/token"},
            "token_file: nowhere/token cannot be read; write the .*token into it",
        ),
        ({"token_file": None}, "token_file: missing; name a file"),
        ({"token_env": "KITELINE_TEST_TOKEN"}, "token_env: .* KITELINE_TEST_TOKEN is not set"),
    ],
)
def test_without_a_token_one_sentence_says_where_it_belongs(
    make_settings: MakeSettings, wechaty: dict[str, object], said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        token(make_settings, **wechaty)


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe\x00"])
def test_an_empty_or_odd_token_file_is_refused(
    make_settings: MakeSettings, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "token").write_bytes(content)
    with pytest.raises(ConfigError, match=r"token_file: .*write the gateway's token into it"):
        token(make_settings, token_file=str(tmp_path / "token"))
