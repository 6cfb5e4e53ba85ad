"""An answer that cannot be written says so in a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_without_a_fault(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "kamtui", "--db", str(tmp_path / "none.db"), "--lang", "en"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*words, "agenda"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert "could not be written" in done.stderr and "Traceback" not in done.stderr
