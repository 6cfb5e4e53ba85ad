"""Where each panel lives; imported when it is first opened."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.tui.screens.base import KamScreen

__all__ = ["PANELS", "open_panel"]

#: Name of a panel -> module and coroutine ``async def open_...(screen, item)``, which returns the
#: panel's answer (a date, a draft) or None when it was left.
PANELS: dict[str, tuple[str, str]] = {
    "log": ("kamtui.tui.panels.log", "open_log"),
    "edit": ("kamtui.tui.panels.edit", "open_edit"),
    "add": ("kamtui.tui.panels.add", "open_add"),
    "add_customer": ("kamtui.tui.panels.add_customer", "open_add_customer"),
    "contact": ("kamtui.tui.panels.contact", "open_contact"),
    "add_contact": ("kamtui.tui.panels.add_contact", "open_add_contact"),
    "by_cadence": ("kamtui.tui.panels.by_cadence", "ask_by_cadence"),
    "bulk": ("kamtui.tui.panels.bulk", "open_bulk"),
    "snooze": ("kamtui.tui.panels.snooze", "ask_snooze"),
    "date": ("kamtui.tui.panels.date", "ask_date"),
    "copy": ("kamtui.tui.panels.copy", "open_copy"),
    "code": ("kamtui.tui.panels.copy", "open_code"),
    "calendar_file": ("kamtui.tui.panels.phone_files", "open_calendar_file"),
    "contact_file": ("kamtui.tui.panels.phone_files", "open_contact_file"),
    "help": ("kamtui.tui.screens.help", "open_help"),
    "palette": ("kamtui.tui.screens.palette", "open_palette"),
    "menu": ("kamtui.tui.screens.palette", "open_menu"),
    "customer": ("kamtui.tui.screens.customer", "open_customer"),
    "add_order": ("kamtui.tui.panels.add_order", "open_add_order"),
    "order": ("kamtui.tui.panels.order_forms", "open_order"),
    "order_line": ("kamtui.tui.panels.order_forms", "open_line"),
    "receivable": ("kamtui.tui.panels.receivable_forms", "open_receivable"),
    "payment": ("kamtui.tui.panels.receivable_forms", "open_payment"),
    "received": ("kamtui.tui.panels.receivable_forms", "open_received"),
    "complaint": ("kamtui.tui.panels.feedback_forms", "open_complaint"),
    "survey": ("kamtui.tui.panels.feedback_forms", "open_survey"),
    "settings": ("kamtui.tui.screens.settings", "open_settings"),
    "keys": ("kamtui.tui.screens.settings_keys", "open_keys"),
    "import": ("kamtui.tui.screens.importing", "open_import"),
    "talk": ("kamtui.tui.panels.talk", "open_talk"),
    "note": ("kamtui.tui.panels.note_form", "open_note"),
    "drafts": ("kamtui.tui.screens.drafts", "open_drafts"),
    "day": ("kamtui.tui.screens.day.screen", "open_day"),
    "inbox": ("kamtui.tui.screens.day.screen", "open_inbox"),
    "report": ("kamtui.tui.screens.report", "open_report"),
    "segment_rules": ("kamtui.tui.panels.segment_rules", "open_segment_rules"),
    "portrait": ("kamtui.tui.screens.segments.portrait", "open_portrait"),
    "what_if": ("kamtui.tui.screens.what_if.screen", "open_what_if"),
    "criterion": ("kamtui.tui.panels.model_forms", "open_criterion"),
    "score_class": ("kamtui.tui.panels.model_forms", "open_class"),
    "whole_model": ("kamtui.tui.panels.model_forms", "open_whole"),
    "models": ("kamtui.tui.screens.what_if.models", "open_models"),
    "delete": ("kamtui.tui.panels.delete", "ask_delete"),
}


async def open_panel(name: str, screen: "KamScreen", item: object = None) -> Any:
    """Open a panel over a screen about an item and return its answer.

    A panel that does not exist yet says so in the status line and answers None.
    """
    module_name, function = PANELS[name]
    try:
        module = import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name != module_name:
            raise
        screen.say(_("This does not exist yet"))
        return None
    return await getattr(module, function)(screen, item)
