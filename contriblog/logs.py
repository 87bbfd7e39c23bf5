"""Logs: one line an event, with fields; never a token, a cookie or a share link's secret."""

import logging.config
import re

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
_TOKEN = re.compile(r"\b(?:gh[oprsu]_|github_pat_)\w{10,}")
_IN_URL = re.compile(r"(?<=[?&](?:code)=)[^&\s\"]+|(?<=[?&]state=)[^&\s\"]+|(?<=/s/)[\w-]{16,}")
_SECRET_KEYS = frozenset({"authorization", "cookie", "token", "access_token", "refresh_token"})


def hide_secrets(text: str) -> str:
    """The text with GitHub tokens, OAuth codes and states, and share tokens blanked out."""
    return _IN_URL.sub("[hidden]", _TOKEN.sub("[hidden]", text))


def _without_secrets(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    for key, value in event.items():
        if key.lower() in _SECRET_KEYS:
            event[key] = "[hidden]"
        elif isinstance(value, str):
            event[key] = hide_secrets(value)
    return event


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
]


def configure(*, as_json: bool) -> None:
    """Send all events to standard error, as JSON lines or in a form for reading."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last: Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "lines": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": _SHARED,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        _without_secrets,
                        last,
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stderr"], "level": "INFO"},
            # httpx names the whole URL of every request at INFO.
            "loggers": {"httpx": {"level": "WARNING"}},
        }
    )
