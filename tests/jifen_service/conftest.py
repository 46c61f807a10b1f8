"""Django is set up for the platform's tests alone; the engine's run without it."""

import django

django.setup()
