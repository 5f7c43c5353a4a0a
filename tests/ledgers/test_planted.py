"""A thousand made-up people, three ledgers, errors of sixteen kinds planted: found, nobody joined wrongly."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pytest

from bot.domain.field import Field
from bot.domain.ledger import Person as Found
from bot.domain.ledger import Reconciliation
from bot.ledger import read_ledger, reconcile_ledgers
from tests.ledgers.made_up import KINDS, LEDGERS, Planted, World, make_world, write_csv

TODAY = date(2026, 11, 23)
SEEDS = (7, 8, 9)


@dataclass(frozen=True)
class Outcome:
    world: World
    found: Reconciliation
    real: tuple[dict[int, int], ...]  # whose each row really is

    def people(self, person: int) -> list[Found]:
        return [
            one
            for one in self.found.people
            if any(self.real[row.ledger][row.entry.number] == person for row in one.rows)
        ]


@pytest.fixture(scope="module", params=SEEDS)
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("ledgers")
    world = make_world(1000, request.param)
    paths = [folder / f"{name}.csv" for name in LEDGERS]
    real = tuple(write_csv(world, place, path) for place, path in enumerate(paths))
    ledgers = [read_ledger(path, today=TODAY) for path in paths]
    return Outcome(world, reconcile_ledgers(ledgers), real)


def test_nobody_is_joined_to_somebody_else(outcome: Outcome) -> None:
    for person in outcome.found.people:
        assert len({outcome.real[row.ledger][row.entry.number] for row in person.rows}) == 1, person


def test_ninety_nine_of_a_hundred_planted_errors_are_found(outcome: Outcome) -> None:
    planted = [one for one in outcome.world.planted if not one.kind.startswith("same: ")]
    missed = [one for one in planted if not is_found(one, outcome)]
    assert len(planted) >= 130
    assert len(missed) <= 0.01 * len(planted), missed


def test_what_is_only_spelled_otherwise_is_no_difference(outcome: Outcome) -> None:
    spelled = {
        one.person for one in outcome.world.planted if one.kind in {"same: name dot", "same: branch spelled"}
    }
    assert len(spelled) == 20
    blamed = [each for each in outcome.found.differences if real_of(each.person, outcome) in spelled]
    assert not blamed


def test_nothing_else_is_called_a_difference(outcome: Outcome) -> None:
    planted = {(one.person, one.field) for one in outcome.world.planted}
    namesakes = {one.person for one in outcome.world.planted if one.kind == "same: namesake"}
    for each in outcome.found.differences:
        person = real_of(each.person, outcome)
        assert (person, each.field) in planted or person in namesakes, each


def test_what_is_proposed_is_right(outcome: Outcome) -> None:
    proposed = wrong = 0
    for each in outcome.found.differences:
        real = outcome.world.people[real_of(each.person, outcome)]
        truth = {
            Field.ID_NUMBER: real.number,
            Field.SEX: real.sex,
            Field.BIRTHDAY: real.birthday.isoformat(),
            Field.PHONE: real.phone,
            Field.JOINED_ON: real.joined.isoformat(),
        }
        if each.proposal and each.field in truth:
            proposed += 1
            wrong += each.proposal.key not in {truth[Field(each.field)], truth[Field(each.field)][:7]}
    assert proposed >= 50
    assert wrong == 0


def test_there_are_more_than_twelve_kinds(outcome: Outcome) -> None:
    planted = Counter(one.kind.removeprefix("same: ") for one in outcome.world.planted)
    assert len(planted) == len(KINDS) == 16
    assert min(planted.values()) == 10


def is_found(planted: Planted, outcome: Outcome) -> bool:
    people = outcome.people(planted.person)
    keys = {one.key for one in people}
    found = outcome.found
    match planted.kind:
        case "missing":
            return len(people) == 1 and planted.ledger not in people[0].ledgers
        case "twice":
            return people[0] in found.doubles
        case "likely":
            return any({pair.one.key, pair.other.key} <= keys for pair in found.likely)
        case "number oddly written":
            return any(
                each.ledger == planted.ledger
                and outcome.real[each.ledger][each.entry.number] == planted.person
                and each.field == planted.field
                and each.value.remark
                for each in found.findings
            )
    return any(each.person.key in keys and each.field == planted.field for each in found.differences)


def real_of(person: Found, outcome: Outcome) -> int:
    return outcome.real[person.rows[0].ledger][person.rows[0].entry.number]
