"""For whom backups are written."""

from __future__ import annotations

import pytest

from bot import encrypting
from bot.backup import key
from bot.config import ConfigError
from tests.conftest import MakeSettings


def test_a_secret_key_among_the_recipients_is_told_for_what_it_is(make_settings: MakeSettings) -> None:
    secret, public = encrypting.make_key()
    settings = make_settings(backup={"recipients": [public, secret]})
    with pytest.raises(ConfigError, match=r"backup\.recipients: this is a secret key") as told:
        key.recipients(settings)
    assert secret not in str(told.value)
