"""The manual page of templates names every key, role, purpose, case and form that the program knows."""
import re

from hexapla import SOURCE, main, read

PAGE = SOURCE + "/src/program/hexapla-template.5"


def page():
    return re.sub(r"\\f[BIR]|\\&", "", read(PAGE).decode()).replace("\\-", "-")


def source(name):
    return read(f"{SOURCE}/src/template/{name}").decode()


def all_named(what, names):
    assert len(names) > 3, f"the program has no {what} where this test looks for them"
    text = page()
    missing = [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
    runs = set(re.findall(r"([a-z]+)-1 \" to \" [a-z]+-\d", text))  # item-1 to item-4
    missing = [name for name in missing if re.sub(r"-\d$", "", name) not in runs]
    assert not missing, f"{what} that the page does not name: {missing}"


def listed(text, start):
    """The strings of a C table, from its name to its end."""
    return re.findall(r'"([a-z][a-z0-9-]*)"', text[text.index(start):text.index("};", text.index(start))])


def keys():
    text = source("template.c") + source("plan.c")
    names = re.findall(r'(?:LENGTH|RATIO|WHOLE|SMALL|FLAG|CHOICE|COLOUR|APART)\("([a-z-]+)"', text)
    all_named("keys", sorted(set(names + re.findall(r'\{"([a-z0-9-]+)", VALUE_', text))))


def roles_and_marks():
    all_named("roles", re.findall(r'"([a-z0-9-]+)"', source("role.def")))
    all_named("marks", listed(source("template.c"), "mark_names[MARK_COUNT]"))


def wording():
    text = source("wording.c")
    all_named("purposes", listed(text, "} purposes[] = {"))
    all_named("cases", listed(text, "cases[] = {"))
    all_named("forms", sorted(set(re.findall(r'\{"([a-z]+)", \{FIELD_', source("form.c")))))


main([keys, roles_and_marks, wording])
