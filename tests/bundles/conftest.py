"""The offices between which bundles travel."""

from __future__ import annotations

import pytest

from tests.bundles.making import COMMUNE, PROVINCE, Office, office


@pytest.fixture(scope="session")
def commune() -> Office:
    return office(COMMUNE)


@pytest.fixture(scope="session")
def province() -> Office:
    return office(PROVINCE)


@pytest.fixture(scope="session")
def stranger() -> Office:
    return office("31361")
