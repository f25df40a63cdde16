"""Hidden checks of attrs-and-validators."""

from decimal import Decimal

from hypothesis import strategies as st

from grader.checks import agree, given, points

REEFER = "HLXU6001234"
OTHER = "CXRU1177005"
TENTHS = st.integers(-349, 299)


def row(target="5", **named):
    """A set-point of one reefer as keyword arguments."""
    return {"container": REEFER, "target": target, **named}


@points(1, task=1, covers="R1")
def check_container_numbers_are_tidied(student, reference):
    """A container number loses white space and hyphens, and its letters become capitals."""
    for text in [
        REEFER,
        " hlxu 600 123-4",
        "h-l-x-u\t6001234\n",
        "",
        " - ",
        "HLXU_6001234.",
        "çu-1",
    ]:
        agree(student, reference, "to_container", text)


@points(1, task=1, covers="R2 R3")
def check_temperatures_become_tenths(student, reference):
    """Numbers and texts become a Decimal in Celsius with one place, halves away from zero."""
    for value in [0, 7, -29, 10**6, Decimal("3"), Decimal("3.14"), Decimal("-1E+1")]:
        agree(student, reference, "celsius", value)
    for value in ["0.25", "0.35", "-0.25", "-17.85", "2.449", "6", " 6\n"]:
        agree(student, reference, "celsius", value)
    for value in ["6C", "6 c", "6\tC ", "-6.06 C", "212F", "0 f", " -40 F", "33F", "99.5 F"]:
        agree(student, reference, "celsius", value)


@points(1, task=1, covers="R3")
def check_fahrenheit_is_converted_before_it_is_rounded(student, reference):
    """Fahrenheit with more than one place is converted as it is, and rounded after that."""
    for value in ["40.04 F", "-4.06f", "31.00F"]:
        agree(student, reference, "celsius", value)


@points(2, task=1, covers="R4")
def check_what_is_no_temperature_is_refused(student, reference):
    """A text without a finite number raises ValueError, any other type TypeError."""
    agree(student, reference, "celsius", "8")
    for text in ["", " ", "C", "F", "five", "5 K", "5CC", "5 FC", "C5", "5 5", "1,5", "--5"]:
        agree(student, reference, "celsius", text)
    for value in [
        "nan",
        "NaN F",
        "inf",
        "-Infinity",
        "Infinity C",
        Decimal("NaN"),
        Decimal("Infinity"),
    ]:
        agree(student, reference, "celsius", value)
    for other in [5.0, 0.0, True, False, None, [5], b"5", (5,)]:
        agree(student, reference, "celsius", other)


@points(1, task=1, covers="R2 R3", after="check_temperatures_become_tenths")
@given(number=st.integers(-900, 900), unit=st.sampled_from(["", "C", "c", "F", "f"]))
def check_any_temperature(student, reference, number, unit):
    """Any number of tenths in either unit is converted and rounded."""
    agree(student, reference, "celsius", f"{number / 10}{unit}")
    agree(student, reference, "celsius", f" {number / 10} {unit} ")
    agree(student, reference, "celsius", number)


@points(2, task=2, covers="R5")
def check_fields_are_converted(student, reference):
    """The class is made with attrs; four fields are converted, two are keyword-only."""
    agree(student, reference, "kind_of_class")
    agree(student, reference, "made", " hlxu 600-1234", "41 F", "4", Decimal("9.99"))
    agree(student, reference, "made", container=REEFER, target=5, low=1, high="50f")
    agree(student, reference, "made", REEFER, 5, note=" grapes ", humidity=90)
    agree(student, reference, "made", REEFER, 5, 4, 6, 90)
    agree(student, reference, "made", REEFER, 5.0)
    agree(student, reference, "made", REEFER)


@points(2, task=2, covers="R6")
def check_limits_follow_the_target(student, reference):
    """Limits that are not given lie two degrees below and above the target."""
    for target in ["-18.5", "0", 21, "14 F", -35, 30]:
        agree(student, reference, "made", REEFER, target)
    agree(student, reference, "made", REEFER, 5, "4.9")
    agree(student, reference, "made", REEFER, 5, high="5.1")


@points(2, task=2, covers="R7")
def check_ranges_are_kept(student, reference):
    """A container that is no reefer and a target out of range raise ValueError."""
    for number in ["HLXJ6001234", "HLX6001234", "HLXU600123", "HLXU60012345", "XHLXU6001234", ""]:
        agree(student, reference, "made", number, 5)
    for number in ["hlxu-600-1234", "HL1U6001234", "HLXU60012E4", "HLXUU001234", "ÄLXU6001234"]:
        agree(student, reference, "made", number, 5)
    for target in ["-35", "-35.04", "-35.1", "30", "30.04", "30.1", "86F", "87F", 31, -36, -100]:
        agree(student, reference, "made", REEFER, target)


@points(2, task=2, covers="R8")
def check_humidity_is_an_int_or_nothing(student, reference):
    """Humidity is None or an int from 50 to 95 and is never converted."""
    for humidity in [None, 50, 51, 95, 94, 49, 96, 0, -60, "60", 60.0, Decimal(60), [60]]:
        agree(student, reference, "made", REEFER, 5, humidity=humidity)


