"""The samples as sets: each in six languages, line by line, without a warning, of one structure; the sponsors of a
draft in the order of its language."""
import glob
import os
import re

from hexapla import LANGUAGES, SOURCE, equal, findings, main, run, status

ORDER = {  # the sponsors of draft.LANG.txt as lists of the language have them
    "ar": "الأرجنتين، الأردن، أوروغواي، البرتغال، سويسرا، فيجي، كابو فيردي، كازاخستان وكوت ديفوار: مشروع قرار",
    "zh": "阿根廷、佛得角、科特迪瓦、斐济、约旦、哈萨克斯坦、葡萄牙、瑞士和乌拉圭：决议草案",
    "en": "Argentina, Cabo Verde, Côte d’Ivoire, Fiji, Jordan, Kazakhstan, Portugal, Switzerland and Uruguay: draft resolution",
    "fr": "Argentine, Cabo Verde, Côte d’Ivoire, Fidji, Jordanie, Kazakhstan, Portugal, Suisse et Uruguay : projet de résolution",
    "ru": "Аргентина, Иордания, Кабо-Верде, Казахстан, Кот-д’Ивуар, Португалия, Уругвай, Фиджи и Швейцария: проект резолюции",
    "es": "Argentina, Cabo Verde, Côte d’Ivoire, Fiji, Jordania, Kazajstán, Portugal, Suiza y Uruguay: proyecto de resolución",
}


def path(name, language):
    return f"{SOURCE}/samples/{name}.{language}.txt"


def names():
    return sorted({os.path.basename(file).split(".")[0] for file in glob.glob(f"{SOURCE}/samples/*.txt")})


def lines(name, language):
    with open(path(name, language), encoding="utf-8") as file:
        return file.read().split("\n")


def fields(name, language):
    """The names of the fields, in their order."""
    text = lines(name, language)
    return [line.split(":")[0] for line in text[1:text.index("---", 1)]]


def dump(stage, name, language):
    done = run("render", "--dump", stage, path(name, language))
    status(done, 0)
    return done.stdout.decode()


def six_files_line_by_line():
    equal(len(glob.glob(f"{SOURCE}/samples/*.txt")), 6 * len(names()))
    for name in names():
        blank = {language: [line == "" for line in lines(name, language)] for language in LANGUAGES}
        for language in LANGUAGES:
            equal((name, language, blank[language]), (name, language, blank["en"]))
            equal((name, language, fields(name, language)), (name, language, fields(name, "en")))


def nothing_to_warn_of():
    for name in names():
        done = run("check", *[path(name, language) for language in LANGUAGES])
        equal((name, [found for found in findings(done.said) if found[2] != "note"]), (name, []))
        status(done, 0)


def shape(name, language):
    """Blocks, items, notes, calls and links by depth; a superior figure is a matter of spelling (no, 64e)."""
    found = re.findall(r"^( *)(\w+)(?: level=\d)?(?: number=\d+)?", dump("tree", name, language), re.M)
    return [(len(depth), kind) for depth, kind in found if kind not in ("text", "superior", "emphasis", "language", "link", "call")]


def one_structure():
    for name in names():
        for language in LANGUAGES:
            equal((name, language, shape(name, language)), (name, language, shape(name, "en")))


def sponsors_in_order():
    for language, line in ORDER.items():
        text = re.sub(r"[*\u2066-\u2069\u200e\u200f]", "", dump("text", "draft", language))
        flat = " ".join(text.split())
        assert line in flat or line.replace(" :", "\u00a0:") in flat, f"{language}: {flat[:600]}"


main([six_files_line_by_line, nothing_to_warn_of, one_structure, sponsors_in_order])
