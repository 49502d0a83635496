import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from parley.cli.arguments import read_arguments

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}


def parley(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "parley", *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**ENVIRONMENT, **environment},
    )


@pytest.mark.parametrize(
    "command",
    [[], ["serve"], ["worker"], ["migrate"], ["doctor"], ["demo"], ["openapi"], ["account"], ["account", "create"]],
    ids=lambda command: " ".join(command) or "parley",
)
def test_every_command_explains_itself(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments([*command, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert len(shown.split("options:")[0].split("\n\n")) >= 2, "a description is missing"


def test_the_doctor_finds_nothing_bad_in_a_new_installation(tmp_path: Path) -> None:
    answer = parley("doctor", "--data-dir", str(tmp_path / "var"))
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "The database answers: PostgreSQL 18" in answer.stdout
    assert "`parley migrate` brings it up" in answer.stdout
    assert "mails stay in the local outbox" in answer.stdout
    assert "BAD" not in answer.stdout


def test_the_doctor_says_what_is_wrong_and_fails(database_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("update parley_schema set compatibility = 99")
    answer = parley(
        "doctor",
        "--data-dir",
        str(folder),
        "--database-url",
        database_url,
        PARLEY_RATE_LIMITS="off",
        PARLEY_SMTP_URL="smtp://user:hush@127.0.0.1:1",
        PARLEY_TLS_CERT="/nowhere.pem",
    )
    assert answer.returncode == 1
    for sentence in (
        "Rate limits are off",
        "open to other users (mode 755)",
        "Install a newer Parley",
        "The mail server 127.0.0.1:1 does not take us",
        "/nowhere.pem cannot be read",
        "HTTPS needs both",
    ):
        assert sentence in answer.stdout
    assert "hush" not in answer.stdout + answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_doctor_names_a_database_that_does_not_answer(tmp_path: Path) -> None:
    answer = parley("doctor", "--data-dir", str(tmp_path), "--database-url", "postgresql://user:hush@127.0.0.1:1/parley")
    assert answer.returncode == 1
    assert "Check --database-url (PARLEY_DATABASE_URL)" in answer.stdout
    assert "hush" not in answer.stdout + answer.stderr


def test_a_command_names_a_database_that_does_not_answer(tmp_path: Path) -> None:
    answer = parley("migrate", "--data-dir", str(tmp_path), "--database-url", "postgresql://user:hush@127.0.0.1:1/parley")
    assert answer.returncode == 1
    assert answer.stderr.startswith("parley: The database does not answer")
    assert "hush" not in answer.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    answer = parley("migrate", "--data-dir", str(tmp_path), PARLEY_WORKERS="many")
    assert answer.returncode == 1
    assert "PARLEY_WORKERS" in answer.stderr
    file = tmp_path / "parley.toml"
    file.write_text("prot = 8000\n")
    answer = parley("migrate", "--settings", str(file))
    assert answer.returncode == 1
    assert "unknown settings: prot" in answer.stderr


def test_the_api_is_described_without_a_database() -> None:
    answer = parley("openapi")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["openapi"].startswith("3.")


def test_an_account_is_made_with_a_password_of_its_own(database_url: str, tmp_path: Path) -> None:
    answer = parley(
        "account", "create", "--data-dir", str(tmp_path), "--database-url", database_url,
        "--email", "ida@example.org", "--name", "Ida", "--operator",
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("Created account ")
    assert len(answer.stdout.splitlines()[1].removeprefix("Its password: ")) >= 16
    again = parley(
        "account", "create", "--data-dir", str(tmp_path), "--database-url", database_url,
        "--email", "IDA@example.org", "--name", "Ida",
    )  # fmt: skip
    assert again.returncode == 1
    assert "Traceback" not in again.stderr


def test_a_worker_runs_jobs_until_it_is_asked_to_stop(database_url: str, tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "parley", "worker", "--data-dir", str(tmp_path), "--database-url", database_url],
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert worker.stdout is not None
    try:
        assert worker.stdout.readline() == "Parley's worker is ready\n"
        with psycopg.connect(database_url, autocommit=True) as conn:
            conn.execute(
                """select procrastinate_defer_jobs_v1(array[row('default', 'ground.tidy', 0, null, null, '{"timestamp": 0}', null)
                   ::procrastinate_job_to_defer_v1])"""
            )
            while conn.execute("select from procrastinate_jobs where task_name = 'ground.tidy'").fetchone() is not None:
                time.sleep(0.05)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
    finally:
        worker.kill()
        worker.wait()
        worker.stdout.close()


def test_a_schema_that_asks_for_a_newer_parley_stops_the_start(database_url: str, tmp_path: Path) -> None:
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("update parley_schema set compatibility = 99")
    answer = parley("serve", "--port", "0", "--data-dir", str(tmp_path), "--database-url", database_url)
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1].startswith("parley: This database")
    assert "Install a newer Parley" in answer.stderr
