"""Django settings. Everything that differs between installations comes through `config.env`."""

import os
from datetime import datetime
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from shanyu.config import env
from shanyu.kernel.clock import set_clock

PACKAGE = Path(__file__).resolve().parent.parent
SHANYU_HOME = env.home()

DEBUG = env.flag("SHANYU_DEBUG")
DEMO = env.flag("SHANYU_DEMO")
SECRET_KEY = env.secret_key(SHANYU_HOME)
ALLOWED_HOSTS = env.words("SHANYU_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.words("SHANYU_ORIGINS")

SHANYU_KEYS = env.text("SHANYU_KEYS")
SHANYU_KEY_FILE = SHANYU_HOME / "keys" / "keyring.json"
SHANYU_TILE_URL = env.text("SHANYU_TILE_URL")
SHANYU_TILE_DATUM = env.text("SHANYU_TILE_DATUM", "WGS84")
SHANYU_METRICS_TOKEN = env.text("SHANYU_METRICS_TOKEN")
SHANYU_URL = env.text("SHANYU_URL") or (CSRF_TRUSTED_ORIGINS or ["http://127.0.0.1:8000"])[0]

# Messages that leave the house
_mail = env.mail_server()
SHANYU_MAIL = bool(_mail)
EMAIL_HOST, EMAIL_PORT = _mail.get("host", "localhost"), _mail.get("port", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("user", ""), _mail.get("password", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("tls") == "starttls", _mail.get("tls") == "ssl"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _mail.get("from", "webmaster@localhost")
SHANYU_PUSH_HOSTS = env.words("SHANYU_PUSH_HOSTS") or [
    "fcm.googleapis.com",
    "*.push.services.mozilla.com",
    "*.push.apple.com",
    "*.notify.windows.com",
]
SHANYU_VAPID_FILE = SHANYU_HOME / "keys" / "vapid.pem"
SHANYU_SMS = env.text("SHANYU_SMS")
SHANYU_HEALTH_DEPARTMENT = env.text("SHANYU_HEALTH_DEPARTMENT")
SHANYU_CERTIFICATES_DEPARTMENT = env.text("SHANYU_CERTIFICATES_DEPARTMENT")
SHANYU_TRANSLATOR = env.text("SHANYU_TRANSLATOR")

INSTALLED_APPS = [
    "shanyu.ui",
    "shanyu.faces.public",
    "shanyu.faces.account",
    "shanyu.faces.family",
    "shanyu.faces.carer",
    "shanyu.faces.provider",
    "shanyu.faces.station",
    "shanyu.faces.host",
    "shanyu.faces.authority",
    "shanyu.faces.api",
    "shanyu.demo",
    "shanyu.domain.programmes",
    "shanyu.domain.weekly",
    "shanyu.domain.care",
    "shanyu.domain.protection",
    "shanyu.domain.agreements",
    "shanyu.domain.enrolment",
    "shanyu.domain.health",
    "shanyu.domain.stations",
    "shanyu.domain.booking",
    "shanyu.domain.messaging",
    "shanyu.domain.providers",
    "shanyu.domain.people",
    "shanyu.domain.regions",
    "shanyu.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "shanyu.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shanyu.ui.content_policy.ContentPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shanyu.ui.pages.DoorMiddleware",
]

ROOT_URLCONF = "shanyu.config.urls"
WSGI_APPLICATION = "shanyu.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "shanyu.ui.context.ui",
            ],
        },
    }
]

DATABASES = {"default": env.database(os.environ.get("DATABASE_URL") or "postgresql://shanyu@/shanyu")}
if env.text("SHANYU_TEST_DB"):
    DATABASES["default"]["TEST"] = {"NAME": env.text("SHANYU_TEST_DB")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shanyu_cache",
    }
}

# People and sign-in
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["shanyu.faces.account.backends.AccountBackend"]
ACCOUNT_ADAPTER = "shanyu.faces.account.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/300s/key", "signup": "20/m/ip"}
ACCOUNT_FORMS = {
    "login": "shanyu.faces.account.forms.SignInForm",
    "signup": "shanyu.faces.account.forms.SignUpForm",
    "change_password": "shanyu.faces.account.forms.PasswordChangeForm",
    "set_password": "shanyu.faces.account.forms.PasswordSetForm",
    "reauthenticate": "shanyu.faces.account.forms.PasswordAgainForm",
}
MFA_ADAPTER = "shanyu.faces.account.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "善育 Shanyu"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "shanyu.faces.account.forms.CodeForm",
    "reauthenticate": "shanyu.faces.account.forms.CodeAgainForm",
    "activate_totp": "shanyu.faces.account.forms.FirstCodeForm",
    "add_webauthn": "shanyu.faces.account.forms.PasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "shanyu.faces.account.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "sso"
SINGLE_SIGN_ON = env.identity_providers()
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile", "phone"],
        "APPS": SINGLE_SIGN_ON,
    }
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/account/home/"
LOGOUT_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "shanyu.ui.errors.csrf_failure"

# Sessions and cookies
SESSION_ENGINE = "shanyu.domain.people.sessions"
SESSION_COOKIE_NAME = "shanyu_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("SHANYU_HTTPS")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("SHANYU_HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

_tile_origin = ["/".join(SHANYU_TILE_URL.split("/")[:3])] if SHANYU_TILE_URL else []
_sign_on_origins = ["/".join(app["settings"]["server_url"].split("/")[:3]) for app in SINGLE_SIGN_ON]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_tile_origin],
        "connect-src": [SELF, *_tile_origin],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *env.words("SHANYU_FORM_ORIGINS"), *_sign_on_origins],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
USE_I18N = True
FORMAT_MODULE_PATH = ["shanyu.config.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = SHANYU_HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": SHANYU_HOME / "uploads", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if env.flag("SHANYU_PLAIN_STATIC")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = env.flag("SHANYU_PLAIN_STATIC")
if env.text("SHANYU_S3_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.text("SHANYU_S3_BUCKET"),
            "default_acl": None,
            "querystring_auth": True,
        },
    }
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("SHANYU_LOG_LEVEL", "WARNING")},
}

# Journeys and trainings stand on a day of their own; anything else runs on the machine's clock.
if env.text("SHANYU_CLOCK"):
    set_clock(datetime.fromisoformat(env.text("SHANYU_CLOCK")))
