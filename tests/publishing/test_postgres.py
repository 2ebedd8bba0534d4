"""A register published into a real PostgreSQL: whole, without secrets, a bundle at a time, however often."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app.bundles.policy import DEIDENTIFIED, fields_at
from app.declaring import Many, fields_of
from app.ports import Query
from app.problems import Problem
from app.records import Hamlet, MediationCase
from app.records.catalogues import CASE_STATES
from app.usecases import publishing, receiving, syncing
from app.usecases.publishing import Published, publish, tables
from app.usecases.records import save
from db import SqliteStore
from db.publishing import opened_target, postgres
from tests.publishing.server import Server
from tests.sync.conftest import World
from tests.sync.test_journey import SECRETS, case_of


def run(store: SqliteStore, address: str, schema: str = "so_tu_phap") -> Published:
    with opened_target(address, schema) as target:
        return publish(store, target)


@pytest.fixture
def address(server: Server, database: str) -> str:
    return server.address(database)


def count(server: Server, database: str, table: str) -> int:
    return int(server.rows(database, f"SELECT count(*) FROM so_tu_phap.{table}")[0][0])


def versions(server: Server, database: str, table: str) -> dict[str, Any]:
    """Return which transaction wrote each row last."""
    return dict(server.rows(database, f"SELECT id, xmin::text FROM so_tu_phap.{table}"))


def carry(world: World, **options: Any) -> str:
    """Bring everything of the commune to the province; return the bundle's id."""
    sent = syncing.export_bundle(world.commune, world.stick, **options)
    receiving.receive(world.province, sent.file.path)
    return sent.bundle


def test_every_complete_record_stands_there_with_its_values(
    world: World, server: Server, database: str, address: str
) -> None:
    done = run(world.commune, address)
    for table in tables():
        complete = [record for record in world.commune.every(table.kind) if not record.draft]
        assert count(server, database, table.name) == len(complete)
    assert done.written == sum(count(server, database, table.name) for table in tables())
    case = case_of(world.commune)
    said = server.rows(
        database,
        "SELECT unit, received_on, matter, domestic_violence, number, parties->0->>'side', "
        f"jsonb_array_length(sessions) FROM so_tu_phap.mediation_case WHERE id = '{case.id}'",
    )
    whole = (case.unit, case.received_on, case.matter, case.domestic_violence, case.number, "A", len(case.sessions))
    assert said == [whole]


def test_publishing_again_writes_nothing(world: World, server: Server, database: str, address: str) -> None:
    run(world.commune, address)
    before = versions(server, database, "mediation_case")
    assert run(world.commune, address) == Published(0, 0, 0, world.commune.last_seq(), False)
    assert versions(server, database, "mediation_case") == before


def test_each_received_bundle_is_one_transaction_and_only_what_changed_is_written(
    world: World, server: Server, database: str, address: str
) -> None:
    first = carry(world)
    run(world.province, address)
    before = versions(server, database, "mediation_case")
    bundles = []
    for code, matter in (("HG-2026-T01-01", "noise"), ("HG-2026-T02-01", "loan")):
        case = case_of(world.commune, code)
        case.matter = matter
        save(world.commune, case)
        bundles.append(carry(world))
    done = run(world.province, address)
    assert (done.written, done.anew) == (2, False)
    told = server.rows(database, "SELECT bundle, unit, written FROM so_tu_phap.published_bundle ORDER BY upto")
    received = [row for row in told if row[0]]
    assert [row[0] for row in received] == [first, *bundles]
    assert [row[1:] for row in received[1:]] == [("99901", 1), ("99901", 1)]
    after = versions(server, database, "mediation_case")
    changed = {one for one, version in after.items() if before[one] != version}
    assert changed == {case_of(world.commune, code).id for code in ("HG-2026-T01-01", "HG-2026-T02-01")}
    assert len({after[one] for one in changed}) == 2


