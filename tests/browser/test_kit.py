"""Files that pages with an exercise load: complete with Node, plain without, and nothing in them that is hidden."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from grader.site import kit
from tests.browser.ground import ROOT, SOURCES, missing

NODE = pytest.mark.skipif("node" in missing() or "npm" in missing(), reason="needs Node and npm")


def test_without_node_the_pages_keep_their_plain_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No Node on the path: loader, quiz and style are there, and one sentence says what is not."""
    monkeypatch.setenv("PATH", str(tmp_path))

    made = kit.browser_files(tmp_path / "cache")

    assert not made.is_complete
    assert "Node and npm are not installed, so exercises on the pages have no editor" == made.reason
    assert {"exercise.css", "loader.js", "quiz.js"} == {Path(name).name for name in made.files}
    assert kit.kit_path(tmp_path / "cache") is None


def test_packages_that_cannot_be_had_are_a_sentence_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An npm that fails leaves the plain scripts, and its last words are in the reason."""
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'no such registry' >&2\nexit 7\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    made = kit.browser_files(tmp_path / "cache")

    assert "npm could not install the packages (npm ci failed: no such registry)" in made.reason
    assert 3 == len(made.files)


def test_packages_are_pinned_to_published_versions() -> None:
    """Exact versions in package.json; every package of the lock has a hash, and none an address."""
    wanted = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]

    assert [] == [version for version in versions if not version[0].isdigit()]
    assert [] == [
        name for name, package in lock.items() if name and ("integrity" not in package or "resolved" in package)
    ]


@NODE
@pytest.mark.slow
def test_the_manifest_has_every_file_with_size_and_hash() -> None:
    """What is served can be checked byte by byte against manifest.json."""
    files = dict(kit.browser_files(kit.default_cache(ROOT)).files)
    listed = json.loads(files.pop(f"{kit.FOLDER}/{kit.MANIFEST}"))["files"]

    assert {f"{kit.FOLDER}/{name}": entry for name, entry in listed.items()} == {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()
    }


@NODE
@pytest.mark.slow
def test_the_kit_holds_compiled_modules_of_pytest_and_the_runner_only() -> None:
    """No source, no module of the grading half, and nothing of a course is in the kit."""
    content = kit.browser_files(kit.default_cache(ROOT)).files[f"{kit.FOLDER}/{kit.KIT}"]
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    ours = {name for name in names if name.startswith("grader/")}

    assert {".pyc"} == {Path(name).suffix for name in names}
    assert "grader/site/browser/runner.pyc" in ours
    assert set() == {name for name in ours if name.split("/")[1] in {"judge", "checks", "course", "sandbox", "harness"}}
