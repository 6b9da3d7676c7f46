# Builds Samenbeeld from source: client and server in one program.
#
# The client's folders are named one by one so that packages and builds of the machine outside never get in. Debian 13 has
# Node.js 20.19, the oldest that the client builds with. rust-toolchain.toml stays outside: the image brings its own Rust.
FROM rust:1.95-trixie AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends nodejs npm \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY Cargo.toml Cargo.lock ./
COPY schema schema
COPY server server
COPY client/package.json client/package-lock.json client/.npmrc client/index.html client/vite.config.ts client/tsconfig.json client/svelte.config.js client/
COPY client/src client/src
# A member of the workspace, so cargo wants to see it; it is not built.
COPY tests/Cargo.toml tests/
COPY tests/src tests/src
RUN cargo build --release --locked -p samenbeeld

FROM debian:trixie-slim
# curl is for the health check; the certificates for the OpenID provider of professionals.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home samenbeeld \
    && install -d -m 0700 -o samenbeeld /data
COPY --from=build /build/target/release/samenbeeld /usr/local/bin/samenbeeld
USER samenbeeld
ENV SAMENBEELD_DATA=/data SAMENBEELD_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["samenbeeld"]
CMD ["serve"]
