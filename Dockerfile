# Both programs in a small image: docker run --rm -v "$PWD:/project" IMAGE perftrace log
# The compiler and the Debian release that continuous integration tests with.
FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libcmark-gfm-dev libcmark-gfm-extensions-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
ARG VERSION=0.1.0
RUN bin/release "$VERSION" image /release && mkdir /programs && tar -xzf /release/*.tar.gz -C /programs

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates git \
    && rm -rf /var/lib/apt/lists/* \
    # A mounted project belongs to whoever mounts it, and git wants to be told that this is meant.
    && git config --system safe.directory '*'
COPY --from=build /programs/perftrace /programs/perfsite /usr/local/bin/
WORKDIR /project
USER 1000:1000
CMD ["perftrace", "--help"]
