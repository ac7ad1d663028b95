"""Requests that want more than the preview gives, over a raw socket to a real server."""

from __future__ import annotations

import json
import socket
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from preview import Preview, StartPreview

SECRET = "the-secret-of-another-file"
HOST = "localhost"


@pytest.fixture(scope="module")
def preview(start_preview: StartPreview, tmp_path_factory: pytest.TempPathFactory) -> Preview:
    """Give a server whose course has files beside it, and in it, that are nobody's business."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.svg").write_text(SECRET)
    return start_preview(
        {
            "decks/a.md": "# Title\n\n![x](assets/x.svg)\n",
            "decks/_draft.md": SECRET,
            "assets/x.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "assets/clip.mp4": bytes(range(256)) * 1000,
            "assets/.hidden.svg": SECRET,
            ".env": SECRET,
            "notes.txt": SECRET,
            "slides.yaml": f"title: Course\nsubtitle: Public\n# {SECRET}\n",
            "build/old.html": SECRET,
            "theme/css/mine.css": "p {}",
            "theme/templates/extra.html.j2": SECRET,
        },
        ["--no-watch"],
    )


@pytest.fixture(scope="module")
def linked(start_preview: StartPreview, tmp_path_factory: pytest.TempPathFactory) -> Preview:
    """Give a server whose course has symbolic links that lead out of it."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.svg").write_text(SECRET)
    links = {
        "assets/out.svg": str(outside / "secret.svg"),
        "assets/folder": str(outside),
        "assets/passwd.svg": "/etc/passwd",
        "assets/up.svg": "../../../../../../../etc/passwd",
        "theme/css/out.css": str(outside / "secret.svg"),
    }
    files = {"decks/a.md": "# Title\n", "assets/x.svg": "<svg/>", "theme/css/mine.css": "p {}"}
    return start_preview(files, links=links)


def ask(preview: Preview, request: str | bytes) -> tuple[int, bytes, bytes]:
    """Send a request as it stands; return status, head and body, (0, …) where the connection just ended."""
    raw = request if isinstance(request, bytes) else request.encode("latin-1")
    with socket.create_connection(("127.0.0.1", preview.port), timeout=20) as connection:
        answer = b""
        try:
            connection.sendall(raw)
            while chunk := connection.recv(65536):
                answer += chunk
        except (ConnectionResetError, BrokenPipeError):
            pass
    head, _, body = answer.partition(b"\r\n\r\n")
    return (int(head.split()[1]) if head else 0), head, body


def get(preview: Preview, path: str, *headers: str, method: str = "GET", host: str = HOST) -> tuple[int, bytes, bytes]:
    lines = [f"{method} {path} HTTP/1.1", *([f"Host: {host}"] if host else []), "Connection: close", *headers]
    return ask(preview, "\r\n".join((*lines, "", "")))


def post(preview: Preview, path: str, body: bytes, *headers: str) -> tuple[int, bytes, bytes]:
    lines = [f"POST {path} HTTP/1.1", f"Host: {HOST}", "Connection: close", f"Content-Length: {len(body)}", *headers]
    return ask(preview, "\r\n".join((*lines, "", "")).encode() + body)


def calm(preview: Preview) -> bool:
    """Tell whether nothing that was asked ended in a traceback, and the server still answers."""
    return not any("Traceback" in line for line in preview.warned) and get(preview, "/a.html")[0] == 200


