"""The one failure of the program: a code and its parameters; words are made in `present.errors`."""

from dataclasses import dataclass, field


@dataclass
class KamError(Exception):
    """Something could not be done as asked.

    Attributes:
        code: A stable dotted name such as ``customer.unknown``; `present.errors` holds a sentence
            for each that names what, where and what to do.
        params: Values for the sentence.  Data, so the sentence is sanitised when shown.
        exit_code: What a command line returns: 1 not done as asked, 2 usage, 3 the data file
            cannot be used (cli.md).
    """

    code: str
    params: dict[str, object] = field(default_factory=dict)
    exit_code: int = 1

    def __str__(self) -> str:
        """Code only: parameters may hold personal data and must not reach a log."""
        return self.code
