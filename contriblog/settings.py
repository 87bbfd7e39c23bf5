"""Django's settings: one file, and the environment decides.

Every variable that is read here stands in docs/configuration.md.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

from contriblog import env, logs

BASE_DIR = Path(__file__).resolve().parent.parent
env.read_dotenv(BASE_DIR / ".env")

# --- What this installation is -----------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
SITE_URL = env.text("CONTRIBLOG_SITE_URL", "http://localhost:8000").rstrip("/")
SITE_IS_HTTPS = SITE_URL.startswith("https://")
SITE_NOTICE = env.text("CONTRIBLOG_NOTICE")  # a line shown on top of every page
SIGNUPS = env.text("CONTRIBLOG_SIGNUPS", "open")  # open | closed
SYNC_INTERVAL = env.seconds("CONTRIBLOG_SYNC_INTERVAL", "6h")  # seconds
METRICS_TOKEN = env.text("CONTRIBLOG_METRICS_TOKEN")  # who shows it may read /metrics
SYNCS_AT_ONCE = env.count("CONTRIBLOG_SYNCS_AT_ONCE", "20")  # over all workers
DOCUMENTS_AT_ONCE = env.count("CONTRIBLOG_DOCUMENTS_AT_ONCE", "1")  # over all workers
SOURCE_URL = env.text("CONTRIBLOG_SOURCE_URL")  # where this installation's source can be read

SECRET_KEY = env.text("SECRET_KEY")
TOKEN_KEYS = env.words("CONTRIBLOG_TOKEN_KEYS")  # "id:base64 of 32 bytes"; the first one encrypts
_SECRET_KEY_LENGTH = 32  # characters
if len(SECRET_KEY) < _SECRET_KEY_LENGTH:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing or shorter than 32 characters. Make one with "
        "`python -c 'import secrets; print(secrets.token_urlsafe(50))'`."
    )
if not TOKEN_KEYS:
    raise ImproperlyConfigured(
        "CONTRIBLOG_TOKEN_KEYS is missing: the key that encrypts GitHub tokens. Make one with "
        "`echo k1:$(head -c 32 /dev/urandom | base64)`."
    )
if SIGNUPS not in {"open", "closed"}:
    raise ImproperlyConfigured(f"CONTRIBLOG_SIGNUPS is {SIGNUPS!r}; it can be open or closed.")

_site_host = urlsplit(SITE_URL).hostname or "localhost"
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or [_site_host, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS") or [SITE_URL]

# --- GitHub ------------------------------------------------------------------------------------
# https://docs.github.com/en/enterprise-server@latest/graphql/guides/forming-calls-with-graphql

GITHUB_URL = env.text("GITHUB_URL", "https://github.com").rstrip("/")
_is_github_com = GITHUB_URL == "https://github.com"
GITHUB_API_URL = "https://api.github.com" if _is_github_com else f"{GITHUB_URL}/api/v3"
GITHUB_GRAPHQL_URL = (
    "https://api.github.com/graphql" if _is_github_com else f"{GITHUB_URL}/api/graphql"
)
GITHUB_CLIENT_ID = env.text("GITHUB_CLIENT_ID")
GITHUB_CLIENT_SECRET = env.text("GITHUB_CLIENT_SECRET")
GITHUB_TOKEN = env.text("GITHUB_TOKEN")  # a log of one's own without an OAuth app; loopback only
BIND_HOST = env.text("CONTRIBLOG_BIND", "127.0.0.1")  # what the web server listens on

# --- The application ---------------------------------------------------------------------------

ROOT_URLCONF = "contriblog.urls"
WSGI_APPLICATION = "contriblog.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, which templates/django/forms overrides
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "accounts.github_provider",
    "csp",
    "django_htmx",
    "template_partials",
    "accounts",
    "tracker",
]
MIDDLEWARE = [
    "contriblog.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.KeepPrivateMiddleware",
    "accounts.middleware.TimeZoneMiddleware",
    "contriblog.errors.NotFoundMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "contriblog.context.site",
            ],
            "builtins": ["tracker.templatetags.icons", "template_partials.templatetags.partials"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Storage -----------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", "postgresql:///contriblog")}
DATABASES["default"]["CONN_MAX_AGE"] = 10 * 60  # seconds; the page that opens one takes 4 ms longer
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A connection that broke without a word is an error within seconds, not a thread that waits.
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 3,  # seconds
    "keepalives_idle": 30,  # seconds
    "keepalives_interval": 10,  # seconds
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
    # A process that is frozen in the middle of a write holds its rows no longer than this.
    "options": "-c idle_in_transaction_session_timeout=30s",
    **DATABASES["default"].get("OPTIONS", {}),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# In the database, so that pages and sign-in work while Redis is away.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "contriblog_cache",
    }
}

# --- Sign-in -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "tracker:log"
ACCOUNT_LOGOUT_REDIRECT_URL = "tracker:landing"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS: list[str] = []
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"sign_in": "10/m/ip"}
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = True
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_STORE_TOKENS = False  # allauth's column is plain text; ours is encrypted
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10  # seconds
SOCIALACCOUNT_PROVIDERS = {
    "github": {
        "APPS": [{"client_id": GITHUB_CLIENT_ID, "secret": GITHUB_CLIENT_SECRET}],
        "SCOPE": [],  # public data needs none
        "OAUTH_PKCE_ENABLED": True,
        **({} if _is_github_com else {"GITHUB_URL": GITHUB_URL}),
    }
}
# What follows a sign-in; accounts knows nothing of syncs, so the wiring names it.
AFTER_SIGN_IN = "tracker.tasks.sync_after_sign_in"
# And what goes with an account: called with the user, inside the transaction that deletes them.
BEFORE_DELETION = "tracker.models.forget.forget"

# --- The queue ---------------------------------------------------------------------------------
# PostgreSQL holds the truth and a message is only a doorbell, so nothing here has to be lossless.

CELERY_BROKER_URL = env.text("REDIS_URL", "redis://localhost:6379/0")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 10,  # turns an endless hang into a reconnection
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
    "visibility_timeout": 900,  # longer than the hard time limit, or a task would run twice
}
# One for each lane of tracker.models.Lane, and one for long documents; a worker that is not told
# otherwise takes from all.
CELERY_TASK_QUEUES = [Queue("first"), Queue("changes"), Queue("documents")]
CELERY_TASK_DEFAULT_QUEUE = "changes"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False  # the lease on the row does this work, without its loops
CELERY_TASK_SOFT_TIME_LIMIT = 540  # seconds
CELERY_TASK_TIME_LIMIT = 600  # seconds
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000  # KiB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"

# --- Language and time -------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# --- Static files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "contriblog.static_files.HashedStaticFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# --- What people send --------------------------------------------------------------------------

DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_500  # of the fullest résumé, whose page is one form
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    8 * 1024 * 1024
)  # of the same in kanji, nine bytes each as a form writes them
# Files are held in memory and never written; a request larger than this comes without its file.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024 + 64 * 1024  # a résumé to import, and its form

# --- What a browser is told --------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # The sign-in button posts to us and is redirected to GitHub; browsers check both.
        "form-action": [SELF, GITHUB_URL],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if SITE_IS_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SITE_IS_HTTPS else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
DEFAULT_EXCEPTION_REPORTER_FILTER = "contriblog.error_reports.SecretsFilter"
CSRF_FAILURE_VIEW = "contriblog.errors.csrf_failure"
SECURE_SSL_REDIRECT = SITE_IS_HTTPS and not DEBUG
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE_SSL_REDIRECT else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # what stands below our name may be somebody else's, and without https
    "security.W021",  # nor is it ours to put a name on the browsers' own list, for good
]
TRUSTED_PROXIES = int(env.text("CONTRIBLOG_TRUSTED_PROXIES", "0"))
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

# --- Logs --------------------------------------------------------------------------------------

LOGGING_CONFIG = None
logs.configure(as_json=not DEBUG)
