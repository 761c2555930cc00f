"""Where the desk may be on: nowhere but on this machine while no login is configured."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.serving import ROOT


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [((), {"MODEL_ACCESS_HOSTED": "1"}), ((), {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"})],
)
def test_a_desk_that_is_wanted_elsewhere_is_refused(arguments, environment, tmp_path):
    told = {**os.environ, "MODEL_ACCESS_DESK": "1", "MODEL_ACCESS_DATA_DIR": str(tmp_path), **environment}
    argv = [sys.executable, "-m", "assistant", "serve", "--port", "1", *arguments]
    ran = subprocess.run(argv, cwd=ROOT, env=told, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 1 and "127.0.0.1" in ran.stderr and "Traceback" not in ran.stderr
