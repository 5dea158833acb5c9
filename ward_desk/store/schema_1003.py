"""Schema 1003: what surveys came to hold with version 0.4.0. A released step never changes.

A response holds its answers itself, where each answer was a row of its own; what people wrote became comments.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, Final


def _link(table: str, column: str, to: str) -> Iterator[str]:
    yield f'ALTER TABLE "{table}" ADD COLUMN "{column}" TEXT REFERENCES "{to}"("id") ON DELETE SET NULL'
    yield f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")'


STEPS: Final = (
    'ALTER TABLE "survey" ADD COLUMN "formal" INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE "survey" ADD COLUMN "decision_on" TEXT',
    'ALTER TABLE "survey" ADD COLUMN "considered" TEXT NOT NULL DEFAULT \'\'',
    *_link("survey", "follows", "survey"),
    'ALTER TABLE "survey" ADD COLUMN "pile" INTEGER',
    'ALTER TABLE "survey" ADD COLUMN "emptied_on" TEXT',
    'ALTER TABLE "question" ADD COLUMN "bank" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "question" ADD COLUMN "source" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "response" ADD COLUMN "answers" TEXT NOT NULL DEFAULT \'\'',
    """CREATE TABLE "comment" (
        "id" TEXT PRIMARY KEY,
        "survey" TEXT REFERENCES "survey"("id") ON DELETE CASCADE,
        "question" TEXT REFERENCES "question"("id") ON DELETE CASCADE,
        "response" TEXT REFERENCES "response"("id") ON DELETE CASCADE,
        "words" TEXT NOT NULL DEFAULT '',
        "priority" TEXT REFERENCES "priority"("id") ON DELETE SET NULL,
        "need" TEXT REFERENCES "feedback"("id") ON DELETE SET NULL,
        "no_reply" INTEGER NOT NULL DEFAULT 0,
        "illustrative" INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    'CREATE INDEX "comment_survey" ON "comment" ("survey")',
    'CREATE INDEX "comment_question" ON "comment" ("question")',
    'CREATE INDEX "comment_response" ON "comment" ("response")',
    'CREATE INDEX "comment_priority" ON "comment" ("priority") WHERE "priority" IS NOT NULL',
    'CREATE INDEX "comment_need" ON "comment" ("need") WHERE "need" IS NOT NULL',
    """CREATE TABLE "comment_theme" (
        "id" TEXT PRIMARY KEY,
        "comment" TEXT REFERENCES "comment"("id") ON DELETE CASCADE,
        "theme" TEXT REFERENCES "theme"("id") ON DELETE CASCADE
    ) STRICT""",
    'CREATE INDEX "comment_theme_comment" ON "comment_theme" ("comment")',
    'CREATE INDEX "comment_theme_theme" ON "comment_theme" ("theme")',
    """CREATE TABLE "word_rule" (
        "id" TEXT PRIMARY KEY,
        "words" TEXT NOT NULL DEFAULT '',
        "theme" TEXT REFERENCES "theme"("id") ON DELETE SET NULL
    ) STRICT""",
    'CREATE INDEX "word_rule_theme" ON "word_rule" ("theme")',
    """CREATE TABLE "kept_result" (
        "id" TEXT PRIMARY KEY,
        "survey" TEXT REFERENCES "survey"("id") ON DELETE CASCADE,
        "question" TEXT REFERENCES "question"("id") ON DELETE SET NULL,
        "of" TEXT NOT NULL DEFAULT '',
        "value" TEXT NOT NULL DEFAULT '',
        "number" INTEGER,
        "position" INTEGER
    ) STRICT""",
    'CREATE INDEX "kept_result_survey" ON "kept_result" ("survey")',
    'CREATE INDEX "kept_result_question" ON "kept_result" ("question")',
    # No trigger knows the new column yet, so no record is said to have changed.
    """UPDATE "response" SET "answers" = coalesce((
        SELECT json_group_object(substr(question, 1, 8), json(given)) FROM (
            SELECT a.question, CASE WHEN q.kind = 'several' THEN json_group_array(a.value)
                ELSE json_quote(min(a.value)) END AS given
            FROM "answer" a JOIN "question" q ON q.id = a.question
            WHERE a.response = "response"."id" AND q.kind <> 'text' AND a.value <> ''
            GROUP BY a.question ORDER BY q.position, q.rowid)
        HAVING count(*) > 0), '')""",
    """INSERT INTO "comment" ("id", "survey", "question", "response", "words", "illustrative")
        SELECT a.id, q.survey, a.question, a.response, a.value, r.illustrative
        FROM "answer" a JOIN "question" q ON q.id = a.question JOIN "response" r ON r.id = a.response
        WHERE q.kind = 'text' AND a.value <> '' ORDER BY a.rowid""",
)
# The search index is made and filled anew where it is missing.
AFTER: Final = ('DROP TABLE "answer"', 'DROP TABLE IF EXISTS "search_words"')


