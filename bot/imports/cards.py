"""An import in the chat as one message: its files, the question, the preview, the outcome; and
before it, how to begin one.
"""

import html

from bot.callback_data import OpenDay
from bot.imports.callback_data import (
    CheckFiles,
    DropImport,
    LeaveFileOut,
    LoadFiles,
    SayColumn,
    SayKind,
)
from bot.imports.report import field_name, progress_text, report_lines
from bot.screens import Button, Screen
from bot.texts import Markup, Texts
from domain.imports.columns import Kind, suggestions
from domain.imports.course import Progress
from domain.imports.runs import ImportRun, MappingQuestion, RunStatus
from domain.imports.tally import Tally
from domain.rulebook.model import Rulebook

COLUMNS_OFFERED = 8
TITLE_SHOWN = 30  # of a column's name on a button


def guide_screen(texts: Texts) -> Screen:
    """How to load: which files, with which columns."""
    kinds = [
        texts(
            "import-guide-kind",
            kind=texts.plain(f"import-kind-{kind}"),
            needed=texts.plain(f"import-guide-needed-{kind}"),
            others=texts.plain(f"import-guide-others-{kind}"),
        )
        for kind in Kind
    ]
    body = texts.paragraphs(
        [
            texts("import-guide-title"),
            texts("import-guide-how"),
            *kinds,
            texts("import-guide-twice"),
            texts("import-guide-rules"),
        ]
    )
    return Screen(body, ((Button(texts.plain("menu-day-button"), OpenDay()),),))


def import_card(run: ImportRun, texts: Texts) -> Screen:
    """The files and what to do next: the question about one of them, or the check."""
    if run.status is not RunStatus.GATHERING:
        return Screen(texts.lines([texts("import-title"), texts(f"import-is-{run.status}")]))
    files = [_file_line(run, place, texts) for place in range(len(run.files))]
    head = texts.lines([texts("import-title"), *files])
    if not run.files:
        return Screen(texts.paragraphs([head, texts("import-no-files")]))
    question = run.question
    if question is None:
        check = Button(
            texts.plain("import-check-button"), CheckFiles(run_id=run.id, version=run.version)
        )
        return Screen(
            texts.paragraphs([head, texts("import-more-files")]), ((check,), _cancel(run, texts))
        )
    if question.field is None:
        asked = texts("import-which-kind", file=question.file.name)
        return Screen(texts.paragraphs([head, asked]), _kind_buttons(run, question, texts))
    asked = texts(
        "import-which-column",
        file=question.file.name,
        field=field_name(question.field, texts),
    )
    return Screen(texts.paragraphs([head, asked]), _column_buttons(run, question, texts))


def preview(run: ImportRun, tally: Tally, rulebook: Rulebook, texts: Texts) -> Screen:
    """What the import would do; the buttons decide."""
    body = texts.paragraphs(
        [texts("import-preview-title"), _report(tally, rulebook, texts), texts("import-confirm")]
    )
    load = Button(texts.plain("import-load-button"), LoadFiles(run_id=run.id, version=run.version))
    return Screen(body, ((load,), _cancel(run, texts)))


def in_progress(progress: Progress, texts: Texts) -> Screen:
    return Screen(
        texts.lines([texts("import-loading"), Markup(html.escape(progress_text(progress, texts)))])
    )


def outcome(tally: Tally, rulebook: Rulebook, texts: Texts) -> Screen:
    return Screen(texts.paragraphs([texts("import-done-title"), _report(tally, rulebook, texts)]))


def _report(tally: Tally, rulebook: Rulebook, texts: Texts) -> Markup:
    return Markup(html.escape("\n".join(report_lines(tally, rulebook, texts)), quote=False))


def _file_line(run: ImportRun, place: int, texts: Texts) -> Markup:
    file = run.files[place]
    mapping = file.mapping
    if mapping is None:
        return texts("import-file-unknown", file=file.name)
    return texts(
        "import-file",
        file=file.name,
        kind=texts.plain(f"import-kind-{mapping.kind}"),
        read=len(mapping.columns),
        columns=sum(bool(title) for title in file.header),
    )


def _kind_buttons(
    run: ImportRun, question: MappingQuestion, texts: Texts
) -> tuple[tuple[Button, ...], ...]:
    kinds = [
        Button(
            texts.plain(f"import-kind-{kind}"),
            SayKind(run_id=run.id, version=run.version, place=question.place, kind=kind),
        )
        for kind in Kind
    ]
    return (
        tuple(kinds[:2]),
        tuple(kinds[2:]),
        _leave_out(run, question, texts),
        _cancel(run, texts),
    )


def _column_buttons(
    run: ImportRun, question: MappingQuestion, texts: Texts
) -> tuple[tuple[Button, ...], ...]:
    mapping, field = question.file.mapping, question.field
    assert mapping is not None
    assert field is not None
    header = question.file.header
    rows = [
        (
            Button(
                header[column][:TITLE_SHOWN],
                SayColumn(
                    run_id=run.id,
                    version=run.version,
                    place=question.place,
                    field=field,
                    column=column,
                ),
            ),
        )
        for column in suggestions(header, mapping, field)[:COLUMNS_OFFERED]
    ]
    return (*rows, _leave_out(run, question, texts), _cancel(run, texts))


def _leave_out(run: ImportRun, question: MappingQuestion, texts: Texts) -> tuple[Button, ...]:
    data = LeaveFileOut(run_id=run.id, version=run.version, place=question.place)
    return (Button(texts.plain("import-leave-out-button"), data),)


def _cancel(run: ImportRun, texts: Texts) -> tuple[Button, ...]:
    data = DropImport(run_id=run.id, version=run.version)
    return (Button(texts.plain("cancel-button"), data),)
