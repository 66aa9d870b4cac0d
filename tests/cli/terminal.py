# A person at a terminal, for tests: starts a program on a pseudo terminal, waits for what it shows, and types.
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

WAIT = 30


class Failed(Exception):
    pass


class Terminal:
    def __init__(self, words, columns=80, rows=24):
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.shown, self.text, self.seen = "", "", 0
        self.raw = b""
        self.process = os.fork()
        if self.process == 0:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for number in (0, 1, 2):
                os.dup2(self.slave, number)
            os.closerange(3, 64)
            for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)  # the tests may run under nohup or in the background
            os.execv(words[0], words)

    def read(self, seconds):
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        self.raw += os.read(self.master, 65536)
        self.shown = self.raw.decode("utf-8", "replace").replace("\r\n", "\n")
        self.text = " ".join(self.shown.split())  # as it reads, however it was wrapped
        return True

    # Waits until the text is shown behind what was waited for before.
    def wait(self, text):
        end, text = time.time() + WAIT, " ".join(text.split())
        while self.text.find(text, self.seen) < 0:
            if time.time() > end or not self.read(1) and os.waitpid(self.process, os.WNOHANG)[0]:
                raise Failed("waited for %r; shown since:\n%s" % (text, self.text[self.seen :]))
        self.seen = self.text.find(text, self.seen) + len(text)

    def type(self, text):
        os.write(self.master, text.encode() if isinstance(text, str) else text)

    # Answers each question (or screen) in turn: "question", "what is typed".
    def talk(self, *turns):
        for question, answer in zip(turns[::2], turns[1::2]):
            self.wait(question)
            self.type(answer)

    # The way it ended, as a shell says it; the terminal must be as it was.
    def end(self):
        end = time.time() + WAIT
        while time.time() < end:
            pid, status = os.waitpid(self.process, os.WNOHANG)
            while self.read(0):
                pass
            if pid:
                after = termios.tcgetattr(self.slave)
                os.close(self.master)
                os.close(self.slave)
                if after != self.before:
                    raise Failed("the terminal was left in another mode")
                return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            time.sleep(0.02)
        raise Failed("it did not end; shown last:\n" + self.text[self.seen :])


def expect(what, is_so):
    if not is_so:
        raise Failed(what)


# Runs the checks by their names; what fails is said, with all that was shown.
def run(checks):
    failed = 0
    for check in checks:
        try:
            check()
        except Failed as reason:
            failed += 1
            print("FAILED %s: %s" % (check.__name__, reason))
    sys.exit(1 if failed else 0)
