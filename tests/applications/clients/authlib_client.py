"""Signs a person in and out with Authlib. The test plays the browser: see client.rs."""

import json
import os
import secrets
import sys

# Authlib refuses http otherwise. The server of the test is on this machine.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet
from urllib.parse import urlencode


def tell(line):
    print(line, flush=True)


def hear():
    return sys.stdin.readline().strip()


def id_token_claims(token, keys, metadata, nonce):
    """The claims of an ID token, after its signature and its claims were checked."""
    decoded = jwt.decode(token["id_token"], keys, algorithms=["RS256"])
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        options={
            "iss": {"essential": True, "value": metadata["issuer"]},
            "aud": {"essential": True, "value": os.environ["CLIENT_ID"]},
        },
        params={
            "nonce": nonce,
            "client_id": os.environ["CLIENT_ID"],
            "access_token": token["access_token"],
        },
    )
    claims.validate(leeway=60)
    return claims


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
    assert metadata["issuer"] == issuer
    keys = session.get(metadata["jwks_uri"], withhold_token=True).json()
    keys = KeySet.import_key_set(keys)

    verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
    address, state = session.create_authorization_url(
        metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce
    )
    tell(address)

    token = session.fetch_token(
        metadata["token_endpoint"],
        authorization_response=hear(),
        state=state,
        code_verifier=verifier,
    )
    claims = id_token_claims(token, keys, metadata, nonce)
    refreshed = session.refresh_token(metadata["token_endpoint"])
    assert refreshed["access_token"] != token["access_token"]
    # An ID token from a refresh has no nonce.
    again = id_token_claims(refreshed, keys, metadata, None)
    assert (again["sub"], again["sid"]) == (claims["sub"], claims["sid"])
    person = session.get(metadata["userinfo_endpoint"]).json()
    assert person["sub"] == claims["sub"]
    tell(json.dumps(person))

    query = {
        "id_token_hint": refreshed["id_token"],
        "post_logout_redirect_uri": os.environ["AFTER_LOGOUT_URI"],
        "state": "bye",
    }
    tell(f"{metadata['end_session_endpoint']}?{urlencode(query)}")

    assert hear() == os.environ["AFTER_LOGOUT_URI"] + "?state=bye"
    try:
        session.refresh_token(metadata["token_endpoint"])
    except OAuthError as error:
        tell(error.error)


main()
