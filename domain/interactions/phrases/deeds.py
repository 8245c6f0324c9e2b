"""Verbs of contact in the past, and the means by which people speak."""

from dataclasses import dataclass

from domain.interactions.model import InteractionKind, InteractionResult, Through
from domain.tasks.phrases.forms import Form, Forms, Meaning

CALL, MEETING, VISIT, MESSAGE, EMAIL = InteractionKind
REACHED, NO_ANSWER = InteractionResult


@dataclass(frozen=True, slots=True)
class Deed:
    """``is_loose``: the verb says other things too, so a name in capitals has to follow."""

    kind: InteractionKind
    result: InteractionResult = REACHED
    is_loose: bool = False


def _deed(
    kind: InteractionKind, result: InteractionResult = REACHED, *, is_loose: bool = False
) -> Meaning:
    return lambda _values, _wall: Deed(kind, result, is_loose)


def _means(through: Through) -> Meaning:
    return lambda _values, _wall: through


def _past(*stems: str) -> str:
    """«позвони» as «(позвонил|позвонила|позвонили)»."""
    return "(" + "|".join(f"{stem}{end}" for stem in stems for end in ("л", "ла", "ли")) + ")"


def _past_of_oneself(*stems: str) -> str:
    """«встрети» as «(встретился|встретилась|встретились)»."""
    ends = ("лся", "лась", "лись")
    return "(" + "|".join(f"{stem}{end}" for stem in stems for end in ends) + ")"


_CALLED = _past("позвони", "звони", "перезвони", "набра", "прозвони", "отзвони")
_GOT_THROUGH = _past_of_oneself("дозвони", "созвони", "созванива")
_TALKED = _past("поговори", "переговори", "говори")
_CHATTED = _past_of_oneself("пообща", "обща")
_MET = _past_of_oneself("встрети", "встреча", "увиде", "виде", "повида", "пересек")
_DINED = _past("пообеда", "поужина", "позавтрака")
_HELD = "(провел|провела|провели)"
_WAS = "(был|была|были|было)"
_WENT = _past(
    "побыва", "заеха", "заезжа", "съезди", "езди", "приеха", "приезжа", "заходи", "загляну", "сходи"
)
_CAME_IN = "(зашел|зашла|зашли|подъехал|подъехала|подъехали)"
_VISITED = _past("посети", "навести", "проведа")
_WROTE = _past("написа", "писа", "отписа", "черкну")
_CORRESPONDED = _past_of_oneself("переписыва", "списа")
_ANSWERED = _past("ответи")
_SENT = _past("отправи", "посла", "скину", "высла")
_NOTE = "(сообщение|сообщения|смс|sms|смску|эсэмэс|весточку|голосовое)"
_LETTER = "(письмо|имейл|емейл|email|e-mail|мейл|мэйл)"
_DID_NOT = "didn't|didn’t|did not|doesn't|doesn’t"
_COULD_NOT = "(couldn't|couldn’t|could not|didn't|didn’t|did not|failed to)"

