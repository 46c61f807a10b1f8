"""The WSGI entrance: `granian --interface wsgi jifen_service.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jifen_service.config.settings")

application = get_wsgi_application()
