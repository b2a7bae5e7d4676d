"""Shared fixtures. Material of others is found through CLMCTL_TEST_DATA and never committed."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder that holds `data/` and `cases/`; tests that need it skip and say so where it is not set."""
    folder = os.environ.get("CLMCTL_TEST_DATA")
    if not folder:
        pytest.skip("CLMCTL_TEST_DATA is not set: it names the folder that holds data/ and cases/")
    return Path(folder)
