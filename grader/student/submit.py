"""Hands in what a student has done: commits the files that the student owns, and nothing else, and pushes them.

Looks first and says what it would do; what it cannot do it says in one line, with the command that goes on from there.
Changes no file of the working copy, never forces, and leaves whatever else the student has staged as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.course import Course
from grader.errors import UsageError
from grader.student.git import PUSH_SECONDS, Git, Said, find_git, shown
from grader.student.listing import short_name
from grader.student.originals import student_files
from grader.student.quizzes import ANSWERS_FILE
from grader.student.state import FOLDER, NAME

NAMED = 4
"""As many exercises are named in the message of a commit, and files in a command that is shown."""
PROGRESS = f"{FOLDER}/{NAME}"
_UNFINISHED = {
    "MERGE_HEAD": ("a merge", "git merge --abort"),
    "rebase-merge": ("a rebase", "git rebase --abort"),
    "rebase-apply": ("a rebase", "git rebase --abort"),
    "CHERRY_PICK_HEAD": ("a cherry-pick", "git cherry-pick --abort"),
    "REVERT_HEAD": ("a revert", "git revert --abort"),
}


@dataclass(frozen=True)
class Plan:
    """What handing in comes to: the files to commit, what is left out, and where it goes."""

    branch: str
    files: tuple[str, ...]
    """Changed or new files of the student, from the root of the course, with forward slashes."""
    exercises: tuple[str, ...]
    """Ids of the exercises and quizzes they belong to."""
    left_out: tuple[str, ...]
    """Changed files that are not handed in: those of the course, and others."""
    deleted: tuple[str, ...]
    """Files of the student that are in git and no longer on disk."""
    remote: str
    """Where it is pushed to; empty where there is no remote."""
    has_upstream: bool
    ahead: int
    """Commits that were made and not pushed yet."""

    @property
    def message(self) -> str:
        """The message of the commit."""
        names = [short_name(name) for name in self.exercises]
        if len(names) > NAMED:
            names[NAMED:] = [f"and {len(names) - NAMED} more"]
        return f"Hand in {', '.join(names)}" if names else "Hand in my progress"

    @property
    def commands(self) -> tuple[str, ...]:
        """What is run, as somebody would type it; many files are counted instead of named."""
        files = list(self.files) if len(self.files) <= NAMED else [f"[the {len(self.files)} files]"]
        commit = [shown(["add", "--force", *files]), shown(["commit", "--only", "-m", self.message, *files])]
        push = [shown(self.push)] if self.remote else []
        return tuple((commit if self.files else []) + (push if self.files or self.needs_push else []))

    @property
    def push(self) -> list[str]:
        """The arguments of the push."""
        return ["push"] if self.has_upstream else ["push", "--set-upstream", self.remote, self.branch]

    @property
    def needs_push(self) -> bool:
        """Whether something was committed before that is not at the remote yet."""
        return bool(self.remote) and (self.ahead > 0 or not self.has_upstream)


@dataclass(frozen=True)
class Submitted:
    """What was done: the commit's short name, empty where there was nothing to commit, and whether it was pushed."""

    plan: Plan
    commit: str
    pushed: bool


def plan_submit(course: Course, *, with_progress: bool = False) -> Plan:
    """Look at the repository. Raises UsageError with the command that goes on, where nothing can be handed in."""
    git = open_repository(course.root)
    branch = _branch(git)
    owned = dict(_owned(course))
    if with_progress or git.line("ls-files", "--", PROGRESS):
        owned[PROGRESS] = ""
    changed = _changed(git)
    tracked = _lines(git, "ls-files")
    # What git does not know yet is handed in even where some list of patterns hides it from `git status`.
    files = tuple(path for path in owned if (course.root / path).is_file() and (path in changed or path not in tracked))
    deleted = tuple(path for path in changed if path in owned and not (course.root / path).exists())
    remote, has_upstream = _remote(git, branch)
    return Plan(
        branch,
        files,
        tuple(dict.fromkeys(owned[path] for path in files if owned[path])),
        tuple(path for path in changed if path not in owned and not path.startswith(f"{FOLDER}/")),
        deleted,
        remote,
        has_upstream,
        int(git.line("rev-list", "--count", "@{upstream}..HEAD") or 0) if has_upstream else 0,
    )


def submit(course: Course, plan: Plan) -> Submitted:
    """Commit and push. Raises UsageError where git refuses; what was committed by then stays committed."""
    git = open_repository(course.root)
    commit = ""
    if plan.files:
        _expect(git.run("add", "--force", paths=plan.files), "git could not take the files in", "git add weeks")
        said = git.run("commit", "--only", "-q", "-m", plan.message, paths=plan.files)
        if not said.is_done:
            raise _not_committed(said)
        commit = git.line("rev-parse", "--short", "HEAD")
    if not plan.remote or not (plan.files or plan.needs_push):
        return Submitted(plan, commit, pushed=False)
    said = git.run(*plan.push, seconds=PUSH_SECONDS)
    if not said.is_done:
        raise _not_pushed(said, plan)
    return Submitted(plan, commit, pushed=True)


