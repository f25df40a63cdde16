"""Hidden checks of pipeline-inspector."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

STAGES = ["lint", "types", "test", "package", "deploy"]
RUFF = "https://github.com/charliermarsh/ruff-pre-commit"
COMMIT = "1f" * 20
NAMES = [*STAGES, "sign", "docs"]
REFS = [
    "v4",
    "4",
    "v4.1.2",
    "24.1.0",
    COMMIT,
    COMMIT[1:],
    COMMIT.upper(),
    "main",
    "v4.x",
    "vv4",
    "v4.",
    "",
    "stable",
    "v",
]
IMAGES = [
    "python:3.12",
    "python",
    "python:latest",
    "port.example:5000/py",
    "port.example:5000/py:1",
    "py@sha256:1",
    "scratch",
]
LINES = [
    *[f"FROM {image}" for image in IMAGES],
    "FROM python:3.12 AS build",
    "from build as final",
    "FROM build",
    "USER yard",
    "user root",
    "USER 0:0",
    "USER 1000:root",
    "RUN pip wheel . \\\n    USER root",
    "  # FROM other",
    "",
    "COPY --from=build /src/dist/ /w/",
    "COPY --from=build /root/.cache /w/",
    "COPY distance /w/",
]
CHAIN = {
    "lint": {},
    "types": {"needs": "lint"},
    "test": {"needs": ["types"]},
    "package": {"needs": "test"},
    "deploy": {"needs": ["package"]},
}
GOOD = """
on: [pull_request]
jobs:
  lint: {steps: [{uses: actions/checkout@v4}]}
  types: {needs: lint}
  test: {needs: types}
  package: {needs: test}
  deploy: {needs: package}
"""


def changed(**jobs):
    """A workflow with the whole chain, but for some jobs; None takes one away."""
    kept = {name: job for name, job in {**CHAIN, **jobs}.items() if job is not None}
    return {"on": ["pull_request", "push"], "jobs": kept}


@st.composite
def workflows(draw):
    """Some jobs with some needs among them, circles included."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=7))
    jobs = {}
    for name in names:
        job = {}
        needs = draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
        if needs:
            job["needs"] = needs[0] if len(needs) == 1 else needs
        lenient = draw(st.sampled_from([None, True, False]))
        if lenient is not None:
            job["continue-on-error"] = lenient
        jobs[name] = job
    return {
        draw(st.sampled_from(["on", True])): draw(
            st.sampled_from(["push", ["push", "pull_request"]])
        ),
        "jobs": jobs,
    }


@points(2, task=1, covers="R1")
def check_load_gives_a_mapping(student, reference):
    """A mapping becomes one of plain data, and any other document raises ValueError."""
    for text in [
        "{}",
        "a: 1\nb: [x, 2.5, null, yes]\n",
        "on: push\n",
        "rev: '6.0'\nname: déchets\n",
    ]:
        agree(student, reference, "load", text)
    for text in ["", "# nothing\n", "- a\n- b\n", "lint", "7", "[]", "''"]:
        agree(student, reference, "load", text)


@points(2, task=1, covers="R1")
def check_load_refuses_broken_texts(student, reference):
    """Broken YAML raises ValueError."""
    for text in ["jobs: [lint", "a: b: c", "\tx: 1", "x: *unknown", "'open"]:
        agree(student, reference, "load", text)


@points(2, task=1, covers="R1")
def check_load_makes_no_python_objects(student, reference):
    """A tag that would make a Python object raises ValueError."""
    for text in [
        "a: !!python/tuple [1, 2]",
        "a: !!python/name:os.getcwd",
        "a: !!python/object/apply:os.getcwd []",
    ]:
        agree(student, reference, "load", text)


@points(2, task=1, covers="R2")
def check_triggers_in_every_form(student, reference):
    """Events are found under either key: one text, a list or a mapping."""
    for key in ["on", True]:
        for events in [
            "push",
            ["push"],
            ["push", "pull_request", "merge_group"],
            {"release": {"types": ["made"]}, "push": None},
        ]:
            agree(student, reference, "triggers", {key: events, "name": "x"})
    agree(student, reference, "triggers", {"jobs": {}})
    agree(student, reference, "triggers", {})


