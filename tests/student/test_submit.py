"""Handing in with the real git: only the student's files, nothing forced, and a way out wherever it cannot go on."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.student import git as git_module
from grader.student.submit import plan_submit, submit
from tests.student.ground import SORT, TALLY, WEEK, course, course_at, own_file, solve, student_repository

OWN = f"weeks/{TALLY}/tally.py"
TESTS = f"weeks/{TALLY}/test_tally.py"


@pytest.fixture(autouse=True)
def plain_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of this machine's user, and an identity of its own."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (home / ".gitconfig").write_text("[user]\nname = Amara\nemail = amara@example.org\n[init]\ndefaultBranch = main\n")


def git(root: Path, *arguments: str) -> str:
    """Run git; gives its output."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True, timeout=30)
    return done.stdout.strip()


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A bare repository, as a server has it."""
    folder = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(folder)], check=True, timeout=30)
    return folder


@pytest.fixture
def root(tmp_path: Path, remote: Path) -> Path:
    """A student repository that was cloned, as it was given out."""
    folder = student_repository(tmp_path)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Start")
    git(folder, "remote", "add", "origin", str(remote))
    git(folder, "push", "-q", "-u", "origin", "main")
    return folder


def files_of_last_commit(folder: Path, where: str = "main") -> list[str]:
    """What a commit holds."""
    return git(folder, "show", "--name-only", "--format=", where).splitlines()


def test_only_the_students_files_are_committed_and_pushed(root: Path, remote: Path) -> None:
    """Exercises and quiz answers go; changed tests, other files and what is staged stay as they are."""
    solve(root, TALLY)
    (root / "weeks" / WEEK / "answers.toml").write_text('what-sort-returns = "b"\n', encoding="utf-8")
    (root / TESTS).write_text("# mine\n", encoding="utf-8")
    (root / "notes.txt").write_text("mine", encoding="utf-8")
    git(root, "add", "notes.txt")
    plan = plan_submit(course_at(root))
    done = submit(course_at(root), plan)

    assert {OWN, f"weeks/{WEEK}/answers.toml"} == set(plan.files) == set(files_of_last_commit(remote))
    assert ("notes.txt", TESTS) == plan.left_out
    assert "Hand in 01/tally, 01/quiz" == git(root, "log", "-1", "--format=%s")
    assert done.pushed
    assert {"A  notes.txt", f" M {TESTS}"} == set(git(root, "status", "--porcelain").splitlines())


def test_a_dry_run_changes_nothing(root: Path) -> None:
    """It says the commands, and neither index nor history nor remote change."""
    solve(root, TALLY)
    before = (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD", "origin/main"))
    done = course(root, "submit", "--dry-run")

    assert 0 == done.returncode
    assert f'git commit --only -m "Hand in 01/tally" {OWN}' in done.stdout
    assert "git push" in done.stdout
    assert before == (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD", "origin/main"))


def test_minutes_and_hints_stay_here_unless_they_are_asked_for(root: Path, remote: Path) -> None:
    """The progress file is handed in on request, even where git ignores it, and from then on always."""
    (root / ".gitignore").write_text(".quayside/*\n", encoding="utf-8")
    course(root, "next", "tally")
    solve(root, TALLY)
    submit(course_at(root), plan_submit(course_at(root)))
    first = files_of_last_commit(remote)
    course(root, "next", "sort-manifest")
    submit(course_at(root), plan_submit(course_at(root), with_progress=True))
    second = files_of_last_commit(remote)
    course(root, "next", "tally")

    assert [OWN] == first
    assert [".quayside/progress.json"] == second == list(plan_submit(course_at(root)).files)


def test_nothing_changed_is_no_error(root: Path) -> None:
    """Handing in twice says so and ends with 0; a commit that was not pushed is pushed."""
    solve(root, TALLY)
    git(root, "commit", "-q", "-a", "-m", "By hand")
    first, second = course(root, "submit"), course(root, "submit")

    assert (0, 0) == (first.returncode, second.returncode)
    assert "pushed main to origin" in first.stdout
    assert "Nothing has changed" in second.stdout


def test_a_new_branch_gets_its_upstream(root: Path, remote: Path) -> None:
    """A branch that the remote does not know is pushed under its own name."""
    git(root, "switch", "-q", "-c", "my-work")
    solve(root, TALLY)

    assert submit(course_at(root), plan_submit(course_at(root))).pushed
    assert [OWN] == files_of_last_commit(remote, "my-work")


def test_without_a_remote_it_commits_and_says_what_to_run(root: Path) -> None:
    """What was done is safe in git, and the missing step is named."""
    git(root, "remote", "remove", "origin")
    solve(root, TALLY)
    done, again = course(root, "submit"), course(root, "submit")

    assert (2, 2) == (done.returncode, again.returncode)
    assert [OWN] == files_of_last_commit(root)
    assert "git remote add origin" in done.stderr
    assert "git remote add origin" in again.stderr


def test_without_a_repository_it_says_how_to_make_one(tmp_path: Path) -> None:
    """A folder that is in no repository is not an accident to be guessed around."""
    done = course(student_repository(tmp_path), "submit", environment={"GIT_CEILING_DIRECTORIES": str(tmp_path)})

    assert 2 == done.returncode
    assert "git init" in done.stderr


def test_inside_another_repository_it_refuses(tmp_path: Path) -> None:
    """The repository of somebody's whole home is not where exercises go."""
    git(tmp_path, "init", "-q")
    with pytest.raises(UsageError, match="inside another git repository"):
        plan_submit(course_at(student_repository(tmp_path)))


