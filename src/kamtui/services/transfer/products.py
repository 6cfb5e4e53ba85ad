"""Products by name, made when an order first names them."""

from kamtui.services.transfer.match import match_key
from kamtui.services.transfer.run import Run


class Products:
    """The living products, those of this import included; read at first need."""

    def __init__(self, run: Run) -> None:
        """Read nothing yet."""
        self._run = run
        self._by_key: dict[str, str] | None = None
        self._by_text: dict[str, str] = {}

    def need(self, name: str) -> str:
        """Return the id of the product of that name, written now where it is new."""
        known = self._by_text.get(name)
        if known is None:
            known = self._by_text[name] = self._find_or_make(name)
        return known

    def _find_or_make(self, name: str) -> str:
        if self._by_key is None:
            rows = self._run.query("SELECT name_key, id FROM product WHERE deleted_at IS NULL")
            self._by_key = {str(key): str(found) for key, found in rows}
        key = match_key(name)
        if key not in self._by_key:
            row = self._run.add("product", None, {"name": name, "name_key": key})
            self._by_key[key] = row["id"]
        return self._by_key[key]