def move_answers(connection: sqlite3.Connection) -> None:
    """Tell in the change log, too, of answers as part of their response, so that taking back the removal of a survey
    brings its answers with it.

    Answers that came or went without their response are told no more, and that operation can't be undone.
    """
    kinds = dict(tuple(row) for row in connection.execute('SELECT id, kind FROM "question"'))
    surveys = dict(tuple(row) for row in connection.execute('SELECT id, survey FROM "question"'))
    for old, new in connection.execute("SELECT old, new FROM change_log WHERE record = 'question'").fetchall():
        for row in (json.loads(text) for text in (old, new) if text):
            kinds.setdefault(row["id"], row["kind"])
            surveys.setdefault(row["id"], row["survey"])
    told: dict[tuple[str, str, str], list[Any]] = {}  # (operation, old or new, response) -> answers
    for seq, operation, row_id, old, new in connection.execute(
        "SELECT seq, operation, row_id, old, new FROM change_log WHERE record = 'answer' ORDER BY seq"
    ).fetchall():
        for side, text in (("old", old), ("new", new)):
            if text:
                told.setdefault((operation, side, json.loads(text)["response"]), []).append(
                    (seq, row_id, json.loads(text))
                )
    for (operation, side, response), answers in told.items():
        row = connection.execute(
            f"SELECT seq, {side} FROM change_log WHERE record = 'response' AND operation = ? AND row_id = ?"
            f" AND {side} IS NOT NULL AND {'old' if side == 'new' else 'new'} IS NULL",
            (operation, response),
        ).fetchone()
        if row is None:
            connection.execute("UPDATE operation SET state = 'kept' WHERE id = ?", (operation,))
            continue
        given: dict[str, Any] = {}
        for _, row_id, answer in answers:
            kind, name, value = kinds.get(answer["question"]), answer["question"][:8], answer["value"]
            if kind == "text" and value:
                comment = {
                    "id": row_id, "survey": surveys.get(answer["question"]), "question": answer["question"],
                    "response": response, "words": value, "illustrative": json.loads(row[1])["illustrative"],
                    "priority": None, "need": None, "no_reply": 0,
                }  # fmt: skip
                connection.execute(
                    f"INSERT INTO change_log(operation, record, row_id, {side}) VALUES (?, 'comment', ?, ?)",
                    (operation, row_id, json.dumps(comment, ensure_ascii=False)),
                )
            elif kind == "several":
                given.setdefault(name, []).append(value)
            elif value:
                given[name] = value
        whole = json.loads(row[1]) | {
            "answers": json.dumps(given, ensure_ascii=False, separators=(",", ":")) if given else ""
        }
        connection.execute(
            f"UPDATE change_log SET {side} = ? WHERE seq = ?", (json.dumps(whole, ensure_ascii=False), row[0])
        )
    connection.execute("DELETE FROM change_log WHERE record = 'answer'")
