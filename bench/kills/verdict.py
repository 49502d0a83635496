"""Compares what was promised with what is stored. Hashes are recomputed from the contract's words with an RFC 8785 of somebody else."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
import rfc8785

from bench.kills.person import Person

_PAGE = 200


class Verdict(msgspec.Struct):
    """Counts of what must not be: each is 0 when all is well."""

    acknowledged_lost: int = 0
    doubled: int = 0
    never_acknowledged: int = 0
    refused: int = 0
    gaps: int = 0
    out_of_order: int = 0
    hashes_wrong: int = 0
    unread_wrong: int = 0
    copies_wrong: int = 0


async def judge(people: Sequence[Person]) -> Verdict:
    """Read everything back and count what is wrong."""
    verdict = Verdict()
    logs: dict[str, list[dict[str, Any]]] = {}
    for person in people:
        for room_id in person.room_ids:
            if room_id not in logs:
                logs[room_id] = await _whole_log(person, room_id)
    for room_id, log in logs.items():
        verdict.gaps += [entry["seq"] for entry in log] != list(range(1, len(log) + 1))
        verdict.hashes_wrong += sum(not _is_sound(room_id, entry) for entry in log)
        used = Counter((entry["author_id"], entry["client_id"]) for entry in log if entry["client_id"])
        verdict.doubled += sum(times - 1 for times in used.values())
    for person in people:
        _judge_promises(person, logs, verdict)
        await _judge_counts(person, logs, verdict)
    return verdict


async def _whole_log(person: Person, room_id: str) -> list[dict[str, Any]]:
    log: list[dict[str, Any]] = []
    while True:
        page = await person.fetch(f"/rooms/{room_id}/log", after_seq=log[-1]["seq"] if log else 0, limit=_PAGE)
        log.extend(page["items"])
        if len(page["items"]) < _PAGE:
            return log


def _is_sound(room_id: str, entry: dict[str, Any]) -> bool:
    content = hashlib.sha256(bytes.fromhex(entry["salt"]) + rfc8785.dumps(entry["body"])).hexdigest()
    envelope = {
        "at": entry["created_at"],
        "author": entry["author_id"],
        "content": content,
        "id": entry["id"],
        "kind": entry["kind"],
        "room": room_id,
        "seq": entry["seq"],
    }
    leaf = hashlib.sha256(b"\x00" + rfc8785.dumps(envelope)).hexdigest()
    return bool(content == entry["content"] and leaf == entry["leaf_hash"])


def _judge_promises(person: Person, logs: dict[str, list[dict[str, Any]]], verdict: Verdict) -> None:
    stored = {
        (room_id, entry["client_id"]): entry
        for room_id, log in logs.items()
        for entry in log
        if entry["author_id"] == person.account_id
    }
    for promise in person.acknowledged:
        entry = stored.get((promise.room_id, promise.client_id))
        verdict.acknowledged_lost += entry is None or (entry["seq"], entry["id"]) != (promise.seq, promise.id)
    promised = {promise.client_id for promise in person.acknowledged}
    verdict.never_acknowledged += sum(message.client_id not in promised for message in person.sent)
    verdict.refused += len(person.refusals)
    texts = {message.client_id: message.text for message in person.sent}
    for room_id in person.room_ids:
        written = [message.client_id for message in person.sent if message.room_id == room_id]
        kept = [entry["client_id"] for entry in logs[room_id] if entry["author_id"] == person.account_id and entry["client_id"]]
        verdict.out_of_order += written != kept
        verdict.acknowledged_lost += sum(stored[room_id, key]["body"]["text"] != texts.get(key) for key in kept)


async def _judge_counts(person: Person, logs: dict[str, list[dict[str, Any]]], verdict: Verdict) -> None:
    for item in (await person.fetch("/inbox", limit=_PAGE))["items"]:
        log = logs[item["room"]["id"]]
        unread = [entry for entry in log if entry["kind"] == "message" and entry["seq"] > item["read_seq"]]
        mentioned = sum(person.account_id in entry["body"].get("mentions", ()) for entry in unread)
        verdict.unread_wrong += (item["unread_count"], item["mention_count"], item["head_seq"]) != (
            len(unread),
            mentioned,
            len(log),
        )
    for room_id in person.room_ids:
        own = [(entry["seq"], entry["id"], entry["body"]) for entry in person.copies[room_id]]
        verdict.copies_wrong += own != [(entry["seq"], entry["id"], entry["body"]) for entry in logs[room_id]]
