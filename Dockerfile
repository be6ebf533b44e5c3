FROM python:3.11-slim
WORKDIR /srv/wushe
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN useradd --system wushe && mkdir -p /var/lib/wushe && chown wushe /var/lib/wushe
USER wushe
ENV DJANGO_SETTINGS_MODULE=config.settings.production
