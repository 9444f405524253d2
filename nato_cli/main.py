"""The process: signals, streams, exit codes.

Nothing but what is needed before a signal can be answered is imported at the top.
"""

from __future__ import annotations

import os
import signal
import sys

_LONGEST_SIZE = 4  # digits of a terminal's width or height


def main() -> None:
    """Run `nato` on the arguments of this process, and end the process."""
    _answer_signals(signal.SIG_DFL)
    import gc

    gc.disable()  # A short run leaves little to collect, and the collector's walks cost more than the answers.
    _prepare_sizes()
    _prepare_streams()
    status = _run(sys.argv[1:])
    # Skip the interpreter's shutdown, which takes 15 ms. All streams are flushed, and nothing is registered with atexit.
    os._exit(status)


def _run(arguments: list[str]) -> int:
    """Run a command and return the exit status, whatever ends it."""
    from nato_cli.commands.app import run
    from nato_cli.commands.errors import DONE, say

    try:
        _answer_signals(_stop)
        status = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = 128 + signal.SIGINT
    except BrokenPipeError:
        status = DONE  # whoever reads the answer has seen enough
    except SystemExit as end:
        # Typer turns a closed pipe into an exit with 1.
        status = DONE if isinstance(end.__context__, BrokenPipeError) else _code(end)
    except OSError as error:
        status = _failed(error)
    _answer_signals(signal.SIG_DFL)
    say("")
    return status


def _code(end: SystemExit) -> int:
    return end.code if isinstance(end.code, int) else 1


def _answer_signals(handler: signal.Handlers | object) -> None:
    """Set what Ctrl-C and requests to end do; where whoever started `nato` ignores one, as `nohup` does, it stays so."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)  # type: ignore[arg-type]


def _stop(number: int, _: object) -> None:
    """Unwind the stack, so that `finally` removes temp files; a second signal ends the process at once."""
    _answer_signals(signal.SIG_DFL)
    # Python prints, and then ignores, what is raised in a destructor or a callback: the process must end all the same.
    sys.unraisablehook = lambda _: os._exit(128 + number)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)


def _prepare_streams() -> None:
    """Give closed streams a place to write to, wait where a pipe is full, and show signs that an encoding lacks."""
    import codecs

    codecs.register_error("nato", _substitute)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
            continue
        if hasattr(os, "set_blocking"):
            try:
                os.set_blocking(stream.fileno(), True)
            except OSError:
                pass  # a stream that is closed, or that cannot block
        stream.reconfigure(errors="nato")


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
    if error.filename is None:
        say(f"cannot write the answer: {reason}")
        return NOT_WRITTEN
    is_written = isinstance(error, NotWrittenError)
    say(f"cannot {'write' if is_written else 'read'} {os.fsdecode(error.filename)}: {reason}")
    return NOT_WRITTEN if is_written else BAD_DATASET


def _prepare_sizes() -> None:
    """Drop sizes of a terminal in the environment that Rich cannot parse."""
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        size = os.environ.get(name, "")
        if not (size.isascii() and size.isdecimal() and len(size) <= _LONGEST_SIZE):
            os.environ.pop(name, None)
