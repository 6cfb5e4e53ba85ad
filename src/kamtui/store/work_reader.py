"""Plain SQL inside a write: the read path's questions, answered by the write's own transaction."""

from sqlalchemy import text
from sqlmodel import Session

from kamtui.store.reader import Row, SqlAnswers, expand_lists

__all__ = ["WorkReader"]


class WorkReader(SqlAnswers):
    """Answers queries inside the write, so that nothing can come in between."""

    def __init__(self, session: Session) -> None:
        """Read through a write's session."""
        self._session = session

    def rows(self, sql: str, /, **params: object) -> list[Row]:
        """Return every row; what the write changed so far is sent to the database first."""
        self._session.flush()
        expanded, bound = expand_lists(sql, params)
        answer = self._session.connection().execute(text(expanded), dict(bound))
        return [tuple(row) for row in answer]
