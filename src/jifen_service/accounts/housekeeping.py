"""Tidying up (清理): accounts that a code was asked for and nobody ever opened."""

from datetime import datetime, timedelta

from jifen_service.accounts.models import User

#: how long an account may wait for the first right code of its number
WAITS = timedelta(days=1)


def forget_unproved(now: datetime) -> int:
    """Remove accounts whose number nobody proved, that have no password and no role; give how many."""
    waiting = User.objects.filter(
        phone_verified=False, last_login=None, memberships=None, date_joined__lt=now - WAITS
    )
    never_opened = [user.pk for user in waiting.exclude(phone_key=None) if not user.has_usable_password()]
    return User.objects.filter(pk__in=never_opened).delete()[0]
