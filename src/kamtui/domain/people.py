"""Which people on file a typed name means."""

from collections.abc import Iterable

from kamtui.domain.names import fold

__all__ = ["people_named"]


def people_named(name: str, people: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the ids of the people a name means: those called so, else those whose name has it.

    Args:
        name: As typed; empty means nobody.
        people: (id, name) of everybody there is.
    """
    wanted = fold(name)
    if not wanted:
        return ()
    folded = [(identifier, fold(one)) for identifier, one in people]
    exact = tuple(identifier for identifier, one in folded if one == wanted)
    return exact or tuple(identifier for identifier, one in folded if wanted in one)