@points(2, task=2, covers="R3 R5")
def check_missing_and_lenient_stages(student, reference):
    """A stage without a job is reported, and one that may fail; nothing for a whole chain."""
    agree(student, reference, "gates", changed(), observing=["value", "arguments"])
    agree(student, reference, "gates", {"on": ["pull_request"]})
    agree(student, reference, "gates", changed(deploy=None))
    agree(student, reference, "gates", changed(package=None, deploy=None))
    agree(student, reference, "gates", changed(deploy=None, docs={"needs": ["package"]}))
    agree(student, reference, "gates", changed(lint={"continue-on-error": True}))
    agree(student, reference, "gates", changed(lint={"continue-on-error": False}))
    agree(student, reference, "gates", changed(docs={"continue-on-error": True}))
    agree(
        student,
        reference,
        "gates",
        changed(deploy={"needs": ["package"], "continue-on-error": True}),
    )


@points(2, task=2, covers="R4")
def check_stages_wait_directly(student, reference):
    """A stage waits for the nearest one before it that is there."""
    agree(student, reference, "gates", changed(test={}))
    agree(student, reference, "gates", changed(deploy={"needs": ["lint"]}, types={}))
    agree(student, reference, "gates", changed(types=None, test={"needs": ["lint"]}))
    agree(
        student,
        reference,
        "gates",
        changed(types=None, package=None, test={}, deploy={"needs": ["test", "lint"]}),
    )


@points(2, task=2, covers="R4", after="check_stages_wait_directly")
def check_stages_wait_through_others(student, reference):
    """Waiting is passed on, however long the chain, and a circle does not hang."""
    link = {"sign": {"needs": ["package"]}, "docs": {"needs": ["sign"]}}
    agree(student, reference, "gates", changed(**link, deploy={"needs": ["docs"]}))
    agree(
        student,
        reference,
        "gates",
        changed(**link, scan={"needs": ["docs"]}, deploy={"needs": ["lint", "scan"]}),
    )
    agree(
        student,
        reference,
        "gates",
        changed(sign={"needs": ["docs"]}, docs={"needs": ["sign"]}, deploy={"needs": ["sign"]}),
    )
    agree(student, reference, "gates", changed(lint={"needs": ["deploy"]}))


@points(1, task=2, covers="R6", after="check_triggers_in_every_form")
def check_the_pipeline_runs_before_the_merge(student, reference):
    """A workflow that no pull request triggers is reported."""
    for events in ["push", "pull_request", ["push"], {"pull_request": None}]:
        agree(student, reference, "gates", {True: events, "jobs": CHAIN})
    agree(student, reference, "gates", {"jobs": CHAIN})


@points(
    2,
    task=2,
    covers="R3 R4 R5 R6",
    after="check_stages_wait_through_others check_the_pipeline_runs_before_the_merge",
)
@given(workflow=workflows())
def check_any_workflow(student, reference, workflow):
    """Any workflow is judged by all four rules."""
    agree(student, reference, "gates", workflow)


@points(2, task=3, covers="R7")
def check_actions(student, reference):
    """An action is pinned to a version or a commit, is local, or is reported once."""
    for ref in REFS:
        agree(
            student, reference, "pins", {"jobs": {"a": {"steps": [{"uses": f"port/scan@{ref}"}]}}}
        )
    steps = [
        {"uses": "port/b"},
        {"run": "ls"},
        {"uses": "./local"},
        {"uses": "./a@main"},
        {"uses": "port/a@dev"},
    ]
    workflow = {"jobs": {"a": {"steps": steps}, "b": {"needs": "a"}, "c": {"steps": steps}}}
    agree(student, reference, "pins", workflow, observing=["value", "arguments"])
    agree(student, reference, "pins", {"on": "push"})


@points(2, task=3, covers="R8 R9")
def check_hooks_are_pinned_and_have_not_moved(student, reference):
    """The revision of a repository of hooks is a pin; one that has moved is reported in any case."""
    for rev in REFS:
        agree(
            student,
            reference,
            "hooks",
            {"repos": [{"repo": "https://git.example/a", "rev": rev, "hooks": []}]},
        )
    agree(student, reference, "hooks", {"repos": [{"repo": "b"}, {"repo": "a"}, {"repo": "b"}]})
    agree(student, reference, "hooks", {})
    for rev in ["v0.1.0", "main"]:
        agree(
            student,
            reference,
            "hooks",
            {"repos": [{"repo": "a", "rev": "1"}, {"repo": RUFF, "rev": rev}]},
        )


@points(1, task=3, covers="R8")
def check_a_number_is_no_revision(student, reference):
    """What YAML reads as a number is reported."""
    for rev in [6.0, 24, 1.1]:
        agree(
            student, reference, "hooks", {"repos": [{"repo": "https://git.example/a", "rev": rev}]}
        )


@points(1, task=3, covers="R8")
def check_local_hooks_need_no_revision(student, reference):
    """Hooks of the repository itself have no revision."""
    agree(
        student,
        reference,
        "hooks",
        {"repos": [{"repo": "local"}, {"repo": "meta"}, {"repo": "locals"}]},
    )


