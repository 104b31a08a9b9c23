"""A headless browser for tests: Chromium, driven over its debugging port by a small WebSocket client."""
import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time

from hexapla import Skip

WAIT = 30  # seconds for anything to happen; a loaded machine is slow


class WebSocket:
    """Text frames, as RFC 6455 has them."""

    def __init__(self, port, path):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=WAIT)
        self.rest = b""
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.socket.recv(4096)
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        assert b" 101 " in head, head

    def take(self, n):
        while len(self.rest) < n:
            got = self.socket.recv(65536)
            assert got, "the browser has gone"
            self.rest += got
        taken, self.rest = self.rest[:n], self.rest[n:]
        return taken

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else struct.pack(">BH", 0xFE, len(data))
        self.socket.sendall(b"\x81" + size + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(data)))

    def receive(self):
        text, last = b"", False
        while not last:
            first, size = self.take(2)
            if size >= 126:
                size = struct.unpack(*((">H", self.take(2)) if size == 126 else (">Q", self.take(8))))[0]
            body = self.take(size)
            if first & 15 in (0, 1):
                text, last = text + body, bool(first & 0x80)
        return text.decode()


class Browser:
    """One page of a browser of its own."""

    session = None

    def __init__(self, width=1400, height=900):
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if not program:
            raise Skip("chromium is not installed")
        self.folder = tempfile.mkdtemp()
        self.calls = 0
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
             "--disable-background-networking", "--remote-debugging-port=0", f"--window-size={width},{height}",
             f"--user-data-dir={self.folder}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.connect()
        except BaseException:
            self.close()
            raise

    def connect(self):
        named = os.path.join(self.folder, "DevToolsActivePort")
        deadline = time.monotonic() + WAIT
        while not (os.path.exists(named) and len(open(named, encoding="ascii").read().split()) == 2):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise Skip("chromium does not start here")
            time.sleep(0.05)
        port, path = open(named, encoding="ascii").read().split()
        self.socket = WebSocket(int(port), path)
        pages = self.call("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in pages if target["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]

    def call(self, method, **parameters):
        self.calls += 1
        message = {"id": self.calls, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.receive())
            if answer.get("id") == self.calls:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, address):
        self.call("Page.navigate", url=address)

    def value(self, expression):
        """What an expression of JavaScript is."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, expression):
        """Waits until an expression is true, and gives its value."""
        deadline = time.monotonic() + WAIT
        while True:
            try:
                value = self.value(expression)
            except AssertionError as error:  # the page is not there yet
                value, why = None, error
            else:
                why = self.value("document.body ? document.body.innerText.slice(0, 300) : ''")
            if value not in (None, False, 0, ""):  # an element is an empty object here
                return value
            assert time.monotonic() < deadline, f"never: {expression}\n{why}"
            time.sleep(0.03)

    def click(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def key(self, key):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key)

    def picture(self, name):
        with open(name, "wb") as file:
            file.write(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
