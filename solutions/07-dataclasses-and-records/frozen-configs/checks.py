"""Hidden checks of frozen-configs."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

HOSTS = st.sampled_from(["db-1", "db-2", "db-3"])
WORDS = st.text(alphabet="abé-1", max_size=4)
PAIRS = st.lists(st.tuples(st.sampled_from(["ssl", "app", "user", "é"]), WORDS), max_size=6)
SOLID = st.one_of(
    st.integers(-9, 9), WORDS, st.just(None), st.tuples(WORDS), st.frozensets(st.integers(0, 4))
)
LOOSE = st.sampled_from([[], {}, ([],), (1, {}), ((), ((), [1])), {1, 2}])


@points(
    2,
    task=1,
    covers="R1",
    reply="assigning and deleting have to fail, making one has to work",
)
def check_a_database_is_frozen(student, reference):
    """No field of a database config can be assigned or deleted."""
    agree(student, reference, "database_fields")
    for name in ["host", "port", "options"]:
        agree(student, reference, "assign", "database", name)
        agree(student, reference, "delete", "database", name)
        agree(student, reference, "unchanged_after_assigning", "database", name)


@points(1, task=1, covers="R1 R2 R3")
def check_a_database_has_defaults(student, reference):
    """A config without options can be made; the port has a default, an empty host is refused."""
    agree(student, reference, "host_and_port", "db-1")
    agree(student, reference, "host_and_port", "db-1", 6000)
    agree(student, reference, "host_and_port", options=[], host="db-1", port=7)
    agree(student, reference, "host_and_port", "")
    agree(student, reference, "host_and_port", " ")


@points(2, task=1, covers="R2", reply="a tuple of pairs, whatever was given")
def check_options_become_pairs(student, reference):
    """Options of a mapping, a list or a generator are stored as a tuple of pairs."""
    agree(student, reference, "database", "db-1")
    agree(student, reference, "database", "db-1", 1, [])
    agree(student, reference, "database", "db-1", 1, {"app": "map"})
    agree(student, reference, "database", "db-1", 1, {"app": "map", "user": "gate"})
    agree(student, reference, "database_after_change", {"app": "map", "user": "gate"})
    agree(student, reference, "database", "db-1", 1, [("app", "map"), ("user", "gate")])
    agree(student, reference, "database", "db-1", 1, [("a", "9"), ("b", "2"), ("a", "1")])
    agree(student, reference, "database_of_a_generator", [("app", "map"), ("user", "gate")])
    agree(student, reference, "database_after_change", [("app", "map"), ("user", "gate")])


@points(1, task=1, covers="R2", after="check_options_become_pairs")
def check_options_are_sorted_by_name(student, reference):
    """The order in which options were given makes no difference."""
    agree(student, reference, "database", "db-1", 1, {"user": "gate", "app": "map"})
    agree(student, reference, "database", "db-1", 1, {"b": "1", "a": "2", "B": "3"})


@points(1, task=1, covers="R2", reply="replace() gives the stored options to the constructor again")
def check_a_database_can_be_replaced(student, reference):
    """replace() makes a changed copy and leaves the config as it was."""
    agree(student, reference, "database_replaced", {"app": "map", "user": "gate"}, port=6000)
    agree(student, reference, "database_replaced", {"user": "gate"}, options={"a": "1", "b": "2"})
    agree(student, reference, "database_replaced", {}, host="")


@points(2, task=1, covers="R1 R2", after="check_options_become_pairs")
def check_databases_are_equal_by_content(student, reference):
    """Databases are equal, with equal hashes, when all their fields are."""
    base = ("db-1", 5, [("b", "2"), ("a", "1")])
    for other in [
        ("db-1", 5, {"a": "1", "b": "2"}),
        ("db-2", 5, {"a": "1", "b": "2"}),
        ("db-1", 6, {"a": "1", "b": "2"}),
        ("db-1", 5, {"a": "1", "b": "3"}),
        ("db-1", 5, {"a": "1"}),
    ]:
        agree(student, reference, "databases_compared", base, other)
    agree(student, reference, "database_is_no_tuple")


@points(
    1,
    task=1,
    covers="R1 R2",
    after="check_databases_are_equal_by_content check_a_database_can_be_replaced "
    "check_options_are_sorted_by_name",
)
@given(host=HOSTS, port=st.integers(1, 9), options=PAIRS, other=PAIRS)
def check_any_database(student, reference, host, port, options, other):
    """Any options are stored, compared and copied by content."""
    agree(student, reference, "database", host, port, options)
    agree(student, reference, "databases_compared", (host, port, options), (host, port, other))
    agree(student, reference, "databases_compared", (host, 5, options), (host, port, dict(options)))
    agree(student, reference, "database_replaced", options, port=port)


@points(
    2,
    task=2,
    covers="R4",
    reply="assigning and deleting have to fail, making one has to work",
)
def check_an_alert_is_frozen(student, reference):
    """No field of an alert can be assigned or deleted."""
    agree(student, reference, "alert_fields")
    for name in ["name", "database", "limit", "recipients"]:
        agree(student, reference, "assign", "alert", name)
        agree(student, reference, "delete", "alert", name)
        agree(student, reference, "unchanged_after_assigning", "alert", name)


@points(1, task=2, covers="R4")
def check_limits_of_an_alert(student, reference):
    """A limit is 90 unless told otherwise, and from 1 to 100."""
    agree(student, reference, "alert", "slow", "db-1")
    for limit in [-1, 0, 1, 2, 99, 100, 101, 250]:
        agree(student, reference, "alert", "slow", "db-1", limit)


@points(3, task=2, covers="R4 R5")
def check_recipients_become_a_frozenset(student, reference):
    """Recipients are stored as a frozenset, so alerts are equal by content; a text is refused."""
    agree(student, reference, "alert", "slow", "db-1", 5, ["noor", "ivo", "noor"])
    agree(student, reference, "alert", "slow", "db-1", recipients={"noor": 1})
    agree(student, reference, "alert", "slow", "db-1", recipients={"noor"})
    agree(student, reference, "alert", "slow", "db-1", 5, "noor")
    agree(student, reference, "alert", "slow", "db-1", 5, "")
    agree(student, reference, "alert_of_a_generator", ["noor", "ivo"])
    agree(student, reference, "alert_after_change", ["noor"])
    agree(student, reference, "alert_replaced", limit=6)
    agree(student, reference, "alert_replaced", recipients="ada")
    base = ("slow", "db-1", 50, ["noor", "ivo"])
    for other in [
        ("slow", "db-1", 50, ("ivo", "noor", "ivo")),
        ("full", "db-1", 50, ["noor", "ivo"]),
        ("slow", "db-2", 50, ["noor", "ivo"]),
        ("slow", "db-1", 51, ["noor", "ivo"]),
        ("slow", "db-1", 50, ["noor"]),
    ]:
        agree(student, reference, "alerts_compared", base, other)


@points(2, task=3, covers="R6")
def check_failover_moves_some_alerts(student, reference):
    """Alerts whose database equals the old one watch the new one; nothing else differs."""
    agree(student, reference, "moved", ["db-1", "db-2", "db-1"], "db-1", "db-3")
    agree(student, reference, "moved", ["db-1", "db-2"], "db-1", "db-2", as_generator=True)
    agree(student, reference, "moved", ["db-2"], "db-1", "db-3")
    agree(student, reference, "moved", [], "db-1", "db-3")
    agree(student, reference, "moved_databases")


@points(2, task=3, covers="R6 R7", reply="which alerts have to be other objects than before?")
def check_failover_changes_no_alert(student, reference):
    """Moved alerts are copies; all others are the same objects, and none is changed."""
    agree(student, reference, "same_objects", ["db-1", "db-2", "db-1"], "db-1", "db-3")
    agree(student, reference, "same_objects", ["db-2", "db-3"], "db-1", "db-3")
    agree(student, reference, "given_to_failover", ["db-1", "db-2", "db-1"], "db-1", "db-3")


@points(
    1,
    task=3,
    covers="R6 R7",
    after="check_failover_moves_some_alerts check_failover_changes_no_alert",
)
@given(hosts=st.lists(HOSTS, max_size=5), old=HOSTS, new=st.just("db-4"))
def check_failover_of_any_alerts(student, reference, hosts, old, new):
    """Any list of alerts keeps its order, and what was given stays as it was."""
    agree(student, reference, "moved", hosts, old, new)
    agree(student, reference, "same_objects", hosts, old, new)
    agree(student, reference, "given_to_failover", hosts, old, new)


@points(2, task=4, covers="R8", reply="equal configs are one key, although they are two objects")
def check_equal_configs_share_a_connection(student, reference):
    """Equal configs get one connection, opened when it is first asked for."""
    agree(student, reference, "lookups", [("db-1", 1), ("db-1", 1), ("db-1", 1)])
    agree(student, reference, "lookups", [("db-1", 1, {"a": "1"}), ("db-1", 1, [("a", "1")])])
    agree(student, reference, "lookups", [])


@points(1, task=4, covers="R8", reply="host, port and options together tell databases apart")
def check_different_configs_have_their_own(student, reference):
    """Configs that differ in host, port or options have connections of their own."""
    agree(student, reference, "lookups", [("db-1", 1), ("db-2", 1)])
    agree(student, reference, "lookups", [("db-1", 1), ("db-1", 2), ("db-1", 1, {"a": "1"})])


@points(1, task=4, covers="R8", reply="None can be a connection as well")
def check_a_connection_may_be_nothing(student, reference):
    """What the opener returned is remembered, whatever it is."""
    for nothing in [None, 0, "", False]:
        agree(student, reference, "lookups_of_nothing", nothing)


@points(1, task=4, covers="R9")
def check_a_failed_connection_is_tried_again(student, reference):
    """An exception of the opener passes on, and nothing is remembered or shared."""
    agree(student, reference, "lookups_that_fail_at_first")
    agree(student, reference, "two_lookups")


@points(2, task=5, covers="R10", reply="ask the value itself whether it has a hash")
@given(values=st.lists(st.one_of(SOLID, LOOSE), min_size=3, max_size=3))
def check_values_without_a_hash(student, reference, values):
    """The fields whose values have no hash are named, in the order of the fields."""
    agree(student, reference, "spoilt", [[], "b", {}])
    agree(student, reference, "spoilt", [1, "b", None])
    agree(student, reference, "spoilt", [(), ([],), {1}])
    agree(student, reference, "spoilt_by_records")
    agree(student, reference, "spoilt", values)


@points(1, task=5, covers="R11")
def check_only_instances_are_taken(student, reference):
    """A dataclass itself and anything that is no instance of one raise TypeError."""
    for kind in ["class", "text", "none", "type", "object"]:
        agree(student, reference, "spoilt_thing", kind)
