# A stand-in for the `redis` image where that cannot be pulled: Debian's server, the same user and
# folder.
ARG BASE
FROM ${BASE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends redis-server \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o redis -g redis -m 0700 /data
WORKDIR /data
VOLUME /data
CMD ["redis-server"]
