"""Five calls with the client that openapi-generator makes for Python."""

import os

from latchkey_api import ApiClient, Configuration, UsersApi
from latchkey_api.exceptions import ConflictException
from latchkey_api.models import CreateUser, InitialUserState, Problem, UpdateUser, UserState

configuration = Configuration(
    host=os.environ["LATCHKEY_URL"], access_token=os.environ["LATCHKEY_API_KEY"]
)
with ApiClient(configuration) as client:
    users = UsersApi(client)
    hire = CreateUser(
        email="guido@example.com",
        username="guido",
        state=InitialUserState.ACTIVE,
        first_name="Guido",
    )
    user = users.create_user(hire, idempotency_key="python-1")
    assert user.first_name == "Guido", user
    assert user.state == UserState.ACTIVE, user

    page = users.list_users(limit=10, search="guido")
    assert [item.id for item in page.items] == [user.id], page

    changes = UpdateUser(job_title="Engineer", first_name=None)
    user = users.update_user(user.id, f'"{user.version}"', changes)
    assert (user.job_title, user.first_name) == ("Engineer", None), user

    try:
        users.create_user(hire)
        raise SystemExit("not refused")
    except ConflictException as refusal:
        problem = refusal.data
        assert isinstance(problem, Problem), refusal
        assert problem.type == "urn:latchkey:problem:taken", problem
        assert problem.errors[0].code == "taken", problem

    users.delete_user(user.id)
print("five calls")
