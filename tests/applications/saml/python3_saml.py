"""Signs a person in and out with python3-saml. The test plays the browser: see saml_clients.rs."""

import json
import os
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from urllib.request import ProxyHandler, build_opener

from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
BINDINGS = "urn:oasis:names:tc:SAML:2.0:bindings"


def tell(line):
    print(line, flush=True)


def hear():
    return sys.stdin.readline().strip()


def fetched(address):
    """A page, without asking an HTTP proxy of the environment."""
    with build_opener(ProxyHandler({})).open(address) as response:
        return response.read()


def settings():
    metadata = fetched(os.environ["IDP_METADATA"])
    provider = OneLogin_Saml2_IdPMetadataParser.parse(metadata)
    signed = os.environ["SIGNED"]
    return {
        **provider,
        "strict": True,
        "sp": {
            "entityId": os.environ["ENTITY_ID"],
            "assertionConsumerService": {
                "url": os.environ["ACS"],
                "binding": f"{BINDINGS}:HTTP-POST",
            },
            "singleLogoutService": {
                "url": os.environ["LOGOUT"],
                "binding": f"{BINDINGS}:HTTP-Redirect",
            },
            "NameIDFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            "x509cert": Path(os.environ["SP_CERT"]).read_text(),
            "privateKey": Path(os.environ["SP_KEY"]).read_text(),
        },
        "security": {
            "authnRequestsSigned": True,
            "logoutRequestSigned": True,
            "logoutResponseSigned": True,
            "wantMessagesSigned": signed in ("both", "response"),
            "wantAssertionsSigned": signed in ("both", "assertion"),
            "wantAssertionsEncrypted": os.environ["ENCRYPTED"] == "yes",
            "wantNameId": True,
            "signatureAlgorithm": RSA_SHA256,
            "digestAlgorithm": SHA256,
            "rejectDeprecatedAlgorithm": True,
        },
    }


def request_to(address, get=(), post=()):
    """What the library wants to know of a request to the application."""
    parts = urlsplit(address)
    return {
        "https": "off",
        "http_host": parts.netloc,
        "script_name": parts.path,
        "get_data": dict(get),
        "post_data": dict(post),
        # The signature is verified over the query as it was received.
        "query_string": parts.query,
        "validate_signature_from_qs": True,
    }


def main():
    known = settings()
    acs, logout = os.environ["ACS"], os.environ["LOGOUT"]
    begun = OneLogin_Saml2_Auth(request_to(acs), known)
    tell(begun.login(return_to="http://127.0.0.1:9/page?a=1&b=2"))
    asked = begun.get_last_request_id()

    form = dict(parse_qsl(hear()))
    assert form["RelayState"] == "http://127.0.0.1:9/page?a=1&b=2", form["RelayState"]
    auth = OneLogin_Saml2_Auth(request_to(acs, post=form), known)
    auth.process_response(request_id=asked)
    assert not auth.get_errors(), (auth.get_errors(), auth.get_last_error_reason())
    assert auth.is_authenticated()
    person = {"nameId": auth.get_nameid(), "attributes": auth.get_attributes()}
    tell(json.dumps(person))

    ending = auth.logout(
        name_id=auth.get_nameid(),
        name_id_format=auth.get_nameid_format(),
        session_index=auth.get_session_index(),
    )
    asked = auth.get_last_request_id()
    tell(ending)

    address = hear()
    query = dict(parse_qsl(urlsplit(address).query))
    ended = OneLogin_Saml2_Auth(request_to(address, get=query), known)
    ended.process_slo(keep_local_session=True, request_id=asked)
    assert not ended.get_errors(), (ended.get_errors(), ended.get_last_error_reason())
    tell("signed out")


main()
