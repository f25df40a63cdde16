"""What is IPython and not Python goes out of a cell, line for line, and nothing else does."""

from __future__ import annotations

import pytest

from grader.notebooks.magics import without_magics


@pytest.mark.parametrize(
    ("source", "python"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install x\nx = 1", "pass\nx = 1"),
        ("if y:\n    !ls\nx = 1", "if y:\n    pass\nx = 1"),
        ("files = !ls\nx = 1", "files = None\nx = 1"),
        ("t = %timeit -o f()", "t = None"),
        ("f?\n?f\nf??", "pass\npass\npass"),
        ("%%time\nx = 1", "pass\nx = 1"),
        ("%%bash\nrm -rf x\necho", "pass\npass\npass"),
        ("\n%%javascript\nalert(1)", "pass\npass\npass"),
    ],
)
def test_lines_of_ipython_are_taken_out(source: str, python: str) -> None:
    """A `pass` stands where each was, so that every other line keeps its number."""
    found, dropped = without_magics(source)

    assert found == python
    assert dropped


@pytest.mark.parametrize(
    "source",
    [
        "x = ('%s'\n     % y)",
        "x = y \\\n    % z",
        "'''\n%matplotlib inline\n!ls\n'''",
        'f"""{x["a"]}\n%d\n"""',
        "x %= 3\ny != 2",
        "# !ls\nx = 1  # what?",
        "x = 'it''s'\ny = \"!\"",
        "x = {\n    'a': 1,\n    **y\n}",
        "@decorated\nclass A:\n    '''It's.'''",
    ],
)
def test_python_stays_as_it_is(source: str) -> None:
    """What only looks like a magic is left alone."""
    assert without_magics(source) == (source, ())


def test_a_cell_of_a_megabyte_takes_no_time() -> None:
    """Each character is looked at once: a giant of brackets and quotes is no way to keep the grader busy."""
    source = "([{'\"" * 200_000 + "\n" + "%x\n" * 20_000

    assert len(without_magics(source)[0]) >= 1_000_000
