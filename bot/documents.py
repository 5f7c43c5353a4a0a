"""Word documents from a template: {{words}} in it are replaced, everything else stays as the office made it.

A .docx is a zip of XML files. Word likes to cut a placeholder into several runs, so the text of a paragraph
is put together before it is looked at.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, unescape

_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_TEXT = re.compile(r"(<w:t(?: [^<>]*)?>)([^<]*)(</w:t>)")
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]{1,30}?)\s*\}\}")
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_MOST = 20 * 2**20  # bytes of the template unpacked


class DocumentError(Exception):
    """The template cannot be filled; the text says why."""


def fill_document(template: Path, target: Path, values: Mapping[str, str]) -> None:
    """Write a copy of the template with the values in it, whole or not at all, for its owner only.

    Raises DocumentError for what is no .docx, and for a placeholder that has no value.
    """
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with (
            zipfile.ZipFile(template) as source,
            zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as out,
        ):
            if sum(info.file_size for info in source.infolist()) > _MOST:
                raise DocumentError(f"{template.name} is too large for a template")
            for info in source.infolist():
                content = source.read(info)
                if _PARTS.fullmatch(info.filename):
                    content = _fill(content.decode("utf-8"), values).encode("utf-8")
                out.writestr(info.filename, content)
        unfinished.chmod(0o600)
        os.replace(unfinished, target)
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise DocumentError(f"{template}: {error}") from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()


def _fill(xml: str, values: Mapping[str, str]) -> str:
    return _PARAGRAPH.sub(lambda paragraph: _fill_paragraph(paragraph[0], values), xml)


def _fill_paragraph(paragraph: str, values: Mapping[str, str]) -> str:
    whole = "".join(unescape(match[2]) for match in _TEXT.finditer(paragraph))
    if not _PLACEHOLDER.search(whole):
        return paragraph
    filled = iter([_PLACEHOLDER.sub(lambda said: _value(said[1], values), whole)])
    return _TEXT.sub(lambda run: _write(next(filled, "")), paragraph)


def _write(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _value(name: str, values: Mapping[str, str]) -> str:
    if name not in values:
        raise DocumentError(f"the template has {{{{{name}}}}}, known here: {', '.join(values)}")
    barred = {"Cc", "Cs", "Cn"}  # XML allows none of them
    return "".join(letter for letter in values[name] if unicodedata.category(letter) not in barred)
