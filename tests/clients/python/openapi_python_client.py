"""Five calls with the client that openapi-python-client makes."""

import os

from latchkey_client import AuthenticatedClient
from latchkey_client.api.users import create_user, delete_user, list_users, update_user
from latchkey_client.models import (
    CreateUser,
    InitialUserState,
    PageUser,
    Problem,
    UpdateUser,
    User,
    UserState,
)
from latchkey_client.types import UNSET

client = AuthenticatedClient(
    base_url=os.environ["LATCHKEY_URL"], token=os.environ["LATCHKEY_API_KEY"]
)
hire = CreateUser(
    email="monty@example.com",
    username="monty",
    state=InitialUserState.ACTIVE,
    first_name="Monty",
)
user = create_user.sync(client=client, body=hire, idempotency_key="python-2")
assert isinstance(user, User), user
assert (user.first_name, user.state) == ("Monty", UserState.ACTIVE), user

page = list_users.sync(client=client, limit=10, search="monty")
assert isinstance(page, PageUser), page
assert [item.id for item in page.items] == [user.id], page

changes = UpdateUser(job_title="Engineer", first_name=None)
changed = update_user.sync(
    user.id, client=client, body=changes, if_match=f'"{user.version}"'
)
assert isinstance(changed, User), changed
assert (changed.job_title, changed.first_name) == ("Engineer", UNSET), changed

refusal = create_user.sync_detailed(client=client, body=hire)
assert refusal.status_code == 409, refusal
assert isinstance(refusal.parsed, Problem), refusal
assert refusal.parsed.type_ == "urn:latchkey:problem:taken", refusal
assert refusal.parsed.errors[0].field == "email", refusal

deleted = delete_user.sync_detailed(user.id, client=client)
assert deleted.status_code == 204, deleted
print("five calls")
