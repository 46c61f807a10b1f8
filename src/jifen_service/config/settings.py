"""Django's settings, by environment, safe when nothing is set. docs/operations.md lists the variables."""

from datetime import timedelta
from pathlib import Path

from jifen_service.config import assets, environment, sign_in
from jifen_service.config.database import database
from jifen_service.config.sign_in import *  # noqa: F403  the part of the settings that is about sign-in
from jifen_service.config.telling import *  # noqa: F403  the part that is about messages to people

PACKAGE = Path(__file__).resolve().parent.parent
VAR = environment.var_folder()

DEBUG = environment.flag("JIFEN_DEBUG")
SECRET_KEY = environment.secret_key(VAR)
ALLOWED_HOSTS = environment.names("JIFEN_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "jifen_service.config.apps.ConfigApp",
    "jifen_service.vault",
    "jifen_service.audit",
    "jifen_service.accounts",
    "jifen_service.casework",
    "jifen_service.populations",
    "jifen_service.lawdrafts.apps.LawDraftsConfig",
    "jifen_service.registries",
    "jifen_service.notices.apps.NoticesApp",
    "jifen_service.telling",
    "jifen_service.employers",
    "jifen_service.forms",
    "jifen_service.portal",
    "jifen_service.applicants",
    "jifen_service.callbacks",
    "jifen_service.demo",
    "jifen_service.centres",
    "jifen_service.city",
]
MIDDLEWARE = [
    "jifen_service.config.middleware.security_headers",
    "jifen_service.config.middleware.known_host",
    "jifen_service.config.middleware.no_null_characters",
    "jifen_service.config.middleware.BodyLimit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jifen_service.config.middleware.PageCompression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jifen_service.config.middleware.PageLanguage",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jifen_service.accounts.middleware.WhoIsIt",
    "axes.middleware.AxesMiddleware",
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
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jifen_service.accounts.context.who",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
DATABASES = {"default": database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits count across processes, so the cache is one for all of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "jifen_cache",
        "KEY_FUNCTION": "jifen_service.vault.hashing.cache_key",
    },
}
# Comparisons of whole populations have a queue, and a process, of their own.
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "populations"]},
}

# --- the law: what is published on this platform lies here, over the shipped law ---------------------------
LAW_FOLDER = Path(environment.text("JIFEN_LAW_FOLDER") or VAR / "law").expanduser()

# --- the vault: keys newest first, and a folder that nothing serves ---------------------------------------
VAULT_KEYS = environment.vault_keys(VAR)
VAULT_HASH_KEY = environment.vault_hash_key(VAR)
VAULT_FILES = VAR / "vault"
# Asked about every file handed in: content and media type go in, what was found comes out, "" for nothing.
UPLOAD_SCANNER = environment.text("JIFEN_UPLOAD_SCANNER")

# --- the notices: who signs them (PKCS#12), where they say that they can be verified ------------------------
NOTICE_KEY_FILE = environment.text("JIFEN_NOTICE_KEY")
NOTICE_KEY_PASSPHRASE = environment.text("JIFEN_NOTICE_PASSPHRASE")
NOTICE_TIMESTAMP_URL = environment.text("JIFEN_NOTICE_TIMESTAMP")
NOTICE_TRUST = environment.names("JIFEN_NOTICE_TRUST", [])
# An address that asked for so many codes that do not exist waits, from the first of them on, for so long.
NOTICE_MISSES, NOTICE_MISSES_WITHIN = 12, timedelta(minutes=10)
PUBLIC_URL = environment.text("JIFEN_PUBLIC_URL").rstrip("/")

# --- populations: tables that the operator lays on this server, what a comparison may use ------------------
POPULATIONS = Path(environment.text("JIFEN_POPULATIONS") or VAR / "populations")
POPULATIONS_MEMORY = environment.text("JIFEN_POPULATIONS_MEMORY") or "2500MB"

# --- a demonstration: sample accounts on the sign-in page, codes shown, a clock that can be moved ---------
DEMO = environment.flag("JIFEN_DEMO")
CLOCK_FILE = environment.text("JIFEN_CLOCK_FILE")

# --- which register serves which check; nothing named: by hand. A demonstration brings its own ------------
_SANDBOX = DEMO and environment.text("JIFEN_SANDBOX_PORT")
REGISTRIES = environment.text("JIFEN_REGISTRIES") or (
    PACKAGE / "demo" / "registries.yaml" if _SANDBOX else ""
)

# --- who runs this installation, as the home page says it --------------------------------------------------
OPERATOR = environment.text("JIFEN_OPERATOR")

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
# For a view that says so (`accounts.uploads.takes_uploads`): one file of 20 MB and what surrounds it.
UPLOAD_BODY_LIMIT = 21_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT
# An upload stays in memory until it is sealed; a temporary file would lie on the disk in clear.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_BODY_LIMIT
# The exact self-test sends a month-by-month record of a whole working life, seven fields a run.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
PERMISSIONS = ("camera", "geolocation", "microphone", "payment", "usb")
CONTENT_SECURITY = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    # Browsers hold a form's redirects to this too, so the city's own sign-in must be named.
    "form-action": " ".join(["'self'", *sign_in.PROVIDER_ORIGINS]),
    "frame-ancestors": "'none'",
}
# Our own middleware sets the headers that these ask for.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002"]
HTTPS = environment.flag("JIFEN_HTTPS")
HSTS_AGE = timedelta(days=365) if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-jifen" if HTTPS else "jifen"
CSRF_COOKIE_NAME = "__Host-jifen-csrf" if HTTPS else "jifen-csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

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
        # It would list the characters of every form that is printed.
        "fontTools": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # It tells the address of every call; a look-up says itself how it went.
        "httpx": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # It says of each sign-in that it found nothing to do.
        "axes": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
