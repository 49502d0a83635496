"""The people of the demo marketplace, acting through the API."""

from collections.abc import Callable
from typing import Any

from tests.journeys.people import PASSWORD, Person, Town, new_client

JOAO = "João Oliveira"
MARA = "Mara Lindqvist"
GRACE = "Grace Mwangi"
WEI = "Wei Chen"
LENA = "Lena Brandt"
OMAR = "عمر حدّاد Omar Haddad"
INGRID = "Ingrid Solberg"
HEMI = "Hemi Walker"
NORTHWIND = "Northwind: jackets and app"
CORNER = "Freelancers’ corner ☕"
# What the sessions of the API are shown as where one is signed in.
ELSEWHERE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0"


class Resident(Person):
    """Somebody on a demo server whose rooms are found by what they are called."""

    def inbox(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.call("GET", "/inbox?limit=100")["items"]
        return found

    def room(self, name: str) -> str:
        """The id of the room that is called so in this person's list."""
        for item in self.inbox():
            if name == (item["room"]["title"] or item["room"]["people"][0]["display_name"]):
                return str(item["room_id"])
        raise LookupError(f"{self.name} has no room called {name}")


class DemoPerson(Resident):
    """One of the demo's people: signed in with one click, without a password."""

    def __init__(self, origin: str, account_id: str) -> None:
        self._account_id = account_id
        with new_client(origin) as client:
            entry = client.post("/demo/sessions", json={"account_id": account_id})
            me = entry.raise_for_status().json()
            client.delete("/sessions/current", headers={"x-csrf-token": client.cookies["parley_csrf"]}).raise_for_status()
        super().__init__(origin, me, password="")

    def new_session(self, user_agent: str = ELSEWHERE) -> dict[str, str]:
        with new_client(self.origin) as client:
            asked = {"account_id": self._account_id}
            client.post("/demo/sessions", json=asked, headers={"user-agent": user_agent}).raise_for_status()
            return dict(client.cookies)


class Marketplace:
    """Everybody on a demo server, found by name; who is not of the demo moves in when they are first asked for."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        with new_client(origin) as client:
            people = client.get("/demo/people").raise_for_status().json()["items"]
        self._ids = {person["display_name"]: person["id"] for person in people}
        self._known: dict[str, Resident] = {}

    def person(self, name: str) -> Resident:
        """Somebody of the demo."""
        if name not in self._known:
            self._known[name] = DemoPerson(self._origin, self._ids[name])
        return self._known[name]

    def known(self, name: str) -> Resident:
        """Somebody who was asked for before."""
        return self._known[name]

    def newcomer(self, name: str, email: str, furnish: "Furnish") -> Resident:
        """Somebody who signs up here when first asked for, and finds then what `furnish` makes for them."""
        if name not in self._known:
            town = Town(self._origin)
            signed_up = town.sign_up(name, verified=False, display_name=name, email=email)
            self._known[name] = Resident(self._origin, signed_up.call("GET", "/me"), PASSWORD)
            town.close()
            furnish(self, self._known[name])
        return self._known[name]

    def close(self) -> None:
        for person in self._known.values():
            person.close()


Furnish = Callable[[Marketplace, Resident], None]
