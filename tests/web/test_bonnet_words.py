"""Under the bonnet: whatever may become of a message, and whatever may be said, has words."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from bot.nouns import build_router
from bot.reading import talk
from bot.web.chat.bonnet import outcome, received, understood
from bot.web.chat.bonnet.occasion import OTHER, tell_occasion
from tests.web.bonnet_looker import ROOT


def test_every_way_a_message_is_taken_has_words() -> None:
    router = build_router()
    takers = {take.__name__ for take in [*router.first, *router.answers, *router.wordless]}
    assert not {name for name in takers if outcome.is_command(name)}
    assert all(outcome.is_command(command.name) for command in router.commands)
    for kind in router.confirmations:
        assert kind not in outcome.tell_outcome(f"确认 {kind}")


def test_every_outcome_that_tells_why_it_was_taken_is_one() -> None:
    assert not received._RECOGNISED.keys() - outcome._OUTCOMES.keys()


def test_every_reason_to_leave_words_out_has_words() -> None:
    reasons = {why for why, _ in talk._NOT_OWN} | {"a question", "said to others", "a notice passed on"}
    assert not reasons - understood._LEFT_OUT.keys()


# Where the key of an occasion stands among the arguments.
KEY_PLACES = {"say": 0, "tell": 1, "tell_clerks": 0, "tell_keepers": 1, "Sheet": 0, "_tell_clerks": 0}


def expressions(tree: ast.AST) -> Iterator[ast.expr]:
    """List what is given as a key of the outbox, or kept as `key` until it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            yield from node.args[KEY_PLACES.get(name, 99) :][:1]
        elif isinstance(node, ast.Assign):
            target = node.targets[0]
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            pairs = zip(names, values, strict=False)
            yield from (value for one, value in pairs if isinstance(one, ast.Name) and one.id == "key")


def keys() -> Iterator[str]:
    """List the keys of the outbox as the source writes them, with 7 for each value."""
    for folder in ("bot", "handlers", "schedules"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.parent.name in {"manual", "worktable"}:
                continue  # its keys are ids of messages that somebody typed in
            for key in expressions(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                    parts = (part.value if isinstance(part, ast.Constant) else "7" for part in key.values)
                    yield "".join(map(str, parts))


def test_every_occasion_has_words() -> None:
    found = list(keys())
    assert len(found) > 50
    assert not [key for key in found if tell_occasion(key) == OTHER]
    assert tell_occasion("unheard-of:7") == OTHER
