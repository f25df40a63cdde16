"""Writes each rule as a generator, follows needs by recursion, and splits a recipe into stages before it looks at them."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

Finding = tuple[str, str]
Document = dict[Any, Any]

STAGES = ("lint", "types", "test", "package", "deploy")
MOVED = ("https://github.com/charliermarsh/ruff-pre-commit",)
CI = ".github/workflows/ci.yml"


class _Loader(yaml.SafeLoader):
    """The safe loader, by its own name."""


def load(text: str) -> Document:
    """The mapping that a YAML text holds; anything else is a ValueError."""
    try:
        match yaml.load(text, Loader=_Loader):
            case dict() as document:
                return document
    except yaml.YAMLError:
        pass
    raise ValueError("no mapping in YAML")


def _several(value: Any) -> list[str]:
    match value:
        case None:
            return []
        case str():
            return [value]
    return [*value]


def triggers(workflow: Document) -> list[str]:
    """The events that start a workflow, sorted."""
    for key in ("on", True):
        if key in workflow:
            return sorted(_several(workflow[key]))
    return []


def _reaches(jobs: Document, name: str, goal: str, path: tuple[str, ...] = ()) -> bool:
    if name in path:
        return False
    needs = _several(jobs[name].get("needs"))
    return goal in needs or any(_reaches(jobs, need, goal, (*path, name)) for need in needs)


def _gaps(workflow: Document) -> Iterator[Finding]:
    jobs = workflow.get("jobs", {})
    last = ""
    for stage in STAGES:
        if stage not in jobs:
            yield "missing-stage", stage
            continue
        if last and not _reaches(jobs, stage, last):
            yield "not-gated", stage
        if jobs[stage].get("continue-on-error", False):
            yield "may-fail", stage
        last = stage
    if not {"pull_request"} & set(triggers(workflow)):
        yield "not-before-merge", "on"


def gates(workflow: Document) -> list[Finding]:
    """What lets a change pass that should have been stopped."""
    return sorted(_gaps(workflow))


def pins(workflow: Document) -> list[Finding]:
    """Actions that may be others tomorrow."""
    pinned = re.compile(r"\./.*|[^@]*@(v?[0-9]+(?:\.[0-9]+)*|[0-9a-f]{40})")
    found = []
    for job in workflow.get("jobs", {}).values():
        for step in job.get("steps", []):
            if "uses" in step and not pinned.fullmatch(step["uses"]):
                found.append(("unpinned-action", step["uses"]))
    return sorted(set(found))


def hooks(config: Document) -> list[Finding]:
    """Repositories of hooks that are not pinned, or have moved."""
    found = {
        ("moved-hook", entry["repo"]) for entry in config.get("repos", []) if entry["repo"] in MOVED
    }
    for entry in config.get("repos", []):
        match entry:
            case {"repo": "local" | "meta"}:
                continue
            case {"rev": str(rev)} if re.fullmatch(r"v?[0-9]+(\.[0-9]+)*|[0-9a-f]{40}", rev):
                continue
        found.add(("unpinned-hook", entry["repo"]))
    return sorted(found)


def _instructions(text: str) -> Iterator[list[str]]:
    waiting: list[str] = []
    for line in text.splitlines():
        if line.strip().startswith("#"):
            continue
        waiting += line.removesuffix("\\").split()
        if not line.endswith("\\"):
            if waiting:
                yield [waiting[0].lower(), *waiting[1:]]
            waiting = []
    if waiting:
        yield [waiting[0].lower(), *waiting[1:]]


def recipe(text: str) -> list[Finding]:
    """What makes an image large, changeable or dangerous."""
    found = set()
    stages: list[list[list[str]]] = []
    for words in _instructions(text):
        if words[0] == "from":
            stages.append([])
        if stages:
            stages[-1].append(words)
        if (
            words[0] == "copy"
            and words[1].startswith("--from=")
            and not re.search(r"(^|/)dist(/|$)", words[2])
        ):
            found.add(("not-from-dist", words[2]))
    known = ["scratch"]
    for stage in stages:
        image = stage[0][1]
        if image not in known and "@" not in image and not re.search(r":(?!latest$)[^/]+$", image):
            found.add(("unpinned-base", image))
        known += stage[0][3:]
    if stages:
        users = ["root"] + [words[1] for words in stages[-1] if words[0] == "user"]
        if users[-1].split(":")[0] in ("root", "0"):
            found.add(("runs-as-root", stages[-1][0][1]))
        if not stages[1:]:
            found.add(("single-stage", stages[0][0][1]))
    return sorted(found)


def _checks(path: str) -> Iterator[Callable[[str], list[Finding]]]:
    if path == CI:
        yield lambda text: gates(load(text))
    if re.fullmatch(r"\.github/workflows/[^/]+\.yml", path):
        yield lambda text: pins(load(text))
    if path == ".pre-commit-config.yaml":
        yield lambda text: hooks(load(text))
    if path.split("/")[-1] == "Dockerfile":
        yield recipe


def inspect_files(files: Mapping[str, str]) -> list[str]:
    """A line for each finding in the files of a repository, sorted."""
    lines = [] if CI in files else [f"{CI}: missing"]
    for path, text in files.items():
        try:
            found = [" ".join(finding) for check in _checks(path) for finding in check(text)]
        except ValueError:
            found = ["unreadable"]
        lines += [f"{path}: {finding}" for finding in found]
    return sorted(lines)
