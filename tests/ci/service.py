"""A build service in miniature: runs a workflow's jobs and steps as GitHub does, on this machine and offline.

Each `run` is executed as written, by bash with the options that GitHub gives it. Actions of the platform are played:
checkout copies a folder, artefacts are kept in a folder. Programs that would need the network or root are stand-ins
on the PATH. Expressions are the few that our workflows use; any other is an error.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.builders import ROOT

STAND_INS = {
    "python": 'test "$*" = "-m pip install uv==0.13.8"',
    "sudo": """case "$*" in
        "apt-get update -qq" | "apt-get install -y -qq bubblewrap") ;;
        "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0") ;;
        *) exit 9 ;;
    esac""",
    "uv": """case "$1" in
        sync) echo "$*" >> "$STAND_IN_LOG"; test -f pyproject.toml && ln -sfn "$STAND_IN_VENV" .venv ;;
        run) shift; test "$1" = --no-sync; shift; program=".venv/bin/$1"; shift; exec "$program" "$@" ;;
        *) exit 9 ;;
    esac""",
}
"""What these do instead of installing; each refuses any call that it does not know."""

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass
class Ran:
    """One step that ran a command."""

    job: str
    command: str
    code: int
    log: str
    environment: dict[str, str]


@dataclass
class Service:
    """Runs workflows below `folder`; `repository` is what checkout copies."""

    folder: Path
    repository: Path
    context: dict[str, str] = field(default_factory=dict)
    ran: list[Ran] = field(default_factory=list)
    summaries: dict[str, str] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    extra: Mapping[str, str] = field(default_factory=dict)

    def run(self, workflow: Path) -> None:
        """Run all jobs in their order."""
        document = load(workflow)
        for name, job in document["jobs"].items():
            if self._holds(job.get("if", "!cancelled()")):
                self._job(name, job)
                for output, text in job.get("outputs", {}).items():
                    self.context[f"needs.{name}.outputs.{output}"] = self._text(text)

    @property
    def artefacts(self) -> Path:
        """Where uploads lie, a folder each."""
        return self.folder / "artefacts"

    def log(self, job: str) -> str:
        """What all steps of a job printed."""
        return "".join(item.log for item in self.ran if item.job == job)

    def _job(self, name: str, job: dict[str, Any]) -> None:
        workspace = self.folder / f"workspace-{name}"
        workspace.mkdir()
        failed = False
        for number, step in enumerate(job["steps"]):
            if not self._holds(step["if"]) if "if" in step else failed:
                continue
            if "uses" in step:
                self._action(step, workspace)
            else:
                failed = not self._command(name, number, step, workspace) or failed
        if failed:
            self.failed.add(name)

    def _command(self, job: str, number: int, step: dict[str, Any], workspace: Path) -> bool:
        place = self.folder / f"step-{job}-{number}"
        place.mkdir()
        files = {f"GITHUB_{key}": place / key for key in ("OUTPUT", "ENV", "PATH", "STATE", "STEP_SUMMARY")}
        for path in files.values():
            path.touch()
        own = {key: self._text(value) for key, value in step.get("env", {}).items()}
        environment = {
            "PATH": f"{self._stand_ins()}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY_OWNER": "our-class",
            "STAND_IN_LOG": str(self.folder / "uv.log"),
            "STAND_IN_VENV": str(ROOT / ".venv"),
            **self.extra,
            **{key: str(path) for key, path in files.items()},
            **own,
        }
        script = place / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=workspace, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=180, check=False,
        )  # fmt: skip
        self.ran.append(Ran(job, step["run"], done.returncode, done.stdout.decode("utf-8", "replace"), own))
        for line in files["GITHUB_OUTPUT"].read_text().splitlines():
            key, _, value = line.partition("=")
            self.context[f"steps.{step.get('id')}.outputs.{key}"] = value
        self.summaries[job] = self.summaries.get(job, "") + files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return done.returncode == 0

    def _action(self, step: dict[str, Any], workspace: Path) -> None:
        given = step.get("with", {})
        name = step["uses"].partition("@")[0]
        if name == "actions/checkout":
            shutil.copytree(
                self.repository, workspace, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
            )
        elif name == "actions/upload-artifact":
            self._upload(self.artefacts / given["name"], given["path"].split(), workspace)
        elif name == "actions/download-artifact":
            shutil.copytree(self.artefacts / given["name"], workspace / given.get("path", "."), dirs_exist_ok=True)
        elif name != "actions/setup-python":
            raise AssertionError(f"nobody plays {name}")

    def _upload(self, store: Path, paths: list[str], workspace: Path) -> None:
        """As the platform does: no hidden files, no empty folders; one folder alone is uploaded without its name."""
        for path in paths:
            source = workspace / path
            assert source.exists(), f"{path} is not there to upload: {[item.log for item in self.ran]}"
            below = source if len(paths) == 1 and source.is_dir() else workspace
            for file in [source] if source.is_file() else source.rglob("*"):
                relative = file.relative_to(below)
                if file.is_file() and not any(part.startswith(".") for part in relative.parts):
                    (store / relative).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file, store / relative)

    def _text(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1]), str(text))

    def _value(self, expression: str) -> str:
        """`a || b` of names in the context; the first that is not empty."""
        names = [name.strip() for name in expression.split("||")]
        assert all(re.fullmatch(r"[\w.-]+", name) for name in names), expression
        return next((self.context[name] for name in names if self.context.get(name)), "")

    def _holds(self, condition: str) -> bool:
        found = _EXPRESSION.fullmatch(condition)
        return all(self._part(part.strip()) for part in (found[1] if found else condition).split("&&"))

    def _part(self, part: str) -> bool:
        if part == "!cancelled()":
            return True
        if part.endswith(" != ''"):
            return self._value(part.removesuffix(" != ''")) != ""
        halves = [half.strip().partition(" == ") for half in part.split("||")]
        assert all(operator for _, operator, _ in halves), part
        return any(self.context.get(name, "") == value.strip("'") for name, _, value in halves)

    def _stand_ins(self) -> Path:
        folder = self.folder / "bin"
        if not folder.exists():
            folder.mkdir()
            for name, body in STAND_INS.items():
                (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
                (folder / name).chmod(0o755)
        return folder


def load(workflow: Path) -> dict[str, Any]:
    """A workflow as data; its triggers stand under `on`, which YAML takes for a truth value."""
    document: dict[Any, Any] = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in document.items()}


def commands(workflow: Path) -> list[str]:
    """All `run` lines of a workflow."""
    return [step["run"] for job in load(workflow)["jobs"].values() for step in job["steps"] if "run" in step]
