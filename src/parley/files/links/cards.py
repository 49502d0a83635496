"""What a page says about itself: a title, some words, a picture, read out of the beginning of its HTML."""

import re
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from parley.files.links.fetching import LONGEST_URL, Fetched

MOST_TITLE = 200
MOST_DESCRIPTION = 300
MOST_SITE_NAME = 80
_HTML = frozenset({"text/html", "application/xhtml+xml"})
# In the order of trust: what is written for cards, then what the page says anyway.
_TITLE = ("og:title", "twitter:title", "title")
_DESCRIPTION = ("og:description", "twitter:description", "description")
_PICTURE = ("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src")
_SITE = ("og:site_name", "application-name")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_LOOM = re.compile(r"/share/(?:[A-Za-z0-9-]{1,200}-)?([a-f0-9]{32})/?")


class Card(NamedTuple):
    """A page in a few words, each cleaned and cut, empty where the page says nothing. `picture_url` is an address of the web or None."""

    title: str
    description: str
    site_name: str
    picture_url: str | None


def read_card(page: Fetched) -> Card | None:
    """The card of a fetched page; None for what is no page or says nothing about itself."""
    if page.media_type not in _HTML:
        return None
    reader = _Head()
    # The parser takes anything; what it makes of nonsense is nonsense, cut to length below.
    reader.feed(_decoded(page))
    card = Card(
        _first(reader.said, _TITLE, MOST_TITLE),
        _first(reader.said, _DESCRIPTION, MOST_DESCRIPTION),
        _first(reader.said, _SITE, MOST_SITE_NAME),
        _picture(page.url, reader.said),
    )
    return card if card.title or card.description else None


def loom_video(url: str) -> str | None:
    """The id of a shared Loom recording, from its address alone; None for any other address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme != "https" or host not in {"loom.com", "www.loom.com"}:
        return None
    found = _LOOM.fullmatch(parts.path)
    return found.group(1) if found else None


class _Head(HTMLParser):
    """Collects `<title>` and `<meta>` until the body begins. The first of several counts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self._title: list[str] | None = None
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._is_over:
            return
        if tag == "body":
            self._is_over = True
        elif tag == "title" and "title" not in self.said:
            self._title = []
        elif tag == "meta":
            values = {name: value or "" for name, value in attrs}
            name = (values.get("property") or values.get("name") or "").strip().lower()
            if name and "content" in values:
                self.said.setdefault(name, values["content"])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._title is not None:
            self._title.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self._title is not None:
            self.said.setdefault("title", "".join(self._title))
            self._title = None


def _decoded(page: Fetched) -> str:
    declared = _META_CHARSET.search(page.body[:4_096])
    names = [page.charset, declared.group(1).decode() if declared else None, "utf-8"]
    for name in names:
        if name is None:
            continue
        try:
            return page.body.decode(name, "replace")
        except LookupError:
            continue
    return page.body.decode("utf-8", "replace")


def _first(said: dict[str, str], names: tuple[str, ...], most: int) -> str:
    for name in names:
        if text := _cleaned(said.get(name, ""), most):
            return text
    return ""


def _cleaned(text: str, most: int) -> str:
    """On one line, without characters that are not seen or turn the direction, cut at a word where one ends near."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: most * 8]).split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    shorter = cut.rpartition(" ")[0]
    return f"{shorter if len(shorter) > most // 2 else cut}…"


def _picture(base: str, said: dict[str, str]) -> str | None:
    for name in _PICTURE:
        if address := said.get(name, "").strip():
            try:
                url = urljoin(base, address)
                is_web = urlsplit(url).scheme in {"http", "https"}
            except ValueError:
                continue
            if is_web and len(url) <= LONGEST_URL:
                return url
    return None
