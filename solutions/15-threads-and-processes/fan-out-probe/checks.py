"""Hidden checks of fan-out-probe."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

HOSTS = st.lists(st.sampled_from(["yard-1", "yard-2", "gate", "ö", "crane-17"]), max_size=6)
FAILING = st.dictionaries(
    st.sampled_from(["yard-1", "gate", "ö"]), st.sampled_from(["OSError", "ValueError"]), max_size=3
)


@points(1, task=1, covers="R1")
def check_the_current_host_is_known(student, reference):
    """Inside the block the host is known, before and after it there is none."""
    agree(student, reference, "one_block", "yard-1")
    agree(student, reference, "one_block", "")


@points(1, task=1, covers="R1", after="check_the_current_host_is_known")
@given(hosts=HOSTS)
def check_a_block_puts_back_what_was_before(student, reference, hosts):
    """Blocks can stand inside each other to any depth."""
    agree(student, reference, "nested", ["yard-1", "gate", "gate"])
    agree(student, reference, "nested", hosts)


@points(
    1,
    task=1,
    covers="R1",
    after="check_a_block_puts_back_what_was_before",
    reply="which lines run after the block when it ends with an exception?",
)
def check_an_exception_leaves_nothing_behind(student, reference):
    """A block that ends with an exception puts the host from before back, and hides nothing."""
    agree(student, reference, "after_an_exception", "yard-1", "gate")


@points(
    2,
    task=1,
    covers="R2",
    after="check_the_current_host_is_known",
    reply="two threads, two hosts: where does each of them keep its own?",
)
def check_each_thread_has_its_own_host(student, reference):
    """A thread begins without a host, and does not see that of another thread."""
    agree(student, reference, "two_threads", "yard-1", "gate")


@points(1, task=2, covers="R3")
def check_a_probe_becomes_a_report(student, reference):
    """An answer or an exception of the transport becomes a report, in the same thread."""
    for latency in [12, 0]:
        agree(student, reference, "probe_one", "yard-1", latency)
    for exception, text in [("OSError", "cut"), ("TimeoutError", ""), ("Exception", "a: b")]:
        agree(student, reference, "probe_one", "gate", None, exception, text)


@points(
    1,
    task=2,
    covers="R3",
    after="check_an_exception_leaves_nothing_behind check_a_probe_becomes_a_report",
)
def check_a_transport_knows_its_host(student, reference):
    """While a transport runs, its host is current; afterwards the caller has none."""
    for name in ["probe", "probe_all", "reports", "probe_within"]:
        agree(student, reference, "known_hosts", name, ["gate", "yard-1"], {"yard-1": "OSError"})
    agree(student, reference, "known_hosts", "first_answer", ["gate"], {})


@points(
    2,
    task=2,
    covers="R4",
    after="check_a_probe_becomes_a_report",
    reply="the order of the reports is the order of the hosts, whoever answers first",
)
def check_all_reports_come_in_order(student, reference):
    """Hosts that answer in the opposite order are reported in order."""
    agree(student, reference, "answering_backwards", ["a", "bb", "ccc", "dddd"])
    agree(student, reference, "answering_backwards", ["a", "bb", "ccc"], {"bb": "OSError"})


@points(2, task=2, covers="R4", after="check_a_probe_becomes_a_report")
@given(hosts=HOSTS, width=st.integers(1, 4), failing=FAILING)
def check_any_hosts_are_probed(student, reference, hosts, width, failing):
    """Any hosts, none, repeated or failing, are probed once each, by any number of threads."""
    agree(student, reference, "in_order", hosts, width, failing)


@points(
    2,
    task=2,
    covers="R5",
    after="check_a_probe_becomes_a_report",
    reply="how many threads has your pool, and who says so?",
)
def check_the_width_is_used_and_kept(student, reference):
    """As many hosts are probed at a time as the width allows, and no more."""
    hosts = ["a", "b", "c", "d", "e"]
    for width in [1, 2, 3, 9]:
        agree(student, reference, "widest", hosts, width)


@points(1, task=2, covers="R5")
def check_a_width_below_one_is_refused(student, reference):
    """A width below one raises ValueError in every function, and nobody is probed."""
    for name in ["probe_all", "reports", "first_answer", "probe_within"]:
        agree(student, reference, "too_narrow", name, 0)
        agree(student, reference, "too_narrow", name, -1)


@points(
    3,
    task=3,
    covers="R6",
    after="check_a_probe_becomes_a_report",
    reply="a slow host must not keep back the reports of others",
)
def check_reports_come_as_hosts_answer(student, reference):
    """A report can be read as soon as its host has answered, while others are silent."""
    agree(student, reference, "as_they_answer", ["a", "bb", "ccc"], ["ccc", "a", "bb"])
    agree(student, reference, "as_they_answer", ["a", "bb"], ["bb", "a"], {"bb": "OSError"})
    agree(student, reference, "as_they_answer", [], [])


@points(1, task=3, covers="R6", after="check_reports_come_as_hosts_answer")
@given(hosts=HOSTS, width=st.integers(1, 4), failing=FAILING)
def check_every_host_is_reported_once(student, reference, hosts, width, failing):
    """Each host of any iterable has one report, whatever the order."""
    agree(student, reference, "in_any_order", "reports", hosts, width, failing)


@points(
    2,
    task=3,
    covers="R7",
    after="check_reports_come_as_hosts_answer",
    reply="what becomes of hosts that stand in the queue of your pool when nobody reads on?",
)
def check_closing_stops_the_probing(student, reference):
    """After the iterator is closed, no host is probed that was not begun before."""
    agree(student, reference, "closed_early", ["a", "b", "c", "d"])


@points(
    3,
    task=4,
    covers="R8",
    after="check_a_probe_becomes_a_report",
    reply="a thread takes its next job before anybody can cancel it; what can the job look at?",
)
def check_nobody_is_probed_after_an_answer(student, reference):
    """Once a host has answered, no other host is begun."""
    agree(student, reference, "one_by_one", ["a", "bb", "ccc", "dddd"], {"a": "OSError"})
    agree(student, reference, "one_by_one", [], {})


@points(1, task=4, covers="R8", after="check_a_probe_becomes_a_report")
def check_problems_are_no_answers(student, reference):
    """A latency of 0 is an answer, a problem is none; without any answer the result is None."""
    agree(student, reference, "answer_one_by_one", ["a", "b"], {"a": "OSError", "b": "KeyError"})
    agree(student, reference, "answer_one_by_one", [], {})
    agree(student, reference, "answer_one_by_one", ["a", "", "bb"], {"a": "OSError"})


@points(
    2,
    task=4,
    covers="R8 R9",
    after="check_a_probe_becomes_a_report",
    reply="your call has its answer; for whom does it wait before it returns?",
)
def check_the_first_answer_waits_for_nobody(student, reference):
    """The first answer is returned while other hosts are silent."""
    agree(student, reference, "first_of_many", ["a", "bb", "ccc"], "bb")
    agree(student, reference, "first_of_many", ["a", "bb", "ccc"], "ccc", {"a": "OSError"})


@points(1, task=5, covers="R10", after="check_a_probe_becomes_a_report")
def check_within_patience_all_is_reported(student, reference):
    """If all have answered in time, the reports are those of all hosts, in order."""
    agree(student, reference, "patience", ["a", "bb", "a"], [], 3)
    agree(student, reference, "waits_as_in_the_library", ["a", "bb", "c", "d"], {"bb": "OSError"})


@points(
    3,
    task=5,
    covers="R9 R10",
    after="check_within_patience_all_is_reported",
    reply="the patience is over, and yet your call does not return; which line still waits?",
)
def check_late_hosts_hold_nobody_up(student, reference):
    """Hosts that are silent when the wait ends are late, and the call returns without them."""
    agree(student, reference, "patience", ["a", "bb", "ccc"], ["bb"], 3)
    agree(student, reference, "patience", ["a", "bb", "ccc"], ["a"], 3, {"bb": "OSError"})


@points(1, task=5, covers="R10", after="check_within_patience_all_is_reported")
def check_late_is_who_the_wait_calls_late(student, reference):
    """Who is among the second part of what `wait` returns is late, even if an answer has come."""
    agree(student, reference, "late_although_done", ["a", "bb"])


@points(2, task=5, covers="R9", after="check_late_hosts_hold_nobody_up")
def check_hosts_in_the_queue_are_dropped(student, reference):
    """Hosts that were not begun when the call returned are never probed."""
    agree(student, reference, "patience", ["a", "bb", "ccc", "dddd"], ["bb"], 1)
