"""The words about a picture, file or link, and the name a file goes on under."""

from __future__ import annotations

import pytest

from bot.domain.enclosure import SIZE_LIMIT, EnclosureKind, check_size, file_name

IMAGE, FILE = EnclosureKind.IMAGE, EnclosureKind.FILE


def test_a_file_over_the_gateway_s_limit_is_told_with_its_size() -> None:
    assert check_size(FILE, SIZE_LIMIT) is None
    said = check_size(FILE, int(4.1 * 1024**2))
    assert said == "这个文件 4.1 MB，微信网关最多带 2.9 MB，请压缩后再发。"


def test_a_byte_too_much_is_not_told_as_2_9() -> None:
    assert check_size(IMAGE, SIZE_LIMIT + 1) == "这张图片 3.0 MB，微信网关最多带 2.9 MB，请压缩后再发。"


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("学习材料.pdf", "学习材料.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("a\u202efdp.exe\n", "a fdp.exe"),
        ("..", "digest"),
        ("", "digest"),
        ("长" * 80 + ".docx", "长" * 55 + ".docx"),
    ],
)
def test_a_file_s_name_is_made_harmless(name: str, chosen: str) -> None:
    assert file_name(FILE, name, b"", "digest") == chosen


@pytest.mark.parametrize(
    ("name", "content", "chosen"),
    [
        ("x", b"\x89PNG\r\n", "digest.png"),
        ("照片.gif", b"\xff\xd8\xff\xe0", "digest.jpg"),
        ("照片.WEBP", b"RIFF", "digest.WEBP"),
        ("照片.exe", b"MZ", "digest.jpg"),
    ],
)
def test_a_picture_is_called_after_its_content(name: str, content: bytes, chosen: str) -> None:
    assert file_name(IMAGE, name, content, "digest") == chosen