DEEDS = Forms(
    Form(_CALLED, _deed(CALL)),
    Form(_GOT_THROUGH, _deed(CALL)),
    Form(_TALKED, _deed(CALL)),
    Form(_CHATTED, _deed(CALL, is_loose=True)),
    Form(f"{_HELD} (звонок|созвон|видеозвонок)", _deed(CALL)),
    Form("(был|состоялся|прошел) (звонок|созвон|разговор)", _deed(CALL)),
    Form(f"не {_CALLED}", _deed(CALL, NO_ANSWER, is_loose=True)),
    Form(f"(не|так и не) {_GOT_THROUGH}", _deed(CALL, NO_ANSWER)),
    Form("[так и] не (смог|смогла|смогли) дозвониться", _deed(CALL, NO_ANSWER)),
    Form("(недозвон|недозвонился|недозвонилась)", _deed(CALL, NO_ANSWER)),
    Form(_MET, _deed(MEETING)),
    Form(_DINED, _deed(MEETING, is_loose=True)),
    Form(f"{_HELD} (встречу|переговоры|презентацию|демо|показ)", _deed(MEETING)),
    Form("(была|прошла|состоялась) встреча", _deed(MEETING)),
    Form("(были|прошли|состоялись) переговоры", _deed(MEETING)),
    Form(f"{_WAS} (у|в|во) [офисе]", _deed(VISIT, is_loose=True)),
    Form(f"{_WAS} [на] (объекте|площадке|складе) [у|в]", _deed(VISIT, is_loose=True)),
    Form(f"({_WENT}|{_CAME_IN}) (к|ко|в|во|до|у|на)", _deed(VISIT, is_loose=True)),
    Form(_VISITED, _deed(VISIT)),
    Form("не (застал|застала|застали)", _deed(VISIT, NO_ANSWER)),
    Form(_WROTE, _deed(MESSAGE)),
    Form(_CORRESPONDED, _deed(MESSAGE)),
    Form(_ANSWERED, _deed(MESSAGE, is_loose=True)),
    Form(f"{_SENT} {_NOTE}", _deed(MESSAGE)),
    Form(f"({_WROTE}|{_SENT}) {_LETTER}", _deed(EMAIL)),
    Form(f"{_ANSWERED} на письмо", _deed(EMAIL)),
    # in English
    Form("(called|phoned|rang|telephoned) [up]", _deed(CALL)),
    Form("(spoke|talked|chatted) (to|with)", _deed(CALL)),
    Form("had a [short|quick|long|good] (call|phone call|talk|chat) with", _deed(CALL)),
    Form(f"{_COULD_NOT} (reach|get through to|get hold of|get through)", _deed(CALL, NO_ANSWER)),
    Form("no answer from", _deed(CALL, NO_ANSWER)),
    Form("met [up] [with]", _deed(MEETING)),
    Form("had [a] (meeting|lunch|dinner|coffee|breakfast) with", _deed(MEETING)),
    Form("(saw|seen)", _deed(MEETING, is_loose=True)),
    Form("visited", _deed(VISIT)),
    Form("(dropped|stopped|went|came) by", _deed(VISIT, is_loose=True)),
    Form("(dropped|stopped) in (at|on)", _deed(VISIT, is_loose=True)),
    Form("(was|were|been) (at|to)", _deed(VISIT, is_loose=True)),
    Form("went to [see|visit]", _deed(VISIT, is_loose=True)),
    Form("(texted|messaged|whatsapped)", _deed(MESSAGE)),
    Form("(wrote|replied) [to]", _deed(MESSAGE)),
    Form("sent [a] (message|text) to", _deed(MESSAGE)),
    Form("(emailed|e-mailed)", _deed(EMAIL)),
    Form("(sent|wrote) [an] (email|e-mail|letter) to", _deed(EMAIL)),
)

_ON = "(в|во|на|по|через|on|via|by|over|in|through)"
_WHATSAPP = "(whatsapp|вотсап|вотсапе|вотсапу|ватсап|ватсапе|ватсапу|вацап|вацапе|wa)"
_TELEGRAM = "(telegram|телеграм|телеграме|телеграмм|телеграмме|телегу|телеге|тг|tg)"
_MAIL = "(почту|почте|имейл|имейлу|емейл|емейлу|email|e-mail|мейл|мэйл|электронку)"
_SCREEN = "(видео|видеосвязи|зум|зуме|зуму|zoom|скайп|скайпе|скайпу|тимс|тимсе|teams|meet|video)"

MEANS = Forms(
    Form(f"[{_ON}] {_WHATSAPP}", _means(Through.WHATSAPP)),
    Form(f"[{_ON}] {_TELEGRAM}", _means(Through.TELEGRAM)),
    Form(f"[{_ON}] (вайбер|вайбере|вайберу|viber)", _means(Through.VIBER)),
    Form(f"[{_ON}] (смс|sms|смской)", _means(Through.SMS)),
    Form(f"{_ON} [электронную|электронной] {_MAIL}", _means(Through.EMAIL)),
    Form(f"{_ON} [a] {_SCREEN} [call]", _means(Through.VIDEO)),
    Form("(по|на) (телефону|телефон|мобильному|мобильный|городской)", _means(Through.PHONE)),
    Form("(by|on|over) [the] phone", _means(Through.PHONE)),
    Form("(лично|вживую|очно|in person|face to face)", _means(Through.IN_PERSON)),
)

UNANSWERED = Forms(
    *(
        Form(pattern, _means(Through.PHONE))
        for pattern in (
            "не (взял|взяла|взяли|берет|берут|поднял|подняла|подняли|снял|сняли|снимает) трубку",
            "трубку не (взял|взяла|взяли|берет|берут|поднял|подняли|снимает)",
            "не (отвечает|отвечают|ответил|ответила|ответили|берет|берут)",
            "(никто|не) не (ответил|взял|снял)",
            "(недоступен|недоступна|недоступны|занято|автоответчик)",
            "нет на месте",
            "no answer",
            f"({_DID_NOT}|not) (answer|pick up|picking up|reply|answering)",
            "(voicemail|voice mail|answering machine|unavailable)",
        )
    )
)
"""What tells, behind the verb, that nobody was reached."""
