"""The concordance of versions: sets are recognised, disagreements are found and shown in each version, the published
sets give only the findings that were judged, and faults put into texts are found."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "report"))
import concord as report
from hexapla import LANGUAGES, SOURCE, Skip, main, run, write

HEAD = """---
symbol: A/RES/71/28
language: {lang}
session: 71
agenda: 93
adopted: 2016-12-05
meeting: {meeting}
title: {title}
---

"""
TEXTS = {
    "en": ("Lamps", """The General Assembly,

Recalling its resolution 53/70 of 4 December 1998,[^a]

[^a]: See A/70/174.

1. Calls upon all ports to:

   a) Keep 1,500 lamps lit;
   b) Report on paragraph 2 below;

2. Decides to count the lamps again in December 2017.
"""),
    "fr": ("Lampes", """L’Assemblée générale,

Rappelant sa résolution 53/70 du 4 décembre 1998[^a],

[^a]: Voir A/70/174.

1. Demande à tous les ports :

   a) De garder 1 500 lampes allumées ;
   b) De rendre compte du paragraphe 2 ci-après ;

2. Décide de recompter les lampes en décembre 2017.
"""),
    "es": ("Lámparas", """La Asamblea General,

Recordando su resolución 53/70, de 4 de diciembre de 1998[^a],

[^a]: Véase A/70/174.

1. Exhorta a todos los puertos a que:

   a) Mantengan encendidas 1.500 lámparas;
   b) Informen sobre el párrafo 2 infra;

2. Decide volver a contar las lámparas en diciembre de 2017.
"""),
}


def set_of(changes=None, names="lamp.{}.txt", meetings=None):
    """Writes the set, with (old, new) replaced in a language; the paths in order."""
    paths = []
    for lang, (title, text) in TEXTS.items():
        for old, new in (changes or {}).get(lang, []):
            assert old in text
            text = text.replace(old, new)
        head = HEAD.format(lang=lang, title=title, meeting=(meetings or {}).get(lang, 51))
        paths.append(write(names.format(lang), head + text))
    return paths


def check(*paths):
    """Findings of the concordance, and the exit status."""
    done = run("check", "--format", "json", *paths)
    found = [json.loads(line) for line in done.said.splitlines()]
    return [each for each in found if re.match(r"C\d\d-", each["id"])], done.returncode


def only(found, rule, file):
    assert [(each["id"][:3], each["file"]) for each in found] == [(rule, file)], [(e["id"], e["file"], e["message"]) for e in found]
    return found[0]


def agreement():
    found, status = check(*set_of())
    assert not found, found


def citation():
    paths = set_of({"fr": [("53/70", "35/70")]})
    found, status = check(*paths)
    finding = only(found, "C18", paths[1])
    assert "35/70" in finding["message"] and "53/70 in en and es" in finding["message"], finding
    assert status == 1 and finding["severity"] == "error"
    assert (finding["line"], finding["column"]) == (13, 25), finding
    assert [(each["file"], each["line"]) for each in finding["related"]] == [(paths[0], 13), (paths[2], 13)], finding
    text = run("check", *paths).said
    assert f"  {paths[0]}:13:26: en: 53/70\n" in text and "^~~~~" in text, text


def rules():
    for lang, old, new, rule in (("es", "4 de diciembre de 1998", "4 de noviembre de 1998", "C20"), ("en", "1,500", "1,600", "C21"),
                                 ("fr", "paragraphe 2", "paragraphe 1", "C31"), ("en", "A/70/174", "A/70/147", "C16"),
                                 ("fr", "\n2. Décide", "\n3. Décide", "C11"), ("es", "   b) Inf", "   c) Inf", "C13"),
                                 ("fr", "décembre 2017", "janvier 2017", "C20"), ("en", "[^a]\n\n[^a]: See A/70/174.", "", "C14"),
                                 ("es", "   b) Informen sobre el párrafo 2 infra;\n", "", "C12")):
        paths = set_of({lang: [(old, new)]})
        found, _ = check(*paths)
        assert any(each["id"][:3] == rule and each["file"] == f"lamp.{lang}.txt" for each in found), (lang, new, rule, found)
        assert all(each["file"] == f"lamp.{lang}.txt" for each in found if each["severity"] == "error"), found


def fields():
    found, _ = check(*set_of(meetings={"es": 52}))
    finding = only(found, "C04", "lamp.es.txt")
    assert "52" in finding["message"] and "51 in en and fr" in finding["message"], finding


def two_versions():
    paths = set_of({"en": [("53/70", "53/71")]})[:2]
    found, status = check(*paths)
    finding = only(found, "C18", paths[1])
    assert "53/70" in finding["message"] and "53/71 in en" in finding["message"] and status == 1, finding


def recognised_by_symbol():
    os.makedirs("a")
    paths = set_of({"fr": [("53/70", "35/70")]}, names="a/other-{}.txt")
    found, _ = check(*paths)
    only(found, "C18", paths[1])


def no_set():
    assert check(set_of()[0])[0] == []
    paths = set_of({"fr": [("53/70", "35/70")]})
    assert check(paths[1], write("else.en.txt", open(paths[0], encoding="utf-8").read().replace("71/28", "71/29")))[0] == []


def deterministic():
    paths = set_of({"fr": [("53/70", "35/70"), ("1 500", "1 600")], "es": [("2017", "2018")]})
    assert run("check", *paths).said == run("check", *paths).said


def samples():
    sets = report.read_samples()
    assert {"day", "heritage"} <= set(sets)
    for paths in sets.values():
        found, _ = check(*paths.values())
        assert not [each for each in found if each["severity"] == "error"], found


def corpus():
    folder = os.path.join(os.environ.get("HEXAPLA_SHARED", ""), "corpus")
    if not os.path.isdir(folder):
        raise Skip("needs the shared corpus (HEXAPLA_SHARED)")
    return folder


def judged():
    with open(os.path.join(SOURCE, "tests", "report", "concord-judged.tsv"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def published_sets():
    folder = corpus()
    known = {(row["set"], row["rule"], row["language"], row["finding"]): row for row in judged()}
    assert all(row["judgement"] in ("true slip", "legitimate difference", "false alarm") for row in known.values())
    for kind in ("txt", "xml"):
        seen = set()
        for name in sorted({row[:-4] for row in os.listdir(os.path.join(folder, "en")) if row.endswith(".txt")}):
            paths = [os.path.join(folder, lang, *(["xml"] if kind == "xml" else []), f"{name}.{kind}") for lang in LANGUAGES]
            for each in check(*paths)[0]:
                if each["severity"] == "error":
                    lang = os.path.relpath(each["file"], folder).split(os.sep)[0]
                    seen.add((name, each["id"][:3], lang, each["message"]))
        assert not seen - set(known), sorted(seen - set(known))
        assert not set(known) - seen, sorted(set(known) - seen)
    alarms = [row["set"] for row in known.values() if row["judgement"] == "false alarm"]
    assert all(alarms.count(name) <= 1 for name in alarms), alarms


def faults():
    """Five of each kind in each language; `make concord-report` puts in over a thousand."""
    corpus()
    result = report.measure(5)
    assert sum(result.total.values()) >= 200
    assert result.recall() >= 0.98, result.missed


if __name__ == "__main__":
    main([agreement, citation, rules, fields, two_versions, recognised_by_symbol, no_set, deterministic, samples, published_sets, faults])
