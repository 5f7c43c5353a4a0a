"""Sealed files are age's, and whatever was changed in one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import encrypting
from bot.encrypting import SealError

PLAIN = b"\xe5\xbc\xa0\xe4\xb8\x89" * 50_000  # several of the format's chunks of 64 KB
SECRET, PUBLIC = encrypting.make_key()


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    (folder / "plain").write_bytes(PLAIN)
    encrypting.seal(folder / "plain", folder / "sealed", [PUBLIC])
    return folder / "sealed"


def open_it(content: bytes, folder: Path, secret: str = SECRET) -> bytes:
    (folder / "changed").write_bytes(content)
    encrypting.unseal(folder / "changed", folder / "out", [secret])
    return (folder / "out").read_bytes()


def test_what_was_sealed_is_opened_with_the_key(sealed: Path, tmp_path: Path) -> None:
    assert open_it(sealed.read_bytes(), tmp_path) == PLAIN


def test_a_sealed_file_is_one_of_age_s_and_shows_nothing(sealed: Path) -> None:
    content = sealed.read_bytes()
    assert content.startswith(encrypting.MARK)
    assert PLAIN[:6] not in content


def test_another_key_does_not_open_it(sealed: Path, tmp_path: Path) -> None:
    with pytest.raises(SealError, match="another key"):
        open_it(sealed.read_bytes(), tmp_path, encrypting.make_key()[0])


def test_either_of_two_keys_opens_it(sealed: Path, tmp_path: Path) -> None:
    other, public = encrypting.make_key()
    (tmp_path / "plain").write_bytes(PLAIN)
    encrypting.seal(tmp_path / "plain", tmp_path / "both", [PUBLIC, public])
    content = (tmp_path / "both").read_bytes()
    assert open_it(content, tmp_path) == open_it(content, tmp_path, other) == PLAIN


@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=200, deadline=None)
def test_a_bit_changed_anywhere_is_refused(
    sealed: Path, tmp_path_factory: pytest.TempPathFactory, where: float, bit: int
) -> None:
    content = bytearray(sealed.read_bytes())
    content[int(where * len(content))] ^= 1 << bit
    with pytest.raises(SealError):
        open_it(bytes(content), tmp_path_factory.getbasetemp())


@given(where=st.floats(0, 1, exclude_max=True))
@settings(max_examples=100, deadline=None)
def test_a_file_cut_short_anywhere_is_refused(
    sealed: Path, tmp_path_factory: pytest.TempPathFactory, where: float
) -> None:
    content = sealed.read_bytes()
    with pytest.raises(SealError):
        open_it(content[: int(where * len(content))], tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("wrong", ["", "age1xyz", "张三", SECRET[:-1], PUBLIC])
def test_what_is_no_secret_key_is_refused(wrong: str) -> None:
    with pytest.raises(SealError, match="no key"):
        encrypting.public_of(wrong)


def test_a_secret_key_is_not_taken_for_a_public_one() -> None:
    with pytest.raises(SealError, match="secret key"):
        encrypting.check_public(SECRET)
