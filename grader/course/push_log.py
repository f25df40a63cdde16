"""Asks GitHub when it received which push: the one clock for deadlines that a student does not set.

The dates inside a commit are written by its author's machine. GitHub keeps, for each repository, the time at which it
received every push; this module reads that list and nothing else. Other servers have no such list that is known here.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from urllib.parse import quote, urlsplit

from grader.course.collect_git import Access, Unreachable

API = "https://api.github.com"
PAGE = 100
MAX_PAGES = 30
MAX_BYTES = 4 * 1024 * 1024
SECONDS = 30.0
_NEXT = re.compile(r'<([^<>]+)>;\s*rel="next"')
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


@dataclass(frozen=True)
class Push:
    """One change of a branch: when the server received it, and the commits before and after."""

    moment: datetime
    before: str
    after: str


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: the token is for the server that was asked."""

    def redirect_request(self, *_: Any) -> None:
        """Refuse; urllib then reports the redirect as an error."""


def has_push_log(address: str, server: str) -> bool:
    """Whether the repository lies on the server whose interface is asked."""
    return address.startswith(f"{server.rstrip('/')}/")


def commit_at(address: str, ref: str, deadline: datetime, access: Access, api: str = API) -> str | None:
    """The commit that `ref` was at when the deadline came; None if it did not exist by then.

    Raises Unreachable where the server does not say.
    """
    if not ref.startswith("refs/heads/"):
        raise Unreachable("the server does not name its default branch; write the branch into the roster")
    path = urlsplit(address).path.strip("/").removesuffix(".git")
    url = f"{api.rstrip('/')}/repos/{quote(path)}/activity?ref={quote(ref, safe='')}&per_page={PAGE}&direction=desc"
    earliest: Push | None = None
    for _ in range(MAX_PAGES):
        events, following = _page(url, access, api)
        for event in events:
            push = _read(event)
            if push.moment <= deadline:
                return _commit(push.after)
            earliest = push
        if not following:
            break
        url = following
    else:
        raise Unreachable("its list of pushes is too long to be read back to the deadline")
    if earliest is None:
        raise Unreachable("the server's list of pushes is empty")
    # The list does not reach back to the deadline. Where the branch was before the first push on it, it was then.
    return _commit(earliest.before)


def _commit(text: str) -> str | None:
    """A commit; None for the row of zeros that stands for no commit."""
    if not _COMMIT.fullmatch(text):
        raise Unreachable("the server's list of pushes cannot be read")
    return text if text.strip("0") else None


def _page(url: str, access: Access, api: str) -> tuple[list[Any], str]:
    if not url.startswith(f"{api.rstrip('/')}/"):
        raise Unreachable("the list of pushes goes on at another server")
    request = urllib.request.Request(url, headers={"Accept": "application/vnd.github+json"})  # noqa: S310 (it begins with the address of the interface)
    if access.token:
        request.add_unredirected_header("Authorization", f"Bearer {access.token}")
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            events = json.loads(_limited(answer))
            following = _NEXT.search(answer.headers.get("Link", ""))
    except urllib.error.HTTPError as error:
        error.close()
        raise Unreachable(f"the server does not tell when pushes came ({error.code})") from None
    except (OSError, ValueError) as error:
        raise Unreachable(f"the server does not tell when pushes came ({type(error).__name__})") from None
    if not isinstance(events, list):
        raise Unreachable("the server's list of pushes cannot be read")
    return events, following[1] if following else ""


def _limited(answer: IO[bytes]) -> bytes:
    content = answer.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError("too long")
    return content


def _read(event: Any) -> Push:
    try:
        push = Push(datetime.fromisoformat(event["timestamp"]), event["before"], event["after"])
    except (KeyError, TypeError, ValueError):
        raise Unreachable("the server's list of pushes cannot be read") from None
    if push.moment.tzinfo is None or not isinstance(push.before, str) or not isinstance(push.after, str):
        raise Unreachable("the server's list of pushes cannot be read")
    return push
