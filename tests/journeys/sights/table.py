"""All sights, in the order in which the gallery shows them."""

from tests.journeys.sights import conversation, entrance, inbox, newcomer, overfull, pages, topics, trouble, windows
from tests.journeys.sights.sight import Chapter, Sight

CHAPTERS: tuple[Chapter, ...] = (
    inbox.chapter,
    conversation.chapter,
    topics.chapter,
    windows.chapter,
    windows.owners,
    trouble.chapter,
    pages.chapter,
    pages.security,
    windows.operators,
    entrance.chapter,
    newcomer.chapter,
    overfull.chapter,
)
SIGHTS: tuple[Sight, ...] = tuple(sight for chapter in CHAPTERS for sight in chapter.sights)
