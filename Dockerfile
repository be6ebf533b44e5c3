FROM node:24-slim AS assets
WORKDIR /npm
COPY package.json package-lock.json ./
# As bin/assets does it. An image without is whole too: then the server alone draws the charts.
RUN mkdir -p static/vendor \
    && if npm ci --omit=dev --ignore-scripts --no-audit --no-fund; then \
        mkdir static/vendor/echarts && cd node_modules/echarts \
        && cp dist/echarts.common.min.js LICENSE NOTICE /npm/static/vendor/echarts/; fi

FROM python:3.11-slim
ENV DJANGO_SETTINGS_MODULE=config.settings.production PYTHONUNBUFFERED=1 \
    WUSHE_ASSETS=/srv/assets
WORKDIR /srv/wushe
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements.txt
COPY --from=assets /npm/static /srv/assets
COPY . .
# The catalogues are compiled without system gettext; the settings only have to be importable.
RUN SECRET_KEY=build ALLOWED_HOSTS=localhost CSRF_TRUSTED_ORIGINS= DATABASE_URL=postgresql:///none \
    python manage.py compile_translations
# The folders that become volumes belong to the site's account, which may write nothing else.
RUN useradd --system wushe \
    && mkdir -p /var/lib/wushe/media /var/lib/wushe/static /var/lib/wushe/audit \
    && chown -R wushe /var/lib/wushe
USER wushe
