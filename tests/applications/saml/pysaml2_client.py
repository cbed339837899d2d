"""Signs a person in and out with pysaml2. The test plays the browser: see saml_clients.rs."""

import json
import os
import sys
from urllib.parse import parse_qsl, urlsplit
from urllib.request import ProxyHandler, build_opener

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.saml import NAMEID_FORMAT_EMAILADDRESS
from saml2.sigver import verify_redirect_signature
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256


def tell(line):
    print(line, flush=True)


def hear():
    return sys.stdin.readline().strip()


def fetched(address):
    """A page, without asking an HTTP proxy of the environment."""
    with build_opener(ProxyHandler({})).open(address) as response:
        return response.read().decode()


def client():
    signed = os.environ["SIGNED"]
    keys = {"key_file": os.environ["SP_KEY"], "cert_file": os.environ["SP_CERT"]}
    config = SPConfig()
    config.load(
        {
            "entityid": os.environ["ENTITY_ID"],
            "metadata": {"inline": [fetched(os.environ["IDP_METADATA"])]},
            "xmlsec_binary": os.environ["XMLSEC1"],
            **keys,
            "encryption_keypairs": [keys],
            # Attributes keep the names that they are sent with.
            "allow_unknown_attributes": True,
            "service": {
                "sp": {
                    "endpoints": {
                        "assertion_consumer_service": [(os.environ["ACS"], BINDING_HTTP_POST)],
                        "single_logout_service": [
                            (os.environ["LOGOUT"], BINDING_HTTP_REDIRECT)
                        ],
                    },
                    "name_id_format": [NAMEID_FORMAT_EMAILADDRESS],
                    "authn_requests_signed": True,
                    "signing_algorithm": SIG_RSA_SHA256,
                    "digest_algorithm": DIGEST_SHA256,
                    "logout_requests_signed": True,
                    "want_response_signed": signed in ("both", "response"),
                    "want_assertions_signed": signed in ("both", "assertion"),
                    "allow_unsolicited": False,
                },
            },
        }
    )
    return Saml2Client(config=config)


def location(info):
    return dict(info["headers"])["Location"]


def main():
    saml = client()
    (provider,) = saml.metadata.with_descriptor("idpsso")
    asked, info = saml.prepare_for_authenticate(
        entityid=provider, relay_state="a page", binding=BINDING_HTTP_REDIRECT
    )
    tell(location(info))

    form = dict(parse_qsl(hear()))
    assert form["RelayState"] == "a page", form["RelayState"]
    response = saml.parse_authn_request_response(
        form["SAMLResponse"], BINDING_HTTP_POST, outstanding={asked: "a page"}
    )
    assert response is not None
    encrypted = "EncryptedAssertion" in response.xmlstr
    assert encrypted == (os.environ["ENCRYPTED"] == "yes")
    person = {"nameId": response.name_id.text, "attributes": response.ava}
    tell(json.dumps(person))

    (_, (_, info)) = saml.global_logout(response.name_id).popitem()
    tell(location(info))

    query = dict(parse_qsl(urlsplit(hear()).query))
    # The library does not do this by itself for a response.
    keys = [key for _, key in saml.metadata.certs(provider, "idpsso", "signing")]
    backend = saml.sec.sec_backend
    assert any(verify_redirect_signature(query, backend, key) for key in keys)
    ended = saml.parse_logout_request_response(query["SAMLResponse"], BINDING_HTTP_REDIRECT)
    assert ended.status_ok()
    tell("signed out")


main()
