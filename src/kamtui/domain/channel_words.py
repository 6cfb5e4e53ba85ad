"""How channels are typed, in both languages: in a filter and in the one line of a follow-up."""

from kamtui.domain.enums import FollowUpChannel
from kamtui.domain.names import fold

__all__ = ["CHANNEL_WORDS", "channel_named"]

#: A channel's words as people type them, the glossary's first.
CHANNEL_WORDS: dict[str, tuple[str, ...]] = {
    FollowUpChannel.CALL: ("call", "phone", "电话"),
    FollowUpChannel.WECHAT: ("wechat", "微信"),
    FollowUpChannel.WECOM: ("wecom", "企业微信", "企微"),
    FollowUpChannel.VISIT: ("visit", "拜访"),
    FollowUpChannel.VIDEO: ("video", "视频会议", "视频"),
    FollowUpChannel.EMAIL: ("e-mail", "email", "mail", "邮件"),
    FollowUpChannel.SMS: ("sms", "短信"),
    FollowUpChannel.MEETING: ("meeting", "会议"),
    FollowUpChannel.OTHER: ("other", "其他"),
    FollowUpChannel.ERRAND: ("errand", "事务", "办事"),
}

_NAMED = {word: value for value, words in CHANNEL_WORDS.items() for word in words}


def channel_named(word: str) -> str | None:
    """Return the `FollowUpChannel` value that a whole word names, None for any other word."""
    return _NAMED.get(fold(word))
