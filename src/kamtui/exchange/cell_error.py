"""The signal that a cell does not hold what its column should."""

from collections.abc import Mapping


class CellError(ValueError):
    """A cell was not understood.

    Attributes:
        code: A ``cell.*`` code of `kamtui.exchange.codes`.
        params: Values for the sentence.
    """

    def __init__(self, code: str, params: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, object] = params or {}
