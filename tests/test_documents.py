"""Word templates: placeholders are found however Word cut them, everything else stays as it was."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bot.documents import DocumentError, fill_document

RUN = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
BODY = '<w:document xmlns:w="x" xmlns:w14="y" mc:Ignorable="w14"><w:body>{}</w:body></w:document>'


def template(folder: Path, *runs: str) -> Path:
    path = folder / "template.docx"
    paragraph = f"<w:p><w:pPr/>{''.join(RUN.format(run) for run in runs)}</w:p>"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", BODY.format(f"{paragraph}<w:p/><w:p>{RUN.format('不动')}</w:p>"))
        parts.writestr("word/media/seal.png", b"\x89PNG")
    return path


def filled(folder: Path, source: Path, **values: str) -> str:
    target = folder / "out.docx"
    fill_document(source, target, values)
    with zipfile.ZipFile(target) as parts:
        assert parts.read("word/media/seal.png") == b"\x89PNG"
        return parts.read("word/document.xml").decode()


def test_a_placeholder_cut_into_runs_is_found(tmp_path: Path) -> None:
    text = filled(tmp_path, template(tmp_path, "兹证明{{姓", "名", "}}是党员"), 姓名="张三")
    assert '<w:t xml:space="preserve">兹证明张三是党员</w:t>' in text
    assert "{{" not in text


def test_everything_else_stays_as_it_was(tmp_path: Path) -> None:
    text = filled(tmp_path, template(tmp_path, "{{姓名}}"), 姓名="张三")
    assert 'mc:Ignorable="w14"' in text
    assert f"<w:p>{RUN.format('不动')}</w:p>" in text
    assert text.count("<w:b/>") == 2


def test_a_value_is_text_and_nothing_else(tmp_path: Path) -> None:
    text = filled(tmp_path, template(tmp_path, "{{姓名}}"), 姓名="<w:p>&\x00{{姓名}}")
    assert "&lt;w:p&gt;&amp;{{姓名}}" in text


def test_an_unknown_placeholder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"\{\{性别\}\}, known here: 姓名"):
        filled(tmp_path, template(tmp_path, "{{性别}}"), 姓名="张三")
    assert not list(tmp_path.glob("*out*"))


def test_what_is_no_document_is_said(tmp_path: Path) -> None:
    path = tmp_path / "template.docx"
    path.write_text("hello", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"template\.docx"):
        fill_document(path, tmp_path / "out.docx", {})
