"""A program at the door of machines, with the key it was given."""

import json

from django.test import Client

from core import scope


class Program:
    def __init__(self, secret: str = "") -> None:
        self.secret, self.client = secret, Client()

    def get(self, path: str):
        answer = self.client.get(path, headers=self._head())
        scope.declare(scope.EVERYTHING)
        return answer

    def post(self, path: str, body=None, key: str = ""):
        head = self._head() | ({"Idempotency-Key": key} if key else {})
        answer = self.client.post(
            path, json.dumps(body or {}), content_type="application/json", headers=head
        )
        scope.declare(scope.EVERYTHING)
        return answer

    def _head(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
