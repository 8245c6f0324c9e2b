"""The matrix of strangers: what each entry of the surface does for whoever has no business there.

Most rows come from a rule. A button whose data names a record is answered, for a record that the
asker does not see, as for one that does not exist: by one alert, and nothing else happens.
Whatever names no record shows the asker's own, and nobody else's. What differs is written out with
its reason.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from domain.delivery.model import Matter
from tests.bot.forged_buttons import Forged


class Row(Enum):
    """What is expected of a button."""

    NOT_FOUND = auto()
    """«Не нашлось», to whoever does not see the record."""
    ALIKE = auto()
    """Whatever is done, it is done alike for a record that does not exist."""
    COLLEAGUES = auto()
    """Who works where every colleague knows; nothing that belongs to a person is shown."""
    OWN = auto()
    """It names no record: the asker's own is shown, or what everybody may see."""
    ACTS_ON_ONESELF = auto()
    """The same, and the asker's own is changed."""


ASKS_FIRST: Final = (
    *("a-new", "brief", "briefs", "c-ask", "c-mail", "d-ask", "d-name", "g-ask", "g-conask"),
    *("ix-ask", "rd", "rs-days", "rs-name", "rs-save", "v-ask", "v-move", "y-ask"),
)
"""A question is asked before the record is looked for; the answer is what is refused."""

BY_ROLE: Final = (
    *("dup-c", "dup-go", "dup-m", "dup-no", "dup-p", "dup-un"),
    *("ho-leave", "ho-undo1", "im-check", "im-col", "im-go", "im-kind", "im-skip", "im-stop"),
    *("pd", "pd-end", "pd-of", "pd-out", "rules-on", "rules-no"),
)
"""Whoever lacks the role is told so before anything is looked for."""

ROWS: Final[Mapping[str, Row]] = {
    **dict.fromkeys(ASKS_FIRST, Row.ALIKE),
    **dict.fromkeys(BY_ROLE, Row.ALIKE),
    **dict.fromkeys(("a-no", "dg-off", "notice"), Row.ALIKE),  # what is over is told so
    **dict.fromkeys(("appr-one", "b-stage", "rp", "rw", "v-who"), Row.ALIKE),  # a list of one's own
    **dict.fromkeys(("po-a", "po-w"), Row.ALIKE),
    **dict.fromkeys(("t-bells", "v-take"), Row.ALIKE),  # the record is only the way back
    **dict.fromkeys(("p", "p-at", "p-boss", "p-br", "p-br1", "p-dep", "p-dep1"), Row.COLLEAGUES),
    **dict.fromkeys(("p-give", "p-in", "p-off", "p-off1", "p-place"), Row.COLLEAGUES),
    "ho-to:clients": Row.COLLEAGUES,
    **dict.fromkeys(("y-askend", "y-end", "y-pair", "y-turn", "y-with"), Row.COLLEAGUES),
    **dict.fromkeys(
        ("dg-at", "dg-day", "dg-days", "dg-part", "dg-per", "dg-all"), Row.ACTS_ON_ONESELF
    ),
    **dict.fromkeys(("lang", "rf", "rs-new", "t-bell", "t-drop!"), Row.ACTS_ON_ONESELF),
}


HEAVY: Final = frozenset({"b-pic", "kpi-pic", "load-pic", "mx-xlsx", "px", "p-gantt"})
"""Pictures and workbooks of what is one's own take longer than all the rest: one asker has them."""


def row_of(button: Forged) -> Row:
    """By the button's kind, and by what it asks where that makes a difference."""
    prefix = button.button.__prefix__
    asks = f"{prefix}:{getattr(button.button, 'what', '')}"
    return ROWS.get(asks) or ROWS.get(prefix) or (Row.NOT_FOUND if button.names else Row.OWN)


FOLLOWED: Final[Mapping[str, str]] = {
    name: name for name in ("client", "deal", "offer", "project", "request", "task", "visit")
}
"""A link's prefix, and which record it opens."""

REPLIED: Final[Mapping[Matter, str]] = {
    Matter.CLIENT: "client",
    Matter.DEAL: "deal",
    Matter.OFFER: "offer",
    Matter.TASK: "task",
    Matter.GREETING: "greeting",
    Matter.REQUEST: "request",
    Matter.INTERACTION: "interaction",
}
"""Matters whose cards take replies, and which record they are about."""

MESSAGES: Final = "tests/bot/test_matrix_messages.py"
WINDOWS: Final = "tests/bot/test_matrix_windows.py"
TAPS: Final = "tests/bot/test_matrix_taps.py"
GROUPS: Final = "tests/bot/test_groups.py"

WRITTEN_OUT: Final[Mapping[str, str]] = {
    "/digest digests.group_handlers.group_asks_for_digest": GROUPS,
    "/start digests.group_handlers.group_asks_for_digest": GROUPS,
    "/start projects.topics.handlers.topic_asked": GROUPS,
    "callback_query forged.impossible_pressed": TAPS,
    "callback_query stray.group_tapped": GROUPS,
    "callback_query stray.unknown_button_pressed": TAPS,
    "edited_message tasks.thread.replies.task_answer_edited": MESSAGES,
    "inline_query inline.handlers.client_sought": MESSAGES,
    "message inline.handlers.result_posted": "tests/bot/test_conversation_inline.py",
    "message clients.attach_contact.contact_shared": MESSAGES,
    "message clients.handlers.text_sent": MESSAGES,
    "message comments.card_commented": MESSAGES,
    "message digests.group_handlers.group_became_supergroup": GROUPS,
    "message imports.handlers.file_sent": MESSAGES,
    "message intentions.text_sent": MESSAGES,
    "message interactions.handlers.file_sent": MESSAGES,
    "message interactions.replies.interaction_answered": MESSAGES,
    "message kpi.handlers.kpi_asked": MESSAGES,
    "message plans.handlers.sheet_came": MESSAGES,
    "message projects.topics.handlers.topic_card_answered": GROUPS,
    "message requests.replies.request_answered": MESSAGES,
    "message rulebook.handlers.file_came": MESSAGES,
    "message stray.group_spoke": GROUPS,
    "message stray.unknown_sent": MESSAGES,
    "message unknown_commands.unknown_command_sent": "tests/bot/test_conversation_projects.py",
    "message tasks.thread.replies.lost_card_answered": MESSAGES,
    "message tasks.thread.replies.task_answered": MESSAGES,
    "my_chat_member delivery.handlers.bot_blocked": "tests/bot/test_delivery_in_chat.py",
    "my_chat_member delivery.handlers.bot_unblocked": "tests/bot/test_delivery_in_chat.py",
    "my_chat_member digests.group_handlers.bot_put_out": GROUPS,
}
"""What is neither a button, a command of the private chat, a link nor a form, and where it is
played."""


def played_in(entry: str) -> str | None:
    """Where ``entry``, no button, is played; None: nobody has said."""
    kind, _, name = entry.partition(" ")
    if entry in WRITTEN_OUT:
        return WRITTEN_OUT[entry]
    if kind == "link":
        return MESSAGES if name in FOLLOWED else None
    if kind in {"form", "question"}:
        return WINDOWS
    if kind.startswith("/"):
        return MESSAGES
    return None
