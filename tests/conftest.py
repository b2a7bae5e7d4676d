"""Shared fixtures. Material of others is found through CLMCTL_TEST_DATA and never committed."""

import contextlib
import os
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--cases FILE`: worked cases for test_reference_cases.py in place of those of CLMCTL_TEST_DATA."""
    parser.addoption("--cases", metavar="FILE", default="", help="worked reference cases (YAML) to run")


with contextlib.suppress(ImportError):  # the reference cases need only pytest and the package
    from hypothesis import settings

    # A slow machine is no defect: laws are judged by what holds, never by the clock.
    # Whether a change may land must not hang on a die: `make test` draws the same examples each time, `make test-all` new ones.
    settings.register_profile("fixed", deadline=None, derandomize=True)
    settings.register_profile("drawn", deadline=None)
    settings.load_profile("fixed")


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder that holds `data/` and `cases/`; tests that need it skip and say so where it is not set."""
    folder = os.environ.get("CLMCTL_TEST_DATA")
    if not folder:
        pytest.skip("CLMCTL_TEST_DATA is not set: it names the folder that holds data/ and cases/")
    return Path(folder)