UP = [
    "/..",
    "/%2e%2e",
    "/%2E%2E",
    "/.%2e",
    "/%252e%252e",
    "/..%2f..",
    "/..%252f..",
    "/..%5c..",
    "/..\\..",
    "/%c0%ae%c0%ae",
]
ROOTS = ["", "/assets", "/_static", "/_static/css", "/_live", "/decks"]
PATHS = [
    *(f"{root}{up}/{name}" for root in ROOTS for up in UP for name in ("notes.txt", "etc/passwd")),
    *(f"/assets/{'../' * depth}etc/passwd" for depth in (1, 2, 5, 12)),
    *(f"/assets/{'%2e%2e%2f' * depth}etc%2fpasswd" for depth in (1, 2, 5, 12)),
    *(f"/_static/{'..%2f' * depth}notes.txt" for depth in (1, 2, 5)),
    "//etc/passwd",
    "///etc/passwd",
    "/%2fetc%2fpasswd",
    "/assets//etc/passwd",
    "/assets/%2fetc%2fpasswd",
    "/_static//etc/passwd",
    "/_live//etc/passwd",
    "//evil.example/a.html",
    "//evil.example/%2e%2e",
    "/C:/Windows/win.ini",
    "/assets/C:%5cWindows%5cwin.ini",
    "/assets/x.svg%00",
    "/assets/x.svg%00.txt",
    "/%00",
    "/a%00.html",
    "/_static/css/mine.css%00",
    "/assets/./x.svg",
    "/assets/x.svg/",
    "/assets/x.svg/..",
    "/assets/",
    "/assets",
    "/ASSETS/x.svg",
    "/assets/.hidden.svg",
    "/.env",
    "/.git/config",
    "/notes.txt",
    "/slides.yaml",
    "/decks/a.md",
    "/decks/_draft.md",
    "/_draft.html",
    "/build/old.html",
    "/old.html",
    "/theme/css/mine.css",
    "/theme/templates/extra.html.j2",
    "/_static/templates/extra.html.j2",
    "/_static/",
    "/_static/../a.html",
    "/index.html/../../notes.txt",
    "/a.html/x",
    "/a",
    "/a.md",
    "/%61%2ehtml%2f",
    "/_live/",
    "/_live/app.py",
    "/_live/__init__.py",
    "/_live/course.py",
    "/_live/client.js/../app.py",
    "/_live/client.js%00",
    "/_live/../notes.txt",
    "/_live/nothing",
    "/*",
    "/\udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
    "/assets/" + "a" * 8000,
    "/" + "../" * 2000,
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:60])
def test_serves_nothing_but_pages_and_their_files(preview: Preview, path: str) -> None:
    """Ways out of the site, and files of the course that are no part of it, are not found."""
    status, _, body = get(preview, path)
    assert status in {400, 403, 404, 405}
    assert SECRET.encode() not in body
    assert b"root:" not in body
    assert calm(preview)


@pytest.mark.parametrize(
    "path",
    [
        "/assets/out.svg",
        "/assets/folder/secret.svg",
        "/assets/passwd.svg",
        "/assets/up.svg",
        "/_static/css/out.css",
        "/assets/folder/../out.svg",
    ],
)
def test_does_not_follow_links_out_of_the_project(linked: Preview, path: str) -> None:
    """A symbolic link that leads out of the project is not found."""
    status, _, body = get(linked, path)
    assert status == 404
    assert SECRET.encode() not in body
    assert b"root:" not in body
    assert get(linked, "/assets/x.svg")[0] == 200
    assert calm(linked)


@pytest.mark.parametrize(
    "path", ["/", "/a.html", "/assets/x.svg", "/_live/client.js", "/_live/events", "/_static/speaker.html"]
)
@pytest.mark.parametrize(
    ("host", "header"),
    [
        ("evil.example", ""),
        ("evil.example:{port}", ""),
        ("127.0.0.1.evil.example", ""),
        ("169.254.169.254", ""),
        ("localhost@evil.example", ""),
        ("[::1", ""),
        ("", ""),
        ("localhost", "Origin: http://evil.example"),
        ("localhost", "Origin: https://localhost.evil.example"),
        ("localhost:{port}", "Origin: http://localhost:1"),
        ("localhost", "Origin: null"),
        ("localhost", "Origin: file://"),
        ("localhost", "Origin: http://["),
        ("localhost", "Host: evil.example"),
    ],
)
def test_refuses_foreign_names_and_pages(preview: Preview, path: str, host: str, header: str) -> None:
    """A request under another name, or from a page of another origin, is refused whatever it asks for."""
    headers = [header] if header else []
    status, head, body = get(preview, path, *headers, host=host.format(port=preview.port))
    assert status in {400, 403}
    assert b"Title" not in body
    assert b"access-control" not in head.lower()
    assert calm(preview)


