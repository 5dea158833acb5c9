"""A mapping made step by step: what goes where, what it would say there, and every step taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.return_samples import chesham
from tests.template_files import FIRST_ROW, LAST_ROW, council_template
from ward_desk.core.errors import KnownError
from ward_desk.core.template.mapping import ListSpot, Mapping, Spot
from ward_desk.exchange.template.template_file import Template, open_template
from ward_desk.service.template.mapping_work import MOST_ROOM, MappingWork


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return open_template(council_template(tmp_path_factory.mktemp("template")))


@pytest.fixture
def work(template: Template) -> MappingWork:
    return MappingWork(template, chesham(), Mapping(), saved=False)


def test_a_field_goes_into_one_cell_and_moves_when_it_is_put_elsewhere(work: MappingWork) -> None:
    work.place("cover.ward", "Start", "C4")
    work.place("cover.ward", "Start", "C5")
    assert work.mapping.spots == (Spot("cover.ward", "Start", "C5"),)
    assert work.where("cover.ward") == ("Start", "C5")
    target = work.targets("Start")[5, 3]
    assert (target.label, target.shown) == ("Ward", "Chesham")


def test_the_first_column_of_a_list_gives_it_its_rows_and_others_join(work: MappingWork) -> None:
    work.place("action_plan.action", "Progress", f"B{FIRST_ROW}")
    work.place("action_plan.ref", "Progress", f"A{FIRST_ROW + 3}")  # whatever row is pointed at
    assert work.mapping.lists == (
        ListSpot("action_plan", "Progress", FIRST_ROW, LAST_ROW, (("ref", "A"), ("action", "B"))),
    )
    shown = {place: one.shown for place, one in work.targets("Progress").items()}
    assert shown[FIRST_ROW, 1] == "CHE-02"
    assert shown[FIRST_ROW + 1, 2] == "Run the cookery course"
    assert shown[LAST_ROW, 1] == ""


def test_rows_can_be_given_and_a_column_taken_off_until_nothing_is_left(work: MappingWork) -> None:
    work.place("action_plan.action", "Progress", f"B{FIRST_ROW}")
    work.place("action_plan.ref", "Progress", f"A{FIRST_ROW}")
    work.give_rows(work.mapping.lists[0], FIRST_ROW, FIRST_ROW + 1)
    assert work.mapping.lists[0].last_row == FIRST_ROW + 1
    assert work.take_off("Progress", f"A{FIRST_ROW + 1}")
    assert work.where("action_plan.ref") is None
    assert work.take_off_field("action_plan.action")
    assert work.mapping == Mapping()
    assert not work.take_off("Progress", f"A{FIRST_ROW}")


def test_a_cell_that_is_a_formula_takes_nothing_and_says_why(work: MappingWork, template: Template) -> None:
    formula = next(cell for cell in template.grid("Progress").values() if cell.formula)
    with pytest.raises(KnownError, match="formula"):
        work.place("cover.ward", "Progress", formula.ref)
    assert work.mapping == Mapping()


def test_our_word_is_called_theirs(work: MappingWork) -> None:
    work.place("action_plan.rating", "Progress", f"E{FIRST_ROW}")
    problem = next(one for one in work.plan.problems if one.our_word == "Amber")
    work.call(problem.field, "Amber", problem.choices[1])
    assert not work.plan.errors
    assert work.targets("Progress")[FIRST_ROW + 1, 5].shown == "Some concern"


def test_a_list_of_a_whole_column_is_shown_as_far_as_anybody_looks(work: MappingWork) -> None:
    work.place("action_plan.action", "Progress", f"B{FIRST_ROW}")
    there = work.list_on("action_plan", "Progress")
    assert there
    work.give_rows(there, FIRST_ROW, 1_048_576)
    rows = [row for row, _ in work.targets("Progress")]
    assert (min(rows), max(rows)) == (FIRST_ROW, work.template.sheets[2].rows + MOST_ROOM)


def test_what_has_been_kept_is_no_longer_unsaved(work: MappingWork) -> None:
    assert not work.unsaved
    work.place("cover.ward", "Start", "C4")
    assert work.unsaved
    work.is_saved()
    assert not work.unsaved
    work.place("cover.council", "Start", "C5")
    assert work.unsaved


def test_the_return_may_change_underneath(work: MappingWork) -> None:
    work.place("action_plan.action", "Progress", f"B{FIRST_ROW}")
    changed = chesham()
    changed.tables["action_plan"][0]["action"] = "Another"
    work.take(changed)
    assert work.targets("Progress")[FIRST_ROW, 2].shown == "Another"


_STEP = st.one_of(
    st.tuples(st.just("place"), st.sampled_from(["cover.ward", "cover.town", "action_plan.ref", "action_plan.action"]),
              st.sampled_from(["Start", "Progress"]), st.sampled_from(["C4", "C5", "A8", "B8", "B30"])),
    st.tuples(st.just("off"), st.just(""), st.sampled_from(["Start", "Progress"]), st.sampled_from(["C4", "A8", "B8"])),
    st.tuples(st.just("word"), st.just("action_plan.rating"), st.just("Amber"), st.sampled_from(["", "Some concern"])),
)  # fmt: skip


@given(st.lists(_STEP, max_size=12))
def test_every_step_can_be_taken_back(template: Template, steps: list[tuple[str, str, str, str]]) -> None:
    work = MappingWork(template, chesham(), Mapping(), saved=False)
    for kind, field, one, other in steps:
        try:
            if kind == "place":
                work.place(field, one, other)
            elif kind == "off":
                work.take_off(one, other)
            else:
                work.call(field, one, other)
        except KnownError:
            continue
    while work.undo():
        pass
    assert work.mapping == Mapping()
