"""The static files as a deployment serves them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_OUR_SCRIPTS = "js/*.js"
_IMPORT = (r'(?P<matched>from "(?P<url>\./[^"]+)";)', 'from "%(url)s";')


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Each file is named after its content, also where one of our scripts imports another.

    Django's own switch for that reads every package's scripts, and fails on an import that one
    of them only names in a comment.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, (_OUR_SCRIPTS, (_IMPORT,)))
