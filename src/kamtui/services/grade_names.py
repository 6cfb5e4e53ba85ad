"""What the grades of a book are called: the classes of the model in force."""

from kamtui.domain.errors import KamError
from kamtui.services.desk import Desk

__all__ = ["grades_of"]


def grades_of(desk: Desk) -> tuple[str, ...]:
    """Return the classes, the highest first; none where the model cannot be read."""
    from kamtui.services.live_scores import model_in

    with desk.read() as reader:
        try:
            return tuple(one.key for one in model_in(reader, None).classes)
        except KamError:
            return ()
