"""One customer: who it is, what was said, and what to do next, acted on where it stands."""

from kamtui.tui.screens.customer.screen import TABS, CustomerScreen, open_customer

__all__ = ["TABS", "CustomerScreen", "open_customer"]
