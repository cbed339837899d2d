"""Introspects and revokes tokens with Authlib. The test plays the browser: see endpoints.rs."""

import os
import secrets
import sys
import time

# Authlib refuses http otherwise. The server of the test is on this machine.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.requests_client import OAuth2Session, OAuthError


def tell(line):
    print(line, flush=True)


def hear():
    return sys.stdin.readline().strip()


def main():
    issuer = os.environ["ISSUER"]
    session = OAuth2Session(
        client_id=os.environ["CLIENT_ID"],
        client_secret=os.environ["CLIENT_SECRET"],
        redirect_uri=os.environ["REDIRECT_URI"],
        scope="openid profile email groups",
        code_challenge_method="S256",
    )
    # Otherwise an HTTP proxy of the environment would be asked.
    session.trust_env = False
    discovery = f"{issuer}/.well-known/openid-configuration"
    metadata = session.get(discovery, withhold_token=True).json()

    verifier = secrets.token_urlsafe(48)
    address, state = session.create_authorization_url(
        metadata["authorization_endpoint"], code_verifier=verifier
    )
    tell(address)
    token = session.fetch_token(
        metadata["token_endpoint"],
        authorization_response=hear(),
        state=state,
        code_verifier=verifier,
    )
    person = session.get(metadata["userinfo_endpoint"]).json()

    def introspect(kind):
        response = session.introspect_token(
            metadata["introspection_endpoint"], token=token[kind], token_type_hint=kind
        )
        assert response.status_code == 200, response.text
        return response.json()

    access = introspect("access_token")
    assert access["active"] is True
    assert access["token_type"] == "Bearer"
    assert access["aud"] == metadata["userinfo_endpoint"]
    refresh = introspect("refresh_token")
    assert refresh["active"] is True
    for found in [access, refresh]:
        assert found["iss"] == issuer
        assert found["client_id"] == os.environ["CLIENT_ID"]
        assert found["sub"] == person["sub"]
        assert found["scope"] == token["scope"]
        assert found["iat"] <= time.time() + 1 < found["exp"]
    tell(access["username"])

    revoked = session.revoke_token(
        metadata["revocation_endpoint"],
        token=token["refresh_token"],
        token_type_hint="refresh_token",
    )
    assert revoked.status_code == 200, revoked.text
    # The access token came from the same grant.
    for kind in ["refresh_token", "access_token"]:
        assert introspect(kind) == {"active": False}
    assert session.get(metadata["userinfo_endpoint"]).status_code == 401
    try:
        session.refresh_token(metadata["token_endpoint"])
    except OAuthError as error:
        tell(error.error)


main()
