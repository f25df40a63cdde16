"""Visible tests of process-plumbing."""

import queue
import threading
from multiprocessing import Array, Pipe, Value

import pytest
from process_plumbing import (
    ask_all,
    count_words,
    main,
    note,
    note_all,
    serve,
    tally,
    weigh,
    weigh_all,
)


class HandedOutAsCopies(dict[str, list[str]]):
    """A register that hands out copies, as the dictionary of a manager does."""

    def __getitem__(self, key: str) -> list[str]:
        return super().__getitem__(key).copy()

    def get(self, key: str, default: object = None) -> list[str]:
        return self[key] if key in self else default  # type: ignore[return-value]


def test_t1_weights_are_added_to_total_and_lane() -> None:
    """Each weight is added to the total and to its lane."""
    total, lanes = Value("q", 5), Array("q", [1, 0])
    weigh(total, lanes, [(1, 20), (0, 3)])

    assert (total.value, lanes[:]) == (28, [4, 20])


def test_t1_processes_weigh_together() -> None:
    """What two processes add is in one total."""
    assert weigh_all([[(0, 2), (1, 3)], [(1, 4)]], 2) == (9, [2, 7])


def test_t2_words_are_counted_until_none() -> None:
    """One dictionary is put when None comes, and nothing is taken after it."""
    inbox: queue.Queue[str | None] = queue.Queue()
    outbox: queue.Queue[dict[str, int]] = queue.Queue()
    for word in ["rope", "rope", None, "oil"]:
        inbox.put(word)
    count_words(inbox, outbox)

    assert (outbox.get_nowait(), inbox.qsize()) == ({"rope": 2}, 1)


def test_t2_workers_count_together() -> None:
    """The counts of all workers are added up."""
    assert tally(["oil", "rope", "oil", "oil"], 2) == {"oil": 3, "rope": 1}


def test_t2_somebody_has_to_count() -> None:
    """No workers raise ValueError."""
    with pytest.raises(ValueError):
        tally(["oil"], 0)


def test_t3_an_error_is_an_answer() -> None:
    """An error of one request is told by its name, and the next is served."""
    here, there = Pipe()
    for request in ["gate", 5, None]:
        here.send(request)
    serve(there, len)

    assert [here.recv(), here.recv()] == [(True, 4), (False, "TypeError")]


class Ended:
    """A connection whose other side has ended after one request."""

    def __init__(self) -> None:
        self.requests = [-3]
        self.sent: list[object] = []

    def recv(self) -> int:
        if not self.requests:
            raise EOFError
        return self.requests.pop()

    def send(self, reply: object) -> None:
        self.sent.append(reply)

    def close(self) -> None:
        pass


def test_t3_a_server_ends_with_its_client() -> None:
    """serve() returns when the other side has ended."""
    connection = Ended()
    serve(connection, abs)

    assert connection.sent == [(True, 3)]


def test_t3_a_process_answers() -> None:
    """Replies come in the order of the requests."""
    assert ask_all(abs, [-4, "x", 2]) == [(True, 4), (False, "TypeError"), (True, 2)]


def test_t4_a_changed_list_is_stored_again() -> None:
    """Entries are kept by a register that hands out copies."""
    register = HandedOutAsCopies()
    note(register, threading.Lock(), [("gate", "lamp"), ("gate", "lock")])

    assert register["gate"] == ["lamp", "lock"]


def test_t4_processes_keep_one_register() -> None:
    """The notes of all processes are in one dictionary of sorted lists."""
    assert note_all([[("gate", "b")], [("gate", "a"), ("pier", "c")]]) == {
        "gate": ["a", "b"],
        "pier": ["c"],
    }


def test_t5_words_are_printed_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """Each word stands on a line with its number."""
    assert main(["rope", "oil", "rope"]) == 0
    assert capsys.readouterr().out == "oil 1\nrope 2\n"