def open_repository(root: Path) -> Git:
    """git at work in the course's repository. Raises UsageError where there is none, or something is unfinished."""
    git = find_git(root)
    if git is None:
        raise UsageError(
            "git is not installed", fix="install it from https://git-scm.com, then run `course submit` again"
        )
    said = git.run("rev-parse", "--show-prefix")
    if not said.is_done and "dubious ownership" in said.error:
        command = next((line.strip() for line in said.error.splitlines() if "safe.directory" in line), "")
        raise UsageError("git does not trust this folder: it belongs to another user", fix=command or said.reason)
    if not said.is_done:
        message = "this folder is not in a git repository"
        raise UsageError(message, fix="git init -b main, then git add . and git commit -m Start")
    if said.output.strip():
        message = "this course lies inside another git repository"
        raise UsageError(message, fix="give it one of its own: git init -b main, in the folder that holds weeks/")
    for name, (what, way_out) in _UNFINISHED.items():
        if (root / git.line("rev-parse", "--git-path", name)).exists():
            conflicts = git.line("diff", "--name-only", "--diff-filter=U").splitlines()
            where = f", with conflicts in {', '.join(conflicts[:3])}" if conflicts else ""
            fix = f"end it, with git add and git commit; or take it back: {way_out}"
            raise UsageError(f"{what} is not finished{where}", fix=fix)
    return git


def _branch(git: Git) -> str:
    branch = git.line("symbolic-ref", "--quiet", "--short", "HEAD")
    if branch:
        return branch
    message = "you are on no branch: what is committed here would be lost from sight"
    raise UsageError(message, fix="make it one: git switch -c my-work; or go back: git switch main")


def _owned(course: Course) -> Iterable[tuple[str, str]]:
    """Path from the root to the exercise or the quiz it belongs to, for all that a student owns."""
    layout = course.layout
    for exercise in course.exercises:
        for path in student_files(course.root, exercise).values():
            yield layout.relative(path), exercise.id
    for week in course.weeks:
        yield layout.relative(layout.quiz(week.name).with_name(ANSWERS_FILE)), f"{week.name}/quiz"


def _changed(git: Git) -> tuple[str, ...]:
    """Paths that differ from the last commit, new ones included, in order."""
    entries = _lines(git, "status", "--porcelain=v1", "--untracked-files=all", "--no-renames")
    return tuple(sorted(entry[3:] for entry in entries))


def _lines(git: Git, *arguments: str) -> frozenset[str]:
    """What a command lists, with whatever is in the names."""
    said = git.run(*arguments, "-z")
    _expect(said, "git cannot say what is there", shown(arguments))
    return frozenset(entry for entry in said.output.split("\0") if entry)


def _remote(git: Git, branch: str) -> tuple[str, bool]:
    """The remote to push to, and whether the branch knows it already."""
    upstream = git.line("config", f"branch.{branch}.remote")
    if upstream and git.line("rev-parse", "--verify", "--quiet", "@{upstream}"):
        return upstream, True
    remotes = git.line("remote").splitlines()
    preferred = [name for name in (upstream, "origin") if name in remotes]
    return (preferred or remotes or [""])[0], False


def _expect(said: Said, what: str, by_hand: str) -> None:
    if not said.is_done:
        raise UsageError(f"{what}: {said.reason}", fix=f"see what it says: {by_hand}")


def _not_committed(said: Said) -> UsageError:
    words = said.error + said.output
    if "user.email" in words or "tell me who you are" in words:
        fix = 'git config --global user.name "Your Name", and the same with user.email'
        return UsageError("git does not know who you are", fix=fix)
    return UsageError(f"git did not commit: {said.reason}", fix="mend what it names, then run `course submit` again")


def _not_pushed(said: Said, plan: Plan) -> UsageError:
    words = said.error
    done = "what you did is committed here, and not at the remote: "
    if "non-fast-forward" in words or "fetch first" in words or "stale info" in words:
        message = f"{done}it has commits that you have not"
        return UsageError(message, fix="git pull --rebase, then run `course submit` again")
    if any(word in words for word in ("could not read Username", "Authentication failed", "Permission denied", "403")):
        return UsageError(f"{done}it did not let you in", fix=f"sign in, then: {shown(plan.push)}")
    return UsageError(f"{done}{said.reason}", fix=f"when it can be reached: {shown(plan.push)}")
