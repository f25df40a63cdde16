"""Hidden checks of the drills of week 13."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

words = st.text(alphabet="abÄß% -_7'\"{}", max_size=8)
names = st.sampled_from(["quay", "quay.north", "quay.north.c4", "tug", "größe.1"])
values = st.one_of(words, st.integers(-9, 9), st.none(), st.booleans())
extras = st.dictionaries(st.sampled_from(["vessel", "berth", "pilot", "größe"]), values, max_size=4)


@points(1, task=1, covers="R1")
def check_announce_speaks_through_the_named_logger(student, reference):
    """The text is logged at INFO through the logger of that name, which stands at INFO; no other level changes."""
    agree(student, reference, "announced", "quay.north", "crane 4 idle")
    agree(student, reference, "announced", "quay", "100% loaded")


@points(1, task=1, covers="R1", after="check_announce_speaks_through_the_named_logger")
@given(examples=20, name=names, text=words)
def check_announce_takes_any_name_and_text(student, reference, name, text):
    """Any name and any text will do, also a text with a per cent sign."""
    agree(student, reference, "announced", name, text)


@points(1, task=2, covers="R2")
def check_configure_sets_level_format_and_stream(student, reference):
    """After one call, records from INFO up reach the stream in the format that is asked for."""
    agree(student, reference, "configured")


@points(1, task=2, covers="R2", after="check_configure_sets_level_format_and_stream")
def check_configure_replaces_earlier_calls(student, reference):
    """After several calls only the last stream gets records, and each of them once."""
    agree(student, reference, "configured_again", 2)
    agree(student, reference, "configured_again", 3)


@points(1, task=3, covers="R3")
def check_read_weight_logs_the_traceback(student, reference):
    """A weight that is no number gives None and one warning: template, argument, traceback."""
    agree(student, reference, "weighed", "two tons")
    agree(student, reference, "weighed", "")


@points(1, task=3, covers="R3", after="check_read_weight_logs_the_traceback")
@given(examples=20, text=st.one_of(words, st.integers(-9999, 9999).map(str), st.just(" 12 ")))
def check_read_weight_reads_numbers_in_silence(student, reference, text):
    """Numbers are returned and nothing is logged; all other texts are logged."""
    agree(student, reference, "weighed", "2150")
    agree(student, reference, "weighed", "0")
    agree(student, reference, "weighed", text)


@points(2, task=4, covers="R4")
def check_rotating_handler_is_made_as_asked(student, reference):
    """The handler rotates at 5,000,000 bytes, keeps three old files, writes UTF-8 and opens its file late."""
    agree(student, reference, "rotated")


@points(1, task=5, covers="R5")
def check_open_gate_uses_the_logger_of_the_module(student, reference):
    """The record comes from a logger that is called as the module is called, and held in the name logger."""
    agree(student, reference, "gate_speaker", 12)


@points(1, task=5, covers="R5", after="check_open_gate_uses_the_logger_of_the_module")
@given(examples=10, number=st.integers(-3, 300))
def check_open_gate_logs_any_number(student, reference, number):
    """Template and number travel apart, whatever the number is."""
    agree(student, reference, "gate_opened", 12)
    agree(student, reference, "gate_opened", number)


@points(1, task=6, covers="R6")
def check_levels_are_set_by_name(student, reference):
    """Each logger that is named has its level afterwards, and the others have what they had."""
    agree(
        student, reference, "levels_set", {"yard": "WARNING", "yard.rows": "debug", "gate": "Info"}
    )
    agree(student, reference, "levels_set", {})


@points(1, task=6, covers="R6", after="check_levels_are_set_by_name")
@given(
    examples=20,
    levels=st.dictionaries(
        st.sampled_from(["yard", "yard.rows", "yard.rows.b", "gate", "gate.lane"]),
        st.sampled_from(["debug", "INFO", "Warning", "error", "CRITICAL"]),
        max_size=5,
    ),
)
def check_any_levels_are_set(student, reference, levels):
    """Any choice of loggers and levels, in capitals or not."""
    agree(student, reference, "levels_set", levels)


@points(1, task=7, covers="R7")
def check_cases_a_to_c(student, reference):
    """error, exception or neither: the first three cases."""
    agree(student, reference, "choices", "abc")


@points(1, task=7, covers="R7")
def check_cases_d_to_f(student, reference):
    """error, exception or neither: the last three cases."""
    agree(student, reference, "choices", "def")


@points(1, task=8, covers="R8")
def check_reading_has_five_fields(student, reference):
    """Five fields in their order, two of them with defaults; equal values make equal readings."""
    agree(student, reference, "reading", ["QYU 1", -18.5, 610])
    agree(student, reference, "reading", ["QYU 1", -18.5, 610, True, "ice"])


@points(1, task=8, covers="R8")
def check_reading_refuses_what_cannot_be(student, reference):
    """Blank containers, impossible temperatures and impossible minutes are a ValueError; the limits are allowed."""
    for container in ("", " \t", " Q "):
        agree(student, reference, "reading", [container, 4.0, 60])
    for celsius in (-90.5, -90.0, 0.0, 60.0, 60.5, 61.0, -91.0):
        agree(student, reference, "reading", ["QYU 1", celsius, 60])
    for minute in (-1, 0, 1, 1439, 1440):
        agree(student, reference, "reading", ["QYU 1", 4.0, minute])


@points(1, task=9, covers="R9")
def check_package_offers_the_names(student, reference):
    """The package offers the names, its __all__ lists them in order, and other names stay in their modules."""
    agree(student, reference, "re_exported", {"loading": ["load"], "weights": ["net", "gross"]})
    agree(student, reference, "re_exported", {})


@points(1, task=9, covers="R9", after="check_package_offers_the_names")
@given(
    examples=10,
    groups=st.lists(
        st.tuples(st.sampled_from(["zones", "gates", "berths"]), st.integers(1, 3)),
        max_size=3,
        unique_by=lambda group: group[0],
    ),
)
def check_any_package_offers_its_names(student, reference, groups):
    """Any number of modules with any number of names."""
    exports = {module: [f"{module}_{number}" for number in range(size)] for module, size in groups}
    agree(student, reference, "re_exported", exports)


@points(2, task=10, covers="R10")
@given(
    examples=10,
    folder=st.text(alphabet="abc./-_ 7", min_size=1, max_size=8).map(lambda text: f"{text}e"),
)
def check_environment_commands(student, reference, folder):
    """Three commands: the first with python3, the others with the environment's own Python."""
    agree(student, reference, "environment_commands", ".venv")
    agree(student, reference, "environment_commands", "/srv/quay/env 3")
    agree(student, reference, "environment_commands", folder)


