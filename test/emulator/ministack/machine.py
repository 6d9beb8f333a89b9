"""What stories ask of the machine that the emulator is: whether anything moves, and to be as it was. All else they ask of AWS's own API."""
import base64
import copy
import hashlib
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from ministack.services import cognito, dynamodb, lambda_svc, ses, sqs, stepfunctions

import mended

tables = {}
mails = {}


def with_machine(app):
    answers = {("GET", "/_lambdesk/moving"): moving, ("GET", "/_lambdesk/digest"): digest, ("POST", "/_lambdesk/kept"): keep, ("POST", "/_lambdesk/restored"): restore, ("POST", "/_lambdesk/aged"): aged}

    async def answering(scope, receive, send):
        answer = answers.get((scope.get("method"), scope.get("path")))
        if not answer:
            return await app(scope, receive, send)
        given, more = b"", scope["method"] == "POST"
        while more:
            message = await receive()
            given, more = given + message.get("body", b""), message.get("more_body", False)
        body = json.dumps(answer(given.decode()) if given else answer()).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": body})

    return answering


def moving():
    """What still moves: streams and queues that a Lambda has not read to the end, calls of Lambdas, and executions that wait for nobody's answer."""
    mappings = []
    for key, esm in list(lambda_svc._esms._data.items()):
        source = esm.get("EventSourceArn", "")
        if esm.get("Enabled", True) and (esm["UUID"] in mended.working or unread(key[0], key[1], esm, source)):
            mappings.append(source)
    running = sum(1 for one in list(stepfunctions._executions._data.values()) if one["status"] == "RUNNING")
    waiting = sum(1 for one in list(stepfunctions._task_tokens._data.values()) if not one["event"].is_set())
    return {"mappings": mappings, "calls": len(mended.calls), "executions": max(0, running - waiting)}


def unread(account, region, esm, source):
    if ":dynamodb:" in source:
        table = source.split("/stream/")[0].split("/")[-1]
        end = dynamodb.stream_end_position(table, account_id=account, region=region)
        position = lambda_svc._dynamodb_stream_positions.get_scoped(account, region, esm["UUID"])
        return position is not None and position < end
    name = source.rsplit(":", 1)[-1]
    return any(queue["messages"] for queue in list(sqs._queues._data.values()) if queue["name"] == name)


def digest():
    """A hash of each item of all tables, but for the mark that the sweep moves each minute."""
    items = [item for table in dynamodb._tables._data.values() for sort in table["items"].values() for item in sort.values()]
    return {f"{item['pk']['S']} {item['sk']['S']}": hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16] for item in items if item["pk"]["S"] != "SWEEP"}


def keep():
    """Keeps what is in the tables and the mail that was sent; nothing may move meanwhile."""
    tables.update({key: copy.deepcopy(table["items"]) for key, table in dynamodb._tables._data.items()})
    mails.update(copy.deepcopy(ses._sent_emails._data))
    return {"items": sum(len(sort) for items in tables.values() for sort in items.values())}


def restore():
    """Makes it as it was when it was kept, with empty queues and no executions. What streams carried is not carried again."""
    for info in list(stepfunctions._task_tokens._data.values()):
        # No error of a state, which its machine would catch or try again, but one that ends the execution.
        info["error"] = "restored"
        info["event"].set()
    stepfunctions._executions._data.clear()
    for queue in sqs._queues._data.values():
        queue["messages"].clear()
    with dynamodb._lock:
        for key, items in tables.items():
            dynamodb._tables._data[key]["items"] = copy.deepcopy(items)
    ses._sent_emails._data.clear()
    ses._sent_emails._data.update(copy.deepcopy(mails))
    return {}


def aged(token):
    """The same token a day later, by the pool's own key: its Cognito gives an hour, whatever the client says."""
    header, payload, _ = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    claims.update({name: claims[name] - 86_400 for name in ("iat", "exp", "auth_time") if name in claims})
    signed = f"{header}.{encoded(json.dumps(claims).encode())}"
    return {"token": f"{signed}.{encoded(cognito._RSA_PRIVATE_KEY.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"}


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
