"""What a message's text may be, who it names, and what counts as one emoji."""

import re
import unicodedata

from parley.ground.errors import AppError
from parley.identity.model import AccountId
from parley.messages.errors import MessageEmpty, MessageInvalid, MessageTooLong, ReactionInvalid

_MENTION = re.compile(r"\]\(parley:account/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)")
_SURROGATE = re.compile("[\ud800-\udfff]")
MAX_MENTIONS = 50
# Longest emoji sequences (families, flags of regions, skin tones on both) stay below this many code points.
MAX_EMOJI_CODE_POINTS = 14
_JOINING = {0x200D, 0xFE0F, 0x20E3} | set(range(0x1F3FB, 0x1F400)) | set(range(0xE0020, 0xE0080))
_KEYCAP_BASES = set("0123456789#*")


def clean_text(text: str, limit: int, *, may_be_empty: bool = False) -> str:
    """NFC of `text`, with line ends as LF. With `may_be_empty` a text with nothing to see in it becomes the empty one.

    Raises: message.empty, message.too_long, message.invalid
    """
    problem: AppError | None = None
    if not text.isascii():
        if _SURROGATE.search(text):
            problem = MessageInvalid("The text has half of a character (a lone surrogate).", fields={"text": "lone surrogate"})
        else:
            text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        problem = MessageInvalid("The text has a NUL character.", fields={"text": "NUL character"})
    elif len(text) > limit:
        detail = f"A message has at most {limit:,} characters; this one has {len(text):,}. Split it, or attach it as a file."
        problem = MessageTooLong(detail, fields={"text": f"at most {limit} characters", "limit": limit, "length": len(text)})
    elif problem is None and not is_visible(text):
        if may_be_empty:
            return ""
        problem = MessageEmpty(fields={"text": "at least one visible character"})
    if problem is not None:
        raise problem
    return text


def is_visible(text: str) -> bool:
    """Whether there is anything to see: not only spaces, controls and zero-width characters."""
    return any(
        not c.isspace() and (c.isascii() or unicodedata.category(c) not in {"Cc", "Cf", "Cn", "Zs", "Zl", "Zp"}) for c in text
    )


def mentions_in(text: str) -> tuple[AccountId, ...]:
    """The distinct account ids that the text names, at most 50, in order."""
    if "](parley:account/" not in text:
        return ()
    return tuple(AccountId(found) for found in dict.fromkeys(_MENTION.findall(text)))[:MAX_MENTIONS]


_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")


def excerpt_of(text: str, length: int) -> str:
    """The first `length` characters of a text on one line, links reduced to their words."""
    flat = " ".join(_LINK.sub(r"\1", text[: length * 4]).split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def require_emoji(text: str) -> str:
    """`text` when it is one emoji, in NFC.

    Raises: reaction.invalid
    """
    text = unicodedata.normalize("NFC", text)
    if not text or len(text) > MAX_EMOJI_CODE_POINTS or not _is_one_emoji(text):
        raise ReactionInvalid
    return text


def _is_one_emoji(text: str) -> bool:
    if text[0] in _KEYCAP_BASES:
        return text[1:] in {"\u20e3", "\ufe0f\u20e3"}
    if all(0x1F1E6 <= ord(c) <= 0x1F1FF for c in text):
        return len(text) == 2
    expects_base = True
    for c in text:
        if ord(c) in _JOINING:
            if expects_base:
                return False
            expects_base = ord(c) == 0x200D
        elif (expects_base and unicodedata.category(c) in {"So", "Sm"} and ord(c) >= 0x203C) or (expects_base and c in "©®"):
            expects_base = False
        else:
            return False
    return not expects_base
