"""Returns written as workbooks and put together."""

from __future__ import annotations

from typing import Any

import pytest

from tests.collate_files import written
from ward_desk.service.collation.collate import Collated, collate


@pytest.fixture
def put_together(tmp_path):
    """Writes returns as workbooks and collates them."""

    def run(*returns: Any, **options: Any) -> Collated:
        inside = tmp_path / "returns"
        inside.mkdir(exist_ok=True)
        return collate(written(inside, *returns), tmp_path / "programme.xlsx", **options)

    return run
