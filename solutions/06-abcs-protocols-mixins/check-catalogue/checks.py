"""Hidden checks of check-catalogue."""

from hypothesis import strategies as st

from grader.checks import agree, given, points, unordered

SEVERITIES = ["info", "warning", "critical"]
TAGS = ["disk", "sea", "power", "gate"]
WORDS = st.text(alphabet="abcxyzåß 0159_-", max_size=8)
TEXTS = st.lists(WORDS, max_size=3)
KINDS = ["adapted", "plain", "lazy", "breaking", "breaking late", "wise", "silent", "tongueless"]


@st.composite
def rows(draw):
    """Rows of a catalogue: a name of its own, severity, tags and kind of check each."""
    names = draw(st.lists(WORDS, max_size=8, unique=True))
    return [
        (
            name,
            draw(st.sampled_from(SEVERITIES)),
            draw(st.lists(st.sampled_from(TAGS), max_size=3)),
            draw(st.sampled_from(["plain", "wise", "adapted", "countable"])),
        )
        for name in names
    ]


def queries():
    """A query as plain data, at most two levels deep."""
    simple = st.one_of(
        st.tuples(st.just("at_least"), st.sampled_from(SEVERITIES)),
        st.tuples(st.just("tagged"), st.sampled_from(TAGS)),
        st.tuples(st.just("tagged"), st.sampled_from(TAGS), st.sampled_from(TAGS)),
        st.tuples(st.just("fits"), st.sampled_from(["Advises", "Plain"])),
    )
    several = st.lists(simple, max_size=3)
    joined = st.tuples(st.sampled_from(["any_of", "none_of"]), several).map(
        lambda pair: (pair[0], *pair[1])
    )
    return st.one_of(simple, joined)


BERTHS = [
    ("tide", "info", ["sea"], "wise"),
    ("crane 1", "critical", ["power", "gate"], "plain"),
    ("crane 2", "critical", ["power"], "countable"),
    ("gate 4", "warning", ["gate", "disk", "power"], "adapted"),
    ("lights", "info", [], "silent"),
]
WISHES = [
    ("at_least", "warning"),
    ("tagged", "power", "gate"),
    ("fits", "Advises"),
    ("named", "tide", "crane 2"),
]


@points(2, task=1, covers="R1")
def check_protocols_ask_for_no_base(student, reference):
    """Objects fit Check and Advises by what they have, not by what they inherit."""
    for kind in ["plain", "adapted", "lazy", "wise", "silent", "other", "text", "none"]:
        agree(student, reference, "fits_protocols", kind)


@points(1, task=1, covers="R2")
@given(texts=TEXTS)
def check_a_function_becomes_a_check(student, reference, texts):
    """FunctionCheck calls its function at each `problems` and inherits from nothing."""
    agree(student, reference, "adapter", texts)
    agree(student, reference, "adapter_passes_on", "OSError")


@points(2, task=1, covers="R3")
def check_what_counts_as_a_check(student, reference):
    """An object whose `problems` can be called is a check; a class is none."""
    agree(student, reference, "judged_by_attribute")
    for kind in [*KINDS, "uncallable", "nothing", "other", "text", "none", "function", "class"]:
        agree(student, reference, "judged", kind)
    agree(student, reference, "judged", "adapter class")


@points(2, task=2, covers="R4")
def check_a_catalogue_is_a_mapping(student, reference):
    """A catalogue maps names to entries, in the order in which they were registered."""
    for names in [[], ["tide"], ["gate", "tide", "crane", "berth", ""]]:
        for wanted in ["tide", "Tide", ""]:
            agree(student, reference, "as_mapping", names, wanted)
            agree(student, reference, "looked_up", names, wanted)
    agree(student, reference, "two_catalogues")


@points(2, task=2, covers="R5")
@given(name=WORDS, severity=st.sampled_from(SEVERITIES), tags=st.lists(WORDS, max_size=4))
def check_entries_keep_what_was_registered(student, reference, name, severity, tags):
    """An entry keeps its name, its check, its severity and its tags as a frozenset."""
    agree(student, reference, "registered", name, {"severity": severity, "tags": tags})
    agree(student, reference, "registered", name, {})
    agree(student, reference, "registered", name, {"tags": set(tags)})
    agree(student, reference, "registered_with_changing_tags", tags)


@points(1, task=2, covers="R6")
def check_what_is_no_check_is_refused(student, reference):
    """Registering something that is no check raises TypeError and changes nothing."""
    for kind in ["uncallable", "other", "none", "text", "function", "class", "adapter class"]:
        agree(student, reference, "register_kind", kind)
        agree(student, reference, "after_refusal", "new", kind, {})


@points(1, task=2, covers="R6")
def check_one_text_for_tags_is_refused(student, reference):
    """Tags given as one text raise TypeError."""
    for text in ["disk", "d", ""]:
        agree(student, reference, "register_with", "new", {"tags": text})
        agree(student, reference, "after_refusal", "new", "plain", {"tags": text})
    agree(student, reference, "register_with", "new", {"tags": ["disk"]})


