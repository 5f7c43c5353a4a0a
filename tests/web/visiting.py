"""What people do at any page: follow what leads to another one, and look over all that stands on it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page


def follow(page: Page, control: Locator) -> None:
    """Click what loads a page, even the same one again, and wait until it is there with its script.

    A click alone returns before: whoever writes, reads or clicks on would do it on the old page.
    """
    with page.expect_navigation(wait_until="load"):
        control.click()


def ask_elements(page: Page, selector: str, question: str) -> Any:
    """Let a script look at all elements of a selector at one moment; news may replace them at any other."""
    return page.evaluate(f"(selector) => ({question})([...document.querySelectorAll(selector)])", selector)
