"""Visible tests of context-and-redaction."""

import contextvars
import logging
from typing import Any

import pytest
from context_and_redaction import LaneAdapter, Redactor, VisitFilter, protect, visit


class Kept(logging.Handler):
    """A handler that keeps the records it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def make_logger(*filters: logging.Filter) -> tuple[logging.Logger, Kept]:
    """A logger outside the tree of loggers, whose one handler has these filters."""
    logger, kept = logging.Logger("gate"), Kept()
    for each in filters:
        kept.addFilter(each)
    logger.addHandler(kept)
    return logger, kept


def current_visit() -> object:
    """What a record gets now."""
    record = logging.makeLogRecord({})
    VisitFilter().filter(record)
    return vars(record)["visit"]


def test_t1_a_record_names_the_visit_of_its_block() -> None:
    """Records have the number of the block they were made in, and a dash outside."""
    logger, kept = make_logger(VisitFilter())
    with visit("V-90"):
        logger.warning("inside")
    logger.warning("outside")

    assert [vars(record)["visit"] for record in kept.records] == ["V-90", "-"]


def test_t1_the_outer_visit_comes_back_after_an_error() -> None:
    """When an inner block raises, the outer visit is current again."""
    with visit("V-91"):
        with pytest.raises(KeyError), visit("V-92"):
            raise KeyError("plate")

        assert current_visit() == "V-91"


def test_t1_another_context_knows_nothing_of_the_visit() -> None:
    """A visit that was entered in a copied context is not current outside it."""
    copied, block = contextvars.copy_context(), visit("V-93")
    copied.run(block.__enter__)
    seen = (copied.run(current_visit), current_visit())
    copied.run(block.__exit__, None, None, None)

    assert seen == ("V-93", "-")


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        pytest.param(None, {"lane": 2}, id="extra=None"),
        pytest.param({"axles": 3}, {"lane": 2, "axles": 3}, id='extra={"axles": 3}'),
        pytest.param({"lane": 8}, {"lane": 8}, id='extra={"lane": 8}'),
    ],
)
def test_t2_the_extra_of_a_call_joins_the_lane(
    extra: dict[str, Any] | None, expected: dict[str, Any]
) -> None:
    """A record has the lane and what the call adds, and the call wins."""
    logger, kept = make_logger()
    LaneAdapter(logger, 2).warning("stop", extra=extra)

    found = vars(kept.records[0])
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("ab abc abcd", "*** *** ***d", id='clean("ab abc abcd")'),
        pytest.param({"Password": None}, {"Password": "***"}, id='clean({"Password": None})'),
        pytest.param([("abc", 5)], [("***", 5)], id='clean([("abc", 5)])'),
        pytest.param("a-b", "a-b", id='clean("a-b")'),
    ],
)
def test_t3_values_are_cleaned(value: object, expected: object) -> None:
    """Secrets are masked in texts and containers, the longest first; secret names hide values."""
    assert Redactor(["ab", "abc"]).clean(value) == expected


def test_t3_no_secrets_no_change() -> None:
    """Without secrets, or with an empty one, texts stay as they are."""
    assert [Redactor([]).clean("open"), Redactor([""]).clean("open")] == ["open", "open"]


def test_t3_an_object_that_tells_no_secret_stays_itself() -> None:
    """An object is replaced only if its text has a secret in it."""
    redactor, error = Redactor(["reed"]), ValueError("red")

    assert redactor.clean(error) is error
    assert redactor.clean(ValueError("a reed")) == "a ***"


def test_t4_a_secret_in_two_arguments_is_masked() -> None:
    """The finished message is cleaned, and no arguments are left."""
    logger, kept = make_logger(Redactor(["reed-31"]))
    logger.error("code %s-%d", "reed", 31)

    assert (kept.records[0].msg, kept.records[0].args) == ("code ***", ())


def test_t4_a_wrong_call_does_not_raise() -> None:
    """If template and arguments do not fit, both are told in the message."""
    logger, kept = make_logger(Redactor(["reed"]))
    template = "lane %d"
    logger.error(template, "reed")

    assert kept.records[0].getMessage() == "lane %d ('***',)"


def test_t4_a_traceback_is_cleaned() -> None:
    """The handler gets the traceback as clean text, and the exception stays as it was."""
    logger, kept = make_logger(Redactor(["reed"]))
    try:
        raise ValueError("bad code reed")
    except ValueError as caught:
        logger.exception("refused")
        error = caught

    record = kept.records[0]
    assert record.exc_info is None
    assert "ValueError: bad code ***" in str(record.exc_text)
    assert str(error) == "bad code reed"


def test_t4_extras_are_cleaned_by_name_and_value() -> None:
    """An extra with a secret name is masked; in others secrets are."""
    logger, kept = make_logger(Redactor(["reed"]))
    logger.error("refused", extra={"pin": 4, "codes": ["reed", "moss"]})

    found = vars(kept.records[0])
    assert (found["pin"], found["codes"]) == ("***", ["***", "moss"])


def test_t5_records_of_loggers_below_are_clean() -> None:
    """A protected handler gets clean records with their visit, whoever logged them."""
    logger, kept = make_logger()
    below = logging.Logger("gate.lanes")
    below.parent = logger
    protect(logger, ["reed"])
    with visit("V-reed"):
        below.error("code %s", "reed")

    record = kept.records[0]
    assert (record.getMessage(), vars(record)["visit"]) == ("code ***", "V-***")
