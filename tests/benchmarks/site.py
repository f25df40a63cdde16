"""How long the site of a whole course takes: generating, building strictly, following every link, looking for leaks.

    python -m tests.benchmarks.site [WEEKS]

Builds a course of twenty weeks, each a copy of week 06, and prints seconds by step. The build with its link check has
to stay below thirty seconds on two cores.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from grader.cli.site import looking, programs
from grader.site.build import run_generator
from grader.site.generate import DEFAULT_FOLDER, HTML, generate
from grader.site.hidden import find_hidden
from grader.site.linkcheck import check_links
from tests.site.courses import NEEDS, copy_course

LIMIT_SECONDS = 30.0


def main() -> int:
    """Build once, print each step, and end with 1 if building and checking links took longer than it may."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else len(NEEDS)
    with tempfile.TemporaryDirectory(prefix="quayside-site-") as temporary:
        root = copy_course(Path(temporary) / "course", tuple(NEEDS)[:count])
        folder = root / DEFAULT_FOLDER
        generated = _timed("generate", lambda: generate(root, folder, programs()))
        built = _timed("build, strict", lambda: run_generator(folder))
        linked = _timed("links", lambda: check_links(folder / HTML))
        _timed("hidden lines", lambda: find_hidden(folder / HTML, looking(root)))
        again = _timed("generate again", lambda: generate(root, folder, programs()))
        report = check_links(folder / HTML)
        size = sum(path.stat().st_size for path in (folder / HTML).rglob("*") if path.is_file())
    print(f"{count} weeks, {report.pages} pages, {report.links} links, {size / 1e6:.1f} MB")
    total = generated + built + linked
    print(f"build and link check: {total:.1f} s of {LIMIT_SECONDS:.0f} s; again with nothing changed: {again:.1f} s")
    return 1 if total > LIMIT_SECONDS or report.problems else 0


def _timed(step: str, work: Callable[[], object]) -> float:
    """Seconds on the clock; those of the processor stand beside them, for machines that do other things as well."""
    start, before = time.perf_counter(), _processor_seconds()
    work()
    seconds = time.perf_counter() - start
    print(f"{step:16} {seconds:6.2f} s, {_processor_seconds() - before:6.2f} s of processor time")
    return seconds


def _processor_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    sys.exit(main())
