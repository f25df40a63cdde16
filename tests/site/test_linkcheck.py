"""The link check finds what leads nowhere, and what a page loads from elsewhere; everything else passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.site.build import Built
from grader.site.linkcheck import check_links


def site(folder: Path, body: str) -> Path:
    """A site of two pages: `body` is in the first, the second has the anchor `here`."""
    (folder / "deep").mkdir()
    (folder / "index.html").write_text(f"<html><body id='top'>\n{body}\n</body></html>", encoding="utf-8")
    (folder / "deep" / "index.html").write_text("<h2 id='here'>Here</h2>", encoding="utf-8")
    (folder / "a picture.png").write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("<a href='gone/'>x</a>", "the link gone/ leads nowhere", id="page"),
        pytest.param(
            "<a href='deep/#gone'>x</a>", "the link deep/#gone leads to a page without that anchor", id="anchor"
        ),
        pytest.param("<a href='#gone'>x</a>", "the link #gone leads to a page without that anchor", id="own anchor"),
        pytest.param("<img src='gone.png'>", "the link gone.png leads nowhere", id="picture"),
        pytest.param("<script src='gone.js'></script>", "the link gone.js leads nowhere", id="script"),
        pytest.param("<quay-exercise src='gone.json'>", "the link gone.json leads nowhere", id="exercise"),
        pytest.param("<a href='/deep/'>x</a>", "begins at the root of the server", id="root of the server"),
        pytest.param("<a href='deep/../../x'>x</a>", "leads nowhere", id="out of the site"),
        pytest.param(
            "<img src='https://example.org/x.png'>", "loads https://example.org/x.png from elsewhere", id="host"
        ),
        pytest.param("<script src='//example.org/x.js'></script>", "from elsewhere", id="scheme of the page"),
        pytest.param("<link rel='stylesheet' href='https://fonts.example/x.css'>", "from elsewhere", id="font"),
    ],
)
def test_what_is_wrong_with_a_link_is_said_with_its_line(body: str, said: str, tmp_path: Path) -> None:
    """Pages, anchors, pictures, scripts and data that are not there are reported, and requests to other servers."""
    problems = check_links(site(tmp_path, body)).problems

    assert [("index.html", "line 2")] == [(problem.file, problem.key) for problem in problems]
    assert said in problems[0].message


def test_a_style_sheet_that_fetches_from_elsewhere_is_found(tmp_path: Path) -> None:
    """Fonts and pictures that style sheets and drawings load count as requests to other servers."""
    html = site(tmp_path, "<p>x</p>")
    (html / "x.css").write_text("@font-face { src: url('https://fonts.example/x.woff') }", encoding="utf-8")

    assert ["x.css: loads https://fonts.example/x.woff from elsewhere"] == [
        str(problem).partition(" (")[0] for problem in check_links(html).problems
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<a href='deep/'>x</a> <a href='deep/index.html#here'>y</a> <a href=''>z</a> <a href='#top'>top</a>",
        "<img src='a%20picture.png'> <img src='data:image/png;base64,AAAA'>",
        "<a href='https://example.org/'>elsewhere</a> <a href='mailto:nobody@example.org'>mail</a>",
        "<link rel='canonical' href='https://example.org/'>",
    ],
)
def test_what_is_right_passes(body: str, tmp_path: Path) -> None:
    """Links within the site, data in the page, and links that a reader may click are fine."""
    assert () == check_links(site(tmp_path, body)).problems


def test_the_built_site_asks_nothing_of_other_servers(built: Built) -> None:
    """No page of the built site loads anything from elsewhere, and all that is linked to is there."""
    assert () == built.links.problems
    assert built.links.links > 1000
    assert built.links.pages > 30


def test_a_page_without_an_exercise_loads_no_editor(built: Built) -> None:
    """Only the small loader stands on every page; the element that makes it load more is on exercises alone."""
    found = built.html.rglob("index.html")
    pages = {path.parent.relative_to(built.html).as_posix(): path.read_text(encoding="utf-8") for path in found}
    with_editor = {name for name, text in pages.items() if "<quay-exercise" in text}

    assert {"weeks/06-copied-week/restartable-services", "weeks/06-copied-week/drills"} < with_editor
    assert all(name.count("/") == 2 and not name.endswith(("/quiz", "/lab")) for name in with_editor)
    assert [] == [name for name, text in pages.items() if "pyodide" in text and name.startswith("weeks/")]
