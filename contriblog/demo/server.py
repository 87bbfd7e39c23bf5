"""The demo's HTTP server: routes, and the thread-per-request server that runs them."""

from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from contriblog.demo import api, control, oauth, pages, rest
from contriblog.demo.site import Site
from contriblog.demo.web import finished, json_response, page

Handler = Callable[..., Response]


def repository(_request: Request, site: Site, owner: str, name: str) -> Response:
    """Show a public repository; an old name redirects."""
    found = site.world.repository(f"{owner}/{name}")
    if found is None or found.is_private:
        raise NotFound
    if found.name_with_owner.lower() != f"{owner}/{name}".lower():
        return redirect(f"/{found.name_with_owner}", 301, Response)
    return page(pages.repository_page(found))


def thread(_request: Request, site: Site, owner: str, name: str, number: int) -> Response:
    """Show an issue or a pull request of a public repository."""
    found = site.world.repository(f"{owner}/{name}")
    row = site.world.thread(found, number) if found and not found.is_private else None
    if row is None:
        raise NotFound
    return page(pages.thread_page(row))


def discussion(_request: Request, site: Site, owner: str, name: str, number: int) -> Response:
    """Show a discussion of a public repository."""
    found = site.world.repository(f"{owner}/{name}")
    row = site.world.discussion(found, number) if found and not found.is_private else None
    if row is None:
        raise NotFound
    return page(pages.discussion_page(row))


def release(_request: Request, site: Site, owner: str, name: str, tag: str) -> Response:
    """Show a release of a public repository."""
    found = site.world.repository(f"{owner}/{name}")
    rows = site.world.releases(found) if found and not found.is_private else []
    shown = next((row for row in rows if row.tag_name == tag and not row.is_draft), None)
    if shown is None:
        raise NotFound
    return page(pages.release_page(shown))


def actor(_request: Request, site: Site, login: str) -> Response:
    """Show a person, bot or organization."""
    found = site.world.actor(login)
    if found is None:
        raise NotFound
    owned = [row for row in site.world.repositories() if row.owner is found and not row.is_private]
    return page(pages.actor_page(found, owned))


def avatar(request: Request, site: Site, number: int) -> Response:
    """Draw a picture with initials."""
    person = site.world.person(number)
    size = min(request.args.get("s", 460, type=int), 1000)
    name = (person.name or person.login) if person else "?"
    return Response(pages.avatar(name, number, size), content_type="image/svg+xml")


ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/login/oauth/authorize", oauth.authorize),
    ("POST", "/login/oauth/authorize", oauth.authorize),
    ("POST", "/login/oauth/access_token", oauth.access_token),
    ("DELETE", "/api/v3/applications/<client_id>/<what>", oauth.revoke),
    ("GET", "/api/v3/user", api.user),
    ("GET", "/api/v3/user/emails", api.emails),
    ("POST", "/api/graphql", api.graphql),
    *rest.ROUTES,
    ("GET", "/avatars/u/<int:number>", avatar),
    ("GET", "/apps/<login>", actor),
    ("GET", "/<login>", actor),
    ("GET", "/<owner>/<name>", repository),
    ("GET", "/<owner>/<name>/pull/<int:number>", thread),
    ("GET", "/<owner>/<name>/issues/<int:number>", thread),
    ("GET", "/<owner>/<name>/discussions/<int:number>", discussion),
    ("GET", "/<owner>/<name>/releases/tag/<tag>", release),
)


class DemoApp:
    """The WSGI application of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        routes = ROUTES + (control.ROUTES if site.options.control else ())
        self._handlers = dict(enumerate(handler for _, _, handler in routes))
        rules = [
            Rule(path, endpoint=str(place), methods=[method])
            for place, (method, path, _) in enumerate(routes)
        ]
        self._map = Map(rules)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        response = finished(request, self._response(request), self.site.now())
        return response(environ, start_response)

    def _response(self, request: Request) -> Response:
        try:
            endpoint, values = self._map.bind_to_environ(request.environ).match()
            return self._handlers[int(endpoint)](request, self.site, **values)
        except HTTPException as refused:
            return _refusal(request, refused)


class QuietHandler(WSGIRequestHandler):
    """Serves HTTP/1.1 with keep-alive, and writes no access log."""

    protocol_version = "HTTP/1.1"

    def send_response(self, code: int, message: str | None = None) -> None:
        """Send the status line alone: the application sends Date and Server itself."""
        self.send_response_only(code, message)

    def connection_dropped(
        self,
        error: BaseException,  # noqa: ARG002 - werkzeug names the arguments
        environ: WSGIEnvironment | None = None,  # noqa: ARG002
    ) -> None:
        """Hang up: an answer was withheld on purpose, or nobody listens any more."""
        self.close_connection = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: the request log of the control plane tells more."""


def listen(site: Site, host: str, port: int) -> BaseWSGIServer:
    """Open the port (0 for any free one) and return the server, ready to serve for ever."""
    return make_server(host, port, DemoApp(site), threaded=True, request_handler=QuietHandler)


def _refusal(request: Request, refused: HTTPException) -> Response:
    status = refused.code or 500
    if request.path.startswith(("/api/", "/_ctl/")):
        return json_response({"message": refused.name, "status": str(status)}, status)
    if isinstance(refused, NotFound):
        return page(pages.missing_page(), status)
    return page(pages.oauth_error_page(refused.name), status)
