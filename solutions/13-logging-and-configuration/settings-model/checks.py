"""Hidden checks of settings-model."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

LOGIN = {"host": "quay-db", "password": "mooring-line-7"}
FULL = {
    "environment": "production",
    "workers": 12,
    "receivers": ("amina@port", "lars@port"),
    "database": {"host": "db.port", "port": 6000, "name": "berths", "password": "bollard-99"},
}
NEEDED = {"PLANNER_DATABASE__HOST": "quay-db", "PLANNER_DATABASE__PASSWORD": "mooring-line-7"}
ALL = NEEDED | {
    "PLANNER_ENVIRONMENT": "production",
    "PLANNER_DEBUG": "false",
    "PLANNER_WORKERS": "9",
    "PLANNER_RECEIVERS": "amina@port, lars@port",
    "PLANNER_DATABASE__PORT": "6001",
    "PLANNER_DATABASE__NAME": "tides",
}
FILE = """\
# for one machine
PLANNER_WORKERS=2
PLANNER_DATABASE__HOST=laptop
PLANNER_DATABASE__PASSWORD="file-password"
PLANNER_SHELL=zsh
EDITOR=vi
"""


@points(2, task=1, covers="R1 R2")
def check_fields_and_defaults(student, reference):
    """Database and Settings have their fields, with the defaults of the task."""
    agree(student, reference, "database", LOGIN)
    agree(student, reference, "database", FULL["database"])
    agree(student, reference, "settings", {"database": LOGIN})
    agree(student, reference, "settings", FULL)
    for values in [{"host": "a"}, {"password": "12345678"}, {}]:
        agree(student, reference, "database", values)
    agree(student, reference, "settings", {})
    agree(student, reference, "settings", {"workers": 3})


@points(2, task=1, covers="R1 R2 R4", after="check_fields_and_defaults")
def check_limits_of_the_fields(student, reference):
    """A value outside its limits is refused; the limits belong to the range."""
    for port in [-1, 0, 1, 65_535, 65_536]:
        agree(student, reference, "database", LOGIN | {"port": port})
    for password in ["", "1234567", "12345678"]:
        agree(student, reference, "database", LOGIN | {"password": password})
    for host in ["", "a"]:
        agree(student, reference, "database", LOGIN | {"host": host})
    for workers in [-3, 0, 1, 32, 33]:
        agree(student, reference, "settings", {"workers": workers, "database": LOGIN})
    for environment in ["development", "staging", "Staging", "test", ""]:
        agree(student, reference, "settings", {"environment": environment, "database": LOGIN})


@points(2, task=1, covers="R3", after="check_fields_and_defaults")
def check_receivers_may_be_one_text(student, reference):
    """Receivers are a tuple, or one text with commas."""
    for text in ["", " ", "a", "a,b", " a , b c ,", ",,a,", "a,a", "å@port , b"]:
        agree(student, reference, "settings", {"receivers": text, "database": LOGIN})
    for several in [(), ("a", "b"), ["a"], ("a,b", " c ")]:
        agree(student, reference, "settings", {"receivers": several, "database": LOGIN})


@points(1, task=1, covers="R4", after="check_fields_and_defaults")
def check_models_are_frozen(student, reference):
    """Assigning to a field raises ValidationError and changes nothing."""
    changes = [("settings", "workers", 5), ("settings", "debug", False), ("database", "port", 1)]
    agree(student, reference, "assigned", FULL, [*changes, ("database", "password", "12345678")])


@points(1, task=1, covers="R4", after="check_fields_and_defaults")
def check_unknown_names_are_refused(student, reference):
    """A name that a model does not have raises ValidationError."""
    agree(student, reference, "database", LOGIN | {"prot": 5})
    agree(student, reference, "settings", {"wrokers": 5, "database": LOGIN})
    agree(student, reference, "settings", {"database": LOGIN | {"hots": "a"}})


@points(1, task=1, covers="R5", after="check_fields_and_defaults")
def check_the_password_is_not_shown(student, reference):
    """No text of the models shows the password."""
    agree(student, reference, "shown", FULL)
    agree(student, reference, "shown", {"database": LOGIN})


@points(2, task=2, covers="R6", after="check_fields_and_defaults")
def check_the_rule_for_production(student, reference):
    """In production debug is off and somebody gets the alerts; elsewhere both are free."""
    for environment in ["production", "staging", "development"]:
        for debug in [True, False]:
            for receivers in [(), ("a",), ("a", "b"), " , "]:
                values = {"environment": environment, "debug": debug, "receivers": receivers}
                agree(student, reference, "settings", values | {"database": LOGIN})


@points(3, task=3, covers="R7")
def check_settings_come_from_variables(student, reference):
    """Each field has its variable; fields without one have their defaults."""
    agree(student, reference, "read", NEEDED)
    for name in ["WORKERS", "DEBUG", "DATABASE__PORT", "DATABASE__NAME"]:
        agree(student, reference, "read", NEEDED | {f"PLANNER_{name}": ALL[f"PLANNER_{name}"]})
    agree(student, reference, "read", NEEDED | {"PLANNER_DEBUG": "yes"})
    agree(student, reference, "read", NEEDED | {"PLANNER_ENVIRONMENT": "staging"})
    agree(student, reference, "read", NEEDED | {"PLANNER_X": "1", "WORKERS": "7", "DEBUG": "1"})
    agree(student, reference, "read_again", NEEDED, {"PLANNER_WORKERS": "7"})


@points(2, task=3, covers="R3 R7", after="check_settings_come_from_variables")
def check_receivers_come_from_a_variable(student, reference):
    """The variable of the receivers is a text with commas, and need not be JSON."""
    for text in ["a", "a,b", " a , b c ,", "amina@port, lars@port"]:
        agree(student, reference, "read", NEEDED | {"PLANNER_RECEIVERS": text})
    agree(student, reference, "read", ALL)


@points(1, task=3, covers="R7", after="check_settings_come_from_variables")
def check_an_empty_variable_is_not_set(student, reference):
    """A variable that is set to the empty text counts as not set."""
    for name in ALL:
        agree(student, reference, "read", NEEDED | {name: ""})


@points(2, task=3, covers="R8", after="check_settings_come_from_variables")
def check_a_file_lies_below_the_environment(student, reference):
    """What the environment lacks comes from the file; the file is optional."""
    agree(student, reference, "read_with_file", {}, FILE)
    agree(student, reference, "read_with_file", {"PLANNER_WORKERS": "5"}, FILE)
    agree(student, reference, "read_with_file", {"PLANNER_DATABASE__HOST": "tug"}, FILE)
    agree(student, reference, "read_with_file", NEEDED, None)
    agree(student, reference, "read_with_file", NEEDED, "")


@points(3, task=3, covers="R9", after="check_settings_come_from_variables")
def check_problems_have_the_names_of_variables(student, reference):
    """ConfigurationError names all wrong variables at once."""
    agree(student, reference, "read", {})
    agree(student, reference, "read", {"PLANNER_WORKERS": "many"})
    agree(student, reference, "read", NEEDED | {"PLANNER_WORKERS": "33"})
    agree(student, reference, "read", NEEDED | {"PLANNER_DATABASE__PROT": "1"})
    agree(student, reference, "read", {"PLANNER_DATABASE__PORT": "six", "PLANNER_DEBUG": "maybe"})
    agree(student, reference, "read", NEEDED | {"PLANNER_ENVIRONMENT": "live"})
    short = {"PLANNER_DATABASE__PASSWORD": "short", "PLANNER_WORKERS": "0"}
    agree(student, reference, "read", NEEDED | short)


@points(1, task=3, covers="R6 R9", after="check_problems_have_the_names_of_variables")
def check_the_rule_is_a_problem_of_the_environment(student, reference):
    """The rule for production is told under PLANNER_ENVIRONMENT."""
    agree(student, reference, "read", NEEDED | {"PLANNER_ENVIRONMENT": "production"})
    debug = {"PLANNER_ENVIRONMENT": "production", "PLANNER_RECEIVERS": "a", "PLANNER_DEBUG": "1"}
    agree(student, reference, "read", NEEDED | debug)


@points(1, task=3, covers="R10", after="check_settings_come_from_variables")
def check_a_group_that_is_not_json(student, reference):
    """A text that is not JSON in PLANNER_DATABASE is a problem of that name."""
    for text in ["quay-db", "{", "{'host': 'a'}", "host=a"]:
        agree(student, reference, "read", {"PLANNER_DATABASE": text})
        agree(student, reference, "read", NEEDED | {"PLANNER_DATABASE": text})


@points(3, task=3, covers="R11", after="check_problems_have_the_names_of_variables")
def check_errors_show_no_values(student, reference):
    """Neither the error nor its traceback shows what a variable holds."""
    for name in ["DATABASE__PASSWORD", "WORKERS", "DATABASE", "DATABASE__PROT", "DEBUG"]:
        word = "tide-4" if name == "DATABASE__PASSWORD" else "tide-word-11"
        agree(student, reference, "leaked", {f"PLANNER_{name}": word}, [word])
    words = list(NEEDED.values())
    agree(student, reference, "leaked", NEEDED | {"PLANNER_ENVIRONMENT": "production"}, words)
    agree(student, reference, "leaked", NEEDED | {"PLANNER_WORKERS": "0"}, words)


@points(
    1,
    task=3,
    covers="R7 R9",
    after="""check_problems_have_the_names_of_variables check_an_empty_variable_is_not_set
    check_receivers_come_from_a_variable check_the_rule_is_a_problem_of_the_environment
    check_unknown_names_are_refused check_limits_of_the_fields check_the_rule_for_production""",
)
@given(
    examples=30,
    drawn=st.dictionaries(
        st.sampled_from([*ALL, "PLANNER_DATABASE__PROT", "PLANNER_OTHER"]),
        st.sampled_from(
            ["", "1", "32", "70000", "true", "off", "staging", "production", "long-word"]
        ),
        max_size=5,
    ),
)
def check_any_variables_are_read_or_named(student, reference, drawn):
    """Whatever is set, the settings are right or the wrong names are told."""
    agree(student, reference, "read", NEEDED | drawn)
    agree(student, reference, "read", drawn)


@points(2, task=4, covers="R12 R13 R14", after="check_fields_and_defaults")
def check_settings_are_used(student, reference):
    """Driver, summary and alerts get what they need, the summary without the password."""
    for values in [FULL, {"database": LOGIN}]:
        agree(student, reference, "connected", values)
        agree(student, reference, "summarised", values)
    agree(student, reference, "summary_of_read", ALL)
    agree(student, reference, "alerted", FULL, "tide")
    agree(student, reference, "alerted", {"database": LOGIN, "receivers": "a, b, a"}, "")


@points(2, task=4, covers="R15", after="check_fields_and_defaults")
def check_making_settings_reads_no_environment(student, reference):
    """Settings(...) uses what it is given and its defaults, whatever is set."""
    agree(student, reference, "settings_in", ALL, {"database": LOGIN})
    agree(
        student, reference, "settings_in", ALL, {"database": {"host": "a", "password": "12345678"}}
    )
    agree(student, reference, "settings_in", ALL, {"workers": 3})
    agree(student, reference, "settings_in", {"WORKERS": "5", "DEBUG": "1"}, {"database": LOGIN})


@points(2, task=4, covers="R15", after="check_settings_are_used")
def check_functions_look_at_no_environment(student, reference):
    """Driver, summary and alerts take everything from their argument."""
    for values in [FULL, {"database": LOGIN, "receivers": ("a",)}]:
        agree(student, reference, "used_in_the_dark", values, "fog")


@points(
    1,
    task=4,
    covers="R13 R14",
    after="check_settings_are_used check_receivers_may_be_one_text check_the_rule_for_production",
)
@given(
    environment=st.sampled_from(["development", "staging"]),
    workers=st.integers(1, 32),
    receivers=st.lists(st.text(alphabet="abå@", min_size=1, max_size=6), max_size=4),
    text=st.text(max_size=8),
)
def check_any_settings_are_summarised(student, reference, environment, workers, receivers, text):
    """Any settings are shown and used."""
    values = {"environment": environment, "workers": workers, "receivers": tuple(receivers)}
    agree(student, reference, "summarised", values | {"database": LOGIN})
    agree(student, reference, "alerted", values | {"database": LOGIN}, text)
