"""Hidden checks of context-and-redaction."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

SECRETS = ["tide-4411", "tide-4411-east", "a.b+c", "é|x"]
PIECES = st.sampled_from([*SECRETS, "axb+c", "gate", "TIDE-4411", "9", "", "pin"])
TEXTS = st.lists(PIECES, max_size=5).map(" ".join)
KNOWN = st.lists(st.sampled_from([*SECRETS, ""]), max_size=4)
KEYS = st.sampled_from(["token", "Token", "PASSWORD", "pins", "lane", "tide-4411 key", "pin"])
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=2).map(tuple),
        st.dictionaries(st.one_of(KEYS, st.integers(0, 3)), inner, max_size=3),
    ),
    max_leaves=6,
)


@points(1, task=1, covers="R1 R3")
def check_a_record_names_its_visit(student, reference):
    """A record has the number of the current visit, and a dash outside."""
    agree(student, reference, "visits_in_a_row", ["V-17", "", "Ä-3"])
    agree(student, reference, "visits_in_a_row", [])
    agree(student, reference, "nested_visits", [])


@points(2, task=1, covers="R1", after="check_a_record_names_its_visit")
def check_the_visit_before_comes_back(student, reference):
    """After a block the visit from before is current again, also when the block fails."""
    agree(student, reference, "nested_visits", ["V-1", "V-2", "V-1"])
    agree(student, reference, "visit_that_fails", "V-5", "V-6")


@points(
    2,
    task=1,
    covers="R2",
    after="check_a_record_names_its_visit",
    reply="two contexts take turns here; which kind of variable has a value for each of them?",
)
def check_visits_do_not_mix(student, reference):
    """Each context has its own current visit."""
    agree(student, reference, "two_contexts")
    agree(student, reference, "inherited_context")


@points(1, task=1, covers="R3")
def check_a_record_keeps_its_visit(student, reference):
    """A record that has a visit keeps it, whichever is current."""
    agree(student, reference, "visit_of_a_record", None)
    agree(student, reference, "visit_of_a_record", {"visit": "V-0"})
    agree(student, reference, "visit_of_a_record", {"visit": None, "lane": 3})


@points(2, task=2, covers="R4")
def check_an_adapter_adds_its_lane(student, reference):
    """Each record of an adapter has its lane, and the rest of the call stays as it was."""
    agree(student, reference, "through_adapter", 4, [])
    agree(student, reference, "adapter_keeps_the_call")


@points(2, task=2, covers="R5", after="check_an_adapter_adds_its_lane")
def check_the_call_may_add_extras(student, reference):
    """The extra of a call joins the lane, and wins over it."""
    for extra in ({"plate": "KA-9"}, {"lane": 9, "plate": "x"}, {"lane": None}, None, {}):
        agree(student, reference, "one_call_through_adapter", 4, extra)


@points(2, task=2, covers="R5", after="check_the_call_may_add_extras")
@given(
    lane=st.integers(0, 99),
    calls=st.lists(
        st.dictionaries(st.sampled_from(["lane", "plate", "axles"]), st.integers(), max_size=3),
        max_size=4,
    ),
)
def check_extras_end_with_the_call(student, reference, lane, calls):
    """What one call brings along is not in the next, nor in another adapter."""
    agree(student, reference, "through_adapter", 4, [{"plate": "KA-9"}, None, {"lane": 7}, {}])
    agree(student, reference, "two_adapters")
    agree(student, reference, "through_adapter", lane, calls)


@points(2, task=3, covers="R6", reply="of two secrets that begin alike the longer one goes")
def check_texts_are_cleaned(student, reference):
    """Each secret in a text is masked, and the longer of two that begin alike."""
    agree(student, reference, "clean", ["tide-4411"], "tide-4411 tide-4411, (tide-4411)xtide-4411")
    for secrets in (["tide", "tide-4411"], ["tide-4411", "tide"]):
        agree(student, reference, "clean", secrets, "pin tide-4411, then tide")
    agree(student, reference, "clean", ["tide"], "Tide TIDE")
    agree(student, reference, "clean", ["tide"], "")
    agree(student, reference, "clean_twice_from_generator", ["tide", "pin"], ["tide", "a pin"])


@points(
    1, task=3, covers="R6", reply="try secrets with a dot or a bar in them, an empty one, and none"
)
def check_secrets_are_plain_texts(student, reference):
    """A secret is no pattern, and the empty text is no secret."""
    agree(student, reference, "clean", ["a.b+c", "x|y", "$"], "a.b+c axb+c aab+c x|y x y 5$")
    agree(student, reference, "clean", ["", "tide"], "high tide")
    agree(student, reference, "clean", [""], "high tide")
    agree(student, reference, "clean", [], "high tide")


@points(2, task=3, covers="R7")
def check_names_make_values_secret(student, reference):
    """What stands under a secret name is masked, whatever it is and however the name is written."""
    for key in ("token", "Token", "PASSWORD", "pin", "Authorization", "tokens", "my pin", " pin"):
        for value in ("x", 7, None, [1, 2], {"a": 1}):
            agree(student, reference, "clean", ["tide"], {key: value, "lane": "x"})
    agree(student, reference, "clean", ["tide"], [({"a": [{"Pin": 1}, ("tide",)]},), {}, [], ()])
    agree(student, reference, "clean", ["tide"], {"tide 4": "tide", 3: "tide", ("tide",): None})


@points(1, task=3, covers="R7")
def check_the_value_stays_as_it_was(student, reference):
    """Cleaning makes copies: nothing in the value that was given changes."""
    for value in (["tide", ["tide"]], {"pin": 1, "a": {"token": [2]}}, ({"a": ["tide"]},)):
        agree(student, reference, "cleaned_copy", ["tide"], value)


@points(2, task=3, covers="R8")
def check_objects_are_looked_at(student, reference):
    """An object stays itself unless its text holds a secret or cannot be made; numbers stay."""
    for text in ("tide-4411", "at tide-4411!", "open"):
        for kind in ("badge", "silent", "error"):
            agree(student, reference, "clean_object", ["tide-4411"], kind, text)
    for value in (4711, 4711.5, True, None, b"tide 4711", {4711: 4711}, [b"", b"4711"]):
        agree(student, reference, "clean", ["4711", "True", "None"], value)


@points(
    1,
    task=3,
    covers="R6 R7 R8",
    after="check_texts_are_cleaned check_secrets_are_plain_texts check_names_make_values_secret",
)
@given(secrets=KNOWN, value=VALUES)
def check_any_value_is_cleaned(student, reference, secrets, value):
    """Any value is cleaned of any secrets."""
    agree(student, reference, "clean", secrets, value)


@points(3, task=4, covers="R9")
def check_messages_are_cleaned(student, reference):
    """A handler gets the finished message without secrets, and no arguments."""
    agree(student, reference, "record", ["tide-4411"], "pin tide-4411 of lane %d", [4])
    agree(student, reference, "record", ["tide-4411"], "pin %s, %r", ["tide-4411", ["tide-4411"]])
    agree(student, reference, "record", ["tide-4411"], "pin %s-%d", ["tide", 4411])
    agree(student, reference, "record", ["4411"], "pin %d and %.1f", [4411, 4411])
    agree(student, reference, "record", ["x"], "settings %s", [{"token": "abc", "lane": 3}])
    agree(student, reference, "record", ["x"], "%(lane)s %(Token)s", [{"Token": "abc", "lane": 3}])
    agree(student, reference, "record", ["x"], "100 % of %s", [])
    for kinds in (["badge"], ["open"], ["silent"], ["number"], ["dict"]):
        agree(student, reference, "record_of_objects", ["tide-4411", "4711"], "by %s", kinds)
    for kind in ("badge", "silent", "dict", "list"):
        agree(student, reference, "record_of_message", ["tide-4411"], kind)
    for attributes in ({"msg": "tide"}, {"msg": "%s", "args": ("tide",)}, {}):
        agree(student, reference, "filtered_directly", ["tide"], attributes)


@points(
    2,
    task=4,
    covers="R9",
    reply="template and arguments are cleaned, then joined; nothing is raised",
)
def check_wrong_calls_pass(student, reference):
    """If the arguments do not fit, the message is the template and their repr, both cleaned."""
    agree(student, reference, "record", ["tide"], "lane %d of tide", ["tide"])
    agree(student, reference, "record", ["tide"], "lane", ["tide", 4])
    agree(student, reference, "record", ["tide"], "%s and %s", ["tide"])
    agree(student, reference, "record", ["tide"], "%(pin)d", [{"pin": 4711}])
    agree(student, reference, "record", ["tide"], "%(lane)d", [{"pin": 4711}])
    agree(student, reference, "record_of_objects", ["tide-4411"], "%d", ["silent"])


@points(3, task=4, covers="R10")
def check_exceptions_are_cleaned(student, reference):
    """A handler gets the cleaned text of the traceback instead of the exception."""
    for before in (False, True):
        agree(student, reference, "failure", ["tide-4411"], "pin tide-4411", "no such pin", before)
        agree(student, reference, "failure", ["tide-4411"], "refused", "pin tide-4411", before)
        agree(student, reference, "failure", ["tide-4411"], "refused", "closed", before)
    agree(student, reference, "cached_text", ["tide"], "ValueError: tide")
    agree(student, reference, "stack_of_a_call", ["tide_4411"])


@points(1, task=4, covers="R10 R11")
def check_the_exception_stays_as_it_is(student, reference):
    """The program finds its exception as it was."""
    agree(student, reference, "exception_afterwards", ["tide-4411"], "tide-4411", "no tide-4411")


@points(2, task=4, covers="R11")
@given(extra=st.dictionaries(KEYS.map(str.strip), VALUES, max_size=3))
def check_extras_are_cleaned(student, reference, extra):
    """Extras are cleaned by their names and values, and the caller's own stay as they were."""
    for fixed in ({"Pin": [7], "lane": {"door": "tide-4411"}}, {"by": ["tide-4411", {"pin": 1}]}):
        agree(student, reference, "record", ["tide-4411"], "up", [], fixed)
        agree(student, reference, "extras_of_the_caller", ["tide-4411"], fixed)
    for kind in ("badge", "open", "silent", "error", "number", "dict"):
        agree(student, reference, "record_with_objects", ["tide-4411"], [kind])
    agree(student, reference, "record", ["tide-4411"], "up", [], extra)
    agree(student, reference, "extras_of_the_caller", ["tide-4411"], extra)


@points(
    3,
    task=5,
    covers="R12",
    reply="needs Task 4; and a logger's filter never sees the records of the loggers below it",
)
def check_handlers_are_protected(student, reference):
    """Each handler gets clean records that name their visit, also from loggers below."""
    for lazily in (False, True):
        agree(student, reference, "protected", ["tide-4411"], "V-7", lazily)
    agree(student, reference, "protected_adapter")


@points(1, task=5, covers="R12", reply="which of the two filters has to be asked last?")
def check_the_visit_is_cleaned_too(student, reference):
    """A visit is cleaned like the rest; other handlers stay as they are, and there may be none."""
    agree(student, reference, "protected", ["tide-4411"], "V-tide-4411", False)
    agree(student, reference, "handlers_elsewhere")
    agree(student, reference, "protect_nobody")
