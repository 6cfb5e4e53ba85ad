"""The command ``kamtui``: the screens without a command, the command line with one."""

import sys


def main() -> int:
    """Run kamtui and return its exit code (cli.md)."""
    from kamtui.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