@pytest.mark.parametrize(
    "request_line",
    [
        "GET http://evil.example/a.html HTTP/1.1",
        "GET http://localhost/a.html HTTP/1.1",
        "GET evil.example HTTP/1.1",
        "CONNECT evil.example:443 HTTP/1.1",
        "TRACE /a.html HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "PROPFIND / HTTP/1.1",
        "GET /a.html",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=lambda line: repr(line[:30]),
)
def test_refuses_what_is_no_request_to_it(preview: Preview, request_line: str) -> None:
    """Requests to other servers, other methods, and bytes that are no HTTP are refused."""
    status, _, body = ask(preview, f"{request_line}\r\nHost: {HOST}\r\nConnection: close\r\n\r\n")
    assert status in {0, 400, 403, 404, 405}
    assert b"Title" not in body
    assert calm(preview)


@pytest.mark.parametrize(
    "headers",
    [
        [f"X-Long: {'a' * 200_000}"],
        [f"X-{number}: {'a' * 100}" for number in range(3_000)],
        [f"Cookie: {'a=b; ' * 40_000}"],
        ["Transfer-Encoding: chunked", "Content-Length: 5"],
        ["Content-Length: -1"],
        ["Content-Length: 99999999999999999999999"],
        ["X-First: a", " folded: x"],
        ["X-Bad\x00: 1"],
    ],
    ids=lambda headers: headers[0][:20],
)
def test_outlives_odd_headers(preview: Preview, headers: list[str]) -> None:
    """Huge, contradictory and malformed headers are refused or ignored, and the server goes on."""
    status, _, _ = get(preview, "/none.html", *headers)
    assert status in {0, 400, 404, 431}
    assert calm(preview)


@pytest.mark.parametrize(
    "path", ["/", "/a.html", "/assets/x.svg", "/_live/events", "/_live/source", "/_live/client.js", "/none"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_takes_nothing_in(preview: Preview, path: str, method: str) -> None:
    """Pages and files can be read only."""
    status, head, _ = get(preview, path, "Content-Length: 0", method=method)
    assert status == 405
    assert b"access-control" not in head.lower()


@pytest.mark.parametrize(
    "query",
    [
        "page=../notes.txt",
        "page=%2fetc%2fpasswd",
        "page=a&slide=none",
        "page=_draft&slide=title",
        "",
        "page=a&slide=title%00",
        f"page={'a' * 5000}",
    ],
    ids=lambda query: query[:20],
)
def test_tells_no_source_outside_the_decks(preview: Preview, query: str) -> None:
    """The place in the source is told for slides of decks only."""
    status, _, body = get(preview, f"/_live/source?{query}")
    assert (status, SECRET.encode() in body) == (404, False)


@pytest.mark.parametrize("text", ["a" * 20_000, "%00", "(" * 1000, "%ff%fe", "$" * 500])
def test_looks_for_odd_texts(preview: Preview, text: str) -> None:
    """Whatever text a click is said to have hit, there is an answer, of the slide."""
    status, _, body = get(preview, f"/_live/source?page=a&slide=title&text={text}&near={text}")
    assert status == 200
    assert json.loads(body)["file"] == "decks/a.md"


@pytest.mark.parametrize("revision", ["9" * 5000, "-1", "", "1e9", "%00", "\u0665".encode().hex(), "0x10"])
def test_takes_odd_revisions_for_unknown(preview: Preview, revision: str) -> None:
    """A page that claims to know an impossible revision is told to reload."""
    with socket.create_connection(("127.0.0.1", preview.port), timeout=20) as connection:
        connection.sendall(f"GET /_live/events?revision={revision} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        answer = b""
        while b'"reload"' not in answer:
            chunk = connection.recv(65536)
            assert chunk
            answer += chunk
    assert b"text/event-stream" in answer
    assert calm(preview)


# -- The editor ------------------------------------------------------------------------------------------


def place(file: str = "decks/a.md", line: object = 1, column: object = 1) -> bytes:
    return json.dumps({"file": file, "line": line, "column": column}).encode()


def test_opens_no_editor_that_was_not_named(preview: Preview) -> None:
    """Without `--editor` there is nothing to open."""
    assert post(preview, "/_live/open", place())[0] == 403


@pytest.fixture(scope="module")
def editing(start_preview: StartPreview, tmp_path_factory: pytest.TempPathFactory) -> tuple[Preview, Path]:
    """Give a server with an editor, and the file that the editor writes its arguments to."""
    if sys.platform == "win32":
        pytest.skip("the stand-in for the editor is a shell script")
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "code"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/ran"\n')
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    files = {"decks/a.md": "# Title\n", "notes.txt": SECRET}
    return start_preview(files, ["--editor", "code"], path=str(folder)), folder / "ran"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (place("notes.txt"), 404),
        (place("../notes.txt"), 404),
        (place("decks/../notes.txt"), 404),
        (place("/etc/passwd"), 404),
        (place("decks/none.md"), 404),
        (place("--help"), 404),
        (place("decks/a.md\x00"), 404),
        (place(line="x"), 400),
        (place(line=None), 400),
        (place(line=[1]), 400),
        (b'{"file": "decks/a.md", "line": 1e999, "column": 1}', 400),
        (b'{"file": "decks/a.md", "line": NaN, "column": 1}', 400),
        (b'{"file": "decks/a.md", "line": ' + b"9" * 5000 + b', "column": 1}', 400),
        (b'{"file": "decks/a.md"}', 400),
        (b"[" * 3000, 400),
        (b"[]", 400),
        (b"null", 400),
        (b"\xff\xfe", 400),
        (b"", 400),
        (b'{"file": "decks/a.md", "line": 1, "column": 1, "x": "' + b"a" * 100_000 + b'"}', 400),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_opens_nothing_but_places_in_the_course(editing: tuple[Preview, Path], body: bytes, expected: int) -> None:
    """The editor opens what its author wrote at a line, and what is no such place is refused."""
    running, ran = editing
    assert post(running, "/_live/open", body, "Content-Type: application/json")[0] == expected
    assert not ran.exists() or "notes" not in ran.read_text()
    assert calm(running)


@pytest.mark.parametrize("header", ["Origin: http://evil.example", "Origin: null"])
def test_opens_nothing_for_other_pages(editing: tuple[Preview, Path], header: str) -> None:
    """A page of another origin cannot open the editor."""
    assert post(editing[0], "/_live/open", place(), header)[0] == 403


def test_opens_the_editor_at_the_place(editing: tuple[Preview, Path]) -> None:
    """A place in a deck opens the editor there; lines and columns below one are the first."""
    running, ran = editing
    status, _, body = post(running, "/_live/open", place(line=-3, column=0))
    assert (status, json.loads(body)) == (200, {"opened": True})
    running.wait_until(lambda: ran.exists() and bool(ran.read_text().strip()), "the editor ran")
    assert ran.read_text() == f"--goto {running.root}/decks/a.md:1:1\n"


# -- What works ------------------------------------------------------------------------------------------

CLIP = bytes(range(256)) * 1000


@pytest.mark.parametrize(
    ("asked", "expected", "body", "told"),
    [
        ("bytes=0-99", 206, CLIP[:100], b"bytes 0-99/256000"),
        ("bytes=255990-", 206, CLIP[-10:], b"bytes 255990-255999/256000"),
        ("bytes=-5", 206, CLIP[-5:], b"bytes 255995-255999/256000"),
        ("bytes=100-999999", 206, CLIP[100:], b"bytes 100-255999/256000"),
        ("bytes=256000-", 416, None, b"bytes */256000"),
        ("bytes=999999-9999999", 416, None, b"bytes */256000"),
        ("bytes=9-1", 400, None, None),
        ("lines=1-2", 400, None, None),
        ("bytes", 400, None, None),
    ],
)
def test_answers_range_requests(
    preview: Preview, asked: str, expected: int, body: bytes | None, told: bytes | None
) -> None:
    """Media are sent in the parts that a player asks for; parts that there are not are refused."""
    status, head, got = get(preview, "/assets/clip.mp4", f"Range: {asked}")
    assert status == expected
    assert body is None or got == body
    assert told is None or b"content-range: " + told in head.lower()


def test_answers_several_ranges_at_once(preview: Preview) -> None:
    """Several parts come as one answer of several."""
    status, head, body = get(preview, "/assets/clip.mp4", "Range: bytes=0-1,1000-1003")
    assert status == 206
    assert b"multipart/byteranges" in head
    assert CLIP[:2] in body
    assert CLIP[1000:1004] in body
    assert len(body) < 1000


def test_sends_whole_files_with_their_type(preview: Preview) -> None:
    """Without a range the whole file comes, and says that parts can be asked for."""
    status, head, body = get(preview, "/assets/clip.mp4")
    assert (status, body) == (200, CLIP)
    assert b"accept-ranges: bytes" in head
    assert b"content-type: video/mp4" in head


@pytest.mark.parametrize(
    "path",
    ["/", "/index.html", "/a.html", "/assets/x.svg", "/_live/client.js", "/_live/events", "/_static/speaker.html"],
)
def test_answers_head_requests(preview: Preview, path: str) -> None:
    """The head of every answer can be asked for alone."""
    status, head, body = get(preview, path, method="HEAD")
    assert (status, body) == (200, b"")
    assert b"x-content-type-options: nosniff" in head


def test_lets_no_other_site_embed_its_files(preview: Preview) -> None:
    """Files and pages say that other sites may not load them, and nothing invites them."""
    for path in ("/", "/a.html", "/assets/x.svg", "/_live/client.js", "/_static/speaker.html"):
        head = get(preview, path)[1].lower()
        assert b"cross-origin-resource-policy: same-origin" in head
        assert b"access-control" not in head


def test_serves_all_that_the_client_is_made_of(preview: Preview) -> None:
    """Every part of the client is there, with the type that browsers insist on."""
    from dl4ad_slides import serve

    types = {".js": b"text/javascript", ".css": b"text/css"}
    for file in (Path(serve.__file__).parent / "client").iterdir():
        if file.suffix in types:
            status, head, body = get(preview, f"/_live/{file.name}")
            assert (status, body) == (200, file.read_bytes())
            assert types[file.suffix] in head


def test_listens_on_the_loopback_only(preview: Preview) -> None:
    """Unless told otherwise, other machines cannot even connect."""
    for address in _addresses():
        with socket.socket() as connection:
            connection.settimeout(20)
            assert connection.connect_ex((address, preview.port)) != 0


def _addresses() -> Iterable[str]:
    from dl4ad_slides.serve.listen import network_address

    address = network_address()
    return [address] if address and not address.startswith("127.") else []
