"""The definition of a count: the fields that mean something for it, and what events make of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.periods import Quarter
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui.pages.counts.beside.count_definition import CountForm
from ward_desk.ui.record.record_page import link_options
from ward_desk.ui.widgets import Choice


@pytest.fixture
def form(ward: Document, qtbot: QtBot, light: QApplication) -> CountForm:
    made = CountForm(ward, lambda table: link_options(ward, table), lambda: Quarter(2023, 3))
    qtbot.addWidget(made)
    return made


def show(doc: Document, form: CountForm, **values: str) -> None:
    one = edits.add(doc, "activity_count", {"name": "Residents", "unit": "people", **values})
    row = doc.store.get("activity_count", one)
    form.load(row, edits.problems(doc, "activity_count", row or {}))


def shown(form: CountForm, *fields: str) -> list[bool]:
    return [form.editor(field).isVisibleTo(form) for field in fields]


def test_a_count_worked_out_from_events_says_what_it_comes_to(ward: Document, form: CountForm) -> None:
    show(ward, form, computed="residents")
    assert form.comes_to.text() == "Adds up who came at 2 events of 2023-24."
    assert shown(form, "computed", "computed_kind", "computed_scope", "frequency") == [True, True, True, False]


def test_only_a_flow_can_come_from_events(ward: Document, form: CountForm) -> None:
    show(ward, form)
    assert shown(form, "computed", "computed_kind", "frequency") == [True, False, True]
    show(ward, form, nature="stock")
    assert shown(form, "computed", "computed_kind", "frequency") == [False, False, True]
    assert not form.comes_to.isVisibleTo(form)


def test_what_is_wrong_together_can_be_seen_and_mended(ward: Document, form: CountForm) -> None:
    show(ward, form, computed="residents", frequency="quarterly")
    assert shown(form, "frequency") == [True]
    show(ward, form, computed="residents", nature="stock")
    assert shown(form, "computed") == [True]


def test_a_standard_count_says_its_code(ward: Document, form: CountForm) -> None:
    show(ward, form, code="residents_engaged")
    assert form.standard.text() == "Standard count residents_engaged of the programme."
    show(ward, form)
    assert not form.standard.isVisibleTo(form)


def test_it_leads_to_counts_of_a_higher_level_and_to_what_it_leads_to_now(ward: Document, form: CountForm) -> None:
    higher = edits.add(ward, "activity_count", {"name": "Claimants", "unit": "%", "level": "theme"})
    lower = edits.add(ward, "activity_count", {"name": "Leaflets", "unit": "leaflets"})
    show(ward, form, level="initiative")
    box = form.editor("leads_to")
    assert isinstance(box, Choice)
    offered = [box.itemData(n) for n in range(box.count())]
    assert higher in offered
    assert lower not in offered
    show(ward, form, level="initiative", leads_to=lower)
    assert box.itemData(box.currentIndex()) == lower