@points(2, task=2, covers="R9")
def check_limits_enclose_the_target(student, reference):
    """A low limit that is not below the target, or a high one not above it, is refused."""
    agree(student, reference, "made", REEFER, 5, "4.9", "5.1")
    for low, high in [("5", "7"), ("5.1", "7"), ("4", "5"), ("4", "4.9"), ("7", "3"), ("5", "5")]:
        agree(student, reference, "made", REEFER, 5, low, high)
    agree(student, reference, "made", REEFER, "5", "4.97", "7")
    agree(student, reference, "made", REEFER, 5, 6)
    agree(student, reference, "made", REEFER, 5, high=-6)


@points(1, task=2, covers="R10")
def check_equality_ignores_the_note(student, reference):
    """Set-points are equal when all but their notes are, and have no hash."""
    for other in [row(), row("41F"), row(note="pears"), row(humidity=80), row(low=2), row(high=9)]:
        agree(student, reference, "compared", row(), other)
    agree(student, reference, "compared", row(), {"container": OTHER, "target": 5})
    agree(student, reference, "compared", row(4, low=1, high=9), row(low=1, high=9))
    agree(student, reference, "compared", row(note="a"), row(note="b"))
    agree(student, reference, "hashed", row())


@points(2, task=3, covers="R11")
def check_assigning_converts_and_validates(student, reference):
    """Assigning to one field converts and validates it; a refused value leaves the old one."""
    changes = [("target", "42.8 F"), ("low", 1), ("high", " 9.96 c"), ("humidity", 77)]
    agree(student, reference, "assigned", row(), changes)
    changes = [("target", "mild"), ("low", 3.5), ("high", None), ("humidity", "77")]
    agree(student, reference, "assigned", row(), changes)
    changes = [("humidity", 50), ("humidity", 49), ("humidity", None), ("humidity", 96)]
    agree(student, reference, "assigned", row(), changes)
    wide = row(low=-60, high=60)
    changes = [("target", 30), ("target", "30.1"), ("target", -35), ("target", "-35.1")]
    agree(student, reference, "assigned", wide, changes)


@points(2, task=3, covers="R9 R11")
def check_an_assigned_target_keeps_the_order(student, reference):
    """Assigning a target that does not lie between the limits is refused."""
    for value in ["2.9", "3", "3.1", "6.9", "7", "7.1"]:
        agree(student, reference, "assigned", row(), [("target", value)])


@points(2, task=3, covers="R9 R11")
def check_an_assigned_limit_keeps_the_order(student, reference):
    """Assigning a low limit not below the target, or a high one not above it, is refused."""
    for name in ["low", "high"]:
        for value in ["2", "4.9", "5", "5.1", "8"]:
            agree(student, reference, "assigned", row(), [(name, value)])
    agree(student, reference, "assigned", row(), [("high", 20), ("target", 19), ("low", 18)])


@points(1, task=3, covers="R12")
def check_container_and_unknown_names(student, reference):
    """The container and names that are no field cannot be assigned to."""
    changes = [("container", OTHER), ("container", REEFER), ("targett", 5), ("Low", 1)]
    agree(student, reference, "assigned", row(), [*changes, ("note", "checked at 06:00")])


@points(2, task=3, covers="R13")
def check_shifting_makes_a_new_set_point(student, reference):
    """Shifting moves target and limits of a copy; an impossible result raises ValueError."""
    full = row(low=1, high="5.5", humidity=66, note="pears")
    for by in [0, 1, -12, 25, 26, -40, -41, Decimal("0.5"), Decimal("-7.3")]:
        agree(student, reference, "shift", full, by)
        agree(student, reference, "shift", row(), by)


@points(2, task=3, covers="R13", after="check_shifting_makes_a_new_set_point")
@given(target=TENTHS, below=st.integers(1, 90), above=st.integers(1, 90), by=st.integers(-300, 300))
def check_shifting_any_set_point(student, reference, target, below, above, by):
    """Any set-point is shifted as a whole, or refused."""
    limits = {"low": Decimal(target - below) / 10, "high": Decimal(target + above) / 10}
    point = row(Decimal(target) / 10, **limits)
    agree(student, reference, "shift", point, Decimal(by) / 10)
    agree(student, reference, "shift", point, by // 10)


@points(2, task=4, covers="R14")
def check_rows_hold_what_says_something(student, reference):
    """A row has the fields in order, temperatures as text, and nothing that is empty."""
    agree(student, reference, "row_of", row())
    agree(student, reference, "row_of", row(humidity=50, note="pears"))
    agree(student, reference, "row_of", row("0", note=" "))
    agree(student, reference, "row_of", row("-18.5", low="-20", high=-10, humidity=95))


@points(1, task=4, covers="R14", after="check_rows_hold_what_says_something")
@given(
    target=TENTHS,
    humidity=st.none() | st.integers(50, 95),
    note=st.text(alphabet="abc é-", max_size=5),
)
def check_any_row_can_be_read_again(student, reference, target, humidity, note):
    """What is written from any set-point makes an equal one."""
    point = row(Decimal(target) / 10, humidity=humidity, note=note)
    agree(student, reference, "there_and_back", point)
    agree(student, reference, "row_of", point)


@points(2, task=4, covers="R15")
def check_rows_are_sorted_into_good_and_refused(student, reference):
    """Good rows become set-points; of the others the positions are listed."""
    rows = [
        row(),
        row("mild"),
        row(5.0),
        row(humidity=10),
        row("-18", note="fish"),
        {"container": REEFER},
        row(low=5),
        row(goal=5),
        {},
        row(),
    ]
    agree(student, reference, "rows_read", rows)
    agree(student, reference, "rows_read", rows, once=True)
    agree(student, reference, "rows_read", [])
    agree(student, reference, "rows_read", [row("NaN"), row("1E400"), row(humidity="60")])
