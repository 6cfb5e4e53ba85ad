"""Every check that is not a test, by one command: ``python -m tests.tools.check``.

Each runs to its end whatever the others said; the exit code is 1 when any of them complained.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BIN = Path(sys.executable).parent

#: Name and command of each check, run from the project's top.
CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("style", [sys.executable, "-m", "ruff", "check", "src", "tests"]),
    ("format", [sys.executable, "-m", "ruff", "format", "--check", "src", "tests"]),
    ("types", [sys.executable, "-m", "mypy"]),
    ("layers", [str(_BIN / "lint-imports")]),
    ("catalogues", [sys.executable, "-m", "tests.tools.catalogues", "check"]),
    ("pictures", [sys.executable, "-m", "tests.tools.pictures", "--check"]),
)


def main() -> int:
    """Run the checks and say which ones complained."""
    failed = []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"checks failed: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
