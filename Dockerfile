# One image for all services; docker-compose.yml says which one a container runs.
# BASE is any Debian or Ubuntu with Python 3.11 or newer, also one of your own registry.
ARG BASE=debian:12-slim

# The Vietnamese model and the pages' libraries come from npm.
FROM ${BASE} AS model
RUN apt-get update \
    && apt-get install -y --no-install-recommends npm \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /model
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund \
    && gzip -dc node_modules/@tesseract.js-data/vie/4.0.0_best_int/vie.traineddata.gz \
        > vie.traineddata
COPY Makefile ./
RUN apt-get update && apt-get install -y --no-install-recommends make && touch node_modules/.installed \
    && make --old-file=node_modules/.installed webui/static/vendor/.copied

# Every wheel is checked against requirements.lock; of them only what runs is installed. Of bagit and
# docopt there is no wheel: they are made of their source, which is checked likewise.
FROM ${BASE} AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY requirements.lock ./
RUN python3 -m venv /opt/sohoa \
    && /opt/sohoa/bin/pip wheel --quiet --no-deps --only-binary :all: --no-binary bagit,docopt \
        --require-hashes --requirement requirements.lock --wheel-dir /wheels
COPY pyproject.toml README.md LICENSE ./
COPY cli cli
COPY extractors extractors
COPY models models
COPY samples samples
COPY webui webui
COPY worker worker
COPY --from=model /model/vie.traineddata models/weights/tessdata/
COPY --from=model /model/webui/static/vendor webui/static/vendor
RUN /opt/sohoa/bin/pip install --quiet --no-cache-dir --no-index --find-links /wheels '.[s3]'

FROM ${BASE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --home-dir /var/lib/sohoa --no-create-home sohoa \
    && install -d -o sohoa -g sohoa -m 0700 /var/lib/sohoa /inbox
COPY --from=build /opt/sohoa /opt/sohoa
ENV PATH=/opt/sohoa/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    SOHOA_HOME=/var/lib/sohoa \
    SOHOA_HOT_FOLDER=/inbox
# Nothing is written but /tmp, /var/lib/sohoa and /inbox: the root file system may be read-only.
USER sohoa
WORKDIR /var/lib/sohoa
# The database answers and has the schema that this image knows.
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s CMD ["sohoa", "db", "check"]
ENTRYPOINT ["sohoa"]
CMD ["--help"]