@points(2, task=4, covers="R10 R11")
def check_bases(student, reference):
    """Images without a tag are reported, and recipes of one stage."""
    for image in [*IMAGES, "a/b", "a/b:latest", "a:latest@sha256:9", "a/b:1", "build"]:
        agree(student, reference, "recipe", f"FROM {image}\nUSER yard\n")
        agree(
            student, reference, "recipe", f"FROM a:1 AS build\nFROM {image} AS final\nUSER yard\n"
        )
    agree(student, reference, "recipe", "from a:1 as b\nFROM b\nFROM b AS c\nFROM c\nuser yard\n")


@points(2, task=4, covers="R12 R14")
def check_users(student, reference):
    """The last user of the last stage is not root."""
    for users in [
        "",
        "USER root\n",
        "USER 0\n",
        "USER root:yard\n",
        "USER 0:0\n",
        "USER yard\nUSER root\n",
        "USER root\nUSER yard:root\n",
    ]:
        agree(student, reference, "recipe", f"FROM a:1 AS b\nFROM b:2\n{users}")
    agree(student, reference, "recipe", "FROM a:1 AS b\nUSER yard\nFROM b\nRUN x\n")
    for text in ["", "# FROM a\n", "USER root\n", "RUN ls\n\n"]:
        agree(student, reference, "recipe", text)


@points(1, task=4, covers="R12")
def check_continued_lines_and_comments(student, reference):
    """A continued line is one instruction; comments and blank lines are none."""
    tail = "FROM b:2\nUSER yard\n"
    for head in [
        "FROM \\\n  a:1 AS b\n",
        "FROM a\nRUN ls \\\n  # why\n  FROM c\n",
        "   # FROM x\n\n#FROM y\nFROM a:1\n",
    ]:
        agree(student, reference, "recipe", head + tail)


@points(1, task=4, covers="R13 R14")
def check_copies(student, reference):
    """What is copied from another stage comes from a folder called dist."""
    for source in ["/src/dist/", "dist", "/dist/a.whl", "/src/distance", "/root/.cache", "a.dist"]:
        agree(
            student,
            reference,
            "recipe",
            f"FROM a:1 AS b\nFROM b:2\nCOPY --from=b {source} /dist/\nUSER yard\n",
        )
        agree(
            student, reference, "recipe", f"FROM a:1 AS b\nFROM b:2\nCOPY {source} /w/\nUSER yard\n"
        )
        agree(student, reference, "recipe", f"copy --from=b {source} /w/\n")


@points(
    2,
    task=4,
    covers="R10 R11 R12 R13 R14",
    after="check_bases check_users check_copies check_continued_lines_and_comments",
)
@given(lines=st.lists(st.sampled_from(LINES), max_size=7))
def check_any_recipe(student, reference, lines):
    """Any recipe is judged by all rules."""
    agree(student, reference, "recipe", "\n".join(lines))


@points(2, task=5, covers="R15")
def check_files_go_to_their_rules(student, reference):
    """Each file is judged by the rules for files of its name, and others are ignored."""
    workflow = "jobs: {a: {steps: [{uses: b@main}]}}"
    files = {
        ".github/workflows/ci.yml": workflow,
        ".github/workflows/nightly.yml": workflow,
        ".github/workflows/notes.txt": workflow,
        "docs/ci.yml": workflow,
        ".pre-commit-config.yaml": "repos: [{repo: a}]",
        "docs/.pre-commit-config.yaml": "repos: [{repo: b}]",
        "Dockerfile": "FROM a",
        "tools/crane/Dockerfile": "FROM b",
        "tools/Dockerfile.md": "FROM c",
    }
    agree(student, reference, "inspect_files", files, observing=["value", "arguments"])
    agree(student, reference, "inspect_files", dict(reversed(files.items())))
    agree(student, reference, "inspect_files", {".github/workflows/ci.yml": GOOD})


@points(2, task=5, covers="R16")
def check_unreadable_and_missing_files(student, reference):
    """A file that cannot be read does not end the round, and a missing workflow is told."""
    agree(student, reference, "inspect_files", {})
    agree(
        student,
        reference,
        "inspect_files",
        {".github/workflows/a.yml": "- x", "Dockerfile": "FROM a:1\n"},
    )
    files = {
        ".github/workflows/ci.yml": "jobs: [",
        ".pre-commit-config.yaml": "",
        "b/Dockerfile": "FROM a",
    }
    agree(student, reference, "inspect_files", files)
