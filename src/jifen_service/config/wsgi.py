"""The WSGI entrance: `granian --interface wsgi jifen_service.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from jifen_service.config.parent import end_with

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jifen_service.config.settings")

application = get_wsgi_application()

# A worker of `jifen serve` would go on serving where its server was killed. Another server sees to its own.
if os.environ.get("JIFEN_SERVER_PID") == str(os.getppid()):
    end_with(os.getppid())
