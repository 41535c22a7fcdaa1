"""The staging system's own endpoints, as a script would call them."""

import http.client
import json
import os
import urllib.parse
import uuid


class Backend:
    """One tenant, over one connection that is kept."""

    def __init__(self):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(os.environ["API_URL"]).netloc)
        self.correlation_id = str(uuid.uuid4())
        self.email = f"bench-{self.correlation_id}@example.com"

    def _ask(self, method, path, expected, body=None):
        headers = {"Content-Type": "application/json"} if body else {}
        self.connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        assert answer.status == expected, f"{path}: {answer.status} {data!r}"
        return json.loads(data) if data else None

    def set_up(self):
        order = {"email": self.email, "plan": "free", "correlationId": self.correlation_id}
        self.tenant = self._ask("POST", "/test/setup-tenant", 201, order)["tenantId"]

    def look(self):
        return self._ask("GET", f"/test/verify-upgrade-workflow?correlationId={self.correlation_id}", 200)

    def tear_down(self):
        self._ask("DELETE", f"/test/tenants/{self.tenant}", 204)


def is_final(answer):
    """What the scenario's stages and its final state say."""
    return (
        answer["apiAccepted"] and len(answer["charges"]) == 1 and answer["queueMessageProcessed"]
        and answer["entitlementsUpdated"] and len(answer["analyticsEvents"]) == 1 and answer["finalPlan"] == "pro"
        and answer["billingState"] == "active")
