"""What ministack 1.4.21 leaves out or does otherwise than AWS, where a few lines put it right. The version is pinned: see venv.ts."""
import json
import threading
import time

from ministack.core import lambda_runtime
from ministack.services import dynamodb, lambda_svc, sqs, stepfunctions
from ministack.services.cloudformation import provisioners


def all():
    cloudformation_keeps_redrive_policies()
    cloudformation_keeps_time_to_live()
    cloudformation_keeps_cors()
    cloudformation_publishes_machines()
    every_mapping_polls_by_itself()
    partly_failed_stream_batches_come_back()
    calls_are_counted()
    lambdas_answer_at_once()


def cloudformation_keeps_redrive_policies():
    """Without it a message that cannot be consumed comes back for ever, and no dead-letter queue ever gets anything."""
    create = provisioners._sqs_create

    def created(logical_id, props, stack_name):
        made = create(logical_id, props, stack_name)
        if props.get("RedrivePolicy"):
            sqs._queues[made[0]]["attributes"]["RedrivePolicy"] = json.dumps(props["RedrivePolicy"])
        return made

    provisioners._RESOURCE_HANDLERS["AWS::SQS::Queue"] = {
        "create": created, "update_with_logical_id": True, "update": changed_in_place(created, lambda name: sqs._queues.get(name), ("messages", "dedup_cache", "fifo_seq")), "delete": provisioners._sqs_delete,
    }


def cloudformation_keeps_time_to_live():
    """Also: a table that is changed keeps what is in it."""
    create = provisioners._ddb_create

    def created(logical_id, props, stack_name):
        name, attributes = create(logical_id, props, stack_name)
        wanted = props.get("TimeToLiveSpecification")
        if wanted and wanted.get("Enabled"):
            dynamodb._ttl_settings[name] = {"TimeToLiveStatus": "ENABLED", "AttributeName": wanted["AttributeName"]}
        return name, attributes

    provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::Table"] = {
        "create": created, "delete": provisioners._ddb_delete, "update_with_logical_id": True,
        "update": changed_in_place(created, lambda name: dynamodb._tables.get(name), ("items", "TableId", "CreationDateTime", "LatestStreamArn", "LatestStreamLabel", "ItemCount", "TableSizeBytes")),
    }


def cloudformation_keeps_cors():
    """It keeps the configuration with names that begin with a capital, and looks for others when a browser asks."""
    create = provisioners._apigw_v2_api_create

    def created(logical_id, props, stack_name):
        given = props.get("CorsConfiguration")
        return create(logical_id, {**props, "CorsConfiguration": {name[0].lower() + name[1:]: value for name, value in given.items()}} if given else props, stack_name)

    provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Api"]["create"] = created


def changed_in_place(create, find, kept):
    """An update for what ministack would make anew and empty: made anew, with what the old one kept."""
    def update(physical_id, _old, new_props, stack_name, logical_id):
        before = find(physical_id)
        saved = {name: before[name] for name in kept if name in before} if before else {}
        made_id, attributes = create(logical_id, new_props, stack_name)
        find(made_id).update(saved)
        if saved.get("LatestStreamArn"):
            attributes["StreamArn"] = saved["LatestStreamArn"]
        return made_id, attributes

    return update


def cloudformation_publishes_machines():
    """Versions and aliases of state machines exist in its Step Functions, but not in its CloudFormation."""
    def answer(response):
        status, _, body = response
        said = json.loads(body)
        if status >= 300:
            raise ValueError(f"{said.get('__type')}: {said.get('message')}")
        return said

    def version(_logical_id, props, _stack_name):
        arn = answer(stepfunctions._publish_state_machine_version({"stateMachineArn": props["StateMachineArn"]}))["stateMachineVersionArn"]
        return arn, {"Arn": arn}

    def alias(_logical_id, props, _stack_name):
        of = props["DeploymentPreference"]["StateMachineVersionArn"]
        routing = {"routingConfiguration": [{"stateMachineVersionArn": of, "weight": 100}]}
        arn = f"{of.rsplit(':', 1)[0]}:{props['Name']}"
        if arn in stepfunctions._state_machine_aliases:
            answer(stepfunctions._update_state_machine_alias({"stateMachineAliasArn": arn, **routing}))
        else:
            answer(stepfunctions._create_state_machine_alias({"name": props["Name"], **routing}))
        return arn, {"Arn": arn}

    machine = provisioners._sfn_state_machine_create

    def revised(logical_id, props, stack_name):
        arn, attributes = machine(logical_id, props, stack_name)
        return arn, {**attributes, "StateMachineRevisionId": stepfunctions._state_machines[arn].get("revisionId", "INITIAL")}

    provisioners._RESOURCE_HANDLERS.update({
        "AWS::StepFunctions::StateMachine": {"create": revised, "delete": provisioners._sfn_state_machine_delete},
        "AWS::StepFunctions::StateMachineVersion": {"create": version, "delete": lambda _id, _props: None},
        "AWS::StepFunctions::StateMachineAlias": {"create": alias, "delete": lambda arn, _props: stepfunctions._state_machine_aliases.pop(arn, None)},
    })


working = set()
mapping = threading.local()


def every_mapping_polls_by_itself():
    """One thread polls all queues and streams in turn, so that each waits for the Lambdas of all others."""
    every = lambda_svc._iter_all_esms
    lambda_svc._iter_all_esms = lambda: (one for one in every() if one[2]["UUID"] == mapping.id)

    def poll(esm_id, source):
        mapping.id = esm_id
        work = lambda_svc._poll_dynamodb_streams if ":dynamodb:" in source else lambda_svc._poll_sqs
        while any(esm["UUID"] == esm_id for _, _, esm in every()):
            working.add(esm_id)
            try:
                busy = work()
            except Exception as error:
                lambda_svc.logger.error("Polling %s failed: %s", source, error)
                busy = False
            finally:
                working.discard(esm_id)
            if not busy:
                time.sleep(0.05)

    def supervise():
        polled = set()
        while True:
            for _, _, esm in every():
                if esm["UUID"] not in polled:
                    polled.add(esm["UUID"])
                    threading.Thread(target=poll, args=(esm["UUID"], esm.get("EventSourceArn", "")), daemon=True).start()
            time.sleep(0.2)

    lambda_svc._poll_loop = supervise


def partly_failed_stream_batches_come_back():
    """It goes on after a stream's batch of which a part failed. AWS comes back from the first that failed; this, with the whole batch."""
    execute = lambda_svc._execute_function

    def executed(func, event):
        result = execute(func, event)
        records = event.get("Records") or [{}] if isinstance(event, dict) else [{}]
        body = result.get("body")
        if records[0].get("eventSource") == "aws:dynamodb" and isinstance(body, dict) and body.get("batchItemFailures"):
            return {**result, "error": True}
        return result

    lambda_svc._execute_function = executed


calls = []


def calls_are_counted():
    """A call that a schedule made is seen nowhere else while it runs."""
    execute = lambda_svc._execute_function

    def executed(func, event):
        calls.append(event)
        try:
            return execute(func, event)
        finally:
            calls.pop()

    lambda_svc._execute_function = executed


def lambdas_answer_at_once():
    """Each call of a Lambda that logs nothing waits 50 ms for what it might still log."""
    lambda_runtime.Worker._drain_stderr_bounded.__defaults__ = (0.002, 0.001, 0.05)
