"""Django's settings, by environment, safe when nothing is set. docs/operations.md lists the variables."""

from datetime import timedelta
from pathlib import Path

from jifen_service.config import assets, environment

PACKAGE = Path(__file__).resolve().parent.parent
VAR = environment.var_folder()

DEBUG = environment.flag("JIFEN_DEBUG")
SECRET_KEY = environment.secret_key(VAR)
ALLOWED_HOSTS = environment.names("JIFEN_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "ninja",
    "jifen_service.config.apps.ConfigApp",
    "jifen_service.portal",
]
MIDDLEWARE = [
    "jifen_service.config.middleware.security_headers",
    "jifen_service.config.middleware.known_host",
    "jifen_service.config.middleware.body_limit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jifen_service.config.middleware.PageCompression",
    "jifen_service.config.middleware.PageLanguage",
]
ROOT_URLCONF = "jifen_service.config.urls"
WSGI_APPLICATION = "jifen_service.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR / "jifen.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- language and time: Chinese without a prefix, English under /en/ -------------------------------------
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- static files: hashed and compressed once, then served by whitenoise ----------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = assets.folder_for(VAR / "static", STATICFILES_DIRS)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- what comes in, what goes out --------------------------------------------------------------------------
BODY_LIMIT = 1_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT
FILE_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT
# The exact self-test sends a month-by-month record of a whole working life, seven fields a run.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
PERMISSIONS = ("camera", "geolocation", "microphone", "payment", "usb")
CONTENT_SECURITY = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# Our own middleware sets the headers that these ask for; a form's token guards what a form changes,
# and no form here changes anything.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002", "security.W003"]
HTTPS = environment.flag("JIFEN_HTTPS")
HSTS_AGE = timedelta(days=365) if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

# --- logging: never a body, never a query string; Django names the path alone -------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # 404s of strangers' scanners are not news.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
