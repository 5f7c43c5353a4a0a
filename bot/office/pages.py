"""What Datasette is told of the tables: titles, saved queries, facets, charts, and who may see which copy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.config import read_yaml
from bot.office.door import LOGINS, MASKED, WHOLE, Door

PAGES: Mapping[str, Any] = read_yaml(Path(__file__).parents[2] / "data" / "office" / "pages.yaml")  # type: ignore[assignment]
TITLES = {MASKED: "号码脱敏", WHOLE: "号码完整"}
TOLD = {
    MASKED: "电话、身份证号只留头尾，住址、出生的日子、标签不显示。平时用这一份。",
    WHOLE: "电话、身份证号、住址都是完整的。用完请退出，下载的文件请收好。",
}
CALLED = {MASKED: "党办（脱敏）", WHOLE: "党办（完整）"}
_TALL = 260  # pixels of a chart that lies


def metadata(organisation: str, door: Door) -> dict[str, Any]:
    """Say what is shown to whom; who is not named is shown nothing."""
    return {
        "title": f"{organisation}：数据表",
        "allow": {"id": list(LOGINS)},
        "extra_css_urls": ["/-/static-plugins/bot.office/office.css"],
        "databases": {
            # Charts ask with SQL of their own, and this copy holds nothing that its reader may not see.
            MASKED: {**_database(MASKED), "allow": {"id": list(LOGINS)}, "allow_sql": {"id": list(LOGINS)}},
            WHOLE: {**_database(WHOLE), "allow": {"id": WHOLE}, "allow_sql": False},
        },
        "plugins": {
            "datasette-auth-passwords": {
                f"{login}_password_hash": sealed for login, sealed in door.sealed.items()
            },
            "datasette-dashboards": {MASKED: _dashboard()},
        },
    }


def _database(login: str) -> dict[str, Any]:
    return {
        "title": TITLES[login],
        "description": TOLD[login],
        "queries": {
            slug: {**query, "hide_sql": True, "fragment": None} for slug, query in PAGES["queries"].items()
        },
        "tables": {name: {**table, "size": 50} for name, table in PAGES["tables"].items()},
    }


def _dashboard() -> dict[str, Any]:
    charts = PAGES["charts"]
    numbers = {
        slug: {
            "title": one["title"],
            "db": MASKED,
            "query": one["sql"],
            "library": "metric",
            "display": {"field": "n", "suffix": one["suffix"]},
        }
        for slug, one in charts["numbers"].items()
    }
    pictures = {
        slug: {
            "title": one["title"],
            "db": MASKED,
            "query": one["sql"],
            "library": "vega-lite",
            "display": {
                "mark": {"type": one["mark"], "color": "#2f6f4f"},
                "encoding": one["encoding"],
                "height": _TALL,
                # Its menu would lead to a page on the internet.
                "usermeta": {"embedOptions": {"actions": False}},
            },
        }
        for slug, one in charts["pictures"].items()
    }
    return {
        "title": charts["title"],
        "description": charts["description"],
        "layout": charts["layout"],
        "charts": {**numbers, **pictures},
    }
