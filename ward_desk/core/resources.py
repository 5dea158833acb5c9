"""Resources: where the files that are read as data (frameworks, help pages, icons) are found."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """The folder of resources: inside an installed package, beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"
