"""What a screen says, read out of the DOM by role, and what it ought to say, made of what the server holds. Two forms that can be compared.

Every message of a random journey has a word of its own in it, so that its text is known among all else that stands in its row.
"""

import re
from typing import Any, NamedTuple

from playwright.sync_api import Locator, Page, ViewportSize

from tests.journeys.people import Person
from tests.journeys.screens import messages, room_list

DELETED = "deleted"
_WORD = re.compile(r"\bword\d+(?:v\d+)?\b")
_ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
# High enough that every message of a journey is drawn at once: what is far away is not in the DOM.
TALL = ViewportSize(width=1280, height=9000)


class Message(NamedTuple):
    """A message as its row says it."""

    author: str
    words: str
    answers: str | None
    reactions: tuple[tuple[str, int, bool], ...]
    is_edited: bool
    is_pinned: bool
    # Of the topic that starts from it: its name and how many messages it has.
    topic: tuple[str, int] | None


class Room(NamedTuple):
    """A conversation as its line in the list says it."""

    name: str
    last: str
    unread: int


class Topic(NamedTuple):
    """A topic as its line in the panel says it."""

    name: str
    messages: int
    unread: int


# One call for a whole list: rows change while one reads them one by one.
_READ_MESSAGES = """rows => rows.map(row => {
  const named = (selector, word) => [...row.querySelectorAll(selector)].filter(one => one.textContent.includes(word))
  const reactions = [...row.querySelectorAll('[aria-label="Reactions"] [aria-pressed]')]
  const quote = named('button', 'In reply to')[0]
  const topic = named('button', ' message').map(one => one.innerText).find(text => /\\d+ messages?|No messages yet/.test(text))
  const plain = row.cloneNode(true)
  for (const other of plain.querySelectorAll('button, [role=toolbar], [aria-label="Reactions"]')) other.remove()
  return {
    label: row.getAttribute('aria-label'),
    text: plain.textContent,
    quote: quote ? quote.textContent : null,
    edited: named('button', 'edited').length > 0,
    topic: topic ?? null,
    reactions: reactions.map(one => [one.textContent, one.getAttribute('aria-pressed') === 'true']),
  }
})"""
_READ_ROOMS = """links => links.map(link => {
  const parts = [...link.querySelectorAll('[dir=auto]')].map(one => one.textContent)
  const unread = [...link.querySelectorAll('span')].find(one => one.childElementCount === 0 && /^\\d+ unread message/.test(one.textContent))
  return { name: parts[0], last: parts.at(-1), unread: unread ? parseInt(unread.textContent) : 0 }
})"""
_READ_TOPICS = """links => links.map(link => {
  const name = link.querySelector('[dir=auto]').textContent
  return { name, line: link.textContent.replace(name, '') }
})"""


def shown_messages(page: Page) -> list[Message]:
    """The messages of the open conversation, oldest first; those on their way too."""
    return [_message(row) for row in messages(page).evaluate_all(_READ_MESSAGES)]


def _message(row: dict[str, Any]) -> Message:
    words = _WORD.findall(row["text"])
    is_deleted = "This message was deleted" in row["text"] or "You deleted this message" in row["text"]
    answered = None if row["quote"] is None else (_WORD.findall(row["quote"]) or [DELETED])[0]
    reactions = tuple((*_reaction(text), is_own) for text, is_own in row["reactions"])
    return Message(
        author=str(row["label"]).partition(" at ")[0].translate(_ISOLATES),
        words=DELETED if is_deleted else " ".join(words),
        answers=answered,
        reactions=reactions,
        is_edited=bool(row["edited"]),
        is_pinned="Pinned by" in row["text"],
        topic=_topic_of_row(row["topic"]),
    )


def _reaction(text: str) -> tuple[str, int]:
    emoji, count = text.split()[:2]
    return emoji, int(count)


