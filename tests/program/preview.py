"""preview: the page on the loopback, over HTTP and in a browser."""
import contextlib
import http.client
import json
import os
import re
import signal
import socket
import struct
import subprocess

from browser import Browser
from hexapla import GOOD, LANGUAGES, PROGRAM, SOURCE, WAIT, Running, equal, findings, main, place, read, run, status, write



class Preview(Running):
    """A running `hexapla preview`."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([PROGRAM, "preview", *arguments], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.address = self.process.stdout.readline().decode().strip()
        self.port = int(re.fullmatch(r"http://127\.0\.0\.1:(\d+)/", self.address)[1])

    def ask(self, path, method="GET", host=None, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        connection.putrequest(method, path, skip_host=True)
        if host != "":
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def get(self, path):
        answer = self.ask(path)
        equal(answer.status, 200)
        return answer.body

    def state(self):
        return json.loads(self.get("/state"))

    def listen(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        connection.request("GET", "/events")
        answer = connection.getresponse()
        equal(answer.getheader("Content-Type"), "text/event-stream")
        return answer


def next_event(stream):
    lines = []
    while not lines or lines[-1] != b"\n":
        lines.append(stream.readline())
        assert lines[-1], "the stream ended"
        if lines == [b"\n"] or lines[-1].startswith(b":"):
            lines = []
    return b"".join(lines).decode()


def size_of(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n"), png[:20]
    return struct.unpack(">II", png[16:24])


def sample(language, name="heritage"):
    with open(os.path.join(SOURCE, "samples", f"{name}.{language}.txt"), encoding="utf-8") as file:
        return file.read()


def the_page_its_pictures_and_the_source_are_served():
    write("a.txt", GOOD)
    with Preview("a.txt") as preview:
        page = preview.ask("/")
        equal([page.status, page.getheader("Content-Type"), page.getheader("X-Content-Type-Options")], [200, "text/html; charset=utf-8", "nosniff"])
        with open(os.path.join(SOURCE, "src/program/preview.html"), "rb") as file:
            equal(page.body, file.read())
        assert "default-src 'none'" in page.getheader("Content-Security-Policy")
        equal(preview.get("/source"), GOOD.encode())
        equal(size_of(preview.get("/page/1?dpi=72")), (612, 792))
        status(run("render", "a.txt", "--png=100"), 0)
        equal(preview.get("/page/1?dpi=100"), read("a-1.png"))
        equal(preview.ask("/page/1", "HEAD").body, b"")
        kept = preview.ask("/page/1?mark=1").getheader("Cache-Control"), preview.ask("/page/1").getheader("Cache-Control")
        assert "immutable" in kept[0] and kept[1] == "no-store", kept
        preview.stop()


def the_page_needs_nothing_from_elsewhere():
    with open(os.path.join(SOURCE, "src/program/preview.html"), encoding="utf-8") as file:
        text = file.read()
    equal(re.findall(r"(?:https?:)?//[a-z][\w.-]+", text.replace("http://www.w3.org/2000/svg", "")), [])


def nothing_else_is_served():
    write("a.txt", GOOD)
    write("secret", "x")
    with Preview("a.txt") as preview:
        for path in ("/secret", "/a.txt", "/../secret", "/%2e%2e/secret", "/page/../secret", "//secret", "/page/2", "/page/0", "/page/",
                     "/page/1x", "/page/1?dpi=4000", "/page/1?dpi=x", "/page/-1", "/page/99999999999999999999", "/state/"):
            answer = preview.ask(path)
            assert answer.status == 404 and b"x\n" not in answer.body, (path, answer.status)
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            equal(preview.ask("/", method, body=b"x" * 1000).status, 405)
        preview.stop()


def a_foreign_host_is_refused():
    write("a.txt", GOOD)
    with Preview("a.txt") as preview:
        for host in ("evil.example", f"evil.example:{preview.port}", "127.0.0.1", "localhost", "127.0.0.1:1", f"127.0.0.1:{preview.port}.evil.example", ""):
            for path in ("/", "/state", "/source", "/page/1", "/events"):
                answer = preview.ask(path, host=host)
                assert answer.status in (400, 403) and GOOD.encode() not in answer.body, (host, path, answer.status)
        equal(preview.ask("/", host=f"localhost:{preview.port}").status, 200)
        preview.stop()


def only_this_machine_is_listened_to():
    write("a.txt", GOOD)
    with Preview("a.txt") as preview:
        inodes = {os.readlink(f"/proc/{preview.process.pid}/fd/{fd}") for fd in os.listdir(f"/proc/{preview.process.pid}/fd")}
        with open("/proc/net/tcp", encoding="ascii") as table:
            rows = [line.split() for line in table]
        bound = [row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in inodes]
        equal(bound, [f"0100007F:{preview.port:04X}"])
        preview.stop()


def a_save_is_told_with_what_changed():
    write("a.txt", sample("en"))
    with Preview("a.txt") as preview:
        stream = preview.listen()
        equal(next_event(stream), "data: 1\n\n")
        before = preview.state()
        write("a.txt", sample("en").replace("Register", "Ledger"))
        equal(next_event(stream), "data: 2\n\n")
        after = preview.state()
        equal(after["version"], before["version"] + 1)
        marks = [[page["mark"] for page in state["map"]["pages"]] for state in (before, after)]
        assert marks[0][0] == marks[1][0] and marks[0] != marks[1], marks
        os.rename(write("b.txt", sample("en")), "a.txt")
        equal(next_event(stream), "data: 3\n\n")
        equal([page["mark"] for page in preview.state()["map"]["pages"]], marks[0])
        preview.stop()


def a_broken_save_keeps_the_pages_and_lists_the_errors():
    write("a.txt", GOOD)
    with Preview("a.txt") as preview:
        stream = preview.listen()
        next_event(stream)
        before, picture = preview.state(), preview.get("/page/1")
        equal([before["current"], before["findings"]], [True, []])
        broken = GOOD.replace("[^lamps]: See A/C.2/59/3.", "")
        write("a.txt", broken)
        next_event(stream)
        after = preview.state()
        equal([after["current"], after["map"]], [False, before["map"]])
        line, column = place(broken, "[^lamps]")
        assert [line, column] in [[found["line"], found["column"]] for found in after["findings"] if found["severity"] == "error"], after
        equal(preview.get("/page/1"), picture)
        equal(preview.get("/source"), broken.encode())
        os.remove("a.txt")
        write("a.txt", GOOD)
        next_event(stream)
        assert preview.state()["current"]
        preview.stop()


def what_breaks_a_drafting_rule_is_listed_and_the_pages_are_shown():
    text = re.sub(r"(?m)^2\. (.*);$", r"2. \1.", sample("en", "day"))
    wanted = findings(run("check", write("a.txt", text)).said)
    equal([found[2:] for found in wanted], [("error", "L04-operative-end")])
    with Preview("a.txt") as preview:
        next_event(preview.listen())
        state = preview.state()
        equal([state["current"], [(found["line"], found["column"], found["severity"], found["id"]) for found in state["findings"]]], [True, wanted])
        preview.stop()


def a_changed_template_is_shown():
    status(run("template", "new", "ours"), 0)
    write("a.txt", GOOD)
    template = read("ours/template.yaml").decode()
    with Preview("a.txt", "-t", "./ours") as preview:
        stream = preview.listen()
        next_event(stream)
        before, picture = preview.state(), preview.get("/page/1")
        write("ours/template.yaml", template + "\nstyles:\n  text:\n    sise: 11\n")
        next_event(stream)
        equal(preview.state()["current"], False)
        equal(preview.get("/page/1"), picture)
        write("ours/template.yaml", template + "\nstyles:\n  text:\n    size: 11\n")
        next_event(stream)
        assert preview.state()["map"]["pages"][0]["mark"] != before["map"]["pages"][0]["mark"]
        assert preview.get("/page/1") != picture
        preview.stop()


def letters_of(text):
    """Letters and figures, without what marks up or is added where a line is divided or stretched."""
    text = re.sub(r"\[([^\]^]*)\]\{[^}]*\}|\[\^[^\]]*\]|https?:\S*", r"\1", text)
    return re.sub(r"[\W_\u0640]", "", text)


def boxes_of_text_lead_to_its_source():
    """Of every box the letters that it shows are those of its place in the source; labels and calls aside."""
    for language in LANGUAGES:
        text = sample(language)
        lines = text.split("\n")
        write("a.txt", text)
        with Preview("a.txt") as preview:
            made = preview.state()["map"]
            preview.stop()
        equal([made["language"], made["direction"]], [language, "rtl" if language == "ar" else "ltr"])
        led, right = set(), 0
        boxes = [(page, box) for page in made["pages"] for box in page["lines"]]
        for page, box in boxes:
            assert 0 <= box["x"] and box["x"] + box["width"] <= page["width"] and 0 < box["top"] < page["height"], box
            if "line" not in box:
                continue
            equal(1 <= box["column"] <= box["end"] <= len(lines[box["line"] - 1]) + 1, True)
            here = letters_of(lines[box["line"] - 1][box["column"] - 1:box["end"] - 1])
            led.add(box["line"])
            right += bool(here) and (here in letters_of(box["text"]) or letters_of(box["text"]) in here)
        share = right / sum("line" in box for _, box in boxes)
        assert share > 0.9, (language, share)
        begins = text.index("\n---\n") + 5
        first = text[:begins].count("\n") + 1
        missing = [n for n, line in enumerate(lines, 1) if n >= first and line.strip() and n not in led]
        equal(missing, [])


def a_paragraph_on_several_lines_of_the_source_has_boxes_for_each():
    text = GOOD.replace("Calls upon all ports to keep their lamps lit;", "Calls upon\nall ports to\nkeep their lamps lit;")
    write("a.txt", text)
    with Preview("a.txt") as preview:
        boxes = [box for page in preview.state()["map"]["pages"] for box in page["lines"]]
        preview.stop()
    start = place(text, "Calls upon")[0]
    parts = [next(box for box in boxes if box.get("line") == start + n) for n in range(3)]
    equal([part["text"].strip() for part in parts], ["1. Calls upon", "all ports to", "keep their lamps lit;"])
    equal([part["column"] for part in parts], [1, 1, 1])
    assert parts[0]["x"] + parts[0]["width"] <= parts[1]["x"] + 0.01 and parts[0]["top"] == parts[1]["top"], parts


def fields_lead_to_the_front_block():
    write("a.txt", GOOD)
    with Preview("a.txt") as preview:
        boxes = [box for page in preview.state()["map"]["pages"] for box in page["lines"]]
        preview.stop()
    for text, line in (("A/RES/71/28", 2), ("Ways of lighting", 11), ("Agenda item", 6), ("Seventy-first session", 5)):
        found = next(box for box in boxes if text in box["text"])
        equal([text, found.get("line")], [text, line])


def hostile_sources_are_shown():
    for text in (b"", b"\xff\xfe\x00</script>\"\\", GOOD.encode() + b"\n3. \xff \x00 <b>\n", b"\r\r\r", GOOD.replace("lamps lit", "</script><b>").encode()):
        write("a.txt", text)
        with Preview("a.txt") as preview:
            state = preview.state()
            equal(preview.get("/source"), text)
            assert state["current"] or state["findings"], text
            preview.stop()


def it_ends_cleanly_with_listeners_and_can_come_back():
    write("a.txt", GOOD)
    for number in (signal.SIGINT, signal.SIGTERM):
        with Preview("a.txt") as preview:
            streams = [preview.listen() for _ in range(5)]
            for stream in streams:
                next_event(stream)
            streams.pop().close()
            write("a.txt", GOOD)
            next_event(streams[0])
            preview.stop(number)
    with Preview("a.txt", "--port", "0") as preview:
        taken = run("preview", "a.txt", "--port", str(preview.port))
        status(taken, 4)
        assert "cannot serve" in taken.said, taken.said
        preview.stop()


def half_a_request_does_not_hold_others_up():
    write("a.txt", GOOD)
    with Preview("a.txt") as preview:
        slow = [socket.create_connection(("127.0.0.1", preview.port)) for _ in range(8)]
        for connection in slow:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: ")
        equal(preview.ask("/").status, 200)
        preview.stop()


def wrong_use_is_told():
    write("a.txt", GOOD)
    for arguments in ((), ("-",), ("a.txt", "a.txt"), ("a.txt", "--port", "x"), ("a.txt", "--port", "65536"), ("a.txt", "-o", "x")):
        done = run("preview", *arguments)
        status(done, 2)
    status(run("preview", "no/such/a.txt"), 4)


PICTURE = "document.querySelector('.page img')"


@contextlib.contextmanager
def shown(text):
    """a.txt with this text in a browser, its first page drawn."""
    browser = Browser()
    try:
        write("a.txt", text)
        with Preview("a.txt") as preview:
            browser.open(preview.address)
            browser.wait(f"{PICTURE} && {PICTURE}.naturalWidth > 300")
            yield browser, preview
    finally:
        browser.close()


def a_browser_shows_pages_and_follows_saves():
    with shown(sample("en")) as (browser, preview):
        pages = browser.value("document.querySelectorAll('.page').length")
        equal(pages, len(preview.state()["map"]["pages"]))
        equal(browser.value("document.querySelectorAll('#source li').length"), sample("en").count("\n") + 1)
        equal(browser.value("$('source').textContent"), sample("en").replace("\n", ""))
        browser.value("$('pages').scrollTop = 1000")
        drawn = browser.wait("pages[1].element.dataset.shown")
        write("a.txt", sample("en").replace("Register", "Ledger"))
        browser.wait("document.documentElement.dataset.version === '2' && $('status').textContent.includes('changed')")
        browser.wait(f"pages.some(page => page.element.dataset.shown && page.element.dataset.shown !== '{drawn}' && "
                     "page.element.classList.contains('changed') && page.element.dataset.shown === page.mark)")
        equal(browser.value("$('pages').scrollTop"), 1000)
        assert "Ledger" in browser.value("$('source').textContent")
        preview.stop()
        browser.wait("$('status').textContent.includes('ended')")


def a_click_leads_to_the_source_and_back():
    for language in ("en", "ar"):
        text = sample(language)
        with shown(text) as (browser, preview):
            box = next(box for box in preview.state()["map"]["pages"][0]["lines"] if box.get("line", 0) > 16 and len(box["text"]) > 40)
            corner = browser.value("(r => [r.left, r.top, scale()])(pages[0].element.getBoundingClientRect())")
            browser.click(corner[0] + (box["x"] + box["width"] / 2) * corner[2], corner[1] + (box["top"] + box["height"] / 2) * corner[2])
            browser.wait("document.querySelector('#source .current')")
            equal(browser.value("document.querySelector('#source .current').dataset.line"), str(box["line"]))
            equal(browser.value("document.querySelector('#source .current').getAttribute('aria-selected')"), "true")
            marked = browser.value("document.querySelector('#source mark').textContent")
            equal(marked, text.split("\n")[box["line"] - 1][box["column"] - 1:box["end"] - 1])
            browser.wait("(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('#source mark').getBoundingClientRect())")
            last = len(text.rstrip("\n").split("\n"))
            browser.value("$('source').focus()")
            browser.key("End")
            browser.key("ArrowUp")
            equal(browser.value("document.querySelector('#source .current').dataset.line"), str(last))
            browser.wait("document.querySelector('.hit') && (r => r.top >= 0 && r.bottom <= innerHeight)"
                         "(document.querySelector('.hit').getBoundingClientRect())")
            preview.stop()


def a_browser_lists_findings_that_lead_to_their_lines():
    with shown(GOOD) as (browser, preview):
        equal(browser.value("$('count').textContent"), "Nothing wrong found")
        broken = GOOD.replace("[^lamps]: See A/C.2/59/3.", "<img src=x onerror=alert(1)>[^other]")
        write("a.txt", broken)
        browser.wait("$('status').classList.contains('stale')")
        assert browser.value("document.querySelectorAll('.page').length") == 1
        browser.value("document.querySelector('#findings button.error').click()")
        found = browser.value("document.querySelector('#source .current').dataset.line")
        errors = [str(found["line"]) for found in preview.state()["findings"] if found["severity"] == "error"]
        assert found in errors, (found, errors)
        equal(browser.value("document.querySelectorAll('#source img, #findings img').length"), 0)
        write("a.txt", GOOD)
        browser.wait("!$('status').classList.contains('stale')")
        preview.stop()


def a_browser_zooms_with_pictures_as_fine_as_the_screen():
    with shown(GOOD) as (browser, preview):
        for key in "++0":
            before = browser.value(f"{PICTURE}.naturalWidth")
            browser.key(key)
            browser.wait(f"{PICTURE}.naturalWidth !== {before}")
            browser.wait(f"Math.abs({PICTURE}.naturalWidth - pages[0].element.clientWidth * devicePixelRatio) < 2")
        preview.stop()


main([the_page_its_pictures_and_the_source_are_served, the_page_needs_nothing_from_elsewhere, nothing_else_is_served,
      a_foreign_host_is_refused, only_this_machine_is_listened_to, a_save_is_told_with_what_changed,
      a_broken_save_keeps_the_pages_and_lists_the_errors, what_breaks_a_drafting_rule_is_listed_and_the_pages_are_shown,
      a_changed_template_is_shown, boxes_of_text_lead_to_its_source,
      a_paragraph_on_several_lines_of_the_source_has_boxes_for_each, fields_lead_to_the_front_block, hostile_sources_are_shown,
      it_ends_cleanly_with_listeners_and_can_come_back, half_a_request_does_not_hold_others_up, wrong_use_is_told,
      a_browser_shows_pages_and_follows_saves, a_click_leads_to_the_source_and_back,
      a_browser_lists_findings_that_lead_to_their_lines, a_browser_zooms_with_pictures_as_fine_as_the_screen])
