"""What the platform's tests share: an empty vault, a cache without memory, people with memberships."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from tests.jifen_service.log_watch import watched

from jifen_service.accounts.models import Centre, Employer, Membership, User
from jifen_service.accounts.roles import Role
from jifen_service.config import clock

PASSWORD = "a-long-enough-secret"
SINCE = date(2020, 1, 1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory) -> None:
    """SQLite gets a file of its own for each process, and need not force tests' data to the disk."""
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


@pytest.fixture(autouse=True)
def chinese() -> None:
    """A request in English leaves its language behind, which a test's own `reverse` would take up."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def vault_folder(settings, tmp_path: Path) -> Path:
    """A vault of the test's own."""
    settings.VAULT_FILES = tmp_path / "vault"
    return settings.VAULT_FILES


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """A password is checked in no time; which function hashes it is Django's business, not ours."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[list[str]]:
    """No number of a person is logged, whatever a test does."""
    with watched() as found:
        yield found
    assert found == []


@pytest.fixture
def clean_cache(db: None) -> None:
    """No rate limit has begun to count."""
    cache.clear()


@pytest.fixture
def centre(db: None) -> Centre:
    return Centre.objects.create(district="奉贤区", code="FX", name="奉贤区人才服务中心")


@pytest.fixture
def employer(centre: Centre) -> Employer:
    return Employer.objects.create(
        credit_code="91310120MA1HXXXX0A",
        name="上海晨星软件有限公司",
        centre=centre,
        status=Employer.Status.VERIFIED,
        created_at=clock.now(),
    )


@pytest.fixture
def make_person(db: None):
    """`make_person("window", Role.WINDOW, centre=centre)`: an account, with a membership or none."""

    def make(name: str, role: Role | None = None, **place: object) -> User:
        user = User.objects.create_user(name, PASSWORD, display_name=f"{name}某")
        if role is not None:
            Membership.objects.create(user=user, role=role, since=SINCE, **place)
        return user

    return make
