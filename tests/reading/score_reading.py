#!/usr/bin/env python3
# ruff: noqa
# mypy: ignore-errors
# fmt: off
"""Score `python -m bot read` against a labelled corpus.

usage: score_reading.py CORPUS.jsonl [--errors N] [--cmd "python -m bot read"]

A corpus line holds the input fields (id, now, home, text, members?) and `want` = {intent, reports}.
Every report field counts as one cell; a report with no counterpart (same subject) counts all its cells wrong.
Prints a row per field (right / all, accuracy), then `whole: X.XXX` = share of messages read wholly right, and
`false alarms: X.XXX` = share of `other` messages read as something else.
"""
import argparse, collections, json, shlex, subprocess, sys, time

FIELDS = ("safety", "whereabouts", "place", "heading_to", "leaves_on", "returns_on", "phone")


def cells(want, got):
    """Yield (field, right?) for one message."""
    yield "intent", want["intent"] == got.get("intent")
    by_subject = {r.get("subject"): r for r in got.get("reports") or []}
    for report in want["reports"]:
        found = by_subject.pop(report["subject"], None)
        yield "subject", found is not None
        for field in FIELDS:
            yield field, found is not None and found.get(field) == report[field]
    for _ in by_subject:
        yield "subject", False


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("corpus")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--cmd", default="python -m bot read")
    args = ap.parse_args()
    rows = [json.loads(line) for line in open(args.corpus, encoding="utf-8") if line.strip()]
    given = "".join(json.dumps({k: v for k, v in r.items() if k != "want"}, ensure_ascii=False) + "\n" for r in rows)
    start = time.perf_counter()
    run = subprocess.run(shlex.split(args.cmd), input=given, capture_output=True, text=True, encoding="utf-8")
    took = time.perf_counter() - start
    if run.returncode:
        sys.exit(f"{args.cmd} failed: {run.stderr[-2000:]}")
    out = [json.loads(line) for line in run.stdout.splitlines() if line.strip()]
    if [o.get("id") for o in out] != [r["id"] for r in rows]:
        sys.exit(f"{len(out)} answers for {len(rows)} messages, or in another order")
    right, total = collections.Counter(), collections.Counter()
    whole = alarms = others = shown = 0
    for row, got in zip(rows, out):
        marks = list(cells(row["want"], got))
        for field, ok in marks:
            total[field] += 1
            right[field] += ok
        whole += all(ok for _, ok in marks)
        if row["want"]["intent"] == "other":
            others += 1
            alarms += got.get("intent") != "other"
        if not all(ok for _, ok in marks) and shown < args.errors:
            shown += 1
            print(f"- {row['id']} {row['text']!r}\n  wrong: {', '.join(sorted({f for f, ok in marks if not ok}))}"
                  f"\n  want {json.dumps(row['want'], ensure_ascii=False)}\n  got  {json.dumps(got, ensure_ascii=False)}")
    for field in ("intent", "subject", *FIELDS):
        if total[field]:
            print(f"{field:12} {right[field]:4}/{total[field]:<4} {right[field] / total[field]:.3f}")
    print(f"messages: {len(rows)} in {took:.2f} s")
    print(f"false alarms: {alarms / max(others, 1):.3f}")
    print(f"whole: {whole / len(rows):.3f}")


if __name__ == "__main__":
    main()
