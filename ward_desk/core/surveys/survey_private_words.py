"""The headings and answers by which a survey file's private columns are known, as patterns over plain words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_OF: Final = (
    r"(?:your|full|first|last|given|family|middle|maiden|preferred|respondents?|contact|childs?|parents?|carers?"
)
_PEOPLE: Final = (
    rf"{_OF}|participants?|customers?|residents?|user|display|recipient|guardians?|persons?|sir|print|legal)"
)
_HEADINGS: Final[tuple[tuple[str, str], ...]] = (
    ("recipient", r"recipient ?(?:first|last)? ?(?:name|e ?mail).*|external ?(?:data ?)?reference|custom data.*"
     r"|embedded data"
     r"|email ?list.*|contact ?list ?id|panel ?id|recipient ?id|invit(?:e|ation).*(?:id|code)"),
    ("email", r"(?:.*\b)?e ?mail(?: ?address(?:es)?)?(?: optional| here| id)?|respondents? e ?mail|username"
     r"|user ?name|login"
     r"|.*\b(?:your|an?|contact) e ?mail(?: address)?\b.*"),
    ("ip", r"ip ?address(?:es)?|ip|remote ip|respondent ip|.*\bip address\b.*"),
    ("phone", r"(?:.*\b)?(?:tele)?phone(?: ?(?:number|no|num))?(?: optional)?|tel(?: no| number)?"
     r"|(?:.*\b)?mobile(?: (?:phone|number|no|tel).*)?"
     r"|(?:your |best |daytime |evening )*contact (?:tele(?:phone)? )?(?:number|no)|.*\byour (?:tele"
     r"|mobile ?)?phone(?: number)?\b"),
    ("location", r"(?:location)?(?: )?(?:latitude|longitude)|lat|lon|long|lng|gps.*|coordinates|geo ?location"
     r"|location ?latitude"
     r"|location ?longitude|what3words|easting|northing|uprn"),
    ("device", r"tracking ?(?:link|id|code)|device(?: ?(?:id|type|name))?|browser.*|user agent|operating system"
     r"|session ?id"
     r"|cookie.*|referr?er(?: url)?|url|(?:meta ?info|meta).*|screen resolution|fingerprint|survey link|unique link"
     r"|.*\bupload(?: a| your)? (?:photos?|files?|pictures?).*|file upload.*|signature"),
    ("ni", r"ni|(?:your )?ni number|national insurance.*|nhs (?:number|no)"),
    ("birth", r"(?:your |childs )?(?:date of birth|dob|d o b|birth ?date|birthday|year of birth|birth year"
     r"|month of birth)"
     r"|.*\bdate of birth\b.*|when were you born|(?:in )?(?:what|which) year were you born"
     r"|what is your (?:birthday|dob)"),
    ("postcode", r"(?:.*\b)?(?:full |home |your )*(?:post ?code|zip ?code|zip|zip ?postal ?code|postal ?code)"
     r"(?: optional| please| \d| area)?|(?:what|which|please|enter|tell).*\bpost ?code\b.*"),
    ("address", r"(?:your |home |full |street |postal |house |current "
     r"|contact )*address(?: ?(?:line)? ?\d)?(?: optional)?"
     r"|(?:house|flat|door|building) (?:number|no|name)(?: or name| and street.*| or number| name)?|line [12]"
     r"|address line.*"
     r"|(?:what|please|enter|give).{0,40}\b(?:home |postal |your |full )+address\b.*"),
    ("name", rf"(?:{_PEOPLE} )*(?:name|names|surname|forename|fore name|initials)(?: optional| in full| s)?"
     rf"|name in block capitals"
     r"|(?:(?:what|whats|what is|what are) |please |can you |could you |enter |give |tell us |provide |state "
     r"|type |print |us )+"
     r"your (?:full |first |last |sur|fore|own )*(?:and )?(?:first |last |sur)?name[s]?(?: please)?"
     r"|(?:title|salutation)|first and last name|contact person|first ?name|last ?name|created by|modified by"
     r"|submitted by"),
    ("politics", r".*\bpolitical(?:ly)?\b.*|.*\bvoting intentions?\b.*|.*\b(?:which|what) (?:political )?party\b.*"
     r"|.*\b(?:how|who) (?:do|did|will|would|are) you (?:likely to |going to |plan(?:ning)? to )?(?:vote"
     r"|voting)\b.*"
     r"|.*\byou vote (?:in|at|for) (?:the|a|which|at)\b.*(?:election|referendum).*|.*\bvote (?:in"
     r"|at) the\b.*\belection.*"
     r"|.*\bparty (?:do|did|would|will) you\b.*"),
    ("union", r".*\btrade unions?\b.*|.*\bunion member.*|.*\b(?:member of a|in a) union\b.*"),
)  # fmt: skip
HEALTH: Final = re.compile(
    r"medical|medication|diagnos|allerg|dietary|health conditions?|illness|impairment|disabilit|long term condition"
    r"|\bcondition\b.{0,30}\b(?:you|have)\b|additional needs|special needs|access needs"
)
YOU: Final = re.compile(r"\b(?:you|your|yourself|i|my|respondents?)\b")
ABOUT_OTHERS: Final = re.compile(
    r"satisf|accessible|\bservices?\b|venue|\bshould\b|improve|\bthink\b|\bfeel\b|facilit|support group"
    r"|\bevents?\b|\bmore\b"
    r"|opinion|\bfor people\b|\bwould (?!you (?:describe|identify|rate|say))|\bchallenge|\bhelp(?:ful)?\b (?:the|those)"
)
_CHARACTERISTICS: Final[tuple[tuple[str, str], ...]] = (
    ("other", r"gender identity|\btrans(?:gender)?\b|gender reassign|(?:sex|gender).{0,40}\bat birth\b"),
    ("sex", r"^(?:sex|gender)$|\b(?:your|which|what) (?:sex|gender)\b|(?:describe|identify).{0,20}\bgender\b"
     r"|legal sex"
     r"|^are you (?:a )?(?:male|female|man|woman)|^(?:male or female|m f)$|^gender\b.{0,25}$"
     r"|^how do you identify$|^sex\b.{0,20}$"),
    ("ethnicity", r"ethnic|^race(?: and.*)?$|\byour race\b|racial"),
    ("orientation", r"sexual orientation|sexuality|^orientation$|\bsexual identity\b"),
    ("religion", r"religio|\b(?:your|what|which) (?:faith|belief)|^faith$|^belief|faith or belief"),
    ("carer", r"\byou (?:a |an )?(?:\w+ )?carer\b|\byour caring\b|caring (?:responsib|role)|unpaid care"
     r"|look after or give"
     r"|^carer(?: status)?$|(?:care|help|support) for (?:a family member|someone|a relative|family members"
     r"|others because)"),
    ("disability", r"disab|long term (?:health )?(?:condition|illness|limiting)|health conditions?|following conditions"
     r"|impairment|limiting illness"
     r"|(?:physical|mental) or (?:mental|physical) health|day to day activities limited|daily activities limited"),
    ("other", r"marital|\bare you married|civil partner|relationship status|pregnan|maternity|given birth recently"
     r"|^nationality$|\byour nationality|country of birth|national identity"),
    ("other", r"\bhow (?:is|would you (?:rate|describe)|good is) your (?:\w+ )?health"
     r"|\byour health (?:in general|overall)"
     r"|^(?:general |mental |physical )?health$|rate your (?:\w+ )?health"),
)  # fmt: skip
_ANSWERS: Final[tuple[tuple[str, str], ...]] = (
    ("ethnicity", r".*\b(?:white|asian|black|mixed)\b.*\b(?:british|english|irish|african|caribbean|asian"
     r"|background|ethnic|"
     r"european|welsh|roma|other|indian|pakistani)\b.*|white|asian|black|mixed(?: race| ethnicity)?"
     r"|any other (?:\w+ )?(?:ethnic|background).*"
     r"|arab|indian|pakistani|bangladeshi|chinese|black caribbean|black african|gypsy.*|roma"
     r"|(?:any )?other ethnic group.*"),
    ("religion", r"christian.*|muslim.*|hindu.*|sikh.*|jewish.*|buddhist.*|no religion.*|islam|judaism|hinduism"
     r"|sikhism|buddhism|christianity"
     r"|church of england|catholic|roman catholic|atheis[tm]|agnostic|humanist"),
    ("orientation", r"heterosexual.*|straight.*|gay.*|lesbian.*|bi ?sexual.*|bi|pansexual|asexual|queer"
     r"|homosexual"),
    ("disability", r"asthma|diabetes|arthritis|cancer|autism.*|dementia|epilepsy|depression|anxiety|(?:deaf|blind).*"
     r"|(?:hearing|visual|sight|mobility|physical|learning|mental health|sensory) (?:impairment|loss|disability"
     r"|difficult|condition|issue|problem).*|wheelchair.*"
     r"|long (?:term|standing) (?:illness|condition).*|heart (?:disease|condition)"),
    ("sex", r"male|female|m|f|man|woman|non ?binary.*|trans ?(?:gender)?(?: man| woman)?|boy|girl|intersex"),
    ("politics", r"conservatives?(?: party)?|labour(?: party)?|lib(?:eral)? ?dem(?:ocrats?)?|green party"
     r"|reform(?: uk)?|ukip|plaid cymru|snp"),
)  # fmt: skip

_Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def headings() -> _Patterns:
    """Codes of OUT_KINDS, each with the whole headings that name it."""
    return _compiled(_HEADINGS)


@cache
def characteristics() -> _Patterns:
    """Codes of CHARACTERISTICS, each with what a question about it has in it."""
    return _compiled(_CHARACTERISTICS)


@cache
def answers() -> _Patterns:
    """Codes of CHARACTERISTICS and "politics", each with the whole answers that give it away."""
    return _compiled(_ANSWERS)


def _compiled(words: tuple[tuple[str, str], ...]) -> _Patterns:
    return tuple((code, re.compile(pattern)) for code, pattern in words)
