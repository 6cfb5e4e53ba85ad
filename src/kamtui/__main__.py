"""The command ``kamtui``: the screens without a command, the command line with one."""

import gc
import os
import sys

#: Objects made before Python looks for cycles: a look-up ends long before, a long run still looks.
_GARBAGE_AFTER = 50_000


def main() -> int:
    """Run kamtui and return its exit code (cli.md)."""
    gc.set_threshold(_GARBAGE_AFTER)
    from kamtui.cli.ahead import look_ahead

    ahead = look_ahead(sys.argv[1:])
    from kamtui.cli.main import run

    code = run(sys.argv[1:], ahead=ahead)
    if "textual" not in sys.modules:
        leave(code)
    return code


def leave(code: int) -> None:
    """End a command at once: taking the modules apart costs a look-up a tenth of its time.

    Everything is written and closed by then; commands start no threads and leave no children.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
