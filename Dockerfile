# One image for web, worker and keeper; docker-compose.yml says how each of them starts.
# The Python is the oldest supported one: the one that the tests run on.

FROM python:3.11.15-slim-bookworm AS build
WORKDIR /app
COPY requirements/run.txt requirements/run.txt
RUN python -m venv --without-pip /venv \
    && pip --no-cache-dir --disable-pip-version-check --python /venv/bin/python \
        install --require-hashes --only-binary=:all: -r requirements/run.txt
ENV PATH=/venv/bin:$PATH
COPY manage.py ./
COPY accounts accounts/
COPY contriblog contriblog/
COPY tracker tracker/
COPY templates templates/
COPY static static/
# The settings want keys. These live for one command and stay out of every layer.
RUN SECRET_KEY="$(head -c 48 /dev/urandom | base64)" \
    CONTRIBLOG_TOKEN_KEYS="build:$(head -c 32 /dev/urandom | base64)" \
    python manage.py collectstatic --no-input \
    && python -m compileall -q accounts contriblog tracker

FROM python:3.11.15-slim-bookworm
RUN pip uninstall --yes --quiet --root-user-action=ignore setuptools wheel pip \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent contriblog
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER contriblog
EXPOSE 8000
CMD ["gunicorn", "contriblog.wsgi:application", \
     "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--threads", "8", \
     "--timeout", "30", "--graceful-timeout", "30", \
     "--max-requests", "2000", "--max-requests-jitter", "200", \
     "--limit-request-line", "4094", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
