"""Hidden checks of observability-bundle."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

TRACE = "0af7651916cd43dd8448eb211c80319c"
SPAN = "b7ad6b7169203331"
GOOD = f"00-{TRACE}-{SPAN}-01"
QUIET = f"00-{TRACE}-{SPAN}-00"
UNREADABLE = f"00-{TRACE}-{SPAN}"

PARTS = [
    st.sampled_from(["00", "01", "fe", "ff", "0F", "0"]),
    st.sampled_from([TRACE, "0" * 32, TRACE[1:], "c" * 32]),
    st.sampled_from([SPAN, "0" * 16, "1" * 16, SPAN.upper()]),
    st.sampled_from(["00", "01", "f3", "7", "0g", "010"]),
]
HEADERS = st.builds(
    lambda parts, more: "-".join(parts) + more,
    st.tuples(*PARTS),
    st.sampled_from(["", "-", "-x", "x"]),
)
WORDS = st.text(alphabet='ab \\"\nn{,=å', max_size=5)
ENDINGS = st.sampled_from(["ok", "slow", "slow", "slow", "taken"])
CALLS = st.lists(st.tuples(st.sampled_from(["tides", "yardmap", "cranes"]), ENDINGS), max_size=12)


def calls(component, endings):
    """Calls of one component that end in this way."""
    return [(component, ending) for ending in endings.split()]


@points(2, task=1, covers="R1 R3")
def check_headers_are_read_and_written(student, reference):
    """A header says trace id, span id and whether the trace is sampled; it can be written again."""
    headers = [f"00-{TRACE}-{SPAN}-{flags}" for flags in ("01", "00", "02", "03", "fe", "ff", "0a")]
    agree(student, reference, "read_all", headers)
    agree(student, reference, "read_all", [f"00-{'0' * 31}1-{'0' * 15}1-01"])
    agree(student, reference, "written", TRACE, SPAN, True)
    agree(student, reference, "written", TRACE, SPAN, False)


@points(1, task=1, covers="R2", after="check_headers_are_read_and_written")
def check_other_digits_are_no_ids(student, reference):
    """Only the digits 0 to 9 and a to f count, in the right number, with nothing around them."""
    agree(student, reference, "read_all", [None, "", "-", "---", "trace", GOOD, f"{GOOD}0"])
    others = [GOOD.upper(), f" {GOOD}", f"{GOOD}\n", f"{GOOD} ", GOOD.replace("-", "_")]
    agree(student, reference, "read_all", others)
    for part in (TRACE, SPAN):
        for digits in (
            part[1:],
            f"{part}0",
            f"+{part[1:]}",
            f"{part[:3]}_{part[4:]}",
            f" {part[1:]}",
        ):
            agree(student, reference, "read_all", [GOOD.replace(part, digits)])
        agree(student, reference, "read_all", [GOOD.replace(part, "g" + part[1:])])
        agree(student, reference, "read_all", [GOOD.replace(part, "\u0661" + part[1:])])
    agree(student, reference, "read_all", [GOOD[:-2] + flags for flags in ("1", "0g", "+1", "001")])
    agree(student, reference, "read_all", [digits + GOOD[2:] for digits in ("0", "000", "0g", "")])


@points(1, task=1, covers="R2", after="check_headers_are_read_and_written")
def check_zeros_and_versions(student, reference):
    """Ids of zeros only and the version ff name nothing; later versions may say more."""
    agree(student, reference, "read_all", [GOOD.replace(TRACE, "0" * 32)])
    agree(student, reference, "read_all", [GOOD.replace(SPAN, "0" * 16)])
    for version in ("00", "01", "10", "cc", "fe", "ff"):
        whole = version + GOOD[2:]
        more = [whole, f"{whole}-", f"{whole}-what-else", f"{whole}x", f"{whole[:-1]}-x"]
        agree(student, reference, "read_all", more)


@points(1, task=1, covers="R1 R2", after="check_other_digits_are_no_ids check_zeros_and_versions")
@given(headers=st.lists(HEADERS, max_size=4))
def check_any_header(student, reference, headers):
    """Any text is a header or none."""
    agree(student, reference, "read_all", headers)


@points(2, task=2, covers="R4", after="check_headers_are_read_and_written")
def check_steps_take_the_header(student, reference):
    """A step belongs to the trace of its header, or to a new one, and has a span of its own."""
    for header in (None, GOOD, QUIET, UNREADABLE, ""):
        agree(student, reference, "nested_steps", [header])
    agree(student, reference, "nested_steps", [])


@points(2, task=2, covers="R4", after="check_steps_take_the_header")
def check_steps_within_steps(student, reference):
    """Without a header that can be read, a step goes on with the current trace."""
    agree(student, reference, "nested_steps", [None, None, None])
    agree(student, reference, "nested_steps", [QUIET, None, None])
    agree(student, reference, "nested_steps", [None, QUIET, None])
    agree(student, reference, "nested_steps", [QUIET, UNREADABLE])
    agree(student, reference, "nested_steps", ["", ""])
    agree(student, reference, "own_tokens")


@points(2, task=2, covers="R5", after="check_steps_take_the_header")
def check_blocks_end(student, reference):
    """After a block, also one that raises, the trace from before is current; contexts stand apart."""
    agree(student, reference, "steps_in_a_row", [GOOD, QUIET])
    agree(student, reference, "step_that_fails", None)
    agree(student, reference, "step_that_fails", QUIET)
    agree(student, reference, "two_contexts")


@points(2, task=3, covers="R6 R7")
def check_counters_have_names(student, reference):
    """Names are made of certain characters; a known name is the same counter or refused."""
    for name in ("a_total", "_total", "A9_b_total", "total", "a", "", "a_total_", "9_total"):
        agree(student, reference, "counter_made", name, [])
    for name in ("å_total", "a b_total", "a-b_total", "a_total\n", "\u0661_total", "a:b_total"):
        agree(student, reference, "counter_made", name, [])
    for name in ("x", "_x", "X9", "9x", "", "x-y", "é", "x\n", "__x", "__", "x__", "le"):
        agree(student, reference, "counter_made", "a_total", [name])
    agree(student, reference, "counter_made", "a_total", ["x", "y", "x"])
    agree(student, reference, "counter_made", "a_total", ["x", "__y"])
    agree(student, reference, "made_again", ("Moves.", ["x", "y"]), ("Moves.", ["x", "y"]))
    agree(student, reference, "made_again", ("Moves.", ["x", "y"]), ("Moves", ["x", "y"]))
    agree(student, reference, "made_again", ("Moves.", ["x", "y"]), ("Moves.", ["y", "x"]))
    agree(student, reference, "made_again", ("Moves.", ["x", "y"]), ("Moves.", ["x"]))
    agree(student, reference, "made_again", ("Moves.", []), ("Moves.", ["x"]))
    agree(student, reference, "labels_of_any_iterable")
    agree(student, reference, "two_registries")


@points(2, task=3, covers="R8")
def check_counters_add_up(student, reference):
    """Each combination of label values has a number of its own; values count as texts."""
    first, second = {"lane": 1, "kind": "box"}, {"kind": "reefer", "lane": "1"}
    steps = [(None, first), (2, second), (0.5, first), (None, {"lane": "1", "kind": "box"})]
    agree(student, reference, "counted", ["lane", "kind"], steps, [second, {"lane": 2, "kind": ""}])
    agree(student, reference, "counted", [], [(None, {}), (3, {}), (0, {})])
    agree(
        student,
        reference,
        "counted",
        ["x"],
        [(1, {"x": None}), (1, {"x": "None"}), (1, {"x": 1.0})],
    )
    names = ["amount", "self", "labels"]
    named = {"amount": 7, "self": "a", "labels": "b"}
    agree(student, reference, "counted", names, [(2, named), (None, named)], [named])


@points(1, task=3, covers="R9", after="check_counters_add_up")
def check_counters_refuse(student, reference):
    """What is negative or not finite, and other labels, raise ValueError and change nothing."""
    for amount in (-1, -0.5, float("nan"), float("inf"), float("-inf")):
        agree(student, reference, "counted", ["x"], [(amount, {"x": 1})])
        agree(student, reference, "counted", [], [(2, {}), (amount, {}), (1, {})])
    agree(student, reference, "refused_label_names")


@points(2, task=3, covers="R10")
def check_metrics_are_rendered(student, reference):
    """The text has help, type and samples of each counter, all sorted."""
    boxes = (
        "boxes_total",
        "Boxes.",
        ["crane", "kind"],
        [(1, "b", "x"), (2, "a", "y"), (3, "a", "x")],
    )
    plain = ("alarms_total", "Alarms so far.", [], [])
    empty = ("reefers_total", "", ["lane"], [])
    agree(student, reference, "rendered", [])
    agree(student, reference, "rendered", [boxes])
    agree(student, reference, "rendered", [empty, boxes, plain])
    near = ("a_total", "A.", ["x"], [(1, "a"), (2, "a b"), (4, "a!"), (8, ""), (16, "B")])
    agree(student, reference, "rendered", [near, ("a_a_total", "B.", [], [(1,)])])
    numbers = (
        "n_total",
        "N.",
        ["amount"],
        [(1234567, "a"), (0.5, "b"), (0.5, "b"), (0, "c"), (1e22, "d")],
    )
    agree(student, reference, "rendered", [numbers])


@points(2, task=3, covers="R11", after="check_metrics_are_rendered")
def check_texts_are_escaped(student, reference):
    """Backslashes and line breaks are escaped, in label values quotation marks, too."""
    for text in ("\\", "\n", '"', "\\n", '\\"', 'C:\\new\n"x"', "{a,b}"):
        agree(
            student,
            reference,
            "rendered",
            [("a_total", "A.", ["x", "y"], [(1, text, "z"), (2, "z", text)])],
        )
        agree(student, reference, "rendered", [("a_total", text, [], [])])
        agree(student, reference, "rendered", [("a_total", f"{text}é{text}", ["x"], [])])


@points(1, task=3, covers="R10 R11", after="check_texts_are_escaped")
@given(
    rows=st.lists(st.tuples(st.integers(0, 9), WORDS, WORDS), max_size=6), text=WORDS, examples=30
)
def check_any_counter_is_rendered(student, reference, rows, text):
    """Any labels and numbers are rendered."""
    agree(
        student,
        reference,
        "rendered",
        [("a_total", text, ["x", "y"], rows), ("_total", text, [], [])],
    )


@points(3, task=4, covers="R12 R13")
def check_records_become_lines(student, reference):
    """A record is one line of JSON with its trace, its fields and its error, and it is counted."""
    record = {"created": 1767225600.25, "levelname": "INFO", "levelno": 20, "name": "gate.lanes"}
    record.update(msg='lane %d says "%s"', args=(4, "wait\nhere"))
    agree(student, reference, "line_of", record)
    agree(student, reference, "line_of", {**record, "fields": {"lane": 4, "plates": ["ä", None]}})
    agree(student, reference, "line_of", {**record, "lane": 4, "created": 0.0})
    agree(student, reference, "line_of", {**record, "fields": {"level": "high"}}, GOOD)
    agree(student, reference, "line_with_unknown_values")
    agree(student, reference, "lines_with_errors")
    agree(student, reference, "lines_of_two_traces", [GOOD, None, GOOD])
    agree(student, reference, "lines_of_levels", None)
    agree(student, reference, "handler_with_a_level")


@points(2, task=4, covers="R13 R14")
def check_sampling_spares_lines(student, reference):
    """Below WARNING, records of a trace that is not sampled are counted and not written."""
    agree(student, reference, "lines_of_levels", QUIET)
    agree(student, reference, "lines_of_levels", GOOD)
    agree(student, reference, "lines_of_two_traces", [QUIET, GOOD, QUIET])


@points(2, task=5, covers="R15 R16", after="check_steps_take_the_header")
def check_calls_are_steps(student, reference):
    """A call returns or raises what the work does, as a step of a trace, and counts if it ends."""
    mixed = [*calls("tides", "ok slow ok"), *calls("cranes", "taken ok")]
    agree(student, reference, "ends_of", mixed)
    agree(student, reference, "counts_of", mixed)
    agree(
        student,
        reference,
        "ends_of",
        [("tides", "ok", GOOD), ("tides", "ok", QUIET), ("x", "ok", "-")],
    )
    agree(student, reference, "counts_of", [])
    agree(student, reference, "counts_of", [("Dock 4, B", "ok"), ("", "slow")])
    agree(student, reference, "shared_metrics")
    for endings in ("stop", "slow stop slow stop ok stop"):
        agree(student, reference, "ends_of", calls("tides", endings))
        agree(student, reference, "counts_of", calls("tides", endings))


@points(2, task=5, covers="R17", after="check_calls_are_steps")
def check_statuses_count_failures_in_a_row(student, reference):
    """Failures in a row lead from pass to warn to fail; a good call leads back."""
    story = calls("tides", "ok slow slow ok slow slow slow taken ok slow")
    agree(student, reference, "statuses_of", story)
    agree(student, reference, "statuses_of", story, {"failing_after": 1})
    agree(student, reference, "statuses_of", story, {"failing_after": 2})
    mixed = [
        ("tides", "slow"),
        ("cranes", "slow"),
        ("tides", "slow"),
        ("cranes", "ok"),
        ("tides", "slow"),
    ]
    agree(student, reference, "statuses_of", mixed)
    agree(
        student, reference, "statuses_of", calls("tides", "stop slow stop slow stop slow stop ok")
    )


@points(2, task=5, covers="R17", after="check_statuses_count_failures_in_a_row")
def check_changes_are_logged(student, reference):
    """A change of status is one record, within the trace of the call; what goes on is none."""
    story = calls("tides", "ok slow slow slow taken ok ok slow ok")
    agree(student, reference, "records_of", story)
    agree(student, reference, "records_of", calls("tides", "slow slow ok"), {"failing_after": 1})
    agree(
        student, reference, "records_of", [("tides 100 %s", "slow", GOOD), ("tides 100 %s", "ok")]
    )
    agree(student, reference, "nested_calls", None)
    agree(student, reference, "nested_calls", QUIET)
    agree(student, reference, "records_of", calls("tides", "slow stop stop slow stop"))


@points(2, task=5, covers="R18 R19", after="check_statuses_count_failures_in_a_row")
def check_health_is_told(student, reference):
    """The health names each component with its last failure; two paths answer scrapers and probes."""
    agree(student, reference, "health_of", [])
    agree(student, reference, "health_of", calls("tides", "ok slow taken"))
    agree(student, reference, "health_of", calls("tides", "slow taken ok"))
    two = [*calls("tides", "slow slow"), *calls("cranes", "ok slow"), ("gate", "ok", GOOD)]
    agree(student, reference, "health_of", two, {"essential": ["tides"]})
    agree(student, reference, "health_is_new")
    agree(student, reference, "nested_health", GOOD)
    agree(student, reference, "from_page_to_log", GOOD)
    agree(student, reference, "from_page_to_log", QUIET)
    agree(student, reference, "health_of", calls("tides", "stop"))
    agree(student, reference, "health_of", calls("cranes", "ok"), {"essential": ["tides"]})
    for essential in ([], ["cranes"], ["tides"], ["tides", "cranes"], ["pilots"], ["t"], ["gate"]):
        agree(student, reference, "overall_of", two, essential)
        agree(student, reference, "overall_of", calls("cranes", "slow slow ok"), essential)
    for path in ("/metrics", "/health", "/", "", "/healthy", "metrics"):
        agree(
            student, reference, "responded", path, two, {"essential": ["tides"], "failing_after": 2}
        )
        agree(student, reference, "responded", path, two, {"failing_after": 2})
        agree(student, reference, "responded", path, [])


@points(1, task=5, covers="R16 R17 R18", after="check_changes_are_logged check_health_is_told")
@given(drawn=CALLS, failing_after=st.integers(1, 3), examples=30)
def check_any_calls_are_told(student, reference, drawn, failing_after):
    """Any calls are counted, logged and told alike."""
    agree(
        student,
        reference,
        "told_of",
        drawn,
        {"essential": ["tides"], "failing_after": failing_after},
    )
