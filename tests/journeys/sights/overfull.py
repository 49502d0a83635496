"""Too much of everything."""

from playwright.sync_api import expect

from tests.journeys.marketplace import JOAO, LENA, MARA, OMAR, Marketplace, Resident
from tests.journeys.screens import messages, room_list, timeline
from tests.journeys.sights.sight import DARK, MIDDLE, MIRRORED, NARROW, Chapter, Visit

NAME = "Maximiliana Esterházy von Galántha und Wolkenstein-Rodenegg zu Hohenlohe"
LONG_TITLE = "Everything about the relaunch of the harbour website, the app and the shop, in one place"
RIGHT_TO_LEFT = "مرحبا، هذا نص من اليمين إلى اليسار\n\nשלום, וגם זה"
EVERYTHING = f"""# A heading

Bold **text**, *slanted*, ~~gone~~, `code` and a [link](https://example.com), 日本語, 🎉

> A quotation
> of two lines

1. first
2. second
   - nested

```python
print("{"long " * 60}")
```

| left | right |
| --- | ---: |
| a | 1 |

{RIGHT_TO_LEFT}

{"Supercalifragilisticexpialidocious" * 8}"""
_GROUPS = 24
_UNREAD = 41


def _furnish(market: Marketplace, guest: Resident) -> None:
    """A list of many rooms, and one room with everything in it that a message can be."""
    writers = [market.person(name) for name in (MARA, LENA, OMAR)]
    for number in range(_GROUPS):
        writer = writers[number % len(writers)]
        group = writer.group(f"Northwind Outdoor, shop {number + 1}: signs, prices, opening hours", guest)
        writer.send(group, ("unbroken" * 30, RIGHT_TO_LEFT.replace("\n\n", " "), "The signs are up.")[number % 3])
    mara, joao, _ = market.person(MARA), market.person(JOAO), market.person(LENA)
    full = mara.group(LONG_TITLE, guest)
    mara.call("POST", f"/rooms/{full}/members", account_id=joao.id, history="full")
    for number in range(_UNREAD - 6):
        joao.send(full, f"[@{guest.name}](parley:account/{guest.id}) point {number + 1}")
    mara.send(full, EVERYTHING)
    typo = mara.send(full, "Typo heer.")
    mara.call("PATCH", f"/rooms/{full}/messages/{typo['seq']}", text="Typo here.")
    gone = mara.send(full, "Deleted later.")
    mara.call("DELETE", f"/rooms/{full}/messages/{gone['seq']}")
    answer = joao.send(full, "What do you think?", reply_to_seq=typo["seq"])
    for emoji in ("🎉", "👍", "❤️", "👀", "🔥"):
        mara.call("PUT", f"/rooms/{full}/messages/{answer['seq']}/reactions/{emoji}")
    mara.send(full, RIGHT_TO_LEFT)
    mara.send(full, "The last word.")
    # Of João this room must not be seen: his list is the gallery's own.
    joao.call("DELETE", f"/rooms/{full}/members/{joao.id}")


chapter = Chapter("Too much of everything", of=lambda market: market.newcomer(NAME, "guest@example.com", _furnish))


@chapter.sight(MIDDLE, NARROW, MIRRORED)
def long_list(visit: Visit) -> None:
    """A list of many rooms, long names and long words."""
    page = visit.open("/messages")
    expect(room_list(page).get_by_role("listitem").first).to_be_visible()
    expect(page.get_by_role("button", name="your menu")).to_be_visible()


@chapter.sight(DARK, MIDDLE, NARROW, MIRRORED)
def long_conversation(visit: Visit) -> None:
    """A room with everything in it that a message can be."""
    page = visit.room(LONG_TITLE)
    visit.unread(LONG_TITLE, 1)
    page.reload()
    expect(timeline(page)).to_be_visible()
    expect(messages(page).last).to_be_in_viewport()


@chapter.sight()
def versions(visit: Visit) -> None:
    """The earlier versions of a message."""
    page = visit.room(LONG_TITLE)
    edited = messages(page).filter(has_text="Typo here.").first
    edited.get_by_role("button", name="edited").click()
    expect(page.get_by_text("Typo heer.")).to_be_visible()


@chapter.sight(NARROW)
def long_details(visit: Visit) -> None:
    """Who is in it, and who was."""
    page = visit.room(LONG_TITLE, "?panel=people")
    expect(page.get_by_role("list", name="No longer here")).to_be_visible()
