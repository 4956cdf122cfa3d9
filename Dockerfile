# One image for every process: `shop migrate`, `shop serve`, `shop work`. It holds no setting and no secret.

FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /opt/shop
ENV PATH=/opt/shop/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
# First what changes seldom: exact versions, each checked against its hash.
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY migrations migrations
COPY catalog_sync catalog_sync
COPY shop shop
# setuptools is in the lock: building fetches nothing more.
RUN pip install --no-cache-dir --no-deps --no-build-isolation . && python -m compileall -q /opt/shop

FROM python:3.11-slim
RUN groupadd --system --gid 10001 shop \
 && useradd --system --uid 10001 --gid shop --home-dir /data --shell /usr/sbin/nologin shop \
 && install -d -o shop -g shop -m 0750 /data
COPY --from=build /opt/shop /opt/shop
ENV PATH=/opt/shop/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SHOP_DATA_DIR=/data
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
ENTRYPOINT ["shop"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
