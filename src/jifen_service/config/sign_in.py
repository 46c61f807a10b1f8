"""The part of the settings that is about sign-in: allauth, second factors, lock-out, sessions."""

from datetime import timedelta
from urllib.parse import urlsplit

from jifen_service.config import environment

#: proxies of ours between a client and the service, each of which appends to X-Forwarded-For
PROXY_COUNT = environment.count("JIFEN_PROXIES")
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ["username", "display_name", "phone"]}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"

# --- sessions: sealed, and ending -----------------------------------------------------------------
SESSION_ENGINE = "jifen_service.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
#: an officer's session ends after so many seconds without a request
OFFICER_IDLE_SECONDS = 30 * 60

# --- by mobile number with a code, or by user name and password -----------------------------------
ACCOUNT_ADAPTER = "jifen_service.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
# Officers have no number, so allauth must not insist; `accounts.forms.SignupForm` does.
ACCOUNT_SIGNUP_FIELDS = ["username*", "phone", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 5 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 3
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 5 * 60
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "jifen_service.accounts.forms.LoginForm",
    "signup": "jifen_service.accounts.forms.SignupForm",
    "request_login_code": "jifen_service.accounts.forms.RequestLoginCodeForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    # Beside the lock-out of one address, failures from many addresses at one account.
    "login_failed": "30/m/ip,20/h/key",
    "request_login_code": "20/m/ip,3/m/key,20/d/key",
    "verify_phone": "1/30s/key,5/m/ip,20/d/key",
    "signup": "10/m/ip",
    "change_phone": "3/m/user",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    # Codes sent to an e-mail address that somebody gives (telling).
    "confirm_email": "10/d/user",
    # Questions sent to addresses that somebody gives for the news of the rules (portal).
    "subscribe_news": "5/h/ip",
    # Codes to numbers that somebody gives to be called back, and tries at them (callbacks).
    "call_back": "5/h/ip,3/d/key",
    "call_back_again": "1/30s/key",
    "call_back_code": "20/h/ip",
}
_HAS_GATEWAY = environment.text("JIFEN_SMS_GATEWAY")
_SENDER = "telling.sms_gateway.send_now" if _HAS_GATEWAY else "accounts.sms.keep_for_demo"
#: where codes to mobile phones go: dotted path of `send(phone, text)`
SMS_SENDER = environment.text("JIFEN_SMS_SENDER") or f"jifen_service.{_SENDER}"

# --- second factors -------------------------------------------------------------------------------
MFA_ADAPTER = "jifen_service.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "沪积分"
MFA_TOTP_TOLERANCE = 1

# --- the city's own sign-in, or any other OpenID Connect provider ---------------------------------
PROVIDER = environment.provider("JIFEN_OIDC")
PROVIDER_ORIGINS: list[str] = []
if PROVIDER:
    _server = urlsplit(PROVIDER["server_url"])
    PROVIDER_ORIGINS = [f"{_server.scheme}://{_server.netloc}"]
SOCIALACCOUNT_ADAPTER = "jifen_service.accounts.adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile"],
        "APPS": [
            {
                "provider_id": PROVIDER["provider_id"],
                "name": PROVIDER["name"],
                "client_id": PROVIDER["client_id"],
                "secret": PROVIDER["secret"],
                "settings": {"server_url": PROVIDER["server_url"]},
            }
        ]
        if PROVIDER
        else [],
    }
}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_QUERY_EMAIL = False

# --- lock-out of an account for an address after failures -----------------------------------------
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "jifen_service.accounts.lockout.who"
AXES_CLIENT_IP_CALLABLE = "jifen_service.accounts.lockout.address"
AXES_CLIENT_STR_CALLABLE = "jifen_service.accounts.lockout.described"
AXES_LOCKOUT_CALLABLE = "jifen_service.accounts.lockout.response"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "phone", "password", "code"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
