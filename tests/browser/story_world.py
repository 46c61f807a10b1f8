"""People for the story, in the database that JIFEN_VAR names: run once, before its server starts."""

import django

django.setup()

from tests.jifen_service.casework.world import make_world  # noqa: E402

PASSWORD = "a-story-of-july"


def main() -> None:
    for person in make_world().people.values():
        if person.user is not None:
            person.user.set_password(PASSWORD)
            person.user.save()


if __name__ == "__main__":
    main()
