"""People for the story, in the database that JIFEN_VAR names: run once, before its server starts."""

import django

django.setup()

from tests.jifen_service.casework.world import make_world  # noqa: E402

from jifen_service.accounts.models import Centre  # noqa: E402

PASSWORD = "a-story-of-july"


def main() -> None:
    # The story brings its own two centres; the shipped ones have the same names.
    Centre.objects.all().delete()
    for person in make_world().people.values():
        if person.user is not None:
            person.user.set_password(PASSWORD)
            person.user.save()


if __name__ == "__main__":
    main()
