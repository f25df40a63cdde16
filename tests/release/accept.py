"""Writes down which files a release has besides those of weeks/: `python -m tests.release.accept`.

Run it when a file more, or one less, is what you want students to get; the list is then part of the change.
"""

from __future__ import annotations

from pathlib import Path

from grader.release.contents import gather

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("files.txt")


def around(paths: list[str]) -> list[str]:
    """The files that are not those of exercises and their originals."""
    return [path for path in paths if not path.startswith(("weeks/", ".quayside/course/stubs/weeks/"))]


def main() -> None:
    """Write the list of the present course."""
    paths = around([item.path for item in gather(ROOT).items])
    LIST.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
