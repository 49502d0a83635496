"""Rule 7 of docs/wire.md, topics, as plainly as it is written there."""

from parley.ground.db.work import Work
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.tests.wire import Json, plain


async def fetch_topics(work: Work, viewer: Viewer, room_id: str) -> dict[str, Json]:
    """All topics of a room by their ids, a page at a time."""
    found: dict[str, Json] = {}
    cursor: str | None = None
    while True:
        async with work.reading() as uow:
            page = await service.topics(uow, room_id, viewer, which="all", cursor=cursor, limit=3)
        found.update((topic["id"], topic) for topic in plain(page.items))
        cursor = page.next
        if cursor is None:
            return found


def apply_entry_to_topics(topics: dict[str, Json], me: str, entry: Json) -> bool:
    """Rule 7: an applied entry starts or changes a topic. False: its topic is not known, and is to be fetched."""
    kind, body = entry["kind"], entry["body"]
    if kind == "topic.started":
        topics.setdefault(body["topic_id"], new_topic(entry))
        return True
    topic_id = entry.get("topic_id") if kind == "message" else body["topic_id"] if kind.startswith("topic.") else None
    if kind == "message" and topic_id is None and entry["author_id"] == me:
        for one in topics.values():
            one["unread_count"] = 0 if entry["seq"] > one["last_seq"] else one["unread_count"]
    topic = topics.get(topic_id or "")
    if topic is None:
        return topic_id is None or kind != "message"
    if kind == "message" and entry["seq"] > topic["last_seq"]:
        topic.update(last_seq=entry["seq"], last_message_at=entry["created_at"])
        topic["message_count"] += 1
        topic["unread_count"] += entry["author_id"] != me
    elif kind == "topic.renamed":
        topic["name"] = body["name"]
    elif kind == "topic.resolved":
        topic.update(resolved_by=entry["author_id"], resolved_at=entry["created_at"])
    elif kind == "topic.reopened":
        topic.update(resolved_by=None, resolved_at=None)
    return True


def new_topic(entry: Json) -> Json:
    body = entry["body"]
    return {
        "id": body["topic_id"],
        "room_id": entry["room_id"],
        "name": body["name"],
        "root_seq": body.get("seq"),
        "created_by": entry["author_id"],
        "created_at": entry["created_at"],
        "resolved_by": None,
        "resolved_at": None,
        "message_count": 0,
        "last_seq": entry["seq"],
        "last_message_at": None,
        "read_seq": 0,
        "unread_count": 0,
        "draft": None,
    }


def apply_to_topics(topics: dict[str, Json], me: str, frame: Json) -> bool:
    """Rule 7: drafts and own read markers. True: what is unread in the topics is to be fetched."""
    topic = topics.get(frame.get("topic_id", ""))
    if frame["type"] == "draft" and topic is not None:
        topic["draft"] = frame["draft"]
    if frame["type"] != "read" or frame["account_id"] != me:
        return False
    if topic is not None:
        topic.update(read_seq=frame["topic_seq"], unread_count=frame["topic_unread_count"])
    if frame["unread_count"] == 0:
        for one in topics.values():
            one["unread_count"] = 0
    return frame["unread_count"] > 0 and "topic_id" not in frame
