"""Notes: each on the page of its first call, once, in order; every call with its note in reach.

Calls are found in the PDF as small raised figures, notes by the small marks below the rule at the foot."""
import re

import corpus
import pdf
from hexapla import equal, main, run, status, write

SMALL = 0.7  # of the size of what stands before it on the line
RISE = 2.0  # [pt] at least


def superiors(runs):
    """The runs that are raised and small beside the text before them."""
    found, base = [], None
    for run_ in runs:
        if run_.page == 1 and run_.y < corpus.MASTHEAD:
            continue
        if base and run_.page == base.page and run_.size <= SMALL * base.size and RISE < base.y - run_.y < base.size:
            found.append(run_)
        else:
            base = run_
    return found


def figures(runs):
    """(page, number) of each call or mark, joined where its figures are drawn apart; stars are left out."""
    found, last = [], None
    for run_ in runs:
        for piece in re.findall(r"\d+|\S", run_.text):
            here = run_ if piece.isdigit() else None
            if here and last and here.page == last.page and here.y == last.y and abs(here.left - last.right) < 1:
                found[-1] = (run_.page, found[-1][1] + piece)
            elif here:
                found.append((run_.page, piece))
            last = here
    return [(page, int(number)) for page, number in found]


def marks_of(runs):
    """Smaller than the text of the notes, and they stand before it."""
    return [run_ for run_ in runs if run_.size < 6]


def firsts(calls):
    seen = {}
    for page, number in calls:
        seen.setdefault(number, page)
    return seen


def check(document):
    """Calls and marks of one PDF."""
    calls, marks = figures(superiors(document.body)), figures(marks_of(document.notes))
    where = firsts(calls)
    equal(len(marks), len([note for note in document.source.notes if note[0].isdigit()]))
    equal([number for _, number in marks], list(range(1, len(marks) + 1)))
    equal(sorted(where), list(range(1, len(marks) + 1)))
    equal(list(where), sorted(where))
    for page, number in marks:
        assert page == where[number], f"{document.name}: note {number} is on page {page}, first called on {where[number]}"
    return calls, marks


def each_note_is_on_the_page_of_its_first_call():
    for document in corpus.ours_and_theirs():
        try:
            check(document)
        except AssertionError as failure:
            raise AssertionError(f"{document.name}: {failure}") from None


def the_founding_input_calls_as_its_source_does():
    document = corpus.rendered("seed")[0]
    calls, marks = check(document)
    equal([number for _, number in calls], [1, 2, 3, 4, 3, 3])
    equal(marks, [(1, 1), (2, 2), (2, 3), (2, 4)])
    text = pdf.text(document.body).replace("\u00ad", "")
    assert "informes de 20134 y 20153, de que" in text, "note 3 is called after note 4 in one sentence"


def the_text_of_a_note_stands_once():
    document = corpus.rendered("seed")[0]
    text = pdf.text(document.pdf.runs)
    for note, times in (("Véanse ", 1), ("A/70/174", 1), ("A/68/98", 1), ("A/54/213", 1)):
        equal((note, text.count(note)), (note, times))


def long_document(calls):
    paragraphs = []
    for number in range(1, 61):
        note = f"[^n{calls[number]}]" if number in calls else ""
        paragraphs.append(f"{number}. Requests the keepers of lamp {number} to write down every hour of the night in the book of the "
                          f"harbour, to sign each page and to send it to the master of the harbour before the new moon{note};")
    notes = [f"[^n{k}]: Book of the harbour, page {k}, on lamps." for k in sorted(set(calls.values()))]
    front = "---\nsymbol: A/RES/71/28\nlanguage: en\nissued: 2016-12-09\nsession: 71\nagenda: 93\nadopted: 2016-12-05\nmeeting: 51\n" \
            "committee: 1\nreport: A/71/445\ntitle: Lamps\n---\n\nThe General Assembly,\n\n"
    return front + "\n\n".join(paragraphs + notes) + "\n"


def opened(text):
    status(run("render", write("long.txt", text), "-o", "long.pdf"), 0)
    return corpus.Rendered("en", "long.txt", "long.pdf")


def a_later_call_repeats_the_number_and_not_the_text():
    calls, marks = check(opened(long_document({2: 1, 3: 2, 30: 1, 58: 2, 59: 3})))
    equal([number for _, number in calls], [1, 2, 1, 2, 3])
    assert calls[2][0] > 1 and calls[3][0] > calls[0][0], calls
    equal(len(marks), 3)


def numbers_follow_the_first_calls():
    """Named anyhow and given anywhere, notes are numbered as they are met."""
    document = opened(long_document({5: 9, 12: 4, 13: 7, 40: 4}))
    calls, _ = check(document)
    equal([number for _, number in calls], [1, 2, 3, 2])
    assert "1 Book of the harbour, page 9" in pdf.text(document.notes), pdf.text(document.notes)


def many_notes_on_every_page_keep_their_places():
    calls, marks = check(opened(long_document({number: number for number in range(1, 61)})))
    equal((len(calls), len(marks)), (60, 60))


def every_language_marks_its_calls():
    for document in corpus.rendered("samples"):
        if document.name.startswith("samples/heritage"):
            calls, marks = check(document)
            equal((document.language, len(marks), len(calls)), (document.language, 9, 10))
            brackets = re.findall(r"\([1-9]\)", pdf.text(superiors(document.body)))
            equal((document.language, len(brackets)), (document.language, 10 if document.language == "ar" else 0))


if __name__ == "__main__":
    with corpus.workshop():
        main([each_note_is_on_the_page_of_its_first_call, the_founding_input_calls_as_its_source_does, the_text_of_a_note_stands_once,
              a_later_call_repeats_the_number_and_not_the_text, numbers_follow_the_first_calls,
              many_notes_on_every_page_keep_their_places, every_language_marks_its_calls])
