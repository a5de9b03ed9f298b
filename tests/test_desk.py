"""A desk is found, made and read; what is wrong in its settings is named with its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from contested.desk import (
    BriefSettings,
    Desk,
    Settings,
    TableSettings,
    Thresholds,
    WatchSettings,
    create_desk,
    find_desk,
    known_keys,
    open_desk,
    reader_keys,
    table_keys,
)
from contested.errors import SettingsError
from contested.extract.readers.endpoint import EndpointSettings

REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "desk-toml.md"
WATCH = "name = 'A'\ntheatre = 'b'\n[[watch]]\nurl = 'https://a.example/'\n[[watch]]\nurl = 'https://b.example/'\n"
NAMED = 'name = "A"\ntheatre = "b"\n'
REQUIRED_OR_NONE = {
    "name",
    "theatre",
    "sources",
    "tiles",
    "brief.rephrase_url",
    "brief.model",
    "brief.key_env",
    "fetch.contact",
    "fetch.user_agent",
    "watch.url",
    "watch.kind",
    "second_reader.kind",
    "second_reader.url",
    "second_reader.model",
    "second_reader.key_env",
    *(f"tables.NAME.{key}" for key in TableSettings.__struct_fields__ if key != "columns"),
}
SECOND = NAMED + "[second_reader]\nkind = 'endpoint'\n"
BRIEF = NAMED + "[brief]\nrephrase_url = 'http://models.example/v1'\n"
LOCAL = SECOND + "url = 'http://localhost:8080/v1'\n"


def write_desk(folder: Path, text: str) -> Path:
    file = folder / "desk.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "name", ["Lower Ford", 'The "mill" desk', "back\\slash", "Млин\nіз рядком", "{braces}"]
)
@pytest.mark.parametrize("synthetic", [True, False])
def test_a_new_desk_holds_what_was_asked_for(tmp_path: Path, name: str, synthetic: bool) -> None:
    desk = create_desk(tmp_path / "new" / "desk", name, "composed", synthetic)
    assert desk.settings == Settings(name=name, theatre="composed", synthetic=synthetic)
    assert desk == open_desk(tmp_path / "new" / "desk")


def test_a_desk_is_not_made_twice(tmp_path: Path) -> None:
    create_desk(tmp_path, "First", "composed")
    with pytest.raises(SettingsError, match="is a desk already"):
        create_desk(tmp_path, "Second", "composed")
    assert open_desk(tmp_path).settings.name == "First"


def test_the_nearest_desk_upwards_is_found(tmp_path: Path) -> None:
    outer = create_desk(tmp_path, "Outer", "composed")
    inner = create_desk(tmp_path / "a" / "b", "Inner", "composed")
    (tmp_path / "a" / "b" / "c" / "d").mkdir(parents=True)
    assert find_desk(tmp_path / "a" / "b" / "c" / "d") == find_desk(inner.folder) == inner
    assert find_desk(tmp_path / "a") == outer


@pytest.mark.parametrize("look", [find_desk, open_desk])
def test_no_desk_says_how_to_make_one(tmp_path: Path, look: object) -> None:
    assert callable(look)
    with pytest.raises(SettingsError, match="contested new"):
        look(tmp_path)


@pytest.mark.parametrize(
    ("database", "expected"),
    [
        ("ledger.sqlite", Path("/desks/one/ledger.sqlite")),
        ("/elsewhere/l.sqlite", Path("/elsewhere/l.sqlite")),
        ("postgresql://host/db", "postgresql://host/db"),
    ],
)
def test_parts_of_a_desk(database: str, expected: Path | str) -> None:
    desk = Desk(Path("/desks/one"), Settings(name="A", theatre="b", database=database))
    assert desk.database == expected
    assert (desk.archive, desk.site) == (Path("/desks/one/archive"), Path("/desks/one/site"))


def test_every_setting_is_read(tmp_path: Path) -> None:
    write_desk(
        tmp_path,
        NAMED + 'synthetic = true\ndatabase = "x.db"\ndelay_hours = 0\nlanguages = ["uk", "en"]\n'
        'tiles = "https://tiles.example/style.json"\ncredits = ["A mapmaker"]\n'
        "[thresholds]\nstate_at = 0.75\nclaim_score = 0\n"
        "[brief]\nrephrase_url = 'http://localhost:9/v1'\nmodel = 'large'\nkey_env = 'BRIEF_KEY'\ntimeout = 5\n"
        "[second_reader]\nkind = 'endpoint'\nurl = 'https://models.example/v1/chat/completions'\n"
        "model = 'small'\nkey_env = 'MODELS_KEY'\ntimeout = 30\n",
    )
    assert open_desk(tmp_path).settings == Settings(
        name="A",
        theatre="b",
        synthetic=True,
        database="x.db",
        delay_hours=0,
        languages=("uk", "en"),
        tiles="https://tiles.example/style.json",
        credits=("A mapmaker",),
        thresholds=Thresholds(state_at=0.75, claim_score=0.0),
        brief=BriefSettings(
            rephrase_url="http://localhost:9/v1", model="large", key_env="BRIEF_KEY", timeout=5
        ),
        second_reader=EndpointSettings(
            url="https://models.example/v1/chat/completions", model="small", key_env="MODELS_KEY", timeout=30
        ),
    )


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (NAMED + "\nsynthetik = true\n", 4, "unknown key 'synthetik'; did you mean 'synthetic'?"),
        (NAMED + "# synthetik\n'synthetik' = true\n", 4, "unknown key 'synthetik'"),
        (NAMED + "zzz = 1\n", 3, "unknown key 'zzz'; known keys are name, theatre,"),
        (NAMED + "claim_scor = 0.4\n", 3, "did you mean 'thresholds.claim_score'?"),
        (NAMED + "[thresholds]\nclaim_score = 0.4\nname = 'A'\n", 5, "unknown key 'thresholds.name'"),
        (NAMED + "[ thresholds ]\nstates_at = 0.4\n", 4, "did you mean 'thresholds.state_at'?"),
        (NAMED + "thresholds.states_at = 0.4\n", 3, "did you mean 'thresholds.state_at'?"),
        (NAMED + "thresholds = {states_at = 0.4}\n", 3, "did you mean 'thresholds.state_at'?"),
        (NAMED + "[treshold]\nstate_at = 0.5\n", 3, "unknown key 'treshold'; did you mean 'thresholds'?"),
        (NAMED + "[[voices]]\nurl = 'a'\n", 3, "unknown key 'voices'"),
        (NAMED + "delay_hours = '24'\n", 3, "'delay_hours': Expected `int`, got `str`"),
        (NAMED + "delay_hours = 8761\n", 3, "'delay_hours': Expected `int` <= 8760"),
        (NAMED + "delay_hours = -1\n", 3, "'delay_hours': Expected `int` >= 0"),
        (NAMED + "delay_hours = 1.5\n", 3, "'delay_hours': Expected `int`, got `float`"),
        (NAMED + "synthetic = 1\n", 3, "'synthetic': Expected `bool`, got `int`"),
        (NAMED + "\n\ncredits = [\n  'one',\n  2,\n]\n", 5, "'credits': Expected `str`, got `int`"),
        (NAMED + "[thresholds]\n\nstate_at = 0.4\n", 5, "'thresholds.state_at': Expected `float` >= 0.5"),
        (NAMED + "[thresholds]\nstate_at = nan\n", 4, "'thresholds.state_at': Expected `float`"),
        (NAMED + "thresholds = 0.5\n", 3, "'thresholds': Expected `object`, got `float`"),
        ("name = ''\ntheatre = 'b'\n", 1, "'name': Expected `str` of length >= 1"),
        (NAMED + "name = 'B'\n", 3, "is not TOML"),
        (NAMED + "tiles = \n", 3, "is not TOML"),
        ("name = 'A'\n", None, "missing required field `theatre`"),
        (
            LOCAL + "modell = 'a'\n",
            6,
            "unknown key 'second_reader.modell'; did you mean 'second_reader.model'?",
        ),
        (LOCAL + "model = 'a'\nname = 'b'\n", 7, "unknown key 'second_reader.name'"),
        (NAMED + "[second_reder]\nkind = 'endpoint'\n", 3, "did you mean 'second_reader'?"),
        (LOCAL, 3, "'second_reader': Object missing required field `model`"),
        (NAMED + "[second_reader]\nurl = 'http://a'\n", 3, "'second_reader': kind is one of: endpoint"),
        (NAMED + "[second_reader]\nkind = 'oracle'\n", 4, "'second_reader.kind': kind is one of: endpoint"),
        (BRIEF, 3, "rephrase_url without a model"),
        (BRIEF + "model = 'a'\nkey_env = 'K'\n", 3, "a key is sent over https only"),
        (
            NAMED + "[brief]\nrephrase_url = 'https://a@b/'\nmodel = 'a'\n",
            3,
            "names no host, or holds a user's name",
        ),
        (NAMED + "[brief]\nmodle = 'a'\n", 4, "unknown key 'brief.modle'; did you mean 'brief.model'?"),
        (NAMED + "[fetch]\nallow = ['127.0.0.1']\n", 4, "'fetch.allow': Expected `str` matching"),
        (NAMED + "[fetch]\nalow = []\n", 4, "unknown key 'fetch.alow'; did you mean 'fetch.allow'?"),
        (NAMED + "[fetch]\napart = -1\n", 4, "'fetch.apart': Expected `float` >= 0"),
        (WATCH + "every = 0\n", 7, "'watch.every': Expected `int` >= 1"),
        (WATCH + "evry = 5\n", 7, "unknown key 'watch.evry'; did you mean 'watch.every'?"),
        (WATCH + "kind = 'paper'\n", 7, "'watch.kind': Invalid enum value 'paper'"),
        (NAMED + "[[watch]]\nevery = 5\n", 3, "'watch': Object missing required field `url`"),
        (NAMED + "[[watch]]\nurl = 'ftp://a'\n", 4, "'watch.url': Expected `str` matching"),
        (NAMED + "second_reader = true\n", 3, "'second_reader': Expected a table"),
        (LOCAL + "model = ' '\n", 6, "'second_reader.model': Expected `str` matching"),
        (LOCAL + "model = 'a'\ntimeout = 0\n", 7, "'second_reader.timeout': Expected `float` > 0"),
        (LOCAL + "model = 'a'\nkey_env = 'my key'\n", 7, "'second_reader.key_env': Expected `str` matching"),
        (SECOND + "url = 'ftp://a'\nmodel = 'a'\n", 5, "'second_reader.url': Expected `str` matching"),
        (SECOND + "url = 'https://me:x@a/'\nmodel = 'a'\n", 3, "'second_reader': url names no host, or"),
        (SECOND + "url = 'http://a:port/'\nmodel = 'a'\n", 3, "'second_reader': Port could not be"),
        (SECOND + "url = 'http://a/'\nmodel = 'a'\nkey_env = 'K'\n", 3, "a key is sent over https only"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(
    tmp_path: Path, text: str, line: int | None, says: str
) -> None:
    file = write_desk(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        open_desk(tmp_path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"{file}:{line}: " if line else f"{file}: ")


def test_settings_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_bytes(b'name = "\xff"\n')
    with pytest.raises(SettingsError, match=r"desk\.toml: is not UTF-8"):
        open_desk(tmp_path)


def test_the_reference_lists_every_key_with_its_default() -> None:
    rows = dict(
        re.findall(r"^\| `([\w.]+)` \| [^|]+ \| ([^|]+) \|", REFERENCE.read_text("utf-8"), re.MULTILINE)
    )
    tables = ("thresholds", "brief", "fetch", "watch", "second_reader", "tables", "tables.NAME")
    keys = known_keys() + reader_keys() + table_keys({"NAME": {}})
    assert list(rows) == [key for key in keys if key not in tables]
    second = EndpointSettings(url="http://localhost/", model="a")
    watch = (WatchSettings(url="https://a.example/"),)
    settings = Settings(name="A", theatre="b", second_reader=second, watch=watch)
    defaults = msgspec.json.decode(msgspec.json.encode(settings))
    defaults["tables.NAME"] = msgspec.json.decode(msgspec.json.encode(TableSettings(text="a")))
    (defaults["watch"],) = defaults["watch"]
    for key, shown in rows.items():
        if shown in ("required", "none"):
            assert key in REQUIRED_OR_NONE
        else:
            table, _, last = key.rpartition(".")
            expected = (defaults[table] if table else defaults)[last]
            assert tomllib.loads(f"x = {shown.strip('`')}")["x"] == expected, key


def test_the_example_of_the_reference_is_a_desk(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", REFERENCE.read_text("utf-8"), re.DOTALL)
    write_desk(tmp_path, example)
    written = msgspec.to_builtins(open_desk(tmp_path).settings)
    assert set(tomllib.loads(example)) == set(written)
