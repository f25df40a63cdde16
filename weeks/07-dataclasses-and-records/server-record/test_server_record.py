"""Visible tests of server-record."""

import dataclasses

import pytest
from server_record import Server, code_lines, lines_saved


def test_t1_a_server_is_a_dataclass_with_six_fields() -> None:
    """The fields of Server are the six of the task, in order."""
    names = [field.name for field in dataclasses.fields(Server)]

    assert names == ["name", "zone", "port", "patience", "tags", "address"]


def test_t1_the_repr_shows_the_parameters() -> None:
    """The repr shows what was given, and no address."""
    expected = "Server(name='crane-2', zone='east', port=22, patience=30, tags=['old'])"

    assert repr(Server("crane-2", "east", 22, tags=["old"])) == expected


def test_t1_servers_are_equal_by_their_values() -> None:
    """Two servers are equal when all fields are, and differ when one does."""
    server = Server("crane-2", "east")

    assert server == Server("crane-2", "east")
    assert server != Server("crane-2", "west")


def test_t1_servers_have_no_order_and_no_hash() -> None:
    """Comparing with < and asking for the hash raise TypeError."""
    first, second = Server("a", "east"), Server("b", "east")

    with pytest.raises(TypeError):
        _ = first < second  # type: ignore[operator]  # refused on purpose
    with pytest.raises(TypeError):
        hash(first)


def test_t2_names_are_tidied_before_the_address_is_made() -> None:
    """White space goes and capitals become small, also in the address."""
    server = Server(" Crane-2\t", " East ", 443)

    assert (server.name, server.zone, server.address) == ("crane-2", "east", "crane-2.east:443")


@pytest.mark.parametrize(
    ("name", "zone", "port", "patience"),
    [
        pytest.param("  ", "east", 80, 5, id='Server("  ", "east", 80, 5)'),
        pytest.param("crane-2", "", 80, 5, id='Server("crane-2", "", 80, 5)'),
        pytest.param("crane-2", "east", 65536, 5, id='Server("crane-2", "east", 65536, 5)'),
        pytest.param("crane-2", "east", 80, 0, id='Server("crane-2", "east", 80, 0)'),
    ],
)
def test_t2_impossible_values_are_refused(name: str, zone: str, port: int, patience: int) -> None:
    """A server without name or zone, or with an impossible number, raises ValueError."""
    with pytest.raises(ValueError):
        Server(name, zone, port, patience)


def test_t3_servers_do_not_share_their_tags() -> None:
    """A tag added to one server is not seen in another."""
    first, second = Server("a", "east"), Server("b", "east")
    first.tags.append("spare")

    assert (first.tags, second.tags) == (["spare"], [])


def test_t3_tags_are_tidied_in_a_list_of_its_own() -> None:
    """Tags are tidied, kept once and in order, and the caller's list stays as it was."""
    given = ["Spare", "", "gate ", "spare"]
    server = Server("a", "east", tags=given)

    assert server.tags == ["spare", "gate"]
    assert given == ["Spare", "", "gate ", "spare"]


@pytest.mark.parametrize(
    ("silence", "verdict"),
    [(0, "healthy"), (20, "healthy"), (21, "late"), (60, "late"), (61, "lost")],
)
def test_t4_silence_is_judged_by_patience(silence: int, verdict: str) -> None:
    """A server is healthy up to its patience and late up to three times that."""
    assert Server("a", "east", patience=20).check_health(silence) == verdict


def test_t4_a_server_in_maintenance_is_excused() -> None:
    """The tag maintenance excuses any silence, from the moment it is there."""
    server = Server("a", "east")
    server.tags.append("maintenance")

    assert server.check_health(86_400) == "excused"


@pytest.mark.parametrize(
    ("source", "count"),
    [("", 0), ("pass", 1), ("\n \t\n", 0), ("if x:\n    # so\n    y()\n", 2), ("x = '#'", 1)],
)
def test_t5_blank_lines_and_comments_do_not_count(source: str, count: int) -> None:
    """code_lines() counts lines with code in them."""
    assert code_lines(source) == count


def test_t5_saved_lines_may_be_negative() -> None:
    """lines_saved() is before minus after."""
    assert lines_saved("x = 1\n", "# one\nx = 1\ny = 2\n") == -1
