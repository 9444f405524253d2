"""The process: signals, streams, exit codes.

Nothing but what is needed before a signal can be answered is imported at the top.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # not from `typing`, which takes longer to import than all there is before Ctrl-C is answered
if TYPE_CHECKING:
    from collections.abc import Sequence

#: The signals that asked the process to end.
_signals: list[int] = []
_LONGEST_SIZE = 4  # digits of a terminal's width or height


def main() -> None:
    """Run `nato` on the arguments of this process, and end the process."""
    _answer_signals(signal.SIG_DFL)
    import gc

    if os.environ.get("ACCESSIBLE", "0") not in {"", "0"}:
        os.environ.setdefault("TYPER_USE_RICH", "0")  # help without boxes too
    gc.disable()  # A short run leaves little to collect, and the collector's walks cost more than the answers.
    _prepare_streams()
    try:
        _answer_signals(_stop)
        status = run(sys.argv[1:])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        # What a signal raised may have been turned into another exception on its way, as in the making of a class.
        if not _signals:
            raise
    _answer_signals(signal.SIG_DFL)
    if _signals:
        status = 128 + _signals[0]
    sys.stderr.flush()
    # Skip the interpreter's shutdown, which takes 15 ms: all streams are flushed, and nothing waits for atexit.
    os._exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run one command in this process and return its exit code; its answer goes to sys.stdout."""
    # msgspec looks for typing_extensions, which takes 7 ms, and does without: our Pythons have all of it in `typing`.
    if "typing_extensions" not in sys.modules:
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]
        # datetime first: msgspec swallows a Ctrl-C that comes while it imports it, and crashes later.
        import datetime  # noqa: F401, ICN001

        import msgspec  # noqa: F401

        del sys.modules["typing_extensions"]

    from nato_cli.commands import app
    from nato_cli.commands.errors import DONE

    _drop_odd_sizes()
    try:
        status = app.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return DONE  # the reader has closed the pipe
    except SystemExit as end:
        # Typer turns a closed pipe into an exit with 1.
        if isinstance(end.__context__, BrokenPipeError):
            return DONE
        raise
    except OSError as error:
        return _failed(error)
    return status


def _answer_signals(handler: signal.Handlers | object) -> None:
    """Set what Ctrl-C and requests to end do; one that is ignored already, as under `nohup`, stays so."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)  # type: ignore[arg-type]


def _stop(number: int, _: object) -> None:
    """Unwind the stack, so that `finally` removes temp files; a second signal ends the process at once."""
    _signals.append(number)
    _answer_signals(signal.SIG_DFL)
    # Python prints, and then ignores, what is raised in a destructor or a callback: the process must end all the same.
    sys.unraisablehook = lambda _: os._exit(128 + number)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)


def _prepare_streams() -> None:
    """Give closed streams a place to write to, wait where a pipe is full, and show signs that an encoding lacks."""
    import codecs
    import io
    from contextlib import suppress

    class Diagnostics(io.FileIO):
        """Standard error: that nobody can read a message makes no answer wrong."""

        def write(self, data: object) -> int:
            try:
                return super().write(data)  # type: ignore[arg-type]
            except OSError:
                return len(data)  # type: ignore[arg-type]

    codecs.register_error("nato", _substitute)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(os, "set_blocking"):
            with suppress(OSError):
                os.set_blocking(stream.fileno(), True)
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="nato")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    else:
        raw = Diagnostics(sys.stderr.fileno(), "wb", closefd=False)
        sys.stderr = io.TextIOWrapper(
            io.BufferedWriter(raw), encoding=sys.stderr.encoding, errors="nato", line_buffering=True
        )


def _substitute(error: UnicodeError) -> tuple[str, int]:
    """Letters in place of signs, and of letters with accents, that the encoding of a stream does not have."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import unicodedata

    from nato_cli.output.vocabulary import LETTERS

    lost = error.object[error.start : error.end]
    letters = (LETTERS.get(sign) or unicodedata.normalize("NFKD", sign) for sign in lost)
    return "".join(text.encode("ascii", "ignore").decode() or "?" for text in letters), error.end


def _failed(error: OSError) -> int:
    """Say what could not be written or read; an error that names no file is of a stream."""
    from nato_cli.commands.errors import BAD_DATASET, NOT_WRITTEN, say
    from nato_cli.files import NotWrittenError

    reason = error.strerror or str(error)
    if error.filename is None and isinstance(error, FileNotFoundError):
        say("the current folder is not there any more")
        return BAD_DATASET
    if error.filename is None:
        say(f"cannot write the answer: {reason}")
        return NOT_WRITTEN
    is_written = isinstance(error, NotWrittenError)
    say(f"cannot {'write' if is_written else 'read'} {os.fsdecode(error.filename)}: {reason}")
    return NOT_WRITTEN if is_written else BAD_DATASET


def _drop_odd_sizes() -> None:
    """Drop sizes of a terminal in the environment that Rich cannot parse."""
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        size = os.environ.get(name, "")
        if not (size.isascii() and size.isdecimal() and len(size) <= _LONGEST_SIZE):
            os.environ.pop(name, None)
