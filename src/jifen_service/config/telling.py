"""The part of the settings that is about messages to people: the SMS gateway, its limits, e-mail."""

from jifen_service.config import environment

# --- SMS: a gateway over HTTP; none set means none sent, except in a demonstration, which has its own ------
SMS_GATEWAY = environment.text("JIFEN_SMS_GATEWAY")
SMS_TOKEN = environment.text("JIFEN_SMS_TOKEN")
#: the signature (签名) that the operator registered
SMS_SIGN = environment.text("JIFEN_SMS_SIGN") or "沪积分"
#: the operator's template of free text, for codes at sign-in
SMS_PLAIN_TEMPLATE = environment.text("JIFEN_SMS_PLAIN_TEMPLATE") or "plain"
#: hours of Shanghai's clock in which nothing goes out by SMS
SMS_QUIET = environment.hours("JIFEN_SMS_QUIET", "21:00-08:00")
#: messages a day to one number, and in all
SMS_DAILY_PER_NUMBER = environment.count("JIFEN_SMS_DAILY_PER_NUMBER") or 10
SMS_DAILY = environment.count("JIFEN_SMS_DAILY") or 50_000

# --- e-mail: smtp://user:password@host:port, smtps:// for TLS from the start -------------------------------
EMAIL = environment.mail("JIFEN_EMAIL_URL")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL else 'dummy'}.EmailBackend"
EMAIL_HOST = EMAIL.get("host", "")
EMAIL_PORT = EMAIL.get("port", 0)
EMAIL_HOST_USER = EMAIL.get("user", "")
EMAIL_HOST_PASSWORD = EMAIL.get("password", "")
EMAIL_USE_SSL = EMAIL.get("scheme") == "smtps"
EMAIL_USE_TLS = EMAIL.get("scheme") == "smtp+tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("JIFEN_EMAIL_FROM") or "jifen@localhost"
