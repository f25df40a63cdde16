"""Hidden checks of layered-config."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

BERTH = {
    "debug": False,
    "berth": {"count": 12, "depth": 14.5, "max_length": 400, "names": ["north", "south"]},
    "pilot": {"relay": None, "duty": {"hours": 8, "on_call": True}},
    "motto": "slow and safe",
}
FILES = {
    "base.toml": 'motto = "base"\n[berth]\ncount = 20\nmax_length = 366\n[pilot.duty]\nhours = 6\n',
    "development.yaml": "berth:\n  count: 2\n  names: []\nport: {zone: 1}\n",
    "production.yaml": "berth:\n  depth: 16.0\n  names: [west]\npilot:\n  relay: tower\n",
    ".env": "QUAY_BERTH__COUNT=3\nQUAY_MOTTO='mine'\nQUAY_ENV=production\n",
}
KEYS = st.sampled_from(["a", "b", "c_d", "e"])
VALUES = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "x"])
LEAVES = VALUES | st.lists(VALUES, max_size=2)
TABLES = st.dictionaries(
    KEYS,
    st.recursive(LEAVES, lambda below: st.dictionaries(KEYS, below, max_size=3), max_leaves=6),
    max_size=3,
)


@points(3, task=1, covers="R1")
def check_tables_are_merged_at_any_depth(student, reference):
    """Tables are merged key by key, at any depth; what the upper one does not name stays."""
    agree(student, reference, "merge_result", BERTH, {"berth": {"count": 9}})
    agree(student, reference, "merge_result", BERTH, {"pilot": {"duty": {"hours": 7, "crew": 2}}})
    agree(student, reference, "merge_result", {"berth": {"count": 9}}, BERTH)
    agree(
        student, reference, "merge_result", {"a": {"b": {"c": {"d": 1}}}}, {"a": {"b": {"x": {}}}}
    )
    for lower, upper in [({}, BERTH), (BERTH, {}), ({}, {}), ({"a": {}}, {"a": {}})]:
        agree(student, reference, "merge_result", lower, upper)


@points(2, task=1, covers="R1")
def check_the_upper_value_counts(student, reference):
    """The upper value counts, also where it is empty; lists are replaced."""
    for value in [None, False, 0, "", [], 0.0, True, ["south"], "x", 12]:
        for below in [None, True, 5, "y", ["north"]]:
            agree(student, reference, "merge_result", {"v": below, "w": 1}, {"v": value})


@points(2, task=1, covers="R1", after="check_tables_are_merged_at_any_depth")
def check_the_result_shares_nothing(student, reference):
    """The arguments are as before, even if the result is changed later."""
    agree(student, reference, "merged", BERTH, {"berth": {"names": ["east"]}, "new": {"x": [1]}})
    agree(student, reference, "merged", BERTH, {})
    agree(student, reference, "merged", {}, BERTH)
    agree(student, reference, "merged", {"a": [[1], {"b": []}]}, {"c": [[2], {"d": []}]})


@points(2, task=1, covers="R2")
def check_a_table_and_a_value_do_not_merge(student, reference):
    """A table on one side and a value on the other is a ConfigError that holds the path."""
    for value in [5, None, [], "", False, "tower"]:
        agree(student, reference, "conflict", BERTH, {"berth": value}, ["berth"])
        agree(student, reference, "conflict", {"pilot": value}, BERTH, ["pilot"])
        upper = {"pilot": {"duty": value}}
        agree(student, reference, "conflict", BERTH, upper, ["pilot.duty"])
        agree(student, reference, "conflict", upper, BERTH, ["pilot.duty"])
    for table in [{}, {"x": 1}]:
        upper = {"pilot": {"duty": {"hours": table}}}
        agree(student, reference, "conflict", BERTH, upper, ["pilot.duty.hours"])
        agree(student, reference, "conflict", BERTH, {"pilot": {"relay": table}}, ["pilot.relay"])


@points(
    1,
    task=1,
    covers="R1 R2",
    after="""check_tables_are_merged_at_any_depth check_the_upper_value_counts
    check_the_result_shares_nothing check_a_table_and_a_value_do_not_merge""",
)
@given(lower=TABLES, upper=TABLES)
def check_any_tables_merge(student, reference, lower, upper):
    """Any two tables are merged, or refused where a table meets a value."""
    agree(student, reference, "merged_or_not", lower, upper)


@points(3, task=1, covers="R3")
def check_lookup_follows_the_path(student, reference):
    """lookup() finds values, None and tables; otherwise it gives the default or raises KeyError."""
    found = ["debug", "berth.depth", "pilot.duty.hours", "pilot.relay", "berth.names", "pilot.duty"]
    missing = [
        "speed",
        "berth.speed",
        "pilot.relay.x",
        "motto.x",
        "berth.names.0",
        "pilot.duty.x.y",
    ]
    for path in [*found, *missing, "debug.x", "Berth", "pilot.", ".pilot"]:
        agree(student, reference, "looked_up", BERTH, path)
        for default in [None, 7, [], "none"]:
            agree(student, reference, "looked_up", BERTH, path, default)
            agree(student, reference, "looked_up_by_name", BERTH, path, default)
    agree(student, reference, "looked_up", {}, "berth")
    agree(student, reference, "looked_up", {"a": 0, "b": "", "c": {}}, "a", 5)


@points(1, task=1, covers="R3", after="check_lookup_follows_the_path")
@given(
    config=TABLES,
    steps=st.lists(KEYS, min_size=1, max_size=3),
    default=st.none() | st.integers(0, 9),
)
def check_any_path_is_followed(student, reference, config, steps, default):
    """Any path through any table ends at what is there, or at the default."""
    agree(student, reference, "looked_up", config, ".".join(steps), default)


@points(2, task=2, covers="R4")
def check_files_are_read(student, reference):
    """TOML and YAML give their table; missing files, empty ones and comments give an empty one."""
    for text in ["a = 1\n[b]\nc = [1, 2]\nd = 'Ø'\n", "", "# all off\n", " \n\n"]:
        agree(student, reference, "read", "one.toml", text)
    for text in [
        "a: 1\nb:\n  c: [1, 2]\n  d: Ø\n",
        "",
        "# all off\n",
        " \n\n",
        "{}",
    ]:
        agree(student, reference, "read", "two.yaml", text)
    for name in ["one.toml", "two.yaml"]:
        agree(student, reference, "read_missing", name)


@points(3, task=2, covers="R4 R5", after="check_files_are_read")
def check_bad_files_are_refused_by_name(student, reference):
    """What cannot be parsed, is unsafe, is not UTF-8 or no table is a ConfigError with the name."""
    for text in ["a = ", "a = 1\na = 2\n", "[b\n", b"a = '\xff'\n"]:
        agree(student, reference, "read", "berths.toml", text)
    for text in ["a: [", "a: 1\n b: 2\n", b"a: \xff\n", "a: '"]:
        agree(student, reference, "read", "berths.yaml", text)
    for text in ["- 1\n", "3\n", "words\n", "false\n", "0\n", "[]\n", "''\n"]:
        agree(student, reference, "read", "berths.yaml", text)
    for text in ["a: !!python/tuple [1, 2]\n", "!!python/object/apply:builtins.dict []\n"]:
        agree(student, reference, "read", "berths.yaml", text)


@points(3, task=2, covers="R6")
def check_dotenv_lines(student, reference):
    """Names and values are stripped, quotes taken off; comments say nothing; each needs an =."""
    for text in ["", "\n \n", "A=1", "A=1\nB=2\nA=3\n", "# A=1\n   # B=2\nC=3\n", "A=\nB= \n"]:
        agree(student, reference, "dotenv", text)
    for text in ["export A=1\n  export B = 2 \n", " A = b c \n", "A=x=y==z\n", "A=Ø 港\n"]:
        agree(student, reference, "dotenv", text)
    for value in [
        "'one'",
        '"two"',
        "''",
        '""',
        "' a '",
        "'a\"",
        '"it\'s"',
        "'",
        '"',
        "''x''",
        "a'b'",
    ]:
        agree(student, reference, "dotenv", f"A={value}\n")
    for value in ["#1", "blue #1", "'blue' #1", "a#b"]:
        agree(student, reference, "dotenv", f"A={value}\n")
    for text in ["A\n", "A=1\nexport B\n", "A: 1\n", "A=1\nB\nC=2\n"]:
        agree(student, reference, "dotenv", text)
    agree(student, reference, "dotenv", "A=1\n")


@points(1, task=2, covers="R6", after="check_dotenv_lines")
@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(["", " ", "export ", "# "]),
            st.sampled_from(["A", "B_C", "QUAY_D"]),
            st.sampled_from(["=", " = ", "= "]),
            st.text(alphabet="ab# ='\"", max_size=6),
        ),
        max_size=5,
    )
)
def check_any_dotenv_text(student, reference, lines):
    """Any lines of names and values are read."""
    agree(student, reference, "dotenv", "\n".join("".join(parts) for parts in lines))


@points(2, task=3, covers="R7")
def check_names_of_variables_are_paths(student, reference):
    """Two underscores part the steps of a path; one is part of a name."""
    known = {"sign": "red", "lamp_post": {"colour": "grey", "paint_mark": {"last_year": "none"}}}
    for name in ["SIGN", "LAMP_POST__COLOUR", "LAMP_POST__PAINT_MARK__LAST_YEAR"]:
        agree(student, reference, "layer_of", {f"QUAY_{name}": "blue"}, known)
    both = {"QUAY_SIGN": "a", "QUAY_LAMP_POST__PAINT_MARK__LAST_YEAR": "b"}
    agree(student, reference, "layer_of", both, known)
    agree(student, reference, "layer_of", both | {"QUAY_LAMP_POST__COLOUR": "c"}, known)
    agree(student, reference, "layer_of", {}, known)


@points(1, task=3, covers="R7", after="check_names_of_variables_are_paths")
def check_other_variables_say_nothing(student, reference):
    """QUAY_ENV and variables that do not begin with QUAY_ are no settings."""
    others = {"QUAYSIDE_MOTTO": "x", "MOTTO": "y", "XQUAY_MOTTO": "z", "QUAY_ENV": "production"}
    agree(student, reference, "layer_of", others, BERTH)
    agree(student, reference, "layer_of", others | {"QUAY_MOTTO": "calm"}, BERTH)
    agree(student, reference, "layer_of", {"QUAY_ENV": "x"}, {"env": "y"})


@points(3, task=3, covers="R8", after="check_names_of_variables_are_paths")
def check_values_have_the_type_below(student, reference):
    """The value that is known says what a text becomes."""
    for text in ["true", "Yes", "ON", "false", "No", "oFF"]:
        agree(student, reference, "layer_of", {"QUAY_DEBUG": text}, BERTH)
        agree(student, reference, "layer_of", {"QUAY_PILOT__DUTY__ON_CALL": text}, BERTH)
    for text in ["0", "-4", " 7 ", "007"]:
        agree(student, reference, "layer_of", {"QUAY_BERTH__COUNT": text}, BERTH)
        agree(student, reference, "layer_of", {"QUAY_BERTH__DEPTH": text}, BERTH)
    for text in ["1.25", "1e3", "-.5"]:
        agree(student, reference, "layer_of", {"QUAY_BERTH__DEPTH": text}, BERTH)
    for text in ["", " ", "a", "a,b", " a , b c,", ",", "1,2"]:
        agree(student, reference, "layer_of", {"QUAY_BERTH__NAMES": text}, BERTH)
    for text in ["", " a ", "5", "true", "a,b"]:
        agree(student, reference, "layer_of", {"QUAY_MOTTO": text}, BERTH)
        agree(student, reference, "layer_of", {"QUAY_PILOT__RELAY": text}, BERTH)


@points(3, task=3, covers="R9", after="check_names_of_variables_are_paths")
def check_variables_that_do_not_fit_are_refused(student, reference):
    """An unknown path, a table and a text of the wrong form are a ConfigError with the name."""
    for name in ["MOTO", "BERTH__SPEED", "BERTH_COUNT", "MOTTO__X", "DEBUG__LEVEL", "CREW__SIZE"]:
        agree(student, reference, "layer_of", {f"QUAY_{name}": "5"}, BERTH)
    for name in ["BERTH__COUNT__X", "BERTH__", "__BERTH", "", "BERTH____COUNT"]:
        agree(student, reference, "layer_of", {f"QUAY_{name}": "5"}, BERTH)
    for name in ["BERTH", "PILOT__DUTY"]:
        for text in ["5", "", "{}"]:
            agree(student, reference, "layer_of", {f"QUAY_{name}": text}, BERTH)
    for name, text in [("DEBUG", "maybe"), ("DEBUG", ""), ("DEBUG", "2"), ("BERTH__COUNT", "2.5")]:
        agree(student, reference, "layer_of", {f"QUAY_{name}": text}, BERTH)
    for name, text in [("BERTH__COUNT", ""), ("BERTH__DEPTH", "deep"), ("BERTH__COUNT", "x")]:
        agree(student, reference, "layer_of", {f"QUAY_{name}": text, "QUAY_MOTTO": "a"}, BERTH)


@points(2, task=4, covers="R10", after="check_names_of_variables_are_paths")
def check_layers_are_merged_in_order(student, reference):
    """Defaults, base, environment, .env and variables are merged in this order."""
    variables = {"QUAY_BERTH__MAX_LENGTH": "99", "QUAY_PORT__ZONE": "4"}
    for present in [[], ["base.toml"], ["development.yaml"], [".env"], list(FILES)]:
        files = {name: FILES[name] for name in present}
        agree(student, reference, "loaded", BERTH, files, {})
        agree(student, reference, "loaded", BERTH, files, {"QUAY_MOTTO": "theirs"})
        agree(student, reference, "loaded", BERTH, files, {"QUAY_BERTH__COUNT": "77"})
    agree(student, reference, "loaded", BERTH, FILES, variables)
    agree(student, reference, "loaded", BERTH, {"base.toml": "x = 1\n"}, {"QUAY_X": "2"})
    agree(student, reference, "changed_afterwards", BERTH, FILES, {})
    agree(student, reference, "changed_afterwards", BERTH, {}, {})


@points(2, task=4, covers="R10 R12", after="check_layers_are_merged_in_order")
def check_dotenv_is_for_development(student, reference):
    """.env counts in development only, in UTF-8, and names no environment."""
    for environment in ["development", "staging", "production"]:
        agree(student, reference, "loaded", BERTH, FILES, {"QUAY_ENV": environment})
        files = {".env": "QUAY_ENV=staging\nQUAY_MOTTO=Ø\n", "staging.yaml": "motto: staged\n"}
        agree(student, reference, "loaded", BERTH, files, {"QUAY_ENV": environment})
    files = {".env": "QUAY_A=1\n", "base.toml": "b = 1\n"}
    agree(student, reference, "loaded", BERTH, files, {"QUAY_ENV": "production"})


@points(1, task=4, covers="R11", after="check_layers_are_merged_in_order")
def check_environments_are_known(student, reference):
    """An environment that is not in the list is a ConfigError."""
    for environment in ["prod", "", "Production", "../secret", "base", "development "]:
        files = {f"{environment.strip('./ ')}.yaml": "motto: x\n"}
        agree(student, reference, "loaded", BERTH, files, {"QUAY_ENV": environment})


@points(2, task=4, covers="R12", after="check_layers_are_merged_in_order")
def check_the_process_stays_out_of_it(student, reference):
    """Nothing is read from os.environ, and nothing is written to it."""
    others = {"QUAY_ENV": "production", "QUAY_MOTTO": "process", "QUAY_BERTH__COUNT": "1"}
    agree(student, reference, "loaded_beside", BERTH, FILES, {}, others)
    agree(student, reference, "loaded_beside", BERTH, FILES, {"QUAY_MOTTO": "given"}, {})
    agree(student, reference, "loaded_beside", BERTH, {}, {}, others)


@points(1, task=4, covers="R2 R9", after="check_layers_are_merged_in_order")
def check_bad_layers_stop_the_load(student, reference):
    """A table against a value, an unknown variable or a broken file ends the load."""
    agree(student, reference, "loaded", BERTH, {"base.toml": "berth = 5\n"}, {})
    agree(student, reference, "loaded", BERTH, {"development.yaml": "berth:\n"}, {})
    agree(student, reference, "loaded", BERTH, {"development.yaml": "- 1\n"}, {})
    agree(student, reference, "loaded", BERTH, {".env": "QUAY_MOTO=x\n"}, {})
    agree(student, reference, "loaded", BERTH, {".env": "QUAY_MOTTO\n"}, {})
    agree(student, reference, "loaded", BERTH, {}, {"QUAY_MOTO": "x"})
