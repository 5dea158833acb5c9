"""Field text: a stored value as people read it, and what people type as the value that is stored."""

from __future__ import annotations

from datetime import date, datetime

from ward_desk.core import choices
from ward_desk.core.records import Field, Value


def show(field: Field, value: Value) -> str:
    """The words of a stored value: "13 Dec 2023", "£4,500", "80%", a choice by its label; "" for an empty one."""
    if value is None or value == "" or isinstance(value, bytes):
        return ""
    if field.kind == "choice":
        return choices.label(field.choices, value)
    if field.kind == "flag":
        return "Yes" if value else "No"
    return show_kind(field.kind, value)


def show_kind(kind: str, value: Value) -> str:
    """The words of a stored value of that kind, when no field is at hand; a date no calendar has stays as it is."""
    if value is None or value == "" or isinstance(value, bytes):
        return ""
    from ward_desk.core import typed

    if isinstance(value, str):
        if kind not in ("date", "when"):
            return value
        try:
            if kind == "date":
                return typed.show_date(date.fromisoformat(value[:10]))
            whole_day = len(value) == 10
            return typed.show_datetime(date.fromisoformat(value) if whole_day else datetime.fromisoformat(value))
        except ValueError:
            return value
    if kind == "money":
        return typed.show_money(int(value))
    if kind in ("percent", "progress"):
        return f"{typed.show_number(value)}%"
    return typed.show_number(value)


def read(field: Field, text: str, today: date) -> Value:
    """The value someone typed, ready to store. Raises NotUnderstoodError with a sentence that says what to type."""
    if field.kind == "text":
        return " ".join(text.split())
    if field.kind == "long":
        return text.rstrip()
    if not text.strip():
        return field.empty
    from ward_desk.core import typed

    if field.kind == "date":
        return typed.read_date(text, today).isoformat()
    if field.kind == "when":
        when = typed.read_datetime(text, today)
        return when.isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()
    if field.kind == "money":
        return typed.read_money(text)
    if field.kind == "percent":
        share = typed.read_percent(text)
        if not 0 <= share <= 100:
            raise typed.TypedError("Type a percentage from 0 to 100.")
        return round(share)
    number = typed.read_number(text)
    if field.kind == "whole":
        if number != int(number):
            raise typed.TypedError(f"“{text.strip()}” is not a whole number. Type it without a decimal point.")
        return int(number)
    return float(number)