def test_a_connection_that_breaks_leaves_whole_bundles_and_the_next_run_goes_on(
    world: World, server: Server, database: str, address: str
) -> None:
    first = carry(world)
    run(world.province, address)
    world.commune.delete(next(world.commune.every(MediationCase)))
    case = case_of(world.commune)
    case.matter = "noise"
    save(world.commune, case)
    second = carry(world)
    server.rows(
        database,
        f"""CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF NEW.bundle = '{second}' THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NEW; END $$;
           CREATE TRIGGER cut BEFORE INSERT ON so_tu_phap.published_bundle FOR EACH ROW EXECUTE FUNCTION cut()""",
    )
    with pytest.raises(Problem, match="PostgreSQL chưa nhận được"):
        run(world.province, address)
    assert count(server, database, "mediation_case") == 15
    told = [row[0] for row in server.rows(database, "SELECT bundle FROM so_tu_phap.published_bundle ORDER BY upto")]
    assert told[-1] == first
    server.rows(database, "DROP TRIGGER cut ON so_tu_phap.published_bundle")
    assert run(world.province, address).batches == 1
    assert count(server, database, "mediation_case") == 14
    assert server.rows(database, f"SELECT matter FROM so_tu_phap.mediation_case WHERE id = '{case.id}'") == [("noise",)]


def test_what_is_deleted_withdrawn_or_a_draft_again_is_taken_away(
    world: World, server: Server, database: str, address: str
) -> None:
    run(world.commune, address)
    deleted, draft, withdrawn = list(world.commune.every(Hamlet))[:3]
    world.commune.delete(deleted)
    world.commune.put(dataclasses.replace(draft, draft=True))
    world.commune.give_up(Hamlet, [withdrawn.id], "thử")
    assert run(world.commune, address).removed == 3
    there = versions(server, database, "hamlet")
    assert len(there) == len(list(world.commune.every(Hamlet, Query(drafts=False))))
    assert not there.keys() & {deleted.id, draft.id, withdrawn.id}
    world.commune.restore(deleted)
    run(world.commune, address)
    assert deleted.id in versions(server, database, "hamlet")


def dump(server: Server, database: str) -> str:
    """Return everything the database holds as text: rows, names and comments."""
    names = [table.name for table in tables()]
    rows = [line[0] for name in names for line in server.rows(database, f"SELECT t::text FROM so_tu_phap.{name} t")]
    return "\n".join(rows)


def test_private_fields_are_never_published_not_even_from_a_register_that_has_them(
    world: World, server: Server, database: str, address: str
) -> None:
    run(world.commune, address)  # the commune's own register knows every name
    said = dump(server, database)
    assert not [secret for secret in SECRETS if secret in said]
    columns = set(
        server.rows(
            database, "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'so_tu_phap'"
        )
    )
    for table in tables():
        declared = fields_of(table.kind)
        public = set(fields_at(table.kind, DEIDENTIFIED))
        assert {name for of, name in columns if of == table.name} == {"id", "unit", *public}
        for name in public:
            if isinstance(declared[name].kind, Many):
                allowed = {part for part, field in fields_of(declared[name].kind.part).items() if not field.private}
                keys = f'SELECT DISTINCT jsonb_object_keys(jsonb_array_elements("{name}")) FROM so_tu_phap.{table.name}'
                assert {key for (key,) in server.rows(database, keys)} <= allowed
    assert not [name for name in ("route", "conflict") if (name, "id") in columns]


