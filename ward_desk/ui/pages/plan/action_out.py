"""Action out: the action plan written to a workbook or CSV, printed, or saved as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ward_desk.service.document import Document
from ward_desk.ui import dialogs
from ward_desk.ui.record.record_page import RecordPage

if TYPE_CHECKING:  # imported when something is first written
    from ward_desk.exchange.table_out import Table


class ActionOut(RecordPage):
    """What of the action plan's page leaves the program."""

    def export_list(self) -> None:
        """Write the plan: the list as it is shown, or every field of every action."""
        self.commit_pending()
        number, columns = len(self.pane.model.ids), len(self.pane.table.shown_columns())
        answer = dialogs.ask(
            self, "What is the file to hold?", ["The list as shown", "The whole plan"],
            f"The list as shown has {number:,} {'action' if number == 1 else 'actions'} and {columns} columns. The"
            " whole plan has every action with all its fields, notes and milestones, and can be brought in again.",
        )  # fmt: skip
        if answer == 0:
            self.out.export(self.pane, "actions", "Action plan")
        elif answer == 1:
            self.out.write("Whole action plan", _whole_plan)

    def print_plan(self) -> None:
        """Print the plan as filtered, on A4 landscape, or save it as a PDF."""
        from ward_desk.service.plan import plan_print
        from ward_desk.ui.paper import list_out, print_plan
        from ward_desk.ui.paper.paper_out import save_or_print

        self.commit_pending()
        audience = list_out.ask_audience(self, "the printed plan")
        if audience is None:
            return
        model = self.pane.model
        plan = partial(
            plan_print.plan, audience=audience, words=model.words, filters=dict(model.filters),
            filtered_by=list_out.filters_in_words(self.pane), group=model.group,
        )  # fmt: skip
        save_or_print(self, self.doc, self.out, "Action plan", (
            ("Save as PDF", lambda doc: print_plan.paper(plan(doc))),
            ("PDF, a page for each group", lambda doc: print_plan.paper(plan(doc), page_per_group=True)),
        ))  # fmt: skip


def _whole_plan(audience: str) -> Callable[[Document], Table]:
    from ward_desk.service.plan import plan_out

    return lambda doc: plan_out.table(doc, audience)
