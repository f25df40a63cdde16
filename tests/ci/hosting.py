"""A hosting service on the loopback interface: git over HTTP behind a token, and the list of pushes of a repository."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.ci.repositories import CLEAN, Repository, bare

TOKEN = "secret-token-of-the-class"  # noqa: S105 (of this test)
BASIC = "Basic " + base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()


class Hosting:
    """The service; `pushes` holds each repository's list, newest first, and `page` how many of them a page has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pushes: dict[str, list[dict[str, str]]] = {}
        self.page = 2
        self.moved: dict[str, str] = {}
        self.following = ""
        self.answers: dict[str, bytes] = {}
        self.silent: set[str] = set()
        self.on_silence: Callable[[], object] = lambda: None
        self._closing = threading.Event()
        self.asked: list[tuple[str, str | None]] = []
        folder.mkdir()
        (folder / "our-class").mkdir()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Hosting:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def repository(self, name: str) -> Repository:
        """A new repository of the class."""
        return bare(self.folder / "our-class", name)

    def note_push(self, name: str, commit: str, moment: str, before: str = "") -> None:
        """Write a push to main into the list of a repository; the first one makes the branch unless told otherwise."""
        known = self.pushes.setdefault(f"our-class/{name}", [])
        before = before or (known[0]["after"] if known else "0" * 40)
        known.insert(0, {"before": before, "after": commit, "ref": "refs/heads/main", "timestamp": moment})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hosting = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                self._answer()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

            def _answer(self) -> None:
                shown = self.headers.get("Authorization")
                hosting.asked.append((self.path, shown))
                name = urlsplit(self.path).path.lstrip("/").partition(".git")[0]
                if name in hosting.silent:
                    hosting.on_silence()
                    hosting._closing.wait(60)
                elif name in hosting.moved:
                    self._send(301, b"", {"Location": hosting.moved[name]})
                elif shown not in (BASIC, f"Bearer {TOKEN}"):
                    self._send(401, b"", {"WWW-Authenticate": "Basic"})
                elif name in hosting.answers:
                    self._send(200, hosting.answers[name], {})
                elif self.path.startswith("/repos/"):
                    self._pushes()
                else:
                    self._git()

            def _pushes(self) -> None:
                parts = urlsplit(self.path)
                name = parts.path.removeprefix("/repos/").removesuffix("/activity")
                asked = parse_qs(parts.query)
                found = [event for event in hosting.pushes.get(name, []) if event["ref"] == asked["ref"][0]]
                start = int(asked.get("after", ["0"])[0])
                more = start + hosting.page < len(found)
                following = (
                    hosting.following or f"{hosting.url}{parts.path}?ref={asked['ref'][0]}&after={start + hosting.page}"
                )
                headers = {"Link": f'<{following}>; rel="next"'} if more else {}
                self._send(200, json.dumps(found[start : start + hosting.page]).encode(), headers)

            def _git(self) -> None:
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                environment = {
                    **CLEAN,
                    "GIT_PROJECT_ROOT": str(hosting.folder),
                    "GIT_HTTP_EXPORT_ALL": "1",
                    "REQUEST_METHOD": self.command,
                    "PATH_INFO": parts.path,
                    "QUERY_STRING": parts.query,
                    "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                    "CONTENT_LENGTH": str(len(body)),
                    "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                    "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                    "PATH": os.environ["PATH"],
                }
                done = subprocess.run(
                    ["git", "http-backend"], input=body, env=environment, capture_output=True, check=True
                )
                head, _, content = done.stdout.partition(b"\r\n\r\n")
                headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
                self._send(int(headers.pop("Status", "200").split()[0]), content, headers)

            def _send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        return Handler