@points(1, task=11, covers="R11")
def check_health_checks_are_dropped(student, reference):
    """Records below WARNING about /healthz are dropped; everything else passes, unchanged."""
    agree(student, reference, "passed", 20, "GET /healthz 200", [])
    agree(student, reference, "passed", 10, "GET /healthz 200", [])
    agree(student, reference, "passed", 20, "GET /rows 200", [])
    agree(student, reference, "passed", 30, "GET /healthz 503", [])
    agree(student, reference, "passed", 29, "GET /healthz 503", [])
    agree(student, reference, "passed", 40, "GET /healthz 500", [])


@points(1, task=11, covers="R11", after="check_health_checks_are_dropped")
@given(
    examples=20,
    level=st.sampled_from([10, 20, 30, 40, 50]),
    path=st.sampled_from(["/healthz", "/rows", "/healthz/deep", "/health", "/HEALTHZ"]),
)
def check_health_checks_are_seen_in_arguments(student, reference, level, path):
    """The finished message counts, so the path may also stand in the arguments."""
    agree(student, reference, "passed", 20, "%s %s", ["GET", "/healthz"])
    agree(student, reference, "passed", level, "GET %s took %d ms", [path, 7])


@points(1, task=12, covers="R12")
def check_adapter_adds_to_the_extra_of_the_call(student, reference):
    """A record has the values of the adapter and of the call; the call's value counts where both have one."""
    agree(student, reference, "adapted", {"vessel": "Aurora"}, {"berth": 3}, True)
    agree(student, reference, "adapted", {"vessel": "Aurora", "berth": 1}, {"berth": 3}, True)
    agree(student, reference, "adapted", {"vessel": "Aurora"}, None, False)


@points(1, task=12, covers="R12", after="check_adapter_adds_to_the_extra_of_the_call")
@given(
    examples=20,
    own=st.one_of(st.none(), extras),
    of_call=st.one_of(st.none(), extras),
    stated=st.booleans(),
)
def check_adapter_takes_any_extra(student, reference, own, of_call, stated):
    """Either extra may be empty, missing or None, and neither is changed; the traceback stays."""
    agree(student, reference, "adapted", None, {"berth": 3}, True)
    agree(student, reference, "adapted", {"vessel": "Aurora"}, None, True)
    agree(student, reference, "adapted", own, of_call, stated)
    agree(student, reference, "adapted_error")
