"""Finding a record by id, unique prefix or name, and the nearest names to a wrong one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Protocol, TypeVar

from policytrack.errors import Refused
from policytrack.model import Catalogue, Indicator, Plan, Source, Target
from policytrack.text import Text, brief

LONGEST = 200  # characters of a name for which the nearest are looked for: their number is squared


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""


_Record = TypeVar("_Record", bound=Identified)
RecordKind = Literal["target", "indicator", "plan", "source"]

BEGUN = 0.8  # of a misspelt beginning


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words most like a wrong one, best first."""
    from difflib import get_close_matches  # only a mistake pays for the import

    if len(word) > LONGEST:
        return []
    words = [one for one in dict.fromkeys(known) if len(one) <= LONGEST]
    close = get_close_matches(word.casefold(), [one.casefold() for one in words], most, 0.6)
    found = [next(one for one in words if one.casefold() == match) for match in close]
    inside = [one for one in words if word and len(word) > 1 and word.casefold() in one.casefold()]
    begun = [one for one in words if len(word) > 3 and _begins_like(one.casefold(), word.casefold())]
    return list(dict.fromkeys([*found, *inside, *begun]))[:most]


def _begins_like(name: str, word: str) -> bool:
    """Whether a name begins with nearly this word: forein of foreign-rd-centres."""
    from difflib import SequenceMatcher

    return name[:1] == word[:1] and SequenceMatcher(None, name[: len(word) + 1], word).ratio() > BEGUN


def find_indicator(catalogue: Catalogue, word: str, *, guess: bool = True) -> Indicator:
    """The indicator with this id, unique prefix or name.

    Raises:
        Refused: none or several fit; the nearest names are suggested, unless there is not to be a guess.
    """
    names = {one.id: (one.name.zh, one.name.en) for one in catalogue.indicators.values()}
    return _find(catalogue.indicators, names, word, Text("指标", "indicator"), guess=guess)


def find_target(catalogue: Catalogue, word: str) -> Target:
    """The target with this id (or the part after its plan), unique prefix or indicator's name.

    Raises:
        Refused: none or several fit.
    """
    names = {}
    for one in catalogue.targets.values():
        indicator = catalogue.indicators[one.indicator]
        names[one.id] = (one.id.partition("/")[2], indicator.name.zh, indicator.name.en)
    return _find(catalogue.targets, names, word, Text("目标", "target"))


def find_plan(catalogue: Catalogue, word: str) -> Plan:
    """The plan with this id, unique prefix or title.

    Raises:
        Refused: none or several fit.
    """
    names = {one.id: (one.title.zh, one.title.en) for one in catalogue.plans.values()}
    return _find(catalogue.plans, names, word, Text("规划", "plan"))


def find_source(catalogue: Catalogue, word: str) -> Source:
    """The source with this id, unique prefix or title.

    Raises:
        Refused: none or several fit.
    """
    names = {one.id: (one.title.zh, one.title.en) for one in catalogue.sources.values()}
    return _find(catalogue.sources, names, word, Text("来源", "source"))


def _find(
    records: Mapping[str, _Record],
    names: Mapping[str, tuple[str, ...]],
    word: str,
    kind: Text,
    *,
    guess: bool = True,
) -> _Record:
    if word in records:
        return records[word]
    fold = word.strip().casefold()
    same = [id_ for id_ in records if id_.casefold() == fold or fold in {name.casefold() for name in names[id_]}]
    candidates = same or [
        id_ for id_ in records if fold and any(name.casefold().startswith(fold) for name in (id_, *names[id_]))
    ]
    if len(candidates) == 1:
        return records[candidates[0]]
    if candidates:
        listed = ", ".join(candidates[:8])
        raise Refused(
            Text(f"{brief(word)} 对应多个{kind.zh}:{listed}", f"{brief(word)} fits several {kind.en}s: {listed}"),
            Text("请写出完整的标识", "write the whole id"),
        )
    spellings = {spelling: id_ for id_ in records for spelling in (id_, *names[id_])}
    close = list(dict.fromkeys(spellings[one] for one in nearest(word, spellings, 5)))[:3] if guess else []
    listed = ", ".join(close)
    raise Refused(
        Text(f"没有这个{kind.zh}:{brief(word)}", f"there is no {kind.en} {brief(word)}"),
        Text(f"是不是:{listed}?", f"did you mean {listed}?") if close else None,
    )


FINDERS: dict[RecordKind, Callable[[Catalogue, str], Any]] = {
    "target": find_target,
    "indicator": find_indicator,
    "plan": find_plan,
    "source": find_source,
}
