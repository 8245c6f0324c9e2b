"""Who makes the screens of the ledger's notices."""

from dishka import Container

import bot.org.notices
import bot.projects.painters
import bot.tasks.notices
from bot.cadences.painters import PaintCadence, PaintCadenceMove, clients_unwatched_alarm
from bot.clients.painters import PaintClient
from bot.cycles.painters import PaintCall, PaintCycleNotices
from bot.deals.painters import PaintDeal, PaintOffer, unwatched_alarm
from bot.delivery.makers import Makers, PersonUnreachable, card_by
from bot.digests.group_notices import group_lost
from bot.digests.painters import PaintDigest
from bot.greetings.painters import PaintGreeting, PaintGreetingList
from bot.handovers.painters import PaintHandover
from bot.projects.painters import PaintProject
from bot.projects.topics.notices import TopicLostNotice
from bot.requests.painters import PaintRequest
from bot.risks.painters import PaintRisk
from bot.rulebook.painters import PaintRulesChanged
from bot.segments.painters import PaintSegmentChange, PaintSegmentChanges
from bot.tasks.painters import PaintTask
from bot.tasks.thread.notices import TellOfComment
from bot.visits.painters import PaintVisit
from domain.cadences.notices import CADENCE, CLIENTS_UNWATCHED, MOVE_ASKED
from domain.clock import Clock
from domain.cycles.calling import CALL_PROMISED
from domain.deals.offer_watch import UNWATCHED
from domain.delivery.model import PERSON_UNREACHABLE, Matter
from domain.digests.groups import GROUP_LOST
from domain.greetings.congratulating import GREETING, GREETINGS
from domain.org.ports import Actors
from domain.org.queries import ViewAbsence, ViewPerson
from domain.org.standing_in import ViewDoneMeanwhile
from domain.projects.queries import ViewProjectPlan
from domain.requests.acts import REQUEST_LATE, REQUEST_NEW
from domain.risks.model import RISK
from domain.rulebook.notices import RULEBOOK_CHANGED
from domain.segments.model import SEGMENTS_CHANGED
from domain.tasks.discussion import FindNewWords


def make_makers(container: Container) -> Makers:
    """Who makes the screens of the ledger's notices."""
    deal, offer = container.get(PaintDeal), container.get(PaintOffer)
    task, project = container.get(PaintTask), container.get(PaintProject)
    return Makers(
        by_matter={
            Matter.DEAL: card_by(deal),
            Matter.OFFER: card_by(offer),
            Matter.CLIENT: card_by(container.get(PaintClient)),
            Matter.CADENCE: container.get(PaintCadence).notice,
            Matter.CADENCE_MOVE: card_by(container.get(PaintCadenceMove)),
            Matter.CALL: container.get(PaintCall).notice,
            Matter.GREETING: card_by(container.get(PaintGreeting)),
            Matter.VISIT: card_by(container.get(PaintVisit)),
            Matter.REQUEST: card_by(container.get(PaintRequest)),
            Matter.SEGMENT_CHANGE: card_by(container.get(PaintSegmentChange)),
            Matter.RISK: card_by(container.get(PaintRisk)),
            Matter.TASK: card_by(task),
            Matter.PROJECT: card_by(project),
            Matter.HANDOVER: card_by(container.get(PaintHandover)),
        },
        by_kind={
            **container.get(PaintDigest).makers(),
            GROUP_LOST: group_lost,
            "offer_follow_up": offer.follow_up,
            UNWATCHED: unwatched_alarm,
            CADENCE: container.get(PaintCadence).due,
            MOVE_ASKED: container.get(PaintCadenceMove).asked,
            CLIENTS_UNWATCHED: clients_unwatched_alarm,
            GREETING: container.get(PaintGreeting).due,
            REQUEST_NEW: container.get(PaintRequest).waiting,
            REQUEST_LATE: container.get(PaintRequest).late,
            GREETINGS: container.get(PaintGreetingList),
            **container.get(PaintCycleNotices).makers(),
            CALL_PROMISED: container.get(PaintCall).promised,
            SEGMENTS_CHANGED: container.get(PaintSegmentChanges),
            RULEBOOK_CHANGED: container.get(PaintRulesChanged),
            RISK: container.get(PaintRisk).found,
            "project_topic_lost": TopicLostNotice(container.get(ViewProjectPlan)),
            **bot.tasks.notices.makers(task),
            **bot.projects.painters.makers(project),
            "task_comment": TellOfComment(task, container.get(FindNewWords)),
            **container.get(PaintHandover).makers(),
            **container.get(PaintVisit).makers(),
            **bot.org.notices.makers(
                container.get(ViewAbsence),
                container.get(ViewDoneMeanwhile),
                container.get(ViewPerson),
                container.get(Clock),
            ),
            PERSON_UNREACHABLE: PersonUnreachable(container.get(Actors), container.get(Clock)),
        },
    )
