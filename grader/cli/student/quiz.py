"""`course quiz`: the questions of a week in the terminal; answers are kept one by one, and can be changed.

There is no key on a student's machine, so nothing here says whether an answer that counts is right. Questions for
practice carry their answers: they are answered at once, with the reason, and nothing of them is kept.
"""

from __future__ import annotations

import dataclasses
import functools
import sys
import textwrap
from collections.abc import Sequence

import click

from grader.catalogue.quiz import Question, QuestionKind, is_right, reasons
from grader.cli.student.here import Here, complete_week, here, today
from grader.cli.student.paper import Paper, paper, write
from grader.errors import UsageError
from grader.student.pages import Role, printable
from grader.student.progress import Progress, QuizRecord
from grader.student.quizzes import (
    Answer,
    Quiz,
    answer_from,
    open_quiz,
    questions_asked,
    read_answers,
    record_of,
    shown,
    unanswered,
    write_answer,
)

STOP, BACK, SKIP = ":q", ":b", ":s"
END_OF_OUTPUT = "."

_FORMS = {
    QuestionKind.SINGLE: "Answer with one letter.",
    QuestionKind.MULTIPLE: "Answer with all letters that are right, such as a c.",
    QuestionKind.ORDER: "Answer with all letters in order, such as b a c.",
    QuestionKind.PRINTS: f"Type what it prints, line by line. A line with only a full stop, {END_OF_OUTPUT} , ends it.",
}


@click.command("quiz")
@click.argument("week", required=False, shell_complete=complete_week)
@click.option("--all", "everything", is_flag=True, help="Ask the answered questions again, too.")
@click.option("--question", metavar="N", help="Ask one question: its number or its name.")
@click.option("--practice", is_flag=True, help="Ask the questions for practice; their answers are told at once.")
@click.option("--show", is_flag=True, help="Show your answers, and which are missing; ask nothing.")
def command(week: str | None, question: str | None, *, everything: bool, practice: bool, show: bool) -> int:
    """Take the quiz of WEEK, or of the week you are in: questions for practice, then those that count.

    Questions for practice come until you have answered one that counts. They say at once what is right and why, and
    nothing of them is kept. The others are kept one by one in answers.toml beside the questions; stop with :q or Ctrl-C
    and go on another day. Your instructor's grader says which are right, with a reason for every wrong choice.

    Example: course quiz 06
    """
    at = here()
    quiz = open_quiz(at.root, _week(at, week))
    page = paper()
    answers = read_answers(quiz)
    if show:
        _table(quiz, answers, page)
        return 0
    if question:
        asked: Sequence[Question] = (quiz.question(question),)
    else:
        asked = quiz.questions if everything else unanswered(quiz, answers)
    alone = practice or any(item.answer for item in asked)
    if alone or not (answers or question or everything):
        chosen = quiz.practice if practice or not alone else asked
        if not _practise(chosen, quiz, page, alone=alone):
            asked = ()
    if alone:
        return 0
    if asked:
        page.say(f"Quiz of {quiz.week.partition('-')[0]}: {len(quiz.questions)} questions, {len(answers)} answered.")
        page.say(f"Enter leaves a question for later, {BACK} goes back, {STOP} stops.")
        answers = _ask_all(asked, quiz, answers, at, page)
    _tell(quiz, answers, page)
    return 0


def _week(at: Here, text: str | None) -> str:
    """The folder of the week that was named, or of the one being worked on, or of the first that has a quiz."""
    if text:
        return at.course.week(text).name
    with_quiz = list(questions_asked(at.course))
    current = at.state.read().current.partition("/")[0]
    if not with_quiz:
        raise UsageError("this course has no quiz", fix="course list shows what it has")
    return current if current in with_quiz else with_quiz[0]


# --- asking ---------------------------------------------------------------------------------------------------------


class _Stop(Exception):
    """The student has had enough for now."""


class _Skip(Exception):
    """The student has practised enough."""


class _Back(Exception):
    """The student wants the question before."""


def _ask_all(
    asked: Sequence[Question], quiz: Quiz, answers: dict[str, Answer], at: Here, page: Paper
) -> dict[str, Answer]:
    place = 0
    while place < len(asked):
        try:
            answer = _ask(asked[place], quiz, answers.get(asked[place].id), page)
        except _Stop:
            break
        except _Back:
            place = max(0, place - 1)
            continue
        except _Skip:
            answer = None
        if answer is not None:
            answers = write_answer(at.root, quiz, asked[place], answer)
            record = dataclasses.replace(record_of(quiz, answers), on=today())
            at.state.change(functools.partial(_with_quiz, quiz.week, record))
        place += 1
    return answers


def _with_quiz(week: str, record: QuizRecord, progress: Progress) -> Progress:
    return progress.after_quiz(week, record)


def _ask(question: Question, quiz: Quiz, before: Answer | None, page: Paper) -> Answer | None:
    """The student's answer; None where there is none, or it stays as it is. Raises _Stop and _Back."""
    _pose(question, f"Question {quiz.number(question)} of {len(quiz.questions)}", page)
    if before is not None:
        page.say("Your answer so far; Enter keeps it:")
        page.raw(shown(before), indent=4)
    page.say(_FORMS[question.kind])
    return _typed(question, page)


def _pose(question: Question, title: str, page: Paper) -> None:
    page.blank()
    page.say(title, Role.TITLE)
    page.say(question.text)
    if question.code:
        page.blank()
        page.raw(question.code.strip("\n"), indent=4)
    for letter, text in sorted(question.choices.items()):
        _choice(letter, text, page)
    page.blank()


