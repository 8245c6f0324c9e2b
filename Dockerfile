# The first stage installs, with pip and the registry at hand; the second holds only what runs.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/naparnik
COPY requirements.lock ./
RUN /opt/naparnik/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md ./
COPY bot bot
COPY domain domain
COPY jobs jobs
COPY storage storage
RUN /opt/naparnik/bin/pip install --no-cache-dir --no-deps . \
    && /opt/naparnik/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home --home-dir /data naparnik
COPY --from=build /opt/naparnik /opt/naparnik
ENV PATH=/opt/naparnik/bin:$PATH \
    NAPARNIK_HOME=/data \
    HTTP_HOST=0.0.0.0 \
    HTTP_PORT=8080 \
    LOG_FORMAT=json \
    PYTHONUNBUFFERED=1
USER naparnik
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['HTTP_PORT'] + '/healthz', timeout=4)"]
CMD ["naparnik", "run"]
