"""Other sites' pages get nothing in: by name, by origin, by token, and in a real browser."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from hypercorn.asyncio import serve
from hypercorn.config import Config
from quart import Blueprint, Quart, abort, render_template_string, request

from bot.config import Web
from bot.web.server import address_of, take_port
from bot.web.site import make_site
from tests.web.conftest import People
from tests.web.visiting import follow

WEB = Web(host="127.0.0.1", port=0, names=["kite.example"])
HOST = "127.0.0.1:8420"
ServePage = Callable[[str], str]  # puts a page up, gives its address
OWN = {"Host": HOST, "Origin": f"http://{HOST}"}
FORM = (
    '<form method="post"><input name="words"><input type="hidden" name="token" value="{{ token }}"><button>好'
)


class Board:
    """A site with one page, on which words can be put up."""

    def __init__(self) -> None:
        self.words: list[str] = []
        page = Blueprint("board", __name__)

        @page.get("/board")
        async def show() -> str:
            return await render_template_string(
                "{% extends 'base.html' %}{% block body %}" + FORM + "{% endblock %}"
            )

        @page.post("/board")
        async def put_up() -> str:
            self.words.append((await request.form).get("words", ""))
            return "好"

        @page.get("/refusal")
        async def refuse() -> str:
            abort(400, request.args["why"])

        self.site = make_site(WEB, dict, [page], home="/board")
        self.client = self.site.test_client()

    async def token(self) -> str:
        """Read the token as the site's own pages do."""
        page = await (await self.client.get("/board", headers={"Host": HOST})).get_data(as_text=True)
        return page.split('<meta name="token" content="')[1].split('"')[0]

    async def post(self, headers: dict[str, str], **form: str) -> int:
        """Put 收到 on the board; gives the answer's code."""
        answer = await self.client.post("/board", form={"words": "收到", **form}, headers=headers)
        return answer.status_code


@pytest.fixture
def board() -> Board:
    """An empty board."""
    return Board()


# Names


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost:8420", "[::1]:8420", "kite.example", "KITE.example:443"]
)
async def test_the_site_answers_to_its_names(board: Board, name: str) -> None:
    assert (await board.client.get("/board", headers={"Host": name})).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["rebound.example", "kite.example.com", "127.0.0.1.example:8420", "user@rebound.example", "10.0.0.1", ""],
)
@pytest.mark.parametrize("path", ["/board", "/health", "/static/base.css", "/nowhere"])
async def test_a_name_that_only_leads_here_is_refused(board: Board, name: str, path: str) -> None:
    assert (await board.client.get(path, headers={"Host": name})).status_code == 421


# Origin and token


async def test_a_form_of_the_site_is_taken(board: Board) -> None:
    assert await board.post(OWN, token=await board.token()) == 200
    assert board.words == ["收到"]


async def test_a_script_of_the_site_is_taken(board: Board) -> None:
    assert await board.post({**OWN, "X-Token": await board.token()}) == 200
    assert board.words == ["收到"]


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1:8421",
        f"http://{HOST}.evil.example",
        f"http://evil@{HOST}",
        "null",
        "http://[",
        "",
    ],
)
async def test_a_page_from_elsewhere_is_refused_though_it_knows_the_token(board: Board, origin: str) -> None:
    assert await board.post({"Host": HOST, "Origin": origin, "X-Token": await board.token()}) == 403
    assert not board.words


async def test_what_does_not_say_where_it_is_from_is_refused(board: Board) -> None:
    assert await board.post({"Host": HOST, "X-Token": await board.token()}) == 403
    assert not board.words


@pytest.mark.parametrize("token", [None, "", "wrong", "错了"])
async def test_a_form_without_the_token_of_this_run_is_refused(board: Board, token: str | None) -> None:
    assert await board.post(OWN, **({} if token is None else {"token": token})) == 403
    assert not board.words


async def test_a_script_without_the_token_of_this_run_is_refused(board: Board) -> None:
    assert await board.post({**OWN, "X-Token": "wrong"}) == 403
    assert not board.words


async def test_the_token_of_another_run_is_refused(board: Board) -> None:
    assert await board.post({**OWN, "X-Token": await Board().token()}) == 403


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
async def test_every_method_that_may_change_something_is_checked(board: Board, method: str) -> None:
    answer = await getattr(board.client, method)("/board", headers={"Host": HOST})
    assert answer.status_code == 403


