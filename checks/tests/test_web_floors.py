"""Floors of the web client, each broken."""

import pytest

from checks import web_floors
from checks.tests.conftest import Write


@pytest.mark.parametrize(
    ("path", "statement"),
    [
        ("features/rooms/RoomList.tsx", "import { router } from '@/app/router'"),
        ("ui/List.tsx", "import { rooms } from '@/features/rooms'"),
        ("ui/List.tsx", "import { t } from '../ground/i18n'"),
        ("ground/http/client.ts", "import { theme } from '@/ui/theme'"),
        ("ground/http/client.ts", "const rooms = await import('@/features/rooms')"),
        ("contract/index.ts", "export type { Room } from '@/ground/room'"),
    ],
)
def test_an_import_from_above_or_beside_is_refused(write: Write, path: str, statement: str) -> None:
    (violation,) = web_floors.find_violations(write(f"web/src/{path}", statement))
    assert "may not import" in violation.message


@pytest.mark.parametrize(
    ("path", "statement"),
    [
        ("features/rooms/RoomList.tsx", "import { send } from '@/features/messages/actions'"),
        ("features/rooms/RoomList.tsx", "import { send } from '../messages/actions'"),
        ("app/routes.tsx", "import { SignInPage } from '@/features/session/pages/SignInPage'"),
        ("features/rooms/RoomList.tsx", "lazy(() => import('@/features/session/pages/SignInPage'))"),
        ("app/routes.tsx", "import { RoomList } from '@/features/rooms/RoomList'"),
        ("features/rooms/RoomList.test.tsx", "vi.mock('@/features/messages/actions')"),
    ],
)
def test_reaching_past_a_features_front_door_is_refused(write: Write, path: str, statement: str) -> None:
    (violation,) = web_floors.find_violations(write(f"web/src/{path}", statement))
    assert "index.ts" in violation.message


def test_a_folder_on_no_floor_is_refused(write: Write) -> None:
    (violation,) = web_floors.find_violations(write("web/src/shared/x.ts", ""))
    assert "stands on no floor" in violation.message


@pytest.mark.parametrize(
    ("path", "statement"),
    [
        ("main.tsx", "import { App } from '@/app/App'"),
        ("app/router.tsx", "lazy(() => import('@/features/session/pages/SignInPage'))"),
        ("app/App.tsx", "import { RoomList } from '@/features/rooms'"),
        ("features/rooms/RoomList.tsx", "import { send } from '@/features/messages'"),
        ("features/rooms/parts/Row.tsx", "import { model } from '../model'"),
        ("features/rooms/RoomList.tsx", "import { useState } from 'react'"),
        ("ground/http/client.ts", "import type { Room } from '@/contract'"),
    ],
)
def test_an_import_from_below_is_fine(write: Write, path: str, statement: str) -> None:
    assert web_floors.find_violations(write(f"web/src/{path}", statement)) == []
