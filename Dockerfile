FROM python:3.11-slim
ENV DJANGO_SETTINGS_MODULE=config.settings.production PYTHONUNBUFFERED=1
WORKDIR /srv/wushe
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements.txt
COPY . .
# The catalogues are compiled without system gettext; the settings only have to be importable.
RUN SECRET_KEY=build ALLOWED_HOSTS=localhost CSRF_TRUSTED_ORIGINS= DATABASE_URL=postgresql:///none \
    python manage.py compile_translations
# The folders that become volumes belong to the site's account, which may write nothing else.
RUN useradd --system wushe \
    && mkdir -p /var/lib/wushe/media /var/lib/wushe/static /var/lib/wushe/audit \
    && chown -R wushe /var/lib/wushe
USER wushe