def test_without_git_it_says_where_git_is_had(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The missing program is named."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="git is not installed") as caught:
        plan_submit(course_at(root))
    assert "git-scm.com" in caught.value.fix


def test_on_no_branch_it_refuses(root: Path) -> None:
    """A commit on a detached HEAD would be lost from sight."""
    git(root, "checkout", "-q", "--detach")
    with pytest.raises(UsageError, match="on no branch") as caught:
        plan_submit(course_at(root))
    assert "git switch" in caught.value.fix


def test_in_the_middle_of_a_merge_it_refuses_and_names_the_conflict(root: Path) -> None:
    """Neither conflict markers nor half a merge are handed in."""
    git(root, "switch", "-q", "-c", "other")
    own_file(root, TALLY).write_text("A = 1\n", encoding="utf-8")
    git(root, "commit", "-q", "-a", "-m", "One")
    git(root, "switch", "-q", "main")
    own_file(root, TALLY).write_text("A = 2\n", encoding="utf-8")
    git(root, "commit", "-q", "-a", "-m", "Two")
    subprocess.run(["git", "merge", "-q", "other"], cwd=root, capture_output=True, check=False, timeout=30)
    with pytest.raises(UsageError, match=f"a merge is not finished, with conflicts in {OWN}") as caught:
        plan_submit(course_at(root))
    assert "git merge --abort" in caught.value.fix


def test_a_remote_that_is_ahead_is_explained(root: Path, remote: Path, tmp_path: Path) -> None:
    """Nothing is forced: the commit stays here, and the way out is a pull."""
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(remote), str(other))
    (other / "x.txt").write_text("x", encoding="utf-8")
    git(other, "add", ".")
    git(other, "commit", "-q", "-m", "Elsewhere")
    git(other, "push", "-q")
    solve(root, TALLY)
    done = course(root, "submit")

    assert 2 == done.returncode
    assert "git pull --rebase" in done.stderr
    assert [OWN] == files_of_last_commit(root)
    assert ["x.txt"] == files_of_last_commit(remote)


def test_a_remote_that_cannot_be_reached_loses_nothing(root: Path, remote: Path) -> None:
    """The commit is made, and the command for later is named."""
    remote.rename(remote.with_name("gone.git"))
    solve(root, TALLY)
    done = course(root, "submit")

    assert 2 == done.returncode
    assert "committed here" in done.stderr
    assert "git push" in done.stderr


def test_an_unknown_author_is_told_how_to_say_who_they_are(root: Path, tmp_path: Path) -> None:
    """git's own long text becomes one line with the command."""
    (tmp_path / "home" / ".gitconfig").write_text("[user]\nuseConfigOnly = true\n", encoding="utf-8")
    solve(root, TALLY)
    done = course(root, "submit")

    assert 2 == done.returncode
    assert "git config --global user.name" in done.stderr


def test_a_hook_that_refuses_is_quoted(root: Path) -> None:
    """What a student's own hook says is passed on."""
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'too late today' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    solve(root, TALLY)
    with pytest.raises(UsageError, match="too late today"):
        submit(course_at(root), plan_submit(course_at(root)))


def test_a_deleted_file_is_said_and_stays_in_git(root: Path, remote: Path) -> None:
    """Deleting one's own file by accident does not delete it from what is handed in."""
    own_file(root, SORT).unlink()
    solve(root, TALLY)
    done = course(root, "submit")

    assert "is deleted here" in done.stdout
    assert [OWN] == files_of_last_commit(remote)


def test_odd_names_and_outer_variables_do_not_mislead_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that look like patterns are left out as they are; variables of an outer git are not believed."""
    (root / "*.py").write_text("x", encoding="utf-8")
    (root / "zoë [1].txt").write_text("x", encoding="utf-8")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    solve(root, TALLY)
    plan = plan_submit(course_at(root))
    submit(course_at(root), plan)
    monkeypatch.delenv("GIT_DIR")

    assert {"*.py", "zoë [1].txt"} == set(plan.left_out)
    assert [OWN] == files_of_last_commit(root)


def test_what_is_not_finished_and_what_is_left_out_is_said(root: Path) -> None:
    """Handing in what does not pass is allowed and said; a heap of other files is counted, not listed."""
    own_file(root, TALLY).write_text("x = 1\n", encoding="utf-8")
    for number in range(9):
        (root / f"notes-{number}.txt").write_text("x", encoding="utf-8")
    done = course(root, "submit", "--dry-run")

    assert "Not passing when tested last, or not tested: 01/tally" in done.stdout
    assert "and 4 more" in done.stdout


def test_git_that_does_not_end_is_given_up(root: Path) -> None:
    """Every wait has an end, and the sentence says what to look at."""
    slow = git_module.Git(root, "git")
    with pytest.raises(UsageError, match="did not end within 0 seconds"):
        slow.run("cat-file", "--batch", seconds=0.0)
