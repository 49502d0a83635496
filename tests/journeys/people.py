"""People with accounts, acting through the API: what has to have happened before a journey begins, and the truth to compare a page with."""

import itertools
import re
import uuid
from collections.abc import Iterator
from typing import Any

import httpx

PASSWORD = "a quiet harbour at dawn"
# Surnames make the people of one server distinct, so that searching for a name finds one.
_SURNAMES = (
    "Lindqvist Oliveira Tanaka Haddad Brandt Mwangi Chen Rojas Novak Okafor Silva Petrova Larsen Moreau Costa Weber Santos Kowalski Nguyen Rossi "
    "Fischer Ivanova Castillo Bakker Andersen Yilmaz Farouk Horvat Duarte Keller Lefevre Marino Nakamura Osei Pereira Quispe Rahman Sato Torres Usman"
).split()
_TOKEN = re.compile(r"#token=([A-Za-z0-9_-]+)")

Entry = dict[str, Any]


class Person:
    """Somebody signed in over the API. Paths are below `/api/v1`; a refusal fails the journey unless it is asked for by status."""

    def __init__(self, origin: str, me: dict[str, Any], password: str) -> None:
        self.origin = origin
        self.password = password
        self.id: str = me["id"]
        self.name: str = me["display_name"]
        self.email: str = me["email"]
        self._client = new_client(origin)
        self._client.cookies.update(self.new_session())

    def new_session(self, user_agent: str = "a journey") -> dict[str, str]:
        """Signs in anew, as that browser; the cookies of the session by name."""
        with new_client(self.origin) as client:
            credentials = {"email": self.email, "password": self.password}
            answer = client.post("/sessions", json=credentials, headers={"user-agent": user_agent})
            assert answer.status_code == 201, answer.text
            return dict(client.cookies)

    def call(self, method: str, path: str, *, expected: int | None = None, **body: Any) -> Any:
        """The answer's JSON, or None when it has no body."""
        headers = {"x-csrf-token": self._client.cookies["parley_csrf"]}
        answer = self._client.request(method, path, headers=headers, json=body or None)
        is_as_expected = answer.is_success if expected is None else answer.status_code == expected
        assert is_as_expected, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def room_with(self, other: "Person") -> str:
        """The id of the direct room with somebody."""
        room: dict[str, Any] = self.call("POST", "/rooms", kind="direct", account_id=other.id)
        return str(room["room"]["id"])

    def group(self, title: str, *others: "Person") -> str:
        room: dict[str, Any] = self.call("POST", "/rooms", kind="group", title=title, account_ids=[other.id for other in others])
        return str(room["room"]["id"])

    def send(self, room_id: str, text: str, **more: Any) -> Entry:
        sent: Entry = self.call("POST", f"/rooms/{room_id}/messages", client_id=str(uuid.uuid4()), text=text, **more)
        return sent

    def log(self, room_id: str) -> Iterator[Entry]:
        """Every entry of the room's raw log."""
        seq = 0
        while items := self.call("GET", f"/rooms/{room_id}/log?after_seq={seq}&limit=200")["items"]:
            yield from items
            seq = items[-1]["seq"]

    def texts(self, room_id: str) -> list[str]:
        """The texts of the room's messages as they were sent."""
        return [entry["body"]["text"] for entry in self.log(room_id) if entry["kind"] == "message"]

    def place(self, room_id: str) -> dict[str, Any]:
        """The own membership of a room."""
        found: dict[str, Any] = self.call("GET", f"/rooms/{room_id}")["membership"]
        return found

    def close(self) -> None:
        self._client.close()


class Town:
    """The people of one server."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._numbers = itertools.count()
        self._people: list[Person] = []

    def new_name(self, given: str) -> str:
        """A name that nobody here has yet."""
        number = next(self._numbers)
        surname = _SURNAMES[number % len(_SURNAMES)]
        return f"{given} {surname}" if number < len(_SURNAMES) else f"{given} {surname} {number // len(_SURNAMES) + 1}"

    def sign_up(self, given: str, *, verified: bool = True, **account: Any) -> Person:
        """Somebody new. `account` is sent along when signing up; `display_name` there is taken as it is."""
        email = f"person.{uuid.uuid4().hex[:12]}@example.com"
        wanted = {
            "display_name": self.new_name(given),
            "email": email,
            "password": PASSWORD,
            "time_zone": "Europe/Lisbon",
            **account,
        }
        with new_client(self._origin) as client:
            answer = client.post("/accounts", json=wanted)
            assert answer.status_code == 201, answer.text
            if verified:
                token = self.token_mailed_to(email)
                assert client.post("/accounts/verify", json={"token": token}).status_code == 204
        self._people.append(Person(self._origin, answer.json(), str(wanted["password"])))
        return self._people[-1]

    def token_mailed_to(self, email: str) -> str:
        """The secret of the link in the newest mail to that address."""
        with new_client(self._origin) as client:
            mails = client.get("/outbox?limit=200").raise_for_status().json()["items"]
            newest = next(mail for mail in mails if mail["to"] == email)
            found = _TOKEN.search(client.get(f"/outbox/{newest['id']}").raise_for_status().json()["text"])
        assert found is not None
        return found[1]

    def close(self) -> None:
        for person in self._people:
            person.close()


def new_client(origin: str) -> httpx.Client:
    return httpx.Client(base_url=f"{origin}/api/v1", timeout=30)
