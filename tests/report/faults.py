"""Faults put into published texts, one at a time, for the tests of the concordance. A text is a list of lines; every
fault is a function of lines and a random number generator that gives the changed lines and the places (line numbers
from 1 in the changed text) where a finding is right, or None where the text has no room for that fault."""
import re

LETTERS = {"ar": "أبجدهوزحطيكلمن", "other": "abcdefghijklmn"}
SUPERIOR = "[¹²³⁰⁴-⁹]+"
CALL = re.compile(r"⁽" + SUPERIOR + r"⁾|" + SUPERIOR)
NOTE = re.compile(r"^(⁽" + SUPERIOR + r"⁾|" + SUPERIOR + r")\s")
URL = re.compile(r"\]\([^)\s]*\)+")
NUMBERED = re.compile(r"^(\d+)(\.|\s?-)\s")
ITEM = re.compile(r"^( +(?:- )?)(\(?)([a-z]|[أ-ي]ـ?)(\)|\.)(\s)")
LEAD = re.compile(r"^(\S+\s)?\*+\w")
MONTH = (r"(?:January|February|March|April|May|June|July|August|September|October|November|December|janvier|février|mars|avril|mai|juin|"
         r"juillet|août|septembre|octobre|novembre|décembre|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|"
         r"декабря|de\s\w+|كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول)")
DATES = [re.compile(r"(?<![\d/])(\d{1,2})\s" + MONTH + r"(?:/\w+)?\s(?:de\s)?(\d{4})"), re.compile(r"(\d{4})年\d{1,2}月(\d{1,2})日")]


def open_digits(lines):
    """Places (line, column) of digits that a reader sees: not in addresses."""
    places = []
    for i, line in enumerate(lines):
        hidden = set()
        for found in URL.finditer(line):
            hidden.update(range(found.start(), found.end()))
        places += [(i, k) for k, c in enumerate(line) if c in "0123456789" and k not in hidden]
    return places


def put(lines, i, text):
    return lines[:i] + [text] + lines[i + 1:]


def caller(lines, i):
    """Lines where a finding about line i is right: its own and, of a note, that of the paragraph that calls it."""
    right = {i + 1}
    note = NOTE.match(lines[i])
    if note:
        right.update(k + 1 for k, line in enumerate(lines) if k != i and note.group(1) in line)
    return right


def digit_changed(lines, random, lang):
    del lang
    places = open_digits(lines)
    i, k = random.choice(places)
    other = random.choice([c for c in "0123456789" if c != lines[i][k]])
    return put(lines, i, lines[i][:k] + other + lines[i][k + 1:]), caller(lines, i)


def digits_transposed(lines, random, lang):
    del lang
    places = open_digits(lines)
    pairs = [(i, k) for i, k in places if (i, k + 1) in set(places) and lines[i][k] != lines[i][k + 1]]
    if not pairs:
        return None
    i, k = random.choice(pairs)
    return put(lines, i, lines[i][:k] + lines[i][k + 1] + lines[i][k] + lines[i][k + 2:]), caller(lines, i)


def date_changed(lines, random, lang):
    del lang
    found = [(i, date) for i, line in enumerate(lines) for pattern in DATES for date in pattern.finditer(line)]
    if not found:
        return None
    i, date = random.choice(found)
    group = random.choice((1, 2))
    value = int(date.group(group))
    other = value + random.choice((-1, 1)) if value > 31 else random.choice([d for d in range(1, 29) if d != value])
    return put(lines, i, lines[i][:date.start(group)] + str(other) + lines[i][date.end(group):]), caller(lines, i)


def body(lines):
    """Lines that are paragraphs with a text of their own."""
    return [i for i, line in enumerate(lines)
            if len(line) > 60 and (NUMBERED.match(line) or ITEM.match(line) or line.startswith("*") and LEAD.match(line))]


def paragraph_dropped(lines, random, lang):
    del lang
    places = body(lines)
    if len(places) < 3:
        return None
    i = random.choice(places)
    calls = CALL.findall(URL.sub("", lines[i]))
    gone = {i} | {k for k, line in enumerate(lines) if NOTE.match(line) and NOTE.match(line).group(1) in calls}
    left = [line for k, line in enumerate(lines) if k not in gone]
    before = [k for k in places if k < i]
    return left, set(range((before[-1] if before else 0), i + 4))


def kind_of(line):
    return "numbered" if NUMBERED.match(line) else "item" if ITEM.match(line) else "preambular"


def label_of(line):
    found = NUMBERED.match(line) or ITEM.match(line)
    return found.group(0) if found else ""


def paragraphs_swapped(lines, random, lang):
    del lang
    places = body(lines)
    pairs = [(i, k) for i, k in zip(places, places[1:]) if kind_of(lines[i]) == kind_of(lines[k]) and k - i < 12]
    if not pairs:
        return None
    i, k = random.choice(pairs)
    one, two = label_of(lines[i]), label_of(lines[k])
    swapped = put(put(lines, i, one + lines[k][len(two):]), k, two + lines[i][len(one):])
    return swapped, {i + 1, k + 1}


def note_dropped(lines, random, lang):
    del lang
    notes = [i for i, line in enumerate(lines) if NOTE.match(line)]
    random.shuffle(notes)
    for i in notes:
        call = NOTE.match(lines[i]).group(1)
        callers = [k for k, line in enumerate(lines) if k != i and call in CALL.findall(URL.sub("", line))]
        if len(callers) != 1:
            continue
        k = callers[0]
        changed = put(lines, k, lines[k].replace(call, "", 1))
        return changed[:i] + changed[i + 1:], {k + 1 - (i < k)}
    return None


def letter_skipped(lines, random, lang):
    letters = LETTERS["ar" if lang == "ar" else "other"]
    lists, last = [], None
    for i, line in enumerate(lines):
        found = ITEM.match(line)
        if not found:
            last = last if not line.strip() else None
            continue
        letter = found.group(3)[0]
        if letter not in letters:
            continue
        place = letters.index(letter)
        lists = lists if last else lists + [[]]
        if last is None and place:
            lists.pop()
            continue
        lists[-1].append((i, place))
        last = i
    lists = [run for run in lists if len(run) > 1 and [place for _, place in run] == list(range(len(run)))]
    if not lists:
        return None
    run = random.choice(lists)
    first = random.randrange(1, len(run))
    changed = list(lines)
    for i, place in run[first:]:
        found = ITEM.match(lines[i])
        changed[i] = lines[i][:found.start(3)] + letters[place + 1] + lines[i][found.end(3):]
    return changed, {run[first][0] + 1}


KINDS = {"digit changed": digit_changed, "digits transposed": digits_transposed, "date changed": date_changed,
         "paragraph dropped": paragraph_dropped, "paragraphs swapped": paragraphs_swapped, "note dropped": note_dropped,
         "letter skipped": letter_skipped}
