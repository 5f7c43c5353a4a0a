"""The terminal's prompt: what is typed there becomes messages of the simulated WeChat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.prompt import Prompt
from tests.conftest import Talk


@pytest.fixture
def prompt(talk: Talk) -> Prompt:
    """The prompt over the cast's WeChat; it speaks as the office's clerk, privately."""
    made = Prompt(talk.stage)
    made._be(made._find("党办"))
    return made


async def type_in(prompt: Prompt, talk: Talk, line: str) -> str:
    await prompt._take(line)
    await talk.wait(seconds=30)
    return talk.told("王主任")[-1]


async def test_a_picture_a_file_and_a_link_are_sent(prompt: Prompt, talk: Talk, tmp_path: Path) -> None:
    for name in ("海报.png", "材料.pdf"):
        (tmp_path / name).write_bytes(b"content")
    assert "收到图片" in await type_in(prompt, talk, f"图 {tmp_path / '海报.png'}")
    await talk.wait(minutes=11)
    assert "收到文件“材料.pdf”" in await type_in(prompt, talk, f'文件 "{tmp_path / "材料.pdf"}"')
    await talk.wait(minutes=11)
    assert "收到链接“两会 要闻”" in await type_in(prompt, talk, "链接 https://example.org/1 两会 要闻")


async def test_a_file_that_is_not_there_is_told(
    prompt: Prompt, talk: Talk, capsys: pytest.CaptureFixture[str]
) -> None:
    await prompt._take("图 没有.png")
    assert "没有这个文件：没有.png" in capsys.readouterr().out
    assert talk.outcomes() == []


async def test_words_that_begin_like_a_picture_are_words(prompt: Prompt, talk: Talk) -> None:
    await prompt._take("图书馆几点开门")
    await talk.wait(seconds=30)
    assert talk.counts("enclosures") == 0
    assert talk.outcomes() != []


async def test_what_is_taken_back_is_shown(
    prompt: Prompt, talk: Talk, capsys: pytest.CaptureFixture[str]
) -> None:
    number = await talk.stage.wechat.send_text(next(iter(talk.stage.wechat.topics)), "开会")
    await talk.stage.wechat.recall(number or "")
    assert "（已撤回） 开会" in capsys.readouterr().out
