"""Every table of the store, in the order of docs/kept.md."""

from __future__ import annotations

from data.retention import belonging, care, collecting, installation, notices, people, traffic, wellbeing
from data.retention.kept import Kept

REGISTRY: tuple[Kept, ...] = (
    *installation.KEPT,
    *people.KEPT,
    *traffic.KEPT,
    *notices.KEPT,
    *wellbeing.KEPT,
    *collecting.KEPT,
    *care.KEPT,
    *belonging.KEPT,
)