def _topic_of_row(text: str | None) -> tuple[str, int] | None:
    if text is None:
        return None
    name, *rest = [line.strip() for line in text.splitlines() if line.strip()]
    found = re.search(r"(\d+) messages?", " ".join(rest))
    return name, int(found[1]) if found else 0


def held_messages(who: Person, room_id: str, topic_id: str | None = None) -> list[Message]:
    """The same from the server."""
    page = f"/rooms/{room_id}/topics/{topic_id}/entries" if topic_id else f"/rooms/{room_id}/entries"
    entries = who.call("GET", f"{page}?after_seq=0&limit=200")["items"]
    names = {
        member["account"]["id"]: member["account"]["display_name"] for member in who.call("GET", f"/rooms/{room_id}")["members"]
    }
    topics = {topic["root_seq"]: topic for topic in who.call("GET", f"/rooms/{room_id}/topics?limit=100")["items"]}
    return [
        _held(entry, who.id, names, None if topic_id else topics.get(entry["seq"]))
        for entry in entries
        if entry["kind"] == "message"
    ]


def _held(entry: dict[str, Any], viewer: str, names: dict[str, str], topic: dict[str, Any] | None) -> Message:
    state = entry["state"]
    author = names[entry["author_id"]]
    if state["text"] is None:
        return Message(author, DELETED, None, (), is_edited=False, is_pinned=False, topic=None)
    forwarded = entry["body"].get("forwarded")
    said = " ".join(filter(None, [state["text"], forwarded and forwarded["text"]]))
    reply = state["reply"]
    return Message(
        author=author,
        words=" ".join(_WORD.findall(said)),
        answers=None if reply is None else (_WORD.findall(reply["excerpt"]) or [DELETED])[0],
        reactions=tuple((one["emoji"], len(one["account_ids"]), viewer in one["account_ids"]) for one in state["reactions"]),
        is_edited=state["edited_at"] is not None,
        is_pinned=state["pin"] is not None,
        topic=None if topic is None else (topic["name"], topic["message_count"]),
    )


def shown_rooms(page: Page) -> list[Room]:
    """The list of conversations, from the top."""
    rows = room_list(page).get_by_role("listitem").get_by_role("link").evaluate_all(_READ_ROOMS)
    return [Room(row["name"], row["last"].translate(_ISOLATES), row["unread"]) for row in rows]


def held_rooms(who: Person) -> list[Room]:
    """The same from the server."""
    return [
        Room(item["room"]["title"] or item["room"]["people"][0]["display_name"], _last_line(who, item), item["unread_count"])
        for item in who.call("GET", "/inbox?limit=100")["items"]
    ]


def _last_line(who: Person, item: dict[str, Any]) -> str:
    draft, last = item["draft"], item["last_entry"]
    if draft is not None and draft["text"].strip():
        return f"Draft: {draft['text']}"
    if last is None:
        return "No messages yet"
    if last["state"]["text"] is None:
        return "Message deleted"
    text = last["state"]["text"] or last["body"]["forwarded"]["text"]
    if last["author_id"] == who.id:
        return f"You: {text}"
    if item["room"]["kind"] == "direct":
        return str(text)
    name = next(one["display_name"] for one in item["room"]["people"] if one["id"] == last["author_id"])
    return f"{name}: {text}"


def shown_topics(panel: Locator) -> list[Topic]:
    """The topics of the panel, from the top."""
    found = []
    for row in panel.get_by_role("link").evaluate_all(_READ_TOPICS):
        count = re.search(r"(\d+) messages?", row["line"])
        unread = re.search(r"(\d+) new", row["line"])
        found.append(Topic(row["name"], int(count[1]) if count else 0, int(unread[1]) if unread else 0))
    return found


def held_topics(who: Person, room_id: str, which: str) -> list[Topic]:
    """The same from the server."""
    items = who.call("GET", f"/rooms/{room_id}/topics?filter={which}&limit=100")["items"]
    return [Topic(item["name"], item["message_count"], item["unread_count"]) for item in items]
