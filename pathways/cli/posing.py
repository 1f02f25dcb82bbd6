"""
The options that questions share: who asks, what routes must keep to, which routes are wanted.

A command takes them as a group (``who: Who``, ``limits: Limits``); ``unfolded`` puts the options of each
group in its place, so that they are written once, and Typer reads them as if they stood in every command.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from typing import Annotated, Any, get_type_hints

import typer
from pydantic import ValidationError

from pathways.catalogue import Catalogue
from pathways.errors import BadValue
from pathways.model import LICENCES, TRAININGS, Access, Profile
from pathways.questions import RANKINGS, By

HoldOption = Annotated[
    list[str],
    typer.Option("--hold", metavar="ID[@ACCESS]", help="A qualification held, and how it was prepared."),
]
AgeOption = Annotated[int | None, typer.Option("--age", help="Age in whole years.")]
ByOption = Annotated[str, typer.Option("--by", help="fastest, paid or surest; or pareto: all trade-offs.")]
WithinOption = Annotated[
    int | None, typer.Option("--within", metavar="MONTHS", min=0, help="Leave out what takes longer.")
]


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: the options that describe a person, never by name."""

    hold: HoldOption = field(default_factory=list)
    experience: Annotated[
        list[str],
        typer.Option("--experience", metavar="ROLE=MONTHS", help="Months already worked in a role."),
    ] = field(default_factory=list)
    age: AgeOption = None
    licence: Annotated[list[str], typer.Option("--licence", help="A driving licence category held.")] = field(
        default_factory=list
    )
    status: Annotated[
        list[str], typer.Option("--status", help="Something true of the person: jobseeker…")
    ] = field(default_factory=list)

    def profile(self, catalogue: Catalogue) -> Profile:
        """
        The profile that the options describe.

        Raises
        ------
        BadValue
            An age, a number of months, a way, a status or a licence that cannot be.
        """
        for name, said, known in (
            ("status", self.status, catalogue.statuses),
            ("licence", self.licence, LICENCES),
        ):
            for unknown in sorted(set(said) - set(known)):
                raise BadValue(f"{name} '{unknown}': one of {', '.join(known)}")
        try:
            return Profile(
                age=self.age,
                holds=self.hold,
                experience=[_worked(each) for each in self.experience],
                licences=frozenset(self.licence),
                statuses=frozenset(self.status),
            )
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BadValue(f"{where}: {first['msg']}") from None
        except ValueError as error:
            raise BadValue(f"{error}: one of {', '.join(TRAININGS)}") from None


@dataclass(frozen=True, slots=True)
class Limits:
    """What routes must keep to, or may let go of."""

    bare_decisions: Annotated[
        bool, typer.Option("--bare-decisions", help="Let an employer's word alone open a role.")
    ] = False
    relax_advised: Annotated[
        bool, typer.Option("--relax-advised", help="Let go of conditions that are only advised or usual.")
    ] = False
    practice: Annotated[
        int | None,
        typer.Option("--practice", metavar="MONTHS", help="The length of practice wherever it is assumed."),
    ] = None
    only: Annotated[
        list[str],
        typer.Option("--only", metavar="ACCESS", help="Train in this way only: apprenticeship, vae…"),
    ] = field(default_factory=list)
    no_decisions: Annotated[
        bool, typer.Option("--no-decisions", help="Leave out what an employer has to decide.")
    ] = False
    stated_only: Annotated[bool, typer.Option("--stated-only", help="Leave out what the map assumes.")] = (
        False
    )

    @property
    def said(self) -> dict[str, Any]:
        """
        The same as arguments of the functions that answer.

        Raises
        ------
        BadValue
            One of the ways of training is none.
        """
        return {
            "bare_decisions": self.bare_decisions,
            "relax_advised": self.relax_advised,
            "practice_months": self.practice,
            "only_by": _ways(self.only),
            "no_decisions": self.no_decisions,
            "stated_only": self.stated_only,
        }


def _ways(only: list[str]) -> frozenset[Access]:
    for unknown in sorted(set(only) - set(TRAININGS)):
        raise BadValue(f"way '{unknown}': one of {', '.join(TRAININGS)}")
    return frozenset(Access(way) for way in only)


def _worked(text: str) -> tuple[str, int]:
    role, _, months = text.partition("=")
    if not months.isdecimal():
        raise BadValue(
            f"experience '{text}': ROLE=MONTHS is needed, for instance a-6-1-mecanicien-specialiste=24"
        )
    return role, int(months)


def ranking(text: str) -> By:
    """
    A ranking from its name.

    Raises
    ------
    BadValue
        There is no such ranking.
    """
    for known in RANKINGS:
        if text == known:
            return known
    raise BadValue(f"ranking '{text}': one of {', '.join(RANKINGS)}")


# --- groups of options ----------------------------------------------------------------------------


def unfolded(command: Callable[..., None]) -> Callable[..., None]:
    """
    The command, with the options of each group that it takes in the place of the group.

    Examples
    --------
    >>> def ask(to: str, who: Who) -> None:
    ...     print(to, who.hold, who.age)
    >>> list(inspect.signature(unfolded(ask)).parameters)
    ['to', 'hold', 'experience', 'age', 'licence', 'status']
    >>> unfolded(ask)(to="x", hold=["cap"], age=19)
    x ['cap'] 19
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}

    def run(**said: Any) -> None:
        for name, group in groups.items():
            own = {each.name: said.pop(each.name) for each in fields(group) if each.name in said}
            said[name] = group(**own)
        command(**said)

    parameters = [
        option
        for name, parameter in inspect.signature(command).parameters.items()
        for option in (_options(groups[name]) if name in groups else [_as_option(parameter, hints[name])])
    ]
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


def _as_option(parameter: inspect.Parameter, hint: Any) -> inspect.Parameter:
    return parameter.replace(annotation=hint, kind=inspect.Parameter.KEYWORD_ONLY)


def _options(group: Any) -> Iterator[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    for each in fields(group):
        yield inspect.Parameter(
            each.name, inspect.Parameter.KEYWORD_ONLY, default=_default(each), annotation=hints[each.name]
        )


def _default(option: Field[Any]) -> Any:
    return option.default if option.default_factory is MISSING else option.default_factory()
