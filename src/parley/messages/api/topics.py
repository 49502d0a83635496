"""Routes of topics."""

from typing import Annotated, Literal

from litestar import Response, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from parley.ground.db.work import Work
from parley.ground.paging import DEFAULT_LIMIT, Page
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.api.runs import EntryRun, Limit, provide_run
from parley.messages.model import EntryPage, NewTopic, Topic, TopicChange

TopicFilter = Literal["all", "open", "resolved"]


@get("/rooms/{room_id:str}/topics", summary="A room's topics, the newest activity first", tags=["topics"])
async def topics(
    room_id: FromPath[str],
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    which: Annotated[TopicFilter, QueryParameter(name="filter")] = "all",
    cursor: FromQuery[str | None] = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Page[Topic]:
    async with work.reading() as uow:
        return await service.topics(uow, room_id, viewer, which=which, cursor=cursor, limit=limit)


@post("/rooms/{room_id:str}/topics", status_code=HTTP_201_CREATED, summary="Start a topic", tags=["topics"])
async def start_topic(
    room_id: FromPath[str], data: JSONBody[NewTopic], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Response[Topic]:
    """200 with the topic as it is when `topic_id` repeats. 409 topic.exists when another one starts from that message."""
    async with work.writing() as uow:
        made = await service.start_topic(uow, room_id, viewer, data)
        topic = await service.find_topic(uow, room_id, viewer, data.topic_id)
    return Response(topic, status_code=HTTP_201_CREATED if made else HTTP_200_OK)


@get("/rooms/{room_id:str}/topics/{topic_id:str}", summary="One topic", tags=["topics"])
async def topic(
    room_id: FromPath[str], topic_id: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Topic:
    async with work.reading() as uow:
        return await service.find_topic(uow, room_id, viewer, topic_id)


@patch("/rooms/{room_id:str}/topics/{topic_id:str}", summary="Rename, resolve or reopen a topic", tags=["topics"])
async def change_topic(
    room_id: FromPath[str],
    topic_id: FromPath[str],
    data: JSONBody[TopicChange],
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
) -> Topic:
    async with work.writing() as uow:
        await service.change_topic(uow, room_id, viewer, topic_id, data)
        return await service.find_topic(uow, room_id, viewer, topic_id)


@get(
    "/rooms/{room_id:str}/topics/{topic_id:str}/entries",
    summary="A run of a topic's messages",
    tags=["topics"],
    dependencies={"run": Provide(provide_run, sync_to_thread=False)},
)
async def topic_entries(
    room_id: FromPath[str],
    topic_id: FromPath[str],
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    run: NamedDependency[EntryRun],
) -> EntryPage:
    async with work.reading() as uow:
        if run.after_seq is not None:
            return await service.topic_entries_after(uow, room_id, viewer, topic_id, run.after_seq, run.limit)
        if run.around_seq is not None:
            return await service.topic_entries_around(uow, room_id, viewer, topic_id, run.around_seq, run.limit)
        return await service.topic_entries_before(uow, room_id, viewer, topic_id, run.before_seq, run.limit)


ROUTES = (topics, start_topic, topic, change_topic, topic_entries)