def _typed(question: Question, page: Paper) -> Answer | None:
    """What is typed until it is an answer to the question; None for nothing. Raises _Stop, _Skip and _Back."""
    while True:
        text = _printed() if question.kind is QuestionKind.PRINTS else _line("> ")
        if not text.strip():
            return None
        try:
            return answer_from(question, text)
        except ValueError as error:
            page.say(f"That is no answer to this question: {error}.")


def _choice(letter: str, text: str, page: Paper) -> None:
    if "\n" in text.strip("\n"):  # several lines are code, and stay as they are
        page.raw(f"{letter}", indent=2)
        page.raw(text.strip("\n"), indent=5)
        return
    first, *rest = textwrap.wrap(printable(text), page.width - 5, break_on_hyphens=False) or [""]
    page.raw(f"{letter}  {first}", indent=2)
    page.raw("\n".join(rest), indent=5)


def _line(prompt: str) -> str:
    """A line from the keyboard or the pipe. Raises _Stop at its end, and what was asked for: _Stop, _Skip, _Back."""
    write(prompt, end="")
    text = sys.stdin.readline()
    if text == "" or text.strip() == STOP:
        write("")
        raise _Stop
    if text.strip() == SKIP:
        raise _Skip
    if text.strip() == BACK:
        raise _Back
    return text.rstrip("\r\n")


def _printed() -> str:
    """Lines up to the one that ends them; nothing where the first is empty."""
    lines: list[str] = []
    while True:
        line = _line("| ")
        if line.strip() == END_OF_OUTPUT or (not lines and not line.strip()):
            return "\n".join(lines)
        lines.append(line)


# --- practising -----------------------------------------------------------------------------------------------------


def _practise(asked: Sequence[Question], quiz: Quiz, page: Paper, *, alone: bool) -> bool:
    """Ask questions for practice and keep nothing; whether the student wants to go on afterwards."""
    if not asked:
        if alone:
            page.say(f"The quiz of {quiz.week.partition('-')[0]} has no questions for practice.")
        return True
    page.say("For practice: answered at once, and nothing of it is kept or counted.")
    skip = "" if alone else f"{SKIP} skips to those that count, "
    page.say(f"Enter goes on, {BACK} goes back, {skip}{STOP} stops.")
    place = 0
    while place < len(asked):
        try:
            _practise_one(asked[place], quiz, page)
        except _Stop:
            return False
        except _Skip:
            break
        except _Back:
            place = max(0, place - 1)
            continue
        place += 1
    page.blank()
    if alone:
        page.say("That was practice. The questions that count:")
        page.next_step(f"course quiz {quiz.week.partition('-')[0]}")
    return True


def _practise_one(question: Question, quiz: Quiz, page: Paper) -> None:
    """Ask until the answer is right or Enter asks for it. Raises _Stop, _Skip and _Back."""
    key = question.answer
    if key is None:
        return
    _pose(question, f"Practice {quiz.number(question)} of {len(quiz.practice)}", page)
    page.say(_FORMS[question.kind])
    tried = False
    while (answer := _typed(question, page)) is not None:
        given = [answer] if isinstance(answer, str) else answer
        if is_right(question, key, given):
            page.say("Right.", Role.GOOD)
            page.say(key.why)
            return
        page.say("Not yet.", Role.BAD)
        for reason in reasons(question, key, given):
            page.say(_sentence(reason))
        page.say("Try again; Enter shows the answer.")
        tried = True
    if tried:
        page.say("The answer:", Role.TITLE)
        page.raw("\n".join(key.right) if question.kind is QuestionKind.PRINTS else " ".join(key.right), indent=4)
        page.say(key.why)


def _sentence(text: str) -> str:
    """A sentence of its own; what authors write is one already, and may begin with a name in small letters."""
    return text if text.endswith(".") else f"{text[:1].upper()}{text[1:]}."


# --- telling --------------------------------------------------------------------------------------------------------


def _table(quiz: Quiz, answers: dict[str, Answer], page: Paper) -> None:
    for number, question in enumerate(quiz.questions, start=1):
        answer = answers.get(question.id)
        role = Role.PLAIN if answer is None else Role.GOOD
        said = "not answered" if answer is None else shown(answer).replace("\n", " / ")
        page.say(f"{number:>2}  {question.id}", role)
        page.say(said, indent=6)
    _tell(quiz, answers, page)


def _tell(quiz: Quiz, answers: dict[str, Answer], page: Paper) -> None:
    missing = unanswered(quiz, answers)
    page.blank()
    page.say(f"{len(quiz.questions) - len(missing)} of {len(quiz.questions)} answered.", Role.TITLE)
    if missing:
        page.say(f"Not answered: {_numbers([quiz.number(question) for question in missing])}")
    page.say("Your answers are in")
    page.raw(f"weeks/{quiz.week}/{quiz.path.name}", indent=2)
    number = quiz.week.partition("-")[0]
    if quiz.practice:
        page.say(f"To practise: course quiz {number} --practice")
    if missing:
        page.next_step(f"course quiz {number}")
    else:
        page.say("Whether they are right you hear when they are graded.")
        page.say(f"To change one: course quiz {number} --question 1")


def _numbers(numbers: Sequence[int]) -> str:
    """Numbers in order, with what follows one another as a span: 1, 3-25."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(f"{span[0]}-{span[-1]}" if len(span) > 1 else f"{span[0]}" for span in spans)
