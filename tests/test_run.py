"""What `run` refuses before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.run import run
from bot.config import ConfigError
from tests.conftest import CONFIG, MakeSettings


def test_a_webhook_that_will_not_do_is_refused_at_once(
    make_settings: MakeSettings, store_path: Path, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=r"operator\.webhook_file: .* cannot be read"):
        run(make_settings(operator={"webhook_file": str(tmp_path / "nothing")}), CONFIG, 0.0)
    assert not store_path.exists()