@points(1, task=2, covers="R6")
def check_taken_names_and_unknown_severities_are_refused(student, reference):
    """A name that is taken and a severity that is unknown raise ValueError and change nothing."""
    agree(student, reference, "register_with", "tide", {})
    agree(student, reference, "register_with", "Tide", {})
    agree(student, reference, "after_refusal", "tide", "plain", {"severity": "critical"})
    for severity in ["", "Info", "urgent"]:
        agree(student, reference, "register_with", "new", {"severity": severity})
        agree(student, reference, "after_refusal", "new", "plain", {"severity": severity})


@points(2, task=3, covers="R7")
def check_at_least_goes_by_rank(student, reference):
    """A query for a severity accepts this severity and all higher ones."""
    for severity in SEVERITIES:
        agree(student, reference, "accepted", BERTHS, ("at_least", severity))


@points(1, task=3, covers="R7")
def check_a_query_for_an_unknown_severity_is_refused(student, reference):
    """A query for an unknown severity raises ValueError when it is made."""
    for severity in ["", "Critical", "fatal", "info"]:
        agree(student, reference, "make_at_least", severity)


@points(2, task=3, covers="R8")
@given(filled=rows(), tags=st.lists(st.sampled_from(TAGS), max_size=3))
def check_queries_for_tags(student, reference, filled, tags):
    """A query for tags accepts what carries all of them, and everything if there are none."""
    agree(student, reference, "accepted", filled, ("tagged", *tags))
    for several in [[], ["power"], ["power", "gate"], tags]:
        agree(student, reference, "accepted", BERTHS, ("tagged", *several))


@points(1, task=3, covers="R8")
def check_queries_for_protocols(student, reference):
    """A query for a protocol or a class accepts entries whose check is an instance of it."""
    for protocol in ["Advises", "Check", "Plain", "Sized"]:
        agree(student, reference, "accepted", BERTHS, ("fits", protocol))


@points(2, task=3, covers="R9")
@given(filled=rows(), parts=st.lists(queries(), max_size=3), examples=30)
def check_joined_queries(student, reference, filled, parts):
    """Queries join to any of them and none of them."""
    for joined in ["any_of", "none_of"]:
        agree(student, reference, "accepted", filled, (joined, *parts))
        agree(student, reference, "accepted", BERTHS, (joined, *parts))
        for wish in WISHES:
            agree(student, reference, "accepted", BERTHS, (joined, wish))


@points(2, task=3, covers="R10")
@given(filled=rows())
def check_selections_come_in_order(student, reference, filled):
    """A selection has the highest severity first and equals in the order of registration."""
    agree(student, reference, "selected", filled, [])
    agree(student, reference, "selected_again", filled)
    agree(student, reference, "selected", BERTHS, [])


@points(2, task=3, covers="R10")
@given(parts=st.lists(queries(), max_size=3), examples=30)
def check_selections_meet_all_queries(student, reference, parts):
    """A selection holds exactly the entries that all queries accept."""
    agree(student, reference, "selected", BERTHS, parts, compare=unordered)
    for wish in WISHES:
        agree(student, reference, "selected", BERTHS, [wish], compare=unordered)
        agree(student, reference, "selected", BERTHS, [*parts, wish], compare=unordered)


@points(3, task=4, covers="R11 R12 R13")
@given(
    filled=st.lists(
        st.tuples(st.sampled_from(SEVERITIES), st.sampled_from(KINDS), TEXTS), max_size=5
    ),
    examples=30,
)
def check_any_round(student, reference, filled):
    """Every entry has its outcome, in order, whatever the checks before it did."""
    agree(student, reference, "ran", filled)
    agree(student, reference, "ran_in_given_order", filled)
    every = [("warning", kind, texts) for kind in KINDS for texts in ([], ["worn", "bent"])]
    agree(student, reference, "ran", every)


@points(1, task=4, covers="R12")
def check_advice_is_asked_of_failed_checks_only(student, reference):
    """A check is asked once for problems, and for advice only if there are some."""
    for texts in [[], ["worn"], ["worn", "bent"], [""]]:
        agree(student, reference, "calls_while_running", texts)


@points(2, task=4, covers="R13")
def check_whatever_breaks_is_an_outcome(student, reference):
    """A check that raises is broken, also when it does so while its problems are read."""
    for kind in ["breaking", "breaking late", "tongueless", "lazy"]:
        for texts in [[], ["worn"], ["worn", "bent"]]:
            agree(student, reference, "ran", [("critical", kind, texts), ("info", "plain", [])])
    agree(student, reference, "run_stopped")


OUTCOMES = st.lists(
    st.tuples(
        st.sampled_from(SEVERITIES), st.sampled_from(["passed", "failed", "broken"]), TEXTS, WORDS
    ),
    max_size=6,
)


@points(2, task=5, covers="R14 R15")
@given(filled=OUTCOMES)
def check_summaries_in_numbers(student, reference, filled):
    """A summary counts each status and ranks the worst severity that did not pass."""
    agree(student, reference, "summed", filled)
    agree(student, reference, "summed", [])
    for severity in SEVERITIES:
        for status in ["passed", "failed", "broken"]:
            agree(student, reference, "summed", [(severity, status, [], ""), *filled])


@points(2, task=5, covers="R16")
@given(filled=OUTCOMES)
def check_summaries_in_words(student, reference, filled):
    """The text describes whatever did not pass and ends with the counts."""
    agree(student, reference, "put_into_words", filled)
    for status in ["passed", "failed", "broken"]:
        agree(
            student, reference, "put_into_words", [("critical", status, ["worn", "bent"], "call")]
        )
