"""The mapping of a template as a file beside it, in TOML, which people can read and wards can share."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, Final

from ward_desk.core.errors import KnownError
from ward_desk.core.template.mapping import ListSpot, Mapping, Spot
from ward_desk.exchange.atomic import replace_file
from ward_desk.exchange.workbook_file import content_of, name_of

FORMAT: Final = 1
LARGEST: Final = 2_000_000  # bytes
_ABOUT: Final = """\
# Which field of the quarterly return goes into which cell of the template named below.
# Keep this file beside the template; any ward may use it.
"""
_KNOWN: Final = ("format", "template", "fingerprint", "cell", "list", "words")


class _Wrong(Exception):  # noqa: N818 - put into words at once
    """What is wrong with the file, as one sentence."""


def default_path(template: Path) -> Path:
    """Where the mapping of a template is kept: "Return.mapping.toml" beside "Return.xlsx".

    Where that one belongs to "Return.xlsm", which stands there too, it is "Return.xlsx.mapping.toml".
    """
    beside = template.with_name(f"{template.stem}.mapping.toml")
    own = template.with_name(f"{template.name}.mapping.toml")
    return own if own.exists() or _is_of_another(beside, template) else beside


def _is_of_another(mapping: Path, template: Path) -> bool:
    try:
        made_for = Path(read(mapping).template) if mapping.exists() else template
    except KnownError:
        return False
    other = made_for.stem == template.stem and made_for.name.casefold() != template.name.casefold()
    return other and template.with_name(made_for.name).exists()


def write(mapping: Mapping, path: Path) -> Path:
    """Write the mapping, replacing what is there whole or not at all. Raises KnownError when the disk refuses."""
    content = _text(mapping).encode()
    return replace_file(path, lambda temporary: _fill(temporary, content))


def read(path: Path) -> Mapping:
    """Read a mapping. Raises KnownError in plain words for one that is damaged, newer, or no mapping at all."""
    content = content_of(path, LARGEST)
    try:
        return _mapping(tomllib.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise _refusal(path, "It is not a text file.") from error
    except (ValueError, RecursionError) as error:  # also of a number with thousands of figures
        raise _refusal(path, f"It is damaged: {error}.") from error
    except _Wrong as error:
        raise _refusal(path, str(error)) from error


def _refusal(path: Path, what: str) -> KnownError:
    return KnownError(
        "template.mapping",
        f"The mapping {name_of(path)} can't be used. {what}",
        "Nothing was changed.",
        "Ask for the file again, or map the template anew.",
    )


def _fill(file: Path, content: bytes) -> None:
    file.write_bytes(content)


# --- writing ------------------------------------------------------------------------------------------


def _text(mapping: Mapping) -> str:
    lines = [
        _ABOUT,
        f"format = {FORMAT}",
        f"template = {_quoted(mapping.template)}",
        f"fingerprint = {_quoted(mapping.fingerprint)}",
    ]
    for spot in mapping.spots:
        lines += ["", "[[cell]]"]
        lines += [f"{key} = {_quoted(value)}" for key, value in spot._asdict().items()]
    for one in mapping.lists:
        lines += ["", "[[list]]", f"table = {_quoted(one.table)}", f"sheet = {_quoted(one.sheet)}"]
        lines += [f"first_row = {one.first_row}", f"last_row = {one.last_row}"]
        columns = (f"{_quoted(letters)} = {_quoted(key)}" for key, letters in one.columns)
        lines.append(f"columns = {{ {', '.join(columns)} }}")
    for field, words in mapping.words.items():
        lines += ["", f"[words.{_quoted(field)}]"]
        lines += [f"{_quoted(ours)} = {_quoted(theirs)}" for ours, theirs in words.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """As TOML writes a text: JSON's way, and DEL as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


# --- reading ------------------------------------------------------------------------------------------


def _mapping(whole: dict[str, Any]) -> Mapping:
    version = whole.get("format")
    if not isinstance(version, int) or isinstance(version, bool):
        raise _Wrong("It is not the mapping of a template.")
    if version > FORMAT:
        raise _Wrong(f"It was made by a newer Ward Desk (format {version}; this one reads up to {FORMAT}).")
    if version < 1:
        raise _Wrong(f"There is no format {version} of a mapping.")
    _refuse_unknown(whole, _KNOWN, "")
    return Mapping(
        # A person who writes one by hand has neither.
        _get({"template": "", **whole}, "template", str, ""),
        _get({"fingerprint": "", **whole}, "fingerprint", str, ""),
        tuple(_spot(one, f"cell {number}") for number, one in enumerate(_tables(whole, "cell"), 1)),
        tuple(_list(one, f"list {number}") for number, one in enumerate(_tables(whole, "list"), 1)),
        _words(whole.get("words", {})),
    )


def _spot(one: dict[str, Any], where: str) -> Spot:
    _refuse_unknown(one, Spot._fields, where)
    return Spot(*(_get(one, key, str, where) for key in Spot._fields))


def _list(one: dict[str, Any], where: str) -> ListSpot:
    _refuse_unknown(one, ListSpot._fields, where)
    columns = _get(one, "columns", dict, where)
    return ListSpot(
        _get(one, "table", str, where),
        _get(one, "sheet", str, where),
        _get(one, "first_row", int, where),
        _get(one, "last_row", int, where),
        tuple((_get(columns, letters, str, f"{where}, columns"), letters.upper()) for letters in columns),
    )


def _words(found: Any) -> dict[str, dict[str, str]]:
    if not isinstance(found, dict):
        raise _Wrong("“words” must be a table of words.")
    return {
        field: {ours: _get(words, ours, str, f"words of {field}") for ours in words}
        for field in found
        if (words := _get(found, field, dict, "words")) is not None
    }


def _tables(whole: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = whole.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _Wrong(f"“{key}” must be a list of tables.")
    return found


def _refuse_unknown(table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise _Wrong(f"{where.capitalize() or 'It'} has “{key}”, which this Ward Desk does not know.")


def _get(table: dict[str, Any], key: str, kind: type, where: str) -> Any:
    called = {str: "text in quotation marks", int: "a whole number", dict: "a table"}[kind]
    before = f"In {where}, “{key}”" if where else f"“{key}”"
    if key not in table:
        raise _Wrong(f"{before} is missing.")
    if not isinstance(table[key], kind) or isinstance(table[key], bool):
        raise _Wrong(f"{before} must be {called}.")
    return table[key]
