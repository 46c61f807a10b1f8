"""Addresses of sign-in: of allauth's those that we offer. There is no e-mail here, so none of those pages.

Each name stands here with its rule, as allauth's views carry none of ours. What else a page needs, such as
a recent password, allauth itself sees to.
"""

from allauth.account.urls import urlpatterns as account
from allauth.mfa.urls import urlpatterns as second_factor
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect.urls import urlpatterns as openid_connect
from allauth.usersessions.urls import urlpatterns as sessions
from django.urls import include, path

#: pages for who is about to sign in
OPEN = frozenset({
    "account_login", "account_logout", "account_inactive", "account_signup", "account_request_login_code",
    "account_confirm_login_code", "account_verify_phone", "mfa_authenticate", "mfa_login_webauthn",
    "openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled",
    "socialaccount_login_error", "socialaccount_signup",
})  # fmt: skip
#: pages of who has signed in
SIGNED_IN = frozenset({
    "account_reauthenticate", "account_change_password", "account_set_password", "account_change_phone",
    "mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "usersessions_list",
})  # fmt: skip

urlpatterns = [
    *(pattern for pattern in account if pattern.name in OPEN | SIGNED_IN),
    path("second-factor/", include(second_factor)),
    path("sessions/", include(sessions)),
    *openid_connect,
    path("provider/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("provider/error/", provider.login_error, name="socialaccount_login_error"),
    path("provider/signup/", provider.signup, name="socialaccount_signup"),
]
