"""Every table of the store, in the order of docs/kept.md."""

from __future__ import annotations

from data.retention import (
    aid,
    belonging,
    care,
    case,
    collecting,
    digest,
    dues,
    event,
    installation,
    lesson,
    meeting,
    notices,
    people,
    points,
    study,
    traffic,
    wellbeing,
)
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
    *study.KEPT,
    *lesson.KEPT,
    *points.KEPT,
    *event.KEPT,
    *meeting.KEPT,
    *dues.KEPT,
    *case.KEPT,
    *aid.KEPT,
    *digest.KEPT,
)
