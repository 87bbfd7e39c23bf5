"""Error pages and reports without secrets, in development too."""

from collections.abc import ItemsView
from types import FrameType

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

from contriblog.logs import hide_secrets


class SecretsFilter(SafeExceptionReporterFilter):
    """Django's filter shows all variables while DEBUG is on; this one still hides secrets."""

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, object]:
        """A frame's variables; those named like a secret, or that hold a token, are starred out."""
        variables = super().get_traceback_frame_variables(request, tb_frame)
        return {name: self._without_secret(name, value) for name, value in variables}.items()

    def _without_secret(self, name: str, value: object) -> object:
        cleansed = self.cleanse_setting(name, value)
        shown = repr(cleansed)
        return cleansed if hide_secrets(shown) == shown else self.cleansed_substitute
