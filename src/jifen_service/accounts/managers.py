"""Making accounts: by user name, or by mobile number at the first sign-in."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager

from jifen_service.vault import keyed_hash

if TYPE_CHECKING:
    from jifen_service.accounts.models import User

_NAME_BYTES = 8


class UserManager(BaseUserManager["User"]):
    """Accounts are found by user name and by the keyed hash of the mobile number."""

    use_in_migrations = True

    def create_user(self, username: str = "", password: str | None = None, **fields: Any) -> User:
        """Make an account; without a user name it gets a random one, without a password it has none."""
        user = self.model(username=username or f"u{secrets.token_hex(_NAME_BYTES)}", **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Make an account with every permission of Django's; roles come from memberships all the same."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)

    def with_phone(self, phone: str) -> User | None:
        """The account whose mobile number this is, verified or not."""
        return self.filter(phone_key=keyed_hash(phone)).first()