def test_other_declarations_write_everything_anew_at_once_and_leave_views_alone(
    world: World, server: Server, database: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(world.commune, address)
    server.rows(database, "CREATE VIEW cases AS SELECT id, unit, received_on FROM so_tu_phap.mediation_case")
    server.rows(database, "ALTER TABLE so_tu_phap.mediation_case DROP COLUMN matter")
    server.rows(database, "ALTER TABLE so_tu_phap.mediation_case ALTER COLUMN number TYPE text")
    server.rows(database, "INSERT INTO so_tu_phap.mediation_case (id, unit) VALUES ('left over', '99901')")
    source = publishing._source(world.commune)
    monkeypatch.setattr(publishing, "_source", lambda _: dataclasses.replace(source, layout="another"))
    done = run(world.commune, address)
    assert done.anew
    assert done.written == count(server, database, "mediation_case") + sum(
        count(server, database, table.name) for table in tables() if table.name != "mediation_case"
    )
    assert server.rows(database, "SELECT count(*) FROM cases") == [(15,)]
    assert server.rows(database, "SELECT DISTINCT pg_typeof(number)::text FROM so_tu_phap.mediation_case") == [
        ("bigint",)
    ]
    matters = server.rows(database, "SELECT count(matter) FROM so_tu_phap.mediation_case")
    assert matters == [(len([case for case in world.commune.every(MediationCase) if case.matter]),)]
    assert not run(world.commune, address).anew


def test_a_run_that_starts_over_and_breaks_leaves_the_old_state(
    world: World, server: Server, database: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(world.commune, address)
    source = publishing._source(world.commune)
    monkeypatch.setattr(publishing, "_source", lambda _: dataclasses.replace(source, replica="0123456789abcdef-2"))
    server.rows(database, "ALTER TABLE so_tu_phap.publication ADD CHECK (replica NOT LIKE '%-2')")
    with pytest.raises(psycopg.errors.CheckViolation):
        run(world.commune, address)
    assert count(server, database, "mediation_case") == 15


def test_a_schema_belongs_to_one_register(world: World, server: Server, database: str, address: str) -> None:
    run(world.commune, address)
    with pytest.raises(Problem, match="đang giữ số liệu của xã Sen Vàng"):
        run(world.province, address)
    run(world.province, address, schema="so_tinh")
    assert server.rows(database, "SELECT unit FROM so_tinh.publication") == [("92",)]


def test_two_runs_at_once_do_not_mix(world: World, address: str) -> None:
    with opened_target(address, "so_tu_phap") as target:
        publish(world.commune, target)
        with pytest.raises(Problem, match="đang chạy"):
            run(world.commune, address)


def test_a_user_who_may_only_write_into_a_prepared_schema_can_publish(
    world: World, server: Server, database: str
) -> None:
    server.rows(database, "CREATE ROLE writer LOGIN")
    with pytest.raises(Problem, match="permission denied"):
        run(world.commune, server.address(database, "writer"))
    server.rows(database, "CREATE SCHEMA so_tu_phap AUTHORIZATION writer")
    assert run(world.commune, server.address(database, "writer")).written


def test_an_address_that_leads_nowhere_is_a_problem_and_no_password_is_told(world: World, server: Server) -> None:
    for wrong in (server.address("nowhere", password="bi-mat-123"), "postgresql://stp:bi-mat-123@127.0.0.1:1/x"):
        with pytest.raises(Problem) as told:
            run(world.commune, wrong)
        assert "bi-mat-123" not in str(told.value)
    with pytest.raises(Problem, match="không đúng dạng"):
        run(world.commune, "postgresql://stp@h/x?no_such_option=1")
    with pytest.raises(Problem, match="lược đồ"):
        run(world.commune, server.address("postgres"), schema="Số liệu")


def test_a_password_beside_the_address_is_the_one_that_is_sent(server: Server) -> None:
    address = server.address("postgres", password="cũ")
    with psycopg.connect(address) as plain, opened_target(address, "so_tu_phap", "bí mật 123") as target:
        assert isinstance(target, postgres.Database)
        assert (plain.info.password, target.connection.info.password) == ("cũ", "bí mật 123")


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql://db.tinh.gov.vn/x", "require"),
        ("postgresql://db.tinh.gov.vn/x?sslmode=verify-full", None),
        ("postgresql://127.0.0.1/x", None),
        ("postgresql:///x?host=/run/postgresql", None),
    ],
)
def test_the_way_to_another_machine_is_encrypted_unless_the_address_says_otherwise(
    address: str, mode: str | None
) -> None:
    assert postgres._safely(address).get("sslmode") == mode


def test_every_question_of_the_description_has_an_answer(
    world: World, server: Server, database: str, address: str
) -> None:
    carry(world)
    run(world.province, address)
    text = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text("utf-8")
    questions = [part.partition("```")[0] for part in text.split("```sql\n")[1:]]
    assert len(questions) >= 4
    for question in questions:
        assert server.rows(database, question)


def test_labels_and_words_of_codes_stand_beside_the_data(
    world: World, server: Server, database: str, address: str
) -> None:
    run(world.commune, address)
    label = "SELECT col_description('so_tu_phap.mediation_case'::regclass, attnum) FROM pg_attribute "
    where = "WHERE attrelid = 'so_tu_phap.mediation_case'::regclass AND attname = 'received_on'"
    assert server.rows(database, label + where) == [("Ngày tiếp nhận",)]
    words = dict(
        server.rows(
            database,
            """SELECT code, words FROM so_tu_phap.code_word
               WHERE ("table", "column", part) = ('mediation_case', 'state', '')""",
        )
    )
    assert words == dict(CASE_STATES)
