"""The one failure of the program: a code and its parameters; words are made in `present.errors`."""


class KamError(Exception):
    """Something could not be done as asked.  No dataclass: every look-up imports this.

    Attributes:
        code: A stable dotted name such as ``customer.unknown``; `present.errors` holds a sentence
            for each that names what, where and what to do.
        params: Values for the sentence.  Data, so the sentence is sanitised when shown.
        exit_code: What a command line returns: 1 not done as asked, 2 usage, 3 the data file
            cannot be used (cli.md).
    """

    def __init__(
        self, code: str, params: dict[str, object] | None = None, exit_code: int = 1
    ) -> None:
        """Keep what happened."""
        super().__init__(code, params or {}, exit_code)
        self.code = code
        self.params: dict[str, object] = {} if params is None else params
        self.exit_code = exit_code

    def __eq__(self, other: object) -> bool:
        """Compare the three values."""
        return isinstance(other, KamError) and self._values() == other._values()

    def __hash__(self) -> int:
        """Hash the code; parameters may hold anything."""
        return hash(self.code)

    def _values(self) -> tuple[str, dict[str, object], int]:
        return self.code, self.params, self.exit_code

    def __str__(self) -> str:
        """Code only: parameters may hold personal data and must not reach a log."""
        return self.code

    def __repr__(self) -> str:
        """Code only, as its text."""
        return f"KamError({self.code!r})"