# What an answer says


@pytest.mark.parametrize("path", ["/board", "/health", "/static/base.css", "/refusal?why=no", "/nowhere"])
async def test_every_answer_lets_nothing_in(board: Board, path: str) -> None:
    headers = (await board.client.get(path, headers={"Host": HOST})).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


async def test_pages_are_not_kept_by_the_browser(board: Board) -> None:
    answer = await board.client.get("/board", headers={"Host": HOST})
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
async def test_an_error_shows_what_was_sent_as_text(board: Board, accept: str) -> None:
    headers = {"Host": HOST, "Accept": accept}
    answer = await board.client.get("/refusal?why=<script>alert(1)</script>", headers=headers)
    assert answer.status_code == 400
    page = await answer.get_data(as_text=True)
    assert answer.mimetype == "text/plain" or "<script>alert" not in page
    assert "alert(1)" in page


# In a browser


@contextmanager
def served(site: Quart) -> Iterator[str]:
    """Serve a site from a thread of its own; gives its address."""
    loop, stop, config = asyncio.new_event_loop(), asyncio.Event(), Config()
    with take_port(WEB) as listener:
        config.bind, config.errorlog = [f"fd://{listener.fileno()}"], None
        thread = threading.Thread(
            target=lambda: loop.run_until_complete(serve(site, config, shutdown_trigger=stop.wait))
        )
        thread.start()
        try:
            yield address_of(WEB, listener)
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join()
            loop.close()
            listener.detach()  # closed with the server


@pytest.fixture
def serve_page() -> Iterator[ServePage]:
    """Give a function that puts a page on another port of this machine: another site to the browser."""
    with ExitStack() as served_sites:

        def put_up(html: str) -> str:
            elsewhere = Quart("elsewhere")
            elsewhere.add_url_rule("/", view_func=lambda: html)
            return served_sites.enter_context(served(elsewhere))

        yield put_up


@pytest.fixture
def address(board: Board) -> Iterator[str]:
    """Where the board is shown."""
    with served(board.site) as shown:
        yield shown


def read_token(people: People, address: str) -> str:
    """Read the token in a browser; the worst case is that another site knows it."""
    return str(people.open(f"{address}/board").locator("meta[name=token]").get_attribute("content"))


def test_a_form_of_the_site_is_taken_in_a_browser(board: Board, address: str, people: People) -> None:
    page = people.open(f"{address}/board")
    page.fill("[name=words]", "收到")
    follow(page, page.locator("button"))
    page.get_by_text("好", exact=True).wait_for()
    assert board.words == ["收到"]


def test_a_form_that_another_site_sends_is_refused(
    board: Board, address: str, people: People, serve_page: ServePage
) -> None:
    hidden = f'<input name="words" value="骗"><input name="token" value="{read_token(people, address)}">'
    form = f'<form method="post" action="{address}/board">{hidden}</form>'
    page = people.open(serve_page(f"{form}<script>document.forms[0].submit()</script>"))
    page.get_by_text("请求不是从本页面发出的").wait_for()
    assert "403" in people.take_troubles()[0]
    assert not board.words


@pytest.mark.parametrize("mode", ["cors", "no-cors"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_script_of_another_site_neither_reads_nor_writes(
    board: Board, address: str, people: People, serve_page: ServePage, mode: str, method: str
) -> None:
    body = f"new URLSearchParams({{words: '骗', token: '{read_token(people, address)}'}})"
    page = people.open(serve_page("<p>免费领取"))
    options = f"{{method: '{method}', mode: '{mode}', body: '{method}' === 'POST' ? {body} : undefined}}"
    read = page.evaluate(f"fetch('{address}/board', {options}).then(r => r.text(), () => '')")
    assert read == ""
    assert people.take_troubles()
    assert not board.words


def test_another_site_cannot_put_a_page_into_a_frame(
    address: str, people: People, serve_page: ServePage
) -> None:
    page = people.open(serve_page(f'<iframe src="{address}/board"></iframe>'))
    assert "frame-ancestors" in people.take_troubles()[0]
    assert page.frames[1].locator("form").count() == 0
